//! Short forms that an article itself explains: "Moreno Vidal" is the Juan Moreno Vidal of its first paragraph, "FDRB" the
//! "Foreign Deals Review Board (FDRB)".
//!
//! A single surname is joined to its bearer elsewhere. Here are forms of several words, which would be names of their own,
//! and acronyms, which other names may begin with. A form that two longer names have stands for neither.

use super::keys::{KeyMap, mixed};
use super::lexicon::Traits;
use super::mention::{Mention, MentionKind};
use super::name::fold_key;
use super::registry::is_family_first;
use super::tokens::{Token, TokenKind, Tokens, is_ampersand};
use crate::text::word_list::WordList;
use std::ops::Range;

/// The short forms of an article, each with the number of a mention that has the long one.
#[derive(Debug, Default)]
pub(super) struct ShortForms {
    /// By their words; `None` where two names have the form.
    several: KeyMap<Option<u32>>,
    /// By the words before "bin"; `None` where two names have them.
    given: KeyMap<Option<u32>>,
    /// By the acronym that stands behind the name.
    acronyms: KeyMap<u32>,
    /// By the first letters of an institution's words; `None` where two have them.
    initials: KeyMap<Option<u32>>,
    /// By the noun that an institution's name turns on, "ministry"; `None` where two have it.
    bodies: KeyMap<Option<u32>>,
    /// By the noun that a firm's name begins with, "northern"; `None` where two begin with it.
    nouns: KeyMap<Option<u32>>,
    /// By the letters on both sides of an ampersand; `None` where two have them.
    pairs: KeyMap<Option<u32>>,
}

impl ShortForms {
    /// Reads the short forms of the names. What an acronym stands for is an institution, with all the words before it.
    pub fn of(text: &str, tokens: &Tokens, mentions: &mut [Mention]) -> ShortForms {
        let mut forms = ShortForms::default();
        for (number, mention) in mentions.iter_mut().enumerate().filter(|(_, mention)| mention.words > 1) {
            if let Some(acronym) = acronym(text, tokens, mention) {
                forms.acronyms.entry(acronym).or_insert(number as u32);
            }
        }
        if mentions.iter().any(|mention| is_body_alone(text, mention)) {
            for (number, mention) in mentions.iter().enumerate().filter(|(_, mention)| mention.words > 1) {
                forms.add_body(text, tokens, mentions, number, mention);
            }
        }
        if mentions.iter().any(|mention| is_noun_alone(text, tokens, mention)) {
            for number in (0..mentions.len()).filter(|&number| mentions[number].words > 1) {
                forms.add_noun(text, tokens, mentions, number);
            }
        }
        for number in (0..mentions.len()).filter(|&number| mentions[number].words > 2) {
            forms.add(text, tokens, mentions, number);
        }
        if mentions.iter().any(|mention| pair_in_letters(text, tokens, mention).is_some()) {
            for (number, mention) in mentions.iter().enumerate() {
                forms.add_pair(text, tokens, mentions, number, mention);
            }
        }
        if mentions.iter().any(|mention| mention.words == 1 && is_acronym(mention.span.of(text))) {
            for number in (0..mentions.len()).filter(|&number| mentions[number].words > 1) {
                forms.add_initials(text, tokens, mentions, number);
            }
            // "RDM Corp" is what "RDM" stands for, whatever its letters once did.
            for mention in mentions.iter().filter(|mention| mention.words > 1) {
                forms.initials.remove(&mention.first);
            }
        }
        forms
    }

