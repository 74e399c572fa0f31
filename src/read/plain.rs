//! Plain text as people paste it: a headline, perhaps a byline and a date, then paragraphs.

use super::dates::{self, DateOrder, Printed};
use super::draft::{Block, Body, Draft, one_line, without_by};
use super::split;
use crate::article::CivilDate;

/// The longest line that can be a headline, in bytes.
const LONGEST_HEADLINE: usize = 250;

/// How many lines under the headline may hold a byline, a date or a standfirst.
const HEADER_LINES: usize = 5;

/// The draft of a cleaned text.
pub(super) fn draft(text: &str, order: DateOrder) -> Draft {
    let mut draft = Draft::default();
    let rest = labelled_lines(text, order, &mut draft);
    let mut paragraphs: Vec<String> =
        split::paragraphs(rest).into_iter().map(|range| unwrapped(&rest[range])).collect();
    if draft.headline.is_none() && is_headline(&paragraphs) {
        draft.headline = Some(paragraphs.remove(0));
    }
    let header = if draft.headline.is_some() { header(&paragraphs, order) } else { Vec::new() };
    let mut updated = None;
    for (paragraph, meaning) in paragraphs.iter_mut().zip(header) {
        match meaning {
            Meaning::Byline(byline, date) => {
                draft.byline.get_or_insert(byline);
                draft.published = draft.published.or(date);
            }
            Meaning::Date(date, source) => {
                draft.published = draft.published.or(Some(date));
                draft.source = draft.source.take().or(source);
            }
            Meaning::Updated(date) => updated = updated.or(Some(date)),
            Meaning::Paper => draft.source = draft.source.take().or_else(|| Some(paragraph.clone())),
            Meaning::Standfirst => match &mut draft.standfirst {
                Some(deck) => *deck = format!("{deck} – {paragraph}"),
                none => *none = Some(paragraph.clone()),
            },
        }
        paragraph.clear();
    }
    // Papers that print one day only, with "Updated" before it, mean the day itself as a rule.
    draft.published = draft.published.or(updated);
    draft.body = Body::Blocks(paragraphs.into_iter().filter(|text| !text.is_empty()).map(Block::text).collect());
    draft
}

