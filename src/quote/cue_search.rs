//! Which cue, and with it which source, belongs to a region: looked for behind it, before it, and round about.

use super::cues::CueClass;
use super::marks::Region;
use super::page::Page;
use super::source::{Head, Source};
use super::verbs::is_finite;
use crate::speaker::MentionKind;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;

/// The words that attribute a region to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// The token of the cue; for a bare colon or dash, that token.
    pub cue: Option<usize>,
    /// Who speaks.
    pub source: Option<Source>,
    /// Where they stand and how they hang together.
    pub how: How,
}

/// How a cue and a source belong to a region, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// `"…," Roe said`
    Behind,
    /// `"…," said Ann Roe`
    Inverted,
    /// `Roe said: "…"`, `Roe said that "…"`
    Before,
    /// `according to Roe`
    According,
    /// `Roe: "…"`
    Colon,
    /// `"…" — Ann Roe`
    Dash,
    /// A cue further off in the sentence before the region.
    FarBefore,
    /// A cue further off in the sentence behind the region.
    FarBehind,
    /// No cue; the subject of the region's own sentence.
    Sentence,
    /// No cue; the subject of the sentence before.
    SentenceBefore,
    /// No cue; the subject of the paragraph before, which ends with a report of what somebody says.
    ParagraphBefore,
}

/// How far a cue is looked for, in tokens.
const REACH: usize = 60;

