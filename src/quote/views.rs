//! How the units of a window look from its cue, and the features made of it.
//!
//! Whoever walks away from the cue counts what lies behind: so each [`View`] follows from the one before. The features
//! stand in groups, as those of `features` do.

use super::features::put;
use super::seen::{Seen, Sink};
use super::units::mix;
use std::ops::Range;

/// Above this chance a unit between the cue and another counts as a cue of its own.
const LIKELY_CUE: f32 = 0.3;

/// A cue from which the units of its window are seen.
#[derive(Debug)]
pub struct FromCue {
    /// Its unit.
    pub at: usize,
    /// Its window.
    pub window: Range<usize>,
    /// How each unit of the window looks.
    pub views: Vec<View>,
    /// How many regions the window has, up to 2.
    pub regions: u8,
}

impl FromCue {
    /// The view from a cue. `chances` has for each unit of the paragraph the chance that it is a cue.
    pub fn of(seen: &Seen, at: usize, chances: &[f32]) -> FromCue {
        let window = seen.window(at);
        let holds = seen.units[window.clone()].iter().filter(|unit| unit.region.is_some());
        let regions = holds.take(2).count() as u8;
        let itself = View { in_window: regions, of_cue: sixths(chances[at]), ..View::default() };
        let look_at = |unit: usize, so_far: View| View {
            distance: long_steps(unit.abs_diff(at)),
            chance: sixths(chances[unit]),
            edges: 4 * u8::from(seen.units[unit].begins),
            ..so_far
        };
        let mut views = vec![look_at(at, itself); window.len()];
        let mut so_far = View { side: 1, ..itself };
        for unit in (window.start..at).rev() {
            views[unit - window.start] = look_at(unit, so_far);
            so_far = so_far.passed(seen, unit, chances);
        }
        so_far = View { side: 2, ..itself };
        for unit in at + 1..window.end {
            views[unit - window.start] = look_at(unit, so_far);
            so_far = so_far.passed(seen, unit, chances);
        }
        if let Some(first) = views.first_mut() {
            first.edges += 2;
        }
        if let Some(last) = views.last_mut() {
            last.edges += 1;
        }
        FromCue { at, window, views, regions }
    }

    /// How a unit of the window looks.
    #[inline]
    pub fn view(&self, at: usize) -> &View {
        &self.views[at - self.window.start]
    }

    /// Puts what is seen of a unit from the cue.
    pub fn put_features(&self, seen: &Seen, at: usize, sink: &mut impl Sink) {
        let (view, look) = (self.view(at), seen.look(at, 0));
        view.put_distance(sink);
        view.put_between(sink);
        view.put_chances(sink);
        view.put_word(look.word, sink);
        view.put_role(look.role, sink);
        self.put_cue(seen, view, sink);
        self.put_cue_between(seen, view, sink);
        self.put_cue_and_role(seen, view, look.role, sink);
    }

    /// Puts what the cue's words say at a distance. Depends on the cue, the side and four steps of distance.
    pub fn put_cue(&self, seen: &Seen, view: &View, sink: &mut impl Sink) {
        let (verb, behind) = (seen.look(self.at, 0), seen.look(self.at, 1));
        view.put(505, mix(verb.word, view.distance.min(3).into()), sink);
        view.put(507, mix(mix(verb.word, behind.word), view.distance.min(2).into()), sink);
    }

    /// Puts what the cue's word says with what stands between. Depends on the cue, the side, commas and regions.
    pub fn put_cue_between(&self, seen: &Seen, view: &View, sink: &mut impl Sink) {
        view.put(515, mix(seen.look(self.at, 0).word, of_two(view.commas, view.regions)), sink);
    }

    /// Puts what the cue's word says of a role.
    #[inline]
    pub fn put_cue_and_role(&self, seen: &Seen, view: &View, role: u64, sink: &mut impl Sink) {
        view.put(506, mix(seen.look(self.at, 0).word, role), sink);
    }
}

/// Distances from a cue: 0 to 9.
#[inline]
fn long_steps(distance: usize) -> u8 {
    const STEPS: [u8; 26] = [0, 1, 2, 3, 4, 5, 6, 6, 6, 7, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 9];
    STEPS[distance.min(25)]
}

/// A chance in six steps.
#[inline]
fn sixths(chance: f32) -> u8 {
    ((chance * 6.0) as u8).min(5)
}

fn of_two(one: u8, other: u8) -> u64 {
    mix(one.into(), other.into())
}

