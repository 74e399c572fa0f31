//! The table of an evaluation, for people: a row a topic, a column a measure, then what each column comes to.

use super::{DIM, HEADLINE, PLAIN, Page};
use crate::relevance::{Evaluation, Gate, Measure, Outcome, Verdict};
use crate::render::Style;
use crate::render::words;
use crate::render::wrap::{Run, columns};
use anstyle::{AnsiColor, Style as Look};

const GOOD: Look = AnsiColor::Green.on_default().bold();
const BAD: Look = AnsiColor::Red.on_default().bold();

/// Topic ids longer than this are cut in the table; programs get them whole.
const LONGEST_TOPIC: usize = 32;

/// Returns the table. `topics` says whether each topic has its row, or only the sums are shown.
pub fn table(evaluation: &Evaluation, gates: &[Gate], topics: bool, style: Style) -> String {
    // A table is read by its columns; it is never wrapped.
    let mut page = Page::new(Style { width: usize::MAX, ..style });
    let measures = evaluation.measures();
    let names: Vec<String> = measures.iter().map(Measure::to_string).collect();
    let widths: Vec<usize> = names.iter().map(|name| columns(name).max(6) + 2).collect();
    let label = words::count(evaluation.rows().len(), "topic");
    let ids = evaluation.rows().iter().filter(|_| topics).map(|row| columns(&shortened(&row.topic)));
    let first = ids.chain([columns(&label), "median".len()]).max().unwrap_or(0);
    let mut row = |name: &str, cells: Vec<String>, look: Look| {
        let mut line = format!("{name}{}", " ".repeat(first.saturating_sub(columns(name))));
        for (cell, width) in cells.iter().zip(&widths) {
            line.push_str(&" ".repeat(width.saturating_sub(columns(cell))));
            line.push_str(cell);
        }
        page.verbatim(&line, look);
    };
    row(&label, names, DIM);
    if topics {
        for topic in evaluation.rows() {
            row(&shortened(&topic.topic), topic.values.iter().map(|value| format!("{value:.4}")).collect(), PLAIN);
        }
    }
    let summaries: Vec<_> = measures.iter().map(|measure| evaluation.summary(*measure)).collect();
    let cells = |value: &dyn Fn(usize) -> Option<f64>| -> Vec<String> {
        (0..measures.len()).map(|n| value(n).map_or_else(|| "-".to_owned(), |value| format!("{value:.4}"))).collect()
    };
    row("mean", cells(&|n| summaries[n].map(|summary| summary.mean)), HEADLINE);
    row("median", cells(&|n| summaries[n].map(|summary| summary.median)), DIM);
    row("lowest", cells(&|n| summaries[n].map(|summary| summary.minimum)), DIM);
    if !gates.is_empty() {
        let floor = |n: usize| gates.iter().find(|gate| gate.measure == measures[n]).map(|gate| gate.min);
        row("floor", cells(&floor), DIM);
    }
    page.text
}

/// Returns the verdict and, one a line, everything that speaks against passing.
pub fn verdict(verdict: &Verdict, style: Style) -> String {
    let mut page = Page::new(style);
    match verdict.outcome() {
        Outcome::Passed => page.lines(0, &[Run::new("passed", GOOD)]),
        Outcome::Failed => {
            page.lines(0, &[Run::new("failed", BAD)]);
            for reason in verdict.reasons() {
                page.block(4, Run::new("  -", DIM), &[Run::plain(reason.to_string())], usize::MAX);
            }
        }
    }
    page.text
}

fn shortened(topic: &str) -> String {
    if topic.chars().count() <= LONGEST_TOPIC {
        return topic.to_owned();
    }
    let mut cut: String = topic.chars().take(LONGEST_TOPIC - 1).collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::{table, verdict};
    use crate::relevance::{Evaluation, Gate, MissingTopics, Qrels, Run, RunOrder, Verdict};
    use crate::render::Style;

    fn evaluation() -> Evaluation {
        let qrels = Qrels::read("ferry 0 a 1\nlevy 0 b 2\n".as_bytes(), "q").unwrap();
        let run = Run::read("ferry Q0 x 1 2 r\nferry Q0 a 2 1 r\nlevy Q0 b 1 1 r\n".as_bytes(), "r").unwrap();
        let measures = ["nDCG@10", "RR"].map(|name| name.parse().unwrap());
        Evaluation::of_run(&measures, &qrels, &run, RunOrder::default(), MissingTopics::CountAsEmpty)
    }

    fn floor(min: f64) -> Gate {
        Gate { measure: "RR".parse().unwrap(), min }
    }

    #[test]
    fn a_table_has_a_row_a_topic_and_what_columns_come_to() {
        assert_eq!(
            table(&evaluation(), &[floor(0.6)], true, Style::PLAIN),
            "2 topics  nDCG@10      RR\n\
             ferry      0.6309  0.5000\n\
             levy       1.0000  1.0000\n\
             mean       0.8155  0.7500\n\
             median     0.8155  0.7500\n\
             lowest     0.6309  0.5000\n\
             floor           -  0.6000\n"
        );
        assert!(!table(&evaluation(), &[], false, Style::PLAIN).contains("ferry"));
    }

    #[test]
    fn a_verdict_says_why() {
        let evaluation = evaluation();
        assert_eq!(verdict(&Verdict::new(&[floor(0.6)], &evaluation, []), Style::PLAIN), "passed\n");
        assert_eq!(
            verdict(&Verdict::new(&[floor(0.8)], &evaluation, []), Style::PLAIN),
            "failed\n  - RR is 0.7500, below its floor 0.8000\n"
        );
    }
}
