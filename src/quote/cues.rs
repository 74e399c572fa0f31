//! Cues: the words that say that somebody speaks.

use crate::speaker::lexicon::WordTable;
use std::sync::LazyLock;

/// What kind of cue a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CueClass {
    /// None.
    None,
    /// A piece of speech: "statement", "words".
    Noun,
    /// Speech only beside a quotation: "released", "concluded".
    Weak,
    /// A thought: "believes".
    Think,
    /// Gives somebody or something a name or a judgement: "called", "criticised".
    Call,
    /// Introduces words: "said", "told", "according".
    Say,
}

/// The class of the word of `length` bytes at the head of `bytes`, whatever its case.
pub fn cue_class(bytes: &[u8], length: usize) -> CueClass {
    static CUES: LazyLock<WordTable> =
        LazyLock::new(|| WordTable::read(include_str!("cues.csv"), |class| named(class) as u32));
    match CUES.get_at(bytes, length) {
        5 => CueClass::Say,
        4 => CueClass::Call,
        3 => CueClass::Think,
        2 => CueClass::Weak,
        1 => CueClass::Noun,
        _ => CueClass::None,
    }
}

fn named(class: &str) -> CueClass {
    match class {
        "say" => CueClass::Say,
        "call" => CueClass::Call,
        "think" => CueClass::Think,
        "weak" => CueClass::Weak,
        "noun" => CueClass::Noun,
        _ => CueClass::None,
    }
}

#[cfg(test)]
mod tests {
    use super::{CueClass, cue_class, named};

    #[test]
    fn cues_are_known_in_every_form() {
        assert_eq!(cue_class(b"Said", 4), CueClass::Say);
        assert_eq!(cue_class(b"replying", 8), CueClass::Say);
        assert_eq!(cue_class(b"denounced by", 9), CueClass::Call);
        assert_eq!(cue_class(b"table", 5), CueClass::None);
    }

    #[test]
    fn the_list_is_sorted_unique_and_in_use() {
        let rows: Vec<&str> = include_str!("cues.csv").lines().filter(|line| !line.starts_with('#')).skip(1).collect();
        assert!(rows.is_sorted_by(|a, b| a.split(',').next() < b.split(',').next()));
        for row in rows {
            let (word, class) = row.split_once(',').unwrap();
            assert_ne!(named(class), CueClass::None, "{row}");
            assert_eq!(cue_class(word.as_bytes(), word.len()), named(class), "{row}");
        }
    }
}
