//! Letters that stand for an office: "CP Ann Roe … the CP said", "Cabinet Secretary Bo Lind … the CS accused".
//!
//! Alone behind "the" they look like the name of an institution. They are whoever the article gives the office last,
//! printed in letters before the name or written out there.

use super::keys::KeyMap;
use super::lexicon::{Traits, traits_of};
use super::mention::MentionKind;
use super::name::fold_key;
use super::people::{People, PersonId};
use super::short::is_acronym;
use super::tokens::{Token, Tokens};

/// Letters for offices that are written out before names. Others are those of institutions more often: "AP", "EC".
const OFFICES: [&str; 14] = ["AG", "CJ", "CP", "CS", "DA", "DC", "DG", "DM", "DPP", "GM", "IG", "MD", "PS", "SP"];

impl People {
    /// Makes of each office in letters alone whoever holds it.
    pub(super) fn mean_holders(&mut self, text: &str, tokens: &Tokens) {
        let mut holders: KeyMap<PersonId> = KeyMap::default();
        for number in 0..self.mentions.len() {
            let (mention, id) = (&self.mentions[number], self.meant[number]);
            let (start, name) = (mention.run.start as usize, mention.name.start as usize);
            if mention.kind == MentionKind::Person && start < name {
                for letters in letters_of(text, &tokens[start..name]) {
                    holders.insert(fold_key(&letters), id);
                }
                continue;
            }
            let the = start.checked_sub(1).map(|the| tokens[the].of(text));
            if mention.words > 1
                || self.person(id).words > 1
                || !matches!(the, Some("the" | "The"))
                || !is_acronym(mention.span.of(text))
            {
                continue;
            }
            if let Some(&holder) = holders.get(&mention.last) {
                self.meant[number] = holder;
                self.mentions[number].kind = MentionKind::Person;
            }
        }
    }
}

/// What the office before a name is in letters: those printed, or the first ones of its two or three last words.
fn letters_of(text: &str, office: &[Token]) -> impl Iterator<Item = String> {
    let printed = office
        .iter()
        .map(|token| token.of(text))
        .filter(|word| is_acronym(word) && traits_of(word).any(Traits::RANK.with(Traits::TITLE)));
    let first = |token: &Token| token.of(text).chars().next();
    let role = office.last().is_some_and(|last| last.is(Traits::ROLE));
    let lengths = if role { 2..office.len().min(3) + 1 } else { 0..0 };
    let written_out = lengths.map(move |length| office[office.len() - length..].iter().filter_map(first).collect());
    let known = |letters: &String| OFFICES.contains(&letters.as_str());
    printed.map(str::to_owned).chain(written_out.filter(known))
}

#[cfg(test)]
mod tests {
    use crate::speaker::people::tests::names;

    #[test]
    fn an_office_in_letters_is_whoever_holds_it() {
        assert_eq!(names("It was CP Ann Roe. “No,” the CP said.")[1], "CP = Ann Roe");
        assert_eq!(names("Cabinet Secretary Ann Roe left. The CS said no.")[1], "CS = Ann Roe");
        // The press agency is no assistant professor.
        assert_eq!(names("Assistant Professor Ann Roe left. The AP said no.")[1], "AP = AP");
    }
}
