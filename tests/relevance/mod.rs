//! The judged queries over the sample corpus: `cargo test` holds the ranking against what people wanted.
//!
//! `onrecord eval tests/relevance/sample.toml` shows the same as a table.

use onrecord::relevance::{AnswerOutcome, Evaluation, Outcome};
use onrecord::trial::{Suite, Trial, TrialOptions, run};
use std::fmt::Write;
use std::path::Path;

fn suite() -> Suite {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relevance/sample.toml");
    Suite::read(&path).unwrap_or_else(|error| panic!("{error}"))
}

fn trial(suite: &Suite, threads: usize) -> Trial {
    let mut options = TrialOptions::default();
    options.ingest.threads = threads;
    run(suite, &options, &|_| {}).unwrap_or_else(|error| panic!("{error}"))
}

/// The means, and every query that is not perfect with what it wanted and where that came.
fn told(trial: &Trial) -> String {
    let mut text = String::new();
    let evaluation: &Evaluation = &trial.report.evaluation;
    for measure in evaluation.measures() {
        let mean = evaluation.summary(*measure).map_or(f64::NAN, |summary| summary.mean);
        writeln!(text, "{measure}: {mean:.4}").unwrap();
    }
    for query in &trial.report.answers {
        let perfect = query.values.as_ref().is_none_or(|values| values[0] > 0.9999);
        if perfect && query.outcome() == AnswerOutcome::Met {
            continue;
        }
        writeln!(
            text,
            "\n{} (line {}): {} — {:?}, {} hits",
            query.id, query.line, query.text, query.values, query.hits
        )
        .unwrap();
        for unmet in &query.unmet {
            writeln!(text, "  ! {unmet}").unwrap();
        }
        for (document, rank) in query.top.iter().zip(1..) {
            let grade = document.grade.map_or("?".to_owned(), |grade| grade.to_string());
            writeln!(text, "  {rank:>2} [{grade}] {} ({})", document.id, document.score).unwrap();
        }
        for wanted in query.wanted.iter().filter(|wanted| wanted.rank.is_none_or(|rank| rank > query.top.len())) {
            writeln!(text, "   - [{}] {} {:?}", wanted.grade, wanted.name, wanted.rank).unwrap();
        }
    }
    text
}

#[test]
fn the_sample_suite_is_met() {
    let suite = suite();
    assert!(suite.queries.len() >= 70 && suite.gates.len() >= 3, "the suite has shrunk");
    let trial = trial(&suite, 2);
    assert!(trial.indexed.as_ref().is_some_and(|report| report.skipped.is_empty()), "{:?}", trial.indexed);
    assert_eq!(
        trial.report.verdict.outcome(),
        Outcome::Passed,
        "{:#?}\n{}",
        trial.report.verdict.reasons(),
        told(&trial)
    );
}

#[test]
fn threads_and_their_number_change_no_answer() {
    let suite = suite();
    let told = |threads| {
        let trial = trial(&suite, threads);
        format!("{:?} {:?} {:?}", trial.report.evaluation, trial.report.answers, trial.report.verdict)
    };
    assert_eq!(told(1), told(4));
}
