//! What an answer holds: hits, their passages, and what was understood.
//!
//! Plain data, free of the index it came from, so that `render/` and `trial/` need to know nothing else.

use super::coverage::Coverage;
use super::facets::FacetCounts;
use crate::article::{ArticleId, AttributionClass, CivilDate, QuotationKind, Span, Speaker};
use crate::speaker::registry::KnownSpeaker;
use std::ops::Range;

/// The answer to one request.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The query as it was understood, printed so that it parses to itself.
    pub read_as: String,
    /// What the person who asked should know: repairs of the query, words that nothing holds, a fallback to partial
    /// matches. One sentence each, lower case, no full stop.
    pub notes: Vec<String>,
    /// For each name that was asked for, in order: whom it means.
    pub speakers: Vec<AskedSpeaker>,
    /// Where a speaker was asked for: each full name that the matching quotations carry, with its quotations, most
    /// frequent first. For quotations they add up to `total`.
    pub spellings: Vec<(String, u64)>,
    /// The best hits, in order.
    pub hits: Vec<Hit>,
    /// How many articles (or quotations) match in all.
    pub total: usize,
    /// How many of them carry no date.
    pub undated: usize,
    /// How many hits stand for all of them, where copies are grouped.
    pub groups: Option<usize>,
    /// The values of the facets that were asked for.
    pub facets: Vec<FacetCounts>,
    /// Where nothing matches: what the archive holds for the time and the outlets that were asked for.
    pub coverage: Option<Coverage>,
    /// Whether `hits` may be partial matches: nothing matches everything that was asked, or any of the words will do.
    pub partial: bool,
    /// The cursor at which the list goes on after `hits`; `None` at its end.
    pub next: Option<String>,
    /// The generation of the archive that answered: it changes with every commit.
    pub generation: u64,
    /// Time from the request to this answer.
    pub elapsed: std::time::Duration,
}

impl Answer {
    /// How many matches stand behind others as copies; `None` where there is none.
    pub fn behind(&self) -> Option<usize> {
        self.groups.map(|groups| self.total.saturating_sub(groups)).filter(|behind| *behind > 0)
    }
}

/// A name that was asked for, and whom it means.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AskedSpeaker {
    /// The name as it was typed.
    pub asked: String,
    /// The speakers it means, most quoted first; the first few of very many.
    pub taken: Vec<KnownSpeaker>,
    /// How many they are.
    pub count: usize,
    /// Whether nobody's name is spelled so, and these are heard alike.
    pub by_sound: bool,
    /// Speakers whose names look alike and who were not taken.
    pub alike: Vec<KnownSpeaker>,
}

/// One article or quotation that matches.
#[derive(Debug, Clone)]
pub struct Hit {
    /// From one upwards.
    pub rank: usize,
    /// Six significant digits; zero where the query only filters. Of copies, the score of the best.
    pub score: f64,
    /// The article's id, or the quotation's (`<article id>#q<n>`).
    pub id: String,
    /// The article it is, or the one it stands in.
    pub article: ArticleSummary,
    /// The quotation, where quotations were asked for.
    pub quotation: Option<QuotedWords>,
    /// Where the query's words stand, best first in the order of the text; the lead where a query only filters.
    pub passages: Vec<Passage>,
    /// Words of the query that the article lacks; empty unless [`Answer::partial`].
    pub missing: Vec<String>,
    /// The copies for which it stands; itself alone where copies are not grouped.
    pub group: Group,
    /// The share of its text that stands in the article to which similar ones were asked for.
    pub shared: Option<f64>,
}

/// Copies that are shown as one hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The id of the earliest of those that match.
    pub id: String,
    /// How many of those that match are in it.
    pub size: usize,
    /// The others, in order of time, where they were asked for.
    pub copies: Vec<Copied>,
}

impl Group {
    /// What has no copies.
    pub(super) fn of_one(id: &str) -> Group {
        Group { id: id.to_owned(), size: 1, copies: Vec::new() }
    }
}

