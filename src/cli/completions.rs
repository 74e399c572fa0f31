//! `onrecord completions`: a script that lets a shell complete commands and flags.

use super::error::{CliError, Status};
use super::output::Output;
use clap::Args;
use clap_complete::Shell;

/// Print a script that completes commands and flags in your shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
  onrecord completions zsh > ~/.zfunc/_onrecord
  onrecord completions fish > ~/.config/fish/completions/onrecord.fish")]
pub(super) struct CompletionsArgs {
    /// Which shell
    shell: Shell,
}

/// Runs the command.
pub(super) fn run(args: &CompletionsArgs, mut command: clap::Command, output: &mut Output) -> Result<Status, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "onrecord", &mut script);
    output.bytes(&script)?;
    Ok(Status::Yes)
}
