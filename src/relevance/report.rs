//! [`Report`]: everything that is said of judged queries, whoever writes it down and in whatever form.

use super::{Difference, Evaluation, Gate, Interval, JudgedAnswer, Measure, RankedDocument, Verdict};

/// What a suite of judged queries came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What the suite is called.
    pub suite: String,
    /// The suite's file, as it was named.
    pub file: String,
    /// How many articles and quotations were asked; `None` where an engine's results were read from a file.
    pub asked: Option<[u64; 2]>,
    /// How many hits of each answer are shown.
    pub k: u32,
    /// What the means must hold.
    pub gates: Vec<Gate>,
    /// The measures of all queries that want something. What a query without `want` comes to shows in its
    /// expectations alone: no measure says anything about an answer that should be empty.
    pub evaluation: Evaluation,
    /// What the measures could be, were everything judged; only where that was asked for.
    pub bounds: Option<Bounds>,
    /// Each query with its answer, in the order of the suite.
    pub answers: Vec<JudgedAnswer>,
    /// How the answers differ from the baseline's; only where there is one.
    pub comparison: Option<Comparison>,
    /// What should be judged so that an undecided gate is decided, most decisive first.
    pub to_judge: Vec<ToJudge>,
    /// Gates first, then what the queries give reason for, in the order of the suite.
    pub verdict: Verdict,
}

/// Values as intervals: what they could be if the unjudged documents were judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Bounds {
    /// What an unjudged document is worth at most.
    pub grade: u32,
    /// For each row of the evaluation one interval a measure.
    pub rows: Vec<Vec<Interval>>,
}

/// A document whose judgement bears on an undecided gate.
#[derive(Debug, Clone, PartialEq)]
pub struct ToJudge {
    /// The query.
    pub topic: String,
    /// The document's id.
    pub document: String,
    /// Where it came.
    pub rank: usize,
    /// The measure of the gate.
    pub measure: Measure,
    /// How far the mean of that measure goes up (or down) if it is relevant rather than not.
    pub swing: f64,
}

/// Answers held against those of a baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The baseline's file, as it was named.
    pub baseline: String,
    /// For each measure that both have, its means over the queries that both have, and how they differ.
    pub measures: Vec<MeasureChange>,
    /// The queries that both have and that changed, in the order of the suite.
    pub changes: Vec<AnswerChange>,
    /// Queries that the baseline does not have.
    pub added: Vec<String>,
    /// Queries that only the baseline has.
    pub removed: Vec<String>,
    /// What differs as a whole: the articles, the program, the settings.
    pub notes: Vec<String>,
}

/// A measure then and now.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureChange {
    /// The measure.
    pub measure: Measure,
    /// Its mean in the baseline.
    pub then: f64,
    /// Its mean.
    pub now: f64,
    /// Wins, ties, losses, and whether chance alone would do as much.
    pub difference: Difference,
}

/// A query whose answer changed.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerChange {
    /// The query's id.
    pub topic: String,
    /// Its values in the baseline, one for each measure of the evaluation; `None` for what was not measured.
    pub then: Vec<Option<f64>>,
    /// Its values now.
    pub now: Vec<Option<f64>>,
    /// The first hits in the baseline, with today's grades.
    pub before: Vec<RankedDocument>,
    /// What changed about the query itself, in words.
    pub causes: Vec<String>,
    /// The documents that moved, came or went among the first hits, best rank first.
    pub moves: Vec<Move>,
}

/// A document that stands elsewhere than in the baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Its id.
    pub id: String,
    /// What it is worth; `None` where nobody judged it.
    pub grade: Option<u32>,
    /// Where it came; `None` where it was not among the first hits.
    pub then: Option<usize>,
    /// Where it comes; `None` where it is not among the first hits.
    pub now: Option<usize>,
    /// Why, in words, what weighs most first.
    pub why: Vec<String>,
}

impl Report {
    /// The value that an answer has of a measure; `None` where its query wants nothing or it was not measured.
    pub fn value(&self, answer: &JudgedAnswer, measure: Measure) -> Option<f64> {
        let column = self.evaluation.measures().iter().position(|known| *known == measure)?;
        answer.values.as_ref()?.get(column).copied()
    }

    /// How the answer to a query changed.
    pub fn change(&self, topic: &str) -> Option<&AnswerChange> {
        self.comparison.as_ref()?.changes.iter().find(|change| change.topic == topic)
    }

    /// The answers by their tags: each tag with the means of its queries, one a measure, in the order of the tags'
    /// first appearance. Queries without values are left out, and so are tags that have no others.
    pub fn by_tag(&self) -> Vec<(String, usize, Vec<f64>)> {
        let mut tags: Vec<(String, Vec<&[f64]>)> = Vec::new();
        for answer in &self.answers {
            let Some(values) = &answer.values else { continue };
            for tag in &answer.tags {
                match tags.iter_mut().find(|(known, _)| known == tag) {
                    Some((_, rows)) => rows.push(values),
                    None => tags.push((tag.clone(), vec![values])),
                }
            }
        }
        let mean = |rows: &[&[f64]], column: usize| rows.iter().map(|row| row[column]).sum::<f64>() / rows.len() as f64;
        let measures = self.evaluation.measures().len();
        tags.into_iter()
            .map(|(tag, rows)| (tag, rows.len(), (0..measures).map(|column| mean(&rows, column)).collect()))
            .collect()
    }
}

impl Bounds {
    /// The least and the most that the mean of the column could be; `None` where there are no rows.
    pub fn mean(&self, column: usize) -> Option<Interval> {
        let count = self.rows.len() as f64;
        let mean = |end: fn(&Interval) -> f64| self.rows.iter().map(|row| end(&row[column])).sum::<f64>() / count;
        (!self.rows.is_empty()).then(|| Interval { low: mean(|row| row.low), high: mean(|row| row.high) })
    }
}
