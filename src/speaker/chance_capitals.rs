//! Capitals that say nothing, since they begin a sentence: "Staff said", "Orders fell".
//!
//! Such a word is a name where the article shows it elsewhere, or where it speaks as only somebody does.

use super::keys::KeyMap;
use super::lexicon::{Traits, traits_of};
use super::mention::Mention;
use super::says::{DEEDS, says};
use super::tokens::{Token, TokenKind, Tokens};
use crate::text::word_list::WordList;

/// Nouns for one or many that need no article, and pronouns: "Staff said", "Nobody says".
const WITHOUT_ARTICLE: &WordList = &WordList::of(&[
    "anybody",
    "anyone",
    "counsel",
    "defence",
    "defense",
    "everybody",
    "everyone",
    "evidence",
    "fate",
    "folklore",
    "god",
    "history",
    "intelligence",
    "law",
    "legend",
    "management",
    "nobody",
    "opposition",
    "people",
    "prosecution",
    "research",
    "rumor",
    "rumour",
    "science",
    "somebody",
    "someone",
    "staff",
    "tradition",
    "whoever",
]);

/// Drops single words that have a capital only because they begin a sentence: names stand elsewhere too, or bear a
/// title, or are known, or have more than one capital ("DrKW"); and one thing that "says" something is no common noun,
/// which would have an article.
pub(super) fn drop_chance_capitals(text: &str, tokens: &Tokens, mentions: &mut Vec<Mention>) {
    let says = |at: usize| tokens.get(at).is_some_and(|token| says(token.of(text)) || DEEDS.contains(&token.of(text)));
    let speaks = |mention: &Mention| {
        let (word, end) = (mention.span.of(text), mention.run.end as usize);
        let before_verb = |token: &Token| matches!(token.of(text), "has" | "also");
        let verb = |at: usize| says(at) || tokens.get(at).is_some_and(before_verb) && says(at + 1);
        // "Velden, one of the oldest mills, said"
        let apposition = || {
            let inside =
                tokens.get(end).filter(|token| token.kind == TokenKind::Comma).map_or(0..0, |_| end + 1..end + 14);
            let mut inside = inside.take_while(|&at| tokens.get(at).is_some_and(|token| !token.begins_sentence));
            inside
                .find(|&at| tokens[at].kind == TokenKind::Comma)
                .is_some_and(|comma| comma > end + 2 && verb(comma + 1))
        };
        // "Lind's said"
        let possessive = || tokens.get(end).is_some_and(|token| token.kind == TokenKind::Clitic) && says(end + 1);
        let verb = verb(end) || possessive() || apposition();
        verb && !word.ends_with('s') && !WITHOUT_ARTICLE.has(&word.to_ascii_lowercase())
    };
    let doubtful = |mention: &Mention| {
        let token = &tokens[mention.run.start as usize];
        token.begins_sentence
            && mention.words < 2
            && !mention.titled
            && !token.is(Traits::GIVEN.with(Traits::ORG).with(Traits::PLACE))
            && !has_more_capitals(mention.span.of(text))
            && !speaks(mention)
    };
    let doubts: Vec<bool> = mentions.iter().map(doubtful).collect();
    if !doubts.contains(&true) {
        return;
    }
    // Only the doubtful ones are kept a table of: an article may hold many names, and few of them open sentences.
    let doubted = mentions.iter().zip(&doubts).filter(|(_, doubt)| **doubt);
    let mut is_name: KeyMap<bool> = doubted.map(|(mention, _)| (mention.last, false)).collect();
    for mention in mentions.iter() {
        if !tokens[mention.run.start as usize].begins_sentence || mention.words > 1 {
            for word in [mention.last, mention.first] {
                is_name.entry(word).and_modify(|is_name| *is_name = true);
            }
        }
    }
    let mut doubts = doubts.into_iter();
    mentions.retain(|mention| doubts.next() != Some(true) || is_name.get(&mention.last) == Some(&true));
}

/// Whether a word has a capital that only names have: "DrKW", "SA", "Ore-Mart", but not "Pro-Ruland", "French-Canadian" or
/// "SHOUTING".
fn has_more_capitals(word: &str) -> bool {
    /// No short form has more letters.
    const LONGEST: usize = 5;
    /// What stands before a hyphen and a name and makes no name of it.
    #[rustfmt::skip]
    const PREFIXES: [&str; 20] = [
        "Afro", "All", "Anglo", "Anti", "Counter", "Ex", "Franco", "Inter", "Mid", "Multi", "Neo", "Non", "Pan", "Post",
        "Pre", "Pro", "Russo", "Sino", "Trans", "Un",
    ];
    let inside = word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
    match word.split_once('-') {
        Some((first, last)) => {
            let capital = first.len() > 1 && last.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase());
            let known = |part| traits_of(part).any(Traits::DEMONYM.with(Traits::TIME));
            capital
                && !known(first)
                && !known(last)
                && !PREFIXES.contains(&first)
                && word.bytes().any(|byte| byte.is_ascii_lowercase())
        }
        None => inside && (word.len() <= LONGEST || word.bytes().any(|byte| byte.is_ascii_lowercase())),
    }
}
