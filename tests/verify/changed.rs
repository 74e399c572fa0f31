//! A thousand quotations, each asked in eight ways: nothing that was changed passes for what was said.
//!
//! They are made from a seed: clauses of the sample corpus's own words, so that they share phrases as
//! news does, each with a number and a speaker. They are printed in articles, read and indexed as any others, and asked
//! in eight ways. `cargo test --test tests verify::changed -- --nocapture` shows the table.

use crate::numbers::Numbers;
use onrecord::archive::{Archive, Location};
use onrecord::ingest::{IngestOptions, ingest};
use onrecord::search::{Claim, Searcher, Verdict, VerdictKind, Verifier};
use std::path::Path;

const GIVEN: [&str; 10] = ["Maria", "Tomas", "Ilse", "Pavel", "Nora", "Edvard", "Lucia", "Henrik", "Salome", "Viktor"];
const FAMILY: [&str; 20] = [
    "Strandberg",
    "Okafor",
    "Velasquez",
    "Brandauer",
    "Kirsanov",
    "Montague",
    "Oyelaran",
    "Petrakis",
    "Quennell",
    "Rasmussen",
    "Sorrentino",
    "Tchernin",
    "Ullman",
    "Vandermeer",
    "Wojcik",
    "Yamashiro",
    "Zeldin",
    "Abernathy",
    "Castellane",
    "Drummond",
];

/// A quotation of three clauses, and who says it where.
#[derive(Clone)]
struct Said {
    clauses: [String; 3],
    number: usize,
    speaker: String,
    article: String,
}

impl Said {
    fn text(&self) -> String {
        self.clauses.join(", ")
    }
}

/// The words of the sample corpus as they follow each other.
fn corpus_words() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_corpus");
    let files = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().flatten();
    let readable = |ending: &std::ffi::OsStr| ending == "txt" || ending == "md";
    let texts = files.filter(|file| file.path().extension().is_some_and(readable));
    let mut words = Vec::new();
    for file in texts {
        let Ok(text) = std::fs::read_to_string(file.path()) else { continue };
        let bare = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphabetic()));
        let plain = |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        words.extend(bare.filter(plain).map(str::to_lowercase));
    }
    assert!(words.len() > 3_000, "the sample corpus has gone");
    words
}

fn quotation(numbers: &mut Numbers, words: &[String]) -> ([String; 3], usize) {
    let number = 12 + numbers.below(88);
    // Pairs of words from anywhere: the pairs are everybody's, their order is not.
    let mut clause = |lead: &str| {
        let mut clause = lead.to_owned();
        for _ in 0..3 + numbers.below(2) {
            let start = numbers.below(words.len() - 2);
            clause.push_str(&format!(" {}", words[start..start + 2].join(" ")));
        }
        clause
    };
    ([clause("We know that"), clause(&format!("in {number} of these places")), clause("and")], number)
}

/// Makes the quotations, prints them in articles of four, and indexes those.
fn archive(root: &Path, numbers: &mut Numbers, words: &[String], count: usize) -> (Vec<Said>, Searcher) {
    let mut said = Vec::new();
    let mut lines = String::new();
    for article in 0..count.div_ceil(4) {
        let id = format!("a{article}");
        let mut body = String::new();
        for n in 0..4 {
            let (clauses, number) = quotation(numbers, words);
            // Four people an article, nobody twice in it.
            let speaker =
                format!("{} {}", GIVEN[(article + n) % GIVEN.len()], FAMILY[(4 * article + n) % FAMILY.len()]);
            let quote = Said { clauses, number, speaker, article: id.clone() };
            let start = numbers.below(words.len() - 20);
            body.push_str(&format!("“{},” {} said on Tuesday.\n\n", quote.text(), quote.speaker));
            body.push_str(&format!("The paper saw {}.\n\n", words[start..start + 12].join(" ")));
            said.push(quote);
        }
        let day = 1 + article % 28;
        let record = serde_json::json!({
            "id": id, "headline": format!("Report number {article}"), "body": body,
            "published": format!("2024-03-{day:02}"), "language": "en",
        });
        lines.push_str(&format!("{record}\n"));
    }
    std::fs::write(root.join("news.jsonl"), lines).unwrap();
    let location = Location { root: root.to_owned(), index: root.join("index") };
    ingest(&location, &IngestOptions::default(), &|_| ()).unwrap();
    (said, Searcher::open(Archive::open(&location).unwrap()).unwrap())
}

/// Two letters of a word of five or more change places.
fn with_a_slip(numbers: &mut Numbers, text: &str) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    let long = |word: &String| word.len() > 4 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    for _ in 0..200 {
        let at = numbers.below(words.len());
        let place = 1 + numbers.below(3);
        if long(&words[at]) && words[at].as_bytes()[place] != words[at].as_bytes()[place - 1] {
            let mut bytes = words[at].clone().into_bytes();
            bytes.swap(place, place - 1);
            words[at] = String::from_utf8(bytes).unwrap();
            return words.join(" ");
        }
    }
    // Nothing long in it: a letter more at the end of a word.
    words[1].push('e');
    words.join(" ")
}

