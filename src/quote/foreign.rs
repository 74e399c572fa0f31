//! Articles in other languages: quotation marks delimit quotations there, too, but the words around them are not read.
//!
//! Nobody is named unless the page says so without words: a dash and a name behind a quotation, or the label in front
//! of a transcript's paragraph.

use super::compose::unattributed;
use super::page::Page;
use super::transcript::{Labels, transcript};
use crate::article::{Attribution, AttributionClass, Quotation, SourceKind, Span, Speaker};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;

/// The quotations of an article in another language, in the order of the text.
pub fn foreign_quotations(page: &Page<'_>) -> Vec<Quotation> {
    let lines = transcript(page, Labels::Shouted);
    let mut lines = lines.iter().peekable();
    let mut found: Vec<Quotation> = Vec::with_capacity(page.regions.len());
    for (number, region) in page.regions.iter().enumerate() {
        while let Some(line) = lines.next_if(|line| line.block <= region.block) {
            found.push(line.quotation(page));
        }
        let inside = found.last().is_some_and(|last| last.cover().contains(region.outer));
        // A word or two between marks is more often a title or a word held at arm's length.
        if !inside && region.words > 2 {
            found.push(marked(page, number));
        }
    }
    found.extend(lines.map(|line| line.quotation(page)));
    found
}

/// What stands between marks, with whoever signs it.
fn marked(page: &Page<'_>, number: usize) -> Quotation {
    let region = &page.regions[number];
    let block = page.block_of(number).tokens.end;
    let signature = if region.last < block {
        signature(page, region.last, block)
    } else {
        let next = page.blocks.get(region.block + 1).filter(|next| next.quotable);
        next.and_then(|next| signature(page, next.tokens.start, next.tokens.end))
    };
    let mut quotation = unattributed(region.outer);
    if let Some((dash, name)) = signature {
        let printed = name.of(page.text).to_owned();
        quotation.cue = Some(dash);
        quotation.source = vec![name];
        quotation.speaker = Some(Speaker { name: printed.clone(), full_name: printed, kind: SourceKind::Named });
        // Too rare in the training articles to be measured.
        quotation.attribution =
            Attribution { class: AttributionClass::Explicit, confidence: 0.9, evidence: vec![dash, name] };
    }
    quotation
}

/// The dash at token `at` and the name behind it, where nothing but that stands up to `end`, or a comma and an office:
/// `— Solène Vauquier, maire de Pontarle`.
fn signature(page: &Page<'_>, at: usize, end: usize) -> Option<(Span, Span)> {
    if at >= end || end - at > 16 || page.kind(at) != TokenKind::Dash {
        return None;
    }
    let first = at + 1;
    let name = (first..end).take_while(|&at| {
        page.kind(at) == TokenKind::Word && (page.tokens[at].capital || page.is(at, Traits::PARTICLE))
    });
    let last = name.last()? + 1;
    let capitals = (first..last).filter(|&at| page.tokens[at].capital).count();
    let closes = last == end || matches!(page.kind(last), TokenKind::Comma | TokenKind::Open);
    let named = (2..=5).contains(&capitals) && page.tokens[first].capital && page.tokens[last - 1].capital;
    (named && closes).then(|| (page.span(at..first), page.span(first..last)))
}
