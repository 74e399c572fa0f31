//! Whose lawyer or doctor somebody is.
//!
//! `Surgeon Ida Brandt won the prize. Hal Moor is in hospital. His surgeon said he would walk again.`: she is a surgeon, and
//! nothing says that she is his. Of those who work for one person, "his" is only whom the article calls somebody's: "his
//! lawyer, Ida Brandt", "a lawyer for Moor", "Ida Brandt, who represents him". A "boss" or a "captain" is everybody's in
//! an article about one team, so the like are not asked.

use super::lexicon::Traits;
use super::tokens::{Token, TokenKind, Tokens};
use crate::text::word_list::WordList;
use std::ops::Range;

/// Whose somebody is, as the words beside their role say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// "lawyer Ida Brandt".
    Nobodys,
    /// "his lawyer".
    His,
    /// "her lawyer".
    Hers,
    /// "Moor's lawyer", "a lawyer for Moor".
    Somebodys,
}

impl Whose {
    /// Whether "his lawyer" may be one who is called `other`.
    pub fn may_be(self, other: Whose) -> bool {
        match self {
            Whose::Nobodys | Whose::Somebodys => true,
            Whose::His => matches!(other, Whose::His | Whose::Somebodys),
            Whose::Hers => matches!(other, Whose::Hers | Whose::Somebodys),
        }
    }
}

/// Those who work for one person at a time, or live beside one.
const SERVING: &WordList = &WordList::of(&[
    "accountant",
    "agent",
    "attorney",
    "barrister",
    "biographer",
    "carer",
    "coach",
    "counsellor",
    "dentist",
    "doctor",
    "landlady",
    "landlord",
    "lawyer",
    "neighbor",
    "neighbour",
    "nurse",
    "physician",
    "physiotherapist",
    "psychiatrist",
    "psychologist",
    "publicist",
    "solicitor",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "surgeon",
    "teacher",
    "therapist",
    "trainer",
    "tutor",
]);

/// What they do for somebody.
#[rustfmt::skip]
const SERVES: [&str; 14] = [
    "acting", "appearing", "coaches", "defended", "defending", "defends", "for", "mitigating", "represented",
    "representing", "represents", "treated", "treating", "treats",
];

/// Whose the role at token `role` is asked for, where that tells one from another: "his former lawyer".
pub(super) fn whose_is_asked(text: &str, tokens: &Tokens, role: usize) -> Whose {
    if !SERVING.has(tokens[role].of(text)) {
        return Whose::Nobodys;
    }
    match owner_before(text, tokens, role) {
        owner @ (Whose::His | Whose::Hers) => owner,
        Whose::Nobodys | Whose::Somebodys => Whose::Nobodys,
    }
}

/// Whose the role at token `role` is that a name at `name` is tied to.
pub(super) fn whose(text: &str, tokens: &Tokens, role: usize, name: &Range<usize>) -> Whose {
    let reads = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| words.contains(&token.of(text)));
    let owner = owner_before(text, tokens, role);
    if owner != Whose::Nobodys {
        return owner;
    }
    // "a lawyer for Moor", "a coach of his"; but "coach of the year"
    let for_somebody = reads(role + 1, &["for", "to"])
        || reads(role + 1, &["of"]) && tokens.get(role + 2).is_some_and(|next| next.capital || next.reads(text, "his"));
    // "Ore lawyer Ida Brandt", "defence lawyer Ida Brandt"
    let told = role.checked_sub(1).is_some_and(|before| {
        let token = &tokens[before];
        let named = token.kind == TokenKind::Word && token.capital && !token.begins_sentence;
        named || reads(before, &["Defence", "Defense", "defence", "defending", "defense", "personal", "private"])
    });
    // "Ida Brandt, who represents Moor", "Ida Brandt, for Moor"
    let comma = tokens.get(name.end).is_some_and(|token| token.kind == TokenKind::Comma);
    let behind = name.end + usize::from(comma);
    let does = reads(behind + usize::from(reads(behind, &["who"])), &SERVES);
    // "represented by lawyer Ida Brandt"
    let by = name.start.checked_sub(1).map_or(name.start, |before| if before == role { role } else { name.start });
    let by = by.checked_sub(1).filter(|&by| reads(by, &["by"])).and_then(|by| by.checked_sub(1));
    let served = by.is_some_and(|verb| reads(verb, &SERVES) || reads(verb, &["coached", "trained"]));
    if for_somebody || told || does || served { Whose::Somebodys } else { Whose::Nobodys }
}

/// Whose the few words before a role say that it is.
fn owner_before(text: &str, tokens: &Tokens, role: usize) -> Whose {
    /// How many words may stand between.
    const BETWEEN: usize = 4;
    let inside = |token: &&Token| token.is_word() || token.kind == TokenKind::Clitic;
    let near = tokens[role.saturating_sub(BETWEEN)..role].iter().rev().take_while(inside);
    for token in near {
        match token.of(text) {
            "his" | "His" => return Whose::His,
            "her" | "Her" => return Whose::Hers,
            "its" | "Its" | "their" | "Their" | "whose" | "my" | "our" => return Whose::Somebodys,
            _ if token.kind == TokenKind::Clitic => return Whose::Somebodys,
            _ if token.is(Traits::DET.with(Traits::PREP).with(Traits::CONJ)) || token.begins_sentence => break,
            _ => {}
        }
    }
    Whose::Nobodys
}
