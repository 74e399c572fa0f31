//! [`Lines`]: a text file line by line, with what every reader here has to put up with.
//!
//! Windows line ends, a byte-order mark, blank lines and (where the format has them) `#` comments are passed over; what
//! is not text is refused with its line. Lines are lent from one buffer, so a file of any size takes no memory.

use super::error::{LineProblem, RelevanceError};
use std::io::{BufRead, Read};

/// The longest line that is read. The longest topic known to us has 5 KiB; a binary file has no line ends at all.
const LONGEST_LINE: usize = 1024 * 1024;

/// Lends the lines of a reader, numbered from one.
pub(super) struct Lines<'a, R> {
    reader: R,
    file: &'a str,
    comments: bool,
    number: u64,
    buffer: Vec<u8>,
}

impl<'a, R: BufRead> Lines<'a, R> {
    /// The lines of `reader`, which errors call `file`. With `comments`, a line with `#` in its first column says
    /// nothing (trec_eval 10.0 reads judgements and runs this way).
    pub(super) fn new(reader: R, file: &'a str, comments: bool) -> Lines<'a, R> {
        Lines { reader, file, comments, number: 0, buffer: Vec::new() }
    }

    /// The next line that says something, with its number and without its line end; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<(u64, &str)>, RelevanceError> {
        loop {
            self.buffer.clear();
            let limit = LONGEST_LINE as u64 + 1;
            let read = (&mut self.reader)
                .take(limit)
                .read_until(b'\n', &mut self.buffer)
                .map_err(|source| RelevanceError::Io { file: self.file.to_owned(), source })?;
            if read == 0 {
                return Ok(None);
            }
            self.number += 1;
            if self.buffer.len() > LONGEST_LINE {
                return Err(self.error(LineProblem::TooLong { limit: LONGEST_LINE }));
            }
            if self.number == 1 {
                if self.buffer.starts_with(&[0xFF, 0xFE]) || self.buffer.starts_with(&[0xFE, 0xFF]) {
                    return Err(self.error(LineProblem::Utf16));
                }
                if self.buffer.starts_with(&[0xEF, 0xBB, 0xBF]) {
                    self.buffer.drain(..3);
                }
            }
            if self.buffer.last() == Some(&b'\n') {
                self.buffer.pop();
                if self.buffer.last() == Some(&b'\r') {
                    self.buffer.pop();
                }
            }
            let comment = self.comments && self.buffer.first() == Some(&b'#');
            if !comment && !self.buffer.iter().all(u8::is_ascii_whitespace) {
                break;
            }
        }
        match std::str::from_utf8(&self.buffer) {
            Ok(line) => Ok(Some((self.number, line))),
            Err(error) => Err(self.error(LineProblem::NotUtf8 { column: error.valid_up_to() + 1 })),
        }
    }

    /// An error about the line that [`Lines::next`] lent last.
    pub(super) fn error(&self, problem: LineProblem) -> RelevanceError {
        RelevanceError::Line { file: self.file.to_owned(), line: self.number, problem }
    }
}

/// The first `N` fields of a line, separated by white space, and how many fields there are in all.
pub(super) fn fields<const N: usize>(line: &str) -> ([&str; N], usize) {
    let mut parts = line.split_ascii_whitespace();
    let mut fields = [""; N];
    for (count, field) in fields.iter_mut().enumerate() {
        match parts.next() {
            Some(part) => *field = part,
            None => return (fields, count),
        }
    }
    (fields, N + parts.count())
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
    fn fields_are_counted_past_those_asked_for() {
        assert_eq!(fields::<2>(" a\tb  c "), (["a", "b"], 3));
        assert_eq!(fields::<2>("a"), (["a", ""], 1));
    }
}