    /// Adds what a name of three words and more may be called for short.
    fn add(&mut self, text: &str, tokens: &Tokens, mentions: &[Mention], number: usize) {
        let mention = &mentions[number];
        let name = mention.name.start as usize..mention.name.end as usize;
        let whole = |other: &Mention| key(text, tokens, other.name.start as usize..other.name.end as usize);
        let mut add = |form: Range<usize>| {
            let same = |other: u32| {
                let other = &mentions[other as usize];
                match mention.kind {
                    MentionKind::Person => {
                        (other.first, other.last, other.suffix) == (mention.first, mention.last, mention.suffix)
                    }
                    MentionKind::Group => whole(other) == whole(mention),
                }
            };
            enter(&mut self.several, key(text, tokens, form), number, same);
        };
        // Where the last words of the name begin, two of them at least.
        let begins = |at: &usize| {
            let token = &tokens[*at];
            token.kind == TokenKind::Word && !token.is(Traits::PARTICLE.with(Traits::SUFFIX))
        };
        let ends = name.clone().filter(begins).skip(1).take(mention.words as usize - 2);
        match mention.kind {
            // "Juan Carlos Moreno Vidal"; but a strange word before a given name is no given name.
            MentionKind::Person if tokens[name.start].is(Traits::GIVEN) => ends.for_each(|at| add(at..name.end)),
            // "Lim Wei Ming"
            MentionKind::Person
                if name.len() == 3 && mention.suffix == 0 && is_family_first(tokens[name.start].of(text)) =>
            {
                add(name.start + 1..name.end);
            }
            MentionKind::Group if is_legal_form(tokens[name.end - 1].of(text)) => {
                // "Ore Mutual Holdings Ltd" is "Ore Mutual" for short; but "Low Pond Ltd" is no Low Pond.
                let mut end = name.end;
                while end > name.start + 2 && is_legal_form(tokens[end - 1].of(text)) {
                    end -= 1;
                    // "Ore Mutual, Inc"
                    end -= usize::from(tokens[end - 1].kind == TokenKind::Comma);
                    let short = &text[tokens[name.start].start as usize..tokens[end - 1].end as usize];
                    let place = (name.start..end).all(|at| tokens[at].is(Traits::PLACE));
                    if !place && !is_place_of_two(short) {
                        add(name.start..end);
                    }
                }
                // "Ore Velden Steel Corp" is "Steel Corp", too; but in "Miner Steel Corp" a sentence begins.
                if !tokens[name.start].begins_sentence {
                    ends.filter(|&at| !is_legal_form(tokens[at].of(text))).for_each(|at| add(at..name.end));
                }
            }
            MentionKind::Group | MentionKind::Person => {}
        }
        // "Ahmad Fauzi bin Ramli"
        let bin = name.clone().skip(2).find(|&at| matches!(tokens[at].of(text), "bin" | "bint" | "binti"));
        if let Some(bin) = bin.filter(|_| mention.kind == MentionKind::Person) {
            let same = |other: u32| whole(&mentions[other as usize]) == whole(mention);
            enter(&mut self.given, key(text, tokens, name.start..bin), number, same);
        }
    }

    /// Adds the noun that an institution's name turns on: "Ministry" of "Ruland Fuel Ministry" and of "Ministry of Fuel".
    fn add_body(&mut self, text: &str, tokens: &Tokens, mentions: &[Mention], number: usize, mention: &Mention) {
        if mention.kind != MentionKind::Group {
            return;
        }
        let name = mention.name.start as usize..mention.name.end as usize;
        let of = name.clone().find(|&at| matches!(tokens[at].of(text), "of" | "for"));
        let Some(noun) = of.unwrap_or(name.end).checked_sub(1).filter(|noun| name.contains(noun)) else { return };
        let same = |other: u32| mentions[other as usize].span.of(text) == mention.span.of(text);
        enter(&mut self.bodies, fold_key(tokens[noun].of(text)), number, same);
    }

    /// Adds the noun that a firm's name begins with: "Northern" of "Northern Motors Plc".
    fn add_noun(&mut self, text: &str, tokens: &Tokens, mentions: &[Mention], number: usize) {
        let mention = &mentions[number];
        let name = mention.name.start as usize..mention.name.end as usize;
        if mention.kind == MentionKind::Group
            && is_noun(&tokens[name.start])
            && is_legal_form(tokens[name.end - 1].of(text))
        {
            let same = |other: u32| mentions[other as usize].span.of(text) == mention.span.of(text);
            enter(&mut self.nouns, mention.first, number, same);
        }
    }

