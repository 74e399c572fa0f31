//! [`Writer`]: articles and their quotations in, one commit for both.
//!
//! A first index, and one made anew, is built beside its place and moved there when it is whole, so a run that is
//! killed leaves either the old index or none, never half of one. An update is one tantivy commit, which is atomic
//! by itself.

use super::analyzer;
use super::error::{ArchiveError, reason, system_reason};
use super::location::{HIDDEN, Location};
use super::manifest::{FORMAT, FolderState, Manifest};
use super::readable::Readable;
use super::reader::{Archive, as_written, open_index, readable};
use super::schema::{Fields, TextField, UNNAMED, schema, who};
use super::signature::{said_print, signature};
use super::stems;
use super::stored::Stored;
use crate::article::{Article, ArticleId, ParagraphKind, Quotation, SourceKind, Speaker};
use crate::text::tokens::Tokens;
use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use tantivy::indexer::{LogMergePolicy, UserOperation};
use tantivy::schema::TantivyDocument;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, IndexWriter, Term};

/// tantivy gives each of its threads an arena of at least this much.
const LEAST_MEMORY_PER_THREAD: usize = 15_000_000;

/// How many bytes of the words that say who speaks are kept in a column.
const SOURCE_WORDS: usize = 80;

/// Puts articles into an archive. Nothing is seen by readers before [`Writer::commit`].
pub struct Writer {
    location: Location,
    fields: Fields,
    writer: IndexWriter,
    index: Index,
    manifest: Manifest,
    /// The archive as it was before this run; `None` where it is built anew.
    before: Option<Archive>,
    /// What this run has added, by id.
    added: HashMap<String, Counts>,
    /// What this run has removed of what was there before.
    removed: std::collections::HashSet<String>,
    /// Dropped after everything that writes.
    unfinished: Unfinished,
    /// Held until the writer is dropped.
    _lock: Lock,
}

/// What one article adds to the manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Counts {
    quotations: u64,
    headline_bytes: u64,
    body_bytes: u64,
    said_bytes: u64,
    undated: u64,
    language: String,
}

