//! An answer: what was asked and how it was read, its hits, what they count, what there is where nothing was found.

use super::speakers::{SpeakerRef, SpellingCount};
use super::{ArticleIn, AttributionOut, line, some};
use crate::article::{CivilDate, Span};
use crate::search::{Answer, AskedSpeaker, Copied, Coverage, FacetCounts, Group, Hit, Passage, QuotedWords};
use serde::Serialize;

/// The first line of an answer: what was asked, how it was read, and of which archive.
///
/// Without a generation the field is left out, as `--deterministic` wants it.
pub fn begin(query: &str, answer: &Answer, archive: &str, generation: Option<u64>) -> String {
    let (read_as, notes) = (answer.read_as.as_str(), answer.notes.as_slice());
    let speakers = answer.speakers.iter().map(AskedOut::from).collect();
    let spellings = answer.spellings.iter().map(|(name, quotes)| SpellingCount { name, quotes: *quotes }).collect();
    line(&Begin { kind: "begin", query, read_as, archive, generation, notes, speakers, spellings })
}

/// One hit of `search` or, where it has a quotation, of `quotes`.
pub fn hit(hit: &Hit) -> String {
    let passages = hit.passages.iter().map(PassageOut::from).collect();
    let (rank, score, id, missing) = (hit.rank, hit.score, hit.id.as_str(), hit.missing.as_slice());
    let article = &hit.article;
    match &hit.quotation {
        None => line(&ArticleHit {
            kind: "hit",
            rank,
            score,
            id,
            headline: some(&article.headline),
            published: article.published.map(|date| date.to_string()),
            source: article.source.as_deref(),
            path: &article.path,
            url: article.url.as_deref(),
            group: GroupOut::from(&hit.group),
            passages,
            missing,
            shared: hit.shared.map(|share| (share * 1000.0).round() / 1000.0),
        }),
        Some(quotation) => line(&QuotationHit {
            kind: "hit",
            rank,
            score,
            id,
            text: &quotation.text,
            quotation_kind: quotation.kind.as_str(),
            speaker: SpeakerHere::of_hit(quotation),
            attribution: AttributionOut::of_hit(quotation),
            article: ArticleIn::from(article),
            passages,
            cue_words: quotation.cue_words.as_deref(),
            source_words: quotation.source_words.as_deref(),
            denied: quotation.denied,
            missing,
            group: (hit.group.size > 1).then(|| GroupOut::from(&hit.group)),
        }),
    }
}

/// The values of a facet, a line each; `value` is null for matches without one.
pub fn facet(counts: &FacetCounts) -> Vec<String> {
    let field = counts.facet.as_str();
    let out = |(value, count): &(Option<String>, u64)| {
        line(&serde_json::json!({ "type": "facet", "field": field, "value": value, "count": count }))
    };
    counts.values.iter().map(out).collect()
}

/// What the archive holds where nothing was found.
pub fn coverage(coverage: &Coverage) -> String {
    let date = |date: CivilDate| date.to_string();
    let gaps = coverage
        .gaps
        .iter()
        .map(|gap| serde_json::json!({ "source": gap.source, "first": date(gap.first), "last": date(gap.last) }));
    line(&serde_json::json!({
        "type": "coverage", "articles": coverage.articles, "first": coverage.dates.map(|(first, _)| date(first)),
        "last": coverage.dates.map(|(_, last)| date(last)), "undated": coverage.undated, "unread": coverage.unread,
        "gaps": gaps.collect::<Vec<_>>(),
        "archive": { "articles": coverage.whole, "first": coverage.whole_dates.map(|(first, _)| date(first)),
            "last": coverage.whole_dates.map(|(_, last)| date(last)) },
    }))
}

/// The last line of an answer. Without a time the field is left out, as `--deterministic` wants it.
pub fn summary(answer: &Answer, elapsed: Option<std::time::Duration>) -> String {
    // Tenths of a millisecond are all that a clock tells truly here.
    let elapsed_ms = elapsed.map(|time| (time.as_secs_f64() * 1e4).round() / 10.0);
    let next = answer.next.as_deref();
    let Answer { total, undated, partial, .. } = *answer;
    let groups = answer.behind().and(answer.groups);
    line(&Summary { kind: "summary", total, undated, elapsed_ms, next, groups, partial })
}

#[derive(Serialize)]
struct Begin<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    query: &'a str,
    read_as: &'a str,
    archive: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    generation: Option<u64>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    speakers: Vec<AskedOut<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spellings: Vec<SpellingCount<'a>>,
}

/// A name that was asked for, and whom it means.
#[derive(Serialize)]
struct AskedOut<'a> {
    asked: &'a str,
    taken: Vec<SpeakerRef<'a>>,
    count: usize,
    by_sound: bool,
    alike: Vec<SpeakerRef<'a>>,
}

impl<'a> From<&'a AskedSpeaker> for AskedOut<'a> {
    fn from(asked: &'a AskedSpeaker) -> AskedOut<'a> {
        AskedOut {
            asked: &asked.asked,
            taken: asked.taken.iter().map(SpeakerRef::from).collect(),
            count: asked.count,
            by_sound: asked.by_sound,
            alike: asked.alike.iter().map(SpeakerRef::from).collect(),
        }
    }
}

