//! [`Suite`]: judged queries as people write them down.

use crate::relevance::{Gate, Measure};
use std::fmt;
use std::path::PathBuf;

/// Judged queries with what they are asked of and what their answers must come to.
///
/// ```toml
/// [suite]
/// name    = "newsroom basics"
/// corpus  = "fixtures/corpus"     # a folder of articles; or archive = "…"; both relative to this file
/// k       = 10
/// metrics = ["nDCG@10", "RR@10", "P@5", "R@100"]
///
/// [gate]
/// "nDCG@10" = { min = 0.60 }
///
/// [[query]]
/// id   = "pension-doe"
/// q    = 'by:"Jane Doe" pension'
/// kind = "articles"               # or "quotes"
/// tags = ["speaker"]
/// want = [ { url = "https://…/a1", grade = 3 }, { path = "2024/a7.md" } ]
/// not  = [ { id = "b2" } ]        # judged, grade 0, and never above a wanted one
/// first  = "https://…/a1"         # hard: rank 1
/// within = { 3 = ["2024/a7.md"] } # hard: in the top 3
/// absent = ["c9"]                 # hard: not in the top k
/// max_hits = 40                   # hard; empty = true says that there is no hit at all
/// known_failure = "story 118"     # reported, does not fail; fails once the query passes
/// ```
///
/// In JSON the same names stand in one object, `suite`, `gate` and `query` (a list). Only `[[query]]` with `id` and `q`
/// is needed. A key that is not named here is an error.
#[derive(Debug, Clone, PartialEq)]
pub struct Suite {
    /// The file, as it was named.
    pub path: PathBuf,
    /// What reports call it; the file's name where it does not say.
    pub name: String,
    /// What the queries are asked of; `None` leaves it to the archive in use.
    pub target: Option<Target>,
    /// How many hits `absent` looks at, and how many a report shows; 10 unless stated, never 0.
    pub k: u32,
    /// What is measured, in the order of the file; the measures of gates come after it where they are not in it.
    pub measures: Vec<Measure>,
    /// Floors, in the order of the file.
    pub gates: Vec<Gate>,
    /// At least one, in the order of the file; their ids differ.
    pub queries: Vec<SuiteQuery>,
}

/// What a suite's queries are asked of. Paths in the file are relative to it; these have its folder in front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A folder of articles, to be indexed for the test.
    Corpus(PathBuf),
    /// An archive that has its index.
    Archive(PathBuf),
}

/// One judged query.
#[derive(Debug, Clone, PartialEq)]
pub struct SuiteQuery {
    /// One word, which no other query of the suite has.
    pub id: String,
    /// The line of the suite file on which the query begins.
    pub line: u64,
    /// The query as a person would type it; never blank.
    pub text: String,
    /// What is looked for.
    pub kind: QueryKind,
    /// For reports by kind of query; none of them blank.
    pub tags: Vec<String>,
    /// What should be found. Empty only where `max_hits` is stated.
    pub want: Vec<Want>,
    /// What was judged and is not wanted: grade 0, and an answer that puts one of them above a wanted one is wrong.
    pub not: Vec<DocumentName>,
    /// What must come first.
    pub first: Option<DocumentName>,
    /// What must come within the first few.
    pub within: Vec<Within>,
    /// What must not be among the first k.
    pub absent: Vec<DocumentName>,
    /// How many hits there may be in all; 0 is written `empty = true`.
    pub max_hits: Option<u64>,
    /// Why the query is known to fail today.
    pub known_failure: Option<String>,
}

/// What a query looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum QueryKind {
    /// Articles, as `onrecord search` does.
    #[default]
    Articles,
    /// Quotations, as `onrecord quotes` does.
    Quotes,
}

/// A document that should be found.
#[derive(Debug, Clone, PartialEq)]
pub struct Want {
    /// The document.
    pub document: DocumentName,
    /// How much it is wanted: from 1, which is what an unstated grade means, to [`Want::HIGHEST`].
    pub grade: u32,
}

/// Documents that must come within the first few hits.
#[derive(Debug, Clone, PartialEq)]
pub struct Within {
    /// The last rank that will do; never 0.
    pub rank: u32,
    /// At least one.
    pub documents: Vec<DocumentName>,
}

/// A document as a suite names it: an article, or, in a query for quotations, a quotation.
///
/// A quotation is named by its own id (`<article id>#q<n>`), or by its article and words that stand in it.
#[derive(Debug, Clone)]
pub struct DocumentName {
    /// What kind of name it is.
    pub by: NameKind,
    /// The name; never blank.
    pub name: String,
    /// Words of the quotation. Never blank, and only there in a query for quotations.
    pub text: Option<String>,
    /// The line of the suite file on which the name stands.
    pub line: u64,
}

/// By what a document is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// Its id.
    Id,
    /// Its path below the root of the corpus, with `/` between the parts.
    Path,
    /// The address it was published at.
    Url,
    /// Whichever of the three it is: a name that stands alone.
    Any,
}

impl Want {
    /// The highest grade. People do not tell more than a few apart, and a slip of the finger (30 for 3) should show.
    pub const HIGHEST: u32 = 10;
}

impl Suite {
    /// How deep an answer must go for everything that the suite says: `k`, cut-offs, `within`; at least 1,000 where a
    /// measure looks at the whole list, which is where TREC runs end.
    pub fn depth(&self) -> u32 {
        let measures = self.measures.iter().map(|measure| measure.depth().map_or(1000, u32::from));
        let within = self.queries.iter().flat_map(|query| &query.within).map(|within| within.rank);
        measures.chain(within).fold(self.k, u32::max)
    }
}

impl QueryKind {
    /// The kind as a suite writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            QueryKind::Articles => "articles",
            QueryKind::Quotes => "quotes",
        }
    }
}

impl NameKind {
    /// The key under which a suite writes such a name; `document` for [`NameKind::Any`].
    pub fn as_str(self) -> &'static str {
        match self {
            NameKind::Id => "id",
            NameKind::Path => "path",
            NameKind::Url => "url",
            NameKind::Any => "document",
        }
    }
}

impl PartialEq for DocumentName {
    /// Names are the same when they say the same, wherever they stand.
    fn eq(&self, other: &DocumentName) -> bool {
        (self.by, &self.name, &self.text) == (other.by, &other.name, &other.text)
    }
}

impl fmt::Display for DocumentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            None => f.write_str(&self.name),
            Some(text) => write!(f, "{} “{text}”", self.name),
        }
    }
}
