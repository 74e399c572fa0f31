//! Hard expectations: what must hold of an answer whatever its measures come to.

use super::judged::{Judged, Named};
use crate::relevance::Unmet;
use std::collections::HashMap;

/// Holds an answer against a query's expectations, in the order in which a suite writes them.
///
/// `ranked` are the ids of the hits, best first, and `hits` how many there are in all. A wanted document that did not
/// come is no matter of hard expectations (unless one names it): measures count it.
pub(super) fn unmet(judged: &Judged<'_>, ranked: &[String], hits: u64, k: u32) -> Vec<Unmet> {
    let ranks: HashMap<&str, usize> = ranked.iter().zip(1..).map(|(id, rank)| (id.as_str(), rank)).collect();
    let rank = |named: &Named| ranks.get(named.id.as_str()).copied();
    let name = |named: &Named| named.name.clone();
    let mut unmet = Vec::new();
    for not in &judged.not {
        let Some(above) = rank(not) else { continue };
        let later = judged.want.iter().filter_map(|(want, grade)| Some((want, *grade, rank(want)?)));
        let later = later.filter(|(_, _, rank)| *rank > above);
        if let Some((wanted, _, wanted_rank)) = later.min_by_key(|(_, grade, rank)| (u32::MAX - grade, *rank)) {
            unmet.push(Unmet::Above { document: name(not), rank: above, wanted: name(wanted), wanted_rank });
        }
    }
    if let Some(first) = judged.first.as_ref().filter(|first| rank(first) != Some(1)) {
        unmet.push(Unmet::NotFirst { document: name(first), rank: rank(first) });
    }
    for (limit, documents) in &judged.within {
        let late = documents.iter().filter(|document| rank(document).is_none_or(|rank| rank > *limit as usize));
        unmet.extend(late.map(|document| Unmet::NotWithin {
            document: name(document),
            limit: *limit,
            rank: rank(document),
        }));
    }
    for absent in &judged.absent {
        if let Some(rank) = rank(absent).filter(|rank| *rank <= k as usize) {
            unmet.push(Unmet::NotAbsent { document: name(absent), rank, k });
        }
    }
    if let Some(most) = judged.query.max_hits.filter(|most| hits > *most) {
        unmet.push(Unmet::TooMany { hits, most });
    }
    if judged.query.known_failure.is_some() && !judged.has_expectations() {
        let missing = judged.want.iter().filter(|(want, _)| rank(want).is_none());
        unmet.extend(missing.map(|(want, _)| Unmet::NotFound { document: name(want) }));
    }
    unmet
}

#[cfg(test)]
mod tests {
    use super::unmet;
    use crate::trial::judged::{Judged, Named};
    use crate::trial::{DocumentName, Suite};
    use std::path::Path;

    /// What is unmet of a query with these lines, where every document's id is its name.
    fn check(lines: &str, ranked: &[&str], hits: u64) -> Vec<String> {
        let text = format!("[suite]\nk = 3\n[[query]]\nid = 'x'\nq = 'y'\n{lines}\n");
        let suite = Suite::parse(&text, Path::new("s.toml")).unwrap();
        let named = |name: &DocumentName| Named { id: name.name.clone(), name: name.to_string() };
        let judged = Judged::with(&suite.queries[0], |name| Ok::<_, ()>(named(name))).unwrap();
        let ranked: Vec<String> = ranked.iter().map(|id| id.to_string()).collect();
        unmet(&judged, &ranked, hits, suite.k).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_met_says_nothing() {
        let lines = "want = ['a', 'b']\nnot = ['n']\nfirst = 'a'\nwithin = { 2 = ['b'] }\nabsent = ['z']\nmax_hits = 4";
        assert!(check(lines, &["a", "b", "n", "z"], 4).is_empty());
    }

    #[test]
    fn ranks_are_held_against_what_was_expected() {
        assert_eq!(check("want = ['a']\nfirst = 'a'", &["b", "a"], 2), ["`a` should come first, came 2nd"]);
        assert_eq!(check("want = ['a']\nfirst = 'a'", &[], 0), ["`a` should come first, was not found"]);
        assert_eq!(
            check("want = ['a']\nwithin = { 1 = ['a'], 2 = ['q', 'b'] }", &["b", "a"], 2),
            ["`a` should come within the first 1, came 2nd", "`q` should come within the first 2, was not found"]
        );
        assert_eq!(
            check("want = ['a']\nabsent = ['b', 'c', 'd']", &["b", "a", "e", "c"], 4),
            ["`b` should not be among the first 3, came 1st"]
        );
    }

    #[test]
    fn what_is_not_wanted_stays_below_what_is() {
        assert_eq!(
            check("want = ['a', { id = 'b', grade = 2 }, 'c']\nnot = ['n', 'm']", &["a", "n", "c", "b", "m"], 5),
            ["`n`, which is not wanted, came 2nd, above `b`, which came 4th"]
        );
        assert!(check("want = ['a', 'c']\nnot = ['n']", &["a", "n"], 2).is_empty());
    }

    #[test]
    fn hits_are_counted_in_all() {
        assert_eq!(check("want = ['a']\nmax_hits = 4", &["a"], 5), ["there should be at most 4 hits, and there are 5"]);
        assert_eq!(check("empty = true", &["a"], 1), ["there should be no hit, and there is one"]);
    }

    #[test]
    fn a_known_failure_without_expectations_is_about_what_is_not_found() {
        assert_eq!(check("want = ['a', 'b']\nknown_failure = 'z'", &["b"], 1), ["`a` was not found"]);
        assert!(check("want = ['a']\nknown_failure = 'z'", &["b", "a"], 2).is_empty());
        assert!(check("want = ['a']\nknown_failure = 'z'\nwithin = { 3 = ['b'] }", &["b"], 1).is_empty());
    }
}
