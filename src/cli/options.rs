//! The flags that several commands share, each declared here and nowhere else.

use super::error::{CliError, Status};
use super::output::Output;
use super::reading::ReadingArgs;
use crate::archive::Location;
use crate::quote::model::Model;
use crate::render::{SkippedFile, json, terminal};
use crate::search::{Facet, Narrowing, Query, Request, Shown, Target};
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum, ValueHint};
use std::fmt::Display;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Models are of one or two megabytes.
const LARGEST_MODEL: u64 = 256 << 20;

/// How things look; for every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Display")]
pub(super) struct DisplayArgs {
    /// When to use colour
    ///
    /// `auto` means on a terminal, unless NO_COLOR is set. Without colour, words that match stand between asterisks.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    #[arg(help = "When to use colour: auto, always, never")]
    pub color: Colour,
    /// Wrap lines at this many columns [default: the terminal's, else 80]
    ///
    /// 0 stands for no wrapping at all, which suits grep.
    #[arg(long, global = true, value_name = "COLUMNS")]
    pub width: Option<u16>,
    /// No progress, notes or hints on stderr; errors only
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Also into a pipe or a file.
    Always,
    /// Not at all.
    Never,
}

/// Which archive to work on.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Archive")]
pub(super) struct ArchiveArgs {
    /// The folder of articles
    ///
    /// Where it is not named: the folder that the variable ONRECORD_ARCHIVE names, else the nearest folder at or above
    /// this one that has been indexed.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub archive: Option<PathBuf>,
    /// Keep the index here instead of in the archive's .onrecord/
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub index: Option<PathBuf>,
}

impl ArchiveArgs {
    /// Finds the archive that is meant.
    pub fn location(&self) -> Result<Location, CliError> {
        let here = std::env::current_dir()
            .map_err(|error| CliError::new(format!("the current folder cannot be told: {error}")))?;
        Ok(Location::find(self.archive.as_deref(), self.index.as_deref(), &here)?)
    }
}

/// How much of the machine to use.
#[derive(Debug, Clone, Args)]
pub(super) struct WorkArgs {
    /// Threads to work with [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub threads: Option<u16>,
}

/// Which model finds quotations.
#[derive(Debug, Clone, Args)]
pub(super) struct ModelArgs {
    /// Find quotations by this model, which `train` made
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    model: Option<PathBuf>,
}

impl ModelArgs {
    /// Reads the model, where one is named.
    pub fn read(&self) -> Result<Option<Model>, CliError> {
        let Some(path) = &self.model else { return Ok(None) };
        let bytes = bounded(path, LARGEST_MODEL).map_err(|error| CliError::file("read", path, &error))?;
        let model = Model::read(&bytes).map_err(|error| CliError::new(format!("`{}`: {error}", path.display())))?;
        Ok(Some(model))
    }
}

