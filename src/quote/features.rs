//! The features of a unit, each made of what is seen there and of its own number.
//!
//! They stand in groups: the features of a group depend on the same few numbers, so that their sum can be kept where
//! these come again. Learning takes all of them, one by one, from [`Seen::put_features`] and [`Seen::put_cue_features`];
//! `sums` takes them group by group. The two must put the same.

use super::seen::{Around, FromCue, Seen, Sink};
use super::units::{Look, mix};

/// Puts one feature: what is seen, under the feature's number.
#[inline(always)]
fn put(sink: &mut impl Sink, number: u64, value: u64) {
    sink.put(mix(number, value));
}

/// How far a unit's own features look to either side.
pub const REACH: usize = 2;

/// Distances are told apart up to here one by one, then in steps: 0 to 8.
fn steps(distance: usize) -> u64 {
    match distance {
        0..=5 => distance as u64,
        6..=8 => 6,
        9..=14 => 7,
        _ => 8,
    }
}

/// Distances from a cue: 0 to 9.
fn long_steps(distance: usize) -> u64 {
    match distance {
        0..=8 => steps(distance),
        9..=14 => 7,
        15..=24 => 8,
        _ => 9,
    }
}

/// A chance in six steps.
fn sixths(chance: f32) -> u64 {
    // Most words have no chance at all.
    if chance > 0.0 { ((chance * 6.0) as u64).min(5) } else { 0 }
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
    commas: usize,
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
        let sentence = &self.sentences[self.sentence[at] as usize];
        Place {
            position: (at - sentence.first).min(4) as u64,
            holds: (sentence.cues.min(2) * 3 + sentence.regions.min(2)) as u64,
            headline: self.headline,
        }
    }

    /// The verbs of saying around a unit.
    pub fn sides(&self, at: usize) -> Sides {
        let Around { before, behind, .. } = self.around[at];
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
        let Around { before, commas, .. } = self.around[at];
        before.map(|cue| VerbBefore { cue, steps: steps(at - cue).min(3), commas: commas.min(3) })
    }

    /// Puts what it says of the unit, whatever that is.
    pub fn put_verb_before(&self, verb: VerbBefore, sink: &mut impl Sink) {
        let VerbBefore { cue, steps, commas } = verb;
        let (word, next) = (self.looks[cue].word, self.look(cue, 1));
        put(sink, 49, word);
        put(sink, 50, mix(mix(word, next.word), u64::from(steps <= 2)));
        put(sink, 52, mix(word, steps));
        put(sink, 54, mix(commas as u64, self.looks[cue].share));
    }

    /// The verb of saying behind a unit.
    pub fn verb_behind(&self, at: usize) -> Option<VerbBehind> {
        self.around[at].behind.map(|cue| VerbBehind { cue, steps: steps(cue - at) })
    }

    /// Puts what it says of the unit, whatever that is.
    pub fn put_verb_behind(&self, verb: VerbBehind, sink: &mut impl Sink) {
        let VerbBehind { cue, steps } = verb;
        put(sink, 56, mix(self.looks[cue].word, u64::from(steps <= 2)));
        put(sink, 57, mix(mix(self.look(cue, -1).class, self.look(cue, 1).class), steps));
    }

    /// Puts what the verbs around a unit say of its class.
    #[inline]
    pub fn put_verbs(&self, at: usize, sink: &mut impl Sink) {
        let Around { before, behind, .. } = self.around[at];
        let class = self.looks[at].class;
        if let Some(cue) = before {
            put(sink, 51, mix(self.looks[cue].word, class));
        }
        if let Some(cue) = behind {
            put(sink, 58, mix(self.looks[cue].word, class));
        }
    }

    /// Puts what is seen of a unit as seen from a cue.
    pub fn put_cue_features(&self, cue: &FromCue<'_>, at: usize, sink: &mut impl Sink) {
        let view = self.view(cue, at);
        view.put_distance(sink);
        view.put_between(sink);
        view.put_chances(sink);
        view.put_word(self.look(at, 0).word, sink);
        view.put_role(self.look(at, 0).role, sink);
        self.put_cue(cue, &view, sink);
        self.put_cue_between(cue, &view, sink);
        self.put_cue_and_role(cue, &view, self.look(at, 0).role, sink);
    }

    /// How a unit looks from a cue.
    #[inline]
    pub fn view(&self, cue: &FromCue<'_>, at: usize) -> View {
        let side = match at.cmp(&cue.at) {
            std::cmp::Ordering::Less => 1,
            std::cmp::Ordering::Equal => 0,
            std::cmp::Ordering::Greater => 2,
        };
        let between = cue.between[at - cue.window.start];
        View {
            side,
            distance: long_steps(at.abs_diff(cue.at)),
            commas: u64::from(between.commas.min(3)),
            cues: u64::from(between.cues.min(2)),
            regions: u64::from(between.regions.min(1)),
            that: u64::from(between.that),
            in_window: cue.regions,
            chance: sixths(cue.chances[at]),
            of_cue: sixths(cue.chances[cue.at]),
            edges: u64::from(at == cue.window.start) * 2
                + u64::from(at + 1 == cue.window.end)
                + 4 * u64::from(self.units[at].begins),
        }
    }

    /// Puts what the cue's words say at a distance. Depends on the cue, the side and four steps of distance.
    pub fn put_cue(&self, cue: &FromCue<'_>, view: &View, sink: &mut impl Sink) {
        let (verb, behind) = (self.look(cue.at, 0), self.look(cue.at, 1));
        let distance = view.distance;
        view.put(505, mix(verb.word, distance.min(3)), sink);
        view.put(507, mix(mix(verb.word, behind.word), distance.min(2)), sink);
    }

    /// Puts what the cue's word says with what stands between. Depends on the cue, the side, commas and regions.
    pub fn put_cue_between(&self, cue: &FromCue<'_>, view: &View, sink: &mut impl Sink) {
        view.put(515, mix(self.look(cue.at, 0).word, mix(view.commas, view.regions)), sink);
    }

    /// Puts what the cue's word says of a role.
    #[inline]
    pub fn put_cue_and_role(&self, cue: &FromCue<'_>, view: &View, role: u64, sink: &mut impl Sink) {
        view.put(506, mix(self.look(cue.at, 0).word, role), sink);
    }
}

