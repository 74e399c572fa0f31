//! What changed since a baseline, for people: the means side by side, then each changed answer as two columns of ranks
//! and the reasons below them. And what should be judged where nothing can be decided.

use super::{DIM, HEADLINE, PLAIN, Page};
use crate::relevance::{AnswerChange, Comparison, RankedDocument, Report, ToJudge};
use crate::render::Style;
use crate::render::words;
use crate::render::wrap::{Run, columns};
use anstyle::{AnsiColor, Style as Look};

const BETTER: Look = AnsiColor::Green.on_default();
const WORSE: Look = AnsiColor::Red.on_default();

/// The narrowest column that a document's name is shown in.
const NARROWEST: usize = 16;

/// Wider columns than this are not needed, and the eye loses the line.
const WIDEST: usize = 56;

/// So many documents to be judged are listed; programs get all.
const MOST_TO_JUDGE: usize = 20;

/// Returns the means then and now, and every changed answer; nothing where there is no baseline.
pub fn changes(report: &Report, style: Style) -> String {
    let Some(comparison) = &report.comparison else { return String::new() };
    let mut page = Page::new(style);
    page.lines(0, &[Run::new(format!("since {}", comparison.baseline), HEADLINE)]);
    for note in &comparison.notes {
        page.block(4, Run::new("  -", DIM), &[Run::plain(note.as_str())], usize::MAX);
    }
    for (ids, what) in [(&comparison.added, "new"), (&comparison.removed, "gone")] {
        if !ids.is_empty() {
            page.block(4, Run::new("  -", DIM), &[Run::plain(format!("{what}: {}", ids.join(", ")))], usize::MAX);
        }
    }
    means(comparison, &mut page);
    if comparison.changes.is_empty() {
        page.lines(0, &[Run::new("no answer changed", DIM)]);
    }
    page.blank();
    for change in &comparison.changes {
        answer(report, change, &mut page);
        page.blank();
    }
    page.text
}

fn means(comparison: &Comparison, page: &mut Page) {
    // A table is read by its columns; it is never wrapped.
    let width = std::mem::replace(&mut page.style.width, usize::MAX);
    let mut rows: Vec<Vec<String>> = vec![
        ["", "then", "now", "diff", "95 %", "p (t)", "p (flip)", "won", "same", "lost", "detectable"]
            .map(str::to_owned)
            .to_vec(),
    ];
    let number = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.4}"));
    for change in &comparison.measures {
        let difference = &change.difference;
        let range = difference.interval;
        rows.push(vec![
            change.measure.to_string(),
            number(Some(change.then)),
            number(Some(change.now)),
            format!("{:+.4}", difference.mean),
            range.map_or_else(|| "-".to_owned(), |range| format!("{:+.4}..{:+.4}", range.low, range.high)),
            number(difference.t_test),
            number(Some(difference.sign_flip)),
            difference.wins.to_string(),
            difference.ties.to_string(),
            difference.losses.to_string(),
            number(difference.detectable),
        ]);
    }
    let widths: Vec<usize> =
        (0..rows[0].len()).map(|cell| rows.iter().map(|row| columns(&row[cell])).max().unwrap_or(0)).collect();
    for (n, row) in rows.iter().enumerate() {
        let mut line = String::new();
        for (cell, (text, width)) in row.iter().zip(&widths).enumerate() {
            let pad = " ".repeat(width - columns(text));
            match cell {
                0 => line.push_str(&format!("{text}{pad}")),
                _ => line.push_str(&format!("  {pad}{text}")),
            }
        }
        page.verbatim(&line, if n == 0 { DIM } else { PLAIN });
    }
    page.style.width = width;
}

fn answer(report: &Report, change: &AnswerChange, page: &mut Page) {
    let mut heading = vec![Run::new(change.topic.as_str(), HEADLINE)];
    let mut same = true;
    for (measure, (then, now)) in report.evaluation.measures().iter().zip(change.then.iter().zip(&change.now)) {
        let (Some(then), Some(now)) = (then, now) else { continue };
        if (now - then).abs() > 1e-9 {
            let look = if now > then { BETTER } else { WORSE };
            let sign = if same { ": " } else { ", " };
            heading.push(Run::plain(format!("{sign}{measure} {then:.4} → {now:.4} ")));
            heading.push(Run::new(format!("({:+.4})", now - then), look));
            same = false;
        }
    }
    if same {
        heading.push(Run::new(": other hits, the same values", DIM));
    }
    page.lines(0, &heading);
    for cause in &change.causes {
        page.block(4, Run::new("  -", DIM), &[Run::plain(cause.as_str())], usize::MAX);
    }
    let top = report.answers.iter().find(|answer| answer.id == change.topic).map_or(&[][..], |answer| &answer.top);
    ranks(change, top, page);
    for moved in &change.moves {
        let place = |rank: Option<usize>| rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
        let moved_by = format!("{} {} → {}: ", moved.id, place(moved.then), place(moved.now));
        let runs = [Run::plain(moved_by), Run::new(moved.why.join("; "), DIM)];
        page.block(4, Run::new("  ·", DIM), &runs, usize::MAX);
    }
}

