//! Sums that are kept: what comes again is summed once.
//!
//! Most of what the models see comes again and again: the same words, the same neighbours of parts of speech, the same
//! distances. Features that depend on the same few numbers are a *group*, and its sum of weights is kept under one number
//! made of these. A memo changes how long a sum takes and never what it is: what it does not hold is summed anew.

use super::chain::{Best, Lanes, Likely};
use super::pairs::Pairs;
use super::table::Sums;
use crate::quote::seen::Seen;
use std::sync::{Mutex, PoisonError};

/// Sums of groups, each under its key.
///
/// A key has one of so many `PLACES`, a power of two, which the last that came holds. Keys are mixed numbers; that
/// two groups share one is as unlikely as that two features do.
#[derive(Debug)]
pub struct Memo<V, const PLACES: usize> {
    /// Keys with their sums; where nothing is kept yet a key that has its place elsewhere.
    slots: Box<[(u64, V); PLACES]>,
}

/// The lowest bit of a key that its place is chosen by. Mixed numbers are good in all bits; the upper ones also choose
/// tags.
const PLACE_BIT: u32 = 20;

impl<V: Copy + Default, const PLACES: usize> Default for Memo<V, PLACES> {
    fn default() -> Memo<V, PLACES> {
        const { assert!(PLACES.is_power_of_two() && PLACES > 1) };
        let mut slots = vec![(0, V::default()); PLACES];
        slots[0].0 = 1 << PLACE_BIT;
        Memo { slots: slots.try_into().unwrap_or_else(|_| unreachable!("as many slots as places")) }
    }
}

impl<V: Copy, const PLACES: usize> Memo<V, PLACES> {
    #[inline]
    fn place(key: u64) -> usize {
        (key >> PLACE_BIT) as usize % PLACES
    }

    /// The sums under `key`, where they are kept.
    #[inline]
    pub fn find(&self, key: u64) -> Option<V> {
        let (kept, sums) = &self.slots[Self::place(key)];
        (*kept == key).then_some(*sums)
    }

    /// Keeps sums under `key`.
    #[inline]
    pub fn keep(&mut self, key: u64, sums: V) {
        self.slots[Self::place(key)] = (key, sums);
    }

    /// The sums under `key`, made by `make` where they are not kept.
    #[inline]
    pub fn get(&mut self, key: u64, make: impl FnOnce() -> V) -> &V {
        let slot = &mut self.slots[Self::place(key)];
        if slot.0 != key {
            *slot = (key, make());
        }
        &slot.1
    }
}

/// What is kept of a table of numbers, for one thread at a time.
#[derive(Debug, Default)]
pub struct FlatMemos {
    /// Sums of groups.
    pub groups: Memo<i32, 8192>,
    /// Sums over facts two by two.
    pub pairs: Pairs,
}

/// Sums of groups that depend on a few small numbers: one place for every combination.
#[derive(Debug)]
pub struct Dense<V, const PLACES: usize> {
    rows: Box<[Option<V>; PLACES]>,
}

impl<V: Copy, const PLACES: usize> Default for Dense<V, PLACES> {
    fn default() -> Dense<V, PLACES> {
        Dense { rows: Box::new([None; PLACES]) }
    }
}

impl<V: Copy, const PLACES: usize> Dense<V, PLACES> {
    /// The sums of combination `place`, made by `make` where they are not kept.
    #[inline]
    pub fn get(&mut self, place: usize, make: impl FnOnce() -> V) -> &V {
        self.rows[place].get_or_insert_with(make)
    }
}

/// What is kept of the table of spans, for one thread at a time.
///
/// How many places each has was chosen by instructions and time over news; together they stay within the second cache of
/// a processor.
#[derive(Debug, Default)]
pub struct SpanMemos {
    /// What a unit says of itself and of the two units on either side.
    pub looks: Memo<[Sums; 5], 4096>,
    /// The part of it that a word's letters have no say in.
    pub kinds: Memo<[Sums; 5], 1024>,
    /// Two classes side by side: what they say of the second, and of the first.
    pub pairs: Memo<[Sums; 2], 2048>,
    /// Three classes in a row: what they say of the middle one.
    pub triples: Memo<Sums, 4096>,
    /// Everything else whose numbers are many.
    pub others: Others,
    /// Where in its sentence a unit stands, and what the sentence holds.
    pub places: Dense<Sums, { 5 * 9 * 2 }>,
    /// How far the verbs of saying around a unit are.
    pub distances: Dense<Sums, { 10 * 10 }>,
    /// How far from a cue a unit is, with the commas between.
    pub from_cue: Dense<Sums, { 3 * 10 * 4 }>,
    /// What stands between a cue and a unit.
    pub between: Dense<Sums, { 3 * 4 * 3 * 2 * 2 * 3 }>,
    /// The chances that unit and cue are cues.
    pub chances: Dense<Sums, { 3 * 6 * 6 }>,
    /// Room for features that may have weights.
    pub found: Vec<(u64, u32)>,
}

/// Sums of groups whose numbers are many.
pub type Others = Memo<Sums, 8192>;

/// Room to read claims in, for one thread at a time, as large as any paragraph has needed so far.
#[derive(Debug, Default)]
pub struct Room {
    /// How likely each label of each unit of a window is.
    pub likely: Likely,
    /// The best labels of a window.
    pub best: Best,
    /// For each unit of a window its scores.
    pub scores: Vec<Lanes>,
    /// For each unit of a block what is seen of it from anywhere.
    pub own: Vec<Sums>,
    /// The stretch that is read.
    pub seen: Seen,
}

/// The memos of a table that nobody uses at the moment.
///
/// They belong to the table they were summed from: a copy of a table begins with none, and all tables are alike in what
/// they keep.
#[derive(Debug)]
pub struct Kept<M>(Mutex<Vec<M>>);

impl<M: Default> Kept<M> {
    /// Hands out memos; new ones where all are in use.
    pub fn take(&self) -> M {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Takes them back.
    pub fn give_back(&self, memos: M) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(memos);
    }
}

impl<M> Default for Kept<M> {
    fn default() -> Kept<M> {
        Kept(Mutex::default())
    }
}

impl<M> Clone for Kept<M> {
    fn clone(&self) -> Kept<M> {
        Kept::default()
    }
}

impl<M> PartialEq for Kept<M> {
    fn eq(&self, _: &Kept<M>) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Memo;

    #[test]
    fn what_is_kept_is_not_made_again_and_what_lost_its_place_is() {
        let mut memo: Memo<u64, 2> = Memo::default();
        let mut made = 0;
        let mut get = |key: u64| {
            let sums = memo.get(key, || {
                made += 1;
                key + 1
            });
            assert_eq!(*sums, key + 1);
            made
        };
        assert_eq!([get(3), get(3), get(5), get(3), get(3)], [1, 1, 2, 3, 3]);
    }
}
