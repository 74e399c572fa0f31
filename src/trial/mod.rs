//! Judged queries: a suite of them is put to the archive and the answers are held against what people wanted.
//!
//! A [`Suite`] is the file that people edit: queries with the documents they want, hard expectations and floors under
//! the means. It is read strictly, because a misspelt key or a document without a name would quietly make a test
//! easier; every error names file and line ([`SuiteError`]). TOML and JSON become one tree of values that know their
//! lines (`located.rs`), and `suite_file.rs` makes the suite from that tree.
//!
//! [`run`] indexes the suite's corpus (or opens an archive), finds every document that the suite names (`names.rs`),
//! asks each query as everybody else asks, holds each answer against its hard expectations (`expectations.rs`), and
//! comes back with a [`Trial`]. Nothing is printed here.
//!
//! What the answers are worth is not decided here: measures, means, gates and the verdict are `relevance`'s, and so is
//! the form in which an answer is shown ([`JudgedAnswer`](crate::relevance::JudgedAnswer)).

mod expectations;
mod judged;
mod located;
mod names;
mod run;
mod scratch;
mod suite;
mod suite_error;
mod suite_file;
mod trial_error;

pub use run::{Trial, TrialOptions, run};
pub use suite::{DocumentName, NameKind, QueryKind, Suite, SuiteQuery, Target, Want, Within};
pub use suite_error::{SuiteError, SuiteProblem};
pub use trial_error::TrialError;
