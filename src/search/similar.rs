//! Articles about the same matter as one at hand, and its copies.

use super::hit::Answer;
use super::query::{Form, Query, Words};
use super::request::{Request, Target};
use super::searcher::Searcher;
use crate::archive::{ArchiveError, Stored, TextField, running_words};
use crate::text::shingles::Shingles;
use crate::text::tokens::main_forms;
use std::collections::HashMap;

/// How many of an article's words are looked for in others.
const WORDS: usize = 30;

impl Searcher {
    /// The `limit` articles most like this one, best first, each with the share of it that stands in this one.
    ///
    /// They are those that hold the most of its telling words: the 30 with the highest tf · idf (Manning, Raghavan and
    /// Schütze, *Introduction to Information Retrieval*, section 6.2) among those that stand in another article, too.
    pub fn similar(&self, to: &Stored, limit: usize, passages: usize) -> Result<Answer, ArchiveError> {
        let words = self.telling_words(to)?;
        let words = words.into_iter().map(|word| Query::Words(Words { field: None, form: Form::Exact(word) }));
        let request = Request::new(Query::Or(words.collect()), Target::Articles).passages(passages);
        let found = self.find(&request)?;
        let own = to.article.id.as_str();
        // Its own place is among the first, but copies may come before it.
        let mut places = found.places(0, limit.saturating_add(1))?;
        places.retain(|place| place.id != own);
        places.truncate(limit);
        places.iter_mut().zip(1..).for_each(|(place, rank)| place.rank = rank);
        let own = Shingles::of(&running_words(&to.article));
        let mut hits = Vec::with_capacity(places.len());
        for hit in found.hits(&places)? {
            let mut hit = hit?;
            if let Some(other) = self.article(&hit.id)? {
                hit.shared = Some(Shingles::of(&running_words(&other.article)).covered(&own));
            }
            hits.push(hit);
        }
        // All that hold one of the words are no answer; those that are shown are.
        let total = hits.len();
        let undated = hits.iter().filter(|hit| hit.article.published.is_none()).count();
        let elapsed = found.elapsed();
        Ok(Answer { hits, total, undated, notes: Vec::new(), coverage: None, next: None, elapsed, ..found.head()? })
    }

    /// The words that tell an article from others, the most telling first.
    fn telling_words(&self, stored: &Stored) -> Result<Vec<String>, ArchiveError> {
        let article = &stored.article;
        let mut counts: HashMap<String, u32> = HashMap::new();
        let parts = article.paragraphs.iter().map(|paragraph| article.at(paragraph.span));
        for part in parts.chain(std::iter::once(article.headline_text())) {
            for word in main_forms(part) {
                *counts.entry(word).or_default() += 1;
            }
        }
        let articles = self.archive.manifest().articles.max(1) as f64;
        let mut weighed = Vec::with_capacity(counts.len());
        for (word, count) in counts {
            let mut df = 0;
            for segment in &self.segments {
                df += segment.words(TextField::Body).terms().get(&word)?.map_or(0, |info| info.doc_freq);
            }
            // A word of its own finds nothing else; one of half the archive, or of three letters, finds anything.
            let short = word.chars().count() <= 3 && word.is_ascii();
            if !short && df >= 2 && f64::from(df) <= articles / 2.0 + 2.0 {
                weighed.push((f64::from(count) * (1.0 + articles / f64::from(df)).ln(), word));
            }
        }
        weighed.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.cmp(other)));
        Ok(weighed.into_iter().take(WORDS).map(|(_, word)| word).collect())
    }
}
