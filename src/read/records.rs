//! From a file to its records, and from a record to its articles.
//!
//! Cutting a file into records is cheap and done by one thread; [`Record::articles`] does what costs and can run in
//! many. A whole file is one record; of JSON Lines each line is one, read as it is asked for, so that the file can be
//! larger than the memory.

use super::dates::DateOrder;
use super::detect::{self, Format};
use super::draft::Draft;
use super::fields::FieldMap;
use super::skipped::{Skipped, io_reason, size_words};
use super::walk::Candidate;
use super::{decode, html, json, markdown, plain};
use crate::article::{Article, Origin};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::PathBuf;

/// 64 MB: far above any article, and small enough to be read into memory by every thread at once.
pub(super) const DEFAULT_MAX_SIZE: u64 = 64 << 20;

/// How to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    /// Which fields of a record to take where the usual names do not serve.
    pub map: FieldMap,
    /// Files, and lines of JSON Lines, above this many bytes are [`Skipped`].
    pub max_size: u64,
    /// How to read `03/04/2024`.
    pub date_order: DateOrder,
}

impl Default for ReadOptions {
    fn default() -> ReadOptions {
        ReadOptions { map: FieldMap::default(), max_size: DEFAULT_MAX_SIZE, date_order: DateOrder::default() }
    }
}

/// One piece of a file, not yet decoded: a whole file or a line.
#[derive(Debug)]
pub struct Record {
    path: String,
    /// Which line's record it is, counted from zero; `None` for a whole file.
    number: Option<u32>,
    /// The line it stands on, counted from one.
    line: u64,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// A file that is still to be read.
    File(PathBuf, Format),
    /// One line of JSON Lines.
    Line(Vec<u8>),
    /// Bytes that are in memory already.
    Bytes(Vec<u8>, Format),
}

/// The records of a file, in its order.
pub struct Records {
    path: String,
    max_size: u64,
    source: Source,
}

enum Source {
    Whole(Option<Box<Record>>),
    Lines { reader: Box<dyn BufRead + Send>, line: u64, number: u32 },
    Ended,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records").field("path", &self.path).finish_non_exhaustive()
    }
}

pub(super) fn too_large(max_size: u64) -> String {
    format!("larger than {} (raise --max-size)", size_words(max_size))
}

/// Why a mail is not read.
const MAIL: &str = "a mail with its headers; save its text alone";

/// Opens a candidate and decides what it is.
///
/// # Errors
///
/// [`Skipped`] where it cannot be opened, is empty, is too large, or is no format that can be read.
pub fn records(candidate: &Candidate, options: &ReadOptions) -> Result<Records, Skipped> {
    let skipped = |reason: String| Skipped::file(&candidate.relative, reason);
    let mut file = File::open(&candidate.path).map_err(|error| skipped(io_reason(&error)))?;
    let size = file.metadata().map_err(|error| skipped(io_reason(&error)))?.len();
    let mut head = Vec::with_capacity(detect::HEAD);
    (&mut file).take(detect::HEAD as u64).read_to_end(&mut head).map_err(|error| skipped(io_reason(&error)))?;
    if head.is_empty() {
        return Err(skipped("empty".to_owned()));
    }
    let decoded = decode::decode(&head).map_err(skipped)?;
    if detect::is_mail(decoded.text.as_bytes()) {
        return Err(skipped(MAIL.to_owned()));
    }
    let wide = matches!(decoded.encoding.name(), "UTF-16LE" | "UTF-16BE");
    let format = match detect::format(&candidate.relative, decoded.text.as_bytes()) {
        Some(Format::Json) if !wide => {
            json_or_lines(&mut file, &mut head, options).map_err(|e| skipped(io_reason(&e)))?
        }
        Some(format) => format,
        None => {
            return Err(skipped("a kind of mark-up that cannot be read; convert it to HTML or text first".to_owned()));
        }
    };
    if format == Format::JsonLines && !wide {
        let reader: Box<dyn BufRead + Send> =
            Box::new(BufReader::with_capacity(1 << 18, Cursor::new(head).chain(file)));
        let source = Source::Lines { reader, line: 0, number: 0 };
        return Ok(Records { path: candidate.relative.clone(), max_size: options.max_size, source });
    }
    if size > options.max_size {
        return Err(skipped(too_large(options.max_size)));
    }
    if format == Format::JsonLines {
        // Lines of UTF-16 cannot be told apart by bytes.
        let bytes = std::fs::read(&candidate.path).map_err(|error| skipped(io_reason(&error)))?;
        let text = decode::decode(&bytes).map_err(skipped)?.text.into_owned();
        let source = Source::Lines { reader: Box::new(Cursor::new(text.into_bytes())), line: 0, number: 0 };
        return Ok(Records { path: candidate.relative.clone(), max_size: options.max_size, source });
    }
    let content = Content::File(candidate.path.clone(), format);
    let record = Record { path: candidate.relative.clone(), number: None, line: 1, content };
    Ok(Records {
        path: candidate.relative.clone(),
        max_size: options.max_size,
        source: Source::Whole(Some(Box::new(record))),
    })
}

