//! Which names are those of institutions: they speak, but they are nobody's surname.

use super::letters::latin;
use super::lists::family_first;
use super::syllables::is_syllables;
use crate::speaker::lexicon::{Traits, traits_of};
use std::collections::HashSet;
use std::sync::OnceLock;

/// Whether a printed name is that of an institution, a place or a people, as far as its words tell.
///
/// `the Kremlin`, `NATO` and `Harbour Authority` are; `Virginia Bell` and `Byron White` are not, because a given name
/// stands before them.
pub(super) fn is_institution(printed: &str) -> bool {
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
    // "NATO", "ECB": capitals alone, and not a whole name in capitals.
    if words.len() == 1 && is_acronym(first) {
        return true;
    }
    let traits = |word: &str| traits_of(word);
    let ends_one = |word: &str| table().words.contains(word);
    let end = folded.last().map_or("", String::as_str);
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
        && !(words.len() == 2 && traits(&folded[0]).any(Traits::GIVEN.with(Traits::TITLE)) && !ends_office(end))
        && !(words.len() == 2 && is_initial(first))
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

struct Table {
    names: HashSet<&'static str>,
    words: HashSet<&'static str>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
        list.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
    }
    TABLE.get_or_init(|| Table {
        names: lines(include_str!("institutions.txt")).collect(),
        words: lines(include_str!("institution_words.txt")).flat_map(str::split_whitespace).collect(),
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
        ] {
            assert!(!is_institution(name), "{name}");
        }
    }
}
