//! [`Resolution`]: whom a name means, asked of the registry.

use super::alike::{Likeness, compare, same_surname};
use super::form::{FormKind, NameForm, Word, suffix_of};
use super::layout::{heard, section, unpacked, word};
use super::sound::Sounds;
use super::{SpeakerKind, SpeakerRegistry};
use crate::article::FullName;
use crate::speaker::name::fold_key;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// How many names that look alike are told.
const TOLD: usize = 5;
/// How many words that sound alike are looked at.
const LOOKED_AT: usize = 200;
/// How many names that sound alike are compared where nobody's is spelled so; where somebody's is, it is for a note.
const COMPARED: usize = 400;
const COMPARED_FOR_A_NOTE: usize = 60;
/// A name that means more speakers than this is a word that many have: only where it is printed is it meant.
const MOST_PEOPLE: usize = 500;

/// Whom a name means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolution {
    /// The speakers, most quoted first, by their places. Several where the name means several people.
    pub speakers: Vec<u32>,
    /// Whether the name is nowhere spelled so, and these are bearers of names that are heard alike.
    pub by_sound: bool,
    /// Speakers whose names look alike and who are not meant, most quoted first; a few of them.
    pub alike: Vec<u32>,
    /// Names that the words which were asked for do not spell, but that are these speakers' all the same.
    pub other_spellings: Vec<FullName>,
}

