//! `onrecord eval --trec`: the flags of trec_eval, and what it would print.

use super::error::{CliError, Status};
use super::output::Output;
use crate::relevance::trec_eval::{TrecEval, Version};
use crate::relevance::{Qrels, Run};
use clap::{Args, ValueEnum};

/// How to be trec_eval.
#[derive(Debug, Args)]
#[command(next_help_heading = "As trec_eval")]
pub(super) struct TrecArgs {
    /// Print what trec_eval prints, byte for byte (its flags: --help)
    ///
    /// -m then takes its names (P.5,10, ndcg.1=3,2=9, official, all_trec) and may be given several times, and -q adds
    /// the values of each topic. Only the exit status is ours.
    #[arg(long, requires = "run", conflicts_with_all = ["json", "gates", "order", "leave_out_missing", "means_only", "unjudged", "show", "ReportArgs"])]
    pub trec: bool,
    /// Count judged topics without results as 0
    #[arg(short = 'c', long, hide_short_help = true, requires = "trec")]
    complete: bool,
    /// The lowest grade that is relevant
    #[arg(short = 'l', long, value_name = "N", default_value = "1", hide_short_help = true, requires = "trec")]
    level: u32,
    /// Look at so many results of each topic
    #[arg(short = 'M', long, value_name = "N", hide_short_help = true, requires = "trec")]
    max_results: Option<usize>,
    /// How many documents there are in all (for `utility`)
    #[arg(short = 'N', long, value_name = "N", default_value = "0", hide_default_value = true, requires = "trec")]
    #[arg(hide_short_help = true)]
    documents: u32,
    /// Leave out results that nobody judged
    #[arg(short = 'J', long, hide_short_help = true, requires = "trec")]
    judged_only: bool,
    /// Which trec_eval to be: 10.0, 9.0.8
    #[arg(long, value_name = "VERSION", default_value = "10.0", hide_possible_values = true, requires = "trec")]
    #[arg(hide_short_help = true)]
    compat: Compat,
}

/// A version of trec_eval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Compat {
    /// Most published figures come from it.
    #[value(name = "9.0.8", alias = "trec_eval-9.0.8")]
    V9_0_8,
    /// The one of June 2026.
    #[value(name = "10.0", alias = "trec_eval-10.0")]
    V10_0,
}

impl TrecArgs {
    /// Prints what trec_eval would.
    pub fn print(
        &self,
        measures: &[String],
        qrels: &Qrels,
        run: &Run,
        output: &mut Output,
    ) -> Result<Status, CliError> {
        let version = match self.compat {
            Compat::V9_0_8 => Version::V9_0_8,
            Compat::V10_0 => Version::V10_0,
        };
        let mut eval = TrecEval::new(version, measures.iter().map(String::as_str))
            .map_err(|error| CliError::new(error.to_string()))?;
        eval.level = self.level;
        eval.per_topic = output.take_quiet();
        eval.complete = self.complete;
        eval.judged_only = self.judged_only;
        eval.depth = self.max_results;
        eval.documents = i64::from(self.documents);
        let report = eval.report(qrels, run);
        output.answer(&report.text)?;
        if let Some(topic) = report.stopped_at {
            return Err(CliError::with_hint(
                format!("topic `{topic}` is judged and has no results, where trec_eval 10.0 stops"),
                "-c counts such topics as 0, --compat 9.0.8 leaves them out",
            ));
        }
        if report.topics == 0 {
            return Err(CliError::new("run and judgements have no topic in common"));
        }
        let strangers: Vec<&str> =
            run.topics().map(|topic| topic.id()).filter(|id| qrels.topic(id).is_none()).collect();
        super::eval::tell_unjudged(&strangers, output);
        Ok(Status::Yes)
    }
}
