//! [`Mention`]s: where an article names somebody, found by capitals and a short list of words.

use super::doubtful::{begins_in_company, is_first_of_firm};
use super::keys::{KeyMap, mixed};
use super::lexicon::{Traits, traits_of};
use super::name::fold_key;
use super::offices::{
    behind_departments, behind_office, behind_place, is_joined_office, is_office_of_somebody, is_official_adjective,
};
use super::roles::{is_of_party, tells_of_man};
use super::run::{SURNAMES_AND_TITLES, before_particles, institution_behind_and, is_compound, run_end};
use super::says::says;
use super::short::{is_acronym, is_office_in_letters, is_place_of_two};
use super::surnames::is_initial;
use super::tokens::{Token, TokenKind, Tokens, is_ampersand};
use crate::article::Span;
use std::ops::Range;

/// A name in an article's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The name as printed, without titles.
    pub span: Span,
    /// The tokens of titles and name.
    pub run: Range<u32>,
    /// The tokens of the name alone.
    pub name: Range<u32>,
    /// What it seems to name.
    pub kind: MentionKind,
    /// What titles and given names tell of the person's sex: above 0 a man, below 0 a woman.
    pub gender: i8,
    /// Whether a title or a role stands before the name.
    pub titled: bool,
    /// Key of the first word of the name, particles passed over; equal to `last` where it is the only one.
    pub first: u64,
    /// Key of the first letter of that word; equal to `first` where the name gives the initial only.
    pub initial: u64,
    /// Key of the last word of the name.
    pub last: u64,
    /// Key of `Jr` and its like; 0 for none.
    pub suffix: u64,
    /// How many words the name has, without particles and suffix.
    pub words: u8,
}

impl Mention {
    /// Takes in what stands before the name from token `first` on.
    pub(super) fn begin_at(&mut self, text: &str, tokens: &Tokens, first: usize) {
        let words =
            tokens[first..self.name.start as usize].iter().filter(|token| token.kind == TokenKind::Word).count();
        self.name.start = first as u32;
        self.run.start = self.run.start.min(first as u32);
        self.span.start = tokens[first].start;
        if words > 0 {
            (self.first, self.initial) = keys_of_first(tokens[first].of(text));
            self.words = self.words.saturating_add(words.min(255) as u8);
        }
    }
}

/// What a mention seems to name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MentionKind {
    /// A person.
    Person,
    /// An institution, a place, a people.
    Group,
}

/// No name is longer, in bytes. A name is given again with each quotation of whoever bears it, so one as long as half
/// the article would make of the article its square.
pub const LONGEST_NAME: u32 = 500;

/// Finds the names in `tokens[block]`, in order. In a block set in capitals throughout (a headline) capitals tell
/// nothing: see [`known_names`].
pub fn find_names(text: &str, tokens: &Tokens, block: Range<usize>, found: &mut Vec<Mention>) {
    let mut at = block.start;
    let own = &tokens[block.clone()];
    let begins = |&(at, token): &(usize, &Token)| {
        token.capital
            && (begins_name(token) && !is_compound(text, token)
                || begins_in_company(text, tokens, block.start + at, &block))
    };
    while let Some((first, _)) = own.iter().enumerate().skip(at - block.start).find(begins) {
        at = block.start + first;
        let end = run_end(text, tokens, at, &block);
        // "the ambassador to Ore Ann Roe": the place ends where she begins.
        let end = behind_place(text, tokens, &(at..end), block.start).unwrap_or(end);
        // "Low Pond-based": the place is not named by itself.
        if end < block.end && tokens[end].capital && is_compound(text, &tokens[end]) {
            at = end;
            continue;
        }
        let name_end = before_ticker(text, tokens, at..end, block.end);
        let start = before_particles(tokens, at, found.last().map_or(block.start, |last| last.run.end as usize));
        if let Some(mut mention) =
            mention(text, tokens, start.max(block.start)..name_end.unwrap_or(end), block.start, false)
        {
            if is_dateline(text, tokens, &mention, &block) {
                mention.kind = MentionKind::Group;
            }
            // "Ore Minerals LDM.AX": what has a ticker is a firm.
            if name_end.is_some() {
                mention.kind = MentionKind::Group;
                mention.run.end = end as u32 + 2;
            }
            found.push(mention);
        }
        at = if name_end.is_some() { end + 2 } else { end };
    }
}