/// A `.json` file whose first line is longer than what was looked at may be JSON Lines all the same: reads on to the
/// end of the first line, and a little further. What was read stays in `head`.
fn json_or_lines(file: &mut File, head: &mut Vec<u8>, options: &ReadOptions) -> std::io::Result<Format> {
    let opens_object = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start().starts_with(b"{");
    if opens_object && memchr::memchr(b'\n', head).is_none() {
        let mut rest = BufReader::new(&mut *file).take(options.max_size);
        rest.read_until(b'\n', head)?;
        rest.take(256).read_to_end(head)?;
    }
    Ok(match detect::format("x.json", head) {
        Some(Format::JsonLines) => {
            // The reader above may have read ahead of what it gave: go to where `head` ends.
            std::io::Seek::seek(file, std::io::SeekFrom::Start(head.len() as u64))?;
            Format::JsonLines
        }
        Some(format) => format,
        None => Format::Json,
    })
}

impl Iterator for Records {
    type Item = Result<Record, Skipped>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.source {
            Source::Ended => None,
            Source::Whole(record) => record.take().map(|record| Ok(*record)),
            Source::Lines { reader, line, number } => loop {
                *line += 1;
                let mut bytes = Vec::new();
                let read = reader.by_ref().take(self.max_size).read_until(b'\n', &mut bytes);
                let whole = match read {
                    Ok(0) => {
                        self.source = Source::Ended;
                        return None;
                    }
                    // A line that fills the limit is passed without being kept.
                    Ok(count) if count as u64 == self.max_size && !bytes.ends_with(b"\n") => {
                        skip_line(reader).map(|()| false)
                    }
                    Ok(_) => Ok(true),
                    Err(error) => Err(error),
                };
                let path = self.path.clone();
                let this = *number;
                match whole {
                    Ok(true) => {
                        let words = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii();
                        if words.is_empty() {
                            continue;
                        }
                        let content = Content::Line(words.to_vec());
                        let record = Record { path, number: Some(this), line: *line, content };
                        *number += 1;
                        return Some(Ok(record));
                    }
                    Ok(false) => {
                        let reason = format!("line {line}: {}", too_large(self.max_size));
                        *number += 1;
                        return Some(Err(Skipped { path, record: Some(this), reason }));
                    }
                    Err(error) => {
                        let reason = format!("line {line}: {}; the rest is left out", io_reason(&error));
                        self.source = Source::Ended;
                        return Some(Err(Skipped { path, record: Some(this), reason }));
                    }
                }
            },
        }
    }
}

fn skip_line(reader: &mut dyn BufRead) -> std::io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let (used, done) = match memchr::memchr(b'\n', buffer) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), false),
        };
        reader.consume(used);
        if done {
            return Ok(());
        }
    }
}

impl Record {
    /// Bytes of the record; `None` for a whole file that is still to be read.
    pub fn size(&self) -> Option<u64> {
        match &self.content {
            Content::File(..) => None,
            Content::Line(bytes) | Content::Bytes(bytes, _) => Some(bytes.len() as u64),
        }
    }

    /// Where the record stands.
    pub fn origin(&self) -> Origin {
        Origin { path: self.path.clone(), record: self.number }
    }

    /// Decodes and reads the record: one article for most formats, several for a JSON list.
    ///
    /// What cannot be read is a [`Skipped`] in its place; the list is never empty.
    pub fn articles(self, options: &ReadOptions) -> Vec<Result<Article, Skipped>> {
        let Record { path, number, line, content } = self;
        match content {
            Content::Line(bytes) => vec![line_article(&path, number, line, &bytes, options)],
            Content::Bytes(bytes, format) => whole(&path, &bytes, format, options),
            Content::File(file, format) => match read(&file, options.max_size) {
                Ok(bytes) => whole(&path, &bytes, format, options),
                Err(reason) => vec![Err(Skipped::file(path, reason))],
            },
        }
    }
}

