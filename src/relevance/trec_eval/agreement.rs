//! Measures of trec_eval and ours that share a definition come to the same.

use super::{TrecEval, Version};
use crate::relevance::{Measure, Qrels, Run, RunOrder};
use proptest::prelude::*;
use std::fmt::Write;

/// A measure of trec_eval, and what it is called here, where documents are relevant from grade 1 and from grade 2 on.
const SHARED: [[&str; 3]; 27] = [
    ["P.3", "P@3", "P(rel=2)@3"],
    ["P.10", "P@10", "P(rel=2)@10"],
    ["recall.3", "R@3", "R(rel=2)@3"],
    ["recall.10", "R@10", "R(rel=2)@10"],
    ["success.1", "Success@1", "Success(rel=2)@1"],
    ["success.5", "Success@5", "Success(rel=2)@5"],
    ["recip_rank", "RR", "RR(rel=2)"],
    ["map", "AP", "AP(rel=2)"],
    ["map_cut.5", "AP@5", "AP(rel=2)@5"],
    ["Rprec", "Rprec", "Rprec(rel=2)"],
    ["bpref", "bpref", "bpref(rel=2)"],
    ["infAP", "infAP", "infAP(rel=2)"],
    ["iprec_at_recall.0", "iprec@0", "iprec(rel=2)@0"],
    ["iprec_at_recall.0.3", "iprec@0.3", "iprec(rel=2)@0.3"],
    ["iprec_at_recall.0.5", "iprec@0.5", "iprec(rel=2)@0.5"],
    ["iprec_at_recall.1", "iprec@1", "iprec(rel=2)@1"],
    ["set_P", "set_P", "set_P(rel=2)"],
    ["set_recall", "set_R", "set_R(rel=2)"],
    ["set_F", "set_F", "set_F(rel=2)"],
    // trec_eval takes the square.
    ["set_F.4", "set_F(beta=2)", "set_F(rel=2,beta=2)"],
    // These ask for grades, whatever is relevant.
    ["ndcg", "nDCG", "nDCG"],
    ["ndcg_cut.3", "nDCG@3", "nDCG@3"],
    ["ndcg_cut.10", "nDCG@10", "nDCG@10"],
    ["ndcg_cut.100", "nDCG@100", "nDCG@100"],
    ["rbp.p=0.8", "RBP(p=0.8)", "RBP(p=0.8)"],
    ["rbp.p=0.5", "RBP(p=0.5)", "RBP(p=0.5)"],
    ["rbp", "RBP(p=0.9)", "RBP(p=0.9)"],
];

/// The judgement of a document, where there is one (below zero: in the pool, and not judged), and whether it is returned.
fn document() -> impl Strategy<Value = (Option<i32>, bool)> {
    (prop_oneof![Just(None), (-1..4).prop_map(Some)], prop::bool::weighted(0.7))
}

proptest! {
    #[test]
    fn what_shares_a_definition_comes_to_the_same(documents in prop::collection::vec(document(), 1..30)) {
        // Somebody judged something, and something is returned: what is left out otherwise is no matter of a measure.
        let (mut qrels, mut run) = ("t 0 judged 0\n".to_owned(), "t Q0 first 0 1000 r\n".to_owned());
        for (number, (grade, returned)) in documents.into_iter().enumerate() {
            if let Some(grade) = grade {
                writeln!(qrels, "t 0 d{number} {grade}").unwrap();
            }
            if returned {
                // No two scores are the same.
                writeln!(run, "t Q0 d{number} 0 {} r", 100 - number).unwrap();
            }
        }
        let (qrels, run) = (Qrels::read(qrels.as_bytes(), "q").unwrap(), Run::read(run.as_bytes(), "r").unwrap());
        let judgements = qrels.topic("t").unwrap();
        let list = run.topic("t").unwrap().ranked(RunOrder::default());
        for [theirs, ours, ours_from_two] in SHARED {
            for (level, ours) in [(1, ours), (2, ours_from_two)] {
                let mut eval = TrecEval::new(Version::V10_0, [theirs]).unwrap();
                eval.level = level;
                let value = eval.topic(judgements, &run).unwrap().numbers[0][0];
                let measure: Measure = ours.parse().unwrap_or_else(|error| panic!("{ours}: {error}"));
                let own = measure.compute(judgements, &list);
                prop_assert!((value - own).abs() < 1e-9, "{theirs} from {level} on is {value}, and {measure} {own}");
            }
        }
    }
}
