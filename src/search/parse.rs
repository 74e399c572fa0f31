//! The query language: a line of text to a [`Query`], and every line is one.
//!
//! ```text
//! strike ferry            both words, in any form        -strike +ferry        without, and by all means
//! "ferry strike"          exactly these words            "ferry strike"~5      five words between at most, ~5o in order
//! =strikes  =Apple        this spelling; capitals too    AND OR NOT ( )        as you think
//! strik*  str?k*  name~1  /str[aeiou]ke/                 words like these      word^2  counts twice
//! tax /s cut  tax /p cut  in one sentence, one paragraph
//! headline: body: lead: caption: said: byline: source: section: url: path:     words there
//! speaker:Roe speaker:"Ann Roe" speaker:="Roe"           who is quoted; spelled so
//! date:2024  date:2024-03  date:2019..2021  date:none  since:2024-03-01  until:2024  since:"last monday"
//! lang:en  kind:direct  attribution:explicit  confidence:80
//! ```
//!
//! What cannot mean anything (a lone `-`, an operator without a clause, a parenthesis without its fellow) is passed
//! over and told in one line; a colon after an unknown name is text. Lines may be of any length: what goes beyond
//! [`MOST_CLAUSES`] clauses, as many words in one phrase, or 64 patterns is passed over and told as well.

mod near;
mod typed;

use super::lex::{Kind, Lexeme, lex};
use super::query::{Field, Filter, Form, Query, Weight, Words};
use super::repair::{Repair, Repairs, shown};
use super::stop_words::is_stop_word;
use super::when::{bare_date, date, turned};
use super::wild::{Piece, pieces};
use crate::article::{AttributionClass, CivilDate, QuotationKind};
use crate::text::tokens::main_forms;
use std::ops::Range;
use typed::{first_words, tidy, words_as_typed, words_of};

/// How deep parentheses may nest; deeper ones are read as if they were not there.
const DEEPEST: usize = 64;
/// How many clauses a query may have, and how many words a phrase.
pub const MOST_CLAUSES: usize = 1_024;
/// How many patterns a query may have that walk through the words of the index: `str?k*`, `name~1`, `/expression/`. A plain
/// beginning as `strik*` is cheap, and any number of them may stand together.
const MOST_PATTERNS: usize = 64;
/// A phrase whose words may be moved about is compared place by place; longer ones must stand as they are.
const LONGEST_SLOPPY: usize = 16;
/// A word may differ from another in so many letters and still be meant.
const MOST_EDITS: u32 = 2;

/// A line as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// What it asks.
    pub query: Query,
    /// What was passed over or mended, in the order of the line. Empty for a well-formed line.
    pub repairs: Vec<Repair>,
    /// What could be read in two ways, and how it was: one sentence each, lower case, no full stop.
    pub notes: Vec<String>,
}

/// [`parse`] on the day from which `since:yesterday` counts; without a day such words are no dates.
pub(super) fn parse_on(line: &str, today: Option<CivilDate>) -> Parsed {
    let mut repairs = Repairs::default();
    let lexemes = lex(line, &mut repairs);
    let mut parser =
        Parser { line, today, lexemes, at: 0, clauses: 0, patterns: 0, of_all: None, repairs, notes: Vec::new() };
    let mut clauses = Vec::new();
    // A closing parenthesis without its opening one ends a row; the rest of the line is another.
    while parser.at < parser.lexemes.len() {
        if let Some(query) = parser.alternatives(0) {
            clauses.push(query);
        }
        if parser.at < parser.lexemes.len() {
            parser.mend_here("passed over a `)` that closes nothing");
            parser.at += 1;
        }
    }
    let query = match clauses.len() {
        0 => Query::Everything,
        _ => gather(clauses, Query::Together),
    };
    Parsed { query, repairs: parser.repairs.told(), notes: parser.notes }
}

/// Reads a line on no day in particular (see [`super::Reading`]). Never fails: see the module's text.
pub fn parse(line: &str) -> Parsed {
    parse_on(line, None)
}

/// Reads a topic: plain words without any syntax, any of which may match; stop words only where there are no others,
/// and as many as a query may have clauses.
pub fn parse_plain(line: &str) -> Query {
    let word = |term| Query::Words(Words { field: None, form: Form::Word(term) });
    let mut words = main_forms(line);
    if words.iter().any(|word| !is_stop_word(word)) {
        words.retain(|word| !is_stop_word(word));
    }
    let words: Vec<Query> = words.into_iter().take(MOST_CLAUSES).map(word).collect();
    if words.is_empty() { Query::Everything } else { gather(words, Query::Or) }
}

