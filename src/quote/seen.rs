//! Features: what a model sees of a unit and its surroundings, each boiled down to one number.
//!
//! Features are handed to a [`Sink`]: in use they become sums of weights at once, in learning they are kept.

use super::model::words::Words;
use super::page::Page;
use super::units::{Look, Unit, is_say, kind, look, mix, units};
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// Takes features.
pub trait Sink {
    /// Takes one.
    fn put(&mut self, feature: u64);
}

impl Sink for Vec<u64> {
    fn put(&mut self, feature: u64) {
        self.push(feature);
    }
}

/// A paragraph as the models see it.
#[derive(Debug)]
pub struct Seen {
    /// Its units.
    pub units: Vec<Unit>,
    /// For each unit its kind.
    pub kinds: Vec<u8>,
    /// The units that may be the word that a cue turns on.
    pub candidates: Vec<usize>,
    looks: Vec<Look>,
    /// For each unit how often its word is part of a cue, from 0 to 10.
    shares: Vec<u8>,
    /// For each unit whether it is a comma, and whether it is "that".
    commas: Vec<bool>,
    thats: Vec<bool>,
    /// For each unit its sentence.
    sentence: Vec<u32>,
    sentences: Vec<Sentence>,
    /// For each unit the nearest strong cue before and behind it in its sentence, and the commas since the one before.
    around: Vec<Around>,
    headline: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct Sentence {
    first: usize,
    cues: usize,
    regions: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct Around {
    before: Option<usize>,
    behind: Option<usize>,
    commas: usize,
}

/// Distances are told apart up to here one by one, then in steps.
fn steps(distance: usize) -> u64 {
    match distance {
        0..=5 => distance as u64,
        6..=8 => 6,
        9..=14 => 7,
        _ => 8,
    }
}

/// Distances from a cue.
fn long_steps(distance: usize) -> u64 {
    match distance {
        0..=8 => steps(distance),
        9..=14 => 7,
        15..=24 => 8,
        _ => 9,
    }
}

/// Puts features with numbers of their own, one after the other.
pub struct Numbered<'s, S> {
    sink: &'s mut S,
    number: u64,
}

impl<'s, S: Sink> Numbered<'s, S> {
    /// Numbers features from `number` on.
    pub fn from(sink: &'s mut S, number: u64) -> Numbered<'s, S> {
        Numbered { sink, number }
    }

    /// Puts a feature.
    #[inline(always)]
    pub fn put(&mut self, value: u64) {
        self.number += 1;
        self.sink.put(mix(self.number, value));
    }

    /// Puts a feature only where there is one; the number is used up all the same.
    #[inline(always)]
    pub fn put_some(&mut self, value: Option<u64>) {
        self.number += 1;
        if let Some(value) = value {
            self.sink.put(mix(self.number, value));
        }
    }
}

/// Puts facts one by one and two by two, numbered from `number` on: what two facts mean together is often more than
/// each by itself.
pub fn put_pairs(facts: &[u64], number: u64, sink: &mut impl Sink) {
    let mut features = Numbered::from(sink, number);
    for (at, fact) in facts.iter().enumerate() {
        features.put(*fact);
        for other in &facts[..at] {
            features.put(mix(*fact, *other));
        }
    }
}

impl Seen {
    /// Looks at a block of the page.
    pub fn of(page: &Page<'_>, block: usize, words: &Words) -> Seen {
        let units = units(page, block);
        let looks: Vec<Look> = units.iter().map(|unit| look(page, unit)).collect();
        let known = |at: usize| words.get(looks[at].word);
        let is_word = |at: usize| units[at].region.is_none() && page.kind(units[at].tokens.start) == TokenKind::Word;
        let shares: Vec<u8> = (0..units.len()).map(|at| if is_word(at) { known(at).share } else { 0 }).collect();
        let strong: Vec<bool> = (0..units.len()).map(|at| shares[at] >= 5 || is_say(page, &units[at])).collect();
        let candidates = (0..units.len())
            .filter(|&at| units[at].region.is_none() && words.may_be_cue(page, units[at].tokens.start, known(at)))
            .collect();
        let mut sentence = Vec::with_capacity(units.len());
        let mut sentences: Vec<Sentence> = Vec::new();
        for (at, unit) in units.iter().enumerate() {
            if unit.begins || sentences.is_empty() {
                sentences.push(Sentence { first: at, ..Sentence::default() });
            }
            sentence.push(sentences.len() as u32 - 1);
            if let Some(last) = sentences.last_mut() {
                last.cues += usize::from(strong[at]);
                last.regions += usize::from(unit.region.is_some());
            }
        }
        let small = |is: &dyn Fn(usize) -> bool| -> Vec<bool> {
            units.iter().map(|unit| unit.region.is_none() && is(unit.tokens.start)).collect()
        };
        let commas = small(&|at| page.kind(at) == TokenKind::Comma);
        let thats = small(&|at| page.is_word(at, "that"));
        let around = around(&units, &strong, &commas);
        let kinds = units.iter().map(|unit| kind(page, unit)).collect();
        let headline = page.blocks[block].headline;
        Seen { units, kinds, candidates, looks, shares, commas, thats, sentence, sentences, around, headline }
    }