/// How a unit looks from a cue, in small numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// 0 for the cue itself, 1 before it, 2 behind it.
    side: u64,
    /// Below 10.
    distance: u64,
    /// Up to 3.
    commas: u64,
    /// Up to 2.
    cues: u64,
    /// Up to 1.
    regions: u64,
    /// Up to 1.
    that: u64,
    /// Regions of the window, up to 2.
    in_window: u64,
    /// Up to 5.
    chance: u64,
    /// Up to 5.
    of_cue: u64,
    /// Below 8.
    edges: u64,
}

impl View {
    #[inline(always)]
    fn put(&self, number: u64, value: u64, sink: &mut impl Sink) {
        put(sink, number, mix(value, self.side));
    }

    /// A number of its own for each side and distance with commas, below 120.
    pub fn distance_number(&self) -> usize {
        ((self.side * 10 + self.distance) * 4 + self.commas) as usize
    }

    /// Puts the distance.
    pub fn put_distance(&self, sink: &mut impl Sink) {
        self.put(501, self.distance, sink);
        self.put(510, mix(self.commas, self.distance), sink);
    }

    /// A number of its own for each side and all that can stand between, below 432.
    pub fn between_number(&self) -> usize {
        let between = ((self.commas * 3 + self.cues) * 2 + self.regions) * 2 + self.that;
        ((self.side * 48 + between) * 3 + self.in_window) as usize
    }

    /// Puts what stands between.
    pub fn put_between(&self, sink: &mut impl Sink) {
        let cues = mix(self.commas, self.cues);
        self.put(511, mix(cues, mix(self.regions, self.that)), sink);
        self.put(516, mix(self.in_window, mix(self.commas, self.regions)), sink);
    }

    /// A number of its own for each side and pair of chances, below 108.
    pub fn chances_number(&self) -> usize {
        (self.side * 36 + self.chance * 6 + self.of_cue) as usize
    }

    /// Puts the chances that unit and cue are cues.
    pub fn put_chances(&self, sink: &mut impl Sink) {
        self.put(517, mix(self.chance, self.of_cue), sink);
    }

    /// A number of its own for what [`View::put_word`] puts.
    pub fn word_number(&self, word: u64) -> u64 {
        mix(word, 2 << 32 | self.side << 4 | self.distance.min(3))
    }

    /// Puts what the unit's word says.
    pub fn put_word(&self, word: u64, sink: &mut impl Sink) {
        self.put(502, word, sink);
        self.put(504, mix(word, self.distance.min(3)), sink);
    }

    /// A number of its own for what [`View::put_role`] puts.
    pub fn role_number(&self, role: u64) -> u64 {
        let seen = [self.side, self.distance.min(4), self.commas, self.cues, self.regions, self.that, self.edges];
        mix(role, seen.into_iter().fold(3, |all, one| all << 4 | one))
    }

    /// Puts what the unit's role says with what stands between.
    pub fn put_role(&self, role: u64, sink: &mut impl Sink) {
        self.put(503, mix(role, self.distance.min(4)), sink);
        self.put(512, mix(mix(self.commas, self.cues), role), sink);
        self.put(513, mix(self.regions, role), sink);
        self.put(514, mix(self.that, role), sink);
        self.put(519, mix(self.edges, role), sink);
    }

    /// A number of its own for each side and four steps of distance, below 12.
    pub fn near_number(&self) -> usize {
        (self.side * 4 + self.distance.min(3)) as usize
    }

    /// A number of its own for each side with commas and regions, below 24.
    pub fn commas_number(&self) -> usize {
        ((self.side * 4 + self.commas) * 2 + self.regions) as usize
    }
}
