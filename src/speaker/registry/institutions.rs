//! Which names are those of institutions: they speak, but they are nobody's surname, and no word of theirs is a title.

use super::letters::latin;
use super::lists::family_first;
use super::syllables::is_syllables;
use crate::speaker::lexicon::{Traits, traits_of};
use crate::text::data_lines;
use std::collections::HashSet;
use std::sync::OnceLock;

/// Whether a printed name is that of an institution, a place or a people, as far as its words tell.
///
/// `the Kremlin`, `NATO` and `Harbour Authority` are; `Virginia Bell` and `Byron White` are not, because a given name
/// stands before them.
pub fn is_institution(printed: &str) -> bool {
    let words: Vec<&str> = printed.split_whitespace().collect();
    let words = if words.first().is_some_and(|word| word.eq_ignore_ascii_case("the")) { &words[1..] } else { &words };
    let Some(first) = words.first() else { return false };
    if words.len() > 12 {
        return false;
    }
    let folded: Vec<String> = words.iter().map(|word| latin(word)).collect();
    if table().names.contains(folded.join(" ").as_str()) {
        return true;
    }
    if words.contains(&"&") || words.iter().any(|word| word.ends_with("’") || word.ends_with("s'")) {
        return true;
    }
    // "NATO", "ECB": capitals alone, and not a whole name in capitals. "BAe", "LUKoil": no surname begins with two.
    if words.len() == 1 && (is_acronym(first) || begins_with_two_capitals(first)) {
        return true;
    }
    // "Airbus A320"
    if words[1..].iter().any(|word| word.contains(|c: char| c.is_ascii_digit())) {
        return true;
    }
    let traits = |word: &str| traits_of(word);
    let ends_one = |word: &str| table().words.contains(word);
    let end = folded.last().map_or("", String::as_str);
    if legal_form(&folded) > 0 && !(is_surname_too(end) && traits(&folded[0]).any(Traits::GIVEN)) {
        return true;
    }
    // "Mitsubishi Motors", "General Electric"; "Motors" alone is nobody either.
    if traits(end).any(Traits::FIRM) && (!is_surname_too(end) || words.len() > 1 && opens_no_name(first, &folded[0])) {
        return true;
    }
    if words.len() > 1 && (ends_one(end) && !traits(&folded[0]).any(Traits::GIVEN)) {
        return true;
    }
    let institution = Traits::ORG.with(Traits::PLACE);
    // "Park Geun-hye": a family name that is a word of institutions as well.
    let syllables = |words: &[&str]| {
        let mut parts = words.iter().flat_map(|word| word.split('-')).map(latin).peekable();
        parts.peek().is_some() && parts.all(|part| is_syllables(&part))
    };
    let family = |at: usize| folded.get(at).is_some_and(|word| family_first(word).is_some());
    if (2..=3).contains(&words.len())
        && (family(0) && syllables(&words[1..]) || family(words.len() - 1) && syllables(&words[..words.len() - 1]))
        && !words.iter().zip(&folded).any(|(_, word)| traits_of(word).any(Traits::PLACE))
    {
        return false;
    }
    // "UN" is one, the last syllable of "Kim Jong Un" is not: short words count in capitals alone, and in front.
    let counts = |(at, (word, folded)): (usize, (&&str, &String))| {
        traits(folded).any(institution) && (folded.len() > 3 || at == 0 && is_acronym(word))
    };
    let any = words.iter().zip(&folded).enumerate().any(counts);
    // "Roe of the Harbour Board" does not come here: a name has no such tail.
    any && !(words.len() > 1 && traits(&folded[0]).any(Traits::GIVEN) && !traits(end).any(Traits::ORG))
        // "Byron White", "Jordan Lake": two words, a given name first.
        && !(words.len() == 2 && (traits(&folded[0]).any(Traits::GIVEN) || is_personal_title(&folded[0])) && !ends_office(end))
        && !(words.len() == 2 && is_initial(first))
}

/// How many of the last words say what kind of firm in law it is: one of "Ford Motor Co", two of "Roe Co. Inc"; never all.
///
/// Firms are the same with and without: papers print these words once, in the first mention.
pub(super) fn legal_form<W: AsRef<str>>(folded: &[W]) -> usize {
    let mut rest = folded;
    loop {
        let length = match rest {
            // "S.A.", "N.V."
            [_, .., one, two]
                if matches!(
                    (one.as_ref(), two.as_ref()),
                    ("s" | "n" | "b" | "a", "a" | "v" | "g" | "s" | "b") | ("l", "p")
                ) =>
            {
                2
            }
            [_, .., one] if is_legal_form(one.as_ref()) => 1,
            _ => return folded.len() - rest.len(),
        };
        if length == rest.len() {
            return folded.len() - rest.len();
        }
        rest = &rest[..rest.len() - length];
    }
}

/// Whose law made a firm, where its legal form tells: `Roe Co` and `Roe Co Plc` are two. `Ltd` is said everywhere, `Roe Corp
/// Plc` is called `Roe Corp`, and a firm may be both an `NV` and a `Plc`.
pub(super) fn law(printed: &str) -> Option<Law> {
    Some(match latin(printed.split_whitespace().last()?).as_str() {
        "co" | "company" | "cos" | "inc" | "incorporated" => Law::American,
        "plc" => Law::British,
        "ag" | "gmbh" | "kgaa" => Law::German,
        _ => return None,
    })
}

