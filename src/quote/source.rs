//! Source words: which words beside a cue say who speaks.
//!
//! Here a noun phrase is read forward from where it begins, for `said Ann Roe, the mayor`; [`subject`](super::subject)
//! reads backward from the verb. There is no grammar behind it, only what news does again and again; every look is
//! bounded, so that no text makes it slow.

use super::bodies::{DOCUMENTS, FIRMS, is_institution_noun};
use super::cues::CueClass;
use super::office::BEHIND_ROLE;
use super::page::{Page, is_often_a_noun};
use super::verbs::is_strong_past;
use crate::speaker::lexicon::{Traits, traits_of};
use crate::speaker::tokens::{Mark, Token, TokenKind};
use crate::speaker::{MentionKind, PersonId, is_acronym, is_place_of_two};
use std::ops::Range;

/// Words that say who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The words.
    pub tokens: Range<usize>,
    /// What they turn on.
    pub head: Head,
}

/// What the words of a source turn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// A name: the number of the mention.
    Name(usize),
    /// "he".
    He,
    /// "she".
    She,
    /// "they", "it", "who", "I", "we": a pronoun that we do not follow.
    Other,
    /// A description: the token of its noun.
    Noun(usize),
}

/// How long a description gets, in words.
pub(super) const LONGEST_DESCRIPTION: usize = 9;

