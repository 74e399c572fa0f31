//! [`ingest`]: the archive follows its folder.

use super::finder::Finder;
use super::ids::Ids;
use super::pipeline::{self, Event};
use super::report::{IngestError, IngestReport, Progress};
use crate::archive::{FileState, FolderState, Location, Writer};
use crate::article::{ArticleId, QuotationKind};
use crate::quote::model::Model;
use crate::read::{Candidate, ReadOptions, WalkOptions, walk};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{Instant, UNIX_EPOCH};

/// How to fill an archive.
#[derive(Debug, Clone)]
pub struct IngestOptions {
    /// Threads for reading and extraction, and as many for the index.
    pub threads: usize,
    /// Whether to make the index anew, whatever is there.
    pub rebuild: bool,
    /// The model that finds quotations, from now on; `None` for the one that is kept with the archive, or where there is
    /// none, or on a rebuild, the one that comes with the program.
    pub model: Option<Model>,
    /// Bytes of text and postings that are gathered in memory before they are written out.
    pub memory: usize,
    /// Whether articles go into the index in the reverse of the order in which they are met. Answers must not depend
    /// on it; tests see to that. All of them are kept in memory meanwhile.
    pub backwards: bool,
    /// How to walk.
    pub walk: WalkOptions,
    /// How to read.
    pub read: ReadOptions,
}

impl Default for IngestOptions {
    fn default() -> IngestOptions {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        IngestOptions {
            threads,
            rebuild: false,
            model: None,
            memory: 200_000_000,
            backwards: false,
            walk: WalkOptions::default(),
            read: ReadOptions::default(),
        }
    }
}

/// Brings the archive at `location` up to date with its folder, in one commit.
///
/// Files that are as they were are passed over. The articles of files that are gone are removed, unless the walk
/// itself met trouble: what cannot be seen is not taken for gone. `progress` is told how far the run has come.
///
/// # Errors
/// [`IngestError`] where the folder cannot be walked or the archive not written; then the archive is as it was.
pub fn ingest(
    location: &Location,
    options: &IngestOptions,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<IngestReport, IngestError> {
    let start = Instant::now();
    let mut report = IngestReport::default();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads.max(1))
        .build()
        .map_err(|error| IngestError::Threads { threads: options.threads, reason: error.to_string() })?;
    // A folder that cannot be walked is told before anything is written in it; it is walked only after the writer has
    // made its own folder there, so that this does not show as a change.
    walk(&location.root, &options.walk)?;
    let mut writer = Writer::open(location, options.rebuild, options.threads, options.memory)?;
    let finder = Finder::of(location, options.model.as_ref(), options.rebuild)?;
    report.model = finder.provenance().map(str::to_owned);
    let folders = folders(&location.root);
    let mut walked = walk(&location.root, &options.walk)?;
    let (mut known, try_again) = match writer.before() {
        Some(archive) => (archive.files()?, archive.manifest().incomplete.clone()),
        None => Default::default(),
    };
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut unseen = false;
    let mut ids = Ids::default();
    for (path, file) in &known {
        file.articles.iter().for_each(|id| ids.known(id, path));
    }
    for item in &mut walked {
        match item {
            Err(skipped) => {
                unseen = true;
                report.skipped.push(skipped);
            }
            Ok(candidate) => {
                let known_as = known.get(&candidate.relative).filter(|_| !try_again.contains(&candidate.relative));
                if known_as.is_some_and(|file| file.fingerprint == finder.print(candidate.fingerprint)) {
                    report.unchanged += 1;
                    known.remove(&candidate.relative);
                } else {
                    let again = known_as.filter(|file| finder.is_of_another(&file.fingerprint, candidate.fingerprint));
                    report.read_again += usize::from(again.is_some());
                    candidates.push(candidate);
                }
            }
        }
    }
    report.passed_over = walked.passed_over();
    let bytes = candidates.iter().map(|candidate| candidate.fingerprint.size).sum();
    progress(Progress::Found { files: candidates.len(), bytes });
    // What a file held before and holds no more is removed when the file has been read again.
    let mut before: BTreeMap<&str, BTreeSet<ArticleId>> = BTreeMap::new();
    for candidate in &candidates {
        if let Some(FileState { articles, .. }) = known.remove(&candidate.relative) {
            before.insert(&candidate.relative, articles.into_iter().collect());
        }
    }
    let mut incomplete: BTreeSet<String> = BTreeSet::new();
    let (mut files, mut read_bytes, mut articles) = (0, 0, 0);
    let mut waiting = Vec::new();
    pipeline::run(&candidates, &options.read, finder.extractor(), &pool, |event| -> Result<(), IngestError> {
        match event {
            Event::Article(number, found) => {
                let (mut article, mut quotations) = match *found {
                    Err(skipped) => {
                        report.skipped.push(skipped);
                        incomplete.insert(candidates[number].relative.clone());
                        return Ok(());
                    }
                    Ok(found) => found,
                };
                // What people think, want and expect is no news of what they said.
                quotations.retain(|quotation| quotation.kind != QuotationKind::Indirect || quotation.spoken);
                let candidate = &candidates[number];
                let (id, warning) = ids.settle(article.id, &candidate.relative);
                article.id = id;
                report.warnings.extend(warning);
                let was_there = before.get_mut(candidate.relative.as_str()).is_some_and(|old| old.remove(&article.id));
                if was_there {
                    report.replaced += 1;
                } else {
                    report.added += 1;
                }
                articles += 1;
                report.text_bytes += article.text.len() as u64;
                report.quotations_added += quotations.len();
                report.attributed += quotations.iter().filter(|quotation| quotation.speaker.is_some()).count();
                if options.backwards {
                    waiting.push((article, quotations, finder.print(candidate.fingerprint)));
                } else {
                    writer.replace(&article, &quotations, &finder.print(candidate.fingerprint))?;
                }
            }
            Event::End(candidate) => {
                files += 1;
                read_bytes += candidate.fingerprint.size;
                progress(Progress::Done { files, bytes: read_bytes, articles });
            }
        }
        Ok(())
    })?;
    for (article, quotations, print) in waiting.iter().rev() {
        writer.replace(article, quotations, print)?;
    }
    // What a file that could not be read in full held before may still be in it.
    let read_in_full = before.into_iter().filter(|(path, _)| !incomplete.contains(*path));
    let mut gone: Vec<ArticleId> = read_in_full.flat_map(|(_, articles)| articles).collect();
    if !unseen {
        // No trouble on the walk, so what it did not meet is not there any more.
        gone.extend(known.into_values().flat_map(|file| file.articles));
    }
    for id in &gone {
        report.removed += usize::from(writer.remove(id)?);
    }
    progress(Progress::Committing);
    let manifest = writer.commit(folders, incomplete.into_iter().collect())?;
    report.articles = manifest.articles;
    report.quotations = manifest.quotations;
    report.undated = manifest.undated;
    report.elapsed = start.elapsed();
    Ok(report)
}

/// The folders below `root` and when each last changed; hidden ones left out.
fn folders(root: &Path) -> Vec<FolderState> {
    let visible =
        |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    let walk = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(visible).flatten();
    walk.filter(|entry| entry.file_type().is_dir())
        .filter_map(|entry| {
            let modified = entry.metadata().ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
            let path = entry.path().strip_prefix(root).ok()?.to_string_lossy().into_owned();
            Some(FolderState { path, modified: modified.as_nanos() as i128 })
        })
        .collect()
}
