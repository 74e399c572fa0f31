//! [`Qrels`]: what people judged, topic by topic.

use super::by_topic::ByTopic;
use super::documents::{DocumentTable, Documents, hash};
use super::error::{LineProblem, RelevanceError};
use super::lines::{fields, for_each_line};
use super::run::{DuplicateDocument, RankedList};
use std::io::Read;

/// The judgements of a collection: for each topic the documents that were looked at, each with its grade.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Qrels {
    topics: Vec<TopicJudgements>,
}

/// The judgements of one topic.
///
/// A grade of zero or above says how relevant the document is. A negative grade says that the document was in the pool
/// and was not judged; measures treat it like a document that nobody ever saw.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TopicJudgements {
    id: String,
    /// In byte order, each once.
    documents: Documents,
    /// One for each document.
    grades: Vec<i32>,
    /// One for each document, as the reader counted.
    lines: Vec<u64>,
    /// The grades that are not negative, highest first.
    judged: Vec<u32>,
    /// The highest grade of the whole collection; zero where there is none.
    highest: u32,
}

impl Qrels {
    /// Reads judgements in TREC's form, a line `topic iteration document grade`; `file` is what errors call it.
    ///
    /// Topics may come in any order. The iteration says nothing. Lines with `#` in their first column are comments. A
    /// missing or a fifth field, a grade that is no whole number, and a document twice in one topic are errors with
    /// their line; so is a file without judgements.
    pub fn read(reader: impl Read, file: &str) -> Result<Qrels, RelevanceError> {
        let mut gathered: ByTopic<Gathered> = ByTopic::default();
        for_each_line(reader, file, true, |number, line| {
            judgement(line).and_then(|(topic, document, grade)| {
                let fits = gathered.entry(topic).push(document, grade, number);
                fits.then_some(()).ok_or_else(|| LineProblem::TopicTooLarge { topic: topic.to_owned() })
            })
        })?;
        let topics = gathered.into_sorted().into_iter().map(|(id, gathered)| {
            gathered.finish(id).map_err(|Twice { topic, document, first, again }| RelevanceError::Line {
                file: file.to_owned(),
                line: again,
                problem: LineProblem::Duplicate { topic, document, first },
            })
        });
        let qrels = Qrels::from_topics(topics.collect::<Result<Vec<_>, _>>()?);
        if qrels.topics.is_empty() {
            return Err(RelevanceError::Empty { file: file.to_owned(), what: "judgements" });
        }
        Ok(qrels)
    }

    /// Puts the judgements of several topics together. Their ids must differ.
    pub fn from_topics(topics: impl IntoIterator<Item = TopicJudgements>) -> Qrels {
        let mut topics: Vec<_> = topics.into_iter().collect();
        topics.sort_by(|a, b| a.id.cmp(&b.id));
        debug_assert!(topics.windows(2).all(|pair| pair[0].id != pair[1].id), "a topic twice");
        let highest = topics.iter().map(|topic| topic.highest).max().unwrap_or(0);
        for topic in &mut topics {
            topic.highest = highest;
        }
        Qrels { topics }
    }

    /// The topics in byte order of their ids.
    pub fn topics(&self) -> &[TopicJudgements] {
        &self.topics
    }

    /// The judgements of one topic.
    pub fn topic(&self, id: &str) -> Option<&TopicJudgements> {
        let number = self.topics.binary_search_by(|topic| topic.id.as_str().cmp(id)).ok()?;
        Some(&self.topics[number])
    }
}

impl TopicJudgements {
    /// The judgements of a topic from pairs of document and grade, in any order.
    ///
    /// Panics where the ids together pass 4 GiB, which judgements that a program makes do not.
    pub fn new<D: AsRef<str>>(
        id: &str,
        grades: impl IntoIterator<Item = (D, i32)>,
    ) -> Result<TopicJudgements, DuplicateDocument> {
        let mut gathered = Gathered::default();
        for (number, (document, grade)) in (1..).zip(grades) {
            let fits = gathered.push(document.as_ref(), grade, number);
            assert!(fits, "judgements made by a program fit in 4 GiB");
        }
        gathered.finish(id.to_owned()).map_err(|twice| DuplicateDocument(twice.document))
    }

