//! [`Gate`]s and the one [`Verdict`] that a test run comes to.

use super::{Evaluation, Measure};
use std::fmt;

/// What the mean of a measure must hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gate {
    /// What is measured.
    pub measure: Measure,
    /// The least its mean may be.
    pub min: Option<f64>,
    /// The most its mean may fall below the baseline's. A larger fall fails only where it is significant.
    pub max_drop: Option<f64>,
    /// A fall is significant where the p of the two-sided paired t-test is below this; [`Gate::ALPHA`] unless stated.
    pub alpha: f64,
    /// Whether missing the gate leaves the run undecided instead of failing it: for measures of the judgements, such
    /// as `Judged@10`, rather than of the answers.
    pub undecided: bool,
}

/// How far a single topic may fall below the baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TopicGate {
    /// What is measured.
    pub measure: Measure,
    /// The most that any topic may lose.
    pub max_drop: f64,
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
    /// Nothing is known to be missed, and something may be: too much is not judged.
    Undecided,
}

/// One thing that speaks against passing.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// The mean of a measure is below its floor, whatever the unjudged documents are worth.
    BelowFloor {
        /// The gate.
        gate: Gate,
        /// The mean, at the most.
        mean: f64,
    },
    /// The mean of a measure is below its floor or not, depending on what unjudged documents are worth.
    MayBeBelowFloor {
        /// The gate.
        gate: Gate,
        /// The least that the mean can be.
        low: f64,
        /// The most that it can be.
        high: f64,
    },
    /// The mean of a measure fell.
    Fell {
        /// The gate.
        gate: Gate,
        /// By how much, at the least.
        by: f64,
        /// The p of the two-sided paired t-test.
        p: f64,
    },
    /// The mean of a measure fell or not, depending on what unjudged documents are worth.
    MayHaveFallen {
        /// The gate.
        gate: Gate,
        /// By how much, at the most.
        by: f64,
    },
    /// A topic lost more than it may.
    TopicFell {
        /// The gate.
        gate: TopicGate,
        /// The topic.
        topic: String,
        /// Its value in the baseline.
        then: f64,
        /// Its value.
        now: f64,
    },
    /// A gate has nothing to hold: no topic was measured.
    NotMeasured {
        /// The measure.
        measure: Measure,
    },
    /// A gate on a fall has no baseline that measured the same.
    NoBaseline {
        /// The measure.
        measure: Measure,
    },
    /// A hard expectation of a topic is not met.
    Unmet {
        /// The topic.
        topic: String,
        /// What was expected and what came, in words.
        what: String,
    },
    /// Asked again, the answers were others.
    NotRepeatable {
        /// What differs, in words.
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
    /// The usual level of significance.
    pub const ALPHA: f64 = 0.05;

    /// A floor under a mean.
    pub fn floor(measure: Measure, min: f64) -> Gate {
        Gate { measure, min: Some(min), max_drop: None, alpha: Gate::ALPHA, undecided: false }
    }

    /// Holds a table against the floor; `None` where it is met or there is none.
    pub fn check(self, evaluation: &Evaluation) -> Option<Reason> {
        self.check_floor(evaluation.summary(self.measure).map(|summary| (summary.mean, summary.mean)))
    }

    /// Holds the least and the most that a mean can be against the floor; `None` where it is met or there is none.
    pub fn check_floor(self, mean: Option<(f64, f64)>) -> Option<Reason> {
        let min = self.min?;
        match mean {
            None => Some(Reason::NotMeasured { measure: self.measure }),
            Some((low, _)) if low + ROUNDING >= min => None,
            Some((_, high)) if high + ROUNDING < min => Some(Reason::BelowFloor { gate: self, mean: high }),
            Some((low, high)) => Some(Reason::MayBeBelowFloor { gate: self, low, high }),
        }
    }

    /// Holds a fall of the mean against what may be lost: by how much it fell at the least and at the most, each with
    /// its p. `None` where it is met or nothing is said of it.
    pub fn check_fall(self, least: (f64, f64), most: (f64, f64)) -> Option<Reason> {
        let max_drop = self.max_drop?;
        let too_much = |(by, p): (f64, f64)| by > max_drop + ROUNDING && p < self.alpha;
        if too_much(least) {
            Some(Reason::Fell { gate: self, by: least.0, p: least.1 })
        } else if too_much(most) {
            Some(Reason::MayHaveFallen { gate: self, by: most.0 })
        } else {
            None
        }
    }
}

