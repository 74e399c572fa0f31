//! The features of a unit, each made of what is seen there and of its own number.
//!
//! They stand in groups: the features of a group depend on the same few numbers, so that their sum can be kept where
//! these come again. Learning takes all of them, one by one, from [`Seen::put_features`] and, for what is seen of the
//! unit from a cue, from `views`; `sums` takes them group by group. The two must put the same.

use super::seen::{Seen, Sink};
use super::units::{Look, mix};

/// Puts one feature: what is seen, under the feature's number.
#[inline(always)]
pub fn put(sink: &mut impl Sink, number: u64, value: u64) {
    sink.put(mix(number, value));
}

/// How far a unit's own features look to either side.
pub const REACH: usize = 2;

/// Distances are told apart up to 5 one by one, then in steps: 0 to 8.
#[inline]
pub fn steps(distance: usize) -> u64 {
    // A table, as distances are hard to guess for a processor.
    const STEPS: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 6, 6, 7, 7, 7, 7, 7, 7, 8];
    u64::from(STEPS[distance.min(15)])
}

/// What of a look is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The word and its letters.
    Letters,
    /// All else: a few hundred looks differ in it.
    Kind,
    /// All of it.
    Whole,
}

/// What one unit says of another `offset` units before it.
#[inline]
pub fn put_look(look: &Look, offset: isize, part: Part, sink: &mut impl Sink) {
    // Numbers go up with the offset.
    let number = |at_zero: u64| at_zero.wrapping_add_signed(offset as i64);
    let near = offset.unsigned_abs();
    let (letters, kind) = (part != Part::Kind, part != Part::Letters);
    if letters {
        put(sink, number(5), look.word);
    }
    if kind {
        put(sink, number(12), look.class);
    }
    if letters && near <= 1 {
        put(sink, number(17), look.suffix);
    }
    if kind && near <= 1 {
        put(sink, number(21), look.shape);
    }
    if letters && near == 0 {
        put(sink, 19, look.prefix);
    }
    if kind && near <= 2 {
        put(sink, number(25), look.share);
    }
}

/// What two classes side by side, mixed into `pair`, say of the second.
pub fn put_pair_before(pair: u64, sink: &mut impl Sink) {
    put(sink, 33, pair);
}

/// What two classes side by side say of the first.
pub fn put_pair_behind(pair: u64, sink: &mut impl Sink) {
    put(sink, 34, pair);
}

/// What three classes in a row, mixed into `triple`, say of the middle one.
pub fn put_triple(triple: u64, sink: &mut impl Sink) {
    put(sink, 35, triple);
}

/// Where in its sentence a unit stands, and what the sentence holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Units of the sentence before it, up to 4.
    position: u64,
    /// Cues and regions of the sentence, both up to 2: below 9.
    holds: u64,
    headline: bool,
}

impl Place {
    /// A number of its own for each place, below 90.
    pub fn number(self) -> usize {
        ((self.position * 9 + self.holds) * 2 + u64::from(self.headline)) as usize
    }

    /// Puts the features of the place.
    pub fn put(self, sink: &mut impl Sink) {
        put(sink, 1, 0);
        put(sink, 40, self.position);
        put(sink, 41, self.holds);
        put(sink, 43, u64::from(self.headline));
    }
}

/// The verbs of saying around a unit, seen from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides {
    /// Steps to the one before it; 9 where there is none.
    before: u64,
    /// Steps to the one behind it; 9 where there is none.
    behind: u64,
    /// Which of them there are.
    sides: u64,
}

impl Sides {
    /// A number of its own for each, below 100.
    pub fn number(self) -> usize {
        (self.before * 10 + self.behind) as usize
    }

    /// Puts the features of the distances.
    pub fn put(self, sink: &mut impl Sink) {
        put(sink, 45, self.before);
        put(sink, 46, self.behind);
        put(sink, 48, self.sides);
    }
}

/// What the class of a unit means in its place.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    class: u64,
    place: Place,
    sides: u64,
}

impl Setting {
    /// A number of its own for each.
    pub fn number(self) -> u64 {
        mix(self.class, 1 << 32 | self.place.holds << 8 | self.sides << 4 | u64::from(self.place.headline))
    }

    /// Puts its features.
    pub fn put(self, sink: &mut impl Sink) {
        put(sink, 42, mix(self.place.holds, self.class));
        put(sink, 44, mix(u64::from(self.place.headline), self.class));
        put(sink, 47, mix(self.sides, self.class));
    }
}

/// The verb of saying before a unit, as far as it is the same for the units behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerbBefore {
    cue: usize,
    /// Steps to it, up to 3.
    steps: u64,
    /// Commas since, up to 3.
    commas: u8,
}

/// The verb of saying behind a unit, as far as it is the same for the units before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerbBehind {
    cue: usize,
    steps: u64,
}

