//! [`Query`]: what was asked, free of how it is answered.
//!
//! A query prints to a line that parses to the same query; that line is what "read as" shows. Nothing here mentions
//! the index: another engine would understand the same queries.

use crate::article::{AttributionClass, CivilDate, FullName, QuotationKind};
use std::fmt;

/// What somebody wants to know.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    /// Everything there is.
    Everything,
    /// Words, in a field or in the article's running text.
    Words(Words),
    /// The speaker goes by this name, in any of its spellings.
    Speaker(String),
    /// The speaker's name is spelled so.
    ExactSpeaker(String),
    /// A property that holds or does not; it never changes a score.
    Filter(Filter),
    /// Clauses side by side. All must match; where nothing holds them all, the best partial matches are shown.
    Together(Vec<Query>),
    /// All must match, and that is final.
    And(Vec<Query>),
    /// At least one must match.
    Or(Vec<Query>),
    /// Must match, also where other clauses side by side with it are let go.
    Must(Box<Query>),
    /// Must not match.
    Not(Box<Query>),
    /// All of these words, phrases and combinations of them stand in one sentence or one paragraph.
    Within(Unit, Vec<Query>),
    /// Counts for so many times as much.
    Boost(Box<Query>, Weight),
}

/// A stretch of text in which words can be asked to stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// `tax /s cut`
    Sentence,
    /// `tax /p cut`
    Paragraph,
}

/// How many times as much something counts, in thousandths: a number that prints as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight(u32);

impl Weight {
    /// The largest.
    const MOST: f64 = 1_000.0;

    /// As near to `factor` as a weight can be, from 0 to 1,000.
    pub fn new(factor: f64) -> Weight {
        Weight((factor.clamp(0.0, Weight::MOST) * 1_000.0).round() as u32)
    }

    /// The number to multiply with.
    pub fn factor(self) -> f64 {
        f64::from(self.0) / 1_000.0
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.factor())
    }
}

impl Unit {
    /// The operator.
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::Sentence => "/s",
            Unit::Paragraph => "/p",
        }
    }
}

/// Words that are looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// Where; `None` is the running text: headline, body and captions (or the quotation, where quotations are asked
    /// for).
    pub field: Option<Field>,
    /// How they must stand there.
    pub form: Form,
}

/// How words must stand in the text.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// `strike`: any word with the same stem.
    Word(String),
    /// `=strike`: this word as it is spelled. Capitals and diacritics that are typed count: `=strike` finds `Strike`,
    /// `=Strike` does not find `strike`.
    Exact(String),
    /// `strik*`: any word that begins so.
    Prefix(String),
    /// `str?k*s`: `?` is one letter, `*` any number of them.
    Wildcard(String),
    /// `strike~1`: any word that so many changes turn into this one (a letter more, less, other, or two swapped).
    Fuzzy {
        /// The word.
        word: String,
        /// 1 or 2.
        edits: u8,
    },
    /// `/str[aeiou]ke?/`: any word that the whole expression matches.
    Regex(String),
    /// `"the ferry strike"`, with how far apart its words may stand.
    Phrase {
        /// The words between the marks; `*` and `?` inside a word are wildcards.
        words: String,
        /// `="The Ferry"`: whether capitals that are typed count.
        capitals: bool,
        /// `"…"~5`: how many other words may stand between them in all; 0 is the exact phrase.
        slop: u32,
        /// `"…"~5o`: whether they must keep their order.
        ordered: bool,
    },
}

/// The parts of an article that words can be asked of by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The headline.
    Headline,
    /// Standfirst and running text.
    Body,
    /// The first paragraph of the running text, and the standfirst.
    Lead,
    /// Words under pictures.
    Caption,
    /// The words of quotations.
    Said,
    /// Who wrote it.
    Byline,
    /// The outlet.
    Source,
    /// The section.
    Section,
    /// The address.
    Url,
    /// The path below the archive's root.
    Path,
}

/// A property of articles or quotations.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// Published on or after the first day of the one and on or before the last day of the other. An article whose
    /// date is only a month or a year matches where the whole of it lies inside.
    Date {
        /// No earlier than this.
        from: Option<CivilDate>,
        /// No later than this.
        to: Option<CivilDate>,
    },
    /// Without a date.
    Undated,
    /// In this language (ISO 639-1).
    Language(String),
    /// Quotations of this kind.
    Kind(QuotationKind),
    /// Quotations attributed by this kind of reasoning.
    Attribution(AttributionClass),
    /// Quotations whose speaker is at least this sure, in percent.
    Confidence(u8),
    /// Quotations that carry one of these names, letter for letter: what a name is resolved to. It has no words of its
    /// own in the query language.
    Named(Vec<FullName>),
}

impl Field {
    /// All of them.
    pub const ALL: [Field; 10] = [
        Field::Headline,
        Field::Body,
        Field::Lead,
        Field::Caption,
        Field::Said,
        Field::Byline,
        Field::Source,
        Field::Section,
        Field::Url,
        Field::Path,
    ];

    /// The name before the colon.
    pub fn name(self) -> &'static str {
        match self {
            Field::Headline => "headline",
            Field::Body => "body",
            Field::Lead => "lead",
            Field::Caption => "caption",
            Field::Said => "said",
            Field::Byline => "byline",
            Field::Source => "source",
            Field::Section => "section",
            Field::Url => "url",
            Field::Path => "path",
        }
    }

    /// The field that a query names so; `title` and `author` are what other engines call two of them.
    pub fn named(name: &str) -> Option<Field> {
        let name = match name {
            "title" => "headline",
            "author" => "byline",
            name => name,
        };
        Field::ALL.into_iter().find(|field| field.name() == name)
    }
}

