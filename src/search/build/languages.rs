//! The languages of an archive, and which of them a form of a word is of.

use crate::archive::{Manifest, Stems};
use std::collections::HashMap;

/// Some languages of an archive. What is of no language in particular (a word as it is printed) is of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::search) struct Languages(u64);

impl Languages {
    pub const ALL: Languages = Languages(u64::MAX);

    /// The language with this number. There are fewer stemmers than bits.
    fn one(number: usize) -> Languages {
        Languages(1 << number.min(63))
    }

    /// Whether some language is of both.
    pub fn meet(self, other: Languages) -> bool {
        self.0 & other.0 != 0
    }

    /// The languages of either.
    pub fn and(self, other: Languages) -> Languages {
        Languages(self.0 | other.0)
    }
}

/// The languages that an archive's articles are in, each with its stems.
pub(in crate::search) struct Spoken {
    stems: Vec<Stems>,
    /// For each code, the number of its stems.
    codes: HashMap<String, usize>,
}

impl Spoken {
    /// Those of the articles that an archive holds.
    pub fn of(manifest: &Manifest) -> Spoken {
        let mut spoken = Spoken { stems: Vec::new(), codes: HashMap::new() };
        for code in manifest.languages.keys() {
            let stems = Stems::of(code);
            let known = spoken.stems.iter().position(|known| known.language() == stems.language());
            let number = known.unwrap_or_else(|| {
                spoken.stems.push(stems);
                spoken.stems.len() - 1
            });
            spoken.codes.insert(code.clone(), number);
        }
        spoken
    }

    /// The stems of every language, with the language; of all where there is no other.
    pub fn stems(&self) -> impl Iterator<Item = (&Stems, Languages)> {
        let alone = self.stems.len() < 2;
        let of = move |n| if alone { Languages::ALL } else { Languages::one(n) };
        self.stems.iter().enumerate().map(move |(n, stems)| (stems, of(n)))
    }

    /// The language of articles with this code; empty where it is not known.
    pub fn language(&self, code: &str) -> Languages {
        match self.codes.get(code) {
            Some(number) if self.stems.len() > 1 => Languages::one(*number),
            _ => Languages::ALL,
        }
    }

    /// Whether there is more than one.
    pub fn are_several(&self) -> bool {
        self.stems.len() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::{Languages, Spoken};
    use crate::archive::Manifest;

    fn spoken(codes: &[&str]) -> Spoken {
        let languages = codes.iter().map(|code| ((*code).to_owned(), 1)).collect();
        Spoken::of(&Manifest { languages, ..Manifest::default() })
    }

    #[test]
    fn articles_of_two_languages_share_no_stems() {
        let spoken = spoken(&["", "de", "en"]);
        assert!(!spoken.language("de").meet(spoken.language("en")));
        // Where the language is not known, English is assumed.
        assert_eq!(spoken.language(""), spoken.language("en"));
        assert!(Languages::ALL.meet(spoken.language("de")));
    }

    #[test]
    fn one_language_is_all() {
        assert_eq!(spoken(&["", "en"]).language("en"), Languages::ALL);
        assert_eq!(spoken(&["ja", "zh"]).stems().count(), 1);
    }
}
