//! A verb of saying with its speaker behind it, put into the middle of what is said: `There will be, says Ann Roe, no
//! ferry`, `But, says Bo Lind, a baker in Ore, it was late`.
//!
//! Read from the verb backward, the words before it would be the speaker; read forward, the speaker would be said.

use super::page::Page;
use super::source::{Head, Source};
use super::verbs::is_finite;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;

/// How far behind the verb its speaker ends, and an apposition to it, in tokens.
const REACH: usize = 16;

impl Page<'_> {
    /// Who speaks, where the verb at `cue` is put into a sentence that begins at token `start`.
    ///
    /// What stands before the verb's comma must not be somebody who might speak: "Ann Roe, says the mayor, is late" has
    /// a finite verb behind the speaker only, and is not followed.
    pub fn put_in(&self, cue: usize, start: usize) -> Option<Source> {
        let comma = |at: usize| self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Comma);
        let before = cue.checked_sub(1).filter(|&before| before > start && comma(before))?;
        if !matches!(self.word(cue), "says" | "said" | "argues" | "argued" | "explains" | "explained") {
            return None;
        }
        let first = (start..before).rev().find(|&at| comma(at)).map_or(start, |comma| comma + 1);
        let relative = (first..before).any(|at| self.is(at, Traits::REL) || self.region_at(at).is_some());
        let opens = Traits::CONJ.with(Traits::PREP).with(Traits::SUB).with(Traits::AUX);
        let no_subject = first == start && self.is(start, opens) || (first..before).any(|at| is_finite(self.word(at)));
        if relative || !no_subject {
            return None;
        }
        let source = self.source_from(cue + 1, self.tokens.len().min(cue + 1 + REACH))?;
        let somebody = match source.head {
            Head::Name(_) | Head::He | Head::She => true,
            Head::Noun(noun) => {
                self.is(cue + 1, Traits::DET) && (self.is_person_noun(noun) || self.is(noun, Traits::ORG))
            }
            Head::Other => false,
        };
        (somebody && comma(source.tokens.end)).then_some(source)
    }

    /// Where what is said goes on behind the speaker who is put in: behind the comma, and behind an apposition that says
    /// what the speaker is.
    pub fn behind_put_in(&self, source: &Source) -> usize {
        let from = source.tokens.end + 1;
        let end = self.tokens.len().min(from + REACH);
        let ends = |&at: &usize| !self.tokens[at].is_word() || is_finite(self.word(at)) || self.region_at(at).is_some();
        let Some(comma) = (from..end).find(ends).filter(|&at| self.kind(at) == TokenKind::Comma) else { return from };
        let article = from < end && self.is(from, Traits::DET) && !matches!(self.word(from), "a" | "an");
        let describes = !article && (from..comma).any(|at| self.is_person_noun(at));
        if describes { comma + 1 } else { from }
    }
}
