//! The day of publication in a page's own mark-up, for pages that do not state it.
//!
//! A page holds many days: of a later change, of other stories, in the text, today's above the paper's name. So a day
//! counts where it is called that of publication, or where it stands between the headline and the text; nothing
//! that is called a change, lies in a list of links or beside the article does.

use super::dates::{self, DateLabel, DateOrder, Printed};
use crate::article::{CivilDate, Precision};
use dom_smoothie::Readability;

/// The day that the mark-up calls that of publication.
pub(super) fn marked(page: &Readability, order: DateOrder) -> Option<CivilDate> {
    for node in page.doc.select("[itemprop='datePublished'], time[pubdate]").nodes().iter().take(3) {
        let stated = ["datetime", "content", "title"].iter().find_map(|name| node.attr(name));
        let day = stated.and_then(|stated| dates::parse(&stated, order)).or_else(|| dates::parse(&node.text(), order));
        if let Some(day) = exact(day) {
            return Some(day);
        }
    }
    None
}

/// The day that is printed over the article, or elsewhere in it with "Published" before it.
pub(super) fn printed(page: &Readability, order: DateOrder) -> Option<CivilDate> {
    const LOOKED_AT: &str =
        "h1, h2, h3, p, time, [class*='date' i], [class*='publish' i], [class*='posted' i], [id*='date' i]";
    // Running text tells where the article has begun; a standfirst and a caption may stand before the day.
    let (mut under_headline, mut paragraphs) = (false, 0);
    let (mut labelled, mut under, mut above) = (None, None, None);
    let mut candidates = 0;
    let has_heading = page.doc.select_single("h1").exists();
    for node in page.doc.select(LOOKED_AT).nodes() {
        let name = node.node_name().unwrap_or_default();
        match &*name {
            "h1" => {
                (under_headline, paragraphs) = (true, 0);
                continue;
            }
            // Parts of the text, or other stories below it.
            "h2" | "h3" if paragraphs > 0 => {
                paragraphs = usize::MAX / 2;
                continue;
            }
            "time" => {}
            _ => {
                let text = node.text();
                let text = text.trim();
                if text.len() >= 120 {
                    paragraphs += usize::from(&*name == "p");
                    continue;
                }
                if text.is_empty() || &*name == "p" && dates::date_line(text, order).is_none() {
                    continue;
                }
            }
        }
        // A calendar or a table of results is no line over an article.
        candidates += 1;
        if candidates > MOST_CANDIDATES {
            break;
        }
        // What it is called and where it lies.
        let own = [node.attr("class"), node.attr("id"), node.attr("itemprop")];
        let mut names = own.into_iter().flatten().fold(String::new(), |names, name| names + " " + &name);
        let (mut is_linked, mut is_beside) = (false, false);
        for (height, around) in node.ancestors_it(Some(12)).enumerate() {
            let tag = around.node_name().unwrap_or_default();
            let class = around.attr("class").unwrap_or_default().to_ascii_lowercase();
            if &*tag == "h1" {
                // Some sites print the day within the headline, which is a link to itself.
                (is_linked, is_beside) = (false, false);
                break;
            }
            let holds =
                |names: [&str; 3]| around.descendants_it().any(|below| names.iter().any(|name| below.has_name(name)));
            is_linked |= &*tag == "a";
            is_beside |= match &*tag {
                "footer" | "nav" => true,
                "aside" => holds(["a", "h3", "h4"]),
                // An item with a heading is another story; one without may be a line under the headline.
                "li" => height < 4 && holds(["h2", "h3", "h4"]),
                "body" => false,
                _ => height < 8 && BESIDE.iter().any(|beside| class.contains(beside)),
            };
            if height < 2 {
                names = names + " " + &class;
            }
        }
        let stated = node.attr("datetime").filter(|_| &*name == "time");
        let text = node.text();
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (day, of_line) = match dates::published_line(&line, order) {
            Printed::Published(day) => (Some(day), dates::last_label(&line)),
            Printed::Updated => continue,
            Printed::None => (None, None),
        };
        let day = stated.and_then(|stated| dates::parse(&stated, order)).or(day);
        let Some(day) = exact(day) else { continue };
        // The words before it on its line, or those of the line before.
        let (mut before, mut at, mut steps) = (String::new(), *node, 0);
        while steps < 8 && before.len() <= 80 {
            steps += 1;
            match at.prev_sibling() {
                Some(next) => {
                    at = next;
                    before.insert_str(0, &at.text());
                }
                None if !before.trim().is_empty() => break,
                None => match at.parent().filter(|above| !above.has_name("body") && !above.has_name("article")) {
                    Some(parent) => at = parent,
                    None => break,
                },
            }
        }
        let before = if before.trim().len() <= 80 { dates::last_label(&before) } else { None };
        if (is_linked || is_beside) && before.or(of_line) != Some(DateLabel::Published) {
            continue;
        }
        match before.or(of_line).or_else(|| dates::last_label(&names)) {
            Some(DateLabel::Updated) => {}
            Some(DateLabel::Published) => labelled = labelled.or(Some(day)),
            None if under_headline && paragraphs <= 2 => under = under.or(Some(day)),
            None if !under_headline && (!has_heading || &*name == "time") && paragraphs <= 2 => above = Some(day),
            None => {}
        }
    }
    labelled.or(under).or(above)
}

