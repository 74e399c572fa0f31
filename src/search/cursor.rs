//! [`Cursor`]: where a list goes on.
//!
//! The order of matches is total and depends on the archive alone, so a place in a list is a number, as long as the
//! archive and the question are the same. A cursor carries marks of both and says so when they are not: pages would
//! repeat some matches and leave out others.
//!
//! The mark of an archive is that of its commit, which is another after every change. Where the same answer has to be
//! the same bytes whatever the archive's history, it is made of the counts of what it holds, which a change of a letter
//! for another leaves as they are.

use super::request::Request;
use crate::archive::Archive;
use crate::text::fnv;
use std::fmt;
use std::str::FromStr;

/// A place in the list of all that matches a question. Opaque: what it looks like may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    archive: u32,
    question: u32,
    total: u64,
    shown: u64,
}

/// Why a list cannot go on at a cursor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CursorError {
    /// It is no cursor at all.
    #[error("`{0}` is no cursor")]
    NotOne(String),
    /// It was given with the answer to another question.
    #[error("this cursor belongs to another question")]
    OtherQuestion,
    /// The archive is not what it was.
    #[error("the archive has changed since this cursor was given")]
    OtherArchive,
}

impl CursorError {
    /// How to mend it.
    pub fn hint(&self) -> &'static str {
        match self {
            CursorError::NotOne(_) => "--after takes what `next` holds in the last line of --json",
            CursorError::OtherQuestion => "ask the same words with the same flags; -n alone may differ",
            CursorError::OtherArchive => "pages would repeat or leave out hits; begin again without --after",
        }
    }
}

impl Cursor {
    pub(super) fn new(archive: u32, question: u32, total: usize, shown: usize) -> Cursor {
        Cursor { archive, question, total: total as u64, shown: shown as u64 }
    }

    /// How many places come before it.
    pub(super) fn shown(&self) -> usize {
        usize::try_from(self.shown).unwrap_or(usize::MAX)
    }

    /// How many places come before it, where it fits the archive and the question.
    pub(super) fn position(&self, marks: [u32; 2], question: u32, total: usize) -> Result<usize, CursorError> {
        if self.question != question {
            return Err(CursorError::OtherQuestion);
        }
        // The total changes with what people settle by hand about names, which the index does not know.
        if !marks.contains(&self.archive) || self.total != total as u64 {
            return Err(CursorError::OtherArchive);
        }
        Ok(self.shown())
    }

    fn check(&self) -> u32 {
        hash([self.archive.into(), self.question.into(), self.total, self.shown].map(u64::to_le_bytes).as_flattened())
    }
}

/// A mark of everything in a request that decides what matches and in which order.
pub(super) fn question(request: &Request) -> u32 {
    // The version stands in it because another program may rank otherwise.
    hash(format!("{}\n{}", env!("CARGO_PKG_VERSION"), request.identity()).as_bytes())
}

/// The two marks of an archive: of its commit, and of how much it holds.
pub(super) fn marks(archive: &Archive) -> [u32; 2] {
    let held = archive.manifest();
    let counts = [held.articles, held.quotations, held.headline_bytes, held.body_bytes, held.said_bytes, held.undated];
    [folded(archive.stamp()), hash(counts.map(u64::to_le_bytes).as_flattened())]
}

fn folded(stamp: u64) -> u32 {
    (stamp ^ (stamp >> 32)) as u32
}

fn hash(bytes: &[u8]) -> u32 {
    folded(fnv::of(bytes))
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Cursor { archive, question, total, shown } = self;
        write!(f, "{archive:08x}{question:08x}-{total:x}-{shown:x}-{:08x}", self.check())
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Cursor, CursorError> {
        let read = || {
            let mut parts = text.trim().split('-');
            let marks = parts.next().filter(|marks| marks.len() == 16)?;
            let number = |digits: &str| u64::from_str_radix(digits, 16).ok();
            let marks = number(marks)?;
            let (total, shown, check) = (number(parts.next()?)?, number(parts.next()?)?, number(parts.next()?)?);
            let cursor = Cursor { archive: (marks >> 32) as u32, question: marks as u32, total, shown };
            (parts.next().is_none() && check == u64::from(cursor.check())).then_some(cursor)
        };
        let shown = |text: &str| text.chars().take(60).collect();
        read().ok_or_else(|| CursorError::NotOne(shown(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, CursorError};

    #[test]
    fn a_cursor_comes_back_and_knows_where_it_belongs() {
        let cursor = Cursor::new(u32::MAX - 5, 77, 1204, 30);
        let read: Cursor = cursor.to_string().parse().unwrap();
        assert_eq!(read, cursor);
        let marks = [u32::MAX - 5, 9];
        assert_eq!(read.position(marks, 77, 1204), Ok(30));
        assert_eq!(read.position(marks, 78, 1204), Err(CursorError::OtherQuestion));
        assert_eq!(read.position([8, 9], 77, 1204), Err(CursorError::OtherArchive));
        assert_eq!(read.position(marks, 77, 1203), Err(CursorError::OtherArchive));
    }

    #[test]
    fn what_is_no_cursor_is_told() {
        let good = Cursor::new(1, 2, 3, 2).to_string();
        let changed = good.replacen("-2-", "-1-", 1);
        for text in ["", "next", "10", "é", &good[1..], &changed, &format!("{good}-0"), &"f".repeat(10_000)] {
            assert!(text.parse::<Cursor>().is_err(), "{text}");
        }
    }
}
