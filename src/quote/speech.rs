//! Is what stands between quotation marks speech? Or is it a title, a nickname, a word held at arm's length?
//!
//! The decision is a score over a few [`SpeechFacts`]; a trained model may take its place behind
//! [`speech_score`], which is all that the rest of the extractor asks.

use super::Part;
use super::cue_search::How;
use super::cues::CueClass;
use super::page::Page;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;

/// What the decision is made on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeechFacts {
    /// Words between the marks.
    pub words: usize,
    /// Whether a closing mark stands behind it.
    pub closed: bool,
    /// Whether the marks are single.
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
                    } else if is(&[
                        "novel",
                        "book",
                        "song",
                        "film",
                        "movie",
                        "show",
                        "play",
                        "album",
                        "poem",
                        "series",
                        "magazine",
                        "documentary",
                        "painting",
                        "opera",
                        "musical",
                        "sitcom",
                        "bestseller",
                        "memoir",
                        "program",
                    ]) {
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
            single: region.single,
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

/// How much speaks for speech, in log odds; above 0 it is taken for speech.
///
/// The weights are set by hand from the shares of regions that are attributed in training articles: of five words
/// or more 98 in 100, of three or four 80, of one or two 68.
pub fn speech_score(facts: &SpeechFacts) -> f32 {
    let mut score: f32 = match facts.words {
        0..=2 => 0.3,
        3..=4 => 1.0,
        5..=7 => 2.5,
        _ => 4.0,
    };
    if facts.ends_in_punctuation && facts.capital && facts.begins_sentence {
        score += 2.0;
    } else if facts.ends_in_punctuation {
        score += 0.5;
    }
    score += match facts.cue_before {
        CueClass::Say | CueClass::Call => 1.5,
        CueClass::Think | CueClass::Weak => 0.3,
        CueClass::Noun | CueClass::None => 0.0,
    };
    score += match facts.how {
        Some(How::Behind | How::Inverted | How::Before | How::According) => 1.0,
        Some(How::Colon | How::Dash) => 0.8,
        Some(How::FarBefore) if facts.cue >= CueClass::Call => 0.5,
        Some(How::FarBehind) => 0.5,
        Some(How::FarBefore) => -0.3,
        Some(How::Sentence) => -0.9,
        Some(How::SentenceBefore) | None => {
            if facts.begins_sentence {
                0.0
            } else {
                -0.9
            }
        }
    };
    score += match facts.before {
        Before::Naming => -2.5,
        Before::Determiner => -0.5,
        Before::Name if facts.capital_behind => -3.0,
        Before::Name => -0.3,
        Before::Markup => -20.0,
        Before::Work if facts.titled => -3.0,
        Before::Work => -0.5,
        Before::Preposition => -0.2,
        Before::Introducing => 0.6,
        Before::Pause => 0.5,
        Before::Nothing | Before::Word => 0.0,
    };
    if facts.titled && facts.capital && !facts.headline && !facts.begins_sentence && facts.words < 9 {
        score -= if facts.words > 1 { 2.2 } else { 1.2 };
    }
    if facts.word_behind && facts.words < 3 {
        score -= 0.5;
    }
    if facts.single && !facts.headline {
        score -= 0.3;
    }
    score
}
