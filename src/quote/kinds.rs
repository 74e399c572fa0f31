//! Names that only say of what kind somebody is: "a Harbour Democrat", "Velden traders", "Texans".

use super::bodies::is_institution_noun;
use super::cues::CueClass;
use super::page::Page;
use super::source::Source;
use crate::speaker::MentionKind;
use crate::speaker::lexicon::{Traits, traits_of};
use crate::speaker::tokens::TokenKind;

impl Page<'_> {
    /// Whether what looks like a name describes anybody: "a Harbour Democrat", "another Muslim".
    pub fn is_described_by_name(&self, start: usize, mention: usize) -> bool {
        let mention = &self.people.mentions[mention];
        let before = (mention.run.start as usize).checked_sub(1).filter(|&before| before >= start && !mention.titled);
        // "Ruland number one Ann Roe"
        let ranked = |at: usize| at > 0 && self.is_word(at, "one") && self.is_word(at - 1, "number");
        before.is_some_and(|at| self.is_indefinite(at) && !ranked(at))
    }

    /// Whether a word introduces somebody: "a trader", "another Ruland official".
    pub(super) fn is_indefinite(&self, at: usize) -> bool {
        ["a", "an", "another", "one"].iter().any(|word| self.is_word(at, word))
    }

    /// "Ruland traders", "U.S. and meat industry sources": whether a name only says which several people or firms the source is;
    /// but "Ore Motors and analysts", "the Fuel Ministry and other officials" are the one and others.
    pub(super) fn is_name_of_several(&self, source: &Source, mention: usize, cue: Option<usize>) -> bool {
        /// Words behind the name.
        const LONGEST: usize = 5;
        if !self.is_thing(mention) {
            return false;
        }
        let end = self.run_of(mention).end;
        let grammar = Traits::PREP.with(Traits::REL).with(Traits::AUX).with(Traits::SUB);
        let plain = |&at: &usize| self.tokens[at].is_word() && !self.is(at, grammar) && self.region_at(at).is_none();
        let behind = (end..self.tokens.len().min(end + LONGEST)).take_while(plain);
        let several = |at: &usize| !self.tokens[*at].capital && self.is_noun_of_several(*at);
        let Some(last) = behind.take_while(|&at| self.cue(at) < CueClass::Say).filter(several).last() else {
            return false;
        };
        // The words are the source's where the verb stands behind them; or nothing does.
        let ends =
            cue == Some(last + 1) || cue < Some(end) && self.tokens.get(last + 1).is_none_or(|next| !next.is_word());
        let others = |and: usize| {
            let more = ["all", "fellow", "many", "most", "other", "some"];
            and + 1 == last || self.is(and + 1, Traits::DET) || more.contains(&self.word(and + 1))
        };
        let joins = (end..last).find(|&at| self.word(at) == "and");
        ends && joins.is_none_or(|and| !others(and) && !self.is(source.tokens.start, Traits::DET))
    }

    /// Whether a word is the plural of what people or institutions are called: "traders", "unions", "authorities".
    pub(super) fn is_noun_of_several(&self, at: usize) -> bool {
        let word = self.word(at);
        let one = |one: &str| traits_of(one).any(Traits::ROLE.with(Traits::TRADE)) || is_institution_noun(one);
        let of_y = || word.strip_suffix("ies").is_some_and(|stem| one(&format!("{stem}y")));
        self.is_plural_role(at)
            || word.strip_suffix('s').is_some_and(one)
            || of_y()
            || matches!(word, "clients" | "countries" | "growers" | "rulers" | "sources" | "studios")
    }

    /// Whether what looks like a name says of what people somebody is: "the Ore Democrat", "Texans", "Police".
    pub(super) fn is_kind_of_people(&self, mention: usize) -> bool {
        let mention = &self.people.mentions[mention];
        // "Mr German" is somebody.
        let run = mention.run.start as usize..mention.run.end as usize;
        let mut titled = run.start.saturating_sub(1)..run.end - 1;
        let somebody = titled.any(|at| self.is(at, Traits::MALE.with(Traits::FEMALE)));
        if mention.words > 1 || somebody {
            return false;
        }
        let word = self.word(mention.name.end as usize - 1);
        // "Many ordinary Velonians"
        let before = run.start.checked_sub(1).map(|before| &self.tokens[before]);
        let many = before.is_some_and(|before| before.kind == TokenKind::Word && !before.capital);
        if word.ends_with("ians") && many && !self.tokens[run.start].begins_sentence {
            return true;
        }
        let one = |word: &str| traits_of(word).any(Traits::DEMONYM) && !traits_of(word).any(Traits::PLACE);
        let institution = !word.chars().any(char::is_lowercase) || word.contains('.');
        mention.kind == MentionKind::Group
            && !institution
            && (one(word) || word.strip_suffix('s').is_some_and(one) || matches!(word, "Police" | "Workers"))
    }
}
