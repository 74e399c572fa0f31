//! The query language, held against the plainest possible reading of the same articles.

use crate::numbers::Numbers;
use onrecord::archive::{Archive, ArchiveError, Location, Stored};
use onrecord::article::{Article, ParagraphKind};
use onrecord::ingest::{IngestOptions, ingest};
use onrecord::search::{Hit, Query, Request, Searcher, Shown, Sort, Target, parse};
use onrecord::text::sentences::sentences;
use onrecord::text::tokens::Tokens;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;

const WORDS: [&str; 30] = [
    "ferry",
    "Ferry",
    "ferries",
    "ferris",
    "harbour",
    "harbor",
    "Harbour",
    "harbours",
    "strike",
    "strikes",
    "stroke",
    "striking",
    "tax",
    "taxes",
    "Tax",
    "levy",
    "Levy",
    "levee",
    "watergate",
    "gate",
    "zelensky",
    "Zelenskyy",
    "selensky",
    "boat",
    "Boat",
    "coat",
    "bridge",
    "BRIDGE",
    "Zoë",
    "o'brien",
];

fn searcher(root: &Path) -> Searcher {
    let location = Location::find(Some(root), None, root).unwrap();
    ingest(&location, &IngestOptions::default(), &|_| ()).unwrap();
    Searcher::open(Archive::open(&location).unwrap()).unwrap()
}

/// Writes articles as one file of JSON Lines: id, headline, body.
fn write(root: &Path, articles: impl Iterator<Item = (String, String, String)>) {
    let line =
        |(id, headline, body)| serde_json::json!({"id": id, "headline": headline, "body": body}).to_string() + "\n";
    fs::write(root.join("articles.jsonl"), articles.map(line).collect::<String>()).unwrap();
}

/// Four hundred invented articles of few words in sentences and paragraphs, some of it quoted.
static ARCHIVE: LazyLock<(Searcher, Vec<Article>, TempDir)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let mut numbers = Numbers(11);
    let mut prose = |most: usize| {
        let mut text = String::new();
        for _ in 0..1 + numbers.below(4) {
            let words: Vec<&str> = (0..2 + numbers.below(most)).map(|_| numbers.one_of(&WORDS)).collect();
            match numbers.below(5) {
                0 => text.push_str(&format!("“We want the {},” Ann Roe said. ", words.join(" "))),
                _ => text.push_str(&format!("The plain {} went on. ", words.join(" "))),
            }
        }
        text
    };
    let article = |n: usize| {
        let paragraphs: Vec<String> =
            (0..2 + n % 4).map(|m| prose(if n % 50 == 3 && m == 1 { 150 } else { 5 })).collect();
        (format!("{n:04}"), format!("Story number {n} {}", WORDS[n % WORDS.len()]), paragraphs.join("\n\n"))
    };
    let articles: Vec<_> = (0..400).map(article).collect();
    write(folder.path(), articles.into_iter());
    let searcher = searcher(folder.path());
    let ids = searcher.archive().articles().unwrap();
    let load = |(_, address)| searcher.archive().load(address).unwrap().article;
    let mut articles: Vec<Article> = ids.into_iter().map(load).collect();
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(articles.len(), 400);
    (searcher, articles, folder)
});

/// A word as a plain reader sees it.
#[derive(Debug, Clone)]
struct Word {
    folded: String,
    printed: String,
    sentence: usize,
}

/// The words of a text.
fn words(text: &str) -> Vec<Word> {
    let sentences = sentences(text);
    let mut words = Vec::new();
    let mut tokens = Tokens::new(text);
    while let Some(token) = tokens.next_token() {
        if !token.alternate {
            let sentence = sentences.iter().position(|sentence| sentence.contains(&token.start)).unwrap();
            let printed = text[token.start..token.end].replace(['\'', '’'], "");
            words.push(Word { folded: token.term.to_owned(), printed, sentence });
        }
    }
    words
}

/// Headline, then paragraphs; and whether it is the lead.
fn texts(article: &Article) -> Vec<(Vec<Word>, bool)> {
    let mut texts = vec![(words(article.headline_text()), false)];
    let body = article.paragraphs.iter().filter(|p| matches!(p.kind, ParagraphKind::Body | ParagraphKind::CrossHead));
    let mut lead = true;
    for paragraph in body {
        texts.push((words(article.at(paragraph.span)), lead));
        lead &= paragraph.kind != ParagraphKind::Body;
    }
    texts
}

