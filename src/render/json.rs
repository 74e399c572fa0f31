//! JSON Lines, the contract that other programs lean on: one object a line, fields in a fixed order.
//!
//! Structs of their own, so that a change inside the program never changes what is written by accident. Offsets are
//! bytes of the article's text; text is plain, never escaped for anything but JSON.

mod comparison;
mod verdict;

pub use comparison::comparison;
pub use verdict::{verdict, verdict_summary};

use super::report::{IndexReport, SkippedFile};
use crate::article::{Article, Attribution, CivilDate, Paragraph, Quotation, Span, Speaker};
use crate::relevance::{AnswerOutcome, Evaluation, Gate, JudgedAnswer, Measure, Outcome, Report, TopicRow, Verdict};
use crate::search::{
    Analysis, Answer, ArticleSummary, AskedSpeaker, Copied, Coverage, FacetCounts, Group, Hit, Passage, QuotedWords,
    SpeakerCard,
};
use crate::speaker::registry::{KnownSpeaker, Spelling};
use serde::Serialize;
use std::collections::BTreeMap;

/// The first line of an answer: what was asked, how it was read, and of which archive.
///
/// Without a generation the field is left out, as `--deterministic` wants it.
pub fn begin(query: &str, answer: &Answer, archive: &str, generation: Option<u64>) -> String {
    let (read_as, notes) = (answer.read_as.as_str(), answer.notes.as_slice());
    let speakers = answer.speakers.iter().map(AskedOut::from).collect();
    let spellings = answer.spellings.iter().map(|(name, quotes)| SpellingCount { name, quotes: *quotes }).collect();
    line(&Begin { kind: "begin", query, read_as, archive, generation, notes, speakers, spellings })
}

/// One hit of `search` or, where it has a quotation, of `quotes`.
pub fn hit(hit: &Hit) -> String {
    let passages = hit.passages.iter().map(PassageOut::from).collect();
    let (rank, score, id, missing) = (hit.rank, hit.score, hit.id.as_str(), hit.missing.as_slice());
    let article = &hit.article;
    match &hit.quotation {
        None => line(&ArticleHit {
            kind: "hit",
            rank,
            score,
            id,
            headline: some(&article.headline),
            published: article.published.map(|date| date.to_string()),
            source: article.source.as_deref(),
            path: &article.path,
            url: article.url.as_deref(),
            group: GroupOut::from(&hit.group),
            passages,
            missing,
            shared: hit.shared.map(|share| (share * 1000.0).round() / 1000.0),
        }),
        Some(quotation) => line(&QuotationHit {
            kind: "hit",
            rank,
            score,
            id,
            text: &quotation.text,
            quotation_kind: quotation.kind.as_str(),
            speaker: SpeakerHere::of_hit(quotation),
            attribution: AttributionOut::of_hit(quotation),
            article: ArticleIn::from(article),
            passages,
            missing,
            group: (hit.group.size > 1).then(|| GroupOut::from(&hit.group)),
        }),
    }
}

/// The values of a facet, a line each; `value` is null for matches without one.
pub fn facet(counts: &FacetCounts) -> Vec<String> {
    let field = counts.facet.as_str();
    let out = |(value, count): &(Option<String>, u64)| {
        line(&serde_json::json!({ "type": "facet", "field": field, "value": value, "count": count }))
    };
    counts.values.iter().map(out).collect()
}

/// What the archive holds where nothing was found.
pub fn coverage(coverage: &Coverage) -> String {
    let date = |date: CivilDate| date.to_string();
    let gaps = coverage
        .gaps
        .iter()
        .map(|gap| serde_json::json!({ "source": gap.source, "first": date(gap.first), "last": date(gap.last) }));
    line(&serde_json::json!({
        "type": "coverage", "articles": coverage.articles, "first": coverage.dates.map(|(first, _)| date(first)),
        "last": coverage.dates.map(|(_, last)| date(last)), "undated": coverage.undated, "unread": coverage.unread,
        "gaps": gaps.collect::<Vec<_>>(),
        "archive": { "articles": coverage.whole, "first": coverage.whole_dates.map(|(first, _)| date(first)),
            "last": coverage.whole_dates.map(|(_, last)| date(last)) },
    }))
}

