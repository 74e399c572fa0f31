//! Learning weights, one example at a time.
//!
//! Regularised dual averaging with a step size for each weight (J. Duchi, E. Hazan, Y. Singer, *Adaptive Subgradient
//! Methods*, 2011): features that do not earn their keep have a weight of exactly zero and are left out of the model.
//! In each example some features are hidden at random, so that none relies on another being there (N. Srivastava et
//! al., *Dropout*, 2014), and the weights are the mean over the last rounds. The same examples give the same bytes; and
//! what chance decides of an example depends on that example alone, so that a change in a few changes little.

use super::chain::{Factors, Lanes, Likely, NEVER, OUT, Steps, lanes, may_follow};
use super::table::WIDTH;
use crate::quote::units::mix;
use std::collections::HashMap;

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// How often every example is seen.
    pub rounds: usize,
    /// The length of a first step.
    pub rate: f32,
    /// How much a weight must earn with each example.
    pub lasso: f32,
    /// The share of features hidden in an example.
    pub hidden: f32,
    /// How often a feature must be seen to count.
    pub least: u32,
    /// How often all of this is done, each time with other dice; the weights are the mean.
    pub draws: usize,
}

/// In how many last rounds weights are averaged, and how often in each.
const AVERAGED: (usize, usize) = (3, 3);

/// The kinds of units that steps are told apart by.
pub const KINDS: usize = 7;

/// Numbers for the features that are seen often enough.
#[derive(Debug, Default)]
pub struct Vocabulary {
    numbers: HashMap<u64, u32>,
}

impl Vocabulary {
    /// Keeps the features that `rows` have at least `least` times.
    pub fn of<R: AsRef<[u64]>>(rows: impl Iterator<Item = R>, least: u32) -> Vocabulary {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        for row in rows {
            for feature in row.as_ref() {
                *counts.entry(*feature).or_default() += 1;
            }
        }
        let mut kept: Vec<u64> = counts.into_iter().filter(|(_, n)| *n >= least).map(|(feature, _)| feature).collect();
        kept.sort_unstable();
        Vocabulary { numbers: kept.into_iter().zip(0..).collect() }
    }

    /// The numbers of those features of a row that are kept.
    pub fn numbers(&self, row: &[u64]) -> Vec<u32> {
        row.iter().filter_map(|feature| self.numbers.get(feature).copied()).collect()
    }

    /// The features by number.
    fn features(&self) -> Vec<u64> {
        let mut all: Vec<(u32, u64)> = self.numbers.iter().map(|(feature, number)| (*number, *feature)).collect();
        all.sort_unstable();
        all.into_iter().map(|(_, feature)| feature).collect()
    }
}

/// Sums of gradients from which `N` weights for each feature follow.
struct Learner<const N: usize> {
    sums: Vec<[f32; N]>,
    squares: Vec<[f32; N]>,
    examples: f32,
    settings: Settings,
}

impl<const N: usize> Learner<N> {
    fn new(features: usize, settings: Settings) -> Learner<N> {
        Learner { sums: vec![[0.0; N]; features], squares: vec![[1e-4; N]; features], examples: 0.0, settings }
    }

    fn row(&self, feature: u32) -> [f32; N] {
        let (sums, squares) = (&self.sums[feature as usize], &self.squares[feature as usize]);
        let earned = self.settings.lasso * self.examples;
        std::array::from_fn(|label| {
            let kept = (sums[label].abs() - earned).max(0.0);
            self.settings.rate * kept.copysign(sums[label]) / squares[label].sqrt()
        })
    }

    /// Moves weights along a gradient of the log likelihood.
    fn learn(&mut self, feature: u32, gradient: &[f32; N]) {
        let (sums, squares) = (&mut self.sums[feature as usize], &mut self.squares[feature as usize]);
        for label in 0..N {
            sums[label] += gradient[label];
            squares[label] += gradient[label] * gradient[label];
        }
    }
}

/// What chance decides: a number that looks random and is the same every time.
#[derive(Debug, Clone, Copy)]
struct Chance(u64);

