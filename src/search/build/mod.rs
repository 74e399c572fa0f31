//! How the index is asked: a query becomes a plan, the plan is evaluated segment by segment.
//!
//! ```text
//! Query ─plan→ Plan (leaves that look words up, nodes that combine them)
//!       ─concept→ each word of a leaf as the terms of the index it stands for (stems, prefixes)
//!       ─postings→ for each leaf and segment: documents with how often the words stand there
//!       ─evaluate→ for each segment: matching documents with their scores
//! ```
//!
//! Why not tantivy's own queries and collectors: its scores are f32 sums in an order that pruning chooses, over
//! statistics that count deleted and foreign documents, and its top ten can be wrong when the statistics are mended
//! from outside. Here every match is visited (totals are exact anyway), each leaf's score is a formula over live
//! articles alone, and clause scores are added in the order of the query. Lists of `(document, score)` in document
//! order are all there is; every step reads them once from front to back.

mod concept;
mod evaluate;
mod plan;
mod postings;
mod segment;

pub(super) use concept::Lexicon;
pub(super) use evaluate::{Evaluated, evaluate};
pub(super) use plan::{Leaf, LeafUse, Pattern, Plan, plan};
pub(super) use segment::SegmentView;

/// Documents of one segment with a number each, in document order without repetition.
pub(super) type Scores = Vec<(u32, f64)>;
