//! Claims: for each cue on the page, which words it says somebody said, and who.
//!
//! First every word that may be a cue gets its chance; then the sentence of each likely one is read from it, as a chain
//! of source, cue and content. Claims compete for words; what the sure ones hold, the others may not.

use super::model::Model;
use super::model::chain::{self, CONTENT, CUE, Row};
use super::model::learn::likelihood;
use super::model::memo::Room;
use super::model::table::{Flat, Sums};
use super::page::Page;
use super::seen::{Seen, near_regions};
use super::source::Source;
use super::sums::{CueSums, FlatSum, sum_own};
use super::units::{Unit, units};
use super::views::FromCue;
use std::cell::OnceCell;
use std::ops::Range;

/// Below this chance a word is not looked at from as a cue.
pub const LEAST_CHANCE: f32 = 0.2;

/// Below this chance a cue's claim is not believed. It is low because whoever marks indirect speech by hand marks much
/// that others pass over: every claim tells its chance, and whoever searches sees speech alone.
pub const BELIEVED: f32 = 0.13;

/// From this chance on a cue that attributes nothing is read again: somebody says something.
pub(super) const SURE_CUE: f32 = 0.5;

/// What the beginning of a content is worth then. Where it might end at many places, each is unlikely, and all of them
/// together may still be likelier than none.
const UNDECIDED: f32 = 1.5;

/// Room for more units is not kept for other articles: no paragraph of news has as many.
const ROOM_KEPT: usize = 10_000;

/// What one cue claims.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The token that the cue turns on.
    pub turns_on: usize,
    /// How likely it is a cue at all.
    pub chance: f32,
    /// The tokens of the cue, in stretches.
    pub cue: Vec<Range<usize>>,
    /// The tokens of the source, in stretches.
    pub source: Vec<Range<usize>>,
    /// The tokens of what is attributed, in stretches; regions are whole.
    pub content: Vec<Range<usize>>,
    /// The regions in its reach, each with the chance that the cue attributes it.
    pub regions: Vec<(usize, f32)>,
    /// Whether its cue closes a sentence whose words before it are all that is attributed, or is put in behind some of them.
    pub closes: bool,
    /// Who its source words say it is, read once somebody asks; nothing of the claim changes from then on.
    pub read_source: OnceCell<Option<Source>>,
}

/// All claims of a page that are believed or reach a region, with what they say of its regions.
#[derive(Debug, Default)]
pub struct Claims {
    /// The claims, by the place of their cue.
    pub all: Vec<Claim>,
    /// For each region the claims in whose reach it is, each with the chance that it is attributed by it, the likeliest
    /// first.
    by_region: Vec<Vec<(u32, f32)>>,
}

/// The chance of yes that a model gives to the features that `put` puts.
pub fn chance(table: &Flat, put: impl FnOnce(&mut FlatSum<'_>)) -> f32 {
    let mut sum = FlatSum::of(table);
    let chance = likelihood(sum.worth(put));
    sum.give_back();
    chance
}

/// For each unit the chance that it is a cue.
pub fn chances(seen: &Seen, cues: &Flat) -> Vec<f32> {
    let mut chances = vec![0.0; seen.units.len()];
    let mut sum = FlatSum::of(cues);
    for &at in &seen.candidates {
        chances[at] = likelihood(sum.worth(|sum| seen.put_features(at, sum)));
    }
    sum.give_back();
    chances
}

/// Reads claims: the model, and room to work in.
#[derive(Debug)]
pub struct Reader<'m> {
    model: &'m Model,
    /// Whether claims that reach no quoted region are read, too.
    indirect: bool,
    room: Room,
}

impl Reader<'_> {
    /// With a model.
    pub fn of(model: &Model, indirect: bool) -> Reader<'_> {
        Reader { model, indirect, room: model.spans.rooms.take() }
    }

    /// Leaves the room to others.
    fn give_back(self) {
        self.model.spans.rooms.give_back(self.room);
    }
}

impl Claims {
    /// No claims yet.
    pub fn empty(page: &Page<'_>) -> Claims {
        Claims { all: Vec::new(), by_region: vec![Vec::new(); page.regions.len()] }
    }

