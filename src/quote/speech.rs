//! Is what stands between quotation marks speech? Or is it a title, a nickname, a word held at arm's length?
//!
//! The decision is a trained one, over a few [`SpeechFacts`], the words around the region, and what cues claim.

use super::claims::Claims;
use super::cue_search::How;
use super::cues::CueClass;
use super::groups::Part;
use super::page::Page;
use super::seen::{Numbered, Sink, put_pairs};
use super::units::{mix, word_number};
use super::works_near::{WorkClass, work_class};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// What the decision is made on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeechFacts {
    /// Words between the marks.
    pub words: usize,
    /// Whether a closing mark stands behind it.
    pub closed: bool,
    /// Whether the marks are single where others are usual: single ones are in headlines, and in British papers.
    pub single: bool,
    /// Whether it stands in a headline.
    pub headline: bool,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether every longer word has a capital.
    pub titled: bool,
    /// Whether it ends, inside the marks, with a comma, a stop or a dash.
    pub ends_in_punctuation: bool,
    /// Whether it begins its paragraph or sentence.
    pub begins_sentence: bool,
    /// The class of the word right before it.
    pub cue_before: CueClass,
    /// How its cue was found.
    pub how: Option<How>,
    /// The class of its cue.
    pub cue: CueClass,
    /// What stands right before it.
    pub before: Before,
    /// Whether a capital follows right behind it: `Ann "Ace" Roe`.
    pub capital_behind: bool,
    /// Whether a word follows right behind it, as a noun does behind a nickname.
    pub word_behind: bool,
}

/// What stands right before a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Nothing: it begins its paragraph.
    Nothing,
    /// A comma or a colon.
    Pause,
    /// "the", "a", "his": what follows is a noun.
    Determiner,
    /// A preposition.
    Preposition,
    /// "titled", "dubbed", "so-called".
    Naming,
    /// "that", "as".
    Introducing,
    /// A name or a capital: a nickname follows.
    Name,
    /// "the novel", "her song": what follows is a title, if it looks like one.
    Work,
    /// `=`: an attribute of markup that was left in the text.
    Markup,
    /// Another word.
    Word,
}

impl SpeechFacts {
    /// Gathers the facts of a region.
    pub fn of(page: &Page<'_>, part: &Part) -> SpeechFacts {
        let region = &page.regions[part.region];
        let lead = part.lead.as_ref();
        let block = page.block_of(part.region);
        let inside = region.inside();
        let at_start = region.first == block.tokens.start;
        let first_word = inside.clone().find(|&at| page.tokens[at].is_word());
        let longer =
            |at: &usize| page.kind(*at) == TokenKind::Word && page.tokens[*at].end - page.tokens[*at].start > 3;
        let longer_words = inside.clone().take(12).filter(longer).count();
        let before = match region.first.checked_sub(1).filter(|_| !at_start) {
            None => Before::Nothing,
            Some(at) => match page.kind(at) {
                TokenKind::Comma | TokenKind::Colon => Before::Pause,
                TokenKind::Word => {
                    let word = page.word(at);
                    let is = |list: &[&str]| list.iter().any(|one| word.eq_ignore_ascii_case(one));
                    if is(&["titled", "entitled", "dubbed", "so-called", "named", "nicknamed", "headlined"]) {
                        Before::Naming
                    } else if work_class(word) == WorkClass::Work {
                        Before::Work
                    } else if is(&["that", "as"]) {
                        Before::Introducing
                    } else if page.is(at, Traits::DET) {
                        Before::Determiner
                    } else if page.is(at, Traits::PREP) {
                        Before::Preposition
                    } else if page.tokens[at].capital && page.people.mention_at(at).is_some() {
                        Before::Name
                    } else {
                        Before::Word
                    }
                }
                TokenKind::Clitic => Before::Determiner,
                TokenKind::Other if page.word(at) == "=" => Before::Markup,
                _ => Before::Word,
            },
        };
        let behind = page.tokens.get(region.last).filter(|_| region.last < block.tokens.end);
        SpeechFacts {
            words: region.words,
            closed: region.closed,
            single: region.single && !page.british && !block.headline,
            headline: block.headline,
            capital: first_word.is_some_and(|at| page.tokens[at].capital),
            titled: longer_words > 0 && inside.clone().take(12).filter(longer).all(|at| page.tokens[at].capital),
            ends_in_punctuation: inside.end > inside.start
                && matches!(page.kind(inside.end - 1), TokenKind::Comma | TokenKind::Stop | TokenKind::Dash),
            begins_sentence: at_start || page.tokens[region.first].begins_sentence,
            cue_before: if at_start { CueClass::None } else { page.cue(region.first - 1) },
            how: lead.map(|lead| lead.how),
            cue: lead.and_then(|lead| lead.cue).map_or(CueClass::None, |cue| page.cue(cue)),
            before,
            capital_behind: behind.is_some_and(|token| token.capital && !token.begins_sentence),
            word_behind: behind.is_some_and(|token| {
                token.kind == TokenKind::Word && !token.is(Traits::PREP.with(Traits::CONJ).with(Traits::AUX))
            }),
        }
    }
}

