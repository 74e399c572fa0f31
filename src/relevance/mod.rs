//! Judgements and measures: what was asked for, what came back, and how good that was, as ids and numbers alone.
//!
//! This room knows nothing of articles, archives or queries, so that it judges any engine's results as readily as
//! ours. The story goes from files to a verdict:
//!
//! 1. [`Topic`]s, [`Qrels`] and [`Run`]s are read from TREC files (or made from values). A [`Topic`] is a question,
//!    the qrels are what people judged ([`TopicJudgements`] for each topic), a run is what an engine returned
//!    ([`TopicResults`] for each topic). The ids of a topic's documents lie in one string, because runs have millions
//!    of lines.
//! 2. A [`RankedList`] is a run's topic in the order that is to be judged ([`RunOrder`]: trec_eval's, or as listed).
//! 3. A [`GradedList`] is a ranked list seen through its judgements: one grade, or "not judged", a rank. This is the
//!    only place where ids meet grades; dropping, cutting or assuming grades of unjudged documents happens here,
//!    before any measure looks.
//! 4. A [`Measure`] parses from its name, prints to it, and turns a graded list into a number.
//! 5. An [`Evaluation`] is the table: topics in byte order of their ids, a column a measure, and a [`Summary`] of each.
//! 6. [`Gate`]s hold the means against floors; the [`Verdict`] is the one answer. A [`JudgedAnswer`] is what a report
//!    shows of one topic: ranks, grades, and hard expectations that are not met ([`Unmet`]).
//!
//! 7. [`Difference`] says whether two columns differ by more than chance (`statistics.rs`), a [`RunComparison`] so of
//!    several evaluations, a [`ValueRange`] what a value
//!    could be if the unjudged documents were judged (`unjudged.rs`).
//!
//! 8. [`trec_eval`] prints what the program of that name would, to the byte.
//!
//! Ids with white space are written in those files as [`encoded_id`] says.
//!
//! Errors in files say where (file and line), what, and how to mend it ([`RelevanceError`]).

mod answer;
mod by_topic;
mod comparison;
mod documents;
pub mod encoded_id;
mod error;
mod evaluation;
mod fingerprint;
mod gate;
mod graded;
mod lines;
mod measure;
mod qrels;
mod report;
mod run;
mod run_file;
pub mod statistics;
mod topics;
pub mod trec_eval;
mod unjudged;

pub use answer::{AnswerOutcome, JudgedAnswer, RankedDocument, Unmet, WantedDocument};
pub use comparison::{ChangedTopic, Compared, ComparisonError, Correction, RunComparison};
pub use error::{LineProblem, RelevanceError};
pub use evaluation::{Evaluation, MissingTopics, Summary, TopicRow};
pub use fingerprint::fingerprint;
pub use gate::{Gate, Outcome, Reason, TopicGate, Verdict};
pub use graded::GradedList;
pub use measure::{Gain, Measure, MeasureError, PAGE as MEASURES_PAGE, Real};
pub use qrels::{Qrels, TopicJudgements};
pub use report::{AnswerChange, Bounds, Comparison, MeasureChange, Move, Report, ToJudge};
pub use run::{DuplicateDocument, RankedList, Run, RunOrder, TopicResults};
pub use statistics::{Difference, Interval};
pub use topics::{Topic, read_topics};
pub use unjudged::{ValueRange, swings, value_range};

pub use crate::text::spelling::nearest;