/// Reads a file that is smaller than so many bytes: a device may have no end.
fn bounded(path: &Path, largest: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(largest + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > largest {
        true => Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {} MB", largest >> 20))),
        false => Ok(bytes),
    }
}

/// How articles are read.
#[derive(Debug, Clone, Args)]
pub(super) struct ReadArgs {
    /// Which fields of JSON and front matter hold what: headline=title,body=text,date=pub
    #[arg(long, value_name = "FIELD=NAME,...")]
    pub map: Option<String>,
    /// Skip files larger than this: 500k, 64M, 2G [default: 64M]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub max_size: Option<u64>,
}

/// What becomes of files that could not be read.
#[derive(Debug, Clone, Args)]
pub(super) struct SkipArgs {
    /// List in FILE every file that was not read and why, one JSON object a line
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub errors: Option<PathBuf>,
    /// Exit with 2 instead of 3 where files were skipped
    #[arg(long)]
    pub fail_on_skip: bool,
}

impl ReadArgs {
    /// Puts what was asked for in the place of what is usual: the map of fields, and the size above which files are
    /// skipped, which both the walk and the reader know.
    pub fn apply<M: FromStr<Err: Display>>(
        &self,
        map: &mut M,
        reader_size: &mut u64,
        walk_size: &mut u64,
    ) -> Result<(), CliError> {
        if let Some(text) = &self.map {
            let form = "write FIELD=NAME pairs with commas between: --map headline=title,body=text,date=published_at";
            *map = text.parse().map_err(|error| CliError::with_hint(format!("--map: {error}"), form))?;
        }
        if let Some(size) = self.max_size {
            (*reader_size, *walk_size) = (size, size);
        }
        Ok(())
    }
}

impl WorkArgs {
    /// The number of threads that was asked for, or one for each processor.
    pub fn threads(&self) -> usize {
        let processors = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.map_or_else(processors, usize::from)
    }
}

impl SkipArgs {
    /// Refuses a FILE that holds anything but such a list: an article is soon named by mistake. To be asked before the work.
    pub fn check(&self) -> Result<(), CliError> {
        let Some(file) = &self.errors else { return Ok(()) };
        if is_list_or_new(file).map_err(|error| CliError::file("read", file, &error))? {
            return Ok(());
        }
        let what = format!("`{}` is there and is no list of skipped files; it is left as it was", file.display());
        Err(CliError::with_hint(what, "name a new file with --errors"))
    }

    /// Tells which files were skipped and returns the exit status that follows.
    pub fn tell(
        &self,
        skipped: &[SkippedFile],
        passed_over: &[SkippedFile],
        output: &mut Output,
    ) -> Result<Status, CliError> {
        // Once more: the run may have taken hours.
        self.check()?;
        if let Some(file) = &self.errors {
            let lines = skipped.iter().map(json::skipped).chain(passed_over.iter().map(json::passed_over));
            let lines: String = lines.map(|line| line + "\n").collect();
            std::fs::write(file, lines).map_err(|error| CliError::file("write", file, &error))?;
        }
        let listed_in = self.errors.as_ref().map(|file| file.display().to_string());
        output.aside(&terminal::report::skipped(skipped, listed_in.as_deref(), output.stderr_style()));
        Ok(match (skipped.is_empty(), self.fail_on_skip) {
            (true, _) => Status::Yes,
            (false, false) => Status::Partly,
            (false, true) => Status::Failed,
        })
    }
}

/// Whether nothing is lost where a list of skipped files is written to `file`: it is not there, empty, an earlier list,
/// or no file, as /dev/stderr is none.
fn is_list_or_new(file: &Path) -> io::Result<bool> {
    match std::fs::metadata(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
        Ok(data) if !data.is_file() => return Ok(true),
        Ok(_) => {}
    }
    let starts = ["{\"type\":\"skipped\",", "{\"type\":\"passed_over\","];
    let begins = |line: &[u8]| starts.iter().any(|start| line.starts_with(start.as_bytes()));
    let mut file = BufReader::new(File::open(file)?);
    // A file of another kind may be one line of any length.
    let head = file.fill_buf()?;
    if !head.is_empty() && !begins(head) {
        return Ok(false);
    }
    for line in file.split(b'\n') {
        if !begins(&line?) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Which articles and quotations are meant, beside the words of the query.
#[derive(Debug, Clone, Args)]
pub(super) struct WhichArgs {
    /// Where this person is quoted: Ortega, "Maria Ortega"
    #[arg(short, long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub speaker: Option<String>,
    /// Not where this person is quoted; may be repeated, as all that follow may
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new(), hide_short_help = true)]
    pub not_speaker: Vec<String>,
    #[command(flatten)]
    pub spelling: SpellingArgs,
    /// Only articles of this date and later: 2025-02-13, 2025-02, 2025, "last monday"
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Only articles of this date and earlier
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// Only articles of this outlet; may be repeated
    #[arg(long, value_name = "NAME")]
    pub source: Vec<String>,
    /// No article of this outlet
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub not_source: Vec<String>,
    /// Only articles of this section
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub section: Vec<String>,
    /// No article of this section
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub not_section: Vec<String>,
    /// Only articles in this language: en, de
    #[arg(long, value_name = "CODE", hide_short_help = true)]
    pub language: Vec<String>,
    /// No article in this language
    #[arg(long, value_name = "CODE", hide_short_help = true)]
    pub not_language: Vec<String>,
    /// Any of the words may match, not all of them
    #[arg(long)]
    pub any: bool,
}

impl WhichArgs {
    /// The flags that narrow the answer, as they were given.
    pub fn given(&self) -> Vec<&'static str> {
        let flags = [
            ("--speaker", self.speaker.is_some()),
            ("--not-speaker", !self.not_speaker.is_empty()),
            ("--since", self.since.is_some()),
            ("--until", self.until.is_some()),
            ("--source", !self.source.is_empty()),
            ("--not-source", !self.not_source.is_empty()),
            ("--section", !self.section.is_empty()),
            ("--not-section", !self.not_section.is_empty()),
            ("--language", !self.language.is_empty()),
            ("--not-language", !self.not_language.is_empty()),
        ];
        flags.into_iter().filter_map(|(flag, given)| given.then_some(flag)).collect()
    }

    /// A request for `query` with everything that these flags ask for.
    ///
    /// # Errors
    /// Where a date is none.
    pub fn request(&self, query: Query, target: Target) -> Result<Request, CliError> {
        let reading = self.reading.reading()?;
        let flag = |flag: &str, what: String| CliError::new(format!("{flag}: {what}"));
        let since = self.since.as_deref().map(|date| reading.since(date).map_err(|what| flag("--since", what)));
        let until = self.until.as_deref().map(|date| reading.until(date).map_err(|what| flag("--until", what)));
        let filters = [since.transpose()?, until.transpose()?];
        let query = filters.into_iter().flatten().fold(query, |query, filter| query.and(Query::Filter(filter)));
        let mut request = Request::new(query, target).any(self.any);
        request = request.not_spelled(self.spelling.not_spelling.clone());
        request = match &self.speaker {
            Some(name) if self.spelling.exact_name => request.exact_speaker(name),
            Some(name) => request.speaker(name),
            None => request,
        };
        for name in &self.not_speaker {
            request = request.not_speaker(name);
        }
        let narrowed = [
            (Facet::Source, &self.source, false),
            (Facet::Source, &self.not_source, true),
            (Facet::Section, &self.section, false),
            (Facet::Section, &self.not_section, true),
            (Facet::Language, &self.language, false),
            (Facet::Language, &self.not_language, true),
        ];
        for (facet, values, excluded) in narrowed {
            if !values.is_empty() {
                request = request.narrowed(Narrowing { facet, values: values.clone(), excluded });
            }
        }
        Ok(request)
    }
}

