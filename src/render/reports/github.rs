//! GitHub's workflow commands: annotations at the lines of failing queries.
//!
//! A step shows few annotations of a kind, so that the ten worst are written; all the rest stands in the step's summary,
//! which is the Markdown report. In a message `%` and line ends are escaped, in a property `:` and `,` too.

use super::{about_all, leading, leading_change, wrongs};
use crate::relevance::{JudgedAnswer, Report};
use std::cmp::Reverse;

/// So many annotations are written.
pub(super) const MOST: usize = 10;

/// GitHub takes 1 MiB of summary a step and nothing of a larger one.
pub const SUMMARY_LIMIT: usize = 1_000_000;

/// The annotations of several suites, a line each: what is missed as a whole, then the worst queries.
pub fn annotations(reports: &[Report]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for report in reports {
        for reason in about_all(report) {
            let level = if reason.is_doubt() { "warning" } else { "error" };
            lines.push(annotation(level, &report.file, None, &report.suite, &reason.to_string()));
        }
    }
    let mut worst: Vec<(&Report, &JudgedAnswer, Vec<String>)> = reports
        .iter()
        .flat_map(|report| report.answers.iter().map(move |answer| (report, answer, wrongs(report, answer))))
        .filter(|(_, _, wrongs)| !wrongs.is_empty())
        .collect();
    // The more an answer lost, and the less it is worth, the worse; in thousandths, since this is only an order.
    worst.sort_by_key(|(report, answer, _)| {
        let lost = report.change(&answer.id).and_then(leading_change).unwrap_or(0.0);
        let value = leading(report, answer).map_or(0.0, |(_, value)| value);
        ((lost * 1e3) as i64, (value * 1e3) as i64, Reverse(answer.unmet.len()))
    });
    for (_, answer, wrongs) in worst {
        lines.push(annotation("error", &answer.file, Some(answer.line), &answer.id, &wrongs.join("\n")));
    }
    lines.truncate(MOST);
    lines.concat()
}

fn annotation(level: &str, file: &str, line: Option<u64>, title: &str, message: &str) -> String {
    let line = line.map_or_else(String::new, |line| format!(",line={line}"));
    format!("::{level} file={}{line},title={}::{}\n", property(file), property(title), data(message))
}

fn data(text: &str) -> String {
    let text: String =
        text.chars().map(|c| if c.is_control() && !matches!(c, '\r' | '\n') { '\u{fffd}' } else { c }).collect();
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// As much of a summary as GitHub takes, whole lines of it.
pub fn summary(markdown: &str, limit: usize) -> &str {
    if markdown.len() <= limit {
        return markdown;
    }
    let fits = (0..=limit).rev().find(|end| markdown.is_char_boundary(*end)).unwrap_or(0);
    markdown[..fits].rfind('\n').map_or("", |end| &markdown[..=end])
}

#[cfg(test)]
mod tests {
    use super::{MOST, annotations, summary};
    use crate::relevance::Unmet;
    use crate::render::reports::samples;

    #[test]
    fn annotations_stand_at_their_lines_and_are_escaped() {
        let text = annotations(&[samples::report()]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3, "{text}");
        assert!(lines[0].starts_with("::error file=tests/suite.toml,title=Marrow <Bay>::nDCG@10 is 0.8"), "{text}");
        assert!(lines[1].starts_with("::warning file=tests/suite.toml,title=Marrow <Bay>::RR lies between"), "{text}");
        assert!(
            lines[2].starts_with(
                "::error file=tests/suite.toml,line=4,title=toll::`a, 100%25: <b>\u{fffd}` should come first, came 2nd%0A"
            ),
            "{text}"
        );
    }

    #[test]
    fn the_ten_worst_are_written() {
        let mut report = samples::report();
        let answer = report.answers[0].clone();
        for n in 0..30 {
            let mut another = answer.clone();
            another.id = format!("q{n},:");
            another.unmet = vec![Unmet::NotFound { document: "x".into() }];
            report.answers.push(another);
        }
        let text = annotations(&[report]);
        assert_eq!(text.lines().count(), MOST);
        assert!(text.contains("title=q0%2C%3A::"), "{text}");
    }

    #[test]
    fn a_summary_is_cut_between_lines() {
        assert_eq!(summary("ab\ncé\nd", 100), "ab\ncé\nd");
        assert_eq!(summary("ab\ncé\nd", 5), "ab\n");
        assert_eq!(summary("abcdef", 3), "");
    }
}
