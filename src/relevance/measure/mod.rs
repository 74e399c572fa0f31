//! [`Measure`]: a number for how good a ranked list is.
//!
//! A measure is a small value that parses from its name (`name.rs`), prints to it, and is computed from the grades of
//! a list: `relevant.rs` holds those that only ask whether a document is relevant, `gains.rs` those that ask how much.
//! What each of them means stands with its variant of [`Measure`], and nowhere else.

mod gains;
mod name;
mod relevant;

pub use name::MeasureError;

use super::{GradedList, RankedList, TopicJudgements};
use std::num::NonZeroU32;

/// A measure with its parameters.
///
/// Notation in the docs of the variants: the list returned is d₁ … dₙ; rel(d) is the judged grade; g(d) is the grade,
/// and 0 for a document that was not judged; L is the relevance level (`rel=`, 1 unless stated); *relevant* means
/// judged with rel ≥ L; R is the number of relevant documents of the topic, returned or not; N is the number of judged
/// documents with rel < L; k is the cut-off, the whole list where there is none. Sums run in rank order in `f64`. All
/// values lie between 0 and 1. All but [`Measure::Err`], which looks at the highest grade of the collection, depend on
/// the topic alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// `nDCG`, `nDCG@10`, `nDCG(dcg=exp)@10`: normalised discounted cumulative gain.
    ///
    /// Formula: Σ_{i ≤ k} gain(dᵢ) / log₂(i + 1), divided by the same sum for all judged grades of the topic, highest
    /// first, also cut at k. Without a cut-off the list counts to its end and the ideal to its own, so that for short
    /// lists `nDCG` is less than `nDCG@n`. The ideal comes from the judgements alone, never from what was returned.
    ///
    /// Edge cases: unjudged documents gain 0. Where nothing of the topic is relevant, 0. The level plays no part.
    ///
    /// Source: K. Järvelin and J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20 (2002),
    /// with the discount of every rank; equal to trec_eval's `ndcg` and `ndcg_cut`. `dcg=exp` is the gain of C. Burges
    /// et al., "Learning to rank using gradient descent", ICML 2005.
    Ndcg {
        /// What a grade is worth.
        gain: Gain,
        /// The last rank that counts.
        cutoff: Option<NonZeroU32>,
    },
    /// `RR`, `RR@10`: reciprocal rank.
    ///
    /// Formula: 1 / rank of the first relevant document. Edge cases: 0 where no relevant document is returned (down to
    /// k); unjudged documents are not relevant. Source: trec_eval's `recip_rank`; with a cut-off equal to its `-M k`.
    ReciprocalRank {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
        /// The last rank that counts.
        cutoff: Option<NonZeroU32>,
    },
    /// `P@5`, `P(rel=2)@5`: precision.
    ///
    /// Formula: number of relevant dᵢ with i ≤ k, divided by k. Edge cases: divided by k also where fewer than k were
    /// returned; unjudged documents are not relevant. Source: trec_eval's `P`.
    Precision {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
        /// The last rank that counts.
        cutoff: NonZeroU32,
    },
    /// `R@100`: recall.
    ///
    /// Formula: number of relevant dᵢ with i ≤ k, divided by R. Edge cases: 0 where R = 0; unjudged documents are not
    /// relevant. Source: trec_eval's `recall`.
    Recall {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
        /// The last rank that counts.
        cutoff: NonZeroU32,
    },
    /// `AP`, `AP@100`: average precision, whose mean is MAP.
    ///
    /// Formula: Σ over the ranks i ≤ k of relevant documents of (number of relevant documents down to i) / i, divided
    /// by R. Edge cases: divided by all of R also with a cut-off; 0 where R = 0; unjudged documents are not relevant.
    /// Source: trec_eval's `map` and `map_cut`.
    AveragePrecision {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
        /// The last rank that counts.
        cutoff: Option<NonZeroU32>,
    },
    /// `Success@1`: whether anything useful is in sight.
    ///
    /// Formula: 1 where some dᵢ with i ≤ k is relevant, else 0. Unjudged documents are not relevant. Source:
    /// trec_eval's `success`.
    Success {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
        /// The last rank that counts.
        cutoff: NonZeroU32,
    },
    /// `Rprec`: precision at rank R.
    ///
    /// Formula: number of relevant dᵢ with i ≤ R, divided by R. Edge cases: 0 where R = 0; unjudged documents are not
    /// relevant. Source: trec_eval's `Rprec`.
    RPrecision {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
    },
    /// `bpref`: how often a relevant document stands above judged nonrelevant ones.
    ///
    /// Formula: (1/R) Σ over returned relevant documents r of 1 − min(n(r), R) / min(R, N), where n(r) is the number of
    /// judged nonrelevant documents above r; a document with n(r) = 0 counts 1. Edge cases: unjudged documents are
    /// passed over as if they were not there; 0 where R = 0. Source: C. Buckley and E. Voorhees, "Retrieval evaluation
    /// with incomplete information", SIGIR 2004, with the bound of trec_eval's `bpref`.
    Bpref {
        /// The lowest grade that is relevant.
        level: NonZeroU32,
    },
    /// `ERR`, `ERR@20`: expected reciprocal rank of the document that satisfies a reader who goes down the list.
    ///
    /// Formula: Σ_{i ≤ k} (1/i) p(dᵢ) Π_{j < i} (1 − p(dⱼ)) with p(d) = (2^g(d) − 1) / 2^G, where G is the highest grade
    /// of the whole collection, so that topics can be compared. Edge cases: unjudged documents satisfy nobody; 0 where
    /// nothing is relevant. Source: O. Chapelle et al., "Expected reciprocal rank for graded relevance", CIKM 2009.
    Err {
        /// The last rank that counts.
        cutoff: Option<NonZeroU32>,
    },
    /// `Judged@10`: how much of what is measured was ever looked at.
    ///
    /// Formula: number of judged dᵢ with i ≤ k, divided by min(k, n): short lists are not less judged than long ones.
    /// Edge cases: 1 where nothing was returned, since nothing of it is unjudged. Source: ir_measures' `Judged@k`.
    Judged {
        /// The last rank that counts.
        cutoff: NonZeroU32,
    },
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
            Measure::Success { level, cutoff } => relevant::success(list, level.get(), ranks(Some(cutoff))),
            Measure::RPrecision { level } => relevant::r_precision(list, level.get()),
            Measure::Bpref { level } => relevant::bpref(list, level.get()),
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
            | Measure::Err { cutoff } => cutoff,
            Measure::Precision { cutoff, .. }
            | Measure::Recall { cutoff, .. }
            | Measure::Success { cutoff, .. }
            | Measure::Judged { cutoff } => Some(cutoff),
            Measure::RPrecision { .. } | Measure::Bpref { .. } => None,
        }
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
    use super::{Measure, RankedList, TopicJudgements};

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
        for name in ["nDCG", "nDCG(dcg=exp)@5", "RR", "P@5", "R@5", "AP", "Success@1", "Rprec", "bpref", "ERR@5"] {
            check(name, &list("", &[2, 0]), 0.0);
            check(name, &list("0x", &[0]), 0.0);
            check(name, &list("", &[]), 0.0);
        }
    }

    #[test]
    fn the_depth_is_the_cutoff() {
        let depth = |name: &str| name.parse::<Measure>().unwrap().depth().map(|depth| depth.get());
        assert_eq!([depth("R@100"), depth("AP@7"), depth("AP"), depth("bpref")], [Some(100), Some(7), None, None]);
    }
}
