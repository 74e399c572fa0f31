//! [`Token`]s of an article: words, numbers, punctuation, quotation marks, each with its place and its [`Traits`].
//!
//! These are tokens for finding names and quotations, not those of the index: a possessive `'s` is its own token, an
//! abbreviation keeps its full stop, and a quotation mark is told from an apostrophe.

use super::lexicon::{Traits, traits_of, traits_of_plain, traits_of_short};
use crate::text::eights::{eight, letters, letters_of};
use crate::text::invisible::{is_direction_mark, is_invisible, is_joiner, turns_direction};
use crate::text::looks::count_looks;
use std::cell::LazyCell;
use std::ops::{Index, Range};

/// One token; 20 bytes, because an article has many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its first byte in the article's text.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// For words, what they can do.
    pub traits: Traits,
    /// What it is.
    pub kind: TokenKind,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether it begins a sentence.
    pub begins_sentence: bool,
    /// Whether white space, or nothing, stands before it.
    pub spaced: bool,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and the stops of abbreviations.
    Word,
    /// Digits, with inner points and commas.
    Number,
    /// `'s`, `'d`, `'ll`, `'re`, `'ve`, `'m` behind a word.
    Clitic,
    /// `.`, `!`, `?`, `…`.
    Stop,
    /// `,`.
    Comma,
    /// `:`.
    Colon,
    /// `;`.
    Semicolon,
    /// `—`, `–`, `--`, or a hyphen that stands alone.
    Dash,
    /// `(`, `[`, `{`.
    Open,
    /// `)`, `]`, `}`.
    Close,
    /// A quotation mark.
    Mark(Mark),
    /// Anything else that is not white space.
    Other,
}

/// A quotation mark, by its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// `"` and `''`: opens or closes.
    Straight,
    /// `“`, `„`, `` ` `` twice, `「`: opens; `“` also closes what `„` opened.
    Opening,
    /// `”`, `」`: closes.
    Closing,
    /// `«`.
    LeftGuillemet,
    /// `»`.
    RightGuillemet,
    /// `'` not inside a word.
    SingleStraight,
    /// `‘`, `‹`, one `` ` ``.
    SingleOpening,
    /// `’` not inside a word, `›`.
    SingleClosing,
}

impl TokenKind {
    /// A small number of its own for each kind, with all quotation marks as one.
    pub fn code(self) -> u64 {
        match self {
            TokenKind::Word => 1,
            TokenKind::Number => 2,
            TokenKind::Clitic => 3,
            TokenKind::Stop => 4,
            TokenKind::Comma => 5,
            TokenKind::Colon => 6,
            TokenKind::Semicolon => 7,
            TokenKind::Dash => 8,
            TokenKind::Open => 9,
            TokenKind::Close => 10,
            TokenKind::Mark(_) => 11,
            TokenKind::Other => 12,
        }
    }
}

impl Token {
    /// Whether it is a word with at least one of these traits.
    pub fn is(&self, traits: Traits) -> bool {
        self.traits.any(traits)
    }

    /// The token's characters.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }

    /// How many bytes its characters are.
    pub fn length(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether its characters are these; most are told apart by how many they are, before the text is looked at.
    #[inline]
    pub fn reads(&self, text: &str, word: &str) -> bool {
        self.length() == word.len() && self.of(text) == word
    }

    /// Whether it is a word or number.
    pub fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }
}

/// All tokens of an article, in order; every look at one is counted, see [`looks`](crate::text::looks).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokens(Vec<Token>);

impl From<Vec<Token>> for Tokens {
    fn from(tokens: Vec<Token>) -> Tokens {
        Tokens(tokens)
    }
}

impl Tokens {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The token of that number, where there is one.
    #[inline]
    pub fn get(&self, number: usize) -> Option<&Token> {
        count_looks(1);
        self.0.get(number)
    }
}

impl Index<usize> for Tokens {
    type Output = Token;

    #[inline]
    fn index(&self, number: usize) -> &Token {
        count_looks(1);
        &self.0[number]
    }
}

impl Index<Range<usize>> for Tokens {
    type Output = [Token];

