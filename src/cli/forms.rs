//! The forms in which the answer of `search` and `quotes` is given, hit by hit, so that a list of any length streams.

use super::error::CliError;
use super::options::FormArgs;
use super::output::Output;
use crate::render::terminal::hits::List;
use crate::render::{Template, csv, json};
use crate::search::{Answer, Hit, Target};

/// A form of the answer.
pub(super) enum Form {
    /// For people.
    Page,
    /// JSON Lines.
    Json,
    /// A table.
    Csv,
    /// A line a hit.
    Template(Template),
    /// Ids alone.
    Ids,
    /// The number of matches alone.
    Count,
}

/// An answer on its way out.
pub(super) struct Writing<'w> {
    pub form: &'w Form,
    pub args: &'w FormArgs,
    pub list: List,
    /// The query as it was typed.
    pub line: &'w str,
    /// The folder of articles.
    pub archive: &'w str,
}

impl Form {
    /// The form that the flags ask for.
    pub fn of(args: &FormArgs, target: Target) -> Result<Form, CliError> {
        let of_quotations = target == Target::Quotations;
        Ok(match &args.format {
            Some(text) => Form::Template(
                Template::parse(text, of_quotations)
                    .map_err(|error| CliError::with_hint(format!("--format: {error}"), error.hint(of_quotations)))?,
            ),
            None if args.json => Form::Json,
            None if args.csv => Form::Csv,
            None if args.ids => Form::Ids,
            None if args.count => Form::Count,
            None => Form::Page,
        })
    }

    /// Whether it tells what is only a partial match from other matches. Where it does not, only whole ones are given.
    pub fn tells_partial_matches(&self) -> bool {
        matches!(self, Form::Page | Form::Json)
    }

    /// Whether anything of the articles' texts is shown.
    pub fn needs_texts(&self) -> bool {
        !matches!(self, Form::Ids | Form::Count)
    }
}

impl Writing<'_> {
    /// What comes before the hits.
    pub fn begin(&self, head: &Answer, output: &mut Output) -> Result<(), CliError> {
        match self.form {
            Form::Page => output.answer(&self.list.title(head)),
            Form::Json => {
                let generation = (!self.args.deterministic).then_some(head.generation);
                output.json_line(&json::begin(self.line, head, self.archive, generation))
            }
            Form::Csv => output.table_row(&csv::head(self.list.noun == "quotation")),
            Form::Template(_) | Form::Ids | Form::Count => Ok(()),
        }
    }

    /// One hit.
    pub fn hit(&self, hit: &Hit, output: &mut Output) -> Result<(), CliError> {
        match self.form {
            Form::Page => output.answer(&self.list.hit(hit)),
            Form::Json => output.json_line(&json::hit(hit)),
            Form::Csv => output.table_row(&csv::hit(hit)),
            Form::Template(template) => {
                let line = template.fill(hit, output.answers_on_terminal());
                output.filled_line(&line, self.args.null)
            }
            Form::Ids | Form::Count => Ok(()),
        }
    }

    /// What comes after the hits.
    pub fn end(&self, head: &Answer, output: &mut Output) -> Result<(), CliError> {
        match self.form {
            Form::Page => output.answer(&self.list.footer(head)),
            Form::Json => {
                for line in head.facets.iter().flat_map(json::facet) {
                    output.json_line(&line)?;
                }
                if let Some(coverage) = &head.coverage {
                    output.json_line(&json::coverage(coverage))?;
                }
                let elapsed = (!self.args.deterministic).then_some(head.elapsed);
                output.json_line(&json::summary(head, elapsed))
            }
            Form::Csv | Form::Template(_) | Form::Ids | Form::Count => Ok(()),
        }
    }
}