impl Writer {
    /// Opens the archive at `location` for writing, making its index where there is none, or `anew`.
    ///
    /// `memory` is the arena in bytes that tantivy fills before it writes a segment, shared by its `threads`; the
    /// process holds about twice that at its peak.
    ///
    /// # Errors
    /// [`ArchiveError::Locked`] where another process writes, [`ArchiveError::CannotWrite`] where the disk says no,
    /// [`ArchiveError::Occupied`] where other files stand in the index's place, [`ArchiveError::OfAnother`] where it is
    /// the index of another folder, and whatever is wrong with an index that is there: its files are looked through.
    pub fn open(location: &Location, anew: bool, threads: usize, memory: usize) -> Result<Writer, ArchiveError> {
        if !anew && location.has_index() {
            // What may not be read is told before anything is written.
            readable(location)?;
        }
        only_an_index(&location.index, location)?;
        let folder = location.index.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
        let lock = lock(location)?;
        let mut unfinished = Unfinished { location: location.clone(), building: None, committed: false };
        let (index, fields, manifest, before) = if anew || !location.has_index() {
            let building = sibling(location, "new");
            remove_index(&building, location)?;
            // Looked at before the work rather than after it: the old index is put aside there.
            only_an_index(&sibling(location, "old"), location)?;
            std::fs::create_dir_all(&building).map_err(|error| cannot_write(&building, &error))?;
            unfinished.building = Some(building.clone());
            let (schema, fields) = schema();
            let settings = IndexSettings {
                // Articles are the bulk of an index; zstd halves them against LZ4 at a cost that reading never sees.
                docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(3) }),
                docstore_blocksize: 32_768,
                ..IndexSettings::default()
            };
            let folder = Readable::open(&building).map_err(tantivy::TantivyError::from);
            let index =
                folder.and_then(|folder| Index::builder().schema(schema).settings(settings).open_or_create(folder));
            let index = index.map_err(|error| ArchiveError::CannotWrite { path: building, reason: reason(&error) })?;
            analyzer::register(&index);
            let generation = Archive::open(location).map_or(0, |old| old.manifest().generation);
            let manifest = Manifest { format: FORMAT, generation, ..Manifest::default() };
            (index, fields, manifest, None)
        } else {
            let (index, fields, manifest) = open_index(location)?;
            if let Some(root) = location.other_root(manifest.root.as_deref()) {
                return Err(ArchiveError::OfAnother {
                    index: location.index.clone(),
                    of: root,
                    root: location.root.clone(),
                });
            }
            as_written(&index, location)?;
            let before = Archive::over(location.clone(), &index, fields, manifest.clone())?;
            // What a run left behind that was killed.
            for ending in ["new", "old"] {
                let _ = remove_index(&sibling(location, ending), location);
            }
            (index, fields, manifest, Some(before))
        };
        // Each thread writes segments of its own, and every question pays for each of them. Reading and finding
        // quotations keep the other threads busy: they take about as long as indexing.
        let threads = (threads / 2).clamp(1, 8);
        let memory = memory.max(LEAST_MEMORY_PER_THREAD * threads);
        let writer: IndexWriter = index.writer_with_num_threads(threads, memory).map_err(|error| match error {
            tantivy::TantivyError::LockFailure(..) => ArchiveError::Locked(location.index.clone()),
            error => ArchiveError::Index(error),
        })?;
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(0.2);
        writer.set_merge_policy(Box::new(policy));
        if before.is_some() {
            let _ = writer.garbage_collect_files().wait();
        }
        Ok(Writer {
            location: location.clone(),
            fields,
            writer,
            index,
            manifest,
            before,
            added: HashMap::new(),
            removed: Default::default(),
            unfinished,
            _lock: lock,
        })
    }

    /// The archive as it was before this run; `None` where it is built anew.
    pub fn before(&self) -> Option<&Archive> {
        self.before.as_ref()
    }

    /// Adds an article with its quotations, in place of the article that has its id; returns whether there was one.
    ///
    /// `fingerprint` is that of the file it came from.
    pub fn replace(
        &mut self,
        article: &Article,
        quotations: &[Quotation],
        fingerprint: &str,
    ) -> Result<bool, ArchiveError> {
        let was_there = self.remove(&article.id)?;
        let counts = Counts::of(article, quotations);
        self.count(&counts, 1);
        let mut batch = Vec::with_capacity(quotations.len() + 1);
        batch.push(UserOperation::Add(self.article_document(article, quotations, &counts, fingerprint)));
        for (n, quotation) in quotations.iter().enumerate() {
            batch.push(UserOperation::Add(self.quotation_document(article, quotation, n + 1)));
        }
        // One batch goes to one thread and is never split between segments: the quotations follow their article.
        if let Err(error) = self.writer.run(batch) {
            return Err(self.why(error));
        }
        self.added.insert(article.id.as_str().to_owned(), counts);
        Ok(was_there)
    }

    /// Why writing failed: where a thread of tantivy has ended, it says why only to whoever asks for a commit.
    fn why(&mut self, error: tantivy::TantivyError) -> ArchiveError {
        let ended = matches!(error, tantivy::TantivyError::ErrorInThread(_));
        match ended.then(|| self.writer.prepare_commit().err()).flatten() {
            Some(cause) => ArchiveError::CannotWrite { path: self.location.index.clone(), reason: reason(&cause) },
            None => ArchiveError::Index(error),
        }
    }

    /// Takes out the article with this id and its quotations; returns whether there was one.
    pub fn remove(&mut self, id: &ArticleId) -> Result<bool, ArchiveError> {
        let counts = match self.added.remove(id.as_str()) {
            Some(counts) => counts,
            None => {
                let Some(before) = &self.before else { return Ok(false) };
                if self.removed.contains(id.as_str()) {
                    return Ok(false);
                }
                let Some(address) = before.find(id.as_str())? else { return Ok(false) };
                let stored = before.load(address)?;
                self.removed.insert(id.as_str().to_owned());
                Counts::of(&stored.article, &stored.quotations)
            }
        };
        self.count(&counts, -1);
        self.writer.delete_term(Term::from_field_text(self.fields.id, id.as_str()));
        Ok(true)
    }

    /// Makes everything since [`Writer::open`] visible at once and returns what the archive now holds.
    ///
    /// `folders` are those that were walked, `incomplete` the files that could be read only in part.
    pub fn commit(mut self, folders: Vec<FolderState>, incomplete: Vec<String>) -> Result<Manifest, ArchiveError> {
        self.manifest.generation += 1;
        self.manifest.made_by = format!("onrecord {}", env!("CARGO_PKG_VERSION"));
        self.manifest.folders = folders;
        self.manifest.incomplete = incomplete;
        self.manifest.root = self.location.root_to_keep();
        let payload = self.manifest.to_payload();
        let failed = |error: tantivy::TantivyError, index: &Path| ArchiveError::CannotWrite {
            path: index.to_path_buf(),
            reason: reason(&error),
        };
        let mut prepared = self.writer.prepare_commit().map_err(|error| failed(error, &self.location.index))?;
        prepared.set_payload(&payload);
        prepared.commit().map_err(|error| failed(error, &self.location.index))?;
        self.writer.wait_merging_threads().map_err(|error| failed(error, &self.location.index))?;
        drop(self.before);
        drop(self.index);
        if let Some(building) = &self.unfinished.building {
            move_into_place(building, &self.location)?;
        }
        self.unfinished.committed = true;
        Ok(self.manifest)
    }

    fn count(&mut self, counts: &Counts, sign: i64) {
        let add = |total: &mut u64, amount: u64| {
            *total = if sign > 0 { *total + amount } else { total.saturating_sub(amount) };
        };
        let manifest = &mut self.manifest;
        add(&mut manifest.articles, 1);
        add(&mut manifest.quotations, counts.quotations);
        add(&mut manifest.headline_bytes, counts.headline_bytes);
        add(&mut manifest.body_bytes, counts.body_bytes);
        add(&mut manifest.said_bytes, counts.said_bytes);
        add(&mut manifest.undated, counts.undated);
        let language = manifest.languages.entry(counts.language.clone()).or_default();
        add(language, 1);
        if *language == 0 {
            manifest.languages.remove(&counts.language);
        }
    }

    fn article_document(
        &self,
        article: &Article,
        quotations: &[Quotation],
        counts: &Counts,
        fingerprint: &str,
    ) -> TantivyDocument {
        let fields = &self.fields;
        let mut document = TantivyDocument::default();
        document.add_text(fields.id, article.id.as_str());
        document.add_text(fields.file, format!("{}\t{fingerprint}", article.origin.path));
        document.add_u64(fields.ordinal, 0);
        document.add_u64(fields.headline_length, counts.headline_bytes);
        document.add_u64(fields.body_length, counts.body_bytes);
        let (mut lead_paragraphs, lead_end) = (0, article.lead_end());
        if let Some(date) = article.published {
            document.add_i64(fields.first_day, date.first_day());
            document.add_i64(fields.last_day, date.last_day());
        }
        if let Some(language) = &article.language {
            document.add_text(fields.language, language);
        }
        let headline = article.headline_text();
        document.add_text(fields.text(TextField::Headline), headline);
        let mut body: Vec<&str> = Vec::new();
        if let Some(standfirst) = article.standfirst {
            document.add_text(fields.text(TextField::Body), article.at(standfirst));
            body.push(article.at(standfirst));
            lead_paragraphs += u64::from(standfirst.end <= lead_end && has_words(article.at(standfirst)));
        }
        for paragraph in &article.paragraphs {
            let field = match paragraph.kind {
                ParagraphKind::Body | ParagraphKind::CrossHead => TextField::Body,
                ParagraphKind::Caption => TextField::Caption,
                // A pull quote says again what the body says, and a footer is about other articles.
                ParagraphKind::PullQuote | ParagraphKind::Footer => continue,
            };
            let text = article.at(paragraph.span);
            document.add_text(fields.text(field), text);
            if field == TextField::Body {
                body.push(text);
            }
            let is_lead = field == TextField::Body && paragraph.span.end <= lead_end;
            lead_paragraphs += u64::from(is_lead && has_words(text));
        }
        document.add_u64(fields.lead_paragraphs, lead_paragraphs);
        let language = article.language.as_deref().unwrap_or_default();
        for top in [Some(headline), body.first().copied()].into_iter().flatten() {
            document.add_text(fields.top, stems::value(language, top));
        }
        for part in [headline; 2].into_iter().chain(body) {
            document.add_text(fields.stems, stems::value(language, part));
        }
        let named = [
            (TextField::Byline, article.byline.as_deref()),
            (TextField::Source, article.source.as_deref()),
            (TextField::Section, article.section.as_deref()),
            (TextField::Url, article.url.as_deref()),
            (TextField::Path, Some(article.origin.path.as_str())),
        ];
        for (field, value) in named {
            if let Some(value) = value {
                document.add_text(fields.text(field), value);
            }
        }
        if let Some(source) = &article.source {
            document.add_text(fields.outlet, source);
        }
        if let Some(section) = &article.section {
            document.add_text(fields.section_name, section);
        }
        for number in signature(article).iter().flat_map(|signature| signature.packed()) {
            document.add_u64(fields.signature, number);
        }
        document.add_text(fields.stored, Stored::write(article, quotations));
        document
    }

    fn quotation_document(&self, article: &Article, quotation: &Quotation, ordinal: usize) -> TantivyDocument {
        let fields = &self.fields;
        let mut document = TantivyDocument::default();
        document.add_text(fields.id, article.id.as_str());
        document.add_u64(fields.ordinal, ordinal as u64);
        // A column that every document has is read several times as fast as one with gaps.
        document.add_u64(fields.headline_length, 0);
        document.add_u64(fields.body_length, 0);
        document.add_u64(fields.said_length, said_bytes(quotation));
        // Whoever asks for at least 99 in a hundred must not get what is less.
        document.add_u64(fields.confidence, (quotation.attribution.confidence * 100.0).floor() as u64);
        document.add_u64(fields.said_print, said_print(article, quotation).into());
        document.add_text(fields.kind, quotation.kind.as_str());
        document.add_text(fields.attribution, quotation.attribution.class.as_str());
        for span in &quotation.content {
            document.add_text(fields.text(TextField::Said), article.at(*span));
        }
        if let Some(speaker) = &quotation.speaker {
            document.add_text(fields.text(TextField::Speaker), &speaker.full_name);
            if speaker.name != speaker.full_name {
                document.add_text(fields.text(TextField::Speaker), &speaker.name);
            }
            document.add_text(fields.who, who(&speaker.name, &speaker.full_name));
            if let Some(words) = source_words(article, quotation, speaker) {
                document.add_text(fields.source_words, words);
            }
        } else if !quotation.source.is_empty() {
            document.add_text(fields.who, UNNAMED);
            let words = quotation.source.first().map_or("", |span| article.at(*span));
            document.add_text(fields.source_words, clipped(words));
        }
        document
    }
}

