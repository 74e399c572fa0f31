//! Writing a judgement into the file it belongs to, which stays as its author laid it out.
//!
//! A suite in TOML keeps its comments, its order and its line breaks: the new document stands behind the others of its
//! list, as they do. In JSON the order stays and the layout becomes the usual one. Topics have their judgements in a file
//! of their own, to which a line is added.

use super::located;
use super::suite::{Suite, SuiteQuery};
use crate::relevance::encoded_id;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Why a judgement could not be written. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum JudgementError {
    /// The file could not be read or written.
    #[error("cannot write the judgement into `{}`", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The file is no longer what it was when the suite was read.
    #[error("`{}` has changed and {what}; run judge again", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
        /// What is missing.
        what: String,
    },
}

/// Writes into the suite's file (or its judgements') that `document` is of grade `grade` for a query, or takes such a
/// judgement out again. The file is read anew each time, so that what was edited meanwhile is kept, and replaced as a
/// whole, so that it is never half written.
pub fn write_judgement(
    suite: &Suite,
    query: &SuiteQuery,
    document: &str,
    grade: Option<u32>,
) -> Result<(), JudgementError> {
    let path = suite.judgements_of(query);
    let failed = |source| JudgementError::Io { path: path.to_owned(), source };
    let text = std::fs::read_to_string(path).map_err(failed)?;
    let json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let changed = if query.is_topic {
        Ok(in_qrels(&text, &query.id, document, grade))
    } else if json {
        in_json(&text, &query.id, document, grade)
    } else {
        in_toml(&text, &query.id, document, grade)
    };
    let changed = changed.map_err(|what| JudgementError::Changed { path: path.to_owned(), what })?;
    replace(path, &changed).map_err(failed)
}

/// Puts a text in the place of a file's: written beside it, then moved over it. A link stays a link.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let beside = path.with_file_name(name);
    let written = (|| {
        let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).open(&beside)?;
        io::Write::write_all(&mut file, text.as_bytes())?;
        file.sync_all()?;
        if let Ok(data) = std::fs::metadata(&path) {
            std::fs::set_permissions(&beside, data.permissions())?;
        }
        std::fs::rename(&beside, &path)
    })();
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// Adds or takes out a judgement by changing the text where it stands and nowhere else.
fn in_toml(text: &str, query: &str, document: &str, grade: Option<u32>) -> Result<String, String> {
    let (mark, text) = text.strip_prefix('\u{FEFF}').map_or(("", text), |text| ("\u{FEFF}", text));
    let mut text = text.to_owned();
    for key in ["want", "nonrelevant"] {
        let place = QueryTable::find(&text, query)?;
        let changes = place.lists.iter().find(|list| list.key == key).and_then(|list| list.without(&text, document));
        text = spliced(&text, changes.unwrap_or_default());
    }
    if let Some(grade) = grade {
        let name = toml::Value::from(document).to_string();
        let (key, value) = match grade {
            0 => ("nonrelevant", name),
            grade => ("want", format!("{{ id = {name}, grade = {grade} }}")),
        };
        let place = QueryTable::find(&text, query)?;
        let changes = match place.lists.iter().find(|list| list.key == key) {
            Some(list) => list.with(&text, &value),
            None => place.with(&text, &format!("{key} = [{value}]")),
        };
        text = spliced(&text, changes);
    }
    QueryTable::find(&text, query)?;
    Ok(format!("{mark}{text}"))
}

/// Replacements of stretches of a text; they do not overlap.
type Changes = Vec<(Range<usize>, String)>;

fn spliced(text: &str, mut changes: Changes) -> String {
    let mut text = text.to_owned();
    changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, new) in changes {
        text.replace_range(range, &new);
    }
    text
}

/// Where a query stands in the text of a TOML suite, in bytes of it.
struct QueryTable {
    /// Whether it is written `{ … }` rather than below `[[query]]`.
    inline: bool,
    /// Where its first key stands.
    first_key: usize,
    /// The end of the last value that stands directly in it.
    end: usize,
    lists: Vec<ListOfDocuments>,
}

/// Where a list of documents stands.
struct ListOfDocuments {
    key: &'static str,
    key_start: usize,
    /// The value: a list with its brackets, or one document alone.
    span: Range<usize>,
    /// The documents with the ids that name them; `None` where one stands alone.
    items: Option<Vec<(Range<usize>, Option<String>)>>,
}

