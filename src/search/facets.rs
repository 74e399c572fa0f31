//! Facets: how what matches is spread over outlets, sections, years and speakers, and narrowing it to some of them.
//!
//! Values are those of the columns, as they are written. The counts are of matches, never of groups of them.

use super::build::SegmentView;
use super::order::Match;
use super::request::Target;
use super::searcher::Searcher;
use crate::archive::{ArchiveError, UNNAMED};
use crate::article::{CivilDate, Precision};
use crate::speaker::registry::SpeakerRegistry;
use crate::text::fold::fold;
use crate::text::spelling::nearest;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::hash::Hash;
use std::str::FromStr;
use tantivy::columnar::StrColumn;

/// A property by whose values matches are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// Who speaks; of an article, everybody who is quoted in it. People, not spellings.
    Speaker,
    /// The outlet.
    Source,
    /// The section.
    Section,
    /// The year of publication.
    Year,
    /// The month of publication; dates of which only the year is known count as without one.
    Month,
    /// The language, as ISO 639-1 code.
    Language,
    /// The kind of a quotation.
    Kind,
    /// How the speaker of a quotation is known.
    Attribution,
}

/// The values of one facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCounts {
    /// Which.
    pub facet: Facet,
    /// Values with their matches: years and months in order of time, others most frequent first. `None` is for matches
    /// without a value.
    pub values: Vec<(Option<String>, u64)>,
    /// How many further values there are.
    pub more: usize,
}

/// Only what has one of some values, or only what has none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrowing {
    /// Of which property: source, section or language.
    pub facet: Facet,
    /// Values as they are typed, without regard to case and diacritics; parts of one where no value is the whole.
    pub values: Vec<String>,
    /// Whether these are left out rather than kept.
    pub excluded: bool,
}

impl Facet {
    /// All of them.
    pub const ALL: [Facet; 8] = [
        Facet::Speaker,
        Facet::Source,
        Facet::Section,
        Facet::Year,
        Facet::Month,
        Facet::Language,
        Facet::Kind,
        Facet::Attribution,
    ];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Facet::Speaker => "speaker",
            Facet::Source => "source",
            Facet::Section => "section",
            Facet::Year => "year",
            Facet::Month => "month",
            Facet::Language => "language",
            Facet::Kind => "kind",
            Facet::Attribution => "attribution",
        }
    }

    /// The column that holds its values, and whether the article's document has it rather than the quotation's.
    fn column(self) -> Option<(&'static str, bool)> {
        match self {
            Facet::Source => Some(("outlet", true)),
            Facet::Section => Some(("section_name", true)),
            Facet::Language => Some(("language", true)),
            Facet::Kind => Some(("kind", false)),
            Facet::Attribution => Some(("attribution", false)),
            Facet::Speaker | Facet::Year | Facet::Month => None,
        }
    }

    /// Whether its values have an order of their own.
    fn is_time(self) -> bool {
        matches!(self, Facet::Year | Facet::Month)
    }
}

impl FromStr for Facet {
    type Err = String;

    fn from_str(text: &str) -> Result<Facet, String> {
        let known = || Facet::ALL.iter().map(|facet| facet.as_str());
        let found = Facet::ALL.into_iter().find(|facet| facet.as_str() == text);
        found.ok_or_else(|| format!("`{text}` is no facet; there are {}", known().collect::<Vec<_>>().join(", ")))
    }
}

impl fmt::Display for Narrowing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.facet == Facet::Language { "lang" } else { self.facet.as_str() };
        let values: Vec<String> = self.values.iter().map(|value| format!("{name}:\"{value}\"")).collect();
        let sign = if self.excluded { "-" } else { "" };
        match values.as_slice() {
            [only] => write!(f, "{sign}{only}"),
            several => write!(f, "{sign}({})", several.join(" OR ")),
        }
    }
}

/// Counts the values of one facet over matches.
pub(super) fn count(
    facet: Facet,
    most: usize,
    matches: &[Match],
    target: Target,
    searcher: &Searcher,
) -> Result<FacetCounts, ArchiveError> {
    let mut counts: HashMap<Option<String>, u64> = HashMap::new();
    for of_segment in matches.chunk_by(|one, other| one.segment == other.segment) {
        let segment = &searcher.segments[of_segment[0].segment as usize];
        match facet {
            Facet::Year | Facet::Month => count_dates(facet, of_segment, segment, &mut counts),
            Facet::Speaker => count_speakers(of_segment, target, segment, searcher, &mut counts)?,
            _ => {
                let Some((column, of_article)) = facet.column() else { continue };
                let column = strings(segment, column)?;
                let mut by_ord: HashMap<Option<u64>, u64> = HashMap::new();
                let ord = |doc| {
                    let doc = if of_article { segment.article_of(doc) } else { doc };
                    Ok(column.term_ords(doc).next())
                };
                let in_quotations = target == Target::Articles && !of_article;
                count_values(of_segment, in_quotations, segment, ord, &mut by_ord)?;
                for (ord, count) in by_ord {
                    *counts.entry(ord.map(|ord| value_of(&column, ord)).transpose()?).or_default() += count;
                }
            }
        }
    }
    let mut values: Vec<(Option<String>, u64)> = counts.into_iter().collect();
    // What has no value comes last.
    values.sort_by(|(one, times), (other, other_times)| {
        let by_count = if facet.is_time() { std::cmp::Ordering::Equal } else { other_times.cmp(times) };
        one.is_none().cmp(&other.is_none()).then(by_count).then_with(|| one.cmp(other))
    });
    let without = values.pop_if(|(value, _)| value.is_none());
    let more = if facet.is_time() { 0 } else { values.len().saturating_sub(most) };
    values.truncate(values.len() - more);
    values.extend(without);
    Ok(FacetCounts { facet, values, more })
}

