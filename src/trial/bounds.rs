//! What measures could be if the unjudged documents were judged, and which of these should be.

use super::suite::Unjudged;
use crate::relevance::{Bounds, Evaluation, Gate, GradedList, Interval, Measure, Reason, ToJudge, swings};

/// Lists with more unjudged documents than this are not tried at every rank, but at as many ranks evenly spread.
const MOST_TRIED: usize = 100;

/// The grade that an unjudged document is worth at most: the one that was named, else the highest.
pub(super) fn grade(unjudged: Unjudged, highest: u32) -> Option<u32> {
    match unjudged {
        Unjudged::Bounds(grade) => Some(grade.unwrap_or(highest).max(1)),
        Unjudged::Nonrelevant | Unjudged::Drop => None,
    }
}

/// The bounds of every measure of every list.
pub(super) fn bounds(measures: &[Measure], lists: &[(String, GradedList)], grade: u32) -> Bounds {
    let row = |(_, list): &(String, GradedList)| {
        measures.iter().map(|measure| interval(*measure, list, grade)).collect::<Vec<_>>()
    };
    Bounds { grade, rows: lists.iter().map(row).collect() }
}

/// The least and the most that the mean of a measure can be; `None` where it was not measured.
pub(super) fn mean(measure: Measure, evaluation: &Evaluation, bounds: Option<&Bounds>) -> Option<(f64, f64)> {
    let column = evaluation.measures().iter().position(|known| *known == measure);
    match bounds.zip(column).and_then(|(bounds, column)| bounds.mean(column)) {
        Some(mean) => Some((mean.low, mean.high)),
        None => evaluation.summary(measure).map(|summary| (summary.mean, summary.mean)),
    }
}

/// The least and the most that a measure can be where each unjudged document that it looks at is of grade 0 or `grade`,
/// the ideal and the number of relevant documents counted accordingly.
///
/// All irrelevant and all relevant are not always the ends: a relevant document far down raises the ideal more than the
/// list. Of all ways to have m relevant ones among them, no measure is lower than with the last m, and none higher than
/// with the first m, so these are tried for every m.
fn interval(measure: Measure, list: &GradedList, grade: u32) -> Interval {
    let plain = measure.of(list);
    if matches!(measure, Measure::Judged { .. }) {
        return Interval { low: plain, high: plain };
    }
    let depth = measure.depth().map_or(usize::MAX, |depth| depth.get() as usize);
    let grades = list.grades().iter().take(depth).enumerate();
    let open: Vec<usize> = grades.filter(|(_, grade)| grade.is_none()).map(|(place, _)| place).collect();
    let value = |relevant: std::ops::Range<usize>| {
        let grade = |n: usize| if relevant.contains(&n) { grade } else { 0 };
        let assumed: Vec<_> = open.iter().enumerate().map(|(n, &place)| (place, grade(n))).collect();
        measure.of(&list.clone().assuming(&assumed))
    };
    let step = open.len().div_ceil(MOST_TRIED).max(1);
    let tried = (0..open.len()).step_by(step).chain([open.len()]);
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for relevant in tried {
        low = low.min(value(open.len() - relevant..open.len()));
        high = high.max(value(0..relevant));
    }
    Interval { low: low.min(plain), high: high.max(plain) }
}

/// The documents that undecided gates hang on, the one that moves a mean most first.
///
/// `lists` are the evaluation's rows with the ids of their documents.
pub(super) fn to_judge(
    reasons: &[Reason],
    lists: &[(String, GradedList)],
    ids: &dyn Fn(&str, usize) -> Option<String>,
    grade: u32,
) -> Vec<ToJudge> {
    let mut all: Vec<ToJudge> = Vec::new();
    for gate in reasons.iter().filter(|reason| reason.is_doubt()).filter_map(gate_of) {
        for (topic, list) in lists {
            for (place, swing) in hangs_on(gate.measure, list, grade) {
                let swing = swing / lists.len() as f64;
                let Some(document) = ids(topic, place).filter(|_| swing != 0.0) else { continue };
                match all.iter_mut().find(|known| known.topic == *topic && known.document == document) {
                    Some(known) if known.swing.abs() >= swing.abs() => {}
                    Some(known) => (known.measure, known.swing) = (gate.measure, swing),
                    None => all.push(ToJudge {
                        topic: topic.clone(),
                        document,
                        rank: place + 1,
                        measure: gate.measure,
                        swing,
                    }),
                }
            }
        }
    }
    all.sort_by(|a, b| {
        let by_swing = b.swing.abs().total_cmp(&a.swing.abs());
        by_swing.then(a.rank.cmp(&b.rank)).then_with(|| a.topic.cmp(&b.topic))
    });
    all
}

