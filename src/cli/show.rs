//! `onrecord show`: one article or quotation to read.

use super::asking::{self, Opened};
use super::error::{CliError, Status};
use super::options::ArchiveArgs;
use super::output::Output;
use crate::article::ArticleId;
use crate::relevance::nearest;
use crate::render::{json, terminal, words};
use crate::search::Searcher;
use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser};
use std::ffi::OsString;
use std::path::Path;

/// Read one article, with its speakers in the margin
///
/// The id is what `search` and `quotes` print. A quotation's id is the article's with #q and a number behind it; it is
/// shown with its speaker, with how that is known, and where it stands.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord show 2025/harbour.txt               the article
  onrecord show '2025/harbour.txt#q3'          its third quotation
  onrecord show 2025/harbour.txt --json | jq .quotes")]
pub(super) struct ShowArgs {
    /// The id of an article or a quotation, or an article's path
    #[arg(value_name = "ID", value_parser = OsStringValueParser::new().try_map(id))]
    id: String,
    /// One JSON object, as `extract` writes it
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    archive: ArchiveArgs,
}

/// An id as it was typed. Paths may hold bytes that are no text, and go by the signs that stand for these.
fn id(typed: OsString) -> Result<String, &'static str> {
    if typed.is_empty() { Err("an id is wanted") } else { Ok(typed.to_string_lossy().into_owned()) }
}

/// Runs the command.
pub(super) fn run(args: &ShowArgs, output: &mut Output) -> Result<Status, CliError> {
    let Opened { searcher, location } = asking::open(&args.archive, output)?;
    let typed = args.id.trim();
    let below_root = below(&location.root, typed);
    for id in std::iter::once(typed).chain(below_root.as_deref()) {
        if let Some(status) = show(id, args, &searcher, output)? {
            return Ok(status);
        }
    }
    let files = searcher.archive().files()?;
    if let Some((path, file)) = files.get_key_value(below_root.as_deref().unwrap_or(typed)) {
        let shown: Vec<&str> = file.articles.iter().take(LISTED).map(|id| id.as_str()).collect();
        let more = if file.articles.len() > LISTED { ", …" } else { "" };
        let count = words::count(file.articles.len(), "article");
        output.note(&format!("`{path}` holds {count}: {}{more}", shown.join(", ")));
        return Ok(Status::No);
    }
    output.note(&format!("the archive has no article or quotation `{typed}`"));
    let near = near(typed, files.into_values().flat_map(|file| file.articles).map(|id| id.to_string()).collect());
    if !near.is_empty() {
        output.note(&format!("did you mean {}?", near.join(" or ")));
    }
    Ok(Status::No)
}

/// How many articles of one file are named.
const LISTED: usize = 5;

/// Shows the article or quotation that goes by this id; `None` where there is none.
fn show(id: &str, args: &ShowArgs, searcher: &Searcher, output: &mut Output) -> Result<Option<Status>, CliError> {
    if let Some(stored) = searcher.article(id)? {
        let (article, quotations) = (&stored.article, &stored.quotations);
        if args.json {
            output.json_line(&json::article(article, quotations))?;
        } else {
            output.answer(&terminal::article::article(article, quotations, output.style()))?;
        }
        return Ok(Some(Status::Yes));
    }
    let Some((article_id, n)) = ArticleId::of_quotation(id) else { return Ok(None) };
    let Some(stored) = searcher.article(article_id)? else { return Ok(None) };
    let (article, quotations) = (&stored.article, &stored.quotations);
    let Some(quotation) = n.checked_sub(1).and_then(|index| quotations.get(index)) else {
        let count = words::count(quotations.len(), "quotation");
        output.note(&format!("`{article_id}` has {count}; there is no q{n}"));
        return Ok(Some(Status::No));
    };
    if args.json {
        output.json_line(&json::quotation(article, quotation, n))?;
    } else {
        output.answer(&terminal::article::quotation(article, quotations, n, output.style()))?;
    }
    Ok(Some(Status::Yes))
}

/// The path below `root` of a file as a shell completes it, seen from the folder one stands in; with the `#q3` behind
/// it, where there is one.
fn below(root: &Path, typed: &str) -> Option<String> {
    let (file, quotation) = match ArticleId::of_quotation(typed) {
        Some((file, _)) => typed.split_at(file.len()),
        None => (typed, ""),
    };
    let root = root.canonicalize().ok()?;
    let path = Path::new(file).canonicalize().ok()?;
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/") + quotation)
}

/// Up to three ids that may have been meant: those that hold what was typed, else the one that is spelled most like it.
fn near(typed: &str, mut ids: Vec<String>) -> Vec<String> {
    // Nobody means an id by a page of text.
    if typed.is_empty() || typed.len() > 400 {
        return Vec::new();
    }
    ids.sort_unstable();
    let lower = typed.to_lowercase();
    let holding: Vec<String> = ids.iter().filter(|id| id.to_lowercase().contains(&lower)).take(3).cloned().collect();
    if !holding.is_empty() {
        return holding;
    }
    nearest(typed, ids.iter().map(String::as_str)).map(str::to_owned).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn an_id_that_is_not_there_suggests_its_neighbours() {
        let ids = || ["b/harbour-wall.txt", "a/harbour.txt", "levy.md"].map(str::to_owned).to_vec();
        assert_eq!(near("Harbour", ids()), ["a/harbour.txt", "b/harbour-wall.txt"]);
        assert_eq!(near("lvey.md", ids()), ["levy.md"]);
        assert!(near("zeppelin", ids()).is_empty());
        assert!(near(&"x".repeat(1000), ids()).is_empty());
    }
}
