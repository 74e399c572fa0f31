//! [`Unit`]s: the words of a paragraph as the models see them, with a quoted region as one unit.
//!
//! So a sentence with a long quotation is as short as one without. What is seen of a unit is boiled down to a few
//! numbers ([`Look`]) once; features are mixed from these.

use super::cues::CueClass;
use super::page::{Page, settled_class};
use crate::speaker::MentionKind;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use crate::text::eights::eight;
use crate::text::fnv::{START, go_on};
use std::ops::Range;

/// A word outside quotation marks, or a whole quoted region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The region, where it is one.
    pub region: Option<usize>,
    /// Whether it begins a sentence.
    pub begins: bool,
}

/// The units of a block, in order.
pub fn units(page: &Page<'_>, block: usize) -> Vec<Unit> {
    let tokens = page.blocks[block].tokens.clone();
    let mut units: Vec<Unit> = Vec::with_capacity(tokens.len());
    let mut at = tokens.start;
    // The region that the unit before is.
    let mut before = None;
    while at < tokens.end {
        let region = page.region_at(at);
        let end = region.map_or(at + 1, |region| page.regions[region].last.min(tokens.end));
        // What follows a quotation that ends its sentence begins a new one.
        let begins = at == tokens.start
            || page.tokens[at].begins_sentence
                && before.is_none_or(|before| page.ends_sentence(before) && page.tokens[at].capital);
        units.push(Unit { tokens: at..end, region, begins });
        (before, at) = (region, end);
    }
    units
}

/// Mixes two numbers into one that tells both.
#[inline]
pub const fn mix(a: u64, b: u64) -> u64 {
    let x = (a ^ b.rotate_left(32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (x ^ (x >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) ^ (x >> 32)
}

/// The number of a word, whatever its case (FNV-1a).
#[inline]
pub const fn word_number(word: &str) -> u64 {
    go_on(START, word.as_bytes())
}

/// What is seen of one unit before its neighbours are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Its word, or size and ending of its region.
    pub word: u64,
    /// What it can do in a sentence.
    pub class: u64,
    /// A coarser class.
    pub role: u64,
    /// Its last letters.
    pub suffix: u64,
    /// Its first letters.
    pub prefix: u64,
    /// Its letters' case.
    pub shape: u64,
    /// How often its word is part of a cue, from 0 to 10.
    pub share: u64,
}

impl Look {
    /// What is seen beyond the ends of a paragraph.
    pub const NOTHING: Look = Look { word: 1, class: 1, role: 7, suffix: 1, prefix: 1, shape: 1, share: 0 };

    /// A number of its own for each look; its role is left out.
    #[inline]
    pub const fn number(&self) -> u64 {
        // First and last letters are those of the word.
        mix(mix(self.word, self.class), self.shape ^ self.share << 56)
    }

    /// The same for all that is no matter of letters.
    pub const fn kind_number(&self) -> u64 {
        mix(self.class, self.shape ^ self.share << 56)
    }
}

/// What English has many of: articles, prepositions, pronouns and their like.
pub const SMALL: Traits = Traits::DET
    .with(Traits::PREP)
    .with(Traits::CONJ)
    .with(Traits::AUX)
    .with(Traits::REL)
    .with(Traits::HE)
    .with(Traits::SHE)
    .with(Traits::THEY)
    .with(Traits::IT)
    .with(Traits::SELF);

/// The part of what a word can do that tells its place in a sentence.
const GRAMMAR: Traits = SMALL.with(Traits::SUB).with(Traits::TITLE).with(Traits::ROLE).with(Traits::TIME);

/// Whether a word only holds a sentence together: "the", "of", "has".
pub fn is_grammar_word(traits: Traits) -> bool {
    traits.any(GRAMMAR)
}

/// What is seen of a word by itself, wherever it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Form {
    /// Its number.
    pub word: u64,
    /// The number of its first four letters, where it has more.
    head: u64,
    /// The number of its last three.
    tail: u64,
    /// Its ending, which stands in for the part of speech where nothing else is known.
    ending: u8,
    /// Whether it has two letters or more, and all of them are capitals.
    all_capitals: bool,
    /// Whether it looks like a form of a verb.
    pub verb_like: bool,
    /// Its class as a cue, where that is the same wherever it stands.
    pub cue: Option<CueClass>,
}

impl Form {
    /// Looks at a word.
    pub fn of(word: &str) -> Form {
        let (number, head) = match word.split_at_checked(4) {
            Some((head, rest)) if !rest.is_empty() => {
                let head = word_number(head);
                (go_on(head, rest.as_bytes()), head)
            }
            _ => (word_number(word), 3),
        };
        Form {
            word: number,
            head,
            tail: word.get(word.len().saturating_sub(3)..).map_or(3, word_number),
            ending: match word.as_bytes() {
                [.., b'i', b'n', b'g'] => 1,
                [.., b'e', b'd'] => 2,
                [.., b'l', b'y'] => 3,
                [.., b's'] => 4,
                _ => 5,
            },
            all_capitals: word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase()),
            verb_like: matches!(word.as_bytes(), [_, _, .., b's' | b'g'] | [_, _, .., b'e', b'd']),
            cue: settled_class(word),
        }
    }

    /// The same for equal words alone; nothing for words of more than sixteen bytes, which are rare. The word is the
    /// first `length` bytes; it is quicker where more stand behind it.
    #[inline]
    pub fn key(bytes: &[u8], length: usize) -> Option<u64> {
        match length {
            1..=8 => Some(mix(eight(bytes) & (u64::MAX >> (64 - 8 * length)), length as u64)),
            9..=16 => Some(mix(mix(eight(bytes), length as u64), eight(&bytes[length - 8..]))),
            _ => None,
        }
    }
}

