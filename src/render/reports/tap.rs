//! TAP, the Test Anything Protocol: a line a query and a line a gate.

use super::{about_all, beside_gates, wrongs};
use crate::relevance::{AnswerOutcome, Reason, Report};

/// The reports of several suites as one stream of version 13.
pub fn document(reports: &[Report]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for report in reports {
        for answer in &report.answers {
            let number = lines.len() + 1;
            let wrongs = wrongs(report, answer);
            let todo = match answer.outcome() {
                AnswerOutcome::KnownFailure => {
                    format!(" # TODO {}", one_line(answer.known_failure.as_deref().unwrap_or_default()))
                }
                _ => String::new(),
            };
            let word = if wrongs.is_empty() && todo.is_empty() { "ok" } else { "not ok" };
            let mut line = format!("{word} {number} - {}{todo}", one_line(&answer.id));
            wrongs.iter().for_each(|wrong| line.push_str(&format!("\n# {}", one_line(wrong))));
            lines.push(line);
        }
        let reasons: Vec<&Reason> = about_all(report).collect();
        for gate in &report.gates {
            let number = lines.len() + 1;
            let wrongs: Vec<&&Reason> =
                reasons.iter().filter(|reason| reason.measure() == Some(gate.measure)).collect();
            let word = if wrongs.is_empty() { "ok" } else { "not ok" };
            let mut line = format!("{word} {number} - gate {}", gate.measure);
            wrongs.iter().for_each(|wrong| line.push_str(&format!("\n# {wrong}")));
            lines.push(line);
        }
    }
    for reason in reports.iter().flat_map(beside_gates) {
        lines.push(format!("not ok {} - {}", lines.len() + 1, one_line(&reason.to_string())));
    }
    format!("TAP version 13\n1..{}\n{}\n", lines.len(), lines.join("\n"))
}

/// A text on one line, whose `#` opens no directive.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('#', "\\#")
}

#[cfg(test)]
mod tests {
    use super::document;
    use crate::render::reports::samples;

    #[test]
    fn a_line_a_query_and_a_line_a_gate() {
        let tap = document(&[samples::report()]);
        let lines: Vec<&str> = tap.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(
            lines,
            [
                "TAP version 13",
                "1..5",
                "not ok 1 - toll",
                "ok 2 - wall",
                "not ok 3 - known # TODO story 118",
                "not ok 4 - gate nDCG@10",
                "not ok 5 - RR lies between 0.4000 and 0.6000, and its floor 0.5000 between them"
            ]
        );
    }
}
