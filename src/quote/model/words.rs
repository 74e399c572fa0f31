//! What the training articles tell of single words: how often they are part of a cue, and whether a cue may turn on
//! them.

use super::ModelError;
use super::table::Flat;
use crate::quote::cues::CueClass;
use crate::quote::page::Page;
use crate::quote::units::is_grammar_word;
use crate::speaker::tokens::TokenKind;

/// Whether a word looks like a form of a verb.
fn is_verb_like(word: &str) -> bool {
    matches!(word.as_bytes(), [_, _, .., b's' | b'g'] | [_, _, .., b'e', b'd'])
}

/// What is known of words.
#[derive(Debug, Clone, PartialEq)]
pub struct Words(Flat);

/// What is known of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    /// Whether the training articles have it often enough to tell.
    pub common: bool,
    /// How often it is part of a cue: 0 for hardly ever, 1 to 10 for tenths.
    pub share: u8,
    /// Whether cues turn on it.
    pub turns: bool,
}

impl Words {
    /// Keeps what is known of words by their numbers.
    pub fn of(known: impl Iterator<Item = (u64, Known)>) -> Words {
        let number = |known: Known| i16::from(known.share) + 16 * i16::from(known.turns) + 32 * i16::from(known.common);
        Words(Flat::pack_steps(known.map(|(word, known)| (word, number(known))), 1.0))
    }

    /// What is known of a word.
    pub fn get(&self, word: u64) -> Known {
        let number = self.0.steps(word);
        Known { common: number & 32 != 0, share: (number & 15) as u8, turns: number & 16 != 0 }
    }

    /// Whether a cue may turn on a token. A rare word may well be a rare verb of saying.
    pub fn may_be_cue(&self, page: &Page<'_>, token: usize, known: Known) -> bool {
        match page.kind(token) {
            TokenKind::Colon => true,
            TokenKind::Word => {
                let token_ = &page.tokens[token];
                known.turns
                    || page.cue(token) >= CueClass::Weak
                    || !known.common
                        && !token_.capital
                        && is_verb_like(page.word(token))
                        && !is_grammar_word(token_.traits)
            }
            _ => false,
        }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
    }

    pub(super) fn read(bytes: &mut &[u8]) -> Result<Words, ModelError> {
        Flat::read(bytes).map(Words)
    }
}
