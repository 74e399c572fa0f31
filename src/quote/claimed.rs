//! The sources of claims: the words that a cue's claim takes for the source, read as everybody's.
//!
//! What is learnt knows about where a source stands, not what it is: it may begin with the dateline, end at the
//! apostrophe of "Hobbs' lawyer", or be the trade alone of "Ann Roe, economist: “…”".

use super::claims::Claim;
use super::cues::CueClass;
use super::described::is_of_family;
use super::page::{Page, is_often_a_noun};
use super::source::{Head, Source};
use super::verbs::is_finite;
use crate::speaker::MentionKind;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// How far into a source its name is looked for, in tokens.
const NAME_WITHIN: usize = 24;

impl Page<'_> {
    /// The source that a claim gives, read as everybody's.
    pub fn source_of_claim(&self, claim: &Claim) -> Option<Source> {
        claim.read_source.get_or_init(|| self.read_source(claim)).clone()
    }

    /// The same, read anew.
    pub fn read_source(&self, claim: &Claim) -> Option<Source> {
        let cue = claim.turns_on;
        // "It may sell the town, according to reports": they say so, and not it.
        if self.is_word(cue, "according")
            && cue + 2 < self.tokens.len()
            && self.is_word(cue + 1, "to")
            && claim.source.iter().all(|source| source.end <= cue)
        {
            return self.source_from(cue + 2, self.blocks[self.block_at(cue)].tokens.end);
        }
        // "The court heard Ann Roe told": she, and no court.
        let first = self.blocks[self.block_at(cue)].tokens.start;
        let heard = self.behind_hearing(claim.source.first().map_or(first, |source| source.start), cue);
        let of_hearing = claim.source.first().filter(|source| source.start < heard && source.end <= cue);
        if let Some(source) = of_hearing {
            let behind = heard.max(source.start)..source.end;
            return if behind.is_empty() { self.subject_of_cue(cue) } else { self.source_within(behind) };
        }
        let start = self.sentence_start(cue, first);
        if let Some(source) = self.who_does_and_says(cue, start) {
            return Some(source);
        }
        match claim.source.first() {
            Some(tokens) => self.source_as_claimed(tokens.clone(), cue),
            // "Roe left, warning that": no noun there.
            None if self.cue(cue) == CueClass::Noun && !self.is_participle(cue) => self.source_behind_noun(cue),
            None => self.subject_of_cue(cue),
        }
    }

    /// "Roe left, warning that": whether a noun of saying is the participle of a verb.
    fn is_participle(&self, cue: usize) -> bool {
        let comma = cue.checked_sub(1).is_some_and(|comma| self.kind(comma) == TokenKind::Comma);
        comma && self.word(cue).ends_with("ing")
    }

    /// The source that a claim takes these words for.
    fn source_as_claimed(&self, tokens: Range<usize>, cue: usize) -> Option<Source> {
        // "Roe has failed, Lind claimed, saying": the participle's speaker is that of the verb before it.
        if self.word(cue).ends_with("ing")
            && let Some(subject) =
                self.subject_of_report_before(cue).filter(|subject| subject.tokens.start >= tokens.end)
        {
            return Some(subject);
        }
        if let Some(poster) = self.poster(&tokens, cue) {
            return Some(poster);
        }
        // "A trader who spoke to the Herald said": the paper only hears it.
        if tokens.end == cue && self.is_spoken_with(tokens.start) {
            return self.subject_of_cue(cue);
        }
        // "The mayor, in a statement signed by his spokesman, Obi Kalu, said": the mayor, though the claim begins behind.
        if cue > 0 && tokens.end <= cue && tokens.end + 2 > cue {
            let start = self.sentence_start(cue, self.blocks[self.block_at(cue)].tokens.start);
            if self.comma_before_statement(cue - 1, start).is_some_and(|comma| comma < tokens.start) {
                return self.subject_of_cue(cue);
            }
        }
        // "The man accused of killing Bo Lind told police": he, though the claim begins behind.
        let object = tokens.end.checked_sub(1).and_then(|last| self.people.mention_at(last));
        let verb = object.and_then(|object| (self.people.mentions[object].run.start as usize).checked_sub(1));
        if verb.is_some_and(|verb| tokens.end == cue && verb <= tokens.start && self.acts_on_name(verb)) {
            return self.subject_of_cue(cue);
        }
        let tokens = self.last_clause(tokens, cue);
        // "Ore Motors Corp, which won, Tuesday reported": the day is nobody.
        let day = |at: usize| self.is(at, Traits::TIME) && self.people.mention_at(at).is_none();
        if !tokens.is_empty() && tokens.end <= cue && tokens.clone().all(day) {
            return self.subject_of_cue(cue);
        }
        // "The Ore, Mich.-based company": no more than where it is.
        let place = tokens.clone().rev().skip(1).take(4).find(|&at| self.says_where_based(at));
        let of_two = place.is_some_and(|based| based > tokens.start && self.kind(based - 1) == TokenKind::Comma);
        if of_two && tokens.clone().skip_while(|at| Some(*at) != place).skip(1).all(|at| self.tokens[at].is_word()) {
            let head = Head::Noun(tokens.end - 1);
            return Some(Source { tokens, head });
        }
        let tokens = self.behind_dateline(tokens.clone())..tokens.end;
        // "The Ore researcher": its article may be left out of a claim.
        let the = tokens.start.checked_sub(1).filter(|&the| !tokens.is_empty() && self.is_word(the, "the"));
        let tokens = the.filter(|_| !self.tokens[tokens.start].begins_sentence).unwrap_or(tokens.start)..tokens.end;
        if tokens.is_empty() {
            let verb = self.kind(cue) == TokenKind::Word;
            return if verb { self.subject_of_cue(cue) } else { None };
        }
        // "supporters of the Ore Party yelled": they do, and no party.
        let of = tokens.start.checked_sub(1).filter(|&of| self.word(of) == "of" && tokens.end == cue);
        if of.and_then(|of| of.checked_sub(1)).is_some_and(|many| self.is_plural_role(many)) {
            return self.subject_of_cue(cue);
        }
        // "Ann Roe, economist: “…”": she, not any economist.
        let labels = self.kind(cue) == TokenKind::Colon && tokens.end == cue;
        if let Some(name) = tokens.start.checked_sub(2).filter(|_| labels)
            && let Some(label) = self.people.mention_at(name).and_then(|number| self.label_with_trade(number, cue))
        {
            return Some(label);
        }
        // "Hobbs' lawyer said": the lawyer does.
        let owns = tokens.end + 1 < cue && self.is_possessive(tokens.end) && self.kind(tokens.end) != TokenKind::Clitic;
        let tokens = if owns && cue < tokens.end + NAME_WITHIN { tokens.start..cue } else { tokens };
        self.owner_before(&tokens, cue).or_else(|| self.source_within(tokens))
    }

    /// `…, Roe claimed, saying`: the name right before the verb of saying that a participle at token `cue` goes on with.
    fn subject_of_report_before(&self, cue: usize) -> Option<Source> {
        let comma = |at: usize| self.kind(at) == TokenKind::Comma;
        let verb = cue.checked_sub(2).filter(|&verb| comma(cue - 1) && self.cue(verb) == CueClass::Say)?;
        let number = self.people.mention_at(verb.checked_sub(1)?)?;
        let run = &self.people.mentions[number].run;
        let tokens = run.start as usize..run.end as usize;
        (tokens.end == verb && tokens.start > 0 && comma(tokens.start - 1))
            .then_some(Source { tokens, head: Head::Name(number) })
    }

    /// "a warning from Ann Roe that": who stands behind a noun of saying.
    fn source_behind_noun(&self, noun: usize) -> Option<Source> {
        let block = self.block_at(noun);
        let (from, end) = (noun + 1, self.blocks[block].tokens.end);
        let names = from + 1 < end && matches!(self.word(from), "from" | "by" | "of");
        if names { self.source_from(from + 1, end) } else { None }
    }

    /// Where source words begin, the dateline of their block left out: "LAGOS, Nigeria — Ore Motors announced".
    pub fn behind_dateline(&self, tokens: Range<usize>) -> usize {
        /// A dateline has no more tokens.
        const LONGEST: usize = 18;
        let block = &self.blocks[self.block_at(tokens.start)].tokens;
        if tokens.start > block.start + LONGEST {
            return tokens.start;
        }
        self.after_dateline(block.start, block.end).max(tokens.start).min(tokens.end)
    }

    /// `VELDEN, Rul. — The ferry is late, Ann Roe said.`: takes a dateline in capitals from what a claim says.
    pub(super) fn leave_dateline(&self, claim: &mut Claim) {
        let Some(first) = claim.content.first_mut() else { return };
        let start = self.behind_dateline(first.clone());
        let goes_on = |at: usize| self.kind(at) == TokenKind::Word && self.tokens[at].capital;
        let city = self.word(self.blocks[self.block_at(first.start)].tokens.start);
        let capitals = city.len() > 2 && city.bytes().all(|byte| byte.is_ascii_uppercase());
        if start > first.start && start < first.end && goes_on(start) && capitals {
            first.start = start;
        }
    }

    /// "Roe's recent assertion that", "Roe's clarion call for": whose the piece of speech is that a claim turns on,
    /// where its source is a name that owns it.
    fn owner_before(&self, tokens: &Range<usize>, cue: usize) -> Option<Source> {
        // "Roe's call" is hers; "Roe's camp calls" and "Roe's family told" are not.
        let noun = |word: &str| is_often_a_noun(word) && !word.ends_with('s');
        if self.cue(cue) != CueClass::Noun && !noun(self.word(cue)) || tokens.end != cue {
            return None;
        }
        let number = self.people.mention_at(tokens.start)?;
        let mention = &self.people.mentions[number];
        let (start, end) = (mention.run.start as usize, mention.run.end as usize);
        let owns = end < tokens.end && self.is_possessive(end) && end + 4 > tokens.end;
        let somebody_else = (end..tokens.end).any(|at| self.is_person_noun(at) || self.is_plural_role(at));
        (owns && !somebody_else).then_some(Source { tokens: start.max(tokens.start)..end, head: Head::Name(number) })
    }

    /// The source that these words are, no more and no fewer.
    pub fn source_within(&self, tokens: Range<usize>) -> Option<Source> {
        // "admission to the union, which Ruland says": Ruland does, and no union.
        if tokens.len() > 1 && self.is(tokens.start, Traits::REL) && self.begins_subject(tokens.start + 1) {
            return self.source_within(tokens.start + 1..tokens.end);
        }
        if let Some(subject) = self.without_statement(&tokens) {
            return self.source_within(subject);
        }
        // "Ann Roe, who said", "Ann Roe, who last year said"
        if !tokens.is_empty()
            && let Some(number) = self.antecedent(tokens.start)
        {
            return Some(Source { tokens, head: Head::Name(number) });
        }
        if let Some(subject) = self.behind_place(&tokens) {
            return self.source_within(subject);
        }
        if let Some(number) = self.name_behind_office_of(&tokens) {
            return Some(Source { tokens, head: Head::Name(number) });
        }
        // "His claim"
        if tokens.len() == 1
            && !self.owns_somebody(tokens.start)
            && let Some(head) = self.owning_pronoun(tokens.start)
        {
            return Some(Source { tokens, head });
        }
        if let Some(number) = self.name_behind_trade_at_end(&tokens) {
            return Some(Source { tokens, head: Head::Name(number) });
        }
        let source = self.source_from(tokens.start, tokens.end);
        if let Some(Source { head: Head::Name(taken), .. }) = source
            && let Some(number) = self.name_behind_kind(&tokens).filter(|&number| number != taken)
        {
            return Some(Source { tokens, head: Head::Name(number) });
        }
        if matches!(source, Some(Source { head: Head::Name(_) | Head::He | Head::She, .. })) {
            return source;
        }
        if let Some(Source { head: Head::Noun(_), .. }) = source
            && let Some(longer) = self.source_over_comma(&tokens)
        {
            return Some(longer);
        }
        // "One of the mill's owners, Ann Roe,": the name behind the description.
        let name = tokens.clone().take(NAME_WITHIN).find_map(|at| {
            let number = self.people.mention_at(at)?;
            let mention = &self.people.mentions[number];
            let (start, end) = (mention.run.start as usize, mention.run.end as usize);
            let first = if start > tokens.start && self.is_origin(start - 1) { start - 1 } else { start };
            let set_off = start == at && first > tokens.start && self.kind(first - 1) == TokenKind::Comma;
            let closes = end >= tokens.end || self.kind(end) == TokenKind::Comma;
            // "The father of Ann Roe, Bo,", "The head of the board, Dr Poe,": but "a clerk in Ore City, Ore.,"
            let somebody = |noun: usize| self.is_person_noun(noun) && (mention.titled || is_of_family(self.word(noun)));
            let told = || matches!(source, Some(Source { head: Head::Noun(noun), .. }) if somebody(noun));
            let told = mention.words > 1 || end + 1 >= tokens.end && told();
            (set_off && closes && mention.kind == MentionKind::Person && told).then_some((number, end))
        });
        if let Some((number, end)) = name {
            return Some(Source { tokens: tokens.start..end.min(tokens.end), head: Head::Name(number) });
        }
        match self.name_at_end(&tokens).or_else(|| self.name_behind_comma(&tokens)) {
            Some(number) => Some(Source { tokens, head: Head::Name(number) }),
            None => source,
        }
    }

    /// "his family said": whether somebody else speaks whom the pronoun at a token says the owner of.
    fn owns_somebody(&self, at: usize) -> bool {
        /// Words of the description.
        const LONGEST: usize = 4;
        let end = self.tokens.len().min(at + 1 + LONGEST);
        let verb = (at + 2..end).find(|&at| self.cue(at) >= CueClass::Call);
        verb.is_some_and(|verb| (at + 1..verb).all(|at| self.tokens[at].is_word() && self.cue(at) == CueClass::None))
    }

    /// `In Velden a driving school has offered`: the words behind the place with which source words begin, where an article opens
    /// them.
    fn behind_place(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        let within = |at: usize| matches!(self.word(at), "In" | "At" | "in" | "at");
        let place = tokens.start + usize::from(!tokens.is_empty() && within(tokens.start));
        let number = self.people.mention_at(place).filter(|_| place > 0 && within(place - 1))?;
        let end = self.people.mentions[number].run.end as usize;
        let article = end < tokens.end && ["a", "an", "the"].contains(&self.word(end));
        article.then_some(end..tokens.end)
    }

    /// Whether a name or the noun of several people stands at a token: no verb, no adverb and no day.
    fn begins_subject(&self, at: usize) -> bool {
        let named = self.people.mention_at(at).is_some() && !self.is(at, Traits::TIME);
        named || self.is_plural_role(at)
    }

    /// Who speaks in `The road was closed, said Roe of the council`, where a claim takes the words behind its cue for
    /// more of what is said.
    pub fn inverted_claim(&self, claim: &Claim, content: &[Range<usize>]) -> Option<Source> {
        let cue = claim.turns_on;
        let comma = cue.checked_sub(1).is_some_and(|before| self.kind(before) == TokenKind::Comma);
        if !comma || !matches!(self.word(cue), "said" | "says" | "added" | "adds") {
            return None;
        }
        // "Ann Roe, 45, said her brother, Bo Lind, rang her": nothing is said before her.
        let clause = self.clause_before(cue);
        if clause.clone().is_some_and(|clause| self.is_name_with_age(clause)) {
            return None;
        }
        let before = content.iter().any(|words| words.end <= cue) || clause.is_some();
        let behind = content.iter().find(|words| words.start == cue + 1)?;
        // "Roe, whose bridge it is, said the town has no choice": a verb follows, and the town does not speak.
        let ends = |at: usize| at >= self.tokens.len() || !self.tokens[at].is_word() || self.is(at, Traits::PREP);
        let named = |source: &Source| matches!(source.head, Head::Name(_) | Head::Noun(_)) && ends(source.tokens.end);
        let source = self.source_from(cue + 1, behind.end).filter(|_| before).filter(named)?;
        // "Ann Roe, a baker in Ore, said the price of flour fell": she speaks, as the claim has it.
        let has_subject = claim.source.last().is_some_and(|subject| subject.end == cue);
        let described = match source.head {
            Head::Noun(noun) => self.is_person_noun(noun),
            _ => self.tokens.get(source.tokens.end).is_some_and(|next| next.kind == TokenKind::Comma),
        };
        let somebody =
            source.tokens.end == behind.end || described && !behind.clone().any(|at| is_finite(self.word(at)));
        // "The mill, which fell silent, said the bid undervalued it": nor do a noun and what it does.
        let relative = claim.source.iter().any(|source| source.clone().skip(1).any(|at| self.is(at, Traits::REL)));
        if has_subject && self.is_said_by_name_before(claim, behind) {
            return None;
        }
        if has_subject
            && (!somebody || relative && matches!(source.head, Head::Noun(noun) if !self.is_person_noun(noun)))
        {
            return None;
        }
        Some(self.with_office_holder(source, Some(cue)))
    }

    /// "Ann Roe, 45": whether some words are a name and an age.
    fn is_name_with_age(&self, words: Range<usize>) -> bool {
        let Some(number) = self.people.mention_at(words.start) else { return false };
        let comma = self.run_of(number).end;
        let age = words.end == comma + 2 && self.kind(comma + 1) == TokenKind::Number;
        age && self.kind(comma) == TokenKind::Comma
    }

    /// The words of a sentence before the comma that stands before a cue, where there are more than two and no marks.
    pub fn clause_before(&self, cue: usize) -> Option<Range<usize>> {
        let comma = cue.checked_sub(1)?;
        let block = self.block_at(cue);
        let clause = self.sentence_start(cue, self.blocks[block].tokens.start)..comma;
        let plain = clause.len() > 2 && clause.clone().all(|at| self.region_at(at).is_none());
        plain.then_some(clause)
    }
}
