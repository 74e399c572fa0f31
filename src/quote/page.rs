//! [`Page`]: an article laid out for finding quotations: paragraphs, tokens, sentences, marks, names.

use super::cues::{CueClass, cue_class};
use super::discourse::Discourse;
use super::marks::{Region, find_regions};
use super::units::{mix, word_number};
use crate::article::{Article, ParagraphKind, Span};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::{Token, TokenKind, Tokens, tokenize};
use crate::speaker::{People, PersonId, Stretch};
use crate::text::eights::hash;
use crate::text::looks::count_looks;
use crate::text::sentences::sentences;
use crate::text::word_list::WordList;
use std::cell::{Cell, OnceCell};
use std::ops::Range;

/// An article laid out.
pub struct Page<'a> {
    /// The article's text.
    pub text: &'a str,
    /// The tokens of headline and body, in order.
    pub tokens: Tokens,
    /// For each token its class as a cue, once somebody has asked; empty where nothing is looked for.
    cues: Vec<Cell<Option<CueClass>>>,
    /// The headline, where it is marked, the standfirst, the paragraphs of the body, the captions.
    pub blocks: Vec<Block>,
    /// What stands between quotation marks, in order.
    pub regions: Vec<Region>,
    /// Whether the article quotes with single marks.
    pub british: bool,
    /// Everybody the article names.
    pub people: People,
    /// Whom the article's own words refer to; read when a pronoun first asks.
    discourse: OnceCell<Discourse>,
    /// The firm that the article is about, where there is one; looked for when "the company" first asks.
    pub(super) main_firm: OnceCell<Option<PersonId>>,
    /// A number for the words of each region.
    words_of: Vec<u64>,
    /// The same with the region's number, in order.
    by_words: Vec<(u64, u32)>,
    /// For each token the number of its region plus one; 0 outside. The marks belong to their region.
    region_of: Vec<u32>,
}

/// A headline or a paragraph.
#[derive(Debug, Clone)]
pub struct Block {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether it is the headline, or set like one.
    pub headline: bool,
    /// Whether nearly every word has a capital, so that capitals tell no names.
    pub capitals: bool,
    /// Whether quotations are looked for in it; standfirst and captions are read for their names alone.
    pub quotable: bool,
}

impl<'a> Page<'a> {
    /// Lays the article out. Where only `quoted` speech is asked for, names are left out of articles without any.
    pub fn of(article: &'a Article, quoted: bool) -> Page<'a> {
        let text = article.text.as_str();
        let mut parts: Vec<(Span, bool, bool)> = Vec::with_capacity(article.paragraphs.len() + 2);
        let of_kind = |kind| article.paragraphs.iter().filter(move |paragraph| paragraph.kind == kind);
        parts.extend(article.headline.map(|span| (span, true, true)));
        parts.extend(article.standfirst.map(|span| (span, false, false)));
        parts.extend(of_kind(ParagraphKind::Body).map(|paragraph| (paragraph.span, false, true)));
        // Captions stand apart from the running text, so they come last.
        parts.extend(of_kind(ParagraphKind::Caption).map(|paragraph| (paragraph.span, false, false)));
        let mut tokens = Vec::with_capacity(text.len() / 5);
        let mut blocks = Vec::with_capacity(parts.len());
        for (span, headline, quotable) in parts {
            let first = tokens.len();
            tokenize(text, span.range(), &mut tokens);
            mark_sentences(text, span, &mut tokens[first..]);
            let small = |token: &Token| token.kind == TokenKind::Word && token.end - token.start > 3 && !token.capital;
            let capitals =
                is_set_like_a_headline(text, &tokens[first..]) || headline && !tokens[first..].iter().any(small);
            let headline = headline || capitals;
            let capitals = capitals || are_shouted(text, &tokens[first..]);
            blocks.push(Block { tokens: first..tokens.len(), headline, capitals, quotable });
        }
        let is_mark = |(at, token): (usize, &Token)| matches!(token.kind, TokenKind::Mark(_)).then_some(at);
        let marks: Vec<usize> = tokens.iter().enumerate().filter_map(is_mark).collect();
        let tokens = Tokens::from(tokens);
        let regions = find_regions(text, &tokens, &marks, &blocks);
        // Without a mark there is nothing to number.
        let mut region_of = vec![0; if regions.is_empty() { 0 } else { tokens.len() }];
        for (number, region) in regions.iter().enumerate() {
            region_of[region.first..region.last].fill(number as u32 + 1);
        }
        let stretches: Vec<Stretch> = blocks
            .iter()
            .map(|block| Stretch { tokens: block.tokens.clone(), capitals: block.capitals, headline: block.headline })
            .collect();
        // Without marks there are quotations only in transcripts, which have colons.
        let labels = || blocks.iter().filter(|block| has_early_colon(&tokens[block.tokens.clone()])).count();
        let silent = quoted && regions.is_empty() && labels() < 3;
        let cues = vec![Cell::new(None); if silent { 0 } else { tokens.len() }];
        let people = if silent { People::default() } else { People::find(text, &tokens, &stretches) };
        let words_of: Vec<u64> = regions.iter().map(|region| words_of(text, &tokens, region)).collect();
        let mut by_words: Vec<(u64, u32)> = words_of.iter().copied().zip(0..).collect();
        by_words.sort_unstable();
        let british = regions.iter().filter(|region| region.single).count() * 2 > regions.len();
        Page {
            british,
            text,
            tokens,
            cues,
            blocks,
            regions,
            people,
            discourse: OnceCell::new(),
            main_firm: OnceCell::new(),
            words_of,
            by_words,
            region_of,
        }
    }

    /// Whom the article's own words refer to.
    pub fn discourse(&self) -> &Discourse {
        self.discourse.get_or_init(|| Discourse::of(self))
    }

    /// The words of a token.
    pub fn word(&self, token: usize) -> &'a str {
        self.tokens[token].of(self.text)
    }

