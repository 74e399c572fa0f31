//! Which short paragraphs stand again in a longer one: the sign of a pull quote.
//!
//! Words are hashed; a short paragraph drops three anchors (runs of four words at its start, middle and end), one
//! pass over all words looks for them, and only where an anchor is met are the two paragraphs compared in full.
//! That keeps the cost linear in the text, whatever repeats in it.

use crate::text::eights::{eight, letters, letters_of};
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// A pull quote is a sentence or two.
const FEWEST_WORDS: usize = 6;
const MOST_WORDS: usize = 60;
/// Words in a run.
const RUN: usize = 4;
/// Of sixty-four bits each, which turn runs away that begin as no anchor does.
const PLACES: usize = 128;
/// How many meetings of anchors are looked into for one paragraph.
const MOST_COMPARISONS: u8 = 4;

/// For each paragraph of `text`: the largest share of its runs of four words that stand in one other paragraph
/// which is longer, or as long and earlier; 0 where it is too short or long to be a pull quote.
///
/// Where a paragraph opens with a quotation and ends with who said it, only the quoted part is looked for.
pub(super) fn shares(text: &str, paragraphs: &[Range<usize>]) -> Vec<f32> {
    let mut shares = vec![0.0_f32; paragraphs.len()];
    if paragraphs.len() < 2 {
        return shares;
    }
    let mut hashes: Vec<u64> = Vec::with_capacity(text.len() / 5);
    let mut own = |range: &Range<usize>| {
        let first = hashes.len();
        add_words(&text[range.clone()], &mut hashes);
        first..hashes.len()
    };
    let places: Vec<Range<usize>> = paragraphs.iter().map(&mut own).collect();
    let words = |at: usize| &hashes[places[at].clone()];
    // For each anchor the paragraph that dropped it.
    let mut anchors: Vec<(u64, u32)> = Vec::new();
    let mut quoted: Vec<Cow<'_, [u64]>> = vec![Cow::Borrowed(&[]); paragraphs.len()];
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let own = words(at);
        if own.len() > MOST_WORDS + 10 {
            continue;
        }
        let part = quoted_part(&text[paragraph.clone()]).map(|part| {
            let mut words = Vec::new();
            add_words(part, &mut words);
            words
        });
        let part = part.filter(|part| part.len() >= FEWEST_WORDS);
        let looked_for = part.map_or(Cow::Borrowed(own), Cow::Owned);
        if !(FEWEST_WORDS..=MOST_WORDS).contains(&looked_for.len()) {
            continue;
        }
        anchors.extend(anchors_of(&looked_for).map(|start| (run(&looked_for[start..start + RUN]), at as u32)));
        quoted[at] = looked_for;
    }
    if anchors.is_empty() {
        return shares;
    }
    anchors.sort_unstable();
    anchors.dedup();
    // A bit for the first two words of each anchor: nearly every run is turned away here.
    let mut filter = [0_u64; PLACES];
    let bit = |first: u64, second: u64| {
        let mixed = first ^ second.rotate_left(23);
        ((mixed >> 6) as usize % PLACES, 1 << (mixed & 63))
    };
    for looked_for in quoted.iter().filter(|words| !words.is_empty()) {
        for start in anchors_of(looked_for) {
            let (place, bit) = bit(looked_for[start], looked_for[start + 1]);
            filter[place] |= bit;
        }
    }
    let mut comparisons = vec![0_u8; paragraphs.len()];
    for there in 0..paragraphs.len() {
        let others = words(there);
        let mut compared: HashSet<u32> = HashSet::new();
        for four in others.windows(RUN) {
            let &[first, second, ..] = four else { continue };
            let (place, bit) = bit(first, second);
            if filter[place] & bit == 0 {
                continue;
            }
            let hash = run(four);
            let first = anchors.partition_point(|(anchor, _)| *anchor < hash);
            let holders = anchors[first..].iter().take_while(|(anchor, _)| *anchor == hash);
            for &(_, at) in holders.take(usize::from(MOST_COMPARISONS) * 2) {
                let (here, looked_for) = (at as usize, &quoted[at as usize]);
                let fits = here != there
                    && (others.len() > words(here).len() || (others.len() == words(here).len() && there < here));
                if !fits || comparisons[here] >= MOST_COMPARISONS || !compared.insert(at) {
                    continue;
                }
                comparisons[here] += 1;
                shares[here] = shares[here].max(share(looked_for, others));
            }
        }
    }
    shares
}

/// Where the anchors of a paragraph begin.
fn anchors_of(words: &[u64]) -> [usize; 3] {
    let last = words.len() - RUN;
    [0, last / 2, last]
}

/// The share of the runs of `looked_for` that stand in `others`.
fn share(looked_for: &[u64], others: &[u64]) -> f32 {
    // A long paragraph is compared once per short one at most; that stays linear because of the limit on comparisons
    // and because a paragraph of a hundred thousand words is no place for a pull quote.
    let others = &others[..others.len().min(5_000)];
    let wanted: HashSet<u64> = looked_for.windows(RUN).map(run).collect();
    let found: HashSet<u64> = others.windows(RUN).map(run).filter(|hash| wanted.contains(hash)).collect();
    found.len() as f32 / wanted.len().max(1) as f32
}

