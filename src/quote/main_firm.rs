//! The firm that an article is about: whom `the company said` means where no firm speaks near, and now and then `it added`.
//!
//! Headline or first paragraph name it, the article names it again, and half as often again as any other; and some mention
//! shows that it is a firm; else it is the only firm named so far, near the beginning. What was introduced since, `a company
//! from Low Pond`, is another.

use super::bodies::{BODIES, DOCUMENTS, FIRMS};
use super::institution::{Institution, LOOK_BACK};
use super::page::Page;
use super::reference::Place;
use super::verbs::is_be;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use crate::speaker::{PersonId, is_place_of_two};

/// How many mentions before the asking noun are looked at.
const REACH: usize = 40;
/// How many mentions of what may be a firm are asked whether they show it.
const SEEN_OF_FIRM: usize = 20;
/// Within how many sentences before "it" the firm must have been named.
const SENTENCES_BACK: usize = 2;

impl Page<'_> {
    /// The one firm that the article is about, which it calls by `noun` at token `at`, and the mention nearest before; none
    /// where the noun is that of something just introduced: "a group of shareholders".
    pub fn main_firm(&self, at: usize, noun: &str) -> Option<Institution> {
        let person = self.main_firm.get_or_init(|| self.most_named_firm()).or_else(|| self.only_firm_before(at))?;
        if self.comes_anew(noun, at.saturating_sub(LOOK_BACK), at) {
            return None;
        }
        // "The group" may be one of people.
        let full = &self.people.mentions[self.people.person(person).fullest as usize];
        if noun == "group" && !self.is(full.name.end as usize - 1, Traits::FIRM) {
            return None;
        }
        let before = self.names_before(at);
        let near = (before.saturating_sub(REACH)..before).rev().find(|&number| self.people.meant[number] == person)?;
        Some((person, near))
    }

    /// Whether a noun introduces something between two tokens: "to a group of shareholders"; but not "Ore Motors is a group".
    pub fn comes_anew(&self, noun: &str, from: usize, to: usize) -> bool {
        let article = |at: &usize| self.is_indefinite(*at) || self.is_word(*at, "other");
        let named = |&at: &usize| self.is_word(at, noun) && self.region_at(at).is_none();
        let is_one = |before: &str| is_be(before) || matches!(before, "," | "as" | "became" | "become" | "becoming");
        (from..to).filter(named).any(|at| {
            let first = (at.saturating_sub(3).max(from)..at).rev().find(article);
            first.is_some_and(|first| first == 0 || !is_one(self.word(first - 1)))
        })
    }

    /// Whether a `firm`, or "the company", is what was named last before token `at`, in its sentence or one of the two before
    /// it, and nothing that might speak as well.
    pub fn was_named_last(&self, firm: PersonId, at: usize) -> bool {
        let mut sentences = 0;
        for here in (at.saturating_sub(LOOK_BACK)..at).rev() {
            if self.region_at(here).is_some() {
                continue;
            }
            if let Some(number) = self.people.mention_at(here) {
                if self.people.meant[number] == firm {
                    // "27 percent of Ore Motors": somebody else's.
                    let run = self.run_of(number);
                    let held = run.start.checked_sub(2).filter(|_| self.place(run.start, run.end) == Place::Hanging);
                    return held.is_none_or(|held| matches!(self.word(held), "shares" | "Shares" | "stock"));
                }
                if self.is_thing(number) && !self.is(here, Traits::PLACE.with(Traits::DEMONYM)) {
                    return false;
                }
            }
            let word = self.word(here);
            if FIRMS.has(word) && here > 0 && self.is_word(here - 1, "the") {
                return true;
            }
            if BODIES.has(word) || DOCUMENTS.has(word) {
                return false;
            }
            sentences += usize::from(self.tokens[here].begins_sentence);
            if sentences > SENTENCES_BACK {
                return false;
            }
        }
        false
    }

    /// The firm that the headline or the first paragraph names, and the article as a whole at least twice, and half as often
    /// again as any other.
    fn most_named_firm(&self) -> Option<PersonId> {
        let mut counts = vec![0_u32; self.people.len()];
        let may_be = |number: usize| self.may_be_firm(number) && !self.is_owned(number);
        for number in (0..self.people.mentions.len()).filter(|&number| may_be(number)) {
            counts[self.people.meant[number] as usize] += 1;
        }
        let (best, count) =
            counts.iter().copied().enumerate().max_by_key(|&(id, count)| (count, std::cmp::Reverse(id)))?;
        // What is named as often and is no firm, as far as the article tells, may be what the firm makes.
        let rivals = counts.iter().enumerate().filter(|&(id, rival)| id != best && 3 * *rival > 2 * count);
        let shown = |id: usize| self.seems_a_firm(self.people.person(id as PersonId).fullest as usize);
        let rest = rivals.filter(|&(id, _)| shown(id)).map(|(_, count)| *count).max().unwrap_or(0);
        let opening = self.blocks.iter().filter(|block| block.quotable).take(2).last()?.tokens.end;
        let mentions = || (0..self.people.mentions.len()).filter(|&number| self.people.meant[number] as usize == best);
        let early = mentions().next().is_some_and(|first| (self.people.mentions[first].run.start as usize) < opening);
        (count >= 2
            && 2 * count >= 3 * rest
            && early
            && mentions().take(SEEN_OF_FIRM).any(|one| self.shows_a_firm(one)))
        .then_some(best as PersonId)
    }

    /// Whether an institution's mention, or another one near, shows that it is a firm.
    pub(super) fn seems_a_firm(&self, number: usize) -> bool {
        let person = self.people.meant[number];
        let near = number.saturating_sub(REACH)..self.people.mentions.len().min(number + REACH);
        near.filter(|&other| self.people.meant[other] == person).any(|one| self.shows_a_firm(one))
    }

    /// Whether a mention names a place and nothing else: "Velden", "Low Pond".
    pub(super) fn is_a_place(&self, number: usize) -> bool {
        let mention = &self.people.mentions[number];
        let place = |at: u32| self.is(at as usize, Traits::PLACE.with(Traits::DEMONYM));
        mention.name.clone().all(place) || is_place_of_two(mention.span.of(self.text))
    }

    /// The only institution named before token `at` that is shown to be a firm there, early in the article.
    fn only_firm_before(&self, at: usize) -> Option<PersonId> {
        /// How many names an article has before it is about several firms.
        const EARLY: usize = 20;
        let before = self.names_before(at);
        if before > EARLY {
            return None;
        }
        let only = self.only_one_of(0..before, |number| self.may_be_firm(number) && self.shows_a_firm(number));
        only.map(|(firm, _)| firm)
    }

    /// "Ore Motors's Velden", "its Velden engine": whether a mention names what a firm makes or has; but "Ruland's Ore Motors".
    fn is_owned(&self, number: usize) -> bool {
        let before = self.run_of(number).start.checked_sub(1);
        let place = |at: usize| at > 0 && self.is(at - 1, Traits::PLACE);
        before.is_some_and(|at| self.is_possessive(at) && !place(at) || self.is_word(at, "its"))
    }

    /// Whether a mention shows that it is of a firm, and no product or feast: by its last word, because it says something,
    /// or because it is called one: "the chain Velden Stores", "Velden Stores, a chain", "Shares in Velden Stores".
    fn shows_a_firm(&self, number: usize) -> bool {
        let mention = &self.people.mentions[number];
        let run = self.run_of(number);
        let firm = |at: usize| FIRMS.has(self.word(at));
        let before = run.start.checked_sub(1);
        let shares = || run.start > 1 && self.word(run.start - 1) == "in" && self.is_word(run.start - 2, "shares");
        let behind = || {
            let end = self.tokens.len().min(run.end + 8);
            let mut inside =
                (run.end + 1..end).take_while(|&at| self.tokens[at].is_word() && !self.is(at, Traits::PREP));
            self.tokens.get(run.end).is_some_and(|comma| comma.kind == TokenKind::Comma) && inside.any(firm)
        };
        self.is(mention.name.end as usize - 1, Traits::FIRM)
            || self.speaks(number)
            || before.is_some_and(firm)
            || shares()
            || behind()
    }

    /// Whether a mention names an institution that may be a firm, by its full name as well.
    fn may_be_firm(&self, number: usize) -> bool {
        let full = self.people.person(self.people.meant[number]).fullest as usize;
        self.as_institution(number).is_some() && [number, full].iter().all(|&name| self.is_named_like_a_firm(name))
    }

    /// Whether the words of a name may be those of a firm: it is neither a place nor a council, but may be a
    /// corporation.
    pub(super) fn is_named_like_a_firm(&self, number: usize) -> bool {
        let body = |at: u32| {
            let word = self.word(at as usize).to_ascii_lowercase();
            word != "corporation" && BODIES.has(&word)
        };
        !self.people.mentions[number].name.clone().any(body) && !self.is_a_place(number)
    }
}
