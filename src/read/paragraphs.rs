//! What each paragraph is for: one set of rules for every format.
//!
//! Mark-up helps where there is some ([`Role`]); bare text is told by its look. Only what is plainly something else
//! leaves the body: a paragraph called a caption or a footer holds no quotations any more, so a doubt counts for
//! the body.

use super::{repeats, split};
use crate::article::ParagraphKind;
use std::ops::Range;

/// What a format's own mark-up says about a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Role {
    /// Nothing: a paragraph, a list item, a block of text.
    #[default]
    Text,
    /// It is marked as a heading.
    Heading,
    /// It is marked as a pull quote; papers also mark block quotations so, hence still to be checked.
    Pull,
    /// It is marked as the words of a picture.
    Caption,
    /// It is marked as something around the article.
    Footer,
    /// It is nothing but links.
    Links,
}

/// The kinds of the paragraphs of `text`, which come in order, each with what its mark-up says.
pub(super) fn classify(text: &str, paragraphs: &[(Range<usize>, Role)]) -> Vec<ParagraphKind> {
    let ranges: Vec<Range<usize>> = paragraphs.iter().map(|(range, _)| range.clone()).collect();
    let words = |at: usize| &text[ranges[at].clone()];
    let mut kinds: Vec<ParagraphKind> = paragraphs
        .iter()
        .enumerate()
        .map(|(at, (_, role))| match role {
            Role::Heading => ParagraphKind::CrossHead,
            Role::Caption => ParagraphKind::Caption,
            Role::Footer => ParagraphKind::Footer,
            Role::Text | Role::Pull | Role::Links => by_look(words(at)),
        })
        .collect();
    mark_pull_quotes(text, paragraphs, &ranges, &mut kinds);
    for at in 0..ranges.len() {
        if kinds[at] == ParagraphKind::Body && is_cross_head(text, &ranges, &kinds, at) {
            kinds[at] = ParagraphKind::CrossHead;
        }
    }
    mark_footer(text, paragraphs, &mut kinds);
    kinds
}

/// What a paragraph shows by itself.
fn by_look(words: &str) -> ParagraphKind {
    if is_caption(words) {
        ParagraphKind::Caption
    } else if is_link_line(words) {
        ParagraphKind::Footer
    } else {
        ParagraphKind::Body
    }
}

fn mark_pull_quotes(
    text: &str,
    paragraphs: &[(Range<usize>, Role)],
    ranges: &[Range<usize>],
    kinds: &mut [ParagraphKind],
) {
    let shares = repeats::shares(text, ranges);
    for (at, share) in shares.into_iter().enumerate() {
        let needed = if paragraphs[at].1 == Role::Pull { 0.5 } else { 0.85 };
        if kinds[at] == ParagraphKind::Body && share >= needed {
            kinds[at] = ParagraphKind::PullQuote;
        }
    }
}

/// A short line without a stop, between two longer paragraphs that have one.
fn is_cross_head(text: &str, ranges: &[Range<usize>], kinds: &[ParagraphKind], at: usize) -> bool {
    let words = &text[ranges[at].clone()];
    if words.len() > 70 || words.split_whitespace().count() > 9 || words.contains('\n') {
        return false;
    }
    // "What now?" stands over a part of the article; a longer question, or one behind "Q:", is asked in it.
    let asks = words.ends_with('?') && !words.contains([',', ':']) && words.split_whitespace().count() <= 6;
    if (split::ends_a_sentence(words) && !asks) || words.ends_with([',', ';', '-', '–', '—']) {
        return false;
    }
    // Words in quotation marks and list items are somebody's words and somebody's list.
    let opens_well = words.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
    if !opens_well || words.contains(['“', '”', '"', '«', '»', '„', '@', '|', '=']) {
        return false;
    }
    let is_running = |other: usize| {
        let other = &text[ranges[other].clone()];
        other.len() >= 90 && other.len() > words.len() * 2 && split::ends_a_sentence(other)
    };
    // A pull quote or a picture may stand between the heading and its neighbours.
    let before = (0..at).rev().find(|&other| kinds[other] == ParagraphKind::Body);
    let after = (at + 1..ranges.len()).find(|&other| kinds[other] == ParagraphKind::Body);
    let numbers = words.bytes().filter(u8::is_ascii_digit).count() * 2 > words.len();
    !numbers && before.is_some_and(is_running) && after.is_some_and(is_running)
}

/// A photo credit stands in so many bytes at the end of a caption.
const TAIL: usize = 90;

