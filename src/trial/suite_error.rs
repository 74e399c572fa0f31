//! [`SuiteError`]: what can be wrong with a suite file.

use super::suite::{NameKind, Want};
use crate::relevance::{MeasureError, RelevanceError};
use std::io;
use std::path::PathBuf;

/// Why a suite file cannot be used. Says where, what, and how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum SuiteError {
    /// The file cannot be opened or read.
    #[error("cannot read the suite `{}`", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The topics or the judgements that it names cannot be used.
    #[error(transparent)]
    Topics(#[from] RelevanceError),
    /// The queries have topics' ids.
    #[error("{}: `{id}` is a topic of `{}` and a query of the suite; give the query another id", path.display(), topics.display())]
    TopicIsQuery {
        /// The suite.
        path: PathBuf,
        /// The topics.
        topics: PathBuf,
        /// The id.
        id: String,
    },
    /// No topic is judged.
    #[error("no topic of `{}` is judged in `{}`; are these files of one collection?", topics.display(), qrels.display())]
    NoTopicJudged {
        /// The topics.
        topics: PathBuf,
        /// The judgements.
        qrels: PathBuf,
    },
    /// Something in the file is wrong.
    #[error("{}:{line}: {problem}", .path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, counted from one.
        line: u64,
        /// What is wrong with it.
        problem: SuiteProblem,
    },
}

/// What is wrong at a place of a suite.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SuiteProblem {
    /// The bytes are not UTF-8.
    #[error("not UTF-8; save the file as UTF-8")]
    NotUtf8,
    /// The file is not TOML, or not JSON.
    #[error("not {format}: {message}")]
    Syntax {
        /// `TOML` or `JSON`.
        format: &'static str,
        /// What the parser said.
        message: String,
    },
    /// A key that means nothing there.
    #[error("unknown key `{key}` in {place}; {hint}")]
    UnknownKey {
        /// The key as written.
        key: String,
        /// The table it stands in.
        place: &'static str,
        /// The nearest key that is known, or all of them.
        hint: String,
    },
    /// A key that must be there.
    #[error("{place} has no `{key}`")]
    Missing {
        /// The table.
        place: String,
        /// The key.
        key: &'static str,
    },
    /// A value of the wrong type.
    #[error("`{key}` should be {wanted}, not {found}")]
    Type {
        /// The key.
        key: String,
        /// What it should be.
        wanted: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// A value of the right type that cannot be.
    #[error("`{key}` cannot be `{given}`; {wanted}")]
    Value {
        /// The key.
        key: String,
        /// The value.
        given: String,
        /// What it can be.
        wanted: &'static str,
    },
    /// A text with nothing in it.
    #[error("`{0}` is blank")]
    Blank(String),
    /// A grade outside the range.
    #[error(
        "grade `{0}` is not a whole number from 1 to {highest}; what should not be found goes under `not`",
        highest = Want::HIGHEST
    )]
    Grade(String),
    /// Not the name of a measure.
    #[error(transparent)]
    Measure(#[from] MeasureError),
    /// A measure that stands there twice, however it is written.
    #[error("measure `{0}` stands there twice")]
    MeasureTwice(String),
    /// A suite that is asked of two things.
    #[error("a suite has a `corpus` or an `archive`, not both; remove one")]
    TwoTargets,
    /// Not one query.
    #[error("no query in the suite; add a [[query]] with `id`, `q` and `want`")]
    NoQueries,
    /// Two queries with one id.
    #[error("query `{id}` stands already on line {first}; give one of the two another id")]
    DuplicateQuery {
        /// The id.
        id: String,
        /// The line of the other one.
        first: u64,
    },
    /// A query without anything to hold its answer against.
    #[error(
        "query `{0}` does not say what it wants; add `want`, or `empty = true` or `max_hits` where nothing is to be found"
    )]
    NothingWanted(String),
    /// A query that wants hits and none.
    #[error("query `{id}` is to find nothing, and has `{key}`; remove one of the two")]
    EmptyButWanted {
        /// The query.
        id: String,
        /// `want`, `first` or `within`.
        key: &'static str,
    },
    /// `empty` and `max_hits` together.
    #[error("query `{0}` has `empty` and `max_hits`; `empty = true` says `max_hits = 0`, keep one of them")]
    EmptyAndMaxHits(String),
    /// A document that is named twice where it can only be judged once.
    #[error("`{document}` is named already on line {first}; a document has one grade in a query")]
    NamedTwice {
        /// The document.
        document: String,
        /// The line of the other one.
        first: u64,
    },
    /// A document with no name, or with several.
    #[error("a document is named by one of {names}; this one has {count} of them")]
    OneName {
        /// What it can be named by.
        names: &'static str,
        /// How many of them it has.
        count: usize,
    },
    /// A date where nothing asks for one.
    #[error("`date` goes with `headline`, where several articles have the same; remove it")]
    DateWithoutHeadline,
    /// A level of significance without anything to be significant.
    #[error("`alpha` goes with `max_drop`: it says which drops are significant")]
    AlphaWithoutDrop,
    /// A grade of unjudged documents that are not graded.
    #[error("`unjudged_grade` goes with `unjudged = \"bounds\"`; add that, or remove it")]
    GradeWithoutBounds,
    /// Topics without judgements, or judgements without topics.
    #[error("`topics` and `qrels` go together; add the other one")]
    TopicsWithQrels,
    /// Words of a quotation in a query for articles.
    #[error("`text` names a quotation; say `kind = \"quotes\"`, or remove it")]
    TextOfArticle,
    /// A quotation that is named by nothing but its article.
    #[error("`{0}` names an article; a quotation is named by its own id, or by its article and `text`, words of it")]
    QuotationWithoutText(String),
    /// A name that no document of the archive has.
    #[error("no document has the {} `{name}`{hint}", called(.by))]
    NoDocument {
        /// The name as written.
        name: String,
        /// What kind of name it is.
        by: NameKind,
        /// `; did you mean …?`, or nothing.
        hint: String,
    },
    /// A name that no speaker of the archive has.
    #[error("no speaker has the id or the name `{name}`{hint}")]
    NoSpeaker {
        /// The name as written.
        name: String,
        /// `; did you mean …?`, or nothing.
        hint: String,
    },
    /// A name that several documents have.
    #[error(
        "`{name}` fits several documents: {}{}; name one of them by its id",
        .documents.join(", "),
        if *.more > 0 { format!(" and {more} more") } else { String::new() }
    )]
    SeveralDocuments {
        /// The name as written.
        name: String,
        /// The first of them, by their ids.
        documents: Vec<String>,
        /// How many others there are.
        more: usize,
    },
    /// A quotation that its article does not have.
    #[error("`{article}` has no quotation {wanted} among its {quotations}; `onrecord show` lists them")]
    NoQuotation {
        /// The article's id.
        article: String,
        /// The words in marks, or the number.
        wanted: String,
        /// How many quotations it has.
        quotations: usize,
    },
    /// Two names of one document where it can only be judged once.
    #[error("`{name}` is the document `{id}`, which line {first} has judged already; remove one of the two")]
    SameDocument {
        /// The name as written.
        name: String,
        /// The document.
        id: String,
        /// The line of the other name.
        first: u64,
    },
}

fn called(by: &NameKind) -> &'static str {
    match by {
        NameKind::Id => "id",
        NameKind::Path => "path",
        NameKind::Url => "URL",
        NameKind::Headline => "headline",
        NameKind::Name => "name",
        NameKind::Any => "id, path or URL",
    }
}