/// "Ore Minerals LDM.AX": where the name ends in a run of capitals whose last word, with a stop and the code of an exchange
/// right behind it, is that of its shares.
fn before_ticker(text: &str, tokens: &Tokens, run: Range<usize>, block_end: usize) -> Option<usize> {
    let (last, stop, exchange) = (run.end - 1, run.end, run.end + 1);
    let code = |at: usize| {
        let word = tokens[at].of(text);
        tokens[at].kind == TokenKind::Word && word.len() < 6 && word.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let whole =
        last > run.start && exchange < block_end && code(last) && code(exchange) && tokens[exchange].length() < 3;
    let joined = || tokens[stop].reads(text, ".") && !tokens[stop].spaced && !tokens[exchange].spaced;
    (whole && joined()).then_some(last)
}

/// `SAN OREL — The mayor left`, `PORT ORE, Rul. (Wire) — The mayor left`: whether a paragraph begins with these words, in
/// capitals alone, and a dash behind no more than a place and an agency: the town that the report comes from.
fn is_dateline(text: &str, tokens: &Tokens, mention: &Mention, block: &Range<usize>) -> bool {
    /// A dateline has no more tokens behind its town.
    const LONGEST: usize = 12;
    let (start, end) = (mention.run.start as usize, mention.run.end as usize);
    let shouted = |token: &Token| token.kind == TokenKind::Word && !token.of(text).chars().any(char::is_lowercase);
    // "ANN ROE — No.": who speaks.
    if start != block.start || tokens[start].is(Traits::GIVEN) || !tokens[start..end].iter().all(shouted) {
        return false;
    }
    let limit = block.end.min(end + LONGEST);
    let Some(dash) = (end..limit).find(|&at| tokens[at].kind == TokenKind::Dash) else { return false };
    let between = &tokens[end..dash];
    let set_off = |token: &Token| matches!(token.kind, TokenKind::Comma | TokenKind::Open);
    let small = |token: &Token| token.kind == TokenKind::Word && !token.capital;
    let spaced = tokens[dash].spaced && dash + 1 < block.end && tokens[dash + 1].capital;
    spaced && between.first().is_none_or(set_off) && !between.iter().any(small)
}

/// Makes one institution of each two neighbours that are `one`, the words between them counted in.
pub(super) fn join_pairs(
    text: &str,
    tokens: &Tokens,
    mentions: &mut Vec<Mention>,
    are_one: impl Fn(&Mention, &Mention) -> bool,
) {
    for second in 1..mentions.len() {
        let [first, other] = &mut mentions[second - 1..=second] else { continue };
        if are_one(first, other) {
            other.begin_at(text, tokens, first.name.start as usize);
            other.kind = MentionKind::Group;
            first.words = 0;
        }
    }
    mentions.retain(|mention| mention.words > 0);
}

fn begins_name(token: &Token) -> bool {
    token.kind == TokenKind::Word && token.capital && !token.is(Traits::PLAIN.with(Traits::TIME).with(Traits::SELF))
}

/// Titles that are names behind a given name.
const NAMES_AND_TITLES: &[&str] = &["Baron", "Bishop", "Duke", "Judge", "King", "Major", "Prince", "Shaikh", "Sheikh"];

/// Letters that stand behind the names of people in Britain and elsewhere.
const HONOURS: &[&str] = &["CBE", "KC", "MBE", "MEP", "MP", "MSP", "OBE", "QC", "SAN", "TD"];
/// Those that the names of clubs end with, too: only behind a given name they are a person's.
const HONOURS_AND_CLUBS: &[&str] = &["SC"];
/// Parts of the names of institutions and places that are surnames behind a given name.
const SURNAMES_AND_PLACES: &[&str] = &["Court", "Day", "Hall", "Lake", "Law", "Park", "West", "White"];

/// Cuts titles off the run and says what is left; in a text in capitals throughout words may be `shouted`.
fn mention(text: &str, tokens: &Tokens, run: Range<usize>, block_start: usize, shouted: bool) -> Option<Mention> {
    if tokens[run.end - 1].end - tokens[run.start].start > LONGEST_NAME {
        return None;
    }
    let strip = Traits::TITLE.with(Traits::DEMONYM);
    let is_suffix = |at: usize| tokens[at].is(Traits::SUFFIX) || tokens[at].kind == TokenKind::Comma;
    let mut end = run.end;
    while end > run.start + 1 && is_suffix(end - 1) {
        end -= 1;
    }
    let suffix = (end..run.end).find(|&at| tokens[at].is(Traits::SUFFIX));
    // "Confederation of Ruland Industry": a people behind "of" is part of the name.
    let of = |at: usize| at > run.start && matches!(tokens[at - 1].of(text), "of" | "for");
    let strips = |at: usize| {
        let token = &tokens[at];
        // "Prime Minster Bo Lind" is mistyped more often than there are ministers called so.
        let mistyped = || at > run.start && token.reads(text, "Minster") && tokens[at - 1].reads(text, "Prime");
        token.is(Traits::TITLE)
            || token.is(strip) && !of(at)
            || is_joined_office(text, token)
            || mistyped()
            || is_parent_of_several(text, token)
            || is_of_two_words(text, tokens, at)
            || is_office_of_state(text, tokens, run.start..at + 1)
    };
    // "Ann Roe MP": what stands behind the name is no part of it; "the Ore North MP" is no name.
    let the = run.start > block_start
        && end > run.start + 1
        && ["the", "The"].iter().any(|the| tokens[run.start - 1].reads(text, the));
    if the && end > run.start + 1 && tokens[end - 1].reads(text, "MP") && !tokens[run.start].is(Traits::GIVEN) {
        return None;
    }
    // "Ann Roe SC", but "Ore Rovers SC"
    let somebody = tokens[run.start].is(Traits::GIVEN.with(Traits::MALE).with(Traits::FEMALE))
        && !tokens[run.start].is(Traits::PLACE.with(Traits::ORG));
    let honour = |word: &str| HONOURS.contains(&word) || somebody && HONOURS_AND_CLUBS.contains(&word);
    while end > run.start + 2 && honour(tokens[end - 1].of(text)) {
        end -= 1;
    }
    // "Ann Roe Roe said": a surname printed twice.
    let twice =
        |at: usize| tokens[at].of(text) == tokens[at - 1].of(text) && !tokens[at].is(Traits::ORG.with(Traits::PLACE));
    while end > run.start + 2 && twice(end - 1) {
        end -= 1;
    }
    if is_office_of_state(text, tokens, run.start..end) {
        return None;
    }
    // "Nadim Sheikh Sarraf", "Ottilie Baron Crane": behind a given name a title is a name.
    let given = (run.start..end).find(|&at| !tokens[at].is(Traits::TITLE)).filter(|&at| {
        tokens[at].is(Traits::GIVEN) && !tokens[at].is(strip.with(Traits::ROLE).with(Traits::ORG).with(Traits::PLACE))
    });
    // "Christian Wolf" is a name, a Christian one or not; "Christian Democrats" and "Christian leaders" are none.
    let many = |at: usize| {
        let others = Traits::ROLE.with(Traits::TITLE).with(Traits::DEMONYM).with(Traits::ORG).with(Traits::FIRM);
        tokens[at].of(text).strip_suffix('s').is_some_and(|one| traits_of(one).any(others) || one == "Brother")
    };
    let christian = |at: usize| {
        let others = Traits::ROLE.with(Traits::ORG).with(Traits::PLACE).with(strip);
        at == run.start
            && tokens[at].is(Traits::GIVEN)
            && tokens[at].is(Traits::DEMONYM)
            && !tokens[at].is(Traits::PLACE)
            && end == at + 2
            && !tokens[at + 1].is(others)
            && !many(at + 1)
    };
    let first_of_firm = |at: usize| is_first_of_firm(text, tokens, run.start..at, end);
    // "Ministry of Foreign Trade"
    let of_ministry = |at: usize| {
        of(at)
            && at > run.start + 1
            && tokens[at - 2].is(Traits::ORG)
            && !tokens[at].is(Traits::ROLE.with(Traits::DEMONYM))
    };
    let is_name = |at: usize| {
        christian(at)
            || of_ministry(at)
            // "Finance One"
            || at + 2 == end && tokens[at + 1].reads(text, "One")
            || given.is_some_and(|given| given < at) && NAMES_AND_TITLES.contains(&tokens[at].of(text))
            || first_of_firm(at)
    };
    let core_start = (run.start..end - 1).rev().find(|&at| strips(at) && !is_name(at)).map_or(run.start, |at| at + 1);
    // "Secretary of State John Roe": what is left begins with the rest of the title.
    let mut start = core_start;
    // "DUP MLA Ann Roe"
    if start == run.start && end - start > 3 && is_acronym(tokens[start].of(text)) && is_rank(text, &tokens[start + 1])
    {
        start += 1;
    }
    // "Engineer Ann Roe": a trade that opens a sentence. Two words alone may be a name: "Baker Roe".
    let trade = Traits::ROLE.with(Traits::TRADE);
    let is_trade = start == run.start
        && !tokens[start].is(Traits::GIVEN)
        && (tokens[start].is(trade) || end - start > 2 && is_strange_trade(text, tokens, start));
    if end - start > 2 && (is_trade || is_rank(text, &tokens[start])) {
        start += 1;
    }
    // "OMF Ann Roe", "Tories Ann Roe": what somebody is of.
    if start == run.start
        && end - start > 2
        && tokens[start + 1].is(Traits::GIVEN)
        && !tokens[start + 1].is(Traits::ORG.with(Traits::PLACE))
    {
        let word = tokens[start].of(text);
        start += usize::from(word.len() > 2 && is_acronym(word) || is_of_party(word));
    }
    if start > run.start && tokens[start].reads(text, "of") {
        // "Chancellor of the Exchequer Ann Roe"
        let the = start + 1 < end && tokens[start + 1].reads(text, "the");
        start += (if the { 3 } else { 2 }).min(end - 1 - start);
        if start + 1 >= end && core_start > run.start {
            return None;
        }
    }
    // "Minister of Foreign Affairs Ann Roe"
    if start > run.start && start + 1 < end && tokens[start].reads(text, "Affairs") {
        start += 1;
    }
    // "Minister of Trade and Industry Ann Roe"
    while start > run.start && start + 2 < end && tokens[start].reads(text, "and") {
        start += 2;
    }
    // "secretary for Trade and Industry Ann Roe"
    start = behind_departments(text, tokens, start..end);
    // "Minister of Public Health Ann Roe", "Chairman of the Audit Committee Ann Roe"
    if core_start > run.start {
        start = behind_office(text, tokens, core_start, start..end);
    }
    // "spokeswoman Ida Brandt": the role stands before the run, in small letters.
    let role_before = run.start > block_start
        && tokens[run.start - 1].kind == TokenKind::Word
        && !tokens[run.start - 1].capital
        && tokens[run.start - 1].is(Traits::ROLE)
        && !is_official_adjective(text, tokens, run.start - 1);
    let has = |range: Range<usize>, traits| range.into_iter().any(|at| tokens[at].is(traits));
    let institution = Traits::ORG.with(Traits::PLACE);
    // "Trade and Industry", "Ann Roe Institute for Peace", "Ore First Velden"
    let joined = |at: usize| tokens[at].is(Traits::CONJ) || tokens[at].reads(text, "for") || first_of_firm(at);
    let mut group =
        (start..end).any(|at| !matches!(tokens[at].kind, TokenKind::Word | TokenKind::Number) || joined(at));
    if group {
        start = run.start;
    } else if has(start..end, institution) {
        let last = &tokens[end - 1];
        let surname = !last.is(Traits::ORG)
            || end - start == 2 && SURNAMES_AND_PLACES.contains(&last.of(text)) && !tokens[start].is(Traits::PLACE);
        let known_given = tokens[start].is(Traits::GIVEN) && end - start > 1 && surname;
        // "Mr Houston"
        let courtesy = start > run.start
            && end - start == 1
            && tokens[start - 1].is(Traits::MALE.with(Traits::FEMALE))
            && !last.is(Traits::ORG);
        // "Chairman Ann Field"
        let officer = start > run.start
            && end - start == 2
            && tokens[start].is(Traits::GIVEN)
            && !tokens[start].is(institution)
            && is_office_of_somebody(text, &tokens[start - 1]);
        // "harbour analyst Ro Park"
        let introduced = role_before && surname && end - start == 2 && last.is(Traits::ORG);
        if !known_given && !introduced && !courtesy && !officer {
            group = true;
            start = run.start;
        }
    }
    if !group && is_firm(text, tokens, run.start..end) {
        group = true;
        start = run.start;
    }
    group |= end - start == 2 && is_place_of_two(&text[tokens[start].start as usize..tokens[end - 1].end as usize]);
    // "Indians", "Young Californians"
    let one = tokens[end - 1].of(text).strip_suffix('s').map_or(Traits::NONE, traits_of);
    group |= one.any(Traits::DEMONYM) && !tokens[start].is(Traits::GIVEN);
    // "Allied Irish Banks"
    let of_people =
        || (run.start + 1..end - 1).any(|at| tokens[at].is(Traits::DEMONYM) && !tokens[at].is(Traits::GIVEN));
    if !group && one.any(Traits::FIRM) && end > run.start + 2 && tokens[run.start].traits == Traits::NONE && of_people()
    {
        group = true;
        start = run.start;
    }
    if end - start == 1 && strips(start) {
        // "the Attorney General", "Republicans", "the President": a description, no name; but "Labour", and "ADM" is no
        // admiral.
        let word = tokens[start].of(text);
        let name = is_acronym(word) && !is_office_in_letters(word)
            || matches!(word, "Labor" | "Labour")
            || word == "Treasury" && block_start < start && matches!(tokens[start - 1].of(text), "the" | "The");
        if !name && (!tokens[start].is(Traits::DEMONYM) || tokens[start].is(Traits::TITLE)) {
            return None;
        }
        group = true;
    }
    // "Ben King", "Ada Pope" are people; "the Vice President" is a description.
    let surname = || SURNAMES_AND_TITLES.contains(&tokens[end - 1].of(text)) || is_initial(&tokens[start]);
    let joined_offices = || {
        // "Chairman and Chief Executive", but "the Health and Safety Executive".
        let and = (start..end).find(|&at| tokens[at].is(Traits::CONJ));
        and.is_some_and(|and| institution_behind_and(text, tokens, run.start..and, end) != Some(end - 1))
    };
    let named = || tokens[start].is(Traits::GIVEN) || group && !joined_offices();
    if end - start > 1 && strips(end - 1) && !named() && !surname() {
        return None;
    }
    // "E Lind": a letter is no particle.
    let irish = |at: usize| at + 1 < end && matches!(tokens[at].of(text), "Ní" | "Nic" | "Ó" | "Uí");
    let particle = |at: usize| tokens[at].is(Traits::PARTICLE) && tokens[at].length() > 1 || irish(at);
    // "Radio 8"
    let number = |at: usize| tokens[at].kind == TokenKind::Number && at > start && at + 1 == end;
    let is_word = |&at: &usize| tokens[at].kind == TokenKind::Word && !particle(at) || number(at);
    let words = || (start..end).filter(is_word);
    let (first, last, count) = (words().next()?, words().next_back()?, words().count());
    let mut gender = 0;
    let hints_from = if role_before { run.start - 1 } else { run.start };
    for token in &tokens[hints_from..first + 1] {
        // A given name says something; a surname that looks like one says nothing.
        let weight = if token.start != tokens[first].start { 4 } else { i8::from(count > 1) };
        gender += weight * (i8::from(tells_of_man(text, token)) - i8::from(token.is(Traits::FEMALE)));
    }
    // "KILLED IN BLAST": two words shouted are no name.
    let shouts = |&at: &usize| {
        let word = tokens[at].of(text);
        word.len() > 3 && !word.chars().any(char::is_lowercase)
    };
    if !shouted && count > 1 && words().filter(shouts).count() > 1 {
        return None;
    }
    // "THE FAMILY of a man has": the first words of a report, set in capitals.
    let opens = |the: usize| the == block_start && tokens[the].reads(text, "THE");
    let thing = || shouts(&first) && !is_acronym(tokens[first].of(text)) || tokens[first].reads(text, "FAMILY");
    if !shouted && count == 1 && run.start.checked_sub(1).is_some_and(opens) && thing() {
        return None;
    }
    let printed_end = suffix.map_or_else(
        || {
            // "Marl & Poor's": the possessive is part of the name.
            let joined = end - start == 3 && is_ampersand(tokens[start + 1].of(text));
            if joined && tokens[end - 1].reads(text, "Poor") {
                let clitic = tokens.get(end).filter(|clitic| clitic.kind == TokenKind::Clitic);
                return clitic.unwrap_or(&tokens[end - 1]).end;
            }
            // "Ore Motors Inc. said": the stop is that of the abbreviation, whether the sentence ends or not.
            let stop = group && tokens[end - 1].is(Traits::FIRM) && tokens[end - 1].of(text).ends_with('.');
            tokens[end - 1].end - u32::from(stop)
        },
        |at| tokens[at].end,
    );
    let name_end = suffix.map_or(end, |at| at + 1);
    let word_key = |at: usize| {
        let word = tokens[at].of(text);
        fold_key(if word.ends_with('.') { word.trim_end_matches('.') } else { word })
    };
    let (first_key, initial) = keys_of_first(tokens[first].of(text));
    Some(Mention {
        span: Span::new(tokens[start].start as usize, printed_end as usize),
        run: run.start as u32..run.end as u32,
        name: start as u32..name_end as u32,
        kind: if group { MentionKind::Group } else { MentionKind::Person },
        gender,
        titled: start > run.start && !group || role_before,
        first: first_key,
        initial,
        last: if last == first { first_key } else { word_key(last) },
        suffix: suffix.map_or(0, word_key),
        words: count.min(255) as u8,
    })
}

/// The key of the first word of a name and that of its first letter; the same where the word is an initial.
fn keys_of_first(word: &str) -> (u64, u64) {
    let key = fold_key(word.trim_end_matches('.'));
    (key, word.char_indices().nth(1).map_or(key, |(second, _)| fold_key(&word[..second])))
}

/// What a mention names without its first word.
pub(super) fn without_first(text: &str, tokens: &Tokens, whole: &Mention) -> Option<Mention> {
    let run = whole.run.start as usize + 1..whole.run.end as usize;
    if run.is_empty() { None } else { mention(text, tokens, run.clone(), run.start, false) }
}

/// "Lib Dem Ann Roe", "Tan Sri Ahmad Fauzi": whether a word is the second of the two that say of which party somebody is or
/// are their title, before a name.
fn is_of_two_words(text: &str, tokens: &Tokens, at: usize) -> bool {
    let Some(next) = tokens.get(at + 1).filter(|next| at > 0 && next.kind == TokenKind::Word && next.capital) else {
        return false;
    };
    match (tokens[at - 1].of(text), tokens[at].of(text)) {
        ("Lib", "Dem") => next.is(Traits::GIVEN),
        ("Tan" | "Puan", "Sri") | ("Datuk" | "Dato" | "Datin", "Seri" | "Sri") => true,
        _ => false,
    }
}

/// "State Coroner Ann Roe", "the State Coroner": whether a word and the one before it are an office.
fn is_office_of_state(text: &str, tokens: &Tokens, run: Range<usize>) -> bool {
    run.len() > 1
        && matches!(tokens[run.end - 1].of(text), "Coroner" | "Pathologist")
        && matches!(tokens[run.end - 2].of(text), "Area" | "City" | "County" | "State")
}

/// "Mother-of-three Ann Roe": whether a word says of how many somebody is the parent.
fn is_parent_of_several(text: &str, token: &Token) -> bool {
    const PARENTS: [&str; 9] =
        ["Dad", "Father", "Gran", "Grandad", "Grandfather", "Grandmother", "Mom", "Mother", "Mum"];
    let parent = token.of(text).split_once("-of-").map(|(parent, _)| parent);
    token.capital && parent.is_some_and(|parent| PARENTS.contains(&parent))
}

/// "Pianist Ann Roe came": whether a word that opens a sentence before a given name is a trade by its ending.
fn is_strange_trade(text: &str, tokens: &Tokens, at: usize) -> bool {
    const ENDINGS: [&str; 8] = ["er", "ist", "ician", "woman", "man", "or", "match", "Fan"];
    let others = Traits::ORG.with(Traits::PLACE).with(Traits::DEMONYM).with(Traits::FIRM);
    let next = &tokens[at + 1];
    tokens[at].begins_sentence
        && !tokens[at].is(others)
        && (next.is(Traits::GIVEN) || tokens[at].reads(text, "Fan"))
        && !next.is(others.with(Traits::TITLE))
        && ENDINGS.iter().any(|ending| tokens[at].of(text).ends_with(ending))
}

/// "PC", "Canon": whether a word may be a title, by what it is and how it is printed.
fn is_rank(text: &str, token: &Token) -> bool {
    if !token.is(Traits::RANK) {
        return false;
    }
    let word = token.of(text);
    // "PC" and "DI", but "Adv" and "Er".
    let letters = ["pc", "dc", "ds", "di", "sp", "acc", "asp", "cp", "wo", "mla", "td"]
        .iter()
        .any(|form| word.eq_ignore_ascii_case(form));
    !letters || !word.chars().any(char::is_lowercase)
}

/// Whether a run of capitals is the name of a firm or a club by its last word: "Ore Motors", "General Breweries". In "Ann
/// Steel", "Sir Roe Power" and "Mr Mills" that is a surname.
fn is_firm(text: &str, tokens: &Tokens, run: Range<usize>) -> bool {
    let before = &tokens[run.start..run.end - 1];
    tokens[run.end - 1].is(Traits::FIRM)
        && before.iter().any(|token| !token.is(Traits::TITLE) || token.reads(text, "General"))
        && !before.iter().any(|token| token.is(Traits::GIVEN.with(Traits::MALE).with(Traits::FEMALE)))
}

/// Cuts a rank off each name whose other word is the surname of somebody named in full, "PC Owen Roe … PC Roe", and a
/// trade where the full name has it, too: "Chef Ann Roe … Chef Roe".
pub fn cut_ranks(text: &str, tokens: &Tokens, mentions: &mut [Mention]) {
    let ranked = |mention: &Mention| {
        let first = &tokens[mention.name.start as usize];
        let two = mention.kind == MentionKind::Person && mention.name.len() == 2;
        if two && is_rank(text, first) {
            Some(mixed([0, mention.last]))
        } else if two && first.is(Traits::ROLE.with(Traits::TRADE)) && !first.is(Traits::GIVEN) {
            Some(mixed([fold_key(first.of(text)), mention.last]))
        } else {
            None
        }
    };
    let mut known: KeyMap<bool> = mentions.iter().filter_map(ranked).map(|name| (name, false)).collect();
    if known.is_empty() {
        return;
    }
    for mention in mentions.iter().filter(|mention| mention.kind == MentionKind::Person && ranked(mention).is_none()) {
        let titles = &tokens[mention.run.start as usize..mention.name.start as usize];
        if mention.words > 1 || !titles.is_empty() {
            let titles = titles.iter().map(|title| fold_key(title.of(text))).chain([0]);
            for name in titles.map(|title| mixed([title, mention.last])) {
                known.entry(name).and_modify(|known| *known = true);
            }
        }
    }
    for mention in mentions {
        if ranked(mention).is_some_and(|name| known[&name]) {
            mention.name.start += 1;
            mention.span.start = tokens[mention.name.start as usize].start;
            (mention.first, mention.initial) = (mention.last, mention.last);
            mention.words = 1;
            mention.titled = true;
        }
    }
}

/// Finds names that are known already (`is_last` tells whether a word ends one, `is_pair` whether two words are one's
/// first and last) in a block where every word has a capital.
pub fn known_names(
    text: &str,
    tokens: &Tokens,
    block: Range<usize>,
    is_last: impl Fn(u64) -> bool,
    is_pair: impl Fn(u64, u64) -> bool,
    found: &mut Vec<Mention>,
) {
    let mut at = block.start;
    while at < block.end {
        let token = &tokens[at];
        if token.kind != TokenKind::Word || !token.capital || token.is(Traits::PLAIN) {
            at += 1;
            continue;
        }
        let key = fold_key(token.of(text));
        let next = at + 1 < block.end && tokens[at + 1].kind == TokenKind::Word;
        // "Ann Roe" where the body has "Roe" alone: a given name before it.
        let pair = next && {
            let last = fold_key(tokens[at + 1].of(text));
            is_pair(key, last) || token.is(Traits::GIVEN) && is_last(last)
        };
        let named = !pair && next && names_in_capitals(text, tokens, block.start, at);
        if pair || named || is_last(key) {
            let end = if pair || named { at + 2 } else { at + 1 };
            if let Some(mention) = mention(text, tokens, at..end, block.start, named)
                && mention.kind == MentionKind::Person
            {
                found.push(mention);
            }
            at = end;
        } else {
            at += 1;
        }
    }
}

/// "SAID ANN ROE", "MAYOR ANN ROE": whether a given name and another word in capitals behind a title or a verb of saying
/// are a name.
fn names_in_capitals(text: &str, tokens: &Tokens, block_start: usize, at: usize) -> bool {
    let shouted = |token: &Token| token.of(text).chars().all(|letter| !letter.is_lowercase());
    let (given, surname) = (&tokens[at], &tokens[at + 1]);
    let others = Traits::PLAIN.with(Traits::TIME).with(Traits::TITLE).with(Traits::ORG).with(Traits::PLACE);
    let introduced = |before: &Token| before.is(Traits::TITLE.with(Traits::ROLE)) || says(before.of(text));
    given.is(Traits::GIVEN)
        && at > block_start
        && introduced(&tokens[at - 1])
        && shouted(given)
        && shouted(surname)
        && surname.capital
        && surname.end - surname.start > 1
        && !surname.is(others)
}
