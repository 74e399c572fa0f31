//! `onrecord search`: articles that match.

use super::asking::{self, Question};
use super::error::{CliError, Status};
use super::options::{ArchiveArgs, AskArgs};
use super::output::Output;
use super::query;
use crate::relevance::read_topics;
use crate::render::trec;
use crate::search::{Target, parse_plain};
use clap::{Args, ValueHint};
use std::path::{Path, PathBuf};

/// Search the archive for articles
///
/// All words must match, in any of their forms (taxes finds tax); words inside quotation marks match word for word. When
/// nothing holds all the words, the best partial matches are shown, and the answer says so; --count, --ids, --csv and
/// --format give whole matches alone, unless --any asks for others.
///
/// A folder that has no index yet is indexed first.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = format!("{QUERIES}\n{EXAMPLES}"))]
pub(super) struct SearchArgs {
    /// What to look for
    #[arg(value_name = "QUERY", required_unless_present_any = ["topics", "speaker", "since", "until", "source", "section", "language"])]
    query: Vec<String>,
    #[command(flatten)]
    ask: AskArgs,
    /// Show at most this many passages of each article
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u16).range(0..=1000))]
    passages: u16,
    /// Show every passage of each article that matches
    #[arg(long, conflicts_with = "passages")]
    all_passages: bool,
    /// Say where the score of the article with this id comes from
    #[arg(long, value_name = "ID", help_heading = "Form of the answer", conflicts_with_all = ["form", "all", "after"], hide_short_help = true)]
    explain: Option<String>,
    /// Answer a file of topics (lines `id TAB text`) with a TREC run
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "trec", hide_short_help = true)]
    #[arg(help_heading = "Form of the answer", conflicts_with_all = ["query", "form", "all", "after"])]
    topics: Option<PathBuf>,
    /// The name of that run; 1,000 deep unless -n says otherwise
    #[arg(
        long,
        value_name = "RUN_ID",
        requires = "topics",
        help_heading = "Form of the answer",
        hide_short_help = true
    )]
    #[arg(conflicts_with_all = ["query", "form", "all", "after"])]
    trec: Option<String>,
    #[command(flatten)]
    archive: ArchiveArgs,
}

const QUERIES: &str = "\
Queries:
  tax levy                      both words, in any form; --any for either
  \"harbour tax\"                 exactly these words
  =taxes  harb*                 exactly this word; words that begin so
  tax AND (levy OR duty)        AND OR NOT + - ( )
  headline:harbour              in one field: headline: body: caption: said:
                                byline: source: section: url: path:
  speaker:Ortega said:levy      who says it, and the words inside the quotation
  date:2025-02  date:2019..2021  when it was published; date:none for undated

`onrecord help query` shows the whole language. Every line means something; when
it had to be mended, the answer says how it was read. A word that begins with a
dash comes after --, unless a name with a colon follows it:
  onrecord search -- harbour -tax
  onrecord search harbour -said:tax
";

const EXAMPLES: &str = "\
Examples:
  onrecord search harbour tax                    both words
  onrecord search '\"harbour tax\"' --since 2024   the exact phrase, since 2024
  onrecord search levy --speaker Ortega          levy where Ortega is quoted
  onrecord search harbour --ids | head -1 | xargs onrecord show";

/// How deep a run goes where `-n` does not say.
const RUN_DEPTH: usize = 1000;

/// Runs the command.
pub(super) fn run(args: &SearchArgs, output: &mut Output) -> Result<Status, CliError> {
    if let (Some(topics), Some(run_id)) = (&args.topics, &args.trec) {
        return run_topics(args, topics, run_id, output);
    }
    let question = Question {
        line: query::line(&args.query),
        target: Target::Articles,
        noun: "article",
        passages: if args.all_passages { usize::MAX } else { args.passages.into() },
        context: 0,
        min_confidence: None,
    };
    match &args.explain {
        Some(id) => asking::explain(&question, id, &args.ask, &args.archive, output),
        None => asking::answer(&question, &args.ask, &args.archive, output),
    }
}

/// Answers every topic of a file, as plain words any of which may match.
fn run_topics(args: &SearchArgs, file: &Path, run_id: &str, output: &mut Output) -> Result<Status, CliError> {
    let opened = std::fs::File::open(file).map_err(|error| CliError::file("read", file, &error))?;
    let topics = read_topics(std::io::BufReader::new(opened), &file.display().to_string())?;
    let searcher = asking::open(&args.archive, output)?.searcher;
    for topic in topics {
        let request = asking::request(parse_plain(&topic.text), Target::Articles, &args.ask, RUN_DEPTH)?.any(true);
        let ranking = searcher.rank(&request)?;
        output.answer(&trec::run(&topic.id, &ranking.entries, run_id))?;
    }
    Ok(Status::Yes)
}
