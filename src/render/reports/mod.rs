//! Reports of judged queries for other programs and for people who were not there.
//!
//! Each file is one form: [`junit`] and [`tap`] for test runners, [`json`] for scripts, [`markdown`] for a pull request,
//! [`html`] for a browser, [`github`] for the annotations of a workflow. All take [`Report`]s and give a text that holds
//! no time and no machine, so that the same answers make the same bytes.

pub mod github;
pub mod html;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod tap;

use crate::relevance::{AnswerChange, AnswerOutcome, JudgedAnswer, Reason, Report};
use std::fmt::Write;

/// What is wrong with an answer, a line each: expectations, and a fall below the baseline that a gate forbids.
fn wrongs(report: &Report, answer: &JudgedAnswer) -> Vec<String> {
    let mut wrongs: Vec<String> = match answer.outcome() {
        AnswerOutcome::Unmet => answer.unmet.iter().map(ToString::to_string).collect(),
        AnswerOutcome::KnownFailurePasses => {
            let mark = answer.known_failure.as_deref().unwrap_or_default();
            vec![format!("it passes; remove its mark `known_failure` ({mark})")]
        }
        AnswerOutcome::Met | AnswerOutcome::KnownFailure => Vec::new(),
    };
    wrongs.extend(report.verdict.reasons().iter().filter_map(|reason| match reason {
        Reason::TopicFell { topic, .. } if *topic == answer.id => {
            Some(reason.to_string().split_once(": ").map_or_else(String::new, |(_, what)| what.to_owned()))
        }
        _ => None,
    }));
    wrongs
}

/// The reasons that are about the suite as a whole.
fn about_all(report: &Report) -> impl Iterator<Item = &Reason> {
    let one = |reason: &&Reason| {
        matches!(reason, Reason::Unmet { .. } | Reason::KnownFailurePasses { .. } | Reason::TopicFell { .. })
    };
    report.verdict.reasons().iter().filter(move |reason| !one(reason))
}

/// The reasons that are about the suite as a whole and not about one of its gates.
fn beside_gates(report: &Report) -> impl Iterator<Item = &Reason> {
    let gated = |reason: &&Reason| report.gates.iter().any(|gate| Some(gate.measure) == reason.measure());
    about_all(report).filter(move |reason| !gated(reason))
}

/// An answer as plain lines: its hits with their grades, what is wanted and did not come, and what changed.
fn plainly(report: &Report, answer: &JudgedAnswer) -> String {
    let mut text = String::new();
    let mut say = |line: String| writeln!(text, "{line}").expect("a string takes it");
    for (document, rank) in answer.top.iter().zip(1..) {
        say(format!("{rank:>3}  {:>2} {}", grade(document.grade), document.id));
    }
    for wanted in answer.wanted.iter().filter(|wanted| wanted.rank.is_none_or(|rank| rank > answer.top.len())) {
        let rank = wanted.rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
        say(format!("{rank:>3}  {:>2} {} (wanted)", wanted.grade, wanted.name));
    }
    if let Some(change) = report.change(&answer.id) {
        say("since the baseline:".to_owned());
        change.causes.iter().for_each(|cause| say(format!("  {cause}")));
        for moved in &change.moves {
            say(format!("  {} {} -> {}: {}", moved.id, place(moved.then), place(moved.now), moved.why.join("; ")));
        }
    }
    text
}

/// A grade, or `?` for what nobody judged.
fn grade(grade: Option<u32>) -> String {
    grade.map_or_else(|| "?".to_owned(), |grade| grade.to_string())
}

/// A rank, or `-` for what did not come.
fn place(rank: Option<usize>) -> String {
    rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string())
}

/// The column that reports show for each query: the first measure.
fn leading(report: &Report, answer: &JudgedAnswer) -> Option<(String, f64)> {
    let measure = report.evaluation.measures().first()?;
    Some((measure.to_string(), *answer.values.as_ref()?.first()?))
}

/// How far the leading value of a changed answer moved.
fn leading_change(change: &AnswerChange) -> Option<f64> {
    Some((*change.now.first()?)? - (*change.then.first()?)?)
}

#[cfg(test)]
pub(super) mod samples {
    use crate::relevance::{
        AnswerChange, Comparison, Difference, Evaluation, Gate, GradedList, JudgedAnswer, MeasureChange, Move,
        RankedDocument, RankedList, Reason, Report, ToJudge, TopicGate, TopicJudgements, Unmet, Verdict,
        WantedDocument, statistics,
    };

