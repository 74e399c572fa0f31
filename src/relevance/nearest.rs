//! [`nearest`]: the known name that a mistyped one was probably meant to be.

/// Finds the known name nearest to `typed`, for "did you mean".
///
/// Nearness is the number of letters to add, remove, change or swap with their neighbour, without regard to case; a
/// name further away than a third of its letters (but at least one) is no help and is not given. Of equally near
/// names the first wins.
///
/// `nearest("qurey", ["suite", "gate", "query"])` is `query`; `nearest("volume", …)` is nothing.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (distance(&typed.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= (name.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The optimal string alignment distance (Levenshtein's, and a swap of neighbours counts one).
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let mut least = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + usize::from(a[i - 1] != b[j - 1]));
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = above;
        above = row;
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn a_slip_of_the_finger_is_seen_through() {
        assert_eq!(nearest("qurey", ["suite", "gate", "query"]), Some("query"));
        assert_eq!(nearest("Wnat", ["want", "not"]), Some("want"));
        assert_eq!(nearest("volume", ["suite", "gate", "query"]), None);
        assert_eq!(nearest("id", ["id", "q"]), Some("id"));
    }

    #[test]
    fn distances_are_counted_in_letters() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("ab", "ba"), 1);
        assert_eq!(distance("", "öö"), 2);
    }
}
