//! Which words are built of the syllables of which languages: what tells a name of family name first from others.

/// Whether a word can be one or two syllables of Chinese, Korean or Vietnamese as they are romanised.
pub(super) fn is_syllables(word: &str) -> bool {
    if word.len() < 2 || word.len() > 11 || !word.is_ascii() {
        return false;
    }
    let mut rest = word.as_bytes();
    let mut count = 0;
    while !rest.is_empty() {
        let onset = ["zh", "ch", "sh", "ng", "nh", "th", "kh", "ph", "ts", "tz", "hs", "kw", "hw", "gw"];
        let cluster = onset.iter().any(|onset| rest.starts_with(onset.as_bytes()));
        let vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w');
        let start = if cluster { 2 } else { usize::from(!vowel(rest[0])) };
        let length = rest[start.min(rest.len())..].iter().take_while(|byte| vowel(**byte)).count();
        if length == 0 || length > 4 {
            return false;
        }
        rest = &rest[start + length..];
        // A coda, where the next syllable does not begin with it.
        for coda in ["ng", "nh", "n", "m", "k", "l", "p", "t", "h"] {
            if let Some(after) = rest.strip_prefix(coda.as_bytes())
                && after.first().is_none_or(|next| !vowel(*next) || *next == b'y' || *next == b'w')
            {
                rest = after;
                break;
            }
        }
        count += 1;
    }
    count <= 2
}

/// Whether a word can be Japanese: open syllables, `n` the only consonant that ends one.
pub(super) fn is_kana(word: &str) -> bool {
    if !word.is_ascii() || word.len() < 2 {
        return false;
    }
    let letters = word.as_bytes();
    let vowel = |at: usize| letters.get(at).is_some_and(|byte| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u'));
    let mut at = 0;
    while at < letters.len() {
        if vowel(at) {
            at += 1;
            continue;
        }
        let pair = letters.get(at..at + 2).unwrap_or_default();
        let triple = letters.get(at..at + 3).unwrap_or_default();
        let length = match (pair, triple) {
            (b"sh" | b"ch" | b"ts" | b"ky" | b"ry" | b"gy" | b"ny" | b"hy" | b"my" | b"by" | b"py", _) => 2,
            // Doubled consonants: "Hokkaido", "Junnosuke".
            (_, [a, b, c]) if a == b && b"kstpnm".contains(a) && b"aeiou".contains(c) => 2,
            ([b'n' | b'm', next], _) if !b"aeiouy".contains(next) => 1,
            ([b'o', _], _) => 1,
            _ if letters[at] == b'n' && at + 1 == letters.len() => return at > 0,
            _ if b"kstnhmyrwgzdbpjf".contains(&letters[at]) => 1,
            // "Ohtani": a long vowel.
            _ => return false,
        };
        let next = at + length;
        let closes = matches!(letters[at], b'n' | b'm') && length == 1 && !vowel(next);
        let long = letters[at] == b'h' && at > 0 && vowel(at - 1) && !vowel(next);
        if !closes && !long && !vowel(next) {
            return false;
        }
        at = next;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{is_kana, is_syllables};

    #[test]
    fn syllables_are_told_from_other_words() {
        for word in ["jinping", "jong", "un", "keqiang", "zedong", "yeol", "hyun", "enlai"] {
            assert!(is_syllables(word), "{word}");
        }
        for word in ["smith", "kardashian", "kerry", "cattrall", "strindlund"] {
            assert!(!is_syllables(word), "{word}");
        }
        for word in ["shinzo", "abe", "koizumi", "junichiro", "kishida", "ohtani", "suga"] {
            assert!(is_kana(word), "{word}");
        }
        for word in ["smith", "viktor", "orban", "clinton"] {
            assert!(!is_kana(word), "{word}");
        }
    }
}
