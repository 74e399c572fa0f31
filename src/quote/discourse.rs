//! Whom "he" and "she" mean: the article read sentence by sentence, as a reader keeps in mind who it is about.
//!
//! The words outside quotation marks are a chain of [`Reference`]s: names, descriptions of people ("the driver"),
//! pronouns. A pronoun goes to the reference before it that fits best: the subject of the sentence before rather than
//! somebody mentioned in passing, whoever the last pronoun meant rather than a newcomer in a side clause. A description
//! that the article ties to no name is somebody all the same: "The driver was late. “…,” he said" names nobody.
//!
//! What a person's sex is comes from titles, given names and roles and, where these say nothing, from the pronouns
//! that go with the name in its own sentence ("Ms" none, "Roe praised her side").
//!
//! Every look back is bounded, so that the whole is linear in the article's length.

use super::life_story::Protagonist;
use super::page::Page;
use super::reference::{Form, Place, Reference, Who};
use crate::speaker::PersonId;
use crate::speaker::cursor::Cursor;
use crate::speaker::fold_key;
use crate::speaker::lexicon::Traits;
use crate::text::looks::count_looks;
use std::ops::Range;

/// Everybody the article's own words refer to, in order.
pub struct Discourse {
    references: Vec<Reference>,
    cursor: Cursor,
    /// For each person of the register, whether and how surely they are a human being; above 0 for yes.
    human: Vec<i8>,
    /// For each person, above 0 for a man, below 0 for a woman.
    gender: Vec<i32>,
    /// For each person, the key of the word that says of what people they are; 0 where none does.
    peoples: Vec<u64>,
    /// For each reference that is not a name the description by way of which it goes back to one, where there is any.
    by_way_of: Vec<Option<u32>>,
    /// Whose life the article may tell.
    protagonist: Option<Protagonist>,
}

/// Offices whose holders papers call by them, having named them before.
const OFFICES: [&str; 8] =
    ["chancellor", "governor", "mayor", "minister", "premier", "president", "secretary", "senator"];
/// By way of how many descriptions a name is told to be reached, at most.
const DESCRIPTIONS: usize = 3;
/// How far back a pronoun is followed, in references.
const LOOK_BACK: usize = 48;
/// How far back a pronoun is followed, in sentences.
const SENTENCES_BACK: u32 = 14;

/// What speaks for and against a reference. Set by hand, then by search over the 513 quotations of training articles
/// whose source is a pronoun, and rounded: near these values the result hardly moves.
mod weight {
    /// It is what its sentence is about.
    pub const SUBJECT: f32 = 1.2;
    /// It says the rest of its sentence, and something else is what that is about.
    pub const SPEAKER: f32 = 1.2;
    /// It owns something: "Roe's".
    pub const OWNER: f32 = -0.4;
    /// It hangs on a preposition.
    pub const HANGING: f32 = -1.4;
    /// It is a pronoun itself: whoever it means is being spoken of.
    pub const PRONOUN: f32 = 0.5;
    /// It is surely the name of a person.
    pub const SURELY_HUMAN: f32 = 0.5;
    /// Nothing tells that it is the name of a person.
    pub const DOUBTFUL: f32 = -0.5;
    /// Its sex is known and the pronoun's.
    pub const AGREES: f32 = 0.3;
    /// For each sentence between, the first four.
    pub const SENTENCE: f32 = 1.2;
    /// For each sentence between, any.
    pub const FAR_SENTENCE: f32 = 0.05;
    /// For each paragraph between, the first four.
    pub const BLOCK: f32 = 0.25;
    /// It is somebody without a name, and what the sentence is about.
    pub const UNNAMED_SUBJECT: f32 = -0.8;
    /// The same, where the words introduce somebody.
    pub const NEWCOMER: f32 = -0.3;
    /// The same, where it is somebody who speaks for others.
    pub const SPOKESMAN: f32 = 0.4;
    /// The same, of a clause inside the sentence.
    pub const UNNAMED_CLAUSE_SUBJECT: f32 = -0.4;
    /// The same, elsewhere in the sentence.
    pub const UNNAMED: f32 = -1.0;
}

