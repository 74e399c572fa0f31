//! Names in questions: whom they mean, which spellings matched, what is known of one speaker.
//!
//! The registry of speakers is made of the archive's own names at the first question that needs it and kept beside the
//! index, so the next process reads it in a few milliseconds. A new generation of the archive, or another alias file,
//! makes it anew.

use super::build::Evaluated;
use super::hit::AskedSpeaker;
use super::query::{Filter, Query};
use super::request::{Request, Target};
use crate::archive::{Archive, ArchiveError, UNNAMED, read_text, who};
use crate::article::{AttributionClass, CivilDate, FullName};
use crate::speaker::registry::{
    Aliases, KnownSpeaker, SpeakerKind, SpeakerRegistry, Spelling, is_institution, without_article,
};
use crate::speaker::{PersonName, title_of};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The ending of the file that keeps the registry beside the index.
const KEPT: &str = "speakers";
/// Bytes of the largest alias file: hundreds of thousands of people. A device may have no end.
const LARGEST: u64 = 64 << 20;
/// How many of the people whom a name means are listed.
const LISTED: usize = 20;
/// How many of anything a note names.
const NAMED: usize = 5;

/// The registry of an archive, made when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    aliases: Option<PathBuf>,
    registry: OnceLock<SpeakerRegistry>,
}

impl Speakers {
    /// With a file of aliases other than the archive's own.
    pub fn with_aliases(aliases: Option<PathBuf>) -> Speakers {
        Speakers { aliases, registry: OnceLock::new() }
    }

    /// The registry of `archive`: from the file that keeps it, else made and kept.
    pub fn of(&self, archive: &Archive) -> Result<&SpeakerRegistry, ArchiveError> {
        if let Some(registry) = self.registry.get() {
            return Ok(registry);
        }
        let aliases = self.read_aliases(archive)?;
        let stamp = archive.stamp();
        let kept = archive.location().read_beside(KEPT);
        let kept = kept.and_then(|kept| SpeakerRegistry::open(Arc::new(kept), stamp, aliases.fingerprint()));
        let registry = match kept {
            Some(registry) => registry,
            None => {
                let registry = SpeakerRegistry::make(&archive.name_uses()?, &aliases, stamp);
                if let Err(error) = archive.location().keep_beside(KEPT, registry.bytes()) {
                    // An archive on a read-only disk can be asked all the same.
                    log::debug!("the speakers are not kept: {error}");
                }
                registry
            }
        };
        Ok(self.registry.get_or_init(|| registry))
    }

