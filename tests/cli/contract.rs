//! What programs lean on: JSON Lines with these keys and no others, ids, statuses, bytes that stay the same.

use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A copy of `news/` to work on.
fn news() -> tempfile::TempDir {
    let scratch = tempfile::tempdir().unwrap();
    super::copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/news"), &scratch.path().join("news"));
    scratch
}

fn onrecord(here: &Path, arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(arguments)
        .current_dir(here)
        .env_remove("ONRECORD_ARCHIVE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that never reads closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    child.wait_with_output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// The keys of an object in the order in which they stand.
fn keys(value: &Value) -> String {
    value.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[test]
fn answers_have_the_keys_of_the_contract() {
    let folder = news();
    let ask = |arguments: &[&str]| {
        let output = onrecord(folder.path(), &[arguments, &["--archive", "news", "--json"]].concat(), b"");
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        lines(&output)
    };
    const PASSAGE: &str = "field start end text spans speaker utf16";
    let found = ask(&["search", "harbour"]);
    assert_eq!(keys(&found[0]), "type query read_as archive generation");
    assert_eq!(found.len(), 2 + 4);
    for hit in &found[1..5] {
        assert_eq!(keys(hit), "type rank score id headline published source path url group passages");
        assert_eq!(keys(&hit["group"]), "id size");
        assert_eq!(keys(&hit["passages"][0]), PASSAGE);
    }
    assert_eq!(keys(&found[5]), "type total undated elapsed_ms next");
    let said = ask(&["quotes", "levy", "--deterministic"]);
    assert_eq!(keys(&said[0]), "type query read_as archive");
    assert_eq!(
        keys(&said[1]),
        "type rank score id text kind speaker attribution article passages cue_words source_words"
    );
    assert_eq!(keys(&said[1]["speaker"]), "name full_name id");
    assert_eq!(keys(&said[1]["attribution"]), "class confidence evidence");
    assert_eq!(keys(&said[1]["article"]), "id headline published source path");
    assert_eq!(keys(&said[1]["passages"][0]), PASSAGE);
    assert_eq!(keys(&said[said.len() - 1]), "type total undated next");
}

#[test]
fn extracted_articles_have_the_keys_of_the_contract_and_spans_of_their_text() {
    let folder = news();
    let output = onrecord(folder.path(), &["extract", "news"], b"");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let articles = lines(&output);
    assert_eq!(articles.len(), 4);
    const ARTICLE: &str = "id path headline byline published source url language text body_start quotes";
    for article in &articles {
        assert!(keys(article).starts_with(ARTICLE), "{}", keys(article));
        let text = article["text"].as_str().unwrap();
        for quote in article["quotes"].as_array().unwrap() {
            assert_eq!(keys(quote), "kind content cue source text speaker attribution confidence spoken");
            assert_eq!(keys(&quote["attribution"]), "class confidence evidence");
            let at = |span: &Value| &text[span[0].as_u64().unwrap() as usize..span[1].as_u64().unwrap() as usize];
            let content: Vec<&str> = quote["content"].as_array().unwrap().iter().map(at).collect();
            assert_eq!(content.join(" … "), quote["text"].as_str().unwrap());
            if !quote["speaker"].is_null() {
                assert_eq!(keys(&quote["speaker"]), "name full_name kind");
            }
        }
    }
    let shown = onrecord(folder.path(), &["show", "--archive", "news", "2025/levy.md", "--json"], b"");
    let mut shown = lines(&shown).remove(0);
    assert_eq!(shown.as_object_mut().unwrap().shift_remove("type").unwrap(), "article");
    let said = |article: &Value| -> Value {
        let mut article = article.clone();
        let quotes = article["quotes"].as_array_mut().unwrap();
        quotes.retain(|quote| quote["kind"] != "indirect" || quote["spoken"] == true);
        article
    };
    let same = articles.iter().any(|article| said(article) == shown);
    assert!(same, "`show --json` is what `extract` writes, with a type and without what people only think");
}

#[test]
fn every_id_that_is_printed_can_be_shown() {
    let folder = news();
    for (command, count) in [("search", 4), ("quotes", 9)] {
        let output = onrecord(folder.path(), &[command, "--archive", "news", "--ids", ""], b"");
        let ids = String::from_utf8(output.stdout).unwrap();
        assert_eq!(ids.lines().count(), count);
        for id in ids.lines() {
            let shown = onrecord(folder.path(), &["show", "--archive", "news", id], b"");
            assert_eq!(shown.status.code(), Some(0), "{id}");
        }
    }
}

#[test]
fn what_comes_on_stdin_is_an_article() {
    let folder = news();
    let text = std::fs::read(folder.path().join("news/harbour-wall.txt")).unwrap();
    let article = lines(&onrecord(folder.path(), &["extract", "-"], &text)).remove(0);
    assert_eq!((&article["id"], &article["byline"]), (&"stdin".into(), &"Ines Calloway".into()));
    let empty = onrecord(folder.path(), &["extract", "-"], b"");
    assert_eq!(empty.status.code(), Some(3));
    assert_eq!(String::from_utf8(empty.stderr).unwrap(), "1 file skipped\n  stdin: empty\n");
}

#[test]
fn an_answer_is_the_same_bytes_every_time() {
    let folder = news();
    let ask =
        || onrecord(folder.path(), &["search", "--archive", "news", "wall levy", "--any", "--deterministic"], b"");
    ask();
    let first = ask();
    assert!(!first.stdout.is_empty());
    assert_eq!(first.stdout, ask().stdout);
}

/// An article may hold anything; a terminal must not obey it, and JSON must carry it.
#[test]
fn what_an_article_holds_is_never_obeyed() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Harbour \u{1b}[31mred\n\nThe wall \u{202e}fell\u{7}, said Tobias Renn, and \u{9b}2J the lamp went out at night.";
    let record = serde_json::json!({ "id": "a\u{1b}[2Jb", "headline": "Harbour \u{1b}]0;x\u{7}", "body": text });
    std::fs::write(folder.path().join("a.jsonl"), record.to_string()).unwrap();
    for arguments in [&["search", "wall"][..], &["search", "wall", "--color", "always"], &["show", "a.jsonl"]] {
        let output = onrecord(folder.path(), &[arguments, &["--archive", "."]].concat(), b"");
        let page = String::from_utf8(output.stdout).unwrap();
        let obeyed = |at: usize| {
            let rest = &page[at..];
            rest.starts_with(['\u{7}', '\u{202e}', '\u{9b}'])
                || rest.starts_with("\u{1b}[2J")
                || rest.starts_with("\u{1b}]")
        };
        assert!(page.contains("fell"), "{page}");
        assert!(page.char_indices().all(|(at, _)| !obeyed(at)), "{page:?}");
    }
}

/// Closing the pipe early, as `head` does, is a quiet success.
#[test]
fn a_closed_pipe_is_a_quiet_success() {
    let folder = tempfile::tempdir().unwrap();
    let records: String =
        (0..3000).map(|n| format!("{{\"id\":\"{n}\",\"body\":\"The harbour wall fell.\"}}\n")).collect();
    std::fs::write(folder.path().join("a.jsonl"), records).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["extract", "a.jsonl"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{output:?}");
}

/// What tantivy trusts may be wrong on a disk that failed: whatever happens, one clear line and status 2.
#[test]
fn a_damaged_index_is_said_to_be_one() {
    let folder = news();
    assert_eq!(onrecord(folder.path(), &["index", "news"], b"").status.code(), Some(0));
    let index = folder.path().join("news/.onrecord/index");
    let mut files: Vec<_> = std::fs::read_dir(&index).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending != "json" && ending != "lock"));
    assert!(files.len() >= 6, "{files:?}");
    let mut refused = 0;
    for file in files {
        let whole = std::fs::read(&file).unwrap();
        // First the file is cut; then its inside is other than it was, which its checks at opening do not see.
        let mut garbled = whole.clone();
        let inside = whole.len().saturating_sub(150);
        garbled[..inside].iter_mut().for_each(|byte| *byte ^= 0x2a);
        for bytes in [&whole[..whole.len() / 2], &garbled] {
            std::fs::write(&file, bytes).unwrap();
            let output = onrecord(folder.path(), &["search", "--archive", "news", "harbour", "--since", "1900"], b"");
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(matches!(output.status.code(), Some(0..=2)), "{file:?}: {:?} {said}", output.status);
            assert!(
                output.status.code() != Some(2) || said.lines().any(|line| line.starts_with("error: the index")),
                "{file:?}: {said}"
            );
            refused += usize::from(output.status.code() == Some(2));
        }
        std::fs::write(&file, whole).unwrap();
    }
    assert!(refused >= 6, "{refused}");
    assert_eq!(onrecord(folder.path(), &["search", "--archive", "news", "harbour"], b"").status.code(), Some(0));
}
