//! What trec_eval prints, to the letter: its names, its parameters, its rules and its habits.
//!
//! Research papers quote trec_eval, so numbers that are to be compared with them must be its numbers. The measures of
//! [`Measure`](super::Measure) agree with it where they share a definition (`agreement.rs` holds that); this room prints
//! the same bytes, so that scripts which read trec_eval's output read ours. `requested.rs` reads `-m P.5,10`,
//! `judged_ranks.rs` is a topic as trec_eval sees it, `relevant.rs` and `gains.rs` compute, and here topics are gone
//! through, summed up and printed.
//!
//! Everything is written from definitions and observed behaviour. What 9.0.8 does otherwise than 10.0 is asked of
//! [`Version`], in one place each. Known gaps: measures of preferences and judgement groups, `-Z`, `-D`, `-R` and `-T`.

#[cfg(test)]
mod agreement;
mod gains;
mod judged_ranks;
mod relevant;
mod requested;

pub use requested::TrecMeasureError;

use super::{Qrels, Run, RunOrder, TopicJudgements};
use judged_ranks::JudgedRanks;
use rayon::prelude::*;
use requested::{Kind, Requested};
use std::fmt::Write;

/// Which trec_eval to be.
///
/// | | 9.0.8 | 10.0 |
/// |---|---|---|
/// | scores of a run | 32 bits, so more ties | 64 bits |
/// | recall cut-offs (`iprec_at_recall`, `11pt_avg`) | share · R + 0.9, cut off | share · R, rounded |
/// | judged topic without results | left out | an error, which ends the output |
/// | the same with `-c` | counts as 0 in means, not printed | counts and is printed |
/// | `rbp`, `rbp_resid`, `unj` | not there | there |
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Version {
    /// 9.0.8, which most published figures come from, and what wraps it.
    V9_0_8,
    /// 10.0 of June 2026.
    #[default]
    V10_0,
}

/// An evaluation as trec_eval's command line describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct TrecEval {
    /// Which trec_eval to be.
    pub version: Version,
    /// The lowest grade that is relevant (`-l`), 1 where nothing is said.
    pub level: u32,
    /// Each topic's values before the means (`-q`).
    pub per_topic: bool,
    /// Topics without results count (`-c`).
    pub complete: bool,
    /// Only judged documents count (`-J`).
    pub judged_only: bool,
    /// So many results of a topic count (`-M`).
    pub depth: Option<usize>,
    /// So many documents are in the collection (`-N`); only `utility` asks.
    pub documents: i64,
    measures: Vec<Requested>,
}

/// What trec_eval would print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrecReport {
    /// Its standard output.
    pub text: String,
    /// The judged topic without results at which 10.0 stops; the text ends before it.
    pub stopped_at: Option<String>,
    /// How many topics were evaluated.
    pub topics: usize,
}

/// A geometric mean counts lower values as this one, so that a single zero does not make it zero.
const LEAST_OF_GEOMETRIC: f64 = 0.00001;

