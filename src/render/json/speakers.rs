//! Speakers: a line of a list, and all that is known of one.

use super::line;
use crate::article::CivilDate;
use crate::search::SpeakerCard;
use crate::speaker::registry::{KnownSpeaker, Spelling};
use serde::Serialize;
use std::collections::BTreeMap;

/// One speaker of a list, as `speakers --json` writes it; `may_be` are the people whom an ambiguous name may mean.
pub fn speaker(speaker: &KnownSpeaker, spellings: &[Spelling], may_be: &[KnownSpeaker]) -> String {
    line(&SpeakerLine::new(speaker, spellings, may_be))
}

/// One speaker with all that is known.
pub fn speaker_card(card: &SpeakerCard) -> String {
    let date = |date: CivilDate| date.to_string();
    line(&CardLine {
        speaker: SpeakerLine::new(&card.speaker, &card.spellings, &card.candidates),
        alike: card.alike.iter().map(SpeakerRef::from).collect(),
        titles: card
            .titles
            .iter()
            .map(|(title, dates)| TitleOut {
                title: &title.name,
                quotes: title.count,
                first: dates.map(|(first, _)| date(first)),
                last: dates.map(|(_, last)| date(last)),
            })
            .collect(),
        years: card.years.iter().map(|&(year, quotes)| YearOut { year, quotes }).collect(),
        undated: card.undated,
        outlets: card.outlets.iter().map(|outlet| SpellingCount { name: &outlet.name, quotes: outlet.count }).collect(),
        beside: card.beside.iter().map(|other| BesideOut { name: &other.name, articles: other.count }).collect(),
        attribution: card.classes.iter().map(|(class, count)| (class.as_str(), *count)).collect(),
        oldest: card.oldest_newest.as_ref().map(|(oldest, _)| oldest.as_str()),
        newest: card.oldest_newest.as_ref().map(|(_, newest)| newest.as_str()),
    })
}

/// The last line of a list of speakers.
pub fn speakers_summary(total: usize) -> String {
    line(&serde_json::json!({ "type": "summary", "total": total }))
}

#[derive(Serialize)]
struct SpeakerLine<'a> {
    #[serde(rename = "type")]
    line: &'static str,
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    quotes: u64,
    articles: u64,
    first: Option<String>,
    last: Option<String>,
    spellings: Vec<SpellingOut<'a>>,
    ambiguous: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    bearers: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    may_be: Vec<SpeakerRef<'a>>,
}

impl<'a> SpeakerLine<'a> {
    fn new(speaker: &'a KnownSpeaker, spellings: &'a [Spelling], may_be: &'a [KnownSpeaker]) -> SpeakerLine<'a> {
        let ambiguous = speaker.bearers > 1;
        SpeakerLine {
            line: "speaker",
            id: &speaker.id,
            name: &speaker.name,
            kind: speaker.kind.as_str(),
            quotes: speaker.quotations,
            articles: speaker.articles,
            first: speaker.dates.map(|(first, _)| first.to_string()),
            last: speaker.dates.map(|(_, last)| last.to_string()),
            spellings: spellings.iter().map(SpellingOut::from).collect(),
            ambiguous,
            bearers: ambiguous.then_some(speaker.bearers),
            may_be: may_be.iter().map(SpeakerRef::from).collect(),
        }
    }
}

/// A full name as articles give it; `printed` are the forms beside the quotations, where there are others.
#[derive(Serialize)]
struct SpellingOut<'a> {
    name: &'a str,
    quotes: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    printed: Vec<SpellingCount<'a>>,
}

impl<'a> From<&'a Spelling> for SpellingOut<'a> {
    fn from(spelling: &'a Spelling) -> SpellingOut<'a> {
        let printed = spelling.printed.iter().map(|(name, quotes)| SpellingCount { name, quotes: *quotes }).collect();
        SpellingOut { name: &spelling.name, quotes: spelling.quotations, printed }
    }
}

#[derive(Serialize)]
pub(super) struct SpellingCount<'a> {
    pub name: &'a str,
    pub quotes: u64,
}

#[derive(Serialize)]
pub(super) struct SpeakerRef<'a> {
    id: &'a str,
    name: &'a str,
    quotes: u64,
}

impl<'a> From<&'a KnownSpeaker> for SpeakerRef<'a> {
    fn from(speaker: &'a KnownSpeaker) -> SpeakerRef<'a> {
        SpeakerRef { id: &speaker.id, name: &speaker.name, quotes: speaker.quotations }
    }
}

#[derive(Serialize)]
struct CardLine<'a> {
    #[serde(flatten)]
    speaker: SpeakerLine<'a>,
    alike: Vec<SpeakerRef<'a>>,
    titles: Vec<TitleOut<'a>>,
    years: Vec<YearOut>,
    undated: u64,
    outlets: Vec<SpellingCount<'a>>,
    beside: Vec<BesideOut<'a>>,
    attribution: BTreeMap<&'static str, u64>,
    oldest: Option<&'a str>,
    newest: Option<&'a str>,
}

#[derive(Serialize)]
struct TitleOut<'a> {
    title: &'a str,
    quotes: u64,
    first: Option<String>,
    last: Option<String>,
}

#[derive(Serialize)]
struct YearOut {
    year: i32,
    quotes: u64,
}

#[derive(Serialize)]
struct BesideOut<'a> {
    name: &'a str,
    articles: u64,
}
