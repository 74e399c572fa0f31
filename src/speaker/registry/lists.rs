//! The lists of names: which given names stand for each other, which family names stand first.

use crate::speaker::keys::{KeyMap, KeySet};
use crate::speaker::lexicon::{Traits, traits_of};
use crate::speaker::name::fold_key;
use crate::text::data_lines;
use std::sync::OnceLock;

/// Where a name's family comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tradition {
    Chinese,
    Korean,
    Vietnamese,
    Hungarian,
}

/// The groups of given names that a folded name stands in, ascending; names that share one may be one person's.
pub(super) fn given_groups(name: &str) -> &'static [u16] {
    static GROUPS: OnceLock<KeyMap<Vec<u16>>> = OnceLock::new();
    let groups = GROUPS.get_or_init(|| {
        let mut groups: KeyMap<Vec<u16>> = KeyMap::default();
        for (line, group) in data_lines(include_str!("given_names.txt")).zip(0u16..) {
            for name in line.split(' ') {
                groups.entry(fold_key(name)).or_default().push(group);
            }
        }
        groups
    });
    groups.get(&fold_key(name)).map_or(&[], Vec::as_slice)
}

/// Whether any list says that a folded name is a given name.
pub(super) fn is_listed_given(name: &str) -> bool {
    traits_of(name).any(Traits::GIVEN) || !given_groups(name).is_empty() || has_one_spelling(name)
}

/// Whether the family names behind a given name have one spelling in English papers: "Paul", not "Muammar".
pub(super) fn has_one_spelling(given: &str) -> bool {
    static NAMES: OnceLock<KeySet> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        data_lines(include_str!("one_spelling.txt")).flat_map(|line| line.split(' ')).map(fold_key).collect()
    });
    names.contains(&fold_key(given))
}

/// Whether many people have a surname.
pub(super) fn is_common_surname(family: &str) -> bool {
    common_surnames().contains_key(&fold_key(family))
}

/// Whether a surname is one of the commonest.
pub(super) fn is_very_common_surname(family: &str) -> bool {
    common_surnames().get(&fold_key(family)) == Some(&true)
}

/// Common surnames, each with whether it is one of the commonest.
fn common_surnames() -> &'static KeyMap<bool> {
    static NAMES: OnceLock<KeyMap<bool>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let rows = data_lines(include_str!("common_surnames.txt")).filter_map(|line| line.split_once(": "));
        rows.flat_map(|(label, names)| names.split(' ').map(move |name| (fold_key(name), label == "most"))).collect()
    })
}

/// The groups of given names whose bearers of the family name `family` are one well known person each, whether a paper
/// prints the `Jr.` or not.
pub(super) fn known_without_suffix(family: &str) -> &'static [u16] {
    static KNOWN: OnceLock<KeyMap<Vec<u16>>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let mut known: KeyMap<Vec<u16>> = KeyMap::default();
        for (given, family) in data_lines(include_str!("one_generation.txt")).filter_map(|line| line.split_once(' ')) {
            known.entry(fold_key(family)).or_default().extend(given_groups(given));
        }
        known
    });
    known.get(&fold_key(family)).map_or(&[], Vec::as_slice)
}

/// Where the family name `name` stands first; `None` where it is none of those.
pub(super) fn family_first(name: &str) -> Option<Tradition> {
    tables().0.get(&fold_key(name)).copied()
}

/// Whether a word is a family name that stands first: "Lim" in "Lim Wei Ming".
pub(in crate::speaker) fn is_family_first(name: &str) -> bool {
    family_first(name).is_some()
}

/// Whether two family names that stand first are one in different romanisations.
pub(super) fn same_family(one: &str, other: &str) -> bool {
    one == other || family_groups(one).iter().any(|group| family_groups(other).contains(group))
}

/// The groups of romanisations that a family name stands in.
pub(super) fn family_groups(name: &str) -> &'static [u16] {
    tables().2.get(&fold_key(name)).map_or(&[], Vec::as_slice)
}

/// Where the given name `name` stands last, of those that have no list of family names.
pub(super) fn given_of(name: &str) -> Option<Tradition> {
    tables().1.get(&fold_key(name)).copied()
}

