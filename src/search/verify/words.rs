//! Words as they are compared, and the form in which whole quotations are.
//!
//! Two readings of the same text. For aligning, a word is its folded [`Word::key`], so that case and diacritics find
//! each other. For the verdict nothing is folded: [`canonical`] normalises quotation marks, white space and Unicode form
//! and nothing else, and [`exact`] does the same for one word.

use crate::text::fold::fold_into;
use crate::text::invisible::{is_direction_mark, is_invisible};
use crate::text::tokens::Tokens;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Bytes of the text, with a possessive ending and the signs of a figure: `£5m`, `10%`, and the dash of `3-1`.
    pub range: Range<usize>,
    /// What it is aligned by: folded, without apostrophes.
    pub key: String,
}

/// Returns the words of `text[within]`, with ranges in `text`.
pub(super) fn words(text: &str, within: Range<usize>) -> Vec<Word> {
    let (base, part) = (within.start, &text[within]);
    let mut tokens = Tokens::new(part);
    let mut words = Vec::new();
    while let Some(token) = tokens.next_token() {
        if token.alternate {
            continue;
        }
        let mut range = token.start..token.end + possessive(&part[token.end..]);
        let mut key = String::with_capacity(range.len());
        fold_into(&part[range.clone()], &mut key);
        key.retain(|character| !is_quote_mark(character));
        if key.contains(|character: char| character.is_ascii_digit()) {
            let last: usize = words.last().map_or(0, |word: &Word| word.range.end - base);
            range =
                last.max(range.start - sign_before(&part[..range.start]))..range.end + sign_behind(&part[range.end..]);
        }
        words.push(Word { range: base + range.start..base + range.end, key });
    }
    words
}

/// Bytes of a possessive ending at the beginning of `rest`.
fn possessive(rest: &str) -> usize {
    let mut characters = rest.chars();
    let (Some(mark), Some('s' | 'S')) = (characters.next(), characters.next()) else { return 0 };
    let ends = characters.next().is_none_or(|next| !next.is_alphanumeric());
    if is_apostrophe(mark) && ends { mark.len_utf8() + 1 } else { 0 }
}

/// Bytes of the currency at the end of `text`, as it stands before a figure.
fn sign_before(text: &str) -> usize {
    text.chars().next_back().filter(|sign| is_currency(*sign)).map_or(0, char::len_utf8)
}

/// Bytes of a sign at the beginning of `rest`, as it stands behind a figure, or between two.
fn sign_behind(rest: &str) -> usize {
    let mut characters = rest.chars();
    let Some(sign) = characters.next() else { return 0 };
    let between = matches!(sign, '-' | '–' | '/' | ':') && characters.next().is_some_and(|next| next.is_ascii_digit());
    let counts = matches!(sign, '%' | '‰' | '°') || is_currency(sign);
    if between || counts { sign.len_utf8() } else { 0 }
}

fn is_currency(sign: char) -> bool {
    matches!(sign, '$' | '£' | '€' | '¥' | '¢' | '₹' | '₦' | '₩' | '₽' | '₱' | '₺' | '₴' | '₫' | '฿')
}

/// A word as it must be equal: composed, with one kind of apostrophe and without invisible characters.
pub(super) fn exact(word: &str) -> String {
    let visible = word.chars().filter(|character| !is_unseen(*character));
    visible.map(|character| if is_apostrophe(character) { '\'' } else { character }).nfc().collect()
}

/// The text with quotation marks, white space and Unicode form normalised, and nothing else.
///
/// Quotation marks go; an apostrophe inside a word stays (`we're` is not `were`). Any white space is one blank. Letters
/// are composed (NFC), three dots are an ellipsis, and what has no width has no meaning.
pub(super) fn canonical(text: &str) -> String {
    let composed: Vec<char> = text.nfc().filter(|character| !is_unseen(*character)).collect();
    let mut out = String::with_capacity(text.len());
    for (at, &character) in composed.iter().enumerate() {
        if is_quote_mark(character) {
            let letter = |neighbour: Option<&char>| neighbour.is_some_and(|neighbour| neighbour.is_alphanumeric());
            let before = at.checked_sub(1).and_then(|before| composed.get(before));
            if is_apostrophe(character) && letter(before) && letter(composed.get(at + 1)) {
                out.push('\'');
            }
        } else if character.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if character == '…' {
            out.push_str("...");
        } else {
            out.push(character);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether two texts hold the same words in the same letters, whatever stands between them.
pub(super) fn same_letters(one: &str, other: &str) -> bool {
    one == other || exact(one) == exact(other)
}

/// Marks that open or close a quotation somewhere, apostrophes among them.
pub(super) fn is_quote_mark(character: char) -> bool {
    is_apostrophe(character)
        || is_double_mark(character)
        || matches!(character, '‘' | '‚' | '‛' | '‹' | '›' | '`' | '´' | '「' | '」' | '『' | '』')
}

/// Marks that stand around whole quotations and never inside words.
pub(super) fn is_double_mark(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '〝' | '〞' | '「' | '」' | '『' | '』')
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | '＇')
}

/// Whether a character is no part of what was said, though it may stand in what was pasted.
fn is_unseen(character: char) -> bool {
    is_invisible(character) || is_direction_mark(character)
}

#[cfg(test)]
mod tests {
    use super::{canonical, words};

    #[test]
    fn marks_white_space_and_unicode_form_are_all_that_is_normalised() {
        for (one, other) in [
            ("“We knew,\u{a0}and\n we waited.”", "We knew, and we waited."),
            ("\"He told me ‘go home’ and I went\"", "He told me \"go home\" and I went"),
            ("Zoe\u{308} said so…", "Zoë said so..."),
            ("« C’est l'été »", "C'est l’été"),
            ("de\u{ad}fence", "defence"),
        ] {
            assert_eq!(canonical(one), canonical(other));
        }
        for (one, other) in [
            ("we're here", "were here"),
            ("We knew.", "We knew!"),
            ("Zoë", "Zoe"),
            ("We knew", "we knew"),
            ("1,200", "1200"),
            ("a – b", "a - b"),
        ] {
            assert_ne!(canonical(one), canonical(other));
        }
    }

    #[test]
    fn a_figure_keeps_its_signs() {
        let shown = |text: &str| -> Vec<String> {
            words(text, 0..text.len()).iter().map(|word| text[word.range.clone()].to_owned()).collect()
        };
        assert_eq!(
            shown("pay £5m, 10% or US$3, 3-1 at 12:30 - all"),
            ["pay", "£5m", "10%", "or", "US", "$3", "3-", "1", "at", "12:", "30", "all"]
        );
    }

    #[test]
    fn a_word_keeps_its_possessive() {
        let text = "x “The mayor’s plan, 1,200 of them”";
        let found = words(text, 2..text.len());
        let shown: Vec<&str> = found.iter().map(|word| &text[word.range.clone()]).collect();
        assert_eq!(shown, ["The", "mayor’s", "plan", "1,200", "of", "them"]);
        assert_eq!(found[1].key, "mayors");
    }
}
