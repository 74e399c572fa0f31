//! [`People`]: everybody an article names, with every mention joined to the person it means.
//!
//! Newspapers give the full name once and the surname from then on. So the register is made from the whole article
//! before anybody is asked for: full names first, then every shorter form is joined to one of them.

use super::cursor::Cursor;
use super::keys::{KeyMap, KeySet, mixed};
use super::lexicon::Traits;
use super::mention::{Mention, MentionKind, find_names, known_names};
use super::name::fold_key;
use super::tokens::{Token, TokenKind, Tokens};
use crate::text::looks::count_looks;
use std::ops::Range;

/// The number of a person in an article's register.
pub type PersonId = u32;

/// Everybody an article names.
#[derive(Debug, Default)]
pub struct People {
    /// The mentions in the order of the text.
    pub mentions: Vec<Mention>,
    /// For each mention, whom it means.
    pub meant: Vec<PersonId>,
    /// For each token the number of the mention it belongs to, plus one; 0 for none.
    of_token: Vec<u32>,
    people: Vec<Person>,
    by_role: KeyMap<Ties>,
}

/// The people tied to one role, in the order of the text.
#[derive(Debug, Default)]
struct Ties {
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
}

/// One person or institution of the register.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// The mention with the fullest name.
    pub fullest: u32,
    /// Person or institution.
    pub kind: MentionKind,
    /// The sum of what the mentions tell: above 0 a man, below 0 a woman.
    pub gender: i32,
    /// How often the full name, or the only one, stands in the text.
    pub count: u32,
    /// How many words the fullest name has.
    pub words: u8,
    /// Whether some mention has a title, or the first word is a known given name.
    pub surely_person: bool,
    /// Whether the article says what they are: "defence secretary", "a nurse".
    pub has_role: bool,
    first: u64,
    suffix: u64,
}

/// A stretch of tokens that belongs together: a paragraph, a headline.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether nearly every word has a capital, so that capitals tell nothing.
    pub capitals: bool,
}

impl People {
    /// Reads everybody from the stretches of an article, which stand in the order of the text.
    pub fn find(text: &str, tokens: &Tokens, stretches: &[Stretch]) -> People {
        // News names somebody, or something, with every twentieth word.
        let mut mentions = Vec::with_capacity(tokens.len() / 16);
        for stretch in stretches.iter().filter(|stretch| !stretch.capitals) {
            find_names(text, tokens, stretch.tokens.clone(), &mut mentions);
        }
        drop_chance_capitals(tokens, &mut mentions);
        if stretches.iter().any(|stretch| stretch.capitals) {
            let mut lasts = KeySet::default();
            let mut pairs = KeySet::default();
            for mention in mentions.iter().filter(|mention| mention.kind == MentionKind::Person) {
                lasts.insert(mention.last);
                pairs.insert(mixed([mention.first, mention.last]));
            }
            for stretch in stretches.iter().filter(|stretch| stretch.capitals) {
                let is_pair = |first, last| first != last && pairs.contains(&mixed([first, last]));
                known_names(text, tokens, stretch.tokens.clone(), |key| lasts.contains(&key), is_pair, &mut mentions);
            }
            mentions.sort_by_key(|mention| mention.run.start);
        }
        let mut people = People { of_token: vec![0; tokens.len()], ..People::default() };
        people.join(text, tokens, mentions);
        people.tie_roles(text, tokens);
        people
    }

    /// The person of that number.
    pub fn person(&self, id: PersonId) -> &Person {
        &self.people[id as usize]
    }

    /// How many people and institutions there are; their numbers are below.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether nobody is named.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// The number of the mention that the token belongs to.
    pub fn mention_at(&self, token: usize) -> Option<usize> {
        count_looks(1);
        self.of_token.get(token).copied().filter(|&number| number > 0).map(|number| number as usize - 1)
    }

