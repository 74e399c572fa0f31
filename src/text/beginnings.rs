//! [`Beginnings`]: with which two letters the words begin that somebody looks for.

/// The first two letters of some terms. Of the words of a text nearly all begin otherwise, and can be told from what is
/// looked for without being folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beginnings {
    /// For each first letter the second ones, a bit each.
    seconds: [u32; 26],
}

impl Beginnings {
    /// Adds a term as it is looked up.
    pub fn add(&mut self, term: &str) {
        let mut letters = term.bytes().map(place);
        let Some(Some(first)) = letters.next() else { return };
        // Behind one letter of a term a dot or an apostrophe may be left out or stand in the text.
        self.seconds[first] |= letters.next().flatten().map_or(u32::MAX, |second| 1 << second);
    }

    /// Whether a word of a text, in ASCII and of more than one letter, may have a form that is one of the terms.
    pub fn may_be(&self, word: &[u8]) -> bool {
        match word {
            [first, second, ..] => match (place(*first), place(*second)) {
                (Some(first), Some(second)) => self.seconds[first] >> second & 1 == 1,
                _ => true,
            },
            _ => true,
        }
    }
}

/// The place of a plain letter in the alphabet.
fn place(letter: u8) -> Option<usize> {
    letter.is_ascii_alphabetic().then(|| usize::from(letter.to_ascii_lowercase() - b'a'))
}

#[cfg(test)]
mod tests {
    use super::Beginnings;

    #[test]
    fn words_that_begin_like_a_term_may_be_it() {
        let mut beginnings = Beginnings::default();
        ["ferry", "u.s", "Zeppelin", "4x4", "été"].into_iter().for_each(|term| beginnings.add(term));
        for word in ["ferries", "FERRY", "fear", "us", "uzi", "Zephyr", "4x", "i18n"] {
            assert!(beginnings.may_be(word.as_bytes()), "{word}");
        }
        for word in ["harbour", "of", "French", "zones"] {
            assert!(!beginnings.may_be(word.as_bytes()), "{word}");
        }
    }
}
