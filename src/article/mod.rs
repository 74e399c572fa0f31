//! What an article *is*: the nouns that every other room speaks of, and nothing that acts on them.
//!
//! An [`Article`] is one text with marked places: its headline, its [`Paragraph`]s by [`ParagraphKind`], and, once
//! `quote/` has looked at it, its [`Quotation`]s. Every place is a [`Span`] of that one text, so that whatever the
//! program prints can be proved by pointing at it.
//!
//! Two nouns that must not be mixed: the *source* of a quotation is the words on the page that say who speaks ("the
//! defence secretary", "she"); the *speaker* is the person.

mod date;
mod names;
mod passed_over;
mod quotation;
mod span;

pub use date::{CivilDate, DateError, Precision};
pub use names::{FullName, NameUses};
pub use passed_over::{PassedOver, WhyNot};
pub use quotation::{Attribution, AttributionClass, Quotation, QuotationKind, SURE, SourceKind, Speaker};
pub use span::Span;

use serde::{Deserialize, Serialize};

/// The name an article goes by in every output.
///
/// It is the id the record carries (a JSON `id`, a `DOCNO`), else the path below the archive's root with `/`
/// between the parts, followed by `#n` for the n-th record of a file that holds several. It survives re-indexing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(String);

impl ArticleId {
    /// Takes an id as the record gives it, without surrounding white space.
    pub fn new(id: impl AsRef<str>) -> ArticleId {
        ArticleId(id.as_ref().trim().to_owned())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of the article's n-th quotation, counted from one in the order of the text: `<article id>#q<n>`.
    pub fn quotation(&self, n: usize) -> String {
        format!("{}#q{n}", self.0)
    }

    /// Takes a quotation's id apart: the article's id and `n`, as [`quotation`](ArticleId::quotation) put them together.
    ///
    /// `None` where the id is none of a quotation, as `harbour.txt` and `harbour.txt#qx`. Whether there are such an
    /// article and so many quotations in it, the archive knows; an article's own id may well look so.
    pub fn of_quotation(id: &str) -> Option<(&str, usize)> {
        let (article, n) = id.rsplit_once("#q")?;
        Some((article, n.parse().ok()?))
    }
}

impl std::fmt::Display for ArticleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where an article was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The file's path below the root that was walked, with `/` between the parts.
    pub path: String,
    /// Which record of the file it is, counted from zero; `None` where the file is one article.
    pub record: Option<u32>,
}

/// One article: its text, what stands where in it, and what is known about it.
///
/// `text` is the headline, the standfirst and the body, in that order, with a blank line between the parts that are
/// there. It is decoded and cleaned once, in `read/`; from then on there is one text, and every [`Span`] is a range
/// of its bytes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Article {
    /// See [`ArticleId`].
    pub id: ArticleId,
    /// Headline, standfirst and body.
    pub text: String,
    /// Where the headline stands in `text`.
    pub headline: Option<Span>,
    /// Where the standfirst (the sentence under the headline) stands in `text`.
    pub standfirst: Option<Span>,
    /// The byte of `text` at which the body begins. For JSON records the `body` string stands verbatim from here on.
    pub body_start: u32,
    /// The paragraphs of the body in their order; they do not overlap and lie at or after `body_start`.
    pub paragraphs: Vec<Paragraph>,
    /// Who wrote it, as printed, without "By".
    pub byline: Option<String>,
    /// The civil day (or month, or year) of publication as the article states it; never taken from a file's time.
    pub published: Option<CivilDate>,
    /// The outlet, as printed.
    pub source: Option<String>,
    /// The section of the paper, as printed.
    pub section: Option<String>,
    /// The address it was published at.
    pub url: Option<String>,
    /// ISO 639-1 code: stated by the article, else detected where detection is reliable.
    pub language: Option<String>,
    /// Where it was read from.
    pub origin: Origin,
}

impl Default for ArticleId {
    /// The empty id, which no reader leaves in place.
    fn default() -> ArticleId {
        ArticleId(String::new())
    }
}

impl Article {
    /// The words at `span`.
    pub fn at(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The headline's words, empty where there is none.
    pub fn headline_text(&self) -> &str {
        self.headline.map_or("", |span| self.at(span))
    }

    /// Where the lead ends, in bytes of `text`: with the first paragraph of the running text that holds a word. The
    /// standfirst before it is part of the lead, and all of it where there is no running text.
    pub fn lead_end(&self) -> u32 {
        let has_word = |paragraph: &&Paragraph| self.at(paragraph.span).contains(char::is_alphanumeric);
        let running = self.paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Body);
        let first = running.into_iter().find(has_word).map(|paragraph| paragraph.span);
        first.or(self.standfirst).map_or(0, |span| span.end)
    }

    /// Everything from `body_start` on.
    pub fn body_text(&self) -> &str {
        &self.text[self.body_start as usize..]
    }
}

/// A stretch of the body that belongs together: what stands between two blank lines, one `<p>`, one list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// What it is for.
    pub kind: ParagraphKind,
    /// Where it stands, without the line breaks around it.
    pub span: Span,
}

/// What a paragraph is for. Only [`ParagraphKind::Body`] holds quotations and passages of the body; the other kinds
/// stay in the text and can be shown, but are not the article's running words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParagraphKind {
    /// Running text.
    Body,
    /// A heading inside the body ("Harbour membership"): short, no full stop.
    CrossHead,
    /// A sentence of the body lifted out and printed again, large.
    PullQuote,
    /// The words under a picture, with its credit.
    Caption,
    /// Links to other stories, "Related news", newsletter calls, "This article was amended": what follows the end.
    Footer,
}

impl ParagraphKind {
    /// The kind as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            ParagraphKind::Body => "body",
            ParagraphKind::CrossHead => "cross_head",
            ParagraphKind::PullQuote => "pull_quote",
            ParagraphKind::Caption => "caption",
            ParagraphKind::Footer => "footer",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ArticleId;

    #[test]
    fn a_quotation_is_named_by_its_article_and_a_number() {
        assert_eq!(ArticleId::of_quotation(&ArticleId::new("a/b.txt").quotation(12)), Some(("a/b.txt", 12)));
        assert_eq!(ArticleId::of_quotation("a#q1#q2"), Some(("a#q1", 2)));
        for other in ["a/b.txt", "a#q", "a#qx", "a#q-1"] {
            assert_eq!(ArticleId::of_quotation(other), None, "{other}");
        }
    }
}
