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

use super::cues::CueClass;
use super::page::Page;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use crate::speaker::{Mention, MentionKind, PersonId};

/// Everybody the article's own words refer to, in order.
pub struct Discourse {
    references: Vec<Reference>,
    /// For each person of the register, whether and how surely they are a human being; above 0 for yes.
    human: Vec<i8>,
    /// For each person, above 0 for a man, below 0 for a woman.
    gender: Vec<i32>,
}

/// One place where somebody is referred to.
#[derive(Debug, Clone, Copy)]
struct Reference {
    /// The first token.
    at: usize,
    /// One past the last token.
    end: usize,
    /// The number of its sentence, counted over the article.
    sentence: u32,
    /// The number of its block.
    block: u32,
    /// Who is meant.
    who: Who,
    /// How it is said.
    form: Form,
    /// What the words themselves tell: above 0 a man, below 0 a woman.
    sex: i8,
    /// Its place in the sentence.
    place: Place,
}

/// Whom a reference means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    /// A person, by a mention.
    Person(PersonId, usize),
    /// Somebody whom the article does not name.
    Unnamed,
    /// Somebody whom the article does not name, introduced as new: "a driver", "the driver, who".
    Newcomer,
    /// Not known.
    Open,
}

/// How a reference is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// "Ann Roe".
    Name,
    /// "the driver".
    Description,
    /// "he", "she".
    Pronoun,
    /// "his", "him", "her", "himself".
    Oblique,
}

/// What a reference is in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// What the sentence is about.
    Subject,
    /// What a clause inside it is about.
    ClauseSubject,
    /// Anything else.
    Other,
    /// Behind a preposition.
    Hanging,
    /// Owns what follows: "Roe's".
    Owner,
}

/// How far back a pronoun is followed, in references.
const LOOK_BACK: usize = 48;
/// How far back a pronoun is followed, in sentences.
const SENTENCES_BACK: u32 = 14;

/// What speaks for and against a reference. Set by hand, then by search over the 513 quotations of training articles
/// whose source is a pronoun, and rounded: near these values the result hardly moves.
mod weight {
    /// It is what its sentence is about.
    pub const SUBJECT: f32 = 1.2;
    /// It owns something: "Roe's".
    pub const OWNER: f32 = -0.4;
    /// It hangs on a preposition.
    pub const HANGING: f32 = -1.4;
    /// It is a pronoun itself: whoever it means is being spoken of.
    pub const PRONOUN: f32 = 0.5;
    /// It is surely the name of a person.
    pub const SURELY_HUMAN: f32 = 0.5;
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
    /// The same, of a clause inside the sentence.
    pub const UNNAMED_CLAUSE_SUBJECT: f32 = -0.4;
    /// The same, elsewhere in the sentence.
    pub const UNNAMED: f32 = -1.0;
}

impl Discourse {
    /// Reads the article.
    pub fn of(page: &Page<'_>) -> Discourse {
        let (human, gender) = page.people_by_context();
        let mut discourse = Discourse { references: page.references(), human, gender };
        discourse.learn_gender();
        for at in 0..discourse.references.len() {
            let reference = discourse.references[at];
            if reference.form == Form::Description && reference.who == Who::Open {
                discourse.references[at].who = discourse.topic(at, &reference).unwrap_or(Who::Unnamed);
            } else if reference.form == Form::Pronoun {
                let found = discourse.antecedent(at, &reference);
                discourse.references[at].who = found.map_or(Who::Open, |number| discourse.references[number].who);
                if let Who::Person(person, _) = discourse.references[at].who
                    && discourse.gender[person as usize] == 0
                {
                    discourse.gender[person as usize] = i32::from(reference.sex);
                }
            }
        }
        discourse
    }

    /// Whom the pronoun at token `at` means.
    pub fn pronoun(&self, at: usize) -> Option<(PersonId, usize)> {
        let number = self.references.partition_point(|reference| reference.at < at);
        let here = self.references.get(number).filter(|reference| reference.at == at)?;
        match self.references[self.antecedent(number, here)?].who {
            Who::Person(person, mention) => Some((person, mention)),
            Who::Unnamed | Who::Newcomer | Who::Open => None,
        }
    }

    /// Whom a description at token `at` means that no name is tied to: "the Ore senator" is whom the sentence before
    /// is about.
    pub fn described(&self, at: usize) -> Option<(PersonId, usize)> {
        let number = self.references.partition_point(|reference| reference.at < at);
        let here = self.references.get(number).filter(|reference| reference.at == at)?;
        match here.who {
            Who::Person(person, mention) => Some((person, mention)),
            Who::Unnamed | Who::Newcomer | Who::Open => None,
        }
    }

