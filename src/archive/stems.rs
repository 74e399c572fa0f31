//! [`Stems`]: the words of an article without their endings, as its own language has them.
//!
//! Beside the words as they are printed, the index holds for each article the stems of its running text under its own
//! language ([`Fields::stems`]), so a bare word is one list to read, and a German `Minister` is no form of an English
//! one. Which of them stand in the headline or at the beginning is a list of its own ([`Fields::top`]). Both decide the
//! order of articles only: what is lit, and whatever else asks how a word is printed, goes by the words as printed.
//!
//! [`Fields::stems`]: super::Fields::stems
//! [`Fields::top`]: super::Fields::top

use crate::text::stem::Stemmer;
use std::borrow::Cow;

/// How many words from the beginning of headline and text are its top: the first sentence of a news article, nearly
/// always.
pub const TOP_WORDS: u32 = 30;

/// What is between a stem and its language; no word holds it.
const MARK: char = '\t';

/// The stems of one language. Languages without a stemmer share one that leaves every word as it is.
pub struct Stems {
    language: String,
    stemmer: Option<Stemmer>,
}

impl Stems {
    /// The stems of articles in a language by its ISO 639-1 code; empty where it is not known.
    pub fn of(language: &str) -> Stems {
        // Articles too short for their language to be told are nearly always in the language of this program's users.
        let language = if language.is_empty() { "en" } else { language };
        match Stemmer::for_language(language) {
            Some(stemmer) => Stems { language: language.to_owned(), stemmer: Some(stemmer) },
            None => Stems { language: String::new(), stemmer: None },
        }
    }

    /// The code by which its terms are marked.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The stemmer, where the language has one.
    pub fn stemmer(&self) -> Option<&Stemmer> {
        self.stemmer.as_ref()
    }

    /// The stem of a lower-case word.
    pub fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        self.stemmer.as_ref().map_or(Cow::Borrowed(word), |stemmer| stemmer.stem(word))
    }

    /// The term under which a word is found in the index: its stem, marked with the language.
    pub fn term(&self, word: &str) -> String {
        format!("{}{MARK}{}", self.stem(word), self.language)
    }
}

/// A value of the fields of stems: a text that says its language first.
pub(super) fn value(language: &str, text: &str) -> String {
    format!("{language}{MARK}{text}")
}

/// Takes apart what [`value`] put together.
pub(super) fn language_and_text(value: &str) -> (&str, &str) {
    value.split_once(MARK).unwrap_or(("", value))
}

#[cfg(test)]
mod tests {
    use super::{Stems, language_and_text, value};

    #[test]
    fn a_stem_is_of_one_language() {
        assert_eq!(Stems::of("en").term("minister"), Stems::of("").term("ministers"));
        assert_ne!(Stems::of("en").term("minister"), Stems::of("de").term("minister"));
        assert_eq!(Stems::of("ja").term("東京"), Stems::of("zh").term("東京"));
    }

    #[test]
    fn a_text_says_its_language() {
        assert_eq!(language_and_text(&value("de", "Otter auf See")), ("de", "Otter auf See"));
    }
}
