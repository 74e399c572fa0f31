//! What changed since a [`Baseline`], and why, in words.
//!
//! For each document that moved the reason is looked for in what can have changed: its own text, the words of the query,
//! how many documents hold each clause, the lengths that scores are held against, the program. What is left is that
//! others moved past it.

use super::baseline::{Baseline, Corpus, KeptAnswer, KeptHit};
use crate::article::ArticleId;
use crate::relevance::statistics::SEED;
use crate::relevance::{
    AnswerChange, Comparison, Difference, Evaluation, JudgedAnswer, Measure, MeasureChange, Move, RankedDocument,
};
use std::collections::HashMap;

/// Values this near are the same.
const ROUNDING: f64 = 1e-9;

/// A score that changed by less than this share of it hardly moves a document by itself: others do.
const HARDLY: f64 = 0.01;

/// Documents that passed another are named up to this many.
const NAMED: usize = 2;

/// A baseline and what it is held against.
pub(super) struct Held<'b> {
    /// The baseline's file, as it was named.
    pub file: &'b str,
    pub then: &'b Baseline,
    /// Today's answers in the same form; they hold the score of every document that `then` has, where it matches still.
    pub now: &'b Baseline,
    /// What a document is worth today, by query and id.
    pub grade: &'b dyn Fn(&str, &str) -> Option<u32>,
}

