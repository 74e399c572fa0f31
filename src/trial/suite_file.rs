//! Reading a [`Suite`] from its file: which keys there are, what each may be, and what may not stand together.

use super::fields::{Fields, Reading, Wrong, flag, list, positive, text, whole, word, wrong};
use super::located::{self, Entry, Node, Value};
use super::suite::{DocumentName, QueryKind, Suite, SuiteQuery, Target, TopicFiles, Unjudged};
use super::suite_documents::{document, documents, wanted, within};
use super::suite_error::{SuiteError, SuiteProblem};
use super::suite_gates::{gates, metrics};
use super::topics;
use std::collections::HashMap;
use std::path::Path;

/// What is measured where a suite does not say.
const USUAL_MEASURES: [&str; 4] = ["nDCG@10", "RR@10", "P@5", "R@100"];

impl Suite {
    /// Reads a suite from a file, JSON where its name ends in `.json`, else TOML, with the topics that it names.
    pub fn read(path: &Path) -> Result<Suite, SuiteError> {
        let bytes = std::fs::read(path).map_err(|source| SuiteError::Io { path: path.to_owned(), source })?;
        match std::str::from_utf8(&bytes) {
            Ok(text) => {
                let mut suite = Suite::parse(text, path)?;
                if let Some(files) = suite.topics.clone() {
                    topics::add(&mut suite, &files)?;
                }
                Ok(suite)
            }
            Err(error) => {
                let before = &bytes[..error.valid_up_to()];
                let line = before.iter().filter(|&&byte| byte == b'\n').count() as u64 + 1;
                Err(SuiteError::Line { path: path.to_owned(), line, problem: SuiteProblem::NotUtf8 })
            }
        }
    }

    /// Makes a suite of the text of a file. `path` tells the format and what paths in the suite are relative to, and
    /// is what errors call it; nothing is read, so neither are topics.
    pub fn parse(text: &str, path: &Path) -> Result<Suite, SuiteError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        let (format, tree) = if json { ("JSON", located::from_json(text)) } else { ("TOML", located::from_toml(text)) };
        tree.map_err(|error| Wrong {
            line: error.line,
            problem: SuiteProblem::Syntax { format, message: error.message },
        })
        .and_then(|tree| suite(tree, path))
        .map_err(|Wrong { line, problem }| SuiteError::Line { path: path.to_owned(), line, problem })
    }
}