fn sentences_of(words: &[Word]) -> Vec<Vec<Word>> {
    let mut sentences: Vec<Vec<Word>> = Vec::new();
    for word in words {
        if sentences.last().is_none_or(|last| last[0].sentence != word.sentence) {
            sentences.push(Vec::new());
        }
        sentences.last_mut().unwrap().push(word.clone());
    }
    sentences
}

fn has(words: &[Word], wanted: impl Fn(&Word) -> bool) -> bool {
    words.iter().any(wanted)
}

fn is(folded: &'static str) -> impl Fn(&Word) -> bool + Copy {
    move |word| word.folded == folded
}

fn ask(line: &str, target: Target) -> Vec<Hit> {
    let parsed = parse(line);
    assert!(parsed.repairs.is_empty(), "{line}: {:?}", parsed.repairs);
    let answer = ARCHIVE.0.search(&Request::new(parsed.query, target).limit(5_000)).unwrap();
    assert!(!answer.partial, "{line}");
    answer.hits
}

fn is_lit(hit: &Hit) -> bool {
    hit.passages.iter().any(|passage| !passage.lit.is_empty())
        || !hit.article.headline_lit.is_empty()
        || hit.quotation.as_ref().is_some_and(|quotation| !quotation.lit.is_empty())
}

/// Asserts that a line finds the articles of which `holds` is true, that there are some and not all, and that each
/// shows why.
fn finds(line: &str, holds: impl Fn(&Article) -> bool) {
    let hits = ask(line, Target::Articles);
    let found: BTreeSet<&str> = hits.iter().map(|hit| hit.id.as_str()).collect();
    let expected: BTreeSet<&str> =
        ARCHIVE.1.iter().filter(|article| holds(article)).map(|article| article.id.as_str()).collect();
    let (missing, wrong): (Vec<_>, Vec<_>) =
        (expected.difference(&found).collect(), found.difference(&expected).collect());
    assert!(missing.is_empty() && wrong.is_empty(), "{line}: missing {missing:?}, wrong {wrong:?}");
    assert!(!expected.is_empty() && expected.len() < 400, "{line} proves nothing: {}", expected.len());
    for hit in &hits {
        assert!(is_lit(hit), "{line}: nothing is lit in {}", hit.id);
    }
}

fn in_any_text(holds: impl Fn(&[Word]) -> bool) -> impl Fn(&Article) -> bool {
    move |article| texts(article).iter().any(|(words, _)| holds(words))
}

fn in_a_sentence(holds: impl Fn(&[Word]) -> bool) -> impl Fn(&Article) -> bool {
    in_any_text(move |words| sentences_of(words).iter().any(|sentence| holds(sentence)))
}

fn a_word(wanted: impl Fn(&Word) -> bool) -> impl Fn(&Article) -> bool {
    in_any_text(move |words| words.iter().any(&wanted))
}

#[test]
fn words_like_these() {
    finds("harb*", a_word(|word| word.folded.starts_with("harb")));
    finds("*gate", a_word(|word| word.folded.ends_with("gate")));
    finds("w*e", a_word(|word| word.folded.starts_with('w') && word.folded.ends_with('e')));
    finds("b?at", a_word(|word| word.folded == "boat"));
    finds("*oat", a_word(|word| word.folded == "boat" || word.folded == "coat"));
    finds("str?ke", a_word(|word| word.folded == "strike" || word.folded == "stroke"));
    finds("levy~1", a_word(|word| word.folded == "levy"));
    finds("levy~2", a_word(|word| matches!(word.folded.as_str(), "levy" | "levee")));
    finds("zelensky~1", a_word(|word| matches!(word.folded.as_str(), "zelensky" | "zelenskyy" | "selensky")));
    finds("/(har|fer).*s/", a_word(|word| matches!(word.folded.as_str(), "harbours" | "ferries" | "ferris")));
    finds("/[A-Z]{3,}/", a_word(|word| word.printed == "BRIDGE"));
    finds("/Fer.*/", a_word(|word| word.printed == "Ferry"));
    finds("headline:str?ke", |article| has(&texts(article)[0].0, |w| w.folded == "strike" || w.folded == "stroke"));
}

