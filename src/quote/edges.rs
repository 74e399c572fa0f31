//! Where the words end that a claim attributes outside marks.
//!
//! Chains of labels run on past a closing mark into the rest of the sentence, and take what stands between a speaker
//! and the verb for what is said. A few constructions leave no doubt, and the training articles have too few of them.

use super::claims::{Claim, Claims};
use super::cues::CueClass;
use super::marks::Region;
use super::page::Page;
use super::spoken::tells_of_deeds;
use super::verbs::{is_be, is_finite};
use crate::speaker::MentionKind;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// From this chance on a verb inside a claim's words is a cue of its own.
const LIKELY: f32 = 0.4;

/// From this chance on another speaker's verb ends them, and behind "while".
const SURE: f32 = 0.6;
const SURE_BEHIND_WHILE: f32 = 0.45;

impl Page<'_> {
    /// Those of a claim's `words` that are attributed beyond doubt: up to the mark that ends what is said, where one
    /// does; nothing of an aside about the speaker.
    pub fn without_edges(&self, claim: &Claim, words: Range<usize>, claims: &Claims) -> Option<Range<usize>> {
        if self.is_aside(claim, &words) || self.holds_subject(claim, &words) || self.is_to_allow(claim.turns_on) {
            return None;
        }
        let words = self.behind_addressee(claim, words);
        let words = self.behind_circumstance(claim, words);
        let words = self.behind_object(claim, words);
        let words = self.behind_colon(claim, words);
        let words = self.behind_speaker_put_in(claim, words);
        let words = self.before_next_subject(claim, words, claims);
        let words = self.before_main_verb(claim, words);
        if self.is_before_report(claim, &words) || self.is_asked(claim, &words) {
            return None;
        }
        let mut at = words.start;
        while at < words.end {
            let Some(region) = self.region_at(at) else {
                if at > words.start && self.is_judged_by_another(claim, at) {
                    return Some(self.without_auxiliaries(words.start..at)).filter(|words| !words.is_empty());
                }
                if at > words.start + 1 && at > claim.turns_on && self.is_kept_silent(at) {
                    let end = if self.kind(at - 1) == TokenKind::Comma { at - 1 } else { at };
                    return Some(words.start..end);
                }
                if at > words.start + 1 && at > claim.turns_on && self.is_next_source(claim, words.start..at, claims) {
                    let last = (words.start..at - 1).rev().find(|&at| self.tokens[at].is_word());
                    return last.map(|last| words.start..last + 1);
                }
                if at > words.start + 1
                    && at > claim.turns_on
                    && (self.is_next_verb(words.start, at, claims) || self.is_what_another_calls_it(at))
                {
                    return Some(words.start..at - 1);
                }
                at += 1;
                continue;
            };
            let region = &self.regions[region];
            at = region.last.max(at + 1);
            if region.first > claim.turns_on && at < words.end && self.tells_on(region, at) {
                return Some(words.start..at);
            }
            let behind = at + 1 < words.end && region.first > claim.turns_on && region.first > words.start;
            if behind && (self.ends_relative_clause(claim, at) || self.ends_subject(claim, region.first, at)) {
                return Some(words.start..at);
            }
        }
        if self.is_judged_by_another(claim, words.end) {
            return Some(self.without_auxiliaries(words)).filter(|words| !words.is_empty());
        }
        Some(words)
    }

    /// `plans to allow the ferry`: whether a verb that may say something is what somebody would do.
    fn is_to_allow(&self, verb: usize) -> bool {
        self.word(verb) == "allow" && verb > 0 && self.is_word(verb - 1, "to")
    }

    /// `was described by Roe as`, `has been branded`: whether a verb of naming is in the passive.
    pub fn is_passive_call(&self, verb: usize) -> bool {
        let called = matches!(self.word(verb), "branded" | "called" | "described" | "dubbed" | "labelled" | "labeled");
        called && verb > 0 && is_be(self.word(verb - 1))
    }

    /// Whether the sentence goes on to another cue: `Roe criticised the plan and said`, `Roe said it was late, adding`.
    fn is_next_verb(&self, from: usize, at: usize, claims: &Claims) -> bool {
        // "the mill had been fined and ordered to close"
        const NEAR: usize = 20;
        const ORDERED: [&str; 7] = ["advised", "asked", "instructed", "ordered", "told", "urged", "warned"];
        let joined =
            self.is(at - 1, Traits::CONJ) || self.kind(at - 1) == TokenKind::Comma && self.word(at).ends_with("ing");
        if !joined {
            return false;
        }
        let passive = |be: usize| is_be(self.word(be)) && self.word(be + 1).ends_with("ed");
        let to = at + 1 < self.tokens.len() && self.reads(at + 1, "to");
        if to && ORDERED.contains(&self.word(at)) && (from.max(at.saturating_sub(NEAR))..at).any(passive) {
            return false;
        }
        // "it was late but said the ferry would wait"
        let least = if matches!(self.word(at), "said" | "added") { LIKELY / 2.0 } else { LIKELY };
        claims.turning_on(at).is_some_and(|other| other.chance >= least)
    }

    /// `Roe said it was late and fishermen said it was lost`, `while Lind said`: whether the sentence goes on at token `at`
    /// behind "and", "but" or "while" with somebody else who says something, behind a clause of `before`.
    fn is_next_source(&self, claim: &Claim, before: Range<usize>, claims: &Claims) -> bool {
        const REACH: usize = 8;
        let at = before.end;
        let is_clause = |to: usize| {
            let verb =
                |at: usize| is_finite(self.word(at)) || self.word(at).ends_with("ed") || self.pronoun(at).is_some();
            (before.start..to.min(at - 1)).any(verb)
        };
        if !["and", "but", "while"].iter().any(|joint| self.reads(at - 1, joint))
            || self.cue(claim.turns_on) != CueClass::Say
            || self.pronoun(at).is_some()
            || self.is(at, Traits::REL)
        {
            return false;
        }
        let least = if self.word(at - 1) == "while" { SURE_BEHIND_WHILE } else { SURE };
        let is_another = |verb: usize| {
            let other =
                claims.turning_on(verb).filter(|other| other.chance >= least && self.cue(verb) >= CueClass::Call)?;
            let source = other.source.first()?;
            // "Lind and fishermen have said" names both.
            let whole = source.start == at || source.start < at && source.contains(&at) && source.end <= verb;
            // "but Lind offered a lease"
            let told = !tells_of_deeds(self.word(verb)) || other.content.iter().any(|words| self.holds_clause(words));
            (whole && told && is_clause(source.start) && other.content.iter().all(|words| words.start > verb))
                .then_some(())
        };
        let ends = |&verb: &usize| !self.tokens[verb].begins_sentence && self.kind(verb) != TokenKind::Comma;
        (at + 1..self.tokens.len().min(at + REACH)).take_while(ends).any(|verb| is_another(verb).is_some())
    }

    /// `Roe announced plans for a ferry which fishermen [said would be late]`, `it was too late and some [warned that]`: the
    /// words before the subject of another cue right behind them.
    fn before_next_subject(&self, claim: &Claim, words: Range<usize>, claims: &Claims) -> Range<usize> {
        const REACH: usize = 8;
        let behind = words.end..self.tokens.len().min(words.end + REACH);
        if words.start <= claim.turns_on || words.len() < 4 {
            return words;
        }
        let another = |verb: usize| {
            let other = claims.turning_on(verb).filter(|other| other.chance >= SURE)?;
            let source = other.source.first().filter(|_| other.content.iter().all(|words| words.start > verb))?;
            (words.contains(&source.start) && source.end >= words.end).then_some(source.start)
        };
        let ends = |&verb: &usize| !self.tokens[verb].begins_sentence;
        let subject = behind.take_while(ends).find_map(another);
        let Some(before) = subject.and_then(|subject| subject.checked_sub(1)) else { return words };
        let joins = self.is(before, Traits::REL.with(Traits::CONJ)) || self.word(before) == "while";
        // "in which she said"
        let end = before - usize::from(before > 0 && self.is(before - 1, Traits::PREP));
        if joins && end > words.start + 2 { words.start..end } else { words }
    }

    /// `Roe said it was “late” as she left`, `, but declined to say more`: whether the paper's own words go on at token `at`
    /// behind a region.
    fn tells_on(&self, region: &Region, at: usize) -> bool {
        let inside = region.inside();
        // `They ask: “What is this?” Boats are small.`, `They ask: “Boats are small. “What is this?” Boats are small.`
        let asks = !inside.is_empty() && self.kind(inside.end - 1) == TokenKind::Stop;
        let goes_on = |before: usize| self.kind(before) == TokenKind::Colon || self.region_at(before).is_some();
        if asks && self.tokens[at].capital && region.first.checked_sub(1).is_some_and(goes_on) {
            return true;
        }
        let word = at + usize::from(self.kind(at) == TokenKind::Comma);
        let Some(behind) = self.tokens.get(word + 1) else { return false };
        let third = Traits::HE.with(Traits::SHE).with(Traits::THEY);
        match self.word(word) {
            "as" => behind.is(third) && !behind.capital,
            "but" => {
                let verb = word + 1 + usize::from(behind.is(third));
                let verb = verb + usize::from(self.tokens.get(verb).is_some_and(|_| self.word(verb) == "also"));
                self.is_verb_of_report(verb)
            }
            _ => false,
        }
    }

    /// "called", "did not comment": whether a verb says what a speaker said, or did not.
    fn is_verb_of_report(&self, at: usize) -> bool {
        if at + 2 >= self.tokens.len() {
            return false;
        }
        let past = self.word(at).ends_with("ed") || self.word(at) == "said";
        let silent = self.word(at) == "did"
            && matches!(self.word(at + 1), "not" | "n't")
            && matches!(self.word(at + 2), "comment" | "say" | "elaborate" | "give" | "specify" | "explain" | "answer");
        past && self.cue(at) >= CueClass::Call || silent
    }

    /// `Roe estimated it at ten, a number Lind called “far too low”`: whether the article stands at `at` behind a comma
    /// with what somebody else calls what was said.
    fn is_what_another_calls_it(&self, at: usize) -> bool {
        const REACH: usize = 4;
        if self.kind(at - 1) != TokenKind::Comma {
            return false;
        }
        // ", while for Lind it was “…”"
        if matches!(self.word(at), "while" | "whereas") && self.tokens.get(at + 2).is_some() {
            return self.is_word(at + 1, "for") && self.people.mention_at(at + 2).is_some();
        }
        if !matches!(self.word(at), "a" | "an") {
            return false;
        }
        let near = at + 1..self.tokens.len().min(at + REACH);
        let name = near.take_while(|&at| self.kind(at) == TokenKind::Word).find_map(|at| {
            let mention = &self.people.mentions[self.people.mention_at(at)?];
            (mention.kind == MentionKind::Person).then_some(mention.run.end as usize)
        });
        name.is_some_and(|verb| verb < self.tokens.len() && self.cue(verb) == CueClass::Call)
    }

    /// `Plans to sell the ferry have been called “a farce”`: whether a passive verb of judging stands at token `at`, right
    /// before marks, behind what a noun or a weak cue says.
    fn is_judged_by_another(&self, claim: &Claim, at: usize) -> bool {
        at > claim.turns_on + 2
            && at < self.tokens.len()
            && self.cue(claim.turns_on) < CueClass::Call
            && self.cue(at) == CueClass::Call
            && self.word(at).ends_with("ed")
            && is_be(self.word(at - 1))
            && self.region_at(at + 1).is_some()
    }

    /// The words before a verb without its auxiliaries: "have been".
    fn without_auxiliaries(&self, words: Range<usize>) -> Range<usize> {
        let helps = |&at: &usize| is_finite(self.word(at)) || is_be(self.word(at)) || self.is(at, Traits::AUX);
        let count = words.clone().rev().take_while(helps).count();
        words.start..words.end - count
    }

    /// `Roe was asked by a reporter whether`: whether words say who is asked, and not what.
    fn is_asked(&self, claim: &Claim, words: &Range<usize>) -> bool {
        let verb = claim.turns_on;
        words.end <= verb
            && verb > 0
            && verb + 1 < self.tokens.len()
            && self.is_word(verb + 1, "by")
            && matches!(self.word(verb), "asked" | "told" | "urged" | "pressed" | "warned" | "reminded")
            && is_be(self.word(verb - 1))
    }

    /// `“We are done.” Roe said the bridge was old`: whether words are those of a quotation which is over where the
    /// sentence of the cue begins.
    fn is_before_report(&self, claim: &Claim, words: &Range<usize>) -> bool {
        let last = words.end.checked_sub(1).filter(|last| *last < claim.turns_on);
        let region = last.and_then(|last| self.region_at(last));
        region.is_some_and(|region| self.says_something_else(claim, region))
    }

    /// `Ann Roe, who has run the port, told`: whether words between a source and its cue tell of the source.
    fn is_aside(&self, claim: &Claim, words: &Range<usize>) -> bool {
        let Some(source) = claim.source.last() else { return false };
        words.start >= source.end && words.end <= claim.turns_on && self.opens_relative_clause(words.start)
    }

    /// `Ore Motors Corp, facing a strike, reported a profit`: whether words before a cue that goes on with more behind it are
    /// its subject, and what tells of that.
    fn holds_subject(&self, claim: &Claim, words: &Range<usize>) -> bool {
        let cue = claim.turns_on;
        if words.end > cue {
            return false;
        }
        // "The firm appeared to win", "Roe was asked to leave": the subject is part of what is said.
        let says = self.cue(cue) == CueClass::Say && !(cue > 0 && is_be(self.word(cue - 1)));
        // "The firm was closed, said an official who would not be named", "according to Roe"
        let inverted = || self.is_word(cue, "according") || self.inverted_claim(claim, &claim.content).is_some();
        let goes_on = says && !inverted() && claim.content.iter().any(|other| other.start > cue);
        let plain = || words.clone().all(|at| self.region_at(at).is_none());
        goes_on && plain() && {
            let subject = self.subject_of_cue(cue).map(|source| source.tokens);
            subject.is_some_and(|subject| words.start <= subject.start && subject.end <= words.end)
        }
    }

    /// Whether a comma and "who" or "which" stand at a token, or its comma right before it.
    fn opens_relative_clause(&self, at: usize) -> bool {
        let comma = |at: usize| self.kind(at) == TokenKind::Comma;
        let (comma, word) = if comma(at) { (true, at + 1) } else { (at > 0 && comma(at - 1), at) };
        comma && word < self.tokens.len() && self.is(word, Traits::REL)
    }

    /// `Ann Roe, who called it “…”, will vote`: whether the relative clause of a cue is over at the comma `at`.
    fn ends_relative_clause(&self, claim: &Claim, at: usize) -> bool {
        let is_predicate = |at: usize| is_finite(self.word(at)) || self.cue(at) == CueClass::Say;
        let lowest = claim.turns_on.saturating_sub(4);
        self.kind(at) == TokenKind::Comma
            && is_predicate(at + 1)
            && (lowest..claim.turns_on).any(|at| self.is(at, Traits::REL) && self.opens_relative_clause(at))
    }

    /// `Roe's claim that it was “…” was tested`: whether a verb at `at` is that of the sentence whose subject the cue
    /// is, because the words in marks from `first` on have one already.
    fn ends_subject(&self, claim: &Claim, first: usize, at: usize) -> bool {
        let Some(before) = first.checked_sub(1) else { return false };
        let named = match claim.source.first() {
            Some(owner) if owner.start > claim.turns_on => true,
            Some(owner) => {
                let last = claim.turns_on.checked_sub(1).filter(|_| owner.end == claim.turns_on);
                last.is_some_and(|last| self.kind(last) == TokenKind::Clitic || self.owning_pronoun(last).is_some())
            }
            None => self.cue(claim.turns_on) == CueClass::Noun && self.source_of_claim(claim).is_some(),
        };
        let grammar = Traits::PREP.with(Traits::CONJ).with(Traits::SUB).with(Traits::REL).with(Traits::DET);
        named
            && is_be(self.word(before))
            && self.kind(at) == TokenKind::Word
            && (is_finite(self.word(at)) || !self.is(at, grammar) && self.ends_in_verb(at))
    }

    /// Whether nothing but a word or two stand from `at` to the end of the clause: `went unheard.`
    fn ends_in_verb(&self, at: usize) -> bool {
        let end = self.tokens.len().min(at + 4);
        (at + 1..end).any(|at| !self.tokens[at].is_word())
    }
}
