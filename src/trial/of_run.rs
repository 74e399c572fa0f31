//! [`judge_run`]: the results of any engine, judged and shown like the answers to a suite.

use super::bounds;
use super::suite::Unjudged;
use crate::relevance::{
    Evaluation, Gate, GradedList, JudgedAnswer, Measure, MissingTopics, Qrels, RankedDocument, RankedList, Report, Run,
    RunOrder, TopicJudgements, TopicResults, Verdict, WantedDocument,
};
use rayon::prelude::*;

/// How many results of each topic a report shows.
const SHOWN: u32 = 10;

/// How a run is judged.
#[derive(Debug, Clone)]
pub struct RunJudging<'a> {
    /// What is measured.
    pub measures: &'a [Measure],
    /// What the means must hold; only floors, since there is nothing to fall from.
    pub gates: &'a [Gate],
    /// In which order results count.
    pub order: RunOrder,
    /// What becomes of judged topics without results.
    pub missing: MissingTopics,
    /// What documents that nobody judged count as.
    pub unjudged: Unjudged,
    /// The judgements' file and the run's, as they were named.
    pub files: [&'a str; 2],
}

/// Judges a run. Topics that nobody judged say nothing; the report does not tell of them.
pub fn judge_run(judging: &RunJudging<'_>, qrels: &Qrels, run: &Run) -> Report {
    let topics = qrels.topics().par_iter();
    let ranked: Vec<(&TopicJudgements, RankedList<'_>)> = topics
        .filter_map(|judgements| Some((judgements, judging.missing.list(run, judgements.id(), judging.order)?)))
        .collect();
    let graded = |(judgements, ranked): &(&TopicJudgements, RankedList<'_>)| {
        let list = GradedList::new(judgements, ranked);
        let drop = judging.unjudged == Unjudged::Drop;
        (judgements.id().to_owned(), if drop { list.without_unjudged() } else { list })
    };
    let lists: Vec<(String, GradedList)> = ranked.par_iter().map(graded).collect();
    let evaluation = Evaluation::new(judging.measures, lists.iter().cloned());
    let highest = qrels.topics().first().map_or(1, TopicJudgements::highest);
    let grade = bounds::grade(judging.unjudged, highest);
    let bounds = grade.map(|grade| bounds::bounds(judging.measures, &lists, grade));
    let reasons: Vec<_> = judging
        .gates
        .iter()
        .filter_map(|gate| gate.check_floor(bounds::mean(gate.measure, &evaluation, bounds.as_ref())))
        .collect();
    // Both stand in byte order of their topics.
    let id = |topic: &str, place: usize| {
        let at = ranked.binary_search_by(|(judgements, _)| judgements.id().cmp(topic)).ok()?;
        ranked[at].1.documents().get(place).map(|document| (*document).to_owned())
    };
    let to_judge = bounds::to_judge(&reasons, &lists, &id, grade.unwrap_or(1));
    let answers = evaluation.rows().iter().zip(&ranked).map(|(row, (judgements, ranked))| {
        answer(judging, judgements, run.topic(&row.topic), ranked, row.values.clone())
    });
    Report {
        suite: run.id().to_owned(),
        file: judging.files[1].to_owned(),
        asked: None,
        k: SHOWN,
        gates: judging.gates.to_vec(),
        answers: answers.collect(),
        evaluation,
        bounds,
        comparison: None,
        to_judge,
        verdict: Verdict::of(reasons),
    }
}

/// How many judged documents stand among equal scores with others of another grade, and in how many topics: there the
/// order of ids decides what the run is worth.
pub fn decided_by_ids(qrels: &Qrels, run: &Run) -> (usize, usize) {
    let of_topic = |judgements: &TopicJudgements| {
        let mut scored: Vec<(f64, &str)> = run.topic(judgements.id())?.iter().map(|(id, score)| (score, id)).collect();
        scored.sort_unstable_by(|one, other| other.0.total_cmp(&one.0));
        let equal = scored.chunk_by(|one, other| one.0 == other.0).filter(|equal| equal.len() > 1);
        let count = |equal: &[(f64, &str)]| {
            let grades: Vec<Option<u32>> = equal.iter().map(|(_, id)| judgements.grade(id)).collect();
            let differ = grades.iter().any(|grade| grade.unwrap_or(0) != grades[0].unwrap_or(0));
            if differ { grades.iter().flatten().count() } else { 0 }
        };
        Some(equal.map(count).sum::<usize>()).filter(|count| *count > 0)
    };
    let counts: Vec<usize> = qrels.topics().par_iter().filter_map(of_topic).collect();
    (counts.iter().sum(), counts.len())
}

/// What a report shows of one topic.
fn answer(
    judging: &RunJudging<'_>,
    judgements: &TopicJudgements,
    results: Option<TopicResults<'_>>,
    ranked: &RankedList<'_>,
    values: Vec<f64>,
) -> JudgedAnswer {
    let documents = ranked.documents();
    let first = documents.iter().take(SHOWN as usize);
    let score = |id: &str| results.and_then(|results| results.iter().find(|(other, _)| *other == id)).map(|(_, s)| s);
    let top = first.map(|id| RankedDocument {
        id: (*id).to_owned(),
        score: score(id).unwrap_or(0.0),
        grade: judgements.grade(id),
    });
    // Judged topics may have hundreds of relevant documents; those of the highest grade say what was missed.
    let best = judgements.judged().first().copied().filter(|grade| *grade > 0);
    let mut wanted = Vec::new();
    for (id, grade) in judgements.iter() {
        if wanted.len() < SHOWN as usize && u32::try_from(grade).ok() == best && best.is_some() {
            let rank = documents.iter().position(|other| *other == id).map(|place| place + 1);
            wanted.push(WantedDocument { id: id.to_owned(), name: id.to_owned(), grade: best.unwrap_or(0), rank });
        }
    }
    JudgedAnswer {
        id: judgements.id().to_owned(),
        file: judging.files[0].to_owned(),
        line: judgements.iter().next().and_then(|(id, _)| judgements.line(id)).unwrap_or(1),
        text: String::new(),
        kind: "articles",
        tags: Vec::new(),
        hits: ranked.len() as u64,
        top: top.collect(),
        wanted,
        values: Some(values),
        unmet: Vec::new(),
        known_failure: None,
    }
}

#[cfg(test)]
mod tests {
    use super::{RunJudging, decided_by_ids, judge_run};
    use crate::relevance::{Gate, MissingTopics, Outcome, Qrels, Report, Run, RunOrder};
    use crate::trial::Unjudged;

    const QRELS: &str = "1 0 a 2\n1 0 b 0\n2 0 c 1\n3 0 d 1\n";
    const RUN: &str = "1 Q0 x 1 3 r\n1 Q0 a 2 2 r\n1 Q0 b 3 1 r\n2 Q0 c 1 1 r\n";

    fn judged(unjudged: Unjudged, min: f64) -> Report {
        let measures = ["P@1".parse().unwrap(), "RR".parse().unwrap()];
        let judging = RunJudging {
            measures: &measures,
            gates: &[Gate::floor(measures[0], min)],
            order: RunOrder::default(),
            missing: MissingTopics::default(),
            unjudged,
            files: ["q", "r"],
        };
        judge_run(&judging, &Qrels::read(QRELS.as_bytes(), "q").unwrap(), &Run::read(RUN.as_bytes(), "r").unwrap())
    }

    #[test]
    fn what_nobody_judged_makes_a_gate_undecided() {
        assert_eq!(judged(Unjudged::Nonrelevant, 0.5).verdict.outcome(), Outcome::Failed);
        let open = judged(Unjudged::Bounds(None), 0.5);
        assert_eq!(open.verdict.outcome(), Outcome::Undecided);
        let told: Vec<_> =
            open.to_judge.iter().map(|one| (one.topic.as_str(), one.document.as_str(), one.rank)).collect();
        assert_eq!(told, [("1", "x", 1)]);
        assert_eq!(judged(Unjudged::Bounds(None), 0.9).verdict.outcome(), Outcome::Failed);
        assert_eq!(judged(Unjudged::Bounds(None), 0.3).verdict.outcome(), Outcome::Passed);
        assert_eq!(judged(Unjudged::Drop, 0.6).verdict.outcome(), Outcome::Passed);
    }

    #[test]
    fn documents_that_only_their_ids_put_in_order_are_counted() {
        let count = |run: &str| {
            let run = Run::read(run.as_bytes(), "r").unwrap();
            decided_by_ids(&Qrels::read(QRELS.as_bytes(), "q").unwrap(), &run)
        };
        assert_eq!(count(RUN), (0, 0));
        // The order of a and b matters; that of b and x, both worth nothing, does not.
        assert_eq!(count("1 Q0 a 1 1 r\n1 Q0 b 2 1 r\n1 Q0 x 3 1 r\n"), (2, 1));
        assert_eq!(count("1 Q0 a 1 2 r\n1 Q0 b 2 1 r\n1 Q0 x 3 1 r\n9 Q0 a 1 1 r\n9 Q0 b 1 1 r\n"), (0, 0));
        assert_eq!(count("1 Q0 a 1 -0 r\n1 Q0 x 3 0 r\n2 Q0 c 1 1 r\n2 Q0 d 1 1 r\n"), (2, 2));
    }

    #[test]
    fn answers_show_what_came_and_what_did_not() {
        let report = judged(Unjudged::Nonrelevant, 0.1);
        let shown: Vec<_> = report.answers[0].top.iter().map(|one| (one.id.as_str(), one.score, one.grade)).collect();
        assert_eq!(shown, [("x", 3.0, None), ("a", 2.0, Some(2)), ("b", 1.0, Some(0))]);
        assert_eq!((report.answers[2].hits, report.answers[2].wanted[0].rank), (0, None));
        assert_eq!((report.answers[2].line, report.suite.as_str()), (4, "r"));
    }
}
