//! Shingles: pairs of neighbouring words, by which one text is known in another however it was edited.
//!
//! A copy that was edited has its changes spread over all of it; two different texts that share a paragraph of
//! background are the same there and differ everywhere else. So a [`Signature`] finds texts that may be copies, and
//! [`Shingles::covered`] looks at how evenly the shared pairs are spread before anybody calls them so.

use super::fnv::{START, step};

/// How many values a signature has.
const VALUES: usize = 64;
/// Texts with fewer words than this have no signature: there is too little to tell a copy by.
const FEWEST_WORDS: usize = 16;
/// Neighbouring pairs that are looked at together by [`Shingles::covered`]; about two sentences.
const WINDOW: usize = 16;
/// So many of them must stand in the other text. Of a text with three words in ten changed half the pairs are left; of
/// two texts about the same matter, one pair in twenty-five is shared by chance.
const SHARED_IN_WINDOW: usize = 3;

/// The hashes of a text's content words, in order.
pub type ContentWords = Vec<u32>;

/// 64 least hashes of a text's pairs of words, a byte each (Broder, *On the resemblance and containment of documents*,
/// 1997; Li and König, *b-Bit Minwise Hashing*, 2010). The share of equal values estimates the share of equal pairs
/// among all pairs of both texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Signature(pub [u8; VALUES]);

impl Signature {
    /// How many numbers a signature packs into.
    pub const PACKED: usize = VALUES / 8;

    /// Returns the signature of a text; `None` for texts with fewer than 16 content words.
    pub fn of(words: &[u32]) -> Option<Signature> {
        if words.len() < FEWEST_WORDS {
            return None;
        }
        let mut least = [u64::MAX; VALUES];
        for pair in words.windows(2) {
            let hash = mixed(shingle(pair));
            for (n, least) in least.iter_mut().enumerate() {
                // Odd multipliers, one for each value: as good as so many hash functions.
                *least = (*least).min(hash.wrapping_mul(ODD[n]));
            }
        }
        Some(Signature(least.map(|value| mixed(value) as u8)))
    }

    /// In how many of its 64 values it agrees with another.
    pub fn agreement(&self, other: &Signature) -> usize {
        self.0.iter().zip(&other.0).filter(|(one, other)| one == other).count()
    }

    /// The signature as numbers.
    pub fn packed(&self) -> [u64; Signature::PACKED] {
        let mut packed = [0; Signature::PACKED];
        for (number, bytes) in packed.iter_mut().zip(self.0.chunks_exact(8)) {
            *number = bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
        }
        packed
    }

    /// The signature that was packed; `None` where the numbers are not as many.
    pub fn unpacked(numbers: impl IntoIterator<Item = u64>) -> Option<Signature> {
        let mut values = [0; VALUES];
        let mut count = 0;
        for number in numbers {
            values.get_mut(count * 8..count * 8 + 8)?.copy_from_slice(&number.to_le_bytes());
            count += 1;
        }
        (count == Signature::PACKED).then_some(Signature(values))
    }
}

/// Returns the hashes of the content words of several stretches of one text.
///
/// Words of one to three letters are left out: they are the glue that all texts share. Where little else is left, as in
/// a language of short words, all words count. A character of a script without spaces is a word of its own.
pub fn content_words<'t>(stretches: impl IntoIterator<Item = &'t str>) -> ContentWords {
    let mut words: Vec<(u32, bool)> = Vec::new();
    for stretch in stretches {
        each_word(stretch, |hash, content| words.push((hash, content)));
    }
    let content = words.iter().filter(|(_, content)| *content).count();
    let all = content * 4 < words.len();
    words.into_iter().filter(|(_, content)| *content || all).map(|(hash, _)| hash).collect()
}

/// Returns a number that is the same for texts of the same words, whatever their case and marks; never 0.
pub fn print<'t>(stretches: impl IntoIterator<Item = &'t str>) -> u32 {
    let mut print = START;
    for stretch in stretches {
        each_word(stretch, |hash, _| print = mixed(print ^ u64::from(hash)));
    }
    (folded(print)).max(1)
}

/// The pairs of a text's words, ready to be looked up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shingles {
    in_order: Vec<u64>,
    sorted: Vec<u64>,
}

impl Shingles {
    /// Takes a text's content words two by two.
    pub fn of(words: &[u32]) -> Shingles {
        let in_order: Vec<u64> = words.windows(2).map(shingle).collect();
        let mut sorted = in_order.clone();
        sorted.sort_unstable();
        sorted.dedup();
        Shingles { in_order, sorted }
    }

    /// The share of this text that stands in `other`, from 0 to 1: the share of its pairs in whose neighbourhood (16
    /// pairs) at least three stand there too.
    ///
    /// A text with three of ten words changed at random is covered nearly whole; one that shares half its paragraphs
    /// is covered by half.
    pub fn covered(&self, other: &Shingles) -> f64 {
        let shared: Vec<bool> = self.in_order.iter().map(|pair| other.sorted.binary_search(pair).is_ok()).collect();
        let size = WINDOW.min(shared.len());
        if size == 0 {
            return 0.0;
        }
        // A pair is covered where the window around it holds enough; at the ends the window is the first or last one.
        let mut in_window = shared[..size].iter().filter(|shared| **shared).count();
        let mut covered = 0;
        let last_start = shared.len() - size;
        let mut start = 0;
        for at in 0..shared.len() {
            let wanted = at.saturating_sub(size / 2).min(last_start);
            while start < wanted {
                in_window = in_window + usize::from(shared[start + size]) - usize::from(shared[start]);
                start += 1;
            }
            covered += usize::from(in_window >= SHARED_IN_WINDOW);
        }
        covered as f64 / shared.len() as f64
    }

