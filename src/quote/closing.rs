//! Attribution that closes its sentence: `The ferry will not run, Bo Lind said on Friday.`, `The ferry is late, say fishermen.`
//!
//! Chains of labels are read from the cue. Over a long sentence each place where what is said might begin is unlikely,
//! so that none is found; and who stands behind the verb is often taken for what is said.

use super::claims::Claim;
use super::cues::CueClass;
use super::page::Page;
use super::source::Source;
use super::told::takes_addressee;
use super::verbs::{is_be, is_finite};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// Below this chance a cue is not taken to close its sentence.
const LIKELY: f32 = 0.3;

/// How long the words may be that stand behind the verb, or name the speaker there, in tokens.
const LONGEST: usize = 9;

impl Page<'_> {
    /// Gives a claim whose cue closes its sentence the words before it, where it has found none.
    pub fn close(&self, claim: &mut Claim) {
        if claim.chance < LIKELY || self.cue(claim.turns_on) != CueClass::Say {
            return;
        }
        let found = self.said_before(claim).or_else(|| self.said_before_speaker(claim));
        if let Some((clause, speaker)) = found.or_else(|| self.speaker_taken_in(claim)) {
            (claim.content, claim.source, claim.closes) = (vec![clause], vec![speaker], true);
        }
    }

    /// `The ferry will not run, Bo Lind told reporters on Friday.`: the words before the source, where nothing that might
    /// be said follows the verb.
    fn said_before(&self, claim: &Claim) -> Option<(Range<usize>, Range<usize>)> {
        let cue = claim.turns_on;
        let source = claim.source.first().filter(|source| claim.source.len() == 1 && source.end <= cue)?;
        let source = self.behind_last_comma(source.clone());
        let comma = source.start.checked_sub(1).filter(|&comma| self.kind(comma) == TokenKind::Comma)?;
        // "…, a charge the company denies", "…, the town was told": it says something else, or nothing.
        let passive = is_be(self.word(cue - 1)) && !self.is(source.start, Traits::IT);
        let takes_up = passive
            || self.word(cue).starts_with("den")
            || matches!(self.word(source.start), "a" | "an")
                && source.clone().skip(1).any(|at| self.is(at, Traits::DET));
        let close = (source.end..cue).all(|at| self.is(at, Traits::AUX) || self.word(at).ends_with("ly"));
        if close && !takes_up && self.is_all_before(claim, comma) {
            let clause = self.clause_to(comma).filter(|clause| self.has_no_marks(clause))?;
            // "But the ferry", "However, the ferry"
            let found = claim.content[0].start;
            let near = found < clause.start + 3 && (clause.start..found).all(|at| self.kind(at) != TokenKind::Dash);
            return Some((if near { found..comma } else { clause }, source));
        }
        let close = close && claim.content.iter().all(|words| words.start > cue);
        let listener = self.behind_listener(cue);
        // "has claimed in a debate"
        let within = |words: &Range<usize>| words.start == cue + 2 && matches!(self.word(cue + 1), "in" | "during");
        let nothing =
            |words: &Range<usize>| words.end <= listener || within(words) || words.clone().all(|at| self.is_date(at));
        let end = self.sentence_end(cue);
        let closes = close && !takes_up && claim.content.iter().all(nothing) && self.is_circumstance(listener, end);
        closes.then(|| Some((self.clause_to(comma)?, source))).flatten()
    }

    /// `The council ruled that the ferry was old, it said.`: whether all that a claim which closes its sentence has found ends at the
    /// comma before its source.
    fn is_all_before(&self, claim: &Claim, comma: usize) -> bool {
        let cue = claim.turns_on;
        let before = matches!(claim.content.as_slice(), [words] if words.end == comma);
        before && self.is_circumstance(self.behind_listener(cue), self.sentence_end(cue))
    }

    fn has_no_marks(&self, words: &Range<usize>) -> bool {
        words.clone().all(|at| self.region_at(at).is_none())
    }

    /// `The ferry will not run, officials at the harbour said.`: the words before the source, and the source, where a claim
    /// takes both for what is said.
    fn speaker_taken_in(&self, claim: &Claim) -> Option<(Range<usize>, Range<usize>)> {
        let cue = claim.turns_on;
        let verb = claim.cue.iter().find(|words| words.contains(&cue))?.start;
        let content = claim.content.iter().find(|words| words.end == verb)?;
        let comma = content.clone().rev().find(|&at| self.kind(at) == TokenKind::Comma)?;
        let speaker = comma + 1..verb;
        let opens = Traits::CONJ.with(Traits::PREP);
        let plain = !self.is(speaker.start, opens)
            && speaker.clone().all(|at| self.is_plain(at) && !self.word(at).ends_with("ing"));
        let named = self.source_from(speaker.start, speaker.end).is_some() && speaker.len() < LONGEST;
        let closes = plain && named && self.is_circumstance(self.behind_listener(cue), self.sentence_end(cue));
        let clause =
            self.clause_to(comma).filter(|clause| closes && clause.clone().any(|at| is_finite(self.word(at))))?;
        Some((clause, speaker))
    }

    /// Those of a source's words that stand behind its last comma, where these can be all of it: `under a five-year deal,
    /// Ore Motors said`; in `Ann Roe, a baker, said` a comma stands before the verb, too.
    fn behind_last_comma(&self, source: Range<usize>) -> Range<usize> {
        let start =
            source.clone().rev().find(|&at| self.kind(at) == TokenKind::Comma).map_or(source.start, |at| at + 1);
        let last = start..source.end;
        let joined = last.clone().any(|at| self.is(at, Traits::CONJ.with(Traits::FIRM)));
        let place = last.len() == 1 && self.is(start, Traits::PLACE);
        if last.is_empty() || joined || place { source } else { last }
    }

    /// Whether a token is part of a day or a month: "on Friday", "last week".
    fn is_date(&self, at: usize) -> bool {
        self.is(at, Traits::TIME.with(Traits::PREP).with(Traits::DET))
            || self.kind(at) == TokenKind::Number
            || opens_time(self.word(at))
            || matches!(self.word(at), "week" | "month" | "year" | "morning" | "afternoon" | "evening" | "night")
    }

    /// `The ferry is late, say fishermen.`: the words before the verb, and the speaker behind it.
    fn said_before_speaker(&self, claim: &Claim) -> Option<(Range<usize>, Range<usize>)> {
        let cue = claim.turns_on;
        let comma = cue.checked_sub(1).filter(|&comma| self.kind(comma) == TokenKind::Comma)?;
        if !matches!(self.word(cue), "say" | "says" | "said") || claim.content.iter().any(|words| words.start < cue) {
            return None;
        }
        let speaker = cue + 1..self.sentence_end(cue);
        let plain = |at: usize| self.is_plain(at) && self.pronoun(at).is_none();
        // "say analysts": whoever says what "say" stands before is many.
        let many = self.word(cue) == "say";
        let ends = |source: Source| {
            // "says the town's Ann Roe in Ore"
            let place = source.tokens.end + 1 < speaker.end && self.tokens[source.tokens.end + 1].capital;
            source.tokens.end == speaker.end || place && self.is_circumstance(source.tokens.end, speaker.end)
        };
        let named = self.source_from(speaker.start, speaker.end).is_some_and(ends);
        let bare = many && (1..3).contains(&speaker.len()) && !speaker.clone().any(|at| self.tokens[at].capital);
        let clause = self.clause_to(comma)?;
        let whole = many || clause.clone().any(|at| is_finite(self.word(at)));
        let closes = whole && (named || bare) && speaker.len() < LONGEST && speaker.clone().all(plain);
        closes.then_some((clause, speaker))
    }

    /// The words of a sentence up to its `comma`, where they can be a sentence of their own.
    pub fn clause_to(&self, comma: usize) -> Option<Range<usize>> {
        let block = self.block_at(comma);
        let first = self.sentence_start(comma, self.blocks[block].tokens.start);
        let start = first + usize::from(self.is(first, Traits::CONJ));
        let clause = start..comma;
        let behind_name = |at: usize| {
            let number = at.checked_sub(1).and_then(|before| self.people.mention_at(before));
            number.is_some_and(|number| self.people.mentions[number].run.end as usize == at)
                && self.word(at).ends_with('s')
        };
        let verb = |at: usize| {
            is_finite(self.word(at))
                || behind_name(at)
                || !self.tokens[at].capital && (self.cue(at) >= CueClass::Think || self.word(at).ends_with("ed"))
        };
        // "When he was late, she laughed": a clause that leads up to another.
        let leads_up = matches!(self.word(start), "When" | "when" | "As" | "as" | "Asked" | "asked");
        let leads_up = leads_up && !clause.clone().any(|at| self.kind(at) == TokenKind::Comma);
        let has_object = || self.is(start + 1, Traits::DET.with(Traits::PREP));
        let aims = self.is_word(start, "to") || self.word(start).ends_with("ing") && has_object();
        let doubtful = clause.len() < 7 || self.is(start, Traits::PREP) || self.people.mention_at(start).is_some();
        let can_stand = if aims {
            clause.clone().any(|at| is_finite(self.word(at)))
        } else {
            !leads_up && (!doubtful || clause.clone().any(verb))
        };
        let outside = |at: usize| self.region_at(at).is_none();
        let whole = clause.len() > 3 && outside(start) && outside(comma - 1);
        (whole && can_stand).then_some(clause)
    }

    /// The first token behind a verb and whoever is told: "told reporters", "told Orbit News".
    fn behind_listener(&self, verb: usize) -> usize {
        let listens = |&at: &usize| {
            self.tokens[at].capital && !self.is(at, Traits::TIME)
                || matches!(self.word(at), "reporters" | "journalists")
        };
        let count = if takes_addressee(self.word(verb)) {
            (verb + 1..self.sentence_end(verb)).take_while(listens).count()
        } else {
            0
        };
        verb + 1 + count
    }

    /// Whether the words say at most when or where something is said: "on Friday", "in a statement", nothing.
    fn is_circumstance(&self, from: usize, end: usize) -> bool {
        let opens = |at: usize| {
            self.is(at, Traits::PREP.with(Traits::TIME))
                || opens_time(self.word(at))
                || matches!(self.word(at), "later" | "here" | "earlier")
        };
        from >= end
            || opens(from)
                && end - from < LONGEST
                && (from..end).all(|at| self.is_plain(at) && self.pronoun(at).is_none())
    }

    /// Whether a token is a word outside marks that neither opens a clause nor is its verb.
    fn is_plain(&self, at: usize) -> bool {
        (self.tokens[at].is_word() || self.kind(at) == TokenKind::Clitic)
            && self.region_at(at).is_none()
            && !self.is(at, Traits::SUB.with(Traits::REL))
            && !is_finite(self.word(at))
            && self.word(at) != "that"
    }
}
/// Whether a word is a day by itself, or the first of one: "today", "this morning", "last week".
fn opens_time(word: &str) -> bool {
    matches!(word, "today" | "tonight" | "yesterday" | "this" | "last")
}
