//! Whose a document is, and which paper "the newspaper" is: `a Ruland Economics survey found`, `the report said`, `the paper
//! said`.
//!
//! What an institution publishes speaks for it; a paper is called by its last word or by a noun beside its name.

use super::bodies::PAPERS;
use super::institution::Institution;
use super::page::Page;
use super::source::{Head, Source};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;

impl Page<'_> {
    /// Whether a mention names a paper: by its last word, "Harbour Times", or by the one before or behind it, "the daily Orbit".
    pub(super) fn is_paper_named(&self, number: usize) -> bool {
        let run = self.run_of(number);
        let before = run.start.checked_sub(1);
        let noun = |at: usize| at < self.tokens.len() && self.is_paper_noun(at);
        let last = self.people.mentions[number].name.end as usize - 1;
        PAPERS.has(self.word(last)) || before.is_some_and(noun) || noun(run.end)
    }

    /// The one paper named before token `at`, where nobody speaks of another: "a local newspaper".
    pub(super) fn only_paper(&self, at: usize) -> Option<Institution> {
        let only = self.only_named(at, |number| self.is_thing(number) && self.is_paper_named(number));
        only.filter(|&(_, near)| !self.comes_anew(self.word(at + 1), self.people.mentions[near].run.end as usize, at))
    }

    /// The institution whose document the source is: "a Ruland Economics survey", "Ore Motors' statement", "the letter
    /// from Ore Motors".
    pub(super) fn owner_of_document(&self, source: &Source, noun: usize) -> Option<Institution> {
        let group = |at: usize| self.as_institution(self.people.mention_at(at)?);
        let before = noun.checked_sub(1).filter(|&before| before >= source.tokens.start);
        // "Ore Motors' own monthly figures"
        let owns = (source.tokens.start..noun).rev().take_while(|&at| self.describes(at) || self.is_possessive(at));
        let before = owns.into_iter().find(|&at| self.is_possessive(at)).or(before);
        let owner = before.map(|before| if self.is_possessive(before) { before.saturating_sub(1) } else { before });
        // "figures from", "a survey conducted by"
        let made = self.tokens.get(noun + 1).is_some_and(|made| !made.capital && made.of(self.text).ends_with("ed"));
        let by = noun + 1 + usize::from(made);
        let paper = |number: Option<usize>| number.is_some_and(|number| self.is_paper_named(number));
        let inside = || self.word(by) == "in" && (by + 1..by + 3).any(|at| paper(self.people.mention_at(at)));
        let behind = self.tokens.get(by + 1).filter(|_| matches!(self.word(by), "from" | "by") || inside());
        let behind = behind.map(|token| if token.is(Traits::DET) { by + 2 } else { by + 1 });
        // "a report by the Ruland institute Ore Studies"
        let place = |at: usize| self.is(at, Traits::PLACE.with(Traits::DEMONYM)) && self.describes(at + 1);
        let small = |at: usize| self.describes(at) || place(at);
        let behind = behind.and_then(|at| (at..self.tokens.len().min(at + 4)).find(|&at| !small(at)));
        owner.and_then(group).or_else(|| behind.and_then(group))
    }

    /// "The report said": whose the document is that was last called by the same noun and is somebody's, "a report by Ore
    /// Studies"; nobody's, where one that is nobody's came since.
    pub(super) fn owner_of_document_before(&self, source: &Source, noun: usize) -> Option<Institution> {
        /// How far back, in tokens.
        const REACH: usize = 300;
        let first = source.tokens.start;
        if noun != first + 1 || !self.is_word(first, "the") {
            return None;
        }
        let lowest = first.saturating_sub(REACH);
        let same = |at: usize| self.is_word(at, self.word(noun)) && self.region_at(at).is_none();
        // "The report" is no new one.
        let new = |at: usize| !at.checked_sub(1).is_some_and(|before| self.is_word(before, "the"));
        let at = (lowest..first).rev().find(|&at| same(at) && new(at) && !self.is_verb_of_somebody(at))?;
        let before = Source { tokens: at.saturating_sub(4).max(lowest)..at + 1, head: Head::Noun(at) };
        self.owner_of_document(&before, at).or_else(|| self.who_says_in(at))
    }

    /// `Ore Motors said in a statement`: the institution that says something in the document that token `noun` names.
    fn who_says_in(&self, noun: usize) -> Option<Institution> {
        /// Words between "in" and the noun.
        const DESCRIBED_BY: usize = 3;
        let within = (noun.saturating_sub(DESCRIBED_BY)..noun).rev().find(|&at| self.word(at) == "in")?;
        let start = self.sentence_start(within, self.blocks[self.block_at(within)].tokens.start);
        let source = self.statement_in(start..within + 1)?;
        let Head::Name(number) = source.head else { return None };
        self.as_institution(number).filter(|_| !self.is_a_place(number))
    }

    /// "They report that": whether a word that may be a document is what somebody does.
    fn is_verb_of_somebody(&self, at: usize) -> bool {
        let before = at.checked_sub(1);
        before.is_some_and(|before| {
            self.pronoun(before).is_some()
                || self.is(before, Traits::AUX)
                || self.word(before).ends_with('s') && self.kind(before) == TokenKind::Word
        })
    }
}
