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

/// Calls `each` with every word of plain letters and apostrophes, and of digits where it has any itself, that is one letter
/// away from a word of ASCII: one added, removed, changed, or swapped with its neighbour. Some come more than once.
pub fn one_letter_away(word: &str, mut each: impl FnMut(&str)) {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz'0123456789";
    let has_digits = word.bytes().any(|byte| byte.is_ascii_digit());
    let letters = if has_digits { LETTERS } else { &LETTERS[..27] };
    let mut other = String::with_capacity(word.len() + 1);
    for at in 0..=word.len() {
        let (before, behind) = word.split_at(at);
        let mut with = |between: &str, behind: &str| {
            other.clear();
            other.extend([before, between, behind]);
            if other != word {
                each(&other);
            }
        };
        let each_letter = || (0..letters.len()).map(|letter| &letters[letter..=letter]);
        each_letter().for_each(|letter| with(letter, behind));
        if !behind.is_empty() {
            with("", &behind[1..]);
            each_letter().for_each(|letter| with(letter, &behind[1..]));
        }
        if behind.len() > 1 {
            let swapped = [&behind[1..2], &behind[..1]].concat();
            with(&swapped, &behind[2..]);
        }
    }
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
    use super::{distance, nearest, one_letter_away};

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

    #[test]
    fn all_words_that_are_one_letter_away_are_named() {
        let mut named = std::collections::BTreeSet::new();
        one_letter_away("ferry", |word| _ = named.insert(word.to_owned()));
        for word in ["erry", "fery", "ferr", "ferri", "merry", "fe'rry", "ferrys", "aferry", "efrry", "feryr"] {
            assert!(named.contains(word), "{word}");
        }
        // 26 others of 5 letters at each place, 27 at each of 6 gaps less those that are named twice, 4 that are shorter,
        // 3 that are swapped (the two r are the same).
        assert_eq!(named.len(), 26 * 5 + (27 * 6 - 5) + 4 + 3);
        let letters: Vec<char> = "ferry".chars().collect();
        assert!(named.iter().all(|word| distance(&letters, &word.chars().collect::<Vec<_>>(), 1) == Some(1)));
        one_letter_away("", |word| assert_eq!(word.len(), 1));
        let mut digits = 0;
        one_letter_away("mp3", |word| digits += usize::from(word == "mp4"));
        assert_eq!(digits, 1);
    }
}
