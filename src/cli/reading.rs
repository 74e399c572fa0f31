//! How a query is read on the command line: on which day, and whether mistakes are mended.

use super::error::CliError;
use super::output::Output;
use crate::render::terminal::analysis;
use crate::search::{Parsed, Reading};
use clap::Args;
use std::time::{SystemTime, UNIX_EPOCH};

/// How the query is read.
#[derive(Debug, Clone, Args)]
pub(super) struct ReadingArgs {
    /// A mistake in the query is an error that points to it, not mended
    #[arg(long, hide_short_help = true)]
    pub strict_query: bool,
    /// The day that "yesterday" counts from [default: today]
    ///
    /// Where it is not given: the day of SOURCE_DATE_EPOCH (seconds since 1970), else of the clock, both in UTC.
    #[arg(long, value_name = "DATE", value_parser = Reading::on)]
    #[arg(hide_short_help = true, help = "The day that \"yesterday\" and \"last monday\" count from [default: today]")]
    pub now: Option<Reading>,
    /// How the query is read, which words it looks up, how long each step takes
    #[arg(long, help_heading = "Form of the answer")]
    pub analyze: bool,
}

impl ReadingArgs {
    /// The day on which the line is read.
    pub fn reading(&self) -> Result<Reading, CliError> {
        if let Some(reading) = self.now {
            return Ok(reading);
        }
        if let Some(seconds) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|seconds| !seconds.is_empty()) {
            let seconds = seconds.to_string_lossy().into_owned();
            let number = seconds.trim().parse().map_err(|_| {
                let form = "it is a number of seconds since the beginning of 1970";
                CliError::with_hint(format!("SOURCE_DATE_EPOCH is `{seconds}`, which is no number"), form)
            })?;
            return Ok(Reading::at(number));
        }
        let clock = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() as i64);
        Ok(Reading::at(clock))
    }

    /// Reads a line; with `--strict-query` the first thing to mend is an error.
    pub fn parse(&self, line: &str, output: &mut Output) -> Result<Parsed, CliError> {
        let parsed = self.reading()?.parse(line);
        match parsed.repairs.first() {
            Some(repair) if self.strict_query => {
                output.aside(&analysis::pointed(line, repair.span.clone()));
                let character = line[..repair.span.start].chars().count() + 1;
                Err(CliError::with_hint(
                    format!("the query needs mending at character {character}: {}", repair.what),
                    "`onrecord help query` has the language; without --strict-query the mended query is asked",
                ))
            }
            _ => Ok(parsed),
        }
    }
}