/// Family names, given names, and groups of romanisations, by the keys of the names.
type Tables = (KeyMap<Tradition>, KeyMap<Tradition>, KeyMap<Vec<u16>>);

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let (mut families, mut given, mut groups) = (KeyMap::default(), KeyMap::default(), KeyMap::default());
        for (line, group) in data_lines(include_str!("family_first.txt")).zip(0u16..) {
            let Some((label, names)) = line.split_once(": ") else { continue };
            for name in names.split(' ').map(fold_key) {
                match label {
                    "chinese" => _ = families.entry(name).or_insert(Tradition::Chinese),
                    "korean" => _ = families.entry(name).or_insert(Tradition::Korean),
                    "vietnamese" => _ = families.entry(name).or_insert(Tradition::Vietnamese),
                    "same" => groups.entry(name).or_insert_with(Vec::new).push(group),
                    _ => _ = given.insert(name, Tradition::Hungarian),
                }
            }
        }
        (families, given, groups)
    })
}

#[cfg(test)]
mod tests {
    use super::{
        Tradition, family_first, given_groups, given_of, has_one_spelling, is_common_surname, is_very_common_surname,
        known_without_suffix,
    };
    use crate::text::data_lines;

    fn share(one: &str, other: &str) -> bool {
        given_groups(one).iter().any(|group| given_groups(other).contains(group))
    }

    #[test]
    fn short_forms_share_a_group_with_their_names_only() {
        assert!(share("bill", "william"));
        assert!(share("ted", "edward") && share("ted", "theodore"));
        assert!(!share("edward", "theodore"));
        assert!(!share("strindlund", "william"));
    }

    #[test]
    fn families_that_stand_first_are_known() {
        assert_eq!(family_first("xi"), Some(Tradition::Chinese));
        assert_eq!(family_first("park"), Some(Tradition::Korean));
        assert_eq!(family_first("smith"), None);
        assert_eq!(given_of("laszlo"), Some(Tradition::Hungarian));
    }

    #[test]
    fn whoever_is_known_without_a_suffix_has_a_listed_given_name() {
        let people: Vec<&str> = data_lines(include_str!("one_generation.txt")).collect();
        assert!(people.is_sorted());
        for line in people {
            let (given, family) = line.split_once(' ').unwrap();
            assert!(!given_groups(given).is_empty(), "{line}");
            assert!(!known_without_suffix(family).is_empty(), "{line}");
        }
    }

    #[test]
    fn common_surnames_are_sorted_and_each_stands_once() {
        let rows: Vec<&str> = data_lines(include_str!("common_surnames.txt")).collect();
        let mut names: Vec<&str> = rows.iter().flat_map(|row| row.split_once(": ").unwrap().1.split(' ')).collect();
        assert!(rows.is_sorted());
        names.sort_unstable();
        assert!(names.is_sorted_by(|one, other| one < other));
        assert!(is_common_surname("thomson") && !is_very_common_surname("thomson"));
        assert!(is_very_common_surname("smith") && !is_common_surname("strindlund"));
    }

    #[test]
    fn given_names_with_one_spelling_are_sorted_and_each_stands_once() {
        let names: Vec<&str> = data_lines(include_str!("one_spelling.txt")).flat_map(|line| line.split(' ')).collect();
        assert!(names.is_sorted_by(|one, other| one < other));
        assert!(names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase())));
        assert!(has_one_spelling("paul") && !has_one_spelling("muammar"));
    }

    #[test]
    fn the_lists_are_sorted_folded_and_without_repetition() {
        let groups: Vec<&str> = data_lines(include_str!("given_names.txt")).collect();
        assert!(groups.is_sorted_by_key(|line| line.split(' ').next()));
        for line in groups.iter().copied().chain(data_lines(include_str!("family_first.txt"))) {
            let mut names: Vec<&str> = line.split(' ').collect();
            assert!(line.bytes().all(|byte| byte.is_ascii_lowercase() || b" :_".contains(&byte)), "{line}");
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{line}");
        }
    }
}
