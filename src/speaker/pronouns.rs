//! Pronouns as the words of a source: "it", "they", "who".
//!
//! They say who speaks to whoever has the sentence before them, and nothing to anybody else.

/// Whether the words of a source are a pronoun and nothing more.
pub fn is_pronoun(words: &str) -> bool {
    const PRONOUNS: [&str; 19] = [
        "he", "her", "him", "i", "it", "me", "she", "that", "them", "these", "they", "this", "those", "us", "we",
        "which", "who", "whom", "you",
    ];
    PRONOUNS.iter().any(|pronoun| words.eq_ignore_ascii_case(pronoun))
}

#[cfg(test)]
mod tests {
    use super::is_pronoun;

    #[test]
    fn a_pronoun_is_one_by_itself() {
        assert!(is_pronoun("It") && is_pronoun("they") && is_pronoun("who"));
        assert!(is_pronoun("Those") && !is_pronoun("it all") && !is_pronoun("a senior official"));
    }
}
