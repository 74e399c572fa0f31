//! [`JudgedRanks`]: a topic's results as trec_eval sees them, a small number a rank.

use super::TrecEval;
use crate::relevance::{RankedList, TopicJudgements};

/// The document at this rank is not among those that were looked at.
const NOT_IN_POOL: i32 = -1;

/// The document at this rank was in the pool and was not judged (its grade is negative).
const NOT_JUDGED: i32 = -2;

/// A topic's ranks after `-M` and `-J`, with what is known about all its judgements.
pub(super) struct JudgedRanks {
    /// The grade at each rank, or one of the two numbers below zero.
    pub grades: Vec<i32>,
    /// The places (from zero) of relevant documents, in order.
    pub found: Vec<usize>,
    /// The lowest grade that is relevant.
    pub level: u32,
    /// How many relevant documents there are: R.
    pub relevant: usize,
    /// The grades of all judged documents, highest first.
    pub judged: Vec<u32>,
}

impl JudgedRanks {
    /// Looks up the grade of each document.
    pub(super) fn new(eval: &TrecEval, judgements: &TopicJudgements, list: &RankedList<'_>) -> JudgedRanks {
        let grades = judgements
            .grades_of(list)
            .into_iter()
            .take(eval.depth.unwrap_or(usize::MAX))
            .map(|grade| grade.map_or(NOT_IN_POOL, |grade| if grade < 0 { NOT_JUDGED } else { grade }));
        JudgedRanks::of(eval, judgements, grades.collect())
    }

    /// What 10.0 puts in the place of a topic without results: one document that nobody knows.
    pub(super) fn of_nothing(eval: &TrecEval, judgements: &TopicJudgements) -> JudgedRanks {
        JudgedRanks::of(eval, judgements, vec![NOT_IN_POOL; eval.depth.unwrap_or(1).min(1)])
    }

    fn of(eval: &TrecEval, judgements: &TopicJudgements, mut grades: Vec<i32>) -> JudgedRanks {
        if eval.judged_only {
            grades.retain(|&grade| grade >= 0);
        }
        let relevant = |grade: i32| u32::try_from(grade).is_ok_and(|grade| grade >= eval.level);
        JudgedRanks {
            found: (0..grades.len()).filter(|&place| relevant(grades[place])).collect(),
            grades,
            level: eval.level,
            relevant: judgements.judged().partition_point(|&grade| grade >= eval.level),
            judged: judgements.judged().to_vec(),
        }
    }

    /// How many results there are.
    pub(super) fn returned(&self) -> usize {
        self.grades.len()
    }

    /// How many relevant documents stand down to rank `cutoff`.
    pub(super) fn found_in(&self, cutoff: usize) -> usize {
        self.found.partition_point(|&place| place < cutoff)
    }

    /// Whether the document at a rank was judged to be not relevant.
    pub(super) fn is_nonrelevant(&self, grade: i32) -> bool {
        u32::try_from(grade).is_ok_and(|grade| grade < self.level)
    }

    /// Whether a document was in the pool and was not judged.
    pub(super) fn is_open(grade: i32) -> bool {
        grade == NOT_JUDGED
    }

    /// The first ranks as a string, one letter a rank.
    pub(super) fn string(&self, length: f64) -> String {
        let letter = |&grade: &i32| match grade {
            NOT_IN_POOL => '-',
            NOT_JUDGED => '.',
            grade => u32::try_from(grade).ok().and_then(|grade| char::from_digit(grade, 10)).unwrap_or('>'),
        };
        // A number below zero becomes zero.
        self.grades.iter().take(length as usize).map(letter).collect()
    }
}
