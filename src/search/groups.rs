//! Groups: copies of one article, or quotations of the same words by the same speaker, as one entry of a list.
//!
//! Which copy of a group is shown is the reader's choice. By relevance a group takes the place of its best match, by time
//! that of the copy that is shown, so that the days that are read follow each other. The other copies are set aside,
//! never lost: they are counted, and can be listed.

use super::build::SegmentView;
use super::facets::{outlets, strings, value_of};
use super::hit::{Copied, Group};
use super::order::{Match, Named, by_id, by_key_and_id};
use super::request::{Shown, Sort, Target};
use super::score::six_digits;
use super::searcher::Searcher;
use crate::archive::ArchiveError;
use crate::article::{ArticleId, CivilDate};
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use tantivy::columnar::StrColumn;

/// The matches that stand behind others.
#[derive(Debug, Default)]
pub(super) struct Groups {
    choice: Choice,
    /// All matches of a group, by the segment and document of the one that stands for it.
    members: HashMap<(u32, u32), Vec<Match>>,
}

/// Which copy of a group is shown: of several the earliest.
#[derive(Debug, Default)]
pub(super) enum Choice {
    #[default]
    Earliest,
    Longest,
    /// One from these outlets.
    From(BTreeSet<String>),
}

impl Choice {
    /// What a reader asked for in this archive, and what is to be said about it.
    pub fn of(shown: &Shown, searcher: &Searcher) -> Result<(Choice, Option<String>), ArchiveError> {
        Ok(match shown {
            Shown::Earliest => (Choice::Earliest, None),
            Shown::Longest => (Choice::Longest, None),
            Shown::Source(name) => {
                let (outlets, note) = outlets(name, searcher)?;
                (Choice::From(outlets), note)
            }
        })
    }

    /// The place of the copy to show among copies in the order of their days.
    fn among(&self, by_day: &[Named], searcher: &Searcher) -> Result<usize, ArchiveError> {
        let segment = |found: &Match| &searcher.segments[found.segment as usize];
        match self {
            Choice::Earliest => {}
            Choice::Longest => {
                let length = |n: &usize| {
                    let (found, _) = &by_day[*n];
                    segment(found).body_length.first(segment(found).article_of(found.doc)).unwrap_or(0)
                };
                let longest = (0..by_day.len()).max_by(|a, b| length(a).cmp(&length(b)).then(b.cmp(a)));
                return Ok(longest.unwrap_or(0));
            }
            Choice::From(outlets) => {
                for (n, (found, _)) in by_day.iter().enumerate() {
                    if outlet(found, segment(found))?.is_some_and(|outlet| outlets.contains(&outlet)) {
                        return Ok(n);
                    }
                }
            }
        }
        Ok(0)
    }
}

impl Groups {
    /// Takes out of `matches`, which stand in the order of segments and documents, all but one of each group.
    pub fn form(
        matches: &mut Vec<Match>,
        choice: Choice,
        target: Target,
        sort: Sort,
        searcher: &Searcher,
    ) -> Result<Groups, ArchiveError> {
        let keyed = match target {
            Target::Articles => copies(matches, searcher)?,
            Target::Quotations => same_words(matches, searcher)?,
        };
        if keyed.is_empty() {
            return Ok(Groups::default());
        }
        let mut sets: HashMap<Key, Vec<u32>> = HashMap::new();
        for (n, key) in keyed {
            sets.entry(key).or_default().push(n);
        }
        let mut groups = Groups { choice, members: HashMap::new() };
        let mut behind = vec![false; matches.len()];
        for set in sets.into_values().filter(|set| set.len() > 1) {
            let mut members: Vec<Named> = Vec::with_capacity(set.len());
            for n in &set {
                behind[*n as usize] = true;
                let found = &matches[*n as usize];
                members.push(Match { score: six_digits(found.score), ..found.clone() }.named(searcher)?);
            }
            let first = match sort {
                Sort::Relevance => members.iter().min_by(|a, b| by_key_and_id(sort, a, b)),
                Sort::Newest | Sort::Oldest => {
                    members.sort_by(by_day);
                    members.get(groups.choice.among(&members, searcher)?)
                }
            };
            let Some(first) = first.map(|(found, _)| (found.segment, found.doc)) else { continue };
            for n in set {
                let found = &matches[n as usize];
                behind[n as usize] = (found.segment, found.doc) != first;
            }
            groups.members.insert(first, members.into_iter().map(|(found, _)| found).collect());
        }
        let mut behind = behind.into_iter();
        matches.retain(|_| !behind.next().unwrap_or(false));
        Ok(groups)
    }

    /// The matches for which this one stands, itself among them; none where it stands for itself alone.
    pub fn of(&self, found: &Match) -> &[Match] {
        self.members.get(&(found.segment, found.doc)).map_or(&[], Vec::as_slice)
    }

