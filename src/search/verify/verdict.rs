//! [`Verdict`]: what the archive says to a quotation, as plain data.

use super::telling::Telling;
use crate::search::hit::{ArticleSummary, Passage, QuotedWords};

/// How a quotation stands to the archive. It never says whether anything is true: an archive knows what was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerdictKind {
    /// Word for word, by the person who was named (by anybody, where nobody was).
    Verbatim,
    /// Word for word, and not known to be that person's, or told as what they did not say.
    OtherSpeaker,
    /// The same words, with more of the same quotation before, behind or between them.
    Truncated,
    /// Some words differ.
    Altered,
    /// Its parts stand in different quotations, or in another order.
    Spliced,
    /// The words, or nearly these, are there, and nobody is quoted with them.
    Unquoted,
    /// Nothing here is like it.
    Absent,
}

impl VerdictKind {
    /// All of them, in the order in which they are told.
    pub const ALL: [VerdictKind; 7] = [
        VerdictKind::Verbatim,
        VerdictKind::OtherSpeaker,
        VerdictKind::Truncated,
        VerdictKind::Altered,
        VerdictKind::Spliced,
        VerdictKind::Unquoted,
        VerdictKind::Absent,
    ];

    /// The verdict as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            VerdictKind::Verbatim => "verbatim",
            VerdictKind::OtherSpeaker => "other_speaker",
            VerdictKind::Truncated => "truncated",
            VerdictKind::Altered => "altered",
            VerdictKind::Spliced => "spliced",
            VerdictKind::Unquoted => "unquoted",
            VerdictKind::Absent => "absent",
        }
    }
}

/// What the archive says to one quotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The quotation as it was asked.
    pub quote: String,
    /// Who was named as its speaker.
    pub speaker: Option<String>,
    /// How it stands to the archive.
    pub kind: VerdictKind,
    /// Where it is printed: the earliest of equals. `None` for what is absent alone; of what is spliced, the longest part.
    pub found: Option<Occurrence>,
    /// For what is spliced, its parts in the order in which they were asked.
    pub parts: Vec<Part>,
    /// What the person who asked should know, one sentence each, lower case, no full stop.
    pub notes: Vec<String>,
}

/// One part of a quotation that was put together.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The words that were asked.
    pub asked: String,
    /// Where they are printed.
    pub found: Occurrence,
}

/// A place where the words of a quotation are printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Occurrence {
    /// The quotation's id (`<article id>#q<n>`), or the article's where the words are nobody's.
    pub id: String,
    /// The article it stands in.
    pub article: ArticleSummary,
    /// The quotation that holds the words.
    pub quotation: Option<QuotedWords>,
    /// The words as they are printed, from the first to the last that was asked; stretches joined by ` … `.
    pub printed: String,
    /// Whole sentences around them, the words that are the same lit.
    pub passages: Vec<Passage>,
    /// The share of the asked words that are printed, weighed by how rare they are, from 0 to 1.
    pub similarity: f32,
    /// What was asked against what is printed, from left to right; together all words of both.
    pub diff: Vec<Edit>,
    /// Words of the quotation before and behind what was asked; empty where nothing was cut.
    pub cut: (String, String),
    /// Negations and numbers that are printed in these sentences and were not asked.
    pub lost: Vec<(String, Telling)>,
    /// Whether the speaker is the one who was named; `None` where nobody was.
    pub speaker_as_asked: Option<bool>,
    /// The ids of further places that answer in the same way, later or as early; the first few.
    pub also: Vec<String>,
    /// How many places answer in this way, this one among them.
    pub places: usize,
    /// How many of these carry no date, and may be earlier than any.
    pub undated: usize,
}

/// A stretch of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What became of the words.
    pub kind: EditKind,
    /// As they were asked; empty for what was left out.
    pub asked: String,
    /// As they are printed; empty for what was put in.
    pub printed: String,
    /// Whether a negation or a number is among words that differ.
    pub telling: Option<Telling>,
    /// Whether brackets mark the words as an editor's.
    pub bracketed: bool,
}

/// What became of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EditKind {
    /// They are the same.
    Same,
    /// Others stand in their place.
    Changed,
    /// They are not printed.
    PutIn,
    /// They are printed, and were not asked.
    LeftOut,
}

impl EditKind {
    /// The kind as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            EditKind::Same => "same",
            EditKind::Changed => "changed",
            EditKind::PutIn => "put_in",
            EditKind::LeftOut => "left_out",
        }
    }
}
