//! What a suite measures and what its means must hold.

use super::fields::{Fields, Reading, Wrong, list, number, table, text, wrong};
use super::located::Entry;
use super::suite_error::SuiteProblem;
use crate::relevance::{Gate, Measure, TopicGate};

/// The measures of a list, each once.
pub(super) fn metrics(entry: Entry) -> Reading<Vec<Measure>> {
    let mut measures = Vec::new();
    for item in list(entry, "a list of measures like [\"nDCG@10\", \"RR\"]")? {
        let line = item.line;
        let measure = measure(&text(item)?, line)?;
        if measures.contains(&measure) {
            return wrong(line, SuiteProblem::MeasureTwice(measure.to_string()));
        }
        measures.push(measure);
    }
    Ok(measures)
}

/// What must hold: of means in the order of the file, and of each query alone.
pub(super) fn gates(entry: Entry) -> Reading<(Vec<Gate>, Option<TopicGate>)> {
    let mut gates: Vec<Gate> = Vec::new();
    let mut per_query = None;
    for entry in table(entry.node, "gate", "a table of measures, each with { min = … }")? {
        if entry.key == "per_query" {
            per_query = Some(topic_gate(entry)?);
            continue;
        }
        let measure = measure(&entry.key, entry.line)?;
        if gates.iter().any(|gate| gate.measure == measure) {
            return wrong(entry.line, SuiteProblem::MeasureTwice(measure.to_string()));
        }
        gates.push(gate(entry, measure)?);
    }
    Ok((gates, per_query))
}

fn gate(entry: Entry, measure: Measure) -> Reading<Gate> {
    let (key, line) = (entry.key, entry.line);
    let mut fields = Fields::of(entry.node, &key, "a gate", &["min", "max_drop", "alpha", "else"])?;
    let mut take =
        |name| fields.take(name).map(|entry| number(&entry, 1.0, "measures lie between 0 and 1")).transpose();
    let (min, max_drop) = (take("min")?, take("max_drop")?);
    let alpha = fields.take("alpha");
    if let Some(alpha) = alpha.as_ref().filter(|_| max_drop.is_none()) {
        return wrong(alpha.line, SuiteProblem::AlphaWithoutDrop);
    }
    let alpha = alpha.map(|entry| number(&entry, 1.0, "it is a probability, 0.05 as a rule")).transpose()?;
    let undecided = match fields.take("else") {
        None => false,
        Some(entry) => {
            let (key, line) = (entry.key.clone(), entry.line);
            match text(entry)?.as_str() {
                "failed" => false,
                "undecided" => true,
                given => {
                    let wanted = "it is `failed` or `undecided`";
                    return wrong(line, SuiteProblem::Value { key, given: given.to_owned(), wanted });
                }
            }
        }
    };
    if min.is_none() && max_drop.is_none() {
        return wrong(line, SuiteProblem::Missing { place: format!("the gate `{key}`"), key: "min" });
    }
    Ok(Gate { measure, min, max_drop, alpha: alpha.unwrap_or(Gate::ALPHA), undecided })
}

fn topic_gate(entry: Entry) -> Reading<TopicGate> {
    let (key, line) = (entry.key, entry.line);
    let mut fields = Fields::of(entry.node, &key, "the gate per_query", &["metric", "max_drop"])?;
    let place = || "the gate `per_query`".to_owned();
    let metric = fields.required("metric", place)?;
    let metric_line = metric.line;
    let measure = measure(&text(metric)?, metric_line)?;
    let max_drop = fields.required("max_drop", place).map_err(|error| Wrong { line, ..error })?;
    Ok(TopicGate { measure, max_drop: number(&max_drop, 1.0, "measures lie between 0 and 1")? })
}

fn measure(name: &str, line: u64) -> Reading<Measure> {
    name.parse().map_err(|error| Wrong { line, problem: SuiteProblem::Measure(error) })
}
