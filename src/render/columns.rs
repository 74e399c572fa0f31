//! The named values of a hit, one table for CSV and templates alike.

use super::words;
use crate::search::Hit;
use std::borrow::Cow;

/// A named value of a hit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its name in templates and in the head of a table.
    pub name: &'static str,
    /// Where it stands in a hit.
    pub value: fn(&Hit) -> Cow<'_, str>,
    /// Whether only quotations have it.
    pub of_quotations: bool,
}

/// All values, in the order of a table.
pub(super) const COLUMNS: [Column; 21] = [
    article("rank", |hit| hit.rank.to_string().into()),
    article("score", |hit| hit.score.to_string().into()),
    article("id", |hit| (&hit.id).into()),
    article("date", |hit| hit.article.published.map(|date| date.to_string()).unwrap_or_default().into()),
    article("source", |hit| optional(&hit.article.source)),
    article("headline", |hit| (&hit.article.headline).into()),
    article("speaker", speaker),
    article("text", text),
    quotation("printed", |hit| quoted(hit, |words| words.speaker.as_ref().map(|speaker| (&speaker.name).into()))),
    quotation("kind", |hit| quoted(hit, |words| Some(words.kind.as_str().into()))),
    quotation("attribution", |hit| quoted(hit, |words| Some(words.class.as_str().into()))),
    quotation("confidence", |hit| quoted(hit, |words| Some(words::two_digits(words.confidence).into()))),
    quotation("cue_words", |hit| quoted(hit, |words| words.cue_words.as_deref().map(Cow::from))),
    quotation("source_words", |hit| quoted(hit, |words| words.source_words.as_deref().map(Cow::from))),
    quotation("denied", |hit| quoted(hit, |words| words.denied.then(|| "true".into()))),
    article("copies", |hit| (hit.group.size.saturating_sub(1)).to_string().into()),
    article("section", |hit| optional(&hit.article.section)),
    article("byline", |hit| optional(&hit.article.byline)),
    article("language", |hit| optional(&hit.article.language)),
    article("url", |hit| optional(&hit.article.url)),
    article("path", |hit| (&hit.article.path).into()),
];

const fn article(name: &'static str, value: fn(&Hit) -> Cow<'_, str>) -> Column {
    Column { name, value, of_quotations: false }
}

const fn quotation(name: &'static str, value: fn(&Hit) -> Cow<'_, str>) -> Column {
    Column { name, value, of_quotations: true }
}

/// The values that hits have, of quotations or of articles.
pub(super) fn columns(of_quotations: bool) -> impl Iterator<Item = &'static Column> {
    COLUMNS.iter().filter(move |column| of_quotations || !column.of_quotations)
}

fn optional(value: &Option<String>) -> Cow<'_, str> {
    value.as_deref().unwrap_or_default().into()
}

fn quoted<'h>(
    hit: &'h Hit,
    value: impl FnOnce(&'h crate::search::QuotedWords) -> Option<Cow<'h, str>>,
) -> Cow<'h, str> {
    hit.quotation.as_ref().and_then(value).unwrap_or_default()
}

/// Who says the quotation, in full; of an article, who says its first passage.
fn speaker(hit: &Hit) -> Cow<'_, str> {
    match &hit.quotation {
        Some(words) => words.speaker.as_ref().map(|speaker| speaker.full_name.as_str()).unwrap_or_default().into(),
        None => hit
            .passages
            .first()
            .filter(|passage| !passage.uncertain)
            .and_then(|passage| passage.speaker.as_deref())
            .unwrap_or_default()
            .into(),
    }
}

/// The words of the quotation; of an article, its passages.
fn text(hit: &Hit) -> Cow<'_, str> {
    match (&hit.quotation, hit.passages.as_slice()) {
        (Some(words), _) => (&words.text).into(),
        (None, [only]) => (&only.text).into(),
        (None, several) => several.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join(" … ").into(),
    }
}
