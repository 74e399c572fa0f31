//! What can be wrong with an archive, and how to mend it.

use super::location::HIDDEN;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::TantivyError;
use tantivy::directory::error::{OpenDirectoryError, OpenReadError};

/// Why an archive could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The folder that was named is not there.
    #[error("there is no folder `{}`", .0.display())]
    NoFolder(PathBuf),
    /// A file was named where a folder of articles is wanted.
    #[error("`{}` is a file, not a folder of articles", .0.display())]
    NotAFolder(PathBuf),
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
    /// The index was made of another folder of articles.
    #[error("the index in `{}` was made of `{}`, not of `{}`", index.display(), of.display(), root.display())]
    OfAnother {
        /// Where the index lies.
        index: PathBuf,
        /// The folder it was made of.
        of: PathBuf,
        /// The folder that was named.
        root: PathBuf,
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
    /// The index is there and may not be read.
    #[error("no permission to read the index in `{}`", .0.display())]
    Forbidden(PathBuf),
    /// The index was to be kept right in the folder where the archive keeps what belongs to it.
    #[error("`{}` is no place for an index: what people settled by hand is kept there, too", .0.display())]
    Hidden(PathBuf),
    /// The disk said no: full, read-only, no permission.
    #[error("cannot write to `{}`: {reason}", path.display())]
    CannotWrite {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// Where the index should go there are files that are no part of one.
    #[error("`{}` is not kept for an index: it holds `{}`", folder.display(), file.display())]
    Occupied {
        /// Where the index should go.
        folder: PathBuf,
        /// One of the other files.
        file: PathBuf,
    },
    /// The file in which people say who is who has a mistake, or is not there.
    #[error("`{}`, {what}", file.display())]
    Aliases {
        /// The file.
        file: PathBuf,
        /// Where in it, and what is wrong.
        what: String,
    },
    /// tantivy failed in the middle of reading or writing.
    #[error("the index failed: {}", reason(.0))]
    Index(TantivyError),
    /// A file of the index could not be read.
    #[error("the index could not be read: {}", system_reason(.0))]
    Io(io::Error),
}

impl ArchiveError {
    /// How to mend it, where there is a way.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            ArchiveError::NoFolder(_) => "check the spelling, or name the folder with --archive DIR".into(),
            ArchiveError::NotFound(_) => "name a folder of articles with --archive DIR, or set ONRECORD_ARCHIVE".into(),
            ArchiveError::NotAFolder(file) => {
                format!("name the folder it stands in, or read the file alone: onrecord extract {}", file.display())
            }
            ArchiveError::NoIndex(root) => format!("make one: onrecord index --archive {}", root.display()),
            ArchiveError::OtherVersion { index, .. } | ArchiveError::Damaged { index, .. } => {
                format!("make it anew from the articles: onrecord index --rebuild{}", named(index))
            }
            ArchiveError::Forbidden(index) => {
                let hidden = index.parent().filter(|folder| folder.ends_with(HIDDEN));
                format!("its owner gives it to all: chmod -R a+rX {}", hidden.unwrap_or(index).display())
            }
            ArchiveError::Hidden(hidden) => {
                format!("leave --index out: the index lies in {}", hidden.join("index").display())
            }
            ArchiveError::OfAnother { .. } => {
                "name another folder with --index; where the articles have only moved, --rebuild makes it theirs".into()
            }
            ArchiveError::Locked(_) => "wait until it is done; searching goes on meanwhile".into(),
            ArchiveError::CannotWrite { .. } => {
                "free some space or change the permissions, or keep the index elsewhere with --index DIR".into()
            }
            ArchiveError::Aliases { .. } => {
                "it holds [[person]] with name, id, spellings, not, and [[apart]] with names; see `onrecord speakers --help`"
                    .into()
            }
            ArchiveError::Occupied { .. } => "name a new or an empty folder with --index DIR".into(),
            ArchiveError::Index(_) | ArchiveError::Io(_) => {
                "where this comes again, make the index anew from the articles: onrecord index --rebuild".into()
            }
        })
    }
}

