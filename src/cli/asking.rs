//! What `search` and `quotes` have in common: opening the archive, asking it, and giving the answer in some form.

use super::error::{CliError, Status};
use super::forms::{Form, Writing};
use super::index;
use super::options::{ArchiveArgs, AskArgs, Order};
use super::output::Output;
use crate::archive::{Archive, Location};
use crate::ingest::IngestOptions;
use crate::render::terminal::hits::List;
use crate::render::{json, terminal, words};
use crate::search::{Cursor, Filter, Query, Request, Searcher, Sort, Target};
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
    /// Sentences of the article beside a quotation.
    pub context: usize,
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
            _ => format!(
                "; {} skipped, which `onrecord index` lists",
                terminal::report::files_and_records(&report.skipped)
            ),
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
    let request = args.which.request(query, target)?;
    Ok(request.sort(sort).limit(args.limit.map_or(limit, |limit| limit as usize)))
}

/// Asks the question, writes the answer, and returns 0 where there are hits and 1 where there are none.
pub(super) fn answer(
    question: &Question,
    args: &AskArgs,
    archive: &ArchiveArgs,
    output: &mut Output,
) -> Result<Status, CliError> {
    // A mistake in what was asked for is told before an index is made.
    let form = Form::of(&args.form, question.target)?;
    let cursor = args.after.as_deref().map(str::parse::<Cursor>).transpose()?;
    let clock = Instant::now();
    let parsed = args.which.reading.parse(&question.line, output)?;
    let parsing = clock.elapsed();
    let query = match question.min_confidence {
        Some(sure) => parsed.query.and(Query::Filter(Filter::Confidence((sure * 100.0).round() as u8))),
        None => parsed.query,
    };
    let limit = if args.all { usize::MAX } else { args.limit.map_or(LIMIT, |limit| limit as usize) };
    let shown = (!args.group.no_group && !args.all).then(|| args.group.shown.clone());
    let request = request(query, question.target, args, limit)?
        .context(question.context)
        .whole(!form.tells_partial_matches())
        // Ids and counts need no texts.
        .passages(if args.form.ids || args.form.count { 0 } else { question.passages })
        .speaker_ids(args.form.json)
        .after(cursor)
        .deterministic(args.form.deterministic)
        .grouped(shown)
        .expanded(args.group.expand)
        .facets(args.facets.clone(), args.facet_values as usize);
    let Opened { location, searcher } = open(archive, output)?;
    let searcher = searcher.aliases_from(args.which.spelling.aliases.file.clone());
    if args.which.spelling.aliases.file.is_some() {
        // A mistake in a file that was named is told also where no name is asked for.
        searcher.speakers()?;
    }
    let told = parsed.repairs.iter().map(ToString::to_string).chain(parsed.notes);
    if args.which.reading.analyze {
        let mut analysis = searcher.analyze(&request)?;
        analysis.stages.insert(0, ("read the line", parsing));
        analysis.notes.splice(0..0, told);
        if args.form.json {
            output.json_line(&json::analysis(&question.line, &analysis, !args.form.deterministic))?;
        } else {
            output.notes(&analysis.notes);
            let style = output.style();
            output.answer(&terminal::analysis::page(&analysis, question.noun, !args.form.deterministic, style))?;
        }
        return Ok(if analysis.total == 0 { Status::No } else { Status::Yes });
    }
    let found = searcher.find(&request)?;
    let start = found.start()?;
    let mut head = found.head()?;
    // What was mended in the line comes before what was found.
    let mended = !parsed.repairs.is_empty();
    head.notes.splice(0..0, told.collect::<Vec<_>>());
    if !matches!(form, Form::Json) {
        output.notes(&head.notes);
    }
    if head.total == 0 && !form.tells_partial_matches() {
        in_part(&request, output);
    }
    if let (Form::Ids | Form::Csv | Form::Template(_), Some(behind)) = (&form, head.behind()) {
        output.note(&format!("{} not listed; --no-group lists them", copies(behind)));
    }
    if matches!(form, Form::Count) {
        output.plain_line(&head.total.to_string())?;
    } else {
        let places = found.places(start, limit)?;
        head.next = found.next(start + places.len()).map(|cursor| cursor.to_string());
        head.elapsed = found.elapsed();
        let ranks = (places.first().map_or(0, |place| place.rank), places.last().map_or(0, |place| place.rank));
        let list = List {
            noun: question.noun,
            deterministic: args.form.deterministic,
            context: question.context > 0,
            ranks,
            style: output.style(),
        };
        let archive = location.root.display().to_string();
        let writing = Writing { form: &form, args: &args.form, list, line: &question.line, archive: &archive };
        writing.begin(&head, output)?;
        if form.needs_texts() {
            for hit in found.hits(&places)? {
                writing.hit(&hit?, output)?;
            }
        } else {
            places.iter().try_for_each(|place| output.record(&place.id, args.form.null))?;
        }
        head.elapsed = found.elapsed();
        writing.end(&head, output)?;
        if head.total == 0 && matches!(form, Form::Page) {
            output.note(&nothing(question, args, mended));
        }
    }
    Ok(if head.total == 0 { Status::No } else { Status::Yes })
}

