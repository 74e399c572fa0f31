//! The statement before: who spoke last, where "it said" goes on with what somebody has been saying.
//!
//! `The bridge was closed, Ore Motors said. Velden had been told, it added`: whoever a statement names, who makes it goes
//! on. A sentence that says something is read from its verb as a source is, so that a description ("the paper said") and
//! another "it" lead on to the name that they stand for.

use super::bodies::{BODIES, DOCUMENTS};
use super::cues::CueClass;
use super::described::is_of_family;
use super::institution::Institution;
use super::page::Page;
use super::reference::Place;
use super::source::{Head, Source};
use super::verbs::is_be;
use crate::speaker::PersonId;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// By way of how many statements of "it" a name is reached, at most.
const GO_ON: usize = 6;
/// Words that may stand before the subject of a sentence.
const BEFORE_SUBJECT: usize = 2;
/// How many quotations that stand by themselves are passed over.
const PASSED_OVER: usize = 2;

/// Who spoke last before "it".
pub(super) enum Spoke {
    /// An institution with a name.
    Institution(Institution),
    /// A paper, a report or a body that the article does not name.
    Nameless,
}

impl Page<'_> {
    /// Who spoke last before "it" at token `at`, as far as that can be meant: in its sentence or the one before.
    pub(super) fn spoke_before_it(&self, at: usize) -> Option<Spoke> {
        self.spoke_before(at, GO_ON)
    }

    fn spoke_before(&self, at: usize, left: usize) -> Option<Spoke> {
        let start = self.sentence_start(at, self.blocks[self.block_at(at)].tokens.start);
        let closes = self.closes_a_report(at);
        if !closes && self.is_about_an_institution(start..at) {
            return None;
        }
        let own = if closes { None } else { self.statement_in(start..at) };
        let source = own.or_else(|| self.statement_in(self.sentence_before(start)?))?;
        match source.head {
            Head::Name(number) => self.as_institution(number).map(Spoke::Institution),
            Head::Noun(noun) => {
                match self.institution_described(&source, noun).or_else(|| self.called_too(&source, noun)) {
                    Some(institution) => Some(Spoke::Institution(institution)),
                    None => self.is_nameless(&source, noun).then_some(Spoke::Nameless),
                }
            }
            Head::Other if self.is(source.tokens.start, Traits::IT) && left > 0 => {
                self.spoke_before(source.tokens.start, left - 1)
            }
            _ => None,
        }
    }

    /// "The Orbit news agency": the institution whose name stands in a source that ends with `noun`, small words between them.
    fn called_too(&self, source: &Source, noun: usize) -> Option<Institution> {
        let before = (source.tokens.start..noun).rev().find(|&at| !self.describes(at))?;
        let number = self.people.mention_at(before).filter(|&number| self.run_of(number).end == before + 1)?;
        self.as_institution(number).filter(|_| !self.is(before, Traits::DEMONYM))
    }

    /// Whom "he" or "she" at token `at` means: whoever made the statement before, where that is a person and nobody else does
    /// anything since; nobody, where that is somebody without a name.
    pub(super) fn he_who_spoke(&self, at: usize) -> Option<(PersonId, usize)> {
        let found = self.discourse().pronoun(self, at);
        let start = self.sentence_start(at, self.blocks[self.block_at(at)].tokens.start);
        // "Bo Lind was late when he said": that sentence is about him.
        let alone = (start..at).all(|at| self.region_at(at).is_some() || self.people.mention_at(at).is_none());
        if !alone && !self.closes_a_report(at) {
            return found;
        }
        // "A reporter asked Roe": Roe goes on.
        let asked = |words: &Range<usize>| words.clone().any(|at| self.word(at) == "asked");
        let before = self.sentence_before(start).filter(|words| !asked(words));
        let Some(source) = before.and_then(|words| self.statement_in(words)) else { return found };
        // "However, Lind was not convinced. “…,” he said"
        let does_since = |mention: usize| {
            let run = self.run_of(mention);
            let place = self.place(run.start, run.end);
            run.start >= source.tokens.end && !matches!(place, Place::Hanging | Place::Owner | Place::Other)
        };
        match source.head {
            Head::Name(number)
                if found.is_none()
                    && !self.is_thing(number)
                    && self.discourse().may_be(self.people.meant[number], self.is(at, Traits::HE)) =>
            {
                Some((self.people.meant[number], number))
            }
            Head::Noun(noun) if self.is_somebody(noun) && self.is_anybody(&source) => {
                found.filter(|(_, mention)| does_since(*mention))
            }
            // "The mother of Ann Roe said": Roe only says whose.
            Head::Noun(noun) if is_of_family(self.word(noun)) => {
                let owner = |person: PersonId| {
                    let mut names = source.tokens.clone().filter_map(|at| self.people.mention_at(at));
                    names.any(|number| self.people.meant[number] == person)
                };
                found.filter(|&(person, mention)| !owner(person) || does_since(mention))
            }
            _ => found,
        }
    }

    /// "a trader said", "another Ruland official told": whether a source introduces somebody, and explains no name before it.
    fn is_anybody(&self, source: &Source) -> bool {
        let first = source.tokens.start;
        let indefinite = self.is_indefinite(first);
        let explains =
            first > 1 && self.kind(first - 1) == TokenKind::Comma && self.people.mention_at(first - 2).is_some();
        indefinite && !explains && !self.is_named_behind_comma(source.tokens.end)
    }

    /// Whether a noun is that of one human being: "a trader", "the official".
    fn is_somebody(&self, noun: usize) -> bool {
        self.is_person_noun(noun) || self.word(noun) == "source"
    }

    /// Whether a source that ends with `noun` is what "it" may mean, and has no name: "the newspaper", "the latest study".
    fn is_nameless(&self, source: &Source, noun: usize) -> bool {
        let word = self.word(noun);
        let may_be_it = BODIES.has(word) || DOCUMENTS.has(word) || self.is_paper_noun(noun) || word == "paper";
        let is_named = |at: usize| self.people.mention_at(at).is_some();
        may_be_it && !source.tokens.clone().any(is_named) && !self.is_named_behind_comma(source.tokens.end)
    }

    /// `Ore Motors' plan for what it calls`: whether some words of a sentence are about an institution, or about what it has.
    fn is_about_an_institution(&self, words: Range<usize>) -> bool {
        words.filter(|&at| self.region_at(at).is_none()).filter_map(|at| self.people.mention_at(at)).any(|number| {
            let run = self.run_of(number);
            self.is_thing(number) && !matches!(self.place(run.start, run.end), Place::Hanging | Place::Other)
        })
    }

    /// The sentence before the one that begins with token `start`, the last of the paragraph before where that begins one;
    /// quotations that stand by themselves are passed over.
    pub(super) fn sentence_before(&self, start: usize) -> Option<Range<usize>> {
        let mut end = start;
        let block = self.block_at(start);
        for _ in 0..=PASSED_OVER {
            let last = end.checked_sub(1)?;
            let here = self.block_at(last);
            if here + 1 < block || !self.blocks[here].quotable {
                return None;
            }
            let block_start = self.blocks[here].tokens.start;
            let Some(region) = self.region_at(last) else {
                return Some(self.sentence_start(last, block_start)..end);
            };
            let first = self.regions[region].first;
            if first > block_start && !self.tokens[first].begins_sentence {
                return Some(self.sentence_start(first - 1, block_start)..end);
            }
            end = first;
        }
        None
    }

    /// Who makes the statement that some words of a sentence are: the subject of the verb of saying with which it begins, else
    /// of the last one.
    pub(super) fn statement_in(&self, words: Range<usize>) -> Option<Source> {
        let says = |&at: &usize| self.region_at(at).is_none() && self.cue(at) == CueClass::Say;
        let source = |cue: usize| self.who_says(cue, words.clone());
        let begins = |source: &Source| source.tokens.start <= words.start + BEFORE_SUBJECT;
        let first = words.clone().find(says)?;
        let opening = source(first).filter(begins);
        opening.or_else(|| source(words.clone().rev().find(says).unwrap_or(first)))
    }

    /// The source beside a verb of saying: behind it where what is said stands before, else before it.
    pub(super) fn who_says(&self, cue: usize, words: Range<usize>) -> Option<Source> {
        let before = cue.checked_sub(1).filter(|&before| before >= words.start)?;
        if is_be(self.word(before)) && !self.word(cue).ends_with("ing") {
            return None;
        }
        let subject = self.subject_of_cue(cue);
        // "Ann Roe, an attorney for the mill, told Bo Lind": nothing is said before her.
        let explained = |source: &Source| match source.head {
            Head::Name(number) => {
                let opens = source.tokens.start <= words.start + BEFORE_SUBJECT;
                let next = self.tokens.get(self.run_of(number).end);
                opens && next.is_some_and(|next| next.kind == TokenKind::Comma)
            }
            _ => false,
        };
        if self.is_word(cue, "told") || subject.as_ref().is_some_and(explained) {
            return subject;
        }
        let inverted = self.kind(before) == TokenKind::Comma || self.region_at(before).is_some();
        let behind = inverted.then(|| self.source_from(cue + 1, words.end)).flatten();
        behind.or(subject)
    }
}
