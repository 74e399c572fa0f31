//! Characters that nobody sees, and those that stand where others were meant.

use encoding_rs::WINDOWS_1252;

/// Whether a character neither shows nor means anything: the zero-width space, the word joiner, the byte order mark, the
/// soft hyphen. The joiners that Persian, Indic scripts and emoji need are none.
pub const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Whether a character joins letters, or keeps them from being joined, without being seen: what Persian, Indic scripts and
/// emoji need.
pub const fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

/// Whether a character has a direction and nothing else: what stands beside full stops and digits in Hebrew and Arabic.
pub const fn is_direction_mark(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}')
}

/// Whether a character turns the direction of what stands behind it, or turns it back: embeddings, overrides, isolates.
pub const fn turns_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is a space of another width than the usual one, or one at which no line ends: no-break, en, em,
/// thin and others.
pub const fn is_odd_space(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

/// What a C1 control stands for where Windows-1252 was taken for Latin-1: `“` for U+0093. Itself where that is nothing.
pub fn meant_by_control(character: char) -> Option<char> {
    let byte = u8::try_from(u32::from(character)).ok().filter(|byte| (0x80..0xA0).contains(byte))?;
    WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()
}

#[cfg(test)]
mod tests {
    use super::{is_direction_mark, is_invisible, is_joiner, is_odd_space, meant_by_control, turns_direction};

    #[test]
    fn what_shows_is_told_from_what_does_not() {
        assert!(is_invisible('\u{ad}') && !is_invisible('\u{200d}') && !is_invisible('-'));
        let kinds = [is_invisible, is_joiner, is_direction_mark, turns_direction, is_odd_space];
        for character in '\u{0}'..=char::MAX {
            assert!(kinds.iter().filter(|is| is(character)).count() < 2, "{character:?} is of two kinds");
        }
        assert_eq!(
            ['\u{93}', '\u{80}', '\u{81}', 'é'].map(meant_by_control),
            [Some('“'), Some('€'), Some('\u{81}'), None]
        );
    }
}
