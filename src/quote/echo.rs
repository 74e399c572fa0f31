//! Headlines that quote what the article quotes again: `Checks were “invented at a desk”`, and below, `“… invented at a
//! desk,” said Judge Ann Roe`.
//!
//! A headline rarely says whose words it prints, or even that they are somebody's; the paragraph that prints them again
//! does.

use super::compose::{kind, unattributed};
use super::cues::CueClass;
use super::page::Page;
use crate::article::{Quotation, Span};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use crate::text::fold::fold_into;
use std::ops::Range;

/// Adds what stands between marks in headlines and is no quotation yet, where a quotation below holds the same words.
pub fn add_echoes(page: &Page<'_>, quotations: &mut Vec<Quotation>) {
    let Some(end) = headlines_end(page) else { return };
    let count = quotations.iter().take_while(|quotation| quotation.content[0].start < end).count();
    let is_known = |outer: Span| quotations[..count].iter().any(|known| known.cover().contains(outer));
    let above = page.regions.iter().enumerate().take_while(|(_, region)| region.outer.start < end).take(HEADLINES);
    let new: Vec<(usize, String)> = above
        .filter(|(_, region)| page.blocks[region.block].headline && !is_known(region.outer))
        .map(|(number, region)| (number, words(page.text, &[region.outer])))
        .filter(|(_, words)| is_telling(words))
        .collect();
    if new.is_empty() {
        return;
    }
    let below: Vec<(String, f32)> = quotations[count..]
        .iter()
        .take(BELOW)
        .map(|quotation| (words(page.text, &quotation.content), quotation.confidence))
        .collect();
    for (number, words) in new {
        let Some((_, confidence)) = below.iter().find(|(below, _)| below.contains(&words)) else { continue };
        let outer = page.regions[number].outer;
        let place = quotations.partition_point(|quotation| quotation.content[0].start < outer.start);
        let echo = Quotation { kind: kind(page, number), confidence: *confidence, ..unattributed(outer) };
        quotations.insert(place, echo);
    }
}

/// Where the headlines at the top of the page end and something stands below them: the first byte below.
fn headlines_end(page: &Page<'_>) -> Option<u32> {
    let last = page.blocks.iter().take_while(|block| block.headline || !block.quotable).last()?;
    page.tokens.get(last.tokens.end).map(|token| token.start)
}

/// Whether some folded words are enough to tell whose they are; two may be anybody's.
fn is_telling(words: &str) -> bool {
    words.matches(' ').count() >= 4
}

/// Gives quotations of headlines without a speaker the one of the first quotation below that holds the same words.
pub fn name_echoes(page: &Page<'_>, quotations: &mut [Quotation]) {
    let Some(end) = headlines_end(page) else { return };
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
        let marked: Vec<usize> = page
            .regions
            .iter()
            .take_while(|region| region.outer.start < end)
            .enumerate()
            .filter(|(_, region)| quotation.content.iter().any(|span| span.contains(region.outer)))
            .map(|(number, _)| number)
            .collect();
        let outer: Vec<Span> = marked.iter().map(|&number| page.regions[number].outer).collect();
        let words = words(page.text, &outer);
        let source = if is_telling(&words) {
            let own = |source: &Quotation| !is_of_another_inside(page, source, &words);
            named.iter().find(|(below, source)| below.contains(&words) && own(source)).map(|(_, source)| *source)
        } else {
            marked_again(page, &named, &words)
        };
        if let Some(source) = source {
            // What else a headline says is its own summary.
            (quotation.kind, quotation.content) = (kind(page, marked[0]), outer);
            quotation.speaker = source.speaker.clone();
            quotation.attribution.class = source.attribution.class;
            quotation.attribution.confidence = source.attribution.confidence;
            quotation.attribution.evidence =
                source.content.iter().chain(&source.attribution.evidence).copied().collect();
        }
    }
}

/// The first of the quotations `named` below that marks the same two words and no more, where nobody else does.
fn marked_again<'q>(page: &Page<'_>, named: &[(String, &'q Quotation)], two: &str) -> Option<&'q Quotation> {
    if two.matches(' ').count() != 3 {
        return None;
    }
    let marks = |quotation: &Quotation| {
        let first = page.regions.partition_point(|region| region.outer.start < quotation.cover().start);
        let inside = page.regions[first..].iter().take_while(|region| region.outer.end <= quotation.cover().end);
        inside.take(BELOW).any(|region| words(page.text, &[region.outer]) == two)
    };
    let mut same = named.iter().filter(|(below, quotation)| below.contains(two) && marks(quotation));
    let (_, source) = same.next()?;
    let name = |quotation: &Quotation| quotation.speaker.as_ref().map(|speaker| speaker.full_name.clone());
    same.all(|(_, other)| name(other) == name(source)).then_some(*source)
}

/// `“She said, ‘I hate the sea,’” Lind told the court`: whether the words of a headline stand in a quotation as what its speaker heard
/// another say.
fn is_of_another_inside(page: &Page<'_>, quotation: &Quotation, headline: &str) -> bool {
    let cover = quotation.cover();
    let first = page.regions.partition_point(|region| region.outer.start < cover.start);
    let regions = page.regions[first..].iter().take_while(|region| region.outer.end <= cover.end).take(BELOW);
    regions.map(|region| region.inside()).any(|inside| is_of_another_in(page, &inside, headline))
}

/// The same for the tokens between one pair of marks.
fn is_of_another_in(page: &Page<'_>, inside: &Range<usize>, headline: &str) -> bool {
    let mark = |at: usize| matches!(page.kind(at), TokenKind::Mark(_));
    let opens = |&at: &usize| mark(at) && page.tokens[at].spaced && at > inside.start + 1;
    inside.clone().filter(opens).any(|at| {
        let pause = matches!(page.kind(at - 1), TokenKind::Comma | TokenKind::Colon);
        let verb = if pause { at - 2 } else { at - 1 };
        let subject = verb.checked_sub(1).filter(|&subject| subject >= inside.start);
        let heard = subject.is_some_and(|subject| {
            let third = Traits::HE.with(Traits::SHE).with(Traits::THEY);
            page.is(subject, third) || page.people.mention_at(subject).is_some()
        });
        // "He rang me and said, ‘…’"
        let goes_on = || {
            let near = inside.start.max(verb.saturating_sub(NEAR))..verb;
            let i = near.clone().any(|at| page.reads(at, "I") || page.reads(at, "we"));
            let third = Traits::HE.with(Traits::SHE).with(Traits::THEY);
            subject.is_some_and(|and| page.is(and, Traits::CONJ)) && !i && near.into_iter().any(|at| page.is(at, third))
        };
        if page.cue(verb) != CueClass::Say || !heard && !goes_on() {
            return false;
        }
        let end = (at + 1..inside.end).find(|&at| mark(at) && !page.tokens[at].spaced).unwrap_or(inside.end);
        words(page.text, &[page.span(at..end)]).contains(headline)
    })
}

/// Tokens before a verb of saying in which its subject is looked for.
const NEAR: usize = 8;

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