    /// The number of the token's word; all quoted regions have the same.
    pub fn number(&self, token: usize) -> u64 {
        if self.region_at(token).is_some() { 9 } else { word_number(self.word(token)) }
    }

    /// How many regions before region `number`, and how many behind it, hold the same words; up to two each.
    pub fn repeats(&self, number: usize) -> (u64, u64) {
        let own = (self.words_of[number], number as u32);
        let at = self.by_words.partition_point(|other| *other < own);
        let same = |other: &&(u64, u32)| other.0 == own.0;
        let before = self.by_words[..at].iter().rev().take(2).take_while(same).count();
        let behind = self.by_words[at..].iter().skip(1).take(2).take_while(same).count();
        (before as u64, behind as u64)
    }

    /// Whether the token is this word as it is printed.
    #[inline]
    pub fn reads(&self, token: usize, word: &str) -> bool {
        self.tokens[token].reads(self.text, word)
    }

    /// Whether the token is this word, whatever its case.
    #[inline]
    pub fn is_word(&self, token: usize, word: &str) -> bool {
        let token = &self.tokens[token];
        token.length() == word.len() && token.of(self.text).eq_ignore_ascii_case(word)
    }

    /// The class of the token as a cue.
    #[inline]
    pub fn cue(&self, token: usize) -> CueClass {
        count_looks(1);
        match self.cues[token].get() {
            Some(class) => class,
            None => self.first_cue(token),
        }
    }

    /// The class of a token as a cue, for which nobody has asked yet; apart from those who ask again, so that what they do
    /// is short.
    #[inline(never)]
    fn first_cue(&self, token: usize) -> CueClass {
        let class = class_at(self.text, &self.tokens, token);
        self.cues[token].set(Some(class));
        class
    }

    /// Whether the token has one of the traits.
    pub fn is(&self, token: usize, traits: Traits) -> bool {
        self.tokens[token].is(traits)
    }

    /// The kind of the token.
    pub fn kind(&self, token: usize) -> TokenKind {
        self.tokens[token].kind
    }

    /// The number of the region that the token is in.
    pub fn region_at(&self, token: usize) -> Option<usize> {
        count_looks(1);
        self.region_of.get(token).copied().filter(|&number| number > 0).map(|number| number as usize - 1)
    }

    /// The place of some tokens in the text.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        Span::new(self.tokens[tokens.start].start as usize, self.tokens[tokens.end - 1].end as usize)
    }

    /// The number of the block that a token stands in.
    pub fn block_at(&self, token: usize) -> usize {
        self.blocks.partition_point(|block| block.tokens.end <= token)
    }

    /// The block of a region.
    pub fn block_of(&self, region: usize) -> &Block {
        &self.blocks[self.regions[region].block]
    }
}

