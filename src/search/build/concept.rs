//! [`Lexicon`]: from a word that was typed to the terms of the index it stands for.
//!
//! The index holds words as they are printed; a bare word is widened here, when it is asked, to all words with its
//! stem in the languages of the archive. What was looked up once is kept for as long as the generation is open.

use super::plan::WordForm;
use super::segment::SegmentView;
use crate::archive::{ArchiveError, Manifest, TextField};
use crate::text::stem::Stemmer;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::postings::TermInfo;

/// Looks words up in the term lists of all segments.
pub(in crate::search) struct Lexicon {
    stemmers: Vec<Stemmer>,
    known: Mutex<HashMap<(TextField, WordForm), Arc<Concept>>>,
}

/// The terms that one word stands for in one field.
#[derive(Debug, Default)]
pub(in crate::search) struct Concept {
    /// The words as they stand in the index, in any segment.
    pub terms: BTreeSet<String>,
    /// For each segment, where the postings of its terms lie, in the order of the terms.
    pub segments: Vec<Vec<TermInfo>>,
}

impl Lexicon {
    /// A lexicon for the languages that the archive holds.
    pub fn new(manifest: &Manifest) -> Lexicon {
        let mut codes: BTreeSet<&str> = manifest.languages.keys().map(String::as_str).collect();
        // Articles too short for their language to be told are nearly always in the language of this program's users.
        if codes.remove("") || codes.is_empty() {
            codes.insert("en");
        }
        Lexicon {
            stemmers: codes.into_iter().filter_map(Stemmer::for_language).collect(),
            known: Mutex::new(HashMap::new()),
        }
    }

    /// Returns the terms that `word` stands for in `field`.
    pub fn look_up(
        &self,
        field: TextField,
        word: &WordForm,
        segments: &[SegmentView],
    ) -> Result<Arc<Concept>, ArchiveError> {
        let key = (field, word.clone());
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(concept) = known {
            return Ok(concept);
        }
        let concept = Arc::new(self.gather(field, word, segments)?);
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(key, concept.clone());
        Ok(concept)
    }

    fn gather(&self, field: TextField, word: &WordForm, segments: &[SegmentView]) -> Result<Concept, ArchiveError> {
        let mut concept = Concept::default();
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
            }
            let (terms, infos): (Vec<String>, Vec<TermInfo>) = found.into_iter().unzip();
            concept.terms.extend(terms);
            concept.segments.push(infos);
        }
        Ok(concept)
    }
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
            Ok(term) if term.starts_with(start) => found(term, info),
            _ => break,
        }
    }
    Ok(())
}