impl Held<'_> {
    /// Compares all answers.
    pub(super) fn compare(&self, evaluation: &Evaluation, answers: &[JudgedAnswer]) -> Comparison {
        let has = |baseline: &Baseline, id: &str| baseline.answer(id).is_some();
        let ids = |from: &Baseline, other: &Baseline| {
            let only = from.queries.iter().filter(|query| !has(other, &query.id));
            only.map(|query| query.id.clone()).collect::<Vec<_>>()
        };
        let columns = self.columns(evaluation.measures());
        Comparison {
            baseline: self.file.to_owned(),
            measures: evaluation
                .measures()
                .iter()
                .enumerate()
                .filter_map(|(column, measure)| self.measure(*measure, column, columns[column]?, answers))
                .collect(),
            changes: answers.iter().filter_map(|answer| self.answer(answer, &columns)).collect(),
            added: ids(self.now, self.then),
            removed: ids(self.then, self.now),
            notes: self.notes(),
        }
    }

    /// For each measure of today its column in the baseline.
    fn columns(&self, measures: &[Measure]) -> Vec<Option<usize>> {
        let place = |measure: &Measure| self.then.measures.iter().position(|known| *known == measure.to_string());
        measures.iter().map(place).collect()
    }

    fn measure(
        &self,
        measure: Measure,
        column: usize,
        then_column: usize,
        answers: &[JudgedAnswer],
    ) -> Option<MeasureChange> {
        let pair = |answer: &JudgedAnswer| {
            let then = self.then.answer(&answer.id)?.values.as_ref()?.get(then_column).copied()?;
            Some((then, answer.values.as_ref()?.get(column).copied()?))
        };
        let mut pairs: Vec<(&str, (f64, f64))> =
            answers.iter().filter_map(|answer| Some((answer.id.as_str(), pair(answer)?))).collect();
        // In the order of the evaluation's rows, so that sums come out to the last digit as its means do.
        pairs.sort_by(|a, b| a.0.cmp(b.0));
        let differences: Vec<f64> = pairs
            .iter()
            .map(|(_, (then, now))| now - then)
            .map(|difference| if difference.abs() > ROUNDING { difference } else { 0.0 })
            .collect();
        let mean =
            |value: fn(&(f64, f64)) -> f64| pairs.iter().map(|(_, pair)| value(pair)).sum::<f64>() / pairs.len() as f64;
        let difference = Difference::of(&differences, SEED)?;
        Some(MeasureChange { measure, then: mean(|pair| pair.0), now: mean(|pair| pair.1), difference })
    }

    /// What differs as a whole.
    fn notes(&self) -> Vec<String> {
        let (then, now) = (self.then, self.now);
        let mut notes = Vec::new();
        if then.suite != now.suite {
            notes.push(format!("the baseline is of the suite `{}`", then.suite));
        }
        if then.k != now.k {
            notes.push(format!("the baseline looked at the first {} hits, this run at {}", then.k, now.k));
        }
        if then.program != now.program {
            notes.push(format!("the baseline was written by version {}, this is {}", then.program, now.program));
        }
        if then.unjudged != now.unjudged {
            notes.push(format!("unjudged documents counted as `{}`, and now as `{}`", then.unjudged, now.unjudged));
        }
        notes.extend(corpus_change(&then.corpus, &now.corpus));
        notes
    }

    fn answer(&self, answer: &JudgedAnswer, columns: &[Option<usize>]) -> Option<AnswerChange> {
        let (then, now) = (self.then.answer(&answer.id)?, self.now.answer(&answer.id)?);
        let k = self.then.k.min(self.now.k) as usize;
        let of = |values: Option<&Vec<f64>>, column: Option<usize>| values?.get(column?).copied();
        let then_values: Vec<_> = columns.iter().map(|column| of(then.values.as_ref(), *column)).collect();
        let now_values: Vec<_> = (0..columns.len()).map(|column| of(answer.values.as_ref(), Some(column))).collect();
        let differ = |pair: (&Option<f64>, &Option<f64>)| match pair {
            (Some(then), Some(now)) => (then - now).abs() > ROUNDING,
            _ => false,
        };
        let before: Vec<&KeptHit> = then.top.iter().take(k).collect();
        let same_order = before.iter().map(|hit| &hit.id).eq(answer.top.iter().take(k).map(|document| &document.id));
        let causes = causes(then, now, &self.then.corpus, &self.now.corpus);
        if same_order && !then_values.iter().zip(&now_values).any(differ) {
            return None;
        }
        Some(AnswerChange {
            topic: answer.id.clone(),
            then: then_values,
            now: now_values,
            before: before
                .iter()
                .map(|hit| RankedDocument {
                    id: hit.id.clone(),
                    score: hit.score,
                    grade: (self.grade)(&answer.id, &hit.id),
                })
                .collect(),
            moves: self.moves(then, now, k, !causes.is_empty()),
            causes,
        })
    }

    fn moves(&self, then: &KeptAnswer, now: &KeptAnswer, k: usize, whole: bool) -> Vec<Move> {
        let ranks = |answer: &KeptAnswer| -> HashMap<String, usize> {
            answer.top.iter().take(k).zip(1..).map(|(hit, rank)| (hit.id.clone(), rank)).collect()
        };
        let (before, after) = (ranks(then), ranks(now));
        let both = now.top.iter().take(k).chain(then.top.iter().take(k).filter(|hit| !after.contains_key(&hit.id)));
        both.filter_map(|hit| {
            let (was, is) = (before.get(&hit.id).copied(), after.get(&hit.id).copied());
            (was != is).then(|| Move {
                id: hit.id.clone(),
                grade: (self.grade)(&then.id, &hit.id),
                then: was,
                now: is,
                why: self.why(&hit.id, then, now, (&before, &after), whole),
            })
        })
        .collect()
    }

    /// Why a document moved. `whole` says that something changed about the query as a whole, which is told there.
    fn why(
        &self,
        id: &str,
        then: &KeptAnswer,
        now: &KeptAnswer,
        (before, after): (&HashMap<String, usize>, &HashMap<String, usize>),
        whole: bool,
    ) -> Vec<String> {
        let mut why = Vec::new();
        let text = self.text_change(id);
        why.extend(text.map(str::to_owned));
        let kept = |answer: &KeptAnswer| answer.top.iter().find(|hit| hit.id == id).cloned();
        let (was, is) = (kept(then), kept(now));
        match (&was, &is) {
            (Some(was), Some(is)) => {
                let parts = self.parts(was, is, then, now, text.is_some());
                let others = passed(id, before, after);
                let change = (is.score - was.score).abs();
                let score = format!("its score is {:.3}, was {:.3}", is.score, was.score);
                if change <= was.score.abs() * 1e-6 {
                    why.push("its own score is the same".to_owned());
                    why.extend(others);
                    why.extend(parts);
                } else if change < was.score.abs() * HARDLY {
                    why.extend(others);
                    why.push(score);
                    why.extend(parts);
                } else {
                    why.push(score);
                    why.extend(parts);
                    why.extend(others);
                }
            }
            (Some(_), None) if text.is_none() => why.push(match whole {
                true => "it matches no more".to_owned(),
                false => "it matches no more: the query is understood otherwise".to_owned(),
            }),
            (None, Some(is)) if text.is_none() => {
                why.push(format!("its score is {:.3}; it was not among the first {}", is.score, then.top.len()));
            }
            _ => {}
        }
        why
    }

    fn text_change(&self, id: &str) -> Option<&'static str> {
        let (then, now) = (&self.then.corpus.texts, &self.now.corpus.texts);
        if then.is_empty() || now.is_empty() {
            return None;
        }
        let article = ArticleId::of_quotation(id).map_or(id, |(article, _)| article);
        let find =
            |texts: &std::collections::BTreeMap<String, String>| texts.get(id).or_else(|| texts.get(article)).cloned();
        match (find(then), find(now)) {
            (None, Some(_)) => Some("it is new in the archive"),
            (Some(_), None) => Some("it is no longer in the archive"),
            (Some(then), Some(now)) if then != now => {
                let text = |print: &str| print.split('.').next().unwrap_or_default().to_owned();
                if text(&then) == text(&now) {
                    Some("its date, outlet, section, byline, address or path changed")
                } else {
                    Some("its text changed")
                }
            }
            _ => None,
        }
    }

    /// The parts of a score that changed, the largest change first.
    fn parts(&self, was: &KeptHit, is: &KeptHit, then: &KeptAnswer, now: &KeptAnswer, text: bool) -> Vec<String> {
        let part = |hit: &KeptHit, place: usize| hit.parts.get(place).copied().unwrap_or(0.0);
        let mut parts: Vec<(f64, String)> = Vec::new();
        let (mut sum_then, mut sum_now) = (0.0, 0.0);
        for (place, (clause, holders)) in now.clauses.iter().enumerate() {
            let now_part = part(is, place);
            sum_now += now_part;
            let Some(known) = then.clauses.iter().position(|(label, _)| label == clause) else {
                parts.push((now_part, format!("`{clause}` is new in the query and counts {now_part:.3}")));
                continue;
            };
            let then_part = part(was, known);
            let difference = now_part - then_part;
            if difference.abs() <= then_part.abs() * 1e-5 {
                continue;
            }
            let because = match (then.clauses[known].1, *holders) {
                (before, after) if before != after => format!(
                    ": {after} of {} hold it, {before} of {} did",
                    documents(&now.kind, &self.now.corpus),
                    count(&then.kind, &self.then.corpus)
                ),
                _ if text => String::new(),
                _ if self.then.corpus.hash != self.now.corpus.hash => {
                    ": the number or the lengths of articles changed".to_owned()
                }
                _ => ": the ranking changed".to_owned(),
            };
            parts.push((difference, format!("`{clause}` counts {now_part:.3}, counted {then_part:.3}{because}")));
        }
        for (place, (clause, _)) in then.clauses.iter().enumerate() {
            sum_then += part(was, place);
            if now.clauses.iter().all(|(label, _)| label != clause) {
                let then_part = part(was, place);
                parts.push((then_part, format!("`{clause}` is no longer in the query; it counted {then_part:.3}")));
            }
        }
        let (rest_then, rest_now) = (was.score - sum_then, is.score - sum_now);
        if (rest_now - rest_then).abs() > was.score.abs() * 1e-4 {
            parts.push((
                rest_now - rest_then,
                format!("what its words give together (beyond each alone) is {rest_now:.3}, was {rest_then:.3}"),
            ));
        }
        parts.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
        parts.into_iter().map(|(_, words)| words).collect()
    }
}

