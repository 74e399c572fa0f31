//! Nicknames between marks inside a name: `Ann “Dolly” Roe`.
//!
//! The marks break the run of capitals, so given name and surname are two names at first.

use super::lexicon::Traits;
use super::mention::{LONGEST_NAME, Mention, MentionKind};
use super::tokens::{TokenKind, Tokens};

/// Makes one name of a given name and a surname between which a word in marks stands.
pub(super) fn join_nicknames(text: &str, tokens: &Tokens, mentions: &mut Vec<Mention>) {
    for number in 0..mentions.len() {
        let end = mentions[number].run.end as usize;
        // The nickname may be a name by itself.
        let last = mentions[number + 1..].iter().take(2).position(|last| last.run.start as usize == end + 3);
        let Some(last) = last.map(|between| number + 1 + between) else { continue };
        if !is_nickname(tokens, &mentions[number], end) {
            continue;
        }
        let first = mentions[number].clone();
        let surname = &mut mentions[last];
        let short = surname.span.end - first.span.start <= LONGEST_NAME;
        if short && surname.kind == MentionKind::Person && surname.words == 1 && surname.name == surname.run {
            surname.begin_at(text, tokens, first.name.start as usize);
            (surname.run.start, surname.words) = (first.run.start, 2);
            (surname.gender, surname.titled) = (first.gender, first.titled);
            mentions[number..last].iter_mut().for_each(|joined| joined.words = 0);
        }
    }
    mentions.retain(|mention| mention.words > 0);
}

/// Whether one word with a capital stands between marks behind a given name that ends before token `end`.
fn is_nickname(tokens: &Tokens, first: &Mention, end: usize) -> bool {
    let mark = |at: usize| tokens.get(at).is_some_and(|token| matches!(token.kind, TokenKind::Mark(_)));
    let word = |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word && token.capital);
    first.kind == MentionKind::Person
        && first.words == 1
        && tokens[first.name.start as usize].is(Traits::GIVEN)
        && mark(end)
        && tokens[end].spaced
        && word(end + 1)
        && !tokens[end + 1].spaced
        && mark(end + 2)
        && word(end + 3)
        && !tokens[end..end + 4].iter().any(|token| token.begins_sentence)
}

#[cfg(test)]
mod tests {
    use crate::speaker::people::tests::names;

    #[test]
    fn a_nickname_in_marks_is_part_of_the_name() {
        let name = "Ann “Dolly” Roe";
        assert_eq!(names("It was Ann “Dolly” Roe. Roe left."), [format!("{name} = {name}"), format!("Roe = {name}")]);
        assert_eq!(names("We met Ann. “Dolly,” Roe said.").len(), 3);
    }
}
