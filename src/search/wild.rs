//! `*` and `?` inside words.
//!
//! A star stands for any letters, also none; a question mark for one letter where it stands between others. At the end
//! of a word it is what people end questions with.

use crate::text::fold::fold;
use std::ops::Range;

/// A stretch of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Text to be cut into words as any other.
    Text(&'t str),
    /// One word with wildcards.
    Wild(String),
}

/// Cuts a text into words with wildcards and what stands between them.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let address = text.contains("://") || text.starts_with("www.");
    if address || !text.contains(['*', '?']) {
        return vec![Piece::Text(text)];
    }
    let mut pieces = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    while at < text.len() {
        let end = text[at..].find(|c: char| !is_letter(c)).map_or(text.len(), |n| at + n);
        if let Some(word) = wild_word(text, at..end) {
            pieces.push(Piece::Text(&text[plain_from..at]));
            pieces.push(Piece::Wild(word));
            plain_from = end;
        }
        at = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    pieces.push(Piece::Text(&text[plain_from..]));
    pieces.retain(|piece| !matches!(piece, Piece::Text(text) if !text.contains(char::is_alphanumeric)));
    pieces
}

/// The pattern as it is looked up: folded, without apostrophes.
pub(super) fn folded(pattern: &str) -> String {
    let mut folded = fold(pattern);
    folded.retain(|character| !is_apostrophe(character));
    folded
}

fn is_letter(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(character, '*' | '?')
        || is_apostrophe(character)
        || unicode_normalization::char::is_combining_mark(character)
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | '＇')
}

fn wild_word(text: &str, range: Range<usize>) -> Option<String> {
    let word = text[range].trim_matches(|c| c == '?' || is_apostrophe(c));
    if !word.contains(['*', '?']) || !word.contains(char::is_alphanumeric) {
        return None;
    }
    let mut out = String::with_capacity(word.len());
    for character in word.chars() {
        if character != '*' || !out.ends_with('*') {
            out.push(character);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{Piece, folded, pieces};

    #[test]
    fn wildcards_stand_inside_words() {
        let wild = |word: &str| Piece::Wild(word.to_owned());
        assert_eq!(pieces("harb*"), [wild("harb*")]);
        assert_eq!(pieces("zelensk?y"), [wild("zelensk?y")]);
        assert_eq!(pieces("**ferry**"), [wild("*ferry*")]);
        assert_eq!(pieces("who is the mayor?"), [Piece::Text("who is the mayor?")]);
        assert_eq!(pieces("the pension ref* of"), [Piece::Text("the pension "), wild("ref*"), Piece::Text(" of")]);
        assert_eq!(pieces("http://a.example/x?y=*z"), [Piece::Text("http://a.example/x?y=*z")]);
        assert_eq!(pieces("***"), []);
        assert_eq!(folded("O’Br*ën"), "obr*en");
    }
}
