//! [`Found`]: everything that matches a request, counted and not yet read.
//!
//! Matches are documents and scores. Which of them come first is settled here, page by page; what a page shows is
//! read from the store only then, one hit at a time, so that a list of any length can be streamed.

use super::build::{Evaluated, Places, Plan, evaluate, plan};
use super::coverage::Coverage;
use super::cursor::{Cursor, CursorError, marks, question};
use super::facets::{self, FacetCounts};
use super::groups::{Groups, printed};
use super::hit::{Answer, AskedSpeaker, Group, Hit};
use super::light::Light;
use super::people;
use super::query::Query;
use super::relax::{any_of_the_words, only_filters};
use super::repair::shown;
use super::request::{Request, Sort, Target};
use super::score::six_digits;
use super::searcher::Searcher;
use super::shown::{Shower, words_that_nothing_holds};
use super::suggest;
use crate::archive::{ArchiveError, Stored};
use std::cmp::Ordering;
use std::sync::Arc;
use std::time::Instant;
use tantivy::DocAddress;

/// How many of the best articles are read again for where the words stand. With 200 or 1,000 of them, nDCG@10 on the
/// judged collections of `score` is the same to four digits.
pub(super) const READ_AGAIN: usize = 100;

/// One match on its way to becoming a hit.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub score: f64,
    /// First possible day of publication.
    pub day: Option<i64>,
    pub segment: u32,
    pub doc: u32,
}

/// A match with its place in the order of all of them.
#[derive(Debug, Clone)]
pub struct Place {
    /// From one upwards.
    pub rank: usize,
    /// The article's id, or the quotation's (`<article id>#q<n>`).
    pub id: String,
    /// Six significant digits; zero where the query only filters.
    pub score: f64,
    /// The copies for which it stands.
    pub group: Group,
    pub(super) found: Match,
}

/// Everything that matches a request.
pub struct Found<'s> {
    pub(super) searcher: &'s Searcher,
    pub(super) request: Request,
    pub(super) plan: Plan,
    pub(super) evaluated: Evaluated,
    pub(super) partial: bool,
    /// One for each hit: in the order of segments and documents, without those that stand behind another.
    matches: Vec<Match>,
    groups: Groups,
    facets: Vec<FacetCounts>,
    /// What narrowing has to say.
    notes: Vec<String>,
    sort: Sort,
    total: usize,
    undated: usize,
    speakers: Vec<AskedSpeaker>,
    started: Instant,
}