    /// Adds the first letters of an institution's name, without those of what kind of company it is: "RDM" for "Ruland Deals
    /// and Mills Co", "OM" for "Ore-Mills Co".
    fn add_initials(&mut self, text: &str, tokens: &Tokens, mentions: &[Mention], number: usize) {
        let mention = &mentions[number];
        let name = mention.name.start as usize..mention.name.end as usize;
        let mut letters = [0_u8; LONGEST_ACRONYM];
        let mut count = 0;
        let firm = is_legal_form(tokens[name.end - 1].of(text));
        for token in tokens[name].iter().filter(|token| token.kind == TokenKind::Word && token.capital) {
            if is_legal_form(token.of(text)) {
                continue;
            }
            for part in token.of(text).split('-').filter(|part| !part.is_empty()) {
                let Some(letter) = letters.get_mut(count) else { return };
                *letter = part.as_bytes()[0];
                count += 1;
            }
        }
        let letters = std::str::from_utf8(&letters[..count]).unwrap_or_default();
        let fewest = if firm { 2 } else { 3 };
        if mention.kind != MentionKind::Group || letters.len() < fewest || !is_acronym(letters) {
            return;
        }
        let same = |other: u32| mentions[other as usize].span.of(text) == mention.span.of(text);
        enter(&mut self.initials, fold_key(letters), number, same);
    }

    /// Adds the letters of a firm that is called after two: "R&L" for "Roe & Lind".
    fn add_pair(&mut self, text: &str, tokens: &Tokens, mentions: &[Mention], number: usize, mention: &Mention) {
        let Some((first, second)) = beside_ampersand(text, tokens, mention) else { return };
        if first.len() < 2 || second.len() < 2 {
            return;
        }
        let same = |other: u32| mentions[other as usize].span.of(text) == mention.span.of(text);
        enter(&mut self.pairs, pair_key(first, second), number, same);
    }

    /// The number of a mention that has the long form of the name that `mention` gives.
    pub fn long_form(&self, text: &str, tokens: &Tokens, mention: &Mention) -> Option<usize> {
        if let Some(pair) = pair_in_letters(text, tokens, mention) {
            return self.pairs.get(&pair).copied().flatten().map(|long| long as usize);
        }
        if mention.words == 1 {
            let the = || {
                let before = mention.run.start.checked_sub(1).map(|before| tokens[before as usize].of(text));
                before.is_some_and(|before| matches!(before, "the" | "The"))
            };
            if is_body_alone(text, mention) && the() {
                return self.bodies.get(&mention.last).copied().flatten().map(|long| long as usize);
            }
            let noun = is_noun_alone(text, tokens, mention) && !the();
            if let Some(Some(long)) = self.nouns.get(&mention.last).filter(|_| noun) {
                return Some(*long as usize);
            }
            if !is_acronym(mention.span.of(text)) {
                return None;
            }
            let explained = self.acronyms.get(&mention.last).copied();
            // "UK" is no United Kilns Corp.
            let other = tokens[mention.name.start as usize].is(Traits::PLACE.with(Traits::DEMONYM))
                || is_office_in_letters(mention.span.of(text));
            let initials = || self.initials.get(&mention.last).copied().flatten().filter(|_| !other);
            let long = explained.or_else(initials);
            return long.map(|long| long as usize);
        }
        let name = mention.name.start as usize..mention.name.end as usize;
        if !self.given.is_empty()
            && let Some(Some(long)) = self.given.get(&key(text, tokens, name.clone()))
        {
            return Some(*long as usize);
        }
        // "Ann Roe" is a name of her own, whatever other name ends so; and so is "A. Roe".
        let given = tokens[mention.name.start as usize].is(Traits::GIVEN) || mention.first == mention.initial;
        if given || self.several.is_empty() {
            return None;
        }
        self.several.get(&key(text, tokens, name)).copied().flatten().map(|long| long as usize)
    }
}

