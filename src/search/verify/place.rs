//! [`Place`]: a finding with where it was made, and which of several findings says most.

use super::judge::{Finding, Fit};
use super::sayings::{Saying, Sayings};
use super::verdict::VerdictKind;
use std::rc::Rc;

/// A finding with where it was made.
#[derive(Clone)]
pub(super) struct Place {
    /// What was found.
    pub finding: Finding,
    /// The article with its sayings.
    pub sayings: Rc<Sayings>,
    /// Which of the article's sayings: quoted ones come first.
    pub saying: usize,
    /// The quotation that it is or overlaps.
    pub quotation: Option<usize>,
    /// Whether it is the asked speaker's; `None` where nobody was asked for or nobody is known.
    pub speaker_as_asked: Option<bool>,
    /// The first day on which the article may have been published.
    pub day: Option<i64>,
}

/// How much a finding says about a quotation, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// All of a quotation, to the letter.
    Whole,
    /// The same words, but for a letter's case or a mark.
    SameWords,
    /// A part of a quotation, to the letter.
    Part,
    /// [`Rank::Whole`], and not the asked speaker's.
    WholeOfOther,
    /// [`Rank::SameWords`] or [`Rank::Part`], and not the asked speaker's.
    PartOfOther,
    /// Its words with clauses left out between them.
    Gapped,
    /// Its words, quoted from nobody.
    Unquoted,
    /// Other words among them.
    Altered,
    /// Nearly its words, quoted from nobody.
    UnquotedNear,
    /// Scraps.
    Nothing,
}

impl Place {
    /// The stretch of speech or text that it was found in.
    pub fn saying(&self) -> &Saying {
        let quoted = self.sayings.quoted.len();
        match self.saying.checked_sub(quoted) {
            Some(n) => &self.sayings.running[n],
            None => &self.sayings.quoted[self.saying],
        }
    }

    /// How much it says.
    pub fn rank(&self) -> Rank {
        let other = self.speaker_as_asked == Some(false);
        match (self.finding.fit, self.saying().quoted) {
            (Fit::Scraps, _) => Rank::Nothing,
            (Fit::Whole | Fit::SameWords | Fit::Part, false) => Rank::Unquoted,
            (Fit::Gapped | Fit::Altered, false) => Rank::UnquotedNear,
            (Fit::Whole, true) if other => Rank::WholeOfOther,
            (Fit::Whole, true) => Rank::Whole,
            (Fit::SameWords | Fit::Part, true) if other => Rank::PartOfOther,
            (Fit::SameWords, true) => Rank::SameWords,
            (Fit::Part, true) => Rank::Part,
            (Fit::Gapped, true) => Rank::Gapped,
            (Fit::Altered, true) => Rank::Altered,
        }
    }

    /// The verdict if nothing better is found.
    pub fn kind(&self) -> VerdictKind {
        match self.rank() {
            Rank::Whole => VerdictKind::Verbatim,
            Rank::WholeOfOther => VerdictKind::OtherSpeaker,
            Rank::Part | Rank::Gapped => VerdictKind::Truncated,
            Rank::PartOfOther if self.finding.fit == Fit::Part => VerdictKind::Truncated,
            Rank::SameWords | Rank::PartOfOther | Rank::Altered => VerdictKind::Altered,
            Rank::Unquoted | Rank::UnquotedNear => VerdictKind::Unquoted,
            Rank::Nothing => VerdictKind::Absent,
        }
    }

    /// Thousandths of what is asked, so that equals are equal.
    fn held(&self) -> i32 {
        (self.finding.coverage * 1000.0).round() as i32
    }

    /// The best first, of equals the earliest, then by id: the corpus alone decides.
    pub fn order(&self, other: &Place) -> std::cmp::Ordering {
        let id = |place: &Place| place.sayings.stored.article.id.clone();
        let strewn = |place: &Place| place.finding.printed.len();
        self.rank()
            .cmp(&other.rank())
            .then_with(|| other.held().cmp(&self.held()))
            .then_with(|| strewn(self).cmp(&strewn(other)))
            .then_with(|| (self.speaker_as_asked == Some(false)).cmp(&(other.speaker_as_asked == Some(false))))
            .then_with(|| self.day.is_none().cmp(&other.day.is_none()))
            .then_with(|| self.day.cmp(&other.day))
            .then_with(|| id(self).cmp(&id(other)))
            .then_with(|| self.saying.cmp(&other.saying))
    }

    /// Whether both are the same words of the same article.
    pub fn same_words(&self, other: &Place) -> bool {
        self.saying == other.saying && self.sayings.stored.article.id == other.sayings.stored.article.id
    }

    /// Whether the two answer in the same way.
    pub fn answers_as(&self, other: &Place) -> bool {
        self.kind() == other.kind() && self.held() == other.held() && self.finding.fit == other.finding.fit
    }
}
