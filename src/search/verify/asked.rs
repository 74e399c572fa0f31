//! [`Asked`]: a quotation as somebody brings it, taken apart.
//!
//! Whoever quotes leaves traces: an ellipsis where words were left out, brackets around words of their own, the cue in
//! the middle (`"We knew," she said, "and we waited"`). They are read here, once.

use super::words::{Word, canonical, is_double_mark, words};
use std::ops::Range;

/// Words inside brackets are an editor's up to this many bytes; longer ones are a speaker's aside.
const LONGEST_BRACKET: usize = 120;

/// A quotation that is to be looked for.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// Its words without what an editor marked as left out; `words` are ranges of this.
    pub text: String,
    /// What must be equal to what is printed, see [`canonical`].
    pub canonical: String,
    /// Its words in order.
    pub words: Vec<AskedWord>,
    /// Words between two quoted stretches that were taken for the cue, and passed over.
    pub passed_over: Vec<String>,
}

/// One word of it.
#[derive(Debug, Clone)]
pub(super) struct AskedWord {
    /// The word, with its range in [`Asked::text`].
    pub word: Word,
    /// Whether an ellipsis before it says that words were left out.
    pub after_omission: bool,
    /// Whether brackets mark it, or a letter of it, as an editor's.
    pub bracketed: bool,
}

impl Asked {
    /// Takes a quotation apart, whatever it holds.
    pub fn read(quote: &str) -> Asked {
        let (quoted, passed_over) = without_interruptions(quote.trim());
        let Marked { text, omissions, brackets } = without_brackets(&quoted);
        let mut asked = Vec::new();
        let mut end = 0;
        for word in words(&text, 0..text.len()) {
            let before = end..word.range.start;
            let omission = omissions.get(omissions.partition_point(|at| *at < before.start));
            let bracket = brackets.get(brackets.partition_point(|range| range.end <= word.range.start));
            asked.push(AskedWord {
                after_omission: omission.is_some_and(|at| *at <= before.end),
                bracketed: bracket.is_some_and(|range| range.start < word.range.end),
                word: word.clone(),
            });
            end = word.range.end;
        }
        Asked { canonical: canonical(&quoted), text, words: asked, passed_over }
    }

    /// The words at `range`, as they were typed.
    pub fn at(&self, range: Range<usize>) -> &str {
        match self.words.get(range).unwrap_or_default() {
            [] => "",
            [first, .., last] => &self.text[first.word.range.start..last.word.range.end],
            [only] => &self.text[only.word.range.clone()],
        }
    }
}

/// `"We knew," she said, "and we waited."` without `she said,`: only where the whole begins and ends with a mark and
/// every mark has its partner.
fn without_interruptions(quote: &str) -> (String, Vec<String>) {
    let marks: Vec<(usize, char)> = quote.char_indices().filter(|(_, character)| is_double_mark(*character)).collect();
    let whole = || quote.starts_with(is_double_mark) && quote.trim_end_matches(['.', ',']).ends_with(is_double_mark);
    let paired = marks.len() >= 4 && marks.len().is_multiple_of(2) && whole();
    // Curly marks say which way they face, and so does a straight one before which a blank stands and behind which a word;
    // a mark that opens twice is a quotation inside the quotation, or opens its next paragraph.
    let opens = |at: usize, mark: char| {
        let blank = quote[..at].ends_with(char::is_whitespace);
        blank && quote[at + mark.len_utf8()..].starts_with(char::is_alphanumeric)
    };
    let facing = |(n, (at, mark)): (usize, &(usize, char))| match mark {
        '“' | '„' => n % 2 == 0,
        '”' => n % 2 == 1,
        mark => n % 2 == 0 || !opens(*at, *mark),
    };
    if !paired || !marks.iter().enumerate().all(facing) {
        return (quote.to_owned(), Vec::new());
    }
    let mut text = String::with_capacity(quote.len());
    let mut passed_over = Vec::new();
    for (n, pair) in marks.chunks(2).enumerate() {
        let [(open, _), (close, mark)] = pair else { continue };
        let end = close + mark.len_utf8();
        text.push_str(&quote[*open..end]);
        let Some((next, _)) = marks.get(2 * n + 2) else { break };
        let between = quote[end..*next].trim();
        // An ellipsis between two quoted stretches says what it says anywhere.
        text.push_str(if is_omission(between) { " … " } else { " " });
        if between.contains(char::is_alphabetic) {
            passed_over.push(between.trim_matches(['.', ',']).to_owned());
        }
    }
    (text.trim_end().to_owned(), passed_over)
}

struct Marked {
    text: String,
    /// Where words were left out, in bytes of the text.
    omissions: Vec<usize>,
    /// What stood in brackets.
    brackets: Vec<Range<usize>>,
}

