//! [`Aliases`]: what a person settles by hand, in a file that is kept in git beside the articles.
//!
//! ```toml
//! [[person]]
//! name = "Maria Ortega"                      # how to call her
//! id = "https://velden.example/people/17"    # optional: a Wikidata id or an address
//! spellings = ["M. Ortega Paz", "Ortéga"]    # these are she, whatever the rules say
//! not = ["Mario Ortega"]                     # these are not
//!
//! [[apart]]
//! names = ["Ann Roe", "Ann B. Roe"]          # no two of these are one
//! ```

use super::form::NameForm;
use super::resolve::words;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// The people of an alias file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aliases {
    pub(super) people: Vec<AliasPerson>,
    pub(super) settings: Settings,
    /// A number that stands for the file's text.
    pub(super) fingerprint: u64,
}

/// A person whom the file names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AliasPerson {
    /// The preferred name.
    pub name: String,
    /// A Wikidata id or an address.
    pub id: Option<String>,
}

/// What the file joins and keeps apart, by strict forms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Settings {
    /// Spellings with the person they belong to.
    pub joined: BTreeMap<String, u32>,
    /// Pairs of spellings that are two people's.
    pub apart: Vec<(String, String)>,
    /// Words of names that the file keeps apart from others of the same strict form: "Sister Ann" and "Ann".
    told_apart: BTreeSet<String>,
}

impl Settings {
    /// Whether there is nothing to heed.
    pub fn is_empty(&self) -> bool {
        self.joined.is_empty() && self.apart.is_empty()
    }

    /// Makes the strict forms of names so that those of other letters, which the file tells apart, are different.
    pub fn keep_letters<'n>(&self, names: impl Iterator<Item = (&'n str, &'n mut NameForm)>) {
        if self.told_apart.is_empty() {
            return;
        }
        for (name, form) in names {
            let words = letters(name);
            if self.told_apart.contains(&words) {
                form.strict = with_letters(&form.strict, &words);
            }
        }
    }
}

impl Settings {
    fn keep_apart(&mut self, one: &str, other: &str) {
        for one in stricts(one, &self.told_apart) {
            let others = stricts(other, &self.told_apart).into_iter().filter(|other| *other != one);
            self.apart.extend(others.map(|other| (one.clone(), other)));
        }
    }
}

/// All words of a name, titles too.
fn letters(name: &str) -> String {
    words(name).join(" ")
}

fn with_letters(strict: &str, words: &str) -> String {
    format!("{strict}\t{words}")
}

/// The strict forms that a name may have in an archive: another one where the archive takes it for an institution's.
fn stricts(name: &str, told_apart: &BTreeSet<String>) -> Vec<String> {
    let form = NameForm::of(name);
    let other = NameForm::institution(name).strict;
    let words = letters(name);
    let mut stricts = vec![form.strict, other];
    if told_apart.contains(&words) {
        stricts.iter_mut().for_each(|strict| *strict = with_letters(strict, &words));
    }
    stricts.dedup();
    stricts
}

/// The words of all names that the file tells apart from others of their strict form: their letters must do it.
fn told_apart(file: &File) -> BTreeSet<String> {
    // Whose a name is: a person's, or its own where it is only said to be another's.
    let mut owners: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    let mut enter = |name: &Spanned<String>, owner: Option<&Spanned<String>>| {
        let words = letters(name.get_ref());
        let owner = owner.map_or_else(|| format!("\t{words}"), |owner| letters(owner.get_ref()));
        owners.entry(NameForm::of(name.get_ref()).strict).or_default().entry(words).or_default().insert(owner);
    };
    for entry in &file.person {
        std::iter::once(&entry.name).chain(&entry.spellings).for_each(|name| enter(name, Some(&entry.name)));
        entry.not.iter().for_each(|name| enter(name, None));
    }
    file.apart.iter().flat_map(|entry| entry.names.get_ref()).for_each(|name| enter(name, None));
    let several = |words: &BTreeMap<String, BTreeSet<String>>| {
        words.len() > 1 && words.values().flatten().collect::<BTreeSet<_>>().len() > 1
    };
    owners.into_values().filter(several).flat_map(BTreeMap::into_keys).collect()
}

