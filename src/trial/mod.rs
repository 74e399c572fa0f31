//! Judged queries: a suite of them is put to the archive and the answers are held against what people wanted.
//!
//! A [`Suite`] is the file that people edit: queries with the documents they want, hard expectations and floors under
//! the means. It is read strictly, because a misspelt key or a document without a name would quietly make a test
//! easier; every error names file and line ([`SuiteError`]). TOML and JSON become one tree of values that know their
//! lines (`located.rs`); `suite_file.rs` makes the suite from that tree, with `fields.rs`, `suite_documents.rs` and
//! `suite_gates.rs` for its parts. TREC's topics and judgements become queries of a suite, too (`topics.rs`).
//!
//! [`run`] indexes the suite's corpus (or opens an archive), finds every document that the suite names (`names.rs`),
//! asks each query as everybody else asks, holds each answer against its hard expectations (`expectations.rs`), and
//! comes back with a [`Trial`]. Where documents are not judged, `bounds.rs` says what measures could be, and which of
//! them matter. Answers can be kept in a file ([`Baseline`], made by `kept.rs`) and later ones held against them
//! (`changes.rs` says what moved, and why). [`Judging`] pools what nobody judged, and `judgements.rs` writes a
//! judgement into its file. The results of another engine come from a file ([`judge_run`]). Nothing is printed here.
//!
//! What the answers are worth is not decided here: measures, means, gates and the verdict are `relevance`'s, and so is
//! the form in which all of it is shown ([`Report`](crate::relevance::Report)).

mod baseline;
mod bounds;
mod changes;
mod expectations;
mod fields;
mod judged;
mod judgements;
mod judging;
mod kept;
mod located;
mod names;
mod of_run;
mod run;
mod scratch;
mod suite;
mod suite_documents;
mod suite_error;
mod suite_file;
mod suite_gates;
mod topics;
mod trial_error;

pub use baseline::{Baseline, BaselineError};
pub use judgements::{JudgementError, replace, write_judgement};
pub use judging::{Judging, Pooled};
pub use of_run::{RunJudging, decided_by_ids, judge_run};
pub use run::{Trial, TrialOptions, run};
pub use suite::{DocumentName, NameKind, QueryKind, Suite, SuiteQuery, Target, TopicFiles, Unjudged, Want, Within};
pub use suite_error::{SuiteError, SuiteProblem};
pub use trial_error::TrialError;