    #[inline]
    fn index(&self, range: Range<usize>) -> &[Token] {
        count_looks(range.len());
        &self.0[range]
    }
}

/// Splits `text[range]` into tokens and puts them behind those in `tokens`. Places are those of `text`.
pub fn tokenize(text: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    let bytes = &text.as_bytes()[..range.end];
    let mut at = range.start;
    let mut spaced = true;
    // Two single marks for a double one; without any `‘‘`, `’’` closes a quotation inside another.
    let doubled = LazyCell::new(|| text[range.clone()].contains("‘‘"));
    while let Some(byte) = bytes.get(at) {
        let start = at;
        let class = CLASSES[usize::from(*byte)];
        if class == Class::Space {
            at += 1;
            spaced = true;
            continue;
        }
        if class == Class::Letter
            && let Some((length, mut traits)) = plain_word(&bytes[start..])
        {
            at += length;
            let capital = byte.is_ascii_uppercase();
            // "the WHO said" is no question.
            if capital && traits.any(Traits::REL) && &bytes[start..at] == b"WHO" {
                let the = |before: &Token| matches!(before.of(text), "the" | "The");
                if tokens.last().is_some_and(the) {
                    traits = Traits::NONE;
                }
            }
            count_looks(length);
            tokens.push(Token {
                start: start as u32,
                end: at as u32,
                traits,
                kind: TokenKind::Word,
                capital,
                begins_sentence: false,
                spaced,
            });
            spaced = bytes.get(at) == Some(&b' ');
            at += usize::from(spaced);
            continue;
        }
        if class == Class::Letter || class == Class::Wide && letter_at(text, at, bytes.len()).is_some() {
            at = word(text, bytes, at, spaced, tokens);
            count_looks(at - start);
            spaced = false;
            continue;
        }
        let (kind, length) = match &text[at..range.end] {
            _ if class == Class::Sign => punctuation(text, bytes, at),
            rest if rest.starts_with("‘‘") => (Some(TokenKind::Mark(Mark::Opening)), "‘‘".len()),
            rest if rest.starts_with("’’") && !rest.starts_with("’’’") && *doubled => {
                (Some(TokenKind::Mark(Mark::Closing)), "’’".len())
            }
            _ => punctuation(text, bytes, at),
        };
        at += length;
        count_looks(length);
        match kind {
            None => spaced = true,
            Some(kind) => {
                tokens.push(Token {
                    start: start as u32,
                    end: at as u32,
                    traits: Traits::NONE,
                    kind,
                    capital: false,
                    begins_sentence: false,
                    spaced,
                });
                spaced = false;
            }
        }
    }
}

/// The length and the case of the letter at `at`, where there is one before `end`.
fn letter_at(text: &str, at: usize, end: usize) -> Option<(usize, bool)> {
    let byte = *text.as_bytes().get(at).filter(|_| at < end)?;
    if byte < 0x80 {
        return byte.is_ascii_alphanumeric().then_some((1, byte.is_ascii_uppercase()));
    }
    let letter = text[at..end].chars().next()?;
    // Combining marks belong to the letter before them.
    (letter.is_alphanumeric() || ('\u{300}'..='\u{36F}').contains(&letter))
        .then(|| (letter.len_utf8(), letter.is_uppercase()))
}

/// What a byte begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// White space.
    Space,
    /// An ASCII letter or digit.
    Letter,
    /// Another sign of ASCII.
    Sign,
    /// A character of more bytes than one.
    Wide,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Wide; 256];
    let mut byte = 0u8;
    while byte < 128 {
        classes[byte as usize] = if byte.is_ascii_whitespace() {
            Class::Space
        } else if byte.is_ascii_alphanumeric() {
            Class::Letter
        } else {
            Class::Sign
        };
        byte += 1;
    }
    classes
};

/// The length and the traits of the word at the head of `rest`, where it is plain letters and what stands behind it is no part
/// of it, as with most words.
#[inline]
fn plain_word(rest: &[u8]) -> Option<(usize, Traits)> {
    let head = eight(rest);
    let mut length = letters_of(head);
    if length == 8 {
        length += letters(&rest[8..]);
    }
    let ends = match rest.get(length) {
        // The stop may be that of an abbreviation.
        Some(b'.') => !rest[0].is_ascii_uppercase() && length > 1 && !may_go_on(rest, length),
        Some(next) => ENDS_WORDS[usize::from(*next)],
        None => true,
    };
    let traits = || if length <= 8 { traits_of_short(head, length) } else { traits_of_plain(rest, length) };
    (ends && length > 0).then(|| (length, traits()))
}

