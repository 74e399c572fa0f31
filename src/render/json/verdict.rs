//! Verdicts as JSON: one line each, see [`verdict`].

use super::answer::{PassageOut, SpeakerHere};
use super::{ArticleIn, AttributionOut, line};
use crate::search::{Edit, Occurrence, Part, Telling, Verdict, VerdictKind};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the archive says to one quotation.
pub fn verdict(verdict: &Verdict) -> String {
    line(&VerdictOut {
        kind: "verdict",
        quote: &verdict.quote,
        verdict: verdict.kind.as_str(),
        speaker: verdict.speaker.as_deref(),
        found: verdict.found.as_ref().map(MatchOut::from),
        parts: verdict.parts.iter().map(PartOut::from).collect(),
        notes: &verdict.notes,
    })
}

/// The last line where several quotations were checked: how many, and how many of each verdict.
pub fn verdict_summary(kinds: &[VerdictKind]) -> String {
    let mut counts: BTreeMap<VerdictKind, usize> = BTreeMap::new();
    for kind in kinds {
        *counts.entry(*kind).or_default() += 1;
    }
    let counts: serde_json::Map<_, _> =
        counts.into_iter().map(|(kind, count)| (kind.as_str().to_owned(), count.into())).collect();
    line(&serde_json::json!({ "type": "summary", "total": kinds.len(), "verdicts": counts }))
}

#[derive(Serialize)]
struct VerdictOut<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    quote: &'a str,
    verdict: &'static str,
    speaker: Option<&'a str>,
    #[serde(rename = "match")]
    found: Option<MatchOut<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<PartOut<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'a [String],
}

#[derive(Serialize)]
struct MatchOut<'a> {
    id: &'a str,
    /// The whole quotation; `null` where the words are nobody's.
    text: Option<&'a str>,
    printed: &'a str,
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    denied: bool,
    speaker: Option<SpeakerHere<'a>>,
    attribution: Option<AttributionOut<'a>>,
    speaker_as_asked: Option<bool>,
    article: ArticleIn<'a>,
    passages: Vec<PassageOut<'a>>,
    similarity: f32,
    diff: Vec<EditOut<'a>>,
    cut: CutOut<'a>,
    lost: Vec<LostOut<'a>>,
    places: usize,
    #[serde(skip_serializing_if = "is_none")]
    undated: usize,
    also: &'a [String],
}

impl<'a> From<&'a Occurrence> for MatchOut<'a> {
    fn from(found: &'a Occurrence) -> MatchOut<'a> {
        let quotation = found.quotation.as_ref();
        MatchOut {
            id: &found.id,
            text: quotation.map(|quotation| quotation.text.as_str()),
            printed: &found.printed,
            kind: quotation.map(|quotation| quotation.kind.as_str()),
            denied: quotation.is_some_and(|quotation| quotation.denied),
            speaker: quotation.and_then(SpeakerHere::of_hit),
            attribution: quotation.map(AttributionOut::of_hit),
            speaker_as_asked: found.speaker_as_asked,
            article: ArticleIn::from(&found.article),
            passages: found.passages.iter().map(PassageOut::from).collect(),
            similarity: found.similarity,
            diff: found.diff.iter().map(EditOut::from).collect(),
            cut: CutOut { before: &found.cut.0, after: &found.cut.1 },
            lost: found.lost.iter().map(|(word, kind)| LostOut { word, kind: kind.as_str() }).collect(),
            places: found.places,
            undated: found.undated,
            also: &found.also,
        }
    }
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

#[derive(Serialize)]
struct PartOut<'a> {
    asked: &'a str,
    #[serde(rename = "match")]
    found: MatchOut<'a>,
}

impl<'a> From<&'a Part> for PartOut<'a> {
    fn from(part: &'a Part) -> PartOut<'a> {
        PartOut { asked: &part.asked, found: MatchOut::from(&part.found) }
    }
}

#[derive(Serialize)]
struct EditOut<'a> {
    op: &'static str,
    asked: &'a str,
    printed: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    telling: Option<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    bracketed: bool,
}

impl<'a> From<&'a Edit> for EditOut<'a> {
    fn from(edit: &'a Edit) -> EditOut<'a> {
        EditOut {
            op: edit.kind.as_str(),
            asked: &edit.asked,
            printed: &edit.printed,
            telling: edit.telling.map(Telling::as_str),
            bracketed: edit.bracketed,
        }
    }
}

#[derive(Serialize)]
struct CutOut<'a> {
    before: &'a str,
    after: &'a str,
}

#[derive(Serialize)]
struct LostOut<'a> {
    word: &'a str,
    kind: &'static str,
}
