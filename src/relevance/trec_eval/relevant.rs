//! Measures of trec_eval that only ask whether a document is relevant.
//!
//! Where a division has nothing to divide by, trec_eval gives 0, or the NaN of 0 / 0; both are kept.

use super::Version;
use super::judged_ranks::JudgedRanks;

/// What keeps the estimate of `infAP` from dividing by zero.
const SMOOTHING: f64 = 0.00001;

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Average precision down to a cut-off.
pub(super) fn average_precision(ranks: &JudgedRanks, cutoff: usize) -> f64 {
    let found = &ranks.found[..ranks.found_in(cutoff)];
    let precision = |(before, place): (usize, &usize)| (before + 1) as f64 / (place + 1) as f64;
    // From zero up: the sum of nothing is 0 and not the -0 that `sum` starts from.
    let sum = found.iter().enumerate().map(precision).fold(0.0, |sum, precision| sum + precision);
    if ranks.relevant == 0 { sum } else { sum / ranks.relevant as f64 }
}

pub(super) fn reciprocal_rank(ranks: &JudgedRanks) -> f64 {
    ranks.found.first().map_or(0.0, |place| 1.0 / (place + 1) as f64)
}

pub(super) fn precision(ranks: &JudgedRanks, cutoff: usize) -> f64 {
    share(ranks.found_in(cutoff), cutoff)
}

pub(super) fn recall(ranks: &JudgedRanks, cutoff: usize) -> f64 {
    share(ranks.found_in(cutoff), ranks.relevant)
}

/// Precision over the best that a list of this length could have.
pub(super) fn relative_precision(ranks: &JudgedRanks, cutoff: usize) -> f64 {
    share(ranks.found_in(cutoff), cutoff.min(ranks.relevant))
}

pub(super) fn success(ranks: &JudgedRanks, cutoff: usize) -> f64 {
    if ranks.found_in(cutoff) > 0 { 1.0 } else { 0.0 }
}

/// Precision at a multiple of R, rounded up from a tenth.
pub(super) fn precision_at_multiple(ranks: &JudgedRanks, multiple: f64) -> f64 {
    precision(ranks, cut_up(ranks, multiple))
}

/// A share of R in documents, where nine tenths are added and the rest cut off.
fn cut_up(ranks: &JudgedRanks, share: f64) -> usize {
    (share * ranks.relevant as f64 + 0.9) as usize
}

/// The highest precision at or below the rank where each share of R has been found.
///
/// Shares are gone through from the last to the first while the list is gone up, so that they mean what they say only
/// in ascending order; what trec_eval makes of another order is kept.
pub(super) fn interpolated(ranks: &JudgedRanks, shares: &[f64], version: Version) -> Vec<f64> {
    let wanted = shares.iter().map(|&share| match version {
        Version::V9_0_8 => cut_up(ranks, share),
        Version::V10_0 => (share * ranks.relevant as f64).round() as usize,
    });
    let wanted: Vec<usize> = wanted.collect();
    let mut values = vec![0.0; wanted.len()];
    let mut open = wanted.len();
    while open > 0 && wanted[open - 1] > ranks.found.len() {
        open -= 1;
    }
    let mut best = ranks.found.len() as f64 / ranks.returned() as f64;
    for (before, place) in ranks.found.iter().enumerate().rev() {
        let precision = (before + 1) as f64 / (place + 1) as f64;
        if best < precision {
            best = precision;
        }
        while open > 0 && wanted[open - 1] == before + 1 {
            open -= 1;
            values[open] = best;
        }
    }
    values[..open].fill(best);
    values
}

/// The mean of [`interpolated`], summed from the last share to the first.
pub(super) fn interpolated_mean(ranks: &JudgedRanks, shares: &[f64], version: Version) -> f64 {
    let values = interpolated(ranks, shares, version);
    values.iter().rev().fold(0.0, |sum, value| sum + value) / shares.len() as f64
}

