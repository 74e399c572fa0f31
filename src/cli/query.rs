//! `onrecord query`: the page of the query language.

use super::error::{CliError, Status};
use super::output::Output;
use crate::search::begins_with_name;
use clap::Args;
use std::ffi::OsString;

/// How queries are written: every form of the query language
#[derive(Debug, Args)]
#[command(after_long_help = PAGE, help_template = "{about}\n{after-help}")]
pub(super) struct QueryArgs {}

/// The words that were typed, so that `-said:tax` is what a query excludes and not the flag `-s` with `aid:tax`: no flag
/// begins so, and a word that begins with a space is none.
pub(super) fn told_from_flags(words: impl IntoIterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    let mut flags = true;
    words.into_iter().map(move |word| {
        flags &= word != "--";
        let excludes = |text: &str| text.strip_prefix('-').is_some_and(begins_with_name);
        match word.to_str().filter(|text| flags && excludes(text)) {
            Some(text) => format!(" {text}").into(),
            None => word,
        }
    })
}

/// Runs the command.
pub(super) fn run(output: &mut Output) -> Result<Status, CliError> {
    output.answer(PAGE)?;
    Ok(Status::Yes)
}

const PAGE: &str = include_str!("query.txt");