/// Says where the score of one hit comes from; 1 where the question does not find it.
pub(super) fn explain(
    question: &Question,
    id: &str,
    args: &AskArgs,
    archive: &ArchiveArgs,
    output: &mut Output,
) -> Result<Status, CliError> {
    let parsed = args.which.reading.parse(&question.line, output)?;
    let told: Vec<String> = parsed.repairs.iter().map(ToString::to_string).chain(parsed.notes).collect();
    output.notes(&told);
    let request = request(parsed.query, question.target, args, LIMIT)?;
    let searcher = open(archive, output)?.searcher.aliases_from(args.which.spelling.aliases.file.clone());
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

/// Says that partial matches were left out, where nothing matches and there may be some.
pub(super) fn in_part(request: &Request, output: &mut Output) {
    if request.may_match_in_part() {
        output.note("nothing holds all of these words; --any takes what holds some");
    }
}

fn copies(number: usize) -> String {
    if number == 1 { "1 copy is".to_owned() } else { format!("{} copies are", words::number(number)) }
}

/// Whether there are quotation marks in a line, other than those around a name: `speaker:"Ann Roe"`.
fn asks_for_a_phrase(line: &str) -> bool {
    let mark = |character: char| matches!(character, '"' | '“' | '”');
    let named = |at: usize| line[..at].trim_end_matches('=').ends_with(':');
    let mut marks = line.match_indices(mark);
    std::iter::from_fn(|| Some((marks.next()?, marks.next()))).any(|((at, _), _)| !named(at))
}

/// What to try where nothing was found; the notes have told what was `mended` in the line.
fn nothing(question: &Question, args: &AskArgs, mended: bool) -> String {
    if question.line.trim().is_empty() && args.which.given().is_empty() {
        return format!("the archive holds no {}", question.noun);
    }
    let mut narrowed = args.which.given();
    narrowed.extend(question.min_confidence.map(|_| "--min-confidence"));
    let noun = question.noun;
    if !narrowed.is_empty() {
        return format!("no {noun} matches; try it without {}", narrowed.join(" and "));
    }
    if mended {
        return format!("no {noun} matches the query as it was read; `onrecord help query` has the language");
    }
    // Words that stand side by side need no advice to ask for fewer: then the best partial matches were shown.
    let advice = if asks_for_a_phrase(&question.line) {
        "the words without the quotation marks"
    } else if question.target == Target::Quotations {
        "`onrecord search`, which looks at whole articles"
    } else {
        "the beginning of a word with a star, as in harb*"
    };
    format!("no {noun} matches; try {advice}")
}
