//! Training: annotated articles in, a [`Model`] out.
//!
//! Each model learns from what the one before it says of articles that it has *not* learnt from (cross-fitting), so
//! that none trusts its elders more than they deserve. Everything is a function of the articles and their order.

use super::Extractor;
use super::candidates::Whom;
use super::claims::{Claims, Reader, chances};
use super::groups::Part;
use super::merge::GapFacts;
use super::model::Model;
use super::model::calibration::{Calibration, Case, Ground};
use super::model::chain::{CONTENT, CUE, Factors, OUT, Row, SOURCE, Steps};
use super::model::learn::{Chain, Example, Settings, Vocabulary, learn_chains, learn_yes_or_no};
use super::model::table::{Flat, Table};
use super::model::words::{Known, Words};
use super::page::Page;
use super::seen::Seen;
use super::source::Source;
use super::speech::SpeechFacts;
use super::units::{Unit, is_grammar_word};
pub use super::units::{mix, word_number};
use super::views::FromCue;
use super::visible::Visible;
use crate::article::{Article, AttributionClass, Quotation, Span};
use crate::speaker::PersonName;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

/// An article with every attribution in it marked by hand.
#[derive(Debug, Clone)]
pub struct Annotated {
    /// The article.
    pub article: Article,
    /// What is marked, in any order.
    pub attributions: Vec<Marked>,
}

/// One attribution as marked by hand; all spans are of the article's text.
#[derive(Debug, Clone, Default)]
pub struct Marked {
    /// The words that say who speaks.
    pub source: Vec<Span>,
    /// The words that say that somebody speaks.
    pub cue: Vec<Span>,
    /// What is attributed.
    pub content: Vec<Span>,
    /// The name of the one who speaks, where it is known; confidences are calibrated by these.
    pub speaker: Option<String>,
}

impl Annotated {
    /// What a reader sees of it.
    fn as_seen(&self) -> Annotated {
        let Some(visible) = Visible::of(&self.article) else { return self.clone() };
        let seen = |spans: &[Span]| spans.iter().map(|span| visible.seen(*span)).collect();
        let attributions = self.attributions.iter().map(|marked| Marked {
            source: seen(&marked.source),
            cue: seen(&marked.cue),
            content: seen(&marked.content),
            speaker: marked.speaker.clone(),
        });
        Annotated { attributions: attributions.collect(), article: visible.article.clone() }
    }
}

const CUES: Settings = Settings { rounds: 6, rate: 0.1, lasso: 2e-6, hidden: 0.3, least: 2, draws: 1 };
const SPANS: Settings = Settings { rounds: 8, rate: 0.05, lasso: 3e-5, hidden: 0.3, least: 3, draws: 3 };
const REGIONS: Settings = Settings { rounds: 12, rate: 0.07, lasso: 3e-5, hidden: 0.5, least: 2, draws: 5 };
const SOURCES: Settings = Settings { rounds: 12, rate: 0.1, lasso: 3e-6, hidden: 0.5, least: 2, draws: 5 };

/// Below this chance a word is not learnt from as a cue: lower than in use, so that the model sees what is none.
const LEAST_CHANCE: f32 = 0.1;

/// In how many parts articles are held back in turn.
pub const PARTS: usize = 5;

/// What training makes.
#[derive(Debug, Clone)]
pub struct Trained {
    /// The model of all articles.
    pub model: Model,
    /// Where wanted, for each of [`PARTS`] parts a model of the articles outside it.
    pub parts: Vec<Model>,
}

