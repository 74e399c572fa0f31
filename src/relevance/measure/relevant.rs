//! Measures that only ask whether a document is relevant: its grade is at least the level, or it is not (or nobody
//! judged it). Formulas stand with the variants of [`Measure`](super::Measure).

use crate::relevance::GradedList;

/// Whether each rank down to the cut-off is relevant.
fn flags(list: &GradedList, level: u32, cutoff: usize) -> impl Iterator<Item = bool> {
    list.grades().iter().take(cutoff).map(move |grade| grade.is_some_and(|grade| grade >= level))
}

fn count(list: &GradedList, level: u32, cutoff: usize) -> f64 {
    flags(list, level, cutoff).filter(|&relevant| relevant).count() as f64
}

/// `part / whole`, and 0 where the whole is nothing.
fn share(part: f64, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part / whole as f64 }
}

pub(super) fn precision(list: &GradedList, level: u32, cutoff: usize) -> f64 {
    share(count(list, level, cutoff), cutoff)
}

pub(super) fn recall(list: &GradedList, level: u32, cutoff: usize) -> f64 {
    share(count(list, level, cutoff), list.relevant(level))
}

pub(super) fn r_precision(list: &GradedList, level: u32) -> f64 {
    let relevant = list.relevant(level);
    share(count(list, level, relevant), relevant)
}

pub(super) fn success(list: &GradedList, level: u32, cutoff: usize) -> f64 {
    if flags(list, level, cutoff).any(|relevant| relevant) { 1.0 } else { 0.0 }
}

pub(super) fn reciprocal_rank(list: &GradedList, level: u32, cutoff: usize) -> f64 {
    flags(list, level, cutoff).position(|relevant| relevant).map_or(0.0, |place| 1.0 / (place + 1) as f64)
}

pub(super) fn average_precision(list: &GradedList, level: u32, cutoff: usize) -> f64 {
    let mut found = 0u32;
    let mut sum = 0.0;
    for (place, _) in flags(list, level, cutoff).enumerate().filter(|&(_, relevant)| relevant) {
        found += 1;
        sum += f64::from(found) / (place + 1) as f64;
    }
    share(sum, list.relevant(level))
}

pub(super) fn bpref(list: &GradedList, level: u32) -> f64 {
    let relevant = list.relevant(level);
    let bound = relevant.min(list.judged().len() - relevant);
    let mut nonrelevant = 0usize;
    let mut sum = 0.0;
    for &grade in list.grades().iter().flatten() {
        if grade < level {
            nonrelevant += 1;
        } else if nonrelevant == 0 {
            sum += 1.0;
        } else {
            sum += 1.0 - nonrelevant.min(relevant) as f64 / bound as f64;
        }
    }
    share(sum, relevant)
}

#[cfg(test)]
mod tests {
    use crate::relevance::measure::cases::{check, list};

    #[test]
    fn precision_divides_by_the_cutoff_and_recall_by_all_that_is_relevant() {
        let list = list("1x02", &[1, 1, 0]);
        check("P@2", &list, 0.5);
        check("P@10", &list, 0.2);
        check("P(rel=2)@4", &list, 0.25);
        check("R@1", &list, 0.25);
        check("R@100", &list, 0.5);
        check("R(rel=2)@100", &list, 1.0);
        check("Rprec", &list, 0.5);
        check("Rprec(rel=2)", &list, 0.0);
    }

    #[test]
    fn the_first_relevant_rank_makes_reciprocal_rank_and_success() {
        let list = list("0x120", &[]);
        check("RR", &list, 1.0 / 3.0);
        check("RR(rel=2)", &list, 0.25);
        check("RR@3", &list, 1.0 / 3.0);
        check("RR@2", &list, 0.0);
        check("Success@2", &list, 0.0);
        check("Success@3", &list, 1.0);
        check("Success(rel=2)@3", &list, 0.0);
    }

    #[test]
    fn average_precision_divides_by_all_that_is_relevant_with_a_cutoff_too() {
        let list = list("10x1", &[1, 1]);
        check("AP", &list, (1.0 + 2.0 / 4.0) / 4.0);
        check("AP@3", &list, 1.0 / 4.0);
        check("AP(rel=2)", &list, 0.0);
    }

    #[test]
    fn bpref_passes_over_what_nobody_judged() {
        // R = 3, N = 2: the second relevant document has one nonrelevant above it, the third two.
        check("bpref", &list("1x0x1x01", &[]), (1.0 + (1.0 - 1.0 / 2.0) + (1.0 - 2.0 / 2.0)) / 3.0);
        // R = 2, N = 3: no more than R nonrelevant documents count.
        check("bpref", &list("00x01", &[1]), (1.0 - 2.0 / 2.0) / 2.0);
        check("bpref", &list("xx11", &[0]), 1.0);
        check("bpref(rel=2)", &list("12", &[]), 0.0);
    }
}
