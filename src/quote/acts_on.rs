//! Somebody named only as whom others act on: `Doctors treating Bo Lind said`, `The judge sentencing Bo Lind said`.
//!
//! The words before the participle speak; the name behind it is its object, though it stands beside the verb of saying.

use super::bodies::is_institution_noun;
use super::page::Page;
use crate::speaker::lexicon::{Traits, traits_of};
use crate::speaker::tokens::TokenKind;

impl Page<'_> {
    /// Whether the word at a token is what those named before it do to whomever is named right behind it.
    pub(super) fn acts_on_name(&self, at: usize) -> bool {
        self.those_who_act(at).is_some()
    }

    /// The last word of those who do it: "doctors" of "doctors treating Bo Lind", "man" of "the man accused of killing Bo Lind".
    pub(super) fn those_who_act(&self, at: usize) -> Option<usize> {
        /// What is said of people in this form, and has no object: "the minister acting".
        const OTHERS: [&str; 8] =
            ["acting", "following", "including", "incoming", "leading", "outgoing", "regarding", "serving"];
        /// What somebody is whom others say to have done it.
        const ACCUSED: [&str; 7] = ["accused", "acquitted", "cleared", "convicted", "guilty", "innocent", "suspected"];
        let word = self.word(at);
        let participle = word.ends_with("ing") && word.len() > 5 && self.kind(at) == TokenKind::Word;
        let who = at.checked_sub(1).filter(|_| participle && !self.tokens[at].capital && !OTHERS.contains(&word))?;
        let named = self.people.mention_at(at + 1).filter(|_| self.people.mention_at(at).is_none())?;
        if self.people.mentions[named].run.start as usize != at + 1 {
            return None;
        }
        if self.word(who) == "of" && who > 1 && ACCUSED.contains(&self.word(who - 1)) {
            return Some(who - 2);
        }
        (self.people.mention_at(who).is_none() && self.is_one_who_acts(who)).then_some(who)
    }

    /// "surgeon", "Doctors", "the jury", "unions".
    fn is_one_who_acts(&self, at: usize) -> bool {
        /// Those whom no other list has.
        const MANY: [&str; 5] = ["detectives", "jury", "medics", "paramedics", "police"];
        let noun = self.word(at).to_lowercase();
        let one = noun.strip_suffix('s').unwrap_or(&noun);
        self.is_person_noun(at)
            || self.is_plural_role(at)
            || is_institution_noun(one)
            || MANY.contains(&noun.as_str())
            || traits_of(one).any(Traits::ROLE.with(Traits::TRADE))
    }
}