/// How a unit looks from a cue, in small numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct View {
    /// 0 for the cue itself, 1 before it, 2 behind it.
    side: u8,
    /// Below 10.
    distance: u8,
    /// Commas between the two, up to 3.
    commas: u8,
    /// Likely cues between them, up to 2.
    cues: u8,
    /// Regions between them, up to 1.
    regions: u8,
    /// Whether there is a "that" between them: up to 1.
    that: u8,
    /// Regions of the window, up to 2.
    in_window: u8,
    /// Up to 5.
    chance: u8,
    /// Up to 5.
    of_cue: u8,
    /// Below 8.
    edges: u8,
}

impl View {
    /// The same with the unit itself, which is `at`, counted among what lies between.
    #[inline]
    fn passed(&self, seen: &Seen, at: usize, chances: &[f32]) -> View {
        View {
            commas: (self.commas + u8::from(seen.is_comma(at))).min(3),
            cues: (self.cues + u8::from(chances[at] > LIKELY_CUE)).min(2),
            regions: self.regions | u8::from(seen.units[at].region.is_some()),
            that: self.that | u8::from(seen.is_that(at)),
            ..*self
        }
    }

    #[inline(always)]
    fn put(&self, number: u64, value: u64, sink: &mut impl Sink) {
        put(sink, number, mix(value, self.side.into()));
    }

    /// A number of its own for each side and distance with commas, below 120.
    pub fn distance_number(&self) -> usize {
        (usize::from(self.side) * 10 + usize::from(self.distance)) * 4 + usize::from(self.commas)
    }

    /// Puts the distance.
    pub fn put_distance(&self, sink: &mut impl Sink) {
        self.put(501, self.distance.into(), sink);
        self.put(510, of_two(self.commas, self.distance), sink);
    }

    /// A number of its own for each side and all that can stand between, below 432.
    pub fn between_number(&self) -> usize {
        let of =
            [(self.side, 3), (self.commas, 4), (self.cues, 3), (self.regions, 2), (self.that, 2), (self.in_window, 3)];
        of.into_iter().fold(0, |all, (one, below)| all * below + usize::from(one))
    }

    /// Puts what stands between.
    pub fn put_between(&self, sink: &mut impl Sink) {
        let cues = of_two(self.commas, self.cues);
        self.put(511, mix(cues, of_two(self.regions, self.that)), sink);
        self.put(516, mix(self.in_window.into(), of_two(self.commas, self.regions)), sink);
    }

    /// A number of its own for each side and pair of chances, below 108.
    pub fn chances_number(&self) -> usize {
        usize::from(self.side) * 36 + usize::from(self.chance) * 6 + usize::from(self.of_cue)
    }

    /// Puts the chances that unit and cue are cues.
    pub fn put_chances(&self, sink: &mut impl Sink) {
        self.put(517, of_two(self.chance, self.of_cue), sink);
    }

    /// A number of its own for what [`View::put_word`] puts.
    pub fn word_number(&self, word: u64) -> u64 {
        mix(word, 2 << 32 | u64::from(self.side) << 4 | u64::from(self.distance.min(3)))
    }

    /// Puts what the unit's word says.
    pub fn put_word(&self, word: u64, sink: &mut impl Sink) {
        self.put(502, word, sink);
        self.put(504, mix(word, self.distance.min(3).into()), sink);
    }

    /// A number of its own for what [`View::put_role`] puts.
    pub fn role_number(&self, role: u64) -> u64 {
        let seen = [self.side, self.distance.min(4), self.commas, self.cues, self.regions, self.that, self.edges];
        mix(role, seen.into_iter().fold(3, |all, one| all << 4 | u32::from(one)).into())
    }

    /// Puts what the unit's role says with what stands between.
    pub fn put_role(&self, role: u64, sink: &mut impl Sink) {
        self.put(503, mix(role, self.distance.min(4).into()), sink);
        self.put(512, mix(of_two(self.commas, self.cues), role), sink);
        self.put(513, mix(self.regions.into(), role), sink);
        self.put(514, mix(self.that.into(), role), sink);
        self.put(519, mix(self.edges.into(), role), sink);
    }

    /// A number of its own for each side and four steps of distance, below 12.
    pub fn near_number(&self) -> usize {
        usize::from(self.side) * 4 + usize::from(self.distance.min(3))
    }

    /// A number of its own for each side with commas and regions, below 24.
    pub fn commas_number(&self) -> usize {
        (usize::from(self.side) * 4 + usize::from(self.commas)) * 2 + usize::from(self.regions)
    }
}
