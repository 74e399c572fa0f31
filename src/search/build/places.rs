//! Where the words of a query stand in the best matches: at the top of the text, and near each other.
//!
//! Only bare and exact words are looked at, and only in headline and body; of very long queries the first
//! [`MOST_WORDS`].

use super::evaluate::Evaluated;
use super::plan::{Leaf, Plan, WordForm};
use super::postings::Cursor;
use super::segment::SegmentView;
use super::{Lexicon, Scores};
use crate::archive::{ArchiveError, Manifest, PARAGRAPH_GAP, TextField};
use crate::search::score::{LEAD_WORDS, NEAR_WORDS, mean_length, nearness, norm, top_of_text};

/// How many words of a query are looked for.
const MOST_WORDS: usize = 32;
/// A word near another in a headline counts as in the plan: double.
const HEADLINE: f64 = 2.0;

/// What places add to the score of one article.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::search) enum Place {
    /// These leaves stand in headline or lead.
    Top(Vec<usize>),
    /// Two leaves stand near each other so often, headlines counted double.
    Near(usize, usize, f64),
}

/// The words of a query that are looked for, ready to be asked of any segment.
pub(in crate::search) struct Places<'p> {
    plan: &'p Plan,
    lexicon: &'p Lexicon,
    segments: &'p [SegmentView],
    /// Leaves by number, in the order of the query.
    words: Vec<usize>,
    weight: &'p [f64],
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
        (!words.is_empty()).then_some(Places { plan, lexicon, segments, words, weight: &evaluated.weight, mean_length })
    }

    /// How many words are looked for.
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// Adds what places add to the scores of these articles of a segment, which come in document order.
    pub fn lift(&self, segment: usize, articles: &mut Scores) -> Result<(), ArchiveError> {
        let docs: Vec<u32> = articles.iter().map(|(doc, _)| *doc).collect();
        self.each(segment, &docs, |article, _, score| articles[article].1 += score)
    }

    /// What places add to the score of one article, part by part.
    pub fn explain(&self, segment: usize, doc: u32) -> Result<Vec<(Place, f64)>, ArchiveError> {
        let mut parts = Vec::new();
        self.each(segment, &[doc], |_, place, score| parts.push((place(), score)))?;
        Ok(parts)
    }

    /// Calls `found` with the number of an article, what was found there, and what it adds.
    fn each(
        &self,
        segment: usize,
        docs: &[u32],
        mut found: impl FnMut(usize, &dyn Fn() -> Place, f64),
    ) -> Result<(), ArchiveError> {
        let standing = self
            .words
            .iter()
            .map(|leaf| self.standing(&self.plan.leaves[*leaf], segment, docs))
            .collect::<Result<Vec<Standing>, _>>()?;
        let asked: f64 = self.words.iter().map(|leaf| self.weight[*leaf]).sum();
        for (article, doc) in docs.iter().enumerate() {
            let at_top = |word: &usize| standing[*word].at_top(article);
            let worth: f64 = (0..self.words.len()).filter(at_top).map(|word| self.weight[self.words[word]]).sum();
            if worth > 0.0 {
                let leaves =
                    || -> Vec<usize> { (0..self.words.len()).filter(at_top).map(|word| self.words[word]).collect() };
                found(article, &|| Place::Top(leaves()), top_of_text(worth, asked));
            }
            for (word, pair) in self.words.windows(2).enumerate() {
                let (one, other) = (pair[0], pair[1]);
                if self.plan.leaves[one].patterns == self.plan.leaves[other].patterns {
                    continue;
                }
                let (here, there) = (&standing[word], &standing[word + 1]);
                let times = HEADLINE * near(here.headline.of(article), there.headline.of(article))
                    + near(here.body.of(article), there.body.of(article));
                if times > 0.0 {
                    let norm = norm(self.segments[segment].text_length(*doc), self.mean_length);
                    let idf = self.weight[one].min(self.weight[other]);
                    found(article, &|| Place::Near(one, other, times), nearness(idf, times, norm));
                }
            }
        }
        Ok(())
    }

    fn standing(&self, leaf: &Leaf, segment: usize, docs: &[u32]) -> Result<Standing, ArchiveError> {
        let positions = |field: TextField| -> Result<Positions, ArchiveError> {
            let mut postings = Vec::new();
            if leaf.fields.iter().any(|(of, _)| *of == field) {
                for word in leaf.patterns.iter().flat_map(|pattern| &pattern.words) {
                    let concept = self.lexicon.look_up(field, word, self.segments)?;
                    postings.push(Cursor::open(self.segments[segment].words(field), &concept.segments[segment])?);
                }
            }
            Ok(Positions::read(Cursor::joined(postings), docs))
        };
        Ok(Standing { headline: positions(TextField::Headline)?, body: positions(TextField::Body)? })
    }
}

fn has_a_place(leaf: &Leaf) -> bool {
    let word = |form: &WordForm| matches!(form, WordForm::Stem(_) | WordForm::Exact(_));
    leaf.is_scored()
        && leaf.structure.is_none()
        && leaf.fields.iter().any(|(field, _)| matches!(field, TextField::Headline | TextField::Body))
        && leaf.patterns.iter().all(|pattern| matches!(pattern.words.as_slice(), [only] if word(only)))
}

/// Where one word stands in some articles.
struct Standing {
    headline: Positions,
    body: Positions,
}

impl Standing {
    fn at_top(&self, article: usize) -> bool {
        // The first paragraph begins after one gap, as every value does.
        let in_lead = |positions: &[u32]| positions.first().is_some_and(|place| *place < PARAGRAPH_GAP + LEAD_WORDS);
        !self.headline.of(article).is_empty() || in_lead(self.body.of(article))
    }
}

/// Where one word stands in one field of some articles.
struct Positions {
    all: Vec<u32>,
    /// For each article, where its positions end in `all`.
    ends: Vec<usize>,
}

impl Positions {
    fn read(mut word: Cursor, docs: &[u32]) -> Positions {
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