    /// The units that a cue at `cue` may reach: its sentence, and a quotation right before or behind it.
    pub fn window(&self, cue: usize) -> Range<usize> {
        /// Units on either side; what is longer is no sentence.
        const REACH: usize = 80;
        let lowest = cue.saturating_sub(REACH);
        let highest = self.units.len().min(cue + REACH);
        let mut first = cue;
        while first > lowest && !self.units[first].begins {
            first -= 1;
        }
        let mut end = cue + 1;
        while end < highest && !self.units[end].begins {
            end += 1;
        }
        if first > lowest && self.units[first - 1].region.is_some() {
            first -= 1;
        }
        if end < highest && self.units[end].region.is_some() {
            end += 1;
        }
        first..end
    }

    fn look(&self, at: usize, offset: isize) -> &Look {
        at.checked_add_signed(offset).and_then(|at| self.looks.get(at)).unwrap_or(&Look::NOTHING)
    }

    /// What is seen of the unit itself.
    pub fn put_features(&self, at: usize, sink: &mut impl Sink) {
        let mut features = Numbered::from(sink, 0);
        let look = |offset: isize| self.look(at, offset);
        let here = look(0);
        features.put(0);
        for offset in -3..=3 {
            features.put(look(offset).word);
        }
        for offset in -3..=3 {
            features.put(look(offset).class);
        }
        for offset in -1..=1 {
            features.put(look(offset).suffix);
        }
        features.put(here.prefix);
        for offset in -1..=1 {
            features.put(look(offset).shape);
        }
        for offset in -2..=2isize {
            let share = at.checked_add_signed(offset).and_then(|at| self.shares.get(at)).copied().unwrap_or(0);
            features.put(u64::from(share));
        }
        features.put(mix(look(-1).word, here.word));
        features.put(mix(here.word, look(1).word));
        features.put(mix(look(-1).word, look(1).word));
        features.put(mix(look(-2).word, look(-1).word));
        features.put(mix(look(1).word, look(2).word));
        features.put(mix(look(-1).class, here.class));
        features.put(mix(here.class, look(1).class));
        features.put(mix(mix(look(-1).class, here.class), look(1).class));
        features.put(mix(mix(look(-2).class, look(-1).class), here.class));
        features.put(mix(mix(here.class, look(1).class), look(2).class));
        features.put(mix(here.word, look(1).class));
        features.put(mix(look(-1).class, here.word));
        // Where in the sentence, and what the sentence holds.
        let sentence = &self.sentences[self.sentence[at] as usize];
        let holds = (sentence.cues.min(2) * 3 + sentence.regions.min(2)) as u64;
        features.put((at - sentence.first).min(4) as u64);
        features.put(holds);
        features.put(mix(holds, here.class));
        features.put(u64::from(self.headline));
        features.put(mix(u64::from(self.headline), here.class));
        // The verbs of saying near it.
        let Around { before, behind, commas } = self.around[at];
        let from = before.map(|cue| at - cue);
        let to = behind.map(|cue| cue - at);
        features.put(from.map_or(9, steps));
        features.put(to.map_or(9, steps));
        let sides = u64::from(before.is_some()) * 2 + u64::from(behind.is_some());
        features.put(mix(sides, here.class));
        features.put(sides);
        let cue = before.zip(from).map(|(cue, from)| (self.looks[cue].word, self.look(cue, 1), cue, from));
        features.put_some(cue.map(|(word, ..)| word));
        features.put_some(cue.map(|(word, next, _, from)| mix(mix(word, next.word), u64::from(from <= 2))));
        features.put_some(cue.map(|(word, ..)| mix(word, here.class)));
        features.put_some(cue.map(|(word, _, _, from)| mix(word, steps(from).min(3))));
        features.put_some(cue.map(|(_, next, _, from)| mix(next.class, steps(from).min(3))));
        features.put_some(cue.map(|(_, _, cue, _)| mix(commas.min(3) as u64, u64::from(self.shares[cue]))));
        features.put_some(
            cue.map(|(_, next, cue, _)| mix(mix(self.look(cue, -1).class, next.class), commas.min(2) as u64)),
        );
        let cue = behind.zip(to).map(|(cue, to)| (self.looks[cue].word, cue, to));
        features.put_some(cue.map(|(word, _, to)| mix(word, u64::from(to <= 2))));
        features
            .put_some(cue.map(|(_, cue, to)| mix(mix(self.look(cue, -1).class, self.look(cue, 1).class), steps(to))));
        features.put_some(cue.map(|(word, ..)| mix(word, here.class)));
    }

