//! [`Archive`]: an index opened for reading, at one generation.

use super::analyzer;
use super::error::{ArchiveError, is_forbidden, reason};
use super::location::Location;
use super::manifest::Manifest;
use super::readable::Readable;
use super::schema::{Fields, schema};
use super::stored::Stored;
use crate::article::ArticleId;
use std::collections::BTreeMap;
use std::time::UNIX_EPOCH;
use tantivy::columnar::StrColumn;
use tantivy::schema::{IndexRecordOption, TantivyDocument, Value};
use tantivy::{DocAddress, DocSet, Index, ReloadPolicy, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

/// How many folders [`Archive::changed_since_indexed`] looks at before it says nothing rather than take time.
const FOLDERS_LOOKED_AT: usize = 2_000;

/// An archive opened for reading. It keeps seeing the generation it opened, whatever is written meanwhile.
pub struct Archive {
    location: Location,
    fields: Fields,
    manifest: Manifest,
    searcher: Searcher,
}

/// A file that has articles in the index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileState {
    /// The fingerprint it had when it was read.
    pub fingerprint: String,
    /// Its articles.
    pub articles: Vec<ArticleId>,
}

impl Archive {
    /// Opens the index at `location`.
    ///
    /// # Errors
    /// [`ArchiveError::NoIndex`] where none was made, [`ArchiveError::OtherVersion`] where another format made it,
    /// [`ArchiveError::Damaged`] where its files cannot be read.
    pub fn open(location: &Location) -> Result<Archive, ArchiveError> {
        if !location.has_index() {
            return Err(ArchiveError::NoIndex(location.root.clone()));
        }
        let (index, fields, manifest) = open_index(location)?;
        Archive::over(location.clone(), &index, fields, manifest)
    }

    /// Reads the newest commit of an index that is open already.
    pub(super) fn over(
        location: Location,
        index: &Index,
        fields: Fields,
        manifest: Manifest,
    ) -> Result<Archive, ArchiveError> {
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|error| damaged(&location, error))?;
        Ok(Archive { location, fields, manifest, searcher: reader.searcher() })
    }

    /// Where it lies.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// What the commit says about itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The handles of its fields.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// tantivy's view of it.
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// Returns where the document of the article with this id stands; `None` where there is none.
    pub fn find(&self, id: &str) -> Result<Option<DocAddress>, ArchiveError> {
        let term = Term::from_field_text(self.fields.id, id);
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let index = segment.inverted_index(self.fields.id)?;
            let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            // The article stands before its quotations, so the first live document with the id is the article.
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    return Ok(Some(DocAddress::new(segment_ord as u32, postings.doc())));
                }
                postings.advance();
            }
        }
        Ok(None)
    }

    /// Loads the article whose document stands at `address`.
    pub fn load(&self, address: DocAddress) -> Result<Stored, ArchiveError> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let json = document.get_first(self.fields.stored).and_then(|value| value.as_str());
        json.ok_or_else(|| "an article has no stored text".to_owned())
            .and_then(Stored::read)
            .map_err(|reason| ArchiveError::Damaged { index: self.location.index.clone(), reason })
    }

    /// Returns every live article with its id and address, in no particular order.
    pub fn articles(&self) -> Result<Vec<(ArticleId, DocAddress)>, ArchiveError> {
        let mut articles = Vec::new();
        for (segment_ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let ids = strings(segment, "id")?;
            for doc in live_articles(segment)? {
                let id = string_of(&ids, doc)?;
                articles.push((ArticleId::new(id), DocAddress::new(segment_ord as u32, doc)));
            }
        }
        Ok(articles)
    }

    /// Returns the files that have articles here, by path below the root.
    pub fn files(&self) -> Result<BTreeMap<String, FileState>, ArchiveError> {
        let mut files: BTreeMap<String, FileState> = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let (ids, states) = (strings(segment, "id")?, strings(segment, "file")?);
            for doc in live_articles(segment)? {
                let state = string_of(&states, doc)?;
                let (path, fingerprint) = state.split_once('\t').unwrap_or((&state, ""));
                let file = files.entry(path.to_owned()).or_default();
                file.fingerprint = fingerprint.to_owned();
                file.articles.push(ArticleId::new(string_of(&ids, doc)?));
            }
        }
        for file in files.values_mut() {
            file.articles.sort_unstable();
        }
        Ok(files)
    }

    /// Says in one line when folders of the archive gained or lost files since they were indexed, or when they are not
    /// those that were indexed.
    ///
    /// Only the folders' own modification times are compared, which costs microseconds; a file that was edited in
    /// place does not show in them, so `None` is no promise that nothing changed.
    pub fn changed_since_indexed(&self) -> Option<String> {
        if let Some(of) = self.location.other_root(self.manifest.root.as_deref()) {
            let (index, root) = (self.location.index.display(), self.location.root.display());
            return Some(format!("the index in `{index}` was made of `{}`, not of `{root}`", of.display()));
        }
        let folders = &self.manifest.folders;
        if folders.len() > FOLDERS_LOOKED_AT {
            return None;
        }
        let changed = folders.iter().filter(|folder| {
            let now = std::fs::metadata(self.location.root.join(&folder.path)).and_then(|data| data.modified());
            let now = now.ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).map(|age| age.as_nanos() as i128);
            now != Some(folder.modified)
        });
        match changed.count() {
            0 => None,
            1 => {
                Some("a folder has changed since it was indexed; `onrecord index` brings the archive up to date".into())
            }
            n => Some(format!(
                "{n} folders have changed since they were indexed; `onrecord index` brings the archive up to date"
            )),
        }
    }
}

