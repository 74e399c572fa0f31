//! Who can speak: a person, people, an institution, a document; no strike, no deal and no market.
//!
//! Verbs that things have as often as people, "threatened", "suggests", are speech only where this says so.

use super::bodies::{BODIES, DOCUMENTS, FIRMS};
use super::page::Page;
use super::source::{Head, Source};
use crate::speaker::lexicon::{Traits, traits_of};
use crate::text::word_list::WordList;

/// Who speaks and is called by no trade, office or institution.
#[rustfmt::skip]
const OTHERS: &WordList = &WordList::of(&[
    "activists", "administration", "allies", "another", "both", "cabinet", "camp", "coalition", "colleagues",
    "counsel", "critics", "duo", "executives", "experts", "family", "fans", "force", "friends", "industry", "jury",
    "magazine", "management", "many", "media", "most", "neighbours", "newspaper", "officials", "one", "opponents",
    "opposition", "pair", "panel", "paper", "parents", "people", "police", "press", "regime", "regulator",
    "relatives", "residents", "rivals", "side", "some", "source", "state", "team", "trio", "two", "unions", "victims",
    "website",
]);

/// What somebody has written, so that it speaks.
#[rustfmt::skip]
const WRITINGS: &WordList = &WordList::of(&[
    "complaint", "e-mail", "email", "estimate", "filing", "forecast", "indictment", "inquiry", "investigation",
    "lawsuit", "leaflet", "motion", "petition", "prospectus", "review", "statistics", "suit", "verdict",
]);

/// What has been found out: it suggests something as whoever speaks does, but reports nothing.
const FINDINGS: &WordList = &WordList::of(&["data", "evidence", "findings", "results"]);

/// What indicates something, and does not speak at all.
const SIGNS: &WordList = &WordList::of(&["charts", "figures", "information", "numbers", "signs", "tests"]);

/// Things whose names end as those of people do.
#[rustfmt::skip]
const THINGS: &WordList = &WordList::of(&[
    "borders", "colors", "colours", "computers", "dinners", "doors", "errors", "factors", "floors", "flowers",
    "letters", "matters", "mirrors", "motors", "numbers", "offers", "orders", "powers", "processors",
    "rivers", "rumors", "rumours", "sensors", "servers", "shutters", "towers", "trailers", "transfers", "vouchers",
    "waters",
]);

/// Documents that find and show what somebody has written in them; figures show by themselves.
const STUDIES: [&str; 8] = ["analysis", "inquiry", "poll", "report", "research", "review", "study", "survey"];

impl Page<'_> {
    /// Whether a source can speak: somebody, an institution, a document, a country.
    pub(super) fn can_speak(&self, source: &Source) -> bool {
        // "A panel two weeks ago ruled": the one who speaks stands before.
        const TIMES: [&str; 9] = ["ago", "day", "days", "month", "week", "weeks", "weekend", "year", "years"];
        match source.head {
            Head::Name(_) | Head::He | Head::She => true,
            Head::Other => !matches!(self.word(source.tokens.start), "which" | "this" | "that"),
            Head::Noun(at) => self.is_of_one_who_speaks(at) || TIMES.contains(&self.word(at)),
        }
    }

    /// Whether a noun is one of a person, of people, of an institution or of a document.
    pub(super) fn is_of_one_who_speaks(&self, at: usize) -> bool {
        let word = self.word(at).to_ascii_lowercase();
        let listed =
            |word: &str| [FIRMS, BODIES, DOCUMENTS, OTHERS, WRITINGS, FINDINGS].iter().any(|list| list.has(word));
        let one = one_of(&word);
        let many = ["ers", "ians", "ists", "men", "ors"].iter().any(|end| word.ends_with(end)) && !THINGS.has(&word);
        self.is_person_noun(at)
            || many
            || listed(&word)
            || listed(&one)
            || one != word && traits_of(&one).any(Traits::ROLE.with(Traits::TRADE))
    }

    /// Whether a source is a study or a report.
    pub(super) fn is_study(&self, source: &Source) -> bool {
        let is_study = |word: &str| STUDIES.contains(&word) || STUDIES.contains(&one_of(word).as_str());
        matches!(source.head, Head::Noun(at) if is_study(&self.word(at).to_ascii_lowercase()))
    }

    /// Whether a source is findings or signs, which indicate something and report nothing.
    pub(super) fn is_of_findings(&self, source: &Source) -> bool {
        source.tokens.clone().any(|at| FINDINGS.has(self.word(at)) || SIGNS.has(self.word(at)))
    }
}

/// One of what a plural names: "survey" for "surveys"; any other word as it is.
fn one_of(word: &str) -> String {
    match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(one)) => one.to_owned(),
        (None, None) => word.to_owned(),
    }
}
