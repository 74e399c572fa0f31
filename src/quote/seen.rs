//! What a model sees of a paragraph, before `features` makes numbers of it.
//!
//! Features are handed to a [`Sink`]: in use they become sums of weights at once, in learning they are kept.

use super::cues::CueClass;
use super::features::REACH;
use super::model::pairs::{of_one, of_two};
use super::model::words::Words;
use super::page::Page;
use super::units::{Look, Unit, kind, look_at_region, look_at_word, mix, units, word_number};
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// Takes features.
pub trait Sink {
    /// Takes one.
    fn put(&mut self, feature: u64);

    /// Takes those that `put` puts, which are the same whenever `key` is; whoever keeps sums need not have them put again.
    fn put_group(&mut self, _key: u64, put: impl Fn(&mut Self))
    where
        Self: Sized,
    {
        put(self);
    }

    /// Takes all that [`put_pairs`] puts; whoever keeps none of it says no.
    fn put_kept_pairs(&mut self, _facts: &[u64], _number: u64) -> bool {
        false
    }
}

impl Sink for Vec<u64> {
    fn put(&mut self, feature: u64) {
        self.push(feature);
    }
}

/// A paragraph as the models see it.
#[derive(Debug, Default)]
pub struct Seen {
    /// Its units.
    pub units: Vec<Unit>,
    /// For each unit its kind.
    pub kinds: Vec<u8>,
    /// The units that may be the word that a cue turns on.
    pub candidates: Vec<usize>,
    /// For each unit what is seen of it.
    pub looks: Vec<Look>,
    /// For each look its number.
    numbers: Vec<u64>,
    /// For each unit where it stands.
    pub around: Vec<Around>,
    /// The sentences.
    pub sentences: Vec<Sentence>,
    /// Whether the paragraph is a headline.
    pub headline: bool,
}

/// A sentence of a paragraph.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sentence {
    /// Its first unit.
    pub first: usize,
    /// How many strong cues it has.
    pub cues: usize,
    /// How many regions it has.
    pub regions: usize,
}

/// Where a unit stands: its sentence, and the strong cues around it there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around {
    /// The number of its sentence.
    pub sentence: u32,
    /// The unit of the nearest strong cue before it, plus one; 0 for none.
    before: u32,
    /// The same behind it.
    behind: u32,
    /// Commas since the one before, up to 3.
    pub commas: u8,
    /// Whether it is a comma itself.
    comma: bool,
}

impl Around {
    /// The nearest strong cue before it.
    #[inline]
    pub fn before(&self) -> Option<usize> {
        self.before.checked_sub(1).map(|unit| unit as usize)
    }

