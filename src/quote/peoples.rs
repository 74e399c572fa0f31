//! Of what people somebody is: "the Dutchman", "the Scot said".
//!
//! Papers call by it whom they have just named, and tell two people apart by it.

use super::cues::CueClass;
use super::page::Page;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::Token;
use crate::speaker::{fold_key, is_acronym};

impl Page<'_> {
    /// "the Dutchman", "the Scot said", but not "the Scottish council": whether a word says of what people somebody is.
    pub fn is_one_of_a_people(&self, at: usize) -> bool {
        if !self.may_be_one_of_a_people(at) {
            return false;
        }
        let word = self.word(at);
        let after = Traits::AUX.with(Traits::PREP).with(Traits::CONJ).with(Traits::REL);
        let noun = |next: &Token| next.is_word() && !next.is(after) && self.cue(at + 1) < CueClass::Weak;
        word.ends_with("man") && word != "German" || !self.tokens.get(at + 1).is_some_and(noun)
    }

    /// "Dutchman", "American", but not "Dutch" or "U.S.".
    fn may_be_one_of_a_people(&self, at: usize) -> bool {
        let (token, word) = (&self.tokens[at], self.word(at));
        let abroad = || token.is(Traits::PLACE) || word.ends_with('.') || is_acronym(word);
        token.is(Traits::DEMONYM) && !abroad() && !["s", "ish", "ese", "ch"].iter().any(|end| word.ends_with(end))
    }

    /// Whether a word that says of what people somebody is tells them from others: of a party there are many.
    pub fn tells_apart(&self, at: usize) -> bool {
        const PARTIES: [&str; 6] = ["Conservative", "Democrat", "Liberal", "Republican", "Socialist", "Tory"];
        !PARTIES.contains(&self.word(at))
    }

    /// For each person of the register, the key of the word before their name that says of what people they are, "the
    /// Dutchman Bo Lind"; 0 where none does.
    pub fn peoples(&self) -> Vec<u64> {
        let mut peoples = vec![0; self.people.len()];
        for (number, mention) in self.people.mentions.iter().enumerate() {
            let titles = mention.run.start as usize..mention.name.start as usize;
            if let Some(at) = titles.rev().find(|&at| self.may_be_one_of_a_people(at) && self.tells_apart(at)) {
                peoples[self.people.meant[number] as usize] = fold_key(self.word(at));
            }
        }
        peoples
    }
}
