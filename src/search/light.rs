//! [`Light`]: where the words of a query stand in a text at hand.
//!
//! The same tokens, terms and windows that matched in the index are looked for in the stored text, so what is lit is
//! what matched: a stem lights every form of its word, a phrase lights as one stretch, words within a distance light
//! one by one, and words that must share a sentence light where they do.

use super::build::{Concept, Evaluated, Languages, LeafUse, Lexicon, Pattern, Plan, SegmentView, Starts, Structure};
use super::windows;
use crate::archive::{ArchiveError, TextField};
use crate::text::beginnings::Beginnings;
use crate::text::starts::SentenceStarts;
use crate::text::tokens::Tokens;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// A word that stands for more terms than this is asked whether it has a term, rather than listed under each.
const MANY_TERMS: usize = 64;

/// The wanted words of a query, ready to be found in texts of one language.
#[derive(Clone, Copy)]
pub(super) struct Light<'l> {
    lights: &'l Lights<'l>,
    language: Languages,
}

/// The wanted words of a query.
pub(super) struct Lights<'l> {
    lexicon: &'l Lexicon,
    rows: Vec<Row>,
    /// For each field, where a term belongs: the row, and the word of the row; and in which languages it does.
    terms: FxHashMap<TextField, FxHashMap<String, Vec<(Languages, Place)>>>,
    /// The same for words that stand for many terms, with all of these.
    wide: FxHashMap<TextField, Vec<(Arc<Concept>, Place)>>,
    /// For each field, how the terms begin.
    beginnings: FxHashMap<TextField, Beginnings>,
    /// For each leaf, what finding it is worth.
    weight: Vec<f64>,
    /// What must hold of the words of a leaf, for leaves that ask where they stand.
    structures: HashMap<usize, Structure>,
}

/// A row, and a word of the row.
type Place = (usize, usize);

/// One pattern of one leaf.
struct Row {
    leaf: usize,
    /// Which of the words of the leaf's structure it is, where it has one.
    placed: Option<usize>,
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

impl<'l> Lights<'l> {
    /// Gathers what a plan looks for and wants to be seen.
    pub fn of(
        plan: &Plan,
        evaluated: &Evaluated,
        lexicon: &'l Lexicon,
        segments: &[SegmentView],
    ) -> Result<Lights<'l>, ArchiveError> {
        let mut lights = Lights {
            lexicon,
            rows: Vec::new(),
            terms: FxHashMap::default(),
            wide: FxHashMap::default(),
            beginnings: FxHashMap::default(),
            weight: evaluated.weight.clone(),
            structures: HashMap::new(),
        };
        for (n, leaf) in plan.leaves.iter().enumerate() {
            if leaf.role == LeafUse::Exclude {
                continue;
            }
            for pattern in &leaf.patterns {
                lights.add((n, None), pattern, &leaf.fields, segments)?;
            }
            if let Some(structure) = &leaf.structure {
                for (m, placed) in structure.words.iter().enumerate() {
                    for pattern in &placed.patterns {
                        lights.add((n, Some(m)), pattern, &leaf.fields, segments)?;
                    }
                }
                lights.structures.insert(n, structure.clone());
            }
        }
        Ok(lights)
    }

    /// What is lit in articles with this code of a language; `None` where it is not known.
    pub fn for_language(&'l self, code: Option<&str>) -> Light<'l> {
        Light { lights: self, language: self.lexicon.language(code.unwrap_or_default()) }
    }

    fn add(
        &mut self,
        (leaf, placed): (usize, Option<usize>),
        pattern: &Pattern,
        fields: &[(TextField, f64)],
        segments: &[SegmentView],
    ) -> Result<(), ArchiveError> {
        let row = self.rows.len();
        self.rows.push(Row { leaf, placed, length: pattern.words.len(), slop: pattern.slop, ordered: pattern.ordered });
        for (field, _) in fields {
            for (word, form) in pattern.words.iter().enumerate() {
                let concept = self.lexicon.look_up(*field, form, segments)?;
                let beginnings = self.beginnings.entry(*field).or_default();
                concept.terms.keys().for_each(|term| beginnings.add(term));
                if concept.terms.len() > MANY_TERMS {
                    self.wide.entry(*field).or_default().push((concept, (row, word)));
                    continue;
                }
                let terms = self.terms.entry(*field).or_default();
                for (term, languages) in &concept.terms {
                    terms.entry(term.clone()).or_default().push((*languages, (row, word)));
                }
            }
        }
        Ok(())
    }
}

impl Light<'_> {
    /// What finding a leaf is worth: more for what is rare.
    pub fn weight(&self, leaf: usize) -> f64 {
        self.lights.weight.get(leaf).copied().unwrap_or(0.0)
    }

