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

/// What keeps the estimate of `infAP` from dividing by zero.
const SMOOTHING: f64 = 0.00001;

pub(super) fn inferred_average_precision(list: &GradedList, level: u32) -> f64 {
    let (mut relevant, mut judged, mut pool) = (0_u32, 0_u32, 0_u32);
    let mut sum = 0.0;
    for (place, grade) in list.grades().iter().enumerate() {
        if grade.is_some_and(|grade| grade >= level) {
            let above = place as f64;
            sum += if place == 0 {
                1.0
            } else {
                let likely = (f64::from(relevant) + SMOOTHING) / (f64::from(judged) + 2.0 * SMOOTHING);
                1.0 / (above + 1.0) + (above / (above + 1.0)) * (f64::from(pool) / above) * likely
            };
            relevant += 1;
        }
        judged += u32::from(grade.is_some());
        pool += u32::from(grade.is_some() || list.is_open(place));
    }
    share(sum, list.relevant(level))
}

pub(super) fn interpolated_precision(list: &GradedList, level: u32, recall: f64) -> f64 {
    let wanted = (recall * list.relevant(level) as f64).round();
    let (mut found, mut best) = (0.0, 0.0_f64);
    for (place, _) in flags(list, level, usize::MAX).enumerate().filter(|&(_, relevant)| relevant) {
        found += 1.0;
        if found >= wanted {
            best = best.max(found / (place + 1) as f64);
        }
    }
    best
}

pub(super) fn set_precision(list: &GradedList, level: u32) -> f64 {
    share(count(list, level, usize::MAX), list.grades().len())
}

pub(super) fn set_f(list: &GradedList, level: u32, beta: f64) -> f64 {
    let (precision, recall) = (set_precision(list, level), recall(list, level, usize::MAX));
    let weight = beta * beta;
    if precision == 0.0 { 0.0 } else { (1.0 + weight) * precision * recall / (weight * precision + recall) }
}

#[cfg(test)]
mod tests {
    use crate::relevance::measure::cases::{check, list, list as cases_list};

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

    #[test]
    fn a_set_has_no_order() {
        let list = list("x101", &[1, 1]);
        check("set_P", &list, 0.5);
        check("set_R", &list, 0.5);
        check("set_F", &list, 0.5);
        let list = cases_list("1xxx", &[1]);
        check("set_F", &list, 2.0 * 0.25 * 0.5 / 0.75);
        check("set_F(beta=2)", &list, 5.0 * 0.25 * 0.5 / (4.0 * 0.25 + 0.5));
        check("set_P(rel=2)", &list, 0.0);
    }

    #[test]
    fn interpolated_precision_looks_further_down() {
        // Precision is 1/2, 2/3, 3/6 at the relevant ranks; R is 4.
        let list = list("x11xx1", &[1]);
        check("iprec@0", &list, 2.0 / 3.0);
        check("iprec@0.25", &list, 2.0 / 3.0);
        check("iprec@0.5", &list, 2.0 / 3.0);
        check("iprec@0.75", &list, 0.5);
        check("iprec@1", &list, 0.0);
        check("iprec(rel=2)@0", &list, 0.0);
    }

    #[test]
    fn inferred_average_precision_asks_the_pool() {
        // Everything judged: AP, but for the smoothing.
        let judged = list("101", &[]);
        let value = "infAP".parse::<crate::relevance::Measure>().unwrap().of(&judged);
        assert!((value - (1.0 + 2.0 / 3.0) / 2.0).abs() < 1e-4, "{value}");
        // A document outside the pool counts against, one in it that nobody judged counts for the share of the others.
        check("infAP", &list("x1", &[]), 0.5);
        let judgements = crate::relevance::TopicJudgements::new("t", [("a", 1), ("b", -1), ("c", 1)]).unwrap();
        let ranked = crate::relevance::RankedList::new(["a", "b", "c"]).unwrap();
        let value = "infAP".parse::<crate::relevance::Measure>().unwrap().compute(&judgements, &ranked);
        assert!((value - 1.0).abs() < 1e-4, "{value}");
    }
}
