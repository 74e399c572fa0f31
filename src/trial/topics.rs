//! Topics and judgements in TREC's form as queries of a suite.

use super::suite::{DocumentName, NameKind, QueryKind, Suite, SuiteQuery, Target, TopicFiles, Unjudged, Want};
use super::suite_error::SuiteError;
use crate::relevance::{Gate, Measure, Qrels, RelevanceError, TopicJudgements, read_topics};
use std::collections::HashSet;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Topics named in a note are the first few.
const NAMED: usize = 3;

impl Suite {
    /// Makes a suite of topics and their judgements alone, to be asked of `target`, or of the archive in use.
    pub fn of_topics(
        files: TopicFiles,
        target: Option<Target>,
        measures: Vec<Measure>,
        gates: Vec<Gate>,
    ) -> Result<Suite, SuiteError> {
        let mut suite = Suite {
            path: files.topics.clone(),
            name: files.topics.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            target,
            k: 10,
            measures,
            gates,
            per_query: None,
            unjudged: Unjudged::default(),
            topics: Some(files.clone()),
            count_missing: false,
            notes: Vec::new(),
            queries: Vec::new(),
        };
        add(&mut suite, &files)?;
        Ok(suite)
    }
}

/// Adds the judged topics of `files` to a suite's queries, and says which are left out.
pub(super) fn add(suite: &mut Suite, files: &TopicFiles) -> Result<(), SuiteError> {
    let topics = read(&files.topics, read_topics)?;
    let qrels = read(&files.qrels, Qrels::read)?;
    let known: HashSet<&str> = suite.queries.iter().map(|query| query.id.as_str()).collect();
    if let Some(twice) = topics.iter().find(|topic| known.contains(topic.id.as_str())) {
        let (path, topics, id) = (suite.path.clone(), files.topics.clone(), twice.id.clone());
        return Err(SuiteError::TopicIsQuery { path, topics, id });
    }
    let asked: HashSet<&str> = topics.iter().map(|topic| topic.id.as_str()).collect();
    let unasked = qrels.topics().iter().map(TopicJudgements::id).filter(|id| !asked.contains(id));
    let unasked: Vec<String> = unasked.map(str::to_owned).collect();
    let (mut unjudged, mut queries) = (Vec::new(), Vec::new());
    for topic in topics {
        let Some(judgements) = qrels.topic(&topic.id) else {
            unjudged.push(topic.id);
            continue;
        };
        let mut query = SuiteQuery {
            id: topic.id,
            line: topic.line,
            text: topic.text,
            is_topic: true,
            kind: QueryKind::Articles,
            tags: Vec::new(),
            want: Vec::new(),
            not: Vec::new(),
            nonrelevant: Vec::new(),
            first: None,
            within: Vec::new(),
            absent: Vec::new(),
            max_hits: None,
            known_failure: None,
        };
        for (document, grade) in judgements.iter() {
            let line = judgements.line(document).unwrap_or(0);
            let document = DocumentName { by: NameKind::Any, name: document.to_owned(), text: None, date: None, line };
            match u32::try_from(grade) {
                Ok(0) => query.nonrelevant.push(document),
                Ok(grade) => query.want.push(Want { document, grade }),
                // In the pool and not judged.
                Err(_) => {}
            }
        }
        queries.push(query);
    }
    if queries.is_empty() {
        return Err(SuiteError::NoTopicJudged { topics: files.topics.clone(), qrels: files.qrels.clone() });
    }
    suite.queries.extend(queries);
    suite.notes.extend(note(
        &unjudged,
        "of the topics has no judgements, so is not asked",
        "of the topics have no judgements, so are not asked",
    ));
    suite.notes.extend(note(
        &unasked,
        "of the judged topics is not among the topics, so not asked",
        "of the judged topics are not among the topics, so not asked",
    ));
    Ok(())
}

fn note(ids: &[String], one: &str, several: &str) -> Option<String> {
    let named = ids.iter().take(NAMED).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    let more = if ids.len() > NAMED { ", …" } else { "" };
    match ids.len() {
        0 => None,
        1 => Some(format!("1 {one}: {named}")),
        count => Some(format!("{count} {several}: {named}{more}")),
    }
}

fn read<T>(
    path: &Path,
    read: impl FnOnce(BufReader<File>, &str) -> Result<T, RelevanceError>,
) -> Result<T, SuiteError> {
    let file = path.display().to_string();
    match File::open(path) {
        Ok(opened) => Ok(read(BufReader::new(opened), &file)?),
        Err(source) => Err(RelevanceError::Io { file, source }.into()),
    }
}