/// The unjudged places of a list with what the measure gains where the document is relevant.
pub(super) fn hangs_on(measure: Measure, list: &GradedList, grade: u32) -> Vec<(usize, f64)> {
    let Measure::Judged { cutoff } = measure else { return swings(measure, list, grade) };
    let top = list.grades().iter().take(cutoff.get() as usize);
    let worth = 1.0 / top.len().max(1) as f64;
    top.enumerate().filter(|(_, grade)| grade.is_none()).map(|(place, _)| (place, worth)).collect()
}

fn gate_of(reason: &Reason) -> Option<Gate> {
    match reason {
        Reason::BelowFloor { gate, .. }
        | Reason::MayBeBelowFloor { gate, .. }
        | Reason::Fell { gate, .. }
        | Reason::MayHaveFallen { gate, .. } => Some(*gate),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::interval;
    use crate::relevance::{GradedList, Measure, RankedList, TopicJudgements};
    use proptest::prelude::*;

    /// A list by its grades, `None` for what nobody judged, of a topic with one more document of grade 1.
    fn list(grades: &[Option<u32>]) -> GradedList {
        let name = |rank: usize| format!("d{rank}");
        let judged = grades.iter().enumerate().filter_map(|(rank, grade)| Some((name(rank), (*grade)? as i32)));
        let judgements = TopicJudgements::new("t", judged.chain([("missed".to_owned(), 1)])).unwrap();
        let names: Vec<String> = (0..grades.len()).map(name).collect();
        GradedList::new(&judgements, &RankedList::new(names.iter().map(String::as_str)).unwrap())
    }

    #[test]
    fn the_ends_are_not_always_all_or_nothing() {
        let measure: Measure = "nDCG@3".parse().unwrap();
        let judged = TopicJudgements::new("t", [("a", 1)]).unwrap();
        let list = GradedList::new(&judged, &RankedList::new(["a", "x", "y"]).unwrap());
        let bounds = interval(measure, &list, 1);
        // With `y` alone relevant there is a better order.
        assert!(bounds.low < 0.93 && bounds.high == 1.0, "{bounds:?}");
    }

    proptest! {
        #[test]
        fn whatever_the_judgements_the_value_lies_within(
            grades in proptest::collection::vec(proptest::option::of(0u32..3), 0..9),
            truth in proptest::collection::vec(any::<bool>(), 9),
        ) {
            let open = list(&grades);
            for name in ["nDCG@5", "nDCG", "RR", "P@3", "R@4", "AP", "AP@4", "Success@2", "Rprec", "bpref", "ERR@5"] {
                let measure: Measure = name.parse().unwrap();
                // Of what stands below the cut-off nothing is assumed.
                let depth = measure.depth().map_or(usize::MAX, |depth| depth.get() as usize);
                let told = grades.iter().zip(&truth).enumerate().map(|(place, (grade, relevant))| {
                    grade.or((place < depth).then_some(if *relevant { 2 } else { 0 }))
                });
                let value = measure.of(&list(&told.collect::<Vec<_>>()));
                let bounds = interval(measure, &open, 2);
                let within = bounds.low <= value + 1e-12 && value <= bounds.high + 1e-12;
                prop_assert!(within, "{name}: {value} outside {bounds:?}");
            }
        }
    }
}
