//! [`Names`]: from a document as a suite names it to the one id that an answer would give.
//!
//! A name that fits nothing, or several documents, is an error of the suite with its line. Were it passed over, its
//! query would be measured against a document that no answer can hold, and a slip of the pen would look like a fault
//! of the engine.

use super::suite::{DocumentName, NameKind, QueryKind};
use super::suite_error::SuiteProblem;
use crate::archive::{ArchiveError, FileState};
use crate::article::ArticleId;
use crate::relevance::{encoded_id, nearest};
use crate::search::{Field, Form, Hit, Query, Request, Searcher, Target, Words};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Archives up to this many articles are looked through for the name that was probably meant.
const MOST_LOOKED_THROUGH: u64 = 20_000;

/// Several documents that one name fits are listed up to this many.
const MOST_LISTED: usize = 4;

/// What documents of an archive can be called.
pub(super) struct Names<'a> {
    searcher: &'a Searcher,
    files: OnceCell<BTreeMap<String, FileState>>,
}

/// Why a name names no document.
pub(super) enum Unresolved {
    /// It is the suite's fault.
    Suite(SuiteProblem),
    /// The archive could not be asked.
    Archive(ArchiveError),
}

impl From<ArchiveError> for Unresolved {
    fn from(error: ArchiveError) -> Unresolved {
        Unresolved::Archive(error)
    }
}

impl<'a> Names<'a> {
    pub fn of(searcher: &'a Searcher) -> Names<'a> {
        Names { searcher, files: OnceCell::new() }
    }

    /// Returns the id of the one document that `name` fits.
    pub fn resolve(&self, name: &DocumentName, kind: QueryKind) -> Result<String, Unresolved> {
        match (kind, &name.text) {
            (QueryKind::Articles, _) => self.article(name),
            (QueryKind::Quotes, Some(words)) => self.quotation_with(&self.article(name)?, words, name),
            (QueryKind::Quotes, None) => self.quotation(name),
            (QueryKind::Speakers, _) => self.speaker(name),
        }
    }

    /// Returns the id of the one article that a judgement in TREC's form names. White space cannot stand in such a
    /// file, so runs and judgements percent-encode it.
    pub fn resolve_encoded(&self, name: &DocumentName) -> Result<String, Unresolved> {
        match self.article(name) {
            Err(Unresolved::Suite(SuiteProblem::NoDocument { .. })) if name.name.contains('%') => {
                self.article(&DocumentName { name: encoded_id::decode(&name.name), ..name.clone() })
            }
            resolved => resolved,
        }
    }

    fn article(&self, name: &DocumentName) -> Result<String, Unresolved> {
        let mut fitting = self.articles(name)?;
        match fitting.len() {
            0 => Err(nothing(name, self.hint(name)?)),
            1 => Ok(fitting.swap_remove(0)),
            _ => Err(several(name, fitting)),
        }
    }

    /// The articles that the name fits, in the order of their ids.
    fn articles(&self, name: &DocumentName) -> Result<Vec<String>, ArchiveError> {
        let by = |kind| name.by == kind || name.by == NameKind::Any;
        let mut fitting = Vec::new();
        if by(NameKind::Id) && self.searcher.archive().find(&name.name)?.is_some() {
            fitting.push(name.name.clone());
        }
        if by(NameKind::Path) {
            let file = self.files()?.get(&name.name);
            fitting.extend(file.into_iter().flat_map(|file| &file.articles).map(|id| id.as_str().to_owned()));
        }
        if by(NameKind::Url) {
            let same = self.with_words(Field::Url, &name.name)?.into_iter();
            let same = same.filter(|hit| hit.article.url.as_deref() == Some(name.name.as_str()));
            fitting.extend(same.map(|hit| hit.id));
        }
        if name.by == NameKind::Headline {
            let same = self.with_words(Field::Headline, &name.name)?.into_iter();
            let same = same.filter(|hit| bare(&hit.article.headline) == bare(&name.name));
            let dated = |hit: &Hit| hit.article.published.map(|date| date.to_string()) == name.date;
            fitting.extend(same.filter(|hit| name.date.is_none() || dated(hit)).map(|hit| hit.id));
        }
        fitting.sort_unstable();
        fitting.dedup();
        Ok(fitting)
    }

    /// The articles that hold a name's words in a row in a field. The index knows addresses and headlines by their
    /// words; what is stored must then be the same.
    fn with_words(&self, field: Field, words: &str) -> Result<Vec<Hit>, ArchiveError> {
        let form = Form::Phrase { words: words.to_owned(), capitals: false, slop: 0, ordered: true };
        let query = Query::Words(Words { field: Some(field), form });
        Ok(self.searcher.search(&Request::new(query, Target::Articles).limit(usize::MAX).passages(0))?.hits)
    }

    /// The speaker whose id the name is, else whose name it is in any spelling of the archive, letter by letter.
    fn speaker(&self, name: &DocumentName) -> Result<String, Unresolved> {
        let speakers = self.searcher.list_speakers("")?.speakers;
        let mut fitting = Vec::new();
        for speaker in &speakers {
            let by_id = matches!(name.by, NameKind::Id | NameKind::Any) && speaker.id == name.name;
            let by_name = matches!(name.by, NameKind::Name | NameKind::Any)
                && (speaker.name == name.name
                    || self
                        .searcher
                        .spellings_and_candidates(speaker.place)?
                        .0
                        .iter()
                        .any(|spelling| spelling.name == name.name));
            if by_id || by_name {
                fitting.push(speaker.id.clone());
            }
        }
        match fitting.len() {
            1 => Ok(fitting.swap_remove(0)),
            0 => {
                let known = speakers.iter().flat_map(|speaker| [speaker.name.as_str(), speaker.id.as_str()]);
                let near = nearest(&name.name, known);
                let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                Err(Unresolved::Suite(SuiteProblem::NoSpeaker { name: name.name.clone(), hint }))
            }
            _ => Err(several(name, fitting)),
        }
    }

    /// The quotation whose id the name is.
    fn quotation(&self, name: &DocumentName) -> Result<String, Unresolved> {
        if let Some((article, n)) = ArticleId::of_quotation(&name.name).filter(|(_, n)| *n > 0)
            && let Some(address) = self.searcher.archive().find(article)?
        {
            let quotations = self.searcher.archive().load(address)?.quotations.len();
            return if n <= quotations {
                Ok(name.name.clone())
            } else {
                let article = article.to_owned();
                Err(Unresolved::Suite(SuiteProblem::NoQuotation { article, wanted: format!("#q{n}"), quotations }))
            };
        }
        Err(match self.articles(name)?.as_slice() {
            [] => nothing(name, String::new()),
            _ => Unresolved::Suite(SuiteProblem::QuotationWithoutText(name.name.clone())),
        })
    }

    /// The quotation of an article that has these words: that is made of them, else that begins with them, else that
    /// holds them.
    fn quotation_with(&self, article: &str, words: &str, name: &DocumentName) -> Result<String, Unresolved> {
        let stored = match self.searcher.archive().find(article)? {
            Some(address) => self.searcher.archive().load(address)?,
            None => return Err(nothing(name, String::new())),
        };
        let wanted = bare(words);
        let fits: Vec<(usize, Fit)> = stored
            .quotations
            .iter()
            .enumerate()
            .filter_map(|(n, quotation)| Some((n + 1, Fit::of(&bare(&quotation.text(&stored.article.text)), &wanted)?)))
            .collect();
        let best = fits.iter().map(|(_, fit)| *fit).min();
        let id = ArticleId::new(article);
        let mut fitting: Vec<String> =
            fits.iter().filter(|(_, fit)| Some(*fit) == best).map(|(n, _)| id.quotation(*n)).collect();
        match fitting.len() {
            0 => Err(Unresolved::Suite(SuiteProblem::NoQuotation {
                article: article.to_owned(),
                wanted: format!("“{words}”"),
                quotations: stored.quotations.len(),
            })),
            1 => Ok(fitting.swap_remove(0)),
            _ => Err(several(name, fitting)),
        }
    }

    fn files(&self) -> Result<&BTreeMap<String, FileState>, ArchiveError> {
        match self.files.get() {
            Some(files) => Ok(files),
            None => {
                let files = self.searcher.archive().files()?;
                Ok(self.files.get_or_init(|| files))
            }
        }
    }

    /// `; did you mean …?`, or nothing.
    fn hint(&self, name: &DocumentName) -> Result<String, ArchiveError> {
        if matches!(name.by, NameKind::Url | NameKind::Headline)
            || self.searcher.archive().manifest().articles > MOST_LOOKED_THROUGH
        {
            return Ok(String::new());
        }
        let files = self.files()?;
        let ids = files.values().flat_map(|file| &file.articles).map(ArticleId::as_str);
        let ids = ids.filter(|_| name.by != NameKind::Path);
        let paths = files.keys().map(String::as_str).filter(|_| name.by != NameKind::Id);
        let near = nearest(&name.name, ids.chain(paths));
        Ok(near.map_or_else(String::new, |near| format!("; did you mean `{near}`?")))
    }
}

/// How well a quotation fits wanted words, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Beginning,
    Inside,
}