    /// Whom the last sentence before reference `number` is about, where that is a person with a name.
    fn topic(&self, number: usize, here: &Reference) -> Option<Who> {
        let earlier = self.references[..number].iter().rev().take(LOOK_BACK);
        let near = earlier.skip_while(|reference| reference.sentence == here.sentence);
        let topic = near
            .take_while(|reference| reference.sentence + 2 >= here.sentence && reference.block + 1 >= here.block)
            .find(|reference| reference.place == Place::Subject)?;
        let fits = self.fit(topic, here).is_some() && matches!(topic.who, Who::Person(..));
        fits.then_some(topic.who)
    }

    /// The reference before number `number` that the pronoun `here` goes back to.
    fn antecedent(&self, number: usize, here: &Reference) -> Option<usize> {
        let mut best: Option<(f32, usize)> = None;
        for at in (number.saturating_sub(LOOK_BACK)..number).rev() {
            let reference = &self.references[at];
            let sentences = here.sentence - reference.sentence;
            if sentences > SENTENCES_BACK {
                break;
            }
            let Some(mut score) = self.fit(reference, here) else { continue };
            score -= weight::SENTENCE * sentences.min(4) as f32 + weight::FAR_SENTENCE * sentences as f32;
            score -= weight::BLOCK * (here.block - reference.block).min(4) as f32;
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, at));
            }
        }
        best.map(|(_, at)| at)
    }

    /// How well a reference fits the pronoun, distance apart; `None` where it cannot be meant.
    fn fit(&self, reference: &Reference, here: &Reference) -> Option<f32> {
        // "Roe, he said, was late": he is not Roe.
        if reference.form == Form::Oblique || reference.end + 1 == here.at && reference.sentence == here.sentence {
            return None;
        }
        let mut score = match reference.place {
            Place::Subject => weight::SUBJECT,
            Place::ClauseSubject | Place::Other => 0.0,
            Place::Owner => weight::OWNER,
            Place::Hanging => weight::HANGING,
        };
        let sex = match reference.who {
            Who::Open => return None,
            Who::Unnamed | Who::Newcomer => {
                score += match reference.place {
                    Place::Subject if reference.who == Who::Newcomer => weight::NEWCOMER,
                    Place::Subject => weight::UNNAMED_SUBJECT,
                    Place::ClauseSubject => weight::UNNAMED_CLAUSE_SUBJECT,
                    _ => weight::UNNAMED,
                };
                i32::from(reference.sex)
            }
            Who::Person(person, _) => {
                if self.human[person as usize] <= 0 {
                    return None;
                }
                score += if self.human[person as usize] > 2 { weight::SURELY_HUMAN } else { 0.0 };
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
    fn learn_gender(&mut self) {
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
                        if alone.is_some_and(|other| other != person) || reference.place == Place::Hanging {
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
    /// How surely each person of the register is a human being, and of which sex, by what stands around the mentions.
    fn people_by_context(&self) -> (Vec<i8>, Vec<i32>) {
        let count = self.people.len();
        let mut human = vec![0_i8; count];
        let mut gender = vec![0_i32; count];
        for id in 0..count as PersonId {
            let person = self.people.person(id);
            if person.kind == MentionKind::Group {
                human[id as usize] = i8::MIN;
                continue;
            }
            human[id as usize] = if person.surely_person || person.gender != 0 { 4 } else { 0 };
            human[id as usize] += i8::from(person.words > 1);
            gender[id as usize] = person.gender;
        }
        for (number, mention) in self.people.mentions.iter().enumerate() {
            let score = &mut human[self.people.meant[number] as usize];
            if *score > -40 && *score < 40 {
                *score += self.seems_human(number, mention);
            }
        }
        (human, gender)
    }

    /// What the words around a mention tell of its being a person.
    fn seems_human(&self, number: usize, mention: &Mention) -> i8 {
        let (start, end) = (mention.run.start as usize, mention.run.end as usize);
        let mut score = 0;
        if !mention.titled
            && let Some(before) = start.checked_sub(1).filter(|_| !self.tokens[start].begins_sentence)
        {
            if self.is(before, Traits::DET) {
                score -= 3;
            } else if mention.words == 1
                && self.people.person(self.people.meant[number]).words == 1
                && matches!(self.word(before), "in" | "at" | "near" | "into" | "across")
            {
                score -= 2;
            }
        }
        let next = |at: usize| self.tokens.get(at).map_or("", |token| token.of(self.text));
        if next(end) == "," && matches!(next(end + 1), "who" | "whose" | "whom") || next(end) == "who" {
            score += 4;
        } else if next(end) == ","
            && self.tokens.get(end + 1).is_some_and(|age| age.kind == TokenKind::Number && age.end - age.start == 2)
            && matches!(next(end + 2), "," | ".")
        {
            score += 4;
        }
        let speaks = |at: usize| self.cues.get(at).is_some_and(|&class| class == CueClass::Say);
        if speaks(end) || start > 0 && speaks(start - 1) {
            score += 2;
        }
        score
    }

    /// All references outside quotation marks, in order.
    fn references(&self) -> Vec<Reference> {
        let mut references: Vec<Reference> = Vec::with_capacity(self.people.mentions.len() * 2);
        let mut sentence = 0;
        for (number, block) in self.blocks.iter().enumerate() {
            if !block.quotable {
                continue;
            }
            sentence += 1;
            let mut first = references.len();
            let mut at = block.tokens.start;
            let mut outside = false;
            while at < block.tokens.end {
                if let Some(region) = self.region_at(at) {
                    at = self.regions[region].last.max(at + 1);
                    continue;
                }
                if self.tokens[at].begins_sentence && outside {
                    sentence += 1;
                    settle_places(&mut references[first..]);
                    first = references.len();
                }
                outside |= self.tokens[at].is_word();
                match self.reference(at, block.tokens.end) {
                    Some(reference) => {
                        at = reference.end.max(at + 1);
                        let reference = Reference { sentence, block: number as u32, ..reference };
                        self.add(&mut references, first, reference);
                    }
                    None => at += 1,
                }
            }
            settle_places(&mut references[first..]);
        }
        references
    }

    /// Puts a reference behind those of its sentence, which begin at `first`; an apposition goes to what it explains.
    fn add(&self, references: &mut Vec<Reference>, first: usize, reference: Reference) {
        if references.len() > first
            && let Some(last) = references.last_mut()
            && self.explains(last.end, reference.at)
        {
            match (last.form, reference.form) {
                // "a neighbour, Ann Roe,", "a spokesman for the mill, Ann Roe,"
                (Form::Description, Form::Name) => {
                    let (at, place) = (last.at, last.place);
                    *last = Reference { at, place, ..reference };
                    return;
                }
                // "Ann Roe, the neighbour who"
                (Form::Name, Form::Description) if last.end < reference.at => {
                    last.end = reference.end;
                    return;
                }
                _ => {}
            }
        }
        references.push(reference);
    }

    /// Whether what stands between two references makes the second an apposition to the first: nothing, or a comma,
    /// what hangs on a preposition before it and what describes the second behind it.
    fn explains(&self, from: usize, to: usize) -> bool {
        if to > from + 10 || (from..to).any(|at| self.region_at(at).is_some()) {
            return false;
        }
        let mut commas = 0;
        for at in from..to {
            match self.kind(at) {
                TokenKind::Comma => commas += 1,
                TokenKind::Word | TokenKind::Number | TokenKind::Clitic => {
                    let verb = self.cues[at] >= CueClass::Weak && self.people.mention_at(at).is_none();
                    if verb || self.is(at, Traits::AUX.with(Traits::CONJ).with(Traits::REL).with(Traits::SUB)) {
                        return false;
                    }
                    if at == from && !self.is(at, Traits::PREP) || commas > 0 && self.is(at, Traits::PREP) {
                        return false;
                    }
                }
                _ => return false,
            }
        }
        commas == 1 || from == to
    }

    /// The reference that begins at token `at`; its sentence and block are still to be filled in.
    fn reference(&self, at: usize, end: usize) -> Option<Reference> {
        let token = &self.tokens[at];
        if token.kind != TokenKind::Word {
            return None;
        }
        let reference = |end, who, form, sex| Reference {
            at,
            end,
            sentence: 0,
            block: 0,
            who,
            form,
            sex,
            place: self.place(at, end),
        };
        if let Some(number) = self.people.mention_at(at) {
            let mention = &self.people.mentions[number];
            let after = (mention.run.end as usize).min(end);
            if mention.kind == MentionKind::Group || self.goes_on_as_description(after, end, mention.kind) {
                return None;
            }
            let who = Who::Person(self.people.meant[number], number);
            return Some(reference(after, who, Form::Name, mention.gender.signum()));
        }
        if token.is(Traits::HE) {
            return Some(reference(at + 1, Who::Open, Form::Pronoun, 1));
        }
        if token.is(Traits::SHE) {
            return Some(reference(at + 1, Who::Open, Form::Pronoun, -1));
        }
        let sex = match self.word(at) {
            "his" | "His" | "him" | "himself" => 1,
            "her" | "Her" | "herself" | "hers" => -1,
            _ => 0,
        };
        let description = token.is(Traits::DET).then(|| self.description(at, end)).flatten();
        if sex != 0 && description.is_none() {
            return Some(reference(at + 1, Who::Open, Form::Oblique, sex));
        }
        let (noun, definite) = description?;
        let tied = definite.then(|| self.people.with_role(self.word(noun), at)).flatten();
        let who = match tied {
            Some((person, mention)) => Who::Person(person, mention),
            None if definite && self.tells_of_somebody_known(at, noun) => Who::Open,
            None if !definite || self.begins_relative_clause(noun + 1) => Who::Newcomer,
            None => Who::Unnamed,
        };
        let sex = i8::from(self.is(noun, Traits::MALE)) - i8::from(self.is(noun, Traits::FEMALE));
        Some(reference(noun + 1, who, Form::Description, sex))
    }

    /// The noun of a description of one human being that begins at token `at`, and whether it is definite.
    fn description(&self, at: usize, end: usize) -> Option<(usize, bool)> {
        let mut noun = None;
        for next in at + 1..end.min(at + 6) {
            let token = &self.tokens[next];
            if token.kind != TokenKind::Word && token.kind != TokenKind::Clitic
                || self.region_at(next).is_some()
                || token.is(Traits::PREP.with(Traits::CONJ).with(Traits::REL).with(Traits::AUX).with(Traits::DET))
                || self.cues[next] >= CueClass::Call
            {
                break;
            }
            if token.is(Traits::ROLE) && !token.is(Traits::GIVEN) {
                noun = Some(next);
            } else if noun.is_some() {
                break;
            }
        }
        let indefinite = ["a", "an", "one", "another", "some"].iter().any(|word| self.is_word(at, word));
        noun.map(|noun| (noun, !indefinite))
    }

    /// Whether the description `at..=noun` has a name in it, as papers describe somebody they have named: "the Ore
    /// senator", "the member for Ore", "the Republican"; "the driver" is a newcomer.
    fn tells_of_somebody_known(&self, at: usize, noun: usize) -> bool {
        let named = |at: usize| self.tokens.get(at).is_some_and(|token| token.capital && !token.begins_sentence);
        (at + 1..=noun).any(named)
            || self.tokens.get(noun + 1).is_some_and(|next| matches!(next.of(self.text), "of" | "for" | "from"))
                && (named(noun + 2) || self.is(noun + 2, Traits::DET) && named(noun + 3))
    }

    /// Whether ", who" stands at token `at`.
    fn begins_relative_clause(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Comma)
            && self.tokens.get(at + 1).is_some_and(|token| token.is(Traits::REL))
    }

    /// What a reference at `at..end` is in its sentence, as far as its neighbours tell.
    fn place(&self, at: usize, end: usize) -> Place {
        let next = self.tokens.get(end);
        if next.is_some_and(|next| {
            next.kind == TokenKind::Clitic && next.end - next.start > 1 && next.of(self.text).ends_with('s')
        }) {
            return Place::Owner;
        }
        let speaks = |at: usize| self.cues.get(at).is_some_and(|&class| class == CueClass::Say);
        let before = at.checked_sub(1).filter(|_| !self.tokens[at].begins_sentence);
        if self.begins_relative_clause(end) {
            // "given by a pilot, who woke": the clause goes on about him.
            return Place::ClauseSubject;
        }
        if before.is_some_and(|before| self.is(before, Traits::PREP) && !self.is(before, Traits::SUB)) {
            return Place::Hanging;
        }
        let verb = speaks(end) || next.is_some_and(|next| next.is(Traits::AUX.with(Traits::REL)));
        let inverted = before.is_some_and(|before| speaks(before) && self.word(before) != "told");
        if verb || inverted { Place::ClauseSubject } else { Place::Other }
    }
}

/// Says which reference the sentence is about: the first that neither hangs on a preposition nor owns something.
fn settle_places(sentence: &mut [Reference]) {
    let first = sentence
        .iter_mut()
        .find(|reference| !matches!(reference.place, Place::Hanging | Place::Owner) && reference.form != Form::Oblique);
    if let Some(reference) = first {
        reference.place = Place::Subject;
    }
}
