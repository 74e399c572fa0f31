//! [`Analysis`]: how a request was read, what it looked up, and what that cost.

use super::build::{LeafUse, evaluate, plan};
use super::people;
use super::request::Request;
use super::searcher::Searcher;
use crate::archive::{ArchiveError, TextField};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::time::{Duration, Instant};

/// So many terms are listed of words that stand for many.
const TERMS_LISTED: usize = 16;

/// What becomes of a request on its way to an answer.
#[derive(Debug, Clone)]
pub struct Analysis {
    /// The query as it was understood, printed so that it parses to itself.
    pub read_as: String,
    /// What it looks up, in the order of the query.
    pub words: Vec<AnalysedWords>,
    /// What the answer tells beside its hits.
    pub notes: Vec<String>,
    /// How many articles (or quotations) match.
    pub total: usize,
    /// The steps in their order, with the time each took.
    pub stages: Vec<(&'static str, Duration)>,
}

/// One word, phrase or pattern of a query.
#[derive(Debug, Clone)]
pub struct AnalysedWords {
    /// As it was typed.
    pub label: String,
    /// `scored`, `condition` (it must match and changes no score) or `excluded`.
    pub role: &'static str,
    /// The fields it is looked for in.
    pub fields: Vec<&'static str>,
    /// How many live documents hold it.
    pub documents: u64,
    /// The terms of the index that it stands for, most frequent first: field, term, live documents that hold it.
    pub terms: Vec<(&'static str, String, u64)>,
    /// How many terms more.
    pub more: usize,
}

impl Searcher {
    /// Says how a request is read, which terms it looks up, and how long each step takes.
    pub fn analyze(&self, request: &Request) -> Result<Analysis, ArchiveError> {
        let mut stages = Vec::new();
        let mut clock = Instant::now();
        let mut stage = |name: &'static str, clock: &mut Instant| {
            let now = Instant::now();
            stages.push((name, now - std::mem::replace(clock, now)));
        };
        let (query, _) = people::resolved(request, || self.speakers())?;
        stage("resolve names", &mut clock);
        let plan = plan(&query, request.target);
        stage("plan", &mut clock);
        for leaf in &plan.leaves {
            for (field, word) in leaf.words() {
                self.lexicon.look_up(field, word, &self.segments)?;
            }
        }
        stage("look words up", &mut clock);
        let evaluated = evaluate(&plan, request.target, &self.archive, &self.lexicon, &self.segments)?;
        stage("match and score", &mut clock);
        let matching = stages.last().map_or(Duration::ZERO, |(_, time)| *time);
        let answer = self.search(request)?;
        let whole = clock.elapsed();
        stages.push(("order, load, cut passages", whole.saturating_sub(matching)));
        let mut words = Vec::with_capacity(plan.leaves.len());
        for (leaf, documents) in plan.leaves.iter().zip(&evaluated.frequency) {
            let mut terms: BTreeMap<(TextField, String), u64> = BTreeMap::new();
            for (field, word) in leaf.words() {
                for term in self.lexicon.look_up(field, word, &self.segments)?.terms.keys() {
                    if let Entry::Vacant(place) = terms.entry((field, term.clone())) {
                        place.insert(self.lexicon.live_documents(field, term, &self.segments)?);
                    }
                }
            }
            let mut terms: Vec<(&'static str, String, u64)> =
                terms.into_iter().map(|((field, term), documents)| (field.name(), term, documents)).collect();
            terms.sort_by(|a, b| b.2.cmp(&a.2).then(a.1.cmp(&b.1)));
            let more = terms.len().saturating_sub(TERMS_LISTED);
            terms.truncate(TERMS_LISTED);
            words.push(AnalysedWords {
                label: leaf.label.clone(),
                role: match leaf.role {
                    LeafUse::Score => "scored",
                    LeafUse::Filter => "condition",
                    LeafUse::Exclude => "excluded",
                },
                fields: leaf.fields.iter().map(|(field, _)| field.name()).collect(),
                documents: *documents,
                terms,
                more,
            });
        }
        Ok(Analysis { read_as: answer.read_as, words, notes: answer.notes, total: answer.total, stages })
    }
}
