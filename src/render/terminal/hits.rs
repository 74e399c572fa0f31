//! Lists of articles and of quotations.

use super::{DIM, HEADLINE, LIT, MEASURE, PERSON, PLAIN, Page, speaker_runs, unbroken};
use crate::article::{QuotationKind, Span};
use crate::render::wrap::{Run, columns, lit_runs};
use crate::render::{Style, words};
use crate::search::{Answer, ArticleSummary, Hit, Passage, PassageField, QuotedWords};
use std::ops::Range;

/// Characters of the query in the title: somebody may have pasted a page.
const LONGEST_QUERY: usize = 300;

/// A name of so many columns or fewer is not broken at a line end.
const LONGEST_NAME: usize = 32;

/// How an answer is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// What is listed: `article` or `quotation`.
    pub noun: &'static str,
    /// Whether times are left out, so that the same answer is always the same bytes.
    pub deterministic: bool,
}

/// Returns the whole answer: a title line, the hits, and a footer where there is more to know.
///
/// An answer without hits has a title line alone.
pub fn answer(answer: &Answer, view: View, style: Style) -> String {
    let mut page = Page::new(style);
    page.lines(0, &title(answer, view));
    // Ranks stand right-aligned in their column, two blanks before the text.
    let rank_width = answer.hits.last().map_or(0, |hit| hit.rank.to_string().len()).max(2);
    for hit in &answer.hits {
        page.blank();
        let rank = Run::new(format!("{:>rank_width$}", hit.rank), DIM);
        let indent = rank_width + 2;
        match &hit.quotation {
            None => article_hit(&mut page, hit, rank, indent),
            Some(quotation) => quotation_hit(&mut page, hit, quotation, rank, indent),
        }
    }
    let footer = footer(answer);
    if !footer.is_empty() {
        page.blank();
        page.facts(0, footer);
    }
    page.text
}

/// Returns one hit alone, without its rank.
pub(super) fn alone(hit: &Hit, style: Style) -> String {
    let mut page = Page::new(style);
    match &hit.quotation {
        None => article_hit(&mut page, hit, Run::plain(""), 2),
        Some(quotation) => quotation_hit(&mut page, hit, quotation, Run::plain(""), 2),
    }
    page.text
}

fn title(answer: &Answer, view: View) -> Vec<Run> {
    let count = words::count(answer.total, view.noun);
    let mut title = vec![Run::new(count, HEADLINE)];
    if answer.partial {
        title.push(Run::plain(" in part"));
    }
    title.push(Run::new(" · ", DIM));
    let read_as = if answer.read_as == "*" { "everything" } else { &answer.read_as };
    title.push(Run::plain(words::shortened(read_as, LONGEST_QUERY)));
    if !view.deterministic {
        // The time holds together with its dot: neither stands alone at the end of a line.
        title.push(Run::new(format!(" {}", unbroken(&format!("· {}", words::duration(answer.elapsed)))), DIM));
    }
    title
}

fn footer(answer: &Answer) -> Vec<String> {
    let mut footer = Vec::new();
    if answer.hits.is_empty() {
        return footer;
    }
    let more = answer.total > answer.hits.len();
    if more {
        footer.push(format!("{} of {}", words::number(answer.hits.len()), words::number(answer.total)));
    }
    if answer.undated > 0 {
        footer.push(format!("{} undated", words::number(answer.undated)));
    }
    if more {
        let next = (answer.hits.len() * 5).min(answer.total);
        footer.push(format!("-n {next} shows {}", if next == answer.total { "all" } else { "more" }));
    }
    footer
}

