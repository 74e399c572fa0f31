//! [`run`]: a suite is asked, and its answers are held against what it wants.
//!
//! ```text
//! Suite ─index the corpus | open the archive→ Searcher ─each query→ ranking ─grades→ values, bounds ─┐
//!       ─every name → an id                                        ├ hard expectations ─────────────┼→ Report, Verdict
//!                                                                  └ clause by clause ─vs. baseline─┘
//! ```

use super::baseline::Baseline;
use super::bounds;
use super::changes::{Held, corpus_change};
use super::expectations::unmet;
use super::judged::{Judged, Named};
use super::kept;
use super::names::{Names, Unresolved};
use super::scratch::ScratchFolder;
use super::suite::{DocumentName, Suite, SuiteQuery, Target, Unjudged};
use super::suite_error::{SuiteError, SuiteProblem};
use super::trial_error::TrialError;
use crate::archive::{Archive, Location};
use crate::ingest::{IngestOptions, IngestReport, Progress, ingest};
use crate::relevance::{
    AnswerChange, Bounds, Comparison, Evaluation, Gate, GradedList, JudgedAnswer, Qrels, RankedDocument, RankedList,
    Reason, Report, TopicJudgements, Verdict, WantedDocument, statistics,
};
use crate::search::{Query, Ranking, Request, Searcher, parse, parse_plain};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::HashMap;

/// How a suite is run.
#[derive(Debug, Clone, Default)]
pub struct TrialOptions {
    /// What to ask, whatever the suite says.
    pub archive: Option<Location>,
    /// How to index a corpus.
    pub ingest: IngestOptions,
    /// What to hold the answers against, with the name of its file.
    pub baseline: Option<(String, Baseline)>,
    /// Whether answers may be held against a baseline of other articles.
    pub cross_corpus: bool,
    /// Whether to make a baseline of the answers.
    pub keep: bool,
}

/// What a suite came to.
#[derive(Debug, Clone)]
pub struct Trial {
    /// What is said of it.
    pub report: Report,
    /// Every query's ranking down to the suite's depth, in the order of the suite: what a TREC run is made of.
    pub rankings: Vec<(String, Vec<(String, f64)>)>,
    /// What indexing the corpus came to; `None` where an archive was asked.
    pub indexed: Option<IngestReport>,
    /// What should be known: that the archive's folder has changed since it was indexed, that topics are not judged.
    pub notes: Vec<String>,
    /// The answers to hold later ones against, where they were asked for.
    pub kept: Option<Baseline>,
}

