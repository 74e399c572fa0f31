//! What a page says about its article: JSON-LD, OpenGraph and `meta`, and where those are silent the mark-up itself.

use super::dates::{self, DateOrder};
use super::draft::{Draft, same_words};
use super::fields::text_of;
use super::html::{inline_text, looks_like_html};
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
    let ld = json_ld(page).unwrap_or_default();
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
    let draft = Draft {
        headline: headline(page, &of_ld, &of_meta, source.as_deref()),
        standfirst: first(".standfirst, .deck, [class*='standfirst'], [class*='__dek']")
            .or_else(|| of_ld("description"))
            .or_else(|| of_meta(&["og:description", "description"]))
            .map(plain),
        byline: byline(page, &ld, &of_meta).map(plain),
        published: of_ld("datePublished")
            .and_then(date)
            .or_else(|| of_meta(&PUBLISHED).and_then(date))
            .or_else(|| dated(page, order)),
        source: source.map(plain),
        section: of_ld("articleSection").or_else(|| of_meta(&["article:section", "section", "og:section"])).map(plain),
        url: attribute("link[rel='canonical']", "href")
            .filter(|url| url.starts_with("http"))
            .or_else(|| of_meta(&["og:url"]))
            .or_else(|| of_ld("url"))
            .filter(|url| !url.contains(char::is_whitespace)),
        language: attribute("html", "lang")
            .or_else(|| of_ld("inLanguage"))
            .or_else(|| of_meta(&["og:locale", "language", "content-language", "dc.language"])),
        ..Draft::default()
    };
    let is_article = !ld.is_empty() || meta.get("og:type").is_some_and(|kind| kind == "article");
    PageMeta { draft, article_body: of_ld("articleBody"), is_article }
}

const PUBLISHED: [&str; 16] = [
    "article:published_time",
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

/// The page's JSON-LD object that describes the article.
fn json_ld(page: &Readability) -> Option<Map<String, Value>> {
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
        let Ok(value) = parsed else { continue };
        if let Some(article) = article_object(&value, 0) {
            return Some(article.clone());
        }
    }
    None
}

fn article_object(value: &Value, depth: usize) -> Option<&Map<String, Value>> {
    if depth > 4 {
        return None;
    }
    match value {
        Value::Array(values) => values.iter().find_map(|value| article_object(value, depth + 1)),
        Value::Object(object) => {
            let is_type = |kind: &Value| {
                kind.as_str().is_some_and(|kind| {
                    kind.ends_with("Article") || matches!(kind, "BlogPosting" | "Report" | "LiveBlogPosting")
                })
            };
            let kinds = object.get("@type");
            let is_article = kinds.is_some_and(|kinds| match kinds {
                Value::Array(kinds) => kinds.iter().any(is_type),
                kind => is_type(kind),
            });
            if is_article {
                return Some(object);
            }
            ["@graph", "mainEntity", "mainEntityOfPage"]
                .iter()
                .find_map(|name| article_object(object.get(*name)?, depth + 1))
        }
        _ => None,
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

fn byline(page: &Readability, ld: &Map<String, Value>, of_meta: &dyn Fn(&[&str]) -> Option<String>) -> Option<String> {
    let is_name = |text: &String| !text.contains("://") && !text.contains('@') && text.len() <= 160;
    let stated = ld.get("author").or_else(|| ld.get("creator")).and_then(text_of).filter(is_name);
    let stated = stated.or_else(|| {
        of_meta(&[
            "author",
            "byl",
            "article:author",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "article:author_name",
        ])
        .filter(is_name)
    });
    stated.or_else(|| {
        let marked = "[rel='author'], [itemprop='author'], .byline, .author-name, [class*='byline']";
        let text = page.doc.select_single(marked).text();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty() && text.len() <= 80).then_some(text)
    })
}

/// The day in the page's own mark-up: what is marked as published, else the first `time`.
fn dated(page: &Readability, order: DateOrder) -> Option<CivilDate> {
    for selector in [
        "[itemprop='datePublished']",
        "time[pubdate]",
        "article time[datetime]",
        "time[datetime]",
        ".published, .post-date, .entry-date",
    ] {
        for node in page.doc.select(selector).nodes().iter().take(3) {
            let stated = ["datetime", "content", "title"].iter().find_map(|name| node.attr(name));
            let day =
                stated.and_then(|stated| dates::parse(&stated, order)).or_else(|| dates::parse(&node.text(), order));
            if let Some(day) = day.filter(|day| day.precision() != crate::article::Precision::Year) {
                return Some(day);
            }
        }
    }
    None
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
    fn broken_json_ld_is_no_harm() {
        let page = meta(
            "<title>A title of words</title><script type='application/ld+json'>{\"@type\": \"NewsArticle\",}</script>",
        );
        assert_eq!(page.draft.headline.as_deref(), Some("A title of words"));
    }
}
