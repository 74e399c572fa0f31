//! What filling an archive came to, for the person who waited for it.

use super::{DIM, HEADLINE, Page, labelled};
use crate::render::wrap::Run;
use crate::render::{IndexReport, SkippedFile, Style, words};

/// How many skipped files and warnings are listed before the rest is only counted.
const LISTED: usize = 5;

/// Returns the report. `archive` is the folder, as the person knows it.
pub fn index(report: &IndexReport, archive: &str, style: Style) -> String {
    let mut page = Page::new(style);
    let mut total = vec![Run::new(words::count(report.articles, "article"), HEADLINE), Run::new(" · ", DIM)];
    total.push(Run::new(words::count(report.quotations, "quotation"), HEADLINE));
    total.push(Run::new(format!(" · {archive}"), DIM));
    page.lines(0, &total);
    let fact = |count: usize, text: &dyn Fn(String) -> String| match count {
        0 => String::new(),
        count => text(words::number(count)),
    };
    let files = |count: usize| if count == 1 { "file" } else { "files" };
    page.facts(
        2,
        [
            fact(report.added, &|n| format!("{n} new")),
            fact(report.replaced, &|n| format!("{n} replaced")),
            fact(report.removed, &|n| format!("{n} removed")),
            fact(report.unchanged, &|n| format!("{n} {} unchanged", files(report.unchanged))),
            fact(report.passed_over.len(), &|n| format!("{n} {} of no known type", files(report.passed_over.len()))),
            words::duration(report.elapsed),
        ],
    );
    let stay = if report.kept == 1 { "article stays" } else { "articles stay" };
    page.facts(
        2,
        [fact(report.kept, &|n| format!("{n} {stay} of what could not be read this time; `--rebuild` removes them"))],
    );
    page.facts(
        2,
        [fact(report.read_again, &|n| {
            format!("{n} {} read again: the program, its model or the fields are others now", files(report.read_again))
        })],
    );
    page.facts(2, [passed_over(&report.passed_over).unwrap_or_default()]);
    page.facts(2, [share(report).unwrap_or_default(), fact(report.undated, &|n| format!("{n} without a date"))]);
    if let Some(model) = &report.model {
        page.lines(2, &[Run::new(format!("quotations found by a model of your own: {model}"), DIM)]);
    }
    if let Some(map) = &report.map {
        page.lines(2, &[Run::new(format!("fields named by --map: {map}"), DIM)]);
    }
    page.text
}

/// `not read: a.gz, feed.xml and 4 more`.
fn passed_over(files: &[SkippedFile]) -> Option<String> {
    let names: Vec<&str> = files.iter().take(LISTED).map(|file| file.path.as_str()).collect();
    let more = match files.len() - names.len() {
        0 => String::new(),
        more => format!(" and {} more; `--errors FILE` lists them all", words::number(more)),
    };
    (!names.is_empty()).then(|| format!("not read: {}{more}", names.join(", ")))
}

/// Returns the files that could not be read, the first few with their reasons; empty where there are none.
///
/// `listed_in` is the file that holds them all, where there is one.
pub fn skipped(skipped: &[SkippedFile], listed_in: Option<&str>, style: Style) -> String {
    let mut page = Page::new(style);
    if skipped.is_empty() {
        return page.text;
    }
    page.lines(0, &[Run::new(format!("{} skipped", files_and_records(skipped)), HEADLINE)]);
    for file in skipped.iter().take(LISTED) {
        let record = file.record.map(|record| format!(", record {record}")).unwrap_or_default();
        let place = Run::plain(format!("{}{record}: ", file.path));
        page.lines(2, &[place, Run::new(file.reason.as_str(), DIM)]);
    }
    let more = skipped.len().saturating_sub(LISTED);
    match listed_in {
        Some(file) => page.facts(2, [format!("all of them are in {file}")]),
        None if more > 0 => {
            page.facts(2, [format!("and {} more: `--errors FILE` lists them all", words::number(more))]);
        }
        None => {}
    }
    page.text
}

/// `2 files and 1 record`: where a file was read but for some records, it was not skipped.
pub fn files_and_records(skipped: &[SkippedFile]) -> String {
    let records = skipped.iter().filter(|file| file.record.is_some()).count();
    match (skipped.len() - records, records) {
        (files, 0) => words::count(files, "file"),
        (0, records) => words::count(records, "record"),
        (files, records) => format!("{} and {}", words::count(files, "file"), words::count(records, "record")),
    }
}

/// Returns warnings, one a line, the first few; empty where there are none.
pub fn warnings(warnings: &[String], style: Style) -> String {
    let mut page = Page::new(style);
    for warning in warnings.iter().take(LISTED) {
        page.text.push_str(&labelled("warning", warning, style));
    }
    if warnings.len() > LISTED {
        page.facts(9, [format!("and {} more", words::count(warnings.len() - LISTED, "warning"))]);
    }
    page.text
}

/// `82% of 1,204 quotations read have a speaker`, rounded down, so that `100%` means all of them.
fn share(report: &IndexReport) -> Option<String> {
    let percent = (report.attributed * 100).checked_div(report.quotations_added)?;
    Some(format!("{percent}% of {} read have a speaker", words::count(report.quotations_added, "quotation")))
}

#[cfg(test)]
mod tests {
    use super::{index, skipped, warnings};
    use crate::render::{IndexReport, SkippedFile, Style};
    use std::time::Duration;

    #[test]
    fn a_report_names_what_happened_and_nothing_that_did_not() {
        let report = IndexReport {
            added: 1200,
            unchanged: 4,
            articles: 1204,
            quotations: 3401,
            quotations_added: 3401,
            attributed: 2800,
            undated: 3,
            passed_over: vec![SkippedFile { path: "feed.xml".into(), record: None, reason: String::new() }],
            read_again: 2,
            kept: 5,
            elapsed: Duration::from_millis(2100),
            ..IndexReport::default()
        };
        assert_eq!(
            index(&report, "news", Style::PLAIN),
            "1,204 articles · 3,401 quotations · news\n  \
             1,200 new · 4 files unchanged · 1 file of no known type · 2.1 s\n  \
             5 articles stay of what could not be read this time; `--rebuild` removes them\n  \
             2 files read again: the program, its model or the fields are others now\n  \
             not read: feed.xml\n  \
             82% of 3,401 quotations read have a speaker · 3 without a date\n"
        );
    }

    #[test]
    fn the_first_few_skipped_files_are_listed_and_the_rest_counted() {
        let bad = |n| SkippedFile { path: format!("bad{n}.html"), record: None, reason: "holds no text".to_owned() };
        let mut files: Vec<_> = (1..=7).map(bad).collect();
        files[1].record = Some(3);
        let page = skipped(&files, None, Style::PLAIN);
        let start = "6 files and 1 record skipped\n  bad1.html: holds no text\n  bad2.html, record 3: holds no text\n";
        assert!(page.starts_with(start), "{page}");
        assert!(page.ends_with("  bad5.html: holds no text\n  and 2 more: `--errors FILE` lists them all\n"), "{page}");
        assert_eq!(skipped(&[], None, Style::PLAIN), "");
    }

    #[test]
    fn a_warning_hangs_under_its_word() {
        let long = vec!["x ".repeat(60).trim().to_owned()];
        let page = warnings(&long, Style::PLAIN);
        assert!(page.starts_with("warning: x x"), "{page}");
        assert!(page.lines().nth(1).is_some_and(|line| line.starts_with("         x")), "{page}");
    }
}
