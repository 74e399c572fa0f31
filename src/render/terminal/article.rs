//! One article to read, with its speakers in the margin; and one quotation with how we know who spoke.

use super::attributed::Attributed;
use super::{DIM, HEADLINE, MEASURE, PERSON, PLAIN, Page, SURE, UNSURE};
use crate::article::{Article, ParagraphKind, Quotation, QuotationKind, Span};
use crate::render::wrap::{Line, Run, paint, wrap};
use crate::render::{Style, words};
use anstyle::Style as Look;

/// Returns the article as text: what is known about it, then every paragraph, with a bar beside lines that hold quoted
/// words and the speaker's name beside the first of them.
///
/// Indirect speech, which has no marks of its own, stands between square brackets.
pub fn article(article: &Article, quotations: &[Quotation], style: Style) -> String {
    let mut page = Page::new(style);
    let margin = Margin::of(style, !quotations.is_empty());
    head(&mut page, article, margin.text_at());
    if let Some(standfirst) = article.standfirst {
        page.blank();
        paragraph(&mut page, article, quotations, standfirst, ParagraphKind::Body, margin);
    }
    for (span, kind) in body(article) {
        page.blank();
        paragraph(&mut page, article, quotations, span, kind, margin);
    }
    page.text
}

/// Returns what stands between two articles.
pub fn between(style: Style) -> String {
    let mut page = Page::new(style);
    page.blank();
    page.verbatim(&"─".repeat(style.width.min(MEASURE)), DIM);
    page.blank();
    page.text
}

/// Returns the `n`-th quotation of an article, counted from one: its words, who speaks, where it stands and how we know.
///
/// Empty where the article has no such quotation.
pub fn quotation(article: &Article, quotations: &[Quotation], n: usize, style: Style) -> String {
    let mut page = Page::new(style);
    let Some(quotation) = n.checked_sub(1).and_then(|index| quotations.get(index)) else { return page.text };
    let attribution = &quotation.attribution;
    page.block(0, Run::plain(""), &[Run::plain(quotation.text(&article.text))], MEASURE);
    page.block(2, Run::new("—", PERSON), &Attributed::of(quotation, article).runs(), MEASURE);
    let mut about = vec![article.headline_text().to_owned()];
    about.extend(article_facts(article, &article.id.quotation(n)));
    page.facts(0, about);
    page.blank();
    page.lines(0, &[Run::new("How we know", HEADLINE)]);
    page.block(12, Run::new("  kind", DIM), &[Run::plain(quotation.kind.as_str())], MEASURE);
    for (name, spans) in [
        ("cue", quotation.cue.as_slice()),
        ("source", quotation.source.as_slice()),
        ("evidence", attribution.evidence.as_slice()),
    ] {
        let words: Vec<String> = spans.iter().map(|span| format!("“{}”", article.at(*span))).collect();
        let words = if words.is_empty() { "none".to_owned() } else { words.join(" · ") };
        page.block(12, Run::new(format!("  {name}"), DIM), &[Run::plain(words)], MEASURE);
    }
    let class = attribution.class.as_str();
    let sure = match quotation.speaker {
        Some(_) => format!("{class}, {:.0}% sure", attribution.confidence.clamp(0.0, 1.0) * 100.0),
        None => "unattributed: nobody whom the article names fits".to_owned(),
    };
    page.block(12, Run::new("  how", DIM), &[Run::plain(sure)], MEASURE);
    page.blank();
    page.lines(0, &[Run::new("Where it stands", HEADLINE)]);
    let margin = Margin::of(style, true);
    // The paragraph with the words, and the running text before it, where a name is often given.
    let paragraphs: Vec<_> = body(article).collect();
    let holds = |span: &Span| quotation.content.iter().any(|content| content.overlaps(*span));
    let first = paragraphs.iter().position(|(span, _)| holds(span)).unwrap_or(paragraphs.len());
    let before = paragraphs[..first].iter().rposition(|(_, kind)| *kind == ParagraphKind::Body);
    for (index, (span, kind)) in paragraphs.iter().enumerate() {
        if holds(span) || Some(index) == before {
            page.blank();
            paragraph(&mut page, article, quotations, *span, *kind, margin);
        }
    }
    page.text
}