/// Whether a byte is never part of the word before it; a stop may be.
const ENDS_WORDS: [bool; 256] = {
    let mut ends = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        ends[byte as usize] = !byte.is_ascii_alphanumeric() && !matches!(byte, b'\'' | b'-' | b'.');
        byte += 1;
    }
    ends
};

/// Takes the word at `at`, and the clitic behind it; returns where they end.
fn word(text: &str, bytes: &[u8], start: usize, spaced: bool, tokens: &mut Vec<Token>) -> usize {
    let first = bytes[start];
    let mut capital = if first.is_ascii() {
        first.is_ascii_uppercase()
    } else {
        letter_at(text, start, bytes.len()).is_some_and(|(_, upper)| upper)
    };
    let number = first.is_ascii_digit();
    // Most words are plain letters to their end.
    let plain = bytes[start..].iter().take_while(|byte| CLASSES[usize::from(**byte)] == Class::Letter).count();
    let WordEnd { at, clitic, stops } = if may_go_on(bytes, start + plain) {
        word_end(text, bytes, start, start + plain)
    } else {
        WordEnd { at: start + plain, clitic: 0, stops: false }
    };
    let name = number && is_name_with_digit(&bytes[start..at]);
    capital |= name;
    let number = number && !name;
    let traits = if number || name { Traits::NONE } else { traits_of(&text[start..at]) };
    let joined = at > start + plain;
    capital |= joined && first.is_ascii_lowercase() && has_capital_behind_particle(&text[start..at]);
    let mut end = at;
    if clitic == 0 && bytes.get(at) == Some(&b'.') && !number && keeps_stop(text, bytes, start, at, stops, traits) {
        end += 1;
    }
    // The initial of "Ann A. Roe" is no article, that of "Ann I. Roe" not who writes.
    let initial = end == at + 1 && at - start == 1 && capital;
    let in_name = || tokens.last().is_some_and(|before| before.kind == TokenKind::Word && before.capital);
    let traits = if initial && (first == b'A' || in_name()) { Traits::NONE } else { traits };
    let kind = if number { TokenKind::Number } else { TokenKind::Word };
    let token = Token { start: start as u32, end: end as u32, traits, kind, capital, begins_sentence: false, spaced };
    tokens.push(token);
    if clitic > 0 {
        tokens.push(Token {
            start: end as u32,
            end: (end + clitic) as u32,
            traits: Traits::NONE,
            kind: TokenKind::Clitic,
            capital: false,
            spaced: false,
            ..token
        });
    }
    end + clitic
}

/// "3Com", "3M": whether what begins with a digit is a name.
fn is_name_with_digit(word: &[u8]) -> bool {
    match word {
        b"3M" => true,
        [_, upper, .., lower] => upper.is_ascii_uppercase() && lower.is_ascii_lowercase() && !word.contains(&b'-'),
        _ => false,
    }
}

/// Whether the word whose plain letters end at `at` may go on there.
fn may_go_on(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        Some(b'.' | b',') => bytes.get(at + 1).is_some_and(|&next| next.is_ascii_alphanumeric() || next == b'-'),
        Some(b'\'' | b'-' | 0x80..) => true,
        _ => false,
    }
}

/// Where a word ends.
struct WordEnd {
    /// One past its last byte, its full stop left out.
    at: usize,
    /// The length of the clitic behind it.
    clitic: usize,
    /// Whether it is single letters with stops between them.
    stops: bool,
}