    /// The nearest strong cue behind it.
    #[inline]
    pub fn behind(&self) -> Option<usize> {
        self.behind.checked_sub(1).map(|unit| unit as usize)
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
/// each by itself. They come four with four, the order in which models have learnt them.
pub fn put_pairs<S: Sink>(facts: &[u64], number: u64, sink: &mut S) {
    const TOGETHER: usize = 4;
    if sink.put_kept_pairs(facts, number) {
        return;
    }
    for (from, upper) in (0..).step_by(TOGETHER).zip(facts.chunks(TOGETHER)) {
        for (start, lower) in (0..=from).step_by(TOGETHER).zip(facts.chunks(TOGETHER)) {
            for (at, fact) in (from..).zip(upper) {
                if start == from {
                    sink.put(of_one(number, at, *fact));
                }
                for (before, other) in (start..at).zip(lower) {
                    sink.put(of_two(number, (at, *fact), (before, *other)));
                }
            }
        }
    }
}

impl Seen {
    /// Looks at a block of the page.
    pub fn of(page: &Page<'_>, block: usize, words: &Words) -> Seen {
        let mut seen = Seen::default();
        seen.look_at(page, block, words, &units(page, block));
        seen
    }

    /// Looks at some units of a block, which stand side by side, instead of what it has seen before.
    pub fn look_at(&mut self, page: &Page<'_>, block: usize, words: &Words, units: &[Unit]) {
        self.forget();
        self.make_room(units.len());
        self.units.extend_from_slice(units);
        self.headline = page.blocks[block].headline;
        let mut forms = words.kept.take();
        // What is known before each unit; and the first one that has yet to be told of the cue behind it.
        let (mut here, mut waiting) = (Around::default(), 0);
        for (at, unit) in units.iter().enumerate() {
            let (look, say, comma) = match unit.region {
                Some(region) => (look_at_region(page, region), false, false),
                None => {
                    let token = &page.tokens[unit.tokens.start];
                    let (form, known) = words.form(page.text, token, &mut forms);
                    let cue = form.cue.unwrap_or_else(|| page.cue(unit.tokens.start));
                    if Words::may_be_cue(token, &form, known, cue) {
                        self.candidates.push(at);
                    }
                    let share = if token.kind == TokenKind::Word { u64::from(known.share) } else { 0 };
                    let look = Look { share, ..look_at_word(page, unit, &form, cue) };
                    (look, cue == CueClass::Say, token.kind == TokenKind::Comma)
                }
            };
            if unit.begins || at == 0 {
                here = Around { sentence: self.sentences.len() as u32, ..Around::default() };
                waiting = at;
                self.sentences.push(Sentence { first: at, ..Sentence::default() });
            }
            self.around.push(Around { comma, ..here });
            let strong = look.share >= 5 || say;
            if strong {
                self.around[waiting..at].iter_mut().for_each(|around| around.behind = at as u32 + 1);
                waiting = at;
                here = Around { before: at as u32 + 1, commas: 0, ..here };
            } else if comma {
                here.commas = (here.commas + 1).min(3);
            }
            if let Some(last) = self.sentences.last_mut() {
                last.cues += usize::from(strong);
                last.regions += usize::from(unit.region.is_some());
            }
            self.kinds.push(kind(page, unit));
            self.looks.push(look);
            self.numbers.push(look.number());
        }
        words.kept.give_back(forms);
    }

    /// Makes room for so many units.
    fn make_room(&mut self, count: usize) {
        self.kinds.reserve(count);
        self.looks.reserve(count);
        self.numbers.reserve(count);
        self.around.reserve(count);
    }

    /// How many units it has room for.
    pub fn room(&self) -> usize {
        self.looks.capacity()
    }

    /// Keeps its room and nothing else.
    fn forget(&mut self) {
        let Seen { units, kinds, candidates, looks, numbers, around, sentences, headline: _ } = self;
        units.clear();
        kinds.clear();
        candidates.clear();
        looks.clear();
        numbers.clear();
        around.clear();
        sentences.clear();
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

    /// What is seen of the unit `offset` units behind `at`; of [`Look::NOTHING`] where there is none.
    #[inline]
    pub fn look(&self, at: usize, offset: isize) -> &Look {
        at.checked_add_signed(offset).and_then(|at| self.looks.get(at)).unwrap_or(&Look::NOTHING)
    }

    /// The number of that look.
    #[inline]
    pub fn look_number(&self, at: usize, offset: isize) -> u64 {
        const NOTHING: u64 = Look::NOTHING.number();
        at.checked_add_signed(offset).and_then(|at| self.numbers.get(at)).copied().unwrap_or(NOTHING)
    }

    /// Whether a unit is a comma.
    #[inline]
    pub fn is_comma(&self, at: usize) -> bool {
        self.around[at].comma
    }

    /// Whether a unit is "that".
    #[inline]
    pub fn is_that(&self, at: usize) -> bool {
        const THAT: u64 = word_number("that");
        self.looks[at].word == THAT
    }
}

/// The stretches of a block's units as far as quoted regions go: sentences that hold one, or have one right before or behind
/// them. No cue elsewhere reaches a region, and none that does sees further.
pub fn near_regions(units: &[Unit]) -> Vec<Range<usize>> {
    let is_region = |at: usize| units.get(at).is_some_and(|unit| unit.region.is_some());
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut first = 0;
    for sentence in units.chunk_by(|_, next| !next.begins) {
        let end = first + sentence.len();
        if (first.saturating_sub(1)..=end).any(is_region) {
            // The features of a unit look beyond its sentence.
            let near = first.saturating_sub(REACH)..units.len().min(end + REACH);
            match stretches.last_mut() {
                Some(last) if last.end >= near.start => last.end = near.end,
                _ => stretches.push(near),
            }
        }
        first = end;
    }
    stretches
}
