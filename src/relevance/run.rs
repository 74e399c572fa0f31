//! [`Run`]: what an engine returned, topic by topic, and the order in which it is to be judged.

use super::documents::hash;
use super::error::RelevanceError;
use super::run_file;
use std::collections::HashSet;
use std::io::Read;

/// The results of an engine for a set of topics.
#[derive(Debug, Clone, Default)]
pub struct Run {
    pub(super) id: String,
    /// The document ids, one behind the other in the order of the file.
    pub(super) documents: String,
    /// In byte order of their ids.
    pub(super) topics: Vec<Topic>,
}

/// A topic of a run with its results in the order of the file.
#[derive(Debug, Clone)]
pub(super) struct Topic {
    pub id: String,
    pub results: Vec<Listed>,
}

/// One result.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listed {
    /// Never NaN.
    pub score: f64,
    /// Where its id starts in [`Run::documents`].
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// The hash of its id.
    pub hash: u32,
    /// Which result of the file it is, counted from zero; while reading, the number of its topic.
    pub number: u32,
}

/// The results of one topic, as they were listed.
#[derive(Debug, Clone, Copy)]
pub struct TopicResults<'a> {
    run: &'a Run,
    topic: &'a Topic,
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
#[derive(Debug, Clone, Default)]
pub struct RankedList<'a> {
    ranks: Ranks<'a>,
}

/// Where the documents of a list stand.
#[derive(Debug, Clone)]
enum Ranks<'a> {
    /// In a list of names.
    Named(Vec<&'a str>),
    /// In a run, with their places among the topic's results. Their names are not looked at before they are asked for:
    /// nearly all of a long run's documents are in no judgement, which their hashes tell.
    Listed(TopicResults<'a>, Vec<u32>),
}

impl Default for Ranks<'_> {
    fn default() -> Self {
        Ranks::Named(Vec::new())
    }
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
    /// Lines are read on all threads of the pool that this is called in. Memory is about the document ids and 24 bytes
    /// a line.
    pub fn read(reader: impl Read, file: &str) -> Result<Run, RelevanceError> {
        run_file::read(reader, file)
    }

    pub(super) fn document(&self, result: &Listed) -> &str {
        &self.documents[result.start as usize..result.end as usize]
    }

    /// The run's name: the sixth field of its last line, as trec_eval has it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The topics in byte order of their ids.
    pub fn topics(&self) -> impl ExactSizeIterator<Item = TopicResults<'_>> {
        self.topics.iter().map(|topic| TopicResults { run: self, topic })
    }

    /// The results of one topic; `None` where there are none.
    pub fn topic(&self, id: &str) -> Option<TopicResults<'_>> {
        let number = self.topics.binary_search_by(|topic| topic.id.as_str().cmp(id)).ok()?;
        Some(TopicResults { run: self, topic: &self.topics[number] })
    }
}

impl<'a> TopicResults<'a> {
    /// The topic's id.
    pub fn id(self) -> &'a str {
        &self.topic.id
    }

    /// How many results there are.
    pub fn len(self) -> usize {
        self.topic.results.len()
    }

    /// Whether there are none, which no topic of a [`Run`] has.
    pub fn is_empty(self) -> bool {
        self.topic.results.is_empty()
    }

    /// Documents and scores as they were listed.
    pub fn iter(self) -> impl ExactSizeIterator<Item = (&'a str, f64)> {
        self.topic.results.iter().map(move |result| (self.run.document(result), result.score))
    }

    /// The documents in the order that is to be judged.
    pub fn ranked(self, order: RunOrder) -> RankedList<'a> {
        let key = |(place, result): (u32, &Listed)| match order {
            RunOrder::ScoreThenDocument => (descending(result.score), place),
            RunOrder::SingleScoreThenDocument => (descending(f64::from(result.score as f32)), place),
            RunOrder::AsListed => (0, place),
        };
        let mut ranked: Vec<(u64, u32)> = (0..).zip(&self.topic.results).map(key).collect();
        let result = |place: u32| &self.topic.results[place as usize];
        // Numbers sort faster than documents; documents decide only among equal scores.
        ranked.sort_unstable();
        if order != RunOrder::AsListed {
            for equal in ranked.chunk_by_mut(|a, b| a.0 == b.0).filter(|equal| equal.len() > 1) {
                equal.sort_unstable_by(|a, b| self.run.document(result(b.1)).cmp(self.run.document(result(a.1))));
            }
        }
        RankedList { ranks: Ranks::Listed(self, ranked.into_iter().map(|(_, place)| place).collect()) }
    }
}

/// A number that is the smaller the higher the score, and the same for zero and minus zero.
fn descending(score: f64) -> u64 {
    // Adding zero makes one zero of two. The bits of floats above zero are in their order, those below in the reverse.
    let bits = (score + 0.0).to_bits();
    let ascending = if bits >> 63 == 0 { bits | 1 << 63 } else { !bits };
    !ascending
}