struct Parser<'l> {
    line: &'l str,
    today: Option<CivilDate>,
    lexemes: Vec<Lexeme<'l>>,
    at: usize,
    clauses: usize,
    /// How many were counted that [`MOST_PATTERNS`] bounds.
    patterns: usize,
    /// `speaker` inside of `speaker:( … )`: what every clause there is said of.
    of_all: Option<String>,
    repairs: Repairs,
    notes: Vec<String>,
}

impl<'l> Parser<'l> {
    fn peek(&self) -> Option<&Kind<'l>> {
        self.lexemes.get(self.at).map(|lexeme| &lexeme.kind)
    }

    /// Where the lexeme at hand stands; the end of the line after the last.
    fn here(&self) -> Range<usize> {
        self.lexemes.get(self.at).map_or(self.line.len()..self.line.len(), |lexeme| lexeme.span.clone())
    }

    fn mend_here(&mut self, what: impl Into<String>) {
        let span = self.here();
        self.repairs.mend(span, what);
    }

    /// Tells something of the lexeme that was taken last.
    fn mend_last(&mut self, what: impl Into<String>) {
        let last = self.lexemes.get(self.at.saturating_sub(1)).map_or(0..0, |lexeme| lexeme.span.clone());
        self.repairs.mend(last, what);
    }

    /// Rows joined by OR, up to a closing parenthesis or the end.
    fn alternatives(&mut self, depth: usize) -> Option<Query> {
        let mut rows = Vec::new();
        loop {
            let row = self.row(depth);
            let missing = row.is_none();
            rows.extend(row);
            if self.peek() != Some(&Kind::Or) {
                if missing && !rows.is_empty() {
                    self.mend_last("passed over an OR with nothing after it");
                }
                break;
            }
            if missing {
                self.mend_here("passed over an OR with nothing before it");
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
                None | Some(Kind::Or | Kind::Close) => break,
                Some(Kind::And) => {
                    if groups.is_empty() || joined {
                        self.mend_here("passed over an AND with nothing before it");
                    } else {
                        joined = true;
                    }
                    self.at += 1;
                }
                Some(_) => {
                    let Some(clause) = self.near(depth) else { continue };
                    match groups.last_mut() {
                        Some(group) if joined => group.push(clause),
                        _ => groups.push(vec![clause]),
                    }
                    joined = false;
                }
            }
        }
        if joined {
            self.mend_last("passed over an AND with nothing after it");
        }
        let clauses: Vec<Query> = groups.into_iter().map(|group| gather(group, Query::And)).collect();
        (!clauses.is_empty()).then(|| gather(clauses, Query::Together))
    }

    fn clause(&mut self, depth: usize) -> Option<Query> {
        let lexeme = self.lexemes.get(self.at)?.clone();
        if self.clauses >= MOST_CLAUSES && !matches!(lexeme.kind, Kind::Close | Kind::And | Kind::Or) {
            let rest = lexeme.span.start..self.line.len();
            self.repairs.mend(rest, format!("passed over all that follows the first {MOST_CLAUSES} clauses"));
            self.at = self.lexemes.len();
            return None;
        }
        self.at += 1;
        let clause = match lexeme.kind {
            Kind::Minus | Kind::Not => {
                let clause = self.following(depth, if lexeme.kind == Kind::Not { "NOT" } else { "-" })?;
                return Some(match clause {
                    Query::Not(inner) => *inner,
                    Query::Must(inner) => Query::Not(inner),
                    clause => Query::Not(Box::new(clause)),
                });
            }
            Kind::Plus => {
                let clause = self.following(depth, "+")?;
                return Some(match clause {
                    clause @ (Query::Not(_) | Query::Must(_)) => clause,
                    clause => Query::Must(Box::new(clause)),
                });
            }
            Kind::Open => {
                let inner = if depth < DEEPEST { self.alternatives(depth + 1) } else { self.skip_parentheses() };
                match self.peek() {
                    Some(Kind::Close) => self.at += 1,
                    _ => self.repairs.mend(lexeme.span.clone(), "a parenthesis stays open; read as closed at the end"),
                }
                if inner.is_none() {
                    self.repairs.mend(lexeme.span, "passed over empty parentheses");
                }
                inner
            }
            Kind::Name(name) => {
                self.clauses += 1;
                self.named(&name, lexeme.span, depth)
            }
            Kind::Run { .. } | Kind::Quoted { .. } | Kind::Regex(_) if self.of_all.is_some() => {
                self.clauses += 1;
                self.at -= 1;
                let name = self.of_all.clone().unwrap_or_default();
                self.named(&name, lexeme.span, depth)
            }
            Kind::Run { text, edits } => {
                self.clauses += 1;
                self.run(text, edits, None)
            }
            Kind::Quoted { words, capitals, slop, ordered } => {
                self.clauses += 1;
                self.phrase(words, capitals, slop, ordered, None)
            }
            Kind::Regex(expression) => {
                self.clauses += 1;
                self.regex(expression, None)
            }
            Kind::Near(unit) => {
                let sign = unit.as_str();
                self.repairs.mend(lexeme.span, format!("passed over a {sign} with nothing before it"));
                None
            }
            Kind::Boost(_) => None,
            Kind::Close | Kind::And | Kind::Or => None,
        };
        match self.peek() {
            Some(Kind::Boost(weight)) => {
                let weight = *weight;
                self.at += 1;
                clause.map(|clause| boosted(clause, weight))
            }
            _ => clause,
        }
    }

    /// The clause that NOT or a sign applies to.
    fn following(&mut self, depth: usize, sign: &str) -> Option<Query> {
        let at = self.at.saturating_sub(1);
        let clause = match self.peek() {
            None | Some(Kind::Close | Kind::And | Kind::Or | Kind::Near(_)) => None,
            Some(_) if depth < DEEPEST => self.clause(depth + 1),
            Some(_) => {
                self.at += 1;
                None
            }
        };
        if clause.is_none() {
            let span = self.lexemes.get(at).map_or(0..0, |lexeme| lexeme.span.clone());
            self.repairs.mend(span, format!("passed over a {sign} with nothing after it"));
        }
        clause
    }

    /// Passes over what stands in parentheses that nest too deep.
    fn skip_parentheses(&mut self) -> Option<Query> {
        self.mend_last(format!("parentheses nest deeper than {DEEPEST}; the inner ones were passed over"));
        let mut open = 1;
        while let Some(lexeme) = self.peek() {
            match lexeme {
                Kind::Open => open += 1,
                Kind::Close => open -= 1,
                _ => {}
            }
            if open == 0 {
                break;
            }
            self.at += 1;
        }
        None
    }

    /// What stands after `name:`, which stands at `span`.
    fn named(&mut self, name: &str, span: Range<usize>, depth: usize) -> Option<Query> {
        let lexeme = self.peek()?.clone();
        let field = Field::named(name);
        let mut text = match (&lexeme, field) {
            (Kind::Quoted { words, capitals, slop, ordered }, Some(_)) => {
                self.at += 1;
                return self.phrase(words.clone(), *capitals, *slop, *ordered, field);
            }
            (Kind::Run { text, edits }, Some(_)) => {
                self.at += 1;
                return self.run(text, *edits, field);
            }
            (Kind::Regex(expression), Some(_)) => {
                self.at += 1;
                return self.regex(expression, field);
            }
            (Kind::Open, _) if depth < DEEPEST => {
                let of_all = if field.is_none() { Some(name.to_owned()) } else { None };
                let outer = std::mem::replace(&mut self.of_all, of_all);
                let inner = self.clause(depth);
                self.of_all = outer;
                return Some(match field {
                    Some(field) => within(inner?, field),
                    None => inner?,
                });
            }
            (Kind::Quoted { words, .. }, None) => words.clone(),
            // Without quotation marks, which a name cannot be printed with.
            (Kind::Run { text, .. }, None) => tidy(text).trim_matches([',', ';']).to_owned(),
            (Kind::Regex(expression), None) => tidy(&format!("/{expression}/")),
            // `speaker:-x`: the name is a word like any other.
            _ => {
                let words = format!("`{name}:` names nothing here; looked for the word instead");
                self.repairs.mend(span, words);
                return self.run(name, None, None);
            }
        };
        self.at += 1;
        let whole = span.start..self.lexemes[self.at - 1].span.end;
        if matches!(lexeme, Kind::Run { edits: Some(_), .. }) {
            self.repairs.mend(whole.clone(), format!("passed over the `~` of `{name}:`, which takes no likeness"));
        }
        if text.trim_end_matches('?').contains(['*', '?']) && matches!(lexeme, Kind::Run { .. }) {
            self.repairs.mend(whole.clone(), format!("`{name}:` takes no `*` and no `?`; they were passed over"));
            text.retain(|character| !matches!(character, '*' | '?'));
        }
        let filter = match name {
            "speaker" | "by" => {
                if !text.chars().any(char::is_alphanumeric) {
                    self.repairs.mend(whole, "passed over `speaker:` without a name");
                    return None;
                }
                return Some(match lexeme {
                    // Within quotation marks the sign is a character like any other.
                    Kind::Quoted { capitals: true, .. } => Query::ExactSpeaker(text),
                    Kind::Quoted { .. } => Query::Speaker(text),
                    _ => match text.strip_prefix('=') {
                        Some(exact) => Query::ExactSpeaker(exact.to_owned()),
                        None => Query::Speaker(text),
                    },
                });
            }
            "date" => date(&text, self.today).map(|filter| self.in_order(filter, &text, whole.clone())),
            "since" => match date(&text, self.today) {
                Some(Filter::Date { from: Some(from), .. }) => Some(Filter::Date { from: Some(from), to: None }),
                _ => None,
            },
            "until" => match date(&text, self.today) {
                Some(Filter::Date { to: Some(to), .. }) => Some(Filter::Date { from: None, to: Some(to) }),
                _ => None,
            },
            "lang" | "language" => ((2..=3).contains(&text.len())
                && text.bytes().all(|byte| byte.is_ascii_alphabetic()))
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
                let given = shown(&text);
                self.repairs
                    .mend(whole, format!("`{given}` is nothing that `{name}:` can be; looked for it as a phrase"));
                self.phrase(tidy(&format!("{name} {text}")), false, 0, false, None)
            }
        }
    }

    /// A date as it is; a span of time that ends before it begins the other way round.
    fn in_order(&mut self, date: Filter, text: &str, span: Range<usize>) -> Filter {
        let Some(turned) = turned(&date) else { return date };
        self.repairs.mend(span, format!("`{}` ends before it begins; read as {turned}", shown(text)));
        turned
    }

    /// A bare run of characters: one word, or several that punctuation holds together, which are a phrase.
    fn run(&mut self, run: &str, edits: Option<Option<u32>>, field: Option<Field>) -> Option<Query> {
        let (exact, text) = match run.strip_prefix('=') {
            Some(rest) => (true, rest),
            None => (false, run),
        };
        if !run.is_empty() && run.bytes().all(|byte| byte == b'*') {
            return Some(Query::Everything);
        }
        if let (None, false, None, Some(filter)) = (field, exact, edits, bare_date(text)) {
            let span = self.lexemes[self.at - 1].span.clone();
            let filter = Query::Filter(self.in_order(filter, text, span));
            self.notes.push(format!("`{run}` was read as {filter}; in quotation marks it is looked for as words"));
            return Some(filter);
        }
        let pieces = pieces(text);
        let words = words_of(&pieces);
        let form = match (pieces.as_slice(), words) {
            (_, 0) => {
                self.mend_last(format!("passed over `{}`, which holds no word", shown(run)));
                return None;
            }
            ([Piece::Wild(pattern)], _) => match pattern.strip_suffix('*') {
                Some(start) if !start.contains(['*', '?']) => Form::Prefix(start.to_owned()),
                _ => Form::Wildcard(pattern.clone()),
            },
            ([Piece::Text(text)], 1) => {
                let word = words_as_typed(text).remove(0);
                match edits {
                    Some(Some(0)) => {
                        self.mend_last(format!("`~0` lets no letter differ; read as `={word}`"));
                        Form::Exact(word)
                    }
                    Some(edits) => Form::Fuzzy { edits: self.edits(edits, &word), word },
                    None if exact => {
                        self.tell_sign(run);
                        Form::Exact(word)
                    }
                    None => Form::Word(word),
                }
            }
            _ => return self.phrase(tidy(text), false, 0, false, field),
        };
        if edits.is_some() && !matches!(form, Form::Fuzzy { .. } | Form::Exact(_)) {
            self.mend_last("passed over a `~` after what is not one plain word");
        }
        if matches!(form, Form::Wildcard(_) | Form::Fuzzy { .. }) {
            self.takes_patterns(1)?;
        }
        Some(Query::Words(Words { field, form }))
    }

    /// Counts patterns; `None` where they are too many to be looked for.
    fn takes_patterns(&mut self, count: usize) -> Option<()> {
        self.patterns += count;
        if self.patterns > MOST_PATTERNS {
            self.mend_last(format!("passed over the patterns behind the first {MOST_PATTERNS}: a query takes no more"));
            return None;
        }
        Some(())
    }

    /// How many letters may differ: as asked, else one in a short word and two in a long one.
    fn edits(&mut self, asked: Option<u32>, word: &str) -> u8 {
        match asked {
            None => 1 + u8::from(word.chars().count() > 5),
            Some(edits) if edits > MOST_EDITS => {
                self.mend_last(format!("`~{edits}` was read as `~{MOST_EDITS}`, the most that is looked for"));
                MOST_EDITS as u8
            }
            Some(edits) => edits as u8,
        }
    }

    fn phrase(
        &mut self,
        mut words: String,
        capitals: bool,
        mut slop: u32,
        mut ordered: bool,
        field: Option<Field>,
    ) -> Option<Query> {
        let pieces = pieces(&words);
        let count = words_of(&pieces);
        self.takes_patterns(pieces.iter().filter(|piece| matches!(piece, Piece::Wild(_))).count())?;
        if count == 0 {
            self.mend_last(format!("passed over \"{}\", which holds no word", shown(&words)));
            return None;
        }
        if count > MOST_CLAUSES {
            self.mend_last(format!("passed over all that follows the first {MOST_CLAUSES} words of a phrase"));
            words = first_words(&words, MOST_CLAUSES);
        }
        self.tell_sign(&words);
        if slop > 0 && count > LONGEST_SLOPPY {
            self.mend_last(format!(
                "a phrase of more than {LONGEST_SLOPPY} words is looked for as it stands, without its `~`"
            ));
            (slop, ordered) = (0, false);
        }
        Some(Query::Words(Words { field, form: Form::Phrase { words, capitals, slop, ordered } }))
    }

    /// Says that a sign of a figure, which whoever asks for exactly these words means, is not looked up.
    fn tell_sign(&mut self, words: &str) {
        if let Some(sign) = sign_of_figure(words) {
            let words = shown(words);
            self.notes.push(format!("words and figures are looked up: the {sign} of \"{words}\" is passed over"));
        }
    }

    fn regex(&mut self, expression: &str, field: Option<Field>) -> Option<Query> {
        match super::pattern::check_regex(expression) {
            Ok(()) => {
                self.takes_patterns(1)?;
                Some(Query::Words(Words { field, form: Form::Regex(expression.to_owned()) }))
            }
            Err(reason) => {
                let given = shown(expression);
                if words_of(&pieces(expression)) == 0 {
                    self.mend_last(format!("passed over `/{given}/`, which is no expression ({reason})"));
                    return None;
                }
                self.mend_last(format!("`/{given}/` is no expression ({reason}); looked for it as a phrase"));
                self.phrase(tidy(expression), false, 0, false, field)
            }
        }
    }
}