impl TopicGate {
    /// Holds a topic against the gate; `None` where it is met.
    pub fn check(self, topic: &str, then: f64, now: f64) -> Option<Reason> {
        (then - now > self.max_drop + ROUNDING).then(|| Reason::TopicFell {
            gate: self,
            topic: topic.to_owned(),
            then,
            now,
        })
    }
}

impl Verdict {
    /// Judges a table by its floors, together with what else speaks against passing.
    pub fn new(gates: &[Gate], evaluation: &Evaluation, others: impl IntoIterator<Item = Reason>) -> Verdict {
        Verdict::of(gates.iter().filter_map(|gate| gate.check(evaluation)).chain(others))
    }

    /// Judges by everything that speaks against passing.
    pub fn of(reasons: impl IntoIterator<Item = Reason>) -> Verdict {
        Verdict { reasons: reasons.into_iter().collect() }
    }

    /// Failed where anything is certain to be missed, else undecided where anything may be, else passed.
    pub fn outcome(&self) -> Outcome {
        if self.reasons.iter().any(|reason| !reason.is_doubt()) {
            Outcome::Failed
        } else if self.reasons.is_empty() {
            Outcome::Passed
        } else {
            Outcome::Undecided
        }
    }

    /// What speaks against passing: gates in their order, then the rest as it was given; empty where it passed.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }
}

impl Outcome {
    /// The outcome as reports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Failed => "failed",
            Outcome::Undecided => "undecided",
        }
    }
}

impl Reason {
    /// The measure that it is about; `None` where it is about a single topic.
    pub fn measure(&self) -> Option<Measure> {
        match self {
            Reason::BelowFloor { gate, .. }
            | Reason::MayBeBelowFloor { gate, .. }
            | Reason::Fell { gate, .. }
            | Reason::MayHaveFallen { gate, .. } => Some(gate.measure),
            Reason::NotMeasured { measure } | Reason::NoBaseline { measure } => Some(*measure),
            Reason::TopicFell { .. }
            | Reason::Unmet { .. }
            | Reason::NotRepeatable { .. }
            | Reason::KnownFailurePasses { .. } => None,
        }
    }

    /// Whether it only may speak against passing.
    pub fn is_doubt(&self) -> bool {
        match self {
            Reason::MayBeBelowFloor { .. } | Reason::MayHaveFallen { .. } => true,
            Reason::BelowFloor { gate, .. } | Reason::Fell { gate, .. } => gate.undecided,
            _ => false,
        }
    }
}

