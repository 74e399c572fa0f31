//! Somebody who does something and speaks, inside what another says: `Vane said her ex-husband rang her and said “Get out”`.
//!
//! The verb behind "and" is his who rang, not hers who tells of it.

use super::cues::CueClass;
use super::page::Page;
use super::source::{Head, Source};
use super::verbs::is_finite;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use crate::text::word_list::WordList;

/// What somebody does who then says something to another.
const DEEDS: &WordList = &WordList::of(&[
    "approached",
    "burst",
    "came",
    "contacted",
    "emailed",
    "grabbed",
    "knocked",
    "laughed",
    "leaned",
    "leant",
    "messaged",
    "phoned",
    "ran",
    "rang",
    "rushed",
    "shouted",
    "smiled",
    "stormed",
    "texted",
    "threw",
    "turned",
    "visited",
    "walked",
]);
/// How far before "and" the deed, and before the deed the verb of whoever tells of it.
const REACH: usize = 10;

impl Page<'_> {
    /// Who does the deed before "and" and the verb of saying at `cue`, where another tells of it in the sentence that begins at
    /// `start`.
    pub(super) fn who_does_and_says(&self, cue: usize, start: usize) -> Option<Source> {
        let and = cue.checked_sub(1).filter(|&and| and > start && self.word(and) == "and")?;
        if self.cue(cue) != CueClass::Say || self.word(cue).ends_with("ing") {
            return None;
        }
        let plain = |at: &usize| self.tokens[*at].is_word() && self.region_at(*at).is_none();
        let mut near = (start.max(and.saturating_sub(REACH)) + 1..and).rev().take_while(plain);
        let deed = near.find(|&at| DEEDS.has(self.word(at)))?;
        let tells = |at: &usize| {
            let verb = self.cue(*at) == CueClass::Say || matches!(self.word(*at), "how" | "that");
            verb && self.region_at(*at).is_none()
        };
        let told = (start.max(deed.saturating_sub(REACH))..deed).rev().find(tells)?;
        let somebody = |source: &Source| match source.head {
            Head::Name(_) | Head::He | Head::She => true,
            Head::Noun(noun) => self.is_person_noun(noun) || self.is(noun, Traits::MALE.with(Traits::FEMALE)),
            Head::Other => false,
        };
        let subject = self.subject_of(deed, told + 1)?;
        let (from, to) = (subject.tokens.start, subject.tokens.end);
        if from <= told || to > deed || !somebody(&subject) || (told..from).any(|at| is_finite(self.word(at))) {
            return None;
        }
        // "her ex-husband, Robert Poole, rang"
        let comma = |at: usize| self.kind(at) == TokenKind::Comma;
        let explains = to + 1 == deed && comma(to) && comma(from - 1);
        let beside = (to..deed).all(|at| self.is(at, Traits::AUX) || self.word(at).ends_with("ly"));
        (explains || beside).then_some(subject)
    }
}
