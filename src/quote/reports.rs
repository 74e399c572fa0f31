//! What is said by verbs that are none of saying by themselves: `accused the council of waste`, `called for calm`, `a
//! survey found that`.
//!
//! Each says something in the constructions that `reports.csv` lists, and only where its subject can speak: a strike may
//! threaten to close a harbour, and the terms of a deal call for cash. Verbs that turn what stands behind them around, as "rejects
//! the accusation", have no part in it: by themselves the words would be the opposite of what is said.

use super::claims::Claim;
use super::page::Page;
use super::source::Source;
use crate::text::word_list::WordList;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Constructions that are called by the word behind the verb: "called for", "pointed out".
const BY_WORD: [&str; 5] = ["for", "of", "on", "out", "to"];

/// For each verb in each form the constructions in which it says something, side by side.
static REPORTS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| rows().collect());

/// The rows of the list: a verb, and its constructions.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("reports.csv").lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.filter_map(|line| line.split_once(','))
}

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
        let cue = claim.turns_on;
        let Some(constructions) = REPORTS.get(self.word(cue).to_ascii_lowercase().as_str()) else { return false };
        let in_construction = |name: &str| constructions.split(' ').any(|one| one == name);
        let Some(source) = source else { return false };
        let Some(first) = told.first().filter(|words| words.start > cue) else { return false };
        if self.is_to_come(cue) || !self.is_active(cue, Some(source)) {
            return false;
        }
        let next = self.tokens.get(cue + 1).map_or("", |next| next.of(self.text));
        let (beside, clause) = (first.start == cue + 1, self.begins_as_clause(first));
        if in_construction("shown") {
            return beside && clause && self.is_study(source);
        }
        let says = if BY_WORD.contains(&next) {
            in_construction(next) && (next != "to" || first.start <= cue + 2)
        } else {
            beside
                && (in_construction("object")
                    || in_construction("clause") && clause
                    || in_construction("plans") && self.names_a_plan(first)
                    || in_construction("as") && first.clone().skip(1).any(|at| self.word(at) == "as")
                    || in_construction("whether") && matches!(self.word(first.start), "whether" | "why" | "how"))
        };
        says && self.can_speak(source) && !self.is_of_findings(source)
    }

    /// Whether words begin with a clause: "that it was late", "the bridge is old".
    fn begins_as_clause(&self, words: &Range<usize>) -> bool {
        matches!(self.word(words.start), "that" | "how" | "there")
            || self.word(words.start) != "to" && self.region_at(words.start).is_none() && self.holds_clause(words)
    }

    /// Whether one of [`PLANS`] is among the first words of what is told.
    fn names_a_plan(&self, words: &Range<usize>) -> bool {
        const NEAR: usize = 6;
        words.clone().take(NEAR).any(|at| PLANS.has(self.word(at)))
    }
}

#[cfg(test)]
mod tests {
    use super::{BY_WORD, rows};
    use crate::quote::{article_of, find_quotations};

    /// Whether something in an article of one sentence is said without marks.
    fn says(text: &str) -> bool {
        let article = article_of(text);
        find_quotations(&article).iter().any(|quotation| quotation.spoken)
    }

    #[test]
    fn whoever_accuses_or_calls_for_something_says_it() {
        for text in [
            "Ida Brandt accused the harbour board of hiding the sums.",
            "The harbour board blamed the delay on the weather.",
            "Critics have repeatedly called for an inquiry into the ferry.",
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
            "Ida Brandt rejects the accusation.",
            "Ida Brandt ruled out a sale of the ferry.",
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
        const OTHERS: [&str; 6] = ["as", "clause", "object", "plans", "shown", "whether"];
        assert!(rows().is_sorted_by(|a, b| a.0 < b.0));
        for (verb, constructions) in rows() {
            let known = |name: &str| OTHERS.contains(&name) || BY_WORD.contains(&name);
            assert!(constructions.split(' ').all(known), "{verb}");
        }
    }
}
