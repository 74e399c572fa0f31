//! Which names are compared at all: those that share a key.

use super::alike::{Likeness, compare};
use super::cluster::Node;
use super::form::{FormKind, NameForm, Reading, Word};
use super::lists::{family_groups, given_groups};
use crate::speaker::keys::mixed;
use crate::speaker::name::fold_key;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Blocks of more names than this are looked at through a window.
pub(super) const LARGEST_BLOCK: usize = 40;
/// How many neighbours a name is compared with in a block that is too large.
const WINDOW: usize = 6;

/// Pairs of complete names that are alike in some way.
pub(super) fn edges(nodes: &[Node]) -> Vec<(Likeness, u32, u32)> {
    let keys: Vec<(u64, u32)> = nodes
        .par_iter()
        .zip(0u32..nodes.len() as u32)
        .filter(|(node, _)| node.form.kind == FormKind::Complete)
        .flat_map_iter(|(node, at)| keys_of(&node.form).into_iter().map(move |key| (key, at)))
        .collect();
    let mut keys = without_single(keys);
    keys.par_sort_unstable();
    keys.dedup();
    let blocks = keys.par_chunk_by(|one, other| one.0 == other.0);
    let mut pairs: Vec<(u32, u32)> = blocks
        .flat_map_iter(|block| {
            let reach = if block.len() <= LARGEST_BLOCK { block.len() } else { WINDOW };
            let behind = move |at: usize| block[at + 1..].iter().take(reach);
            (0..block.len()).flat_map(move |at| behind(at).map(move |other| (block[at].1, other.1)))
        })
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    let compared = pairs
        .par_iter()
        .map(|&(one, other)| (compare(&nodes[one as usize].form, &nodes[other as usize].form), one, other));
    compared.filter(|(likeness, ..)| *likeness != Likeness::Unlike).collect()
}

/// Takes out keys that one name alone has, which are most, so that few are sorted. Some such keys stay: they share their
/// last bits with another.
fn without_single(keys: Vec<(u64, u32)>) -> Vec<(u64, u32)> {
    let bits = (keys.len() * 4).next_power_of_two().max(64);
    let none = || (0..bits / 64).map(|_| AtomicU64::new(0)).collect::<Vec<_>>();
    let (once, again) = (none(), none());
    let place = |key: u64| {
        let bit = key as usize & (bits - 1);
        (bit / 64, 1u64 << (bit % 64))
    };
    keys.par_iter().for_each(|(key, _)| {
        let (word, bit) = place(*key);
        if once[word].fetch_or(bit, Relaxed) & bit != 0 {
            again[word].fetch_or(bit, Relaxed);
        }
    });
    let shared = |(key, _): &(u64, u32)| {
        let (word, bit) = place(*key);
        again[word].load(Relaxed) & bit != 0
    };
    keys.into_par_iter().filter(shared).collect()
}

/// The keys of a name: any two names that [`compare`] finds alike share one, but for those too odd to look for.
fn keys_of(form: &NameForm) -> Vec<u64> {
    let mut keys = Vec::new();
    for reading in &form.readings {
        let mut families = bones(&reading.family);
        if reading.east {
            families.extend(family_groups(&reading.family.text).iter().map(|group| mixed([EAST, u64::from(*group)])));
        }
        for (place, given) in reading.given.iter().take(4).enumerate() {
            if given.is_initial() {
                continue;
            }
            let mut givens = bones(given);
            if place == 0 {
                givens.extend(given_groups(&given.text).iter().map(|group| mixed([GROUP, u64::from(*group)])));
            }
            for family in &families {
                keys.extend(givens.iter().map(|given| mixed([*family, *given])));
            }
        }
        // "Jean-Claude" and "Jeanclaude"; "Ocasio-Roe" and "Ocasio Roe"; the mother's name behind the father's.
        if let [first, rest @ .., middle] = reading.given.as_slice() {
            let whole = reading.given.iter().skip(1).fold(first.sounds, |whole, word| whole.joined(&word.sounds));
            let merged = middle.sounds.joined(&reading.family.sounds);
            keys.push(mixed([families[0], whole.bones(false)]));
            keys.push(mixed([merged.bones(false), first.sounds.bones(false)]));
            keys.push(mixed([middle.sounds.bones(false), first.sounds.bones(false)]));
            _ = rest;
        }
        initial_keys(reading, &mut keys);
        slip_keys(reading, &mut keys);
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

const EAST: u64 = 1;
const GROUP: u64 = 2;
const INITIAL: u64 = 3;
const SLIP: u64 = 4;

pub(super) fn bones(word: &Word) -> Vec<u64> {
    let mut bones = vec![word.sounds.bones(false)];
    let soft = word.sounds.bones(true);
    if soft != bones[0] {
        bones.push(soft);
    }
    bones
}

/// "A. Roe" and every Roe whose first name begins with A.
fn initial_keys(reading: &Reading, keys: &mut Vec<u64>) {
    if let Some(letter) = reading.given.first().and_then(|first| first.text.bytes().next()) {
        keys.push(mixed([INITIAL, fold_key(&reading.family.text), u64::from(letter)]));
    }
}

/// The name with each of its letters left out in turn: two names that are one letter apart share one of these.
fn slip_keys(reading: &Reading, keys: &mut Vec<u64>) {
    let [first, ..] = reading.given.as_slice() else { return };
    let letters = [first.text.as_bytes(), b" ", reading.family.text.as_bytes()].concat();
    if letters.len() < 9 || letters.len() > 40 {
        return;
    }
    // A rolling hash: what is before the gap and what is behind it, in one step for each gap.
    let mut behind: u64 = 0;
    let mut power: u64 = 1;
    let mut suffixes = vec![(0, 1)];
    for letter in letters.iter().rev() {
        behind = behind.wrapping_add(u64::from(*letter).wrapping_mul(power));
        power = power.wrapping_mul(0x0100_0000_01B3);
        suffixes.push((behind, power));
    }
    suffixes.reverse();
    let mut before: u64 = 0;
    keys.push(mixed([SLIP, suffixes[0].0]));
    for (at, letter) in letters.iter().enumerate() {
        let (rest, power) = suffixes[at + 1];
        keys.push(mixed([SLIP, before.wrapping_mul(power).wrapping_add(rest)]));
        before = before.wrapping_mul(0x0100_0000_01B3).wrapping_add(u64::from(*letter));
    }
}
