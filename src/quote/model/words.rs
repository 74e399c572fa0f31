//! What the training articles tell of single words: how often they are part of a cue, and whether a cue may turn on
//! them.

use super::ModelError;
use super::memo::{Kept, Memo};
use super::table::Flat;
use crate::quote::cues::CueClass;
use crate::quote::units::{Form, is_grammar_word, mix};
use crate::speaker::tokens::{Token, TokenKind};

/// What is known of words.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    table: Flat,
    /// Forms that are kept.
    pub kept: Kept<Forms>,
}

/// Forms of words, each with what is known of the word: most words of an article stand in it, or in the one before,
/// again and again.
#[derive(Debug, Default)]
pub struct Forms(Memo<(Form, Known), 4096>);

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

/// Where a word is looked for. The last letters of a word hardly change the upper bits of its number, so that "said" would
/// be found where "sail" is.
fn place(word: u64) -> u64 {
    mix(word, 1)
}

impl Words {
    /// Keeps what is known of words by their numbers.
    pub fn of(known: impl Iterator<Item = (u64, Known)>) -> Words {
        let number = |known: Known| i16::from(known.share) + 16 * i16::from(known.turns) + 32 * i16::from(known.common);
        Words::of_table(Flat::pack_steps(known.map(|(word, known)| (place(word), number(known))), 1.0))
    }

    fn of_table(table: Flat) -> Words {
        Words { table, kept: Kept::default() }
    }

    /// What is known of a word.
    fn get(&self, word: u64) -> Known {
        let number = self.table.steps(place(word));
        Known { common: number & 32 != 0, share: (number & 15) as u8, turns: number & 16 != 0 }
    }

    /// The form of a token, and what is known of its word.
    #[inline]
    pub fn form(&self, text: &str, token: &Token, kept: &mut Forms) -> (Form, Known) {
        let make = || {
            let form = Form::of(token.of(text));
            (form, self.get(form.word))
        };
        let (start, end) = (token.start as usize, token.end as usize);
        match Form::key(&text.as_bytes()[start..], end - start) {
            Some(key) => *kept.0.get(key, make),
            None => make(),
        }
    }

    /// Whether a cue may turn on a token; `cue` is its class as one. A rare word may well be a rare verb of saying.
    #[inline]
    pub fn may_be_cue(token: &Token, form: &Form, known: Known, cue: CueClass) -> bool {
        match token.kind {
            TokenKind::Colon => true,
            TokenKind::Word => {
                known.turns
                    || cue >= CueClass::Weak
                    || !known.common && !token.capital && form.verb_like && !is_grammar_word(token.traits)
            }
            _ => false,
        }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        self.table.write(out);
    }

    pub(super) fn read(bytes: &mut &[u8]) -> Result<Words, ModelError> {
        Flat::read(bytes).map(Words::of_table)
    }
}