/// The last line of an answer. Without a time the field is left out, as `--deterministic` wants it.
pub fn summary(answer: &Answer, elapsed: Option<std::time::Duration>) -> String {
    // Tenths of a millisecond are all that a clock tells truly here.
    let elapsed_ms = elapsed.map(|time| (time.as_secs_f64() * 1e4).round() / 10.0);
    let next = answer.next.as_deref();
    let Answer { total, undated, .. } = *answer;
    let groups = answer.behind().and(answer.groups);
    line(&Summary { kind: "summary", total, undated, elapsed_ms, next, groups })
}

/// One article with its quotations, as `extract` writes it.
pub fn extracted(article: &Article, quotations: &[Quotation]) -> String {
    line(&ArticleOut::new(None, article, quotations))
}

/// One article with its quotations, as `show --json` writes it: as `extract`, with a `type`.
pub fn article(article: &Article, quotations: &[Quotation]) -> String {
    line(&ArticleOut::new(Some("article"), article, quotations))
}

/// The n-th quotation of an article (counted from one), as `show ID#qN --json` writes it.
pub fn quotation(article: &Article, quotation: &Quotation, n: usize) -> String {
    line(&QuotationAlone {
        kind: "quotation",
        id: article.id.quotation(n),
        quotation: QuotationOut::new(article, quotation),
        article: ArticleIn {
            id: article.id.as_str(),
            headline: some(article.headline_text()),
            published: article.published.map(|date| date.to_string()),
            source: article.source.as_deref(),
            path: &article.origin.path,
        },
    })
}

/// One speaker of a list, as `speakers --json` writes it; `may_be` are the people whom an ambiguous name may mean.
pub fn speaker(speaker: &KnownSpeaker, spellings: &[Spelling], may_be: &[KnownSpeaker]) -> String {
    line(&SpeakerLine::new(speaker, spellings, may_be))
}

/// One speaker with all that is known.
pub fn speaker_card(card: &SpeakerCard) -> String {
    let date = |date: CivilDate| date.to_string();
    line(&CardLine {
        speaker: SpeakerLine::new(&card.speaker, &card.spellings, &card.candidates),
        alike: card.alike.iter().map(SpeakerRef::from).collect(),
        titles: card
            .titles
            .iter()
            .map(|(title, dates)| TitleOut {
                title: &title.name,
                quotes: title.count,
                first: dates.map(|(first, _)| date(first)),
                last: dates.map(|(_, last)| date(last)),
            })
            .collect(),
        years: card.years.iter().map(|&(year, quotes)| YearOut { year, quotes }).collect(),
        undated: card.undated,
        outlets: card.outlets.iter().map(|outlet| SpellingCount { name: &outlet.name, quotes: outlet.count }).collect(),
        beside: card.beside.iter().map(|other| BesideOut { name: &other.name, articles: other.count }).collect(),
        attribution: card.classes.iter().map(|(class, count)| (class.as_str(), *count)).collect(),
        oldest: card.oldest_newest.as_ref().map(|(oldest, _)| oldest.as_str()),
        newest: card.oldest_newest.as_ref().map(|(_, newest)| newest.as_str()),
    })
}

/// The last line of a list of speakers.
pub fn speakers_summary(total: usize) -> String {
    line(&serde_json::json!({ "type": "summary", "total": total }))
}

/// What `index` did, as one line.
pub fn index_report(report: &IndexReport) -> String {
    #[derive(Serialize)]
    struct Out<'a> {
        #[serde(rename = "type")]
        kind: &'static str,
        #[serde(flatten)]
        report: &'a IndexReport,
        skipped: usize,
        elapsed_ms: u64,
    }
    let elapsed_ms = report.elapsed.as_millis() as u64;
    line(&Out { kind: "index", report, skipped: report.skipped.len(), elapsed_ms })
}

/// A file or record that could not be read, as `--errors FILE` lists it.
pub fn skipped(file: &SkippedFile) -> String {
    #[derive(Serialize)]
    struct Out<'a> {
        #[serde(rename = "type")]
        kind: &'static str,
        #[serde(flatten)]
        file: &'a SkippedFile,
    }
    line(&Out { kind: "skipped", file })
}

