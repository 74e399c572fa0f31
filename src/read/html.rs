//! HTML: a whole page, whose main text has to be found, or a piece of HTML in a record's field, which is all text.

use super::draft::{Block, Body, Draft};
use super::paragraphs::Role;
use super::records::ReadOptions;
use super::{dom, html_meta, running_text};
use dom_smoothie::{Config, Readability};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A page with more elements is not an article, and would take seconds.
const MOST_ELEMENTS: usize = 200_000;

/// Elements nested deeper than this are an attack or a broken program: the parser looks through all open elements at
/// each tag, and the extractor climbs them.
const DEEPEST: usize = 3_000;

/// Words below which a page holds no article, unless it says that it does.
const FEWEST_BYTES: usize = 140;

/// The draft of a page.
///
/// # Errors
///
/// A reason for [`Skipped`](super::Skipped) where the page holds no article text.
pub(super) fn page(text: &str, options: &ReadOptions) -> Result<Draft, String> {
    guarded(text, || read_page(text, options))?
}

/// The paragraphs of a piece of HTML.
pub(super) fn fragment(text: &str) -> Result<Vec<Block>, String> {
    guarded(text, || dom::blocks(text))
}

/// The words of a piece of HTML on one line: a title with entities or emphasis in it.
pub(super) fn inline_text(text: &str) -> String {
    let blocks = fragment(text).unwrap_or_default();
    let words: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    if words.is_empty() { text.to_owned() } else { words.join(" ") }
}

/// Whether the text holds tags, rather than a stray `<`.
pub(super) fn looks_like_html(text: &str) -> bool {
    const TAGS: [&str; 35] = [
        "p",
        "br",
        "div",
        "a",
        "b",
        "i",
        "u",
        "em",
        "strong",
        "span",
        "h1",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "blockquote",
        "figure",
        "img",
        "table",
        "section",
        "article",
        "hr",
        "html",
        "body",
        "td",
        "tr",
        "th",
        "tbody",
        "iframe",
        "script",
        "font",
        "sup",
        "center",
    ];
    let mut opened = false;
    for at in memchr::memchr_iter(b'<', text.as_bytes()).take(1_000) {
        let rest = &text[at + 1..];
        let closes = rest.starts_with('/');
        let rest = rest.trim_start_matches('/');
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = rest[..length].to_ascii_lowercase();
        let after = rest[length..].chars().next();
        if !TAGS.contains(&name.as_str()) || !matches!(after, Some('>' | ' ' | '/' | '\n' | '\t' | '\r')) {
            continue;
        }
        // `<br>`, `<p>`, `<img …>` need no end; one letter is a tag only where it is closed.
        if closes && opened
            || matches!(name.as_str(), "br" | "p" | "img" | "hr" | "li" | "div" | "td" | "tr" | "html" | "body")
        {
            return true;
        }
        opened = true;
    }
    false
}

/// Whether the whole text is made of tags, as content systems write them, rather than text that mentions some: it begins
/// with a paragraph in tags, or ends with one, or its lines are broken by tags.
///
/// `<p>One.</p>`, `One.<br><br>Two.` and `One.<p>Two.</p>` are; "the <p> and <br> tags" is not, nor is `a < b`.
pub(super) fn is_made_of_tags(text: &str) -> bool {
    let text = text.trim();
    if memchr::memchr(b'<', text.as_bytes()).is_none() {
        return false;
    }
    const BLOCKS: [&str; 17] = [
        "p",
        "div",
        "article",
        "section",
        "figure",
        "blockquote",
        "ul",
        "ol",
        "table",
        "html",
        "body",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ];
    let lower = text.to_ascii_lowercase();
    let opened =
        |text: &str| BLOCKS.into_iter().find(|name| text.strip_prefix('<').is_some_and(|tag| is_tag(tag, name)));
    let behind = &lower[lower.ceil_char_boundary(1)..];
    let closes_behind = |name: &str| behind.contains(&format!("</{name}>"));
    let opens_behind = |name: &str| behind.match_indices('<').any(|(at, _)| is_tag(&behind[at + 1..], name));
    if opened(&lower).is_some_and(|name| closes_behind(name) || name == "p" && opens_behind(name)) {
        return true;
    }
    if BLOCKS.into_iter().any(|name| lower.ends_with(&format!("</{name}>")) && opens_behind(name)) {
        return true;
    }
    // "One.<br>Two." breaks a line; "the <br> tag" and "`<br>`" name a tag.
    let breaks = lower.match_indices("<br").filter(|(at, _)| {
        let Some(end) = lower[*at..].find('>').filter(|_| is_tag(&lower[at + 1..], "br")) else { return false };
        let (before, after) = (lower[..*at].chars().next_back(), lower[at + end + 1..].chars().next());
        let named = |sign: char| matches!(sign, ' ' | '`' | '"' | '\'' | '“' | '”' | '(' | ')');
        !(before.is_some_and(named) && after.is_none_or(|after| named(after) || matches!(after, ',' | '.')))
    });
    breaks.take(2).count() == 2
}

