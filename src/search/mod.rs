//! Asking the archive: the other story.
//!
//! ```text
//! line ─parse→ Query ─plan→ Plan ─evaluate→ matches ─order→ best ─load→ Hit + Passages
//! ```
//!
//! [`parse`] turns what a person typed into a [`Query`]; [`Searcher`] answers a [`Request`] made of it with an
//! [`Answer`]. What was asked (`query`, `parse`, `relax`) knows nothing of the index; how the index is asked stands in
//! `build`; `score` is the formula; `light`, `windows` and `passages` find in the stored text what matched in the
//! index. The order of hits is a function of the corpus alone: score to six significant digits, then id.

mod build;
mod explain;
mod hit;
mod light;
mod parse;
mod passages;
mod people;
mod query;
mod relax;
mod request;
mod score;
mod searcher;
mod stop_words;
mod windows;

pub use explain::{Explanation, Reason};
pub use hit::{Answer, ArticleSummary, AskedSpeaker, Hit, Passage, PassageField, QuotedWords};
pub use parse::{Parsed, parse, parse_plain};
pub use people::{Quoted, SpeakerCard, SpeakerList};
pub use query::{Field, Filter, Form, Query, Words};
pub use request::{Request, Sort, Target};
pub use searcher::{Ranking, Searcher};
