//! Set phrases inside names: "Chambers of Commerce", "Human Rights in Ruland", "Under Secretary", "Radio 8".
//!
//! By itself each of these words ends a name. It is part of one where the words beside it are those of a phrase that
//! names of its sort are made with.

use super::lexicon::Traits;
use super::run::are_joined;
use super::tokens::{Token, TokenKind, Tokens};
use std::ops::Range;

/// A word that is part of a name between others.
struct Phrase {
    before: Before,
    word: &'static str,
    behind: Behind,
}

/// What stands before the word of a phrase.
enum Before {
    /// Any word.
    Any,
    /// One that ends like a plural.
    Plural,
    /// This word.
    Word(&'static str),
    /// These words, and no other of the name.
    Whole(&'static [&'static str]),
}

/// What stands behind it.
enum Behind {
    /// A word with a capital.
    Capital,
    /// None with a capital.
    NoCapital,
    /// A place.
    Place,
    /// This word.
    Word(&'static str),
}

const PHRASES: [Phrase; 5] = [
    // "Riders Against Cruel Sports"
    Phrase { before: Before::Plural, word: "Against", behind: Behind::Capital },
    // "Harbour One"
    Phrase { before: Before::Any, word: "One", behind: Behind::NoCapital },
    // "Treasury Under Secretary Ann Roe"
    Phrase { before: Before::Any, word: "Under", behind: Behind::Word("Secretary") },
    // "Human Rights in Ruland"
    Phrase { before: Before::Whole(&["Human", "Rights"]), word: "in", behind: Behind::Place },
    // "Velden Chambers of Commerce"
    Phrase { before: Before::Word("Chambers"), word: "of", behind: Behind::Word("Commerce") },
];

/// Whether the word behind `run` is part of the name that these capitals begin, by the word before `limit` that
/// follows it.
pub(super) fn is_in_phrase(text: &str, tokens: &Tokens, run: &Range<usize>, limit: usize) -> bool {
    let next = run.end + 1;
    let begins = |phrase: &Phrase| match phrase.before {
        Before::Any => true,
        Before::Plural => tokens[run.end - 1].of(text).ends_with('s'),
        Before::Word(word) => tokens[run.end - 1].reads(text, word),
        Before::Whole(words) => tokens[run.clone()].iter().map(|token| token.of(text)).eq(words.iter().copied()),
    };
    let goes_on = |phrase: &Phrase| match phrase.behind {
        Behind::NoCapital => next >= limit || !tokens[next].capital,
        _ if next >= limit => false,
        Behind::Capital => tokens[next].capital && are_joined(text, tokens, next),
        Behind::Place => tokens[next].is(Traits::PLACE),
        Behind::Word(word) => tokens[next].reads(text, word),
    };
    PHRASES.iter().any(|phrase| tokens[run.end].reads(text, phrase.word) && begins(phrase) && goes_on(phrase))
}

/// "Radio 8", "Channel 4": whether a number behind a word tells it from others of its kind.
pub(super) fn is_numbered(text: &str, word: &Token, number: &Token) -> bool {
    let kind = matches!(word.of(text), "Channel" | "Formula" | "Radio");
    kind && number.kind == TokenKind::Number && number.end - number.start < 3
}
