//! [`Suite`]: judged queries as people write them down.

use crate::relevance::{Gate, Measure, TopicGate};
use crate::search;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Judged queries with what they are asked of and what their answers must come to.
///
/// ```toml
/// [suite]
/// name    = "newsroom basics"
/// corpus  = "fixtures/corpus"     # a folder of articles; or archive = "…"; both relative to this file
/// k       = 10
/// metrics = ["nDCG@10", "RR@10", "P@5", "R@100"]
/// unjudged = "nonrelevant"        # or "drop", or "bounds": measures become intervals
/// unjudged_grade = 2              # what "bounds" takes an unjudged document to be worth at most
/// topics  = "queries.tsv"         # more queries, in TREC's form, with
/// qrels   = "qrels.txt"           # their judgements
///
/// [gate]
/// "nDCG@10"   = { min = 0.60, max_drop = 0.01, alpha = 0.05 }    # the drop is from a baseline
/// "Judged@10" = { min = 0.80, else = "undecided" }
/// per_query   = { metric = "nDCG@10", max_drop = 0.20 }
///
/// [[query]]
/// id   = "pension-doe"
/// q    = 'by:"Jane Doe" pension'
/// kind = "articles"               # or "quotes", or "speakers"
/// tags = ["speaker"]
/// want = [ { url = "https://…/a1", grade = 3 }, { path = "2024/a7.md" } ]
/// not  = [ { id = "b2" } ]        # judged, grade 0, and never above a wanted one
/// nonrelevant = ["b3"]            # judged, grade 0, wherever it comes
/// first  = "https://…/a1"         # hard: rank 1
/// within = { 3 = ["2024/a7.md"] } # hard: in the top 3
/// absent = ["c9"]                 # hard: not in the top k
/// max_hits = 40                   # hard; empty = true says that there is no hit at all
/// known_failure = "story 118"     # reported, does not fail; fails once the query passes
/// ```
///
/// An article is named by `id`, `path`, `url`, or `headline` (with its `date` where there are several), or by a text
/// alone, which is whichever of the first three it is; a quotation by its id or by its article and `text`, words of it;
/// a speaker by `id` or `name`. In JSON the same names stand in one object, `suite`, `gate` and `query` (a list). Only
/// `[[query]]` with `id` and `q` is needed, or `topics` with `qrels`. A key that is not named here is an error.
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
    /// What means must hold, in the order of the file.
    pub gates: Vec<Gate>,
    /// How far a single query may fall below the baseline.
    pub per_query: Option<TopicGate>,
    /// What becomes of documents that nobody judged.
    pub unjudged: Unjudged,
    /// TREC's files that gave the queries marked as such.
    pub topics: Option<TopicFiles>,
    /// Whether documents that topics judge and the archive does not have count as not found, instead of being an error.
    pub count_missing: bool,
    /// What should be known of them: topics without judgements, judgements without a topic.
    pub notes: Vec<String>,
    /// At least one, in the order of the file; their ids differ.
    pub queries: Vec<SuiteQuery>,
}

/// What a document that nobody judged counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unjudged {
    /// Nothing.
    #[default]
    Nonrelevant,
    /// It is taken out, and what stands below moves up. It flatters: a list of strangers becomes short, not bad.
    Drop,
    /// Anything up to a grade: measures become intervals. Without a grade the highest of the suite's.
    Bounds(Option<u32>),
}

/// Topics and their judgements in TREC's form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicFiles {
    /// What was asked.
    pub topics: PathBuf,
    /// What was judged.
    pub qrels: PathBuf,
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
    /// Whether it is a topic of TREC's: plain words, any of which may match, judged in a file of its own.
    pub is_topic: bool,
    /// What is looked for.
    pub kind: QueryKind,
    /// For reports by kind of query; none of them blank.
    pub tags: Vec<String>,
    /// What should be found. Empty only where `max_hits` is stated, and in topics.
    pub want: Vec<Want>,
    /// What was judged and is not wanted: grade 0, and an answer that puts one of them above a wanted one is wrong.
    pub not: Vec<DocumentName>,
    /// What was judged and is of no use: grade 0, wherever it comes.
    pub nonrelevant: Vec<DocumentName>,
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
    /// Speakers, as `onrecord speakers` does.
    Speakers,
}

