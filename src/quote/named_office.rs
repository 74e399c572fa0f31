//! The name behind an office and what it is of: "The senator representing Delba North, Musa Garki, said", "Her Rulandish
//! counterpart, Bo Lind, said", "The victim's sister, retired nurse Ann Roe, said".
//!
//! The office may have a name in it, and may be one in capitals throughout: "The Police Public Relations Officer, SP Ann Roe,
//! said". Whoever is named behind the comma speaks all the same.

use super::cues::CueClass;
use super::page::Page;
use super::source::{Head, Source};
use crate::speaker::MentionKind;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// How many words may describe somebody between the comma and the name.
const DESCRIBED_WITHIN: usize = 4;
/// How long the office is at most, in tokens.
const LONGEST: usize = 18;

impl Page<'_> {
    /// The full name with which source words end, between commas, where what stands before says what somebody is.
    pub(super) fn name_behind_office_of(&self, tokens: &Range<usize>) -> Option<usize> {
        let comma = |at: usize| self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Comma);
        let closed = tokens.end.checked_sub(1).filter(|&last| comma(last));
        let end = closed.unwrap_or(tokens.end);
        if tokens.len() > 2 * LONGEST || tokens.len() < 5 || closed.is_none() && !comma(end) {
            return None;
        }
        let number = self.people.mention_at(end - 1)?;
        let mention = &self.people.mentions[number];
        let start = mention.run.start as usize;
        let named = mention.kind == MentionKind::Person && (mention.words > 1 || mention.titled);
        if !named || mention.run.end as usize != end || start <= tokens.start {
            return None;
        }
        let lowest = start.saturating_sub(DESCRIBED_WITHIN).max(tokens.start);
        let words = (lowest..start).rev().take_while(|&at| self.describes_somebody(at)).count();
        let first = start - words;
        let before = first.checked_sub(1).filter(|&before| before > tokens.start && comma(before))?;
        let trade = words == 0 || self.is_trade(start - 1);
        (trade && self.is_office_of(&(tokens.start..before))).then_some(number)
    }

    /// "said the senator representing Delba North, Musa Garki.": office and name, read forward from token `at` to `end`.
    pub(super) fn office_and_name_from(&self, at: usize, end: usize) -> Option<Source> {
        if !self.is(at, Traits::DET) && self.people.mention_at(at).is_none() {
            return None;
        }
        let inside = |&at: &usize| self.tokens[at].is_word() || self.is_possessive(at);
        let comma = at + (at..end.min(at + LONGEST)).take_while(inside).count();
        if comma + 2 >= end || comma < at + 2 || self.kind(comma) != TokenKind::Comma {
            return None;
        }
        let words = (comma + 1..end.min(comma + 1 + DESCRIBED_WITHIN)).take_while(|&at| self.describes_somebody(at));
        let start = comma + 1 + words.count();
        let number = self.people.mention_at(start).filter(|_| start < end)?;
        let mention = &self.people.mentions[number];
        let (first, name_end) = (mention.run.start as usize, mention.run.end as usize);
        let named = mention.kind == MentionKind::Person && (mention.words > 1 || mention.titled) && first == start;
        let closes =
            self.tokens.get(name_end).is_none_or(|next| matches!(next.kind, TokenKind::Comma | TokenKind::Stop));
        let trade = start == comma + 1 || self.is_trade(start - 1);
        let whole = named && closes && name_end <= end && trade && self.is_office_of(&(at..comma));
        whole.then_some(Source { tokens: at..name_end, head: Head::Name(number) })
    }

    /// Whether a small word may stand between a comma and the name that it describes.
    fn describes_somebody(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let grammar = Traits::PREP.with(Traits::AUX).with(Traits::REL).with(Traits::SUB).with(Traits::CONJ);
        token.kind == TokenKind::Word
            && !token.capital
            && self.region_at(at).is_none()
            && self.people.mention_at(at).is_none()
            && !token.is(grammar)
            && !matches!(self.word(at), "unlike" | "including" | "not")
            && self.cue(at) <= CueClass::Noun
    }

    /// "schoolteacher", "seller": whether a word says what somebody is, by what it is or how it ends.
    fn is_trade(&self, at: usize) -> bool {
        let word = self.word(at);
        self.is_person_noun(at) || word.len() > 4 && ["er", "or", "ist", "ian"].iter().any(|end| word.ends_with(end))
    }

    /// "The senator representing Delba North", "Roe's partner at the mill", "Her Rulandish counterpart": whether words say what one
    /// person is, with whatever that is of.
    fn is_office_of(&self, words: &Range<usize>) -> bool {
        let owned = |at: usize| at < words.end && self.is_possessive(at);
        let owner = self.people.mention_at(words.start).map(|number| self.people.mentions[number].run.end as usize);
        let opens = self.is(words.start, Traits::DET) && !self.is_indefinite(words.start) || owner.is_some_and(owned);
        if !opens || words.len() > LONGEST || words.clone().any(|at| self.region_at(at).is_some()) {
            return false;
        }
        let role = |at: usize| {
            let counterpart = matches!(self.word(at), "counterpart" | "number");
            let office = self.tokens[at].capital && self.is(at, Traits::ROLE);
            self.kind(at) == TokenKind::Word && (counterpart || office || self.is_person_noun(at))
        };
        let hangs = |&at: &usize| self.is(at, Traits::PREP) || self.word(at) == "representing";
        let head = words.start..words.clone().find(hangs).unwrap_or(words.end);
        // The last of them: "the mayor's aide" is no mayor.
        let hung = head.end < words.end;
        let Some(noun) = head.rev().find(|&at| role(at)) else { return false };
        // "the lawyer for the driver, Ann Roe," may be either.
        if hung && !self.tokens[words.end - 1].capital && self.is_person_noun(words.end - 1) {
            return false;
        }
        let grammar = Traits::AUX.with(Traits::REL).with(Traits::SUB).with(Traits::CONJ);
        let plain = |at: usize| {
            let inside = self.people.mention_at(at).is_some();
            let word = self.tokens[at].is_word() || self.is_possessive(at);
            let of = !self.is(at, Traits::PREP) || matches!(self.word(at), "of" | "for" | "at" | "in" | "to" | "on");
            let verb = self.cue(at) >= CueClass::Call || at > noun && self.looks_like_a_verb(at);
            inside || word && of && !verb && !self.is(at, grammar)
        };
        words.clone().all(plain)
    }
}

#[cfg(test)]
mod tests {
    use crate::quote::first_speaker as speaker;

    #[test]
    fn whoever_is_named_behind_the_office_speaks() {
        let named = Some("Ida Brandt".to_owned());
        for source in [
            "The senator representing Delba North, Ida Brandt,",
            "The Police Public Relations Officer, SP Ida Brandt,",
            "The Chairman of the Delba State Board of Internal Revenue, Ida Brandt,",
            "His Ostravian counterpart, Ida Brandt,",
            "The victim's sister, retired nurse Ida Brandt,",
        ] {
            assert_eq!(speaker(&format!("{source} said the road was late.")), named, "{source}");
        }
    }

    #[test]
    fn whoever_is_only_beside_somebody_does_not() {
        assert_eq!(speaker("The minister for Ore, unlike Ida Brandt, said the road was late."), None);
    }
}
