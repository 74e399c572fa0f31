//! Whatever goes in, `extract` comes out: no panic, every span in the text, the same bytes for any number of threads.

use onrecord::article::Quotation;
use onrecord::ingest::{ExtractOptions, Extracted, IngestError, Input, extract};
use proptest::prelude::*;
use std::fs;

fn extracted(inputs: &[Input], threads: usize) -> (Vec<Extracted>, usize) {
    let mut all = Vec::new();
    let options = ExtractOptions { threads, ..ExtractOptions::default() };
    let summary = extract::<IngestError>(inputs, &options, |one| {
        all.push(one);
        Ok(())
    })
    .unwrap();
    (all, summary.skipped.len())
}

/// Every span of a quotation lies in the text, on character boundaries, in order.
fn sound(text: &str, quotation: &Quotation) -> bool {
    let spans = quotation.content.iter().chain(&quotation.source).chain(&quotation.cue);
    let inside = spans.chain(&quotation.attribution.evidence).all(|span| text.get(span.range()).is_some());
    let ordered = quotation.content.windows(2).all(|pair| pair[0].end <= pair[1].start);
    inside && ordered && !quotation.content.is_empty() && quotation.content.iter().all(|span| !span.is_empty())
}

/// Pieces of the formats that are read, and of the things that break readers.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just("“We knew,” Ann Roe said. ".to_owned()),
        Just("'It's', he said, \"so ".to_owned()),
        Just("<html><body><article><p>".to_owned()),
        Just("</p><blockquote>«".to_owned()),
        Just("---\ntitle: x\n---\n".to_owned()),
        Just("{\"id\":1,\"body\":\"“a” said Roe\"}\n".to_owned()),
        Just("[{\"title\":".to_owned()),
        Just("\u{feff}\u{202e}\u{200b}”„".to_owned()),
        Just("\n\n".to_owned()),
        any::<String>(),
    ];
    let text = prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat().into_bytes());
    prop_oneof![text, prop::collection::vec(any::<u8>(), 0..400)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_at_all_are_read_or_refused(bytes in pieces(), name in "[a-z]{1,4}(\\.(txt|md|html|json|jsonl))?") {
        let (all, skipped) = extracted(&[Input::Bytes { name, bytes }], 1);
        prop_assert!(!all.is_empty() || skipped > 0, "neither read nor refused");
        for Extracted { article, quotations } in &all {
            prop_assert!(quotations.iter().all(|quotation| sound(&article.text, quotation)));
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_corpus");
    let (one, _) = extracted(&[Input::Path(root.clone())], 1);
    let (many, _) = extracted(&[Input::Path(root)], 8);
    assert!(one.len() > 100);
    assert_eq!(format!("{one:?}"), format!("{many:?}"));
}

#[test]
fn one_bad_file_costs_itself_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "A story\n\n“We knew,” Ann Roe said.\n").unwrap();
    fs::write(folder.path().join("b.txt"), "").unwrap();
    fs::write(folder.path().join("c.json"), "{\"title\": \"cut off").unwrap();
    fs::write(folder.path().join("d.jsonl"), "{\"id\":\"d\",\"body\":\"The mayor waits.\"}\nno json\n").unwrap();
    fs::write(folder.path().join("e.bin"), [0u8, 159, 146, 150, 0, 0, 0, 1]).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", folder.path().join("f.txt")).unwrap();
    let mut all = Vec::new();
    let options = ExtractOptions::default();
    let summary = extract::<IngestError>(&[Input::Path(folder.path().to_owned())], &options, |one| {
        all.push(one.article.id.to_string());
        Ok(())
    })
    .unwrap();
    assert_eq!(all, ["a.txt", "d"]);
    let told: Vec<&str> = summary.skipped.iter().map(|skipped| skipped.path.as_str()).collect();
    for path in ["b.txt", "c.json", "d.jsonl"] {
        assert!(told.contains(&path), "{path} was not told: {told:?}");
    }
    assert_eq!(summary.passed_over.len(), 1);
    #[cfg(unix)]
    assert!(told.contains(&"f.txt"), "{told:?}");
}

#[test]
fn a_body_comes_back_verbatim() {
    let body = "First line “here”.\r\n\r\n  Second\u{a0}line \\ with 'marks'.\n";
    let record = serde_json::json!({ "id": "x", "headline": "Head", "body": body }).to_string();
    let (all, _) = extracted(&[Input::Bytes { name: "x.jsonl".into(), bytes: record.into_bytes() }], 1);
    let article = &all[0].article;
    assert_eq!(&article.text[article.body_start as usize..], body);
    assert_eq!(article.headline_text(), "Head");
}

#[test]
fn bytes_above_the_limit_are_skipped_as_files_are() {
    let mut options = ExtractOptions::default();
    options.read.max_size = 100;
    let text = |length: usize| format!("Ferry\n\n{}", "The ferry left. ".repeat(20)).as_bytes()[..length].to_vec();
    let inputs = [100, 101].map(|length| Input::Bytes { name: "stdin".into(), bytes: text(length) });
    let summary = extract::<IngestError>(&inputs, &options, |_| Ok(())).unwrap();
    assert_eq!((summary.articles, summary.skipped.len()), (1, 1));
    assert!(summary.skipped[0].reason.starts_with("larger than 100 bytes"), "{}", summary.skipped[0]);
}
