//! Markdown with its front matter: the marks go, the words stay.
//!
//! Not a full Markdown reader: news posts use headings, emphasis, links, pictures, lists, block quotes, rules, inline
//! HTML and the shortcodes of site generators, and that is what is understood here.

use super::draft::{Block, Draft};
use super::fields::{Field, Fields};
use super::paragraphs::Role;
use super::records::ReadOptions;
use super::{draft, front_matter, html, json};

/// The draft of a cleaned text.
///
/// # Errors
///
/// A reason for [`Skipped`](super::Skipped): the front matter marks it as unpublished.
pub(super) fn draft(text: &str, options: &ReadOptions) -> Result<Draft, String> {
    let split = front_matter::split(text);
    if let Some(trouble) = &split.trouble {
        log::debug!("{trouble}; its simple lines are used");
    }
    let fields = Fields::new(&split.fields, &options.map);
    if fields.get("draft").is_some_and(json::is_true) {
        return Err("its front matter says `draft: true`".to_owned());
    }
    let mut article = json::metadata(&fields, options);
    // Jekyll and Hugo use these for other things than an article's id.
    article.id = fields
        .values(Field::Id)
        .filter(|found| !found.value.is_object())
        .find_map(|found| super::fields::text_of(found.value));
    let mut blocks = blocks(split.body);
    if article.headline.is_none()
        && let Some(first) = blocks.first()
        && first.role == Role::Heading
    {
        article.headline = Some(first.text.clone());
        blocks.remove(0);
    }
    article.body = draft::Body::Blocks(blocks);
    Ok(article)
}

/// The paragraphs of a Markdown text.
fn blocks(text: &str) -> Vec<Block> {
    let text = without_shortcodes(text);
    let mut reader = Reader::default();
    for line in text.lines() {
        reader.line(line);
    }
    reader.close();
    reader.blocks
}

/// Gathers lines into paragraphs.
#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// The raw lines of the open paragraph.
    open: String,
    role: Role,
    /// The fence of an open code block.
    fence: Option<&'static str>,
    /// Inside HTML: gathered until the blank line that ends it.
    html: bool,
}

impl Reader {
    fn line(&mut self, line: &str) {
        let words = line.trim();
        if let Some(fence) = self.fence {
            if words.starts_with(fence) {
                self.fence = None;
            }
            // Code is nobody's words.
            return;
        }
        if words.is_empty() {
            self.close();
            return;
        }
        if let Some(fence) = ["```", "~~~"].into_iter().find(|fence| words.starts_with(fence)) {
            self.close();
            self.fence = Some(fence);
            return;
        }
        if self.html {
            self.push(words);
            return;
        }
        if opens_html_block(words) {
            self.close();
            self.html = true;
            self.push(words);
            return;
        }
        if let Some(heading) = heading(words) {
            self.close();
            self.role = Role::Heading;
            self.push(heading);
            self.close();
        } else if is_underline(words) && self.open.lines().count() == 1 && self.role == Role::Text {
            self.role = Role::Heading;
            self.close();
        } else if is_rule(words) || is_table_rule(words) || is_definition(words) {
            self.close();
        } else {
            let quoted = words.trim_start_matches('>').trim_start();
            if words.starts_with('>') && quoted.is_empty() {
                self.close();
            } else if let Some(item) = list_item(quoted).or_else(|| footnote(quoted)) {
                self.close();
                self.push(item);
            } else if quoted.starts_with('|') && quoted.ends_with('|') && quoted.len() > 2 {
                self.close();
                let cells: Vec<&str> = quoted.trim_matches('|').split('|').map(str::trim).collect();
                self.push(&cells.join(", "));
                self.close();
            } else {
                self.push(quoted);
                // Two spaces or a backslash at the end of a line break it.
                if line.ends_with("  ") && line.trim_start().starts_with(['“', '"', '—', '-']) {
                    self.close();
                }
            }
        }
    }

    fn push(&mut self, words: &str) {
        if !self.open.is_empty() {
            self.open.push('\n');
        }
        self.open.push_str(words);
    }

    fn close(&mut self) {
        let role = std::mem::take(&mut self.role);
        let was_html = std::mem::take(&mut self.html);
        let raw = std::mem::take(&mut self.open);
        if raw.is_empty() {
            return;
        }
        if was_html {
            // Marks stand inside HTML too where the site generator looks for them; taking them off does no harm.
            let blocks = html::fragment(&raw).unwrap_or_default();
            self.blocks.extend(blocks.into_iter().map(|block| Block { text: inline(&block.text), ..block }));
            return;
        }
        let only_links = role == Role::Text && is_only_links(&raw);
        let mut text = inline(&raw);
        if html::looks_like_html(&text) || text.contains('&') && text.contains(';') {
            text = html::inline_text(&text);
        }
        let text = draft::one_line(&text);
        if text.chars().any(char::is_alphanumeric) {
            self.blocks.push(Block { text, role: if only_links { Role::Links } else { role } });
        }
    }
}

