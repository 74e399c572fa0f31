//! [`Region`]s: what stands between quotation marks.
//!
//! A machine walks over the marks of one paragraph at a time, because newspapers open the mark again at each paragraph
//! of a long quotation and close it only at the end of the last: a region that is still open when its paragraph ends
//! runs to that end. Straight marks open or close by what stands beside them; typed wrongly, the state of the machine
//! decides. Single marks count outside double ones, unless the article quotes with single marks in the British manner,
//! where double ones count outside single ones.

use super::page::Block;
use crate::article::Span;
use crate::speaker::tokens::{Mark, Token, TokenKind, Tokens};
use crate::text::looks::count_looks;
use std::ops::Range;

/// What stands between two quotation marks, or between a mark and the end of its paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// With its marks.
    pub outer: Span,
    /// The token of the opening mark.
    pub first: usize,
    /// One past the token of the closing mark, or past the paragraph's last token.
    pub last: usize,
    /// Whether it has a closing mark.
    pub closed: bool,
    /// Whether its marks are single.
    pub single: bool,
    /// The number of its block.
    pub block: usize,
    /// How many words it holds; never 0.
    pub words: usize,
}

impl Region {
    /// The tokens between the marks.
    pub fn inside(&self) -> std::ops::Range<usize> {
        self.first + 1..if self.closed { self.last - 1 } else { self.last }
    }
}

/// Finds the regions of all blocks, in order, none inside another. `marks` are the tokens that are quotation marks;
/// most blocks have none, and nothing else is looked at but what stands beside one.
pub fn find_regions(text: &str, tokens: &Tokens, marks: &[usize], blocks: &[Block]) -> Vec<Region> {
    let british = quotes_with_single_marks(text, tokens, marks);
    let mut regions = Vec::new();
    let mut marks = marks;
    for (number, block) in blocks.iter().enumerate() {
        let count = marks.iter().take_while(|&&mark| mark < block.tokens.end).count();
        count_looks(count);
        let own;
        (own, marks) = marks.split_at(count);
        if own.is_empty() || !block.quotable {
            continue;
        }
        let page = Paragraph { text, tokens, start: block.tokens.start, end: block.tokens.end, marks: own };
        let found = if british {
            let goes_on = blocks.get(number + 1).is_some_and(|next| next.quotable && page.opens_block(next));
            let single = page.single_regions(&[], Some(goes_on));
            let double = page.double_regions(&single);
            merged(single, double)
        } else {
            let double = page.double_regions(&[]);
            let single = page.single_regions(&double, None);
            merged(double, single)
        };
        for (first, last, closed, single) in found {
            let forgotten = || attribution_at_end(text, tokens, first + 1..last).filter(|_| last == block.tokens.end);
            let last = if closed { last } else { forgotten().unwrap_or(last) };
            let inner = first + 1..if closed { last - 1 } else { last };
            let words = tokens[inner].iter().filter(|token| token.is_word()).count();
            if words > 0 {
                let outer = Span::new(tokens[first].start as usize, tokens[last - 1].end as usize);
                regions.push(Region { outer, first, last, closed, single, block: number, words });
            }
        }
    }
    regions
}

/// `“It is below last year's level, said analyst Ann Roe.`: one past the comma before a verb of saying and a name that end a
/// paragraph whose mark nothing closes.
fn attribution_at_end(text: &str, tokens: &Tokens, inner: Range<usize>) -> Option<usize> {
    const REACH: usize = 12;
    let stop = inner.end.checked_sub(1).filter(|stop| tokens[*stop].kind == TokenKind::Stop)?;
    let near = inner.start.max(stop.saturating_sub(REACH))..stop;
    let comma = near.rev().find(|&at| !tokens[at].is_word())?;
    let (verb, name) = (comma + 1, comma + 2);
    let says = matches!(tokens[verb].of(text), "said" | "says" | "added");
    let named = name < stop && tokens[name].capital;
    (tokens[comma].kind == TokenKind::Comma && says && named).then_some(comma + 1)
}

/// First token, one past the last, closed, single.
type Found = (usize, usize, bool, bool);