/// What `search` and `quotes` share: which hits, how many, and in which form.
#[derive(Debug, Clone, Args)]
pub(super) struct AskArgs {
    #[command(flatten)]
    pub which: WhichArgs,
    /// Order: relevance, newest or oldest first
    #[arg(long, value_name = "ORDER", default_value = "relevance", hide_possible_values = true)]
    pub sort: Order,
    /// At most this many hits
    #[arg(short = 'n', long, value_name = "N", value_parser = above_zero)]
    #[arg(help = "At most this many hits [default: 10]")]
    pub limit: Option<u32>,
    /// All hits, however many; copies one by one
    #[arg(long, conflicts_with_all = ["limit", "count"])]
    pub all: bool,
    /// Go on where an answer ended: `next` in the last line of --json
    #[arg(long, value_name = "CURSOR", conflicts_with = "count", hide_short_help = true)]
    pub after: Option<String>,
    #[command(flatten)]
    pub group: GroupArgs,
    /// Count matches by speaker, source, section, year, month, language, kind, attribution
    #[arg(long, value_name = "FACET,...", value_delimiter = ',', conflicts_with_all = ["csv", "format", "ids", "count"])]
    pub facets: Vec<Facet>,
    /// Show so many values of each facet, the most frequent ones
    #[arg(long, value_name = "N", default_value_t = 10, requires = "facets", hide_short_help = true)]
    pub facet_values: u32,
    #[command(flatten)]
    pub form: FormArgs,
}

/// How copies are shown: near copies of an article, quotations of the same words.
#[derive(Debug, Clone, Args)]
pub(super) struct GroupArgs {
    /// Show copies one by one, not as one hit with their number
    #[arg(long)]
    pub no_group: bool,
    /// List the copies that a hit stands for
    #[arg(long, conflicts_with = "no_group", hide_short_help = true)]
    pub expand: bool,
    /// Which copy is shown: earliest, longest, or the name of an outlet
    #[arg(long, value_name = "WHICH", default_value = "earliest", value_parser = shown, hide_default_value = true)]
    #[arg(conflicts_with = "no_group", hide_short_help = true)]
    pub shown: Shown,
}

