//! `onrecord query`: the page of the query language.

use super::error::{CliError, Status};
use super::output::Output;
use clap::Args;

/// How queries are written: every form of the query language
#[derive(Debug, Args)]
#[command(after_long_help = PAGE, help_template = "{about}\n{after-help}")]
pub(super) struct QueryArgs {}

/// Runs the command.
pub(super) fn run(output: &mut Output) -> Result<Status, CliError> {
    output.answer(PAGE)?;
    Ok(Status::Yes)
}

const PAGE: &str = include_str!("query.txt");