/// A mistake in an alias file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {what}")]
pub struct AliasError {
    /// The line, counted from one.
    pub line: usize,
    /// The column in characters, counted from one.
    pub column: usize,
    /// What is wrong there.
    pub what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    person: Vec<PersonEntry>,
    #[serde(default)]
    apart: Vec<ApartEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonEntry {
    name: Spanned<String>,
    id: Option<Spanned<String>>,
    #[serde(default)]
    spellings: Vec<Spanned<String>>,
    #[serde(default)]
    not: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApartEntry {
    names: Spanned<Vec<Spanned<String>>>,
}

impl Aliases {
    /// Reads the text of an alias file.
    ///
    /// # Errors
    /// What is wrong with it and where: no TOML, an unknown key, an empty name, a spelling that two people claim.
    pub fn parse(text: &str) -> Result<Aliases, AliasError> {
        let at = |offset: usize, what: String| {
            let before = text.get(..offset).unwrap_or(text);
            let line_start = before.rfind('\n').map_or(0, |end| end + 1);
            let column = before[line_start..].chars().count() + 1;
            // What is missing at the end is missing in the last line.
            let line = (before.matches('\n').count() + 1).min(text.lines().count().max(1));
            AliasError { line, column, what }
        };
        let file: File = toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            at(offset, error.message().replace('\n', ", "))
        })?;
        let mut aliases = Aliases { fingerprint: crate::speaker::name::fold_key(text) | 1, ..Aliases::default() };
        let mut claimed: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        aliases.settings.told_apart = told_apart(&file);
        let told_apart = aliases.settings.told_apart.clone();
        let strict = |name: &Spanned<String>| {
            let strict = stricts(name.get_ref(), &told_apart).swap_remove(0);
            if strict.is_empty() {
                return Err(at(name.span().start, format!("`{}` holds no letter of a name", name.get_ref())));
            }
            Ok(strict)
        };
        let mut entries: Vec<&PersonEntry> = Vec::new();
        for entry in &file.person {
            let own = strict(&entry.name)?;
            // A second entry under a name goes on where the first left off: suggestions are pasted at the end.
            let known = entries.iter().position(|other| strict(&other.name).as_ref() == Ok(&own));
            let person = known.unwrap_or(entries.len()) as u32;
            if known.is_none() {
                entries.push(entry);
                aliases.people.push(AliasPerson { name: entry.name.get_ref().trim().to_owned(), id: None });
            }
            for name in std::iter::once(&entry.name).chain(&entry.spellings) {
                let strict = strict(name)?;
                let here = (person as usize, name.span().start);
                if let Some((other, offset)) = claimed.insert(strict.clone(), here)
                    && other != person as usize
                {
                    let line = at(offset, String::new()).line;
                    let (name, other) = (name.get_ref(), entries[other].name.get_ref());
                    let what = format!("`{name}` belongs to `{other}` already, in line {line}; take it out of one");
                    return Err(at(here.1, what));
                }
                aliases.settings.joined.insert(strict, person);
                for other in stricts(name.get_ref(), &told_apart) {
                    aliases.settings.joined.entry(other).or_insert(person);
                }
            }
            for name in &entry.not {
                let other = strict(name)?;
                if aliases.settings.joined.get(&other) == Some(&person) {
                    let what = format!("`{}` is both a spelling and not one; take it out of one", name.get_ref());
                    return Err(at(name.span().start, what));
                }
                aliases.settings.keep_apart(entry.name.get_ref(), name.get_ref());
            }
            if let Some(id) = entry.id.as_ref().filter(|id| id.get_ref().trim().is_empty()) {
                return Err(at(
                    id.span().start,
                    "the id is empty; give a Wikidata id or an address, or leave it out".into(),
                ));
            }
            if let Some(id) = &entry.id {
                aliases.people[person as usize].id = Some(id.get_ref().trim().to_owned());
            }
        }
        for entry in &file.apart {
            let names = entry.names.get_ref();
            if names.len() < 2 {
                return Err(at(entry.names.span().start, "names two people or more who are kept apart".into()));
            }
            let stricts = names.iter().map(strict).collect::<Result<Vec<_>, _>>()?;
            for (n, one) in stricts.iter().enumerate() {
                for (other, name) in stricts.iter().zip(names).skip(n + 1) {
                    if one == other {
                        let what = format!("`{}` is named twice; letters, not marks, tell names apart", name.get_ref());
                        return Err(at(name.span().start, what));
                    }
                }
            }
            for (n, one) in names.iter().enumerate() {
                names[n + 1..].iter().for_each(|other| aliases.settings.keep_apart(one.get_ref(), other.get_ref()));
            }
        }
        Ok(aliases)
    }

