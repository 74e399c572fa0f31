//! Words into lines, by the columns they take on a terminal.
//!
//! Text comes as [`Run`]s, each in one look, and leaves as lines of runs. Measuring happens on what will be shown
//! (after [`visible`]), by grapheme-like clusters, so that wide characters, accents and emoji keep the right edge
//! straight; escape codes are only written by [`paint`], which closes them at every line's end, so that none is ever
//! cut and no indent is coloured.

use super::safe::visible;
use anstyle::Style as Look;
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Text in one look.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// Its words; foreign ones are made safe when they are laid out.
    pub text: String,
    /// How it is painted where colour is allowed.
    pub look: Look,
}

impl Run {
    /// Text in a look.
    pub fn new(text: impl Into<String>, look: Look) -> Run {
        Run { text: text.into(), look }
    }

    /// Text without any.
    pub fn plain(text: impl Into<String>) -> Run {
        Run::new(text, Look::new())
    }
}

/// One line, without its break: runs with where each comes from.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Line {
    /// What is shown, already safe.
    pub runs: Vec<Run>,
    /// Which of the runs that were given have words on this line, in order.
    pub holds: Vec<usize>,
    /// Columns taken.
    pub width: usize,
}

/// Lays runs out in lines of at most `width` columns.
///
/// White space, line breaks among it, is one space or one line end. Lines break at spaces and beside wide (East Asian)
/// characters, except before closing and after opening punctuation; a word longer than a line is cut. A width below
/// 8 counts as 8: nothing legible fits into less.
pub(super) fn wrap(runs: &[Run], width: usize) -> Vec<Line> {
    let width = width.max(8);
    let (shown, clusters) = clusters(runs);
    let mut lines = Vec::new();
    let mut line = LineBuilder::new(runs, &shown);
    let mut at = 0;
    while at < clusters.len() {
        let end = at + 1 + clusters[at + 1..].iter().take_while(|cluster| !cluster.may_break_before).count();
        let word = &clusters[at..end];
        let word_width: usize = word.iter().map(|cluster| cluster.width).sum();
        let space = usize::from(word[0].after_space && !line.is_empty());
        if !line.is_empty() && line.width() + space + word_width > width {
            lines.push(line.finish());
        } else if space == 1 {
            line.push_space(word[0].run);
        }
        for cluster in word {
            if !line.is_empty() && line.width() + cluster.width > width {
                lines.push(line.finish());
            }
            line.push(cluster);
        }
        at = end;
    }
    if !line.is_empty() {
        lines.push(line.finish());
    }
    lines
}

/// Writes a line, in colour where it is allowed.
pub(super) fn paint(line: &Line, colour: bool) -> String {
    let mut painted = String::new();
    for run in &line.runs {
        if colour && run.look != Look::new() {
            painted.push_str(&format!("{}{}{}", run.look.render(), run.text, run.look.render_reset()));
        } else {
            painted.push_str(&run.text);
        }
    }
    painted
}

/// Cuts `text` into stretches that are lit and stretches that are not, in order.
///
/// `lit` may overlap and be in any order; what lies outside `text` or off a character boundary is passed over, since
/// a wrong highlight must never take the answer with it.
pub(super) fn lit_runs(text: &str, lit: &[Range<usize>], base: Look, lit_look: Look, colour: bool) -> Vec<Run> {
    let mut sorted: Vec<_> =
        lit.iter().filter(|range| range.start < range.end && text.get((*range).clone()).is_some()).cloned().collect();
    sorted.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(sorted.len());
    for range in sorted {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    let mut runs = Vec::new();
    let mut at = 0;
    for range in merged {
        if at < range.start {
            runs.push(Run::new(&text[at..range.start], base));
        }
        let words = &text[range.clone()];
        // Colour never carries meaning alone: without it, what is lit stands between asterisks, as in e-mail.
        runs.push(Run::new(if colour { words.to_owned() } else { format!("*{words}*") }, lit_look));
        at = range.end;
    }
    if at < text.len() {
        runs.push(Run::new(&text[at..], base));
    }
    runs
}

/// How many columns `text` takes once it is safe to show.
pub(super) fn columns(text: &str) -> usize {
    visible(text).width()
}

/// What cannot be parted: a character with the marks that sit on it.
struct Cluster {
    /// Where it stands in the shown text.
    range: Range<usize>,
    width: usize,
    /// Which run it belongs to.
    run: usize,
    after_space: bool,
    may_break_before: bool,
}

/// Everything that is shown, without white space, and its clusters.
fn clusters(runs: &[Run]) -> (String, Vec<Cluster>) {
    let mut shown = String::new();
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut after_space = false;
    let mut glue_next = false;
    let mut previous = ' ';
    for (index, run) in runs.iter().enumerate() {
        for character in run.text.chars() {
            // No-break spaces are meant to hold their neighbours together; everything else that is space is a space.
            if character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}') {
                after_space = true;
                glue_next = false;
                continue;
            }
            let start = shown.len();
            let character = if character.is_whitespace() { ' ' } else { character };
            shown.push_str(&visible(character.encode_utf8(&mut [0; 4])));
            if shown.len() == start {
                continue;
            }
            let joins = character.width() == Some(0) || glue_next;
            glue_next = character == '\u{200d}';
            match clusters.last_mut() {
                Some(last) if joins && !after_space => last.range.end = shown.len(),
                _ => {
                    let wide = |character: char| character.width() == Some(2);
                    let may_break_before =
                        after_space || ((wide(character) || wide(previous)) && !closes(character) && !opens(previous));
                    let range = start..shown.len();
                    clusters.push(Cluster { range, width: 0, run: index, after_space, may_break_before });
                }
            }
            after_space = false;
            previous = character;
        }
    }
    for cluster in &mut clusters {
        cluster.width = shown[cluster.range.clone()].width();
    }
    (shown, clusters)
}

