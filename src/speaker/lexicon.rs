//! What a word can do beside a name: titles, ranks, roles, given names, words that are never a name.
//!
//! The list is `words.csv`, read once. Looking a word up costs a few nanoseconds and allocates nothing, because every
//! word of every article is looked up: words of up to 16 ASCII bytes are packed into one integer.

use crate::text::eights::eight;
use crate::text::fold::fold;
use std::sync::LazyLock;

/// What a word can do; a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Traits(pub u32);

impl Traits {
    /// Nothing is known of the word.
    pub const NONE: Traits = Traits(0);
    /// Stands before a name and is no part of it: "Mr", "Sen.", "President", "Democratic".
    pub const TITLE: Traits = Traits(1);
    /// Says what somebody does: "minister", "spokeswoman", "billionaire".
    pub const ROLE: Traits = Traits(1 << 1);
    /// Never a name, though it opens sentences with a capital: "The", "Asked".
    pub const PLAIN: Traits = Traits(1 << 2);
    /// A day or a month.
    pub const TIME: Traits = Traits(1 << 3);
    /// A small word inside a name: "de", "van", "bin".
    pub const PARTICLE: Traits = Traits(1 << 4);
    /// Behind a name: "Jr", "III".
    pub const SUFFIX: Traits = Traits(1 << 5);
    /// Part of the name of an institution or a place: "University", "County".
    pub const ORG: Traits = Traits(1 << 6);
    /// A country, state or city.
    pub const PLACE: Traits = Traits(1 << 7);
    /// Of a country or a party: "Russian", "GOP".
    pub const DEMONYM: Traits = Traits(1 << 8);
    /// A given name.
    pub const GIVEN: Traits = Traits(1 << 9);
    /// Tells of a man: "Mr", "spokesman", "John".
    pub const MALE: Traits = Traits(1 << 10);
    /// Tells of a woman: "Mrs", "spokeswoman", "Mary".
    pub const FEMALE: Traits = Traits(1 << 11);
    /// "he".
    pub const HE: Traits = Traits(1 << 12);
    /// "she".
    pub const SHE: Traits = Traits(1 << 13);
    /// "they".
    pub const THEY: Traits = Traits(1 << 14);
    /// "I", "we".
    pub const SELF: Traits = Traits(1 << 15);
    /// "it".
    pub const IT: Traits = Traits(1 << 16);
    /// "who", "which".
    pub const REL: Traits = Traits(1 << 17);
    /// Opens a description: "the", "a", "his", "several".
    pub const DET: Traits = Traits(1 << 18);
    /// A preposition.
    pub const PREP: Traits = Traits(1 << 19);
    /// Opens a subordinate clause: "when", "asked".
    pub const SUB: Traits = Traits(1 << 20);
    /// "and", "but".
    pub const CONJ: Traits = Traits(1 << 21);
    /// Stands between a subject and its verb: "has", "also", "later".
    pub const AUX: Traits = Traits(1 << 22);
    /// Ends the name of a firm or a club: "Inc", "Motors", "Rovers"; alone it may be any word, or a surname.
    pub const FIRM: Traits = Traits(1 << 23);
    /// Says what somebody does or whose relative they are, but no office: "runner", "niece". It is tied to nobody.
    pub const TRADE: Traits = Traits(1 << 24);
    /// Before a name of two words a title, elsewhere a word or a name: "PC", "Canon". Letters are all capitals then.
    pub const RANK: Traits = Traits(1 << 25);

    /// Whether it has at least one of the bits of `other`.
    pub fn any(self, other: Traits) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub const fn with(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }

