//! [`Node`]: a value of a TOML or JSON file that knows the line it stands on.
//!
//! serde's own types forget where they came from, and a suite's errors (and later its failing queries) point into the
//! file. Both formats become the same tree, entries in the order of the file, so that a suite is read by one set of
//! rules.

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use toml::de::{DeTable, DeValue};

/// A value and the line on which it begins (a scalar of JSON: ends, which is the same line).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) line: u64,
    pub(super) value: Value,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Whole(i64),
    Number(f64),
    Flag(bool),
    List(Vec<Node>),
    Table(Vec<Entry>),
    /// What no suite has a use for, by name: a date, null, a number past 64 bits.
    Foreign(&'static str),
}

/// A key with its value; keys of one table differ.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) line: u64,
    pub(super) node: Node,
}

/// Where and why a text is not TOML or not JSON.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    pub(super) line: u64,
    pub(super) message: String,
}

impl Value {
    /// What it is, for an error message.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Value::Text(_) => "a text",
            Value::Whole(_) => "a whole number",
            Value::Number(_) => "a fraction",
            Value::Flag(_) => "true or false",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
            Value::Foreign(kind) => kind,
        }
    }
}

/// Reads TOML.
pub(super) fn from_toml(text: &str) -> Result<Node, SyntaxError> {
    let lines = LineStarts::of(text);
    match DeTable::parse(text) {
        Ok(table) => Ok(Node { line: 1, value: toml_table(table.get_ref(), &lines) }),
        Err(error) => Err(SyntaxError {
            line: error.span().map_or(1, |span| lines.line_at(span.start)),
            // Some of its messages have several lines: what is wrong, then what was expected.
            message: error.message().trim().replace('\n', "; "),
        }),
    }
}

fn toml_table(table: &DeTable<'_>, lines: &LineStarts) -> Value {
    let mut entries: Vec<(usize, Entry)> = table
        .iter()
        .map(|(key, value)| {
            let node = Node { line: lines.line_at(value.span().start), value: toml_value(value.get_ref(), lines) };
            let start = key.span().start;
            (start, Entry { key: key.get_ref().to_string(), line: lines.line_at(start), node })
        })
        .collect();
    entries.sort_by_key(|(start, _)| *start);
    Value::Table(entries.into_iter().map(|(_, entry)| entry).collect())
}

fn toml_value(value: &DeValue<'_>, lines: &LineStarts) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Value::Foreign("a number past 64 bits"), Value::Whole),
        DeValue::Float(number) => {
            number.as_str().parse().map_or(Value::Foreign("a number past 64 bits"), Value::Number)
        }
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(_) => Value::Foreign("a date"),
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .map(|item| Node { line: lines.line_at(item.span().start), value: toml_value(item.get_ref(), lines) })
                .collect(),
        ),
        DeValue::Table(table) => toml_table(table, lines),
    }
}

/// Reads JSON.
///
/// serde_json does not tell where a value stands, but it takes its input byte by byte, so that how much it has taken
/// when a value is complete (or opened) says it.
pub(super) fn from_json(text: &str) -> Result<Node, SyntaxError> {
    let lines = LineStarts::of(text);
    let taken = Cell::new(0);
    let mut deserializer = serde_json::Deserializer::from_reader(Counted { rest: text.as_bytes(), taken: &taken });
    let here = Here { text: text.as_bytes(), taken: &taken, lines: &lines };
    let read = here.deserialize(&mut deserializer).and_then(|node| deserializer.end().map(|()| node));
    read.map_err(|error| {
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
        SyntaxError { line: (error.line() as u64).max(1), message: message.to_owned() }
    })
}

/// Counts the bytes that were taken from it.
struct Counted<'a> {
    rest: &'a [u8],
    taken: &'a Cell<usize>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.rest.read(buffer)?;
        self.taken.set(self.taken.get() + read);
        Ok(read)
    }
}

/// Makes a node of the next value of a JSON text.
#[derive(Clone, Copy)]
struct Here<'a> {
    text: &'a [u8],
    taken: &'a Cell<usize>,
    lines: &'a LineStarts,
}

impl Here<'_> {
    /// The line of the last byte of the value that was taken last. After a number one byte more has been looked at.
    fn line(self) -> u64 {
        let taken = &self.text[..self.taken.get()];
        let after = |byte: &&u8| byte.is_ascii_whitespace() || matches!(**byte, b',' | b']' | b'}');
        let end = taken.len() - taken.iter().rev().take_while(after).count();
        self.lines.line_at(end.saturating_sub(1))
    }

    fn node<E>(self, value: Value) -> Result<Node, E> {
        Ok(Node { line: self.line(), value })
    }
}

