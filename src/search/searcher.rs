//! [`Searcher`]: one way to ask, for the command line, the web page and the relevance tests alike.

use super::build::{Evaluated, Leaf, Lexicon, Part, Place, Places, Plan, SegmentView, evaluate, parts, plan};
use super::explain::{Explanation, Reason};
use super::hit::{Answer, ArticleSummary, AskedSpeaker, Hit, QuotedWords};
use super::light::Light;
use super::passages;
use super::people::{self, SpeakerCard, SpeakerList, Speakers};
use super::relax::{any_of_the_words, only_filters};
use super::repair::shown;
use super::request::{Request, Sort, Target};
use super::score::six_digits;
use crate::archive::{Archive, ArchiveError, Stored};
use crate::article::{Article, ArticleId, Quotation};
use crate::speaker::registry::{KnownSpeaker, SpeakerRegistry, Spelling};
use std::cmp::Ordering;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use tantivy::DocAddress;

/// How many of the best articles are read again for where the words stand. With 200 or 1,000 of them, nDCG@10 on the
/// judged collections of `score` is the same to four digits.
const READ_AGAIN: usize = 100;
/// So many words that nothing holds are named.
const WORDS_NAMED: usize = 12;

/// Answers requests from one generation of an archive. Cheap to share between threads.
pub struct Searcher {
    pub(super) archive: Archive,
    pub(super) segments: Vec<SegmentView>,
    pub(super) lexicon: Lexicon,
    speakers: Speakers,
}

/// The order of what matches, without the texts.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// Ids with their scores, best first: articles' ids, or quotations' `<article id>#q<n>`.
    pub entries: Vec<(String, f64)>,
    /// How many match in all.
    pub total: usize,
}

/// One match on its way to becoming a hit.
#[derive(Debug, Clone)]
struct Match {
    score: f64,
    day: Option<i64>,
    segment: u32,
    doc: u32,
}

/// Matches in order, with what is needed to show them.
struct Ranked {
    plan: Plan,
    evaluated: Evaluated,
    best: Vec<(Match, String)>,
    total: usize,
    undated: usize,
    partial: bool,
}

impl Searcher {
    /// Opens the columns of an archive.
    pub fn open(archive: Archive) -> Result<Searcher, ArchiveError> {
        let segments = archive
            .searcher()
            .segment_readers()
            .iter()
            .map(|reader| SegmentView::open(reader, archive.fields()))
            .collect::<Result<_, _>>()?;
        let lexicon = Lexicon::new(archive.manifest());
        Ok(Searcher { archive, segments, lexicon, speakers: Speakers::default() })
    }

    /// Takes what people settled by hand from `file` instead of the archive's own `.onrecord/aliases.toml`.
    pub fn aliases_from(mut self, file: Option<PathBuf>) -> Searcher {
        self.speakers = Speakers::with_aliases(file);
        self
    }

    /// Who is who in this archive: made at the first question, kept beside the index for the next.
    pub fn speakers(&self) -> Result<&SpeakerRegistry, ArchiveError> {
        self.speakers.of(&self.archive)
    }

    /// The archive it answers from.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// The speakers that `pattern` finds, most quoted first; all of them where it is empty.
    pub fn list_speakers(&self, pattern: &str) -> Result<SpeakerList, ArchiveError> {
        Ok(SpeakerList::of(self.speakers()?, pattern))
    }

    /// All spellings of the speaker at a place, and the people whom the name may mean where it means several.
    pub fn spellings_and_candidates(&self, place: u32) -> Result<(Vec<Spelling>, Vec<KnownSpeaker>), ArchiveError> {
        let registry = self.speakers()?;
        let candidates = registry.candidates(place).into_iter().map(|other| registry.speaker(other));
        Ok((registry.spellings(place), candidates.collect()))
    }

    /// The first `most` pairs of speakers who are likely to be one and were not joined.
    pub fn suggested_joins(&self, most: usize) -> Result<Vec<(KnownSpeaker, KnownSpeaker)>, ArchiveError> {
        let registry = self.speakers()?;
        let pairs = registry.suggestions().into_iter().take(most);
        Ok(pairs.map(|(one, other)| (registry.speaker(one), registry.speaker(other))).collect())
    }

    /// All that is known of the speaker at a place of the registry.
    pub fn card(&self, place: u32) -> Result<SpeakerCard, ArchiveError> {
        SpeakerCard::of(&self.archive, self.speakers()?, place)
    }