impl Fit {
    /// How a quotation fits; both are [`bare`].
    fn of(quotation: &str, wanted: &str) -> Option<Fit> {
        if wanted.trim().is_empty() {
            return None;
        }
        if quotation == wanted {
            Some(Fit::Whole)
        } else if quotation.starts_with(wanted) {
            Some(Fit::Beginning)
        } else {
            quotation.contains(wanted).then_some(Fit::Inside)
        }
    }
}

/// The words of a text, in lower case, with a space before and after each.
///
/// Marks, punctuation, white space and the ` … ` between the parts of a quotation are not part of it: people type them
/// in many ways.
fn bare(text: &str) -> String {
    let mut bare = String::from(" ");
    for word in text.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '\'' | '’')) {
        let letters = word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase);
        let before = bare.len();
        bare.extend(letters);
        if bare.len() > before {
            bare.push(' ');
        }
    }
    bare
}

fn nothing(name: &DocumentName, hint: String) -> Unresolved {
    Unresolved::Suite(SuiteProblem::NoDocument { name: name.name.clone(), by: name.by, hint })
}

fn several(name: &DocumentName, mut documents: Vec<String>) -> Unresolved {
    let more = documents.len().saturating_sub(MOST_LISTED);
    documents.truncate(MOST_LISTED);
    Unresolved::Suite(SuiteProblem::SeveralDocuments { name: name.to_string(), documents, more })
}

#[cfg(test)]
mod tests {
    use super::{Fit, bare};

    #[test]
    fn words_are_compared_without_marks() {
        assert_eq!(bare("“We knew,” … “and  we\nDIDN’T wait.”"), " we knew and we didnt wait ");
        assert_eq!(bare("… “"), " ");
    }

    #[test]
    fn whole_words_fit() {
        let fit = |quotation: &str, wanted: &str| Fit::of(&bare(quotation), &bare(wanted));
        assert_eq!(fit("“We knew,”", "we knew"), Some(Fit::Whole));
        assert_eq!(fit("We knew that", "We knew"), Some(Fit::Beginning));
        assert_eq!(fit("And we knew", "we knew"), Some(Fit::Inside));
        assert_eq!(fit("We knew", "We kn"), None);
        assert_eq!(fit("We knew", "…"), None);
    }
}
