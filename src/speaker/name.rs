//! [`PersonName`]: a printed name taken apart, and whether two of them may be one person.

use super::lexicon::{Traits, traits_of};
use crate::text::fnv::{START, go_on};
use crate::text::fold::fold;

/// A name as newspapers print it, taken apart.
///
/// `"Sen. Ludo van den Berg Jr."` has the title `Sen.`, the given name `Ludo`, the surname `van den Berg` and the
/// suffix `jr`. A name of one word is a surname, unless it is known as a given name only by its company: "Hillary"
/// alone is a surname here, and [`PersonName::may_be`] allows for that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// Titles and ranks before the name, as printed.
    pub titles: Vec<String>,
    /// Given names and initials, as printed.
    pub given: Vec<String>,
    /// The surname with its particles, as printed; empty where nothing is left of the name.
    pub surname: String,
    /// `jr`, `sr`, `ii`, `iii` or `iv`.
    pub suffix: Option<String>,
}

impl PersonName {
    /// Takes a printed name apart. A possessive `'s` at its end and a comma before `Jr` are left out.
    pub fn parse(printed: &str) -> PersonName {
        let printed = printed.trim();
        let printed = ["'s", "’s", "'", "’"].iter().find_map(|end| printed.strip_suffix(end)).unwrap_or(printed);
        let mut words: Vec<&str> =
            printed.split([' ', '\t', '\n', '\u{A0}', ',']).filter(|word| !word.is_empty()).collect();
        let mut suffix = None;
        if words.len() > 1
            && let Some(last) = words.last()
            && bare_traits(last).any(Traits::SUFFIX)
        {
            suffix = Some(match last.trim_end_matches('.').to_lowercase().as_str() {
                "jnr" => "jr".to_owned(),
                "snr" => "sr".to_owned(),
                other => other.to_owned(),
            });
            words.pop();
        }
        // Everything up to the last title is a title: "Texas Gov.", "US Defence secretary".
        let strips = |word: &&str| bare_traits(word).any(Traits::TITLE.with(Traits::DEMONYM));
        let leading = words.len().checked_sub(1).and_then(|end| words[..end].iter().rposition(strips));
        let core = words.split_off(leading.map_or(0, |at| at + 1));
        // Particles go with the surname, wherever they begin.
        let last = core.len().saturating_sub(1);
        let particles = core[..last].iter().rev().take_while(|word| bare_traits(word).any(Traits::PARTICLE)).count();
        let surname = last - particles;
        PersonName {
            titles: words.into_iter().map(str::to_owned).collect(),
            given: core[..surname].iter().map(|&word| word.to_owned()).collect(),
            surname: core[surname..].join(" "),
            suffix,
        }
    }

    /// The name for comparison: case and diacritics folded, titles and middle initials left out, suffix last.
    pub fn key(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        for (at, given) in self.given.iter().enumerate() {
            let folded = fold_name(given.trim_end_matches('.'));
            if at == 0 || folded.chars().count() > 1 {
                words.push(folded);
            }
        }
        words.push(fold_name(&self.surname));
        words.extend(self.suffix.clone());
        words.join(" ")
    }

    /// [`key`](PersonName::key) as a number: equal names have equal numbers.
    pub fn number(&self) -> u64 {
        fold_key(&self.key())
    }

    /// Whether both can be the same person: "Roe", "Ann Roe", "A. Roe" and "Sen. Ann B. Roe" can; "Bill Roe" and
    /// "Ann Roe" cannot, nor can "Ann Roe Sr" and "Ann Roe Jr". "Ann" and "Ann Roe" can.
    pub fn may_be(&self, other: &PersonName) -> bool {
        if self.suffix.is_some() && other.suffix.is_some() && self.suffix != other.suffix {
            return false;
        }
        let (mine, theirs) = (fold_name(&self.surname), fold_name(&other.surname));
        let surname_of = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_owned();
        if mine != theirs && surname_of(&mine) != surname_of(&theirs) {
            let is_given =
                |one: &PersonName, name: &str| one.given.first().is_some_and(|given| fold_name(given) == name);
            return self.given.is_empty() && is_given(other, &mine)
                || other.given.is_empty() && is_given(self, &theirs);
        }
        let (Some(first), Some(second)) = (self.given.first(), other.given.first()) else { return true };
        // One full form without a suffix and one with it are two people: father and son.
        if self.suffix != other.suffix {
            return false;
        }
        let (first, second) = (fold_name(first.trim_end_matches('.')), fold_name(second.trim_end_matches('.')));
        let initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
        first == second || initial(&first, &second) || initial(&second, &first)
    }
}

fn bare_traits(word: &str) -> Traits {
    traits_of(word.trim_end_matches('.'))
}

/// Folds case and diacritics ("Zelenský" and "zelensky" are one) and writes the apostrophe of "O’Neill" straight.
fn fold_name(name: &str) -> String {
    let folded = fold(name);
    if folded.is_ascii() { folded } else { folded.replace('’', "'") }
}

/// A number that stands for the folded word; equal words have equal numbers. FNV-1a over the folded bytes, so that
/// looking names up allocates nothing for plain ASCII.
pub(crate) fn fold_key(word: &str) -> u64 {
    if word.is_ascii() { go_on(START, word.as_bytes()) } else { go_on(START, fold_name(word).as_bytes()) }
}

#[cfg(test)]
mod tests {
    use super::{PersonName, fold_key};

    fn may_be(one: &str, other: &str) -> bool {
        let (one, other) = (PersonName::parse(one), PersonName::parse(other));
        assert_eq!(one.may_be(&other), other.may_be(&one));
        one.may_be(&other)
    }

    #[test]
    fn a_name_is_taken_apart() {
        let name = PersonName::parse("Sen. Ludo van den Berg Jr.");
        assert_eq!(name.titles, ["Sen."]);
        assert_eq!(name.given, ["Ludo"]);
        assert_eq!(name.surname, "van den Berg");
        assert_eq!(name.suffix.as_deref(), Some("jr"));
        assert_eq!(name.key(), "ludo van den berg jr");
    }

    #[test]
    fn titles_go_and_names_that_look_like_titles_stay() {
        assert_eq!(PersonName::parse("US Defence secretary Hal Moor’s").key(), "hal moor");
        assert_eq!(PersonName::parse("Spokeswoman Ida Brandt").key(), "ida brandt");
        assert_eq!(PersonName::parse("Steve King").key(), "steve king");
        assert_eq!(PersonName::parse("President-elect Tomé Žák").key(), "tome zak");
        assert_eq!(PersonName::parse("").key(), "");
    }

    #[test]
    fn shorter_forms_may_be_the_same_person() {
        assert!(may_be("Roe", "Ann Roe"));
        assert!(may_be("Mrs Roe", "Ann B. Roe"));
        assert!(may_be("A. Roe", "Ann Roe"));
        assert!(may_be("Ann", "Ann Roe"));
        assert!(may_be("de Blasi", "Bill de Blasi"));
        assert!(!may_be("Bill Roe", "Ann Roe"));
        assert!(!may_be("Ann Roe", "Ann Poe"));
        assert!(!may_be("Don Roe Jr", "Don Roe"));
        assert!(may_be("Roe", "Don Roe Jr"));
    }

    #[test]
    fn equal_words_have_equal_keys_whatever_case_and_diacritics() {
        assert_eq!(fold_key("ZELENSKÝ"), fold_key("Zelensky"));
        assert_eq!(fold_key("O’Neill"), fold_key("O'NEILL"));
        assert_ne!(fold_key("Roe"), fold_key("Poe"));
    }
}
