//! [`SpeakerRegistry`]: who of all the names in an archive is one person.
//!
//! Names are stored as printed, with the full name that their article gives; here they become people. `form` takes a
//! name apart, `sound` hears it, `alike` compares two, `candidates` finds which two to compare without looking at all
//! pairs, `cluster` joins what is the same, `bearers` gives surnames to whoever bears them, `evidence` and `company` know
//! what the archive tells beside the letters, and [`Aliases`] are what a person settled by hand, which wins. What is known
//! then lies in one run of bytes (`flat`, and `layout` for what stands where) that can be kept in a file and asked without
//! being read first; `resolve` finds people in it by any of their names. `firms` tells which institutions may be one.
//!
//! Nothing here is stored in the index, so better rules need no re-index.

mod aliases;
mod alike;
mod bearers;
mod candidates;
mod cluster;
mod company;
mod evidence;
mod firms;
mod flat;
mod form;
mod institutions;
mod layout;
mod letters;
mod lists;
mod make;
mod resolve;
mod sound;
mod syllables;

pub use aliases::{AliasError, Aliases};
pub use flat::Bytes;
pub use institutions::is_institution;
pub(super) use lists::is_family_first;
pub use resolve::{Resolution, without_article};

use crate::article::{CivilDate, FullName, Precision};
use flat::Flat;
use layout::{head, pair, person, section, unpacked};
use std::collections::BTreeMap;
use std::ops::Range;

/// The people of an archive. See the module's text.
#[derive(Clone)]
pub struct SpeakerRegistry {
    flat: Flat,
}

impl std::fmt::Debug for SpeakerRegistry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SpeakerRegistry of {}", self.len())
    }
}

/// What a speaker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpeakerKind {
    /// A person.
    Person,
    /// An institution: never joined to a person.
    Institution,
    /// Everybody whom the articles describe and do not name.
    Unnamed,
}

/// One speaker of the registry. Places are those of the order by quotations, from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownSpeaker {
    /// The place in the registry.
    pub place: u32,
    /// The preferred or the most frequent full name.
    pub name: String,
    /// The alias file's identifier, else the name in plain letters with hyphens.
    pub id: String,
    /// What it is.
    pub kind: SpeakerKind,
    /// Quotations.
    pub quotations: u64,
    /// Articles with at least one of these.
    pub articles: u64,
    /// The first and the last date of publication.
    pub dates: Option<(CivilDate, CivilDate)>,
    /// Where the name means several people who are named more fully elsewhere: how many.
    pub bearers: u32,
}

/// One spelling of a speaker's full name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// The full name as articles print it.
    pub name: String,
    /// Quotations whose article gives the name so.
    pub quotations: u64,
    /// The forms that stand beside the quotations, with their counts, where there are others than the full one.
    pub printed: Vec<(String, u64)>,
}

impl SpeakerKind {
    /// The kind as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            SpeakerKind::Person => "person",
            SpeakerKind::Institution => "institution",
            SpeakerKind::Unnamed => "unnamed",
        }
    }
}

/// How many of the people whom an ambiguous name may mean are kept.
pub const MOST_CANDIDATES: usize = 20;

/// The version of the rules by which people are settled: a registry that others made is made anew.
const RULES: u64 = 5;

/// No date is known.
const NO_DATE: u64 = u64::MAX;

/// A date as a number: its first day and how much of it is known.
fn packed_date(date: CivilDate) -> u64 {
    let precision = match date.precision() {
        Precision::Day => 0,
        Precision::Month => 1,
        Precision::Year => 2,
    };
    (date.first_day() << 2 | precision) as u64
}

fn unpacked_date(packed: u64) -> Option<CivilDate> {
    let precision = match packed & 3 {
        0 => Precision::Day,
        1 => Precision::Month,
        2 => Precision::Year,
        _ => return None,
    };
    CivilDate::from_first_day(packed as i64 >> 2, precision)
}

impl SpeakerRegistry {
    /// Opens what [`bytes`](SpeakerRegistry::bytes) gave, where it was made of the archive with this stamp, of these
    /// aliases and by these rules; `None` where it was not, is not whole, or says so no more. Reads only what is asked.
    pub fn open(bytes: Bytes, stamp: u64, aliases: u64) -> Option<SpeakerRegistry> {
        let registry = SpeakerRegistry { flat: Flat::open(bytes)? };
        let made_of = [head::STAMP, head::ALIASES, head::RULES].map(|n| registry.flat.number(section::HEAD, n));
        (made_of == [stamp, aliases, RULES]).then_some(registry)
    }

    /// The bytes to keep.
    pub fn bytes(&self) -> &[u8] {
        self.flat.bytes()
    }

