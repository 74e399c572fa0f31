//! What a page says about its article: JSON-LD, OpenGraph and `meta`, and where those are silent the mark-up itself.

use super::dates::{self, DateOrder};
use super::draft::{Draft, same_words};
use super::fields::text_of;
use super::html::{inline_text, looks_like_html};
use super::html_dates;
use crate::article::CivilDate;
use dom_smoothie::Readability;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// What a page states.
#[derive(Debug, Default)]
pub(super) struct PageMeta {
    /// Everything but the body.
    pub draft: Draft,
    /// The body as JSON-LD gives it; one page in ten does.
    pub article_body: Option<String>,
    /// Whether the page calls itself an article.
    pub is_article: bool,
}

/// Reads a page's metadata, before the extractor takes the page apart.
pub(super) fn read(page: &Readability, order: DateOrder) -> PageMeta {
    let meta = meta_tags(page);
    let objects = json_ld(page);
    let ld = article_of(page, &objects).cloned().unwrap_or_default();
    let of_ld = |name: &str| ld.get(name).and_then(text_of);
    let of_meta = |names: &[&str]| names.iter().find_map(|name| meta.get(*name).cloned());
    let first = |selector: &str| {
        let found = page.doc.select_single(selector).text().trim().to_owned();
        (!found.is_empty()).then_some(found)
    };
    let attribute = |selector: &str, name: &str| {
        let found = page.doc.select_single(selector).attr(name)?.trim().to_owned();
        (!found.is_empty()).then_some(found)
    };
    let source = of_meta(&["og:site_name"])
        .or_else(|| ld.get("publisher").and_then(text_of))
        .or_else(|| of_meta(&["application-name", "dc.publisher", "publisher"]));
    let date = |text: String| dates::parse(&text, order);
    let url = attribute("link[rel='canonical']", "href")
        .filter(|url| url.starts_with("http"))
        .or_else(|| of_meta(&["og:url"]))
        .or_else(|| of_ld("url"))
        .filter(|url| !url.contains(char::is_whitespace));
    let printed_byline = printed_byline(page);
    let of_byline = || printed_byline.as_deref().and_then(|line| byline_and_date(line, order).1);
    let draft = Draft {
        headline: headline(page, &of_ld, &of_meta, source.as_deref()),
        standfirst: first(".standfirst, .deck, [class*='standfirst'], [class*='__dek']")
            .or_else(|| of_ld("description"))
            .or_else(|| of_meta(&["og:description", "description"]))
            .map(plain),
        byline: stated_byline(&ld, &of_meta)
            .or_else(|| printed_byline.as_deref().and_then(|line| byline_and_date(line, order).0))
            .map(plain),
        published: of_ld("datePublished")
            .and_then(date)
            .or_else(|| of_meta(&PUBLISHED).and_then(date))
            .or_else(|| page_date(&objects).and_then(date))
            .or_else(|| html_dates::marked(page, order))
            .or_else(of_byline)
            .or_else(|| html_dates::printed(page, order))
            .or_else(|| html_dates::of_address(url.as_deref()?)),
        source: source.map(plain),
        section: of_ld("articleSection").or_else(|| of_meta(&["article:section", "section", "og:section"])).map(plain),
        url,
        language: attribute("html", "lang")
            .or_else(|| of_ld("inLanguage"))
            .or_else(|| of_meta(&["og:locale", "language", "content-language", "dc.language"])),
        ..Draft::default()
    };
    let is_article = !ld.is_empty() || meta.get("og:type").is_some_and(|kind| kind == "article");
    PageMeta { draft, article_body: of_ld("articleBody"), is_article }
}

const PUBLISHED: [&str; 28] = [
    "article:published_time",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "article:published",
    "article.published_time",
    "og:published_time",
    "og:pubdate",
    "published_time",
    "pub_date",
    "article_date_original",
    "dcterms.issued",
    "prism.publicationdate",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.date",
    "cxenseparse:recs:publishtime",
    "date",
    "article.published",
];

/// All `meta` elements by their lower-case name; the first of several counts.
fn meta_tags(page: &Readability) -> HashMap<String, String> {
    let mut tags = HashMap::new();
    for node in page.doc.select("meta").nodes() {
        let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| node.attr(key));
        let (Some(name), Some(content)) = (name, node.attr("content")) else { continue };
        let content = content.trim();
        if !content.is_empty() {
            tags.entry(name.trim().to_ascii_lowercase()).or_insert_with(|| content.to_owned());
        }
    }
    tags
}

