//! How far apart two spellings are, for "did you mean".

/// The number of letters to add, remove, change or swap with their neighbour on the way from one word to the other
/// (optimal string alignment); `None` where it is more than `most`.
pub fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i);
        for j in 1..=b.len() {
            let mut least = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + usize::from(a[i - 1] != b[j - 1]));
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        if row.iter().all(|cell| *cell > most) {
            return None;
        }
        before = above;
        above = row;
    }
    above.last().copied().filter(|distance| *distance <= most)
}

/// The known spelling that is nearest to `typed` without regard to case, no further away than a third of its letters.
/// Of equally near ones the first.
pub fn nearest<'k>(typed: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    // Nobody means a name by a page of text.
    let letters: Vec<char> = typed.to_lowercase().chars().take(200).collect();
    let near = known.into_iter().filter_map(|name| {
        let other: Vec<char> = name.to_lowercase().chars().collect();
        Some((distance(&letters, &other, (other.len() / 3).max(1))?, name))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn slips_of_the_fingers_are_near() {
        let of =
            |a: &str, b: &str, most| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), most);
        assert_eq!(of("harbour", "harbour", 0), Some(0));
        assert_eq!(of("harbuor", "harbour", 1), Some(1));
        assert_eq!(of("harbor", "harbour", 1), Some(1));
        assert_eq!(of("ferry", "harbour", 2), None);
        assert_eq!(of("", "ab", 2), Some(2));
        assert_eq!(nearest("Wnat", ["want", "not"]), Some("want"));
        assert_eq!(nearest("id", ["id", "q"]), Some("id"));
        assert_eq!(nearest("Gazete", ["Courant", "Gazette"]), Some("Gazette"));
        assert_eq!(nearest("zeppelin", ["Courant", "Gazette"]), None);
    }
}
