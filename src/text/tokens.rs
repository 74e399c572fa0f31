//! Tokens: the words of a text as they are looked up, with where they stand.
//!
//! Each word has one *main* form, folded (see [`fold`](super::fold)), and sometimes *alternates* at the same position:
//!
//! | text | main | alternates |
//! |---|---|---|
//! | `Banquo's` | `banquo` | |
//! | `don't`, `O'Brien` | `dont`, `obrien` | – ; `o`, `brien` |
//! | `we'll`, `I’d`, `it's` | `we'll`, `i'd`, `it's` | |
//! | `well-being` | `well`, `being` | `wellbeing` |
//! | `U.S.`, `US`, `BBC` | `u.s`, `us`, `bbc` | `us` ; `u.s` ; `b.b.c` |
//! | `J.K. Roe`, `J. K. Roe` | `j.k`, `roe` | `jk` |
//! | `dell'Utri` | `dellutri` | `dell`, `utri` |
//! | `AT&T`, `AT&amp;T` | `at&t` | `at`, `t` |
//! | `Zoë` | `zoe` | `zoë`, `Zoë` |
//! | `3.5`, `1,200`, `C++` | `3.5`, `1200`, `c++` | |
//! | `東京都` | `東`, `京`, `都` | `東京`, `京都` |
//!
//! A word with capitals has one alternate more, as it is printed (`Banquo`): whoever types capitals and asks for
//! exactly them finds it.
//!
//! Stop words are words. Runs of Chinese, Japanese, Korean and Thai, which are written without spaces, become single
//! characters with pairs as alternates, so that every phrase of them can be found without a dictionary.

use super::beginnings::Beginnings;
use super::fold::{fold_into, lower_into};
use super::invisible::is_invisible;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A term is cut here (on a character boundary): nobody types more, and an index of base64 helps nobody.
const LONGEST_TERM: usize = 120;

/// Words of capitals up to this length are looked up with dots between them, too.
const LONGEST_SHORT: usize = 4;

/// One form of one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The form that is looked up.
    pub term: &'a str,
    /// Byte range of the word in the text, without a possessive ending.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Which word of the text it is, counted from zero.
    pub position: u32,
    /// Whether it is a further form of the word at this position rather than its main form.
    pub alternate: bool,
}

/// Walks over the tokens of a text without allocating for each.
///
/// ```
/// let mut tokens = onrecord::text::tokens::Tokens::new("the mayor's plan");
/// tokens.next_token();
/// let mayor = tokens.next_token().unwrap();
/// assert_eq!((mayor.term, mayor.start..mayor.end, mayor.position), ("mayor", 4..9, 1));
/// ```
pub struct Tokens<'t> {
    text: &'t str,
    cursor: usize,
    position: u32,
    /// Forms found and not yet handed out: ranges of `terms`.
    forms: Vec<Form>,
    handed_out: usize,
    terms: String,
    /// The parts of the word at hand, between its apostrophes, dots and hyphens.
    parts: Vec<Part>,
    /// How words begin that are handed out, where not all are.
    wanted: Option<&'t Beginnings>,
}

#[derive(Clone)]
struct Form {
    term: Range<usize>,
    start: usize,
    end: usize,
    position: u32,
    alternate: bool,
}

#[derive(Clone, Copy)]
struct Part {
    start: usize,
    end: usize,
    /// What joins it to the part before.
    joint: Joint,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    First,
    Apostrophe,
    Hyphen,
    /// Between the letters of `U.S.`, and of `J. K.`.
    Dot,
    /// Between digits: a decimal point, or a comma before thousands.
    Point,
    Thousands,
    Ampersand,
    /// Before the end of `we'll` and `I'd`, which are other words than `well` and `id`.
    Contraction,
}

impl Joint {
    /// What stands for it in a term.
    fn sign(self) -> Option<char> {
        match self {
            Joint::Dot | Joint::Point => Some('.'),
            Joint::Ampersand => Some('&'),
            Joint::Contraction => Some('\''),
            Joint::First | Joint::Apostrophe | Joint::Hyphen | Joint::Thousands => None,
        }
    }
}

