//! [`visible`], the one place where foreign text is made safe for a terminal.
//!
//! Articles come from anywhere. An escape sequence inside one could recolour, retitle or rewrite the screen, and a
//! bidirectional override could print a sentence backwards so that it reads as its opposite. Nothing of an article
//! reaches a terminal except through here (as in fd's `src/sanitize.rs`).

use crate::text::invisible::{is_direction_mark, is_invisible, turns_direction};
use std::borrow::Cow;
use std::fmt::Write;

/// Returns `text` with everything that a terminal would obey replaced by something that can be read.
///
/// - control characters of ASCII become their pictures: ESC is `␛`, a bell `␇`; so do line breaks and tabs, which the
///   layout takes out before it comes here;
/// - other control, bidirectional and invisible formatting characters become `<U+202E>`, as in `less`;
/// - soft hyphens, on whose width no two terminals agree, are left out.
///
/// Joiners that scripts and emoji need (U+200C, U+200D, variation selectors) stay as they are.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\u{0}'..='\u{1f}' => safe.extend(char::from_u32(0x2400 + character as u32)),
            '\u{7f}' => safe.push('␡'),
            '\u{ad}' => {}
            _ if is_obeyed(character) => {
                write!(safe, "<U+{:04X}>", character as u32).expect("writing to a string cannot fail");
            }
            _ => safe.push(character),
        }
    }
    Cow::Owned(safe)
}

/// Returns a line of JSON with what a terminal would obey as `\uXXXX`, which says the same to a reader of JSON.
///
/// Outside strings JSON has none of these characters, and inside them serde_json has escaped ASCII's already (DEL is
/// the one that it leaves).
pub fn visible_json(line: &str) -> Cow<'_, str> {
    if !line.chars().any(is_obeyed) {
        return Cow::Borrowed(line);
    }
    let mut safe = String::with_capacity(line.len() + 8);
    for character in line.chars() {
        if is_obeyed(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(safe, "\\u{unit:04x}").expect("writing to a string cannot fail");
            }
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

/// Whether a terminal may act on the character, or hide it, instead of showing it.
fn is_obeyed(character: char) -> bool {
    character.is_control()
        || is_invisible(character)
        || is_direction_mark(character)
        || turns_direction(character)
        // The mark of Arabic letters, line and paragraph separators, outdated controls, notes between lines, tags.
        || matches!(character,
            '\u{61c}' | '\u{2028}' | '\u{2029}' | '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::{visible, visible_json};
    use std::borrow::Cow;

    #[test]
    fn an_escape_sequence_is_shown_and_not_obeyed() {
        assert_eq!(visible("a\u{1b}[31mred\u{7}\u{9b}2J\u{7f}"), "a␛[31mred␇<U+009B>2J␡");
    }

    #[test]
    fn a_sentence_cannot_be_turned_round() {
        assert_eq!(visible("He did \u{202e}ton\u{202c} lie"), "He did <U+202E>ton<U+202C> lie");
        assert_eq!(visible("\u{2066}x\u{2069}\u{200f}\u{e0041}"), "<U+2066>x<U+2069><U+200F><U+E0041>");
    }

    #[test]
    fn words_of_every_script_pass_untouched() {
        for text in ["naïve – “quoted”", "منظمة الصحة", "می‌خواهم", "東京", "👩\u{200d}🚀", "e\u{301}"]
        {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn soft_hyphens_are_left_out() {
        assert_eq!(visible("de\u{ad}fence"), "defence");
    }

    #[test]
    fn json_says_the_same_when_it_is_made_safe() {
        let text = "a\u{1b}[2J \u{9b}\u{202e}\u{7f}\u{e0041}\u{ad} – “q”";
        let line = serde_json::to_string(text).unwrap();
        let safe = visible_json(&line);
        assert!(!safe.chars().any(super::is_obeyed), "{safe}");
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), text);
    }
}
