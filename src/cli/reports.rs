//! The reports that `eval` writes into files, and GitHub's annotations.

use super::error::CliError;
use super::output::Output;
use crate::relevance::Report;
use crate::render::{reports, trec};
use crate::trial;
use clap::{Args, ValueHint};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Which reports to write.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reports")]
pub(super) struct ReportArgs {
    /// Write a JUnit report: a testcase a query and a gate
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(hide_short_help = true)]
    report_junit: Option<PathBuf>,
    /// Write everything as one HTML page
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(hide_short_help = true)]
    report_html: Option<PathBuf>,
    /// Write everything as Markdown
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(hide_short_help = true)]
    report_md: Option<PathBuf>,
    /// Write everything as one JSON document
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(hide_short_help = true)]
    report_json: Option<PathBuf>,
    /// Write a TAP report
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(hide_short_help = true)]
    report_tap: Option<PathBuf>,
    /// Write the answers as a TREC run
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(conflicts_with = "run", hide_short_help = true)]
    pub run_out: Option<PathBuf>,
    /// Annotate failing queries on GitHub [default: where GITHUB_ACTIONS is true]
    ///
    /// The ten worst become annotations at their lines of the suite, and the Markdown report goes into the file that
    /// GITHUB_STEP_SUMMARY names.
    #[arg(long, hide_short_help = true)]
    github: bool,
    /// No annotations
    #[arg(long, conflicts_with = "github", hide_short_help = true)]
    no_github: bool,
}

impl ReportArgs {
    /// Writes what was asked for. Annotations go to stdout, or to stderr where `stdout_is_data`; GitHub reads both.
    pub fn write(&self, all: &[Report], output: &mut Output, stdout_is_data: bool) -> Result<(), CliError> {
        let epoch = variable("SOURCE_DATE_EPOCH").and_then(|seconds| seconds.parse().ok());
        let files: [(&Option<PathBuf>, &dyn Fn() -> String); 5] = [
            (&self.report_junit, &|| reports::junit::document(all, epoch)),
            (&self.report_html, &|| reports::html::document(all)),
            (&self.report_md, &|| reports::markdown::document(all)),
            (&self.report_json, &|| reports::json::document(all)),
            (&self.report_tap, &|| reports::tap::document(all)),
        ];
        for (file, text) in files {
            if let Some(file) = file {
                trial::replace(file, &text()).map_err(|error| CliError::file("write", file, &error))?;
            }
        }
        if self.github || (!self.no_github && variable("GITHUB_ACTIONS").is_some_and(|value| value == "true")) {
            let text = reports::github::annotations(all);
            if stdout_is_data {
                output.aside(&text)
            } else {
                output.answer(&text)?
            }
            if let Some(file) = variable("GITHUB_STEP_SUMMARY").map(PathBuf::from) {
                summary(&file, &reports::markdown::document(all))?;
            }
        }
        Ok(())
    }
}

/// Adds to a step's summary: earlier steps' words are in the file already.
fn summary(file: &Path, markdown: &str) -> Result<(), CliError> {
    let failed = |error| CliError::file("write", file, &error);
    let there = std::fs::metadata(file).map_or(0, |data| data.len()) as usize;
    let text = reports::github::summary(markdown, reports::github::SUMMARY_LIMIT.saturating_sub(there));
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}

/// Writes rankings as a TREC run.
pub(super) fn write_run(file: &Path, rankings: &[(String, Vec<(String, f64)>)]) -> Result<(), CliError> {
    let lines: String = rankings.iter().map(|(topic, ranking)| trec::run(topic, ranking, "onrecord")).collect();
    trial::replace(file, &lines).map_err(|error| CliError::file("write", file, &error))
}

/// A variable of the environment that is set to something.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
