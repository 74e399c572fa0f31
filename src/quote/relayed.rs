//! Speech that somebody passes on: `the Harbour Times quoted Ann Roe as saying`, `Roe was quoted as saying`.
//!
//! Who speaks is the one quoted. Whoever quotes is a source, too, and what models take for it.

use super::page::Page;
use super::source::{Head, Source};
use super::verbs::is_be;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// How far behind "quoted" the words "as saying" stand, in tokens.
const REACH: usize = 24;

/// Speech passed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relayed {
    /// Who is quoted; none where that is the subject of the verb of quoting: "Roe was quoted as saying".
    pub source: Option<Source>,
    /// The tokens from the verb of quoting to that of saying; none of them is said by anybody.
    pub frame: Range<usize>,
}

/// What somebody is quoted as doing.
fn says(word: &str) -> bool {
    matches!(word, "saying" | "telling" | "adding" | "warning" | "predicting")
}

impl Page<'_> {
    /// The verb of quoting that a cue is, or that "as saying" goes with.
    fn verb_of_quoting(&self, cue: usize) -> Option<usize> {
        let quotes = |at: &usize| matches!(self.word(*at), "quoted" | "quotes" | "quoting" | "cited" | "citing");
        if quotes(&cue) {
            return Some(cue);
        }
        let as_saying = says(self.word(cue)) && cue > 0 && self.word(cue - 1) == "as";
        let ends = |at: &usize| self.tokens[*at + 1].begins_sentence || self.region_at(*at).is_some();
        let before = cue.saturating_sub(REACH)..cue;
        before.rev().filter(|_| as_saying).take_while(|at| !ends(at)).find(quotes)
    }

    /// What the verb at token `cue` passes on, where it quotes somebody "as saying" something.
    pub fn relayed(&self, cue: usize) -> Option<Relayed> {
        let cue = self.verb_of_quoting(cue)?;
        let end = self.tokens.len().min(cue + REACH);
        let ends = |at: &usize| self.tokens[*at].begins_sentence || self.region_at(*at).is_some();
        let mut inside = (cue + 1..end).take_while(|at| !ends(at));
        let frame_end = inside.find(|&at| self.word(at) == "as" && at + 1 < end && says(self.word(at + 1)))?;
        let comma = self.kind(frame_end - 1) == TokenKind::Comma;
        let quoted = cue + 1..if comma { frame_end - 1 } else { frame_end };
        // "was quoted as saying", "was quoted by the Harbour Times as saying"
        let passive = cue.checked_sub(1).is_some_and(|be| is_be(self.word(be)));
        let source = (!passive && !quoted.is_empty()).then(|| {
            let head = self.source_within(quoted.clone()).map_or(Head::Other, |source| source.head);
            Source { tokens: quoted, head }
        });
        Some(Relayed { source, frame: cue..frame_end + 2 })
    }
}
