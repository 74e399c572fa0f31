//! [`Lexicon`]: from a word that was typed to the terms of the index it stands for.
//!
//! A bare word stands for all words with its stem in the language of the article they are printed in: in running text
//! the index has them as one term ([`Stemmed`]), and where it matters how or where a word is printed they are gathered
//! from the words of the field ([`Concept`]). What was looked up once is kept for as long as the generation is open.

use super::languages::{Languages, Spoken};
use super::plan::{Leaf, WordForm};
use super::segment::SegmentView;
use crate::archive::{ArchiveError, Stems, TextField, has_capitals, is_plain_word};
use crate::search::pattern::{WordPattern, asks_for_capitals};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tantivy::postings::TermInfo;

/// A pattern stands for at most so many words, the most frequent ones; every one of them is read in full, side by side
/// where they stand in a phrase.
const MOST_TERMS: usize = 4_096;
/// So many terms and concepts are kept; then what is known is forgotten.
const MOST_KNOWN: usize = 1_000_000;

/// Looks words up in the term lists of all segments.
pub(in crate::search) struct Lexicon {
    spoken: Arc<Spoken>,
    known: Mutex<Known>,
}

/// What was looked up before, and how much it is.
#[derive(Default)]
struct Known {
    concepts: FxHashMap<TextField, FxHashMap<WordForm, Arc<Concept>>>,
    stemmed: FxHashMap<String, Arc<Stemmed>>,
    size: usize,
}

impl Known {
    /// Forgets everything where `more` is more than is kept.
    fn make_room(&mut self, more: usize) {
        if self.size + more > MOST_KNOWN {
            *self = Known::default();
        }
        self.size += more;
    }
}

/// Where in the running text of articles a stem stands.
#[derive(Debug, Default)]
pub(in crate::search) struct Stemmed {
    /// For each segment, where the postings of the stem in each language lie.
    pub text: Vec<Vec<TermInfo>>,
    /// The same for headlines and the beginnings of texts.
    pub top: Vec<Vec<TermInfo>>,
}

/// A word of the index, with the languages in which it is one of those that were asked for.
#[derive(Debug, Clone)]
pub(in crate::search) struct Spelled {
    pub languages: Languages,
    /// Where its postings lie.
    pub info: TermInfo,
}

/// The terms that one word stands for in one field.
#[derive(Debug, Default)]
pub(in crate::search) struct Concept {
    /// The words as they stand in the index, in any segment, with the languages in which they are meant.
    pub terms: BTreeMap<String, Languages>,
    /// For each segment, its terms, in their order.
    pub segments: Vec<Vec<Spelled>>,
    /// How many words match in all, where that is more than are looked for.
    pub cut_from: Option<usize>,
}

impl Lexicon {
    /// A lexicon for the languages that an archive holds.
    pub fn new(spoken: Arc<Spoken>) -> Lexicon {
        Lexicon { spoken, known: Mutex::default() }
    }

    /// The language of articles with this code; empty where it is not known.
    pub fn language(&self, code: &str) -> Languages {
        self.spoken.language(code)
    }

