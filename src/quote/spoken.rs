//! Whether what a claim attributes is something that somebody says: `claimed that it was late` is, `claimed the prize` is not.

use super::claims::Claim;
use super::cue_search::Lead;
use super::cues::{CueClass, cue_class};
use super::page::{Page, is_often_a_noun};
use super::told::takes_addressee;
use super::verbs::{is_be, is_finite, is_strong_past};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use crate::text::word_list::WordList;
use std::ops::Range;

/// Verbs of saying that tell of a deed as often: `offered a bill`, `wrote a part for himself`, `posted a profit`.
#[rustfmt::skip]
const DEEDS: &WordList = &WordList::of(&[
    "add", "added", "adding", "adds", "agree", "agreed", "agreeing", "agrees", "allow", "allowed", "allowing",
    "allows", "claim", "claimed", "claiming", "claims", "clarified", "clarify", "commented", "commenting", "continue",
    "continued", "continues", "continuing", "declare", "declared", "declares", "declaring", "echo", "echoed",
    "echoes", "echoing", "explain", "explained", "explaining", "explains", "goes", "maintain", "maintained",
    "maintaining", "maintains", "offer", "offered", "offering", "offers", "plead", "pleaded", "pleading", "pleads",
    "post", "posted", "posting", "posts", "quote", "quoted", "quotes", "react", "reacted", "reacting", "reacts",
    "reflect", "reflected", "reflecting", "reflects", "sang", "sing", "singing", "sings", "text", "texted",
    "volunteer", "volunteered", "volunteers", "write", "writes", "writing", "written", "wrote",
]);

/// Nouns that are no word for speech, though the verbs are: "the boom", "demand for steel".
const THINGS: [&str; 12] =
    ["boom", "booms", "demand", "post", "posts", "rail", "rails", "rate", "signal", "signals", "venture", "ventures"];

/// Whether a word is a verb of saying that tells of a deed as often.
pub fn tells_of_deeds(word: &str) -> bool {
    DEEDS.has(word)
}

/// Whether a cue says that somebody says something.
pub fn is_spoken(page: &Page<'_>, cue: usize) -> bool {
    // "his hope that", "what's known as": a noun for a thought.
    let thought = |cue: usize| {
        matches!(cue_class(page.word(cue).as_bytes(), page.word(cue).len()), CueClass::Think | CueClass::Weak)
    };
    page.cue(cue) == CueClass::Say
        || page.cue(cue) == CueClass::Noun && !thought(cue)
        || matches!(page.kind(cue), TokenKind::Colon | TokenKind::Dash)
}

/// Whether words are what somebody says, and not whom or what they speak of, or what they do: "asked about her plans", "has
/// written to the minister", "did not respond to a request", "said so", "offered a bill".
pub fn is_told(page: &Page<'_>, claim: &Claim, told: &[Range<usize>]) -> bool {
    if told.iter().all(|words| words.start > claim.turns_on)
        && page.may_be_a_deed(claim)
        && !told.iter().any(|words| page.holds_clause(words) || page.is_asked_to(claim, words))
    {
        return false;
    }
    if page.is_a_thing_named(claim, told) {
        return false;
    }
    let [words] = told else { return true };
    // "It was late, which Roe said"
    if words.len() == 1 && (page.is_word(words.start, "so") || page.is(words.start, Traits::REL)) {
        return false;
    }
    let Some(before) = words.start.checked_sub(1).filter(|&before| before >= claim.turns_on) else { return true };
    // What follows "to" may be a verb: "asked to leave".
    let names = page.is(words.start, Traits::DET) || page.tokens[words.start].capital;
    // "complained to the mayor that it was late"
    let that = |at: usize| page.word(at) == "that" && at + 1 < words.end && page.begins_clause_at(at + 1);
    !(names && matches!(page.word(before), "about" | "to" | "for" | "with" | "at")) || words.clone().any(that)
}

/// From this number of words on a region is more than a term.
const LONG: usize = 5;

