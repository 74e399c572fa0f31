//! The query language: a line of text to a [`Query`], and every line is one.
//!
//! ```text
//! strike ferry            both words, in any form        -strike +ferry        without, and by all means
//! "ferry strike"          exactly these words            "ferry strike"~5      within five positions, ~5o in order
//! =strikes  strik*        this spelling; this beginning  AND OR NOT ( )        as you think
//! headline: body: caption: said: byline: source: section: url: path:          words there
//! speaker:Roe speaker:"Ann Roe" speaker:="Roe"           who is quoted; spelled so
//! date:2024  date:2024-03  date:2019..2021  date:none  since:2024-03-01  until:2024
//! lang:en  kind:direct  attribution:explicit  confidence:80
//! ```
//!
//! What cannot mean anything (a lone `-`, an operator without a clause, a parenthesis without its fellow) is passed
//! over and told in one line; a colon after an unknown name is text.

use super::query::{Field, Filter, Form, Query, Words};
use super::stop_words::is_stop_word;
use crate::article::{AttributionClass, CivilDate, QuotationKind};
use crate::text::tokens::{Tokens, main_forms};

/// How deep parentheses may nest; deeper ones are read as if they were not there.
const DEEPEST: usize = 64;

/// A line as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// What it asks.
    pub query: Query,
    /// What was passed over or mended, one clause each: lower case, no full stop. Empty for a well-formed line.
    pub repairs: Vec<String>,
}

/// Reads a line. Never fails: see the module's text.
pub fn parse(line: &str) -> Parsed {
    let mut repairs = Vec::new();
    let lexemes = lex(line, &mut repairs);
    let mut parser = Parser { lexemes, at: 0, repairs };
    let mut clauses = Vec::new();
    // A closing parenthesis without its opening one ends a row; the rest of the line is another.
    while parser.at < parser.lexemes.len() {
        if let Some(query) = parser.alternatives(0) {
            clauses.push(query);
        }
        if parser.at < parser.lexemes.len() {
            parser.repairs.push("passed over a `)` that closes nothing".into());
            parser.at += 1;
        }
    }
    let query = match clauses.len() {
        0 => Query::Everything,
        _ => gather(clauses, Query::Together),
    };
    parser.repairs.dedup();
    Parsed { query, repairs: parser.repairs }
}

/// Reads a topic: plain words without any syntax, any of which may match; stop words only where there are no others.
pub fn parse_plain(line: &str) -> Query {
    let word = |term| Query::Words(Words { field: None, form: Form::Word(term) });
    let mut words = main_forms(line);
    if words.iter().any(|word| !is_stop_word(word)) {
        words.retain(|word| !is_stop_word(word));
    }
    let words: Vec<Query> = words.into_iter().map(word).collect();
    if words.is_empty() { Query::Everything } else { gather(words, Query::Or) }
}

#[derive(Debug, Clone, PartialEq)]
enum Lexeme {
    Open,
    Close,
    And,
    Or,
    Not,
    Plus,
    Minus,
    /// `name:` directly before a clause.
    Name(String),
    /// A bare run of characters.
    Run(String),
    /// Text between quotation marks, with its `~n` or `~no`.
    Quoted {
        words: String,
        slop: u32,
        ordered: bool,
    },
}

/// Splits the line. Quotation marks of every kind are one kind; an apostrophe is a letter.
fn lex(line: &str, repairs: &mut Vec<String>) -> Vec<Lexeme> {
    let mut lexemes = Vec::new();
    let characters: Vec<char> = line.chars().collect();
    let mut at = 0;
    while at < characters.len() {
        let character = characters[at];
        // Whether something new may begin here, or the character stands inside a word.
        match character {
            _ if character.is_whitespace() || character.is_control() => at += 1,
            '(' => {
                lexemes.push(Lexeme::Open);
                at += 1;
            }
            ')' => {
                lexemes.push(Lexeme::Close);
                at += 1;
            }
            '+' if begins_clause(&characters, at + 1) => {
                lexemes.push(Lexeme::Plus);
                at += 1;
            }
            '-' | '−' if begins_clause(&characters, at + 1) => {
                lexemes.push(Lexeme::Minus);
                at += 1;
            }
            '!' if begins_clause(&characters, at + 1) => {
                lexemes.push(Lexeme::Minus);
                at += 1;
            }
            _ if is_mark(character) => at = lex_quoted(&characters, at, &mut lexemes, repairs),
            _ => at = lex_run(&characters, at, &mut lexemes),
        }
    }
    lexemes
}

