//! [`Measure`]: a number for how good a ranked list is.
//!
//! A measure is a small value that parses from its name (`name.rs`), prints to it, and is computed from the grades of
//! a list: `relevant.rs` holds those that only ask whether a document is relevant, `gains.rs` those that ask how much.
//! What each of them means stands in `measures.md`, and nowhere else: it is a page of the project, and what
//! `onrecord help measures` prints.

mod gains;
mod name;
mod relevant;

pub use name::MeasureError;

use super::{GradedList, RankedList, TopicJudgements};
use std::hash::{Hash, Hasher};
use std::num::NonZeroU32;

/// The page on measures: for each its formula, its edge cases and its source. Markdown in lines of 80 columns.
pub const PAGE: &str = include_str!("measures.md");

/// A measure with its parameters. [`PAGE`] has the formula, the edge cases and the source of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// `nDCG`: normalised discounted cumulative gain.
    Ndcg {
        /// What a grade is worth.
        gain: Gain,
        /// The last rank that counts.
        cutoff: Option<NonZeroU32>,
    },
    /// `RR`: reciprocal rank.
    ReciprocalRank {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
        /// The last rank that counts.
        cutoff: Option<NonZeroU32>,
    },
    /// `P`: precision.
    Precision {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
        /// The last rank that counts.
        cutoff: NonZeroU32,
    },
    /// `R`: recall.
    Recall {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
        /// The last rank that counts.
        cutoff: NonZeroU32,
    },
    /// `AP`: average precision.
    AveragePrecision {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
        /// The last rank that counts.
        cutoff: Option<NonZeroU32>,
    },
    /// `GMAP`: average precision, whose mean is the geometric one.
    GeometricAveragePrecision {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
    },
    /// `Success`: whether anything relevant is there.
    Success {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
        /// The last rank that counts.
        cutoff: NonZeroU32,
    },
    /// `Rprec`: precision at rank R.
    RPrecision {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
    },
    /// `bpref`: how often relevant documents stand above judged nonrelevant ones.
    Bpref {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
    },
    /// `infAP`: average precision as a sample of judgements suggests it.
    InferredAveragePrecision {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
    },
    /// `iprec`: interpolated precision at a recall.
    InterpolatedPrecision {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
        /// The recall, from 0 to 1.
        recall: Real,
    },
    /// `ERR`: expected reciprocal rank.
    Err {
        /// The last rank that counts.
        cutoff: Option<NonZeroU32>,
    },
    /// `RBP`: rank-biased precision.
    RankBiasedPrecision {
        /// The chance that a reader goes on to the next rank, between 0 and 1.
        persistence: Real,
        /// The last rank that counts.
        cutoff: Option<NonZeroU32>,
    },
    /// `RBP_resid`: how much rank-biased precision could rise.
    RankBiasedResidual {
        /// The chance that a reader goes on to the next rank, between 0 and 1.
        persistence: Real,
        /// The last rank that counts.
        cutoff: Option<NonZeroU32>,
    },
    /// `Judged`: how much of the list was judged.
    Judged {
        /// The last rank that counts.
        cutoff: NonZeroU32,
    },
    /// `set_P`: precision of everything returned.
    SetPrecision {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
    },
    /// `set_R`: recall of everything returned.
    SetRecall {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
    },
    /// `set_F`: the weighted harmonic mean of both.
    SetF {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
        /// How much more recall counts than precision, above 0.
        beta: Real,
    },
}

/// A finite number, so that measures can be compared and serve as keys.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Real(f64);

impl Real {
    /// The number, unless it is infinite or NaN.
    pub fn new(number: f64) -> Option<Real> {
        // Zero has one form.
        number.is_finite().then_some(Real(number + 0.0))
    }

    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Eq for Real {}

impl Hash for Real {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

/// What a grade is worth to [`Measure::Ndcg`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Gain {
    /// The grade itself. Not named in the measure's name.
    #[default]
    Linear,
    /// 2^grade − 1; `dcg=exp` in the measure's name.
    Exponential,
}

/// A geometric mean counts lower values as this one, so that a single zero does not make it zero (trec_eval's bound).
pub(super) const LEAST_OF_GEOMETRIC: f64 = 0.00001;

impl Measure {
    /// Computes the measure for one topic.
    ///
    /// For several measures of one list, make a [`GradedList`] once and use [`Measure::of`].
    pub fn compute(self, judgements: &TopicJudgements, list: &RankedList<'_>) -> f64 {
        self.of(&GradedList::new(judgements, list))
    }

