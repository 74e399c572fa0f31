//! `onrecord eval SUITE`: asking judged queries, and what is written of the answers.

use super::error::{CliError, Status};
use super::eval::{EvalArgs, once_each, parsed, status};
use super::options::ArchiveArgs;
use super::output::Output;
use super::progress::Bar;
use super::reports::write_run;
use crate::archive::Location;
use crate::ingest::IngestOptions;
use crate::relevance::{AnswerOutcome, JudgedAnswer, Reason, Report, Verdict};
use crate::render::{json, reports, terminal, words};
use crate::trial::{self, Baseline, Suite, Target, TopicFiles, Trial, TrialError, TrialOptions, Unjudged};
use clap::{Args, ValueHint};
use std::path::{Path, PathBuf};

/// How suites are asked and what their answers are held against.
#[derive(Debug, Args)]
#[command(next_help_heading = "Suites")]
pub(super) struct SuiteArgs {
    /// Ask these topics of TREC's, judged by --qrels
    ///
    /// Lines `id TAB text`, blocks from <top> to </top>, or JSON Lines with an id and a text. They are read as plain
    /// words, any of which may match.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "qrels")]
    #[arg(conflicts_with_all = ["run", "suites"])]
    topics: Option<PathBuf>,
    /// Index this folder for the test, whatever the suite says
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, hide_short_help = true)]
    #[arg(conflicts_with_all = ["run", "archive", "index"])]
    corpus: Option<PathBuf>,
    /// Judged documents of topics that the archive does not have count as not found
    ///
    /// Otherwise each is an error with its line: a name that is misspelt makes every engine look worse than it is.
    #[arg(long, conflicts_with = "run", hide_short_help = true)]
    count_missing: bool,
    /// Hold the answers against those of a baseline
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "run")]
    baseline: Option<PathBuf>,
    /// Keep the answers as a baseline, for git
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "run")]
    write_baseline: Option<PathBuf>,
    /// Compare with a baseline of other articles, too
    #[arg(long, requires = "baseline", hide_short_help = true)]
    cross_corpus: bool,
    /// Unjudged hits are: nonrelevant, drop, bounds
    ///
    /// `bounds` makes intervals of all values: from all unjudged hits irrelevant to all of them of the suite's highest
    /// grade (or of the grade behind a colon, as in bounds:2). A gate inside its interval is undecided. Where it is not
    /// given, the suite says.
    #[arg(long, value_name = "HOW", value_parser = unjudged)]
    pub unjudged: Option<Unjudged>,
    /// Ask twice, with other threads and the articles in another order; the answers must be the same
    #[arg(long, conflicts_with = "run", hide_short_help = true)]
    twice: bool,
    /// The same bytes every time; reports never hold times, so this only makes it plain
    #[arg(long, conflicts_with = "run", hide_short_help = true)]
    deterministic: bool,
    /// The means of each tag, too
    #[arg(long, conflicts_with = "run", hide_short_help = true)]
    by_tag: bool,
    /// Show the answer of this query, hit by hit; may be given several times
    #[arg(long, value_name = "QUERY_ID", conflicts_with = "json", hide_short_help = true)]
    pub show: Vec<String>,
}

/// When a floor is not met, so many of the answers that pull its mean down are shown.
const WORST: usize = 3;

/// Asks every suite, says what its answers are worth, writes the reports, and returns the status that says the worst.
pub(super) fn run(args: &EvalArgs, output: &mut Output) -> Result<Status, CliError> {
    let mut suites: Vec<Suite> = args.suites.iter().map(|path| Suite::read(path)).collect::<Result<_, _>>()?;
    if let (Some(topics), Some(qrels)) = (&args.suite.topics, &args.qrels) {
        let files = TopicFiles { topics: topics.clone(), qrels: qrels.clone() };
        suites.push(Suite::of_topics(files, None, super::eval::measures(args)?, Vec::new())?);
    }
    let one_file = [&args.suite.baseline, &args.suite.write_baseline].into_iter().flatten().next();
    if let (Some(file), true) = (one_file, suites.len() > 1) {
        return Err(CliError::new(format!("`{}` is the baseline of one suite, and there are several", file.display())));
    }
    let mut all: Vec<Report> = Vec::new();
    let mut rankings = Vec::new();
    for suite in &mut suites {
        settle(args, suite)?;
        let trial = ask(args, suite, output)?;
        tell(args, &trial, output)?;
        rankings.extend(trial.rankings);
        all.push(trial.report);
    }
    args.reports.write(&all, output, args.json)?;
    if let Some(file) = &args.reports.run_out {
        write_run(file, &rankings)?;
    }
    let statuses: Vec<Status> = all.iter().map(|report| status(&report.verdict)).collect();
    let any = |status| statuses.contains(&status).then_some(status);
    Ok(any(Status::No).or(any(Status::Undecided)).unwrap_or(Status::Yes))
}

