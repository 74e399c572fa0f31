//! Source words mended: what a claim takes for its source that is none of it, and what it leaves out.
//!
//! Chains of labels begin and end a few words early or late. Some constructions leave no doubt: a clause before the subject,
//! `The firm collapsed and prosecutors said`; when and where, `During the visit Roe said`; a description cut at a comma,
//! `The Ore, Mich.-based company said`.

use super::claims::Claim;
use super::page::Page;
use super::source::{Head, Source};
use super::verbs::{is_finite, is_strong_past};
use crate::speaker::MentionKind;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

impl Page<'_> {
    /// Leaves out of a claim's source what is none of it: the noun whose relative clause it opens, `a plan Roe says may fail`;
    /// a clause before it, or the verb behind it.
    pub fn mend_source(&self, claim: &mut Claim) {
        let cue = claim.turns_on;
        self.take_source_put_in(claim);
        if let Some(start) = self.subject_behind_with(cue) {
            claim.source.clear();
            claim.source.push(start..cue);
        }
        let [source] = claim.source.as_mut_slice() else { return };
        // "Ore Motors, Inc. (NASDAQ: OREM) announced": the code of its shares is nobody.
        if let Some(firm) = self.firm_before_ticker(source) {
            *source = firm;
        }
        if let Some(subject) = self.subject_beside(source, cue) {
            *source = subject.tokens;
        }
        if source.end <= cue {
            // "Roe met survivors and relatives of the dead and said", "it could build trust, says the council"
            let joined = cue > 0 && (self.is(cue - 1, Traits::CONJ) || self.kind(cue - 1) == TokenKind::Comma);
            let joined = joined && !self.ends_with_described_name(source);
            source.start = if joined { source.start } else { self.behind_clause_before(source) };
            source.end = self.before_verb(source);
            *source = self.without_circumstance(source.clone());
            *source = self.last_subject(source.clone(), cue);
            source.start = self.whole_description(source.clone());
            source.start = self.behind_fronted_phrase(source, cue).unwrap_or(source.start);
        }
        if claim.content.iter().all(|words| words.start > cue)
            && let Some(start) = self.behind_noun_told_of(source, cue)
        {
            source.start = start;
        }
        self.take_title(claim);
    }

    /// "Ore Motors, Inc. (NASDAQ: OREM)": the firm before the brackets that the source words begin in, behind the exchange and a
    /// colon.
    fn firm_before_ticker(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        let open = tokens.start.checked_sub(3)?;
        let exchange = self.is_shouted(open + 1) && self.kind(open + 2) == TokenKind::Colon;
        if self.kind(open) != TokenKind::Open || !exchange || !self.is_shouted(tokens.start) {
            return None;
        }
        let last = open.checked_sub(1)?;
        let last = if self.kind(last) == TokenKind::Stop { last.checked_sub(1)? } else { last };
        let number = self.people.mention_at(last)?;
        let run = &self.people.mentions[number].run;
        Some(run.start as usize..run.end as usize)
    }

    /// `The mayor is out and, according to reports, talks go on`: gives "according to" the source that its claim takes for the
    /// beginning of what is said.
    fn take_source_put_in(&self, claim: &mut Claim) {
        let source = claim.turns_on + 2;
        if !self.is_word(claim.turns_on, "according") {
            return;
        }
        if let ([found], [words]) = (claim.source.as_slice(), claim.content.as_mut_slice()) {
            let behind = found.end + 1..self.sentence_end(claim.turns_on);
            let put_in = found.start == source && behind.len() > 3 && self.kind(found.end) == TokenKind::Comma;
            if put_in && words.end < source && self.is(words.end - 1, Traits::CONJ) {
                *words = behind;
            }
        }
        if !claim.source.is_empty() {
            return;
        }
        let Some(words) = claim.content.iter_mut().find(|words| words.start == source) else { return };
        let Some(found) = self.source_from(source, words.end) else { return };
        let comma = found.tokens.end;
        if comma + 1 < words.end && self.kind(comma) == TokenKind::Comma {
            words.start = comma + 1;
            claim.source.push(found.tokens);
            // What "and" ends is the paper's.
            claim.content.retain(|words| words.start > source || !self.is(words.end - 1, Traits::CONJ));
        }
    }

    /// `According to a new book, Bells of Ore, Ann Roe went back`: gives a source the name of the book.
    fn take_title(&self, claim: &mut Claim) {
        const LONGEST: usize = 8;
        const WORKS: [&str; 7] = ["biography", "book", "magazine", "newspaper", "novel", "report", "study"];
        if !self.is_word(claim.turns_on, "according") {
            return;
        }
        let ([source], [words]) = (claim.source.as_mut_slice(), claim.content.as_mut_slice()) else { return };
        let behind = source.end + 1 == words.start && self.kind(source.end) == TokenKind::Comma;
        let work = source.end.checked_sub(1).is_some_and(|last| WORKS.contains(&self.word(last)));
        let comma = |&at: &usize| self.kind(at) == TokenKind::Comma || self.region_at(at).is_some();
        let is_cue = source.start > claim.turns_on;
        let reach = words.end.min(words.start + LONGEST);
        let Some(second) = (words.start..reach).find(comma).filter(|_| behind && work && is_cue) else { return };
        let title = words.start..second;
        let named = self.tokens[title.start].capital && !title.clone().any(|at| self.looks_like_a_verb(at));
        // "Ann Roe, mayor of Ore, went back" has its verb behind a comma.
        let clause = second + 1..(second + 1..words.end).find(comma).unwrap_or(words.end);
        let subject = |at: usize| self.tokens[at].capital || self.is(at, Traits::DET) || self.pronoun(at).is_some();
        let whole =
            clause.len() > 2 && subject(clause.start) && clause.clone().skip(1).any(|at| self.looks_like_a_verb(at));
        if named && whole {
            (source.end, words.start) = (second, second + 1);
        }
    }

    /// "Ore-based", "Mich.-based".
    pub(super) fn says_where_based(&self, at: usize) -> bool {
        self.word(at).ends_with("-based")
    }

    /// Where a description begins whose first words are left out: "[The Ore, Mich.-]based company", "[bell and] crop analysts".
    fn whole_description(&self, source: Range<usize>) -> usize {
        const REACH: usize = 8;
        let start = source.start;
        if source.is_empty() || start < 2 {
            return start;
        }
        if self.says_where_based(start) {
            let small = |at: &usize| self.kind(*at) == TokenKind::Word && !self.tokens[*at].capital;
            let the = |at: &usize| self.is_word(*at, "the");
            let before = (start.saturating_sub(REACH)..start).rev();
            // "Sources close to the Ore, Mich.-based company" are not the company.
            let hangs = |at: &usize| at.checked_sub(1).is_some_and(|before| self.is(before, Traits::PREP));
            let article = before.take_while(|at| the(at) || !small(at)).find(the);
            return article.filter(|at| !hangs(at)).unwrap_or(start);
        }
        let first = start - 2;
        let plain = |at: usize| self.kind(at) == TokenKind::Word && self.people.mention_at(at).is_none();
        let opens = self.tokens[first].begins_sentence || first > 0 && self.kind(first - 1) == TokenKind::Comma;
        let joined = opens && self.is_word(start - 1, "and") && plain(first) && plain(start);
        let many = source.len() == 2 && self.is_plural_role(source.end - 1);
        if joined && many && !self.looks_like_a_verb(first) && !self.word(first).ends_with('s') { first } else { start }
    }

    /// `The firm showed a boat and Ann Roe, its owner, said`: whether source words end with a full name behind an "and", and what
    /// tells more of it between commas.
    fn ends_with_described_name(&self, source: &Range<usize>) -> bool {
        let and = source.clone().rev().find(|&at| self.is(at, Traits::CONJ));
        let Some(number) = and.and_then(|and| self.full_name_at(and + 1)) else { return false };
        let comma = self.people.mentions[number].run.end as usize;
        comma < source.end && self.kind(comma) == TokenKind::Comma
    }

    /// `Roe of the council, told the Orbit`, `Roe sent a cable from Ore saying`: whoever is named as the subject where the source
    /// words say who is told, or from where.
    fn subject_beside(&self, source: &Range<usize>, cue: usize) -> Option<Source> {
        let told = self.is_hearer(source, cue);
        let place = source.end == cue
            && self.word(cue) == "saying"
            && source.start.checked_sub(1).is_some_and(|before| self.is(before, Traits::PREP))
            && source.clone().all(|at| self.is(at, Traits::PLACE));
        if !told && !place {
            return None;
        }
        let named = |source: &Source| matches!(source.head, Head::Name(_));
        let start = self.sentence_start(cue, self.blocks[self.block_at(cue)].tokens.start);
        let near = self.subject_of_cue(cue).filter(|near| told && named(near));
        near.or_else(|| self.subject_of_sentence(start, cue).filter(named))
    }

    /// `a plan Roe says may fail`, `in a move ministers say should help`: where whoever speaks begins behind a noun that what
    /// is said is about.
    fn behind_noun_told_of(&self, source: &Range<usize>, cue: usize) -> Option<usize> {
        let last = source.end.checked_sub(1).filter(|_| source.end <= cue)?;
        let plain = |at: usize| {
            self.kind(at) == TokenKind::Word && !self.tokens[at].capital && self.people.mention_at(at).is_none()
        };
        let person = self.people.mention_at(last).map(|number| &self.people.mentions[number]);
        let first = match person {
            Some(person) if person.kind == MentionKind::Person => person.run.start as usize,
            None if plain(last) && self.word(last).ends_with('s') => last,
            _ => return None,
        };
        let (article, noun) = (first.checked_sub(2).filter(|article| *article >= source.start)?, first - 1);
        let one = ["a", "an", "the"].iter().any(|one| self.is_word(article, one));
        let somebody = Traits::ROLE.with(Traits::ORG).with(Traits::TRADE);
        let nobody =
            plain(noun) && !self.is_person_noun(noun) && !self.is(noun, somebody) && !self.is_plural_role(noun);
        // The verb of the noun follows that of saying.
        let follows = self.tokens.get(cue + 1).is_some_and(|_| is_finite(self.word(cue + 1)));
        (one && nobody && follows).then_some(first)
    }

    /// Source words without when and where something is said: "[last] month Roe", "Roe yesterday", "[during] the visit Ms Roe".
    pub(super) fn without_circumstance(&self, source: Range<usize>) -> Range<usize> {
        const PERIODS: [&str; 5] = ["month", "night", "week", "weekend", "year"];
        let (mut start, mut end) = (source.start, source.end);
        let said = |at: usize, words: &[&str]| words.iter().any(|word| self.is_word(at, word));
        let this = |at: usize| said(at, &["last", "this", "next"]);
        if end > start + 1 && said(start, &PERIODS) && start > 0 && this(start - 1) {
            start += 1;
        }
        if end > start + 2 && said(end - 1, &PERIODS) && this(end - 2) {
            end -= 2;
            end -= usize::from(end > start + 1 && said(end - 1, &["earlier", "late"]));
        } else if end > start + 1 && said(end - 1, &["yesterday", "today"]) {
            end -= 1;
        }
        // "at the office Mr Roe"; but "from the office manager Mr Roe"
        let hangs = start > 0 && self.is(start - 1, Traits::PREP) && self.is(start, Traits::DET);
        if hangs && let Some(number) = end.checked_sub(1).and_then(|last| self.people.mention_at(last)) {
            let (person, run) = (&self.people.mentions[number], &self.people.mentions[number].run);
            let first = run.start as usize;
            let noun = first > start + 1 && !self.is_person_noun(first - 1) && !self.tokens[first - 1].capital;
            let somebody = person.kind == MentionKind::Person && person.titled && run.end as usize == end;
            if noun && somebody && !self.is(first - 1, Traits::ROLE.with(Traits::ORG).with(Traits::TRADE)) {
                start = first;
            }
        }
        start..end
    }

    /// The last of several subjects in source words: "at the dinner of Ann Roe [he]"; or the first, before a verb of saying, where
    /// the cue goes on with its report: "[She] said officials".
    pub(super) fn last_subject(&self, source: Range<usize>, cue: usize) -> Range<usize> {
        let Some(last) = source.end.checked_sub(1).filter(|last| *last > source.start) else { return source };
        let pronoun = Traits::HE.with(Traits::SHE).with(Traits::IT).with(Traits::THEY);
        // "the doctor who built it said"
        let before = last - 1;
        let subject = self.tokens[before].is_word()
            && !self.is(before, Traits::CONJ.with(Traits::PREP))
            && !self.looks_like_a_verb(before);
        if self.is(last, pronoun) && subject {
            return last..source.end;
        }
        let says = |at: &usize| matches!(self.word(*at), "said" | "says");
        let Some(verb) = (source.start + 1..last).find(says) else { return source };
        let goes_on = self.word(cue).ends_with("ing") || cue > 0 && self.is(cue - 1, Traits::CONJ);
        if goes_on { source.start..verb } else { verb + 1..source.end }
    }

    /// Whether a token looks like the past form of a verb, or a finite one.
    pub(super) fn looks_like_a_verb(&self, at: usize) -> bool {
        let (token, word) = (&self.tokens[at], self.word(at));
        let form = word.ends_with("ed") || is_strong_past(word) || is_finite(word);
        let noun = at.checked_sub(1).is_some_and(|before| self.is(before, Traits::DET));
        token.kind == TokenKind::Word && !token.capital && form && !noun
    }

    /// `The firm collapsed in spring and prosecutors said`, `His plea came as Roe said`: where source words begin behind a
    /// clause that is none of theirs.
    fn behind_clause_before(&self, tokens: &Range<usize>) -> usize {
        // "His plea came as prosecutors said"
        let came = |at: usize| at > tokens.start && matches!(self.word(at - 1), "came" | "comes" | "come");
        let joint = |at: &usize| {
            let joins = match self.word(*at) {
                "and" | "but" => true,
                "after" | "as" | "when" => came(*at),
                _ => false,
            };
            joins && *at + 1 < tokens.end
        };
        let Some(and) = tokens.clone().rev().find(joint) else { return tokens.start };
        // "The man who was jailed and his wife said"
        let told = (tokens.start..and).any(|at| self.is(at, Traits::REL) || self.kind(at) == TokenKind::Comma);
        let clause = (tokens.start + 1..and).any(|at| self.looks_like_a_verb(at));
        if clause && !told && !self.looks_like_a_verb(and + 1) { and + 1 } else { tokens.start }
    }

    /// `The board voted against it, saying`: where source words end before a verb of theirs that is none of the source.
    fn before_verb(&self, tokens: &Range<usize>) -> usize {
        let parsed = self.source_from(tokens.start, tokens.end).map_or(tokens.end, |source| source.tokens.end);
        let rest = parsed..tokens.end;
        let plain = rest.clone().next().is_some_and(|at| {
            self.kind(at) == TokenKind::Word && !self.is(at, Traits::PREP.with(Traits::REL).with(Traits::CONJ))
        });
        let comma = rest.clone().any(|at| self.kind(at) == TokenKind::Comma);
        if plain && !comma && rest.clone().any(|at| self.looks_like_a_verb(at)) { parsed } else { tokens.end }
    }

    /// `Markets fell, with analysts saying`: where the subject begins that stands between "with" and the participle at token
    /// `cue`.
    fn subject_behind_with(&self, cue: usize) -> Option<usize> {
        const LONGEST: usize = 5;
        if !self.word(cue).ends_with("ing") {
            return None;
        }
        let plain = |at: &usize| self.tokens[*at].is_word() && self.region_at(*at).is_none();
        let mut words = (cue.saturating_sub(LONGEST)..cue).rev().take_while(plain);
        let with = words.find(|&at| self.reads(at, "with"))?;
        let comma = with.checked_sub(1).is_some_and(|comma| self.kind(comma) == TokenKind::Comma);
        (comma && with + 1 < cue && !(with + 1..cue).any(|at| self.is(at, Traits::PREP))).then_some(with + 1)
    }
}
