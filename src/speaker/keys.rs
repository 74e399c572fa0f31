//! Tables by the keys of words, which are numbers that stand for them.
//!
//! An article may name a hundred thousand people, so an entry is as small as it can be: words that belong together are
//! mixed into one key. The hashes differ from process to process, so that no text can be written whose names all fall
//! into one place of a table; nothing ever goes through a table in its order, so no answer depends on them.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};
use std::sync::OnceLock;

/// A table by the keys of words.
pub type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<KeyHasher>>;

/// A set of keys of words.
pub type KeySet = HashSet<u64, BuildHasherDefault<KeyHasher>>;

/// One key for several in their order.
pub fn mixed<const N: usize>(keys: [u64; N]) -> u64 {
    keys.into_iter().fold(N as u64, |mixed, key| multiplied(mixed.rotate_left(29) ^ key, MULTIPLIER))
}

/// Keys are well mixed already; one multiplication by a number that nobody can know makes them hashes.
#[derive(Debug, Clone)]
pub struct KeyHasher(u64);

/// The fraction of the golden ratio, which is odd and has its bits well spread.
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// Both halves of the product in one.
fn multiplied(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    product as u64 ^ (product >> 64) as u64
}

impl Default for KeyHasher {
    fn default() -> KeyHasher {
        static SECRET: OnceLock<u64> = OnceLock::new();
        KeyHasher(*SECRET.get_or_init(|| RandomState::new().hash_one(MULTIPLIER)))
    }
}

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = multiplied(self.0 ^ key, MULTIPLIER);
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyMap, mixed};

    #[test]
    fn mixed_keys_heed_the_order_and_the_number_of_words() {
        assert_ne!(mixed([1, 2]), mixed([2, 1]));
        assert_ne!(mixed([1, 0]), mixed([1, 0, 0]));
        assert_ne!(mixed([0]), 0);
    }

    #[test]
    fn what_is_put_into_a_table_is_found_there() {
        let table: KeyMap<u64> = (0..1000).map(|key| (key << 40, key)).collect();
        assert!((0..1000).all(|key| table.get(&(key << 40)) == Some(&key)));
        assert_eq!(table.get(&7), None);
    }
}
