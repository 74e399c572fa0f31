//! [`Evaluation`]: the table of measured topics, and what its columns come to.

use super::{GradedList, Measure, Qrels, RankedList, Run, RunOrder};

/// Measures of topics: a row a topic, in byte order of their ids, and a column a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    measures: Vec<Measure>,
    rows: Vec<TopicRow>,
    unjudged_topics: Vec<String>,
}

/// One topic's values.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicRow {
    /// The topic.
    pub topic: String,
    /// How many documents were returned for it; 0 for a topic that the run does not have.
    pub returned: usize,
    /// One value for each measure, in their order.
    pub values: Vec<f64>,
}

/// What becomes of topics that were judged and for which a run has no results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum MissingTopics {
    /// They are measured as an empty list, and count. (trec_eval's `-c`.)
    #[default]
    CountAsEmpty,
    /// They are left out of the table and of the means. (trec_eval without `-c`. It flatters an engine that failed.)
    LeaveOut,
}

impl MissingTopics {
    /// The results of a judged topic in the order that counts; `None` where the topic is left out.
    pub fn list<'r>(self, run: &'r Run, topic: &str, order: RunOrder) -> Option<RankedList<'r>> {
        match (run.topic(topic), self) {
            (Some(results), _) => Some(results.ranked(order)),
            (None, MissingTopics::CountAsEmpty) => Some(RankedList::default()),
            (None, MissingTopics::LeaveOut) => None,
        }
    }
}

/// What a column comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// The mean, summed in the order of the rows: the arithmetic one, but for `GMAP`.
    pub mean: f64,
    /// The value in the middle; of an even number of topics the mean of the two in the middle.
    pub median: f64,
    /// The lowest value.
    pub minimum: f64,
    /// The first topic that has the lowest value, as a number of a row.
    pub worst: usize,
}

impl Evaluation {
    /// Measures each list of grades. Topics may come in any order; their ids must differ.
    pub fn new(measures: &[Measure], topics: impl IntoIterator<Item = (String, GradedList)>) -> Evaluation {
        let row = |(topic, list): (String, GradedList)| TopicRow {
            topic,
            returned: list.grades().len(),
            values: measures.iter().map(|measure| measure.of(&list)).collect(),
        };
        let mut rows: Vec<TopicRow> = topics.into_iter().map(row).collect();
        rows.sort_by(|a, b| a.topic.cmp(&b.topic));
        debug_assert!(rows.windows(2).all(|pair| pair[0].topic != pair[1].topic), "a topic twice");
        Evaluation { measures: measures.to_vec(), rows, unjudged_topics: Vec::new() }
    }

    /// Measures a run against judgements.
    ///
    /// A topic whose judgements hold no relevant document counts with what its measures give (0, nearly all of them).
    /// A topic of the run without judgements cannot be measured; it is listed in [`Evaluation::unjudged_topics`].
    pub fn of_run(
        measures: &[Measure],
        qrels: &Qrels,
        run: &Run,
        order: RunOrder,
        missing: MissingTopics,
    ) -> Evaluation {
        let lists = qrels.topics().iter().filter_map(|judgements| {
            let ranked = missing.list(run, judgements.id(), order)?;
            Some((judgements.id().to_owned(), GradedList::new(judgements, &ranked)))
        });
        let unjudged = run.topics().map(|results| results.id()).filter(|id| qrels.topic(id).is_none());
        let unjudged_topics = unjudged.map(str::to_owned).collect();
        Evaluation { unjudged_topics, ..Evaluation::new(measures, lists) }
    }

    /// The measures, one a column.
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// The topics in byte order of their ids.
    pub fn rows(&self) -> &[TopicRow] {
        &self.rows
    }

    /// Topics of the run that nobody judged and that are not in the table, in byte order.
    pub fn unjudged_topics(&self) -> &[String] {
        &self.unjudged_topics
    }

    /// The values of a measure, row by row; `None` where it was not measured.
    pub fn column(&self, measure: Measure) -> Option<Vec<f64>> {
        let column = self.measures.iter().position(|&known| known == measure)?;
        Some(self.rows.iter().map(|row| row.values[column]).collect())
    }

    /// What a measure comes to; `None` where it was not measured or there are no topics.
    pub fn summary(&self, measure: Measure) -> Option<Summary> {
        let values = self.column(measure)?;
        Some(Summary { mean: measure.mean(&values)?, ..Summary::of(&values)? })
    }
}

impl Summary {
    /// Sums up values, of which none is NaN; `None` where there are none.
    pub fn of(values: &[f64]) -> Option<Summary> {
        let worst = (0..values.len()).min_by(|&a, &b| values[a].total_cmp(&values[b]))?;
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        let median =
            if sorted.len() % 2 == 1 { sorted[middle] } else { f64::midpoint(sorted[middle - 1], sorted[middle]) };
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        Some(Summary { mean, median, minimum: values[worst], worst })
    }
}

#[cfg(test)]
mod tests {
    use super::{Evaluation, MissingTopics, Summary};
    use crate::relevance::{Measure, Qrels, Run, RunOrder};

    fn measures(names: &[&str]) -> Vec<Measure> {
        names.iter().map(|name| name.parse().unwrap()).collect()
    }

    fn evaluate(missing: MissingTopics) -> Evaluation {
        let qrels = "9 0 a 1\n10 0 b 2\n10 0 c 0\n11 0 a 1\n12 0 a 0\n";
        let run = "9 Q0 x 1 2 r\n9 Q0 a 2 1 r\n10 Q0 b 1 1 r\n8 Q0 b 1 1 r\n12 Q0 a 1 1 r\n";
        let qrels = Qrels::read(qrels.as_bytes(), "q").unwrap();
        let run = Run::read(run.as_bytes(), "r").unwrap();
        Evaluation::of_run(&measures(&["RR", "P@1"]), &qrels, &run, RunOrder::default(), missing)
    }

    #[test]
    fn a_run_becomes_a_table_in_byte_order_of_topics() {
        let evaluation = evaluate(MissingTopics::CountAsEmpty);
        let rows: Vec<_> =
            evaluation.rows().iter().map(|row| (row.topic.as_str(), row.returned, row.values.clone())).collect();
        let expected =
            [("10", 1, vec![1.0, 1.0]), ("11", 0, vec![0.0, 0.0]), ("12", 1, vec![0.0, 0.0]), ("9", 2, vec![0.5, 0.0])];
        assert_eq!(rows, expected);
        assert_eq!(evaluation.unjudged_topics(), ["8"]);
        let summary = evaluation.summary(measures(&["RR"])[0]).unwrap();
        assert_eq!(summary, Summary { mean: 0.375, median: 0.25, minimum: 0.0, worst: 1 });
        assert!(evaluation.summary(measures(&["AP"])[0]).is_none());
    }

    #[test]
    fn topics_without_results_can_be_left_out() {
        let evaluation = evaluate(MissingTopics::LeaveOut);
        assert_eq!(evaluation.rows().len(), 3);
        assert_eq!(evaluation.summary(measures(&["RR"])[0]).unwrap().mean, 0.5);
    }

    #[test]
    fn nothing_has_no_summary() {
        assert_eq!(Summary::of(&[]), None);
        assert_eq!(Summary::of(&[0.5]), Some(Summary { mean: 0.5, median: 0.5, minimum: 0.5, worst: 0 }));
    }
}
