//! Chains of labels: the best one, and how likely each label is (J. Lafferty, A. McCallum, F. Pereira, *Conditional
//! Random Fields*, 2001; L. Rabiner, *A Tutorial on Hidden Markov Models*, 1989, for the recursions).

use super::table::WIDTH;

/// A score for each label of a unit.
pub type Row = [f32; WIDTH];
/// A score for each step from one label (the row) to the next (the column).
pub type Steps = [[f32; WIDTH]; WIDTH];

/// Nothing.
pub const OUT: u8 = 0;
/// Begins a cue; the label after it goes on with one.
pub const CUE: u8 = 1;
/// Begins a source; the label after it goes on with one.
pub const SOURCE: u8 = 3;
/// Begins what is attributed; the label after it goes on with it.
pub const CONTENT: u8 = 5;

/// The score of what cannot be.
pub const NEVER: f32 = -1e4;

/// Whether `to` may follow `from`: only what has begun goes on.
pub fn may_follow(from: usize, to: usize) -> bool {
    matches!(to, 0 | 1 | 3 | 5) || from == to || from + 1 == to
}

/// The best labels; the chain begins as if behind [`OUT`]. `kinds` chooses the steps that lead to each unit.
pub fn best(scores: &[Row], steps: &[Steps], kinds: &[u8]) -> Vec<u8> {
    let Some(first) = scores.first() else { return Vec::new() };
    let mut back = vec![[0u8; WIDTH]; scores.len()];
    let mut reached: Row = std::array::from_fn(|label| first[label] + steps[kinds[0] as usize][0][label]);
    for unit in 1..scores.len() {
        let steps = &steps[kinds[unit] as usize];
        let mut next = [f32::NEG_INFINITY; WIDTH];
        for label in 0..WIDTH {
            for from in 0..WIDTH {
                let score = reached[from] + steps[from][label];
                if score > next[label] {
                    next[label] = score;
                    back[unit][label] = from as u8;
                }
            }
            next[label] += scores[unit][label];
        }
        reached = next;
    }
    let mut label = (0..WIDTH).max_by(|a, b| reached[*a].total_cmp(&reached[*b])).unwrap_or(0) as u8;
    let mut labels = vec![OUT; scores.len()];
    for unit in (0..scores.len()).rev() {
        labels[unit] = label;
        label = back[unit][label as usize];
    }
    labels
}

/// How likely each label of each unit is, given everything seen.
#[derive(Debug, Clone, Default)]
pub struct Likely {
    forward: Vec<Row>,
    backward: Vec<Row>,
    /// Factors that keep the forward sums near one.
    norms: Vec<f32>,
    /// Scores as factors, the best label of each unit being 1.
    factors: Vec<Row>,
    tops: Vec<f32>,
}

impl Likely {
    /// Computes it anew. `steps` are factors: the exponentials of [`Steps`].
    pub fn compute(&mut self, scores: &[Row], steps: &[Steps], kinds: &[u8]) {
        let n = scores.len();
        self.factors.clear();
        self.tops.clear();
        for row in scores {
            let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            self.tops.push(top);
            self.factors.push(row.map(|score| (score - top).exp()));
        }
        self.forward.clear();
        self.norms.clear();
        let mut before = [0.0; WIDTH];
        before[OUT as usize] = 1.0;
        for unit in 0..n {
            let steps = &steps[kinds[unit] as usize];
            let mut here = [0f32; WIDTH];
            for (from, mass) in before.iter().enumerate() {
                for label in 0..WIDTH {
                    here[label] += mass * steps[from][label];
                }
            }
            for (mass, factor) in here.iter_mut().zip(&self.factors[unit]) {
                *mass *= factor;
            }
            let norm = here.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            before = here.map(|mass| mass / norm);
            self.forward.push(before);
            self.norms.push(norm);
        }
        self.backward.clear();
        self.backward.resize(n, [1.0; WIDTH]);
        for unit in (0..n.saturating_sub(1)).rev() {
            let steps = &steps[kinds[unit + 1] as usize];
            let ahead: Row =
                std::array::from_fn(|label| self.factors[unit + 1][label] * self.backward[unit + 1][label]);
            let norm = self.norms[unit + 1];
            self.backward[unit] = std::array::from_fn(|from| {
                (0..WIDTH).map(|label| steps[from][label] * ahead[label]).sum::<f32>() / norm
            });
        }
    }

