//! How often a name is right, by what the weighing of sources says and by the ground on which it stands.
//!
//! A logistic curve for each [`Ground`] (J. Platt, *Probabilistic Outputs for Support Vector Machines*, 1999), fitted on
//! articles held back. A ground that was seldom seen stays near what holds for all of them.

use super::ModelError;
use super::learn::likelihood;

/// What a name rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// One name stands in the source.
    Named,
    /// Several do; the first is taken.
    Joined,
    /// "he", "she".
    Pronoun,
    /// "the minister".
    Description,
    /// The one who spoke before goes on.
    Continued,
}

/// How many grounds there are.
const GROUNDS: usize = 5;

/// A case to learn from: the ground, the chance that the source is the quotation's own, and whether the name is right.
pub type Case = (Ground, f32, bool);

/// A curve for each ground: where it stands at even odds, and how steep it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration([[f32; 2]; GROUNDS]);

impl Default for Calibration {
    /// Chances as they are.
    fn default() -> Calibration {
        Calibration([[0.0, 1.0]; GROUNDS])
    }
}

/// The logarithm of the odds, within what can be told.
fn log_odds(chance: f32) -> f32 {
    let chance = chance.clamp(0.001, 0.999);
    (chance / (1.0 - chance)).ln()
}

impl Calibration {
    /// How likely a name is right.
    pub fn of(&self, ground: Ground, chance: f32) -> f32 {
        let [at_even, steepness] = self.0[ground as usize];
        likelihood(at_even + steepness * log_odds(chance))
    }

    /// Fits curves to cases: first one for all of them, then each ground's own, drawn towards it.
    pub fn fit(cases: &[Case]) -> Calibration {
        /// How many cases what holds for all is worth: it decides where a ground has few of its own.
        const PRIOR: f64 = 10.0;
        let of = |cases: &mut dyn Iterator<Item = &Case>, prior: [f64; 2]| {
            let points: Vec<(f64, f64)> =
                cases.map(|(_, chance, right)| (f64::from(log_odds(*chance)), f64::from(u8::from(*right)))).collect();
            curve(&points, prior, PRIOR)
        };
        let all = of(&mut cases.iter(), [0.0, 1.0]);
        let grounds = [Ground::Named, Ground::Joined, Ground::Pronoun, Ground::Description, Ground::Continued];
        Calibration(grounds.map(|ground| {
            let own = &mut cases.iter().filter(|(other, ..)| *other == ground);
            of(own, all).map(|number| number as f32)
        }))
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.0.iter().flatten().flat_map(|number| number.to_le_bytes()));
    }

    pub(super) fn read(bytes: &mut &[u8]) -> Result<Calibration, ModelError> {
        let (body, rest) = bytes.split_first_chunk::<{ GROUNDS * 8 }>().ok_or(ModelError::Damaged)?;
        *bytes = rest;
        let number = |at: usize| f32::from_le_bytes([body[at], body[at + 1], body[at + 2], body[at + 3]]);
        let calibration = Calibration(std::array::from_fn(|ground| [number(ground * 8), number(ground * 8 + 4)]));
        let finite = calibration.0.iter().flatten().all(|number| number.is_finite());
        if finite { Ok(calibration) } else { Err(ModelError::Damaged) }
    }
}

/// The logistic curve through points (x, 0 or 1) that is likeliest where one near `prior` is expected with the weight
/// of so many points; by Newton's method.
fn curve(points: &[(f64, f64)], prior: [f64; 2], weight: f64) -> [f64; 2] {
    let [mut a, mut b] = prior;
    for _ in 0..50 {
        // Gradient and curvature, the prior's first; a quarter is the curvature of one point at even odds.
        let pull = weight / 4.0;
        let (mut to_a, mut to_b) = (pull * (prior[0] - a), pull * (prior[1] - b));
        let (mut aa, mut ab, mut bb) = (pull, 0.0, pull);
        for (x, y) in points {
            let chance = 1.0 / (1.0 + (-(a + b * x)).exp());
            let spread = chance * (1.0 - chance);
            to_a += y - chance;
            to_b += (y - chance) * x;
            aa += spread;
            ab += spread * x;
            bb += spread * x * x;
        }
        let determinant = aa * bb - ab * ab;
        if determinant <= f64::EPSILON {
            break;
        }
        // Half steps: slower, and they do not run away.
        a += 0.5 * (bb * to_a - ab * to_b) / determinant;
        b += 0.5 * (aa * to_b - ab * to_a) / determinant;
    }
    [a, b]
}

#[cfg(test)]
mod tests {
    use super::{Calibration, Case, Ground};

    #[test]
    fn a_ground_that_is_surer_than_it_should_be_is_told_so() {
        // Of a hundred each with the chance .9 only seventy, and of a hundred with .5 only thirty are right.
        let cases: Vec<Case> = (0..200)
            .map(|n| if n < 100 { (Ground::Named, 0.9, n < 70) } else { (Ground::Named, 0.5, n < 130) })
            .collect();
        let fitted = Calibration::fit(&cases);
        assert!((fitted.of(Ground::Named, 0.9) - 0.7).abs() < 0.05, "{fitted:?}");
        assert!((fitted.of(Ground::Named, 0.5) - 0.3).abs() < 0.05, "{fitted:?}");
        // A ground without cases goes with all others, and without any case chances stay as they are.
        assert!((fitted.of(Ground::Pronoun, 0.9) - fitted.of(Ground::Named, 0.9)).abs() < 0.05);
        assert!((Calibration::fit(&[]).of(Ground::Joined, 0.8) - 0.8).abs() < 0.01);
        let mut bytes = Vec::new();
        fitted.write(&mut bytes);
        assert_eq!(Calibration::read(&mut bytes.as_slice()), Ok(fitted));
    }
}
