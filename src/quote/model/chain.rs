//! Chains of labels: the best one, and how likely each label is (J. Lafferty, A. McCallum, F. Pereira, *Conditional
//! Random Fields*, 2001; L. Rabiner, *A Tutorial on Hidden Markov Models*, 1989, for the recursions).

use super::exp::exp_all;
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

/// A number for each label and one over, which counts for nothing: processors count to eight faster than to seven.
pub type Lanes = [f32; WIDTH + 1];

/// The numbers of a row, and 0 over.
pub fn lanes(row: &Row) -> Lanes {
    std::array::from_fn(|label| row.get(label).copied().unwrap_or(0.0))
}

/// Steps between labels as chains are computed with, for each kind of unit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Factors(Vec<OfKind>);

/// Those to a unit of one kind.
#[derive(Debug, Clone, PartialEq)]
struct OfKind {
    /// For each label the scores of steps from it.
    scores: [Lanes; WIDTH],
    /// Their exponentials.
    from: [Lanes; WIDTH],
    /// For each label the exponentials of the scores of steps to it.
    to: [Lanes; WIDTH],
}

impl Factors {
    /// Of the steps for each kind of unit.
    pub fn of(steps: &[Steps]) -> Factors {
        let of_kind = |steps: &Steps| {
            let powers = steps.map(|row| row.map(f32::exp));
            let to = std::array::from_fn(|label| lanes(&powers.map(|row| row[label])));
            OfKind { scores: std::array::from_fn(|from| lanes(&steps[from])), from: powers.map(|row| lanes(&row)), to }
        };
        Factors(steps.iter().map(of_kind).collect())
    }

    /// The scores of the steps: for each kind, from each label, to each.
    pub fn scores(&self) -> impl Iterator<Item = f32> + '_ {
        self.0.iter().flat_map(|kind| kind.scores.iter().flat_map(|row| row[..WIDTH].iter().copied()))
    }
}

/// The best labels of a chain, and room to find them in.
#[derive(Debug, Clone, Default)]
pub struct Best {
    /// For each unit what the best chain scores that leads to each of its labels.
    reached: Vec<Lanes>,
    labels: Vec<u8>,
}

impl Best {
    /// Finds them anew; the chain begins as if behind [`OUT`]. `kinds` chooses the steps that lead to each unit.
    pub fn find(&mut self, scores: &[Lanes], steps: &Factors, kinds: &[u8]) -> &[u8] {
        let Best { reached: all, labels } = self;
        all.clear();
        labels.clear();
        let Some(first) = scores.first() else { return labels };
        let mut reached = *first;
        for (score, step) in reached.iter_mut().zip(&steps.0[kinds[0] as usize].scores[OUT as usize]) {
            *score += step;
        }
        all.push(reached);
        for unit in 1..scores.len() {
            let mut next = [f32::NEG_INFINITY; WIDTH + 1];
            for (before, steps) in reached.iter().zip(&steps.0[kinds[unit] as usize].scores) {
                for (next, step) in next.iter_mut().zip(steps) {
                    let score = before + step;
                    *next = if score > *next { score } else { *next };
                }
            }
            for (next, score) in next.iter_mut().zip(&scores[unit]) {
                *next += score;
            }
            all.push(next);
            reached = next;
        }
        let last = &all[scores.len() - 1];
        let mut label = (0..WIDTH).max_by(|a, b| last[*a].total_cmp(&last[*b])).unwrap_or(0);
        labels.resize(scores.len(), OUT);
        labels[scores.len() - 1] = label as u8;
        for unit in (1..scores.len()).rev() {
            // Where the best chain came from is found again on the way back: for one label a unit, not for seven.
            let mut best = (f32::NEG_INFINITY, OUT as usize);
            for (from, (reached, steps)) in all[unit - 1].iter().zip(&steps.0[kinds[unit] as usize].scores).enumerate()
            {
                let score = reached + steps[label];
                best = if score > best.0 { (score, from) } else { best };
            }
            label = best.1;
            labels[unit - 1] = label as u8;
        }
        labels
    }
}

/// How likely each label of each unit is, given everything seen.
#[derive(Debug, Clone, Default)]
pub struct Likely {
    forward: Vec<Lanes>,
    backward: Vec<Lanes>,
    /// Factors that keep the forward sums near one.
    norms: Vec<f32>,
    /// Scores as factors, the best label of each unit being 1.
    factors: Vec<Lanes>,
    tops: Vec<f32>,
}

