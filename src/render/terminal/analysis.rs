//! How a query was read, what it looked up and what that cost; and where in a line something is wrong.

use super::{DIM, HEADLINE, Page};
use crate::render::safe::visible;
use crate::render::wrap::{Run, columns};
use crate::render::{Style, words};
use crate::search::Analysis;
use std::ops::Range;

/// So many columns of a line are shown before and behind a place in it.
const AROUND: usize = 30;

/// Returns the page of `--analyze`. Without `times` the steps are listed without what they took.
pub fn page(analysis: &Analysis, noun: &str, times: bool, style: Style) -> String {
    let mut page = Page::new(style);
    page.block(9, Run::new("read as", HEADLINE), &[Run::plain(analysis.read_as.as_str())], usize::MAX);
    page.block(9, Run::new("matches", HEADLINE), &[Run::plain(words::count(analysis.total, noun))], usize::MAX);
    for asked in &analysis.words {
        page.blank();
        page.lines(0, &[Run::new(asked.label.as_str(), HEADLINE)]);
        let documents = format!("in {}", words::count(asked.documents as usize, "document"));
        page.facts(4, [asked.role.to_owned(), asked.fields.join(", "), documents]);
        for field in &asked.fields {
            let of_field = asked.terms.iter().filter(|(of, ..)| of == field);
            let terms: Vec<String> = of_field.map(|(_, term, documents)| format!("{term} {documents}")).collect();
            if !terms.is_empty() {
                let name = format!("{field}: ");
                page.block(
                    4 + columns(&name),
                    Run::new(format!("    {name}"), DIM),
                    &[Run::plain(terms.join(", "))],
                    usize::MAX,
                );
            }
        }
        if asked.more > 0 {
            page.lines(4, &[Run::new(format!("and {} more", words::count(asked.more, "term")), DIM)]);
        }
    }
    page.blank();
    for (stage, time) in &analysis.stages {
        let time = if times { format!("{:.3} ms", time.as_secs_f64() * 1e3) } else { "·".to_owned() };
        page.block(14, Run::new(time, DIM), &[Run::plain(*stage)], usize::MAX);
    }
    page.text
}

/// Returns the line with a mark under `span`, cut to what surrounds it; two lines.
pub fn pointed(line: &str, span: Range<usize>) -> String {
    let from = line[..span.start].char_indices().rev().nth(AROUND - 1).map_or(0, |(n, _)| n);
    let to = line[span.start..].char_indices().nth(AROUND).map_or(line.len(), |(n, _)| span.start + n);
    let end = span.end.clamp(span.start, to);
    let dots = |cut: bool| if cut { "…" } else { "" };
    let before = format!("  {}{}", dots(from > 0), visible(&line[from..span.start]));
    let marked = visible(&line[span.start..end]);
    let after = format!("{}{}", visible(&line[end..to]), dots(to < line.len()));
    let (space, mark) = (" ".repeat(columns(&before)), "^".repeat(columns(&marked).max(1)));
    format!("{before}{marked}{after}\n{space}{mark}\n")
}

#[cfg(test)]
mod tests {
    use super::pointed;

    #[test]
    fn the_mark_stands_under_its_place() {
        assert_eq!(pointed("ferry AND", 6..9), "  ferry AND\n        ^^^\n");
        assert_eq!(pointed("東京 (", 7..8), "  東京 (\n       ^\n");
        let long = format!("{}({}", "a ".repeat(100), " b".repeat(100));
        let told = pointed(&long, 200..201);
        assert!(told.lines().next().unwrap().starts_with("  …") && told.lines().count() == 2, "{told}");
    }
}