#[derive(Serialize)]
struct ArticleHit<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    rank: usize,
    score: f64,
    id: &'a str,
    headline: Option<&'a str>,
    published: Option<String>,
    source: Option<&'a str>,
    path: &'a str,
    url: Option<&'a str>,
    group: GroupOut<'a>,
    passages: Vec<PassageOut<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    missing: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    shared: Option<f64>,
}

/// Copies that are shown as one; `copies` are the others, where they were asked for.
#[derive(Serialize)]
struct GroupOut<'a> {
    id: &'a str,
    size: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    copies: Vec<CopyOut<'a>>,
}

impl<'a> From<&'a Group> for GroupOut<'a> {
    fn from(group: &'a Group) -> GroupOut<'a> {
        let copy = |copy: &'a Copied| CopyOut {
            id: &copy.id,
            source: copy.source.as_deref(),
            published: copy.published.map(|date| date.to_string()),
        };
        GroupOut { id: &group.id, size: group.size, copies: group.copies.iter().map(copy).collect() }
    }
}

#[derive(Serialize)]
struct CopyOut<'a> {
    id: &'a str,
    source: Option<&'a str>,
    published: Option<String>,
}

#[derive(Serialize)]
struct QuotationHit<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    rank: usize,
    score: f64,
    id: &'a str,
    text: &'a str,
    #[serde(rename = "kind")]
    quotation_kind: &'static str,
    speaker: Option<SpeakerHere<'a>>,
    attribution: AttributionOut<'a>,
    article: ArticleIn<'a>,
    passages: Vec<PassageOut<'a>>,
    /// Without the article's text at hand, spans tell nothing.
    cue_words: Option<&'a str>,
    source_words: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    denied: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    missing: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<GroupOut<'a>>,
}

/// A speaker as an archive knows them; `id` is that of `speakers --json`.
#[derive(Serialize)]
pub(super) struct SpeakerHere<'a> {
    name: &'a str,
    full_name: &'a str,
    id: Option<&'a str>,
}

impl<'a> SpeakerHere<'a> {
    pub fn of_hit(quotation: &'a QuotedWords) -> Option<SpeakerHere<'a>> {
        let (speaker, id) = (quotation.speaker.as_ref()?, quotation.speaker_id.as_deref());
        Some(SpeakerHere { name: &speaker.name, full_name: &speaker.full_name, id })
    }
}

#[derive(Serialize)]
pub(super) struct PassageOut<'a> {
    field: &'static str,
    start: Option<u32>,
    end: Option<u32>,
    text: &'a str,
    spans: &'a [Span],
    speaker: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    uncertain: bool,
    utf16: Utf16Out,
}

impl<'a> From<&'a Passage> for PassageOut<'a> {
    fn from(passage: &'a Passage) -> PassageOut<'a> {
        PassageOut {
            field: passage.field.as_str(),
            start: Some(passage.span.start),
            end: Some(passage.span.end),
            text: &passage.text,
            spans: &passage.lit,
            speaker: passage.speaker.as_deref(),
            uncertain: passage.uncertain,
            utf16: Utf16Out {
                start: passage.utf16_span().start,
                end: passage.utf16_span().end,
                spans: passage.utf16_lit(),
            },
        }
    }
}

/// The same places for programs that count UTF-16 units.
#[derive(Serialize)]
struct Utf16Out {
    start: u32,
    end: u32,
    spans: Vec<Span>,
}

#[derive(Serialize)]
struct Summary<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    total: usize,
    undated: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    elapsed_ms: Option<f64>,
    next: Option<&'a str>,
    /// How many hits stand for all matches, where some of them are copies.
    #[serde(skip_serializing_if = "Option::is_none")]
    groups: Option<usize>,
    /// Whether `total` counts what holds only some of the words; each such hit says which it is `missing`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    partial: bool,
}

#[cfg(test)]
mod tests {
    use super::{begin, hit, summary};
    use crate::render::terminal::samples;

    #[test]
    fn hits_have_the_fields_of_the_contract_in_their_order() {
        let keys = |line: &str| {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
        };
        let article = hit(&samples::hit(1, "a.txt", 2.5));
        assert_eq!(keys(&article), "type rank score id headline published source path url group passages");
        let quote = hit(&samples::quote_hit(1));
        assert_eq!(
            keys(&quote),
            "type rank score id text kind speaker attribution article passages cue_words source_words"
        );
        let value: serde_json::Value = serde_json::from_str(&quote).unwrap();
        assert_eq!(
            value["article"].as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" "),
            "id headline published source path"
        );
        assert_eq!(value["kind"], "direct");
        let answer = samples::answer(Vec::new());
        assert_eq!(keys(&begin("q", &answer, "news", Some(3))), "type query read_as archive generation");
        assert_eq!(keys(&begin("q", &answer, "news", None)), "type query read_as archive");
        assert_eq!(keys(&summary(&answer, Some(answer.elapsed))), "type total undated elapsed_ms next");
        assert_eq!(summary(&answer, None), r#"{"type":"summary","total":0,"undated":0,"next":null}"#);
    }
}
