//! [`Sounds`]: a word of a name as it is heard, so that spellings from other scripts meet.
//!
//! English papers write what they hear: `Gaddafi`, `Qadhafi` and `Kadafi` are one row of sounds, or nearly. A word is
//! read into sounds by the usual digraphs of transliteration (`kh`, `zh`, `tch`, `ou`), and two rows are compared by
//! a weighted edit distance in which what transliterations disagree on (`e`/`i`, `k`/`g`, a lone `h`) is cheap and
//! what tells people apart is dear. [`bones`] are the consonants alone, coarsely: spellings of one name share them,
//! which is how they find each other among hundreds of thousands.

/// The cost of one whole sound taken for another that has nothing to do with it.
pub(super) const WHOLE: u16 = 20;

/// No word has more sounds; the rest of a longer one is left out.
const MOST_SOUNDS: usize = 24;

/// A word's sounds: a byte each, lower case for those that letters spell alone, capitals for `S` (sh), `Z` (zh),
/// `C` (ch) and `J` (dzh), `x` for kh and `c` for ts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Sounds {
    bytes: [u8; MOST_SOUNDS],
    len: u8,
}

impl Sounds {
    /// Reads a folded word. Letters of no Latin script stand for themselves as far as a byte can tell them apart.
    pub fn of(word: &str) -> Sounds {
        let mut sounds = Sounds::default();
        let letters = word.as_bytes();
        let mut at = 0;
        while at < letters.len() {
            let rest = &letters[at..];
            let (length, heard) = heard(rest, at == 0, at.checked_sub(1).map(|before| letters[before]));
            for &sound in heard {
                sounds.push(sound);
            }
            at += length;
        }
        // "Kostenko" and "Kostenka" are one name on two sides of a border.
        if letters.len() > 6 && letters.ends_with(b"enka") {
            sounds.bytes[usize::from(sounds.len) - 1] = b'o';
        }
        // "Milosevic" without its mark is heard as Miloshevich.
        if letters.len() > 5 && SOUTH_SLAVIC.iter().any(|end| letters.ends_with(end)) {
            sounds.bytes[usize::from(sounds.len) - 1] = b'C';
        }
        // "Khrushchev" and "Khrushchov": one vowel of Russian, spelled and heard.
        if let [.., b'C' | b'S' | b'Z', vowel @ b'o', b'v'] = &mut sounds.bytes[..usize::from(sounds.len)] {
            *vowel = b'e';
        }
        // "Haniyeh", "Sarah": nobody hears it.
        if sounds.len > 2 && sounds.last() == Some(b'h') {
            sounds.len -= 1;
        }
        sounds
    }

    fn push(&mut self, sound: u8) {
        // "Jumblatt" and "Junblatt" are heard alike.
        if matches!(sound, b'b' | b'p') && self.last() == Some(b'n') {
            self.bytes[usize::from(self.len) - 1] = b'm';
        }
        // What is doubled is heard once.
        if self.last() != Some(sound) && usize::from(self.len) < MOST_SOUNDS {
            self.bytes[usize::from(self.len)] = sound;
            self.len += 1;
        }
    }

    fn last(&self) -> Option<u8> {
        self.as_slice().last().copied()
    }