fn merged(mut one: Vec<Found>, other: Vec<Found>) -> Vec<Found> {
    one.extend(other);
    // Both are in order, and the stable sort goes through them once.
    one.sort();
    one
}

/// One block's tokens with what stands beside each mark.
struct Paragraph<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    start: usize,
    end: usize,
    /// The tokens that are quotation marks.
    marks: &'a [usize],
}

impl Paragraph<'_> {
    /// The first of the marks from number `next` on that stands at token `at` or behind it.
    fn mark_from(&self, next: usize, at: usize) -> usize {
        let passed = self.marks[next..].iter().take_while(|&&mark| mark < at).count();
        count_looks(passed);
        next + passed
    }

    fn space_before(&self, at: usize) -> bool {
        at == self.start || self.tokens[at].spaced
    }

    fn space_after(&self, at: usize) -> bool {
        at + 1 == self.end || self.tokens[at + 1].spaced
    }

    /// Whether what stands before the mark lets a quotation begin: white space, a bracket, a dash, another mark.
    fn can_open(&self, at: usize) -> bool {
        let free = self.space_before(at)
            || match self.tokens[at - 1].kind {
                TokenKind::Open | TokenKind::Dash | TokenKind::Colon | TokenKind::Semicolon | TokenKind::Comma => true,
                TokenKind::Mark(_) => true,
                TokenKind::Other => matches!(self.tokens[at - 1].of(self.text), "/" | "|" | "•" | "*" | ">"),
                _ => false,
            };
        free && !self.space_after(at)
    }

    /// "d’« un choix »": an apostrophe is no word that the mark could close.
    fn is_behind_elision(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|&before| before >= self.start).map(|before| self.tokens[before].kind);
        matches!(before, Some(TokenKind::Mark(Mark::SingleClosing | Mark::SingleStraight)))
            && self.tokens[at].kind == TokenKind::Mark(Mark::LeftGuillemet)
    }

    /// `“ It is over, “ said Roe`: a mark behind a comma or a stop, with white space on both sides.
    fn closes_wrongly(&self, at: usize) -> bool {
        at > self.start
            && self.space_before(at)
            && self.space_after(at)
            && matches!(self.tokens[at - 1].kind, TokenKind::Comma | TokenKind::Stop)
    }

    fn can_close(&self, at: usize) -> bool {
        !self.space_before(at) && (self.space_after(at) || !self.tokens[at + 1].is_word())
    }

    /// Regions between double marks, outside those of `taken`.
    fn double_regions(&self, taken: &[Found]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut open: Option<usize> = None;
        let mut taken = taken.iter().peekable();
        let mut next = 0;
        while let Some(&at) = self.marks.get(next) {
            if let Some(&&(first, last, ..)) = taken.peek()
                && first <= at
            {
                taken.next();
                if let Some(first_open) = open.take() {
                    found.push((first_open, first, false, false));
                }
                next = self.mark_from(next, last);
                continue;
            }
            next += 1;
            let TokenKind::Mark(mark) = self.tokens[at].kind else { continue };
            let (can_open, can_close) = (self.can_open(at), self.can_close(at));
            let (opens, closes) = match mark {
                Mark::Opening | Mark::LeftGuillemet => match open {
                    // `“` closes what `„` opened, and is typed for `”` by mistake.
                    Some(_) if can_close && !can_open || self.closes_wrongly(at) => (false, true),
                    None if can_close && !can_open && !self.is_behind_elision(at) => (false, false),
                    _ => (true, false),
                },
                Mark::Closing | Mark::RightGuillemet if open.is_none() && can_open && !can_close => (true, false),
                Mark::Closing | Mark::RightGuillemet => (false, true),
                Mark::Straight if open.is_none() => {
                    let pair = self.tokens[at].end - self.tokens[at].start == 2;
                    (can_open || !can_close && !pair, false)
                }
                Mark::Straight if can_open && !can_close => (true, false),
                Mark::Straight => (false, true),
                Mark::SingleStraight | Mark::SingleOpening | Mark::SingleClosing => (false, false),
            };
            if opens {
                if let Some(first) = open {
                    // The earlier one was never closed: it ends where the next begins.
                    found.push((first, at, false, false));
                }
                open = Some(at);
            } else if closes && let Some(first) = open.take() {
                found.push((first, at + 1, true, false));
            }
        }
        found.extend(open.map(|first| (first, self.end, false, false)));
        found
    }

    /// Whether a single mark that opens stands at the head of another block.
    fn opens_block(&self, next: &Block) -> bool {
        let tokens = &self.tokens[next.tokens.clone()];
        tokens.first().is_some_and(|first| opens_single(self.text, first, None, tokens.get(1)))
    }

    /// Regions between single marks, outside those of `taken`. With `british`, one that opens its paragraph and is
    /// never closed runs to the paragraph's end, and where that says that the next paragraph opens with a mark, so does
    /// one that opens a sentence: `said Roe. ‘We waited.` and `‘We waited long.’`
    fn single_regions(&self, taken: &[Found], british: Option<bool>) -> Vec<Found> {
        let mut found = Vec::new();
        let mut taken = taken.iter().peekable();
        let mut next = 0;
        while let Some(&at) = self.marks.get(next) {
            if let Some(&&(first, last, ..)) = taken.peek()
                && first <= at
            {
                taken.next();
                next = self.mark_from(next, last);
                continue;
            }
            next += 1;
            if !opens_single(self.text, &self.tokens[at], self.before(at), self.after(at)) {
                continue;
            }
            let limit = taken.peek().map_or(self.end, |&&(first, ..)| first);
            match self.single_close(next, limit) {
                Some(close) => {
                    found.push((at, self.marks[close] + 1, true, true));
                    next = close + 1;
                }
                None if limit == self.end
                    && british.is_some_and(|goes_on| {
                        at == self.start || goes_on && (self.tokens[at].begins_sentence || self.pauses_before(at))
                    }) =>
                {
                    found.push((at, self.end, false, true));
                    break;
                }
                // Nothing closes before `limit`, so nothing that opens before it is closed either.
                None => next = self.mark_from(next, limit),
            }
        }
        found
    }

    fn pauses_before(&self, at: usize) -> bool {
        matches!(self.tokens[at - 1].kind, TokenKind::Comma | TokenKind::Colon)
    }

    fn before(&self, at: usize) -> Option<&Token> {
        (at > self.start).then(|| &self.tokens[at - 1])
    }

    fn after(&self, at: usize) -> Option<&Token> {
        (at + 1 < self.end).then(|| &self.tokens[at + 1])
    }

    /// The number of the single mark that closes what opened before mark number `from`, looking up to token `limit`.
    fn single_close(&self, from: usize, limit: usize) -> Option<usize> {
        (from..self.marks.len())
            .take_while(|&number| self.marks[number] < limit)
            .find(|&number| self.closes_single(self.marks[number]) && !self.is_plural_possessive(number, limit))
    }

    fn closes_single(&self, at: usize) -> bool {
        let is_mark = matches!(self.tokens[at].kind, TokenKind::Mark(Mark::SingleStraight | Mark::SingleClosing));
        is_mark && !self.space_before(at) && (self.space_after(at) || !self.tokens[at + 1].is_word())
    }

    /// "the members' club": a mark behind an `s` that a small letter follows, with another close near and nothing
    /// opened before that.
    fn is_plural_possessive(&self, number: usize, limit: usize) -> bool {
        let at = self.marks[number];
        let before = &self.tokens[at - 1];
        let small = self.tokens.get(at + 1).is_some_and(|next| at + 1 < limit && next.is_word() && !next.capital);
        if !before.of(self.text).ends_with('s') || !small || self.space_before(at) {
            return false;
        }
        let near = |next: &&usize| **next < limit.min(at + 26);
        for &next in self.marks[number + 1..].iter().take_while(near) {
            if opens_single(self.text, &self.tokens[next], self.before(next), self.after(next)) {
                return false;
            }
            if self.closes_single(next) {
                return true;
            }
        }
        false
    }
}

