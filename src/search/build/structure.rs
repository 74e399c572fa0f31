//! [`Structure`]: words that must stand in one sentence, one paragraph, or the lead.
//!
//! The index marks the first word of every sentence and paragraph with a term of its own, so which words share a
//! sentence is arithmetic with positions. The same arithmetic serves passages, which find the starts in the stored
//! text ([`crate::text::starts`]).

use super::Scores;
use super::concept::{Lexicon, Spelled};
use super::languages::Languages;
use super::plan::{Leaf, Pattern};
use super::postings::Cursor;
use super::segment::SegmentView;
use crate::archive::{ArchiveError, PARAGRAPH_GAP, PARAGRAPH_START, SENTENCE_START, TextField};
use crate::search::query::Unit;
use crate::search::windows;
use tantivy::TERMINATED;

/// Words with a condition on where they stand.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::search) struct Structure {
    /// The words, numbered by their place here.
    pub words: Vec<Placed>,
    /// What must hold of them.
    pub root: Formula,
}

/// Words that are found in some place of a text.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::search) struct Placed {
    /// The shapes to look for; an occurrence of any counts.
    pub patterns: Vec<Pattern>,
    /// Only in the lead.
    pub lead: bool,
}

/// A condition on a text.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::search) enum Formula {
    /// The words of this number stand there.
    Words(usize),
    /// All of these hold.
    All(Vec<Formula>),
    /// Any of these holds.
    Any(Vec<Formula>),
    /// It does not hold.
    Not(Box<Formula>),
    /// All of these hold of one sentence or paragraph.
    Within(Unit, Vec<Formula>),
}

/// Where sentences and paragraphs begin, as positions; a paragraph begins with a sentence.
#[derive(Debug, Default)]
pub(in crate::search) struct Starts {
    pub sentences: Vec<u32>,
    pub paragraphs: Vec<u32>,
}

impl Starts {
    fn of(&self, unit: Unit) -> &[u32] {
        match unit {
            Unit::Sentence => &self.sentences,
            Unit::Paragraph => &self.paragraphs,
        }
    }

    /// Which sentence or paragraph a position lies in; `None` before the first.
    fn unit_at(&self, unit: Unit, position: u32) -> Option<usize> {
        self.of(unit).partition_point(|start| *start <= position).checked_sub(1)
    }
}

impl Structure {
    /// How often it holds. `anchors` has, for each of the words, the positions at which they are found.
    pub fn count(&self, anchors: &[Vec<u32>], starts: &Starts) -> usize {
        match &self.root {
            Formula::Words(n) => anchors[*n].len(),
            Formula::Within(unit, parts) => all_in(parts, *unit, anchors, starts).into_iter().filter(|is| *is).count(),
            other => holds_in(other, Unit::Paragraph, anchors, starts).into_iter().filter(|is| *is).count(),
        }
    }

    /// For each of the words, those of its `anchors` that make the whole hold.
    pub fn that_count(&self, anchors: &[Vec<u32>], starts: &Starts) -> Vec<Vec<u32>> {
        let mut counting = vec![Vec::new(); anchors.len()];
        gather(&self.root, &vec![true; starts.sentences.len()], anchors, starts, &mut counting);
        counting
    }
}

/// For each unit, whether all of `parts` hold of it.
fn all_in(parts: &[Formula], unit: Unit, anchors: &[Vec<u32>], starts: &Starts) -> Vec<bool> {
    let mut all = vec![true; starts.of(unit).len()];
    for part in parts {
        let holds = holds_in(part, unit, anchors, starts);
        all.iter_mut().zip(holds).for_each(|(all, holds)| *all &= holds);
    }
    all
}

/// For each unit, whether the formula holds of it.
fn holds_in(formula: &Formula, unit: Unit, anchors: &[Vec<u32>], starts: &Starts) -> Vec<bool> {
    let mut units = vec![false; starts.of(unit).len()];
    match formula {
        Formula::Words(n) => {
            for position in &anchors[*n] {
                if let Some(at) = starts.unit_at(unit, *position) {
                    units[at] = true;
                }
            }
        }
        Formula::All(parts) => return all_in(parts, unit, anchors, starts),
        Formula::Any(parts) => {
            for part in parts {
                let holds = holds_in(part, unit, anchors, starts);
                units.iter_mut().zip(holds).for_each(|(any, holds)| *any |= holds);
            }
        }
        Formula::Not(part) => return holds_in(part, unit, anchors, starts).into_iter().map(|is| !is).collect(),
        Formula::Within(inner, parts) => {
            let holds = all_in(parts, *inner, anchors, starts);
            if *inner == unit {
                return holds;
            }
            // Sentences are parts of paragraphs: the smaller unit tells which of the larger it lies in.
            for (n, start) in starts.sentences.iter().enumerate() {
                let Some(paragraph) = starts.unit_at(Unit::Paragraph, *start) else { continue };
                match unit {
                    Unit::Sentence => units[n] = holds[paragraph],
                    Unit::Paragraph => units[paragraph] |= holds[n],
                }
            }
        }
    }
    units
}

