//! Two people who speak as one: `Ann Roe and Bo Lind said in a joint statement`.
//!
//! A quotation has one speaker. Where the source joins several, its words hold all their names, and the speaker is the one
//! named first.

use super::cue_search::{How, Lead};
use super::cues::CueClass;
use super::page::Page;
use super::source::{Head, Source};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::{TokenKind, is_ampersand};
use crate::speaker::{Mention, MentionKind};
use std::ops::Range;

/// How far behind "and" the next name stands: "and her clerk, Bo Lind".
const REACH: usize = 6;

impl Page<'_> {
    /// The lead with its source read to the end of all names that are joined in it.
    pub fn with_joined_names(&self, mut lead: Lead) -> Lead {
        let Some(Source { tokens, head: Head::Name(number) }) = lead.source.clone() else { return lead };
        let mention = &self.people.mentions[number];
        if mention.kind != MentionKind::Person || lead.how >= How::Sentence {
            return lead;
        }
        let end = mention.run.end as usize;
        let whole = match lead.cue {
            Some(cue) if cue >= end && matches!(lead.how, How::Before | How::FarBefore) => self
                .first_joined(tokens.start)
                .map(|first| (self.people.mentions[first].run.start as usize..tokens.end, Head::Name(first))),
            cue => self.last_joined(end, cue).map(|last| (tokens.start..last, Head::Name(number))),
        };
        if let Some((tokens, head)) = whole {
            lead.source = Some(Source { tokens, head });
        }
        lead
    }

    /// Whether a source names several people.
    pub fn joins_names(&self, source: &Source) -> bool {
        let Head::Name(first) = source.head else { return false };
        let end = self.people.mentions[first].run.end as usize;
        let last = self.people.mention_at(source.tokens.end - 1);
        end < source.tokens.end
            && last.is_some_and(|last| last != first && self.people.mentions[last].kind == MentionKind::Person)
            && (end..source.tokens.end).any(|at| self.is_and(at))
    }

    /// The words of a source without the end of the clause before it: "said Ann Roe and Bo Lind added" is Lind's.
    pub fn last_clause(&self, tokens: Range<usize>, cue: usize) -> Range<usize> {
        let second = self.person_at(tokens.start).and_then(|(_, first)| {
            let and = first.run.end as usize;
            let (_, second) = self.person_at(and + 1).filter(|_| self.is_and(and))?;
            Some(second.run.start as usize).filter(|second| *second < tokens.end)
        });
        let verb_before = tokens.start.checked_sub(1).is_some_and(|before| self.cue(before) > CueClass::Noun);
        match second {
            Some(second) if verb_before && cue >= tokens.end => second..tokens.end,
            _ => tokens,
        }
    }

    fn is_and(&self, at: usize) -> bool {
        self.tokens.get(at).is_some() && (self.word(at) == "and" || is_ampersand(self.word(at)))
    }

    fn person_at(&self, at: usize) -> Option<(usize, &Mention)> {
        let number = self.people.mention_at(at)?;
        Some((number, &self.people.mentions[number])).filter(|(_, mention)| mention.kind == MentionKind::Person)
    }

    /// One past the last of the names that are joined to one that ends before token `end`; those of `…," Roe and Lind
    /// said` end before the cue, those of `said Roe and Lind` are no subject of a verb that follows.
    fn last_joined(&self, mut end: usize, cue: Option<usize>) -> Option<usize> {
        // "Ann Roe, Bo Lind and Cy Poe"
        while self.tokens.get(end).is_some_and(|token| token.kind == TokenKind::Comma)
            && let Some((_, next)) = self.person_at(end + 1)
            && let after = next.run.end as usize
            && (self.is_and(after) || self.tokens.get(after).is_some_and(|token| token.kind == TokenKind::Comma))
        {
            end = after;
        }
        if !self.is_and(end) {
            return None;
        }
        for at in end + 1..(end + REACH).min(self.tokens.len()) {
            if let Some((_, mention)) = self.person_at(at) {
                let last = mention.run.end as usize;
                let speaks = |at: usize| {
                    self.tokens.get(at).is_some_and(|token| token.is(Traits::AUX))
                        || at < self.tokens.len() && self.cue(at) > CueClass::Noun
                };
                return match cue {
                    Some(cue) if cue >= end => last <= cue,
                    _ => !speaks(last),
                }
                .then_some(last);
            }
            let comma = self.kind(at) == TokenKind::Comma && at > end + 1;
            let describes = self.kind(at) == TokenKind::Word
                && self.cue(at) <= CueClass::Noun
                && self.region_at(at).is_none()
                && !self.is(at, Traits::AUX.with(Traits::PREP).with(Traits::CONJ).with(Traits::REL).with(Traits::SUB));
            if !comma && !describes {
                return None;
            }
        }
        None
    }

    /// The first of the names that are joined to the source that begins at token `start`, where they are what the
    /// clause begins with: in "He met Ann Roe and Bo Lind said" they are not.
    fn first_joined(&self, start: usize) -> Option<usize> {
        let and = start.checked_sub(1).filter(|&and| self.is_and(and))?;
        let (mut number, mut mention) = self.person_at(and.checked_sub(1)?)?;
        while let Some(comma) = (mention.run.start as usize).checked_sub(1)
            && self.kind(comma) == TokenKind::Comma
            && let Some((before, earlier)) = comma.checked_sub(1).and_then(|at| self.person_at(at))
        {
            (number, mention) = (before, earlier);
        }
        let first = mention.run.start as usize;
        let opens = self.tokens[first].begins_sentence
            || first.checked_sub(1).is_none_or(|before| {
                !self.tokens[before].is_word()
                    || self.is(before, Traits::SUB.with(Traits::ROLE))
                    || self.is_plural_role(before)
            });
        opens.then_some(number)
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Quotation;
    use crate::quote::{article_of, find_quotations};

    fn first_quotation(text: &str) -> Quotation {
        let article = article_of(text);
        find_quotations(&article).swap_remove(0)
    }

    #[test]
    fn the_first_of_two_names_speaks_and_the_source_holds_both() {
        let text = "“We found nothing,” Ann Roe and Bo Lind said in a joint statement.";
        let joined = first_quotation(text);
        assert_eq!(joined.source[0].of(text), "Ann Roe and Bo Lind");
        assert_eq!(joined.speaker.unwrap().full_name, "Ann Roe");
        assert!(joined.attribution.confidence > 0.5);
    }

    #[test]
    fn a_clause_that_and_begins_has_a_speaker_of_its_own() {
        let text = "He met Ann Roe and Bo Lind said it was “far too long ago to matter”.";
        assert_eq!(first_quotation(text).speaker.unwrap().full_name, "Bo Lind");
        let text = "“It was open,” said Ann Roe and Bo Lind agreed.";
        assert_eq!(first_quotation(text).source[0].of(text), "Ann Roe");
    }
}