#[test]
fn spelled_so() {
    finds("=Ferry", a_word(|word| word.printed == "Ferry"));
    finds("=ferry", a_word(|word| word.folded == "ferry"));
    finds("=BRIDGE", a_word(|word| word.printed == "BRIDGE"));
    finds("=Zoë", a_word(|word| word.printed == "Zoë"));
    finds("=OBrien OR =levee", a_word(|word| word.printed == "OBrien" || word.folded == "levee"));
    let row = |words: &[Word], form: fn(&Word) -> &str, first: &str, second: &str| {
        words.windows(2).any(|pair| form(&pair[0]) == first && form(&pair[1]) == second)
    };
    finds(
        "=\"Ferry boat\"",
        in_any_text(move |words| words.windows(2).any(|pair| pair[0].printed == "Ferry" && pair[1].folded == "boat")),
    );
    finds("\"ferry boat\"", in_any_text(move |words| row(words, |word| &word.folded, "ferry", "boat")));
    finds(
        "\"plain harb*\"",
        in_any_text(|words| {
            words.windows(2).any(|pair| pair[0].folded == "plain" && pair[1].folded.starts_with("harb"))
        }),
    );
}

#[test]
fn in_one_sentence_or_paragraph() {
    finds("=tax /s =levy", in_a_sentence(|words| has(words, is("tax")) && has(words, is("levy"))));
    finds("=tax /p =levy", in_any_text(|words| has(words, is("tax")) && has(words, is("levy"))));
    finds(
        "=tax /s =levy /s =boat",
        in_a_sentence(|words| has(words, is("tax")) && has(words, is("levy")) && has(words, is("boat"))),
    );
    finds("=tax /s -=levy", in_a_sentence(|words| has(words, is("tax")) && !has(words, is("levy"))));
    finds(
        "=tax /p (=levy OR =gate)",
        in_any_text(|words| has(words, is("tax")) && (has(words, is("levy")) || has(words, is("gate")))),
    );
    finds(
        "(=tax /s =levy) /p =gate",
        in_any_text(|words| {
            let both = |words: &Vec<Word>| has(words, is("tax")) && has(words, is("levy"));
            sentences_of(words).iter().any(both) && has(words, is("gate"))
        }),
    );
    finds(
        "\"the plain\" /s har*r",
        in_a_sentence(|words| {
            words.windows(2).any(|pair| pair[0].folded == "the" && pair[1].folded == "plain")
                && has(words, |word| word.folded.starts_with("har") && word.folded.ends_with('r'))
        }),
    );
    finds("-(=tax /s =levy) =tax", |article| {
        let both = in_a_sentence(|words| has(words, is("tax")) && has(words, is("levy")));
        a_word(is("tax"))(article) && !both(article)
    });
}

#[test]
fn in_the_lead_and_far_apart() {
    finds("lead:=tax", |article| texts(article).iter().any(|(words, lead)| *lead && has(words, is("tax"))));
    finds("lead:(=tax /s =boat)", |article| {
        let both = |words: &Vec<Word>| has(words, is("tax")) && has(words, is("boat"));
        texts(article).iter().any(|(words, lead)| *lead && sentences_of(words).iter().any(both))
    });
    finds("lead:\"plain boat\"", |article| {
        let row = |words: &[Word]| words.windows(2).any(|w| w[0].folded == "plain" && w[1].folded == "boat");
        texts(article).iter().any(|(words, lead)| *lead && row(words))
    });
    // Further apart than two paragraphs are in the index, and never in two of them.
    finds(
        "\"watergate levee\"~90o",
        in_any_text(|words| {
            let places = |folded| words.iter().enumerate().filter(move |(_, w)| w.folded == folded).map(|(n, _)| n);
            places("watergate").any(|from| places("levee").any(|to| to > from && to - from <= 91))
        }),
    );
}

#[test]
fn near_each_other_in_either_order() {
    for (line, ordered) in [("\"tax levee\"~3", false), ("\"levee tax\"~3", false), ("\"tax levee\"~3o", true)] {
        finds(
            line,
            in_any_text(move |words| {
                let places = |folded| words.iter().enumerate().filter(move |(_, w)| w.folded == folded).map(|(n, _)| n);
                places("tax").any(|tax| places("levee").any(|l| (l > tax || !ordered) && l.abs_diff(tax) <= 4))
            }),
        );
    }
}

