//! Regions without a cue in their sentence: whoever that sentence, or the one before, is about.

use super::cue_search::{How, Lead};
use super::page::Page;
use super::source::{Head, Source};
use crate::speaker::tokens::TokenKind;

impl Page<'_> {
    /// No cue: the subject of the region's own sentence, or of the one before it.
    pub fn lead_around(&self, number: usize) -> Option<Lead> {
        let region = &self.regions[number];
        let block = self.block_of(number).tokens.clone();
        if region.first == block.start {
            return None;
        }
        if !self.tokens[region.first].begins_sentence {
            let start = self.sentence_start(region.first - 1, block.start);
            // "However, “…”"
            if !self.is_joined_only(start, region.first) {
                let source = self.subject_of_sentence(start, region.first)?;
                return Some(Lead { cue: None, source: Some(source), how: How::Sentence });
            }
            return self.lead_from_sentence_before(start, block.start);
        }
        self.lead_from_sentence_before(region.first, block.start)
    }

    /// `However, “…”`: whether words from `start` on only join a quotation to the sentence before.
    fn is_joined_only(&self, start: usize, first: usize) -> bool {
        const JOINING: [&str; 9] = ["Also", "And", "Besides", "But", "However", "Instead", "Moreover", "Still", "Yet"];
        let comma = start + 2 == first && self.kind(start + 1) == TokenKind::Comma;
        JOINING.contains(&self.word(start)) && (comma || start + 1 == first)
    }

    /// Who says the sentence that ends at token `end`, or whom it is about; nobody where a quotation ends it.
    fn lead_from_sentence_before(&self, end: usize, block_start: usize) -> Option<Lead> {
        let last = end.checked_sub(1).filter(|&last| last >= block_start && self.region_at(last).is_none())?;
        let start = self.sentence_start(last, block_start);
        if let Some(lead) = self.attributed_before(start, last).or_else(|| self.lead_from_answer(start, last)) {
            return Some(lead);
        }
        if let Some((cue, source)) = self.said_last(start, end) {
            return Some(Lead { cue: Some(cue), source: Some(source), how: How::SentenceBefore });
        }
        let source = self.subject_of_sentence(start, end)?;
        Some(Lead { cue: None, source: Some(source), how: How::SentenceBefore })
    }

    /// `I think of a line attributed to Ann Roe. “…”`: whoever is named right before the stop at token `stop`.
    fn attributed_before(&self, start: usize, stop: usize) -> Option<Lead> {
        let number = self.people.mention_at(stop.checked_sub(1)?)?;
        let to = (self.people.mentions[number].run.start as usize).checked_sub(1).filter(|&to| to > start + 1)?;
        // "…," read the statement, which was attributed to Roe. “…”: the sentence has a quotation of its own.
        let plain = (start..stop).all(|at| self.region_at(at).is_none());
        let attributed = plain && self.is_word(to, "to") && self.is_word(to - 1, "attributed");
        let source = self.source_from(to + 1, stop).filter(|source| attributed && source.tokens.end == stop)?;
        Some(Lead { cue: Some(to - 1), source: Some(source), how: How::SentenceBefore })
    }

    /// `…, while for Bo Lind it was “a farce”`: whose view a region is, where no verb says that they say it.
    pub fn lead_from_view(&self, number: usize) -> Option<Lead> {
        let (region, block) = (&self.regions[number], &self.block_of(number).tokens);
        let name = region.first.checked_sub(3).filter(|&name| name > block.start + 1)?;
        let be = matches!(self.word(name + 2), "was" | "is") && matches!(self.word(name + 1), "it" | "this" | "that");
        let source = self.people.mention_at(name).filter(|_| be).and_then(|mention| {
            let run = &self.people.mentions[mention].run;
            (run.end as usize == name + 1).then_some(run.start as usize..name + 1)
        })?;
        let before = source.start.checked_sub(2).filter(|&before| before >= block.start)?;
        let opens =
            self.kind(before) == TokenKind::Comma || matches!(self.word(before), "while" | "whereas" | "but" | "and");
        let head = Head::Name(self.people.mention_at(name)?);
        let view = self.is_word(before + 1, "for") && opens;
        view.then_some(Lead { cue: None, source: Some(Source { tokens: source, head }), how: How::According })
    }
}
