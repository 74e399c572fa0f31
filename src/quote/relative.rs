//! Relative clauses of saying that are over before the verb of their sentence: `Ann Roe, who said the bridge was old, has
//! been sacked`.
//!
//! Chains of labels run on over the comma, for a list would go on so, too: `who said it was cold, was dark and had no door`.

use super::claims::Claim;
use super::page::Page;
use super::verbs::{is_finite, is_strong_past};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// How far back a sentence is looked through, in tokens.
const REACH: usize = 40;

impl Page<'_> {
    /// Words up to the comma before the verb of the sentence that a claim's relative clause stands in.
    pub(super) fn before_main_verb(&self, claim: &Claim, words: Range<usize>) -> Range<usize> {
        let cue = claim.turns_on;
        if words.start <= cue || words.start > cue + 2 {
            return words;
        }
        let Some(who) = self.skip_back_over_adverbs(cue, cue.saturating_sub(4)) else { return words };
        let comma = who.checked_sub(1).filter(|&comma| self.kind(comma) == TokenKind::Comma && comma > 0);
        let Some(comma) = comma.filter(|_| self.is_word(who, "who") || self.is_word(who, "which")) else {
            return words;
        };
        // "She spoke to Ann Roe, who said": that sentence has its verb.
        let start = self.sentence_start(comma, self.blocks[self.block_at(comma)].tokens.start);
        let verb = |at: usize| self.looks_like_a_verb(at) || self.pronoun(at).is_some();
        let subject = comma - start < REACH && self.source_from(start, comma).is_some();
        if !subject || (start..comma).any(|at| verb(at) || self.region_at(at).is_some()) {
            return words;
        }
        let mut own = false;
        // `the bridge, which was old, was sold`: a clause put in has no verb that counts.
        let mut put_in = false;
        for at in words.clone() {
            if self.region_at(at).is_some() {
                return words;
            }
            let pause = self.kind(at) == TokenKind::Comma;
            if pause && own && !put_in && self.is_main_verb(at + 1, words.end) {
                return words.start..at;
            }
            if pause {
                put_in = if own { at + 1 < words.end && self.is(at + 1, Traits::REL) } else { !put_in };
            } else if !put_in {
                own = own || self.looks_like_a_verb(at) && !self.word(at).contains('-');
            }
        }
        words
    }

    /// Whether the verb of a sentence stands at a token, and no "and" behind it goes on with a list.
    fn is_main_verb(&self, at: usize, end: usize) -> bool {
        let verb = at < end && (is_finite(self.word(at)) || is_strong_past(self.word(at)));
        verb && !(at..end).any(|at| self.is(at, Traits::CONJ))
    }
}