#[test]
fn a_word_that_is_short_for_two_is_another_word() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Harbour\n\nIt's time to go. He’s said enough of the mayor's plan.\n";
    fs::write(folder.path().join("a.txt"), text).unwrap();
    let searcher = searcher(folder.path());
    let finds = |line: &str| {
        let request = Request::new(parse(line).query, Target::Articles).whole(true);
        searcher.rank(&request).unwrap().total == 1
    };
    for line in ["\"it's time\"", "\"It’s time\"", "it's time", "it time", "\"he's said\"", "\"the mayor plan\""] {
        assert!(finds(line), "{line}");
    }
    for line in ["\"it time\"", "\"he said\"", "=it", "\"its time\""] {
        assert!(!finds(line), "{line}");
    }
}

#[test]
fn partial_matches_are_left_out_where_only_whole_ones_will_do() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "Harbour\n\nThe ferry waits.\n").unwrap();
    let searcher = searcher(folder.path());
    let asked = |line: &str, whole, any| {
        let request = Request::new(parse(line).query, Target::Articles).whole(whole).any(any);
        (searcher.rank(&request).unwrap().total, request.may_match_in_part())
    };
    assert_eq!(asked("ferry zebra", false, false), (1, true));
    assert_eq!(asked("ferry zebra", true, false), (0, true));
    assert_eq!(asked("ferry zebra", true, true), (1, true));
    assert_eq!(asked("ferry AND zebra", true, false), (0, false));
    assert_eq!(asked("ferry waits", true, false), (1, true));
}

#[test]
fn every_hit_of_every_form_is_lit() {
    let forms = [
        "ferry",
        "=ferry",
        "=Ferry",
        "ferr*",
        "f*y",
        "fe??y",
        "ferry~1",
        "/fer+y/",
        "\"plain ferry\"",
        "\"ferry tax\"~4",
        "\"tax ferry\"~4o",
        "\"tax ferry\"~80",
        "ferry /s tax",
        "ferry /p tax",
        "lead:ferry",
        "headline:ferry",
        "said:ferry",
        "said:f*y",
        "said:(ferry /s tax)",
        "speaker:Roe",
        "speaker:Roe said:ferry",
        "ferry^2 tax",
        "(ferry OR tax)^0.5",
        "body:ferry",
        "=\"Ferry tax\"",
        "Zoë",
        "\"we want f*\"",
    ];
    let mut asked = 0;
    for form in forms {
        for target in [Target::Articles, Target::Quotations] {
            for hit in ask(form, target) {
                assert!(is_lit(&hit), "{form}: nothing is lit in {}", hit.id);
                asked += 1;
            }
        }
    }
    assert!(asked > 2_000, "{asked} hits prove little");
}

#[test]
fn a_weight_multiplies_the_score() {
    let score = |line: &str| ask(line, Target::Quotations)[0].score;
    let (plain, heavy, light) = (score("=levee"), score("=levee^4"), score("(=levee)^0.5"));
    assert!((heavy / plain - 4.0).abs() < 1e-4 && (light / plain - 0.5).abs() < 1e-4, "{plain} {heavy} {light}");
}

