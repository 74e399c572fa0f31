//! Where the words of a query stand in what matches: at the top of the text, and near each other.
//!
//! Only words that are looked for in running text are looked at, by their stems; of very long queries the first
//! [`MOST_WORDS`]. What stands at the top is a list in the index, so it is known of every match. What stands near what
//! is read from positions, which are dearer, so it is asked of the best matches only.

use super::concept::Stemmed;
use super::evaluate::Evaluated;
use super::plan::{Leaf, Plan, WordForm};
use super::postings::{Cursor, holders};
use super::segment::SegmentView;
use super::union::added_up;
use super::{Lexicon, Scores};
use crate::archive::{ArchiveError, Manifest};
use crate::search::score::{NEAR_WORDS, mean_length, nearness, norm, top_of_text};
use std::sync::Arc;

/// How many words of a query are looked for.
const MOST_WORDS: usize = 32;
/// What places add to the score of one article.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::search) enum Place {
    /// These leaves stand in headline or lead.
    Top(Vec<usize>),
    /// Two leaves stand near each other so often, headlines counted double, as they are for words.
    Near(usize, usize, f64),
}

/// The words of a query that are looked for, ready to be asked of any segment.
pub(in crate::search) struct Places<'p> {
    plan: &'p Plan,
    lexicon: &'p Lexicon,
    segments: &'p [SegmentView],
    /// Leaves by number, in the order of the query.
    words: Vec<usize>,
    evaluated: &'p Evaluated,
    mean_length: f64,
}

impl<'p> Places<'p> {
    /// `None` where the query has no words that have a place in articles.
    pub fn of(
        plan: &'p Plan,
        evaluated: &'p Evaluated,
        lexicon: &'p Lexicon,
        segments: &'p [SegmentView],
        manifest: &Manifest,
    ) -> Option<Places<'p>> {
        let words: Vec<usize> =
            (0..plan.leaves.len()).filter(|n| has_a_place(&plan.leaves[*n])).take(MOST_WORDS).collect();
        let total = manifest.headline_bytes + manifest.body_bytes;
        let mean_length = mean_length(manifest.articles, total);
        (!words.is_empty()).then_some(Places { plan, lexicon, segments, words, evaluated, mean_length })
    }

    /// How many words are looked for.
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// What standing at the top adds, for those of the matches in a segment that have a word there, and maybe for
    /// further articles, in document order.
    pub fn at_top(&self, segment: usize) -> Result<Scores, ArchiveError> {
        let among = &self.evaluated.matches[segment];
        let lists = self.words.iter().map(|leaf| self.top_of(*leaf, segment, among)).collect::<Result<Vec<_>, _>>()?;
        let asked: f64 = self.words.iter().map(|leaf| self.weight(*leaf)).sum();
        let mut worth = added_up(&lists, |_, _, worth| worth);
        worth.iter_mut().for_each(|(_, worth)| *worth = top_of_text(*worth, asked));
        Ok(worth)
    }

    /// Whether any word can stand near another.
    pub fn has_pairs(&self) -> bool {
        self.pairs().next().is_some()
    }

    /// What nearness adds to these articles of a segment, which come in document order.
    pub fn nearness(&self, segment: usize, docs: &[u32]) -> Result<Vec<f64>, ArchiveError> {
        let mut sums = vec![0.0; docs.len()];
        self.each_pair(segment, docs, |article, _, score| sums[article] += score)?;
        Ok(sums)
    }

    /// What places add to the score of one article, part by part; nearness only where it is asked for.
    pub fn explain(&self, segment: usize, doc: u32, near: bool) -> Result<Vec<(Place, f64)>, ArchiveError> {
        let mut parts = Vec::new();
        let mut at_top = Vec::new();
        for leaf in &self.words {
            let top = self.top_of(*leaf, segment, &[(doc, 0.0)])?;
            if top.binary_search_by_key(&doc, |(doc, _)| *doc).is_ok() {
                at_top.push(*leaf);
            }
        }
        if !at_top.is_empty() {
            let sum = |leaves: &[usize]| leaves.iter().map(|leaf| self.weight(*leaf)).sum();
            let score = top_of_text(sum(&at_top), sum(&self.words));
            parts.push((Place::Top(at_top), score));
        }
        if near {
            self.each_pair(segment, &[doc], |_, place, score| parts.push((place, score)))?;
        }
        Ok(parts)
    }

    fn weight(&self, leaf: usize) -> f64 {
        self.evaluated.weight[leaf]
    }

    /// The articles of a segment that hold a leaf at the top, each with its weight; see [`holders`] for `among`.
    fn top_of(&self, number: usize, segment: usize, among: &[(u32, f64)]) -> Result<Scores, ArchiveError> {
        let weight = self.weight(number);
        let mut lists = Vec::new();
        let mut exact = true;
        for form in self.plan.leaves[number].patterns.iter().flat_map(|pattern| &pattern.words) {
            exact &= matches!(form, WordForm::Exact(_));
            for info in &self.stemmed(form)?.top[segment] {
                lists.push(holders(self.segments[segment].top(), info, weight, among)?);
            }
        }
        let mut top = match lists.len() {
            1 => lists.swap_remove(0),
            _ => added_up(&lists, |_, _, weight| weight),
        };
        if lists.len() > 1 {
            // A word in two forms is at the top once.
            top.iter_mut().for_each(|(_, number)| *number = weight);
        }
        if exact {
            // The top is known by stems; a word that was asked for to the letter must at least stand somewhere.
            let held = &self.evaluated.holders[number][segment];
            top.retain(|(doc, _)| held.binary_search_by_key(doc, |(doc, _)| *doc).is_ok());
        }
        Ok(top)
    }

    /// Neighbouring words of the query that are not the same, by their numbers among the words.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let patterns = |word: usize| &self.plan.leaves[self.words[word]].patterns;
        (1..self.words.len())
            .map(|word| (word - 1, word))
            .filter(move |(one, other)| patterns(*one) != patterns(*other))
    }

    /// Calls `found` with the number of an article, the pair that is found there, and what it adds.
    fn each_pair(
        &self,
        segment: usize,
        docs: &[u32],
        mut found: impl FnMut(usize, Place, f64),
    ) -> Result<(), ArchiveError> {
        let standing = self
            .words
            .iter()
            .map(|leaf| self.standing(&self.plan.leaves[*leaf], segment, docs))
            .collect::<Result<Vec<Positions>, _>>()?;
        let view = &self.segments[segment];
        let norms = view.text_norms(docs.len(), self.mean_length);
        for (article, doc) in docs.iter().enumerate() {
            for (one, other) in self.pairs() {
                let times = near(standing[one].of(article), standing[other].of(article));
                if times > 0.0 {
                    let (one, other) = (self.words[one], self.words[other]);
                    let norm = match norms {
                        Some(norms) => norms[*doc as usize],
                        None => norm(view.text_length(*doc), self.mean_length),
                    };
                    let idf = self.weight(one).min(self.weight(other));
                    found(article, Place::Near(one, other, times), nearness(idf, times, norm));
                }
            }
        }
        Ok(())
    }

    /// Where a leaf stands in these articles.
    fn standing(&self, leaf: &Leaf, segment: usize, docs: &[u32]) -> Result<Positions, ArchiveError> {
        let mut cursor = Cursor::of_stem(&self.segments[segment], &[])?;
        for form in leaf.patterns.iter().flat_map(|pattern| &pattern.words) {
            cursor.add_stem(&self.stemmed(form)?.text[segment])?;
        }
        Ok(Positions::read(cursor, docs))
    }

    fn stemmed(&self, form: &WordForm) -> Result<Arc<Stemmed>, ArchiveError> {
        match form {
            WordForm::Stem(word) => self.lexicon.stemmed(word, self.segments),
            WordForm::Exact(word) => self.lexicon.stemmed(&word.to_lowercase(), self.segments),
            _ => Ok(Arc::default()),
        }
    }
}

