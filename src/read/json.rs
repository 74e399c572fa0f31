//! A JSON value becomes drafts: one article, a list of them, or a wrapper that an API put around a list.
//!
//! A plain-text body stays byte for byte as it is. HTML is looked for under names that carry it, where it looks like HTML,
//! and elsewhere where a body is made of paragraphs in tags and is nothing else.

use super::draft::{Block, Body, Draft};
use super::fields::{Field, Fields, Found, text_of};
use super::paragraphs::Role;
use super::records::ReadOptions;
use super::{dates, html};
use crate::article::CivilDate;
use serde_json::{Map, Value};

/// The records of a document: its own if it is an article, else those of the list it holds.
pub(super) fn records(document: Value, options: &ReadOptions) -> Vec<Value> {
    match document {
        Value::Array(values) => values,
        Value::Object(object) => {
            if is_article(&object, options) {
                return vec![Value::Object(object)];
            }
            match wrapped(&object, 0) {
                Some(values) => values.clone(),
                None => vec![Value::Object(object)],
            }
        }
        other => vec![other],
    }
}

fn is_article(object: &Map<String, Value>, options: &ReadOptions) -> bool {
    let fields = Fields::new(object, &options.map);
    body(&fields).is_some()
}

/// The list that a wrapper object holds: `response.docs`, `articles`, `item`, `hits.hits`.
fn wrapped(object: &Map<String, Value>, depth: usize) -> Option<&Vec<Value>> {
    const LISTS: [&str; 16] = [
        "articles",
        "docs",
        "results",
        "items",
        "item",
        "data",
        "hits",
        "entries",
        "news",
        "records",
        "documents",
        "stories",
        "posts",
        "rows",
        "content",
        "_source",
    ];
    const WRAPPERS: [&str; 5] = ["response", "data", "result", "hits", "feed"];
    let mut lists = LISTS.iter().filter_map(|name| object.get(*name)?.as_array());
    if let Some(list) = lists.find(|list: &&Vec<Value>| list.iter().any(Value::is_object)) {
        return Some(list);
    }
    if depth > 2 {
        return None;
    }
    WRAPPERS.iter().filter_map(|name| object.get(*name)?.as_object()).find_map(|inner| wrapped(inner, depth + 1))
}

/// The draft of one record.
///
/// # Errors
///
/// A reason for [`Skipped`](super::Skipped) where it is no article, or a withdrawn one.
pub(super) fn draft(record: &Value, options: &ReadOptions) -> Result<Draft, String> {
    let Value::Object(object) = record else {
        return Err(format!("not an article but {}", kind_of(record)));
    };
    // Elasticsearch keeps the record one level down and its id beside it.
    if let Some(Value::Object(source)) = object.get("_source") {
        let mut source = source.clone();
        if let (Some(id), false) = (object.get("_id"), source.contains_key("id")) {
            source.insert("id".to_owned(), id.clone());
        }
        return draft(&Value::Object(source), options);
    }
    let fields = Fields::new(object, &options.map);
    let status = fields.get("pubstatus").and_then(Value::as_str).unwrap_or_default();
    if let "canceled" | "cancelled" | "withheld" = status {
        return Err(format!("its publisher marked it as {status}"));
    }
    if fields.get("draft").is_some_and(is_true) {
        return Err("its field `draft` says that it is not published".to_owned());
    }
    let mut draft = metadata(&fields, options);
    if let Some(body) = body(&fields) {
        if let Some(kicker) = typed_kicker(&fields)
            && draft.section.is_none()
        {
            draft.section = Some(kicker);
        }
        draft.body = body;
        return Ok(draft);
    }
    // Pictures, recordings and diary entries travel in the same feeds and carry a description, but no article.
    let kind = fields.get("type").and_then(Value::as_str).unwrap_or_default();
    if let "picture" | "image" | "photo" | "graphic" | "video" | "audio" | "event" | "planning" | "composite"
    | "package" = kind
    {
        return Err(format!("not an article: its type is `{kind}`"));
    }
    // What APIs give where they do not give the text: the teaser is then all there is to read.
    match draft.standfirst.take() {
        Some(teaser) if draft.headline.is_some() => {
            draft.body = Body::Blocks(vec![Block::text(teaser)]);
            Ok(draft)
        }
        _ => Err(no_body(object, &fields)),
    }
}

