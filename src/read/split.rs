//! Where the paragraphs of bare text are.
//!
//! Pasted text separates paragraphs by blank lines or puts one on a line; wire copy and old mail wrap lines at some
//! seventy columns. Both are told apart by how full the lines are: in wrapped text the first word of the next line
//! would not have fitted. Columns of newspapers are narrow, and so are poems, lists and addresses; there more is asked.

use std::ops::Range;

/// No line of hard-wrapped text is longer than this many bytes.
const WIDEST_WRAP: usize = 132;

/// How many characters a line of a narrow column can have. In narrower ones any word fills its line.
const COLUMN: std::ops::RangeInclusive<usize> = 18..=60;

/// A line without the white space around it, and how far it was indented.
#[derive(Debug, Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
    indent: usize,
    /// Whether a blank line, or the start of the text, stands before it.
    opens: bool,
    /// Whether it is an item of a list, or one of several short lines as in an address: a line for itself, which tells
    /// nothing about how the text around it is set.
    listed: bool,
}

/// The paragraphs of `text`, in order, each trimmed and not empty.
///
/// They lie at blank lines where lines are wrapped, else at every line end.
pub(super) fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut lines = lines(text);
    let widest = lines.iter().map(|line| line.indent + line.end - line.start).max().unwrap_or(0);
    if (40..=WIDEST_WRAP).contains(&widest) {
        mark_lists(text, &mut lines, widest);
    }
    let wrapped = is_wrapped(text, &lines, widest);
    let column = if wrapped { None } else { column_width(text, &lines) };
    let mut paragraphs: Vec<Range<usize>> = Vec::with_capacity(lines.len());
    let mut before: Option<Line> = None;
    for line in lines {
        let joins = !line.opens
            && before.is_some_and(|before| match column {
                Some(width) => continues_in_column(text, before, line, width),
                None => wrapped && continues(text, before, line, widest),
            });
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
            lines.push(Line { start: at, end: at + words.len(), indent, opens, listed: false });
            opens = false;
        }
        start = end;
    }
    lines
}

/// Whether line ends inside blocks are the work of a program that fills lines.
fn is_wrapped(text: &str, lines: &[Line], widest: usize) -> bool {
    let breaks = lines.windows(2).filter(|two| !two[1].opens && !two[0].listed && !two[1].listed);
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
    // With lists left out there may be little to go by.
    let enough = if lines.iter().any(|line| line.listed) { 2 } else { 1 };
    full >= enough && full >= 4 * short
}

/// Marks the lines that stand for themselves in a text of lines of up to `widest` bytes.
fn mark_lists(text: &str, lines: &mut [Line], widest: usize) {
    let mut start = 0;
    while start < lines.len() {
        let end = (start + 1..lines.len()).find(|&at| lines[at].opens).unwrap_or(lines.len());
        let block = &mut lines[start..end];
        let is_short = |line: &Line| (line.indent + line.end - line.start) * 10 < widest * 6;
        // Two short lines at the top are a headline.
        let are_short = block.len() >= if start == 0 { 3 } else { 2 } && block.iter().all(is_short);
        for at in 0..block.len() {
            // A wrapped line may begin with a dash or a number by chance.
            let is_free = at.checked_sub(1).is_none_or(|before| {
                let before = block[before];
                before.listed || is_short(&before) || ends_a_sentence(&text[before.start..before.end])
            });
            block[at].listed = are_short || is_item(&text[block[at].start..block[at].end], is_free);
        }
        start = end;
    }
}

/// Whether a line opens as an item of a list or a heading does, or holds nothing but signs.
fn is_item(words: &str, is_free: bool) -> bool {
    let mark = words.split(' ').next().unwrap_or_default();
    match mark.as_bytes() {
        [b'*'] | [b'#', ..] => true,
        [b'-' | b'+'] | [b'0'..=b'9', b'.' | b')'] | [b'0'..=b'9', b'0'..=b'9', b'.' | b')'] => is_free,
        _ if mark == "•" => true,
        _ if mark == "–" || mark == "—" => is_free,
        _ => !words.chars().any(char::is_alphanumeric),
    }
}

/// The width in characters of a text that is set in a narrow column; `None` where it is not.
///
/// In a column nearly every line is full, many run over their ends in the middle of a sentence, and paragraphs end with
/// sentences. Verses and list items do one of these at times, never all of them.
fn column_width(text: &str, lines: &[Line]) -> Option<usize> {
    let blocks = || lines.chunk_by(|_, next| !next.opens).filter(|block| block.len() > 2);
    let width = blocks().flatten().map(|line| width_of(text, *line)).max()?;
    if !COLUMN.contains(&width) {
        return None;
    }
    let (mut breaks, mut full, mut runs_over) = (0_usize, 0_usize, 0_usize);
    for two in blocks().flat_map(|block| block.windows(2)) {
        // The last line before an indent is as short as it happens to be.
        if two[1].indent > two[0].indent + 1 && ends_a_sentence(&text[two[0].start..two[0].end]) {
            continue;
        }
        breaks += 1;
        full += usize::from(fills_column(text, two[0], two[1], width));
        runs_over += usize::from(runs_on(text, two[0], two[1]));
    }
    let (count, closed) = blocks().fold((0_usize, 0_usize), |(count, closed), block| {
        let last = block[block.len() - 1];
        (count + 1, closed + usize::from(ends_a_sentence(&text[last.start..last.end])))
    });
    // A verse in an article that is not set so is no column.
    let inside: usize = blocks().flatten().map(|line| line.end - line.start).sum();
    let all: usize = lines.iter().map(|line| line.end - line.start).sum();
    let is_column = breaks >= 6
        && full * 100 >= breaks * 85
        && runs_over * 100 >= breaks * 40
        && closed * 3 >= count * 2
        && inside * 10 >= all * 7;
    is_column.then_some(width)
}