impl<'de> DeserializeSeed<'de> for Here<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Here<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
        self.node(Value::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        self.node(Value::Whole(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        self.node(i64::try_from(number).map_or(Value::Foreign("a number past 64 bits"), Value::Whole))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        self.node(Value::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        self.node(Value::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        self.node(Value::Foreign("null"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let line = self.line();
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Node { line, value: Value::List(list) })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let line = self.line();
        let mut entries: Vec<Entry> = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if entries.iter().any(|entry| entry.key == key) {
                return Err(A::Error::custom(format_args!("duplicate key `{key}`")));
            }
            let line = self.line();
            entries.push(Entry { key, line, node: map.next_value_seed(self)? });
        }
        Ok(Node { line, value: Value::Table(entries) })
    }
}

/// Where the lines of a text begin.
struct LineStarts {
    /// A line break at the very end begins no further line.
    starts: Vec<usize>,
}

impl LineStarts {
    fn of(text: &str) -> LineStarts {
        let after_breaks = text.match_indices('\n').map(|(place, _)| place + 1).filter(|start| *start < text.len());
        LineStarts { starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// The line, counted from one, that holds the byte at `place`; the last line where the text ends before it.
    fn line_at(&self, place: usize) -> u64 {
        self.starts.partition_point(|&start| start <= place) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Value, from_json, from_toml};

    /// Every key and list item with its lines, as `key:key line:value line`.
    fn lines(node: &Node, found: &mut Vec<String>) {
        match &node.value {
            Value::Table(entries) => {
                for entry in entries {
                    found.push(format!("{}:{}:{}", entry.key, entry.line, entry.node.line));
                    lines(&entry.node, found);
                }
            }
            Value::List(items) => {
                for item in items {
                    found.push(format!("-:{}", item.line));
                    lines(item, found);
                }
            }
            _ => {}
        }
    }

    fn found(node: &Node) -> Vec<String> {
        let mut found = Vec::new();
        lines(node, &mut found);
        found
    }

    #[test]
    fn toml_values_know_their_lines() {
        let text =
            "[b]\nx = 1\n\n[[q]]\n# why\nid = \"é\"\nwant = [\n  { id = \"a\" },\n  \"c\",\n]\n\n[[q]]\na.b = 2\n";
        let node = from_toml(text).unwrap();
        let expected = [
            "b:1:1", "x:2:2", "q:4:4", "-:4", "id:6:6", "want:7:7", "-:8", "id:8:8", "-:9", "-:12", "a:13:13",
            "b:13:13",
        ];
        assert_eq!(found(&node), expected);
    }

    #[test]
    fn json_values_know_their_lines() {
        let text = "{\n \"b\": {\"x\": 1\n },\n\n \"q\": [\n {\"id\":\n \"é\\n\", \"n\": 2\n},\n 3\n, true ,null]\n}\n";
        let node = from_json(text).unwrap();
        let expected = ["b:2:2", "x:2:2", "q:5:5", "-:6", "id:6:7", "n:7:7", "-:9", "-:10", "-:10"];
        assert_eq!(found(&node), expected);
    }

    #[test]
    fn both_formats_give_the_same_values() {
        let values = |node: Node| match node.value {
            Value::Table(entries) => entries.into_iter().map(|entry| (entry.key, entry.node.value)).collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        let toml = from_toml("z = 'a'\na = 0x10\nf = 0.5\nb = true\n").unwrap();
        let json = from_json(r#"{"z": "a", "a": 16, "f": 5e-1, "b": true}"#).unwrap();
        assert_eq!(values(toml), values(json));
    }

    #[test]
    fn syntax_errors_name_their_line() {
        assert_eq!(from_toml("a = 1\nb = \n").unwrap_err().line, 2);
        assert_eq!(from_toml("a = 1\na = 2\n").unwrap_err().line, 2);
        let error = from_json("{\"a\": 1,\n\"b\": }").unwrap_err();
        assert_eq!((error.line, error.message.as_str()), (2, "expected value"));
        let error = from_json("{\"a\": 1,\n\"a\": 2}").unwrap_err();
        assert_eq!((error.line, error.message.as_str()), (2, "duplicate key `a`"));
        assert_eq!(from_json("{}\n{}").unwrap_err().line, 2);
        // What is never closed is told at the last line, not behind it.
        assert_eq!(from_toml("a = \"\"\"\nb\n").unwrap_err().line, 2);
        assert!(from_json(&"[".repeat(100_000)).is_err());
        assert!(from_toml(&format!("a = {}", "[".repeat(100_000))).is_err());
    }

    #[test]
    fn numbers_past_64_bits_are_kept_apart() {
        for node in [from_toml("a = 99999999999999999999").unwrap(), from_json("{\"a\": 9999999999999999999}").unwrap()]
        {
            let Value::Table(entries) = node.value else { panic!("no table") };
            assert_eq!(entries[0].node.value.kind(), "a number past 64 bits");
        }
    }
}
