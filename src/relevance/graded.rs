//! [`GradedList`]: a ranked list seen through its judgements, which is all that a measure needs.

use super::{RankedList, TopicJudgements};

/// The grades of a ranked list, rank by rank, with the ideal they are held against.
///
/// Whatever is to be assumed about unjudged documents is done to this list, before a measure looks: leave it, and each
/// measure's docs say what it does with an unjudged rank; take such ranks out ([`GradedList::without_unjudged`]); or
/// suppose grades for them ([`GradedList::assuming`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradedList {
    grades: Vec<Option<u32>>,
    /// The places of documents that were in the pool and not judged, in order; few lists have any.
    open: Vec<usize>,
    judged: Vec<u32>,
    highest: u32,
}

impl GradedList {
    /// Looks up the grade of each document of `list`.
    pub fn new(judgements: &TopicJudgements, list: &RankedList<'_>) -> GradedList {
        let grades = judgements.grades_of(list);
        let in_pool = |&place: &usize| grades[place].is_some_and(|grade| grade < 0);
        GradedList {
            open: (0..grades.len()).filter(in_pool).collect(),
            grades: grades.iter().map(|grade| grade.and_then(|grade| u32::try_from(grade).ok())).collect(),
            judged: judgements.judged().to_vec(),
            highest: judgements.highest(),
        }
    }

    /// The list without the unjudged documents; those below them move up. (trec_eval's `-J`. It flatters: a list of
    /// strangers becomes short, not bad.)
    pub fn without_unjudged(mut self) -> GradedList {
        self.grades.retain(Option::is_some);
        self.open.clear();
        self
    }

    /// The list as it would be if the documents at some places (counted from zero) had been judged, each with its grade:
    /// they count towards the ideal and the number of relevant documents too. Places that are judged already, or are not
    /// there, are left alone.
    pub fn assuming(mut self, grades: &[(usize, u32)]) -> GradedList {
        for &(place, grade) in grades {
            let Some(open @ None) = self.grades.get_mut(place) else { continue };
            *open = Some(grade);
            self.open.retain(|&other| other != place);
            self.judged.push(grade);
            self.highest = self.highest.max(grade);
        }
        self.judged.sort_unstable_by(|a, b| b.cmp(a));
        self
    }

    /// The list down to rank `depth`. (trec_eval's `-M`.)
    pub fn cut(mut self, depth: usize) -> GradedList {
        self.grades.truncate(depth);
        self.open.retain(|&place| place < depth);
        self
    }

    /// One grade a rank, best rank first; `None` where the document was not judged.
    pub fn grades(&self) -> &[Option<u32>] {
        &self.grades
    }

    /// Whether the document at a place (counted from zero) was in the pool and not judged: its grade is negative.
    pub fn is_open(&self, place: usize) -> bool {
        self.open.binary_search(&place).is_ok()
    }

    /// The grades of all documents that were judged for the topic, returned or not, highest first.
    pub fn judged(&self) -> &[u32] {
        &self.judged
    }

    /// How many documents were judged to be of grade `level` or above, returned or not: R.
    pub fn relevant(&self, level: u32) -> usize {
        self.judged.partition_point(|&grade| grade >= level)
    }

    /// The highest grade that any topic of the collection has.
    pub fn highest(&self) -> u32 {
        self.highest
    }
}

#[cfg(test)]
mod tests {
    use super::GradedList;
    use crate::relevance::{RankedList, TopicJudgements};

    #[test]
    fn documents_become_grades() {
        let judgements = TopicJudgements::new("1", [("a", 2), ("b", 0), ("c", -1), ("d", 1)]).unwrap();
        let list = RankedList::new(["x", "b", "a", "c"]).unwrap();
        let graded = GradedList::new(&judgements, &list);
        assert_eq!(graded.grades(), [None, Some(0), Some(2), None]);
        assert_eq!(graded.judged(), [2, 1, 0]);
        assert_eq!([graded.relevant(1), graded.relevant(2), graded.relevant(3)], [2, 1, 0]);
        assert_eq!(graded.clone().without_unjudged().grades(), [Some(0), Some(2)]);
        let assumed = graded.clone().assuming(&[(0, 3), (1, 9), (7, 9)]);
        assert_eq!(assumed.grades(), [Some(3), Some(0), Some(2), None]);
        assert_eq!((assumed.judged(), assumed.highest()), (&[3, 2, 1, 0][..], 3));
        assert_eq!([0, 1, 2, 3].map(|place| graded.is_open(place)), [false, false, false, true]);
        assert!(!graded.clone().assuming(&[(3, 0)]).is_open(3));
        assert_eq!(graded.cut(1).grades(), [None]);
    }
}