/// Reads a file that was small enough when it was opened; it may have grown since.
fn read(path: &PathBuf, max_size: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| io_reason(&error))?;
    bytes.reserve(file.metadata().map_or(0, |metadata| metadata.len().min(max_size) as usize) + 1);
    file.take(max_size.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| io_reason(&error))?;
    if bytes.len() as u64 > max_size { Err(too_large(max_size)) } else { Ok(bytes) }
}

fn line_article(
    path: &str,
    number: Option<u32>,
    line: u64,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Article, Skipped> {
    let skipped =
        |reason: String| Skipped { path: path.to_owned(), record: number, reason: format!("line {line}: {reason}") };
    let record: Value = match serde_json::from_slice(bytes) {
        Ok(record) => record,
        // Not UTF-8, or not JSON: decoding tells.
        Err(first) => {
            let text = decode::decode(bytes).map_err(skipped)?.text;
            serde_json::from_str(&text).map_err(|_| skipped(not_json(&first)))?
        }
    };
    let origin = Origin { path: path.to_owned(), record: number };
    let fallback = format!("{path}#{}", number.unwrap_or(0) + 1);
    json::draft(&record, options).and_then(|draft| draft.article(origin, &fallback)).map_err(skipped)
}

fn not_json(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    format!("not JSON: {what} at column {}", error.column())
}

fn whole(path: &str, bytes: &[u8], format: Format, options: &ReadOptions) -> Vec<Result<Article, Skipped>> {
    let skipped = |reason: String| Skipped::file(path, reason);
    let text = match decode::decode(bytes) {
        Ok(decoded) if decoded.text.trim().is_empty() => return vec![Err(skipped("empty".to_owned()))],
        Ok(decoded) => decoded.text,
        Err(reason) => return vec![Err(skipped(reason))],
    };
    let draft: Result<Draft, String> = match format {
        Format::Json => return json_articles(path, &text, options),
        Format::JsonLines => {
            let lines = text.lines().zip(1_u64..).filter(|(line, _)| !line.trim().is_empty());
            return lines
                .zip(0_u32..)
                .map(|((line, at), number)| line_article(path, Some(number), at, line.as_bytes(), options))
                .collect();
        }
        Format::Plain => Ok(plain::draft(&decode::clean(text), options.date_order)),
        Format::Markdown => markdown::draft(&decode::clean(text), options),
        Format::Html => html::page(&text, options),
    };
    let origin = Origin { path: path.to_owned(), record: None };
    vec![draft.and_then(|draft| draft.article(origin, path)).map_err(skipped)]
}

fn json_articles(path: &str, text: &str, options: &ReadOptions) -> Vec<Result<Article, Skipped>> {
    // One document as a rule, or several in a row, as programs print them that know of no lists.
    let (mut documents, mut trouble) = (Vec::new(), None);
    for document in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        match document {
            Ok(document) => documents.push(document),
            Err(error) => trouble = Some(format!("{} of line {}", not_json(&error), error.line())),
        }
    }
    if let (true, Some(reason)) = (documents.is_empty(), &trouble) {
        return vec![Err(Skipped::file(path, reason))];
    }
    let is_one = matches!(documents[..], [Value::Object(_)]) && trouble.is_none();
    let records: Vec<Value> = documents.into_iter().flat_map(|document| json::records(document, options)).collect();
    if records.is_empty() && trouble.is_none() {
        return vec![Err(Skipped::file(path, "an empty list"))];
    }
    let is_one = is_one && records.len() == 1;
    // What follows a fault cannot be told apart any more: it is one record, and lost.
    let rest = trouble.map(|reason| Err(Skipped { path: path.to_owned(), record: Some(records.len() as u32), reason }));
    records
        .iter()
        .zip(0_u32..)
        .map(|(record, number)| {
            let origin = Origin { path: path.to_owned(), record: (!is_one).then_some(number) };
            let fallback = if is_one { path.to_owned() } else { format!("{path}#{}", number + 1) };
            let skipped = |reason| Skipped { path: path.to_owned(), record: origin.record, reason };
            json::draft(record, options).and_then(|draft| draft.article(origin.clone(), &fallback)).map_err(skipped)
        })
        .chain(rest)
        .collect()
}

