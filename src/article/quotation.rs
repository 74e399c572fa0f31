//! [`Quotation`]: words that somebody is on record with, and how we know who.

use super::Span;
use serde::{Deserialize, Serialize};

/// One quotation of an article, even where its cue interrupts it or it runs on over paragraphs.
///
/// All spans are of the article's text. `content`, in order and without overlap, holds the quoted words with their
/// marks; at least one span, none of them empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Quotation {
    /// Direct, mixed or indirect.
    pub kind: QuotationKind,
    /// The words that are quoted.
    pub content: Vec<Span>,
    /// The words that say that somebody speaks: "said", "according to", ":".
    pub cue: Option<Span>,
    /// The words that say who speaks: "Maria Ortega, the mayor", "she". Empty where the text does not say it nearby.
    pub source: Vec<Span>,
    /// Who speaks; `None` where nobody is found.
    pub speaker: Option<Speaker>,
    /// How we know, and how sure we are.
    pub attribution: Attribution,
    /// How likely it is that somebody is quoted here at all, from 0 to 1.
    pub confidence: f32,
    /// Whether somebody says it: the cue is a word or phrase of saying, or means as much where it stands ("accused", "called
    /// for"); `false` for thoughts, feelings and plans ("hopes", "expects"), for terms and deeds that stand beside a cue
    /// ("offered a “free” ride"), and where there is none.
    pub spoken: bool,
    /// Whether the text says that they did not say it: "never said it was “over”", "denied calling him “a fool”".
    pub denied: bool,
}

impl Quotation {
    /// The quotation's words: its content spans of `text`, joined by ` … `.
    pub fn text(&self, text: &str) -> String {
        let parts: Vec<&str> = self.content.iter().map(|span| span.of(text)).collect();
        parts.join(" … ")
    }

    /// The words of the cue, on one line.
    pub fn cue_words(&self, text: &str) -> Option<String> {
        self.cue.map(|cue| on_one_line(cue.of(text)))
    }

    /// The source words as they are printed, on one line and joined by ` … `; `None` where there are none.
    pub fn source_words(&self, text: &str) -> Option<String> {
        let parts: Vec<String> = self.source.iter().map(|span| on_one_line(span.of(text))).collect();
        (!parts.is_empty()).then(|| parts.join(" … "))
    }

    /// The smallest span that holds the whole content.
    pub fn cover(&self) -> Span {
        self.content.iter().copied().reduce(Span::cover).unwrap_or_default()
    }
}

fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How much of a quotation stands between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuotationKind {
    /// All of it: "We knew," she said.
    Direct,
    /// Part of it: she said that they "knew".
    Mixed,
    /// Nothing: she said that they had known.
    Indirect,
}

impl QuotationKind {
    /// The kind as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            QuotationKind::Direct => "direct",
            QuotationKind::Mixed => "mixed",
            QuotationKind::Indirect => "indirect",
        }
    }
}

/// The person or institution that speaks, as far as the article itself tells.
///
/// Names are kept as printed; which names of different articles are one person is settled when the archive is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The name as printed nearest to the quotation, without titles and appositions; never a pronoun.
    pub name: String,
    /// The fullest form of it that the article gives; equal to `name` where that is the fullest.
    pub full_name: String,
    /// What the source words were.
    pub kind: SourceKind,
}

/// What kind of words the source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// A name: "Ortega", "President Aske".
    Named,
    /// "he", "she".
    Pronoun,
    /// A description: "the defence secretary".
    Nominal,
    /// No source words near the quotation.
    None,
}

impl SourceKind {
    /// The kind as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            SourceKind::Named => "named",
            SourceKind::Pronoun => "pronoun",
            SourceKind::Nominal => "nominal",
            SourceKind::None => "none",
        }
    }
}

/// How we know who speaks.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// The kind of reasoning.
    pub class: AttributionClass,
    /// How likely the named speaker is right, from 0 to 1; 0 for [`AttributionClass::Unattributed`].
    pub confidence: f32,
    /// The places that prove it, from the quotation outwards: the cue, the source, the mention that gives the name.
    pub evidence: Vec<Span>,
}

/// The confidence below which a speaker is shown as uncertain: `Maria Ortega?` rather than `Maria Ortega`.
///
/// Extraction always gives its best guess with its confidence; the threshold is applied where people search and read.
/// `quote/model/ACCURACY.md` has the precision and recall that it buys.
pub const SURE: f32 = 0.9;

/// The kind of reasoning that leads from a quotation to its speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttributionClass {
    /// The source is a name: `"…," Ortega said`.
    Explicit,
    /// The source is a description that the article ties to one name: `"…," the minister said`.
    Title,
    /// The source is a pronoun: `"…," he said`.
    Pronoun,
    /// No source of its own; it goes on from the quotation before it.
    Continued,
    /// A block, transcript line or post whose speaker is announced before it.
    Block,
    /// Nobody fits.
    Unattributed,
}

impl AttributionClass {
    /// Every class, surest first.
    pub const ALL: [AttributionClass; 6] = [
        AttributionClass::Explicit,
        AttributionClass::Title,
        AttributionClass::Pronoun,
        AttributionClass::Continued,
        AttributionClass::Block,
        AttributionClass::Unattributed,
    ];

    /// The class as it stands in JSON and in `attribution:` queries.
    pub fn as_str(self) -> &'static str {
        match self {
            AttributionClass::Explicit => "explicit",
            AttributionClass::Title => "title",
            AttributionClass::Pronoun => "pronoun",
            AttributionClass::Continued => "continued",
            AttributionClass::Block => "block",
            AttributionClass::Unattributed => "unattributed",
        }
    }
}