impl<'s> Found<'s> {
    /// Evaluates a request: strictly at first, then, where nothing holds all of its words, with any of them.
    pub(super) fn of(searcher: &'s Searcher, request: &Request) -> Result<Found<'s>, ArchiveError> {
        let started = Instant::now();
        let (query, speakers) = people::resolved(request, || searcher.speakers())?;
        let evaluate = |query: &Query, partial| Found::evaluated(searcher, query, request, partial, started);
        let loose = any_of_the_words(&query);
        let mut found = match loose {
            Some(loose) if request.any => evaluate(&loose, true)?,
            Some(loose) => {
                let strict = evaluate(&query, false)?;
                let partial = if strict.total == 0 { Some(evaluate(&loose, true)?) } else { None };
                partial.filter(|partial| partial.total > 0).unwrap_or(strict)
            }
            None => evaluate(&query, false)?,
        };
        found.speakers = speakers;
        Ok(found)
    }

    fn evaluated(
        searcher: &'s Searcher,
        query: &Query,
        request: &Request,
        partial: bool,
        started: Instant,
    ) -> Result<Found<'s>, ArchiveError> {
        let plan = plan(query, request.target);
        let segments = &searcher.segments;
        let mut evaluated = evaluate(&plan, request.target, &searcher.archive, &searcher.lexicon, segments)?;
        let sort = match request.sort {
            Sort::Relevance if only_filters(query) => Sort::Newest,
            sort => sort,
        };
        let mut matches = Vec::with_capacity(evaluated.matches.iter().map(Vec::len).sum());
        for (at, (list, segment)) in evaluated.matches.iter().zip(segments).enumerate() {
            for (doc, score) in list {
                let day = segment.first_day.first(segment.article_of(*doc));
                matches.push(Match { score: six_digits(*score), day, segment: at as u32, doc: *doc });
            }
        }
        if (sort, request.target) == (Sort::Relevance, Target::Articles) && request.limit > 0 {
            lift(&plan, &evaluated, &mut matches, searcher)?;
        }
        let mut notes = Vec::new();
        for narrowing in &request.narrowed {
            notes.extend(facets::narrow(narrowing, &mut matches, searcher)?);
        }
        if !request.narrowed.is_empty() {
            keep(&mut evaluated, &matches, searcher);
        }
        let total = matches.len();
        let undated = matches.iter().filter(|found| found.day.is_none()).count();
        let count = |facet| facets::count(facet, request.facet_values, &matches, request.target, searcher);
        let facets = request.facets.iter().map(|facet| count(*facet)).collect::<Result<_, _>>()?;
        let groups = match request.grouped {
            Some(_) => Groups::form(&mut matches, request.target, sort, searcher)?,
            None => Groups::default(),
        };
        Ok(Found {
            searcher,
            request: request.clone(),
            plan,
            evaluated,
            partial,
            matches,
            groups,
            facets,
            notes,
            sort,
            total,
            undated,
            speakers: Vec::new(),
            started,
        })
    }

    /// How many articles (or quotations) match in all.
    pub fn total(&self) -> usize {
        self.total
    }

    /// How many places come before the request's cursor; none without one.
    ///
    /// # Errors
    /// [`CursorError`] where the cursor is of another question or of another state of the archive.
    pub fn start(&self) -> Result<usize, CursorError> {
        let Some(cursor) = &self.request.after else { return Ok(0) };
        cursor.position(marks(&self.searcher.archive), question(&self.request), self.total)
    }

    /// Where the list goes on after its first `shown` places; `None` at its end.
    pub fn next(&self, shown: usize) -> Option<Cursor> {
        let [of_commit, of_counts] = marks(&self.searcher.archive);
        let archive = if self.request.deterministic { of_counts } else { of_commit };
        let here = || Cursor::new(archive, question(&self.request), self.total, shown);
        (shown < self.matches.len()).then(here)
    }

    /// The matches from `skipped` on, up to `limit`, in an order that depends on the corpus alone: the sort key, the
    /// score, then the id.
    pub fn places(&self, skipped: usize, limit: usize) -> Result<Vec<Place>, ArchiveError> {
        let end = skipped.saturating_add(limit).min(self.matches.len());
        if skipped >= end {
            return Ok(Vec::new());
        }
        let mut matches = self.matches.clone();
        let by_key = |a: &Match, b: &Match| by_key(self.sort, a, b);
        bring_forward(&mut matches, end, by_key, self.searcher)?;
        matches.truncate(end);
        let mut named: Vec<(&Match, Arc<str>, u32)> = Vec::with_capacity(matches.len());
        for found in &matches {
            let segment = &self.searcher.segments[found.segment as usize];
            named.push((found, segment.id_of(found.doc)?, segment.ordinal_of(found.doc)));
        }
        named.sort_by(|a, b| by_key(a.0, b.0).then_with(|| a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        named.into_iter().enumerate().skip(skipped).map(|(n, named)| self.place(n + 1, named)).collect()
    }

    /// The place of a match: its own, or that of the copy that is shown for it.
    fn place(&self, rank: usize, (found, id, ordinal): (&Match, Arc<str>, u32)) -> Result<Place, ArchiveError> {
        let score = found.score;
        match &self.request.grouped {
            Some(shown) if !self.groups.of(found).is_empty() => {
                let (found, group) = self.groups.shown(found, shown, self.request.expanded, self.searcher)?;
                let segment = &self.searcher.segments[found.segment as usize];
                let id = printed(&segment.id_of(found.doc)?, segment.ordinal_of(found.doc));
                Ok(Place { rank, id, score, group, found })
            }
            _ => {
                let id = printed(&id, ordinal);
                let group = Group { id: id.clone(), size: 1, copies: Vec::new() };
                Ok(Place { rank, id, score, group, found: found.clone() })
            }
        }
    }

    /// Reads the places' articles and shows where the query's words stand in them, one after another.
    pub fn hits<'p>(
        &'p self,
        places: &'p [Place],
    ) -> Result<impl Iterator<Item = Result<Hit, ArchiveError>> + 'p, ArchiveError> {
        let searcher = self.searcher;
        let light = Light::of(&self.plan, &self.evaluated, &searcher.lexicon, &searcher.segments)?;
        let shower = Shower { found: self, light };
        Ok(places.iter().map(move |place| shower.hit(place)))
    }

