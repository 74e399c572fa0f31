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

/// The line that words on the command line make, without what [`told_from_flags`] put before them.
pub(super) fn line(words: &[String]) -> String {
    let typed = |word: &String| match word.strip_prefix(' ') {
        Some(excluding) if excluding.starts_with('-') => excluding.to_owned(),
        _ => word.clone(),
    };
    words.iter().map(typed).collect::<Vec<_>>().join(" ")
}

/// Runs the command.
pub(super) fn run(output: &mut Output) -> Result<Status, CliError> {
    output.answer(PAGE)?;
    Ok(Status::Yes)
}

const PAGE: &str = include_str!("query.txt");

#[cfg(test)]
mod tests {
    use super::{line, told_from_flags};

    #[test]
    fn what_is_excluded_by_a_name_is_no_flag_and_stays_as_it_was_typed() {
        let words = ["search", "tax", "-said:cut", "-s", "Roe", "-n", "--", "-source:x"];
        let told: Vec<String> =
            told_from_flags(words.map(Into::into)).map(|word| word.into_string().unwrap()).collect();
        assert_eq!(told, ["search", "tax", " -said:cut", "-s", "Roe", "-n", "--", "-source:x"]);
        assert_eq!(line(&told[1..3]), "tax -said:cut");
        assert_eq!(line(&[" spaced  words ".to_owned()]), " spaced  words ");
    }
}
