//! [`Manifest`]: what a commit says about itself.

use crate::archive::error::ArchiveError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The version of fields, analysis and stored form. It changes whenever an older index would be misread.
pub(crate) const FORMAT: u32 = 8;

/// Counts over what is live, kept exactly through every replacement and removal and committed with the documents.
///
/// Lengths are bytes of text. Ranking needs only their proportion to the mean, and bytes cost nothing to count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of fields, analysis and stored form it was written in.
    pub format: u32,
    /// The program that wrote it, for people.
    pub made_by: String,
    /// One more with every commit.
    pub generation: u64,
    /// Live articles.
    pub articles: u64,
    /// Live quotations.
    pub quotations: u64,
    /// Bytes of all live headlines.
    pub headline_bytes: u64,
    /// Bytes of all live standfirsts and body paragraphs.
    pub body_bytes: u64,
    /// Bytes of all live quotations.
    pub said_bytes: u64,
    /// Articles without a date.
    pub undated: u64,
    /// Articles by language; `""` where none is known. A bare word is asked for by its stem in each of them.
    pub languages: BTreeMap<String, u64>,
    /// The folders as they were when they were walked; a later change of one shows that the archive is behind.
    pub folders: Vec<FolderState>,
    /// Files of which some record could not be read: they are tried again in every run, and told again.
    #[serde(default)]
    pub incomplete: Vec<String>,
    /// The folder of articles, where the place of the index does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<String>,
}

/// A folder below the root and when its list of files last changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderState {
    /// Path below the root; empty for the root itself.
    pub path: String,
    /// Modification time in nanoseconds since 1970.
    pub modified: i128,
}

impl Manifest {
    /// Reads the payload of a commit.
    ///
    /// # Errors
    /// [`ArchiveError::OtherVersion`] where the format is not ours or there is none.
    pub fn read(payload: Option<&str>, index: &Path) -> Result<Manifest, ArchiveError> {
        let other = |found: String| ArchiveError::OtherVersion { index: index.into(), found, expected: FORMAT };
        let payload = payload.ok_or_else(|| other("none".into()))?;
        let value: serde_json::Value = serde_json::from_str(payload).map_err(|_| other("unknown".into()))?;
        match value.get("format").and_then(serde_json::Value::as_u64) {
            Some(format) if format == u64::from(FORMAT) => {}
            Some(format) => return Err(other(format.to_string())),
            None => return Err(other("unknown".into())),
        }
        serde_json::from_value(value)
            .map_err(|error| ArchiveError::Damaged { index: index.into(), reason: error.to_string() })
    }

    /// The payload to commit.
    pub(crate) fn to_payload(&self) -> String {
        serde_json::to_string(self).expect("a manifest has string keys and plain numbers")
    }
}

#[cfg(test)]
mod tests {
    use super::{FORMAT, Manifest};
    use crate::archive::ArchiveError;
    use std::path::Path;

    #[test]
    fn another_format_is_named() {
        let error = Manifest::read(Some(r#"{"format":99}"#), Path::new("x")).unwrap_err();
        assert!(matches!(error, ArchiveError::OtherVersion { ref found, .. } if found == "99"), "{error}");
    }

    #[test]
    fn a_manifest_comes_back() {
        let manifest = Manifest { format: FORMAT, articles: 3, ..Manifest::default() };
        assert_eq!(Manifest::read(Some(&manifest.to_payload()), Path::new("x")).unwrap(), manifest);
    }
}