/// The words on both sides of the ampersand in a name, or of its "and": "Roe" and "Lind" of "Roe & Lind".
fn beside_ampersand<'a>(text: &'a str, tokens: &Tokens, mention: &Mention) -> Option<(&'a str, &'a str)> {
    let name = mention.name.start as usize..mention.name.end as usize;
    let and = |at: usize| is_ampersand(tokens[at].of(text)) || tokens[at].reads(text, "and");
    if name.len() < 3 || !and(name.start + 1) {
        return None;
    }
    Some((tokens[name.start].of(text), tokens[name.start + 2].of(text)))
}

/// The key of a name that is two letters and an ampersand, "R&L".
fn pair_in_letters(text: &str, tokens: &Tokens, mention: &Mention) -> Option<u64> {
    let (first, second) = beside_ampersand(text, tokens, mention)?;
    let letters = mention.name.len() == 3 && first.len() == 1 && second.len() == 1;
    letters.then(|| pair_key(first, second))
}

/// The key of the first letters of two words.
fn pair_key(first: &str, second: &str) -> u64 {
    let letter = |word: &str| word.chars().next().map_or(0, u64::from);
    mixed([letter(first), letter(second)])
}

/// Enters a short form of the name that mention `number` gives; it stands for neither where one that is not the `same` has it.
fn enter(forms: &mut KeyMap<Option<u32>>, key: u64, number: usize, same: impl Fn(u32) -> bool) {
    let entry = forms.entry(key).or_insert(Some(number as u32));
    if !entry.is_some_and(same) {
        *entry = None;
    }
}

/// What institutions are called for short in capitals: "the Ministry".
const BODIES: &WordList = &WordList::of(&[
    "Academy",
    "Agency",
    "Alliance",
    "Association",
    "Authority",
    "Bank",
    "Board",
    "Bureau",
    "Church",
    "Commission",
    "Committee",
    "Council",
    "Court",
    "Department",
    "Federation",
    "Foundation",
    "Fund",
    "Institute",
    "Journal",
    "League",
    "Ministry",
    "Office",
    "Party",
    "Post",
    "Society",
    "Times",
    "Tribunal",
    "Trust",
    "Union",
    "University",
]);

/// Whether a word is one of these.
fn is_body(word: &str) -> bool {
    BODIES.has(word)
}

/// Whether a mention is such a word and nothing else.
fn is_body_alone(text: &str, mention: &Mention) -> bool {
    mention.words == 1 && mention.kind == MentionKind::Group && is_body(mention.span.of(text))
}

/// "Northern", "Summit": whether a word is part of the name of an institution, and neither one by itself nor a place.
fn is_noun(token: &Token) -> bool {
    token.is(Traits::ORG) && !token.is(Traits::PLACE.with(Traits::DEMONYM).with(Traits::TITLE))
}

/// Whether a mention is such a word and nothing else.
fn is_noun_alone(text: &str, tokens: &Tokens, mention: &Mention) -> bool {
    let word = &tokens[mention.name.start as usize];
    mention.name.len() == 1 && mention.kind == MentionKind::Group && is_noun(word) && !is_body(word.of(text))
}

/// The key of some words of a name; "Ore Mills, Inc" is "Ore Mills Inc".
fn key(text: &str, tokens: &Tokens, words: Range<usize>) -> u64 {
    let words = tokens[words].iter().filter(|word| word.kind != TokenKind::Comma);
    words.fold(0, |key, word| mixed([key, fold_key(word.of(text).trim_end_matches('.'))]))
}

/// Whether a name is that of a place of whose words none is a place by itself: "Hong Kong".
pub fn is_place_of_two(name: &str) -> bool {
    PLACES_OF_TWO.contains(&name)
}

/// Places whose names are two words.
const PLACES_OF_TWO: [&str; 10] = [
    "Abu Dhabi",
    "Burkina Faso",
    "Buenos Aires",
    "Cape Town",
    "Costa Rica",
    "Hong Kong",
    "Kuala Lumpur",
    "Puerto Rico",
    "Sierra Leone",
    "Sri Lanka",
];