/// Reads bytes that come from no file, such as standard input, as if they stood in a file called `name`: its
/// extension is a hint where it has one, else the bytes decide; plain text where they do not tell.
///
/// What cannot be read is a [`Skipped`]; the list is never empty.
pub fn article_from_text(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Result<Article, Skipped>> {
    if bytes.is_empty() {
        return vec![Err(Skipped::file(name, "empty"))];
    }
    let decoded = match decode::decode(bytes) {
        Ok(decoded) => decoded.text,
        Err(reason) => return vec![Err(Skipped::file(name, reason))],
    };
    if detect::is_mail(decoded.as_bytes()) {
        return vec![Err(Skipped::file(name, MAIL))];
    }
    let Some(format) = detect::format(name, decoded.as_bytes()) else {
        let reason = "a kind of mark-up that cannot be read; convert it to HTML or text first";
        return vec![Err(Skipped::file(name, reason))];
    };
    let content = Content::Bytes(bytes.to_vec(), format);
    Record { path: name.to_owned(), number: None, line: 1, content }.articles(options)
}

#[cfg(test)]
mod tests {
    use super::{ReadOptions, article_from_text, records};
    use crate::article::Article;
    use crate::read::{Skipped, WalkOptions, walk};
    use std::path::Path;

    /// Everything that is read from one file.
    fn read_file(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Result<Article, Skipped>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        read_path(&path, options)
    }

    fn read_path(path: &Path, options: &ReadOptions) -> Vec<Result<Article, Skipped>> {
        let candidate = walk(path, &WalkOptions::default()).unwrap().next().unwrap().unwrap();
        match records(&candidate, options) {
            Ok(records) => records
                .flat_map(|record| match record {
                    Ok(record) => record.articles(options),
                    Err(skipped) => vec![Err(skipped)],
                })
                .collect(),
            Err(skipped) => vec![Err(skipped)],
        }
    }

    fn said(items: &[Result<Article, Skipped>]) -> Vec<String> {
        items
            .iter()
            .map(|item| match item {
                Ok(article) => format!("{}: {}", article.id, article.text),
                Err(skipped) => format!("! {skipped}"),
            })
            .collect()
    }

    fn read(name: &str, bytes: &[u8]) -> Vec<String> {
        said(&read_file(name, bytes, &ReadOptions::default()))
    }

    #[test]
    fn a_bad_line_costs_one_record() {
        let lines = b"\xef\xbb\xbf{\"body\":\"One\"}\r\n\r\n{\"body\":\r\n{\"id\":5,\"body\":\"Caf\xe9\"}\r\n[1]\n{\"body\":\"Last\"}";
        assert_eq!(
            read("a.jsonl", lines),
            [
                "a.jsonl#1: One",
                "! a.jsonl, record 2: line 3: not JSON: EOF while parsing a value at column 8",
                "5: Café",
                "! a.jsonl, record 4: line 5: not an article but a list",
                "a.jsonl#5: Last"
            ]
        );
    }

    #[test]
    fn json_lines_are_seen_in_a_json_file() {
        let long = "x".repeat(10_000);
        let lines = format!("{{\"body\":\"{long}\"}}\n{{\"body\":\"Two\"}}\n{{\"body\":\"Three\"}}\n");
        let read = read("a.json", lines.as_bytes());
        assert_eq!((read.len(), read[2].as_str()), (3, "a.json#3: Three"));
    }

    #[test]
    fn a_json_file_is_one_article_or_many() {
        assert_eq!(read("a.json", b"{\n\"body\": \"One\"}"), ["a.json: One"]);
        assert_eq!(
            read("a.json", b"[{\"body\": \"One\"}, 2]"),
            ["a.json#1: One", "! a.json, record 2: not an article but a number"]
        );
        assert_eq!(read("a.json", b"{\"articles\": [{\"body\": \"One\"}]}"), ["a.json: One"]);
        assert_eq!(read("a.json", b"[]"), ["! a.json: an empty list"]);
        assert_eq!(
            read("a.json", b"{\"body\": "),
            ["! a.json: not JSON: EOF while parsing a value at column 9 of line 1"]
        );
        let deep = "[".repeat(100_000);
        assert!(read("a.json", deep.as_bytes())[0].starts_with("! a.json: not JSON: recursion limit"));
    }

    #[test]
    fn lists_and_printed_objects_are_read_whatever_the_name() {
        let printed = b"{\n \"body\": \"One\"\n}\n{\n \"body\": \"Two\"\n}\n";
        let list = b"[{\"body\": \"One\"},\n {\"body\": \"Two\"}]";
        for name in ["a.json", "a.jsonl"] {
            let both = [format!("{name}#1: One"), format!("{name}#2: Two")];
            assert_eq!(read(name, printed), both);
            assert_eq!(read(name, list), both);
        }
        let long = format!("[{{\"body\": \"{}\"}}, {{\"body\": \"Two\"}}]", "x".repeat(10_000));
        assert_eq!(read("a.jsonl", long.as_bytes())[1], "a.jsonl#2: Two");
        assert_eq!(
            read("a.json", b"{\n\"body\": \"One\"}\n{\n\"body\": }\n{\"body\": \"Three\"}"),
            ["a.json#1: One", "! a.json, record 2: not JSON: expected value at column 9 of line 4"]
        );
    }

    #[test]
    fn mails_and_other_mark_up_are_no_plain_text() {
        let mail = b"Delivered-To: ann@example.org\nReceived: by x\nSubject: Bridge\n\nText";
        assert_eq!(read("a.txt", mail), ["! a.txt: a mail with its headers; save its text alone"]);
        assert!(read("a.txt", b"<DOC>\n<TEXT>One</TEXT>")[0].starts_with("! a.txt: a kind of mark-up"));
        assert_eq!(read("a.txt", b"---\ntitle: One\n---\nTwo."), ["a.txt: One\n\nTwo."]);
    }

    #[test]
    fn wide_characters_are_read_in_every_format() {
        let wide = |text: &str| {
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<u8>>()
        };
        assert_eq!(read("a.txt", &wide("“One”")), ["a.txt: “One”"]);
        assert_eq!(
            read("a.jsonl", &wide("{\"body\":\"“One”\"}\r\n{\"body\":\"Two\"}")),
            ["a.jsonl#1: “One”", "a.jsonl#2: Two"]
        );
        assert_eq!(read("a.json", &wide("{\"body\":\"“One”\"}")), ["a.json: “One”"]);
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert_eq!(read("a.txt", b""), ["! a.txt: empty"]);
        assert_eq!(read("a.txt", b" \n\t\n"), ["! a.txt: empty"]);
        assert_eq!(read("a.txt", b"a\0b\0\0c"), ["! a.txt: not text: 3 of the first 6 bytes are NUL"]);
        assert_eq!(
            read("a.xml", b"<nitf/>"),
            ["! a.xml: a kind of mark-up that cannot be read; convert it to HTML or text first"]
        );
        let gone = read_path_gone();
        assert_eq!(gone, ["! a.txt: it is not there (any more)"]);
    }

    fn read_path_gone() -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "x").unwrap();
        let candidate = walk(&path, &WalkOptions::default()).unwrap().next().unwrap().unwrap();
        std::fs::remove_file(&path).unwrap();
        vec![format!("! {}", records(&candidate, &ReadOptions::default()).unwrap_err())]
    }

    #[test]
    fn a_file_above_the_limit_is_not_read() {
        let options = ReadOptions { max_size: 10, ..ReadOptions::default() };
        assert_eq!(
            said(&read_file("a.txt", b"more than ten bytes", &options)),
            ["! a.txt: larger than 10 bytes (raise --max-size)"]
        );
        let lines = b"{\"body\":\"much more than that\"}\n{\"a\":1}\n";
        let read = said(&read_file("a.jsonl", lines, &options));
        assert_eq!(read[0], "! a.jsonl, record 1: line 1: larger than 10 bytes (raise --max-size)");
        assert!(read[1].starts_with("! a.jsonl, record 2: line 2: no text"));
    }

    #[test]
    fn standard_input_is_read_by_what_it_is() {
        let options = ReadOptions::default();
        let read = |bytes: &[u8]| said(&article_from_text("-", bytes, &options));
        assert_eq!(read("“We knew,” Ortega said.".as_bytes()), ["-: “We knew,” Ortega said."]);
        assert_eq!(read(b"{\"body\":\"One\"}\n{\"body\":\"Two\"}\n"), ["-#1: One", "-#2: Two"]);
        assert_eq!(read(b"---\ntitle: One\n---\nTwo."), ["-: One\n\nTwo."]);
        assert_eq!(read(b""), ["! -: empty"]);
    }
}