/// Whether a sign at the place before `at` has something to apply to.
fn begins_clause(characters: &[char], at: usize) -> bool {
    characters.get(at).is_some_and(|next| next.is_alphanumeric() || is_mark(*next) || matches!(next, '(' | '=' | '*'))
}

fn is_mark(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

fn lex_quoted(characters: &[char], at: usize, lexemes: &mut Vec<Lexeme>, repairs: &mut Vec<String>) -> usize {
    let from = at + 1;
    let end = (from..characters.len()).find(|n| is_mark(characters[*n]));
    let words: String = characters[from..end.unwrap_or(characters.len())].iter().collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(end) = end else {
        if words.is_empty() {
            repairs.push("passed over a lone quotation mark".into());
        } else {
            repairs.push("closed a quotation mark at the end".into());
            lexemes.push(Lexeme::Quoted { words, slop: 0, ordered: false });
        }
        return characters.len();
    };
    let mut next = end + 1;
    let (mut slop, mut ordered) = (0, false);
    if characters.get(next) == Some(&'~') {
        let digits = characters[next + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
        if digits > 0 {
            let number: String = characters[next + 1..next + 1 + digits].iter().collect();
            slop = number.parse().unwrap_or(u32::MAX).min(1_000);
            next += 1 + digits;
            if characters.get(next) == Some(&'o') && !characters.get(next + 1).is_some_and(|c| c.is_alphanumeric()) {
                ordered = true;
                next += 1;
            }
        }
    }
    if words.is_empty() {
        repairs.push("passed over empty quotation marks".into());
    } else {
        lexemes.push(Lexeme::Quoted { words, slop, ordered });
    }
    next
}

fn lex_run(characters: &[char], at: usize, lexemes: &mut Vec<Lexeme>) -> usize {
    let mut end = at;
    while end < characters.len() {
        let character = characters[end];
        let stops = character.is_whitespace() || matches!(character, '(' | ')') || character.is_control();
        // `36"` ends in a mark that opens nothing; it is dropped with the rest of the run's punctuation.
        if stops || (is_mark(character) && end + 1 < characters.len() && !characters[end + 1].is_whitespace()) {
            break;
        }
        end += 1;
        if character == ':' {
            let name: String = characters[at..end - 1].iter().collect::<String>().to_lowercase();
            let follows = characters.get(end).is_some_and(|next| !next.is_whitespace() && *next != ')');
            if follows && is_name(&name) {
                lexemes.push(Lexeme::Name(name));
                return end;
            }
        }
    }
    let run: String = characters[at..end].iter().collect();
    lexemes.push(match run.as_str() {
        "AND" | "&&" => Lexeme::And,
        "OR" | "||" => Lexeme::Or,
        "NOT" => Lexeme::Not,
        _ => Lexeme::Run(run),
    });
    end
}

fn is_name(name: &str) -> bool {
    Field::named(name).is_some()
        || matches!(
            name,
            "speaker" | "by" | "date" | "since" | "until" | "lang" | "language" | "kind" | "attribution" | "confidence"
        )
}

struct Parser {
    lexemes: Vec<Lexeme>,
    at: usize,
    repairs: Vec<String>,
}

impl Parser {
    fn peek(&self) -> Option<&Lexeme> {
        self.lexemes.get(self.at)
    }

    /// Rows joined by OR, up to a closing parenthesis or the end.
    fn alternatives(&mut self, depth: usize) -> Option<Query> {
        let mut rows = Vec::new();
        loop {
            let row = self.row(depth);
            let missing = row.is_none();
            rows.extend(row);
            if self.peek() != Some(&Lexeme::Or) {
                if missing && !rows.is_empty() {
                    self.repairs.push("passed over an OR with nothing after it".into());
                }
                break;
            }
            if missing {
                self.repairs.push("passed over an OR with nothing before it".into());
            }
            self.at += 1;
        }
        (!rows.is_empty()).then(|| gather(rows, Query::Or))
    }

    /// Clauses side by side, some of them joined by AND.
    fn row(&mut self, depth: usize) -> Option<Query> {
        // Each inner list is joined by AND; the lists stand side by side.
        let mut groups: Vec<Vec<Query>> = Vec::new();
        let mut joined = false;
        loop {
            match self.peek() {
                None | Some(Lexeme::Or | Lexeme::Close) => break,
                Some(Lexeme::And) => {
                    self.at += 1;
                    if groups.is_empty() || joined {
                        self.repairs.push("passed over an AND with nothing before it".into());
                    } else {
                        joined = true;
                    }
                }
                Some(_) => {
                    let Some(clause) = self.clause(depth) else { continue };
                    match groups.last_mut() {
                        Some(group) if joined => group.push(clause),
                        _ => groups.push(vec![clause]),
                    }
                    joined = false;
                }
            }
        }
        if joined {
            self.repairs.push("passed over an AND with nothing after it".into());
        }
        let clauses: Vec<Query> = groups.into_iter().map(|group| gather(group, Query::And)).collect();
        (!clauses.is_empty()).then(|| gather(clauses, Query::Together))
    }

    fn clause(&mut self, depth: usize) -> Option<Query> {
        let lexeme = self.peek()?.clone();
        self.at += 1;
        match lexeme {
            Lexeme::Minus | Lexeme::Not => {
                let clause = self.following(depth, "NOT")?;
                Some(match clause {
                    Query::Not(inner) => *inner,
                    Query::Must(inner) => Query::Not(inner),
                    clause => Query::Not(Box::new(clause)),
                })
            }
            Lexeme::Plus => {
                let clause = self.following(depth, "+")?;
                Some(match clause {
                    clause @ (Query::Not(_) | Query::Must(_)) => clause,
                    clause => Query::Must(Box::new(clause)),
                })
            }
            Lexeme::Open => {
                let inner = if depth < DEEPEST { self.alternatives(depth + 1) } else { self.skip_parentheses() };
                match self.peek() {
                    Some(Lexeme::Close) => self.at += 1,
                    _ => self.repairs.push("closed a parenthesis at the end".into()),
                }
                if inner.is_none() {
                    self.repairs.push("passed over empty parentheses".into());
                }
                inner
            }
            Lexeme::Name(name) => self.named(&name, depth),
            Lexeme::Run(run) => self.run(&run, None),
            Lexeme::Quoted { words, slop, ordered } => self.phrase(words, slop, ordered, None),
            Lexeme::Close | Lexeme::And | Lexeme::Or => None,
        }
    }

    /// The clause that NOT or a sign applies to.
    fn following(&mut self, depth: usize, sign: &str) -> Option<Query> {
        let clause = match self.peek() {
            None | Some(Lexeme::Close | Lexeme::And | Lexeme::Or) => None,
            Some(_) if depth < DEEPEST => self.clause(depth + 1),
            Some(_) => {
                self.at += 1;
                None
            }
        };
        if clause.is_none() {
            self.repairs.push(format!("passed over a {sign} with nothing after it"));
        }
        clause
    }

    /// Passes over what stands in parentheses that nest too deep.
    fn skip_parentheses(&mut self) -> Option<Query> {
        self.repairs.push(format!("parentheses nest deeper than {DEEPEST}; the inner ones were passed over"));
        let mut open = 1;
        while let Some(lexeme) = self.peek() {
            match lexeme {
                Lexeme::Open => open += 1,
                Lexeme::Close => open -= 1,
                _ => {}
            }
            if open == 0 {
                break;
            }
            self.at += 1;
        }
        None
    }

    /// What stands after `name:`.
    fn named(&mut self, name: &str, depth: usize) -> Option<Query> {
        let lexeme = self.peek()?.clone();
        let field = Field::named(name);
        let text = match (&lexeme, field) {
            (Lexeme::Quoted { words, slop, ordered }, Some(_)) => {
                self.at += 1;
                return self.phrase(words.clone(), *slop, *ordered, field);
            }
            (Lexeme::Run(run), Some(_)) => {
                self.at += 1;
                return self.run(run, field);
            }
            (Lexeme::Open, Some(field)) if depth < DEEPEST => {
                let inner = self.clause(depth)?;
                return Some(within(inner, field));
            }
            // `speaker:="Roe"`: the sign and the marks are two lexemes.
            (Lexeme::Run(run), None)
                if run == "=" && matches!(self.lexemes.get(self.at + 1), Some(Lexeme::Quoted { .. })) =>
            {
                self.at += 1;
                let Some(Lexeme::Quoted { words, .. }) = self.peek() else { return None };
                format!("={words}")
            }
            (Lexeme::Quoted { words, .. }, None) => words.clone(),
            (Lexeme::Run(run), None) => run.trim_matches(|c| matches!(c, ',' | ';' | '"')).to_owned(),
            // `speaker:-x`, `date:(`: the name is a word like any other.
            _ => return self.run(name, None),
        };
        self.at += 1;
        let filter = match name {
            "speaker" | "by" => {
                return if text.chars().any(char::is_alphanumeric) {
                    // Within quotation marks the sign is a character like any other.
                    Some(match text.strip_prefix('=').filter(|_| !matches!(lexeme, Lexeme::Quoted { .. })) {
                        Some(exact) => Query::ExactSpeaker(exact.to_owned()),
                        None => Query::Speaker(text),
                    })
                } else {
                    self.repairs.push("passed over `speaker:` without a name".into());
                    None
                };
            }
            "date" => date(&text),
            "since" => text.parse().ok().map(|date| Filter::Date { from: Some(date), to: None }),
            "until" => text.parse().ok().map(|date| Filter::Date { from: None, to: Some(date) }),
            "lang" | "language" => (text.len() >= 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()))
                .then(|| Filter::Language(text.to_ascii_lowercase())),
            "kind" => [QuotationKind::Direct, QuotationKind::Mixed, QuotationKind::Indirect]
                .into_iter()
                .find(|kind| kind.as_str() == text.to_lowercase())
                .map(Filter::Kind),
            "attribution" => AttributionClass::ALL
                .into_iter()
                .find(|class| class.as_str() == text.to_lowercase())
                .map(Filter::Attribution),
            _ => text.trim_end_matches('%').parse().ok().filter(|percent| *percent <= 100).map(Filter::Confidence),
        };
        match filter {
            Some(filter) => Some(Query::Filter(filter)),
            None => {
                self.repairs.push(format!("`{text}` is nothing that `{name}:` can be; looked for the words instead"));
                self.phrase(format!("{name} {text}"), 0, false, None)
            }
        }
    }

    /// A bare run of characters: one word, or several that punctuation holds together, which are a phrase.
    fn run(&mut self, run: &str, field: Option<Field>) -> Option<Query> {
        let (exact, text) = match run.strip_prefix('=') {
            Some(rest) => (true, rest),
            None => (false, run),
        };
        let words = words_as_typed(text);
        let form = match (words.as_slice(), text.strip_suffix('*')) {
            ([], _) if run == "*" => return Some(Query::Everything),
            ([], _) => {
                self.repairs.push(format!("passed over `{run}`, which holds no word"));
                return None;
            }
            ([word], Some(_)) => Form::Prefix(word.clone()),
            ([word], None) if exact => Form::Exact(word.clone()),
            ([word], None) => Form::Word(word.clone()),
            _ => Form::Phrase { words: tidy(text), slop: 0, ordered: false },
        };
        Some(Query::Words(Words { field, form }))
    }

    fn phrase(&mut self, words: String, slop: u32, ordered: bool, field: Option<Field>) -> Option<Query> {
        if words_as_typed(&words).is_empty() {
            self.repairs.push(format!("passed over \"{words}\", which holds no word"));
            return None;
        }
        Some(Query::Words(Words { field, form: Form::Phrase { words, slop, ordered } }))
    }
}

/// `field:( … )`: the field holds for every clause inside that names none.
fn within(query: Query, field: Field) -> Query {
    let all = |clauses: Vec<Query>| clauses.into_iter().map(|clause| within(clause, field)).collect();
    match query {
        Query::Words(Words { field: None, form }) => Query::Words(Words { field: Some(field), form }),
        Query::Together(clauses) => Query::Together(all(clauses)),
        Query::And(clauses) => Query::And(all(clauses)),
        Query::Or(clauses) => Query::Or(all(clauses)),
        Query::Must(clause) => Query::Must(Box::new(within(*clause, field))),
        Query::Not(clause) => Query::Not(Box::new(within(*clause, field))),
        other => other,
    }
}

/// One clause as itself, several in `row`.
fn gather(mut clauses: Vec<Query>, row: impl FnOnce(Vec<Query>) -> Query) -> Query {
    if clauses.len() == 1 { clauses.remove(0) } else { row(clauses) }
}

/// `2024`, `2024-03`, `2019..2021`, `..2021`, `2019..`, `none`.
fn date(text: &str) -> Option<Filter> {
    if text.eq_ignore_ascii_case("none") {
        return Some(Filter::Undated);
    }
    let Some((from, to)) = text.split_once("..") else {
        let date: CivilDate = text.parse().ok()?;
        return Some(Filter::Date { from: Some(date), to: Some(date) });
    };
    let side = |text: &str| if text.is_empty() { Ok(None) } else { text.parse().map(Some) };
    match (side(from), side(to)) {
        (Ok(None), Ok(None)) => None,
        (Ok(from), Ok(to)) => Some(Filter::Date { from, to }),
        _ => None,
    }
}

/// The words of a text as they were typed, in order, without the punctuation around them.
fn words_as_typed(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut tokens = Tokens::new(text);
    while let Some(token) = tokens.next_token() {
        if !token.alternate {
            words.push(token.start..token.end);
        }
    }
    let typed = |range: std::ops::Range<usize>| match &text[range] {
        // Printed again, these would be operators.
        word @ ("AND" | "OR" | "NOT") => word.to_lowercase(),
        word => word.to_owned(),
    };
    words.into_iter().map(typed).collect()
}

/// The text of a phrase as it can be printed between marks.
fn tidy(text: &str) -> String {
    text.chars().filter(|character| !is_mark(*character)).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{parse, parse_plain};
    use crate::search::query::Query;
    use proptest::prelude::*;

    fn read(line: &str) -> String {
        parse(line).query.to_string()
    }

    #[test]
    fn lines_are_read_as_people_mean_them() {
        for (line, expected) in [
            ("ferry strike", "ferry strike"),
            ("Ferry AND Strike", "Ferry AND Strike"),
            ("ferry OR strike pay", "ferry OR (strike pay)"),
            ("(ferry OR boat) -strike", "(ferry OR boat) -strike"),
            ("“ferry strike”", "\"ferry strike\""),
            ("\"to be or not to be\"~3o", "\"to be or not to be\"~3o"),
            ("headline:(ferry \"pay deal\")", "headline:ferry headline:\"pay deal\""),
            ("speaker:\"Ann Roe\" said:tax", "speaker:\"Ann Roe\" said:tax"),
            ("speaker:O'Brien", "speaker:O'Brien"),
            ("date:2024-03", "date:2024-03"),
            ("date:2019..2021 since:2020", "date:2019..2021 date:2020.."),
            ("date:none", "date:none"),
            ("+ferry boat", "+ferry boat"),
            ("NOT ferry", "-ferry"),
            ("=Ferries ferr*", "=Ferries ferr*"),
            ("well-being", "\"well-being\""),
            ("O'Brien don’t, Zoë’s AND,", "O'Brien don’t Zoë and"),
            ("12:30", "\"12:30\""),
            ("http://x.example/a", "\"http://x.example/a\""),
            ("36\"", "36"),
            ("", "*"),
            ("*", "*"),
            ("ferry, strike; pay.", "ferry strike pay"),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
    }

    #[test]
    fn repairs_are_told() {
        for (line, query, repairs) in [
            ("-", "*", 1),
            (">>>", "*", 1),
            ("ferry AND", "ferry", 1),
            ("OR ferry", "ferry", 1),
            ("(ferry", "ferry", 1),
            ("ferry)", "ferry", 1),
            ("\"ferry strike", "\"ferry strike\"", 1),
            ("date:yesterdayish", "\"date yesterdayish\"", 1),
            ("ferry", "ferry", 0),
        ] {
            let parsed = parse(line);
            assert_eq!(parsed.query.to_string(), query, "{line}");
            assert_eq!(parsed.repairs.len(), repairs, "{line}: {:?}", parsed.repairs);
        }
    }

    #[test]
    fn a_topic_has_no_syntax() {
        assert_eq!(parse_plain("What is -the \"ferry\" OR strike?").to_string(), "ferry OR strike");
        assert_eq!(parse_plain("What is -this, \"AND\"?").to_string(), "what OR is OR this OR and");
        assert_eq!(parse_plain("?!"), Query::Everything);
    }

    #[test]
    fn deep_nesting_is_bounded() {
        let line = format!("{}ferry{}", "(".repeat(100_000), ")".repeat(100_000));
        assert!(!parse(&line).repairs.is_empty());
        let line = "-".repeat(100_000) + "x";
        parse(&line);
        parse(&"NOT ".repeat(100_000));
    }

    proptest! {
        #[test]
        fn any_line_means_something_and_prints_to_itself(line in any::<String>()) {
            let once = parse(&line).query;
            let printed = once.to_string();
            prop_assert_eq!(parse(&printed).query.to_string(), printed);
        }

        #[test]
        fn syntax_in_any_order_prints_to_itself(line in r#"([a-c]{1,2}|AND|OR|NOT|\(|\)|"|-|\+|=|\*| |~2|headline:|speaker:|date:|2024){0,14}"#) {
            let once = parse(&line).query;
            let printed = once.to_string();
            let again = parse(&printed);
            prop_assert_eq!(&again.query, &once, "{}", printed);
        }
    }
}