    fn read_aliases(&self, archive: &Archive) -> Result<Aliases, ArchiveError> {
        let own = archive.location().aliases();
        let (file, named): (&Path, bool) = match &self.aliases {
            Some(file) => (file, true),
            None => (&own, false),
        };
        let wrong = |what: String| ArchiveError::Aliases { file: file.to_path_buf(), what };
        match read_text(file, LARGEST) {
            Ok(text) if text.len() as u64 > LARGEST => Err(wrong(format!("it is larger than {} MB", LARGEST >> 20))),
            Ok(text) => Aliases::parse(&text).map_err(|error| wrong(error.to_string())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !named => Ok(Aliases::default()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(wrong("it is not there".into())),
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => Err(wrong("it is no UTF-8 text".into())),
            Err(error) => Err(wrong(error.to_string())),
        }
    }
}

/// The query with every name replaced by what it means, and whom each means.
pub(super) fn resolved<'q, 'r>(
    request: &'q Request,
    registry: impl Fn() -> Result<&'r SpeakerRegistry, ArchiveError>,
) -> Result<(Cow<'q, Query>, Vec<AskedSpeaker>), ArchiveError> {
    let mut asked = Vec::new();
    if !asks_for_speakers(&request.query) && request.not_spelled.is_empty() {
        return Ok((Cow::Borrowed(&request.query), asked));
    }
    let registry = registry()?;
    let query = in_names(&request.query, registry, &mut HashMap::new(), &mut asked);
    if request.not_spelled.is_empty() {
        return Ok((Cow::Owned(query), asked));
    }
    let unwanted = request.not_spelled.iter().flat_map(|spelling| registry.spelled(spelling)).collect();
    let query = query.and(Query::Not(Box::new(Query::Filter(Filter::Named(unwanted)))));
    Ok((Cow::Owned(query), asked))
}

fn asks_for_speakers(query: &Query) -> bool {
    match query {
        Query::Speaker(_) | Query::ExactSpeaker(_) => true,
        query => query.clauses().iter().any(asks_for_speakers),
    }
}

/// A name that is asked for twice is settled, and told, once.
fn in_names(
    query: &Query,
    registry: &SpeakerRegistry,
    settled: &mut HashMap<String, Query>,
    asked: &mut Vec<AskedSpeaker>,
) -> Query {
    match query {
        Query::Speaker(name) => match settled.get(name) {
            Some(known) => known.clone(),
            None => {
                let meant = meant(name, registry, asked);
                settled.insert(name.clone(), meant.clone());
                meant
            }
        },
        Query::ExactSpeaker(name) => {
            if !asked.iter().any(|known| known.asked == *name) {
                asked.push(AskedSpeaker { asked: name.clone(), ..AskedSpeaker::default() });
            }
            let spelled = Query::ExactSpeaker(without_titles(name, registry));
            // "Joe Roe" stands in "Joe Roe Jr." word for word and is his father.
            match registry.other_generations(name) {
                others if others.is_empty() => spelled,
                others => spelled.and(Query::Not(Box::new(Query::Filter(Filter::Named(others))))),
            }
        }
        query => query.clone().with_clauses(|clause| in_names(&clause, registry, settled, asked)),
    }
}

/// The quotations of everybody whom a name means: those whose printed names hold its words, which the index finds by
/// itself, and those that spell it otherwise, one by one.
fn meant(name: &str, registry: &SpeakerRegistry, asked: &mut Vec<AskedSpeaker>) -> Query {
    let resolution = registry.resolve(name);
    let known = |places: &[u32]| places.iter().take(LISTED).map(|place| registry.speaker(*place)).collect();
    asked.push(AskedSpeaker {
        asked: name.to_owned(),
        taken: known(&resolution.speakers),
        count: resolution.speakers.len(),
        by_sound: resolution.by_sound && !resolution.speakers.is_empty(),
        alike: known(&resolution.alike),
    });
    let unnamed = |place: &u32| registry.speaker(*place).kind == SpeakerKind::Unnamed;
    if resolution.speakers.iter().all(unnamed) && !resolution.speakers.is_empty() {
        return Query::Filter(Filter::Named(vec![FullName::default()]));
    }
    let others = Query::Filter(Filter::Named(resolution.other_spellings));
    match resolution.by_sound && !resolution.speakers.is_empty() {
        true => others,
        false => Query::Or(vec![Query::Speaker(without_titles(name, registry)), others]),
    }
}

/// A name as the index holds it: as it is typed where somebody's name has all of its words, or an institution is called
/// so, else without titles. "Foreign" is none in "Foreign Ministry"; "President Roe" is in the index as "Roe".
fn without_titles(name: &str, registry: &SpeakerRegistry) -> String {
    let name = without_article(name);
    let PersonName { given, surname, suffix, .. } = PersonName::parse(name);
    let bare = given.into_iter().chain([surname]).chain(suffix).collect::<Vec<_>>().join(" ");
    let only_titles = !bare.contains(char::is_alphanumeric);
    if only_titles || is_institution(name) || registry.holds_words_of(name) { name.to_owned() } else { bare }
}

/// Each full name that the matching quotations carry, with its quotations.
pub(super) fn spellings(
    archive: &Archive,
    evaluated: &Evaluated,
    target: Target,
) -> Result<Vec<(String, u64)>, ArchiveError> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for (segment, (matches, quotations)) in evaluated.matches.iter().zip(&evaluated.quotations).enumerate() {
        let docs: Vec<u32> = match target {
            Target::Quotations => matches.iter().map(|(doc, _)| *doc).collect(),
            Target::Articles => quotations.clone(),
        };
        for (name, count) in archive.names_of(segment, &docs)? {
            let full_name = if name == FullName::default() { "unnamed".to_owned() } else { name.full_name };
            *counts.entry(full_name).or_default() += count;
        }
    }
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    Ok(counts)
}

/// What to tell of the names that were asked for, one sentence each.
pub(super) fn notes(asked: &[AskedSpeaker], spellings: &[(String, u64)], registry: &SpeakerRegistry) -> Vec<String> {
    let mut notes = Vec::new();
    let with_counts = |speakers: &[KnownSpeaker], count: usize| {
        let named = speakers.iter().take(NAMED).map(|one| format!("{} ({})", one.name, one.quotations));
        let mut text = named.collect::<Vec<_>>().join(", ");
        if count > NAMED {
            text.push_str(&format!(" and {} more", count - NAMED));
        }
        text
    };
    for name in asked {
        let typed = &name.asked;
        match name.taken.as_slice() {
            [] => {}
            [one] if name.by_sound => notes.push(format!("nobody is spelled `{typed}`; taken for {}", one.name)),
            [one] if one.bearers > 1 => {
                let bearers: Vec<KnownSpeaker> =
                    registry.candidates(one.place).iter().map(|place| registry.speaker(*place)).collect();
                let bearers = with_counts(&bearers, one.bearers as usize);
                notes.push(format!("`{typed}` is never completed there; it may be {bearers}"));
            }
            [_] => {}
            several if name.by_sound => {
                notes.push(format!("nobody is spelled `{typed}`; taken for {}", with_counts(several, name.count)));
            }
            several => {
                let people = with_counts(several, name.count);
                notes.push(format!("`{typed}` means {} speakers: {people}; a full name narrows it", name.count));
            }
        }
        if !name.alike.is_empty() {
            notes.push(format!("like `{typed}`, but not taken: {}", with_counts(&name.alike, name.alike.len())));
        }
    }
    if spellings.len() > 1 {
        let shown = spellings.iter().take(NAMED * 2).map(|(name, count)| format!("{name} ({count})"));
        let mut text = format!("spelled {}", shown.collect::<Vec<_>>().join(", "));
        if let Some(rest) = spellings.get(NAMED * 2..).filter(|rest| !rest.is_empty()) {
            let quotations: u64 = rest.iter().map(|(_, count)| count).sum();
            text.push_str(&format!(" and {} more ({quotations})", rest.len()));
        }
        notes.push(text);
    }
    notes
}

/// The speakers that a pattern finds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpeakerList {
    /// They, most quoted first.
    pub speakers: Vec<KnownSpeaker>,
    /// How many there are in all.
    pub people: usize,
}