    /// Reads the claims of all blocks; where `indirect` speech is not wanted, only those that reach a quoted region.
    pub fn of(page: &Page<'_>, model: &Model, indirect: bool) -> Claims {
        let mut claims = Claims::empty(page);
        let mut reader = Reader::of(model, indirect);
        let mut seen = std::mem::take(&mut reader.room.seen);
        let mut region = 0;
        for (number, block) in page.blocks.iter().enumerate() {
            let quoted = page.regions.get(region).is_some_and(|region| region.block == number);
            while page.regions.get(region).is_some_and(|region| region.block == number) {
                region += 1;
            }
            if !block.quotable || !quoted && !indirect {
                continue;
            }
            let units = units(page, number);
            let near = if indirect { std::iter::once(0..units.len()).collect() } else { near_regions(&units) };
            for stretch in near {
                seen.look_at(page, number, &model.words, &units[stretch]);
                claims.read(&seen, &chances(&seen, &model.cues), &mut reader);
            }
        }
        if seen.room() <= ROOM_KEPT {
            reader.room.seen = seen;
        }
        reader.give_back();
        for claim in &mut claims.all {
            page.mend_source(claim);
            page.close(claim);
            page.complete(claim);
            page.run_on(claim);
            page.leave_dateline(claim);
        }
        claims.leave_answers(page);
        claims.leave_sentence_before(page);
        claims.take_sources_of_reports(page);
        claims
    }

    /// `Roe said the town was kept informed, adding that`, `Roe said the sums were wrong and claimed that`: gives a cue that
    /// goes on with a report the source of that, where its own is in the middle of what is reported.
    fn take_sources_of_reports(&mut self, page: &Page<'_>) {
        /// How many claims before it a report is looked for.
        const NEAR: usize = 4;
        for number in 1..self.all.len() {
            let (before, own) = self.all.split_at_mut(number);
            let claim = &mut own[0];
            let Some(last) = claim.turns_on.checked_sub(2).filter(|_| claim.source.len() < 2) else { continue };
            let reported = |report: &Claim| {
                let goes_on = report.chance >= SURE_CUE && page.goes_on_with(claim.turns_on, report.turns_on);
                let words = report.content.iter().find(|words| goes_on && words.contains(&last))?;
                Some((words.clone(), report.source.first()?.clone()))
            };
            let Some((words, subject)) = before.iter().rev().take(NEAR).find_map(reported) else { continue };
            let source = page.read_source(claim).map(|source| source.tokens);
            if source.is_some_and(|source| words.start <= source.start && source.end <= words.end)
                && subject.end < words.start
            {
                claim.source = vec![subject];
            }
        }
    }

    /// Reads the claims of one block.
    pub fn read(&mut self, seen: &Seen, chances: &[f32], reader: &mut Reader<'_>) {
        let table = &reader.model.spans;
        let mut memos = table.kept.take();
        let mut done = 0;
        for &cue in seen.candidates.iter().filter(|cue| chances[**cue] >= LEAST_CHANCE) {
            let from = FromCue::of(seen, cue, chances);
            if from.regions == 0 && !reader.indirect {
                continue;
            }
            // Windows are in order, and overlap where their cues share a sentence.
            let Range { start, end } = from.window.clone();
            if end > done {
                reader.room.own.resize(seen.units.len(), Sums::default());
                sum_own(seen, start.max(done)..end, table, &mut memos, &mut reader.room.own);
                done = end;
            }
            let mut sums = CueSums::of(seen, &from);
            let Room { own, scores, .. } = &mut reader.room;
            let own = own[start..end].iter();
            scores.clear();
            scores.extend((start..end).zip(own).map(|(at, own)| table.worth(&sums.add(at, table, &mut memos, *own))));
            self.add(seen, &from, reader);
        }
        table.kept.give_back(memos);
    }

    /// Adds the claim that the scores of a cue's window come to.
    fn add(&mut self, seen: &Seen, from: &FromCue, reader: &mut Reader<'_>) {
        let factors = &reader.model.steps;
        let Room { likely, best, scores, .. } = &mut reader.room;
        let kinds = &seen.kinds[from.window.clone()];
        let cue = from.at - from.window.start;
        let units = &seen.units[from.window.clone()];
        let first_region = units[..cue].iter().position(|unit| unit.region.is_some());
        likely.compute(scores, factors, kinds, first_region.unwrap_or(cue));
        let both = |shares: Row, label: u8| shares[label as usize] + shares[label as usize + 1];
        let chance = both(likely.of(cue), CUE);
        let regions: Vec<(usize, f32)> =
            (0..).zip(units).filter_map(|(at, unit)| Some((unit.region?, both(likely.of(at), CONTENT)))).collect();
        // Nobody will ask what it says.
        if regions.is_empty() && chance < BELIEVED {
            return;
        }
        // Read on as if it were a cue.
        for (label, score) in scores[cue].iter_mut().enumerate() {
            if label != CUE as usize && label != CUE as usize + 1 {
                *score += chain::NEVER / 10.0;
            }
        }
        let mut labels = best.find(scores, factors, kinds);
        if regions.is_empty() && chance >= SURE_CUE && !labels.iter().any(|label| *label >= CONTENT) {
            for row in scores.iter_mut() {
                row[CONTENT as usize] += UNDECIDED;
            }
            labels = best.find(scores, factors, kinds);
        }
        let [_, cue, source, content] = stretches(units, labels);
        let number = self.all.len() as u32;
        for (region, share) in &regions {
            let likely = &mut self.by_region[*region];
            let likelier = likely.partition_point(|(_, other)| other.total_cmp(share).is_ge());
            likely.insert(likelier, (number, *share));
        }
        let turns_on = seen.units[from.at].tokens.start;
        self.all.push(Claim {
            turns_on,
            chance,
            cue,
            source,
            content,
            regions,
            closes: false,
            read_source: OnceCell::new(),
        });
    }