/// The clause with a weight; weights multiply, and what only excludes has none.
fn boosted(clause: Query, weight: Weight) -> Query {
    match clause {
        Query::Must(clause) => Query::Must(Box::new(boosted(*clause, weight))),
        Query::Boost(clause, own) => Query::Boost(clause, Weight::new(own.factor() * weight.factor())),
        clause @ (Query::Not(_) | Query::Everything) => clause,
        clause => Query::Boost(Box::new(clause), weight),
    }
}

/// `field:( … )`: the field holds for every clause inside that names none.
fn within(query: Query, field: Field) -> Query {
    match query {
        Query::Words(Words { field: None, form }) => Query::Words(Words { field: Some(field), form }),
        other => other.with_clauses(|clause| within(clause, field)),
    }
}

/// One clause as itself, several in `row`.
fn gather(mut clauses: Vec<Query>, row: impl FnOnce(Vec<Query>) -> Query) -> Query {
    if clauses.len() == 1 { clauses.remove(0) } else { row(clauses) }
}

/// A currency before a figure, or a percent sign behind it: the index holds words and figures alone.
fn sign_of_figure(words: &str) -> Option<char> {
    let digit = |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
    words.char_indices().find_map(|(at, sign)| {
        let behind = words[at + sign.len_utf8()..].chars().next();
        let counts = match sign {
            '$' | '£' | '€' | '¥' => digit(behind),
            '%' => digit(words[..at].chars().next_back()),
            _ => false,
        };
        counts.then_some(sign)
    })
}

