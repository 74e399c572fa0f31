//! What stands round a name that a source begins with, and says whether the name is who speaks.
//!
//! In "the FHIS source" it only says of what kind the source is, in "said RTO spoksman Ann Roe" it is her firm's; in "Ann
//! Roe political analyst at the university, told" she speaks, though the words go on as in "Orbit News host".

use super::cues::CueClass;
use super::page::{Page, is_often_a_noun};
use crate::speaker::MentionKind;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;

/// Words that never stand between the words of a description.
const GRAMMAR: Traits = Traits::PREP
    .with(Traits::AUX)
    .with(Traits::CONJ)
    .with(Traits::REL)
    .with(Traits::SUB)
    .with(Traits::DET)
    .with(Traits::TIME);

impl Page<'_> {
    /// "About a hundred supporters", "over 200 people": whether a word says how exact the number behind it is.
    pub(super) fn rounds_number(&self, at: usize) -> bool {
        const NUMBERS: [&str; 16] = [
            "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "thirty",
            "fifty", "dozen", "hundred", "thousand",
        ];
        let rounds = ["about", "around", "over", "under"].iter().any(|word| self.is_word(at, word));
        let number = |at: usize| {
            at < self.tokens.len() && (self.kind(at) == TokenKind::Number || NUMBERS.contains(&self.word(at)))
        };
        rounds && (number(at + 1) || at + 2 < self.tokens.len() && self.word(at + 1) == "a" && number(at + 2))
    }

    /// "the FHIS source said", "the Ore plan stalled": whether a name behind "the" only says of what kind the thing is that
    /// the small word behind it names. The verb behind that shows it, or the verb of saying before "the".
    pub(super) fn says_what_kind(&self, number: usize) -> bool {
        /// "The Ore government has": Ore speaks.
        const SPEAKS_FOR_IT: [&str; 4] = ["commentary", "editorial", "government", "leadership"];
        let mention = &self.people.mentions[number];
        let (start, noun) = (mention.run.start as usize, mention.run.end as usize);
        let Some(the) = start.checked_sub(1).filter(|&the| self.is_word(the, "the")) else { return false };
        if mention.kind != MentionKind::Person || mention.words > 1 || mention.titled || noun + 1 >= self.tokens.len() {
            return false;
        }
        let token = &self.tokens[noun];
        // "The Ore council said": Ore speaks.
        let others = GRAMMAR.with(Traits::PLAIN).with(Traits::SELF).with(Traits::ORG);
        let word = self.word(noun);
        let names = token.kind == TokenKind::Word
            && !token.capital
            && !token.is(others)
            && self.cue(noun) == CueClass::None
            && !self.is_paper_noun(noun)
            && !SPEAKS_FOR_IT.contains(&word)
            && !["ed", "ly", "self"].iter().any(|ending| word.ends_with(ending))
            && !self.is_person_noun(noun);
        let behind = &self.tokens[noun + 1];
        let verb = self.cue(noun + 1) == CueClass::Say
            // "The FHIS aims to": a verb of its own.
            || behind.is(Traits::AUX) && self.word(noun + 1) != "to"
            || behind.kind == TokenKind::Word && !behind.capital && self.word(noun + 1).ends_with("ed");
        let inverted = || the > 0 && self.cue(the - 1) == CueClass::Say && !behind.is_word();
        names && (verb || inverted())
    }

    /// "…,” said RTO spoksman Ann Roe": the full name behind small words, whatever they are, that follow a verb of saying with
    /// another name; nothing between a verb and its subject can be another verb.
    pub(super) fn stands_before_name(&self, number: usize, end: usize) -> Option<usize> {
        let mention = &self.people.mentions[number];
        let (start, from) = (mention.run.start as usize, mention.run.end as usize);
        let inverted = start > 1
            && !mention.titled
            && self.cue(start - 1) == CueClass::Say
            && (!self.tokens[start - 2].is_word() || self.region_at(start - 2).is_some());
        if !inverted {
            return None;
        }
        let describes = |&at: &usize| {
            let token = &self.tokens[at];
            // "credit analyst"
            let verb = self.cue(at) > CueClass::Noun && !is_often_a_noun(self.word(at));
            token.kind == TokenKind::Word && !token.capital && !verb && !token.is(GRAMMAR)
        };
        let name = from + (from..end.min(from + 3)).take_while(describes).count();
        self.full_name_at(name).filter(|_| name > from && name < end)
    }

    /// The number of the mention that begins at token `at`, where it is a person's name of several words.
    pub(super) fn full_name_at(&self, at: usize) -> Option<usize> {
        self.people.mention_at(at).filter(|&number| {
            let mention = &self.people.mentions[number];
            mention.kind == MentionKind::Person && mention.words > 1 && mention.run.start as usize == at
        })
    }

    /// "Ann Roe political analyst at the university, told": the comma behind an apposition whose first comma is missing.
    pub(super) fn apposition_without_comma(&self, number: usize) -> Option<usize> {
        /// How long such an apposition is at most, in tokens.
        const LONGEST: usize = 12;
        let mention = &self.people.mentions[number];
        let from = mention.run.end as usize;
        let named = mention.kind == MentionKind::Person
            && mention.words > 1
            && self.is(mention.name.start as usize, Traits::GIVEN);
        if !named {
            return None;
        }
        let inside = |&at: &usize| {
            let token = &self.tokens[at];
            (token.is_word() || token.kind == TokenKind::Clitic)
                && !token.begins_sentence
                && self.region_at(at).is_none()
                && self.cue(at) < CueClass::Call
                && !token.is(Traits::AUX.with(Traits::CONJ).with(Traits::REL))
        };
        let end = self.tokens.len().min(from + LONGEST);
        let comma = from + (from..end).take_while(inside).count();
        if comma + 1 >= self.tokens.len()
            || self.kind(comma) != TokenKind::Comma
            || self.cue(comma + 1) != CueClass::Say
        {
            return None;
        }
        let noun = (from..comma.min(from + 3)).find(|&at| self.is_person_noun(at))?;
        let small = (from..=noun).all(|at| self.kind(at) == TokenKind::Word && !self.tokens[at].capital);
        (small && self.is(noun + 1, Traits::PREP)).then_some(comma)
    }
}
