//! [`SegmentView`]: one segment with its columns opened once.

use super::languages::{Languages, Spoken};
use crate::archive::{ArchiveError, Fields, TextField};
use crate::search::score::norm;
use rustc_hash::FxHashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, TantivyError};

/// A segment of the index and the columns that ranking reads.
pub(in crate::search) struct SegmentView {
    pub reader: SegmentReader,
    /// 0 for an article, n for its n-th quotation.
    pub ordinal: Column<u64>,
    pub headline_length: Column<u64>,
    pub body_length: Column<u64>,
    pub said_length: Column<u64>,
    pub lead_paragraphs: Column<u64>,
    pub first_day: Column<i64>,
    pub last_day: Column<i64>,
    pub confidence: Column<u64>,
    /// What the lengths of articles take from each occurrence; see [`SegmentView::text_norms`].
    norms: OnceLock<Vec<f32>>,
    /// How many lengths were looked up one by one.
    lengths_read: AtomicUsize,
    ids: StrColumn,
    known_ids: Mutex<FxHashMap<u32, Arc<str>>>,
    words: Vec<Arc<InvertedIndexReader>>,
    stems: Arc<InvertedIndexReader>,
    top: Arc<InvertedIndexReader>,
    /// The languages of articles, with what each value of the column means; `None` where the archive has only one or
    /// none is known.
    languages: Option<(StrColumn, Vec<Languages>)>,
    /// The language of articles for which none is known.
    unknown: Languages,
}

impl SegmentView {
    /// Opens the columns of a segment.
    pub fn open(reader: &SegmentReader, fields: &Fields, spoken: &Spoken) -> Result<SegmentView, ArchiveError> {
        let columns = reader.fast_fields();
        let ids = columns
            .str("id")?
            .ok_or_else(|| ArchiveError::Index(TantivyError::SchemaError("column `id` is missing".into())))?;
        let languages = match columns.str("language")? {
            Some(column) if spoken.are_several() => {
                let mut meaning = Vec::new();
                let mut values = column.dictionary().stream()?;
                while values.advance() {
                    meaning.push(spoken.language(&String::from_utf8_lossy(values.key())));
                }
                drop(values);
                Some((column, meaning))
            }
            _ => None,
        };
        let words = TextField::ALL.iter().map(|field| reader.inverted_index(fields.text(*field)));
        Ok(SegmentView {
            ordinal: columns.u64("ordinal")?,
            headline_length: columns.u64("headline_length")?,
            body_length: columns.u64("body_length")?,
            said_length: columns.u64("said_length")?,
            lead_paragraphs: columns.u64("lead_paragraphs")?,
            first_day: columns.i64("first_day")?,
            last_day: columns.i64("last_day")?,
            confidence: columns.u64("confidence")?,
            ids,
            stems: reader.inverted_index(fields.stems)?,
            top: reader.inverted_index(fields.top)?,
            languages,
            unknown: spoken.language(""),
            words: words.collect::<Result<_, _>>()?,
            reader: reader.clone(),
            known_ids: Mutex::default(),
            norms: OnceLock::new(),
            lengths_read: AtomicUsize::new(0),
        })
    }

    /// The words of a field.
    pub fn words(&self, field: TextField) -> &InvertedIndexReader {
        &self.words[field as usize]
    }

    /// The stems of running text.
    pub fn stems(&self) -> &InvertedIndexReader {
        &self.stems
    }

    /// The stems of headlines and beginnings of texts.
    pub fn top(&self) -> &InvertedIndexReader {
        &self.top
    }

    /// Whether the article that a document is, or stands in, is in one of these languages.
    pub fn is_in(&self, languages: Languages, doc: u32) -> bool {
        if languages == Languages::ALL {
            return true;
        }
        let Some((column, meaning)) = &self.languages else { return languages.meet(self.unknown) };
        let ord = column.term_ords(self.article_of(doc)).next();
        languages.meet(ord.and_then(|ord| meaning.get(ord as usize)).copied().unwrap_or(self.unknown))
    }

    /// Whether a document has not been deleted.
    pub fn is_live(&self, doc: u32) -> bool {
        !self.reader.is_deleted(doc)
    }

    /// How many documents hold a term, without those that were deleted: nothing may depend on when segments are merged.
    pub fn live_documents(&self, field: TextField, info: &TermInfo) -> Result<u64, ArchiveError> {
        if !self.reader.has_deletes() {
            return Ok(u64::from(info.doc_freq));
        }
        let mut postings = self.words(field).read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        let mut live = 0;
        while postings.doc() != TERMINATED {
            live += u64::from(self.is_live(postings.doc()));
            postings.advance();
        }
        Ok(live)
    }

    /// 0 for an article, n for its n-th quotation.
    pub fn ordinal_of(&self, doc: u32) -> u32 {
        self.ordinal.first(doc).unwrap_or(0) as u32
    }

    /// The article that a document is, or stands in.
    pub fn article_of(&self, doc: u32) -> u32 {
        doc.saturating_sub(self.ordinal_of(doc))
    }

    /// Bytes of headline and body of an article.
    pub fn text_length(&self, doc: u32) -> u64 {
        self.headline_length.first(doc).unwrap_or(0) + self.body_length.first(doc).unwrap_or(0)
    }

    /// For every article, [`norm`] of its text beside texts of this mean length, to be read `times` times; `None` as long
    /// as few lengths were asked for: who asks a single question of a large archive should not wait for all of them.
    pub fn text_norms(&self, times: usize, mean: f64) -> Option<&[f32]> {
        /// Looking up so small a part of all lengths one by one takes less than anyone notices.
        const FEW: usize = 16;
        if let Some(norms) = self.norms.get() {
            return Some(norms);
        }
        let read = self.lengths_read.fetch_add(times, Ordering::Relaxed);
        (read * FEW >= self.reader.max_doc() as usize).then(|| &**self.norms.get_or_init(|| self.all_norms(mean)))
    }

    fn all_norms(&self, mean: f64) -> Vec<f32> {
        let docs: Vec<u32> = (0..self.reader.max_doc()).collect();
        let mut norms = Vec::with_capacity(docs.len());
        for docs in docs.chunks(1024) {
            let [headline, body] = [&self.headline_length, &self.body_length].map(|column| {
                let mut lengths = vec![None; docs.len()];
                column.first_vals(docs, &mut lengths);
                lengths
            });
            let length = |(headline, body): (Option<u64>, Option<u64>)| headline.unwrap_or(0) + body.unwrap_or(0);
            norms.extend(headline.into_iter().zip(body).map(|lengths| norm(length(lengths), mean)));
        }
        norms
    }

    /// The quotations of an article, in their order.
    pub fn quotations_of(&self, article: u32) -> impl Iterator<Item = u32> + '_ {
        (article + 1..self.reader.max_doc()).take_while(move |doc| self.ordinal_of(*doc) == doc - article)
    }

    /// Returns the id of an article.
    pub fn id_of(&self, article: u32) -> Result<Arc<str>, ArchiveError> {
        // Reading an id means unpacking a block of them, ten times what ranking a word costs; what was read is kept.
        let known = self.known_ids.lock().unwrap_or_else(PoisonError::into_inner).get(&article).cloned();
        if let Some(id) = known {
            return Ok(id);
        }
        let ord = self.ids.term_ords(article).next().unwrap_or_default();
        let mut id = String::new();
        self.ids.ord_to_str(ord, &mut id)?;
        let id: Arc<str> = id.into();
        self.known_ids.lock().unwrap_or_else(PoisonError::into_inner).insert(article, id.clone());
        Ok(id)
    }
}