fn article_hit(page: &mut Page, hit: &Hit, rank: Run, indent: usize) {
    let article = &hit.article;
    if article.headline.trim().is_empty() {
        page.block(indent, rank, &[Run::new("(no headline)", DIM)], usize::MAX);
    } else {
        let headline = lit_runs(&article.headline, &article.headline_lit, HEADLINE, LIT, page.style.colour);
        page.block(indent, rank, &headline, usize::MAX);
    }
    page.facts(indent, article_facts(article, &hit.id));
    // The headline has just been shown with its words lit.
    for passage in hit.passages.iter().filter(|passage| passage.field != PassageField::Headline) {
        let mut runs = Vec::new();
        if passage.field == PassageField::Caption {
            runs.push(Run::new("caption: ", DIM));
        }
        runs.extend(lit_runs(&passage.text, &lit_within(passage), PLAIN, LIT, page.style.colour));
        if let Some(speaker) = &passage.speaker {
            // The name holds together, and with its dash, and stands right behind the words where there is room.
            let name = format!("— {speaker}");
            let name = if columns(&name) <= LONGEST_NAME { unbroken(&name) } else { name };
            runs.push(Run::new(format!(" {name}"), PERSON));
        }
        page.block(indent + 2, Run::new(format!("{}·", " ".repeat(indent)), DIM), &runs, MEASURE);
    }
    missing(page, hit, indent);
}

fn quotation_hit(page: &mut Page, hit: &Hit, quotation: &QuotedWords, rank: Run, indent: usize) {
    let words = lit_runs(&quotation.text, &quotation.lit, PLAIN, LIT, page.style.colour);
    page.block(indent, rank, &words, MEASURE);
    let kind: &[&str] = match quotation.kind {
        QuotationKind::Indirect => &["in other words"],
        QuotationKind::Direct | QuotationKind::Mixed => &[],
    };
    let speaker = speaker_runs(quotation.speaker.as_ref(), quotation.class, quotation.confidence, kind);
    page.block(indent + 2, Run::new(format!("{}—", " ".repeat(indent)), PERSON), &speaker, MEASURE);
    let article = &hit.article;
    page.facts(indent, std::iter::once(article.headline.clone()).chain(article_facts(article, &hit.id)));
    missing(page, hit, indent);
}

fn missing(page: &mut Page, hit: &Hit, indent: usize) {
    if !hit.missing.is_empty() {
        page.lines(indent, &[Run::new(format!("without: {}", hit.missing.join(", ")), DIM)]);
    }
}

/// Where and when an article was printed and what it goes by; its path only where the id does not hold it already.
fn article_facts(article: &ArticleSummary, id: &str) -> [String; 5] {
    let path = if id.starts_with(&article.path) { "" } else { &article.path };
    [
        article.source.clone().unwrap_or_default(),
        words::date(article.published),
        article.section.clone().unwrap_or_default(),
        id.to_owned(),
        path.to_owned(),
    ]
}

/// A passage's lit spans as ranges of its own text.
fn lit_within(passage: &Passage) -> Vec<Range<usize>> {
    let start = passage.span.start;
    let within = |span: &Span| {
        let begin = span.start.checked_sub(start)?;
        Some(begin as usize..(span.end - start) as usize)
    };
    passage.lit.iter().filter_map(within).collect()
}

#[cfg(test)]
mod tests {
    use super::{View, answer};
    use crate::render::Style;
    use crate::render::terminal::samples;

    fn widest(page: &str) -> usize {
        page.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap_or(0)
    }

    const ARTICLES: View = View { noun: "article", deterministic: true };
    const QUOTATIONS: View = View { noun: "quotation", deterministic: true };

    #[test]
    fn a_list_of_articles_at_80_columns() {
        let page =
            answer(&samples::answer(vec![samples::long_hit(1), samples::hit(2, "b.txt", 1.0)]), ARTICLES, Style::PLAIN);
        assert!(widest(&page) <= 80, "{page}");
        assert_eq!(
            page,
            "\
2 articles · harbour

 1  Mayor opens the *harbour*
    Velden Courant · 1912 · City · courant-7 · 1912/courant.jsonl
    · “The *harbour* is open to every ship that comes in peace, and to none that
      does not,” she told a crowd. — Maria Ortega
    · caption: The dredging took eleven years and cost three times what the
      council had been promised at the outset of it.
    without: levy

 2  Mayor opens the *harbour*
    Velden Courant · 1912 · b.txt
"
        );
    }