const KINDS: [&str; 8] =
    ["exact", "slip", "dropped clause", "inserted not", "changed number", "spliced", "other speaker", "invented"];

#[test]
fn verify_lets_nothing_changed_pass_and_finds_what_is_there() {
    let (count, mut numbers, words) = (1_000, Numbers(20_251_126), corpus_words());
    let root = tempfile::tempdir().unwrap();
    let (said, searcher) = archive(root.path(), &mut numbers, &words, count);
    let verifier = Verifier::new(&searcher);
    let mut table = [[0usize; VerdictKind::ALL.len()]; KINDS.len()];
    let mut found = [0usize; KINDS.len()];
    for (n, quote) in said.iter().enumerate() {
        let other = &said[(n + 1 + numbers.below(said.len() - 1)) % said.len()];
        for kind in 0..KINDS.len() {
            let mut speaker = quote.speaker.clone();
            let asked = match kind {
                0 => quote.text(),
                1 => with_a_slip(&mut numbers, &quote.text()),
                2 => {
                    let dropped = numbers.below(3);
                    let left = quote.clauses.iter().enumerate().filter(|(n, _)| *n != dropped);
                    left.map(|(_, clause)| clause.as_str()).collect::<Vec<_>>().join(", ")
                }
                3 => {
                    let text = quote.text();
                    let mut words: Vec<&str> = text.split(' ').collect();
                    words.insert(1 + numbers.below(words.len() - 1), "not");
                    words.join(" ")
                }
                4 => quote.text().replacen(&quote.number.to_string(), &(quote.number + 1).to_string(), 1),
                5 => format!("{}, {}, {}", quote.clauses[0], quote.clauses[1], other.clauses[2]),
                6 => {
                    speaker = other.speaker.clone();
                    quote.text()
                }
                _ => quotation(&mut numbers, &words).0.join(", "),
            };
            if kind == 6 && speaker == quote.speaker {
                speaker = said[(n + 1) % said.len()].speaker.clone();
            }
            // As people bring them: with marks of one sort or another, or none.
            let asked = match n % 3 {
                0 => format!("“{asked}”"),
                1 => format!("\"{asked}.\""),
                _ => asked,
            };
            let claim = Claim::new(&asked).unwrap().speaker(Some(speaker));
            let verdict = verifier.check(&claim).unwrap();
            let place = VerdictKind::ALL.iter().position(|other| *other == verdict.kind).unwrap();
            table[kind][place] += 1;
            found[kind] += usize::from(in_article(&verdict, &quote.article));
        }
    }
    let header: Vec<String> = VerdictKind::ALL.iter().map(|kind| format!("{:>13}", kind.as_str())).collect();
    println!("{:>15}{}{:>8}", "", header.concat(), "found");
    for ((name, row), found) in KINDS.iter().zip(&table).zip(&found) {
        let cells: Vec<String> = row.iter().map(|count| format!("{count:>13}")).collect();
        println!("{name:>15}{}{found:>8}", cells.concat());
    }
    let counted = |kind: usize, verdicts: &[VerdictKind]| -> usize {
        verdicts.iter().map(|verdict| table[kind][VerdictKind::ALL.iter().position(|v| v == verdict).unwrap()]).sum()
    };
    use VerdictKind::{Absent, Altered, OtherSpeaker, Spliced, Truncated, Verbatim};
    for (kind, name) in KINDS.iter().enumerate().skip(1) {
        assert_eq!(counted(kind, &[Verbatim]), 0, "{name} passes for verbatim");
        if *name != "other speaker" {
            assert_eq!(counted(kind, &[OtherSpeaker]), 0, "{name} passes for the words of somebody");
        }
    }
    let share = |part: usize| part as f64 / count as f64;
    assert!(share(counted(0, &[Verbatim])) >= 0.99 && share(found[0]) >= 0.99);
    assert!(share(counted(6, &[OtherSpeaker])) >= 0.99 && share(found[6]) >= 0.99);
    for kind in [1, 2, 3, 4] {
        assert!(share(found[kind]) >= 0.95, "{} found {}", KINDS[kind], found[kind]);
        assert!(share(counted(kind, &[Altered, Truncated])) >= 0.95, "{}", KINDS[kind]);
    }
    assert!(share(counted(2, &[Truncated])) >= 0.95);
    assert!(share(counted(3, &[Altered])) >= 0.95 && share(counted(4, &[Altered])) >= 0.95);
    assert!(share(counted(5, &[Spliced])) >= 0.9 && share(counted(7, &[Absent])) >= 0.9);
}

fn in_article(verdict: &Verdict, id: &str) -> bool {
    verdict.found.as_ref().is_some_and(|found| found.article.id.as_str() == id)
}