    /// What stands between a cue and each unit of its window. `chances` has for each unit the chance that it is a cue.
    fn between(&self, cue: usize, window: Range<usize>, chances: &[f32]) -> Vec<Between> {
        let mut all = vec![Between::default(); window.len()];
        let mut walk = |order: &mut dyn Iterator<Item = usize>| {
            let mut so_far = Between::default();
            for at in order {
                all[at - window.start] = so_far;
                so_far.regions += u8::from(self.units[at].region.is_some());
                so_far.commas += u8::from(self.commas[at]);
                so_far.cues += u8::from(chances[at] > 0.3);
                so_far.that |= self.thats[at];
            }
        };
        walk(&mut (cue + 1..window.end));
        walk(&mut (window.start..cue).rev());
        all
    }

    /// What is seen of a unit as seen from a cue.
    pub fn put_cue_features(&self, cue: &FromCue<'_>, at: usize, sink: &mut impl Sink) {
        let mut features = Numbered::from(sink, 500);
        let side: u64 = match at.cmp(&cue.at) {
            std::cmp::Ordering::Less => 1,
            std::cmp::Ordering::Equal => 0,
            std::cmp::Ordering::Greater => 2,
        };
        let distance = long_steps(at.abs_diff(cue.at));
        let here = self.look(at, 0);
        let (verb, after_verb, before_verb) = (self.look(cue.at, 0), self.look(cue.at, 1), self.look(cue.at, -1));
        let between = cue.between[at - cue.window.start];
        let (commas, cues) = (u64::from(between.commas.min(3)), u64::from(between.cues.min(2)));
        let (regions, that) = (u64::from(between.regions.min(1)), u64::from(between.that));
        let mut put = |value: u64| features.put(mix(value, side));
        put(distance);
        put(here.word);
        put(mix(here.role, distance.min(4)));
        put(mix(here.word, distance.min(3)));
        put(mix(verb.word, distance.min(3)));
        put(mix(verb.word, here.role));
        put(mix(mix(verb.word, after_verb.word), distance.min(2)));
        put(mix(mix(verb.role, after_verb.role), distance.min(4)));
        put(mix(mix(before_verb.role, after_verb.role), here.role));
        put(mix(commas, distance));
        put(mix(mix(commas, cues), mix(regions, that)));
        put(mix(mix(commas, cues), here.role));
        put(mix(regions, here.role));
        put(mix(that, here.role));
        put(mix(verb.word, mix(commas, regions)));
        put(mix(cue.regions, mix(commas, regions)));
        put(mix(sixths(cue.chances[at]), sixths(cue.chances[cue.at])));
        put(mix(mix(before_verb.word, verb.word), distance.min(2)));
        let edges = u64::from(at == cue.window.start) * 2 + u64::from(at + 1 == cue.window.end);
        put(mix(edges + 4 * u64::from(self.units[at].begins), here.role));
    }
}

/// A chance in six steps.
fn sixths(chance: f32) -> u64 {
    ((chance * 6.0) as u64).min(5)
}

/// A cue from which the units of its window are seen.
#[derive(Debug)]
pub struct FromCue<'s> {
    /// Its unit.
    pub at: usize,
    /// Its window.
    pub window: Range<usize>,
    /// What stands between it and each unit of the window.
    pub between: Vec<Between>,
    /// How many regions the window has, up to 2.
    pub regions: u64,
    /// For each unit of the paragraph the chance that it is a cue.
    pub chances: &'s [f32],
}

/// What stands between a cue and a unit.
#[derive(Debug, Clone, Copy, Default)]
pub struct Between {
    commas: u8,
    cues: u8,
    regions: u8,
    that: bool,
}

impl<'s> FromCue<'s> {
    /// The view from a cue.
    pub fn of(seen: &Seen, at: usize, chances: &'s [f32]) -> FromCue<'s> {
        let window = seen.window(at);
        let regions = window.clone().filter(|&at| seen.units[at].region.is_some()).count().min(2) as u64;
        let between = seen.between(at, window.clone(), chances);
        FromCue { at, window, between, regions, chances }
    }
}

/// The strong cues around each unit.
fn around(units: &[Unit], strong: &[bool], commas_at: &[bool]) -> Vec<Around> {
    let mut around = vec![Around::default(); units.len()];
    let (mut before, mut commas) = (None, 0);
    for (at, unit) in units.iter().enumerate() {
        if unit.begins {
            (before, commas) = (None, 0);
        }
        around[at].before = before;
        around[at].commas = commas;
        if strong[at] {
            (before, commas) = (Some(at), 0);
        } else if commas_at[at] {
            commas += 1;
        }
    }
    let mut behind = None;
    for (at, unit) in units.iter().enumerate().rev() {
        around[at].behind = behind;
        if strong[at] {
            behind = Some(at);
        }
        if unit.begins {
            behind = None;
        }
    }
    around
}