/// Whether `token` is a single mark that opens, by the tokens before and behind it; `'em` and `'90s` open nothing.
pub(super) fn opens_single(text: &str, token: &Token, before: Option<&Token>, after: Option<&Token>) -> bool {
    if !matches!(token.kind, TokenKind::Mark(Mark::SingleStraight | Mark::SingleOpening)) {
        return false;
    }
    let free = before.is_none_or(|before| {
        token.spaced
            || !before.is_word() && !matches!(before.kind, TokenKind::Mark(Mark::SingleClosing) | TokenKind::Stop)
    });
    let Some(after) = after.filter(|after| !after.spaced) else { return false };
    let word = after.of(text);
    // "He said, 'Go,'" she said: the mark behind the comma closes, and so does the next.
    let closes = !token.spaced && before.is_some_and(|before| before.kind == TokenKind::Comma);
    if closes && matches!(after.kind, TokenKind::Mark(_)) {
        return false;
    }
    // ‘’Tis late,’: the mark and the apostrophe of a clipped word.
    let clipped = |after: &Token| {
        matches!(token.kind, TokenKind::Mark(Mark::SingleOpening))
            && matches!(after.kind, TokenKind::Mark(Mark::SingleClosing))
    };
    let elided = ["em", "n", "til", "tis", "twas", "cause", "bout", "round"];
    free && (after.is_word() || clipped(after) || matches!(word, "$" | "#" | "@" | "[" | "…" | "\"" | "“"))
        && !elided.iter().any(|form| word.eq_ignore_ascii_case(form))
        && !(word.as_bytes()[0].is_ascii_digit() && (word.len() == 2 || word.ends_with("0s")))
}

