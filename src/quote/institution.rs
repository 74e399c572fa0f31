//! Institutions as speakers that are not called by name: `it said`, and what [`called`](super::called) and
//! [`documents`](super::documents) need to know of them.
//!
//! "It" is whoever made the statement before, else what the sentence before is about, or what spoke there, where that is an
//! institution with a name. As with people, nobody is better than the wrong one: where a report or a letter comes in
//! between, "it" may be that.

use super::bodies::{BODIES, DOCUMENTS, FIRMS};
use super::cues::CueClass;
use super::page::Page;
use super::reference::Place;
use super::statements::Spoke;
use super::verbs::{is_be, is_strong_past};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::{Token, TokenKind};
use crate::speaker::{MentionKind, PersonId};
use std::ops::Range;

/// How far back an institution is looked for: in tokens and sentences outside quotations, and in blocks.
pub(super) const LOOK_BACK: usize = 120;
const SENTENCES_BACK: usize = 3;
const BLOCKS_BACK: usize = 2;
/// Within how many tokens behind "it" its first verb stands.
const FIRST_VERB: usize = 4;
/// How many names of its sentence are looked at before that of an institution.
const NAMES_BEFORE: usize = 8;

/// How many names before a noun are looked at for the one institution that it means.
pub(super) const NAMES_SEEN: usize = 60;

/// An institution with a name: who it is, and the mention that says so.
pub(super) type Institution = (PersonId, usize);

