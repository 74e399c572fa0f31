//! Every hit shows why it matches.

use onrecord::archive::{Archive, Location};
use onrecord::ingest::{IngestOptions, ingest};
use onrecord::search::{Hit, PassageField, Request, Searcher, Target, parse};
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;

/// The sample corpus, indexed once.
static SAMPLE: LazyLock<(Searcher, TempDir)> = LazyLock::new(|| {
    let index = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_corpus");
    let location = Location { root, index: index.path().join("index") };
    ingest(&location, &IngestOptions::default(), &|_| ()).unwrap();
    (Searcher::open(Archive::open(&location).unwrap()).unwrap(), index)
});

fn hits(line: &str, target: Target) -> Vec<Hit> {
    SAMPLE.0.search(&Request::new(parse(line).query, target).limit(50)).unwrap().hits
}

#[test]
fn every_hit_has_something_lit_and_every_passage_is_verbatim() {
    let lines = [
        "ferry strike",
        "\"ferry strike\"",
        "bridge",
        "=bridges",
        "inspect*",
        "\"inquiry bridge\"~6",
        "ferry OR pension",
        "headline:bridge",
        "said:bridge",
        "speaker:Strindlund",
        "speaker:Okwuosa said:road",
        "pension -ferry",
        "the",
        "caption:bridge",
        "attribution:explicit",
        "kind:mixed",
    ];
    for line in lines {
        for target in [Target::Articles, Target::Quotations] {
            let hits = hits(line, target);
            for hit in &hits {
                let stored = SAMPLE.0.article(hit.article.id.as_str()).unwrap().unwrap();
                let lit = hit.passages.iter().any(|passage| !passage.lit.is_empty())
                    || !hit.article.headline_lit.is_empty()
                    || hit.quotation.as_ref().is_some_and(|quotation| !quotation.lit.is_empty());
                assert!(lit, "{line}: nothing is lit in {}", hit.id);
                for passage in &hit.passages {
                    assert_eq!(passage.span.of(&stored.article.text), passage.text, "{line}: {}", hit.id);
                    for lit in &passage.lit {
                        assert!(passage.span.contains(*lit), "{line}: {}", hit.id);
                    }
                    let paragraph = stored.article.paragraphs.iter().any(|p| p.span.contains(passage.span));
                    assert!(
                        paragraph || matches!(passage.field, PassageField::Headline | PassageField::Standfirst),
                        "{line}: a passage of {} leaves its paragraph",
                        hit.id
                    );
                }
            }
        }
    }
    assert!(hits("ferry strike", Target::Articles).len() > 5);
}

#[test]
fn a_query_that_only_filters_shows_the_lead_unlit() {
    for hit in hits("date:2024-03", Target::Articles) {
        assert_eq!(hit.passages.len(), 1, "{}", hit.id);
        assert!(hit.passages[0].lit.is_empty());
    }
}

#[test]
fn a_phrase_is_lit_as_one_stretch() {
    let hits = hits("\"ferry strike\"", Target::Articles);
    assert!(!hits.is_empty());
    for hit in &hits {
        let stretches: Vec<String> = hit
            .passages
            .iter()
            .flat_map(|p| {
                p.lit.iter().map(|lit| {
                    p.text[(lit.start - p.span.start) as usize..(lit.end - p.span.start) as usize].to_lowercase()
                })
            })
            .collect();
        assert!(stretches.iter().all(|words| words == "ferry strike"), "{stretches:?}");
    }
}

#[test]
fn a_passage_inside_a_quotation_names_its_speaker() {
    let mut named = 0;
    for hit in hits("said:bridge", Target::Articles) {
        let stored = SAMPLE.0.article(hit.article.id.as_str()).unwrap().unwrap();
        for passage in &hit.passages {
            let Some(name) = &passage.speaker else { continue };
            named += 1;
            let first = passage.lit[0];
            let speaks = |q: &onrecord::article::Quotation| {
                q.content.iter().any(|c| c.contains(first)) && q.speaker.as_ref().is_some_and(|s| s.full_name == *name)
            };
            assert!(stored.quotations.iter().any(speaks), "{}: {name}", hit.id);
        }
    }
    assert!(named > 3, "only {named} passages name a speaker");
}

#[test]
fn words_that_stand_nowhere_are_told_and_partial_matches_say_what_they_lack() {
    let answer = SAMPLE.0.search(&Request::new(parse("ferry strike xylophonist").query, Target::Articles)).unwrap();
    assert!(answer.partial && answer.total > 0);
    assert!(answer.notes.iter().any(|note| note.contains("xylophonist")), "{:?}", answer.notes);
    assert!(answer.hits.iter().all(|hit| hit.missing.contains(&"xylophonist".to_owned())));
}
