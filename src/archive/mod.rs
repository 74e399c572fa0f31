//! The index on disk: where it lies, what its fields are, how articles get in and how they come out again.
//!
//! An archive is a folder of news with a hidden `.onrecord/` beside it ([`Location`]). In there lies one tantivy
//! index. Each article becomes one document, and each of its quotations one more, written in a single batch
//! ([`Writer::replace`]) so that they stand next to each other in one segment: the quotation with ordinal `n` is the
//! `n`-th document after its article. Merges keep that order and deletions take all of them, so stepping from a
//! quotation to its article is a subtraction; no quotation document repeats what its article already says.
//!
//! The text itself is stored once, with the article ([`Stored`]). What statistics need (how many articles, how long)
//! is counted exactly over what is live and travels in the commit's [`Manifest`], so that it never depends on
//! segments, merges or deletions.
//!
//! `tantivy` is known here and in `search/`, and nowhere else.

mod analyzer;
mod beside;
mod error;
mod location;
mod manifest;
mod names;
mod readable;
mod reader;
mod schema;
mod signature;
mod stems;
mod stored;
mod writer;

pub use beside::{Kept, read_text};
pub use error::ArchiveError;
pub use location::Location;
pub use manifest::{FolderState, Manifest};
pub use names::SpeakerUse;
pub use reader::{Archive, FileState};
pub use schema::{
    Fields, PARAGRAPH_GAP, PARAGRAPH_START, SENTENCE_START, TextField, UNNAMED, has_capitals, is_plain_word, who,
};
pub use signature::running_words;
pub use stems::{Stems, TOP_WORDS};
pub use stored::Stored;
pub use writer::Writer;