#[test]
fn what_is_excluded_alone_is_said_by_nobody() {
    let archive = ARCHIVE.0.archive();
    let articles: Vec<Stored> =
        archive.articles().unwrap().into_iter().map(|(_, address)| archive.load(address).unwrap()).collect();
    let says = |article: &Stored, word: &str| {
        article.quotations.iter().any(|quotation| {
            let said = quotation.text(&article.article.text).to_lowercase();
            said.split(|c: char| !c.is_alphanumeric()).any(|said| said == word)
        })
    };
    type Holds<'h> = &'h dyn Fn(&Stored) -> bool;
    let no_gate = |article: &Stored| !says(article, "gate");
    let neither = |article: &Stored| no_gate(article) && !says(article, "levee");
    let either = |article: &Stored| no_gate(article) || says(article, "levee");
    let cases: [(&str, Holds<'_>); 4] = [
        ("-said:gate", &no_gate),
        ("-said:gate -said:levee", &neither),
        ("-said:(gate OR levee)", &neither),
        ("-said:gate OR said:levee", &either),
    ];
    for (line, holds) in cases {
        let expected: BTreeSet<&str> =
            articles.iter().filter(|stored| holds(stored)).map(|stored| stored.article.id.as_str()).collect();
        let hits = ask(line, Target::Articles);
        let found: BTreeSet<&str> = hits.iter().map(|hit| hit.id.as_str()).collect();
        assert!(expected.len() > 50 && expected.len() < articles.len(), "{line}: {} prove little", expected.len());
        assert_eq!(found, expected, "{line}");
    }
}

#[test]
fn by_time_copies_stand_where_the_one_that_is_shown_does() {
    let folder = tempfile::tempdir().unwrap();
    let mut numbers = Numbers(23);
    let mut body = || {
        (0..12)
            .map(|_| format!("The {} went on.", (0..9).map(|_| numbers.one_of(&WORDS)).collect::<Vec<_>>().join(" ")))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let (copied, other) = (body(), body());
    let article = |id: &str, published: &str, outlet: &str, body: &str| {
        let record = serde_json::json!({
            "id": id, "published": published, "source": outlet, "headline": format!("Story {id}"), "body": body,
        });
        record.to_string() + "\n"
    };
    let lines = [
        article("a", "2020-05-01", "Harbour Gazette", &copied),
        article("b", "2022-05-01", "Velden Courant", &copied),
        article("c", "2021-05-01", "Harbour Gazette", &other),
    ];
    fs::write(folder.path().join("articles.jsonl"), lines.concat()).unwrap();
    let searcher = searcher(folder.path());
    let ids = |sort: Sort, shown: Shown| {
        let request = Request::new(Query::Everything, Target::Articles).sort(sort).grouped(Some(shown));
        let answer = searcher.search(&request).unwrap();
        (answer.hits.iter().map(|hit| hit.id.clone()).collect::<Vec<_>>().join(" "), answer.notes.join("; "))
    };
    assert_eq!(ids(Sort::Newest, Shown::Earliest), ("c a".into(), String::new()));
    assert_eq!(ids(Sort::Oldest, Shown::Earliest), ("a c".into(), String::new()));
    assert_eq!(ids(Sort::Newest, Shown::Source("velden courant".into())), ("b c".into(), String::new()));
    assert_eq!(ids(Sort::Oldest, Shown::Source("velden courant".into())), ("c b".into(), String::new()));
    let (earliest, note) = ids(Sort::Newest, Shown::Source("Velden Couran".into()));
    assert_eq!(earliest, "c a");
    assert_eq!(note, "the archive has no source `Velden Couran`; did you mean `Velden Courant`?");
}

/// Given names and surnames of people, and things they speak of: none is a form of another.
const PEOPLE: [&str; 20] = [
    "Ann Roe",
    "Bill Poe",
    "Carla Voss",
    "David Lund",
    "Erik Holm",
    "Fiona Marsh",
    "Gregor Stahl",
    "Hanna Weiss",
    "Ivan Petrov",
    "Julia Brandt",
    "Karl Nyberg",
    "Laura Quist",
    "Martin Falk",
    "Nora Kessler",
    "Oskar Brenner",
    "Paula Hartmann",
    "Quentin Abbott",
    "Rosa Delgado",
    "Simon Thorne",
    "Teresa Valdez",
];
const THINGS: [&str; 25] = [
    "bakery",
    "canal",
    "drought",
    "export",
    "festival",
    "garden",
    "hospital",
    "island",
    "jacket",
    "kitchen",
    "library",
    "museum",
    "network",
    "orchard",
    "pipeline",
    "quarry",
    "railway",
    "sanatorium",
    "tunnel",
    "university",
    "vaccine",
    "warehouse",
    "xylophone",
    "yacht",
    "zeppelin",
];

#[test]
fn speaker_and_words_are_of_the_same_quotation() {
    let folder = tempfile::tempdir().unwrap();
    let mut numbers = Numbers(5);
    // Articles in pairs: two people and two things, and the same with the things swapped.
    let mut said: Vec<[(usize, usize); 2]> = Vec::new();
    for _ in 0..2_500 {
        let (one, two) = (numbers.below(PEOPLE.len()), numbers.below(PEOPLE.len() - 1));
        let two = if two >= one { two + 1 } else { two };
        let (this, that) = (numbers.below(THINGS.len()), numbers.below(THINGS.len() - 1));
        let that = if that >= this { that + 1 } else { that };
        said.push([(one, this), (two, that)]);
        said.push([(one, that), (two, this)]);
    }
    let articles = said.iter().enumerate().map(|(n, [first, second])| {
        let quote =
            |(who, what): &(usize, usize)| format!("“The {} is in danger,” {} said.", THINGS[*what], PEOPLE[*who]);
        (format!("{n:04}"), format!("Report {n}"), format!("{}\n\n{}", quote(first), quote(second)))
    });
    write(folder.path(), articles);
    let searcher = searcher(folder.path());
    let (mut wrong, mut found, mut expected) = (0, 0, 0);
    for n in 0..1_000 {
        let (who, what) = (numbers.below(PEOPLE.len()), numbers.below(THINGS.len()));
        let (name, thing) = (PEOPLE[who], THINGS[what]);
        let surname = name.rsplit(' ').next().unwrap();
        let line = match n % 10 {
            0 => format!("speaker:\"{name}\" said:{thing}"),
            1 => format!("said:{thing} AND speaker:{surname}"),
            2 => format!("speaker:=\"{name}\" AND danger said:\"the {thing}\""),
            3 => format!("(danger said:{thing}) speaker:{surname}"),
            4 => format!("+speaker:\"{name}\" +said:{thing}"),
            5 => format!("speaker:{surname} (said:{thing} OR said:nothingness)"),
            6 => format!("speaker:{surname} (said:{thing} OR nothingness)"),
            7 => format!("said:({thing} /s danger) speaker:{surname}"),
            8 => format!("speaker:{surname} said:{}*^2", &thing[..thing.len() - 1]),
            _ => format!("((speaker:{surname})) ((danger) AND (said:/{thing}/))"),
        };
        let parsed = parse(&line);
        assert!(parsed.repairs.is_empty(), "{line}: {:?}", parsed.repairs);
        let ids: BTreeSet<String> = (0..said.len())
            .filter(|article| said[*article].contains(&(who, what)))
            .map(|article| format!("{article:04}"))
            .collect();
        for target in [Target::Articles, Target::Quotations] {
            let ranking = searcher.rank(&Request::new(parsed.query.clone(), target).limit(5_000)).unwrap();
            let answer: BTreeSet<String> =
                ranking.entries.into_iter().map(|(id, _)| id.split('#').next().unwrap().to_owned()).collect();
            wrong += answer.difference(&ids).count();
            found += answer.intersection(&ids).count();
            expected += ids.len();
        }
    }
    assert!(expected > 10_000, "{expected}");
    assert_eq!((wrong, found), (0, expected), "cross-matches; found of {expected}");
}

#[test]
fn with_a_flag_for_the_speaker_it_is_the_same_quotation_too() {
    let folder = tempfile::tempdir().unwrap();
    let body = |a: &str, b: &str| format!("“The tax is wrong,” {a} said.\n\n“The ferry is late,” {b} said.");
    let articles = [("1", body("Ann Roe", "Bill Poe")), ("2", body("Bill Poe", "Ann Roe"))];
    write(folder.path(), articles.map(|(id, body)| (id.to_owned(), "Late".to_owned(), body)).into_iter());
    let searcher = searcher(folder.path());
    for line in ["said:tax", "said:tax late", "late (said:tax AND wrong)", "said:tax nothingness"] {
        let request = Request::new(parse(line).query, Target::Articles).speaker("Roe");
        let ids: Vec<String> = searcher.rank(&request).unwrap().entries.into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, ["1"], "{line}");
    }
}

/// An archive with many different words.
static MANY: LazyLock<(Searcher, TempDir)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let article = |n: usize| {
        let words: Vec<String> = (0..500).map(|m| format!("w{}", n * 500 + m)).collect();
        let body = format!("The {}.\n\nA a a a {} harbour.", words.join(" "), "a ".repeat(200));
        (format!("{n}"), "Words".to_owned(), body)
    };
    write(folder.path(), (0..10).map(article));
    (searcher(folder.path()), folder)
});

