//! Which documents hold what is asked for.
//!
//! A plan's leaves are read segment by segment. What every match must hold is joined on the way, before anything is
//! scored: the rarest leaf is read whole, of each further one no more than can still match, and of all of them those
//! documents are kept that hold every one.

use super::lists::{keep_places, of_both};
use super::plan::Plan;
use super::postings::Terms;
use super::segment::SegmentView;
use super::{Lexicon, Scores};
use crate::archive::ArchiveError;

/// For each leaf of a plan, what holds it.
pub(super) struct Holders {
    /// For each leaf and segment, the documents that hold it, with the weighted number of occurrences; at least those that
    /// match.
    pub lists: Vec<Vec<Scores>>,
    /// For each leaf, the number of live documents that hold it.
    pub frequency: Vec<u64>,
}

impl Holders {
    /// Reads the leaves of a plan.
    pub fn of(plan: &Plan, lexicon: &Lexicon, segments: &[SegmentView]) -> Result<Holders, ArchiveError> {
        let mut required = plan.required();
        let mut holders = Holders {
            lists: vec![vec![Scores::new(); segments.len()]; plan.leaves.len()],
            frequency: vec![0; plan.leaves.len()],
        };
        // What is read later, of which it can be told how much there is.
        let mut later: Vec<Option<Terms<'_>>> = Vec::with_capacity(plan.leaves.len());
        for (n, leaf) in plan.leaves.iter().enumerate() {
            let terms = Terms::of(leaf, lexicon, segments)?;
            let waits = required.len() > 1 && required.contains(&n);
            if let Some(frequency) = waits.then(|| terms.document_frequency(segments)).flatten() {
                holders.frequency[n] = frequency;
                later.push(Some(terms));
                continue;
            }
            for (at, list) in holders.lists[n].iter_mut().enumerate() {
                *list = terms.occurrences(lexicon, segments, at)?;
                holders.frequency[n] += list.len() as u64;
            }
            later.push(None);
        }
        required.sort_unstable_by_key(|n| (holders.frequency[*n], *n));
        required.dedup();
        let Some((rarest, others)) = required.split_first() else { return Ok(holders) };
        for at in 0..segments.len() {
            if let Some(terms) = &later[*rarest] {
                holders.lists[*rarest][at] = terms.occurrences(lexicon, segments, at)?;
            }
            for (n, other) in others.iter().enumerate() {
                let among = &holders.lists[*rarest][at];
                let (places, list) = match &later[*other] {
                    Some(terms) => terms.occurrences_among(segments, at, among)?,
                    None => of_both(among, &holders.lists[*other][at]),
                };
                holders.lists[*other][at] = list;
                for joined in std::iter::once(rarest).chain(&others[..n]) {
                    keep_places(&mut holders.lists[*joined][at], &places);
                }
            }
        }
        Ok(holders)
    }
}
