//! Making a registry: names counted, settled, and laid flat.

use super::aliases::{Aliases, Settings};
use super::cluster::{ALL_BUT_ONE_OF, LAW, Node, Settled, settle};
use super::company::Company;
use super::evidence::{find_institutions, titles};
use super::flat::FlatWriter;
use super::form::{FormKind, NameForm, possessed};
use super::institutions::{Law, law};
use super::layout::{head, heard, packed, pair, person, word};
use super::letters::latin;
use super::sound::Sounds;
use super::{NO_DATE, SpeakerRegistry, packed_date};
use crate::article::{CivilDate, FullName, NameUses};
use crate::speaker::name::fold_key;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// How the unnamed are called.
const UNNAMED: &str = "unnamed";

/// What a person's uses come to.
#[derive(Clone)]
struct Count {
    articles: u64,
    last_article: u32,
    dates: Option<(CivilDate, CivilDate)>,
}

impl SpeakerRegistry {
    /// Settles who is who among the names of an archive, heeding `aliases`; `stamp` is a number that stands for the
    /// archive as it is.
    ///
    /// Takes time in proportion to the names and their uses, whatever names they are. The result depends on names and
    /// counts alone, not on their order.
    pub fn make(uses: &NameUses, aliases: &Aliases, stamp: u64) -> SpeakerRegistry {
        let mut quotations = vec![0u64; uses.names.len()];
        for (name, _) in &uses.uses {
            quotations[*name as usize] += 1;
        }
        let (nodes, node_of) = nodes(uses, &quotations, &aliases.settings);
        let outcome = settle(&nodes, &aliases.settings, &Company::new(uses, &node_of));
        let mut person_of_node = vec![0u32; nodes.len()];
        for (person, place) in outcome.people.iter().zip(0..) {
            for node in &person.nodes {
                person_of_node[*node as usize] = place;
            }
        }
        let person_of: Vec<u32> = node_of.iter().map(|node| person_of_node[*node as usize]).collect();
        let counts = counts(uses, &person_of, outcome.people.len());
        let mut pairs: Vec<u32> = (0..uses.names.len() as u32).collect();
        pairs.par_sort_by(|one, other| {
            let key = |pair: u32| {
                (person_of[pair as usize], &uses.names[pair as usize].full_name, &uses.names[pair as usize].name)
            };
            key(*one).cmp(&key(*other))
        });
        let mut flat = Laid::default();
        for pair in &pairs {
            flat.pair(&uses.names[*pair as usize], quotations[*pair as usize], person_of[*pair as usize]);
        }
        flat.words(&pairs, &uses.names);
        let mut start = 0;
        for (place, person) in (0u32..).zip(&outcome.people) {
            let length = pairs[start..].iter().take_while(|pair| person_of[**pair as usize] == place).count();
            let own = &pairs[start..start + length];
            let name = display_name(person, own, uses, &quotations, &nodes, aliases);
            let id = person.alias.and_then(|alias| aliases.people[alias as usize].id.clone()).unwrap_or_default();
            let kind = u64::from(nodes[person.nodes[0] as usize].form.is_institution());
            let total = own.iter().map(|pair| quotations[*pair as usize]).sum();
            flat.person(
                &name,
                &id,
                total,
                kind,
                person,
                &counts[place as usize],
                start as u32..(start + length) as u32,
            );
            start += length;
        }
        if uses.unnamed > 0 {
            let count = Count { articles: uses.unnamed_articles, last_article: 0, dates: uses.unnamed_dates };
            let end = pairs.len() as u32;
            flat.person(UNNAMED, UNNAMED, uses.unnamed, 2, &Settled::default(), &count, end..end);
        }
        // Hundreds of thousands of small strings take a while to be given back.
        let likely = outcome.likely;
        rayon::join(|| flat.finish(stamp, aliases.fingerprint, &likely), || drop((nodes, outcome.people))).0
    }
}

