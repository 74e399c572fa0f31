//! `onrecord train`: a model of quotations from annotated articles.

use super::error::{CliError, Status};
use super::output::Output;
use crate::ingest::AnnotatedArticles;
use clap::{Args, ValueHint};
use std::path::PathBuf;

/// Learn to find quotations from annotated articles
///
/// GOLD is a file of JSON Lines, {"id", "attributions": [{"source": [[s, e], ...], "cue": ..., "content": ...}]},
/// offsets in characters; TEXTS is the folder that holds the text of each article in <id>.txt. The same articles give
/// the same bytes. `extract --model` uses what was learnt.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord train gold.jsonl text/ --out my.model             learn from every article
  onrecord extract article.txt --model my.model --explain    see what was learnt
  onrecord train gold.jsonl text/ --folds 5 --out held.jsonl find quotations in each
                                                             fold by what the others teach")]
pub(super) struct TrainArgs {
    /// The annotations
    #[arg(value_hint = ValueHint::FilePath)]
    gold: PathBuf,
    /// The folder of texts
    #[arg(value_hint = ValueHint::DirPath)]
    texts: PathBuf,
    /// The file to write
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    out: PathBuf,
    /// Where the annotations come from, kept in the model [default: the path of GOLD]
    #[arg(long, value_name = "TEXT")]
    provenance: Option<String>,
    /// Cross-validate: write what is found in each of N folds by a model of the others
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(2..=100))]
    folds: Option<u16>,
    /// Beside the model, write what is found in each fifth of the articles by what the other four teach
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "folds")]
    held_out: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(args: &TrainArgs, output: &mut Output) -> Result<Status, CliError> {
    let articles = AnnotatedArticles::read(&args.gold, &args.texts)?;
    let counts = format!("{} articles, {} attributions", articles.len(), articles.attributions());
    output.note(&counts);
    let mut tell = |step: &str| output.note(step);
    let bytes = match args.folds {
        Some(folds) => articles.cross_validate(usize::from(folds), &mut tell)?.into_bytes(),
        None => {
            let place = || args.gold.display().to_string();
            let provenance = args.provenance.clone().unwrap_or_else(place);
            let provenance = format!("{provenance} ({counts})");
            if let Some(path) = &args.held_out {
                let (model, lines) = articles.train_and_hold_out(&provenance, &mut tell);
                std::fs::write(path, lines).map_err(|error| CliError::file("write", path, &error))?;
                model.write()
            } else {
                articles.train(&provenance, &mut tell).write()
            }
        }
    };
    std::fs::write(&args.out, bytes).map_err(|error| CliError::file("write", &args.out, &error))?;
    Ok(Status::Yes)
}
