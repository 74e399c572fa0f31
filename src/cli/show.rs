//! `onrecord show`: one article or quotation to read.

use super::asking::{self, Opened};
use super::error::{CliError, Status};
use super::options::ArchiveArgs;
use super::output::Output;
use crate::relevance::nearest;
use crate::render::{json, terminal};
use clap::Args;

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
    #[arg(value_name = "ID")]
    id: String,
    /// One JSON object, as `extract` writes it
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    archive: ArchiveArgs,
}

/// Runs the command.
pub(super) fn run(args: &ShowArgs, output: &mut Output) -> Result<Status, CliError> {
    let Opened { searcher, .. } = asking::open(&args.archive, output)?;
    let id = args.id.trim();
    if let Some(stored) = searcher.article(id)? {
        let (article, quotations) = (&stored.article, &stored.quotations);
        if args.json {
            output.json_line(&json::article(article, quotations))?;
        } else {
            output.answer(&terminal::article::article(article, quotations, output.style()))?;
        }
        return Ok(Status::Yes);
    }
    if let Some((article_id, n)) = quotation_id(id)
        && let Some(stored) = searcher.article(article_id)?
    {
        let (article, quotations) = (&stored.article, &stored.quotations);
        let Some(quotation) = n.checked_sub(1).and_then(|index| quotations.get(index)) else {
            output.note(&format!("`{article_id}` has {} quotations, not {n}", quotations.len()));
            return Ok(Status::No);
        };
        if args.json {
            output.json_line(&json::quotation(article, quotation, n))?;
        } else {
            output.answer(&terminal::article::quotation(article, quotations, n, output.style()))?;
        }
        return Ok(Status::Yes);
    }
    output.note(&format!("the archive has no article or quotation `{id}`"));
    let ids: Vec<String> = searcher.archive().articles()?.into_iter().map(|(id, _)| id.to_string()).collect();
    let near = near(id, ids);
    if !near.is_empty() {
        output.note(&format!("did you mean {}?", near.join(" or ")));
    }
    Ok(Status::No)
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

/// The article's id and the number of `<id>#q<n>`.
fn quotation_id(id: &str) -> Option<(&str, usize)> {
    let (article, n) = id.rsplit_once("#q")?;
    Some((article, n.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{near, quotation_id};

    #[test]
    fn an_id_that_is_not_there_suggests_its_neighbours() {
        let ids = || ["b/harbour-wall.txt", "a/harbour.txt", "levy.md"].map(str::to_owned).to_vec();
        assert_eq!(near("Harbour", ids()), ["a/harbour.txt", "b/harbour-wall.txt"]);
        assert_eq!(near("lvey.md", ids()), ["levy.md"]);
        assert!(near("zeppelin", ids()).is_empty());
        assert!(near(&"x".repeat(1000), ids()).is_empty());
    }

    #[test]
    fn a_quotation_is_named_by_its_article_and_a_number() {
        assert_eq!(quotation_id("a/b.txt#q12"), Some(("a/b.txt", 12)));
        assert_eq!(quotation_id("a#q1#q2"), Some(("a#q1", 2)));
        for other in ["a/b.txt", "a#q", "a#qx", "a#q-1"] {
            assert_eq!(quotation_id(other), None, "{other}");
        }
    }
}
