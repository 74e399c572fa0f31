//! `onrecord measures`: the page on measures.

use super::error::{CliError, Status};
use super::output::Output;
use crate::relevance::MEASURES_PAGE;
use clap::Args;

/// Say what each measure means: formula, edge cases, source
#[derive(Debug, Args)]
#[command(long_about = MEASURES_PAGE)]
#[command(after_help = "\
Examples:
  onrecord measures | less
  onrecord help measures")]
pub(super) struct MeasuresArgs {}

/// Runs the command.
pub(super) fn run(_: &MeasuresArgs, output: &mut Output) -> Result<Status, CliError> {
    output.answer(MEASURES_PAGE)?;
    Ok(Status::Yes)
}
