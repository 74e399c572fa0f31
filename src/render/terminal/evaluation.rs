//! The table of an evaluation, for people: a row a topic, a column a measure, then what each column comes to.

use super::{DIM, HEADLINE, PLAIN, Page};
use crate::relevance::{AnswerOutcome, Bounds, Evaluation, Gate, JudgedAnswer, Measure, Outcome, Report, Verdict};
use crate::render::Style;
use crate::render::words;
use crate::render::wrap::{Run, columns};
use anstyle::{AnsiColor, Style as Look};

const GOOD: Look = AnsiColor::Green.on_default().bold();
const DOUBTFUL: Look = AnsiColor::Yellow.on_default().bold();
const BAD: Look = AnsiColor::Red.on_default().bold();

/// Topic ids longer than this are cut in the table; programs get them whole.
const LONGEST_TOPIC: usize = 32;

/// Returns the line over a suite's table: its name, its queries, and what they are asked of (articles and quotations).
pub fn heading(suite: &str, queries: usize, asked: Option<[u64; 2]>, style: Style) -> String {
    let mut page = Page::new(style);
    let queries = if queries == 1 { "1 query".to_owned() } else { format!("{} queries", words::number(queries)) };
    page.lines(0, &[Run::new(suite, HEADLINE), Run::new(format!(" · {queries}{}", words::asked(asked)), DIM)]);
    page.blank();
    page.text
}

/// Returns the table. `topics` says whether each topic has its row, or only the sums are shown.
pub fn table(evaluation: &Evaluation, gates: &[Gate], topics: bool, style: Style) -> String {
    bounded_table(evaluation, None, gates, topics, style)
}

/// Returns the table with what the means could be, were everything judged.
pub fn bounded_table(
    evaluation: &Evaluation,
    bounds: Option<&Bounds>,
    gates: &[Gate],
    topics: bool,
    style: Style,
) -> String {
    // A table is read by its columns; it is never wrapped.
    let mut page = Page::new(Style { width: usize::MAX, ..style });
    let measures = evaluation.measures();
    let names: Vec<String> = measures.iter().map(Measure::to_string).collect();
    let widths: Vec<usize> = names.iter().map(|name| columns(name).max(6) + 2).collect();
    let label = words::count(evaluation.rows().len(), "topic");
    let ids = evaluation.rows().iter().filter(|_| topics).map(|row| columns(&shortened(&row.topic)));
    let first = ids
        .chain([columns(&label), if bounds.is_some() { "at least".len() } else { "median".len() }])
        .max()
        .unwrap_or(0);
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
    if let Some(bounds) = bounds {
        let means: Vec<_> = (0..measures.len()).map(|column| bounds.mean(column)).collect();
        row("at least", cells(&|n| means[n].map(|mean| mean.low)), DIM);
        row("at most", cells(&|n| means[n].map(|mean| mean.high)), DIM);
    }
    if gates.iter().any(|gate| gate.min.is_some()) {
        let floor = |n: usize| gates.iter().find(|gate| gate.measure == measures[n]).and_then(|gate| gate.min);
        row("floor", cells(&floor), DIM);
    }
    page.text
}

/// Returns the means of each tag: its name, how many queries have it, a column a measure.
pub fn by_tag(report: &Report, style: Style) -> String {
    let mut page = Page::new(Style { width: usize::MAX, ..style });
    let tags = report.by_tag();
    let first = tags.iter().map(|(tag, ..)| columns(tag)).max().unwrap_or(0);
    let names: Vec<String> = report.evaluation.measures().iter().map(Measure::to_string).collect();
    page.blank();
    let heads: String = names.iter().map(|name| format!("  {name:>6}")).collect();
    page.verbatim(&format!("{}  queries{heads}", " ".repeat(first)), DIM);
    for (tag, queries, means) in tags {
        let cells = means.iter().zip(&names).map(|(mean, name)| format!("  {mean:>0$.4}", columns(name).max(6)));
        let pad = " ".repeat(first - columns(&tag));
        page.verbatim(&format!("{tag}{pad}  {queries:>7}{}", cells.collect::<String>()), PLAIN);
    }
    page.text
}