/// A document that should be found.
#[derive(Debug, Clone, PartialEq)]
pub struct Want {
    /// The document.
    pub document: DocumentName,
    /// How much it is wanted: from 1, which is what an unstated grade means, to [`Want::HIGHEST`] (in topics, whatever
    /// the judgements say).
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

/// A document as a suite names it: an article, or, in a query for quotations, a quotation, or a speaker.
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
    /// The date of an article that is named by its headline, as `2024`, `2024-05` or `2024-05-17`.
    pub date: Option<String>,
    /// The line of the suite file (of a topic: of the judgements) on which the name stands.
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
    /// Its headline.
    Headline,
    /// A speaker's name, in any spelling of the archive.
    Name,
    /// Whichever of id, path and address it is (of a speaker: id or name): a name that stands alone.
    Any,
}

impl SuiteQuery {
    /// The documents that have a grade, in the order in which a suite writes them.
    pub fn judged(&self) -> impl Iterator<Item = (&DocumentName, u32)> {
        let none = self.not.iter().chain(&self.nonrelevant).map(|name| (name, 0));
        self.want.iter().map(|want| (&want.document, want.grade)).chain(none)
    }
}

impl Want {
    /// The highest grade. People do not tell more than a few apart, and a slip of the finger (30 for 3) should show.
    pub const HIGHEST: u32 = 10;
}

impl Suite {
    /// The file in which a query stands.
    pub fn file_of(&self, query: &SuiteQuery) -> &Path {
        let topics = self.topics.as_ref().filter(|_| query.is_topic);
        topics.map_or(&self.path, |files| &files.topics)
    }

    /// The file in which a query's documents are named.
    pub fn judgements_of(&self, query: &SuiteQuery) -> &Path {
        let topics = self.topics.as_ref().filter(|_| query.is_topic);
        topics.map_or(&self.path, |files| &files.qrels)
    }

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
            QueryKind::Speakers => "speakers",
        }
    }

    /// What the search looks for; `None` for speakers, who are listed and not searched for.
    pub(super) fn target(self) -> Option<search::Target> {
        match self {
            QueryKind::Articles => Some(search::Target::Articles),
            QueryKind::Quotes => Some(search::Target::Quotations),
            QueryKind::Speakers => None,
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
            NameKind::Headline => "headline",
            NameKind::Name => "name",
            NameKind::Any => "document",
        }
    }
}

impl PartialEq for DocumentName {
    /// Names are the same when they say the same, wherever they stand.
    fn eq(&self, other: &DocumentName) -> bool {
        (self.by, &self.name, &self.text, &self.date) == (other.by, &other.name, &other.text, &other.date)
    }
}

impl fmt::Display for DocumentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            None => {
                f.write_str(&self.name)?;
                self.date.as_ref().map_or(Ok(()), |date| write!(f, " ({date})"))
            }
            Some(text) => write!(f, "{} “{text}”", self.name),
        }
    }
}

impl Unjudged {
    /// What it can be, for an error.
    pub(super) const CHOICE: &'static str = "it is `nonrelevant`, `drop` or `bounds`";
}

impl FromStr for Unjudged {
    type Err = String;

    /// Reads the name of a way; gives a name that is none back.
    fn from_str(text: &str) -> Result<Unjudged, String> {
        match text {
            "nonrelevant" => Ok(Unjudged::Nonrelevant),
            "drop" => Ok(Unjudged::Drop),
            "bounds" => Ok(Unjudged::Bounds(None)),
            other => Err(other.to_owned()),
        }
    }
}
