//! [`Fields`]: the entries of a suite's tables, taken one by one, each checked for what it may be.

use super::located::{Entry, Node, Value};
use super::suite_error::SuiteProblem;
use crate::relevance::nearest;
use std::ops::RangeInclusive;

/// A problem and its line; the file is known further up.
pub(super) struct Wrong {
    pub(super) line: u64,
    pub(super) problem: SuiteProblem,
}

pub(super) type Reading<T> = Result<T, Wrong>;

pub(super) fn wrong<T>(line: u64, problem: SuiteProblem) -> Reading<T> {
    Err(Wrong { line, problem })
}

/// The entries of a table whose keys are all known, to be taken one by one.
pub(super) struct Fields {
    line: u64,
    entries: Vec<Entry>,
}

impl Fields {
    /// Takes a table apart. `key` is where it was found, `place` what it is.
    pub(super) fn of(node: Node, key: &str, place: &'static str, known: &[&str]) -> Reading<Fields> {
        let line = node.line;
        let entries = table(node, key, "a table")?;
        if let Some(entry) = entries.iter().find(|entry| !known.contains(&entry.key.as_str())) {
            let hint = match nearest(&entry.key, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it can have {}", known.join(", ")),
            };
            return wrong(entry.line, SuiteProblem::UnknownKey { key: entry.key.clone(), place, hint });
        }
        Ok(Fields { line, entries })
    }

    pub(super) fn take(&mut self, key: &str) -> Option<Entry> {
        let place = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(place))
    }

    pub(super) fn required(&mut self, key: &'static str, place: impl FnOnce() -> String) -> Reading<Entry> {
        let line = self.line;
        self.take(key).ok_or_else(|| Wrong { line, problem: SuiteProblem::Missing { place: place(), key } })
    }
}

/// Takes an entry out of a node, where it is a table that has it.
pub(super) fn take_from(node: &mut Node, key: &str) -> Option<Entry> {
    let Value::Table(entries) = &mut node.value else { return None };
    let place = entries.iter().position(|entry| entry.key == key)?;
    Some(entries.remove(place))
}

pub(super) fn table(node: Node, key: &str, wanted: &'static str) -> Reading<Vec<Entry>> {
    match node.value {
        Value::Table(entries) => Ok(entries),
        other => wrong(node.line, mistyped(key, wanted, &other)),
    }
}

/// The items of a list, each under the list's key.
pub(super) fn list(entry: Entry, wanted: &'static str) -> Reading<Vec<Entry>> {
    match entry.node.value {
        Value::List(items) => {
            Ok(items.into_iter().map(|node| Entry { key: entry.key.clone(), line: node.line, node }).collect())
        }
        other => wrong(entry.line, mistyped(&entry.key, wanted, &other)),
    }
}

/// A text that is not blank, without white space around it.
pub(super) fn text(entry: Entry) -> Reading<String> {
    match entry.node.value {
        Value::Text(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        Value::Text(_) => wrong(entry.line, SuiteProblem::Blank(entry.key)),
        other => wrong(entry.line, mistyped(&entry.key, "a text", &other)),
    }
}

/// A text without white space in it: ids stand in tables and in files that are split at white space.
pub(super) fn word(entry: Entry) -> Reading<String> {
    let (key, line) = (entry.key.clone(), entry.line);
    let given = text(entry)?;
    if given.contains(char::is_whitespace) {
        return wrong(line, SuiteProblem::Value { key, given, wanted: "it is one word, like `harbour-toll`" });
    }
    Ok(given)
}

pub(super) fn flag(entry: &Entry) -> Reading<bool> {
    match entry.node.value {
        Value::Flag(flag) => Ok(flag),
        ref other => wrong(entry.line, mistyped(&entry.key, "true or false", other)),
    }
}

/// A number that is not negative and not more than `most`.
pub(super) fn number(entry: &Entry, most: f64, wanted: &'static str) -> Reading<f64> {
    let number = match entry.node.value {
        Value::Whole(number) => number as f64,
        Value::Number(number) => number,
        ref other => return wrong(entry.line, mistyped(&entry.key, "a number", other)),
    };
    if !(0.0..=most).contains(&number) {
        let (key, given) = (entry.key.clone(), number.to_string());
        return wrong(entry.line, SuiteProblem::Value { key, given, wanted });
    }
    Ok(number)
}

pub(super) fn positive(entry: &Entry) -> Reading<u32> {
    whole(entry, 1..=u32::MAX.into(), "it is a whole number above zero").map(|number| number as u32)
}

pub(super) fn whole(entry: &Entry, range: RangeInclusive<i64>, wanted: &'static str) -> Reading<i64> {
    match entry.node.value {
        Value::Whole(number) if range.contains(&number) => Ok(number),
        Value::Whole(number) => {
            wrong(entry.line, SuiteProblem::Value { key: entry.key.clone(), given: number.to_string(), wanted })
        }
        ref other => wrong(entry.line, mistyped(&entry.key, "a whole number", other)),
    }
}

pub(super) fn mistyped(key: &str, wanted: &'static str, found: &Value) -> SuiteProblem {
    SuiteProblem::Type { key: key.to_owned(), wanted, found: found.kind() }
}

/// A value as a message shows it.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Whole(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        other => other.kind().to_owned(),
    }
}
