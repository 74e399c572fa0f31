//! Passages: the sentences of an article that show why it matches, and who is speaking in them.
//!
//! A passage begins and ends where sentences do and never leaves its paragraph. Passages are chosen for the words of
//! the query they hold: first those that cover what is rare, then those that cover what no chosen one holds yet.

use super::hit::{Passage, PassageField};
use super::light::{Light, Occurrence, joined};
use crate::archive::{Stored, TextField};
use crate::article::{ParagraphKind, Quotation, SURE, Span};
use crate::text::sentences::sentences;
use std::collections::BTreeSet;
use std::ops::Range;

/// A passage takes in further sentences only up to this many bytes; one long sentence may be longer.
const LONGEST: usize = 320;
/// A passage shorter than this takes in a neighbour, so that it can be understood.
const SHORTEST: usize = 80;
/// The mark of an occurrence that stands for no leaf: words that show who speaks.
const SPEAKER: usize = usize::MAX;

/// A stretch of the article that passages are cut from.
struct Part {
    field: PassageField,
    span: Span,
}

struct Candidate {
    part: usize,
    range: Range<usize>,
    leaves: BTreeSet<usize>,
    count: usize,
}

/// Returns up to `limit` passages of an article, in the order of the text.
///
/// `asked` are the numbers of the quotations that made it match, where the query asked for any: they are shown even
/// where none of their words is lit. Where nothing of the query stands in the text, the lead is shown unlit.
pub(super) fn of_article(stored: &Stored, asked: &[usize], light: &Light, limit: usize) -> Vec<Passage> {
    let article = &stored.article;
    if limit == 0 {
        return Vec::new();
    }
    let parts = parts(stored);
    let mut occurrences: Vec<Vec<Occurrence>> = parts.iter().map(|part| light_in(part, stored, light)).collect();
    for quotation in asked.iter().filter_map(|n| stored.quotations.get(*n)) {
        add_quotation(stored, quotation, &parts, light, &mut occurrences);
    }
    let mut candidates: Vec<Candidate> = Vec::new();
    for (n, (part, found)) in parts.iter().zip(&mut occurrences).enumerate() {
        if !found.is_empty() {
            found.sort_by_key(|occurrence| (occurrence.range.start, occurrence.range.end));
            cut(article.at(part.span), n, part.span.start as usize, found, &mut candidates);
        }
    }
    let mut chosen: Vec<usize> = Vec::new();
    let mut covered: BTreeSet<usize> = BTreeSet::new();
    while chosen.len() < limit {
        let gain = |candidate: &Candidate| -> f64 {
            let worth = |leaf: &usize| if *leaf == SPEAKER { 1.0 } else { light.weight(*leaf) + 0.01 };
            let known = |leaf: &usize| if covered.contains(leaf) { 0.1 } else { 1.0 };
            let words: f64 = candidate.leaves.iter().map(|leaf| worth(leaf) * known(leaf)).sum();
            words + 0.02 * (candidate.count.min(5) as f64)
        };
        let free = (0..candidates.len()).filter(|n| {
            chosen.iter().all(|taken| {
                let (a, b) = (&candidates[*n].range, &candidates[*taken].range);
                a.end <= b.start || b.end <= a.start
            })
        });
        // Of equals the earlier one: news says first what matters most.
        let best = free.map(|n| (gain(&candidates[n]), n)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((_, best)) = best else { break };
        covered.extend(&candidates[best].leaves);
        chosen.push(best);
    }
    let headline = headline(stored, light);
    if chosen.is_empty() {
        return headline.into_iter().chain(lead(stored, &parts)).collect();
    }
    chosen.sort_by_key(|n| candidates[*n].range.start);
    chosen
        .into_iter()
        .map(|n| {
            let Candidate { part, range, .. } = &candidates[n];
            let lit = occurrences[*part].iter().map(|occurrence| occurrence.range.clone());
            let lit = joined(lit.filter(|lit| range.start <= lit.start && lit.end <= range.end));
            passage(stored, parts[*part].field, range.clone(), lit)
        })
        .collect()
}

/// Returns the sentences in which a quotation begins and ends, paragraph by paragraph.
///
/// Where none of its words is asked for, the words beside it that say who speaks are shown and lit; where there are
/// none, the quotation itself is lit.
pub(super) fn around(stored: &Stored, quotation: &Quotation, light: &Light) -> Vec<Passage> {
    let parts = parts(stored);
    let words = |span: &Span| {
        let start = span.start as usize;
        let found = light.find(stored.article.at(*span), TextField::Said, false);
        found.into_iter().map(move |found| found.range.start + start..found.range.end + start)
    };
    let asked: Vec<Range<usize>> = quotation.content.iter().flat_map(words).collect();
    let mut passages = Vec::new();
    for part in &parts {
        let inside =
            |spans: &[Span]| -> Vec<Span> { spans.iter().copied().filter(|span| span.overlaps(part.span)).collect() };
        let content = inside(&quotation.content);
        let Some(mut cover) = content.iter().copied().reduce(Span::cover) else { continue };
        let source = inside(&quotation.source);
        let lit: Vec<Range<usize>> = match (asked.is_empty(), source.is_empty()) {
            (false, _) => asked.iter().filter(|lit| part.span.range().contains(&lit.start)).cloned().collect(),
            (true, false) => {
                cover = source.iter().copied().fold(cover, Span::cover);
                source.into_iter().map(Span::range).collect()
            }
            (true, true) => content.into_iter().map(Span::range).collect(),
        };
        let base = part.span.start as usize;
        let range = sentences(stored.article.at(part.span))
            .into_iter()
            .map(|sentence| sentence.start + base..sentence.end + base)
            .filter(|sentence| sentence.start < cover.end as usize && sentence.end > cover.start as usize)
            .reduce(|a, b| a.start..b.end)
            .unwrap_or(part.span.range());
        passages.push(passage(stored, part.field, range, joined(lit)));
    }
    passages
}

/// What passages are cut from: headline, standfirst, running text and captions.
fn parts(stored: &Stored) -> Vec<Part> {
    let article = &stored.article;
    let headline = headline_part(stored);
    let standfirst = article.standfirst.map(|span| Part { field: PassageField::Standfirst, span });
    let paragraphs = article.paragraphs.iter().filter_map(|paragraph| {
        let field = match paragraph.kind {
            ParagraphKind::Body | ParagraphKind::CrossHead => PassageField::Body,
            ParagraphKind::Caption => PassageField::Caption,
            ParagraphKind::PullQuote | ParagraphKind::Footer => return None,
        };
        Some(Part { field, span: paragraph.span })
    });
    headline.into_iter().chain(standfirst).chain(paragraphs).collect()
}

fn light_in(part: &Part, stored: &Stored, light: &Light) -> Vec<Occurrence> {
    let field = match part.field {
        // Every list shows the headline anyway, with its own light; as a passage it serves only where the body has
        // none, or for a quotation that stands in it.
        PassageField::Headline => return Vec::new(),
        PassageField::Caption => TextField::Caption,
        PassageField::Standfirst | PassageField::Body => TextField::Body,
    };
    let base = part.span.start as usize;
    let lead = part.span.end <= stored.article.lead_end();
    let mut found = light.find(stored.article.at(part.span), field, lead);
    for occurrence in &mut found {
        occurrence.range = occurrence.range.start + base..occurrence.range.end + base;
    }
    found
}

/// Adds what there is to light in a quotation that was asked for: its words, else the words that say who speaks.
fn add_quotation(
    stored: &Stored,
    quotation: &Quotation,
    parts: &[Part],
    light: &Light,
    occurrences: &mut [Vec<Occurrence>],
) {
    let part_of = |span: Span| parts.iter().position(|part| part.span.contains(span));
    let mut any = false;
    for span in &quotation.content {
        let Some(part) = part_of(*span) else { continue };
        let start = span.start as usize;
        for mut found in light.find(stored.article.at(*span), TextField::Said, false) {
            found.range = found.range.start + start..found.range.end + start;
            occurrences[part].push(found);
            any = true;
        }
    }
    if !any {
        for span in speaker_words(quotation) {
            if let Some(part) = part_of(span) {
                occurrences[part].push(Occurrence { range: span.range(), leaf: SPEAKER });
            }
        }
    }
}

/// The words that say who speaks; where nothing near the quotation does, the quotation itself.
fn speaker_words(quotation: &Quotation) -> impl Iterator<Item = Span> + '_ {
    let words = if quotation.source.is_empty() { &quotation.content[..1] } else { &quotation.source };
    words.iter().copied()
}

