//! Lists of articles and of quotations.

use super::attributed::Attributed;
use super::{DIM, HEADLINE, LIT, MEASURE, PERSON, PLAIN, Page, UNSURE, unbroken};
use crate::article::Span;
use crate::render::wrap::{Run, columns, lit_runs};
use crate::render::{Style, words};
use crate::search::{Answer, ArticleSummary, Coverage, FacetCounts, Hit, Passage, PassageField, QuotedWords};
use std::ops::Range;

/// Characters of the query in the title: somebody may have pasted a page.
const LONGEST_QUERY: usize = 300;

/// Columns that the name of a facet takes.
const FACET_NAME: usize = 13;

/// A name of so many columns or fewer is not broken at a line end.
const LONGEST_NAME: usize = 32;

/// How a list is shown: its title, its hits one by one, and a footer where there is more to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List {
    /// What is listed: `article` or `quotation`.
    pub noun: &'static str,
    /// Whether times are left out, so that the same answer is always the same bytes.
    pub deterministic: bool,
    /// Whether quotations are shown with the sentences around them.
    pub context: bool,
    /// The first rank and the last; both 0 where there is no hit.
    pub ranks: (usize, usize),
    /// What the place that is written to can show.
    pub style: Style,
}

impl List {
    /// The line above the hits.
    pub fn title(&self, answer: &Answer) -> String {
        let count = words::count(answer.total, self.noun);
        let mut title = vec![Run::new(count, HEADLINE)];
        if let Some(behind) = answer.behind() {
            let what = match (self.noun, behind) {
                ("quotation", _) => "repeated",
                (_, 1) => "a copy",
                _ => "copies",
            };
            title.push(Run::plain(format!(", {} of them {what}", words::number(behind))));
        }
        if answer.partial {
            title.push(Run::plain(" in part"));
        }
        title.push(Run::new(" · ", DIM));
        let read_as = if answer.read_as == "*" { "everything" } else { &answer.read_as };
        title.push(Run::plain(words::shortened(read_as, LONGEST_QUERY)));
        if !self.deterministic {
            // The time holds together with its dot: neither stands alone at the end of a line.
            title.push(Run::new(format!(" {}", unbroken(&format!("· {}", words::duration(answer.elapsed)))), DIM));
        }
        let mut page = Page::new(self.style);
        page.lines(0, &title);
        page.text
    }

    /// One hit, with a blank line before it.
    pub fn hit(&self, hit: &Hit) -> String {
        let mut page = Page::new(self.style);
        page.blank();
        // Ranks stand right-aligned in their column, two blanks before the text.
        let rank_width = self.ranks.1.to_string().len().max(2);
        let rank = Run::new(format!("{:>rank_width$}", hit.rank), DIM);
        match &hit.quotation {
            None => article_hit(&mut page, hit, rank, rank_width + 2),
            Some(quotation) => quotation_hit(&mut page, hit, quotation, rank, rank_width + 2, self.context),
        }
        page.text
    }

    /// What comes after the hits: facets, what is not shown, and where there is no hit what the archive holds.
    pub fn footer(&self, answer: &Answer) -> String {
        let mut page = Page::new(self.style);
        if !answer.facets.is_empty() {
            page.blank();
        }
        for counts in &answer.facets {
            facet(&mut page, counts);
        }
        if let Some(coverage) = &answer.coverage {
            page.blank();
            self::coverage(&mut page, coverage);
        }
        let mut footer = Vec::new();
        let (first, last) = self.ranks;
        if last == 0 {
            return page.text;
        }
        let all = answer.groups.unwrap_or(answer.total);
        if first > 1 {
            footer.push(format!("{} to {} of {}", words::number(first), words::number(last), words::number(all)));
        } else if answer.next.is_some() {
            footer.push(format!("{} of {}", words::number(last), words::number(all)));
        }
        if answer.undated > 0 {
            footer.push(format!("{} undated", words::number(answer.undated)));
        }
        if answer.next.is_some() && first == 1 {
            let next = last * 5;
            footer.push(match next < all {
                true => format!("-n {next} shows more"),
                false => format!("-n {all} shows all"),
            });
        }
        if !footer.is_empty() {
            page.blank();
            page.facts(0, footer);
        }
        page.text
    }
}

