//! Quotations that a journalist could check: Markdown files with a title, a text, and what must be found in it.
//!
//! ```markdown
//! ## A split quotation keeps one speaker
//! > “We knew,” Maria Ortega, the mayor, said on Tuesday, “and we waited.”
//! - direct: “We knew,” … “and we waited.” | cue: said | source: Maria Ortega, the mayor | speaker: Maria Ortega (explicit)
//! ```
//!
//! Each `>` line is a paragraph of the body; `[headline]`, `[standfirst]`, `[caption]`, `[pull quote]`, `[cross-head]`
//! and `[footer]` in front say otherwise. `Language: fr` states the article's language. The lines that begin with `-`
//! are the quotations in their order, or `- nothing`. `FIXME:` says what would be right where today's answer is wrong.
//! `constructions/` holds a file for each awkward construction of news prose, with at least three cases each.
//! Indirect speech, which has no marks, is left out of cases that expect none.
//! `QUOTATIONS=overwrite cargo test quotations` writes today's answers into the files; read the diff.

mod hostile;
mod properties;
mod work;

use onrecord::article::{Article, Paragraph, ParagraphKind, Quotation, Span};
use onrecord::quote::find_quotations;
use std::fmt::Write;
use std::path::{Path, PathBuf};

struct Case {
    title: String,
    article: Article,
    expected: Vec<String>,
}

/// Reads the cases of one file.
fn cases(markdown: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in markdown.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            let article = Article { language: Some("en".to_owned()), ..Article::default() };
            cases.push(Case { title: title.to_owned(), article, expected: Vec::new() });
        } else if let Some(case) = cases.last_mut() {
            if let Some(language) = line.strip_prefix("Language: ") {
                case.article.language = Some(language.to_owned());
            } else if let Some(paragraph) = line.strip_prefix("> ") {
                add(&mut case.article, paragraph);
            } else if line.starts_with("- ") {
                case.expected.push(line.to_owned());
            } else {
                assert!(line.is_empty() || line == ">" || line.starts_with("FIXME: "), "{}: `{line}`", case.title);
            }
        }
    }
    cases
}

/// Puts a paragraph behind the article's text.
fn add(article: &mut Article, line: &str) {
    let tagged = line.strip_prefix('[').and_then(|rest| rest.split_once("] "));
    let (tag, words) = tagged.unwrap_or(("body", line));
    if !article.text.is_empty() {
        article.text.push_str("\n\n");
    }
    let span = Span::new(article.text.len(), article.text.len() + words.len());
    article.text.push_str(words);
    let kind = match tag {
        "headline" => {
            article.headline = Some(span);
            return;
        }
        "standfirst" => {
            article.standfirst = Some(span);
            return;
        }
        "body" => ParagraphKind::Body,
        "caption" => ParagraphKind::Caption,
        "pull quote" => ParagraphKind::PullQuote,
        "cross-head" => ParagraphKind::CrossHead,
        "footer" => ParagraphKind::Footer,
        other => panic!("no kind of paragraph: [{other}]"),
    };
    article.paragraphs.push(Paragraph { kind, span });
}

/// A quotation as a line of Markdown.
fn line(article: &Article, quotation: &Quotation) -> String {
    let mut line = format!("- {}: {}", quotation.kind.as_str(), quotation.text(&article.text));
    if let Some(cue) = quotation.cue {
        write!(line, " | cue: {}", article.at(cue)).unwrap();
    }
    for source in &quotation.source {
        write!(line, " | source: {}", article.at(*source)).unwrap();
    }
    match &quotation.speaker {
        Some(speaker) => write!(line, " | speaker: {} ({})", speaker.full_name, quotation.attribution.class.as_str()),
        None => write!(line, " | {}", quotation.attribution.class.as_str()),
    }
    .unwrap();
    if quotation.denied {
        line.push_str(" | not said");
    }
    line
}

fn found(case: &Case) -> Vec<String> {
    let mut lines: Vec<String> =
        find_quotations(&case.article).iter().map(|quotation| line(&case.article, quotation)).collect();
    if !case.expected.iter().any(|line| line.starts_with("- indirect")) {
        lines.retain(|line| !line.starts_with("- indirect"));
    }
    if lines.is_empty() { vec!["- nothing".to_owned()] } else { lines }
}

/// The file with today's answers in place of its expectations.
fn overwritten(markdown: &str) -> String {
    let mut answers = cases(markdown).into_iter().map(|case| found(&case));
    let mut out = String::new();
    let mut in_case = false;
    for section in markdown.split_inclusive('\n').collect::<Vec<_>>().chunk_by(|_, next| !next.starts_with("## ")) {
        let body: Vec<&&str> = section.iter().filter(|line| !line.starts_with("- ")).collect();
        in_case |= section[0].starts_with("## ");
        if !in_case {
            out.extend(body.into_iter().copied());
            continue;
        }
        let text: String = body.iter().map(|line| **line).collect();
        let (text, fixme) = text.split_once("FIXME: ").unwrap_or((&text, ""));
        write!(out, "{}\n{}\n", text.trim_end(), answers.next().unwrap().join("\n")).unwrap();
        if !fixme.is_empty() {
            writeln!(out, "FIXME: {}", fixme.trim_end()).unwrap();
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quotations");
    let within = |folder: PathBuf| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = within(folder.clone()).chain(within(folder.join("constructions"))).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    files
}

#[test]
fn every_case_finds_what_it_says() {
    let mut failures = String::new();
    let mut count = 0;
    for path in files() {
        let markdown = std::fs::read_to_string(&path).unwrap();
        if std::env::var("QUOTATIONS").is_ok_and(|value| value == "overwrite") {
            std::fs::write(&path, overwritten(&markdown)).unwrap();
            continue;
        }
        let cases = cases(&markdown);
        let constructions = path.parent().is_some_and(|folder| folder.ends_with("constructions"));
        assert!(!constructions || cases.len() >= 3, "{}: only {} cases", path.display(), cases.len());
        for case in cases {
            count += 1;
            let found = found(&case);
            if found != case.expected {
                let (wanted, found) = (case.expected.join("\n"), found.join("\n"));
                write!(failures, "{}: {}\nwanted\n{wanted}\nfound\n{found}\n\n", path.display(), case.title).unwrap();
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(count >= 150 || std::env::var("QUOTATIONS").is_ok(), "only {count} cases were read");
}
