//! Which short paragraphs stand again in a longer one: the sign of a pull quote.
//!
//! A short paragraph drops three anchors (runs of four words at its start, middle and end), and one pass over all words
//! looks for them. It looks at the words' initials; where four in a row are those of an anchor, the words are hashed,
//! and where these are the same, the two paragraphs are compared in full. That keeps the cost linear in the text,
//! whatever repeats in it.

use crate::text::eights::{alphanumerics, eight, hash, which};
use std::ops::Range;

/// A pull quote is a sentence or two.
const FEWEST_WORDS: usize = 6;
const MOST_WORDS: usize = 60;
/// Words in a run.
const RUN: usize = 4;
/// How many meetings of anchors are looked into for one paragraph.
const MOST_COMPARISONS: u8 = 4;
/// How many anchors with the same initials are looked into where these are met.
const MOST_HOLDERS: usize = 16;

/// For each paragraph of `text`: the largest share of its runs of four words that stand in one other paragraph
/// which is longer, or as long and earlier; 0 where it is too short or long to be a pull quote.
///
/// Where a paragraph opens with a quotation and ends with who said it, only the quoted part is looked for.
pub(super) fn shares(text: &str, paragraphs: &[Range<usize>]) -> Vec<f32> {
    let mut shares = vec![0.0_f32; paragraphs.len()];
    if paragraphs.len() < 2 {
        return shares;
    }
    let mut words = Words::of(text);
    let places: Vec<Range<usize>> = paragraphs.iter().map(|paragraph| words.add(paragraph.clone())).collect();
    // What is looked for of each paragraph: its words, and where the last of them ends at the latest.
    let looked_for = |(paragraph, own): (&Range<usize>, &Range<usize>)| {
        if own.len() > MOST_WORDS + 10 {
            return (0..0, 0);
        }
        let part = quoted_part(&text[paragraph.clone()])
            .map(|part| paragraph.start + part.start..paragraph.start + part.end)
            .map(|part| (words.part(own, part.clone()), part.end))
            .filter(|(part, _)| part.len() >= FEWEST_WORDS);
        let whole = || (own.clone(), paragraph.end);
        Some(part.unwrap_or_else(whole))
            .filter(|(part, _)| (FEWEST_WORDS..=MOST_WORDS).contains(&part.len()))
            .unwrap_or((0..0, 0))
    };
    let looked_for: Vec<(Range<usize>, usize)> = paragraphs.iter().zip(&places).map(looked_for).collect();
    // For the initials of each anchor the paragraph that dropped it, and where it begins.
    let mut anchors: Vec<(u32, u32, u32)> = Vec::with_capacity(3 * paragraphs.len());
    for ((part, _), at) in looked_for.iter().zip(0..).filter(|((part, _), _)| !part.is_empty()) {
        anchors.extend(anchors_of(part).map(|start| (words.four(start), at, start as u32)));
    }
    anchors.sort_unstable();
    let mut initials = Initials::default();
    anchors.iter().for_each(|(four, ..)| initials.add(*four));
    let mut comparisons = vec![0_u8; paragraphs.len()];
    // With which paragraph each was compared last.
    let mut compared = vec![usize::MAX; paragraphs.len()];
    for (there, place) in places.iter().enumerate() {
        for (start, four) in (place.start..).zip(words.fours(place.clone())).filter(|(_, four)| initials.have(*four)) {
            let first = anchors.partition_point(|(anchor, ..)| *anchor < four);
            let holders = anchors[first..].iter().take_while(|(anchor, ..)| *anchor == four);
            for &(_, at, anchor) in holders.take(MOST_HOLDERS) {
                let (here, own) = (at as usize, &places[at as usize]);
                let fits = here != there && (place.len() > own.len() || (place.len() == own.len() && there < here));
                let (part, end) = &looked_for[here];
                let words_from = |start: usize, end: usize| words.hashes(start..start + RUN, end);
                if !fits
                    || comparisons[here] >= MOST_COMPARISONS
                    || words_from(start, paragraphs[there].end).ne(words_from(anchor as usize, *end))
                    || compared[here] == there
                {
                    continue;
                }
                compared[here] = there;
                comparisons[here] += 1;
                // A long paragraph is compared once per short one at most; that stays linear because of the limit on
                // comparisons and because a paragraph of a hundred thousand words is no place for a pull quote.
                let others = place.start..place.end.min(place.start + 5_000);
                let others: Vec<u64> = words.hashes(others, paragraphs[there].end).collect();
                let own: Vec<u64> = words.hashes(part.clone(), *end).collect();
                shares[here] = shares[here].max(share(&own, &others));
            }
        }
    }
    shares
}

/// Where the anchors of a paragraph begin.
fn anchors_of(words: &Range<usize>) -> [usize; 3] {
    let last = words.len() - RUN;
    [0, last / 2, last].map(|at| words.start + at)
}

/// The share of the runs of `looked_for` that stand in `others`.
fn share(looked_for: &[u64], others: &[u64]) -> f32 {
    let mut wanted: Vec<u64> = looked_for.windows(RUN).map(run).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut found = vec![false; wanted.len()];
    for at in others.windows(RUN).filter_map(|words| wanted.binary_search(&run(words)).ok()) {
        found[at] = true;
    }
    found.iter().filter(|found| **found).count() as f32 / wanted.len().max(1) as f32
}

