//! `onrecord judge`: what nobody has judged yet, one key each.

use super::error::{CliError, Status};
use super::eval_suite;
use super::options::{ArchiveArgs, WorkArgs};
use super::output::Output;
use super::progress::Bar;
use crate::ingest::IngestOptions;
use crate::relevance::Run;
use crate::render::{terminal, visible, words};
use crate::trial::{Judging, Pooled, Suite, TrialOptions, write_judgement};
use clap::{Args, ValueHint};
use console::{Key, Term};
use std::io::{self, IsTerminal, Read};
use std::path::PathBuf;

/// Judge the hits of a suite's queries that nobody has judged
///
/// Shows each with its query and its passages, what decides most first, and takes one key: a grade from 0 (of no use) up.
/// Every judgement is written into the suite at once, which keeps its comments and its order; stop when you like, and go
/// on where you stopped. Grade 0 goes under `nonrelevant`, all others under `want`.
///
/// Keys can be piped in, too. Exit status: 0 everything is judged, 1 something is left, 2 it could not be done.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord judge relevance.toml               go through what is not judged
  onrecord judge relevance.toml --query toll  of one query
  onrecord judge relevance.toml -k 20 --run other.run   deeper, and another engine's hits too
  onrecord judge relevance.toml --list        only say what is not judged")]
pub(super) struct JudgeArgs {
    /// The suite; judgements are written into it
    #[arg(value_name = "SUITE", value_hint = ValueHint::FilePath)]
    suite: PathBuf,
    /// Only the hits of this query; may be given several times
    #[arg(long, value_name = "QUERY_ID")]
    query: Vec<String>,
    /// How many hits of each query are looked at [default: the suite's k]
    #[arg(short = 'k', long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    depth: Option<u32>,
    /// Also the hits of this TREC run; may be given several times
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    run: Vec<PathBuf>,
    /// The highest grade [default: the suite's highest, at least 3]
    #[arg(long, value_name = "GRADE", value_parser = clap::value_parser!(u32).range(1..=9))]
    highest: Option<u32>,
    /// List what is not judged, and judge nothing
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    work: WorkArgs,
    #[command(flatten)]
    archive: ArchiveArgs,
}

/// What a judge wants.
enum Wish {
    Grade(u32),
    Skip,
    Text,
    Undo,
    Quit,
}

/// Runs the command.
pub(super) fn run(args: &JudgeArgs, output: &mut Output) -> Result<Status, CliError> {
    let suite = Suite::read(&args.suite)?;
    if let Some(unknown) = args.query.iter().find(|id| suite.queries.iter().all(|query| query.id != **id)) {
        return Err(CliError::new(format!("`{}` has no query `{unknown}`", args.suite.display())));
    }
    let runs =
        args.run.iter().map(|path| super::eval::read(path, Run::read)).collect::<Result<Vec<Run>, CliError>>()?;
    let options = TrialOptions {
        archive: eval_suite::archive(&args.archive, &suite)?,
        ingest: IngestOptions { threads: args.work.threads(), ..IngestOptions::default() },
        ..TrialOptions::default()
    };
    let bar = Bar::new(output.shows_progress(), output.stderr_style().width);
    let depth = args.depth.unwrap_or(suite.k) as usize;
    let opened = Judging::open(&suite, &options, depth, &runs, &|progress| bar.step(progress));
    bar.done();
    let mut judging = opened.map_err(|error| eval_suite::names_told(error, output))?;
    let wanted = |pooled: &&Pooled| args.query.is_empty() || args.query.contains(&suite.queries[pooled.query].id);
    let pool: Vec<Pooled> = judging.pool().iter().filter(wanted).cloned().collect();
    if args.list {
        for pooled in &pool {
            let rank = pooled.rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
            output.plain_line(&format!("{}\t{rank}\t{}", suite.queries[pooled.query].id, pooled.document))?;
        }
        return Ok(if pool.is_empty() { Status::Yes } else { Status::No });
    }
    let highest = args.highest.unwrap_or_else(|| judging.highest().clamp(3, 9));
    let left = judge(&suite, &mut judging, &pool, highest, output)?;
    output.answer(&match left {
        0 => "everything is judged\n".to_owned(),
        left => format!("{} left to judge\n", words::count(left, "document")),
    })?;
    Ok(if left == 0 { Status::Yes } else { Status::No })
}

/// Goes through the pool; gives how many are left.
fn judge(
    suite: &Suite,
    judging: &mut Judging<'_>,
    pool: &[Pooled],
    highest: u32,
    output: &mut Output,
) -> Result<usize, CliError> {
    let mut given: Vec<Option<u32>> = vec![None; pool.len()];
    let mut at = 0;
    if !pool.is_empty() {
        output.answer(&terminal::judging::keys(highest, output.style()))?;
    }
    while let Some(pooled) = pool.get(at) {
        let query = &suite.queries[pooled.query];
        let hit = judging.hit(pooled).map_err(CliError::from)?;
        let asked = terminal::judging::Asked {
            place: (at + 1, pool.len()),
            query: (&query.id, &query.text),
            document: &pooled.document,
            rank: pooled.rank,
            hit,
        };
        output.answer(&terminal::judging::asked(&asked, output.style()))?;
        output.finish()?;
        match wish(highest)? {
            Wish::Grade(grade) => {
                write_judgement(suite, query, &pooled.document, Some(grade))?;
                output.answer(&format!("  = {grade}\n"))?;
                given[at] = Some(grade);
                at += 1;
            }
            Wish::Skip => at += 1,
            Wish::Text => {
                let text = judging.text(pooled).map_err(CliError::from)?.unwrap_or_default();
                let lines: String = text.lines().map(|line| format!("{}\n", visible(line))).collect();
                output.answer(&format!("\n{lines}"))?;
            }
            Wish::Undo => {
                at = at.saturating_sub(1);
                if given[at].take().is_some() {
                    let pooled = &pool[at];
                    write_judgement(suite, &suite.queries[pooled.query], &pooled.document, None)?;
                }
            }
            Wish::Quit => break,
        }
    }
    Ok(given.iter().filter(|grade| grade.is_none()).count())
}

/// Reads keys until one of them means something. The end of the input means to quit.
fn wish(highest: u32) -> Result<Wish, CliError> {
    loop {
        let Some(key) = key()? else { return Ok(Wish::Quit) };
        match key {
            's' | ' ' => return Ok(Wish::Skip),
            't' => return Ok(Wish::Text),
            'u' | '\u{8}' => return Ok(Wish::Undo),
            'q' | '\u{1b}' | '\u{3}' | '\u{4}' => return Ok(Wish::Quit),
            digit => {
                if let Some(grade) = digit.to_digit(10).filter(|grade| *grade <= highest) {
                    return Ok(Wish::Grade(grade));
                }
            }
        }
    }
}

/// The next key: of the terminal without waiting for a line, else the next byte that is piped in.
fn key() -> Result<Option<char>, CliError> {
    let failed = |error: io::Error| CliError::new(format!("cannot read a key: {error}"));
    if io::stdin().is_terminal() {
        return match Term::stderr().read_key() {
            Ok(Key::Char(key)) => Ok(Some(key)),
            Ok(Key::Backspace) => Ok(Some('\u{8}')),
            Ok(Key::Escape) => Ok(Some('q')),
            Ok(_) => Ok(Some('\0')),
            // Control-C at the key.
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(None),
            Err(error) => Err(failed(error)),
        };
    }
    let mut byte = [0];
    match io::stdin().read(&mut byte).map_err(failed)? {
        0 => Ok(None),
        _ => Ok(Some(char::from(byte[0]))),
    }
}