impl Discourse {
    /// Reads the article.
    pub fn of(page: &Page<'_>) -> Discourse {
        let (human, gender) = page.people_by_context();
        let references = page.references();
        let by_way_of = vec![None; references.len()];
        let peoples = page.peoples();
        let protagonist = page.protagonist(&references, &human);
        let cursor = Cursor::default();
        let mut discourse = Discourse { references, cursor, human, gender, peoples, by_way_of, protagonist };
        discourse.learn_gender(page);
        for at in 0..discourse.references.len() {
            let reference = discourse.references[at];
            if reference.form == Form::Description && reference.who == Who::Unnamed {
                // "The chancellor promised much. “…,” he said"
                let noun = reference.end - 1;
                let definite =
                    page.is_word(reference.at, "the") && !page.people.is_qualified_role(page.text, &page.tokens, noun);
                let topic = if definite { discourse.topic(page, at, &reference) } else { None };
                let holder = topic.filter(|&topic| discourse.holds(page, &reference, &discourse.references[topic].who));
                discourse.go_back(at, holder, Who::Unnamed);
            } else if reference.form == Form::Description && reference.who == Who::Open {
                let topic = discourse.topic(page, at, &reference);
                let noun = reference.end - 1;
                let topic = if page.is_one_of_a_people(noun) && page.tells_apart(noun) {
                    discourse.of_the_people(at, topic, fold_key(page.word(noun)))
                } else {
                    topic
                };
                discourse.go_back(at, topic, Who::Unnamed);
            } else if reference.form == Form::Pronoun {
                let found = discourse.antecedent(page, at, &reference);
                discourse.go_back(at, found, Who::Open);
                let surely = found.is_none_or(|found| {
                    let found = &discourse.references[found];
                    found.sentence != reference.sentence || !page.is_somebodys(found.at)
                });
                if let Who::Person(person, _) = discourse.references[at].who
                    && discourse.gender[person as usize] == 0
                    && surely
                {
                    discourse.gender[person as usize] = i32::from(reference.sex);
                }
            }
        }
        discourse
    }

    /// Which reference before number `at` a description that says of what people somebody is goes back to, "the Dutchman": the
    /// last one to somebody who was called so; else the `topic`, who is called so from here on.
    fn of_the_people(&mut self, at: usize, topic: Option<usize>, said: u64) -> Option<usize> {
        let people_of = |number: usize| match self.references[number].who {
            Who::Person(person, _) if self.human[person as usize] > 0 => Some(self.peoples[person as usize]),
            Who::Person(..) | Who::Unnamed | Who::Newcomer | Who::Open => None,
        };
        let called_so = |number: &usize| people_of(*number) == Some(said);
        let known = (at.saturating_sub(LOOK_BACK)..at).rev().inspect(|_| count_looks(1)).find(called_so);
        let topic = || topic.filter(|&topic| people_of(topic) == Some(0));
        let found = known.or_else(topic)?;
        if let Who::Person(person, _) = self.references[found].who {
            self.peoples[person as usize] = said;
        }
        Some(found)
    }

    /// Sets whom reference number `at` means to whom the earlier one does that it goes back to; `else_who` without one.
    fn go_back(&mut self, at: usize, earlier: Option<usize>, else_who: Who) {
        self.references[at].who = earlier.map_or(else_who, |number| self.references[number].who);
        self.by_way_of[at] = earlier.and_then(|number| self.first_description(number));
    }

    /// The first description among a reference and those that it goes back to.
    fn first_description(&self, number: usize) -> Option<u32> {
        match self.references[number].form {
            Form::Description => Some(number as u32),
            _ => self.by_way_of[number],
        }
    }

    /// The descriptions by way of which the reference at token `at` goes back to a name, from it outwards, as tokens.
    pub fn by_way_of(&self, page: &Page<'_>, at: usize) -> impl Iterator<Item = Range<usize>> {
        let number = self.begun_before(at);
        let here = self.references.get(number).filter(|reference| reference.at == at);
        let first = here.and_then(|here| match (here.form, here.who) {
            (Form::Pronoun, _) => self.first_description(self.antecedent(page, number, here)?),
            (Form::Description, Who::Unnamed) => self.first_description(self.topic(page, number, here)?),
            _ => self.by_way_of[number],
        });
        let all = std::iter::successors(first, |number| self.by_way_of[*number as usize]).take(DESCRIPTIONS);
        all.map(|number| self.references[number as usize].at..self.references[number as usize].end)
    }

