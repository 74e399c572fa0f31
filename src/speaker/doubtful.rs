//! Words that are part of a name in some company and elsewhere none: "April Roe", "Will Roe", "First Velden Bank".
//!
//! "May Roe said" may be she, "in May Roe said" is not. So a month or an auxiliary is a given name only where a surname
//! follows and a verb of saying or a title stands beside the two.

use super::lexicon::Traits;
use super::says;
use super::tokens::{Token, TokenKind, Tokens, is_ampersand};
use std::ops::Range;

/// Whether a word that begins no name by itself does beside its neighbours.
pub(super) fn begins_in_company(text: &str, tokens: &Tokens, at: usize, block: &Range<usize>) -> bool {
    is_before_ampersand(text, tokens, at, block.end)
        || is_of_people(text, tokens, at, block.end)
        || is_firm_of_country(text, tokens, at, block.end)
        || is_day_in_name(text, tokens, at, block.end)
        || is_institution_alone(text, tokens, at, block)
        || is_surname_he(text, tokens, at, block)
        || is_given_name(text, tokens, at, block)
        || is_first_of_firm(text, tokens, at..at, block.end)
}

/// "AT&T": whether a word and the next are one, whatever it is elsewhere.
fn is_before_ampersand(text: &str, tokens: &Tokens, at: usize, end: usize) -> bool {
    at + 2 < end && !tokens[at + 1].spaced && !tokens[at + 2].spaced && is_ampersand(tokens[at + 1].of(text))
}

/// "People's Bell", "Women's Rowing Association": whether a word and what it owns are one name.
pub(super) fn is_of_people(text: &str, tokens: &Tokens, at: usize, end: usize) -> bool {
    at + 2 < end
        && tokens[at + 1].kind == TokenKind::Clitic
        && matches!(tokens[at].of(text), "Children" | "Men" | "People" | "Women")
        && tokens[at + 2].kind == TokenKind::Word
        && tokens[at + 2].capital
}

/// "US Airways": whether a word that is a country elsewhere begins the name of a firm.
fn is_firm_of_country(text: &str, tokens: &Tokens, at: usize, end: usize) -> bool {
    at + 1 < end
        && (tokens[at].reads(text, "US") || tokens[at].reads(text, "U.S."))
        && matches!(tokens[at + 1].of(text), "Airways" | "Bancorp" | "Foods" | "Steel")
}

/// "The US said", "the Treasury said": whether a word that elsewhere says of what kind something is stands for an institution,
/// alone behind "the".
fn is_institution_alone(text: &str, tokens: &Tokens, at: usize, block: &Range<usize>) -> bool {
    if !tokens[at].reads(text, "US") && !tokens[at].reads(text, "Treasury") {
        return false;
    }
    let the = at > block.start && matches!(tokens[at - 1].of(text), "the" | "The");
    let next = Some(at + 1).filter(|&next| next < block.end).map(|next| &tokens[next]);
    let noun = Traits::ROLE.with(Traits::TITLE).with(Traits::ORG).with(Traits::TRADE);
    let joined = next.is_some_and(|next| next.is(noun) || next.capital || next.kind == TokenKind::Dash);
    the && !joined
}

/// "Sunday Herald", "Sun Bells Inc", "Sun Yulan": whether a day of the week, or its short form, begins a name.
fn is_day_in_name(text: &str, tokens: &Tokens, at: usize, end: usize) -> bool {
    const PAPERS: [&str; 8] = ["Express", "Herald", "Independent", "Mail", "Mirror", "Post", "Telegraph", "Times"];
    let Some(next) = Some(at + 1).filter(|&next| next < end).map(|next| &tokens[next]) else { return false };
    let follows = next.kind == TokenKind::Word && next.capital && next.spaced && !next.begins_sentence;
    match tokens[at].of(text) {
        "Saturday" | "Sunday" => follows && PAPERS.contains(&next.of(text)),
        "Sun" => follows && !next.is(Traits::PLAIN.with(Traits::TIME)) || says::says(next.of(text)),
        _ => false,
    }
}