impl SpeechFacts {
    /// Whether the words around it, region `number`, leave no doubt: the title of a work or a show, a nickname, a piece of markup. The
    /// model knows verbs of saying better than titles: whoever "wrote the novel “…”" has not said its name.
    pub fn is_a_title(&self, page: &Page<'_>, number: usize) -> bool {
        let set_like_one = self.titled && self.capital && self.words < 12;
        let titled = set_like_one && !self.ends_in_punctuation;
        match self.before {
            _ if set_like_one && page.is_presented_as_a_work(number) => true,
            // American papers put the stop of their own sentence inside.
            Before::Work => set_like_one,
            Before::Naming => titled,
            Before::Determiner => titled && self.words > 1 && self.word_behind && !self.headline,
            Before::Name => self.capital_behind && self.words < 4,
            Before::Markup => true,
            _ => false,
        }
    }

    /// Puts the facts, and what stands around region `number`, as features.
    pub fn put(&self, page: &Page<'_>, number: usize, claims: &Claims, sink: &mut impl Sink) {
        let region = &page.regions[number];
        let block = page.block_of(number).tokens.clone();
        let flag = u64::from;
        let size = self.words.min(6) as u64;
        // What the cues around it claim.
        let best = claims.best(number);
        let (share, chance) = best.map_or((0.0, 0.0), |(claim, share)| (share, claim.chance));
        let side = best.map_or(0, |(claim, _)| if claim.turns_on < region.first { 1 } else { 2 });
        let facts = [
            self.words.min(8) as u64,
            flag(self.closed),
            flag(self.single),
            flag(self.headline),
            flag(self.capital),
            flag(self.titled),
            flag(self.begins_sentence),
            flag(self.ends_in_punctuation),
            self.cue_before as u64,
            self.how.map_or(99, |how| how as u64),
            self.cue as u64,
            self.before as u64,
            flag(self.capital_behind),
            flag(self.word_behind),
            odds(share) / 2,
            odds(chance) / 2,
            side,
        ];
        put_pairs(&facts, 3000, sink);
        let mut features = Numbered::from(sink, 3500);
        features.put(odds(share));
        features.put(odds(chance));
        features.put(best.map_or(0, |(claim, _)| page.number(claim.turns_on)));
        for beside in [number.checked_sub(1), Some(number + 1)] {
            let near = beside.filter(|&n| page.regions.get(n).is_some_and(|other| other.block == region.block));
            let share = near.map(|near| claims.best(near).map_or(0.0, |(_, share)| share));
            features.put(share.map_or(99, |share| odds(share) / 3));
        }
        // The words around it and at its edges.
        let outside = |at: Option<usize>| at.filter(|at| block.contains(at)).map_or(3, |at| page.number(at));
        let (before, behind) = (outside(region.first.checked_sub(1)), outside(Some(region.last)));
        let (further, later) = (outside(region.first.checked_sub(2)), outside(Some(region.last + 1)));
        for word in [before, further, behind, later] {
            features.put(word);
        }
        features.put(mix(before, size.min(4)));
        features.put(mix(behind, size.min(4)));
        features.put(mix(further, before));
        features.put(mix(behind, later));
        let inside = region.inside();
        let (first, last) = (inside.start, inside.end.max(inside.start + 1) - 1);
        features.put(word_number(page.word(first)));
        features.put(word_number(page.word(last)));
        features.put(mix(page.kind(last).code(), size));
        features.put_some((self.words == 1).then(|| word_number(page.word(first))));
        let counts = Counts::of(page, inside.clone());
        features.put(mix(counts.capitals.min(5), size));
        features.put(counts.small.min(3));
        features.put(counts.verbs_and_selves.min(2));
        let alone = u64::from(region.first == block.start) + 2 * u64::from(region.last == block.end);
        features.put(alone);
        features.put(mix(alone, size));
        // What the words around and at the edges can do in a sentence.
        let (left, right) =
            (page.abilities(region.first.checked_sub(1), &block), page.abilities(Some(region.last), &block));
        for ability in [left, right] {
            features.put(ability);
            features.put(mix(ability, size));
        }
        features.put(mix(left, right));
        features.put(mix(mix(left, right), size));
        features.put(mix(page.abilities(region.first.checked_sub(2), &block), left));
        features.put(mix(right, page.abilities(Some(region.last + 1), &block)));
        features.put(mix(page.abilities(Some(first), &block), size));
        features.put(mix(page.abilities(Some(last), &block), size));
        features.put(mix(ending(page.word(last)), size));
        features.put_some((region.last < block.end).then(|| mix(ending(page.word(region.last)), size)));
        // Whom the surest claim names, and how many others there are.
        let source = best.map_or(0, |(claim, _)| {
            claim.source.first().map_or(1, |tokens| 2 + page.abilities(Some(tokens.start), &block))
        });
        features.put(source);
        features.put(mix(source, size));
        features.put(mix(claims.surest(number, 3, 0.2).count() as u64, size));
        // A term that the article puts between marks again and again is seldom anybody's words.
        let (before, behind) = page.repeats(number);
        features.put(mix(before, size));
        features.put(mix(behind, size));
        features.put(mix(before.min(1) * 2 + behind.min(1), flag(self.titled) * 8 + size));
        // Whoever speaks says "I" and "you", in sentences that have verbs; titles have neither, and capitals.
        let (persons, verbs) = (counts.persons.min(2), counts.verbs.min(2));
        let capitals = 4 * counts.capitals / (self.words.clamp(1, 40) as u64);
        let voice = persons + 3 * verbs + 9 * capitals.min(4);
        for fact in [persons, verbs, capitals] {
            features.put(fact);
            features.put(mix(fact, size));
        }
        features.put(voice);
        // How much likelier the surest claim is than the next.
        let second = odds(claims.surest(number, 2, 0.01).nth(1).map_or(0.0, |(_, share)| share));
        features.put(second);
        features.put(mix(odds(share), second));
        // `the HBO series “…” is back`: works are spoken of in their own words.
        let works = page.works_near(number);
        features.put(works);
        features.put(mix(works, flag(self.titled) * 8 + size));
        if self.words <= 4 {
            for at in inside.filter(|&at| page.tokens[at].is_word()) {
                sink.put(mix(3700, word_number(page.word(at))));
            }
        }
    }
}

