//! HTML becomes paragraphs: a walk over the parsed tree that knows which elements break lines and what their names and
//! classes say about the words in them.
//!
//! The parser comes with dom_smoothie, whose tree is not ours to name; so the tree is turned into a flat list of
//! [`Event`]s at once, without recursion, and all the thinking is done on those.

use super::draft::Block;
use super::paragraphs::Role;
use super::{running_text, split};
use dom_smoothie::Readability;

/// A parsed tree, flat.
#[derive(Debug)]
enum Event {
    Open(Element),
    Text(String),
    Close,
}

/// What matters of an element.
#[derive(Debug)]
struct Element {
    name: String,
    class: String,
}

/// Deeper trees are cut: no page is meant to be like that, and every step down costs memory.
const DEEPEST: usize = 2_000;

/// The paragraphs of HTML, which may be a page or a piece of one.
pub(super) fn blocks(html: &str) -> Vec<Block> {
    let mut writer = Writer::default();
    for event in events(html) {
        match event {
            Event::Open(element) => writer.open(element),
            Event::Text(text) => writer.text(&text),
            Event::Close => writer.close(),
        }
    }
    writer.flush();
    writer.blocks
}

fn events(html: &str) -> Vec<Event> {
    let parsed = Readability::from(html);
    if running_text::has_odd_elements(html) {
        running_text::free_words_of_sentences(&parsed);
    }
    let mut events = Vec::new();
    let root = parsed.doc.root();
    let Some(mut node) = root.first_child() else { return events };
    let mut depth = 0;
    loop {
        let mut entered = false;
        if node.is_text() {
            events.push(Event::Text(node.text().to_string()));
        } else if node.is_element() && depth < DEEPEST {
            let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
            let class = node.attr("class").map(|class| class.to_ascii_lowercase()).unwrap_or_default();
            events.push(Event::Open(Element { name, class }));
            entered = true;
        }
        if entered {
            if let Some(child) = node.first_child() {
                node = child;
                depth += 1;
                continue;
            }
            events.push(Event::Close);
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent().filter(|_| depth > 0) {
                Some(parent) => {
                    events.push(Event::Close);
                    node = parent;
                    depth -= 1;
                }
                None => return events,
            }
        }
    }
}

/// Writes paragraphs.
#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    open: String,
    /// How many bytes of the open paragraph are a link's words.
    linked: usize,
    breaks: usize,
    stack: Vec<Frame>,
}

#[derive(Clone, Copy)]
struct Frame {
    role: Role,
    /// Nothing below it is the article's.
    dropped: bool,
    is_block: bool,
    is_link: bool,
    is_pre: bool,
}

impl Writer {
    fn open(&mut self, element: Element) {
        let above = self.stack.last().copied().unwrap_or(Frame {
            role: Role::Text,
            dropped: false,
            is_block: true,
            is_link: false,
            is_pre: false,
        });
        let name = element.name.as_str();
        if name == "br" {
            self.breaks += 1;
            if self.breaks == 2 {
                self.flush();
            } else {
                self.space();
            }
        }
        let is_block = !is_inline(name);
        if is_block {
            self.flush();
        }
        self.stack.push(Frame {
            role: role(&element, above.role),
            dropped: above.dropped || DROPPED.contains(&name),
            is_block,
            is_link: above.is_link || name == "a",
            is_pre: above.is_pre || name == "pre",
        });
    }

    fn close(&mut self) {
        if self.stack.last().is_some_and(|frame| frame.is_block) {
            self.flush();
        }
        self.stack.pop();
    }

    fn text(&mut self, text: &str) {
        let frame = self.stack.last();
        if frame.is_some_and(|frame| frame.dropped) {
            return;
        }
        if frame.is_some_and(|frame| frame.is_pre) && text.contains('\n') {
            self.flush();
            for range in split::paragraphs(text) {
                self.write(&text[range]);
                self.flush();
            }
            return;
        }
        self.write(text);
    }

    fn write(&mut self, text: &str) {
        let is_link = self.stack.last().is_some_and(|frame| frame.is_link);
        let before = self.open.len();
        if text.starts_with(char::is_whitespace) {
            self.space();
        }
        let mut words = text.split_whitespace().peekable();
        if words.peek().is_some() {
            self.breaks = 0;
        }
        while let Some(word) = words.next() {
            self.open.push_str(word);
            if words.peek().is_some() || text.ends_with(char::is_whitespace) {
                self.space();
            }
        }
        if is_link {
            self.linked += self.open.len() - before;
        }
    }

    fn space(&mut self) {
        if !self.open.is_empty() && !self.open.ends_with(' ') {
            self.open.push(' ');
        }
    }

