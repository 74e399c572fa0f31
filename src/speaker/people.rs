//! [`People`]: everybody an article names, with every mention joined to the person it means.
//!
//! Newspapers give the full name once and the surname from then on. So the register is made from the whole article
//! before anybody is asked for: full names first, then every shorter form is joined to one of them.

use super::chance_capitals::drop_chance_capitals;
use super::firms_of_two::join_firms;
use super::first_words::keep_first_words;
use super::keys::{KeyMap, KeySet, mixed};
use super::lent_surnames::Loan;
use super::lexicon::Traits;
use super::mention::{Mention, MentionKind, cut_ranks, find_names, known_names};
use super::nicknames::join_nicknames;
use super::openers::cut_openers;
use super::possessives::keep_possessives;
use super::roles::Ties;
use super::surnames::{add_surnames_like_titles, cut_headline_words};
use super::tokens::Tokens;
use crate::text::looks::count_looks;
use std::borrow::Cow;
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
    pub(super) of_token: Vec<u32>,
    pub(super) people: Vec<Person>,
    pub(super) by_role: KeyMap<Ties>,
    /// Titles that stand before full names, each with its person.
    pub(super) titles: KeySet,
    /// By the number of a mention the surname that it has of another.
    pub(super) loans: KeyMap<Loan>,
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
    pub(super) has_short_form: bool,
    pub(super) first: u64,
    pub(super) suffix: u64,
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
        join_nicknames(text, tokens, &mut mentions);
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
        people.mean_holders(text, tokens);
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

    /// The fullest name the article gives, as printed there; in "Ray and Debbie Lind" it gives that of Ray Lind, too.
    pub fn full_name<'t>(&self, id: PersonId, text: &'t str) -> Cow<'t, str> {
        let fullest = self.person(id).fullest;
        let name = self.mentions[fullest as usize].span.of(text);
        match self.loans.get(&u64::from(fullest)) {
            Some(loan) => Cow::Owned(format!("{name} {}", loan.surname.of(text))),
            None => Cow::Borrowed(name),
        }
    }
}

impl Person {
    pub(super) fn of(number: usize, mention: &Mention) -> Person {
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

    pub(super) fn add(&mut self, number: usize, mention: &Mention) {
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
        people.with_role(text, &tokens, at, at).map(|(_, mention)| people.mentions[mention].span.of(text))
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
        assert_eq!(names("“No,” said worker He Tonglan. He left."), ["He Tonglan = He Tonglan"]);
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