/// Ends in a photo credit.
fn is_caption(words: &str) -> bool {
    if words.len() > 600 {
        return false;
    }
    let tail_start = words.ceil_char_boundary(words.len().saturating_sub(TAIL));
    // Nearly every paragraph is turned away here, before anything is copied.
    let may_be = ["/", ":", "©", "hoto", "HOTO", "mages", "tterstock"];
    if !has_sign(&words.as_bytes()[tail_start..]) || !may_be.iter().any(|sign| words[tail_start..].contains(sign)) {
        return false;
    }
    let tail = words[tail_start..].trim_end_matches(['.', ' ', ')', ']']);
    // "© PHOTO JOHN THYS / AFP"; a bare copyright line is a footer instead.
    if let Some(at) = words.find('©').filter(|&at| at > 0 && at >= tail_start) {
        let after = words[at + '©'.len_utf8()..].trim();
        return after.starts_with(char::is_uppercase);
    }
    let lower = tail.to_lowercase();
    // The credit is named as one: "(Photo: Ana Reyes)", "Picture: PA", "Photograph: Ana Reyes/The Guardian".
    const NAMED: [&str; 22] = [
        "photo:",
        "photo by ",
        "photos:",
        "photo credit",
        "photo courtesy",
        "photograph:",
        "photograph by ",
        "picture:",
        "pictures:",
        "image:",
        "image credit",
        "credit:",
        "foto:",
        "fotos:",
        "bild:",
        "crédit photo",
        "photo/",
        "photo /",
        "foto/",
        "video:",
        "illustration:",
        "graphic:",
    ];
    // What names the credit begins a sentence or a bracket, or is the whole paragraph.
    const OPENINGS: [char; 10] = ['.', '(', '[', '|', '/', '"', '”', '!', '?', '—'];
    let behind = lower.match_indices(OPENINGS).map(|(at, sign)| &lower[at + sign.len()..]);
    let whole = (tail_start == 0).then_some(lower.as_str());
    let mut openings = whole.into_iter().chain(behind).map(str::trim_start);
    let is_credit = |opening: &str| {
        let rest = NAMED.iter().find_map(|name| opening.strip_prefix(name));
        rest.is_some_and(|rest| rest.len() <= 80 && !rest.trim().is_empty() && !rest.contains(". "))
    };
    openings.any(is_credit) || is_agency_credit(tail)
}

/// Whether the bytes, which are no more than [`TAIL`], have a part of what a credit has, at a glance.
fn has_sign(bytes: &[u8]) -> bool {
    // Of a fixed length and without a branch, many places are looked at by one instruction.
    const PLACES: usize = TAIL.next_multiple_of(16);
    let mut tail = [0; PLACES + 3];
    tail[..bytes.len()].copy_from_slice(bytes);
    let mut any = false;
    for at in 0..PLACES {
        let [one, two, three, four] = [tail[at], tail[at + 1], tail[at + 2], tail[at + 3]];
        any |= (one == b'/') | (one == b':') | (one == "©".as_bytes()[0])
            // "hoto", "HOTO", "mage", "tterstock"
            | (one | 0x20 == b'h') & (two | 0x20 == b'o') & (three | 0x20 == b't') & (four | 0x20 == b'o')
            | (one == b'm') & (two == b'a') & (three == b'g') & (four == b'e')
            | (one == b'r') & (two == b's') & (three == b't') & (four == b'o');
    }
    any
}

/// With which two letters lines begin: for each first letter a bit for each second one, whatever their case.
struct Openings([u32; 32]);

impl Openings {
    /// Those of `lines`; one that begins otherwise than with ASCII has none.
    const fn of(lines: &[&str]) -> Openings {
        let mut openings = [0; 32];
        let mut at = 0;
        while at < lines.len() {
            if let Some([first, second]) = lines[at].as_bytes().first_chunk() {
                openings[(*first % 32) as usize] |= 1 << (*second % 32);
            }
            at += 1;
        }
        Openings(openings)
    }

    /// Whether the words may begin like one of the lines. It says yes where they begin otherwise than with ASCII.
    fn may_open(&self, words: &str) -> bool {
        match words.as_bytes().first_chunk() {
            Some([first, second]) if first.is_ascii() && second.is_ascii() => {
                self.0[usize::from(first % 32)] >> (second % 32) & 1 != 0
            }
            _ => true,
        }
    }
}