/// Returns one hit alone, without its rank.
pub(super) fn alone(hit: &Hit, style: Style) -> String {
    let mut page = Page::new(style);
    match &hit.quotation {
        None => article_hit(&mut page, hit, Run::plain(""), 2),
        Some(quotation) => quotation_hit(&mut page, hit, quotation, Run::plain(""), 2, false),
    }
    page.text
}

/// One facet: its name, and its values with their counts.
fn facet(page: &mut Page, counts: &FacetCounts) {
    let none = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
    let value = |(value, count): &(Option<String>, u64)| {
        unbroken(&format!("{} ({})", none(value), words::number(*count as usize)))
    };
    let mut values: Vec<String> = counts.values.iter().map(value).collect();
    if counts.more > 0 {
        values.push(unbroken(&format!("and {} more", words::number(counts.more))));
    }
    let name = Run::new(counts.facet.as_str(), HEADLINE);
    let runs = [Run::plain(if values.is_empty() { "nothing to count".to_owned() } else { values.join(" · ") })];
    page.block(FACET_NAME, name, &runs, MEASURE);
}

/// What the archive holds for the time and the outlets that were asked for.
fn coverage(page: &mut Page, coverage: &Coverage) {
    let held = words::count(coverage.articles, "article");
    let between = |(first, last)| format!("from {} to {}", words::date(Some(first)), words::date(Some(last)));
    let said = match coverage.dates {
        None if coverage.articles > 0 => format!("The archive holds {held} for this."),
        None => {
            let all = words::count(coverage.whole, "article");
            let dates = coverage.whole_dates.map(|dates| format!(", {}", between(dates))).unwrap_or_default();
            format!("The archive holds nothing for this; all that it holds is {all}{dates}.")
        }
        Some((first, last)) if first == last => {
            format!("The archive holds {held} for this, of {}.", words::date(Some(first)))
        }
        Some(dates) => format!("The archive holds {held} for this, {}.", between(dates)),
    };
    page.lines(0, &[Run::plain(said)]);
    for gap in &coverage.gaps {
        let source = gap.source.as_ref().map_or("without an outlet".to_owned(), |source| format!("of {source}"));
        let (first, last) = (words::date(Some(gap.first)), words::date(Some(gap.last)));
        let days = words::count((gap.last.first_day() - gap.first.first_day() + 1) as usize, "day");
        page.lines(0, &[Run::plain(format!("Nothing {source} from {first} to {last} ({days})."))]);
    }
    let mut facts = Vec::new();
    if coverage.undated > 0 {
        facts.push(format!("{} undated", words::count(coverage.undated, "article")));
    }
    if coverage.unread > 0 {
        facts.push(format!("{} not read in full", words::count(coverage.unread, "file")));
    }
    if !facts.is_empty() {
        page.facts(0, facts);
    }
}

fn article_hit(page: &mut Page, hit: &Hit, rank: Run, indent: usize) {
    let article = &hit.article;
    if article.headline.trim().is_empty() {
        page.block(indent, rank, &[Run::new("(no headline)", DIM)], usize::MAX);
    } else {
        let headline = lit_runs(&article.headline, &article.headline_lit, HEADLINE, LIT, page.style.colour);
        page.block(indent, rank, &headline, usize::MAX);
    }
    page.facts(indent, hit_facts(hit));
    // The headline has just been shown with its words lit.
    for passage in hit.passages.iter().filter(|passage| passage.field != PassageField::Headline) {
        passage_runs(page, passage, indent);
    }
    missing(page, hit, indent);
    copies(page, hit, indent);
}