/// Whether words in marks that stand in a sentence of the paper's own are what somebody says: "said it was “late”" is, a term
/// is not: "offered a “free” ride", "the stress of “real” life".
pub fn is_told_in_marks(page: &Page<'_>, cue: usize, content: &[Range<usize>]) -> bool {
    let word = page.word(cue);
    // "many saying it was “late”", "with shouts of “late”", "another said"
    let many = cue > 0 && matches!(page.word(cue - 1), "many" | "some" | "most" | "others" | "all" | "both");
    let shouted = matches!(word, "words" | "phrase" | "shouts" | "chants" | "cries");
    let noun = page.cue(cue) == CueClass::Noun && !many && !shouted && !matches!(word, "said" | "says" | "told");
    let deed = tells_of_deeds(word) && !word.starts_with("declar");
    // "It was “late”, he added."
    let put_in = page.tokens.get(cue + 1).is_none_or(|behind| !behind.is_word());
    if !noun && (!deed || put_in && page.region_at(cue + 1).is_none()) {
        return true;
    }
    // "a compromise where firms could export" holds a clause that nobody says.
    let gives = ["allow", "offer", "post", "react", "reflect"].iter().any(|verb| word.starts_with(verb));
    let says = |words: &Range<usize>| {
        let regions = || words.clone().filter_map(|at| page.region_at(at)).map(|region| &page.regions[region]);
        let that = words.start > cue && matches!(page.word(words.start), "that" | "how" | "why" | "what" | "whether");
        let beside = (cue + 1..cue + 3).contains(&words.start) && page.region_at(words.start).is_some();
        let clause = |at: usize| {
            let verb = is_finite(page.word(at)) || page.word(at).ends_with("n't");
            page.region_at(at).is_none() && (verb || page.begins_clause_at(at))
        };
        // "adding the town expects a “late” ferry"
        let subject = || words.start == cue + 1 && page.word(words.start) != "to";
        let behind = || words.clone().position(|at| page.region_at(at).is_some()).is_some_and(|before| before > 2);
        that || regions().any(|region| region.words >= LONG || beside && !noun && region.words > 1)
            || !noun && !gives && (subject() && behind() || words.clone().any(clause))
    };
    content.iter().any(says)
}

