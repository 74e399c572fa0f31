//! Judged queries: a suite of them is put to the archive and the answers are held against what people wanted.
//!
//! A [`Suite`] is the file that people edit: queries with the documents they want, hard expectations and floors under
//! the means. It is read strictly, because a misspelt key or a document without a name would quietly make a test
//! easier; every error names file and line ([`SuiteError`]). TOML and JSON become one tree of values that know their
//! lines (`located.rs`), and `suite_file.rs` makes the suite from that tree.
//!
//! What the answers are worth is not decided here: measures, means, gates and the verdict are `relevance`'s.

mod located;
mod suite;
mod suite_error;
mod suite_file;

pub use suite::{DocumentName, NameKind, QueryKind, Suite, SuiteQuery, Target, Want, Within};
pub use suite_error::{SuiteError, SuiteProblem};
