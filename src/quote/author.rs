//! Who wrote what is read out: `the email from Ann Roe read: “…”`, `Roe posted a statement. “We have parted,” it read.`, `A
//! statement signed by Obi Kalu said`.

use super::cue_search::Lead;
use super::page::Page;
use super::source::{Head, Source};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use crate::speaker::{MentionKind, PersonId};

/// What somebody writes to others.
const MESSAGES: [&str; 12] = [
    "caption",
    "email",
    "letter",
    "message",
    "note",
    "post",
    "statement",
    "telegram",
    "text",
    "tweet",
    "tribute",
    "update",
];

/// What is done with one by whoever wrote it.
const WRITTEN: [&str; 13] = [
    "emailed",
    "issued",
    "left",
    "penned",
    "posted",
    "published",
    "released",
    "sent",
    "shared",
    "texted",
    "tweeted",
    "wrote",
    "written",
];

/// How far back a message is looked for, in tokens.
const REACH: usize = 50;
/// Tokens between the verb and the message.
const BETWEEN: usize = 7;

impl Page<'_> {
    /// The person who wrote the message that the words of a source are, where the article says so.
    pub(super) fn author_of(&self, source: &Source) -> Option<(PersonId, usize)> {
        let first = source.tokens.start;
        match source.head {
            Head::Noun(noun) if MESSAGES.contains(&self.word(noun)) => {
                let by = self.tokens.get(noun + 1).map_or("", |next| next.of(self.text));
                if matches!(by, "from" | "by") {
                    return self.writer(&self.source_from(noun + 2, self.sentence_end(noun))?);
                }
                let the = noun == first + 1 && self.is_word(first, "the");
                if the { self.author_before(first, self.word(noun)) } else { None }
            }
            Head::Other if self.is(first, Traits::IT) => self.author_before(first, ""),
            _ => None,
        }
    }

    /// `A statement signed by Obi Kalu said`: the person whose statement the source is that ends with `noun`, or with the word for
    /// signing behind it.
    pub(super) fn signer_of(&self, noun: usize) -> Option<(PersonId, usize)> {
        const SIGNED: [&str; 6] = ["authored", "issued", "released", "signed", "written", "penned"];
        const WORDS: [&str; 5] = ["article", "communique", "letter", "memo", "statement"];
        let signed = |at: usize| self.tokens.get(at).is_some_and(|token| SIGNED.contains(&token.of(self.text)));
        let statement = if signed(noun) { noun.checked_sub(1)? } else { noun };
        if !WORDS.contains(&self.word(statement)) {
            return None;
        }
        let by = statement + 1 + usize::from(signed(statement + 1));
        let is_by = self.tokens.get(by).is_some_and(|by| by.of(self.text) == "by");
        let source = self.source_from(by + 1, self.sentence_end(statement)).filter(|_| is_by)?;
        let Head::Name(number) = source.head else { return None };
        // "a letter by Ore Carts" is no person's; who signs or issues one is whoever is named.
        let person = self.people.mentions[number].kind == MentionKind::Person && !self.is_thing(number);
        let person = person || by > statement + 1;
        person.then_some((self.people.meant[number], number))
    }

    /// `Roe posted a statement`: who wrote the message that the sentence before token `at` ends on; a `noun` says which.
    fn author_before(&self, at: usize, noun: &str) -> Option<(PersonId, usize)> {
        let lowest = at.saturating_sub(REACH);
        let written = |verb: usize| WRITTEN.contains(&self.word(verb)) && self.region_at(verb).is_none();
        let verb = (lowest..at).rev().find(|&verb| written(verb))?;
        let object = verb + 1..at.min(verb + 1 + BETWEEN);
        let mut object = object.take_while(|&at| self.tokens[at].is_word() && self.region_at(at).is_none());
        let message = |&at: &usize| MESSAGES.contains(&self.word(at)) && (noun.is_empty() || self.word(at) == noun);
        object.find(message)?;
        self.writer(&self.subject_of_cue(verb)?)
    }

    /// The person whom the words of a source name or mean.
    fn writer(&self, source: &Source) -> Option<(PersonId, usize)> {
        match source.head {
            Head::Name(number)
                if self.people.mentions[number].kind == MentionKind::Person && !self.is_thing(number) =>
            {
                Some((self.people.meant[number], number))
            }
            Head::He | Head::She => self.he_who_spoke(source.tokens.start),
            _ => None,
        }
    }

    /// `“We have parted,” it read.`, `the email read: “…”`: whether a cue reads out what stands between marks.
    pub(super) fn reads_out(&self, lead: &Lead) -> bool {
        let (Some(cue), Some(source)) = (lead.cue, lead.source.as_ref()) else { return false };
        let verb = matches!(self.word(cue), "read" | "reads" | "began" | "begins" | "ran" | "concluded");
        let message = match source.head {
            Head::Noun(noun) => MESSAGES.contains(&self.word(noun)),
            Head::Other => self.is(source.tokens.start, Traits::IT),
            _ => false,
        };
        verb && message && self.kind(cue) == TokenKind::Word
    }
}