/// In a narrow column: whether `next` belongs to the paragraph of `line`. A line that ends a sentence and leaves room for
/// the next word closes a paragraph, and an indent opens one.
fn continues_in_column(text: &str, line: Line, next: Line, width: usize) -> bool {
    let ends = ends_a_sentence(&text[line.start..line.end]);
    runs_on(text, line, next) || fills_column(text, line, next, width) && !(ends && next.indent > line.indent + 1)
}

/// Whether a sentence runs over the line end.
fn runs_on(text: &str, line: Line, next: Line) -> bool {
    text[next.start..next.end].starts_with(char::is_lowercase) && !ends_a_sentence(&text[line.start..line.end])
}

/// Whether the first word of `next` would not have fitted behind `line` in a column.
fn fills_column(text: &str, line: Line, next: Line, width: usize) -> bool {
    let first = text[next.start..next.end].split_whitespace().next().map_or(0, |word| word.chars().count());
    width_of(text, line) + 1 + first > width
}

fn width_of(text: &str, line: Line) -> usize {
    line.indent + text[line.start..line.end].chars().count()
}

/// In wrapped text: whether `next` belongs to the paragraph of `line`.
fn continues(text: &str, line: Line, next: Line, widest: usize) -> bool {
    if goes_on(text, line, next) {
        return true;
    }
    if line.listed || next.listed {
        return !next.listed && is_full(text, line, next, widest);
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
    fn a_list_at_the_end_is_no_reason_to_tear_the_rest_apart() {
        let story = "   The council met on Tuesday evening to talk about the bridge, which has\nbeen closed since the storm in \
                     March. Most of the people who came wanted\nto know when the work would begin and what it would cost, said Mayor Ann\n\
                     Poe, a seaman.\n\n   \"It will take all of the summer. That is what we know by now, and we will\nsay so.\"";
        for list in [
            "# NOTEBOOK\n\n* * * *\nThe following is not for publication\n\n## Contacts\n- Reporting by: Bo Ek",
            "Ellery Town Council\n12 Harbour Street\nPort Ellery",
            "The agenda:\n- the bridge\n- the ferry\n- the harbour wall and its repair",
            "1. The bridge\n2. The ferry",
        ] {
            let text = format!("Bridge closed\n\n{story}\n\n{list}");
            let found = split(&text);
            assert!(found[1].ends_with("a seaman.") && found[2].ends_with("say so.\""), "{found:#?}");
            let items = list.lines().filter(|line| !line.is_empty()).count();
            assert_eq!(found.len(), 3 + items, "{found:#?}");
        }
    }

    #[test]
    fn an_indent_opens_a_paragraph_in_wrapped_text() {
        let text = "   The council met on Tuesday evening to talk about the bridge, which\nhas been closed since the storm in \
                    March. Most of the people who came\nwanted to know when the work would begin, and many were angry.\n   \
                    The mayor said that a plan was ready and that the first of the\nrepairs could be made before the end of \
                    summer at the very latest.";
        assert_eq!(split(text).len(), 2);
    }

    /// Words in lines of so many characters at most.
    fn filled(text: &str, width: usize) -> String {
        let mut lines = vec![String::new()];
        for word in text.split_whitespace() {
            let line = lines.last_mut().unwrap();
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                lines.push(word.to_owned());
            } else {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(word);
            }
        }
        lines.join("\n")
    }

    const STORY: [&str; 3] = [
        "The council met on Tuesday evening to talk about the bridge, which has been closed since the storm in March, \
            said Bo Ek.",
        "“We are very sorry,” said Ann Poe, the mayor, and added that the work would begin in May. “It will take all of \
            the summer, and nobody knows what it will cost.”",
        "A plan for the ferry was put off. It will be talked about in June, when the people of the islands have been heard.",
    ];

    #[test]
    fn narrow_columns_are_told_by_full_lines() {
        for width in 20..=44 {
            let column = STORY.map(|paragraph| filled(paragraph, width)).join("\n\n");
            let found: Vec<String> = split(&column).into_iter().map(|found| found.replace('\n', " ")).collect();
            assert_eq!(found, STORY, "{width}");
            let under = format!("A headline that is a good deal longer than any line of the column\n\n{column}");
            assert_eq!(split(&under).len(), 4, "{width}");
            let indented = STORY.map(|paragraph| filled(&format!("\u{1}\u{1}\u{1}{paragraph}"), width)).join("\n");
            assert_eq!(split(&indented.replace('\u{1}', " ")).len(), 3, "indented {width}");
        }
    }

    #[test]
    fn short_lines_that_are_not_filled_stay_lines() {
        for text in [
            "The tide came in at half past three,\nand took the boat away;\nthe master never came to me,\nand I had \
                gone to pray.\n\nThe tide went out at half past ten,\nand left the empty quay;\nthere was no boat for any men,\n\
                and none came back to me.",
            "red apples from the valley\ngreen pears from the hills\nplums of the late kind\ncherries in a basket\n\
                nuts of every sort\nbread from the old mill\ncheese of the mountain\nhoney in a jar",
            "Ellery Town Council\n12 Harbour Street\nPort Ellery\n\nAnn Poe\nmayor\n\nBo Ek\nharbour master",
            "POE: We will build it.\nEK: When will you begin?\nPOE: In May, I hope.\nEK: And the ferry?\nPOE: It runs.\n\
                EK: Who pays for it all?\nPOE: We all do.",
        ] {
            let lines = text.lines().filter(|line| !line.is_empty()).count();
            assert_eq!(split(text).len(), lines, "{text}");
        }
    }
}
