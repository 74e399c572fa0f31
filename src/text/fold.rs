//! Folding: the form in which letters are compared, without case and diacritics.
//!
//! `Král`, `Kral` and `KRAL` fold to `kral`. Decomposition and lower case are Unicode's; the letters that Unicode
//! does not decompose but newspapers write without their stroke (`ø`, `ł`, `ß` …) are in a short table. Only marks that
//! people leave out when they type are taken away: accents of Latin, Greek and Cyrillic letters, points of Hebrew and
//! Arabic. A mark that makes another letter stays: `が` is not `か`, `й` is not `и`, and the vowels of Devanagari are
//! vowels.

use super::invisible::is_invisible;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// Appends the folded form of `word` to `out`.
pub fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        return lower_ascii_into(word, out);
    }
    // Composed first, so that a letter of its own is seen as one however it is written.
    for character in word.nfkc().filter(|character| !is_left_out(*character)) {
        let base = bare(character);
        match spelled_out(base) {
            Some(letters) => out.push_str(letters),
            None => out.extend(base.to_lowercase().filter(|lower| !is_left_out(*lower))),
        }
    }
}

/// The letter without the marks that people leave out; the letter itself where it has others.
fn bare(character: char) -> char {
    if matches!(character, 'й' | 'Й' | 'ї' | 'Ї' | 'ў' | 'Ў') {
        return character;
    }
    let (mut base, mut folds) = (None, true);
    decompose_canonical(character, |part| match base {
        None => base = Some(part),
        Some(_) => folds &= is_left_out(part),
    });
    base.filter(|_| folds).unwrap_or(character)
}

/// Marks that are not written where a keyboard or a printer lacks them, and what nobody sees.
fn is_left_out(character: char) -> bool {
    is_invisible(character)
        || matches!(character as u32,
        0x0300..=0x036F                                      // accents
        | 0x0591..=0x05BD | 0x05BF | 0x05C1..=0x05C2 | 0x05C4..=0x05C5 | 0x05C7    // Hebrew points
        | 0x0610..=0x061A | 0x0640 | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06DC | 0x06DF..=0x06E8    // Arabic points
        | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F
        | 0x200C | 0x200D)
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
    out.extend(word.chars().filter(|character| !is_invisible(*character)).flat_map(char::to_lowercase).nfc());
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
            ("Việt", "viet"),
            ("Ёлка", "елка"),
            ("أحمد", "احمد"),
            ("مُحَمَّد", "محمد"),
            ("Ｖｅｌｄｅｎ", "velden"),
        ] {
            assert_eq!(fold(printed), typed);
        }
    }

    #[test]
    fn letters_of_their_own_stay() {
        for letters in ["новый", "київ", "がんばれ", "한국", "हिन्दी", "ไทย"] {
            assert_eq!(fold(letters), letters);
        }
        // However they are composed.
        assert_eq!(fold("новыи\u{306}"), "новый");
        assert_eq!(fold("か\u{3099}"), "が");
    }

    #[test]
    fn lower_case_keeps_diacritics_and_composes_them() {
        let mut out = String::new();
        lower_into("Zoe\u{308}", &mut out);
        assert_eq!(out, "zoë");
    }
}