/// What a run has written and not committed; removed where it fails, for it may have filled the disk.
struct Unfinished {
    location: Location,
    /// Where a new index is being built, before it is moved to its place.
    building: Option<PathBuf>,
    committed: bool,
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // A failed run has its own error to tell; what stays now is removed by the next one.
        match &self.building {
            _ if self.committed => {}
            Some(building) => {
                let _ = remove_index(building, &self.location);
            }
            None => {
                let index = open_index(&self.location).ok().map(|(index, ..)| index);
                let writer = index.and_then(|index| index.writer_with_num_threads(1, LEAST_MEMORY_PER_THREAD).ok());
                let _ = writer.map(|writer: IndexWriter| writer.garbage_collect_files().wait());
            }
        }
    }
}

impl Counts {
    fn of(article: &Article, quotations: &[Quotation]) -> Counts {
        let body = article
            .paragraphs
            .iter()
            .filter(|paragraph| matches!(paragraph.kind, ParagraphKind::Body | ParagraphKind::CrossHead))
            .map(|paragraph| paragraph.span.len() as u64)
            .sum::<u64>();
        Counts {
            quotations: quotations.len() as u64,
            headline_bytes: article.headline_text().len() as u64,
            body_bytes: body + article.standfirst.map_or(0, |span| span.len() as u64),
            said_bytes: quotations.iter().map(said_bytes).sum(),
            undated: u64::from(article.published.is_none()),
            language: article.language.clone().unwrap_or_default(),
        }
    }
}