/// What the fields say, but for the body.
pub(super) fn metadata(fields: &Fields<'_>, options: &ReadOptions) -> Draft {
    Draft {
        id: fields.text(Field::Id),
        headline: fields.values(Field::Headline).find_map(|found| main_of(found.value)).map(plain),
        standfirst: fields.values(Field::Standfirst).find_map(|found| main_of(found.value)).map(plain),
        body: Body::default(),
        byline: fields.text(Field::Byline).map(plain),
        published: fields.values(Field::Date).find_map(|found| date_of(found.value, options)),
        source: fields.text(Field::Source),
        section: fields.values(Field::Section).find_map(|found| main_of(found.value)).map(plain),
        url: fields.text(Field::Url).filter(|url| !url.contains(char::is_whitespace)),
        language: fields.text(Field::Language),
    }
}

/// Whether a value says yes, as itself or as a word.
pub(super) fn is_true(value: &Value) -> bool {
    *value == true
        || value.as_str().is_some_and(|text| matches!(text.trim().to_ascii_lowercase().as_str(), "true" | "yes"))
}

fn date_of(value: &Value, options: &ReadOptions) -> Option<CivilDate> {
    match value {
        Value::Number(number) => {
            let number = number.as_i64().or_else(|| number.as_f64().map(|number| number as i64))?;
            dates::from_number(number)
        }
        // MongoDB's and others' dates are objects.
        Value::Object(object) => object.values().find_map(|value| date_of(value, options)),
        Value::Array(values) => values.first().and_then(|value| date_of(value, options)),
        _ => dates::parse(&text_of(value)?, options.date_order),
    }
}

/// Of a list, the element whose role is the main one, else the first.
fn main_of(value: &Value) -> Option<String> {
    let Value::Array(values) = value else { return text_of(value) };
    let is_main = |value: &&Value| value.get("role").and_then(Value::as_str).is_some_and(|role| role.ends_with("main"));
    values.iter().find(is_main).or(values.first()).and_then(text_of)
}

/// Titles and names without the tags and entities that content systems leave in them.
fn plain(text: String) -> String {
    if text.contains('<') && html::looks_like_html(&text) || text.contains('&') && text.contains(';') {
        html::inline_text(&text)
    } else {
        text
    }
}

fn body(fields: &Fields<'_>) -> Option<Body> {
    let mapped_html = fields.values(Field::BodyHtml).filter(|found| found.mapped).find_map(html_body);
    mapped_html
        .or_else(|| fields.values(Field::Body).find_map(|found| plain_body(&found)))
        .or_else(|| fields.values(Field::BodyHtml).filter(|found| !found.mapped).find_map(html_body))
        .filter(|body| !body.is_empty())
}

fn plain_body(found: &Found<'_>) -> Option<Body> {
    match found.value {
        Value::String(text) if text_of(found.value).is_some() => {
            let marked_up = !found.mapped && html::is_made_of_tags(text);
            marked_up.then(|| maybe_html(text, true)).flatten().or_else(|| Some(Body::Verbatim(text.clone())))
        }
        Value::Array(values) => blocks(values),
        // The Guardian and WordPress: {"rendered": "<p>…"}.
        Value::Object(object) => {
            let text = object.get("rendered").or_else(|| object.get("value"))?.as_str()?;
            maybe_html(text, false)
        }
        _ => None,
    }
}

fn html_body(found: Found<'_>) -> Option<Body> {
    match found.value {
        Value::String(text) => maybe_html(text, found.mapped),
        Value::Array(values) => typed_bodies(values).or_else(|| blocks(values)),
        Value::Object(_) => plain_body(&found),
        _ => None,
    }
}

fn maybe_html(text: &str, surely: bool) -> Option<Body> {
    text_of(&Value::String(text.to_owned()))?;
    if surely || html::looks_like_html(text) {
        let blocks = html::fragment(text).ok()?;
        return (!blocks.is_empty()).then_some(Body::Blocks(blocks));
    }
    Some(Body::Verbatim(text.to_owned()))
}

