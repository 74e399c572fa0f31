//! Many lists of documents become one.

use super::Scores;

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

#[cfg(test)]
mod tests {
    use super::added_up;
    use proptest::prelude::*;
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
}
