//! Lists of documents in their order: one made of many, what all of many hold, what one holds and another does not.

use super::Scores;
use std::borrow::Cow;

/// Documents with a number each, made for the purpose or not.
pub(super) type List<'l> = Cow<'l, [(u32, f64)]>;

/// Documents are added up so many at a time: few enough to stay in the processor's first cache.
const WINDOW: usize = 512;

/// Joins lists of `(document, number)`, each in document order, into one, in which a document has the sum of what `worth`
/// makes of its number in each list, by the list's place; added in the order of the lists.
pub(super) fn added_up<L: AsRef<[(u32, f64)]>>(lists: &[L], worth: impl Fn(usize, u32, f64) -> f64) -> Scores {
    let filled = lists.iter().map(AsRef::as_ref).enumerate().filter(|(_, list)| !list.is_empty());
    let mut rest: Vec<(usize, &[(u32, f64)])> = filled.collect();
    let longest = rest.iter().map(|(_, list)| list.len()).max().unwrap_or(0);
    let mut out = Scores::with_capacity(rest.iter().map(|(_, list)| list.len()).sum::<usize>().min(longest * 2));
    if let [(place, only)] = rest.as_slice() {
        out.extend(only.iter().map(|(doc, number)| (*doc, worth(*place, *doc, *number))));
        return out;
    }
    let mut sums = [0.0f64; WINDOW];
    let mut held = [0u64; WINDOW / 64];
    while let Some(first) = rest.iter().filter_map(|(_, list)| list.first()).map(|(doc, _)| *doc).min() {
        let base = first - first % WINDOW as u32;
        for (place, list) in &mut rest {
            let mut taken = 0;
            for (doc, number) in list.iter() {
                let at = (doc - base) as usize;
                if at >= WINDOW {
                    break;
                }
                sums[at] += worth(*place, *doc, *number);
                held[at / 64] |= 1 << (at % 64);
                taken += 1;
            }
            *list = &list[taken..];
        }
        for (word, bits) in held.iter_mut().enumerate() {
            while *bits != 0 {
                let at = word * 64 + bits.trailing_zeros() as usize;
                out.push((base + at as u32, std::mem::take(&mut sums[at])));
                *bits &= *bits - 1;
            }
        }
    }
    out
}

/// The documents that stand in all of the lists, with their numbers in each; `None` without lists.
pub(super) fn shared(lists: &[List<'_>]) -> Option<Vec<Scores>> {
    let shortest = lists.iter().min_by_key(|list| list.len())?;
    let mut rest: Vec<&[(u32, f64)]> = lists.iter().map(AsRef::as_ref).collect();
    let mut shared = vec![Scores::new(); lists.len()];
    'documents: for (doc, _) in shortest.iter() {
        for list in &mut rest {
            *list = &list[place_of(list, 0, *doc)..];
            match list.first() {
                None => break 'documents,
                Some((other, _)) if other != doc => continue 'documents,
                Some(_) => {}
            }
        }
        for (list, shared) in rest.iter().zip(&mut shared) {
            shared.push(list[0]);
        }
    }
    Some(shared)
}

/// The place in a list, not before `at`, of the first document at or after `doc`, which is looked for in growing steps.
pub(super) fn place_of(list: &[(u32, f64)], at: usize, doc: u32) -> usize {
    let list = list.get(at..).unwrap_or_default();
    let mut step = 1;
    while list.get(step).is_some_and(|(other, _)| *other < doc) {
        step *= 2;
    }
    let near = &list[step / 2..list.len().min(step + 1)];
    at + step / 2 + near.partition_point(|(other, _)| *other < doc)
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
    use super::{List, added_up, shared, subtract};
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
        assert_eq!(shared(&lists), Some(vec![vec![(4, 2.0), (9, 1.0)], vec![(4, 0.5), (9, 0.0)]]));
        assert_eq!(shared(&[]), None);
    }

    proptest! {
        #[test]
        fn what_all_lists_hold_is_found(
            lists in prop::collection::vec(prop::collection::btree_set(0u32..90, 0..70), 1..4),
        ) {
            let expected: Vec<u32> =
                lists[0].iter().copied().filter(|doc| lists.iter().all(|list| list.contains(doc))).collect();
            let lists: Vec<List<'_>> =
                lists.iter().map(|list| list.iter().map(|doc| (*doc, 1.0)).collect()).collect();
            for column in shared(&lists).unwrap() {
                prop_assert_eq!(column.into_iter().map(|(doc, _)| doc).collect::<Vec<_>>(), expected.clone());
            }
        }
    }

    #[test]
    fn what_is_unwanted_is_gone() {
        let mut list = vec![(1, 1.0), (4, 2.0), (9, 1.0)];
        subtract(&mut list, &[(0, 0.0), (4, 0.0), (10, 0.0)]);
        assert_eq!(list, [(1, 1.0), (9, 1.0)]);
    }
}
