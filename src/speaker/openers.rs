//! Words that open a sentence before a name and are no part of it: "Rival Ore Motors", "Naming Ann Roe", "Afterwards Lind".
//!
//! Their capital is that of the sentence. Where such a word stands before a name nowhere else in the article, and what
//! is left is a name by itself, it is cut off; "Sterling Roe" stays, who is named in the middle of sentences as well.

use super::keys::{KeyMap, KeySet, mixed};
use super::lexicon::Traits;
use super::mention::{Mention, MentionKind, without_first};
use super::says::says;
use super::short::is_acronym;
use super::tokens::{TokenKind, Tokens};
use crate::text::word_list::WordList;

/// What nobody is called and no name begins with.
#[rustfmt::skip]
const NEVER_NAMES: &WordList = &WordList::of(&[
    "Adds", "Advisors", "Afterwards", "Ailing", "Arch-rival", "Arch-rivals", "Benchmark", "Bookmaker", "Bookmakers",
    "Broadcaster", "Brokerage", "Brokerages", "Brokers", "Co-founder", "Co-star", "Compatriot", "Compatriots",
    "Competitor", "Competitors", "Conglomerate", "Consultancy", "Defenders", "Defiant", "Disgruntled", "Distributor",
    "Distributors", "Dubbed", "Existing", "Film-maker", "Flanker", "Fly-half", "Formerly", "Full-back", "Goalkeeper",
    "Holders", "In-form", "Injured", "Insurer", "Insurers", "Legitimate", "Liquidator", "Liquidators", "Loser",
    "Losers", "Manufacturer", "Midfielder", "Neighbor", "Neighboring", "Neighbors", "Neighbour", "Neighbouring",
    "Neighbours", "Newcomer", "Newcomers", "Playmaker", "Predictably", "Predicted", "Previous", "Quarterback",
    "Recent", "Referee", "Reigning", "Retailer", "Retailers", "Rival", "Rivals", "Scrum-half", "So-called", "Striker",
    "Substitute", "Supermarket", "Though", "Unless", "Unseeded", "Use", "Winger", "Without",
]);

/// What names begin with now and then.
#[rustfmt::skip]
const SELDOM_NAMES: &WordList = &WordList::of(&[
    "Banker", "Bankers", "Big", "Broker", "Buoyant", "Champion", "Champions", "Current", "Developer", "Developers",
    "Double", "Early", "End", "Fellow", "Final", "Former", "Hooker", "Junior", "Larger", "Latest", "Leading", "Local",
    "Lock", "Mainland", "Model", "New", "Newspaper", "Newspapers", "Official", "Old", "Once", "Overall", "Owner",
    "Poor", "Producers", "Promoters", "Prop", "Publisher", "Publishers", "Replacement", "Senior", "Singer", "Singers",
    "Star", "Top", "Total", "Trader", "Veteran", "Veterans", "Wing", "Young",
]);

/// "Jailing Ann Roe, the judge said", "Born Ida Brandt in Ore": what is done to whoever is named next.
#[rustfmt::skip]
const DONE_TO_THEM: &WordList = &WordList::of(&[
    "Accusing", "Acquitting", "Appointing", "Arresting", "Banning", "Blaming", "Born", "Charging", "Citing", "Clearing",
    "Congratulating", "Convicting", "Cross-examining", "Defending", "Describing", "Dismissing", "Expelling", "Fining",
    "Freeing", "Honouring", "Interviewing", "Introducing", "Jailing", "Opposing", "Prosecuting", "Questioning",
    "Quoting", "Remanding", "Representing", "Sacking", "Sentencing", "Succeeding", "Suspending", "Thanking",
]);

/// "Tell Ann I left", "Meet Bo Lind": what somebody is asked to do to whoever is named next.
#[rustfmt::skip]
const ASKED_FOR: &WordList = &WordList::of(&[
    "Ask", "Blame", "Bring", "Forget", "Give", "Imagine", "Meet", "Remember", "Send", "Show", "Tell",
]);

/// How surely a word that opens a sentence is no part of the name behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opener {
    /// Whatever the name is.
    Sure,
    /// Where the rest was named before, or is a name by its looks.
    Likely,
}

/// Cuts off such words.
pub(super) fn cut_openers(text: &str, tokens: &Tokens, mentions: &mut [Mention]) {
    let opens = |mention: &Mention| opener(text, tokens, mention);
    let openers = mentions.iter().filter(|mention| opens(mention).is_some());
    // Whether a name begins with the word in the middle of a sentence.
    let mut inside: KeyMap<bool> = openers.map(|mention| (mention.first, false)).collect();
    if inside.is_empty() {
        return;
    }
    for mention in mentions.iter().filter(|mention| !tokens[mention.run.start as usize].begins_sentence) {
        inside.entry(mention.first).and_modify(|inside| *inside = true);
    }
    let mut named = KeySet::default();
    for mention in mentions {
        if let Some(opener) = opens(mention).filter(|_| !inside[&mention.first])
            && let Some(rest) = without_first(text, tokens, mention)
        {
            let first = &tokens[rest.name.start as usize];
            let known = || match rest.words {
                1 => named.contains(&rest.last) || is_acronym(first.of(text)) && !first.is(Traits::FIRM),
                _ => named.contains(&mixed([rest.first, rest.last])) || first.is(Traits::GIVEN),
            };
            if opener == Opener::Sure || known() {
                *mention = rest;
            }
        }
        named.extend([mention.first, mention.last, mixed([mention.first, mention.last])]);
    }
}