    /// Computes the measure of a graded list.
    pub fn of(self, list: &GradedList) -> f64 {
        match self {
            Measure::Ndcg { gain, cutoff } => gains::ndcg(list, gain, ranks(cutoff)),
            Measure::ReciprocalRank { level, cutoff } => relevant::reciprocal_rank(list, level.get(), ranks(cutoff)),
            Measure::Precision { level, cutoff } => relevant::precision(list, level.get(), ranks(Some(cutoff))),
            Measure::Recall { level, cutoff } => relevant::recall(list, level.get(), ranks(Some(cutoff))),
            Measure::AveragePrecision { level, cutoff } => {
                relevant::average_precision(list, level.get(), ranks(cutoff))
            }
            Measure::GeometricAveragePrecision { level } => relevant::average_precision(list, level.get(), usize::MAX),
            Measure::Success { level, cutoff } => relevant::success(list, level.get(), ranks(Some(cutoff))),
            Measure::RPrecision { level } => relevant::r_precision(list, level.get()),
            Measure::Bpref { level } => relevant::bpref(list, level.get()),
            Measure::InferredAveragePrecision { level } => relevant::inferred_average_precision(list, level.get()),
            Measure::InterpolatedPrecision { level, recall } => {
                relevant::interpolated_precision(list, level.get(), recall.get())
            }
            Measure::SetPrecision { level } => relevant::set_precision(list, level.get()),
            Measure::SetRecall { level } => relevant::recall(list, level.get(), usize::MAX),
            Measure::SetF { level, beta } => relevant::set_f(list, level.get(), beta.get()),
            Measure::RankBiasedPrecision { persistence, cutoff } => {
                gains::rank_biased_precision(list, persistence.get(), ranks(cutoff))
            }
            Measure::RankBiasedResidual { persistence, cutoff } => {
                gains::rank_biased_residual(list, persistence.get(), ranks(cutoff))
            }
            Measure::Err { cutoff } => gains::expected_reciprocal_rank(list, ranks(cutoff)),
            Measure::Judged { cutoff } => judged(list, ranks(Some(cutoff))),
        }
    }

    /// The last rank that the measure looks at; `None` where it looks at the whole list.
    pub fn depth(self) -> Option<NonZeroU32> {
        match self {
            Measure::Ndcg { cutoff, .. }
            | Measure::ReciprocalRank { cutoff, .. }
            | Measure::AveragePrecision { cutoff, .. }
            | Measure::Err { cutoff }
            | Measure::RankBiasedPrecision { cutoff, .. }
            | Measure::RankBiasedResidual { cutoff, .. } => cutoff,
            Measure::Precision { cutoff, .. }
            | Measure::Recall { cutoff, .. }
            | Measure::Success { cutoff, .. }
            | Measure::Judged { cutoff } => Some(cutoff),
            Measure::RPrecision { .. }
            | Measure::Bpref { .. }
            | Measure::GeometricAveragePrecision { .. }
            | Measure::InferredAveragePrecision { .. }
            | Measure::InterpolatedPrecision { .. }
            | Measure::SetPrecision { .. }
            | Measure::SetRecall { .. }
            | Measure::SetF { .. } => None,
        }
    }

    /// Whether it measures the judgements and not the list, so that no assumption about unjudged documents changes it.
    pub fn is_of_judgements(self) -> bool {
        matches!(self, Measure::Judged { .. } | Measure::RankBiasedResidual { .. })
    }

    /// A value on the scale on which values are averaged and compared: its logarithm for `GMAP`, else itself.
    pub fn scaled(self, value: f64) -> f64 {
        match self {
            Measure::GeometricAveragePrecision { .. } => value.max(LEAST_OF_GEOMETRIC).ln(),
            _ => value,
        }
    }

    /// The mean over topics, in their order; `None` where there are none.
    pub fn mean(self, values: &[f64]) -> Option<f64> {
        let sum: f64 = values.iter().map(|&value| self.scaled(value)).sum();
        let mean = sum / values.len() as f64;
        let mean = if matches!(self, Measure::GeometricAveragePrecision { .. }) { mean.exp() } else { mean };
        (!values.is_empty()).then_some(mean)
    }
}

fn ranks(cutoff: Option<NonZeroU32>) -> usize {
    cutoff.map_or(usize::MAX, |cutoff| cutoff.get() as usize)
}

fn judged(list: &GradedList, cutoff: usize) -> f64 {
    let top = &list.grades()[..cutoff.min(list.grades().len())];
    if top.is_empty() {
        return 1.0;
    }
    top.iter().flatten().count() as f64 / top.len() as f64
}

#[cfg(test)]
pub(super) mod cases {
    use crate::relevance::{GradedList, Measure, RankedList, TopicJudgements};

