//! Paragraphs that turn to somebody else and quote them without a verb of saying: `“We won,” said Roe. ¶ Bo Lind was having
//! none of it. “You lost.”`, `And Bo Lind? “You lost.”`, `Lind's verdict: “You lost.”`
//!
//! Nothing stands beside such a quotation that says whose it is, so that what is learnt takes it for more of what was
//! said before. The sentence right before it brings in another.

use super::cue_search::{How, Lead};
use super::page::Page;
use super::source::{Head, Source};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use crate::speaker::{MentionKind, PersonId};

/// What somebody's words are called where they follow.
const ANSWERS: [&str; 12] = [
    "advice",
    "answer",
    "assessment",
    "conclusion",
    "explanation",
    "message",
    "reaction",
    "reply",
    "response",
    "retort",
    "verdict",
    "view",
];

/// Words between "Lind's" and "response".
const DESCRIBED_BY: usize = 2;

/// Words of the quotation that are looked at.
const SEEN: usize = 80;

impl Page<'_> {
    /// The person, with the mention, to whom the words right before a region turn, where the region opens a sentence behind
    /// a sentence of the paper's own.
    pub(super) fn turned_to(&self, number: usize) -> Option<(PersonId, usize)> {
        let (region, block) = (&self.regions[number], &self.block_of(number).tokens);
        let stop = region.first.checked_sub(1).filter(|stop| *stop > block.start)?;
        let begins = self.kind(stop) == TokenKind::Stop && self.tokens[region.first].begins_sentence;
        if !begins || !self.begins_with_capital(number) {
            return None;
        }
        let start = self.sentence_start(stop, block.start);
        let plain = start >= block.start && (start..stop).all(|at| self.region_at(at).is_none());
        let mention = self.brought_in(start, stop).or_else(|| Some(self.name_with_answer(start, stop)?.0));
        let mention = mention.or_else(|| self.subject_by_name(start, stop)).filter(|_| plain)?;
        Some((self.people.meant[mention], mention))
    }

    /// `And Bo Lind?`, `Not so Bo Lind.`, `Enter Bo Lind.`: the mention that a sentence up to its `stop` brings in.
    fn brought_in(&self, start: usize, stop: usize) -> Option<usize> {
        let number = self.people.mention_at(stop.checked_sub(1)?)?;
        let mention = &self.people.mentions[number];
        let whole = mention.kind == MentionKind::Person && mention.run.end as usize == stop;
        let from = (mention.run.start as usize).max(start);
        let reads = |words: &[&str]| {
            words.len() == from - start && (start..from).zip(words).all(|(at, word)| self.is_word(at, word))
        };
        let opens = [
            &["and"] as &[&str],
            &["but"],
            &["enter"],
            &["not", "so"],
            &["not", "so", "for"],
            &["then", "there", "is"],
            &["then", "there", "was"],
            &["then", "there", "'s"],
        ];
        (whole && opens.into_iter().any(reads)).then_some(number)
    }

    /// `Bo Lind's blunt response?`: the mention that a sentence up to token `stop` begins with, and the noun that ends it.
    fn name_with_answer(&self, start: usize, stop: usize) -> Option<(usize, usize)> {
        let first = start + usize::from(self.is(start, Traits::CONJ));
        let number = self.people.mention_at(first)?;
        let mention = &self.people.mentions[number];
        let owns = mention.run.end as usize;
        let noun = stop.checked_sub(1).filter(|noun| *noun > owns && *noun <= owns + 1 + DESCRIBED_BY)?;
        let answer = ANSWERS.contains(&self.word(noun)) && (owns..noun).all(|at| self.kind(at) != TokenKind::Comma);
        let whole = mention.kind == MentionKind::Person && mention.run.start as usize == first;
        (whole && answer && self.is_possessive(owns)).then_some((number, noun))
    }

    /// `Bo Lind's response? “…”`, `Bo Lind's verdict: “…”`: the words that attribute what stands behind token `stop`.
    pub(super) fn lead_from_answer(&self, start: usize, stop: usize) -> Option<Lead> {
        let source = |number: usize| {
            let run = &self.people.mentions[number].run;
            Some(Source { tokens: run.start as usize..run.end as usize, head: Head::Name(number) })
        };
        if let Some(number) = self.brought_in(start, stop).filter(|_| self.kind(stop) == TokenKind::Stop) {
            return Some(Lead { cue: None, source: source(number), how: How::SentenceBefore });
        }
        let (number, noun) = self.name_with_answer(start, stop)?;
        let source = source(number);
        Some(match self.kind(stop) {
            TokenKind::Colon => Lead { cue: Some(stop), source, how: How::Colon },
            _ => Lead { cue: Some(noun), source, how: How::SentenceBefore },
        })
    }

    /// `Bo Lind's verdict: “Late.”`: whether words right before a region announce it so.
    pub(super) fn is_announced_as_answer(&self, number: usize) -> bool {
        let (region, block) = (&self.regions[number], &self.block_of(number).tokens);
        let colon = region.first.checked_sub(1).filter(|colon| *colon > block.start);
        let colon = colon.filter(|&colon| self.kind(colon) == TokenKind::Colon && self.begins_with_capital(number));
        colon.is_some_and(|colon| self.name_with_answer(self.sentence_start(colon, block.start), colon).is_some())
    }

    /// `Councillor Bo Lind was having none of it.`: the mention that a sentence begins with and is about.
    fn subject_by_name(&self, start: usize, stop: usize) -> Option<usize> {
        let source = self.subject_of_sentence(start, stop).filter(|source| source.tokens.start == start)?;
        let Head::Name(number) = source.head else { return None };
        let mention = &self.people.mentions[number];
        // "Bo Lind's goal was the second."
        let owner = self.tokens.get(mention.run.end as usize).is_some_and(|next| next.kind == TokenKind::Clitic);
        (mention.kind == MentionKind::Person && !owner).then_some(number)
    }

    /// Whether a region speaks of "him" or "her", or names a person, so that the person just named need not be who speaks.
    pub(super) fn speaks_of(&self, number: usize, person: PersonId) -> bool {
        let third = Traits::HE.with(Traits::SHE);
        let words = self.regions[number].inside().take(SEEN);
        words.into_iter().any(|at| {
            let pronoun = self.is(at, third) || ["his", "him", "her"].iter().any(|word| self.is_word(at, word));
            let named = || self.people.mention_at(at).is_some_and(|mention| self.people.meant[mention] == person);
            pronoun || named()
        })
    }
}
