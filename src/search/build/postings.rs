//! For one leaf and one segment: which documents, and how often.

use super::concept::{Concept, Spelled, Stemmed};
use super::languages::Languages;
use super::lists::{Meeting, added_up, first_not};
use super::plan::{Leaf, Pattern, WordForm};
use super::segment::SegmentView;
use super::structure;
use super::{Lexicon, Scores};
use crate::archive::{ArchiveError, TextField};
use crate::search::windows::{self, Window};
use std::sync::Arc;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::{BlockSegmentPostings, Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

/// What the words of a leaf stand for in the index, looked up once for each question.
pub(super) struct Terms<'p> {
    leaf: &'p Leaf,
    patterns: Vec<PatternTerms<'p>>,
}

/// What the words of one pattern stand for.
struct PatternTerms<'p> {
    pattern: &'p Pattern,
    /// A single word in headlines and bodies by its stem, where these are looked through together.
    stem: Option<Arc<Stemmed>>,
    /// For each other field, its weight and its words.
    fields: Vec<(TextField, f64, Vec<Arc<Concept>>)>,
}

/// Something that is read from front to back to learn what holds a leaf.
enum Source<'t> {
    /// The postings of a term, each occurrence of which counts so much, in articles of these languages.
    Term(&'t InvertedIndexReader, &'t TermInfo, f64, Languages),
    /// Words in a row, in a field.
    Row(TextField, &'t Pattern, &'t [Arc<Concept>], f64),
}

impl<'p> Terms<'p> {
    /// Looks the words of a leaf up.
    pub fn of(leaf: &'p Leaf, lexicon: &Lexicon, segments: &[SegmentView]) -> Result<Terms<'p>, ArchiveError> {
        let of_pattern = |pattern: &'p Pattern| {
            let stem = match (leaf.beside_running_text(), pattern.words.as_slice()) {
                (Some(_), [WordForm::Stem(word)]) => Some(lexicon.stemmed(word, segments)?),
                _ => None,
            };
            let fields = leaf.beside_running_text().filter(|_| stem.is_some()).unwrap_or(&leaf.fields);
            let look_up = |(field, weight): &(TextField, f64)| {
                let words = pattern.words.iter().map(|word| lexicon.look_up(*field, word, segments));
                Ok((*field, *weight, words.collect::<Result<_, ArchiveError>>()?))
            };
            let fields = fields.iter().map(look_up).collect::<Result<_, ArchiveError>>()?;
            Ok(PatternTerms { pattern, stem, fields })
        };
        let patterns = leaf.patterns.iter().map(of_pattern).collect::<Result<_, ArchiveError>>()?;
        Ok(Terms { leaf, patterns })
    }

