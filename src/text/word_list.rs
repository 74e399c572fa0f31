//! [`WordList`]: the few words that a rule is about, and whether a word is one of them.

/// A sorted list of words.
///
/// Nearly every word that it is asked for is none of them, and most of these are turned away by their length and their
/// first and last letters, before any two words are compared.
#[derive(Debug)]
pub struct WordList {
    words: &'static [&'static str],
    /// A bit for the sign of each word.
    signs: [u64; 4],
}

impl WordList {
    /// Of words in their order; a list that is not sorted does not compile as a constant.
    pub const fn of(words: &'static [&'static str]) -> WordList {
        let mut signs = [0; 4];
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            assert!(at == 0 || stands_before(words[at - 1].as_bytes(), word), "the words are not sorted");
            let (part, bit) = sign(word);
            signs[part] |= bit;
            at += 1;
        }
        WordList { words, signs }
    }

    /// Whether a word is on the list.
    #[inline]
    pub fn has(&self, word: &str) -> bool {
        let (part, bit) = sign(word.as_bytes());
        self.signs[part] & bit != 0 && self.words.binary_search(&word).is_ok()
    }

    /// The words, in their order.
    pub fn words(&self) -> &[&'static str] {
        self.words
    }
}

/// One of 256 bits, by a word's length and its first and last byte: the part it stands in, and itself.
#[inline]
const fn sign(word: &[u8]) -> (usize, u64) {
    let (first, last) = if let [first, .., last] = word { (*first, *last) } else { (0, 0) };
    (word.len() % 4, 1 << ((first ^ last << 1) % 64))
}

const fn stands_before(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at < other.len() && (at == one.len() || one[at] < other[at])
}

#[cfg(test)]
mod tests {
    use super::WordList;

    #[test]
    fn words_are_told_from_those_that_are_not_on_the_list() {
        const LIST: &WordList = &WordList::of(&["a", "airline", "bank", "banks", "été"]);
        assert!(LIST.words().iter().all(|word| LIST.has(word)));
        assert!(!["", "b", "bark", "bank ", "Bank", "banked", "ete"].iter().any(|word| LIST.has(word)));
    }

    #[test]
    #[should_panic(expected = "not sorted")]
    fn a_list_that_is_not_sorted_is_refused() {
        WordList::of(&["bank", "airline"]);
    }
}
