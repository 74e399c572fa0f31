//! Characters that nobody sees, and those that stand where others were meant.

use encoding_rs::WINDOWS_1252;

/// Whether a character neither shows nor means anything: the zero-width space, the word joiner, the byte order mark, the
/// soft hyphen. The joiners that Persian, Indic scripts and emoji need are none.
pub const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// What a C1 control stands for where Windows-1252 was taken for Latin-1: `“` for U+0093. Itself where that is nothing.
pub fn meant_by_control(character: char) -> Option<char> {
    let byte = u8::try_from(u32::from(character)).ok().filter(|byte| (0x80..0xA0).contains(byte))?;
    WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()
}

#[cfg(test)]
mod tests {
    use super::{is_invisible, meant_by_control};

    #[test]
    fn what_shows_is_told_from_what_does_not() {
        assert!(is_invisible('\u{ad}') && !is_invisible('\u{200d}') && !is_invisible('-'));
        assert_eq!(
            ['\u{93}', '\u{80}', '\u{81}', 'é'].map(meant_by_control),
            [Some('“'), Some('€'), Some('\u{81}'), None]
        );
    }
}