/// Joins the lines of a wrapped paragraph. A line that ends in a hyphen keeps it: "well-" and "known" are one word.
fn unwrapped(paragraph: &str) -> String {
    let mut joined = String::with_capacity(paragraph.len());
    for line in paragraph.lines().map(str::trim) {
        let hyphen = joined.ends_with('-') && joined[..joined.len() - 1].ends_with(char::is_alphabetic);
        let one_word = hyphen && line.starts_with(char::is_lowercase);
        if !joined.is_empty() && !one_word {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// Whether the first paragraph is a headline: short, and something stands below it.
///
/// A full stop at its end is a doubt. Some papers end headlines so; then it must be one sentence, quote nobody and
/// have an article below it.
fn is_headline(paragraphs: &[String]) -> bool {
    let [first, rest @ ..] = paragraphs else { return false };
    if rest.is_empty()
        || first.len() > LONGEST_HEADLINE
        || first.ends_with(':')
        || !first.contains(char::is_alphanumeric)
    {
        return false;
    }
    if !split::ends_a_sentence(first) || first.ends_with(['?', '!']) && !first.contains(['“', '"', '„', '«']) {
        return true;
    }
    let stops = first.trim_end_matches(['.', '…', '!', '?', '"', '”', '’']).matches(". ").count();
    let below: usize = rest.iter().map(String::len).sum();
    first.len() <= 140 && stops == 0 && !speaks(first) && rest.len() >= 2 && below > 3 * first.len()
}

/// Whether the words hold a quotation and who said it: running text.
fn speaks(words: &str) -> bool {
    words.contains(['“', '"', '„', '«'])
        && words
            .split(|c: char| !c.is_alphabetic())
            .any(|word| matches!(word, "said" | "says" | "told" | "added" | "asked"))
}

enum Meaning {
    Byline(String, Option<CivilDate>),
    /// A day, with the paper's name where it stands before it.
    Date(CivilDate, Option<String>),
    /// The day of a later change.
    Updated(CivilDate),
    /// The paper's name on a line of its own, above the day.
    Paper,
    Standfirst,
}

/// What the paragraphs under the headline mean, up to the first that is running text.
fn header(paragraphs: &[String], order: DateOrder) -> Vec<Meaning> {
    let mut meanings = Vec::new();
    // What stands between headline and byline is the standfirst; old papers print several decks of it.
    let first = paragraphs.iter().take(3).position(|paragraph| byline_or_date(paragraph, order).is_some());
    let Some(first) = first else { return meanings };
    let is_deck = |deck: &String| deck.len() <= 300 && !speaks(deck) && (first == 1 || !split::ends_a_sentence(deck));
    if !paragraphs[..first].iter().all(is_deck) {
        return meanings;
    }
    let above_a_date = |at: usize| paragraphs.get(at + 1).is_some_and(|next| dates::date_line(next, order).is_some());
    let meaning = |(at, paragraph): (usize, &String)| {
        let paper = || (above_a_date(at) && is_paper(paragraph)).then_some(Meaning::Paper);
        byline_or_date(paragraph, order).or_else(paper)
    };
    let lines = || paragraphs.iter().enumerate().take(HEADER_LINES);
    meanings.extend(lines().take(first).map(|line| meaning(line).unwrap_or(Meaning::Standfirst)));
    meanings.extend(lines().skip(first).map_while(meaning));
    meanings
}

fn byline_or_date(line: &str, order: DateOrder) -> Option<Meaning> {
    match dates::published_line(line, order) {
        Printed::Published(date) => return Some(Meaning::Date(date, None)),
        Printed::Updated => return dates::date_line(line, order).map(Meaning::Updated),
        Printed::None => {}
    }
    let lower = line.get(..3)?.to_lowercase();
    let opens = lower == "by " || ["Von ", "Par ", "Por "].iter().any(|opening| line.starts_with(opening));
    if !opens {
        return paper_and_date(line, order);
    }
    if line.len() > 140 {
        return None;
    }
    // "By Ana Reyes | 3 May 2021", "By Ana Reyes, Political Editor".
    let mut parts: Vec<&str> = line.split(['|', '•', '·']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut date = None;
    parts.retain(|part| match dates::date_line(part, order) {
        Some(found) => {
            date = date.or(Some(found));
            false
        }
        None => true,
    });
    let byline = without_by(&parts.join(", "))?;
    let name_like = byline.starts_with(char::is_uppercase) && !split::ends_a_sentence(&byline);
    name_like.then_some(Meaning::Byline(byline, date))
}

/// "The Ellery Post, Monday, May 3rd, 2021". A place can stand there too, so only what is called like a paper is one.
fn paper_and_date(line: &str, order: DateOrder) -> Option<Meaning> {
    if line.len() > 100 {
        return None;
    }
    let at = line.find([',', '|', '·', '•', '–', '—'])?;
    let (name, rest) = (line[..at].trim(), line[at..].trim_start_matches([',', '|', '·', '•', '–', '—', ' ']));
    let date = dates::date_line(rest, order)?;
    is_name(name).then(|| Meaning::Date(date, (name.starts_with("The ") || is_paper(name)).then(|| name.to_owned())))
}

/// Whether the words are a name: a few, all with capitals but for the small ones between them.
fn is_name(words: &str) -> bool {
    let capital =
        |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "of" | "and" | "the" | "de" | "am");
    (1..=6).contains(&words.split_whitespace().count()) && words.split_whitespace().all(capital)
}

/// Whether a paper is called so.
fn is_paper(name: &str) -> bool {
    const PAPERS: [&str; 40] = [
        "advertiser",
        "agency",
        "argus",
        "bulletin",
        "chronicle",
        "courier",
        "daily",
        "dispatch",
        "echo",
        "examiner",
        "express",
        "gazette",
        "guardian",
        "herald",
        "independent",
        "inquirer",
        "intelligencer",
        "journal",
        "magazine",
        "mail",
        "mercury",
        "messenger",
        "mirror",
        "monitor",
        "news",
        "observer",
        "post",
        "press",
        "radio",
        "record",
        "register",
        "reporter",
        "review",
        "sentinel",
        "standard",
        "star",
        "telegraph",
        "times",
        "tribune",
        "weekly",
    ];
    is_name(name) && name.to_lowercase().split_whitespace().any(|word| PAPERS.contains(&word))
}

/// Takes lines like `Title: …` and `Date: …` off the top, where the text opens with at least two of them.
fn labelled_lines<'a>(text: &'a str, order: DateOrder, draft: &mut Draft) -> &'a str {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start_matches(['\n', ' ', '\t']);
        let (line, after) = trimmed.split_once('\n').unwrap_or((trimmed, ""));
        let Some((label, value)) = line.split_once(':').filter(|(label, _)| label.len() <= 16) else { break };
        let Some(label) = known_label(label.trim()) else { break };
        found.push((label, value.trim()));
        rest = after;
    }
    if found.len() < 2 {
        return text;
    }
    for (label, value) in found {
        let value = (!value.is_empty()).then(|| one_line(value));
        match label {
            Label::Headline => draft.headline = value,
            Label::Standfirst => draft.standfirst = value,
            Label::Byline => draft.byline = value,
            Label::Date => draft.published = value.and_then(|value| dates::parse(&value, order)),
            Label::Source => draft.source = value,
            Label::Section => draft.section = value,
            Label::Url => draft.url = value,
            Label::Language => draft.language = value,
        }
    }
    rest
}

enum Label {
    Headline,
    Standfirst,
    Byline,
    Date,
    Source,
    Section,
    Url,
    Language,
}

