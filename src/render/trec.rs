//! TREC run lines, for evaluators.

use crate::relevance::encoded_id::encode;
use std::fmt::Write;

/// Writes the lines of one topic from ids with their scores, best first: `topic Q0 id rank score run`.
///
/// White space in ids is percent-encoded, since it parts the fields. Evaluators sort by score, many of them in single
/// precision, and break ties in ways of their own; so scores are made strictly decreasing here, by steps that a
/// 32-bit float can tell apart, and every evaluator sees our order.
pub fn run(topic: &str, ranking: &[(String, f64)], run_id: &str) -> String {
    let mut lines = String::new();
    let (topic, run_id) = (encode(topic), encode(run_id));
    let mut previous: Option<i64> = None;
    for (index, (id, score)) in ranking.iter().enumerate() {
        // Millionths: a score of six significant digits and every step taken from it are whole numbers of them.
        let mut score = (score * 1e6).round() as i64;
        if let Some(previous) = previous {
            score = score.min(previous - (previous.abs() / 4_000_000 + 1));
        }
        previous = Some(score);
        let (whole, millionths) = (score.abs() / 1_000_000, score.abs() % 1_000_000);
        let sign = if score < 0 { "-" } else { "" };
        writeln!(lines, "{topic} Q0 {} {} {sign}{whole}.{millionths:06} {run_id}", encode(id), index + 1)
            .expect("writing to a string cannot fail");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::run;

    #[test]
    fn scores_fall_strictly_even_in_single_precision() {
        let hits: Vec<_> = (0..1000).map(|_| ("a b%.txt".to_owned(), 12.3456)).collect();
        let lines = run("7", &hits, "base");
        let scores: Vec<f32> = lines.lines().map(|line| line.split(' ').nth(4).unwrap().parse().unwrap()).collect();
        assert_eq!(scores.len(), 1000);
        assert!(scores.windows(2).all(|pair| pair[0] > pair[1]));
        assert!(lines.starts_with("7 Q0 a%20b%25.txt 1 12.345600 base\n"));
    }

    #[test]
    fn scores_of_zero_fall_too() {
        let lines = run("7", &[("a".to_owned(), 0.0), ("b".to_owned(), 0.0)], "r");
        assert_eq!(lines, "7 Q0 a 1 0.000000 r\n7 Q0 b 2 -0.000001 r\n");
    }
}