    /// The fullest name the article gives, as printed there.
    pub fn full_name<'t>(&self, id: PersonId, text: &'t str) -> &'t str {
        self.mentions[self.person(id).fullest as usize].span.of(text)
    }

    /// Whom the article last tied to the role that token `role` names ("minister") before token `before`; else whom it
    /// ties to it first. A vice president is no president, and a former one only where there is no other.
    pub fn with_role(&self, text: &str, tokens: &Tokens, role: usize, before: usize) -> Option<(PersonId, usize)> {
        let ties = |rank: Rank| self.by_role.get(&role_key(text, &tokens[role], rank));
        let rank = Rank::of(text, tokens, role);
        let tied = ties(rank).or_else(|| if rank == Rank::Full { ties(Rank::Former) } else { None })?;
        let after = tied.cursor.partition_point(&tied.list, |tie| (tie.at as usize) < before);
        tied.list.get(after.saturating_sub(1)).map(|tie| (tie.person, tie.mention as usize))
    }

    /// Joins every mention to a person: full names make people, shorter names find theirs.
    fn join(&mut self, text: &str, tokens: &Tokens, mentions: Vec<Mention>) {
        self.meant = vec![PersonId::MAX; mentions.len()];
        for (number, mention) in mentions.iter().enumerate() {
            for token in mention.run.clone() {
                self.of_token[token as usize] = number as u32 + 1;
            }
        }
        let is_full = |mention: &Mention| mention.words > 1 || mention.kind == MentionKind::Group;
        let by_initial = |mention: &Mention| mention.words > 1 && mention.first == mention.initial;
        let shorter = |mention: &&Mention| !is_full(mention) || by_initial(mention);
        let mut bearers =
            Bearers::of_words(mentions.iter().filter(shorter).map(|mention| mention.last), mentions.len());
        // Names with initials wait for those written out: "P. Roe" may be Paul Roe.
        for initials in [false, true] {
            for (number, mention) in mentions.iter().enumerate() {
                if !is_full(mention) || by_initial(mention) != initials {
                    continue;
                }
                let known = if initials { self.written_out(&bearers, &mentions, mention) } else { None };
                let id = known.unwrap_or_else(|| {
                    let next = self.people.len() as PersonId;
                    let key = mixed([mention.first, mention.last, mention.suffix]);
                    let id = *bearers.full.entry(key).or_insert(next);
                    if id == next {
                        self.people.push(Person::of(number, mention));
                        bearers.add(id, mention);
                    }
                    id
                });
                bearers.titles.extend(titles(text, tokens, mention).map(|title| mixed([title, u64::from(id)])));
                self.meant[number] = id;
                self.people[id as usize].add(number, mention);
            }
        }
        // Shorter names: whoever bears the name and was mentioned before.
        let mut seen = vec![Seen::default(); self.people.len()];
        let mut single: KeyMap<PersonId> = KeyMap::default();
        for (number, mention) in mentions.iter().enumerate() {
            if self.meant[number] == PersonId::MAX {
                let bearer = self.bearer(&bearers, &mentions, &seen, mention, || titles(text, tokens, mention));
                let id = bearer.unwrap_or_else(|| {
                    // "Mr. Roe" and "Mrs. Roe" without any full name are two people.
                    *single.entry(mixed([mention.last, u64::from(mention.gender < -2)])).or_insert_with(|| {
                        self.people.push(Person::of(number, mention));
                        self.people.len() as PersonId - 1
                    })
                });
                self.meant[number] = id;
                self.people[id as usize].add(number, mention);
            }
            if let Some(seen) = seen.get_mut(self.meant[number] as usize) {
                *seen = Seen { count: seen.count + 1, end: mention.run.end };
            }
        }
        self.mentions = mentions;
    }

    /// The one person whose given name begins with the initial of `mention` and whose surname is the same.
    fn written_out(&self, bearers: &Bearers, mentions: &[Mention], mention: &Mention) -> Option<PersonId> {
        let same = |&id: &PersonId| {
            let full = &mentions[self.person(id).fullest as usize];
            full.last == mention.last && full.initial == mention.initial && full.suffix == mention.suffix
        };
        let mut found = bearers.of(mention.last).filter(same);
        found.next().filter(|_| found.next().is_none())
    }

    /// Whom a shorter name means; nobody where two people bear it and nothing decides between them.
    fn bearer<T: Iterator<Item = u64>>(
        &self,
        bearers: &Bearers,
        mentions: &[Mention],
        seen: &[Seen],
        mention: &Mention,
        titles: impl Fn() -> T,
    ) -> Option<PersonId> {
        let fitting = || bearers.of(mention.last).filter(|&id| self.fits(id, mention));
        let by_surname = |id: PersonId| mentions[self.person(id).fullest as usize].last == mention.last;
        let rank = |id: PersonId| {
            let (person, seen) = (self.person(id), seen[id as usize]);
            (by_surname(id), seen.count > 0, person.surely_person, seen.count, person.count, u32::MAX - id)
        };
        let best = fitting().max_by_key(|&id| rank(id))?;
        let Some(second) = fitting().filter(|&id| id != best && by_surname(id)).max_by_key(|&id| rank(id)) else {
            return Some(best);
        };
        if !by_surname(best) {
            return Some(best);
        }
        // Father and son, two of one name: the title decides, else who was just named, else who it is all about.
        let titled = |id: PersonId| titles().any(|title| bearers.titles.contains(&mixed([title, u64::from(id)])));
        match (titled(best), titled(second)) {
            (true, false) => return Some(best),
            (false, true) => return Some(second),
            _ => {}
        }
        let (one, other) = (seen[best as usize], seen[second as usize]);
        if other.count == 0 {
            return Some(best);
        }
        let just_named = |seen: Seen| mention.run.start.saturating_sub(seen.end) < JUST_NAMED;
        match (just_named(one), just_named(other)) {
            (true, false) => Some(best),
            (false, true) => Some(second),
            _ => (one.count >= 3 * other.count).then_some(best),
        }
    }

    /// Whether a shorter name can mean this person.
    fn fits(&self, id: PersonId, mention: &Mention) -> bool {
        let person = self.person(id);
        // A title tells more than a given name, so only a title's hint on the mention counts against somebody.
        person.kind == MentionKind::Person && i32::from(mention.gender / 4) * person.gender.signum() >= 0
    }

    /// Ties roles to people: "defence secretary Hal Moor", "Ida Brandt, a spokeswoman for the mayor,".
    fn tie_roles(&mut self, text: &str, tokens: &Tokens) {
        let mut tied: Vec<(u64, Tie)> = Vec::new();
        for (number, mention) in self.mentions.iter().enumerate() {
            if mention.kind != MentionKind::Person {
                continue;
            }
            let id = self.meant[number];
            let here = Tie { at: mention.run.start, mention: number as u32, person: id };
            let mut tie = |at: usize| {
                let token = &tokens[at];
                tied.push((role_key(text, token, Rank::of(text, tokens, at)), here));
                self.people[id as usize].gender +=
                    3 * (i32::from(token.is(Traits::MALE)) - i32::from(token.is(Traits::FEMALE)));
                self.people[id as usize].surely_person = true;
                self.people[id as usize].has_role = true;
            };
            let before = mention.run.start.saturating_sub(1) as usize;
            let run = mention.run.start as usize..mention.name.start as usize;
            let outside = &tokens[before];
            if before < run.start && outside.kind == TokenKind::Word && !outside.capital && outside.is(Traits::ROLE) {
                tie(before);
            }
            run.clone().filter(|&at| tokens[at].is(Traits::ROLE)).for_each(&mut tie);
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
            let place = mention.words == 1
                && before < run.start
                && ["in", "at", "near", "across", "outside"]
                    .iter()
                    .any(|word| outside.of(text).eq_ignore_ascii_case(word));
            let apposition = comma(at) && !place && tokens.get(at + 1).is_some_and(opens);
            let predicate = at < tokens.len() && copula(at) && is(at + 1, Traits::DET);
            let from = (apposition || predicate).then_some(at + 1);
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
                    if token.is(Traits::PREP.with(Traits::REL).with(Traits::CONJ)) {
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
        }
        for (role, tie) in tied {
            self.by_role.entry(role).or_default().list.push(tie);
        }
    }
}

