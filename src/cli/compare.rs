//! `onrecord compare`: two or more runs, archives or suites, held against each other.

use super::error::{CliError, Status};
use super::eval::{parsed, read, tell_unjudged};
use super::eval_suite::names_told;
use super::options::WorkArgs;
use super::output::Output;
use super::progress::Bar;
use crate::archive::Location;
use crate::ingest::IngestOptions;
use crate::relevance::{
    Correction, Evaluation, Measure, MissingTopics, Qrels, Run, RunComparison, RunOrder, statistics,
};
use crate::render::{json, terminal, words};
use crate::trial::{self, Suite, Target, TrialOptions};
use clap::{Args, ValueEnum, ValueHint};
use std::path::{Path, PathBuf};

/// Compare rankings: which is better, and is that more than chance?
///
/// The first is the base; every other is held against it, topic by topic. With --qrels they are runs in TREC's form, of
/// any engine. With --suite they are archives, or folders that hold an index of the suite's corpus, and each is asked
/// the suite's queries. With neither they are suites, each of which asks in its own way; topics are matched by their
/// ids.
///
/// The table has the means, the 95 % interval of their difference (bootstrap), how many topics won, tied and lost, the
/// p of the paired t-test and of the sign-flip randomisation test, and the latter corrected for the number of
/// comparisons. A star marks what is significant after that (p < 0.05).
///
/// Exit status: 0 compared, 2 something cannot be used.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord compare --qrels q bm25.run dense.run
  onrecord compare --qrels q -m nDCG@10,AP base.run a.run b.run
  onrecord compare --suite relevance.toml news-v1 news-v2
  onrecord compare articles.toml quotes.toml")]
pub(super) struct CompareArgs {
    /// What to compare: runs, archives or suites; the first is the base
    #[arg(value_name = "A B", required = true, num_args = 2.., value_hint = ValueHint::AnyPath)]
    compared: Vec<PathBuf>,
    /// They are runs: judgements in TREC's form
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    qrels: Option<PathBuf>,
    /// They are archives or indexes: the suite to ask
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "qrels")]
    suite: Option<PathBuf>,
    /// What to measure; bars show the first [default: the suite's, else nDCG@10,AP]
    #[arg(short = 'm', long, value_name = "MEASURE,...")]
    measures: Vec<String>,
    /// How p are corrected for the number of comparisons: holm, bonferroni, none
    #[arg(long, value_name = "HOW", default_value = "holm", hide_possible_values = true)]
    correction: CorrectionArg,
    /// What the lots of tests and intervals are drawn from
    #[arg(long, value_name = "N", default_value_t = statistics::SEED)]
    seed: u64,
    /// Leave topics without results out, instead of counting them as 0
    #[arg(long, requires = "qrels")]
    leave_out_missing: bool,
    /// Show at most so many topics with their bars
    #[arg(long, value_name = "N", default_value = "20")]
    topics: usize,
    /// JSON Lines: what was compared, a line a difference, a line a topic
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    work: WorkArgs,
}

/// How p are corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CorrectionArg {
    /// Step by step.
    Holm,
    /// All alike.
    Bonferroni,
    /// Not at all.
    None,
}

/// What runs are compared by where nothing else is said.
const MEASURES: [&str; 2] = ["nDCG@10", "AP"];

/// Runs the command.
pub(super) fn run(args: &CompareArgs, output: &mut Output) -> Result<Status, CliError> {
    let asked = parsed(&args.measures)?;
    let evaluations = match (&args.qrels, &args.suite) {
        (Some(qrels), _) => of_runs(args, qrels, asked, output)?,
        (None, Some(suite)) => of_archives(args, suite, &asked, output)?,
        (None, None) => of_suites(args, asked, output)?,
    };
    let (correction, name) = match args.correction {
        CorrectionArg::Holm => (Correction::Holm, "holm"),
        CorrectionArg::Bonferroni => (Correction::Bonferroni, "bonferroni"),
        CorrectionArg::None => (Correction::None, "none"),
    };
    let evaluations: Vec<(String, Evaluation)> =
        args.compared.iter().map(|path| path.display().to_string()).zip(evaluations).collect();
    let comparison =
        RunComparison::new(&evaluations, correction, args.seed).map_err(|error| CliError::new(error.to_string()))?;
    if !comparison.left_out().is_empty() {
        let count = words::count(comparison.left_out().len(), "topic");
        output.note(&format!("{count} not in all of them, so not compared: {}", comparison.left_out().join(", ")));
    }
    if args.json {
        for line in json::comparison(&comparison, name, args.seed) {
            output.json_line(&line)?;
        }
        return Ok(Status::Yes);
    }
    let style = output.style();
    output.answer(&terminal::comparison::table(&comparison, correction, style))?;
    let detectable = terminal::comparison::detectable(&comparison, style);
    if !detectable.is_empty() {
        output.answer(&format!("\n{detectable}"))?;
    }
    for run in 1..comparison.names().len() {
        output.answer("\n")?;
        output.answer(&terminal::comparison::bars(&comparison, run, 0, args.topics, style))?;
    }
    Ok(Status::Yes)
}

