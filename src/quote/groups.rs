//! Which regions are speech, and which of them are one quotation.

use super::claims::{Claims, chance};
use super::cue_search::{How, Lead};
use super::cues::CueClass;
use super::marks::Region;
use super::merge::GapFacts;
use super::model::Model;
use super::page::Page;
use super::speech::SpeechFacts;
use crate::speaker::PersonId;
use crate::speaker::tokens::{Mark, TokenKind};
use std::ops::Range;

/// The regions of one quotation.
#[derive(Debug)]
pub struct Group {
    /// The regions, in order; at least one.
    pub parts: Vec<Part>,
    /// How likely it is speech.
    pub chance: f32,
}

/// A region that is no quotation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passed {
    /// The number of the region.
    pub region: usize,
    /// How likely it is speech.
    pub chance: f32,
    /// The chance above which it would have been taken for speech.
    pub least: f32,
    /// Whether it is a title or a nickname, however likely that is speech.
    pub title: bool,
}

/// A region, with the words that attribute it.
#[derive(Debug, Clone)]
pub struct Part {
    /// The number of the region.
    pub region: usize,
    /// The words, where there are any.
    pub lead: Option<Lead>,
}

/// From this chance on it is speech. Whoever marks by hand passes over many words held at arm's length, and a person's
/// name put on one is worse than a quotation missed.
const SPEECH: f32 = 0.55;

/// Right behind a verb of saying, or one that may be: "a sign read “Keep out”"; and right before "in the words of Ann Roe".
/// Both are too few to learn from.
const BEHIND_A_CUE: f32 = 0.4;

/// What stands between marks in a headline is nearly always speech, but few headlines among the training articles have
/// any.
const IN_A_HEADLINE: f32 = 0.25;

/// A paragraph that is nothing but whole sentences between marks is what somebody says, however few words it has; between
/// single ones, where the paper has others for speech, it is the heading of a part.
const BY_ITSELF: f32 = 0.05;

/// Tokens between two regions of one quotation, at most: nobody breaks off for longer.
const FURTHEST: usize = 80;

/// How many paragraphs left open one after the other are looked back over.
const LEFT_OPEN: usize = 16;

/// How many regions of a quotation are asked who says them.
const PARTS_SEEN: usize = 4;

fn guillemets(page: &Page<'_>, region: usize) -> bool {
    matches!(page.kind(page.regions[region].first), TokenKind::Mark(Mark::LeftGuillemet | Mark::RightGuillemet))
}

