//! Institutions by what they are called for short: "the company", "the alliance", "the central bank", "the Ruland fuel ministry".
//!
//! A firm is what the sentence before is about, or the one that the article is; other institutions have the word in their
//! name, or one that stands for the like.

use super::bodies::{BESIDE_NAMES, BODIES, DOCUMENTS, FIRMS, is_institution_noun};
use super::institution::{Institution, NAMES_SEEN};
use super::page::Page;
use super::source::Source;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use crate::speaker::{MentionKind, is_of_party};

impl Page<'_> {
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
                if behind_place > first + 1 && is_institution_noun(word) {
                    self.institution_before(first, |_| true)
                } else {
                    None
                }
            };
            let firm = self.firm_told_of(first, behind_place, noun).or_else(by_seat);
            return firm.or_else(|| self.called_by_its_words(first, noun));
        }
        let is_word = |at: u32, word: &str| self.word(at as usize).eq_ignore_ascii_case(word);
        let name = |number: usize| self.people.mentions[number].name.clone();
        if FIRMS.has(word) {
            let near = self.institution_before(first, |number| self.is_named_like_a_firm(number));
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
        } else if BODIES.has(word) || BESIDE_NAMES.contains(&word) {
            let called = |number: usize| {
                self.may_be_called(number, word) || word != "government" && self.has_beside(number, word)
            };
            self.institution_before(first, called).or_else(|| self.only_body(first, word))
        } else {
            None
        }
    }

    /// "The Orbit news agency", "the harbour agency Orbit", "Orbit, the harbour agency,": whether a noun beside an institution's
    /// name says what it is.
    fn has_beside(&self, number: usize, noun: &str) -> bool {
        /// Words before the noun.
        const DESCRIBED_BY: usize = 3;
        let run = self.run_of(number);
        let is_noun = |at: usize| self.is_word(at, noun);
        let near = run.end..self.tokens.len().min(run.end + 2);
        let comma = near.start < near.end && self.kind(run.end) == TokenKind::Comma;
        let apposed = comma && near.len() == 2 && self.is(run.end + 1, Traits::DET);
        let behind = run.end + 2..self.tokens.len().min(run.end + 3 + DESCRIBED_BY);
        // Not "rival harbour agency Orbit".
        let the = (run.start.saturating_sub(2 + DESCRIBED_BY)..run.start.saturating_sub(1)).rev();
        let the = the.into_iter().find(|&at| !self.describes(at)).is_some_and(|at| self.is_word(at, "the"));
        run.start.checked_sub(1).is_some_and(|before| the && is_noun(before))
            || near.clone().take_while(|&at| self.tokens[at].is_word()).any(is_noun)
            || apposed && behind.clone().find(|&at| is_noun(at) || !self.describes(at)).is_some_and(is_noun)
    }

    /// "The ministry", "the Ministry": the one institution named before token `at` that has the word in its name, and others
    /// beside it.
    fn only_body(&self, at: usize, word: &str) -> Option<Institution> {
        let only = self.only_named(at, |number| {
            let person = self.people.person(self.people.meant[number]);
            person.kind == MentionKind::Group && person.words > 1 && self.is_called(number, word)
        });
        only.filter(|&(_, near)| !self.comes_anew(word, self.people.mentions[near].run.end as usize, at))
    }

    /// Whether an institution's name, or its full one, has a word: "the union" is the OCU, the Ore Carters' Union, and the Allied
    /// Ore Workers, too.
    fn is_called(&self, number: usize, word: &str) -> bool {
        let like: &[&str] = if word == "union" { &["Brotherhood", "Workers"] } else { &[] };
        self.has_word_of(number, |named| named.eq_ignore_ascii_case(word) || like.contains(&named))
    }

    /// The same, or whether it is called something that stands for the like, as what has just spoken may be: "the agency" is
    /// the Ruland Harbour Administration.
    fn may_be_called(&self, number: usize, word: &str) -> bool {
        const AGENCIES: [&str; 5] = ["Administration", "Authority", "Bureau", "Commission", "Service"];
        self.is_called(number, word) || word == "agency" && self.has_word_of(number, |named| AGENCIES.contains(&named))
    }

    /// Whether an institution's name, or its full one, has a word that is so.
    fn has_word_of(&self, number: usize, is_so: impl Fn(&str) -> bool) -> bool {
        let full = self.people.person(self.people.meant[number]).fullest as usize;
        let has = |number: usize| self.people.mentions[number].name.clone().any(|at| is_so(self.word(at as usize)));
        has(number) || has(full)
    }

    /// "The central bank": the only one named before token `at` that is a country's.
    fn only_central_bank(&self, at: usize) -> Option<Institution> {
        self.only_named(at, |number| {
            let person = self.people.person(self.people.meant[number]);
            let mut name = self.people.mentions[person.fullest as usize].name.clone().map(|at| self.word(at as usize));
            let central =
                name.clone().any(|word| matches!(word, "Central" | "National" | "Reserve" | "People's" | "of"));
            person.kind == MentionKind::Group && central && name.any(|word| word == "Bank")
        })
    }

    /// "Ore-based", "Low Pond, Rul.-based": the first token behind where something is said to be based, from token `from` on; that
    /// token itself where nothing is said of it.
    fn behind_seat(&self, from: usize, end: usize) -> usize {
        (from..end).find(|&at| self.says_where_based(at)).map_or(from, |at| at + 1)
    }

    /// "The human rights group": the institution named last, where two words of the description are in its name.
    fn called_by_its_words(&self, first: usize, noun: usize) -> Option<Institution> {
        let said = first + 1..noun;
        if !is_institution_noun(self.word(noun)) || !self.is_word(first, "the") || !(2..=4).contains(&said.len()) {
            return None;
        }
        let named = |number: usize, at: usize| {
            let mut name = self.people.mentions[number].name.clone();
            name.any(|word| self.word(word as usize).eq_ignore_ascii_case(self.word(at)))
        };
        let near = self.institution_before(first, |number| said.clone().filter(|&at| named(number, at)).count() > 1);
        near.or_else(|| {
            // "The Ruland fuel ministry" is the Ruland Fuel Ministry, wherever it was named.
            let before = self.names_before(first);
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
}
