//! Quotations of what nobody said: `never said it was “over”`, `denied calling him “a fool”`, `stopped short of calling it “a ban”`.
//!
//! The words stand between marks and beside a verb of saying, and the text says that they were not said. Whoever checks a
//! quotation must be told so.

use super::page::Page;
use super::verbs::is_be;
use crate::speaker::lexicon::Traits;
use crate::text::word_list::WordList;

/// Tokens that may stand between a verb and the words that it has.
const NEAR: usize = 6;

/// Verbs whose object is what is said, word for word: not "reveal the “bad” books", "respond to “gossip”".
#[rustfmt::skip]
const UTTERS: &WordList = &WordList::of(&[
    "brand", "branded", "branding", "call", "called", "calling", "claim", "claimed", "claiming", "describe", "described",
    "describing", "label", "labelled", "labelling", "promise", "promised", "promising", "said", "say", "saying", "state",
    "stated", "stating", "suggest", "suggested", "suggesting", "tell", "telling", "threaten", "threatened",
    "threatening", "told", "tweet", "tweeted", "tweeting", "use", "used", "using", "utter", "uttered", "uttering", "write",
    "writing", "written", "wrote",
]);

impl Page<'_> {
    /// Whether what is quoted from token `start` on, in marks from region `first` on, is told as what somebody did not say.
    pub(super) fn is_denied(&self, cue: usize, start: usize, first: usize) -> bool {
        let verb = self.saying_right_before(cue, self.regions[first].first);
        verb.and_then(|verb| self.undone(verb)).is_some_and(|denial| denial < start)
    }

    /// The last verb of saying between a cue and token `opens`, behind which the sentence goes on without a pause: `say that it
    /// was`, `saying`; a comma alone is how marks are opened: `did not say, “Stop.”`
    fn saying_right_before(&self, cue: usize, opens: usize) -> Option<usize> {
        let nearest = cue.max(opens.saturating_sub(NEAR));
        let verb = (nearest..opens).rev().find(|&at| UTTERS.has(self.word(at)))?;
        let words = verb + 1..opens;
        let goes_on = words.clone().all(|at| self.tokens[at].is_word() && !self.tokens[at].begins_sentence);
        let comma = words.len() == 1 && self.is_word(words.start, ",");
        (goes_on || comma).then_some(verb)
    }

    /// `Did not say`, `has never called`, `denied ever saying`, `denied that she had said`, `refused to say`, `without saying`: the word
    /// by which what a verb tells is told as not done.
    fn undone(&self, verb: usize) -> Option<usize> {
        let mut gerund = self.word(verb).ends_with("ing");
        let mut subject = false;
        for at in (verb.saturating_sub(NEAR + 2)..verb).rev() {
            let (word, next) = (self.word(at), at + 1);
            if !self.tokens[at].is_word() || self.tokens[next].begins_sentence {
                return None;
            }
            let undone = match word {
                "only" | "merely" | "simply" | "just" => false,
                "not" | "never" => !subject,
                "deny" | "denied" | "denies" | "denying" | "dispute" | "disputed" | "disputes" => {
                    gerund != subject && !self.is_negated(at)
                }
                "without" | "avoid" | "avoided" | "avoids" => gerund && next == verb,
                "of" => gerund && next == verb && at > 0 && self.is_word(at - 1, "short"),
                "refused" | "refuses" | "declined" | "declines" => self.is_word(next, "to") && next + 1 == verb,
                _ if word.ends_with("n't") => !subject,
                "to" if next == verb => continue,
                "having" => {
                    gerund = true;
                    continue;
                }
                "that" | "claims" | "reports" | "allegations" | "suggestions" if subject => continue,
                "ever" | "once" | "yet" | "even" => continue,
                _ if word.ends_with("ly") || self.is(at, Traits::AUX) || is_be(word) => continue,
                _ if !gerund && (self.is(at, Traits::HE.with(Traits::SHE).with(Traits::THEY)) || self.is_named(at)) => {
                    subject = true;
                    continue;
                }
                _ => false,
            };
            return undone.then_some(at);
        }
        None
    }

    /// Whether a token is part of somebody's name.
    fn is_named(&self, at: usize) -> bool {
        self.people.mention_at(at).is_some()
    }

    /// `Did not deny`, `never disputed`.
    fn is_negated(&self, verb: usize) -> bool {
        let before = verb.checked_sub(1).map_or("", |before| self.word(before));
        matches!(before, "not" | "never") || before.ends_with("n't")
    }
}

#[cfg(test)]
mod tests {
    use crate::quote::{article_of, find_quotations};

    /// Whether the last quotation of a text is told as not said.
    fn denied(text: &str) -> bool {
        find_quotations(&article_of(text)).last().is_some_and(|quotation| quotation.denied)
    }

    #[test]
    fn what_was_not_said_is_told_from_what_was() {
        for text in [
            "The mayor, Ann Roe, did not say that “the old mill is finished for good”.",
            "Ann Roe never said “the old mill is finished for good”.",
            "Ann Roe has never publicly called the clerk “a fool and a coward”.",
            "Ann Roe didn't say, “The old mill is finished for good.”",
            "Ann Roe denied saying “the old mill is finished for good”.",
            "Ann Roe denied having said that “the old mill is finished for good”.",
            "Ann Roe denied ever calling the clerk “a fool and a coward”.",
            "Ann Roe denied that she had called the clerk “a fool and a coward”.",
            "Ann Roe denied claims that she had called the clerk “a fool and a coward”.",
            "Ann Roe stopped short of calling the vote “a farce and a fraud”.",
            "Ann Roe refused to call the vote “a farce and a fraud”.",
        ] {
            assert!(denied(text), "{text}");
        }
        for text in [
            "Ann Roe said “the old mill is finished for good”.",
            "Ann Roe did not only call the vote late, but called it “a farce and a fraud”.",
            "Ann Roe denied the claims, saying “the old mill was never mine to sell”.",
            "Ann Roe denied the charge and said “the old mill was never mine to sell”.",
            "Ann Roe did not deny calling the vote “a farce and a fraud”.",
            "Ann Roe did not say when it would open, adding: “The old mill was never mine to sell.”",
            "Ann Roe would not say more: “The old mill was never mine to sell.”",
            "Ann Roe, who did not vote, called it “a farce and a fraud”.",
        ] {
            assert!(!denied(text), "{text}");
        }
    }
}