/// `Ana Reyes/AFP`, `REUTERS/Ana Reyes`, `AP Photo/Ana Reyes`, `Ana Reyes/Getty Images`, `via Getty Images`.
fn is_agency_credit(tail: &str) -> bool {
    const AGENCIES: [&str; 14] = [
        "AFP",
        "AP",
        "Reuters",
        "REUTERS",
        "Getty",
        "Getty Images",
        "EPA",
        "EPA-EFE",
        "PA",
        "dpa",
        "Shutterstock",
        "Alamy",
        "Xinhua",
        "iStock",
    ];
    if tail.ends_with("Getty Images") || tail.ends_with("Shutterstock") || tail.ends_with("/iStock") {
        return true;
    }
    let Some((before, after)) = tail.rsplit_once('/') else {
        return false;
    };
    let (before, after) = (before.trim_end(), after.trim());
    // "AP Photo/Ana Reyes".
    let before = before.strip_suffix(" Photo").or_else(|| before.strip_suffix(" PHOTO")).unwrap_or(before);
    let is_name = |name: &str| {
        (1..=4).contains(&name.split_whitespace().count())
            && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
    };
    AGENCIES.contains(&after) && before.split_whitespace().next_back().is_some_and(is_name)
        || is_name(after) && AGENCIES.iter().any(|agency| before.ends_with(agency)) && !before.ends_with("www.")
}

/// A line that points elsewhere, wherever it stands: "Read more: …", "SIGN UP for our newsletter", "Advertisement".
fn is_link_line(words: &str) -> bool {
    // What opens with a quotation mark is somebody's words.
    if words.len() > 240 || words.starts_with(['“', '"', '„', '«', '‘', '\'']) {
        return false;
    }
    const WHOLE: [&str; 12] = [
        "advertisement",
        "advertisement - scroll to continue",
        "story continues below",
        "article continues below",
        "share this article",
        "share this story",
        "share",
        "loading...",
        "anzeige",
        "publicité",
        "publicidad",
        "continue reading the main story",
    ];
    const OPENS: [&str; 24] = [
        "read more:",
        "read also:",
        "read next:",
        "also read:",
        "see also:",
        "related:",
        "more:",
        "watch:",
        "read:",
        "recommended:",
        "sign up for",
        "sign up to",
        "subscribe to our",
        "subscribe now",
        "follow us on",
        "click here to",
        "lesen sie auch",
        "mehr zum thema",
        "lire aussi",
        "à lire aussi",
        "lea también",
        "lea tambien",
        "leggi anche",
        "lees ook",
    ];
    let is_edge = |c: char| !c.is_alphanumeric() && c != '.';
    let opening = words.trim_start_matches(is_edge);
    const WHOLE_OPENINGS: &Openings = &Openings::of(&WHOLE);
    const OPENINGS: &Openings = &Openings::of(&OPENS);
    if !WHOLE_OPENINGS.may_open(opening) && !OPENINGS.may_open(opening) {
        return false;
    }
    let lower = words.to_lowercase();
    let bare = lower.trim_matches(is_edge);
    WHOLE.contains(&bare) || OPENS.iter().any(|open| bare.starts_with(open) && lower.len() > open.len())
}

/// Marks what follows the end: from the last paragraph upwards, as long as it is something that follows the end; and
/// from a heading like "Related news" down, where only links and short lines follow.
fn mark_footer(text: &str, paragraphs: &[(Range<usize>, Role)], kinds: &mut [ParagraphKind]) {
    let words = |at: usize| &text[paragraphs[at].0.clone()];
    let is_linkish = |at: usize, kind: ParagraphKind| {
        let line = words(at);
        kind != ParagraphKind::Body
            || paragraphs[at].1 == Role::Links
            || (line.len() <= 140 && !ends_with_full_stop(line) && !line.contains(['“', '”', '"']))
            || is_closing_line(line)
    };
    // Titles of other articles quote people, too: "Mayor: 'I will not resign'". Only a sure heading makes them titles.
    let may_be_title = |at: usize| {
        let line = words(at);
        line.len() <= 140 && !ends_with_full_stop(line) && !reports_speech(line)
    };
    // A heading opens the footer only in the second half; only a few paragraphs can be looked at from below before one
    // of them is running text, so this stays linear.
    let mut opens = paragraphs.len();
    let mut quotes = false;
    for at in (0..paragraphs.len()).rev() {
        match footer_heading(words(at)) {
            Some(Heading::Sure) => opens = at,
            Some(Heading::Loose) if !quotes => opens = at,
            Some(Heading::Loose) => break,
            None if is_linkish(at, kinds[at]) => {}
            None if may_be_title(at) => quotes = true,
            None => break,
        }
    }
    if opens > 0 || paragraphs.len() == 1 {
        for kind in &mut kinds[opens..] {
            if *kind != ParagraphKind::Caption {
                *kind = ParagraphKind::Footer;
            }
        }
    }
    for at in (1..opens).rev() {
        match kinds[at] {
            ParagraphKind::Body if is_closing_line(words(at)) || paragraphs[at].1 == Role::Links => {
                kinds[at] = ParagraphKind::Footer;
            }
            ParagraphKind::Footer | ParagraphKind::Caption => {}
            _ => break,
        }
    }
}