    /// The sounds in order.
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }

    /// How many there are.
    pub fn len(&self) -> u16 {
        self.len.into()
    }

    /// Both words in one, as `Jong-un` is `Jongun`.
    pub fn joined(&self, other: &Sounds) -> Sounds {
        let mut both = *self;
        other.as_slice().iter().for_each(|sound| both.push(*sound));
        both
    }

    /// The coarse consonants as a number, the first vowel kept as such; never 0 for a word.
    ///
    /// A `j` in front is a consonant to some and a vowel to others, `kh` and `g` may be no more than an `h`: these are
    /// the bones in the `soft` reading.
    pub fn bones(&self, soft: bool) -> u64 {
        let mut bones: u64 = 1;
        for (at, &sound) in self.as_slice().iter().enumerate() {
            let bone = match sound {
                b'p' | b'b' => 1,
                b'f' | b'v' => 2,
                b't' | b'd' => 3,
                b'x' | b'g' if soft => continue,
                b'k' | b'g' | b'x' => 4,
                b'J' if at == 0 && soft => 5,
                b's' | b'z' | b'S' | b'Z' | b'c' | b'C' | b'J' => 6,
                b'l' => 7,
                b'r' => 8,
                b'm' => 9,
                b'n' => 10,
                b'a' | b'e' | b'i' | b'o' | b'u' if at == 0 => 5,
                b'a' | b'e' | b'i' | b'o' | b'u' | b'h' => continue,
                other => 11 + u64::from(other % 4),
            };
            // Twice the same bone with a silent sound between is still two.
            bones = bones.wrapping_mul(17).wrapping_add(bone);
        }
        bones
    }
}

/// What is heard at the beginning of `rest`: how many letters it takes, and the sounds.
fn heard(rest: &[u8], first: bool, before: Option<u8>) -> (usize, &'static [u8]) {
    let next = rest.get(1).copied();
    if let Some(next) = next
        && may_begin_cluster(rest[0], next)
    {
        for (letters, sounds) in CLUSTERS {
            if rest.starts_with(letters.as_bytes()) {
                return (letters.len(), sounds);
            }
        }
    }
    let sounds: &'static [u8] = match rest[0] {
        b'a' => b"a",
        b'b' => b"b",
        b'c' if matches!(next, Some(b'e' | b'i' | b'y')) => b"s",
        b'c' | b'k' | b'q' => b"k",
        b'd' => b"d",
        // "Yevgeny" and "Evgeny", "Yeltsin" and "Eltsin".
        b'y' if first && next == Some(b'e') => return (2, b"e"),
        b'e' => b"e",
        b'f' => b"f",
        b'g' => b"g",
        b'h' => b"h",
        b'i' | b'y' => b"i",
        b'j' => b"J",
        b'l' => b"l",
        b'm' => b"m",
        b'n' if next == Some(b'g') && !matches!(rest.get(2), Some(b'a' | b'e' | b'i' | b'o' | b'u' | b'y')) => {
            return (2, b"n");
        }
        b'n' => b"n",
        b'o' => b"o",
        b'p' => b"p",
        b'r' => b"r",
        b's' => b"s",
        b't' => b"t",
        b'u' => b"u",
        b'v' => b"v",
        // "Rowhani" and "Rouhani".
        b'w' if before == Some(b'o') && next.is_some_and(|next| !is_vowel(next)) => b"u",
        b'w' => b"v",
        b'x' if first => b"s",
        b'x' => b"ks",
        b'z' => b"z",
        // Some other letter: a byte that is none of ours.
        other => OTHERS[usize::from(other % 8)],
    };
    (1, sounds)
}

/// How surnames end whose last letter lost its mark.
const SOUTH_SLAVIC: [&[u8]; 6] = [b"vic", b"zic", b"dic", b"tic", b"cic", b"jic"];

/// Letters that are heard together, longest first.
const CLUSTERS: &[(&str, &[u8])] = &[
    ("schtsch", b"SC"),
    ("shtch", b"SC"),
    ("shch", b"SC"),
    ("tsch", b"C"),
    ("dzh", b"J"),
    ("sch", b"S"),
    ("tch", b"C"),
    // "Djokovic" is what Đoković is without the letter.
    ("dj", b"d"),
    ("dh", b"d"),
    ("ch", b"C"),
    ("ck", b"k"),
    ("gh", b"g"),
    ("hs", b"s"),
    ("kh", b"x"),
    ("ph", b"f"),
    ("sh", b"S"),
    ("th", b"t"),
    ("ts", b"c"),
    ("tz", b"c"),
    ("zh", b"Z"),
    ("eo", b"o"),
    ("ou", b"u"),
    ("oo", b"u"),
    ("ee", b"i"),
];

