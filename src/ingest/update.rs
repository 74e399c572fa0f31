//! [`ingest`]: the archive follows its folder.

use super::finder::{Finder, Given};
use super::ids::Ids;
use super::pipeline::{self, Event};
use super::report::{IngestError, IngestReport, Progress};
use crate::archive::{FileState, FolderState, Location, Writer};
use crate::article::{Article, ArticleId, Quotation, QuotationKind};
use crate::quote::model::Model;
use crate::read::{Candidate, ReadOptions, WalkOptions, is_index, walk};
use rayon::ThreadPool;
use std::collections::{BTreeMap, BTreeSet};
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
    /// How to read. An empty map of fields stands for the one that is kept with the archive, where there is one.
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
/// Files that are as they were are passed over. The articles of files that are gone are removed. What cannot be seen is
/// not taken for gone: articles stay that an earlier run read in a file that is there and cannot be read now (it may be
/// half written, empty, packed or too large), or below a folder or link that leads nowhere now; they are counted.
/// `progress` is told how far the run has come.
///
/// What comes of it is what a new archive of the folder holds, ids included: a file is read again also where it is as it
/// was and an id of its articles depends on another file that is not.
///
/// # Errors
/// [`IngestError`] where the folder cannot be walked, holds no article any more, or the archive cannot be written; then
/// the archive is as it was.
pub fn ingest(
    location: &Location,
    options: &IngestOptions,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<IngestReport, IngestError> {
    let start = Instant::now();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads.max(1))
        .build()
        .map_err(|error| IngestError::Threads { threads: options.threads, reason: error.to_string() })?;
    // A folder that cannot be walked is told before anything is written in it; it is walked only after the writer has
    // made its own folder there, so that this does not show as a change.
    walk(&location.root, &options.walk)?;
    let writer = Writer::open(location, options.rebuild, options.threads, options.memory)?;
    let folders = folders(location);
    let (mut known, try_again) = match writer.before() {
        Some(archive) => (archive.files()?, archive.manifest().incomplete.clone()),
        None => Default::default(),
    };
    let given = Given { model: options.model.as_ref(), map: &options.read.map, anew: options.rebuild };
    let finder = Finder::of(location, given, known.values().map(|file| file.fingerprint.as_str()))?;
    let held = known.values().map(|file| file.articles.len()).sum();
    let report = IngestReport {
        model: finder.provenance().map(str::to_owned),
        map: (!finder.map().is_empty()).then(|| finder.map().to_string()),
        warnings: finder.given_up().into_iter().collect(),
        ..IngestReport::default()
    };
    let read = ReadOptions { map: finder.map().clone(), ..options.read.clone() };
    let mut run = Run {
        options,
        read: &read,
        finder: &finder,
        pool: &pool,
        progress,
        writer,
        report,
        ids: Ids::default(),
        before: BTreeMap::new(),
        incomplete: BTreeSet::new(),
        waiting: Vec::new(),
        found: (0, 0),
        done: (0, 0),
        articles: 0,
    };
    let mut walked = walk(&location.root, &options.walk)?;
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut unchanged: BTreeMap<String, FileState> = BTreeMap::new();
    for item in &mut walked {
        match item {
            Err(skipped) => run.report.skipped.push(skipped),
            Ok(candidate) => {
                let file = known.remove(&candidate.relative);
                let known_as = file.as_ref().filter(|_| !try_again.contains(&candidate.relative));
                if known_as.is_some_and(|file| file.fingerprint == finder.print(candidate.fingerprint)) {
                    unchanged.extend(file.map(|file| (candidate.relative, file)));
                } else {
                    let again = known_as.filter(|file| finder.is_of_another(&file.fingerprint, candidate.fingerprint));
                    run.report.read_again += usize::from(again.is_some());
                    run.expect(&candidate.relative, file);
                    candidates.push(candidate);
                }
            }
        }
    }
    run.report.passed_over = walked.passed_over();
    // A file that held articles and does not look like one any more is as unread as one that breaks its reader.
    let unlike = run.report.passed_over.iter().map(|file| file.path.clone());
    let unseen: BTreeSet<String> = walked.unseen().into_iter().chain(unlike).collect();
    // What the walk could have met and did not is not there any more, and its ids are free.
    let gone = known.extract_if(.., |path, _| !is_below(path, &unseen)).collect::<BTreeMap<_, _>>();
    if held > 0 && candidates.is_empty() && unchanged.is_empty() && known.is_empty() {
        return Err(IngestError::Emptied { folder: location.root.clone(), articles: held });
    }
    for (path, file) in &known {
        file.articles.iter().for_each(|id| run.ids.unread(id, path));
        run.report.kept += file.articles.len();
    }
    for (path, file) in &unchanged {
        file.articles.iter().for_each(|id| run.ids.known(id, path));
    }
    let is_due = |(path, file): &(&String, &FileState)| file.articles.iter().any(|id| run.ids.is_due(id, path));
    let due: BTreeSet<String> = unchanged.iter().filter(is_due).map(|(path, _)| path.clone()).collect();
    candidates.extend(run.again(due, &mut unchanged, location)?);
    candidates.sort_by(|a, b| a.relative.cmp(&b.relative));
    while !candidates.is_empty() {
        run.read(&candidates)?;
        let displaced = run.ids.displaced();
        candidates = run.again(displaced, &mut unchanged, location)?;
    }
    run.report.unchanged = unchanged.len();
    run.remove(gone.into_values().flat_map(|file| file.articles))?;
    let mut report = run.commit(folders)?;
    report.elapsed = start.elapsed();
    Ok(report)
}