impl<'a> RankedList<'a> {
    /// The list of `documents`, best first.
    pub fn new(documents: impl IntoIterator<Item = &'a str>) -> Result<RankedList<'a>, DuplicateDocument> {
        let documents: Vec<&str> = documents.into_iter().collect();
        let mut seen = HashSet::with_capacity(documents.len());
        match documents.iter().find(|document| !seen.insert(**document)) {
            Some(twice) => Err(DuplicateDocument((*twice).to_owned())),
            None => Ok(RankedList { ranks: Ranks::Named(documents) }),
        }
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        match &self.ranks {
            Ranks::Named(documents) => documents.len(),
            Ranks::Listed(_, places) => places.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The documents, best first.
    pub fn documents(&self) -> Vec<&'a str> {
        (0..self.len()).map(|rank| self.document(rank)).collect()
    }

    /// The document at a rank, counted from zero.
    pub(super) fn document(&self, rank: usize) -> &'a str {
        match &self.ranks {
            Ranks::Named(documents) => documents[rank],
            Ranks::Listed(results, places) => results.run.document(&results.topic.results[places[rank] as usize]),
        }
    }

    /// Its hash.
    pub(super) fn hash(&self, rank: usize) -> u32 {
        match &self.ranks {
            Ranks::Named(documents) => hash(documents[rank]),
            Ranks::Listed(results, places) => results.topic.results[places[rank] as usize].hash,
        }
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
        let infinite = read("1 Q0 a 1 -inf r\n1 Q0 b 1 1e308 r\n1 Q0 c 1 inf r\n1 Q0 d 1 -1e308 r\n").unwrap();
        let infinite = infinite.topic("1").unwrap();
        assert_eq!(infinite.ranked(RunOrder::default()).documents(), ["c", "b", "d", "a"]);
        let run = read("1 Q0 a 1 0.10000000000000002 r\n1 Q0 b 2 0.1 r\n1 Q0 c 3 -0 r\n1 Q0 d 4 0 r\n").unwrap();
        assert_eq!(run.topics().next().unwrap().ranked(RunOrder::default()).documents(), ["a", "b", "d", "c"]);
        let single = run.topic("1").unwrap().ranked(RunOrder::SingleScoreThenDocument);
        assert_eq!(single.documents(), ["b", "a", "d", "c"]);
    }

    #[test]
    fn topics_come_in_any_order_with_any_white_space() {
        let run = read("# mine\n2\tQ0\ta\t1\t1\tr and more\r\n10 Q0 a 1 1 r\n\n2 Q0 b 1 3 r\n").unwrap();
        let sizes: Vec<_> = run.topics().map(|topic| (topic.id(), topic.len())).collect();
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
        // Comments and blank lines count; the first line that repeats something is told.
        assert!(
            read("# c\n2 Q0 b 1 1 r\n\n1 Q0 a 1 1 r\n2 Q0 b 1 1 r\n1 Q0 a 2 0 r\n")
                .unwrap_err()
                .starts_with("r.txt:5: document `b` of topic `2` stands already on line 2;")
        );
        assert_eq!(read("").unwrap_err(), "r.txt: no results in it");
    }

    #[test]
    fn lines_are_counted_through_all_the_parts_of_a_long_file() {
        // Some five megabytes, with a line in each thousand that says nothing, topics mixed.
        let pad = "x".repeat(20);
        let mut text = String::new();
        for number in 0..100_000 {
            match number % 1000 {
                7 => text.push_str("# nothing\n"),
                _ => text.push_str(&format!("{} Q0 {pad}{number} 1 {} r\n", number % 37, number % 101)),
            }
        }
        for threads in [1, 3] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let run = pool.install(|| read(&text)).unwrap();
            assert_eq!((run.topics().len(), run.topics().map(super::TopicResults::len).sum::<usize>()), (37, 99_900));
            let third = run.topic("3").unwrap();
            assert_eq!(third.iter().nth(1), Some((format!("{pad}40").as_str(), 40.0)));
        }
        let again = format!("{text}{} Q0 {pad}2 1 9 r\n", 2);
        let told = read(&again).unwrap_err();
        assert!(told.starts_with("r.txt:100001: document") && told.contains("already on line 3;"), "{told}");
        let wrong = format!("{text}1 Q0 b 1 NaN r\n1 Q0 c 1 x r\n");
        assert!(read(&wrong).unwrap_err().starts_with("r.txt:100001: score `NaN`"));
        let both = text.replacen(" 3 r\n", " ? r\n", 1).replacen("Q0", "", 90_000);
        assert!(read(&both).unwrap_err().starts_with("r.txt:1: 5 fields"));
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
                proptest::prop_assert!(run.topics().all(|topic| !topic.is_empty()));
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
