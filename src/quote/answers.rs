//! Quotations that a claim reaches and that are not its own, for words right behind them say whose they are.
//!
//! A verb of saying before two quotations reaches over both where nothing stands between them: `Lind said: “It went well.”
//! “It did not,” replied Berg.` The second is an answer, and the first verb's words end before it. And `“I was late,” Roe
//! told the court, according to a transcript` is what Roe told.

use super::claims::{Claim, Claims};
use super::cue_search::{How, Lead};
use super::cues::CueClass;
use super::page::Page;
use super::source::Head;

impl Claims {
    /// Takes from each claim the answers to what it says, and all behind them.
    pub(super) fn leave_answers(&mut self, page: &Page<'_>) {
        for number in 0..self.all.len() {
            let claim = &self.all[number];
            let first = if page.only_vouches(claim) { Some(claim.regions[0].0) } else { page.answer_to(claim) };
            if let Some(first) = first {
                self.end_before(number, first, page.regions[first].first);
            }
        }
    }
}

impl Page<'_> {
    /// `“I was late,” Roe told the court, according to a transcript.`: whether a claim says no more than where it is written
    /// that somebody says what stands between marks.
    fn only_vouches(&self, claim: &Claim) -> bool {
        let Some(&(region, _)) = claim.regions.first().filter(|_| self.is_word(claim.turns_on, "according")) else {
            return false;
        };
        let last = self.regions[region].last;
        let lead = self.lead_behind(region).filter(|lead| last < claim.turns_on && lead.how <= How::Inverted);
        lead.is_some_and(|lead| {
            let said = lead.cue.is_some_and(|cue| (last..claim.turns_on).contains(&cue));
            said && lead.source.is_some_and(|source| matches!(source.head, Head::Name(_) | Head::He | Head::She))
        })
    }

    /// The first region of a claim that is an answer to what it says.
    fn answer_to(&self, claim: &Claim) -> Option<usize> {
        let behind = claim.regions.iter().map(|(region, _)| *region).skip_while(|&region| {
            let first = self.regions[region].first;
            first < claim.turns_on
        });
        let answers =
            |&region: &usize| self.lead_of_answer(region).is_some_and(|lead| lead.cue != Some(claim.turns_on));
        behind.skip(1).find(answers)
    }

    /// The words that attribute a region which follows another right behind its closing mark, where they stand behind it and
    /// name a person.
    pub(super) fn lead_of_answer(&self, number: usize) -> Option<Lead> {
        let (one, two) = (&self.regions[number.checked_sub(1)?], &self.regions[number]);
        let beside = one.closed && one.last == two.first && one.block == two.block && self.ends_with_stop(number - 1);
        if !beside || !two.closed || !self.begins_with_capital(number) || self.ends_sentence(number) {
            return None;
        }
        let lead = self.lead(number).filter(|lead| lead.how <= How::Inverted)?;
        let named = lead.source.as_ref().is_some_and(|source| self.person_named(&source.head).is_some());
        (named && lead.cue.is_some_and(|cue| cue >= two.last && self.cue(cue) >= CueClass::Call)).then_some(lead)
    }
}