impl SpeakerRegistry {
    /// Finds whom a name means, by any part of any of its spellings and in any order: "Ortega" and "Maria Ortega" both
    /// mean Maria B. Ortega. A name that is nowhere spelled so is looked for by ear and by short forms.
    pub fn resolve(&self, name: &str) -> Resolution {
        let name = without_article(name);
        let asked = words(name);
        if asked.is_empty() {
            return Resolution::default();
        }
        if let ["unnamed"] = asked.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            let unnamed =
                (0..self.len()).rev().take(1).filter(|place| self.speaker(*place).kind == SpeakerKind::Unnamed);
            return Resolution { speakers: unnamed.collect(), ..Resolution::default() };
        }
        let spelled = self.holding(&asked);
        let mut speakers: Vec<u32> = spelled.iter().map(|pair| self.person_of(*pair)).collect();
        speakers.dedup();
        speakers.sort_unstable();
        speakers.dedup();
        let form = NameForm::of(name);
        let by_sound = speakers.is_empty();
        let (heard, likely) = self.heard_alike(&form, if by_sound { COMPARED } else { COMPARED_FOR_A_NOTE });
        if by_sound {
            speakers = heard.iter().copied().collect();
        }
        let mut alike: BTreeSet<u32> = BTreeSet::new();
        // "Clinton" is not asked for where "Hillary Clinton" is, though it may be she.
        if speakers.len() == 1 {
            alike.extend(self.may_be(speakers[0], &form));
        }
        alike.extend(heard.into_iter().chain(likely));
        let alike = alike.into_iter().filter(|place| speakers.binary_search(place).is_err()).take(TOLD).collect();
        let mut other_spellings = Vec::new();
        for speaker in speakers.iter().filter(|_| speakers.len() <= MOST_PEOPLE) {
            for pair in self.pairs_of(*speaker) {
                if spelled.binary_search(&pair).is_err() {
                    let (name, full, _) = self.pair(pair);
                    other_spellings.push(FullName { name: name.to_owned(), full_name: full.to_owned() });
                }
            }
        }
        Resolution { speakers, by_sound, alike, other_spellings }
    }

    /// The speakers one of whose spellings holds a word that begins with each of the words of `pattern`; all of them
    /// where it has no word. For lists: it looks at every name.
    pub fn matching(&self, pattern: &str) -> Vec<u32> {
        let asked = words(pattern);
        let resolved = self.resolve(pattern).speakers;
        let holds = |place: &u32| {
            resolved.binary_search(place).is_ok()
                || self.pairs_of(*place).any(|pair| {
                    let (name, full, _) = self.pair(pair);
                    let held = [words(name), words(full)].concat();
                    asked.iter().all(|word| held.iter().any(|held| held.starts_with(word.as_str())))
                })
        };
        (0..self.len())
            .filter(|place| asked.is_empty() && pattern.trim().is_empty() || !asked.is_empty() && holds(place))
            .collect()
    }

    /// The names that are spelled so, in full or beside the quotation, but for case, diacritics and marks.
    pub fn spelled(&self, spelling: &str) -> Vec<FullName> {
        let asked = words(spelling);
        let found = self.holding(&asked).into_iter().map(|pair| self.pair(pair));
        let so = |name: &str| words(name) == asked;
        let found = found.filter(|(name, full, _)| so(name) || so(full));
        found.map(|(name, full, _)| FullName { name: name.to_owned(), full_name: full.to_owned() }).collect()
    }

    /// Whether any name holds all words of this one, titles too.
    pub fn holds_words_of(&self, name: &str) -> bool {
        !self.holding(&words(name)).is_empty()
    }

    /// Names that hold the words of this one and are another generation's: those of Joe Roe Jr. where Joe Roe is asked
    /// for. A surname alone means no generation.
    pub fn other_generations(&self, name: &str) -> Vec<FullName> {
        let form = NameForm::of(name);
        if form.kind != FormKind::Complete {
            return Vec::new();
        }
        let asked = words(name);
        let same = |held: &str| {
            let held = words(held);
            asked.iter().all(|word| held.contains(word)) && suffix_of(&held) == form.suffix
        };
        let found = self.holding(&asked).into_iter().map(|pair| self.pair(pair));
        let found = found.filter(|(name, full, _)| !same(full) && !same(name));
        found.map(|(name, full, _)| FullName { name: name.to_owned(), full_name: full.to_owned() }).collect()
    }

    /// The place of the speaker whom quotations with this name belong to.
    pub fn place_of(&self, name: &str, full_name: &str) -> Option<u32> {
        let pair = self.holding(&words(full_name)).into_iter().find(|pair| {
            let (printed, full, _) = self.pair(*pair);
            printed == name && full == full_name
        });
        pair.map(|pair| self.person_of(pair))
    }

    /// The id of the speaker whom quotations with this name belong to.
    pub fn id_of(&self, name: &str, full_name: &str) -> Option<String> {
        self.place_of(name, full_name).map(|place| self.speaker(place).id)
    }

    /// Every name of the archive with the place of its speaker.
    pub fn places(&self) -> HashMap<FullName, u32> {
        let name = |pair| {
            let (name, full, _) = self.pair(pair);
            (FullName { name: name.to_owned(), full_name: full.to_owned() }, self.person_of(pair))
        };
        (0..self.pair_count()).map(name).collect()
    }

    /// The pairs that hold all of these words, ascending.
    fn holding(&self, asked: &[String]) -> Vec<u32> {
        let mut lists: Vec<Range<usize>> = asked.iter().map(|word| self.postings(fold_key(word))).collect();
        lists.sort_by_key(ExactSizeIterator::len);
        let Some((shortest, rest)) = lists.split_first() else { return Vec::new() };
        let posting = |n: usize| self.flat.small(section::POSTINGS, n);
        let mut held: Vec<u32> = shortest.clone().map(posting).collect();
        for list in rest {
            held.retain(|pair| {
                let at = partition(list.clone(), |n| posting(n) < *pair);
                at < list.end && posting(at) == *pair
            });
        }
        held
    }

    /// Where the pairs that hold a word stand.
    fn postings(&self, key: u64) -> Range<usize> {
        let count = self.flat.count(section::WORDS) / word::FIELDS;
        let field = |at: usize, n: usize| self.flat.number(section::WORDS, at * word::FIELDS + n);
        let at = partition(0..count, |at| field(at, word::KEY) < key);
        if at == count || field(at, word::KEY) != key {
            return 0..0;
        }
        let (start, length) = unpacked(field(at, word::POSTINGS));
        let end = self.flat.section(section::POSTINGS).len() / 4;
        let start = (start as usize).min(end);
        start..(start + length as usize).min(end)
    }

    /// Names that are nearly `word`, by their keys.
    fn sounding_like(&self, word: &Word) -> Vec<(u64, String)> {
        let bones = word.sounds.bones(false);
        let count = self.flat.count(section::BONES) / heard::FIELDS;
        let field = |at: usize, n: usize| self.flat.number(section::BONES, at * heard::FIELDS + n);
        let start = partition(0..count, |at| field(at, heard::BONES) < bones);
        let same = (start..count).take_while(|at| field(*at, heard::BONES) == bones).take(LOOKED_AT);
        same.map(|at| (field(at, heard::KEY), self.string(field(at, heard::WORD)))).collect()
    }

    /// Speakers whose names are heard or shortened like this one, and those that are less sure.
    fn heard_alike(&self, form: &NameForm, most: usize) -> (BTreeSet<u32>, BTreeSet<u32>) {
        let (mut heard, mut likely) = (BTreeSet::new(), BTreeSet::new());
        let Some(reading) = form.readings.first() else { return (heard, likely) };
        let mut families = self.sounding_like(&reading.family);
        if !families.iter().any(|(key, _)| *key == fold_key(&reading.family.text)) {
            families.push((fold_key(&reading.family.text), reading.family.text.clone()));
        }
        let mut compared = 0;
        for (key, text) in families {
            let word = Word { sounds: Sounds::of(&text), text };
            let same = same_surname(&reading.family, &word);
            if form.kind == FormKind::Single && !same {
                continue;
            }
            for n in self.postings(key) {
                compared += 1;
                if compared > most {
                    return (heard, likely);
                }
                let place = self.person_of(self.flat.small(section::POSTINGS, n));
                if form.kind == FormKind::Single {
                    heard.insert(place);
                    continue;
                }
                let (_, full, _) = self.pair(self.flat.small(section::POSTINGS, n));
                match compare(form, &NameForm::of(full)) {
                    Likeness::Same(_) | Likeness::Told | Likeness::Shorter(_) | Likeness::Slip => {
                        _ = heard.insert(place)
                    }
                    Likeness::Likely | Likeness::OneLetter => _ = likely.insert(place),
                    Likeness::Unlike => {}
                }
            }
        }
        (heard, likely)
    }

    /// Unsettled names that may mean a speaker, and likely joins that were not made.
    fn may_be(&self, speaker: u32, form: &NameForm) -> Vec<u32> {
        let mut found = Vec::new();
        for reading in &form.readings {
            for n in self.postings(fold_key(&reading.family.text)).take(COMPARED * 4) {
                let place = self.person_of(self.flat.small(section::POSTINGS, n));
                if found.last() != Some(&place) && self.bearers(place) > 0 {
                    let listed = self.candidates(place);
                    if listed.contains(&speaker) {
                        found.push(place);
                    }
                }
            }
        }
        found
    }
}