impl fmt::Display for Verdict {
    /// One line: `passed`, or `failed: ` or `undecided: ` with the first reason and the number of others.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = self.outcome();
        f.write_str(outcome.as_str())?;
        // What fails a run is said before what only may.
        let first = self.reasons.iter().find(|reason| reason.is_doubt() == (outcome == Outcome::Undecided));
        let Some(first) = first else { return Ok(()) };
        match self.reasons.len() - 1 {
            0 => write!(f, ": {first}"),
            others => write!(f, ": {first} (and {others} more)"),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::BelowFloor { gate, mean } => {
                let (mean, min) = apart(*mean, gate.min.unwrap_or_default());
                write!(f, "{} is {mean}, below its floor {min}", gate.measure)
            }
            Reason::MayBeBelowFloor { gate, low, high } => {
                let min = gate.min.unwrap_or_default();
                let (low, _) = apart(*low, min);
                // A floor that only the best case meets lies on its bound, and no digits tell them apart.
                let on_the_bound = (high - min).abs() < ROUNDING;
                let (high, min) =
                    if on_the_bound { (format!("{high:.4}"), format!("{min:.4}")) } else { apart(*high, min) };
                write!(f, "{} lies between {low} and {high}, and its floor {min} between them", gate.measure)
            }
            Reason::Fell { gate, by, p } => {
                let (by, most) = apart(*by, gate.max_drop.unwrap_or_default());
                write!(f, "{} fell by {by}, more than {most} (p = {p:.4})", gate.measure)
            }
            Reason::MayHaveFallen { gate, by } => {
                let (by, most) = apart(*by, gate.max_drop.unwrap_or_default());
                write!(f, "{} may have fallen by {by}, more than {most}", gate.measure)
            }
            Reason::TopicFell { gate, topic, then, now } => {
                let (by, most) = apart(then - now, gate.max_drop);
                write!(f, "{topic}: {} fell from {then:.4} to {now:.4}, by {by}, more than {most}", gate.measure)
            }
            Reason::NotMeasured { measure } => write!(f, "{measure} has a floor and no topic to measure it on"),
            Reason::NoBaseline { measure } => {
                write!(f, "{measure} has a largest drop, and the baseline does not have it; write the baseline anew")
            }
            Reason::NotRepeatable { what } => f.write_str(what),
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
    use super::{Gate, Outcome, Reason, TopicGate, Verdict};
    use crate::relevance::measure::cases::list;
    use crate::relevance::{Evaluation, Measure};

    fn gate(measure: &str, min: f64) -> Gate {
        Gate::floor(measure.parse().unwrap(), min)
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
    fn a_floor_between_the_bounds_is_undecided() {
        let floor = gate("RR", 0.5);
        let verdict = |low, high| Verdict::of(floor.check_floor(Some((low, high))));
        assert_eq!(verdict(0.5, 0.9).outcome(), Outcome::Passed);
        assert_eq!(verdict(0.4, 0.49).outcome(), Outcome::Failed);
        let doubt = verdict(0.4, 0.6);
        assert_eq!(doubt.outcome(), Outcome::Undecided);
        assert_eq!(
            doubt.to_string(),
            "undecided: RR lies between 0.4000 and 0.6000, and its floor 0.5000 between them"
        );
        let judged = Gate { undecided: true, ..gate("Judged@10", 0.8) };
        assert_eq!(Verdict::of(judged.check_floor(Some((0.5, 0.5)))).outcome(), Outcome::Undecided);
        let both = [judged.check_floor(Some((0.5, 0.5))), floor.check_floor(Some((0.1, 0.1)))];
        assert_eq!(
            Verdict::of(both.into_iter().flatten()).to_string(),
            "failed: RR is 0.1000, below its floor 0.5000 (and 1 more)"
        );
    }

    #[test]
    fn a_fall_counts_where_it_is_large_and_significant() {
        let gate = Gate { min: None, max_drop: Some(0.01), ..gate("RR", 0.0) };
        assert_eq!(gate.check_fall((0.02, 0.2), (0.02, 0.2)), None);
        assert_eq!(gate.check_fall((0.01, 0.001), (0.01, 0.001)), None);
        assert_eq!(gate.check_fall((-0.2, 0.001), (-0.2, 0.001)), None);
        let fell = gate.check_fall((0.02, 0.01), (0.02, 0.01)).unwrap();
        assert_eq!(fell.to_string(), "RR fell by 0.0200, more than 0.0100 (p = 0.0100)");
        assert!(gate.check_fall((0.0, 1.0), (0.02, 0.01)).unwrap().is_doubt());
        let topics = TopicGate { measure: gate.measure, max_drop: 0.2 };
        assert_eq!(topics.check("a", 0.7, 0.5), None);
        let fell = topics.check("a", 0.75, 0.5).unwrap();
        assert_eq!(fell.to_string(), "a: RR fell from 0.7500 to 0.5000, by 0.2500, more than 0.2000");
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
