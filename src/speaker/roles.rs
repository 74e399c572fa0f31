//! Roles tied to people: whom "the minister" means in an article that calls somebody a minister.
//!
//! A role stands before a name ("defence secretary Hal Moor"), in an apposition ("Hal Moor, the defence secretary") or
//! behind "is". Deputies, shadows and former holders are kept apart from the holder, and so are offices of one name that
//! another word tells apart: the prime minister is not the foreign minister.

use super::cursor::Cursor;
use super::keys::mixed;
use super::lexicon::{Traits, traits_of};
use super::mention::MentionKind;
use super::name::fold_key;
use super::offices::{envoy_to, is_joined_office, is_official_adjective};
use super::people::{People, PersonId};
use super::says::{DEEDS, says};
use super::served::{Whose, whose, whose_is_asked};
use super::tokens::{Token, TokenKind, Tokens};

/// The people tied to one role, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Ties {
    list: Vec<Tie>,
    cursor: Cursor,
}

/// One place that says what somebody is.
#[derive(Debug, Clone, Copy)]
struct Tie {
    /// The first token of the mention.
    at: u32,
    mention: u32,
    person: PersonId,
    /// What the role is of, as the word before it says: the key of "foreign" for "foreign minister"; 0 where none does.
    of: u64,
    /// The keys of the names right before it, "Ore" for "the Ore boss".
    names: Names,
    /// The party right before it, "Tory" for "the Tory leader".
    party: Option<usize>,
    /// Whose they are, "his" for "his lawyer".
    whose: Whose,
}

impl People {
    /// Whom the article last tied to the role that token `role` names ("minister") before token `before`; else whom it
    /// ties to it first. A vice president is no president, a former one only where there is no other, and the prime
    /// minister none whom the article calls the foreign minister.
    pub fn with_role(&self, text: &str, tokens: &Tokens, role: usize, before: usize) -> Option<(PersonId, usize)> {
        let ties = |rank: Rank| self.by_role.get(&role_key(text, &tokens[role], rank));
        let rank = Rank::of(text, tokens, role);
        let tied = ties(rank).or_else(|| if rank == Rank::Full { ties(Rank::Former) } else { None })?;
        let after = tied.cursor.partition_point(&tied.list, |tie| (tie.at as usize) < before);
        let of = role_is_of(text, tokens, role);
        let names = names_before(text, tokens, role);
        let party = party_before(text, tokens, role);
        let asked = whose_is_asked(text, tokens, role);
        let may_be = |tie: &&Tie| {
            (of == 0 || tie.of == 0 || tie.of == of)
                && may_be_one(&names, &tie.names)
                && (party.is_none() || tie.party.is_none() || tie.party == party)
        };
        let theirs = |tie: &&Tie| may_be(tie) && asked.may_be(tie.whose);
        let (earlier, later) = tied.list.split_at(after);
        let before = earlier.iter().rev().take(TIES_SEEN).find(theirs);
        // "His agent said it was late. Agent Bo Lind said": where nobody is one before, whoever is named behind is his.
        let behind = || later.iter().take(TIES_SEEN).find(|tie| if after == 0 { may_be(tie) } else { theirs(tie) });
        let tie = before.or_else(behind)?;
        Some((tie.person, tie.mention as usize))
    }

    /// Whether the article ties somebody to a role by another of its names: "the boss" is its manager.
    pub fn has_role_like(&self, text: &str, role: &Token, id: PersonId) -> bool {
        let word = role.of(text);
        let names = ALIKE.iter().filter(|names| names.contains(&word)).flat_map(|names| names.iter());
        let ties = names.filter_map(|name| self.by_role.get(&fold_key(name)));
        ties.flat_map(|ties| ties.list.iter().take(TIES_SEEN)).any(|tie| tie.person == id)
    }