/// "Vice-Governor He Tonglan": whether the word at token `at` of a block, which elsewhere is a pronoun, is a surname before a
/// given name.
pub(super) fn is_surname_he(text: &str, tokens: &Tokens, at: usize, block: &Range<usize>) -> bool {
    let others = Traits::PLAIN.with(Traits::TIME).with(Traits::AUX).with(Traits::TITLE).with(Traits::PLACE);
    let inside = |at: usize| tokens[at].kind == TokenKind::Word && !tokens[at].begins_sentence;
    tokens[at].reads(text, "He")
        && at > block.start
        && at + 1 < block.end
        && inside(at)
        && inside(at + 1)
        && tokens[at - 1].kind == TokenKind::Word
        && tokens[at + 1].capital
        && tokens[at + 1].spaced
        && !tokens[at + 1].is(others)
}

/// The words in question. "Jan" is another matter: as a month it stands before a number alone.
const NAMES: [&str; 5] = ["April", "August", "June", "May", "Will"];

/// Whether the word at token `at` of a block is a given name there.
pub(super) fn is_given_name(text: &str, tokens: &Tokens, at: usize, block: &Range<usize>) -> bool {
    let token = &tokens[at];
    if !token.is(Traits::TIME.with(Traits::AUX)) {
        return false;
    }
    let word = token.of(text);
    let behind = |at: usize| Some(at).filter(|&at| at < block.end).map(|at| &tokens[at]);
    if word == "Jan" {
        let others = Traits::PLAIN.with(Traits::TIME);
        return behind(at + 1).is_some_and(|next| next.capital && next.spaced && !next.is(others));
    }
    if !NAMES.contains(&word) {
        return false;
    }
    let mut end = at + 1;
    while end < at + 3 && behind(end).is_some_and(is_surname) {
        end += 1;
    }
    let more = behind(end).is_some_and(|next| next.kind == TokenKind::Word && next.capital && !next.begins_sentence);
    if end == at + 1 || more {
        return false;
    }
    let before = at.checked_sub(1).filter(|&before| before >= block.start && !token.begins_sentence);
    let before = before.map(|before| &tokens[before]);
    let says = |token: Option<&Token>| token.is_some_and(|token| says::says(token.of(text)));
    // "spokeswoman April Roe", "Dr Will Roe", "MLA Will Roe"
    let titles = Traits::TITLE.with(Traits::ROLE).with(Traits::RANK);
    if before.is_some_and(|before| before.is(titles) && !before.is(Traits::PLAIN)) {
        return true;
    }
    // "said Will Roe, a cook", "said April Roe of the council"; but not "said June oil futures fell".
    let closes = behind(end).is_none_or(|next| !next.is_word() || next.is(Traits::PREP.with(Traits::REL)));
    if says(before) {
        return closes;
    }
    // "when May Roe said", but not "in May Roe said".
    let clause = Traits::CONJ.with(Traits::SUB).with(Traits::REL);
    if before.is_some_and(|before| before.is_word() && (!before.is(clause) || before.is(Traits::PREP))) {
        return false;
    }
    // "Will Roe has said"; but "Will Roe have told" is a question.
    let auxiliary = |next: &Token| next.is(Traits::AUX) && !matches!(next.of(text), "be" | "have");
    let verb = (end..end + 3).find(|&at| !behind(at).is_some_and(auxiliary));
    // "Will Roe, a cook, said"
    let described = |at: usize| {
        let age = |next: &Token| {
            next.kind == TokenKind::Number && next.end - next.start == 2 && behind(at + 1).is_some_and(is_comma)
        };
        behind(at)
            .is_some_and(|next| !next.capital && next.is(Traits::DET.with(Traits::ROLE).with(Traits::REL)) || age(next))
    };
    verb.is_some_and(|verb| says(behind(verb))) || behind(end).is_some_and(is_comma) && described(end + 1)
}

