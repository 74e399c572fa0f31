//! [`TrialError`]: why a suite could not be run.

use super::suite_error::SuiteError;
use crate::archive::ArchiveError;
use crate::ingest::IngestError;
use crate::relevance::DuplicateDocument;
use std::io;
use std::path::PathBuf;

/// Why a suite could not be run. A suite that was run and failed is no error.
#[derive(Debug, thiserror::Error)]
pub enum TrialError {
    /// Names that fit no document of the archive, or several; never empty, in the order of the file.
    #[error("{}", all(.0))]
    Names(Vec<SuiteError>),
    /// Neither the suite nor its user says what to ask.
    #[error("the suite `{}` names neither a `corpus` nor an `archive`", .0.display())]
    NoTarget(PathBuf),
    /// The suite's corpus is not there.
    #[error("`{}` names the corpus `{}`, and there is no such folder", suite.display(), corpus.display())]
    NoCorpus {
        /// The suite file.
        suite: PathBuf,
        /// The folder.
        corpus: PathBuf,
    },
    /// The suite's corpus or archive holds no article, so that every query that wants nothing would pass.
    #[error("there is not one article in `{}`", .0.display())]
    NoArticles(PathBuf),
    /// There is no place for an index.
    #[error("cannot make a folder for the index among the temporary files")]
    Scratch(#[source] io::Error),
    /// The baseline's articles are not these.
    #[error("{what}, and what differs then is not the search alone (baseline `{baseline}`)")]
    OtherCorpus {
        /// The baseline's file.
        baseline: String,
        /// How the articles differ.
        what: String,
    },
    /// The corpus cannot be indexed.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The archive cannot be opened or asked.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The archive gave one document twice, which is a fault of ours.
    #[error("the answer to query `{query}` is damaged")]
    Answer {
        /// The query.
        query: String,
        /// The document.
        #[source]
        source: DuplicateDocument,
    },
}

impl TrialError {
    /// How to mend it, where there is a way.
    pub fn hint(&self) -> Option<String> {
        match self {
            TrialError::Names(_) => {
                Some("`onrecord search --ids` and `onrecord show ID` tell what documents are called".into())
            }
            TrialError::NoTarget(_) => Some(
                "add `corpus = \"folder of articles\"` under [suite], or name an archive with --archive DIR".into(),
            ),
            TrialError::NoCorpus { .. } => Some("paths in a suite are relative to the suite file".into()),
            TrialError::NoArticles(_) => Some("check the path, and that the articles are of a known format".into()),
            TrialError::OtherCorpus { .. } => {
                Some("compare all the same with --cross-corpus, or write a new baseline with --write-baseline".into())
            }
            TrialError::Scratch(_) => Some("free some space there, or name another folder in TMPDIR".into()),
            TrialError::Ingest(error) => error.hint(),
            TrialError::Archive(error) => error.hint(),
            TrialError::Answer { .. } => None,
        }
    }
}

/// Errors with their lines, one below the other.
fn all(errors: &[SuiteError]) -> String {
    errors.iter().map(SuiteError::to_string).collect::<Vec<_>>().join("\n")
}