impl Seen {
    /// Puts what is seen of the unit itself.
    pub fn put_features<S: Sink>(&self, at: usize, sink: &mut S) {
        for offset in -(REACH as isize)..=REACH as isize {
            let look = self.look(at, offset);
            sink.put_group(mix(self.look_number(at, offset), offset as u64), |sink: &mut S| {
                put_look(look, offset, Part::Whole, sink)
            });
        }
        self.put_words(at, sink);
        self.put_classes(at, sink);
        let (place, sides) = (self.place(at), self.sides(at));
        let setting = self.setting(at, place, sides);
        sink.put_group(mix(place.number() as u64, 4), |sink: &mut S| place.put(sink));
        sink.put_group(mix(sides.number() as u64, 5), |sink: &mut S| sides.put(sink));
        sink.put_group(setting.number(), |sink: &mut S| setting.put(sink));
        self.put_verbs_around(at, sink);
    }

    /// Puts what the classes around a unit say in pairs and triples.
    pub fn put_classes(&self, at: usize, sink: &mut impl Sink) {
        let class = |offset: isize| self.look(at, offset).class;
        let (before, behind) = (mix(class(-1), class(0)), mix(class(0), class(1)));
        put_pair_before(before, sink);
        put_pair_behind(behind, sink);
        put_triple(mix(before, class(1)), sink);
    }

    /// Puts what the verbs of saying around a unit say of it.
    pub fn put_verbs_around(&self, at: usize, sink: &mut impl Sink) {
        if let Some(verb) = self.verb_before(at) {
            self.put_verb_before(verb, sink);
        }
        if let Some(verb) = self.verb_behind(at) {
            self.put_verb_behind(verb, sink);
        }
        self.put_verbs(at, sink);
    }

    /// Puts what the words around a unit say together.
    #[inline]
    pub fn put_words(&self, at: usize, sink: &mut impl Sink) {
        let look = |offset: isize| self.look(at, offset);
        let word = |offset: isize| look(offset).word;
        put(sink, 28, mix(word(-1), word(0)));
        put(sink, 29, mix(word(0), word(1)));
    }

    /// Where a unit stands.
    pub fn place(&self, at: usize) -> Place {
        let sentence = &self.sentences[self.around[at].sentence as usize];
        Place {
            position: (at - sentence.first).min(4) as u64,
            holds: (sentence.cues.min(2) * 3 + sentence.regions.min(2)) as u64,
            headline: self.headline,
        }
    }

    /// The verbs of saying around a unit.
    pub fn sides(&self, at: usize) -> Sides {
        let (before, behind) = (self.around[at].before(), self.around[at].behind());
        Sides {
            before: before.map_or(9, |cue| steps(at - cue)),
            behind: behind.map_or(9, |cue| steps(cue - at)),
            sides: u64::from(before.is_some()) * 2 + u64::from(behind.is_some()),
        }
    }

    /// What the class of a unit means in its place.
    pub fn setting(&self, at: usize, place: Place, sides: Sides) -> Setting {
        Setting { class: self.looks[at].class, place, sides: sides.sides }
    }

    /// The verb of saying before a unit.
    pub fn verb_before(&self, at: usize) -> Option<VerbBefore> {
        let around = &self.around[at];
        around.before().map(|cue| VerbBefore { cue, steps: steps(at - cue).min(3), commas: around.commas })
    }

    /// Puts what it says of the unit, whatever that is.
    pub fn put_verb_before(&self, verb: VerbBefore, sink: &mut impl Sink) {
        let VerbBefore { cue, steps, commas } = verb;
        let (word, next) = (self.looks[cue].word, self.look(cue, 1));
        put(sink, 49, word);
        put(sink, 50, mix(mix(word, next.word), u64::from(steps <= 2)));
        put(sink, 52, mix(word, steps));
        put(sink, 54, mix(commas.into(), self.looks[cue].share));
    }

    /// A number of its own for what [`Seen::put_verb_before`] puts.
    pub fn verb_before_number(&self, verb: VerbBefore) -> u64 {
        let look = &self.looks[verb.cue];
        let words = mix(look.word, self.look(verb.cue, 1).word);
        mix(words, 6 << 32 | look.share << 16 | verb.steps << 8 | u64::from(verb.commas))
    }

    /// The verb of saying behind a unit.
    pub fn verb_behind(&self, at: usize) -> Option<VerbBehind> {
        self.around[at].behind().map(|cue| VerbBehind { cue, steps: steps(cue - at) })
    }

    /// Puts what it says of the unit, whatever that is.
    pub fn put_verb_behind(&self, verb: VerbBehind, sink: &mut impl Sink) {
        let VerbBehind { cue, steps } = verb;
        put(sink, 56, mix(self.looks[cue].word, u64::from(steps <= 2)));
        put(sink, 57, mix(mix(self.look(cue, -1).class, self.look(cue, 1).class), steps));
    }

    /// A number of its own for what [`Seen::put_verb_behind`] puts.
    pub fn verb_behind_number(&self, verb: VerbBehind) -> u64 {
        let beside = mix(self.look(verb.cue, -1).class, self.look(verb.cue, 1).class);
        mix(mix(self.looks[verb.cue].word, beside), 7 << 32 | verb.steps)
    }

    /// Puts what the verbs around a unit say of its class.
    #[inline]
    pub fn put_verbs(&self, at: usize, sink: &mut impl Sink) {
        let around = &self.around[at];
        let class = self.looks[at].class;
        if let Some(cue) = around.before() {
            put(sink, 51, mix(self.looks[cue].word, class));
        }
        if let Some(cue) = around.behind() {
            put(sink, 58, mix(self.looks[cue].word, class));
        }
    }
}