    /// Returns where in running text words with the stem of `word` stand, in any language.
    pub fn stemmed(&self, word: &str, segments: &[SegmentView]) -> Result<Arc<Stemmed>, ArchiveError> {
        if let Some(stemmed) = self.known().stemmed.get(word) {
            return Ok(stemmed.clone());
        }
        let terms: Vec<String> = self.spoken.stems().map(|(stems, _)| stems.term(word)).collect();
        let mut stemmed = Stemmed::default();
        for segment in segments {
            for (index, lists) in [(segment.stems(), &mut stemmed.text), (segment.top(), &mut stemmed.top)] {
                let mut here = Vec::new();
                for term in &terms {
                    here.extend(index.terms().get(term)?);
                }
                lists.push(here);
            }
        }
        let stemmed = Arc::new(stemmed);
        let mut known = self.known();
        known.make_room(1 + segments.len());
        known.stemmed.insert(word.to_owned(), stemmed.clone());
        Ok(stemmed)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the terms that `word` stands for in `field`.
    pub fn look_up(
        &self,
        field: TextField,
        word: &WordForm,
        segments: &[SegmentView],
    ) -> Result<Arc<Concept>, ArchiveError> {
        let known = self.known().concepts.get(&field).and_then(|of_field| of_field.get(word)).cloned();
        if let Some(concept) = known {
            return Ok(concept);
        }
        let concept = Arc::new(self.gather(field, word, segments)?);
        let mut known = self.known();
        known.make_room(1 + concept.segments.iter().map(Vec::len).sum::<usize>());
        known.concepts.entry(field).or_default().insert(word.clone(), concept.clone());
        Ok(concept)
    }

    /// How many words a pattern of the plan matches, where that is more than are looked for.
    pub fn cut_from(&self, leaf: &Leaf, segments: &[SegmentView]) -> Result<Option<(usize, usize)>, ArchiveError> {
        let mut most = None;
        for (field, word) in leaf.words() {
            most = most.max(self.look_up(field, word, segments)?.cut_from);
        }
        Ok(most.map(|matching| (matching, MOST_TERMS)))
    }

    /// How many live documents hold a term in a field.
    pub fn live_documents(&self, field: TextField, term: &str, segments: &[SegmentView]) -> Result<u64, ArchiveError> {
        let mut live = 0;
        for segment in segments {
            if let Some(info) = segment.words(field).terms().get(term)? {
                live += segment.live_documents(field, &info)?;
            }
        }
        Ok(live)
    }

    fn gather(&self, field: TextField, word: &WordForm, segments: &[SegmentView]) -> Result<Concept, ArchiveError> {
        let mut lists: Vec<Vec<(String, Spelled)>> = Vec::with_capacity(segments.len());
        let anywhere = |info| Spelled { languages: Languages::ALL, info };
        let pattern = match word {
            WordForm::Wildcard(pattern) => WordPattern::wildcard(pattern),
            WordForm::Fuzzy(word, edits) => Some(WordPattern::fuzzy(word, *edits)),
            // What is no expression never gets here; if it did, no word would match it.
            WordForm::Regex(expression) => WordPattern::regex(expression).ok(),
            WordForm::Exact(_) | WordForm::Prefix(_) | WordForm::Stem(_) => None,
        };
        let capitals = matches!(word, WordForm::Regex(expression) if asks_for_capitals(expression));
        let stems: Vec<(&Stems, Languages, String)> = match word {
            WordForm::Stem(word) => {
                self.spoken.stems().map(|(stems, language)| (stems, language, stems.stem(word).into_owned())).collect()
            }
            _ => Vec::new(),
        };
        for segment in segments {
            let dictionary = segment.words(field).terms();
            let mut found: Vec<(String, Spelled)> = Vec::new();
            match word {
                WordForm::Exact(word) => found.extend(dictionary.get(word)?.map(|info| (word.clone(), anywhere(info)))),
                WordForm::Prefix(start) => {
                    scan(segment, field, start, |term, info| found.push((term.to_owned(), anywhere(info.clone()))))?;
                }
                WordForm::Stem(word) => {
                    found.extend(dictionary.get(word)?.map(|info| (word.clone(), anywhere(info))));
                    for (stems, languages, stem) in &stems {
                        let Some(stemmer) = stems.stemmer() else { continue };
                        scan(segment, field, stemmer.scan_prefix(stem), |term, info| {
                            if stems.stem(term) == *stem {
                                found.push((term.to_owned(), Spelled { languages: *languages, info: info.clone() }));
                            }
                        })?;
                    }
                    found.sort_by(|a, b| a.0.cmp(&b.0));
                    found.dedup_by(|later, earlier| {
                        let same = later.0 == earlier.0;
                        if same {
                            earlier.1.languages = earlier.1.languages.and(later.1.languages);
                        }
                        same
                    });
                }
                WordForm::Wildcard(_) | WordForm::Fuzzy(..) | WordForm::Regex(_) => {
                    if let Some(pattern) = &pattern {
                        let mut terms = dictionary.search(pattern).into_stream()?;
                        while let Some((term, info)) = terms.next() {
                            let Ok(term) = std::str::from_utf8(term) else { continue };
                            let wanted = if capitals { has_capitals(term) } else { is_plain_word(term) };
                            if wanted {
                                found.push((term.to_owned(), anywhere(info.clone())));
                            }
                        }
                    }
                }
            }
            lists.push(found);
        }
        let cut_from = match word {
            WordForm::Exact(_) | WordForm::Stem(_) => None,
            _ => keep_most_frequent(&mut lists, field, segments)?,
        };
        let mut concept = Concept { cut_from, ..Concept::default() };
        for list in lists {
            let mut here = Vec::with_capacity(list.len());
            for (term, spelled) in list {
                let languages = concept.terms.entry(term).or_insert(spelled.languages);
                *languages = languages.and(spelled.languages);
                here.push(spelled);
            }
            concept.segments.push(here);
        }
        Ok(concept)
    }
}

/// Keeps the [`MOST_TERMS`] terms that most live documents hold (of equals the first in the alphabet) and returns how
/// many there were, where they were more.
fn keep_most_frequent(
    lists: &mut [Vec<(String, Spelled)>],
    field: TextField,
    segments: &[SegmentView],
) -> Result<Option<usize>, ArchiveError> {
    if lists.iter().map(Vec::len).sum::<usize>() <= MOST_TERMS {
        return Ok(None);
    }
    let mut frequency: HashMap<&str, u64> = HashMap::new();
    for (list, segment) in lists.iter().zip(segments) {
        for (term, spelled) in list {
            *frequency.entry(term).or_default() += segment.live_documents(field, &spelled.info)?;
        }
    }
    frequency.retain(|_, documents| *documents > 0);
    if frequency.len() <= MOST_TERMS {
        return Ok(None);
    }
    let matching = frequency.len();
    let mut by_frequency: Vec<(&str, u64)> = frequency.into_iter().collect();
    by_frequency.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let kept: HashSet<String> = by_frequency[..MOST_TERMS].iter().map(|(term, _)| (*term).to_owned()).collect();
    for list in lists {
        list.retain(|(term, _)| kept.contains(term));
    }
    Ok(Some(matching))
}

/// Walks over the terms that begin with `start`.
fn scan(
    segment: &SegmentView,
    field: TextField,
    start: &str,
    mut found: impl FnMut(&str, &TermInfo),
) -> Result<(), ArchiveError> {
    let mut terms = segment.words(field).terms().range().ge(start).into_stream()?;
    while let Some((term, info)) = terms.next() {
        match std::str::from_utf8(term) {
            Ok(term) if term.starts_with(start) => {
                if is_plain_word(term) {
                    found(term, info);
                }
            }
            _ => break,
        }
    }
    Ok(())
}
