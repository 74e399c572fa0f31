//! [`Found`]: everything that matches a request, counted and not yet read.
//!
//! Matches are documents and scores. Which of them come first is settled here, page by page; what a page shows is
//! read from the store only then, one hit at a time, so that a list of any length can be streamed.

use super::build::{Evaluated, Places, Plan, SegmentView, evaluate, plan};
use super::coverage::Coverage;
use super::cursor::{Cursor, CursorError, marks, question};
use super::facets::{self, FacetCounts};
use super::groups::{Choice, Groups, printed};
use super::hit::{Answer, AskedSpeaker, Group, Hit};
use super::light::Lights;
use super::order::{Best, Match, Named, Scored, best_scored, in_order, keep_first};
use super::people;
use super::query::{Filter, Query};
use super::relax::{any_of_the_words, only_filters};
use super::repair::shown;
use super::request::{Request, Sort, Target};
use super::score::six_digits;
use super::searcher::Searcher;
use super::shown::{Shower, words_that_nothing_holds};
use super::suggest;
use crate::archive::{ArchiveError, Stored};
use std::time::Instant;
use tantivy::DocAddress;

/// How many of the best articles are read again for which words stand near each other. With 100 of them nDCG@10 on the
/// judged collections of `score` is the same to four digits.
pub(super) const READ_AGAIN: usize = 20;

/// A match with its place in the order of all of them.
#[derive(Debug, Clone)]
pub struct Place {
    /// From one upwards.
    pub rank: usize,
    /// The article's id, or the quotation's (`<article id>#q<n>`).
    pub id: String,
    /// Six significant digits; zero where the query only filters.
    pub score: f64,
    /// The copies for which it stands, where it has any.
    pub group: Option<Group>,
    pub(super) found: Match,
}

/// Everything that matches a request.
pub struct Found<'s> {
    pub(super) searcher: &'s Searcher,
    pub(super) request: &'s Request,
    pub(super) plan: Plan,
    pub(super) evaluated: Evaluated,
    pub(super) partial: bool,
    /// One for each hit, in the order of segments and documents, without those that stand behind another; `None` where
    /// they are those of `evaluated`, in the order of their scores.
    listed: Option<Vec<Match>>,
    groups: Groups,
    facets: Vec<FacetCounts>,
    /// What narrowing has to say.
    notes: Vec<String>,
    sort: Sort,
    total: usize,
    speakers: Vec<AskedSpeaker>,
    started: Instant,
}

