//! Whom each mention means: full names make people, and shorter names find theirs.
//!
//! A name that several bear goes to whoever its title fits, else to who was just named, else to whom the article is
//! about; a word that nobody bears may be that of a firm whose name begins with it, or of somebody misspelt.

use super::bearers::Bearers;
use super::keys::{KeyMap, mixed};
use super::lent_surnames::{lend_surnames, take_back};
use super::lexicon::{Traits, traits_of};
use super::mention::{Mention, MentionKind};
use super::misspelt::Misspelt;
use super::name::fold_key;
use super::people::{People, Person, PersonId};
use super::roles::written_out;
use super::short::{ShortForms, is_acronym, may_be_short_for};
use super::surnames::is_initial;
use super::tokens::{Token, TokenKind, Tokens};
use std::cell::OnceCell;

/// Within how many tokens a firm that is called by a short form first is named in full.
const SOON_NAMED: u32 = 60;

/// Within how many tokens somebody has just been named.
const JUST_NAMED: u32 = 60;

/// How often somebody was mentioned so far, and where last.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    count: u32,
    end: u32,
}

impl People {
    /// Joins every mention to a person: full names make people, shorter names find theirs.
    pub(super) fn join(&mut self, text: &str, tokens: &Tokens, mut mentions: Vec<Mention>) {
        let short = ShortForms::of(text, tokens, &mut mentions);
        self.loans = lend_surnames(text, tokens, &mut mentions);
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
        let long_forms: Vec<Option<usize>> =
            mentions.iter().map(|mention| short.long_form(text, tokens, mention)).collect();
        // Names with initials wait for those written out: "P. Roe" may be Paul Roe.
        for initials in [false, true] {
            for (number, mention) in mentions.iter().enumerate() {
                if !is_full(mention) || by_initial(mention) != initials || long_forms[number].is_some() {
                    continue;
                }
                let known = if initials { self.written_out(&bearers, &mentions, mention) } else { None };
                let id = known.unwrap_or_else(|| {
                    let next = self.people.len() as PersonId;
                    let key = mixed([mention.first, middle(text, tokens, mention), mention.last, mention.suffix]);
                    let id = *bearers.full.entry(key).or_insert(next);
                    if id == next {
                        self.people.push(Person::of(number, mention));
                        bearers.add(id, mention, mention.span.of(text));
                    }
                    id
                });
                let before = bearers.titles.len();
                bearers.titles.extend(titles(text, tokens, mention).map(|title| mixed([title, u64::from(id)])));
                self.people[id as usize].has_title |= bearers.titles.len() > before;
                self.meant[number] = id;
                self.people[id as usize].add(number, mention);
            }
        }
        // "Ray and Debbie Lind … Ray Lind": the name that is printed in full is told.
        if !self.loans.is_empty() {
            let is_lent = |number: usize| self.loans.contains_key(&(number as u64));
            for number in (0..mentions.len()).filter(|&number| is_full(&mentions[number]) && !is_lent(number)) {
                let person = self.people.get_mut(self.meant[number] as usize);
                if let Some(person) = person.filter(|person| is_lent(person.fullest as usize)) {
                    person.fullest = number as u32;
                }
            }
        }
        // "Moreno Vidal" is Juan Moreno Vidal, and so is "Moreno".
        for (number, mention) in mentions.iter().enumerate() {
            let Some(id) = long_forms[number].map(|long| self.meant[long]).filter(|id| *id != PersonId::MAX) else {
                continue;
            };
            self.meant[number] = id;
            self.people[id as usize].add(number, mention);
            self.people[id as usize].has_short_form |= mention.kind == MentionKind::Person;
            bearers.add_under(mention.first, id);
        }
        // Shorter names: whoever bears the name and was mentioned before; else the firm whose name begins with it.
        let firms = firms(text, tokens, &mentions, &self.meant);
        let mut seen = vec![Seen::default(); self.people.len()];
        let mut single: KeyMap<PersonId> = KeyMap::default();
        let full_names: Vec<usize> =
            (0..mentions.len()).filter(|&number| self.meant[number] != PersonId::MAX).collect();
        let misspelt = OnceCell::new();
        for (number, mention) in mentions.iter().enumerate() {
            if self.meant[number] == PersonId::MAX {
                let bearer = self.bearer(&bearers, &mentions, &seen, mention, || titles(text, tokens, mention));
                // "OMF" is no given name of "OMF Broadcast".
                let word = mention.span.of(text);
                let acronym = is_acronym(word);
                let full = |id: PersonId| mentions[self.person(id).fullest as usize].span.of(text);
                let is_meant = |id: &PersonId| {
                    if acronym { may_be_short_for(word, full(*id)) } else { !is_model_of(word, full(*id)) }
                };
                let bearer = bearer.filter(is_meant);
                // "Prince Hal" is not Hal Moor, but may be Prince Hal Moor.
                let royal = is_royal(text, tokens, mention);
                let bearer = bearer.filter(|id| {
                    let full = &mentions[self.person(*id).fullest as usize];
                    !royal || full.last == mention.last || is_royal(text, tokens, full)
                });
                let firm = || {
                    let firm = firms.get(&mention.last).copied().filter(is_meant);
                    firm.filter(|_| !mention.titled && mention.gender == 0)
                };
                // "Roe Motor Co cut its forecast. Roe said": its chairman, Ann Roe, is still to come.
                let to_come = |id: &PersonId| seen[*id as usize].count == 0;
                let by_firm = || firm().filter(|id| !to_come(id));
                // "Roe Travel" that is not spoken of for long is another firm than "Roe".
                let soon = |id: &PersonId| {
                    mentions[self.person(*id).fullest as usize].run.start < mention.run.end + SOON_NAMED
                };
                let firm_to_come = || firm().filter(soon);
                let by_surname = |id: &PersonId| mentions[self.person(*id).fullest as usize].last == mention.last;
                let given = tokens[mention.name.start as usize].is(Traits::GIVEN);
                let bearer_to_come = || bearer.filter(|id| given || by_surname(id) || soon(id));
                // "Roe PLC fell. Roe Travel did not. Roe said": the firm, where neither is a person.
                let namesake = |id: &PersonId| {
                    let person = self.person(*id);
                    let somebody = given || person.surely_person || person.gender != 0 || by_surname(id);
                    !somebody && firm().is_some_and(|firm| firm != *id && !to_come(&firm))
                };
                let named = bearer.filter(|id| !to_come(id) && !namesake(id)).or_else(by_firm);
                let known = named.or_else(bearer_to_come).or_else(firm_to_come);
                // "Stennet" is Corin Stennett.
                let known = known.or_else(|| {
                    let full = || full_names.iter().map(|&number| (self.meant[number], &mentions[number]));
                    let misspelt = misspelt.get_or_init(|| Misspelt::of(text, full()));
                    misspelt.bearer(text, tokens, mention).filter(|id| self.fits(*id, mention))
                });
                let id = known.unwrap_or_else(|| {
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
        take_back(&self.loans, &mut mentions);
        self.mentions = mentions;
        self.titles = bearers.titles;
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
        let by_surname = |id: PersonId| mentions[self.person(id).fullest as usize].last == mention.last;
        // "Ray Lind and his wife Debbie … Lind": he is called so, and she is by "Mrs Lind" alone.
        let lent = |id: PersonId| {
            let loan = self.loans.get(&u64::from(self.person(id).fullest));
            loan.is_some_and(|loan| loan.of_relative) && mention.gender.abs() < 4
        };
        let fitting = || bearers.of(mention.last).filter(|&id| self.fits(id, mention) && !(lent(id) && by_surname(id)));
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
        (person.kind == MentionKind::Person || person.has_short_form)
            && i32::from(mention.gender / 4) * person.gender.signum() >= 0
    }
}

/// The firms and clubs that the article names in full, by the first words of their names ("Ore" for "Ore Motors Inc") and
/// the last.
fn firms(text: &str, tokens: &Tokens, mentions: &[Mention], meant: &[PersonId]) -> KeyMap<PersonId> {
    let others = Traits::GIVEN.with(Traits::TITLE).with(Traits::DEMONYM).with(Traits::PLACE).with(Traits::ORG);
    let is_firm = |mention: &Mention| {
        mention.kind == MentionKind::Group && mention.words > 1 && tokens[mention.run.end as usize - 1].is(Traits::FIRM)
    };
    let last = |mention: &Mention| tokens[mention.run.end as usize - 1].traits;
    // "Rovers" for "Ore Rovers", too; but "Inc" for none.
    let words = |(mention, id): (&Mention, &PersonId)| {
        let club = !last(mention).any(Traits::ORG);
        let start = mention.name.start as usize;
        // "Roe" for "J. Roe Plc" and "Ann Roe Stores"
        let somebody =
            is_initial(&tokens[start]) || tokens[start].is(Traits::GIVEN) && !tokens[start].is(Traits::PLACE);
        let second = mention.words > 2 && somebody && !tokens[start + 1].is(others);
        let key = if second { fold_key(tokens[start + 1].of(text)) } else { mention.first };
        // "Ottilie Corp" is "Ottilie", where nobody else is.
        let given = mention.words == 2 && tokens[start].is(Traits::GIVEN) && !tokens[start].is(Traits::PLACE);
        let first = (second || given || !tokens[start].is(others)).then_some((key, *id));
        first.into_iter().chain(club.then_some((mention.last, *id)))
    };
    mentions.iter().zip(meant).rev().filter(|(mention, _)| is_firm(mention)).flat_map(words).collect()
}

/// The keys of the titles and the role before a name, without "Mr" and its like, which tell nobody apart.
fn titles<'t>(text: &'t str, tokens: &'t Tokens, mention: &Mention) -> impl Iterator<Item = u64> + 't {
    let run = mention.run.start.saturating_sub(1) as usize..mention.name.start as usize;
    let telling = |token: &&Token| {
        token.is(Traits::ROLE.with(Traits::RANK))
            || token.is(Traits::TITLE) && !token.is(Traits::MALE.with(Traits::FEMALE))
    };
    tokens[run].iter().filter(telling).map(|token| fold_key(written_out(token.of(text))))
}

/// Whether the title right before a name is one that stands before given names.
fn is_royal(text: &str, tokens: &Tokens, mention: &Mention) -> bool {
    let title = mention.name.start.checked_sub(1).filter(|title| *title >= mention.run.start);
    let royal = ["Emperor", "Empress", "King", "Pope", "Prince", "Princess", "Queen"];
    title.is_some_and(|title| royal.contains(&tokens[title as usize].of(text)))
}

/// "Ore SX", "Ore One": whether a name is that of something that a firm makes, or a part of it, by what stands behind the
/// firm's.
fn is_model_of(firm: &str, name: &str) -> bool {
    let letters = name.strip_prefix(firm).and_then(|rest| rest.strip_prefix(' '));
    letters.is_some_and(|letters| letters == "One" || is_acronym(letters) && !traits_of(letters).any(Traits::FIRM))
}

/// The key of the words between first and last in the name of an institution: "Ore Data Corp" is no "Ore Steel Corp". A
/// person's other given names may be left out.
fn middle(text: &str, tokens: &Tokens, mention: &Mention) -> u64 {
    if mention.kind == MentionKind::Person || mention.words < 3 {
        return 0;
    }
    let words = &tokens[mention.name.start as usize + 1..mention.name.end as usize - 1];
    // "Ore Mills, Inc" is "Ore Mills Inc".
    let words = words.iter().filter(|word| word.kind != TokenKind::Comma);
    words.fold(0, |key, word| mixed([key, fold_key(word.of(text))]))
}
