//! Relevance: a suite's answers, topics and means, and the verdict over them.

use super::line;
use crate::relevance::{AnswerOutcome, Evaluation, Gate, JudgedAnswer, Measure, Outcome, Report, TopicRow, Verdict};
use crate::render::reports;

/// A line a topic with its values.
pub fn topic_rows(evaluation: &Evaluation) -> Vec<String> {
    let row = |row: &TopicRow| {
        let names = evaluation.measures().iter().map(ToString::to_string);
        let values: serde_json::Map<_, _> = names.zip(row.values.iter().map(|value| (*value).into())).collect();
        line(&serde_json::json!({
            "type": "topic", "topic": row.topic, "returned": row.returned, "values": values,
        }))
    };
    evaluation.rows().iter().map(row).collect()
}

/// A line a measure, and the verdict.
fn means(evaluation: &Evaluation, gates: &[Gate], verdict: &Verdict) -> Vec<String> {
    let names: Vec<String> = evaluation.measures().iter().map(ToString::to_string).collect();
    let mut lines = Vec::new();
    for (measure, name) in evaluation.measures().iter().zip(&names) {
        let summary = evaluation.summary(*measure);
        let floor = gates.iter().find(|gate| gate.measure == *measure).and_then(|gate| gate.min);
        lines.push(line(&serde_json::json!({
            "type": "measure", "measure": name, "mean": summary.map(|summary| summary.mean),
            "median": summary.map(|summary| summary.median), "lowest": summary.map(|summary| summary.minimum),
            "floor": floor,
        })));
    }
    let reasons: Vec<String> = verdict.reasons().iter().map(ToString::to_string).collect();
    let outcome = verdict.outcome();
    lines.push(line(&serde_json::json!({
        "type": "evaluation", "passed": outcome == Outcome::Passed, "outcome": outcome.as_str(), "reasons": reasons,
    })));
    lines
}

/// What comes after a suite's answers: a line a measure, the comparison with a baseline, what should be judged, the
/// verdict.
pub fn report_ends(report: &Report) -> Vec<String> {
    let mut lines = means(&report.evaluation, &report.gates, &report.verdict);
    let verdict = lines.pop();
    for (column, mean) in lines.iter_mut().enumerate() {
        if let Some(bounds) = report.bounds.as_ref().and_then(|bounds| bounds.mean(column)) {
            let (low, high) = (bounds.low, bounds.high);
            *mean = mean.trim_end_matches('}').to_owned() + &format!(",\"bounds\":[{low},{high}]}}");
        }
    }
    let typed = |kind: &str, value: serde_json::Value| {
        let mut object = serde_json::Map::new();
        object.insert("type".to_owned(), kind.into());
        if let serde_json::Value::Object(fields) = value {
            object.extend(fields);
        }
        line(&object)
    };
    if let Some(comparison) = &report.comparison {
        lines.push(typed("comparison", reports::json::compared(report, comparison)));
    }
    lines.extend(reports::json::to_judge(report).into_iter().map(|one| typed("to_judge", one)));
    lines.extend(verdict);
    lines
}

/// What a suite is and what it was asked of: the line before its answers.
pub fn suite(report: &Report) -> String {
    let [articles, quotations] = [0, 1].map(|n| report.asked.map(|asked| asked[n]));
    line(&serde_json::json!({
        "type": "suite", "name": report.suite, "path": report.file, "queries": report.answers.len(), "articles": articles,
        "quotations": quotations,
    }))
}

/// One answer of a suite, with its grades and what it does not meet.
pub fn judged_answer(answer: &JudgedAnswer, measures: &[Measure]) -> String {
    line(&judged_answer_value(answer, measures))
}

/// The same as a value, to be put into a larger one.
pub(in crate::render) fn judged_answer_value(answer: &JudgedAnswer, measures: &[Measure]) -> serde_json::Value {
    let outcome = match answer.outcome() {
        AnswerOutcome::Met => "met",
        AnswerOutcome::Unmet => "unmet",
        AnswerOutcome::KnownFailure => "known_failure",
        AnswerOutcome::KnownFailurePasses => "known_failure_passes",
    };
    let values = answer.values.as_ref().map(|values| {
        let pairs = measures.iter().zip(values).map(|(measure, value)| (measure.to_string(), (*value).into()));
        pairs.collect::<serde_json::Map<_, serde_json::Value>>()
    });
    let top = answer.top.iter().zip(1..).map(|(document, rank)| {
        serde_json::json!({ "rank": rank, "id": document.id, "score": document.score, "grade": document.grade })
    });
    let wanted = answer.wanted.iter().map(|wanted| {
        serde_json::json!({ "id": wanted.id, "name": wanted.name, "grade": wanted.grade, "rank": wanted.rank })
    });
    serde_json::json!({
        "type": "topic", "topic": answer.id, "line": answer.line, "query": answer.text, "kind": answer.kind,
        "tags": answer.tags, "returned": answer.hits, "values": values, "outcome": outcome,
        "unmet": answer.unmet.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "known_failure": answer.known_failure, "top": top.collect::<Vec<_>>(), "wanted": wanted.collect::<Vec<_>>(),
    })
}
