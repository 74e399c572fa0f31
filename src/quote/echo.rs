//! Headlines that quote what the article quotes again: `Checks were “invented at a desk”`, and below, `“… invented at a
//! desk,” said Judge Ann Roe`.
//!
//! A headline rarely says whose words it prints; the paragraph that prints them again does.

use super::page::Page;
use crate::article::{Quotation, Span};
use crate::text::fold::fold_into;

/// Gives quotations of headlines without a speaker the one of the first quotation below that holds the same words.
pub fn name_echoes(page: &Page<'_>, quotations: &mut [Quotation]) {
    let headlines_end = page.blocks.iter().take_while(|block| block.headline || !block.quotable).last();
    let Some(end) = headlines_end.and_then(|block| page.tokens.get(block.tokens.end)).map(|token| token.start) else {
        return;
    };
    let count = quotations.iter().take_while(|quotation| quotation.content[0].start < end).count();
    let (headlines, below) = quotations.split_at_mut(count);
    let unnamed = || headlines.iter().take(HEADLINES).any(|quotation| quotation.speaker.is_none());
    if !unnamed() {
        return;
    }
    let named = below.iter().take(BELOW).filter(|quotation| quotation.speaker.is_some());
    let named: Vec<(String, &Quotation)> =
        named.map(|quotation| (words(page.text, &quotation.content), quotation)).collect();
    for quotation in headlines.iter_mut().take(HEADLINES).filter(|quotation| quotation.speaker.is_none()) {
        let words = words(page.text, &quotation.content);
        // Two words may be anybody's.
        if words.matches(' ').count() < 4 {
            continue;
        }
        if let Some((_, source)) = named.iter().find(|(below, _)| below.contains(&words)) {
            quotation.speaker = source.speaker.clone();
            quotation.attribution.class = source.attribution.class;
            quotation.attribution.confidence = source.attribution.confidence;
            quotation.attribution.evidence =
                source.content.iter().chain(&source.attribution.evidence).copied().collect();
        }
    }
}

/// How many quotations of headlines are looked at.
const HEADLINES: usize = 6;
/// How many quotations below a headline are compared with it; it quotes what is important, which stands near the top.
const BELOW: usize = 40;

/// The folded words of some spans, a space around each.
fn words(text: &str, spans: &[Span]) -> String {
    let mut words = String::from(" ");
    for word in spans.iter().flat_map(|span| span.of(text).split(|letter: char| !letter.is_alphanumeric())) {
        if !word.is_empty() {
            fold_into(word, &mut words);
            words.push(' ');
        }
    }
    words
}