/// Asks every query of a suite and judges the answers.
///
/// A corpus is indexed into a folder among the temporary files, which is gone afterwards; the corpus itself is only
/// read. Queries are asked through the same [`Searcher`] as everybody's. The same suite over the same articles comes to
/// the same result, whatever the number of threads.
///
/// # Errors
/// [`TrialError`] where the suite names documents that are not there, or cannot be asked at all. A suite that fails is a
/// [`Trial`] with a [`Verdict`] that says so.
pub fn run(suite: &Suite, options: &TrialOptions, progress: &(dyn Fn(Progress) + Sync)) -> Result<Trial, TrialError> {
    let opened = Opened::open(suite, options, progress)?;
    let searcher = &opened.searcher;
    let Answered { judged, rankings, qrels, lists, missing } = answered(suite, searcher, options.ingest.threads)?;
    let evaluation = Evaluation::new(&suite.measures, lists.iter().cloned());
    let grade = bounds::grade(suite.unjudged, qrels.topics().first().map_or(1, TopicJudgements::highest));
    let bounds = grade.map(|grade| bounds::bounds(&suite.measures, &lists, grade));
    let rows: HashMap<&str, &[f64]> =
        evaluation.rows().iter().map(|row| (row.topic.as_str(), row.values.as_slice())).collect();
    let values: Vec<Option<Vec<f64>>> =
        judged.iter().map(|judged| rows.get(judged.query.id.as_str()).map(|values| values.to_vec())).collect();
    let answers: Vec<JudgedAnswer> = judged
        .iter()
        .zip(&rankings)
        .zip(&values)
        .map(|((judged, ranking), values)| {
            judged_answer(suite, judged, ranking, qrels.topic(&judged.query.id), values.clone())
        })
        .collect();

    let mut kept = None;
    let mut comparison = None;
    if options.keep || options.baseline.is_some() {
        let then = options.baseline.as_ref().map(|(_, baseline)| baseline);
        let more = |id: &str| then.map_or_else(Vec::new, |then| then.documents_of(id));
        let now = kept::keep(suite, searcher, &judged, &rankings, &values, &more)?;
        if let Some((file, then)) = &options.baseline {
            if !then.same_corpus(&now) && !options.cross_corpus {
                let what = corpus_change(&then.corpus, &now.corpus).unwrap_or_default();
                return Err(TrialError::OtherCorpus { baseline: file.clone(), what });
            }
            let grade = |topic: &str, id: &str| qrels.topic(topic).and_then(|judgements| judgements.grade(id));
            comparison = Some(Held { file, then, now: &now, grade: &grade }.compare(&evaluation, &answers));
        }
        kept = options.keep.then(|| kept::cut(now));
    }

    let mut reasons: Vec<Reason> = Vec::new();
    for gate in &suite.gates {
        let column = suite.measures.iter().position(|measure| *measure == gate.measure);
        reasons.extend(gate.check_floor(bounds::mean(gate.measure, &evaluation, bounds.as_ref())));
        reasons.extend(comparison.as_ref().and_then(|comparison| {
            fallen(*gate, comparison, &answers, column, bounds.as_ref().map(|bounds| (bounds, &evaluation)))
        }));
    }
    if let (Some(gate), Some(comparison)) = (suite.per_query, &comparison) {
        let column = suite.measures.iter().position(|measure| *measure == gate.measure);
        let known = |topic: &str| answers.iter().any(|answer| answer.id == topic && answer.known_failure.is_some());
        let fell = |change: &AnswerChange| {
            let (then, now) = (change.then[column?]?, change.now[column?]?);
            gate.check(&change.topic, then, now).filter(|_| !known(&change.topic))
        };
        reasons.extend(comparison.changes.iter().filter_map(fell));
    }
    reasons.extend(answers.iter().flat_map(JudgedAnswer::reasons));

    let places: HashMap<&str, &Ranking> = judged.iter().map(|judged| judged.query.id.as_str()).zip(&rankings).collect();
    let id = |topic: &str, place: usize| places.get(topic)?.entries.get(place).map(|(id, _)| id.clone());
    let to_judge = bounds::to_judge(&reasons, &lists, &id, grade.unwrap_or(1));
    let manifest = searcher.archive().manifest();
    let changed = opened.indexed.is_none().then(|| searcher.archive().changed_since_indexed()).flatten();
    Ok(Trial {
        report: Report {
            suite: suite.name.clone(),
            file: suite.path.display().to_string(),
            asked: Some([manifest.articles, manifest.quotations]),
            k: suite.k,
            gates: suite.gates.clone(),
            evaluation,
            bounds,
            answers,
            comparison,
            to_judge,
            verdict: Verdict::of(reasons),
        },
        rankings: suite
            .queries
            .iter()
            .zip(rankings)
            .map(|(query, ranking)| (query.id.clone(), ranking.entries))
            .collect(),
        notes: suite.notes.iter().cloned().chain(left(&missing)).chain(changed).collect(),
        kept,
        indexed: opened.indexed,
    })
}

