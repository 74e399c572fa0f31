//! `onrecord quotes`: quotations that match.

use super::asking::{self, Question};
use super::error::{CliError, Status};
use super::options::{ArchiveArgs, AskArgs};
use super::output::Output;
use super::query;
use crate::search::Target;
use clap::Args;

/// Search for quotations: who said what
///
/// The words must stand in the quotation itself, and --speaker names who says them, by any part of the name. Each
/// quotation comes with its speaker and how that is known: a name beside it (nothing is added), a description (title), a
/// pronoun, the quotation before it (continued), a post or transcript (block). A speaker with a question mark is a
/// guess; `unattributed` means that nobody fits, and stands behind the source as it is printed ("a senior official").
/// Words that are the article's own come with how they were put: said, warned, denied.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord quotes harbour                      quotations that hold the word
  onrecord quotes --speaker Ortega             everything Ortega is quoted with
  onrecord quotes tax --speaker Ortega --sort oldest --since 2024
  onrecord quotes tax --min-confidence 0.8 --json  only speakers that are nearly certain")]
pub(super) struct QuotesArgs {
    /// What to look for inside quotations; nothing for all of them
    #[arg(value_name = "WORDS")]
    query: Vec<String>,
    #[command(flatten)]
    ask: AskArgs,
    /// Only quotations whose speaker is at least this sure, from 0 to 1
    #[arg(long, value_name = "P", value_parser = probability)]
    min_confidence: Option<f32>,
    /// Show so many sentences of the article before each quotation and behind it
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    #[arg(value_parser = clap::value_parser!(u16).range(0..=1000))]
    context: u16,
    #[command(flatten)]
    archive: ArchiveArgs,
}

/// Runs the command.
pub(super) fn run(args: &QuotesArgs, output: &mut Output) -> Result<Status, CliError> {
    let question = Question {
        line: query::line(&args.query),
        target: Target::Quotations,
        noun: "quotation",
        passages: 1,
        context: args.context.into(),
        min_confidence: args.min_confidence,
    };
    asking::answer(&question, &args.ask, &args.archive, output)
}

fn probability(text: &str) -> Result<f32, String> {
    text.parse::<f32>()
        .ok()
        .filter(|number| (0.0..=1.0).contains(number))
        .ok_or_else(|| format!("`{text}` is not a number from 0 to 1"))
}
