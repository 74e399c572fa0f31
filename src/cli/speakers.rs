//! `onrecord speakers`: who is quoted in the archive.

use super::asking;
use super::error::{CliError, Status};
use super::options::{AliasArgs, ArchiveArgs};
use super::output::Output;
use crate::render::terminal::speakers as page;
use crate::render::{json, words};
use crate::search::SpeakerList;
use clap::{Args, ValueEnum};

/// List who is quoted, or show one speaker's card
///
/// Each speaker is one entry, with all the spellings of the name. A surname that its articles never complete, and that
/// several people bear, is an entry of its own that says so. With a name that means one speaker, or with --json and such
/// a name, the card: spellings, titles, years, outlets, people quoted beside, how the speaker is known, oldest and newest
/// quotation.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = format!("{ALIASES}\n{EXAMPLES}"))]
pub(super) struct SpeakersArgs {
    /// A name, or the beginning of any part of one; nothing for all speakers
    #[arg(value_name = "PATTERN")]
    pattern: Vec<String>,
    /// Order: quotations, articles, name, or the most recent first
    #[arg(long, value_name = "ORDER", default_value = "quotations", hide_possible_values = true)]
    sort: SpeakerOrder,
    /// At most this many speakers [default: 20; with --json all]
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<u32>,
    /// Joins that are likely and were not made, to be pasted into the alias file
    #[arg(long, conflicts_with_all = ["pattern", "json", "sort"])]
    suggest: bool,
    /// JSON Lines: a line a speaker, a summary line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    aliases: AliasArgs,
    #[command(flatten)]
    archive: ArchiveArgs,
}

const EXAMPLES: &str = "\
Examples:
  onrecord speakers                            everybody, most quoted first
  onrecord speakers Ortega                     her card, or all who bear the name
  onrecord speakers unnamed                    sources that nobody names
  onrecord speakers --json | jq -r .name       for scripts
  onrecord speakers --suggest >> .onrecord/aliases.toml";

const ALIASES: &str = "\
The alias file, .onrecord/aliases.toml in the folder of articles or --aliases
FILE, says what the rules cannot know, and wins over them:
  [[person]]
  name = \"Maria Ortega\"            how to call her
  id = \"Q1234567\"                  a Wikidata id or an address, if you like
  spellings = [\"M. Ortega Paz\"]    these are she
  not = [\"Mario Ortega\"]           these are not
  [[apart]]
  names = [\"Ann Roe\", \"Ann B. Roe\"]
";

/// The order of speakers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SpeakerOrder {
    /// Most quoted first.
    Quotations,
    /// Quoted in the most articles first.
    Articles,
    /// By the letters of the name.
    Name,
    /// Latest quotation first; undated last.
    Recent,
}

/// How many speakers are listed where `-n` does not say.
const LIMIT: usize = 20;

/// Runs the command.
pub(super) fn run(args: &SpeakersArgs, output: &mut Output) -> Result<Status, CliError> {
    let opened = asking::open(&args.archive, output)?;
    let searcher = opened.searcher.aliases_from(args.aliases.file.clone());
    if args.suggest {
        let suggestions = searcher.suggested_joins(args.limit.map_or(usize::MAX, |limit| limit as usize))?;
        output.answer(&page::suggestions(&suggestions))?;
        if suggestions.is_empty() {
            output.note("no two speakers are likely to be one");
        }
        return Ok(if suggestions.is_empty() { Status::No } else { Status::Yes });
    }
    let pattern = args.pattern.join(" ");
    let SpeakerList { mut speakers, people } = searcher.list_speakers(&pattern)?;
    match args.sort {
        SpeakerOrder::Quotations => {}
        SpeakerOrder::Articles => speakers.sort_by_key(|one| std::cmp::Reverse(one.articles)),
        SpeakerOrder::Name => speakers.sort_by(|one, other| one.name.cmp(&other.name)),
        SpeakerOrder::Recent => speakers.sort_by_key(|one| std::cmp::Reverse(one.dates.map(|(_, last)| last))),
    }
    let total = speakers.len();
    let everything = if args.json { usize::MAX } else { LIMIT };
    let limit = args.limit.map_or(everything, |limit| limit as usize);
    let card = match speakers.as_slice() {
        [only] if !pattern.trim().is_empty() && limit > 0 => Some(searcher.card(only.place)?),
        _ => None,
    };
    speakers.truncate(limit);
    match (args.json, &card) {
        (true, Some(card)) => output.json_line(&json::speaker_card(card))?,
        (true, None) => {
            for speaker in speakers {
                let (spellings, candidates) = searcher.spellings_and_candidates(speaker.place)?;
                output.json_line(&json::speaker(&speaker, &spellings, &candidates))?;
            }
        }
        (false, Some(card)) => output.answer(&page::card(card, output.style()))?,
        (false, None) => {
            let rows = speakers.into_iter().map(|speaker| {
                let (spellings, candidates) = searcher.spellings_and_candidates(speaker.place)?;
                Ok((speaker, spellings, candidates))
            });
            let rows: Vec<_> = rows.collect::<Result<_, CliError>>()?;
            output.answer(&page::list(&rows, total, people, output.style()))?;
        }
    }
    if args.json {
        output.json_line(&json::speakers_summary(total))?;
    }
    if total == 0 {
        let nobody = if pattern.trim().is_empty() {
            "nobody is quoted in this archive".to_owned()
        } else {
            format!("nobody whose name holds `{}` is quoted here", words::shortened(pattern.trim(), 80))
        };
        output.note(&nobody);
    }
    Ok(if total == 0 { Status::No } else { Status::Yes })
}
