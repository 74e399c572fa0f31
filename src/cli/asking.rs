//! What `search` and `quotes` have in common: opening the archive, asking it, and giving the answer in some form.

use super::error::{CliError, Status};
use super::index;
use super::options::{ArchiveArgs, AskArgs, Order};
use super::output::Output;
use crate::archive::{Archive, Location};
use crate::ingest::IngestOptions;
use crate::render::terminal::hits::{self, View};
use crate::render::{json, terminal, words};
use crate::search::{Answer, Filter, Query, Request, Searcher, Sort, Target};
use std::time::Instant;

/// How many hits are shown where `-n` does not say.
const LIMIT: usize = 10;

/// What a command asks.
pub(super) struct Question {
    /// The query as it was typed.
    pub line: String,
    /// What is looked for.
    pub target: Target,
    /// What a hit is called.
    pub noun: &'static str,
    /// The most passages a hit may show.
    pub passages: usize,
    /// Only quotations whose speaker is at least this sure.
    pub min_confidence: Option<f32>,
}

/// An archive that can be asked.
pub(super) struct Opened {
    /// Where it lies.
    pub location: Location,
    /// Whom to ask.
    pub searcher: Searcher,
}

/// Opens the archive, indexing its folder first where that was never done, and says when it has changed since.
pub(super) fn open(args: &ArchiveArgs, output: &mut Output) -> Result<Opened, CliError> {
    let location = args.location()?;
    if !location.has_index() {
        let folder = location.root.display();
        output.note(&format!("`{folder}` has no index yet; making it, once"));
        let report = index::fill(&location, &IngestOptions::default(), output)?;
        let skipped = match report.skipped.len() {
            0 => String::new(),
            n => format!("; {} skipped, which `onrecord index` lists", words::count(n, "file")),
        };
        if report.articles == 0 {
            output.note(&index::no_article(&location, &report));
        } else {
            output.note(&format!(
                "indexed {} and {} in {}{skipped}",
                words::count(report.articles, "article"),
                words::count(report.quotations, "quotation"),
                words::duration(report.elapsed),
            ));
        }
        output.aside(&terminal::report::warnings(&report.warnings, output.stderr_style()));
    }
    let archive = Archive::open(&location)?;
    if let Some(change) = archive.changed_since_indexed() {
        output.note(&change);
    }
    let searcher = Searcher::open(archive)?;
    Ok(Opened { location, searcher })
}

/// A request for `query` with the flags that say which hits, and in which order.
pub(super) fn request(query: Query, target: Target, args: &AskArgs, limit: usize) -> Result<Request, CliError> {
    let sort = match args.sort {
        Order::Relevance => Sort::Relevance,
        Order::Newest => Sort::Newest,
        Order::Oldest => Sort::Oldest,
    };
    let reading = args.reading.reading()?;
    let flag = |flag: &str, what: String| CliError::new(format!("{flag}: {what}"));
    let since = args.since.as_deref().map(|date| reading.since(date).map_err(|what| flag("--since", what)));
    let until = args.until.as_deref().map(|date| reading.until(date).map_err(|what| flag("--until", what)));
    let filters = [since.transpose()?, until.transpose()?];
    let query = filters.into_iter().flatten().fold(query, |query, filter| query.and(Query::Filter(filter)));
    let request = Request::new(query, target).sort(sort).any(args.any);
    let request = request.limit(args.limit.map_or(limit, |limit| limit as usize));
    let request = request.not_spelled(args.spelling.not_spelling.clone()).speaker_ids(args.json);
    Ok(match &args.speaker {
        Some(name) if args.spelling.exact_name => request.exact_speaker(name),
        Some(name) => request.speaker(name),
        None => request,
    })
}

