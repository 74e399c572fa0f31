//! `onrecord eval`: how good the answers are, and whether that is good enough.

use super::error::{CliError, Status};
use super::eval_suite::{self, SuiteArgs};
use super::options::{ArchiveArgs, WorkArgs};
use super::output::Output;
use super::reports::ReportArgs;
use super::trec_eval::TrecArgs;
use crate::relevance::{
    Gate, Measure, MissingTopics, Outcome, Qrels, RelevanceError, Run, RunOrder, TopicResults, Verdict,
};
use crate::render::{json, words};
use crate::trial::{self, RunJudging};
use clap::{ArgGroup, Args, ValueEnum, ValueHint};
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Test how good the answers are: judged queries in, a table and a verdict out
///
/// A suite is a TOML or JSON file of queries with the documents they should find and the floors that the means must not
/// fall below. Every query is asked as `search` or `quotes` would ask it: of the corpus that the suite names, which is
/// indexed for the test and otherwise left alone, or of an archive. With --qrels and --run, results of any engine are
/// measured against judgements, both in TREC's form, without an archive.
///
/// With --topics and --qrels, TREC's topics are asked as plain words. With --baseline, the answers are held against
/// those that --write-baseline kept, and what moved is shown with the reason why.
///
/// Exit status: 0 every floor and expectation is met, 1 some are not, 2 a file cannot be used, 4 too little is judged to
/// tell.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("asked").args(["run", "topics"]))]
#[command(after_help = "\
Examples:
  onrecord eval relevance.toml         ask its queries, hold answers to its floors
  onrecord eval relevance.toml --baseline base.json --report-html out.html
  onrecord eval --qrels judged.qrels --run bm25.run
  onrecord eval --qrels q --run r -m nDCG@10,RR --min nDCG@10=0.35
  onrecord eval --qrels q --run r --trec -q -m map      what trec_eval prints")]
pub(super) struct EvalArgs {
    /// Suites of judged queries
    #[arg(value_name = "SUITE", value_hint = ValueHint::FilePath, required_unless_present = "qrels")]
    #[arg(conflicts_with_all = ["qrels", "run"])]
    pub suites: Vec<PathBuf>,
    /// Judgements in TREC's form: topic, iteration, document, grade
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "asked")]
    pub qrels: Option<PathBuf>,
    /// Results in TREC's form: topic, Q0, document, rank, score, run
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "qrels")]
    run: Option<PathBuf>,
    /// What to measure [default: the suite's, else nDCG@10,RR,P@5,R@100,AP]
    #[arg(short = 'm', long, value_name = "MEASURE,...")]
    pub measures: Vec<String>,
    /// A floor under the mean of a measure; may be given several times
    #[arg(long = "min", value_name = "MEASURE=VALUE", value_parser = gate)]
    pub gates: Vec<Gate>,
    /// The order in which results are judged: score (as trec_eval does) or listed
    #[arg(long, value_name = "ORDER", default_value = "score", hide_possible_values = true, requires = "run")]
    #[arg(hide_short_help = true)]
    order: OrderOfResults,
    /// Leave topics without results out of the means, as trec_eval does without -c
    #[arg(long, requires = "run", hide_short_help = true)]
    leave_out_missing: bool,
    /// Only the means, not a row for each topic
    #[arg(long)]
    pub means_only: bool,
    /// JSON Lines: a line a topic, a line a measure, a verdict
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub work: WorkArgs,
    #[command(flatten)]
    pub suite: SuiteArgs,
    #[command(flatten)]
    pub reports: ReportArgs,
    #[command(flatten)]
    trec: TrecArgs,
    #[command(flatten)]
    pub archive: ArchiveArgs,
}

/// In which order results are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OrderOfResults {
    /// By score; of equal scores the greater id first.
    Score,
    /// As the file lists them.
    Listed,
}

/// What is measured where nothing else is said.
const MEASURES: [&str; 5] = ["nDCG@10", "RR", "P@5", "R@100", "AP"];

/// Runs the command.
pub(super) fn run(args: &EvalArgs, output: &mut Output) -> Result<Status, CliError> {
    if let (Some(qrels), Some(run)) = (&args.qrels, &args.run) {
        return judge_run(args, [qrels, run], output);
    }
    eval_suite::run(args, output)
}

