//! [`Output`]: the only way to stdout and stderr.
//!
//! Answers go to stdout, buffered; progress, warnings and hints go to stderr, and losing one is never an error.

use super::error::{CliError, Status};
use super::options::{Colour, DisplayArgs};
use crate::render::{Style, terminal, visible, visible_json, words};
use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, Write};
use terminal_size::{Width, terminal_size_of};

/// Where a command writes.
pub(super) struct Output {
    stdout: BufWriter<io::Stdout>,
    style: Style,
    stderr_style: Style,
    answers_on_terminal: bool,
    quiet: bool,
}

/// Lines of a terminal narrower than this would hold a word or two.
const NARROWEST: usize = 24;

/// Characters of a note: a query may be a page long, and what is said about it quotes it.
const LONGEST_NOTE: usize = 400;

/// A query of a thousand mistakes is mended in a thousand places; the first few say what kind they are.
const MOST_NOTES: usize = 6;

impl Output {
    /// Looks at the terminal, the environment and the flags, once.
    pub fn new(display: &DisplayArgs) -> Output {
        let (stdout, stderr) = (io::stdout(), io::stderr());
        let answers_on_terminal = stdout.is_terminal();
        let width = |size: Option<(Width, _)>| match display.width {
            Some(0) => usize::MAX,
            Some(columns) => usize::from(columns).max(NARROWEST),
            // A pipe or a file gets the lines that a terminal of 80 columns would: text that people will read.
            None => size.map_or(Style::PLAIN.width, |(Width(columns), _)| usize::from(columns).max(NARROWEST)),
        };
        let style = Style { colour: colour(display, answers_on_terminal), width: width(terminal_size_of(&stdout)) };
        // In a log a message is one line, however long: paths stay whole, and grep finds what was said.
        let said = if stderr.is_terminal() { width(terminal_size_of(&stderr)) } else { usize::MAX };
        let stderr_style = Style { colour: colour(display, stderr.is_terminal()), width: said };
        let quiet = display.quiet;
        Output { stdout: BufWriter::new(stdout), style, stderr_style, answers_on_terminal, quiet }
    }

    /// What stdout can show.
    pub fn style(&self) -> Style {
        self.style
    }

    /// What stderr can show.
    pub fn stderr_style(&self) -> Style {
        self.stderr_style
    }

    /// Whether `-q` was given, which is taken back: for the command whose `-q` has another meaning.
    pub fn take_quiet(&mut self) -> bool {
        std::mem::take(&mut self.quiet)
    }

    /// Whether a person watches stderr: progress is drawn only then.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Writes part of the answer as `render/` made it.
    pub fn answer(&mut self, text: &str) -> Result<(), CliError> {
        Ok(self.stdout.write_all(text.as_bytes())?)
    }

    /// Writes a line of plain foreign text, such as an id: as it is to a program, made safe for a terminal.
    pub fn plain_line(&mut self, text: &str) -> Result<(), CliError> {
        let text = if self.answers_on_terminal { visible(text) } else { Cow::Borrowed(text) };
        Ok(writeln!(self.stdout, "{text}")?)
    }

    /// Whether answers go to a terminal, which obeys what stands in them.
    pub fn answers_on_terminal(&self) -> bool {
        self.answers_on_terminal
    }

    /// Writes a plain foreign text that ends with NUL or with its line.
    pub fn record(&mut self, text: &str, null: bool) -> Result<(), CliError> {
        let text = if self.answers_on_terminal { visible(text) } else { Cow::Borrowed(text) };
        self.filled_line(&text, null)
    }

    /// Writes a text that is safe already and ends with NUL or with its line.
    pub fn filled_line(&mut self, text: &str, null: bool) -> Result<(), CliError> {
        self.stdout.write_all(text.as_bytes())?;
        Ok(self.stdout.write_all(if null { b"\0" } else { b"\n" })?)
    }

    /// Writes a line of a table, whose cells may hold line breaks: those stay, all else that a terminal would obey is
    /// made visible for one.
    pub fn table_row(&mut self, row: &str) -> Result<(), CliError> {
        let safe = |line| if self.answers_on_terminal { visible(line) } else { Cow::Borrowed(line) };
        let lines: Vec<Cow<str>> = row.split('\n').map(safe).collect();
        Ok(writeln!(self.stdout, "{}", lines.join("\n"))?)
    }

    /// Writes a line of JSON. What a terminal would obey is escaped, which says the same to a JSON reader.
    pub fn json_line(&mut self, line: &str) -> Result<(), CliError> {
        let line = if self.answers_on_terminal { visible_json(line) } else { Cow::Borrowed(line) };
        Ok(writeln!(self.stdout, "{line}")?)
    }

    /// Writes bytes, such as a manual page.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), CliError> {
        Ok(self.stdout.write_all(bytes)?)
    }

    /// Sends what is buffered on its way, where somebody may be waiting for it.
    pub fn finish(&mut self) -> Result<(), CliError> {
        Ok(self.stdout.flush()?)
    }

    /// Says something on stderr that is good to know, unless `--quiet`. A text of many lines' length is cut.
    pub fn note(&mut self, text: &str) {
        if !self.quiet {
            self.say("note", &words::shortened(text, LONGEST_NOTE));
        }
    }

    /// Says several such things, each of them once, and of very many the first few.
    pub fn notes(&mut self, texts: &[String]) {
        let mut said: Vec<&String> = Vec::new();
        for text in texts {
            if !said.contains(&text) {
                said.push(text);
            }
        }
        for text in said.iter().take(MOST_NOTES) {
            self.note(text);
        }
    }

    /// Writes text for people, as `render/` made it, to stderr, unless `--quiet`.
    pub fn aside(&mut self, text: &str) {
        if !self.quiet {
            // The answer so far comes first where both go to one terminal.
            let _ = self.stdout.flush();
            let _ = io::stderr().write_all(text.as_bytes());
        }
    }

    /// Tells one of several errors; the last is returned by the command and ends it.
    pub fn error(&mut self, text: &str) {
        self.say("error", text);
    }

    /// Tells an error with its hint and returns the exit status.
    pub fn fail(&mut self, error: &CliError) -> Status {
        let CliError::Told { what, hint } = error else { return Status::Yes };
        self.say("error", what);
        if let Some(hint) = hint {
            self.say("  hint", hint);
        }
        Status::Failed
    }

    fn say(&mut self, label: &str, text: &str) {
        let _ = self.stdout.flush();
        let text = terminal::labelled(label, text, self.stderr_style);
        let _ = io::stderr().write_all(text.as_bytes());
    }
}

/// Whether to write escape codes: what `--color` says, else only to a terminal that can show them, and never where
/// `NO_COLOR` is set (<https://no-color.org>: to anything but the empty string).
fn colour(display: &DisplayArgs, is_terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match display.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => is_terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
    }
}

/// Says an error and its hint on stderr without an [`Output`]: for a panic, which may come on any thread.
pub(super) fn last_words(what: &str, hint: &str) {
    let mut stderr = io::stderr().lock();
    // A progress bar may stand on the line.
    let fresh = if stderr.is_terminal() { "\r\u{1b}[K" } else { "" };
    let style = Style { colour: false, width: usize::MAX };
    let (what, hint) = (terminal::labelled("error", what, style), terminal::labelled("  hint", hint, style));
    let _ = stderr.write_all(format!("{fresh}{what}{hint}").as_bytes());
}
