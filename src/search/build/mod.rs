//! How the index is asked: a query becomes a plan, the plan is evaluated segment by segment.
//!
//! ```text
//! Query ─plan→ Plan (leaves that look words up, nodes that combine them)
//!       ─concept→ each word of a leaf as the terms of the index it stands for (stems, forms, prefixes)
//!       ─postings→ for each leaf and segment: documents with how often the words stand there
//!       ─holders→ of what every match must hold, only the documents that hold all of it
//!       ─evaluate→ for each segment: matching documents with their scores
//!       ─places→ what it adds where in the text the words stand: near each other, of the best; at the top (tops), of all
//! ```
//!
//! Why not tantivy's own queries and collectors: its scores are f32 sums in an order that pruning chooses, over
//! statistics that count deleted documents and quotations as if they were articles, and its top ten can be wrong when
//! the statistics are mended from outside (block maxima are kept under each segment's own mean length). A second index
//! for quotations would mend the statistics and nothing else, and would cost the single commit. So every match is
//! visited, which exact totals need anyway; each leaf's score is a formula over live articles alone; and clause scores
//! are added in the order of the query. What that costs beside tantivy alone is measured by `cargo bench --bench latency`
//! (figures in README). `tests/archive.rs` holds that articles rank exactly as they would without quotations in the
//! index. Lists of `(document, number)` in document order are all there is; every step reads them once from front to back.

mod concept;
mod evaluate;
mod holders;
mod languages;
mod lists;
mod places;
mod plan;
mod postings;
mod segment;
mod structure;
mod tops;

pub(super) use concept::{Concept, Lexicon};
pub(super) use evaluate::{Evaluated, Part, evaluate, parts};
pub(super) use languages::{Languages, Spoken};
pub(super) use places::{Place, Places};
pub(super) use plan::{Leaf, LeafUse, Pattern, Plan, WordForm, plan};
pub(super) use segment::SegmentView;
pub(super) use structure::{Starts, Structure};

/// Documents of one segment with a number each, in document order without repetition.
pub(super) type Scores = Vec<(u32, f64)>;
