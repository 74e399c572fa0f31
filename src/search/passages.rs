//! Passages: the sentences of an article that show why it matches, and who is speaking in them.
//!
//! A passage begins and ends where sentences do, never leaves its paragraph, and does not run from one quotation into
//! another, so that it has one speaker at most. Passages are chosen for the words of
//! the query they hold: first those that cover what is rare, then those that cover what no chosen one holds yet.

use super::hit::{Passage, PassageField, utf16_units};
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

/// Where an article's quotations stand, to be asked by place.
struct Speech<'s> {
    stored: &'s Stored,
    /// Content spans with the number of their quotation, by their starts.
    spans: Vec<(Span, usize)>,
    /// How far any of the spans up to each reaches.
    reach: Vec<u32>,
}

impl<'s> Speech<'s> {
    fn of(stored: &'s Stored) -> Speech<'s> {
        let content = |(n, quotation): (usize, &'s Quotation)| quotation.content.iter().map(move |span| (*span, n));
        let mut spans: Vec<(Span, usize)> = stored.quotations.iter().enumerate().flat_map(content).collect();
        spans.sort_unstable();
        let mut furthest = 0;
        let reach = spans.iter().map(|(span, _)| {
            furthest = span.end.max(furthest);
            furthest
        });
        Speech { stored, reach: reach.collect(), spans }
    }

    /// The quotations that hold some of `range`, in their order.
    fn within(&self, range: &Range<usize>) -> BTreeSet<usize> {
        let before = self.spans.partition_point(|(span, _)| (span.start as usize) < range.end);
        let near = (0..before).rev().take_while(|n| self.reach[*n] as usize > range.start);
        let holds = |n: &usize| self.spans[*n].0.end as usize > range.start;
        near.filter(holds).map(|n| self.spans[n].1).collect()
    }

    /// Whether `next` may follow `range` in one passage: no second quotation begins in it.
    fn goes_on(&self, range: &Range<usize>, next: &Range<usize>) -> bool {
        self.within(&(range.start.min(next.start)..range.end.max(next.end))).len() <= 1
            || self.within(next).is_subset(&self.within(range))
    }

    /// Who speaks at the first of these places that lies in a quotation, and whether that is less than sure.
    fn speaker(&self, places: &[Span]) -> Option<(String, bool)> {
        let at = |place: &Span| self.within(&place.range()).first().copied();
        let quotation = &self.stored.quotations[places.iter().find_map(at)?];
        let uncertain = quotation.attribution.confidence < SURE;
        quotation.speaker.as_ref().map(|speaker| (speaker.full_name.clone(), uncertain))
    }
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
pub(super) fn of_article(stored: &Stored, asked: &[usize], light: &Light<'_>, limit: usize) -> Vec<Passage> {
    let article = &stored.article;
    if limit == 0 {
        return Vec::new();
    }
    let parts = parts(stored);
    let mut occurrences: Vec<Vec<Occurrence>> = parts.iter().map(|part| light_in(part, stored, light)).collect();
    for quotation in asked.iter().filter_map(|n| stored.quotations.get(*n)) {
        add_quotation(stored, quotation, &parts, light, &mut occurrences);
    }
    let speech = Speech::of(stored);
    let mut candidates: Vec<Candidate> = Vec::new();
    for (n, (part, found)) in parts.iter().zip(&mut occurrences).enumerate() {
        if !found.is_empty() {
            found.sort_by_key(|occurrence| (occurrence.range.start, occurrence.range.end));
            cut(article.at(part.span), n, part.span.start as usize, found, &speech, &mut candidates);
        }
    }
    let mut chosen: Vec<usize> = Vec::new();
    if limit >= candidates.len() {
        chosen.extend(0..candidates.len());
    }
    let mut covered: BTreeSet<usize> = BTreeSet::new();
    while chosen.len() < limit.min(candidates.len()) {
        let gain = |candidate: &Candidate| -> f64 {
            let worth = |leaf: &usize| if *leaf == SPEAKER { 1.0 } else { light.weight(*leaf) + 0.01 };
            let known = |leaf: &usize| if covered.contains(leaf) { 0.1 } else { 1.0 };
            let words: f64 = candidate.leaves.iter().map(|leaf| worth(leaf) * known(leaf)).sum();
            words + 0.02 * (candidate.count.min(5) as f64)
        };
        let free = (0..candidates.len()).filter(|n| !chosen.contains(n));
        // Of equals the earlier one: news says first what matters most.
        let best = free.map(|n| (gain(&candidates[n]), n)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((_, best)) = best else { break };
        covered.extend(&candidates[best].leaves);
        chosen.push(best);
    }
    let headline = headline(&speech, light);
    if chosen.is_empty() {
        return headline.into_iter().chain(lead(&speech, &parts)).collect();
    }
    chosen.sort_by_key(|n| candidates[*n].range.start);
    chosen
        .into_iter()
        .map(|n| {
            let Candidate { part, range, .. } = &candidates[n];
            let lit = occurrences[*part].iter().map(|occurrence| occurrence.range.clone());
            let lit = joined(lit.filter(|lit| range.start <= lit.start && lit.end <= range.end));
            passage(&speech, parts[*part].field, range.clone(), lit)
        })
        .collect()
}

/// Returns the sentences in which a quotation begins and ends, with `context` sentences of the article before it and
/// behind it, paragraph by paragraph; who else is quoted there has a passage of their own.
///
/// Where none of its words is asked for, the words beside it that say who speaks are shown and lit; where there are
/// none, the quotation itself is lit.
pub(super) fn around(stored: &Stored, quotation: &Quotation, light: &Light<'_>, context: usize) -> Vec<Passage> {
    let parts = parts(stored);
    let speech = Speech::of(stored);
    let words = |span: &Span| {
        let start = span.start as usize;
        let found = light.find(stored.article.at(*span), TextField::Said, false);
        found.into_iter().map(move |found| found.range.start + start..found.range.end + start)
    };
    let asked: Vec<Range<usize>> = quotation.content.iter().flat_map(words).collect();
    let mut shown: Vec<Shown> = Vec::new();
    for (n, part) in parts.iter().enumerate() {
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
        shown.push(Shown { part: n, range: around_in(stored, part, cover), lit: joined(lit) });
    }
    if context > 0 {
        shown = with_context(&speech, &parts, shown, context);
    }
    let passage = |shown: Shown| passage(&speech, parts[shown.part].field, shown.range, shown.lit);
    shown.into_iter().map(passage).collect()
}

/// A passage before it is cut: a part, the bytes of its sentences, and what is lit in them.
struct Shown {
    part: usize,
    range: Range<usize>,
    lit: Vec<Range<usize>>,
}

/// Adds the sentences before the first and behind the last of what is shown: to it where they stand in one paragraph and
/// nobody else speaks in them, else by themselves.
fn with_context(speech: &Speech<'_>, parts: &[Part], shown: Vec<Shown>, context: usize) -> Vec<Shown> {
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else { return shown };
    let (start, end, part) = (first.range.start, last.range.end, first.part..last.part);
    let running = |n: &usize| parts[*n].field == PassageField::Body;
    let sentences_of = |n: usize| {
        let base = parts[n].span.start as usize;
        let found = sentences(speech.stored.article.at(parts[n].span)).into_iter();
        found.map(move |sentence| (n, sentence.start + base..sentence.end + base)).collect::<Vec<_>>()
    };
    let before = (0..=part.start).rev().filter(running).flat_map(|n| sentences_of(n).into_iter().rev());
    let mut before: Vec<_> = before.filter(|(_, sentence)| sentence.end <= start).take(context).collect();
    before.reverse();
    let behind = (part.end..parts.len()).filter(running).flat_map(sentences_of);
    let behind: Vec<_> = behind.filter(|(_, sentence)| sentence.start >= end).take(context).collect();
    let bare = |(part, range): (usize, Range<usize>)| Shown { part, range, lit: Vec::new() };
    let mut out: Vec<Shown> = Vec::new();
    for next in before.into_iter().map(bare).chain(shown).chain(behind.into_iter().map(bare)) {
        match out.last_mut() {
            Some(last) if last.part == next.part && speech.goes_on(&last.range, &next.range) => {
                last.range.end = next.range.end;
                last.lit.extend(next.lit);
            }
            _ => out.push(next),
        }
    }
    out
}

/// Returns the sentences that hold the places `lit`, in the order of the text, one passage for each part of the article.
pub(super) fn showing(stored: &Stored, lit: &[Span]) -> Vec<Passage> {
    let speech = Speech::of(stored);
    let shown = |part: &Part| {
        let inside: Vec<Span> = lit.iter().copied().filter(|span| part.span.contains(*span)).collect();
        let cover = inside.iter().copied().reduce(Span::cover)?;
        let range = around_in(stored, part, cover);
        Some(passage(&speech, part.field, range, inside.into_iter().map(Span::range).collect()))
    };
    parts_of(stored, |_| true).iter().filter_map(shown).collect()
}

/// The sentences of a part in which `cover` begins and ends, and those between.
fn around_in(stored: &Stored, part: &Part, cover: Span) -> Range<usize> {
    let base = part.span.start as usize;
    sentences(stored.article.at(part.span))
        .into_iter()
        .map(|sentence| sentence.start + base..sentence.end + base)
        .filter(|sentence| sentence.start < cover.end as usize && sentence.end > cover.start as usize)
        .reduce(|a, b| a.start..b.end)
        .unwrap_or(part.span.range())
}

/// What passages are cut from: headline, standfirst, running text and captions.
fn parts(stored: &Stored) -> Vec<Part> {
    // A pull quote says again what the body says, and a footer is about other articles.
    parts_of(stored, |kind| !matches!(kind, ParagraphKind::PullQuote | ParagraphKind::Footer))
}

fn parts_of(stored: &Stored, wanted: impl Fn(ParagraphKind) -> bool) -> Vec<Part> {
    let article = &stored.article;
    let headline = headline_part(stored);
    let standfirst = article.standfirst.map(|span| Part { field: PassageField::Standfirst, span });
    let paragraphs = article.paragraphs.iter().filter(|paragraph| wanted(paragraph.kind)).map(|paragraph| {
        let field = match paragraph.kind {
            ParagraphKind::Caption => PassageField::Caption,
            _ => PassageField::Body,
        };
        Part { field, span: paragraph.span }
    });
    headline.into_iter().chain(standfirst).chain(paragraphs).collect()
}

fn light_in(part: &Part, stored: &Stored, light: &Light<'_>) -> Vec<Occurrence> {
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
    light: &Light<'_>,
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

/// Cuts a part into candidates, which do not overlap: from each sentence that holds something on, as long as more is
/// found, it stays short, and nobody else begins to speak.
fn cut(
    text: &str,
    part: usize,
    base: usize,
    found: &[Occurrence],
    speech: &Speech<'_>,
    candidates: &mut Vec<Candidate>,
) {
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
            if !(range.end < reach || fits && (new || short) && speech.goes_on(&range, sentence)) {
                break;
            }
            leaves.extend(inside.iter().map(|occurrence| occurrence.leaf));
            count += inside.len();
            range.end = sentence.end;
            next += 1;
        }
        if range.len() < SHORTEST && at > 0 && range.end - sentences[at - 1].start <= LONGEST {
            let before = &sentences[at - 1];
            let free = candidates.last().is_none_or(|last| last.part != part || last.range.end <= before.start);
            if free && speech.goes_on(&range, before) {
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

fn headline(speech: &Speech<'_>, light: &Light<'_>) -> Option<Passage> {
    let stored = speech.stored;
    let part = headline_part(stored)?;
    let base = part.span.start as usize;
    let lit = light.ranges_in(stored.article.at(part.span), TextField::Headline);
    let lit: Vec<Range<usize>> = lit.into_iter().map(|range| range.start + base..range.end + base).collect();
    (!lit.is_empty()).then(|| passage(speech, part.field, part.span.range(), lit))
}

/// The first sentences of the article, unlit.
fn lead(speech: &Speech<'_>, parts: &[Part]) -> Option<Passage> {
    let part = parts
        .iter()
        .find(|part| part.field == PassageField::Body)
        .or_else(|| parts.iter().find(|part| part.field != PassageField::Headline))?;
    let base = part.span.start as usize;
    let mut sentences = sentences(speech.stored.article.at(part.span))
        .into_iter()
        .map(|sentence| sentence.start + base..sentence.end + base);
    let mut range = sentences.next()?;
    for sentence in sentences {
        if sentence.end - range.start > LONGEST || !speech.goes_on(&range, &sentence) {
            break;
        }
        range.end = sentence.end;
    }
    Some(passage(speech, part.field, range, Vec::new()))
}

fn passage(speech: &Speech<'_>, field: PassageField, range: Range<usize>, lit: Vec<Range<usize>>) -> Passage {
    let text = &speech.stored.article.text;
    let span = Span::new(range.start, range.end).trimmed(text);
    let lit: Vec<Span> = lit.into_iter().map(|range| Span::new(range.start, range.end)).collect();
    let speaker = speech.speaker(&lit);
    let utf16_start = utf16_units(&text[..span.start as usize]);
    let (speaker, uncertain) = speaker.map_or((None, false), |(name, uncertain)| (Some(name), uncertain));
    Passage { field, span, text: span.of(text).to_owned(), lit, speaker, uncertain, utf16_start }
}