impl TrecEval {
    /// An evaluation by the measures that `-m` names, each `name`, `name.parameters` or a set (`official`, `set`,
    /// `all_trec`); `official` where there are none. Everything else is as trec_eval has it without options.
    ///
    /// The order in which measures are named does not matter; they are printed in trec_eval's. Of parameters given
    /// twice for one measure the first count.
    pub fn new<'a>(
        version: Version,
        measures: impl IntoIterator<Item = &'a str>,
    ) -> Result<TrecEval, TrecMeasureError> {
        Ok(TrecEval {
            version,
            level: 1,
            per_topic: false,
            complete: false,
            judged_only: false,
            depth: None,
            documents: 0,
            measures: requested::parse(version, measures)?,
        })
    }

    /// Evaluates a run and prints what trec_eval would.
    ///
    /// Topics of the run that nobody judged say nothing, as in trec_eval. `topics` is 0 where run and judgements have
    /// none in common; trec_eval ends with an error then.
    pub fn report(&self, qrels: &Qrels, run: &Run) -> TrecReport {
        let stops = self.version == Version::V10_0 && !self.complete;
        let missing = |judgements: &TopicJudgements| run.topic(judgements.id()).is_none();
        let stopped_at = qrels.topics().iter().position(missing).filter(|_| stops);
        let judged = &qrels.topics()[..stopped_at.unwrap_or(qrels.topics().len())];
        let values: Vec<Option<Values>> = judged.par_iter().map(|topic| self.topic(topic, run)).collect();
        let mut text = String::new();
        let mut sums: Vec<Vec<f64>> = self.measures.iter().map(|measure| vec![0.0; measure.width()]).collect();
        let mut topics = 0;
        for (judgements, values) in judged.iter().zip(values) {
            let Some(values) = values else { continue };
            topics += 1;
            for ((measure, sum), value) in self.measures.iter().zip(&mut sums).zip(&values.numbers) {
                sum.iter_mut().zip(value).for_each(|(sum, value)| *sum += value);
                if self.per_topic && measure.kind == Kind::Relstring {
                    line(&mut text, &measure.name(0), judgements.id(), &format!("'{}'", values.grades));
                } else if self.per_topic && measure.kind.is_of_topics() {
                    print(&mut text, measure, judgements.id(), value);
                }
            }
        }
        let stopped_at = stopped_at.map(|place| qrels.topics()[place].id().to_owned());
        if topics > 0 && stopped_at.is_none() {
            self.summary(&mut text, qrels, run, sums, topics);
        }
        TrecReport { text, stopped_at, topics }
    }

    /// One topic's values; `None` where it is left out.
    fn topic(&self, judgements: &TopicJudgements, run: &Run) -> Option<Values> {
        let order = match self.version {
            Version::V9_0_8 => RunOrder::SingleScoreThenDocument,
            Version::V10_0 => RunOrder::ScoreThenDocument,
        };
        let results = run.topic(judgements.id());
        let ranks = match results {
            Some(results) => JudgedRanks::new(self, judgements, &results.ranked(order)),
            None if self.complete && self.version == Version::V10_0 => JudgedRanks::of_nothing(self, judgements),
            None => return None,
        };
        let numbers = self.measures.iter().map(|measure| {
            let taken_back = results.is_none() && measure.is_taken_back();
            if taken_back { vec![0.0; measure.width()] } else { measure.values(self, &ranks) }
        });
        let relstring = self.measures.iter().find(|measure| measure.kind == Kind::Relstring);
        let grades = relstring.filter(|measure| results.is_some() || !measure.is_taken_back());
        Some(Values {
            numbers: numbers.collect(),
            grades: grades.map_or_else(String::new, |measure| ranks.string(measure.numbers()[0])),
        })
    }

    /// Adds the lines of all topics together.
    fn summary(&self, text: &mut String, qrels: &Qrels, run: &Run, sums: Vec<Vec<f64>>, topics: usize) {
        let counted = if self.complete { qrels.topics().len() } else { topics };
        for (measure, mut sums) in self.measures.iter().zip(sums) {
            match measure.kind {
                Kind::RunId => line(text, "runid", "all", run.id()),
                Kind::NumQ => line(text, "num_q", "all", &counted.to_string()),
                Kind::Relstring => {}
                kind => {
                    if kind == Kind::NumRel && self.complete {
                        // 9.0.8 knows nothing else of topics without results, but counts what is relevant for them.
                        let relevant = |topic: &TopicJudgements| topic.judged().partition_point(|&g| g >= self.level);
                        sums[0] = qrels.topics().iter().map(relevant).sum::<usize>() as f64;
                    } else if kind.is_geometric() {
                        sums[0] += (counted - topics) as f64 * LEAST_OF_GEOMETRIC.ln();
                        sums[0] = (sums[0] / counted as f64).exp();
                    } else if !kind.is_count() {
                        sums.iter_mut().for_each(|sum| *sum /= counted as f64);
                    }
                    print(text, measure, "all", &sums);
                }
            }
        }
    }
}

/// The values of one topic.
struct Values {
    /// For each measure its numbers.
    numbers: Vec<Vec<f64>>,
    /// The grades of the first ranks, for `relstring`.
    grades: String,
}

/// Adds a line for each number of a measure.
fn print(text: &mut String, measure: &Requested, topic: &str, values: &[f64]) {
    for (place, &value) in values.iter().enumerate() {
        let value = if measure.kind.is_count() {
            format!("{value:.0}")
        } else if value.is_nan() {
            // What C prints for the NaN that 0 / 0 gives on the processors we know.
            "  -nan".to_owned()
        } else {
            format!("{value:6.4}")
        };
        line(text, &measure.name(place), topic, &value);
    }
}