impl Page<'_> {
    /// The institution that "it" at token `at` means, where `cue` is its verb.
    pub fn institution_of_it(&self, at: usize, cue: Option<usize>) -> Option<Institution> {
        let cue = cue.filter(|_| self.is(at, Traits::IT))?;
        // "It said the price was fair, and denied that": what "it" does first counts.
        let first = (at + 1..cue.min(at + FIRST_VERB)).find(|&verb| self.cue(verb) == CueClass::Say).unwrap_or(cue);
        if !self.does(at, first) {
            return None;
        }
        match self.spoke_before_it(at) {
            Some(Spoke::Institution(institution)) => return Some(institution),
            Some(Spoke::Nameless) => return None,
            // "It plans", "it hopes" goes on with a statement, and begins none.
            None if self.cue(first) < CueClass::Call => return None,
            None => {}
        }
        self.institution_before(at, |_| true)
            .or_else(|| self.only_institution_of_sentence(at))
            .or_else(|| self.main_firm(at, "it").filter(|(firm, _)| self.was_named_last(*firm, at)))
    }

    /// A mention as the institution that it names, where it names one.
    pub(super) fn as_institution(&self, number: usize) -> Option<Institution> {
        (self.is_thing(number) && self.is_institution(number)).then_some((self.people.meant[number], number))
    }

    /// Who is so of those named before token `at`, where all who are so are one, by the nearest mention.
    pub(super) fn only_named(&self, at: usize, is_so: impl Fn(usize) -> bool) -> Option<Institution> {
        let before = self.names_before(at);
        self.only_one_of(before.saturating_sub(NAMES_SEEN)..before, is_so)
    }

    /// Who is so of those that some mentions name, where all who are so are one, by the last of these mentions.
    pub(super) fn only_one_of(&self, mentions: Range<usize>, is_so: impl Fn(usize) -> bool) -> Option<Institution> {
        let mut named = mentions.rev().filter(|&number| is_so(number));
        let near = named.next()?;
        let person = self.people.meant[near];
        named.all(|other| self.people.meant[other] == person).then_some((person, near))
    }

    /// How many mentions begin before token `at`.
    pub(super) fn names_before(&self, at: usize) -> usize {
        self.people.mentions.partition_point(|mention| (mention.run.start as usize) < at)
    }

    /// Whether "it" at token `at` does what the verb at `cue` says: "it is arguing"; but "it is called", "it was met with".
    fn does(&self, at: usize, cue: usize) -> bool {
        let between = at + 1..cue;
        let is_be =
            |at: usize| is_be(self.word(at)) || self.kind(at) == TokenKind::Clitic && self.word(at).ends_with('s');
        let active = |at: usize| !is_be(at) || self.word(cue).ends_with("ing");
        self.cue(cue) >= CueClass::Weak && (cue < at || between.len() < 3 && between.clone().all(active))
    }

    /// `Shares in Ore Motors fell after it said`: the only institution named in a sentence before the side clause of "it" at
    /// token `at`.
    fn only_institution_of_sentence(&self, at: usize) -> Option<Institution> {
        let opens = |at: usize| matches!(self.word(at), "after" | "as" | "because" | "since" | "when" | "while");
        let joint = at.checked_sub(1).filter(|&joint| opens(joint))?;
        let start = self.sentence_start(joint, self.blocks[self.block_at(joint)].tokens.start);
        let before = self.names_before(joint);
        let first = self.names_before(start).max(before.saturating_sub(NAMES_BEFORE));
        let place = |number: usize| {
            let name = self.people.mentions[number].name.clone();
            name.map(|at| at as usize).all(|at| self.is(at, Traits::PLACE.with(Traits::DEMONYM)))
        };
        let only = self.only_one_of(first..before, |number| self.is_thing(number) && !place(number));
        only.filter(|&(_, number)| self.is_institution(number))
    }

    /// The nearest institution before token `at` that its sentence is about, or that speaks there; nobody, where that does
    /// not `fit`.
    pub(super) fn institution_before(&self, at: usize, fits: impl Fn(usize) -> bool) -> Option<Institution> {
        let block = self.block_at(at);
        let lowest = self.blocks[block.saturating_sub(BLOCKS_BACK)].tokens.start;
        let (mut left, mut sentences) = (LOOK_BACK, 0);
        let mut next = at;
        while next > lowest && left > 0 {
            let here = next - 1;
            left -= 1;
            // What "it" says itself is passed over.
            let begins = self.tokens[next].begins_sentence && self.region_at(next).is_none();
            sentences += usize::from(begins && next < at && !self.is(next, Traits::IT));
            if sentences > SENTENCES_BACK {
                return None;
            }
            if let Some(region) = self.region_at(here) {
                next = self.regions[region].first.min(here);
                continue;
            }
            next = here;
            // "The report says": from there on "it" may be that.
            if DOCUMENTS.has(self.word(here)) && self.is_verb(here + 1) {
                return None;
            }
            let Some(number) = self.people.mention_at(here) else { continue };
            next = (self.people.mentions[number].run.start as usize).min(here);
            let short = self.people.mentions[number].words < 2;
            let group = self.people.mentions[number].kind == MentionKind::Group;
            let about = self.speaks(number) || (group || short) && self.is_subject(number);
            if about && self.is_thing(number) {
                return (self.is_institution(number) && fits(number)).then_some((self.people.meant[number], number));
            }
            // "the Institute for Harbour Studies (IHS) said": whatever that is, it is nearer.
            if self.is_cue(self.run_of(number).end) && !self.people.person(self.people.meant[number]).surely_person {
                return None;
            }
        }
        None
    }

    /// Whether a mention is what its sentence is about: a verb stands behind it, and no other name before it but such as
    /// hang on something.
    fn is_subject(&self, number: usize) -> bool {
        let Range { start, end } = self.run_of(number);
        let end = self.behind_common_noun(end);
        let hangs = |start: usize, end: usize| matches!(self.place(start, end), Place::Hanging | Place::Owner);
        if hangs(start, end) || !self.is_verb(end) && !self.is_verb_behind_apposition(end) {
            return false;
        }
        let block = self.block_at(start);
        let from = self.sentence_start(start, self.blocks[block].tokens.start);
        let mut earlier = (number.saturating_sub(NAMES_BEFORE)..number).rev().map(|number| self.run_of(number));
        earlier.by_ref().take_while(|run| run.start >= from).all(|run| hangs(run.start, run.end))
    }

    /// `Ore Motors, whose cars are old, has`: whether a verb stands behind the second of two commas, of which the first is at
    /// token `at`.
    fn is_verb_behind_apposition(&self, at: usize) -> bool {
        const LONGEST: usize = 20;
        let comma = |at: &usize| self.kind(*at) == TokenKind::Comma;
        let end = self.tokens.len().min(at + LONGEST);
        let ends = |at: &usize| !self.tokens[*at].begins_sentence && self.region_at(*at).is_none();
        // But "Ore, Velden and Low Pond, said the report" is a list.
        let explains = || {
            self.is(at + 1, Traits::DET.with(Traits::REL))
                || matches!(self.word(at + 1), "one" | "formerly")
                || !self.tokens[at + 1].capital && self.word(at + 1).ends_with("ed")
                || at + 2 < end && self.is_possessive(at + 2)
        };
        let closes = (at + 1..end).take_while(ends).find(comma);
        at + 1 < end && comma(&at) && explains() && closes.is_some_and(|closes| self.is_verb(closes + 1))
    }

    /// Whether a mention is who says its sentence.
    pub(super) fn speaks(&self, number: usize) -> bool {
        let run = self.run_of(number);
        self.place(run.start, self.behind_common_noun(run.end)) == Place::Speaker
    }

    /// "The Orbit news agency", "the Velden Post newspaper": the token behind what a name that ends at a token is called besides;
    /// that token itself where there is nothing of the kind.
    fn behind_common_noun(&self, end: usize) -> usize {
        const LONGEST: usize = 2;
        let small = |&at: &usize| self.kind(at) == TokenKind::Word && !self.tokens[at].capital;
        let words = (end..self.tokens.len().min(end + LONGEST)).take_while(small);
        let noun = |&at: &usize| self.word(at) == "agency" || self.is_paper_noun(at);
        words.filter(noun).last().map_or(end, |noun| noun + 1)
    }

    /// The tokens of a mention, with the short form behind it: "Ore Studies Institute (OSI)".
    pub(super) fn run_of(&self, number: usize) -> Range<usize> {
        let run = &self.people.mentions[number].run;
        let (start, end) = (run.start as usize, run.end as usize);
        let kind = |at: usize| self.tokens.get(at).map(|token| token.kind);
        let short = kind(end) == Some(TokenKind::Open) && kind(end + 2) == Some(TokenKind::Close);
        start..if short { end + 3 } else { end }
    }

    /// Whether a word looks like the verb of what stands before it.
    fn is_verb(&self, at: usize) -> bool {
        let verb = |token: &Token| {
            let word = token.of(self.text);
            let form = word.ends_with("ed") || word.ends_with('s') || is_strong_past(word);
            token.kind == TokenKind::Word && !token.capital && form
        };
        self.tokens.get(at).is_some_and(|token| token.is(Traits::AUX) || verb(token)) || self.is_cue(at)
    }

    fn is_cue(&self, at: usize) -> bool {
        at < self.tokens.len() && self.cue(at) >= CueClass::Call
    }

    /// Whether a mention names something, and nobody of flesh and blood, as far as the page tells.
    pub(super) fn is_thing(&self, number: usize) -> bool {
        let mention = &self.people.mentions[number];
        let person = self.people.person(self.people.meant[number]);
        let given = self.is(mention.name.start as usize, Traits::GIVEN);
        mention.kind == MentionKind::Group
            || person.kind == MentionKind::Group && !mention.titled && !person.has_role
            || !mention.titled && !given && !person.surely_person && !person.has_role && person.gender == 0
    }

    /// Whether a mention names an institution, as far as words tell: no people, no letter, not "Committee" alone, and a
    /// place only where it speaks, as governments do.
    pub(super) fn is_institution(&self, number: usize) -> bool {
        let mention = &self.people.mentions[number];
        let place =
            |at: u32| self.is(at as usize, Traits::PLACE.with(Traits::DEMONYM)) && !self.is(at as usize, Traits::ORG);
        let short = |name: &str| {
            let small = name.to_ascii_lowercase();
            name.len() < 2 || [FIRMS, BODIES, DOCUMENTS].iter().any(|list| list.has(&small))
        };
        // "The Ministry" may be short for a name that the article gives.
        let bare = mention.words == 1 && self.people.person(self.people.meant[number]).words == 1;
        let cut = bare && mention.name.clone().any(|at| short(self.word(at as usize)));
        !cut && (!mention.name.clone().all(place) || self.speaks(number))
    }
}