impl SpeakerList {
    /// Whoever `pattern` means; where it means nobody, whose name has words that begin with its words; all without one.
    pub(super) fn of(registry: &SpeakerRegistry, pattern: &str) -> SpeakerList {
        let meant = registry.resolve(pattern).speakers;
        let places = if meant.is_empty() { registry.matching(pattern) } else { meant };
        let speakers = places.into_iter().map(|place| registry.speaker(place)).collect();
        SpeakerList { speakers, people: registry.len() as usize }
    }
}

/// A name with a number of quotations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// The name.
    pub name: String,
    /// Quotations; for people beside, articles.
    pub count: u64,
}

/// All that the archive knows of one speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct SpeakerCard {
    /// Who it is.
    pub speaker: KnownSpeaker,
    /// All spellings, most frequent first; their quotations add up to the speaker's.
    pub spellings: Vec<Spelling>,
    /// Where the name means several people: who, most quoted first.
    pub candidates: Vec<KnownSpeaker>,
    /// Names that may mean this speaker among others.
    pub alike: Vec<KnownSpeaker>,
    /// Titles and descriptions with their quotations and the first and the last date of each, most frequent first.
    pub titles: Vec<(Quoted, Option<(CivilDate, CivilDate)>)>,
    /// Quotations by year, in order; years without any are left out.
    pub years: Vec<(i32, u64)>,
    /// Quotations without a date.
    pub undated: u64,
    /// Outlets with their quotations, most frequent first.
    pub outlets: Vec<Quoted>,
    /// Other speakers of the same articles, with the number of these articles, most frequent first.
    pub beside: Vec<Quoted>,
    /// Quotations by how the speaker is known.
    pub classes: Vec<(AttributionClass, u64)>,
    /// The oldest and the newest quotation that has a date, by id.
    pub oldest_newest: Option<(String, String)>,
}