/// Whether the first word of a name only opens a sentence, by what it is.
fn opener(text: &str, tokens: &Tokens, mention: &Mention) -> Option<Opener> {
    let start = mention.run.start as usize;
    let (word, next) = (&tokens[start], tokens.get(start + 1)?);
    let others = Traits::GIVEN.with(Traits::PLACE).with(Traits::DEMONYM).with(Traits::ORG).with(Traits::FIRM);
    let cut = mention.name.start > mention.run.start;
    if !word.begins_sentence || cut || mention.words < 2 || mention.run.len() < 2 || word.is(others) {
        return None;
    }
    // "Bookmakers Committee", "Sterling Inc" are names.
    let name = next.kind == TokenKind::Word && next.capital && next.spaced;
    if !name || next.is(Traits::ORG.with(Traits::FIRM)) && !is_acronym(next.of(text)) {
        return None;
    }
    let printed = word.of(text);
    if NEVER_NAMES.has(printed) {
        return Some(Opener::Sure);
    }
    if mention.kind == MentionKind::Person {
        // "Meet Patel said"
        let speaks = || tokens.get(mention.run.end as usize).is_some_and(|behind| says(behind.of(text)));
        // "Born Lind" may be somebody's whole name.
        let short = || printed == "Born" && mention.words < 3;
        if DONE_TO_THEM.has(printed) && !short() || ASKED_FOR.has(printed) && !speaks() {
            return Some(Opener::Sure);
        }
    }
    let role = || word.is(Traits::ROLE.with(Traits::TRADE)) && !word.is(Traits::TITLE);
    if is_joined_participle(printed) {
        return Some(Opener::Sure);
    }
    (SELDOM_NAMES.has(printed) || role() || is_formed(printed)).then_some(Opener::Likely)
}

/// "Naming", "Historically": whether a word is formed like those that are no names.
fn is_formed(printed: &str) -> bool {
    is_small(printed) && printed.len() > 4 && (printed.ends_with("ing") || printed.ends_with("ly"))
}

/// "Scandal-tainted", "Once-mighty": whether a hyphen makes an adjective of a word.
fn is_joined_participle(printed: &str) -> bool {
    printed.split_once('-').is_some_and(|(first, second)| {
        let formed = second.ends_with("ed") || second.ends_with("ing") || second.ends_with("ty");
        is_small(first) && formed && second.len() > 5 && second.bytes().all(|byte| byte.is_ascii_lowercase())
    })
}

/// Whether all letters of a word but the first are small.
fn is_small(printed: &str) -> bool {
    printed.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use crate::speaker::people::tests::names;

    #[test]
    fn a_word_that_opens_a_sentence_is_cut_off_a_name() {
        for (text, name) in [
            ("Rival Velden Motors fell.", "Velden Motors"),
            ("Naming Ann Roe was wrong.", "Ann Roe"),
            ("Scandal-tainted Ann Roe left.", "Ann Roe"),
            ("Once-mighty Velden Motors fell.", "Velden Motors"),
            ("Use ROL for that.", "ROL"),
            ("Jailing Anton Grell, the judge said no.", "Anton Grell"),
            ("Born Ida Velden Brandt in May, she left.", "Ida Velden Brandt"),
            ("Tell Amina that we left.", "Amina"),
        ] {
            assert_eq!(names(text), [format!("{name} = {name}")], "{text}");
        }
        assert_eq!(names("It was Lind. Afterwards Lind left."), ["Lind = Lind", "Lind = Lind"]);
        assert_eq!(names("It was Lind. New Lind rules came."), ["Lind = Lind", "Lind = Lind"]);
    }

    #[test]
    fn a_name_is_whole_where_its_first_word_may_be_part_of_it() {
        for text in ["Sterling Inc fell.", "New Pond fell.", "Bookmakers Committee fell.", "Born Lind fell."] {
            assert_eq!(names(text).len(), 1);
            assert!(names(text)[0].ends_with(text.strip_suffix(" fell.").unwrap()), "{text}");
        }
        // The name stands in the middle of a sentence, too.
        let name = "Golding Lind = Golding Lind";
        assert_eq!(names("We met Lind. Golding Lind left. It was Golding Lind."), ["Lind = Golding Lind", name, name]);
    }
}
