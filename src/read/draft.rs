//! [`Draft`]: what a format's reader found, before it is put together as an [`Article`].
//!
//! Every format ends here, so that the contract of one text (headline, standfirst, body, a blank line between those
//! that are there) is kept in one place.

use super::paragraphs::{Role, classify};
use super::{language, split};
use crate::article::{Article, ArticleId, CivilDate, Origin, Paragraph, Span};
use std::ops::Range;

/// The parts of an article as a reader found them.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub id: Option<String>,
    pub headline: Option<String>,
    pub standfirst: Option<String>,
    pub body: Body,
    pub byline: Option<String>,
    pub published: Option<CivilDate>,
    pub source: Option<String>,
    pub section: Option<String>,
    pub url: Option<String>,
    /// As stated, in any spelling.
    pub language: Option<String>,
}

/// The body of a draft.
#[derive(Debug)]
pub(super) enum Body {
    /// To be kept byte for byte; its paragraphs are still to be found.
    Verbatim(String),
    /// Paragraphs.
    Blocks(Vec<Block>),
}

impl Default for Body {
    fn default() -> Body {
        Body::Blocks(Vec::new())
    }
}

impl Body {
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Body::Verbatim(text) => text.trim().is_empty(),
            Body::Blocks(blocks) => blocks.iter().all(|block| block.text.trim().is_empty()),
        }
    }
}

/// One paragraph and what its mark-up says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Block {
    pub text: String,
    pub role: Role,
}

impl Block {
    pub(super) fn text(text: impl Into<String>) -> Block {
        Block { text: text.into(), role: Role::Text }
    }
}

impl Draft {
    /// Puts the article together; `fallback` is its id where the record carries none.
    ///
    /// # Errors
    ///
    /// A reason for [`Skipped`](super::Skipped) where nothing is left to put together.
    pub(super) fn article(self, origin: Origin, fallback: &str) -> Result<Article, String> {
        let headline = self.headline.as_deref().map(one_line).filter(|line| !line.is_empty());
        let standfirst =
            self.standfirst.as_deref().map(one_line).filter(|line| !line.is_empty() && headline.as_ref() != Some(line));
        let mut text = String::new();
        let add = |text: &mut String, part: &str| {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let start = text.len();
            text.push_str(part);
            start..text.len()
        };
        let headline_at = headline.as_deref().map(|part| add(&mut text, part));
        let standfirst_at = standfirst.as_deref().map(|part| add(&mut text, part));
        let (body_start, paragraphs) = match self.body {
            Body::Verbatim(body) => {
                let start = add(&mut text, &body).start;
                let paragraphs = split::paragraphs(&body);
                (
                    start,
                    paragraphs.into_iter().map(|range| (start + range.start..start + range.end, Role::Text)).collect(),
                )
            }
            Body::Blocks(blocks) => add_blocks(&mut text, blocks, headline.as_deref()),
        };
        if text.trim().is_empty() {
            return Err("no text in it".to_owned());
        }
        if u32::try_from(text.len()).is_err() {
            return Err("longer than 4 GB, which no article is".to_owned());
        }
        let kinds = classify(&text, &paragraphs);
        let span = |range: Range<usize>| Span::new(range.start, range.end);
        let language = language::language(self.language.as_deref(), &text[body_start..]);
        let id = self.id.map(ArticleId::new).filter(|id| !id.as_str().is_empty());
        Ok(Article {
            id: id.unwrap_or_else(|| ArticleId::new(fallback)),
            headline: headline_at.map(span),
            standfirst: standfirst_at.map(span),
            body_start: body_start as u32,
            paragraphs: paragraphs
                .into_iter()
                .zip(kinds)
                .map(|((range, _), kind)| Paragraph { kind, span: span(range) })
                .collect(),
            byline: tidy(self.byline).and_then(|byline| without_by(&byline)),
            published: self.published,
            source: tidy(self.source),
            section: tidy(self.section),
            url: tidy(self.url),
            language,
            origin,
            text,
        })
    }
}

