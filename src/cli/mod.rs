//! The command line: one command a file, every flag declared once.
//!
//! [`run`] takes the words that were typed and gives back an exit status; only `main` exits. Commands compose the
//! rooms below and hold no rule of their own: `options` are the flags that commands share, `output` is the only way
//! to stdout and stderr, `asking` is what `search` and `quotes` have in common, `forms` how their answer is given, `error` turns every room's errors into
//! a message, a hint and a status, `panic` does so with our own mistakes.

mod asking;
mod compare;
mod completions;
mod error;
mod eval;
mod eval_suite;
mod export;
mod extract;
mod forms;
mod index;
mod judge;
mod man;
mod measures;
mod options;
mod output;
mod panic;
mod progress;
mod query;
mod quotes;
mod reading;
mod reports;
mod search;
mod show;
mod similar;
mod speakers;
mod train;
mod trec_eval;
mod verify;

use clap::{CommandFactory, Parser, Subcommand};
use error::Status;
use options::DisplayArgs;
use output::Output;
pub use panic::tell_panics;
use std::ffi::OsString;
use std::io;

/// Find who said what, when, in a pile of news.
///
/// onrecord reads a folder of articles in the formats news comes in (text, Markdown, HTML, JSON, JSON Lines), finds every
/// quotation and its speaker, and keeps them in an index inside the folder. Then it answers: ranked articles with the
/// sentences that match, and quotations by the people who said them.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "\
Examples:
  onrecord search --archive news harbour tax   index the folder once, and search it
  onrecord quotes --speaker Ortega harbour     what Ortega said about the harbour
  onrecord show 2025/harbour.txt               an article, speakers in the margin

The archive is the folder that --archive names, else ONRECORD_ARCHIVE, else the
nearest folder at or above this one that has been indexed.

Exit status: 0 yes (hits, gate met); 1 no; 2 could not do it; 3 some files
skipped; 4 too little is judged to tell")]
struct Cli {
    #[command(flatten)]
    display: DisplayArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Index(index::IndexArgs),
    Search(search::SearchArgs),
    Quotes(quotes::QuotesArgs),
    Query(query::QueryArgs),
    Speakers(speakers::SpeakersArgs),
    Verify(verify::VerifyArgs),
    Show(show::ShowArgs),
    Similar(similar::SimilarArgs),
    Extract(extract::ExtractArgs),
    Export(export::ExportArgs),
    Eval(Box<eval::EvalArgs>),
    Judge(judge::JudgeArgs),
    Compare(compare::CompareArgs),
    Measures(measures::MeasuresArgs),
    Train(train::TrainArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

/// Runs the command that `arguments` (the program's name first) ask for and returns the exit status.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(query::told_from_flags(arguments)) {
        Ok(cli) => cli,
        Err(error) => {
            // Help goes to stdout and is a success, also where nobody reads it to its end; anything else to stderr.
            let unread = error.print().err().is_some_and(|error| error.kind() != io::ErrorKind::BrokenPipe);
            return if error.use_stderr() || unread { Status::Failed.code() } else { Status::Yes.code() };
        }
    };
    let mut output = Output::new(&cli.display);
    let outcome = panic::caught(|| match cli.command {
        Command::Index(args) => index::run(&args, &mut output),
        Command::Search(args) => search::run(&args, &mut output),
        Command::Quotes(args) => quotes::run(&args, &mut output),
        Command::Query(_) => query::run(&mut output),
        Command::Speakers(args) => speakers::run(&args, &mut output),
        Command::Verify(args) => verify::run(&args, &mut output),
        Command::Show(args) => show::run(&args, &mut output),
        Command::Similar(args) => similar::run(&args, &mut output),
        Command::Export(args) => export::run(&args, &mut output),
        Command::Extract(args) => extract::run(&args, &mut output),
        Command::Eval(args) => eval::run(&args, &mut output),
        Command::Judge(args) => judge::run(&args, &mut output),
        Command::Compare(args) => compare::run(&args, &mut output),
        Command::Measures(args) => measures::run(&args, &mut output),
        Command::Train(args) => train::run(&args, &mut output),
        Command::Completions(args) => completions::run(&args, Cli::command(), &mut output),
        Command::Man(args) => man::run(&args, Cli::command(), &mut output),
    });
    match outcome.and_then(|status| output.finish().map(|()| status)) {
        Ok(status) => status.code(),
        Err(error) => output.fail(&error).code(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cli, run};
    use clap::CommandFactory;

    #[test]
    fn every_flag_is_declared_soundly() {
        Cli::command().debug_assert();
    }

    #[test]
    fn short_help_fits_a_screen_and_every_command_has_examples() {
        for command in Cli::command().get_subcommands_mut() {
            let short = command.render_help().to_string();
            assert!(short.lines().count() <= 44, "{}: {} lines", command.get_name(), short.lines().count());
            let long = command.render_long_help().to_string();
            assert!(long.contains("Examples:"), "{}", command.get_name());
        }
    }

    #[test]
    fn what_is_no_command_has_status_2() {
        assert_eq!(run(["onrecord", "fnid"].map(Into::into)), 2);
        assert_eq!(run(["onrecord", "search", "--no-such-flag", "x"].map(Into::into)), 2);
    }
}