/// A copy that is not shown itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The article's id, or the quotation's.
    pub id: String,
    /// The outlet.
    pub source: Option<String>,
    /// Civil date of publication.
    pub published: Option<CivilDate>,
}

/// What a reader wants to know of an article in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleSummary {
    /// See [`ArticleId`].
    pub id: ArticleId,
    /// As printed; empty where there is none.
    pub headline: String,
    /// Where the query's words stand in `headline`, in bytes of it.
    pub headline_lit: Vec<Range<usize>>,
    /// Civil date of publication.
    pub published: Option<CivilDate>,
    /// The outlet.
    pub source: Option<String>,
    /// The section.
    pub section: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The path below the archive's root.
    pub path: String,
    /// Where it was published.
    pub url: Option<String>,
    /// ISO 639-1.
    pub language: Option<String>,
}

/// A quotation in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct QuotedWords {
    /// Its words; content spans joined by ` … `.
    pub text: String,
    /// Where the query's words stand in `text`, in bytes of it.
    pub lit: Vec<Range<usize>>,
    /// Direct, mixed or indirect.
    pub kind: QuotationKind,
    /// Whether the text says that the speaker did not say it.
    pub denied: bool,
    /// Who speaks.
    pub speaker: Option<Speaker>,
    /// The id of that speaker in the whole archive, where it was asked for.
    pub speaker_id: Option<String>,
    /// How we know.
    pub class: AttributionClass,
    /// How sure we are, 0 to 1.
    pub confidence: f32,
    /// The content, in bytes of the article's text.
    pub content: Vec<Span>,
    /// The words of the cue: "said".
    pub cue_words: Option<String>,
    /// The source words as printed: "the fishermen's union".
    pub source_words: Option<String>,
    /// What proves the attribution, in bytes of the article's text.
    pub evidence: Vec<Span>,
}

/// A stretch of an article that shows why it matches: whole sentences of one paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Which part of the article it stands in.
    pub field: PassageField,
    /// Where it stands, in bytes of the article's text.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// Where the query's words stand, in bytes of the article's text; empty for queries that only filter.
    pub lit: Vec<Span>,
    /// Who is speaking, where the lit words lie inside a quotation.
    pub speaker: Option<String>,
    /// Whether that is less sure than [`SURE`](crate::article::SURE).
    pub uncertain: bool,
    /// UTF-16 units of the article's text before the passage: where JavaScript and Java count from.
    pub utf16_start: u32,
}

impl Passage {
    /// Where the passage stands, in UTF-16 units of the article's text.
    pub fn utf16_span(&self) -> Span {
        Span { start: self.utf16_start, end: self.utf16_start + utf16_units(&self.text) }
    }

    /// Where the query's words stand, in UTF-16 units of the article's text.
    pub fn utf16_lit(&self) -> Vec<Span> {
        let before = |at: u32| self.text.get(..at.saturating_sub(self.span.start) as usize).unwrap_or_default();
        let place = |at: u32| self.utf16_start + utf16_units(before(at));
        self.lit.iter().map(|lit| Span { start: place(lit.start), end: place(lit.end) }).collect()
    }
}

/// How many UTF-16 units a text has: one for each character, two for those that take four bytes in UTF-8.
pub(super) fn utf16_units(text: &str) -> u32 {
    text.bytes().map(|byte| u32::from(byte & 0xC0 != 0x80) + u32::from(byte >= 0xF0)).sum()
}

/// The part of an article that a passage is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PassageField {
    /// The headline.
    Headline,
    /// The sentence under it.
    Standfirst,
    /// Running text.
    Body,
    /// The words under a picture.
    Caption,
}

impl PassageField {
    /// The field as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            PassageField::Headline => "headline",
            PassageField::Standfirst => "standfirst",
            PassageField::Body => "body",
            PassageField::Caption => "caption",
        }
    }
}