/// What the first words between marks are, counted.
#[derive(Default)]
struct Counts {
    /// Those with a capital.
    capitals: u64,
    /// Longer ones without.
    small: u64,
    /// Verbs that others need, "has".
    verbs: u64,
    /// These, "I" and "we".
    verbs_and_selves: u64,
    /// Words by which those who speak mean themselves or each other.
    persons: u64,
}

impl Counts {
    fn of(page: &Page<'_>, inside: Range<usize>) -> Counts {
        let mut counts = Counts::default();
        for at in inside.take(40) {
            let token = &page.tokens[at];
            counts.capitals += u64::from(token.capital);
            counts.small += u64::from(token.is_word() && !token.capital && token.end - token.start > 3);
            counts.verbs += u64::from(token.is(Traits::AUX));
            counts.verbs_and_selves += u64::from(token.is(Traits::AUX.with(Traits::SELF)));
            counts.persons += u64::from(is_of_speaker(token.of(page.text)));
        }
        counts
    }
}

/// Whether a word is one by which those who speak mean themselves or each other.
fn is_of_speaker(word: &str) -> bool {
    matches!(word, "I" | "we" | "We" | "my" | "My" | "our" | "Our" | "me" | "us" | "you" | "You" | "your" | "Your")
}

/// The number of a word's last letters.
fn ending(word: &str) -> u64 {
    word.get(word.len().saturating_sub(3)..).map_or(3, word_number)
}

impl Page<'_> {
    /// What the word at a token can do in a sentence, as a number; 1 outside the block.
    fn abilities(&self, at: Option<usize>, block: &Range<usize>) -> u64 {
        at.filter(|at| block.contains(at)).map_or(1, |at| {
            let token = &self.tokens[at];
            let kind = token.kind.code() + 32 * u64::from(token.capital) + 64 * self.cue(at) as u64;
            let named = u64::from(self.people.mention_at(at).is_some());
            mix(u64::from(token.traits.0), kind * 2 + named)
        })
    }
}

/// The logarithm of the odds that go with a chance, in steps of 1.5 from 0 to 12.
pub fn odds(chance: f32) -> u64 {
    let odds = (chance.max(1e-4) / (1.0 - chance).max(1e-4)).ln();
    ((odds + 9.0).clamp(0.0, 18.0) / 1.5) as u64
}
