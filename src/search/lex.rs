//! A line of the query language, cut into lexemes.
//!
//! Every character is part of some lexeme or means nothing on its own; the words inside runs and quotation marks are
//! told later, by the tokens that the index knows.

use super::query::{Field, Unit, Weight};
use super::repair::Repairs;
use crate::text::spelling::distance;
use std::ops::Range;

/// A slop beyond this is read as this: no paragraph of news is longer.
const WIDEST_SLOP: u32 = 1_000;

/// No name before a colon is longer than `attribution:`.
const LONGEST_NAME: usize = 12;

/// A piece of the line, with the bytes it stands at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lexeme<'l> {
    pub kind: Kind<'l>,
    pub span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind<'l> {
    Open,
    Close,
    And,
    Or,
    Not,
    Plus,
    Minus,
    /// `/s` or `/p`.
    Near(Unit),
    /// `name:` directly before a clause, in lower case.
    Name(String),
    /// A bare run of characters, and the number after `~` where one ends it (`None` in it for a `~` alone).
    Run {
        text: &'l str,
        edits: Option<Option<u32>>,
    },
    /// Text between quotation marks, with the `=` before it and the `~n` or `~no` after it.
    Quoted {
        words: String,
        capitals: bool,
        slop: u32,
        ordered: bool,
    },
    /// Text between two slashes.
    Regex(&'l str),
    /// `^2` directly after a clause.
    Boost(Weight),
}

/// Splits the line. Quotation marks of every kind are one kind; an apostrophe is a letter.
pub(super) fn lex<'l>(line: &'l str, repairs: &mut Repairs) -> Vec<Lexeme<'l>> {
    let mut lexer = Lexer { line, lexemes: Vec::new(), repairs };
    let mut at = 0;
    while let Some(character) = lexer.character(at) {
        at = lexer.one(at, character);
    }
    lexer.lexemes
}

/// Whether a character is a quotation mark.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

struct Lexer<'l, 'r> {
    line: &'l str,
    lexemes: Vec<Lexeme<'l>>,
    repairs: &'r mut Repairs,
}

