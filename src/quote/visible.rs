//! What a reader sees of an article: without characters that show nothing, and with one kind of space.
//!
//! Texts from the web have soft hyphens inside words, zero-width characters and byte order marks beside them, no-break
//! spaces where a line must not end (`Mr.&nbsp;Roe`), and controls or `â€œ` where quotation marks were meant. Some of these
//! go where articles are read, but the bodies of JSON records stay as they are. Whoever reads looks through them, and so
//! should every rule and every model. The article keeps its text; what is found in what is seen of it is told in places of
//! the article.

use crate::article::{Article, Paragraph, Quotation, Span};
use crate::text::invisible::{is_direction_mark, is_invisible, is_odd_space, meant_by_control, turns_direction};

/// An article as it is seen.
#[derive(Debug, Clone)]
pub struct Visible {
    /// What is seen: the text, and what stands where in it. All else of an article is left out but its language.
    pub article: Article,
    /// The place behind each character that is seen otherwise.
    places: Vec<Place>,
}

/// One and the same place.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// In what is seen.
    seen: u32,
    /// In the article.
    original: u32,
    /// Whether the character before it is seen.
    shows: bool,
}

impl Visible {
    /// The article as it is seen; `None` where that is as it is.
    pub fn of(article: &Article) -> Option<Visible> {
        let mut others = others(&article.text).peekable();
        others.peek()?;
        let mut text = String::with_capacity(article.text.len());
        let mut places = Vec::new();
        let mut done = 0;
        for (at, length, seen) in others {
            text.push_str(&article.text[done..at]);
            text.extend(seen);
            done = at + length;
            places.push(Place { seen: text.len() as u32, original: done as u32, shows: seen.is_some() });
        }
        text.push_str(&article.text[done..]);
        let mut visible = Visible { article: Article::default(), places };
        let seen = |span: Span| visible.seen(span);
        let paragraph = |paragraph: &Paragraph| Paragraph { span: seen(paragraph.span), ..*paragraph };
        visible.article = Article {
            text,
            headline: article.headline.map(seen),
            standfirst: article.standfirst.map(seen),
            body_start: seen(Span { start: article.body_start, end: article.body_start }).start,
            paragraphs: article.paragraphs.iter().map(paragraph).collect(),
            language: article.language.clone(),
            ..Article::default()
        };
        Some(visible)
    }

    /// Where something that is seen stands in the article. What shows nothing at its edges is left outside.
    pub fn original(&self, span: Span) -> Span {
        let moved = |place: u32, passed: usize| match passed.checked_sub(1).map(|last| self.places[last]) {
            Some(last) => last.original + (place - last.seen),
            None => place,
        };
        let start = self.places.partition_point(|place| place.seen <= span.start);
        let end = self.places.partition_point(|place| place.seen < span.end || place.seen == span.end && place.shows);
        let start = moved(span.start, start);
        Span { start, end: moved(span.end, end).max(start) }
    }

    /// Where something of the article is seen.
    pub fn seen(&self, span: Span) -> Span {
        let moved = |place: u32| {
            let passed = self.places.partition_point(|other| other.original <= place);
            let (seen, original) = passed.checked_sub(1).map_or((0, 0), |last| {
                let last = self.places[last];
                (last.seen, last.original)
            });
            // Inside a character that shows nothing, all that is left is where it would be.
            let next = self.places.get(passed).map_or(u32::MAX, |next| next.seen);
            (seen + (place - original)).min(next)
        };
        Span { start: moved(span.start), end: moved(span.end) }
    }

    /// Quotations of what is seen as quotations of the article.
    pub fn quotations_of_original(&self, mut found: Vec<Quotation>) -> Vec<Quotation> {
        for quotation in &mut found {
            let attribution = &mut quotation.attribution;
            let spans = quotation.content.iter_mut().chain(&mut quotation.cue).chain(&mut quotation.source);
            for span in spans.chain(&mut attribution.evidence) {
                *span = self.original(*span);
            }
        }
        found
    }
}