/// The number of the mark that closes what the single mark `number` opens, where that stands behind a comma or a stop and
/// whole pairs of double marks stand between.
fn holds_double_marks(tokens: &Tokens, marks: &[usize], number: usize) -> Option<usize> {
    /// How many marks are looked at.
    const MARKS: usize = 8;
    let mut double = 0;
    for (next, &at) in marks.iter().enumerate().skip(number + 1).take(MARKS) {
        count_looks(1);
        match tokens[at].kind {
            TokenKind::Mark(Mark::SingleStraight | Mark::SingleClosing) => {
                let pauses = matches!(tokens[at - 1].kind, TokenKind::Comma | TokenKind::Stop);
                if !tokens[at].spaced && (pauses || double > 0 && matches!(tokens[at - 1].kind, TokenKind::Mark(_))) {
                    return (double > 0 && double % 2 == 0).then_some(next);
                }
            }
            TokenKind::Mark(Mark::SingleOpening) => return None,
            _ => double += 1,
        }
    }
    None
}

/// The number of the mark that closes what the double mark `number` opens, where single marks that open stand between, and the
/// all of them are closed before it: `"He said, 'Go,'"`.
fn holds_single_marks(text: &str, tokens: &Tokens, marks: &[usize], number: usize) -> Option<usize> {
    /// How many marks are looked at.
    const MARKS: usize = 10;
    let spaced = |at: usize| tokens.get(at).is_none_or(|token| token.spaced);
    let opens = |at: usize| (at == 0 || spaced(at)) && !spaced(at + 1);
    if !opens(marks[number]) {
        return None;
    }
    let (mut opened, mut closed) = (0, 0);
    for (next, &at) in marks.iter().enumerate().skip(number + 1).take(MARKS) {
        count_looks(1);
        match tokens[at].kind {
            TokenKind::Mark(Mark::SingleStraight | Mark::SingleOpening | Mark::SingleClosing) => {
                let ends = |next: &Token| next.spaced || !next.is_word();
                if opens_single(text, &tokens[at], Some(&tokens[at - 1]), tokens.get(at + 1)) {
                    opened += 1;
                } else if opened > closed && !tokens[at].spaced && tokens.get(at + 1).is_none_or(ends) {
                    closed += 1;
                }
            }
            TokenKind::Mark(Mark::Straight | Mark::Closing) if !opens(at) => {
                let pauses = matches!(tokens[at - 1].kind, TokenKind::Mark(_) | TokenKind::Comma | TokenKind::Stop);
                return (opened > 0 && opened == closed && pauses && !tokens[at].spaced).then_some(next);
            }
            _ => return None,
        }
    }
    None
}

