//! [`People`]: everybody an article names, with every mention joined to the person it means.
//!
//! Newspapers give the full name once and the surname from then on. So the register is made from the whole article
//! before anybody is asked for: full names first, then every shorter form is joined to one of them.

use super::firms_of_two::join_firms;
use super::first_words::keep_first_words;
use super::keys::{KeyMap, KeySet, mixed};
use super::lexicon::{Traits, traits_of};
use super::mention::{Mention, MentionKind, cut_ranks, find_names, known_names};
use super::misspelt::Misspelt;
use super::name::fold_key;
use super::openers::cut_openers;
use super::possessives::keep_possessives;
use super::roles::{Ties, written_out};
use super::says::{DEEDS, says};
use super::short::{ShortForms, is_acronym, may_be_short_for};
use super::surnames::{add_surnames_like_titles, cut_headline_words, is_initial};
use super::tokens::{Token, TokenKind, Tokens};
use crate::text::looks::count_looks;
use crate::text::word_list::WordList;
use std::cell::OnceCell;
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
    pub(super) people: Vec<Person>,
    pub(super) by_role: KeyMap<Ties>,
    /// Titles that stand before full names, each with its person.
    pub(super) titles: KeySet,
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
    /// Whether a title stands before the full name, other than "Mr" and its like.
    pub has_title: bool,
    /// Whether an institution's short form looks like the name of a person, so that one word of it may mean both.
    has_short_form: bool,
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
    /// Whether it is a headline.
    pub headline: bool,
}

impl People {
    /// Reads everybody from the stretches of an article, which stand in the order of the text.
    pub fn find(text: &str, tokens: &Tokens, stretches: &[Stretch]) -> People {
        // News names somebody, or something, with every twentieth word.
        let mut mentions = Vec::with_capacity(tokens.len() / 16);
        for stretch in stretches.iter().filter(|stretch| !stretch.capitals) {
            find_names(text, tokens, stretch.tokens.clone(), &mut mentions);
        }
        keep_first_words(text, tokens, &mut mentions);
        join_firms(text, tokens, &mut mentions);
        cut_openers(text, tokens, &mut mentions);
        drop_chance_capitals(text, tokens, &mut mentions);
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
        name_people_like_places(text, tokens, &mut mentions);
        add_surnames_like_titles(text, tokens, stretches, &mut mentions);
        cut_ranks(text, tokens, &mut mentions);
        cut_headline_words(tokens, stretches, &mut mentions);
        keep_possessives(text, tokens, &mut mentions);
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

    /// Joins every mention to a person: full names make people, shorter names find theirs.
    fn join(&mut self, text: &str, tokens: &Tokens, mut mentions: Vec<Mention>) {
        let short = ShortForms::of(text, tokens, &mut mentions);
        let mentions = mentions;
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
                // "BBC" is no given name of "BBC Broadcast".
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
                // "Skellet" is Colin Skellett.
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
        (person.kind == MentionKind::Person || person.has_short_form)
            && i32::from(mention.gender / 4) * person.gender.signum() >= 0
    }
}

/// Within how many tokens a firm that is called by a short form first is named in full.
const SOON_NAMED: u32 = 60;

/// Within how many tokens somebody has just been named.
const JUST_NAMED: u32 = 60;

/// The names that people of the register bear.
struct Bearers {
    /// By first word, last word and suffix, an institution's by those between as well.
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
    fn add(&mut self, id: PersonId, mention: &Mention, name: &str) {
        if mention.kind != MentionKind::Person {
            return;
        }
        self.add_under(mention.last, id);
        self.add_under(mention.first, id);
        // "Roe" is Guy Alain-Roe, too.
        if let Some((_, second)) = name.rsplit(' ').next().and_then(|last| last.split_once('-')) {
            self.add_under(fold_key(second), id);
        }
    }

