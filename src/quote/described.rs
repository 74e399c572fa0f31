//! Whom a description means: "the minister", "his wife", "Roe's son".
//!
//! The article ties roles to names: "Ann Roe, the mayor". Where it ties none, a description is whom the sentence before is
//! about, and an office the first person that the article names; where somebody else may be meant, nobody.

use super::institution::LOOK_BACK;
use super::page::Page;
use super::source::Source;
use crate::speaker::{MentionKind, PersonId, is_of_party};
use crate::text::looks::count_looks;

impl Page<'_> {
    /// The person whom a description ending with `noun` means, and the mention that says so.
    pub(super) fn described_by(&self, source: &Source, noun: usize) -> Option<(PersonId, usize)> {
        // "a minister" is anybody.
        let first = source.tokens.start;
        if let Some(relative) = self.relative_of(source, noun) {
            return Some(relative);
        }
        let owned = noun > first && self.is_possessive(noun - 1) && self.people.mention_at(first).is_some();
        let definite =
            owned || ["the", "his", "her", "their", "its", "our", "my"].iter().any(|word| self.is_word(first, word));
        if !definite {
            return None;
        }
        // "the Harbour North MP" is not the one who was named before another.
        let seat = self.word(noun) == "MP" && noun > first + 1 && !is_of_party(self.word(noun - 1));
        let tied = self.tied_to_role(noun, first);
        if let Some(tied) = tied.filter(|(person, _)| !seat || self.is_named_last(*person, first)) {
            return Some(tied);
        }
        if let Some(only) = self.only_one_of_kind(first, noun).filter(|_| self.is_word(first, "the")) {
            return Some(only);
        }
        // "His grandmother" is not whom the sentence before is about.
        // Nor is "the minister's wife" the minister.
        let owned = (first + 1..noun).any(|at| self.is_possessive(at) && self.is_person_noun(at - 1));
        let topic = if self.is_word(first, "the") && !owned { self.discourse().described(self, first) } else { None };
        let qualified = self.people.is_qualified_role(self.text, &self.tokens, noun);
        let topic = topic.filter(|&(person, mention)| {
            !qualified || self.is_first_named(person) && !self.tells_of_another(mention, noun)
        });
        let view = || if self.is_word(first, "the") && !owned { self.only_person_in_view(first, noun) } else { None };
        topic.or_else(view)
    }

    /// "Roe's wife": whom the article ties to a word for one of somebody's family, where that is what the source is.
    fn relative_of(&self, source: &Source, noun: usize) -> Option<(PersonId, usize)> {
        let owner = self.people.mention_at(source.tokens.start)?;
        let owns = noun > 0 && self.is_possessive(noun - 1) && self.people.mentions[owner].run.end as usize + 1 == noun;
        if !owns || !is_of_family(self.word(noun)) {
            return None;
        }
        let tied = self.people.with_role(self.text, &self.tokens, noun, source.tokens.start);
        tied.filter(|(person, _)| *person != self.people.meant[owner])
    }

    /// `Roe said the minister had gone. “…,” the prime minister said`: whether a sentence about somebody tells of another who is
    /// called by the same noun.
    fn tells_of_another(&self, mention: usize, noun: usize) -> bool {
        let from = self.people.mentions[mention].run.end as usize;
        (from..self.sentence_end(from)).any(|at| at < noun && self.word(at) == self.word(noun))
    }

    /// `Roe, a striker, scored. "…," the player said`: the only person of whom the article says that they are something of that
    /// kind.
    fn only_one_of_kind(&self, first: usize, noun: usize) -> Option<(PersonId, usize)> {
        let (person, mention) = self.people.with_role_like(self.text, &self.tokens, noun, first)?;
        let from = first.saturating_sub(LOOK_BACK);
        (!self.comes_anew(self.word(noun), from, first)).then_some((person, mention))
    }

    /// Whether no other person is named between the last time that one was and a token.
    fn is_named_last(&self, person: PersonId, at: usize) -> bool {
        /// Within how many names.
        const NEAR: usize = 12;
        let before = self.people.mentions.partition_point(|mention| (mention.run.start as usize) < at);
        let mut near = (before.saturating_sub(NEAR)..before).rev().inspect(|_| count_looks(1));
        let last = near.find(|&number| self.people.mentions[number].kind == MentionKind::Person);
        last.is_some_and(|number| self.people.meant[number] == person)
    }

    /// Whether somebody of whom the article says nothing else is the first person that it names: "the prime minister" may be
    /// they, where the sentence before is about them.
    fn is_first_named(&self, person: PersonId) -> bool {
        let mut people = self.people.mentions.iter().zip(&self.people.meant);
        let first = people.find(|(mention, _)| mention.kind == MentionKind::Person);
        first.is_some_and(|(_, &first)| first == person) && !self.people.person(person).has_role
    }

    /// Whom the article ties to the role that token `noun` names, before token `at`; nobody where somebody else has come since:
    /// "An analyst who would not be named" is no analyst named before.
    pub fn tied_to_role(&self, noun: usize, at: usize) -> Option<(PersonId, usize)> {
        let (person, mention) = self.people.with_role(self.text, &self.tokens, noun, at)?;
        // One who is named only later may be somebody else, too.
        let named = Some(self.people.mentions[mention].run.end as usize).filter(|&end| end <= at).unwrap_or(0);
        let known = named.max(at.saturating_sub(LOOK_BACK));
        (!self.comes_anew(self.word(noun), known, at)).then_some((person, mention))
    }
}

/// "brother", "wife": whether a word says whose relative somebody is.
pub(super) fn is_of_family(word: &str) -> bool {
    #[rustfmt::skip]
    const FAMILY: [&str; 10] = [
        "brother", "daughter", "father", "grandfather", "grandmother", "husband", "mother", "sister", "son", "wife",
    ];
    FAMILY.contains(&word)
}