/// The spellings with their forms, in the order of their letters, and for each name the place of its spelling.
fn nodes(uses: &NameUses, quotations: &[u64], settings: &Settings) -> (Vec<Node>, Vec<u32>) {
    let mut forms: Vec<NameForm> = uses.names.par_iter().map(|name| form(&name.full_name)).collect();
    let titles = titles(uses, quotations);
    find_institutions(uses, quotations, &titles, &mut forms);
    settings.keep_letters(uses.names.iter().zip(&mut forms).map(|(name, form)| (name.full_name.as_str(), form)));
    tell_firms_apart(uses, quotations, &mut forms);
    // Numbers are moved about, not forms; the first letters nearly always decide.
    let mut order: Vec<(u64, u32)> = forms.iter().map(|form| first_letters(&form.strict)).zip(0..).collect();
    order.par_sort_unstable_by(|one, other| {
        let rest = |name: u32| {
            let form = &forms[name as usize];
            (&form.strict, form.is_institution(), name)
        };
        one.0.cmp(&other.0).then_with(|| rest(one.1).cmp(&rest(other.1)))
    });
    let mut nodes: Vec<Node> = Vec::new();
    let mut node_of = vec![0; uses.names.len()];
    for (_, name) in order {
        let form = std::mem::replace(&mut forms[name as usize], NameForm::empty());
        let quotations = quotations[name as usize];
        match nodes.last_mut() {
            Some(node) if node.form.strict == form.strict && node.form.is_institution() == form.is_institution() => {
                node.quotations += quotations;
            }
            _ => nodes.push(Node { form, quotations, ..Node::default() }),
        }
        let node = nodes.last_mut().expect("one was pushed, or was there");
        node.titled = node.titled.with(titles[name as usize]);
        node.called.extend(called(&uses.names[name as usize]));
        node_of[name as usize] = nodes.len() as u32 - 1;
    }
    (nodes, node_of)
}

/// Makes the strict forms of firms different that are called alike and are made by other laws; one that is printed so in
/// fewer than one of twenty quotations is a slip. A name without a legal form stays as it is.
fn tell_firms_apart(uses: &NameUses, quotations: &[u64], forms: &mut [NameForm]) {
    let laws: Vec<Option<Law>> = uses.names.iter().map(|name| law(&name.full_name)).collect();
    let mut printed: FxHashMap<&str, [u64; 3]> = FxHashMap::default();
    for ((form, law), quotations) in
        forms.iter().zip(&laws).zip(quotations).filter(|((form, _), _)| form.is_institution())
    {
        if let Some(law) = law {
            printed.entry(form.strict.as_str()).or_default()[*law as usize] += quotations;
        }
    }
    let established = |printed: &[u64; 3]| {
        let most = printed.iter().max().copied().unwrap_or_default();
        printed.iter().filter(|printed| **printed > 0 && **printed * ALL_BUT_ONE_OF >= most).count()
    };
    printed.retain(|_, printed| established(printed) > 1);
    let printed: FxHashMap<String, [u64; 3]> =
        printed.into_iter().map(|(name, laws)| (name.to_owned(), laws)).collect();
    if printed.is_empty() {
        return;
    }
    for (form, law) in forms.iter_mut().zip(laws).filter(|(form, _)| form.is_institution()) {
        if let (Some(printed), Some(law)) = (printed.get(&form.strict), law)
            && printed[law as usize] * ALL_BUT_ONE_OF >= *printed.iter().max().unwrap_or(&0)
        {
            form.strict = format!("{}{LAW}{}", form.strict, law as usize);
        }
    }
}

/// The one word that an article calls somebody by whom it also names in full.
fn called(name: &FullName) -> Option<u64> {
    let short = name.name != name.full_name && !name.name.contains(char::is_whitespace);
    short.then(|| fold_key(&latin(&name.name)))
}

/// The first eight bytes as a number that is ordered as they are.
fn first_letters(name: &str) -> u64 {
    let mut first = [0; 8];
    let length = name.len().min(8);
    first[..length].copy_from_slice(&name.as_bytes()[..length]);
    u64::from_be_bytes(first)
}

