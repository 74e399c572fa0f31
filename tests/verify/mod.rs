//! Quotations held against an archive: what is exact is found, and nothing that was changed passes for it.

mod changed;

use onrecord::archive::{Archive, Location};
use onrecord::ingest::{IngestOptions, ingest};
use onrecord::search::{Claim, Searcher, VerdictKind, Verifier};

/// An archive of these articles: id, date, body.
fn small(articles: &[(&str, &str, &str)]) -> (Searcher, tempfile::TempDir) {
    let root = tempfile::tempdir().unwrap();
    let line = |(id, date, body): &(&str, &str, &str)| {
        serde_json::json!({ "id": id, "headline": "News of the day", "published": date, "body": body }).to_string()
    };
    let lines: Vec<String> = articles.iter().map(line).collect();
    std::fs::write(root.path().join("news.jsonl"), lines.join("\n")).unwrap();
    let location = Location { root: root.path().to_owned(), index: root.path().join("index") };
    ingest(&location, &IngestOptions::default(), &|_| ()).unwrap();
    (Searcher::open(Archive::open(&location).unwrap()).unwrap(), root)
}

const NEWS: &[(&str, &str, &str)] = &[
    (
        "levy",
        "2025-02-06",
        "“We knew about the harbour levy,” Maria Ortega, the mayor, said on Tuesday, “and we did not tell the council.”\n\n\
         She said the plan was “a burden on every family of the town” and would not be changed.\n\n\
         Ortega said that the boats would come back to Velden in June.\n\n\
         The old lighthouse keeper sold his last three lamps to the museum.\n\n",
    ),
    (
        "bridge",
        "2025-02-09",
        "“The bridge will stay open unless the 14 bearings fail again this winter,” Tomas Brandauer, the engineer, said.\n\n\
         “No,” said Ilse Montague, the owner of the ferry.\n\n\
         “Nobody in this office was asked before the ferries were sold,” Ilse Montague said.\n\n",
    ),
    (
        "later",
        "2025-03-01",
        "“The bridge will stay open unless the 14 bearings fail again this winter,” Tomas Brandauer, the engineer, said.\n\n\
         «Nous n’avons jamais vendu les bateaux du port», a dit Lucie Castellane.\n\n\
         “[T]he keepers know their own lamps,” Ilse Montague wrote in a letter to the council.\n\n",
    ),
];

#[test]
fn verify_tells_what_was_done_to_a_quotation() {
    use VerdictKind::{Absent, Altered, OtherSpeaker, Spliced, Truncated, Unquoted, Verbatim};
    let (searcher, _root) = small(NEWS);
    let verifier = Verifier::new(&searcher);
    let cases: &[(&str, &str, VerdictKind, &str)] = &[
        // Marks, spaces and the printer's comma are nobody's words.
        ("We knew about the harbour levy, and we did not tell the council.", "Ortega", Verbatim, "levy#q1"),
        ("“We  knew about the harbour levy,” … “and we did not tell the council.”", "", Verbatim, "levy#q1"),
        ("\"We knew about the harbour levy,\" she said, \"and we did not tell the council\"", "", Verbatim, "levy#q1"),
        ("a burden on every family of the town", "Maria Ortega", Verbatim, "levy#q2"),
        ("No", "Montague", Verbatim, "bridge#q2"),
        ("nous n'avons jamais vendu les bateaux du port", "", Altered, "later#q2"),
        ("Nous n'avons jamais vendu les bateaux du port", "", Verbatim, "later#q2"),
        // Brackets that the page prints, as they are printed and without.
        ("[T]he keepers know their own lamps", "Montague", Verbatim, "later#q3"),
        ("The keepers know their own lamps", "Montague", Altered, "later#q3"),
        // The earliest of two.
        ("The bridge will stay open unless the 14 bearings fail again this winter", "", Verbatim, "bridge#q1"),
        (
            "The bridge will stay open unless the 14 bearings fail again this winter",
            "Ortega",
            OtherSpeaker,
            "bridge#q1",
        ),
        (
            "The bridge will stay open unless the 14 bearings fail again this winter",
            "Xylander",
            OtherSpeaker,
            "bridge#q1",
        ),
        // Less of it.
        ("We knew about the harbour levy", "Ortega", Truncated, "levy#q1"),
        ("The bridge will stay open", "", Truncated, "bridge#q1"),
        ("The bridge will stay open … again this winter", "", Truncated, "bridge#q1"),
        // Other words.
        ("We knew about the harbour levy, and we did tell the council", "", Altered, "levy#q1"),
        ("[The mayor] knew about the harbour levy, and we did not tell the council.", "", Altered, "levy#q1"),
        ("The bridge will stay open unless the 15 bearings fail again this winter", "", Altered, "bridge#q1"),
        ("Nobody in this offise was asked before the ferries were sold", "", Altered, "bridge#q3"),
        ("Nobody in this office was asked before the ferries were sold!", "", Altered, "bridge#q3"),
        ("We knew about the harbour levy, and the bearings fail again this winter", "", Spliced, "levy#q1"),
        ("the plan was a burden on every family of the town", "", Unquoted, "levy#q2"),
        ("sold his last three lamps to the museum", "", Unquoted, "levy"),
        ("The moon is made of green cheese and of little else", "", Absent, ""),
        ("xylophone", "", Absent, ""),
    ];
    for (quote, speaker, kind, id) in cases {
        let claim = Claim::new(quote).unwrap().speaker(Some((*speaker).to_owned()));
        let verdict = verifier.check(&claim).unwrap();
        assert_eq!(verdict.kind, *kind, "{quote}: {verdict:#?}");
        let found = verdict.found.map(|found| found.id).unwrap_or_default();
        assert_eq!(found, *id, "{quote}");
    }
}

