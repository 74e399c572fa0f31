//! "The winger", "the father of three": descriptions of the only person in view.
//!
//! Papers vary how they call somebody of whom they have just told: `Bo Lind scored twice. “…,” said the winger.` What the
//! article never said of him it says so. Only a few words are used like that, and only where nobody else has been named
//! or described near; "the officer" and "the driver" are more often somebody else.

use super::discourse::Discourse;
use super::page::Page;
use super::reference::{Form, Who};
use crate::speaker::PersonId;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use crate::text::looks::count_looks;
use crate::text::word_list::WordList;

/// What somebody does at games, on stages or at stalls.
#[rustfmt::skip]
const TRADES: &WordList = &WordList::of(&[
    "actor", "actress", "batsman", "bowler", "boxer", "comedian", "comic", "cricketer", "cyclist", "defender", "footballer",
    "forward", "goalkeeper", "golfer", "gymnast", "hawker", "hurdler", "jockey", "keeper", "midfielder", "monarch",
    "novelist", "playmaker", "playwright", "rapper", "singer", "songwriter", "sprinter", "striker", "swimmer", "winger",
]);
/// What somebody is beside whatever they do.
const BESIDE: [&str; 8] =
    ["grandfather", "grandmother", "pensioner", "schoolboy", "schoolgirl", "teenager", "witness", "youngster"];
/// Within how many references.
const NEAR: usize = 24;

impl Page<'_> {
    /// The only person named near before the description that begins with "the" at token `first`, where its `noun` is a word
    /// that papers call such a one by.
    pub(super) fn only_person_in_view(&self, first: usize, noun: usize) -> Option<(PersonId, usize)> {
        let word = self.word(noun);
        let parent = matches!(word, "father" | "mother" | "mum" | "dad") && self.is_of_number(noun + 1);
        let trade = TRADES.has(word);
        if noun > first + 2 || !parent && !trade && !BESIDE.contains(&word) || self.tells_of_him(first, noun) {
            return None;
        }
        let (person, mention) = self.discourse().only_one_before(self, first)?;
        let known = self.people.person(person);
        let sex = i32::from(self.is(noun, Traits::MALE)) - i32::from(self.is(noun, Traits::FEMALE));
        let sex = if word == "actor" { 0 } else { sex };
        let royal = || self.run_of(mention).any(|at| matches!(self.word(at), "King" | "Queen" | "Emperor"));
        let fits = match word {
            "monarch" => royal(),
            _ => !trade || !known.has_role && !known.has_title,
        };
        (fits && self.discourse().sex_of(person) * sex >= 0).then_some((person, mention))
    }

    /// `Bo Lind scored. “He was great,” said the keeper.`: whether what is quoted right beside a description begins with somebody else,
    /// who is the one in view.
    fn tells_of_him(&self, first: usize, noun: usize) -> bool {
        /// Words between.
        const BESIDE: usize = 4;
        let before = (first.saturating_sub(BESIDE)..first).rev().find_map(|at| self.region_at(at));
        let behind = || (noun + 1..self.tokens.len().min(noun + 1 + BESIDE)).find_map(|at| self.region_at(at));
        let words = before.or_else(behind).map(|region| self.regions[region].inside());
        let somebody = Traits::HE.with(Traits::SHE);
        words
            .and_then(|mut words| words.find(|&at| self.tokens[at].is_word()))
            .is_some_and(|at| self.is(at, somebody) || matches!(self.word(at), "His" | "Her"))
    }

    /// "of three"
    fn is_of_number(&self, at: usize) -> bool {
        const NUMBERS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
        let number = |at: usize| self.kind(at) == TokenKind::Number || NUMBERS.contains(&self.word(at));
        at + 1 < self.tokens.len() && self.word(at) == "of" && number(at + 1)
    }
}

impl Discourse {
    /// Whom alone the paragraph of token `at` speaks of before it, or the one before where it does of nobody.
    fn only_one_before(&self, page: &Page<'_>, at: usize) -> Option<(PersonId, usize)> {
        let block = page.block_at(at) as u32;
        let before = self.references_before(at).iter().rev().take(NEAR).inspect(|_| count_looks(1));
        let mut found: Option<(PersonId, usize, u32)> = None;
        for reference in before.take_while(|reference| reference.block + 1 >= block) {
            // The paragraph before does not matter to one that names somebody.
            if found.is_some_and(|(_, _, named)| named > reference.block) {
                break;
            }
            match (reference.who, reference.form) {
                (Who::Person(person, mention), _) => match found {
                    Some((other, ..)) if other != person => return None,
                    _ => found = Some((person, mention, reference.block)),
                },
                (_, Form::Description) => return None,
                (Who::Unnamed | Who::Newcomer | Who::Open, _) => {}
            }
        }
        let (person, mention, _) = found?;
        self.may_be_human(person).then_some((person, mention))
    }
}

#[cfg(test)]
mod tests {
    use crate::quote::{article_of, find_quotations};

    fn speaker(text: &str) -> Option<String> {
        let article = article_of(text);
        find_quotations(&article).pop().unwrap().speaker.map(|speaker| speaker.full_name)
    }

    #[test]
    fn the_only_person_in_view_is_meant() {
        let named = Some("Tom Poe".to_owned());
        assert_eq!(speaker("Tom Poe, 22, scored twice. “It was a dream,” said the winger."), named);
        assert_eq!(speaker("Tom Poe lost his house. “It is gone,” the father of three said."), named);
    }

    #[test]
    fn of_two_neither_is() {
        assert_eq!(speaker("Tom Poe met Ben Lind. “It was a dream,” said the winger."), None);
        assert_eq!(speaker("Tom Poe lost his house. “It is gone,” the grandmother said."), None);
        assert_eq!(speaker("Tom Poe scored. “He was late,” said the striker."), None);
        assert_eq!(speaker("Tom Poe hit a driver. “It was a dream,” said the winger."), None);
    }
}
