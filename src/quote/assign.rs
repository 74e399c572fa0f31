//! Which claim has which words.

use super::claims::{BELIEVED, Claim, Claims};
use super::cues::CueClass;
use super::groups::Group;
use super::page::Page;
use super::verbs::is_finite;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// A claim, with the words that are left to it.
pub type Share<'c> = (&'c Claim, Vec<Range<usize>>);

/// Which claims are believed, and what for: each word is attributed once, by the surest claim.
#[derive(Debug)]
pub struct Assigned<'c> {
    /// For each group the claims that attribute words outside its marks, too.
    pub wider: Vec<Vec<Share<'c>>>,
    /// Claims of speech without marks, with what is left to them.
    pub indirect: Vec<Share<'c>>,
}

impl<'c> Assigned<'c> {
    /// Settles it, the surest claim first.
    pub fn of(page: &Page<'_>, claims: &'c Claims, groups: &[Group]) -> Assigned<'c> {
        let mut group_of: Vec<Option<usize>> = vec![None; page.regions.len()];
        for (number, group) in groups.iter().enumerate() {
            for part in &group.parts {
                group_of[part.region] = Some(number);
            }
        }
        let mut believed: Vec<&Claim> = claims.all.iter().filter(|claim| claim.chance >= BELIEVED).collect();
        believed.sort_by(|a, b| b.closes.cmp(&a.closes).then(b.chance.total_cmp(&a.chance)));
        let mut taken = vec![false; page.tokens.len()];
        let mut assigned = Assigned { wider: vec![Vec::new(); groups.len()], indirect: Vec::new() };
        for claim in believed {
            let length: usize = claim.content.iter().map(Range::len).sum();
            let lost = claim.content.iter().flat_map(Clone::clone).filter(|&at| taken[at]).count();
            if length == 0 || taken[claim.turns_on] || lost * 2 > length {
                continue;
            }
            let group = |at: usize| group_of[page.region_at(at)?];
            // A region by itself is left to the claim that it is more likely of.
            let of_another = |words: &&Range<usize>| {
                let region = page.region_at(words.start).filter(|region| page.regions[*region].last >= words.end);
                region.is_some_and(|region| claims.is_of_another(region, claim))
            };
            let own = claim.content.iter().filter(|words| !of_another(words));
            let free = own.flat_map(|all| stretches(all.clone(), |at| !taken[at]));
            let free: Vec<Range<usize>> = free.filter_map(|words| page.without_edges(claim, words, claims)).collect();
            for at in free.iter().chain(&claim.cue).flat_map(Clone::clone) {
                taken[at] = true;
            }
            let free = page.without_sentence_before(claim, free, &mut assigned.indirect);
            let free = page.without_sentence_behind(claim, free, &mut assigned.indirect);
            let Some(first) = free.iter().flat_map(Clone::clone).find_map(group) else {
                assigned.indirect.push((claim, free));
                continue;
            };
            // Words go with the marks that they stand before, else with those behind which they stand.
            let mut own: Vec<(usize, Vec<Range<usize>>)> = Vec::new();
            let mut last = first;
            for words in free {
                let mut start = words.start;
                while start < words.end {
                    let next = (start..words.end).find_map(|at| Some((at, group(at)?)));
                    let (end, group) = match next {
                        Some((at, group)) => (page.regions[page.region_at(at).unwrap_or(0)].last.min(words.end), group),
                        None => (words.end, last),
                    };
                    let stretch = start..end;
                    match own.last_mut() {
                        Some((known, stretches)) if *known == group => stretches.push(stretch),
                        _ => own.push((group, vec![stretch])),
                    }
                    (start, last) = (end, group);
                }
            }
            for (group, words) in own {
                assigned.wider[group].push((claim, words));
            }
        }
        // In the order of the text, as everything after this reads it.
        assigned.indirect.sort_by_key(|(claim, _)| claim.turns_on);
        assigned
    }
}