#[test]
fn verify_points_at_negations_and_numbers_that_fell_away() {
    let (searcher, _root) = small(NEWS);
    let verifier = Verifier::new(&searcher);
    let lost = |quote: &str| -> Vec<String> {
        let found = verifier.check(&Claim::new(quote).unwrap()).unwrap().found.unwrap();
        found.lost.into_iter().map(|(word, _)| word).collect()
    };
    assert_eq!(lost("The bridge will stay open"), ["unless", "14"]);
    assert_eq!(lost("We knew about the harbour levy, and we did tell the council"), ["not"]);
    assert!(lost("The bridge will stay open unless the 14 bearings fail again this winter").is_empty());
}

#[test]
fn verify_says_where_else_and_when() {
    let (searcher, _root) = small(NEWS);
    let verifier = Verifier::new(&searcher);
    let bridge = "The bridge will stay open unless the 14 bearings fail again this winter";
    let on = |date: &str| {
        let claim = Claim::new(bridge).unwrap().printed_on(date).unwrap();
        verifier.check(&claim).unwrap()
    };
    let all = verifier.check(&Claim::new(bridge).unwrap()).unwrap().found.unwrap();
    assert_eq!((all.places, all.also.as_slice()), (2, ["later#q1".to_owned()].as_slice()));
    assert_eq!(on("2025-03").found.unwrap().id, "later#q1");
    let never = on("2019");
    assert_eq!(never.kind, VerdictKind::Absent);
    assert!(never.notes[0].contains("bridge#q1"), "{:?}", never.notes);
}

#[test]
fn verify_takes_any_quotation() {
    let (searcher, _root) = small(NEWS);
    let verifier = Verifier::new(&searcher);
    for wrong in ["", "  ", "“”", "…", "[...]", "!?"] {
        assert!(Claim::new(wrong).is_err(), "{wrong:?}");
    }
    assert!(Claim::new(&"word ".repeat(200_000)).is_err());
    assert!(Claim::new(&"word".repeat(250_000)).is_ok(), "one endless word is a word");
    let long = "we knew about the harbour levy ".repeat(400);
    for quote in [long.as_str(), "[", "(((", "“\"'", "a", "不知道", "\u{202e}abc", "...no..."] {
        if let Ok(claim) = Claim::new(quote) {
            verifier.check(&claim).unwrap();
        }
    }
}

#[test]
fn what_the_article_says_that_somebody_did_not_say_is_not_theirs() {
    let body = "Maria Ortega, the mayor, never said “the harbour of Velden is finished”, a clerk wrote.";
    let (searcher, _root) = small(&[("denial", "2025-02-06", body)]);
    let verdict = |speaker: Option<&str>| {
        let claim = Claim::new("the harbour of Velden is finished").unwrap().speaker(speaker.map(str::to_owned));
        Verifier::new(&searcher).check(&claim).unwrap()
    };
    let asked = verdict(Some("Ortega"));
    assert_eq!(asked.kind, VerdictKind::OtherSpeaker);
    assert_eq!(asked.notes, ["the article tells it as what Maria Ortega did not say"]);
    assert!(asked.found.unwrap().quotation.unwrap().denied);
    let printed = verdict(None);
    assert_eq!((printed.kind, printed.notes), (VerdictKind::Verbatim, asked.notes));
}
