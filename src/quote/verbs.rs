//! What a word does as a verb, as far as its form tells.

use crate::text::word_list::WordList;

/// Whether a word is a form of "be".
pub fn is_be(word: &str) -> bool {
    matches!(word, "is" | "are" | "was" | "were" | "be" | "been" | "being")
}

/// Whether a word is a form of "be", "have" or "do", or one like "will", so that it has a subject before it.
pub fn is_finite(word: &str) -> bool {
    #[rustfmt::skip]
    const FINITE: &WordList = &WordList::of(&[
        "are", "can", "cannot", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might", "must", "should",
        "was", "were", "will", "would",
    ]);
    FINITE.has(word)
}

/// Whether a word is what somebody does who answers: "did not say", "declined to comment".
pub fn is_saying(word: &str) -> bool {
    #[rustfmt::skip]
    const SAYING: [&str; 13] = [
        "comment", "confirm", "describe", "disclose", "discuss", "elaborate", "explain", "give", "name", "provide",
        "reveal", "say", "specify",
    ];
    SAYING.contains(&word)
}

/// Past forms that do not end in "ed".
const STRONG: &WordList = &WordList::of(&[
    "beat", "became", "began", "bought", "broke", "brought", "built", "came", "chose", "cut", "drew", "drove", "fell",
    "felt", "flew", "fought", "found", "gave", "got", "grew", "held", "hit", "kept", "knew", "led", "left", "lost",
    "made", "met", "paid", "put", "ran", "rose", "sank", "saw", "sent", "set", "shook", "shot", "slid", "sold",
    "sought", "spent", "stood", "struck", "swept", "threw", "took", "went", "won",
]);

/// Whether a word is the past form of a verb, and does not end in "ed".
pub fn is_strong_past(word: &str) -> bool {
    STRONG.has(word)
}
