//! What a value could be if the documents that nobody judged were judged: [`ValueRange`], and which of them matter.
//!
//! A measure's value rests on an assumption about every unjudged document it looks at. Here the assumption is varied,
//! from *all of them irrelevant* to *all of them relevant at a stated grade*, the ideal ranking and the number of
//! relevant documents included, so that a value of 1 stays the best there is. Only documents that were returned, down to
//! the measure's cut-off, are varied: of those further down, and of those that no engine found, nothing is known here.

use super::{GradedList, Interval, Measure};

/// A measure of one topic under every assumption about its unjudged documents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ValueRange {
    /// The value where all of them are judged, and irrelevant (grade 0).
    pub all_irrelevant: f64,
    /// The value where all of them are judged, and of the stated grade.
    pub all_relevant: f64,
    /// How many they are.
    pub unjudged: usize,
}

impl ValueRange {
    /// The two values in order. A relevant document far down raises the ideal more than the list, so either can be
    /// the lower one.
    pub fn interval(self) -> Interval {
        Interval { low: self.all_irrelevant.min(self.all_relevant), high: self.all_irrelevant.max(self.all_relevant) }
    }
}

/// Returns the range of a measure where unjudged documents are taken to be irrelevant, or to have the grade `grade`.
///
/// Measures of the judgements ([`Measure::is_of_judgements`]) are certain, and their range is their value.
pub fn value_range(measure: Measure, list: &GradedList, grade: u32) -> ValueRange {
    let unjudged = unjudged_ranks(measure, list);
    if measure.is_of_judgements() {
        let value = measure.of(list);
        return ValueRange { all_irrelevant: value, all_relevant: value, unjudged: unjudged.len() };
    }
    let assumed = |grade| {
        let assumed: Vec<_> = unjudged.iter().map(|&place| (place, grade)).collect();
        measure.of(&list.clone().assuming(&assumed))
    };
    ValueRange { all_irrelevant: assumed(0), all_relevant: assumed(grade), unjudged: unjudged.len() }
}

/// Returns, for each unjudged document that a measure looks at, its place (counted from zero) and how much the value
/// hangs on it: the value were it judged and of grade `grade`, less the value were it judged and irrelevant, the others
/// left unjudged. The largest in size comes first; of equal ones the one ranked higher.
pub fn swings(measure: Measure, list: &GradedList, grade: u32) -> Vec<(usize, f64)> {
    if measure.is_of_judgements() {
        return Vec::new();
    }
    let value = |place, grade| measure.of(&list.clone().assuming(&[(place, grade)]));
    let places = unjudged_ranks(measure, list);
    let mut swings: Vec<_> = places.into_iter().map(|place| (place, value(place, grade) - value(place, 0))).collect();
    swings.sort_by(|(_, a), (_, b)| b.abs().total_cmp(&a.abs()));
    swings
}

/// The places of unjudged documents down to the measure's cut-off.
fn unjudged_ranks(measure: Measure, list: &GradedList) -> Vec<usize> {
    let depth = measure.depth().map_or(usize::MAX, |depth| depth.get() as usize);
    let grades = list.grades().iter().take(depth).enumerate();
    grades.filter(|(_, grade)| grade.is_none()).map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::{swings, value_range};
    use crate::relevance::measure::cases::list;
    use crate::relevance::{Interval, Measure};

    fn range(measure: &str, returned: &str, missed: &[i32], grade: u32) -> [f64; 2] {
        let measure: Measure = measure.parse().unwrap();
        let range = value_range(measure, &list(returned, missed), grade);
        [range.all_irrelevant, range.all_relevant]
    }

    fn close(values: [f64; 2], expected: [f64; 2]) {
        let near = values.iter().zip(expected).all(|(value, expected)| (value - expected).abs() < 1e-12);
        assert!(near, "{values:?} should be {expected:?}");
    }

    #[test]
    fn everything_is_assumed_irrelevant_and_relevant() {
        close(range("P@4", "1x0x", &[], 1), [0.25, 0.75]);
        // One of one relevant document is found, or three of three.
        close(range("R@4", "1x0x", &[1], 1), [0.5, 3.0 / 4.0]);
        close(range("RR", "xx1", &[], 1), [1.0 / 3.0, 1.0]);
        close(range("P(rel=2)@2", "xx", &[], 1), [0.0, 0.0]);
        close(range("AP", "x1", &[], 1), [0.5, 1.0]);
        // Only the cut-off's ranks are assumed: the third document is not.
        close(range("AP@2", "x1x", &[], 1), [0.5, 1.0]);
    }

    #[test]
    fn the_ideal_counts_what_is_assumed() {
        let log3 = 3f64.log2();
        close(range("nDCG@2", "1x", &[], 3), [1.0, (1.0 + 3.0 / log3) / (3.0 + 1.0 / log3)]);
        assert!(range("nDCG@10", "xxxxxxxxxxx", &[3, 2], 3).iter().all(|value| (0.0..=1.0).contains(value)));
        // A grade above all others is the highest there is: it satisfies 7 of 8 readers, and grade 1 one of 8.
        close(range("ERR", "1x", &[], 3), [0.5, 1.0 / 8.0 + 7.0 / 8.0 * 7.0 / 8.0 / 2.0]);
    }

    #[test]
    fn the_ends_come_in_order() {
        let measure: Measure = "nDCG@2".parse().unwrap();
        let Interval { low, high } = value_range(measure, &list("1x", &[]), 3).interval();
        assert!(low < high && high == 1.0);
    }

    #[test]
    fn what_is_judged_has_no_range() {
        close(range("Judged@4", "1x0x", &[], 1), [0.5, 0.5]);
        close(range("nDCG@4", "100", &[2], 1), range("nDCG@4", "100", &[2], 3));
        let all = value_range("P@3".parse().unwrap(), &list("1xx", &[]), 1);
        assert_eq!(all.unjudged, 2);
    }

    #[test]
    fn the_document_that_matters_most_comes_first() {
        let found = swings("nDCG@3".parse().unwrap(), &list("x0xx", &[1]), 1);
        assert_eq!(found.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [0, 2]);
        assert!(found[0].1 > found[1].1 && found[1].1 > 0.0);
        let precision = swings("P@3".parse().unwrap(), &list("x0x", &[]), 1);
        assert_eq!(precision.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [0, 2]);
        assert!(swings("Judged@3".parse().unwrap(), &list("x0x", &[]), 1).is_empty());
    }
}