    /// Whom alone the article ties to a role that papers call by the word at token `role` as well, before token `before`: "the
    /// lawmaker" for "Sen. Ann Roe".
    pub fn with_role_like(&self, text: &str, tokens: &Tokens, role: usize, before: usize) -> Option<(PersonId, usize)> {
        let word = tokens[role].of(text);
        let (_, names) = KINDS.iter().find(|(kind, _)| kind.contains(&word))?;
        if Rank::of(text, tokens, role) != Rank::Full {
            return None;
        }
        let party = party_before(text, tokens, role);
        let mut found: Option<&Tie> = None;
        for ties in names.iter().filter_map(|name| self.by_role.get(&fold_key(name))) {
            if ties.list.len() > TIES_SEEN {
                return None;
            }
            for tie in ties.list.iter().filter(|tie| party.is_none() || tie.party.is_none() || tie.party == party) {
                if found.is_some_and(|found| found.person != tie.person) {
                    return None;
                }
                found = found.filter(|found| found.at < tie.at).or(Some(tie));
            }
        }
        let tie = found.filter(|tie| (tie.at as usize) < before)?;
        let sex = i32::from(tokens[role].is(Traits::MALE)) - i32::from(tokens[role].is(Traits::FEMALE));
        (self.person(tie.person).gender * sex >= 0).then_some((tie.person, tie.mention as usize))
    }

    /// Whether the title stands before the full name of somebody: "senator" for "Sen. Ann Roe".
    pub fn bears(&self, title: &str, id: PersonId) -> bool {
        self.titles.contains(&mixed([fold_key(written_out(title)), u64::from(id)]))
    }

    /// Whether a word before the role at token `role` tells it from others: "prime minister".
    pub fn is_qualified_role(&self, text: &str, tokens: &Tokens, role: usize) -> bool {
        role_is_of(text, tokens, role) != 0
    }

