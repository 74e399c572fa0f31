//! Names that explain a description from behind a comma: "Ruland's biggest bank, Lind Bank, said".
//!
//! Three rules ask for one, each for something else. Where a claim ends at the comma, the source may be read on over
//! it, and is longer then; or the words stay as they are claimed, and the name only says who they are. Who does not
//! know what a statement's source is called, and only asks whether it has a name at all, looks at every word up to the
//! next mark.

use super::bodies::DOCUMENTS;
use super::page::Page;
use super::source::{Head, Source};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

impl Page<'_> {
    /// "The mill's operator, Ore Mills Ltd, said": the description at the head of `tokens`, which end at the comma,
    /// with the name behind it.
    pub(super) fn source_over_comma(&self, tokens: &Range<usize>) -> Option<Source> {
        let end = self.blocks[self.block_at(tokens.start)].tokens.end;
        let longer = if self.is_comma(tokens.end) { self.source_from(tokens.start, end) } else { None };
        longer.filter(|longer| matches!(longer.head, Head::Name(_)))
    }

    /// "Ruland's biggest bank, Lind Bank, said": the name between two commas, the first of which stands right behind `tokens`
    /// that describe one.
    pub(super) fn name_behind_comma(&self, tokens: &Range<usize>) -> Option<usize> {
        let last = tokens.end.checked_sub(1)?;
        let first =
            tokens.end + 1 + usize::from(self.tokens.get(tokens.end + 1).is_some_and(|the| the.is(Traits::DET)));
        let number = self.people.mention_at(first).filter(|_| self.is_comma(tokens.end))?;
        let run = self.run_of(number);
        let small = self.tokens[last].is_word() && !self.tokens[last].capital && !DOCUMENTS.has(self.word(last));
        let described = small && !self.is_noun_of_several(last);
        (run.start == first && self.is_comma(run.end) && described).then_some(number)
    }

    /// "Carters' organisation, the OCU, said", "One delegate, the town's chairwoman Ann Roe, said": whether a name explains the
    /// words before the comma at a token.
    pub(super) fn is_named_behind_comma(&self, comma: usize) -> bool {
        /// Words of an apposition.
        const LONGEST: usize = 8;
        let end = self.tokens.len().min(comma + 1 + LONGEST);
        let mut words = (comma + 1..end).take_while(|&at| self.tokens[at].is_word());
        self.is_comma(comma) && words.any(|at| self.people.mention_at(at).is_some())
    }

    fn is_comma(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Comma)
    }
}
