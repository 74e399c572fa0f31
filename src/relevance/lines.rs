//! [`Blocks`] of whole lines, the [`Lines`] of a block, and the fields of a line, as TREC's formats have them.
//!
//! Lines end with LF or CRLF; a byte-order mark at the start of a file is passed over. Blank lines and (where the format
//! has them) `#` comments are passed over; what is not text is refused with its line. Lines are lent from their block, so
//! a file of any size takes no memory, and blocks know nothing of each other, so that several can be read at a time.

use super::error::{LineProblem, RelevanceError};
use std::io::{self, Read};

/// The longest line that is read. The longest topic known to us has 5 KiB; a binary file has no line ends at all.
const LONGEST_LINE: usize = 1024 * 1024;

/// How long blocks are, but for the last one and those of a longer line.
pub(super) const BLOCK: usize = 2 * 1024 * 1024;

/// Cuts what a reader gives into blocks of whole lines.
pub(super) struct Blocks<'f, R> {
    reader: R,
    file: &'f str,
    /// The beginning of a line whose end was not read yet.
    rest: Vec<u8>,
}

impl<'f, R: Read> Blocks<'f, R> {
    /// The blocks of `reader`, which errors call `file`.
    pub(super) fn new(reader: R, file: &'f str) -> Blocks<'f, R> {
        Blocks { reader, file, rest: Vec::new() }
    }

    /// The next block, never empty, in the room of one that is done with; `None` at the end. A line that is too long may
    /// come in pieces: the first of them is already refused.
    pub(super) fn next(&mut self, mut block: Vec<u8>) -> Result<Option<Vec<u8>>, RelevanceError> {
        block.clear();
        block.reserve(BLOCK);
        block.append(&mut self.rest);
        loop {
            let wanted = (BLOCK - block.len().min(BLOCK)).max(BLOCK / 4);
            let before = block.len();
            let read = self.reader.by_ref().take(wanted as u64).read_to_end(&mut block);
            read.map_err(|source: io::Error| RelevanceError::Io { file: self.file.to_owned(), source })?;
            if block.len() - before < wanted || block.len() > LONGEST_LINE + BLOCK {
                return Ok((!block.is_empty()).then_some(block));
            }
            if let Some(end) = memchr::memrchr(b'\n', &block[before..]) {
                self.rest.extend_from_slice(&block[before + end + 1..]);
                block.truncate(before + end + 1);
                return Ok(Some(block));
            }
        }
    }
}

/// Hands every line of a reader that says something to `each`, with its number, counted from one; `file` is what errors
/// call it.
pub(super) fn for_each_line(
    reader: impl Read,
    file: &str,
    comments: bool,
    mut each: impl FnMut(u64, &str) -> Result<(), LineProblem>,
) -> Result<(), RelevanceError> {
    let mut blocks = Blocks::new(reader, file);
    let (mut before, mut done) = (0, Vec::new());
    while let Some(block) = blocks.next(std::mem::take(&mut done))? {
        let mut lines = Lines::new(&block, before, comments);
        loop {
            match lines.next().and_then(|line| line.map(|(number, line)| each(number, line)).transpose()) {
                Ok(Some(())) => {}
                Ok(None) => break,
                Err(problem) => {
                    return Err(RelevanceError::Line { file: file.to_owned(), line: lines.number, problem });
                }
            }
        }
        before = lines.number;
        done = block;
    }
    Ok(())
}

/// The lines of a block.
pub(super) struct Lines<'b> {
    block: &'b [u8],
    comments: bool,
    /// The line that was lent last.
    number: u64,
    /// Where the next line starts.
    start: usize,
    /// The text that is known to be such, up to where it is.
    text: &'b str,
    /// Where that text starts.
    text_start: usize,
}