    /// Reads the places' articles one after another; the number is the quotation's, or 0 for the article itself.
    pub fn each_stored<E: From<ArchiveError>>(
        &self,
        places: &[Place],
        mut each: impl FnMut(&Stored, usize) -> Result<(), E>,
    ) -> Result<(), E> {
        // Quotations of one article mostly follow each other.
        let mut last: Option<(DocAddress, Stored)> = None;
        for Place { found, .. } in places {
            let article = self.searcher.segments[found.segment as usize].article_of(found.doc);
            let address = DocAddress::new(found.segment, article);
            let stored = match last.take() {
                Some((before, stored)) if before == address => stored,
                _ => self.searcher.archive.load(address)?,
            };
            each(&stored, (found.doc - article) as usize)?;
            last = Some((address, stored));
        }
        Ok(())
    }

    /// The answer without its hits: what was understood, and how much there is.
    pub fn head(&self) -> Result<Answer, ArchiveError> {
        let request = &self.request;
        let mut notes = Vec::new();
        if self.partial && !request.any {
            notes.push(match request.target {
                Target::Articles => "no article holds all of these words; these hold some".to_owned(),
                Target::Quotations => "no quotation holds all of these words; these hold some".to_owned(),
            });
        }
        notes.extend(words_that_nothing_holds(&self.plan, &self.evaluated));
        notes.extend(self.notes.iter().cloned());
        for leaf in &self.plan.leaves {
            if let Some((matching, kept)) = self.searcher.lexicon.cut_from(leaf, &self.searcher.segments)? {
                let label = shown(&leaf.label);
                notes.push(format!("`{label}` matches {matching} words; the {kept} most frequent were looked for"));
            }
        }
        if self.total < suggest::FEW || self.partial {
            notes.extend(suggest::did_you_mean(&self.plan, &self.evaluated, &request.query, self.searcher)?);
        }
        let coverage = match self.total {
            0 => Some(Coverage::of(request, self.searcher)?),
            _ => None,
        };
        let spellings = match self.speakers.is_empty() {
            true => Vec::new(),
            false => {
                let spellings = people::spellings(&self.searcher.archive, &self.evaluated, request.target)?;
                notes.extend(people::notes(&self.speakers, &spellings, self.searcher.speakers()?));
                spellings
            }
        };
        Ok(Answer {
            read_as: request.read_as(),
            notes,
            speakers: self.speakers.clone(),
            spellings,
            hits: Vec::new(),
            total: self.total,
            undated: self.undated,
            groups: request.grouped.is_some().then_some(self.matches.len()),
            facets: self.facets.clone(),
            coverage,
            partial: self.partial,
            next: None,
            generation: self.searcher.archive.manifest().generation,
            elapsed: self.started.elapsed(),
        })
    }

    /// Time since the request came in.
    pub fn elapsed(&self) -> std::time::Duration {
        self.started.elapsed()
    }
}

