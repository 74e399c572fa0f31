//! Quotations within the words of wider claims: `Roe says he will tell them “…”`, `Roe criticised the plan and said
//! “…”`.
//!
//! A quotation has a lead of its own, and now and then gets words of a claim that turns on another cue. Here stands
//! whose lead counts, whose words they are where the sentence goes on, and which words only say who speaks.

use super::assign::Share;
use super::claims::Claim;
use super::cue_search::{How, Lead};
use super::cues::CueClass;
use super::page::Page;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

impl Page<'_> {
    /// The lead of a quotation to whose words those of `wider` claims belong: where its cue is one of these words,
    /// `Roe says he will tell them “…”`, that of the claim.
    pub fn lead_of_whole(&self, lead: Lead, wider: &[Share<'_>]) -> Lead {
        let Some(cue) = lead.cue.filter(|_| !self.is_told_by(&lead)) else { return lead };
        let holds = |(claim, words): &&Share<'_>| {
            claim.turns_on != cue && words.iter().any(|words| words.contains(&cue) && !self.goes_on(cue))
        };
        let Some((claim, _)) = wider.iter().find(holds) else { return lead };
        let source = self.source_of_claim(claim);
        if source.is_none() {
            return lead;
        }
        let how = if claim.turns_on < cue { How::FarBefore } else { How::FarBehind };
        self.read_on(self.with_joined_names(Lead { cue: Some(claim.turns_on), source, how }))
    }

    /// Those of a claim's words that stand behind the quotation's own `cue`, where the sentence goes on to it with
    /// "and": `Roe criticised the plan and said “…”`.
    pub fn behind_cue(&self, words: Range<usize>, lead: Option<&Lead>, claim: &Claim) -> Option<Range<usize>> {
        let own = lead.filter(|lead| lead.cue.is_some_and(|cue| self.goes_on(cue)) || self.is_told_by(lead));
        let inside = own.and_then(|lead| lead.cue).filter(|cue| words.contains(cue) && *cue != claim.turns_on);
        let start = inside.map_or(words.start, |cue| cue + 1);
        (start < words.end).then_some(start..words.end)
    }

    /// `Roe called it late, adding it was “long overdue”`, `dismissed the claim insisting that`: whether a participle of
    /// saying reports more of the same speaker.
    fn is_further_report(&self, cue: usize) -> bool {
        let word = self.word(cue);
        let Some(before) = cue.checked_sub(1).filter(|_| word.ends_with("ing") && self.cue(cue) == CueClass::Say)
        else {
            return false;
        };
        let pause = self.kind(before) == TokenKind::Comma || self.region_at(before).is_some();
        let insists = matches!(word, "insisting" | "adding" | "arguing" | "claiming" | "stressing");
        let that = self.tokens.get(cue + 1).is_some_and(|next| next.of(self.text) == "that");
        pause || insists && that && !self.is(before, Traits::AUX.with(Traits::PREP).with(Traits::SUB))
    }

    /// Whether a verb of saying at token `cue` goes on with what another at `report` reports in its sentence.
    pub fn goes_on_with(&self, cue: usize, report: usize) -> bool {
        let says = |at: usize| self.cue(at) == CueClass::Say;
        let joined = self.is_further_report(cue) || self.is(cue - 1, Traits::CONJ) && self.word(cue).ends_with("ed");
        says(cue)
            && says(report)
            && joined
            && self.word(cue) != "according"
            && (report + 1..=cue).all(|at| !self.tokens[at].begins_sentence)
    }

    /// Whether "and" or "but" stands before a verb, or before its pronoun, or a participle goes on with the report.
    fn goes_on(&self, cue: usize) -> bool {
        if self.is_further_report(cue) {
            return true;
        }
        let joins = |at: Option<usize>| at.is_some_and(|at| self.is(at, Traits::CONJ));
        let pronoun = Traits::HE.with(Traits::SHE).with(Traits::THEY);
        joins(cue.checked_sub(1)) || cue > 0 && self.is(cue - 1, pronoun) && joins(cue.checked_sub(2))
    }

    /// Whether region `first` says all that is said before the cue of its lead right behind it: it begins its sentence and
    /// ends with a comma, a question or a call inside its marks.
    pub fn is_complete_before(&self, lead: &Lead, first: usize) -> bool {
        let region = &self.regions[first];
        let begins = self.tokens[region.first].begins_sentence || region.first == self.block_of(first).tokens.start;
        let behind = lead.cue.is_some_and(|cue| {
            cue >= region.last
                && (region.last..cue).all(|at| self.region_at(at).is_none() && !self.tokens[at].begins_sentence)
        });
        lead.how <= How::Inverted && begins && behind && self.invites_cue(first)
    }

    /// The tokens that say who speaks in a lead, and that they do: its source, its cue, and the few words between them.
    pub fn says_who(&self, lead: &Lead) -> Vec<Range<usize>> {
        const BETWEEN: usize = 4;
        let source = lead.source.as_ref().map(|source| source.tokens.clone());
        let cue = lead.cue.map(|cue| cue..cue + 1);
        if let (Some(source), Some(cue)) = (&source, &cue) {
            let between = source.end.min(cue.end)..source.start.max(cue.start);
            let close = lead.how <= How::Before || between.len() <= BETWEEN;
            if close && lead.how <= How::FarBehind && between.clone().all(|at| self.region_at(at).is_none()) {
                let both = source.start.min(cue.start)..source.end.max(cue.end);
                return vec![both];
            }
        }
        source.into_iter().chain(cue).collect()
    }
}