    /// How many speakers there are.
    pub fn len(&self) -> u32 {
        (self.flat.count(section::PEOPLE) / person::FIELDS) as u32
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The speaker at a place; all of them are `0..len()`, most quoted first.
    pub fn speaker(&self, place: u32) -> KnownSpeaker {
        let field = |n| self.person_field(place, n);
        let kind = field(person::KIND_AND_BEARERS) & 3;
        let (id, name) = (self.string(field(person::ID)), self.string(field(person::NAME)));
        KnownSpeaker {
            place,
            id: if id.is_empty() { plain_id(&name) } else { id },
            name,
            kind: match kind {
                0 => SpeakerKind::Person,
                1 => SpeakerKind::Institution,
                _ => SpeakerKind::Unnamed,
            },
            quotations: field(person::QUOTATIONS),
            articles: field(person::ARTICLES),
            dates: unpacked_date(field(person::FIRST_DATE)).zip(unpacked_date(field(person::LAST_DATE))),
            bearers: self.bearers(place) as u32,
        }
    }

    /// The quotations of the speaker at a place.
    pub fn quotations(&self, place: u32) -> u64 {
        self.person_field(place, person::QUOTATIONS)
    }

    /// The people whom the ambiguous name at a place may mean, most quoted first: at most [`MOST_CANDIDATES`].
    pub fn candidates(&self, place: u32) -> Vec<u32> {
        let (start, length) = unpacked(self.person_field(place, person::CANDIDATES));
        let start = start as usize;
        (start..start + (length as usize).min(MOST_CANDIDATES)).map(|n| self.flat.small(section::LISTS, n)).collect()
    }

    /// The places of a speaker's pairs of names.
    fn pairs_of(&self, place: u32) -> Range<u32> {
        let (start, length) = unpacked(self.person_field(place, person::PAIRS));
        start..start.saturating_add(length).min(self.pair_count())
    }

    fn pair_count(&self) -> u32 {
        (self.flat.section(section::PAIRS).len() / 4 / pair::FIELDS) as u32
    }

    /// Printed and full name of a pair, and its quotations.
    fn pair(&self, at: u32) -> (&str, &str, u64) {
        let field = |n| self.pair_field(at, n);
        let text = |start: u32, length: u32| self.flat.text(section::TEXT, start..start.saturating_add(length));
        let name = text(field(pair::NAME), field(pair::NAME_LENGTH));
        let full_name = text(field(pair::FULL_NAME), field(pair::FULL_NAME_LENGTH));
        (name, full_name, field(pair::QUOTATIONS).into())
    }

    /// The speaker whom a pair of names belongs to.
    fn person_of(&self, pair: u32) -> u32 {
        self.pair_field(pair, pair::PERSON)
    }

    /// All spellings of a speaker's full name, most frequent first.
    pub fn spellings(&self, place: u32) -> Vec<Spelling> {
        let mut by_name: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
        for pair in self.pairs_of(place) {
            let (name, full, quotations) = self.pair(pair);
            *by_name.entry(on_one_line(full)).or_default().entry(on_one_line(name)).or_default() += quotations;
        }
        let spelling = |(name, printed): (String, BTreeMap<String, u64>)| Spelling {
            name,
            quotations: printed.values().sum(),
            printed: printed.into_iter().collect(),
        };
        let mut spellings: Vec<Spelling> = by_name.into_iter().map(spelling).collect();
        for spelling in &mut spellings {
            spelling.printed.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
            if matches!(spelling.printed.as_slice(), [(only, _)] if *only == spelling.name) {
                spelling.printed.clear();
            }
        }
        spellings.sort_by(|one, other| other.quotations.cmp(&one.quotations).then_with(|| one.name.cmp(&other.name)));
        spellings
    }

    /// All names of a speaker as quotations carry them, letter for letter.
    pub fn names(&self, place: u32) -> Vec<FullName> {
        let name = |pair| {
            let (name, full, _) = self.pair(pair);
            FullName { name: name.to_owned(), full_name: full.to_owned() }
        };
        self.pairs_of(place).map(name).collect()
    }

    /// Pairs of speakers whom the rules find likely to be one and did not join, best quoted first.
    pub fn suggestions(&self) -> Vec<(u32, u32)> {
        let [start, length] = [head::LIKELY, head::LIKELY_LENGTH].map(|n| self.flat.number(section::HEAD, n));
        let range = start as usize..start.saturating_add(length) as usize;
        let pairs =
            range.step_by(2).map(|n| (self.flat.small(section::LISTS, n), self.flat.small(section::LISTS, n + 1)));
        pairs.take(self.flat.section(section::LISTS).len()).collect()
    }

    fn person_field(&self, place: u32, n: usize) -> u64 {
        self.flat.number(section::PEOPLE, place as usize * person::FIELDS + n)
    }

    /// How many people bear the name at a place, where it means several.
    fn bearers(&self, place: u32) -> u64 {
        self.person_field(place, person::KIND_AND_BEARERS) >> 2
    }

    fn pair_field(&self, pair: u32, n: usize) -> u32 {
        self.flat.small(section::PAIRS, pair as usize * pair::FIELDS + n)
    }

    /// A string by its place and length in one number.
    fn string(&self, packed: u64) -> String {
        let (start, length) = unpacked(packed);
        self.flat.text(section::TEXT, start..start.saturating_add(length)).to_owned()
    }
}

/// A name that a line of the page may have broken, in one.
fn on_one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name as an id: `maria-ortega`.
fn plain_id(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).map(letters::latin);
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    if words.is_empty() { name.to_owned() } else { words.join("-") }
}
