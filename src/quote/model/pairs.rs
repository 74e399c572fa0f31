//! Sums over facts taken one by one and two by two, from a square table.
//!
//! A decision on twenty facts has two hundred features, which are pairs of small numbers that come again and again. So
//! each value of each fact has a row and a column, and what the table of weights gives to a pair is looked up once: when
//! a value first comes, with all values that came before.

use crate::quote::units::mix;

/// How many facts there may be, and how large their values: others are not kept.
const FACTS: usize = 32;
const VALUES: usize = 128;
/// How many rows there are: the first is nobody's, and so many values, of all facts together, have one of the others.
const ROWS: usize = 256;

/// The numbers that a table gives to pairs of facts.
#[derive(Debug, Default)]
pub struct Pairs {
    /// What the features of the facts are numbered from.
    number: u64,
    /// For each value of each fact its row; 0 where it has none.
    row_of: Vec<u8>,
    /// For each row from the second on the number of its fact, and the value.
    rows: Vec<(usize, u64)>,
    /// For each row what goes with the rows of earlier facts, and in its own place what goes with its value alone. Nothing
    /// goes with any other row.
    steps: Vec<[i16; ROWS]>,
}

impl Pairs {
    /// The sum of `steps` over all features of the facts; nothing where they are too many or too large to be kept.
    pub fn sum(&mut self, facts: &[u64], number: u64, steps: impl Fn(u64) -> i16) -> Option<i32> {
        if self.row_of.is_empty() {
            *self = Pairs { number, row_of: vec![0; FACTS * VALUES], rows: Vec::new(), steps: vec![[0; ROWS]] };
        }
        if self.number != number || facts.len() > FACTS {
            return None;
        }
        let mut rows = [0u8; FACTS];
        for (at, (row, fact)) in rows.iter_mut().zip(facts).enumerate() {
            *row = self.row(at, *fact, &steps)?;
        }
        let (fours, _) = rows.as_chunks::<4>();
        let with_earlier = |(at, row): (usize, &u8)| {
            let own = &self.steps[usize::from(*row)];
            let of = |row: &u8| i32::from(own[usize::from(*row)]);
            // Sums of four do not wait for each other; those of later facts add nothing.
            fours[..=at / 4].iter().map(|[a, b, c, d]| of(a) + of(b) + of(c) + of(d)).sum::<i32>()
        };
        Some(rows[..facts.len()].iter().enumerate().map(with_earlier).sum())
    }

    /// The row of a fact's value.
    #[inline]
    fn row(&mut self, at: usize, fact: u64, steps: impl Fn(u64) -> i16) -> Option<u8> {
        let value = usize::try_from(fact).ok().filter(|value| *value < VALUES)?;
        match self.row_of[at * VALUES + value] {
            0 => self.add_row(at, fact, steps),
            row => Some(row),
        }
    }

    /// Adds a row, and looks up what goes with it.
    #[cold]
    fn add_row(&mut self, at: usize, fact: u64, steps: impl Fn(u64) -> i16) -> Option<u8> {
        let row = u8::try_from(self.rows.len() + 1).ok()?;
        let mut own = [0; ROWS];
        own[usize::from(row)] = steps(of_one(self.number, at, fact));
        for (other, (place, value)) in (1..).zip(&self.rows) {
            if *place < at {
                own[other] = steps(of_two(self.number, (at, fact), (*place, *value)));
            } else if *place > at {
                self.steps[other][usize::from(row)] = steps(of_two(self.number, (*place, *value), (at, fact)));
            }
        }
        self.rows.push((at, fact));
        self.steps.push(own);
        self.row_of[at * VALUES + fact as usize] = row;
        Some(row)
    }
}

/// The feature of fact number `at`; before it stand those of all earlier ones and of their pairs.
pub fn of_one(number: u64, at: usize, fact: u64) -> u64 {
    mix(first(number, at), fact)
}

/// The feature of a fact together with an earlier one.
pub fn of_two(number: u64, (at, fact): (usize, u64), (before, other): (usize, u64)) -> u64 {
    mix(first(number, at) + 1 + before as u64, mix(fact, other))
}

fn first(number: u64, at: usize) -> u64 {
    number + (at + at * at.saturating_sub(1) / 2) as u64 + 1
}

#[cfg(test)]
mod tests {
    use super::{Pairs, VALUES, of_one, of_two};

    #[test]
    fn what_is_kept_is_the_sum_over_all_features() {
        let steps = |feature: u64| (feature % 1000) as i16;
        let mut pairs = Pairs::default();
        for facts in [[1, 5, 0, 7], [1, 5, 2, 7], [1, 5, 0, 7]] {
            let mut sum = 0;
            for (at, fact) in facts.into_iter().enumerate() {
                sum += i32::from(steps(of_one(30, at, fact)));
                for (before, other) in facts[..at].iter().enumerate() {
                    sum += i32::from(steps(of_two(30, (at, fact), (before, *other))));
                }
            }
            assert_eq!(pairs.sum(&facts, 30, steps), Some(sum));
        }
        assert_eq!(pairs.sum(&[VALUES as u64], 30, steps), None);
        assert_eq!(pairs.sum(&[1], 31, steps), None);
    }

    #[test]
    fn values_beyond_the_table_are_not_kept() {
        let mut pairs = Pairs::default();
        let kept =
            (0..4).flat_map(|at| (0..VALUES as u64).map(move |value| [[value, 0, 0, 0], [0, value, 0, 0]][at % 2]));
        assert!(kept.map(|facts| pairs.sum(&facts, 0, |_| 1)).all(|sum| sum.is_none_or(|sum| sum == 10)));
    }
}