/// What pronouns and auxiliaries are shortened to behind them. Not `don't`, which many type as `dont` and which is no other
/// word without its apostrophe.
const CONTRACTED: [&str; 5] = ["ll", "re", "ve", "d", "m"];

/// Behind these an `'s` is an "is", a "has" or an "us": nothing is theirs, and `it's` is another word than `it` and `its`. Not
/// `who`, which is a band's name, too.
const WITH_IS: [&str; 10] = ["he", "here", "how", "it", "let", "she", "that", "there", "what", "where"];

impl<'t> Tokens<'t> {
    /// Starts at the beginning of `text`.
    pub fn new(text: &'t str) -> Tokens<'t> {
        Tokens {
            text,
            cursor: 0,
            position: 0,
            forms: Vec::new(),
            handed_out: 0,
            terms: String::with_capacity(64),
            parts: Vec::new(),
            wanted: None,
        }
    }

    /// Passes over words, though it counts them, that cannot be what is looked for; not over all of these.
    pub fn passing_over_all_but(self, wanted: &'t Beginnings) -> Tokens<'t> {
        Tokens { wanted: Some(wanted), ..self }
    }

    /// Returns the next token; positions never fall, and a main form comes before its alternates.
    pub fn next_token(&mut self) -> Option<Token<'_>> {
        if self.handed_out == self.forms.len() {
            self.forms.clear();
            self.terms.clear();
            self.handed_out = 0;
            while self.forms.is_empty() {
                self.find_word()?;
            }
        }
        let form = &self.forms[self.handed_out];
        self.handed_out += 1;
        Some(Token {
            term: &self.terms[form.term.clone()],
            start: form.start,
            end: form.end,
            position: form.position,
            alternate: form.alternate,
        })
    }

    /// Moves over the next word and lists its forms; `None` at the end of the text.
    fn find_word(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        let mut at = self.cursor;
        loop {
            match bytes.get(at) {
                None => {
                    self.cursor = at;
                    return None;
                }
                Some(byte) if byte.is_ascii() => {
                    if byte.is_ascii_alphanumeric() {
                        break;
                    }
                    at += if *byte == b'&' { entity(&bytes[at..]) } else { 1 };
                }
                Some(_) => {
                    let character = self.character_at(at)?;
                    if is_unspaced(character) {
                        self.take_unspaced(at, character);
                        return Some(());
                    }
                    if character.is_alphanumeric() {
                        break;
                    }
                    at += character.len_utf8();
                }
            }
        }
        self.take_word(at);
        Some(())
    }

    fn character_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// One character of a script without spaces, and the pair it makes with the next.
    fn take_unspaced(&mut self, at: usize, character: char) {
        let end = at + character.len_utf8();
        self.push_form(at, end, false, |terms, text| fold_into(&text[at..end], terms));
        if let Some(next) = self.character_at(end).filter(|next| is_unspaced(*next)) {
            let pair_end = end + next.len_utf8();
            self.push_form(at, pair_end, true, |terms, text| fold_into(&text[at..pair_end], terms));
        }
        self.cursor = end;
        self.position += 1;
    }

    /// A word that begins at `at`, with all that its joints hold together.
    fn take_word(&mut self, at: usize) {
        let first_end = self.end_of_part(at);
        let next = self.joint_after(at, first_end, Joint::First);
        if next.is_none() {
            // Nearly every word: one part.
            let word = &self.text[at..first_end];
            if let Some(wanted) = self.wanted
                && word.len() > LONGEST_SHORT
                && word.is_ascii()
                && !wanted.may_be(word.as_bytes())
            {
                self.cursor = first_end;
                self.position += 1;
                return;
            }
            self.push_unit(&[Part { start: at, end: first_end, joint: Joint::First }]);
            self.cursor = self.after_suffix(first_end);
            self.position += 1;
            return;
        }
        let mut parts = std::mem::take(&mut self.parts);
        parts.clear();
        parts.push(Part { start: at, end: first_end, joint: Joint::First });
        let mut joint = next;
        while let Some((kind, start)) = joint {
            let end = self.end_of_part(start);
            parts.push(Part { start, end, joint: kind });
            joint = self.joint_after(start, end, kind);
        }
        let last_end = parts.last().map_or(first_end, |part| part.end);
        let first_position = self.position;
        let units: Vec<Range<usize>> = units(&parts);
        for (n, unit) in units.iter().enumerate() {
            self.push_unit(&parts[unit.clone()]);
            if n == 0 && (2..=3).contains(&units.len()) {
                // "well-being" is also looked up as "wellbeing".
                let (start, end) = (parts[0].start, last_end);
                let whole: Vec<Range<usize>> = parts.iter().map(|part| part.start..part.end).collect();
                self.push_form(start, end, true, |terms, text| {
                    whole.iter().for_each(|part| fold_into(&text[part.clone()], terms));
                });
            }
            self.position += 1;
        }
        debug_assert!(self.position > first_position);
        self.cursor = self.after_suffix(last_end);
        self.parts = parts;
    }

    /// Lists the forms of one unit: a word between hyphens.
    fn push_unit(&mut self, parts: &[Part]) {
        let (start, mut end) = (parts[0].start, parts[parts.len() - 1].end);
        let mut parts = parts;
        if let [front @ .., last] = parts
            && !front.is_empty()
            && last.joint == Joint::Apostrophe
            && self.text[last.start..last.end].eq_ignore_ascii_case("s")
            && !self.is_with_is(front)
        {
            parts = front;
            end = front[front.len() - 1].end;
        }
        let suffix = self.after_suffix(end) - end;
        if let [only] = parts {
            let word = &self.text[only.start..only.end + suffix];
            self.push_form(start, end + suffix, false, |terms, _| fold_into(word, terms));
            if is_short_capitals(word) {
                self.push_form(start, end, true, |terms, text| {
                    for at in start..end {
                        if at > start {
                            terms.push('.');
                        }
                        fold_into(&text[at..at + 1], terms);
                    }
                });
            }
            self.push_with_diacritics(start, end, &[*only]);
            self.push_with_capitals(start, end + suffix, &[Part { end: only.end + suffix, ..*only }]);
            return;
        }
        let mut ranges: Vec<Part> = parts.to_vec();
        if let [_, ending] = ranges.as_mut_slice()
            && ending.joint == Joint::Apostrophe
            && (CONTRACTED.iter().any(|end| self.text[ending.start..ending.end].eq_ignore_ascii_case(end))
                || self.text[ending.start..ending.end].eq_ignore_ascii_case("s"))
        {
            ending.joint = Joint::Contraction;
        }
        self.push_form(start, end, false, |terms, text| {
            for part in &ranges {
                terms.extend(part.joint.sign());
                fold_into(&text[part.start..part.end], terms);
            }
        });
        self.push_with_diacritics(start, end, &ranges);
        self.push_with_capitals(start, end, &ranges);
        match ranges[1].joint {
            Joint::Dot => self.push_form(start, end, true, |terms, text| {
                ranges.iter().for_each(|part| fold_into(&text[part.start..part.end], terms));
            }),
            // O'Brien, l'eau, AT&T: the parts can be asked for.
            Joint::Ampersand => self.push_parts(&ranges),
            // Not `don't`, whose parts nobody asks for.
            Joint::Apostrophe if self.letters(ranges[0]) <= 2 || ranges[1..].iter().all(|p| self.letters(*p) > 2) => {
                self.push_parts(&ranges);
            }
            _ => {}
        }
    }

    fn is_with_is(&self, front: &[Part]) -> bool {
        let [word] = front else { return false };
        WITH_IS.iter().any(|known| self.text[word.start..word.end].eq_ignore_ascii_case(known))
    }

    fn letters(&self, part: Part) -> usize {
        self.text[part.start..part.end].chars().count()
    }

    fn push_parts(&mut self, parts: &[Part]) {
        for part in parts {
            let range = part.start..part.end;
            self.push_form(part.start, part.end, true, |terms, text| fold_into(&text[range], terms));
        }
    }

    /// The form with its diacritics, where folding took some away.
    fn push_with_diacritics(&mut self, start: usize, end: usize, parts: &[Part]) {
        if parts.iter().all(|part| self.text[part.start..part.end].is_ascii()) {
            return;
        }
        let main = self.forms.last().map(|form| form.term.clone()).unwrap_or_default();
        self.push_form(start, end, true, |terms, text| {
            parts.iter().for_each(|part| lower_into(&text[part.start..part.end], terms));
        });
        if let Some(form) = self.forms.last()
            && self.terms[form.term.clone()] == self.terms[main]
        {
            self.forms.pop();
        }
    }

    /// The form as it is printed, where some letter is a capital.
    fn push_with_capitals(&mut self, start: usize, end: usize, parts: &[Part]) {
        let is_plain = |part: &Part| {
            let word = &self.text[part.start..part.end];
            match word.is_ascii() {
                true => !word.bytes().any(|byte| byte.is_ascii_uppercase()),
                false => !word.chars().any(char::is_uppercase),
            }
        };
        if parts.iter().all(is_plain) {
            return;
        }
        self.push_form(start, end, true, |terms, text| {
            for part in parts {
                terms.extend(part.joint.sign());
                terms.extend(text[part.start..part.end].nfc().filter(|character| !is_invisible(*character)));
            }
        });
    }

    fn push_form(&mut self, start: usize, end: usize, alternate: bool, write: impl FnOnce(&mut String, &str)) {
        let from = self.terms.len();
        write(&mut self.terms, self.text);
        let mut to = self.terms.len();
        if to - from > LONGEST_TERM {
            to = (from..=from + LONGEST_TERM).rev().find(|at| self.terms.is_char_boundary(*at)).unwrap_or(from);
        }
        if to > from {
            self.forms.push(Form { term: from..to, start, end, position: self.position, alternate });
        }
    }

    /// Where the run of letters, digits and marks that begins at `start` ends.
    fn end_of_part(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start;
        loop {
            match bytes.get(at) {
                Some(byte) if byte.is_ascii_alphanumeric() => at += 1,
                Some(byte) if !byte.is_ascii() => match self.character_at(at) {
                    Some(character) if continues_word(character) => at += character.len_utf8(),
                    _ => return at,
                },
                _ => return at,
            }
        }
    }

    /// What joins the part `start..end` to a following one, and where that one begins.
    fn joint_after(&self, start: usize, end: usize, before: Joint) -> Option<(Joint, usize)> {
        let rest = &self.text.as_bytes()[end..];
        let mark = *rest.first()?;
        if mark.is_ascii() && !matches!(mark, b'\'' | b'-' | b'.' | b',' | b'&') {
            return None;
        }
        let mark = self.character_at(end)?;
        let after = end + if mark == '&' { ampersand(rest)? } else { mark.len_utf8() };
        let next = self.character_at(after)?;
        if mark == '.' && matches!(before, Joint::First | Joint::Dot) && next.is_whitespace() {
            return self.next_initial(start, end).map(|after| (Joint::Dot, after));
        }
        if !next.is_alphanumeric() || is_unspaced(next) {
            return None;
        }
        let part = &self.text[start..end];
        let kind = match mark {
            '\'' | '’' | 'ʼ' | '＇' => Joint::Apostrophe,
            // The last of these parts the pieces of Persian words.
            '-' | '\u{2010}' | '\u{2011}' | '\u{200c}' => Joint::Hyphen,
            '.' if next.is_ascii_digit() && part.bytes().all(|byte| byte.is_ascii_digit()) => Joint::Point,
            '.' if matches!(before, Joint::First | Joint::Dot | Joint::Hyphen)
                && is_one_letter(part)
                && is_one_letter(&self.text[after..self.end_of_part(after)]) =>
            {
                Joint::Dot
            }
            ',' if part.bytes().all(|byte| byte.is_ascii_digit()) && self.is_thousand(after) => Joint::Thousands,
            '&' if part.len() <= 4 && next.is_alphabetic() => Joint::Ampersand,
            _ => return None,
        };
        Some((kind, after))
    }

    /// Where the next initial of a name begins, as in `J. K.`: one capital and a dot behind one capital and a dot, with
    /// one blank between.
    fn next_initial(&self, start: usize, end: usize) -> Option<usize> {
        let capital = |part: &str| is_one_letter(part) && part.chars().all(char::is_uppercase);
        let blank = self.character_at(end + 1).filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'))?;
        let after = end + 1 + blank.len_utf8();
        let next = self.text.get(after..self.end_of_part(after))?;
        let dotted = self.text[after + next.len()..].starts_with('.');
        (capital(&self.text[start..end]) && capital(next) && dotted).then_some(after)
    }

    /// Whether three digits and no more stand at `at`.
    fn is_thousand(&self, at: usize) -> bool {
        self.end_of_part(at) == at + 3 && self.text.as_bytes()[at..at + 3].iter().all(u8::is_ascii_digit)
    }

    /// The end of a word with the `++` or `#` of C++ and C#.
    fn after_suffix(&self, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let single = end > 0
            && bytes[end - 1].is_ascii_alphabetic()
            && (end < 2 || !(bytes[end - 2].is_ascii_alphanumeric() || bytes[end - 2] >= 0x80));
        match &bytes[end..] {
            [b'+', b'+', ..] if single => end + 2,
            [b'#', ..] if single => end + 1,
            _ => end,
        }
    }
}

/// Whether a text is one word, all of ASCII letters and digits, as most are that people ask for: its main form is the same
/// in lower case.
pub fn is_ascii_word(text: &str) -> bool {
    (1..=LONGEST_TERM).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Returns the main forms of a text's words, in order.
pub fn main_forms(text: &str) -> Vec<String> {
    if is_ascii_word(text) {
        return vec![text.to_ascii_lowercase()];
    }
    let mut forms = Vec::new();
    let mut tokens = Tokens::new(text);
    while let Some(token) = tokens.next_token() {
        if !token.alternate {
            forms.push(token.term.to_owned());
        }
    }
    forms
}

/// Returns the words of a text in the form that counts what was typed beyond plain letters: with their capitals where
/// they have some, else with their diacritics.
///
/// `Zoë` is `Zoë`, `zoë` is `zoë`, `Zoe` is `Zoe`, and `zoe` is `zoe`, as its main form is.
pub fn forms_as_typed(text: &str) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    let mut tokens = Tokens::new(text);
    let mut settled = false;
    while let Some(token) = tokens.next_token() {
        let capitals = token.term.chars().any(char::is_uppercase);
        match forms.last_mut() {
            _ if !token.alternate => {
                forms.push(token.term.to_owned());
                settled = false;
            }
            Some(form) if capitals || (!settled && !token.term.is_ascii() && form.is_ascii()) => {
                *form = token.term.to_owned();
                settled = capitals;
            }
            _ => {}
        }
    }
    forms
}

/// The bytes of the ampersand that a text begins with: one, or five where it is written as in HTML; `None` where another
/// sign is written so.
fn ampersand(text: &[u8]) -> Option<usize> {
    match entity(text) {
        1 => Some(1),
        bytes => text.starts_with(b"&amp;").then_some(bytes),
    }
}

/// The bytes of what stands for one sign as in HTML, which plain text from content systems is full of: its letters are no
/// word. Of any other ampersand, 1.
fn entity(text: &[u8]) -> usize {
    const NAMES: [&[u8]; 13] = [
        b"amp", b"apos", b"gt", b"hellip", b"ldquo", b"lsquo", b"lt", b"mdash", b"nbsp", b"ndash", b"quot", b"rdquo",
        b"rsquo",
    ];
    const LONGEST: usize = 8;
    let Some(end) = text.iter().take(LONGEST).position(|byte| *byte == b';') else { return 1 };
    let name = &text[1..end];
    let number = |name: &[u8]| name.len() > 1 && name[0] == b'#' && name[1..].iter().all(u8::is_ascii_digit);
    if NAMES.contains(&name) || number(name) { end + 1 } else { 1 }
}

/// Splits the parts of a word at its hyphens.
fn units(parts: &[Part]) -> Vec<Range<usize>> {
    let mut units = Vec::new();
    let mut from = 0;
    for (n, part) in parts.iter().enumerate().skip(1) {
        if part.joint == Joint::Hyphen {
            units.push(from..n);
            from = n;
        }
    }
    units.push(from..parts.len());
    units
}

fn is_one_letter(part: &str) -> bool {
    let mut characters = part.chars();
    characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
}

/// `US`, `BBC`, `NATO`: some print them with dots.
fn is_short_capitals(word: &str) -> bool {
    (2..=LONGEST_SHORT).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether a character that is not ASCII belongs to the word before it: letters, marks, and the invisible ones that
/// typesetting leaves inside words (soft hyphen, zero-width space), which folding drops.
fn continues_word(character: char) -> bool {
    (character.is_alphanumeric() && !is_unspaced(character))
        || unicode_normalization::char::is_combining_mark(character)
        || is_invisible(character)
}

/// Whether the character belongs to a script that is written without spaces between words.
pub(super) fn is_unspaced(character: char) -> bool {
    matches!(character as u32,
        0x0E00..=0x0EFF          // Thai, Lao
        | 0x1000..=0x109F        // Burmese
        | 0x1780..=0x17FF        // Khmer
        | 0x3040..=0x30FF        // Hiragana, Katakana
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF  // Han
        | 0xAC00..=0xD7AF        // Hangul
        | 0xFF66..=0xFF9F)       // half-width Katakana
        && character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_TERM, Tokens, forms_as_typed, is_ascii_word, main_forms};
    use proptest::prelude::*;

    fn forms(text: &str) -> Vec<String> {
        let mut tokens = Tokens::new(text);
        let mut out: Vec<String> = Vec::new();
        let mut last = None;
        while let Some(token) = tokens.next_token() {
            if token.term.chars().any(char::is_uppercase) {
                continue;
            }
            match &mut out[..] {
                [.., word] if last == Some(token.position) => {
                    word.push('|');
                    word.push_str(token.term);
                }
                _ => out.push(token.term.to_owned()),
            }
            last = Some(token.position);
        }
        out
    }

    #[test]
    fn words_have_the_forms_that_people_type() {
        let cases: &[(&str, &[&str])] = &[
            ("The mayor's “plan”, he said.", &["the", "mayor", "plan", "he", "said"]),
            ("Banquo’s don’t O'Brien", &["banquo", "dont", "obrien|o|brien"]),
            ("well-being", &["well|wellbeing", "being"]),
            ("state-of-the-art", &["state", "of", "the", "art"]),
            ("Kim Jong-un", &["kim", "jong|jongun", "un"]),
            ("the U.S. and the US", &["the", "u.s|us", "and", "the", "us|u.s"]),
            ("AT&T", &["at&t|at|t"]),
            ("Zoë Král", &["zoe|zoë", "kral|král"]),
            ("3.5 and 1,200,000 in C++, C#.", &["3.5", "and", "1200000", "in", "c++", "c#"]),
            ("AT&amp;T and S&amp;P&amp;", &["at&t|at|t", "and", "s&p|s|p"]),
            ("Roe &amp; Sons&nbsp;Ltd &#39;now&quot; &unknown;", &["roe", "sons", "ltd", "now", "unknown"]),
            ("1,2 and 12:30", &["1", "2", "and", "12", "30"]),
            ("東京都 x", &["東|東京", "京|京都", "都", "x"]),
            ("the strikers' pay", &["the", "strikers", "pay"]),
            ("http://a.example/x-ray?q=1", &["http", "a", "example", "x|xray", "ray", "q", "1"]),
            ("J.R. Roe", &["j.r|jr", "roe"]),
            ("J. R. Roe", &["j.r|jr", "roe"]),
            ("J. R. R. Roe, JRR", &["j.r.r|jrr", "roe", "jrr|j.r.r"]),
            ("plan B. A man", &["plan", "b", "a", "man"]),
            ("NATO OTTERS", &["nato|n.a.t.o", "otters"]),
            ("dell'Utri, d’Estaing", &["dellutri|dell|utri", "destaing|d|estaing"]),
            ("they’re, we'll; I'D", &["they're", "we'll", "i'd"]),
            ("It’s that's its; who's, one's", &["it's", "that's", "its", "who", "one"]),
            ("rock'n'roll and ma'am", &["rocknroll", "and", "maam|ma|am"]),
            ("می\u{200c}خواهم", &["می|میخواهم", "خواهم"]),
            ("Lind\u{ad}holm\u{200b} may\u{ad}or", &["lindholm", "mayor"]),
            ("がか 서울", &["が|がか", "か", "서|서울", "울"]),
            ("F-16s", &["f|f16s", "16s"]),
            ("l’été", &["lete|lété|l|ete"]),
            ("", &[]),
            ("-- ' “” …", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(&forms(text), expected, "{text}");
        }
    }

    #[test]
    fn a_token_spans_its_word_without_the_possessive() {
        let text = "in Banquo’s house";
        let mut tokens = Tokens::new(text);
        tokens.next_token();
        let token = tokens.next_token().unwrap();
        assert_eq!(&text[token.start..token.end], "Banquo");
    }

    #[test]
    fn capitals_and_diacritics_count_where_they_are_typed() {
        for (typed, form) in [
            ("Apple's", "Apple"),
            ("apple", "apple"),
            ("NATO", "NATO"),
            ("US", "US"),
            ("U.S.", "U.S"),
            ("AT&T", "AT&T"),
            ("O’Brien", "OBrien"),
            ("We’ll", "We'll"),
            ("Zoë", "Zoë"),
            ("zoë", "zoë"),
            ("Zoe", "Zoe"),
            ("C++", "C++"),
            ("iPhone", "iPhone"),
            ("l’été", "lété"),
        ] {
            assert_eq!(forms_as_typed(typed), [form], "{typed}");
        }
        assert_eq!(forms_as_typed("the Jong-un talks"), ["the", "Jong", "un", "talks"]);
    }

    #[test]
    fn an_endless_word_is_cut() {
        let text = "x".repeat(100_000);
        assert_eq!(forms(&text)[0].len(), super::LONGEST_TERM);
    }

    proptest! {
        #[test]
        fn an_ascii_word_is_told_at_once_as_it_is_by_walking(text in "[a-zA-Z0-9]{1,130}") {
            let mut tokens = Tokens::new(&text);
            let walked = tokens.next_token().map(|token| (token.term.to_owned(), token.start..token.end));
            prop_assert_eq!(is_ascii_word(&text), text.len() <= LONGEST_TERM);
            prop_assert_eq!(main_forms(&text).into_iter().next(), walked.as_ref().map(|(term, _)| term.clone()));
            prop_assert_eq!(walked.map(|(_, range)| range), Some(0..text.len()));
        }

        #[test]
        fn any_text_has_tokens_in_order_on_character_boundaries(text in any::<String>()) {
            let mut tokens = Tokens::new(&text);
            let (mut last_position, mut last_main) = (0, 0);
            while let Some(token) = tokens.next_token() {
                prop_assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
                prop_assert!(token.start < token.end && token.position >= last_position && !token.term.is_empty());
                if !token.alternate {
                    prop_assert!(token.start >= last_main);
                    last_main = token.end;
                }
                last_position = token.position;
            }
        }

        #[test]
        fn news_punctuation_never_stops_the_walk(text in "[a-zA-Zé0-9'’.,&+#\\- “”U.S東京]{0,40}") {
            let mut tokens = Tokens::new(&text);
            while tokens.next_token().is_some() {}
        }
    }

    #[test]
    fn what_is_passed_over_is_counted() {
        let mut wanted = super::Beginnings::default();
        wanted.add("ferries");
        let text = "The harbour master’s FERRIES, étoile fern and a well-being U.S. tender";
        let mut tokens = Tokens::new(text).passing_over_all_but(&wanted);
        let mut some = Vec::new();
        while let Some(token) = tokens.next_token() {
            some.push((token.term.to_owned(), token.start, token.position));
        }
        let mut tokens = Tokens::new(text);
        let mut all = Vec::new();
        while let Some(token) = tokens.next_token() {
            all.push((token.term.to_owned(), token.start, token.position));
        }
        assert!(some.iter().all(|token| all.contains(token)));
        let gone: Vec<&str> = all.iter().filter(|token| !some.contains(token)).map(|token| token.0.as_str()).collect();
        assert_eq!(gone, ["harbour", "tender"]);
    }
}