/// Words at the end of a firm's name that say what kind of company it is.
pub(super) fn is_legal_form(word: &str) -> bool {
    const FORMS: [&str; 15] = [
        "AG",
        "Co",
        "Company",
        "Corp",
        "Corporation",
        "Group",
        "Holding",
        "Holdings",
        "Inc",
        "Limited",
        "Ltd",
        "NV",
        "PLC",
        "Plc",
        "SA",
    ];
    FORMS.contains(&word.trim_end_matches('.'))
}

/// Whether an acronym may stand for a name that it begins: "OMF LOND" and "OMF Bank Corp", but not "OMF Broadcast".
pub(super) fn may_be_short_for(acronym: &str, name: &str) -> bool {
    let other = name.strip_prefix(acronym).and_then(|rest| rest.strip_prefix(' '));
    other.is_none_or(|rest| rest.split(' ').all(is_acronym) || rest.rsplit(' ').next().is_some_and(is_legal_form))
}

/// How many letters an acronym has, at most.
const LONGEST_ACRONYM: usize = 6;

/// Whether a word in capitals is what somebody is called: "CEO"; "ADM" is no admiral.
pub(super) fn is_office_in_letters(word: &str) -> bool {
    matches!(
        word,
        "CEO" | "CFO" | "CJI" | "CM" | "DCI" | "DJ" | "IGP" | "MEP" | "MP" | "MSP" | "PC" | "PM" | "VP" | "WPC"
    )
}

/// Whether a word is one of two to six capitals.
pub fn is_acronym(word: &str) -> bool {
    (2..=LONGEST_ACRONYM).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The key of the acronym in brackets behind a name whose words begin with its letters: "Foreign Deals Review Board
/// (FDRB)", but not "Ann Roe (HLU)". The name is made that of an institution, and given back its first words where they
/// were taken for a title: "British" of "British Deals Board (BDB)".
fn acronym(text: &str, tokens: &Tokens, mention: &mut Mention) -> Option<u64> {
    let open = mention.run.end as usize;
    let close = tokens.get(open + 2).filter(|token| token.kind == TokenKind::Close)?;
    let word = tokens.get(open + 1).filter(|_| close.start > 0 && tokens[open].kind == TokenKind::Open)?.of(text);
    if !is_acronym(word) {
        return None;
    }
    let names = &tokens[mention.run.start as usize..open];
    let words = names.iter().filter(|token| token.kind == TokenKind::Word);
    // "Anti-Ore League (AOL)": each half of a joined word counts.
    let capitals = |word: &str| -> String {
        word.split('-').filter_map(|part| part.chars().next()).filter(|letter| letter.is_uppercase()).collect()
    };
    let letters: Vec<String> = words.clone().map(|token| capitals(token.of(text))).collect();
    // "Ore Mills Co (OM)", "Ore Mills Co (OMC)"
    let forms = words.rev().take_while(|token| is_legal_form(token.of(text))).count();
    let spells = |without: usize| letters[..letters.len() - without].concat().ends_with(word);
    // "Department of Defence (DOD)": small words may count, too.
    let all = || -> String {
        let words = names.iter().filter(|token| token.kind == TokenKind::Word);
        words.filter_map(|token| token.of(text).chars().next()).flat_map(char::to_uppercase).collect()
    };
    // "Ore Low Pond Air Mills Ltd (OLAM)" leaves a word out, "Velden Statistical Bureau (VSU)" is in its own language.
    let others = || {
        let same = letters.concat().chars().next() == word.chars().next();
        mention.kind == MentionKind::Group && mention.words > 2 && word.len() > 2 && same
    };
    if !(0..=forms).any(spells) && !all().ends_with(word) && !others() {
        return None;
    }
    let first = mention.run.start as usize;
    if letters.concat() == word && mention.name.start > mention.run.start {
        mention.begin_at(text, tokens, first);
    }
    (mention.kind, mention.titled) = (MentionKind::Group, false);
    Some(fold_key(word))
}
