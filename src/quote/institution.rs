//! Institutions as speakers that are not called by name: `it said`, `the company said`, `a Ruland Economics survey found`.
//!
//! "It" is what the sentence before is about, or what spoke there, where that is an institution with a name; so is "the
//! company", and "the alliance" where the name has that word. A document that says something speaks for whose it is. As
//! with people, nobody is better than the wrong one: where a report or a letter comes in between, "it" may be that.

use super::bodies::{BODIES, DOCUMENTS, FIRMS};
use super::cues::CueClass;
use super::page::Page;
use super::reference::Place;
use super::source::Source;
use super::statements::Spoke;
use super::verbs::{is_be, is_strong_past};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::{Token, TokenKind};
use crate::speaker::{MentionKind, PersonId, is_of_party};
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
        let before = self.people.mentions.partition_point(|mention| (mention.run.start as usize) < joint);
        let inside = |number: &usize| self.people.mentions[*number].run.start as usize >= start;
        let place = |number: usize| {
            let name = self.people.mentions[number].name.clone();
            name.map(|at| at as usize).all(|at| self.is(at, Traits::PLACE.with(Traits::DEMONYM)))
        };
        let named = (before.saturating_sub(NAMES_BEFORE)..before).rev().take_while(inside);
        let mut things = named.filter(|&number| self.is_thing(number) && !place(number));
        let number = things.next()?;
        let person = self.people.meant[number];
        let only = things.all(|other| self.people.meant[other] == person);
        (only && self.is_institution(number)).then_some((person, number))
    }

    /// The institution that a description ending with `noun` means: "the company", "a Ruland Economics survey".
    pub fn institution_described(&self, source: &Source, noun: usize) -> Option<Institution> {
        let word = self.word(noun);
        if DOCUMENTS.has(word) || matches!(word, "data" | "estimates" | "findings" | "forecasts" | "reports") {
            return self.owner_of_document(source, noun).or_else(|| self.owner_of_document_before(source, noun));
        }
        let first = source.tokens.start;
        if word == "bank" && noun == first + 2 && self.is_word(first, "the") && self.is_word(first + 1, "central") {
            return self.only_central_bank(first);
        }
        // "The company", "the Ruland company", "the Ore-based company"
        let of_place = |at: usize| self.is(at, Traits::PLACE.with(Traits::DEMONYM));
        let behind_place = self.behind_seat(first + 1, noun);
        if !self.is_word(first, "the") || !(behind_place..noun).all(of_place) {
            let by_seat = || {
                let group = FIRMS.has(word) || BODIES.has(word);
                if behind_place > first + 1 && group { self.institution_before(first, |_| true) } else { None }
            };
            let firm = self.firm_told_of(first, behind_place, noun).or_else(by_seat);
            return firm.or_else(|| self.called_by_its_words(first, noun));
        }
        let is_word = |at: u32, word: &str| self.word(at as usize).eq_ignore_ascii_case(word);
        let name = |number: usize| self.people.mentions[number].name.clone();
        if FIRMS.has(word) {
            // "The bank" is no council, but may be a corporation.
            let body = |at: u32| BODIES.words().iter().any(|body| *body != "corporation" && is_word(at, body));
            let near = self.institution_before(first, |number| !name(number).any(body) && !self.is_a_place(number));
            let main = || if noun == behind_place { self.main_firm(first, word) } else { None };
            let Some((_, number)) = near else { return main() };
            if self.comes_anew(word, self.sentence_end(self.run_of(number).end - 1), first) {
                return None;
            }
            // "Vellsoft DVD will be sold in May. The company said": not what it makes.
            let firm = if self.seems_a_firm(number) { None } else { main() };
            firm.or(near)
        } else if self.is_paper_noun(noun) || word == "paper" && noun == first + 1 {
            self.institution_before(first, |number| self.is_paper_named(number)).or_else(|| self.only_paper(first))
        } else if word == "party" && noun == first + 1 {
            let party = |number: usize| name(number).any(|at| is_of_party(self.word(at as usize)));
            let called = |number: usize| party(number) || name(number).any(|at| is_word(at, word));
            self.institution_before(first, called).or_else(|| self.only_body(first, word))
        } else if BODIES.has(word) {
            // "The agency" is "the Xinhua news agency", too.
            let behind = |number: usize| {
                let end = self.run_of(number).end;
                let mut near = (end..self.tokens.len().min(end + 2)).take_while(|&at| self.tokens[at].is_word());
                word != "government" && near.any(|at| is_word(at as u32, word))
            };
            let called = |number: usize| self.is_called(number, word) || behind(number);
            self.institution_before(first, called).or_else(|| self.only_body(first, word))
        } else {
            None
        }
    }

    /// "The ministry", "the Ministry": the one institution named before token `at` that has the word in its name, and others
    /// beside it.
    fn only_body(&self, at: usize, word: &str) -> Option<Institution> {
        let before = self.people.mentions.partition_point(|mention| (mention.run.start as usize) < at);
        let called = |&number: &usize| {
            let person = self.people.person(self.people.meant[number]);
            person.kind == MentionKind::Group && person.words > 1 && self.is_called(number, word)
        };
        let mut named = (before.saturating_sub(NAMES_SEEN)..before).rev().filter(called);
        let near = named.next()?;
        let same = |number: usize| self.people.meant[number] == self.people.meant[near];
        let from = self.people.mentions[near].run.end as usize;
        (named.all(same) && !self.comes_anew(word, from, at)).then_some((self.people.meant[near], near))
    }

    /// Whether an institution's name, or its full one, has a word, or one that stands for the like: "the union" is the OCU, the
    /// Ore Carters' Union, and the Carpenters and Allied Workers.
    fn is_called(&self, number: usize, word: &str) -> bool {
        let full = self.people.person(self.people.meant[number]).fullest as usize;
        let like: &[&str] = match word {
            "agency" => &["Administration", "Authority", "Bureau", "Commission", "Service"],
            "union" => &["Brotherhood", "Workers"],
            _ => &[],
        };
        let says = |at: u32| {
            let named = self.word(at as usize);
            named.eq_ignore_ascii_case(word) || like.contains(&named)
        };
        [number, full].iter().any(|&number| self.people.mentions[number].name.clone().any(says))
    }

    /// "The central bank": the only one named before token `at` that is a country's.
    fn only_central_bank(&self, at: usize) -> Option<Institution> {
        let before = self.people.mentions.partition_point(|mention| (mention.run.start as usize) < at);
        let central = |&number: &usize| {
            let person = self.people.person(self.people.meant[number]);
            let mut name = self.people.mentions[person.fullest as usize].name.clone().map(|at| self.word(at as usize));
            let central =
                name.clone().any(|word| matches!(word, "Central" | "National" | "Reserve" | "People's" | "of"));
            person.kind == MentionKind::Group && central && name.any(|word| word == "Bank")
        };
        let mut banks = (before.saturating_sub(NAMES_SEEN)..before).rev().filter(central);
        let near = banks.next()?;
        let person = self.people.meant[near];
        banks.all(|other| self.people.meant[other] == person).then_some((person, near))
    }

    /// "Ore-based", "Low Pond, Rul.-based": the first token behind where something is said to be based, from token `from` on; that
    /// token itself where nothing is said of it.
    fn behind_seat(&self, from: usize, end: usize) -> usize {
        (from..end).find(|&at| self.says_where_based(at)).map_or(from, |at| at + 1)
    }

    /// "The human rights group": the institution named last, where two words of the description are in its name.
    fn called_by_its_words(&self, first: usize, noun: usize) -> Option<Institution> {
        let said = first + 1..noun;
        let group = FIRMS.has(self.word(noun)) || BODIES.has(self.word(noun));
        if !group || !self.is_word(first, "the") || !(2..=4).contains(&said.len()) {
            return None;
        }
        let named = |number: usize, at: usize| {
            let mut name = self.people.mentions[number].name.clone();
            name.any(|word| self.word(word as usize).eq_ignore_ascii_case(self.word(at)))
        };
        let near = self.institution_before(first, |number| said.clone().filter(|&at| named(number, at)).count() > 1);
        near.or_else(|| {
            // "The Ruland fuel ministry" is the Ruland Fuel Ministry, wherever it was named.
            let before = self.people.mentions.partition_point(|mention| (mention.run.start as usize) < first);
            let whole = |&number: &usize| (first + 1..=noun).all(|at| named(number, at));
            let number = (before.saturating_sub(NAMES_SEEN)..before).rev().find(whole)?;
            Some((self.people.meant[number], number))
        })
    }

    /// "The car company", "the world's largest carmaker": the firm that the article is about, where it was named last.
    fn firm_told_of(&self, first: usize, from: usize, noun: usize) -> Option<Institution> {
        /// Words between.
        const DESCRIBED_BY: usize = 4;
        let tells = |at: usize| {
            let small = self.kind(at) == TokenKind::Word && !self.tokens[at].capital;
            let others = Traits::PREP.with(Traits::CONJ).with(Traits::DET).with(Traits::REL).with(Traits::AUX);
            self.kind(at) == TokenKind::Clitic || small && !self.is(at, others)
        };
        let other = |at: usize| matches!(self.word(at), "other" | "second" | "rival" | "new" | "first" | "parent");
        let between = from..noun;
        if !FIRMS.has(self.word(noun)) || !self.is_word(first, "the") || between.len() > DESCRIBED_BY {
            return None;
        }
        let told = between.clone().all(tells) && !between.clone().any(other);
        let firm = self.main_firm(first, self.word(noun)).filter(|_| told)?;
        self.was_named_last(firm.0, first).then_some(firm)
    }

    /// Whether a small word may describe what is named behind it.
    pub(super) fn describes(&self, at: usize) -> bool {
        let others = Traits::PREP.with(Traits::CONJ).with(Traits::DET).with(Traits::REL).with(Traits::AUX);
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word && !token.capital && !token.is(others))
    }

    /// The nearest institution before token `at` that its sentence is about, or that speaks there; nobody, where that does
    /// not `fit`.
    fn institution_before(&self, at: usize, fits: impl Fn(usize) -> bool) -> Option<Institution> {
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