/// How many titles, outlets and people beside a card has.
const ROWS: usize = 8;

impl SpeakerCard {
    /// Gathers what `archive` knows of the speaker at a place of its registry.
    pub(super) fn of(archive: &Archive, registry: &SpeakerRegistry, place: u32) -> Result<SpeakerCard, ArchiveError> {
        let speaker = registry.speaker(place);
        let spellings = registry.spellings(place);
        let names = registry.names(place);
        let mut values: Vec<String> = names.iter().map(|name| who(&name.name, &name.full_name)).collect();
        if speaker.kind == SpeakerKind::Unnamed {
            values.push(UNNAMED.to_owned());
        }
        let uses = archive.uses_of(&values)?;
        // By their small letters, with the first form that was met.
        let mut titles: BTreeMap<String, (Quoted, Option<(CivilDate, CivilDate)>)> = BTreeMap::new();
        let (mut years, mut outlets, mut classes) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut beside: HashMap<u32, u64> = HashMap::new();
        let mut undated = 0;
        type Dated<'u> = (CivilDate, &'u str);
        let mut dated: Option<(Dated, Dated)> = None;
        let places = registry.places();
        for one in &uses {
            match one.published {
                Some(date) => {
                    *years.entry(date.ymd().0).or_default() += 1;
                    let here = (date, one.id.as_str());
                    dated = Some(dated.map_or((here, here), |(old, new)| (old.min(here), new.max(here))));
                }
                None => undated += 1,
            }
            let title = one.source_words.as_deref().and_then(|words| match speaker.kind {
                SpeakerKind::Unnamed => Some(words.to_lowercase()),
                _ => title_of(words, &spellings.iter().map(|spelling| spelling.name.as_str()).collect::<Vec<_>>()),
            });
            if let Some(title) = title {
                let first = || (Quoted { name: title.clone(), count: 0 }, None);
                let (quoted, dates) = titles.entry(title.to_lowercase()).or_insert_with(first);
                quoted.count += 1;
                if let Some(date) = one.published {
                    *dates = Some(dates.map_or((date, date), |(first, last)| (first.min(date), last.max(date))));
                }
            }
            if let Some(outlet) = &one.outlet {
                *outlets.entry(outlet.clone()).or_default() += 1;
            }
            if let Some(class) = one.class {
                *classes.entry(class.as_str()).or_default() += 1;
            }
            let others: BTreeSet<u32> = one.beside.iter().filter_map(|name| places.get(name).copied()).collect();
            for other in others.into_iter().filter(|other| *other != place) {
                *beside.entry(other).or_default() += 1;
            }
        }
        let mut titles: Vec<(Quoted, Option<(CivilDate, CivilDate)>)> = titles.into_values().collect();
        titles.sort_by(|one, other| other.0.count.cmp(&one.0.count).then_with(|| one.0.name.cmp(&other.0.name)));
        titles.truncate(ROWS);
        let mut named: BTreeMap<String, u64> = BTreeMap::new();
        for (other, count) in beside {
            *named.entry(registry.speaker(other).name).or_default() += count;
        }
        let alike = registry.resolve(&speaker.name).alike;
        let known = |places: Vec<u32>| places.into_iter().map(|place| registry.speaker(place)).collect();
        Ok(SpeakerCard {
            candidates: known(registry.candidates(place)),
            alike: known(alike),
            titles,
            years: years.into_iter().collect(),
            undated,
            outlets: most_frequent(outlets),
            beside: most_frequent(named),
            classes: AttributionClass::ALL
                .into_iter()
                .filter_map(|class| classes.get(class.as_str()).map(|count| (class, *count)))
                .collect(),
            oldest_newest: dated.map(|((_, old), (_, new))| (old.to_owned(), new.to_owned())),
            spellings,
            speaker,
        })
    }
}

fn most_frequent(counts: BTreeMap<String, u64>) -> Vec<Quoted> {
    let mut rows: Vec<Quoted> = counts.into_iter().map(|(name, count)| Quoted { name, count }).collect();
    rows.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.name.cmp(&other.name)));
    rows.truncate(ROWS);
    rows
}