fn heading(words: &str) -> Option<&str> {
    let rest = words.trim_start_matches('#');
    let level = words.len() - rest.len();
    let heading = (1..=6).contains(&level) && rest.starts_with([' ', '\t']);
    heading.then(|| rest.trim().trim_end_matches('#').trim_end())
}

fn is_underline(words: &str) -> bool {
    words.len() >= 3 && (words.bytes().all(|byte| byte == b'=') || words.bytes().all(|byte| byte == b'-'))
}

fn is_rule(words: &str) -> bool {
    let mut signs = words.chars().filter(|sign| !sign.is_whitespace());
    let Some(first) = signs.next().filter(|sign| matches!(sign, '-' | '*' | '_')) else { return false };
    let rest: Vec<char> = signs.collect();
    rest.len() >= 2 && rest.iter().all(|sign| *sign == first)
}

fn is_table_rule(words: &str) -> bool {
    words.contains('|') && words.chars().all(|sign| matches!(sign, '|' | '-' | ':' | ' '))
}

/// The words of a note: `[^1]: See the report.`
fn footnote(words: &str) -> Option<&str> {
    let (label, note) = words.strip_prefix("[^")?.split_once("]:")?;
    (!label.is_empty() && label.len() < 40 && !label.contains([']', ' '])).then(|| note.trim_start())
}

/// `[1]: https://…`: where a link leads, not words.
fn is_definition(words: &str) -> bool {
    words.starts_with('[')
        && words.split_once("]:").is_some_and(|(_, target)| {
            let target = target.trim_start();
            target.starts_with("http") || target.starts_with('/') || target.starts_with('<') || target.starts_with('#')
        })
}