/// A name without any letter is itself alone.
fn form(full_name: &str) -> NameForm {
    // "Moody's" is a firm: names of people are kept without that.
    let firm = possessed(full_name).is_some();
    let mut form = if firm { NameForm::institution(full_name) } else { NameForm::of(full_name) };
    if form.strict.is_empty() {
        form.strict = full_name.trim().to_owned();
        form.kind = FormKind::Fixed { institution: false };
    }
    form
}

/// Articles and days of each person, each article counted once.
fn counts(uses: &NameUses, person_of: &[u32], people: usize) -> Vec<Count> {
    let mut counts = vec![Count { articles: 0, last_article: u32::MAX, dates: None }; people];
    for (name, article) in &uses.uses {
        let count = &mut counts[person_of[*name as usize] as usize];
        // Uses stand by article, so an article that is not the last one is new.
        if count.last_article != *article {
            count.last_article = *article;
            count.articles += 1;
            if let Some(date) = uses.dates.get(*article as usize).copied().flatten() {
                count.dates = Some(count.dates.map_or((date, date), |(first, last)| (first.min(date), last.max(date))));
            }
        }
    }
    counts
}

/// The alias file's name, else the full name that most quotations carry.
fn display_name(
    person: &Settled,
    own: &[u32],
    uses: &NameUses,
    quotations: &[u64],
    nodes: &[Node],
    aliases: &Aliases,
) -> String {
    if let Some(alias) = person.alias {
        return aliases.people[alias as usize].name.clone();
    }
    if let [only] = own {
        return super::on_one_line(&uses.names[*only as usize].full_name);
    }
    let complete = person.nodes.iter().any(|node| nodes[*node as usize].form.kind == FormKind::Complete);
    let mut totals: BTreeMap<&str, u64> = BTreeMap::new();
    for pair in own {
        *totals.entry(&uses.names[*pair as usize].full_name).or_default() += quotations[*pair as usize];
    }
    // A surname is no name for somebody whose name is known, nor is one in capitals.
    let rank = |(name, total): &(&str, u64)| {
        let whole = !complete || name.contains([' ', '-', '\u{A0}']);
        let shouted = !name.chars().any(char::is_lowercase);
        (whole, !shouted, *total, std::cmp::Reverse(name.len()))
    };
    let best = totals.into_iter().rev().max_by_key(rank);
    best.map(|(name, _)| super::on_one_line(name)).unwrap_or_default()
}

/// The words of both names of a pair, with their keys.
fn keyed(pair: &FullName) -> impl Iterator<Item = (u64, String)> {
    let mut words = super::resolve::words(&pair.full_name);
    if pair.name != pair.full_name {
        words.extend(super::resolve::words(&pair.name));
    }
    words.into_iter().map(|word| (fold_key(&word), word))
}

/// The sections on their way.
#[derive(Default)]
struct Laid {
    people: Vec<u64>,
    pairs: Vec<u32>,
    text: Vec<u8>,
    lists: Vec<u32>,
    /// Words of names with the pairs that hold them, in order.
    words: Vec<(u64, u32)>,
    /// Words by their bones, in order.
    bones: Vec<(u64, u64, u64)>,
}

impl Laid {
    fn put(&mut self, text: &str) -> (u32, u32) {
        let start = self.text.len() as u32;
        self.text.extend_from_slice(text.as_bytes());
        (start, text.len() as u32)
    }

    fn pair(&mut self, names: &FullName, quotations: u64, person: u32) {
        let FullName { name, full_name: full } = names;
        let full_text = self.put(full);
        // A short form is mostly a part of the full one.
        let name_text = match full.find(name) {
            Some(at) => (full_text.0 + at as u32, name.len() as u32),
            None => self.put(name),
        };
        let mut row = [0; pair::FIELDS];
        (row[pair::NAME], row[pair::NAME_LENGTH]) = name_text;
        (row[pair::FULL_NAME], row[pair::FULL_NAME_LENGTH]) = full_text;
        row[pair::QUOTATIONS] = u32::try_from(quotations).unwrap_or(u32::MAX);
        row[pair::PERSON] = person;
        self.pairs.extend(row);
    }