/// A number for the words of a region: of its first ones, where it has many.
fn words_of(text: &str, tokens: &Tokens, region: &Region) -> u64 {
    let first = tokens[region.inside()].iter().take(16).filter(|token| token.is_word());
    let number = |token: &Token| hash(&text.as_bytes()[token.start as usize..], (token.end - token.start) as usize);
    first.fold(region.words as u64, |all, token| mix(all, number(token)))
}

/// Whether a colon stands where the label of a transcript ends.
fn has_early_colon(block: &[Token]) -> bool {
    block.iter().take(24).any(|token| token.kind == TokenKind::Colon)
}

/// The class of a word as a cue, where the words beside it have no say in it.
pub fn settled_class(word: &str) -> Option<CueClass> {
    let class = cue_class(word.as_bytes(), word.len());
    is_settled(class, word.as_bytes()).then_some(class)
}

/// The class of a token as a cue, seen beside the words before and behind it.
#[inline]
fn class_at(text: &str, tokens: &Tokens, at: usize) -> CueClass {
    let token = &tokens[at];
    if token.kind != TokenKind::Word {
        return CueClass::None;
    }
    let (bytes, length) = (&text.as_bytes()[token.start as usize..], (token.end - token.start) as usize);
    let class = cue_class(bytes, length);
    if is_settled(class, &bytes[..length]) { class } else { class_in_place(text, tokens, at, class) }
}

/// Whether a word has the class that the list has for it wherever it stands: nouns, and what is no cue even together with
/// its neighbour.
fn is_settled(class: CueClass, word: &[u8]) -> bool {
    class <= CueClass::Noun && !matches!(word, b"put" | b"puts" | b"back")
}

/// The class of a token as a cue, where `class` is what the list has for it and its neighbours may have a say in it.
fn class_in_place(text: &str, tokens: &Tokens, at: usize, class: CueClass) -> CueClass {
    let word = tokens[at].of(text);
    if matches!(word, "put" | "puts") && tokens.get(at + 1).is_some_and(|behind| behind.of(text) == "it") {
        // "as she put it": the pair, too.
        return CueClass::Weak;
    }
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else { return class };
    if class > CueClass::Noun {
        let owned = before.kind == TokenKind::Clitic && before.end - before.start > 1;
        // "the attack", "his claim": a noun. So are "a blunt message", "the private email".
        if before.is(Traits::DET)
            || owned && !word.ends_with("ed")
            || is_often_a_noun(word) && !may_be_subject(before, text)
        {
            return CueClass::Noun;
        }
    }
    if word == "back"
        && before.kind == TokenKind::Word
        && ["shot", "fired", "hit", "shoots", "fires", "hits", "wrote", "pushed"].contains(&before.of(text))
    {
        // "shot back": the pair says what its verb alone does not.
        return CueClass::Say;
    }
    class
}

/// Forms of verbs of saying that are nouns as often.
pub fn is_often_a_noun(word: &str) -> bool {
    NOUNS.has(word)
}

/// The words of [`is_often_a_noun`].
const NOUNS: &WordList = &WordList::of(&[
    "address",
    "answer",
    "answers",
    "attack",
    "attacks",
    "attribute",
    "blame",
    "boom",
    "booms",
    "call",
    "calls",
    "challenge",
    "challenges",
    "chant",
    "claim",
    "claims",
    "counter",
    "credit",
    "demand",
    "demands",
    "email",
    "emails",
    "fear",
    "fears",
    "hope",
    "hopes",
    "joke",
    "jokes",
    "lament",
    "message",
    "messages",
    "name",
    "note",
    "notes",
    "offer",
    "offers",
    "paint",
    "plan",
    "plans",
    "pledge",
    "pledges",
    "post",
    "posts",
    "praise",
    "promise",
    "promises",
    "protest",
    "question",
    "questions",
    "quote",
    "quotes",
    "rail",
    "rails",
    "rank",
    "rate",
    "reply",
    "report",
    "reports",
    "retort",
    "signal",
    "signals",
    "state",
    "states",
    "support",
    "term",
    "text",
    "title",
    "tweet",
    "tweets",
    "venture",
    "ventures",
    "view",
    "views",
    "volunteer",
    "vow",
    "vows",
]);

