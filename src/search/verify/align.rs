//! Aligning words: which words of what was asked stand where in what is printed.
//!
//! A local alignment with affine gaps (O. Gotoh, *An improved algorithm for matching biological sequences*, 1982): words
//! that stand in a row outweigh the same words scattered, leaving a whole clause out costs little more than leaving out
//! a word, and neither side must be used to its ends.

use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// One step of an alignment; numbers are places in the two lists of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The same word, as far as keys tell.
    Same(usize, usize),
    /// One word stands for another; `true` where it looks like a slip of the fingers.
    Changed(usize, usize, bool),
    /// A word that is not printed.
    PutIn(usize),
    /// A printed word that was not asked.
    LeftOut(usize),
}

/// A word that is asked, as the alignment weighs it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed<'k> {
    /// See [`Word::key`](super::words::Word::key).
    pub key: &'k str,
    /// From 0 for a word that is everywhere to 1 for one that is nowhere else.
    pub weight: f32,
    /// Words may be left out before it at no cost.
    pub after_omission: bool,
}

/// Cells of a table that are filled for one pair of texts.
const MOST_CELLS: usize = 20_000_000;

const CHANGED: f32 = -0.7;
const OPEN: f32 = -0.9;
const PUT_IN: f32 = -0.4;
const LEFT_OUT: f32 = -0.03;

