//! The sources of claims: the words that a cue's claim takes for the source, read as everybody's.
//!
//! What is learnt knows about where a source stands, not what it is: it may begin with the dateline, end at the
//! apostrophe of "Briggs' lawyer", or be the trade alone of "Ann Roe, economist: “…”".

use super::claims::Claim;
use super::cues::CueClass;
use super::institution::FIRMS;
use super::page::{Page, is_often_a_noun};
use super::source::{Head, Source};
use super::verbs::{is_finite, is_strong_past};
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
        }
        if claim.content.iter().all(|words| words.start > cue)
            && let Some(start) = self.behind_noun_told_of(source, cue)
        {
            source.start = start;
        }
        self.take_title(claim);
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
        let ([source], [words]) = (claim.source.as_mut_slice(), claim.content.as_mut_slice()) else { return };
        let behind = source.end + 1 == words.start && self.kind(source.end) == TokenKind::Comma;
        let work = source.end.checked_sub(1).is_some_and(|last| WORKS.contains(&self.word(last)));
        let comma = |&at: &usize| self.kind(at) == TokenKind::Comma || self.region_at(at).is_some();
        let is_cue = self.is_word(claim.turns_on, "according") && source.start > claim.turns_on;
        let reach = words.end.min(words.start + LONGEST);
        let Some(second) = (words.start..reach).find(comma).filter(|_| behind && work && is_cue) else { return };
        let title = words.start..second;
        let named = self.tokens[title.start].capital && !title.clone().any(|at| self.looks_like_a_verb(at));
        // "Ann Roe, mayor of Ore, went back" has its verb behind a comma.
        let clause = second + 1..(second + 1..words.end).find(comma).unwrap_or(words.end);
        let subject = |at: usize| self.tokens[at].capital || self.is(at, Traits::DET) || self.pronoun(at).is_some();
        let whole = clause.len() > 2
            && subject(clause.start)
            && clause.clone().skip(1).any(|at| self.looks_like_a_verb(at) || self.word(at) == "went");
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

    /// The source that a claim takes these words for.
    fn source_as_claimed(&self, tokens: Range<usize>, cue: usize) -> Option<Source> {
        // "Roe has failed, Lind claimed, saying": the participle's speaker is that of the verb before it.
        if self.word(cue).ends_with("ing")
            && let Some(subject) =
                self.subject_of_report_before(cue).filter(|subject| subject.tokens.start >= tokens.end)
        {
            return Some(subject);
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
        // "Briggs' lawyer said": the lawyer does.
        let owns = tokens.end + 1 < cue && self.is_possessive(tokens.end) && self.kind(tokens.end) != TokenKind::Clitic;
        let tokens = if owns && cue < tokens.end + NAME_WITHIN { tokens.start..cue } else { tokens };
        self.owner_before(&tokens, cue).or_else(|| self.source_within(tokens))
    }

    /// Source words without when and where something is said: "[last] month Roe", "Roe yesterday", "[during] the visit Ms Roe".
    fn without_circumstance(&self, source: Range<usize>) -> Range<usize> {
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
    fn last_subject(&self, source: Range<usize>, cue: usize) -> Range<usize> {
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
    fn looks_like_a_verb(&self, at: usize) -> bool {
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
        let plain = |at: &usize| self.tokens[*at].is_word() && self.region_at(*at).is_none();
        let words = (cue.saturating_sub(LONGEST)..cue).rev().take_while(plain);
        let with = words.filter(|_| self.word(cue).ends_with("ing")).find(|&at| self.word(at) == "with")?;
        let comma = with.checked_sub(1).is_some_and(|comma| self.kind(comma) == TokenKind::Comma);
        (comma && with + 1 < cue && !(with + 1..cue).any(|at| self.is(at, Traits::PREP))).then_some(with + 1)
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
        // "Ann Roe, who said", "Ann Roe, who last year said"
        if !tokens.is_empty()
            && let Some(number) = self.antecedent(tokens.start)
        {
            return Some(Source { tokens, head: Head::Name(number) });
        }
        // "His claim"
        if tokens.len() == 1
            && let Some(head) = self.owning_pronoun(tokens.start)
        {
            return Some(Source { tokens, head });
        }
        if let Some(number) = self.name_behind_trade_at_end(&tokens) {
            return Some(Source { tokens, head: Head::Name(number) });
        }
        let source = self.source_from(tokens.start, tokens.end);
        if matches!(source, Some(Source { head: Head::Name(_) | Head::He | Head::She, .. })) {
            return source;
        }
        // "The mill's operator, Ore Mills Ltd, said", where a claim ends at the comma.
        if let Some(Source { head: Head::Noun(_), .. }) = source
            && self.tokens.get(tokens.end).is_some_and(|comma| comma.kind == TokenKind::Comma)
            && let end = self.blocks[self.block_at(tokens.start)].tokens.end
            && let Some(longer) = self.source_from(tokens.start, end)
            && matches!(longer.head, Head::Name(_))
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
            (set_off && closes && mention.kind == MentionKind::Person && mention.words > 1).then_some((number, end))
        });
        match name {
            Some((number, end)) => Some(Source { tokens: tokens.start..end.min(tokens.end), head: Head::Name(number) }),
            None => source,
        }
    }

    /// "Orr, Lind and Poe analyst Ann Roe": the full name with which source words end, behind a noun for what somebody is; what
    /// stands before that says only where.
    fn name_behind_trade_at_end(&self, tokens: &Range<usize>) -> Option<usize> {
        let number = self.people.mention_at(tokens.end.checked_sub(1)?)?;
        let run = &self.people.mentions[number].run;
        let (start, trade) = (run.start as usize, (run.start as usize).checked_sub(1)?);
        let ends = run.end as usize == tokens.end && trade > tokens.start;
        // "Tobacco to insurance group Ore Industries Plc"
        let firm = self.people.mentions[number].kind == MentionKind::Group && FIRMS.has(self.word(trade));
        let range = trade.checked_sub(2).filter(|&to| firm && to > tokens.start && self.word(to) == "to");
        if ends && range.is_some_and(|to| to == tokens.start + 1) {
            return Some(number);
        }
        let whole = ends && self.full_name_at(start).is_some();
        let grammar = Traits::PREP.with(Traits::AUX).with(Traits::REL).with(Traits::SUB).with(Traits::DET);
        // "Lind and co-host Ann Roe" are two.
        let joins = |at: usize| {
            let name = self.tokens[at + 1].capital && !self.is(at + 1, Traits::TITLE.with(Traits::GIVEN));
            name || (tokens.start..at).all(|at| self.people.mention_at(at).is_none())
        };
        let plain = |at: usize| {
            let one = !self.is(at, Traits::CONJ) || joins(at);
            // "state president" is no verb.
            let verb = self.cue(at) >= CueClass::Say && !is_often_a_noun(self.word(at));
            one && !self.is(at, grammar) && self.region_at(at).is_none() && !verb
        };
        let trades = !self.tokens[trade].capital && self.is_person_noun(trade) && (tokens.start..trade).all(plain);
        (whole && (trades || self.office_before(start, tokens.start).is_some())).then_some(number)
    }

    /// Who speaks in `The road was closed, said Roe of the council`, where a claim takes the words behind its cue for
    /// more of what is said.
    pub fn inverted_claim(&self, claim: &Claim, content: &[Range<usize>]) -> Option<Source> {
        let cue = claim.turns_on;
        let comma = cue.checked_sub(1).is_some_and(|before| self.kind(before) == TokenKind::Comma);
        let finite = matches!(self.word(cue), "said" | "says" | "added" | "adds");
        let before = content.iter().any(|words| words.end <= cue) || self.clause_before(cue).is_some();
        let behind = content.iter().find(|words| words.start == cue + 1)?;
        // "Roe, whose bridge it is, said the town has no choice": a verb follows, and the town does not speak.
        let ends = |at: usize| at >= self.tokens.len() || !self.tokens[at].is_word() || self.is(at, Traits::PREP);
        let named = |source: &Source| matches!(source.head, Head::Name(_) | Head::Noun(_)) && ends(source.tokens.end);
        let source = self.source_from(cue + 1, behind.end).filter(|_| comma && finite && before).filter(named)?;
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
        if has_subject
            && (!somebody || relative && matches!(source.head, Head::Noun(noun) if !self.is_person_noun(noun)))
        {
            return None;
        }
        Some(self.with_office_holder(source, Some(cue)))
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