fn count_dates(facet: Facet, matches: &[Match], segment: &SegmentView, counts: &mut HashMap<Option<String>, u64>) {
    let mut by_time: HashMap<Option<(i32, u32)>, u64> = HashMap::new();
    for found in matches {
        let article = segment.article_of(found.doc);
        let days = segment.first_day.first(article).zip(segment.last_day.first(article));
        let time = days.and_then(|(first, last)| {
            let (year, month, _) = CivilDate::from_first_day(first, Precision::Day)?.ymd();
            match facet {
                Facet::Year => Some((year, 0)),
                _ => (last - first <= 31).then_some((year, month)),
            }
        });
        *by_time.entry(time).or_default() += 1;
    }
    for (time, count) in by_time {
        let value = time.map(|(year, month)| match month {
            0 => format!("{year:04}"),
            month => format!("{year:04}-{month:02}"),
        });
        *counts.entry(value).or_default() += count;
    }
}

fn count_speakers(
    matches: &[Match],
    target: Target,
    segment: &SegmentView,
    searcher: &Searcher,
    counts: &mut HashMap<Option<String>, u64>,
) -> Result<(), ArchiveError> {
    let column = strings(segment, "who")?;
    let registry = searcher.speakers()?;
    let mut known: HashMap<u64, String> = HashMap::new();
    let name_of = |doc: u32| -> Result<Option<String>, ArchiveError> {
        let Some(ord) = column.term_ords(doc).next() else { return Ok(None) };
        if let std::collections::hash_map::Entry::Vacant(place) = known.entry(ord) {
            place.insert(person(&value_of(&column, ord)?, registry));
        }
        Ok(known.get(&ord).cloned())
    };
    count_values(matches, target == Target::Articles, segment, name_of, counts)
}

/// Counts the values of matches; where quotations have them and not the articles that match, an article counts once for
/// each value that some quotation in it has.
fn count_values<V: Hash + Ord>(
    matches: &[Match],
    in_quotations: bool,
    segment: &SegmentView,
    mut value: impl FnMut(u32) -> Result<Option<V>, ArchiveError>,
    counts: &mut HashMap<Option<V>, u64>,
) -> Result<(), ArchiveError> {
    for found in matches {
        if !in_quotations {
            *counts.entry(value(found.doc)?).or_default() += 1;
            continue;
        }
        let mut here = BTreeSet::new();
        for quotation in segment.quotations_of(found.doc) {
            here.extend(value(quotation)?);
        }
        if here.is_empty() {
            *counts.entry(None).or_default() += 1;
        }
        here.into_iter().for_each(|value| *counts.entry(Some(value)).or_default() += 1);
    }
    Ok(())
}

/// The name of the person whom a value of the column of names means; `unnamed` where the source is only described.
fn person(value: &str, registry: &SpeakerRegistry) -> String {
    if value == UNNAMED {
        return "unnamed".to_owned();
    }
    let (name, full_name) = value.split_once('\t').unwrap_or((value, value));
    match registry.place_of(name, full_name) {
        Some(place) => registry.speaker(place).name,
        None => full_name.to_owned(),
    }
}

/// Keeps of `matches` what the narrowing lets through, and says what the person who asked should know.
pub(super) fn narrow(
    narrowing: &Narrowing,
    matches: &mut Vec<Match>,
    searcher: &Searcher,
) -> Result<Option<String>, ArchiveError> {
    let Some((name, true)) = narrowing.facet.column() else { return Ok(None) };
    let columns: Vec<StrColumn> =
        searcher.segments.iter().map(|segment| strings(segment, name)).collect::<Result<_, _>>()?;
    let known = known(&columns)?;
    let (taken, note) = taken(narrowing.facet, &narrowing.values, &known);
    let mut ords: Vec<HashSet<u64>> = Vec::with_capacity(columns.len());
    for column in &columns {
        let mut here = HashSet::new();
        for value in &taken {
            here.extend(column.dictionary().term_ord(value.as_bytes())?);
        }
        ords.push(here);
    }
    matches.retain(|found| {
        let at = found.segment as usize;
        let article = searcher.segments[at].article_of(found.doc);
        columns[at].term_ords(article).any(|ord| ords[at].contains(&ord)) != narrowing.excluded
    });
    Ok(note)
}

