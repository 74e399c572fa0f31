//! Which matches come first.
//!
//! The order is the sort key, the score to six digits, then the id: a function of the corpus alone. Ids are strings in a
//! column and rounding a score takes longer than computing it, so both are asked only of matches that can be among the
//! first.

use super::request::{Sort, Target};
use super::score::six_digits;
use super::searcher::Searcher;
use crate::archive::ArchiveError;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::Arc;

/// One match on its way to becoming a hit.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub score: f64,
    /// First possible day of publication; not looked up where scores alone decide the order.
    pub day: Option<i64>,
    pub segment: u32,
    pub doc: u32,
    /// 0 for an article, n for its n-th quotation.
    pub ordinal: u32,
}

/// A segment and a document of it, with a score that is not rounded yet.
pub(super) type Scored = ((usize, u32), f64);

/// A match with its id, or that of the article it stands in.
pub(super) type Named = (Match, Arc<str>);

impl Match {
    /// A document of a segment, with its score.
    pub fn of((segment, doc): (usize, u32), score: f64, target: Target, searcher: &Searcher) -> Match {
        let ordinal = match target {
            Target::Articles => 0,
            Target::Quotations => searcher.segments()[segment].ordinal_of(doc),
        };
        Match { score, day: None, segment: segment as u32, doc, ordinal }
    }

    /// With its day.
    pub fn dated(self, searcher: &Searcher) -> Match {
        let days = &searcher.segments()[self.segment as usize].first_day;
        Match { day: days.first(self.doc - self.ordinal), ..self }
    }

    /// With what its id is made of.
    pub fn named(self, searcher: &Searcher) -> Result<Named, ArchiveError> {
        let segment = &searcher.segments()[self.segment as usize];
        let id = segment.id_of(self.doc - self.ordinal)?;
        Ok((self, id))
    }
}

/// The order of two matches before their ids are looked at.
pub(super) fn by_key(sort: Sort, a: &Match, b: &Match) -> Ordering {
    let score = b.score.total_cmp(&a.score);
    let undated_last = a.day.is_none().cmp(&b.day.is_none());
    match sort {
        Sort::Relevance => score,
        Sort::Newest => undated_last.then(b.day.cmp(&a.day)).then(score),
        Sort::Oldest => undated_last.then(a.day.cmp(&b.day)).then(score),
    }
}

/// The order of two matches of an equal key.
pub(super) fn by_id(a: &Named, b: &Named) -> Ordering {
    a.1.cmp(&b.1).then(a.0.ordinal.cmp(&b.0.ordinal))
}

/// The order of two matches, in which no two are equal.
pub(super) fn by_key_and_id(sort: Sort, a: &Named, b: &Named) -> Ordering {
    by_key(sort, &a.0, &b.0).then_with(|| by_id(a, b))
}

/// Puts matches in order.
pub(super) fn in_order(matches: Vec<Match>, sort: Sort, searcher: &Searcher) -> Result<Vec<Named>, ArchiveError> {
    let mut named = Vec::with_capacity(matches.len());
    for found in matches {
        named.push(found.named(searcher)?);
    }
    named.sort_by(|a, b| by_key_and_id(sort, a, b));
    Ok(named)
}

/// Keeps the `limit` first matches, in no order among themselves: those with the first keys, and of equal keys those with
/// the first ids. Their scores are rounded.
pub(super) fn keep_first(
    matches: &mut Vec<Match>,
    limit: usize,
    sort: Sort,
    searcher: &Searcher,
) -> Result<(), ArchiveError> {
    matches.iter_mut().for_each(|found| found.score = six_digits(found.score));
    if matches.len() <= limit || limit == 0 {
        matches.truncate(limit);
        return Ok(());
    }
    let by_key = |a: &Match, b: &Match| by_key(sort, a, b);
    let (_, last, behind) = matches.select_nth_unstable_by(limit - 1, by_key);
    let last = last.clone();
    if behind.iter().any(|found| by_key(found, &last) == Ordering::Equal) {
        let (tied, mut first): (Vec<Match>, Vec<Match>) =
            matches.drain(..).partition(|found| by_key(found, &last) == Ordering::Equal);
        first.retain(|found| by_key(found, &last) == Ordering::Less);
        let tied = in_order(tied, sort, searcher)?;
        let free = limit - first.len();
        first.extend(tied.into_iter().take(free).map(|(found, _)| found));
        *matches = first;
    }
    matches.truncate(limit);
    Ok(())
}