/// Learns a model, and where `held_out` is set those of the parts, which cross-fitting makes anyway but for their last
/// step.
///
/// `part_of` has for each article its part, below [`PARTS`]; copies of an article should be in one. `provenance` is kept
/// in the model, for people. `tell` hears what is being done.
pub fn train(
    articles: &[Annotated],
    part_of: &[usize],
    provenance: &str,
    held_out: bool,
    tell: &mut dyn FnMut(&str),
) -> Trained {
    debug_assert_eq!(articles.len(), part_of.len());
    let articles: &[Annotated] = &articles.iter().map(Annotated::as_seen).collect::<Vec<_>>();
    tell("counting words");
    let pages: Vec<Page<'_>> = articles.iter().map(|annotated| Page::of(&annotated.article, false)).collect();
    let (words, ratios) = words_of(&pages, articles);
    let mut blocks: Vec<Laid> = Vec::new();
    for (number_of_article, page) in pages.iter().enumerate() {
        for block in 0..page.blocks.len() {
            let seen = Seen::of(page, block, &words);
            if !seen.units.is_empty() && page.blocks[block].quotable {
                let turns = turning_units(page, &seen.units, &articles[number_of_article].attributions, &ratios);
                let marked = |number: usize| &articles[number_of_article].attributions[number];
                let labels = |&(number, cue): &(usize, usize)| labels(page, &seen, cue, marked(number));
                let labels = turns.iter().map(labels).collect();
                blocks.push(Laid {
                    article: number_of_article,
                    text: word_number(page.text),
                    seen,
                    turns,
                    labels,
                    chances: Vec::new(),
                });
            }
        }
    }
    tell("learning cues");
    let learn_cues = |part: Option<usize>| {
        let examples = blocks.iter().filter(|block| Some(part_of[block.article]) != part).flat_map(Laid::cue_examples);
        Flat::pack(&learn_yes_or_no(&examples.collect::<Vec<_>>(), CUES))
    };
    let (cue_parts, cues) = in_parts(&learn_cues);
    let mut model = Model {
        provenance: provenance.to_owned(),
        words,
        cues,
        spans: Table::pack(&[]),
        steps: Factors::default(),
        speech: Flat::pack(&[]),
        joins: Flat::pack(&[]),
        sources: Flat::pack(&[]),
        calibration: Calibration::default(),
    };
    for block in &mut blocks {
        block.chances = chances(&block.seen, &cue_parts[part_of[block.article]]);
    }
    tell("learning spans");
    let learn_spans = |part: Option<usize>| {
        let blocks: Vec<&Laid> = blocks.iter().filter(|block| Some(part_of[block.article]) != part).collect();
        let (rows, steps) = learn_span_rows(&blocks);
        (Table::pack(&rows), Factors::of(&steps))
    };
    let (span_parts, (spans, steps)) = in_parts(&learn_spans);
    tell("learning speech and joins");
    let mut examples: Vec<RegionExamples> = Vec::with_capacity(PARTS);
    let mut parts: Vec<Model> = Vec::with_capacity(PARTS);
    for (part, ((spans, steps), cues)) in span_parts.into_iter().zip(cue_parts).enumerate() {
        let held_back = Model { cues, spans, steps, ..model.clone() };
        let mut reader = Reader::of(&held_back, false);
        let mut all: Vec<Claims> = pages.iter().map(Claims::empty).collect();
        for block in blocks.iter().filter(|block| part_of[block.article] == part) {
            all[block.article].read(&block.seen, &block.chances, &mut reader);
        }
        let mut here = RegionExamples::default();
        for article in (0..articles.len()).filter(|article| part_of[*article] == part) {
            region_examples(&pages[article], &articles[article].attributions, &all[article], &mut here);
        }
        examples.push(here);
        parts.push(held_back);
    }
    let mut cases: Vec<Vec<Case>> = Vec::with_capacity(PARTS);
    for (part, model) in parts.iter_mut().enumerate() {
        let rest = examples.iter().enumerate().filter(|(other, _)| *other != part);
        RegionExamples::learn(&rest.map(|(_, examples)| examples).collect::<Vec<_>>(), model);
        let own = (0..articles.len()).filter(|article| part_of[*article] == part);
        cases.push(own.flat_map(|article| names(&pages[article], &articles[article], model)).collect());
    }
    for (part, model) in parts.iter_mut().enumerate() {
        let rest = cases.iter().enumerate().filter(|(other, _)| *other != part);
        model.calibration = Calibration::fit(&rest.flat_map(|(_, cases)| cases.iter().copied()).collect::<Vec<_>>());
    }
    model.calibration = Calibration::fit(&cases.concat());
    model.spans = spans;
    model.steps = steps;
    RegionExamples::learn(&examples.iter().collect::<Vec<_>>(), &mut model);
    Trained { model, parts: if held_out { parts } else { Vec::new() } }
}