/// Holds a gate's largest drop against the difference from the baseline.
///
/// With bounds, a query whose first hits are as they were has not changed, whatever these are worth; of any other the
/// difference can be as large as its bounds are wide.
fn fallen(
    gate: Gate,
    comparison: &Comparison,
    answers: &[JudgedAnswer],
    column: Option<usize>,
    bounds: Option<(&Bounds, &Evaluation)>,
) -> Option<Reason> {
    gate.max_drop?;
    let Some(change) = comparison.measures.iter().find(|change| change.measure == gate.measure) else {
        return Some(Reason::NoBaseline { measure: gate.measure });
    };
    let p = |differences: &[f64]| statistics::paired_t_test(differences).unwrap_or(1.0);
    let (Some((bounds, evaluation)), Some(column)) = (bounds, column) else {
        let fall = (-change.difference.mean, change.difference.t_test.unwrap_or(1.0));
        return gate.check_fall(fall, fall);
    };
    let (mut least, mut most) = (Vec::new(), Vec::new());
    for (row, bounds) in evaluation.rows().iter().zip(&bounds.rows) {
        if comparison.added.contains(&row.topic) || !answers.iter().any(|answer| answer.id == row.topic) {
            continue;
        }
        match comparison.changes.iter().find(|change| change.topic == row.topic) {
            Some(AnswerChange { then, .. }) => {
                let Some(then) = then[column] else { continue };
                least.push(bounds[column].high - then);
                most.push(bounds[column].low - then);
            }
            None => {
                least.push(0.0);
                most.push(0.0);
            }
        }
    }
    let fall = |differences: &[f64]| {
        let mean = differences.iter().sum::<f64>() / differences.len().max(1) as f64;
        (-mean, p(differences))
    };
    gate.check_fall(fall(&least), fall(&most))
}

/// Says how much of what is judged is not there.
fn left(missing: &[String]) -> Option<String> {
    let first = missing.first()?;
    let (documents, count) = if missing.len() == 1 { ("document is", "counts") } else { ("documents are", "count") };
    let number = missing.len();
    Some(format!("{number} judged {documents} not in the archive and {count} as not found; the first: {first}"))
}

/// A suite's queries with their answers.
pub(super) struct Answered<'s> {
    pub judged: Vec<Judged<'s>>,
    /// One for each query, in the order of the suite.
    pub rankings: Vec<Ranking>,
    pub qrels: Qrels,
    /// The grades of the answers to queries that want something, in the order of an evaluation's rows.
    pub lists: Vec<(String, GradedList)>,
    /// Where documents are judged that are not there and count as not found.
    pub missing: Vec<String>,
}

/// Finds what the suite names, asks its queries, and grades the answers.
pub(super) fn answered<'s>(suite: &'s Suite, searcher: &Searcher, threads: usize) -> Result<Answered<'s>, TrialError> {
    let (judged, missing) = judged(suite, searcher)?;
    let rankings = ask(suite, searcher, threads)?;
    let (qrels, mut lists) = graded(&judged, &rankings)?;
    if suite.unjudged == Unjudged::Drop {
        lists = lists.into_iter().map(|(topic, list)| (topic, list.without_unjudged())).collect();
    }
    lists.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(Answered { judged, rankings, qrels, lists, missing })
}

/// What is asked. Fields are dropped in their order: nothing reads the index any more when its folder goes.
pub(super) struct Opened {
    pub searcher: Searcher,
    indexed: Option<IngestReport>,
    _scratch: Option<ScratchFolder>,
}