    #[test]
    fn a_list_of_quotations_at_80_columns() {
        let page =
            answer(&samples::answer(vec![samples::quote_hit(1), samples::unsure_hit(2)]), QUOTATIONS, Style::PLAIN);
        assert!(widest(&page) <= 80, "{page}");
        assert_eq!(
            page,
            "\
2 quotations · harbour

 1  “The *harbour* is open to every ship that comes in peace,” … “and to none
    that does not, whatever flag.”
    — Maria Ortega (printed “Ortega”)
    Mayor opens the harbour · Velden Courant · 1912 · courant-7#q2

 2  “The *harbour* is open to every ship that comes in peace,” … “and to none
    that does not, whatever flag.”
    — Maria Ortega? (printed “Ortega”, pronoun, 41% sure)
    Mayor opens the harbour · Velden Courant · 1912 · courant-7#q2
"
        );
    }

    #[test]
    fn no_width_is_run_past_and_running_text_keeps_to_its_measure() {
        for width in 24..200 {
            let style = Style { colour: false, width };
            let hits = vec![samples::long_hit(1), samples::quote_hit(2), samples::unsure_hit(3)];
            let page = answer(&samples::answer(hits), ARTICLES, style);
            assert!(widest(&page) <= width, "{width}\n{page}");
        }
        let page =
            answer(&samples::answer(vec![samples::quote_hit(1)]), QUOTATIONS, Style { colour: false, width: 160 });
        assert!(page.lines().nth(2).is_some_and(|line| line.chars().count() <= 104), "{page}");
    }

    #[test]
    fn colour_changes_nothing_but_colour_and_the_marks_of_lit_words() {
        let hits = || samples::answer(vec![samples::long_hit(1), samples::quote_hit(2)]);
        let style = Style { colour: true, width: 160 };
        let coloured = answer(&hits(), ARTICLES, style);
        assert!(coloured.contains("\u{1b}[1m\u{1b}[31mharbour\u{1b}[0m"), "{coloured:?}");
        let mut bare = String::new();
        let mut rest = coloured.as_str();
        while let Some((before, after)) = rest.split_once('\u{1b}') {
            bare.push_str(before);
            rest = after.split_once('m').unwrap().1;
        }
        bare.push_str(rest);
        let plain = answer(&hits(), ARTICLES, Style { colour: false, width: usize::MAX }).replace('*', "");
        let words = |page: &str| page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&bare), words(&plain));
    }

    #[test]
    fn an_article_cannot_give_the_terminal_orders() {
        let mut hit = samples::hit(1, "a\u{1b}[2J.txt", 1.0);
        hit.article.headline = "Calm \u{1b}]0;pwned\u{7} \u{202e}yad".to_owned();
        hit.article.headline_lit.clear();
        let page = answer(&samples::answer(vec![hit]), ARTICLES, Style { colour: true, width: 80 });
        assert!(page.contains("Calm ␛]0;pwned␇ <U+202E>yad"), "{page}");
        assert!(page.contains("a␛[2J.txt"), "{page}");
    }

    #[test]
    fn the_footer_says_what_is_not_shown() {
        let mut some = samples::answer(vec![samples::hit(1, "a", 1.0)]);
        some.total = 1204;
        some.undated = 3;
        let page = answer(&some, ARTICLES, Style::PLAIN);
        assert!(page.ends_with("\n1 of 1,204 · 3 undated · -n 5 shows more\n"), "{page}");
        let none = samples::answer(Vec::new());
        assert_eq!(answer(&none, ARTICLES, Style::PLAIN), "0 articles · harbour\n");
    }
}
