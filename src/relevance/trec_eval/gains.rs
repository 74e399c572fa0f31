//! Measures of trec_eval that ask how relevant a document is: what its grade gains, against the best order there is.

use super::judged_ranks::JudgedRanks;
use std::iter;

/// What grades gain: parameters `grade=gain` first, then every other grade for what it is.
pub(super) struct Gains {
    /// Sorted as trec_eval sorts them, from the lowest gain up.
    levels: Vec<Level>,
}

struct Level {
    grade: i64,
    gain: f64,
    /// How many documents of this grade were judged.
    documents: usize,
}

/// Grades without documents matter only to the order of the others; where grades are absurd they are left out.
const HIGHEST_LISTED: u32 = 1000;

impl Gains {
    pub(super) fn new(ranks: &JudgedRanks, parameters: &[(String, f64)]) -> Gains {
        let numbered = |(name, gain): &(String, f64)| Some((name.parse::<i64>().ok()?, *gain));
        let given = parameters.iter().filter_map(numbered);
        let mut levels: Vec<Level> = given.map(|(grade, gain)| Level { grade, gain, documents: 0 }).collect();
        let highest = ranks.judged.first().copied();
        let listed = highest.into_iter().flat_map(|highest| 0..=highest.min(HIGHEST_LISTED));
        let beyond = ranks.judged.iter().rev().copied().filter(|&grade| grade > HIGHEST_LISTED);
        for grade in listed.chain(beyond) {
            let at_least = |grade: u32| ranks.judged.partition_point(|&judged| judged >= grade);
            let documents = at_least(grade) - grade.checked_add(1).map_or(0, at_least);
            match levels.iter_mut().find(|level| level.grade == i64::from(grade)) {
                Some(level) => level.documents = documents,
                None => levels.push(Level { grade: i64::from(grade), gain: f64::from(grade), documents }),
            }
        }
        sort(&mut levels);
        Gains { levels }
    }

    /// What a rank gains; nothing where its document is not judged and no parameter says otherwise.
    fn of(&self, grade: i32) -> f64 {
        self.levels.iter().find(|level| level.grade == i64::from(grade)).map_or(0.0, |level| level.gain)
    }

    /// What each rank of the best order gains, down to the first that gains nothing.
    fn ideal(&self) -> impl Iterator<Item = f64> + '_ {
        let ranks = self.levels.iter().rev().flat_map(|level| iter::repeat_n(level.gain, level.documents));
        ranks.take_while(|&gain| gain > 0.0)
    }

    /// The highest gain of the best order's first level, which may have no documents.
    fn first(&self) -> f64 {
        self.levels.last().map_or(0.0, |level| level.gain)
    }
}

/// Sorts by gain as trec_eval does: it compares by the difference without its fraction, so that gains less than one
/// apart are equal, which is no order at all; what comes out depends on the merge sort of the C library.
fn sort(levels: &mut Vec<Level>) {
    if levels.len() < 2 {
        return;
    }
    let mut right = levels.split_off(levels.len() / 2);
    sort(levels);
    sort(&mut right);
    let mut left = std::mem::take(levels).into_iter().peekable();
    let mut right = right.into_iter().peekable();
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let after = (a.gain - b.gain) as i32 > 0;
        levels.extend(if after { right.next() } else { left.next() });
    }
    levels.extend(left);
    levels.extend(right);
}

fn discount(place: usize) -> f64 {
    ((place + 2) as f64).log2()
}

/// Discounted cumulative gain over that of the best order, the list to its end and the best order to its own.
pub(super) fn ndcg(ranks: &JudgedRanks, gains: &Gains) -> f64 {
    let (mut returned, mut ideal) = (0.0, 0.0);
    for (place, &grade) in ranks.grades.iter().enumerate() {
        let gain = gains.of(grade);
        if gain != 0.0 {
            returned += gain / discount(place);
        }
    }
    for (place, gain) in gains.ideal().enumerate() {
        ideal += gain / discount(place);
    }
    if ideal > 0.0 { returned / ideal } else { 0.0 }
}

/// The same down to a cut-off, for grades as they are.
pub(super) fn ndcg_at(ranks: &JudgedRanks, cutoff: usize) -> f64 {
    let (mut returned, mut ideal) = (0.0, 0.0);
    for (place, &grade) in ranks.grades.iter().take(cutoff).enumerate().filter(|&(_, &grade)| grade > 0) {
        returned += f64::from(grade) / discount(place);
    }
    for (place, &grade) in ranks.judged.iter().take(cutoff).enumerate().take_while(|&(_, &grade)| grade > 0) {
        ideal += f64::from(grade) / discount(place);
    }
    if ideal > 0.0 { returned / ideal } else { returned }
}

