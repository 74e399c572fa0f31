//! `onrecord verify`: is this quotation in the archive, word for word, by this person?

use super::asking::{self, Opened};
use super::error::{CliError, Status};
use super::extract::input;
use super::options::{AliasArgs, ArchiveArgs};
use super::output::Output;
use crate::ingest::{ExtractOptions, Extracted, extract};
use crate::render::{json, terminal};
use crate::search::{Claim, VerdictKind, Verifier, claims_in};
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueHint};
use std::path::PathBuf;

/// Check a quotation: is it in the archive, word for word, by this person?
///
/// The answer is one of: verbatim (equal but for quotation marks, white space and the form of letters in Unicode);
/// verbatim, other speaker; truncated (more of it is printed before, behind or between); altered (word by word, what
/// differs); spliced (its parts stand in different quotations); only outside quotation marks; not in this archive. It
/// says what was printed, never what is true. Each comes with the earliest place and its passage.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord verify \"We knew about the levy\" --speaker Ortega
  onrecord verify \"We knew … and waited\" --date 2025-02
  onrecord verify -f draft.txt                 every quotation in an article
  onrecord verify -f draft.html --json | jq 'select(.verdict != \"verbatim\")'

Exit status: 0 verbatim (all of them), 1 anything else, 2 could not do it")]
pub(super) struct VerifyArgs {
    /// The quotation, with or without its marks; … stands for words left out
    #[arg(value_name = "QUOTE", required_unless_present = "article", conflicts_with = "article")]
    quote: Vec<String>,
    /// Check each quotation of this article against all others, with the speaker that it names; - for stdin
    #[arg(short = 'f', long = "file", value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "speaker")]
    article: Option<PathBuf>,
    /// Who is supposed to have said it, by any part of the name
    #[arg(short, long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    speaker: Option<String>,
    /// Look only at articles of this day, month or year: 2025-02-13, 2025-02 or 2025
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// JSON Lines: a verdict a line; with -f, a summary line
    #[arg(long, help_heading = "Form of the answer")]
    json: bool,
    #[command(flatten)]
    aliases: AliasArgs,
    #[command(flatten)]
    archive: ArchiveArgs,
}

/// Runs the command.
pub(super) fn run(args: &VerifyArgs, output: &mut Output) -> Result<Status, CliError> {
    let (mut claims, whole) = match &args.article {
        None => {
            let quote = args.quote.join(" ");
            let claim = Claim::new(&quote).map_err(|error| {
                let hint = "write the quotation behind the command, in quotation marks of the shell";
                CliError::with_hint(format!("this cannot be looked for: {error}"), hint)
            })?;
            (vec![claim.speaker(args.speaker.clone())], true)
        }
        Some(file) => claims(file, output)?,
    };
    if let Some(date) = &args.date {
        claims = claims
            .into_iter()
            .map(|claim| claim.printed_on(date))
            .collect::<Result<_, _>>()
            .map_err(|error| CliError::new(format!("--date: {error}")))?;
    }
    let Opened { searcher, .. } = asking::open(&args.archive, output)?;
    let searcher = searcher.aliases_from(args.aliases.file.clone());
    if args.aliases.file.is_some() {
        searcher.speakers()?;
    }
    let verifier = Verifier::new(&searcher);
    let mut kinds = Vec::with_capacity(claims.len());
    for claim in claims {
        let verdict = verifier.check(&claim)?;
        if args.json {
            output.json_line(&json::verdict(&verdict))?;
        } else {
            if !kinds.is_empty() {
                output.answer("\n")?;
            }
            output.answer(&terminal::verdicts::verdict(&verdict, output.style()))?;
        }
        kinds.push(verdict.kind);
    }
    if args.article.is_some() {
        if args.json {
            output.json_line(&json::verdict_summary(&kinds))?;
        } else if !kinds.is_empty() {
            let summary = terminal::verdicts::summary(&kinds, output.style());
            output.answer(&format!("\n{summary}"))?;
        }
    }
    for id in verifier.left_out() {
        output.note(&format!("`{id}` is this very article, so it was left out; others were looked through"));
    }
    let verbatim = whole && !kinds.is_empty() && kinds.iter().all(|kind| *kind == VerdictKind::Verbatim);
    Ok(if verbatim { Status::Yes } else { Status::No })
}

/// The quotations of an article that is to be checked, and whether all of them can be.
fn claims(file: &std::path::Path, output: &mut Output) -> Result<(Vec<Claim>, bool), CliError> {
    let (mut claims, mut whole) = (Vec::new(), true);
    let mut notes = Vec::new();
    let options = ExtractOptions::default();
    let inputs = [input(file, options.read.max_size)?];
    let summary = extract(&inputs, &options, |Extracted { article, quotations }| {
        for claim in claims_in(article, quotations) {
            match claim {
                Ok(claim) => claims.push(claim),
                Err((words, error)) => {
                    whole = false;
                    notes.push(format!("a quotation is not checked: {error} (`{words}…`)"));
                }
            }
        }
        Ok::<(), CliError>(())
    })?;
    if let Some(skipped) = summary.skipped.first() {
        return Err(CliError::new(format!("cannot read `{}`: {}", skipped.path, skipped.reason)));
    }
    if summary.articles == 0 {
        let hint = "articles are text, Markdown, HTML, JSON or JSON Lines, told by the ending of the name";
        return Err(CliError::with_hint(format!("there is no article in `{}`", file.display()), hint));
    }
    if claims.is_empty() {
        notes.push(format!("there is no quotation in `{}`", file.display()));
    }
    output.notes(&notes);
    Ok((claims, whole))
}