    fn named(class: &str) -> Option<Traits> {
        Some(match class {
            "title" => Traits::TITLE,
            "role" => Traits::ROLE,
            "plain" => Traits::PLAIN,
            "time" => Traits::TIME,
            "particle" => Traits::PARTICLE,
            "suffix" => Traits::SUFFIX,
            "org" => Traits::ORG,
            "place" => Traits::PLACE,
            "demonym" => Traits::DEMONYM,
            "given" => Traits::GIVEN,
            "male" => Traits::MALE,
            "female" => Traits::FEMALE,
            "he" => Traits::HE,
            "she" => Traits::SHE,
            "they" => Traits::THEY,
            "self" => Traits::SELF,
            "it" => Traits::IT,
            "rel" => Traits::REL,
            "det" => Traits::DET,
            "prep" => Traits::PREP,
            "sub" => Traits::SUB,
            "conj" => Traits::CONJ,
            "aux" => Traits::AUX,
            "firm" => Traits::FIRM,
            "trade" => Traits::TRADE,
            "rank" => Traits::RANK,
            _ => return None,
        })
    }
}

static WORDS: LazyLock<WordTable> = LazyLock::new(|| {
    WordTable::read(include_str!("words.csv"), |classes| {
        classes.split(' ').filter_map(Traits::named).fold(Traits::NONE, Traits::with).0
    })
});

/// The traits of `word`, whatever its case and diacritics ("José" is "Jose"); a full stop or a possessive must be off already.
pub fn traits_of(word: &str) -> Traits {
    match WordKey::of(word.as_bytes()) {
        Some(key) => Traits(WORDS.of_key(key)),
        None if word.len() > LONGEST_WORD || word.is_ascii() => Traits::NONE,
        None => Traits(WORDS.get(fold(word).as_bytes())),
    }
}

/// The traits of the word of `length` ASCII letters at the head of `bytes`, as [`traits_of`] gives them; it is quicker
/// where more bytes stand behind the word.
#[inline]
pub fn traits_of_plain(bytes: &[u8], length: usize) -> Traits {
    Traits(WORDS.get_at(bytes, length))
}

/// The same for a word of up to eight letters, the first bytes of `eight`.
#[inline]
pub fn traits_of_short(eight: u64, length: usize) -> Traits {
    Traits(WORDS.of_key(WordKey::short(eight, length)))
}

/// No word of the list is longer, in bytes, with whatever diacritics. A page of letters without a space is one word,
/// and may be asked about again and again.
const LONGEST_WORD: usize = 64;

/// A table from words of up to 16 ASCII bytes to a number, read from a two-column list; 0 for words not in it.
pub struct WordTable {
    slots: Vec<(WordKey, u32)>,
    shift: u32,
    /// A bit for every place of a table sixteen times as large: nearly all strangers are turned away here, within the
    /// nearest memory.
    known: Vec<u64>,
}

impl WordTable {
    /// Reads lines `word,value`, each with its end; lines that begin with `#` and the line `word,…` are passed over.
    pub fn read(list: &str, value: impl Fn(&str) -> u32) -> WordTable {
        let ends = || memchr::memchr_iter(b'\n', list.as_bytes());
        let size = (ends().count() * 2).next_power_of_two().max(16);
        let mut table = WordTable {
            slots: vec![(WordKey::default(), 0); size],
            shift: 64 - size.trailing_zeros(),
            known: vec![0; size / 4],
        };
        let starts = [0].into_iter().chain(ends().map(|end| end + 1));
        for (start, end) in starts.zip(ends()) {
            let row = &list[start..end];
            if let Some(comma) = memchr::memchr(b',', row.as_bytes())
                && !row.starts_with('#')
                && !row.starts_with("word,")
                && let Some(key) = WordKey::of(&row.as_bytes()[..comma])
            {
                let at = table.slot(key);
                table.slots[at] = (key, value(&row[comma + 1..]));
                let (place, bit) = table.bit(key);
                table.known[place] |= bit;
            }
        }
        table
    }

    /// The number that goes with `word`, whatever its case.
    pub fn get(&self, word: &[u8]) -> u32 {
        self.get_at(word, word.len())
    }

