//! Stops inside the marks, in the American manner, that end a sentence of the paper's own: `Roe called the report “nonsense.”
//! “I never saw it,” she said.`
//!
//! Two pairs of marks stand side by side there, and what is learnt takes both for one quotation, with the sentence before
//! it. The first holds a few words woven into that sentence, which ends with them.

use super::claims::Claims;
use super::page::Page;

impl Claims {
    /// Takes from each claim behind such a pair the sentence that ends with the first.
    pub(super) fn leave_sentence_before(&mut self, page: &Page<'_>) {
        for number in 0..self.all.len() {
            let claim = &self.all[number];
            let cue = claim.turns_on;
            let ends = |&(region, _): &(usize, f32)| {
                page.regions[region].last <= cue && region > 0 && page.is_stopped_before(region)
            };
            let Some(&(second, _)) = claim.regions.iter().rev().find(|&region| ends(region)) else { continue };
            let start = page.regions[second].first;
            let Some(first) = claim.content.first().filter(|words| words.start < start) else { continue };
            if page.sentence_start(start - 1, page.block_of(second).tokens.start) <= first.start || first.end > start {
                self.begin_at(number, second, start);
            }
        }
    }
}

impl Page<'_> {
    /// Whether a region begins a sentence right behind one that ends a sentence of the paper's own with a few words.
    pub(super) fn is_stopped_before(&self, number: usize) -> bool {
        /// A term has no more words.
        const TERM: usize = 6;
        let Some(before) = number.checked_sub(1) else { return false };
        let (one, two) = (&self.regions[before], &self.regions[number]);
        let beside = one.closed && one.last == two.first && one.block == two.block;
        let woven = one.first > self.blocks[one.block].tokens.start
            && self.tokens[one.first - 1].is_word()
            && one.words <= TERM
            && self.region_at(one.first - 1).is_none();
        beside && woven && self.ends_with_stop(before) && self.begins_with_capital(number)
    }
}
