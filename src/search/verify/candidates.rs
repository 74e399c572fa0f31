//! Candidates: the articles that may hold a quotation, found by its rarest words in a row.
//!
//! Three words in a row that stand in the same order in a document are a vote for it, worth as much as they are rare;
//! so is a rare word by itself, which survives when its neighbours were changed. Only postings are read, from the rarest
//! word on, so that the common words cost little.

use crate::archive::{ArchiveError, TextField};
use crate::search::build::SegmentView;
use rustc_hash::FxHashMap;
use std::ops::Range;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED};

/// Rows of words that are looked up at most, spread over what is asked.
const MOST_ROWS: usize = 24;
/// Words in a row.
const ROW: usize = 3;
/// Single words that are looked up at most, the rarest.
const MOST_WORDS: usize = 6;
/// A single word that stands in more documents than this is no hint.
const COMMON: u64 = 2_000;
/// Up to so many words every pair of neighbours is looked up as well.
const FEW: usize = 8;

/// A document that shares words with what is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    /// The article that it is or stands in.
    pub article: DocAddress,
    /// The sum of its votes.
    pub votes: f64,
    /// Whether it is a quotation of about the asked length.
    pub fits: bool,
    /// When the article was published, first possible day.
    pub day: Option<i64>,
}

/// The documents that share words with what is asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Candidates {
    /// Most votes first.
    pub best: Vec<Candidate>,
    /// The votes of a document that holds every row that was looked up.
    pub possible: f64,
}

/// The words that are asked, looked up in the index.
pub(super) struct Terms<'s> {
    segments: &'s [SegmentView],
    fields: &'static [TextField],
    /// For each word and field: how many live documents hold it, and where its postings lie in each segment.
    words: Vec<Vec<Term>>,
    documents: f64,
}

struct Term {
    infos: Vec<Option<TermInfo>>,
    frequency: u64,
}