    /// How many references begin before a token.
    fn begun_before(&self, at: usize) -> usize {
        self.cursor.partition_point(&self.references, |reference| reference.at < at)
    }

    /// Whom the pronoun at token `at` means.
    pub fn pronoun(&self, page: &Page<'_>, at: usize) -> Option<(PersonId, usize)> {
        let number = self.begun_before(at);
        let here = self.references.get(number).filter(|reference| reference.at == at)?;
        match self.references[self.antecedent(page, number, here)?].who {
            Who::Person(person, mention) => Some((person, mention)),
            Who::Unnamed | Who::Newcomer | Who::Open => None,
        }
    }

    /// Whether a person is one, and may be "he"; or "she".
    pub fn may_be(&self, person: PersonId, he: bool) -> bool {
        let gender = self.gender[person as usize];
        self.human[person as usize] > 0 && (gender == 0 || (gender > 0) == he)
    }

    /// Whether somebody is a human being, as far as the article tells.
    pub(super) fn may_be_human(&self, person: PersonId) -> bool {
        self.human[person as usize] > 0
    }

    /// Above 0 for a man, below 0 for a woman, as far as the article tells.
    pub(super) fn sex_of(&self, person: PersonId) -> i32 {
        self.gender[person as usize]
    }

    /// The references that begin before a token.
    pub(super) fn references_before(&self, at: usize) -> &[Reference] {
        &self.references[..self.begun_before(at)]
    }

    /// Whether a sentence that begins between two tokens is about somebody other than `person`.
    pub fn turns_to_another(&self, person: PersonId, from: usize, to: usize) -> bool {
        let first = self.begun_before(from);
        let begun = first.checked_sub(1).map(|last| self.references[last].sentence);
        let between = self.references[first..].iter().take_while(|reference| reference.at < to);
        let between = between.inspect(|_| count_looks(1));
        between.filter(|reference| Some(reference.sentence) != begun && reference.place == Place::Subject).any(
            |reference| match reference.who {
                Who::Person(other, _) => other != person && self.human[other as usize] > 0,
                Who::Newcomer => true,
                Who::Unnamed | Who::Open => false,
            },
        )
    }

    /// Whom a definite description at token `at` means that no name is tied to: "the Ore senator", "the beekeeper" as
    /// the source of a quotation are whom the sentence before is about.
    ///
    /// Bare words, "the boy", "the judge", may be anybody near; so only what tells more is followed, "the billionaire
    /// property developer", "the former mayor".
    pub fn described(&self, page: &Page<'_>, at: usize) -> Option<(PersonId, usize)> {
        let number = self.begun_before(at);
        let here = self.references.get(number).filter(|reference| reference.at == at)?;
        let former = || page.is_word(at + 1, "former") && page.is(here.end - 1, Traits::TITLE);
        let tells = || {
            let owned = (at..here.end).any(|at| page.is_possessive(at));
            // "The toxicologist", "the goalkeeper": what few are.
            let noun = page.word(here.end - 1);
            let special = ["ologist", "ographer", "keeper"].iter().any(|end| noun.ends_with(end));
            !owned && (here.end - at > 3 || here.end - at == 3 && former() || special)
        };
        let who = match here.who {
            Who::Unnamed => {
                let topic = self.references[self.topic(page, number, here)?].who;
                Some(topic).filter(|who| self.holds(page, here, who) || tells())?
            }
            who => who,
        };
        match who {
            Who::Person(person, mention) => Some((person, mention)),
            Who::Unnamed | Who::Newcomer | Who::Open => None,
        }
    }

    /// Whether somebody may hold the office that a description names: "the senator" is Sen. Roe, "the chancellor" whom the page
    /// calls by name alone, "the minister" the fuel secretary.
    fn holds(&self, page: &Page<'_>, here: &Reference, who: &Who) -> bool {
        let Who::Person(person, _) = *who else { return false };
        let noun = here.end - 1;
        let office = OFFICES.contains(&page.word(noun)) && !page.people.person(person).has_title;
        office
            || page.people.bears(page.word(noun), person)
            || page.people.has_role_like(page.text, &page.tokens[noun], person)
    }