/// Learns from all parts but one, for each, and from all; two at a time, because each fills some hundred megabytes.
fn in_parts<T: Send>(learn: &(impl Fn(Option<usize>) -> T + Sync)) -> (Vec<T>, T) {
    let next = AtomicUsize::new(0);
    let work = || {
        let jobs = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)).filter(|job| *job <= PARTS));
        // The whole takes longest, so it comes first.
        jobs.map(|job| (job, learn(job.checked_sub(1)))).collect::<Vec<_>>()
    };
    let mut done = std::thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut done = work();
        done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        done
    });
    done.sort_by_key(|(job, _)| *job);
    let (_, whole) = done.remove(0);
    (done.into_iter().map(|(_, part)| part).collect(), whole)
}

/// A block laid out, with what is marked in it.
struct Laid {
    article: usize,
    /// The number of the article's text.
    text: u64,
    seen: Seen,
    /// For each attribution whose cue stands here: its number and the unit that its cue turns on.
    turns: Vec<(usize, usize)>,
    /// For each of these the right labels of the cue's window.
    labels: Vec<Vec<u8>>,
    chances: Vec<f32>,
}

impl Laid {
    /// For each word that may be a cue whether it is one.
    fn cue_examples(&self) -> impl Iterator<Item = Example> + '_ {
        self.seen.candidates.iter().map(|&at| {
            let mut features = Vec::with_capacity(64);
            self.seen.put_features(at, &mut features);
            Example { key: self.key(at), features, yes: self.turns.iter().any(|(_, unit)| *unit == at) }
        })
    }

    /// The key of what is learnt at a unit.
    fn key(&self, at: usize) -> u64 {
        mix(self.text, self.seen.units[at].tokens.start as u64)
    }
}

/// For each word how often it is part of a cue.
type Ratios = HashMap<u64, f32>;