/// A name without "the" before it: names are kept without.
pub fn without_article(name: &str) -> &str {
    let name = name.trim();
    let rest = name.split_at_checked(4).filter(|(article, _)| article.eq_ignore_ascii_case("the "));
    rest.map(|(_, rest)| rest.trim_start()).filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// The folded words of a name, particles and the suffix too; titles only where nothing else is left.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let pieces =
        name.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).take(24).map(super::letters::latin);
    for word in pieces.filter(|word| !word.is_empty()) {
        match words.last_mut() {
            // "George" means no Peter St George.
            Some(last) if matches!(last.as_str(), "st" | "ste") => *last = format!("st{word}"),
            Some(last) if *last == word => {}
            _ => words.push(word),
        }
    }
    words
}

/// The first of a range for which `before` no longer holds.
fn partition(range: Range<usize>, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use crate::article::{CivilDate, FullName, NameUses};
    use crate::speaker::registry::{Aliases, SpeakerRegistry};

    fn registry(names: &[(&str, usize)]) -> SpeakerRegistry {
        with_aliases(names, "")
    }

    fn with_aliases(names: &[(&str, usize)], aliases: &str) -> SpeakerRegistry {
        let mut uses = NameUses::default();
        for ((name, count), at) in names.iter().zip(0u32..) {
            uses.names.push(FullName { name: (*name).to_owned(), full_name: (*name).to_owned() });
            for _ in 0..*count {
                uses.uses.push((at, uses.dates.len() as u32));
                uses.dates.push(CivilDate::year(1900 + uses.dates.len() as i32));
            }
        }
        SpeakerRegistry::make(&uses, &Aliases::parse(aliases).unwrap(), 1)
    }

    fn found(registry: &SpeakerRegistry, name: &str) -> Vec<String> {
        registry.resolve(name).speakers.iter().map(|place| registry.speaker(*place).name).collect()
    }

    #[test]
    fn a_name_means_the_person_whatever_the_spelling() {
        let registry = registry(&[
            ("Volodymyr Zelensky", 5),
            ("Volodymyr Zelenskyy", 3),
            ("Zelenskiy", 2),
            ("Maria Ortega", 4),
            ("Mr Ortega", 1),
        ]);
        assert_eq!(registry.len(), 2);
        for name in ["Zelensky", "zelenskiy", "Volodymyr Zelenskyy", "Volodomyr Zelensky", "Zelenski"] {
            assert_eq!(found(&registry, name), ["Volodymyr Zelensky"], "{name}");
        }
        let spellings = registry.spellings(0);
        assert_eq!(spellings.iter().map(|spelling| spelling.quotations).sum::<u64>(), 10);
        assert_eq!(spellings[0].name, "Volodymyr Zelensky");
        assert!(registry.resolve("Zelenskiy").other_spellings.len() == 2);
        assert!(registry.resolve("Zelenski").by_sound);
    }

    #[test]
    fn a_surname_of_several_is_ambiguous_and_says_so() {
        let registry =
            registry(&[("Bill Clinton", 9), ("Hillary Clinton", 20), ("Chelsea Clinton", 2), ("Clinton", 7)]);
        let ambiguous = registry.speaker(2);
        assert_eq!((ambiguous.name.as_str(), ambiguous.bearers), ("Clinton", 3));
        let candidates: Vec<String> =
            registry.candidates(2).iter().map(|place| registry.speaker(*place).name).collect();
        assert_eq!(candidates, ["Hillary Clinton", "Bill Clinton", "Chelsea Clinton"]);
        assert_eq!(found(&registry, "Clinton").len(), 4);
        let hillary = registry.resolve("Hillary Clinton");
        assert_eq!((hillary.speakers, hillary.alike), (vec![0], vec![2]));
    }

    #[test]
    fn an_institution_is_itself_alone_and_files_keep_any_names_apart() {
        let names =
            [("Foreign Ministry", 4), ("Finance Ministry", 3), ("Ore", 2), ("Ore Inc", 2), ("Simon Ore Poe", 1)];
        let registry = registry(&names);
        assert_eq!(registry.len(), 4);
        assert_eq!(found(&registry, "Foreign Ministry"), ["Foreign Ministry"]);
        assert_eq!(registry.spellings(registry.resolve("Ore Inc").speakers[0]).len(), 2, "Ore is known by Ore Inc");
        let names = [("Ann Roe", 3), ("Dr Ann Roe", 2)];
        assert_eq!(self::registry(&names).len(), 1);
        for file in [
            "[[apart]]\nnames = [\"Ann Roe\", \"Dr Ann Roe\"]\n",
            "[[person]]\nname = \"Ann Roe\"\nnot = [\"Dr Ann Roe\"]\n",
            "[[person]]\nname = \"Ann Roe\"\n[[person]]\nname = \"Dr Ann Roe\"\n",
        ] {
            assert_eq!(with_aliases(&names, file).len(), 2, "{file}");
        }
    }

    #[test]
    fn what_stands_before_a_surname_tells_whom_it_cannot_mean() {
        let with = |word: &str, names: [&str; 2]| {
            let mut uses = NameUses::default();
            for (name, at) in names.iter().zip(0u32..) {
                uses.names.push(FullName { name: (*name).to_owned(), full_name: (*name).to_owned() });
                uses.uses.push((at, at));
                uses.dates.push(None);
            }
            uses.before.push((1, word.to_owned(), 1));
            SpeakerRegistry::make(&uses, &Aliases::default(), 1).len()
        };
        assert_eq!(with("Mr", ["Bill Clinton", "Clinton"]), 1);
        assert_eq!(with("Mrs", ["Bill Clinton", "Clinton"]), 2);
        assert_eq!(with("Prince", ["Ray Charles", "Charles"]), 2);
        assert_eq!(with("Lady", ["Geoffrey Howe", "Howe"]), 2);
    }

    #[test]
    fn another_generation_is_another_person_to_the_letter() {
        let registry = registry(&[("Joe Roe Jr.", 5), ("Joe Roe", 3), ("Joe P. Roe", 2), ("Joe P. Roe, Sr", 2)]);
        let others = |name: &str| -> Vec<String> {
            registry.other_generations(name).into_iter().map(|name| name.full_name).collect()
        };
        assert_eq!(others("Joe Roe"), ["Joe Roe Jr.", "Joe P. Roe, Sr"]);
        assert_eq!(others("Joe Roe Jr"), [""; 0]);
        assert_eq!(others("Roe"), [""; 0]);
    }

    #[test]
    fn the_alias_file_wins_over_the_rules() {
        let names = [("Ann Roe", 5), ("Anne Roe", 3), ("Poe", 2), ("Ann B. Roe", 1)];
        assert_eq!(registry(&names).len(), 2);
        let aliases = "[[person]]\nname = \"Dr Ann Roe\"\nid = \"Q7\"\nspellings = [\"Poe\"]\nnot = [\"Anne Roe\"]\n";
        let registry = with_aliases(&names, aliases);
        assert_eq!(found(&registry, "Poe"), ["Dr Ann Roe"]);
        assert_eq!(registry.speaker(0).id, "Q7");
        assert_eq!(found(&registry, "Anne Roe"), ["Anne Roe"]);
    }

    #[test]
    fn nobody_is_found_for_names_without_letters() {
        let registry = registry(&[("", 1), ("X", 2), ("…", 1), ("Ann Roe", 1)]);
        assert_eq!(registry.len(), 4);
        for name in ["", " ", "-", "🙂", "\"", "Jr."] {
            assert!(registry.resolve(name).speakers.is_empty(), "{name}");
        }
        assert_eq!(found(&registry, "X"), ["X"]);
        registry.resolve(&"é ".repeat(5000));
        assert_eq!(registry.matching("").len(), 4);
        assert_eq!(registry.matching("ro").len(), 1);
    }
}
