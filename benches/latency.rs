//! How fast questions are answered, warm and in one process, beside tantivy alone on the same texts.
//!
//! ```text
//! cargo bench --bench latency -- [FOLDER OF .jsonl FILES] [--times N] [--rounds N] [--questions FILE]
//! ```
//!
//! Each `.jsonl` file of the folder (records with `id`, `headline`, `body`) is one corpus; without a folder the sample
//! corpus is. `--times 10` measures ten times the text as well: sentences of the originals dealt anew, so that nothing
//! is a copy. Questions of four kinds are drawn from the texts: one word, any of some, all of some, words in a row.
//!
//! The floor is tantivy with its own queries, collectors and snippets, and nothing else: headline and body as one
//! stemmed text, asked for the top ten *and* the count, so that both sides visit every match. Its store is not
//! compressed, which flatters it. Both sides take turns, question by question; each question counts with its median over
//! the rounds, and the table shows percentiles over the questions. `--questions` writes what is asked to a file.
//!
//! These are measurements, not tests: nothing here fails because a machine is slow.

use mimalloc::MiMalloc;
use onrecord::archive::{Archive, Location};
use onrecord::ingest::{IngestOptions, ingest};
use onrecord::search::{Request, Searcher, Shown, Target, parse};
use onrecord::text::sentences::sentences;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const QUESTIONS_A_KIND: usize = 100;
const KINDS: [&str; 4] = ["word", "or", "and", "phrase"];

struct Record {
    headline: String,
    body: String,
}

/// A question in words, of one of the [`KINDS`].
struct Question {
    kind: &'static str,
    words: String,
}

impl Question {
    /// As it is typed into ours.
    fn line(&self) -> String {
        match self.kind {
            "or" => self.words.replace(' ', " OR "),
            "phrase" => format!("\"{}\"", self.words),
            _ => self.words.clone(),
        }
    }
}

/// The smallest generator that deals well enough (Marsaglia, *Xorshift RNGs*, 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

fn main() {
    let (mut folder, mut times, mut rounds, mut questions_to) = (None, 1, 7, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--times" => times = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(times),
            "--rounds" => rounds = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(rounds),
            "--questions" => questions_to = arguments.next().map(PathBuf::from),
            // cargo passes this to every bench.
            "--bench" => {}
            _ => folder = Some(PathBuf::from(argument)),
        }
    }
    let work = std::env::temp_dir().join(format!("onrecord-latency-{}", std::process::id()));
    for (name, records) in corpora(folder.as_deref()) {
        let questions = drawn(&records);
        if let Some(file) = &questions_to {
            let line =
                |q: &Question| serde_json::json!({"kind": q.kind, "words": q.words, "line": q.line()}).to_string();
            fs::write(file, questions.iter().map(line).collect::<Vec<_>>().join("\n"))
                .expect("a file for the questions");
        }
        measure(&name, &records, &questions, rounds, &work);
        if times > 1 {
            measure(&format!("{name} × {times}"), &dealt_anew(&records, times), &questions, rounds, &work);
        }
    }
    fs::remove_dir_all(&work).unwrap_or_default();
}

fn corpora(folder: Option<&Path>) -> Vec<(String, Vec<Record>)> {
    let Some(folder) = folder else {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_corpus");
        let texts = walkdir::WalkDir::new(sample).sort_by_file_name().into_iter().flatten();
        let texts = texts.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "txt"));
        let record = |entry: walkdir::DirEntry| {
            let text = fs::read_to_string(entry.path()).ok()?;
            let (headline, body) = text.split_once('\n')?;
            Some(Record { headline: headline.to_owned(), body: body.trim().to_owned() })
        };
        return vec![("sample corpus".to_owned(), texts.filter_map(record).collect())];
    };
    let files = fs::read_dir(folder).expect("the folder of corpora").flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|e| e == "jsonl")).collect();
    files.sort();
    let corpus = |file: PathBuf| {
        let record = |line: &str| {
            let record: serde_json::Value = serde_json::from_str(line).expect("a record");
            let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
            Record { headline: field("headline"), body: field("body") }
        };
        let text = fs::read_to_string(&file).expect("a corpus");
        (file.file_stem().unwrap_or_default().to_string_lossy().into_owned(), text.lines().map(record).collect())
    };
    files.into_iter().map(corpus).collect()
}

