//! Where the words of a query stand in what matches: at the top of the text, and near each other.
//!
//! Only words that are looked for in running text are looked at, by their stems; of very long queries the first
//! [`MOST_WORDS`]. What stands at the top is a list in the index, so it is known of every match. What stands near what
//! is read from positions, which are dearer, so it is asked of the best matches only.

use super::concept::Stemmed;
use super::evaluate::Evaluated;
use super::lists::place_of;
use super::plan::{Leaf, Plan, WordForm};
use super::postings::Cursor;
use super::segment::SegmentView;
use super::tops::{AtTop, add_tops};
use super::{Lexicon, Scores};
use crate::archive::{ArchiveError, Manifest};
use crate::search::score::{NEAR_WORDS, has_neighbours, mean_length, nearness, norm, top_of_text};
use std::sync::Arc;
use tantivy::postings::TermInfo;

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
    /// How many times each leaf counts.
    boosts: Vec<f64>,
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
        (!words.is_empty()).then(|| Places {
            plan,
            lexicon,
            segments,
            words,
            boosts: plan.boosts(),
            evaluated,
            mean_length,
        })
    }

    /// How many words are looked for.
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// Adds to the scores of the matches of a segment what standing at the top tells.
    pub fn add_tops(&self, segment: usize, matches: &mut Scores) -> Result<(), ArchiveError> {
        let at_top = |leaf: &usize| Ok((self.at_top(*leaf, segment, matches)?, self.weight(*leaf)));
        let mut words = self.words.iter().map(at_top).collect::<Result<Vec<_>, ArchiveError>>()?;
        add_tops(&mut words, self.worth(&self.words), matches);
        Ok(())
    }

    /// Whether any word can stand near another.
    pub fn has_pairs(&self) -> bool {
        self.pairs().next().is_some()
    }

    /// No more than this is added to any article by nearness.
    pub fn most_by_nearness(&self) -> f64 {
        self.pairs().map(|(one, other)| nearness(self.pair_idf(one, other), MANY, 0.0)).sum()
    }

    /// Adds what nearness tells to the scores of these articles of a segment, which come in document order; where there is
    /// a least score, those that cannot come to it are left as they are.
    pub fn add_nearness<'m>(
        &self,
        segment: usize,
        articles: impl Iterator<Item = (u32, &'m mut f64)>,
        least: Option<f64>,
    ) -> Result<(), ArchiveError> {
        let mut pairs = self.pairs_in(segment);
        for (doc, score) in articles {
            pairs.seek(doc);
            if least.is_none_or(|least| *score + pairs.most() >= least) {
                pairs.each(|_, added| *score += added)?;
            }
        }
        Ok(())
    }

    /// What places add to the score of one article, part by part; nearness only where it is asked for.
    pub fn explain(&self, segment: usize, doc: u32, near: bool) -> Result<Vec<(Place, f64)>, ArchiveError> {
        let mut parts = Vec::new();
        let mut at_top = Vec::new();
        for leaf in &self.words {
            self.at_top(*leaf, segment, &[(doc, 0.0)])?.each_in(doc, |place| {
                if place == 0 {
                    at_top.push(*leaf);
                }
            });
        }
        if !at_top.is_empty() {
            let score = top_of_text(self.worth(&at_top), self.worth(&self.words));
            parts.push((Place::Top(at_top), score));
        }
        if near {
            let mut pairs = self.pairs_in(segment);
            pairs.seek(doc);
            pairs.each(|place, score| parts.push((place, score)))?;
        }
        Ok(parts)
    }

    /// How much finding a leaf is worth in this query.
    fn weight(&self, leaf: usize) -> f64 {
        self.evaluated.weight[leaf] * self.boosts[leaf]
    }

    /// How much finding all of some leaves is worth.
    fn worth(&self, leaves: &[usize]) -> f64 {
        leaves.iter().map(|leaf| self.weight(*leaf)).sum()
    }

    /// The articles that hold a leaf at the top; at least those among some documents.
    fn at_top(&self, number: usize, segment: usize, among: &[(u32, f64)]) -> Result<AtTop, ArchiveError> {
        let top = self.segments[segment].top();
        let mut terms: Vec<TermInfo> = Vec::new();
        for form in self.plan.leaves[number].patterns.iter().flat_map(|pattern| &pattern.words) {
            terms.extend_from_slice(&self.stemmed(form)?.top[segment]);
        }
        let exact = self.is_exact(number);
        if let ([only], false) = (terms.as_slice(), exact) {
            return AtTop::of_term(top, only, among);
        }
        // The top is known by stems; a word that was asked for to the letter must at least stand somewhere.
        let held = &self.evaluated.holders[number][segment];
        let stands = |doc: &u32| !exact || held.binary_search_by_key(doc, |(holder, _)| *holder).is_ok();
        AtTop::of_any(top, &terms, stands)
    }

    /// Neighbouring words of the query, by their numbers among the words, that are not the same and neither of which
    /// stands nearly everywhere.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let patterns = |word: usize| &self.plan.leaves[self.words[word]].patterns;
        let tells = |word: usize| {
            let Evaluated { weight, frequency, .. } = self.evaluated;
            has_neighbours(weight[self.words[word]], frequency[self.words[word]])
        };
        (1..self.words.len())
            .map(|word| (word - 1, word))
            .filter(move |(one, other)| tells(*one) && tells(*other) && patterns(*one) != patterns(*other))
    }

    /// What the less telling of two words is worth, by their numbers among the words.
    fn pair_idf(&self, one: usize, other: usize) -> f64 {
        self.weight(self.words[one]).min(self.weight(self.words[other]))
    }

    fn pairs_in(&self, segment: usize) -> Pairs<'_, 'p> {
        let word = |leaf: &usize| Standing::new(&self.evaluated.holders[*leaf][segment], self.is_exact(*leaf));
        let pair = |(one, other)| Pair { one, other, idf: self.pair_idf(one, other) };
        let (words, pairs) = (self.words.iter().map(word).collect(), self.pairs().map(pair).collect());
        Pairs { places: self, segment, words, pairs, doc: 0 }
    }

    /// Reads where in running text a leaf stands.
    fn cursor(&self, leaf: usize, segment: usize) -> Result<Cursor<'p>, ArchiveError> {
        let mut cursor = Cursor::of_stem(&self.segments[segment], &[])?;
        for form in self.plan.leaves[leaf].patterns.iter().flat_map(|pattern| &pattern.words) {
            cursor.add_stem(&self.stemmed(form)?.text[segment])?;
        }
        Ok(cursor)
    }

    /// Whether a leaf is counted to the letter in what holds it, while it is near others by its stem.
    fn is_exact(&self, leaf: usize) -> bool {
        let mut forms = self.plan.leaves[leaf].patterns.iter().flat_map(|pattern| &pattern.words);
        forms.any(|form| matches!(form, WordForm::Exact(_)))
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

/// Two words of the query, by their numbers among the words, and what the less telling one is worth.
#[derive(Clone, Copy)]
struct Pair {
    one: usize,
    other: usize,
    idf: f64,
}

/// The pairs of a query's words in a segment, whose articles are asked about in document order.
struct Pairs<'a, 'p> {
    places: &'a Places<'p>,
    segment: usize,
    words: Vec<Standing<'p>>,
    pairs: Vec<Pair>,
    /// The article at hand.
    doc: u32,
}

impl Pairs<'_, '_> {
    /// Goes on to an article.
    fn seek(&mut self, doc: u32) {
        self.doc = doc;
        self.words.iter_mut().for_each(|word| word.seek(doc));
    }

    /// The pairs that the article holds.
    fn held(&self) -> impl Iterator<Item = &Pair> {
        self.pairs.iter().filter(|pair| self.words[pair.one].held.is_some() && self.words[pair.other].held.is_some())
    }

    /// No more than this is added to the article by all its pairs: the words are not near each other more often than the
    /// first of them stands there.
    fn most(&self) -> f64 {
        let norm = self.norm(self.doc);
        self.held().map(|pair| nearness(pair.idf, self.words[pair.one].held.unwrap_or(0.0), norm)).sum()
    }

    /// Calls `found` with each pair that stands in the article, and what it adds.
    fn each(&mut self, mut found: impl FnMut(Place, f64)) -> Result<(), ArchiveError> {
        let norm = self.norm(self.doc);
        for n in 0..self.pairs.len() {
            let Pair { one, other, idf } = self.pairs[n];
            // Where only one of them stands nothing is read.
            if self.words[one].held.is_none() || self.words[other].held.is_none() {
                continue;
            }
            let leaves = [self.places.words[one], self.places.words[other]];
            for (word, leaf) in [one, other].into_iter().zip(leaves) {
                self.words[word].read(self.doc, || self.places.cursor(leaf, self.segment))?;
            }
            let times = near(&self.words[one].positions, &self.words[other].positions);
            if times > 0.0 {
                found(Place::Near(leaves[0], leaves[1], times), nearness(idf, times, norm));
            }
        }
        Ok(())
    }

    fn norm(&self, doc: u32) -> f32 {
        let view = &self.places.segments[self.segment];
        match view.text_norms(1, self.places.mean_length) {
            Some(norms) => norms[doc as usize],
            None => norm(view.text_length(doc), self.places.mean_length),
        }
    }
}

/// More often than any word stands anywhere.
const MANY: f64 = 1e9;

/// Where one word stands in articles that are asked about in document order.
struct Standing<'p> {
    /// The articles that hold it, from the one that was asked about last.
    holders: &'p [(u32, f64)],
    /// Whether its stem may stand there more often than is counted.
    exact: bool,
    /// How often the article at hand holds it at most, if it does.
    held: Option<f64>,
    cursor: Option<Cursor<'p>>,
    /// The article whose positions these are.
    doc: Option<u32>,
    positions: Vec<u32>,
}

impl<'p> Standing<'p> {
    fn new(holders: &'p [(u32, f64)], exact: bool) -> Standing<'p> {
        Standing { holders, exact, held: None, cursor: None, doc: None, positions: Vec::new() }
    }

    fn seek(&mut self, doc: u32) {
        self.holders = &self.holders[place_of(self.holders, 0, doc)..];
        let held = self.holders.first().filter(|(holder, _)| *holder == doc);
        self.held = held.map(|(_, times)| if self.exact { MANY } else { *times });
    }

    /// Reads where in an article the word stands.
    fn read(&mut self, doc: u32, open: impl FnOnce() -> Result<Cursor<'p>, ArchiveError>) -> Result<(), ArchiveError> {
        if self.doc == Some(doc) {
            return Ok(());
        }
        self.doc = Some(doc);
        self.positions.clear();
        let cursor = match &mut self.cursor {
            Some(cursor) => cursor,
            none => none.insert(open()?),
        };
        if cursor.seek(doc) == doc {
            cursor.positions(doc, &mut self.positions);
        }
        Ok(())
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