    /// What the last sentence before reference `number` is about, where that is a person with a name of whom the
    /// article does not say that they are something else.
    fn topic(&self, page: &Page<'_>, number: usize, here: &Reference) -> Option<usize> {
        let earlier = (0..number).rev().map(|number| (number, &self.references[number]));
        let near = earlier.take(LOOK_BACK).inspect(|_| count_looks(1));
        let (topic, reference) = near
            .skip_while(|(_, reference)| reference.sentence == here.sentence)
            .take_while(|(_, reference)| reference.sentence + 2 >= here.sentence && reference.block + 1 >= here.block)
            .find(|(_, reference)| reference.place == Place::Subject)?;
        let Who::Person(person, _) = reference.who else { return None };
        let known = !page.people.person(person).has_role
            || page.is_aged(here.end - 1)
            || page.is_one_of_a_people(here.end - 1)
            || page.people.has_role_like(page.text, &page.tokens[here.end - 1], person);
        (self.fit(reference, here).is_some() && known && !self.is_named_behind(number, person)).then_some(topic)
    }

    /// `The minister said Roe would go`: whether the sentence of reference `number` names a person behind it, and does not say that they
    /// say it; so the reference is to somebody else.
    fn is_named_behind(&self, number: usize, person: PersonId) -> bool {
        let here = &self.references[number];
        let behind = self.references[number + 1..].iter().take(LOOK_BACK).inspect(|_| count_looks(1));
        let mut same = behind.take_while(|reference| reference.sentence == here.sentence);
        same.any(|reference| {
            let named = reference.form == Form::Name && reference.place != Place::Speaker;
            named && matches!(reference.who, Who::Person(other, _) if other == person)
        })
    }

