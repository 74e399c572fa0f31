//! How a suite names documents: wanted with their grades, within ranks, alone.

use super::fields::{Fields, Reading, list, mistyped, shown, table, take_from, text, wrong};
use super::located::{Entry, Node, Value};
use super::suite::{DocumentName, NameKind, QueryKind, Want, Within};
use super::suite_error::SuiteProblem;
use crate::article::CivilDate;

pub(super) fn wanted(entry: Entry, kind: QueryKind) -> Reading<Vec<Want>> {
    let mut want = Vec::new();
    for mut item in list(entry, "a list of documents like { id = \"…\", grade = 2 }")? {
        let grade = match take_from(&mut item.node, "grade") {
            None => 1,
            Some(Entry { node: Node { value: Value::Whole(grade), .. }, .. })
                if (1..=i64::from(Want::HIGHEST)).contains(&grade) =>
            {
                grade as u32
            }
            Some(entry) => return wrong(entry.line, SuiteProblem::Grade(shown(&entry.node.value))),
        };
        want.push(Want { document: document(item.key, item.node, kind)?, grade });
    }
    Ok(want)
}

pub(super) fn within(entry: Entry, kind: QueryKind) -> Reading<Vec<Within>> {
    let mut all = Vec::new();
    for entry in table(entry.node, "within", "a table of ranks like { 3 = [\"…\"] }")? {
        let problem = |given: &str| SuiteProblem::Value {
            key: "within".into(),
            given: given.to_owned(),
            wanted: "its keys are ranks, whole numbers above zero",
        };
        let Some(rank) = entry.key.parse().ok().filter(|&rank: &u32| rank > 0) else {
            return wrong(entry.line, problem(&entry.key));
        };
        all.push(Within { rank, documents: documents(entry, kind)? });
    }
    Ok(all)
}

/// A list of documents, or one that stands alone.
pub(super) fn documents(entry: Entry, kind: QueryKind) -> Reading<Vec<DocumentName>> {
    match entry.node.value {
        Value::List(_) => {
            list(entry, "a list of documents")?.into_iter().map(|item| document(item.key, item.node, kind)).collect()
        }
        _ => Ok(vec![document(entry.key, entry.node, kind)?]),
    }
}

/// The keys by which a document of a kind may be named.
fn keys(kind: QueryKind) -> &'static [&'static str] {
    match kind {
        QueryKind::Articles | QueryKind::Quotes => &["id", "path", "url", "headline", "date", "text"],
        QueryKind::Speakers => &["id", "name"],
    }
}

pub(super) fn document(key: String, node: Node, kind: QueryKind) -> Reading<DocumentName> {
    let line = node.line;
    let (by, name, words, date) = match node.value {
        Value::Text(_) => (NameKind::Any, text(Entry { key, line, node })?, None, None),
        Value::Table(_) => {
            let mut fields = Fields::of(node, &key, "a document", keys(kind))?;
            let (words, date) = (fields.take("text"), fields.take("date"));
            let kinds = [NameKind::Id, NameKind::Path, NameKind::Url, NameKind::Headline, NameKind::Name];
            let mut names: Vec<_> = kinds.into_iter().filter_map(|by| Some((by, fields.take(by.as_str())?))).collect();
            let count = names.len();
            let (Some((by, name)), true) = (names.pop(), count == 1) else {
                let names =
                    if kind == QueryKind::Speakers { "`id` and `name`" } else { "`id`, `path`, `url` and `headline`" };
                return wrong(line, SuiteProblem::OneName { names, count });
            };
            (by, text(name)?, words, date)
        }
        other => return wrong(line, mistyped(&key, "a document like { id = \"…\" } or its name", &other)),
    };
    if let Some(words) = words.as_ref().filter(|_| kind == QueryKind::Articles) {
        return wrong(words.line, SuiteProblem::TextOfArticle);
    }
    if let Some(date) = date.as_ref().filter(|_| by != NameKind::Headline) {
        return wrong(date.line, SuiteProblem::DateWithoutHeadline);
    }
    let an_article = matches!(by, NameKind::Path | NameKind::Url | NameKind::Headline);
    if kind == QueryKind::Quotes && words.is_none() && an_article {
        return wrong(line, SuiteProblem::QuotationWithoutText(name));
    }
    Ok(DocumentName { by, name, text: words.map(text).transpose()?, date: date.map(civil_date).transpose()?, line })
}

/// A date as an archive writes it. TOML's own dates are no texts, and their quotation marks are easily forgotten.
fn civil_date(entry: Entry) -> Reading<String> {
    let (key, line) = (entry.key.clone(), entry.line);
    let given = text(entry)?;
    match given.parse::<CivilDate>() {
        Ok(date) => Ok(date.to_string()),
        Err(_) => wrong(line, SuiteProblem::Value { key, given, wanted: "it is a date like \"2024-05-17\"" }),
    }
}
