//! [`Reference`]s: where the article's own words speak of somebody, by name, by description or by pronoun.
//!
//! They are read paragraph by paragraph outside quotation marks, each with its sentence and its place there, which is
//! all that [`discourse`](super::discourse) needs to say whom a pronoun means. There is no grammar behind it: the
//! subject of a sentence is the first one that neither hangs on a preposition nor owns something.

use super::bodies::is_institution_noun;
use super::cues::CueClass;
use super::page::Page;
use super::source::Head;
use super::verbs::is_be;
use crate::speaker::lexicon::{Traits, traits_of};
use crate::speaker::tokens::{Token, TokenKind};
use crate::speaker::{Mention, MentionKind, PersonId, is_acronym};

/// One place where somebody is referred to.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    /// The first token.
    pub at: usize,
    /// One past the last token.
    pub end: usize,
    /// The number of its sentence, counted over the article.
    pub sentence: u32,
    /// The number of its block.
    pub block: u32,
    /// Who is meant.
    pub who: Who,
    /// How it is said.
    pub form: Form,
    /// What the words themselves tell: above 0 a man, below 0 a woman.
    pub sex: i8,
    /// Its place in the sentence.
    pub place: Place,
    /// Whether a comma or an "and" stands behind it.
    pub set_off: bool,
    /// Whether it is a pronoun that says what its sentence says before it: "it was late, he said".
    pub says_what_stands_before: bool,
    /// Whether it is somebody unnamed who speaks for others: "a spokesman".
    pub spokesman: bool,
}

