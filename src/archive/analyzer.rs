//! Our tokens as tantivy takes them.

use super::schema::PARAGRAPH_GAP;
use crate::text::tokens::Tokens;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name under which the schema asks for [`Words`].
pub(crate) const ANALYZER: &str = "onrecord";

/// Hands [`Tokens`] to tantivy, with every value beginning [`PARAGRAPH_GAP`] positions after the one before.
#[derive(Clone, Default)]
pub(crate) struct Words {
    token: Token,
}

pub(crate) struct WordStream<'t> {
    tokens: Tokens<'t>,
    token: &'t mut Token,
}

impl Tokenizer for Words {
    type TokenStream<'t> = WordStream<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> WordStream<'t> {
        self.token.reset();
        WordStream { tokens: Tokens::new(text), token: &mut self.token }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(found) = self.tokens.next_token() else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push_str(found.term);
        self.token.offset_from = found.start;
        self.token.offset_to = found.end;
        self.token.position = (found.position + PARAGRAPH_GAP) as usize;
        self.token.position_length = 1;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
