//! `According to him, “the shops will open”`: a pronoun that says who speaks, though nothing of its form is what a sentence
//! is about.

use super::page::Page;
use super::source::Head;
use crate::speaker::lexicon::Traits;

impl Page<'_> {
    /// Whom "him" or "her" at a token means behind "according to"; nobody in "according to her lawyer".
    pub(super) fn he_according_to_whom(&self, at: usize) -> Option<Head> {
        let cue = at.checked_sub(2)?;
        let head = match self.word(at) {
            "him" => Head::He,
            "her" => Head::She,
            _ => return None,
        };
        let owns = self.tokens.get(at + 1).is_some_and(|next| {
            next.is_word()
                && !next.is(Traits::DET.with(Traits::AUX).with(Traits::PREP))
                && self.pronoun(at + 1).is_none()
        });
        let alone = head == Head::He || !owns;
        (alone && self.word(at - 1) == "to" && self.is_word(cue, "according")).then_some(head)
    }
}
