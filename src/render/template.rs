//! [`Template`]: a line for each hit, as the reader wants it: `{date} {speaker}: {text}`.

use super::columns::{COLUMNS, Column, columns};
use super::safe::visible;
use crate::relevance::nearest;
use crate::search::Hit;

/// A text with names of values in braces.
#[derive(Debug, Clone)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
enum Part {
    Text(String),
    Value(&'static Column),
}

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A name that stands for nothing.
    #[error("`{{{name}}}` is no placeholder")]
    Unknown {
        /// The name.
        name: String,
        /// The placeholder that was probably meant.
        meant: Option<&'static str>,
    },
    /// A name that stands for something that quotations have and articles have not.
    #[error("`{{{0}}}` is of quotations; articles have no such thing")]
    OfQuotations(&'static str),
    /// A brace that is never closed, or closes nothing.
    #[error("a lone `{0}` in the template")]
    Lone(char),
}

impl TemplateError {
    /// How to mend it.
    pub fn hint(&self, of_quotations: bool) -> String {
        match self {
            TemplateError::Unknown { meant: Some(meant), .. } => format!("did you mean {{{meant}}}?"),
            TemplateError::Lone(brace) => format!("write {brace}{brace} for a brace"),
            _ => {
                let names: Vec<String> = columns(of_quotations).map(|column| format!("{{{}}}", column.name)).collect();
                format!("there are {}", names.join(" "))
            }
        }
    }
}

impl Template {
    /// Reads a template. `{{` and `}}` are braces; `\n`, `\t` and `\\` are a line end, a tab and a backslash.
    pub fn parse(text: &str, of_quotations: bool) -> Result<Template, TemplateError> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '{' | '}' if characters.peek() == Some(&character) => {
                    characters.next();
                    plain.push(character);
                }
                '}' => return Err(TemplateError::Lone('}')),
                '{' => {
                    let mut name = String::new();
                    loop {
                        match characters.next() {
                            Some('}') => break,
                            Some('{') | None => return Err(TemplateError::Lone('{')),
                            Some(letter) => name.push(letter),
                        }
                    }
                    parts.push(Part::Text(std::mem::take(&mut plain)));
                    parts.push(Part::Value(column(name.trim(), of_quotations)?));
                }
                '\\' => match characters.next() {
                    Some('n') => plain.push('\n'),
                    Some('t') => plain.push('\t'),
                    Some('\\') => plain.push('\\'),
                    Some(other) => plain.extend(['\\', other]),
                    None => plain.push('\\'),
                },
                _ => plain.push(character),
            }
        }
        parts.push(Part::Text(plain));
        parts.retain(|part| !matches!(part, Part::Text(text) if text.is_empty()));
        Ok(Template { parts })
    }

    /// Fills the template in. Line breaks inside a value become blanks, so that a hit is a line; for a terminal
    /// everything that it would obey is made visible.
    pub fn fill(&self, hit: &Hit, for_terminal: bool) -> String {
        let mut line = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => line.push_str(text),
                Part::Value(column) => {
                    let value = (column.value)(hit);
                    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
                    line.push_str(&if for_terminal { visible(&value) } else { value.as_str().into() });
                }
            }
        }
        line
    }
}

fn column(name: &str, of_quotations: bool) -> Result<&'static Column, TemplateError> {
    match COLUMNS.iter().find(|column| column.name == name) {
        Some(column) if column.of_quotations && !of_quotations => Err(TemplateError::OfQuotations(column.name)),
        Some(column) => Ok(column),
        None => {
            let meant = nearest(name, columns(of_quotations).map(|column| column.name));
            let name = name.chars().take(40).collect();
            Err(TemplateError::Unknown { name, meant })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Template, TemplateError};
    use crate::render::terminal::samples;

    #[test]
    fn a_template_is_filled_in() {
        let fill = |text: &str| Template::parse(text, true).unwrap().fill(&samples::quote_hit(1), false);
        assert_eq!(fill("{date} {speaker}: {headline}"), "1912 Maria Ortega: Mayor opens the harbour");
        assert_eq!(fill(r"{{{id}}}\t\\ {printed}\q"), "{courant-7#q2}\t\\ Ortega\\q");
        assert_eq!(fill(""), "");
    }

    #[test]
    fn a_mistake_is_told_with_its_remedy() {
        let error = |text: &str| Template::parse(text, false).unwrap_err();
        assert_eq!(error("{speker}"), TemplateError::Unknown { name: "speker".into(), meant: Some("speaker") });
        assert_eq!(error("{speker}").hint(false), "did you mean {speaker}?");
        assert_eq!(error("{kind}"), TemplateError::OfQuotations("kind"));
        assert!(error("{zeppelin}").hint(false).starts_with("there are {rank} {score} {id}"));
        for lone in ["{", "{id", "{id{", "}", "a } b"] {
            assert!(matches!(error(lone), TemplateError::Lone(_)), "{lone}");
        }
    }

    #[test]
    fn a_value_cannot_break_the_line_or_order_the_terminal() {
        let mut hit = samples::hit(1, "a", 1.0);
        hit.article.headline = "Calm\nand \u{1b}[2J".to_owned();
        let template = Template::parse("{headline}", false).unwrap();
        assert_eq!(template.fill(&hit, false), "Calm and \u{1b}[2J");
        assert_eq!(template.fill(&hit, true), "Calm and ␛[2J");
    }
}
