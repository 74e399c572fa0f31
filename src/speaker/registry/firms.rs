//! Names of institutions that are likely one's: initials and slips. They are never joined, only told.

use super::cluster::{LAW, Node};
use crate::speaker::name::fold_key;
use std::collections::BTreeMap;

/// Initials of fewer letters are those of too many.
const LEAST_INITIALS: usize = 3;
/// A word of fewer letters is no slip for another.
const LEAST_LETTERS: usize = 6;
/// A key that more names share than these tells nothing.
const MOST_ALIKE: usize = 12;

/// Pairs of institutions of which one is called by the other's initials, "AOL" and "America Online", or is it with a slip of
/// the fingers.
pub(super) fn likely_firms(nodes: &[Node]) -> Vec<(u32, u32)> {
    let firms: Vec<(u32, Vec<&str>)> = (0u32..)
        .zip(nodes)
        .filter(|(_, node)| node.form.is_institution())
        .map(|(at, node)| (at, node.form.strict.split(LAW).next().unwrap_or_default().split(' ').collect()))
        .collect();
    let mut by_initials: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut by_gap: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, (_, words)) in firms.iter().enumerate() {
        if words.len() > 1 {
            by_initials.entry(initials(words)).or_default().push(at);
        }
        let name = words.join(" ");
        for gap in name.char_indices().filter(|_| name.len() >= LEAST_LETTERS).map(|(gap, _)| gap) {
            let rest = name[gap..].chars().next().map_or(gap, |letter| gap + letter.len_utf8());
            by_gap.entry(fold_key(&[&name[..gap], &name[rest..]].concat())).or_default().push(at);
        }
        by_gap.entry(fold_key(&name)).or_default().push(at);
    }
    let mut likely = Vec::new();
    for (at, words) in &firms {
        let [short] = words.as_slice() else { continue };
        if !(LEAST_INITIALS..=5).contains(&short.len()) || !short.is_ascii() {
            continue;
        }
        // "AOL" has a letter more than America Online.
        let without =
            (1..short.len()).filter(|_| short.len() > 2).map(|gap| [&short[..gap], &short[gap + 1..]].concat());
        for initials in std::iter::once((*short).to_owned()).chain(without) {
            let found = by_initials.get(&initials).map_or(&[][..], Vec::as_slice);
            let found = found.iter().filter(|full| initials.len() == short.len() || holds(short, &firms[**full].1));
            likely.extend(found.take(MOST_ALIKE).map(|full| (*at, firms[*full].0)));
        }
    }
    for alike in by_gap.values().filter(|alike| (2..=MOST_ALIKE).contains(&alike.len())) {
        for (n, one) in alike.iter().enumerate() {
            let others = alike[n + 1..].iter().filter(|other| one_slip(&firms[*one].1, &firms[**other].1));
            likely.extend(others.map(|other| (firms[*one].0, firms[*other].0)));
        }
    }
    likely.iter_mut().for_each(|(one, other)| (*one, *other) = (*one.min(other), *one.max(other)));
    likely.sort_unstable();
    likely.dedup();
    likely
}

fn initials(words: &[&str]) -> String {
    let counted = words.iter().filter(|word| !matches!(**word, "of" | "the" | "for" | "in" | "de"));
    counted.filter_map(|word| word.chars().next()).collect()
}

/// Whether the letters of `short` stand in words in this order, the first of each word among them.
fn holds(short: &str, words: &[&str]) -> bool {
    let mut letters = short.chars().peekable();
    for word in words {
        let mut rest = word.chars();
        if letters.next_if(|letter| rest.next() == Some(*letter)).is_none() {
            return false;
        }
        let inner: Vec<char> = rest.collect();
        let mut at = 0;
        // The next word's own letter is not looked for here.
        while let Some(letter) = letters.peek().copied()
            && words.last() == Some(word)
            && let Some(found) = inner[at..].iter().position(|inner| *inner == letter)
        {
            letters.next();
            at += found + 1;
        }
    }
    letters.peek().is_none()
}

/// Whether names are one but for a letter of one long word, never its first, and no figure.
fn one_slip(one: &[&str], other: &[&str]) -> bool {
    let mut differ = one.iter().zip(other).filter(|(mine, theirs)| mine != theirs);
    let (Some((mine, theirs)), None) = (differ.next(), differ.next()) else { return false };
    one.len() == other.len()
        && mine.len().min(theirs.len()) >= LEAST_LETTERS
        && mine.chars().next() == theirs.chars().next()
        && !mine.chars().chain(theirs.chars()).any(|letter| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::likely_firms;
    use crate::speaker::registry::cluster::Node;
    use crate::speaker::registry::form::NameForm;

    #[test]
    fn initials_and_slips_are_told() {
        let likely = |one: &str, other: &str| {
            let node = |name| Node { form: NameForm::institution(name), ..Node::default() };
            !likely_firms(&[node(one), node(other)]).is_empty()
        };
        for (one, other) in [
            ("VOL", "Velden Online Inc"),
            ("VBM", "Velden Business Machines Corp"),
            ("Strindler Corp", "Strinlder Corp"),
            ("Bank of Velden", "Bank of Veldden"),
        ] {
            assert!(likely(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("VOX", "Velden Online Inc"),
            ("VO", "Velden Online Inc"),
            ("Velden 12345", "Velden 12346"),
            ("National Trust", "Rational Trust"),
            ("Ore Steel", "Ore Steal Co"),
        ] {
            assert!(!likely(one, other), "{one} {other}");
        }
    }
}
