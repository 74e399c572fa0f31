//! Which short paragraphs stand again in a longer one: the sign of a pull quote.
//!
//! Words are hashed; a short paragraph drops three anchors (runs of four words at its start, middle and end), one
//! pass over all words looks for them, and only where an anchor is met are the two paragraphs compared in full.
//! That keeps the cost linear in the text, whatever repeats in it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// A pull quote is a sentence or two.
const FEWEST_WORDS: usize = 6;
const MOST_WORDS: usize = 60;
/// Words in a run.
const RUN: usize = 4;
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
    let words: Vec<Vec<u64>> = paragraphs.iter().map(|range| words(&text[range.clone()])).collect();
    // For each anchor the paragraph that dropped it.
    let mut anchors: Vec<(u64, u32)> = Vec::new();
    let mut quoted: Vec<Cow<'_, [u64]>> = vec![Cow::Borrowed(&[]); paragraphs.len()];
    for (at, own) in words.iter().enumerate() {
        if own.len() > MOST_WORDS + 10 {
            continue;
        }
        let part =
            quoted_part(&text[paragraphs[at].clone()]).map(self::words).filter(|part| part.len() >= FEWEST_WORDS);
        let looked_for = part.map_or(Cow::Borrowed(own.as_slice()), Cow::Owned);
        if !(FEWEST_WORDS..=MOST_WORDS).contains(&looked_for.len()) {
            continue;
        }
        let last = looked_for.len() - RUN;
        anchors.extend([0, last / 2, last].map(|start| (run(&looked_for[start..start + RUN]), at as u32)));
        quoted[at] = looked_for;
    }
    if anchors.is_empty() {
        return shares;
    }
    anchors.sort_unstable();
    anchors.dedup();
    // One bit per possible low hash: nearly every run is turned away here.
    let mut filter = vec![0_u64; 1024];
    for (anchor, _) in &anchors {
        filter[(anchor >> 6) as usize & 1023] |= 1 << (anchor & 63);
    }
    let mut comparisons = vec![0_u8; paragraphs.len()];
    for (there, others) in words.iter().enumerate() {
        let mut compared: HashSet<u32> = HashSet::new();
        for four in others.windows(RUN) {
            let hash = run(four);
            if filter[(hash >> 6) as usize & 1023] & (1 << (hash & 63)) == 0 {
                continue;
            }
            let first = anchors.partition_point(|(anchor, _)| *anchor < hash);
            let holders = anchors[first..].iter().take_while(|(anchor, _)| *anchor == hash);
            for &(_, at) in holders.take(usize::from(MOST_COMPARISONS) * 2) {
                let (here, looked_for) = (at as usize, &quoted[at as usize]);
                let fits = here != there
                    && (others.len() > words[here].len() || (others.len() == words[here].len() && there < here));
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

/// For each byte that is an ASCII letter or digit the same without case, for others 0.
const SMALL: [u8; 256] = {
    let mut small = [0; 256];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            small[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    small
};

/// The words' hashes, letters and digits alone, without case.
fn words(text: &str) -> Vec<u64> {
    const SEED: u64 = 0xcbf2_9ce4_8422_2325;
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut hash = SEED;
    let mut open = false;
    let mut close = |hash: &mut u64, open: &mut bool| {
        if std::mem::take(open) {
            words.push(std::mem::replace(hash, SEED));
        }
    };
    for byte in text.bytes() {
        // An apostrophe inside a word is part of no run: straight and curly ones must not matter.
        let small = SMALL[usize::from(byte)];
        if small != 0 {
            hash = (hash ^ u64::from(small)).wrapping_mul(0x0100_0000_01b3);
            open = true;
        } else if byte.is_ascii() || byte == 0xe2 {
            // 0xe2 begins curly quotes and dashes; the rest of such a sign is swallowed below.
            close(&mut hash, &mut open);
        } else if byte >= 0xc0 || open {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            open = true;
        }
    }
    close(&mut hash, &mut open);
    words
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