    /// Ties roles to people: "defence secretary Hal Moor", "Ida Brandt, a spokeswoman for the mayor,".
    pub(super) fn tie_roles(&mut self, text: &str, tokens: &Tokens) {
        let mut tied: Vec<(u64, Tie)> = Vec::new();
        for (number, mention) in self.mentions.iter().enumerate() {
            if mention.kind != MentionKind::Person {
                continue;
            }
            let id = self.meant[number];
            let here = Tie {
                at: mention.run.start,
                mention: number as u32,
                person: id,
                of: 0,
                names: [0; 3],
                party: None,
                whose: Whose::Nobodys,
            };
            let words = mention.run.start as usize..mention.run.end as usize;
            let mut tie = |at: usize| {
                let token = &tokens[at];
                let (names, party) = (names_before(text, tokens, at), party_before(text, tokens, at));
                let whose = whose(text, tokens, at, &words);
                let tie = Tie { of: role_is_of(text, tokens, at), names, party, whose, ..here };
                tied.push((role_key(text, token, Rank::of(text, tokens, at)), tie));
                self.people[id as usize].gender +=
                    3 * (i32::from(tells_of_man(text, token)) - i32::from(token.is(Traits::FEMALE)));
                self.people[id as usize].surely_person = true;
                self.people[id as usize].has_role = true;
            };
            let before = mention.run.start.saturating_sub(1) as usize;
            let run = mention.run.start as usize..mention.name.start as usize;
            let outside = &tokens[before];
            let small = before < run.start && outside.kind == TokenKind::Word && !outside.capital;
            if small && outside.is(Traits::ROLE) && !is_official_adjective(text, tokens, before) {
                tie(before);
            }
            let office = |at: usize| tokens[at].is(Traits::ROLE) || is_joined_office(text, &tokens[at]);
            run.clone().filter(|&at| office(at)).for_each(&mut tie);
            // "Ann Roe MP"
            let behind = mention.name.end as usize..mention.run.end as usize;
            behind.filter(|&at| tokens[at].reads(text, "MP")).for_each(&mut tie);
            // "the ambassador to Ore Ann Roe"
            let place = number.checked_sub(1).map(|place| &self.mentions[place].run);
            let place = place.filter(|place| place.end == mention.run.start && before < run.start);
            place.and_then(|place| envoy_to(text, tokens, place.start as usize)).into_iter().for_each(&mut tie);
            let is = |at: usize, traits: Traits| tokens.get(at).is_some_and(|token| token.is(traits));
            let comma = |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Comma);
            // The apposition before the name: "the museum's director, Hal Moor", and "the prosecutor is Hal Moor".
            let copula = |at: usize| ["is", "was"].contains(&tokens[at].of(text));
            let end = mention.run.end as usize;
            let closes = tokens.get(end).is_none_or(|token| !token.is_word() && token.kind != TokenKind::Clitic);
            if run.start > 1
                && mention.words > 1
                && (comma(run.start - 1) && closes || copula(run.start - 1) && !tokens[run.start].begins_sentence)
            {
                let start = run.start.saturating_sub(12);
                if let Some(role) = role_before(tokens, start, run.start - 1) {
                    tie(role);
                }
            }
            // The apposition behind it, up to its noun: "Ida Brandt, a spokeswoman for the mayor", "Ida Brandt is the".
            let at = mention.run.end as usize;
            let opens = |token: &Token| token.is(Traits::DET.with(Traits::ROLE)) || !token.capital;
            // "In Ida, the mayor said": one word behind "in" is a place, whatever it is elsewhere.
            let place = || {
                let somewhere = ["in", "at", "near", "across", "outside"];
                mention.words == 1
                    && before < run.start
                    && somewhere.iter().any(|word| outside.of(text).eq_ignore_ascii_case(word))
            };
            let apposition = comma(at) && tokens.get(at + 1).is_some_and(opens) && !place();
            let predicate = at < tokens.len() && copula(at) && is(at + 1, Traits::DET);
            let from = (apposition && !closes_report(text, tokens, at + 1) || predicate).then_some(at + 1);
            if let Some(from) = from {
                // "Ida Brandt, the prime minister's spokeswoman": she is what stands behind the possessive.
                let inside = |token: &&Token| {
                    token.is_word() && !token.is(Traits::PREP.with(Traits::REL).with(Traits::CONJ).with(Traits::AUX))
                };
                let owner = from + tokens[from..tokens.len().min(from + 5)].iter().take_while(inside).count();
                let owned = is(from, Traits::DET)
                    && tokens.get(owner).is_some_and(|token| token.kind == TokenKind::Clitic && !token.spaced);
                let from = if owned { owner + 1 } else { from };
                let mut noun = None;
                for at in (from..tokens.len().min(from + 8)).take_while(|&at| tokens[at].is_word()) {
                    let token = &tokens[at];
                    // "Ida Brandt, whose grandfather": she is not he.
                    let other = token.reads(text, "whose");
                    if other || token.is(Traits::PREP.with(Traits::REL).with(Traits::CONJ)) {
                        break;
                    }
                    if token.is(Traits::ROLE) {
                        tie(at);
                    }
                    noun = Some(token);
                }
                // "Ida Brandt, the toxicologist who": whatever the noun is, she is it.
                let described =
                    comma(at) && tokens.get(from).is_some_and(|first| ["the", "a", "an"].contains(&first.of(text)));
                if let Some(noun) = noun.filter(|noun| described && !noun.capital && !noun.is(Traits::ROLE)) {
                    tied.push((fold_key(noun.of(text)), here));
                }
            }
            // "Sen. Ann Roe", "Labour MP Ann Roe": a title is tied, too, but is not all that they are.
            for at in run.clone().filter(|&at| !office(at) && is_office_for_short(text, &tokens[at])) {
                let (names, party) = (names_before(text, tokens, at), party_before(text, tokens, at));
                let key = role_key(text, &tokens[at], Rank::of(text, tokens, at));
                tied.push((key, Tie { names, party, ..here }));
            }
        }
        for (role, tie) in tied {
            self.by_role.entry(role).or_default().list.push(tie);
        }
    }
}

/// Whether a role is that of a man. "The actor Ann Roe": women are called so, too.
pub(super) fn tells_of_man(text: &str, role: &Token) -> bool {
    role.is(Traits::MALE) && !role.of(text).eq_ignore_ascii_case("actor")
}

/// What the words before a role make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// Nothing: "president".
    Full,
    /// "vice president", "deputy minister".
    Deputy,
    /// "shadow chancellor".
    Shadow,
    /// "former president".
    Former,
}

impl Rank {
    /// The rank of the role at token `at`.
    fn of(text: &str, tokens: &Tokens, at: usize) -> Rank {
        let is = |back: usize, words: &[&str]| {
            at.checked_sub(back)
                .is_some_and(|at| words.iter().any(|word| tokens[at].of(text).eq_ignore_ascii_case(word)))
        };
        if (1..3).any(|back| is(back, &["vice", "deputy", "assistant", "junior"])) {
            Rank::Deputy
        } else if (1..4).any(|back| is(back, &["shadow"])) {
            Rank::Shadow
        } else if (1..4).any(|back| is(back, &["former", "ex"])) {
            Rank::Former
        } else {
            Rank::Full
        }
    }
}