/// A line a topic with its values.
pub fn topic_rows(evaluation: &Evaluation) -> Vec<String> {
    let row = |row: &TopicRow| {
        let names = evaluation.measures().iter().map(ToString::to_string);
        let values: serde_json::Map<_, _> = names.zip(row.values.iter().map(|value| (*value).into())).collect();
        line(&serde_json::json!({
            "type": "topic", "topic": row.topic, "returned": row.returned, "values": values,
        }))
    };
    evaluation.rows().iter().map(row).collect()
}

/// A line a measure, and the verdict.
fn means(evaluation: &Evaluation, gates: &[Gate], verdict: &Verdict) -> Vec<String> {
    let names: Vec<String> = evaluation.measures().iter().map(ToString::to_string).collect();
    let mut lines = Vec::new();
    for (measure, name) in evaluation.measures().iter().zip(&names) {
        let summary = evaluation.summary(*measure);
        let floor = gates.iter().find(|gate| gate.measure == *measure).and_then(|gate| gate.min);
        lines.push(line(&serde_json::json!({
            "type": "measure", "measure": name, "mean": summary.map(|summary| summary.mean),
            "median": summary.map(|summary| summary.median), "lowest": summary.map(|summary| summary.minimum),
            "floor": floor,
        })));
    }
    let reasons: Vec<String> = verdict.reasons().iter().map(ToString::to_string).collect();
    let outcome = verdict.outcome();
    lines.push(line(&serde_json::json!({
        "type": "evaluation", "passed": outcome == Outcome::Passed, "outcome": outcome.as_str(), "reasons": reasons,
    })));
    lines
}

/// What comes after a suite's answers: a line a measure, the comparison with a baseline, what should be judged, the
/// verdict.
pub fn report_ends(report: &Report) -> Vec<String> {
    let mut lines = means(&report.evaluation, &report.gates, &report.verdict);
    let verdict = lines.pop();
    for (column, mean) in lines.iter_mut().enumerate() {
        if let Some(bounds) = report.bounds.as_ref().and_then(|bounds| bounds.mean(column)) {
            let (low, high) = (bounds.low, bounds.high);
            *mean = mean.trim_end_matches('}').to_owned() + &format!(",\"bounds\":[{low},{high}]}}");
        }
    }
    let typed = |kind: &str, value: serde_json::Value| {
        let mut object = serde_json::Map::new();
        object.insert("type".to_owned(), kind.into());
        if let serde_json::Value::Object(fields) = value {
            object.extend(fields);
        }
        line(&object)
    };
    if let Some(comparison) = &report.comparison {
        lines.push(typed("comparison", super::reports::json::compared(report, comparison)));
    }
    lines.extend(super::reports::json::to_judge(report).into_iter().map(|one| typed("to_judge", one)));
    lines.extend(verdict);
    lines
}

/// What a suite is and what it was asked of: the line before its answers.
pub fn suite(report: &Report) -> String {
    let [articles, quotations] = [0, 1].map(|n| report.asked.map(|asked| asked[n]));
    line(&serde_json::json!({
        "type": "suite", "name": report.suite, "path": report.file, "queries": report.answers.len(), "articles": articles,
        "quotations": quotations,
    }))
}

/// One answer of a suite, with its grades and what it does not meet.
pub fn judged_answer(answer: &JudgedAnswer, measures: &[Measure]) -> String {
    line(&judged_answer_value(answer, measures))
}

/// The same as a value, to be put into a larger one.
pub(super) fn judged_answer_value(answer: &JudgedAnswer, measures: &[Measure]) -> serde_json::Value {
    let outcome = match answer.outcome() {
        AnswerOutcome::Met => "met",
        AnswerOutcome::Unmet => "unmet",
        AnswerOutcome::KnownFailure => "known_failure",
        AnswerOutcome::KnownFailurePasses => "known_failure_passes",
    };
    let values = answer.values.as_ref().map(|values| {
        let pairs = measures.iter().zip(values).map(|(measure, value)| (measure.to_string(), (*value).into()));
        pairs.collect::<serde_json::Map<_, serde_json::Value>>()
    });
    let top = answer.top.iter().zip(1..).map(|(document, rank)| {
        serde_json::json!({ "rank": rank, "id": document.id, "score": document.score, "grade": document.grade })
    });
    let wanted = answer.wanted.iter().map(|wanted| {
        serde_json::json!({ "id": wanted.id, "name": wanted.name, "grade": wanted.grade, "rank": wanted.rank })
    });
    serde_json::json!({
        "type": "topic", "topic": answer.id, "line": answer.line, "query": answer.text, "kind": answer.kind,
        "tags": answer.tags, "returned": answer.hits, "values": values, "outcome": outcome,
        "unmet": answer.unmet.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "known_failure": answer.known_failure, "top": top.collect::<Vec<_>>(), "wanted": wanted.collect::<Vec<_>>(),
    })
}