impl<'s> Found<'s> {
    /// Evaluates a request: strictly at first, then, where nothing holds all of its words, with any of them, unless only
    /// whole matches will do.
    pub(super) fn of(searcher: &'s Searcher, request: &'s Request) -> Result<Found<'s>, ArchiveError> {
        let started = Instant::now();
        let (query, speakers) = people::resolved(request, || searcher.speakers())?;
        let evaluate = |query: &Query, partial| Found::evaluated(searcher, query, request, partial, started);
        let loose = || any_of_the_words(&query);
        let mut found = match request.any.then(loose).flatten() {
            Some(loose) => evaluate(&loose, true)?,
            None => {
                let strict = evaluate(&query, false)?;
                let loose = if strict.total == 0 && !request.whole { loose() } else { None };
                let partial = loose.map(|loose| evaluate(&loose, true)).transpose()?;
                partial.filter(|partial| partial.total > 0).unwrap_or(strict)
            }
        };
        found.speakers = speakers;
        Ok(found)
    }

    fn evaluated(
        searcher: &'s Searcher,
        query: &Query,
        request: &'s Request,
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
        if (sort, request.target) == (Sort::Relevance, Target::Articles) {
            add_tops(&plan, &mut evaluated, searcher)?;
        }
        let mut found = Found {
            searcher,
            request,
            plan,
            partial,
            total: evaluated.matches.iter().map(Vec::len).sum(),
            evaluated,
            listed: None,
            groups: Groups::default(),
            facets: Vec::new(),
            notes: Vec::new(),
            sort,
            speakers: Vec::new(),
            started,
        };
        if sort != Sort::Relevance || request.looks_at_each() {
            found.look_at_each()?;
        }
        Ok(found)
    }

    /// Looks at all matches one by one, for narrowing, facets, groups and an order of time.
    fn look_at_each(&mut self) -> Result<(), ArchiveError> {
        let Found { searcher, request, .. } = self;
        let mut matches = Vec::with_capacity(self.total);
        for (at, list) in self.evaluated.matches.iter().enumerate() {
            let place =
                |(doc, score): &(u32, f64)| Match::of((at, *doc), *score, request.target, searcher).dated(searcher);
            matches.extend(list.iter().map(place));
        }
        for narrowing in &request.narrowed {
            self.notes.extend(facets::narrow(narrowing, &mut matches, searcher)?);
        }
        if !request.narrowed.is_empty() {
            keep(&mut self.evaluated, &matches, searcher);
        }
        self.total = matches.len();
        let count = |facet| facets::count(facet, request.facet_values, &matches, request.target, searcher);
        self.facets = request.facets.iter().map(|facet| count(*facet)).collect::<Result<_, _>>()?;
        if let Some(shown) = &request.grouped {
            let (choice, note) = Choice::of(shown, searcher)?;
            self.notes.extend(note);
            // Which of a group is the best may depend on what stands near what.
            if self.sort == Sort::Relevance {
                for lifted in self.first(READ_AGAIN, READ_AGAIN)? {
                    let address = (lifted.segment, lifted.doc);
                    if let Ok(place) = matches.binary_search_by_key(&address, |found| (found.segment, found.doc)) {
                        matches[place].score = lifted.score;
                    }
                }
            }
            self.groups = Groups::form(&mut matches, choice, self.request.target, self.sort, self.searcher)?;
        }
        if self.request.grouped.is_some() || self.sort != Sort::Relevance {
            self.listed = Some(matches);
        }
        Ok(())
    }

    /// The matches with the `count` best scores and all that are as good when scores are rounded, in no order; of them the
    /// scores of those are settled that can be among the first `shown`.
    fn first(&self, count: usize, shown: usize) -> Result<Vec<Match>, ArchiveError> {
        let Searcher { archive, segments, lexicon, .. } = self.searcher;
        // A single word stands near no other.
        let places = match self.request.target {
            Target::Articles if self.plan.leaves.len() > 1 => {
                Places::of(&self.plan, &self.evaluated, lexicon, segments, archive.manifest())
            }
            _ => None,
        };
        let places = places.filter(Places::has_pairs);
        let wanted = if places.is_some() { count.max(READ_AGAIN) } else { count };
        let mut best = Best::new(wanted);
        for (at, list) in self.evaluated.matches.iter().enumerate() {
            for (doc, score) in list {
                best.offer(|| (at, *doc), *score);
            }
        }
        let mut best = best.into_vec();
        if let Some(places) = places {
            self.lift(&mut best, shown, &places)?;
            if count < best.len() {
                best = best_scored(best.into_iter(), count);
            }
        }
        let of_place = |(place, score)| Match::of(place, score, self.request.target, self.searcher);
        Ok(best.into_iter().map(of_place).collect())
    }

    /// Reads which words stand near each other in the [`READ_AGAIN`] best matches, and adds to their scores what that
    /// tells; those that cannot be among the first `shown` even then are left alone.
    fn lift(&self, best: &mut [Scored], shown: usize, places: &Places<'_>) -> Result<(), ArchiveError> {
        best.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut end = best.len();
        if let Some((_, last)) = best.get(READ_AGAIN - 1) {
            let last = six_digits(*last);
            end = READ_AGAIN + best[READ_AGAIN..].iter().take_while(|(_, score)| six_digits(*score) == last).count();
        }
        // The first ones are read whatever they hold; the others only where they can still come before the last of these.
        let (first, others) = best[..end].split_at_mut(shown.min(end));
        read_again(first, None, places)?;
        let least = first.iter().map(|(_, score)| *score).fold(f64::INFINITY, f64::min) * (1.0 - 1e-4);
        let near = others.partition_point(|(_, score)| *score + places.most_by_nearness() >= least);
        read_again(&mut others[..near], Some(least), places)
    }

    /// How many hits there are.
    fn hits_in_all(&self) -> usize {
        self.listed.as_ref().map_or(self.total, Vec::len)
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
        cursor.position(marks(&self.searcher.archive), question(self.request), self.total)
    }

    /// Where the list goes on after its first `shown` places; `None` at its end.
    pub fn next(&self, shown: usize) -> Option<Cursor> {
        let [of_commit, of_counts] = marks(&self.searcher.archive);
        let archive = if self.request.deterministic { of_counts } else { of_commit };
        let here = || Cursor::new(archive, question(self.request), self.total, shown);
        (shown < self.hits_in_all()).then(here)
    }

    /// The matches from `skipped` on, up to `limit`, in an order that depends on the corpus alone: the sort key, the
    /// score, then the id.
    pub fn places(&self, skipped: usize, limit: usize) -> Result<Vec<Place>, ArchiveError> {
        let end = skipped.saturating_add(limit).min(self.hits_in_all());
        if skipped >= end {
            return Ok(Vec::new());
        }
        let named = self.named(end)?.into_iter().enumerate().skip(skipped);
        named.map(|(n, named)| self.place(n + 1, named)).collect()
    }

    /// The ids of the first places, up to `limit`, with their scores.
    pub(super) fn ids(&self, limit: usize) -> Result<Vec<(String, f64)>, ArchiveError> {
        if self.request.grouped.is_some() {
            return Ok(self.places(0, limit)?.into_iter().map(|place| (place.id, place.score)).collect());
        }
        let named = self.named(limit.min(self.hits_in_all()))?;
        Ok(named.into_iter().map(|(found, id)| (printed(&id, found.ordinal), found.score)).collect())
    }

    /// The first matches, up to `end`, in order.
    fn named(&self, end: usize) -> Result<Vec<Named>, ArchiveError> {
        let mut matches = match &self.listed {
            None => self.first(end, end)?,
            Some(matches) if self.sort == Sort::Relevance => {
                let scores = matches.iter().map(|found| (found, found.score));
                best_scored(scores, end).into_iter().map(|(found, _)| found.clone()).collect()
            }
            Some(matches) => matches.clone(),
        };
        keep_first(&mut matches, end, self.sort, self.searcher)?;
        in_order(matches, self.sort, self.searcher)
    }

    /// The place of a match: its own, or that of the copy that is shown for it.
    fn place(&self, rank: usize, (found, id): Named) -> Result<Place, ArchiveError> {
        let score = found.score;
        if self.groups.of(&found).is_empty() {
            return Ok(Place { rank, id: printed(&id, found.ordinal), score, group: None, found });
        }
        let (found, group) = self.groups.shown(&found, self.request.expanded, self.searcher)?;
        let segment = &self.searcher.segments[found.segment as usize];
        let id = printed(&segment.id_of(found.doc - found.ordinal)?, found.ordinal);
        Ok(Place { rank, id, score, group: Some(group), found })
    }

    /// Reads the places' articles and shows where the query's words stand in them, one after another.
    pub fn hits<'p>(
        &'p self,
        places: &'p [Place],
    ) -> Result<impl Iterator<Item = Result<Hit, ArchiveError>> + 'p, ArchiveError> {
        let searcher = self.searcher;
        let lights = Lights::of(&self.plan, &self.evaluated, &searcher.lexicon, &searcher.segments)?;
        let shower = Shower { found: self, lights };
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
        notes.extend(self.left_out_of_every_period());
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
            undated: self.undated(),
            groups: request.grouped.is_some().then_some(self.hits_in_all()),
            facets: self.facets.clone(),
            coverage,
            partial: self.partial,
            next: None,
            generation: self.searcher.archive.manifest().generation,
            elapsed: self.started.elapsed(),
        })
    }

    /// Whoever asks for a period does not see what has no date; that there is some is told.
    fn left_out_of_every_period(&self) -> Option<String> {
        match self.searcher.archive.manifest().undated {
            _ if !asks_for_a_period(&self.request.query) => None,
            0 => None,
            1 => Some("1 article carries no date and stands in no period".to_owned()),
            undated => Some(format!("{undated} articles carry no date and stand in no period")),
        }
    }

    /// How many of what matches carry no date.
    fn undated(&self) -> usize {
        let manifest = self.searcher.archive.manifest();
        match manifest.undated {
            0 => 0,
            undated if undated == manifest.articles => self.total,
            _ => {
                let undated = |segment: &SegmentView, doc| segment.first_day.first(segment.article_of(doc)).is_none();
                let matches = self.evaluated.matches.iter().zip(&self.searcher.segments);
                matches.map(|(list, segment)| list.iter().filter(|(doc, _)| undated(segment, *doc)).count()).sum()
            }
        }
    }

    /// Time since the request came in.
    pub fn elapsed(&self) -> std::time::Duration {
        self.started.elapsed()
    }
}