impl<'b> Lines<'b> {
    /// The lines of a block that so many lines come before. With `comments`, a line with `#` in its first column says
    /// nothing (trec_eval 10.0 reads judgements and runs this way).
    pub(super) fn new(block: &'b [u8], before: u64, comments: bool) -> Lines<'b> {
        Lines { block, comments, number: before, start: 0, text: valid(block), text_start: 0 }
    }

    /// The number of the line that was lent last, or was found wrong.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The next line that says something, with its number and without its line end; `None` at the end of the block.
    pub(super) fn next(&mut self) -> Result<Option<(u64, &'b str)>, LineProblem> {
        loop {
            if self.start == self.block.len() {
                return Ok(None);
            }
            let rest = &self.block[self.start..];
            let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let (mut start, mut end) = (self.start, self.start + length);
            self.start = (end + 1).min(self.block.len());
            self.number += 1;
            if length > LONGEST_LINE {
                return Err(LineProblem::TooLong { limit: LONGEST_LINE });
            }
            if self.number == 1 {
                let line = &self.block[start..end];
                if line.starts_with(&[0xFF, 0xFE]) || line.starts_with(&[0xFE, 0xFF]) {
                    return Err(LineProblem::Utf16);
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
            if comment || line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            if end > self.text_start + self.text.len() {
                // Something before this line, a comment perhaps, is no text, or the line itself is none.
                (self.text, self.text_start) = (valid(&self.block[start..]), start);
            }
            return match self.text.get(start - self.text_start..end - self.text_start) {
                Some(line) => Ok(Some((self.number, line))),
                None => Err(LineProblem::NotUtf8 { column: self.text.len() + 1 }),
            };
        }
    }
}

/// As much of a block's front as is text.
fn valid(block: &[u8]) -> &str {
    match std::str::from_utf8(block) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&block[..error.valid_up_to()]).unwrap_or_default(),
    }
}

/// The first `N` fields of a line, separated by white space, and how many fields there are in all.
pub(super) fn fields<const N: usize>(line: &str) -> ([&str; N], usize) {
    let mut fields = [""; N];
    let mut count = 0;
    let mut start = 0;
    let mut take = |start: usize, end: usize| {
        if start < end {
            if let Some(field) = fields.get_mut(count) {
                *field = &line[start..end];
            }
            count += 1;
        }
    };
    for (at, byte) in line.bytes().enumerate() {
        if is_space(byte) {
            take(start, at);
            start = at + 1;
        }
    }
    take(start, line.len());
    (fields, count)
}

/// What C calls white space in a line: space, tab, vertical tab, form feed, carriage return.
fn is_space(byte: u8) -> bool {
    byte == b' ' || byte.wrapping_sub(b'\t') < 5
}

#[cfg(test)]
mod tests {
    use super::{fields, for_each_line};

    fn all(bytes: &[u8]) -> Result<Vec<(u64, String)>, String> {
        let mut all = Vec::new();
        let read = for_each_line(bytes, "f", true, |number, line| {
            all.push((number, line.to_owned()));
            Ok(())
        });
        read.map(|()| all).map_err(|error| error.to_string())
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
        let long = [b"a\n".as_slice(), &[b'x'; 5_000_000]].concat();
        assert!(all(&long).unwrap_err().starts_with("f:2: the line is longer"));
        // A comment may be anything; what follows it is read, and refused where it is no text.
        assert_eq!(all(b"#\xFF\nb\n#\xFF\n\xC3\xA4\n").unwrap(), [(2, "b".to_owned()), (4, "ä".to_owned())]);
        assert!(all(b"#\xFF\nb\n\xC3\n").unwrap_err().starts_with("f:3: not UTF-8 at byte 1"));
    }

    #[test]
    fn lines_of_any_length_are_whole() {
        // Lines that end anywhere in a block, and a last one without its end.
        for length in [1, 7, 1000, super::LONGEST_LINE - 3, super::LONGEST_LINE - 2, super::LONGEST_LINE] {
            let long = "x".repeat(length);
            let mut lines = vec!["a", &long, "b", &long, &long, "c", &long];
            for _ in 0..2 {
                let read = all(lines.join("\n").as_bytes()).unwrap();
                assert!(read.into_iter().eq((1..).zip(&lines).map(|(n, line)| (n, (*line).to_owned()))), "{length}");
                lines.push("");
                lines.push(&long);
                lines.remove(lines.len() - 2);
            }
        }
    }

    #[test]
    fn fields_are_counted_past_those_asked_for() {
        assert_eq!(fields::<2>(" a\tb  c "), (["a", "b"], 3));
        assert_eq!(fields::<2>("a"), (["a", ""], 1));
        for length in [63, 64, 65, 128] {
            assert_eq!(fields::<1>(&"x".repeat(length)).1, 1);
            assert_eq!(fields::<2>(&format!("{} y", "x".repeat(length))), (["x".repeat(length).as_str(), "y"], 2));
        }
        // Fields of every length, also with what is no space and comes before it, at every place of eight bytes.
        for length in 1..40 {
            let field: String = "ö\u{1}x".chars().cycle().take(length).collect();
            let line = format!("{field} b\u{b}{field}\r{field}");
            assert_eq!(fields::<4>(&line), ([field.as_str(), "b", &field, &field], 4), "{line:?}");
        }
    }
}