    /// A list by its grades (`x` is unjudged) for a topic whose further judged documents have the grades `missed`.
    pub(in crate::relevance) fn list(returned: &str, missed: &[i32]) -> GradedList {
        let documents: Vec<String> = (0..returned.len()).map(|rank| format!("d{rank}")).collect();
        let found = documents
            .iter()
            .zip(returned.chars())
            .filter_map(|(document, grade)| Some((document.clone(), i32::try_from(grade.to_digit(10)?).unwrap())));
        let missed = missed.iter().enumerate().map(|(number, grade)| (format!("m{number}"), *grade));
        let judgements = TopicJudgements::new("t", found.chain(missed)).unwrap();
        GradedList::new(&judgements, &RankedList::new(documents.iter().map(String::as_str)).unwrap())
    }

    /// Holds a measure against a value worked out by hand.
    pub(in crate::relevance) fn check(measure: &str, list: &GradedList, expected: f64) {
        let value = measure.parse::<Measure>().unwrap().of(list);
        assert!((value - expected).abs() < 1e-12, "{measure} is {value}, should be {expected}");
    }
}

#[cfg(test)]
mod tests {
    use super::cases::{check, list};
    use super::{Measure, PAGE, RankedList, TopicJudgements};

    #[test]
    fn judged_is_the_share_of_what_was_returned() {
        check("Judged@4", &list("0x1xxx", &[1]), 0.5);
        check("Judged@10", &list("0x1", &[]), 2.0 / 3.0);
        check("Judged@10", &list("", &[1]), 1.0);
    }

    #[test]
    fn a_measure_can_be_had_from_judgements_and_list() {
        let judgements = TopicJudgements::new("t", [("a", 1), ("b", 0)]).unwrap();
        let measure: Measure = "RR".parse().unwrap();
        assert_eq!(measure.compute(&judgements, &RankedList::new(["x", "b", "c", "a"]).unwrap()), 0.25);
    }

    #[test]
    fn an_empty_list_and_an_empty_topic_are_worth_nothing() {
        for name in [
            "nDCG",
            "nDCG(dcg=exp)@5",
            "RR",
            "P@5",
            "R@5",
            "AP",
            "GMAP",
            "Success@1",
            "Rprec",
            "bpref",
            "infAP",
            "iprec@0",
            "iprec@0.5",
            "ERR@5",
            "RBP",
            "set_P",
            "set_R",
            "set_F",
        ] {
            check(name, &list("", &[2, 0]), 0.0);
            check(name, &list("0x", &[0]), 0.0);
            check(name, &list("", &[]), 0.0);
        }
    }

    #[test]
    fn the_mean_of_gmap_is_geometric() {
        let gmap: Measure = "GMAP".parse().unwrap();
        assert!((gmap.mean(&[0.5, 0.125]).unwrap() - 0.25).abs() < 1e-12);
        // A zero counts as 0.00001.
        assert!((gmap.mean(&[0.0, 0.1]).unwrap() - 0.001).abs() < 1e-12);
        assert_eq!(gmap.mean(&[]), None);
        assert_eq!("AP".parse::<Measure>().unwrap().mean(&[0.5, 0.125]), Some(0.3125));
    }

    #[test]
    fn the_page_names_every_measure_as_it_is_printed() {
        let headings = PAGE.lines().filter_map(|line| line.strip_prefix("## "));
        let mut named: Vec<Measure> = Vec::new();
        for name in headings.flat_map(|heading| heading.split(", ")) {
            let measure: Measure = name.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(measure.to_string() == name || ["RBP", "RBP_resid", "RBP@20", "RBP_resid@20"].contains(&name));
            named.push(measure);
        }
        for known in super::name::examples() {
            let kind = std::mem::discriminant(&known);
            assert!(named.iter().any(|named| std::mem::discriminant(named) == kind), "{known} is not on the page");
        }
        assert!(PAGE.lines().all(|line| line.chars().count() <= 79));
    }

    #[test]
    fn the_depth_is_the_cutoff() {
        let depth = |name: &str| name.parse::<Measure>().unwrap().depth().map(|depth| depth.get());
        assert_eq!([depth("R@100"), depth("AP@7"), depth("AP"), depth("bpref")], [Some(100), Some(7), None, None]);
    }
}