/// Whom a reference means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
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
pub enum Form {
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
pub enum Place {
    /// What the sentence is about.
    Subject,
    /// What a clause inside it is about.
    ClauseSubject,
    /// Who says the rest of the sentence: "It was late, Roe said".
    Speaker,
    /// Anything else.
    Other,
    /// Named in what the one is asked whom the sentence is about: "Asked if Roe would return, he".
    AskedAbout,
    /// Behind a preposition.
    Hanging,
    /// Owns what follows: "Roe's".
    Owner,
}

impl Page<'_> {
    /// How surely each person of the register is a human being, and of which sex, by what stands around the mentions.
    pub fn people_by_context(&self) -> (Vec<i8>, Vec<i32>) {
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
        // "OMF" is never called anything else.
        let mut by_letters = vec![true; count];
        for (number, mention) in self.people.mentions.iter().enumerate() {
            let id = self.people.meant[number] as usize;
            by_letters[id] &= is_acronym(mention.span.of(self.text));
            let score = &mut human[id];
            if *score > -40 && *score < 40 {
                *score += self.seems_human(number, mention);
                if let Some(noun) = self.noun_explained_by(mention) {
                    *score += 4;
                    let sex = i32::from(self.is(noun, Traits::MALE)) - i32::from(self.is(noun, Traits::FEMALE));
                    if gender[id] == 0 {
                        gender[id] = sex;
                    }
                }
            }
        }
        for (id, human) in human.iter_mut().enumerate().filter(|(id, _)| by_letters[*id]) {
            let person = self.people.person(id as PersonId);
            if !person.surely_person && person.gender == 0 {
                *human = i8::MIN;
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
            if self.is(before, Traits::DET) || NAMED_THINGS.contains(&self.word(before)) {
                score -= 3;
            } else if mention.words == self.people.person(self.people.meant[number]).words
                && matches!(self.word(before), "in" | "at" | "near" | "into" | "across")
            {
                // "in Ore", "near Low Pond"; but "in Roe" says nothing of Ann Roe. One word may be a given name as well.
                score -= if mention.words == 1 { 5 } else { 2 };
            }
        }
        let next = |at: usize| self.tokens.get(at).map_or("", |token| token.of(self.text));
        let comma = next(end) == ",";
        let relative = comma && matches!(next(end + 1), "who" | "whose" | "whom") || next(end) == "who";
        let number = |age: &Token| age.kind == TokenKind::Number && age.end - age.start == 2;
        let aged = comma && self.tokens.get(end + 1).is_some_and(number) && matches!(next(end + 2), "," | ".");
        // "Hugo, a cook"
        let given = self.is(mention.name.start as usize, Traits::GIVEN);
        let described = comma && given && matches!(next(end + 1), "a" | "an");
        if relative || aged || described {
            score += 4;
        }
        let speaks = |at: usize| at < self.tokens.len() && self.cue(at) == CueClass::Say;
        if speaks(end) || start > 0 && speaks(start - 1) {
            score += 2;
        }
        score
    }

    /// "Her mother, Ida, said", "said Roe's brother, Bo.": the noun that says who somebody is whose one name stands between
    /// the comma behind it and another mark.
    fn noun_explained_by(&self, mention: &Mention) -> Option<usize> {
        /// Words of the description before its noun.
        const LONGEST: usize = 4;
        let comma = (mention.run.start as usize).checked_sub(1).filter(|&at| self.kind(at) == TokenKind::Comma)?;
        let noun = comma.checked_sub(1).filter(|&noun| self.is_person_noun(noun) && !self.tokens[noun].capital)?;
        // "the company's owner, Ore, said"
        if matches!(self.word(noun), "holder" | "host" | "maker" | "operator" | "owner" | "rival" | "winner")
            || is_institution_noun(self.word(noun))
        {
            return None;
        }
        let closes = |end: usize| {
            self.tokens.get(end).is_none_or(|next| matches!(next.kind, TokenKind::Comma | TokenKind::Stop))
        };
        let place = self.is(mention.name.start as usize, Traits::PLACE.with(Traits::DEMONYM));
        if mention.kind != MentionKind::Person || mention.words > 1 || place || !closes(mention.run.end as usize) {
            return None;
        }
        let mut before = (noun.saturating_sub(LONGEST)..noun).rev();
        let opens = before.find(|&at| !self.tokens[at].is_word() || self.is(at, Traits::DET.with(Traits::PREP)))?;
        (self.is(opens, Traits::DET) && !self.is_indefinite(opens) || self.is_possessive(opens)).then_some(noun)
    }

    /// All references outside quotation marks, in order.
    pub fn references(&self) -> Vec<Reference> {
        let mut references: Vec<Reference> = Vec::with_capacity(self.people.mentions.len() * 2);
        let mut sentence = 0;
        for (number, block) in self.blocks.iter().enumerate() {
            // Headline and standfirst name whom the article is about; captions stand apart from it.
            if !block.quotable && number > 1 {
                continue;
            }
            sentence += 1;
            let mut first = references.len();
            let mut at = block.tokens.start;
            let mut outside = false;
            let mut asked = self.end_of_question(at, block.tokens.end);
            let mut aside = self.end_of_side_clause(at, block.tokens.end);
            while at < block.tokens.end {
                // A quotation at the head of its sentence begins it: `Roe left. “…,” said Poe.`
                if outside && self.tokens[at].begins_sentence {
                    sentence += 1;
                    settle_places(&mut references[first..]);
                    first = references.len();
                    outside = false;
                    asked = self.end_of_question(at, block.tokens.end);
                    aside = self.end_of_side_clause(at, block.tokens.end);
                }
                // What follows a side clause is about somebody else, or says it anew.
                if references.len() > first && (at == aside || self.turns_to_somebody(at)) {
                    sentence += 1;
                    settle_places(&mut references[first..]);
                    first = references.len();
                }
                if let Some(region) = self.region_at(at) {
                    at = self.regions[region].last.max(at + 1);
                    continue;
                }
                outside |= self.tokens[at].is_word();
                match self.reference(at, block.tokens.end) {
                    Some(reference) => {
                        at = reference.end.max(at + 1);
                        let mut reference = Reference { sentence, block: number as u32, ..reference };
                        if reference.at < asked && reference.form == Form::Name {
                            reference.place = Place::AskedAbout;
                        }
                        self.add(&mut references, first, reference);
                    }
                    None => {
                        let limit = if at < aside { aside } else { block.tokens.end };
                        let silent = (at + 1..limit).take_while(|&next| self.is_silent(next)).count();
                        outside |= silent > 0;
                        at += 1 + silent;
                    }
                }
            }
            settle_places(&mut references[first..]);
        }
        references
    }

    /// Whether a word begins no reference, no sentence and nothing else that matters to references, as nearly all.
    #[inline]
    fn is_silent(&self, at: usize) -> bool {
        const OTHERS: Traits = Traits::HE.with(Traits::SHE).with(Traits::DET).with(Traits::CONJ);
        let token = &self.tokens[at];
        token.kind == TokenKind::Word
            && !token.begins_sentence
            && !token.is(OTHERS)
            && self.people.mention_at(at).is_none()
            && !self.begins_with_h(token)
    }

    /// Whether a word may be "his", "her" or one of their forms.
    fn begins_with_h(&self, token: &Token) -> bool {
        matches!(self.text.as_bytes()[token.start as usize], b'h' | b'H')
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
                    let says = reference.place == Place::Speaker;
                    let (at, place) = (last.at, if says { reference.place } else { last.place });
                    let named = Reference { at, place, ..reference };
                    references.pop();
                    // "Her niece, the novelist Ann Roe": described twice.
                    let twice = references.last().is_some_and(|before| {
                        before.end + 1 == at
                            && before.form == Form::Description
                            && self.kind(before.end) == TokenKind::Comma
                    });
                    if twice {
                        self.add(references, first, named);
                    } else {
                        references.push(named);
                    }
                    return;
                }
                // "Ann Roe, the neighbour who"
                (Form::Name, Form::Description) if last.end < reference.at => {
                    (last.end, last.set_off) = (reference.end, reference.set_off);
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
                    let verb = self.cue(at) >= CueClass::Weak && self.people.mention_at(at).is_none();
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
        // "Roe's spokesman"
        let owned = token.kind == TokenKind::Clitic && at > 0 && self.people.mention_at(at - 1).is_some();
        if token.kind != TokenKind::Word && !owned {
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
            set_off: self.tokens.get(end).is_some_and(|next| next.kind != TokenKind::Word || next.is(Traits::CONJ)),
            says_what_stands_before: form == Form::Pronoun && self.closes_a_report(at),
            spokesman: form == Form::Description && self.word(end - 1).starts_with("spokes"),
        };
        if let Some(number) = self.people.mention_at(at) {
            let mention = &self.people.mentions[number];
            let after = (mention.run.end as usize).min(end);
            if mention.kind == MentionKind::Group
                || self.goes_on_as_description(after, end, mention.kind)
                || self.is_called_after(mention, after)
            {
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
        let determiner = token.is(Traits::DET) || owned;
        if !determiner && !self.begins_with_h(token) {
            return None;
        }
        match self.he_according_to_whom(at) {
            Some(Head::He) => return Some(reference(at + 1, Who::Open, Form::Pronoun, 1)),
            Some(_) => return Some(reference(at + 1, Who::Open, Form::Pronoun, -1)),
            None => {}
        }
        let sex = match self.word(at) {
            "his" | "His" | "him" | "himself" => 1,
            "her" | "Her" | "herself" | "hers" => -1,
            _ => 0,
        };
        let description = determiner.then(|| self.description(at, end)).flatten();
        if sex != 0 && description.is_none() {
            return Some(reference(at + 1, Who::Open, Form::Oblique, sex));
        }
        let (noun, definite) = description?;
        let tied = definite.then(|| self.tied_to_role(noun, at)).flatten();
        let who = match tied {
            Some((person, mention)) => Who::Person(person, mention),
            None if definite && self.tells_of_somebody_known(at, noun) => Who::Open,
            None if !definite || self.begins_relative_clause(noun + 1) => Who::Newcomer,
            None => Who::Unnamed,
        };
        let sex = i8::from(self.is(noun, Traits::MALE)) - i8::from(self.is(noun, Traits::FEMALE));
        Some(reference(noun + 1, who, Form::Description, sex))
    }

    /// `it was late, he said.`, `it was late, according to him.`: whether a pronoun behind a comma and a verb of saying end a
    /// sentence.
    pub(super) fn closes_a_report(&self, at: usize) -> bool {
        let comma = at > 0 && self.kind(at - 1) == TokenKind::Comma && self.region_at(at - 1).is_none();
        let ends = |at: usize| self.tokens.get(at).is_none_or(|token| token.kind == TokenKind::Stop);
        if self.he_according_to_whom(at).is_some() {
            return ends(at + 1) && !self.tokens[at - 2].begins_sentence;
        }
        comma && at + 1 < self.tokens.len() && self.cue(at + 1) == CueClass::Say && ends(at + 2)
    }

    /// `at Ann Cross station`: whether a name is that of a place, as the word behind it says.
    fn is_called_after(&self, mention: &Mention, at: usize) -> bool {
        let places =
            ["station", "street", "road", "avenue", "airport", "stadium", "hospital", "bridge", "square", "park"];
        // "at King Cross station"
        let before =
            mention.name.start.checked_sub(1).filter(|_| mention.titled).map(|title| self.word(title as usize));
        let royal = before.is_some_and(|title| matches!(title, "King" | "Prince" | "Queen"));
        (!mention.titled || royal) && self.tokens.get(at).is_some_and(|next| places.contains(&next.of(self.text)))
    }

    /// `Roe said it was late, but Bo Lind denied it`: whether a sentence turns at token `at` to somebody else and what they do.
    fn turns_to_somebody(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if token.end - token.start != 3 || self.word(at) != "but" || at + 1 >= self.tokens.len() {
            return false;
        }
        let Some(mut number) = self.people.mention_at(at + 1) else { return false };
        let mut end = self.people.mentions[number].run.end as usize;
        // "but Ore's Bo Lind denied"
        if end + 1 < self.tokens.len()
            && self.kind(end) == TokenKind::Clitic
            && let Some(owned) = self.people.mention_at(end + 1)
        {
            (number, end) = (owned, self.people.mentions[owned].run.end as usize);
        }
        let person = self.people.mentions[number].kind == MentionKind::Person;
        person
            && self.tokens.get(end).is_some_and(|verb| {
                !verb.capital
                    && (verb.is(Traits::AUX) || verb.of(self.text).ends_with("ed") || self.cue(end) >= CueClass::Call)
            })
    }

    /// The noun of a description of one human being that begins at token `at`, and whether it is definite.
    fn description(&self, at: usize, end: usize) -> Option<(usize, bool)> {
        let mut noun = None;
        // From here on nobody has asked whether a verb of saying ends the description; few nouns make it worth asking.
        let mut unasked = at + 1;
        for next in at + 1..end.min(at + 6) {
            let token = &self.tokens[next];
            if noun.is_none() && self.is_aged(next) {
                noun = Some(next);
                continue;
            }
            // "at Ore's King Cross station"
            let station = || {
                let mention = self.people.mention_at(next).map(|number| &self.people.mentions[number]);
                mention.is_some_and(|mention| mention.titled && self.is_called_after(mention, mention.run.end as usize))
            };
            if token.kind != TokenKind::Word && token.kind != TokenKind::Clitic
                || self.region_at(next).is_some()
                || station()
                || token.is(Traits::PREP.with(Traits::CONJ).with(Traits::REL).with(Traits::AUX).with(Traits::DET))
            {
                break;
            }
            if self.is_person_noun(next) || self.is_one_of_a_people(next) || token.reads(self.text, "source") {
                if (unasked..=next).any(|at| self.cue(at) >= CueClass::Call) {
                    break;
                }
                unasked = next + 1;
                noun = Some(next);
            } else if noun.is_some() {
                break;
            }
        }
        let indefinite = || self.is_indefinite(at) || self.is_word(at, "some");
        noun.map(|noun| (noun, !indefinite()))
    }

    /// "the 28-year-old": whether a word describes somebody by age.
    pub(super) fn is_aged(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.kind == TokenKind::Number && token.of(self.text).ends_with("-year-old")
    }

    /// Whether the description `at..=noun` has a name in it, or an age, as papers describe somebody they have
    /// named: "the Ore senator", "the member for Ore", "the 28-year-old"; "the driver" is a newcomer.
    fn tells_of_somebody_known(&self, at: usize, noun: usize) -> bool {
        let named = |at: usize| self.tokens.get(at).is_some_and(|token| token.capital && !token.begins_sentence);
        // "the Speaker": whoever presides, not somebody from a place.
        let office = |at: usize| matches!(self.word(at), "Chair" | "Speaker");
        let determiner = |at: usize| self.tokens.get(at).is_some_and(|token| token.is(Traits::DET));
        (at + 1..=noun).any(|at| named(at) && !office(at) || self.is_aged(at))
            || self.tokens.get(noun + 1).is_some_and(|next| matches!(next.of(self.text), "of" | "for" | "from"))
                && (named(noun + 2) || determiner(noun + 2) && named(noun + 3))
    }

    /// Whether a word says what somebody is or does: "minister", "toxicologist", "goalkeeper".
    pub(super) fn is_person_noun(&self, at: usize) -> bool {
        const ENDINGS: &[&str] =
            &["ologist", "ographer", "keeper", "master", "woman", "maker", "owner", "winner", "writer", "holder"];
        let token = &self.tokens[at];
        if token.is(Traits::ROLE.with(Traits::TRADE)) && !token.is(Traits::GIVEN) {
            return true;
        }
        if token.capital {
            return false;
        }
        let word = self.word(at);
        // "co-host", "ex-minister"
        let hyphen = word.bytes().rposition(|byte| byte == b'-');
        hyphen.is_some_and(|at| traits_of(&word[at + 1..]).any(Traits::ROLE))
            || ["er", "an", "st"].iter().any(|end| word.ends_with(end)) && ENDINGS.iter().any(|end| word.ends_with(end))
    }

    /// Whether ", who" stands at token `at`.
    fn begins_relative_clause(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Comma)
            && self.tokens.get(at + 1).is_some_and(|token| token.is(Traits::REL))
    }

    /// What a reference at `at..end` is in its sentence, as far as its neighbours tell.
    pub(super) fn place(&self, at: usize, end: usize) -> Place {
        let next = self.tokens.get(end);
        let owns = |next: &Token| next.end - next.start > 1 && next.of(self.text).ends_with('s');
        if next.is_some_and(|next| if next.kind == TokenKind::Clitic { owns(next) } else { self.is_possessive(end) }) {
            return Place::Owner;
        }
        let speaks = |at: usize| at < self.tokens.len() && self.cue(at) == CueClass::Say;
        let before = at.checked_sub(1).filter(|_| !self.tokens[at].begins_sentence);
        if self.begins_relative_clause(end) {
            // "given by a pilot, who woke": the clause goes on about him.
            return Place::ClauseSubject;
        }
        // "Her view was shared by Roe": he did it.
        let does = |by: usize| {
            let passive = by > 1 && self.word(by - 1).ends_with("ed");
            passive && self.word(by) == "by" && is_be(self.word(by - 2))
        };
        let hangs = |before: usize| self.is(before, Traits::PREP) && !self.is(before, Traits::SUB) && !does(before);
        // "from the British Kettle Show"
        let named = self.people.mention_at(at).is_some();
        let small =
            |at: usize| named && self.is(at, Traits::DET.with(Traits::DEMONYM)) && !self.tokens[at].begins_sentence;
        let outside =
            before.map(|before| (before.saturating_sub(2)..=before).rev().find(|&at| !small(at)).unwrap_or(before));
        if self.he_according_to_whom(at).is_some() {
            return Place::Speaker;
        }
        if outside.is_some_and(hangs) || before.is_some_and(|before| named && self.acts_on_name(before)) {
            return Place::Hanging;
        }
        let verb = speaks(end) || next.is_some_and(|next| next.is(Traits::AUX.with(Traits::REL)));
        let clause = before.is_some_and(|before| speaks(before) && self.word(before) != "told");
        // ", said the mill's owner Ann Roe": small words that describe her stand between.
        let describes = |at: usize| {
            self.kind(at) == TokenKind::Word
                && !self.tokens[at].capital
                && !self.is(at, Traits::PREP.with(Traits::CONJ).with(Traits::AUX).with(Traits::REL).with(Traits::SUB))
        };
        let inverted = before.is_some_and(|before| {
            let lowest = before.saturating_sub(DESCRIBED_WITHIN);
            let cue = (lowest..=before).rev().find(|&at| speaks(at) || !describes(at));
            // "Poe said Roe was late" is not what Roe says.
            let behind = |cue: usize| self.kind(cue - 1) == TokenKind::Comma || self.region_at(cue - 1).is_some();
            let finite = |cue: usize| self.word(cue) != "told" && !self.word(cue).ends_with("ing");
            cue.is_some_and(|cue| cue > 0 && speaks(cue) && finite(cue) && behind(cue))
        });
        if inverted || speaks(end) {
            Place::Speaker
        } else if verb || clause {
            Place::ClauseSubject
        } else {
            Place::Other
        }
    }
}

/// Nouns that stand before the names of things: "the film Ore", "in the magazine Low Pond".
const NAMED_THINGS: [&str; 16] = [
    "album", "band", "blog", "blogzine", "book", "club", "film", "game", "label", "magazine", "movie", "musical",
    "novel", "series", "ship", "website",
];

/// How many words may describe a name between it and the verb before it.
const DESCRIBED_WITHIN: usize = 3;

/// Says which reference the sentence is about: the first that neither hangs on a preposition nor owns something.
fn settle_places(sentence: &mut [Reference]) {
    let first = sentence.iter_mut().find(|reference| {
        !matches!(reference.place, Place::Hanging | Place::Owner | Place::AskedAbout) && reference.form != Form::Oblique
    });
    if let Some(reference) = first {
        reference.place = Place::Subject;
    }
}
