//! For one leaf and one segment: which documents, and how often.

use super::concept::{Concept, Spelled};
use super::languages::Languages;
use super::lists::added_up;
use super::plan::{Leaf, Pattern, WordForm};
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

/// In how many documents a leaf's words stand, where that can be told without reading which: one stem of running text
/// in an archive that nothing was deleted from.
pub(super) fn document_frequency(
    leaf: &Leaf,
    lexicon: &Lexicon,
    segments: &[SegmentView],
) -> Result<Option<u64>, ArchiveError> {
    let ([Pattern { words, .. }], Some(captions)) = (leaf.patterns.as_slice(), leaf.beside_running_text()) else {
        return Ok(None);
    };
    let ([WordForm::Stem(word)], None) = (words.as_slice(), &leaf.structure) else { return Ok(None) };
    if segments.iter().any(|segment| segment.reader.has_deletes()) {
        return Ok(None);
    }
    for (field, _) in captions {
        let concept = lexicon.look_up(*field, &words[0], segments)?;
        if concept.segments.iter().any(|terms| !terms.is_empty()) {
            return Ok(None);
        }
    }
    let stemmed = lexicon.stemmed(word, segments)?;
    let single = stemmed.text.iter().all(|terms| terms.len() <= 1);
    Ok(single.then(|| stemmed.text.iter().flatten().map(|info| u64::from(info.doc_freq)).sum()))
}

/// Returns the live documents of a segment in which the leaf's words stand, with the weighted number of occurrences.
/// Others than those that stand in `among` may be left out.
pub(super) fn occurrences(
    leaf: &Leaf,
    lexicon: &Lexicon,
    segments: &[SegmentView],
    at: usize,
    among: Option<&[(u32, f64)]>,
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
                lists.push(of_term(segment.stems(), info, Worth::Each(1.0), among)?);
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
                        let mut list = of_term(segment.words(*field), info, Worth::Each(*weight), among)?;
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

/// What a term is worth in a document that holds it.
#[derive(Clone, Copy)]
pub(super) enum Worth {
    /// So much for every occurrence.
    Each(f64),
    /// So much for any number of them.
    Any(f64),
}

/// The documents that hold a term, with what it is worth in each; others than those that stand in `among` may be left
/// out.
pub(super) fn of_term(
    index: &InvertedIndexReader,
    info: &TermInfo,
    worth: Worth,
    among: Option<&[(u32, f64)]>,
) -> Result<Scores, ArchiveError> {
    let option = match worth {
        Worth::Each(_) => IndexRecordOption::WithFreqs,
        Worth::Any(_) => IndexRecordOption::Basic,
    };
    let times = |worth: f64, freq: u32| worth * f64::from(freq);
    if let Some(among) = among.filter(|among| among.len() * SOUGHT < info.doc_freq as usize) {
        let mut postings = index.read_postings_from_terminfo(info, option)?;
        let mut list = Scores::with_capacity(among.len());
        for (doc, _) in among {
            if postings.doc() == *doc || postings.doc() < *doc && postings.seek(*doc) == *doc {
                list.push((
                    *doc,
                    match worth {
                        Worth::Each(worth) => times(worth, postings.term_freq()),
                        Worth::Any(worth) => worth,
                    },
                ));
            }
        }
        return Ok(list);
    }
    let mut blocks = index.read_block_postings_from_terminfo(info, option)?;
    let mut list = Scores::with_capacity(info.doc_freq as usize);
    while let docs @ [_, ..] = blocks.docs() {
        match worth {
            Worth::Each(worth) => {
                list.extend(docs.iter().zip(blocks.freqs()).map(|(doc, freq)| (*doc, times(worth, *freq))));
            }
            Worth::Any(worth) => list.extend(docs.iter().map(|doc| (*doc, worth))),
        }
        blocks.advance();
    }
    Ok(list)
}

/// Of a list this many times as long as what is looked for in it, only the parts are read that may hold it.
const SOUGHT: usize = 8;

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
