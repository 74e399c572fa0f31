//! Tables for spreadsheets: RFC 4180 with plain line ends, and with formulas kept from running.

use super::columns::columns;
use super::words::two_digits;
use crate::article::{Article, Quotation};
use crate::search::Hit;
use crate::speaker::registry::{KnownSpeaker, Spelling};

/// The first line of a table of hits: the names of its columns.
pub fn head(of_quotations: bool) -> String {
    row(columns(of_quotations).map(|column| column.name))
}

/// One hit as a line of a table.
pub fn hit(hit: &Hit) -> String {
    row(columns(hit.quotation.is_some()).map(|column| (column.value)(hit)))
}

/// The first line of a table of all quotations, or of all articles.
pub fn export_head(of_quotations: bool) -> String {
    let articles = "id,date,source,section,byline,headline,language,url,path,quotations,text";
    let quotations = "id,date,source,headline,speaker,printed,kind,attribution,confidence,text,article,url,path,denied";
    if of_quotations { quotations.to_owned() } else { articles.to_owned() }
}

/// An article as a line of a table.
pub fn article(article: &Article, quotations: &[Quotation]) -> String {
    let date = article.published.map(|date| date.to_string());
    let body = article.text.get(article.body_start as usize..).unwrap_or_default();
    row([
        article.id.as_str(),
        date.as_deref().unwrap_or_default(),
        article.source.as_deref().unwrap_or_default(),
        article.section.as_deref().unwrap_or_default(),
        article.byline.as_deref().unwrap_or_default(),
        article.headline_text(),
        article.language.as_deref().unwrap_or_default(),
        article.url.as_deref().unwrap_or_default(),
        &article.origin.path,
        &quotations.len().to_string(),
        body,
    ])
}

/// The n-th quotation of an article as a line of a table.
pub fn quotation(article: &Article, quotation: &Quotation, n: usize) -> String {
    let date = article.published.map(|date| date.to_string());
    let speaker = quotation.speaker.as_ref();
    row([
        article.id.quotation(n).as_str(),
        date.as_deref().unwrap_or_default(),
        article.source.as_deref().unwrap_or_default(),
        article.headline_text(),
        speaker.map(|speaker| speaker.full_name.as_str()).unwrap_or_default(),
        speaker.map(|speaker| speaker.name.as_str()).unwrap_or_default(),
        quotation.kind.as_str(),
        quotation.attribution.class.as_str(),
        &two_digits(quotation.attribution.confidence),
        &quotation.text(&article.text),
        article.id.as_str(),
        article.url.as_deref().unwrap_or_default(),
        &article.origin.path,
        if quotation.denied { "true" } else { "" },
    ])
}

/// The first line of a table of speakers.
pub fn speakers_head() -> String {
    "id,name,kind,quotations,articles,first,last,spellings".to_owned()
}

/// A speaker as a line of a table.
pub fn speaker(speaker: &KnownSpeaker, spellings: &[Spelling]) -> String {
    let date = |date: Option<crate::article::CivilDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let spellings: Vec<&str> = spellings.iter().map(|spelling| spelling.name.as_str()).collect();
    row([
        speaker.id.as_str(),
        &speaker.name,
        speaker.kind.as_str(),
        &speaker.quotations.to_string(),
        &speaker.articles.to_string(),
        &date(speaker.dates.map(|(first, _)| first)),
        &date(speaker.dates.map(|(_, last)| last)),
        &spellings.join("; "),
    ])
}

/// Lays cells out as one line without its end.
///
/// A cell that holds a comma, a quotation mark or a line break stands in quotation marks. A cell that a spreadsheet
/// would run as a formula, because it begins with `=`, `+`, `-`, `@` or a control character, gets an apostrophe in
/// front (OWASP, *CSV Injection*), numbers excepted.
pub(super) fn row(cells: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut line = String::new();
    for (n, cell) in cells.into_iter().enumerate() {
        if n > 0 {
            line.push(',');
        }
        let cell = cell.as_ref();
        let quoted = cell.contains([',', '"', '\n', '\r']) || is_formula(cell);
        if !quoted {
            line.push_str(cell);
            continue;
        }
        line.push('"');
        if is_formula(cell) {
            line.push('\'');
        }
        for character in cell.chars() {
            if character == '"' {
                line.push('"');
            }
            line.push(character);
        }
        line.push('"');
    }
    line
}

/// Whether a spreadsheet may take a cell for a formula. Full-width signs count: some programs take them for the others.
fn is_formula(cell: &str) -> bool {
    // What stands before the sign may be trimmed on import.
    let begins = cell.starts_with(|c: char| c.is_control())
        || cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    begins && cell.parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::{head, hit, row};
    use crate::render::terminal::samples;

    #[test]
    fn cells_come_back_and_formulas_do_not_run() {
        let cells =
            ["a", "b,c", "say \"no\"", "=HYPERLINK(1)", "-3.5", "-x", "\tcmd", " @sum", "two\nlines", "", "＝1"];
        let expected = "a,\"b,c\",\"say \"\"no\"\"\",\"'=HYPERLINK(1)\",-3.5,\"'-x\",\"'\tcmd\",\"' @sum\",\
            \"two\nlines\",,\"'＝1\"";
        assert_eq!(row(cells), expected);
    }

    #[test]
    fn a_hit_has_a_cell_for_every_column() {
        assert_eq!(head(true).split(',').count(), 21);
        assert!(head(false).starts_with("rank,score,id,date,source,headline,speaker,text,copies,section"));
        let line = hit(&samples::hit(1, "a.txt", 2.5));
        assert_eq!(line.split(',').count(), head(false).split(',').count(), "{line}");
        assert!(line.starts_with("1,2.5,a.txt,1912,Velden Courant,Mayor opens the harbour,"), "{line}");
    }
}