/// A run under way.
struct Run<'r> {
    options: &'r IngestOptions,
    read: &'r ReadOptions,
    finder: &'r Finder,
    pool: &'r ThreadPool,
    progress: &'r (dyn Fn(Progress) + Sync),
    writer: Writer,
    report: IngestReport,
    ids: Ids,
    /// What each file that is read held before. What it holds no more is removed when it has been read.
    before: BTreeMap<String, BTreeSet<ArticleId>>,
    incomplete: BTreeSet<String>,
    waiting: Vec<(Article, Vec<Quotation>, String)>,
    /// Files to read, and their bytes.
    found: (usize, u64),
    /// Files that have been read, and their bytes.
    done: (usize, u64),
    articles: usize,
}

impl Run<'_> {
    /// Notes what a file that will be read held before.
    fn expect(&mut self, path: &str, file: Option<FileState>) {
        if let Some(FileState { articles, .. }) = file {
            self.before.insert(path.to_owned(), articles.into_iter().collect());
        }
    }

    /// Those of the unchanged files that have these paths, to be read after all.
    fn again(
        &mut self,
        paths: BTreeSet<String>,
        unchanged: &mut BTreeMap<String, FileState>,
        location: &Location,
    ) -> Result<Vec<Candidate>, IngestError> {
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        // To walk again, which happens rarely, is cheaper than to remember every file.
        let walked = walk(&location.root, &self.options.walk)?.flatten();
        let candidates: Vec<Candidate> = walked.filter(|candidate| paths.contains(&candidate.relative)).collect();
        for candidate in &candidates {
            let file = unchanged.remove(&candidate.relative);
            self.expect(&candidate.relative, file);
        }
        Ok(candidates)
    }

    /// Reads files and puts what they hold into the archive.
    fn read(&mut self, candidates: &[Candidate]) -> Result<(), IngestError> {
        self.found.0 += candidates.len();
        self.found.1 += candidates.iter().map(|candidate| candidate.fingerprint.size).sum::<u64>();
        (self.progress)(Progress::Found { files: self.found.0, bytes: self.found.1 });
        let (options, extractor, pool) = (self.read, self.finder.extractor(), self.pool);
        pipeline::run(candidates, options, extractor, pool, |event| -> Result<(), IngestError> {
            match event {
                Event::Article(number, found) => match *found {
                    Err(skipped) => {
                        self.report.skipped.push(skipped);
                        self.incomplete.insert(candidates[number].relative.clone());
                        Ok(())
                    }
                    Ok((article, quotations)) => self.take(article, quotations, &candidates[number]),
                },
                Event::End(candidate) => {
                    self.end(candidate);
                    Ok(())
                }
            }
        })
    }

    fn take(
        &mut self,
        mut article: Article,
        mut quotations: Vec<Quotation>,
        candidate: &Candidate,
    ) -> Result<(), IngestError> {
        // What people think, want and expect is no news of what they said.
        quotations.retain(|quotation| quotation.kind != QuotationKind::Indirect || quotation.spoken);
        let (id, warning) = self.ids.settle(article.id, &candidate.relative);
        article.id = id;
        self.report.warnings.extend(warning);
        if let Some(before) = self.before.get_mut(&candidate.relative) {
            before.remove(&article.id);
        }
        self.articles += 1;
        self.report.text_bytes += article.text.len() as u64;
        self.report.quotations_added += quotations.len();
        self.report.attributed += quotations.iter().filter(|quotation| quotation.speaker.is_some()).count();
        let print = self.finder.print(candidate.fingerprint);
        if self.options.backwards {
            self.waiting.push((article, quotations, print));
            return Ok(());
        }
        self.write(&article, &quotations, &print)
    }

    fn write(&mut self, article: &Article, quotations: &[Quotation], print: &str) -> Result<(), IngestError> {
        let was_there = self.writer.replace(article, quotations, print)?;
        self.report.replaced += usize::from(was_there);
        self.report.added += usize::from(!was_there);
        Ok(())
    }

    fn end(&mut self, candidate: &Candidate) {
        // What a file that could not be read in full held before may still be in it.
        if self.incomplete.contains(&candidate.relative) {
            for id in self.before.remove(&candidate.relative).into_iter().flatten() {
                self.ids.unread(&id, &candidate.relative);
                self.report.kept += usize::from(!self.ids.is_given(&id));
            }
        }
        self.done.0 += 1;
        self.done.1 += candidate.fingerprint.size;
        (self.progress)(Progress::Done { files: self.done.0, bytes: self.done.1, articles: self.articles });
    }

    /// Removes articles of files that are gone, and those that files held before and hold no more.
    fn remove(&mut self, gone: impl Iterator<Item = ArticleId>) -> Result<(), IngestError> {
        for (article, quotations, print) in std::mem::take(&mut self.waiting).iter().rev() {
            self.write(article, quotations, print)?;
        }
        let before = std::mem::take(&mut self.before);
        for id in before.into_values().flatten().chain(gone) {
            // Another file may have an article with this id now.
            if !self.ids.is_given(&id) {
                self.report.removed += usize::from(self.writer.remove(&id)?);
            }
        }
        Ok(())
    }

    fn commit(mut self, folders: Vec<FolderState>) -> Result<IngestReport, IngestError> {
        (self.progress)(Progress::Committing);
        let manifest = self.writer.commit(folders, self.incomplete.into_iter().collect())?;
        self.report.articles = manifest.articles;
        self.report.quotations = manifest.quotations;
        self.report.undated = manifest.undated;
        Ok(self.report)
    }
}

/// Whether a path is one of `places`, or stands below one; the empty one is the root.
fn is_below(path: &str, places: &BTreeSet<String>) -> bool {
    let above = path.match_indices('/').map(|(at, _)| &path[..at]);
    !places.is_empty() && ["", path].into_iter().chain(above).any(|place| places.contains(place))
}

/// The folders of an archive and when each last changed; hidden ones left out, and what the index itself changes.
fn folders(location: &Location) -> Vec<FolderState> {
    let root = &location.root;
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !(entry.file_name().to_string_lossy().starts_with('.') || is_index(entry.path()))
    };
    // The folder in which the index lies itself changes with every run.
    let of_index = location.index.parent().and_then(|folder| folder.canonicalize().ok());
    let walk = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(visible).flatten();
    walk.filter(|entry| entry.file_type().is_dir() && entry.path().canonicalize().ok() != of_index)
        .filter_map(|entry| {
            let modified = entry.metadata().ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
            let path = entry.path().strip_prefix(root).ok()?.to_string_lossy().into_owned();
            Some(FolderState { path, modified: modified.as_nanos() as i128 })
        })
        .collect()
}
