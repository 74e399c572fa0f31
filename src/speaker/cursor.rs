//! [`Cursor`]: looking up in a long sorted list by somebody who reads it from front to back.

use crate::text::looks::count_looks;
use std::cell::Cell;

/// A place in a sorted list, kept from one look to the next.
///
/// An article is read in its order, so what is looked up next stands near what was looked up last: a few steps away,
/// where halving the list would go through all of a large table again, most of it far from the processor.
#[derive(Debug, Clone, Default)]
pub struct Cursor(Cell<usize>);

impl Cursor {
    /// How many entries of `list` come before the place that is looked for; `is_before` holds for these alone.
    ///
    /// The same as [`partition_point`](slice::partition_point), in time logarithmic in the distance to the last answer.
    pub fn partition_point<T>(&self, list: &[T], is_before: impl Fn(&T) -> bool) -> usize {
        let is_before = |entry: &T| {
            count_looks(1);
            is_before(entry)
        };
        let from = self.0.get().min(list.len());
        let (mut low, mut high) = (from, from);
        let mut step = 1;
        if list.get(from).is_some_and(&is_before) {
            while high < list.len() && is_before(&list[high]) {
                low = high + 1;
                high = list.len().min(high + step);
                step *= 2;
            }
        } else {
            while low > 0 && !is_before(&list[low - 1]) {
                high = low - 1;
                low = low.saturating_sub(step);
                step *= 2;
            }
        }
        let found = low + list[low..high].partition_point(is_before);
        self.0.set(found);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn it_finds_what_halving_finds_from_wherever_it_stands() {
        let list = [1, 3, 3, 4, 7, 7, 7, 9, 12, 20, 21, 22];
        for length in 0..=list.len() {
            let list = &list[..length];
            for first in 0..24 {
                for second in 0..24 {
                    let cursor = Cursor::default();
                    for wanted in [first, second] {
                        let halved = list.partition_point(|&entry| entry < wanted);
                        assert_eq!(cursor.partition_point(list, |&entry| entry < wanted), halved);
                    }
                }
            }
        }
    }
}
