//! What stands where in the flat table of a registry: the order of its sections, and of the numbers in a row of each.
//!
//! `make` writes them and the registry reads them; a change here needs another digit in the magic of `flat`.

/// The sections, in order.
pub(super) mod section {
    /// Numbers about the whole: see [`head`](super::head).
    pub const HEAD: usize = 0;
    /// A row of numbers for each speaker: see [`person`](super::person).
    pub const PEOPLE: usize = 1;
    /// A row of small numbers for each pair of a printed and a full name: see [`pair`](super::pair).
    pub const PAIRS: usize = 2;
    /// The letters of all names.
    pub const TEXT: usize = 3;
    /// Small numbers: the speakers whom each ambiguous name may mean, then the likely pairs.
    pub const LISTS: usize = 4;
    /// A row of numbers for each word of a name, by its key: see [`word`](super::word).
    pub const WORDS: usize = 5;
    /// Small numbers: the pairs of names that hold each word.
    pub const POSTINGS: usize = 6;
    /// A row of numbers for each word that can be misheard, by its bones: see [`heard`](super::heard).
    pub const BONES: usize = 7;
}

/// The numbers of the head.
pub(super) mod head {
    /// Stands for the archive that the registry was made of.
    pub const STAMP: usize = 0;
    /// Stands for the aliases that were heeded.
    pub const ALIASES: usize = 1;
    /// Where the likely pairs begin in the lists.
    pub const LIKELY: usize = 2;
    /// How many small numbers they are, two a pair.
    pub const LIKELY_LENGTH: usize = 3;
    /// The version of the rules by which people were settled.
    pub const RULES: usize = 4;
    /// How many numbers the head has.
    pub const FIELDS: usize = 5;
}

/// The numbers of a speaker.
pub(super) mod person {
    /// The name in the text: place and length, [`packed`](super::packed).
    pub const NAME: usize = 0;
    /// The id in the text, packed; empty where it is the name's.
    pub const ID: usize = 1;
    /// Quotations.
    pub const QUOTATIONS: usize = 2;
    /// Articles with at least one of these.
    pub const ARTICLES: usize = 3;
    /// What the speaker is, in two bits, and above them how many bear the name where several do.
    pub const KIND_AND_BEARERS: usize = 4;
    /// The first date of publication.
    pub const FIRST_DATE: usize = 5;
    /// The last one.
    pub const LAST_DATE: usize = 6;
    /// The first of the speaker's pairs of names and how many there are, packed.
    pub const PAIRS: usize = 7;
    /// The first of the speakers in the lists whom the name may mean and how many there are, packed.
    pub const CANDIDATES: usize = 8;
    /// How many numbers a speaker takes.
    pub const FIELDS: usize = 9;
}

/// The small numbers of a pair of names.
pub(super) mod pair {
    /// Where the printed name begins in the text.
    pub const NAME: usize = 0;
    /// Its length.
    pub const NAME_LENGTH: usize = 1;
    /// Where the full name begins in the text.
    pub const FULL_NAME: usize = 2;
    /// Its length.
    pub const FULL_NAME_LENGTH: usize = 3;
    /// Quotations.
    pub const QUOTATIONS: usize = 4;
    /// The place of the speaker.
    pub const PERSON: usize = 5;
    /// How many small numbers a pair takes.
    pub const FIELDS: usize = 6;
}

/// The numbers of a word.
pub(super) mod word {
    /// The word's key.
    pub const KEY: usize = 0;
    /// The first of its postings and how many there are, [`packed`](super::packed).
    pub const POSTINGS: usize = 1;
    /// How many numbers a word takes.
    pub const FIELDS: usize = 2;
}

/// The numbers of a word that can be misheard.
pub(super) mod heard {
    /// What is left of its sound.
    pub const BONES: usize = 0;
    /// The word's key.
    pub const KEY: usize = 1;
    /// The word in the text, [`packed`](super::packed).
    pub const WORD: usize = 2;
    /// How many numbers it takes.
    pub const FIELDS: usize = 3;
}

/// A place and a length, or a count, in one number.
pub(super) fn packed(start: u32, length: u32) -> u64 {
    u64::from(start) << 32 | u64::from(length)
}

/// The place and the length of a [`packed`] number.
pub(super) fn unpacked(packed: u64) -> (u32, u32) {
    ((packed >> 32) as u32, packed as u32)
}
