//! Filling the archive: one of the two stories.
//!
//! ```text
//! folder ─walk→ Candidate ─records→ Record ─articles→ Article ─find_quotations→ Quotations ─replace→ archive ─commit
//!        (unchanged → passed over)   └────────── in parallel, batch by batch ──────────┘  in the walk's order
//! ```
//!
//! [`ingest`] brings an archive up to date with its folder; [`extract`] is the same story without an archive. In both, a
//! bad file never stops a run: it becomes a [`Skipped`](crate::read::Skipped) that is counted and listed.
//! [`AnnotatedArticles`] are what a model of quotations is learnt from.

mod extract;
mod finder;
mod ids;
mod pipeline;
mod report;
mod training;
mod update;

pub use extract::{ExtractOptions, ExtractSummary, Extracted, Input, extract};
pub use report::{IngestError, IngestReport, Progress};
pub use training::{AnnotatedArticles, TrainingError};
pub use update::{IngestOptions, ingest};