/// What became of a query, in one line. Without `times` the steps carry none.
pub fn analysis(query: &str, analysis: &Analysis, times: bool) -> String {
    let words = analysis.words.iter().map(|asked| AnalysedOut {
        words: &asked.label,
        role: asked.role,
        fields: &asked.fields,
        documents: asked.documents,
        terms: asked
            .terms
            .iter()
            .map(|(field, term, documents)| TermOut { field, term, documents: *documents })
            .collect(),
        more: asked.more,
    });
    let stages = analysis
        .stages
        .iter()
        .map(|(stage, time)| StageOut { stage, elapsed_ms: times.then_some(time.as_secs_f64() * 1e3) });
    line(&AnalysisOut {
        kind: "analysis",
        query,
        read_as: &analysis.read_as,
        notes: &analysis.notes,
        total: analysis.total,
        words: words.collect(),
        stages: stages.collect(),
    })
}

#[derive(Serialize)]
struct AnalysisOut<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    query: &'a str,
    read_as: &'a str,
    notes: &'a [String],
    total: usize,
    words: Vec<AnalysedOut<'a>>,
    stages: Vec<StageOut<'a>>,
}

#[derive(Serialize)]
struct AnalysedOut<'a> {
    words: &'a str,
    role: &'a str,
    fields: &'a [&'static str],
    documents: u64,
    terms: Vec<TermOut<'a>>,
    more: usize,
}

#[derive(Serialize)]
struct TermOut<'a> {
    field: &'a str,
    term: &'a str,
    documents: u64,
}

#[derive(Serialize)]
struct StageOut<'a> {
    stage: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    elapsed_ms: Option<f64>,
}

fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("structs of strings and numbers have no key that JSON refuses")
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

#[derive(Serialize)]
struct SpeakerLine<'a> {
    #[serde(rename = "type")]
    line: &'static str,
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    quotes: u64,
    articles: u64,
    first: Option<String>,
    last: Option<String>,
    spellings: Vec<SpellingOut<'a>>,
    ambiguous: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    bearers: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    may_be: Vec<SpeakerRef<'a>>,
}

impl<'a> SpeakerLine<'a> {
    fn new(speaker: &'a KnownSpeaker, spellings: &'a [Spelling], may_be: &'a [KnownSpeaker]) -> SpeakerLine<'a> {
        let ambiguous = speaker.bearers > 1;
        SpeakerLine {
            line: "speaker",
            id: &speaker.id,
            name: &speaker.name,
            kind: speaker.kind.as_str(),
            quotes: speaker.quotations,
            articles: speaker.articles,
            first: speaker.dates.map(|(first, _)| first.to_string()),
            last: speaker.dates.map(|(_, last)| last.to_string()),
            spellings: spellings.iter().map(SpellingOut::from).collect(),
            ambiguous,
            bearers: ambiguous.then_some(speaker.bearers),
            may_be: may_be.iter().map(SpeakerRef::from).collect(),
        }
    }
}

/// A full name as articles give it; `printed` are the forms beside the quotations, where there are others.
#[derive(Serialize)]
struct SpellingOut<'a> {
    name: &'a str,
    quotes: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    printed: Vec<SpellingCount<'a>>,
}

impl<'a> From<&'a Spelling> for SpellingOut<'a> {
    fn from(spelling: &'a Spelling) -> SpellingOut<'a> {
        let printed = spelling.printed.iter().map(|(name, quotes)| SpellingCount { name, quotes: *quotes }).collect();
        SpellingOut { name: &spelling.name, quotes: spelling.quotations, printed }
    }
}

#[derive(Serialize)]
struct SpellingCount<'a> {
    name: &'a str,
    quotes: u64,
}

