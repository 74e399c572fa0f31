//! Who bears a word in their name: the table in which shorter names are looked up.

use super::keys::{KeyMap, KeySet};
use super::mention::{Mention, MentionKind};
use super::name::fold_key;
use super::people::PersonId;
use crate::text::looks::count_looks;

/// The names that people of the register bear.
pub(super) struct Bearers {
    /// By first word, last word and suffix, an institution's by those between as well.
    pub full: KeyMap<PersonId>,
    /// By either word, for the words that some shorter name has; which are few even where names are many.
    by_word: KeyMap<Bearing>,
    /// The same people in chains: a person, and the link before it.
    links: Vec<(PersonId, u32)>,
    /// Titles that stand before the full name, each with its person.
    pub titles: KeySet,
}

/// Who bears a word in their name.
#[derive(Debug, Clone, Copy, Default)]
struct Bearing {
    /// How many do.
    count: u32,
    /// The link of the last of them, plus one.
    last: u32,
}

impl Bearers {
    /// Nobody so far, with room for `people`; `asked` are the words that it will be asked for.
    pub fn of_words(asked: impl Iterator<Item = u64>, people: usize) -> Bearers {
        let by_word = asked.map(|word| (word, Bearing::default())).collect();
        Bearers {
            full: KeyMap::with_capacity_and_hasher(people, Default::default()),
            by_word,
            links: Vec::new(),
            titles: KeySet::default(),
        }
    }

    /// Adds a person under the words of their name, where the words are asked for.
    pub fn add(&mut self, id: PersonId, mention: &Mention, name: &str) {
        if mention.kind != MentionKind::Person {
            return;
        }
        self.add_under(mention.last, id);
        self.add_under(mention.first, id);
        // "Roe" is Guy Alain-Roe, too.
        if let Some((_, second)) = name.rsplit(' ').next().and_then(|last| last.split_once('-')) {
            self.add_under(fold_key(second), id);
        }
    }

    /// Adds a person under one word, where it is asked for.
    pub fn add_under(&mut self, word: u64, id: PersonId) {
        // A surname shared by more than a few is a list; the first ones are kept, so that looking up stays quick
        // whatever the text.
        if let Some(bearing) = self.by_word.get_mut(&word).filter(|bearing| bearing.count < 8) {
            self.links.push((id, bearing.last));
            *bearing = Bearing { count: bearing.count + 1, last: self.links.len() as u32 };
        }
    }

    /// Who bears the word in their name, the last one first.
    pub fn of(&self, word: u64) -> impl Iterator<Item = PersonId> {
        let link = |last: u32| {
            count_looks(1);
            last.checked_sub(1).map(|number| self.links[number as usize])
        };
        let last = self.by_word.get(&word).and_then(|bearing| link(bearing.last));
        std::iter::successors(last, move |&(_, before)| link(before)).map(|(id, _)| id)
    }
}
