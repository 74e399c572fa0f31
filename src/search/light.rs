//! [`Light`]: where the words of a query stand in a text at hand.
//!
//! The same tokens, terms and windows that matched in the index are looked for in the stored text, so what is lit is
//! what matched: a stem lights every form of its word, a phrase lights as one stretch, words within a distance light
//! one by one.

use super::build::{Evaluated, LeafUse, Lexicon, Pattern, Plan, SegmentView};
use super::windows;
use crate::archive::{ArchiveError, TextField};
use crate::text::tokens::Tokens;
use std::collections::HashMap;
use std::ops::Range;

/// The wanted words of a query, ready to be found in texts.
pub(super) struct Light {
    rows: Vec<Row>,
    /// For each field, where a term belongs: the row, and the word of the row.
    terms: HashMap<TextField, HashMap<String, Vec<(usize, usize)>>>,
    /// For each leaf, what finding it is worth.
    weight: Vec<f64>,
}

/// One pattern of one leaf.
struct Row {
    leaf: usize,
    length: usize,
    slop: u32,
    ordered: bool,
}

/// A place where a leaf of the query stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// Bytes of the text that was searched.
    pub range: Range<usize>,
    /// Which leaf.
    pub leaf: usize,
}

impl Light {
    /// Gathers what a plan looks for and wants to be seen.
    pub fn of(
        plan: &Plan,
        evaluated: &Evaluated,
        lexicon: &Lexicon,
        segments: &[SegmentView],
    ) -> Result<Light, ArchiveError> {
        let mut light = Light { rows: Vec::new(), terms: HashMap::new(), weight: evaluated.weight.clone() };
        for (n, leaf) in plan.leaves.iter().enumerate() {
            if leaf.role == LeafUse::Exclude {
                continue;
            }
            for pattern in &leaf.patterns {
                light.add(n, pattern, &leaf.fields, lexicon, segments)?;
            }
        }
        Ok(light)
    }

    fn add(
        &mut self,
        leaf: usize,
        pattern: &Pattern,
        fields: &[(TextField, f64)],
        lexicon: &Lexicon,
        segments: &[SegmentView],
    ) -> Result<(), ArchiveError> {
        let row = self.rows.len();
        self.rows.push(Row { leaf, length: pattern.words.len(), slop: pattern.slop, ordered: pattern.ordered });
        for (field, _) in fields {
            for (word, form) in pattern.words.iter().enumerate() {
                let concept = lexicon.look_up(*field, form, segments)?;
                for term in &concept.terms {
                    self.terms.entry(*field).or_default().entry(term.clone()).or_default().push((row, word));
                }
            }
        }
        Ok(())
    }

    /// What finding a leaf is worth: more for what is rare.
    pub fn weight(&self, leaf: usize) -> f64 {
        self.weight.get(leaf).copied().unwrap_or(0.0)
    }

    /// Returns where the query's words for `field` stand in `text`, in the order of the text.
    pub fn find(&self, text: &str, field: TextField) -> Vec<Occurrence> {
        let Some(terms) = self.terms.get(&field) else { return Vec::new() };
        let mut found = Vec::new();
        // For each word of a longer row, its positions; and where each position stands in the text.
        let mut rows: HashMap<usize, Vec<Vec<u32>>> = HashMap::new();
        let mut places: Vec<(u32, Range<usize>)> = Vec::new();
        let mut tokens = Tokens::new(text);
        while let Some(token) = tokens.next_token() {
            let Some(uses) = terms.get(token.term) else { continue };
            for &(row, word) in uses {
                if self.rows[row].length == 1 {
                    found.push(Occurrence { range: token.start..token.end, leaf: self.rows[row].leaf });
                } else {
                    let words = rows.entry(row).or_insert_with(|| vec![Vec::new(); self.rows[row].length]);
                    if words[word].last() != Some(&token.position) {
                        words[word].push(token.position);
                    }
                    if places.last().is_none_or(|(position, _)| *position != token.position) {
                        places.push((token.position, token.start..token.end));
                    }
                }
            }
        }
        let place = |position: u32| {
            places.binary_search_by_key(&position, |(place, _)| *place).ok().map(|n| places[n].1.clone())
        };
        for (number, words) in &rows {
            let row = &self.rows[*number];
            windows::find(words, row.slop, row.ordered, |window| {
                let ranges: Vec<Range<usize>> = window.iter().filter_map(|position| place(*position)).collect();
                match ranges.as_slice() {
                    [first, .., last] if row.slop == 0 => {
                        found.push(Occurrence { range: first.start..last.end, leaf: row.leaf });
                    }
                    _ => found.extend(ranges.into_iter().map(|range| Occurrence { range, leaf: row.leaf })),
                }
            });
        }
        found.sort_by_key(|occurrence| (occurrence.range.start, occurrence.range.end, occurrence.leaf));
        found.dedup();
        found
    }

    /// Returns the stretches of `text` to light for `field`, in order and without overlap.
    pub fn ranges_in(&self, text: &str, field: TextField) -> Vec<Range<usize>> {
        joined(self.find(text, field).into_iter().map(|occurrence| occurrence.range))
    }
}

/// Joins ranges that overlap; they come in order of their starts.
pub(super) fn joined(ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}