// Not as `#[from]`, which would make them sources too: their words are in ours already, said better.
impl From<TantivyError> for ArchiveError {
    fn from(error: TantivyError) -> ArchiveError {
        ArchiveError::Index(error)
    }
}

impl From<io::Error> for ArchiveError {
    fn from(error: io::Error) -> ArchiveError {
        ArchiveError::Io(error)
    }
}

/// The words behind `onrecord index` that name the archive with this index, where its place tells.
fn named(index: &Path) -> String {
    let hidden = index.parent().filter(|hidden| hidden.ends_with(HIDDEN));
    match hidden.and_then(Path::parent).filter(|root| !root.as_os_str().is_empty()) {
        Some(root) => format!(" {}", root.display()),
        None => String::new(),
    }
}

/// What tantivy says, as people say it: its own words quote Rust and may quote whole files.
pub(super) fn reason(error: &TantivyError) -> String {
    let not_as_written = |file: &Path| format!("its file `{}` is not as it was written", file.display());
    match error {
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
            format!("its file `{}` is missing", file.display())
        }
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath }) => match io_error.kind() {
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => not_as_written(filepath),
            _ => system_reason(io_error),
        },
        TantivyError::DataCorruption(_) => "its files are not as they were written".to_owned(),
        // What did not come from the system, tantivy or one of its libraries says of bytes that it read.
        TantivyError::IoError(error) if error.raw_os_error().is_none() && is_of_content(error.kind()) => {
            "its files are not as they were written".to_owned()
        }
        TantivyError::IoError(error) => system_reason(Arc::as_ref(error)),
        other => {
            let words = other.to_string();
            // A thread of tantivy hands on no more than the words of what the system told it.
            let number = words.split_once("(os error ").and_then(|(_, rest)| rest.split(')').next()?.parse().ok());
            number.map_or(words, |number| system_reason(&io::Error::from_raw_os_error(number)))
        }
    }
}

fn is_of_content(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::Other)
}

/// Whether it was forbidden to read a file of the index.
pub(super) fn is_forbidden(error: &TantivyError) -> bool {
    let kind = match error {
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => io_error.kind(),
        TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => io_error.kind(),
        TantivyError::IoError(error) => error.kind(),
        _ => return false,
    };
    kind == io::ErrorKind::PermissionDenied
}

/// What the system says, without its number.
pub(super) fn system_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission".to_owned(),
        _ => {
            let words = error.to_string();
            words.split(" (os error ").next().unwrap_or_default().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ArchiveError, reason};
    use std::io;
    use std::path::PathBuf;
    use tantivy::TantivyError;

    #[test]
    fn a_hint_names_the_archive_where_the_place_of_the_index_tells() {
        let hint = |index: &str| ArchiveError::Damaged { index: index.into(), reason: String::new() }.hint().unwrap();
        assert!(hint("news/.onrecord/index").ends_with("onrecord index --rebuild news"));
        assert!(hint("elsewhere").ends_with("onrecord index --rebuild"));
    }

    #[test]
    fn what_the_system_says_has_no_number_and_no_rust() {
        let full = TantivyError::from(io::Error::from_raw_os_error(28));
        assert_eq!(reason(&full), "the disk is full");
        let handed_on = TantivyError::InternalError("No space left on device (os error 28)".to_owned());
        assert_eq!(reason(&handed_on), "the disk is full");
        let words = TantivyError::from(io::Error::other("Fst data is corrupted: expected API version 2"));
        assert_eq!(reason(&words), "its files are not as they were written");
        let missing = tantivy::directory::error::OpenReadError::FileDoesNotExist(PathBuf::from("a.store"));
        assert_eq!(reason(&missing.into()), "its file `a.store` is missing");
    }
}