fn line(text: &mut String, name: &str, topic: &str, value: &str) {
    writeln!(text, "{name:<22}\t{topic}\t{value}").expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::{TrecEval, Version};
    use crate::relevance::{Qrels, Run};

    const QRELS: &str = "1 0 a 2\n1 0 b 0\n1 0 c 1\n1 0 d -1\n2 0 a 1\n2 0 b 0\n3 0 a 0\n";
    const RUN: &str = "1 Q0 x 1 5 r\n1 Q0 a 2 4 r\n1 Q0 b 3 4 r\n1 Q0 d 4 2 r\n1 Q0 c 5 1 r\n3 Q0 a 1 1 last\n";

    fn report(version: Version, measures: &[&str], set: impl Fn(&mut TrecEval)) -> (String, Option<String>) {
        let mut eval = TrecEval::new(version, measures.iter().copied()).unwrap();
        set(&mut eval);
        let (qrels, run) = (Qrels::read(QRELS.as_bytes(), "q").unwrap(), Run::read(RUN.as_bytes(), "r").unwrap());
        let report = eval.report(&qrels, &run);
        (report.text.replace(' ', ""), report.stopped_at)
    }

    #[test]
    fn ten_stops_at_a_judged_topic_without_results() {
        let (text, stopped) = report(Version::V10_0, &["map"], |eval| eval.per_topic = true);
        // b stands above a, whose score is the same: 1/3 and 2/5.
        assert_eq!((text.as_str(), stopped.as_deref()), ("map\t1\t0.3667\n", Some("2")));
    }

    #[test]
    fn ten_prints_missing_topics_where_they_count() {
        let (text, stopped) = report(Version::V10_0, &["num_ret", "utility", "relstring", "map", "num_q"], |eval| {
            (eval.per_topic, eval.complete) = (true, true);
        });
        assert_eq!(stopped, None);
        assert_eq!(
            text,
            "num_ret\t1\t5\nmap\t1\t0.3667\nrelstring\t1\t'-02.1'\nutility\t1\t-1.0000\n\
             num_ret\t2\t0\nmap\t2\t0.0000\nrelstring\t2\t''\nutility\t2\t0.0000\n\
             num_ret\t3\t1\nmap\t3\t0.0000\nrelstring\t3\t'0'\nutility\t3\t-1.0000\n\
             num_q\tall\t3\nnum_ret\tall\t6\nmap\tall\t0.1222\nutility\tall\t-0.6667\n"
        );
    }

    #[test]
    fn nine_leaves_missing_topics_out_and_counts_them_if_asked() {
        let (text, _) = report(Version::V9_0_8, &["num_q", "map", "gm_map"], |_| {});
        assert_eq!(text, "num_q\tall\t2\nmap\tall\t0.1833\ngm_map\tall\t0.0019\n");
        let (text, _) = report(Version::V9_0_8, &["num_q", "num_rel", "map", "gm_map"], |eval| eval.complete = true);
        assert_eq!(text, "num_q\tall\t3\nnum_rel\tall\t3\nmap\tall\t0.1222\ngm_map\tall\t0.0003\n");
    }

    #[test]
    fn the_run_is_named_by_its_last_line() {
        let (text, _) = report(Version::V9_0_8, &["runid"], |_| {});
        assert_eq!(text, "runid\tall\tlast\n");
    }

    #[test]
    fn only_judged_documents_and_only_the_first_can_count() {
        let all = |set: fn(&mut TrecEval)| report(Version::V9_0_8, &["num_ret", "recip_rank"], set).0;
        assert_eq!(all(|_| {}), "num_ret\tall\t6\nrecip_rank\tall\t0.1667\n");
        assert_eq!(all(|eval| eval.judged_only = true), "num_ret\tall\t4\nrecip_rank\tall\t0.2500\n");
        assert_eq!(all(|eval| eval.depth = Some(2)), "num_ret\tall\t3\nrecip_rank\tall\t0.0000\n");
        assert_eq!(all(|eval| eval.level = 2), "num_ret\tall\t6\nrecip_rank\tall\t0.1667\n");
    }
}