/// Punctuation that does not begin a line.
fn closes(character: char) -> bool {
    matches!(
        character,
        '、' | '。'
            | '，'
            | '．'
            | '：'
            | '；'
            | '！'
            | '？'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '〕'
            | '・'
            | 'ー'
            | '々'
            | '”'
            | '’'
            | '»'
            | ')'
            | ']'
            | '}'
            | ','
            | '.'
            | ';'
            | ':'
            | '!'
            | '?'
            | '…'
            | '*'
    )
}

/// Punctuation that does not end a line.
fn opens(character: char) -> bool {
    matches!(character, '「' | '『' | '（' | '【' | '《' | '〈' | '〔' | '“' | '‘' | '«' | '(' | '[' | '{' | '*')
}

/// A line as it grows.
struct LineBuilder<'a> {
    given: &'a [Run],
    shown: &'a str,
    line: Line,
}

impl<'a> LineBuilder<'a> {
    fn new(given: &'a [Run], shown: &'a str) -> LineBuilder<'a> {
        LineBuilder { given, shown, line: Line::default() }
    }

    fn is_empty(&self) -> bool {
        self.line.runs.is_empty()
    }

    fn width(&self) -> usize {
        self.line.width
    }

    fn push(&mut self, cluster: &Cluster) {
        self.append(&self.shown[cluster.range.clone()], cluster.run);
        self.line.width += cluster.width;
    }

    /// A space between two words of one run has its look (an underline goes on); at a run's edge it has none.
    fn push_space(&mut self, run: usize) {
        match self.line.holds.last() {
            Some(&last) if last == run => self.append(" ", run),
            _ => self.line.runs.push(Run::plain(" ")),
        }
        self.line.width += 1;
    }

    fn append(&mut self, text: &str, run: usize) {
        let look = self.given[run].look;
        match self.line.runs.last_mut() {
            Some(last) if last.look == look => last.text.push_str(text),
            _ => self.line.runs.push(Run::new(text, look)),
        }
        if self.line.holds.last() != Some(&run) {
            self.line.holds.push(run);
        }
    }

    fn finish(&mut self) -> Line {
        std::mem::take(&mut self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::{Run, columns, lit_runs, paint, wrap};
    use anstyle::Style as Look;

    fn lines(text: &str, width: usize) -> Vec<String> {
        wrap(&[Run::plain(text)], width).iter().map(|line| paint(line, false)).collect()
    }

    #[test]
    fn words_fill_lines_and_white_space_is_one_space() {
        assert_eq!(lines("We  knew\nand\twe waited.", 10), ["We knew", "and we", "waited."]);
        assert!(lines(" \n ", 10).is_empty());
    }

    #[test]
    fn a_word_longer_than_a_line_is_cut() {
        assert_eq!(lines("see https://example.org/abc ok", 10), ["see", "https://ex", "ample.org/", "abc ok"]);
    }

    #[test]
    fn wide_characters_take_two_columns_and_break_anywhere_but_before_a_full_stop() {
        assert_eq!(lines("東京都知事は会見。", 16), ["東京都知事は会", "見。"]);
        assert_eq!(lines("彼は言う「約束」", 10), ["彼は言う", "「約束」"]);
        assert_eq!(columns("東京 ok"), 7);
    }

    #[test]
    fn accents_and_joined_emoji_stay_whole() {
        assert_eq!(lines("e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", 8).len(), 2);
        let astronaut = "👩\u{200d}🚀";
        let laid = lines(&astronaut.repeat(5), 8);
        assert_eq!(laid, [astronaut.repeat(4), astronaut.to_owned()]);
    }

    #[test]
    fn no_line_is_wider_than_it_may_be() {
        let text = "Der Ministerpräsident sagte „東京都“, dass supercalifragilisticexpialidocious \u{1b}[31m منظمة الصحة 👩\u{200d}🚀 x";
        for width in 8..100 {
            for line in wrap(&[Run::plain(text)], width) {
                assert!(line.width <= width, "{width}: {line:?}");
                assert_eq!(columns(&paint(&line, false)), line.width, "{width}");
            }
        }
    }

    #[test]
    fn escape_codes_close_at_every_line_end() {
        let bold = Look::new().bold();
        let painted: Vec<String> =
            wrap(&[Run::new("one two three", bold)], 8).iter().map(|line| paint(line, true)).collect();
        assert_eq!(painted, ["\u{1b}[1mone two\u{1b}[0m", "\u{1b}[1mthree\u{1b}[0m"]);
    }

    #[test]
    fn lit_words_stand_between_asterisks_without_colour() {
        let runs = lit_runs("the tax cut", &[4..7, 8..11], Look::new(), Look::new().bold(), false);
        assert_eq!(wrap(&runs, 80).iter().map(|line| paint(line, false)).collect::<Vec<_>>(), ["the *tax* *cut*"]);
        let runs = lit_runs("the tax cut", &[4..7, 4..11], Look::new(), Look::new().bold(), true);
        assert_eq!(paint(&wrap(&runs, 80)[0], true), "the \u{1b}[1mtax cut\u{1b}[0m");
    }

    #[test]
    fn a_highlight_that_cannot_be_is_passed_over() {
        let runs = lit_runs("né", &[2..3, 0..99, 1..1, 0..1], Look::new(), Look::new(), false);
        assert_eq!(runs.iter().map(|run| run.text.as_str()).collect::<String>(), "*n*é");
    }
}
