//! [`SentenceStarts`]: at which words of a text its sentences begin.
//!
//! The index marks these words and passages count from them, so both must find the same ones.

use super::sentences::sentences;

/// Tells, word by word from front to back, where a sentence begins.
///
/// ```
/// let mut starts = onrecord::text::starts::SentenceStarts::new("It rained. She left.");
/// let begin: Vec<bool> = [0, 3, 11, 15].map(|word| starts.begins_at(word)).to_vec();
/// assert_eq!(begin, [true, false, true, false]);
/// ```
pub struct SentenceStarts {
    starts: Vec<usize>,
    next: usize,
}

impl SentenceStarts {
    /// Finds the sentences of `text`.
    pub fn new(text: &str) -> SentenceStarts {
        SentenceStarts { starts: sentences(text).into_iter().map(|sentence| sentence.start).collect(), next: 0 }
    }

    /// Whether the word that stands at byte `word` is the first of its sentence. Words are asked for in their order.
    pub fn begins_at(&mut self, word: usize) -> bool {
        let from = self.next;
        while self.starts.get(self.next).is_some_and(|start| *start <= word) {
            self.next += 1;
        }
        self.next > from
    }
}
