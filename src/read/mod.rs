//! Files become articles here: a folder is walked, bytes become text, text becomes [`Article`](crate::article::Article)s.
//!
//! The story, in the order of the files:
//!
//! 1. [`walk`] lists the [`Candidate`]s below a root, always in the same order, each with its [`Fingerprint`];
//! 2. `detect` decides what a file is, by its name and its first bytes;
//! 3. [`records`] opens a candidate and cuts it into [`Record`]s: the whole file, or one line of JSON Lines. It is
//!    cheap, so that one thread can feed many;
//! 4. [`Record::articles`] does the heavy part: `decode` turns bytes into text, one reader a format (`plain`,
//!    `markdown`, `html`, `json`) turns text into a `Draft`, and `draft` puts the draft together as an article, with
//!    `split` and `paragraphs` saying where its paragraphs are and what each is for.
//!
//! `fields`, `dates` and `language` know how the world spells field names, days and languages. A new format is one
//! file beside the others, a variant of `detect::Format` and a line in `records`.
//!
//! Files are opened in this room only. Nothing here stops at bad input: what cannot be read becomes a [`Skipped`]
//! that says where, what and how to mend it.

mod dates;
mod decode;
mod detect;
mod dom;
mod draft;
mod fields;
mod front_matter;
mod html;
mod html_dates;
mod html_meta;
mod json;
mod language;
mod markdown;
mod paragraphs;
mod plain;
mod records;
mod repeats;
mod running_text;
mod skipped;
mod split;
mod walk;

pub use dates::DateOrder;
pub use fields::{Field, FieldMap, FieldMapError};
pub use html::guards_this_thread;
pub use records::{ReadOptions, Record, Records, article_from_text, records};
pub use skipped::Skipped;
pub use walk::{Candidate, Fingerprint, Walk, WalkError, WalkOptions, is_index, walk};

#[cfg(test)]
mod properties;