/// nDCG at each document that gains something, averaged over all that could.
pub(super) fn ndcg_at_relevant(ranks: &JudgedRanks, gains: &Gains) -> f64 {
    let mut best = gains.ideal().enumerate();
    let (mut returned, mut ideal, mut sum) = (0.0, 0.0, 0.0);
    let (mut found, mut relevant) = (0_usize, 0_usize);
    let next = |ideal: &mut f64, relevant: &mut usize, best: &mut dyn Iterator<Item = (usize, f64)>| {
        let (place, gain) = best.next()?;
        *ideal += gain / discount(place);
        *relevant += 1;
        Some(())
    };
    for (place, &grade) in ranks.grades.iter().enumerate() {
        let gain = gains.of(grade);
        if gain != 0.0 {
            returned += gain / discount(place);
        }
        let _ = next(&mut ideal, &mut relevant, &mut best);
        if gain > 0.0 {
            sum += returned / ideal;
            found += 1;
        }
    }
    while next(&mut ideal, &mut relevant, &mut best).is_some() {}
    sum += (relevant as f64 - found as f64) * returned / ideal;
    if sum > 0.0 { sum / relevant as f64 } else { 0.0 }
}

/// nDCG at each rank where the best order steps down to another gain, and at the end of the list where that is
/// further down, averaged.
pub(super) fn ndcg_at_steps(ranks: &JudgedRanks, gains: &Gains) -> f64 {
    if ranks.relevant == 0 {
        return 0.0;
    }
    let best: Vec<f64> = gains.ideal().collect();
    let (mut returned, mut ideal, mut sum, mut steps) = (0.0, 0.0, 0.0, 0_usize);
    let mut before = gains.first();
    // One rank more than the best order has: the step down to nothing.
    for place in 0..=best.len() {
        let gain = best.get(place).copied().unwrap_or(0.0);
        #[expect(clippy::float_cmp, reason = "gains of one level are the same number")]
        let step = gain != before;
        if step && ideal > 0.0 {
            sum += returned / ideal;
            steps += 1;
        }
        before = gain;
        if let Some(&grade) = ranks.grades.get(place) {
            let gain = gains.of(grade);
            if gain != 0.0 {
                returned += gain / discount(place);
            }
        }
        if gain > 0.0 {
            ideal += gain / discount(place);
        }
    }
    let rest = ranks.grades.iter().enumerate().skip(best.len() + 1);
    for (place, &grade) in rest {
        let gain = gains.of(grade);
        if gain != 0.0 {
            returned += gain / discount(place);
        }
    }
    if ranks.returned() > best.len() + 1 && ideal > 0.0 {
        sum += returned / ideal;
        steps += 1;
    }
    sum / steps as f64
}

/// Gain discounted by the gain that was missed above it, over all that could be gained.
pub(super) fn g(ranks: &JudgedRanks, gains: &Gains) -> f64 {
    let mut best = gains.ideal();
    let (mut cost, mut gained, mut sum, mut ideal) = (0.0, 0.0, 0.0, 0.0);
    for &grade in &ranks.grades {
        let gain = gains.of(grade);
        gained += gain;
        let step = best.next().unwrap_or(0.0);
        ideal += step;
        cost += if step >= 1.0 { step } else { 1.0 };
        if gain != 0.0 {
            sum += gain / (2.0 + cost - gained).log2();
        }
    }
    for step in best {
        ideal += step;
    }
    if ideal > 0.0 { sum / ideal } else { 0.0 }
}

/// The same where a document is relevant or not.
pub(super) fn binary_g(ranks: &JudgedRanks) -> f64 {
    let mut sum = 0.0;
    for (before, place) in ranks.found.iter().enumerate() {
        sum += 1.0 / ((2 + place - before) as f64).log2();
    }
    if ranks.found.is_empty() { 0.0 } else { sum / ranks.relevant as f64 }
}

/// Rank-biased precision. Gains of a topic are brought between 0 and 1 where any of its grades, returned or not, lies
/// beyond.
pub(super) fn rank_biased_precision(ranks: &JudgedRanks, gains: &Gains, persistence: f64) -> f64 {
    let all = || gains.levels.iter().map(|level| level.gain);
    let (low, high) = (all().fold(0.0, f64::min), all().fold(0.0, f64::max));
    let mut sum = 0.0;
    let mut weight = 1.0;
    for &grade in &ranks.grades {
        if let Some(level) = gains.levels.iter().find(|level| level.grade == i64::from(grade)) {
            let gain = if low < 0.0 || high > 1.0 { (level.gain - low) / (high - low) } else { level.gain };
            if gain != 0.0 {
                sum += gain * weight;
            }
        }
        weight *= persistence;
    }
    (1.0 - persistence) * sum
}