    /// Takes from claim `number` the region `first`, which begins at token `start`, and all behind it.
    pub(super) fn end_before(&mut self, number: usize, first: usize, start: usize) {
        let claim = &mut self.all[number];
        claim.content.retain(|words| words.start < start);
        if let Some(last) = claim.content.last_mut() {
            last.end = last.end.min(start);
        }
        for (region, _) in claim.regions.iter().filter(|(region, _)| *region >= first) {
            self.by_region[*region].retain(|(other, _)| *other != number as u32);
        }
        claim.regions.retain(|(region, _)| *region < first);
    }

    /// Takes from claim `number` all before the region `first`, which begins at token `start`.
    pub(super) fn begin_at(&mut self, number: usize, first: usize, start: usize) {
        let claim = &mut self.all[number];
        claim.content.retain(|words| words.end > start);
        if let Some(words) = claim.content.first_mut() {
            words.start = words.start.max(start);
        }
        for (region, _) in claim.regions.iter().filter(|(region, _)| *region < first) {
            self.by_region[*region].retain(|(other, _)| *other != number as u32);
        }
        claim.regions.retain(|(region, _)| *region >= first);
    }

    /// The claim whose cue turns on a token.
    pub fn turning_on(&self, token: usize) -> Option<&Claim> {
        let number = self.all.binary_search_by_key(&token, |claim| claim.turns_on).ok()?;
        Some(&self.all[number])
    }

    /// Whether a token is of the source of a likely claim whose cue stands behind it in some tokens.
    pub fn is_source_within(&self, source: usize, tokens: Range<usize>) -> bool {
        let first = self.all.partition_point(|claim| claim.turns_on < tokens.start);
        let inside = self.all[first..].iter().take_while(|claim| claim.turns_on < tokens.end);
        inside
            .filter(|claim| claim.chance >= SURE_CUE && claim.turns_on > source)
            .any(|claim| claim.source.iter().any(|words| words.contains(&source)))
    }

    /// Whether a region is more likely than not another claim's.
    pub fn is_of_another(&self, region: usize, claim: &Claim) -> bool {
        self.best(region).is_some_and(|(best, share)| best.turns_on != claim.turns_on && share > 0.5)
    }

    /// The claim that most likely attributes a region, with that chance.
    pub fn best(&self, region: usize) -> Option<(&Claim, f32)> {
        let best = self.by_region[region].iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        Some((&self.all[best.0 as usize], best.1))
    }

    /// The claims that most likely attribute a region, each with that chance, at most `most` and none below `least`.
    pub fn surest(&self, region: usize, most: usize, least: f32) -> impl Iterator<Item = (&Claim, f32)> {
        let likely = self.by_region[region].iter().take(most).filter(move |(_, share)| *share >= least);
        likely.map(|(claim, share)| (&self.all[*claim as usize], *share))
    }

    /// The chance that one cue attributes both regions.
    pub fn shared(&self, one: usize, two: usize) -> f32 {
        let of_two =
            |claim: u32| self.by_region[two].iter().find(|(other, _)| *other == claim).map(|(_, share)| *share);
        let both = self.by_region[one].iter().filter_map(|(claim, share)| Some(share.min(of_two(*claim)?)));
        both.fold(0.0, f32::max)
    }
}

/// The tokens of the units that are nothing, cue, source and content, those that stand side by side together.
fn stretches(units: &[Unit], labels: &[u8]) -> [Vec<Range<usize>>; 4] {
    // Each has a label to begin and one to go on.
    let part = |label: &u8| usize::from(label.div_ceil(2));
    let mut found = [const { Vec::new() }; 4];
    let mut at = 0;
    for run in labels.chunk_by(|one, next| part(one) == part(next)) {
        let units = &units[at..at + run.len()];
        at += run.len();
        if part(&run[0]) > 0 {
            found[part(&run[0])].push(units[0].tokens.start..units[units.len() - 1].tokens.end);
        }
    }
    found
}
