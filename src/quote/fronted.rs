//! Phrases that a sentence opens with and that end in a name: `Flanked by his wife, Ann Roe, the mayor said`, `Through his
//! lawyer, Bo Lind, the driver said`.
//!
//! The name tells who the wife is, and the subject stands behind the comma: with no comma behind it, it is no second
//! description of her, as in `his wife, Ann Roe, the mayor, said`.

use super::page::Page;
use crate::speaker::MentionKind;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// How long the subject may be, in tokens.
const SUBJECT: usize = 7;
/// How long the description before the name may be, in tokens.
const DESCRIPTION: usize = 7;

impl Page<'_> {
    /// Where the subject begins that stands behind such a phrase, among a source's words that end before their `cue`.
    pub(super) fn behind_fronted_phrase(&self, source: &Range<usize>, cue: usize) -> Option<usize> {
        let comma = source.clone().rev().take(SUBJECT).find(|&at| self.kind(at) == TokenKind::Comma)?;
        let subject = comma + 1..source.end;
        let role = || self.is_word(subject.start, "the") && self.is_person_noun(subject.end - 1);
        let named = || {
            let last = self.people.mention_at(subject.end - 1).map(|number| &self.people.mentions[number]);
            last.is_some_and(|last| last.run.start as usize == subject.start && last.words > 1)
        };
        let small = |at: usize| self.tokens[at].is_word() || self.kind(at) == TokenKind::Clitic;
        let whole = subject.len() > 1 && source.end == cue && subject.clone().all(small);
        if !whole || !role() && !named() {
            return None;
        }
        let number = self.people.mention_at(comma.checked_sub(1)?)?;
        let mention = &self.people.mentions[number];
        let name = mention.run.start as usize;
        let set_off = name.checked_sub(1).filter(|&at| self.kind(at) == TokenKind::Comma)?;
        let told = mention.kind == MentionKind::Person && mention.run.end as usize == comma && mention.words > 1;
        // "by his wife": what hangs on a small word is no subject.
        let mut near = (set_off.saturating_sub(DESCRIPTION)..set_off).rev().take_while(|&at| small(at));
        let hangs = near.find(|&at| self.is(at, Traits::PREP) || self.is_word(at, "beside"))?;
        let owned = |at: usize| self.owning_pronoun(at).is_some() || self.is(at, Traits::DET);
        let start = self.sentence_start(hangs, self.blocks[self.block_at(hangs)].tokens.start);
        // "She was flanked by her husband, Bo Lind, the mayor said": she has a verb of her own.
        let fronted = !(start..hangs).any(|at| self.is(at, Traits::AUX.with(Traits::HE).with(Traits::SHE)));
        (told && fronted && owned(hangs + 1)).then_some(subject.start)
    }
}
