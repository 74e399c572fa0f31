//! Subjects: the source words of a verb of saying, read backward from the verb.
//!
//! For `Ann Roe, who was there, said` the way leads over adverbs, appositions, relative clauses and what hangs on a
//! preposition to the words that the sentence is about.

use super::cues::CueClass;
use super::page::Page;
use super::source::{Head, LONGEST_DESCRIPTION, Source};
use crate::speaker::MentionKind;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;

/// How far a clause is looked through, in tokens.
const REACH: usize = 70;
/// How far the end of a sentence is looked for, in tokens.
const SENTENCE: usize = 120;

impl Page<'_> {
    /// Where the sentence that token `at` stands in begins, quotations passed over: the first token outside them.
    pub fn sentence_start(&self, at: usize, block_start: usize) -> usize {
        let lowest = block_start.max(at.saturating_sub(REACH * 2));
        let mut start = at;
        while start > lowest {
            if self.tokens[start].begins_sentence && self.region_at(start).is_none() {
                break;
            }
            match self.region_at(start - 1) {
                Some(region) => {
                    let first = self.regions[region].first;
                    if self.ends_sentence(region) || first < lowest {
                        break;
                    }
                    start = first;
                    if self.tokens[first].begins_sentence {
                        break;
                    }
                }
                None => start -= 1,
            }
        }
        start
    }

    /// Where the words of the sentence end that token `at` outside marks stands in: its full stop, or the end of the block;
    /// or as far as a sentence is looked through.
    pub fn sentence_end(&self, at: usize) -> usize {
        let block = self.block_at(at);
        let end = self.blocks[block].tokens.end.min(at + SENTENCE);
        let end = (at + 1..end).find(|&at| self.tokens[at].begins_sentence).unwrap_or(end);
        if end > at + 1 && self.kind(end - 1) == TokenKind::Stop { end - 1 } else { end }
    }

    /// Whether a region ends with a full stop, so that what follows begins anew.
    pub fn ends_sentence(&self, region: usize) -> bool {
        let region = &self.regions[region];
        let inside = region.inside();
        let stop_inside = inside.end > inside.start && self.is_full_stop(inside.end - 1);
        // American papers put the stop inside the mark, British ones behind it.
        stop_inside
            && self.tokens.get(region.last).is_none_or(|next| next.capital || next.begins_sentence || !next.is_word())
    }

    /// Whether the words of a region end with a full stop or its like.
    pub fn ends_with_stop(&self, region: usize) -> bool {
        let inside = self.regions[region].inside();
        !inside.is_empty() && self.kind(inside.end - 1) == TokenKind::Stop
    }

    /// Whether the first word of a region has a capital.
    pub fn begins_with_capital(&self, region: usize) -> bool {
        let first = self.regions[region].inside().find(|&at| self.tokens[at].is_word());
        first.is_some_and(|at| self.tokens[at].capital)
    }

    fn is_full_stop(&self, at: usize) -> bool {
        self.kind(at) == TokenKind::Stop && matches!(self.word(at), "." | "…")
    }

    /// The subject of the verb at `cue`, looking back to `start`, where its sentence begins.
    pub fn subject_of(&self, cue: usize, start: usize) -> Option<Source> {
        let start = self.behind_hearing(start, cue);
        let mut at = self.skip_back_over_adverbs(cue, start)?;
        if let Some(poster) = self.poster(&(at..cue), cue) {
            return Some(poster);
        }
        if let Some(comma) = self.comma_before_statement(at, start) {
            return self.source_to(comma - 1, start);
        }
        // "Ann Roe on Tuesday said"
        if self.is(at, Traits::TIME) {
            let before = at.checked_sub(1).filter(|&before| before > start)?;
            at = if self.is(before, Traits::PREP) { before - 1 } else { before };
        }
        if self.region_at(at).is_some() {
            return self.subject_of_sentence(start, cue);
        }
        if self.is_word(at, "that") {
            // "a statement that accused"
            return self.subject_of_sentence(start, cue);
        }
        if self.is(at, Traits::REL) {
            let before = at.checked_sub(1).filter(|&before| before >= start)?;
            let comma = self.kind(before) == TokenKind::Comma && before > start;
            let before = if comma { before - 1 } else { before };
            // "criticism from Ann Roe, who called": the clause is about her; "a spokesman for Ann Roe, who said" is not.
            if let Some(number) = self.people.mention_at(before).and_then(|number| self.named_against(number))
                && let run = &self.people.mentions[number].run
                && run.start as usize >= start
            {
                return Some(Source { tokens: run.start as usize..run.end as usize, head: Head::Name(number) });
            }
            if comma
                && let Some(number) = self.people.mention_at(before)
                && self.people.mentions[number].kind == MentionKind::Person
                && let run = &self.people.mentions[number].run
                && let Some(hangs_on) = (run.start as usize).checked_sub(1).filter(|&at| at >= start)
                && matches!(self.word(hangs_on), "from" | "by" | "with" | "to" | "against" | "among")
            {
                return Some(Source { tokens: run.start as usize..before + 1, head: Head::Name(number) });
            }
            let named = self.named_before(before, start);
            return named.or_else(|| self.source_to(before, start)).or_else(|| self.subject_of_sentence(start, cue));
        }
        match self.kind(at) {
            TokenKind::Comma | TokenKind::Dash => {
                self.before_apposition(at, start).or_else(|| self.subject_of_sentence(start, cue))
            }
            _ => self.source_to(at, start).or_else(|| self.subject_of_sentence(start, cue)),
        }
    }

    /// Whose the piece of speech at `noun` is: "Roe's claim", "his latest statement", "a statement by Ann Roe".
    pub fn owner_of(&self, noun: usize, start: usize) -> Option<Source> {
        if self.cue(noun) != CueClass::Noun {
            return None;
        }
        let following = self.tokens.get(noun + 1).map_or("", |next| next.of(self.text));
        // "a statement from Ann Roe", "in the words of Ann Roe"
        if matches!(following, "by" | "from") || following == "of" && matches!(self.word(noun), "words" | "phrase") {
            let source = self.source_from(noun + 2, self.tokens.len());
            return source.filter(|source| matches!(source.head, Head::Name(_)));
        }
        for at in (start.max(noun.saturating_sub(4))..noun).rev() {
            if self.region_at(at).is_some() {
                return None;
            }
            let owner = match self.word(at) {
                _ if self.owning_pronoun(at).is_some() => self.owning_pronoun(at)?,
                _ if self.is_possessive(at) && at > start => Head::Name(self.people.mention_at(at - 1)?),
                _ if self.tokens[at].is_word() && !self.is(at, Traits::PREP) => continue,
                _ => return None,
            };
            let from = match owner {
                Head::Name(mention) => (self.people.mentions[mention].run.start as usize).max(start),
                _ => at,
            };
            let to = if matches!(owner, Head::Name(_)) { at } else { at + 1 };
            return (from < to).then_some(Source { tokens: from..to, head: owner });
        }
        None
    }

    /// Whom "his" or "her" means.
    pub fn owning_pronoun(&self, at: usize) -> Option<Head> {
        match self.word(at) {
            "his" | "His" => Some(Head::He),
            "her" | "Her" => Some(Head::She),
            _ => None,
        }
    }

    /// Steps back over "has also", "later", "angrily", "(R-Texas)".
    pub fn skip_back_over_adverbs(&self, cue: usize, start: usize) -> Option<usize> {
        let mut at = cue.checked_sub(1).filter(|&at| at >= start)?;
        for _ in 0..6 {
            let token = &self.tokens[at];
            let adverb = token.kind == TokenKind::Word
                && self.people.mention_at(at).is_none()
                && (token.is(Traits::AUX) && !token.is(Traits::REL)
                    || self.word(at).ends_with("ly")
                    || self.word(at).ends_with("n't"));
            let clitic = token.kind == TokenKind::Clitic && at > start && self.pronoun(at - 1).is_some();
            if adverb || clitic {
                at = at.checked_sub(1).filter(|&at| at >= start)?;
            } else if self.word(at) == "on" && at > start && matches!(self.word(at - 1), "went" | "goes" | "going") {
                // "went on to say"
                at = (at - 1).checked_sub(1).filter(|&at| at >= start)?;
            } else if self.is_word(at + 1, "to")
                && matches!(
                    self.word(at),
                    "continued" | "proceeded" | "seemed" | "appeared" | "began" | "used" | "tried" | "moved"
                )
            {
                at = at.checked_sub(1).filter(|&at| at >= start)?;
            } else if token.kind == TokenKind::Close {
                let open =
                    (start.max(at.saturating_sub(14))..at).rev().find(|&open| self.kind(open) == TokenKind::Open)?;
                at = open.checked_sub(1).filter(|&at| at >= start)?;
            } else {
                break;
            }
        }
        Some(at)
    }

    /// `Ann Roe, a painter who` and `Ann Roe, the Ore painter who`: the person whom a description that ends with token
    /// `last` tells more of.
    fn named_before(&self, last: usize, start: usize) -> Option<Source> {
        let words = (start.max(last.saturating_sub(LONGEST_DESCRIPTION))..=last).rev();
        let mut words = words.take_while(|&at| self.tokens[at].is_word());
        let comma = words.find_map(|at| {
            let comma = at.checked_sub(1).filter(|&comma| comma > start && self.kind(comma) == TokenKind::Comma)?;
            self.is(at, Traits::DET).then_some(comma)
        })?;
        let number = self.people.mention_at(comma - 1)?;
        let mention = &self.people.mentions[number];
        let tokens = (mention.run.start as usize).max(start)..comma;
        (mention.kind == MentionKind::Person).then_some(Source { tokens, head: Head::Name(number) })
    }

    /// `Ann Roe, head of the union, said` with `comma` the one before the verb: the words before the first comma; but
    /// `the union's head, Ann Roe, said` gives the name.
    fn before_apposition(&self, comma: usize, start: usize) -> Option<Source> {
        let inner = comma.checked_sub(1).filter(|&inner| inner >= start)?;
        if let Some(number) = self.people.mention_at(inner) {
            let run = &self.people.mentions[number].run;
            let (from, to) = (run.start as usize, run.end as usize);
            if to == comma
                && from > start
                && self.kind(from - 1) == TokenKind::Comma
                && self.people.mentions[number].kind == MentionKind::Person
                && (self.people.mentions[number].words > 1 || self.people.mentions[number].titled)
            {
                return Some(Source { tokens: from..to, head: Head::Name(number) });
            }
        }
        let lowest = start.max(comma.saturating_sub(REACH));
        let mut at = inner;
        let mut best = None;
        while at > lowest {
            if let Some(region) = self.region_at(at) {
                at = self.regions[region].first;
                if at <= lowest {
                    break;
                }
                at -= 1;
                continue;
            }
            if matches!(self.kind(at), TokenKind::Comma | TokenKind::Dash)
                && let Some(source) = self.source_to(at - 1, start)
            {
                let named =
                    matches!(source.head, Head::Name(name) if !self.is_described_by_name(source.tokens.start, name));
                if named || best.is_none() {
                    best = Some(source);
                }
                if named {
                    break;
                }
            }
            at -= 1;
        }
        best
    }

    /// The source whose last word is token `at`, reading back to `start`: what `of`, `for` or `in` hangs on goes with
    /// what stands before it.
    pub fn source_to(&self, mut at: usize, start: usize) -> Option<Source> {
        let last = at;
        // "a spokesman for the mayor of Ore": three steps are as far as news goes.
        for _ in 0..4 {
            let (from, head) = self.phrase_to(at, start)?;
            if let Head::Name(number) = head
                && let Some(office) = self.office_before(self.people.mentions[number].run.start as usize, start)
                && let Some((from, _)) = self.phrase_to(office, start)
            {
                return Some(Source { tokens: from..last + 1, head });
            }
            let before = from.checked_sub(1).filter(|&before| before >= start);
            match before {
                // "hours after Roe said": a clause of its own begins here.
                Some(before) if self.is(before, Traits::SUB) => return Some(Source { tokens: from..last + 1, head }),
                // "About a hundred supporters shouted"
                Some(before)
                    if self.rounds_number(before) && (before == start || !self.tokens[before - 1].is_word()) =>
                {
                    return Some(Source { tokens: from..last + 1, head });
                }
                Some(before) if self.is(before, Traits::PREP) && before > start => {
                    // "Ann Roe of Ore said": go on with what the preposition hangs on.
                    at = before - 1;
                    if at > start && self.is_attachment(at) {
                        at -= 1;
                    }
                    if !self.tokens[at].is_word() {
                        return None;
                    }
                }
                Some(before) if self.is(before, Traits::PREP) => return None,
                _ => return Some(Source { tokens: from..last + 1, head }),
            }
        }
        None
    }

    /// The phrase that ends at token `at`: where it begins and what it turns on.
    fn phrase_to(&self, at: usize, start: usize) -> Option<(usize, Head)> {
        if at < start || self.region_at(at).is_some() {
            return None;
        }
        if let Some(head) = self.pronoun(at) {
            return Some((at, head));
        }
        if let Some(number) = self.people.mention_at(at) {
            let mut from = (self.people.mentions[number].run.start as usize).max(start);
            // "the mayor, Ann Roe": small words before the name describe it.
            for _ in 0..6 {
                let Some(before) = from.checked_sub(1).filter(|&before| before >= start) else { break };
                let token = &self.tokens[before];
                let describes = (token.kind == TokenKind::Word || self.is_aged(before))
                    && self.region_at(before).is_none()
                    && self.people.mention_at(before).is_none()
                    && (!token.is(Traits::PLAIN) || token.is(Traits::DET))
                    && !token.is(Traits::PREP.with(Traits::CONJ).with(Traits::AUX).with(Traits::TIME))
                    && self.cue(before) <= CueClass::Noun;
                // "the surgeon treating Bo Lind"
                if from == self.people.mentions[number].run.start as usize
                    && let Some(who) = self.those_who_act(before)
                {
                    return self.phrase_to(who, start);
                }
                if !describes {
                    // "Council leader Ann Roe", "Harbour Office aide Bo Lind": the institution belongs to the role.
                    let institution = self.people.mention_at(before).map(|number| &self.people.mentions[number]);
                    if let Some(institution) = institution.filter(|one| one.kind == MentionKind::Group)
                        && institution.run.end as usize == from
                        && from < self.people.mentions[number].run.start as usize
                        && institution.run.start as usize >= start
                    {
                        from = institution.run.start as usize;
                    }
                    break;
                }
                from = before;
                if token.is(Traits::DET) {
                    break;
                }
            }
            return Some((from, Head::Name(number)));
        }
        if self.kind(at) != TokenKind::Word
            || self.is(at, Traits::PREP.with(Traits::CONJ).with(Traits::TIME))
            || self.cue(at) >= CueClass::Call
        {
            return None;
        }
        let mut from = at;
        for _ in 0..LONGEST_DESCRIPTION {
            if self.is(from, Traits::DET) {
                return Some((from, Head::Noun(at)));
            }
            let Some(before) = from.checked_sub(1).filter(|&before| before >= start) else { break };
            let token = &self.tokens[before];
            if self.is_possessive(before) {
                from = before.saturating_sub(1).max(start);
                // "Roe's campaign": whose it is belongs to the description.
                if let Some(number) = self.people.mention_at(from) {
                    from = (self.people.mentions[number].run.start as usize).max(start);
                    return Some((from, Head::Noun(at)));
                }
                continue;
            }
            if self.people.mention_at(before).is_some() {
                // "Roe aides": but in "Roe gloated" the word is a verb.
                let whole = self.is(at, Traits::ROLE.with(Traits::ORG)) || self.is_plural_role(at);
                let run = self.people.mention_at(before).map(|number| self.people.mentions[number].run.start as usize);
                let from = run.unwrap_or(before).max(start);
                // "The Roe boss"
                let the = from.checked_sub(1).filter(|&the| the >= start && self.is_word(the, "the"));
                return whole.then_some((the.unwrap_or(from), Head::Noun(at)));
            }
            // "She said founders told her"
            if !token.is_word()
                || token.is(Traits::PREP.with(Traits::CONJ).with(Traits::REL).with(Traits::SUB))
                || matches!(self.word(before), "said" | "says")
                || self.region_at(before).is_some()
            {
                break;
            }
            from = before;
        }
        self.is_description(from, at).then_some((from, Head::Noun(at)))
    }

    /// Where the words begin behind "HARBOUR CITY, July 25 (Wire) —" or "HARBOUR CITY:", where such a dateline stands at
    /// `start`.
    pub(super) fn after_dateline(&self, start: usize, end: usize) -> usize {
        let word = self.word(start);
        if !self.tokens[start].begins_sentence || !self.tokens[start].capital {
            return start;
        }
        let capitals = !word.chars().take(40).any(char::is_lowercase);
        let mut at = start + 1;
        let limit = end.min(start + 16);
        while at < limit && !matches!(self.kind(at), TokenKind::Dash | TokenKind::Colon) {
            at += 1;
        }
        if at + 1 >= limit {
            return start;
        }
        if self.kind(at) == TokenKind::Colon {
            // "NEW DELHI: The court"; but "ROE: It is late" may be who speaks.
            let place = at <= start + 3 && (start..at).all(|at| self.is_shouted(at)) && self.is_word(at + 1, "the");
            return if capitals && place { at + 1 } else { start };
        }
        if word.len() < 4 {
            return start;
        }
        let agency = at > start + 2 && self.kind(at - 1) == TokenKind::Close;
        let place = at == start + 1 && self.is(start, Traits::PLACE) && self.tokens[at + 1].capital;
        if capitals || agency && at < start + 10 || place { (at + 1).min(end) } else { start }
    }

    /// Whether a word has capitals alone.
    pub fn is_shouted(&self, at: usize) -> bool {
        self.kind(at) == TokenKind::Word && !self.word(at).chars().any(char::is_lowercase)
    }

    /// The subject of the sentence that begins at `start`, looking no further than `end`: its first source, past any
    /// clause that only leads up to it ("Asked about the vote, Roe said").
    pub fn subject_of_sentence(&self, start: usize, end: usize) -> Option<Source> {
        let start = self.behind_hearing(start, end);
        let end = end.min(start + REACH);
        let mut at = self.after_dateline(start, end);
        while at < end
            && (!self.tokens[at].is_word()
                || self.is(at, Traits::CONJ)
                || self.is(at, Traits::AUX) && !self.is(at, Traits::DET))
        {
            at += 1;
        }
        if at >= end {
            return None;
        }
        // "As Ann Roe, the mayor, put it"
        if self.is_word(at, "as")
            && let Some(source) = self.source_from(at + 1, end)
            && matches!(source.head, Head::Name(_))
        {
            return Some(source);
        }
        let leads_up = self.is(at, Traits::PREP.with(Traits::SUB)) || self.word(at).ends_with("ing");
        if leads_up {
            let comma = (at..end).find(|&at| self.kind(at) == TokenKind::Comma && self.region_at(at).is_none());
            if let Some(source) = comma.and_then(|comma| self.source_from(comma + 1, end)) {
                return Some(source);
            }
        }
        let mut fallback = None;
        while at < end {
            if let Some(region) = self.region_at(at) {
                at = self.regions[region].last;
                // `“…,” said Roe, adding`
                at += usize::from(at < end && matches!(self.word(at), "said" | "says"));
                continue;
            }
            let hangs = at > start && self.is(at - 1, Traits::PREP);
            if let Some(source) = self.source_from(at, end) {
                let strong = matches!(source.head, Head::Name(_) | Head::He | Head::She);
                if !hangs && (strong || at == start) && self.region_at(at).is_none() {
                    return Some(source);
                }
                at = source.tokens.end;
                if strong && fallback.is_none() && !self.is_spoken_with(source.tokens.start) {
                    fallback = Some(source);
                }
                continue;
            }
            at += 1;
        }
        fallback
    }
}
