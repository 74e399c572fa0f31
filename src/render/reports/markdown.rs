//! Markdown, for a pull request or a step's summary: the verdict, the means, what changed, what failed.

use super::{grade, place, wrongs};
use crate::relevance::{AnswerChange, AnswerOutcome, Outcome, Report};
use crate::render::words;
use std::fmt::Write;

/// The reports of several suites, one below the other.
pub fn document(reports: &[Report]) -> String {
    reports.iter().map(suite).collect::<Vec<_>>().join("\n")
}

fn suite(report: &Report) -> String {
    let mut page = Page::default();
    let mark = match report.verdict.outcome() {
        Outcome::Passed => "✅",
        Outcome::Failed => "❌",
        Outcome::Undecided => "❔",
    };
    let queries = if report.answers.len() == 1 { "query" } else { "queries" };
    page.line(&format!("## {mark} {}: {}", safe(&report.suite), report.verdict.outcome().as_str()));
    page.line("");
    page.line(&format!(
        "`{}` · {} {queries}{}",
        code(&report.file),
        words::number(report.answers.len()),
        words::asked(report.asked)
    ));
    page.line("");
    for reason in report.verdict.reasons() {
        page.line(&format!("- {}", safe(&reason.to_string())));
    }
    if !report.verdict.reasons().is_empty() {
        page.line("");
    }
    means(report, &mut page);
    comparison(report, &mut page);
    answers(report, &mut page);
    if !report.to_judge.is_empty() {
        page.line("### To be judged, most decisive first\n");
        for one in report.to_judge.iter().take(super::github::MOST) {
            page.line(&format!(
                "- `{}`: `{}` (rank {}, moves {} by {:.4})",
                code(&one.topic),
                code(&one.document),
                one.rank,
                one.measure,
                one.swing
            ));
        }
        if let Some(more) = report.to_judge.len().checked_sub(super::github::MOST).filter(|more| *more > 0) {
            page.line(&format!("- and {more} more"));
        }
        page.line("");
    }
    page.text
}

