//! `onrecord man`: the manual pages.

use super::error::{CliError, Status};
use super::output::Output;
use clap::{Args, ValueHint};
use std::path::PathBuf;

/// Print the manual page, or write one for each command
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord man | man -l -                          read it
  onrecord man --to ~/.local/share/man/man1        install a page for each command")]
pub(super) struct ManArgs {
    /// Write onrecord.1, onrecord-search.1 and so on into this folder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    to: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(args: &ManArgs, command: clap::Command, output: &mut Output) -> Result<Status, CliError> {
    match &args.to {
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(command).render(&mut page)?;
            output.bytes(&page)?;
        }
        Some(folder) => {
            std::fs::create_dir_all(folder).map_err(|error| CliError::file("make", folder, &error))?;
            clap_mangen::generate_to(command, folder).map_err(|error| CliError::file("write to", folder, &error))?;
        }
    }
    Ok(Status::Yes)
}