impl Chance {
    /// That of a round of a draw.
    fn of(draw: usize, round: usize) -> Chance {
        Chance(mix(draw as u64 + 1, round as u64 + 1))
    }

    /// That of a part: of an example by its key, of a unit by its place.
    fn within(self, part: u64) -> Chance {
        Chance(mix(self.0, part))
    }

    /// The order in which examples come that have these keys.
    fn order(self, keys: impl Iterator<Item = u64>) -> Vec<usize> {
        let mut order: Vec<(u64, usize)> = keys.map(|key| self.within(key).0).zip(0..).collect();
        order.sort_unstable();
        order.into_iter().map(|(_, example)| example).collect()
    }

    /// Those of `row` that are not hidden, of whom `share` are; `features` has the features by number.
    fn seen(self, row: &[u32], features: &[u64], share: f32) -> Vec<u32> {
        const ALL: f32 = (1u64 << 24) as f32;
        let is_hidden = |number: u32| ((self.within(features[number as usize]).0 >> 40) as f32) < share * ALL;
        row.iter().copied().filter(|number| !is_hidden(*number)).collect()
    }
}

/// An example of a yes-or-no question.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// What tells it from others, and is the same whatever else is learnt from.
    pub key: u64,
    /// What is seen of it.
    pub features: Vec<u64>,
    /// The answer.
    pub yes: bool,
}

/// The weights of a logistic model: whether an example with these features is one.
pub fn learn_yes_or_no(examples: &[Example], settings: Settings) -> Vec<(u64, f32)> {
    let vocabulary = Vocabulary::of(examples.iter().map(|example| example.features.as_slice()), settings.least);
    let rows: Vec<Vec<u32>> = examples.iter().map(|example| vocabulary.numbers(&example.features)).collect();
    let features = vocabulary.features();
    let mut weights = vec![0.0; features.len()];
    for draw in 0..settings.draws {
        let mut learner: Learner<1> = Learner::new(features.len(), settings);
        let mut mean = Mean::new(features.len());
        for round in 0..settings.rounds {
            let chance = Chance::of(draw, round);
            for (done, example) in chance.order(examples.iter().map(|example| example.key)).into_iter().enumerate() {
                if is_time_to_average(round, done, rows.len(), settings) {
                    mean.add(|feature| learner.row(feature));
                }
                let Example { key, yes, .. } = examples[example];
                let seen = chance.within(key).seen(&rows[example], &features, settings.hidden);
                let score: f32 = seen.iter().map(|feature| learner.row(*feature)[0]).sum();
                let gradient = [f32::from(u8::from(yes)) - likelihood(score)];
                for feature in seen {
                    learner.learn(feature, &gradient);
                }
                learner.examples += 1.0;
            }
        }
        let rows = mean.rows((1.0 - settings.hidden) / settings.draws as f32);
        weights.iter_mut().zip(rows).for_each(|(weight, row)| *weight += row[0]);
    }
    features.into_iter().zip(weights).collect()
}