#[derive(Serialize)]
struct SpeakerRef<'a> {
    id: &'a str,
    name: &'a str,
    quotes: u64,
}

impl<'a> From<&'a KnownSpeaker> for SpeakerRef<'a> {
    fn from(speaker: &'a KnownSpeaker) -> SpeakerRef<'a> {
        SpeakerRef { id: &speaker.id, name: &speaker.name, quotes: speaker.quotations }
    }
}

#[derive(Serialize)]
struct CardLine<'a> {
    #[serde(flatten)]
    speaker: SpeakerLine<'a>,
    alike: Vec<SpeakerRef<'a>>,
    titles: Vec<TitleOut<'a>>,
    years: Vec<YearOut>,
    undated: u64,
    outlets: Vec<SpellingCount<'a>>,
    beside: Vec<BesideOut<'a>>,
    attribution: BTreeMap<&'static str, u64>,
    oldest: Option<&'a str>,
    newest: Option<&'a str>,
}

#[derive(Serialize)]
struct TitleOut<'a> {
    title: &'a str,
    quotes: u64,
    first: Option<String>,
    last: Option<String>,
}

#[derive(Serialize)]
struct YearOut {
    year: i32,
    quotes: u64,
}

#[derive(Serialize)]
struct BesideOut<'a> {
    name: &'a str,
    articles: u64,
}

/// A name that was asked for, and whom it means.
#[derive(Serialize)]
struct AskedOut<'a> {
    asked: &'a str,
    taken: Vec<SpeakerRef<'a>>,
    count: usize,
    by_sound: bool,
    alike: Vec<SpeakerRef<'a>>,
}

impl<'a> From<&'a AskedSpeaker> for AskedOut<'a> {
    fn from(asked: &'a AskedSpeaker) -> AskedOut<'a> {
        AskedOut {
            asked: &asked.asked,
            taken: asked.taken.iter().map(SpeakerRef::from).collect(),
            count: asked.count,
            by_sound: asked.by_sound,
            alike: asked.alike.iter().map(SpeakerRef::from).collect(),
        }
    }
}

#[derive(Serialize)]
struct Begin<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    query: &'a str,
    read_as: &'a str,
    archive: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    generation: Option<u64>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    speakers: Vec<AskedOut<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spellings: Vec<SpellingCount<'a>>,
}

#[derive(Serialize)]
struct ArticleHit<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    rank: usize,
    score: f64,
    id: &'a str,
    headline: Option<&'a str>,
    published: Option<String>,
    source: Option<&'a str>,
    path: &'a str,
    url: Option<&'a str>,
    group: GroupOut<'a>,
    passages: Vec<PassageOut<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    missing: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    shared: Option<f64>,
}

/// Copies that are shown as one; `copies` are the others, where they were asked for.
#[derive(Serialize)]
struct GroupOut<'a> {
    id: &'a str,
    size: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    copies: Vec<CopyOut<'a>>,
}

#[derive(Serialize)]
struct CopyOut<'a> {
    id: &'a str,
    source: Option<&'a str>,
    published: Option<String>,
}

impl<'a> From<&'a Group> for GroupOut<'a> {
    fn from(group: &'a Group) -> GroupOut<'a> {
        let copy = |copy: &'a Copied| CopyOut {
            id: &copy.id,
            source: copy.source.as_deref(),
            published: copy.published.map(|date| date.to_string()),
        };
        GroupOut { id: &group.id, size: group.size, copies: group.copies.iter().map(copy).collect() }
    }
}

#[derive(Serialize)]
struct QuotationHit<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    rank: usize,
    score: f64,
    id: &'a str,
    text: &'a str,
    #[serde(rename = "kind")]
    quotation_kind: &'static str,
    speaker: Option<SpeakerHere<'a>>,
    attribution: AttributionOut<'a>,
    article: ArticleIn<'a>,
    passages: Vec<PassageOut<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    missing: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<GroupOut<'a>>,
}

/// A speaker as an archive knows them; `id` is that of `speakers --json`.
#[derive(Serialize)]
struct SpeakerHere<'a> {
    name: &'a str,
    full_name: &'a str,
    id: Option<&'a str>,
}