impl Opened {
    pub fn open(
        suite: &Suite,
        options: &TrialOptions,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<Opened, TrialError> {
        let (location, indexed, scratch) = match (&options.archive, &suite.target) {
            (Some(location), _) => (location.clone(), None, None),
            (None, Some(Target::Archive(folder))) => (Location::find(Some(folder), None, folder)?, None, None),
            (None, Some(Target::Corpus(folder))) => {
                if !folder.is_dir() {
                    return Err(TrialError::NoCorpus { suite: suite.path.clone(), corpus: folder.clone() });
                }
                let scratch = ScratchFolder::new().map_err(TrialError::Scratch)?;
                let location = Location { root: folder.clone(), index: scratch.path().join("index") };
                let report = ingest(&location, &options.ingest, progress)?;
                (location, Some(report), Some(scratch))
            }
            (None, None) => return Err(TrialError::NoTarget(suite.path.clone())),
        };
        let archive = Archive::open(&location)?;
        if archive.manifest().articles == 0 {
            return Err(TrialError::NoArticles(location.root));
        }
        Ok(Opened { searcher: Searcher::open(archive)?, indexed, _scratch: scratch })
    }
}

/// Finds every document that the suite names; all that cannot be found are told at once.
///
/// With them comes what is judged and not there, where a suite lets that count as not found.
fn judged<'s>(suite: &'s Suite, searcher: &Searcher) -> Result<(Vec<Judged<'s>>, Vec<String>), TrialError> {
    let mut missing = Vec::new();
    let names = Names::of(searcher);
    let mut errors = Vec::new();
    let mut all = Vec::with_capacity(suite.queries.len());
    for query in &suite.queries {
        let file = suite.judgements_of(query);
        let mut wrong = |line, problem| errors.push(SuiteError::Line { path: file.to_owned(), line, problem });
        // Of a name without a document the rest of the query cannot say more; the names after it still can.
        let find = |name: &DocumentName| {
            if query.is_topic { names.resolve_encoded(name) } else { names.resolve(name, query.kind) }
        };
        let judged = Judged::with(query, |name| match find(name) {
            Ok(id) => Ok(Named { id, name: name.to_string() }),
            Err(Unresolved::Archive(error)) => Err(error),
            Err(Unresolved::Suite(SuiteProblem::NoDocument { .. })) if query.is_topic && suite.count_missing => {
                missing.push(format!("{}:{}: `{}`", file.display(), name.line, name.name));
                Ok(Named { id: name.name.clone(), name: name.to_string() })
            }
            Err(Unresolved::Suite(problem)) => {
                wrong(name.line, problem);
                Ok(Named { id: String::new(), name: name.to_string() })
            }
        })?;
        let lines = query.judged().map(|(name, _)| name.line);
        let mut first_lines = HashMap::new();
        for ((named, _), line) in judged.graded().zip(lines) {
            if named.id.is_empty() {
                continue;
            }
            if let Some(first) = first_lines.insert(named.id.clone(), line) {
                wrong(line, SuiteProblem::SameDocument { name: named.name.clone(), id: named.id.clone(), first });
            }
        }
        all.push(judged);
    }
    if errors.is_empty() { Ok((all, missing)) } else { Err(TrialError::Names(errors)) }
}

/// Asks every query, in threads; the answers come in the order of the suite.
fn ask(suite: &Suite, searcher: &Searcher, threads: usize) -> Result<Vec<Ranking>, TrialError> {
    let depth = suite.depth() as usize;
    let one = |query: &SuiteQuery| {
        let Some(target) = query.kind.target() else { return speakers(searcher, &query.text, depth) };
        let request = Request::new(query.read(), target).limit(depth).any(query.is_topic);
        searcher.rank(&request).map_err(TrialError::from)
    };
    match rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build() {
        Ok(pool) => pool.install(|| suite.queries.par_iter().map(one).collect()),
        // A system without another thread to give still has this one.
        Err(_) => suite.queries.iter().map(one).collect(),
    }
}

/// The speakers whom a name finds, in the order of `onrecord speakers`: most quoted first.
fn speakers(searcher: &Searcher, name: &str, depth: usize) -> Result<Ranking, TrialError> {
    let found = searcher.list_speakers(name).map_err(TrialError::from)?.speakers;
    let total = found.len();
    let entries = found.into_iter().take(depth).map(|speaker| (speaker.id, speaker.quotations as f64)).collect();
    Ok(Ranking { entries, total })
}

impl SuiteQuery {
    /// The query as the search understands it.
    pub(super) fn read(&self) -> Query {
        if self.is_topic { parse_plain(&self.text) } else { parse(&self.text).query }
    }
}

