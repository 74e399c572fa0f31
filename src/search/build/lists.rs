//! Lists of documents in their order: one made of many, what all of many hold, what one holds and another does not.

use super::Scores;
use std::borrow::Cow;

/// Documents with a number each, made for the purpose or not.
pub(super) type List<'l> = Cow<'l, [(u32, f64)]>;

/// Joins lists of `(document, number)`, each in document order, into one, in which a document has the sum of what the
/// lists' own `worth` makes of its number in each; added in the order of the lists.
pub(super) fn added_up<L: AsRef<[(u32, f64)]>, W: Fn(u32, f64) -> f64 + Copy>(lists: &[L], worth: &[W]) -> Scores {
    let lists = lists.iter().map(AsRef::as_ref).zip(worth);
    let mut rest: Vec<(&[(u32, f64)], W)> =
        lists.filter(|(list, _)| !list.is_empty()).map(|(list, worth)| (list, *worth)).collect();
    let longest = rest.iter().map(|(list, _)| list.len()).max().unwrap_or(0);
    let mut out = Scores::with_capacity(rest.iter().map(|(list, _)| list.len()).sum::<usize>().min(longest * 2));
    match rest.as_slice() {
        [] => return out,
        [(only, worth)] => {
            out.extend(only.iter().map(|(doc, number)| (*doc, worth(*doc, *number))));
            return out;
        }
        _ => {}
    }
    let mut stretch = Stretch::new();
    while stretch.fill(&mut rest) {
        stretch.empty_into(&mut out);
    }
    out
}

/// Documents are added up so many at a time: few enough to stay in the processor's first cache.
const STRETCH: usize = 512;

/// Documents that follow each other, with sums.
struct Stretch {
    /// The first of them.
    base: u32,
    sums: [f64; STRETCH],
    /// Which of them some list holds, one for each that is: a bit would have to wait for the bit before it.
    held: [u8; STRETCH],
}

impl Stretch {
    fn new() -> Stretch {
        Stretch { base: 0, sums: [0.0; STRETCH], held: [0; STRETCH] }
    }

    /// Takes from lists what they hold of the next stretch in which there is anything; `false` where there is nothing left.
    /// The sums must be zero.
    #[inline]
    fn fill<W: Fn(u32, f64) -> f64 + Copy>(&mut self, rest: &mut [(&[(u32, f64)], W)]) -> bool {
        let first = rest.iter().filter_map(|(list, _)| list.first()).map(|(doc, _)| *doc).min();
        let Some(first) = first else { return false };
        self.base = first - first % STRETCH as u32;
        for (list, worth) in rest {
            // A copy is at hand while a reference would be followed each time.
            let worth = *worth;
            let mut taken = 0;
            for (doc, number) in list.iter() {
                let at = (doc - self.base) as usize;
                if at >= STRETCH {
                    break;
                }
                self.sums[at] += worth(*doc, *number);
                self.held[at] = 1;
                taken += 1;
            }
            *list = &list[taken..];
        }
        true
    }

    /// Puts all documents that some list holds behind others, with their sums; then none is held.
    #[inline]
    fn empty_into(&mut self, out: &mut Scores) {
        let sums = self.sums.as_chunks_mut::<64>().0.iter_mut();
        let held = self.held.as_chunks_mut::<64>().0.iter_mut();
        for (first, (sums, held)) in (self.base..).step_by(64).zip(sums.zip(held)) {
            let mut rest = bits(held);
            *held = [0; 64];
            out.extend((0..rest.count_ones()).map(|_| {
                let at = rest.trailing_zeros();
                rest &= rest - 1;
                (first + at, std::mem::take(&mut sums[at as usize % 64]))
            }));
        }
    }
}

/// The lowest bits of sixty-four bytes, each of which is zero or one, the first lowest.
fn bits(bytes: &[u8; 64]) -> u64 {
    // Times this, each of eight bytes puts its bit into the place of its own in the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let eights = bytes.as_chunks::<8>().0.iter().map(|eight| u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56);
    eights.zip((0..).step_by(8)).fold(0, |bits, (eight, place)| bits | eight << place)
}

