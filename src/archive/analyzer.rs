//! Our tokens as tantivy takes them.

use super::schema::{PARAGRAPH_GAP, PARAGRAPH_START, SENTENCE_START, has_capitals};
use super::stems::{Stems, TOP_WORDS, language_and_text};
use crate::text::starts::SentenceStarts;
use crate::text::tokens::Tokens;
use rustc_hash::FxHashMap;
use tantivy::Index;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name under which the schema asks for [`Words`] alone: names, outlets, addresses.
pub(crate) const NAMES: &str = "onrecord";
/// The name under which the schema asks for [`Words`] with the places where sentences and paragraphs begin.
pub(crate) const PROSE: &str = "onrecord_prose";

/// The name under which the schema asks for [`StemmedWords`].
pub(crate) const STEMS: &str = "onrecord_stems";
/// The name under which the schema asks for [`StemmedWords`] of the first words of a text.
pub(crate) const TOP: &str = "onrecord_top";

/// So many words of one language are stemmed once; then they are forgotten.
const MOST_STEMMED: usize = 1 << 16;

/// Makes them known to an index.
pub(super) fn register(index: &Index) {
    index.tokenizers().register(STEMS, StemmedWords::default());
    index.tokenizers().register(TOP, StemmedWords { most: Some(TOP_WORDS), ..StemmedWords::default() });
    index.tokenizers().register(NAMES, Words { prose: false, token: Token::default() });
    index.tokenizers().register(PROSE, Words { prose: true, token: Token::default() });
}

/// Hands [`Tokens`] to tantivy, with every value beginning [`PARAGRAPH_GAP`] positions after the one before.
#[derive(Clone)]
pub(crate) struct Words {
    prose: bool,
    token: Token,
}

pub(crate) struct WordStream<'t> {
    tokens: Tokens<'t>,
    /// Where sentences begin, in prose.
    starts: Option<SentenceStarts>,
    /// What begins at the word that was handed out last and was not yet told.
    sentence: bool,
    paragraph: bool,
    first: bool,
    token: &'t mut Token,
}

impl Tokenizer for Words {
    type TokenStream<'t> = WordStream<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> WordStream<'t> {
        self.token.reset();
        WordStream {
            tokens: Tokens::new(text),
            starts: self.prose.then(|| SentenceStarts::new(text)),
            sentence: false,
            paragraph: false,
            first: true,
            token: &mut self.token,
        }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        // A mark stands at the position of its word and after it.
        let mark = match (self.sentence, self.paragraph) {
            (true, _) => Some(SENTENCE_START),
            (false, true) => Some(PARAGRAPH_START),
            (false, false) => None,
        };
        if let Some(mark) = mark {
            self.token.text.clear();
            self.token.text.push_str(mark);
            if self.sentence {
                self.sentence = false;
            } else {
                self.paragraph = false;
            }
            return true;
        }
        let Some(found) = self.tokens.next_token() else {
            return false;
        };
        if let (false, Some(starts)) = (found.alternate, &mut self.starts) {
            self.paragraph = std::mem::take(&mut self.first);
            self.sentence = starts.begins_at(found.start) || self.paragraph;
        }
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

/// Hands the stems of a text to tantivy, in the language that the text says it is in.
#[derive(Clone, Default)]
pub(crate) struct StemmedWords {
    /// How many words from the beginning.
    most: Option<u32>,
    token: Token,
    language: String,
    /// Words of this language with their terms: a text says most of its words more than once.
    known: FxHashMap<String, String>,
}

pub(crate) struct StemStream<'t> {
    tokens: Tokens<'t>,
    most: Option<u32>,
    stems: Stems,
    known: &'t mut FxHashMap<String, String>,
    token: &'t mut Token,
}

impl Tokenizer for StemmedWords {
    type TokenStream<'t> = StemStream<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> StemStream<'t> {
        self.token.reset();
        let (language, text) = language_and_text(text);
        if language != self.language || self.known.len() > MOST_STEMMED {
            self.known.clear();
            language.clone_into(&mut self.language);
        }
        StemStream {
            tokens: Tokens::new(text),
            most: self.most,
            stems: Stems::of(language),
            known: &mut self.known,
            token: &mut self.token,
        }
    }
}

impl TokenStream for StemStream<'_> {
    fn advance(&mut self) -> bool {
        let found = loop {
            match self.tokens.next_token() {
                None => return false,
                Some(found) if self.most.is_some_and(|most| found.position >= most) => return false,
                Some(found) if found.alternate && has_capitals(found.term) => {}
                Some(found) => break found,
            }
        };
        self.token.text.clear();
        match self.known.get(found.term) {
            Some(term) => self.token.text.push_str(term),
            None => {
                let term = self.stems.term(found.term);
                self.token.text.push_str(&term);
                self.known.insert(found.term.to_owned(), term);
            }
        }
        self.token.position = (found.position + PARAGRAPH_GAP) as usize;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
