//! Elements that stand within a sentence of a page, whatever they are called.
//!
//! Extractors tell an article from what lies around it by names: `button`, `time`, a class that holds "share", "author"
//! or "comment". As a block they are right. Inside a paragraph the same names mark words of the sentence: a glossary's
//! terms are buttons, a speaker is `<span class="author">`, a day is `<time>`; leaving them out would put words into
//! somebody's mouth. So those that a sentence runs through lose their names before anybody looks at these.

use super::dom::is_inline;
use super::split::ends_a_sentence;
use dom_smoothie::Readability;

/// Longer ones are no part of a sentence.
const LONGEST: usize = 300;

/// How many bytes of the text on either side are looked at.
const SURROUNDINGS: usize = 400;

/// How many nodes lie within one at most, and how many are looked at on either side: enough for any sentence, and no page
/// takes more than its length.
const MOST_INSIDE: usize = 30;
const MOST_STEPS: usize = 60;

/// Makes plain `span`s of the elements that a sentence runs through and that would be left out for their names.
pub(super) fn free_words_of_sentences(page: &Readability) {
    for node in page.doc.select("body *").nodes() {
        let Some(name) = node.node_name() else { continue };
        let is_odd = is_odd(&name);
        if !is_odd && !is_inline(&name) {
            continue;
        }
        let names = ["class", "id", "rel", "itemprop"].map(|key| node.attr(key));
        if !is_odd && !names.iter().flatten().any(|name| is_telling(name)) {
            continue;
        }
        if node.descendants_it().nth(MOST_INSIDE).is_some() {
            continue;
        }
        let words = node.text();
        if words.len() > LONGEST
            || !words.contains(char::is_alphanumeric)
            || node.descendants_it().any(|below| below.node_name().is_some_and(|name| !may_stand_inside(&name)))
        {
            continue;
        }
        // The text before and behind it, up to where a line ends.
        let (mut before, mut after) = (Vec::new(), String::new());
        for (forward, mut length) in [(false, 0), (true, 0)] {
            let (mut at, mut steps) = (*node, 0);
            while length < SURROUNDINGS && steps < MOST_STEPS {
                steps += 1;
                let next = if forward { at.next_sibling() } else { at.prev_sibling() };
                match next {
                    Some(next) => {
                        at = next;
                        let name = next.node_name().filter(|_| next.is_element());
                        if name.as_ref().is_some_and(|name| &**name == "br" || !may_stand_inside(name)) {
                            break;
                        }
                        let is_words = next.is_text() || name.is_some_and(|name| !is_mute(&name));
                        if is_words {
                            let text = next.text();
                            length += text.len();
                            if forward { after.push_str(&text) } else { before.push(text.to_string()) }
                        }
                    }
                    None => match at.parent().filter(|above| above.node_name().is_some_and(|name| is_inline(&name))) {
                        Some(above) => at = above,
                        None => break,
                    },
                }
            }
        }
        before.reverse();
        let before = before.concat();
        if !is_within_a_sentence(before.trim(), after.trim(), &name == "button") {
            continue;
        }
        // Browsers part a button from the words around it; mark-up often does not.
        if &*name == "button" {
            let letter = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
            if letter(before.chars().next_back()) && letter(words.chars().next()) {
                node.before_html(" ");
            }
            if letter(after.chars().next()) && !words.ends_with(char::is_whitespace) {
                node.after_html(" ");
            }
        }
        node.remove_attrs(&["class", "id", "rel", "itemprop", "role"]);
        if is_odd {
            node.rename("span");
        }
    }
}

/// Whether HTML holds elements that [`free_words_of_sentences`] frees for their own names.
pub(super) fn has_odd_elements(html: &str) -> bool {
    memchr::memchr_iter(b'<', html.as_bytes()).any(|at| {
        let rest = &html.as_bytes()[at + 1..];
        let length = rest.iter().take(40).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
        std::str::from_utf8(&rest[..length]).is_ok_and(|name| is_odd(&name.to_ascii_lowercase()))
    })
}

/// Elements that browsers set within a line and readers of pages leave out or take for blocks; names with a hyphen are
/// a site's own.
fn is_odd(name: &str) -> bool {
    matches!(name, "time" | "button" | "output" | "meter" | "progress")
        || name.contains('-') && name.starts_with(|first: char| first.is_ascii_lowercase())
}

fn may_stand_inside(name: &str) -> bool {
    is_inline(name) || is_odd(name) || is_mute(name)
}

