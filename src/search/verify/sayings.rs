//! [`Saying`]: the words between an article's quotation marks, as a quotation that is asked for is held against them.

use super::words::{Word, canonical, is_double_mark, words};
use crate::archive::Stored;
use crate::article::{ParagraphKind, QuotationKind, Span};
use std::ops::Range;

/// Words that belong together in an article: a quotation's, or those of a part of the running text.
#[derive(Debug)]
pub(super) struct Saying {
    /// Which of the article's quotations it is; `None` for words that stand between marks without being one, and for
    /// running text.
    pub quotation: Option<usize>,
    /// Whether the words stand between quotation marks (or are a quotation that is set off otherwise).
    pub quoted: bool,
    /// Its stretches, in bytes of the article's text, and in words of `words`.
    pub stretches: Vec<Stretch>,
    /// Its words in order, with ranges in the article's text.
    pub words: Vec<Word>,
}

/// A stretch between two marks.
#[derive(Debug)]
pub(super) struct Stretch {
    pub span: Span,
    pub words: Range<usize>,
    /// Whether a reader takes what is quoted to end here: the mark is closed, and a sentence ends with it.
    ends: bool,
}

impl Saying {
    fn new(text: &str, quotation: Option<usize>, quoted: bool, spans: &[Span], every_end: bool) -> Saying {
        let mut saying = Saying { quotation, quoted, stretches: Vec::new(), words: Vec::new() };
        for (n, span) in spans.iter().enumerate() {
            let from = saying.words.len();
            saying.words.extend(words(text, span.range()));
            let ends = match spans.get(n + 1) {
                Some(next) => every_end || ends_here(span.of(text), &text[span.end as usize..next.start as usize]),
                None => true,
            };
            saying.stretches.push(Stretch { span: *span, words: from..saying.words.len(), ends });
        }
        saying
    }

    /// Whether the words `range` are all that stands between marks: whole stretches, from where one begins to where
    /// one ends and nothing goes on.
    pub fn is_whole(&self, range: &Range<usize>) -> bool {
        let Some(first) = self.stretches.iter().position(|stretch| stretch.words.start == range.start) else {
            return false;
        };
        let last = self.stretches.iter().rposition(|stretch| stretch.words.end == range.end);
        last.is_some_and(|last| self.stretches[last].ends) && (first == 0 || self.stretches[first - 1].ends)
    }

    /// What a reader takes for one quotation each: stretches up to where what is quoted ends, joined by ` … `.
    pub fn units(&self, text: &str) -> Vec<String> {
        let mut units = Vec::new();
        let mut open: Vec<&str> = Vec::new();
        for stretch in &self.stretches {
            open.push(stretch.span.of(text));
            if stretch.ends {
                units.push(std::mem::take(&mut open).join(" … "));
            }
        }
        units
    }

    /// Whether `asked`, in canonical form, is what these whole stretches hold.
    ///
    /// The comma or full stop with which printers close a stretch before its mark is the printer's: it may be there or
    /// not. Between two stretches an ellipsis may stand, as this program prints them.
    pub fn equals(&self, text: &str, range: &Range<usize>, asked: &str) -> bool {
        let mut rest = asked;
        let inside = |stretch: &&Stretch| range.start <= stretch.words.start && stretch.words.end <= range.end;
        for (n, stretch) in self.stretches.iter().filter(inside).enumerate() {
            if n > 0 {
                rest = without_closing(rest);
                rest = rest.trim_start();
                rest = rest.strip_prefix("...").unwrap_or(rest).trim_start();
            }
            let printed = canonical(stretch.span.of(text));
            let printed = if self.quoted { closing_stripped(&printed) } else { &printed };
            match rest.strip_prefix(printed) {
                Some(after) => rest = after,
                None => return false,
            }
        }
        without_closing(rest).is_empty()
    }
}

