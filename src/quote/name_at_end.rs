//! The name at the end of long source words: "Gaming and electronics group Ore Holdings Ltd".

use super::bodies::{BESIDE_NAMES, FIRMS, is_institution_noun};
use super::cues::CueClass;
use super::page::{Page, is_often_a_noun};
use crate::speaker::MentionKind;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

impl Page<'_> {
    /// "Telecoms watchdog Ofwire", "Ruland rating agency Lind Service": the name with which source words end, right behind the noun
    /// that says what it is; what looks like a name before that says only of what kind.
    pub(super) fn name_behind_kind(&self, tokens: &Range<usize>) -> Option<usize> {
        let number = self.name_at_end(tokens)?;
        let noun = self.run_of(number).start - 1;
        let kind = self.is_kind_of_institution(noun) || self.word(noun) == "undersecretary";
        // "Ruland and mill group Ore Plc" are two.
        let named = |at: usize| self.people.mention_at(at).is_some();
        let joins = tokens.clone().skip(1).any(|at| self.is(at, Traits::CONJ) && named(at - 1));
        (kind && !self.tokens[noun].capital && !joins).then_some(number)
    }

    /// Whether a word is what an institution is called beside its name: "charity", "newspaper", "watchdog".
    fn is_kind_of_institution(&self, at: usize) -> bool {
        let word = self.word(at);
        is_institution_noun(word) || self.is_paper_noun(at) || BESIDE_NAMES.contains(&word)
    }

    /// "Ruland number one Ann Roe", "Ore's biggest lender and insurer Lind Bank Plc on Monday": the full name of a person or firm
    /// with which source words end that nothing hangs on.
    pub(super) fn name_at_end(&self, tokens: &Range<usize>) -> Option<usize> {
        let when = |at: usize| {
            let word = matches!(self.word(at), "on" | "last" | "this" | "week" | "month" | "year" | "earlier");
            self.people.mention_at(at).is_none() && (word || self.is(at, Traits::TIME))
        };
        let end = tokens.clone().rev().find(|&at| !when(at))? + 1;
        let number = self.people.mention_at(end - 1)?;
        let (mention, run) = (&self.people.mentions[number], self.run_of(number));
        let noun = run.start.checked_sub(1).filter(|&noun| noun >= tokens.start);
        let called = self.is_thing(number) && noun.is_some_and(|noun| self.is_kind_of_institution(noun));
        let whole = match mention.kind {
            MentionKind::Person => self.full_name_at(run.start).is_some(),
            MentionKind::Group => self.is(mention.name.end as usize - 1, Traits::FIRM),
        };
        // "Carts and property group Ore Holdings"
        let small = |at: usize| {
            let token = &self.tokens[at];
            let plain = !token.capital || token.begins_sentence && self.people.mention_at(at).is_none();
            token.kind == TokenKind::Word && plain
        };
        let grammar = Traits::PREP.with(Traits::AUX).with(Traits::REL).with(Traits::SUB);
        let plain = |at: usize| {
            let joins = self.is(at, Traits::CONJ);
            let between = at > tokens.start
                && small(at - 1)
                && small(at + 1)
                && !self.is(at + 1, Traits::DET)
                && !self.is_noun_of_several(at - 1);
            let verb = self.cue(at) >= CueClass::Say && !is_often_a_noun(self.word(at));
            let word = self.tokens[at].is_word() || self.kind(at) == TokenKind::Clitic;
            word && self.region_at(at).is_none() && !self.is(at, grammar) && !verb && (!joins || between)
        };
        let before = run.start.checked_sub(1).filter(|&before| before >= tokens.start)?;
        let hangs = self.is(before, Traits::CONJ.with(Traits::DET)) || self.is_possessive(before);
        let hangs = hangs || self.acts_on_name(before);
        (run.end == end && (whole || called) && !hangs && (tokens.start..run.start).all(plain)).then_some(number)
    }

    /// "Orr, Lind and Poe analyst Ann Roe": the full name with which source words end, behind a noun for what somebody is; what
    /// stands before that says only where.
    pub(super) fn name_behind_trade_at_end(&self, tokens: &Range<usize>) -> Option<usize> {
        let number = self.people.mention_at(tokens.end.checked_sub(1)?)?;
        let run = &self.people.mentions[number].run;
        let (start, trade) = (run.start as usize, (run.start as usize).checked_sub(1)?);
        let ends = run.end as usize == tokens.end && trade > tokens.start;
        // "Tobacco to insurance group Ore Industries Plc"
        let firm = self.people.mentions[number].kind == MentionKind::Group && FIRMS.has(self.word(trade));
        let range = trade.checked_sub(2).filter(|&to| firm && to > tokens.start && self.word(to) == "to");
        if ends && range.is_some_and(|to| to == tokens.start + 1) {
            return Some(number);
        }
        let whole = ends && self.full_name_at(start).is_some();
        let grammar = Traits::PREP.with(Traits::AUX).with(Traits::REL).with(Traits::SUB).with(Traits::DET);
        // "Lind and co-host Ann Roe" are two.
        let joins = |at: usize| {
            let name = self.tokens[at + 1].capital && !self.is(at + 1, Traits::TITLE.with(Traits::GIVEN));
            name || (tokens.start..at).all(|at| self.people.mention_at(at).is_none())
        };
        let plain = |at: usize| {
            let one = !self.is(at, Traits::CONJ) || joins(at);
            // "state president" is no verb.
            let verb = self.cue(at) >= CueClass::Say && !is_often_a_noun(self.word(at));
            one && !self.is(at, grammar) && self.region_at(at).is_none() && !verb
        };
        let trades = !self.tokens[trade].capital && self.is_person_noun(trade) && (tokens.start..trade).all(plain);
        (whole && (trades || self.office_before(start, tokens.start).is_some())).then_some(number)
    }
}