/// Puts what the command line says in the place of what the suite says.
fn settle(args: &EvalArgs, suite: &mut Suite) -> Result<(), CliError> {
    for gate in &args.gates {
        match suite.gates.iter_mut().find(|known| known.measure == gate.measure) {
            Some(known) => known.min = gate.min,
            None => suite.gates.push(*gate),
        }
    }
    let asked = parsed(&args.measures)?;
    if !asked.is_empty() {
        suite.measures = asked;
    }
    let gates = suite.gates.iter().map(|gate| gate.measure).chain(suite.per_query.map(|gate| gate.measure));
    let gates: Vec<_> = gates.collect();
    suite.measures = once_each(suite.measures.iter().chain(&gates));
    if let Some(unjudged) = args.suite.unjudged {
        suite.unjudged = unjudged;
    }
    suite.count_missing |= args.suite.count_missing;
    if let Some(corpus) = &args.suite.corpus {
        suite.target = Some(Target::Corpus(corpus.clone()));
    }
    let known = |id: &str| suite.queries.iter().any(|query| query.id == id);
    known_queries(&args.suite.show, &suite.path.display().to_string(), known)
}

/// Refuses a query that is to be shown and that `file` does not have.
pub(super) fn known_queries(shown: &[String], file: &str, known: impl Fn(&str) -> bool) -> Result<(), CliError> {
    match shown.iter().find(|id| !known(id)) {
        Some(unknown) => Err(CliError::new(format!("`{file}` has no query `{unknown}`"))),
        None => Ok(()),
    }
}

/// The archive to ask: the one that was named, or where the suite names nothing to ask, the one in use.
pub(super) fn archive(args: &ArchiveArgs, suite: &Suite) -> Result<Option<Location>, CliError> {
    let named = args.archive.is_some() || args.index.is_some() || suite.target.is_none();
    named.then(|| args.location()).transpose()
}

fn ask(args: &EvalArgs, suite: &Suite, output: &mut Output) -> Result<Trial, CliError> {
    let archive = archive(&args.archive, suite)?;
    let ingest = IngestOptions { threads: args.work.threads(), ..IngestOptions::default() };
    let baseline = args.suite.baseline.as_deref().map(baseline).transpose()?;
    let drops = suite.gates.iter().any(|gate| gate.max_drop.is_some()) || suite.per_query.is_some();
    if drops && baseline.is_none() && args.suite.write_baseline.is_none() {
        output
            .note("the suite limits drops, and there is no --baseline FILE to drop from, so these gates hold nothing");
    }
    let (cross_corpus, keep) = (args.suite.cross_corpus, args.suite.write_baseline.is_some());
    let options = TrialOptions { archive, ingest, baseline, cross_corpus, keep };
    let bar = Bar::new(output.shows_progress(), output.stderr_style().width);
    let outcome = trial::run(suite, &options, &|progress| bar.step(progress));
    bar.done();
    let mut trial = outcome.map_err(|error| {
        let of_topics = matches!(error, TrialError::Names(_)) && suite.topics.is_some();
        match names_told(error, output) {
            CliError::Told { what, .. } if of_topics => CliError::with_hint(
                what,
                "with --count-missing, judged documents of topics that are not there count as not found",
            ),
            error => error,
        }
    })?;
    tell_skipped(&trial, output);
    if args.suite.twice {
        again(suite, &options, &mut trial, output)?;
    }
    if let (Some(file), Some(kept)) = (&args.suite.write_baseline, &trial.kept) {
        trial::replace(file, &kept.to_text()).map_err(|error| CliError::file("write", file, &error))?;
    }
    Ok(trial)
}

/// Asks again with other threads and the articles in another order. Answers that differ fail the run.
fn again(suite: &Suite, options: &TrialOptions, trial: &mut Trial, output: &mut Output) -> Result<(), CliError> {
    let threads = if options.ingest.threads == 1 { 4 } else { 1 };
    let ingest = IngestOptions { threads, backwards: true, ..options.ingest.clone() };
    let other = TrialOptions { ingest, ..options.clone() };
    let second = trial::run(suite, &other, &|_| {}).map_err(|error| names_told(error, output))?;
    let document = |report: &Report| reports::json::document(std::slice::from_ref(report));
    if document(&trial.report) == document(&second.report) && trial.rankings == second.rankings {
        return Ok(());
    }
    let threads = words::count(threads, "thread");
    let differs = trial.rankings.iter().zip(&second.rankings).find(|(one, other)| one != other);
    let what = match differs {
        Some(((id, _), _)) => {
            format!("the answer to `{id}` is another with {threads} and the articles in another order")
        }
        None => format!("the report is another with {threads} and the articles in another order"),
    };
    let reasons = trial.report.verdict.reasons().iter().cloned();
    trial.report.verdict = Verdict::of(reasons.chain([Reason::NotRepeatable { what }]));
    Ok(())
}