impl QueryTable {
    fn find(text: &str, query: &str) -> Result<QueryTable, String> {
        let tree = DeTable::parse(text).map_err(|_| "is no longer TOML".to_owned())?;
        let gone = || format!("has no query `{query}`");
        let Some(DeValue::Array(tables)) = tree.get_ref().get("query").map(|value| value.get_ref()) else {
            return Err(gone());
        };
        let table = tables.iter().find_map(|item| match item.get_ref() {
            DeValue::Table(table) => {
                let id = table.get("id").and_then(|id| id.get_ref().as_str());
                (id.map(str::trim) == Some(query)).then_some((item.span().start, table))
            }
            _ => None,
        });
        let (start, table) = table.ok_or_else(gone)?;
        // A table with a header of its own, like [query.within], is not written directly in the query.
        let direct = |value: &Spanned<DeValue<'_>>| {
            !matches!(value.get_ref(), DeValue::Table(_)) || text[value.span()].starts_with('{')
        };
        let entries = || table.iter().filter(|(_, value)| direct(value));
        let list = |key: &'static str| {
            let (name, value) = table.iter().find(|(name, _)| name.get_ref() == key)?;
            let items = match value.get_ref() {
                DeValue::Array(items) => Some(items.iter().map(|item| (item.span(), id_of(item.get_ref()))).collect()),
                _ => None,
            };
            Some(ListOfDocuments { key, key_start: name.span().start, span: value.span(), items })
        };
        Ok(QueryTable {
            inline: text[start..].starts_with('{'),
            first_key: entries().map(|(key, _)| key.span().start).min().unwrap_or(start),
            end: entries().map(|(_, value)| value.span().end).max().unwrap_or(start),
            lists: ["want", "nonrelevant"].into_iter().filter_map(list).collect(),
        })
    }

    /// The change that adds a key with its value behind the others.
    fn with(&self, text: &str, entry: &str) -> Changes {
        if self.inline {
            return vec![(self.end..self.end, format!(", {entry}"))];
        }
        let line_end = line_end(text, self.end);
        let indent = indent(text, self.first_key).unwrap_or_default();
        vec![(line_end..line_end, format!("{}{indent}{entry}", line_break(text)))]
    }
}

impl ListOfDocuments {
    /// The changes that add a value behind the others: on a line of its own where they have lines of their own.
    fn with(&self, text: &str, value: &str) -> Changes {
        let Some(items) = &self.items else {
            let alone = &text[self.span.clone()];
            return vec![(self.span.clone(), format!("[{alone}, {value}]"))];
        };
        let close = self.span.end - 1;
        let Some((last, _)) = items.last() else {
            return vec![(self.span.clone(), format!("[{value}]"))];
        };
        let comma = comma(&text[last.end..close]).map(|place| last.end + place + 1);
        let behind = comma.unwrap_or(last.end);
        let missing = if comma.is_none() { "," } else { "" };
        let trailing = if comma.is_some() { "," } else { "" };
        let Some(indent) = indent(text, last.start).filter(|_| text[self.span.start..last.start].contains('\n')) else {
            return vec![(behind..behind, format!("{missing} {value}{trailing}"))];
        };
        let on_a_line = format!("{}{indent}{value}{trailing}", line_break(text));
        let line_end = line_end(text, behind);
        if line_end > close {
            return vec![(behind..behind, format!("{missing}{on_a_line}"))];
        }
        // Behind the comment of the last one, which stays with it.
        match behind == line_end {
            true => vec![(behind..behind, format!("{missing}{on_a_line}"))],
            false => vec![(behind..behind, missing.to_owned()), (line_end..line_end, on_a_line)],
        }
    }

    /// The changes that take a document out; `None` where it is not there.
    fn without(&self, text: &str, document: &str) -> Option<Changes> {
        let items = self.items.as_ref()?;
        let place = items.iter().position(|(_, id)| id.as_deref() == Some(document))?;
        let item = &items[place].0;
        if items.len() == 1 && self.key == "nonrelevant" && indent(text, self.key_start).is_some() {
            return Some(vec![(whole_lines(text, self.key_start..self.span.end), String::new())]);
        }
        let next = items.get(place + 1).map(|(span, _)| span.start);
        let lines = whole_lines(text, item.clone());
        let alone = indent(text, item.start).is_some()
            && lines.end < self.span.end
            && next.is_none_or(|next| next >= lines.end);
        let range = match (alone, place.checked_sub(1), next) {
            (true, ..) => lines,
            (false, Some(before), _) => items[before].0.end..item.end,
            (false, None, Some(next)) => item.start..next,
            (false, None, None) => item.clone(),
        };
        Some(vec![(range, String::new())])
    }
}

