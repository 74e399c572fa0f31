//! What it adds to the scores of matches that words stand at the top of their texts.
//!
//! Whether a match holds a word there is as good as chance, and no processor foresees chance. So nothing is asked of any
//! match: what stands at the top of some documents that follow each other is written into a table of them, and every match
//! takes what stands at its place, mostly nothing.

use super::Scores;
use super::lists::first_not;
use super::postings::each_among;
use crate::archive::ArchiveError;
use crate::search::score::top_of_text;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;

/// Documents are looked at so many at a time: few enough to stay in the processor's first cache.
const STRETCH: usize = 2048;

/// The articles that hold a word at the top, in their order, as they are read.
pub(super) struct AtTop {
    rest: Rest,
    /// How many were read of what is at hand.
    read: usize,
}

/// What there is to read.
enum Rest {
    /// The postings of a term, of which a block is at hand.
    Postings(Box<BlockSegmentPostings>),
    /// These, all at hand.
    Known(Vec<u32>),
}

impl AtTop {
    /// The articles that hold a term; at least those among some documents.
    pub fn of_term(index: &InvertedIndexReader, info: &TermInfo, among: &[(u32, f64)]) -> Result<AtTop, ArchiveError> {
        /// In a list this many times as long as what is looked for in it, it is looked for piece by piece; else it takes
        /// less to read all of it.
        const SOUGHT: usize = 4;
        let blocks = index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        if among.len() * SOUGHT >= info.doc_freq as usize {
            return Ok(AtTop { rest: Rest::Postings(Box::new(blocks)), read: 0 });
        }
        let mut docs = Vec::with_capacity(among.len());
        each_among(blocks, among, |place, _, _| docs.push(among[place].0));
        Ok(AtTop::known(docs))
    }

    /// These articles, which ascend.
    pub fn known(docs: Vec<u32>) -> AtTop {
        AtTop { rest: Rest::Known(docs), read: 0 }
    }

    /// The articles that hold any of some terms there, and that are `wanted`.
    pub fn of_any(
        index: &InvertedIndexReader,
        terms: &[TermInfo],
        wanted: impl FnMut(&u32) -> bool,
    ) -> Result<AtTop, ArchiveError> {
        let mut docs = Vec::new();
        for info in terms {
            let mut blocks = index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            while !blocks.docs().is_empty() {
                docs.extend_from_slice(blocks.docs());
                blocks.advance();
            }
        }
        // Rows that ascend already are merged.
        docs.sort();
        docs.dedup();
        docs.retain(wanted);
        Ok(AtTop::known(docs))
    }

    /// Calls `each` with the places, counted from `base`, of the articles of the stretch that begins there, which lies behind
    /// those that were asked for before.
    #[inline]
    pub fn each_in(&mut self, base: u32, mut each: impl FnMut(usize)) {
        let mut read = |docs: &[u32], at: &mut usize| {
            *at += first_not(&docs[*at..], 0, |doc| *doc < base);
            for doc in &docs[*at..] {
                let place = (doc - base) as usize;
                if place >= STRETCH {
                    return;
                }
                each(place);
                *at += 1;
            }
        };
        let at = &mut self.read;
        match &mut self.rest {
            Rest::Known(docs) => read(docs, at),
            Rest::Postings(blocks) => {
                if blocks.docs().last().is_some_and(|last| *last < base) {
                    blocks.seek(base);
                    *at = 0;
                }
                while !blocks.docs().is_empty() {
                    read(blocks.docs(), at);
                    if *at < blocks.docs().len() {
                        break;
                    }
                    blocks.advance();
                    *at = 0;
                }
            }
        }
    }
}

/// Adds to the scores of matches what it tells that some of the words, which are worth `asked` together, stand at the top.
pub(super) fn add_tops(words: &mut [(AtTop, f64)], asked: f64, matches: &mut Scores) {
    let mut worth = [0.0; STRETCH];
    let mut told: Vec<u16> = Vec::with_capacity(STRETCH);
    let mut rest = matches.as_mut_slice();
    while let Some(&mut (base, _)) = rest.first_mut() {
        for (at_top, weight) in &mut *words {
            let weight = *weight;
            at_top.each_in(base, |place| {
                worth[place] += weight;
                told.push(place as u16);
            });
        }
        let mut here = 0;
        for (doc, score) in rest.iter_mut() {
            let place = (*doc - base) as usize;
            if place >= STRETCH {
                break;
            }
            *score += top_of_text(worth[place], asked);
            here += 1;
        }
        // Of few documents among many it takes less to clear these.
        told.drain(..).for_each(|place| worth[usize::from(place)] = 0.0);
        rest = &mut rest[here..];
    }
}

#[cfg(test)]
mod tests {
    use super::{AtTop, add_tops};
    use crate::search::score::top_of_text;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_match_gets_what_stands_at_its_top(
            matches in prop::collection::btree_set(0u32..12_000, 0..300),
            words in prop::collection::vec(prop::collection::btree_set(0u32..12_000, 0..200), 0..4),
            every in 1u32..60,
        ) {
            let weights = [1.0, 2.5, 0.75, 3.0];
            let asked = weights[..words.len()].iter().sum();
            // Some that hold it are sure to match.
            let words: Vec<Vec<u32>> = words
                .iter()
                .map(|docs| docs.iter().chain(matches.iter().filter(|doc| *doc % every == 0)).copied().collect())
                .map(|mut docs: Vec<u32>| {
                    docs.sort_unstable();
                    docs.dedup();
                    docs
                })
                .collect();
            let expected: Vec<(u32, f64)> = matches
                .iter()
                .map(|doc| {
                    let held = words.iter().zip(weights).filter(|(docs, _)| docs.contains(doc));
                    (*doc, 1.0 + top_of_text(held.map(|(_, weight)| weight).sum(), asked))
                })
                .collect();
            let mut scores: Vec<(u32, f64)> = matches.iter().map(|doc| (*doc, 1.0)).collect();
            let mut words: Vec<(AtTop, f64)> =
                words.into_iter().map(AtTop::known).zip(weights).collect();
            add_tops(&mut words, asked, &mut scores);
            prop_assert_eq!(scores, expected);
        }
    }
}