/// A comma or a full stop at the beginning of what is left, taken away: the printer's, see [`Saying::equals`].
fn without_closing(rest: &str) -> &str {
    match rest.strip_prefix([',', '.', '，', '。']) {
        Some(after) if !after.starts_with('.') => after,
        _ => rest,
    }
}

fn closing_stripped(printed: &str) -> &str {
    match printed.strip_suffix([',', '.', '，', '。']) {
        Some(bare) if !bare.ends_with('.') => bare.trim_end(),
        _ => printed,
    }
}

/// Whether a quoted stretch ends what is quoted, given what stands between it and the next.
fn ends_here(stretch: &str, between: &str) -> bool {
    let closed = stretch.trim_end().ends_with(is_double_mark) || stretch.trim_end().ends_with(['’', '\'', '›', '»']);
    let words = stretch.trim_end_matches(|c: char| is_double_mark(c) || matches!(c, '’' | '\'' | '›' | ' '));
    let stop = |text: &str| text.ends_with(['.', '!', '?', '…', '。', '！', '？']);
    closed && (stop(words) || stop(between.trim_end()) || between.contains("\n\n"))
}

/// An article with its sayings.
#[derive(Debug)]
pub(super) struct Sayings {
    pub stored: Stored,
    /// What is quoted.
    pub quoted: Vec<Saying>,
    /// The parts of the running text, quoted words among them.
    pub running: Vec<Saying>,
}

impl Sayings {
    /// Takes an article apart.
    pub fn of(stored: Stored) -> Sayings {
        let article = &stored.article;
        let text = article.text.as_str();
        let mut quoted = Vec::new();
        let mut taken: Vec<Span> = Vec::new();
        for (n, quotation) in stored.quotations.iter().enumerate() {
            match quotation.kind {
                QuotationKind::Direct => {
                    quoted.push(Saying::new(text, Some(n), true, &quotation.content, false));
                    taken.extend(&quotation.content);
                }
                QuotationKind::Mixed => {
                    let marked = quotation.content.iter().flat_map(|span| marked(text, *span)).collect::<Vec<_>>();
                    quoted.push(Saying::new(text, Some(n), true, &marked, true));
                    taken.extend(&marked);
                }
                QuotationKind::Indirect => {}
            }
        }
        let paragraphs = article.paragraphs.iter().filter(|paragraph| paragraph.kind != ParagraphKind::Footer);
        let parts = article.headline.into_iter().chain(article.standfirst);
        let parts: Vec<Span> = parts.chain(paragraphs.map(|paragraph| paragraph.span)).collect();
        // Words between marks that nobody says: titles, nicknames, what is so called.
        let others = parts.iter().flat_map(|part| marked(text, *part));
        for span in others.filter(|span| taken.iter().all(|taken| !taken.overlaps(*span))) {
            quoted.push(Saying::new(text, None, true, &[span], true));
        }
        let running = parts.iter().map(|part| Saying::new(text, None, false, &[*part], true)).collect();
        Sayings { quoted, running, stored }
    }
}

/// The stretches of `within` between double marks, marks included; without a partner a mark is passed over.
fn marked(text: &str, within: Span) -> Vec<Span> {
    let base = within.start as usize;
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, character) in within.of(text).char_indices() {
        if !is_double_mark(character) {
            continue;
        }
        match open {
            None if !matches!(character, '”') => open = Some((at, character)),
            Some((start, opening)) if closes(opening, character) => {
                let span = Span::new(base + start, base + at + character.len_utf8());
                found.push(span);
                open = None;
            }
            _ => {}
        }
    }
    found
}

fn closes(opening: char, mark: char) -> bool {
    match opening {
        '“' => matches!(mark, '”' | '"'),
        '„' => matches!(mark, '“' | '”' | '"'),
        '«' => mark == '»',
        '»' => mark == '«',
        '「' => mark == '」',
        '『' => mark == '』',
        _ => mark == opening || mark == '”',
    }
}
