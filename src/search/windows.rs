//! Where words stand in a row: one rule for the index and for passages.
//!
//! With slop 0 a row of words is found where they stand as they are, one behind the other. With more, it is found where
//! its words and no more than so many others make up a stretch of text: in any order, or only in their own. Lucene's
//! `SloppyPhraseScorer` lets two words that change places count as two moves; to people they are as near.

/// One place: the position of each word, in the order of the row.
pub(super) type Window<'p> = &'p [u32];

/// Calls `found` for each place where the words stand as asked, from front to back; places do not share the word
/// that stands first. `positions` holds, for each word of the row, where it stands, ascending.
pub(super) fn find(positions: &[Vec<u32>], slop: u32, ordered: bool, found: impl FnMut(Window<'_>)) {
    if positions.is_empty() || positions.iter().any(Vec::is_empty) {
        return;
    }
    let words = positions.len();
    if slop == 0 && words <= FEW {
        in_a_row(positions, &mut [0; FEW][..words], &mut [0; FEW][..words], found);
    } else if slop == 0 {
        in_a_row(positions, &mut vec![0; words], &mut vec![0; words], found);
    } else if ordered {
        in_order(positions, slop, found);
    } else {
        in_any_order(positions, slop, found);
    }
}

/// Exact phrases of up to so many words are found without asking for memory.
const FEW: usize = 8;

/// Each word right behind the one before. The word with the fewest places leads, so that `of the minister` is looked for
/// where there is a minister. The window and how far each word has come have as many places as the row has words.
fn in_a_row(positions: &[Vec<u32>], window: &mut [u32], at: &mut [usize], mut found: impl FnMut(Window<'_>)) {
    let lead = (0..positions.len()).min_by_key(|word| positions[*word].len()).unwrap_or(0);
    'places: for place in &positions[lead] {
        let Some(first) = place.checked_sub(lead as u32) else { continue };
        for (word, places) in positions.iter().enumerate() {
            let wanted = first + word as u32;
            while places.get(at[word]).is_some_and(|place| *place < wanted) {
                at[word] += 1;
            }
            match places.get(at[word]) {
                None => return,
                Some(place) if *place != wanted => continue 'places,
                Some(_) => window[word] = wanted,
            }
        }
        found(window);
    }
}

/// From each place of the first word, every further word as soon as it comes: no other choice ends earlier.
fn in_order(positions: &[Vec<u32>], slop: u32, mut found: impl FnMut(Window<'_>)) {
    let widest = slop as usize + positions.len() - 1;
    let mut at = vec![0usize; positions.len()];
    let mut window = vec![0u32; positions.len()];
    for first in &positions[0] {
        window[0] = *first;
        for word in 1..positions.len() {
            while positions[word].get(at[word]).is_some_and(|place| *place <= window[word - 1]) {
                at[word] += 1;
            }
            let Some(place) = positions[word].get(at[word]) else { return };
            window[word] = *place;
        }
        if (window[positions.len() - 1] - first) as usize <= widest {
            found(&window);
        }
    }
}

/// The word that lags behind moves on until all lie near enough; two words never take one occurrence.
fn in_any_order(positions: &[Vec<u32>], slop: u32, mut found: impl FnMut(Window<'_>)) {
    let widest = slop.saturating_add(positions.len() as u32 - 1);
    let mut at = vec![0usize; positions.len()];
    let mut window = vec![0u32; positions.len()];
    loop {
        let (mut least, mut most, mut first) = (u32::MAX, 0, 0);
        for (word, place) in at.iter().enumerate() {
            let place = positions[word][*place];
            if place < least {
                (least, first) = (place, word);
            }
            most = most.max(place);
        }
        let limit = least.saturating_add(widest);
        if most <= limit {
            for (word, place) in at.iter().enumerate() {
                window[word] = positions[word][*place];
            }
            let shared = window.iter().enumerate().any(|(n, place)| window[..n].contains(place));
            if !shared || spread(positions, &at, limit, &mut window) {
                found(&window);
            }
        }
        // Past what cannot match any more.
        loop {
            at[first] += 1;
            if at[first] == positions[first].len() {
                return;
            }
            if positions[first][at[first]] >= most.saturating_sub(widest) {
                break;
            }
        }
    }
}

/// Gives each word an occurrence of its own, from where it stands up to `limit`; false where there are too few.
/// Augmenting paths in the graph of words and occurrences (H. W. Kuhn, *The Hungarian method*, 1955). A word needs no
/// more to choose from than there are words: whatever the others take, one is left.
fn spread(positions: &[Vec<u32>], at: &[usize], limit: u32, window: &mut [u32]) -> bool {
    let within = |word: usize| -> Vec<u32> {
        let places = positions[word][at[word]..].iter().take(positions.len());
        places.copied().take_while(|place| *place <= limit).collect()
    };
    let choices: Vec<Vec<u32>> = (0..positions.len()).map(within).collect();
    // Who sits at a place; a word that finds its places taken asks those who sit there to move.
    let mut taken: Vec<(u32, usize)> = Vec::with_capacity(positions.len());
    fn seat(word: usize, choices: &[Vec<u32>], taken: &mut Vec<(u32, usize)>, asked: &mut Vec<u32>) -> bool {
        if let Some(free) = choices[word].iter().find(|place| taken.iter().all(|(other, _)| other != *place)) {
            taken.push((*free, word));
            return true;
        }
        for place in &choices[word] {
            if asked.contains(place) {
                continue;
            }
            asked.push(*place);
            let Some(seated) = taken.iter().position(|(other, _)| other == place) else { continue };
            if seat(taken[seated].1, choices, taken, asked) {
                taken[seated].1 = word;
                return true;
            }
        }
        false
    }
    for word in 0..positions.len() {
        if !seat(word, &choices, &mut taken, &mut Vec::new()) {
            return false;
        }
    }
    for (place, word) in taken {
        window[word] = place;
    }
    true
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
        let long: Vec<Vec<u32>> = (0..20).map(|word| vec![word, 40 + word, 90]).collect();
        assert_eq!(count(&long, 0, false), 2);
        assert_eq!(count(&[vec![4], vec![6]], 1, true), 1);
        // The other way round is as near.
        assert_eq!(count(&[vec![5], vec![4]], 1, false), 1);
        assert_eq!(count(&[vec![8], vec![4]], 3, false), 1);
        assert_eq!(count(&[vec![9], vec![4]], 3, false), 0);
        assert_eq!(count(&[vec![5], vec![4]], 2, true), 0);
        // A word between, and whichever comes first of three.
        assert_eq!(count(&[vec![6], vec![4], vec![7]], 1, false), 1);
        assert_eq!(count(&[vec![6], vec![4], vec![8]], 1, false), 0);
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
            let near = |p: u32, q: u32| p != q && p.abs_diff(q) <= slop + 1;
            let any = a.iter().any(|p| b.iter().any(|q| if slop == 0 { p + 1 == *q } else { near(*p, *q) }));
            prop_assert_eq!(count(&[a.clone(), b.clone()], slop, false) > 0, any);
            if slop > 0 {
                prop_assert_eq!(count(&[b.clone(), a.clone()], slop, false) > 0, any);
            }
            let after = a.iter().filter(|p| b.iter().any(|q| q > *p && near(**p, *q))).count();
            prop_assert_eq!(count(&[a, b], slop, true), after);
        }

        #[test]
        fn three_words_are_found_wherever_they_stand_near(
            mut a in prop::collection::vec(0u32..30, 1..8),
            mut b in prop::collection::vec(0u32..30, 1..8),
            mut c in prop::collection::vec(0u32..30, 1..8),
            slop in 0u32..6,
        ) {
            for list in [&mut a, &mut b, &mut c] {
                list.sort_unstable();
                list.dedup();
            }
            let (mut any, mut ordered) = (false, false);
            for (p, q, r) in a.iter().flat_map(|p| b.iter().flat_map(|q| c.iter().map(|r| (*p, *q, *r)))) {
                let wide = p.max(q).max(r) - p.min(q).min(r);
                let in_a_row = p + 1 == q && q + 1 == r;
                if wide <= slop + 2 && p != q && q != r && p != r {
                    any |= slop > 0 || in_a_row;
                    ordered |= p < q && q < r;
                }
            }
            prop_assert_eq!(count(&[a.clone(), b.clone(), c.clone()], slop, false) > 0, any);
            prop_assert_eq!(count(&[a, b, c], slop, true) > 0, ordered);
        }
    }
}