    /// Answers a request with hits and their passages.
    pub fn search(&self, request: &Request) -> Result<Answer, ArchiveError> {
        let start = Instant::now();
        let (ranked, speakers) = self.ranked(request)?;
        let light = Light::of(&ranked.plan, &ranked.evaluated, &self.lexicon, &self.segments)?;
        let hits = ranked
            .best
            .iter()
            .enumerate()
            .map(|(n, (found, id))| self.hit(n + 1, found, id, request, &ranked, &light))
            .collect::<Result<_, _>>()?;
        let mut notes = Vec::new();
        if ranked.partial && !request.any {
            notes.push(match request.target {
                Target::Articles => "no article holds all of these words; these hold some".to_owned(),
                Target::Quotations => "no quotation holds all of these words; these hold some".to_owned(),
            });
        }
        notes.extend(self.words_that_nothing_holds(&ranked));
        for leaf in &ranked.plan.leaves {
            if let Some((matching, kept)) = self.lexicon.cut_from(leaf, &self.segments)? {
                let label = shown(&leaf.label);
                notes.push(format!("`{label}` matches {matching} words; the {kept} most frequent were looked for"));
            }
        }
        let spellings = match speakers.is_empty() {
            true => Vec::new(),
            false => people::spellings(&self.archive, &ranked.evaluated, request.target)?,
        };
        notes.extend(people::notes(&speakers, &spellings, self.speakers()?));
        Ok(Answer {
            read_as: request.query.to_string(),
            notes,
            speakers,
            spellings,
            hits,
            total: ranked.total,
            undated: ranked.undated,
            partial: ranked.partial,
            generation: self.archive.manifest().generation,
            elapsed: start.elapsed(),
        })
    }

    /// Ranks without loading any text: for lists of ids, counts, and relevance tests over thousands of topics.
    pub fn rank(&self, request: &Request) -> Result<Ranking, ArchiveError> {
        let (ranked, _) = self.ranked(request)?;
        let entries = ranked.best.into_iter().map(|(found, id)| (id, found.score)).collect();
        Ok(Ranking { entries, total: ranked.total })
    }

    /// Says where the score of the hit with this id comes from; `None` where the request does not find it.
    pub fn explain(&self, request: &Request, id: &str) -> Result<Option<Explanation>, ArchiveError> {
        let (ranked, _) = self.ranked(&request.clone().limit(usize::MAX))?;
        let Some(place) = ranked.best.iter().position(|(_, of)| of == id) else { return Ok(None) };
        let (found, id) = &ranked.best[place];
        let Ranked { plan, evaluated, .. } = &ranked;
        let at = (found.segment as usize, found.doc);
        let of_words = parts(plan, evaluated, request.target, &self.archive, &self.lexicon, &self.segments, at)?
            .unwrap_or_default();
        let label = |leaf: usize| plan.leaves[leaf].label.clone();
        let mut reasons: Vec<(Reason, f64)> = Vec::new();
        for (part, score) in of_words {
            let reason = match part {
                // Conditions that only filter have no part in the score.
                Part::Leaf { .. } if score == 0.0 => continue,
                Part::Leaf { leaf, times, length } => Reason::Words {
                    words: label(leaf),
                    times,
                    holders: evaluated.frequency[leaf],
                    worth: evaluated.weight[leaf],
                    length,
                },
                Part::Condition => Reason::Condition,
            };
            reasons.push((reason, score));
        }
        let read_again = (request.sort, request.target) == (Sort::Relevance, Target::Articles) && place < READ_AGAIN;
        let places = Places::of(plan, evaluated, &self.lexicon, &self.segments, self.archive.manifest());
        if let (true, Some(places)) = (read_again && !reasons.is_empty(), places) {
            for (place, score) in places.explain(at.0, at.1)? {
                let reason = match place {
                    Place::Top(leaves) => {
                        Reason::Top { words: leaves.into_iter().map(label).collect(), of: places.words() }
                    }
                    Place::Near(one, other, times) => Reason::Near { words: (label(one), label(other)), times },
                };
                reasons.push((reason, score));
            }
        }
        Ok(Some(Explanation {
            id: id.clone(),
            rank: place + 1,
            total: ranked.total,
            score: found.score,
            parts: reasons,
        }))
    }

    /// Returns an article with its quotations by its id, or by its path where no article has that id.
    pub fn article(&self, name: &str) -> Result<Option<Stored>, ArchiveError> {
        if let Some(address) = self.archive.find(name)? {
            return self.archive.load(address).map(Some);
        }
        let files = self.archive.files()?;
        let Some([id]) = files.get(name).map(|file| file.articles.as_slice()) else { return Ok(None) };
        match self.archive.find(id.as_str())? {
            Some(address) => self.archive.load(address).map(Some),
            None => Ok(None),
        }
    }