/// Articles as many times over and as long as these, each made of sentences from all over them.
fn dealt_anew(records: &[Record], times: usize) -> Vec<Record> {
    let mut pool: Vec<&str> = Vec::new();
    for record in records {
        pool.extend(
            record.body.split('\n').flat_map(|text| sentences(text).into_iter().map(move |range| &text[range])),
        );
    }
    let mut dice = Dice(0x005E_ED0F_0CA5);
    let mut out = Vec::with_capacity(records.len() * times);
    for record in (0..times).flat_map(|_| records) {
        let mut sentence = || pool[dice.below(pool.len())].trim();
        let headline: Vec<&str> = sentence().split_whitespace().take(7).collect();
        let mut body = String::new();
        while body.len() < record.body.len() {
            body.push_str(sentence());
            body.push_str(if body.len().is_multiple_of(3) { "\n\n" } else { " " });
        }
        out.push(Record { headline: headline.join(" "), body });
    }
    out
}

/// Questions of every kind, of words as they stand in the texts, from the rare to the frequent.
fn drawn(records: &[Record]) -> Vec<Question> {
    let mut dice = Dice(0xC0FF_EE11);
    let mut questions = Vec::new();
    let plain = |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    for kind in KINDS {
        for n in 0..QUESTIONS_A_KIND {
            let words = loop {
                let body = &records[dice.below(records.len())].body;
                let text: Vec<&str> = body.split_whitespace().collect();
                let start = dice.below(text.len());
                let content = |word: &&&str| plain(word) && word.len() > 3;
                let words: Vec<&str> = match kind {
                    "phrase" => {
                        text[start.min(text.len())..].iter().take(2 + n % 2).copied().take_while(plain).collect()
                    }
                    "word" => text[start.min(text.len())..].iter().filter(content).take(1).copied().collect(),
                    _ => text[start.min(text.len())..].iter().filter(content).take(2 + n % 3).copied().collect(),
                };
                let wanted = match kind {
                    "word" => 1,
                    "phrase" => 2 + n % 2,
                    _ => 2 + n % 3,
                };
                if words.len() == wanted {
                    break words.join(" ");
                }
            };
            // A capital would be read as an operator only in `AND` and the like.
            questions.push(Question { kind, words: words.to_lowercase() });
        }
    }
    questions
}

/// A way to answer a question; says how many match.
type Way<'w> = &'w dyn Fn(&Question) -> usize;

