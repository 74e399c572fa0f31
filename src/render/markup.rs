//! [`escaped`], the one place where text is made safe for XML and HTML.

use std::borrow::Cow;

/// Returns `text` as it may stand between tags and in attributes, of XML 1.0 as well as of HTML.
///
/// Characters that XML does not have (controls but tab and line breaks) become U+FFFD; bidirectional controls, which
/// could make a page read otherwise than it is, do so too.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|character| replacement(character).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match replacement(character) {
            Some(replacement) => safe.push_str(replacement),
            None => safe.push(character),
        }
    }
    Cow::Owned(safe)
}

fn replacement(character: char) -> Option<&'static str> {
    match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        '\t' | '\n' => None,
        '\r' => Some("&#13;"),
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => Some("\u{fffd}"),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some("\u{fffd}"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_foreign_is_markup() {
        assert_eq!(escaped("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
        assert_eq!(escaped("a\u{0}b\u{1b}[2J\u{202e}c\n"), "a\u{fffd}b\u{fffd}[2J\u{fffd}c\n");
        assert!(matches!(escaped("naïve – “quoted”"), std::borrow::Cow::Borrowed(_)));
    }
}