/// What the words before a role make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// Nothing: "president".
    Full,
    /// "vice president", "deputy minister".
    Deputy,
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
        if is(1, &["vice", "deputy"]) {
            Rank::Deputy
        } else if (1..4).any(|back| is(back, &["former", "ex"])) {
            Rank::Former
        } else {
            Rank::Full
        }
    }
}

/// The key of a role.
fn role_key(text: &str, role: &Token, rank: Rank) -> u64 {
    let key = fold_key(role.of(text).trim_end_matches('.'));
    if rank == Rank::Full { key } else { mixed([key, rank as u64]) }
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

/// Within how many tokens somebody has just been named.
const JUST_NAMED: u32 = 60;

/// The names that people of the register bear.
struct Bearers {
    /// By first word, last word and suffix.
    full: KeyMap<PersonId>,
    /// By either word, for the words that some shorter name has; which are few even where names are many.
    by_word: KeyMap<Bearing>,
    /// The same people in chains: a person, and the link before it.
    links: Vec<(PersonId, u32)>,
    /// Titles that stand before the full name, each with its person.
    titles: KeySet,
}

/// Who bears a word in their name.
#[derive(Debug, Clone, Copy, Default)]
struct Bearing {
    /// How many do.
    count: u32,
    /// The link of the last of them, plus one.
    last: u32,
}

/// How often somebody was mentioned so far, and where last.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    count: u32,
    end: u32,
}