    /// The reference before number `number` that the pronoun `here` goes back to.
    fn antecedent(&self, page: &Page<'_>, number: usize, here: &Reference) -> Option<usize> {
        let others = page.others_than(here.at);
        let answered = others.answered.and_then(|at| self.reference_with(at));
        let mut best: Option<(f32, usize)> = None;
        for at in (number.saturating_sub(LOOK_BACK)..number).rev() {
            count_looks(1);
            let reference = &self.references[at];
            let sentences = here.sentence - reference.sentence;
            if sentences > SENTENCES_BACK {
                break;
            }
            let is_answered = answered.is_some_and(|other| {
                let other = &self.references[other];
                other.at == reference.at
                    || matches!((other.who, reference.who), (Who::Person(one, _), Who::Person(two, _)) if one == two)
            });
            let is_named = matches!(reference.who, Who::Person(person, _) if others.named.contains(&person));
            if is_answered || is_named {
                continue;
            }
            let Some(mut score) = self.fit(reference, here) else { continue };
            score -= weight::SENTENCE * sentences.min(4) as f32 + weight::FAR_SENTENCE * sentences as f32;
            score -= weight::BLOCK * (here.block - reference.block).min(4) as f32;
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, at));
            }
        }
        let found = best.map(|(_, at)| at);
        self.whose_life(page, number, here, found).or(found)
    }

    /// `Roe, who has died aged 88, found the lake. “…,” said her pupil, Bo Lind. She retired in 1990.`: the reference to whose life the
    /// article tells, where the pronoun `here` goes on with that and not with the one `found`, who only speaks of them.
    fn whose_life(&self, page: &Page<'_>, number: usize, here: &Reference, found: Option<usize>) -> Option<usize> {
        let hero = self.protagonist.as_ref().filter(|hero| hero.reference < number)?;
        let mut fits = self.gender[hero.person as usize] * i32::from(here.sex) >= 0 && page.opens_life(here.at);
        if let Some(Who::Person(other, mention)) = found.map(|found| self.references[found].who) {
            fits &= other != hero.person && (hero.surely || page.is_introduced_as_somebodys(other, mention));
        }
        (fits && (found.is_some() || hero.surely)).then_some(hero.reference)
    }

    /// The reference that token `at` is part of.
    fn reference_with(&self, at: usize) -> Option<usize> {
        let number = self.begun_before(at + 1).checked_sub(1)?;
        (at < self.references[number].end).then_some(number)
    }

    /// How well a reference fits the pronoun, distance apart; `None` where it cannot be meant.
    fn fit(&self, reference: &Reference, here: &Reference) -> Option<f32> {
        // "Roe, he said, was late": he is not Roe.
        let near = reference.sentence == here.sentence;
        // "a source in Ore said he"
        let set_off = reference.set_off || reference.place == Place::Hanging;
        let beside = reference.end + 1 == here.at && set_off;
        // "Roe was late, he said": nor there; but "it was late, Roe said, but not too late, he added".
        let is_told_of = here.says_what_stands_before && reference.place != Place::Speaker;
        let told_of = beside || is_told_of || reference.place == Place::AskedAbout;
        if reference.form == Form::Oblique || near && told_of && reference.form != Form::Pronoun {
            return None;
        }
        let mut score = match reference.place {
            Place::Subject => weight::SUBJECT,
            Place::Speaker => weight::SPEAKER,
            Place::ClauseSubject | Place::Other => 0.0,
            Place::AskedAbout => weight::HANGING,
            Place::Owner => weight::OWNER,
            Place::Hanging => weight::HANGING,
        };
        let sex = match reference.who {
            Who::Open => return None,
            Who::Unnamed | Who::Newcomer => {
                score += match reference.place {
                    Place::Subject if reference.who == Who::Newcomer && reference.spokesman => weight::SPOKESMAN,
                    Place::Subject if reference.who == Who::Newcomer => weight::NEWCOMER,
                    Place::Subject => weight::UNNAMED_SUBJECT,
                    Place::ClauseSubject | Place::Speaker => weight::UNNAMED_CLAUSE_SUBJECT,
                    _ => weight::UNNAMED,
                };
                i32::from(reference.sex)
            }
            Who::Person(person, _) => {
                if self.human[person as usize] <= 0 {
                    return None;
                }
                score += match self.human[person as usize] {
                    3.. => weight::SURELY_HUMAN,
                    2 => 0.0,
                    _ => weight::DOUBTFUL,
                };
                self.gender[person as usize]
            }
        };
        let agrees = sex * i32::from(here.sex);
        if agrees < 0 {
            return None;
        }
        score += if agrees > 0 { weight::AGREES } else { 0.0 };
        score += if reference.form == Form::Pronoun { weight::PRONOUN } else { 0.0 };
        Some(score)
    }

    /// Learns from "his" and "her" beside a name what its sex is, where nothing else tells it.
    fn learn_gender(&mut self, page: &Page<'_>) {
        let mut votes = vec![0_i32; self.gender.len()];
        let mut start = 0;
        while start < self.references.len() {
            let sentence = self.references[start].sentence;
            let length = self.references[start..].iter().take_while(|one| one.sentence == sentence).count();
            let people = self.references[start..start + length].iter();
            let mut alone = None;
            for reference in people {
                match (reference.form, reference.who) {
                    (Form::Name, Who::Person(person, _)) if self.human[person as usize] > 0 => {
                        if alone.is_some_and(|other| other != person)
                            || matches!(reference.place, Place::Hanging | Place::AskedAbout)
                            || page.is_somebodys(reference.at)
                        {
                            break;
                        }
                        alone = Some(person);
                    }
                    (Form::Description, _) => break,
                    (Form::Pronoun | Form::Oblique, _) => {
                        let Some(person) = alone else { break };
                        votes[person as usize] += i32::from(reference.sex);
                    }
                    _ => {}
                }
            }
            start += length;
        }
        for (person, gender) in self.gender.iter_mut().enumerate() {
            if *gender == 0 {
                *gender = votes[person];
            }
        }
    }
}

impl Page<'_> {
    /// `Her co-star Jordan Roe said she was late`: whether the name at token `at` is told by what they are to somebody; "she" is that
    /// somebody, as likely as not.
    fn is_somebodys(&self, at: usize) -> bool {
        let near = (at.saturating_sub(4)..at).rev().take_while(|&at| self.tokens[at].is_word());
        let mut owner = near.take_while(|&before| !self.tokens[before + 1].begins_sentence);
        owner.any(|at| ["her", "his"].iter().any(|word| self.is_word(at, word)))
    }
}