/// ninjs 2 and 3: the same body once for each content type. HTML keeps the paragraphs best.
fn typed_bodies(values: &[Value]) -> Option<Body> {
    let kind = |value: &Value| {
        let kind = value.get("contenttype").or_else(|| value.get("contentType"))?.as_str()?;
        Some(kind.to_ascii_lowercase())
    };
    let of = |wanted: &str| {
        let found = values.iter().find(|value| kind(value).is_some_and(|kind| kind.contains(wanted)))?;
        found.get("value")?.as_str()
    };
    of("html").and_then(|text| maybe_html(text, true)).or_else(|| of("plain").and_then(|text| maybe_html(text, false)))
}

/// A list of paragraphs: strings, or objects that say what each is for (the Washington Post's `contents`).
fn blocks(values: &[Value]) -> Option<Body> {
    let blocks: Vec<Block> = values.iter().filter_map(block).flatten().collect();
    (!blocks.is_empty()).then_some(Body::Blocks(blocks))
}

fn block(value: &Value) -> Option<Vec<Block>> {
    let object = match value {
        Value::String(text) => return Some(text_blocks(text, Role::Text)),
        Value::Object(object) => object,
        _ => return None,
    };
    let kind =
        ["subtype", "type", "role", "kind"].iter().find_map(|name| object.get(*name)?.as_str()).unwrap_or_default();
    let role = match kind.to_ascii_lowercase().as_str() {
        // Said elsewhere in the record.
        "kicker" | "title" | "byline" | "date" | "author_info" | "deck" | "headline" => return None,
        "subhead" | "heading" | "header" | "crosshead" | "cross_head" | "subheading" => Role::Heading,
        "image" | "picture" | "gallery" | "video" | "photo" | "caption" => Role::Caption,
        "pullquote" | "pull-quote" | "pull_quote" => Role::Pull,
        "correction" | "newsletter" | "related" | "interstitial_link" => Role::Footer,
        _ => Role::Text,
    };
    let names: &[&str] = if role == Role::Caption {
        &["fullcaption", "caption", "content", "text"]
    } else {
        &["content", "text", "value", "html", "body", "paragraph"]
    };
    let text = names.iter().find_map(|name| object.get(*name).filter(|value| value.is_string()).and_then(text_of))?;
    Some(text_blocks(&text, role))
}

fn text_blocks(text: &str, role: Role) -> Vec<Block> {
    if html::looks_like_html(text) {
        let blocks = html::fragment(text).unwrap_or_default();
        return blocks
            .into_iter()
            .map(|block| if role == Role::Text { block } else { Block { role, ..block } })
            .collect();
    }
    vec![Block { text: plain(text.to_owned()), role }]
}

/// The kicker among typed blocks names the section.
fn typed_kicker(fields: &Fields<'_>) -> Option<String> {
    let blocks = fields.get("contents")?.as_array()?;
    let kicker = blocks.iter().find(|block| block.get("type").and_then(Value::as_str) == Some("kicker"))?;
    kicker.get("content").and_then(text_of)
}