/// For each first letter of [`CLUSTERS`] which second letters they have, a bit each.
const CLUSTER_STARTS: [u32; 26] = {
    let mut starts = [0; 26];
    let mut at = 0;
    while at < CLUSTERS.len() {
        let letters = CLUSTERS[at].0.as_bytes();
        starts[(letters[0] - b'a') as usize] |= 1 << (letters[1] - b'a');
        at += 1;
    }
    starts
};

/// Whether any of [`CLUSTERS`] begins with these two letters, which few pairs of letters do.
fn may_begin_cluster(first: u8, second: u8) -> bool {
    let place = |letter: u8| usize::from(letter.wrapping_sub(b'a'));
    CLUSTER_STARTS.get(place(first)).is_some_and(|seconds| place(second) < 26 && seconds >> place(second) & 1 == 1)
}

const OTHERS: [&[u8]; 8] = [b"0", b"1", b"2", b"3", b"4", b"5", b"6", b"7"];

const fn is_vowel(sound: u8) -> bool {
    matches!(sound, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// How far two words are apart: the sum of the cheapest edits, [`WHOLE`] for one whole sound. What is more than
/// [`FAR`] is far and not counted out.
pub(super) fn distance(one: &Sounds, other: &Sounds) -> u16 {
    let (one, other) = (one.as_slice(), other.as_slice());
    if one == other {
        return 0;
    }
    // What both begin and end with costs nothing.
    let front = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let back = one[front..].iter().rev().zip(other[front..].iter().rev()).take_while(|(a, b)| a == b).count();
    let lone_in = |word: &[u8]| {
        let mut costs = [0u16; MOST_SOUNDS];
        (front..word.len() - back).for_each(|at| costs[at - front] = lone(word, at));
        costs
    };
    let (lone_one, lone_other) = (lone_in(one), lone_in(other));
    let (one, other) = (&one[front..one.len() - back], &other[front..other.len() - back]);
    let mut before = [0u16; MOST_SOUNDS + 1];
    let mut two_before = before;
    for n in 0..other.len() {
        before[n + 1] = before[n] + lone_other[n];
    }
    for m in 0..one.len() {
        let mut row = [0u16; MOST_SOUNDS + 1];
        row[0] = before[0] + lone_one[m];
        let mut least_of_row = row[0];
        for n in 0..other.len() {
            let mut least = before[n] + swapped(one[m], other[n]);
            least = least.min(before[n + 1] + lone_one[m]).min(row[n] + lone_other[n]);
            if m > 0 && n > 0 && one[m] == other[n - 1] && one[m - 1] == other[n] {
                least = least.min(two_before[n - 1] + TURNED);
            }
            row[n + 1] = least;
            least_of_row = least_of_row.min(least);
        }
        // Turning two sounds round reaches back over a row, and costs more than a row can save.
        if least_of_row > FAR {
            return FAR + 1;
        }
        (two_before, before) = (before, row);
    }
    before[other.len()].min(FAR + 1)
}

/// No two spellings of one name are further apart.
const FAR: u16 = 2 * WHOLE;

/// The distance of two names of Chinese where one may be in Wade-Giles, whose `t` is `d`, whose `ch` is `j` and `zh`.
pub(super) fn east_distance(one: &Sounds, other: &Sounds) -> u16 {
    let plain = |sounds: &Sounds| {
        let mut plain = Sounds::default();
        for sound in sounds.as_slice() {
            plain.push(match sound {
                b't' => b'd',
                b'p' => b'b',
                b'k' => b'g',
                b'c' | b'C' | b'z' | b'Z' => b'J',
                b'S' => b's',
                other => *other,
            });
        }
        plain
    };
    distance(&plain(one), &plain(other))
}

/// Two neighbours in the wrong order: a slip of the fingers.
const TURNED: u16 = 16;

/// What it costs that a sound is there in one word and missing in the other.
fn lone(word: &[u8], at: usize) -> u16 {
    let beside_vowel = at > 0 && is_vowel(word[at - 1]) || word.get(at + 1).is_some_and(|next| is_vowel(*next));
    match word[at] {
        b'h' => 5,
        // "Müller" and "Mueller".
        b'e' if at > 0 && matches!(word[at - 1], b'a' | b'o' | b'u') => 3,
        sound if is_vowel(sound) && beside_vowel => 5,
        sound if is_vowel(sound) => 9,
        // "Tsikhanouskaya".
        b't' if matches!(word.get(at + 1), Some(b's' | b'S' | b'c' | b'C')) => 6,
        _ => 16,
    }
}

/// What it costs that one sound stands for another.
fn swapped(one: u8, other: u8) -> u16 {
    COSTS[usize::from(one & 0x7F)][usize::from(other & 0x7F)].into()
}

/// [`swapped`] for every two sounds.
static COSTS: [[u8; 128]; 128] = {
    let mut costs = [[WHOLE as u8; 128]; 128];
    let mut one = 0;
    while one < 128 {
        let mut other = 0;
        while other < 128 {
            let (low, high) = if one < other { (one, other) } else { (other, one) };
            costs[one][other] = if one == other { 0 } else { cost(low as u8, high as u8) };
            other += 1;
        }
        one += 1;
    }
    costs
};

/// The cost of two different sounds, the lower byte first.
const fn cost(low: u8, high: u8) -> u8 {
    match (low, high) {
        (b'e', b'i') | (b'o', b'u') | (b'J', b'i') => 4,
        (b'a', b'e') | (b'g', b'k') | (b'k', b'x') | (b'g', b'x') | (b'h', b'x') => 5,
        (b's', b'z') | (b'S', b's') | (b'u', b'v') => 5,
        (b'f', b'v') | (b'S', b'Z') | (b'Z', b'z') | (b'c', b's') | (b'c', b'z') | (b'C', b'c') | (b'c', b't') => 6,
        (b'C', b'S') | (b'C', b'J') | (b'J', b'Z') | (b'J', b'z') | (b'C', b'Z') | (b'a', b'i') => 6,
        (b'g', b'h') => 6,
        (b'd', b't') | (b'b', b'p') | (b'J', b'g') => 8,
        (b'a', b'o') | (b'b', b'v') | (b'C', b'x') | (b'C', b'k') => 10,
        _ if is_vowel(low) && is_vowel(high) => 12,
        (b'l', b'r') | (b'm', b'n') => 14,
        _ => WHOLE as u8,
    }
}

#[cfg(test)]
mod tests {
    use super::{Sounds, distance};

    fn apart(one: &str, other: &str) -> u16 {
        let (one, other) = (Sounds::of(one), Sounds::of(other));
        assert_eq!(distance(&one, &other), distance(&other, &one));
        distance(&one, &other)
    }

    #[test]
    fn what_transliterations_disagree_on_is_cheap() {
        assert_eq!(apart("zelensky", "zelenskiy"), 0);
        assert_eq!(apart("timoshenko", "tymoshenko"), 0);
        assert_eq!(apart("qadhafi", "kadafi"), 0);
        assert!(apart("gaddafi", "kadhafi") <= 5);
        assert!(apart("yanukovych", "janukowitsch") <= 8);
        assert!(apart("nazarbayev", "nazarbaev") <= 5);
        assert_eq!(apart("khrushchev", "khrushchov"), 0);
        assert!(apart("milosevic", "miloshevich") <= 5);
    }

    #[test]
    fn what_tells_people_apart_is_dear() {
        assert!(apart("khamenei", "khomeini") >= 18);
        assert!(apart("jongun", "jongil") >= 20);
        assert!(apart("jong", "nam") >= 20);
    }

    #[test]
    fn spellings_of_one_name_share_their_bones() {
        let bones = |word: &str| Sounds::of(word).bones(false);
        for spelling in ["qaddafi", "gadhafi", "kadafi", "khadafy"] {
            assert_eq!(bones(spelling), bones("gaddafi"), "{spelling}");
        }
        assert_eq!(Sounds::of("juschtschenko").bones(true), Sounds::of("yushchenko").bones(true));
        assert_ne!(bones("smith"), bones("jones"));
    }
}