impl Likely {
    /// Computes it anew, for the units from `first` on.
    pub fn compute(&mut self, scores: &[Lanes], steps: &Factors, kinds: &[u8], first: usize) {
        let n = scores.len();
        for rows in [&mut self.factors, &mut self.forward, &mut self.backward] {
            rows.resize(n, [1.0; WIDTH + 1]);
        }
        for numbers in [&mut self.tops, &mut self.norms] {
            numbers.resize(n, 0.0);
        }
        for ((row, own_top), factors) in scores.iter().zip(&mut self.tops).zip(&mut self.factors) {
            let top = row[..WIDTH]
                .iter()
                .copied()
                .fold(f32::NEG_INFINITY, |top, score| if score > top { score } else { top });
            *own_top = top;
            *factors = exp_all(row.map(|score| score - top));
        }
        let mut before = [0.0; WIDTH + 1];
        before[OUT as usize] = 1.0;
        let forward = self.forward.iter_mut().zip(&mut self.norms);
        for ((factors, kind), (forward, own_norm)) in self.factors.iter().zip(kinds).zip(forward) {
            let mut here = [0f32; WIDTH + 1];
            for (mass, steps) in before.iter().zip(&steps.0[*kind as usize].from) {
                for label in 0..WIDTH + 1 {
                    here[label] += mass * steps[label];
                }
            }
            for (mass, factor) in here.iter_mut().zip(factors) {
                *mass *= factor;
            }
            let norm = here[..WIDTH].iter().sum::<f32>().max(f32::MIN_POSITIVE);
            before = here.map(|mass| mass / norm);
            (*forward, *own_norm) = (before, norm);
        }
        if let Some(last) = self.backward.last_mut() {
            *last = [1.0; WIDTH + 1];
        }
        for unit in (first..n.saturating_sub(1)).rev() {
            let mut ahead = self.factors[unit + 1];
            for (factor, mass) in ahead.iter_mut().zip(&self.backward[unit + 1]) {
                *factor *= mass;
            }
            let mut here = [0f32; WIDTH + 1];
            for (mass, steps) in ahead.iter().zip(&steps.0[kinds[unit + 1] as usize].to) {
                for from in 0..WIDTH + 1 {
                    here[from] += steps[from] * mass;
                }
            }
            let norm = self.norms[unit + 1];
            self.backward[unit] = here.map(|mass| mass / norm);
        }
    }

    /// The probability of each label of a unit.
    pub fn of(&self, unit: usize) -> Row {
        std::array::from_fn(|label| self.forward[unit][label] * self.backward[unit][label])
    }

    /// The probability of each step that leads to a unit.
    pub fn step(&self, unit: usize, steps: &Factors, kinds: &[u8]) -> Steps {
        let steps = &steps.0[kinds[unit] as usize].from;
        let mut before = [0.0; WIDTH + 1];
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

#[cfg(test)]
mod tests {
    use super::{Best, Factors, Lanes, Likely, Steps, lanes};
    use crate::quote::model::table::WIDTH;

    fn sample() -> (Vec<Lanes>, Vec<Steps>, Vec<u8>) {
        let number = |n: usize| ((n * 7919 + 13) % 101) as f32 / 40.0 - 1.2;
        let scores = (0..4).map(|unit| lanes(&std::array::from_fn(|label| number(unit * 10 + label)))).collect();
        let steps = (0..2).map(|kind| {
            std::array::from_fn(|from| std::array::from_fn(|label| number(kind * 100 + from * 10 + label + 500)))
        });
        (scores, steps.collect(), vec![0, 1, 0, 1])
    }

    /// Every chain of four labels with its score.
    fn chains(scores: &[Lanes], steps: &[Steps], kinds: &[u8]) -> Vec<(Vec<u8>, f32)> {
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
        assert_eq!(Best::default().find(&scores, &Factors::of(&steps), &kinds), top.0);
    }

    #[test]
    fn likelihoods_are_those_of_all_chains_together() {
        let (scores, steps, kinds) = sample();
        let all = chains(&scores, &steps, &kinds);
        let total: f32 = all.iter().map(|(_, score)| score.exp()).sum();
        let mut likely = Likely::default();
        let powers = Factors::of(&steps);
        likely.compute(&scores, &powers, &kinds, 0);
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