fn no_body(object: &Map<String, Value>, fields: &Fields<'_>) -> String {
    if object.is_empty() {
        return "no text in it: an empty object".to_owned();
    }
    // The field is there and another name would not help.
    let mut values = fields.values(Field::Body).chain(fields.values(Field::BodyHtml));
    let known = values.find_map(|found| {
        let (name, value) = object.iter().find(|(_, value)| std::ptr::eq(*value, found.value))?;
        Some(match value {
            Value::String(text) if text.trim().is_empty() => format!("`{name}` is blank"),
            Value::String(text) => format!("`{name}` says `{}`", text.trim()),
            Value::Array(values) if values.is_empty() => format!("`{name}` is an empty list"),
            Value::Array(_) | Value::Object(_) => format!("`{name}` is {} that holds none", kind_of(value)),
            _ => format!("`{name}` is {}", kind_of(value)),
        })
    });
    if let Some(known) = known {
        return format!("no text in it: {known}");
    }
    let mut names: Vec<&str> = object.keys().take(8).map(String::as_str).collect();
    if object.len() > names.len() {
        names.push("…");
    }
    format!("no text under any name we know (it has {}); name it with --map body=NAME", names.join(", "))
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::{draft, records};
    use crate::article::{Article, Origin, ParagraphKind};
    use crate::read::records::ReadOptions;
    use serde_json::{Value, json};

    fn article(record: Value) -> Article {
        draft(&record, &ReadOptions::default()).unwrap().article(Origin::default(), "fallback").unwrap()
    }

    fn reason(record: Value) -> String {
        draft(&record, &ReadOptions::default()).unwrap_err()
    }

    #[test]
    fn the_body_stays_byte_for_byte() {
        let body = " \t“We knew,”\u{a0}she said.\r\n\r\nNothing\u{0} more. <b>&amp;</b> ";
        let article = article(json!({"id": 7, "title": "A &amp; B", "body": body}));
        assert_eq!(article.text, format!("A & B\n\n{body}"));
        assert_eq!(&article.text[article.body_start as usize..], body);
        assert_eq!((article.id.as_str(), article.paragraphs.len()), ("7", 2));
    }

    #[test]
    fn html_is_cleaned_where_it_is_expected() {
        let article =
            article(json!({"title": "A", "content": "<p>One &amp; <b>two</b>.</p><h2>Then</h2><p>Three.</p>"}));
        assert_eq!(article.body_text(), "One & two.\n\nThen\n\nThree.");
        assert_eq!(article.paragraphs[1].kind, ParagraphKind::CrossHead);
    }

    #[test]
    fn content_without_tags_stays_as_it_is() {
        assert_eq!(article(json!({"content": "One < two.\nThree."})).body_text(), "One < two.\nThree.");
        // JSON Feed.
        assert_eq!(article(json!({"content_text": "One <b> two."})).body_text(), "One <b> two.");
    }

    #[test]
    fn a_body_of_paragraphs_in_tags_is_html_whatever_its_name() {
        let tagged = "<p>Mayor Ann Poe spoke.</p><p>&ldquo;We know,&rdquo; said Poe.</p>";
        for name in ["body", "text"] {
            let article = article(json!({"title": "K", name: tagged}));
            assert_eq!(article.body_text(), "Mayor Ann Poe spoke.\n\n“We know,” said Poe.", "{name}");
        }
        assert_eq!(article(json!({"body": "One.<br><br>Two &amp; three.<br/>"})).body_text(), "One.\n\nTwo & three.");
        // Whatever its first letter.
        assert_eq!(article(json!({"body": "“One,” she said.<p>Two.</p>"})).body_text(), "“One,” she said.\n\nTwo.");
        let about = "A <p> opens a paragraph, </p> closes it, and <br> breaks a line.\nR&D is 3 < 4.";
        assert_eq!(article(json!({"body": about})).body_text(), about);
        // A tag that is closed and never opened, behind a letter of several bytes.
        assert_eq!(article(json!({"body": "“We know.”</p>"})).body_text(), "“We know.”</p>");
        // Whoever names the field has said that it is plain.
        let options = ReadOptions { map: "body=raw".parse().unwrap(), ..ReadOptions::default() };
        let article = draft(&json!({"raw": tagged}), &options).unwrap().article(Origin::default(), "x").unwrap();
        assert_eq!(article.body_text(), tagged);
    }

    #[test]
    fn a_map_says_what_is_html() {
        let record = json!({"body": "plain", "raw": "One<br><br>two"});
        let options = ReadOptions { map: "body_html=raw".parse().unwrap(), ..ReadOptions::default() };
        let article = draft(&record, &options).unwrap().article(Origin::default(), "x").unwrap();
        assert_eq!(article.body_text(), "One\n\ntwo");
    }

    #[test]
    fn metadata_is_found_where_programs_put_it() {
        let article = article(json!({
            "guid": "urn:1", "headlines": [{"role": "sub", "value": "S"}, {"role": "main", "value": "Bridge closed"}],
            "publishedAt": "2021-05-03T23:59:00-11:00", "authors": [{"name": "Ana Reyes"}, {"name": "Bo Lind"}],
            "source": {"id": null, "name": "The Ellery Post"}, "section": "News", "webUrl": "https://example.org/1",
            "language": "en-GB", "text": "The bridge is closed."
        }));
        assert_eq!(article.headline_text(), "Bridge closed");
        assert_eq!(article.published.unwrap().to_string(), "2021-05-03");
        assert_eq!(article.byline.as_deref(), Some("Ana Reyes, Bo Lind"));
        assert_eq!(article.source.as_deref(), Some("The Ellery Post"));
        assert_eq!((article.language.as_deref(), article.id.as_str()), (Some("en"), "urn:1"));
    }

    #[test]
    fn typed_blocks_keep_their_kinds() {
        let article = article(json!({"title": "T", "published_date": 1356999181000_i64, "contents": [
            {"type": "kicker", "content": "Metro"}, {"type": "title", "content": "T"}, {"type": "date", "content": 1},
            {"type": "sanitized_html", "subtype": "paragraph", "content": "One <a href=\"x\">two</a>."},
            null, {"type": "sanitized_html", "subtype": "subhead", "content": "Then"},
            {"type": "image", "fullcaption": "The bridge."}
        ]}));
        assert_eq!(article.body_text(), "One two.\n\nThen\n\nThe bridge.");
        let kinds: Vec<_> = article.paragraphs.iter().map(|paragraph| paragraph.kind).collect();
        assert_eq!(kinds, [ParagraphKind::Body, ParagraphKind::CrossHead, ParagraphKind::Caption]);
        assert_eq!(article.section.as_deref(), Some("Metro"));
        assert_eq!(article.published.unwrap().to_string(), "2013-01-01");
    }

    #[test]
    fn wrappers_are_taken_off() {
        let options = ReadOptions::default();
        for document in [
            json!([{"body": "a"}, {"body": "b"}]),
            json!({"status": "ok", "articles": [{"body": "a"}, {"body": "b"}]}),
            json!({"response": {"docs": [{"body": "a"}, {"body": "b"}]}}),
            json!({"hits": {"hits": [{"_id": "1", "_source": {"body": "a"}}, {"_id": "2", "_source": {"body": "b"}}]}}),
        ] {
            let records = records(document, &options);
            assert_eq!(records.len(), 2);
            assert!(records.iter().all(|record| draft(record, &options).is_ok()));
        }
    }

    #[test]
    fn what_is_no_article_says_why() {
        assert_eq!(reason(json!(5)), "not an article but a number");
        assert_eq!(
            reason(json!({"a": 1, "b": 2})),
            "no text under any name we know (it has a, b); name it with --map body=NAME"
        );
        assert_eq!(
            reason(json!({"type": "picture", "headline": "x", "description": "y"})),
            "not an article: its type is `picture`"
        );
        assert_eq!(reason(json!({"pubstatus": "canceled", "body": "x"})), "its publisher marked it as canceled");
    }

    #[test]
    fn a_text_that_is_nothing_says_what_it_is() {
        for (record, what) in [
            (json!({"id": 3, "title": null, "text": null}), "`text` is null"),
            (json!({"title": "T", "text": 12345}), "`text` is a number"),
            (json!({"title": "T", "text": "   "}), "`text` is blank"),
            (json!({"title": "T", "body": "None"}), "`body` says `None`"),
            (json!({"title": "T", "content": []}), "`content` is an empty list"),
            (json!({"title": "T", "content": {"a": 1}}), "`content` is an object that holds none"),
        ] {
            assert_eq!(reason(record), format!("no text in it: {what}"));
        }
        assert_eq!(article(json!({"text": null, "content": "One."})).body_text(), "One.");
    }

    #[test]
    fn drafts_are_no_articles() {
        for draft in [json!(true), json!("true"), json!("Yes")] {
            assert_eq!(reason(json!({"draft": draft, "body": "x"})), "its field `draft` says that it is not published");
        }
        assert_eq!(article(json!({"draft": false, "body": "One."})).body_text(), "One.");
    }

    #[test]
    fn a_teaser_is_read_where_there_is_nothing_else() {
        let article = article(json!({"title": "T", "abstract": "All there is."}));
        assert_eq!((article.body_text(), article.standfirst), ("All there is.", None));
    }
}
