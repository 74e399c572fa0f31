//! [`WordPattern`]: words that are like something, as an automaton that walks over the words of the index.
//!
//! The automaton runs along the tree of words that the index keeps, so what cannot match is never looked at. Edit
//! distance is Schulz and Mihov's (*Fast String Correction with Levenshtein-Automata*, 2002), in the crate that tantivy
//! uses itself; expressions are those of the `regex` crate without word boundaries and lookaround.

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use std::sync::LazyLock;
use tantivy_fst::{Automaton, Regex};

/// An expression may be this long in bytes.
const LONGEST_REGEX: usize = 500;

/// Which words match.
pub(super) enum WordPattern {
    /// `?` is one letter, `*` any number.
    Wildcard(Vec<Step>),
    /// Within an edit distance.
    Fuzzy(DFA),
    /// An expression that the whole word matches.
    Regex(Regex),
}

/// A step of a wildcard pattern over the bytes of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Byte(u8),
    Letter,
    Any,
}

/// One bit is needed for each place between the steps of a wildcard pattern.
const MOST_STEPS: usize = 127;

impl WordPattern {
    /// A pattern with wildcards; `None` where it is longer than any word.
    pub fn wildcard(folded: &str) -> Option<WordPattern> {
        let steps: Vec<Step> = folded
            .bytes()
            .map(|byte| match byte {
                b'*' => Step::Any,
                b'?' => Step::Letter,
                byte => Step::Byte(byte),
            })
            .collect();
        (steps.len() <= MOST_STEPS).then_some(WordPattern::Wildcard(steps))
    }

    /// Words that one or two changes turn into `folded`; two letters swapped are one change.
    pub fn fuzzy(folded: &str, edits: u8) -> WordPattern {
        static ONE: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true));
        static TWO: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true));
        WordPattern::Fuzzy(if edits < 2 { ONE.build_dfa(folded) } else { TWO.build_dfa(folded) })
    }

    /// Words that an expression matches from end to end.
    ///
    /// # Errors
    /// What is wrong with it, in a few words.
    pub fn regex(expression: &str) -> Result<WordPattern, String> {
        if expression.len() > LONGEST_REGEX {
            return Err(format!("longer than {LONGEST_REGEX} bytes"));
        }
        // It is held against whole words, so anchors say nothing; the automaton does not know them.
        let inner = expression.strip_prefix('^').unwrap_or(expression);
        let inner = inner.strip_suffix('$').filter(|rest| !rest.ends_with('\\')).unwrap_or(inner);
        Regex::new(inner).map(WordPattern::Regex).map_err(|error| {
            let told = error.to_string();
            // Errors of syntax come with a picture of several lines; what is wrong stands in the last.
            let last = told.lines().last().unwrap_or_default();
            last.strip_prefix("error: ").unwrap_or(last).trim_end_matches('.').to_lowercase()
        })
    }

    /// Whether a word matches.
    #[cfg(test)]
    pub fn matches(&self, word: &str) -> bool {
        let state = word.bytes().fold(self.start(), |state, byte| self.accept(&state, byte));
        self.is_match(&state)
    }
}

/// Whether an expression can be looked for.
pub(super) fn check_regex(expression: &str) -> Result<(), String> {
    WordPattern::regex(expression).map(|_| ())
}

/// Whether capitals in an expression count: `/NATO|UNO/` and not `/nato\W/`.
pub(super) fn asks_for_capitals(expression: &str) -> bool {
    let mut escaped = false;
    let mut in_class_name = false;
    for character in expression.chars() {
        match character {
            // `\pL`, `\W`, `\p{Lu}` are names of classes.
            '{' if escaped => in_class_name = true,
            '}' if in_class_name => in_class_name = false,
            _ if in_class_name => {}
            'p' | 'P' if escaped => continue,
            _ if character.is_uppercase() && !escaped => return true,
            _ => {}
        }
        escaped = character == '\\' && !escaped;
    }
    false
}

/// The states of all kinds in one number; zero is the state from which nothing matches.
impl Automaton for WordPattern {
    type State = u128;

    fn start(&self) -> u128 {
        match self {
            WordPattern::Wildcard(steps) => without_steps(steps, 1),
            WordPattern::Fuzzy(dfa) => u128::from(dfa.initial_state()),
            WordPattern::Regex(regex) => number(regex.start()),
        }
    }

    fn is_match(&self, state: &u128) -> bool {
        match self {
            WordPattern::Wildcard(steps) => state >> steps.len() & 1 == 1,
            WordPattern::Fuzzy(dfa) => matches!(dfa.distance(*state as u32), Distance::Exact(_)),
            WordPattern::Regex(regex) => regex.is_match(&place(*state)),
        }
    }

