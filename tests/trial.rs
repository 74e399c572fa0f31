//! Suites from end to end: speakers, topics, bounds, and what is said when answers change.

use onrecord::relevance::{Gate, Outcome, Report};
use onrecord::trial::{
    Baseline, Judging, Suite, SuiteError, Target, TopicFiles, Trial, TrialError, TrialOptions, Unjudged, run,
    write_judgement,
};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const ARTICLES: [(&str, &str); 4] = [
    (
        "toll.txt",
        "Harbour toll doubled\n\nThe harbour toll will be doubled, the council said on Monday. The toll pays for the wall.\n\n\
         “We have waited long enough,” Ann Roe, the mayor, said.\n",
    ),
    (
        "talks.txt",
        "Toll talks\n\nThe toll was talked about again.\n\n“Not one krone,” said Piet Orel, who owns two boats. “Not one,” said Piet Orel.\n",
    ),
    (
        "bells.txt",
        "Bells of the harbour\n\nThe bells of the harbour church toll for the old cat of the port, at noon and at night.\n",
    ),
    ("ferry.txt", "Ferry late\n\nThe ferry came late.\n"),
];

const SUITE: &str = "
[suite]
corpus = 'corpus'
metrics = ['nDCG@10', 'P@2']

[[query]]
id = 'toll'
q = 'harbour toll'
want = [ { id = 'toll.txt', grade = 2 } ]

[[query]]
id = 'ferry'
q = 'ferry'
want = [ { headline = 'Ferry late' } ]

[[query]]
id = 'who'
q = 'Orel'
kind = 'speakers'
want = [ { name = 'Piet Orel' } ]
";

const LONG: &str = "Weather\n\nA long day of rain came over the town, and the people of the harbour sat at their windows and \
                    watched the water run down the street to the port, where the toll is paid on other days, by other \
                    people, in other weather than this, which nobody will remember when the sun comes back.\n";

/// A folder with the articles in `corpus` and a suite beside it.
struct Newsroom {
    folder: TempDir,
}

impl Newsroom {
    fn new() -> Newsroom {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("corpus")).unwrap();
        let newsroom = Newsroom { folder };
        ARTICLES.iter().for_each(|(name, text)| newsroom.write(&format!("corpus/{name}"), text));
        newsroom.write("suite.toml", SUITE);
        newsroom
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn suite(&self) -> Suite {
        Suite::read(&self.path("suite.toml")).unwrap_or_else(|error| panic!("{error}"))
    }

    fn run(&self, options: TrialOptions) -> Result<Trial, TrialError> {
        run(&self.suite(), &options, &|_| {})
    }

    fn baseline(&self) -> Baseline {
        let kept = self.run(TrialOptions { keep: true, ..TrialOptions::default() }).unwrap().kept.unwrap();
        Baseline::parse(&kept.to_text()).unwrap()
    }

    fn since(&self, baseline: &Baseline) -> Report {
        let baseline = Some(("base.json".to_owned(), baseline.clone()));
        let options = TrialOptions { baseline, cross_corpus: true, ..TrialOptions::default() };
        self.run(options).unwrap_or_else(|error| panic!("{error}")).report
    }
}

/// The reasons given for a document's move in the answer to a query.
fn why(report: &Report, topic: &str, id: &str) -> String {
    let change = report.change(topic).unwrap_or_else(|| panic!("{topic} did not change"));
    let moved = change.moves.iter().find(|moved| moved.id == id);
    moved.unwrap_or_else(|| panic!("{id} did not move: {change:#?}")).why.join("; ")
}

#[test]
fn a_name_a_headline_and_a_speaker_are_found() {
    let report = Newsroom::new().run(TrialOptions::default()).unwrap().report;
    assert_eq!(report.verdict.outcome(), Outcome::Passed);
    let wanted: Vec<_> =
        report.answers.iter().map(|answer| (answer.wanted[0].rank, answer.wanted[0].id.as_str())).collect();
    assert_eq!(wanted, [(Some(1), "toll.txt"), (Some(1), "ferry.txt"), (Some(1), "piet-orel")]);
}

