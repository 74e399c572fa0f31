//! Making a [`Baseline`] of today's answers: fingerprints of the articles, and scores clause by clause.

use super::baseline::{Baseline, Corpus, FORM, KeptAnswer, KeptHit};
use super::judged::Judged;
use super::suite::{Suite, Unjudged};
use super::trial_error::TrialError;
use crate::archive::ArchiveError;
use crate::relevance::fingerprint;
use crate::search::{Fingerprints, Query, Ranking, Request, Searcher};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::HashMap;

/// Archives up to so many articles have each article's fingerprint in the file.
const MOST_LISTED: usize = 5_000;

/// So many times k hits are kept of each answer.
const DEEPER: usize = 2;

/// Makes a baseline of a suite's answers. `values` are those of each query, in the order of the suite; `more` are ids of
/// further documents whose scores are wanted, for each query.
pub(super) fn keep(
    suite: &Suite,
    searcher: &Searcher,
    judged: &[Judged<'_>],
    rankings: &[Ranking],
    values: &[Option<Vec<f64>>],
    more: &(dyn Fn(&str) -> Vec<String> + Sync),
) -> Result<Baseline, TrialError> {
    let depth = suite.k as usize * DEEPER;
    let all: Vec<_> = judged.iter().zip(rankings).zip(values).collect();
    let kept = |((judged, ranking), values): &((&Judged<'_>, &Ranking), &Option<Vec<f64>>)| {
        let query = judged.query;
        let wanted = more(&query.id);
        let entries = ranking.entries.iter().enumerate();
        let top: Vec<&(String, f64)> =
            entries.filter(|(n, (id, _))| *n < depth || wanted.contains(id)).map(|(_, entry)| entry).collect();
        let (clauses, mut parts) = parts(searcher, judged, &top)?;
        let top = top.iter().map(|(id, score)| KeptHit {
            id: id.clone(),
            score: *score,
            parts: parts.remove(id.as_str()).unwrap_or_default(),
        });
        let judgements = judged.graded().map(|(named, grade)| (named.id.as_str(), grade));
        Ok(KeptAnswer {
            id: query.id.clone(),
            q: query.text.clone(),
            kind: query.kind.as_str().to_owned(),
            judgements: format!("{:016x}", fingerprint(judgements)),
            hits: ranking.total as u64,
            values: values.as_ref().map(|values| values.iter().map(|value| ten_decimals(*value)).collect()),
            top: top.collect(),
            clauses,
        })
    };
    Ok(Baseline {
        form: FORM,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        suite: suite.name.clone(),
        k: suite.k,
        unjudged: match suite.unjudged {
            Unjudged::Drop => "drop".to_owned(),
            Unjudged::Nonrelevant | Unjudged::Bounds(_) => "nonrelevant".to_owned(),
        },
        measures: suite.measures.iter().map(ToString::to_string).collect(),
        corpus: corpus(searcher)?,
        queries: all.par_iter().map(kept).collect::<Result<_, TrialError>>()?,
    })
}

/// What is kept of a baseline that was made with further documents.
pub(super) fn cut(mut baseline: Baseline) -> Baseline {
    let depth = baseline.k as usize * DEEPER;
    baseline.queries.iter_mut().for_each(|answer| answer.top.truncate(depth));
    baseline
}

/// The fingerprints of all that is asked.
fn corpus(searcher: &Searcher) -> Result<Corpus, ArchiveError> {
    let held = searcher.archive().manifest();
    let Fingerprints { all, articles } = searcher.fingerprints()?;
    let listed = articles.len() <= MOST_LISTED;
    let texts = articles.into_iter().filter(|_| listed).map(|(id, print)| (id, print.to_string()));
    Ok(Corpus {
        hash: format!("{all:016x}"),
        articles: held.articles,
        quotations: held.quotations,
        texts: texts.collect(),
    })
}

type Parts<'e> = HashMap<&'e str, Vec<f64>>;

/// What each clause of a query gives each of these hits, and how many documents hold the clause.
///
/// Each clause is asked alone. Scores are sums over clauses; what the clauses together give beyond that (that they stand
/// near each other) is what remains of the whole.
fn parts<'e>(
    searcher: &Searcher,
    judged: &Judged<'_>,
    hits: &[&'e (String, f64)],
) -> Result<(Vec<(String, u64)>, Parts<'e>), ArchiveError> {
    let mut clauses = Vec::new();
    let Some(target) = judged.query.kind.target() else { return Ok((Vec::new(), HashMap::new())) };
    scored_clauses(&judged.query.read(), &mut clauses);
    let mut parts: Parts<'e> = hits.iter().map(|(id, _)| (id.as_str(), Vec::new())).collect();
    let mut counted = Vec::new();
    for clause in clauses {
        let label = clause.to_string();
        if counted.iter().any(|(known, _)| *known == label) {
            continue;
        }
        let ranking = searcher.rank(&Request::new(clause, target).limit(usize::MAX))?;
        if ranking.entries.iter().all(|(_, score)| *score == 0.0) && !ranking.entries.is_empty() {
            continue;
        }
        let scores: HashMap<&str, f64> = ranking.entries.iter().map(|(id, score)| (id.as_str(), *score)).collect();
        for (id, list) in &mut parts {
            list.push(scores.get(id).copied().unwrap_or(0.0));
        }
        counted.push((label, ranking.total as u64));
    }
    Ok((counted, parts))
}

/// The clauses of a query that can give a score.
fn scored_clauses(query: &Query, clauses: &mut Vec<Query>) {
    match query {
        Query::Together(parts) | Query::And(parts) | Query::Or(parts) => {
            parts.iter().for_each(|part| scored_clauses(part, clauses));
        }
        Query::Must(part) => scored_clauses(part, clauses),
        Query::Not(_) | Query::Filter(_) | Query::Everything => {}
        clause => clauses.push(clause.clone()),
    }
}

/// Ten decimals are more than anybody reads, and few enough to come back from JSON as they went in.
fn ten_decimals(value: f64) -> f64 {
    (value * 1e10).round() / 1e10
}
