//! From source words to a speaker: the full name of a surname, the person that "he" or "the minister" means.

use super::cue_search::{How, Lead};
use super::page::Page;
use super::source::Head;
use crate::article::{AttributionClass, SourceKind, Span};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use crate::speaker::{MentionKind, PersonId};

/// Whom a quotation was given to, and on what ground.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The person.
    pub person: PersonId,
    /// The mention whose printed name is nearest.
    pub mention: usize,
    /// What the source words were.
    pub kind: SourceKind,
    /// The kind of reasoning.
    pub class: AttributionClass,
    /// How likely it is right.
    pub confidence: f32,
}

/// A quotation already attributed, as those after it see it.
#[derive(Debug, Clone, Copy)]
pub struct Earlier {
    /// The person, where somebody was found.
    pub person: Option<(PersonId, usize)>,
    /// The block in which it ends.
    pub block: usize,
}

impl Page<'_> {
    /// Whom the source words mean.
    ///
    /// The confidences are the shares of right names, by the way they were found, among the quotations of training
    /// articles whose speaker is known (840 articles, 3,857 such quotations); that of roles is a guess on the safe side.
    pub fn resolve(&self, lead: &Lead, earlier: Option<&Earlier>) -> Option<Found> {
        let source = lead.source.as_ref()?;
        match source.head {
            Head::Name(mention) => {
                let person = self.people.meant[mention];
                let confidence = match lead.how {
                    How::Behind | How::Inverted => 0.97,
                    How::Before | How::According | How::Colon | How::Dash => 0.93,
                    How::FarBefore | How::FarBehind => 0.92,
                    How::SentenceBefore => 0.75,
                    How::Sentence => 0.7,
                };
                Some(Found { person, mention, kind: SourceKind::Named, class: AttributionClass::Explicit, confidence })
            }
            Head::He | Head::She => {
                let woman = source.head == Head::She;
                let (person, mention) = self.person_of_pronoun(source.tokens.start, woman, earlier)?;
                let confidence = 0.87;
                Some(Found { person, mention, kind: SourceKind::Pronoun, class: AttributionClass::Pronoun, confidence })
            }
            Head::Noun(noun) => {
                // "a minister" is anybody.
                let first = source.tokens.start;
                let definite =
                    ["the", "his", "her", "their", "its", "our", "my"].iter().any(|word| self.is_word(first, word));
                if !definite || !self.is(noun, Traits::ROLE) {
                    return None;
                }
                let (person, mention) = self.people.with_role(self.word(noun), first)?;
                Some(Found {
                    person,
                    mention,
                    kind: SourceKind::Nominal,
                    class: AttributionClass::Title,
                    confidence: 0.7,
                })
            }
            Head::Other => None,
        }
    }

    /// The nearest fitting person before "he" or "she" at token `at`.
    fn person_of_pronoun(&self, at: usize, woman: bool, earlier: Option<&Earlier>) -> Option<(PersonId, usize)> {
        let mentions = &self.people.mentions;
        let before = mentions.partition_point(|mention| (mention.run.start as usize) < at);
        let here = self.blocks.partition_point(|block| block.tokens.end <= at);
        let mut best: Option<(f32, usize)> = None;
        for number in (before.saturating_sub(40)..before).rev() {
            let mention = &mentions[number];
            let start = mention.run.start as usize;
            let person = self.people.person(self.people.meant[number]);
            if mention.kind != MentionKind::Person || self.region_at(start).is_some() {
                continue;
            }
            let sex = if woman { -person.gender } else { person.gender };
            if sex < 0 {
                continue;
            }
            let block = self.blocks.partition_point(|block| block.tokens.end <= start);
            let mut score = -0.35 * (here - block).min(12) as f32 - 0.008 * (at - start).min(300) as f32;
            score += if sex > 0 { 0.6 } else { 0.0 };
            score += if person.surely_person || person.gender != 0 { 0.3 } else { -1.2 };
            score += self.prominence(number);
            if let Some(earlier) = earlier
                && earlier.person.is_some_and(|(id, _)| id == self.people.meant[number])
            {
                score += if here <= earlier.block + 1 { 1.2 } else { 0.5 };
            }
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, number));
            }
        }
        best.map(|(_, number)| (self.people.meant[number], number))
    }

    /// What speaks for a mention as somebody a pronoun goes back to: it begins its sentence, or it is the subject of a
    /// verb of saying; against it, that something is said to belong to it.
    fn prominence(&self, mention: usize) -> f32 {
        let run = &self.people.mentions[mention].run;
        let (start, end) = (run.start as usize, run.end as usize);
        let mut score = 0.0;
        // "Earlier on Monday, defence secretary Ann Roe": what describes the name belongs to it.
        let describes = |at: usize| {
            self.kind(at) == TokenKind::Word
                && !self.is(at, Traits::PREP.with(Traits::CONJ).with(Traits::AUX))
                && self.cues[at] <= super::cues::CueClass::Noun
        };
        let mut opening = start;
        while opening > 0 && start - opening < 6 && !self.tokens[opening].begins_sentence && describes(opening - 1) {
            opening -= 1;
        }
        if self.tokens[opening].begins_sentence || opening > 0 && self.kind(opening - 1) == TokenKind::Comma {
            score += 0.8;
        }
        let speaks = |at: usize| self.cues.get(at).is_some_and(|&class| class >= super::cues::CueClass::Think);
        if speaks(end)
            || speaks(end + 1)
            || self.speaks_behind_apposition(end)
            || start > 0 && speaks(start - 1) && self.word(start - 1) != "told"
        {
            score += 1.2;
        }
        if self.tokens.get(end).is_some_and(|token| token.kind == TokenKind::Clitic) {
            score -= 0.7;
        }
        if start > 0 && self.is(start - 1, Traits::PREP) {
            score -= 0.6;
        }
        score
    }

    /// `, R-Ore, said` behind a name that ends before token `end`.
    fn speaks_behind_apposition(&self, end: usize) -> bool {
        let limit = self.tokens.len().min(end + 16);
        if end + 1 >= limit || !matches!(self.kind(end), TokenKind::Comma | TokenKind::Open) {
            return false;
        }
        let closes = |&at: &usize| matches!(self.kind(at), TokenKind::Comma | TokenKind::Close | TokenKind::Stop);
        let Some(close) = (end + 1..limit).find(closes) else { return false };
        let next = if close + 1 < limit && self.kind(close + 1) == TokenKind::Comma { close + 2 } else { close + 1 };
        self.cues.get(next).is_some_and(|&class| class == super::cues::CueClass::Say)
    }

    /// The words of a cue: "according to" and "shot back" are two.
    pub fn cue_span(&self, lead: &Lead) -> Option<Span> {
        let cue = lead.cue?;
        let pair =
            lead.how == How::According && self.tokens.get(cue + 1).is_some_and(|next| next.of(self.text) == "to");
        let first = if self.word(cue) == "back" && cue > 0 { cue - 1 } else { cue };
        Some(self.span(first..if pair { cue + 2 } else { cue + 1 }))
    }

    /// The places that prove an attribution, from the quotation outwards.
    pub fn evidence(&self, lead: Option<&Lead>, found: Option<&Found>) -> Vec<Span> {
        let mut places: Vec<Span> = Vec::with_capacity(4);
        if let Some(lead) = lead {
            places.extend(self.cue_span(lead));
            places.extend(lead.source.as_ref().map(|source| self.span(source.tokens.clone())));
        }
        if let Some(found) = found {
            let full = self.people.person(found.person).fullest as usize;
            for mention in [found.mention, full] {
                let span = self.people.mentions[mention].span;
                if !places.iter().any(|place| place.contains(span)) {
                    places.push(span);
                }
            }
        }
        places
    }
}