/// Aligns `asked` with the stretch of `printed` that holds it best; nothing where no word is the same.
///
/// The steps begin and end with words that are the same or alike. Takes time and memory in proportion to the product of
/// the lengths; of a text much longer than what is asked, the stretch with the most of its word pairs is looked at.
pub(super) fn align(asked: &[Weighed<'_>], printed: &[&str]) -> Vec<Step> {
    let window = window(asked, printed);
    let base = window.start;
    let mut steps = align_all(asked, &printed[window]);
    for step in &mut steps {
        match step {
            Step::Same(_, at) | Step::Changed(_, at, _) | Step::LeftOut(at) => *at += base,
            Step::PutIn(_) => {}
        }
    }
    steps
}

/// The stretch of `printed` that is looked at.
fn window(asked: &[Weighed<'_>], printed: &[&str]) -> Range<usize> {
    let width = (2 * asked.len() + 200).min(MOST_CELLS / asked.len().max(1));
    if printed.len() <= width {
        return 0..printed.len();
    }
    let pairs: FxHashSet<(&str, &str)> = asked.windows(2).map(|pair| (pair[0].key, pair[1].key)).collect();
    let held = |at: usize| usize::from(at + 1 < printed.len() && pairs.contains(&(printed[at], printed[at + 1])));
    let mut count: usize = (0..width).map(held).sum();
    let (mut best, mut most) = (0, count);
    for start in 1..=printed.len() - width {
        count = count + held(start + width - 1) - held(start - 1);
        if count > most {
            (best, most) = (start, count);
        }
    }
    // What is held stands in the middle rather than at the edge.
    let mut held = (best..best + width).filter(|at| held(*at) > 0);
    let first = held.next().unwrap_or(best);
    let last = held.next_back().unwrap_or(first) + 1;
    let start = ((first + last) / 2).saturating_sub(width / 2).min(printed.len() - width);
    start..start + width
}

/// Where a cell's best score comes from, a state in two bits each for the three tables.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Nothing = 0,
    Match = 1,
    PutIn = 2,
    LeftOut = 3,
}

impl From {
    fn of(bits: u8) -> From {
        match bits & 3 {
            1 => From::Match,
            2 => From::PutIn,
            3 => From::LeftOut,
            _ => From::Nothing,
        }
    }
}

/// The best scores of one cell.
#[derive(Clone, Copy)]
struct Cell {
    matched: f32,
    put_in: f32,
    left_out: f32,
}

impl Cell {
    const NONE: Cell = Cell { matched: f32::NEG_INFINITY, put_in: f32::NEG_INFINITY, left_out: f32::NEG_INFINITY };

    fn best(self) -> (f32, From) {
        let mut best = (self.matched, From::Match);
        for other in [(self.put_in, From::PutIn), (self.left_out, From::LeftOut)] {
            if other.0 > best.0 {
                best = other;
            }
        }
        best
    }
}

fn align_all(asked: &[Weighed<'_>], printed: &[&str]) -> Vec<Step> {
    let (n, m) = (asked.len(), printed.len());
    let likeness = Likeness::of(asked, printed);
    let mut trace = vec![0u8; n * m];
    let mut above = vec![Cell::NONE; m + 1];
    let mut row = above.clone();
    let (mut best, mut end) = (0.0f32, None);
    for i in 0..n {
        row[0] = Cell::NONE;
        for j in 0..m {
            let same = likeness.same(i, j);
            let gain = match (same, likeness.alike(i, j)) {
                (true, _) => 0.5 + asked[i].weight,
                (false, true) => 0.3 + 0.5 * asked[i].weight,
                (false, false) => CHANGED,
            };
            let (before, from) = above[j].best();
            let (matched, from) = if before > 0.0 { (before + gain, from) } else { (gain, From::Nothing) };
            // A gap that is opened comes from a match; a word for a word is a change, not a gap beside a gap.
            let up = above[j + 1];
            let (opened, longer) = (up.matched + OPEN + PUT_IN, up.put_in + PUT_IN);
            let (put_in, put_from) = if opened >= longer { (opened, From::Match) } else { (longer, From::PutIn) };
            let left = row[j];
            let free = asked.get(i + 1).is_some_and(|next| next.after_omission);
            let open = if free { 0.0 } else { OPEN + LEFT_OUT };
            let step = if free { 0.0 } else { LEFT_OUT };
            let (opened, longer) = (left.best_but_left_out() + open, left.left_out + step);
            let (left_out, left_from) = if opened >= longer {
                (opened, if left.matched >= left.put_in { From::Match } else { From::PutIn })
            } else {
                (longer, From::LeftOut)
            };
            row[j + 1] = Cell { matched, put_in, left_out };
            trace[i * m + j] = from as u8 | (put_from as u8) << 2 | (left_from as u8) << 4;
            if (same || likeness.alike(i, j)) && matched > best {
                (best, end) = (matched, Some((i, j)));
            }
        }
        std::mem::swap(&mut above, &mut row);
    }
    let Some(end) = end else { return Vec::new() };
    let mut steps = follow(&trace, m, end, &likeness);
    // A path may begin with words that differ only where nothing is the same before them.
    let first = steps.iter().position(|step| matches!(step, Step::Same(..) | Step::Changed(_, _, true)));
    steps.drain(..first.unwrap_or(0));
    steps
}

impl Cell {
    fn best_but_left_out(self) -> f32 {
        self.matched.max(self.put_in)
    }
}

fn follow(trace: &[u8], m: usize, end: (usize, usize), likeness: &Likeness) -> Vec<Step> {
    let (mut i, mut j) = end;
    let mut steps = Vec::new();
    let mut state = From::Match;
    loop {
        let bits = trace[i * m + j];
        let (next, up, left) = match state {
            From::Match => {
                let step = match likeness.same(i, j) {
                    true => Step::Same(i, j),
                    false => Step::Changed(i, j, likeness.alike(i, j)),
                };
                steps.push(step);
                (From::of(bits), true, true)
            }
            From::PutIn => {
                steps.push(Step::PutIn(i));
                (From::of(bits >> 2), true, false)
            }
            From::LeftOut => {
                steps.push(Step::LeftOut(j));
                (From::of(bits >> 4), false, true)
            }
            From::Nothing => break,
        };
        if next == From::Nothing || up && i == 0 || left && j == 0 {
            break;
        }
        i -= usize::from(up);
        j -= usize::from(left);
        state = next;
    }
    steps.reverse();
    steps
}

/// Which words are the same, and which look like slips of each other.
struct Likeness {
    asked: Vec<u32>,
    printed: Vec<u32>,
    /// For a printed word that is not asked, an asked one that it looks like.
    alike: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Likeness {
    fn of(asked: &[Weighed<'_>], printed: &[&str]) -> Likeness {
        let mut ids: FxHashMap<&str, u32> = FxHashMap::default();
        let mut distinct: Vec<&str> = Vec::new();
        let mut asked_ids = Vec::with_capacity(asked.len());
        for word in asked {
            let next = distinct.len() as u32;
            let id = *ids.entry(word.key).or_insert(next);
            if id == next {
                distinct.push(word.key);
            }
            asked_ids.push(id);
        }
        let printed_ids: Vec<u32> = printed.iter().map(|key| ids.get(key).copied().unwrap_or(NONE)).collect();
        let mut known: FxHashMap<&str, u32> = FxHashMap::default();
        let mut alike = Vec::with_capacity(printed.len());
        for (key, id) in printed.iter().zip(&printed_ids) {
            let like = || distinct.iter().position(|other| is_slip(key, other)).map_or(NONE, |n| n as u32);
            alike.push(if *id == NONE { *known.entry(key).or_insert_with(like) } else { NONE });
        }
        Likeness { asked: asked_ids, printed: printed_ids, alike }
    }

    fn same(&self, i: usize, j: usize) -> bool {
        self.asked[i] == self.printed[j]
    }

    fn alike(&self, i: usize, j: usize) -> bool {
        self.asked[i] == self.alike[j]
    }
}

/// Whether one word looks like the other with a slip of the fingers: one letter of four to seven, two of more. Digits
/// are never slips.
fn is_slip(one: &str, other: &str) -> bool {
    let length = one.len().max(other.len());
    if !(4..=64).contains(&length) || one.len().abs_diff(other.len()) > 4 {
        return false;
    }
    if one.bytes().chain(other.bytes()).any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let allowed = match one.len().max(other.len()) {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    if one.len().abs_diff(other.len()) > allowed || one.first() != other.first() && one.last() != other.last() {
        return false;
    }
    distance(&one, &other) <= allowed
}

/// Letters put in, left out, changed or exchanged with their neighbour (optimal string alignment).
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for i in 0..one.len() {
        let mut row = vec![i + 1];
        for j in 0..other.len() {
            let mut least = (above[j] + usize::from(one[i] != other[j])).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && one[i] == other[j - 1] && one[i - 1] == other[j] {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Step, Weighed, align, is_slip};
    use proptest::prelude::*;

    fn shown(asked: &str, printed: &str) -> String {
        let keys: Vec<&str> = asked.split(' ').collect();
        let omission = |n: usize| n > 0 && keys[n - 1] == "…";
        let words: Vec<Weighed> = keys
            .iter()
            .enumerate()
            .filter(|(_, key)| **key != "…")
            .map(|(n, key)| Weighed { key, weight: if key.len() > 3 { 0.8 } else { 0.2 }, after_omission: omission(n) })
            .collect();
        let printed: Vec<&str> = printed.split(' ').collect();
        let show = |step: Step| match step {
            Step::Same(_, j) => printed[j].to_owned(),
            Step::Changed(i, j, _) => format!("{}>{}", printed[j], words[i].key),
            Step::PutIn(i) => format!("+{}", words[i].key),
            Step::LeftOut(j) => format!("-{}", printed[j]),
        };
        align(&words, &printed).into_iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_find_their_places() {
        for (asked, printed, expected) in [
            ("raise taxes now", "we will raise taxes now then", "raise taxes now"),
            ("we will not raise taxes", "we will raise taxes", "we will +not raise taxes"),
            ("we will raise taxes", "we will not raise taxes", "we will -not raise taxes"),
            ("we will rasie taxes", "we will raise taxes", "we will raise>rasie taxes"),
            ("forty boats sank here", "fifty boats sank here", "boats sank here"),
            ("the boats sank in may", "the boats sank in june", "the boats sank in"),
            (
                "some boats sank with all hands",
                "some ships sank with all hands",
                "some ships>boats sank with all hands",
            ),
            (
                "the council knew … and it waited",
                "the council knew of the levy long before the vote and it waited",
                "the council knew -of -the -levy -long -before -the -vote and it waited",
            ),
        ] {
            assert_eq!(shown(asked, printed), expected, "{asked} | {printed}");
        }
    }

    #[test]
    fn the_right_stretch_of_a_long_text_is_looked_at() {
        let mut long = vec!["the other words go on"; 2_000].join(" ");
        long.push_str(" seven boats came home early ");
        long.push_str(&vec!["and still they go"; 2_000].join(" "));
        assert_eq!(shown("seven boats came home early", &long), "seven boats came home early");
    }

    #[test]
    fn a_slip_is_a_letter_or_two_and_never_a_digit() {
        for (one, other) in [("raise", "rasie"), ("government", "goverment"), ("council", "counsil")] {
            assert!(is_slip(one, other), "{one} {other}");
        }
        for (one, other) in [("raise", "lower"), ("not", "now"), ("1200", "1300"), ("1998", "1999")] {
            assert!(!is_slip(one, other), "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn steps_walk_forward_through_both(
            asked in prop::collection::vec("[a-c]{1,2}", 1..12),
            printed in prop::collection::vec("[a-c]{1,2}", 1..20),
        ) {
            let words: Vec<Weighed> =
                asked.iter().map(|key| Weighed { key, weight: 0.5, after_omission: false }).collect();
            let keys: Vec<&str> = printed.iter().map(String::as_str).collect();
            let (mut next_asked, mut next_printed) = (None, None);
            for step in align(&words, &keys) {
                let (i, j) = match step {
                    Step::Same(i, j) => {
                        prop_assert_eq!(&asked[i], &printed[j]);
                        (Some(i), Some(j))
                    }
                    Step::Changed(i, j, _) => (Some(i), Some(j)),
                    Step::PutIn(i) => (Some(i), None),
                    Step::LeftOut(j) => (None, Some(j)),
                };
                for (place, next) in [(i, &mut next_asked), (j, &mut next_printed)] {
                    if let Some(place) = place {
                        prop_assert!(next.is_none_or(|next| place == next));
                        *next = Some(place + 1);
                    }
                }
            }
        }

        #[test]
        fn what_stands_there_in_a_row_is_found_in_a_row(
            before in prop::collection::vec("[a-z]{2,6}", 0..20),
            asked in prop::collection::vec("[a-z]{3,8}", 3..12),
            after in prop::collection::vec("[a-z]{2,6}", 0..20),
        ) {
            let words: Vec<Weighed> =
                asked.iter().map(|key| Weighed { key, weight: 0.5, after_omission: false }).collect();
            let printed: Vec<&str> = before.iter().chain(&asked).chain(&after).map(String::as_str).collect();
            let steps = align(&words, &printed);
            prop_assert_eq!(steps.len(), asked.len());
            prop_assert!(steps.iter().all(|step| matches!(step, Step::Same(..))));
        }
    }
}
