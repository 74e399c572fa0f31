//! `onrecord similar`: articles like one at hand.

use super::asking::{self, Opened};
use super::error::{CliError, Status};
use super::forms::{Form, Writing};
use super::options::{ArchiveArgs, FormArgs};
use super::output::Output;
use crate::article::ArticleId;
use crate::render::terminal::hits::List;
use crate::search::Target;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;

/// List articles like one at hand, its copies among them
///
/// Articles that hold the most of its telling words come first, each with the share of its text that stands in the one
/// at hand: near 100 % is a copy, near 0 % another story about the same matter.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord similar 2025/harbour.txt            the ten most similar
  onrecord similar 2025/harbour.txt --format '{id}' -n 50")]
pub(super) struct SimilarArgs {
    /// The id of an article, or its path
    #[arg(value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    id: String,
    /// At most this many articles
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    limit: u32,
    #[command(flatten)]
    form: FormArgs,
    #[command(flatten)]
    archive: ArchiveArgs,
}

/// Runs the command.
pub(super) fn run(args: &SimilarArgs, output: &mut Output) -> Result<Status, CliError> {
    let form = Form::of(&args.form, Target::Articles)?;
    let Opened { searcher, location } = asking::open(&args.archive, output)?;
    let id = args.id.trim();
    // A quotation stands for its article.
    let article = ArticleId::of_quotation(id).map_or(id, |(article, _)| article);
    let stored = match searcher.article(id)? {
        Some(stored) => Some(stored),
        None => searcher.article(article)?,
    };
    let Some(stored) = stored else {
        output.note(&format!("the archive has no article `{id}`; `onrecord search --ids` lists ids"));
        return Ok(Status::No);
    };
    let mut answer = searcher.similar(&stored, args.limit as usize, 1)?;
    if matches!(form, Form::Page) {
        // The words that were looked for would fill a page.
        answer.read_as = format!("like {}", stored.article.id);
    }
    let ranks = (answer.hits.first().map_or(0, |hit| hit.rank), answer.hits.last().map_or(0, |hit| hit.rank));
    let list =
        List { noun: "article", deterministic: args.form.deterministic, context: false, ranks, style: output.style() };
    let archive = location.root.display().to_string();
    let writing = Writing { form: &form, args: &args.form, list, line: id, archive: &archive };
    match form {
        Form::Count => output.plain_line(&answer.hits.len().to_string())?,
        Form::Ids => answer.hits.iter().try_for_each(|hit| output.record(&hit.id, args.form.null))?,
        _ => {
            writing.begin(&answer, output)?;
            answer.hits.iter().try_for_each(|hit| writing.hit(hit, output))?;
            writing.end(&answer, output)?;
        }
    }
    Ok(if answer.hits.is_empty() { Status::No } else { Status::Yes })
}
