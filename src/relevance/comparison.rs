//! [`RunComparison`]: several evaluations of the same topics, each held against the first.

use super::statistics::{bonferroni, holm};
use super::{Difference, Evaluation, Measure};

/// Evaluations by the same measures, compared topic by topic with the first of them, the base.
///
/// Only topics that all of them have are compared. Every pair of run and measure is one comparison, and the more of
/// them there are the likelier one looks significant by chance; [`Compared::corrected`] allows for that.
#[derive(Debug, Clone, PartialEq)]
pub struct RunComparison {
    names: Vec<String>,
    measures: Vec<Measure>,
    topics: Vec<String>,
    left_out: Vec<String>,
    /// For each evaluation and each measure the values of [`RunComparison::topics`].
    values: Vec<Vec<Vec<f64>>>,
    compared: Vec<Compared>,
}

/// One run held against the base by one measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    /// Which evaluation, counted from one: the base is 0.
    pub run: usize,
    /// Which measure, counted from zero.
    pub measure: usize,
    /// The run's values less the base's; for `GMAP`, those of their logarithms.
    pub difference: Difference,
    /// The p of the randomisation test, corrected for the number of comparisons.
    pub corrected: f64,
}

/// A topic on which a run and the base differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChangedTopic<'a> {
    /// The topic.
    pub topic: &'a str,
    /// The base's value.
    pub base: f64,
    /// The run's value.
    pub value: f64,
}

/// How the p of several comparisons are corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Correction {
    /// Step by step, by [`holm`].
    #[default]
    Holm,
    /// All alike, by [`bonferroni`].
    Bonferroni,
    /// Not at all.
    None,
}

/// Why evaluations cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ComparisonError {
    /// There is nothing to compare with.
    #[error("a comparison needs two or more; there is {0}")]
    TooFew(usize),
    /// No topic is in all of them.
    #[error("no topic is in all of them, so nothing can be compared")]
    NothingInCommon,
}

/// A smaller difference is none: it is what rounding leaves of equal values.
const NOTHING: f64 = 1e-12;

impl RunComparison {
    /// Compares evaluations, each with its name, with the first. All must have the same measures, in the same order.
    pub fn new(
        evaluations: &[(String, Evaluation)],
        correction: Correction,
        seed: u64,
    ) -> Result<RunComparison, ComparisonError> {
        let [(_, first), _, ..] = evaluations else { return Err(ComparisonError::TooFew(evaluations.len())) };
        let measures = first.measures().to_vec();
        debug_assert!(evaluations.iter().all(|(_, other)| other.measures() == measures), "different measures");
        let row = |evaluation: &Evaluation, topic: &str| {
            evaluation.rows().binary_search_by(|row| row.topic.as_str().cmp(topic)).ok()
        };
        let everywhere = |topic: &str| evaluations.iter().all(|(_, other)| row(other, topic).is_some());
        let mut all: Vec<&str> =
            evaluations.iter().flat_map(|(_, other)| other.rows()).map(|row| row.topic.as_str()).collect();
        all.sort_unstable();
        all.dedup();
        let (topics, left_out): (Vec<&str>, Vec<&str>) = all.into_iter().partition(|topic| everywhere(topic));
        if topics.is_empty() {
            return Err(ComparisonError::NothingInCommon);
        }
        let values = evaluations.iter().map(|(_, evaluation)| {
            let rows: Vec<usize> = topics.iter().filter_map(|topic| row(evaluation, topic)).collect();
            let column = |measure: usize| rows.iter().map(|&row| evaluation.rows()[row].values[measure]).collect();
            (0..measures.len()).map(column).collect()
        });
        let values = values.collect();
        let mut comparison = RunComparison {
            names: evaluations.iter().map(|(name, _)| name.clone()).collect(),
            measures,
            values,
            topics: topics.into_iter().map(str::to_owned).collect(),
            left_out: left_out.into_iter().map(str::to_owned).collect(),
            compared: Vec::new(),
        };
        comparison.compare(correction, seed);
        Ok(comparison)
    }

    fn compare(&mut self, correction: Correction, seed: u64) {
        for (measure, scale) in self.measures.iter().enumerate() {
            for run in 1..self.names.len() {
                let pairs = self.values[0][measure].iter().zip(&self.values[run][measure]);
                let differences: Vec<f64> =
                    pairs.map(|(base, value)| scale.scaled(*value) - scale.scaled(*base)).collect();
                if let Some(difference) = Difference::of(&differences, seed) {
                    self.compared.push(Compared { run, measure, difference, corrected: difference.sign_flip });
                }
            }
        }
        let p: Vec<f64> = self.compared.iter().map(|compared| compared.difference.sign_flip).collect();
        let corrected = match correction {
            Correction::Holm => holm(&p),
            Correction::Bonferroni => bonferroni(&p),
            Correction::None => p,
        };
        for (compared, corrected) in self.compared.iter_mut().zip(corrected) {
            compared.corrected = corrected;
        }
    }

    /// What is compared; the first is the base.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// By what it is compared.
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// The topics that are compared, in byte order.
    pub fn topics(&self) -> &[String] {
        &self.topics
    }

