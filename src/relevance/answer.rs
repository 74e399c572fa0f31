//! [`JudgedAnswer`]: one answer as a report shows it: what was asked, what came, what is wrong with it.

use super::Reason;
use std::fmt;

/// One query and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedAnswer {
    /// The query's id.
    pub id: String,
    /// The file in which it stands: the suite, or its topics.
    pub file: String,
    /// The line of that file on which it begins.
    pub line: u64,
    /// The query as a person would type it.
    pub text: String,
    /// What was looked for.
    pub kind: &'static str,
    /// The suite's tags.
    pub tags: Vec<String>,
    /// How many hits there are in all.
    pub hits: u64,
    /// The first k hits.
    pub top: Vec<RankedDocument>,
    /// What is wanted, highest grade first, then in the order of the suite.
    pub wanted: Vec<WantedDocument>,
    /// The values of the evaluation's measures, in their order; `None` where nothing is wanted.
    pub values: Option<Vec<f64>>,
    /// The hard expectations that the answer does not meet.
    pub unmet: Vec<Unmet>,
    /// Why the query is known to fail.
    pub known_failure: Option<String>,
}

/// A document of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedDocument {
    /// The article's id, or the quotation's.
    pub id: String,
    /// As the searcher gives it.
    pub score: f64,
    /// 0 for what is judged and not wanted; `None` for what the suite does not name.
    pub grade: Option<u32>,
}

/// A document that a query wants.
#[derive(Debug, Clone, PartialEq)]
pub struct WantedDocument {
    /// Its id.
    pub id: String,
    /// As the suite calls it.
    pub name: String,
    /// How much it is wanted.
    pub grade: u32,
    /// Where it came; `None` where it did not, down to the suite's depth.
    pub rank: Option<usize>,
}

/// What a query's expectations came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnswerOutcome {
    /// All are met.
    Met,
    /// Some are not.
    Unmet,
    /// Some are not, as the suite knows.
    KnownFailure,
    /// All are met, and the suite says that they are not: its mark should go.
    KnownFailurePasses,
}

/// An expectation that an answer does not meet. Documents are named as the suite names them; ranks count from one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmet {
    /// Another document came first.
    NotFirst {
        /// What should have.
        document: String,
        /// Where it came; `None` where it did not.
        rank: Option<usize>,
    },
    /// A document came too late.
    NotWithin {
        /// The document.
        document: String,
        /// The last rank that would have done.
        limit: u32,
        /// Where it came; `None` where it did not.
        rank: Option<usize>,
    },
    /// A document came that must not.
    NotAbsent {
        /// The document.
        document: String,
        /// Where it came.
        rank: usize,
        /// How many hits are looked at.
        k: u32,
    },
    /// A document that is not wanted came before one that is.
    Above {
        /// What is not wanted.
        document: String,
        /// Where it came.
        rank: usize,
        /// The best of what is wanted and came after it.
        wanted: String,
        /// Where that came.
        wanted_rank: usize,
    },
    /// There were more hits than there may be.
    TooMany {
        /// How many there were.
        hits: u64,
        /// How many there may be.
        most: u64,
    },
    /// A wanted document was not found. Asked only of queries that are marked as known failures and state no other
    /// expectation: what their mark is about can only be this.
    NotFound {
        /// The document.
        document: String,
    },
}

impl JudgedAnswer {
    /// What the query's expectations came to.
    pub fn outcome(&self) -> AnswerOutcome {
        match (self.unmet.is_empty(), self.known_failure.is_some()) {
            (true, false) => AnswerOutcome::Met,
            (false, false) => AnswerOutcome::Unmet,
            (false, true) => AnswerOutcome::KnownFailure,
            (true, true) => AnswerOutcome::KnownFailurePasses,
        }
    }

    /// What speaks against passing.
    pub fn reasons(&self) -> Vec<Reason> {
        match (self.outcome(), &self.known_failure) {
            (AnswerOutcome::Unmet, _) => {
                let reason = |unmet: &Unmet| Reason::Unmet { topic: self.id.clone(), what: unmet.to_string() };
                self.unmet.iter().map(reason).collect()
            }
            (AnswerOutcome::KnownFailurePasses, Some(mark)) => {
                vec![Reason::KnownFailurePasses { topic: self.id.clone(), mark: mark.clone() }]
            }
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unmet::NotFirst { document, rank: Some(rank) } => {
                write!(f, "`{document}` should come first, came {}", nth(*rank))
            }
            Unmet::NotFirst { document, rank: None } => write!(f, "`{document}` should come first, was not found"),
            Unmet::NotWithin { document, limit, rank: Some(rank) } => {
                write!(f, "`{document}` should come within the first {limit}, came {}", nth(*rank))
            }
            Unmet::NotWithin { document, limit, rank: None } => {
                write!(f, "`{document}` should come within the first {limit}, was not found")
            }
            Unmet::NotAbsent { document, rank, k } => {
                write!(f, "`{document}` should not be among the first {k}, came {}", nth(*rank))
            }
            Unmet::Above { document, rank, wanted, wanted_rank } => {
                let (rank, wanted_rank) = (nth(*rank), nth(*wanted_rank));
                write!(f, "`{document}`, which is not wanted, came {rank}, above `{wanted}`, which came {wanted_rank}")
            }
            Unmet::TooMany { hits: 1, most: 0 } => f.write_str("there should be no hit, and there is one"),
            Unmet::TooMany { hits, most: 0 } => write!(f, "there should be no hit, and there are {hits}"),
            Unmet::TooMany { hits, most } => write!(f, "there should be at most {most} hits, and there are {hits}"),
            Unmet::NotFound { document } => write!(f, "`{document}` was not found"),
        }
    }
}

/// `1st`, `2nd`, `3rd`, `11th`.
fn nth(rank: usize) -> String {
    let ending = match (rank % 10, rank % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{rank}{ending}")
}

#[cfg(test)]
mod tests {
    use super::nth;

    #[test]
    fn ranks_are_said_as_people_say_them() {
        let said: Vec<String> = [1, 2, 3, 4, 11, 12, 13, 21, 102, 111].into_iter().map(nth).collect();
        assert_eq!(said.join(" "), "1st 2nd 3rd 4th 11th 12th 13th 21st 102nd 111th");
    }
}
