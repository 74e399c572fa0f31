//! One error for the whole command line: what is wrong, how to mend it, and the exit status that tells programs.

use crate::archive::ArchiveError;
use crate::ingest::{IngestError, TrainingError};
use crate::relevance::RelevanceError;
use crate::search::CursorError;
use crate::trial::{JudgementError, SuiteError, TrialError};
use std::error::Error;
use std::io;

/// What an exit status says; the same for every command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// Done, and the answer is yes: hits, gate met.
    Yes = 0,
    /// Done, and the answer is no: no hits, gate not met.
    No = 1,
    /// It could not be done.
    Failed = 2,
    /// Done in part: some files were skipped.
    Partly = 3,
    /// Too little is judged to tell.
    Undecided = 4,
}

impl Status {
    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        self as u8
    }
}

/// Why a command could not do what was asked.
#[derive(Debug)]
pub(super) enum CliError {
    /// Something the person should read.
    Told {
        /// What is wrong, with its causes.
        what: String,
        /// How to mend it, where there is a way.
        hint: Option<String>,
    },
    /// Whoever read our answer has seen enough. That is no failure.
    Closed,
}

impl CliError {
    /// An error without a hint.
    pub fn new(what: impl Into<String>) -> CliError {
        CliError::Told { what: what.into(), hint: None }
    }

    /// An error with a way to mend it.
    pub fn with_hint(what: impl Into<String>, hint: impl Into<String>) -> CliError {
        CliError::Told { what: what.into(), hint: Some(hint.into()) }
    }

    /// A file that was named on the command line and cannot be read or written.
    pub fn file(verb: &str, path: &std::path::Path, error: &io::Error) -> CliError {
        CliError::new(format!("cannot {verb} `{}`: {}", path.display(), system(error)))
    }
}

/// What the system says, as people say it and without its number.
fn system(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        _ => {
            let words = error.to_string();
            words.split(" (os error ").next().unwrap_or_default().to_owned()
        }
    }
}

/// An error and what it came from, in one line; a cause that the message holds already is not said twice.
fn with_causes(error: &dyn Error) -> String {
    let mut what = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let words = error.downcast_ref::<io::Error>().map_or_else(|| error.to_string(), system);
        if !what.contains(&words) {
            what = format!("{what}: {words}");
        }
        cause = error.source();
    }
    what
}

impl From<io::Error> for CliError {
    /// Takes errors of writing the answer.
    fn from(error: io::Error) -> CliError {
        match error.kind() {
            io::ErrorKind::BrokenPipe => CliError::Closed,
            _ => CliError::new(format!("cannot write the answer: {}", system(&error))),
        }
    }
}

impl From<ArchiveError> for CliError {
    fn from(error: ArchiveError) -> CliError {
        CliError::Told { what: with_causes(&error), hint: error.hint() }
    }
}

impl From<CursorError> for CliError {
    fn from(error: CursorError) -> CliError {
        CliError::with_hint(error.to_string(), error.hint())
    }
}

impl From<IngestError> for CliError {
    fn from(error: IngestError) -> CliError {
        CliError::Told { what: with_causes(&error), hint: error.hint() }
    }
}

impl From<TrainingError> for CliError {
    fn from(error: TrainingError) -> CliError {
        CliError::new(with_causes(&error))
    }
}

impl From<SuiteError> for CliError {
    fn from(error: SuiteError) -> CliError {
        CliError::new(with_causes(&error))
    }
}

impl From<TrialError> for CliError {
    fn from(error: TrialError) -> CliError {
        CliError::Told { what: with_causes(&error), hint: error.hint() }
    }
}

impl From<JudgementError> for CliError {
    fn from(error: JudgementError) -> CliError {
        CliError::new(with_causes(&error))
    }
}

impl From<RelevanceError> for CliError {
    fn from(error: RelevanceError) -> CliError {
        CliError::new(with_causes(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::{CliError, with_causes};
    use std::io;

    #[test]
    fn a_closed_pipe_is_no_failure() {
        assert!(matches!(CliError::from(io::Error::from(io::ErrorKind::BrokenPipe)), CliError::Closed));
        assert!(matches!(CliError::from(io::Error::from(io::ErrorKind::StorageFull)), CliError::Told { .. }));
    }

    #[test]
    fn causes_are_said_once() {
        #[derive(Debug, thiserror::Error)]
        #[error("cannot read `a`")]
        struct Outer(#[source] io::Error);
        assert_eq!(with_causes(&Outer(io::Error::other("disk on fire"))), "cannot read `a`: disk on fire");
    }
}
