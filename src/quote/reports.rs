//! What is said by verbs that are none of saying by themselves: `accused the council of waste`, `called for calm`, `ruled
//! out a sale`, `a survey found that`.
//!
//! Each says something in the constructions that `reports.csv` lists, and only where its subject can speak: a strike may
//! threaten to close a harbour, and the terms of a deal call for cash.

use super::claims::Claim;
use super::page::Page;
use super::source::Source;
use super::verbs::{is_be, is_finite};
use crate::speaker::lexicon::{Traits, WordTable};
use crate::speaker::tokens::TokenKind;
use crate::text::word_list::WordList;
use std::ops::Range;
use std::sync::LazyLock;

/// The constructions in which a verb says something, in the order of their bits.
const CONSTRUCTIONS: [&str; 12] =
    ["clause", "object", "claims", "plans", "shown", "as", "whether", "to", "for", "on", "of", "out"];

/// From this place on a construction is called by the word that stands behind the verb.
const FIRST_WORD: usize = 7;

/// What whoever dismisses or rejects it speaks of; an offer is rejected by a deed.
#[rustfmt::skip]
const CLAIMS: &WordList = &WordList::of(&[
    "accusation", "accusations", "allegation", "allegations", "argument", "arguments", "assertion", "assertions",
    "assumption", "call", "calls", "charge", "charges", "claim", "claims", "concern", "concerns", "criticism",
    "criticisms", "fears", "idea", "link", "notion", "possibility", "prospect", "report", "reports", "rumors",
    "rumours", "speculation", "suggestion", "suggestions", "talk", "view",
]);

/// What is made known in words; a car is unveiled under a cloth.
#[rustfmt::skip]
const PLANS: &WordList = &WordList::of(&[
    "agreement", "bid", "budget", "cuts", "deal", "details", "earnings", "figures", "forecast", "loss", "losses",
    "manifesto", "measures", "merger", "offer", "package", "plan", "plans", "policies", "policy", "profit", "profits",
    "programme", "proposal", "proposals", "reforms", "results", "scheme", "strategy", "takeover", "targets",
]);

impl Page<'_> {
    /// Whether a verb that is none of saying by itself says of the words that are `told` what its subject, `source`, says.
    pub fn reports(&self, claim: &Claim, source: Option<&Source>, told: &[Range<usize>]) -> bool {
        static REPORTS: LazyLock<WordTable> =
            LazyLock::new(|| WordTable::read(include_str!("reports.csv"), constructions));
        let cue = claim.turns_on;
        let word = self.word(cue).as_bytes();
        let verb = REPORTS.get_at(word, word.len());
        let in_construction = |name: &str| {
            let place = CONSTRUCTIONS.iter().position(|construction| *construction == name);
            place.is_some_and(|place| verb >> place & 1 == 1)
        };
        let Some(source) = source.filter(|_| verb != 0) else { return false };
        let Some(first) = told.first().filter(|words| words.start > cue) else { return false };
        if self.is_not_said(claim)
            || self.says_nothing(claim, told)
            || self.is_to_come(cue)
            || !self.is_active(cue, Some(source))
        {
            return false;
        }
        let next = self.tokens.get(cue + 1).map_or("", |next| next.of(self.text));
        let (beside, clause) = (first.start == cue + 1, self.begins_as_clause(first));
        if in_construction("shown") {
            return beside && clause && self.is_study(source);
        }
        let by_word = CONSTRUCTIONS[FIRST_WORD..].contains(&next);
        let says = if by_word {
            in_construction(next) && (next != "to" || first.start <= cue + 2)
        } else {
            beside
                && (in_construction("object")
                    || in_construction("clause") && clause
                    || in_construction("claims") && self.names_one_of(CLAIMS, first)
                    || in_construction("plans") && self.names_one_of(PLANS, first)
                    || in_construction("as") && first.clone().skip(1).any(|at| self.word(at) == "as")
                    || in_construction("whether") && matches!(self.word(first.start), "whether" | "why" | "how"))
        };
        says && self.can_speak(source) && !self.is_of_figures(source)
    }

    /// Whether words begin with a clause: "that it was late", "the bridge is old".
    fn begins_as_clause(&self, words: &Range<usize>) -> bool {
        matches!(self.word(words.start), "that" | "how" | "there")
            || self.word(words.start) != "to" && self.region_at(words.start).is_none() && self.holds_clause(words)
    }

    /// Whether one of a list is among the first words of what is told.
    fn names_one_of(&self, list: &WordList, words: &Range<usize>) -> bool {
        const NEAR: usize = 6;
        words.clone().take(NEAR).any(|at| list.has(self.word(at)))
    }

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

/// The bits of the constructions in a row of `reports.csv`.
fn constructions(said: &str) -> u32 {
    let bit = |name: &str| CONSTRUCTIONS.iter().position(|known| *known == name).map_or(0, |place| 1 << place);
    said.split(' ').map(bit).fold(0, |all, bit| all | bit)
}

#[cfg(test)]
mod tests {
    use super::{CONSTRUCTIONS, constructions};
    use crate::article::{Article, Paragraph, ParagraphKind, Span};
    use crate::quote::find_quotations;

    /// Whether something in an article of one sentence is said without marks.
    fn says(text: &str) -> bool {
        let paragraphs = vec![Paragraph { kind: ParagraphKind::Body, span: Span::new(0, text.len()) }];
        let article = Article { text: text.to_owned(), paragraphs, ..Article::default() };
        find_quotations(&article).iter().any(|quotation| quotation.spoken)
    }

    #[test]
    fn whoever_accuses_or_calls_for_something_says_it() {
        for text in [
            "Ida Brandt accused the harbour board of hiding the sums.",
            "The harbour board blamed the delay on the weather.",
            "Critics have repeatedly called for an inquiry into the ferry.",
            "Ida Brandt ruled out a sale of the ferry.",
            "The mayor dismissed claims that the bridge was unsafe.",
            "The union has threatened to close the harbour.",
            "A survey found that most islanders want a bridge.",
            "Ida Brandt also recently forecast a loss for the year.",
        ] {
            assert!(says(text), "{text}");
        }
    }

    #[test]
    fn what_is_done_or_done_to_somebody_is_not_said() {
        for text in [
            "Ida Brandt was accused of hiding the sums.",
            "The strike threatened to close the harbour.",
            "The mayor dismissed the harbour master on Monday.",
            "The board rejected an offer from Ore Motors.",
            "The police found a boat in the harbour.",
            "The terms of the sale called for a payment in cash.",
            "Ida Brandt will not confirm the sale.",
            "Ida Brandt agreed to sell the ferry.",
            "The ferry ran amid repeated calls for a bridge.",
        ] {
            assert!(!says(text), "{text}");
        }
    }

    #[test]
    fn the_list_is_sorted_and_names_constructions_that_there_are() {
        let rows: Vec<&str> =
            include_str!("reports.csv").lines().filter(|line| !line.starts_with('#')).skip(1).collect();
        assert!(rows.is_sorted_by(|a, b| a.split(',').next() < b.split(',').next()));
        for row in rows {
            let said = row.split_once(',').unwrap().1;
            assert!(said.split(' ').all(|name| CONSTRUCTIONS.contains(&name)), "{row}");
            assert_ne!(constructions(said), 0, "{row}");
        }
    }
}