fn head(page: &mut Page, article: &Article, indent: usize) {
    let headline = article.headline_text();
    if !headline.trim().is_empty() {
        page.lines(indent, &[Run::new(headline, HEADLINE)]);
    }
    let by = article.byline.as_ref().map(|byline| format!("By {byline}")).unwrap_or_default();
    let mut line = vec![by];
    line.extend(article_facts(article, ""));
    page.facts(indent, line);
    let path = if article.id.as_str().starts_with(&article.origin.path) { "" } else { &article.origin.path };
    page.facts(indent, [article.id.as_str(), path, article.url.as_deref().unwrap_or_default()]);
}

/// What is known about the article, and an id.
pub(super) fn article_facts(article: &Article, id: &str) -> Vec<String> {
    vec![
        article.source.clone().unwrap_or_default(),
        words::date(article.published),
        article.section.clone().unwrap_or_default(),
        id.to_owned(),
    ]
}

/// The body's paragraphs, or the body as one where none were found.
pub(super) fn body(article: &Article) -> impl Iterator<Item = (Span, ParagraphKind)> {
    let whole = article.paragraphs.is_empty().then(|| {
        (Span::new(article.body_start as usize, article.text.len()).trimmed(&article.text), ParagraphKind::Body)
    });
    article.paragraphs.iter().map(|paragraph| (paragraph.span, paragraph.kind)).chain(whole)
}

/// The columns left of the text in which speakers stand.
#[derive(Clone, Copy)]
struct Margin {
    /// Columns for names; zero for none.
    width: usize,
}

impl Margin {
    fn of(style: Style, needed: bool) -> Margin {
        let width = if style.width == usize::MAX { 24 } else { (style.width / 4).min(28) };
        // Below 40 columns a margin leaves no room for the text: then names are left to `show ID#qN`.
        Margin { width: if needed && style.width >= 40 { width } else { 0 } }
    }

    fn text_at(self) -> usize {
        if self.width == 0 { 0 } else { self.width + 3 }
    }
}

/// One paragraph beside its margin.
fn paragraph(
    page: &mut Page,
    article: &Article,
    quotations: &[Quotation],
    span: Span,
    kind: ParagraphKind,
    margin: Margin,
) {
    let base = match kind {
        ParagraphKind::Body => PLAIN,
        ParagraphKind::CrossHead => HEADLINE,
        ParagraphKind::PullQuote | ParagraphKind::Caption | ParagraphKind::Footer => DIM,
    };
    let (runs, spoken) = spoken_runs(article, quotations, span, base, page.style.colour);
    let width = page.style.width.saturating_sub(margin.text_at()).min(MEASURE);
    let lines = wrap(&runs, width);
    if margin.width == 0 {
        for line in &lines {
            page.text.push_str(&paint(line, page.style.colour));
            page.text.push('\n');
        }
        return;
    }
    // Labels queue up: a name that needs three lines pushes the next one down.
    let mut labels: std::collections::VecDeque<Line> = std::collections::VecDeque::new();
    if matches!(kind, ParagraphKind::PullQuote | ParagraphKind::Caption | ParagraphKind::Footer) {
        labels.extend(wrap(&[Run::new(kind.as_str().replace('_', " "), DIM)], margin.width));
    }
    let mut named: Vec<usize> = Vec::new();
    let mut rest = lines.iter();
    loop {
        let line = rest.next();
        let mut holds_words = false;
        for quotation in line.iter().flat_map(|line| &line.holds).filter_map(|&run| spoken[run]) {
            holds_words = true;
            if !named.contains(&quotation) {
                named.push(quotation);
                labels.extend(wrap(&label(&quotations[quotation], quotation + 1), margin.width));
            }
        }
        let label = labels.pop_front();
        if line.is_none() && label.is_none() {
            break;
        }
        let label = label.unwrap_or_default();
        let bar = if holds_words {
            paint(&Line { runs: vec![Run::new("│", DIM)], ..Line::default() }, page.style.colour)
        } else {
            " ".to_owned()
        };
        let words = line.map(|line| paint(line, page.style.colour)).unwrap_or_default();
        let pad = " ".repeat(margin.width.saturating_sub(label.width));
        let full = format!("{pad}{} {bar} {words}", paint(&label, page.style.colour));
        page.text.push_str(full.trim_end());
        page.text.push('\n');
    }
}

/// The name beside a quotation, and the number it can be asked for by.
fn label(quotation: &Quotation, n: usize) -> Vec<Run> {
    let sure = quotation.attribution.confidence >= SURE;
    let (name, look) = match &quotation.speaker {
        Some(speaker) if sure => (speaker.full_name.clone(), PERSON),
        Some(speaker) => (format!("{}?", speaker.full_name), UNSURE),
        None => ("unattributed".to_owned(), UNSURE),
    };
    vec![Run::new(name, look), Run::new(format!(" q{n}"), DIM)]
}