/// Gathers the anchors that lie in sentences that are `allowed`, narrowing these where a unit is asked for.
fn gather(formula: &Formula, allowed: &[bool], anchors: &[Vec<u32>], starts: &Starts, counting: &mut [Vec<u32>]) {
    match formula {
        Formula::Words(n) => {
            let lies_there = |position: &&u32| {
                starts.unit_at(Unit::Sentence, **position).is_none_or(|at| allowed.get(at).is_none_or(|is| *is))
            };
            counting[*n].extend(anchors[*n].iter().filter(lies_there));
        }
        Formula::All(parts) | Formula::Any(parts) => {
            parts.iter().for_each(|part| gather(part, allowed, anchors, starts, counting));
        }
        Formula::Not(_) => {}
        Formula::Within(unit, parts) => {
            let holds = all_in(parts, *unit, anchors, starts);
            let there =
                |(n, start): (usize, &u32)| allowed[n] && starts.unit_at(*unit, *start).is_some_and(|at| holds[at]);
            let narrower: Vec<bool> = starts.sentences.iter().enumerate().map(there).collect();
            parts.iter().for_each(|part| gather(part, &narrower, anchors, starts, counting));
        }
    }
}

/// Calls `found` for each place where the words of a pattern stand; see [`windows::find`]. A row that could reach over
/// the gap between two paragraphs is looked for in each of them.
fn find_in_paragraphs(positions: &[Vec<u32>], pattern: &Pattern, paragraphs: &[u32], found: &mut Vec<u32>) {
    let anchor = |window: &[u32], found: &mut Vec<u32>| found.extend(window.iter().min());
    if pattern.slop < PARAGRAPH_GAP {
        windows::find(positions, pattern.slop, pattern.ordered, |window| anchor(window, found));
        return;
    }
    for (n, start) in paragraphs.iter().enumerate() {
        let end = paragraphs.get(n + 1).copied().unwrap_or(u32::MAX);
        let inside = |places: &Vec<u32>| -> Vec<u32> {
            let from = places.partition_point(|place| place < start);
            let to = places.partition_point(|place| *place < end);
            places[from..to].to_vec()
        };
        let inside: Vec<Vec<u32>> = positions.iter().map(inside).collect();
        windows::find(&inside, pattern.slop, pattern.ordered, |window| anchor(window, found));
    }
}

/// Appends the documents of a segment in which the leaf's structure holds, with how often it does, field by field.
pub(super) fn append(
    leaf: &Leaf,
    structure: &Structure,
    lexicon: &Lexicon,
    segments: &[SegmentView],
    at: usize,
    lists: &mut Vec<Scores>,
) -> Result<(), ArchiveError> {
    let segment = &segments[at];
    for (field, weight) in &leaf.fields {
        let mut words = structure
            .words
            .iter()
            .map(|placed| Finder::open(placed, *field, lexicon, segments, at))
            .collect::<Result<Vec<_>, _>>()?;
        let mut marks = (mark(segment, *field, SENTENCE_START)?, mark(segment, *field, PARAGRAPH_START)?);
        let mut starts = Starts::default();
        let mut anchors: Vec<Vec<u32>> = vec![Vec::new(); words.len()];
        let mut list = Scores::new();
        let mut doc = seek(&structure.root, &mut words, 0);
        while doc != TERMINATED {
            marks.0.read(doc, &mut starts.sentences);
            marks.1.read(doc, &mut starts.paragraphs);
            let lead_end = || {
                let paragraphs = segment.lead_paragraphs.first(doc).unwrap_or(0) as usize;
                starts.paragraphs.get(paragraphs).copied().unwrap_or(u32::MAX)
            };
            for (finder, anchors) in words.iter_mut().zip(&mut anchors) {
                finder.read(doc, &starts.paragraphs, anchors);
                if finder.placed.lead {
                    let end = lead_end();
                    anchors.retain(|position| *position < end);
                }
            }
            let count = structure.count(&anchors, &starts);
            if count > 0 {
                list.push((doc, count as f64 * weight));
            }
            doc = seek(&structure.root, &mut words, doc + 1);
        }
        lists.push(list);
    }
    Ok(())
}