    fn ranked(id: &str, score: f64, grade: Option<u32>) -> RankedDocument {
        RankedDocument { id: id.to_owned(), score, grade }
    }

    /// A report with a failing query whose names need escaping everywhere, a known failure, one that is met, a gate
    /// that is missed and one that is not decided, and a baseline.
    pub(in crate::render) fn report() -> Report {
        let measure = "nDCG@10".parse().unwrap();
        let judgements = |id: &str| TopicJudgements::new(id, [("a", 2), ("b", 0)]).unwrap();
        let graded = |id: &str, list: &[&str]| {
            (id.to_owned(), GradedList::new(&judgements(id), &RankedList::new(list.iter().copied()).unwrap()))
        };
        let evaluation = Evaluation::new(&[measure], [graded("toll", &["b", "a"]), graded("wall", &["a"])]);
        let value = |row: usize| Some(evaluation.rows()[row].values.clone());
        let answer = |id: &str, line, values| JudgedAnswer {
            id: id.to_owned(),
            file: "tests/suite.toml".to_owned(),
            line,
            text: "harbour toll".to_owned(),
            kind: "articles",
            tags: vec!["keyword".to_owned()],
            hits: 2,
            top: vec![ranked("b <&> | `x`", 2.5, Some(0)), ranked("a", 2.0, Some(2)), ranked("new", 1.0, None)],
            wanted: vec![WantedDocument { id: "a".to_owned(), name: "a".to_owned(), grade: 2, rank: Some(2) }],
            values,
            unmet: Vec::new(),
            known_failure: None,
        };
        let unmet = Unmet::NotFirst { document: "a, 100%: <b>\u{1b}".to_owned(), rank: Some(2) };
        let toll = JudgedAnswer { unmet: vec![unmet.clone()], ..answer("toll", 4, value(0)) };
        let known = JudgedAnswer {
            known_failure: Some("story 118".to_owned()),
            unmet: vec![unmet],
            ..answer("known", 9, None)
        };
        let floor = Gate::floor(measure, 0.95);
        let change = AnswerChange {
            topic: "toll".to_owned(),
            then: vec![Some(1.0)],
            now: value(0).unwrap().into_iter().map(Some).collect(),
            before: vec![ranked("a", 2.0, Some(2)), ranked("b <&> | `x`", 1.5, Some(0))],
            causes: vec!["`toll` stands in 3 of 5 articles, stood in 2 of 4".to_owned()],
            moves: vec![Move {
                id: "a".to_owned(),
                grade: Some(2),
                then: Some(1),
                now: Some(2),
                why: vec!["its own score is the same; `b <&> | `x`` came before it".to_owned()],
            }],
        };
        let then = [1.0, 1.0];
        let differences: Vec<f64> =
            evaluation.rows().iter().zip(then).map(|(row, then)| row.values[0] - then).collect();
        let comparison = Comparison {
            baseline: "base.json".to_owned(),
            measures: vec![MeasureChange {
                measure,
                then: 1.0,
                now: evaluation.summary(measure).unwrap().mean,
                difference: Difference::of(&differences, statistics::SEED).unwrap(),
            }],
            changes: vec![change],
            added: vec!["known".to_owned()],
            removed: vec!["gone".to_owned()],
            notes: vec!["the articles are not those of the baseline: 1 new".to_owned()],
        };
        let answers = vec![toll, answer("wall", 7, value(1)), known];
        let mut reasons = vec![
            floor.check(&evaluation).unwrap(),
            Reason::MayBeBelowFloor { gate: Gate::floor("RR".parse().unwrap(), 0.5), low: 0.4, high: 0.6 },
        ];
        let topics = TopicGate { measure, max_drop: 0.2 };
        reasons.extend(topics.check("toll", 1.0, evaluation.rows()[0].values[0]));
        reasons.extend(answers.iter().flat_map(JudgedAnswer::reasons));
        Report {
            suite: "Marrow <Bay>".to_owned(),
            file: "tests/suite.toml".to_owned(),
            asked: Some([5, 9]),
            k: 10,
            gates: vec![floor],
            evaluation,
            bounds: None,
            answers,
            comparison: Some(comparison),
            to_judge: vec![ToJudge {
                topic: "toll".to_owned(),
                document: "new".to_owned(),
                rank: 3,
                measure,
                swing: 0.125,
            }],
            verdict: Verdict::of(reasons),
        }
    }
}
