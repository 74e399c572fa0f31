//! What a file is: by its name where the name is telling, by its first bytes where it is not.
//!
//! The extension is a hint only: agencies deliver files without one, sites save pages as `.php`, and JSON Lines
//! hides in `.json`.

use super::decode;
use super::front_matter;

/// How many bytes from the start of a file are looked at.
pub(super) const HEAD: usize = 4096;

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Plain,
    Markdown,
    Html,
    /// One value: an article, a list of them, or a wrapper around a list.
    Json,
    /// One object a line.
    JsonLines,
}

/// What a file's name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// It has the extension of a format.
    Yes(Format),
    /// It has no extension, or one of a page that a server made: its bytes decide.
    Unsure,
    /// It has the extension of something else.
    No,
}

/// What the last part of `path` tells about the file.
pub(super) fn known_by_name(path: &str) -> Known {
    let Some(extension) = extension(path) else {
        return Known::Unsure;
    };
    match extension.to_ascii_lowercase().as_str() {
        "txt" | "text" => Known::Yes(Format::Plain),
        "md" | "markdown" | "mdown" | "mkd" => Known::Yes(Format::Markdown),
        "html" | "htm" | "xhtml" => Known::Yes(Format::Html),
        "json" => Known::Yes(Format::Json),
        "jsonl" | "ndjson" | "jl" => Known::Yes(Format::JsonLines),
        "php" | "asp" | "aspx" | "jsp" | "shtml" | "cfm" | "cms" | "ece" => Known::Unsure,
        _ => Known::No,
    }
}

/// Why a file whose name tells that it is something else is not read.
pub(super) fn why_not(path: &str) -> String {
    let extension = extension(path).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "gz" | "bz2" | "xz" | "zst" | "zip" | "tar" | "tgz" | "7z" | "rar" => "packed; unpack it first".to_owned(),
        _ => format!("`.{extension}` is none of the formats that are read"),
    }
}

/// Whether a file whose name tells nothing begins like something that can be read.
pub(super) fn looks_like_an_article(path: &str, head: &[u8]) -> bool {
    // Programs' own files without an extension, in every folder that was once a repository.
    const NO_ARTICLES: [&str; 8] =
        ["license", "licence", "copying", "notice", "makefile", "dockerfile", "codeowners", "gemfile"];
    let name = file_name(path);
    if NO_ARTICLES.iter().any(|other| name.eq_ignore_ascii_case(other)) {
        return false;
    }
    match (decode::decode(head), sniff(head)) {
        (Err(_), _) => false,
        (Ok(_), Some(_)) => true,
        // Anything else in angle brackets is some other mark-up; a page's own extension wants a page.
        (Ok(text), None) => {
            let start = text.text.trim_start();
            !start.is_empty() && !start.starts_with('<') && extension(path).is_none() && !start.starts_with("#!")
        }
    }
}

/// Whether the file may turn out to be JSON Lines once its bytes are seen.
pub(super) fn may_be_json_lines(path: &str) -> bool {
    matches!(known_by_name(path), Known::Yes(Format::Json) | Known::Unsure)
}

/// The format of a file that is called `path` and begins with `head`; `None` where it is some other mark-up.
pub(super) fn format(path: &str, head: &[u8]) -> Option<Format> {
    let sniffed = sniff(head);
    match (known_by_name(path), sniffed) {
        (Known::Yes(Format::JsonLines), _) if is_printed_over_lines(first_letters(head)) => Some(Format::Json),
        (Known::Yes(Format::JsonLines), _) => Some(Format::JsonLines),
        (Known::Yes(Format::Json), Some(Format::JsonLines)) => Some(Format::JsonLines),
        (Known::Yes(Format::Json | Format::Html), Some(format @ (Format::Html | Format::Json))) => Some(format),
        (Known::Yes(Format::Plain), Some(format)) => Some(format),
        (Known::Yes(Format::Plain), None) if is_other_mark_up(first_letters(head)) => None,
        (Known::Yes(format), _) => Some(format),
        (_, Some(format)) => Some(format),
        (_, None) if first_letters(head).starts_with(b"<") => None,
        (_, None) => Some(Format::Plain),
    }
}

/// The format that the first bytes show beyond doubt.
fn sniff(head: &[u8]) -> Option<Format> {
    let start = first_letters(head);
    let lower = start[..start.len().min(512)].to_ascii_lowercase();
    if lower.starts_with(b"<") {
        let html = lower.starts_with(b"<!doctype html")
            || lower.starts_with(b"<html")
            || ((lower.starts_with(b"<!--") || lower.starts_with(b"<?xml"))
                && memchr::memmem::find(&lower, b"<html").is_some());
        return html.then_some(Format::Html);
    }
    if start.starts_with(b"{") {
        return json_or_lines(start);
    }
    if start.starts_with(b"[") {
        let inner = start[1..].trim_ascii_start();
        return inner.starts_with(b"{").then_some(Format::Json);
    }
    let text = String::from_utf8_lossy(start);
    front_matter::opens(&text).then_some(Format::Markdown)
}

/// A first line that is a whole object, with another object after it, is JSON Lines.
fn json_or_lines(start: &[u8]) -> Option<Format> {
    let inner = start[1..].trim_ascii_start();
    if !(inner.starts_with(b"\"") || inner.starts_with(b"}")) {
        return None;
    }
    if let Some(end) = memchr::memchr(b'\n', start) {
        let rest = start[end..].trim_ascii_start();
        if rest.starts_with(b"{") && serde_json::from_slice::<serde::de::IgnoredAny>(&start[..end]).is_ok() {
            return Some(Format::JsonLines);
        }
    }
    Some(Format::Json)
}