/// Roles that papers call by several names.
const ALIKE: [&[&str]; 5] = [
    &["MP", "backbencher", "chancellor", "minister", "secretary"],
    &["boss", "coach", "manager"],
    &["boss", "chairman", "chief", "director", "executive", "head", "president"],
    &["captain", "defender", "forward", "goalkeeper", "midfielder", "skipper", "star", "striker", "winger"],
    &["author", "novelist", "writer"],
];

/// Words for those of several roles, each with the roles.
const KINDS: [(&[&str], &[&str]); 6] = [
    (
        &["backbencher", "lawmaker", "legislator", "parliamentarian"],
        &[
            "MP",
            "MSP",
            "backbencher",
            "congressman",
            "congresswoman",
            "lawmaker",
            "legislator",
            "representative",
            "senator",
        ],
    ),
    (&["congressman", "congresswoman"], &["representative"]),
    (
        &["footballer", "player"],
        &["captain", "defender", "forward", "goalkeeper", "midfielder", "skipper", "striker", "winger"],
    ),
    (&["forward"], &["striker", "winger"]),
    (&["actor"], &["actress"]),
    (&["vocalist"], &["singer"]),
];

/// "Sen.", "MP": whether a title is short for an office, or letters that stand for one.
fn is_office_for_short(text: &str, title: &Token) -> bool {
    let word = title.of(text);
    let long = written_out(word);
    word == "MP" || long.len() > word.trim_end_matches('.').len() && traits_of(long).any(Traits::ROLE)
}

/// How many ties of a role are looked at for one that may be meant.
const TIES_SEEN: usize = 8;

/// The key of the word that says what the role at token `role` is of, where it is one of those that make another office
/// of it: "prime minister" and "foreign minister" are two, "chief executive" and "chief financial officer".
fn role_is_of(text: &str, tokens: &Tokens, role: usize) -> u64 {
    const OFFICES: [&str; 8] =
        ["director", "executive", "general", "judge", "minister", "officer", "secretary", "spokesman"];
    let word = tokens[role].of(text);
    let before = role.checked_sub(1).map(|before| &tokens[before]);
    before
        .filter(|before| OFFICES.iter().any(|office| word.eq_ignore_ascii_case(office)) && before.is_word())
        .filter(|before| !before.is(Traits::DET.with(Traits::PREP).with(Traits::DEMONYM).with(Traits::PLACE)))
        .filter(|before| !before.is(Traits::CONJ.with(Traits::AUX)) && !RANKS.contains(&before.of(text)))
        .map_or(0, |before| fold_key(before.of(text)))
}

/// The keys of up to three names right before a role; 0 where there is none.
type Names = [u64; 3];

/// The names right before a role: "Ore Mills" of "the Ore Mills boss".
fn names_before(text: &str, tokens: &Tokens, role: usize) -> Names {
    let mut names = [0; 3];
    if tokens[role].capital && !tokens[role].reads(text, "MP") {
        return names;
    }
    let others = Traits::TITLE.with(Traits::ROLE).with(Traits::DET).with(Traits::DEMONYM).with(Traits::PLACE);
    let before = tokens[role.saturating_sub(4)..role]
        .iter()
        .rev()
        .take_while(|token| token.kind == TokenKind::Word && token.capital);
    for (name, token) in names.iter_mut().zip(before.filter(|token| !token.is(others))) {
        *name = fold_key(token.of(text));
    }
    // "the chairman of Ore Mills"
    if names[0] == 0 && tokens.get(role + 1).is_some_and(|of| of.reads(text, "of")) {
        let end = tokens.len().min(role + 5);
        let behind =
            tokens[(role + 2).min(end)..end].iter().take_while(|token| token.kind == TokenKind::Word && token.capital);
        for (name, token) in names.iter_mut().zip(behind.filter(|token| !token.is(others))) {
            *name = fold_key(token.of(text));
        }
    }
    names
}

/// Whether two roles may be one as far as the names before them tell: the Ore boss is not the Low Pond boss.
fn may_be_one(one: &Names, other: &Names) -> bool {
    let named = |names: &Names| names[0] != 0;
    !named(one) || !named(other) || one.iter().any(|name| *name != 0 && other.contains(name))
}

