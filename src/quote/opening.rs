//! Clauses with which a sentence opens: where they end, and what the sentence is about begins.
//!
//! Whoever stands in one, `Asked if Ann Roe would return, he`, is not the subject.

use super::page::Page;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// How far such a clause reaches, in tokens.
const REACH: usize = 40;

impl Page<'_> {
    /// `Asked if Ann Roe would return, he`: where the question ends with which a sentence begins at token `at`; `at` where
    /// it begins with none.
    pub(super) fn end_of_question(&self, at: usize, end: usize) -> usize {
        let when = usize::from(at < end && matches!(self.word(at), "When" | "But" | "And"));
        let when = when + usize::from(when > 0 && at + 1 < end && self.is_word(at + 1, "when"));
        let verb = at + when;
        if verb >= end {
            return at;
        }
        let comma = || self.first_comma(verb..end.min(verb + REACH));
        if ["asked", "pressed", "questioned"].iter().any(|asked| self.is_word(verb, asked)) {
            return comma().unwrap_or(at);
        }
        // "At a dinner given by Bo Lind, he": he is not Lind.
        let he = |comma: &usize| self.tokens.get(comma + 1).is_some_and(|next| next.is(Traits::HE.with(Traits::SHE)));
        let circumstance = self.is(verb, Traits::PREP) && self.tokens[verb].begins_sentence;
        if circumstance { comma().filter(he).unwrap_or(at) } else { at }
    }

    /// `When Ann Roe left, Poe said`: the comma at which the side clause ends with which a sentence begins at token `at`; `at`
    /// where it begins with none.
    pub(super) fn end_of_side_clause(&self, at: usize, end: usize) -> usize {
        const OPENING: [&str; 9] =
            ["After", "Although", "As", "Because", "Since", "Though", "When", "Whereas", "While"];
        if at >= end || !OPENING.contains(&self.word(at)) {
            return at;
        }
        let limit = end.min(at + REACH);
        let limit = (at + 1..limit).find(|&next| self.tokens[next].begins_sentence).unwrap_or(limit);
        self.first_comma(at..limit).unwrap_or(at)
    }

    /// The first comma of some tokens that stands outside marks.
    fn first_comma(&self, mut tokens: Range<usize>) -> Option<usize> {
        tokens.find(|&at| self.kind(at) == TokenKind::Comma && self.region_at(at).is_none())
    }
}