#[cfg(test)]
mod tests {
    use super::{MOST_CLAUSES, parse, parse_on, parse_plain, turned};
    use crate::article::{AttributionClass, CivilDate};
    use crate::search::query::{Field, Filter, Form, Query, Unit, Weight, Words};
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
            ("w?ldcard *gate h*b*r", "w?ldcard *gate h*b*r"),
            ("who is the mayor?", "who is the mayor"),
            ("zelensky~1 name~ longername~ x~0.8", "zelensky~1 name~1 longername~2 x~1"),
            ("/colou?rs?/ /(a|b)+/", "/colou?rs?/ /(a|b)+/"),
            ("/usr/bin and/or 24/7", "\"/usr/bin\" \"and/or\" \"24/7\""),
            ("said:/tax(es)?/", "said:/tax(es)?/"),
            ("ferry^2 \"pay deal\"^0.5 (a OR b)^3", "ferry^2 \"pay deal\"^0.5 (a OR b)^3"),
            ("-ferry^2 +boat^2", "-ferry^2 +boat^2"),
            ("ferry~1^2", "ferry~1^2"),
            ("=\"Apple Inc\" =Apple", "=\"Apple Inc\" =Apple"),
            ("\"pension ref* of\"", "\"pension ref* of\""),
            ("2025 budget", "2025 budget"),
            ("2025-02 2019..2021 2025-02-13.", "date:2025-02 date:2019..2021 date:2025-02-13"),
            ("2024.. ..2025 2026...", "date:2024.. date:..2025 2026"),
            ("AT&T U.S. C++ don't it's", "AT&T U.S C++ don't it's"),
            ("lead:ferry by:Roe", "lead:ferry speaker:Roe"),
            ("title:ferry author:Roe", "headline:ferry byline:Roe"),
            ("speaker:(Roe OR \"Ann Poe\") boat", "(speaker:Roe OR speaker:\"Ann Poe\") boat"),
            ("-kind:(indirect OR mixed)", "-(kind:indirect OR kind:mixed)"),
            ("date:(2019 OR 2021) said:(a OR speaker:Roe)", "(date:2019 OR date:2021) (said:a OR speaker:Roe)"),
            ("speaker:(Roe headline:(tax cut)) pay", "(speaker:Roe (headline:tax headline:cut)) pay"),
            ("tax /s cut /s rise", "tax /s cut /s rise"),
            ("(tax /s cut) /p rise^2 boat", "(tax /s cut) /p rise boat"),
            ("tax /s -cut OR (a b) /p (c OR d)", "tax /s -cut OR (a b) /p (c OR d)"),
            ("+tax /s cut", "+(tax /s cut)"),
            ("speaker:/\"~2/ speaker:Roe” date:2024\"", "speaker:\"/~2/\" speaker:Roe date:2024"),
            ("headline:tax /s cut", "headline:tax /s headline:cut"),
            ("tax /s speaker:Roe", "tax AND speaker:Roe"),
            ("-(tax /s cut)", "-(tax /s cut)"),
            ("tax /s", "tax"),
            ("/s tax", "tax"),
            ("tax AND /p(x|y)*/", "tax AND /p(x|y)*/"),
            ("tax /p(x OR y)", "tax /p (x OR y)"),
            ("ferry 😀 boat", "ferry boat"),
            ("since:2024-03 until:2024", "date:2024-03.. date:..2024"),
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
            ("date:*(", "\"date\"", 4),
            ("name~7", "name~2", 1),
            ("/(/", "*", 1),
            ("/(tax/", "\"(tax\"", 1),
            ("\"a b\"~5000", "\"a b\"~1000", 1),
            ("kind:spoken", "\"kind spoken\"", 1),
            ("lang:english lang:en", "\"lang english\" lang:en", 1),
            ("hedline:tax", "\"hedline:tax\"", 1),
            ("speaker:Ro* said", "speaker:Ro said", 1),
            ("tax~0 Cut~0.0", "=tax =Cut", 2),
            ("date:2021..2019 2024-03..2024-02", "date:2019..2021 date:2024-02..2024-03", 2),
            ("date:2021..2021-03 date:2021-12..2021", "date:2021..2021-03 date:2021-12..2021", 0),
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
    fn days_count_from_the_day_that_is_given() {
        let today = CivilDate::day(2025, 2, 27);
        let read = |line: &str| parse_on(line, today).query.to_string();
        assert_eq!(read("since:\"last monday\""), "date:2025-02-24..");
        assert_eq!(read("until:yesterday tax"), "date:..2025-02-26 tax");
        assert_eq!(read("date:\"last week\""), "date:2025-02-17..2025-02-23");
        assert_eq!(read("date:\"2 weeks ago .. yesterday\""), "date:2025-02-13..2025-02-26");
        assert_eq!(parse("since:yesterday").repairs.len(), 1);
        assert_eq!(parse("2025-02").notes.len(), 1);
    }