/// The id by which a suite names a document, where it does.
fn id_of(value: &DeValue<'_>) -> Option<String> {
    let id = match value {
        DeValue::Table(table) if !table.contains_key("text") => table.get("id")?.get_ref().as_str()?,
        other => other.as_str()?,
    };
    Some(id.trim().to_owned())
}

/// The place of the first comma that is not part of a comment.
fn comma(text: &str) -> Option<usize> {
    let mut comment = false;
    for (place, character) in text.char_indices() {
        match character {
            '\n' => comment = false,
            '#' => comment = true,
            ',' if !comment => return Some(place),
            _ => {}
        }
    }
    None
}

/// The white space before a place, where nothing else stands before it on its line.
fn indent(text: &str, place: usize) -> Option<&str> {
    let start = text[..place].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[start..place];
    before.chars().all(char::is_whitespace).then_some(before)
}

/// The end of the line of a place, before its line break.
fn line_end(text: &str, place: usize) -> usize {
    let end = text[place..].find('\n').map_or(text.len(), |end| place + end);
    if text[..end].ends_with('\r') && end > place { end - 1 } else { end }
}

/// The lines that a stretch of a text stands on, with the line break at their end.
fn whole_lines(text: &str, span: Range<usize>) -> Range<usize> {
    let start = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
    start..text[span.end..].find('\n').map_or(text.len(), |end| span.end + end + 1)
}