/// Cuts a part into candidates: from each sentence that holds something on, as long as more is found and it stays
/// short.
fn cut(text: &str, part: usize, base: usize, found: &[Occurrence], candidates: &mut Vec<Candidate>) {
    let sentences: Vec<Range<usize>> =
        sentences(text).into_iter().map(|sentence| sentence.start + base..sentence.end + base).collect();
    let starting_before = |end: usize| found.partition_point(|occurrence| occurrence.range.start < end);
    let held = |sentence: &Range<usize>| starting_before(sentence.start)..starting_before(sentence.end);
    let mut at = 0;
    while at < sentences.len() {
        let inside = &found[held(&sentences[at])];
        if inside.is_empty() {
            at += 1;
            continue;
        }
        let mut range = sentences[at].clone();
        let mut leaves: BTreeSet<usize> = inside.iter().map(|occurrence| occurrence.leaf).collect();
        let mut count = inside.len();
        // An occurrence that runs over the end of its sentence takes the next one with it.
        let reach = inside.iter().map(|occurrence| occurrence.range.end).max().unwrap_or(range.end);
        let mut next = at + 1;
        while let Some(sentence) = sentences.get(next) {
            let inside = &found[held(sentence)];
            let new = inside.iter().any(|occurrence| !leaves.contains(&occurrence.leaf));
            let fits = sentence.end - range.start <= LONGEST;
            let short = range.len() < SHORTEST;
            if !(range.end < reach || fits && (new || short)) {
                break;
            }
            leaves.extend(inside.iter().map(|occurrence| occurrence.leaf));
            count += inside.len();
            range.end = sentence.end;
            next += 1;
        }
        if range.len() < SHORTEST && at > 0 && range.end - sentences[at - 1].start <= LONGEST {
            let before = &sentences[at - 1];
            if candidates.last().is_none_or(|last| last.part != part || last.range.end <= before.start) {
                range.start = before.start;
            }
        }
        candidates.push(Candidate { part, range, leaves, count });
        at = next;
    }
}

