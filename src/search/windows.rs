//! Where words stand in a row: one rule for the index and for passages.
//!
//! A row of words is found where their positions, each less its place in the row, lie within `slop` of each other
//! (as Lucene's `SloppyPhraseScorer` counts: the sum of moves for two words, the widest move for more). With slop 0
//! that is the exact phrase.

/// One place: the position of each word, in the order of the row.
pub(super) type Window<'p> = &'p [u32];

/// Calls `found` for each place where the words stand as asked, from front to back; places do not share their
/// first word. `positions` holds, for each word of the row, where it stands, ascending.
pub(super) fn find(positions: &[Vec<u32>], slop: u32, ordered: bool, mut found: impl FnMut(Window<'_>)) {
    if positions.is_empty() || positions.iter().any(Vec::is_empty) {
        return;
    }
    let shifted = |word: usize, at: usize| i64::from(positions[word][at]) - word as i64;
    let mut at = vec![0usize; positions.len()];
    let mut window = vec![0u32; positions.len()];
    loop {
        let (mut least, mut most, mut first) = (i64::MAX, i64::MIN, 0);
        for (word, place) in at.iter().enumerate() {
            let place = shifted(word, *place);
            if place < least {
                (least, first) = (place, word);
            }
            most = most.max(place);
        }
        if most - least <= i64::from(slop) {
            for (word, place) in at.iter().enumerate() {
                window[word] = positions[word][*place];
            }
            let in_order = window.windows(2).all(|pair| pair[0] < pair[1]);
            let distinct = slop == 0 || window.iter().enumerate().all(|(n, place)| !window[..n].contains(place));
            if distinct && (in_order || !ordered) {
                found(&window);
            }
        }
        // The word that lags behind moves on, past what cannot match any more.
        loop {
            at[first] += 1;
            if at[first] == positions[first].len() {
                return;
            }
            if shifted(first, at[first]) >= most - i64::from(slop) {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use proptest::prelude::*;

    fn count(positions: &[Vec<u32>], slop: u32, ordered: bool) -> usize {
        let mut n = 0;
        find(positions, slop, ordered, |_| n += 1);
        n
    }

    #[test]
    fn words_in_a_row_are_found_and_words_apart_are_not() {
        assert_eq!(count(&[vec![4, 9], vec![5, 12]], 0, false), 1);
        assert_eq!(count(&[vec![4], vec![6]], 0, false), 0);
        assert_eq!(count(&[vec![4], vec![6]], 1, true), 1);
        // Two words the other way round are two moves apart.
        assert_eq!(count(&[vec![5], vec![4]], 1, false), 0);
        assert_eq!(count(&[vec![5], vec![4]], 2, false), 1);
        assert_eq!(count(&[vec![5], vec![4]], 2, true), 0);
    }

    #[test]
    fn one_occurrence_is_not_two_words() {
        assert_eq!(count(&[vec![3], vec![3]], 5, false), 0);
        assert_eq!(count(&[vec![3, 4], vec![3, 4]], 0, false), 1);
    }

    proptest! {
        #[test]
        fn exact_phrases_agree_with_looking_at_every_place(
            mut a in prop::collection::vec(0u32..40, 1..12),
            mut b in prop::collection::vec(0u32..40, 1..12),
            mut c in prop::collection::vec(0u32..40, 1..12),
        ) {
            for list in [&mut a, &mut b, &mut c] {
                list.sort_unstable();
                list.dedup();
            }
            let plain = a.iter().filter(|p| b.contains(&(*p + 1)) && c.contains(&(*p + 2))).count();
            prop_assert_eq!(count(&[a, b, c], 0, false), plain);
        }

        #[test]
        fn a_sloppy_pair_is_found_wherever_there_is_one(
            mut a in prop::collection::vec(0u32..60, 1..8),
            mut b in prop::collection::vec(0u32..60, 1..8),
            slop in 0u32..6,
        ) {
            for list in [&mut a, &mut b] {
                list.sort_unstable();
                list.dedup();
            }
            let near = |p: u32, q: u32| (i64::from(q) - 1 - i64::from(p)).unsigned_abs() <= u64::from(slop) && p != q;
            let any = a.iter().any(|p| b.iter().any(|q| near(*p, *q)));
            prop_assert_eq!(count(&[a, b], slop, false) > 0, any);
        }
    }
}