/// Elements without words for the reader.
fn is_mute(name: &str) -> bool {
    matches!(name, "script" | "style" | "noscript" | "template" | "svg" | "path" | "use" | "g" | "circle" | "rect")
}

/// Whether a class, an id or a relation is one that elements are left out for.
fn is_telling(name: &str) -> bool {
    const TELLING: [&str; 40] = [
        "share",
        "author",
        "byline",
        "dateline",
        "writtenby",
        "caption",
        "-ad-",
        "ad-break",
        "agegate",
        "ai2html",
        "banner",
        "breadcrumb",
        "combx",
        "comment",
        "community",
        "cover-wrap",
        "credit",
        "disqus",
        "extra",
        "footer",
        "gdpr",
        "header",
        "legends",
        "menu",
        "newsletter",
        "pager",
        "pagination",
        "popup",
        "related",
        "remark",
        "replies",
        "rss",
        "shoutbox",
        "sidebar",
        "signup",
        "skyscraper",
        "social",
        "sponsor",
        "supplemental",
        "yom-",
    ];
    let lower = name.to_ascii_lowercase();
    TELLING.iter().any(|telling| lower.contains(telling))
}

/// Whether a sentence runs from the words before an element through it, or from it to those behind.
///
/// "We meet _on Sunday_ again" and "_Ann Poe_, who leads the union, said no." do; "By _Ann Poe_ | 3 May", "Published
/// _3 May_" and "It rained. _Share_" do not.
fn is_within_a_sentence(before: &str, after: &str, is_button: bool) -> bool {
    // Bars and dots part the pieces of a line about the article.
    let parts = ['|', '·', '•'];
    if before.ends_with(parts) || after.starts_with(parts) || is_button && (before.is_empty() || after.is_empty()) {
        return false;
    }
    let small = |text: &str| text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    let ends = ends_a_sentence(if after.is_empty() { before } else { after });
    let is_sentence = if ends {
        small(before) + small(after) >= 1
    } else {
        // Lines that are cut or have no stop, but long enough.
        !before.is_empty() && !after.is_empty() && small(before) + small(after) >= 3 && before.len() + after.len() >= 40
    };
    // "Published on … by …": a line about the article.
    let is_label = opens_with_a_label(before) && before.len() <= 80 && !(ends && small(after) >= 2);
    let goes_on = after.starts_with(|first: char| first.is_lowercase() || ",;.:!?’”)»".contains(first));
    let came_from = !before.is_empty() && (!ends_a_sentence(before) || before.ends_with(['“', '"', '„', '«', ':']));
    is_sentence && !is_label && (came_from || goes_on)
}

fn opens_with_a_label(line: &str) -> bool {
    const LABELS: [&str; 16] = [
        "by",
        "published",
        "posted",
        "updated",
        "modified",
        "last",
        "first",
        "written",
        "created",
        "filed",
        "date",
        "von",
        "veröffentlicht",
        "aktualisiert",
        "publié",
        "publicado",
    ];
    let first = line.split(|sign: char| !sign.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    LABELS.iter().any(|label| first.to_lowercase() == *label)
}

#[cfg(test)]
mod tests {
    use super::{has_odd_elements, is_within_a_sentence};

    #[test]
    fn a_sentence_is_told_from_a_line_about_the_article() {
        for (before, after) in [
            ("“We will meet", "and wait,” said Ann Poe."),
            ("said the professor", "the founding director of the school."),
            ("", ", who leads the union, said no."),
            ("“No,” said", "."),
            ("Last updated:", ". If you find an error, please write to us."),
        ] {
            assert!(is_within_a_sentence(before, after, false), "{before} _ {after}");
        }
        for (before, after) in [
            ("By", "| 3 May 2021"),
            ("Published", "by Ann Poe in News"),
            ("Published on", ""),
            ("By Ann Poe, who writes from the islands ·", "· 5 min read"),
            ("The council met on Tuesday evening.", ""),
            ("The council met on Tuesday evening.", "The mayor spoke."),
            ("", "Bridge is closed after the storm"),
            ("Bridge is closed after the storm", ""),
        ] {
            assert!(!is_within_a_sentence(before, after, false), "{before} _ {after}");
        }
        assert!(!is_within_a_sentence("The council met and", "", true));
    }

    #[test]
    fn odd_elements_are_seen_in_html() {
        assert!(has_odd_elements("a <time>b</time>") && has_odd_elements("<my-term>b</my-term>"));
        assert!(!has_odd_elements("a <b>c</b> <- d <p>"));
    }
}
