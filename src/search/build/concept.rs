//! [`Lexicon`]: from a word that was typed to the terms of the index it stands for.
//!
//! The index holds words as they are printed; a bare word is widened here, when it is asked, to all words with its
//! stem in the languages of the archive. What was looked up once is kept for as long as the generation is open.

use super::plan::{Leaf, WordForm};
use super::segment::SegmentView;
use crate::archive::{ArchiveError, Manifest, TextField, has_capitals, is_plain_word};
use crate::search::pattern::{WordPattern, asks_for_capitals};
use crate::text::stem::Stemmer;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

/// A pattern stands for at most so many words, the most frequent ones; every one of them is read in full, side by side
/// where they stand in a phrase.
const MOST_TERMS: usize = 4_096;
/// So many terms and concepts are kept; then what is known is forgotten.
const MOST_KNOWN: usize = 1_000_000;

/// Looks words up in the term lists of all segments.
pub(in crate::search) struct Lexicon {
    stemmers: Vec<Stemmer>,
    known: Mutex<Known>,
}

/// What was looked up before, and how much it is.
#[derive(Default)]
struct Known {
    concepts: HashMap<(TextField, WordForm), Arc<Concept>>,
    size: usize,
}

/// The terms that one word stands for in one field.
#[derive(Debug, Default)]
pub(in crate::search) struct Concept {
    /// The words as they stand in the index, in any segment.
    pub terms: BTreeSet<String>,
    /// For each segment, where the postings of its terms lie, in the order of the terms.
    pub segments: Vec<Vec<TermInfo>>,
    /// How many words match in all, where that is more than are looked for.
    pub cut_from: Option<usize>,
}

impl Lexicon {
    /// A lexicon for the languages that the archive holds.
    pub fn new(manifest: &Manifest) -> Lexicon {
        let mut codes: BTreeSet<&str> = manifest.languages.keys().map(String::as_str).collect();
        // Articles too short for their language to be told are nearly always in the language of this program's users.
        if codes.remove("") || codes.is_empty() {
            codes.insert("en");
        }
        Lexicon { stemmers: codes.into_iter().filter_map(Stemmer::for_language).collect(), known: Mutex::default() }
    }

    /// Returns the terms that `word` stands for in `field`.
    pub fn look_up(
        &self,
        field: TextField,
        word: &WordForm,
        segments: &[SegmentView],
    ) -> Result<Arc<Concept>, ArchiveError> {
        let key = (field, word.clone());
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).concepts.get(&key).cloned();
        if let Some(concept) = known {
            return Ok(concept);
        }
        let concept = Arc::new(self.gather(field, word, segments)?);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let size = 1 + concept.segments.iter().map(Vec::len).sum::<usize>();
        if known.size + size > MOST_KNOWN {
            *known = Known::default();
        }
        known.size += size;
        known.concepts.insert(key, concept.clone());
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
                live += live_documents(segment, field, &info)?;
            }
        }
        Ok(live)
    }

    fn gather(&self, field: TextField, word: &WordForm, segments: &[SegmentView]) -> Result<Concept, ArchiveError> {
        let mut lists: Vec<Vec<(String, TermInfo)>> = Vec::with_capacity(segments.len());
        let pattern = match word {
            WordForm::Wildcard(pattern) => WordPattern::wildcard(pattern),
            WordForm::Fuzzy(word, edits) => Some(WordPattern::fuzzy(word, *edits)),
            // What is no expression never gets here; if it did, no word would match it.
            WordForm::Regex(expression) => WordPattern::regex(expression).ok(),
            WordForm::Exact(_) | WordForm::Prefix(_) | WordForm::Stem(_) => None,
        };
        let capitals = matches!(word, WordForm::Regex(expression) if asks_for_capitals(expression));
        let stems: Vec<(&Stemmer, String)> = match word {
            WordForm::Stem(word) => self.stemmers.iter().map(|s| (s, s.stem(word).into_owned())).collect(),
            _ => Vec::new(),
        };
        for segment in segments {
            let dictionary = segment.words(field).terms();
            let mut found: Vec<(String, TermInfo)> = Vec::new();
            match word {
                WordForm::Exact(word) => found.extend(dictionary.get(word)?.map(|info| (word.clone(), info))),
                WordForm::Prefix(start) => {
                    scan(segment, field, start, |term, info| found.push((term.to_owned(), info.clone())))?;
                }
                WordForm::Stem(word) => {
                    found.extend(dictionary.get(word)?.map(|info| (word.clone(), info)));
                    for (stemmer, stem) in &stems {
                        scan(segment, field, Stemmer::scan_prefix(stem), |term, info| {
                            if stemmer.stem(term) == *stem {
                                found.push((term.to_owned(), info.clone()));
                            }
                        })?;
                    }
                    found.sort_by(|a, b| a.0.cmp(&b.0));
                    found.dedup_by(|a, b| a.0 == b.0);
                }
                WordForm::Wildcard(_) | WordForm::Fuzzy(..) | WordForm::Regex(_) => {
                    if let Some(pattern) = &pattern {
                        let mut terms = dictionary.search(pattern).into_stream()?;
                        while let Some((term, info)) = terms.next() {
                            let Ok(term) = std::str::from_utf8(term) else { continue };
                            let wanted = if capitals { has_capitals(term) } else { is_plain_word(term) };
                            if wanted {
                                found.push((term.to_owned(), info.clone()));
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
            let (terms, infos): (Vec<String>, Vec<TermInfo>) = list.into_iter().unzip();
            concept.terms.extend(terms);
            concept.segments.push(infos);
        }
        Ok(concept)
    }
}

/// Keeps the [`MOST_TERMS`] terms that most live documents hold (of equals the first in the alphabet) and returns how
/// many there were, where they were more.
fn keep_most_frequent(
    lists: &mut [Vec<(String, TermInfo)>],
    field: TextField,
    segments: &[SegmentView],
) -> Result<Option<usize>, ArchiveError> {
    if lists.iter().map(Vec::len).sum::<usize>() <= MOST_TERMS {
        return Ok(None);
    }
    let mut frequency: HashMap<&str, u64> = HashMap::new();
    for (list, segment) in lists.iter().zip(segments) {
        for (term, info) in list {
            *frequency.entry(term).or_default() += live_documents(segment, field, info)?;
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

/// How many documents hold a term, without those that were deleted: what is kept must not depend on merges.
fn live_documents(segment: &SegmentView, field: TextField, info: &TermInfo) -> Result<u64, ArchiveError> {
    if !segment.reader.has_deletes() {
        return Ok(u64::from(info.doc_freq));
    }
    let mut postings = segment.words(field).read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
    let mut live = 0;
    while postings.doc() != TERMINATED {
        live += u64::from(segment.is_live(postings.doc()));
        postings.advance();
    }
    Ok(live)
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