pub(super) fn bpref(ranks: &JudgedRanks) -> f64 {
    let bound = (ranks.judged.len() - ranks.relevant).min(ranks.relevant);
    let mut nonrelevant = 0;
    let mut sum = 0.0;
    for &grade in ranks.grades.iter().filter(|&&grade| grade >= 0) {
        if ranks.is_nonrelevant(grade) {
            nonrelevant += 1;
        } else if nonrelevant == 0 {
            sum += 1.0;
        } else {
            sum += 1.0 - nonrelevant.min(ranks.relevant) as f64 / bound as f64;
        }
    }
    if ranks.relevant == 0 { sum } else { sum / ranks.relevant as f64 }
}

/// Inferred average precision: at each relevant document, precision as the judged documents above it suggest.
pub(super) fn inferred_average_precision(ranks: &JudgedRanks) -> f64 {
    let (mut relevant, mut nonrelevant, mut open) = (0_u32, 0_u32, 0_u32);
    let mut sum = 0.0;
    for (place, &grade) in ranks.grades.iter().enumerate() {
        if JudgedRanks::is_open(grade) {
            open += 1;
        } else if ranks.is_nonrelevant(grade) {
            nonrelevant += 1;
        } else if grade >= 0 {
            let (above, judged, place) = (f64::from(relevant), f64::from(relevant + nonrelevant), place as f64);
            relevant += 1;
            sum += if place == 0.0 {
                1.0
            } else {
                1.0 / (place + 1.0)
                    + (place / (place + 1.0))
                        * ((judged + f64::from(open)) / place)
                        * ((above + SMOOTHING) / (judged + 2.0 * SMOOTHING))
            };
        }
    }
    if ranks.relevant == 0 { sum } else { sum / ranks.relevant as f64 }
}

/// What the four kinds of documents (relevant and returned, returned only, relevant only, neither) are worth.
pub(super) fn utility(ranks: &JudgedRanks, worth: &[f64], documents: i64) -> f64 {
    let [found, returned, relevant] = [ranks.found.len(), ranks.returned(), ranks.relevant].map(|count| count as i64);
    let counts = [found, returned - found, relevant - found, documents + found - returned - relevant];
    // One after the other, the first without a zero before it.
    let product = |place: usize| worth[place] * counts[place] as f64;
    product(0) + product(1) + product(2) + product(3)
}

pub(super) fn set_precision(ranks: &JudgedRanks) -> f64 {
    share(ranks.found.len(), ranks.returned())
}

pub(super) fn set_f(ranks: &JudgedRanks, weight: f64) -> f64 {
    if ranks.found.is_empty() {
        return 0.0;
    }
    let (precision, recall) = (set_precision(ranks), recall(ranks, usize::MAX));
    (weight + 1.0) * precision * recall / (weight * precision + recall)
}

pub(super) fn set_average_precision(ranks: &JudgedRanks) -> f64 {
    let (returned, relevant, found) = (ranks.returned() as f64, ranks.relevant as f64, ranks.found.len() as f64);
    if returned == 0.0 || relevant == 0.0 { 0.0 } else { (found * found) / (returned * relevant) }
}

pub(super) fn judged_nonrelevant(ranks: &JudgedRanks) -> f64 {
    ranks.grades.iter().filter(|&&grade| ranks.is_nonrelevant(grade)).count() as f64
}

pub(super) fn unjudged(ranks: &JudgedRanks, cutoff: usize) -> f64 {
    let unjudged = ranks.grades.iter().take(cutoff).filter(|&&grade| grade < 0).count();
    unjudged as f64 / cutoff as f64
}

/// The weight of the ranks that nobody judged and of all that come after the list; 0 where every rank is judged.
pub(super) fn rank_biased_residual(ranks: &JudgedRanks, persistence: f64) -> f64 {
    let (mut sum, mut weight, mut unjudged) = (0.0, 1.0, false);
    for &grade in &ranks.grades {
        if grade < 0 {
            unjudged = true;
            sum += weight;
        }
        weight *= persistence;
    }
    if unjudged { weight + (1.0 - persistence) * sum } else { 0.0 }
}
