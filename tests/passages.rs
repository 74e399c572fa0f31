//! Every hit shows why it matches.

use onrecord::archive::{Archive, Location};
use onrecord::article::{SURE, Span};
use onrecord::ingest::{IngestOptions, ingest};
use onrecord::search::{Hit, PassageField, Request, Searcher, Target, parse};
use onrecord::text::sentences::sentences;
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
fn passages_are_whole_sentences_and_have_one_speaker_at_most() {
    let words =
        ["the", "harbour", "said", "council", "bridge", "year", "\"of the\"", "we", "strik*", "speaker:Okwuosa"];
    let mut several = 0;
    for word in words {
        let request = Request::new(parse(word).query, Target::Articles).limit(60).passages(usize::MAX);
        for hit in SAMPLE.0.search(&request).unwrap().hits {
            let stored = SAMPLE.0.article(hit.article.id.as_str()).unwrap().unwrap();
            let text = &stored.article.text;
            several += usize::from(hit.passages.len() > 2);
            let parts = stored.article.paragraphs.iter().map(|paragraph| paragraph.span);
            let parts: Vec<Span> = parts.chain(stored.article.headline).chain(stored.article.standfirst).collect();
            for (n, passage) in hit.passages.iter().enumerate() {
                let part = parts.iter().find(|part| part.contains(passage.span)).unwrap();
                let base = part.start as usize;
                let bounds: Vec<(usize, usize)> = sentences(part.of(text))
                    .into_iter()
                    .map(|sentence| Span::new(base + sentence.start, base + sentence.end).trimmed(text))
                    .map(|sentence| (sentence.start as usize, sentence.end as usize))
                    .collect();
                let (start, end) = (passage.span.start as usize, passage.span.end as usize);
                assert!(bounds.iter().any(|(s, _)| *s == start), "{word}: {} begins in a sentence", hit.id);
                assert!(bounds.iter().any(|(_, e)| *e == end), "{word}: {} ends in a sentence", hit.id);
                // Two quotations share a passage only where they share a sentence.
                let inside: Vec<&(usize, usize)> = bounds.iter().filter(|(s, e)| start <= *s && *e <= end).collect();
                let spoken = |from: usize, to: usize| -> Vec<usize> {
                    let span = Span::new(from, to);
                    let all = stored.quotations.iter().enumerate();
                    let here = all.filter(|(_, q)| q.content.iter().any(|content| content.overlaps(span)));
                    here.map(|(n, _)| n).collect()
                };
                let all = spoken(start, end);
                let one = inside.iter().any(|(s, e)| spoken(*s, *e) == all);
                let crossing = passage
                    .lit
                    .iter()
                    .any(|lit| inside.iter().all(|(s, e)| !((*s as u32) <= lit.start && lit.end <= *e as u32)));
                assert!(all.len() <= 1 || one || crossing, "{word}: {} has two speakers: {}", hit.id, passage.text);
                if let Some(next) = hit.passages.get(n + 1) {
                    assert!(passage.span.end <= next.span.start, "{word}: passages of {} overlap", hit.id);
                }
                let units: Vec<u16> = text.encode_utf16().collect();
                let place = passage.utf16_span();
                assert_eq!(String::from_utf16(&units[place.range()]).unwrap(), passage.text);
                for (lit, wide) in passage.lit.iter().zip(passage.utf16_lit()) {
                    assert_eq!(String::from_utf16(&units[wide.range()]).unwrap(), lit.of(text));
                }
            }
        }
    }
    assert!(several > 50, "only {several} articles have several passages");
}

#[test]
fn a_quotation_is_shown_with_the_sentences_around_it() {
    let ask = |context: usize| {
        let request = Request::new(parse("speaker:Strindlund").query, Target::Quotations).limit(50).context(context);
        SAMPLE.0.search(&request).unwrap().hits
    };
    let (bare, with) = (ask(0), ask(2));
    let length = |hits: &[Hit]| -> usize { hits.iter().flat_map(|hit| &hit.passages).map(|p| p.text.len()).sum() };
    assert!(length(&with) > length(&bare) * 3 / 2, "{} and {}", length(&with), length(&bare));
    for (bare, with) in bare.iter().zip(&with) {
        let stored = SAMPLE.0.article(with.article.id.as_str()).unwrap().unwrap();
        for passage in &bare.passages {
            assert!(with.passages.iter().any(|other| other.span.contains(passage.span)), "{}", with.id);
        }
        for pair in with.passages.windows(2) {
            assert!(pair[0].span.end <= pair[1].span.start, "{}", with.id);
        }
        for passage in &with.passages {
            let paragraphs = &stored.article.paragraphs;
            let inside = paragraphs.iter().any(|paragraph| paragraph.span.contains(passage.span));
            assert!(inside || passage.field == PassageField::Headline, "{}", with.id);
        }
    }
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
fn a_passage_inside_a_quotation_names_its_speaker_and_says_where_that_is_uncertain() {
    let (mut named, mut doubted) = (0, 0);
    for hit in hits("said:(the OR cat OR line OR rise OR carriageway)", Target::Articles) {
        let stored = SAMPLE.0.article(hit.article.id.as_str()).unwrap().unwrap();
        for passage in &hit.passages {
            let Some(name) = &passage.speaker else { continue };
            named += 1;
            doubted += usize::from(passage.uncertain);
            let first = passage.lit[0];
            let speaks = |q: &onrecord::article::Quotation| {
                q.content.iter().any(|c| c.contains(first))
                    && q.speaker.as_ref().is_some_and(|s| s.full_name == *name)
                    && passage.uncertain == (q.attribution.confidence < SURE)
            };
            assert!(stored.quotations.iter().any(speaks), "{}: {name}", hit.id);
        }
    }
    assert!(named > 20 && doubted > 0, "{named} passages name a speaker, {doubted} of them with doubt");
}

#[test]
fn words_that_stand_nowhere_are_told_and_partial_matches_say_what_they_lack() {
    let answer = SAMPLE.0.search(&Request::new(parse("ferry strike xylophonist").query, Target::Articles)).unwrap();
    assert!(answer.partial && answer.total > 0);
    assert!(answer.notes.iter().any(|note| note.contains("xylophonist")), "{:?}", answer.notes);
    assert!(answer.hits.iter().all(|hit| hit.missing.contains(&"xylophonist".to_owned())));
}