/// The documents that stand in all of the lists, each with the sum of what the lists' own `worth` makes of its number in
/// each; added in the order of the lists. `None` without lists.
pub(super) fn shared<W: Fn(u32, f64) -> f64 + Copy>(lists: &[List<'_>], worth: &[W]) -> Option<Scores> {
    let mut lists: Vec<List<'_>> = lists.to_vec();
    let mut by_length: Vec<usize> = (0..lists.len()).collect();
    by_length.sort_by_key(|n| lists[*n].len());
    let (shortest, others) = by_length.split_first()?;
    for (n, other) in others.iter().enumerate() {
        if !same_documents(&lists[*shortest], &lists[*other]) {
            let (places, list) = of_both(&lists[*shortest], &lists[*other]);
            lists[*other] = list.into();
            for joined in std::iter::once(shortest).chain(&others[..n]) {
                keep_places(lists[*joined].to_mut(), &places);
            }
        }
    }
    let mut sums: Scores = lists[*shortest].iter().map(|(doc, _)| (*doc, 0.0)).collect();
    for (list, worth) in lists.iter().zip(worth) {
        let worth = *worth;
        sums.iter_mut().zip(list.iter()).for_each(|((doc, sum), (_, number))| *sum += worth(*doc, *number));
    }
    Some(sums)
}

/// What of a list stands among some documents, with the places there.
pub(super) fn of_both(among: &[(u32, f64)], list: &[(u32, f64)]) -> (Vec<u32>, Scores) {
    let mut both = (Vec::new(), Scores::new());
    Meeting::new().of(among, list, |place, at| {
        both.0.push(place as u32);
        both.1.push(list[at]);
    });
    both
}

/// Keeps what stands at these places of a list.
pub(super) fn keep_places(list: &mut Scores, places: &[u32]) {
    if places.len() < list.len() {
        *list = places.iter().map(|place| list[*place as usize]).collect();
    }
}

fn same_documents(one: &[(u32, f64)], other: &[(u32, f64)]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|((one, _), (other, _))| one == other)
}

/// Documents, or something that stands with one.
pub(super) trait OfDocument {
    fn doc(&self) -> u32;
}

impl OfDocument for u32 {
    fn doc(&self) -> u32 {
        *self
    }
}

impl OfDocument for (u32, f64) {
    fn doc(&self) -> u32 {
        self.0
    }
}

/// Finds what stands in both of two lists of documents.
pub(super) struct Meeting {
    /// For some documents that follow each other, the place of each in the first list, counted from one; 0 for the others.
    places: [u16; Meeting::STRETCH],
    /// The places of some that were found, in both lists.
    met: [(u16, u16); Meeting::TOLD],
}

impl Meeting {
    /// So many documents are looked at at a time.
    const STRETCH: usize = 2048;
    /// In a list this many times as long as the other, what stands in that is looked for piece by piece.
    const SOUGHT: usize = 6;
    /// What was found is told so many at a time: whether a document stands in both cannot be foreseen, so nothing
    /// depends on it before.
    const TOLD: usize = 128;

    pub fn new() -> Meeting {
        Meeting { places: [0; Meeting::STRETCH], met: [(0, 0); Meeting::TOLD] }
    }

    /// Calls `each` with the places of every document that stands in both lists, which ascend.
    pub fn of<A: OfDocument, B: OfDocument>(&mut self, one: &[A], other: &[B], mut each: impl FnMut(usize, usize)) {
        if one.len() * Meeting::SOUGHT < other.len() {
            return seek(one, other, each);
        }
        if other.len() * Meeting::SOUGHT < one.len() {
            return seek(other, one, |place, at| each(at, place));
        }
        let (mut from, mut at) = (0, 0);
        while let (Some(first), Some(second)) = (one.get(from), other.get(at)) {
            let base = first.doc().max(second.doc());
            let near = |doc: u32| (doc - base) < Meeting::STRETCH as u32;
            from = first_not(one, from, |item| item.doc() < base);
            at = first_not(other, at, |item| item.doc() < base);
            let here = &one[from..first_not(one, from, |item| near(item.doc()))];
            let there = &other[at..first_not(other, at, |item| near(item.doc()))];
            for (place, item) in here.iter().enumerate() {
                self.places[(item.doc() - base) as usize] = place as u16 + 1;
            }
            for (part, told) in there.chunks(Meeting::TOLD).enumerate() {
                let mut count = 0;
                for (n, item) in told.iter().enumerate() {
                    let place = self.places[(item.doc() - base) as usize];
                    self.met[count % Meeting::TOLD] = (place, n as u16);
                    count += usize::from(place != 0);
                }
                for (place, n) in &self.met[..count] {
                    each(from + usize::from(*place) - 1, at + part * Meeting::TOLD + usize::from(*n));
                }
            }
            here.iter().for_each(|item| self.places[(item.doc() - base) as usize] = 0);
            (from, at) = (from + here.len(), at + there.len());
        }
    }
}