    /// The probability of each label of a unit.
    pub fn of(&self, unit: usize) -> Row {
        std::array::from_fn(|label| self.forward[unit][label] * self.backward[unit][label])
    }

    /// The probability of each step that leads to a unit.
    pub fn step(&self, unit: usize, steps: &[Steps], kinds: &[u8]) -> Steps {
        let steps = &steps[kinds[unit] as usize];
        let mut before = [0.0; WIDTH];
        before[OUT as usize] = 1.0;
        if unit > 0 {
            before = self.forward[unit - 1];
        }
        let (ahead, norm) = (&self.backward[unit], self.norms[unit]);
        std::array::from_fn(|from| {
            std::array::from_fn(|label| {
                before[from] * steps[from][label] * self.factors[unit][label] * ahead[label] / norm
            })
        })
    }

    /// The logarithm of the sum over all chains.
    pub fn total(&self) -> f32 {
        self.norms.iter().map(|norm| norm.ln()).sum::<f32>() + self.tops.iter().sum::<f32>()
    }
}

/// The factors that go with scores of steps.
pub fn factors(steps: &[Steps]) -> Vec<Steps> {
    steps.iter().map(|steps| steps.map(|row| row.map(f32::exp))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Likely, Row, Steps, best, factors};
    use crate::quote::model::table::WIDTH;

    fn sample() -> (Vec<Row>, Vec<Steps>, Vec<u8>) {
        let number = |n: usize| ((n * 7919 + 13) % 101) as f32 / 40.0 - 1.2;
        let scores = (0..4).map(|unit| std::array::from_fn(|label| number(unit * 10 + label))).collect();
        let steps = (0..2).map(|kind| {
            std::array::from_fn(|from| std::array::from_fn(|label| number(kind * 100 + from * 10 + label + 500)))
        });
        (scores, steps.collect(), vec![0, 1, 0, 1])
    }

    /// Every chain of four labels with its score.
    fn chains(scores: &[Row], steps: &[Steps], kinds: &[u8]) -> Vec<(Vec<u8>, f32)> {
        let mut all: Vec<(Vec<u8>, f32)> = vec![(Vec::new(), 0.0)];
        for unit in 0..scores.len() {
            let longer = all.iter().flat_map(|(labels, score)| {
                (0..WIDTH).map(move |label| {
                    let from = labels.last().map_or(0, |label| *label as usize);
                    let mut labels = labels.clone();
                    labels.push(label as u8);
                    (labels, score + steps[kinds[unit] as usize][from][label] + scores[unit][label])
                })
            });
            all = longer.collect();
        }
        all
    }

    #[test]
    fn the_best_chain_is_the_best_of_all() {
        let (scores, steps, kinds) = sample();
        let all = chains(&scores, &steps, &kinds);
        let top = all.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
        assert_eq!(best(&scores, &steps, &kinds), top.0);
    }

    #[test]
    fn likelihoods_are_those_of_all_chains_together() {
        let (scores, steps, kinds) = sample();
        let all = chains(&scores, &steps, &kinds);
        let total: f32 = all.iter().map(|(_, score)| score.exp()).sum();
        let mut likely = Likely::default();
        let powers = factors(&steps);
        likely.compute(&scores, &powers, &kinds);
        assert!((likely.total() - total.ln()).abs() < 1e-3);
        for unit in 0..scores.len() {
            for label in 0..WIDTH {
                let with =
                    |(labels, score): &(Vec<u8>, f32)| if labels[unit] as usize == label { score.exp() } else { 0.0 };
                let share = all.iter().map(with).sum::<f32>() / total;
                assert!((likely.of(unit)[label] - share).abs() < 1e-3);
                let stepped: f32 = likely.step(unit, &powers, &kinds).iter().map(|row| row[label]).sum();
                assert!((stepped - share).abs() < 1e-3);
            }
        }
    }
}