fn known_label(label: &str) -> Option<Label> {
    Some(match label.to_ascii_lowercase().as_str() {
        "headline" | "title" => Label::Headline,
        "standfirst" | "summary" | "subtitle" => Label::Standfirst,
        "byline" | "author" | "authors" | "by" => Label::Byline,
        "date" | "published" | "load-date" => Label::Date,
        "source" | "publication" | "newspaper" | "outlet" => Label::Source,
        "section" => Label::Section,
        "url" | "link" => Label::Url,
        "language" => Label::Language,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::draft;
    use crate::article::{Article, Origin};
    use crate::read::dates::DateOrder;

    const BODY: &str = "The council of Port Ellery met on Tuesday evening to talk about the old bridge.\n\nThe work is to begin \
        in May and will cost nine million crowns, according to a report.";

    fn article(text: &str) -> Article {
        draft(text, DateOrder::Unknown).article(Origin::default(), "a.txt").unwrap()
    }

    #[test]
    fn the_first_line_is_the_headline() {
        let article = article(&format!("Bridge to be repaired\n\n{BODY}"));
        assert_eq!((article.headline_text(), article.body_text()), ("Bridge to be repaired", BODY));
    }

    #[test]
    fn a_headline_may_end_in_a_full_stop() {
        assert_eq!(article(&format!("Bridge to be repaired.\n\n{BODY}")).headline_text(), "Bridge to be repaired.");
    }

    #[test]
    fn the_paper_may_stand_on_a_line_above_the_day() {
        for header in ["By Ana Reyes\nEllery Bay Herald\n3 May 2021", "Ellery Bay Herald\n3 May 2021\nBy Ana Reyes"] {
            let article = article(&format!("Bridge to be repaired\n\n{header}\n\n{BODY}"));
            assert_eq!(article.source.as_deref(), Some("Ellery Bay Herald"), "{header}");
            assert_eq!(article.published, "2021-05-03".parse().ok(), "{header}");
            assert_eq!((article.byline.as_deref(), article.body_text()), (Some("Ana Reyes"), BODY), "{header}");
        }
        let deck = article(&format!("Bridge to be repaired\n\nThe Long Wait\n\n3 May 2021\n\n{BODY}"));
        assert_eq!((deck.source, deck.standfirst.is_some()), (None, true));
    }

    #[test]
    fn running_text_is_no_headline() {
        for text in ["“We knew,” Ortega said.", "“We knew,” Ortega said.\n“We waited,” she added.\nIt rained."]
        {
            assert_eq!(article(text).headline, None, "{text}");
        }
        assert_eq!(article(BODY).headline, None);
    }

    #[test]
    fn byline_date_and_standfirst_leave_the_body() {
        let text =
            format!("Bridge to be repaired\nIt was the storm in March\nBy Ana Reyes | Updated 3 May 2021\n\n{BODY}");
        let article = article(&text);
        assert_eq!(article.byline.as_deref(), Some("Ana Reyes"));
        assert_eq!(article.published.unwrap().to_string(), "2021-05-03");
        assert_eq!(article.at(article.standfirst.unwrap()), "It was the storm in March");
        assert_eq!(article.body_text(), BODY);
    }

    #[test]
    fn the_day_of_a_change_counts_only_where_no_other_stands() {
        for lines in ["Updated: 5 March 2024\nPublished: 3 March 2024", "Published 3 March 2024, updated 5 March 2024"]
        {
            let both = article(&format!("Bridge to be repaired\n\n{lines}\n\n{BODY}"));
            assert_eq!((both.published, both.body_text()), ("2024-03-03".parse().ok(), BODY), "{lines}");
        }
        let alone = article(&format!("Bridge to be repaired\n\nUpdated: 5 March 2024\n\n{BODY}"));
        assert_eq!(alone.published, "2024-03-05".parse().ok());
    }

    #[test]
    fn a_paper_may_stand_before_its_date() {
        let old = article(&format!(
            "BRIDGE TO BE REPAIRED\n\nTHE STORM\n\nA LONG DEBATE\n\nThe Ellery Post, Monday, May 3rd, 1912\n\n{BODY}"
        ));
        assert_eq!(
            (old.source.as_deref(), old.published.unwrap().to_string()),
            (Some("The Ellery Post"), "1912-05-03".into())
        );
        assert_eq!((old.at(old.standfirst.unwrap()), old.body_text()), ("THE STORM – A LONG DEBATE", BODY));
        let place = article(&format!("Bridge\n\nPort Ellery, 3 May 2021\n\n{BODY}"));
        assert_eq!((place.source, place.published.is_some()), (None, true));
    }

    #[test]
    fn labels_name_the_parts() {
        let article = article(&format!("Title: Bridge\nDate: 3 May 2021\nSource: The Ellery Post\n\n{BODY}"));
        assert_eq!((article.headline_text(), article.source.as_deref()), ("Bridge", Some("The Ellery Post")));
        assert_eq!(article.body_text(), BODY);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "Bridge to be repaired\n\nThe council of Port Ellery met on Tuesday evening to talk about the well-\nknown \
            bridge, which has been closed since the storm that came in March,\nand decided to repair it.\n\nThe work is to \
            begin in May and will cost nine million crowns, according to\na report.";
        let article = article(text);
        assert!(article.body_text().contains("the well-known bridge"));
        assert_eq!(article.paragraphs.len(), 2);
    }
}