#[test]
fn a_speaker_who_is_not_there_is_an_error_with_its_line() {
    let newsroom = Newsroom::new();
    newsroom.write("suite.toml", &SUITE.replace("'Piet Orel'", "'Piet Orell'"));
    match newsroom.run(TrialOptions::default()) {
        Err(TrialError::Names(errors)) => {
            let told = errors[0].to_string();
            assert!(
                told.ends_with(":20: no speaker has the id or the name `Piet Orell`; did you mean `Piet Orel`?"),
                "{told}"
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn nothing_changes_where_nothing_changed() {
    let newsroom = Newsroom::new();
    let baseline = newsroom.baseline();
    assert_eq!(baseline.to_text(), newsroom.baseline().to_text());
    let comparison = newsroom.since(&baseline).comparison.unwrap();
    assert!(comparison.changes.is_empty() && comparison.notes.is_empty(), "{comparison:#?}");
    assert_eq!((comparison.measures[0].difference.ties, comparison.measures[0].difference.mean), (3, 0.0));
}

#[test]
fn each_cause_is_named_and_no_other() {
    // One change each, and what must be said of which document.
    type Change = fn(&Newsroom);
    let cases: [(Change, &str, &str, &str); 5] = [
        (|n| n.write("corpus/toll.txt", LONG), "toll", "toll.txt", "its text changed"),
        (
            |n| std::fs::remove_file(n.path("corpus/bells.txt")).unwrap(),
            "toll",
            "bells.txt",
            "it is no longer in the archive",
        ),
        (
            |n| n.write("corpus/aa.txt", "Harbour toll, harbour toll\n\nHarbour toll. Harbour toll."),
            "toll",
            "aa.txt",
            "it is new in the archive",
        ),
        (
            |n| n.write("corpus/aa.txt", "Harbour toll, harbour toll\n\nHarbour toll. Harbour toll."),
            "toll",
            "toll.txt",
            "3 of 5 articles hold it, 2 of 4 did",
        ),
        (
            |n| n.write("suite.toml", &SUITE.replace("q = 'ferry'", "q = 'ferry late toll'")),
            "ferry",
            "toll.txt",
            "`toll` is new in the query",
        ),
    ];
    for (change, topic, id, expected) in cases {
        let newsroom = Newsroom::new();
        let baseline = newsroom.baseline();
        change(&newsroom);
        let report = newsroom.since(&baseline);
        let told = why(&report, topic, id);
        let of_the_query = report.change(topic).unwrap().causes.join("; ");
        let told_at_all =
            told.contains(expected) || expected.contains("in the query") && of_the_query.contains("the query was");
        assert!(told_at_all, "{id}: {told}\n{of_the_query}");
        let texts = ["its text changed", "no longer in the archive", "new in the archive"];
        let wrong = texts.iter().any(|other| *other != expected && !expected.ends_with(other) && told.contains(other));
        assert!(!wrong, "{id}: {told}");
    }
}

#[test]
fn other_articles_are_refused_unless_asked_for() {
    let newsroom = Newsroom::new();
    let baseline = newsroom.baseline();
    newsroom.write("corpus/new.txt", "New\n\nNew words.");
    let options = TrialOptions { baseline: Some(("b".into(), baseline)), ..TrialOptions::default() };
    match newsroom.run(options) {
        Err(TrialError::OtherCorpus { what, .. }) => {
            assert_eq!(what, "the articles are not those of the baseline: 1 new");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_query_that_loses_too_much_fails_the_run() {
    let newsroom = Newsroom::new();
    let gated = SUITE.replace(
        "[[query]]\nid = 'toll'",
        "[gate]\nper_query = { metric = 'P@2', max_drop = 0.2 }\n\n[[query]]\nid = 'toll'",
    );
    newsroom.write("suite.toml", &gated);
    let baseline = newsroom.baseline();
    assert_eq!(newsroom.since(&baseline).verdict.outcome(), Outcome::Passed);
    newsroom.write("suite.toml", &gated.replace("q = 'ferry'", "q = 'bells'"));
    let verdict = newsroom.since(&baseline).verdict;
    assert_eq!(verdict.to_string(), "failed: ferry: P@2 fell from 0.5000 to 0.0000, by 0.5000, more than 0.2000");
}

#[test]
fn a_floor_within_the_bounds_is_undecided_until_it_is_judged() {
    let newsroom = Newsroom::new();
    let mut suite = newsroom.suite();
    let precision = "P@2".parse().unwrap();
    // One of two for two queries and the speaker; `harbour toll` finds another, which nobody judged.
    suite.gates = vec![Gate::floor(precision, 0.6)];
    let trial = |suite: &Suite| run(suite, &TrialOptions::default(), &|_| {}).unwrap().report;
    assert_eq!(trial(&suite).verdict.outcome(), Outcome::Failed);
    suite.unjudged = Unjudged::Bounds(None);
    let report = trial(&suite);
    assert_eq!(report.verdict.outcome(), Outcome::Undecided, "{}", report.verdict);
    let first = &report.to_judge[0];
    assert_eq!((first.topic.as_str(), first.document.as_str(), first.rank), ("toll", "bells.txt", 2));
    // The judgement decides it, either way.
    for (grade, outcome) in [(1, Outcome::Passed), (0, Outcome::Failed)] {
        let query = suite.queries.iter().find(|query| query.id == first.topic).unwrap();
        write_judgement(&suite, query, &first.document, Some(grade)).unwrap();
        let judged = Suite { queries: newsroom.suite().queries, ..suite.clone() };
        assert_eq!(trial(&judged).verdict.outcome(), outcome);
    }
}

#[test]
fn what_nobody_judged_is_pooled_with_its_passages() {
    let newsroom = Newsroom::new();
    let suite = newsroom.suite();
    let mut judging = Judging::open(&suite, &TrialOptions::default(), 10, &[], &|_| {}).unwrap();
    let pool = judging.pool().to_vec();
    assert_eq!(pool.len(), 1, "{pool:?}");
    assert_eq!((pool[0].document.as_str(), pool[0].rank), ("bells.txt", Some(2)));
    let hit = judging.hit(&pool[0]).unwrap().unwrap();
    assert!(hit.passages.iter().any(|passage| passage.text.contains("toll for the old cat")));
    write_judgement(&suite, &suite.queries[0], "bells.txt", Some(0)).unwrap();
    let suite = newsroom.suite();
    assert!(Judging::open(&suite, &TrialOptions::default(), 10, &[], &|_| {}).unwrap().pool().is_empty());
}

#[test]
fn topics_with_judgements_are_a_suite() {
    let newsroom = Newsroom::new();
    newsroom.write("corpus/two words.txt", "Marrow\n\nThe marrow.");
    newsroom.write(
        "topics.jsonl",
        "{\"id\": 1, \"text\": \"harbour toll\"}\n{\"id\": 2, \"text\": \"marrow\"}\n{\"id\": 3, \"text\": \"x\"}\n",
    );
    newsroom.write("qrels.txt", "1 0 toll.txt 2\n1 0 bells.txt 0\n2 0 two%20words.txt 1\n4 0 toll.txt 1\n");
    let files = TopicFiles { topics: newsroom.path("topics.jsonl"), qrels: newsroom.path("qrels.txt") };
    let target = Some(Target::Corpus(newsroom.path("corpus")));
    let suite =
        |files: &TopicFiles| Suite::of_topics(files.clone(), target.clone(), vec!["RR".parse().unwrap()], Vec::new());
    let read = suite(&files).unwrap();
    assert_eq!(read.notes.len(), 2, "{:?}", read.notes);
    let report = run(&read, &TrialOptions::default(), &|_| {}).unwrap().report;
    assert_eq!(report.evaluation.rows().iter().map(|row| row.values[0]).collect::<Vec<_>>(), [1.0, 1.0]);
    assert_eq!((report.answers[1].file.as_str(), report.answers[1].line), (files.topics.to_str().unwrap(), 2));

    newsroom.write("qrels.txt", "1 0 toll.txt 2\n1 0 gone.txt 1\n");
    match run(&suite(&files).unwrap(), &TrialOptions::default(), &|_| {}) {
        Err(TrialError::Names(errors)) => {
            let told = errors[0].to_string();
            assert!(told.contains("qrels.txt:2: no document has the id, path or URL `gone.txt`"), "{told}");
        }
        other => panic!("{other:?}"),
    }
    newsroom.write("qrels.txt", "7 0 toll.txt 2\n");
    assert!(matches!(suite(&files), Err(SuiteError::NoTopicJudged { .. })));
    assert!(matches!(Suite::read(Path::new("no/such/suite.toml")), Err(SuiteError::Io { .. })));
}
