//! [`Skipped`]: a file or record that could not be read, and why. It never stops a run.

use std::fmt;

/// A file, folder or record that was left out though it should have been read.
///
/// Prints as `path: reason`, or `path, record 3: reason`, on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The path below the root, with `/` between the parts.
    pub path: String,
    /// Which record of the file, counted from zero; `None` where it is the whole file.
    pub record: Option<u32>,
    /// What is wrong and how to mend it, in lower case, without a full stop.
    pub reason: String,
}

impl Skipped {
    /// The whole file at `path` is left out.
    pub fn file(path: impl Into<String>, reason: impl Into<String>) -> Skipped {
        Skipped { path: path.into(), record: None, reason: reason.into() }
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(record) = self.record {
            write!(f, ", record {}", record + 1)?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// What an input or output error means to the person who ran the program.
pub(super) fn io_reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => "no read permission".to_owned(),
        std::io::ErrorKind::NotFound => "it is not there (any more)".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

/// A number of bytes as people say it: `64 MB`, `3 kB`, `120 bytes`.
pub(super) fn size_words(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} bytes"),
        1_024..1_048_576 => format!("{} kB", bytes / 1_024),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}

#[cfg(test)]
mod tests {
    use super::{Skipped, size_words};

    #[test]
    fn it_prints_on_one_line() {
        assert_eq!(Skipped::file("a/b.txt", "empty").to_string(), "a/b.txt: empty");
        let line = Skipped { record: Some(2), ..Skipped::file("a.jsonl", "not JSON") };
        assert_eq!(line.to_string(), "a.jsonl, record 3: not JSON");
    }

    #[test]
    fn sizes_are_said_in_round_numbers() {
        assert_eq!([size_words(12), size_words(2_048), size_words(64 << 20)], ["12 bytes", "2 kB", "64 MB"]);
    }
}
