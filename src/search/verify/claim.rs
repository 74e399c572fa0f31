//! [`Claim`]: a quotation that somebody brings, with who is supposed to have said it and when.

use super::asked::Asked;
use super::sayings::Sayings;
use super::speaker::LIKELY;
use crate::archive::Stored;
use crate::article::{Article, CivilDate, DateError, Quotation};

/// More words than this are no quotation: the longest speeches that papers print in full stay below.
pub const MOST_WORDS: usize = 3_000;

/// A quotation that somebody brings.
#[derive(Debug, Clone)]
pub struct Claim {
    pub(super) quote: String,
    pub(super) asked: Asked,
    pub(super) speaker: Option<String>,
    pub(super) published: Option<CivilDate>,
    pub(super) apart_from: Option<String>,
}

/// Why something cannot be looked for as a quotation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClaimError {
    /// There is no word in it.
    #[error("there is no word in it")]
    Empty,
    /// It is longer than any quotation.
    #[error("it has {0} words; a quotation of up to {MOST_WORDS} is looked for")]
    TooLong(usize),
}

impl Claim {
    /// Takes a quotation as it was typed or printed, with or without its marks.
    ///
    /// # Errors
    /// [`ClaimError`] where there is no word in it or too many.
    pub fn new(quote: &str) -> Result<Claim, ClaimError> {
        // A text of a megabyte is refused by its length before it is read word by word.
        let spaces = quote.split_whitespace().take(40 * MOST_WORDS).count();
        if spaces > MOST_WORDS {
            return Err(ClaimError::TooLong(spaces));
        }
        let asked = Asked::read(quote);
        match asked.words.len() {
            0 => Err(ClaimError::Empty),
            n if n > MOST_WORDS => Err(ClaimError::TooLong(n)),
            _ => Ok(Claim { quote: quote.to_owned(), asked, speaker: None, published: None, apart_from: None }),
        }
    }

    /// Says who is supposed to have said it, by any part of the name.
    pub fn speaker(mut self, name: Option<String>) -> Claim {
        self.speaker = name.filter(|name| !name.trim().is_empty());
        self
    }

    /// Looks only at articles of this day, month or year.
    ///
    /// # Errors
    /// [`DateError`] where it is no date.
    pub fn printed_on(mut self, date: &str) -> Result<Claim, DateError> {
        self.published = Some(date.parse()?);
        Ok(self)
    }

    /// Leaves out the article with this text: the one that the quotation was taken from.
    pub fn apart_from(mut self, text: &str) -> Claim {
        self.apart_from = Some(text.to_owned());
        self
    }
}

/// The quotations of an article, each with the speaker that the article surely names, ready to be held against an
/// archive that may hold the article itself. In place of one that cannot be looked for stand its first words and why.
pub fn claims_in(article: Article, quotations: Vec<Quotation>) -> Vec<Result<Claim, (String, ClaimError)>> {
    let Sayings { stored, quoted, .. } = Sayings::of(Stored { article, quotations });
    let text = stored.article.text.as_str();
    let mut claims = Vec::new();
    for saying in &quoted {
        let Some(quotation) = saying.quotation.map(|n| &stored.quotations[n]) else { continue };
        let sure = quotation.attribution.confidence >= LIKELY;
        let speaker = quotation.speaker.as_ref().filter(|_| sure).map(|speaker| speaker.full_name.clone());
        for words in saying.units(text) {
            claims.push(match Claim::new(&words) {
                Ok(claim) => Ok(claim.speaker(speaker.clone()).apart_from(text)),
                Err(error) => Err((words.chars().take(60).collect(), error)),
            });
        }
    }
    claims
}