/// Runs against judgements.
fn of_runs(
    args: &CompareArgs,
    qrels: &Path,
    mut measures: Vec<Measure>,
    output: &mut Output,
) -> Result<Vec<Evaluation>, CliError> {
    if measures.is_empty() {
        measures.extend(MEASURES.iter().filter_map(|name| name.parse::<Measure>().ok()));
    }
    let qrels = read(qrels, Qrels::read)?;
    let missing = if args.leave_out_missing { MissingTopics::LeaveOut } else { MissingTopics::CountAsEmpty };
    let mut evaluations = Vec::new();
    for path in &args.compared {
        let run = read(path, Run::read)?;
        let evaluation = Evaluation::of_run(&measures, &qrels, &run, RunOrder::default(), missing);
        tell_unjudged(evaluation.unjudged_topics(), output);
        evaluations.push(evaluation);
    }
    Ok(evaluations)
}

/// One suite asked of several archives.
fn of_archives(
    args: &CompareArgs,
    suite: &Path,
    measures: &[Measure],
    output: &mut Output,
) -> Result<Vec<Evaluation>, CliError> {
    let mut suite = Suite::read(suite)?;
    if !measures.is_empty() {
        suite.measures = measures.to_vec();
    }
    let here = std::env::current_dir()
        .map_err(|error| CliError::new(format!("the current folder cannot be told: {error}")))?;
    let mut evaluations = Vec::new();
    for path in &args.compared {
        // A folder is an index where it looks like one, and else an archive.
        let corpus = match &suite.target {
            Some(Target::Corpus(root) | Target::Archive(root)) => Some(root.as_path()),
            None => None,
        };
        let named = Location::find(Some(path), None, &here)?;
        let index = Location { root: path.clone(), index: path.clone() }.has_index();
        let archive = if index { Location::find(corpus, Some(path), &here)? } else { named };
        evaluations.push(ask(args, suite.clone(), Some(archive), output)?);
    }
    Ok(evaluations)
}

/// Several suites, each asked of what it names.
fn of_suites(args: &CompareArgs, mut measures: Vec<Measure>, output: &mut Output) -> Result<Vec<Evaluation>, CliError> {
    let mut evaluations = Vec::new();
    for path in &args.compared {
        let mut suite = Suite::read(path).map_err(|error| match CliError::from(error) {
            CliError::Told { what, hint: None } => {
                CliError::with_hint(what, "runs are compared with --qrels FILE, archives with --suite FILE")
            }
            other => other,
        })?;
        if measures.is_empty() {
            measures.clone_from(&suite.measures);
        }
        suite.measures.clone_from(&measures);
        evaluations.push(ask(args, suite, None, output)?);
    }
    Ok(evaluations)
}

fn ask(
    args: &CompareArgs,
    mut suite: Suite,
    archive: Option<Location>,
    output: &mut Output,
) -> Result<Evaluation, CliError> {
    // What a suite demands of its answers says nothing about which of two is better.
    suite.gates.clear();
    let ingest = IngestOptions { threads: args.work.threads(), ..IngestOptions::default() };
    let options = TrialOptions { archive, ingest, ..TrialOptions::default() };
    let bar = Bar::new(output.shows_progress(), output.stderr_style().width);
    let outcome = trial::run(&suite, &options, &|progress| bar.step(progress));
    bar.done();
    let trial = outcome.map_err(|error| names_told(error, output))?;
    Ok(trial.report.evaluation)
}
