//! Surnames that are printed once for two: "Ray and Debbie Lind", "Ray Lind and his wife Debbie".
//!
//! Whoever stands there with a given name alone has the other's surname, so that "Mr Lind" is Ray Lind and "Debbie"
//! Debbie Lind. Somebody who is named by that word before is another: "Adele and Ed Lind".

use super::keys::{KeyMap, KeySet};
use super::lexicon::Traits;
use super::mention::{Mention, MentionKind};
use super::tokens::{TokenKind, Tokens};
use crate::article::Span;
use crate::text::looks::count_looks;

/// A surname that somebody with a given name alone has of another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Loan {
    /// Where it is printed.
    pub surname: Span,
    /// Whether of a relative, who is called by it alone: "Lind" is Ray, and not his wife.
    pub of_relative: bool,
}

/// Within how many tokens behind a name "his wife Debbie" is that person's.
const REACH: usize = 16;

/// Gives each mention by a given name alone that stands beside a relative of that surname the other's. The number of each
/// is told with what it is lent; its words and keys are made those of the whole name.
pub(super) fn lend_surnames(text: &str, tokens: &Tokens, mentions: &mut [Mention]) -> KeyMap<Loan> {
    let mut loans = KeyMap::default();
    let mut alone = KeySet::default();
    for number in 0..mentions.len() {
        let mention = &mentions[number];
        let start = mention.name.start as usize;
        if mention.kind != MentionKind::Person {
            continue;
        }
        if mention.words > 1 {
            alone.extend([mention.first, mention.last]);
            continue;
        }
        let given = mention.run == mention.name
            && tokens[start].is(Traits::GIVEN)
            && !tokens[start].is(Traits::PLACE.with(Traits::ORG));
        let lender = || {
            let spouse = mentions.get(number + 1).filter(|next| shares_with(text, tokens, mention, next));
            spouse.map(|next| (next, false)).or_else(|| Some((relative(text, tokens, mentions, number)?, true)))
        };
        let known = alone.contains(&mention.last);
        let lender = if given && !known { lender() } else { None };
        let Some((lender, of_relative)) = lender else {
            alone.insert(mention.last);
            continue;
        };
        let surname = &tokens[lender.name.end as usize - 1];
        let loan = Loan { surname: Span::new(surname.start as usize, surname.end as usize), of_relative };
        let last = lender.last;
        loans.insert(number as u64, loan);
        (mentions[number].last, mentions[number].words) = (last, 2);
    }
    loans
}

/// Makes the mentions with a loan those of a given name alone again, as they are printed.
pub(super) fn take_back(loans: &KeyMap<Loan>, mentions: &mut [Mention]) {
    for (number, mention) in mentions.iter_mut().enumerate() {
        if !loans.is_empty() && loans.contains_key(&(number as u64)) {
            (mention.last, mention.words) = (mention.first, 1);
        }
    }
}

/// "Ray and Debbie Lind": whether a given name is joined to that of somebody with a surname, and these two are all.
fn shares_with(text: &str, tokens: &Tokens, mention: &Mention, next: &Mention) -> bool {
    let and = mention.run.end as usize;
    let list = mention.run.start.checked_sub(1).is_some_and(|before| tokens[before as usize].kind == TokenKind::Comma);
    next.run.start as usize == and + 1
        && tokens[and].reads(text, "and")
        && (!list || tokens[mention.run.start as usize].begins_sentence)
        && has_surname(tokens, next)
        && next.run.start == next.name.start
        && next.words == 2
        && next.first != mention.first
        && tokens[next.name.start as usize].is(Traits::GIVEN)
}

/// "Ray Lind and his wife Debbie", "Ray Lind's wife, Debbie": whose relative the words before a given name say somebody is.
fn relative<'m>(text: &str, tokens: &Tokens, mentions: &'m [Mention], number: usize) -> Option<&'m Mention> {
    let mention = &mentions[number];
    let lender = number.checked_sub(1).map(|before| &mentions[before])?;
    let (from, at) = (lender.run.end as usize, mention.run.start as usize);
    if lender.kind != MentionKind::Person || at - from > REACH || !has_surname(tokens, lender) {
        return None;
    }
    count_looks(at - from);
    if (from..=at).any(|at| tokens[at].begins_sentence) {
        return None;
    }
    let noun = at.checked_sub(1).map(|noun| if tokens[noun].kind == TokenKind::Comma { noun - 1 } else { noun })?;
    let is_relative = noun >= from && RELATIVES.contains(&tokens[noun].of(text));
    if !is_relative || lender.first == mention.first {
        return None;
    }
    // "his 40-year-old wife"
    let small = |&at: &usize| tokens[at].is_word() && !tokens[at].capital && !tokens[at].is(Traits::DET);
    let owner = (from..noun).rev().take(3).find(|at| !small(at))?;
    let former = (owner..noun).any(|at| ["ex", "former", "estranged"].contains(&tokens[at].of(text)));
    let own = owner == from && tokens[owner].kind == TokenKind::Clitic;
    let his = match tokens[owner].of(text) {
        "his" => lender.gender >= 0,
        "her" => lender.gender <= 0,
        _ => own,
    };
    (his && !former).then_some(lender)
}

/// Words for somebody whose surname is mostly the same.
const RELATIVES: [&str; 5] = ["brother", "husband", "sister", "son", "wife"];

/// Whether a name ends with a surname: "Ray Lind", "Mr Lind".
fn has_surname(tokens: &Tokens, name: &Mention) -> bool {
    let titled = name.run.start < name.name.start;
    let last = &tokens[name.name.end as usize - 1];
    name.kind == MentionKind::Person
        && name.suffix == 0
        && (name.words > 1 || titled || !last.is(Traits::GIVEN))
        && last.kind == TokenKind::Word
        && last.end - last.start > 2
}

#[cfg(test)]
mod tests {
    use crate::speaker::people::tests::names;

    #[test]
    fn a_surname_printed_once_for_two_is_that_of_both() {
        assert_eq!(
            names("We met Ray and Debbie Lind. Then Mr Lind left, and so did Ms Lind and Debbie."),
            [
                "Ray = Ray Lind",
                "Debbie Lind = Debbie Lind",
                "Lind = Ray Lind",
                "Lind = Debbie Lind",
                "Debbie = Debbie Lind"
            ]
        );
    }

    #[test]
    fn a_relative_named_by_a_given_name_has_the_surname_and_is_not_called_by_it_alone() {
        assert_eq!(
            names("We met Ray Lind and his wife, Debbie. Then Lind left, and so did Mrs Lind."),
            ["Ray Lind = Ray Lind", "Debbie = Debbie Lind", "Lind = Ray Lind", "Lind = Debbie Lind"]
        );
        assert_eq!(names("We met Lind's son Paul.")[1], "Paul = Paul Lind");
        assert_eq!(names("We met Ray Lind and his former wife Debbie.")[1], "Debbie = Debbie");
    }

    #[test]
    fn who_is_named_by_that_word_before_is_another() {
        assert_eq!(names("We met Paul Roe. Then Paul and Debbie Lind left.")[1], "Paul = Paul Roe");
    }
}