/// A passage behind a dot, with who speaks in it.
pub(super) fn passage_runs(page: &mut Page, passage: &Passage, indent: usize) {
    let mut runs = Vec::new();
    if passage.field == PassageField::Caption {
        runs.push(Run::new("caption: ", DIM));
    }
    runs.extend(lit_runs(&passage.text, &lit_within(passage), PLAIN, LIT, page.style.colour));
    if let Some(speaker) = &passage.speaker {
        // The name holds together, and with its dash, and stands right behind the words where there is room.
        let (doubt, look) = if passage.uncertain { ("?", UNSURE) } else { ("", PERSON) };
        let name = format!("— {speaker}{doubt}");
        let name = if columns(&name) <= LONGEST_NAME { unbroken(&name) } else { name };
        runs.push(Run::new(format!(" {name}"), look));
    }
    page.block(indent + 2, Run::new(format!("{}·", " ".repeat(indent)), DIM), &runs, MEASURE);
}

fn quotation_hit(page: &mut Page, hit: &Hit, quotation: &QuotedWords, rank: Run, indent: usize, context: bool) {
    let words = lit_runs(&quotation.text, &quotation.lit, PLAIN, LIT, page.style.colour);
    page.block(indent, rank, &words, MEASURE);
    let speaker = Attributed::from(quotation).runs();
    page.block(indent + 2, Run::new(format!("{}—", " ".repeat(indent)), PERSON), &speaker, MEASURE);
    page.facts(indent, std::iter::once(hit.article.headline.clone()).chain(hit_facts(hit)));
    for passage in hit.passages.iter().filter(|_| context) {
        passage_runs(page, passage, indent);
    }
    missing(page, hit, indent);
    copies(page, hit, indent);
}

/// The copies that a hit stands for, where they were asked for.
fn copies(page: &mut Page, hit: &Hit, indent: usize) {
    for copy in &hit.group.copies {
        let facts = [copy.source.clone().unwrap_or_default(), words::date(copy.published), copy.id.clone()];
        page.facts(indent + 2, std::iter::once("also".to_owned()).chain(facts));
    }
}

fn missing(page: &mut Page, hit: &Hit, indent: usize) {
    if !hit.missing.is_empty() {
        page.lines(indent, &[Run::new(format!("without: {}", hit.missing.join(", ")), DIM)]);
    }
}

/// Where and when an article was printed and what it goes by; its path only where the id does not hold it already.
pub(super) fn article_facts(article: &ArticleSummary, id: &str) -> [String; 5] {
    let path = if id.starts_with(&article.path) { "" } else { &article.path };
    [
        article.source.clone().unwrap_or_default(),
        words::date(article.published),
        article.section.clone().unwrap_or_default(),
        id.to_owned(),
        path.to_owned(),
    ]
}

/// The facts of a hit's article, with how many copies it stands for and how much it shares with the one it is like.
fn hit_facts(hit: &Hit) -> impl Iterator<Item = String> {
    let mut facts = article_facts(&hit.article, &hit.id);
    if hit.group.size > 1 {
        let more = words::number(hit.group.size - 1);
        facts[0] = match facts[0].as_str() {
            "" => format!("{more} more like it"),
            source => format!("{source} + {more} more"),
        };
    }
    let shared = hit.shared.filter(|share| *share >= 0.005).map(|share| format!("{:.0}% of it shared", share * 100.0));
    facts.into_iter().chain(shared)
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
    use super::List;
    use crate::render::Style;
    use crate::render::terminal::samples;
    use crate::search::Answer;

    fn answer(answer: &Answer, noun: &'static str, style: Style) -> String {
        let ranks = (answer.hits.first().map_or(0, |hit| hit.rank), answer.hits.last().map_or(0, |hit| hit.rank));
        let list = List { noun, deterministic: true, context: false, ranks, style };
        let hits: String = answer.hits.iter().map(|hit| list.hit(hit)).collect();
        list.title(answer) + &hits + &list.footer(answer)
    }

    fn widest(page: &str) -> usize {
        page.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap_or(0)
    }

    const ARTICLES: &str = "article";
    const QUOTATIONS: &str = "quotation";

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
        some.next = Some("cursor".to_owned());
        some.undated = 3;
        let page = answer(&some, ARTICLES, Style::PLAIN);
        assert!(page.ends_with("\n1 of 1,204 · 3 undated · -n 5 shows more\n"), "{page}");
        let none = samples::answer(Vec::new());
        assert_eq!(answer(&none, ARTICLES, Style::PLAIN), "0 articles · harbour\n");
    }
}