    /// Returns where the query's words for `field` stand in `text`, in the order of the text.
    ///
    /// `text` is one value of the field: a headline, a paragraph, a part of a quotation; `lead` says whether it is part
    /// of the article's lead.
    pub fn find(&self, text: &str, field: TextField, lead: bool) -> Vec<Occurrence> {
        let Lights { rows: all_rows, structures, .. } = self.lights;
        let (terms, wide) = (self.lights.terms.get(&field), self.lights.wide.get(&field));
        if terms.is_none() && wide.is_none() {
            return Vec::new();
        }
        let mut found = Vec::new();
        // For each word of a row that must be looked at as a whole, its positions; and where positions are in the text.
        let mut rows: BTreeMap<usize, Vec<Vec<u32>>> = BTreeMap::new();
        let mut places: Vec<(u32, Range<usize>)> = Vec::new();
        let mut starts = Starts::default();
        let mut sentences = (!structures.is_empty()).then(|| SentenceStarts::new(text));
        let mut tokens = Tokens::new(text);
        // Where a sentence begins is asked of every word.
        if let (None, Some(beginnings)) = (&sentences, self.lights.beginnings.get(&field)) {
            tokens = tokens.passing_over_all_but(beginnings);
        }
        while let Some(token) = tokens.next_token() {
            if let (false, Some(sentences)) = (token.alternate, &mut sentences)
                && (sentences.begins_at(token.start) || starts.sentences.is_empty())
            {
                starts.sentences.push(token.position);
            }
            let listed = terms.and_then(|terms| terms.get(token.term)).into_iter().flatten();
            let listed = listed.map(|(languages, place)| (*languages, place));
            let wide = wide.into_iter().flatten();
            let wide = wide.filter_map(|(concept, place)| Some((*concept.terms.get(token.term)?, place)));
            for (languages, &(row, word)) in listed.chain(wide) {
                if !languages.meet(self.language) {
                    continue;
                }
                let Row { leaf, placed, length, .. } = all_rows[row];
                if length == 1 && placed.is_none() {
                    found.push(Occurrence { range: token.start..token.end, leaf });
                    continue;
                }
                let words = rows.entry(row).or_insert_with(|| vec![Vec::new(); length]);
                if words[word].last() != Some(&token.position) {
                    words[word].push(token.position);
                }
                if places.last().is_none_or(|(position, _)| *position != token.position) {
                    places.push((token.position, token.start..token.end));
                }
            }
        }
        starts.paragraphs.extend(starts.sentences.first());
        let place = |position: u32| {
            places.binary_search_by_key(&position, |(place, _)| *place).ok().map(|n| places[n].1.clone())
        };
        // Of leaves with a structure: which words, where they begin, what to light.
        let mut candidates: BTreeMap<usize, Vec<(usize, u32, Range<usize>)>> = BTreeMap::new();
        for (number, words) in &rows {
            let row = &all_rows[*number];
            windows::find(words, row.slop, row.ordered, |window| {
                let mut ranges: Vec<Range<usize>> = window.iter().filter_map(|position| place(*position)).collect();
                if let ([first, .., last], 0) = (ranges.as_slice(), row.slop) {
                    let whole = first.start..last.end;
                    ranges.clear();
                    ranges.push(whole);
                }
                match (row.placed, window.iter().min()) {
                    (Some(placed), Some(anchor)) => candidates
                        .entry(row.leaf)
                        .or_default()
                        .extend(ranges.into_iter().map(|range| (placed, *anchor, range))),
                    _ => found.extend(ranges.into_iter().map(|range| Occurrence { range, leaf: row.leaf })),
                }
            });
        }
        for (leaf, mut candidates) in candidates {
            let structure = &structures[&leaf];
            candidates.retain(|(placed, ..)| lead || !structure.words[*placed].lead);
            let mut anchors = vec![Vec::new(); structure.words.len()];
            candidates.iter().for_each(|(placed, anchor, _)| anchors[*placed].push(*anchor));
            let counting = structure.that_count(&anchors, &starts);
            candidates.retain(|(placed, anchor, _)| counting[*placed].contains(anchor));
            found.extend(candidates.into_iter().map(|(.., range)| Occurrence { range, leaf }));
        }
        found.sort_by_key(|occurrence| (occurrence.range.start, occurrence.range.end, occurrence.leaf));
        found.dedup();
        found
    }

    /// Returns the stretches of `text` to light for `field`, in order and without overlap.
    pub fn ranges_in(&self, text: &str, field: TextField) -> Vec<Range<usize>> {
        joined(self.find(text, field, false).into_iter().map(|occurrence| occurrence.range))
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
