//! Surnames that are titles elsewhere, "Otto Sergeant … Sergeant said", and those behind a word that is no given name.

use super::keys::KeySet;
use super::lexicon::Traits;
use super::mention::{Mention, MentionKind};
use super::name::fold_key;
use super::people::Stretch;
use super::tokens::{Token, TokenKind, Tokens};
use crate::article::Span;

/// Adds a mention wherever a title stands alone that is somebody's surname in full names of the article, as "Sergeant" is
/// in "Otto Sergeant"; "the sergeant" and "Sergeant Roe" are none. The mentions stand in the order of the text.
pub(super) fn add_surnames_like_titles(
    text: &str,
    tokens: &Tokens,
    stretches: &[Stretch],
    mentions: &mut Vec<Mention>,
) {
    let is_title = |token: &Token| token.is(Traits::TITLE) && !token.is(Traits::DEMONYM.with(Traits::PLAIN));
    let full = |mention: &&Mention| {
        let name = &tokens[mention.name.start as usize..mention.name.end as usize];
        let given = |token: &Token| token.is(Traits::GIVEN) || is_initial(token);
        mention.kind == MentionKind::Person
            && mention.suffix == 0
            && (2..=3).contains(&mention.words)
            && is_title(&name[name.len() - 1])
            && name[..name.len() - 1].iter().all(given)
    };
    let surnames: KeySet = mentions.iter().filter(full).map(|mention| mention.last).collect();
    if surnames.is_empty() {
        return;
    }
    let mut named = vec![false; tokens.len()];
    for mention in mentions.iter() {
        named[mention.run.start as usize..mention.run.end as usize].fill(true);
    }
    for at in stretches.iter().filter(|stretch| !stretch.capitals).flat_map(|stretch| stretch.tokens.clone()) {
        let token = &tokens[at];
        if named[at] || !token.capital || !is_title(token) || !surnames.contains(&fold_key(token.of(text))) {
            continue;
        }
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        // "Mr. Sergeant"
        let courtesy = before.is_some_and(|before| {
            before.capital && before.is(Traits::TITLE) && before.is(Traits::MALE.with(Traits::FEMALE))
        }) && !token.begins_sentence;
        let office = before.is_some_and(|before| before.is(Traits::DET.with(Traits::TITLE))) && !courtesy;
        let goes_on = tokens.get(at + 1).is_some_and(|next| {
            next.kind == TokenKind::Word && (next.capital || next.reads(text, "of")) && !next.begins_sentence
        });
        if office && !token.begins_sentence || goes_on {
            continue;
        }
        let key = fold_key(token.of(text));
        let gender = before
            .filter(|_| courtesy)
            .map_or(0, |title| 4 * (i8::from(title.is(Traits::MALE)) - i8::from(title.is(Traits::FEMALE))));
        mentions.push(Mention {
            span: Span::new(token.start as usize, token.end as usize),
            run: at as u32 - u32::from(courtesy)..at as u32 + 1,
            name: at as u32..at as u32 + 1,
            kind: MentionKind::Person,
            gender,
            titled: courtesy,
            first: key,
            initial: key,
            last: key,
            suffix: 0,
            words: 1,
        });
    }
    mentions.sort_by_key(|mention| mention.run.start);
}

/// Cuts the first word off each name in a headline that is no given name and begins it, where the rest is the surname of
/// somebody named in full below: "Tired Roe in solid start … Ann Roe".
pub(super) fn cut_headline_words(tokens: &Tokens, stretches: &[Stretch], mentions: &mut [Mention]) {
    let given = |mention: &Mention| tokens[mention.name.start as usize].is(Traits::GIVEN);
    let in_headline = |mention: &Mention| {
        let at = mention.run.start as usize;
        let number = stretches.partition_point(|stretch| stretch.tokens.end <= at);
        stretches.get(number).is_some_and(|stretch| stretch.headline)
    };
    let doubtful = |mention: &Mention| {
        mention.kind == MentionKind::Person
            && mention.words == 2
            && mention.name.len() == 2
            && !mention.titled
            && tokens[mention.name.start as usize].begins_sentence
            && !given(mention)
            && in_headline(mention)
    };
    if !mentions.iter().any(doubtful) {
        return;
    }
    let full = |mention: &&Mention| mention.kind == MentionKind::Person && mention.words > 1 && given(mention);
    let surnames: KeySet = mentions.iter().filter(full).map(|mention| mention.last).collect();
    for mention in mentions.iter_mut().filter(|mention| doubtful(mention) && surnames.contains(&mention.last)) {
        mention.name.start += 1;
        mention.run.start += 1;
        mention.span.start = tokens[mention.name.start as usize].start;
        (mention.first, mention.initial) = (mention.last, mention.last);
        mention.words = 1;
    }
}

/// "J.": a capital and its stop.
pub(super) fn is_initial(token: &Token) -> bool {
    token.kind == TokenKind::Word && token.capital && token.end - token.start <= 2
}

/// "J.B.": whether a word is several initials, and nothing else that is written so, as "U.S." and "p.m." are.
pub(super) fn are_initials(text: &str, token: &Token) -> bool {
    let pairs = token.of(text).as_bytes().as_chunks::<2>();
    let initial = |pair: &[u8; 2]| pair[0].is_ascii_uppercase() && pair[1] == b'.';
    token.traits == Traits::NONE
        && pairs.1.is_empty()
        && (2..=3).contains(&pairs.0.len())
        && pairs.0.iter().all(initial)
}