fn means(report: &Report, page: &mut Page) {
    let bounds = report.bounds.is_some();
    let compared = report.comparison.is_some();
    let mut head = vec!["measure", "mean", "median", "lowest", "floor"];
    if bounds {
        head.push("bounds");
    }
    if compared {
        head.extend(["baseline", "difference", "95 %", "p (t)", "p (flip)", "won / same / lost", "detectable"]);
    }
    page.row(&head.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
    page.line(&format!("|---{}|", "|--:".repeat(head.len() - 1)));
    for (column, measure) in report.evaluation.measures().iter().enumerate() {
        let summary = report.evaluation.summary(*measure);
        let floor = report.gates.iter().find(|gate| gate.measure == *measure).and_then(|gate| gate.min);
        let mut cells = vec![
            measure.to_string(),
            number(summary.map(|summary| summary.mean)),
            number(summary.map(|summary| summary.median)),
            number(summary.map(|summary| summary.minimum)),
            number(floor),
        ];
        if let Some(bounds) = &report.bounds {
            cells.push(
                bounds.mean(column).map_or_else(String::new, |mean| format!("{:.4} – {:.4}", mean.low, mean.high)),
            );
        }
        if let Some(comparison) = &report.comparison {
            match comparison.measures.iter().find(|change| change.measure == *measure) {
                None => cells.extend(std::iter::repeat_n(String::new(), 7)),
                Some(change) => {
                    let difference = &change.difference;
                    let interval = difference.interval;
                    cells.extend([
                        number(Some(change.then)),
                        format!("{:+.4}", difference.mean),
                        interval.map_or_else(String::new, |range| format!("{:+.4} … {:+.4}", range.low, range.high)),
                        number(difference.t_test),
                        number(Some(difference.sign_flip)),
                        format!("{} / {} / {}", difference.wins, difference.ties, difference.losses),
                        number(difference.detectable),
                    ]);
                }
            }
        }
        page.row(&cells);
    }
    page.line("");
}

fn comparison(report: &Report, page: &mut Page) {
    let Some(comparison) = &report.comparison else { return };
    page.line(&format!("### Since `{}`\n", code(&comparison.baseline)));
    for note in &comparison.notes {
        page.line(&format!("- {}", safe(note)));
    }
    for (ids, what) in [(&comparison.added, "new"), (&comparison.removed, "gone")] {
        if !ids.is_empty() {
            page.line(&format!(
                "- {what}: {}",
                ids.iter().map(|id| format!("`{}`", code(id))).collect::<Vec<_>>().join(", ")
            ));
        }
    }
    if comparison.changes.is_empty() {
        page.line("- no answer changed");
    }
    page.line("");
    for change in &comparison.changes {
        changed(report, change, page);
    }
}

fn changed(report: &Report, change: &AnswerChange, page: &mut Page) {
    let values: Vec<String> = report
        .evaluation
        .measures()
        .iter()
        .zip(change.then.iter().zip(&change.now))
        .filter_map(|(measure, (then, now))| {
            let (then, now) = ((*then)?, (*now)?);
            ((now - then).abs() > 1e-9).then(|| format!("{measure} {then:.4} → {now:.4}"))
        })
        .collect();
    let values = if values.is_empty() { "same values".to_owned() } else { values.join(", ") };
    page.line(&format!("<details><summary><code>{}</code> · {}</summary>\n", html(&change.topic), html(&values)));
    for cause in &change.causes {
        page.line(&format!("- {}", safe(cause)));
    }
    if !change.causes.is_empty() {
        page.line("");
    }
    page.row(&["rank", "then", "grade", "now", "grade"].map(str::to_owned));
    page.line("|--:|---|--:|---|--:|");
    let top = report.answers.iter().find(|answer| answer.id == change.topic).map_or(&[][..], |answer| &answer.top);
    for rank in 0..change.before.len().max(top.len()) {
        let cells = |document: Option<&crate::relevance::RankedDocument>| match document {
            Some(document) => [format!("`{}`", code(&document.id)), grade(document.grade)],
            None => [String::new(), String::new()],
        };
        let ([then, then_grade], [now, now_grade]) = (cells(change.before.get(rank)), cells(top.get(rank)));
        page.row(&[(rank + 1).to_string(), then, then_grade, now, now_grade]);
    }
    page.line("");
    for moved in &change.moves {
        page.line(&format!(
            "- `{}` {} → {}: {}",
            code(&moved.id),
            place(moved.then),
            place(moved.now),
            safe(&moved.why.join("; "))
        ));
    }
    page.line("\n</details>\n");
}

fn answers(report: &Report, page: &mut Page) {
    let failing: Vec<_> = report
        .answers
        .iter()
        .map(|answer| (answer, wrongs(report, answer)))
        .filter(|(_, all)| !all.is_empty())
        .collect();
    if !failing.is_empty() {
        page.line("### Failing\n");
        for (answer, wrongs) in failing {
            page.line(&format!(
                "- `{}` ({}:{}): {}",
                code(&answer.id),
                safe(&answer.file),
                answer.line,
                safe(&answer.text)
            ));
            wrongs.iter().for_each(|wrong| page.line(&format!("  - {}", safe(wrong))));
        }
        page.line("");
    }
    let known: Vec<_> =
        report.answers.iter().filter(|answer| answer.outcome() == AnswerOutcome::KnownFailure).collect();
    if !known.is_empty() {
        page.line("### Known failures\n");
        for answer in known {
            let mark = answer.known_failure.as_deref().unwrap_or_default();
            page.line(&format!("- `{}`: {}", code(&answer.id), safe(mark)));
        }
        page.line("");
    }
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        writeln!(self.text, "{line}").expect("a string takes it");
    }

    /// A row of a table; the cells are safe but for `|`, which parts cells also inside code.
    fn row(&mut self, cells: &[String]) {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        self.line(&format!("| {} |", cells.join(" | ")));
    }
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| format!("{value:.4}"))
}

/// A text whose characters mean nothing to Markdown.
fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '*' | '_' | '[' | ']' | '#' | '~' | '!' => safe.extend(['\\', character]),
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            character if character.is_control() => safe.push(' '),
            character => safe.push(character),
        }
    }
    safe
}

/// A text that stands in backticks, which cannot be escaped there.
fn code(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() {
                ' '
            } else if c == '`' {
                '\''
            } else {
                c
            }
        })
        .collect()
}

fn html(text: &str) -> String {
    crate::render::markup::escaped(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::document;
    use crate::render::reports::samples;

    #[test]
    fn a_reader_sees_verdict_means_changes_and_failures() {
        let text = document(&[samples::report()]);
        for line in [
            "## ❌ Marrow &lt;Bay&gt;: failed",
            "### Since `base.json`",
            "- the articles are not those of the baseline: 1 new",
            "| 1 | `a` | 2 | `b <&> \\| 'x'` | 0 |",
            "- new: `known`",
            "### Failing",
            "### Known failures",
            "- `toll`: `new` (rank 3, moves nDCG@10 by 0.1250)",
        ] {
            assert!(text.lines().any(|known| known == line), "{line}\n{text}");
        }
        assert!(text.contains("<code>toll</code> · nDCG@10 1.0000 →"), "{text}");
        assert!(!text.contains('\u{1b}'));
    }
}
