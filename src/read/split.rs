//! Where the paragraphs of bare text are.
//!
//! Pasted text separates paragraphs by blank lines or puts one on a line; wire copy and old mail wrap lines at some
//! seventy columns. Both are told apart by how full the lines are: in wrapped text the first word of the next line
//! would not have fitted.

use std::ops::Range;

/// No line of hard-wrapped text is longer than this many bytes.
const WIDEST_WRAP: usize = 132;

/// A line without the white space around it, and how far it was indented.
#[derive(Debug, Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
    indent: usize,
    /// Whether a blank line, or the start of the text, stands before it.
    opens: bool,
}

/// The paragraphs of `text`, in order, each trimmed and not empty.
///
/// They lie at blank lines where lines are wrapped, else at every line end.
pub(super) fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let lines = lines(text);
    let wrapped = is_wrapped(text, &lines);
    let mut paragraphs: Vec<Range<usize>> = Vec::with_capacity(lines.len());
    let mut before: Option<Line> = None;
    for line in lines {
        let joins = !line.opens && wrapped && before.is_some_and(|before| continues(text, before, line));
        match paragraphs.last_mut() {
            Some(last) if joins => last.end = line.end,
            _ => paragraphs.push(line.start..line.end),
        }
        before = Some(line);
    }
    paragraphs
}

fn lines(text: &str) -> Vec<Line> {
    // Few lines of news are shorter.
    let mut lines = Vec::with_capacity(text.len() / 64 + 1);
    let mut opens = true;
    let mut start = 0;
    let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    for end in breaks.chain([text.len()]) {
        let line = &text[start..end];
        let words = line.trim();
        if words.is_empty() {
            opens = true;
        } else {
            let indent = line.len() - line.trim_start().len();
            let at = start + indent;
            lines.push(Line { start: at, end: at + words.len(), indent, opens });
            opens = false;
        }
        start = end;
    }
    lines
}

/// Whether line ends inside blocks are the work of a program that fills lines.
fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    let breaks = lines.windows(2).filter(|two| !two[1].opens);
    let widest = lines.iter().map(|line| line.indent + line.end - line.start).max().unwrap_or(0);
    if widest > WIDEST_WRAP {
        return false;
    }
    // A line that ends a sentence may end a paragraph in either kind of text and proves nothing.
    let (mut full, mut short) = (0_usize, 0_usize);
    for two in breaks {
        let (line, next) = (two[0], two[1]);
        if ends_a_sentence(&text[line.start..line.end]) {
            continue;
        }
        if is_full(text, line, next, widest) || goes_on(text, line, next) {
            full += 1;
        } else {
            short += 1;
        }
    }
    full > 0 && full >= 4 * short
}

/// In wrapped text: whether `next` belongs to the paragraph of `line`.
fn continues(text: &str, line: Line, next: Line) -> bool {
    if goes_on(text, line, next) {
        return true;
    }
    // An indent opens a paragraph.
    if next.indent > line.indent + 1 && ends_a_sentence(&text[line.start..line.end]) {
        return false;
    }
    // Wrapped lines vary; only a line that stops well before its neighbours' width and ends a sentence closes.
    let room = next.end - next.start > line.end - line.start + 20;
    !(room && ends_a_sentence(&text[line.start..line.end]))
}

/// Whether the first word of `next` would not have fitted behind `line`.
fn is_full(text: &str, line: Line, next: Line, widest: usize) -> bool {
    let first = text[next.start..next.end].split_whitespace().next().map_or(0, str::len);
    widest >= 40 && line.indent + (line.end - line.start) + 1 + first + 1 >= widest
}

/// Whether a sentence runs over the line end: it has not stopped, and the next line begins small.
fn goes_on(text: &str, line: Line, next: Line) -> bool {
    let small = text[next.start..next.end].starts_with(char::is_lowercase);
    small && line.end - line.start >= 40 && !ends_a_sentence(&text[line.start..line.end])
}

/// Whether the words end as a sentence does, looking through closing quotation marks and brackets.
pub(super) fn ends_a_sentence(words: &str) -> bool {
    words
        .trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '“'])
        .ends_with(['.', '!', '?', '…', ':', '。', '！', '？'])
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    fn split(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn blank_lines_separate() {
        assert_eq!(split("\n One.\r\n\r\n \t\r\nTwo.\r\n"), ["One.", "Two."]);
        assert_eq!(split(""), Vec::<&str>::new());
        assert_eq!(split(" \n\n"), Vec::<&str>::new());
        assert_eq!(split("all of it one paragraph"), ["all of it one paragraph"]);
    }

    #[test]
    fn one_paragraph_a_line_stays_so() {
        let text = "The council met on Tuesday.\nIt was short.\n“We have a plan for the bridge,” the mayor told the people \
                    who had come, “and it will be carried out before the end of the summer, whatever it may cost.”\nRepairs";
        assert_eq!(split(text).len(), 4);
        let short = "Bridge closed\nThe bridge is closed.\nIt opens in May.";
        assert_eq!(split(short).len(), 3);
        let alike = "“We knew this all along,” Ortega said on Monday.\n“We waited for the storm to pass,” she added.";
        assert_eq!(split(alike).len(), 2);
    }

    #[test]
    fn wrapped_lines_belong_together() {
        let text = "The council met on Tuesday evening to talk about the bridge, which has\nbeen closed since the storm in \
                    March. Most of the people who came wanted\nto know when the work would begin.\n\nThe mayor said that a \
                    plan was ready and that the first repairs could be\nmade before the end of summer, and she asked for \
                    patience until then.";
        let found = split(text);
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("The council") && found[0].ends_with("begin."));
    }

    #[test]
    fn an_indent_opens_a_paragraph_in_wrapped_text() {
        let text = "   The council met on Tuesday evening to talk about the bridge, which\nhas been closed since the storm in \
                    March. Most of the people who came\nwanted to know when the work would begin, and many were angry.\n   \
                    The mayor said that a plan was ready and that the first of the\nrepairs could be made before the end of \
                    summer at the very latest.";
        assert_eq!(split(text).len(), 2);
    }
}