/// See [`law`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Law {
    American,
    British,
    German,
}

fn is_legal_form(word: &str) -> bool {
    matches!(
        word,
        "ab" | "ag"
            | "bhd"
            | "bv"
            | "co"
            | "company"
            | "corp"
            | "corporation"
            | "cos"
            | "gmbh"
            | "inc"
            | "incorporated"
            | "kgaa"
            | "kk"
            | "limited"
            | "llc"
            | "llp"
            | "lp"
            | "ltd"
            | "nv"
            | "oyj"
            | "plc"
            | "pte"
            | "pty"
            | "sa"
            | "spa"
    )
}

/// Words of firms that are surnames as well: "Scottish Power" is none, "Romola Power" is.
fn is_surname_too(word: &str) -> bool {
    matches!(
        word,
        "ab" | "ag"
            | "argyle"
            | "brands"
            | "co"
            | "gas"
            | "holding"
            | "lp"
            | "mills"
            | "orient"
            | "power"
            | "rail"
            | "sa"
            | "spa"
            | "steel"
            | "stores"
            | "watch"
            | "water"
    )
}

/// Whether nobody's name begins with a word: "British", "BHP", "General".
fn opens_no_name(printed: &str, folded: &str) -> bool {
    let traits = traits_of(folded);
    !traits.any(Traits::GIVEN)
        && !is_personal_title(folded)
        && (is_acronym(printed)
            || traits.any(Traits::TITLE.with(Traits::DEMONYM).with(Traits::PLACE).with(Traits::ORG)))
}

/// Titles that go before names alone: "Mr", "Dr", "Chairman"; "Foreign", "General" and "Justice" open names of institutions.
fn is_personal_title(word: &str) -> bool {
    let traits = traits_of(word);
    traits.any(Traits::TITLE)
        && !traits.any(Traits::DEMONYM.with(Traits::ORG).with(Traits::FIRM))
        && !matches!(
            word,
            "conservative"
                | "defence"
                | "defense"
                | "executive"
                | "foreign"
                | "general"
                | "independent"
                | "interior"
                | "justice"
                | "labour"
                | "liberal"
                | "libertarian"
                | "socialist"
                | "treasury"
        )
}

/// Words that make an institution even behind a given name: "Abraham Foundation", "Victoria University".
fn ends_office(word: &str) -> bool {
    matches!(
        word,
        "university"
            | "college"
            | "foundation"
            | "council"
            | "county"
            | "institute"
            | "hospital"
            | "company"
            | "corp"
            | "inc"
            | "party"
            | "school"
            | "church"
            | "ministry"
            | "department"
            | "committee"
            | "times"
            | "news"
            | "bank"
    )
}

fn is_initial(word: &str) -> bool {
    word.len() == 2 && word.ends_with('.')
}

fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|letter| letter.is_alphabetic());
    let count = letters.clone().count();
    (2..=5).contains(&count) && word.is_ascii() && letters.clone().all(char::is_uppercase)
}

fn begins_with_two_capitals(word: &str) -> bool {
    let mut letters = word.chars();
    let two = letters.by_ref().take(2).filter(|letter| letter.is_ascii_uppercase()).count() == 2;
    two && letters.any(char::is_lowercase)
}

struct Table {
    names: HashSet<&'static str>,
    words: HashSet<&'static str>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table {
        names: data_lines(include_str!("institutions.txt")).collect(),
        words: data_lines(include_str!("institution_words.txt")).flat_map(str::split_whitespace).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::is_institution;

    #[test]
    fn institutions_are_told_from_people() {
        for name in [
            "the Kremlin",
            "Downing Street",
            "The Associated Press",
            "Associated Press",
            "NATO",
            "Harbour Authority",
            "University of Velden",
            "Ore Steel & Pipe",
            "the White House",
            "Reuters",
            "Workers’ Bench",
            "Hamas",
            "al-Qaeda",
            "al-Shabaab",
            "Velden Council",
            "Iran",
            "Foreign Ministry",
            "Labour Party",
            "Treasury Department",
            "Supreme Court",
            "General Electric",
            "Electric",
            "Mitsubishi Motors",
            "British Steel",
            "Ore Inc",
            "T. Roe Co. Ltd",
            "Ann Roe Inc",
            "Ore S.A.",
            "BAe",
            "Ore Industrie A320",
        ] {
            assert!(is_institution(name), "{name}");
        }
        for name in [
            "Maria Ortega",
            "Byron White",
            "Virginia Bell",
            "Obama",
            "Strindlund",
            "",
            "X",
            "Bill Trust",
            "J. River",
            "al-Assad",
            "Kim Jong-un",
            "Xi",
            "Abe",
            "Romola Power",
            "Mr Steel",
            "Ann Co",
            "McNealy",
            "MARIA ORTEGA",
            "DiCaprio",
        ] {
            assert!(!is_institution(name), "{name}");
        }
    }
}
