//! Surnames that an article spells in two ways: "Corin Stennett … Stennet said".
//!
//! A surname that nobody bears, with one letter more or less than that of one person named in full, is theirs. A letter
//! put for another is not looked for: "Wang" is no "Wong".

use super::keys::{KeyMap, mixed};
use super::lexicon::Traits;
use super::mention::{Mention, MentionKind};
use super::people::PersonId;
use super::tokens::Tokens;

/// Shorter words are too often others; longer ones no surnames.
const LETTERS: std::ops::RangeInclusive<usize> = 5..=14;

/// The surnames of the people whom an article names in full; `None` where two people have one.
#[derive(Debug, Default)]
pub(super) struct Misspelt {
    /// As they are printed.
    whole: KeyMap<Option<PersonId>>,
    /// Without each of their letters.
    shorter: KeyMap<Option<PersonId>>,
}

impl Misspelt {
    /// Reads the surnames of people by the mentions that name them in full.
    pub fn of<'m>(text: &str, full: impl Iterator<Item = (PersonId, &'m Mention)>) -> Misspelt {
        let mut misspelt = Misspelt::default();
        for (id, mention) in full.filter(|(_, mention)| mention.kind == MentionKind::Person && mention.words > 1) {
            let surname = mention.span.of(text).rsplit(' ').next().unwrap_or_default();
            if is_plain(surname) {
                let letters = Letters::of(surname);
                enter(&mut misspelt.whole, letters.key(), id);
                letters.without_one().for_each(|shorter| enter(&mut misspelt.shorter, shorter.key(), id));
            }
        }
        misspelt
    }

    /// Whose surname a name of one word is, but for a letter.
    pub fn bearer(&self, text: &str, tokens: &Tokens, mention: &Mention) -> Option<PersonId> {
        let word = mention.span.of(text);
        let others = Traits::GIVEN.with(Traits::PLACE).with(Traits::DEMONYM).with(Traits::ORG).with(Traits::FIRM);
        if mention.words > 1 || !is_plain(word) || tokens[mention.name.start as usize].is(others) {
            return None;
        }
        let letters = Letters::of(word);
        let shorter = self.shorter.get(&letters.key()).copied().flatten();
        shorter.or_else(|| letters.without_one().find_map(|shorter| self.whole.get(&shorter.key()).copied().flatten()))
    }
}

fn enter(names: &mut KeyMap<Option<PersonId>>, key: u64, id: PersonId) {
    names.entry(key).and_modify(|known| *known = known.filter(|known| *known == id)).or_insert(Some(id));
}

/// Whether a word can be a surname that is misspelt: some letters of the alphabet, of which the last makes no plural.
fn is_plain(word: &str) -> bool {
    LETTERS.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphabetic()) && !word.ends_with('s')
}

/// The letters of a word whatever their case, the first one lowest: so each can be taken out without any being moved by itself.
#[derive(Debug, Clone, Copy)]
struct Letters {
    packed: u128,
    count: u32,
}

/// Bits of a letter.
const BITS: u32 = 5;

impl Letters {
    /// Of a word that is plain.
    fn of(word: &str) -> Letters {
        let letters = word.bytes().rev().fold(0, |packed, letter| packed << BITS | u128::from(letter & 31));
        Letters { packed: letters, count: word.len() as u32 }
    }

    /// Without each of the letters but the first.
    fn without_one(self) -> impl Iterator<Item = Letters> {
        (1..self.count).map(move |at| {
            let before = self.packed & ((1 << (BITS * at)) - 1);
            let behind = self.packed >> (BITS * (at + 1)) << (BITS * at);
            Letters { packed: before | behind, count: self.count - 1 }
        })
    }

    fn key(self) -> u64 {
        mixed([self.packed as u64, (self.packed >> 64) as u64])
    }
}
