//! `onrecord export`: everything, for other programs.

use super::asking::{self, Opened};
use super::error::{CliError, Status};
use super::options::{ArchiveArgs, WhichArgs};
use super::output::Output;
use super::query;
use crate::render::{csv, json};
use crate::search::{Sort, Target};
use clap::{Args, ValueEnum};

/// Write out articles, quotations or speakers, all or those that match
///
/// JSON Lines with everything the archive knows, or a table with --csv. Oldest first, undated last; it is written as it is
/// read, however much there is. Only what holds all words of a query is written; with --any, what holds some.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord export articles > articles.jsonl    everything
  onrecord export quotations --csv --speaker Ortega --since 2024 > ortega.csv
  onrecord export speakers --csv               who is quoted, how often")]
pub(super) struct ExportArgs {
    /// articles, quotations or speakers
    #[arg(value_name = "WHAT", hide_possible_values = true)]
    what: What,
    /// Only those that match; for speakers, a name
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// A table with a head, not JSON Lines
    #[arg(long)]
    csv: bool,
    #[command(flatten)]
    which: WhichArgs,
    #[command(flatten)]
    archive: ArchiveArgs,
}

/// What is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Articles with their quotations.
    Articles,
    /// Quotations.
    Quotations,
    /// People and institutions that are quoted.
    Speakers,
}

/// Runs the command.
pub(super) fn run(args: &ExportArgs, output: &mut Output) -> Result<Status, CliError> {
    let target = match args.what {
        What::Articles => Target::Articles,
        What::Quotations => Target::Quotations,
        What::Speakers => return speakers(args, output),
    };
    let parsed = args.which.reading.parse(&query::line(&args.query), output)?;
    let request = args.which.request(parsed.query, target)?.sort(Sort::Oldest).whole(true);
    let Opened { searcher, .. } = asking::open(&args.archive, output)?;
    let searcher = searcher.aliases_from(args.which.spelling.aliases.file.clone());
    let found = searcher.find(&request)?;
    let told: Vec<String> = parsed.repairs.iter().map(ToString::to_string).chain(parsed.notes).collect();
    output.notes(&told);
    output.notes(&found.head()?.notes);
    let places = found.places(0, usize::MAX)?;
    if args.csv {
        output.table_row(&csv::export_head(target == Target::Quotations))?;
    }
    found.each_stored(&places, |stored, n| {
        let (article, quotations) = (&stored.article, &stored.quotations);
        match (n.checked_sub(1).and_then(|index| quotations.get(index)), args.csv) {
            (None, true) => output.table_row(&csv::article(article, quotations)),
            (None, false) => output.json_line(&json::article(article, quotations)),
            (Some(quotation), true) => output.table_row(&csv::quotation(article, quotation, n)),
            (Some(quotation), false) => output.json_line(&json::quotation(article, quotation, n)),
        }
    })?;
    if places.is_empty() {
        asking::in_part(&request, output);
        return Ok(Status::No);
    }
    Ok(Status::Yes)
}

fn speakers(args: &ExportArgs, output: &mut Output) -> Result<Status, CliError> {
    if let Some(flag) = args.which.given().first() {
        return Err(CliError::with_hint(
            format!("{flag} does not narrow speakers: they are of the whole archive"),
            "`onrecord export quotations` takes it",
        ));
    }
    let Opened { searcher, .. } = asking::open(&args.archive, output)?;
    let searcher = searcher.aliases_from(args.which.spelling.aliases.file.clone());
    let list = searcher.list_speakers(&args.query.join(" "))?;
    if args.csv {
        output.table_row(&csv::speakers_head())?;
    }
    for speaker in &list.speakers {
        let (spellings, candidates) = searcher.spellings_and_candidates(speaker.place)?;
        if args.csv {
            output.table_row(&csv::speaker(speaker, &spellings))?;
        } else {
            output.json_line(&json::speaker(speaker, &spellings, &candidates))?;
        }
    }
    Ok(if list.speakers.is_empty() { Status::No } else { Status::Yes })
}