/// Measures a run file against judgements.
fn judge_run(args: &EvalArgs, files: [&Path; 2], output: &mut Output) -> Result<Status, CliError> {
    let qrels = read(files[0], Qrels::read)?;
    let run = read(files[1], Run::read)?;
    if args.trec.trec {
        return args.trec.print(&args.measures, &qrels, &run, output);
    }
    let order = match args.order {
        OrderOfResults::Score => RunOrder::ScoreThenDocument,
        OrderOfResults::Listed => RunOrder::AsListed,
    };
    let missing = if args.leave_out_missing { MissingTopics::LeaveOut } else { MissingTopics::CountAsEmpty };
    let judging = RunJudging {
        measures: &measures(args)?,
        gates: &args.gates,
        order,
        missing,
        unjudged: args.suite.unjudged.unwrap_or_default(),
        files: [&files[0].display().to_string(), &files[1].display().to_string()],
    };
    let strangers: Vec<&str> = run.topics().map(TopicResults::id).filter(|id| qrels.topic(id).is_none()).collect();
    tell_unjudged(&strangers, output);
    if order == RunOrder::ScoreThenDocument
        && let (documents @ 1.., topics) = trial::decided_by_ids(&qrels, &run)
    {
        let (documents, topics) = (words::count(documents, "judged document"), words::count(topics, "topic"));
        output.note(&format!("among equal scores, where ids alone decide the order: {documents} in {topics}"));
    }
    let report = trial::judge_run(&judging, &qrels, &run);
    eval_suite::known_queries(&args.suite.show, &files[0].display().to_string(), |id| qrels.topic(id).is_some())?;
    if args.json {
        let rows = if args.means_only { Vec::new() } else { json::topic_rows(&report.evaluation) };
        for line in rows.into_iter().chain(json::report_ends(&report)) {
            output.json_line(&line)?;
        }
    } else {
        eval_suite::tell_report(args, &report, output)?;
    }
    args.reports.write(std::slice::from_ref(&report), output, args.json)?;
    Ok(status(&report.verdict))
}

/// Says which topics of a run say nothing, since nobody judged them.
pub(super) fn tell_unjudged(topics: &[impl AsRef<str>], output: &mut Output) {
    if topics.is_empty() {
        return;
    }
    let first = topics.iter().take(3).map(|id| format!("`{}`", id.as_ref())).collect::<Vec<_>>().join(", ");
    output.note(&format!(
        "{} of the run not judged, so not counted: {first}{}",
        words::count(topics.len(), "topic"),
        if topics.len() > 3 { ", …" } else { "" }
    ));
}

/// The exit status that says what the verdict says.
pub(super) fn status(verdict: &Verdict) -> Status {
    match verdict.outcome() {
        Outcome::Passed => Status::Yes,
        Outcome::Failed => Status::No,
        Outcome::Undecided => Status::Undecided,
    }
}

/// The measures that were asked for, and those that floors stand under.
pub(super) fn measures(args: &EvalArgs) -> Result<Vec<Measure>, CliError> {
    let mut measures = parsed(&args.measures)?;
    if measures.is_empty() {
        measures.extend(MEASURES.iter().filter_map(|name| name.parse::<Measure>().ok()));
    }
    Ok(once_each(measures.iter().chain(args.gates.iter().map(|gate| &gate.measure))))
}

/// The measures that `-m` names.
pub(super) fn parsed(names: &[String]) -> Result<Vec<Measure>, CliError> {
    let names = names.iter().flat_map(|names| Measure::split(names));
    names
        .map(|name| {
            name.parse()
                .map_err(|error| CliError::with_hint(format!("{error}"), "`onrecord measures` says what each means"))
        })
        .collect()
}

/// Measures in the order in which they are first named.
pub(super) fn once_each<'a>(measures: impl Iterator<Item = &'a Measure>) -> Vec<Measure> {
    let mut once: Vec<Measure> = Vec::new();
    for measure in measures {
        if !once.contains(measure) {
            once.push(*measure);
        }
    }
    once
}

/// Reads a file that was named on the command line.
pub(super) fn read<T>(
    path: &Path,
    read: impl FnOnce(BufReader<File>, &str) -> Result<T, RelevanceError>,
) -> Result<T, CliError> {
    let file = File::open(path).map_err(|error| CliError::file("read", path, &error))?;
    Ok(read(BufReader::new(file), &path.display().to_string())?)
}

fn gate(text: &str) -> Result<Gate, String> {
    let (measure, min) = text.rsplit_once('=').ok_or_else(|| format!("`{text}` is not like nDCG@10=0.35"))?;
    let measure: Measure = measure.parse().map_err(|error| format!("{error}"))?;
    let min = min.trim().parse::<f64>().ok().filter(|min| min.is_finite());
    Ok(Gate::floor(measure, min.ok_or_else(|| format!("the floor in `{text}` is not a number"))?))
}

#[cfg(test)]
mod tests {
    use super::gate;

    #[test]
    fn a_floor_names_its_measure() {
        let floor = gate("P(rel=2)@5=0.35").unwrap();
        assert_eq!((floor.measure.to_string().as_str(), floor.min), ("P(rel=2)@5", Some(0.35)));
        for wrong in ["nDCG@10", "nDCG@10=", "nDCG@10=x", "nDCG@10=NaN", "ndgc@10=0.3"] {
            assert!(gate(wrong).is_err(), "{wrong}");
        }
    }
}
