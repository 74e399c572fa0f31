//! Words are found in the forms of the language that they are printed in.

use onrecord::archive::{Archive, Location};
use onrecord::ingest::{IngestOptions, ingest};
use onrecord::search::{Hit, Request, Searcher, Target, parse};
use std::fs;
use std::sync::LazyLock;
use tempfile::TempDir;

/// Id, language, headline and body.
const ARTICLES: [(&str, &str, &str, &str); 9] = [
    ("en-many", "en", "Parties in the park", "Three parties were held in the park. Nobody complained about the noise."),
    ("de-many", "de", "Parties im Park", "Drei Parties wurden im Park gefeiert. Niemand beklagte sich über den Lärm."),
    ("de-cases", "de", "Treffen mit Ministern", "Der Bürgermeister sprach mit den Ministern. Sie schwiegen."),
    ("en-name", "en", "A family called Ministern", "The Ministern family keeps the lighthouse. They say little."),
    ("nl-made", "nl", "De brug is gemaakt", "De brug werd in het dorp gemaakt. Iedereen was tevreden."),
    ("ja", "ja", "東京都の予算", "東京都は新しい予算を発表した。市長は「橋を直す」と語った。"),
    ("zh", "zh", "市长谈大桥", "市长周二说大桥将在春天重新开放。居民表示欢迎。"),
    ("ko", "ko", "서울 다리", "서울 시장은 화요일에 다리가 다시 열린다고 말했다."),
    ("plain", "en", "Kafe opens", "The kafe opened on Monday. A café closed the week before, and another café opened."),
];

static ARCHIVE: LazyLock<(Searcher, TempDir)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let lines = ARTICLES.map(|(id, language, headline, body)| {
        serde_json::json!({"id": id, "language": language, "headline": headline, "body": body}).to_string()
    });
    fs::write(folder.path().join("articles.jsonl"), lines.join("\n")).unwrap();
    let location = Location::find(Some(folder.path()), None, folder.path()).unwrap();
    ingest(&location, &IngestOptions::default(), &|_| ()).unwrap();
    (Searcher::open(Archive::open(&location).unwrap()).unwrap(), folder)
});

fn hits(line: &str) -> Vec<Hit> {
    ARCHIVE.0.search(&Request::new(parse(line).query, Target::Articles)).unwrap().hits
}

fn ids(line: &str) -> Vec<String> {
    let mut ids: Vec<String> = hits(line).into_iter().map(|hit| hit.id).collect();
    ids.sort();
    ids
}

/// What is lit in the passages of the first hit.
fn lit(line: &str) -> Vec<String> {
    let hits = hits(line);
    let passages = hits.first().map(|hit| hit.passages.as_slice()).unwrap_or_default();
    let words = passages.iter().flat_map(|passage| {
        let start = passage.span.start as usize;
        passage.lit.iter().map(move |lit| passage.text[lit.start as usize - start..lit.end as usize - start].to_owned())
    });
    words.collect()
}

#[test]
fn a_bare_word_is_found_in_the_forms_of_each_articles_own_language() {
    for line in ["party", "headline:party", "body:party", "party /s held OR party /s park"] {
        assert_eq!(ids(line), ["en-many"], "{line}");
    }
    assert_eq!(ids("minister"), ["de-cases"]);
    assert_eq!(ids("headline:minister"), ["de-cases"]);
    assert_eq!(lit("minister"), ["Ministern"]);
    // As it is printed a word is found in every language.
    assert_eq!(ids("parties"), ["de-many", "en-many"]);
    assert_eq!(ids("\"ministern\""), ["de-cases", "en-name"]);
}

#[test]
fn a_form_that_begins_otherwise_is_found_and_lit() {
    assert_eq!(ids("maken"), ["nl-made"]);
    assert_eq!(lit("maken"), ["gemaakt"]);
    assert_eq!(ids("headline:maken"), ["nl-made"]);
}

#[test]
fn words_of_scripts_without_blanks_are_found_and_lit() {
    for (line, id, word) in [
        ("東京", "ja", "東京"),
        ("予算", "ja", "予算"),
        ("橋", "ja", "橋"),
        ("新しい予算", "ja", "新しい予算"),
        ("大桥", "zh", "大桥"),
        ("市长", "zh", "市长"),
        ("다리", "ko", "다리"),
    ] {
        assert_eq!(ids(line), [id], "{line}");
        assert_eq!(lit(line).first().map(String::as_str), Some(word), "{line}");
    }
    assert!(ids("\"京東\"").is_empty());
}

#[test]
fn a_letter_typed_with_its_diacritic_finds_the_plain_one_too_and_prefers_its_own() {
    let score = |line: &str| hits(line).iter().find(|hit| hit.id == "plain").map(|hit| hit.score);
    assert_eq!(ids("kafé"), ["plain"]);
    assert!(score("café") > score("cafe"));
    assert_eq!(ids("=café"), ["plain"]);
    assert!(ids("=kafé").is_empty());
}