impl<'s> Terms<'s> {
    /// Looks `terms` up in `fields`; `documents` are how many of them there are.
    pub fn look_up(
        segments: &'s [SegmentView],
        fields: &'static [TextField],
        terms: &[&str],
        documents: u64,
    ) -> Result<Terms<'s>, ArchiveError> {
        let mut known: FxHashMap<&str, usize> = FxHashMap::default();
        let mut words: Vec<Vec<Term>> = Vec::with_capacity(terms.len());
        for (n, term) in terms.iter().enumerate() {
            let first = *known.entry(term).or_insert(n);
            let found = match words.get(first) {
                Some(found) => found.iter().map(|t| Term { infos: t.infos.clone(), frequency: t.frequency }).collect(),
                None => fields.iter().map(|field| Term::of(segments, *field, term)).collect::<Result<_, _>>()?,
            };
            words.push(found);
        }
        Ok(Terms { segments, fields, words, documents: documents as f64 })
    }

    /// How telling a word is, from 0 to 1: by the share of documents that hold it.
    pub fn weight(&self, word: usize) -> f64 {
        let frequency: u64 = self.words.get(word).map_or(0, |fields| fields.iter().map(|term| term.frequency).sum());
        let rarity = ((self.documents + 1.0) / (frequency as f64 + 1.0)).ln() / (self.documents + 2.0).ln();
        rarity.clamp(0.05, 1.0)
    }

    /// Returns the best `limit` articles that share words with the words `range`, most votes first, of equals those
    /// that fit, then the earliest. `breaks` are places where a word does not follow the one before.
    ///
    /// `length` is that of what is asked, in bytes.
    pub fn candidates(
        &self,
        range: Range<usize>,
        breaks: &[usize],
        length: usize,
        limit: usize,
    ) -> Result<Candidates, ArchiveError> {
        let rows = self.rows(range.clone(), breaks);
        let singles = self.rare_words(range);
        let mut votes: FxHashMap<DocAddress, f64> = FxHashMap::default();
        for (at, segment) in self.segments.iter().enumerate() {
            for (n, field) in self.fields.iter().enumerate() {
                for row in &rows {
                    let worth: f64 = row.clone().map(|word| self.weight(word)).sum();
                    self.each_row(segment, at, n, *field, row.clone(), |doc| {
                        *votes.entry(DocAddress::new(at as u32, doc)).or_default() += worth;
                    })?;
                }
                for word in &singles {
                    self.each_row(segment, at, n, *field, *word..*word + 1, |doc| {
                        *votes.entry(DocAddress::new(at as u32, doc)).or_default() += self.weight(*word);
                    })?;
                }
            }
        }
        // Of an article, its best quotation.
        let mut articles: FxHashMap<DocAddress, Candidate> = FxHashMap::default();
        for (document, votes) in votes {
            let segment = &self.segments[document.segment_ord as usize];
            let article = DocAddress::new(document.segment_ord, segment.article_of(document.doc_id));
            let said = segment.said_length.first(document.doc_id).unwrap_or(0) as usize;
            let fits = said <= length + length / 8 + 24;
            let day = segment.first_day.first(article.doc_id);
            let found = Candidate { article, votes: (votes * 1e6).round() / 1e6, fits, day };
            let best = articles.entry(article).or_insert(found);
            if (found.votes, found.fits) > (best.votes, best.fits) {
                *best = found;
            }
        }
        let rows = rows.iter().cloned().flatten();
        let possible = rows.chain(singles).map(|word| self.weight(word)).sum();
        Ok(Candidates { best: self.best(articles.into_values().collect(), limit)?, possible })
    }

    /// The first `limit` in an order that the corpus alone decides.
    fn best(&self, mut found: Vec<Candidate>, limit: usize) -> Result<Vec<Candidate>, ArchiveError> {
        let order = |a: &Candidate, b: &Candidate| {
            let undated = a.day.is_none().cmp(&b.day.is_none());
            b.votes.total_cmp(&a.votes).then(b.fits.cmp(&a.fits)).then(undated).then(a.day.cmp(&b.day))
        };
        if found.len() > limit && limit > 0 {
            let (_, last, _) = found.select_nth_unstable_by(limit - 1, order);
            let last = *last;
            found.retain(|candidate| order(candidate, &last).is_le());
        }
        let mut named = Vec::with_capacity(found.len());
        for candidate in found {
            let segment = &self.segments[candidate.article.segment_ord as usize];
            named.push((candidate, segment.id_of(candidate.article.doc_id)?));
        }
        named.sort_by(|a, b| order(&a.0, &b.0).then_with(|| a.1.cmp(&b.1)));
        named.truncate(limit);
        Ok(named.into_iter().map(|(candidate, _)| candidate).collect())
    }

    /// Rows of words to look up: all of them, or of very many the rarest of each stretch.
    fn rows(&self, range: Range<usize>, breaks: &[usize]) -> Vec<Range<usize>> {
        let whole = |row: &Range<usize>| breaks.iter().all(|at| !(row.start < *at && *at < row.end));
        let of = |length: usize| {
            (range.start..(range.end + 1).saturating_sub(length)).map(move |at| at..at + length).filter(whole)
        };
        let mut rows: Vec<Range<usize>> = of(ROW).collect();
        if range.len() <= FEW {
            rows.extend(of(2));
        }
        if range.len() == 1 {
            rows.extend(of(1));
        }
        if rows.len() <= MOST_ROWS {
            return rows;
        }
        let stretch = rows.len().div_ceil(MOST_ROWS);
        let rarity = |row: &Range<usize>| row.clone().map(|word| self.weight(word)).sum::<f64>();
        let rarest = |rows: &[Range<usize>]| rows.iter().max_by(|a, b| rarity(a).total_cmp(&rarity(b))).cloned();
        rows.chunks(stretch).filter_map(rarest).collect()
    }

    fn rare_words(&self, range: Range<usize>) -> Vec<usize> {
        let frequency = |word: usize| self.words[word].iter().map(|term| term.frequency).sum::<u64>();
        let mut words: Vec<usize> = range.filter(|word| (1..=COMMON).contains(&frequency(*word))).collect();
        words.sort_by_key(|word| (frequency(*word), *word));
        words.truncate(MOST_WORDS);
        words
    }

    /// Calls `found` for every live document of a segment in whose field the words of `row` stand in a row.
    fn each_row(
        &self,
        segment: &SegmentView,
        at: usize,
        n: usize,
        field: TextField,
        row: Range<usize>,
        mut found: impl FnMut(u32),
    ) -> Result<(), ArchiveError> {
        let infos: Option<Vec<&TermInfo>> = row.map(|word| self.words[word][n].infos[at].as_ref()).collect();
        let Some(infos) = infos else { return Ok(()) };
        let index = segment.words(field);
        let option = if infos.len() > 1 { IndexRecordOption::WithFreqsAndPositions } else { IndexRecordOption::Basic };
        let postings = infos.iter().map(|info| index.read_postings_from_terminfo(info, option));
        let mut postings: Vec<SegmentPostings> = postings.collect::<Result<_, std::io::Error>>()?;
        let lead = (0..infos.len()).min_by_key(|n| infos[*n].doc_freq).unwrap_or(0);
        let mut positions: Vec<Vec<u32>> = vec![Vec::new(); postings.len()];
        let mut doc = postings[lead].doc();
        while doc != TERMINATED {
            let mut furthest = doc;
            for postings in &mut postings {
                let here = if postings.doc() < furthest { postings.seek(furthest) } else { postings.doc() };
                furthest = furthest.max(here);
                if furthest > doc {
                    break;
                }
            }
            if furthest != doc {
                doc = if furthest == TERMINATED { TERMINATED } else { postings[lead].seek(furthest) };
                continue;
            }
            if segment.is_live(doc) && (postings.len() == 1 || in_a_row(&mut postings, &mut positions)) {
                found(doc);
            }
            doc = postings[lead].advance();
        }
        Ok(())
    }
}

/// Whether the words stand one behind the other in the document at hand.
fn in_a_row(postings: &mut [SegmentPostings], positions: &mut [Vec<u32>]) -> bool {
    for (n, (postings, positions)) in postings.iter_mut().zip(positions.iter_mut()).enumerate() {
        positions.clear();
        postings.append_positions_with_offset(0, positions);
        positions.iter_mut().for_each(|position| *position = position.wrapping_sub(n as u32));
    }
    let [first, others @ ..] = positions else { return false };
    first.iter().any(|place| others.iter().all(|other| other.binary_search(place).is_ok()))
}

impl Term {
    fn of(segments: &[SegmentView], field: TextField, term: &str) -> Result<Term, ArchiveError> {
        let mut found = Term { infos: Vec::with_capacity(segments.len()), frequency: 0 };
        for segment in segments {
            let info = segment.words(field).terms().get(term)?;
            if let Some(info) = &info {
                found.frequency += segment.live_documents(field, info)?;
            }
            found.infos.push(info);
        }
        Ok(found)
    }
}