    /// Evaluates a request: strictly at first, then, where nothing holds all of its words, with any of them.
    fn ranked(&self, request: &Request) -> Result<(Ranked, Vec<AskedSpeaker>), ArchiveError> {
        let (query, speakers) = people::resolved(request, || self.speakers())?;
        let loose = any_of_the_words(&query);
        if let (true, Some(loose)) = (request.any, &loose) {
            return Ok((self.ranked_as(loose, request, true)?, speakers));
        }
        let strict = self.ranked_as(&query, request, false)?;
        let ranked = match loose {
            Some(loose) if strict.total == 0 => {
                let partial = self.ranked_as(&loose, request, true)?;
                if partial.total > 0 { partial } else { strict }
            }
            _ => strict,
        };
        Ok((ranked, speakers))
    }

    fn ranked_as(&self, query: &super::Query, request: &Request, partial: bool) -> Result<Ranked, ArchiveError> {
        let plan = plan(query, request.target);
        let evaluated = evaluate(&plan, request.target, &self.archive, &self.lexicon, &self.segments)?;
        let sort = match request.sort {
            Sort::Relevance if only_filters(query) => Sort::Newest,
            sort => sort,
        };
        let mut matches = Vec::with_capacity(evaluated.matches.iter().map(Vec::len).sum());
        let mut undated = 0;
        for (at, (list, segment)) in evaluated.matches.iter().zip(&self.segments).enumerate() {
            for (doc, score) in list {
                let day = segment.first_day.first(segment.article_of(*doc));
                undated += usize::from(day.is_none());
                matches.push(Match { score: six_digits(*score), day, segment: at as u32, doc: *doc });
            }
        }
        let total = matches.len();
        if (sort, request.target) == (Sort::Relevance, Target::Articles) && request.limit > 0 {
            self.lift(&plan, &evaluated, &mut matches)?;
        }
        let best = self.best(matches, request.limit, sort)?;
        Ok(Ranked { plan, evaluated, best, total, undated, partial })
    }

    /// Reads where the words stand in the [`READ_AGAIN`] best articles, and adds to their scores what that tells.
    fn lift(&self, plan: &Plan, evaluated: &Evaluated, matches: &mut [Match]) -> Result<(), ArchiveError> {
        let manifest = self.archive.manifest();
        let Some(places) = Places::of(plan, evaluated, &self.lexicon, &self.segments, manifest) else { return Ok(()) };
        self.bring_forward(matches, READ_AGAIN, |a, b| b.score.total_cmp(&a.score))?;
        let first = READ_AGAIN.min(matches.len());
        let best = &mut matches[..first];
        best.sort_unstable_by_key(|found| (found.segment, found.doc));
        for of_segment in best.chunk_by_mut(|a, b| a.segment == b.segment) {
            let mut scores: Vec<(u32, f64)> = of_segment.iter().map(|found| (found.doc, found.score)).collect();
            places.lift(of_segment[0].segment as usize, &mut scores)?;
            for (found, (_, score)) in of_segment.iter_mut().zip(scores) {
                found.score = six_digits(score);
            }
        }
        Ok(())
    }