/// Whether the index finds a word in a paragraph, and so the mark where it begins.
fn has_words(text: &str) -> bool {
    Tokens::new(text).next_token().is_some()
}

/// The words that say who speaks, where they tell more than the name itself does.
fn source_words<'a>(article: &'a Article, quotation: &Quotation, speaker: &Speaker) -> Option<&'a str> {
    if !matches!(speaker.kind, SourceKind::Named | SourceKind::Nominal) {
        return None;
    }
    let words = article.at(*quotation.source.first()?);
    (words != speaker.name && words != speaker.full_name).then(|| clipped(words))
}

/// The beginning of words that go on for long; a title stands near the name.
fn clipped(words: &str) -> &str {
    let end = (0..=words.len().min(SOURCE_WORDS)).rev().find(|end| words.is_char_boundary(*end)).unwrap_or(0);
    words[..end].trim_end()
}

fn said_bytes(quotation: &Quotation) -> u64 {
    quotation.content.iter().map(|span| span.len() as u64).sum()
}

/// The folder beside the index with `ending` added to its name.
pub(super) fn sibling(location: &Location, ending: &str) -> PathBuf {
    let mut name = location.index.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    location.index.with_file_name(name)
}

/// The lock that one writer at a time holds; the system lets go of it when the process ends, however it ends.
struct Lock {
    /// Held as long as it is open.
    _file: File,
    /// The file, where this run made it: then it goes with the run.
    made: Option<PathBuf>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While the lock is still held: whoever waits for it sees that its file is not the one at the place any more.
        if let Some(path) = &self.made {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Takes the lock that one writer at a time holds.
fn lock(location: &Location) -> Result<Lock, ArchiveError> {
    let path = sibling(location, "lock");
    loop {
        let new = File::options().create_new(true).write(true).open(&path);
        let made = new.is_ok().then(|| path.clone());
        // Not truncated: with `--index Cargo` the file would be somebody else's `Cargo.lock`.
        let file = new.or_else(|_| File::options().create(true).truncate(false).write(true).open(&path));
        let file = file.map_err(|error| cannot_write(&path, &error))?;
        match file.try_lock() {
            Ok(()) if is_at(&file, &path) => return Ok(Lock { _file: file, made }),
            // The run that made it has just ended.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(ArchiveError::Locked(location.root.clone())),
            Err(TryLockError::Error(error)) => return Err(cannot_write(&path, &error)),
        }
    }
}

/// Whether an open file is the one that stands at `path` now.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let number = |data: std::fs::Metadata| (data.dev(), data.ino());
    file.metadata().ok().map(number) == std::fs::metadata(path).ok().map(number)
}

/// Elsewhere a file that is open is not removed.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

/// Moves a finished index to its place; an older one is put aside first and removed last.
fn move_into_place(building: &Path, location: &Location) -> Result<(), ArchiveError> {
    let old = sibling(location, "old");
    remove_index(&old, location)?;
    // Once more: the run may have taken hours.
    only_an_index(&location.index, location)?;
    if location.index.exists() {
        std::fs::rename(&location.index, &old).map_err(|error| cannot_write(&location.index, &error))?;
    }
    if let Err(error) = std::fs::rename(building, &location.index) {
        // Better the old index than none.
        let _ = std::fs::rename(&old, &location.index);
        return Err(cannot_write(&location.index, &error));
    }
    remove_index(&old, location)
}

/// Removes the folder of an index, and nothing that is not one.
fn remove_index(folder: &Path, location: &Location) -> Result<(), ArchiveError> {
    only_an_index(folder, location)?;
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(cannot_write(folder, &error)),
        _ => Ok(()),
    }
}

