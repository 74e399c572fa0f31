//! What a word does as a verb, as far as its form tells, and whether its subject does it.

use super::page::Page;
use super::source::Source;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
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

impl Page<'_> {
    /// `The mayor has criticised`, `accusing`: whether a form of a verb has its subject before it; none of "was criticised",
    /// "the proposed bridge", "amid repeated calls".
    pub(super) fn is_active(&self, cue: usize, source: Option<&Source>) -> bool {
        /// How many adverbs and auxiliaries may stand between.
        const BETWEEN: usize = 4;
        let Some(before) = cue.checked_sub(1) else { return false };
        let goes_on = |at: usize| is_finite(self.word(at)) || self.is_adverb(at);
        let first = (0..cue).rev().take(BETWEEN).find(|&at| !goes_on(at)).unwrap_or(before);
        // "was criticised by", but "was criticising", "hit back by criticising"
        if is_be(self.word(first)) || is_be(self.word(before)) || self.word(first) == "by" {
            return self.word(cue).ends_with("ing");
        }
        let subject = Traits::HE.with(Traits::SHE).with(Traits::THEY).with(Traits::REL).with(Traits::SELF);
        let is_source = source.is_some_and(|source| source.tokens.end <= cue && source.tokens.end > first);
        is_source
            || self.kind(first) != TokenKind::Word
            || self.is(first, subject.with(Traits::CONJ).with(Traits::TIME))
            || self.people.mention_at(first).is_some()
            || self.is_of_one_who_speaks(first)
    }

    /// Whether a word stands between a subject and its verb: "has also called", "recently forecast".
    fn is_adverb(&self, at: usize) -> bool {
        #[rustfmt::skip]
        const ADVERBS: &WordList = &WordList::of(&[
            "again", "ago", "already", "also", "always", "earlier", "even", "ever", "further", "just", "later", "never",
            "now", "often", "since", "still", "then", "today", "twice", "yesterday",
        ]);
        self.word(at).ends_with("ly") || ADVERBS.has(self.word(at))
    }
}
