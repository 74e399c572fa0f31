//! JUnit XML: a suite is a testsuite, a query a testcase, and each gate one more.
//!
//! There is no one schema. What is written here is valid under the three in use: Jenkins' (`junit-10.xsd`), Ant's
//! (`JUnit.xsd`, which wants time stamp, host and empty streams) and Surefire's elements below `testsuites`.

use super::{about_all, beside_gates, plainly, wrongs};
use crate::article::{CivilDate, Precision};
use crate::relevance::{AnswerOutcome, Reason, Report};
use crate::render::markup::escaped;
use std::fmt::Write;

/// The reports of several suites in one document. No time is measured: `time` is 0, and the time stamp the one that
/// SOURCE_DATE_EPOCH says (`epoch`, in seconds), or the beginning of 1970.
pub fn document(reports: &[Report], epoch: Option<i64>) -> String {
    let timestamp = timestamp(epoch.unwrap_or(0));
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for (number, report) in reports.iter().enumerate() {
        suite(&mut xml, report, number, &timestamp);
    }
    xml.push_str("</testsuites>\n");
    xml
}

fn timestamp(epoch: i64) -> String {
    let (day, second) = (epoch.div_euclid(86_400), epoch.rem_euclid(86_400));
    let date = CivilDate::from_first_day(day, Precision::Day).map_or("1970-01-01".to_owned(), |date| date.to_string());
    format!("{date}T{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
}

/// What a testcase says besides that it was run.
enum Result {
    Passed,
    Skipped(String),
    Failed { what: String, detail: String },
    Undecided { what: String, detail: String },
}

fn suite(xml: &mut String, report: &Report, number: usize, timestamp: &str) {
    let mut cases: Vec<(&str, String, Result)> = Vec::new();
    for answer in &report.answers {
        let wrongs = wrongs(report, answer);
        let result = if !wrongs.is_empty() {
            let place = format!("{}:{}: {}\n", answer.file, answer.line, answer.text);
            let all: String = wrongs.iter().map(|wrong| format!("{wrong}\n")).collect();
            let detail = format!("{place}{all}{}", plainly(report, answer));
            Result::Failed { what: wrongs.join("; "), detail }
        } else if answer.outcome() == AnswerOutcome::KnownFailure {
            Result::Skipped(format!("known failure: {}", answer.known_failure.as_deref().unwrap_or_default()))
        } else {
            Result::Passed
        };
        cases.push(("query", answer.id.clone(), result));
    }
    let judge: String = report
        .to_judge
        .iter()
        .take(super::github::MOST)
        .map(|one| format!("judge {} for {} (rank {})\n", one.document, one.topic, one.rank))
        .collect();
    let reasons: Vec<&Reason> = about_all(report).collect();
    for gate in &report.gates {
        let of_this = |reason: &&&Reason| reason.measure() == Some(gate.measure);
        let what: Vec<String> = reasons.iter().filter(of_this).map(|reason| reason.to_string()).collect();
        let doubt = reasons.iter().filter(of_this).all(|reason| reason.is_doubt());
        let result = match (what.is_empty(), doubt) {
            (true, _) => Result::Passed,
            (false, true) => Result::Undecided { what: what.join("; "), detail: judge.clone() },
            (false, false) => Result::Failed { what: what.join("; "), detail: String::new() },
        };
        cases.push(("gate", gate.measure.to_string(), result));
    }
    for (number, reason) in beside_gates(report).enumerate() {
        let (what, detail) = (reason.to_string(), judge.clone());
        let result =
            if reason.is_doubt() { Result::Undecided { what, detail } } else { Result::Failed { what, detail } };
        cases.push(("suite", format!("verdict {}", number + 1), result));
    }
    let count = |test: fn(&Result) -> bool| cases.iter().filter(|(_, _, result)| test(result)).count();
    let failures = count(|result| matches!(result, Result::Failed { .. }));
    let errors = count(|result| matches!(result, Result::Undecided { .. }));
    let skipped = count(|result| matches!(result, Result::Skipped(_)));
    let mut say = |line: &str| {
        xml.push_str(line);
        xml.push('\n');
    };
    say(&format!(
        "<testsuite name=\"{}\" package=\"onrecord\" id=\"{number}\" hostname=\"localhost\" timestamp=\"{}\" time=\"0\" \
         tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\">",
        escaped(&report.suite),
        escaped(timestamp),
        cases.len()
    ));
    say("<properties>");
    say(&format!("<property name=\"file\" value=\"{}\"/>", escaped(&report.file)));
    say(&format!("<property name=\"verdict\" value=\"{}\"/>", escaped(&report.verdict.to_string())));
    for measure in report.evaluation.measures() {
        if let Some(summary) = report.evaluation.summary(*measure) {
            say(&format!("<property name=\"{measure}\" value=\"{:.4}\"/>", summary.mean));
        }
    }
    say("</properties>");
    for (class, name, result) in &cases {
        let (class, name) = (escaped(&format!("{}.{class}", report.suite)).into_owned(), escaped(name));
        let open = format!("<testcase classname=\"{class}\" name=\"{name}\" time=\"0\"");
        match result {
            Result::Passed => say(&format!("{open}/>")),
            Result::Skipped(why) => say(&format!("{open}><skipped message=\"{}\"/></testcase>", escaped(why))),
            Result::Failed { what, detail } => say(&wrong(&open, "failure", "failed", what, detail)),
            Result::Undecided { what, detail } => say(&wrong(&open, "error", "undecided", what, detail)),
        }
    }
    say("<system-out/>\n<system-err/>\n</testsuite>");
}

fn wrong(open: &str, element: &str, kind: &str, what: &str, detail: &str) -> String {
    let mut xml = String::new();
    write!(
        xml,
        "{open}><{element} type=\"{kind}\" message=\"{}\">{}</{element}></testcase>",
        escaped(what),
        escaped(detail)
    )
    .expect("a string takes it");
    xml
}

#[cfg(test)]
mod tests {
    use super::{document, timestamp};
    use crate::render::reports::samples;

    #[test]
    fn queries_and_gates_are_testcases() {
        let xml = document(&[samples::report()], None);
        assert!(xml.contains("tests=\"5\" failures=\"2\" errors=\"1\" skipped=\"1\""), "{xml}");
        assert!(xml.contains("name=\"toll\" time=\"0\"><failure type=\"failed\" message=\"`a, 100%: &lt;b&gt;\u{fffd}` should come first, came 2nd; nDCG@10 fell from 1.0000"), "{xml}");
        assert!(xml.contains("<skipped message=\"known failure: story 118\"/>"), "{xml}");
        assert!(xml.contains("1   0 b &lt;&amp;&gt; | `x`"), "{xml}");
        assert_eq!(xml.matches("<testcase").count(), 5);
        assert!(xml.contains("timestamp=\"1970-01-01T00:00:00\""));
        assert_eq!(timestamp(1_700_000_000), "2023-11-14T22:13:20");
    }
}