    /// The topic's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The documents in byte order, each with its grade, which is negative where it was not judged.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, i32)> {
        self.documents.iter().zip(self.grades.iter().copied())
    }

    /// The grade a document was given; `None` where it was not judged.
    pub fn grade(&self, document: &str) -> Option<u32> {
        u32::try_from(self.grades[self.find(document)?]).ok()
    }

    /// The grades of a list's documents, rank by rank: negative where a document was not judged, `None` where it was not
    /// even in the pool.
    pub fn grades_of(&self, list: &RankedList<'_>) -> Vec<Option<i32>> {
        let hashes: Vec<u32> = self.documents.iter().map(hash).collect();
        let mut table = DocumentTable::for_ids(hashes.len());
        for (place, &hash) in (0..).zip(&hashes) {
            table.insert(hash, place, |_| false);
        }
        let grade = |rank: usize| {
            let hash = list.hash(rank);
            let same = |place: u32| {
                hashes[place as usize] == hash && self.documents.get(place as usize) == list.document(rank)
            };
            table.find(hash, same).map(|place| self.grades[place as usize])
        };
        (0..list.len()).map(grade).collect()
    }

    /// The line of the file on which a document's grade stands, counted from one; for judgements that were made from
    /// pairs, the pair.
    pub fn line(&self, document: &str) -> Option<u64> {
        Some(self.lines[self.find(document)?])
    }

    /// The grades of all judged documents, highest first: the ideal ranking.
    pub fn judged(&self) -> &[u32] {
        &self.judged
    }

    /// The highest grade that any topic of the collection has; zero where nothing is relevant.
    pub fn highest(&self) -> u32 {
        self.highest
    }

    fn find(&self, document: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.documents.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.documents.get(middle).cmp(document) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// Takes a line apart: topic, document, grade.
fn judgement(line: &str) -> Result<(&str, &str, i32), LineProblem> {
    let ([topic, _iteration, document, grade], found) = fields::<4>(line);
    if found != 4 {
        return Err(LineProblem::Fields { found, wanted: "4", form: "topic iteration document grade" });
    }
    let grade = grade.parse().map_err(|_| LineProblem::Grade(grade.to_owned()))?;
    Ok((topic, document, grade))
}

/// The judgements of a topic in the order they were read.
#[derive(Default)]
struct Gathered {
    documents: Documents,
    grades: Vec<i32>,
    lines: Vec<u64>,
}

/// A document that was judged twice, with the lines.
struct Twice {
    topic: String,
    document: String,
    first: u64,
    again: u64,
}

impl Gathered {
    #[must_use]
    fn push(&mut self, document: &str, grade: i32, line: u64) -> bool {
        let fits = self.documents.push(document);
        if fits {
            self.grades.push(grade);
            self.lines.push(line);
        }
        fits
    }

    fn finish(self, id: String) -> Result<TopicJudgements, Twice> {
        let mut order: Vec<usize> = (0..self.documents.len()).collect();
        // Stable: of equal documents the earlier line stays first.
        order.sort_by_key(|&index| self.documents.get(index));
        if let Some(pair) = order.windows(2).find(|pair| self.documents.get(pair[0]) == self.documents.get(pair[1])) {
            let document = self.documents.get(pair[0]).to_owned();
            return Err(Twice { topic: id, document, first: self.lines[pair[0]], again: self.lines[pair[1]] });
        }
        let mut documents = Documents::default();
        for &index in &order {
            let fits = documents.push(self.documents.get(index));
            debug_assert!(fits, "the same documents in another order are as long");
        }
        let mut judged: Vec<u32> = self.grades.iter().filter_map(|&grade| u32::try_from(grade).ok()).collect();
        judged.sort_unstable_by(|a, b| b.cmp(a));
        Ok(TopicJudgements {
            id,
            documents,
            grades: order.iter().map(|&index| self.grades[index]).collect(),
            lines: order.iter().map(|&index| self.lines[index]).collect(),
            highest: judged.first().copied().unwrap_or(0),
            judged,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Qrels, TopicJudgements};

    fn read(text: &str) -> Result<Qrels, String> {
        Qrels::read(text.as_bytes(), "q.txt").map_err(|error| error.to_string())
    }

    #[test]
    fn judgements_are_found_in_any_order_of_lines() {
        let qrels = read("# pool of May\n2 0 b 1\r\n10\t0\ta\t3\n2 0 c -1\n2 x a 0\n").unwrap();
        let ids: Vec<_> = qrels.topics().iter().map(TopicJudgements::id).collect();
        assert_eq!(ids, ["10", "2"]);
        let two = qrels.topic("2").unwrap();
        assert_eq!(two.iter().collect::<Vec<_>>(), [("a", 0), ("b", 1), ("c", -1)]);
        assert_eq!([two.grade("a"), two.grade("b"), two.grade("c"), two.grade("d")], [Some(0), Some(1), None, None]);
        assert_eq!([two.line("a"), two.line("b"), two.line("d")], [Some(5), Some(2), None]);
        assert_eq!(two.judged(), [1, 0]);
        assert_eq!(two.highest(), 3);
        assert!(qrels.topic("1").is_none());
    }

    #[test]
    fn errors_name_the_line_and_the_cure() {
        assert_eq!(
            read("1 0 a 1\n1 0 a\n").unwrap_err(),
            "q.txt:2: 3 fields where there should be 4: `topic iteration document grade`, separated by spaces or tabs"
        );
        assert!(read("1 0 a 1 x\n").unwrap_err().starts_with("q.txt:1: 5 fields"));
        assert!(read("1 0 a 1.5\n").unwrap_err().starts_with("q.txt:1: grade `1.5` is not a whole number"));
        assert_eq!(
            read("1 0 a 1\n2 0 a 1\n# a\n1 0 b 0\n1 0 a 1\n").unwrap_err(),
            "q.txt:5: document `a` of topic `1` stands already on line 1; remove one of the two"
        );
        assert_eq!(read("# nothing\n\n").unwrap_err(), "q.txt: no judgements in it");
    }

    #[test]
    fn pairs_make_the_same_judgements_as_lines() {
        let made = TopicJudgements::new("1", [("b", 2), ("a", -1)]).unwrap();
        assert_eq!(&made, read("1 0 b 2\n1 0 a -1").unwrap().topic("1").unwrap());
        assert_eq!(TopicJudgements::new("1", [("b", 2), ("b", 2)]).unwrap_err().0, "b");
    }
}