/// In which form the answer is given; what is read on a screen where none is named.
#[derive(Debug, Clone, Args)]
pub(super) struct FormArgs {
    /// JSON Lines: a begin line, a line a hit, a summary line
    #[arg(long, group = "form", help_heading = "Form of the answer")]
    pub json: bool,
    /// A table for spreadsheets, with a head
    #[arg(long, group = "form", help_heading = "Form of the answer")]
    pub csv: bool,
    /// A line a hit, with values in braces: '{date} {speaker}: {text}'
    #[arg(long, value_name = "TEMPLATE", groups = ["form", "lines"], help_heading = "Form of the answer")]
    pub format: Option<String>,
    /// Ids alone, one a line
    #[arg(long, groups = ["form", "lines"], help_heading = "Form of the answer")]
    pub ids: bool,
    /// The number of matches alone
    #[arg(long, group = "form", help_heading = "Form of the answer")]
    pub count: bool,
    /// End the lines of --ids and --format with NUL, for xargs -0
    #[arg(short = '0', long, requires = "lines", help_heading = "Form of the answer", hide_short_help = true)]
    pub null: bool,
    /// The same bytes every time: leave out times and generation
    #[arg(long, help_heading = "Form of the answer", hide_short_help = true)]
    pub deterministic: bool,
}

/// How names of speakers are taken.
#[derive(Debug, Clone, Args)]
pub(super) struct SpellingArgs {
    /// Take --speaker as it is spelled: no other spellings of the person
    #[arg(long, requires = "speaker", hide_short_help = true)]
    pub exact_name: bool,
    /// Leave out quotations where the name is spelled so; may be repeated
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new(), hide_short_help = true)]
    pub not_spelling: Vec<String>,
    #[command(flatten)]
    pub aliases: AliasArgs,
}

/// Who was settled by hand to be one person.
#[derive(Debug, Clone, Args)]
pub(super) struct AliasArgs {
    /// Who is who, settled by hand [default: the archive's .onrecord/aliases.toml]
    #[arg(long = "aliases", value_name = "FILE", value_hint = ValueHint::FilePath, hide_short_help = true)]
    pub file: Option<PathBuf>,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Order {
    /// Best first.
    Relevance,
    /// Latest date first; undated ones last.
    Newest,
    /// Earliest date first; undated ones last.
    Oldest,
}

/// Reads `500k`, `64M`, `2G` or a number of bytes; units are of 1024, as for `ls` and `du`.
fn size(text: &str) -> Result<u64, String> {
    let error = || format!("`{text}` is not a size like 500k, 64M or 2G");
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit: u64 = match text[digits.len()..].to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" | "kib" => 1 << 10,
        "m" | "mb" | "mib" => 1 << 20,
        "g" | "gb" | "gib" => 1 << 30,
        _ => return Err(error()),
    };
    digits.parse::<u64>().ok().and_then(|number| number.checked_mul(unit)).ok_or_else(error)
}

fn above_zero(text: &str) -> Result<u32, String> {
    match text.parse::<u128>() {
        // More than there can be is as good as all.
        Ok(number @ 1..) => Ok(number.min(u32::MAX.into()) as u32),
        _ => Err(format!("`{text}` is not a whole number above zero")),
    }
}

fn shown(text: &str) -> Result<Shown, String> {
    match text.trim() {
        "" => Err("`earliest`, `longest` or the name of an outlet is wanted".to_owned()),
        "earliest" => Ok(Shown::Earliest),
        "longest" => Ok(Shown::Longest),
        outlet => Ok(Shown::Source(outlet.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::{bounded, is_list_or_new, size};

    #[test]
    fn only_an_earlier_list_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("errors.jsonl");
        assert!(is_list_or_new(&file).unwrap());
        let list = "{\"type\":\"skipped\",\"path\":\"a\"}\n{\"type\":\"passed_over\",\"path\":\"b\"}\n";
        for (text, free) in
            [("", true), (list, true), ("Ferry\n\nIt left.\n", false), ("{\"type\":\"article\"}\n", false)]
        {
            std::fs::write(&file, text).unwrap();
            assert_eq!(is_list_or_new(&file).unwrap(), free, "{text}");
        }
        std::fs::write(&file, list.to_owned() + "more\n").unwrap();
        assert!(!is_list_or_new(&file).unwrap());
    }

    #[test]
    fn a_file_is_read_up_to_a_size() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        std::fs::write(&file, [7; 20]).unwrap();
        assert_eq!(bounded(&file, 20).unwrap(), [7; 20]);
        assert!(bounded(&file, 19).is_err());
    }

    #[test]
    fn sizes_are_read_as_people_write_them() {
        assert_eq!(size("64M"), Ok(64 << 20));
        assert_eq!(size("500kB"), Ok(500 << 10));
        assert_eq!(size("12"), Ok(12));
        for wrong in ["", "M", "-1", "1.5G", "64 parsecs", "99999999999G"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
