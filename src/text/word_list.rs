//! [`WordList`]: the few words that a rule is about, and whether a word is one of them.

/// A sorted list of words.
///
/// Nearly every word that it is asked for is none of them, and most of these are turned away by the place that a word would
/// have, before any two words are compared.
#[derive(Debug)]
pub struct WordList {
    words: &'static [&'static str],
    /// For each place the number of the word that has it, plus one; 0 where none has. A word whose place is taken has the
    /// next free one.
    places: [u8; PLACES],
}

/// Places of words; lists are much shorter.
const PLACES: usize = 512;

impl WordList {
    /// Of words in their order; a list that is not sorted does not compile as a constant.
    pub const fn of(words: &'static [&'static str]) -> WordList {
        assert!(words.len() <= u8::MAX as usize, "too many words");
        let mut places = [0; PLACES];
        let mut number = 0;
        while number < words.len() {
            let word = words[number].as_bytes();
            assert!(number == 0 || stands_before(words[number - 1].as_bytes(), word), "the words are not sorted");
            let mut at = place(word);
            while places[at] != 0 {
                at = (at + 1) % PLACES;
            }
            number += 1;
            places[at] = number as u8;
        }
        WordList { words, places }
    }

    /// Whether a word is on the list.
    #[inline]
    pub fn has(&self, word: &str) -> bool {
        let mut at = place(word.as_bytes());
        while let Some(number) = self.places[at].checked_sub(1) {
            if self.words[usize::from(number)] == word {
                return true;
            }
            at = (at + 1) % PLACES;
        }
        false
    }

    /// The words, in their order.
    pub fn words(&self) -> &[&'static str] {
        self.words
    }
}

/// The place of a word, by its length and its first, middle and last bytes.
#[inline]
const fn place(word: &[u8]) -> usize {
    let [first, .., last] = word else { return word.len() };
    let middle = word[word.len() / 2];
    (word.len() + 7 * *first as usize + 37 * middle as usize + 101 * *last as usize) % PLACES
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
