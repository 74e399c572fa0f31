//! [`Lines`]: a text file line by line, with what every reader here has to put up with.
//!
//! Windows line ends, a byte-order mark, blank lines and (where the format has them) `#` comments are passed over; what
//! is not text is refused with its line. Lines are lent from one block, so a file of any size takes no memory.

use super::error::{LineProblem, RelevanceError};
use std::io::{self, Read};

/// The longest line that is read. The longest topic known to us has 5 KiB; a binary file has no line ends at all.
const LONGEST_LINE: usize = 1024 * 1024;

/// How much is read at a time.
const BLOCK: usize = 256 * 1024;

/// Lends the lines of a reader, numbered from one.
pub(super) struct Lines<'a, R> {
    reader: R,
    file: &'a str,
    comments: bool,
    number: u64,
    /// What was read and not yet lent is `block[start..end]`.
    block: Vec<u8>,
    start: usize,
    end: usize,
}

impl<'a, R: Read> Lines<'a, R> {
    /// The lines of `reader`, which errors call `file`. With `comments`, a line with `#` in its first column says
    /// nothing (trec_eval 10.0 reads judgements and runs this way).
    pub(super) fn new(reader: R, file: &'a str, comments: bool) -> Lines<'a, R> {
        Lines { reader, file, comments, number: 0, block: vec![0; BLOCK], start: 0, end: 0 }
    }

    /// The next line that says something, with its number and without its line end; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<(u64, &str)>, RelevanceError> {
        let (start, end) = loop {
            let Some((mut start, mut end)) = self.whole_line()? else { return Ok(None) };
            self.number += 1;
            if self.number == 1 {
                let line = &self.block[start..end];
                if line.starts_with(&[0xFF, 0xFE]) || line.starts_with(&[0xFE, 0xFF]) {
                    return Err(self.error(LineProblem::Utf16));
                }
                if line.starts_with(&[0xEF, 0xBB, 0xBF]) {
                    start += 3;
                }
            }
            if self.block[start..end].last() == Some(&b'\r') {
                end -= 1;
            }
            let line = &self.block[start..end];
            let comment = self.comments && line.first() == Some(&b'#');
            if !comment && !line.iter().all(u8::is_ascii_whitespace) {
                break (start, end);
            }
        };
        match std::str::from_utf8(&self.block[start..end]) {
            Ok(line) => Ok(Some((self.number, line))),
            Err(error) => Err(self.error(LineProblem::NotUtf8 { column: error.valid_up_to() + 1 })),
        }
    }

    /// Where in the block the next line stands, without its line end; the block is filled as far as that takes.
    fn whole_line(&mut self) -> Result<Option<(usize, usize)>, RelevanceError> {
        let mut searched = self.start;
        loop {
            if let Some(found) = memchr::memchr(b'\n', &self.block[searched..self.end]) {
                let line = (self.start, searched + found);
                self.start = line.1 + 1;
                return self.not_too_long(line);
            }
            searched = self.end;
            if self.end - self.start > LONGEST_LINE {
                return self.not_too_long((self.start, self.end));
            }
            // The rest moves to the front; a line longer than the block makes it grow.
            self.block.copy_within(self.start..self.end, 0);
            (searched, self.end, self.start) = (searched - self.start, self.end - self.start, 0);
            if self.end == self.block.len() {
                self.block.resize(2 * self.block.len(), 0);
            }
            let read = loop {
                match self.reader.read(&mut self.block[self.end..]) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    other => break other,
                }
            };
            let read = read.map_err(|source| RelevanceError::Io { file: self.file.to_owned(), source })?;
            if read == 0 {
                let line = (self.start, self.end);
                self.start = self.end;
                return if line.0 == line.1 { Ok(None) } else { self.not_too_long(line) };
            }
            self.end += read;
        }
    }

    fn not_too_long(&mut self, line: (usize, usize)) -> Result<Option<(usize, usize)>, RelevanceError> {
        if line.1 - line.0 <= LONGEST_LINE {
            return Ok(Some(line));
        }
        self.number += 1;
        Err(self.error(LineProblem::TooLong { limit: LONGEST_LINE }))
    }

    /// An error about the line that [`Lines::next`] lent last.
    pub(super) fn error(&self, problem: LineProblem) -> RelevanceError {
        RelevanceError::Line { file: self.file.to_owned(), line: self.number, problem }
    }
}