    /// What has to be read of a segment for its patterns.
    fn sources<'t>(&'t self, segment: &'t SegmentView, at: usize) -> impl Iterator<Item = Source<'t>> {
        self.patterns.iter().flat_map(move |PatternTerms { pattern, stem, fields }| {
            let stems = stem.iter().flat_map(move |stemmed| &stemmed.text[at]);
            let stems = stems.map(|info| Source::Term(segment.stems(), info, 1.0, Languages::ALL));
            let others = fields.iter().flat_map(move |(field, weight, words)| {
                let (terms, row) = match words.as_slice() {
                    [single] => (single.segments[at].as_slice(), None),
                    row => (Default::default(), Some(row).filter(|row| !row.is_empty())),
                };
                let term = |spelled: &'t Spelled| {
                    Source::Term(segment.words(*field), &spelled.info, *weight, spelled.languages)
                };
                terms.iter().map(term).chain(row.map(|row| Source::Row(*field, pattern, row, *weight)))
            });
            stems.chain(others)
        })
    }

    /// In how many documents the leaf's words stand, where that can be told without reading which: in an archive from
    /// which nothing was deleted, where each segment has all of it in one term.
    pub fn document_frequency(&self, segments: &[SegmentView]) -> Option<u64> {
        let of_segment = |(at, segment): (usize, &SegmentView)| {
            let mut sources = self.sources(segment, at);
            match (sources.next(), sources.next()) {
                _ if segment.reader.has_deletes() => None,
                (None, _) => Some(0),
                (Some(Source::Term(_, info, _, Languages::ALL)), None) => Some(u64::from(info.doc_freq)),
                _ => None,
            }
        };
        if self.leaf.structure.is_some() {
            return None;
        }
        segments.iter().enumerate().map(of_segment).sum()
    }

    /// Returns the live documents of a segment in which the leaf's words stand, with the weighted number of occurrences.
    pub fn occurrences(&self, lexicon: &Lexicon, segments: &[SegmentView], at: usize) -> Result<Scores, ArchiveError> {
        let segment = &segments[at];
        let mut lists: Vec<Scores> = Vec::new();
        if let Some(structure) = &self.leaf.structure {
            structure::append(self.leaf, structure, lexicon, segments, at, &mut lists)?;
        }
        for source in self.sources(segment, at) {
            lists.push(match source {
                Source::Term(index, info, weight, languages) => {
                    let mut list = of_term(index, info, weight)?;
                    if languages != Languages::ALL {
                        list.retain(|(doc, _)| segment.is_in(languages, *doc));
                    }
                    list
                }
                Source::Row(field, pattern, row, weight) => of_row(segment, field, pattern, row, at, weight)?,
            });
        }
        let mut list = match lists.len() {
            1 => lists.swap_remove(0),
            several => added_up(&lists, &vec![|_, times| times; several]),
        };
        if segment.reader.has_deletes() {
            list.retain(|(doc, _)| segment.is_live(*doc));
        }
        Ok(list)
    }

    /// The same for those documents that stand in `among`, with their places there; only where the leaf has a
    /// [`Terms::document_frequency`], for then each segment has all of it in one term.
    pub fn occurrences_among(
        &self,
        segments: &[SegmentView],
        at: usize,
        among: &[(u32, f64)],
    ) -> Result<(Vec<u32>, Scores), ArchiveError> {
        let (mut places, mut list) = (Vec::with_capacity(among.len()), Scores::with_capacity(among.len()));
        if let Some(Source::Term(index, info, weight, _)) = self.sources(&segments[at], at).next() {
            let blocks = index.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
            each_among(blocks, among, |place, blocks, at| {
                places.push(place as u32);
                list.push((among[place].0, weight * f64::from(blocks.freq(at))));
            });
        }
        Ok((places, list))
    }
}

/// The documents that hold a term, with its occurrences in each, each of which counts so much.
fn of_term(index: &InvertedIndexReader, info: &TermInfo, worth: f64) -> Result<Scores, ArchiveError> {
    let mut blocks = index.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
    let mut list = Scores::with_capacity(info.doc_freq as usize);
    while !blocks.docs().is_empty() {
        let found = blocks.docs().iter().zip(blocks.freqs());
        list.extend(found.map(|(doc, freq)| (*doc, worth * f64::from(*freq))));
        blocks.advance();
    }
    Ok(list)
}

/// Calls `each` with the place among some documents of every one that stands in the blocks of a term, with its block and
/// place there. Blocks that hold none of them are passed over without being read.
pub(super) fn each_among(
    mut blocks: BlockSegmentPostings,
    among: &[(u32, f64)],
    mut each: impl FnMut(usize, &BlockSegmentPostings, usize),
) {
    let (mut meeting, mut from) = (Meeting::new(), 0);
    while let Some((first, _)) = among.get(from) {
        blocks.seek(*first);
        let Some(last) = blocks.docs().last() else { break };
        let end = first_not(among, from, |(doc, _)| doc <= last);
        if end == from {
            // Nothing stands behind the last block.
            break;
        }
        meeting.of(&among[from..end], blocks.docs(), |place, at| each(from + place, &blocks, at));
        from = end;
    }
}

