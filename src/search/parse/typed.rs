//! Words as they were typed, so that a query can be printed again.

use crate::search::lex::is_mark;
use crate::search::wild::Piece;
use crate::text::tokens::{Tokens, is_ascii_word};

/// How many words the pieces of a text are.
pub(super) fn words_of(pieces: &[Piece]) -> usize {
    let words = |piece: &Piece| match piece {
        Piece::Wild(_) => 1,
        Piece::Text(text) if is_ascii_word(text) => 1,
        Piece::Text(text) => words_as_typed(text).len(),
    };
    pieces.iter().map(words).sum()
}

/// The words of a text as they were typed, in order, without the punctuation around them.
pub(super) fn words_as_typed(text: &str) -> Vec<String> {
    if is_ascii_word(text) {
        return vec![typed(text)];
    }
    let mut words = Vec::new();
    let mut tokens = Tokens::new(text);
    while let Some(token) = tokens.next_token() {
        if !token.alternate {
            words.push(token.start..token.end);
        }
    }
    words.into_iter().map(|range| typed(&text[range])).collect()
}

/// One word as it was typed.
fn typed(word: &str) -> String {
    match beginning(word) {
        // Printed again, these would be operators.
        word @ ("AND" | "OR" | "NOT") => word.to_lowercase(),
        word => word.to_owned(),
    }
}

/// A word, or as much of it as can matter: the index cuts words much earlier.
pub(super) fn beginning(word: &str) -> &str {
    const LONGEST: usize = 480;
    let end = (0..=word.len().min(LONGEST)).rev().find(|end| word.is_char_boundary(*end)).unwrap_or(0);
    &word[..end]
}

/// The beginning of a text up to its `most`-th word.
pub(super) fn first_words(text: &str, most: usize) -> String {
    let mut end = 0;
    let mut tokens = Tokens::new(text);
    while let Some(token) = tokens.next_token() {
        if token.position as usize >= most {
            break;
        }
        end = end.max(token.end);
    }
    text[..end].to_owned()
}

/// The text of a phrase as it can be printed between marks.
pub(super) fn tidy(text: &str) -> String {
    let text: String = text.chars().filter(|character| !is_mark(*character)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