fn has_a_place(leaf: &Leaf) -> bool {
    let word = |form: &WordForm| matches!(form, WordForm::Stem(_) | WordForm::Exact(_));
    leaf.is_scored()
        && leaf.beside_running_text().is_some()
        && leaf.structure.is_none()
        && leaf.patterns.iter().all(|pattern| matches!(pattern.words.as_slice(), [only] if word(only)))
}

/// Where one word stands in some articles.
struct Positions {
    all: Vec<u32>,
    /// For each article, where its positions end in `all`.
    ends: Vec<usize>,
}

impl Positions {
    fn read(mut word: Cursor<'_>, docs: &[u32]) -> Positions {
        let mut positions = Positions { all: Vec::new(), ends: Vec::with_capacity(docs.len()) };
        let mut here = Vec::new();
        for doc in docs {
            if word.seek(*doc) == *doc {
                word.positions(*doc, &mut here);
                positions.all.extend(&here);
            }
            positions.ends.push(positions.all.len());
        }
        positions
    }

    fn of(&self, article: usize) -> &[u32] {
        let start = article.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start..self.ends[article]]
    }
}

/// How often one word stands within [`NEAR_WORDS`] of the other, either way; both ascend.
fn near(one: &[u32], other: &[u32]) -> f64 {
    let mut from = 0;
    let mut times = 0;
    for place in one {
        while other.get(from).is_some_and(|near| near + NEAR_WORDS < *place) {
            from += 1;
        }
        let mut within = other[from..].iter().take_while(|near| **near <= place + NEAR_WORDS);
        times += u32::from(within.any(|near| near != place));
    }
    f64::from(times)
}

#[cfg(test)]
mod tests {
    use super::near;
    use proptest::prelude::*;

    #[test]
    fn words_are_near_either_way_and_never_themselves() {
        assert_eq!(near(&[10, 30], &[2, 18, 39]), 1.0);
        assert_eq!(near(&[10], &[10]), 0.0);
        assert_eq!(near(&[10], &[10, 11]), 1.0);
        assert_eq!(near(&[], &[3]), 0.0);
    }

    proptest! {
        #[test]
        fn nearness_agrees_with_looking_at_every_pair(
            mut one in prop::collection::vec(0u32..60, 0..12),
            mut other in prop::collection::vec(0u32..60, 0..12),
        ) {
            for list in [&mut one, &mut other] {
                list.sort_unstable();
                list.dedup();
            }
            let plain = one.iter().filter(|p| other.iter().any(|q| p != &q && p.abs_diff(*q) <= super::NEAR_WORDS));
            prop_assert_eq!(near(&one, &other), plain.count() as f64);
        }
    }
}
