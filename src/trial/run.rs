//! [`run`]: a suite is asked, and its answers are held against what it wants.
//!
//! ```text
//! Suite ─index the corpus | open the archive→ Searcher ─each query→ ranking ─grades→ values ┐
//!       ─every name → an id                                        └ hard expectations ─────┴→ Verdict
//! ```

use super::expectations::unmet;
use super::judged::{Judged, Named};
use super::names::{Names, Unresolved};
use super::scratch::ScratchFolder;
use super::suite::{QueryKind, Suite, SuiteQuery, Target};
use super::suite_error::{SuiteError, SuiteProblem};
use super::trial_error::TrialError;
use crate::archive::{Archive, Location};
use crate::ingest::{IngestOptions, IngestReport, Progress, ingest};
use crate::relevance::{
    Evaluation, GradedList, JudgedAnswer, Measure, Qrels, RankedDocument, RankedList, TopicJudgements, Verdict,
    WantedDocument,
};
use crate::search::{self, Ranking, Request, Searcher, parse};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::HashMap;

/// How a suite is run.
#[derive(Debug, Clone, Default)]
pub struct TrialOptions {
    /// What to ask, whatever the suite says.
    pub archive: Option<Location>,
    /// How to index a corpus.
    pub ingest: IngestOptions,
}

/// What a suite came to.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The suite's name.
    pub suite: String,
    /// What indexing the corpus came to; `None` where an archive was asked.
    pub indexed: Option<IngestReport>,
    /// What should be known of the archive that was asked: that its folder has changed since it was indexed.
    pub notes: Vec<String>,
    /// How many articles were asked.
    pub articles: u64,
    /// How many quotations were asked.
    pub quotations: u64,
    /// The measures of all queries that want something. What a query without `want` comes to shows in its
    /// expectations alone: no measure says anything about an answer that should be empty.
    pub evaluation: Evaluation,
    /// Each query with its answer, in the order of the suite.
    pub queries: Vec<JudgedAnswer>,
    /// Gates first, then what the queries give reason for, in the order of the suite.
    pub verdict: Verdict,
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
    let judged = judged(suite, searcher)?;
    let rankings = ask(suite, searcher, options.ingest.threads)?;
    let (qrels, lists) = graded(&judged, &rankings)?;
    let evaluation = Evaluation::new(&suite.measures, lists);
    let rows: HashMap<&str, &[f64]> =
        evaluation.rows().iter().map(|row| (row.topic.as_str(), row.values.as_slice())).collect();
    let queries: Vec<JudgedAnswer> = judged
        .iter()
        .zip(&rankings)
        .map(|(judged, ranking)| {
            let values = rows.get(judged.query.id.as_str()).map(|values| values.to_vec());
            judged_answer(judged, ranking, qrels.topic(&judged.query.id), values, suite.k)
        })
        .collect();
    let verdict = Verdict::new(&suite.gates, &evaluation, queries.iter().flat_map(JudgedAnswer::reasons));
    let manifest = searcher.archive().manifest();
    Ok(Trial {
        suite: suite.name.clone(),
        notes: opened
            .indexed
            .is_none()
            .then(|| searcher.archive().changed_since_indexed())
            .flatten()
            .into_iter()
            .collect(),
        articles: manifest.articles,
        quotations: manifest.quotations,
        evaluation,
        queries,
        verdict,
        indexed: opened.indexed,
    })
}

/// What is asked. Fields are dropped in their order: nothing reads the index any more when its folder goes.
struct Opened {
    searcher: Searcher,
    indexed: Option<IngestReport>,
    _scratch: Option<ScratchFolder>,
}

impl Opened {
    fn open(suite: &Suite, options: &TrialOptions, progress: &(dyn Fn(Progress) + Sync)) -> Result<Opened, TrialError> {
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
fn judged<'s>(suite: &'s Suite, searcher: &Searcher) -> Result<Vec<Judged<'s>>, TrialError> {
    let names = Names::of(searcher);
    let mut errors = Vec::new();
    let mut all = Vec::with_capacity(suite.queries.len());
    for query in &suite.queries {
        let mut wrong = |line, problem| errors.push(SuiteError::Line { path: suite.path.clone(), line, problem });
        // Of a name without a document the rest of the query cannot say more; the names after it still can.
        let judged = Judged::with(query, |name| match names.resolve(name, query.kind) {
            Ok(id) => Ok(Named { id, name: name.to_string() }),
            Err(Unresolved::Archive(error)) => Err(error),
            Err(Unresolved::Suite(problem)) => {
                wrong(name.line, problem);
                Ok(Named { id: String::new(), name: name.to_string() })
            }
        })?;
        let lines = query.want.iter().map(|want| &want.document).chain(&query.not).map(|name| name.line);
        let mut first_lines = HashMap::new();
        for (named, line) in judged.want.iter().map(|(named, _)| named).chain(&judged.not).zip(lines) {
            if named.id.is_empty() {
                continue;
            }
            if let Some(first) = first_lines.insert(named.id.clone(), line) {
                wrong(line, SuiteProblem::SameDocument { name: named.name.clone(), id: named.id.clone(), first });
            }
        }
        all.push(judged);
    }
    if errors.is_empty() { Ok(all) } else { Err(TrialError::Names(errors)) }
}

