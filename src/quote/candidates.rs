//! Candidates: the sources that a quotation may have, and how likely each is its own.
//!
//! Two ways lead to a source: the [`Lead`]s of `cue_search`, read by rule from what stands beside each region, and the
//! claims of cues, which are learnt. Often they agree; where they do not, or where either finds nothing, a trained
//! decision weighs them by what can be seen of each.

use super::claims::{Claim, Claims, chance};
use super::cue_search::{How, Lead};
use super::cues::CueClass;
use super::groups::Part;
use super::model::Model;
use super::page::Page;
use super::seen::{Numbered, Sink, put_pairs};
use super::source::{Head, Source};
use super::speech::odds;
use super::units::{mix, word_number};
use super::verbs::is_finite;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use crate::speaker::{MentionKind, PersonId};
use std::ops::Range;

/// A source that a quotation may have.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Its cue and its words.
    pub lead: Lead,
    /// Where the rules found it, how.
    rule: Option<How>,
    /// The greatest chance that its cue attributes a region of the quotation, and that it is a cue.
    claimed: Option<(f32, f32)>,
}

/// Whom source words mean, as far as two sources are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// Somebody with a name.
    Person(PersonId),
    /// Whoever the word at this token means.
    Word(usize),
}

/// From this chance on a source is a quotation's own; below it, whoever spoke last is as likely to go on.
pub const LIKELY: f32 = 0.4;
/// Below this chance a source is none.
pub const UNLIKELY: f32 = 0.15;

/// From this chance on that it is a cue, and that it attributes the region, a claim's pronoun is followed.
const SURE: f32 = 0.9;

/// How many regions of a quotation are asked who leads to them, how many claims of each are looked at, and how little
/// chance such a claim may have.
const REGIONS: usize = 6;
const CLAIMS: usize = 5;
const LEAST_SHARE: f32 = 0.05;

