//! Whom "who" and what "which" tell more of: `said Ann Roe of the council, who added that`, `Ore Motors, which said`.

use super::page::Page;
use crate::speaker::MentionKind;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;

impl Page<'_> {
    /// Who or what the "who" or "which" at a token behind a comma tells more of, as a mention: `said Ann Roe of the council,
    /// who added that`, the person nearest before it in its sentence; `Ore Motors, which said that`, the institution right
    /// before it.
    pub fn antecedent(&self, at: usize) -> Option<usize> {
        /// How far before "who", in tokens.
        const REACH: usize = 14;
        let before = at.checked_sub(1)?;
        let last = if self.kind(before) == TokenKind::Comma { before.checked_sub(1)? } else { before };
        if self.word(at) == "who"
            && let Some(number) = self.people.mention_at(last).and_then(|number| self.named_against(number))
        {
            return Some(number);
        }
        if self.word(at) == "who"
            && let Some(number) = self.people.mention_at(before)
            && self.people.mentions[number].kind == MentionKind::Person
            && (self.people.mentions[number].words > 1 || self.people.mentions[number].titled)
        {
            return Some(number);
        }
        let comma = Some(before).filter(|&comma| self.kind(comma) == TokenKind::Comma)?;
        match self.word(at) {
            // "said the mill's clerk, who": nobody whom the article names.
            "who" if self.is_unnamed_trade(comma) => None,
            "who" => {
                let block = self.block_at(at);
                let start = self.sentence_start(at, self.blocks[block].tokens.start).max(at.saturating_sub(REACH));
                let outside = |&at: &usize| self.region_at(at).is_none() && self.kind(at) != TokenKind::Stop;
                let person = |&number: &usize| self.people.mentions[number].kind == MentionKind::Person;
                let people = || {
                    let tokens = (start..comma).rev().take_while(outside);
                    tokens.filter_map(|at| self.people.mention_at(at)).filter(person)
                };
                // "harbour analyst Ann Roe at Lind Brothers, who"
                let elsewhere = |number: &usize| {
                    let start = self.people.mentions[*number].run.start as usize;
                    // "Ann Roe at brokers Lind de Broe, who"
                    let noun = start.checked_sub(1).filter(|&noun| self.kind(noun) == TokenKind::Word);
                    let noun = noun.is_some_and(|noun| !self.tokens[noun].capital && self.word(noun).ends_with('s'));
                    let before = start.checked_sub(1 + usize::from(noun)).map_or("", |before| self.word(before));
                    // "from Ann Roe, who"; but "analyst Bo Lind with Orr Brothers, who"
                    let surely = self.people.person(self.people.meant[*number]).surely_person;
                    matches!(before, "at" | "of" | "for" | "in") || matches!(before, "with" | "from") && !surely
                };
                people().find(|number| !elsewhere(number)).or_else(|| people().next())
            }
            "which" => {
                // "Ore Studies Institute (OSI), which"
                let named = (comma.saturating_sub(3)..comma).rev().find_map(|at| self.people.mention_at(at));
                let number = named.filter(|&number| {
                    let end = self.people.mentions[number].run.end as usize;
                    end == comma || end + 1 == comma && self.kind(end) == TokenKind::Close
                })?;
                // "Ruland, which says"; "Skarro, which said" is nobody's surname.
                let (mention, person) = (&self.people.mentions[number], self.people.person(self.people.meant[number]));
                let place = |at: u32| self.is(at as usize, Traits::PLACE);
                let thing = self.is_thing(number) || !mention.titled && person.words == 1;
                (thing && (self.is_institution(number) || mention.name.clone().all(place))).then_some(number)
            }
            _ => None,
        }
    }

    /// Whether the words before a comma say what somebody is whom they do not name: "the council's clerks,", "an Ore Motors
    /// spokesman,"; but not "Ann Roe, the council's clerk,".
    fn is_unnamed_trade(&self, comma: usize) -> bool {
        /// Words of a description.
        const LONGEST: usize = 8;
        let Some(noun) = comma.checked_sub(1) else { return false };
        if self.tokens[noun].capital || !self.is_person_noun(noun) && !self.is_plural_role(noun) {
            return false;
        }
        let lowest = self.blocks[self.block_at(noun)].tokens.start.max(noun.saturating_sub(LONGEST));
        let opens = (lowest..noun).rev().find(|&at| !self.tokens[at].is_word() && self.kind(at) != TokenKind::Clitic);
        let explained = |opens: usize| {
            let named = opens.checked_sub(1).and_then(|name| self.people.mention_at(name));
            self.kind(opens) == TokenKind::Comma
                && named.is_some_and(|number| self.people.mentions[number].kind == MentionKind::Person)
        };
        !opens.is_some_and(explained)
    }
}