/// The first `N` fields of a line, separated by white space, and how many fields there are in all.
pub(super) fn fields<const N: usize>(line: &str) -> ([&str; N], usize) {
    let bytes = line.as_bytes();
    let mut fields = [""; N];
    let mut count = 0;
    let mut at = 0;
    loop {
        while bytes.get(at).is_some_and(|&byte| is_space(byte)) {
            at += 1;
        }
        if at == bytes.len() {
            return (fields, count);
        }
        let start = at;
        at = end_of_field(bytes, at);
        if let Some(field) = fields.get_mut(count) {
            *field = &line[start..at];
        }
        count += 1;
    }
}

/// Where the field that goes on at `at` ends. Runs have six fields in each of millions of lines, so eight bytes are
/// looked at together.
fn end_of_field(bytes: &[u8], mut at: usize) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        // The lowest byte up to a space sets the lowest of these bits; what stands above it may be wrong.
        let eight = u64::from_le_bytes(*eight);
        let up_to_space = eight.wrapping_sub(EACH * 0x21) & !eight & (EACH * 0x80);
        if up_to_space == 0 {
            at += 8;
            continue;
        }
        at += up_to_space.trailing_zeros() as usize / 8;
        if is_space(bytes[at]) {
            return at;
        }
        at += 1;
    }
    bytes[at.min(bytes.len())..].iter().position(|&byte| is_space(byte)).map_or(bytes.len(), |more| at + more)
}

/// What C calls white space in a line: space, tab, vertical tab, form feed, carriage return.
fn is_space(byte: u8) -> bool {
    byte == b' ' || byte.wrapping_sub(b'\t') < 5
}

#[cfg(test)]
mod tests {
    use super::{Lines, fields};

    fn all(bytes: &[u8]) -> Result<Vec<(u64, String)>, String> {
        let mut lines = Lines::new(bytes, "f", true);
        let mut all = Vec::new();
        while let Some((number, line)) = lines.next().map_err(|error| error.to_string())? {
            all.push((number, line.to_owned()));
        }
        Ok(all)
    }

    #[test]
    fn line_ends_marks_and_blanks_are_passed_over_and_counted() {
        let lines = all(b"\xEF\xBB\xBF#c\r\n\r\na b\r\n \t\nc#d\n\n e").unwrap();
        assert_eq!(lines, [(3, "a b".to_owned()), (5, "c#d".to_owned()), (7, " e".to_owned())]);
    }

    #[test]
    fn what_is_not_text_is_refused_with_its_line() {
        assert_eq!(all(b"ok\nab\xFFc\n").unwrap_err(), "f:2: not UTF-8 at byte 3 of the line; save the file as UTF-8");
        assert_eq!(all(b"\xFF\xFEa\0").unwrap_err(), "f:1: the file is UTF-16; save it as UTF-8");
        assert_eq!(
            all(&[b'x'; 2_000_000]).unwrap_err(),
            "f:1: the line is longer than 1024 KiB; is this the right file?"
        );
    }

    #[test]
    fn lines_of_any_length_are_whole() {
        // Lines that end anywhere in a block, one longer than a block, and a last one without its end.
        for length in [1, 7, 1000, super::BLOCK - 1, super::BLOCK, super::BLOCK + 1, 3 * super::BLOCK] {
            let long = "x".repeat(length);
            let lines = all(format!("a\n{long}\nb\n{long}").as_bytes()).unwrap();
            let expected = [(1, "a"), (2, &long), (3, "b"), (4, &long)].map(|(n, line)| (n, line.to_owned()));
            assert!(lines == expected, "{length}");
        }
    }

    #[test]
    fn fields_are_counted_past_those_asked_for() {
        assert_eq!(fields::<2>(" a\tb  c "), (["a", "b"], 3));
        assert_eq!(fields::<2>("a"), (["a", ""], 1));
        // Fields of every length, also with what is no space and comes before it, at every place of eight bytes.
        for length in 1..40 {
            let field: String = "ö\u{1}x".chars().cycle().take(length).collect();
            let line = format!("{field} b\u{b}{field}\r{field}");
            assert_eq!(fields::<4>(&line), ([field.as_str(), "b", &field, &field], 4), "{line:?}");
        }
    }
}