    fn flush(&mut self) {
        let text = self.open.trim();
        if text.chars().any(char::is_alphanumeric) {
            let role = self.stack.last().map_or(Role::Text, |frame| frame.role);
            let only_links = role == Role::Text && text.len() <= 200 && self.linked + 2 >= text.len();
            let text = super::decode::clean(text.into()).into_owned();
            self.blocks.push(Block { text, role: if only_links { Role::Links } else { role } });
        }
        self.open.clear();
        self.linked = 0;
        self.breaks = 0;
    }
}

/// What an element's name and class say about the words in it; what stands above it holds otherwise.
fn role(element: &Element, above: Role) -> Role {
    let class = element.class.as_str();
    let is_pull = class.contains("pullquote") || class.contains("pull-quote") || class.contains("pull_quote");
    match element.name.as_str() {
        "figcaption" if above != Role::Pull => Role::Caption,
        "figure" if is_pull => Role::Pull,
        // A table or a quotation that is set as a figure is still the article's.
        "figure" => Role::Caption,
        "table" | "blockquote" if above == Role::Caption && !is_pull => Role::Text,
        "aside" if is_pull || class.contains("quote") => Role::Pull,
        "aside" => Role::Footer,
        _ if is_pull => Role::Pull,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if above == Role::Text => Role::Heading,
        _ if class.is_empty() => above,
        "div" | "p" | "span" | "section" | "ul" | "small" | "cite" | "dd" => by_class(class).unwrap_or(above),
        _ => above,
    }
}

fn by_class(class: &str) -> Option<Role> {
    class.split_ascii_whitespace().find_map(|class| {
        let ends = |words: &[&str]| words.iter().any(|word| class.ends_with(word));
        let opens = |words: &[&str]| words.iter().any(|word| class.starts_with(word));
        if ends(&["caption", "caption-text", "image-credit", "photo-credit", "media-credit", "photocredit"]) {
            Some(Role::Caption)
        } else if opens(&["newsletter", "related-", "social-share", "share-", "signup-"]) || class == "related" {
            Some(Role::Footer)
        } else {
            None
        }
    })
}

/// Whether an element of this name stands inside a line.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

/// Elements that stand inside a line.
const INLINE: [&str; 39] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr", "person",
];

/// Elements whose words are not the article's. `time` is the page's own clock, not the story's; one within a sentence
/// is none any more ([`running_text`]).
const DROPPED: [&str; 20] = [
    "script", "style", "noscript", "template", "button", "iframe", "svg", "form", "select", "textarea", "nav",
    "object", "video", "audio", "canvas", "head", "title", "time", "math", "dialog",
];

#[cfg(test)]
mod tests {
    use super::blocks;
    use crate::read::paragraphs::Role;

    fn of(html: &str) -> Vec<(String, Role)> {
        blocks(html).into_iter().map(|block| (block.text, block.role)).collect()
    }

    #[test]
    fn elements_break_lines_as_browsers_do() {
        let words: Vec<String> =
            of("<p>One <b>t</b>wo\n three.<p>Four<br>five<br><br>six<ul><li>seven</li><li>eight</ul>nine")
                .into_iter()
                .map(|(text, _)| text)
                .collect();
        assert_eq!(words, ["One two three.", "Four five", "six", "seven", "eight", "nine"]);
    }

    #[test]
    fn names_and_classes_tell_what_words_are_for() {
        let found = of("<h2>Head</h2><figure><img><figcaption>Cap</figcaption></figure><aside><p>Also</p></aside>\
            <blockquote class='PullQuote'>Pull</blockquote><p><a href=x>Link</a></p><p class=wp-caption-text>Cap2</p>\
            <script>no()</script><p>Text</p>");
        let roles: Vec<Role> = found.iter().map(|(_, role)| *role).collect();
        assert_eq!(
            roles,
            [Role::Heading, Role::Caption, Role::Footer, Role::Pull, Role::Links, Role::Caption, Role::Text]
        );
    }

    #[test]
    fn words_of_a_sentence_stay_whatever_their_element() {
        let found =
            of("<p>“We meet <time datetime=2019-05-05>on Sunday</time> and <button>not</button> before,” said \
            Ann Poe of the <own-term>sailors</own-term>.</p><p>Published <time>3 May</time></p><button>Share</button>");
        let words: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(words, ["“We meet on Sunday and not before,” said Ann Poe of the sailors.", "Published"]);
    }

    #[test]
    fn preformatted_lines_stay_apart() {
        assert_eq!(of("<pre>One.\n\nTwo.</pre>").len(), 2);
    }

    #[test]
    fn entities_become_letters() {
        assert_eq!(of("<p>A&nbsp;&amp;&#160;B &#147;c&#148;</p>")[0].0, "A & B “c”");
    }

    #[test]
    fn deep_nesting_is_survived() {
        let deep = format!("{}words{}", "<div>".repeat(50_000), "</div>".repeat(50_000));
        assert!(of(&deep).len() <= 1);
    }
}
