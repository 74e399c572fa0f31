//! For one leaf and one segment: which documents, and how often.

use super::concept::Concept;
use super::plan::{Leaf, Pattern};
use super::segment::SegmentView;
use super::structure;
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
    let mut lists = Scores::new();
    let mut runs = 0;
    if let Some(structure) = &leaf.structure {
        structure::append(leaf, structure, lexicon, segments, at, &mut lists)?;
        runs += leaf.fields.len();
    }
    for pattern in &leaf.patterns {
        for (field, weight) in &leaf.fields {
            let concepts = pattern
                .words
                .iter()
                .map(|word| lexicon.look_up(*field, word, segments))
                .collect::<Result<Vec<_>, _>>()?;
            match concepts.as_slice() {
                [] => {}
                [single] => {
                    for info in &single.segments[at] {
                        append_term(segment, *field, info, *weight, &mut lists)?;
                        runs += 1;
                    }
                }
                row => {
                    append_row(segment, *field, pattern, row, at, *weight, &mut lists)?;
                    runs += 1;
                }
            }
        }
    }
    if runs > 1 {
        add_up(&mut lists);
    }
    if segment.reader.has_deletes() {
        lists.retain(|(doc, _)| segment.is_live(*doc));
    }
    Ok(lists)
}

/// Brings runs of `(document, number)` into document order and adds up the numbers of each document, in the order in
/// which they were appended.
pub(super) fn add_up(list: &mut Scores) {
    // A stable sort of sorted runs is a merge.
    list.sort_by_key(|(doc, _)| *doc);
    list.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1 += later.1;
        }
        same
    });
}

fn append_term(
    segment: &SegmentView,
    field: TextField,
    info: &TermInfo,
    weight: f64,
    list: &mut Scores,
) -> Result<(), ArchiveError> {
    let index = segment.words(field);
    let mut blocks = index.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
    list.reserve(info.doc_freq as usize);
    loop {
        let docs = blocks.docs();
        if docs.is_empty() {
            return Ok(());
        }
        list.extend(docs.iter().zip(blocks.freqs()).map(|(doc, freq)| (*doc, f64::from(*freq) * weight)));
        blocks.advance();
    }
}

/// Words in a row: the documents that hold all of them, and in them the places where they stand as asked.
fn append_row(
    segment: &SegmentView,
    field: TextField,
    pattern: &Pattern,
    row: &[Arc<Concept>],
    at: usize,
    weight: f64,
    list: &mut Scores,
) -> Result<(), ArchiveError> {
    if row.iter().any(|concept| concept.segments[at].is_empty()) {
        return Ok(());
    }
    let index = segment.words(field);
    let mut words: Vec<Cursor> =
        row.iter().map(|concept| Cursor::open(index, &concept.segments[at])).collect::<Result<_, ArchiveError>>()?;
    // The rarest word leads.
    let size = |concept: &Concept| concept.segments[at].iter().map(|info| info.doc_freq).sum::<u32>();
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
    Ok(())
}

/// All terms of one word, read side by side with their positions.
pub(super) struct Cursor {
    pub(super) postings: Vec<SegmentPostings>,
}

impl Cursor {
    /// Opens the postings of some terms of a field.
    pub fn open(index: &InvertedIndexReader, terms: &[TermInfo]) -> Result<Cursor, ArchiveError> {
        let open = |info| index.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions);
        Ok(Cursor { postings: terms.iter().map(open).collect::<Result<_, _>>()? })
    }

    /// The words of several as one.
    pub fn joined(cursors: Vec<Cursor>) -> Cursor {
        Cursor { postings: cursors.into_iter().flat_map(|cursor| cursor.postings).collect() }
    }

    fn doc(&self) -> u32 {
        self.postings.iter().map(DocSet::doc).min().unwrap_or(TERMINATED)
    }

    /// Moves to the first document at or after `target`.
    pub fn seek(&mut self, target: u32) -> u32 {
        for postings in &mut self.postings {
            if postings.doc() < target {
                postings.seek(target);
            }
        }
        self.doc()
    }

    /// Where the word stands in `doc`, at which the cursor is.
    pub fn positions(&mut self, doc: u32, out: &mut Vec<u32>) {
        out.clear();
        for postings in &mut self.postings {
            if postings.doc() == doc {
                postings.append_positions_with_offset(0, out);
            }
        }
        if self.postings.len() > 1 {
            out.sort_unstable();
            out.dedup();
        }
    }
}