/// Words in a row: the documents that hold all of them, and in them the places where they stand as asked.
fn of_row(
    segment: &SegmentView,
    field: TextField,
    pattern: &Pattern,
    row: &[Arc<Concept>],
    at: usize,
    weight: f64,
) -> Result<Scores, ArchiveError> {
    let mut list = Scores::new();
    if row.iter().any(|concept| concept.segments[at].is_empty()) {
        return Ok(list);
    }
    let mut words: Vec<Cursor<'_>> = row
        .iter()
        .map(|concept| Cursor::open(segment, field, &concept.segments[at]))
        .collect::<Result<_, ArchiveError>>()?;
    // The rarest word leads.
    let size = |concept: &Concept| concept.segments[at].iter().map(|spelled| spelled.info.doc_freq).sum::<u32>();
    let lead = (0..row.len()).min_by_key(|n| size(&row[*n])).unwrap_or(0);
    // A word that stands in the row again is read once.
    let again = |n: usize| row[..n].iter().position(|word| Arc::ptr_eq(word, &row[n]));
    let again: Vec<Option<usize>> = (0..row.len()).map(again).collect();
    let mut positions: Vec<Vec<u32>> = vec![Vec::new(); row.len()];
    let mut doc = words[lead].doc();
    while doc != TERMINATED {
        let furthest = words.iter_mut().map(|word| word.seek(doc)).max().unwrap_or(TERMINATED);
        if furthest != doc {
            doc = if furthest == TERMINATED { TERMINATED } else { words[lead].seek(furthest) };
            continue;
        }
        for (n, word) in words.iter_mut().enumerate() {
            let (before, here) = positions.split_at_mut(n);
            match again[n] {
                Some(first) => here[0].clone_from(&before[first]),
                None => word.positions(doc, &mut here[0]),
            }
        }
        let mut count = 0;
        windows::find(&positions, pattern.slop, pattern.ordered, |_: Window<'_>| count += 1);
        if count > 0 {
            list.push((doc, f64::from(count) * weight));
        }
        doc = words[lead].seek(doc + 1);
    }
    Ok(list)
}

/// All terms of one word, read side by side with their positions.
pub(super) struct Cursor<'s> {
    segment: &'s SegmentView,
    postings: Vec<(Languages, SegmentPostings)>,
}

impl<'s> Cursor<'s> {
    /// Opens the postings of some terms of a field.
    pub fn open(segment: &'s SegmentView, field: TextField, terms: &[Spelled]) -> Result<Cursor<'s>, ArchiveError> {
        let mut cursor = Cursor { segment, postings: Vec::with_capacity(terms.len()) };
        for Spelled { languages, info } in terms {
            cursor.add(segment.words(field), *languages, info)?;
        }
        Ok(cursor)
    }

    /// Opens the postings of a stem in each language.
    pub fn of_stem(segment: &'s SegmentView, stem: &[TermInfo]) -> Result<Cursor<'s>, ArchiveError> {
        let mut cursor = Cursor { segment, postings: Vec::with_capacity(stem.len()) };
        cursor.add_stem(stem)?;
        Ok(cursor)
    }

    /// Reads another stem as the same word.
    pub fn add_stem(&mut self, stem: &[TermInfo]) -> Result<(), ArchiveError> {
        for info in stem {
            self.add(self.segment.stems(), Languages::ALL, info)?;
        }
        Ok(())
    }

    fn add(&mut self, index: &InvertedIndexReader, languages: Languages, info: &TermInfo) -> Result<(), ArchiveError> {
        let postings = index.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?;
        self.postings.push((languages, postings));
        Ok(())
    }

    fn doc(&self) -> u32 {
        self.postings.iter().map(|(_, postings)| postings.doc()).min().unwrap_or(TERMINATED)
    }

    /// Moves to the first document at or after `target`.
    pub fn seek(&mut self, target: u32) -> u32 {
        for (_, postings) in &mut self.postings {
            if postings.doc() < target {
                postings.seek(target);
            }
        }
        self.doc()
    }

    /// Where the word stands in `doc`, at which the cursor is.
    pub fn positions(&mut self, doc: u32, out: &mut Vec<u32>) {
        out.clear();
        for (languages, postings) in &mut self.postings {
            if postings.doc() == doc && self.segment.is_in(*languages, doc) {
                postings.append_positions_with_offset(0, out);
            }
        }
        if self.postings.len() > 1 {
            out.sort_unstable();
            out.dedup();
        }
    }
}