/// Parties by the words that papers put before a role: the Tory leader is no Labour leader.
const PARTIES: [&[&str]; 7] = [
    &["Conservative", "Conservatives", "Tories", "Tory"],
    &["Labour"],
    &["Dem", "Dems", "LibDem", "Liberal", "Liberals"],
    &["GOP", "Republican", "Republicans"],
    &["Democratic", "Democrats"],
    &["SNP"],
    &["UKIP", "Ukip"],
];

/// Whether a word is part of the name of a party, as papers print it.
pub fn is_of_party(word: &str) -> bool {
    PARTIES.iter().any(|party| party.contains(&word))
}

/// The number of the party that one of the two words before a role names; none where they name several.
fn party_before(text: &str, tokens: &Tokens, role: usize) -> Option<usize> {
    let named = |token: &Token| {
        let word = token.of(text);
        PARTIES.iter().position(|party| token.kind == TokenKind::Word && token.capital && party.contains(&word))
    };
    let mut found = tokens[role.saturating_sub(2)..role].iter().filter_map(named);
    found.next_back()
}

/// Words before a role that say of which rank it is.
const RANKS: [&str; 7] = ["assistant", "deputy", "ex", "former", "new", "shadow", "vice"];

/// The key of a role.
fn role_key(text: &str, role: &Token, rank: Rank) -> u64 {
    let key = fold_key(written_out(role.of(text)));
    if rank == Rank::Full { key } else { mixed([key, rank as u64]) }
}

/// A title as it is written out, "superintendent" for "Supt."; any other word without its full stop.
pub(super) fn written_out(title: &str) -> &str {
    #[rustfmt::skip]
    const SHORT: [(&str, &str); 35] = [
        ("amb", "ambassador"), ("capt", "captain"), ("cllr", "councillor"), ("cmdr", "commander"),
        ("col", "colonel"), ("councilor", "councillor"), ("coun", "councillor"), ("cr", "councillor"), ("dc", "constable"),
        ("dci", "inspector"), ("dep", "deputy"), ("det", "detective"), ("di", "inspector"), ("ds", "sergeant"), ("dsi", "superintendent"),
        ("dsp", "superintendent"), ("engr", "engineer"), ("gen", "general"), ("gov", "governor"), ("insp", "inspector"),
        ("lt", "lieutenant"), ("maj", "major"), ("ofc", "officer"), ("pc", "constable"), ("pres", "president"), ("prof", "professor"),
        ("pte", "private"), ("pvt", "private"), ("rep", "representative"), ("rev", "reverend"), ("revd", "reverend"),
        ("sen", "senator"), ("sgt", "sergeant"), ("supt", "superintendent"), ("wpc", "constable"),
    ];
    let title = title.trim_end_matches('.');
    let is_short = |(short, _): &&(&str, &str)| title.len() <= 9 && title.eq_ignore_ascii_case(short);
    SHORT.iter().find(is_short).map_or(title, |(_, long)| long)
}

/// `It was built by Ida Brandt, the official said`, `Beside his wife, Ida Brandt, the official admitted`: whether the words from a token on say who makes the report before them.
fn closes_report(text: &str, tokens: &Tokens, from: usize) -> bool {
    const LONGEST: usize = 8;
    let words = (from..tokens.len().min(from + LONGEST)).take_while(|&at| tokens[at].is_word());
    let mut clause = words.take_while(|&at| !tokens[at].is(Traits::REL));
    // "the announced heir"
    let deed = |at: usize| at > from + 1 && DEEDS.contains(&tokens[at].of(text));
    clause.any(|at| says(tokens[at].of(text)) || deed(at))
}

/// The role noun of the description that ends before token `end`, not looking before `start`: "the museum's director",
/// "a spokesman for the mill".
fn role_before(tokens: &Tokens, start: usize, end: usize) -> Option<usize> {
    let inside = |&at: &usize| tokens[at].is_word() || tokens[at].kind == TokenKind::Clitic;
    for at in (start..end).rev().take_while(inside) {
        let last = at + 1 == end || tokens[at + 1].is(Traits::PREP);
        if tokens[at].is(Traits::ROLE) && last {
            return Some(at);
        }
        if tokens[at].begins_sentence {
            break;
        }
    }
    None
}
