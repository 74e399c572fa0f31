//! What a court hears: `The court heard that Roe told police “I did it”`, `Jurors were told he sent a message saying “…”`.
//!
//! The court says nothing there; who speaks is whom it hears of.

use super::page::Page;
use super::verbs::is_be;
use crate::speaker::lexicon::Traits;
use crate::text::word_list::WordList;

/// Who hears.
const HEARERS: &WordList = &WordList::of(&[
    "court",
    "hearing",
    "inquest",
    "inquiry",
    "jurors",
    "jury",
    "magistrates",
    "panel",
    "trial",
    "tribunal",
]);
/// How far before a verb of saying, in tokens.
const REACH: usize = 40;

impl Page<'_> {
    /// Where what a court hears begins, before the verb of saying at token `cue` and not before `start`; `start` where no court
    /// hears anything.
    pub(super) fn behind_hearing(&self, start: usize, cue: usize) -> usize {
        let lowest = (start + 1).max(cue.saturating_sub(REACH));
        let heard = (lowest..cue.saturating_sub(1)).rev().find(|&at| self.is_heard(at, start));
        heard.map_or(start, |heard| {
            let opens = matches!(self.word(heard + 1), "that" | "how");
            let behind = heard + 1 + usize::from(opens);
            if behind < cue { behind } else { start }
        })
    }

    /// "the court has heard", "jurors were told": whether a court hears what follows a token.
    fn is_heard(&self, at: usize, start: usize) -> bool {
        let told = match self.word(at) {
            "heard" | "hears" => false,
            "told" => true,
            _ => return false,
        };
        let before = (start.max(at.saturating_sub(3))..at).rev();
        let hearer = before.clone().find(|&at| !self.is(at, Traits::AUX));
        let court = hearer.is_some_and(|hearer| HEARERS.has(&self.word(hearer).to_lowercase()));
        let passive = is_be(self.word(at - 1));
        self.region_at(at).is_none() && court && passive == told
    }
}