fn suite(tree: Node, path: &Path) -> Reading<Suite> {
    let mut file = Fields::of(tree, "the suite file", "the suite file", &["suite", "gate", "query"])?;
    let query_list = file.take("query");
    let (gates, per_query) = file.take("gate").map(gates).transpose()?.unwrap_or_default();

    let keys = &["name", "corpus", "archive", "k", "metrics", "unjudged", "unjudged_grade", "topics", "qrels"];
    let nothing = Entry { key: "suite".into(), line: 1, node: Node { line: 1, value: Value::Table(Vec::new()) } };
    let mut head = Fields::of(file.take("suite").unwrap_or(nothing).node, "suite", "[suite]", keys)?;
    let name = match head.take("name") {
        Some(entry) => text(entry)?,
        None => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let target = match (head.take("corpus"), head.take("archive")) {
        (Some(corpus), Some(archive)) => return wrong(corpus.line.max(archive.line), SuiteProblem::TwoTargets),
        (Some(corpus), None) => Some(Target::Corpus(folder.join(text(corpus)?))),
        (None, Some(archive)) => Some(Target::Archive(folder.join(text(archive)?))),
        (None, None) => None,
    };
    let k = head.take("k").map(|entry| positive(&entry)).transpose()?.unwrap_or(10);
    let mut measures = match head.take("metrics") {
        Some(entry) => metrics(entry)?,
        None => USUAL_MEASURES.map(|name| name.parse().expect("the usual measures have names")).to_vec(),
    };
    for measure in gates.iter().map(|gate| gate.measure).chain(per_query.map(|gate| gate.measure)) {
        if !measures.contains(&measure) {
            measures.push(measure);
        }
    }
    let unjudged = unjudged(&mut head)?;
    let topics = match (head.take("topics"), head.take("qrels")) {
        (None, None) => None,
        (Some(topics), Some(qrels)) => {
            Some(TopicFiles { topics: folder.join(text(topics)?), qrels: folder.join(text(qrels)?) })
        }
        (Some(one), None) | (None, Some(one)) => return wrong(one.line, SuiteProblem::TopicsWithQrels),
    };
    let queries = match query_list {
        Some(entry) => queries(entry)?,
        None if topics.is_some() => Vec::new(),
        None => return wrong(1, SuiteProblem::NoQueries),
    };
    let path = path.to_owned();
    Ok(Suite {
        path,
        name,
        target,
        k,
        measures,
        gates,
        per_query,
        unjudged,
        topics,
        count_missing: false,
        notes: Vec::new(),
        queries,
    })
}

fn unjudged(head: &mut Fields) -> Reading<Unjudged> {
    let grade = head.take("unjudged_grade");
    let mut unjudged = Unjudged::default();
    if let Some(entry) = head.take("unjudged") {
        let (key, line) = (entry.key.clone(), entry.line);
        unjudged = text(entry)?
            .parse()
            .map_err(|given| Wrong { line, problem: SuiteProblem::Value { key, given, wanted: Unjudged::CHOICE } })?;
    }
    match (grade, &mut unjudged) {
        (None, _) => {}
        (Some(entry), Unjudged::Bounds(grade)) => *grade = Some(positive(&entry)?),
        (Some(entry), _) => return wrong(entry.line, SuiteProblem::GradeWithoutBounds),
    }
    Ok(unjudged)
}

fn queries(entry: Entry) -> Reading<Vec<SuiteQuery>> {
    let line = entry.line;
    let mut queries: Vec<SuiteQuery> = Vec::new();
    let mut first_lines = HashMap::new();
    for item in list(entry, "a list of tables, written [[query]]")? {
        let query = query(item.node)?;
        if let Some(first) = first_lines.insert(query.id.clone(), query.line) {
            return wrong(query.line, SuiteProblem::DuplicateQuery { id: query.id, first });
        }
        queries.push(query);
    }
    if queries.is_empty() { wrong(line, SuiteProblem::NoQueries) } else { Ok(queries) }
}

fn query(node: Node) -> Reading<SuiteQuery> {
    let line = node.line;
    let keys = &[
        "id",
        "q",
        "kind",
        "tags",
        "want",
        "not",
        "nonrelevant",
        "first",
        "within",
        "absent",
        "empty",
        "max_hits",
        "known_failure",
    ];
    let mut fields = Fields::of(node, "query", "[[query]]", keys)?;
    let id = fields.required("id", || "a [[query]]".to_owned()).and_then(word)?;
    let query_text = fields.required("q", || format!("query `{id}`")).and_then(text)?;
    let kind = fields.take("kind").map(kind).transpose()?.unwrap_or_default();
    let tags = fields.take("tags").map(|entry| list(entry, "a list of texts")).transpose()?.unwrap_or_default();
    let tags = tags.into_iter().map(text).collect::<Reading<Vec<String>>>()?;
    let want = fields.take("want").map(|entry| wanted(entry, kind)).transpose()?.unwrap_or_default();
    let not = fields.take("not").map(|entry| documents(entry, kind)).transpose()?.unwrap_or_default();
    let nonrelevant = fields.take("nonrelevant").map(|entry| documents(entry, kind)).transpose()?.unwrap_or_default();
    let first = fields.take("first").map(|entry| document(entry.key, entry.node, kind)).transpose()?;
    let within = fields.take("within").map(|entry| within(entry, kind)).transpose()?.unwrap_or_default();
    let absent = fields.take("absent").map(|entry| documents(entry, kind)).transpose()?.unwrap_or_default();
    let max_hits = match (fields.take("empty").map(|entry| flag(&entry)).transpose()?, fields.take("max_hits")) {
        (Some(_), Some(max_hits)) => return wrong(max_hits.line, SuiteProblem::EmptyAndMaxHits(id)),
        (Some(true), None) => Some(0),
        (Some(false) | None, None) => None,
        (None, Some(max_hits)) => Some(whole(&max_hits, 0..=i64::MAX, "it is a number of hits, 0 or more")? as u64),
    };
    let known_failure = fields.take("known_failure").map(text).transpose()?;

    if want.is_empty() && max_hits.is_none() {
        return wrong(line, SuiteProblem::NothingWanted(id));
    }
    if max_hits == Some(0) {
        let others = [("want", !want.is_empty()), ("first", first.is_some()), ("within", !within.is_empty())];
        if let Some((key, _)) = others.into_iter().find(|(_, there)| *there) {
            return wrong(line, SuiteProblem::EmptyButWanted { id, key });
        }
    }
    let query = SuiteQuery {
        id,
        line,
        text: query_text,
        is_topic: false,
        kind,
        tags,
        want,
        not,
        nonrelevant,
        first,
        within,
        absent,
        max_hits,
        known_failure,
    };
    let mut judged: Vec<&DocumentName> = Vec::new();
    for (name, _) in query.judged() {
        if let Some(known) = judged.iter().find(|known| **known == name) {
            return wrong(name.line, SuiteProblem::NamedTwice { document: name.to_string(), first: known.line });
        }
        judged.push(name);
    }
    Ok(query)
}

fn kind(entry: Entry) -> Reading<QueryKind> {
    let line = entry.line;
    let given = text(entry)?;
    let kinds = [QueryKind::Articles, QueryKind::Quotes, QueryKind::Speakers];
    let known = kinds.into_iter().find(|kind| kind.as_str() == given);
    let problem = SuiteProblem::Value { key: "kind".into(), given, wanted: "it is `articles`, `quotes` or `speakers`" };
    known.ok_or(Wrong { line, problem })
}

#[cfg(test)]
mod tests {
    use crate::relevance::{Gate, Measure, TopicGate};
    use crate::trial::{DocumentName, NameKind, QueryKind, Suite, SuiteError, Target, Unjudged, Want, Within};
    use std::path::{Path, PathBuf};

    const FULL: &str = r#"[suite]
name = "harbour"
corpus = "../corpus"
k = 5
metrics = ["nDCG@10", "RR"]
unjudged = "bounds"
unjudged_grade = 2

[gate]
"ndcg@10" = { min = 0.6, max_drop = 0.01, alpha = 0.1 }
"P@5" = { min = 1, else = "undecided" }
per_query = { metric = "RR", max_drop = 0.2 }

[[query]]
id = "toll"
q = ' harbour toll '
tags = ["keyword"]
want = [ { id = "a1", grade = 3 },
         { path = "2024/a 7.md" }, "https://x.example/a9" ]
not = [ { id = "b2" } ]
nonrelevant = "b3"
first = "a1"
within = { 3 = ["2024/a 7.md", { id = "a1" }], 10 = "a9" }
absent = "c9"
max_hits = 40
known_failure = "story 118"

[[query]]
id = "quotes"
q = "toll speaker:Orel"
kind = "quotes"
want = [ { id = "a1#q2" }, { url = "https://x.example/a9", text = "not one krone" } ]

[[query]]
id = "who"
q = "Roe"
kind = "speakers"
want = [ { name = "Ann Roe" }, { id = "piet-orel", grade = 2 } ]

[[query]]
id = "nothing"
q = "zeppelin"
empty = true
"#;

    fn measure(name: &str) -> Measure {
        name.parse().unwrap()
    }

    fn name(by: NameKind, name: &str) -> DocumentName {
        DocumentName { by, name: name.to_owned(), text: None, date: None, line: 0 }
    }

    fn toml(text: &str) -> Result<Suite, String> {
        Suite::parse(text, Path::new("tests/s.toml")).map_err(|error| error.to_string())
    }

    /// The error of a suite with one query that has the given lines besides its id and words; the first is line 4.
    fn query_error(lines: &str) -> String {
        toml(&format!("[[query]]\nid = \"x\"\nq = \"y\"\n{lines}\n")).unwrap_err()
    }

    #[test]
    fn everything_a_suite_can_say_is_read() {
        let suite = toml(FULL).unwrap();
        assert_eq!((suite.name.as_str(), suite.k, suite.depth()), ("harbour", 5, 1000));
        assert_eq!(suite.target, Some(Target::Corpus(PathBuf::from("tests/../corpus"))));
        assert_eq!(suite.measures, [measure("nDCG@10"), measure("RR"), measure("P@5")]);
        let gates = [
            Gate { max_drop: Some(0.01), alpha: 0.1, ..Gate::floor(measure("nDCG@10"), 0.6) },
            Gate { undecided: true, ..Gate::floor(measure("P@5"), 1.0) },
        ];
        assert_eq!(suite.gates, gates);
        assert_eq!(suite.per_query, Some(TopicGate { measure: measure("RR"), max_drop: 0.2 }));
        assert_eq!(suite.unjudged, Unjudged::Bounds(Some(2)));

        let [toll, quotes, who, nothing] = suite.queries.as_slice() else { panic!("four queries") };
        assert_eq!((toll.id.as_str(), toll.line, toll.text.as_str()), ("toll", 14, "harbour toll"));
        assert_eq!((toll.kind, toll.tags.as_slice()), (QueryKind::Articles, ["keyword".to_owned()].as_slice()));
        let want = [
            Want { document: name(NameKind::Id, "a1"), grade: 3 },
            Want { document: name(NameKind::Path, "2024/a 7.md"), grade: 1 },
            Want { document: name(NameKind::Any, "https://x.example/a9"), grade: 1 },
        ];
        assert_eq!(toll.want, want);
        assert_eq!(toll.want.iter().map(|want| want.document.line).collect::<Vec<_>>(), [18, 19, 19]);
        assert_eq!(toll.not, [name(NameKind::Id, "b2")]);
        assert_eq!(toll.nonrelevant, [name(NameKind::Any, "b3")]);
        assert_eq!((who.kind, who.want[0].document.by, who.want[1].grade), (QueryKind::Speakers, NameKind::Name, 2));
        assert_eq!(toll.first, Some(name(NameKind::Any, "a1")));
        let within = [
            Within { rank: 3, documents: vec![name(NameKind::Any, "2024/a 7.md"), name(NameKind::Id, "a1")] },
            Within { rank: 10, documents: vec![name(NameKind::Any, "a9")] },
        ];
        assert_eq!(toll.within, within);
        assert_eq!(toll.absent, [name(NameKind::Any, "c9")]);
        assert_eq!((toll.max_hits, toll.known_failure.as_deref()), (Some(40), Some("story 118")));

        assert_eq!((quotes.kind, quotes.max_hits), (QueryKind::Quotes, None));
        assert_eq!(quotes.want[1].document.to_string(), "https://x.example/a9 “not one krone”");
        assert_eq!((nothing.max_hits, nothing.want.len()), (Some(0), 0));
    }

    #[test]
    fn json_says_the_same() {
        let json = r#"{
            "suite": {"name": "harbour", "corpus": "../corpus", "k": 5, "metrics": ["nDCG@10", "RR"],
                      "unjudged": "bounds", "unjudged_grade": 2},
            "gate": {"ndcg@10": {"min": 0.6, "max_drop": 0.01, "alpha": 0.1}, "P@5": {"min": 1, "else": "undecided"},
                     "per_query": {"metric": "RR", "max_drop": 0.2}},
            "query": [
                {"id": "toll", "q": " harbour toll ", "tags": ["keyword"],
                 "want": [{"id": "a1", "grade": 3}, {"path": "2024/a 7.md"}, "https://x.example/a9"],
                 "not": [{"id": "b2"}], "nonrelevant": ["b3"], "first": "a1", "within": {"3": ["2024/a 7.md", {"id": "a1"}], "10": "a9"},
                 "absent": "c9", "max_hits": 40, "known_failure": "story 118"},
                {"id": "quotes", "q": "toll speaker:Orel", "kind": "quotes",
                 "want": [{"id": "a1#q2"}, {"url": "https://x.example/a9", "text": "not one krone"}]},
                {"id": "who", "q": "Roe", "kind": "speakers", "want": [{"name": "Ann Roe"}, {"id": "piet-orel", "grade": 2}]},
                {"id": "nothing", "q": "zeppelin", "empty": true}
            ]
        }"#;
        let from_json = Suite::parse(json, Path::new("tests/s.json")).unwrap();
        assert_eq!(from_json.queries.iter().map(|query| query.line).collect::<Vec<_>>(), [7, 11, 13, 14]);
        let mut from_toml = toml(FULL).unwrap();
        from_toml.path = PathBuf::from("tests/s.json");
        for (query, line) in from_toml.queries.iter_mut().zip([7, 11, 13, 14]) {
            query.line = line;
        }
        assert_eq!(from_json, from_toml);
    }

    #[test]
    fn little_needs_to_be_said() {
        let suite = toml("[[query]]\nid = 'a'\nq = 'b'\nwant = ['c']\n").unwrap();
        assert_eq!((suite.name.as_str(), suite.k, suite.depth(), suite.target), ("s", 10, 100, None));
        assert_eq!(suite.measures.iter().map(Measure::to_string).collect::<Vec<_>>(), super::USUAL_MEASURES);
    }

    #[test]
    fn unknown_keys_name_the_nearest_known_one() {
        assert_eq!(
            query_error("wnat = ['a']"),
            "tests/s.toml:4: unknown key `wnat` in [[query]]; did you mean `want`?"
        );
        assert_eq!(
            query_error("want = [\n{ id = 'a', colour = 1 } ]"),
            "tests/s.toml:5: unknown key `colour` in a document; it can have id, path, url, headline, date, text"
        );
        assert_eq!(
            toml("[suite]\nmetric = []\n[[query]]\nid='a'\nq='b'\nempty=true").unwrap_err(),
            "tests/s.toml:2: unknown key `metric` in [suite]; did you mean `metrics`?"
        );
        assert_eq!(
            toml("[[querry]]\nid = 'a'").unwrap_err(),
            "tests/s.toml:1: unknown key `querry` in the suite file; did you mean `query`?"
        );
        assert_eq!(
            toml("[[query]]\nid='a'\nq='b'\nempty=true\n[gate]\nRR = { minimum = 1 }").unwrap_err(),
            "tests/s.toml:6: unknown key `minimum` in a gate; it can have min, max_drop, alpha, else"
        );
    }

    #[test]
    fn a_query_says_what_it_wants() {
        assert_eq!(
            query_error("tags = ['z']"),
            "tests/s.toml:1: query `x` does not say what it wants; add `want`, or `empty = true` or `max_hits` where \
             nothing is to be found"
        );
        assert!(query_error("empty = false").starts_with("tests/s.toml:1: query `x` does not say what it wants"));
        assert!(query_error("want = []").starts_with("tests/s.toml:1: query `x` does not say what it wants"));
        assert_eq!(
            query_error("empty = true\nwant = ['a']"),
            "tests/s.toml:1: query `x` is to find nothing, and has `want`; remove one of the two"
        );
        assert!(query_error("max_hits = 0\nfirst = 'a'").contains("and has `first`"));
        assert!(query_error("max_hits = 3\nempty = true").starts_with("tests/s.toml:4: query `x` has `empty` and"));
        assert_eq!(
            query_error("max_hits = -1"),
            "tests/s.toml:4: `max_hits` cannot be `-1`; it is a number of hits, 0 or more"
        );
    }

    #[test]
    fn ids_and_words_are_there_and_differ() {
        let error = |text: &str| toml(text).unwrap_err();
        assert_eq!(error("[[query]]\nq = 'a'"), "tests/s.toml:1: a [[query]] has no `id`");
        assert_eq!(error("[[query]]\nid = 'a'"), "tests/s.toml:1: query `a` has no `q`");
        assert_eq!(error("[[query]]\nid = 'a'\nq = ' '"), "tests/s.toml:3: `q` is blank");
        assert_eq!(
            error("[[query]]\nid = 'a b'"),
            "tests/s.toml:2: `id` cannot be `a b`; it is one word, like `harbour-toll`"
        );
        assert_eq!(error("[[query]]\nid = 7"), "tests/s.toml:2: `id` should be a text, not a whole number");
        assert_eq!(
            error("[[query]]\nid='a'\nq='b'\nempty=true\n\n[[query]]\nid='a'\nq='c'\nempty=true"),
            "tests/s.toml:6: query `a` stands already on line 1; give one of the two another id"
        );
        assert_eq!(
            error("[suite]\nname = 'a'"),
            "tests/s.toml:1: no query in the suite; add a [[query]] with `id`, `q` and `want`"
        );
    }

    #[test]
    fn grades_and_ranks_are_whole_numbers_above_zero() {
        for grade in ["0", "-1", "11", "1.5", "'2'", "true"] {
            let error = query_error(&format!("want = [\n{{ id = 'a', grade = {grade} }} ]"));
            let shown = grade.trim_matches('\'');
            assert!(error.starts_with(&format!("tests/s.toml:5: grade `{shown}` is not a whole number from 1 to 10")));
        }
        assert_eq!(
            query_error("empty = true\nwithin = { 0 = ['a'] }"),
            "tests/s.toml:5: `within` cannot be `0`; its keys are ranks, whole numbers above zero"
        );
    }

    #[test]
    fn documents_have_one_name_and_one_grade() {
        assert_eq!(
            query_error("want = [ { id = 'a', url = 'b' } ]"),
            "tests/s.toml:4: a document is named by one of `id`, `path`, `url` and `headline`; this one has 2 of them"
        );
        assert!(query_error("want = [ { grade = 1 } ]").ends_with("this one has 0 of them"));
        assert_eq!(
            query_error("want = [ { id = 'a' } ]\nnot = [ { id = 'a' } ]"),
            "tests/s.toml:5: `a` is named already on line 4; a document has one grade in a query"
        );
        assert!(query_error("want = [ 7 ]").starts_with("tests/s.toml:4: `want` should be a document"));
        assert!(query_error("want = [ { id = 'a', text = 'b' } ]").contains("`text` names a quotation"));
        assert_eq!(
            query_error("kind = 'quotes'\nwant = [ { path = 'a.md' } ]"),
            "tests/s.toml:5: `a.md` names an article; a quotation is named by its own id, or by its article and \
             `text`, words of it"
        );
        assert_eq!(
            query_error("kind = 'people'"),
            "tests/s.toml:4: `kind` cannot be `people`; it is `articles`, `quotes` or `speakers`"
        );
        assert!(query_error("want = [ { id = 'a', date = '2024' } ]").contains("`date` goes with `headline`"));
        assert_eq!(
            query_error("want = [ { headline = 'a', date = '17 May' } ]"),
            "tests/s.toml:4: `date` cannot be `17 May`; it is a date like \"2024-05-17\""
        );
        assert_eq!(
            query_error("kind = 'speakers'\nwant = [ { path = 'a.md' } ]"),
            "tests/s.toml:5: unknown key `path` in a document; it can have id, name"
        );
    }

    #[test]
    fn measures_and_gates_are_checked() {
        let error = |head: &str| toml(&format!("{head}\n[[query]]\nid='a'\nq='b'\nempty=true")).unwrap_err();
        assert_eq!(
            error("[suite]\nmetrics = ['RR',\n'MRR']"),
            "tests/s.toml:3: unknown measure `MRR`; did you mean `RR`?"
        );
        assert_eq!(error("[suite]\nmetrics = ['P@5', 'p@5']"), "tests/s.toml:2: measure `P@5` stands there twice");
        assert_eq!(error("[gate]\n'P@5' = {}"), "tests/s.toml:2: the gate `P@5` has no `min`");
        assert_eq!(
            error("[gate]\n'P@5' = { min = 60 }"),
            "tests/s.toml:2: `min` cannot be `60`; measures lie between 0 and 1"
        );
        assert_eq!(
            error("[gate]\n'P@5' = { min = 0.1, alpha = 0.1 }"),
            "tests/s.toml:2: `alpha` goes with `max_drop`: it says which drops are significant"
        );
        assert!(error("[gate]\n'P@5' = { min = 0.1, else = 'x' }").contains("it is `failed` or `undecided`"));
        assert_eq!(
            error("[gate]\nper_query = { metric = 'RR' }"),
            "tests/s.toml:2: the gate `per_query` has no `max_drop`"
        );
        assert_eq!(
            error("[suite]\nunjudged = 'maybe'"),
            "tests/s.toml:2: `unjudged` cannot be `maybe`; it is `nonrelevant`, `drop` or `bounds`"
        );
        assert!(error("[suite]\nunjudged_grade = 2").contains("goes with `unjudged = \"bounds\"`"));
        assert!(error("[suite]\ntopics = 't'").contains("`topics` and `qrels` go together"));
        assert!(error("[gate]\n'P@5' = { min = nan }").contains("measures lie between 0 and 1"));
        assert_eq!(error("[gate]\n'P@5' = 0.6"), "tests/s.toml:2: `P@5` should be a table, not a fraction");
        assert_eq!(error("[suite]\nk = 0"), "tests/s.toml:2: `k` cannot be `0`; it is a whole number above zero");
        assert_eq!(
            error("[suite]\ncorpus = 'a'\narchive = 'b'"),
            "tests/s.toml:3: a suite has a `corpus` or an `archive`, not both; remove one"
        );
    }

    #[test]
    fn what_is_not_toml_or_json_says_where() {
        assert!(toml("[suite\n").unwrap_err().starts_with("tests/s.toml:1: not TOML: "));
        let error = Suite::parse("{\n\"query\": [,]}", Path::new("s.JSON")).unwrap_err().to_string();
        assert_eq!(error, "s.JSON:2: not JSON: expected value");
        assert!(Suite::parse("[]", Path::new("s.json")).unwrap_err().to_string().contains("should be a table"));
    }

    proptest::proptest! {
        #[test]
        fn a_damaged_suite_is_read_or_refused(place in 0..FULL.len(), length in 0usize..20, put in "[\\[\\]{}\"'=,\\n0-9a-z]{0,4}") {
            let mut bytes = FULL.as_bytes().to_vec();
            bytes.splice(place..(place + length).min(FULL.len()), put.bytes());
            let text = String::from_utf8_lossy(&bytes);
            for name in ["s.toml", "s.json"] {
                let lines = text.lines().count() as u64;
                if let Err(SuiteError::Line { line, .. }) = Suite::parse(&text, Path::new(name)) {
                    proptest::prop_assert!((1..=lines.max(1)).contains(&line));
                }
            }
        }
    }
}