/// Appends the blocks, but for a first one that only says the headline again.
fn add_blocks(text: &mut String, blocks: Vec<Block>, headline: Option<&str>) -> (usize, Vec<(Range<usize>, Role)>) {
    let mut paragraphs = Vec::with_capacity(blocks.len());
    let mut first = true;
    for block in blocks {
        let words = block.text.trim();
        if words.is_empty() || (first && headline.is_some_and(|headline| same_words(headline, words))) {
            continue;
        }
        first = false;
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(words);
        paragraphs.push((start..text.len(), block.role));
    }
    let start = paragraphs.first().map_or(text.len(), |(range, _)| range.start);
    (start, paragraphs)
}

/// Whether two lines hold the same words, whatever their marks and case.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    a.len() < 3 * b.len() + 20 && b.len() < 3 * a.len() + 20 && letters(a) == letters(b)
}

/// The words on one line, a space between them.
pub(super) fn one_line(text: &str) -> String {
    // Nearly all are so already.
    let bytes = text.as_bytes();
    let is_plain = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
    let joined = || bytes.windows(2).all(|two| two != b"  ");
    if bytes.iter().all(is_plain) && joined() && !text.starts_with(' ') && !text.ends_with(' ') {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

fn tidy(text: Option<String>) -> Option<String> {
    text.map(|text| one_line(&text)).filter(|text| !text.is_empty())
}

/// A byline without its "By"; `None` where nothing else is there.
pub(super) fn without_by(byline: &str) -> Option<String> {
    const OPENINGS: [&str; 7] = ["by ", "by: ", "written by ", "von ", "par ", "por ", "door "];
    let mut rest = byline.trim();
    if rest.eq_ignore_ascii_case("by") {
        return None;
    }
    for opening in OPENINGS {
        if rest.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening)) {
            // "von der Leyen" is a name: a small "von" is one where a small word follows.
            let after = rest[opening.len()..].trim_start();
            if opening == "von " && (rest.starts_with('v') || after.starts_with(char::is_lowercase)) {
                continue;
            }
            rest = after;
            break;
        }
    }
    let rest =
        rest.trim_matches(|sign: char| sign.is_whitespace() || matches!(sign, '|' | '•' | '·' | ',' | ';' | ':'));
    (!rest.is_empty()).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Block, Body, Draft, one_line, same_words, without_by};
    use crate::article::Origin;

    #[test]
    fn absent_parts_add_nothing() {
        let body = "  A bridge\r\nis closed. ";
        let draft = Draft { body: Body::Verbatim(body.into()), ..Draft::default() };
        let article = draft.article(Origin::default(), "a.txt").unwrap();
        assert_eq!((article.body_start, article.text.as_str(), article.id.as_str()), (0, body, "a.txt"));
    }

    #[test]
    fn the_text_is_headline_standfirst_body() {
        let draft = Draft {
            headline: Some("Bridge\n closed".into()),
            standfirst: Some("It was the storm.".into()),
            body: Body::Blocks(vec![
                Block::text("BRIDGE CLOSED"),
                Block::text("The bridge is closed."),
                Block::text(" "),
            ]),
            ..Draft::default()
        };
        let article = draft.article(Origin::default(), "a").unwrap();
        assert_eq!(article.text, "Bridge closed\n\nIt was the storm.\n\nThe bridge is closed.");
        assert_eq!(article.headline_text(), "Bridge closed");
        assert_eq!(article.body_text(), "The bridge is closed.");
        assert_eq!(article.paragraphs.len(), 1);
    }

    #[test]
    fn nothing_is_no_article() {
        assert!(Draft::default().article(Origin::default(), "a").is_err());
    }

    #[test]
    fn bylines_lose_their_by() {
        assert_eq!(without_by("By Ana Reyes,").as_deref(), Some("Ana Reyes"));
        assert_eq!(without_by("Von Ana Reyes").as_deref(), Some("Ana Reyes"));
        assert_eq!(without_by("von der Heide").as_deref(), Some("von der Heide"));
        assert_eq!(without_by("Byron Ames").as_deref(), Some("Byron Ames"));
        assert_eq!(without_by("By "), None);
    }

    #[test]
    fn lines_are_compared_by_their_words() {
        assert!(same_words("Bridge ‘closed’", "BRIDGE \"CLOSED\""));
        assert!(!same_words("Bridge closed", "Bridge open"));
        assert_eq!(one_line(" a\n\n b "), "a b");
    }
}