impl Bearers {
    /// Nobody so far, with room for `people`; `asked` are the words that it will be asked for.
    fn of_words(asked: impl Iterator<Item = u64>, people: usize) -> Bearers {
        let by_word = asked.map(|word| (word, Bearing::default())).collect();
        Bearers {
            full: KeyMap::with_capacity_and_hasher(people, Default::default()),
            by_word,
            links: Vec::new(),
            titles: KeySet::default(),
        }
    }

    /// Adds a person under the words of their name, where the words are asked for.
    fn add(&mut self, id: PersonId, mention: &Mention) {
        if mention.kind != MentionKind::Person {
            return;
        }
        for word in [mention.last, mention.first] {
            // A surname shared by more than a few is a list; the first ones are kept, so that looking up stays quick
            // whatever the text.
            if let Some(bearing) = self.by_word.get_mut(&word).filter(|bearing| bearing.count < 8) {
                self.links.push((id, bearing.last));
                *bearing = Bearing { count: bearing.count + 1, last: self.links.len() as u32 };
            }
        }
    }

    /// Who bears the word in their name, the last one first.
    fn of(&self, word: u64) -> impl Iterator<Item = PersonId> {
        let link = |last: u32| {
            count_looks(1);
            last.checked_sub(1).map(|number| self.links[number as usize])
        };
        let last = self.by_word.get(&word).and_then(|bearing| link(bearing.last));
        std::iter::successors(last, move |&(_, before)| link(before)).map(|(id, _)| id)
    }
}

/// The keys of the titles and the role before a name, without "Mr" and its like, which tell nobody apart.
fn titles<'t>(text: &'t str, tokens: &'t Tokens, mention: &Mention) -> impl Iterator<Item = u64> + 't {
    let run = mention.run.start.saturating_sub(1) as usize..mention.name.start as usize;
    let telling = |token: &&Token| {
        token.is(Traits::ROLE) || token.is(Traits::TITLE) && !token.is(Traits::MALE.with(Traits::FEMALE))
    };
    tokens[run].iter().filter(telling).map(|token| fold_key(token.of(text).trim_end_matches('.')))
}

impl Person {
    fn of(number: usize, mention: &Mention) -> Person {
        Person {
            fullest: number as u32,
            kind: mention.kind,
            gender: 0,
            count: 0,
            words: mention.words,
            surely_person: false,
            has_role: false,
            first: mention.first,
            suffix: mention.suffix,
        }
    }

    fn add(&mut self, number: usize, mention: &Mention) {
        self.count += 1;
        self.gender += i32::from(mention.gender);
        self.surely_person |= mention.titled || mention.words > 1 && mention.gender != 0;
        if mention.words > self.words && mention.first == self.first && mention.suffix == self.suffix {
            self.fullest = number as u32;
            self.words = mention.words;
        }
    }
}

