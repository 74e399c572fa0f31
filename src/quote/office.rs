//! The name at the end of an office: `Ore Rovers defender Ann Roe said`, `said chairman and chief executive Bo Lind`.
//!
//! Business and sports pages put firm or club, office and name side by side. What reads a source from its first word may
//! stop at the firm, or at the first half of the office; the name behind it is whoever speaks.

use super::cues::CueClass;
use super::page::Page;
use super::source::{Head, Source};
use crate::speaker::MentionKind;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;

/// How many words an office may have between a firm and a name, and behind its own first word.
const BEHIND_FIRM: usize = 4;
pub(super) const BEHIND_ROLE: usize = 7;

impl Page<'_> {
    /// The source read on to the name that an office ends with, where one does and it is the name's verb that stands at
    /// `cue`.
    pub fn with_office_holder(&self, source: Source, cue: Option<usize>) -> Source {
        let (from, most, firm) = match source.head {
            Head::Name(number) if self.people.mentions[number].kind == MentionKind::Group => {
                (self.people.mentions[number].run.end as usize, BEHIND_FIRM, true)
            }
            Head::Noun(noun) if self.is_person_noun(noun) && !self.is(source.tokens.start, Traits::DET) => {
                (noun + 1, BEHIND_ROLE, false)
            }
            _ => return source,
        };
        if from < source.tokens.end {
            return source;
        }
        let Some(number) = self.name_behind_office(from, most, firm) else { return source };
        let run = &self.people.mentions[number].run;
        let end = run.end as usize;
        let speaks = cue.is_some_and(|cue| {
            cue < source.tokens.start || (end..cue).all(|at| self.is(at, Traits::AUX)) && cue >= end && cue < end + 3
        });
        if speaks { Source { tokens: source.tokens.start..end, head: Head::Name(number) } } else { source }
    }

    /// "Ore director of rowing Ann Roe", "spokesman for sport Bo Lind": the office, with what it is of, right before the
    /// name at token `name`, looking back to `start`; but "a friend of actress Ann Roe" is no name.
    pub(super) fn office_before(&self, name: usize, start: usize) -> Option<usize> {
        /// What an office is of has no more words.
        const LONGEST: usize = 3;
        let last = name.checked_sub(1).filter(|&last| last > start && !self.is_person_noun(last))?;
        let lowest = name.saturating_sub(LONGEST + 2).max(start + 1);
        let joins = |at: usize| matches!(self.word(at), "of" | "for");
        let of = (lowest..last).rev().find(|&at| joins(at) && self.region_at(at).is_none())?;
        let grammar = Traits::PREP.with(Traits::AUX).with(Traits::REL).with(Traits::SUB).with(Traits::CONJ);
        let thing = |at: usize| {
            let article = at == of + 1 && self.word(at) == "the" && at < last;
            self.kind(at) == TokenKind::Word && (article || !self.is(at, grammar.with(Traits::DET)))
        };
        let anybody = (start.max(of.saturating_sub(4))..of).any(|at| matches!(self.word(at), "a" | "an" | "A" | "An"));
        // "Chair of governors Rev Bo Lind"
        let titled = || self.full_name_at(name).is_some_and(|number| self.people.mentions[number].titled);
        let office = (self.is(name, Traits::GIVEN) || titled()) && self.is(of - 1, Traits::ROLE) && !anybody;
        (office && (of + 1..name).all(thing)).then_some(of - 1)
    }

    /// "CEO Ann Roe", "Chief Executive Bo Lind": whether the words of a name begin with those of an office.
    fn begins_with_office(&self, number: usize) -> bool {
        let mention = &self.people.mentions[number];
        let (start, name) = (mention.run.start as usize, mention.name.start as usize);
        name > start && self.is(name - 1, Traits::ROLE) && self.is(name - 1, Traits::TITLE)
    }

    /// The person named right behind the words of an office, which begin at token `from` and are at most `most`.
    pub(super) fn name_behind_office(&self, from: usize, most: usize, firm: bool) -> Option<usize> {
        let mut at = from;
        while at < self.tokens.len().min(from + most + 1) {
            let token = &self.tokens[at];
            if self.region_at(at).is_some() || token.begins_sentence {
                return None;
            }
            if let Some(number) = self.people.mention_at(at) {
                let mention = &self.people.mentions[number];
                // "Finance Minister and Ore Party chairman": whose chairman.
                let behind = mention.run.end as usize;
                let whose = !firm && mention.run.start as usize == at && at > from && self.word(at - 1) == "and";
                if whose && self.tokens.get(behind).is_some_and(|next| next.is(Traits::ROLE) && !next.capital) {
                    at = behind;
                    continue;
                }
                // "co-founder and CEO Ann Roe": the second office has capitals of its own.
                let second = !firm && at > from && self.word(at - 1) == "and" && self.begins_with_office(number);
                let office =
                    at > from && (second || !self.is(at - 1, Traits::PREP.with(Traits::CONJ).with(Traits::DET)));
                let named = mention.kind == MentionKind::Person && mention.run.start as usize == at;
                let whole = mention.words > 1 && (firm || self.kind(at - 1) == TokenKind::Word);
                return (named && office && whole).then_some(number);
            }
            let joins = !firm && matches!(self.word(at), "and" | "of");
            // "director of planning", "state archivist"
            let noun = self.is(at, Traits::ORG.with(Traits::ROLE)) || !firm && self.word(at).ends_with("ing");
            let verb = self.cue(at) >= CueClass::Weak && !noun && !token.capital;
            let describes = token.kind == TokenKind::Word
                && (!verb || self.word(at) == "state")
                && !token.is(Traits::PREP.with(Traits::CONJ).with(Traits::AUX).with(Traits::REL))
                && !token.is(Traits::SUB.with(Traits::DET));
            if !joins && !describes {
                return None;
            }
            at += 1;
        }
        None
    }

    /// "Secretary of State for Health Ann Roe": the full name behind what the office is for whose first word is token
    /// `office`, where it ends before `end`.
    pub(super) fn name_behind_state_office(&self, office: usize, end: usize) -> Option<usize> {
        /// What an office is for has no more words and commas.
        const LONGEST: usize = 8;
        let state = self.tokens[office].capital
            && office + 4 < end
            && self.word(office + 1) == "of"
            && self.word(office + 2) == "State"
            && matches!(self.word(office + 3), "for" | "at" | "in");
        if !state {
            return None;
        }
        let first = office + 4 + usize::from(self.word(office + 4) == "the");
        let thing = |&at: &usize| {
            let token = &self.tokens[at];
            let word = token.kind == TokenKind::Word && (token.capital || self.word(at) == "and");
            (word || token.kind == TokenKind::Comma) && !token.begins_sentence && self.region_at(at).is_none()
        };
        let name = (first..end.min(first + LONGEST)).take_while(thing).find(|&at| {
            let Some(number) = self.full_name_at(at) else { return false };
            // "Home Affairs Ann Roe": what the office is for begins the run of capitals.
            let within = self.people.mentions[number].name.start as usize > at;
            within || at > first && self.kind(at - 1) == TokenKind::Word && self.word(at - 1) != "and"
        });
        let number = self.full_name_at(name?)?;
        (self.people.mentions[number].run.end as usize <= end).then_some(number)
    }
}

#[cfg(test)]
mod tests {
    use crate::quote::first_speaker as speaker;

    #[test]
    fn the_name_behind_firm_and_office_speaks() {
        let named = Some("Ida Brandt".to_owned());
        assert_eq!(speaker("“We were late,” Ore Rovers defender Ida Brandt said."), named);
        assert_eq!(speaker("“We were late,” said Ore Motors Inc planner Ida Brandt."), named);
        assert_eq!(speaker("“We were late,” chairman and chief executive Ida Brandt said."), named);
    }

    #[test]
    fn whoever_hangs_on_an_office_does_not_speak() {
        assert_eq!(speaker("“We were late,” said a spokesman for Ida Brandt."), None);
        assert_eq!(speaker("“We were late,” Ore Rovers said of Ida Brandt."), Some("Ore Rovers".to_owned()));
    }
}