fn measure(name: &str, records: &[Record], questions: &[Question], rounds: usize, work: &Path) {
    fs::remove_dir_all(work).unwrap_or_default();
    let root = work.join("texts");
    fs::create_dir_all(&root).expect("a folder for the texts");
    let bytes: usize = records.iter().map(|record| record.headline.len() + record.body.len()).sum();
    let line = |(n, record): (usize, &Record)| {
        serde_json::json!({"id": format!("a{n}"), "headline": record.headline, "body": record.body}).to_string()
    };
    let lines: Vec<String> = records.iter().enumerate().map(line).collect();
    fs::write(root.join("articles.jsonl"), lines.join("\n")).expect("the texts");
    let location = Location { root: root.clone(), index: work.join("index") };
    ingest(&location, &IngestOptions::default(), &|_| {}).expect("our index");
    let searcher = Searcher::open(Archive::open(&location).expect("our index")).expect("our index");
    let floor = floor::Floor::fill(&work.join("floor"), records.iter().map(|r| (r.headline.as_str(), r.body.as_str())));

    let request = |question: &Question| Request::new(parse(&question.line()).query, Target::Articles);
    let rank = |question: &Question| searcher.rank(&request(question)).expect("an answer").total;
    let search = |question: &Question| searcher.search(&request(question)).expect("an answer").total;
    let grouped = |question: &Question| {
        let request = request(question).grouped(Some(Shown::default()));
        searcher.search(&request).expect("an answer").total
    };
    let floor_rank = |question: &Question| floor.rank(question.kind, &question.words);
    let floor_search = |question: &Question| floor.search(question.kind, &question.words);
    // Ranking takes microseconds: beside what takes milliseconds it would only measure how cold the caches are.
    let in_turn: [&[(&str, Way<'_>)]; 2] = [
        &[("rank", &rank), ("floor: rank", &floor_rank)],
        &[("search", &search), ("search, grouped", &grouped), ("floor: snippets", &floor_search)],
    ];
    let mut micros: BTreeMap<(&str, &str), Vec<f64>> = BTreeMap::new();
    let mut matches: BTreeMap<(&str, &str), Vec<f64>> = BTreeMap::new();
    for (question, ways) in in_turn.iter().flat_map(|ways| questions.iter().map(move |question| (question, *ways))) {
        let mut times = vec![Vec::new(); ways.len()];
        for round in 0..=rounds {
            for turn in 0..ways.len() {
                // Whoever comes second finds some of the work done, so each does once.
                let (way, ask) = ways[(turn + round) % ways.len()];
                let start = Instant::now();
                let total = ask(question);
                let micro = start.elapsed().as_secs_f64() * 1e6;
                match round {
                    // The first round warms up.
                    0 => matches.entry((question.kind, way)).or_default().push(total as f64),
                    _ => times[(turn + round) % ways.len()].push(micro),
                }
            }
        }
        for ((way, _), times) in ways.iter().zip(times) {
            micros.entry((question.kind, way)).or_default().push(percentile(times, 50));
        }
    }
    println!(
        "\n{name}: {} articles, {:.1} MB; microseconds, medians of {rounds} rounds",
        records.len(),
        bytes as f64 / 1e6
    );
    println!("  {:<8}{:>16} {:>9}{:>9}{:>9}{:>12}", "", "", "p50", "p95", "p99", "matches p50");
    for kind in KINDS {
        for (way, _) in in_turn.iter().copied().flatten() {
            let of = |p| percentile(micros[&(kind, *way)].clone(), p);
            let total = percentile(matches[&(kind, *way)].clone(), 50);
            println!("  {kind:<8}{way:>16} {:>9.1}{:>9.1}{:>9.1}{total:>12}", of(50), of(95), of(99));
        }
        let ratio = |ours, floors, p| {
            percentile(micros[&(kind, ours)].clone(), p) / percentile(micros[&(kind, floors)].clone(), p)
        };
        println!(
            "  {kind:<8}rank {:.2} × p50, {:.2} × p99; search {:.2} × p50",
            ratio("rank", "floor: rank", 50),
            ratio("rank", "floor: rank", 99),
            ratio("search", "floor: snippets", 50)
        );
    }
}

fn percentile(mut values: Vec<f64>, p: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = (values.len() * p).div_ceil(100).saturating_sub(1);
    values.get(place).copied().unwrap_or(0.0)
}

/// tantivy and nothing else.
mod floor {
    use frostem::{Algorithm, Stemmer};
    use std::path::Path;
    use tantivy::collector::{Count, TopDocs};
    use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
    use tantivy::schema::{
        Field, IndexRecordOption, STORED, Schema, TantivyDocument, TextFieldIndexing, TextOptions, Value,
    };
    use tantivy::snippet::SnippetGenerator;
    use tantivy::store::Compressor;
    use tantivy::tokenizer::{
        LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer, Token, TokenFilter, TokenStream, Tokenizer,
    };
    use tantivy::{DocAddress, Index, IndexSettings, IndexWriter, Searcher, Term};

    pub struct Floor {
        index: Index,
        searcher: Searcher,
        contents: Field,
        headline: Field,
        body: Field,
    }

    impl Floor {
        pub fn fill<'t>(folder: &Path, articles: impl Iterator<Item = (&'t str, &'t str)>) -> Floor {
            std::fs::create_dir_all(folder).expect("a folder for the floor");
            let mut schema = Schema::builder();
            let words = TextFieldIndexing::default()
                .set_tokenizer("stems")
                .set_index_option(IndexRecordOption::WithFreqsAndPositions);
            let contents = schema.add_text_field("contents", TextOptions::default().set_indexing_options(words));
            let (headline, body) = (schema.add_text_field("headline", STORED), schema.add_text_field("body", STORED));
            let settings = IndexSettings { docstore_compression: Compressor::None, ..IndexSettings::default() };
            let index = Index::builder().schema(schema.build()).settings(settings);
            let index = index.create_in_dir(folder).expect("the floor's index");
            index.tokenizers().register("stems", analyzer());
            let mut writer: IndexWriter = index.writer_with_num_threads(1, 200_000_000).expect("a writer");
            for (head, text) in articles {
                let mut document = TantivyDocument::default();
                document.add_text(contents, format!("{head}\n{text}"));
                document.add_text(headline, head);
                document.add_text(body, text);
                writer.add_document(document).expect("a document");
            }
            writer.commit().expect("a commit");
            writer.wait_merging_threads().expect("merges");
            let searcher = index.reader().expect("a reader").searcher();
            Floor { index, searcher, contents, headline, body }
        }

        /// Top ten and count.
        pub fn rank(&self, kind: &str, words: &str) -> usize {
            self.top(&*self.query(kind, words)).1
        }

        /// The same, with headlines and snippets of 200 characters.
        pub fn search(&self, kind: &str, words: &str) -> usize {
            let query = self.query(kind, words);
            let (top, count) = self.top(&*query);
            let mut snippets = SnippetGenerator::create(&self.searcher, &*query, self.contents).expect("snippets");
            snippets.set_max_num_chars(200);
            for (_, address) in top {
                let document: TantivyDocument = self.searcher.doc(address).expect("a document");
                let text = |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
                std::hint::black_box(text(self.headline).to_owned());
                std::hint::black_box(snippets.snippet(text(self.body)).to_html());
            }
            count
        }

        fn top(&self, query: &dyn Query) -> (Vec<(f32, DocAddress)>, usize) {
            self.searcher.search(query, &(TopDocs::with_limit(10).order_by_score(), Count)).expect("an answer")
        }

        fn query(&self, kind: &str, words: &str) -> Box<dyn Query> {
            let mut analyzer = self.index.tokenizers().get("stems").expect("the analyzer");
            let mut stream = analyzer.token_stream(words);
            let mut terms = Vec::new();
            while stream.advance() {
                terms.push(Term::from_field_text(self.contents, &stream.token().text));
            }
            let of_term =
                |term: &Term| Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)) as Box<dyn Query>;
            match (kind, terms.as_slice()) {
                (_, [one]) => of_term(one),
                ("phrase", _) => Box::new(PhraseQuery::new(terms)),
                ("and", _) => {
                    Box::new(BooleanQuery::new(terms.iter().map(|term| (Occur::Must, of_term(term))).collect()))
                }
                _ => Box::new(BooleanQuery::new(terms.iter().map(|term| (Occur::Should, of_term(term))).collect())),
            }
        }
    }

    fn analyzer() -> TextAnalyzer {
        TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(RemoveLongFilter::limit(40))
            .filter(LowerCaser)
            .filter(English)
            .build()
    }

    /// tantivy's own stemmers come with a feature that nothing else here needs.
    #[derive(Clone)]
    struct English;

    #[derive(Clone)]
    struct Stemming<T>(T);

    struct Stems<T> {
        tail: T,
        stemmer: Stemmer,
    }

    impl TokenFilter for English {
        type Tokenizer<T: Tokenizer> = Stemming<T>;
        fn transform<T: Tokenizer>(self, tokenizer: T) -> Stemming<T> {
            Stemming(tokenizer)
        }
    }

    impl<T: Tokenizer> Tokenizer for Stemming<T> {
        type TokenStream<'a> = Stems<T::TokenStream<'a>>;
        fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
            Stems { tail: self.0.token_stream(text), stemmer: Stemmer::new(Algorithm::English) }
        }
    }

    impl<T: TokenStream> TokenStream for Stems<T> {
        fn advance(&mut self) -> bool {
            if !self.tail.advance() {
                return false;
            }
            let stem = self.stemmer.stem(&self.tail.token().text).into_owned();
            self.tail.token_mut().text = stem;
            true
        }
        fn token(&self) -> &Token {
            self.tail.token()
        }
        fn token_mut(&mut self) -> &mut Token {
            self.tail.token_mut()
        }
    }
}
