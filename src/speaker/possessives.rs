//! Names that are possessives: "Lind's said", "the brewer Lind's", "Lind's of Ore".
//!
//! In "Lind's profit" nobody can tell whether the firm is Lind or Lind's. But "Lind's said" says it, for whatever Lind owned
//! would stand between the two; and then the firm is Lind's in all of the article.

use super::keys::KeyMap;
use super::lexicon::Traits;
use super::mention::{Mention, MentionKind, join_pairs};
use super::says::{DEEDS, says};
use super::tokens::{Token, TokenKind, Tokens};

/// Makes the possessive part of the name wherever it stands behind one that has it for sure.
pub(super) fn keep_possessives(text: &str, tokens: &Tokens, mentions: &mut Vec<Mention>) {
    let mut kept: KeyMap<bool> = mentions
        .iter()
        .filter_map(|mention| named_possessive(text, tokens, mention))
        .map(|name| (name, true))
        .collect();
    if kept.is_empty() {
        return;
    }
    // "Lind's said" where Bo Lind owns it, too.
    for mention in mentions.iter().filter(|mention| mention.kind == MentionKind::Person) {
        if mention.titled || mention.words > 1 {
            kept.entry(mention.last).and_modify(|kept| *kept = false);
        }
    }
    for mention in mentions.iter_mut().filter(|mention| mention.name.len() == 1) {
        let clitic = tokens.get(mention.name.end as usize).filter(|token| is_possessive(text, token));
        if let Some(clitic) = clitic.filter(|_| kept.get(&mention.last) == Some(&true)) {
            mention.span.end = clitic.end;
        }
    }
    // "Lind's Brewing Group" is one name where Lind's is.
    join_pairs(text, tokens, mentions, |owner, owned| {
        let firm = Traits::FIRM.with(Traits::ORG);
        owner.name.len() == 1
            && owner.name.end + 1 == owned.run.start
            && owner.span.end == tokens[owner.name.end as usize].end
            && owned.kind == MentionKind::Group
            && owned.name.start == owned.run.start
            && tokens[owned.name.end as usize - 1].is(firm)
            && !tokens[owned.name.start as usize].is(Traits::PLACE.with(Traits::DEMONYM))
    });
}

/// The key of the word before a possessive that is surely part of a name.
fn named_possessive(text: &str, tokens: &Tokens, mention: &Mention) -> Option<u64> {
    let name = mention.name.start as usize..mention.name.end as usize;
    // "Lind's Corp", "Lind's of Ore"
    if name.len() > 2 && mention.kind == MentionKind::Group && is_possessive(text, &tokens[name.start + 1]) {
        return Some(mention.first);
    }
    tokens.get(name.end).filter(|clitic| name.len() == 1 && is_possessive(text, clitic))?;
    let verb = tokens.get(name.end + 1)?;
    let speaks = || says(verb.of(text)) || DEEDS.contains(&verb.of(text)) || matches!(verb.of(text), "had" | "has");
    (!tokens[name.start].is(Traits::PLACE.with(Traits::DEMONYM)) && speaks()).then_some(mention.last)
}

fn is_possessive(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::Clitic && matches!(token.of(text), "'s" | "’s")
}

#[cfg(test)]
mod tests {
    use crate::speaker::people::tests::names;

    #[test]
    fn a_possessive_that_says_something_is_part_of_the_name_everywhere() {
        assert_eq!(names("We saw Lind's profit. Lind's said so."), ["Lind's = Lind's", "Lind's = Lind's"]);
        assert_eq!(
            names("We went to Lind’s of Norway. It is Lind’s."),
            ["Lind’s of Norway = Lind’s of Norway", "Lind’s = Lind’s"]
        );
    }

    #[test]
    fn a_firm_behind_such_a_possessive_is_the_same_firm() {
        assert_eq!(
            names("We met Lind's Brewing Group. Lind's said no."),
            ["Lind's Brewing Group = Lind's Brewing Group", "Lind's = Lind's Brewing Group"]
        );
        assert_eq!(names("We met Lind's Ore Group.")[0], "Lind = Lind");
    }

    #[test]
    fn a_possessive_is_none_where_it_owns_something_or_somebody_is_called_so() {
        assert_eq!(names("It was Lind's mill. Lind's wife said so."), ["Lind = Lind", "Lind = Lind"]);
        assert_eq!(names("We met Bo Lind. Lind's said so."), ["Bo Lind = Bo Lind", "Lind = Bo Lind"]);
    }
}