/// What the articles tell of words, and how often each is part of a cue.
fn words_of(pages: &[Page<'_>], articles: &[Annotated]) -> (Words, Ratios) {
    /// A word this rare in cues is no cue word.
    const LEAST_IN_CUES: u32 = 3;
    /// A cue turns on a word if it does so this often where the word stands.
    const LEAST_SHARE: f32 = 0.01;
    let mut all: HashMap<u64, u32> = HashMap::new();
    let mut in_cues: HashMap<u64, u32> = HashMap::new();
    for (page, annotated) in pages.iter().zip(articles) {
        for token in page.tokens[0..page.tokens.len()].iter().filter(|token| token.kind == TokenKind::Word) {
            let word = word_number(token.of(page.text));
            *all.entry(word).or_default() += 1;
            let inside = |span: &Span| span.contains(Span::new(token.start as usize, token.end as usize));
            if annotated.attributions.iter().any(|marked| marked.cue.iter().any(inside)) {
                *in_cues.entry(word).or_default() += 1;
            }
        }
    }
    let count = |word: &u64| all.get(word).copied().unwrap_or(0);
    let ratios: Ratios =
        in_cues.iter().map(|(word, n)| (*word, *n as f32 / (count(word).max(*n) as f32 + 2.0))).collect();
    let mut turned: HashMap<u64, u32> = HashMap::new();
    for (page, annotated) in pages.iter().zip(articles) {
        for block in 0..page.blocks.len() {
            let units = super::units::units(page, block);
            for (_, unit) in turning_units(page, &units, &annotated.attributions, &ratios) {
                *turned.entry(word_number(page.word(units[unit].tokens.start))).or_default() += 1;
            }
        }
    }
    let mut known: Vec<(u64, Known)> = all
        .iter()
        .map(|(word, n)| {
            let cues = in_cues.get(word).copied().unwrap_or(0);
            let share = if cues >= LEAST_IN_CUES { (10 * cues / n).min(9) as u8 + 1 } else { 0 };
            let turns = turned.get(word).is_some_and(|turns| *turns as f32 / (*n as f32 + 1.0) >= LEAST_SHARE);
            (*word, Known { common: *n >= 3, share, turns })
        })
        .collect();
    known.sort_unstable_by_key(|(word, _)| *word);
    (Words::of(known.into_iter()), ratios)
}

/// For each attribution whose cue stands among the units: its number, and the unit on which the cue turns: its most
/// telling word.
fn turning_units(page: &Page<'_>, units: &[Unit], marked: &[Marked], ratios: &Ratios) -> Vec<(usize, usize)> {
    let telling = |unit: &Unit| {
        let token = &page.tokens[unit.tokens.start];
        let ratio = ratios.get(&word_number(token.of(page.text))).copied().unwrap_or(0.0);
        ratio
            + match token.kind {
                TokenKind::Word if !is_grammar_word(token.traits) => 0.02,
                TokenKind::Colon => 0.0002,
                TokenKind::Word => 0.0001,
                _ => 0.0,
            }
    };
    let (Some(first), Some(last)) = (units.first(), units.last()) else { return Vec::new() };
    let block = page.span(first.tokens.start..last.tokens.end);
    let here = marked.iter().enumerate().filter(|(_, marked)| marked.cue.iter().any(|span| block.contains(*span)));
    here.filter_map(|(number, marked)| {
        let within = |unit: &Unit| {
            let token = page.span(unit.tokens.start..unit.tokens.start + 1);
            unit.region.is_none() && marked.cue.iter().any(|span| span.contains(token))
        };
        let inside = units.iter().enumerate().filter(|(_, unit)| within(unit));
        let best = inside.max_by(|a, b| telling(a.1).total_cmp(&telling(b.1)).then(b.0.cmp(&a.0)))?;
        Some((number, best.0))
    })
    .collect()
}

/// The weights of spans, and the steps between labels.
fn learn_span_rows(blocks: &[&Laid]) -> (Vec<(u64, Row)>, Vec<Steps>) {
    let features = |seen: &Seen, from: &FromCue, at: usize| {
        let mut row = Vec::with_capacity(96);
        seen.put_features(at, &mut row);
        from.put_features(seen, at, &mut row);
        row
    };
    // Rows are made twice, once to count and once to number features: kept, they would fill the memory.
    let likely = |block: &&Laid| {
        let chances = block.chances.clone();
        block.seen.candidates.clone().into_iter().filter(move |at| chances[*at] >= LEAST_CHANCE)
    };
    let vocabulary = Vocabulary::of(
        blocks.iter().flat_map(|block| {
            likely(block).flat_map(|cue| {
                let from = FromCue::of(&block.seen, cue, &block.chances);
                from.window.clone().map(|at| features(&block.seen, &from, at)).collect::<Vec<_>>()
            })
        }),
        SPANS.least,
    );
    let mut chains = Vec::new();
    for block in blocks {
        for cue in likely(block) {
            let from = FromCue::of(&block.seen, cue, &block.chances);
            let turn = block.turns.iter().position(|(_, unit)| *unit == cue);
            chains.push(Chain {
                key: block.key(cue),
                rows: from.window.clone().map(|at| vocabulary.numbers(&features(&block.seen, &from, at))).collect(),
                kinds: block.seen.kinds[from.window.clone()].to_vec(),
                // Where the cue is none, nothing is its source or content.
                labels: turn.map_or_else(|| vec![OUT; from.window.len()], |turn| block.labels[turn].clone()),
            });
        }
    }
    learn_chains(&chains, &vocabulary, SPANS)
}

/// The right labels of the window around a cue.
fn labels(page: &Page<'_>, seen: &Seen, cue: usize, marked: &Marked) -> Vec<u8> {
    let window = seen.window(cue);
    let mut labels = vec![OUT; window.len()];
    for (label, spans) in [(SOURCE, &marked.source), (CUE, &marked.cue), (CONTENT, &marked.content)] {
        for span in spans {
            let mut going_on = false;
            for (own, unit) in labels.iter_mut().zip(&seen.units[window.clone()]) {
                let covered = unit.tokens.clone().filter(|&at| span.contains(page.span(at..at + 1))).count();
                if covered * 2 >= unit.tokens.len() {
                    *own = label + u8::from(going_on);
                    going_on = true;
                }
            }
        }
    }
    // What another span has cut in two begins anew.
    for at in 0..labels.len() {
        let goes_on = labels[at] > 0 && labels[at].is_multiple_of(2);
        if goes_on && (at == 0 || labels[at - 1] != labels[at] && labels[at - 1] + 1 != labels[at]) {
            labels[at] -= 1;
        }
    }
    labels
}

/// For each region the attribution that it belongs to, where it does.
fn owners(page: &Page<'_>, marked: &[Marked]) -> Vec<Option<usize>> {
    let owner = |region: &super::marks::Region| {
        let words: Vec<Span> =
            region.inside().filter(|&at| page.tokens[at].is_word()).map(|at| page.span(at..at + 1)).collect();
        let held = |spans: &[Span]| words.iter().filter(|word| spans.iter().any(|span| span.contains(**word))).count();
        let near =
            |spans: &[Span]| spans.iter().any(|span| span.start < region.outer.end && region.outer.start < span.end);
        let owners = marked.iter().enumerate().filter(|(_, marked)| near(&marked.content));
        // Marked inside the quotation, it is another's.
        let owners = owners.filter(|(_, marked)| held(&marked.cue) == 0 && held(&marked.source) == 0);
        let counted = owners.map(|(number, marked)| (held(&marked.content), number));
        counted.filter(|(held, _)| *held * 2 >= words.len()).max().map(|(_, number)| number)
    };
    page.regions.iter().map(owner).collect()
}

/// What the regions of articles teach.
#[derive(Default)]
struct RegionExamples {
    /// Is it speech?
    speech: Vec<Example>,
    /// Does it go on with the one before?
    joins: Vec<Example>,
    /// Is this the source of a quotation?
    sources: Vec<Example>,
}

impl RegionExamples {
    /// Learns what all examples teach together, for a model whose cues and spans are there.
    fn learn(all: &[&RegionExamples], model: &mut Model) {
        let learn = |settings: Settings, of: fn(&RegionExamples) -> &Vec<Example>| {
            let examples: Vec<Example> = all.iter().flat_map(|part| of(part)).cloned().collect();
            Flat::pack(&learn_yes_or_no(&examples, settings))
        };
        model.speech = learn(REGIONS, |part| &part.speech);
        model.joins = learn(REGIONS, |part| &part.joins);
        model.sources = learn(SOURCES, |part| &part.sources);
    }
}

/// Adds what the regions of an article teach.
fn region_examples(page: &Page<'_>, marked: &[Marked], claims: &Claims, examples: &mut RegionExamples) {
    let owners = owners(page, marked);
    let parts: Vec<Part> = (0..owners.len()).map(|region| Part { region, lead: page.lead(region) }).collect();
    let text = word_number(page.text);
    let key = |region: usize| mix(text, page.regions[region].first as u64);
    for (number, owner) in owners.iter().enumerate() {
        let mut row = Vec::with_capacity(64);
        SpeechFacts::of(page, &parts[number]).put(page, number, claims, &mut row);
        examples.speech.push(Example { key: key(number), features: row, yes: owner.is_some() });
    }
    let spoken: Vec<usize> = (0..owners.len()).filter(|&number| owners[number].is_some()).collect();
    for pair in spoken.windows(2) {
        let mut row = Vec::with_capacity(64);
        GapFacts::of(page, &parts[pair[0]], &parts[pair[1]]).put(page, (pair[0], pair[1]), claims, &mut row);
        examples.joins.push(Example { key: key(pair[1]), features: row, yes: owners[pair[0]] == owners[pair[1]] });
    }
    for whole in spoken.chunk_by(|one, two| owners[*one] == owners[*two]) {
        let whole: Vec<Part> = whole.iter().map(|&region| parts[region].clone()).collect();
        let Some(marked) = owners[whole[0].region].map(|number| &marked[number]) else { continue };
        let right =
            marked.source.iter().find_map(|span| whom_of_clause(page, *span).or_else(|| source_in(page, *span)));
        let candidates = page.candidates(&whole, claims);
        for (number, candidate) in candidates.iter().enumerate() {
            let mut row = Vec::with_capacity(256);
            page.put_candidate(&candidates, number, &whole, &mut row);
            let own = candidate.lead.source.as_ref().map(|source| page.whom(source));
            // Another mention of the one who speaks names the speaker as well as the words that are marked.
            let is_speaker = || match (own, &marked.speaker) {
                (Some(Whom::Person(person)), Some(name)) => {
                    PersonName::parse(name).may_be(&PersonName::parse(&page.people.full_name(person, page.text)))
                }
                _ => false,
            };
            let at = candidate.lead.source.as_ref().map_or(0, |source| source.tokens.start as u64 + 1);
            examples.sources.push(Example {
                key: mix(key(whole[0].region), at),
                features: row,
                yes: own.is_some() && own == right || is_speaker(),
            });
        }
    }
}

/// For each quotation with marks whose speaker is known and somebody is named: on what ground, with what chance, and
/// whether it is the right name. The model must not be calibrated yet.
fn names(page: &Page<'_>, annotated: &Annotated, model: &Model) -> Vec<Case> {
    let size = |spans: &[Span]| spans.iter().map(|span| f64::from(span.end - span.start)).sum::<f64>();
    let shared = |one: &[Span], two: &[Span]| {
        let both = |a: &Span, b: &Span| a.end.min(b.end).saturating_sub(a.start.max(b.start));
        one.iter().flat_map(|a| two.iter().map(move |b| f64::from(both(a, b)))).sum::<f64>()
    };
    let found = Extractor { model, indirect: false }.find(&annotated.article);
    let case = |quotation: Quotation| {
        let own = |marked: &&Marked| {
            let shared = shared(&marked.content, &quotation.content);
            shared >= 0.7 * (size(&marked.content) + size(&quotation.content) - shared)
        };
        let name = annotated.attributions.iter().find(own)?.speaker.as_ref()?;
        let right = PersonName::parse(name).may_be(&PersonName::parse(&quotation.speaker?.full_name));
        let ground = match quotation.attribution.class {
            AttributionClass::Explicit => {
                let source = quotation.source.first().and_then(|span| source_at(page, *span));
                if source.is_some_and(|source| page.joins_names(&source)) { Ground::Joined } else { Ground::Named }
            }
            AttributionClass::Pronoun => Ground::Pronoun,
            AttributionClass::Title => Ground::Description,
            AttributionClass::Continued => Ground::Continued,
            AttributionClass::Block | AttributionClass::Unattributed => return None,
        };
        Some((ground, quotation.attribution.confidence, right))
    };
    found.into_iter().filter_map(case).collect()
}

/// Whom "who" means, behind the comma that follows a name: `Ann Roe, who called`.
fn whom_of_clause(page: &Page<'_>, span: Span) -> Option<Whom> {
    let at = page.tokens[0..page.tokens.len()].partition_point(|token| token.start < span.start);
    let comma = at.checked_sub(1).filter(|&comma| at < page.tokens.len() && page.kind(comma) == TokenKind::Comma)?;
    let named = comma.checked_sub(1).filter(|_| page.is(at, Traits::REL))?;
    page.people.mention_at(named).map(|mention| Whom::Person(page.people.meant[mention]))
}

/// Whom the source words in a span mean.
fn source_in(page: &Page<'_>, span: Span) -> Option<Whom> {
    source_at(page, span).map(|source| page.whom(&source))
}

/// The source that the words in a span are.
fn source_at(page: &Page<'_>, span: Span) -> Option<Source> {
    let first = page.tokens[0..page.tokens.len()].partition_point(|token| token.start < span.start);
    let last = page.tokens[0..page.tokens.len()].partition_point(|token| token.end <= span.end);
    page.source_within(first..last)
}