fn without_brackets(quote: &str) -> Marked {
    let mut marked = Marked { text: String::with_capacity(quote.len()), omissions: Vec::new(), brackets: Vec::new() };
    let mut rest = quote;
    while let Some(character) = rest.chars().next() {
        let inside = ['[', '('].contains(&character).then(|| bracket(rest)).flatten();
        if let Some(inside) = inside {
            let after = &rest[inside.len() + 2..];
            let letter = inside.chars().count() == 1 && inside.chars().all(char::is_alphabetic);
            let start = marked.text.len();
            if is_omission(inside) {
                marked.omissions.push(start);
                marked.text.push(' ');
                rest = after;
                continue;
            } else if character == '[' && inside.trim().eq_ignore_ascii_case("sic") {
                rest = after;
                continue;
            } else if character == '[' {
                marked.text.push_str(inside);
                marked.brackets.push(start..marked.text.len());
                if !(letter && after.starts_with(char::is_alphanumeric)) {
                    marked.text.push(' ');
                }
                rest = after;
                continue;
            }
        }
        let dots = dots(rest);
        if dots > 0 {
            marked.omissions.push(marked.text.len());
            marked.text.push_str(&rest[..dots]);
            rest = &rest[dots..];
        } else {
            marked.text.push(character);
            rest = &rest[character.len_utf8()..];
        }
    }
    marked
}

/// What stands inside the bracket that opens `rest`, where it is soon closed.
fn bracket(rest: &str) -> Option<&str> {
    let close = if rest.starts_with('[') { ']' } else { ')' };
    let limit = rest.char_indices().map(|(at, _)| at).find(|at| *at > LONGEST_BRACKET).unwrap_or(rest.len());
    let inside = &rest[1..];
    rest[..limit].find(close).map(|end| &inside[..end - 1])
}

/// Bytes of an ellipsis at the beginning of `rest`: `…`, `...`, `. . .`; 0 where there is none.
fn dots(rest: &str) -> usize {
    if rest.starts_with('…') {
        return '…'.len_utf8();
    }
    ["...", ". . ."].iter().find(|form| rest.starts_with(**form)).map_or(0, |form| form.len())
}

fn is_omission(words: &str) -> bool {
    let words = words.trim();
    let bare = words.chars().filter(|c| !matches!(c, '.' | '…' | ' ')).count() == 0;
    bare && (words.contains('…') || words.matches('.').count() >= 3)
}

#[cfg(test)]
mod tests {
    use super::Asked;
    use proptest::prelude::*;

    fn keys(asked: &Asked) -> Vec<String> {
        let shown = |word: &super::AskedWord| {
            let omission = if word.after_omission { "…" } else { "" };
            let bracket = if word.bracketed { "]" } else { "" };
            format!("{omission}{}{bracket}", word.word.key)
        };
        asked.words.iter().map(shown).collect()
    }

    #[test]
    fn what_an_editor_marks_is_read() {
        let cases: &[(&str, &[&str])] = &[
            ("We knew … and waited", &["we", "knew", "…and", "waited"]),
            ("We knew [...] and (…) waited", &["we", "knew", "…and", "…waited"]),
            ("[W]e knew [the council] lied [sic]", &["we]", "knew", "the]", "council]", "lied"]),
            ("We knew (a little) then", &["we", "knew", "a", "little", "then"]),
            ("I. . . don't", &["i", "…dont"]),
        ];
        for (quote, expected) in cases {
            assert_eq!(&keys(&Asked::read(quote)), expected, "{quote}");
        }
    }

    #[test]
    fn the_cue_in_the_middle_is_passed_over_and_told() {
        let asked = Asked::read("“We knew,” she said, “and we waited.”");
        assert_eq!(asked.passed_over, ["she said"]);
        assert_eq!(asked.canonical, "We knew, and we waited.");
        let nested = Asked::read("He told me \"go home\" and \"sleep\" today");
        assert!(nested.passed_over.is_empty());
        let reopened = Asked::read("\"One thing was late. \"Two things were. \"Three things are.\"");
        assert!(reopened.passed_over.is_empty());
        assert_eq!(reopened.words.len(), 10);
        let printed = Asked::read("“We knew,” … “and we waited.”");
        assert_eq!(printed.canonical, "We knew, ... and we waited.");
        assert!(printed.words[2].after_omission);
    }

    proptest! {
        #[test]
        fn any_text_can_be_asked(quote in any::<String>()) {
            Asked::read(&quote);
        }

        #[test]
        fn marks_and_brackets_in_any_order_can_be_asked(quote in "[a-c \\[\\]().…“”\"'«»é]{0,40}") {
            let asked = Asked::read(&quote);
            for word in &asked.words {
                prop_assert!(asked.text.is_char_boundary(word.word.range.start));
                prop_assert!(!asked.text[word.word.range.clone()].is_empty());
            }
        }
    }
}
