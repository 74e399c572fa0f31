//! What articles and quotations are compared by: columns that tell copies apart from the rest without their texts.

use crate::article::{Article, ParagraphKind, Quotation};
use crate::text::shingles::{ContentWords, Signature, content_words, print};

/// The content words of an article's running text. Headlines are left out: every outlet writes its own.
pub fn running_words(article: &Article) -> ContentWords {
    let body = article.paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Body);
    content_words(body.map(|paragraph| article.at(paragraph.span)))
}

/// The signature of an article's running text; `None` for a few words, by which no copy can be told.
pub(super) fn signature(article: &Article) -> Option<Signature> {
    Signature::of(&running_words(article))
}

/// A number that quotations of the same words share, whatever their case and marks.
pub(super) fn said_print(article: &Article, quotation: &Quotation) -> u32 {
    print(quotation.content.iter().map(|span| article.at(*span)))
}
