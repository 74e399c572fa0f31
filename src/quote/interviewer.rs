//! Who asks in an interview whose introduction names both: `Herald reporter Ann Lisle sat down with chef Tom Barrow.`
//!
//! Few and plain signs say who asks. Where there are none, either may be the one who answers.

use super::page::Page;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use crate::speaker::{MentionKind, PersonId};

/// What one is who asks.
const ASKS: [&str; 8] =
    ["columnist", "correspondent", "editor", "interviewer", "journalist", "presenter", "reporter", "writer"];
/// How many words stand between such a word, or a verb, and a name.
const NEAR: usize = 4;

impl Page<'_> {
    /// Whether a mention of a person, before the first question of an interview, is of the one who asks.
    pub(super) fn is_interviewer(&self, number: usize) -> bool {
        let run = self.run_of(number);
        self.is_reporter(number)
            || self.is_bylined(run.start)
            || self.is_spoken_to_by_guest(number)
            || self.interviews(number)
    }

    /// "Herald reporter Ann Lisle", "the Herald’s Ann Lisle", "Ann Lisle of the Herald".
    fn is_reporter(&self, number: usize) -> bool {
        let run = self.run_of(number);
        let name = self.people.mentions[number].name.start as usize;
        let block = self.blocks[self.block_at(name)].tokens.clone();
        let described =
            (block.start.max(name.saturating_sub(NEAR))..name).rev().take_while(|&at| self.tokens[at].is_word());
        let trade = described.into_iter().any(|at| ASKS.iter().any(|trade| self.is_word(at, trade)));
        let paper = |at: usize| self.people.mention_at(at).is_some_and(|paper| self.is_paper_named(paper));
        let owned = run.start > block.start + 1 && self.is_possessive(run.start - 1) && paper(run.start - 2);
        let of = run.end + 2 < block.end
            && matches!(self.word(run.end), "of" | "from")
            && (paper(run.end + 1) || paper(run.end + 2));
        trade || owned || of
    }

    /// "By Ann Lisle", "was interviewed by Ann Lisle".
    fn is_bylined(&self, name: usize) -> bool {
        let Some(by) = name.checked_sub(1).filter(|&by| self.is_word(by, "by")) else { return false };
        let opens = self.blocks[self.block_at(name)].tokens.start == by;
        opens || by > 0 && self.word(by - 1) == "interviewed"
    }

    /// `Ann Lisle interviewed Tom Barrow`, `Ann Lisle talks to chef Tom Barrow`: whether one who opens a sentence without a word
    /// about them meets another who is described.
    fn interviews(&self, number: usize) -> bool {
        let (run, mention) = (self.run_of(number), &self.people.mentions[number]);
        let end = self.sentence_end(run.start);
        let verb = run.end.min(end);
        if verb < end && matches!(self.word(verb), "interviewed" | "interviews" | "quizzed" | "quizzes") {
            return true;
        }
        #[rustfmt::skip]
        const MEETS: [&str; 13] = [
            "catches", "caught", "chats", "chatted", "meets", "met", "sat", "sits", "speaks", "spoke", "talked", "talks",
            "visited",
        ];
        // "Chef Tom Barrow spoke to Ann Lisle"
        let before =
            (run.start.saturating_sub(NEAR)..run.start).rev().take_while(|&at| self.kind(at) == TokenKind::Word);
        let meets = before.into_iter().find(|&at| MEETS.contains(&self.word(at)));
        let guest = meets.and_then(|verb| self.people.mention_at(verb.checked_sub(1)?));
        if guest.is_some_and(|guest| guest != number && self.is_introduced_as(guest)) && !self.is_introduced_as(number)
        {
            return true;
        }
        let bare =
            verb < end && self.tokens[run.start].begins_sentence && !mention.titled && MEETS.contains(&self.word(verb));
        let other = (verb + 1..end.min(verb + 1 + 2 * NEAR)).find_map(|at| self.people.mention_at(at));
        bare && other.is_some_and(|other| self.is_introduced_as(other))
    }

    /// `In this interview with Ann Lisle, Tom Barrow speaks`: whether another speaks in the interview with somebody.
    fn is_spoken_to_by_guest(&self, number: usize) -> bool {
        const SPEAKS: [&str; 8] = ["discusses", "explains", "recalls", "reveals", "shares", "speaks", "talks", "tells"];
        let run = self.run_of(number);
        let with = run.start > 1 && self.word(run.start - 1) == "with" && self.word(run.start - 2) == "interview";
        let end = self.sentence_end(run.start);
        let guest = (run.end + 1..end.min(run.end + 1 + NEAR)).find_map(|at| self.people.mention_at(at));
        let speaks = |guest: usize| {
            let verb = self.run_of(guest).end;
            verb < end && SPEAKS.contains(&self.word(verb))
        };
        with && guest.is_some_and(speaks)
    }

    /// "chef Tom Barrow", "Tom Barrow, the chef".
    fn is_introduced_as(&self, number: usize) -> bool {
        let (run, mention) = (self.run_of(number), &self.people.mentions[number]);
        let trade = run.start > 0 && self.is_person_noun(run.start - 1);
        let behind = self.tokens.get(run.end).is_some_and(|comma| comma.kind == TokenKind::Comma)
            && self.tokens.get(run.end + 1).is_some_and(|next| next.is(Traits::DET));
        mention.kind == MentionKind::Person && (trade || mention.titled || behind)
    }

    /// The people before token `end` who ask.
    pub(super) fn interviewers(&self, end: usize) -> Vec<PersonId> {
        let before = self.people.mentions.iter().take_while(|mention| (mention.run.start as usize) < end);
        let asks = before.enumerate().filter(|(number, mention)| {
            mention.kind == MentionKind::Person && mention.words > 1 && self.is_interviewer(*number)
        });
        asks.map(|(number, _)| self.people.meant[number]).collect()
    }
}
