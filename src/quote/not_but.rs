//! `It was Ann Roe, not Bo Lind, who said`: of two names set against each other, whose the verb is.

use super::page::Page;
use crate::speaker::MentionKind;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;

impl Page<'_> {
    /// Whom "who" means where it stands behind the name of one who did not do it: Roe of `It was Ann Roe, and not Bo Lind, who`.
    pub(super) fn named_against(&self, number: usize) -> Option<usize> {
        let word = |at: Option<usize>| at.map_or("", |at| self.word(at));
        // "not by Lind", "not the mayor, Bo Lind": the last is too rare.
        let start = self.people.mentions[number].run.start as usize;
        let before = start.checked_sub(1)?;
        let before = if self.is(before, Traits::PREP) { before.checked_sub(1)? } else { before };
        let not = Some(before).filter(|&not| self.word(not) == "not" && self.region_at(not).is_none())?;
        let joined = not.checked_sub(1).filter(|_| matches!(word(not.checked_sub(1)), "and" | "but"));
        let comma = joined.unwrap_or(not).checked_sub(1).filter(|&comma| self.kind(comma) == TokenKind::Comma)?;
        let first = self.people.mention_at(comma.checked_sub(1)?)?;
        (self.people.mentions[first].kind == MentionKind::Person).then_some(first)
    }
}