impl Page<'_> {
    /// The words that attribute region `number`, where there are any.
    pub fn lead(&self, number: usize) -> Option<Lead> {
        self.lead_of_one(number).map(|lead| self.with_joined_names(lead))
    }

    /// Who does what the verb at token `cue` says, read backward from it.
    pub fn subject_of_cue(&self, cue: usize) -> Option<Source> {
        let block = self.block_at(cue);
        let start = self.sentence_start(cue, self.blocks[block].tokens.start);
        self.subject_with_addressee(cue, start, cue + 1)
    }

    /// The words that attribute a region, to one person where it is several.
    fn lead_of_one(&self, number: usize) -> Option<Lead> {
        if let Some(lead) = self.lead_from_view(number) {
            return Some(lead);
        }
        let behind = self.lead_behind(number).filter(|behind| !self.introduces_next(behind, number));
        if self.is_introduced(number)
            && let Some(before) = self.lead_before(number).filter(|before| before.how == How::Before)
        {
            return Some(before);
        }
        if let Some(lead) = &behind
            && lead.how <= How::Inverted
            && !self.belongs_to_next(lead, number)
            && (self.invites_cue(number) || self.regions[number].first == self.block_of(number).tokens.start)
        {
            return behind;
        }
        let before = self.lead_before(number);
        // `has been called "the last of its kind" by Ann Roe`
        let by = self.regions[number].last;
        if let Some(before) = before.as_ref().filter(|before| before.how == How::Before && self.says(before))
            && by + 1 < self.block_of(number).tokens.end
            && self.word(by) == "by"
            && let Some(source) = self.source_from(by + 1, self.block_of(number).tokens.end)
            && matches!(source.head, Head::Name(_))
        {
            return Some(Lead { source: Some(source), ..before.clone() });
        }
        match (before, behind) {
            (Some(before), Some(behind)) => {
                Some(if before.how <= behind.how && self.says(&before) { before } else { behind })
            }
            (before, behind) => before.or(behind),
        }
        .or_else(|| self.lead_around(number))
    }

    /// `Roe had shouted, “Get out!” Roe denies this`: whether a verb of saying stands right before a region that ends its
    /// sentence.
    fn is_introduced(&self, number: usize) -> bool {
        let (region, block) = (&self.regions[number], &self.block_of(number).tokens);
        region.first > block.start + 1
            && region.last < block.end
            && matches!(self.kind(region.first - 1), TokenKind::Comma | TokenKind::Colon)
            && self.cue(region.first - 2) == CueClass::Say
            && self.tokens[region.last].begins_sentence
            && self.tokens[region.last].capital
            && self.ends_with_stop(number)
    }

    /// Whether a lead's cue is one of saying or judging, or punctuation.
    fn says(&self, lead: &Lead) -> bool {
        lead.how == How::Colon || lead.cue.is_some_and(|cue| self.cue(cue) >= CueClass::Call)
    }

    /// `“Who knows?” Roe added: “Nobody.”`: whether a lead behind a question or a call introduces what a colon follows.
    fn introduces_next(&self, lead: &Lead, number: usize) -> bool {
        let Some(cue) = lead.cue.filter(|_| lead.how == How::Behind && self.ends_with_stop(number)) else {
            return false;
        };
        let colon = |next: &Region| next.first == cue + 2 && self.kind(cue + 1) == TokenKind::Colon;
        let answer = self.is_word(cue, "asked");
        !answer && self.regions.get(number + 1).is_some_and(colon)
    }

    /// Whether the cue introduces the next region instead: `"…." Roe said: "…"`, `"…." He said, "…"`.
    fn belongs_to_next(&self, lead: &Lead, number: usize) -> bool {
        let Some(next) = self.regions.get(number + 1) else { return false };
        let Some(cue) = lead.cue else { return false };
        let end = lead.source.as_ref().map_or(cue, |source| cue.max(source.tokens.end - 1));
        next.first > end
            && next.first <= end + 8
            && self.ends_sentence(number)
            && match self.kind(next.first - 1) {
                TokenKind::Colon => true,
                TokenKind::Comma => {
                    self.tokens[self.regions[number].last].capital && self.begins_with_capital(number + 1)
                }
                _ => false,
            }
    }

    /// Whether a region ends so that a cue may follow: with a comma, a question, a call, a dash.
    pub fn invites_cue(&self, number: usize) -> bool {
        let region = &self.regions[number];
        let inside = region.inside();
        if inside.is_empty() {
            return false;
        }
        match self.kind(inside.end - 1) {
            TokenKind::Comma | TokenKind::Dash => true,
            TokenKind::Stop => true,
            _ => {
                self.tokens.get(region.last).is_some_and(|next| matches!(next.kind, TokenKind::Comma | TokenKind::Dash))
            }
        }
    }

    /// A cue behind the region, in its sentence.
    pub(super) fn lead_behind(&self, number: usize) -> Option<Lead> {
        let region = &self.regions[number];
        let block_end = self.block_of(number).tokens.end;
        let mut at = region.last;
        if at == block_end {
            return self.signature(region.block + 1);
        }
        // `“…,”” said Roe`: a mark too many.
        if at + 1 < block_end
            && matches!(self.kind(at), TokenKind::Mark(_))
            && !self.tokens[at].spaced
            && self.tokens[at + 1].spaced
            && self.region_at(at).is_none()
        {
            at += 1;
        }
        let dash = at < block_end && self.kind(at) == TokenKind::Dash;
        if at < block_end && matches!(self.kind(at), TokenKind::Comma | TokenKind::Dash) {
            at += 1;
        }
        if at >= block_end || self.region_at(at).is_some() {
            return None;
        }
        let end = self.clause_end(at, block_end);
        // `"Is it?" He answered, "No."`: a capital on the pronoun says that a new sentence begins.
        let capital_pronoun = self.tokens[at].capital && self.is(at, Traits::HE.with(Traits::SHE).with(Traits::THEY));
        let starts_anew = self.tokens[at].begins_sentence && (self.ends_sentence(number) || capital_pronoun);
        if dash
            && end == block_end
            && let Some(source) = self.source_from(at, end)
            && matches!(source.head, Head::Name(_))
            && (self.ends_clause(source.tokens.end, end) || self.is(source.tokens.end, Traits::AUX))
        {
            return Some(Lead { cue: Some(at - 1), source: Some(source), how: How::Dash });
        }
        // "…", in the words of Ann Roe
        let words = ["in", "the", "words", "of"];
        if at + words.len() < end && (0..words.len()).all(|n| self.word(at + n) == words[n]) {
            let source = self.source_from(at + words.len(), end);
            return source.map(|source| Lead { cue: Some(at + 2), source: Some(source), how: How::According });
        }
        if !starts_anew && let Some(lead) = self.inverted(at, end) {
            return Some(lead);
        }
        let says = self.source_from(at, end).and_then(|source| {
            let cue = self.verb_behind(source.tokens.end, end, starts_anew)?;
            Some((cue, source))
        });
        // `“…,” Roe told the court, according to a transcript`: that only says where it is written.
        let according = if starts_anew { None } else { self.according(at, end) };
        let unnamed = |lead: &Lead| lead.source.as_ref().is_none_or(|source| !matches!(source.head, Head::Name(_)));
        let vouched = |lead: &Lead| unnamed(lead) && says.as_ref().is_some_and(|(cue, _)| Some(*cue) < lead.cue);
        if let Some(lead) = according.filter(|lead| !vouched(lead)) {
            return Some(lead);
        }
        if let Some((cue, source)) = says {
            // `"…." Roe said the plan …` begins anew and says something else.
            let follows = self.ends_clause(cue + 1, end) && source.head != Head::Other && cue <= source.tokens.end + 1;
            if !starts_anew || follows {
                return Some(Lead { cue: Some(cue), source: Some(source), how: How::Behind });
            }
        }
        if starts_anew {
            return None;
        }
        if let Some(lead) = self.rare_verb_behind(number, at, end) {
            return Some(lead);
        }
        self.later_behind(at, end)
    }

    /// `“Did you ever?” Mr Roe pressed.`: a person's name and a verb alone between the marks and the full stop say that
    /// somebody speaks, whatever the verb.
    fn rare_verb_behind(&self, number: usize, at: usize, end: usize) -> Option<Lead> {
        let source = self.source_from(at, end)?;
        let Head::Name(name) = source.head else { return None };
        let verb = source.tokens.end;
        let alone = verb < end
            && self.kind(verb) == TokenKind::Word
            && !self.tokens[verb].capital
            && self.word(verb).ends_with("ed")
            && self.tokens.get(verb + 1).is_some_and(|next| next.kind == TokenKind::Stop);
        let somebody = self.people.mentions[name].kind == MentionKind::Person && self.invites_cue(number);
        (alone && somebody && !self.ends_sentence(number)).then_some(Lead {
            cue: Some(verb),
            source: Some(source),
            how: How::Behind,
        })
    }

    /// Where the clause ends that begins at `at`: at the next sentence, the next region or the block's end.
    fn clause_end(&self, at: usize, block_end: usize) -> usize {
        let limit = block_end.min(at + REACH);
        (at..limit)
            .find(|&end| self.region_at(end).is_some() || end > at && self.tokens[end].begins_sentence)
            .unwrap_or(limit)
    }

    /// Whether nothing of weight follows: the clause is over, or goes on with a time or a place.
    fn ends_clause(&self, at: usize, end: usize) -> bool {
        at >= end
            || !self.tokens[at].is_word()
            || self.is(at, Traits::PREP.with(Traits::TIME))
            || self.word(at).ends_with("ing")
            || matches!(self.word(at), "reporters" | "me" | "us" | "him" | "her" | "them")
            || self.people.mention_at(at).is_some() && self.is_word(at - 1, "told")
    }

    /// `said Ann Roe`, `added the minister`.
    fn inverted(&self, at: usize, end: usize) -> Option<Lead> {
        let cue = if self.word(at).ends_with("ly") && at + 1 < end { at + 1 } else { at };
        if self.cue(cue) < CueClass::Weak
            || self.cue(cue) == CueClass::Call && !self.word(cue).ends_with("ed")
            || self.people.mention_at(cue).is_some()
            || self.word(cue).ends_with("ing")
        {
            return None;
        }
        let mut from = cue + 1;
        while from < end && (self.word(from).ends_with("ly") || self.is(from, Traits::AUX)) {
            from += 1;
        }
        let source = self.source_from(from, end)?;
        let object = matches!(source.head, Head::Other)
            || self.cue(cue) < CueClass::Say
                && !matches!(source.head, Head::Name(_))
                && !matches!(self.word(cue), "read" | "reads");
        // `Roe, whom Lind called “a liar”, said she would sue`: a clause with a verb of its own begins behind "said".
        let behind = source.tokens.end;
        let pronoun = matches!(source.head, Head::He | Head::She);
        let clause =
            pronoun && behind < end && (is_finite(self.word(behind)) || self.kind(behind) == TokenKind::Clitic);
        (!object && !clause).then_some(Lead { cue: Some(cue), source: Some(source), how: How::Inverted })
    }

    /// `according to Ann Roe`.
    fn according(&self, at: usize, end: usize) -> Option<Lead> {
        let limit = end.min(at + 30);
        let cue = (at..limit).find(|&cue| self.is_word(cue, "according") && cue + 2 < self.tokens.len())?;
        let from = if self.is_word(cue + 1, "to") { cue + 2 } else { return None };
        let source = self.source_from(from, end);
        Some(Lead { cue: Some(cue), source, how: How::According })
    }

    /// The verb of saying whose subject ends before `at`: right behind it or behind an apposition.
    fn verb_behind(&self, at: usize, end: usize, near: bool) -> Option<usize> {
        let limit = end.min(at + if near { 4 } else { 32 });
        let mut found = None;
        let mut in_apposition = false;
        for next in at..limit {
            match self.kind(next) {
                TokenKind::Comma | TokenKind::Dash | TokenKind::Open | TokenKind::Close => in_apposition = true,
                TokenKind::Word => {
                    let class = self.cue(next);
                    if class == CueClass::None || self.people.mention_at(next).is_some() {
                        let plain = self.is(next, Traits::AUX) || self.word(next).ends_with("ly");
                        if !plain && !in_apposition && next > at + 3 {
                            break;
                        }
                        continue;
                    }
                    if class == CueClass::Say || class >= CueClass::Weak && next <= at + 2 && !near {
                        found = Some(next);
                        break;
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// `… "rigged" in the end, Roe said`: the first verb of saying in the rest of the clause, with its subject right
    /// before it.
    fn later_behind(&self, at: usize, end: usize) -> Option<Lead> {
        let is_cue = |&cue: &usize| {
            self.cue(cue) == CueClass::Say && self.people.mention_at(cue).is_none() && !self.word(cue).ends_with("ing")
        };
        (at..end).filter(is_cue).take(4).find_map(|cue| self.subject_behind(at, cue, end))
    }

    /// The subject of `cue`, a verb that stands further behind a region, in `at..end`.
    fn subject_behind(&self, at: usize, cue: usize, end: usize) -> Option<Lead> {
        let comma = (at..cue).rev().find(|&comma| self.kind(comma) == TokenKind::Comma);
        // `said Roe` behind a comma; else `, Roe said`.
        if cue > at
            && self.kind(cue - 1) == TokenKind::Comma
            && let Some(source) = self.source_from(cue + 1, end)
            && !matches!(source.head, Head::Other)
        {
            return Some(Lead { cue: Some(cue), source: Some(source), how: How::FarBehind });
        }
        let from = comma.map_or(at, |comma| comma + 1);
        let source = self.source_from(from, cue).filter(|source| cue - source.tokens.end <= 3)?;
        Some(Lead { cue: Some(cue), source: Some(source), how: How::FarBehind })
    }

    /// A cue before the region, in its sentence; where the region opens its paragraph, in the paragraph before, if that
    /// ends with a colon.
    fn lead_before(&self, number: usize) -> Option<Lead> {
        let region = &self.regions[number];
        let block = self.block_of(number).tokens.clone();
        if region.first == block.start {
            let before = self.blocks[..region.block].last()?;
            let announced = !before.tokens.is_empty() && self.kind(before.tokens.end - 1) == TokenKind::Colon;
            return announced.then(|| self.lead_to(before.tokens.end, before.tokens.start, before.headline))?;
        }
        let colon = self.kind(region.first - 1) == TokenKind::Colon;
        if self.tokens[region.first].begins_sentence && !colon {
            return None;
        }
        self.lead_to(region.first, block.start, self.block_of(number).headline)
    }

    /// The cue in the sentence that leads up to token `end`.
    fn lead_to(&self, end: usize, block_start: usize, headline: bool) -> Option<Lead> {
        let colon = self.kind(end - 1) == TokenKind::Colon;
        let start = self.sentence_start(end - 1, block_start);
        let lowest = start.max(end.saturating_sub(REACH));
        let mut at = end;
        let mut weak: Option<usize> = None;
        let mut told_by: Option<usize> = None;
        if colon && let Some(source) = self.before_colon(end - 1, start, headline) {
            return Some(Lead { cue: Some(end - 1), source: Some(source), how: How::Colon });
        }
        if let Some(lead) = self.lead_from_answer(start, end - 1).filter(|_| colon) {
            return Some(lead);
        }
        while at > lowest {
            at -= 1;
            if let Some(inside) = self.region_at(at) {
                at = self.regions[inside].first;
                continue;
            }
            let class = self.cue(at);
            if class == CueClass::None || self.people.mention_at(at).is_some() {
                continue;
            }
            let distance = end - at;
            // "shrugged off claims from Ann Roe that the plan was “…”"
            if class == CueClass::Noun {
                let told = Lead { cue: Some(at), source: self.owner_of(at, start), how: How::FarBefore };
                if self.is_told_by(&told) {
                    return Some(told);
                }
            }
            if self.is_word(at, "according") {
                let source = self.source_from(at + 2, end);
                return Some(Lead { cue: Some(at), source, how: How::According });
            }
            let near = distance <= 4 || colon && distance <= 12;
            if class == CueClass::Say || class == CueClass::Call && near {
                let how = if near { How::Before } else { How::FarBefore };
                // "the judge shot back"
                let verb = if self.word(at) == "back" && at > start { at - 1 } else { at };
                let source = self.subject_with_addressee(verb, start, end);
                return Some(Lead { cue: Some(at), source, how });
            }
            if weak.is_none_or(|weak| self.cue(weak) < class && !near) {
                weak = Some(at);
            } else if told_by.is_none()
                && class == CueClass::Noun
                && matches!(self.word(at + 1), "from" | "by")
                && self.owner_of(at, start).is_some()
            {
                told_by = Some(at);
            }
        }
        // "Warnings from Ann Roe that the plan was “…”": the noun with a name is the cue, not the nearer one without.
        if let (Some(noun), Some(told)) = (weak, told_by)
            && self.cue(noun) == CueClass::Noun
            && self.owner_of(noun, start).is_none()
        {
            weak = Some(told);
        }
        if let Some(cue) = weak {
            let source = self
                .agent_of(cue, end)
                .filter(|agent| matches!(agent.head, Head::Name(_)) && self.cue(cue) >= CueClass::Call)
                .or_else(|| self.owner_of(cue, start))
                .or_else(|| {
                    let noun = self.cue(cue) == CueClass::Noun;
                    noun.then(|| self.subject_of_sentence(start, cue)).flatten()
                })
                .or_else(|| self.subject_of(cue, start))
                .or_else(|| self.subject_of_sentence(start, end));
            let near = end - cue <= 4 && self.cue(cue) >= CueClass::Weak;
            return Some(Lead { cue: Some(cue), source, how: if near { How::Before } else { How::FarBefore } });
        }
        if colon {
            let source =
                self.subject_of_sentence(start, end - 1).or_else(|| self.source_to(end.checked_sub(2)?, start));
            return Some(Lead { cue: Some(end - 1), source, how: How::Colon });
        }
        None
    }

    /// The subject of a cue that stands before its region; participles share that of their sentence.
    fn subject_with_addressee(&self, cue: usize, start: usize, end: usize) -> Option<Source> {
        if let Some(source) = self.put_in(cue, start) {
            return Some(source);
        }
        let start = self.behind_hearing(start, cue);
        if let Some(source) = self.who_does_and_says(cue, start) {
            return Some(source);
        }
        let word = self.word(cue);
        // "Said Ann Roe, who was there: …", "…, explained Ann Roe, “…”", but not "Ann Roe, a mayor, told the Echo, “…”"
        let opens = (cue == start || self.kind(cue - 1) == TokenKind::Comma)
            && !matches!(word, "told" | "tells" | "asked" | "asks");
        if opens && self.cue(cue) == CueClass::Say && !word.ends_with("ing") {
            let behind = self.source_from(cue + 1, end).filter(|source| match source.head {
                Head::Name(_) => cue == start || source.tokens.end + 1 == end,
                // "It is, says the captain, “…”"
                Head::Noun(noun) => {
                    matches!(word, "said" | "says")
                        && source.tokens.end + 1 == end
                        && self.is_word(cue + 1, "the")
                        && self.is_person_noun(noun)
                }
                _ => false,
            });
            // "Added the bill's sponsor in the House, Ann Roe, an Ore Republican: …"
            let set_off = || {
                let source = self.source_within(cue + 1..end.checked_sub(1).filter(|_| cue == start)?);
                source.filter(|source| matches!(source.head, Head::Name(_)))
            };
            if let Some(source) = behind.or_else(set_off) {
                return Some(source);
            }
        }
        // "with Ann Roe saying"
        if word.ends_with("ing")
            && let Some(mention) = self.skip_back_over_adverbs(cue, start).and_then(|at| self.people.mention_at(at))
            && self.people.mentions[mention].kind == MentionKind::Person
        {
            let run = &self.people.mentions[mention].run;
            return Some(Source { tokens: run.start as usize..run.end as usize, head: Head::Name(mention) });
        }
        if let Some(agent) = self.agent_of(cue, end) {
            return Some(agent);
        }
        if word.ends_with("ing") || cue > start && self.is(cue - 1, Traits::CONJ) {
            // `Roe said, adding: "…"`: that of the verb before, where there is one.
            let verb = |&at: &usize| {
                self.cue(at) == CueClass::Say && self.region_at(at).is_none() && !self.word(at).ends_with("ing")
            };
            let earlier = (start.max(cue.saturating_sub(24))..cue).rev().find(verb);
            return earlier
                .and_then(|earlier| self.subject_of(earlier, start))
                .or_else(|| self.subject_of_sentence(start, cue))
                .or_else(|| self.subject_of(cue, start))
                .or_else(|| self.subject_before(cue, start));
        }
        self.subject_of(cue, start)
    }

    /// `Roe has not read it. But told the Echo: “…”`: the subject of the sentence before, where one begins with "and" or
    /// "but" and the verb at `cue`.
    fn subject_before(&self, cue: usize, start: usize) -> Option<Source> {
        let block = &self.blocks[self.block_at(start)].tokens;
        let says = ["told", "tells", "said", "says", "added", "adds", "admits", "insists"].contains(&self.word(cue));
        if !says || cue != start + 1 || start <= block.start || self.region_at(start - 1).is_some() {
            return None;
        }
        self.subject_of_sentence(self.sentence_start(start - 1, block.start), start)
    }

    /// Who says it where the verb is a participle: "was asked by Ann Roe", "was told on Monday by Ann Roe".
    fn agent_of(&self, cue: usize, end: usize) -> Option<Source> {
        let participle =
            self.word(cue).ends_with("ed") || matches!(self.word(cue), "told" | "written" | "put" | "seen");
        let by = cue + 1;
        (participle && by + 1 < end && self.word(by) == "by").then(|| self.source_from(by + 1, end)).flatten()
    }
}
