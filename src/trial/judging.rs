//! [`Judging`]: what a suite's answers hold that nobody has judged, and the passages to judge it by.

use super::bounds;
use super::run::{Opened, TrialOptions, answered};
use super::suite::Suite;
use super::trial_error::TrialError;
use crate::article::ArticleId;
use crate::ingest::Progress;
use crate::relevance::{Run, RunOrder, encoded_id};
use crate::search::{Hit, Request};
use std::collections::{BTreeMap, HashMap, HashSet};

/// How many passages a hit may show to its judge.
const PASSAGES: usize = 4;

/// The unjudged documents of a suite's answers, most decisive first, and the archive they are in.
pub struct Judging<'s> {
    suite: &'s Suite,
    opened: Opened,
    pool: Vec<Pooled>,
    /// The highest grade that the suite gives.
    highest: u32,
    hits: HashMap<usize, BTreeMap<String, Hit>>,
}

/// A document that should be judged for a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Pooled {
    /// The query, as a number in the suite.
    pub query: usize,
    /// The document's id.
    pub document: String,
    /// Where it comes; `None` where only another run has it.
    pub rank: Option<usize>,
    /// How much the suite's first measure hangs on it, in this query.
    pub swing: f64,
}

impl<'s> Judging<'s> {
    /// Asks the suite's queries and pools what is not judged: the first `depth` hits of each answer, and of each of
    /// `runs`. What moves the suite's first measure most comes first; what moves nothing, in the order of the ranks.
    pub fn open(
        suite: &'s Suite,
        options: &TrialOptions,
        depth: usize,
        runs: &[Run],
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<Judging<'s>, TrialError> {
        let opened = Opened::open(suite, options, progress)?;
        let answered = answered(suite, &opened.searcher, options.ingest.threads)?;
        let highest = answered.qrels.topics().iter().map(|topic| topic.highest()).max().unwrap_or(1).max(1);
        let mut pool = Vec::new();
        for (query, (asked, ranking)) in suite.queries.iter().zip(&answered.rankings).enumerate() {
            let judged = answered.qrels.topic(&asked.id);
            let is_judged = |id: &str| judged.is_some_and(|judged| judged.grade(id).is_some());
            let list = answered.lists.iter().find(|(topic, _)| *topic == asked.id).map(|(_, list)| list);
            let swings: HashMap<usize, f64> = match (list, suite.measures.first()) {
                (Some(list), Some(measure)) => bounds::hangs_on(*measure, list, highest).into_iter().collect(),
                _ => HashMap::new(),
            };
            let mut seen: HashSet<String> = HashSet::new();
            for (place, (id, _)) in ranking.entries.iter().enumerate().take(depth) {
                if !is_judged(id) && seen.insert(id.clone()) {
                    let swing = swings.get(&place).copied().unwrap_or(0.0);
                    pool.push(Pooled { query, document: id.clone(), rank: Some(place + 1), swing });
                }
            }
            for results in runs.iter().filter_map(|run| run.topic(&asked.id)) {
                for id in results.ranked(RunOrder::default()).documents().iter().take(depth) {
                    let id = encoded_id::decode(id);
                    if !is_judged(&id) && seen.insert(id.clone()) {
                        let rank = ranking.entries.iter().position(|(known, _)| *known == id).map(|place| place + 1);
                        pool.push(Pooled { query, document: id, rank, swing: 0.0 });
                    }
                }
            }
        }
        let order = |one: &Pooled| (one.rank.unwrap_or(usize::MAX), one.query);
        pool.sort_by(|a, b| b.swing.abs().total_cmp(&a.swing.abs()).then_with(|| order(a).cmp(&order(b))));
        Ok(Judging { suite, opened, pool, highest, hits: HashMap::new() })
    }

    /// What should be judged, in order.
    pub fn pool(&self) -> &[Pooled] {
        &self.pool
    }

    /// The highest grade that the suite gives; 1 where it gives none.
    pub fn highest(&self) -> u32 {
        self.highest
    }

    /// A document as a hit of its query, with the passages that hold the query's words; `None` for speakers, and for
    /// what the query does not find.
    pub fn hit(&mut self, pooled: &Pooled) -> Result<Option<&Hit>, TrialError> {
        let query = &self.suite.queries[pooled.query];
        let (Some(target), Some(rank)) = (query.kind.target(), pooled.rank) else { return Ok(None) };
        let known = self.hits.get(&pooled.query).is_some_and(|hits| hits.contains_key(&pooled.document));
        if !known {
            let request = Request::new(query.read(), target).any(query.is_topic).limit(rank.max(10)).passages(PASSAGES);
            let answer = self.opened.searcher.search(&request)?;
            let hits = answer.hits.into_iter().map(|hit| (hit.id.clone(), hit));
            self.hits.entry(pooled.query).or_default().extend(hits);
        }
        Ok(self.hits.get(&pooled.query).and_then(|hits| hits.get(&pooled.document)))
    }

    /// The headline and the whole text of the article that a document is, or stands in.
    pub fn text(&self, pooled: &Pooled) -> Result<Option<String>, TrialError> {
        let id = pooled.document.as_str();
        let article = ArticleId::of_quotation(id).map_or(id, |(article, _)| article);
        for id in [id, article] {
            if let Some(stored) = self.opened.searcher.article(id)? {
                return Ok(Some(stored.article.text));
            }
        }
        Ok(None)
    }
}