impl<'a> SpeakerHere<'a> {
    fn of_hit(quotation: &'a QuotedWords) -> Option<SpeakerHere<'a>> {
        let (speaker, id) = (quotation.speaker.as_ref()?, quotation.speaker_id.as_deref());
        Some(SpeakerHere { name: &speaker.name, full_name: &speaker.full_name, id })
    }
}

#[derive(Serialize)]
struct AttributionOut<'a> {
    class: &'static str,
    confidence: f32,
    evidence: &'a [Span],
}

impl<'a> AttributionOut<'a> {
    fn of_hit(quotation: &'a QuotedWords) -> AttributionOut<'a> {
        let class = quotation.class.as_str();
        AttributionOut { class, confidence: quotation.confidence, evidence: &quotation.evidence }
    }
}

impl<'a> From<&'a Attribution> for AttributionOut<'a> {
    fn from(attribution: &'a Attribution) -> AttributionOut<'a> {
        let class = attribution.class.as_str();
        AttributionOut { class, confidence: attribution.confidence, evidence: &attribution.evidence }
    }
}

#[derive(Serialize)]
struct ArticleIn<'a> {
    id: &'a str,
    headline: Option<&'a str>,
    published: Option<String>,
    source: Option<&'a str>,
    path: &'a str,
}

impl<'a> From<&'a ArticleSummary> for ArticleIn<'a> {
    fn from(article: &'a ArticleSummary) -> ArticleIn<'a> {
        ArticleIn {
            id: article.id.as_str(),
            headline: some(&article.headline),
            published: article.published.map(|date| date.to_string()),
            source: article.source.as_deref(),
            path: &article.path,
        }
    }
}

#[derive(Serialize)]
struct PassageOut<'a> {
    field: &'static str,
    start: Option<u32>,
    end: Option<u32>,
    text: &'a str,
    spans: &'a [Span],
    speaker: Option<&'a str>,
    utf16: Utf16Out,
}

/// The same places for programs that count UTF-16 units.
#[derive(Serialize)]
struct Utf16Out {
    start: u32,
    end: u32,
    spans: Vec<Span>,
}

impl<'a> From<&'a Passage> for PassageOut<'a> {
    fn from(passage: &'a Passage) -> PassageOut<'a> {
        PassageOut {
            field: passage.field.as_str(),
            start: Some(passage.span.start),
            end: Some(passage.span.end),
            text: &passage.text,
            spans: &passage.lit,
            speaker: passage.speaker.as_deref(),
            utf16: Utf16Out {
                start: passage.utf16_span().start,
                end: passage.utf16_span().end,
                spans: passage.utf16_lit(),
            },
        }
    }
}

#[derive(Serialize)]
struct Summary<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    total: usize,
    undated: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    elapsed_ms: Option<f64>,
    next: Option<&'a str>,
    /// How many hits stand for all matches, where some of them are copies.
    #[serde(skip_serializing_if = "Option::is_none")]
    groups: Option<usize>,
}

#[derive(Serialize)]
struct ArticleOut<'a> {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    id: &'a str,
    path: &'a str,
    headline: Option<&'a str>,
    byline: Option<&'a str>,
    published: Option<String>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    text: &'a str,
    body_start: u32,
    quotes: Vec<QuotationOut<'a>>,
    // What the contract does not name comes after what it names.
    section: Option<&'a str>,
    standfirst: Option<Span>,
    paragraphs: &'a [Paragraph],
}

impl<'a> ArticleOut<'a> {
    fn new(kind: Option<&'static str>, article: &'a Article, quotations: &'a [Quotation]) -> ArticleOut<'a> {
        ArticleOut {
            kind,
            id: article.id.as_str(),
            path: &article.origin.path,
            headline: some(article.headline_text()),
            byline: article.byline.as_deref(),
            published: article.published.map(|date| date.to_string()),
            source: article.source.as_deref(),
            url: article.url.as_deref(),
            language: article.language.as_deref(),
            text: &article.text,
            body_start: article.body_start,
            quotes: quotations.iter().map(|quotation| QuotationOut::new(article, quotation)).collect(),
            section: article.section.as_deref(),
            standfirst: article.standfirst,
            paragraphs: &article.paragraphs,
        }
    }
}

#[derive(Serialize)]
struct QuotationAlone<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
    #[serde(flatten)]
    quotation: QuotationOut<'a>,
    article: ArticleIn<'a>,
}