/// The grades of each query's answer, for the queries that want something, with the judgements they come from.
fn graded(judged: &[Judged<'_>], rankings: &[Ranking]) -> Result<(Qrels, Vec<(String, GradedList)>), TrialError> {
    let damaged = |query: &SuiteQuery, source| TrialError::Answer { query: query.id.clone(), source };
    let mut topics = Vec::new();
    for judged in judged {
        let grades = judged.graded().map(|(named, grade)| (named.id.as_str(), grade as i32));
        let judgements = TopicJudgements::new(&judged.query.id, grades);
        topics.push(judgements.map_err(|source| damaged(judged.query, source))?);
    }
    let qrels = Qrels::from_topics(topics);
    let mut lists = Vec::new();
    for (Judged { query, want, .. }, ranking) in judged.iter().zip(rankings) {
        let ids = ranking.entries.iter().map(|(id, _)| id.as_str());
        let ranked = RankedList::new(ids).map_err(|source| damaged(query, source))?;
        // A topic of which nothing is relevant counts, as everywhere in TREC's world.
        if let Some(judgements) = qrels.topic(&query.id).filter(|_| !want.is_empty() || query.is_topic) {
            lists.push((query.id.clone(), GradedList::new(judgements, &ranked)));
        }
    }
    Ok((qrels, lists))
}

/// Puts together what a report shows of one answer.
fn judged_answer(
    suite: &Suite,
    judged: &Judged<'_>,
    ranking: &Ranking,
    judgements: Option<&TopicJudgements>,
    values: Option<Vec<f64>>,
) -> JudgedAnswer {
    let k = suite.k;
    let ids: Vec<String> = ranking.entries.iter().map(|(id, _)| id.clone()).collect();
    let top = ranking.entries.iter().take(k as usize).map(|(id, score)| RankedDocument {
        id: id.clone(),
        score: *score,
        grade: judgements.and_then(|judgements| judgements.grade(id)),
    });
    let mut wanted: Vec<WantedDocument> = judged
        .want
        .iter()
        .map(|(named, grade)| WantedDocument {
            id: named.id.clone(),
            name: named.name.clone(),
            grade: *grade,
            rank: ids.iter().position(|id| *id == named.id).map(|index| index + 1),
        })
        .collect();
    wanted.sort_by_key(|wanted| std::cmp::Reverse(wanted.grade));
    let query = judged.query;
    let hits = ranking.total as u64;
    JudgedAnswer {
        id: query.id.clone(),
        file: suite.file_of(query).display().to_string(),
        line: query.line,
        text: query.text.clone(),
        kind: query.kind.as_str(),
        tags: query.tags.clone(),
        hits,
        top: top.collect(),
        wanted,
        values,
        unmet: unmet(judged, &ids, hits, k),
        known_failure: query.known_failure.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Trial, TrialOptions, run};
    use crate::archive::Location;
    use crate::ingest::{IngestOptions, ingest};
    use crate::relevance::{AnswerOutcome, Outcome};
    use crate::trial::{Suite, TrialError};
    use std::path::Path;
    use tempfile::TempDir;

    const TOLL: &str = "Harbour toll doubled\n\nQUELLHAVEN. The harbour toll will be doubled, the council said on \
                        Monday.\n\n“We have waited long enough,” Ann Roe, the mayor, said. “The wall will not mend \
                        itself.”\n\n“Not one krone,” said Piet Orel, who owns two boats.\n";
    const RECORDS: &str = concat!(
        r#"{"id": "w1", "url": "https://x.example/a?b=1", "headline": "Toll talks", "body": "The harbour toll was talked about again. \"We have waited long enough,\" Ann Roe said."}"#,
        "\n",
        r#"{"id": "w2", "url": "https://x.example/c", "headline": "Bells toll", "body": "The bells toll for the harbour cat. It was an old cat."}"#,
        "\n"
    );

    /// A folder with three articles in `corpus`, and a suite beside it.
    fn newsroom(suite: &str) -> (TempDir, Suite) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("corpus")).unwrap();
        std::fs::write(folder.path().join("corpus/toll.txt"), TOLL).unwrap();
        std::fs::write(folder.path().join("corpus/wire.jsonl"), RECORDS).unwrap();
        let text = format!("[suite]\ncorpus = 'corpus'\nmetrics = ['RR', 'R@10']\n{suite}");
        let suite = Suite::parse(&text, &folder.path().join("s.toml")).unwrap();
        (folder, suite)
    }

    fn trial(suite: &Suite) -> Result<Trial, TrialError> {
        run(suite, &TrialOptions::default(), &|_| {})
    }

    const QUERIES: &str = "