/// The quotation that a paragraph opens with, where it makes up most of it: `“We knew” — Maria Ortega`.
fn quoted_part(paragraph: &str) -> Option<&str> {
    let mut letters = paragraph.chars();
    let closing: &[char] = match letters.next()? {
        '“' | '„' | '"' => &['”', '"', '“'],
        '«' => &['»'],
        '»' => &['«'],
        '‘' | '\'' => &['’', '\''],
        _ => return None,
    };
    let inner = letters.as_str();
    let end = inner.rfind(closing)?;
    (end * 5 >= inner.len() * 2).then(|| &inner[..end])
}

/// What a byte is to words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Stands between words. 0xE2 does, which begins curly quotes and dashes: a straight apostrophe inside a word and a
    /// curly one must not matter.
    Between,
    /// Begins a word, or goes on with one.
    Letter,
    /// Goes on with a word that has begun.
    Rest,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Between; 256];
    let mut at = 0;
    while at < classes.len() {
        let byte = at as u8;
        classes[at] = match byte {
            0xE2 => Class::Between,
            0x80..0xC0 => Class::Rest,
            0xC0.. => Class::Letter,
            _ if byte.is_ascii_alphanumeric() => Class::Letter,
            _ => Class::Between,
        };
        at += 1;
    }
    classes
};

/// Adds the words' hashes, letters and digits alone, without case.
fn add_words(text: &str, words: &mut Vec<u64>) {
    let mut rest = text.as_bytes();
    loop {
        // Nearly all words are plain letters, fewer than sixteen, with a space or a stop behind them.
        while let Some(chunk) = rest.first_chunk::<16>() {
            let [head, tail] = [0, 8].map(|from| u64::from_le_bytes(std::array::from_fn(|at| chunk[from + at])));
            let mut length = letters_of(head);
            if length == 8 {
                length += letters_of(tail);
            }
            if length == 0 || length == 16 || CLASSES[usize::from(chunk[length])] != Class::Between {
                break;
            }
            let first = |eight: u64, count: usize| eight & (u64::MAX >> (64 - 8 * count));
            words.push(match length {
                0..=8 => step(length as u64, first(head, length)),
                _ => step(step(length as u64, head), first(tail, length - 8)),
            });
            rest = &rest[length + 1..];
        }
        let Some((first, behind)) = rest.split_first() else { return };
        if CLASSES[usize::from(*first)] != Class::Letter {
            rest = behind;
            continue;
        }
        let mut length = letters(rest).max(1);
        while rest.get(length).is_some_and(|byte| CLASSES[usize::from(*byte)] != Class::Between) {
            length += 1;
        }
        words.push(hash(rest, length));
        rest = &rest[length..];
    }
}

/// The hash of a word of so many bytes at the head of `bytes`, eight bytes a step.
fn hash(mut bytes: &[u8], mut length: usize) -> u64 {
    let mut hash = length as u64;
    loop {
        hash = step(hash, eight(bytes) & (u64::MAX >> (64 - 8 * length.min(8))));
        if length <= 8 {
            return hash;
        }
        bytes = &bytes[8..];
        length -= 8;
    }
}

/// Goes on with a hash by eight bytes, without case.
#[inline]
fn step(hash: u64, eight: u64) -> u64 {
    const WIDE: u64 = 0x8080_8080_8080_8080;
    // The bit that is set is that of small letters; digits have it, too.
    let small = eight | (!eight & WIDE) >> 2;
    let hash = (hash ^ small).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash ^ hash >> 32
}

fn run(words: &[u64]) -> u64 {
    words
        .iter()
        .fold(0x9e37_79b9_7f4a_7c15, |hash, word| (hash.rotate_left(23) ^ word).wrapping_mul(0xff51_afd7_ed55_8ccd))
}

#[cfg(test)]
mod tests {
    use super::shares;

    fn of(paragraphs: &[&str]) -> Vec<bool> {
        let text = paragraphs.join("\n");
        let mut start = 0;
        let ranges: Vec<_> = paragraphs
            .iter()
            .map(|paragraph| {
                let range = start..start + paragraph.len();
                start += paragraph.len() + 1;
                range
            })
            .collect();
        shares(&text, &ranges).into_iter().map(|share| share >= 0.8).collect()
    }

    const LONG: &str = "The mayor stood at the river. “We have waited for this bridge for twenty years,” Maria Ortega said, and \
        she sounded tired. “It’s time to build it.”";

    #[test]
    fn words_that_stand_again_are_found_whatever_their_marks() {
        assert_eq!(of(&["\"We have waited for this bridge for twenty years\"", LONG]), [true, false]);
        assert_eq!(
            of(&[LONG, "“We have waited for this bridge for twenty years” — Maria Ortega, mayor"]),
            [false, true]
        );
        assert_eq!(of(&[LONG, "We waited for a bridge, and now there is none to be seen"]), [false, false]);
    }

    #[test]
    fn of_two_equal_paragraphs_the_later_one_is_the_copy() {
        let twice = "We have waited for this bridge for twenty years";
        assert_eq!(of(&[twice, LONG.split_at(30).0, twice]), [false, false, true]);
    }

    #[test]
    fn many_repetitions_do_not_take_for_ever() {
        let many = vec!["The same eight words stand here once more"; 20_000];
        let found = of(&many);
        assert!(!found[0] && found[1]);
    }
}