impl Query {
    /// The clauses that this one is made of.
    pub fn clauses(&self) -> &[Query] {
        match self {
            Query::Together(clauses) | Query::And(clauses) | Query::Or(clauses) | Query::Within(_, clauses) => clauses,
            Query::Must(clause) | Query::Not(clause) | Query::Boost(clause, _) => std::slice::from_ref(clause),
            Query::Everything | Query::Words(_) | Query::Speaker(_) | Query::ExactSpeaker(_) | Query::Filter(_) => &[],
        }
    }

    /// The same query with `change` made to each of [`Query::clauses`].
    pub fn with_clauses(self, mut change: impl FnMut(Query) -> Query) -> Query {
        let mut all = |clauses: Vec<Query>| clauses.into_iter().map(&mut change).collect();
        match self {
            Query::Together(clauses) => Query::Together(all(clauses)),
            Query::And(clauses) => Query::And(all(clauses)),
            Query::Or(clauses) => Query::Or(all(clauses)),
            Query::Within(unit, clauses) => Query::Within(unit, all(clauses)),
            Query::Must(clause) => Query::Must(Box::new(change(*clause))),
            Query::Not(clause) => Query::Not(Box::new(change(*clause))),
            Query::Boost(clause, weight) => Query::Boost(Box::new(change(*clause)), weight),
            leaf => leaf,
        }
    }

    /// The query that asks for this and for `other` as well.
    pub fn and(self, other: Query) -> Query {
        match self {
            Query::Everything => other,
            Query::And(mut clauses) => {
                clauses.push(other);
                Query::And(clauses)
            }
            query => Query::And(vec![query, other]),
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.print(f, Level::Loose)
    }
}

/// How tightly the surroundings of a clause bind: what needs parentheses.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Level {
    Loose,
    Row,
    Near,
    Tight,
}

impl Query {
    fn print(&self, f: &mut fmt::Formatter<'_>, around: Level) -> fmt::Result {
        match self {
            Query::Everything => f.write_str("*"),
            Query::Words(words) => write!(f, "{words}"),
            Query::Speaker(name) => write!(f, "speaker:{}", value(name)),
            Query::ExactSpeaker(name) => write!(f, "speaker:=\"{}\"", name.replace('"', " ")),
            Query::Filter(filter) => write!(f, "{filter}"),
            Query::Together(clauses) => row(f, clauses, " ", Level::Row, around > Level::Loose),
            Query::And(clauses) => row(f, clauses, " AND ", Level::Row, around > Level::Loose),
            Query::Or(clauses) => row(f, clauses, " OR ", Level::Row, around > Level::Loose),
            Query::Within(unit, clauses) => {
                row(f, clauses, &format!(" {} ", unit.as_str()), Level::Tight, around > Level::Near)
            }
            Query::Boost(query, weight) => {
                query.print(f, Level::Tight)?;
                write!(f, "^{weight}")
            }
            Query::Must(query) => {
                f.write_str("+")?;
                query.print(f, Level::Tight)
            }
            Query::Not(query) => {
                f.write_str("-")?;
                query.print(f, Level::Tight)
            }
        }
    }
}

fn row(f: &mut fmt::Formatter<'_>, clauses: &[Query], between: &str, inside: Level, parentheses: bool) -> fmt::Result {
    if parentheses {
        f.write_str("(")?;
    }
    for (n, clause) in clauses.iter().enumerate() {
        if n > 0 {
            f.write_str(between)?;
        }
        clause.print(f, inside)?;
    }
    if parentheses { f.write_str(")") } else { Ok(()) }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = self.field {
            write!(f, "{}:", field.name())?;
        }
        write!(f, "{}", self.form)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Form::Word(word) => f.write_str(word),
            Form::Exact(word) => write!(f, "={word}"),
            Form::Prefix(start) => write!(f, "{start}*"),
            Form::Wildcard(pattern) => f.write_str(pattern),
            Form::Fuzzy { word, edits } => write!(f, "{word}~{edits}"),
            Form::Regex(expression) => write!(f, "/{expression}/"),
            Form::Phrase { words, capitals, slop, ordered } => {
                write!(f, "{}\"{words}\"", if *capitals { "=" } else { "" })?;
                if *slop > 0 || *ordered {
                    write!(f, "~{slop}")?;
                }
                if *ordered { f.write_str("o") } else { Ok(()) }
            }
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Filter::Date { from: Some(from), to: Some(to) } if from == to => write!(f, "date:{from}"),
            Filter::Date { from, to } => {
                f.write_str("date:")?;
                if let Some(from) = from {
                    write!(f, "{from}")?;
                }
                f.write_str("..")?;
                if let Some(to) = to { write!(f, "{to}") } else { Ok(()) }
            }
            Filter::Undated => f.write_str("date:none"),
            Filter::Language(code) => write!(f, "lang:{code}"),
            Filter::Kind(kind) => write!(f, "kind:{}", kind.as_str()),
            Filter::Attribution(class) => write!(f, "attribution:{}", class.as_str()),
            Filter::Confidence(percent) => write!(f, "confidence:{percent}"),
            Filter::Named(names) => {
                let names = names.iter().map(|name| format!("speaker:=\"{}\"", name.full_name));
                write!(f, "({})", names.collect::<Vec<_>>().join(" OR "))
            }
        }
    }
}

/// A value after a colon: in quotation marks unless it is one plain word.
fn value(text: &str) -> String {
    let operator = matches!(text, "AND" | "OR" | "NOT");
    let plain = text.starts_with(char::is_alphanumeric)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '.'));
    if plain && !operator { text.to_owned() } else { format!("\"{}\"", text.replace('"', " ")) }
}