fn baseline(file: &Path) -> Result<(String, Baseline), CliError> {
    let text = std::fs::read_to_string(file).map_err(|error| CliError::file("read", file, &error))?;
    let name = file.display().to_string();
    match Baseline::parse(&text) {
        Ok(baseline) => Ok((name, baseline)),
        Err(error) => Err(CliError::new(format!("{name}: {error}"))),
    }
}

fn tell(args: &EvalArgs, trial: &Trial, output: &mut Output) -> Result<(), CliError> {
    let report = &trial.report;
    if args.json {
        output.json_line(&json::suite(report))?;
        for answer in report.answers.iter().filter(|_| !args.means_only) {
            output.json_line(&json::judged_answer(answer, report.evaluation.measures()))?;
        }
        for line in json::report_ends(report) {
            output.json_line(&line)?;
        }
        return Ok(());
    }
    let style = output.style();
    output.answer(&terminal::evaluation::heading(&report.suite, report.answers.len(), report.asked, style))?;
    tell_report(args, report, output)
}

/// Writes a report without its heading.
pub(super) fn tell_report(args: &EvalArgs, report: &Report, output: &mut Output) -> Result<(), CliError> {
    let style = output.style();
    let bounds = report.bounds.as_ref();
    output.answer(&terminal::evaluation::bounded_table(
        &report.evaluation,
        bounds,
        &report.gates,
        !args.means_only,
        style,
    ))?;
    if args.suite.by_tag {
        output.answer(&terminal::evaluation::by_tag(report, style))?;
    }
    output.answer("\n")?;
    output.answer(&terminal::changes::changes(report, style))?;
    for answer in to_show(args, report) {
        output.answer(&terminal::evaluation::answer(answer, style))?;
        output.answer("\n")?;
    }
    output.answer(&terminal::changes::to_judge(&report.to_judge, style))?;
    output.answer(&terminal::evaluation::verdict(&report.verdict, style))
}

/// The answers that a person wants to look at: those that were asked for, those with something wrong, and where a
/// floor is not met the worst for it.
fn to_show<'r>(args: &EvalArgs, report: &'r Report) -> Vec<&'r JudgedAnswer> {
    let mut worst: Vec<&str> = Vec::new();
    for reason in report.verdict.reasons() {
        let Reason::BelowFloor { gate, .. } = reason else { continue };
        let values = |answer: &&'r JudgedAnswer| Some((report.value(answer, gate.measure)?, answer.id.as_str()));
        let mut answers: Vec<(f64, &str)> = report.answers.iter().filter_map(|answer| values(&answer)).collect();
        answers.sort_by(|a, b| a.0.total_cmp(&b.0));
        worst.extend(answers.iter().take(WORST).map(|(_, id)| *id));
    }
    let shown = |answer: &&JudgedAnswer| {
        let wrong = matches!(answer.outcome(), AnswerOutcome::Unmet | AnswerOutcome::KnownFailurePasses);
        wrong || args.suite.show.contains(&answer.id) || worst.contains(&answer.id.as_str())
    };
    report.answers.iter().filter(shown).collect()
}

/// So many names that fit no document are told one by one.
const MOST_NAMES: usize = 20;

/// Tells all names but the last that fit no document, so that a suite is mended in one go, and makes an error of that.
/// Of judgements of another collection the first few say enough.
pub(super) fn names_told(error: TrialError, output: &mut Output) -> CliError {
    let hint = error.hint();
    let TrialError::Names(mut errors) = error else { return error.into() };
    let more = errors.len().saturating_sub(MOST_NAMES);
    errors.truncate(MOST_NAMES);
    let last = errors.pop();
    for error in errors {
        output.error(&error.to_string());
    }
    let last = last.map_or_else(String::new, |error| error.to_string());
    let what = if more > 0 { format!("{last} (and {more} more such names)") } else { last };
    CliError::Told { what, hint }
}

/// Says what indexing the corpus left out: a judged article that was skipped is no fault of the ranking.
fn tell_skipped(trial: &Trial, output: &mut Output) {
    for note in &trial.notes {
        output.note(note);
    }
    if let Some(report) = &trial.indexed {
        for warning in &report.warnings {
            output.note(warning);
        }
        if let [first, others @ ..] = report.skipped.as_slice() {
            let more = if others.is_empty() { String::new() } else { format!(" (and {} more)", others.len()) };
            output.note(&format!("not everything of the corpus could be read: {first}{more}"));
        }
    }
}

fn unjudged(text: &str) -> Result<Unjudged, String> {
    if let Some(grade) = text.strip_prefix("bounds:") {
        let grade = grade.parse().ok().filter(|grade: &u32| *grade > 0);
        return grade
            .map(|grade| Unjudged::Bounds(Some(grade)))
            .ok_or_else(|| format!("`{text}` names no grade above zero"));
    }
    text.parse().map_err(|other| format!("`{other}` is none of nonrelevant, drop, bounds, bounds:GRADE"))
}