    #[test]
    fn a_sign_that_is_not_looked_up_is_told() {
        for (line, notes) in
            [("\"$5m deal\"", 1), ("=€5m", 1), ("\"10% of\"", 1), ("\"a $ or 5 %\"", 0), ("\"AT&T 5m\"", 0)]
        {
            let parsed = parse(line);
            assert_eq!((parsed.notes.len(), parsed.repairs.len()), (notes, 0), "{line}: {:?}", parsed.notes);
        }
    }

    #[test]
    fn a_repair_points_to_its_place() {
        for (line, place) in [
            ("ferry AND", "AND"),
            ("ferry (boat", "("),
            ("ferry ) boat", ")"),
            ("ferry \"boat", "\""),
            ("ferry date:soonish x", "date:soonish"),
            ("ferry >>> x", ">>>"),
            ("ferry /[z-a]/ x", "/[z-a]/"),
            ("zoë OR OR x", "OR"),
        ] {
            let repairs = parse(line).repairs;
            assert_eq!(&line[repairs[0].span.clone()], place, "{line}: {repairs:?}");
        }
    }

    #[test]
    fn what_is_too_much_is_passed_over_and_told() {
        let many: String = (0..10_000).map(|n| format!("w{n} ")).collect();
        for line in [many.clone(), format!("\"{many}\""), format!("({})", many.replace(' ', " OR "))] {
            let parsed = parse(&line);
            assert!(parsed.repairs.iter().any(|repair| repair.what.contains("1024")), "{:?}", parsed.repairs);
            assert!(parsed.query.to_string().len() < 20 * MOST_CLAUSES);
        }
        for line in ["x".repeat(1 << 20), "\" ".repeat(1 << 19), ") ".repeat(1 << 19), "a:b/~^*?".repeat(1 << 17)] {
            let parsed = parse(&line);
            assert!(parsed.repairs.len() < 12, "{:?}", parsed.repairs);
        }
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
            prop_assert_eq!(&parse(&printed).query, &once, "{}", printed);
        }