    /// The copy that is shown for a group, and the group as a hit tells it.
    pub fn shown(&self, found: &Match, expanded: bool, searcher: &Searcher) -> Result<(Match, Group), ArchiveError> {
        let members = self.of(found).iter().map(|found| found.clone().named(searcher));
        let mut members = members.collect::<Result<Vec<_>, _>>()?;
        members.sort_by(by_day);
        let place = self.choice.among(&members, searcher)?;
        let (size, id) = (members.len(), printed(&members[0].1, members[0].0.ordinal));
        let (chosen, _) = members.remove(place);
        let mut copies = Vec::new();
        if expanded {
            for (found, id) in &members {
                let segment = &searcher.segments[found.segment as usize];
                copies.push(Copied {
                    id: printed(id, found.ordinal),
                    source: outlet(found, segment)?,
                    published: date(found, segment),
                });
            }
        }
        Ok((chosen, Group { id, size, copies }))
    }
}

/// The order of copies by their days, those without one last.
fn by_day(one: &Named, other: &Named) -> Ordering {
    let day = |(found, _): &Named| (found.day.is_none(), found.day);
    day(one).cmp(&day(other)).then_with(|| by_id(one, other))
}

/// What the matches of one group share.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    /// A group of copies.
    Copies(u32),
    /// Words, and the person who says them by id, or by name where the archive knows of no person.
    Words(u32, Option<String>),
}

/// The articles that have copies, by their place among the matches.
fn copies(matches: &[Match], searcher: &Searcher) -> Result<Vec<(u32, Key)>, ArchiveError> {
    let copies = searcher.copies()?;
    let mut keyed = Vec::new();
    let mut from = 0;
    for of_segment in matches.chunk_by(|one, other| one.segment == other.segment) {
        let mut with_copies = copies.in_segment(of_segment[0].segment as usize).peekable();
        for (n, found) in of_segment.iter().enumerate() {
            while with_copies.next_if(|(doc, _)| *doc < found.doc).is_some() {}
            if let Some((_, group)) = with_copies.next_if(|(doc, _)| *doc == found.doc) {
                keyed.push(((from + n) as u32, Key::Copies(group)));
            }
        }
        from += of_segment.len();
    }
    Ok(keyed)
}

/// The quotations whose words others have too, by their place among the matches.
fn same_words(matches: &[Match], searcher: &Searcher) -> Result<Vec<(u32, Key)>, ArchiveError> {
    let mut prints: Vec<(u32, u32)> = Vec::with_capacity(matches.len());
    let mut from = 0;
    for of_segment in matches.chunk_by(|one, other| one.segment == other.segment) {
        let column = searcher.segments[of_segment[0].segment as usize].reader.fast_fields().u64("said_print")?;
        for (n, found) in of_segment.iter().enumerate() {
            prints.extend(column.first(found.doc).map(|print| (print as u32, (from + n) as u32)));
        }
        from += of_segment.len();
    }
    prints.sort_unstable();
    let mut keyed = Vec::new();
    let names: Vec<StrColumn> =
        searcher.segments.iter().map(|segment| strings(segment, "who")).collect::<Result<_, _>>()?;
    let mut speakers = HashMap::new();
    for same in prints.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() > 1) {
        for (print, n) in same {
            let speaker = speaker_of(&matches[*n as usize], &names, searcher, &mut speakers)?;
            keyed.push((*n, Key::Words(*print, speaker)));
        }
    }
    Ok(keyed)
}

/// Who says a quotation: the same for all spellings of one person.
fn speaker_of(
    found: &Match,
    names: &[StrColumn],
    searcher: &Searcher,
    known: &mut HashMap<(u32, u64), Option<String>>,
) -> Result<Option<String>, ArchiveError> {
    let column = &names[found.segment as usize];
    let Some(ord) = column.term_ords(found.doc).next() else { return Ok(None) };
    if let Some(speaker) = known.get(&(found.segment, ord)) {
        return Ok(speaker.clone());
    }
    let value = value_of(column, ord)?;
    let (name, full_name) = value.split_once('\t').unwrap_or((&value, &value));
    let registry = searcher.speakers()?;
    let person = registry.id_of(name, full_name);
    let speaker = Some(person.unwrap_or(value));
    known.insert((found.segment, ord), speaker.clone());
    Ok(speaker)
}

/// The id of an article, or of its quotation with this number.
pub(super) fn printed(id: &str, ordinal: u32) -> String {
    match ordinal {
        0 => id.to_owned(),
        n => ArticleId::new(id).quotation(n as usize),
    }
}

fn outlet(found: &Match, segment: &SegmentView) -> Result<Option<String>, ArchiveError> {
    let column = strings(segment, "outlet")?;
    let ord = column.term_ords(segment.article_of(found.doc)).next();
    ord.map(|ord| value_of(&column, ord)).transpose()
}

fn date(found: &Match, segment: &SegmentView) -> Option<CivilDate> {
    let article = segment.article_of(found.doc);
    CivilDate::from_days(segment.first_day.first(article)?, segment.last_day.first(article)?)
}