impl<'l> Lexer<'l, '_> {
    fn character(&self, at: usize) -> Option<char> {
        self.line.get(at..)?.chars().next()
    }

    fn push(&mut self, kind: Kind<'l>, span: Range<usize>) -> usize {
        let end = span.end;
        self.lexemes.push(Lexeme { kind, span });
        end
    }

    /// Takes what begins at `at` and returns where the rest begins.
    fn one(&mut self, at: usize, character: char) -> usize {
        let next = at + character.len_utf8();
        match character {
            _ if character.is_whitespace() || character.is_control() => next,
            '(' => self.push(Kind::Open, at..next),
            ')' => self.push(Kind::Close, at..next),
            '+' if self.begins_clause(next) => self.push(Kind::Plus, at..next),
            '-' | '−' | '!' if self.begins_clause(next) => self.push(Kind::Minus, at..next),
            '=' if self.character(next).is_some_and(is_mark) => self.quoted(at, next, true),
            _ if is_mark(character) => self.quoted(at, at, false),
            '/' if self.operator(at).is_some() => {
                let unit = self.operator(at).unwrap_or(Unit::Sentence);
                self.push(Kind::Near(unit), at..at + 2)
            }
            '/' => match self.end_of_regex(next) {
                Some(end) => {
                    let expression = &self.line[next..end];
                    self.push(Kind::Regex(expression), at..end + 1)
                }
                None => self.run(at),
            },
            '^' if self.follows_a_clause(at) => match number_at(self.line, next) {
                Some((factor, end)) => self.push(Kind::Boost(Weight::new(factor)), at..end),
                None => self.run(at),
            },
            _ => self.run(at),
        }
    }

    /// Whether a sign before `at` has something to apply to.
    fn begins_clause(&self, at: usize) -> bool {
        self.character(at)
            .is_some_and(|next| next.is_alphanumeric() || is_mark(next) || matches!(next, '(' | '=' | '*' | '/'))
    }

    /// Whether what ends at `at` is a clause whose weight may follow.
    fn follows_a_clause(&self, at: usize) -> bool {
        let last = self.lexemes.last().filter(|last| last.span.end == at);
        last.is_some_and(|last| matches!(last.kind, Kind::Close | Kind::Quoted { .. } | Kind::Regex(_)))
    }

    /// `/s` and `/p`, alone between spaces.
    fn operator(&self, at: usize) -> Option<Unit> {
        let unit = match self.line.as_bytes().get(at + 1)? {
            b's' => Unit::Sentence,
            b'p' => Unit::Paragraph,
            _ => return None,
        };
        let ends = self.character(at + 2).is_none_or(|next| next.is_whitespace() || matches!(next, '(' | ')'));
        let begins = self.line[..at].chars().next_back().is_none_or(|last| last.is_whitespace() || last == ')');
        // `/p(a|b)/` is an expression, `/p (a OR b)` is not.
        let expression = || self.character(at + 2).is_some_and(|next| !next.is_whitespace());
        let expression = || expression() && self.end_of_regex(at + 1).is_some();
        (ends && begins && !expression()).then_some(unit)
    }

    /// Where the second slash of `/…/` stands: nothing but a space, a parenthesis or a weight may follow, so that
    /// `/usr/bin` is text.
    fn end_of_regex(&self, from: usize) -> Option<usize> {
        let mut escaped = false;
        for (n, character) in self.line[from..].char_indices() {
            match character {
                _ if character.is_whitespace() || character.is_control() => return None,
                '/' if !escaped => {
                    let end = from + n;
                    let next = self.character(end + 1);
                    let weighed = next == Some('^') && number_at(self.line, end + 2).is_some();
                    let ends = next.is_none_or(|next| next.is_whitespace() || next.is_control() || next == ')');
                    return (n > 0 && (ends || weighed)).then_some(end);
                }
                _ => escaped = character == '\\' && !escaped,
            }
        }
        None
    }

    fn quoted(&mut self, at: usize, mark: usize, capitals: bool) -> usize {
        let from = mark + self.character(mark).map_or(0, char::len_utf8);
        let end = self.line[from..].find(is_mark).map(|n| from + n);
        let words = &self.line[from..end.unwrap_or(self.line.len())];
        let words = words.split(|c: char| c.is_whitespace() || c.is_control());
        let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let Some(end) = end else {
            if words.is_empty() {
                self.repairs.mend(at..from, "passed over a lone quotation mark");
                return self.line.len();
            }
            self.repairs.mend(mark..from, "a quotation mark stays open; read as closed at the end");
            return self.push(Kind::Quoted { words, capitals, slop: 0, ordered: false }, at..self.line.len());
        };
        let mut next = end + self.character(end).map_or(0, char::len_utf8);
        let (mut slop, mut ordered) = (0, false);
        if self.character(next) == Some('~') {
            let digits = self.line[next + 1..].bytes().take_while(u8::is_ascii_digit).count();
            if digits > 0 {
                let number = next + 1..next + 1 + digits;
                slop = self.line[number.clone()].parse().unwrap_or(u32::MAX);
                if slop > WIDEST_SLOP {
                    self.repairs.mend(number, format!("a distance of more than {WIDEST_SLOP} words was read as that"));
                    slop = WIDEST_SLOP;
                }
                next += 1 + digits;
                if self.character(next) == Some('o') && !self.character(next + 1).is_some_and(char::is_alphanumeric) {
                    ordered = true;
                    next += 1;
                }
            }
        }
        if words.is_empty() {
            self.repairs.mend(at..next, "passed over empty quotation marks");
            return next;
        }
        self.push(Kind::Quoted { words, capitals, slop, ordered }, at..next)
    }

    fn run(&mut self, at: usize) -> usize {
        let mut end = at;
        while let Some(character) = self.character(end) {
            let stops = character.is_whitespace() || character.is_control() || matches!(character, '(' | ')');
            // `36"` ends in a mark that opens nothing; it is dropped with the rest of the run's punctuation.
            let next = end + character.len_utf8();
            let opens = is_mark(character) && self.character(next).is_some_and(|next| !next.is_whitespace());
            if stops || opens {
                break;
            }
            end = next;
            if character == ':' && end - at <= LONGEST_NAME {
                let name = self.line[at..end - 1].to_lowercase();
                let follows = self.character(end).is_some_and(|next| !next.is_whitespace() && next != ')');
                if follows && is_name(&name) {
                    return self.push(Kind::Name(name), at..end);
                }
                if let Some(meant) = meant_name(&name).filter(|_| follows) {
                    let what = format!("`{name}:` is no field, as `{meant}:` is; looked for it as a phrase");
                    self.repairs.mend(at..end, what);
                }
            }
        }
        let run = &self.line[at..end];
        let operator = match run {
            "AND" | "&&" => Some(Kind::And),
            "OR" | "||" => Some(Kind::Or),
            "NOT" => Some(Kind::Not),
            _ => None,
        };
        if let Some(operator) = operator {
            return self.push(operator, at..end);
        }
        let (rest, weight) = match run.rfind('^').map(|n| (n, number_at(run, n + 1))) {
            Some((n, Some((factor, to)))) if to == run.len() && n > 0 => (&run[..n], Some(Weight::new(factor))),
            _ => (run, None),
        };
        let (text, edits) = match rest.rfind('~').filter(|n| *n > 0) {
            Some(n) if n + 1 == rest.len() => (&rest[..n], Some(None)),
            Some(n) => match number_at(rest, n + 1) {
                // A likeness below one, as older engines had it.
                Some((number, to)) if to == rest.len() && (0.001..1.0).contains(&number) => (&rest[..n], Some(None)),
                Some((number, to)) if to == rest.len() => (&rest[..n], Some(Some(number as u32))),
                _ => (rest, None),
            },
            None => (rest, None),
        };
        let rest_end = at + rest.len();
        self.push(Kind::Run { text, edits }, at..rest_end);
        if let Some(weight) = weight {
            self.push(Kind::Boost(weight), rest_end..end);
        }
        end
    }
}