    /// A number that changes when the file does; 0 where there is none.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}

#[cfg(test)]
mod tests {
    use super::Aliases;

    #[test]
    fn a_file_joins_and_keeps_apart() {
        let text = "[[person]]\nname = \"Maria Ortega\"\nid = \"Q1\"\nspellings = [\"M. Ortéga\"]\nnot = [\"Mario Ortega\"]\n\n[[apart]]\nnames = [\"Ann Roe\", \"Ann B. Roe\"]\n";
        let aliases = Aliases::parse(text).unwrap();
        assert_eq!(aliases.settings.joined.len(), 2);
        let more =
            Aliases::parse(&format!("{text}[[person]]\nname = \"Maria Ortega\"\nspellings = [\"Paz\"]\n")).unwrap();
        assert_eq!((more.people.len(), more.settings.joined.len()), (1, 3));
        assert_eq!(aliases.settings.apart.len(), 2);
        assert_eq!(Aliases::parse("").unwrap().fingerprint(), Aliases::parse("").unwrap().fingerprint());
        assert_ne!(Aliases::parse("# x").unwrap().fingerprint(), aliases.fingerprint());
    }

    #[test]
    fn any_letters_tell_names_apart() {
        let text =
            "[[person]]\nname = \"Ann\"\nnot = [\"Sister Ann\"]\n[[apart]]\nnames = [\"Mr Howe\", \"Lady Howe\"]\n";
        let aliases = Aliases::parse(text).unwrap();
        assert!(aliases.settings.apart.iter().all(|(one, other)| one != other), "{:?}", aliases.settings.apart);
        assert!(aliases.settings.apart.len() >= 2);
        let text = "[[person]]\nname = \"Finance Ministry\"\nnot = [\"Foreign Ministry\"]\n";
        assert_eq!(Aliases::parse(text).unwrap().settings.told_apart.len(), 0);
    }

    #[test]
    fn a_mistake_is_told_with_its_line() {
        for (text, line, part) in [
            ("[[person]]\nname = 3\n", 2, "string"),
            ("[[person]]\nname = \"Ann Roe\"\nspelings = []\n", 3, "spelings"),
            ("[[person]]\nspellings = [\"Ann\"]\n", 1, "name"),
            ("\n[[person]]\nname = \"\"\n", 3, "no letter"),
            ("[[person]]\nname = \"Ann Roe\"\n[[person]]\nname = \"Poe\"\nspellings = [\"Ann  ROE\"]\n", 5, "line 2"),
            ("[[person]]\nname = \"Ann Roe\"\nnot = [\"Ann Roe\"]\n", 3, "both"),
            ("[[apart]]\nnames = [\"Ann Roe\"]\n", 2, "two people"),
            ("[[apart]]\nnames = [\"Ann Roe\", \"ann roe\"]\n", 2, "twice"),
            ("[[person]\n", 1, ""),
            ("[[person]]\nname = \"\"\"Ann\n", 2, ""),
            ("[[person]]\nname = \"Ann Roe\"\nid = \" \"\n", 3, "empty"),
        ] {
            let error = Aliases::parse(text).unwrap_err();
            assert_eq!(error.line, line, "{text}: {error}");
            assert!(error.what.contains(part), "{text}: {error}");
        }
    }
}
