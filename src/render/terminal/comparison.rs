//! A comparison, for people: a table of means with what speaks for their differences, and a bar for each topic.

use super::{DIM, HEADLINE, PLAIN, Page};
use crate::relevance::{Compared, Correction, RunComparison, statistics};
use crate::render::Style;
use crate::render::words;
use crate::render::wrap::columns;
use anstyle::{AnsiColor, Style as Look};

const BETTER: Look = AnsiColor::Green.on_default();
const WORSE: Look = AnsiColor::Red.on_default();

/// How many columns a difference of 1 takes.
const BAR: usize = 20;

/// Returns the table: for each measure the mean of the base, and of each run with its difference. A star marks a
/// difference whose corrected p is below 0.05.
pub fn table(comparison: &RunComparison, correction: Correction, style: Style) -> String {
    // A table is read by its columns; it is never wrapped.
    let mut page = Page::new(Style { width: usize::MAX, ..style });
    let names: Vec<String> = comparison.measures().iter().map(ToString::to_string).collect();
    let topics = words::count(comparison.topics().len(), "topic");
    let first = names.iter().chain([&topics]).map(|name| columns(name)).max().unwrap_or(0);
    let second = comparison.names().iter().map(|name| columns(name)).max().unwrap_or(0);
    let corrected = match correction {
        Correction::Holm => "Holm",
        Correction::Bonferroni => "Bonferroni",
        Correction::None => "",
    };
    let pad = |text: &str, width: usize| format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))));
    let heading = format!(
        "{}  {}    mean     diff      95 % interval     +   =   -   p (t)  p (flip)  {corrected}",
        pad(&topics, first),
        pad("", second)
    );
    page.verbatim(heading.trim_end(), DIM);
    for (measure, name) in names.iter().enumerate() {
        let base = format!(
            "{}  {}  {:.4}",
            pad(name, first),
            pad(&comparison.names()[0], second),
            comparison.mean(0, measure)
        );
        page.verbatim(&base, HEADLINE);
        for compared in comparison.compared().iter().filter(|compared| compared.measure == measure) {
            let found = compared.difference;
            let interval = found
                .interval
                .map_or_else(|| "-".to_owned(), |interval| format!("{:+.4} … {:+.4}", interval.low, interval.high));
            let row = format!(
                "{}  {}  {:.4}  {:+.4}  {interval:>19}  {:>4}{:>4}{:>4}  {:>6}  {:>8}",
                pad("", first),
                pad(&comparison.names()[compared.run], second),
                comparison.mean(compared.run, measure),
                found.mean,
                found.wins,
                found.ties,
                found.losses,
                found.t_test.map_or_else(|| "-".to_owned(), probability),
                probability(found.sign_flip),
            );
            let significant = compared.corrected < statistics::ALPHA;
            let mark = if significant { " *" } else { "" };
            let row = match correction {
                Correction::None => format!("{row}{mark}"),
                _ => format!("{row}  {}{mark}", probability(compared.corrected)),
            };
            let look = match significant {
                true if found.mean > 0.0 => BETTER,
                true => WORSE,
                false => PLAIN,
            };
            page.verbatim(&row, look);
        }
    }
    page.text
}

/// Returns what so few topics could not have shown: the smallest difference that would have been found, by measure.
pub fn detectable(comparison: &RunComparison, style: Style) -> String {
    let mut page = Page::new(style);
    // Where no topic differs at all, nothing is known of how topics differ.
    let differs = |compared: &&Compared| compared.difference.wins + compared.difference.losses > 0;
    let found = comparison.compared().iter().filter(differs).filter_map(|compared| {
        let name = comparison.measures()[compared.measure];
        let (run, least) = (&comparison.names()[compared.run], compared.difference.detectable?);
        let run = if comparison.names().len() > 2 { format!("{run}, ") } else { String::new() };
        Some(format!("{run}{name} {least:.4}"))
    });
    let found: Vec<String> = found.collect();
    if !found.is_empty() {
        let text = format!("would have been found four times in five: a difference of {}", found.join("; "));
        page.lines(0, &[super::Run::new(text, DIM)]);
    }
    page.text
}

