//! Titles of works: `starred in “Harbour Lights”`, `“The Salt Road,” a film about fishermen`.
//!
//! What is learnt from political news has seen few of them, and takes "sang" and "wrote" for cues. So the plainest ways
//! to present a work are read by rule, where what stands between the marks is set like a title.

use super::page::Page;
use super::works_near::{WorkClass, work_class};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use crate::text::word_list::WordList;
use std::ops::Range;

/// What is done with one, right before its title.
const PERFORMED: &WordList = &WordList::of(&[
    "composed",
    "directed",
    "directing",
    "directs",
    "performed",
    "performing",
    "performs",
    "recorded",
    "recording",
    "sang",
    "sing",
    "singing",
    "sings",
    "sung",
]);

/// What calls a text something: an advertisement, a chapter, a report.
const ENTITLED: &WordList = &WordList::of(&["entitled", "headlined", "titled"]);

/// Who or what is "of" a work.
const OF_A_WORK: &WordList = &WordList::of(&[
    "adaptation",
    "author",
    "authors",
    "cast",
    "co-author",
    "co-authors",
    "coauthor",
    "episode",
    "episodes",
    "premiere",
    "remake",
    "season",
    "star",
    "stars",
    "version",
]);

/// The same before "in".
const STARRED: &[&str] = &["appeared", "appearing", "appears", "star", "starred", "starring", "stars"];

impl Page<'_> {
    /// Whether the words around region `number`, which is set like a title, present it as that of a work.
    pub fn is_presented_as_a_work(&self, number: usize) -> bool {
        let region = &self.regions[number];
        let block = self.blocks[region.block].tokens.clone();
        let behind = || !self.ends_with_stop(number) && self.presents_behind(region.last, &block);
        let wrote = region.first.checked_sub(1).filter(|&at| at >= block.start && self.reads(at, "wrote"));
        let written = || wrote.is_some() && self.is_written_as_a_work(number, &block);
        self.presents_before(region.first, &block) || written() || behind()
    }

    /// Whether every longer word of a region has a capital, and the region is no longer than titles are.
    pub(super) fn is_set_like_a_title(&self, number: usize) -> bool {
        const LONGEST: usize = 12;
        let region = &self.regions[number];
        let long = |at: &usize| self.kind(*at) == TokenKind::Word && self.tokens[*at].end - self.tokens[*at].start > 3;
        let longer = || region.inside().take(LONGEST).filter(long);
        region.words < LONGEST
            && self.begins_with_capital(number)
            && longer().next().is_some()
            && longer().all(|at| self.tokens[at].capital)
    }

    /// `wrote “Harbour Lights” in 1971`, `wrote “Harbour Lights” for the choir`: whether what follows a title tells when or why
    /// a work was written; `wrote “Keep Out” on the door` tells where words stand.
    fn is_written_as_a_work(&self, number: usize, block: &Range<usize>) -> bool {
        let region = &self.regions[number];
        let behind = region.last + 1;
        if region.words < 2 || behind >= block.end || self.region_at(region.last).is_some() {
            return false;
        }
        match self.word(region.last) {
            "in" => self.kind(behind) == TokenKind::Number,
            "on" => self.owning_pronoun(behind).is_some(),
            next => matches!(next, "about" | "after" | "during" | "for" | "when" | "while" | "with"),
        }
    }

    /// `sang “Cold Water”`, `starred in “Harbour Lights”`, `an exhibition called “Salt and Stone”`, `her novel, “The Salt
    /// Road”`.
    fn presents_before(&self, first: usize, block: &Range<usize>) -> bool {
        let token =
            |back: usize| first.checked_sub(back).filter(|at| block.contains(at) && self.region_at(*at).is_none());
        let word = |back: usize| token(back).map_or("", |at| self.word(at));
        match word(1) {
            "in" => STARRED.contains(&word(2)),
            "called" => token(2).is_some_and(|at| self.is_a_thing(at)),
            "of" => OF_A_WORK.has(word(2)),
            "," => work_class(word(2)) == WorkClass::Work || ENTITLED.has(word(2)),
            verb if ENTITLED.has(verb) => true,
            verb => PERFORMED.has(verb),
        }
    }

    /// `“The Salt Road,” a film about`; but not `“Too Late,” a film critic said`.
    fn presents_behind(&self, last: usize, block: &Range<usize>) -> bool {
        /// Words between "a" and what the work is.
        const DESCRIBED_BY: usize = 3;
        let opens = (last..block.end).find(|&at| self.kind(at) != TokenKind::Comma).filter(|&at| at <= last + 1);
        let Some(determiner) = opens.filter(|&at| self.is(at, Traits::DET)) else { return false };
        let words = determiner + 1..block.end.min(determiner + 2 + DESCRIBED_BY);
        let work =
            words.take_while(|&at| self.tokens[at].is_word()).find(|&at| work_class(self.word(at)) == WorkClass::Work);
        work.is_some_and(|work| {
            let next = work + 1;
            next >= block.end || !self.tokens[next].is_word() || self.is(next, Traits::PREP.with(Traits::REL))
        })
    }

    /// Whether a word is a noun for what does not call anything anything.
    fn is_a_thing(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.kind == TokenKind::Word && !token.capital && token.traits == Traits::NONE && !self.is_person_noun(at)
    }
}
