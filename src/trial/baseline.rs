//! [`Baseline`]: a suite's answers kept in a file beside it, to hold later answers against.
//!
//! The file is JSON, a query a line, so that git shows which query changed. It holds what a later run needs to say
//! *why* an answer changed: the scores of the first hits clause by clause, how many documents hold each clause, and the
//! fingerprints of the texts. It holds no time and no path, so the same answers make the same bytes.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The form of the file. A program that does not know it says so.
pub(super) const FORM: u32 = 1;

/// A suite's answers at some time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// The form of the file.
    #[serde(rename = "onrecord_baseline")]
    pub(super) form: u32,
    /// The version of the program that gave the answers.
    pub(super) program: String,
    /// The suite's name.
    pub(super) suite: String,
    /// How many hits are looked at.
    pub(super) k: u32,
    /// What unjudged documents counted as.
    pub(super) unjudged: String,
    /// What was measured.
    pub(super) measures: Vec<String>,
    /// What was asked.
    pub(super) corpus: Corpus,
    /// The answers, in the order of the suite.
    pub(super) queries: Vec<KeptAnswer>,
}

/// The articles that gave the answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Corpus {
    /// Over the ids and all that is stored of each article.
    pub(super) hash: String,
    pub(super) articles: u64,
    pub(super) quotations: u64,
    /// Each article's id with the fingerprints of its text and of what else is known of it. Empty for large archives.
    pub(super) texts: BTreeMap<String, String>,
}

/// The answer to a query.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct KeptAnswer {
    pub(super) id: String,
    pub(super) q: String,
    pub(super) kind: String,
    /// Over the documents that have a grade.
    pub(super) judgements: String,
    pub(super) hits: u64,
    /// One for each measure; absent where nothing is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) values: Option<Vec<f64>>,
    /// The clauses that give scores, each with the number of documents that hold it.
    pub(super) clauses: Vec<(String, u64)>,
    /// More hits than are looked at, so that what comes up later has its score here.
    pub(super) top: Vec<KeptHit>,
}

/// A hit with the parts of its score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct KeptHit {
    pub(super) id: String,
    pub(super) score: f64,
    /// What each clause gives, alone.
    pub(super) parts: Vec<f64>,
}

/// Why a file is no baseline.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BaselineError {
    /// It is something else, or damaged.
    #[error("not a baseline: {0}; write one with --write-baseline FILE")]
    NotOne(String),
    /// It was written in another form.
    #[error(
        "the baseline has form {found}, and this program knows form {FORM}; write it anew with --write-baseline FILE"
    )]
    OtherForm {
        /// The form that it says it has.
        found: u64,
    },
}

impl Baseline {
    /// Reads the text of a baseline file.
    pub fn parse(text: &str) -> Result<Baseline, BaselineError> {
        let not_one = |error: serde_json::Error| BaselineError::NotOne(error.to_string());
        let value: serde_json::Value = serde_json::from_str(text).map_err(not_one)?;
        match value.get("onrecord_baseline").and_then(serde_json::Value::as_u64) {
            Some(form) if form == u64::from(FORM) => serde_json::from_value(value).map_err(not_one),
            Some(found) => Err(BaselineError::OtherForm { found }),
            None => Err(BaselineError::NotOne("it does not say `onrecord_baseline`".into())),
        }
    }

    /// The text of the file: the head, then a line an article and a line a query.
    pub fn to_text(&self) -> String {
        let mut text = String::from("{\n");
        let mut head = |key: &str, value: String| writeln!(text, "\"{key}\": {value},").expect("a string takes it");
        head("onrecord_baseline", self.form.to_string());
        head("program", json(&self.program));
        head("suite", json(&self.suite));
        head("k", self.k.to_string());
        head("unjudged", json(&self.unjudged));
        head("measures", json(&self.measures));
        let Corpus { hash, articles, quotations, texts } = &self.corpus;
        let texts = lines(texts.iter().map(|(id, print)| format!("{}: {}", json(id), json(print))));
        let counts = format!("\"articles\": {articles}, \"quotations\": {quotations}");
        head("corpus", format!("{{\"hash\": {}, {counts}, \"texts\": {{{texts}}}}}", json(hash)));
        let queries = lines(self.queries.iter().map(json));
        writeln!(text, "\"queries\": [{queries}]\n}}").expect("a string takes it");
        text
    }

    /// The documents that are kept of a query's answer.
    pub(super) fn documents_of(&self, id: &str) -> Vec<String> {
        self.answer(id).map_or_else(Vec::new, |answer| answer.top.iter().map(|hit| hit.id.clone()).collect())
    }

    /// Whether both were asked of the same articles.
    pub(super) fn same_corpus(&self, other: &Baseline) -> bool {
        self.corpus.hash == other.corpus.hash
    }

    /// The kept answer to a query.
    pub(super) fn answer(&self, id: &str) -> Option<&KeptAnswer> {
        self.queries.iter().find(|query| query.id == id)
    }
}

/// Things one a line, with commas between.
fn lines(things: impl Iterator<Item = String>) -> String {
    let things: Vec<String> = things.collect();
    if things.is_empty() { String::new() } else { format!("\n{}\n", things.join(",\n")) }
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("strings, numbers and lists of them have their JSON")
}

#[cfg(test)]
mod tests {
    use super::{Baseline, BaselineError, Corpus, FORM, KeptAnswer, KeptHit};

    fn baseline() -> Baseline {
        let hit = KeptHit { id: "a \"b\"".into(), score: 2.5, parts: vec![1.5, 1.0] };
        let answer = KeptAnswer {
            id: "toll".into(),
            q: "harbour toll".into(),
            kind: "articles".into(),
            judgements: "0a".into(),
            hits: 3,
            values: Some(vec![0.8765432109]),
            clauses: vec![("harbour".into(), 2), ("toll".into(), 1)],
            top: vec![hit],
        };
        let empty = KeptAnswer { id: "none".into(), values: None, top: Vec::new(), ..answer.clone() };
        Baseline {
            form: FORM,
            program: "0.1.0".into(),
            suite: "s".into(),
            k: 10,
            unjudged: "nonrelevant".into(),
            measures: vec!["nDCG@10".into()],
            corpus: Corpus {
                hash: "ff".into(),
                articles: 2,
                quotations: 0,
                texts: [("a".to_owned(), "1.2".to_owned())].into(),
            },
            queries: vec![answer, empty],
        }
    }

    #[test]
    fn a_baseline_comes_back_from_its_text() {
        let text = baseline().to_text();
        assert_eq!(Baseline::parse(&text).unwrap(), baseline());
        assert_eq!(text.lines().filter(|line| line.starts_with("{\"id\"")).count(), 2, "{text}");
    }

    #[test]
    fn what_is_no_baseline_is_told() {
        assert!(matches!(Baseline::parse("{}"), Err(BaselineError::NotOne(_))));
        assert!(matches!(Baseline::parse("[suite]"), Err(BaselineError::NotOne(_))));
        let other = baseline().to_text().replace("\"onrecord_baseline\": 1", "\"onrecord_baseline\": 9");
        assert_eq!(Baseline::parse(&other), Err(BaselineError::OtherForm { found: 9 }));
        let text = baseline().to_text();
        for cut in (0..text.len() - 2).filter(|cut| text.is_char_boundary(*cut)) {
            assert!(Baseline::parse(&text[..cut]).is_err(), "{cut}");
        }
    }
}