/// The page's JSON-LD.
fn json_ld(page: &Readability) -> Vec<Value> {
    let mut values = Vec::new();
    for node in page.doc.select("script[type='application/ld+json']").nodes() {
        let text = node.text();
        let text =
            text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
        let text =
            text.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
        let parsed = serde_json::from_str::<Value>(text).or_else(|_| {
            // Raw line breaks inside strings are the commonest fault.
            serde_json::from_str(&text.replace(|sign: char| sign.is_control(), " "))
        });
        values.extend(parsed);
    }
    values
}

/// Of the objects that describe articles the one that is this page's: other stories stand beside it on some sites, even
/// before it. Where none has the page's title or address, it is the first.
fn article_of<'a>(page: &Readability, values: &'a [Value]) -> Option<&'a Map<String, Value>> {
    let mut articles = Vec::new();
    for value in values {
        objects(value, 0, &mut |object| articles.extend(is_article(object).then_some(object)));
    }
    let [first, _, ..] = articles[..] else { return articles.first().copied() };
    let title = page.doc.select_single("title").text().trim().to_owned();
    let heading = page.doc.select_single("h1").text().trim().to_owned();
    let address = page.doc.select_single("link[rel='canonical']").attr("href").unwrap_or_default();
    let is_headed = |article: &&&Map<String, Value>| {
        let headline = article.get("headline").or_else(|| article.get("name")).and_then(text_of).map(plain);
        headline.is_some_and(|headline| same_words(&headline, &heading) || title.starts_with(headline.as_str()))
    };
    let is_addressed = |article: &&&Map<String, Value>| {
        let stated = ["url", "@id", "mainEntityOfPage"].iter().find_map(|name| {
            let value = article.get(*name)?;
            text_of(value).or_else(|| value.get("@id").and_then(text_of))
        });
        !address.is_empty()
            && stated.is_some_and(|stated| stated.trim_end_matches('/') == address.trim_end_matches('/'))
    };
    let found = articles.iter().find(is_headed).or_else(|| articles.iter().find(is_addressed));
    Some(found.copied().unwrap_or(first))
}

/// The day that the page itself was published, where no object describes an article.
fn page_date(values: &[Value]) -> Option<String> {
    let mut date = None;
    for value in values {
        objects(value, 0, &mut |object| {
            let is_page = is_a(object, &|kind| kind.ends_with("WebPage") || kind == "ItemPage");
            if is_page && date.is_none() {
                date = object.get("datePublished").and_then(text_of);
            }
        });
    }
    date
}

/// Calls `each` with the objects of JSON-LD that stand for themselves, in their order.
fn objects<'a>(value: &'a Value, depth: usize, each: &mut dyn FnMut(&'a Map<String, Value>)) {
    if depth > 4 {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| objects(value, depth + 1, each)),
        Value::Object(object) => {
            each(object);
            if !is_article(object) {
                let inner = ["@graph", "mainEntity", "mainEntityOfPage"].iter().filter_map(|name| object.get(*name));
                inner.for_each(|value| objects(value, depth + 1, each));
            }
        }
        _ => {}
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    is_a(object, &|kind| kind.ends_with("Article") || matches!(kind, "BlogPosting" | "Report" | "LiveBlogPosting"))
}

fn is_a(object: &Map<String, Value>, is_kind: &dyn Fn(&str) -> bool) -> bool {
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is_kind),
        Some(kind) => kind.as_str().is_some_and(is_kind),
        None => false,
    }
}

fn headline(
    page: &Readability,
    of_ld: &dyn Fn(&str) -> Option<String>,
    of_meta: &dyn Fn(&[&str]) -> Option<String>,
    source: Option<&str>,
) -> Option<String> {
    let title = page.doc.select_single("title").text().trim().to_owned();
    let headings: Vec<String> = page
        .doc
        .select("h1")
        .nodes()
        .iter()
        .map(|node| node.text().split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|heading| !heading.is_empty())
        .collect();
    let stated = of_ld("headline").or_else(|| of_meta(&["og:title", "twitter:title", "dc.title"])).map(plain);
    if let Some(stated) = stated {
        let bare = without_site(&stated, source);
        // What is printed over the article wins over a shortened or lengthened copy of it.
        let printed = headings
            .iter()
            .find(|heading| same_words(heading, &bare) || heading.starts_with(bare.trim_end_matches(['.', '…'])));
        return Some(printed.cloned().unwrap_or(bare));
    }
    // Of several h1 the one that the title begins with; a lone h1 that the title does not know is the site's name.
    let known = headings.iter().find(|heading| title.starts_with(heading.as_str()) || title.contains(heading.as_str()));
    if let Some(heading) = known.or(headings.first().filter(|_| headings.len() == 1)) {
        return Some(heading.clone());
    }
    (!title.is_empty()).then(|| without_site(&title, source))
}