/// The first document at or after `target` that may satisfy the formula.
fn seek(formula: &Formula, words: &mut [Finder<'_>], target: u32) -> u32 {
    match formula {
        Formula::Words(n) => words[*n].seek(target),
        Formula::Any(parts) => parts.iter().map(|part| seek(part, words, target)).min().unwrap_or(TERMINATED),
        Formula::Not(_) => target,
        Formula::All(parts) | Formula::Within(_, parts) => {
            let mut least = target;
            loop {
                let next = parts.iter().map(|part| seek(part, words, least)).max().unwrap_or(TERMINATED);
                if next == least || next == TERMINATED {
                    return next;
                }
                least = next;
            }
        }
    }
}

fn mark<'s>(segment: &'s SegmentView, field: TextField, term: &str) -> Result<Cursor<'s>, ArchiveError> {
    let info = segment.words(field).terms().get(term)?;
    let spelled = info.map(|info| Spelled { languages: Languages::ALL, info });
    Cursor::open(segment, field, spelled.as_slice())
}

/// The occurrences of words, document by document.
struct Finder<'p> {
    placed: &'p Placed,
    /// For each pattern, its words.
    rows: Vec<Vec<Cursor<'p>>>,
    positions: Vec<Vec<u32>>,
}

impl<'p> Finder<'p> {
    fn open(
        placed: &'p Placed,
        field: TextField,
        lexicon: &Lexicon,
        segments: &'p [SegmentView],
        at: usize,
    ) -> Result<Finder<'p>, ArchiveError> {
        let mut rows = Vec::new();
        for pattern in &placed.patterns {
            let mut row = Vec::new();
            for word in &pattern.words {
                let concept = lexicon.look_up(field, word, segments)?;
                row.push(Cursor::open(&segments[at], field, &concept.segments[at])?);
            }
            rows.push(row);
        }
        Ok(Finder { placed, rows, positions: Vec::new() })
    }

    fn seek(&mut self, target: u32) -> u32 {
        let row = |row: &mut Vec<Cursor<'_>>| {
            let mut least = target;
            loop {
                let next = row.iter_mut().map(|word| word.seek(least)).max().unwrap_or(TERMINATED);
                if next == least || next == TERMINATED {
                    return next;
                }
                least = next;
            }
        };
        self.rows.iter_mut().map(row).min().unwrap_or(TERMINATED)
    }

    fn read(&mut self, doc: u32, paragraphs: &[u32], anchors: &mut Vec<u32>) {
        anchors.clear();
        for (row, pattern) in self.rows.iter_mut().zip(&self.placed.patterns) {
            self.positions.resize(row.len(), Vec::new());
            for (word, positions) in row.iter_mut().zip(&mut self.positions) {
                word.read(doc, positions);
            }
            find_in_paragraphs(&self.positions[..row.len()], pattern, paragraphs, anchors);
        }
        anchors.sort_unstable();
        anchors.dedup();
    }
}

impl Cursor<'_> {
    /// Moves to `doc` and reads the positions there; none where it does not hold the word.
    fn read(&mut self, doc: u32, out: &mut Vec<u32>) {
        self.seek(doc);
        self.positions(doc, out);
    }
}

#[cfg(test)]
mod tests {
    use super::{Formula, Placed, Starts, Structure};
    use crate::search::query::Unit;

    fn structure(root: Formula) -> Structure {
        Structure { words: vec![Placed { patterns: Vec::new(), lead: false }; 3], root }
    }

    #[test]
    fn words_are_counted_in_units() {
        // Two paragraphs of two sentences each.
        let starts = Starts { sentences: vec![64, 70, 140, 145], paragraphs: vec![64, 140] };
        let (a, b, c) = (Formula::Words(0), Formula::Words(1), Formula::Words(2));
        let anchors = [vec![65, 141], vec![72, 143], vec![146]];
        let count = |root: Formula| structure(root).count(&anchors, &starts);
        let both = |unit| Formula::Within(unit, vec![a.clone(), b.clone()]);
        assert_eq!(count(both(Unit::Sentence)), 1);
        assert_eq!(count(both(Unit::Paragraph)), 2);
        assert_eq!(count(Formula::Within(Unit::Paragraph, vec![both(Unit::Sentence), c.clone()])), 1);
        assert_eq!(count(Formula::Within(Unit::Sentence, vec![both(Unit::Paragraph), c.clone()])), 1);
        let without = Formula::Not(Box::new(b.clone()));
        assert_eq!(count(Formula::Within(Unit::Sentence, vec![a.clone(), without])), 1);
        assert_eq!(
            count(Formula::Within(Unit::Sentence, vec![a.clone(), Formula::Any(vec![b.clone(), c.clone()])])),
            1
        );
    }

    #[test]
    fn only_what_makes_it_hold_counts() {
        let starts = Starts { sentences: vec![0, 10], paragraphs: vec![0] };
        let root = Formula::Within(Unit::Sentence, vec![Formula::Words(0), Formula::Words(1)]);
        let anchors = [vec![2, 12], vec![13], vec![]];
        assert_eq!(structure(root).that_count(&anchors, &starts), [vec![12], vec![13], vec![]]);
    }
}
