//! Clauses put in between a subject and its verb: `He said the bells, which were old, had been sold`, `she said that if the
//! lake froze, the ferry would stop`.
//!
//! Chains of labels often end at the first comma, with the subject alone.

use super::claims::{Claim, SURE_CUE};
use super::cues::CueClass;
use super::page::Page;
use super::spoken::tells_of_deeds;
use super::verbs::{is_finite, is_strong_past};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// How long a subject may be, in tokens.
const SUBJECT: usize = 9;
/// How long a clause that is put in may be, in tokens.
const PUT_IN: usize = 30;

impl Page<'_> {
    /// Gives a claim that has but a subject, or a condition, the rest of the sentence, too.
    pub fn complete(&self, claim: &mut Claim) {
        let cue = claim.turns_on;
        if self.cue(cue) != CueClass::Say {
            return;
        }
        let end = self.sentence_end(cue);
        if claim.content.is_empty() && claim.chance >= SURE_CUE {
            let found = self.said_behind_circumstance(cue, end);
            let found = found.or_else(|| self.is_whole(self.behind_meeting(cue, cue + 1..end)?..end));
            claim.content.extend(found.or_else(|| self.said_right_behind(claim, end)));
            if !claim.content.is_empty() {
                claim.source.retain(|source| source.end <= cue);
            }
        }
        if let Some(clause) = self.said_before_put_in(claim) {
            claim.content.insert(0, clause);
            claim.closes = true;
        }
        if let [words] = claim.content.as_mut_slice()
            && words.start > cue
            && words.start <= cue + 2
            && words.len() == 1
            && self.pronoun(words.start).is_some()
            && words.end + 1 < end
            && is_finite(self.word(words.end))
        {
            words.end = self.end_of_predicate(cue, words.end, end);
        }
        if let [words] = claim.content.as_mut_slice()
            && words.start > cue
            && words.start <= cue + 2
            && let Some(predicate) = self.predicate_of(words, end)
        {
            words.end = self.end_of_predicate(cue, predicate, end);
        }
    }

    /// `Roe said at a meeting on Tuesday that it was late`: the words from "that" on, where nothing stands before it but when,
    /// where and to whom something is said.
    fn said_behind_circumstance(&self, cue: usize, end: usize) -> Option<Range<usize>> {
        let plain = |at: &usize| {
            self.kind(*at) == TokenKind::Word
                && !is_finite(self.word(*at))
                && self.region_at(*at).is_none()
                && !self.is(*at, Traits::REL.with(Traits::CONJ))
        };
        let opens = self.tokens.get(cue + 1).is_some_and(|next| next.is(Traits::PREP.with(Traits::TIME)));
        let that = |at: &usize| self.word(*at) == "that" && *at + 1 < end && self.begins_what_is_said(*at + 1);
        let inside = (cue + 1..end.min(cue + PUT_IN)).take_while(|at| self.word(*at) == "that" || plain(at));
        let start = inside.filter(|_| opens).find(that)?;
        let region = (start..end).any(|at| self.region_at(at).is_some());
        (start + 2 < end && !region).then_some(start..end)
    }

    /// `Roe, who was there, said at least ten were late`: the rest of a sentence behind a verb that has its subject right before
    /// it, where that is a clause.
    fn said_right_behind(&self, claim: &Claim, end: usize) -> Option<Range<usize>> {
        let cue = claim.turns_on;
        let subject = claim.source.iter().any(|source| source.end == cue);
        let says = matches!(self.word(cue), "said" | "says" | "added" | "adds");
        let start = cue + 1;
        let least = start + 2 < end && self.is_word(start, "at") && matches!(self.word(start + 1), "least" | "most");
        let opens = start + 2 < end && (least || self.is(start, Traits::DET) || self.tokens[start].capital);
        self.is_whole(start..end).filter(|_| subject && says && opens)
    }

    /// Words, where none of them is quoted and one of them is a verb that has its subject before it.
    fn is_whole(&self, words: Range<usize>) -> Option<Range<usize>> {
        let quoted = words.clone().any(|at| self.region_at(at).is_some());
        let verb = words.clone().skip(1).any(|at| is_finite(self.word(at)));
        (!quoted && verb).then_some(words)
    }

    /// `Taxes should rise, Ann Roe argued, if the town agrees`: the words before a speaker that is put in, where only those behind
    /// it are claimed.
    fn said_before_put_in(&self, claim: &Claim) -> Option<Range<usize>> {
        let cue = claim.turns_on;
        let comma = |at: usize| self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Comma);
        let [source] = claim.source.as_slice() else { return None };
        let [words] = claim.content.as_slice() else { return None };
        let before = source.start.checked_sub(1).filter(|&before| source.end == cue && comma(before))?;
        let put_in = comma(cue + 1) && words.start == cue + 2 && self.region_at(words.start).is_none();
        let clause = self.clause_to(before).filter(|_| put_in).and_then(|clause| self.is_whole(clause))?;
        // "While the town was willing, …", "Asked whether it was, …", "The mayor said it was, …"
        let leads_up = self.is(clause.start, Traits::SUB) || self.word(clause.start).ends_with("ing");
        let says = |at: usize| self.cue(at) == CueClass::Say && !tells_of_deeds(self.word(at));
        let told = clause.clone().any(|at| says(at) || self.is(at, Traits::REL));
        // "a sign, clergymen say, that it is late"
        (!leads_up && !told && self.word(words.start) != "that").then_some(clause)
    }

    /// Where the predicate begins whose subject or condition words are, behind what is put in between.
    fn predicate_of(&self, words: &Range<usize>, end: usize) -> Option<usize> {
        if let Some(dash) = self.dash_behind_put_in(words, end) {
            return Some(dash + 1);
        }
        let comma = words.end;
        if comma + 2 >= end
            || self.kind(comma) != TokenKind::Comma
            || (words.start..end).any(|at| self.region_at(at).is_some())
        {
            return None;
        }
        let behind_comma = || self.is_condition(words).then_some(comma + 1);
        self.comma_behind_put_in(words, end).map(|second| second + 1).or_else(behind_comma)
    }

    /// `the bells, which were old, had been sold`: the comma before the verb whose subject words are.
    fn comma_behind_put_in(&self, words: &Range<usize>, end: usize) -> Option<usize> {
        let verb = |at: usize| is_finite(self.word(at)) || self.pronoun(at).is_some();
        let opens = Traits::SUB.with(Traits::CONJ);
        let subject = words.len() < SUBJECT && !words.clone().any(verb) && !self.is(words.start, opens);
        let comma = |&at: &usize| self.kind(at) == TokenKind::Comma;
        let second = (words.end + 2..end.min(words.end + PUT_IN)).find(comma)?;
        let tells = self.is(words.end + 1, Traits::REL);
        let is_verb = |word: &str| is_finite(word) || tells && (word.ends_with("ed") || is_strong_past(word));
        (subject && second + 1 < end && is_verb(self.word(second + 1))).then_some(second)
    }

    /// `in bells -- which are old -- rather than in boats`: the second dash of two, where the sentence goes on behind it with a
    /// word that cannot begin one.
    fn dash_behind_put_in(&self, words: &Range<usize>, end: usize) -> Option<usize> {
        let dash = words.end;
        let is_dash = |at: &usize| self.kind(*at) == TokenKind::Dash;
        let second = (dash + 2..end.min(dash + PUT_IN)).find(is_dash).filter(|_| is_dash(&dash))?;
        let next = second + 1;
        let clause = words.clone().any(|at| is_finite(self.word(at)));
        let adds = next < end && (self.is(next, Traits::PREP) || matches!(self.word(next), "as" | "rather"));
        let goes_on = clause && adds || next < end && is_finite(self.word(next));
        (goes_on && (dash..end).all(|at| self.region_at(at).is_none())).then_some(second)
    }

    /// Where a predicate from token `from` on ends that a sentence up to `end` may go on behind: `…, but he said it was
    /// late`, `…, saying it was late, the mayor left`.
    fn end_of_predicate(&self, cue: usize, from: usize, end: usize) -> usize {
        let leads_up = self.word(cue).ends_with("ing");
        let ends = |&at: &usize| {
            self.kind(at) == TokenKind::Comma && (leads_up || at + 1 < end && self.is(at + 1, Traits::CONJ))
        };
        (from..end).find(ends).unwrap_or(end)
    }

    /// `that if the lake froze, the ferry would stop`: whether words are but a condition.
    fn is_condition(&self, words: &Range<usize>) -> bool {
        let first = words.start + usize::from(self.word(words.start) == "that");
        let opens =
            first < words.end && matches!(self.word(first), "if" | "when" | "unless" | "although" | "while" | "once");
        let asks = words.start > 0 && self.word(words.start - 1).to_ascii_lowercase().starts_with("ask");
        opens && !asks && words.clone().all(|at| self.kind(at) != TokenKind::Comma)
    }
}