/// Returns a bar for each topic on which a run and the base differ by a measure, the largest gain first, the largest
/// loss last; of more than `most` the middle is left out.
pub fn bars(comparison: &RunComparison, run: usize, measure: usize, most: usize, style: Style) -> String {
    let mut page = Page::new(Style { width: usize::MAX, ..style });
    let changed = comparison.changed(run, measure);
    let name = comparison.measures()[measure];
    let (base, other) = (&comparison.names()[0], &comparison.names()[run]);
    page.verbatim(&format!("{name}: {base} → {other}"), HEADLINE);
    let first = changed.iter().map(|topic| columns(topic.topic).min(LONGEST)).max().unwrap_or(0);
    let head = most.div_ceil(2);
    let left_out = changed.len().saturating_sub(most);
    let losses = changed.iter().map(|topic| topic.difference()).filter(|&difference| difference < 0.0);
    let reach = losses.map(cells).max().unwrap_or(0);
    for (place, topic) in changed.iter().enumerate() {
        if left_out > 0 && (head..head + left_out).contains(&place) {
            if place == head {
                page.verbatim(&format!("  … {}", words::count(left_out, "topic")), DIM);
            }
            continue;
        }
        let difference = topic.difference();
        let bar = "█".repeat(cells(difference));
        let (left, right) = if difference < 0.0 { (bar, String::new()) } else { (String::new(), bar) };
        let line = format!(
            "  {}  {:.4} → {:.4}  {:+.4}  {}{left}│{right}",
            pad_or_cut(topic.topic, first),
            topic.base,
            topic.value,
            difference,
            " ".repeat(reach.saturating_sub(columns(&left))),
        );
        page.verbatim(line.trim_end(), if difference < 0.0 { WORSE } else { BETTER });
    }
    let same = comparison.topics().len() - changed.len();
    if same > 0 {
        page.verbatim(&format!("  = {}", words::count(same, "topic")), DIM);
    }
    page.text
}

/// Topic ids longer than this are cut; programs get them whole.
const LONGEST: usize = 32;

/// A difference in columns, at least one.
fn cells(difference: f64) -> usize {
    ((difference.abs() * BAR as f64).round() as usize).clamp(1, BAR)
}

fn pad_or_cut(text: &str, width: usize) -> String {
    let mut cut = String::new();
    for letter in text.chars() {
        if columns(&cut) + 1 >= width && columns(text) > width {
            cut.push('…');
            break;
        }
        cut.push(letter);
    }
    format!("{cut}{}", " ".repeat(width.saturating_sub(columns(&cut))))
}

/// A p with four decimals; what rounds to nothing is said to be below that.
fn probability(p: f64) -> String {
    if p < 0.00005 { "<.0001".to_owned() } else { format!("{p:.4}") }
}

#[cfg(test)]
mod tests {
    use super::{bars, detectable, table};
    use crate::relevance::{Correction, Evaluation, MissingTopics, Qrels, Run, RunComparison, RunOrder};
    use crate::render::Style;

    fn comparison() -> RunComparison {
        let qrels = Qrels::read(&b"bells 0 a 1\nferry 0 a 1\nlevy 0 a 1\ntoll 0 a 1\n"[..], "q").unwrap();
        let measures = ["RR"].map(|name| name.parse().unwrap());
        let evaluation = |ranks: [usize; 4]| {
            let mut lines = String::new();
            for (topic, rank) in ["bells", "ferry", "levy", "toll"].into_iter().zip(ranks) {
                (1..rank).for_each(|other| lines.push_str(&format!("{topic} Q0 x{other} 1 {} r\n", 100 - other)));
                lines.push_str(&format!("{topic} Q0 a 1 1 r\n"));
            }
            let run = Run::read(lines.as_bytes(), "r").unwrap();
            Evaluation::of_run(&measures, &qrels, &run, RunOrder::default(), MissingTopics::CountAsEmpty)
        };
        let runs = [("plain".to_owned(), evaluation([2, 1, 4, 2])), ("stems".to_owned(), evaluation([1, 1, 2, 4]))];
        RunComparison::new(&runs, Correction::Holm, 1).unwrap()
    }

    #[test]
    fn a_table_says_how_sure_a_difference_is() {
        let text = table(&comparison(), Correction::Holm, Style::PLAIN);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[1], "RR        plain  0.5625");
        assert!(lines[2].starts_with("          stems  0.6875  +0.1250  "), "{text}");
        // Of the four patterns of signs that differ three reach as far; with one comparison nothing is corrected.
        assert!(lines[2].ends_with("     2   1   1  0.4950    0.7500  0.7500"), "{text}");
    }

    #[test]
    fn a_bar_for_each_topic_that_changed() {
        assert_eq!(
            bars(&comparison(), 1, 0, 10, Style::PLAIN),
            "RR: plain → stems\n\
             \x20 bells  0.5000 → 1.0000  +0.5000       │██████████\n\
             \x20 levy   0.2500 → 0.5000  +0.2500       │█████\n\
             \x20 toll   0.5000 → 0.2500  -0.2500  █████│\n\
             \x20 = 1 topic\n"
        );
        let short = bars(&comparison(), 1, 0, 2, Style::PLAIN);
        assert!(short.contains("bells") && short.contains("  … 1 topic\n") && short.contains("toll"), "{short}");
        assert!(detectable(&comparison(), Style::PLAIN).contains("a difference of RR 0."));
    }
}
