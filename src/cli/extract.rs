//! `onrecord extract`: articles with their quotations, without an archive.

use super::error::{CliError, Status};
use super::index::skipped_file;
use super::options::{ModelArgs, ReadArgs, SkipArgs, WorkArgs};
use super::output::Output;
use crate::ingest::{ExtractOptions, Extracted, Input, extract};
use crate::render::{SkippedFile, json, terminal, words};
use clap::{Args, ValueEnum, ValueHint};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Find quotations and speakers in files, without an archive
///
/// Reads files and folders as `index` does and writes each article with its quotations: who speaks, how that is known, and
/// where everything stands, in bytes of the text. Nothing is kept. The order is that of the input, whatever the number
/// of threads.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord extract article.txt --format text   read one article with its speakers
  onrecord extract article.txt --explain       see why these are its speakers
  onrecord extract news/ > quotes.jsonl        a line of JSON for each article
  curl -s https://example.org/story | onrecord extract -")]
pub(super) struct ExtractArgs {
    /// Files and folders; - for stdin
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// The form of the output: jsonl (for programs) or text (for people)
    #[arg(long, value_name = "FORM", default_value = "jsonl", hide_possible_values = true)]
    format: Form,
    /// Mark quotations, cues and sources in the text, and say why each speaker was chosen
    #[arg(long, conflicts_with = "format")]
    explain: bool,
    /// Only these kinds of quotation: direct, mixed, indirect
    #[arg(long, value_name = "KIND,...", value_delimiter = ',', hide_possible_values = true)]
    kinds: Vec<Kind>,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    skip: SkipArgs,
    #[command(flatten)]
    work: WorkArgs,
}

/// The form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One JSON object a line.
    Jsonl,
    /// The articles to read.
    Text,
}

/// Kinds of quotation, as people type them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Wholly between quotation marks.
    Direct,
    /// Partly.
    Mixed,
    /// Not at all.
    Indirect,
}

/// Runs the command.
pub(super) fn run(args: &ExtractArgs, output: &mut Output) -> Result<Status, CliError> {
    args.skip.check()?;
    let model = args.model.read()?;
    let mut options = ExtractOptions { threads: args.work.threads(), ..ExtractOptions::default() };
    if let Some(model) = &model {
        options.extractor.model = model;
    }
    args.read.apply(&mut options.read.map, &mut options.read.max_size, &mut options.walk.max_size)?;
    if !args.kinds.is_empty() {
        options.kinds.retain(|kind| args.kinds.iter().any(|wanted| wanted.as_str() == kind.as_str()));
    }
    let largest = options.read.max_size;
    let inputs: Vec<Input> = args.paths.iter().map(|path| input(path, largest)).collect::<Result<_, _>>()?;
    let mut first = true;
    let summary = extract(&inputs, &options, |Extracted { article, quotations }| -> Result<(), CliError> {
        if args.format == Form::Jsonl && !args.explain {
            return output.json_line(&json::extracted(&article, &quotations));
        }
        let style = output.style();
        match (std::mem::take(&mut first), args.explain) {
            (true, true) => output.answer(&terminal::explain::legend(style))?,
            (true, false) => {}
            (false, _) => output.answer(&terminal::article::between(style))?,
        }
        if args.explain {
            let passed = options.extractor.passed_over(&article, &quotations);
            output.answer(&terminal::explain::explained(&article, &quotations, &passed, style))
        } else {
            output.answer(&terminal::article::article(&article, &quotations, style))
        }
    })?;
    if summary.articles == 0 && summary.skipped.is_empty() {
        let others = match summary.passed_over.len() {
            0 => "no file".to_owned(),
            count => format!("{} of no known type", words::count(count, "file")),
        };
        output.note(&format!("there is no article to read ({others})"));
    }
    let [skipped, passed_over] = [summary.skipped, summary.passed_over]
        .map(|files| files.into_iter().map(skipped_file).collect::<Vec<SkippedFile>>());
    args.skip.tell(&skipped, &passed_over, output)
}

/// What a path on the command line stands for. Of stdin one byte more is read than `largest` allows, which tells.
pub(super) fn input(path: &Path, largest: u64) -> Result<Input, CliError> {
    if path.as_os_str() != "-" {
        return Ok(Input::Path(path.to_owned()));
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(largest.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| CliError::new(format!("cannot read stdin: {error}")))?;
    Ok(Input::Bytes { name: "stdin".to_owned(), bytes })
}

impl Kind {
    /// The kind as it stands in JSON.
    fn as_str(self) -> &'static str {
        match self {
            Kind::Direct => "direct",
            Kind::Mixed => "mixed",
            Kind::Indirect => "indirect",
        }
    }
}