/// Whether the word right before a verb can be its subject, or stands between the two.
fn may_be_subject(before: &Token, text: &str) -> bool {
    const BEFORE_VERB: Traits = Traits::AUX
        .with(Traits::HE)
        .with(Traits::SHE)
        .with(Traits::THEY)
        .with(Traits::SELF)
        .with(Traits::REL)
        .with(Traits::CONJ);
    before.kind != TokenKind::Word || before.capital || before.is(BEFORE_VERB) || before.of(text).ends_with('s')
}

/// Marks the first token of every sentence.
fn mark_sentences(text: &str, span: Span, tokens: &mut [Token]) {
    let mut at = 0;
    for sentence in sentences(span.of(text)) {
        let start = span.start as usize + sentence.start;
        while at < tokens.len() && (tokens[at].start as usize) < start {
            at += 1;
        }
        if let Some(token) = tokens.get_mut(at) {
            token.begins_sentence = true;
        }
        // The capital that matters to names is that of the first word, behind its opening mark.
        if at + 1 < tokens.len() && matches!(tokens[at].kind, TokenKind::Mark(_) | TokenKind::Open | TokenKind::Dash) {
            tokens[at + 1].begins_sentence = true;
        }
    }
}

/// Whether nearly every longer word has a capital. "Mayor Ann Roe is backing Tom Poe." is a sentence full of names: a
/// headline in capitals has one on its verb, too.
fn is_set_like_a_headline(text: &str, tokens: &[Token]) -> bool {
    // "— Ann Roe, Harbour Master" signs a quotation.
    if tokens.len() > 40 || tokens.first().is_some_and(|token| token.kind == TokenKind::Dash) {
        return false;
    }
    let (mut words, mut all, mut capitals) = (0, 0, 0);
    for token in tokens.iter().filter(|token| token.kind == TokenKind::Word) {
        let longer = token.end - token.start > 3;
        words += 1;
        all += usize::from(longer);
        capitals += usize::from(longer && token.capital);
        // Already too many without one, whatever comes.
        if (all - capitals) * 5 > tokens.len() {
            return false;
        }
    }
    let is_small_verb = |token: &Token| {
        !token.capital && matches!(token.of(text), "is" | "are" | "was" | "were" | "has" | "had" | "said" | "says")
    };
    // `“Is it?” asked Ann Roe.`, `Said Ann Roe: “It is.”`
    let says = |token: &Token| {
        let bytes = &text.as_bytes()[token.start as usize..];
        !token.capital
            && token.kind == TokenKind::Word
            && cue_class(bytes, (token.end - token.start) as usize) == CueClass::Say
    };
    let opens = |token: &Token| token.of(text) == "Said";
    words >= 4
        && all >= 3
        && capitals * 5 >= all * 4
        && !tokens.iter().any(|token| is_small_verb(token) || says(token))
        && !tokens.first().is_some_and(opens)
}

/// Whether all words are set in capitals throughout, of which there are at least three.
fn are_shouted(text: &str, tokens: &[Token]) -> bool {
    let mut words = 0;
    for token in tokens.iter().filter(|token| token.kind == TokenKind::Word) {
        if !token.capital || token.of(text).bytes().any(|byte| byte.is_ascii_lowercase()) {
            return false;
        }
        words += 1;
    }
    words >= 3
}

#[cfg(test)]
mod tests {
    use super::{NOUNS, Page};
    use crate::quote::article_of;
    use crate::quote::cues::{CueClass, cue_class};

    #[test]
    fn the_nouns_among_the_cues_are_in_use() {
        for noun in NOUNS.words() {
            assert!(cue_class(noun.as_bytes(), noun.len()) > CueClass::Noun, "{noun} is no verb on the list");
        }
    }

    #[test]
    fn the_word_before_tells_a_noun_from_a_verb() {
        let text = "“No.” The blunt joke stood. Roe claims it. Her claims stood. Roe shot back.";
        let article = article_of(text);
        let page = Page::of(&article, true);
        let class = |word: &str, n: usize| {
            let mut found = (0..page.tokens.len()).filter(|&at| page.word(at) == word);
            page.cue(found.nth(n).unwrap())
        };
        assert_eq!(class("joke", 0), CueClass::Noun);
        assert!(class("claims", 0) > CueClass::Noun);
        assert_eq!(class("claims", 1), CueClass::Noun);
        assert_eq!(class("back", 0), CueClass::Say);
    }
}