/// Looks for each of a few documents in a long list, in steps that no processor has to foresee.
fn seek<A: OfDocument, B: OfDocument>(few: &[A], many: &[B], mut each: impl FnMut(usize, usize)) {
    let mut at = 0;
    for (place, item) in few.iter().enumerate() {
        at += many[at..].partition_point(|other| other.doc() < item.doc());
        if many.get(at).is_some_and(|other| other.doc() == item.doc()) {
            each(place, at);
        }
    }
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
    use super::{List, Meeting, added_up, bits, first_not, shared, subtract};
    use proptest::prelude::*;
    use std::borrow::Cow;
    use std::collections::BTreeMap;

    #[test]
    fn numbers_of_a_document_are_added() {
        let lists = [vec![(1, 1.0), (9_000, 2.0)], vec![], vec![(1, 0.5), (7, 1.0)]];
        let twice_the_last = [1.0, 1.0, 2.0].map(|times| move |_, number: f64| number * times);
        assert_eq!(added_up(&lists, &twice_the_last), [(1, 2.0), (7, 2.0), (9_000, 2.0)]);
        assert_eq!(added_up(&lists[..1], &twice_the_last), lists[0]);
        assert_eq!(added_up(&lists[..0], &twice_the_last), []);
    }

    proptest! {
        #[test]
        fn any_lists_come_out_as_a_table_would_have_them(
            lists in prop::collection::vec(prop::collection::btree_map(0u32..9_000, 0.1f64..9.0, 0..60), 0..5),
        ) {
            let lists: Vec<Vec<(u32, f64)>> = lists.into_iter().map(|list| list.into_iter().collect()).collect();
            let mut table: BTreeMap<u32, f64> = BTreeMap::new();
            lists.iter().flatten().for_each(|(doc, number)| *table.entry(*doc).or_insert(0.0) += number);
            let sums = added_up(&lists, &vec![|_, number| number; lists.len()]);
            prop_assert_eq!(sums, table.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn bits_stand_where_their_bytes_do() {
        for place in 0..64 {
            let mut bytes = [0; 64];
            bytes[place] = 1;
            assert_eq!(bits(&bytes), 1 << place);
            assert_eq!(bits(&bytes.map(|byte| 1 - byte)), !(1 << place));
        }
    }

    #[test]
    fn all_lists_must_hold_a_document() {
        let lists = [vec![(1, 1.0), (4, 2.0), (9, 1.0)], vec![(4, 0.5), (8, 1.0), (9, 0.0)]];
        let lists: Vec<List<'_>> = lists.iter().map(|list| Cow::Borrowed(list.as_slice())).collect();
        let twice_the_last = [1.0, 2.0].map(|times| move |_, number: f64| number * times);
        assert_eq!(shared(&lists, &twice_the_last), Some(vec![(4, 3.0), (9, 1.0)]));
        assert_eq!(shared(&[], &twice_the_last), None);
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
            prop_assert_eq!(shared(&lists, &vec![|_, number| number; lists.len()]), Some(expected));
        }

        #[test]
        fn what_stands_in_two_lists_is_met_once(
            one in prop::collection::btree_set(0u32..12_000, 0..900),
            other in prop::collection::btree_set(0u32..12_000, 0..900),
            few in 1usize..40,
        ) {
            let mut meeting = Meeting::new();
            for one in [&one, &one.iter().copied().take(few).collect()] {
                let expected: Vec<u32> = one.intersection(&other).copied().collect();
                let (mut met, mut again) = (Vec::new(), Vec::new());
                let one: Vec<(u32, f64)> = one.iter().map(|doc| (*doc, 1.0)).collect();
                let other: Vec<u32> = other.iter().copied().collect();
                meeting.of(&one, &other, |place, at| {
                    assert_eq!(one[place].0, other[at]);
                    met.push(other[at]);
                });
                meeting.of(&other, &one, |at, _| again.push(other[at]));
                prop_assert_eq!(&met, &expected);
                prop_assert_eq!(&again, &expected);
            }
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
