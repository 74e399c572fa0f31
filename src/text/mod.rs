//! Words of text: sentence bounds, tokens with offsets, folding, stems, shingles.
//!
//! One analysis serves the extractor, the index, the queries and the passages, so that what is indexed is what is
//! found and what is found is what is lit. Nothing here knows what an article is; places are byte ranges of the
//! string at hand.

pub mod beginnings;
mod data_lines;
pub mod eights;
pub mod fnv;
pub mod fold;
pub mod invisible;
pub mod looks;
pub mod sentences;
pub mod shingles;
pub mod spelling;
pub mod starts;
pub mod stem;
pub mod tokens;
pub mod word_list;

pub use data_lines::data_lines;