/// Drops single words that have a capital only because they begin a sentence: names stand elsewhere too, or bear a
/// title, or are known.
fn drop_chance_capitals(tokens: &Tokens, mentions: &mut Vec<Mention>) {
    let doubtful = |mention: &Mention| {
        let token = &tokens[mention.run.start as usize];
        token.begins_sentence
            && mention.words < 2
            && !mention.titled
            && !token.is(Traits::GIVEN.with(Traits::ORG).with(Traits::PLACE))
    };
    // Only the doubtful ones are kept a table of: an article may hold many names, and few of them open sentences.
    let mut is_name: KeyMap<bool> =
        mentions.iter().filter(|&mention| doubtful(mention)).map(|mention| (mention.last, false)).collect();
    if is_name.is_empty() {
        return;
    }
    for mention in mentions.iter() {
        if !tokens[mention.run.start as usize].begins_sentence || mention.words > 1 {
            for word in [mention.last, mention.first] {
                is_name.entry(word).and_modify(|is_name| *is_name = true);
            }
        }
    }
    mentions.retain(|mention| !doubtful(mention) || is_name.get(&mention.last).is_some_and(|&is_name| is_name));
}

#[cfg(test)]
mod tests {
    use super::{People, Stretch};
    use crate::speaker::tokens::{Tokens, tokenize};

    fn read(text: &str) -> (Tokens, People) {
        let mut tokens = Vec::new();
        tokenize(text, 0..text.len(), &mut tokens);
        for range in crate::text::sentences::sentences(text) {
            if let Some(token) = tokens.iter_mut().find(|token| token.start as usize >= range.start) {
                token.begins_sentence = true;
            }
        }
        let tokens = Tokens::from(tokens);
        let people = People::find(text, &tokens, &[Stretch { tokens: 0..tokens.len(), capitals: false }]);
        (tokens, people)
    }

    fn names(text: &str) -> Vec<String> {
        let (_, people) = read(text);
        let full = |(at, mention): (usize, &crate::speaker::Mention)| {
            format!("{} = {}", mention.span.of(text), people.full_name(people.meant[at], text))
        };
        people.mentions.iter().enumerate().map(full).collect()
    }

    #[test]
    fn a_surname_is_joined_to_the_full_name_wherever_it_stands() {
        assert_eq!(
            names("Roe left early. Mayor Ann Roe was tired, and Roe's aides knew."),
            ["Roe = Ann Roe", "Ann Roe = Ann Roe", "Roe = Ann Roe"]
        );
    }

    #[test]
    fn titles_tell_people_of_one_surname_apart() {
        assert_eq!(
            names("We met Bill Roe and Mary Roe. Then Mr. Roe and Mrs. Roe left."),
            ["Bill Roe = Bill Roe", "Mary Roe = Mary Roe", "Roe = Bill Roe", "Roe = Mary Roe"]
        );
    }

    #[test]
    fn roles_are_tied_to_names() {
        let text = "We met defence secretary Hal Moor and Ida Brandt, a spokeswoman for the mayor.";
        assert_eq!(who(text, "secretary"), Some("Hal Moor"));
        assert_eq!(who(text, "spokeswoman"), Some("Ida Brandt"));
        assert_eq!(who(text, "mayor"), None);
    }

    #[test]
    fn a_vice_president_is_no_president() {
        let text = "President Ann Roe met Vice President Bo Lind and former President Eve Holt. The president spoke.";
        assert_eq!(who(text, "president"), Some("Ann Roe"));
        let text = "Former President Eve Holt met Vice President Bo Lind. The president spoke.";
        assert_eq!(who(text, "president"), Some("Eve Holt"));
        assert_eq!(who("Vice President Bo Lind came. The president spoke.", "president"), None);
    }

    #[test]
    fn a_place_at_the_head_of_a_sentence_has_no_role() {
        assert_eq!(who("At a meeting in Ida, the mayor also said no.", "mayor"), None);
        assert_eq!(who("At a meeting Ida, the mayor, also said no.", "mayor"), Some("Ida"));
    }

    /// Whom a text ties to the last mention of a role.
    fn who<'t>(text: &'t str, role: &str) -> Option<&'t str> {
        let (tokens, people) = read(text);
        let at = (0..tokens.len()).rev().find(|&at| tokens[at].of(text) == role)?;
        people.with_role(text, &tokens, at, at).map(|(id, _)| people.full_name(id, text))
    }

    #[test]
    fn particles_stay_with_the_name() {
        assert_eq!(
            names("There spoke Bill de Blasi of Harbour City. Mr. de Blasi was late."),
            ["Bill de Blasi = Bill de Blasi", "Harbour City = Harbour City", "de Blasi = Bill de Blasi"]
        );
    }
}