    /// Adds a person under one word, where it is asked for.
    fn add_under(&mut self, word: u64, id: PersonId) {
        // A surname shared by more than a few is a list; the first ones are kept, so that looking up stays quick
        // whatever the text.
        if let Some(bearing) = self.by_word.get_mut(&word).filter(|bearing| bearing.count < 8) {
            self.links.push((id, bearing.last));
            *bearing = Bearing { count: bearing.count + 1, last: self.links.len() as u32 };
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
        // "Meredith Corp" is "Meredith", where nobody else is.
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
            has_title: false,
            has_short_form: false,
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

/// Makes a person of each place that somebody with a given name is called like, but behind "in" and its like: "Ann Maine
/// … Maine said".
fn name_people_like_places(text: &str, tokens: &Tokens, mentions: &mut [Mention]) {
    let place = |mention: &Mention| {
        let last = &tokens[mention.name.end as usize - 1];
        last.is(Traits::PLACE.with(Traits::ORG)) && !last.is(Traits::FIRM)
    };
    let full = |mention: &&Mention| {
        mention.kind == MentionKind::Person
            && mention.words == 2
            // "harbour analyst Ro Park"
            && (tokens[mention.name.start as usize].is(Traits::GIVEN)
                || tokens[mention.name.end as usize - 1].is(Traits::ORG))
            && place(mention)
    };
    let surnames: KeySet = mentions.iter().filter(full).map(|mention| mention.last).collect();
    if surnames.is_empty() {
        return;
    }
    let short = |mention: &&mut Mention| {
        mention.kind == MentionKind::Group && mention.words == 1 && surnames.contains(&mention.last)
    };
    for mention in mentions.iter_mut().filter(short) {
        let before = mention.run.start.checked_sub(1).map(|before| tokens[before as usize].of(text));
        let somewhere = ["in", "from", "of", "at", "to", "across", "near", "the", "In", "At", "From", "The"];
        if !before.is_some_and(|before| somewhere.contains(&before)) {
            mention.kind = MentionKind::Person;
        }
    }
}

/// Whether a word has a capital that only names have: "DrKW", "SA", "Ore-Mart", but not "Pro-Ruland", "French-Canadian" or
/// "SHOUTING".
fn has_more_capitals(word: &str) -> bool {
    /// No short form has more letters.
    const LONGEST: usize = 5;
    /// What stands before a hyphen and a name and makes no name of it.
    #[rustfmt::skip]
    const PREFIXES: [&str; 20] = [
        "Afro", "All", "Anglo", "Anti", "Counter", "Ex", "Franco", "Inter", "Mid", "Multi", "Neo", "Non", "Pan", "Post",
        "Pre", "Pro", "Russo", "Sino", "Trans", "Un",
    ];
    let inside = word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
    match word.split_once('-') {
        Some((first, last)) => {
            let capital = first.len() > 1 && last.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase());
            let known = |part| traits_of(part).any(Traits::DEMONYM.with(Traits::TIME));
            capital
                && !known(first)
                && !known(last)
                && !PREFIXES.contains(&first)
                && word.bytes().any(|byte| byte.is_ascii_lowercase())
        }
        None => inside && (word.len() <= LONGEST || word.bytes().any(|byte| byte.is_ascii_lowercase())),
    }
}

/// Nouns for one or many that need no article, and pronouns: "Staff said", "Nobody says".
const WITHOUT_ARTICLE: &WordList = &WordList::of(&[
    "anybody",
    "anyone",
    "counsel",
    "defence",
    "defense",
    "everybody",
    "everyone",
    "evidence",
    "fate",
    "folklore",
    "god",
    "history",
    "intelligence",
    "law",
    "legend",
    "management",
    "nobody",
    "opposition",
    "people",
    "prosecution",
    "research",
    "rumor",
    "rumour",
    "science",
    "somebody",
    "someone",
    "staff",
    "tradition",
    "whoever",
]);

/// Drops single words that have a capital only because they begin a sentence: names stand elsewhere too, or bear a
/// title, or are known, or have more than one capital ("DrKW"); and one thing that "says" something is no common noun,
/// which would have an article.
fn drop_chance_capitals(text: &str, tokens: &Tokens, mentions: &mut Vec<Mention>) {
    let says = |at: usize| tokens.get(at).is_some_and(|token| says(token.of(text)) || DEEDS.contains(&token.of(text)));
    let speaks = |mention: &Mention| {
        let (word, end) = (mention.span.of(text), mention.run.end as usize);
        let before_verb = |token: &Token| matches!(token.of(text), "has" | "also");
        let verb = |at: usize| says(at) || tokens.get(at).is_some_and(before_verb) && says(at + 1);
        // "Velden, one of the oldest mills, said"
        let apposition = || {
            let inside =
                tokens.get(end).filter(|token| token.kind == TokenKind::Comma).map_or(0..0, |_| end + 1..end + 14);
            let mut inside = inside.take_while(|&at| tokens.get(at).is_some_and(|token| !token.begins_sentence));
            inside
                .find(|&at| tokens[at].kind == TokenKind::Comma)
                .is_some_and(|comma| comma > end + 2 && verb(comma + 1))
        };
        // "Lind's said"
        let possessive = || tokens.get(end).is_some_and(|token| token.kind == TokenKind::Clitic) && says(end + 1);
        let verb = verb(end) || possessive() || apposition();
        verb && !word.ends_with('s') && !WITHOUT_ARTICLE.has(&word.to_ascii_lowercase())
    };
    let doubtful = |mention: &Mention| {
        let token = &tokens[mention.run.start as usize];
        token.begins_sentence
            && mention.words < 2
            && !mention.titled
            && !token.is(Traits::GIVEN.with(Traits::ORG).with(Traits::PLACE))
            && !has_more_capitals(mention.span.of(text))
            && !speaks(mention)
    };
    let doubts: Vec<bool> = mentions.iter().map(doubtful).collect();
    if !doubts.contains(&true) {
        return;
    }
    // Only the doubtful ones are kept a table of: an article may hold many names, and few of them open sentences.
    let doubted = mentions.iter().zip(&doubts).filter(|(_, doubt)| **doubt);
    let mut is_name: KeyMap<bool> = doubted.map(|(mention, _)| (mention.last, false)).collect();
    for mention in mentions.iter() {
        if !tokens[mention.run.start as usize].begins_sentence || mention.words > 1 {
            for word in [mention.last, mention.first] {
                is_name.entry(word).and_modify(|is_name| *is_name = true);
            }
        }
    }
    let mut doubts = doubts.into_iter();
    mentions.retain(|mention| doubts.next() != Some(true) || is_name.get(&mention.last) == Some(&true));
}

#[cfg(test)]
pub(super) mod tests {
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
        let people =
            People::find(text, &tokens, &[Stretch { tokens: 0..tokens.len(), capitals: false, headline: false }]);
        (tokens, people)
    }

    /// Each mention, and the full name of whom it means.
    pub(in crate::speaker) fn names(text: &str) -> Vec<String> {
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
    fn a_king_is_nobody_by_his_given_name() {
        assert_eq!(names("Hal Moor met Prince Hal."), ["Hal Moor = Hal Moor", "Hal = Hal"]);
        let moor = "Hal Moor = Hal Moor";
        assert_eq!(
            names("Prince Hal Moor met Ann Roe. Prince Hal left."),
            [moor, "Ann Roe = Ann Roe", "Hal = Hal Moor"]
        );
    }

    #[test]
    fn a_firm_is_none_of_the_things_it_makes() {
        assert_eq!(
            names("The Orevo SX fell. Orevo said no. Lind SA fell. Lind said no."),
            ["Orevo SX = Orevo SX", "Orevo = Orevo", "Lind SA = Lind SA", "Lind = Lind SA"]
        );
    }

    #[test]
    fn a_comma_or_a_second_form_does_not_end_the_name_of_a_firm() {
        assert_eq!(names("It was Orevo Mills, Inc. now."), ["Orevo Mills, Inc = Orevo Mills, Inc"]);
        assert_eq!(
            names("It was Orevo Mills, Inc, or Orevo Mills Inc."),
            ["Orevo Mills, Inc = Orevo Mills, Inc", "Orevo Mills Inc = Orevo Mills, Inc"]
        );
        assert_eq!(names("It was Orevo Cos. Inc, of Velden.")[0], "Orevo Cos. Inc = Orevo Cos. Inc");
    }

    #[test]
    fn numbers_stars_and_a_place_go_with_some_names() {
        for name in [
            "Radio 8",
            "Harbour One",
            "Finance One",
            "R*Deal",
            "Human Rights in Norway",
            "Velden Chambers of Commerce",
            "Owners Without Boats",
        ] {
            assert_eq!(names(&format!("“No,” said {name}.")), [format!("{name} = {name}")]);
        }
        assert_eq!(names("It was Velden 5 times.").len(), 1);
        let agency = "National Tides and Air Agency";
        assert_eq!(names(&format!("“No,” said the {agency}.")), [format!("{agency} = {agency}")]);
    }

    #[test]
    fn he_is_a_surname_before_a_given_name() {
        assert_eq!(names("“No,” said worker He Guolin. He left."), ["He Guolin = He Guolin"]);
    }

    #[test]
    fn a_firm_is_called_by_the_noun_that_its_name_begins_with() {
        let firm = "Northern Kettles Plc";
        assert_eq!(
            names("It was Northern Kettles Plc. We met Northern men."),
            [format!("{firm} = {firm}"), format!("Northern = {firm}")]
        );
        assert_eq!(names("It was Northern Kettles Plc. Up in the North, the Northern fell.")[2], "Northern = Northern");
        assert_eq!(names("It was Bank Orevo Plc. Then Bank said no.")[1], "Bank = Bank");
    }

    #[test]
    fn particles_stay_with_the_name() {
        assert_eq!(
            names("There spoke Bill de Blasi of Harbour City. Mr. de Blasi was late."),
            ["Bill de Blasi = Bill de Blasi", "Harbour City = Harbour City", "de Blasi = Bill de Blasi"]
        );
    }
}