fn is_comma(token: &Token) -> bool {
    token.kind == TokenKind::Comma
}

/// Whether a word may be the surname behind such a name: "June Roe", but not "June Treasury", "May Day".
fn is_surname(token: &Token) -> bool {
    let others = Traits::PLAIN.with(Traits::TIME).with(Traits::TITLE).with(Traits::ROLE).with(Traits::SELF);
    let institutions = Traits::ORG.with(Traits::PLACE).with(Traits::DEMONYM).with(Traits::FIRM);
    token.kind == TokenKind::Word
        && token.capital
        && token.spaced
        && !token.begins_sentence
        && token.end - token.start > 1
        && !token.is(others.with(institutions))
}

/// "Seo Hae In said": whether the plain word behind two names is the last syllable of a Korean one. In a headline,
/// where every word has its capital, another would follow.
pub(super) fn is_last_syllable(text: &str, tokens: &Tokens, run: Range<usize>, block_end: usize) -> bool {
    let capital_follows = run.end + 1 < block_end && tokens[run.end + 1].capital;
    run.len() >= 2 && !capital_follows && matches!(tokens[run.end].of(text), "In" | "On" | "So")
}

/// "First Velden Bank", "Ore First Velden said": whether the "First" behind a run of capitals is part of the name of a firm.
/// Behind a given name, and before a title ("First Minister"), it is none.
pub(super) fn is_first_of_firm(text: &str, tokens: &Tokens, run: Range<usize>, block_end: usize) -> bool {
    let others = Traits::PLAIN.with(Traits::TIME).with(Traits::TITLE).with(Traits::ROLE);
    tokens[run.end].reads(text, "First")
        && (run.is_empty() || !tokens[run.end].begins_sentence)
        && run.end + 1 < block_end
        && tokens[run.end + 1].capital
        && !tokens[run.end + 1].begins_sentence
        && !tokens[run.end + 1].is(others.with(Traits::GIVEN))
        // "First American soldiers came"
        && !(tokens[run.end].begins_sentence && tokens[run.end + 1].is(Traits::DEMONYM))
        && !tokens[run].iter().any(|token| token.is(Traits::GIVEN.with(Traits::TITLE).with(Traits::ROLE)))
}

#[cfg(test)]
mod tests {
    use super::is_given_name;
    use crate::speaker::tokens::{Tokens, tokenize};

    /// Whether the word that is `name` is a given name in `text`.
    fn is_given(text: &str, name: &str) -> bool {
        let mut tokens = Vec::new();
        tokenize(text, 0..text.len(), &mut tokens);
        let tokens = Tokens::from(tokens);
        let at = (0..tokens.len()).find(|&at| tokens[at].of(text) == name).unwrap();
        is_given_name(text, &tokens, at, &(0..tokens.len()))
    }

    #[test]
    fn a_month_with_a_surname_and_a_verb_of_saying_is_a_name() {
        for (text, name) in [
            ("“No,” said April Roe, a cook.", "April"),
            ("“No,” June Roe told us.", "June"),
            ("“No,” Will Roe, the cook, wrote.", "Will"),
            ("It was late when August Roe said so.", "August"),
            ("We met Dr May Roe there.", "May"),
            ("“No,” said Jan Roe.", "Jan"),
        ] {
            assert!(is_given(text, name), "{text}");
        }
    }

    #[test]
    fn a_month_without_them_is_a_month() {
        for (text, name) in [
            ("In April Roe said it was late.", "April"),
            ("They said June Brent fell.", "June"),
            ("Will Roe go?", "Will"),
            ("May Day said nothing.", "May"),
            ("It was on August 5.", "August"),
            ("On Jan 5 it rained.", "Jan"),
        ] {
            assert!(!is_given(text, name), "{text}");
        }
    }
}
