//! Rows of numbers and strings in one run of bytes, which is written and read as it is.
//!
//! A registry of two hundred thousand names is asked one name and thrown away with the process. Read into maps and
//! strings it would cost more than the answer; so it stays the bytes it was cached as, and what is asked is looked up in
//! them. Even summing them all up would cost more than the answer: the sum is that of the head, which says what the
//! bytes were made of and how long every section is, and the file is written whole or not at all. Nothing here can panic
//! over damaged bytes: what lies outside is 0 or empty.

use crate::text::fnv;
use std::ops::Range;
use std::sync::Arc;

/// Bytes, wherever they lie: in memory, or in a file that is mapped into it.
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Writes sections one after the other, the places of all of them in front.
#[derive(Debug, Default)]
pub(super) struct FlatWriter {
    sections: Vec<Vec<u8>>,
}

/// A table that was written, opened.
#[derive(Clone)]
pub(super) struct Flat {
    bytes: Bytes,
    sections: Vec<Range<usize>>,
}

/// What a table begins with; the digit is the version of what registries write.
const MAGIC: &[u8; 8] = b"onrspk2\n";

impl FlatWriter {
    /// Adds a section of numbers and returns its place.
    pub fn numbers(&mut self, numbers: impl IntoIterator<Item = u64>) -> usize {
        self.section(numbers.into_iter().flat_map(u64::to_le_bytes).collect())
    }

    /// Adds a section of small numbers and returns its place.
    pub fn small(&mut self, numbers: impl IntoIterator<Item = u32>) -> usize {
        self.section(numbers.into_iter().flat_map(u32::to_le_bytes).collect())
    }

    /// Adds a section of bytes and returns its place.
    pub fn section(&mut self, bytes: Vec<u8>) -> usize {
        self.sections.push(bytes);
        self.sections.len() - 1
    }

    /// All of it in one run of bytes.
    pub fn finish(self) -> Flat {
        let mut bytes = Vec::with_capacity(24 + self.sections.iter().map(|section| section.len() + 8).sum::<usize>());
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&[0; 8]);
        bytes.extend_from_slice(&(self.sections.len() as u64).to_le_bytes());
        for section in &self.sections {
            bytes.extend_from_slice(&(section.len() as u64).to_le_bytes());
        }
        let head = bytes.len() + self.sections.first().map_or(0, Vec::len);
        for section in self.sections {
            bytes.extend_from_slice(&section);
        }
        let sum = checksum(&bytes[16..head]);
        bytes[8..16].copy_from_slice(&sum.to_le_bytes());
        Flat::open(Arc::new(bytes)).unwrap_or(Flat { bytes: Arc::new([]), sections: Vec::new() })
    }
}

impl Flat {
    /// Opens what [`FlatWriter::finish`] made; `None` where it is anything else, not whole, or its head damaged: all
    /// before the second section.
    pub fn open(kept: Bytes) -> Option<Flat> {
        let bytes = (*kept).as_ref();
        let count = usize::try_from(number(bytes, 16)?).ok().filter(|count| *count < 64)?;
        let mut start = 24 + count * 8;
        let mut sections = Vec::with_capacity(count);
        for section in 0..count {
            let length = usize::try_from(number(bytes, 24 + section * 8)?).ok()?;
            let end = start.checked_add(length).filter(|end| *end <= bytes.len())?;
            sections.push(start..end);
            start = end;
        }
        let head = sections.first().map_or(start, |first: &Range<usize>| first.end);
        let whole = bytes.get(..8)? == MAGIC && start == bytes.len();
        (whole && number(bytes, 8)? == checksum(bytes.get(16..head)?)).then_some(Flat { bytes: kept, sections })
    }

    /// The bytes, to be kept.
    pub fn bytes(&self) -> &[u8] {
        (*self.bytes).as_ref()
    }

    /// A section's bytes.
    pub fn section(&self, section: usize) -> &[u8] {
        self.sections.get(section).and_then(|range| self.bytes().get(range.clone())).unwrap_or_default()
    }

    /// The n-th number of a section of numbers.
    pub fn number(&self, section: usize, n: usize) -> u64 {
        number(self.section(section), n.saturating_mul(8)).unwrap_or_default()
    }

    /// How many numbers a section of numbers has.
    pub fn count(&self, section: usize) -> usize {
        self.section(section).len() / 8
    }

    /// The n-th number of a section of small numbers.
    pub fn small(&self, section: usize, n: usize) -> u32 {
        let at = n.saturating_mul(4);
        let bytes = self.section(section).get(at..at.saturating_add(4));
        bytes.and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
    }

    /// Text of a section of bytes.
    pub fn text(&self, section: usize, range: Range<u32>) -> &str {
        let bytes = self.section(section).get(range.start as usize..range.end as usize).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at.checked_add(8)?)?.try_into().ok().map(u64::from_le_bytes)
}

/// A sum in which no byte can change alone (FNV-1a, with the length).
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(fnv::START ^ bytes.len() as u64, |sum, byte| fnv::step(sum, *byte))
}

#[cfg(test)]
mod tests {
    use super::{Flat, FlatWriter};
    use std::sync::Arc;

    #[test]
    fn what_is_written_is_read() {
        let mut writer = FlatWriter::default();
        let numbers = writer.numbers([7, u64::MAX]);
        let small = writer.small([3, 4, 5]);
        let text = writer.section("né".into());
        let flat = Flat::open(Arc::new(writer.finish().bytes().to_vec())).unwrap();
        assert_eq!((flat.number(numbers, 1), flat.number(numbers, 2), flat.count(numbers)), (u64::MAX, 0, 2));
        assert_eq!((flat.small(small, 2), flat.small(small, 9)), (5, 0));
        assert_eq!((flat.text(text, 0..3), flat.text(text, 0..2), flat.text(text, 5..9)), ("né", "", ""));
    }

    #[test]
    fn damage_is_seen_in_the_head_and_harmless_behind_it() {
        let mut writer = FlatWriter::default();
        let head = writer.numbers(0..20);
        let rest = writer.section((0..200).collect());
        let bytes = writer.finish().bytes().to_vec();
        let open = |bytes: &[u8]| Flat::open(Arc::new(bytes.to_vec()));
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            match open(&damaged) {
                None => assert!(at < bytes.len() - 200, "{at}"),
                Some(flat) => assert_eq!((flat.count(head), flat.section(rest).len()), (20, 200), "{at}"),
            }
        }
        for length in 0..bytes.len() {
            assert!(open(&bytes[..length]).is_none());
        }
        assert!(open(&[bytes.as_slice(), b"more"].concat()).is_none());
    }
}
