//! [`RelevanceError`]: what can be wrong with a file of topics, judgements or results.

use std::io;

/// Why a file of topics, judgements or results could not be read. Says where, what, and how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum RelevanceError {
    /// The file could not be opened or read to its end.
    #[error("cannot read `{file}`")]
    Io {
        /// The file as it was named to the reader.
        file: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// One line cannot be understood.
    #[error("{file}:{line}: {problem}")]
    Line {
        /// The file as it was named to the reader.
        file: String,
        /// The line, counted from one; comments and blank lines count.
        line: u64,
        /// What is wrong with it.
        problem: LineProblem,
    },
    /// The file holds no line that says anything.
    #[error("{file}: no {what} in it")]
    Empty {
        /// The file as it was named to the reader.
        file: String,
        /// What was looked for: `topics`, `judgements` or `results`.
        what: &'static str,
    },
}

/// What is wrong with one line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineProblem {
    /// The bytes are not UTF-8.
    #[error("not UTF-8 at byte {column} of the line; save the file as UTF-8")]
    NotUtf8 {
        /// The first wrong byte, counted from one.
        column: usize,
    },
    /// The file begins with the byte-order mark of UTF-16.
    #[error("the file is UTF-16; save it as UTF-8")]
    Utf16,
    /// No line of such a file is this long.
    #[error("the line is longer than {} KiB; is this the right file?", .limit / 1024)]
    TooLong {
        /// The longest line that is read, in bytes.
        limit: usize,
    },
    /// Too few or too many fields.
    #[error("{found} fields where there should be {wanted}: `{form}`, separated by spaces or tabs")]
    Fields {
        /// How many there are.
        found: usize,
        /// How many there should be.
        wanted: &'static str,
        /// The fields by name.
        form: &'static str,
    },
    /// The grade is not a whole number of 32 bits.
    #[error("grade `{0}` is not a whole number; the fourth field of a judgement is its grade")]
    Grade(String),
    /// The score is not a number.
    #[error("score `{0}` is not a number; the fifth field of a result is its score")]
    Score(String),
    /// The score is "not a number", which has no place in an order.
    #[error("score `{0}` cannot be ordered; leave the result out or give it a score")]
    NotANumber(String),
    /// A topic names the same document twice.
    #[error("document `{document}` of topic `{topic}` stands already on line {first}; remove one of the two")]
    Duplicate {
        /// The topic.
        topic: String,
        /// The document.
        document: String,
        /// The line it stood on first.
        first: u64,
    },
    /// A topic's documents fill more than 4 GiB.
    #[error("topic `{topic}` names more than 4 GiB of document ids; split it")]
    TopicTooLarge {
        /// The topic.
        topic: String,
    },
    /// A run has more results, or longer ids, than fit.
    #[error("the run goes on past 2 billion results or 4 GiB of document ids; split it by topics")]
    RunTooLarge,
    /// A line of topics without a tab.
    #[error("no tab between topic and text; a topic is a line `id TAB text`")]
    NoTab,
    /// A line of topics in JSON that is no JSON.
    #[error("not JSON: {0}")]
    NotJson(String),
    /// A topic in JSON without an id or without words.
    #[error("a topic has no {0}")]
    NoField(&'static str),
    /// A block of TREC's that does not end before the next begins, or at all.
    #[error("the topic that begins here is never closed with `</top>`")]
    OpenTopic,
    /// A topic without an id, or with white space in it.
    #[error("`{0}` is not a topic id; an id is one word")]
    TopicId(String),
    /// A topic without text.
    #[error("topic `{0}` has no text")]
    NoText(String),
    /// The same topic twice.
    #[error("topic `{topic}` stands already on line {first}; remove one of the two or give it another id")]
    DuplicateTopic {
        /// The topic.
        topic: String,
        /// The line it stood on first.
        first: u64,
    },
}
