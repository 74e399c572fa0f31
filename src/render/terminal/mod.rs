//! Results for people at a terminal.
//!
//! [`hits`] are lists of articles or quotations, [`article`] is one article with its speakers in the margin,
//! [`explain`] one with the reasons for them, [`report`] says what filling an archive came to, [`evaluation`] how good
//! answers are, [`changes`] what became of them since a baseline, [`comparison`] which of several are better,
//! [`speakers`] who is quoted, [`analysis`] what became of a query, [`verdicts`] whether a quotation is in the archive. A
//! `Page` holds what they share, with `attributed` for the line that says who speaks: the palette, blocks of text with a
//! hanging indent, and lines that never run past the edge. The look is calm: one weight for headlines, one accent for
//! matches, one for people, everything else dim or plain.

pub mod analysis;
pub mod article;
mod attributed;
pub mod changes;
pub mod comparison;
pub mod evaluation;
pub mod explain;
pub mod hits;
pub mod judging;
pub mod ranking;
pub mod report;
#[cfg(test)]
pub(crate) mod samples;
pub mod speakers;
pub mod verdicts;

use super::Style;
use super::wrap::{Line, Run, columns, paint, wrap};
use crate::article::SURE;
use anstyle::{AnsiColor, Style as Look};

/// Lines longer than this tire the eye: running text keeps to it on wide terminals.
const MEASURE: usize = 100;

const PLAIN: Look = Look::new();
const HEADLINE: Look = Look::new().bold();
const DIM: Look = Look::new().dimmed();
const LIT: Look = AnsiColor::Red.on_default().bold();
const PERSON: Look = AnsiColor::Cyan.on_default();
const UNSURE: Look = AnsiColor::Cyan.on_default().dimmed();

/// Returns `label: text`, with later lines under the text; for notes, errors and hints.
pub fn labelled(label: &str, text: &str, style: Style) -> String {
    let mut page = Page::new(style);
    let label = Run::new(format!("{label}: "), HEADLINE);
    page.block(columns(&label.text), label, &[Run::plain(text)], usize::MAX);
    page.text
}

/// The text with its spaces made such that no line ends at them.
fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// A page as it is written, block by block.
struct Page {
    text: String,
    style: Style,
}

impl Page {
    fn new(style: Style) -> Page {
        Page { text: String::new(), style }
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Lays `runs` out behind `prefix`, which takes `indent` columns (and is short by construction); later lines are
    /// indented as far. `measure` is the most columns that the words may take.
    fn block(&mut self, indent: usize, prefix: Run, runs: &[Run], measure: usize) {
        let width = match self.style.width {
            // Nobody wants lines to be broken.
            usize::MAX => usize::MAX,
            width => width.saturating_sub(indent).min(measure),
        };
        let lines = wrap(runs, width);
        for (index, line) in lines.iter().enumerate() {
            if index == 0 && !prefix.text.is_empty() {
                let pad = indent.saturating_sub(columns(&prefix.text));
                let prefix = Line { runs: vec![prefix.clone()], ..Line::default() };
                self.text.push_str(&paint(&prefix, self.style.colour));
                self.text.push_str(&" ".repeat(pad));
            } else {
                self.text.push_str(&" ".repeat(indent));
            }
            self.text.push_str(&paint(line, self.style.colour));
            self.text.push('\n');
        }
    }

    /// A line as it is laid out already, in one look.
    fn verbatim(&mut self, line: &str, look: Look) {
        let line = Line { runs: vec![Run::new(super::visible(line), look)], ..Line::default() };
        self.text.push_str(&paint(&line, self.style.colour));
        self.text.push('\n');
    }

    /// Facts side by side, parted by middle dots. A line ends between two facts where it can, without a dot there.
    fn facts(&mut self, indent: usize, facts: impl IntoIterator<Item = impl Into<String>>) {
        let width = self.style.width.saturating_sub(indent);
        let mut line = String::new();
        for fact in facts {
            let fact: String = fact.into();
            if fact.trim().is_empty() {
                continue;
            }
            if line.is_empty() {
                line = fact;
            } else if columns(&line) + 3 + columns(&fact) <= width {
                line.push_str(" · ");
                line.push_str(&fact);
            } else {
                self.lines(indent, &[Run::new(std::mem::replace(&mut line, fact), DIM)]);
            }
        }
        self.lines(indent, &[Run::new(line, DIM)]);
    }

    /// A block without a prefix, to the full width.
    fn lines(&mut self, indent: usize, runs: &[Run]) {
        self.block(indent, Run::plain(""), runs, usize::MAX);
    }
}