    /// Brings the `limit` first matches to the front, in no order among themselves: those with the first keys, and of
    /// equal keys those with the first ids.
    fn bring_forward(
        &self,
        matches: &mut [Match],
        limit: usize,
        by_key: impl Fn(&Match, &Match) -> Ordering,
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
            let segment = &self.segments[found.segment as usize];
            tied.push((segment.id_of(found.doc)?, segment.ordinal_of(found.doc), found.clone()));
        }
        tied.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
        for (place, (_, _, found)) in places.into_iter().zip(tied) {
            matches[place] = found;
        }
        Ok(())
    }

    /// The first `limit` matches in an order that depends on the corpus alone: the sort key, the score, then the id.
    fn best(&self, mut matches: Vec<Match>, limit: usize, sort: Sort) -> Result<Vec<(Match, String)>, ArchiveError> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        let by_key = |a: &Match, b: &Match| {
            let score = b.score.total_cmp(&a.score);
            let undated_last = a.day.is_none().cmp(&b.day.is_none());
            match sort {
                Sort::Relevance => score,
                Sort::Newest => undated_last.then(b.day.cmp(&a.day)).then(score),
                Sort::Oldest => undated_last.then(a.day.cmp(&b.day)).then(score),
            }
        };
        self.bring_forward(&mut matches, limit, by_key)?;
        matches.truncate(limit);
        let mut named: Vec<(Match, Arc<str>, u32)> = Vec::with_capacity(matches.len());
        for found in matches {
            let segment = &self.segments[found.segment as usize];
            let (id, ordinal) = (segment.id_of(found.doc)?, segment.ordinal_of(found.doc));
            named.push((found, id, ordinal));
        }
        named.sort_by(|a, b| by_key(&a.0, &b.0).then_with(|| a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let name = |(found, id, ordinal): (Match, Arc<str>, u32)| {
            let id = if ordinal == 0 { id.to_string() } else { ArticleId::new(id).quotation(ordinal as usize) };
            (found, id)
        };
        Ok(named.into_iter().map(name).collect())
    }

    fn hit(
        &self,
        rank: usize,
        found: &Match,
        id: &str,
        request: &Request,
        ranked: &Ranked,
        light: &Light,
    ) -> Result<Hit, ArchiveError> {
        let segment = &self.segments[found.segment as usize];
        let article = segment.article_of(found.doc);
        let stored = self.archive.load(DocAddress::new(found.segment, article))?;
        let ordinal = (found.doc - article) as usize;
        let quotation = ordinal.checked_sub(1).and_then(|n| stored.quotations.get(n));
        let asked: Vec<usize> = match request.target {
            Target::Articles => {
                // The quotations that made this article match.
                let list = &ranked.evaluated.quotations[found.segment as usize];
                let from = list.partition_point(|doc| *doc <= article);
                let of_this = list[from..].iter().take_while(|doc| segment.article_of(**doc) == article);
                of_this.map(|doc| (*doc - article) as usize - 1).filter(|n| *n < stored.quotations.len()).collect()
            }
            Target::Quotations => Vec::new(),
        };
        let passages = match quotation {
            Some(quotation) => passages::around(&stored, quotation, light),
            None => passages::of_article(&stored, &asked, light, request.passages),
        };
        let missing = if ranked.partial { self.missing(found, ranked) } else { Vec::new() };
        Ok(Hit {
            rank,
            score: found.score,
            id: id.to_owned(),
            article: summary(&stored.article, light),
            quotation: quotation
                .map(|quotation| {
                    let mut quoted = quoted(&stored.article, quotation, light);
                    if let (true, Some(speaker)) = (request.speaker_ids, &quoted.speaker) {
                        quoted.speaker_id = self.speakers()?.id_of(&speaker.name, &speaker.full_name);
                    }
                    Ok::<_, ArchiveError>(quoted)
                })
                .transpose()?,
            passages,
            missing,
        })
    }

    /// The words of a partial match that it does not hold.
    fn missing(&self, found: &Match, ranked: &Ranked) -> Vec<String> {
        let lacks = |n: &usize| {
            let holders = &ranked.evaluated.holders[*n][found.segment as usize];
            holders.binary_search_by_key(&found.doc, |(doc, _)| *doc).is_err()
        };
        let scoring = |n: &usize| ranked.plan.leaves[*n].is_scored();
        (0..ranked.plan.leaves.len())
            .filter(scoring)
            .filter(lacks)
            .map(|n| ranked.plan.leaves[n].label.clone())
            .collect()
    }

    fn words_that_nothing_holds(&self, ranked: &Ranked) -> Option<String> {
        let absent =
            |(leaf, df): (&Leaf, &u64)| (*df == 0 && leaf.is_wanted()).then(|| format!("`{}`", shown(&leaf.label)));
        let absent: Vec<String> =
            ranked.plan.leaves.iter().zip(&ranked.evaluated.frequency).filter_map(absent).collect();
        match absent.as_slice() {
            [] => None,
            [one] => Some(format!("nothing in this archive holds {one}")),
            several if several.len() > WORDS_NAMED => {
                let (named, more) = several.split_at(WORDS_NAMED);
                let named = named.join(", ");
                Some(format!("nothing in this archive holds any of {named} and {} more", more.len()))
            }
            several => Some(format!("nothing in this archive holds any of {}", several.join(", "))),
        }
    }
}

fn summary(article: &Article, light: &Light) -> ArticleSummary {
    let headline = article.headline_text().to_owned();
    ArticleSummary {
        id: article.id.clone(),
        headline_lit: light.ranges_in(&headline, crate::archive::TextField::Headline),
        headline,
        published: article.published,
        source: article.source.clone(),
        section: article.section.clone(),
        byline: article.byline.clone(),
        path: article.origin.path.clone(),
        url: article.url.clone(),
        language: article.language.clone(),
    }
}

fn quoted(article: &Article, quotation: &Quotation, light: &Light) -> QuotedWords {
    let text = quotation.text(&article.text);
    let mut lit = Vec::new();
    let mut at = 0;
    for span in &quotation.content {
        let part = span.of(&article.text);
        let ranges = light.ranges_in(part, crate::archive::TextField::Said);
        lit.extend(ranges.into_iter().map(|range| at + range.start..at + range.end));
        at += part.len() + " … ".len();
    }
    QuotedWords {
        text,
        lit,
        kind: quotation.kind,
        speaker: quotation.speaker.clone(),
        speaker_id: None,
        class: quotation.attribution.class,
        confidence: quotation.attribution.confidence,
        content: quotation.content.clone(),
        cue: quotation.cue,
        source: quotation.source.clone(),
        evidence: quotation.attribution.evidence.clone(),
    }
}
