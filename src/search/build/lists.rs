//! Lists of documents in their order: one made of many, what all of many hold, what one holds and another does not.

use super::Scores;
use std::borrow::Cow;

/// Documents with a number each, made for the purpose or not.
pub(super) type List<'l> = Cow<'l, [(u32, f64)]>;

/// Joins lists of `(document, number)`, each in document order, into one, in which a document has the sum of what `worth`
/// makes of its number in each list, by the list's place; added in the order of the lists.
pub(super) fn added_up<L: AsRef<[(u32, f64)]>>(lists: &[L], worth: impl Fn(usize, u32, f64) -> f64) -> Scores {
    let mut rest = filled(lists);
    let longest = rest.iter().map(|(_, list)| list.len()).max().unwrap_or(0);
    let mut out = Scores::with_capacity(rest.iter().map(|(_, list)| list.len()).sum::<usize>().min(longest * 2));
    if let [(place, only)] = rest.as_slice() {
        out.extend(only.iter().map(|(doc, number)| (*doc, worth(*place, *doc, *number))));
        return out;
    }
    let mut stretch = Stretch::new();
    while stretch.fill(&mut rest, &worth) {
        stretch.each(|doc, sum| out.push((doc, std::mem::take(sum))));
    }
    out
}

/// Adds to the numbers of documents what `worth` makes of the sum of their numbers in further lists.
pub(super) fn add_worth<L: AsRef<[(u32, f64)]>>(numbers: &mut [(u32, f64)], lists: &[L], worth: impl Fn(f64) -> f64) {
    let mut rest = filled(lists);
    let mut at = 0;
    if let [(_, only)] = rest.as_slice() {
        for (doc, more) in *only {
            at = place_of(numbers, at, *doc);
            if let Some((found, number)) = numbers.get_mut(at)
                && found == doc
            {
                *number += worth(*more);
            }
        }
        return;
    }
    let mut stretch = Stretch::new();
    while stretch.fill(&mut rest, &|_, _, number| number) {
        let held = stretch.each(|_, sum| *sum = worth(*sum));
        at = place_of(numbers, at, stretch.base);
        // Which of them stand in the lists cannot be foreseen, so nothing is added to the others rather than asking.
        for (doc, number) in &mut numbers[at..] {
            let Some(more) = stretch.sums.get((*doc - stretch.base) as usize) else { break };
            *number += more;
            at += 1;
        }
        stretch.held = held;
        stretch.each(|_, sum| *sum = 0.0);
    }
}

fn filled<L: AsRef<[(u32, f64)]>>(lists: &[L]) -> Vec<(usize, &[(u32, f64)])> {
    lists.iter().map(AsRef::as_ref).enumerate().filter(|(_, list)| !list.is_empty()).collect()
}

/// Documents are added up so many at a time: few enough to stay in the processor's first cache.
const STRETCH: usize = 512;

/// Documents that follow each other, with sums.
struct Stretch {
    /// The first of them.
    base: u32,
    sums: [f64; STRETCH],
    /// Which of them some list holds, a bit for each.
    held: [u64; STRETCH / 64],
}

impl Stretch {
    fn new() -> Stretch {
        Stretch { base: 0, sums: [0.0; STRETCH], held: [0; STRETCH / 64] }
    }

    /// Takes from lists, by their places, what they hold of the next stretch in which there is anything; `false` where
    /// there is nothing left. The sums must be zero.
    #[inline]
    fn fill(&mut self, rest: &mut [(usize, &[(u32, f64)])], worth: &impl Fn(usize, u32, f64) -> f64) -> bool {
        let first = rest.iter().filter_map(|(_, list)| list.first()).map(|(doc, _)| *doc).min();
        let Some(first) = first else { return false };
        self.base = first - first % STRETCH as u32;
        for (place, list) in rest {
            let mut taken = 0;
            for (doc, number) in list.iter() {
                let at = (doc - self.base) as usize;
                if at >= STRETCH {
                    break;
                }
                self.sums[at] += worth(*place, *doc, *number);
                self.held[at / 64] |= 1 << (at % 64);
                taken += 1;
            }
            *list = &list[taken..];
        }
        true
    }