/// A heading over links.
enum Heading {
    /// It stands over nothing else: "Related news", "More on this story".
    Sure,
    /// It stands over parts of articles as well: "More on the bridge".
    Loose,
}

fn footer_heading(words: &str) -> Option<Heading> {
    if words.len() > 60 {
        return None;
    }
    const HEADINGS: [&str; 46] = [
        "also read",
        "more to read",
        "related",
        "related news",
        "related articles",
        "related article",
        "related stories",
        "related story",
        "related topics",
        "related content",
        "related links",
        "related coverage",
        "related posts",
        "related reading",
        "more on this story",
        "more on this",
        "more from",
        "more stories",
        "more news",
        "read more",
        "read also",
        "read next",
        "see also",
        "see more",
        "you may also like",
        "you might also like",
        "recommended",
        "recommended for you",
        "most read",
        "most popular",
        "trending",
        "popular now",
        "latest news",
        "top stories",
        "in this story",
        "topics",
        "tags",
        "comments",
        "share this",
        "mehr zum thema",
        "lesen sie auch",
        "auch interessant",
        "sur le même sujet",
        "lire aussi",
        "noticias relacionadas",
        "leggi anche",
    ];
    let lower = words.to_lowercase();
    let more = ["more on ", "more from ", "more about "].iter().any(|open| lower.starts_with(open));
    if HEADINGS.contains(&lower.trim_matches(|c: char| !c.is_alphanumeric())) {
        return Some(Heading::Sure);
    }
    (more && !split::ends_a_sentence(words) && words.split_whitespace().count() <= 6).then_some(Heading::Loose)
}

/// Whether a line quotes somebody as running text does: titles say "says", not "said".
fn reports_speech(words: &str) -> bool {
    words.contains(['“', '”', '"'])
        && words.split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "said" | "told" | "added" | "asked"))
}

/// A sentence that papers put under their articles.
fn is_closing_line(words: &str) -> bool {
    if words.len() > 400 {
        return false;
    }
    const OPENS: [&str; 37] = [
        "sign up",
        "subscribe",
        "follow us",
        "follow him on",
        "follow her on",
        "join our",
        "download our",
        "get our",
        "like us on",
        "contact us",
        "share this",
        "read more",
        "this article was",
        "this article has been",
        "this article is",
        "this article originally",
        "this article first",
        "this story was",
        "this story has been",
        "this story is developing",
        "this post was",
        "this post has been",
        "correction:",
        "clarification:",
        "editor's note",
        "editor’s note",
        "reporting by",
        "additional reporting",
        "writing by",
        "editing by",
        "copyright",
        "©",
        "all rights reserved",
        "tags:",
        "topics:",
        "filed under",
        "for more news",
    ];
    let lower = words.to_lowercase();
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
    OPENS.iter().any(|open| bare.starts_with(open)) || lower.ends_with("all rights reserved.")
}

fn ends_with_full_stop(words: &str) -> bool {
    split::ends_a_sentence(words) && !words.ends_with('?')
}

#[cfg(test)]
mod tests {
    use super::{Role, classify};
    use crate::article::ParagraphKind::{self, Body, Caption, CrossHead, Footer, PullQuote};

    const ONE: &str = "The council of Port Ellery met on Tuesday evening to talk about the old bridge, which has been closed \
        since the storm in March.";
    const TWO: &str = "“We have waited for this bridge for twenty years,” Maria Ortega, the mayor, told the people who had \
        come. “It is time to build it.”";
    const THREE: &str = "The work is to begin in May and will cost nine million crowns, according to a report that the council \
        published on Monday.";

    fn kinds(paragraphs: &[&str]) -> Vec<ParagraphKind> {
        roles(&paragraphs.iter().map(|paragraph| (*paragraph, Role::Text)).collect::<Vec<_>>())
    }