impl Page<'_> {
    /// Whether a region is all of its paragraph, and ends as sentences do.
    fn is_a_paragraph(&self, number: usize) -> bool {
        let (region, block) = (&self.regions[number], self.block_of(number));
        let whole = region.first == block.tokens.start && region.last == block.tokens.end;
        whole && !block.headline && region.words > 0 && self.ends_with_stop(number)
    }

    /// `“We knew. “We waited.`: whether a region begins its paragraph, and the next opens where it should close.
    fn opens_a_run(&self, number: usize) -> bool {
        let (region, block) = (&self.regions[number], self.block_of(number));
        let next = self.regions.get(number + 1).filter(|next| next.block == region.block && next.first == region.last);
        let opens = region.first == block.tokens.start && !region.closed && !block.headline;
        opens && next.is_some() && self.ends_with_stop(number)
    }

    /// The person who is named with a verb of saying right behind a region, before token `until`.
    fn speaker_behind(&self, part: &Part, until: usize) -> Option<PersonId> {
        let lead = part.lead.as_ref().filter(|lead| lead.how <= How::Inverted)?;
        let source = lead.source.as_ref()?;
        let between = self.regions[part.region].last..until;
        let close = between.contains(&lead.cue?) && between.contains(&source.tokens.start);
        self.person_named(&source.head).filter(|_| close)
    }

    /// The person who is named last behind a region of a quotation; `next` stands behind them all.
    fn last_speaker_behind(&self, group: &[Part], next: &Part) -> Option<PersonId> {
        let seen = &group[group.len().saturating_sub(PARTS_SEEN)..];
        let ends = seen[1..].iter().chain([next]).map(|next| self.regions[next.region].first);
        seen.iter().zip(ends).filter_map(|(one, until)| self.speaker_behind(one, until)).last()
    }

    /// `“No,” Roe replied. “Did you ask?” Lind pressed.`, `“No,” Roe said. “Did you ask?” “Yes,” said Lind.`: whether one
    /// person says right behind a region of a quotation that it is theirs, and another behind the next region.
    fn another_speaks_behind(&self, group: &[Part], part: &Part) -> bool {
        if self.ends_sentence(part.region) {
            return false;
        }
        let spoken = self.last_speaker_behind(group, part);
        let second = || self.speaker_behind(part, self.tokens.len());
        spoken.is_some_and(|one| second().is_some_and(|second| one != second))
    }

    /// The person who is named with a verb of saying before a region, behind token `from`.
    fn speaker_before(&self, part: &Part, from: usize) -> Option<PersonId> {
        let lead = part.lead.as_ref().filter(|lead| matches!(lead.how, How::Before | How::Colon | How::FarBefore))?;
        let source = lead.source.as_ref()?;
        let between = from..self.regions[part.region].first;
        let close = between.contains(&lead.cue?) && between.contains(&source.tokens.start);
        let says = lead.how == How::Colon || self.cue(lead.cue?) >= CueClass::Call;
        self.person_named(&source.head).filter(|_| close && says)
    }

    /// The person whose words a region holds by its likeliest claim, where that stands in some tokens.
    fn speaker_by_claim(&self, claims: &Claims, region: usize, within: Range<usize>) -> Option<PersonId> {
        let (claim, _) = claims.best(region).filter(|(_, share)| *share > SPEECH)?;
        let cue = Some(claim.turns_on).filter(|cue| within.contains(cue) && self.cue(*cue) >= CueClass::Call)?;
        let source = self.source_of_claim(claim)?;
        let sentence = (cue + 1..=within.end).all(|at| !self.tokens[at].begins_sentence);
        let before = within.contains(&source.tokens.start) && source.tokens.start < cue;
        self.person_named(&source.head).filter(|_| sentence && before)
    }

    /// `Lind said: “It went well.” “It did not,” replied Berg.`: whether a region answers what another has said.
    fn is_an_answer(&self, group: &[Part], part: &Part) -> bool {
        let first = self.speaker_before(&group[0], self.block_of(group[0].region).tokens.start);
        let answer = || self.lead_of_answer(part.region)?.source.and_then(|source| self.person_named(&source.head));
        first.is_some_and(|first| answer().is_some_and(|second| first != second))
    }

    /// `Lind left.” ¶ “We are old. ¶ “We go,” said Berg.`: from which part of a group on its regions are left open, one paragraph
    /// each, where the next paragraph goes on with them and somebody says there that it is theirs who has not said what
    /// stands before.
    fn left_open_for_another(&self, group: &[Part], part: &Part) -> Option<usize> {
        let goes_on = |one: usize, two: usize| {
            let (one, two) = (&self.regions[one], &self.regions[two]);
            let opens = |region: &Region| region.first == self.blocks[region.block].tokens.start;
            let same_marks = self.kind(one.first) == self.kind(two.first);
            !one.closed && one.block + 1 == two.block && opens(one) && opens(two) && same_marks && !one.single
        };
        let second = self.speaker_behind(part, self.tokens.len())?;
        let (mut from, mut next) = (group.len(), part.region);
        while from > 0
            && group.len() - from < LEFT_OPEN
            && goes_on(group[from - 1].region, next)
            && self.ends_with_stop(group[from - 1].region)
        {
            from -= 1;
            next = group[from].region;
        }
        let before = group[..from].last().filter(|_| from < group.len())?;
        let behind = self.last_speaker_behind(&group[..from], &group[from]);
        let block = self.block_of(group[0].region).tokens.start;
        let first = behind.or_else(|| self.speaker_before(&group[0], block))?;
        (self.regions[before.region].closed && first != second).then_some(from)
    }

    /// `“No,” said Roe. Lind added: “Never.”`: whether somebody says right before a region that it is theirs, and another
    /// has said what stands before it.
    fn another_speaks_before(&self, group: &[Part], part: &Part, claims: &Claims) -> bool {
        let before = &group[group.len() - 1];
        let (from, to) = (self.regions[before.region].last, self.regions[part.region].first);
        let second = self.speaker_before(part, from).or_else(|| self.speaker_by_claim(claims, part.region, from..to));
        let Some(second) = second else { return false };
        let behind = self.last_speaker_behind(group, part);
        let block = self.block_of(group[0].region).tokens.start;
        let own = self.regions[before.region].first;
        let first = behind
            .or_else(|| self.speaker_before(&group[0], block))
            .or_else(|| self.speaker_by_claim(claims, before.region, block..own));
        first.is_some_and(|first| first != second)
    }

    /// `“We won,” said Roe. ¶ And Bo Lind? “You lost.”`: whether a region in a paragraph further on stands behind a sentence that
    /// turns to somebody who has not said what stands before.
    fn turns_to_another(&self, group: &[Part], part: &Part, claims: &Claims) -> bool {
        let before = &self.regions[group[group.len() - 1].region];
        if !before.closed || self.regions[part.region].block == before.block {
            return false;
        }
        let Some((second, _)) = self.turned_to(part.region) else { return false };
        let block = self.block_of(group[0].region).tokens.start;
        let first = self
            .last_speaker_behind(group, part)
            .or_else(|| self.speaker_before(&group[0], block))
            .or_else(|| self.speaker_by_claim(claims, group[group.len() - 1].region, block..before.first));
        first.is_some_and(|first| first != second) && !self.speaks_of(part.region, second)
    }

    /// `“a shed”, in the words of Ann Roe`: whether words say right behind a region whose it is.
    fn is_in_words_of_somebody(&self, number: usize) -> bool {
        let last = self.regions[number].last;
        let comma = self.tokens.get(last).is_some_and(|token| token.kind == TokenKind::Comma);
        let first = if comma { last + 1 } else { last };
        let words = ["in", "the", "words", "of"];
        first + words.len() < self.tokens.len() && (first..).zip(words).all(|(at, word)| self.is_word(at, word))
    }

    /// `“We knew. “We waited.”`: whether a region opens right behind one that was never closed, in its paragraph, as where
    /// several paragraphs of one quotation have been made one, or in the next, where nobody else says the second.
    fn runs_on(&self, before: &Part, part: &Part) -> bool {
        let (one, two) = (&self.regions[before.region], &self.regions[part.region]);
        let single = one.single || two.single;
        let own = || part.lead.as_ref().is_some_and(|lead| lead.how <= How::Inverted);
        let same_marks = || self.kind(one.first) == self.kind(two.first);
        // Where that is left open, too, and nothing follows, what is learnt decides.
        let ends = || two.closed || two.last < self.blocks[two.block].tokens.end;
        let follows = one.block == two.block || one.block + 1 == two.block && same_marks() && ends() && !own();
        !one.closed && one.last == two.first && follows && !single && self.ends_with_stop(before.region)
    }

    /// `Roe said it was “late”. “We will wait.”`: whether a sentence of the paper's own ends with a few words in marks right before
    /// a region that begins one.
    fn ends_woven_in(&self, before: usize, number: usize) -> bool {
        let (one, two) = (&self.regions[before], &self.regions[number]);
        let stop = one.last + 1 == two.first && self.kind(one.last) == TokenKind::Stop;
        let woven = one.first > self.blocks[one.block].tokens.start
            && self.tokens[one.first - 1].is_word()
            && !self.begins_with_capital(before);
        stop && woven
            && one.closed
            && self.begins_with_capital(number)
            && (self.ends_with_stop(number) || !two.closed || self.invites_cue(number))
    }

    /// `“We knew.” “We waited. “We left.”`: whether a region is left open right behind one that is closed, in its paragraph, as
    /// where several paragraphs of one quotation have been made one.
    fn is_left_open_behind(&self, before: usize, number: usize) -> bool {
        let (one, two) = (&self.regions[before], &self.regions[number]);
        let beside = one.closed && one.last == two.first && one.block == two.block;
        let open = !two.closed && two.last < self.blocks[two.block].tokens.end && !two.single && !one.single;
        beside && open && self.ends_with_stop(before) && self.begins_with_capital(number)
    }
}

