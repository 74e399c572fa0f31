//! Firms that an "and" is part of: "Reed and Rope Plc", "Reed and Rope".
//!
//! "Reed and Rope Plc" may be two firms. They are one where the article has the two more than once and never apart; then
//! "Reed and Rope" is the same firm without its form. "Lind and Co" is one wherever it stands, see [`run`](super::run).

use super::keys::KeyMap;
use super::lexicon::Traits;
use super::mention::{Mention, join_pairs};
use super::tokens::{TokenKind, Tokens};

/// Two names with an "and" between them.
#[derive(Debug, Clone, Copy)]
struct Pair {
    /// The key of the first word behind the "and".
    second: u64,
    /// How often they stand so.
    count: u32,
    /// How often a name begins or ends with the first of them, and how often one begins with the second.
    each: [u32; 2],
    /// Whether a form of firms stands behind the second, "Plc".
    firm: bool,
}

/// Makes one name of each two that are a firm.
pub(super) fn join_firms(text: &str, tokens: &Tokens, mentions: &mut Vec<Mention>) {
    let mut pairs: KeyMap<Pair> = KeyMap::default();
    let mut firsts: KeyMap<u64> = KeyMap::default();
    for two in mentions.windows(2).filter(|two| is_pair(text, tokens, &two[0], &two[1])) {
        let (first, second) = (two[0].last, two[1].first);
        let new = Pair { second, count: 0, each: [0; 2], firm: false };
        let pair = pairs.entry(first).or_insert(new);
        if pair.second == second {
            pair.count += 1;
            pair.firm |= two[1].words > 1 && tokens[two[1].name.end as usize - 1].is(Traits::FIRM);
            firsts.insert(second, first);
        }
    }
    pairs.retain(|_, pair| pair.firm && pair.count > 1);
    if pairs.is_empty() {
        return;
    }
    for mention in mentions.iter() {
        let other = Some(mention.last).filter(|last| *last != mention.first);
        for word in [mention.first].into_iter().chain(other) {
            pairs.entry(word).and_modify(|pair| pair.each[0] += 1);
        }
        if let Some(pair) = firsts.get(&mention.first).and_then(|first| pairs.get_mut(first)) {
            pair.each[1] += 1;
        }
    }
    join_pairs(text, tokens, mentions, |first, second| {
        let pair = pairs.get(&first.last).filter(|pair| pair.second == second.first);
        pair.is_some_and(|pair| pair.each == [pair.count; 2]) && is_pair(text, tokens, first, second)
    });
}

/// Whether an "and", and nothing else, stands between two names, the first of which is two words at most, without a title
/// and without the form of a firm.
fn is_pair(text: &str, tokens: &Tokens, first: &Mention, second: &Mention) -> bool {
    let given = |mention: &Mention| tokens[mention.name.start as usize].is(Traits::GIVEN.with(Traits::PLACE));
    first.run.len() <= 2
        && first.run == first.name
        && !tokens[first.run.end as usize - 1].is(Traits::FIRM)
        && first.run.end + 1 == second.run.start
        && second.name.start == second.run.start
        && tokens[first.run.end as usize].kind == TokenKind::Word
        && tokens[first.run.end as usize].reads(text, "and")
        && !given(first)
        && !given(second)
}

#[cfg(test)]
mod tests {
    use crate::speaker::people::tests::names;

    #[test]
    fn two_words_that_are_never_apart_are_one_firm() {
        let firm = "Reed and Rope Plc";
        assert_eq!(
            names("It was Reed and Rope Plc. “No,” said Reed and Rope."),
            [format!("{firm} = {firm}"), format!("Reed and Rope = {firm}")]
        );
    }

    #[test]
    fn the_first_of_them_may_be_two_words() {
        let firm = "Harbour Reeds and Ropes Ltd";
        assert_eq!(
            names("It was Harbour Reeds and Ropes Ltd. “No,” said Harbour Reeds and Ropes."),
            [format!("{firm} = {firm}"), format!("Harbour Reeds and Ropes = {firm}")]
        );
    }

    #[test]
    fn two_firms_stay_two() {
        assert_eq!(names("It was Reed and Rope Plc. We met Reed and Rope. Reed said no.").len(), 5);
        assert_eq!(names("It was Orevo and Lindo Plc.").len(), 2);
        assert_eq!(names("It was Orevo Corp and Lindo Plc. We met Orevo Corp and Lindo Plc.").len(), 4);
    }

    #[test]
    fn a_firm_and_its_company_are_one() {
        assert_eq!(names("We met Lind and Co."), ["Lind and Co = Lind and Co"]);
        assert_eq!(names("We met Roe, Lind and Co."), ["Roe, Lind and Co = Roe, Lind and Co"]);
        assert_eq!(names("We met Ann Lind and Co, and Lind said no.")[1], "Lind = Ann Lind and Co");
        assert_eq!(names("We met Lind and Poe.").len(), 2);
    }
}
