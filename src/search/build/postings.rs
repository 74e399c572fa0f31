//! For one leaf and one segment: which documents, and how often.

use super::concept::{Concept, Spelled};
use super::languages::Languages;
use super::plan::{Leaf, Pattern, WordForm};
use super::segment::SegmentView;
use super::structure;
use super::union::added_up;
use super::{Lexicon, Scores};
use crate::archive::{ArchiveError, TextField};
use crate::search::windows::{self, Window};
use std::sync::Arc;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

/// Returns the live documents of a segment in which the leaf's words stand, with the weighted number of occurrences.
pub(super) fn occurrences(
    leaf: &Leaf,
    lexicon: &Lexicon,
    segments: &[SegmentView],
    at: usize,
) -> Result<Scores, ArchiveError> {
    let segment = &segments[at];
    let mut lists: Vec<Scores> = Vec::new();
    if let Some(structure) = &leaf.structure {
        structure::append(leaf, structure, lexicon, segments, at, &mut lists)?;
    }
    for pattern in &leaf.patterns {
        let mut fields = leaf.fields.as_slice();
        if let (Some(captions), [WordForm::Stem(word)]) = (leaf.beside_running_text(), pattern.words.as_slice()) {
            fields = captions;
            for info in &lexicon.stemmed(word, segments)?.text[at] {
                lists.push(of_term(segment.stems(), info, 1.0)?);
            }
        }
        for (field, weight) in fields {
            let concepts = pattern
                .words
                .iter()
                .map(|word| lexicon.look_up(*field, word, segments))
                .collect::<Result<Vec<_>, _>>()?;
            match concepts.as_slice() {
                [] => {}
                [single] => {
                    for Spelled { languages, info } in &single.segments[at] {
                        let mut list = of_term(segment.words(*field), info, *weight)?;
                        if *languages != Languages::ALL {
                            list.retain(|(doc, _)| segment.is_in(*languages, *doc));
                        }
                        lists.push(list);
                    }
                }
                row => lists.push(of_row(segment, *field, pattern, row, at, *weight)?),
            }
        }
    }
    let mut list = match lists.len() {
        1 => lists.swap_remove(0),
        _ => added_up(&lists, |_, _, times| times),
    };
    if segment.reader.has_deletes() {
        list.retain(|(doc, _)| segment.is_live(*doc));
    }
    Ok(list)
}

/// The documents that hold a term, with the weighted number of occurrences.
fn of_term(index: &InvertedIndexReader, info: &TermInfo, weight: f64) -> Result<Scores, ArchiveError> {
    let mut blocks = index.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
    let mut list = Scores::with_capacity(info.doc_freq as usize);
    loop {
        let docs = blocks.docs();
        if docs.is_empty() {
            return Ok(list);
        }
        list.extend(docs.iter().zip(blocks.freqs()).map(|(doc, freq)| (*doc, f64::from(*freq) * weight)));
        blocks.advance();
    }
}

/// The documents that hold a term, each with the same number; others than those that stand in `among` may be left out.
pub(super) fn holders(
    index: &InvertedIndexReader,
    info: &TermInfo,
    number: f64,
    among: &[(u32, f64)],
) -> Result<Scores, ArchiveError> {
    if among.len() * 16 < info.doc_freq as usize {
        let mut postings = index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        let holds =
            |(doc, _): &&(u32, f64)| postings.doc() == *doc || postings.doc() < *doc && postings.seek(*doc) == *doc;
        return Ok(among.iter().filter(holds).map(|(doc, _)| (*doc, number)).collect());
    }
    let mut blocks = index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
    let mut list = Scores::with_capacity(info.doc_freq as usize);
    loop {
        let docs = blocks.docs();
        if docs.is_empty() {
            return Ok(list);
        }
        list.extend(docs.iter().map(|doc| (*doc, number)));
        blocks.advance();
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
    let mut positions: Vec<Vec<u32>> = vec![Vec::new(); row.len()];
    let mut doc = words[lead].doc();
    while doc != TERMINATED {
        let furthest = words.iter_mut().map(|word| word.seek(doc)).max().unwrap_or(TERMINATED);
        if furthest != doc {
            doc = if furthest == TERMINATED { TERMINATED } else { words[lead].seek(furthest) };
            continue;
        }
        for (word, positions) in words.iter_mut().zip(&mut positions) {
            word.positions(doc, positions);
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
