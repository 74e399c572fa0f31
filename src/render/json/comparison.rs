//! A comparison as JSON Lines: what was compared, a line for each run and measure, a line for each topic that differs.

use super::line;
use crate::relevance::RunComparison;
use serde_json::json;

/// Returns the lines. `correction` is the name of what p were corrected by, `seed` what lots were drawn from.
pub fn comparison(comparison: &RunComparison, correction: &str, seed: u64) -> Vec<String> {
    let names = comparison.names();
    let measures: Vec<String> = comparison.measures().iter().map(ToString::to_string).collect();
    let mut lines = vec![line(&json!({
        "type": "comparison", "base": names[0], "runs": names[1..], "measures": measures,
        "topics": comparison.topics().len(), "left_out": comparison.left_out(), "correction": correction, "seed": seed,
    }))];
    for compared in comparison.compared() {
        let found = compared.difference;
        lines.push(line(&json!({
            "type": "difference", "run": names[compared.run], "measure": measures[compared.measure],
            "base_mean": comparison.mean(0, compared.measure),
            "mean": comparison.mean(compared.run, compared.measure),
            "difference": found.mean, "low": found.interval.map(|interval| interval.low),
            "high": found.interval.map(|interval| interval.high),
            "wins": found.wins, "ties": found.ties, "losses": found.losses,
            "t_test": found.t_test, "sign_flip": found.sign_flip, "corrected": compared.corrected,
            "detectable": found.detectable,
        })));
    }
    for compared in comparison.compared() {
        for topic in comparison.changed(compared.run, compared.measure) {
            lines.push(line(&json!({
                "type": "topic", "topic": topic.topic, "run": names[compared.run],
                "measure": measures[compared.measure], "base": topic.base, "value": topic.value,
                "difference": topic.difference(),
            })));
        }
    }
    lines
}
