//! Signatures: a line of its own that says whose the quotation above it is.

use super::cue_search::{How, Lead};
use super::page::Page;
use super::source::Head;
use crate::speaker::tokens::TokenKind;

/// How long the line is, in tokens.
const LONGEST: usize = 20;
/// From this length on it goes on behind the name with a comma and an office.
const LONG: usize = 11;

impl Page<'_> {
    /// A paragraph that is no more than `— Ann Roe, Saltmere`.
    pub fn signature(&self, block: usize) -> Option<Lead> {
        let tokens = self.blocks.get(block).filter(|block| block.quotable)?.tokens.clone();
        if tokens.len() < 2 || tokens.len() > LONGEST || self.kind(tokens.start) != TokenKind::Dash {
            return None;
        }
        let source = self.source_from(tokens.start + 1, tokens.end)?;
        // "— Ann Roe left on Tuesday for …" is none.
        let ends = source.tokens.end;
        if tokens.len() >= LONG && (ends >= tokens.end || self.kind(ends) != TokenKind::Comma) {
            return None;
        }
        matches!(source.head, Head::Name(_)).then_some(Lead {
            cue: Some(tokens.start),
            source: Some(source),
            how: How::Dash,
        })
    }
}
