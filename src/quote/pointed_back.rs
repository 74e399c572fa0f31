//! Words behind a verb of saying that only point to what is said elsewhere, or name a work: `The minister disclosed this while
//! opening the harbour`, `Roe sang “Cold Water” to open the show`.
//!
//! What "this" is stands in another sentence, and the rest tells when, where and to whom it was said.

use super::claims::Claim;
use super::cues::CueClass;
use super::page::Page;
use super::verbs::is_finite;
use crate::speaker::lexicon::Traits;
use std::ops::Range;

impl Page<'_> {
    /// `Disclosed this while briefing reporters`, `stated this on Sunday`: whether all that is told behind a cue is that "this" was.
    pub(super) fn points_back(&self, claim: &Claim, words: &Range<usize>) -> bool {
        const STATED: [&str; 10] = [
            "announced",
            "confirmed",
            "declared",
            "disclosed",
            "noted",
            "reported",
            "revealed",
            "said",
            "says",
            "stated",
        ];
        if words.start != claim.turns_on + 1
            || !self.reads(words.start, "this")
            || !STATED.contains(&self.word(claim.turns_on))
        {
            return false;
        }
        let next = words.start + 1;
        if next >= words.end {
            return true;
        }
        let aside = matches!(self.word(next), "while" | "when" | "during" | "as" | "after" | "before");
        let to_be = next + 1 < words.end && self.is_word(next, "to") && self.is_word(next + 1, "be");
        let circumstance = aside || self.is(next, Traits::PREP.with(Traits::TIME)) && !to_be;
        // "said this in itself was late": a subject.
        circumstance
            && (aside || !words.clone().take_while(|&at| !self.is(at, Traits::SUB)).any(|at| is_finite(self.word(at))))
    }

    /// `Sang “Cold Water” to open the show`, `wrote “Harbour Lights” in 1971`: whether the words behind a cue begin with the title of a
    /// work.
    pub(super) fn names_a_work(&self, claim: &Claim, words: &Range<usize>) -> bool {
        let region = self.region_at(words.start).filter(|_| words.start == claim.turns_on + 1);
        region.is_some_and(|region| self.is_set_like_a_title(region) && self.is_presented_as_a_work(region))
    }

    /// `Firefighters praised after blaze`: whether a headline says with a participle what others say of somebody, and goes on
    /// with when or why.
    pub(super) fn is_passive_in_headline(&self, claim: &Claim, words: &Range<usize>) -> bool {
        let cue = claim.turns_on;
        let participle =
            self.word(cue).ends_with("ed") && self.cue(cue) == CueClass::Call && self.word(cue) != "called";
        let why = matches!(self.word(words.start), "after" | "amid" | "at" | "during" | "for" | "in" | "over");
        participle && why && words.start == cue + 1 && self.blocks[self.block_at(cue)].headline
    }
}