/// Asks every query, in threads; the answers come in the order of the suite.
fn ask(suite: &Suite, searcher: &Searcher, threads: usize) -> Result<Vec<Ranking>, TrialError> {
    let depth = suite.depth() as usize;
    let one = |query: &SuiteQuery| {
        let target = match query.kind {
            QueryKind::Articles => search::Target::Articles,
            QueryKind::Quotes => search::Target::Quotations,
        };
        searcher.rank(&Request::new(parse(&query.text).query, target).limit(depth)).map_err(TrialError::from)
    };
    match rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build() {
        Ok(pool) => pool.install(|| suite.queries.par_iter().map(one).collect()),
        // A system without another thread to give still has this one.
        Err(_) => suite.queries.iter().map(one).collect(),
    }
}

/// The grades of each query's answer, for the queries that want something, with the judgements they come from.
fn graded(judged: &[Judged<'_>], rankings: &[Ranking]) -> Result<(Qrels, Vec<(String, GradedList)>), TrialError> {
    let damaged = |query: &SuiteQuery, source| TrialError::Answer { query: query.id.clone(), source };
    let mut topics = Vec::new();
    for Judged { query, want, not, .. } in judged {
        let want = want.iter().map(|(named, grade)| (named.id.as_str(), *grade as i32));
        let not = not.iter().map(|named| (named.id.as_str(), 0));
        topics.push(TopicJudgements::new(&query.id, want.chain(not)).map_err(|source| damaged(query, source))?);
    }
    let qrels = Qrels::from_topics(topics);
    let mut lists = Vec::new();
    for (Judged { query, want, .. }, ranking) in judged.iter().zip(rankings) {
        let ids = ranking.entries.iter().map(|(id, _)| id.as_str());
        let ranked = RankedList::new(ids).map_err(|source| damaged(query, source))?;
        if let Some(judgements) = qrels.topic(&query.id).filter(|_| !want.is_empty()) {
            lists.push((query.id.clone(), GradedList::new(judgements, &ranked)));
        }
    }
    Ok((qrels, lists))
}

/// Puts together what a report shows of one answer.
fn judged_answer(
    judged: &Judged<'_>,
    ranking: &Ranking,
    judgements: Option<&TopicJudgements>,
    values: Option<Vec<f64>>,
    k: u32,
) -> JudgedAnswer {
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

impl Trial {
    /// The value that a query has of a measure; `None` where the query wants nothing or it was not measured.
    pub fn value(&self, query: &JudgedAnswer, measure: Measure) -> Option<f64> {
        let column = self.evaluation.measures().iter().position(|known| *known == measure)?;
        query.values.as_ref()?.get(column).copied()
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
        assert_eq!((trial.articles, trial.indexed.as_ref().unwrap().added), (3, 3));
        assert_eq!(
            trial.queries.iter().map(|query| query.id.as_str()).collect::<Vec<_>>(),
            ["toll", "waited", "nothing"]
        );
        let [toll, waited, nothing] = trial.queries.as_slice() else { panic!() };

        // All three hold both words; the cat's bells are the shortest.
        let told: Vec<String> = toll.unmet.iter().map(ToString::to_string).collect();
        assert_eq!((toll.outcome(), toll.hits, told.len()), (AnswerOutcome::Unmet, 3, 1), "{told:?}");
        assert!(told[0].starts_with("`w2` should not be among the first 10, came "));
        assert!(toll.wanted.iter().all(|wanted| wanted.rank.is_some()));
        assert_eq!(toll.wanted[1].name, "https://x.example/a?b=1");
        assert!(toll.top.iter().any(|document| document.id == "w1" && document.grade == Some(1)));

        assert_eq!((waited.outcome(), waited.values.as_deref()), (AnswerOutcome::Met, Some([1.0, 1.0].as_slice())));
        assert_eq!((nothing.outcome(), nothing.hits, &nothing.values), (AnswerOutcome::Met, 0, &None));
        assert_eq!(trial.evaluation.rows().len(), 2);
        assert_eq!(trial.verdict.outcome(), Outcome::Failed);
        assert_eq!(trial.verdict.reasons().len(), 1);

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
            (trial.queries[0].outcome(), trial.verdict.to_string())
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
        let mean = trial.evaluation.summary(suite.gates[0].measure).unwrap().mean;
        assert_eq!(trial.verdict.outcome() == Outcome::Passed, mean == 1.0);
        let first = trial.value(&trial.queries[0], suite.gates[0].measure).unwrap();
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
                "9: `toll.txt` has no quotation “not two krone” among its 2; `onrecord show` lists them",
                "10: `toll.txt` has no quotation #q9 among its 2; `onrecord show` lists them",
                "11: `toll.txt` names an article; a quotation is named by its own id, or by its article and `text`, words of it",
                "12: no document has the id, path or URL `w3#q1`",
            ]
        );
        assert_eq!(
            name_errors("quotes", "{ id = 'toll.txt', text = 'one' },\n{ id = 'toll.txt', text = 'not' }"),
            [
                "10: `toll.txt “not”` is the document `toll.txt#q2`, which line 9 has judged already; remove one of the two"
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
        assert_eq!(from_archive.evaluation, from_corpus.evaluation);
        assert!(from_archive.indexed.is_none());
        suite.target = Some(crate::trial::Target::Archive(corpus));
        assert_eq!(trial(&suite).unwrap().verdict, from_corpus.verdict);
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
            format!("{:?} {:?} {:?}", trial.evaluation, trial.queries, trial.verdict)
        };
        assert_eq!(told(1), told(4));
    }
}