/// A paragraph cut where quotations begin and end, and which quotation each run belongs to.
fn spoken_runs(
    article: &Article,
    quotations: &[Quotation],
    span: Span,
    base: Look,
    colour: bool,
) -> (Vec<Run>, Vec<Option<usize>>) {
    let mut pieces: Vec<(Span, usize)> = quotations
        .iter()
        .enumerate()
        .flat_map(|(index, quotation)| quotation.content.iter().map(move |content| (*content, index)))
        .filter(|(content, _)| content.overlaps(span))
        .map(|(content, index)| (Span { start: content.start.max(span.start), end: content.end.min(span.end) }, index))
        .collect();
    pieces.sort();
    let (mut runs, mut spoken) = (Vec::new(), Vec::new());
    let mut at = span.start;
    for (piece, index) in pieces {
        // Quotations inside others are shown as part of the outer one.
        if piece.start < at {
            continue;
        }
        if at < piece.start {
            runs.push(Run::new(article.at(Span { start: at, end: piece.start }), base));
            spoken.push(None);
        }
        let words = article.at(piece);
        let look = if quotations[index].speaker.is_some() { PERSON } else { UNSURE };
        // Colour never carries meaning alone: words without marks of their own get brackets.
        let bare = quotations[index].kind == QuotationKind::Indirect && !colour;
        runs.push(Run::new(if bare { format!("[{words}]") } else { words.to_owned() }, look));
        spoken.push(Some(index));
        at = piece.end;
    }
    if at < span.end {
        runs.push(Run::new(article.at(Span { start: at, end: span.end }), base));
        spoken.push(None);
    }
    debug_assert_eq!(runs.len(), spoken.len());
    (runs, spoken)
}

#[cfg(test)]
mod tests {
    use super::{article, quotation};
    use crate::render::Style;
    use crate::render::terminal::samples;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn an_article_has_its_speakers_in_the_margin() {
        let (sample, quotations) = samples::article();
        assert_eq!(
            format!("\n{}", article(&sample, &quotations, Style::PLAIN)),
            "
                       Mayor opens the harbour
                       By Jan de Vries · Velden Courant · 13 Feb 2025 · City
                       harbour.txt

                       Maria Ortega opened the new harbour on Tuesday, eleven
                       years after the first stone was laid.

                       A long wait

     Maria Ortega q1 │ “We knew,” she said, “and we waited, through five winters
                     │ and three councils.”

     unattributed q2 │ A voice from the crowd called out: “Shame!”

             caption   The new quay. Photograph: T. Brandt
"
        );
    }

    #[test]
    fn no_width_is_run_past() {
        let (sample, quotations) = samples::article();
        for width in 20..180 {
            let page = article(&sample, &quotations, Style { colour: false, width });
            assert!(page.lines().all(|line| line.width() <= width), "{width}\n{page}");
        }
    }

    #[test]
    fn every_word_of_the_article_is_there() {
        let (sample, quotations) = samples::article();
        let page = article(&sample, &quotations, Style { colour: false, width: usize::MAX });
        for word in sample.text.split_whitespace() {
            assert!(page.contains(word), "{word}\n{page}");
        }
    }

    #[test]
    fn a_quotation_says_how_we_know() {
        let (sample, quotations) = samples::article();
        assert_eq!(
            quotation(&sample, &quotations, 1, Style::PLAIN),
            "\
“We knew,” … “and we waited, through five winters and three councils.”
— Maria Ortega (printed “Ortega”, pronoun)
Mayor opens the harbour · Velden Courant · 13 Feb 2025 · City · harbour.txt#q1

How we know
  kind      direct
  cue       “said”
  source    “she”
  evidence  “she said” · “Maria Ortega”
  how       pronoun, 90% sure

Where it stands

                       Maria Ortega opened the new harbour on Tuesday, eleven
                       years after the first stone was laid.

     Maria Ortega q1 │ “We knew,” she said, “and we waited, through five winters
                     │ and three councils.”
"
        );
        assert_eq!(quotation(&sample, &quotations, 0, Style::PLAIN), "");
        assert_eq!(quotation(&sample, &quotations, 9, Style::PLAIN), "");
    }
}
