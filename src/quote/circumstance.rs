//! What stands between a cue and what is said, and is none of it: `noted in an editorial,`, `told a reporter: “…”`.
//!
//! Chains of labels take it for the beginning of what is said. Whom somebody tells has a file of its own.

use super::claims::Claim;
use super::cues::CueClass;
use super::page::Page;
use super::told::takes_addressee;
use super::verbs::is_finite;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

impl Page<'_> {
    /// `Roe noted in an editorial, the bridge is old`, `was asked by Roe whether it is`: the words behind the noun that
    /// goes with the cue's preposition.
    pub(super) fn behind_circumstance(&self, claim: &Claim, words: Range<usize>) -> Range<usize> {
        const REACH: usize = 9;
        let before = words.start - usize::from(words.start > 0);
        let told = takes_addressee(self.word(claim.turns_on));
        let reach = if told { REACH } else { 3 };
        let near = (claim.turns_on + 1..claim.turns_on + reach).contains(&before);
        let by = self.word(before) == "by";
        if !near || !by && self.cue(claim.turns_on) != CueClass::Say {
            return words;
        }
        // `told the council at that time that it was late`
        let far = told && before >= claim.turns_on + 3;
        let ends: fn(&str) -> bool = match self.word(before) {
            "by" => {
                |word| matches!(word, "whether" | "if" | "why" | "how" | "what" | "when" | "where" | "who" | "that")
            }
            "in" | "at" | "during" => |word| word == "that",
            _ => return words,
        };
        let near = words.start + 1..words.end.min(words.start + REACH);
        let is_plain = |&at: &usize| self.region_at(at).is_none() && (by || self.kind(at) != TokenKind::Colon);
        for at in near.take_while(is_plain) {
            if self.kind(at) == TokenKind::Comma && !by && !far {
                return at + 1..words.end;
            }
            if ends(self.word(at)) {
                return at..words.end;
            }
        }
        words
    }

    /// `said in an interview with a paper that it was late`, `complained to her coach after the race that it was`: the words
    /// from "that" on, where they begin with what hangs on a preposition.
    pub(super) fn behind_object(&self, claim: &Claim, words: Range<usize>) -> Range<usize> {
        const REACH: usize = 16;
        let verb = claim.turns_on;
        let place = |at: usize| {
            let next = self.tokens.get(at + 1).is_some_and(|next| next.capital || next.is(Traits::DET));
            next && matches!(self.word(at), "to" | "at" | "in" | "with" | "after" | "before" | "during")
        };
        let hangs = words.start > verb + 1 && place(words.start - 1) || place(words.start);
        let near = (verb + 1..verb + REACH).contains(&words.start) && self.cue(verb) == CueClass::Say;
        if !near || !hangs || self.region_at(words.start).is_some() {
            return words;
        }
        let plain = |&at: &usize| {
            self.tokens[at].is_word()
                && self.region_at(at).is_none()
                && !is_finite(self.word(at))
                && !self.is(at, Traits::SUB.with(Traits::REL).with(Traits::CONJ))
        };
        // "after claims that it was late", "in that town"
        let noun = |at: usize| {
            self.cue(at) >= CueClass::Noun
                || self.is(at, Traits::PREP)
                || matches!(self.word(at), "charges" | "condition" | "evidence" | "fact")
        };
        let that = |at: &usize| self.word(*at) == "that" && !noun(*at - 1) && self.opens_clause(*at, "told");
        // "that" is a word like "who", too.
        let inside = (words.start..words.end.min(words.start + REACH)).take_while(|at| that(at) || plain(at));
        let start = inside.skip(1).find(that).unwrap_or(words.start);
        if start + 1 < words.end { start..words.end } else { words }
    }

    /// `telling a reporter: “Go home.”`: the words behind the colon between a cue and what it introduces.
    pub(super) fn behind_colon(&self, claim: &Claim, words: Range<usize>) -> Range<usize> {
        const REACH: usize = 6;
        let near = words.start..words.end.min(words.start + REACH);
        let colon = near.clone().find(|&at| self.kind(at) == TokenKind::Colon || self.region_at(at).is_some());
        match colon {
            Some(colon)
                if words.start > claim.turns_on
                    && !(words.start..colon).any(|at| self.is(at, Traits::SUB) || is_finite(self.word(at)))
                    && self.kind(colon) == TokenKind::Colon
                    && colon + 1 < words.end
                    && self.region_at(colon + 1).is_some() =>
            {
                colon + 1..words.end
            }
            _ => words,
        }
    }

    /// `There will be, says Ann Roe, no ferry`: the words behind the speaker who is put in.
    pub(super) fn behind_speaker_put_in(&self, claim: &Claim, words: Range<usize>) -> Range<usize> {
        if words.start != claim.turns_on + 1 {
            return words;
        }
        let block = &self.blocks[self.block_at(claim.turns_on)];
        let start = self.sentence_start(claim.turns_on, block.tokens.start);
        // A whole clause may be all that is said: "It is late, says Ann Roe, a baker".
        let opens = || !(start..claim.turns_on).any(|at| is_finite(self.word(at)));
        if !opens() && !words.clone().any(|at| self.region_at(at).is_some()) {
            return words;
        }
        let source = self.put_in(claim.turns_on, start);
        let start = source.map_or(words.start, |source| self.behind_put_in(&source));
        if start < words.end { start..words.end } else { words }
    }
}
