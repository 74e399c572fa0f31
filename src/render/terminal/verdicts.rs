//! Verdicts on quotations, for people.

use super::attributed::Attributed;
use super::hits::{article_facts, passage_runs};
use super::{DIM, HEADLINE, LIT, MEASURE, PERSON, PLAIN, Page, UNSURE};
use crate::render::wrap::Run;
use crate::render::{Style, words};
use crate::search::{Edit, EditKind, Occurrence, Telling, Verdict, VerdictKind};

/// Characters of a quotation in the title.
const LONGEST_QUOTE: usize = 400;
/// Characters of what was cut.
const LONGEST_CUT: usize = 160;
/// Characters of words that are the same, between two that differ.
const LONGEST_SAME: usize = 120;
/// Columns before what is told of a verdict.
const INDENT: usize = 4;

/// Returns one verdict with where the words are printed and what differs.
pub fn verdict(verdict: &Verdict, style: Style) -> String {
    let mut page = Page::new(style);
    let look = if verdict.kind == VerdictKind::Verbatim { HEADLINE } else { LIT };
    let quote = words::shortened(verdict.quote.trim(), LONGEST_QUOTE);
    page.lines(0, &[Run::new(named(verdict.kind), look), Run::new(" · ", DIM), Run::plain(quote)]);
    if let Some(asked) = &verdict.speaker {
        page.lines(INDENT, &[Run::new(format!("asked as {asked}’s"), DIM)]);
    }
    if let (Some(found), true) = (&verdict.found, verdict.parts.is_empty()) {
        occurrence(&mut page, verdict.kind, found, INDENT);
    }
    for part in &verdict.parts {
        let words = words::shortened(&part.asked, LONGEST_QUOTE);
        page.block(INDENT, Run::new("  + ", DIM), &[Run::plain(words)], MEASURE);
        occurrence(&mut page, verdict.kind, &part.found, INDENT + 2);
    }
    for note in &verdict.notes {
        page.lines(INDENT, &[Run::new(note.as_str(), DIM)]);
    }
    page.text
}

/// What several verdicts come to: `7 quotations · 4 verbatim · 3 altered`.
pub fn summary(kinds: &[VerdictKind], style: Style) -> String {
    let mut page = Page::new(style);
    let count = |kind: VerdictKind| kinds.iter().filter(|other| **other == kind).count();
    let of_kind = VerdictKind::ALL.into_iter().filter(|kind| count(*kind) > 0);
    let facts = of_kind.map(|kind| format!("{} {}", words::number(count(kind)), named(kind)));
    page.facts(0, std::iter::once(words::count(kinds.len(), "quotation")).chain(facts));
    page.text
}

/// A verdict as people read it.
fn named(kind: VerdictKind) -> &'static str {
    match kind {
        VerdictKind::Verbatim => "verbatim",
        VerdictKind::OtherSpeaker => "verbatim, other speaker",
        VerdictKind::Truncated => "truncated",
        VerdictKind::Altered => "altered",
        VerdictKind::Spliced => "spliced",
        VerdictKind::Unquoted => "only outside quotation marks",
        VerdictKind::Absent => "not in this archive",
    }
}

fn occurrence(page: &mut Page, kind: VerdictKind, found: &Occurrence, indent: usize) {
    let differs = found.diff.iter().any(|edit| edit.kind != EditKind::Same);
    if differs {
        page.lines(indent, &[Run::new("[-printed, not asked-] {+asked, not printed+}", DIM)]);
        page.block(indent + 2, Run::plain(""), &compared(&found.diff), MEASURE);
    }
    if kind == VerdictKind::Truncated {
        for (label, cut) in [("before it", tail(&found.cut.0)), ("after it", head(&found.cut.1))] {
            if !cut.is_empty() {
                page.block(
                    indent + 2,
                    Run::plain(""),
                    &[Run::new(format!("{label}: "), DIM), Run::plain(cut)],
                    MEASURE,
                );
            }
        }
    }
    let telling: Vec<String> = found.lost.iter().map(|(word, kind)| format!("“{word}” ({})", of(*kind))).collect();
    if !telling.is_empty() {
        let told = format!("printed there and not asked: {}", telling.join(", "));
        page.lines(indent, &[Run::new(told, UNSURE)]);
    }
    if let Some(quotation) = &found.quotation {
        let speaker = Attributed::from(quotation).runs();
        page.block(indent + 2, Run::new(format!("{}—", " ".repeat(indent)), PERSON), &speaker, MEASURE);
    }
    let article = &found.article;
    page.facts(indent, std::iter::once(article.headline.clone()).chain(article_facts(article, &found.id)));
    for passage in &found.passages {
        passage_runs(page, passage, indent);
    }
    if found.places > 1 {
        let also: Vec<String> = found.also.iter().map(|id| format!("`{id}`")).collect();
        let more = if found.places > also.len() + 1 { " and more" } else { "" };
        let count = words::number(found.places);
        let which = match found.undated {
            0 => format!("the earliest of {count} places"),
            undated if undated == found.places => format!("one of {count} places, none of them dated"),
            undated => format!("the earliest dated of {count} places ({} undated)", words::number(undated)),
        };
        page.lines(indent, &[Run::new(format!("{which}; also {}{more}", also.join(", ")), DIM)]);
    }
}

fn of(kind: Telling) -> &'static str {
    match kind {
        Telling::Negation => "a negation",
        Telling::Number => "a number",
    }
}

/// The comparison with the marks of a word diff, which say the same without colour.
fn compared(diff: &[Edit]) -> Vec<Run> {
    let mut runs = Vec::new();
    let last = diff.len().saturating_sub(1);
    for (n, edit) in diff.iter().enumerate() {
        if n > 0 {
            runs.push(Run::plain(" "));
        }
        let left_out = |words: &str| Run::new(format!("[-{words}-]"), LIT);
        let put_in = |words: &str| Run::new(format!("{{+{words}+}}"), PERSON);
        match edit.kind {
            EditKind::Same => runs.push(Run::new(middle(&edit.printed, n == 0, n == last), PLAIN)),
            EditKind::LeftOut => runs.push(left_out(&edit.printed)),
            EditKind::PutIn => runs.push(put_in(&edit.asked)),
            EditKind::Changed => runs.extend([left_out(&edit.printed), put_in(&edit.asked)]),
        }
    }
    runs
}

/// A long stretch without any difference, shortened where none is near.
fn middle(words: &str, first: bool, last: bool) -> String {
    match (first, last) {
        (true, true) => words.to_owned(),
        (true, false) => tail(words),
        (false, true) => head(words),
        (false, false) if words.chars().count() <= 2 * LONGEST_SAME => words.to_owned(),
        (false, false) => format!("{} {}", head(words), tail(words)),
    }
}

fn head(words: &str) -> String {
    words::shortened(words, LONGEST_CUT).into_owned()
}

/// The end of words that are too long to be shown.
fn tail(words: &str) -> String {
    let count = words.chars().count();
    match words.char_indices().nth(count.saturating_sub(LONGEST_CUT)) {
        Some((start, _)) if start > 0 => format!("…{}", words[start..].trim_start()),
        _ => words.to_owned(),
    }
}
