//! What stands between the subject and its verb of saying and names somebody else: `The mayor, in a statement signed by his
//! spokesman, Obi Kalu, said`, `A trader who spoke to the Herald said`.
//!
//! The words are the subject's; whoever signs them or hears them only stands nearer.

use super::bodies::{DOCUMENTS, is_institution_noun};
use super::cues::CueClass;
use super::page::Page;
use super::source::Head;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// How long a statement between a subject and its verb is described, in tokens.
const LONGEST: usize = 40;
/// Words between "in" and the noun for the statement.
const DESCRIBED_BY: usize = 4;

impl Page<'_> {
    /// The comma behind the subject of a verb of saying, where "in a statement signed by Obi Kalu" stands between it and token
    /// `last`, which is the comma before the verb, or the last word where that comma is missing.
    pub(super) fn comma_before_statement(&self, last: usize, start: usize) -> Option<usize> {
        let lowest = (start + 2).max(last.saturating_sub(LONGEST));
        let inside = |at: &usize| {
            let verb = self.cue(*at) == CueClass::Say && !self.tokens.get(at + 1).is_some_and(|by| by.is(Traits::PREP));
            self.region_at(*at).is_none() && !self.tokens[*at].begins_sentence && !verb
        };
        let within = (lowest..last).rev().take_while(inside).find(|&at| self.opens_statement(at, last))?;
        let by = || (within..last).any(|at| self.word(at) == "by" || self.word(at) == "through");
        if self.kind(last) != TokenKind::Comma && !by() {
            return None;
        }
        let comma = within - 1;
        let subject = self.source_to(comma - 1, start)?;
        let somebody = match subject.head {
            Head::Name(_) | Head::He | Head::She => true,
            Head::Noun(noun) => self.is_person_noun(noun) || is_institution_noun(self.word(noun)),
            Head::Other => self.is(comma - 1, Traits::THEY),
        };
        let hangs = subject.tokens.start > start && self.is(subject.tokens.start - 1, Traits::PREP);
        (somebody && !hangs).then_some(comma)
    }

    /// ", in a statement": whether the words for one begin at a token behind a comma.
    fn opens_statement(&self, at: usize, end: usize) -> bool {
        const OTHERS: [&str; 8] =
            ["address", "broadcast", "circular", "interview", "message", "post", "release", "speech"];
        let is_one = |at: usize| DOCUMENTS.has(self.word(at)) || OTHERS.contains(&self.word(at));
        self.word(at) == "in"
            && self.kind(at - 1) == TokenKind::Comma
            && at + 1 < end
            && self.is(at + 1, Traits::DET)
            && (at + 2..end.min(at + 2 + DESCRIBED_BY)).any(is_one)
    }

    /// The words of a source up to the comma behind which a statement is described, where one is.
    pub(super) fn without_statement(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        let last = tokens.end.checked_sub(1).filter(|_| tokens.len() > 4 && tokens.len() < 2 * LONGEST)?;
        let last = if self.kind(last) == TokenKind::Comma { last } else { tokens.end };
        let comma = (last < self.tokens.len()).then(|| self.comma_before_statement(last, tokens.start)).flatten()?;
        (comma > tokens.start).then_some(tokens.start..comma)
    }

    /// `A trader who spoke to the Herald said`: whether somebody speaks to whoever or what is named at a token.
    pub(super) fn is_spoken_with(&self, at: usize) -> bool {
        const SPEAKS: [&str; 8] = ["chatted", "speaking", "speaks", "spoke", "spoken", "talked", "talking", "talks"];
        let small = |at: usize| self.is(at, Traits::DET) || self.word(at).ends_with("ly");
        let with = at.checked_sub(1).map(|before| if small(before) { before.saturating_sub(1) } else { before });
        let verb = with.filter(|&with| matches!(self.word(with), "to" | "with")).and_then(|with| with.checked_sub(1));
        verb.is_some_and(|verb| SPEAKS.contains(&self.word(verb)))
    }
}
