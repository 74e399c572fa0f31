//! What can be wrong with an archive, and how to mend it.

use std::path::PathBuf;

/// Why an archive could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The folder that was named is not there.
    #[error("there is no folder `{}`", .0.display())]
    NoFolder(PathBuf),
    /// No archive was named and none is found at or above the current folder.
    #[error("no archive is named, and no folder at or above `{}` holds one", .0.display())]
    NotFound(PathBuf),
    /// The archive has no index yet.
    #[error("`{}` has no index yet", .0.display())]
    NoIndex(PathBuf),
    /// The index was made by another version of the format.
    #[error("the index in `{}` has format {found}; this onrecord reads format {expected}", index.display())]
    OtherVersion {
        /// Where the index lies.
        index: PathBuf,
        /// Its format, in words where it is not even a number.
        found: String,
        /// Ours.
        expected: u32,
    },
    /// Somebody is writing to it.
    #[error("another `onrecord index` is writing to `{}`", .0.display())]
    Locked(PathBuf),
    /// The index is there but cannot be read.
    #[error("the index in `{}` is damaged: {reason}", index.display())]
    Damaged {
        /// Where the index lies.
        index: PathBuf,
        /// What reading it said.
        reason: String,
    },
    /// The disk said no: full, read-only, no permission.
    #[error("cannot write to `{}`: {reason}", path.display())]
    CannotWrite {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// tantivy failed in the middle of reading or writing.
    #[error("the index failed: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// A file of the index could not be read.
    #[error("the index could not be read: {0}")]
    Io(#[from] std::io::Error),
}

impl ArchiveError {
    /// How to mend it, where there is a way.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            ArchiveError::NoFolder(_) => "check the spelling, or name the folder with --archive DIR".into(),
            ArchiveError::NotFound(_) => "name a folder of articles with --archive DIR, or set ONRECORD_ARCHIVE".into(),
            ArchiveError::NoIndex(root) => format!("make one: onrecord index --archive {}", root.display()),
            ArchiveError::OtherVersion { .. } | ArchiveError::Damaged { .. } => {
                "make it anew from the articles: onrecord index --rebuild".into()
            }
            ArchiveError::Locked(_) => "wait until it is done; searching goes on meanwhile".into(),
            ArchiveError::CannotWrite { .. } => {
                "free some space or change the permissions, or keep the index elsewhere with --index DIR".into()
            }
            ArchiveError::Index(_) | ArchiveError::Io(_) => return None,
        })
    }
}