impl Page<'_> {
    /// `“It is burnt,” he grins.`: whether a verb of manner beside its subject, right behind a comma, a question or a call inside the
    /// marks, tells how it is said.
    pub fn is_manner_of_saying(&self, lead: &Lead, region: usize) -> bool {
        const MANNER: [&str; 5] = ["grin", "posed", "shrug", "smil", "yelp"];
        let region = &self.regions[region];
        let (Some(cue), Some(source)) = (lead.cue, lead.source.as_ref()) else { return false };
        let manner = MANNER.iter().any(|verb| self.word(cue).starts_with(verb)) && !self.word(cue).ends_with("ing");
        let beside = source.tokens.start.min(cue) == region.last && region.closed;
        let last = region.inside().last().filter(|_| manner && beside);
        let full_stop = |at: usize| self.word(at) == ".";
        last.is_some_and(|last| matches!(self.kind(last), TokenKind::Comma | TokenKind::Stop) && !full_stop(last))
    }

    /// `Unnamed “friends” of Roe said the mayor knew`: whether a term in marks is part of who speaks, and what stands behind the
    /// verb has a verb of its own.
    pub fn is_within_subject(&self, lead: &Lead, region: usize) -> bool {
        let region = &self.regions[region];
        let Some((cue, source)) = lead.cue.zip(lead.source.as_ref()) else { return false };
        let behind = self.tokens.get(source.tokens.end).map_or("", |behind| behind.of(self.text));
        region.words < 3
            && region.last < cue
            && self.kind(region.last) == TokenKind::Word
            && source.tokens.start == cue + 1
            && (is_finite(behind) || is_strong_past(behind))
    }

    /// Whether a cue says by itself that something is done, or names it, as much as that it is said: "offers", "calls to any
    /// town", "informed the police", "reported to the mayor".
    fn may_be_a_deed(&self, claim: &Claim) -> bool {
        // "also offers" may turn on its first word.
        let known = |at: &usize| self.cue(*at) != CueClass::None;
        let cue = claim.cue.iter().flat_map(Clone::clone).find(known).filter(|_| !known(&claim.turns_on));
        let cue = cue.unwrap_or(claim.turns_on);
        let (word, behind) = (self.word(cue), cue + 1);
        if tells_of_deeds(word) {
            return self.relayed(cue).is_none();
        }
        let follows = |words: &[&str]| self.tokens.get(behind).is_some_and(|_| words.contains(&self.word(behind)));
        if self.cue(cue) == CueClass::Noun {
            // "Roe's call for peace"
            let asks = matches!(word, "call" | "calls") && follows(&["for"]) && !claim.source.is_empty();
            return is_often_a_noun(word) && !asks
                || follows(&["on", "over", "about", "with", "in", "at", "from", "by"]);
        }
        let told = takes_addressee(word) && !matches!(word.as_bytes()[0], b'w');
        told || matches!(word, "reported" | "reports" | "complained") && follows(&["to", "by"])
            || word.starts_with("insist") && follows(&["on"])
    }

    /// "Demand for steel has risen", "after the sale was announced": whether a cue names a thing, or says no more than that a
    /// thing is announced.
    fn is_a_thing_named(&self, claim: &Claim, told: &[Range<usize>]) -> bool {
        let cue = claim.turns_on;
        let says = |words: &Range<usize>| matches!(self.word(words.start), "that" | "to");
        let noun = self.cue(cue) == CueClass::Noun && THINGS.contains(&self.word(cue)) && !told.iter().any(says);
        let passive = self.word(cue) == "announced" && cue > 0 && is_be(self.word(cue - 1));
        let before = told.iter().all(|words| words.end <= cue && !self.holds_clause(words));
        noun || passive && before
    }

    /// "asked the town to ring the bells", "claimed bells rang", "added bells rang": whether words tell what somebody should
    /// do, or have a verb behind a plural noun.
    fn is_asked_to(&self, claim: &Claim, words: &Range<usize>) -> bool {
        let word = self.word(claim.turns_on);
        if takes_addressee(word) {
            // "asked not to be named", "tells of a journey to Ore", "offers a bridge to ferries"
            let verb =
                |at: usize| !self.tokens[at].capital && !self.is(at, Traits::DET) && !self.word(at).ends_with('s');
            let to = |at: usize| self.word(at) == "to" && self.tokens.get(at + 1).is_some_and(|_| verb(at + 1));
            return self.word(words.start) != "not" && words.clone().any(to);
        }
        #[rustfmt::skip]
        const BEHIND_NOUNS: [&str; 12] =
            ["aimed", "as", "based", "designed", "last", "later", "next", "now", "such", "this", "to", "worth"];
        let grammar = Traits::PREP.with(Traits::CONJ).with(Traits::REL).with(Traits::SUB).with(Traits::TIME);
        let verb = |at: usize| {
            let noun = self.word(at - 1);
            noun.len() > 3
                && noun.ends_with('s')
                && self.kind(at) == TokenKind::Word
                && !self.tokens[at].capital
                && !self.is(at, grammar.with(Traits::DET))
                && !self.word(at).ends_with("ly")
                && !BEHIND_NOUNS.contains(&self.word(at))
        };
        (word.starts_with("add") || word.starts_with("claim")) && (words.start + 1..words.end).any(verb)
    }

    /// Whether words hold a clause, or something between marks: "that it was late", "the bridge is old".
    pub fn holds_clause(&self, words: &Range<usize>) -> bool {
        const OPEN: [&str; 10] = ["that", "if", "whether", "how", "why", "what", "when", "where", "who", "there"];
        let mut relative = false;
        words.clone().any(|at| {
            let that = self.reads(at, "that");
            // "built it so that it lasts"
            let so = || at > 0 && self.reads(at - 1, "so");
            let clause = that && !so() && at + 1 < words.end && self.begins_clause_at(at + 1);
            if clause || self.kind(at) == TokenKind::Comma {
                relative = false;
            } else if at > words.start && (that || self.is(at, Traits::REL)) {
                relative = true;
            }
            let opens = at == words.start && OPEN.contains(&self.word(at));
            let verb = !relative && (is_finite(self.word(at)) || self.word(at).ends_with("n't"));
            opens || verb || self.region_at(at).is_some() || !relative && self.begins_clause_at(at)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::quote::{article_of, find_quotations};

    /// What an article of one paragraph says that somebody says without marks.
    fn spoken(text: &str) -> Vec<String> {
        let article = article_of(text);
        let spoken = find_quotations(&article).into_iter().filter(|quotation| quotation.spoken);
        spoken.map(|quotation| quotation.text(text)).collect()
    }

    #[test]
    fn whom_somebody_writes_to_and_what_they_are_asked_about_is_not_said() {
        assert!(spoken("Ida Brandt was asked about the harbour.").is_empty());
        assert!(spoken("Ida Brandt has written to the harbour minister.").is_empty());
        assert!(spoken("Ida Brandt did not respond to a request for comment.").is_empty());
        assert_eq!(spoken("Ida Brandt said the harbour was closed."), ["the harbour was closed"]);
    }

    #[test]
    fn a_term_in_marks_is_not_said() {
        assert!(spoken("Ore is offering a one-off “bell amnesty” to all who hid theirs.").is_empty());
        assert!(spoken("Ida Brandt felt the visit added “fizz” to the summer.").is_empty());
        assert!(spoken("Ida Brandt leaves the stress of a day behind, and enjoys “real” life.").is_empty());
        let unnamed = "Unnamed “friends” of Ida Brandt, said the mayor felt the bridge had failed.";
        assert_eq!(spoken(unnamed), ["the mayor felt the bridge had failed"]);
        assert_eq!(spoken("Ida Brandt added the town expects a “late” ferry."), ["the town expects a “late” ferry"]);
        assert_eq!(spoken("The bells were “flat”, Ida Brandt added."), ["The bells were “flat”"]);
    }

    #[test]
    fn what_a_cue_stands_beside_by_chance_is_not_said() {
        for text in [
            "The longer wait for the changes announced Tuesday may go some way to help Ida Brandt.",
            "Ida Brandt may use up the share quota announced a year ago.",
            "The proposed changes would make it harder for Ida Brandt.",
            "Ida Brandt will announce the site of the new harbour in May.",
            "Ida Brandt did not repeat the forecast.",
            "Ida Brandt has recalled the experienced keeper for the match.",
            "Ida Brandt had to argue her case with the harbour board.",
            "Ida Brandt has two keepers reporting directly to her.",
            "Ida Brandt is said to own the harbour.",
            "It was the first theft reported in Ore since the bells rang.",
            "Ida Brandt's proposed nine million crown bridge has friends in the harbour.",
            "The board met in May. The warning wiped nine crowns off the share.",
            "The harbour is old. That said, the bells are still good.",
            "With its recently announced plan to buy the harbour, the board has smiled.",
            "In her memoirs, and responding to criticism from the harbour board, Ida Brandt smiled.",
        ] {
            assert!(spoken(text).is_empty(), "{text}");
        }
        assert!(
            !spoken("Asked if the harbour would close, Ida Brandt laughed.").iter().any(|said| said.starts_with("if"))
        );
        assert_eq!(spoken("Another warned of thin ice in the harbour."), ["thin ice in the harbour"]);
    }

    #[test]
    fn whoever_confirms_or_indicates_a_thing_says_it() {
        assert_eq!(spoken("Ida Brandt has charged that the bells were stolen."), ["that the bells were stolen"]);
        assert_eq!(spoken("The board has indicated it is open for talks."), ["it is open for talks"]);
        assert!(spoken("The figures indicated that the harbour was empty.").is_empty());
        assert!(spoken("The bells are estimated to have cost a fortune.").is_empty());
    }

    #[test]
    fn what_somebody_does_is_not_said() {
        assert!(spoken("Ida Brandt also offers direct links to ferries.").is_empty());
        assert!(spoken("Ida Brandt wrote the first book of the series.").is_empty());
        assert!(spoken("Ida Brandt claimed the gold medal in Ore.").is_empty());
        assert!(spoken("Ida Brandt added the conversion to win the match.").is_empty());
        assert_eq!(spoken("Ida Brandt claimed the harbour was closed."), ["the harbour was closed"]);
        assert_eq!(spoken("Ida Brandt wrote that the harbour was closed."), ["that the harbour was closed"]);
    }
}