impl Page<'_> {
    /// The person whom the words of a source name.
    pub(super) fn person_named(&self, head: &Head) -> Option<PersonId> {
        let Head::Name(number) = *head else { return None };
        (self.people.mentions[number].kind == MentionKind::Person).then_some(self.people.meant[number])
    }

    /// The source that begins at token `at`, reading no further than `end`.
    pub fn source_from(&self, at: usize, end: usize) -> Option<Source> {
        if at >= end || self.kind(at) != TokenKind::Word && self.kind(at) != TokenKind::Number {
            return None;
        }
        if let Some(head) = self.pronoun(at).or_else(|| self.he_according_to_whom(at)) {
            return Some(Source { tokens: at..at + 1, head });
        }
        if let Some(source) = self.office_and_name_from(at, end) {
            return Some(source);
        }
        let at = if self.rounds_number(at) { at + 1 } else { at };
        let mut head = None;
        let mut next = at;
        while next < end && next < at + LONGEST_DESCRIPTION {
            if let Some(number) = self.people.mention_at(next) {
                let mention = &self.people.mentions[number];
                let run_end = (mention.run.end as usize).min(end);
                if let Some(second) = self.name_behind_firm_of_two(number, end) {
                    return Some(Source {
                        tokens: at..self.people.mentions[second].run.end as usize,
                        head: Head::Name(second),
                    });
                }
                if let Some(second) = self.office_of_two_departments(number, end) {
                    return Some(Source {
                        tokens: at..self.people.mentions[second].run.end as usize,
                        head: Head::Name(second),
                    });
                }
                if run_end < end && self.is_possessive(run_end) {
                    // "said Lind's.", "Lind's said": a firm's own name; "Roe's" alone.
                    if self.ends_name(run_end, end) {
                        return Some(Source { tokens: at..run_end + 1, head: Head::Name(number) });
                    }
                    // "Roe's spokeswoman": the name only says whose.
                    head = None;
                    next = run_end + 1;
                    continue;
                }
                let paper = self.paper_behind(number, run_end, end);
                if let Some(comma) = self.apposition_without_comma(number) {
                    return Some(Source { tokens: at..comma, head: Head::Name(number) });
                }
                if self.says_what_kind(number) {
                    return Some(Source { tokens: at..run_end + 1, head: Head::Noun(run_end) });
                }
                // "Orbit News host Ann Roe", "Harbour Office officials", "Ore Studies Institute (OSI) chief Ann Roe".
                let from = if mention.kind == MentionKind::Group { self.run_of(number).end.min(end) } else { run_end };
                // "Ore National Bank (ONB) Governor Ann Roe", "Ore Mutual Co. Vice President Bo Lind"
                // The stop of "Co." ends no sentence there.
                let stop =
                    from + 1 < end && self.kind(from) == TokenKind::Stop && !self.tokens[from + 1].begins_sentence;
                let officer = from + usize::from(stop);
                if mention.kind == MentionKind::Group
                    && let Some(full) = self.people.mention_at(officer).filter(|_| officer < end)
                    && let officer = &self.people.mentions[full]
                    && officer.kind == MentionKind::Person
                    && officer.titled
                    && officer.words > 1
                {
                    return Some(Source { tokens: at..(officer.run.end as usize).min(end), head: Head::Name(full) });
                }
                if let Some(full) = self.stands_before_name(number, end).filter(|_| paper == 0) {
                    let name_end = (self.people.mentions[full].run.end as usize).min(end);
                    return Some(Source { tokens: at..name_end, head: Head::Name(full) });
                }
                if paper == 0 && self.goes_on_as_description(from, end, mention.kind) {
                    // "The Ore Motors report": no verb.
                    let document = usize::from(DOCUMENTS.has(self.word(from)));
                    next = from + document;
                    head = Some(if document > 0 { from } else { run_end - 1 });
                    continue;
                }
                return Some(Source { tokens: at..run_end + paper, head: Head::Name(number) });
            }
            let token = &self.tokens[next];
            // "the recently retired Roe": no verb of hers.
            let behind_article = || next == at + 1 && ["the", "a", "an"].iter().any(|word| self.is_word(at, word));
            let ends = !token.is_word()
                || token.is(Traits::PREP.with(Traits::REL).with(Traits::CONJ).with(Traits::SUB))
                || token.begins_sentence && next > at
                || self.region_at(next).is_some()
                // "According to the Ore Motors report the trend"
                || head.is_some_and(|head| head > at && DOCUMENTS.has(self.word(head))) && token.is(Traits::DET)
                || next > at && self.is_attachment(next)
                || head.is_some() && self.acts_on_name(next)
                || next > at && (self.cue(next) >= CueClass::Call || token.is(Traits::AUX) && !behind_article())
                // "The bank gave no details": a verb; but "a banner held by Ann Roe".
                || head.is_some()
                    && !token.capital
                    && is_strong_past(self.word(next))
                    && self.tokens.get(next + 1).is_none_or(|behind| !behind.is(Traits::PREP))
                // "several groups limit the sum", "one source guessed the sum"
                || head.is_some_and(|head| {
                    let verb = self.word(head).ends_with('s') || self.word(next).ends_with("ed");
                    let object = self.tokens.get(next + 1).is_some_and(|object| object.is(Traits::DET));
                    // "financial markets regulator the Lind Board"
                    let somebody = self.is_person_noun(next) || self.word(next).ends_with("or");
                    object && verb && head + 1 == next && !somebody && !token.capital && !self.tokens[head].capital
                })
                // "several groups granted Ann Roe", "the board voted": a verb, and what follows is its object.
                || head.is_some_and(|head| self.word(head).ends_with('s') || is_institution_noun(self.word(head)))
                    && !token.capital
                    && self.word(next).ends_with("ed");
            if ends {
                // "43-year-old", "the campaign's": clitics inside a description go on.
                if self.is_possessive(next) {
                    next += 1;
                    continue;
                }
                // "spokesman for Ann Roe" stays a spokesman.
                break;
            }
            head = Some(next);
            next += 1;
        }
        let head = head?;
        if let Some(number) = self.name_behind_state_office(head, end) {
            let name_end = self.people.mentions[number].run.end as usize;
            return Some(Source { tokens: at..name_end, head: Head::Name(number) });
        }
        // "Finance Minister and Ore Party chairman Ann Roe", "Ships and Trains Board Chairman Bo Lind"
        if next < end
            && self.is_word(next, "and")
            && self.tokens[head].capital
            && (self.is_person_noun(head) || self.ends_office_of_two_trades(next + 1))
            && !self.is(at, Traits::DET)
            && let Some(number) = self.name_behind_office(next, BEHIND_ROLE, false)
            && let name_end = self.people.mentions[number].run.end as usize
            && name_end <= end
        {
            return Some(Source { tokens: at..name_end, head: Head::Name(number) });
        }
        // "media and harbour strategist Ann Roe"
        if next < end
            && self.is_word(next, "and")
            && !self.tokens[head].capital
            && let Some(number) = self.name_behind_trade(next + 1, end)
        {
            let name_end = self.people.mentions[number].run.end as usize;
            return Some(Source { tokens: at..name_end, head: Head::Name(number) });
        }
        // "the company's president, Ann Roe, said": the name behind the description is the better source.
        if next + 1 < end
            && self.kind(next) == TokenKind::Comma
            && let Some(number) = (next + 1..end.min(next + 4)).find_map(|at| self.people.mention_at(at))
            && self.is_told_by_name(number, head)
            && (next + 1..self.people.mentions[number].run.start as usize)
                .all(|at| self.is(at, Traits::ROLE.with(Traits::DET)) || self.is_origin(at))
        {
            // "his lawyer, Ore professor Ann Roe, said": whoever is described once more.
            let behind = self.people.mentions[number].run.end as usize;
            let number = self.name_behind_trade(behind, end).unwrap_or(number);
            return Some(Source {
                tokens: at..self.people.mentions[number].run.end as usize,
                head: Head::Name(number),
            });
        }
        if !self.is_description(at, head) {
            return None;
        }
        let to = self.complement(head + 1, end);
        // "the envoy to Ore Ann Roe"
        if to > head + 1
            && let Some(number) = self.full_name_at(to).filter(|_| to < end && self.is_person_noun(head))
        {
            let name_end = (self.people.mentions[number].run.end as usize).min(end);
            return Some(Source { tokens: at..name_end, head: Head::Name(number) });
        }
        Some(Source { tokens: at..to, head: Head::Noun(head) })
    }

    /// "Ships and Trains Board Chairman Bo Lind": whether an institution and an office in capitals stand before the name that a
    /// run of capitals at token `at` ends with.
    fn ends_office_of_two_trades(&self, at: usize) -> bool {
        let number = self.people.mention_at(at).filter(|&number| self.people.mentions[number].run.start as usize == at);
        number.is_some_and(|number| {
            let mention = &self.people.mentions[number];
            let office = at..mention.name.start as usize;
            mention.kind == MentionKind::Person
                && mention.words > 1
                && office.clone().any(|at| self.is(at, Traits::ORG))
        })
    }

    /// "the company's president, Ann Roe, said", "the casino operator, Crown Ltd, said": whether a name behind the comma is that
    /// of whom or what the noun describes.
    fn is_told_by_name(&self, number: usize, noun: usize) -> bool {
        let mention = &self.people.mentions[number];
        let behind = self.tokens.get(self.run_of(number).end);
        let closes = behind.is_some_and(|behind| behind.kind == TokenKind::Comma);
        // "the trade group, the EMF, said", "the firm, Paiol, said"
        if mention.kind == MentionKind::Person && !is_acronym(mention.span.of(self.text)) {
            return mention.words > 1 || self.is_person_noun(noun) || closes && FIRMS.has(self.word(noun));
        }
        // "the top brokerage, Ore Securities, said": whatever the noun, a firm is told by its last word.
        let firm = self.is(mention.name.end as usize - 1, Traits::FIRM) && mention.words > 1;
        closes && (firm || is_institution_noun(self.word(noun)))
    }

    /// "Ruland-born", "Ore-based": whether a word says where somebody is from.
    pub(super) fn is_origin(&self, at: usize) -> bool {
        self.kind(at) == TokenKind::Word && self.tokens[at].capital && self.word(at).contains('-')
    }

    /// Whether nothing follows the possessive at a token that the name could own: it is part of a firm's name, or the claim
    /// that is read has the rest for its cue, "Roe's" of "Roe's claim".
    fn ends_name(&self, clitic: usize, end: usize) -> bool {
        let behind = clitic + 1;
        let verb = |at: usize| self.cue(at) == CueClass::Say && !is_often_a_noun(self.word(at));
        self.kind(clitic) == TokenKind::Clitic
            && self.word(clitic).ends_with('s')
            && (behind >= end || matches!(self.kind(behind), TokenKind::Stop | TokenKind::Comma) || verb(behind))
    }

    /// "Lind and Poe's Ann Roe", "Lind and Poe analyst Ann Roe": the full name behind a firm that is called after two, of which
    /// `number` is the first.
    fn name_behind_firm_of_two(&self, number: usize, end: usize) -> Option<usize> {
        let first = &self.people.mentions[number];
        let and = first.run.end as usize;
        if first.words > 1 || first.titled || and + 1 >= end || self.word(and) != "and" {
            return None;
        }
        let second = self.people.mention_at(and + 1).map(|second| &self.people.mentions[second])?;
        let behind = second.run.end as usize;
        if second.words > 1 || second.run.start as usize != and + 1 || behind >= end {
            return None;
        }
        let trade = self.is_person_noun(behind) && !self.tokens[behind].capital;
        let joins = trade || self.kind(behind) == TokenKind::Clitic;
        let name = self.full_name_at(behind + 1).filter(|_| joins)?;
        (self.people.mentions[name].run.end as usize <= end).then_some(name)
    }

    /// "Economic and Fiscal Policy Minister Ann Roe": the name at the end of an office, of which a name of one word that the
    /// article has nowhere else is the first half.
    fn office_of_two_departments(&self, number: usize, end: usize) -> Option<usize> {
        let mention = &self.people.mentions[number];
        let and = mention.run.end as usize;
        let person = self.people.person(self.people.meant[number]);
        if mention.words > 1 || person.words > 1 || person.count > 1 || and + 1 >= end || self.word(and) != "and" {
            return None;
        }
        let second = self.people.mention_at(and + 1)?;
        let office = &self.people.mentions[second];
        let named = office.kind == MentionKind::Person && office.run.start as usize == and + 1;
        let title = office.name.start.checked_sub(1).filter(|title| *title > office.run.start)?;
        (named && self.is(title as usize, Traits::TITLE) && (office.run.end as usize) <= end).then_some(second)
    }

    /// "harbour strategist Ann Roe", "spices giant Ore & Co": the full name behind a few small words of which the last says
    /// what somebody is, or the firm that it says is one.
    fn name_behind_trade(&self, at: usize, end: usize) -> Option<usize> {
        let small = |&at: &usize| {
            let token = &self.tokens[at];
            token.kind == TokenKind::Word
                && self.people.mention_at(at).is_none()
                && !token.is(Traits::DET.with(Traits::PREP).with(Traits::AUX).with(Traits::REL).with(Traits::SUB))
                && self.cue(at) <= CueClass::Noun
        };
        let words = (at..end.min(at + 4)).take_while(small).count();
        let trade = (at + words).checked_sub(1).filter(|_| words > 0)?;
        let somebody = || self.full_name_at(at + words).filter(|_| self.is_person_noun(trade));
        let is_firm = FIRMS.has(self.word(trade)) || self.word(trade) == "partnership";
        let firm = || {
            let number = self.people.mention_at(at + words).filter(|_| is_firm)?;
            (self.people.mentions[number].kind == MentionKind::Group).then_some(number)
        };
        let number = somebody().or_else(firm)?;
        (self.people.mentions[number].run.end as usize <= end).then_some(number)
    }

    /// "sources close to Ann Roe", "people familiar with the matter": whether what follows hangs on the word.
    pub(super) fn is_attachment(&self, at: usize) -> bool {
        matches!(self.word(at), "close" | "familiar" | "loyal" | "near")
            && self.tokens.get(at + 1).is_some_and(|next| matches!(next.of(self.text), "to" | "with"))
    }

    /// Where a description ends whose noun ends before `at`: "a spokesman" goes on with "for Ann Roe".
    fn complement(&self, at: usize, end: usize) -> usize {
        if at + 1 < end && matches!(self.word(at), "for" | "of" | "with" | "at" | "from" | "to") {
            let from = if self.is(at + 1, Traits::DET) { at + 2 } else { at + 1 };
            if let Some(number) = self.people.mention_at(from).filter(|_| from < end) {
                return (self.people.mentions[number].run.end as usize).min(end);
            }
        }
        at
    }

    /// Whether small words follow a name that make it part of a description: "Orbit News host", "Roe campaign manager".
    pub(super) fn goes_on_as_description(&self, at: usize, end: usize, kind: MentionKind) -> bool {
        let (limit, end) = (end, end.min(at + 4));
        // "An Ore Motors statement said"
        if at < end && DOCUMENTS.has(self.word(at)) {
            return true;
        }
        let describes = |&at: &usize| {
            let token = &self.tokens[at];
            token.kind == TokenKind::Word
                && !token.capital
                && self.cue(at) <= CueClass::Noun
                // "a warning from Ann Roe that the union": a clause begins.
                && !self.is_word(at, "that")
                // "Ore Motors today announced", "Ore Motors last week announced"
                && !token.is(Traits::TIME)
                && !matches!(self.word(at), "also" | "last" | "next" | "this")
                // "Velden Holding a.s."
                && !self.word(at).contains('.')
                && !token.is(Traits::PREP.with(Traits::AUX).with(Traits::CONJ).with(Traits::REL).with(Traits::SUB))
                // "Ann Roe shook her head": a verb with its object.
                && !token.is(Traits::DET)
        };
        if kind == MentionKind::Group {
            let past = |at: usize| is_strong_past(self.word(at)) && self.word(at) != "left";
            let verb = |at: usize| self.word(at).ends_with("ed") || past(at) || self.word(at) == "less";
            return at < end && describes(&at) && !verb(at);
        }
        // "Ann Roe gave investors hope": a verb with its object.
        if at < end && is_strong_past(self.word(at)) {
            return false;
        }
        let words = at..at + (at..end).take_while(describes).count();
        let person =
            |at| self.is_person_noun(at) || self.is(at, Traits::ROLE.with(Traits::ORG)) || self.is_plural_role(at);
        // "Lind rights groups say": whoever they are, they are many.
        let many = |at: usize| {
            let word = self.word(at);
            word.len() > 4 && word.ends_with('s') && !word.ends_with("ss") && self.is_base_form(words.end)
        };
        words.clone().any(person) || words.len() > 1 && many(words.end - 1) || self.is_trade_of_next(words, limit)
    }

    /// "ORL coxswain Ann Roe said", "Ore Utd fan Bo Lind said": whether these small words behind a name say what somebody is whose
    /// full name stands right behind them, and whose verb behind that; a source ends before `limit`.
    fn is_trade_of_next(&self, words: Range<usize>, limit: usize) -> bool {
        let Some(number) = self.full_name_at(words.end).filter(|_| !words.is_empty() && words.end < limit) else {
            return false;
        };
        let end = self.people.mentions[number].run.end as usize;
        // "sued ORL employee Ann Roe relating to it": no verb of hers.
        let speaks = end < self.tokens.len() && self.cue(end) == CueClass::Say && !self.word(end).ends_with("ing");
        let adverb = |at: usize| self.word(at).ends_with("ly");
        speaks && end <= limit && !words.into_iter().any(|at| self.looks_like_a_verb(at) || adverb(at))
    }

    /// Whether a verb of saying stands at a token in the form that goes with many: "say", "argue".
    fn is_base_form(&self, at: usize) -> bool {
        at < self.tokens.len() && self.cue(at) == CueClass::Say && !self.word(at).ends_with(['s', 'd'])
    }

    /// How many words behind a name, at token `paper`, say what paper or agency it is the name of, and describe nobody else:
    /// "Harbour Times tabloid", "the Orbit news agency".
    fn paper_behind(&self, number: usize, paper: usize, end: usize) -> usize {
        if paper + 1 < end && self.word(paper) == "news" && self.word(paper + 1) == "agency" {
            return 2;
        }
        let mention = &self.people.mentions[number];
        let is_paper = paper < end
            && mention.kind == MentionKind::Group
            && !self.is(paper - 1, Traits::DEMONYM)
            && self.people.mention_at(paper + 1).is_none()
            // "a Hong Kong newspaper"
            && !mention.name.clone().all(|at| self.is(at as usize, Traits::PLACE))
            && !is_place_of_two(mention.span.of(self.text))
            && self.is_paper_noun(paper);
        usize::from(is_paper)
    }

    /// "newspaper", "magazine".
    pub(super) fn is_paper_noun(&self, at: usize) -> bool {
        matches!(self.word(at), "newspaper" | "daily" | "tabloid" | "magazine" | "weekly" | "website" | "newsletter")
    }

    /// "aides", "officials", "supporters".
    pub(super) fn is_plural_role(&self, at: usize) -> bool {
        let word = self.word(at);
        word.strip_suffix('s').is_some_and(|one| traits_of(one).any(Traits::ROLE))
            || matches!(word, "supporters" | "allies" | "officials" | "voters")
    }

    /// Whether words from `at` to `head` describe somebody: "the minister", "critics", "Republican strategist".
    pub(super) fn is_description(&self, at: usize, head: usize) -> bool {
        let word = self.word(head);
        let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
        self.is(at, Traits::DET)
            || self.is(head, Traits::ROLE.with(Traits::ORG))
            || plural
            || ["someone", "somebody", "everyone", "everybody"].iter().any(|one| self.is_word(head, one))
            || self.people.mention_at(at).is_some()
    }

    /// Whether token `at` makes what stands before it the owner of what follows: the clitic of "Roe's", or the bare
    /// apostrophe of "James' lawyer", which closes no quotation.
    pub(super) fn is_possessive(&self, at: usize) -> bool {
        match self.kind(at) {
            TokenKind::Clitic => true,
            TokenKind::Mark(Mark::SingleStraight | Mark::SingleClosing) => {
                let token = &self.tokens[at];
                let owner = at.checked_sub(1).filter(|_| !token.spaced).map(|before| self.word(before));
                let owned = |next: &Token| {
                    let grammar = Traits::PREP.with(Traits::CONJ).with(Traits::AUX).with(Traits::REL).with(Traits::SUB);
                    next.kind == TokenKind::Word && next.spaced && !next.begins_sentence && !next.is(grammar)
                };
                owner.is_some_and(|owner| owner.ends_with(['s', 'S', 'x', 'z']))
                    && self.region_at(at).is_none()
                    && self.tokens.get(at + 1).is_some_and(owned)
                    && (self.cue(at + 1) <= CueClass::Noun || is_often_a_noun(self.word(at + 1)))
            }
            _ => false,
        }
    }

    pub(super) fn pronoun(&self, at: usize) -> Option<Head> {
        let token = &self.tokens[at];
        if token.is(Traits::HE) {
            Some(Head::He)
        } else if token.is(Traits::SHE) {
            Some(Head::She)
        } else if token.is(Traits::THEY.with(Traits::IT).with(Traits::SELF)) {
            Some(Head::Other)
        } else {
            None
        }
    }
}
