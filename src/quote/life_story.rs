//! Articles that tell somebody's life, an obituary or a profile: after what others say of them, "She retired in 1990" goes on
//! with theirs.
//!
//! `“She was a genius,” said her pupil, Bo Lind.` and a new paragraph with `She retired in 1990`: a reader knows that she is
//! whom the headline names and the first paragraph is about, and not whoever spoke last.

use super::page::Page;
use super::reference::{Form, Place, Reference, Who};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use crate::speaker::{MentionKind, PersonId};
use crate::text::word_list::WordList;

/// Whom an article is about.
#[derive(Debug, Clone)]
pub(super) struct Protagonist {
    /// The number of the reference with which the body begins.
    pub reference: usize,
    /// The person.
    pub person: PersonId,
    /// Whether the headline names them, too, or the first paragraph says that they have died.
    pub surely: bool,
}

/// What is told of a life, behind "she".
const LIVES: &WordList = &WordList::of(&[
    "attended",
    "died",
    "dies",
    "emigrated",
    "enlisted",
    "graduated",
    "joined",
    "leaves",
    "married",
    "moved",
    "retired",
    "studied",
    "trained",
]);

impl Page<'_> {
    /// Whom the article is about: the person whom the first sentence of the body is about.
    pub(super) fn protagonist(&self, references: &[Reference], human: &[i8]) -> Option<Protagonist> {
        let in_headline = |reference: &Reference| self.blocks[reference.block as usize].headline;
        let body = |reference: &Reference| self.blocks[reference.block as usize].quotable && !in_headline(reference);
        let number = references.iter().position(body)?;
        let first = &references[number];
        let Who::Person(person, mention) = first.who else { return None };
        let named = self.people.person(person).words > 1 || self.people.mentions[mention].words > 1;
        let subject = first.form == Form::Name && first.place == Place::Subject && human[person as usize] > 0;
        if !subject || !named {
            return None;
        }
        let same = |reference: &Reference| matches!(reference.who, Who::Person(one, _) if one == person);
        let named = references[..number].iter().any(|reference| in_headline(reference) && same(reference));
        let surely = named || self.tells_of_death(first);
        Some(Protagonist { reference: number, person, surely })
    }

    /// `Ann Roe, who has died aged 88, found the lake`: whether the sentence that a reference is the subject of says that they
    /// have died.
    fn tells_of_death(&self, reference: &Reference) -> bool {
        let end = self.sentence_end(reference.end.min(self.tokens.len() - 1));
        let died = |at: usize| {
            let next = self.tokens.get(at + 1).map_or("", |next| next.of(self.text));
            self.word(at) == "died" && self.region_at(at).is_none() && (next == "aged" || self.word(at - 1) == "has")
        };
        (reference.end..end).any(died)
    }

    /// `She was born in Ore`, `In 1990 he retired`: whether a paragraph begins with what the pronoun at a token lived through.
    pub(super) fn opens_life(&self, at: usize) -> bool {
        /// Words of the date before it.
        const DATE: usize = 4;
        let first = self.blocks[self.block_at(at)].tokens.start;
        let opens =
            at == first || at <= first + DATE && self.word(first) == "In" && self.kind(first + 1) == TokenKind::Number;
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.of(self.text));
        let adverb = |at: usize| matches!(word(at), "later" | "then" | "first" | "eventually" | "finally");
        let verb = at + 1 + usize::from(adverb(at + 1));
        let lives = match word(verb) {
            "was" => matches!(word(verb + 1), "born" | "knighted" | "raised" | "educated" | "widowed"),
            "is" => word(verb + 1) == "survived",
            "grew" => word(verb + 1) == "up",
            lives => LIVES.has(lives),
        };
        opens && lives && self.region_at(at).is_none()
    }

    /// `said her pupil, Bo Lind`, `His brother Bo Lind said`: whether the article introduces somebody by whose pupil they are.
    pub(super) fn is_introduced_as_somebodys(&self, person: PersonId, mention: usize) -> bool {
        [mention, self.people.person(person).fullest as usize].into_iter().any(|number| self.is_told_by_owner(number))
    }

    /// "her pupil, Bo Lind", "Roe's brother Bo Lind".
    fn is_told_by_owner(&self, number: usize) -> bool {
        /// Words of the description.
        const LONGEST: usize = 5;
        let mention = &self.people.mentions[number];
        let Some(before) = (mention.run.start as usize).checked_sub(1) else { return false };
        let comma = self.kind(before) == TokenKind::Comma;
        let end = if comma { before } else { before + 1 };
        let inside = |at: &usize| {
            (self.tokens[*at].is_word() || self.kind(*at) == TokenKind::Clitic) && self.region_at(*at).is_none()
        };
        let mut words = (end.saturating_sub(LONGEST)..end).rev().take_while(inside);
        let owner = words.find(|&at| self.owning_pronoun(at).is_some() || self.kind(at) == TokenKind::Clitic);
        let described = |owner: usize| {
            let role = (owner + 1..end).any(|at| self.is_person_noun(at));
            role && !(owner + 1..end).any(|at| self.is(at, Traits::PREP.with(Traits::CONJ).with(Traits::AUX)))
        };
        mention.kind == MentionKind::Person && owner.is_some_and(described)
    }
}
