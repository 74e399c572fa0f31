//! Parts: a quotation that was put together from words of different quotations.

use super::align::Step;
use super::candidates::Terms;
use super::judge::Fit;
use super::verdict::{Part, Verdict, VerdictKind};
use super::{Look, Place};
use crate::archive::ArchiveError;
use std::ops::Range;

/// Words in a row that make a part.
const ROW: usize = 3;
/// The share of a part's own words that must be the same.
const HELD: f32 = 0.75;
/// The share of everything that is asked, by weight, that the parts hold together.
const TOGETHER: f32 = 0.8;
/// How much more the parts must hold than the best of them alone.
const MORE: f32 = 0.12;
/// A quotation is looked for in so many parts at most.
const MOST_PARTS: usize = 8;

/// A stretch of what is asked with where it stands.
pub(super) struct Found {
    pub range: Range<usize>,
    pub place: Place,
}

impl Look<'_> {
    /// Finds the parts of what no quotation holds by itself; `None` where it has none, or is not made of them.
    pub fn splice(&self, said: &Terms<'_>, places: &[Place]) -> Result<Option<Vec<Found>>, ArchiveError> {
        let all = 0..self.sought.asked.words.len();
        let mut parts: Vec<Found> = Vec::new();
        let mut left = vec![all.clone()];
        let mut first = true;
        while let Some(range) = left.pop() {
            if range.len() < ROW || parts.len() == MOST_PARTS {
                continue;
            }
            let found = match std::mem::take(&mut first) {
                true => self.best_part(places, &range),
                false => self.best_part(&self.places(said, range.clone(), false)?, &range),
            };
            let Some(found) = found else { continue };
            left.push(range.start..found.range.start);
            left.push(found.range.end..range.end);
            parts.push(found);
        }
        parts.sort_by_key(|part| part.range.start);
        let weight = |range: Range<usize>| self.sought.weights[range].iter().sum::<f32>();
        let total = weight(all);
        let held: f32 = parts.iter().map(|part| weight(part.range.clone())).sum();
        let alone = places.first().map_or(0.0, |place| match place.finding.fit {
            Fit::Scraps => 0.0,
            _ => place.finding.coverage * total,
        });
        let spliced = parts.len() > 1 && held >= TOGETHER * total && held >= alone + MORE * total;
        Ok(spliced.then_some(parts))
    }

    /// The stretch of `range` that stands best in one place: from its first run of words to its last, where little
    /// differs between them.
    fn best_part(&self, places: &[Place], range: &Range<usize>) -> Option<Found> {
        let weight = |range: &Range<usize>| self.sought.weights[range.clone()].iter().sum::<f32>();
        let quoted = places.iter().filter(|place| place.saying().quoted);
        let parts = quoted.filter_map(|place| {
            let stretch = self.stretch(place)?;
            (range.start <= stretch.start && stretch.end <= range.end).then_some((stretch, place))
        });
        // Of equals the first: places come best and earliest first.
        let (range, place) =
            parts.reduce(|best, other| if weight(&other.0) > weight(&best.0) { other } else { best })?;
        let (place, sought) = (place.clone(), &self.sought);
        let text = &place.sayings.stored.article.text;
        let finding = super::judge(sought, range.clone(), place.saying(), text)?;
        Some(Found { range, place: Place { finding, ..place.clone() } })
    }

    /// The longest stretch of asked words, with a run of them at either end, that a place holds nearly whole.
    fn stretch(&self, place: &Place) -> Option<Range<usize>> {
        let runs = runs(&place.finding.steps);
        let weights = self.sought.weights;
        let mut best: Option<Range<usize>> = None;
        for (n, first) in runs.iter().enumerate() {
            let mut held = 0.0;
            for last in &runs[n..] {
                held += weights[last.clone()].iter().sum::<f32>();
                let range = first.start..last.end;
                let whole = weights[range.clone()].iter().sum::<f32>();
                if held >= HELD * whole && best.as_ref().is_none_or(|best| range.len() > best.len()) {
                    best = Some(range);
                }
            }
        }
        best
    }

    /// The verdict over parts.
    pub fn spliced(&self, parts: Vec<Found>) -> Verdict {
        let longest = parts.iter().max_by_key(|part| part.range.len()).map(|part| self.occurrence(&part.place, &[]));
        let parts: Vec<Part> = parts
            .iter()
            .map(|part| Part {
                asked: self.sought.asked.at(part.range.clone()).to_owned(),
                found: self.occurrence(&part.place, &[]),
            })
            .collect();
        let one = parts.windows(2).all(|pair| pair[0].found.id == pair[1].found.id);
        let notes = one.then(|| "the parts stand in one quotation, in another order or twice".to_owned());
        Verdict { notes: notes.into_iter().collect(), ..self.bare(VerdictKind::Spliced, longest, parts) }
    }
}

/// Runs of at least [`ROW`] words that are the same, as ranges of asked words.
fn runs(steps: &[Step]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for step in steps {
        match step {
            Step::Same(i, _) if open => {
                if let Some(run) = runs.last_mut() {
                    run.end = i + 1;
                }
            }
            Step::Same(i, _) => runs.push(*i..i + 1),
            _ => {}
        }
        open = matches!(step, Step::Same(..));
    }
    runs.retain(|run| run.len() >= ROW);
    runs
}