impl Page<'_> {
    /// `It was late, Roe said. “We will wait.”`: whether the first words stand before their cue, and the next are another
    /// sentence between marks.
    fn is_over_before_quotation(&self, claim: &Claim, words: &[Range<usize>]) -> bool {
        let [first, next, ..] = words else { return false };
        let plain = first.end <= claim.turns_on && first.clone().all(|at| self.region_at(at).is_none());
        let sentence = next.start > claim.turns_on
            && self.region_at(next.start).is_some()
            && self.tokens[next.start].begins_sentence
            && self.kind(next.start - 1) == TokenKind::Stop;
        // A mark that closes what nothing opened.
        let quoted = matches!(self.kind(first.end), TokenKind::Mark(_))
            || matches!(self.kind(first.end + 1), TokenKind::Mark(_));
        plain && sentence && first.len() > 3 && !quoted
    }

    /// Words without their last ones, where these are a sentence of the paper's own right behind one between marks, and their
    /// cue stands behind its first words: `“We will wait.” The town was late, Roe said.` They are put with the `indirect` ones.
    fn without_sentence_behind<'c>(
        &self,
        claim: &'c Claim,
        mut words: Vec<Range<usize>>,
        indirect: &mut Vec<Share<'c>>,
    ) -> Vec<Range<usize>> {
        let last_of = |words: &Range<usize>| words.clone().rev().find(|&at| self.region_at(at).is_some());
        let quoted = (0..words.len()).rev().find_map(|number| Some((number, last_of(&words[number])?)));
        let Some((number, last)) = quoted else { return words };
        let (start, region) = (last + 1, self.region_at(last));
        let is_over = |region: usize| self.regions[region].closed && self.regions[region].last == start;
        let over = region.is_some_and(|region| is_over(region) && self.ends_with_stop(region));
        if !over || start >= claim.turns_on || !self.tokens[start].begins_sentence {
            return words;
        }
        let mut behind = words.split_off(number + 1);
        if start < words[number].end {
            behind.insert(0, start..words[number].end);
            words[number].end = start;
        }
        if behind.first().is_some_and(|first| first.start == start) {
            indirect.push((claim, behind));
        } else {
            words.append(&mut behind);
        }
        words
    }

    /// Words without their first ones, where the sentence of these is over before the quotation and they are all that is
    /// said there, or but an object: `Roe said it was late. “We will wait.”`, `Roe rejected the plan. “We will wait.”`.
    /// They are put with the `indirect` ones.
    fn without_sentence_before<'c>(
        &self,
        claim: &'c Claim,
        mut words: Vec<Range<usize>>,
        indirect: &mut Vec<Share<'c>>,
    ) -> Vec<Range<usize>> {
        if self.is_over_before_quotation(claim, &words) {
            indirect.push((claim, vec![words.remove(0)]));
            return words;
        }
        let Some(first) = words.first_mut().filter(|first| first.start > claim.turns_on) else { return words };
        let quoted = (first.start..first.end + 2).find(|&at| self.region_at(at).is_some());
        let Some(mark) = quoted.filter(|&mark| mark > first.start + 1) else { return words };
        let over = self.kind(mark - 1) == TokenKind::Stop && self.tokens[mark].begins_sentence;
        // "the plan", not "she feared the plan", which what follows may spell out.
        let named = self.is(first.start, Traits::DET) || self.tokens[first.start].capital;
        let clause = |at: usize| is_finite(self.word(at)) || self.pronoun(at).is_some() || self.is(at, Traits::SUB);
        let object = named && !(first.start..mark).any(clause);
        let whole = self.cue(claim.turns_on) == CueClass::Say;
        if over && (object || whole) && (first.end > mark || first.end + 1 >= mark) {
            indirect.push((claim, std::iter::once(first.start..mark - 1).collect()));
            if first.end > mark {
                first.start = mark;
            } else {
                words.remove(0);
            }
        }
        words
    }
}

/// The parts of a stretch whose tokens are wanted.
pub fn stretches(whole: Range<usize>, wanted: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for at in whole.filter(|&at| wanted(at)) {
        match parts.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => parts.push(at..at + 1),
        }
    }
    parts
}
