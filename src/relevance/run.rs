//! [`Run`]: what an engine returned, topic by topic, and the order in which it is to be judged.

use super::by_topic::ByTopic;
use super::documents::Documents;
use super::error::{LineProblem, RelevanceError};
use super::lines::{Lines, fields};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::io::BufRead;

/// The results of an engine for a set of topics.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    id: String,
    topics: Vec<TopicResults>,
}

/// The results of one topic, as they were listed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TopicResults {
    id: String,
    documents: Documents,
    /// One for each document; never NaN.
    scores: Vec<f64>,
}

/// In which order the results of a topic are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum RunOrder {
    /// trec_eval 10.0's: by score, highest first; of equal scores the document whose id is greater byte by byte comes
    /// first. The rank column and the order of lines say nothing.
    #[default]
    ScoreThenDocument,
    /// trec_eval 9's: the same with scores of 32 bits, so that scores which differ only beyond that are equal.
    SingleScoreThenDocument,
    /// As the file lists them.
    AsListed,
}

/// The documents of one topic in the order that is judged, best first, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RankedList<'a> {
    documents: Vec<&'a str>,
}

/// A document that a list names twice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("document `{0}` is named twice")]
pub struct DuplicateDocument(pub String);

impl Run {
    /// Reads results in TREC's form, a line `topic Q0 document rank score run`; `file` is what errors call it.
    ///
    /// Topics may come in any order. The second field and the rank say nothing; whatever follows the sixth field is
    /// part of the run's name and says nothing either. Lines with `#` in their first column are comments. Missing
    /// fields, a score that is no number or NaN, and a document twice in one topic are errors with their line; so is a
    /// file without results.
    ///
    /// Memory is about the document ids and 12 bytes a line, and 8 more a line while reading.
    pub fn read(reader: impl BufRead, file: &str) -> Result<Run, RelevanceError> {
        let mut lines = Lines::new(reader, file, true);
        let mut gathered: ByTopic<Gathered> = ByTopic::default();
        let mut id = None;
        while let Some((number, line)) = lines.next()? {
            let added = result(line).and_then(|(topic, document, score, run)| {
                let id = id.get_or_insert_with(String::new);
                if id != run {
                    run.clone_into(id);
                }
                let fits = gathered.entry(topic).push(document, score, number);
                fits.then_some(()).ok_or_else(|| LineProblem::TopicTooLarge { topic: topic.to_owned() })
            });
            added.map_err(|problem| lines.error(problem))?;
        }
        let Some(id) = id else { return Err(RelevanceError::Empty { file: file.to_owned(), what: "results" }) };
        let topics = gathered.into_sorted().into_iter().map(|(id, gathered)| match gathered.twice() {
            Some((first, again)) => Err(RelevanceError::Line {
                file: file.to_owned(),
                line: gathered.lines[again],
                problem: LineProblem::Duplicate {
                    document: gathered.documents.get(again).to_owned(),
                    topic: id,
                    first: gathered.lines[first],
                },
            }),
            None => Ok(TopicResults { id, documents: gathered.documents, scores: gathered.scores }),
        });
        Ok(Run { id, topics: topics.collect::<Result<_, _>>()? })
    }

    /// The run's name: the sixth field of its last line, as trec_eval has it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The topics in byte order of their ids.
    pub fn topics(&self) -> &[TopicResults] {
        &self.topics
    }

    /// The results of one topic; `None` where there are none.
    pub fn topic(&self, id: &str) -> Option<&TopicResults> {
        let number = self.topics.binary_search_by(|topic| topic.id.as_str().cmp(id)).ok()?;
        Some(&self.topics[number])
    }
}

impl TopicResults {
    /// The topic's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// How many results there are.
    pub fn len(&self) -> usize {
        self.scores.len()
    }

    /// Whether there are none, which no topic of a [`Run`] has.
    pub fn is_empty(&self) -> bool {
        self.scores.is_empty()
    }

    /// Documents and scores as they were listed.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, f64)> {
        self.documents.iter().zip(self.scores.iter().copied())
    }

    /// The documents in the order that is to be judged.
    pub fn ranked(&self, order: RunOrder) -> RankedList<'_> {
        let mut ranked: Vec<(&str, f64)> = self.iter().collect();
        if order == RunOrder::SingleScoreThenDocument {
            ranked.iter_mut().for_each(|(_, score)| *score = f64::from(*score as f32));
        }
        if order != RunOrder::AsListed {
            ranked.sort_unstable_by(|a, b| {
                // Zero and minus zero are one score, and NaN never gets here: not a place for `total_cmp`.
                b.1.partial_cmp(&a.1).unwrap_or(Ordering::Equal).then_with(|| b.0.cmp(a.0))
            });
        }
        RankedList { documents: ranked.into_iter().map(|(document, _)| document).collect() }
    }
}

impl<'a> RankedList<'a> {
    /// The list of `documents`, best first.
    pub fn new(documents: impl IntoIterator<Item = &'a str>) -> Result<RankedList<'a>, DuplicateDocument> {
        let documents: Vec<&str> = documents.into_iter().collect();
        let mut seen = HashSet::with_capacity(documents.len());
        match documents.iter().find(|document| !seen.insert(**document)) {
            Some(twice) => Err(DuplicateDocument((*twice).to_owned())),
            None => Ok(RankedList { documents }),
        }
    }

    /// The documents, best first.
    pub fn documents(&self) -> &[&'a str] {
        &self.documents
    }
}

/// Takes a line apart: topic, document, score, run.
fn result(line: &str) -> Result<(&str, &str, f64, &str), LineProblem> {
    let ([topic, _q0, document, _rank, score, run], found) = fields::<6>(line);
    if found < 6 {
        return Err(LineProblem::Fields { found, wanted: "6", form: "topic Q0 document rank score run" });
    }
    match score.parse::<f64>() {
        Ok(number) if number.is_nan() => Err(LineProblem::NotANumber(score.to_owned())),
        Ok(number) => Ok((topic, document, number, run)),
        Err(_) => Err(LineProblem::Score(score.to_owned())),
    }
}

/// The results of a topic while they are read.
#[derive(Default)]
struct Gathered {
    documents: Documents,
    scores: Vec<f64>,
    lines: Vec<u64>,
}

impl Gathered {
    #[must_use]
    fn push(&mut self, document: &str, score: f64, line: u64) -> bool {
        let fits = self.documents.push(document);
        if fits {
            self.scores.push(score);
            self.lines.push(line);
        }
        fits
    }

