//! Where the score of a hit comes from.

/// A hit's score, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The hit's id.
    pub id: String,
    /// Its place in the whole list, from one upwards.
    pub rank: usize,
    /// How many match in all.
    pub total: usize,
    /// Its score. The parts add up to it, but for what rounding to six digits takes.
    pub score: f64,
    /// What makes it up, in the order of the query; empty where the query only filters.
    pub parts: Vec<(Reason, f64)>,
}

/// Why a hit has a part of its score.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// A word or phrase stands in it.
    Words {
        /// As it was typed.
        words: String,
        /// How often.
        times: f64,
        /// Whether an occurrence in a headline counts double there, and one under a picture half.
        weighted: bool,
        /// What its score is multiplied by, as was asked.
        boost: f64,
        /// How many articles (or quotations) hold it.
        holders: u64,
        /// What finding it at all is worth (idf).
        worth: f64,
        /// Bytes of the text against the mean of all, where length counts.
        length: f64,
    },
    /// A part of the query that is scored as one, such as its best quotation.
    Condition,
    /// These words stand in the headline or at the beginning of the text.
    Top {
        /// As they were typed.
        words: Vec<String>,
        /// Of how many.
        of: usize,
    },
    /// Two words stand near each other.
    Near {
        /// As they were typed.
        words: (String, String),
        /// How often, headlines counted double.
        times: f64,
    },
}