/// Opens the index at `location` and checks that it is one of ours.
pub(super) fn open_index(location: &Location) -> Result<(Index, Fields, Manifest), ArchiveError> {
    let folder = Readable::open(&location.index).map_err(|error| damaged(location, error.into()))?;
    let index = Index::open(folder).map_err(|error| damaged(location, error))?;
    let meta = index.load_metas().map_err(|error| damaged(location, error))?;
    let manifest = Manifest::read(meta.payload.as_deref(), &location.index)?;
    let (expected, fields) = schema();
    if index.schema() != expected {
        let reason = "its fields are not those of this format".to_owned();
        return Err(ArchiveError::Damaged { index: location.index.clone(), reason });
    }
    analyzer::register(&index);
    Ok((index, fields, manifest))
}

/// Checks that the list of the index's files may be read.
pub(super) fn readable(location: &Location) -> Result<(), ArchiveError> {
    match std::fs::File::open(location.index.join("meta.json")) {
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            Err(ArchiveError::Forbidden(location.index.clone()))
        }
        _ => Ok(()),
    }
}

/// Checks that the files of the newest commit are as they were written, which tantivy trusts when it reads them.
pub(super) fn as_written(index: &Index, location: &Location) -> Result<(), ArchiveError> {
    let other = index.validate_checksum().map_err(|error| damaged(location, error))?;
    match other.into_iter().min() {
        None => Ok(()),
        Some(file) => {
            let reason = format!("its file `{}` is not as it was written", file.display());
            Err(ArchiveError::Damaged { index: location.index.clone(), reason })
        }
    }
}

/// What it means that an index cannot be opened.
fn damaged(location: &Location, error: TantivyError) -> ArchiveError {
    let index = location.index.clone();
    match is_forbidden(&error) {
        true => ArchiveError::Forbidden(index),
        false => ArchiveError::Damaged { index, reason: reason(&error) },
    }
}

/// The documents of a segment that are live articles, in order.
fn live_articles(segment: &SegmentReader) -> Result<impl Iterator<Item = u32> + '_, ArchiveError> {
    let ordinals = segment.fast_fields().u64("ordinal")?;
    Ok((0..segment.max_doc()).filter(move |doc| !segment.is_deleted(*doc) && ordinals.first(*doc) == Some(0)))
}

pub(super) fn strings(segment: &SegmentReader, field: &str) -> Result<StrColumn, ArchiveError> {
    segment
        .fast_fields()
        .str(field)?
        .ok_or_else(|| ArchiveError::Index(TantivyError::SchemaError(format!("column `{field}` is missing"))))
}

pub(super) fn string_of(column: &StrColumn, doc: u32) -> Result<String, ArchiveError> {
    let mut text = String::new();
    if let Some(ord) = column.term_ords(doc).next() {
        column.ord_to_str(ord, &mut text)?;
    }
    Ok(text)
}