fn list_item(words: &str) -> Option<&str> {
    if let Some(item) = ["- ", "* ", "+ ", "• "].iter().find_map(|mark| words.strip_prefix(mark)) {
        return Some(item.trim_start());
    }
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &words[digits..];
    ((1..=3).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "))).then(|| rest[2..].trim_start())
}

fn opens_html_block(words: &str) -> bool {
    const BLOCKS: [&str; 25] = [
        "<p",
        "<div",
        "<figure",
        "<table",
        "<ul",
        "<ol",
        "<section",
        "<article",
        "<aside",
        "<blockquote",
        "<iframe",
        "<script",
        "<style",
        "<!--",
        "<h1",
        "<h2",
        "<h3",
        "<h4",
        "<h5",
        "<h6",
        "<center",
        "<details",
        "<dl",
        "<form",
        "<video",
    ];
    words.starts_with('<')
        && BLOCKS.iter().any(|block| {
            words.get(..block.len()).is_some_and(|start| start.eq_ignore_ascii_case(block))
                && words[block.len()..].starts_with(|next: char| !next.is_alphanumeric())
        })
}

/// A paragraph that is one link and no more.
fn is_only_links(raw: &str) -> bool {
    let trimmed = raw.trim();
    trimmed.starts_with('[')
        && trimmed.ends_with(')')
        && trimmed.matches("](").count() == 1
        && !trimmed.contains(['“', '"'])
}

/// Takes `{{< … >}}`, `{{% … %}}`, `{% … %}` and `{{ … }}` off. Link targets inside them go with them.
fn without_shortcodes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(['{']) {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let close = ["{{<", "{{%", "{%", "{{"]
            .iter()
            .zip([">}}", "%}}", "%}", "}}"])
            .find(|(open, _)| from.starts_with(**open));
        // A shortcode may run over lines, but one that is never closed must not swallow the text.
        let end = close
            .and_then(|(_, close)| from[..from.floor_char_boundary(2_000)].find(close).map(|end| end + close.len()));
        match end {
            Some(end) => rest = &from[end..],
            None => {
                out.push('{');
                rest = &from[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The words of a paragraph without the marks of emphasis, links, pictures, notes and code.
fn inline(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut characters = raw.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, character)) = characters.next() {
        let rest = &raw[at..];
        let jump = match character {
            '\\' if rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) => {
                // An escaped sign stands for itself.
                let (_, sign) = characters.next().unwrap_or((at, '\\'));
                out.push(sign);
                before = sign;
                continue;
            }
            '!' if rest.starts_with("![") => link(&rest[1..]).map(|(_, length)| (String::new(), length + 1)),
            '[' if rest.starts_with("[^") => rest.find(']').filter(|&end| end < 40).map(|end| (String::new(), end + 1)),
            '[' => link(rest).map(|(words, length)| (inline(words), length)),
            '<' if rest.starts_with("<http") || rest.starts_with("<mailto:") => {
                rest.find('>').map(|end| (rest[1..end].to_owned(), end + 1))
            }
            '`' => Some((String::new(), rest.len() - rest.trim_start_matches('`').len())),
            '*' | '_' => {
                let run = rest.len() - rest.trim_start_matches(character).len();
                let after = rest[run..].chars().next().unwrap_or(' ');
                // An underscore inside a word, a lone asterisk between spaces: signs, not marks.
                let inside = character == '_' && before.is_alphanumeric() && after.is_alphanumeric();
                let alone = before.is_whitespace() && after.is_whitespace();
                (!inside && !alone && run <= 3).then(|| (String::new(), run))
            }
            '~' if rest.starts_with("~~") => Some((String::new(), 2)),
            _ => None,
        };
        match jump {
            Some((words, length)) => {
                out.push_str(&words);
                before = words.chars().next_back().unwrap_or(before);
                let end = at + length;
                while characters.next_if(|(next, _)| *next < end).is_some() {}
            }
            None => {
                out.push(character);
                before = character;
            }
        }
    }
    out
}

/// `[words](target)` or `[words][label]` at the start of `text`: the words, and how long all of it is.
fn link(text: &str) -> Option<(&str, usize)> {
    let mut depth = 0;
    // A link's words are short; looking no further keeps a text full of brackets linear.
    let window = &text[..text.floor_char_boundary(1_000)];
    let close = window.char_indices().find_map(|(at, character)| {
        match character {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })?;
    let words = &text[1..close];
    let after = &text[close + 1..];
    let end = match after.chars().next() {
        Some('(') => {
            let window = &after[..after.floor_char_boundary(2_000)];
            let mut depth = 0;
            window.char_indices().find_map(|(at, character)| {
                match character {
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    _ => {}
                }
                (depth == 0).then_some(at + 1)
            })?
        }
        Some('[') => after[..after.floor_char_boundary(200)].find(']')? + 1,
        _ => return None,
    };
    Some((words, close + 1 + end))
}

#[cfg(test)]
mod tests {
    use super::{draft, inline};
    use crate::article::{Article, Origin, ParagraphKind};
    use crate::read::records::ReadOptions;

    fn article(text: &str) -> Article {
        draft(text, &ReadOptions::default()).unwrap().article(Origin::default(), "a.md").unwrap()
    }

    #[test]
    fn front_matter_gives_the_fields() {
        let article = article(
            "---\ntitle: Bridge closed\ndeck: It was the storm\ndate: 2021-05-03 9:30:00 -0400\nauthors:\n  - Ana Reyes\n\
             source: The Ellery Post\n---\n\nThe bridge is closed.\n",
        );
        assert_eq!(article.text, "Bridge closed\n\nIt was the storm\n\nThe bridge is closed.");
        assert_eq!(article.published.unwrap().to_string(), "2021-05-03");
        assert_eq!(
            (article.byline.as_deref(), article.source.as_deref()),
            (Some("Ana Reyes"), Some("The Ellery Post"))
        );
    }

    #[test]
    fn marks_go_and_words_stay() {
        let article = article(
            "# Bridge closed\n\nThe **old** [bridge](http://x/(y)) is _closed_, ![pic](x.png)says snake_case.\nIt rained.\n\n\
             ## What now\n\n> “We knew,” she said.\n>\n> “Always.”\n\n* One\n* Two\n\n{{< img src=\"x\" >}}\n\n***\n\n```\ncode\n```\n\n\
             <div class=\"x\">\n<p>A &amp; B</p>\n</div>\n\nHe &amp; she<br>went.\n",
        );
        let words: Vec<&str> = article.paragraphs.iter().map(|paragraph| article.at(paragraph.span)).collect();
        assert_eq!(article.headline_text(), "Bridge closed");
        assert_eq!(
            words,
            [
                "The old bridge is closed, says snake_case. It rained.",
                "What now",
                "“We knew,” she said.",
                "“Always.”",
                "One",
                "Two",
                "A & B",
                "He & she went."
            ]
        );
        assert_eq!(article.paragraphs[1].kind, ParagraphKind::CrossHead);
    }

    #[test]
    fn drafts_are_no_articles() {
        for said in ["true", "\"true\"", "yes"] {
            let text = format!("---\ntitle: x\ndraft: {said}\n---\nText");
            assert!(draft(&text, &ReadOptions::default()).is_err(), "{said}");
        }
    }

    #[test]
    fn notes_lose_their_marks() {
        let article = article("The bridge is closed.[^1]\n\n[^1]: See the report.\n[^two]: And the *other* one.\n");
        let words: Vec<&str> = article.paragraphs.iter().map(|paragraph| article.at(paragraph.span)).collect();
        assert_eq!(words, ["The bridge is closed.", "See the report.", "And the other one."]);
    }

    #[test]
    fn without_front_matter_it_is_still_read() {
        assert_eq!(article("The bridge is closed.\n\nIt rains.").body_text(), "The bridge is closed.\n\nIt rains.");
    }

    #[test]
    fn signs_that_mark_nothing_stay() {
        assert_eq!(inline("5 * 3 [sic] \\*not\\* {a} `b`"), "5 * 3 [sic] *not* {a} b");
        assert_eq!(inline("[a [b] c](x) and [d][1]"), "a [b] c and d");
    }
}