/// The quotation that a paragraph opens with, where it makes up most of it: `“We knew” — Maria Ortega`.
fn quoted_part(paragraph: &str) -> Option<Range<usize>> {
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
    let opening = paragraph.len() - inner.len();
    (end * 5 >= inner.len() * 2).then(|| opening..opening + end)
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

/// Words of a text, letters and digits alone, without case.
struct Words<'t> {
    text: &'t [u8],
    /// Where each begins.
    starts: Vec<u32>,
    /// The byte each begins with.
    initials: Vec<u8>,
}

/// So many bytes are looked at together.
const BLOCK: usize = 64;

impl Words<'_> {
    /// None yet.
    fn of(text: &str) -> Words<'_> {
        let likely = text.len() / 5;
        Words { text: text.as_bytes(), starts: Vec::with_capacity(likely), initials: Vec::with_capacity(likely) }
    }

    /// Adds the words of `text[range]`; returns their numbers.
    fn add(&mut self, range: Range<usize>) -> Range<usize> {
        let first = self.starts.len();
        let mut start = range.start;
        let mut inside = false;
        let (blocks, rest) = self.text[range].as_chunks();
        for block in blocks {
            inside = self.add_block(start, block, inside);
            start += BLOCK;
        }
        if !rest.is_empty() {
            let mut block = [b' '; BLOCK];
            block[..rest.len()].copy_from_slice(rest);
            self.add_block(start, &block, inside);
        }
        first..self.starts.len()
    }

    /// Adds the words that begin in a block, which stands at `start`; `inside` says whether it goes on with a word. Returns
    /// whether the last word in it may go on behind it.
    fn add_block(&mut self, start: usize, block: &[u8; BLOCK], inside: bool) -> bool {
        let (mut begins, last) = if block.is_ascii() {
            let is_letter = |byte: u8| ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10);
            let within = which(block, is_letter);
            (within & !(within << 1 | u64::from(inside)), within >> (BLOCK - 1) != 0)
        } else {
            let mut begins = 0;
            let mut within = inside;
            for (at, byte) in block.iter().enumerate() {
                let class = CLASSES[usize::from(*byte)];
                begins |= u64::from(class == Class::Letter && !within) << at;
                within = class == Class::Letter || class == Class::Rest && within;
            }
            (begins, within)
        };
        // Their number is known, so there is room for all of them at once.
        let first = self.starts.len();
        self.starts.extend((0..begins.count_ones()).map(|_| {
            let at = begins.trailing_zeros();
            begins &= begins.wrapping_sub(1);
            start as u32 + at
        }));
        self.initials.extend(self.starts[first..].iter().map(|at| block[(*at as usize - start) % BLOCK]));
        last
    }

    /// The words of `text[part]`, which is what stands between the marks of a paragraph that opens with one and whose own
    /// words are those numbers.
    fn part(&mut self, own: &Range<usize>, part: Range<usize>) -> Range<usize> {
        let before = |end: usize| own.start + self.starts[own.clone()].partition_point(|start| (*start as usize) < end);
        let numbers = before(part.start)..before(part.end);
        // A guillemet is taken for a letter, and for the head of the word behind it.
        if numbers.start == own.start { numbers } else { self.add(part) }
    }

    /// The initials of four words from number `first` on.
    fn four(&self, first: usize) -> u32 {
        self.fours(first..first + RUN).next().unwrap_or(0)
    }

    /// The initials of some words, of each with the three behind it.
    fn fours(&self, words: Range<usize>) -> impl Iterator<Item = u32> {
        /// What makes capitals small.
        const SMALL: u32 = 0x2020_2020;
        self.initials[words].windows(RUN).filter_map(|four| Some(u32::from_le_bytes(*four.first_chunk()?) | SMALL))
    }

    /// The hashes of some words, of which none goes on at `end`.
    fn hashes(&self, words: Range<usize>, end: usize) -> impl Iterator<Item = u64> {
        let of_word = move |start: &u32| {
            let rest = &self.text[*start as usize..end];
            let plain = (alphanumerics(eight(rest)).trailing_ones() as usize).min(rest.len());
            let goes_on = |byte: &&u8| CLASSES[usize::from(**byte)] != Class::Between;
            hash(rest, plain + rest[plain..].iter().take_while(goes_on).count())
        };
        self.starts[words].iter().map(of_word)
    }
}

/// Initials of words, four by four; now and then others are taken for some of them.
struct Initials([u64; 128]);

impl Default for Initials {
    fn default() -> Initials {
        Initials([0; 128])
    }
}

impl Initials {
    #[inline]
    fn place(four: u32) -> (usize, u64) {
        let mixed = four.wrapping_mul(0x9E37_79B1);
        ((mixed >> 25) as usize, 1 << (mixed >> 19 & 63))
    }

    fn add(&mut self, four: u32) {
        let (place, bit) = Initials::place(four);
        self.0[place] |= bit;
    }

    #[inline]
    fn have(&self, four: u32) -> bool {
        let (place, bit) = Initials::place(four);
        self.0[place] & bit != 0
    }
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