/// Whether what stands behind a `<` is a tag of this name.
fn is_tag(rest: &str, name: &str) -> bool {
    rest.strip_prefix(name).is_some_and(|after| after.starts_with(['>', ' ', '/', '\n', '\t', '\r']))
}

thread_local! {
    static GUARDING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is taking a page apart, where a panic is caught and becomes a reason to skip the page.
///
/// A panic hook asks this, so that nobody is told of a bug that costs a page and not the run.
pub fn guards_this_thread() -> bool {
    GUARDING.get()
}

/// The parser and the extractor are others' work on hostile input: a panic there costs the page, not the run.
fn guarded<T>(text: &str, work: impl FnOnce() -> T) -> Result<T, String> {
    if depth(text) > DEEPEST {
        return Err(format!("its elements are nested more than {DEEPEST} deep, which no article is"));
    }
    // A page's metadata is read with the guard up already.
    let before = GUARDING.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    GUARDING.set(before);
    outcome.map_err(|_| "the page breaks the HTML reader".to_owned())
}

/// How deep elements may be nested, from the tags alone; elements that end by themselves do not count.
fn depth(text: &str) -> usize {
    const END_THEMSELVES: [&str; 28] = [
        "p", "li", "td", "tr", "th", "dd", "dt", "option", "tbody", "thead", "tfoot", "colgroup", "br", "img", "hr",
        "meta", "link", "input", "area", "base", "col", "embed", "source", "track", "wbr", "param", "path", "rect",
    ];
    let bytes = text.as_bytes();
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for at in memchr::memchr_iter(b'<', bytes) {
        let closes = bytes.get(at + 1) == Some(&b'/');
        let rest = &bytes[at + 1 + usize::from(closes)..];
        let length = rest.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let counts = rest.first().is_some_and(u8::is_ascii_alphabetic)
            && !END_THEMSELVES.iter().any(|name| name.as_bytes().eq_ignore_ascii_case(&rest[..length]));
        match (counts, closes) {
            (true, true) => depth = depth.saturating_sub(1),
            (true, false) => depth += 1,
            (false, _) => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn read_page(text: &str, options: &ReadOptions) -> Result<Draft, String> {
    let config = Config {
        keep_classes: true,
        max_elements_to_parse: MOST_ELEMENTS,
        // We read the metadata ourselves, dates above all.
        disable_json_ld: true,
        ..Config::default()
    };
    let mut readability = Readability::new(text, None, Some(config)).map_err(|error| error.to_string())?;
    running_text::free_words_of_sentences(&readability);
    let meta = html_meta::read(&readability, options.date_order);
    let marked = marked_text(&readability);
    let mut draft = meta.draft;
    let mut blocks = match readability.parse() {
        Ok(article) => dom::blocks(&article.content),
        Err(dom_smoothie::ReadabilityError::TooManyElements(..)) => {
            return Err("more than 200,000 elements, which no article has".to_owned());
        }
        Err(_) => Vec::new(),
    };
    let length = |blocks: &[Block]| -> usize {
        blocks.iter().filter(|block| block.role == Role::Text).map(|block| block.text.len()).sum()
    };
    // Now and then the extractor settles on one section of a long article, or on a notice beside it, though the page
    // marks the whole.
    if let Some(marked) = marked.filter(|marked| *marked >= 1_500 && length(&blocks) * 2 < *marked) {
        let whole = Readability::from(text);
        running_text::free_words_of_sentences(&whole);
        let html = MARKED.iter().filter_map(|name| whole.doc.select_single(name).try_html());
        let best = html.map(|html| dom::blocks(&html)).max_by_key(|blocks| length(blocks));
        log::debug!("the extractor found less than half of {marked} bytes that the page marks as its article");
        blocks = best.unwrap_or(blocks);
    }
    let found = length(&blocks);
    draft.body = Body::Blocks(blocks);
    // The page states its own text; it serves where the mark-up holds little of it: behind a paywall, or where a script
    // would put it in.
    if let Some(stated) = meta.article_body.as_deref().map(stated_blocks) {
        let length = length(&stated);
        if length > found && found < FEWEST_BYTES || length > 2 * found {
            log::debug!("{found} bytes are in the mark-up, {length} in the page's own statement of its text");
            draft.body = Body::Blocks(stated);
        }
    }
    let Body::Blocks(blocks) = &mut draft.body else { return Ok(draft) };
    let texts = blocks.iter().filter(|block| block.role != Role::Heading).count();
    let waits = |block: &&Block| is_placeholder(&block.text) || asks_for_scripts(&block.text);
    let waiting = blocks.iter().filter(waits).count();
    if waiting > 0 && waiting * 2 >= texts {
        return Err("no article text found in the page: a script would put it in".to_owned());
    }
    blocks.retain(|block| !is_placeholder(&block.text));
    // A button's cross, a lone word.
    let is_word = |block: &Block| block.text.split_whitespace().nth(1).is_none();
    let length = length(blocks);
    if blocks.iter().all(is_word) && length < 20
        || length < FEWEST_BYTES && !meta.is_article && draft.headline.is_none()
    {
        return Err("no article text found in the page".to_owned());
    }
    drop_repeated_standfirst(&mut draft);
    Ok(draft)
}

/// Elements that sites put around the whole article.
const MARKED: [&str; 4] = ["[itemprop='articleBody']", "article", "main", "[role='main']"];

/// How much text stands in the paragraphs of the element that the page marks as its article.
fn marked_text(page: &Readability) -> Option<usize> {
    let of = |name: &&str| {
        let paragraphs = page.doc.select_single(name).select("p");
        let lengths = paragraphs.nodes().iter().map(|node| node.text().trim().len()).filter(|length| *length >= 80);
        lengths.sum::<usize>()
    };
    MARKED.iter().map(of).max()
}

fn stated_blocks(stated: &str) -> Vec<Block> {
    if looks_like_html(stated) {
        return dom::blocks(stated);
    }
    super::split::paragraphs(stated).into_iter().map(|range| Block::text(&stated[range])).collect()
}

/// What stands in a page until a script has put the text there: "Loading image...".
fn is_placeholder(words: &str) -> bool {
    const WAITING: [&str; 6] = ["loading", "please wait", "chargement", "cargando", "wird geladen", "caricamento"];
    let lower = words.trim().to_lowercase();
    let bare = lower.trim_end_matches(['.', '…', ' ']);
    let is_short = words.split_whitespace().nth(4).is_none();
    is_short && WAITING.iter().any(|waiting| bare == *waiting || bare.len() < lower.len() && bare.starts_with(waiting))
}

/// What a page says to those whose browser runs no scripts.
fn asks_for_scripts(words: &str) -> bool {
    let lower = words.to_lowercase();
    lower.len() < 200 && lower.contains("javascript") && (lower.contains("enable") || lower.contains("disabled"))
}

/// A description that is the beginning of the body, or an advertisement for the site cut short, is no standfirst.
fn drop_repeated_standfirst(draft: &mut Draft) {
    let (Some(standfirst), Body::Blocks(blocks)) = (&draft.standfirst, &mut draft.body) else { return };
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let wanted = letters(standfirst);
    if standfirst.ends_with('…') || standfirst.ends_with("...") || wanted.is_empty() {
        draft.standfirst = None;
        return;
    }
    // The extractor may have kept the standfirst as the first paragraph; a whole paragraph is said once, at its place.
    if let Some(at) = blocks.iter().take(3).position(|block| letters(&block.text) == wanted)
        && blocks.len() > at + 1
    {
        blocks.remove(at);
        return;
    }
    // Most descriptions are the first sentences cut at some length: their first two thirds stand in the body.
    let part: String = wanted.chars().take((wanted.chars().count() * 2 / 3).max(20)).collect();
    let opening: String = blocks.iter().take(6).map(|block| letters(&block.text)).collect();
    if opening.contains(&part) {
        draft.standfirst = None;
    }
}

#[cfg(test)]
mod tests {
    use super::{fragment, inline_text, looks_like_html, page};
    use crate::article::{Article, Origin, ParagraphKind};
    use crate::read::records::ReadOptions;

    const PARAGRAPHS: [&str; 4] = [
        "The council of Port Ellery met on Tuesday evening to talk about the old bridge, which has been closed since March.",
        "“We have waited for this bridge for twenty years,” Maria Ortega, the mayor, told the people who had come to listen.",
        "The work is to begin in May and will cost nine million crowns, according to a report published on Monday.",
        "Nobody in the hall spoke against the plan, and after an hour, with a storm coming, the people went home.",
    ];

    fn html(head: &str, extra: &str) -> String {
        let [one, two, three, four] = PARAGRAPHS;
        format!(
            "<!DOCTYPE html><html lang='en-GB'><head><title>Bridge to be repaired | The Ellery Post</title>{head}</head><body>\
             <nav><a href=/>Home</a></nav><article><h1>Bridge to be repaired</h1><p>{one}</p><figure><img src=x.jpg>\
             <figcaption>The old bridge. Photo: Ana Reyes</figcaption></figure><p>{two}</p><h2>What now</h2><p>{three}</p>\
             <p>{four}</p>{extra}</article><footer>© The Ellery Post</footer></body></html>"
        )
    }

    fn article(html: &str) -> Article {
        page(html, &ReadOptions::default()).unwrap().article(Origin::default(), "a.html").unwrap()
    }

    #[test]
    fn the_main_text_is_found_and_its_parts_are_kept_apart() {
        let article = article(&html("", ""));
        let body: Vec<&str> = article
            .paragraphs
            .iter()
            .filter(|paragraph| paragraph.kind == ParagraphKind::Body)
            .map(|paragraph| article.at(paragraph.span))
            .collect();
        assert_eq!(body, PARAGRAPHS);
        assert_eq!(article.headline_text(), "Bridge to be repaired");
        assert_eq!(article.language.as_deref(), Some("en"));
        let of = |kind| article.paragraphs.iter().find(|p| p.kind == kind).map(|p| article.at(p.span));
        assert_eq!(of(ParagraphKind::CrossHead), Some("What now"));
        assert_eq!(of(ParagraphKind::Caption), Some("The old bridge. Photo: Ana Reyes"));
    }

    #[test]
    fn words_within_a_sentence_stay() {
        for (open, close) in [
            ("<time datetime='1999-01-01'>", "</time>"),
            ("<button class='glossary'>", "</button>"),
            ("<span class='share'>", "</span>"),
            ("<span class='author'>", "</span>"),
            ("<span class='byline comment'>", "</span>"),
            ("<a rel='author' href='/x'>", "</a>"),
            ("<span itemprop='author'>", "</span>"),
            ("<em id='sponsor'>", "</em>"),
            ("<own-term>", "</own-term>"),
            ("<output>", "</output>"),
        ] {
            let sentence =
                format!("<p>“We meet {open}on Sunday{close} again,” said Carl Master, the harbour master.</p>");
            let article = article(&html("", &sentence));
            let words = "“We meet on Sunday again,” said Carl Master, the harbour master.";
            assert!(article.paragraphs.iter().any(|paragraph| article.at(paragraph.span) == words), "{open}");
            assert_eq!((article.published, article.byline.as_deref()), (None, None), "{open}");
        }
        let around = article(&html("", "<p><button>Share</button></p><p>It rained. <button>Play</button></p>"));
        assert!(!around.text.contains("Share") && around.text.ends_with("It rained."));
    }

    #[test]
    fn a_description_that_repeats_the_body_is_no_standfirst() {
        let own = "Nine million crowns for a bridge that everybody wants";
        let with =
            |text: &str| article(&html(&format!("<meta property='og:description' content='{text}'>"), "")).standfirst;
        assert!(with(own).is_some());
        assert!(with(&PARAGRAPHS[0][..80]).is_none());
    }

    #[test]
    fn a_page_without_text_says_so() {
        let reason =
            page("<html><body><nav><a href=/>Home</a></nav></body></html>", &ReadOptions::default()).unwrap_err();
        assert_eq!(reason, "no article text found in the page");
    }

    #[test]
    fn what_a_script_would_replace_is_no_text() {
        for body in [
            "<div><p>Loading paragraph...</p><p>Loading image...</p></div>",
            "<main><p>Loading paragraph...</p><h2>Fees</h2><p>Loading image...</p><p>Ana Reyes is a writer.</p></main>",
            "<div id=root>Loading…</div><button>x</button>",
            "<noscript>x</noscript><p>You need to enable JavaScript to run this app.</p>",
        ] {
            let html = format!("<html><head><title>Bridge to be repaired</title></head><body>{body}</body></html>");
            let reason = page(&html, &ReadOptions::default()).unwrap_err();
            assert_eq!(reason, "no article text found in the page: a script would put it in", "{body}");
        }
        let lone =
            "<html><head><title>Bridge to be repaired</title></head><body><main><span>x</span></main></body></html>";
        assert_eq!(page(lone, &ReadOptions::default()).unwrap_err(), "no article text found in the page");
        let short = "<html><head><title>Bridge</title></head><body><p>Ferry left.</p></body></html>";
        assert_eq!(article(short).body_text(), "Ferry left.");
    }

    #[test]
    fn a_page_states_the_text_that_it_does_not_show() {
        let stated = PARAGRAPHS.join("\\n\\n").replace('"', "'");
        let head = format!(
            "<title>Bridge to be repaired</title><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\
             \"articleBody\":\"{stated}\"}}</script>"
        );
        let shown = format!(
            "<p>{}</p><div class=paywall><p>Subscribe to read on, for a crown a week.</p></div>",
            PARAGRAPHS[0]
        );
        let html = format!(
            "<html><head>{head}</head><body><article><h1>Bridge to be repaired</h1>{shown}</article></body></html>"
        );
        assert_eq!(article(&html).body_text(), PARAGRAPHS.join("\n\n"));
    }

    #[test]
    fn a_page_that_breaks_off_is_read_as_far_as_it_goes() {
        let whole = html("", "");
        let article = article(&whole[..whole.find("according").unwrap()]);
        assert!(article.body_text().contains("Maria Ortega"));
    }

    #[test]
    fn deep_nesting_costs_the_page_alone() {
        let nested = |depth: usize| format!("<html><body>{}{}", "<div>".repeat(depth), PARAGRAPHS.join(" "));
        assert!(page(&nested(100_000), &ReadOptions::default()).unwrap_err().contains("nested"));
        assert!(fragment(&"<b>".repeat(100_000)).is_err());
        // What is let through must fit on a small stack.
        let deep = std::thread::Builder::new()
            .stack_size(1 << 20)
            .spawn(move || page(&nested(2_900), &ReadOptions::default()).is_ok());
        deep.unwrap().join().unwrap();
    }

    #[test]
    fn tags_are_told_from_signs() {
        for text in ["<p>x", "a<br/>b", "<a href='x'>b</a>", "<EM>x</EM>"] {
            assert!(looks_like_html(text), "{text}");
        }
        for text in ["a < b", "a <b and c> d", "<3", "<Ortega> we knew", "x <i y"] {
            assert!(!looks_like_html(text), "{text}");
        }
    }

    #[test]
    fn titles_lose_their_tags() {
        assert_eq!(inline_text("The <em>Ellery</em> Post &amp; others"), "The Ellery Post & others");
        assert!(fragment("").unwrap().is_empty());
    }
}