    fn can_match(&self, state: &u128) -> bool {
        *state != u128::from(SINK_STATE)
    }

    fn accept(&self, state: &u128, byte: u8) -> u128 {
        if *state == 0 {
            return 0;
        }
        match self {
            WordPattern::Wildcard(steps) => {
                let mut next = 0;
                let goes_on = byte & 0xC0 == 0x80;
                for (n, step) in steps.iter().enumerate() {
                    let here = state >> n & 1 == 1;
                    match step {
                        Step::Byte(wanted) if here && *wanted == byte => next |= 1 << (n + 1),
                        Step::Letter if here && !goes_on => next |= 1 << (n + 1),
                        // The further bytes of the letter that was taken.
                        Step::Letter if goes_on && state >> (n + 1) & 1 == 1 => next |= 1 << (n + 1),
                        Step::Any if here => next |= 1 << n,
                        _ => {}
                    }
                }
                without_steps(steps, next)
            }
            WordPattern::Fuzzy(dfa) => u128::from(dfa.transition(*state as u32, byte)),
            WordPattern::Regex(regex) => number(regex.accept(&place(*state), byte)),
        }
    }
}

/// Adds the places that are reached without a byte: past every star.
fn without_steps(steps: &[Step], mut places: u128) -> u128 {
    for (n, step) in steps.iter().enumerate() {
        if *step == Step::Any && places >> n & 1 == 1 {
            places |= 1 << (n + 1);
        }
    }
    places
}

fn number(state: Option<usize>) -> u128 {
    state.map_or(0, |state| state as u128 + 1)
}

fn place(state: u128) -> Option<usize> {
    (state as usize).checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::{WordPattern, asks_for_capitals};
    use proptest::prelude::*;

    #[test]
    fn wildcards_stand_for_letters() {
        for (pattern, word, expected) in [
            ("zelensk?y", "zelenskyy", true),
            ("zelensk?y", "zelensky", false),
            ("*gate", "watergate", true),
            ("*gate", "gate", true),
            ("*gate", "gates", false),
            ("w?ter*te", "watergate", true),
            ("k?ln", "köln", true),
            ("k?ln", "kooln", false),
            ("東?", "東京", true),
            ("a*b*c", "aXbYbZc", true),
            ("a*b*c", "acb", false),
        ] {
            assert_eq!(WordPattern::wildcard(pattern).unwrap().matches(word), expected, "{pattern} {word}");
        }
        assert!(WordPattern::wildcard(&"a".repeat(500)).is_none());
    }

    #[test]
    fn words_with_slips_are_found() {
        for (word, edits, other, expected) in [
            ("ferry", 1, "fery", true),
            ("ferry", 1, "ferrry", true),
            ("ferry", 1, "frery", true),
            ("ferry", 1, "furry", true),
            ("ferry", 1, "fury", false),
            ("ferry", 2, "fury", true),
            ("köln", 1, "koln", true),
        ] {
            assert_eq!(WordPattern::fuzzy(word, edits).matches(other), expected, "{word} {other}");
        }
    }

    #[test]
    fn expressions_match_whole_words_and_bad_ones_are_told() {
        let regex = |expression: &str| WordPattern::regex(expression);
        assert!(regex("colou?rs?").unwrap().matches("colors"));
        assert!(!regex("colou?r").unwrap().matches("colors"));
        assert!(regex("^str[aeiou]ke$").unwrap().matches("strike"));
        for wrong in ["(", "a{1000}{1000}", "[z-a]", r"\bx", &"x".repeat(1000), "(a|b)*a(a|b){20}"] {
            let told = regex(wrong).err().unwrap_or_else(|| panic!("{wrong} is taken"));
            assert!(!told.is_empty() && !told.contains('\n'), "{wrong}: {told}");
        }
        assert!(asks_for_capitals("NATO") && asks_for_capitals("[A-Z]+") && !asks_for_capitals(r"\W\p{Lu}\PLx"));
    }

    proptest! {
        #[test]
        fn wildcards_agree_with_expressions(pattern in "[ab?*]{1,8}", word in "[abé]{0,8}") {
            let expression = pattern.replace('*', ".*").replace('?', ".");
            let (wild, regex) = (WordPattern::wildcard(&pattern).unwrap(), WordPattern::regex(&expression).unwrap());
            prop_assert_eq!(wild.matches(&word), regex.matches(&word));
        }
    }
}