    /// Lays down the words of all names, which stand in the order of `pairs`.
    fn words(&mut self, pairs: &[u32], names: &[FullName]) {
        let name = |place: u32| &names[pairs[place as usize] as usize];
        let places = 0..pairs.len() as u32;
        let words = places.into_par_iter().flat_map_iter(|place| keyed(name(place)).map(move |(key, _)| (key, place)));
        self.words = words.collect();
        self.words.par_sort_unstable();
        self.words.dedup();
        let each_word = self.words.par_chunk_by(|one, other| one.0 == other.0);
        let heard = each_word.filter_map(|places| {
            let (key, place) = places[0];
            let (_, word) = keyed(name(place)).find(|(found, _)| *found == key)?;
            let sounds = Sounds::of(&word);
            (sounds.len() > 3).then(|| (sounds.bones(false), key, word))
        });
        let mut heard: Vec<(u64, u64, String)> = heard.collect();
        heard.par_sort_unstable();
        for (bones, key, word) in heard {
            let (start, length) = self.put(&word);
            self.bones.push((bones, key, packed(start, length)));
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one row of the table")]
    fn person(
        &mut self,
        name: &str,
        id: &str,
        quotations: u64,
        kind: u64,
        settled: &Settled,
        count: &Count,
        pairs: std::ops::Range<u32>,
    ) {
        let mut put = |text: &str| {
            let (start, length) = self.put(text);
            packed(start, length)
        };
        let mut row = [0; person::FIELDS];
        (row[person::NAME], row[person::ID]) = (put(name), put(id));
        row[person::QUOTATIONS] = quotations;
        row[person::ARTICLES] = count.articles;
        row[person::KIND_AND_BEARERS] = kind | u64::from(settled.bearers) << 2;
        let dates = count.dates.map(|(first, last)| (packed_date(first), packed_date(last)));
        (row[person::FIRST_DATE], row[person::LAST_DATE]) = dates.unwrap_or((NO_DATE, NO_DATE));
        row[person::PAIRS] = packed(pairs.start, pairs.len() as u32);
        row[person::CANDIDATES] = packed(self.lists.len() as u32, settled.candidates.len() as u32);
        self.lists.extend_from_slice(&settled.candidates);
        self.people.extend(row);
    }

    fn finish(mut self, stamp: u64, aliases: u64, likely: &[(u32, u32)]) -> SpeakerRegistry {
        let likely_start = self.lists.len() as u64;
        self.lists.extend(likely.iter().flat_map(|(one, other)| [*one, *other]));
        // Each word once, with the stretch of postings that is its own.
        let mut words: Vec<u64> = Vec::new();
        let mut at = 0u32;
        for block in self.words.chunk_by(|one, other| one.0 == other.0) {
            let mut row = [0; word::FIELDS];
            row[word::KEY] = block[0].0;
            row[word::POSTINGS] = packed(at, block.len() as u32);
            words.extend(row);
            at += block.len() as u32;
        }
        let mut head = [0; head::FIELDS];
        (head[head::STAMP], head[head::ALIASES], head[head::RULES]) = (stamp, aliases, super::RULES);
        (head[head::LIKELY], head[head::LIKELY_LENGTH]) = (likely_start, likely.len() as u64 * 2);
        // In the order of `section`.
        let mut writer = FlatWriter::default();
        writer.numbers(head);
        writer.numbers(self.people);
        writer.small(self.pairs);
        writer.section(self.text);
        writer.small(self.lists);
        writer.numbers(words);
        writer.small(self.words.into_iter().map(|(_, pair)| pair));
        writer.numbers(self.bones.into_iter().flat_map(|(bones, key, text)| {
            let mut row = [0; heard::FIELDS];
            (row[heard::BONES], row[heard::KEY], row[heard::WORD]) = (bones, key, text);
            row
        }));
        SpeakerRegistry { flat: writer.finish() }
    }
}