/// Checks that a folder is not there, is empty or holds an index alone: `--index` may name somebody's own folder by
/// mistake, and an index that is made anew takes the place of what was there. The usual place is ours, whatever is in it.
fn only_an_index(folder: &Path, location: &Location) -> Result<(), ArchiveError> {
    let usual = location.root.join(HIDDEN);
    if ["index", "index.new", "index.old"].into_iter().any(|name| folder == usual.join(name)) {
        return Ok(());
    }
    let occupied = |file: &Path| Err(ArchiveError::Occupied { folder: folder.to_path_buf(), file: file.to_path_buf() });
    match std::fs::read_dir(folder) {
        Ok(entries) => match entries.flatten().find(|entry| !is_index_file(&entry.file_name().to_string_lossy())) {
            Some(other) => occupied(Path::new(&other.file_name())),
            None => Ok(()),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            Err(ArchiveError::CannotWrite { path: folder.to_path_buf(), reason: "it is a file, not a folder".into() })
        }
        Err(error) => Err(cannot_write(folder, &error)),
    }
}

/// Whether tantivy gives its files such names: a segment's begin with 32 hexadecimal digits.
fn is_index_file(name: &str) -> bool {
    let segment = |id: &str| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    matches!(name, "meta.json" | ".managed.json")
        || name.starts_with(".tantivy-")
        || name.starts_with(".tmp")
        || name.split_once('.').is_some_and(|(id, _)| segment(id))
}