/// Whether the article quotes in the British manner: more often between single marks than between double ones.
fn quotes_with_single_marks(text: &str, tokens: &Tokens, marks: &[usize]) -> bool {
    let (mut single, mut double) = (0, 0);
    // Up to which mark those inside a whole quotation between single ones are passed over.
    let mut passed = 0;
    for (number, &at) in marks.iter().enumerate() {
        let token = &tokens[at];
        match token.kind {
            _ if number < passed => {}
            TokenKind::Mark(Mark::SingleStraight | Mark::SingleOpening) => {
                let before = at.checked_sub(1).map(|before| &tokens[before]);
                if opens_single(text, token, before, tokens.get(at + 1)) {
                    single += 1;
                    if let Some(close) = holds_double_marks(tokens, marks, number).filter(|_| double % 2 == 0) {
                        // `‘He said, “Run”, so I ran,’ she said.`
                        single += 1;
                        passed = close;
                    }
                }
            }
            TokenKind::Mark(Mark::Straight | Mark::Opening)
                if holds_single_marks(text, tokens, marks, number).is_some() =>
            {
                // "He said, 'Run,' so I ran," she said.
                double += 2;
                passed = holds_single_marks(text, tokens, marks, number).map_or(passed, |close| close + 1);
            }
            TokenKind::Mark(Mark::Opening | Mark::LeftGuillemet) => double += 2,
            TokenKind::Mark(Mark::Straight) => double += 1,
            _ => {}
        }
    }
    single >= 2 && single * 2 > double
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Paragraph, ParagraphKind, Span};
    use crate::quote::page::Page;

    /// The regions of a text whose lines are paragraphs; an unclosed one is followed by `…`.
    fn regions(text: &str) -> Vec<String> {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            paragraphs.push(Paragraph { kind: ParagraphKind::Body, span: Span::new(start, start + line.len()) });
            start += line.len() + 1;
        }
        let article = Article { text: text.to_owned(), paragraphs, ..Article::default() };
        let show = |closed, words: &str| format!("{words}{}", if closed { "" } else { "…" });
        Page::of(&article, true).regions.iter().map(|region| show(region.closed, region.outer.of(text))).collect()
    }

    #[test]
    fn an_open_region_ends_with_its_paragraph() {
        assert_eq!(regions("“One two.\n“Three,” he said."), ["“One two.…", "“Three,”"]);
        assert_eq!(regions("He said \"one two.\nThree."), ["\"one two.…"]);
    }

    #[test]
    fn a_second_opening_mark_ends_what_was_never_closed() {
        assert_eq!(regions("“One two, he said. “Three.”"), ["“One two, he said.…", "“Three.”"]);
    }

    #[test]
    fn single_marks_count_outside_double_ones() {
        assert_eq!(regions("“One” and “two ‘three’ four” and ‘five’"), ["“One”", "“two ‘three’ four”", "‘five’"]);
        assert_eq!(regions("the members’ club and the ‘members’ club’"), ["‘members’ club’"]);
    }

    #[test]
    fn double_marks_count_inside_single_ones_where_the_paper_is_british() {
        assert_eq!(regions("‘One “two” three,’ he said. ‘Four.’"), ["‘One “two” three,’", "‘Four.’"]);
        assert_eq!(
            regions("‘One two.\n‘Three “four”,’ he said. ‘Five.’"),
            ["‘One two.…", "‘Three “four”,’", "‘Five.’"]
        );
    }

    #[test]
    fn three_apostrophes_close_a_single_and_a_double_mark() {
        assert_eq!(regions("''He said 'go,''' she said."), ["''He said 'go,'''"]);
    }

    #[test]
    fn what_holds_no_word_is_no_region() {
        assert!(regions("“” ... \"?\" 6' 2\" tall").is_empty());
    }
}