/// So many days are looked at.
const MOST_CANDIDATES: usize = 200;

/// What lists of other stories, comments and pages' edges are called.
const BESIDE: [&str; 16] = [
    "related",
    "recommend",
    "more-",
    "teaser",
    "sidebar",
    "widget",
    "comment",
    "latest",
    "trending",
    "popular",
    "footer",
    "next-",
    "promo",
    "newsletter",
    "masthead",
    "copyright",
];

/// The day in an address: `/2021/05/03/bridge-closed`, `/2021-05-03-bridge-closed`.
pub(super) fn of_address(url: &str) -> Option<CivilDate> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split(['/', '-', '_']).collect();
    parts.windows(3).find_map(|three| {
        let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
            (digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| text.parse::<u32>().ok())?
        };
        let [year, month, day] = *three else { return None };
        let (year, month, day) = (number(year, 4..=4)?, number(month, 1..=2)?, number(day, 1..=2)?);
        (1900..2100).contains(&year).then(|| CivilDate::day(year as i32, month, day))?
    })
}

fn exact(day: Option<CivilDate>) -> Option<CivilDate> {
    day.filter(|day| day.precision() == Precision::Day)
}

#[cfg(test)]
mod tests {
    use super::{of_address, printed};
    use crate::read::dates::DateOrder;
    use dom_smoothie::Readability;

    const LONG: &str = "The ferry strike on the harbour went on for a third day, the union said, as talks with the company \
        broke down again on Tuesday night, and nobody knows how long.";

    fn day(over: &str, under: &str) -> Option<String> {
        let html = format!(
            "<html><head><title>Ferry strike</title></head><body><article><h1>Ferry strike</h1>{over}<p>{LONG}</p><p>{LONG}</p>\
             <p>{LONG}</p>{under}</article></body></html>"
        );
        printed(&Readability::from(html), DateOrder::Unknown).map(|day| day.to_string())
    }

    #[test]
    fn the_day_under_the_headline_counts_as_it_is_printed() {
        for over in [
            "<time datetime='2020-02-03T10:00'>Monday</time>",
            "<time>3 February 2020</time>",
            "<p>Published <time datetime='2020-02-03'>3 Feb</time></p>",
            "<p class=date>February 3, 2020</p>",
            "<div class='post-date'>3 February 2020</div>",
            "<p>3 February 2020</p>",
            "<p>Published on 3 February 2020</p>",
            "<aside><h2>Published</h2><p><time datetime='2020-02-03'>x</time></p></aside>",
            "<p>Posted by <a href=/a>Ann Poe</a> on <time datetime='2020-02-03'>x</time></p>",
        ] {
            assert_eq!(day(over, "").as_deref(), Some("2020-02-03"), "{over}");
        }
    }

    #[test]
    fn the_day_of_a_change_does_not() {
        let updated = "<p>Last modified: <time datetime='2026-01-16'>January 16, 2026</time></p>";
        assert_eq!(day(updated, ""), None);
        let published = "<p>Published <time datetime='2020-02-03'>3 Feb 2020</time></p>";
        for over in [format!("{updated}{published}"), format!("{published}{updated}")] {
            assert_eq!(day(&over, "").as_deref(), Some("2020-02-03"), "{over}");
        }
        assert_eq!(day("<p>Updated on 3 February 2020</p>", ""), None);
        assert_eq!(day("<time class='updated' datetime='2020-02-03'>x</time>", ""), None);
        assert_eq!(day(updated, published).as_deref(), Some("2020-02-03"));
    }

    #[test]
    fn days_of_other_stories_do_not() {
        for under in [
            "<aside><h2>Related</h2><a href=x>Old story</a> <time datetime='2011-05-05'>5 May 2011</time></aside>",
            "<h2>Related</h2><ul><li><time datetime='2011-05-05'>5 May</time> <a href=x>Other</a></li></ul>",
            "<div class=related-stories><p>5 May 2011</p></div>",
        ] {
            assert_eq!(day("", under), None, "{under}");
        }
    }

    #[test]
    fn below_a_heading_of_a_short_text_nothing_counts() {
        let html = format!(
            "<title>Ferry strike</title><article><h1>Ferry strike</h1><h2>A third day</h2><p>{LONG}</p><h2>Related</h2><ul><li>\
             <time datetime='2019-05-05'>5 May</time> <a href=x>Other</a></li></ul></article>"
        );
        assert_eq!(printed(&Readability::from(html), DateOrder::Unknown), None);
    }

    #[test]
    fn addresses_may_hold_the_day() {
        let day = |url: &str| of_address(url).map(|day| day.to_string());
        assert_eq!(day("https://example.org/2021/05/03/bridge").as_deref(), Some("2021-05-03"));
        assert_eq!(day("https://example.org/news/2021-5-3-bridge").as_deref(), Some("2021-05-03"));
        assert_eq!(day("https://example.org/2021/05/bridge"), None);
        assert_eq!(day("https://example.org/2021/45/03/bridge?d=2021-05-03"), None);
    }
}
