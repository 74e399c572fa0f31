//! [`Gate`]s and the one [`Verdict`] that a test run comes to.

use super::{Evaluation, Measure};
use std::fmt;

/// A floor under the mean of a measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gate {
    /// What is measured.
    pub measure: Measure,
    /// The least its mean may be.
    pub min: f64,
}

/// The answer of a test run. What is printed and the exit status both come from here, so that they cannot differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    reasons: Vec<Reason>,
}

/// What a verdict comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Every gate and every expectation is met.
    Passed,
    /// Some are not.
    Failed,
}

/// One thing that speaks against passing.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// The mean of a measure is below its floor.
    BelowFloor {
        /// The gate.
        gate: Gate,
        /// The mean.
        mean: f64,
    },
    /// A gate has nothing to hold: no topic was measured.
    NotMeasured {
        /// The gate.
        gate: Gate,
    },
    /// A hard expectation of a topic is not met.
    Unmet {
        /// The topic.
        topic: String,
        /// What was expected and what came, in words.
        what: String,
    },
    /// A topic that is marked as a known failure passes.
    KnownFailurePasses {
        /// The topic.
        topic: String,
        /// The mark's words.
        mark: String,
    },
}

/// How far below its floor a mean may lie and still meet it: the sum of a few hundred thirds is a last digit off.
const ROUNDING: f64 = 1e-9;

impl Gate {
    /// Holds a table against the gate; `None` where it is met.
    pub fn check(self, evaluation: &Evaluation) -> Option<Reason> {
        match evaluation.summary(self.measure) {
            None => Some(Reason::NotMeasured { gate: self }),
            Some(summary) if summary.mean + ROUNDING >= self.min => None,
            Some(summary) => Some(Reason::BelowFloor { gate: self, mean: summary.mean }),
        }
    }
}

impl Verdict {
    /// Judges a table by its gates, together with what else speaks against passing.
    pub fn new(gates: &[Gate], evaluation: &Evaluation, others: impl IntoIterator<Item = Reason>) -> Verdict {
        let mut reasons: Vec<Reason> = gates.iter().filter_map(|gate| gate.check(evaluation)).collect();
        reasons.extend(others);
        Verdict { reasons }
    }

    /// Passed or failed.
    pub fn outcome(&self) -> Outcome {
        if self.reasons.is_empty() { Outcome::Passed } else { Outcome::Failed }
    }

    /// Why it failed: gates in their order, then the rest as it was given; empty where it passed.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }
}

impl fmt::Display for Verdict {
    /// One line: `passed`, or `failed: ` with the first reason and the number of others.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reasons.split_first() {
            None => f.write_str("passed"),
            Some((first, [])) => write!(f, "failed: {first}"),
            Some((first, others)) => write!(f, "failed: {first} (and {} more)", others.len()),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::BelowFloor { gate, mean } => {
                let (mean, min) = apart(*mean, gate.min);
                write!(f, "{} is {mean}, below its floor {min}", gate.measure)
            }
            Reason::NotMeasured { gate } => write!(f, "{} has a floor and no topic to measure it on", gate.measure),
            Reason::Unmet { topic, what } => write!(f, "{topic}: {what}"),
            Reason::KnownFailurePasses { topic, mark } => {
                write!(f, "{topic} passes; remove its mark `known_failure` ({mark})")
            }
        }
    }
}

/// Two numbers with four decimals, or with as many more as it takes to tell them apart.
fn apart(a: f64, b: f64) -> (String, String) {
    let print = |digits: usize| (format!("{a:.digits$}"), format!("{b:.digits$}"));
    (4..=12).map(print).find(|(a, b)| a != b).unwrap_or_else(|| print(12))
}

#[cfg(test)]
mod tests {
    use super::{Gate, Outcome, Reason, Verdict};
    use crate::relevance::measure::cases::list;
    use crate::relevance::{Evaluation, Measure};

    fn gate(measure: &str, min: f64) -> Gate {
        Gate { measure: measure.parse().unwrap(), min }
    }

    fn evaluation(measures: &[&str]) -> Evaluation {
        let measures: Vec<Measure> = measures.iter().map(|name| name.parse().unwrap()).collect();
        Evaluation::new(&measures, [("a".to_owned(), list("01", &[])), ("b".to_owned(), list("001", &[]))])
    }

    #[test]
    fn a_mean_on_its_floor_passes() {
        let evaluation = evaluation(&["RR", "P@2"]);
        let verdict = Verdict::new(&[gate("RR", 5.0 / 12.0), gate("P@2", 0.25)], &evaluation, []);
        assert_eq!((verdict.outcome(), verdict.to_string().as_str()), (Outcome::Passed, "passed"));
    }

    #[test]
    fn a_mean_below_its_floor_fails_and_says_by_how_much() {
        let evaluation = evaluation(&["RR"]);
        let verdict = Verdict::new(&[gate("RR", 0.5)], &evaluation, []);
        assert_eq!(verdict.outcome(), Outcome::Failed);
        assert_eq!(verdict.to_string(), "failed: RR is 0.4167, below its floor 0.5000");
        let close = Verdict::new(&[gate("RR", 0.41669)], &evaluation, []);
        assert_eq!(close.to_string(), "failed: RR is 0.41667, below its floor 0.41669");
    }

    #[test]
    fn a_floor_under_nothing_fails() {
        let verdict = Verdict::new(&[gate("AP", 0.0)], &evaluation(&["RR"]), []);
        assert_eq!(verdict.to_string(), "failed: AP has a floor and no topic to measure it on");
    }

    #[test]
    fn other_reasons_fail_a_run_whose_means_are_fine() {
        let reasons = [
            Reason::Unmet { topic: "b".into(), what: "`x` should come first, came third".into() },
            Reason::KnownFailurePasses { topic: "a".into(), mark: "story 118".into() },
        ];
        let verdict = Verdict::new(&[], &evaluation(&["RR"]), reasons);
        assert_eq!(verdict.to_string(), "failed: b: `x` should come first, came third (and 1 more)");
        assert_eq!(verdict.reasons()[1].to_string(), "a passes; remove its mark `known_failure` (story 118)");
    }
}
