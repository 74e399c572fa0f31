//! Telling words: negations and numbers, whose loss or change a reader must be told of.

use crate::text::data_lines;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word does to its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Telling {
    /// It turns the sentence round: not, never, nobody.
    Negation,
    /// It counts: 3, 1998, seven.
    Number,
}

impl Telling {
    /// The kind as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Telling::Negation => "negation",
            Telling::Number => "number",
        }
    }
}

const LIST: &str = include_str!("telling.csv");

static WORDS: LazyLock<HashMap<&'static str, Telling>> = LazyLock::new(|| rows().collect());

fn rows() -> impl Iterator<Item = (&'static str, Telling)> {
    data_lines(LIST).skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        let (word, kind) = (cells.next()?, cells.next()?);
        Some((word, if kind == "number" { Telling::Number } else { Telling::Negation }))
    })
}

/// Returns what a folded word without apostrophes does to its sentence; `None` for most words.
pub(super) fn telling(key: &str) -> Option<Telling> {
    if key.chars().any(char::is_numeric) {
        return Some(Telling::Number);
    }
    WORDS.get(key).copied()
}

#[cfg(test)]
mod tests {
    use super::{LIST, Telling, rows, telling};
    use crate::text::data_lines;
    use crate::text::fold::fold;

    #[test]
    fn the_list_is_sorted_and_folded_and_every_row_is_read() {
        let words: Vec<&str> = rows().map(|(word, _)| word).collect();
        assert!(words.windows(2).all(|pair| pair[0] < pair[1]), "not sorted, or twice");
        assert!(words.iter().all(|word| fold(word) == *word));
        let lines = data_lines(LIST).count();
        assert_eq!(words.len(), lines - 1);
        for line in data_lines(LIST).skip(1) {
            let kind = line.split(',').nth(1);
            assert!(matches!(kind, Some("negation" | "number")), "{line}");
        }
    }

    #[test]
    fn negations_and_numbers_are_told() {
        assert_eq!(telling("not"), Some(Telling::Negation));
        assert_eq!(telling("wont"), Some(Telling::Negation));
        assert_eq!(telling("1200"), Some(Telling::Number));
        assert_eq!(telling("seven"), Some(Telling::Number));
        assert_eq!(telling("harbour"), None);
    }
}