    /// Topics that some have and others have not, in byte order.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// Measure by measure, in each run by run.
    pub fn compared(&self) -> &[Compared] {
        &self.compared
    }

    /// The mean of an evaluation (0 is the base) by a measure, both as numbers in their lists.
    pub fn mean(&self, evaluation: usize, measure: usize) -> f64 {
        // There is a topic, so there is a mean.
        self.measures[measure].mean(&self.values[evaluation][measure]).unwrap_or(0.0)
    }

    /// The topics on which a run differs from the base, from the largest gain to the largest loss; of equal ones in
    /// byte order.
    pub fn changed(&self, run: usize, measure: usize) -> Vec<ChangedTopic<'_>> {
        let values = self.values[0][measure].iter().zip(&self.values[run][measure]);
        let topics = self.topics.iter().zip(values);
        let mut changed: Vec<ChangedTopic<'_>> = topics
            .map(|(topic, (&base, &value))| ChangedTopic { topic, base, value })
            .filter(|topic| topic.difference().abs() > NOTHING)
            .collect();
        changed.sort_by(|a, b| b.difference().total_cmp(&a.difference()));
        changed
    }
}

impl ChangedTopic<'_> {
    /// The run's value less the base's.
    pub fn difference(self) -> f64 {
        self.value - self.base
    }
}

#[cfg(test)]
mod tests {
    use super::{ComparisonError, Correction, RunComparison};
    use crate::relevance::measure::cases::list;
    use crate::relevance::{Evaluation, Measure};

    fn evaluation(lists: &[(&str, &str)]) -> Evaluation {
        let measures: Vec<Measure> = ["RR", "GMAP"].iter().map(|name| name.parse().unwrap()).collect();
        Evaluation::new(&measures, lists.iter().map(|(topic, grades)| ((*topic).to_owned(), list(grades, &[]))))
    }

    fn compare(evaluations: &[&[(&str, &str)]], correction: Correction) -> Result<RunComparison, ComparisonError> {
        let named = |(number, lists): (usize, &&[(&str, &str)])| (format!("run {number}"), evaluation(lists));
        RunComparison::new(&evaluations.iter().enumerate().map(named).collect::<Vec<_>>(), correction, 1)
    }

    const PLAIN: &[(&str, &str)] = &[("a", "01"), ("b", "1"), ("c", "0001"), ("d", "01")];
    const BETTER: &[(&str, &str)] = &[("a", "1"), ("b", "1"), ("c", "01"), ("d", "001")];

    #[test]
    fn runs_are_held_against_the_first() {
        let comparison = compare(&[PLAIN, BETTER], Correction::None).unwrap();
        let found = comparison.compared()[0].difference;
        assert_eq!((found.wins, found.ties, found.losses), (2, 1, 1));
        assert!((found.mean - (0.5 + 0.25 - 1.0 / 6.0) / 4.0).abs() < 1e-12);
        assert!((comparison.mean(0, 0) - 2.25 / 4.0).abs() < 1e-12);
        let changed = comparison.changed(1, 0);
        assert_eq!(changed.iter().map(|topic| topic.topic).collect::<Vec<_>>(), ["a", "c", "d"]);
        assert_eq!((changed[0].base, changed[0].value), (0.5, 1.0));
    }

    #[test]
    fn gmap_is_compared_by_its_logarithms() {
        let comparison = compare(&[PLAIN, BETTER], Correction::None).unwrap();
        let (before, after) = (comparison.mean(0, 1), comparison.mean(1, 1));
        assert!((comparison.compared()[1].difference.mean - (after.ln() - before.ln())).abs() < 1e-12);
    }

    #[test]
    fn topics_that_are_not_everywhere_are_left_out_and_told() {
        let comparison = compare(&[&[("a", "1"), ("b", "1")], &[("b", "01"), ("c", "1")]], Correction::Holm).unwrap();
        assert_eq!(
            (comparison.topics(), comparison.left_out()),
            (&["b".to_owned()][..], &["a", "c"].map(String::from)[..])
        );
        let nothing = compare(&[&[("a", "1")], &[("b", "1")]], Correction::Holm);
        assert_eq!(nothing.unwrap_err(), ComparisonError::NothingInCommon);
        assert_eq!(compare(&[PLAIN], Correction::Holm).unwrap_err(), ComparisonError::TooFew(1));
    }

    #[test]
    fn more_comparisons_need_clearer_differences() {
        let many: Vec<(String, String)> = (0..8).map(|n| (format!("t{n}"), "01".to_owned())).collect();
        let base: Vec<(&str, &str)> = many.iter().map(|(topic, grades)| (topic.as_str(), grades.as_str())).collect();
        let better: Vec<(&str, &str)> = base.iter().map(|(topic, _)| (*topic, "1")).collect();
        let p = |correction| compare(&[&base, &better, &better], correction).unwrap().compared()[0].corrected;
        assert_eq!(
            [p(Correction::None), p(Correction::Holm), p(Correction::Bonferroni)],
            [2.0 / 256.0, 8.0 / 256.0, 8.0 / 256.0]
        );
    }
}