    /// The number that goes with the word of `length` bytes at the head of `bytes`. It is quicker where more bytes stand
    /// behind the word.
    #[inline]
    pub fn get_at(&self, bytes: &[u8], length: usize) -> u32 {
        WordKey::at(bytes, length).map_or(0, |key| self.of_key(key))
    }

    #[inline]
    fn of_key(&self, key: WordKey) -> u32 {
        let (place, bit) = self.bit(key);
        if self.known[place] & bit == 0 { 0 } else { self.slots[self.slot(key)].1 }
    }

    /// The bit that says whether `key` may be in the table: its word of bits, and which of them.
    #[inline]
    fn bit(&self, key: WordKey) -> (usize, u64) {
        let bit = (key.mixed() >> (self.shift - 4)) as usize;
        (bit / 64, 1 << (bit % 64))
    }

    /// Where `key` stands or, where it is not in the table, the empty place at which the search for it ends.
    fn slot(&self, key: WordKey) -> usize {
        let mut at = (key.mixed() >> self.shift) as usize;
        // The table is at most half full, so an empty place is near.
        while self.slots[at].0 != key && self.slots[at].0.length != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }
}

/// A word of 1 to 16 ASCII bytes as numbers: its first eight bytes and, where it is longer, its last eight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct WordKey {
    head: u64,
    tail: u64,
    length: u32,
}

impl WordKey {
    /// All of it in one number, the upper bits the best.
    #[inline]
    fn mixed(&self) -> u64 {
        (self.head ^ self.tail.rotate_left(23) ^ u64::from(self.length)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    fn of(word: &[u8]) -> Option<WordKey> {
        WordKey::at(word, word.len())
    }

    /// The key of the word of `length` bytes at the head of `bytes`.
    #[inline]
    fn at(bytes: &[u8], length: usize) -> Option<WordKey> {
        let key = match length {
            1..=8 => WordKey::short(eight(bytes), length),
            9..=16 => WordKey::made_small(eight(bytes), eight(&bytes[length - 8..]), length),
            _ => return None,
        };
        const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
        ((key.head | key.tail) & HIGH_BITS == 0).then_some(key)
    }

    /// The key of the word of 1 to 8 bytes that `eight` begins with.
    #[inline]
    fn short(eight: u64, length: usize) -> WordKey {
        WordKey::made_small(eight & (u64::MAX >> (64 - 8 * length)), 0, length)
    }

    #[inline]
    fn made_small(head: u64, tail: u64, length: usize) -> WordKey {
        // Setting this bit makes capitals small and leaves small letters, digits, hyphens and apostrophes alone.
        const SMALL: u64 = 0x2020_2020_2020_2020;
        WordKey { head: head | SMALL, tail: tail | SMALL, length: length as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::{Traits, traits_of};

    #[test]
    fn a_word_is_known_whatever_its_case() {
        assert!(traits_of("Spokeswoman").any(Traits::FEMALE));
        assert!(traits_of("MR").any(Traits::TITLE));
        assert_eq!(traits_of("Ortega"), Traits::NONE);
        assert_eq!(traits_of(""), Traits::NONE);
        assert_eq!(traits_of("José"), traits_of("Jose"));
        assert_eq!(traits_of("日"), Traits::NONE);
    }

    #[test]
    fn the_list_is_sorted_unique_and_every_class_is_known() {
        let rows: Vec<&str> = include_str!("words.csv").lines().filter(|line| !line.starts_with('#')).skip(1).collect();
        assert!(rows.is_sorted_by(|a, b| a.split(',').next() < b.split(',').next()));
        for row in rows {
            let (word, classes) = row.split_once(',').unwrap();
            assert!(word.len() <= 16 && word.is_ascii(), "{row}");
            assert!(classes.split(' ').all(|class| Traits::named(class).is_some()), "{row}");
            assert_ne!(traits_of(word), Traits::NONE, "{row}");
        }
    }
}