/// A title without the name of the site behind it: "Bridge closed | The Ellery Post".
fn without_site(title: &str, source: Option<&str>) -> String {
    for sign in [" | ", " – ", " — ", " - ", " :: ", " » ", " · "] {
        let Some((before, after)) = title.rsplit_once(sign) else { continue };
        let is_site =
            source.is_some_and(|source| same_words(source, after) || after.contains(source) || source.contains(after));
        // Without the site's name to compare with, a bar parts it from a real title.
        let likely = sign == " | " && before.split_whitespace().count() >= 3 && after.split_whitespace().count() <= 5;
        if is_site || likely {
            return before.trim().to_owned();
        }
    }
    title.to_owned()
}

fn stated_byline(ld: &Map<String, Value>, of_meta: &dyn Fn(&[&str]) -> Option<String>) -> Option<String> {
    let is_name = |text: &String| !text.contains("://") && !text.contains('@') && text.len() <= 160;
    let stated = ld.get("author").or_else(|| ld.get("creator")).and_then(text_of).filter(is_name);
    stated.or_else(|| {
        of_meta(&[
            "author",
            "byl",
            "article:author",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "article:author_name",
            "citation_author",
        ])
        .filter(is_name)
    })
}

/// The line under the headline that names who wrote it, as printed.
fn printed_byline(page: &Readability) -> Option<String> {
    let marked = "[rel='author'], [itemprop='author'], .byline, .dateline, .author-name, [class*='byline'], p.author, \
        div.author, span.author";
    let text = page.doc.select_single(marked).text();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty() && text.len() <= 80).then_some(text)
}

/// Who wrote it and when: "Ann Poe | 3 May 2021", "Published on 3 May 2021 by Ann Poe", "Ann Poe 3 May 2021".
fn byline_and_date(line: &str, order: DateOrder) -> (Option<String>, Option<CivilDate>) {
    let (mut date, mut has_days) = (None, false);
    let mut names = Vec::new();
    for part in line.split(['|', '•', '·', '—', '–', '●']).map(str::trim).filter(|part| !part.is_empty()) {
        let mut cuts = part.match_indices(' ').map(|(at, _)| part.split_at(at));
        let name_first = cuts.clone().find(|(name, day)| {
            !name.contains(|sign: char| sign.is_ascii_digit()) && dates::date_line(day, order).is_some()
        });
        let (day, name) = match cuts.find(|(_, name)| name.starts_with(" by ")) {
            Some((day, name)) if dates::date_line(day, order).is_some() => (day, Some(&name[" by ".len()..])),
            _ if dates::date_line(part, order).is_some() => (part, None),
            _ => name_first.map_or((part, None), |(name, day)| (day, Some(name))),
        };
        match dates::published_line(day, order) {
            dates::Printed::Published(day) => date = date.or(Some(day)),
            dates::Printed::Updated => {}
            dates::Printed::None => {
                names.push(part);
                continue;
            }
        }
        has_days = true;
        names.extend(name);
    }
    let names = if has_days { names.join(", ") } else { line.to_owned() };
    ((!names.is_empty()).then_some(names), date)
}

/// Entities and tags stand in attributes and JSON-LD that were escaped twice.
fn plain(text: String) -> String {
    if looks_like_html(&text) || text.contains('&') && text.contains(';') { inline_text(&text) } else { text }
}

#[cfg(test)]
mod tests {
    use super::{PageMeta, read};
    use crate::read::dates::DateOrder;
    use dom_smoothie::Readability;

    fn meta(html: &str) -> PageMeta {
        read(&Readability::from(html), DateOrder::Unknown)
    }

