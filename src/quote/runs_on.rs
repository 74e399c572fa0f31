//! Where what is said runs on behind the comma or the bracket at which a claim ends, `it will cut ninety jobs, or a tenth of
//! all`, `reported a profit of ten crowns, up from nine`, and where it ends before: `reported a profit on Tuesday`.
//!
//! A chain of labels is undecided at commas. The words behind some of them leave no doubt.

use super::claims::Claim;
use super::cues::CueClass;
use super::page::Page;
use super::verbs::{is_finite, is_strong_past};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

impl Page<'_> {
    /// Lets the last words of a claim run on to where they are over.
    pub fn run_on(&self, claim: &mut Claim) {
        /// How many parts of a sentence are added, at most.
        const PARTS: usize = 3;
        let cue = claim.turns_on;
        let end = self.sentence_end(cue);
        let Some(words) = claim.content.last().filter(|words| words.start > cue && words.end <= end) else { return };
        if (words.start..end).any(|at| self.region_at(at).is_some()) {
            return;
        }
        let mut words = words.clone();
        for _ in 0..PARTS {
            let Some(longer) = self.end_of_next_part(claim, &words, end) else { break };
            words.end = longer;
        }
        let words = self.without_joint(self.without_day(cue, words));
        if let Some(last) = claim.content.last_mut().filter(|_| !words.is_empty()) {
            *last = words;
        }
    }

    /// Where the next part of a sentence ends, up to `end`, if it surely goes on with `words`.
    fn end_of_next_part(&self, claim: &Claim, words: &Range<usize>, end: usize) -> Option<usize> {
        let next = words.end + 1;
        if next + 1 >= end {
            return None;
        }
        match self.kind(words.end) {
            TokenKind::Comma => {}
            TokenKind::Open => return self.behind_bracket(words.end, end),
            _ => return None,
        }
        if let Some(name) = self.apposition(claim, words, end) {
            return Some(name);
        }
        if let Some(object) = self.preposition_of(claim, words, end) {
            return Some(self.part_end(object, end));
        }
        let part = next..self.part_end(next, end);
        (self.goes_on_behind_comma(words, next) && !self.reports_on(&part)).then_some(part.end)
    }

    /// Whether somebody says something in a part of a sentence.
    fn reports_on(&self, part: &Range<usize>) -> bool {
        let reports = |at: usize| {
            matches!(self.word(at), "said" | "says" | "say")
                || self.cue(at) >= CueClass::Call && self.word(at).ends_with("ing")
        };
        part.clone().any(reports)
    }

    /// Whether the words from token `next` on, behind a comma, belong to those before it.
    fn goes_on_behind_comma(&self, words: &Range<usize>, next: usize) -> bool {
        const QUESTIONS: [&str; 7] = ["how", "if", "what", "when", "whether", "who", "why"];
        const CHANGES: [&str; 8] = ["decline", "decrease", "drop", "fall", "gain", "increase", "jump", "rise"];
        let (word, second) = (self.word(next), self.word(next + 1));
        let number = || words.clone().any(|at| self.kind(at) == TokenKind::Number);
        let asks = || QUESTIONS.contains(&self.word(words.start));
        match word {
            "or" => true,
            "up" | "down" | "compared" | "against" | "versus" => number(),
            "a" | "an" => CHANGES.contains(&second) && number(),
            "but" | "although" | "though" => second == "not",
            "and" => matches!(second, "that" | "this") || asks() && QUESTIONS.contains(&second),
            "as" => matches!(second, "well" | "opposed"),
            "which" => {
                matches!(second, "will" | "would" | "could" | "may" | "might" | "should") && self.holds_clause(words)
            }
            "with" => self.holds_clause(words),
            _ => QUESTIONS.contains(&word) && asks() && word != "who",
        }
    }

    /// Where a part of a sentence ends that begins at token `from`: before its next comma or the like.
    fn part_end(&self, from: usize, end: usize) -> usize {
        let ends = |&at: &usize| {
            matches!(self.kind(at), TokenKind::Comma | TokenKind::Semicolon | TokenKind::Dash | TokenKind::Colon)
        };
        (from..end).find(ends).unwrap_or(end)
    }

    /// `of ten crowns ($12) for each share`: where the part ends that a short bracket at token `open` stands in.
    fn behind_bracket(&self, open: usize, end: usize) -> Option<usize> {
        const LONGEST: usize = 8;
        let close = (open + 1..end.min(open + LONGEST)).find(|&at| self.kind(at) == TokenKind::Close)?;
        let part = close + 1..self.part_end(close + 1, end);
        (!self.reports_on(&part)).then_some(part.end)
    }

    /// `remained loyal to his heir, Ann Roe, who`: where the name ends that tells who or what the last word is.
    fn apposition(&self, claim: &Claim, words: &Range<usize>, end: usize) -> Option<usize> {
        let noun = words.end - 1;
        let plain = self.kind(noun) == TokenKind::Word && !self.tokens[noun].capital;
        let told = !claim.source.is_empty() && claim.source.iter().all(|source| source.end <= claim.turns_on);
        let number = self.people.mention_at(words.end + 1).filter(|_| plain && told)?;
        let run = self.run_of(number);
        // "a windfall, OMF, the operator, said": another sentence begins with the name.
        let grammar = Traits::REL.with(Traits::CONJ).with(Traits::PREP);
        let comma = run.end + 1 < end && self.kind(run.end) == TokenKind::Comma;
        let alone = run.end >= end || comma && self.is(run.end + 1, grammar);
        (run.start == words.end + 1 && alone).then_some(run.end)
    }

    /// `accused the board, which was new, of waste`: the preposition behind a comma that a verb needs and has not yet.
    fn preposition_of(&self, claim: &Claim, words: &Range<usize>, end: usize) -> Option<usize> {
        const REACH: usize = 30;
        let verb = self.word(claim.turns_on);
        let needed = [("accus", "of"), ("blam", "for"), ("attribut", "to")];
        let (_, needed) = needed.into_iter().find(|(stem, _)| verb.starts_with(stem))?;
        if words.clone().any(|at| self.word(at) == needed || self.word(at) == "on") {
            return None;
        }
        let behind_comma = |&at: &usize| self.word(at) == needed && self.kind(at - 1) == TokenKind::Comma;
        (words.end + 1..end.min(words.end + REACH)).find(behind_comma)
    }

    /// `reported a profit on Tuesday`: words that are no clause, without the day at their end on which they were said.
    fn without_day(&self, cue: usize, words: Range<usize>) -> Range<usize> {
        const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let verb = |at: usize| {
            let word = self.word(at);
            is_finite(word)
                || word.ends_with("ed")
                || is_strong_past(word)
                || word == "to"
                || self.pronoun(at).is_some()
        };
        let says = matches!(self.word(cue), "said" | "says" | "say" | "told");
        if says || words.len() < 3 || !DAYS.contains(&self.word(words.end - 1)) || words.clone().any(verb) {
            return words;
        }
        let before = words.end - 2;
        let end = match self.word(before) {
            "on" if matches!(self.word(before - 1), "early" | "late") => before - 1,
            "on" => before,
            "last" | "next" => return words,
            _ => before + 1,
        };
        words.start..end
    }

    /// Words without "and" or ", which" at their end.
    fn without_joint(&self, words: Range<usize>) -> Range<usize> {
        let Some(last) = words.end.checked_sub(1).filter(|&last| last > words.start) else { return words };
        match self.word(last) {
            "and" | "but" => words.start..last,
            "which" if self.kind(last - 1) == TokenKind::Comma => words.start..last - 1,
            _ => words,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::quote::{article_of, find_quotations};

    /// What the first quotation of an article of one sentence is.
    fn said(text: &str) -> String {
        let article = article_of(text);
        find_quotations(&article).first().map_or(String::new(), |quotation| quotation.text(text))
    }

    #[test]
    fn what_is_said_runs_on_behind_commas_that_do_not_end_it() {
        let cut = "it will cut 90 jobs, or a tenth of all";
        assert_eq!(said(&format!("Ore Mills said {cut}.")), cut);
        let profit = "a profit of 12 crowns a share, up from 9 crowns a year ago";
        assert_eq!(said(&format!("Ore Mills reported {profit}.")), profit);
        let bracket = "the mill would pay 12 million crowns ($2 million) for the bridge";
        assert_eq!(said(&format!("Ida Brandt said {bracket}.")), bracket);
        let which = "the board would buy a ferry, which would make it easier to sell the bridge";
        assert_eq!(said(&format!("Ida Brandt said {which}.")), which);
    }

    #[test]
    fn what_is_said_ends_before_the_day_of_saying() {
        assert_eq!(said("Ida Brandt announced a new ferry on Tuesday."), "a new ferry");
        let report = said("Ida Brandt said the ferry would sail on Tuesday.");
        assert_eq!(report, "the ferry would sail on Tuesday");
    }
}