/// Where the word ends that begins at `start` and whose plain letters end at `at`.
fn word_end(text: &str, bytes: &[u8], start: usize, mut at: usize) -> WordEnd {
    let mut clitic = 0;
    let mut stops = false;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        if byte >= 0x80
            && let Some((length, _)) = letter_at(text, at, bytes.len())
        {
            at += length;
            continue;
        }
        let apostrophe = match byte {
            b'\'' => 1,
            0xE2 if bytes[at..].starts_with("’".as_bytes()) => 3,
            _ => 0,
        };
        if apostrophe > 0 && letter_at(text, at + apostrophe, bytes.len()).is_some() {
            clitic = clitic_length(text, bytes, at, apostrophe);
            if clitic > 0 {
                break;
            }
            at += apostrophe;
            continue;
        }
        // `צה״ל`
        if byte == 0xD7 && bytes[at..].starts_with("״".as_bytes()) && letter_at(text, at + 2, bytes.len()).is_some() {
            at += 2;
            continue;
        }
        let joins = match byte {
            b'-' => letter_at(text, at + 1, bytes.len()).is_some(),
            b'.' | b',' if bytes[at - 1].is_ascii_digit() => bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
            // `U.S.-backed`, `Va.-based`
            b'.' if (stops || bytes[start].is_ascii_uppercase() && at - start < 6)
                && bytes.get(at + 1) == Some(&b'-')
                && letter_at(text, at + 2, bytes.len()).is_some() =>
            {
                stops = false;
                true
            }
            // `U.S.`, `Sino-U.S.`: single letters with stops between them.
            b'.' if bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic)
                && (at - start == 1 || stops || bytes[at - 2] == b'-') =>
            {
                stops =
                    bytes.get(at + 2) == Some(&b'.') || bytes.get(at + 2).is_none_or(|b| !b.is_ascii_alphanumeric());
                stops
            }
            _ => false,
        };
        if !joins {
            break;
        }
        at += 1;
    }
    WordEnd { at, clitic, stops }
}

/// Whether a word that begins small is a name all the same: `al-Hadrani`, `d'Arvel`; but not `anti-Roe`.
fn has_capital_behind_particle(word: &str) -> bool {
    const JOINED: &[&str] = &["ad", "al", "an", "ar", "as", "ash", "at", "az", "d", "de", "el", "ez", "l", "ul"];
    let Some(at) = word.bytes().take(4).position(|byte| !byte.is_ascii_lowercase()) else { return false };
    let rest = word[at..].strip_prefix(['-', '\'', '’']);
    JOINED.contains(&&word[..at]) && rest.and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase)
}

/// The length of the clitic whose apostrophe stands at `at`; 0 where the apostrophe is inside a word (`O'Neill`).
fn clitic_length(text: &str, bytes: &[u8], at: usize, apostrophe: usize) -> usize {
    let rest = &bytes[at + apostrophe..];
    ["s", "d", "m", "ll", "re", "ve", "S"]
        .iter()
        .find(|form| {
            rest.starts_with(form.as_bytes()) && letter_at(text, at + apostrophe + form.len(), bytes.len()).is_none()
        })
        .map_or(0, |form| apostrophe + form.len())
}