    /// Calls `each` with all documents that some list holds, and their sums; then none is held. Returns which they were.
    #[inline]
    fn each(&mut self, mut each: impl FnMut(u32, &mut f64)) -> [u64; STRETCH / 64] {
        let held = self.held;
        for (word, bits) in self.held.iter_mut().enumerate() {
            while *bits != 0 {
                let at = word * 64 + bits.trailing_zeros() as usize;
                each(self.base + at as u32, &mut self.sums[at]);
                *bits &= *bits - 1;
            }
        }
        held
    }
}

/// So many documents at a time are looked for in all of some lists.
const MARKED: usize = 2048;

/// The documents that stand in all of the lists, each with the sum of what `worth` makes of its number in each list, by
/// the list's place; added in the order of the lists. `None` without lists.
pub(super) fn shared(lists: &[List<'_>], worth: impl Fn(usize, u32, f64) -> f64) -> Option<Scores> {
    let shortest = lists.iter().map(|list| list.len()).min()?;
    let mut out = Scores::with_capacity(shortest);
    let mut rest: Vec<&[(u32, f64)]> = lists.iter().map(AsRef::as_ref).collect();
    let mut here = rest.clone();
    // In how many lists each document of a stretch stands.
    let mut marks = [0u32; MARKED];
    while let Some(base) = rest.iter().map(|list| list.first().map_or(u32::MAX, |(doc, _)| *doc)).max()
        && base < u32::MAX
    {
        let at = |doc: &u32| (doc - base) as usize;
        for (list, here) in rest.iter_mut().zip(&mut here) {
            *list = &list[place_of(list, 0, base)..];
            (*here, *list) = list.split_at(place_of(list, 0, base.saturating_add(MARKED as u32)));
            here.iter().for_each(|(doc, _)| marks[at(doc)] += 1);
        }
        let in_all = |doc: &u32, marks: &[u32]| marks[at(doc)] as usize == lists.len();
        let from = out.len();
        if let Some(shortest) = here.iter().min_by_key(|here| here.len()) {
            out.extend(shortest.iter().filter(|(doc, _)| in_all(doc, &marks)).map(|(doc, _)| (*doc, 0.0)));
        }
        for (place, here) in here.iter().enumerate() {
            let held = here.iter().filter(|(doc, _)| in_all(doc, &marks));
            for ((_, sum), (doc, number)) in out[from..].iter_mut().zip(held) {
                *sum += worth(place, *doc, *number);
            }
        }
        here.iter().flat_map(|here| here.iter()).for_each(|(doc, _)| marks[at(doc)] = 0);
    }
    Some(out)
}

/// The place in a list, not before `at`, of the first document at or after `doc`.
#[inline]
pub(super) fn place_of(list: &[(u32, f64)], at: usize, doc: u32) -> usize {
    first_not(list, at, |(other, _)| *other < doc)
}

/// The place in a list, not before `at`, of the first item that is not `before`, behind which none is. It is looked for in
/// growing steps, so what is near is found as quickly as by looking at one after another.
#[inline]
pub(super) fn first_not<T>(list: &[T], at: usize, before: impl Fn(&T) -> bool) -> usize {
    match list.get(at) {
        Some(item) if before(item) => {}
        _ => return at,
    }
    // The item at `from` is before; the one `step` further on may not be.
    let (mut from, mut step) = (at, 1);
    while list.get(from + step).is_some_and(&before) {
        from += step;
        step *= 2;
    }
    let near = &list[from + 1..list.len().min(from + step)];
    from + 1 + near.partition_point(before)
}

/// Takes out of a list the documents of another.
pub(super) fn subtract(list: &mut Scores, unwanted: &[(u32, f64)]) {
    let mut at = 0;
    list.retain(|(doc, _)| {
        while at < unwanted.len() && unwanted[at].0 < *doc {
            at += 1;
        }
        unwanted.get(at).is_none_or(|(other, _)| other != doc)
    });
}

#[cfg(test)]
mod tests {
    use super::{List, add_worth, added_up, first_not, shared, subtract};
    use proptest::prelude::*;
    use std::borrow::Cow;
    use std::collections::BTreeMap;

    #[test]
    fn numbers_of_a_document_are_added() {
        let lists = [vec![(1, 1.0), (9_000, 2.0)], vec![], vec![(1, 0.5), (7, 1.0)]];
        let twice_the_last = |list, _, number: f64| if list == 2 { number * 2.0 } else { number };
        assert_eq!(added_up(&lists, twice_the_last), [(1, 2.0), (7, 2.0), (9_000, 2.0)]);
        assert_eq!(added_up(&lists[..1], twice_the_last), lists[0]);
        assert_eq!(added_up::<Vec<_>>(&[], twice_the_last), []);
    }

    proptest! {
        #[test]
        fn any_lists_come_out_as_a_table_would_have_them(
            lists in prop::collection::vec(prop::collection::btree_map(0u32..9_000, 0.1f64..9.0, 0..60), 0..5),
        ) {
            let lists: Vec<Vec<(u32, f64)>> = lists.into_iter().map(|list| list.into_iter().collect()).collect();
            let mut table: BTreeMap<u32, f64> = BTreeMap::new();
            lists.iter().flatten().for_each(|(doc, number)| *table.entry(*doc).or_insert(0.0) += number);
            prop_assert_eq!(added_up(&lists, |_, _, number| number), table.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn all_lists_must_hold_a_document() {
        let lists = [vec![(1, 1.0), (4, 2.0), (9, 1.0)], vec![(4, 0.5), (8, 1.0), (9, 0.0)]];
        let lists: Vec<List<'_>> = lists.iter().map(|list| Cow::Borrowed(list.as_slice())).collect();
        let twice_the_last = |list, _, number: f64| if list == 1 { number * 2.0 } else { number };
        assert_eq!(shared(&lists, twice_the_last), Some(vec![(4, 3.0), (9, 1.0)]));
        assert_eq!(shared(&[], twice_the_last), None);
    }

    proptest! {
        #[test]
        fn what_all_lists_hold_is_found(
            lists in prop::collection::vec(prop::collection::btree_set(0u32..90, 0..70), 1..4),
            spread in 1u32..300,
        ) {
            let expected: Vec<(u32, f64)> = lists[0]
                .iter()
                .filter(|doc| lists.iter().all(|list| list.contains(doc)))
                .map(|doc| (doc * spread, lists.len() as f64))
                .collect();
            let lists: Vec<List<'_>> =
                lists.iter().map(|list| list.iter().map(|doc| (doc * spread, 1.0)).collect()).collect();
            prop_assert_eq!(shared(&lists, |_, _, number| number), Some(expected));
        }

        #[test]
        fn what_further_lists_tell_is_added_to_what_is_there(
            numbers in prop::collection::btree_map(0u32..3_000, 0.1f64..9.0, 0..60),
            lists in prop::collection::vec(prop::collection::btree_map(0u32..3_000, 0.1f64..9.0, 0..60), 0..4),
        ) {
            let sum = |doc: &u32| lists.iter().filter_map(|list| list.get(doc)).fold(0.0, |sum, number| sum + number);
            let expected: Vec<(u32, f64)> =
                numbers.iter().map(|(doc, number)| (*doc, number + 2.0 * sum(doc))).collect();
            let mut numbers: Vec<(u32, f64)> = numbers.clone().into_iter().collect();
            let lists: Vec<Vec<(u32, f64)>> = lists.iter().map(|list| list.clone().into_iter().collect()).collect();
            add_worth(&mut numbers, &lists, |sum| 2.0 * sum);
            prop_assert_eq!(numbers, expected);
        }

        #[test]
        fn the_first_that_is_not_before_is_found(
            list in prop::collection::btree_set(0u32..300, 0..80),
            at in 0usize..90,
            wanted in 0u32..310,
        ) {
            let list: Vec<u32> = list.into_iter().collect();
            let at = at.min(list.len());
            let plain = (at..list.len()).find(|place| list[*place] >= wanted).unwrap_or(list.len());
            prop_assert_eq!(first_not(&list, at, |item| *item < wanted), plain);
        }
    }

    #[test]
    fn what_is_unwanted_is_gone() {
        let mut list = vec![(1, 1.0), (4, 2.0), (9, 1.0)];
        subtract(&mut list, &[(0, 0.0), (4, 0.0), (10, 0.0)]);
        assert_eq!(list, [(1, 1.0), (9, 1.0)]);
    }
}