/// `112 articles`, or quotations.
fn documents(kind: &str, corpus: &Corpus) -> String {
    format!("{} {}", count(kind, corpus), if kind == "quotes" { "quotations" } else { "articles" })
}

fn count(kind: &str, corpus: &Corpus) -> u64 {
    if kind == "quotes" { corpus.quotations } else { corpus.articles }
}

/// What changed about a query itself.
fn causes(then: &KeptAnswer, now: &KeptAnswer, before: &Corpus, after: &Corpus) -> Vec<String> {
    let mut causes = Vec::new();
    if (&then.q, &then.kind) != (&now.q, &now.kind) {
        causes.push(format!("the query was `{}`, for {}", then.q, then.kind));
    }
    if then.judgements != now.judgements {
        causes.push("its judgements changed; its value then is by the old ones".to_owned());
    }
    for (clause, holders) in &now.clauses {
        let known = then.clauses.iter().find(|(label, _)| label == clause);
        if let Some((_, before_holders)) = known.filter(|(_, before)| before != holders) {
            causes.push(format!(
                "`{clause}` stands in {holders} of {}, stood in {before_holders} of {}",
                documents(&now.kind, after),
                count(&then.kind, before)
            ));
        }
    }
    causes
}

/// Which documents came before one that stood behind it, or the other way round; `None` where there are none.
fn passed(id: &str, before: &HashMap<String, usize>, after: &HashMap<String, usize>) -> Option<String> {
    let rank = |ranks: &HashMap<String, usize>, id: &str| ranks.get(id).copied().unwrap_or(usize::MAX);
    let (was, is) = (rank(before, id), rank(after, id));
    let mut others: Vec<(&String, usize)> = Vec::new();
    for other in before.keys().chain(after.keys().filter(|other| !before.contains_key(*other))) {
        let (other_was, other_is) = (rank(before, other), rank(after, other));
        let rose = is > was && other_was >= was && other_is < is;
        let fell = is < was && other_was <= was && other_is > is;
        if other != id && (rose || fell) {
            others.push((other, other_is.min(other_was)));
        }
    }
    others.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(b.0)));
    let named = others.iter().take(NAMED).map(|(other, _)| format!("`{other}`")).collect::<Vec<_>>().join(" and ");
    let more = others.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    match (others.is_empty(), is > was) {
        (true, _) => None,
        (false, true) => Some(format!("{named}{more} came before it")),
        (false, false) => Some(format!("{named}{more} fell behind it or went")),
    }
}

/// How the articles differ, in one line.
pub(super) fn corpus_change(then: &Corpus, now: &Corpus) -> Option<String> {
    if then.hash == now.hash {
        return None;
    }
    if then.texts.is_empty() || now.texts.is_empty() {
        return Some(format!(
            "the articles are not those of the baseline ({} then, {} now)",
            then.articles, now.articles
        ));
    }
    let added = now.texts.keys().filter(|id| !then.texts.contains_key(*id)).count();
    let gone = then.texts.keys().filter(|id| !now.texts.contains_key(*id)).count();
    let differs = |(id, print): &(&String, &String)| then.texts.get(*id).is_some_and(|known| known != *print);
    let changed = now.texts.iter().filter(differs).count();
    let told = [(added, "new"), (gone, "gone"), (changed, "changed")].into_iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told.map(|(count, what)| format!("{count} {what}")).collect();
    Some(format!("the articles are not those of the baseline: {}", told.join(", ")))
}