/// Whether the full stop behind the word `start..at` is the word's own.
fn keeps_stop(text: &str, bytes: &[u8], start: usize, at: usize, stops: bool, traits: Traits) -> bool {
    let word = &text[start..at];
    if stops {
        return true;
    }
    if word.len() == 1 {
        return bytes[start].is_ascii_uppercase()
            && bytes.get(at + 1).is_some_and(|&next| next.is_ascii_whitespace() || next.is_ascii_alphabetic());
    }
    if word.len() > 5 || !bytes[start].is_ascii_uppercase() {
        return false;
    }
    if traits.any(Traits::SUFFIX) {
        // `Jr.` in mid-sentence: something other than a new sentence follows.
        let next = bytes[at + 1..].iter().find(|byte| !byte.is_ascii_whitespace());
        return next.is_some_and(|next| next.is_ascii_lowercase() || *next == b',');
    }
    const ABBREVIATIONS: &[&str] = &[
        "Mr", "Mrs", "Ms", "Dr", "Sen", "Sens", "Rep", "Reps", "Gov", "Govs", "Gen", "Col", "Lt", "Sgt", "Capt", "Cpl",
        "Maj", "Cmdr", "Adm", "Rev", "Hon", "St", "Prof", "Pres", "Atty", "Brig", "Fr", "Msgr", "Mme", "Pvt", "Pfc",
        "Mt",
    ];
    /// At the end of a sentence as often; within one, something other than a capital follows.
    const MAY_END: &[&str] = &[
        "Ariz", "Aug", "Calif", "Co", "Colo", "Conn", "Corp", "Cos", "Dec", "Feb", "Fla", "Ill", "Inc", "Ind", "Jan",
        "Ltd", "Mass", "Mich", "Minn", "Nov", "Oct", "Ore", "Sept", "Tenn", "Va", "Wash", "Wis",
    ];
    let goes_on = || {
        let next = bytes[at + 1..].iter().find(|byte| !byte.is_ascii_whitespace());
        let next = next.copied().unwrap_or(b'"');
        // "Sept. 30", but "Ore Inc. 30 people came"
        let month = || matches!(word, "Aug" | "Dec" | "Feb" | "Jan" | "Nov" | "Oct" | "Sept");
        next.is_ascii_lowercase() || next == b',' || next.is_ascii_digit() && month()
    };
    // "Ore Mills Co. Inc", but "Ore Mills Co. Incoming"
    let form_follows = || {
        let rest = bytes[at + 1..].trim_ascii_start();
        let forms = ["Inc", "Ltd", "PLC", "Plc"];
        let whole = |form: &&str| rest.starts_with(form.as_bytes()) && letters(rest) == form.len();
        matches!(word, "Co" | "Cos" | "Corp") && forms.iter().any(whole)
    };
    // "MS. ROE", "REP. ROE", but not "NO."
    let shouted = || traits.any(Traits::TITLE) && ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word));
    ABBREVIATIONS.contains(&word) || shouted() || MAY_END.contains(&word) && (goes_on() || form_follows())
}

/// How markup that was left in a text writes `&`.
const AMPERSAND: &str = "&amp;";

/// Whether a token's characters are an ampersand.
pub fn is_ampersand(word: &str) -> bool {
    word == "&" || word == AMPERSAND
}

/// A name as people write it: on one line, and `AT&T` where the text has `AT&amp;T`.
pub fn plain_name(name: &str) -> String {
    let name = if name.contains('&') { name.replace(AMPERSAND, "&") } else { name.to_owned() };
    let broken = name.contains(['\n', '\r', '\t']) || name.contains("  ");
    if broken { name.split_whitespace().collect::<Vec<_>>().join(" ") } else { name }
}

