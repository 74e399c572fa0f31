//! The fields of the index.

use super::analyzer::{NAMES, PROSE, STEMS, TOP};
use tantivy::schema::{Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions};

/// Positions between two paragraphs (or two parts of a quotation): no phrase, however sloppy, reaches across.
///
/// tantivy counts on by one between the values of a field, so a phrase with a slop of one would cross. Every value's
/// tokens therefore begin this much later.
pub const PARAGRAPH_GAP: u32 = 64;

/// In prose, this term stands at the first word of every sentence; `\u{1}` begins no word.
pub const SENTENCE_START: &str = "\u{1}s";
/// In prose, this term stands at the first word of every paragraph.
pub const PARAGRAPH_START: &str = "\u{1}p";

/// Whether a term of the index is a word in the form that is usually looked up: no mark, and not the further form that
/// words with capitals have.
pub fn is_plain_word(term: &str) -> bool {
    !term.starts_with('\u{1}') && !has_capitals(term)
}

/// Whether a term is a word with its capitals.
pub fn has_capitals(term: &str) -> bool {
    term.chars().any(char::is_uppercase)
}

/// What the field [`Fields::who`] holds where a source is described and nobody is named.
pub const UNNAMED: &str = "\t";

/// The value of the field [`Fields::who`] for a name.
pub fn who(name: &str, full_name: &str) -> String {
    format!("{name}\t{full_name}")
}

/// Handles of all fields.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// The article's id, on its own document and on those of its quotations: one term removes them all.
    pub id: Field,
    /// Path and fingerprint of the file an article came from, tab-separated; a column, not searched.
    pub file: Field,
    /// 0 for an article, n for its n-th quotation: how many documents back the article stands.
    pub ordinal: Field,
    /// Bytes of the headline; articles only.
    pub headline_length: Field,
    /// Bytes of standfirst and body paragraphs; articles only.
    pub body_length: Field,
    /// Bytes of the quotation; quotations only.
    pub said_length: Field,
    /// How many paragraphs of the body's words are the lead (see [`Article::lead_end`]); articles only.
    ///
    /// [`Article::lead_end`]: crate::article::Article::lead_end
    pub lead_paragraphs: Field,
    /// First possible day of publication, counted from 1970-01-01; missing where undated.
    pub first_day: Field,
    /// Last possible day of publication.
    pub last_day: Field,
    /// Confidence of the attribution in percent; quotations only.
    pub confidence: Field,
    /// ISO 639-1 code.
    pub language: Field,
    /// `direct`, `mixed`, `indirect`; quotations only.
    pub kind: Field,
    /// Attribution class; quotations only.
    pub attribution: Field,
    /// The speaker's name as printed and in full, tab-separated: what people are settled from, and found again by.
    /// [`UNNAMED`] where the source is described and nobody is named. Quotations only.
    pub who: Field,
    /// The words that say who speaks, as printed, where they say more than the name ("Ann Roe, the mayor"); a column,
    /// not searched. Quotations only.
    pub source_words: Field,
    /// The outlet as it is written; a column, not searched. Articles only.
    pub outlet: Field,
    /// The section as it is written; a column, not searched. Articles only.
    pub section_name: Field,
    /// The signature by which near copies are found, packed into numbers; articles only, missing from short ones.
    pub signature: Field,
    /// The same for quotations of the same words; quotations only.
    pub said_print: Field,
    /// The [`Stems`] of headline and body of an article, those of the headline twice.
    ///
    /// [`Stems`]: super::stems::Stems
    pub stems: Field,
    /// Those of them that stand in the headline or at the beginning of the body.
    pub top: Field,
    /// The stored form of an article with its quotations.
    pub stored: Field,
    text: [Field; TextField::ALL.len()],
}

/// The fields that hold words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextField {
    /// The article's headline.
    Headline,
    /// Standfirst, body paragraphs and cross-heads.
    Body,
    /// Words under pictures.
    Caption,
    /// Who wrote it.
    Byline,
    /// The outlet.
    Source,
    /// The section.
    Section,
    /// The address.
    Url,
    /// The path below the root.
    Path,
    /// The words of a quotation.
    Said,
    /// The speaker's name, as printed and in full.
    Speaker,
}

impl TextField {
    /// All of them, in the order of the index.
    pub const ALL: [TextField; 10] = [
        TextField::Headline,
        TextField::Body,
        TextField::Caption,
        TextField::Byline,
        TextField::Source,
        TextField::Section,
        TextField::Url,
        TextField::Path,
        TextField::Said,
        TextField::Speaker,
    ];

    /// Whether it holds sentences, whose beginnings are marked: [`SENTENCE_START`], [`PARAGRAPH_START`].
    pub fn is_prose(self) -> bool {
        matches!(self, TextField::Headline | TextField::Body | TextField::Caption | TextField::Said)
    }

    /// The field's name in the index and in queries.
    pub fn name(self) -> &'static str {
        match self {
            TextField::Headline => "headline",
            TextField::Body => "body",
            TextField::Caption => "caption",
            TextField::Byline => "byline",
            TextField::Source => "source",
            TextField::Section => "section",
            TextField::Url => "url",
            TextField::Path => "path",
            TextField::Said => "said",
            TextField::Speaker => "speaker",
        }
    }
}

impl Fields {
    /// The handle of a field that holds words.
    pub fn text(&self, field: TextField) -> Field {
        self.text[field as usize]
    }
}

/// Makes the schema with the handles into it.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    // Lengths are columns of exact bytes, so tantivy's one-byte field norms would only be a second, coarser copy.
    let words = |field: TextField| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(if field.is_prose() { PROSE } else { NAMES })
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        )
    };
    let stems = |tokenizer: &str, option: IndexRecordOption| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_fieldnorms(false);
        TextOptions::default().set_indexing_options(indexing.set_index_option(option))
    };
    let number = || NumericOptions::default().set_fast();
    let column = TextOptions::default().set_fast("raw");
    let string = || {
        let whole = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false);
        TextOptions::default().set_indexing_options(whole.set_index_option(IndexRecordOption::Basic)).set_fast("raw")
    };
    let fields = Fields {
        id: builder.add_text_field("id", string()),
        file: builder.add_text_field("file", column.clone()),
        ordinal: builder.add_u64_field("ordinal", number()),
        headline_length: builder.add_u64_field("headline_length", number()),
        body_length: builder.add_u64_field("body_length", number()),
        said_length: builder.add_u64_field("said_length", number()),
        lead_paragraphs: builder.add_u64_field("lead_paragraphs", number()),
        first_day: builder.add_i64_field("first_day", number()),
        last_day: builder.add_i64_field("last_day", number()),
        confidence: builder.add_u64_field("confidence", number()),
        language: builder.add_text_field("language", string()),
        kind: builder.add_text_field("kind", string()),
        attribution: builder.add_text_field("attribution", string()),
        who: builder.add_text_field("who", string()),
        source_words: builder.add_text_field("source_words", column.clone()),
        outlet: builder.add_text_field("outlet", column.clone()),
        section_name: builder.add_text_field("section_name", column.clone()),
        signature: builder.add_u64_field("signature", number()),
        said_print: builder.add_u64_field("said_print", number()),
        stems: builder.add_text_field("stems", stems(STEMS, IndexRecordOption::WithFreqsAndPositions)),
        top: builder.add_text_field("top", stems(TOP, IndexRecordOption::Basic)),
        stored: builder.add_text_field("stored", STORED),
        text: TextField::ALL.map(|field| builder.add_text_field(field.name(), words(field))),
    };
    (builder.build(), fields)
}