/// Looks at a quoted region.
pub fn look_at_region(page: &Page<'_>, number: usize) -> Look {
    let region = &page.regions[number];
    let size: u64 = match region.words {
        1 => 1,
        2 => 2,
        3..=4 => 3,
        5..=7 => 4,
        _ => 5,
    };
    let inside = region.inside();
    let ending = if inside.is_empty() { 0 } else { page.kind(inside.end - 1).code() };
    let capital = inside.clone().find(|&at| page.tokens[at].is_word()).is_some_and(|at| page.tokens[at].capital);
    let capital = u64::from(capital);
    Look {
        word: mix(mix(1000 + size, ending), capital),
        class: mix(77, size.min(4) / 2),
        role: 9,
        suffix: mix(78, ending),
        prefix: mix(79, capital + 2 * size),
        shape: mix(80, u64::from(region.closed) + 2 * u64::from(region.single)),
        share: 0,
    }
}

/// Looks at a word, whose form is known already, where it stands; `cue` is its class as a cue.
pub fn look_at_word(page: &Page<'_>, unit: &Unit, form: &Form, cue: CueClass) -> Look {
    let at = unit.tokens.start;
    let token = &page.tokens[at];
    let mention = page.people.mention_at(at).map(|number| &page.people.mentions[number]);
    let named = mention.map_or(0, |mention| match mention.kind {
        MentionKind::Person => 1,
        MentionKind::Group => 2,
    });
    let shape = u64::from(token.capital)
        + 2 * u64::from(form.all_capitals)
        + 4 * token.kind.code()
        + 128 * u64::from(unit.begins);
    let traits = u64::from(token.traits.0 & GRAMMAR.0);
    let cue = cue as u64;
    let class = if let Some(mention) = mention {
        let first = u64::from(mention.run.start as usize == at);
        let last = u64::from(mention.run.end as usize == at + 1);
        mix(5000 + named, first + 2 * last)
    } else {
        let ending = if traits != 0 || token.kind != TokenKind::Word { 0 } else { u64::from(form.ending) };
        let kind = token.kind.code() + 32 * u64::from(token.capital && !unit.begins);
        mix(mix(traits, kind), ending * 8 + cue)
    };
    let role = if named > 0 { 11 } else { mix(traits, token.kind.code() * 2 + cue * 64) };
    Look { word: form.word, class, role, suffix: form.tail, prefix: form.head, shape: mix(shape, named), share: 0 }
}

/// The kind of unit that steps between labels are told apart by; below [`KINDS`](super::model::learn::KINDS).
pub fn kind(page: &Page<'_>, unit: &Unit) -> u8 {
    if unit.region.is_some() {
        return 1;
    }
    if unit.begins {
        return 2;
    }
    match page.kind(unit.tokens.start) {
        TokenKind::Comma => 3,
        TokenKind::Stop => 4,
        TokenKind::Word if page.tokens[unit.tokens.start].capital => 5,
        TokenKind::Word => 0,
        _ => 6,
    }
}
