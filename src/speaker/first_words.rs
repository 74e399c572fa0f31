//! First words that look like no part of a name and are: "Rulandish Amicable", "General Gauge", "40 Ounce".
//!
//! A people, a rank or a number before a name is cut off it, for most names that stand behind one stand alone, too. Here the
//! whole article is asked: a name that it never gives without the word has it, and so has one that a longer form begins with.

use super::keys::KeyMap;
use super::lexicon::Traits;
use super::mention::{Mention, MentionKind};
use super::name::fold_key;
use super::run::is_compound;
use super::short::{is_acronym, is_legal_form};
use super::tokens::{Token, TokenKind, Tokens};

/// What an article has before the names that begin with one word.
#[derive(Debug, Clone, Copy)]
struct Before {
    /// The key of the word before the first of them.
    word: u64,
    /// How many there are.
    count: u32,
    /// Whether every one of them has that word.
    always: bool,
    /// Whether some stand behind "the" and the word.
    the: bool,
    /// Whether the name of an institution begins with the two.
    begins: bool,
}

/// The people, the rank or the number right before a name that may be its first word.
#[derive(Debug, Clone, Copy)]
struct FirstWord {
    token: usize,
    key: u64,
}

/// Gives back the word before each name that the article never gives without it.
pub(super) fn keep_first_words(text: &str, tokens: &Tokens, mentions: &mut [Mention]) {
    for mention in mentions.iter_mut() {
        if let Some(word) = before_form(text, tokens, mention) {
            mention.begin_at(text, tokens, word);
        }
    }
    let firsts: Vec<Option<FirstWord>> = mentions.iter().map(|mention| first_word(text, tokens, mention)).collect();
    let mut before: KeyMap<Before> = KeyMap::default();
    for (mention, first) in mentions.iter().zip(&firsts) {
        if let Some(FirstWord { key, .. }) = *first {
            let new = Before { word: key, count: 0, always: true, the: false, begins: false };
            before.entry(mention.first).or_insert(new);
        }
    }
    if before.is_empty() {
        return;
    }
    let several = mentions.iter().zip(&firsts).filter(|(mention, first)| mention.words > 1 && first.is_some());
    // Last words that are names alone: such a one is a surname, and the name before it somebody's.
    let mut alone: KeyMap<bool> = several.map(|(mention, _)| (mention.last, false)).collect();
    for (mention, first) in mentions.iter().zip(&firsts) {
        if let Some(before) = before.get_mut(&mention.first) {
            before.count += 1;
            before.always &= first.is_some_and(|first| first.key == before.word);
            let the = first.and_then(|first| first.token.checked_sub(1));
            before.the |= the.is_some_and(|the| is_the(text, &tokens[the]));
        }
        if mention.kind == MentionKind::Group && mention.name.len() > 2 {
            let second = fold_key(tokens[mention.name.start as usize + 1].of(text));
            if let Some(before) = before.get_mut(&second).filter(|before| before.word == mention.first) {
                before.begins = true;
            }
        }
        if mention.words == 1 {
            alone.entry(mention.last).and_modify(|alone| *alone = true);
        }
    }
    for (mention, first) in mentions.iter_mut().zip(firsts) {
        let Some(FirstWord { token: word, key }) = first else { continue };
        let before = &before[&mention.first];
        let number = tokens[word].kind == TokenKind::Number;
        let never_without = before.always && before.count > 1 && !tokens[word].is(Traits::TITLE);
        let person = mention.words > 1 && (alone[&mention.last] || !before.the);
        if before.begins && key == before.word && !number || never_without && !person {
            if !number {
                mention.kind = MentionKind::Group;
                (mention.gender, mention.titled) = (0, false);
            }
            mention.begin_at(text, tokens, word);
        }
    }
}

fn first_word(text: &str, tokens: &Tokens, mention: &Mention) -> Option<FirstWord> {
    let (name, run) = (mention.name.start as usize, mention.run.start as usize);
    let others = Traits::GIVEN.with(Traits::TITLE).with(Traits::ROLE).with(Traits::DEMONYM);
    let word = name.checked_sub(1)?;
    if tokens[name].is(others.with(Traits::PLACE).with(Traits::TIME)) || is_acronym(tokens[name].of(text)) {
        return None;
    }
    let token = &tokens[word];
    let joined = tokens[name].spaced && tokens[name].start == token.end + 1 && !tokens[name].begins_sentence;
    // "40 Ounce", but not "1100 GMT" or "1996 Games".
    let number = || {
        token.kind == TokenKind::Number
            && name == run
            && (token.end - token.start) < 4
            && token.of(text).bytes().all(|byte| byte.is_ascii_digit())
            && mention.name.len() == 1
    };
    let people = || token.is(Traits::DEMONYM) && !token.is(Traits::TITLE.with(Traits::GIVEN));
    let rank = || token.reads(text, "General");
    let before = || word >= run && token.kind == TokenKind::Word && token.capital && (people() || rank());
    (joined && (before() || number())).then(|| FirstWord { token: word, key: fold_key(token.of(text)) })
}