/// The number that stands at `at`, and where it ends: digits, and perhaps a point and more digits.
fn number_at(text: &str, at: usize) -> Option<(f64, usize)> {
    let rest = text.get(at..)?;
    let digits = |from: usize| rest[from..].bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(0);
    if whole == 0 {
        return None;
    }
    let fraction = if rest[whole..].starts_with('.') { digits(whole + 1) } else { 0 };
    let end = if fraction > 0 { whole + 1 + fraction } else { whole };
    Some((rest[..end].parse().ok()?, at + end))
}

/// The names before a colon that are no fields of text.
const NAMES: [&str; 10] =
    ["speaker", "by", "date", "since", "until", "lang", "language", "kind", "attribution", "confidence"];

/// Whether a text begins with a name of the query language and a colon, as `said:tax` does.
pub fn begins_with_name(text: &str) -> bool {
    text.split_once(':').is_some_and(|(name, rest)| !rest.is_empty() && is_name(&name.to_lowercase()))
}

fn is_name(name: &str) -> bool {
    Field::named(name).is_some() || NAMES.contains(&name)
}

/// The name before a colon that a slip of the finger made this of. Short words before a colon are mostly words.
fn meant_name(name: &str) -> Option<&'static str> {
    const SHORTEST: usize = 5;
    let known = Field::ALL.iter().map(|field| field.name()).chain(NAMES);
    let letters: Vec<char> = name.chars().collect();
    let one_slip = |known: &&str| distance(&letters, &known.chars().collect::<Vec<_>>(), 1) == Some(1);
    known.filter(|known| known.len() >= SHORTEST).find(one_slip)
}
