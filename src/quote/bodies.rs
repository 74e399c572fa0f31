//! What firms, other institutions, documents and papers are called: the words of the rules about them.

use crate::text::word_list::WordList;

/// What firms are called for short.
pub(super) const FIRMS: &WordList = &WordList::of(&[
    "airline",
    "automaker",
    "bank",
    "brewer",
    "broadcaster",
    "brokerage",
    "carmaker",
    "carrier",
    "chain",
    "company",
    "conglomerate",
    "developer",
    "firm",
    "giant",
    "group",
    "insurer",
    "lender",
    "maker",
    "manufacturer",
    "operator",
    "producer",
    "publisher",
    "railroad",
    "retailer",
    "supermarket",
    "utility",
]);

/// What other institutions are called for short, each a part of their names.
pub(super) const BODIES: &WordList = &WordList::of(&[
    "academy",
    "agency",
    "alliance",
    "association",
    "authority",
    "board",
    "bureau",
    "campaign",
    "centre",
    "charity",
    "church",
    "club",
    "college",
    "commission",
    "committee",
    "congress",
    "corporation",
    "council",
    "court",
    "department",
    "federation",
    "festival",
    "forum",
    "foundation",
    "fund",
    "government",
    "institute",
    "league",
    "ministry",
    "museum",
    "network",
    "office",
    "organisation",
    "organization",
    "parliament",
    "party",
    "senate",
    "service",
    "society",
    "tribunal",
    "trust",
    "union",
    "university",
]);

/// What institutions are called beside their names, but never in them: "the hauler Ore Carts". By itself "the watchdog" is
/// one that was called so before.
pub(super) const BESIDE_NAMES: [&str; 3] = ["hauler", "regulator", "watchdog"];

/// Whether a noun is one for an institution of whatever sort: "company", "board".
pub(super) fn is_institution_noun(word: &str) -> bool {
    FIRMS.has(word) || BODIES.has(word)
}

/// What an institution speaks through.
pub(super) const DOCUMENTS: &WordList = &WordList::of(&[
    "analysis",
    "article",
    "communique",
    "document",
    "editorial",
    "figures",
    "letter",
    "memo",
    "poll",
    "report",
    "research",
    "ruling",
    "statement",
    "study",
    "survey",
]);

/// Words with which the names of papers end.
pub(super) const PAPERS: &WordList = &WordList::of(&[
    "Chronicle",
    "Courier",
    "Daily",
    "Economist",
    "Express",
    "Gazette",
    "Globe",
    "Guardian",
    "Herald",
    "Independent",
    "Journal",
    "Mail",
    "Mirror",
    "News",
    "Observer",
    "Post",
    "Review",
    "Standard",
    "Star",
    "Sun",
    "Telegraph",
    "Times",
    "Tribune",
    "Weekly",
]);