/// The kind and length of the punctuation at `at`; no kind for white space and invisible characters.
fn punctuation(text: &str, bytes: &[u8], at: usize) -> (Option<TokenKind>, usize) {
    let twice = |byte| bytes.get(at + 1) == Some(&byte);
    match bytes[at] {
        b'.' | b'!' | b'?' => (Some(TokenKind::Stop), 1),
        // `,,so"`: two commas for a low mark.
        b',' if twice(b',')
            && bytes.get(at + 2).is_some_and(|next| next.is_ascii_alphanumeric() || *next >= 0x80)
            && (at == 0 || bytes[at - 1].is_ascii_whitespace()) =>
        {
            (Some(TokenKind::Mark(Mark::Opening)), 2)
        }
        b',' => (Some(TokenKind::Comma), 1),
        b':' => (Some(TokenKind::Colon), 1),
        b';' => (Some(TokenKind::Semicolon), 1),
        b'-' if twice(b'-') => (Some(TokenKind::Dash), 2),
        b'-' => (Some(TokenKind::Dash), 1),
        b'(' | b'[' | b'{' => (Some(TokenKind::Open), 1),
        b')' | b']' | b'}' => (Some(TokenKind::Close), 1),
        b'"' => (Some(TokenKind::Mark(Mark::Straight)), 1),
        // `'''` behind a word closes a single mark, then a double one.
        b'\''
            if twice(b'\'') && bytes.get(at + 2) == Some(&b'\'') && at > 0 && !bytes[at - 1].is_ascii_whitespace() =>
        {
            (Some(TokenKind::Mark(Mark::SingleStraight)), 1)
        }
        b'\'' if twice(b'\'') => (Some(TokenKind::Mark(Mark::Straight)), 2),
        b'\'' => (Some(TokenKind::Mark(Mark::SingleStraight)), 1),
        b'`' if twice(b'`') => (Some(TokenKind::Mark(Mark::Opening)), 2),
        b'`' => (Some(TokenKind::Mark(Mark::SingleOpening)), 1),
        b'&' if bytes[at..].starts_with(AMPERSAND.as_bytes()) => (Some(TokenKind::Other), AMPERSAND.len()),
        byte if byte < 0x80 => (Some(TokenKind::Other), 1),
        _ => {
            let Some(character) = text[at..].chars().next() else { return (None, 1) };
            let kind = match character {
                // The mark of Hebrew abbreviations quotes, too.
                '״' => TokenKind::Mark(Mark::Straight),
                '“' | '„' | '‟' | '「' | '『' | '〝' => TokenKind::Mark(Mark::Opening),
                '”' | '」' | '』' | '〞' => TokenKind::Mark(Mark::Closing),
                '«' => TokenKind::Mark(Mark::LeftGuillemet),
                '»' => TokenKind::Mark(Mark::RightGuillemet),
                '‘' | '‹' | '‚' => TokenKind::Mark(Mark::SingleOpening),
                '’' | '›' => TokenKind::Mark(Mark::SingleClosing),
                '—' | '–' | '―' | '‒' => TokenKind::Dash,
                '…' | '。' | '！' | '？' => TokenKind::Stop,
                _ if character.is_whitespace() || character.is_control() => return (None, character.len_utf8()),
                _ if is_invisible(character)
                    || is_joiner(character)
                    || is_direction_mark(character)
                    || turns_direction(character) =>
                {
                    return (None, character.len_utf8());
                }
                _ => TokenKind::Other,
            };
            (Some(kind), character.len_utf8())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{TokenKind, plain_name, tokenize};

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, 0..text.len(), &mut tokens);
        tokens.iter().map(|token| token.of(text)).collect()
    }

    #[test]
    fn a_name_is_written_on_one_line() {
        assert_eq!(plain_name("Ore Society for Growth and\nTrade"), "Ore Society for Growth and Trade");
        assert_eq!(plain_name("Ore &amp; Lind"), "Ore & Lind");
    }

    #[test]
    fn abbreviations_keep_their_stops_and_sentences_theirs() {
        assert_eq!(
            words("Mr. Roe of the U.S. met J. D. Poe."),
            ["Mr.", "Roe", "of", "the", "U.S.", "met", "J.", "D.", "Poe", "."]
        );
        assert_eq!(words("Ann M.\nRoe"), ["Ann", "M.", "Roe"]);
        assert_eq!(words("Ore Cos. Inc. Ore Co. Incoming"), ["Ore", "Cos.", "Inc", ".", "Ore", "Co", ".", "Incoming"]);
        assert_eq!(words("It rose 3.5 to 1,000."), ["It", "rose", "3.5", "to", "1,000", "."]);
        assert_eq!(words("Roe Jr. said. Roe Jr. He"), ["Roe", "Jr.", "said", ".", "Roe", "Jr", ".", "He"]);
    }

    #[test]
    fn a_possessive_is_a_token_and_an_inner_apostrophe_is_not() {
        assert_eq!(words("O’Neill’s son didn't. 'Go'"), ["O’Neill", "’s", "son", "didn't", ".", "'", "Go", "'"]);
    }

    #[test]
    fn a_joined_particle_does_not_hide_the_capital() {
        let text = "al-Hadrani d’Arvel anti-Roe e-Mail al-fresco";
        let mut tokens = Vec::new();
        tokenize(text, 0..text.len(), &mut tokens);
        assert_eq!(tokens.iter().map(|token| token.capital).collect::<Vec<_>>(), [true, true, false, false, false]);
    }

    #[test]
    fn marks_are_told_from_apostrophes() {
        let text = "``so'' ’tis";
        let mut tokens = Vec::new();
        tokenize(text, 0..text.len(), &mut tokens);
        let marks = tokens.iter().filter(|token| matches!(token.kind, TokenKind::Mark(_))).count();
        assert_eq!(marks, 3);
    }
}