    fn roles(paragraphs: &[(&str, Role)]) -> Vec<ParagraphKind> {
        let mut text = String::new();
        let mut spans = Vec::new();
        for (paragraph, role) in paragraphs {
            spans.push((text.len()..text.len() + paragraph.len(), *role));
            text.push_str(paragraph);
            text.push('\n');
        }
        classify(&text, &spans)
    }

    #[test]
    fn an_article_as_it_is_pasted() {
        let paragraphs = [
            ONE,
            "\"We have waited for this bridge for twenty years\"",
            TWO,
            "The price of waiting",
            THREE,
            "The old bridge after the storm in March © PHOTO ANA REYES / EPN",
            "Related news",
            "Ferry runs at night again",
            "Council to vote on harbour",
        ];
        assert_eq!(kinds(&paragraphs), [Body, PullQuote, Body, CrossHead, Body, Caption, Footer, Footer, Footer]);
    }

    #[test]
    fn credits_make_captions() {
        for caption in [
            "The bridge in March. (Photo: Ana Reyes)",
            "Maria Ortega at the river on Monday. Photograph: Ana Reyes/The Ellery Post",
            "Workers clear the road. REUTERS/Ana Reyes",
            "Maria Ortega speaks in Port Ellery. (Ana Reyes/AFP)",
            "The mayor on Monday. Ana Reyes / Getty Images",
            "Photo by Ana Reyes",
            "The mayor, left, and her deputy. (AP Photo/Ana Reyes)",
        ] {
            assert_eq!(kinds(&[ONE, caption, THREE]), [Body, Caption, Body], "{caption}");
        }
    }

    #[test]
    fn running_text_about_pictures_stays() {
        for text in [
            "She said that she had told AFP.",
            "He posed for a photo by the river.",
            "The either/or of the plan was lost on the council, said Ortega of the 50/50 split.",
            "“Watch: the river will come back,” she said.",
            "It was the paper's best photo, by far, and its copyright © is disputed, a court said on Monday after long talks.",
            "Sign language is taught at the school.",
            "She added:",
            "ORTEGA: We will build it.",
        ] {
            assert_eq!(kinds(&[ONE, text, THREE]), [Body, Body, Body], "{text}");
        }
    }

    #[test]
    fn closing_lines_are_footer_at_the_end_only() {
        let note = "This article was amended on 4 May because it gave the wrong price.";
        assert_eq!(kinds(&[ONE, THREE, note, "Follow us on the usual networks."]), [Body, Body, Footer, Footer]);
        assert_eq!(kinds(&[ONE, "This article is wrong, she said.", THREE]), [Body, Body, Body]);
        assert_eq!(kinds(&[ONE, "Read more: Ferry runs at night again", THREE]), [Body, Footer, Body]);
    }

    #[test]
    fn a_heading_over_running_text_does_not_open_the_footer() {
        assert_eq!(kinds(&[ONE, TWO, "Comments", THREE, TWO])[3], Body);
    }

    #[test]
    fn titles_under_a_heading_may_quote() {
        for heading in
            ["Related news", "Related articles", "Read more", "More on this story", "Also read:", "Most read"]
        {
            let titles = ["Ferry strike \"over\", says union", "Mayor: \"I will not resign\""];
            assert_eq!(
                kinds(&[ONE, TWO, heading, titles[0], titles[1]]),
                [Body, Body, Footer, Footer, Footer],
                "{heading}"
            );
        }
        let more = "More on the bridge";
        assert_eq!(kinds(&[ONE, TWO, more, "“We will build it”"])[3], Body);
        assert_eq!(kinds(&[ONE, TWO, "Read more", "\"We wait,\" Ortega said on Monday"])[3], Body);
        assert_eq!(kinds(&[ONE, "Read more", "Mayor: \"I will not resign\"", TWO, THREE])[2], Body);
    }

    #[test]
    fn mark_up_is_believed_where_it_is_sure() {
        let marked = roles(&[
            ("A heading.", Role::Heading),
            (ONE, Role::Pull),
            ("“We have waited for twenty years for this bridge”", Role::Pull),
            (TWO, Role::Text),
            ("The old bridge", Role::Caption),
            ("Our newsletter", Role::Footer),
        ]);
        assert_eq!(marked, [CrossHead, Body, Body, Body, Caption, Footer]);
    }

    #[test]
    fn lists_and_labels_are_no_cross_heads() {
        let list = [ONE, "Nine million crowns", "Two years", "One ferry", THREE];
        assert_eq!(kinds(&list), [Body; 5]);
        assert_eq!(kinds(&[ONE, "Source: “the council”", THREE])[1], Body);
    }
}
