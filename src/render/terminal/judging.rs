//! A document to be judged: the query over it, its passages, and the keys.

use super::{DIM, HEADLINE, Page, hits};
use crate::render::Style;
use crate::render::wrap::Run;
use crate::search::Hit;

/// What is shown of one document.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Which it is of how many.
    pub place: (usize, usize),
    /// The query's id and words.
    pub query: (&'a str, &'a str),
    /// The document's id.
    pub document: &'a str,
    /// Where the query finds it.
    pub rank: Option<usize>,
    /// It as a hit, with its passages.
    pub hit: Option<&'a Hit>,
}

/// Returns a document with the query that it is to be judged for.
pub fn asked(asked: &Asked<'_>, style: Style) -> String {
    let mut page = Page::new(style);
    page.blank();
    let (place, of) = asked.place;
    let rank = asked.rank.map_or_else(|| "found by another run".to_owned(), |rank| format!("rank {rank}"));
    page.lines(
        0,
        &[
            Run::new(format!("{place} of {of} · {}: ", asked.query.0), DIM),
            Run::new(asked.query.1, HEADLINE),
            Run::new(format!(" · {rank}"), DIM),
        ],
    );
    match asked.hit {
        Some(hit) => page.text.push_str(&hits::alone(hit, style)),
        None => page.lines(2, &[Run::plain(asked.document)]),
    }
    page.text
}

/// Returns the line that says which key does what.
pub fn keys(highest: u32, style: Style) -> String {
    let mut page = Page::new(style);
    let keys = format!("0 of no use … {highest} just what was sought · s skip · t whole text · u undo · q quit");
    page.lines(0, &[Run::new(keys, DIM)]);
    page.text
}