/// Asks the question, writes the answer, and returns 0 where there are hits and 1 where there are none.
pub(super) fn answer(
    question: &Question,
    args: &AskArgs,
    archive: &ArchiveArgs,
    output: &mut Output,
) -> Result<Status, CliError> {
    let start = Instant::now();
    let parsed = args.reading.parse(&question.line, output)?;
    let parsing = start.elapsed();
    let query = match question.min_confidence {
        Some(sure) => parsed.query.and(Query::Filter(Filter::Confidence((sure * 100.0).round() as u8))),
        None => parsed.query,
    };
    let mut request = request(query, question.target, args, LIMIT)?;
    // Ids and counts need no texts.
    request = request.passages(if args.ids || args.count { 0 } else { question.passages });
    if args.count {
        request = request.limit(0);
    }
    let Opened { location, searcher } = open(archive, output)?;
    let searcher = searcher.aliases_from(args.spelling.aliases.file.clone());
    if args.spelling.aliases.file.is_some() {
        // A mistake in a file that was named is told also where no name is asked for.
        searcher.speakers()?;
    }
    let told = parsed.repairs.iter().map(ToString::to_string).chain(parsed.notes);
    if args.reading.analyze {
        let mut analysis = searcher.analyze(&request)?;
        analysis.stages.insert(0, ("read the line", parsing));
        analysis.notes.splice(0..0, told);
        if args.json {
            output.json_line(&json::analysis(&question.line, &analysis, !args.deterministic))?;
        } else {
            output.notes(&analysis.notes);
            let style = output.style();
            output.answer(&terminal::analysis::page(&analysis, question.noun, !args.deterministic, style))?;
        }
        return Ok(if analysis.total == 0 { Status::No } else { Status::Yes });
    }
    let mut answer = searcher.search(&request)?;
    // What was mended in the line comes before what was found.
    answer.notes.splice(0..0, told.collect::<Vec<_>>());
    write(question, args, &location, &answer, output)?;
    Ok(if answer.total == 0 { Status::No } else { Status::Yes })
}

/// Says where the score of one hit comes from; 1 where the question does not find it.
pub(super) fn explain(
    question: &Question,
    id: &str,
    args: &AskArgs,
    archive: &ArchiveArgs,
    output: &mut Output,
) -> Result<Status, CliError> {
    let parsed = args.reading.parse(&question.line, output)?;
    let told: Vec<String> = parsed.repairs.iter().map(ToString::to_string).chain(parsed.notes).collect();
    output.notes(&told);
    let request = request(parsed.query, question.target, args, LIMIT)?;
    let searcher = open(archive, output)?.searcher.aliases_from(args.spelling.aliases.file.clone());
    match searcher.explain(&request, id)? {
        Some(explanation) => {
            output.answer(&terminal::ranking::explained(&explanation, question.noun, output.style()))?;
            Ok(Status::Yes)
        }
        None => {
            output.note(&format!("`{id}` is not among the {}s that match", question.noun));
            Ok(Status::No)
        }
    }
}

fn write(
    question: &Question,
    args: &AskArgs,
    location: &Location,
    answer: &Answer,
    output: &mut Output,
) -> Result<(), CliError> {
    if args.json {
        let generation = (!args.deterministic).then_some(answer.generation);
        let elapsed = (!args.deterministic).then_some(answer.elapsed);
        output.json_line(&json::begin(&question.line, answer, &location.root.display().to_string(), generation))?;
        for hit in &answer.hits {
            output.json_line(&json::hit(hit))?;
        }
        return output.json_line(&json::summary(answer, elapsed));
    }
    output.notes(&answer.notes);
    if args.count {
        return output.plain_line(&answer.total.to_string());
    }
    if args.ids {
        return answer.hits.iter().try_for_each(|hit| output.plain_line(&hit.id));
    }
    let view = View { noun: question.noun, deterministic: args.deterministic };
    output.answer(&hits::answer(answer, view, output.style()))?;
    if answer.total == 0 {
        output.note(&nothing(question, args));
    }
    Ok(())
}

/// What to try where nothing was found.
fn nothing(question: &Question, args: &AskArgs) -> String {
    if question.line.trim().is_empty() && args.speaker.is_none() && args.since.is_none() && args.until.is_none() {
        return format!("the archive holds no {}", question.noun);
    }
    let narrowed: Vec<&str> = [
        ("--speaker", args.speaker.is_some()),
        ("--since", args.since.is_some()),
        ("--until", args.until.is_some()),
        ("--min-confidence", question.min_confidence.is_some()),
    ]
    .into_iter()
    .filter_map(|(flag, given)| given.then_some(flag))
    .collect();
    let noun = question.noun;
    if !narrowed.is_empty() {
        return format!("no {noun} matches; try it without {}", narrowed.join(" and "));
    }
    // Words that stand side by side need no advice to ask for fewer: then the best partial matches were shown.
    let advice = if question.line.contains(['"', '“', '”']) {
        "the words without the quotation marks"
    } else if question.target == Target::Quotations {
        "`onrecord search`, which looks at whole articles"
    } else {
        "the beginning of a word with a star, as in harb*"
    };
    format!("no {noun} matches; try {advice}")
}
