//! One JSON document of all that a run came to.

use crate::relevance::{AnswerChange, Comparison, Interval, Report};
use crate::render::json::judged_answer_value;
use serde_json::{Value, json};

/// The reports of several suites as one object, `{"suites": […]}`, laid out for people and for `git diff`.
pub fn document(reports: &[Report]) -> String {
    let suites: Vec<Value> = reports.iter().map(suite).collect();
    let text = serde_json::to_string_pretty(&json!({ "suites": suites }));
    text.expect("values of strings and numbers have their JSON") + "\n"
}

fn suite(report: &Report) -> Value {
    let measures = report.evaluation.measures();
    let means = measures.iter().enumerate().map(|(column, measure)| {
        let summary = report.evaluation.summary(*measure);
        let gate = report.gates.iter().find(|gate| gate.measure == *measure);
        let mut value = json!({
            "measure": measure.to_string(), "mean": summary.map(|summary| summary.mean),
            "median": summary.map(|summary| summary.median), "lowest": summary.map(|summary| summary.minimum),
            "floor": gate.and_then(|gate| gate.min),
        });
        if let Some(mean) = report.bounds.as_ref().and_then(|bounds| bounds.mean(column)) {
            value["bounds"] = interval(mean);
        }
        value
    });
    let tags = report.by_tag().into_iter().map(|(tag, queries, means)| {
        let pairs = measures.iter().zip(means).map(|(measure, mean)| (measure.to_string(), mean.into()));
        json!({ "tag": tag, "queries": queries, "means": pairs.collect::<serde_json::Map<_, Value>>() })
    });
    let [articles, quotations] = [0, 1].map(|n| report.asked.map(|asked| asked[n]));
    json!({
        "suite": report.suite, "file": report.file, "articles": articles, "quotations": quotations,
        "k": report.k, "outcome": report.verdict.outcome().as_str(),
        "reasons": report.verdict.reasons().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "measures": means.collect::<Vec<_>>(), "tags": tags.collect::<Vec<_>>(),
        "queries": report.answers.iter().map(|answer| judged_answer_value(answer, measures)).collect::<Vec<_>>(),
        "comparison": report.comparison.as_ref().map(|comparison| compared(report, comparison)),
        "to_judge": to_judge(report),
    })
}

/// What should be judged, most decisive first.
pub fn to_judge(report: &Report) -> Vec<Value> {
    let one = |one: &crate::relevance::ToJudge| {
        json!({
            "topic": one.topic, "id": one.document, "rank": one.rank, "measure": one.measure.to_string(),
            "swing": one.swing,
        })
    };
    report.to_judge.iter().map(one).collect()
}

/// A comparison with a baseline.
pub fn compared(report: &Report, comparison: &Comparison) -> Value {
    let measures = comparison.measures.iter().map(|change| {
        let difference = &change.difference;
        json!({
            "measure": change.measure.to_string(), "then": change.then, "now": change.now,
            "difference": difference.mean, "interval": difference.interval.map(interval),
            "p_t_test": difference.t_test, "p_sign_flip": difference.sign_flip, "wins": difference.wins,
            "ties": difference.ties, "losses": difference.losses, "detectable": difference.detectable,
        })
    });
    json!({
        "baseline": comparison.baseline, "notes": comparison.notes, "measures": measures.collect::<Vec<_>>(),
        "added": comparison.added, "removed": comparison.removed,
        "changes": comparison.changes.iter().map(|change| changed(report, change)).collect::<Vec<_>>(),
    })
}

fn changed(report: &Report, change: &AnswerChange) -> Value {
    let values = |values: &[Option<f64>]| -> Value {
        let pairs = report.evaluation.measures().iter().zip(values);
        pairs.map(|(measure, value)| (measure.to_string(), json!(value))).collect::<serde_json::Map<_, _>>().into()
    };
    let before = change.before.iter().zip(1..).map(
        |(document, rank)| json!({ "rank": rank, "id": document.id, "score": document.score, "grade": document.grade }),
    );
    let moves = change.moves.iter().map(
        |moved| json!({ "id": moved.id, "grade": moved.grade, "then": moved.then, "now": moved.now, "why": moved.why }),
    );
    json!({
        "topic": change.topic, "then": values(&change.then), "now": values(&change.now), "causes": change.causes,
        "before": before.collect::<Vec<_>>(), "moves": moves.collect::<Vec<_>>(),
    })
}

fn interval(interval: Interval) -> Value {
    json!([interval.low, interval.high])
}

#[cfg(test)]
mod tests {
    use super::document;
    use crate::render::reports::samples;

    #[test]
    fn everything_is_in_the_document() {
        let value: serde_json::Value = serde_json::from_str(&document(&[samples::report()])).unwrap();
        let suite = &value["suites"][0];
        assert_eq!((suite["outcome"].as_str(), suite["queries"].as_array().unwrap().len()), (Some("failed"), 3));
        assert_eq!(suite["queries"][0]["line"], 4);
        assert_eq!(suite["comparison"]["changes"][0]["moves"][0]["now"], 2);
        assert_eq!(suite["comparison"]["measures"][0]["losses"], 1);
        assert_eq!(suite["to_judge"][0]["id"], "new");
        assert_eq!(suite["tags"][0]["queries"], 2);
    }
}