/// Whether what is called JSON Lines is a list, or objects that are printed over several lines.
fn is_printed_over_lines(start: &[u8]) -> bool {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let (line, rest) = (line.trim_ascii(), start[line.len()..].trim_ascii_start());
    match line {
        b"{" | b"[" => true,
        [b'[', inner @ ..] if inner.trim_ascii_start().starts_with(b"{") => {
            // `[{…}]` line after line is something else.
            rest.is_empty() || serde_json::from_slice::<serde::de::IgnoredAny>(line).is_err()
        }
        _ => false,
    }
}

/// Whether a text opens as agencies' and research collections' mark-up does.
fn is_other_mark_up(start: &[u8]) -> bool {
    const OPENINGS: [&[u8]; 7] = [b"<?xml", b"<doc>", b"<doc ", b"<nitf", b"<newsml", b"<newsitem", b"<rss"];
    let lower = start[..start.len().min(16)].to_ascii_lowercase();
    OPENINGS.iter().any(|opening| lower.starts_with(opening))
}

/// Whether a text is a mail as it travels, its headers before it.
pub(super) fn is_mail(head: &[u8]) -> bool {
    const FIRST: [&str; 5] = ["delivered-to:", "return-path:", "received:", "message-id:", "mime-version:"];
    let text = String::from_utf8_lossy(first_letters(head)).to_ascii_lowercase();
    let is_header = |line: &&str| {
        line.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
    };
    let headers = || text.lines().skip(1).take(20).take_while(|line| !line.trim().is_empty());
    let first = text.lines().next().unwrap_or_default();
    (FIRST.iter().any(|name| first.starts_with(name)) || first.starts_with("from ") && first.contains('@'))
        && headers().filter(is_header).count() >= 2
        && headers().all(|line| is_header(&line) || line.starts_with([' ', '\t']))
}

/// What stands after a byte-order mark and white space.
fn first_letters(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start()
}

/// The extension, where what stands after the last dot looks like one: `story.txt`, not `Reuters_v1.2_final copy`.
fn extension(path: &str) -> Option<&str> {
    let (stem, extension) = file_name(path).rsplit_once('.')?;
    let plausible = !stem.is_empty()
        && (1..=8).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && extension.bytes().any(|byte| byte.is_ascii_alphabetic());
    plausible.then_some(extension)
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::{Format, format, is_mail, looks_like_an_article};

    #[test]
    fn the_bytes_overrule_the_name() {
        assert_eq!(format("a.txt", b"\n<!DOCTYPE html><p>x"), Some(Format::Html));
        assert_eq!(format("a.txt", b"Plain { words }"), Some(Format::Plain));
        assert_eq!(format("a.json", b"\xef\xbb\xbf{\"a\":1}\r\n{\"a\":2}\r\n"), Some(Format::JsonLines));
        assert_eq!(format("a.json", b"{\n \"a\": 1,\n \"b\": {\"c\":1}}"), Some(Format::Json));
        assert_eq!(format("a.jl", b"{\"a\":1}"), Some(Format::JsonLines));
        assert_eq!(format("a.jl", b"[{\"a\":1},\n{\"a\":2}]"), Some(Format::Json));
        assert_eq!(format("a.jl", b"[\n{\"a\":1}]"), Some(Format::Json));
        assert_eq!(format("a.jl", b"{\n\"a\":1}\n{\n\"a\":2}"), Some(Format::Json));
        assert_eq!(format("a.jl", b"[{\"a\":1}]\n[{\"a\":2}]"), Some(Format::JsonLines));
        assert_eq!(format("a.jl", b"{\"a\":\n{\"a\":2}"), Some(Format::JsonLines));
        assert_eq!(format("a.html", b"no tags at all"), Some(Format::Html));
        assert_eq!(format("KBN0FL_v1", b"<newsItem/>"), None);
        assert_eq!(format("story_1.2", b"---\ntitle: x\n---\n"), Some(Format::Markdown));
        assert_eq!(format("story", b"A dog is found"), Some(Format::Plain));
    }

    #[test]
    fn a_text_may_be_something_else() {
        assert_eq!(format("a.txt", b"<DOC>\n<DOCNO>1</DOCNO>"), None);
        assert_eq!(format("a.txt", b"<?xml version='1.0'?><nitf/>"), None);
        assert_eq!(format("a.txt", b"---\ntitle: x\n---\nText"), Some(Format::Markdown));
        assert_eq!(format("a.txt", b"<b>A dog</b> is found"), Some(Format::Plain));
        assert!(is_mail(b"Delivered-To: ann@example.org\nReceived: by x\n  with y\nSubject: Bridge\n\nText"));
        assert!(!is_mail(b"From the harbour\nBy: Ana Reyes\nDate: 3 May\n\nText"));
        assert!(!is_mail(b"Title: Bridge\nDate: 3 May\nSource: x\n\nText"));
    }

    #[test]
    fn programs_own_files_are_no_articles() {
        assert!(looks_like_an_article("a/story", b"A dog is found"));
        assert!(!looks_like_an_article("a/LICENSE", b"Permission is granted"));
        assert!(!looks_like_an_article("a/run", b"#!/bin/sh"));
        assert!(!looks_like_an_article("a/page.php", b"<?php echo 1;"));
        assert!(!looks_like_an_article("a/empty", b""));
    }
}