#[test]
fn hostile_lines_are_answered() {
    let ors: String = (0..10_000).map(|n| format!("w{n} OR ")).collect();
    let lines = [
        "word ".repeat(200_000),
        format!("\"{}\"", "a ".repeat(500_000)),
        format!("\"{}\"~1000", "a ".repeat(40)),
        format!("\"{}\"~1000", "a ".repeat(16)),
        format!("\"{}\"~9o", "a ".repeat(16)),
        "x".repeat(1 << 20),
        ors.clone(),
        ors.replace(" OR ", " AND "),
        ors.replace(" OR ", " /s "),
        ors.replace(" OR ", "* "),
        ors.replace(" OR ", "~2 "),
        "said:a speaker:b ".repeat(5_000),
        "speaker:a (said:b OR c) ".repeat(300),
        "(".repeat(100_000) + "a" + &")".repeat(100_000),
        "-".repeat(100_000) + "a",
        "a /s ".repeat(1_000),
        "*".into(),
        "a*".into(),
        "*a*".into(),
        "/.*/".into(),
        "/.*.*.*.*.*a/".into(),
        "*a*a*a*a*a*a*".into(),
        "\"/.*/ a*\"".into(),
        "a* /s w*".into(),
        "\"w* w*\"~40".into(),
        "/(((((((((((((((((((((/".into(),
        "\u{0}\u{1}\u{7f}\u{202e}harbour\u{1b}[31m".into(),
        "\u{1}s".into(),
        "😀😀😀".into(),
        "a^99999999999999999999 b^0 c^-1 d^^2 e~~1 f~99999999999999999999".into(),
        "date:99999999-99 since: until:.. date:....".into(),
    ];
    for line in &lines {
        let parsed = parse(line);
        for target in [Target::Articles, Target::Quotations] {
            let answer = MANY.0.search(&Request::new(parsed.query.clone(), target)).unwrap();
            let told: usize = answer.notes.iter().map(String::len).sum();
            assert!(told < 4_000, "{} bytes of notes for {:.40}", told, line);
        }
    }
}