/// The word or number right before "Gallery Ltd", "3x" before "Group Plc": what is only the sort and the form of a firm has a
/// name before it.
fn before_form(text: &str, tokens: &Tokens, mention: &Mention) -> Option<usize> {
    let name = mention.name.start as usize..mention.name.end as usize;
    let form = Traits::ORG.with(Traits::FIRM);
    let short = mention.kind == MentionKind::Group && mention.name == mention.run && (2..4).contains(&name.len());
    if !short
        || !is_legal_form(tokens[name.end - 1].of(text))
        || !tokens[name.clone()].iter().all(|token| token.is(form))
    {
        return None;
    }
    let word = name.start.checked_sub(1)?;
    let token = &tokens[word];
    let others = Traits::PREP.with(Traits::DET).with(Traits::SUB).with(Traits::CONJ);
    let plain = token.kind == TokenKind::Word && token.capital && !token.is(others);
    let capital = plain && !token.begins_sentence && !is_compound(text, token);
    let printed = token.of(text).as_bytes();
    let letters = token.kind == TokenKind::Number && printed.last().is_some_and(u8::is_ascii_alphabetic);
    let joined = tokens[name.start].spaced && tokens[name.start].start == token.end + 1;
    (joined && !tokens[name.start].begins_sentence && (capital || letters)).then_some(word)
}

fn is_the(text: &str, token: &Token) -> bool {
    matches!(token.of(text), "the" | "The")
}

#[cfg(test)]
mod tests {
    use crate::speaker::people::tests::names;

    #[test]
    fn a_people_that_always_stands_before_a_name_is_its_first_word() {
        assert_eq!(
            names("Insurer Scottish Amble fell. “No,” said Scottish Amble."),
            ["Scottish Amble = Scottish Amble", "Scottish Amble = Scottish Amble"]
        );
        assert_eq!(
            names("It was the British Ale Review. “No,” the British Ale Review said."),
            ["British Ale Review = British Ale Review", "British Ale Review = British Ale Review"]
        );
    }

    #[test]
    fn a_people_before_a_name_that_stands_alone_as_well_is_none() {
        assert_eq!(
            names("We met British Amble and British Amble. “No,” said Amble."),
            ["Amble = Amble", "Amble = Amble", "Amble = Amble"]
        );
        // Whoever has a surname is a person.
        let roe = "Oyvind Roe = Oyvind Roe";
        assert_eq!(
            names("The British Oyvind Roe met the British Oyvind Roe. Roe said no."),
            [roe, roe, "Roe = Oyvind Roe"]
        );
    }

    #[test]
    fn a_rank_stays_where_the_name_of_a_firm_begins_with_it() {
        assert_eq!(
            names("We met General Gauge Corp. “No,” said General Gauge."),
            ["General Gauge Corp = General Gauge Corp", "General Gauge = General Gauge Corp"]
        );
        assert_eq!(names("We met General Roe. “No,” said General Roe."), ["Roe = Roe", "Roe = Roe"]);
    }

    #[test]
    fn the_sort_and_the_form_of_a_firm_are_no_name_without_what_stands_before() {
        for name in ["Eight Gallery Ltd", "5x Group Plc"] {
            assert_eq!(names(&format!("We met {name}.")), [format!("{name} = {name}")]);
        }
        assert_eq!(names("We met the Gallery Ltd."), ["Gallery Ltd = Gallery Ltd"]);
    }

    #[test]
    fn a_number_that_always_stands_before_a_name_is_part_of_it() {
        assert_eq!(names("We met 40 Ounce, and 40 Ounce said no."), ["40 Ounce = 40 Ounce", "40 Ounce = 40 Ounce"]);
        assert_eq!(names("We met 40 Velden men, and Velden said no."), ["Velden = Velden", "Velden = Velden"]);
    }
}