impl Page<'_> {
    /// Whom the words of a source mean.
    pub fn whom(&self, source: &Source) -> Whom {
        match source.head {
            Head::Name(mention) => Whom::Person(self.people.meant[mention]),
            Head::Noun(noun) => Whom::Word(noun),
            Head::He | Head::She | Head::Other => Whom::Word(source.tokens.start),
        }
    }

    /// Whether a claim is that of the sentence behind a region, with a report of its own: `“…done.” Roe said the bridge was
    /// old`; or that of a headline behind a colon: `‘We knew’: town learns of the fire`.
    pub fn says_something_else(&self, claim: &Claim, number: usize) -> bool {
        let region = &self.regions[number];
        let block = &self.blocks[region.block];
        if block.headline && region.last < block.tokens.end && self.kind(region.last) == TokenKind::Colon {
            return claim.turns_on > region.last;
        }
        let is_behind = |content: &Range<usize>| content.start > claim.turns_on;
        claim.turns_on >= region.last
            && self.tokens[region.last].begins_sentence
            && self.ends_sentence(number)
            && !claim.content.is_empty()
            && (claim.content.iter().all(is_behind)
                || claim.content.iter().any(|content| is_behind(content) && content.len() > 2))
    }

    /// `“…done.” The town can vote if Roe calls`: whether a claim's cue stands in the sentence behind a region, further off
    /// than a verb of its own.
    fn is_told_behind(&self, claim: &Claim, number: usize) -> bool {
        let behind = self.regions[number].last;
        let cue = claim.turns_on;
        if cue <= behind || !self.tokens[behind].begins_sentence || !self.ends_sentence(number) {
            return false;
        }
        // `“…done.” In Ore it was late, said Roe.` says both.
        if self.kind(cue - 1) == TokenKind::Comma {
            return false;
        }
        let Some(last) = self.skip_back_over_adverbs(cue, behind) else { return false };
        (behind..=last).any(|at| is_finite(self.word(at)) || self.is(at, Traits::SUB))
            && !(behind..=last).any(|at| self.is(at, Traits::REL))
    }

    /// The sources that a quotation of these regions may have, each once, in the order in which they were found.
    pub fn candidates(&self, parts: &[Part], claims: &Claims) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        let mut add = |mut candidate: Candidate| {
            candidate.lead = self.read_on(candidate.lead);
            let Some(source) = &candidate.lead.source else { return };
            let whom = self.whom(source);
            let same =
                |other: &&mut Candidate| other.lead.source.as_ref().is_some_and(|source| self.whom(source) == whom);
            match found.iter_mut().find(same) {
                Some(known) => {
                    known.rule = [known.rule, candidate.rule].into_iter().flatten().min();
                    let shares = [known.claimed, candidate.claimed].into_iter().flatten();
                    known.claimed = shares.max_by(|a, b| a.0.total_cmp(&b.0));
                }
                None => found.push(candidate),
            }
        };
        let mut leads: Vec<&Lead> = parts.iter().filter_map(|part| part.lead.as_ref()).collect();
        leads.sort_by_key(|lead| lead.how);
        // `Harbour chief ‘knew nothing’`: what a headline says of somebody, others say.
        if self.block_of(parts[0].region).headline && !self.is_in_first_person(parts[0].region) {
            leads.retain(|lead| lead.cue.is_some());
        }
        for lead in leads.into_iter().take(REGIONS) {
            add(Candidate { lead: lead.clone(), rule: Some(lead.how), claimed: None });
        }
        for part in parts.iter().take(REGIONS) {
            let region = &self.regions[part.region];
            let near = claims.surest(part.region, CLAIMS, LEAST_SHARE);
            let own = |claim: &Claim| {
                !self.says_something_else(claim, part.region)
                    && !self.is_told_behind(claim, part.region)
                    && !self.is_subject_of_another(claim, claims)
            };
            for (claim, share) in near.filter(|(claim, _)| own(claim)) {
                let how = if claim.turns_on < region.first { How::FarBefore } else { How::FarBehind };
                let lead = Lead { cue: Some(claim.turns_on), source: self.source_of_claim(claim), how };
                add(Candidate { lead: self.with_joined_names(lead), rule: None, claimed: Some((share, claim.chance)) });
            }
        }
        if found.is_empty() {
            let before = self.lead_from_paragraph_before(parts, claims);
            found.extend(before.map(|lead| Candidate { rule: Some(lead.how), lead, claimed: None }));
        }
        found
    }

    /// Whether a region begins with whoever speaks: "I", "our".
    fn is_in_first_person(&self, number: usize) -> bool {
        let word = self.regions[number].inside().find(|&at| self.tokens[at].is_word());
        word.is_some_and(|at| ["i", "we", "my", "our"].iter().any(|first| self.is_word(at, first)))
    }

    /// The lead with whoever is quoted by its source, or named behind the office that it begins with.
    pub fn read_on(&self, mut lead: Lead) -> Lead {
        if let Some(relayed) = lead.cue.and_then(|cue| self.relayed(cue)) {
            let cue = Some(relayed.frame.end - 1);
            return Lead { cue, source: relayed.source.or(lead.source), ..lead };
        }
        let cue = lead.cue;
        lead.source = lead.source.map(|source| self.with_office_holder(source, cue));
        lead
    }

    /// Where paragraphs are nothing but the quotation, or narrate behind it, and the one before them ends with a report:
    /// the subject of that.
    fn lead_from_paragraph_before(&self, parts: &[Part], claims: &Claims) -> Option<Lead> {
        /// How far behind its subject the verb of the report stands, in tokens.
        const REACH: usize = 60;
        let (first, last) = (&self.regions[parts[0].region], &self.regions[parts[parts.len() - 1].region]);
        let told_behind = last.last < self.blocks[last.block].tokens.end
            && !(self.tokens[last.last].begins_sentence && self.ends_with_stop(parts[parts.len() - 1].region));
        if first.first > self.blocks[first.block].tokens.start || told_behind {
            return None;
        }
        let before = self.blocks[..first.block].last().filter(|before| before.quotable && !before.headline)?;
        let end = before.tokens.end;
        let start = self.sentence_start(end.checked_sub(1)?, before.tokens.start);
        let said_last = self.said_last(start, end).map(|(_, source)| source);
        let source = said_last.clone().or_else(|| self.subject_of_sentence(start, end))?;
        let somebody = match source.head {
            Head::Name(number) => self.people.mentions[number].kind == MentionKind::Person,
            Head::He | Head::She => true,
            Head::Other | Head::Noun(_) => false,
        };
        let reports = said_last.is_some()
            || (source.tokens.end..end.min(source.tokens.end + REACH))
                .any(|at| self.cue(at) >= CueClass::Call && self.region_at(at).is_none())
            || claims.is_source_within(source.tokens.start, start..end);
        (somebody && reports).then_some(Lead { cue: None, source: Some(source), how: How::ParagraphBefore })
    }

    /// `The road was closed, Roe said.`, `…, said Roe.`: the verb of saying with which the sentence ends at token `end`, and who
    /// says it.
    pub fn said_last(&self, start: usize, end: usize) -> Option<(usize, Source)> {
        let verb = end.checked_sub(2).filter(|&verb| verb > start && self.kind(end - 1) == TokenKind::Stop)?;
        let comma = |at: usize| at > start && self.kind(at - 1) == TokenKind::Comma && self.region_at(at - 1).is_none();
        if self.cue(verb) == CueClass::Say && self.people.mention_at(verb).is_none() {
            let source = self.subject_of(verb, start)?;
            return (source.tokens.end == verb && comma(source.tokens.start)).then_some((verb, source));
        }
        let mention = &self.people.mentions[self.people.mention_at(verb)?];
        let cue = (mention.run.start as usize).checked_sub(1).filter(|&cue| cue > start)?;
        let said = self.cue(cue) == CueClass::Say && comma(cue);
        let source = self.source_from(cue + 1, end)?;
        (said && source.tokens.end == end - 1).then_some((cue, source))
    }

    /// The likeliest of some candidates, with its chance.
    ///
    /// What is learnt decides, but where the training articles have hardly a case: what rules read of "was told by Roe",
    /// of `says Roe` beside the marks of a headline, or of "met Ann Roe and Bo Lind said", stays.
    pub fn likeliest(&self, candidates: Vec<Candidate>, parts: &[Part], model: &Model) -> Option<(Lead, f32)> {
        let chances: Vec<f32> = (0..candidates.len())
            .map(|number| chance(&model.sources, |sum| self.put_candidate(&candidates, number, parts, sum)))
            .collect();
        let in_headline = self.block_of(parts[0].region).headline;
        let stays = |number: &usize| {
            let candidate = &candidates[*number];
            candidate.rule.filter(|how| {
                in_headline && *how <= How::Inverted
                    || self.hangs_on_by(candidate)
                    || self.begins_clause(candidate)
                    || self.is_announced(candidate, parts)
                    || self.is_put_in(candidate, parts)
                    || self.is_told_by(&candidate.lead)
                    || self.is_inside_report(candidate)
                    || self.is_attributed(candidate)
                    || *how <= How::Before && self.reads_out(&candidate.lead)
                    || *how == How::According && candidate.lead.cue.is_none()
                    || *how == How::Behind && self.has_rare_verb(&candidate.lead)
                    || *how == How::Before && self.is_named_by(candidate, parts)
            })
        };
        let (choice, chance) = match (0..candidates.len()).filter(|rule| stays(rule).is_some()).min_by_key(stays) {
            Some(rule) => (rule, chances[rule].max(LIKELY)),
            None => {
                // A pronoun that rules did not find is not followed: nobody is better than the wrong one.
                let followed = |number: &usize| {
                    let Candidate { lead, rule, claimed } = &candidates[*number];
                    let head = lead.source.as_ref().map(|source| source.head);
                    let sure = claimed.is_some_and(|(share, chance)| share.min(chance) >= SURE);
                    rule.is_some() || sure || !matches!(head, None | Some(Head::He | Head::She))
                };
                // Of equals the first.
                let all = (0..candidates.len()).rev().filter(followed);
                let best = all.max_by(|a, b| chances[*a].total_cmp(&chances[*b]))?;
                // `“Why me?” queried Roe.`: a rare verb is one of saying all the same.
                let plain = |number: &usize| self.stands_beside(&candidates[*number], parts);
                match (0..candidates.len()).find(plain).filter(|_| chances[best] < LIKELY) {
                    Some(plain) => (plain, LIKELY),
                    None => (best, chances[best]),
                }
            }
        };
        Some((candidates.into_iter().nth(choice)?.lead, chance))
    }

    /// Whether a person's name and its verb of saying stand right beside each other and the quotation: `“…?” queried Roe`,
    /// `Said Roe: “…”`.
    fn stands_beside(&self, candidate: &Candidate, parts: &[Part]) -> bool {
        let Lead { cue: Some(cue), source: Some(source), .. } = &candidate.lead else { return false };
        let Head::Name(number) = source.head else { return false };
        let (from, to) = (source.tokens.start.min(*cue), source.tokens.end.max(cue + 1));
        let touches = |part: &Part| {
            let region = &self.regions[part.region];
            to + 1 == region.first && !self.tokens[to].is_word() || from == region.last
        };
        candidate.rule.is_some_and(|how| how <= How::Before)
            && self.cue(*cue) == CueClass::Say
            && self.people.mentions[number].kind == MentionKind::Person
            && to - from == source.tokens.len() + 1
            && parts.iter().take(REGIONS).any(touches)
    }

    /// Whether "and" stands before the source and its verb of saying right behind it.
    fn begins_clause(&self, candidate: &Candidate) -> bool {
        let Lead { cue: Some(cue), source: Some(source), .. } = &candidate.lead else { return false };
        let before = source.tokens.start.checked_sub(1);
        let named =
            matches!(source.head, Head::Name(number) if self.people.mentions[number].kind == MentionKind::Person);
        named && *cue == source.tokens.end && before.is_some_and(|before| self.is_word(before, "and"))
    }

    /// `When Roe said it was late, Lind shot back: “…”`: whether cue and source stand right before the colon that opens the
    /// quotation.
    fn is_announced(&self, candidate: &Candidate, parts: &[Part]) -> bool {
        let Lead { cue: Some(cue), source: Some(source), .. } = &candidate.lead else { return false };
        let first = self.regions[parts[0].region].first;
        let close = source.tokens.end <= *cue && *cue <= source.tokens.end + 1;
        let somebody = match source.head {
            Head::Name(number) => self.people.mentions[number].kind == MentionKind::Person,
            Head::Noun(noun) => self.is_person_noun(noun),
            Head::He | Head::She => true,
            Head::Other => false,
        };
        let says = candidate.rule.is_some() && somebody && self.cue(*cue) == CueClass::Say;
        says && close && cue + 2 == first && self.kind(first - 1) == TokenKind::Colon
    }

    /// `It is, says the captain, “…”`: whether cue and source stand between commas right before the quotation.
    fn is_put_in(&self, candidate: &Candidate, parts: &[Part]) -> bool {
        let Lead { cue: Some(cue), source: Some(source), .. } = &candidate.lead else { return false };
        let comma = |at: usize| self.kind(at) == TokenKind::Comma;
        source.tokens.start == cue + 1
            && source.tokens.end + 1 == self.regions[parts[0].region].first
            && comma(source.tokens.end)
            && *cue > 0
            && comma(cue - 1)
            && self.cue(*cue) == CueClass::Say
    }

    /// `“Did you ever?” Roe pressed.`
    fn has_rare_verb(&self, lead: &Lead) -> bool {
        let Lead { cue: Some(cue), source: Some(source), .. } = lead else { return false };
        *cue == source.tokens.end && self.cue(*cue) == CueClass::None
    }

    /// `The court heard that Roe told police “…”`, `Lind said Roe rang her and said “…”`: whether cue and source stand inside what
    /// somebody hears or tells, and say what is quoted there.
    fn is_inside_report(&self, candidate: &Candidate) -> bool {
        let Lead { cue: Some(cue), source: Some(source), .. } = &candidate.lead else { return false };
        if candidate.rule.is_none_or(|how| how != How::Before) || self.cue(*cue) != CueClass::Say {
            return false;
        }
        let start = self.sentence_start(*cue, self.blocks[self.block_at(*cue)].tokens.start);
        let heard = self.behind_hearing(start, *cue);
        let of_hearing = heard > start && source.tokens.start >= heard && source.tokens.end <= *cue;
        let of_deed = || self.who_does_and_says(*cue, start).is_some_and(|doer| doer.tokens == source.tokens);
        of_hearing && !matches!(source.head, Head::Other) || of_deed()
    }

    /// `Lind put it at ten, a number Roe called “far too low”`, `Lind, whom his wife called “a fool”`: whether a person's name, or
    /// a word for somebody behind "whom", a verb of judging and the quotation stand right beside each other.
    fn is_named_by(&self, candidate: &Candidate, parts: &[Part]) -> bool {
        let Lead { cue: Some(cue), source: Some(source), .. } = &candidate.lead else { return false };
        let somebody =
            matches!(source.head, Head::Name(number) if self.people.mentions[number].kind == MentionKind::Person);
        let whom = source.tokens.start.checked_sub(1).is_some_and(|whom| self.word(whom) == "whom");
        let somebody = somebody || whom && matches!(source.head, Head::Noun(noun) if self.is_person_noun(noun));
        let beside = source.tokens.end == *cue && cue + 1 == self.regions[parts[0].region].first;
        somebody && beside && self.cue(*cue) == CueClass::Call
    }

    /// `a line attributed to Roe. “…”`
    fn is_attributed(&self, candidate: &Candidate) -> bool {
        let Lead { cue: Some(cue), source: Some(source), .. } = &candidate.lead else { return false };
        self.word(*cue) == "attributed" && source.tokens.start == cue + 2
    }

    /// `shrugged off claims from Ann Roe that it was “late”`: whether the cue is a noun of claiming with its speaker and
    /// "that" behind it; not in `said a claim by Ann Roe that it was “late” shows`, where it is a part of what is said.
    pub fn is_told_by(&self, lead: &Lead) -> bool {
        #[rustfmt::skip]
        const NOUNS: [&str; 12] = [
            "accusation", "accusations", "allegation", "allegations", "assertion", "assertions", "claim", "claims",
            "complaint", "complaints", "suggestion", "suggestions",
        ];
        let Lead { cue: Some(cue), source: Some(source), .. } = lead else { return false };
        let said = (cue.saturating_sub(3)..*cue).any(|at| self.cue(at) == CueClass::Say);
        NOUNS.contains(&self.word(*cue))
            && !said
            && source.tokens.start == cue + 2
            && matches!(source.head, Head::Name(_))
            && matches!(self.word(cue + 1), "from" | "by")
            && self.tokens.get(source.tokens.end).is_some_and(|next| next.of(self.text) == "that")
    }

    /// `One banner read “…”`: whether the noun that a claim turns on is the subject of the verb of another behind it.
    fn is_subject_of_another(&self, claim: &Claim, claims: &Claims) -> bool {
        let noun = self.cue(claim.turns_on) < CueClass::Weak;
        let verb = claim.turns_on + 1;
        let other = claims.turning_on(verb).filter(|_| noun);
        other.and_then(|other| other.source.last()).is_some_and(|source| source.end == verb)
    }

    /// Whether "by" stands right before the source.
    fn hangs_on_by(&self, candidate: &Candidate) -> bool {
        let source = candidate.lead.source.as_ref();
        source.and_then(|source| source.tokens.start.checked_sub(1)).is_some_and(|before| self.is_word(before, "by"))
    }

    /// Puts what is seen of candidate `number` as features.
    pub fn put_candidate(&self, all: &[Candidate], number: usize, parts: &[Part], sink: &mut impl Sink) {
        let candidate = &all[number];
        let Some(source) = &candidate.lead.source else { return };
        let flag = u64::from;
        let steps = |n: usize| match n {
            0..=4 => n as u64,
            5..=8 => 5,
            9..=16 => 6,
            17..=30 => 7,
            _ => 8,
        };
        let how = |how: Option<How>| how.map_or(20, |how| how as u64);
        let share = |candidate: &Candidate| candidate.claimed.map_or(0.0, |(share, _)| share);
        let (from, to) = (source.tokens.start, source.tokens.end);
        let (first, last) = (&self.regions[parts[0].region], &self.regions[parts[parts.len() - 1].region]);
        // Which side of the quotation, how far, and what stands between.
        let (side, gap) = if to <= first.first {
            (0, to..first.first)
        } else if from >= last.last {
            (2, last.last..from)
        } else {
            (1, from..from)
        };
        let near = gap.start.max(gap.end.saturating_sub(80))..gap.end;
        let sentences = near.clone().skip(1).filter(|&at| self.tokens[at].begins_sentence).count()
            + usize::from(side == 0 && !near.is_empty() && self.tokens[first.first].begins_sentence);
        let mut regions = 0;
        let mut at = near.start;
        while at < near.end {
            match self.region_at(at) {
                Some(region) => {
                    regions += 1;
                    at = self.regions[region].last.max(at + 1);
                }
                None => at += 1,
            }
        }
        let block = self.block_at(from);
        let head = match source.head {
            Head::Name(mention) => {
                let mention = &self.people.mentions[mention];
                flag(mention.kind == MentionKind::Group) + 2 * flag(mention.words > 1) + 4 * flag(mention.titled)
            }
            Head::He | Head::She => 10,
            Head::Other => 11,
            Head::Noun(noun) => 12 + flag(self.is(noun, Traits::ROLE)),
        };
        let cue = candidate.lead.cue;
        let class = cue.map_or(CueClass::None, |cue| self.cue(cue)) as u64;
        let cue_kind = cue.map_or(99, |cue| self.kind(cue).code());
        let cue_side = cue.map_or(5, |cue| {
            if cue < first.first {
                0
            } else if cue >= last.last {
                2
            } else {
                1
            }
        });
        let apart =
            cue.map_or(20, |cue| if cue < from { 10 + steps(from - cue) } else { steps((cue + 1).saturating_sub(to)) });
        let before = from.checked_sub(1).filter(|_| !self.tokens[from].begins_sentence);
        let hangs = before.is_some_and(|at| self.is(at, Traits::PREP));
        let best_share = all.iter().map(share).fold(0.0, f32::max);
        let best_rule = all.iter().filter_map(|one| one.rule).min();
        let words: usize = parts.iter().take(REGIONS).map(|part| self.regions[part.region].words).sum();
        let facts = [
            how(candidate.rule),
            odds(share(candidate)) / 2,
            odds(candidate.claimed.map_or(0.0, |(_, chance)| chance)) / 2,
            flag(share(candidate) == best_share) + 2 * flag(candidate.rule == best_rule),
            how(best_rule),
            odds(best_share) / 2,
            head,
            class,
            side * 3 + cue_side,
            steps(gap.len()),
            sentences.min(3) as u64,
            regions.min(3) as u64,
            first.block.abs_diff(block).min(2) as u64,
            all.len().min(4) as u64,
            apart,
            flag(hangs) + 2 * flag(self.tokens[from].begins_sentence),
            words.min(8) as u64,
            parts.len().min(3) as u64,
            cue_kind,
            number.min(3) as u64,
        ];
        put_pairs(&facts, 5000, sink);
        let mut features = Numbered::from(sink, 5900);
        let word = |at: Option<usize>| at.filter(|&at| at < self.tokens.len()).map_or(3, |at| self.number(at));
        let (verb, behind, outside) = (word(cue), word(Some(to)), word(first.first.checked_sub(1)));
        features.put(verb);
        features.put(mix(verb, side * 3 + cue_side));
        features.put(mix(verb, how(candidate.rule)));
        features.put(word(before));
        features.put(behind);
        features.put(mix(behind, side));
        features.put(outside);
        features.put(mix(outside, side));
        features.put(word(Some(last.last)));
        features.put(word_number(self.word(from)));
        features.put(word_number(self.word(to - 1)));
        features.put(flag(self.kind(to - 1) == TokenKind::Word));
    }
}
