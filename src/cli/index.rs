//! `onrecord index`: fill an archive, or bring it up to date.

use super::error::{CliError, Status};
use super::options::{ArchiveArgs, ModelArgs, ReadArgs, SkipArgs, WorkArgs};
use super::output::Output;
use super::progress::Bar;
use crate::archive::{Archive, Location};
use crate::ingest::{IngestOptions, IngestReport, ingest};
use crate::read::Skipped;
use crate::render::{IndexReport, SkippedFile, json, terminal, words};
use crate::search::Searcher;
use clap::{Args, ValueHint};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Index a folder of articles, or bring its index up to date
///
/// Reads every article below the folder (text, Markdown, HTML, JSON, JSON Lines), finds quotations and speakers, and keeps
/// the index in .onrecord/ inside the folder. Run it again whenever articles were added, changed or removed: files that
/// did not change are passed over. Searching goes on meanwhile, and an interrupted run leaves the old index as it was.
///
/// Files that cannot be read are skipped and counted, and the exit status is 3. Names that begin with a dot, README
/// files at the root and whatever .onrecordignore names (as in .gitignore) are not articles.
///
/// Articles whose file is gone are removed. Those of a file that is there and cannot be read any more (broken, empty, too
/// large, below a folder without permission) stay as they were last read, and are counted, until it can be read again or
/// is removed, or until --rebuild. Where all articles are gone at once, as when a disk is not mounted, nothing is removed,
/// unless --rebuild says that it is meant.
///
/// A model that is named with --model, and fields that are named with --map, are kept with the archive and hold in every
/// later run, too; others, or --rebuild without any, read all articles anew.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord index news                          index the folder `news`
  onrecord index                               bring the archive of this folder up to date
  onrecord index news --map headline=title,date=pub_date
  onrecord index news --errors skipped.jsonl   list what was not read, and why")]
pub(super) struct IndexArgs {
    /// The folder of articles; the same as --archive
    #[arg(value_name = "PATH", value_hint = ValueHint::DirPath, conflicts_with = "archive")]
    path: Option<PathBuf>,
    /// Begin anew instead of passing over files that did not change
    #[arg(long)]
    rebuild: bool,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    skip: SkipArgs,
    #[command(flatten)]
    work: WorkArgs,
    /// The report as one line of JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    archive: ArchiveArgs,
}

/// Runs the command.
pub(super) fn run(args: &IndexArgs, output: &mut Output) -> Result<Status, CliError> {
    let named = args.path.clone().or_else(|| args.archive.archive.clone());
    let nothing_named = named.is_none();
    let location = ArchiveArgs { archive: named, index: args.archive.index.clone() }.location();
    // Somebody who stands in a folder of articles means that folder, but indexing whatever is here unasked would not do.
    let location = location.map_err(|error| match error {
        CliError::Told { what, .. } if nothing_named => {
            CliError::with_hint(what, "to index this folder: onrecord index .")
        }
        error => error,
    })?;
    args.skip.check()?;
    let mut options = IngestOptions { rebuild: args.rebuild, model: args.model.read()?, ..IngestOptions::default() };
    options.threads = args.work.threads();
    args.read.apply(&mut options.read.map, &mut options.read.max_size, &mut options.walk.max_size)?;
    let report = fill(&location, &options, output)?;
    if args.json {
        output.json_line(&json::index_report(&report))?;
    } else {
        let archive = location.root.display().to_string();
        output.answer(&terminal::report::index(&report, &archive, output.style()))?;
    }
    if report.articles == 0 {
        output.note(&no_article(&location, &report));
    }
    if let Some(file) = args.skip.errors.as_deref().filter(|file| lies_among_articles(file, &location)) {
        output.note(&format!(
            "`{}` lies among the articles and will be read as one; put it elsewhere, or let its name begin with a dot",
            file.display()
        ));
    }
    output.aside(&terminal::report::warnings(&report.warnings, output.stderr_style()));
    args.skip.tell(&report.skipped, &report.passed_over, output)
}

/// Fills the archive with a progress bar, and takes the report in the form that `render/` knows.
pub(super) fn fill(location: &Location, options: &IngestOptions, output: &mut Output) -> Result<IndexReport, CliError> {
    let start = Instant::now();
    let bar = Bar::new(output.shows_progress(), output.stderr_style().width);
    let outcome = ingest(location, options, &|progress| bar.step(progress));
    bar.done();
    let report = outcome?;
    // What was indexed is there, whatever becomes of this; the first question makes it as well.
    if let Err(error) = Archive::open(location).and_then(Searcher::open).and_then(|searcher| searcher.prepare()) {
        output.note(&format!("who is who is not settled yet: {error}"));
    }
    Ok(IndexReport { elapsed: start.elapsed(), ..to_render(report) })
}

/// Whether a file that is going to be written will stand where articles are read.
fn lies_among_articles(file: &Path, location: &Location) -> bool {
    let hidden = |path: &Path| path.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."));
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (Ok(folder), Ok(root)) = (folder.canonicalize(), location.root.canonicalize()) else { return false };
    let below = folder.strip_prefix(root).ok().zip(file.file_name());
    below.is_some_and(|(folder, name)| !hidden(&folder.join(name)))
}

/// What to say of an archive without a single article.
pub(super) fn no_article(location: &Location, report: &IndexReport) -> String {
    let others = match report.passed_over.len() + report.skipped.len() {
        0 => "no file".to_owned(),
        count => format!("{}, but no article", words::count(count, "file")),
    };
    format!(
        "`{}` holds {others}; articles are text, Markdown, HTML, JSON and JSON Lines files",
        location.root.display()
    )
}

fn to_render(report: IngestReport) -> IndexReport {
    let files = |files: Vec<Skipped>| files.into_iter().map(skipped_file).collect();
    IndexReport {
        added: report.added,
        replaced: report.replaced,
        removed: report.removed,
        kept: report.kept,
        unchanged: report.unchanged,
        read_again: report.read_again,
        articles: report.articles as usize,
        quotations: report.quotations as usize,
        quotations_added: report.quotations_added,
        attributed: report.attributed,
        undated: report.undated as usize,
        passed_over: files(report.passed_over),
        skipped: files(report.skipped),
        model: report.model,
        map: report.map,
        warnings: report.warnings,
        elapsed: report.elapsed,
    }
}

/// A skipped file in the form that `render/` knows; records are counted from one there, as in ids.
pub(super) fn skipped_file(file: Skipped) -> SkippedFile {
    SkippedFile { path: file.path, record: file.record.map(|record| record + 1), reason: file.reason }
}
