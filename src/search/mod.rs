//! Asking the archive: the other story.
//!
//! ```text
//! line ─parse→ Query ─plan→ Plan ─evaluate→ Found (all matches) ─order→ Places (a page) ─load→ Hit + Passages
//! ```
//!
//! [`parse`] turns what a person typed into a [`Query`]; [`Searcher`] answers a [`Request`] made of it with an
//! [`Answer`]. What was asked (`query`, `lex`, `parse`, `wild`, `when`, `relax`) knows nothing of the index; how the index
//! is asked stands in `build`; `score` is the formula, and `order` says which matches come first: a function of the corpus
//! alone, by score to six significant digits, then by id. `light`, `windows` and `passages` find in the stored text what
//! matched in the index. `verify` asks whether a quotation is in the archive, word for word.

mod analysis;
mod build;
mod copies;
mod coverage;
mod cursor;
mod explain;
mod facets;
mod fingerprints;
mod found;
mod groups;
mod hit;
mod lex;
mod light;
mod order;
mod parse;
mod passages;
mod pattern;
mod people;
mod query;
mod reading;
mod relax;
mod repair;
mod request;
mod score;
mod searcher;
mod shown;
mod similar;
mod stop_words;
mod suggest;
mod verify;
mod when;
mod wild;
mod windows;

pub use analysis::{AnalysedWords, Analysis};
pub use coverage::{Coverage, Gap};
pub use cursor::{Cursor, CursorError};
pub use explain::{Explanation, Reason};
pub use facets::{Facet, FacetCounts, Narrowing};
pub use fingerprints::{ArticlePrint, Fingerprints};
pub use found::{Found, Place};
pub use hit::{Answer, ArticleSummary, AskedSpeaker, Copied, Group, Hit, Passage, PassageField, QuotedWords};
pub use lex::begins_with_name;
pub use parse::{MOST_CLAUSES, Parsed, parse, parse_plain};
pub use people::{Quoted, SpeakerCard, SpeakerList};
pub use query::{Field, Filter, Form, Query, Unit, Weight, Words};
pub use reading::Reading;
pub use repair::Repair;
pub use request::{Request, Shown, Sort, Target};
pub use searcher::{Ranking, Searcher};
pub use verify::{
    Claim, ClaimError, Edit, EditKind, MOST_WORDS, Occurrence, Part, Telling, Verdict, VerdictKind, Verifier, claims_in,
};