    #[test]
    fn json_ld_comes_first() {
        let page = meta(
            r#"<title>x</title><meta property="og:title" content="Other"><script type="application/ld+json">
            {"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"S"},{"@type":["NewsArticle"],"headline":"Bridge &amp; river",
            "datePublished":"2021-05-03T23:00:00-08:00","author":[{"name":"Ana Reyes"},{"name":"Bo Lind"}],"articleSection":"News",
            "publisher":{"name":"The Ellery Post"},"inLanguage":"en"}]}</script>"#,
        );
        let draft = page.draft;
        assert_eq!(draft.headline.as_deref(), Some("Bridge & river"));
        assert_eq!(draft.byline.as_deref(), Some("Ana Reyes, Bo Lind"));
        assert_eq!(draft.published.unwrap().to_string(), "2021-05-03");
        assert_eq!((draft.source.as_deref(), draft.section.as_deref()), (Some("The Ellery Post"), Some("News")));
        assert!(page.is_article);
    }

    #[test]
    fn meta_tags_serve_where_there_is_no_json_ld() {
        let draft = meta(
            r#"<html lang="de"><title>Brücke gesperrt - Ellery Post</title><meta property="og:title" content="Brücke gesperrt - Ellery Post">
            <meta property="og:site_name" content="Ellery Post"><meta name="author" content="Ana Reyes">
            <meta property="article:published_time" content="2021-05-03"><link rel="canonical" href="https://example.org/1">"#,
        )
        .draft;
        assert_eq!(draft.headline.as_deref(), Some("Brücke gesperrt"));
        assert_eq!((draft.byline.as_deref(), draft.url.as_deref()), (Some("Ana Reyes"), Some("https://example.org/1")));
        assert_eq!(
            (draft.language.as_deref(), draft.published.unwrap().to_string()),
            (Some("de"), "2021-05-03".into())
        );
    }

    #[test]
    fn the_mark_up_serves_where_nothing_is_stated() {
        let draft = meta(
            "<title>Bridge to be closed | Ellery Post</title><h1>Bridge to be closed</h1><p class=byline>By Ana Reyes</p>\
             <time datetime='2021-05-03T10:00'>Monday</time>",
        )
        .draft;
        assert_eq!(draft.headline.as_deref(), Some("Bridge to be closed"));
        assert_eq!(
            (draft.byline.as_deref(), draft.published.unwrap().to_string()),
            (Some("By Ana Reyes"), "2021-05-03".into())
        );
    }

    #[test]
    fn of_several_articles_the_pages_own_is_taken() {
        let object = |headline: &str, day: &str, author: &str| {
            format!(
                "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"{headline}\",\
                 \"datePublished\":\"{day}\",\"author\":{{\"name\":\"{author}\"}}}}</script>"
            )
        };
        let (other, own) =
            (object("Ferry sold", "2019-01-01", "Bo Lind"), object("Bridge closed", "2024-01-02", "Ana Reyes"));
        for page in [
            format!("<title>Bridge closed - Ellery Post</title>{other}{own}<h1>Bridge closed</h1>"),
            format!("<title>Bridge closed | Ellery Post</title>{own}{other}"),
            // One alone is the page's, whatever words it has for the headline.
            format!("<title>The bridge is closed</title>{own}<h1>Why the bridge is closed</h1>"),
        ] {
            let draft = meta(&page).draft;
            assert_eq!(draft.byline.as_deref(), Some("Ana Reyes"), "{page}");
            assert_eq!(draft.published.unwrap().to_string(), "2024-01-02");
        }
    }

    #[test]
    fn days_are_found_where_sites_put_them() {
        for head in [
            r#"<script type='application/ld+json'>{"@graph":[{"@type":"WebSite"},{"@type":"WebPage","datePublished":"2024-01-02T19:47:39+00:00","dateModified":"2024-05-03"}]}</script>"#,
            "<meta name='citation_publication_date' content='2024/01/02'>",
            "<link rel='canonical' href='https://example.org/2024/01/02/bridge-closed'>",
            "<link rel='canonical' href='https://example.org/news/2024-01-02-bridge-closed'>",
        ] {
            let draft = meta(&format!("<title>Bridge closed</title>{head}<h1>Bridge closed</h1><p>Text.</p>")).draft;
            assert_eq!(draft.published.map(|day| day.to_string()).as_deref(), Some("2024-01-02"), "{head}");
        }
    }

    #[test]
    fn a_byline_may_hold_the_day() {
        for (line, byline) in [
            ("<p class=byline>By <a rel=author href=/a>Ana Reyes</a> | 2 January 2024</p>", "By Ana Reyes"),
            ("<div class=author>Ana Reyes • January 2, 2024</div>", "Ana Reyes"),
            ("<p class=byline>Ana Reyes | Published 2 January 2024 | Updated 5 May 2025</p>", "Ana Reyes"),
            ("<p class=byline><b>Ana Reyes</b> <i>2 January 2024</i></p>", "Ana Reyes"),
            ("<p class=dateline>Published on 2 January 2024 by Ana Reyes</p>", "Ana Reyes"),
        ] {
            let draft = meta(&format!("<title>Bridge closed</title><h1>Bridge closed</h1>{line}<p>Text.</p>")).draft;
            let day = draft.published.map(|day| day.to_string());
            assert_eq!((draft.byline.as_deref(), day.as_deref()), (Some(byline), Some("2024-01-02")), "{line}");
        }
        let plain = meta("<title>T</title><p class=byline>By Ana Reyes – Ellery Post</p>").draft;
        assert_eq!(plain.byline.as_deref(), Some("By Ana Reyes – Ellery Post"));
    }

    #[test]
    fn broken_json_ld_is_no_harm() {
        let page = meta(
            "<title>A title of words</title><script type='application/ld+json'>{\"@type\": \"NewsArticle\",}</script>",
        );
        assert_eq!(page.draft.headline.as_deref(), Some("A title of words"));
    }
}
