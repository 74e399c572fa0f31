//! Stems: which forms of a word are looked up together.
//!
//! [`Stemmer::scan_prefix`] says which stretch of a sorted word list can hold the words of one stem.

use frostem::{Algorithm, Stemmer as Snowball};

/// The Snowball stemmer of one language, for folded or lower-case words.
pub struct Stemmer {
    snowball: Snowball,
    /// Whether it takes something away from the beginning of words (`gemaakt` → `maak`).
    takes_beginnings: bool,
}

impl Stemmer {
    /// The stemmer for an ISO 639-1 code; `None` for a language without one.
    ///
    /// Of what Snowball has, Serbian is left out: its stems are Latin letters for Cyrillic words, so that no stretch of
    /// a word list holds them.
    pub fn for_language(code: &str) -> Option<Stemmer> {
        let algorithm = match code {
            "ar" => Algorithm::Arabic,
            "ca" => Algorithm::Catalan,
            "cs" => Algorithm::Czech,
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "en" => Algorithm::English,
            "eo" => Algorithm::Esperanto,
            "es" => Algorithm::Spanish,
            "et" => Algorithm::Estonian,
            "eu" => Algorithm::Basque,
            "fa" => Algorithm::Persian,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "ga" => Algorithm::Irish,
            "hi" => Algorithm::Hindi,
            "hu" => Algorithm::Hungarian,
            "hy" => Algorithm::Armenian,
            "id" => Algorithm::Indonesian,
            "it" => Algorithm::Italian,
            "lt" => Algorithm::Lithuanian,
            "ne" => Algorithm::Nepali,
            "nb" | "nn" | "no" => Algorithm::Norwegian,
            "nl" => Algorithm::Dutch,
            "pl" => Algorithm::Polish,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "ta" => Algorithm::Tamil,
            "tr" => Algorithm::Turkish,
            "uk" => Algorithm::Ukrainian,
            "yi" => Algorithm::Yiddish,
            _ => return None,
        };
        let takes_beginnings = matches!(code, "ar" | "fa" | "ga" | "id" | "nl" | "ta" | "yi");
        Some(Stemmer { snowball: Snowball::new(algorithm), takes_beginnings })
    }

    /// The stem of a lower-case word.
    pub fn stem<'w>(&self, word: &'w str) -> std::borrow::Cow<'w, str> {
        self.snowball.stem(word)
    }

    /// The letters with which every word of this stem begins, as far as suffix rules go: all but its last letter,
    /// because a rule may exchange it (`happy` → `happi`, `hoping` → `hope`), and all but two of `die`, `lie`, `tie`
    /// (`dying`) and behind a double vowel. Empty where the language takes beginnings of words away: any word may be one.
    pub fn scan_prefix<'s>(&self, stem: &'s str) -> &'s str {
        if self.takes_beginnings {
            return "";
        }
        let doubled =
            |pair: &str| stem.char_indices().nth_back(0).is_some_and(|(last, _)| stem[..last].ends_with(pair));
        let two = stem.len() == 3 && stem.ends_with("ie") || ["aa", "ee", "oo", "uu"].into_iter().any(doubled);
        let exchanged = if two { 2 } else { 1 };
        let letters = stem.chars().count();
        let keep = letters.saturating_sub(exchanged).max(1);
        stem.char_indices().nth(keep).map_or(stem, |(end, _)| &stem[..end])
    }
}

#[cfg(test)]
mod tests {
    use super::Stemmer;

    #[test]
    fn forms_of_a_word_share_stem_and_prefix() {
        let english = Stemmer::for_language("en").unwrap();
        let families: [&[&str]; 6] = [
            &["resign", "resigned", "resigns", "resigning"],
            &["happy", "happiness"],
            &["hope", "hoping", "hopes"],
            &["die", "dying", "dies"],
            &["sky", "skies"],
            &["inspection", "inspections", "inspected"],
        ];
        for family in families {
            let stem = english.stem(family[0]).into_owned();
            for word in family {
                assert_eq!(english.stem(word), stem, "{word}");
                assert!(word.starts_with(english.scan_prefix(&stem)), "{word} lies outside {stem}");
            }
        }
    }

    #[test]
    fn each_language_has_its_own_forms() {
        let families: [(&str, &[&str]); 14] = [
            ("de", &["minister", "ministern", "ministers"]),
            ("fr", &["parti", "partis"]),
            ("es", &["ministro", "ministros"]),
            ("it", &["governo", "governi"]),
            ("nl", &["boot", "boten"]),
            ("id", &["baca", "membaca"]),
            ("uk", &["міністр", "міністра", "міністром"]),
            ("sv", &["båt", "båtar", "båtarna"]),
            ("ru", &["новый", "новая", "новые", "нового"]),
            ("pl", &["ministra", "ministrem", "ministrowi"]),
            ("cs", &["ministra", "ministrem"]),
            ("fi", &["talo", "talon", "talossa"]),
            ("tr", &["kitap", "kitaplar"]),
            ("hu", &["hajók", "hajó"]),
        ];
        for (language, family) in families {
            let stemmer = Stemmer::for_language(language).unwrap();
            let stem = stemmer.stem(family[0]).into_owned();
            for word in family {
                assert_eq!(stemmer.stem(word), stem, "{language}: {word}");
                assert!(word.starts_with(stemmer.scan_prefix(&stem)), "{language}: {word} lies outside {stem}");
            }
        }
    }

    #[test]
    fn an_unknown_language_has_no_stemmer() {
        assert!(Stemmer::for_language("xx").is_none());
    }
}
