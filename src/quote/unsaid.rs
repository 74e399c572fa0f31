//! Cues that stand beside words and say nothing: `the bridge announced a year ago`, `will announce its price`, `the proposed
//! changes`.
//!
//! They are verbs of saying in another form or another sense, or tell what somebody did not say. What they claim is
//! kept, and is not shown as speech; that is asked of each claim once, whatever made speech of it.

use super::claims::Claim;
use super::cues::CueClass;
use super::page::Page;
use super::verbs::{is_be, is_saying};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

impl Page<'_> {
    /// Whether a cue says nothing of the words that its claim has for what is `told`.
    pub fn says_nothing(&self, claim: &Claim, told: &[Range<usize>]) -> bool {
        let Some(first) = told.first().cloned() else { return false };
        let behind = told.iter().all(|words| words.start > claim.turns_on);
        let clause = told.iter().any(|words| self.holds_clause(words));
        self.is_not_said(claim.turns_on)
            || self.is_found_to_be(claim.turns_on)
            || self.is_mere_pause(claim, clause)
            || self.is_adjective(claim.turns_on)
            || self.is_said_of(claim.turns_on, &first)
            || self.is_a_name(told)
            || behind && (self.points_back(claim, &first) || self.names_a_work(claim, &first))
            || behind && self.is_passive_in_headline(claim, &first)
            || behind && (self.is_dated(claim.turns_on, &first) || self.answers(claim.turns_on, &first))
            || behind && (self.has_another_sense(claim, clause) || self.is_of_what_cannot_speak(claim))
            || behind && (self.is_asked_of_somebody(claim) || self.is_of_no_one(claim))
            || behind && !clause && (self.is_to_come(claim.turns_on) || self.has_object(claim.turns_on, &first))
    }

    /// `Roe was pronounced dead`: whether a cue tells what somebody is found to be.
    fn is_found_to_be(&self, cue: usize) -> bool {
        matches!(self.word(cue), "pronounced" | "declared") && cue > 0 && is_be(self.word(cue - 1))
    }

    /// `Did not say when`, `would not disclose the sum`, `declined to say how`: whether a cue tells what nobody says.
    pub(super) fn is_not_said(&self, cue: usize) -> bool {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.of(self.text));
        let before = cue.checked_sub(1).map_or("", word);
        let denied = (before == "not" || before.ends_with("n't")) && is_saying(word(cue));
        let refused = |at: usize| {
            let refuses = matches!(word(at), "declined" | "declines" | "refused" | "refuses");
            refuses && word(at + 1) == "to" && is_saying(word(at + 2))
        };
        denied || refused(cue) || cue.checked_sub(2).is_some_and(refused)
    }

    /// `Roe said it was late, but would not comment on why`, `and declined to say more`: whether the paper goes on at
    /// token `at` with what the speaker did not say. Whatever "declined to" goes on with is none of it, so that less
    /// is asked here than of a claim that is told itself: "refused to say".
    pub(super) fn is_kept_silent(&self, at: usize) -> bool {
        let but = self.reads(at, "but");
        if !but && !self.reads(at, "and") {
            return false;
        }
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.of(self.text));
        let pronoun = Traits::HE.with(Traits::SHE).with(Traits::THEY).with(Traits::IT);
        let verb = at + 1 + usize::from(self.tokens.get(at + 1).is_some_and(|next| next.is(pronoun)));
        match word(verb) {
            "declined" | "declines" | "refused" | "refuses" => word(verb + 1) == "to",
            "would" | "did" | "could" => but && word(verb + 1) == "not" && is_saying(word(verb + 2)),
            "gave" | "offered" | "provided" => word(verb + 1) == "no",
            "has" | "have" | "had" => but && word(verb + 1) == "given" && word(verb + 2) == "no",
            _ => false,
        }
    }

    /// `Small engineering - the art of bells`, `Ann Roe: the bell outlaw`: whether a dash or a colon is all that says that somebody
    /// speaks, and no clause stands behind a name.
    fn is_mere_pause(&self, claim: &Claim, clause: bool) -> bool {
        let named = claim.source.last().is_some_and(|source| source.end == claim.turns_on);
        match self.kind(claim.turns_on) {
            TokenKind::Dash => true,
            TokenKind::Colon => !clause || !named,
            _ => false,
        }
    }

    /// `The proposed changes`, `Ore's planned bridge`, `the most promising bridge`: whether a participle stands before a noun.
    fn is_adjective(&self, cue: usize) -> bool {
        let word = self.word(cue);
        let form = word.ends_with("ed") || word.ends_with("ing") && !matches!(word, "warning" | "saying" | "telling");
        // "some warned of floods"
        const SOMEBODY: [&str; 7] = ["many", "some", "others", "all", "both", "one", "another"];
        let somebody = |at: usize| SOMEBODY.iter().any(|word| self.is_word(at, word));
        let article = |at: usize| self.is(at, Traits::DET) && !somebody(at);
        // "Ore's reported a loss" is what Ore's does, "Ore's stated aim" is one.
        let adjective = matches!(word, "declared" | "estimated" | "proposed" | "stated" | "suggested");
        if adjective && cue > 0 && self.is_possessive(cue - 1) {
            return true;
        }
        self.cue(cue) == CueClass::Noun && form && cue > 0 && article(cue - 1)
    }

    /// `The bridge is said to be old`: whether no more is told than that something is said.
    fn is_said_of(&self, cue: usize, words: &Range<usize>) -> bool {
        let passive = cue > 0 && is_be(self.word(cue - 1)) && matches!(self.word(cue), "reported" | "alleged");
        (passive || self.word(cue) == "said") && words.start == cue + 1 && self.word(words.start) == "to"
    }

    /// Whether what is told is a name alone, whose words are others.
    fn is_a_name(&self, told: &[Range<usize>]) -> bool {
        let [words] = told else { return false };
        let mention = self.people.mention_at(words.start).map(|number| &self.people.mentions[number].run);
        mention.is_some_and(|run| run.start as usize == words.start && run.end as usize == words.end)
    }

    /// `The changes announced Tuesday may go far`, `the quota announced a year ago`: whether behind a cue the words begin with when
    /// it was, and these are all, or a verb follows.
    fn is_dated(&self, cue: usize, words: &Range<usize>) -> bool {
        if words.start != cue + 1 || !self.word(cue).ends_with("ed") {
            return false;
        }
        let date = |&at: &usize| {
            self.is(at, Traits::TIME.with(Traits::DET))
                || matches!(
                    self.word(at),
                    "last" | "year" | "month" | "week" | "years" | "months" | "weeks" | "ago" | "earlier"
                )
        };
        let end = words.start + words.clone().take_while(date).count();
        let opens = self.is(words.start, Traits::TIME) || end == words.end;
        opens && (end == words.end || end > words.start && self.is(end, Traits::AUX))
    }

    /// `Responding to the report`, `reflecting hopes that`: whether a cue tells what somebody answers, or what something shows.
    fn answers(&self, cue: usize, words: &Range<usize>) -> bool {
        let word = self.word(cue);
        let next = self.tokens.get(cue + 1).map_or("", |next| next.of(self.text));
        let to = (word.starts_with("respond") || word.starts_with("react")) && matches!(next, "to" | "in" | "with");
        to || word.starts_with("reflect") && words.start > cue + 1 && next != "on"
    }

    /// `Will announce its price`, `before announcing a sale`, `did not repeat the forecast`: whether something is not said, or not
    /// yet.
    pub(super) fn is_to_come(&self, cue: usize) -> bool {
        let Some(before) = cue.checked_sub(1) else { return false };
        let word = self.word(before);
        let future =
            matches!(word, "will" | "would" | "could" | "may" | "might" | "not" | "cannot") || word.ends_with("n't");
        let leads_up = matches!(word, "before" | "without" | "after" | "of") && self.word(cue).ends_with("ing");
        let due = word == "to"
            && before > 0
            && matches!(self.word(before - 1), "due" | "expected" | "likely" | "had" | "have");
        future || leads_up || due
    }

    /// `Agreed to sell`, `pleaded guilty`, `commenting on the sale`, `quoting a clerk`, `tells the story of`, `rail services`, `repeated
    /// delays`, `amid allegations`: whether a word of saying is none here, or tells something else than what is said.
    fn has_another_sense(&self, claim: &Claim, clause: bool) -> bool {
        let cue = claim.turns_on;
        let word = self.word(cue);
        let word_behind = |by: usize| self.tokens.get(cue + by).map_or("", |token| token.of(self.text));
        let next = word_behind(1 + usize::from(word_behind(1).ends_with("ly")));
        match word {
            "allowed" | "allowing" | "allows" | "offered" | "offering" | "offers" | "reflected" | "reflecting"
            | "reflects" => true,
            // "continued to deny"
            "continued" | "continues" => {
                next != "to" || self.tokens.get(cue + 2).is_none_or(|_| self.cue(cue + 2) != CueClass::Say)
            }
            "agree" | "agreed" | "agrees" => matches!(next, "on" | "to" | "upon"),
            "allegations" => claim.source.is_empty(),
            "commenting" => next == "on",
            "pleaded" | "pleading" | "pleads" => next == "guilty",
            "quote" | "quoted" | "quotes" | "quoting" => !clause && self.relayed(cue).is_none(),
            "rail" | "rails" => !matches!(next, "against" | "at"),
            // "joint venture partners", "venture capitalist Ann Roe"
            "venture" | "ventures" => next.starts_with("capital") || cue > 0 && self.is_word(cue - 1, "joint"),
            "tell" | "telling" | "tells" | "told" => next == "the" && word_behind(2) == "story",
            "alleged" | "demand" | "promising" | "repeated" => {
                !self.is_active(cue, self.source_of_claim(claim).as_ref())
            }
            _ => false,
        }
    }

    /// `The crash suggests`, `the tide promises to`, `the closure raises questions about`: whether the subject of a verb
    /// that things have as often is none that can speak.
    fn is_of_what_cannot_speak(&self, claim: &Claim) -> bool {
        let word = self.word(claim.turns_on);
        let of_things = ["call", "promise", "signal", "suggest", "threaten"].iter().any(|verb| word.starts_with(verb));
        // "The closure has raised questions about how bridges are checked"
        let raises = || claim.cue.iter().flat_map(Clone::clone).any(|at| self.word(at).starts_with("rais"));
        (of_things || raises()) && self.source_of_claim(claim).is_some_and(|source| !self.can_speak(&source))
    }

    /// `Asked if she would go, Roe said`, `when asked about it`, `Roe, asked if she would go, said`: whether a cue tells what
    /// somebody is asked, and not who asks.
    fn is_asked_of_somebody(&self, claim: &Claim) -> bool {
        let cue = claim.turns_on;
        if self.is_asked_between_commas(cue) {
            return true;
        }
        let passive = |at: usize| is_be(self.word(at)) || matches!(self.word(at), "if" | "when");
        let asked = claim.source.is_empty() && self.is_word(cue, "asked");
        asked && (self.tokens[cue].begins_sentence || cue > 0 && passive(cue - 1))
    }

    /// `Roe, asked if she would go, said`: whether a question that somebody is asked stands between commas before their verb of
    /// saying; but `Lind visited Roe, asked if she would go, and left`.
    fn is_asked_between_commas(&self, cue: usize) -> bool {
        /// How far a question reaches, in tokens.
        const REACH: usize = 40;
        let comma = |at: usize| self.kind(at) == TokenKind::Comma && self.region_at(at).is_none();
        let question = |at: usize| at < self.tokens.len() && matches!(self.word(at), "if" | "whether" | "about");
        let opens = cue > 1 && comma(cue - 1) && question(cue + 1) && self.word(cue) == "asked";
        let from = cue - usize::from(opens) * 2;
        if !opens
            || self.people.mention_at(from).is_none() && self.pronoun(from).is_none() && !self.is_person_noun(from)
        {
            return false;
        }
        let end = self.sentence_end(cue).min(cue + REACH);
        let closes = (cue + 1..end).find(|&at| comma(at));
        closes.is_some_and(|at| at + 1 < self.tokens.len() && self.cue(at + 1) == CueClass::Say)
    }

    /// `That said, the roof is good`, `the warning sank the shares`, `recently announced changes`: whether all that stands where
    /// the one who speaks would is an article, or an adverb.
    fn is_of_no_one(&self, claim: &Claim) -> bool {
        let cue = claim.turns_on;
        let Some(before) = cue.checked_sub(1) else { return false };
        // "A law that says", and "That said, the roof is good"
        let that = self.is_word(before, "that") && self.tokens[before].begins_sentence;
        let article =
            that || ["a", "an", "the", "these", "this", "those"].iter().any(|word| self.is_word(before, word));
        // "Its recently announced changes"; but "the mill, which is new, recently announced"
        let describes = |at: usize| {
            let opens = self.tokens[at].begins_sentence;
            opens || at > 0 && (self.is(at - 1, Traits::DET.with(Traits::PREP)) || self.is_possessive(at - 1))
        };
        let adverb = ["newly", "previously", "recently"].iter().any(|word| self.is_word(before, word));
        let described = adverb && self.is_word(cue, "announced") && describes(before);
        match claim.source.as_slice() {
            [] => described,
            [source] if source.len() < 2 => {
                described || source.end == cue && article && self.people.mention_at(before).is_none()
            }
            _ => false,
        }
    }

    /// `Argued his case`, `has recalled the keeper`, `reported in Ore`, `reporting directly to her`: whether a verb that may be one
    /// of saying has but an object, or a place.
    fn has_object(&self, cue: usize, words: &Range<usize>) -> bool {
        let (word, before) = (self.word(cue), words.start - 1);
        // "recalled seeing bells", "argues the merger strengthens the town"
        let object = match word {
            _ if word.starts_with("recall") => !self.word(words.start).ends_with("ing"),
            _ if word.starts_with("argu") => {
                words.len() < 6 || matches!(self.word(words.start), "his" | "her" | "their")
            }
            _ => word.starts_with("beam"),
        };
        let to = words.len() > 1 && self.word(words.start + 1) == "to";
        let manner = self.word(words.start).ends_with("ly") && to;
        let place = before > cue && matches!(self.word(before), "in" | "since") && word.starts_with("report");
        object && words.start == cue + 1 || manner || place
    }
}