[[query]]
id = 'toll'
q = 'harbour toll'
want = [ { id = 'toll.txt', grade = 2 }, { url = 'https://x.example/a?b=1' } ]
absent = ['w2']

[[query]]
id = 'waited'
q = 'speaker:Roe waited'
kind = 'quotes'
want = [ { path = 'toll.txt', text = 'we have waited' }, { id = 'w1#q1' } ]

[[query]]
id = 'nothing'
q = '\"harbour dog\"'
empty = true
";

    #[test]
    fn a_suite_comes_to_values_ranks_and_a_verdict() {
        let (folder, suite) = newsroom(QUERIES);
        let trial = trial(&suite).unwrap();
        assert_eq!((trial.report.asked.unwrap()[0], trial.indexed.as_ref().unwrap().added), (3, 3));
        assert_eq!(
            trial.report.answers.iter().map(|query| query.id.as_str()).collect::<Vec<_>>(),
            ["toll", "waited", "nothing"]
        );
        let [toll, waited, nothing] = trial.report.answers.as_slice() else { panic!() };

        // All three hold both words; the cat's bells are the shortest.
        let told: Vec<String> = toll.unmet.iter().map(ToString::to_string).collect();
        assert_eq!((toll.outcome(), toll.hits, told.len()), (AnswerOutcome::Unmet, 3, 1), "{told:?}");
        assert!(told[0].starts_with("`w2` should not be among the first 10, came "));
        assert!(toll.wanted.iter().all(|wanted| wanted.rank.is_some()));
        assert_eq!(toll.wanted[1].name, "https://x.example/a?b=1");
        assert!(toll.top.iter().any(|document| document.id == "w1" && document.grade == Some(1)));

        assert_eq!((waited.outcome(), waited.values.as_deref()), (AnswerOutcome::Met, Some([1.0, 1.0].as_slice())));
        assert_eq!((nothing.outcome(), nothing.hits, &nothing.values), (AnswerOutcome::Met, 0, &None));
        assert_eq!(trial.report.evaluation.rows().len(), 2);
        assert_eq!(trial.report.verdict.outcome(), Outcome::Failed);
        assert_eq!(trial.report.verdict.reasons().len(), 1);

        let mut left: Vec<_> = std::fs::read_dir(folder.path().join("corpus"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left, ["toll.txt", "wire.jsonl"]);
    }

    #[test]
    fn a_known_failure_does_not_fail_until_it_passes() {
        let known = QUERIES.replace("absent = ['w2']", "absent = ['w2']\nknown_failure = 'cats'");
        let outcome = |text: &str| {
            let (_folder, suite) = newsroom(text);
            let trial = trial(&suite).unwrap();
            (trial.report.answers[0].outcome(), trial.report.verdict.to_string())
        };
        assert_eq!(outcome(&known), (AnswerOutcome::KnownFailure, "passed".to_owned()));
        let passing = known.replace("q = 'harbour toll'", "q = 'harbour toll -cat'");
        let (outcome, verdict) = outcome(&passing);
        assert_eq!(outcome, AnswerOutcome::KnownFailurePasses);
        assert_eq!(verdict, "failed: toll passes; remove its mark `known_failure` (cats)");
    }

    #[test]
    fn floors_stand_under_the_means() {
        let (_folder, suite) =
            newsroom(&format!("[gate]\n'RR' = {{ min = 1 }}\n{QUERIES}").replace("absent = ['w2']", ""));
        let trial = trial(&suite).unwrap();
        let mean = trial.report.evaluation.summary(suite.gates[0].measure).unwrap().mean;
        assert_eq!(trial.report.verdict.outcome() == Outcome::Passed, mean == 1.0);
        let first = trial.report.value(&trial.report.answers[0], suite.gates[0].measure).unwrap();
        assert_eq!(mean, f64::midpoint(first, 1.0));
    }

    /// The messages of a suite with one query, without the file's name; the first line of `want` is line 7.
    fn name_errors(kind: &str, want: &str) -> Vec<String> {
        let (folder, suite) = newsroom(&format!("[[query]]\nid = 'x'\nq = 'y'\nkind = '{kind}'\nwant = [\n{want}\n]"));
        let before = format!("{}:", folder.path().join("s.toml").display());
        match trial(&suite) {
            Err(TrialError::Names(errors)) => {
                errors.iter().map(|error| error.to_string().strip_prefix(&before).unwrap().to_owned()).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn names_that_fit_nothing_or_several_are_all_told_with_their_lines() {
        assert_eq!(
            name_errors("articles", "'toll.text',\n{ url = 'https://x.example/a' },\n'wire.jsonl',\n{ path = 'w1' }"),
            [
                "9: no document has the id, path or URL `toll.text`; did you mean `toll.txt`?",
                "10: no document has the URL `https://x.example/a`",
                "11: `wire.jsonl` fits several documents: w1, w2; name one of them by its id",
                "12: no document has the path `w1`",
            ]
        );
        assert_eq!(
            name_errors("articles", "{ id = 'w1' },\n{ url = 'https://x.example/a?b=1' }"),
            [
                "10: `https://x.example/a?b=1` is the document `w1`, which line 9 has judged already; remove one of the two"
            ]
        );
    }

    #[test]
    fn quotations_are_named_by_number_or_words() {
        let text = "{ id = 'toll.txt', text = 'not two krone' },\n'toll.txt#q9',\n'toll.txt',\n'w3#q1'";
        assert_eq!(
            name_errors("quotes", text),
            [
                "9: `toll.txt` has no quotation “not two krone” among its 3; `onrecord show` lists them",
                "10: `toll.txt` has no quotation #q9 among its 3; `onrecord show` lists them",
                "11: `toll.txt` names an article; a quotation is named by its own id, or by its article and `text`, words of it",
                "12: no document has the id, path or URL `w3#q1`",
            ]
        );
        assert_eq!(
            name_errors("quotes", "{ id = 'toll.txt', text = 'one' },\n{ id = 'toll.txt', text = 'not' }"),
            [
                "10: `toll.txt “not”` is the document `toll.txt#q3`, which line 9 has judged already; remove one of the two"
            ]
        );
    }

    #[test]
    fn an_archive_is_asked_where_it_is() {
        let (folder, mut suite) = newsroom(QUERIES);
        let from_corpus = trial(&suite).unwrap();
        let corpus = folder.path().join("corpus");
        suite.target = None;
        assert!(matches!(trial(&suite), Err(TrialError::NoTarget(_))));
        let location = Location::find(Some(&corpus), None, Path::new(".")).unwrap();
        ingest(&location, &IngestOptions::default(), &|_| {}).unwrap();
        let options = TrialOptions { archive: Some(location), ..TrialOptions::default() };
        let from_archive = run(&suite, &options, &|_| {}).unwrap();
        assert_eq!(from_archive.report.evaluation, from_corpus.report.evaluation);
        assert!(from_archive.indexed.is_none());
        suite.target = Some(crate::trial::Target::Archive(corpus));
        assert_eq!(trial(&suite).unwrap().report.verdict, from_corpus.report.verdict);
    }

    #[test]
    fn a_corpus_that_is_not_there_or_empty_is_an_error() {
        let (folder, suite) = newsroom(QUERIES);
        for name in ["toll.txt", "wire.jsonl"] {
            std::fs::remove_file(folder.path().join("corpus").join(name)).unwrap();
        }
        assert!(matches!(trial(&suite), Err(TrialError::NoArticles(_))));
        std::fs::remove_dir(folder.path().join("corpus")).unwrap();
        let error = trial(&suite).unwrap_err();
        assert!(error.to_string().ends_with("and there is no such folder"), "{error}");
    }

    #[test]
    fn threads_change_nothing() {
        let (_folder, suite) = newsroom(QUERIES);
        let told = |threads| {
            let ingest = IngestOptions { threads, ..IngestOptions::default() };
            let trial = run(&suite, &TrialOptions { ingest, ..TrialOptions::default() }, &|_| {}).unwrap();
            format!("{:?} {:?} {:?}", trial.report.evaluation, trial.report.answers, trial.report.verdict)
        };
        assert_eq!(told(1), told(4));
    }
}
