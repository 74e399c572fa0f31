//! [`IndexReport`]: what filling an archive came to, in numbers, for people and for programs alike.

use serde::{Serialize, Serializer};

/// What `index` did.
#[derive(Debug, Clone, Default, Serialize)]
pub struct IndexReport {
    /// Articles that are new.
    pub added: usize,
    /// Articles that took the place of an older version.
    pub replaced: usize,
    /// Articles whose file is gone.
    pub removed: usize,
    /// Articles that stay although their file could not be read this time.
    pub kept: usize,
    /// Files that had not changed.
    pub unchanged: usize,
    /// Files that had not changed and were read again, because that is done in another way now.
    pub read_again: usize,
    /// Articles in the archive now.
    pub articles: usize,
    /// Quotations in the archive now.
    pub quotations: usize,
    /// Quotations that this run read.
    pub quotations_added: usize,
    /// Quotations that this run read and for which somebody is named.
    pub attributed: usize,
    /// Articles in the archive now that have no date.
    pub undated: usize,
    /// Files of no known type, in the order of the walk.
    #[serde(serialize_with = "as_number")]
    pub passed_over: Vec<SkippedFile>,
    /// What could not be read, in the order of the walk.
    #[serde(skip)]
    pub skipped: Vec<SkippedFile>,
    /// Where the model comes from by which quotations were found, if it is not the one that comes with the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Where fields of records were looked for, if not under the usual names alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map: Option<String>,
    /// What the person should know.
    pub warnings: Vec<String>,
    /// Time taken.
    #[serde(skip)]
    pub elapsed: std::time::Duration,
}

/// Files by their number alone.
fn as_number<S: Serializer>(files: &[SkippedFile], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(files.len() as u64)
}

/// A file or record that could not be read, or was not meant to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SkippedFile {
    /// The path below the root.
    pub path: String,
    /// Which record of the file, counted from one; `None` where it is the whole file.
    pub record: Option<u32>,
    /// What is wrong and how to mend it.
    pub reason: String,
}