/// Whether a query wants what was published in a period.
fn asks_for_a_period(query: &Query) -> bool {
    match query {
        Query::Filter(Filter::Date { .. }) => true,
        Query::Not(_) => false,
        query => query.clauses().iter().any(asks_for_a_period),
    }
}

/// Adds to scores what nearness tells; where there is a least that they must come to, only to those that can.
fn read_again(matches: &mut [Scored], least: Option<f64>, places: &Places<'_>) -> Result<(), ArchiveError> {
    matches.sort_unstable_by_key(|(place, _)| *place);
    for of_segment in matches.chunk_by_mut(|((one, _), _), ((other, _), _)| one == other) {
        let segment = of_segment[0].0.0;
        places.add_nearness(segment, of_segment.iter_mut().map(|((_, doc), score)| (*doc, score)), least)?;
    }
    Ok(())
}

/// Adds to the scores of all matches what standing at the top tells.
fn add_tops(plan: &Plan, evaluated: &mut Evaluated, searcher: &Searcher) -> Result<(), ArchiveError> {
    let (manifest, segments) = (searcher.archive.manifest(), &searcher.segments);
    let mut matches = std::mem::take(&mut evaluated.matches);
    if let Some(places) = Places::of(plan, evaluated, &searcher.lexicon, segments, manifest) {
        for (at, matches) in matches.iter_mut().enumerate() {
            places.add_tops(at, matches)?;
        }
    }
    evaluated.matches = matches;
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