    /// How many pairs there are.
    pub fn len(&self) -> usize {
        self.in_order.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.in_order.is_empty()
    }

    /// Whether one of two texts is an edited copy of the other: three quarters of the shorter stand in the longer, and
    /// a third of the longer in the shorter, so that a paragraph of background is no copy of the story it came from.
    pub fn is_copy(&self, other: &Shingles) -> bool {
        let (shorter, longer) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        shorter.covered(longer) >= 0.75 && longer.covered(shorter) >= 0.35
    }
}

/// The multipliers of [`Signature::of`].
const ODD: [u64; VALUES] = {
    let mut odd = [0; VALUES];
    let mut n = 0;
    while n < VALUES {
        odd[n] = mixed(n as u64 + 1) | 1;
        n += 1;
    }
    odd
};

/// Walks over a text's words: the hash of each without case, and whether it is a content word.
fn each_word(text: &str, mut word: impl FnMut(u32, bool)) {
    let (mut hash, mut letters, mut digit) = (START, 0, false);
    let mut close = |hash: &mut u64, letters: &mut usize, digit: &mut bool| {
        if *letters > 0 {
            word(folded(*hash), *letters > 3 || *digit);
            (*hash, *letters, *digit) = (START, 0, false);
        }
    };
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            hash = step(hash, character.to_ascii_lowercase() as u8);
            letters += 1;
            digit |= character.is_ascii_digit();
        } else if character == '\'' {
            // Straight or curly, an apostrophe is part of no word: it’s is its.
        } else if character.is_ascii() {
            close(&mut hash, &mut letters, &mut digit);
        } else if super::tokens::is_unspaced(character) {
            close(&mut hash, &mut letters, &mut digit);
            let mut bytes = [0; 4];
            hash = character.encode_utf8(&mut bytes).bytes().fold(START, step);
            (letters, digit) = (1, true);
            close(&mut hash, &mut letters, &mut digit);
        } else if character.is_alphanumeric() {
            for lower in character.to_lowercase() {
                let mut bytes = [0; 4];
                hash = lower.encode_utf8(&mut bytes).bytes().fold(hash, step);
            }
            letters += 1;
        } else if !matches!(character, '’' | '\u{ad}') {
            close(&mut hash, &mut letters, &mut digit);
        }
    }
    close(&mut hash, &mut letters, &mut digit);
}

fn shingle(pair: &[u32]) -> u64 {
    u64::from(pair[0]) << 32 | u64::from(pair[1])
}

/// The finaliser of splitmix64: every bit of the input reaches every bit of the output.
const fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn folded(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::{Shingles, Signature, content_words, print};

    /// Words without sense, the same in every run.
    fn prose(seed: u64, words: usize) -> Vec<String> {
        (0..words as u64).map(|n| format!("word{}", super::mixed(seed << 32 | n) % 3000)).collect()
    }

    fn shingles(words: &[String]) -> Shingles {
        Shingles::of(&content_words([words.join(" ").as_str()]))
    }

    /// The words with three in ten exchanged.
    fn edited(words: &[String]) -> Vec<String> {
        let change = |n: usize| super::mixed(n as u64 ^ 0xabcd) % 10 < 3;
        words.iter().enumerate().map(|(n, word)| if change(n) { format!("other{n}") } else { word.clone() }).collect()
    }

    #[test]
    fn an_edited_text_is_a_copy_and_a_shared_half_is_not() {
        let one = prose(1, 300);
        assert!(shingles(&one).covered(&shingles(&edited(&one))) > 0.85);
        assert!(shingles(&one).is_copy(&shingles(&edited(&one))));
        let half: Vec<String> = one[..150].iter().cloned().chain(prose(2, 150)).collect();
        let covered = shingles(&one).covered(&shingles(&half));
        assert!((0.4..0.65).contains(&covered), "{covered}");
        assert!(!shingles(&one).is_copy(&shingles(&half)));
        // A text that was cut is a copy; its first paragraph alone is not.
        assert!(shingles(&one).is_copy(&shingles(&one[..150])));
        assert!(!shingles(&one).is_copy(&shingles(&one[..60])));
        assert_eq!(shingles(&[]).covered(&shingles(&one)), 0.0);
    }

    #[test]
    fn signatures_agree_as_far_as_texts_do() {
        let words = |words: &[String]| content_words([words.join(" ").as_str()]);
        let one = prose(1, 300);
        let signature = |text: &[String]| Signature::of(&words(text)).unwrap();
        assert_eq!(signature(&one).agreement(&signature(&one)), 64);
        let agreement = signature(&one).agreement(&signature(&edited(&one)));
        assert!((10..40).contains(&agreement), "{agreement}");
        assert!(signature(&one).agreement(&signature(&prose(2, 300))) < 5);
        assert_eq!(Signature::of(&words(&one[..15])), None);
        assert_eq!(Signature::unpacked(signature(&one).packed()), Some(signature(&one)));
        assert_eq!(Signature::unpacked([1, 2]), None);
    }

    #[test]
    fn case_and_marks_do_not_matter_and_glue_is_left_out() {
        assert_eq!(print(["“It’s a DAY”, he said."]), print(["its a day — he said"]));
        assert_ne!(print(["it was a day"]), print(["it was no day"]));
        assert_eq!(content_words(["the harbour of the town in 1912"]), content_words(["harbour town 1912"]));
        assert_eq!(content_words(["he is so ill"]).len(), 4);
        assert_eq!(content_words(["東京都"]).len(), 3);
    }
}
