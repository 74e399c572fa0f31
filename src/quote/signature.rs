//! Signatures and labels: a line of its own that says whose the quotation above it is; a name before a colon.

use super::cue_search::{How, Lead};
use super::cues::CueClass;
use super::page::Page;
use super::source::{Head, Source};
use crate::speaker::MentionKind;
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
        // "-- Ore bureau 555 1234": a line that signs the article.
        let numbers = (ends..tokens.end).any(|at| self.kind(at) == TokenKind::Number);
        let desk =
            source.tokens.clone().any(|at| matches!(self.word(at), "Bureau" | "Newsroom" | "bureau" | "newsroom"));
        if desk || numbers && (ends >= tokens.end || self.kind(ends) != TokenKind::Comma) {
            return None;
        }
        matches!(source.head, Head::Name(_)).then_some(Lead {
            cue: Some(tokens.start),
            source: Some(source),
            how: How::Dash,
        })
    }

    /// `Roe: "…"` and headlines like `Roe on Her Plans: '…'`.
    pub fn before_colon(&self, colon: usize, start: usize, headline: bool) -> Option<Source> {
        if let Some(mention) = colon.checked_sub(1).and_then(|at| self.people.mention_at(at)) {
            let run = &self.people.mentions[mention].run;
            let cue_between = || (start..run.start as usize).any(|at| self.cue(at) > CueClass::Noun);
            // "Pollsters agree – Ann Roe: “…”"
            let set_off = || self.kind(run.start as usize - 1) == TokenKind::Dash;
            let whole = run.start as usize <= start || set_off() || colon - start <= 8 && !cue_between();
            if whole && run.end as usize == colon {
                return Some(Source { tokens: run.start as usize..colon, head: Head::Name(mention) });
            }
        }
        let label = self.people.mention_at(start).and_then(|number| self.label_with_trade(number, colon));
        if let Some(label) = label.filter(|label| label.tokens.start == start) {
            return Some(label);
        }
        let source = headline.then(|| self.subject_of_sentence(start, colon)).flatten()?;
        matches!(source.head, Head::Name(_)).then_some(source)
    }

    /// "Ann Roe, economist: “…”": the label of a name and what its bearer is, up to the colon.
    pub fn label_with_trade(&self, number: usize, colon: usize) -> Option<Source> {
        /// So many words of what somebody is, and the comma.
        const LONGEST: usize = 6;
        let mention = &self.people.mentions[number];
        let (start, end) = (mention.run.start as usize, mention.run.end as usize);
        let describes = |at: usize| {
            self.tokens[at].is_word() && self.cue(at) <= CueClass::Noun && self.people.mention_at(at).is_none()
        };
        let label = mention.kind == MentionKind::Person
            && (end + 2..=end + LONGEST).contains(&colon)
            && self.kind(end) == TokenKind::Comma
            && (end + 1..colon).all(describes);
        label.then_some(Source { tokens: start..colon, head: Head::Name(number) })
    }
}