/// Reads where the words stand in the [`READ_AGAIN`] best articles, and adds to their scores what that tells. The
/// matches keep their order of segments and documents.
fn lift(plan: &Plan, evaluated: &Evaluated, matches: &mut [Match], searcher: &Searcher) -> Result<(), ArchiveError> {
    let manifest = searcher.archive.manifest();
    let Some(places) = Places::of(plan, evaluated, &searcher.lexicon, &searcher.segments, manifest) else {
        return Ok(());
    };
    let mut best = matches.to_vec();
    bring_forward(&mut best, READ_AGAIN, |a, b| b.score.total_cmp(&a.score), searcher)?;
    best.truncate(READ_AGAIN);
    best.sort_unstable_by_key(|found| (found.segment, found.doc));
    for of_segment in best.chunk_by(|a, b| a.segment == b.segment) {
        let mut scores: Vec<(u32, f64)> = of_segment.iter().map(|found| (found.doc, found.score)).collect();
        let segment = of_segment[0].segment;
        places.lift(segment as usize, &mut scores)?;
        for (doc, score) in scores {
            if let Ok(place) = matches.binary_search_by_key(&(segment, doc), |found| (found.segment, found.doc)) {
                matches[place].score = six_digits(score);
            }
        }
    }
    Ok(())
}

/// Brings the `limit` first matches to the front, in no order among themselves: those with the first keys, and of equal
/// keys those with the first ids.
fn bring_forward(
    matches: &mut [Match],
    limit: usize,
    by_key: impl Fn(&Match, &Match) -> Ordering,
    searcher: &Searcher,
) -> Result<(), ArchiveError> {
    if matches.len() <= limit || limit == 0 {
        return Ok(());
    }
    let (_, last, behind) = matches.select_nth_unstable_by(limit - 1, &by_key);
    let last = last.clone();
    // Ids are strings in a column; only what has the key on the border has its id read.
    if !behind.iter().any(|found| by_key(found, &last) == Ordering::Equal) {
        return Ok(());
    }
    let on_border = |found: &Match| by_key(found, &last) == Ordering::Equal;
    let places: Vec<usize> = (0..matches.len()).filter(|n| on_border(&matches[*n])).collect();
    let mut tied = Vec::with_capacity(places.len());
    for place in &places {
        let found = &matches[*place];
        let segment = &searcher.segments[found.segment as usize];
        tied.push((segment.id_of(found.doc)?, segment.ordinal_of(found.doc), found.clone()));
    }
    tied.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
    for (place, (_, _, found)) in places.into_iter().zip(tied) {
        matches[place] = found;
    }
    Ok(())
}

/// Takes out of what was evaluated all that is not among `matches`, which stand in the order of segments and documents.
fn keep(evaluated: &mut Evaluated, matches: &[Match], searcher: &Searcher) {
    for (at, segment) in searcher.segments.iter().enumerate() {
        let from = matches.partition_point(|found| (found.segment as usize) < at);
        let here = matches[from..].iter().take_while(|found| found.segment as usize == at);
        let docs: Vec<u32> = here.map(|found| found.doc).collect();
        evaluated.matches[at].retain(|(doc, _)| docs.binary_search(doc).is_ok());
        evaluated.quotations[at].retain(|doc| docs.binary_search(&segment.article_of(*doc)).is_ok());
    }
}

/// The order of two matches before their ids are looked at.
pub(super) fn by_key(sort: Sort, a: &Match, b: &Match) -> Ordering {
    let score = b.score.total_cmp(&a.score);
    let undated_last = a.day.is_none().cmp(&b.day.is_none());
    match sort {
        Sort::Relevance => score,
        Sort::Newest => undated_last.then(b.day.cmp(&a.day)).then(score),
        Sort::Oldest => undated_last.then(a.day.cmp(&b.day)).then(score),
    }
}