/// The probability that goes with a score.
pub fn likelihood(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// A chain of units with their features and right labels.
#[derive(Debug, Clone)]
pub struct Chain {
    /// What tells it from others, and is the same whatever else is learnt from.
    pub key: u64,
    /// For each unit the numbers of its features.
    pub rows: Vec<Vec<u32>>,
    /// For each unit its kind, below [`KINDS`].
    pub kinds: Vec<u8>,
    /// For each unit its right label.
    pub labels: Vec<u8>,
}

/// The weights of a chain model: a row for each feature, and the steps for each kind.
pub fn learn_chains(
    chains: &[Chain],
    vocabulary: &Vocabulary,
    settings: Settings,
) -> (Vec<(u64, [f32; WIDTH])>, Vec<Steps>) {
    let features = vocabulary.features();
    let mut rows = vec![[0.0; WIDTH]; features.len()];
    let mut steps = vec![[0.0; WIDTH]; KINDS * WIDTH];
    for draw in 0..settings.draws {
        let (drawn_rows, drawn_steps) = draw_chains(chains, &features, settings, draw);
        for (sums, drawn) in rows.iter_mut().chain(&mut steps).zip(drawn_rows.iter().chain(&drawn_steps)) {
            sums.iter_mut().zip(drawn).for_each(|(sum, weight)| *sum += weight / settings.draws as f32);
        }
    }
    (features.into_iter().zip(rows).collect(), steps_of(|from| steps[from as usize]))
}

/// What [`learn_chains`] finds in one draw: a row for each feature, and for each kind and label that of the steps from it.
fn draw_chains(
    chains: &[Chain],
    features: &[u64],
    settings: Settings,
    draw: usize,
) -> (Vec<[f32; WIDTH]>, Vec<[f32; WIDTH]>) {
    let mut learner: Learner<WIDTH> = Learner::new(features.len(), settings);
    let mut stepper: Learner<WIDTH> = Learner::new(KINDS * WIDTH, Settings { lasso: 0.0, ..settings });
    let (mut mean, mut mean_steps) = (Mean::new(features.len()), Mean::new(KINDS * WIDTH));
    let mut likely = Likely::default();
    for round in 0..settings.rounds {
        let chance = Chance::of(draw, round);
        for (done, example) in chance.order(chains.iter().map(|chain| chain.key)).into_iter().enumerate() {
            if is_time_to_average(round, done, chains.len(), settings) {
                mean.add(|feature| learner.row(feature));
                mean_steps.add(|from| stepper.row(from));
            }
            let chain = &chains[example];
            let chance = chance.within(chain.key);
            let seen = |(unit, row): (u64, &Vec<u32>)| chance.within(unit).seen(row, features, settings.hidden);
            let rows: Vec<Vec<u32>> = (0..).zip(&chain.rows).map(seen).collect();
            let sum = |row: &Vec<u32>| {
                row.iter().fold([0.0; WIDTH], |mut sum, feature| {
                    let weights = learner.row(*feature);
                    for label in 0..WIDTH {
                        sum[label] += weights[label];
                    }
                    sum
                })
            };
            let scores: Vec<Lanes> = rows.iter().map(|row| lanes(&sum(row))).collect();
            let steps = Factors::of(&steps_of(|from| stepper.row(from)));
            likely.compute(&scores, &steps, &chain.kinds, 0);
            let mut moved = [[0f32; WIDTH]; KINDS * WIDTH];
            let mut before = OUT as usize;
            for (unit, row) in rows.iter().enumerate() {
                let right = chain.labels[unit] as usize;
                let mut gradient = likely.of(unit).map(|share| -share);
                gradient[right] += 1.0;
                if gradient.iter().any(|part| part.abs() > 1e-3) {
                    for feature in row {
                        learner.learn(*feature, &gradient);
                    }
                }
                let first = chain.kinds[unit] as usize * WIDTH;
                for (from, shares) in likely.step(unit, &steps, &chain.kinds).iter().enumerate() {
                    for (label, share) in shares.iter().enumerate() {
                        moved[first + from][label] -= share;
                    }
                }
                moved[first + before][right] += 1.0;
                before = right;
            }
            for (from, gradient) in moved.iter().enumerate().filter(|(_, gradient)| **gradient != [0.0; WIDTH]) {
                stepper.learn(from as u32, gradient);
            }
            learner.examples += 1.0;
        }
    }
    (mean.rows(1.0 - settings.hidden), mean_steps.rows(1.0))
}

/// Steps as a table for each kind; what cannot be is [`NEVER`].
fn steps_of(row: impl Fn(u32) -> [f32; WIDTH]) -> Vec<Steps> {
    let table = |kind: usize| {
        std::array::from_fn(|from| {
            let row = row((kind * WIDTH + from) as u32);
            std::array::from_fn(|label| if may_follow(from, label) { row[label] } else { NEVER })
        })
    };
    (0..KINDS).map(table).collect()
}

fn is_time_to_average(round: usize, done: usize, examples: usize, settings: Settings) -> bool {
    let (rounds, times) = AVERAGED;
    round + rounds >= settings.rounds && done.is_multiple_of(examples / times + 1)
}

/// The mean of weights over several moments.
struct Mean<const N: usize> {
    sums: Vec<[f32; N]>,
    moments: f32,
}

impl<const N: usize> Mean<N> {
    fn new(features: usize) -> Mean<N> {
        Mean { sums: vec![[0.0; N]; features], moments: 0.0 }
    }

    fn add(&mut self, row: impl Fn(u32) -> [f32; N]) {
        for (feature, sums) in self.sums.iter_mut().enumerate() {
            let row = row(feature as u32);
            for label in 0..N {
                sums[label] += row[label];
            }
        }
        self.moments += 1.0;
    }

    fn rows(self, factor: f32) -> Vec<[f32; N]> {
        let factor = factor / self.moments.max(1.0);
        self.sums.into_iter().map(|sums| sums.map(|sum| sum * factor)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Chain, Chance, Example, Settings, Vocabulary, learn_chains, learn_yes_or_no, likelihood};
    use crate::quote::model::chain::{Best, Factors, Lanes, lanes};
    use crate::quote::model::table::WIDTH;

    const SETTINGS: Settings = Settings { rounds: 20, rate: 0.1, lasso: 1e-5, hidden: 0.1, least: 1, draws: 1 };

    #[test]
    fn a_feature_that_decides_is_learnt_and_learning_repeats_itself() {
        let example = |n| Example { key: n, features: vec![1, 10 + n % 7, 2 + n % 2], yes: n % 2 == 0 };
        let examples: Vec<Example> = (0..200).map(example).collect();
        let weights = learn_yes_or_no(&examples, SETTINGS);
        assert_eq!(weights, learn_yes_or_no(&examples, SETTINGS));
        let score = |row: &[u64]| weights.iter().filter(|(feature, _)| row.contains(feature)).map(|(_, w)| w).sum();
        assert!(likelihood(score(&[1, 11, 2])) > 0.9);
        assert!(likelihood(score(&[1, 11, 3])) < 0.1);
    }

    #[test]
    fn what_chance_decides_of_an_example_is_the_same_whatever_else_there_is() {
        let chance = Chance::of(1, 3);
        let order = |keys: &[u64]| -> Vec<u64> {
            chance.order(keys.iter().copied()).into_iter().map(|example| keys[example]).collect()
        };
        let mut all = order(&[5, 6, 7, 8, 9]);
        all.retain(|key| *key != 7);
        assert_eq!(all, order(&[5, 6, 8, 9]));
        assert_ne!(all, [5, 6, 8, 9]);
        // The same three features, of many and of these alone.
        let many: Vec<u64> = (0..1000).collect();
        let kept = chance.seen(&(0..1000).collect::<Vec<u32>>(), &many, 0.3);
        assert!((650..750).contains(&kept.len()), "{}", kept.len());
        let few = [100, 200, 300];
        let few_kept = chance.seen(&[0, 1, 2], &few, 0.3).into_iter().map(|number| few[number as usize]);
        let of_many = kept.into_iter().map(u64::from).filter(|feature| few.contains(feature));
        assert!(few_kept.eq(of_many));
    }

    #[test]
    fn a_chain_learns_what_follows_what() {
        // Feature 7 begins a cue, which runs over the feature 8 behind it.
        let row = |features: &[u64]| features.to_vec();
        let rows = [row(&[1]), row(&[7]), row(&[8]), row(&[1]), row(&[8])];
        let vocabulary = Vocabulary::of(rows.iter().map(Vec::as_slice), 1);
        let chain = Chain {
            key: 0,
            rows: rows.iter().map(|row| vocabulary.numbers(row)).collect(),
            kinds: vec![0; 5],
            labels: vec![0, 1, 2, 0, 0],
        };
        let (weights, steps) = learn_chains(&vec![chain.clone(); 30], &vocabulary, SETTINGS);
        let sum = |row: &Vec<u32>| {
            row.iter().fold([0.0; WIDTH], |sum, feature| {
                let weights = weights[*feature as usize].1;
                std::array::from_fn(|label| sum[label] + weights[label])
            })
        };
        let scores: Vec<Lanes> = chain.rows.iter().map(|row| lanes(&sum(row))).collect();
        assert_eq!(Best::default().find(&scores, &Factors::of(&steps), &chain.kinds), chain.labels);
    }
}