/// The characters of a text that are not seen as they are: where each begins, its length in bytes, and what is seen instead,
/// if anything.
fn others(text: &str) -> impl Iterator<Item = (usize, usize, Option<char>)> {
    // All of them begin with one of three bytes.
    memchr::memchr3_iter(0xC2, 0xE2, 0xEF, text.as_bytes()).filter_map(|at| {
        let character = text[at..].chars().next()?;
        let seen = match character {
            _ if is_odd_space(character) => Some(' '),
            _ if is_invisible(character) || is_direction_mark(character) || turns_direction(character) => None,
            // Quotation marks and dashes; others are left of letters that were taken for other ones twice.
            '\u{91}'..='\u{97}' => meant_by_control(character),
            '€' if text[..at].ends_with('â') => {
                let (length, mark) = mark_behind(&text[at + '€'.len_utf8()..]);
                return Some((at - 'â'.len_utf8(), "â€".len() + length, Some(mark)));
            }
            _ => return None,
        };
        Some((at, character.len_utf8(), seen))
    })
}

/// The mark that `â€` and what stands behind it were before UTF-8 was taken for Windows-1252, and the length of what belongs to
/// it there. The last part of `”` has no character in that, and is often lost.
fn mark_behind(rest: &str) -> (usize, char) {
    let part = rest.chars().next();
    let mark = match part {
        Some('œ') => '“',
        Some('˜') => '‘',
        Some('™') => '’',
        Some('“') => '–',
        Some('”') => '—',
        Some('¦') => '…',
        Some('\u{9D}') => '”',
        _ => return (0, '”'),
    };
    (part.map_or(0, char::len_utf8), mark)
}

#[cfg(test)]
mod tests {
    use super::Visible;
    use crate::article::{Article, Span};
    use crate::quote::{article_of, find_quotations};

    fn span_of(article: &Article, words: &str) -> Span {
        let start = article.text.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    #[test]
    fn an_article_of_plain_characters_is_seen_as_it_is() {
        assert!(Visible::of(&article_of("“We knew” – Ann Roe, 5 € … ﬁn")).is_none());
    }

    #[test]
    fn what_is_seen_stands_in_the_article() {
        let article = article_of("Mr.\u{A0}Rome\u{AD}ro\u{200B} left.\u{FEFF}");
        let visible = Visible::of(&article).unwrap();
        assert_eq!(visible.article.text, "Mr. Romero left.");
        assert_eq!(visible.article.paragraphs[0].span, Span::new(0, 16));
        let original = |words: &str| article.at(visible.original(span_of(&visible.article, words)));
        assert_eq!(original("Mr. Romero"), "Mr.\u{A0}Rome\u{AD}ro");
        assert_eq!(original(" left."), " left.");
        assert_eq!(original("ro"), "ro");
        assert_eq!(original("Mr. "), "Mr.\u{A0}");
        for (words, seen) in [("Rome\u{AD}ro\u{200B}", "Romero"), ("ro\u{200B} left", "ro left")] {
            assert_eq!(visible.article.at(visible.seen(span_of(&article, words))), seen);
        }
    }

    #[test]
    fn names_are_read_through_what_shows_nothing() {
        for text in [
            "“We knew,” said Anne\u{200B} M.\u{A0}Lind\u{AD}holm, the mayor. Mr.\u{A0}Roe left.",
            "â€œWe knew,â€\u{9D} said Anne M. Lindholm, the mayor. â€œYes,â€ he said.",
            "\u{202A}\u{93}We\u{202F}knew,\u{94} said Anne M. \u{2060}Lindholm\u{200E}, the mayor. Mr. Roe left.",
        ] {
            let article = article_of(text);
            let found = find_quotations(&article);
            assert_eq!(found[0].speaker.as_ref().unwrap().full_name, "Anne M. Lindholm");
            assert!(article.at(found[0].content[0]).starts_with(['“', 'â', '\u{93}']));
            assert!(article.at(found[0].content[0]).ends_with([',', '”', '\u{94}', '\u{9D}']));
            assert!(article.at(found[0].source[0]).ends_with("holm"));
        }
    }
}
