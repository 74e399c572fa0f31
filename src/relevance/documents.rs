//! [`Documents`]: many document ids in little memory.
//!
//! A run of ten million lines would spend more on the bookkeeping of ten million small strings than on their bytes.
//! Here the ids of one topic stand one behind the other in a single string, with one 32-bit end each.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// A list of document ids, in the order they were added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Documents {
    bytes: String,
    ends: Vec<u32>,
}

impl Documents {
    /// Adds an id; `false`, and nothing is added, where the ids together would pass 4 GiB.
    #[must_use]
    pub(super) fn push(&mut self, document: &str) -> bool {
        let Ok(end) = u32::try_from(self.bytes.len() + document.len()) else { return false };
        self.bytes.push_str(document);
        self.ends.push(end);
        true
    }

    /// How many ids there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The id that was added as number `index`, counted from zero. Panics where there is none, as a slice does.
    pub(super) fn get(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..self.ends[index] as usize]
    }

    /// The ids in the order they were added.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator {
        (0..self.len()).map(|index| self.get(index))
    }
}

/// A number for an id; equal ids have equal ones, and different ids nearly always different ones.
pub(super) fn hash(document: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(document.as_bytes());
    let hash = hasher.finish();
    (hash ^ (hash >> 32)) as u32
}

/// Finds the place of an id in a list by its [`hash`]. It holds places alone, so that a long list's table stays in the
/// processor's cache; ids are compared where hashes are equal.
pub(super) struct DocumentTable {
    /// A place plus one; zero where there is none.
    slots: Vec<u32>,
}

impl DocumentTable {
    /// An empty table for so many ids, fewer than 2³¹.
    pub(super) fn for_ids(count: usize) -> DocumentTable {
        DocumentTable { slots: vec![0; (2 * count).next_power_of_two()] }
    }

    /// The place of an id, if it is there; `same` says whether the id at a place is the one that is looked for.
    pub(super) fn find(&self, hash: u32, same: impl Fn(u32) -> bool) -> Option<u32> {
        self.probe(hash, same).ok()
    }

    /// Adds the place of an id, unless the id is there already: then its place.
    pub(super) fn insert(&mut self, hash: u32, place: u32, same: impl Fn(u32) -> bool) -> Option<u32> {
        match self.probe(hash, same) {
            Ok(known) => Some(known),
            Err(slot) => {
                self.slots[slot] = place + 1;
                None
            }
        }
    }

    /// The place, or the slot where it would stand.
    fn probe(&self, hash: u32, same: impl Fn(u32) -> bool) -> Result<u32, usize> {
        // The multiplier spreads what hashes have in common; the table is at most half full, so a free slot is near.
        let mut slot = hash.wrapping_mul(0x9E37_79B1) as usize;
        loop {
            slot &= self.slots.len() - 1;
            match self.slots[slot].checked_sub(1) {
                None => return Err(slot),
                Some(place) if same(place) => return Ok(place),
                Some(_) => slot += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DocumentTable, Documents, hash};

    #[test]
    fn ids_come_back_as_they_went_in() {
        let mut documents = Documents::default();
        for id in ["a", "", "öl/1#2", "a"] {
            assert!(documents.push(id));
        }
        assert_eq!(documents.len(), 4);
        assert_eq!(documents.iter().collect::<Vec<_>>(), ["a", "", "öl/1#2", "a"]);
    }

    #[test]
    fn a_table_finds_each_id_and_no_other() {
        let ids: Vec<String> = (0..1000).map(|number| format!("d{number}")).collect();
        let mut table = DocumentTable::for_ids(ids.len());
        for (place, id) in (0..).zip(&ids) {
            assert_eq!(table.insert(hash(id), place, |other| ids[other as usize] == *id), None);
            assert_eq!(table.insert(hash(id), 7, |other| ids[other as usize] == *id), Some(place));
        }
        let find = |id: &str| table.find(hash(id), |place| ids[place as usize] == id);
        assert_eq!([find("d0"), find("d999"), find("d1000"), find("")], [Some(0), Some(999), None, None]);
        assert_eq!(DocumentTable::for_ids(0).find(1, |_| true), None);
    }
}
