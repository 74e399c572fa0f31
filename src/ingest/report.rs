//! What a run of `index` did, and what can stop it.

use crate::archive::ArchiveError;
use crate::quote::model::ModelError;
use crate::read::{FieldMapError, Skipped, WalkError};
use std::path::PathBuf;
use std::time::Duration;

/// What a run did and what the archive holds after it.
#[derive(Debug, Clone, Default)]
pub struct IngestReport {
    /// Articles that were not there before.
    pub added: usize,
    /// Articles that took the place of an older version of themselves.
    pub replaced: usize,
    /// Articles that went because their file is gone or holds them no more.
    pub removed: usize,
    /// Articles of an earlier run that stay although their file, which is there, could not be read in this one.
    pub kept: usize,
    /// Files that are as they were when they were last read.
    pub unchanged: usize,
    /// Files that are as they were, read again because that is done in another way now: by another model, map of fields
    /// or version of the program.
    pub read_again: usize,
    /// Articles in the archive now.
    pub articles: u64,
    /// Quotations in the archive now.
    pub quotations: u64,
    /// Quotations that this run added for which somebody is named.
    pub attributed: usize,
    /// Quotations that this run added.
    pub quotations_added: usize,
    /// Articles in the archive without a date.
    pub undated: u64,
    /// Bytes of text of the articles that this run read.
    pub text_bytes: u64,
    /// Files of no known type, and why they are not read.
    pub passed_over: Vec<Skipped>,
    /// Files and records that should have been read and could not.
    pub skipped: Vec<Skipped>,
    /// Where the model comes from by which quotations were found; `None` where it is the one that comes with the program.
    pub model: Option<String>,
    /// Where fields of records were looked for; `None` for the usual names alone.
    pub map: Option<String>,
    /// What else is worth knowing, one sentence each.
    pub warnings: Vec<String>,
    /// How long it took.
    pub elapsed: Duration,
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The folder has been walked.
    Found {
        /// Files to read.
        files: usize,
        /// Their bytes.
        bytes: u64,
    },
    /// So much has been read.
    Done {
        /// Files that were read to their end.
        files: usize,
        /// Bytes that were read.
        bytes: u64,
        /// Articles that were found.
        articles: usize,
    },
    /// Everything is read; the index is being written out.
    Committing,
}

/// Why a run could not be done at all.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The folder cannot be walked.
    #[error(transparent)]
    Walk(#[from] WalkError),
    /// The archive cannot be written.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The folder holds no article any more, and the archive does. An unmounted disk looks so.
    #[error("`{}` holds no article any more, and its index holds {articles}; nothing was removed", folder.display())]
    Emptied {
        /// The folder of articles.
        folder: PathBuf,
        /// How many articles the index holds.
        articles: usize,
    },
    /// The threads that were asked for could not be started.
    #[error("cannot start {threads} threads: {reason}")]
    Threads {
        /// How many.
        threads: usize,
        /// What the system said.
        reason: String,
    },
    /// The model that is kept with the archive cannot be used.
    #[error("the model of quotations that is kept with this archive: {0}")]
    KeptModel(ModelError),
    /// The map of fields that is kept with the archive cannot be used.
    #[error("the map of fields that is kept with this archive: {0}")]
    KeptMap(FieldMapError),
    /// The archive was read by something that was kept with it and is not there any more.
    #[error("the {what} by which this archive was read is not kept with it any more")]
    Lost {
        /// What it is.
        what: &'static str,
    },
    /// What the archive is read by cannot be kept with it, or not be forgotten.
    #[error("cannot keep the {what} with the archive: {reason}")]
    NotKept {
        /// What it is.
        what: &'static str,
        /// What the system said.
        reason: String,
    },
}

impl IngestError {
    /// How to mend it, where there is a way.
    pub fn hint(&self) -> Option<String> {
        match self {
            IngestError::Walk(_) => None,
            IngestError::Archive(error) => error.hint(),
            IngestError::Emptied { .. } => Some(
                "see whether its disk is there; where the articles are gone for good, --rebuild empties the index"
                    .into(),
            ),
            IngestError::Threads { .. } => Some("ask for fewer with --threads".into()),
            IngestError::KeptModel(_) => Some(
                "give one with --model, or begin anew with --rebuild by the model that comes with the program".into(),
            ),
            IngestError::KeptMap(_) => {
                Some("give one with --map, or begin anew with --rebuild by the usual names of fields".into())
            }
            IngestError::Lost { .. } => {
                Some("give it again with --model or --map, or begin anew without it: onrecord index --rebuild".into())
            }
            IngestError::NotKept { .. } => None,
        }
    }
}