fn cannot_write(path: &Path, error: &std::io::Error) -> ArchiveError {
    ArchiveError::CannotWrite { path: path.to_path_buf(), reason: system_reason(error) }
}

#[cfg(test)]
mod tests {
    use super::{Writer, is_index_file};
    use crate::archive::{ArchiveError, Location};

    #[test]
    fn a_folder_with_other_files_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        let own = root.path().join("thesis");
        std::fs::create_dir(&own).unwrap();
        std::fs::write(own.join("chapter.txt"), "years of work").unwrap();
        for name in ["thesis", "thesis/chapter.txt"] {
            let location = Location { root: root.path().to_owned(), index: root.path().join(name) };
            for anew in [false, true] {
                let error = Writer::open(&location, anew, 1, 0).err().expect("the place is taken");
                assert!(matches!(error, ArchiveError::Occupied { .. } | ArchiveError::CannotWrite { .. }), "{error}");
            }
        }
        // What is put aside while an index is made anew is looked at too.
        std::fs::rename(&own, root.path().join("index.old")).unwrap();
        let location = Location { root: root.path().to_owned(), index: root.path().join("index") };
        assert!(matches!(Writer::open(&location, true, 1, 0), Err(ArchiveError::Occupied { .. })));
        assert_eq!(std::fs::read_to_string(root.path().join("index.old/chapter.txt")).unwrap(), "years of work");
    }

    #[test]
    fn a_lock_goes_with_the_run_that_made_it() {
        let root = tempfile::tempdir().unwrap();
        let location = Location { root: root.path().to_owned(), index: root.path().join("kept") };
        let lock = root.path().join("kept.lock");
        for there in [false, true] {
            if there {
                std::fs::write(&lock, "somebody's own").unwrap();
            }
            let writer = Writer::open(&location, false, 1, 0).unwrap();
            assert!(lock.exists() && matches!(Writer::open(&location, false, 1, 0), Err(ArchiveError::Locked(_))));
            drop(writer);
            assert_eq!(lock.exists(), there);
        }
        assert_eq!(std::fs::read_to_string(&lock).unwrap(), "somebody's own");
    }

    #[test]
    fn only_names_that_tantivy_gives_are_an_index() {
        for name in ["meta.json", ".managed.json", ".tantivy-meta.lock", "0d777d445cec4cacb0284b2eb42a6f6b.fast"] {
            assert!(is_index_file(name), "{name}");
        }
        for name in ["thesis.txt", "meta.json.bak", "0d777d44.fast", "0d777d445cec4cacb0284b2eb42a6f6b"] {
            assert!(!is_index_file(name), "{name}");
        }
    }
}
