//! Whom a pronoun beside a quotation cannot mean: whoever is answered, and whoever the quotation speaks to or of.
//!
//! `Roe asked: “Why?” “I was late,” he replied.`: nobody answers himself. `“I see, Mr Roe,” he said.`: nor is it Roe. But
//! `“My wife shouted, ‘Bo, the barn!’ and I ran,” he said`: what others say in it may well name him.

use super::cues::CueClass;
use super::marks::opens_single;
use super::page::Page;
use super::source::Head;
use super::verbs::is_be;
use crate::speaker::tokens::{Mark, TokenKind};
use crate::speaker::{MentionKind, PersonId};
use crate::text::looks::count_looks;

/// How many words of a quotation are looked through for names.
const WORDS: usize = 120;

/// Whom a pronoun cannot mean.
#[derive(Debug, Default)]
pub(super) struct Others {
    /// The token of the words that say whom it answers.
    pub answered: Option<usize>,
    /// Whom the quotation beside it names.
    pub named: Vec<PersonId>,
}

impl Page<'_> {
    /// Whom the pronoun at a token cannot mean.
    pub(super) fn others_than(&self, at: usize) -> Others {
        Others { answered: self.answered_by(at), named: self.named_to_or_of(at) }
    }

    /// Who asks or tells something in the sentence before the pronoun at a token that replies, as a token.
    fn answered_by(&self, at: usize) -> Option<usize> {
        #[rustfmt::skip]
        const REPLIES: [&str; 8] =
            ["answered", "answers", "replied", "replies", "responded", "responds", "retorted", "retorts"];
        let replies = |at: usize| at < self.tokens.len() && REPLIES.contains(&self.word(at));
        if !replies(at + 1) && !at.checked_sub(1).is_some_and(replies) {
            return None;
        }
        let start = self.sentence_start(at, self.blocks[self.block_at(at)].tokens.start);
        // "Asked by Bo Lind if he had known, he replied"
        let asked = |at: usize| {
            self.region_at(at).is_none() && ["asked", "pressed", "questioned"].iter().any(|word| self.is_word(at, word))
        };
        if (start..at).any(asked) {
            return None;
        }
        let before = self.sentence_before(start)?;
        let cue = before.clone().rev().find(|&at| self.region_at(at).is_none() && self.asks_or_tells(at))?;
        let source = self.who_says(cue, before)?;
        match source.head {
            Head::Name(number) => Some(self.people.mentions[number].run.start as usize),
            Head::He | Head::She => Some(source.tokens.start),
            Head::Noun(noun) => Some(noun),
            Head::Other => None,
        }
    }

    /// "asked", "told him", "told Mr Lind"; but "was asked", "told the Orbit".
    fn asks_or_tells(&self, at: usize) -> bool {
        let told = match self.word(at) {
            "asked" | "asks" => false,
            "told" | "tells" => true,
            _ => return false,
        };
        // "was repeatedly asked"
        let before = (at.saturating_sub(2)..at).rev().find(|&at| !self.word(at).ends_with("ly"));
        let passive = self.tokens[at].begins_sentence || before.is_none_or(|before| is_be(self.word(before)));
        let somebody = |at: usize| {
            let named = |number: usize| self.people.mentions[number].kind == MentionKind::Person;
            at < self.tokens.len()
                && (matches!(self.word(at), "him" | "her")
                    || self.people.mention_at(at).is_some_and(|number| named(number) && !self.is_thing(number)))
        };
        !passive && (!told || somebody(at + 1))
    }

    /// The people whom the quotation beside a pronoun names, but not whoever it says that its speaker is: "I am Ann Roe".
    fn named_to_or_of(&self, at: usize) -> Vec<PersonId> {
        /// How far behind the pronoun the quotation begins.
        const BEHIND: usize = 4;
        // `“…,” he said`, `“…,” said he`; but `“….” He left`
        let before = || {
            let first = if self.cue(at - 1) == CueClass::Say { at - 1 } else { at };
            first.checked_sub(1).filter(|_| !self.tokens[first].begins_sentence).and_then(|at| self.region_at(at))
        };
        let end = self.blocks[self.block_at(at)].tokens.end.min(at + 1 + BEHIND);
        let behind = || {
            let mut words = (at + 1..end).take_while(|&at| self.kind(at) != TokenKind::Stop);
            words.find_map(|at| self.region_at(at))
        };
        let Some(region) = Some(at).filter(|&at| at > 0).and_then(|_| before()).or_else(behind) else {
            return Vec::new();
        };
        let words = self.regions[region].inside();
        let mut named = Vec::new();
        let mut next = words.start;
        let mut nested = false;
        while next < words.end.min(words.start + WORDS) {
            count_looks(1);
            if matches!(self.kind(next), TokenKind::Mark(_)) {
                nested = if nested { !self.closes_nested(next) } else { self.opens_nested(next, words.start) };
            }
            let Some(number) = self.people.mention_at(next) else {
                next += 1;
                continue;
            };
            let mention = &self.people.mentions[number];
            let itself = next == words.start || !self.is_own_name(next);
            if mention.kind == MentionKind::Person && itself && !nested {
                named.push(self.people.meant[number]);
            }
            next = (mention.run.end as usize).max(next + 1);
        }
        named
    }

    /// Whether a mark inside a quotation that begins at `first` opens one inside it.
    fn opens_nested(&self, at: usize, first: usize) -> bool {
        let (token, before) = (&self.tokens[at], at.checked_sub(1).filter(|_| at > first));
        let double = matches!(token.kind, TokenKind::Mark(Mark::Straight | Mark::Opening));
        let behind = self.tokens.get(at + 1);
        let opens = (token.spaced || at == first) && behind.is_some_and(|behind| !behind.spaced);
        double && opens || opens_single(self.text, token, before.map(|before| &self.tokens[before]), behind)
    }

    /// Whether a mark inside a quotation closes one inside it: no apostrophe does.
    fn closes_nested(&self, at: usize) -> bool {
        let behind = self.tokens.get(at + 1);
        !self.tokens[at].spaced && behind.is_none_or(|behind| behind.spaced || !behind.is_word())
    }

    /// "I am Ann Roe", "my name is Ann Roe", "they call me Roe": whether a name may be that of whoever speaks.
    fn is_own_name(&self, at: usize) -> bool {
        let before = at - 1;
        self.kind(before) == TokenKind::Clitic
            || ["am", "as", "be", "called", "is", "me", "named", "the"].iter().any(|word| self.is_word(before, word))
    }
}