/// Keeps, of all that it is offered, what has the `limit` best scores, and all others that are as good when scores are
/// rounded. No score is negative.
pub(super) struct Best<T> {
    limit: usize,
    /// The best scores so far. Numbers that are not negative are ordered as their bits are.
    scores: BinaryHeap<Reverse<u64>>,
    /// Whatever was good enough when it was offered.
    kept: Vec<(T, f64)>,
    /// What is good enough now.
    least: f64,
}

impl<T> Best<T> {
    pub fn new(limit: usize) -> Best<T> {
        let least = if limit == 0 { f64::INFINITY } else { 0.0 };
        // Most lists are short, and growing little by little would take longer than looking through them.
        let room = limit.min(64);
        Best { limit, scores: BinaryHeap::with_capacity(room), kept: Vec::with_capacity(room * 2), least }
    }

    /// Looks at something with its score. Most of what is offered is not good enough.
    #[inline]
    pub fn offer(&mut self, found: impl FnOnce() -> T, score: f64) {
        if score >= self.least {
            self.keep(found(), score);
        }
    }

    #[inline(never)]
    fn keep(&mut self, found: T, score: f64) {
        self.kept.push((found, score));
        if self.scores.len() < self.limit {
            self.scores.push(Reverse(score.to_bits()));
        } else if let Some(mut last) = self.scores.peek_mut()
            && score.to_bits() > last.0
        {
            *last = Reverse(score.to_bits());
        }
        if let (true, Some(Reverse(last))) = (self.scores.len() == self.limit, self.scores.peek()) {
            // Rounding to six digits moves a score by one part in 200,000 at most, either way.
            self.least = f64::from_bits(*last) * (1.0 - 2e-5);
        }
    }

    /// What was kept, in no order.
    pub fn into_vec(mut self) -> Vec<(T, f64)> {
        self.kept.retain(|(_, score)| *score >= self.least);
        self.kept
    }
}

/// The [`Best`] of a list.
pub(super) fn best_scored<T>(matches: impl Iterator<Item = (T, f64)>, limit: usize) -> Vec<(T, f64)> {
    let mut best = Best::new(limit);
    for (found, score) in matches {
        best.offer(|| found, score);
    }
    best.into_vec()
}

#[cfg(test)]
mod tests {
    use super::{best_scored, six_digits};
    use proptest::prelude::*;

    #[test]
    fn what_rounds_to_the_last_score_is_kept() {
        let scores = [("a", 2.0), ("b", 1.000_000_4), ("c", 1.000_000_1), ("d", 0.9), ("e", 1.0)];
        let mut kept: Vec<&str> = best_scored(scores.into_iter(), 2).into_iter().map(|(found, _)| found).collect();
        kept.sort_unstable();
        assert_eq!(kept, ["a", "b", "c", "e"]);
    }

    proptest! {
        #[test]
        fn the_best_are_among_those_that_are_kept(
            scores in prop::collection::vec(0u32..400, 0..600),
            limit in 1usize..40,
        ) {
            let list: Vec<(u32, f64)> = (0..).zip(scores.iter().map(|score| f64::from(*score) / 7.0)).collect();
            let mut rounded: Vec<f64> = list.iter().map(|(_, score)| six_digits(*score)).collect();
            rounded.sort_by(|a, b| b.total_cmp(a));
            let least = rounded.get(limit - 1).copied().unwrap_or(0.0);
            let expected = list.iter().filter(|(_, score)| six_digits(*score) >= least).count();
            let kept = best_scored(list.into_iter(), limit);
            prop_assert_eq!(kept.iter().filter(|(_, score)| six_digits(*score) >= least).count(), expected);
        }
    }
}