#[test]
fn a_pattern_that_is_cut_says_so() {
    let notes = |line: &str| MANY.0.search(&Request::new(parse(line).query, Target::Articles)).unwrap().notes;
    assert!(notes("w*").iter().any(|note| note.contains("4096 most frequent")), "{:?}", notes("w*"));
    assert!(notes("/w[0-9]+/ /s the").iter().any(|note| note.contains("4096")), "{:?}", notes("/w[0-9]+/ /s the"));
    assert!(notes("w1*").is_empty() && notes("a*").is_empty());
    // The marks of sentences are no words.
    let all = |line: &str| MANY.0.search(&Request::new(parse(line).query, Target::Articles)).unwrap().total;
    assert_eq!(all("/h.*r/"), 10);
    assert_eq!(all("/.?s/"), 0);
}

#[test]
fn what_is_analysed_is_what_is_asked() {
    let query = parse("ferr* -=Tax speaker:Roe").query;
    let analysis = ARCHIVE.0.analyze(&Request::new(query, Target::Articles)).unwrap();
    let ferry = &analysis.words.iter().find(|words| words.label == "ferr*").unwrap();
    assert_eq!((ferry.role, ferry.fields.join(" ")), ("scored", "headline body caption".to_owned()));
    for term in ["ferry", "ferries", "ferris"] {
        let expected = ARCHIVE.1.iter().filter(|article| {
            let body = texts(article);
            body[1..].iter().any(|(words, _)| words.iter().any(|word| word.folded == term))
        });
        let told = ferry.terms.iter().find(|(field, of, _)| *field == "body" && of == term).unwrap().2;
        assert_eq!(told, expected.count() as u64, "{term}");
    }
    assert!(analysis.words.iter().any(|words| words.role == "excluded" && words.terms.iter().all(|t| t.1 == "Tax")));
    assert!(analysis.words.iter().any(|words| words.role == "condition"));
    assert!(analysis.stages.len() >= 5);
}

#[test]
fn an_index_that_vanishes_is_told() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), [("1".to_owned(), "Late".to_owned(), "The ferry was late.".to_owned())].into_iter());
    let searcher = searcher(folder.path());
    let location = Location::find(Some(folder.path()), None, folder.path()).unwrap();
    let store = fs::read_dir(&location.index).unwrap().flatten().map(|entry| entry.path());
    let store = store.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "store")).unwrap();
    fs::remove_file(store).unwrap();
    let error = Archive::open(&location).and_then(Searcher::open).err().expect("a file is missing");
    assert!(matches!(error, ArchiveError::Damaged { .. }) && error.hint().is_some(), "{error}");
    fs::remove_dir_all(&location.index).unwrap();
    // What was open stays readable, or says that it is not.
    let request = Request::new(parse("ferry speaker:Roe").query, Target::Articles);
    let _ = searcher.search(&request).map_err(|error| assert!(!error.to_string().is_empty()));
    let answer = searcher.search(&Request::new(Query::Everything, Target::Articles));
    assert!(answer.is_err() || answer.unwrap().total == 1);
    assert!(matches!(Archive::open(&location), Err(ArchiveError::NoIndex(_))));
}