        #[test]
        fn syntax_in_any_order_prints_to_itself(line in r#"([a-cA]{1,2}|AND|OR|NOT|\(|\)|"|-|\+|=|\*|\?|\^2|\^0\.5|/|/s|/p|~1|~| |~2o?|headline:|said:|lead:|speaker:|date:|2024|-03|\.\.|'){0,16}"#) {
            let once = parse(&line).query;
            let printed = once.to_string();
            let again = parse(&printed);
            prop_assert_eq!(&again.query, &once, "{}", printed);
        }

        #[test]
        fn every_form_prints_to_itself(query in any_query()) {
            let printed = query.to_string();
            let again = parse(&printed);
            prop_assert_eq!(&again.query, &query, "{}", printed);
            prop_assert!(again.repairs.is_empty(), "{}: {:?}", printed, again.repairs);
        }

        #[test]
        fn repairs_point_into_the_line(line in any::<String>()) {
            for repair in parse(&line).repairs {
                prop_assert!(line.get(repair.span.clone()).is_some(), "{:?}", repair);
            }
        }
    }

    /// Text that an expression describes; the expression is read once.
    fn text(expression: &str) -> impl Strategy<Value = String> + Clone + use<> {
        prop::string::string_regex(expression).unwrap().boxed()
    }

    fn any_form() -> impl Strategy<Value = Form> {
        let word = text("[a-z]{1,6}|[A-Z][a-z]{2,5}|O'Brien|AT&T|zoë|U\\.S|C\\+\\+|2025").boxed();
        prop_oneof![
            word.clone().prop_map(Form::Word),
            word.prop_map(Form::Exact),
            text("[a-z]{1,4}").prop_map(Form::Prefix),
            text("[a-z]\\?[a-z]|\\*[a-z]{2}|[a-z]\\*[a-z]\\*").prop_map(Form::Wildcard),
            (text("[a-z]{2,8}"), 1..=2u8).prop_map(|(word, edits)| Form::Fuzzy { word, edits }),
            text("[a-z]{1,4}|[a-z]\\(x\\|y\\)\\*|[A-Z][a-z]\\?|\\\\w\\+").prop_map(Form::Regex),
            (text("[a-z]{1,5}( [a-z]{1,3}\\*?){0,3}"), any::<bool>(), 0..40u32, any::<bool>())
                .prop_map(|(words, capitals, slop, ordered)| Form::Phrase { words, capitals, slop, ordered }),
        ]
    }

    fn any_clause() -> impl Strategy<Value = Query> {
        let field = prop::option::of(prop::sample::select(Field::ALL.to_vec()));
        let day = (1800..2100i32, 1..=12u32).prop_map(|(year, month)| CivilDate::month(year, month));
        prop_oneof![
            8 => (field, any_form()).prop_map(|(field, form)| Query::Words(Words { field, form })),
            1 => text("[A-Z][a-z]{1,5}( [A-Z][a-z]{1,5})?").prop_map(Query::Speaker),
            1 => text("[A-Z][a-z]{1,5}( [A-Z][a-z]{1,5})?").prop_map(Query::ExactSpeaker),
            1 => (day.clone(), day).prop_map(|(from, to)| {
                let date = Filter::Date { from, to };
                Query::Filter(turned(&date).unwrap_or(date))
            }),
            1 => Just(Query::Filter(Filter::Undated)),
            1 => text("[a-z]{2}").prop_map(|code| Query::Filter(Filter::Language(code))),
            1 => prop::sample::select(AttributionClass::ALL.to_vec()).prop_map(|c| Query::Filter(Filter::Attribution(c))),
            1 => (0..=100u8).prop_map(|percent| Query::Filter(Filter::Confidence(percent))),
        ]
    }

    /// The parts of an article that `/s` and `/p` know.
    const PROSE: [Field; 5] = [Field::Headline, Field::Body, Field::Lead, Field::Caption, Field::Said];

    fn any_unit() -> impl Strategy<Value = Unit> + Clone {
        prop::sample::select(vec![Unit::Sentence, Unit::Paragraph])
    }

    /// Any query that can be typed.
    fn any_query() -> impl Strategy<Value = Query> {
        any_clause().prop_recursive(4, 24, 4, |inner| {
            let rows = prop::collection::vec(inner.clone(), 2..4);
            prop_oneof![
                3 => rows.clone().prop_map(Query::Together),
                2 => (any_unit(), prop::option::of(prop::sample::select(PROSE.to_vec())), any_unit()).prop_flat_map(
                    |(unit, field, inner)| {
                        let word = any_form().prop_map(move |form| Query::Words(Words { field, form })).boxed();
                        let word = prop_oneof![
                            4 => word.clone(),
                            1 => word.clone().prop_map(|word| Query::Not(Box::new(word))),
                            1 => prop::collection::vec(word.clone(), 2..4).prop_map(Query::Or),
                            1 => prop::collection::vec(word, 2..4).prop_map(move |words| match inner == unit {
                                true => Query::And(words),
                                false => Query::Within(inner, words),
                            }),
                        ];
                        prop::collection::vec(word, 2..4)
                            .prop_filter("a word that is wanted", |words| !words.iter().all(|w| matches!(w, Query::Not(_))))
                            .prop_map(move |words| Query::Within(unit, words))
                    }
                ),
                2 => rows.clone().prop_map(Query::And),
                2 => rows.prop_map(Query::Or),
                1 => inner.clone().prop_filter("a sign", |q| !matches!(q, Query::Must(_) | Query::Not(_)))
                    .prop_map(|query| Query::Not(Box::new(query))),
                1 => inner.clone().prop_filter("a sign", |q| !matches!(q, Query::Must(_) | Query::Not(_)))
                    .prop_map(|query| Query::Must(Box::new(query))),
                1 => (inner, 1..5_000u32)
                    .prop_filter("weighed", |(q, _)| !matches!(q, Query::Must(_) | Query::Not(_) | Query::Boost(..)))
                    .prop_map(|(query, weight)| Query::Boost(Box::new(query), Weight::new(f64::from(weight) / 1000.0))),
            ]
        })
    }
}