/// The regions that are speech, those of one quotation together, and those that are none.
pub fn groups(page: &Page<'_>, model: &Model, claims: &Claims) -> (Vec<Group>, Vec<Passed>) {
    let mut groups: Vec<Group> = Vec::new();
    let mut passed = Vec::new();
    for region in 0..page.regions.len() {
        let part = Part { region, lead: page.lead(region) };
        let facts = SpeechFacts::of(page, &part);
        let speech = chance(&model.speech, |sum| facts.put(page, region, claims, sum));
        if let Some(group) = groups.last_mut()
            && let Some(from) = page.left_open_for_another(&group.parts, &part)
        {
            let mut parts = group.parts.split_off(from);
            parts.push(part);
            let chance = group.chance.max(speech);
            groups.push(Group { parts, chance });
            continue;
        }
        if let Some(group) = groups.last_mut()
            && let before = &group.parts[group.parts.len() - 1]
            && (page.runs_on(before, &part) || page.is_left_open_behind(before.region, region))
        {
            group.parts.push(part);
            group.chance = group.chance.max(speech);
            continue;
        }
        let least = match facts.headline {
            true => IN_A_HEADLINE,
            false if !facts.single && (page.is_a_paragraph(region) || page.opens_a_run(region)) => BY_ITSELF,
            false if page.is_announced_as_answer(region) => BY_ITSELF,
            false if facts.cue_before != CueClass::None || page.is_in_words_of_somebody(region) => BEHIND_A_CUE,
            false => SPEECH,
        };
        let title = facts.is_a_title(page, region);
        if speech <= least || title {
            passed.push(Passed { region, chance: speech, least, title });
            continue;
        }
        let joins = |group: &Group| {
            let before = &group.parts[group.parts.len() - 1];
            // Nobody changes from one sort of marks to the other within a quotation.
            if guillemets(page, before.region) != guillemets(page, region) {
                return false;
            }
            // "“Shall we pay?” ¶ “No!” ¶ “Shall we go?”": what comes in between is a shout from the hall.
            let by_itself = speech.min(group.chance) <= SPEECH && !facts.headline;
            let (one, two) = (&page.regions[before.region], &page.regions[region]);
            if by_itself && one.closed {
                return false;
            }
            // What ends before a paragraph of the paper's own does not go on behind it.
            if two.first > one.last + FURTHEST || one.closed && two.block > one.block + 1 {
                return false;
            }
            let stopped = before.region + 1 == region && page.is_stopped_before(region);
            if stopped || page.ends_woven_in(before.region, region) {
                return false;
            }
            if page.another_speaks_behind(&group.parts, &part)
                || page.is_an_answer(&group.parts, &part)
                || page.another_speaks_before(&group.parts, &part, claims)
                || page.turns_to_another(&group.parts, &part, claims)
            {
                return false;
            }
            let facts = GapFacts::of(page, before, &part);
            chance(&model.joins, |sum| facts.put(page, (before.region, region), claims, sum)) > 0.5
        };
        match groups.last_mut() {
            Some(group) if joins(group) => {
                group.parts.push(part);
                group.chance = group.chance.max(speech);
            }
            _ => groups.push(Group { parts: vec![part], chance: speech }),
        }
    }
    (groups, passed)
}