    /// The places of the first document that is named again, if any is.
    fn twice(&self) -> Option<(usize, usize)> {
        let mut seen = HashMap::with_capacity(self.documents.len());
        self.documents.iter().enumerate().find_map(|(place, document)| Some((seen.insert(document, place)?, place)))
    }
}

#[cfg(test)]
mod tests {
    use super::{RankedList, Run, RunOrder};
    use crate::relevance::{Qrels, read_topics};
    use std::collections::BTreeMap;

    fn read(text: &str) -> Result<Run, String> {
        Run::read(text.as_bytes(), "r.txt").map_err(|error| error.to_string())
    }

    #[test]
    fn scores_rank_and_ties_fall_to_the_greater_id() {
        let run = read("7 Q0 a 1 1.0 mine\n7 Q0 b 2 2 mine\n7 Q0 B 3 2.0 mine\n7 Q0 z 4 -1e2 mine\n7 Q0 ä 5 1 mine\n")
            .unwrap();
        let results = run.topic("7").unwrap();
        assert_eq!(results.ranked(RunOrder::ScoreThenDocument).documents(), ["b", "B", "ä", "a", "z"]);
        assert_eq!(results.ranked(RunOrder::AsListed).documents(), ["a", "b", "B", "z", "ä"]);
        assert_eq!(results.iter().next(), Some(("a", 1.0)));
        assert_eq!((run.id(), results.len()), ("mine", 5));
    }

    #[test]
    fn scores_keep_all_their_digits_and_both_zeros_tie() {
        let run = read("1 Q0 a 1 0.10000000000000002 r\n1 Q0 b 2 0.1 r\n1 Q0 c 3 -0 r\n1 Q0 d 4 0 r\n").unwrap();
        assert_eq!(run.topics()[0].ranked(RunOrder::default()).documents(), ["a", "b", "d", "c"]);
    }

    #[test]
    fn topics_come_in_any_order_with_any_white_space() {
        let run = read("# mine\n2\tQ0\ta\t1\t1\tr and more\r\n10 Q0 a 1 1 r\n\n2 Q0 b 1 3 r\n").unwrap();
        let sizes: Vec<_> = run.topics().iter().map(|topic| (topic.id(), topic.len())).collect();
        assert_eq!(sizes, [("10", 1), ("2", 2)]);
        assert!(run.topic("3").is_none());
    }

    #[test]
    fn errors_name_the_line_and_the_cure() {
        assert_eq!(
            read("1 Q0 a 1 0.5\n").unwrap_err(),
            "r.txt:1: 5 fields where there should be 6: `topic Q0 document rank score run`, separated by spaces or tabs"
        );
        assert!(read("1 Q0 a 1 x r\n").unwrap_err().starts_with("r.txt:1: score `x` is not a number"));
        assert!(
            read("1 Q0 a 1 1 r\n1 Q0 b 1 NaN r\n").unwrap_err().starts_with("r.txt:2: score `NaN` cannot be ordered")
        );
        assert_eq!(
            read("1 Q0 a 1 1 r\n2 Q0 a 1 1 r\n1 Q0 a 2 0 r\n").unwrap_err(),
            "r.txt:3: document `a` of topic `1` stands already on line 1; remove one of the two"
        );
        assert_eq!(read("").unwrap_err(), "r.txt: no results in it");
    }

    #[test]
    fn a_list_names_each_document_once() {
        assert_eq!(RankedList::new(["b", "a"]).unwrap().documents(), ["b", "a"]);
        assert_eq!(RankedList::new(["b", "a", "b"]).unwrap_err().to_string(), "document `b` is named twice");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_at_all_are_read_or_refused(bytes in "[1ab \\t\\r\\n.#Q0-]{0,80}|\\PC{0,40}", cut in 0usize..40) {
            // Cut anywhere, also inside a character.
            let bytes = &bytes.as_bytes()[..cut.min(bytes.len())];
            if let Ok(run) = Run::read(bytes, "r") {
                proptest::prop_assert!(run.topics().iter().all(|topic| !topic.is_empty()));
            }
            let _ = Qrels::read(bytes, "q");
            let _ = read_topics(bytes, "t");
        }

        #[test]
        fn a_run_comes_back_from_its_lines(
            results in proptest::collection::btree_map("[a-z]{1,3} [A-Z]{1,3}", -9.0f64..9.0, 1..40)
        ) {
            let lines: String = results.iter().map(|(pair, score)| {
                let (topic, document) = pair.split_once(' ').unwrap();
                format!("{topic} Q0 {document} 1 {score} r\n")
            }).collect();
            let run = Run::read(lines.as_bytes(), "r").unwrap();
            let mut back = BTreeMap::new();
            for topic in run.topics() {
                back.extend(topic.iter().map(|(document, score)| (format!("{} {document}", topic.id()), score)));
            }
            proptest::prop_assert_eq!(back, results);
        }
    }
}
