//! Folding: the form in which letters are compared, without case and diacritics.
//!
//! `Král`, `Kral` and `KRAL` fold to `kral`. Decomposition and lower case are Unicode's; the letters that Unicode
//! does not decompose but newspapers write without their stroke (`ø`, `ł`, `ß` …) are in a short table.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Appends the folded form of `word` to `out`.
pub fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        return lower_ascii_into(word, out);
    }
    for character in word.nfkd().filter(|character| !is_combining_mark(*character)) {
        match spelled_out(character) {
            Some(letters) => out.push_str(letters),
            None => out.extend(character.to_lowercase().filter(|lower| !is_combining_mark(*lower))),
        }
    }
}

/// Returns the folded form of `word`.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

/// Appends `word` in lower case and composed form (NFC) with its diacritics kept.
pub fn lower_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        return lower_ascii_into(word, out);
    }
    out.extend(word.chars().flat_map(char::to_lowercase).nfc());
}

fn lower_ascii_into(word: &str, out: &mut String) {
    let start = out.len();
    out.push_str(word);
    out[start..].make_ascii_lowercase();
}

/// Letters with a stroke, a bar or a ligature that do not decompose, as papers without the sort print them.
fn spelled_out(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{fold, lower_into};

    #[test]
    fn names_fold_to_what_a_plain_keyboard_types() {
        for (printed, typed) in [
            ("Zoë", "zoe"),
            ("Łódź", "lodz"),
            ("Bjørn", "bjorn"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("ﬁn", "fin"),
        ] {
            assert_eq!(fold(printed), typed);
        }
    }

    #[test]
    fn lower_case_keeps_diacritics_and_composes_them() {
        let mut out = String::new();
        lower_into("Zoe\u{308}", &mut out);
        assert_eq!(out, "zoë");
    }
}