/// The outlets that a name means, and what the person who typed it should know.
pub(super) fn outlets(name: &str, searcher: &Searcher) -> Result<(BTreeSet<String>, Option<String>), ArchiveError> {
    let columns: Vec<StrColumn> =
        searcher.segments.iter().map(|segment| strings(segment, "outlet")).collect::<Result<_, _>>()?;
    let known = known(&columns)?;
    let (taken, note) = taken(Facet::Source, &[name.to_owned()], &known);
    Ok((taken.into_iter().cloned().collect(), note))
}

/// All values of a column, each with its folded form.
fn known(columns: &[StrColumn]) -> Result<BTreeMap<String, String>, ArchiveError> {
    let mut known = BTreeMap::new();
    for column in columns {
        let mut values = column.dictionary().stream()?;
        while values.advance() {
            let value = String::from_utf8_lossy(values.key()).into_owned();
            known.insert(value.clone(), fold(&value));
        }
    }
    Ok(known)
}

/// The known values of a facet that are meant, and a sentence where they are not simply those that were typed.
fn taken<'k>(
    facet: Facet,
    values: &[String],
    known: &'k BTreeMap<String, String>,
) -> (Vec<&'k String>, Option<String>) {
    let (mut taken, mut notes) = (Vec::new(), Vec::new());
    let noun = facet.as_str();
    for typed in values {
        let wanted = fold(typed.trim());
        let whole: Vec<&String> =
            known.iter().filter(|(_, folded)| **folded == wanted).map(|(value, _)| value).collect();
        if !whole.is_empty() {
            taken.extend(whole);
            continue;
        }
        let parts = |folded: &String| !wanted.is_empty() && format!(" {folded} ").contains(&format!(" {wanted} "));
        let parts: Vec<&String> = known.iter().filter(|(_, folded)| parts(folded)).map(|(value, _)| value).collect();
        match parts.as_slice() {
            [] => {
                let meant = nearest(typed, known.keys().map(String::as_str));
                let meant = meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
                notes.push(format!("the archive has no {noun} `{typed}`{meant}"));
            }
            [only] => notes.push(format!("`{typed}` is taken for the {noun} `{only}`")),
            several => {
                let names: Vec<String> = several.iter().take(5).map(|value| format!("`{value}`")).collect();
                let more = if several.len() > 5 { format!(" and {} more", several.len() - 5) } else { String::new() };
                notes.push(format!("`{typed}` is taken for the {noun}s {}{more}", names.join(", ")));
            }
        }
        taken.extend(parts);
    }
    (taken, (!notes.is_empty()).then(|| notes.join("; ")))
}

pub(super) fn strings(segment: &SegmentView, name: &str) -> Result<StrColumn, ArchiveError> {
    let missing = || tantivy::TantivyError::SchemaError(format!("column `{name}` is missing"));
    segment.reader.fast_fields().str(name)?.ok_or_else(|| ArchiveError::Index(missing()))
}

pub(super) fn value_of(column: &StrColumn, ord: u64) -> Result<String, ArchiveError> {
    let mut value = String::new();
    column.ord_to_str(ord, &mut value)?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::{Facet, taken};
    use crate::text::fold::fold;
    use std::collections::BTreeMap;

    #[test]
    fn a_value_is_meant_whole_before_it_is_meant_in_part() {
        let known: BTreeMap<String, String> =
            ["Harbour Gazette", "Harbour Gazette Weekend", "Velden Courant", "Gazette"]
                .map(|value| (value.to_owned(), fold(value)))
                .into();
        let of = |typed: &str| {
            let (taken, note) = taken(Facet::Source, &[typed.to_owned()], &known);
            (taken.into_iter().cloned().collect::<Vec<_>>().join("|"), note.unwrap_or_default())
        };
        assert_eq!(of("gazette"), ("Gazette".to_owned(), String::new()));
        assert_eq!(of("courant").1, "`courant` is taken for the source `Velden Courant`");
        assert_eq!(of("harbour").0, "Harbour Gazette|Harbour Gazette Weekend");
        assert_eq!(of("Velden Couran").1, "the archive has no source `Velden Couran`; did you mean `Velden Courant`?");
        assert_eq!(of("").0, "");
    }

    #[test]
    fn what_is_no_facet_is_told() {
        assert_eq!("year".parse(), Ok(Facet::Year));
        assert!("yaer".parse::<Facet>().unwrap_err().contains("speaker, source, section, year"));
    }
}
