//! Sums that are kept: what comes again is summed once.
//!
//! Most of what the models see comes again and again: the same words, the same neighbours of parts of speech, the same
//! distances. Features that depend on the same few numbers are a *group*, and its sum of weights is kept under one number
//! made of these. A memo changes how long a sum takes and never what it is: what it does not hold is summed anew.

use super::table::Sums;
use std::sync::{Mutex, PoisonError};

/// Sums of groups, `ROWS` of them under each key.
///
/// A key has one place, which the last that came holds. Keys are mixed numbers ([`mix`](crate::quote::units::mix)); that
/// two groups share one is as unlikely as that two features do.
#[derive(Debug)]
pub struct Memo<const ROWS: usize> {
    slots: Vec<Slot<ROWS>>,
}

#[derive(Debug, Clone, Copy)]
#[repr(align(8))]
struct Slot<const ROWS: usize> {
    /// 0 where nothing is kept yet.
    key: u64,
    rows: [Sums; ROWS],
}

impl<const ROWS: usize> Memo<ROWS> {
    /// With so many places, a power of two.
    fn with_places(places: usize) -> Memo<ROWS> {
        debug_assert!(places.is_power_of_two());
        Memo { slots: vec![Slot { key: 0, rows: [Sums::default(); ROWS] }; places] }
    }

    /// The sums under `key`, made by `make` where they are not kept.
    #[inline]
    pub fn get(&mut self, key: u64, make: impl FnOnce() -> [Sums; ROWS]) -> &[Sums; ROWS] {
        let key = key.max(1);
        // Mixed numbers are good in all bits; the upper ones also choose tags.
        let place = (key >> 20) as usize & (self.slots.len() - 1);
        let slot = &mut self.slots[place];
        if slot.key != key {
            *slot = Slot { key, rows: make() };
        }
        &slot.rows
    }
}

/// Sums of groups that depend on a few small numbers: one place for every combination.
#[derive(Debug)]
pub struct Dense {
    rows: Vec<Option<Sums>>,
}

impl Dense {
    fn with_places(places: usize) -> Dense {
        Dense { rows: vec![None; places] }
    }

    /// The sums of combination `place`, made by `make` where they are not kept.
    #[inline]
    pub fn get(&mut self, place: usize, make: impl FnOnce() -> Sums) -> &Sums {
        self.rows[place].get_or_insert_with(make)
    }
}

/// What is kept of a table, for one thread at a time.
#[derive(Debug)]
pub struct Memos {
    /// What a unit says of itself and of the three units on either side.
    pub looks: Memo<7>,
    /// Two classes side by side: what they say of the second, and of the first.
    pub pairs: Memo<2>,
    /// Three classes in a row: what they say of the last, the middle and the first.
    pub triples: Memo<3>,
    /// Everything else whose numbers are many.
    pub others: Memo<1>,
    /// Where in its sentence a unit stands, and what the sentence holds.
    pub places: Dense,
    /// How far the verbs of saying around a unit are.
    pub distances: Dense,
    /// How far from a cue a unit is, with the commas between.
    pub from_cue: Dense,
    /// What stands between a cue and a unit.
    pub between: Dense,
    /// The chances that unit and cue are cues.
    pub chances: Dense,
}

impl Memos {
    fn new() -> Memos {
        // Chosen by instructions and time over news; together they stay within the second cache of a processor.
        Memos {
            looks: Memo::with_places(4096),
            pairs: Memo::with_places(2048),
            triples: Memo::with_places(4096),
            others: Memo::with_places(8192),
            places: Dense::with_places(5 * 9 * 2),
            distances: Dense::with_places(10 * 10),
            from_cue: Dense::with_places(3 * 10 * 4),
            between: Dense::with_places(3 * 4 * 3 * 2 * 2 * 3),
            chances: Dense::with_places(3 * 6 * 6),
        }
    }
}

/// The memos of a table that nobody uses at the moment.
///
/// They belong to the table they were summed from: a copy of a table begins with none, and all tables are alike in what
/// they keep.
#[derive(Debug, Default)]
pub struct Kept(Mutex<Vec<Memos>>);

impl Kept {
    /// Hands out memos; new ones where all are in use.
    pub fn take(&self) -> Memos {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_else(Memos::new)
    }

    /// Takes them back.
    pub fn give_back(&self, memos: Memos) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(memos);
    }
}

impl Clone for Kept {
    fn clone(&self) -> Kept {
        Kept::default()
    }
}

impl PartialEq for Kept {
    fn eq(&self, _: &Kept) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{Memo, Sums};

    #[test]
    fn what_is_kept_is_not_made_again_and_what_lost_its_place_is() {
        let mut memo: Memo<1> = Memo::with_places(1);
        let mut made = 0;
        let mut get = |key: u64| {
            let sums = memo.get(key, || {
                made += 1;
                [[key as i16; 8]]
            });
            assert_eq!(*sums, [[key as i16; 8]]);
            made
        };
        assert_eq!([get(3), get(3), get(5), get(3), get(3)], [1, 1, 2, 3, 3]);
        assert_eq!(Sums::default(), [0; 8]);
    }
}