fn line_break(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

fn in_json(text: &str, query: &str, document: &str, grade: Option<u32>) -> Result<String, String> {
    use serde_json::{Value, json};
    // Keys that stand twice are refused, as they are when a suite is read; serde_json would drop one.
    located::from_json(text.trim_start_matches('\u{FEFF}')).map_err(|_| "is no longer JSON".to_owned())?;
    let mut tree: Value =
        serde_json::from_str(text.trim_start_matches('\u{FEFF}')).map_err(|_| "is no longer JSON".to_owned())?;
    let gone = || format!("has no query `{query}`");
    let queries = tree.get_mut("query").and_then(Value::as_array_mut).ok_or_else(gone)?;
    let is_it = |value: &&mut Value| value.get("id").and_then(Value::as_str).map(str::trim) == Some(query);
    let table = queries.iter_mut().find(is_it).and_then(Value::as_object_mut).ok_or_else(gone)?;
    let is_named = |value: &Value| match value {
        Value::String(name) => name.trim() == document,
        other => other.get("id").and_then(Value::as_str) == Some(document) && other.get("text").is_none(),
    };
    for key in ["want", "nonrelevant"] {
        if let Some(list) = table.get_mut(key).and_then(Value::as_array_mut) {
            list.retain(|value| !is_named(value));
        }
    }
    if let Some(grade) = grade {
        let (key, value) = match grade {
            0 => ("nonrelevant", json!(document)),
            grade => ("want", json!({ "id": document, "grade": grade })),
        };
        match table.entry(key).or_insert_with(|| json!([])) {
            Value::Array(list) => list.push(value),
            alone => *alone = json!([alone.take(), value]),
        }
    }
    let text = serde_json::to_string_pretty(&tree).map_err(|_| "cannot be written".to_owned())?;
    Ok(text + "\n")
}

fn in_qrels(text: &str, topic: &str, document: &str, grade: Option<u32>) -> String {
    let encoded = encoded_id::encode(document);
    let is_it = |line: &str| {
        let mut fields = line.split_ascii_whitespace();
        !line.starts_with('#')
            && fields.next() == Some(topic)
            && fields.nth(1).is_some_and(|id| id == encoded || id == document)
    };
    let mut kept: String = text.split_inclusive('\n').filter(|line| !is_it(line)).collect();
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    if let Some(grade) = grade {
        if !kept.is_empty() && !kept.ends_with('\n') {
            kept.push_str(end);
        }
        kept.push_str(&format!("{topic} 0 {encoded} {grade}{end}"));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{in_json, in_qrels, in_toml, write_judgement};
    use crate::trial::Suite;

    const TOML: &str = "# judged in May\n[suite]\nname = 'x'   # short\n\n[[query]]\nid = \"toll\"\nq = 'harbour toll'\n\
                        want = [\n  { id = 'a', grade = 3 }, # the best\n  'b',\n]\nnot = ['c']\n\n# the other\n[[query]]\n\
                        id = \"wall\"\nq = 'wall'\nwant = ['a']\nmax_hits = 4\n";

    #[test]
    fn comments_order_and_layout_stay() {
        let judged = in_toml(TOML, "toll", "d e", Some(2)).unwrap();
        assert_eq!(judged, TOML.replace("  'b',\n", "  'b',\n  { id = \"d e\", grade = 2 },\n"));
        let none = in_toml(TOML, "toll", "d", Some(0)).unwrap();
        assert_eq!(none, TOML.replace("not = ['c']\n", "not = ['c']\nnonrelevant = [\"d\"]\n"));
        let short = in_toml(TOML, "wall", "d", Some(1)).unwrap();
        assert_eq!(short, TOML.replace("want = ['a']\n", "want = ['a', { id = \"d\", grade = 1 }]\n"));
    }

    #[test]
    fn a_comment_behind_the_last_document_stays_with_it() {
        let text = "[[query]]\nid = 'x'\nq = 'y'\nwant = [\n  'a', # good\n  'b' # not bad\n]\n";
        let judged = in_toml(text, "x", "c", Some(1)).unwrap();
        let suite: toml::Table = judged.parse().unwrap();
        assert_eq!(suite["query"][0]["want"].as_array().unwrap().len(), 3);
        let lines: Vec<&str> = judged.lines().collect();
        assert!(lines.iter().any(|line| line.contains("'b'") && line.contains("# not bad")), "{judged}");
        let text = "[[query]]\nid = 'x'\nq = 'y'\nwant = [\n  'a',\n  'b', # not bad\n]\n";
        let judged = in_toml(text, "x", "c", Some(1)).unwrap();
        assert_eq!(judged, text.replace("# not bad\n", "# not bad\n  { id = \"c\", grade = 1 },\n"));
    }

    #[test]
    fn a_judgement_can_be_taken_back() {
        for grade in [0, 2] {
            let judged = in_toml(TOML, "toll", "d", Some(grade)).unwrap();
            assert_eq!(in_toml(&judged, "toll", "d", None).unwrap(), TOML);
            assert_eq!(in_toml(&judged, "toll", "d", Some(grade)).unwrap(), judged);
        }
        // Of several on a line one goes, and the others stay as they are.
        let row = "query = [{ id = 'x', q = 'y', want = ['a', 'b'], nonrelevant = 'c' }]\n";
        assert_eq!(in_toml(row, "x", "a", None).unwrap(), row.replace("'a', ", ""));
        assert_eq!(in_toml(row, "x", "d", Some(0)).unwrap(), row.replace("'c'", "['c', \"d\"]"));
        let row = row.replace(", nonrelevant = 'c'", "");
        assert_eq!(in_toml(&row, "x", "d", Some(0)).unwrap(), row.replace("'b']", "'b'], nonrelevant = [\"d\"]"));
        assert!(in_toml(TOML, "gone", "d", None).is_err());
        assert!(in_toml("[[query", "toll", "d", None).is_err());
    }

    #[test]
    fn windows_line_ends_stay() {
        let windows = TOML.replace('\n', "\r\n");
        let judged = in_toml(&windows, "toll", "d", Some(2)).unwrap();
        assert_eq!(judged.matches('\n').count(), judged.matches("\r\n").count());
        assert!(Suite::parse(&judged, std::path::Path::new("s.toml")).is_ok());
    }

    #[test]
    fn json_and_qrels_take_judgements_too() {
        let json = r#"{"query": [{"id": "x", "q": "y", "want": ["a"], "kind": "articles"}]}"#;
        let judged = in_json(json, "x", "b", Some(2)).unwrap();
        let judged = in_json(&judged, "x", "c", Some(0)).unwrap();
        let value: serde_json::Value = serde_json::from_str(&judged).unwrap();
        assert_eq!(
            value["query"][0].to_string(),
            r#"{"id":"x","q":"y","want":["a",{"id":"b","grade":2}],"kind":"articles","nonrelevant":["c"]}"#
        );
        assert_eq!(in_qrels("1 0 a 1", "1", "b c", Some(2)), "1 0 a 1\n1 0 b%20c 2\n");
        assert_eq!(in_qrels("1 0 a 1\r\n1 0 b 2\r\n", "1", "b", None), "1 0 a 1\r\n");
    }

    #[test]
    fn the_file_is_replaced_as_a_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.toml");
        std::fs::write(&path, TOML).unwrap();
        let suite = Suite::read(&path).unwrap();
        write_judgement(&suite, &suite.queries[1], "new", Some(1)).unwrap();
        assert_eq!(Suite::read(&path).unwrap().queries[1].want.len(), 2);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
