//! Results into bytes: the look of everything the program says, and the only place that escapes.
//!
//! Every function here is pure: plain data and a [`Style`] in, text out. `safe` keeps foreign text from giving a
//! terminal orders, `wrap` lays words out by the columns they take, [`words`] says dates and numbers as people do.
//! [`terminal`] puts these together for readers; [`json`], [`trec`], [`csv`] and [`Template`] write for programs,
//! [`reports`] for those who look at judged queries later or elsewhere; `markup` is what makes text safe in a page.

mod columns;
pub mod csv;
pub mod json;
mod markup;
mod report;
pub mod reports;
mod safe;
mod template;
pub mod terminal;
pub mod trec;
pub mod words;
mod wrap;

pub use report::{IndexReport, SkippedFile};
pub use safe::{visible, visible_json};
pub use template::{Template, TemplateError};

/// What the place that is written to can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether escape codes for colour and weight may be used. Without them, lit words stand between asterisks.
    pub colour: bool,
    /// How many columns a line may take; `usize::MAX` for no wrapping at all.
    pub width: usize,
}

impl Style {
    /// What a file or a pipe gets: 80 columns, no colour.
    pub const PLAIN: Style = Style { colour: false, width: 80 };
}