#[derive(Serialize)]
struct QuotationOut<'a> {
    kind: &'static str,
    content: &'a [Span],
    cue: Option<Span>,
    source: &'a [Span],
    text: String,
    speaker: Option<SpeakerOut<'a>>,
    attribution: AttributionOut<'a>,
    confidence: f32,
    spoken: bool,
}

impl<'a> QuotationOut<'a> {
    fn new(article: &Article, quotation: &'a Quotation) -> QuotationOut<'a> {
        QuotationOut {
            kind: quotation.kind.as_str(),
            content: &quotation.content,
            cue: quotation.cue,
            source: &quotation.source,
            text: quotation.text(&article.text),
            speaker: quotation.speaker.as_ref().map(SpeakerOut::from),
            attribution: AttributionOut::from(&quotation.attribution),
            // More digits would be noise.
            confidence: (quotation.confidence * 1000.0).round() / 1000.0,
            spoken: quotation.spoken,
        }
    }
}

/// A speaker as the article alone tells.
#[derive(Serialize)]
struct SpeakerOut<'a> {
    name: &'a str,
    full_name: &'a str,
    kind: &'static str,
}

impl<'a> From<&'a Speaker> for SpeakerOut<'a> {
    fn from(speaker: &'a Speaker) -> SpeakerOut<'a> {
        SpeakerOut { name: &speaker.name, full_name: &speaker.full_name, kind: speaker.kind.as_str() }
    }
}

#[cfg(test)]
mod tests {
    use super::{begin, extracted, hit, quotation, summary};
    use crate::render::terminal::samples;

    #[test]
    fn an_extracted_article_has_the_fields_of_the_contract_in_their_order() {
        let (article, quotations) = samples::article();
        let value: serde_json::Value = serde_json::from_str(&extracted(&article, &quotations)).unwrap();
        let keys: Vec<_> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let contract = "id path headline byline published source url language text body_start quotes";
        assert_eq!(keys[..11].join(" "), contract);
        let quote = &value["quotes"][0];
        let keys: Vec<_> = quote.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys.join(" "), "kind content cue source text speaker attribution confidence spoken");
        let (start, end) = (quote["content"][0][0].as_u64().unwrap(), quote["content"][0][1].as_u64().unwrap());
        assert_eq!(&article.text[start as usize..end as usize], "“We knew,”");
        assert!(quote["text"].as_str().unwrap().starts_with("“We knew,” … “and we waited,"));
        assert_eq!(quote["speaker"].to_string(), r#"{"name":"Ortega","full_name":"Maria Ortega","kind":"pronoun"}"#);
        assert!(quote["attribution"].to_string().starts_with(r#"{"class":"pronoun","confidence":0.9,"evidence":[["#));
    }

    #[test]
    fn a_quotation_that_nobody_speaks_has_no_speaker() {
        let (article, quotations) = samples::article();
        let value: serde_json::Value = serde_json::from_str(&quotation(&article, &quotations[1], 2)).unwrap();
        assert_eq!(value["id"], "harbour.txt#q2");
        assert!(value["speaker"].is_null() && value["cue"].is_null());
    }

    #[test]
    fn hits_have_the_fields_of_the_contract_in_their_order() {
        let keys = |line: &str| {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
        };
        let article = hit(&samples::hit(1, "a.txt", 2.5));
        assert_eq!(keys(&article), "type rank score id headline published source path url group passages");
        let quote = hit(&samples::quote_hit(1));
        assert_eq!(keys(&quote), "type rank score id text kind speaker attribution article passages");
        let value: serde_json::Value = serde_json::from_str(&quote).unwrap();
        assert_eq!(
            value["article"].as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" "),
            "id headline published source path"
        );
        assert_eq!(value["kind"], "direct");
        let answer = samples::answer(Vec::new());
        assert_eq!(keys(&begin("q", &answer, "news", Some(3))), "type query read_as archive generation");
        assert_eq!(keys(&begin("q", &answer, "news", None)), "type query read_as archive");
        assert_eq!(keys(&summary(&answer, Some(answer.elapsed))), "type total undated elapsed_ms next");
        assert_eq!(summary(&answer, None), r#"{"type":"summary","total":0,"undated":0,"next":null}"#);
    }
}
