//! Whom somebody tells: `told Orbit news agency it was late`, `asked Mr Lind if he had known`.
//!
//! What is said begins behind them; chains of labels often begin inside a name of several words, or before it.

use super::claims::Claim;
use super::cues::CueClass;
use super::page::Page;
use super::verbs::{is_be, is_finite};
use crate::speaker::MentionKind;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// How far behind its verb the words stand that are looked at, in tokens.
const REACH: usize = 6;
/// How long the words may be that say who is told.
const LONGEST: usize = 16;

impl Page<'_> {
    /// The words of a claim behind whoever is told or asked.
    pub fn behind_addressee(&self, claim: &Claim, words: Range<usize>) -> Range<usize> {
        let verb = claim.turns_on;
        if let Some(start) = self.behind_name_told(verb, &words) {
            return start..words.end;
        }
        if !(verb + 1..verb + REACH).contains(&words.start) || !takes_addressee(self.word(verb)) {
            return words;
        }
        let named = self.behind_rest_of_name(&words);
        if named >= words.end {
            return words;
        }
        let meeting = || self.behind_meeting(verb, named..words.end);
        let start = self.behind_told(verb, named..words.end).or_else(meeting).unwrap_or(named);
        if start < words.end { start..words.end } else { words }
    }

    /// `promised Bo Lind she would go`, `told Mr Lind of her plan`, `warned Ore on Friday against a sale`: where what is said begins
    /// behind a name that stands right behind the verb.
    fn behind_name_told(&self, verb: usize, words: &Range<usize>) -> Option<usize> {
        let (told, first) = (self.word(verb), verb + 1);
        let promises = told.starts_with("promis");
        let number = self.people.mention_at(first).filter(|_| words.start == first)?;
        if !promises && !takes_addressee(told) || self.people.mentions[number].run.start as usize != first {
            return None;
        }
        let mut at = self.people.mentions[number].run.end as usize;
        let day = |at: usize| at < words.end && self.is(at, Traits::TIME);
        at += usize::from(at < words.end && self.word(at) == "on" && day(at + 1));
        at += usize::from(day(at));
        if at + 2 >= words.end {
            return None;
        }
        let begins = match self.word(at) {
            "of" | "about" => told.starts_with('t') || told.starts_with("warn"),
            "against" => told.starts_with("warn"),
            "to" => told.starts_with("ask"),
            _ => promises && self.opens_clause(at, told),
        };
        begins.then_some(at)
    }

    /// `told the monthly press conference the ferry was late`: where a clause begins among `words`, behind a meeting that is told.
    pub fn behind_meeting(&self, verb: usize, words: Range<usize>) -> Option<usize> {
        const REACH: usize = 8;
        #[rustfmt::skip]
        const MEETINGS: [&str; 11] = [
            "audience", "committee", "conference", "congress", "council", "court", "hearing", "inquiry", "jury",
            "meeting", "parliament",
        ];
        let plain = |at: &usize| self.kind(*at) == TokenKind::Word && self.region_at(*at).is_none();
        let near = (words.start..words.end.min(verb + REACH)).take_while(plain);
        let meeting =
            near.filter(|_| takes_addressee(self.word(verb))).find(|&at| MEETINGS.contains(&self.word(at)))?;
        let start = meeting + 1;
        let opens = || self.is(start, Traits::DET) || self.pronoun(start).is_some() || self.tokens[start].capital;
        (start + 2 < words.end && opens()).then_some(start)
    }

    /// `told Harbour Radio 4's Today programme it was late`, `told Orbit news agency it was`: where the name ends that
    /// words begin in the middle of, or with.
    fn behind_rest_of_name(&self, words: &Range<usize>) -> usize {
        const NUMBERS: [&str; 6] = ["One", "Two", "Three", "Four", "Five", "Live"];
        #[rustfmt::skip]
        const KINDS: [&str; 13] = [
            "programme", "program", "show", "news", "newspaper", "paper", "magazine", "website", "agency", "channel",
            "radio", "television", "station",
        ];
        let first = words.start;
        let is_kind = |at: usize| KINDS.contains(&self.word(at)) || self.word(at) == "Programme";
        let capital = |at: usize| at < words.end && self.tokens[at].capital && self.region_at(at).is_none();
        let breaks = self.kind(first) == TokenKind::Number || NUMBERS.contains(&self.word(first)) || is_kind(first);
        let within = breaks && (self.tokens[first - 1].capital || is_kind(first - 1));
        if !within && !capital(first) {
            return first;
        }
        let mut kinds = is_kind(first);
        let mut at = first + 1;
        while at < words.end.min(first + LONGEST) {
            let of_name = if is_kind(at) {
                true
            } else if kinds {
                // "newspaper Clarion he"
                is_kind(at - 1) && capital(at) && at + 1 < words.end && self.begins_clause_at(at + 1)
            } else {
                // "Breakfast with Lind", "Four's the World at One"
                let joins = matches!(self.word(at), "with" | "at") && capital(at + 1);
                let article = self.word(at) == "the" && self.kind(at - 1) == TokenKind::Clitic && capital(at + 1);
                let part = matches!(self.kind(at), TokenKind::Clitic | TokenKind::Number) || capital(at);
                !self.begins_person(at) && (part || joins || article)
            };
            if !of_name {
                break;
            }
            kinds |= is_kind(at);
            at += 1;
        }
        if within || kinds { at } else { first }
    }

    /// Where what is said begins, where whoever is told by the `verb` stands before it among `words`.
    fn behind_told(&self, verb: usize, words: Range<usize>) -> Option<usize> {
        let (first, told) = (words.start, self.word(verb));
        if matches!(self.word(first), "her" | "him" | "them" | "me" | "us" | "you") {
            // "tells us is that it was late"
            let is_that = first + 3 < words.end && is_be(self.word(first + 1)) && self.word(first + 2) == "that";
            if is_that {
                return Some(first + 2);
            }
            let next = first + 1;
            // "her rival" is whom somebody asks.
            let hers = self.word(first) == "her" && next < words.end && self.tokens[next].capital;
            let quoted = next < words.end && self.region_at(next).is_some() && !told.starts_with('t');
            let opens = next < words.end && !hers && !quoted && self.begins_what_is_said(next);
            return opens.then_some(next);
        }
        // "told the claim “…”" says what is told; a name does not.
        let name = first + usize::from(self.is(first, Traits::DET));
        if name < words.end
            && let Some(number) = self.people.mention_at(name)
            && let end = self.people.mentions[number].run.end as usize
            && let Some(region) = self.region_at(end)
            && end < words.end
            && self.regions[region].words > 2
            && told.starts_with('t')
        {
            return Some(end);
        }
        // "warned visitors they would"
        let many = self.word(first).ends_with('s') && first + 1 < words.end && self.begins_clause_at(first + 1);
        let starts_name = self.is(first, Traits::DET.with(Traits::PREP))
            || self.tokens[first].capital
            || many
            || self.is_plural_role(first);
        // "warned of a risk that"
        let of = |at: usize| matches!(self.word(at), "of" | "about" | "against" | "on");
        if !starts_name || of(first) || of(first - 1) {
            return None;
        }
        let grammar = Traits::AUX.with(Traits::SUB).with(Traits::REL).with(Traits::CONJ);
        let passes = |&at: &usize| {
            self.tokens[at].is_word()
                && self.region_at(at).is_none()
                && !is_finite(self.word(at))
                && (self.opens_clause(at, told) || !self.is(at, grammar))
        };
        let mut near = (first + 1..words.end.min(first + LONGEST)).take_while(passes);
        let clause = near.find(|&at| self.opens_clause(at, told))?;
        (!self.opens_clause(first, told) && !self.is(clause - 1, Traits::PREP)).then_some(clause)
    }

    /// Whether what is said begins at a token behind whoever is told: "told the town that it", "warned his side they must".
    pub fn opens_clause(&self, at: usize, told: &str) -> bool {
        let asks = told.starts_with("ask");
        match self.word(at) {
            "if" | "whether" => asks,
            "that" if !asks => {
                // "a group that monitors rights", "a risk that has grown" tell of what stands before.
                let next = at + 1;
                let plain = |at: usize| {
                    self.kind(at) == TokenKind::Word
                        && !is_finite(self.word(at))
                        && !self.is(at, Traits::PREP.with(Traits::AUX).with(Traits::CONJ))
                        && self.cue(at) == CueClass::None
                        && !self.word(at).ends_with("ed")
                };
                let verb = next + 1 < self.tokens.len()
                    && (is_finite(self.word(next)) || plain(next) && self.word(next).ends_with('s') && plain(next + 1));
                !verb || self.tokens[next].capital || self.pronoun(next).is_some() || self.is(next, Traits::DET)
            }
            _ => !asks && self.begins_clause_at(at),
        }
    }

    /// "they must", "it was": whether a pronoun and the verb of its clause stand at a token.
    pub fn begins_clause_at(&self, at: usize) -> bool {
        let subject = self.pronoun(at).is_some() || ["there", "how", "that"].iter().any(|word| self.reads(at, word));
        subject && self.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Word && !next.is(Traits::PREP))
    }

    /// Whether a clause with a subject, or a question, begins at a token: "told her he was late".
    pub fn begins_what_is_said(&self, at: usize) -> bool {
        self.pronoun(at).is_some()
            || self.is(at, Traits::DET)
            || self.tokens[at].capital
            || self.region_at(at).is_some()
            || matches!(
                self.word(at),
                "that" | "if" | "whether" | "how" | "what" | "why" | "when" | "where" | "there" | "we" | "you"
            )
    }

    /// Whether the name of a person begins at a token.
    fn begins_person(&self, at: usize) -> bool {
        let mention = self.people.mention_at(at).map(|number| &self.people.mentions[number]);
        mention.is_some_and(|mention| {
            let named = mention.titled || self.is(mention.name.start as usize, Traits::GIVEN);
            mention.kind == MentionKind::Person && named && mention.run.start as usize == at
        })
    }
}

/// Whether a verb is followed by whoever hears it: "told Ann Roe", "warned the council".
pub fn takes_addressee(verb: &str) -> bool {
    #[rustfmt::skip]
    const VERBS: [&str; 15] = [
        "told", "tells", "telling", "asked", "asks", "asking", "warned", "warns", "warning", "reminded", "reminding",
        "assured", "assuring", "informed", "informing",
    ];
    VERBS.contains(&verb)
}