/// Returns an answer with what is wrong with it: what was asked, what is not met, the first hits with their grades, and
/// what is wanted and not among them.
pub fn answer(answer: &JudgedAnswer, style: Style) -> String {
    let mut page = Page::new(style);
    let hits = words::count(answer.hits as usize, "hit");
    // Of another engine's topics the ids alone are known.
    let asked = if answer.text.is_empty() { format!(" · {hits}") } else { format!(": {} · {hits}", answer.text) };
    let (label, look) = match answer.outcome() {
        AnswerOutcome::Met => ("", PLAIN),
        AnswerOutcome::Unmet => (" · failed", BAD),
        AnswerOutcome::KnownFailure => (" · known to fail", DIM),
        AnswerOutcome::KnownFailurePasses => (" · passes, and is marked as failing", BAD),
    };
    page.lines(0, &[Run::new(&answer.id, HEADLINE), Run::plain(asked), Run::new(label, look)]);
    if let Some(mark) = &answer.known_failure {
        page.lines(2, &[Run::new(format!("known failure: {mark}"), DIM)]);
    }
    for unmet in &answer.unmet {
        page.block(4, Run::new("  -", DIM), &[Run::plain(unmet.to_string())], usize::MAX);
    }
    for (document, rank) in answer.top.iter().zip(1_usize..) {
        // `?` is what nobody judged, which is not the same as 0.
        let grade = document.grade.map_or_else(|| "?".to_owned(), |grade| grade.to_string());
        let look = if document.grade.is_some_and(|grade| grade > 0) { PLAIN } else { DIM };
        page.block(10, Run::new(format!("  {rank:>3}  {grade:>2}"), DIM), &[Run::new(&document.id, look)], usize::MAX);
    }
    for wanted in answer.wanted.iter().filter(|wanted| wanted.rank.is_none_or(|rank| rank > answer.top.len())) {
        let rank = wanted.rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
        let prefix = Run::new(format!("  {rank:>3}  {:>2}", wanted.grade), BAD);
        page.block(10, prefix, &[Run::plain(&wanted.name)], usize::MAX);
    }
    page.text
}

/// Returns the verdict and, one a line, everything that speaks against passing.
pub fn verdict(verdict: &Verdict, style: Style) -> String {
    let mut page = Page::new(style);
    let outcome = verdict.outcome();
    let look = match outcome {
        Outcome::Passed => GOOD,
        Outcome::Failed => BAD,
        Outcome::Undecided => DOUBTFUL,
    };
    page.lines(0, &[Run::new(outcome.as_str(), look)]);
    for reason in verdict.reasons() {
        page.block(4, Run::new("  -", DIM), &[Run::plain(reason.to_string())], usize::MAX);
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
    use super::{answer, table, verdict};
    use crate::relevance::{
        Evaluation, Gate, JudgedAnswer, MissingTopics, Qrels, RankedDocument, Run, RunOrder, Unmet, Verdict,
        WantedDocument,
    };
    use crate::render::Style;

    fn evaluation() -> Evaluation {
        let qrels = Qrels::read("ferry 0 a 1\nlevy 0 b 2\n".as_bytes(), "q").unwrap();
        let run = Run::read("ferry Q0 x 1 2 r\nferry Q0 a 2 1 r\nlevy Q0 b 1 1 r\n".as_bytes(), "r").unwrap();
        let measures = ["nDCG@10", "RR"].map(|name| name.parse().unwrap());
        Evaluation::of_run(&measures, &qrels, &run, RunOrder::default(), MissingTopics::CountAsEmpty)
    }

    fn floor(min: f64) -> Gate {
        Gate::floor("RR".parse().unwrap(), min)
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

    #[test]
    fn an_answer_shows_grades_and_what_is_missing() {
        let ranked = |id: &str, grade| RankedDocument { id: id.to_owned(), score: 1.0, grade };
        let wanted = |name: &str, rank| WantedDocument { id: name.to_owned(), name: name.to_owned(), grade: 3, rank };
        let judged = JudgedAnswer {
            id: "toll".to_owned(),
            file: "s.toml".to_owned(),
            line: 4,
            text: "harbour toll".to_owned(),
            kind: "articles",
            tags: Vec::new(),
            hits: 12,
            top: vec![ranked("bells.txt", Some(0)), ranked("toll.txt", Some(3)), ranked("x.txt", None)],
            wanted: vec![wanted("toll.txt", Some(2)), wanted("w1", Some(11)), wanted("w2", None)],
            values: None,
            unmet: vec![Unmet::TooMany { hits: 12, most: 4 }],
            known_failure: None,
        };
        assert_eq!(
            answer(&judged, Style::PLAIN),
            "toll: harbour toll · 12 hits · failed\n\
             \x20 - there should be at most 4 hits, and there are 12\n\
             \x20   1   0 bells.txt\n\
             \x20   2   3 toll.txt\n\
             \x20   3   ? x.txt\n\
             \x20  11   3 w1\n\
             \x20   -   3 w2\n"
        );
    }
}