/// The ranks then and now side by side: rank, grade, document; what moved up has `+` before it, what moved down `-`.
fn ranks(change: &AnswerChange, now: &[RankedDocument], page: &mut Page) {
    let longest = change.before.iter().chain(now).map(|document| columns(&document.id)).max().unwrap_or(0);
    let room = page.style.width.saturating_sub(20) / 2;
    let column = longest.min(room).clamp(NARROWEST, WIDEST);
    let width = std::mem::replace(&mut page.style.width, usize::MAX);
    for rank in 0..change.before.len().max(now.len()) {
        let cell = |document: Option<&RankedDocument>| {
            let Some(document) = document else { return " ".repeat(column + 5) };
            let grade = document.grade.map_or_else(|| "?".to_owned(), |grade| grade.to_string());
            let moved = change.moves.iter().find(|moved| moved.id == document.id);
            let sign = match moved.map(|moved| (moved.then.unwrap_or(usize::MAX), moved.now.unwrap_or(usize::MAX))) {
                None => ' ',
                Some((then, now)) if now < then => '+',
                Some(_) => '-',
            };
            let name = ending(&document.id, column);
            format!("{grade:>2} {sign} {name}{}", " ".repeat(column - columns(&name)))
        };
        let line = format!("  {:>3} {}  {}", rank + 1, cell(change.before.get(rank)), cell(now.get(rank)));
        page.verbatim(line.trim_end(), PLAIN);
    }
    page.style.width = width;
}

/// A name in at most so many columns: of a longer one the end, which is where paths differ.
fn ending(name: &str, most: usize) -> String {
    let name = crate::render::visible(name);
    if columns(&name) <= most {
        return name.into_owned();
    }
    let mut kept = String::new();
    for character in name.chars().rev() {
        if columns(&kept) + columns(character.encode_utf8(&mut [0; 4])) + 1 > most {
            break;
        }
        kept.insert(0, character);
    }
    format!("…{kept}")
}

/// Returns what should be judged, most decisive first.
pub fn to_judge(all: &[ToJudge], style: Style) -> String {
    let mut page = Page::new(style);
    if all.is_empty() {
        return page.text;
    }
    page.lines(0, &[Run::new("judge these to decide it, most decisive first", HEADLINE)]);
    for one in all.iter().take(MOST_TO_JUDGE) {
        let what = format!("{}, rank {}, moves {} by {:.4}", one.topic, one.rank, one.measure, one.swing);
        page.block(
            4,
            Run::new("  -", DIM),
            &[Run::plain(one.document.as_str()), Run::new(format!(" ({what})"), DIM)],
            usize::MAX,
        );
    }
    if let Some(more) = all.len().checked_sub(MOST_TO_JUDGE).filter(|more| *more > 0) {
        page.lines(4, &[Run::new(format!("and {}", words::count(more, "more document")), DIM)]);
    }
    page.blank();
    page.text
}

#[cfg(test)]
mod tests {
    use super::{changes, ending, to_judge};
    use crate::render::Style;
    use crate::render::reports::samples;

    #[test]
    fn a_changed_answer_is_two_columns_and_its_reasons() {
        let text = changes(&samples::report(), Style { colour: false, width: 100 });
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "since base.json");
        assert!(lines.contains(&"  - new: known") && lines.contains(&"  - gone: gone"), "{text}");
        assert!(lines.contains(&"    1  2 - a                  0   b <&> | `x`"), "{text}");
        assert!(lines.contains(&"    2  0   b <&> | `x`        2 - a"), "{text}");
        assert!(text.contains("  · a 1 → 2: its own score is the same;"), "{text}");
    }

    #[test]
    fn what_should_be_judged_is_listed() {
        let text = to_judge(&samples::report().to_judge, Style::PLAIN);
        assert!(text.ends_with("  - new (toll, rank 3, moves nDCG@10 by 0.1250)\n\n"), "{text}");
    }

    #[test]
    fn of_long_names_the_end_is_kept() {
        assert_eq!(ending("a/b/harbour.txt", 12), "…harbour.txt");
        assert_eq!(ending("short", 12), "short");
    }
}
