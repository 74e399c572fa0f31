//! Measures that ask how relevant a document is. Formulas stand with the variants of [`Measure`](super::Measure).

use super::Gain;
use crate::relevance::GradedList;

pub(super) fn ndcg(list: &GradedList, gain: Gain, cutoff: usize) -> f64 {
    let ideal = list.judged();
    let best = ideal.first().copied().unwrap_or(0);
    let returned = dcg(list.grades().iter().map(|grade| grade.unwrap_or(0)).take(cutoff), gain, best);
    let ideal = dcg(ideal.iter().copied().take(cutoff), gain, best);
    if ideal == 0.0 { 0.0 } else { returned / ideal }
}

/// The discounted gain of grades in rank order. Exponential gains are in units of 2^`best`, which a quotient of two
/// such sums does not show and which keeps large grades finite.
fn dcg(grades: impl Iterator<Item = u32>, gain: Gain, best: u32) -> f64 {
    let mut sum = 0.0;
    for (place, grade) in grades.enumerate() {
        let gain = match gain {
            Gain::Linear => f64::from(grade),
            Gain::Exponential => satisfaction(grade, best),
        };
        sum += gain / ((place + 2) as f64).log2();
    }
    sum
}

pub(super) fn expected_reciprocal_rank(list: &GradedList, cutoff: usize) -> f64 {
    let mut still_looking = 1.0;
    let mut sum = 0.0;
    for (place, grade) in list.grades().iter().take(cutoff).enumerate() {
        let satisfied = satisfaction(grade.unwrap_or(0), list.highest());
        sum += still_looking * satisfied / (place + 1) as f64;
        still_looking *= 1.0 - satisfied;
    }
    sum
}

pub(super) fn rank_biased_precision(list: &GradedList, persistence: f64, cutoff: usize) -> f64 {
    let (mut sum, mut weight) = (0.0, 1.0);
    for grade in list.grades().iter().take(cutoff) {
        sum += f64::from(grade.unwrap_or(0)) * weight;
        weight *= persistence;
    }
    if list.highest() == 0 { 0.0 } else { (1.0 - persistence) * sum / f64::from(list.highest()) }
}

pub(super) fn rank_biased_residual(list: &GradedList, persistence: f64, cutoff: usize) -> f64 {
    let (mut sum, mut weight) = (0.0, 1.0);
    for grade in list.grades().iter().take(cutoff) {
        if grade.is_none() {
            sum += weight;
        }
        weight *= persistence;
    }
    (1.0 - persistence) * sum + weight
}

/// (2^grade − 1) / 2^highest; exact for every grade that people give, since powers of two are.
fn satisfaction(grade: u32, highest: u32) -> f64 {
    let highest = f64::from(highest);
    (f64::from(grade) - highest).exp2() - (-highest).exp2()
}

#[cfg(test)]
mod tests {
    use crate::relevance::measure::cases::{check, list};
    use crate::relevance::{GradedList, Qrels, RankedList};

    #[test]
    fn ndcg_holds_the_list_against_all_judgements() {
        let log3 = 3f64.log2();
        let graded = list("0x31", &[2]);
        // Ranks 3 and 4 gain 3 / log₂ 4 and 1 / log₂ 5; the ideal is 3, 2, 1.
        let returned = 3.0 / 2.0 + 1.0 / 5f64.log2();
        check("nDCG", &graded, returned / (3.0 + 2.0 / log3 + 1.0 / 2.0));
        check("nDCG@3", &graded, 1.5 / (3.0 + 2.0 / log3 + 1.0 / 2.0));
        check("nDCG@2", &graded, 0.0);
        check("nDCG@1", &list("2", &[3]), 2.0 / 3.0);
        check("nDCG", &list("321", &[]), 1.0);
    }

    #[test]
    fn a_short_list_has_its_whole_ideal_without_a_cutoff() {
        let graded = list("1", &[1]);
        check("nDCG@1", &graded, 1.0);
        check("nDCG", &graded, 1.0 / (1.0 + 1.0 / 3f64.log2()));
    }

    #[test]
    fn exponential_gain_is_two_to_the_grade_less_one() {
        let graded = list("13", &[]);
        let log3 = 3f64.log2();
        check("nDCG(dcg=exp)@2", &graded, (1.0 + 7.0 / log3) / (7.0 + 1.0 / log3));
        check("nDCG(dcg=lin)@2", &graded, (1.0 + 3.0 / log3) / (3.0 + 1.0 / log3));
    }

    #[test]
    fn err_stops_where_the_reader_is_satisfied() {
        // The highest grade is 2: a grade of 1 satisfies one reader in four, a grade of 2 three in four.
        let graded = list("1x2", &[]);
        check("ERR", &graded, 0.25 + 0.75 * 0.75 / 3.0);
        check("ERR@2", &graded, 0.25);
    }

    #[test]
    fn err_takes_the_highest_grade_of_the_collection() {
        let qrels = Qrels::read(&b"1 0 a 1\n2 0 b 3\n"[..], "q").unwrap();
        let graded = GradedList::new(qrels.topic("1").unwrap(), &RankedList::new(["a"]).unwrap());
        check("ERR", &graded, 1.0 / 8.0);
    }

    #[test]
    fn rank_biased_precision_and_its_residual_are_at_most_one() {
        let graded = list("2x1", &[0]);
        check("RBP", &graded, 0.2 * (1.0 + 0.5 * 0.64));
        check("RBP(p=0.5)@2", &graded, 0.5);
        check("RBP_resid", &graded, 0.2 * 0.8 + 0.512);
        check("RBP_resid(p=0.5)@1", &graded, 0.5);
        check("RBP_resid", &list("", &[1]), 1.0);
        check("RBP_resid(p=0.5)", &list("xxx", &[1]), 1.0);
        check("RBP", &list("0", &[]), 0.0);
    }

    #[test]
    fn absurd_grades_stay_finite() {
        let qrels = Qrels::read(&b"1 0 a 5000\n1 0 b 4999\n"[..], "q").unwrap();
        let graded = GradedList::new(qrels.topic("1").unwrap(), &RankedList::new(["a", "b"]).unwrap());
        check("nDCG(dcg=exp)", &graded, 1.0);
        check("ERR", &graded, 1.0);
    }
}