fn headline_part(stored: &Stored) -> Option<Part> {
    stored.article.headline.map(|span| Part { field: PassageField::Headline, span })
}

fn headline(stored: &Stored, light: &Light) -> Option<Passage> {
    let part = headline_part(stored)?;
    let base = part.span.start as usize;
    let lit = light.ranges_in(stored.article.at(part.span), TextField::Headline);
    let lit: Vec<Range<usize>> = lit.into_iter().map(|range| range.start + base..range.end + base).collect();
    (!lit.is_empty()).then(|| passage(stored, part.field, part.span.range(), lit))
}

/// The first sentences of the article, unlit.
fn lead(stored: &Stored, parts: &[Part]) -> Option<Passage> {
    let part = parts
        .iter()
        .find(|part| part.field == PassageField::Body)
        .or_else(|| parts.iter().find(|part| part.field != PassageField::Headline))?;
    let base = part.span.start as usize;
    let range = sentences(stored.article.at(part.span))
        .into_iter()
        .map(|sentence| sentence.start + base..sentence.end + base)
        .reduce(|a, b| if b.end - a.start <= LONGEST { a.start..b.end } else { a })?;
    Some(passage(stored, part.field, range, Vec::new()))
}

fn passage(stored: &Stored, field: PassageField, range: Range<usize>, lit: Vec<Range<usize>>) -> Passage {
    let text = &stored.article.text;
    let span = Span::new(range.start, range.end).trimmed(text);
    let lit: Vec<Span> = lit.into_iter().map(|range| Span::new(range.start, range.end)).collect();
    let speaker = lit.first().and_then(|first| {
        let around = |quotation: &&Quotation| quotation.content.iter().any(|content| content.overlaps(*first));
        let quotation = stored.quotations.iter().find(around)?;
        let sure = quotation.attribution.confidence >= SURE;
        quotation.speaker.as_ref().filter(|_| sure).map(|speaker| speaker.full_name.clone())
    });
    Passage { field, span, text: span.of(text).to_owned(), lit, speaker }
}
