//! Sentence bounds of news prose.
//!
//! Rules for English news, with a default that does no harm elsewhere: a stop ends a sentence when white space
//! follows it and what comes next can begin one. Abbreviations, initials, decimals, closing quotation marks behind the
//! stop and ellipses are told apart by the words beside them. A single line break is white space; a blank line always
//! ends a sentence, stop or no stop.

use super::eights::which;
use super::looks::count_looks;
use std::ops::Range;

/// Finds the sentences of `text`: ranges of its bytes that tile it, in order.
///
/// Joined they give the text back: white space behind a sentence belongs to it, white space before the first one
/// belongs to the first. The empty text has none. Takes time linear in the length of the text.
///
/// `"It rained. Mr. Roe left."` has two; `"It cost 3.5 million, J. Roe said."` has one.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::with_capacity(text.len() / 100 + 1);
    let mut start = 0;
    let mut at = 0;
    while let Some(end) = next_end(text, start, at) {
        if end >= text.len() {
            break;
        }
        // White space alone is no sentence: it waits for the words that follow. Before the first, all up to `at` is.
        if !found.is_empty() || !is_blank(&text[at..end]) {
            found.push(start..end);
            start = end;
        }
        at = end;
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

fn is_blank(text: &str) -> bool {
    count_looks(text.len());
    text.trim_start().is_empty()
}

/// Where the sentence that begins at `start` ends, looking from `at` on; `None` where the text ends first.
fn next_end(text: &str, start: usize, mut at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        let step = next_sign(&bytes[at..])?;
        count_looks(step + 1);
        at += step;
        let stop = match bytes[at] {
            b'\n' => match blank_line(bytes, at) {
                Some(end) => return Some(end),
                None => {
                    at += 1;
                    continue;
                }
            },
            b'.' | b'!' | b'?' => 1,
            // `…`
            0xE2 if bytes[at..].starts_with("…".as_bytes()) => 3,
            // `。`, `！` and `？` end a sentence without white space behind them.
            0xE3 | 0xEF if ["。", "！", "？"].iter().any(|mark| bytes[at..].starts_with(mark.as_bytes())) => {
                let end = after_closing_marks(bytes, at + 3);
                return Some(skip_space(bytes, end).0);
            }
            _ => {
                at += 1;
                continue;
            }
        };
        let first = at;
        at += stop;
        // A run of stops is one: `?!`, `...`, `…`.
        let mut run = 1;
        loop {
            match bytes.get(at) {
                Some(b'.' | b'!' | b'?') => at += 1,
                Some(0xE2) if bytes[at..].starts_with("…".as_bytes()) => at += 3,
                _ => break,
            }
            run += 1;
        }
        let full_stop = run == 1 && bytes[first] == b'.';
        let ellipsis = stop == 3 || run > 1 && bytes[first] == b'.';
        let closed = after_closing_marks(bytes, at);
        let (next, blank) = skip_space(bytes, closed);
        if blank || next == bytes.len() {
            return Some(next);
        }
        if next == closed && run == 1 && is_run_together(bytes, start, first, closed) {
            return Some(closed);
        }
        if next > closed && can_begin(text, next) {
            let goes_on = full_stop && closed == at && is_abbreviation(bytes, start, first, next)
                || ellipsis && closed == at && word_at(bytes, next) == b"I";
            if !goes_on {
                return Some(next);
            }
        }
        at = closed.max(at);
    }
}

/// `He left.She stayed`: whether the stop at `stop` ends a word, and at `next` another begins, as where the white space
/// between two sentences was lost. Names of places on the web have capitals at times: `Ore.Com`, `Ore.Bay.Org`.
fn is_run_together(bytes: &[u8], start: usize, stop: usize, next: usize) -> bool {
    let before = &bytes[start..stop];
    let letters = before.iter().rev().take(24).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (rest, word) = before.split_at(before.len() - letters);
    let alone = rest.last().is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'-' | b'\'' | b'"' | b'('));
    let behind = word_at(bytes, next);
    let after = bytes[next..].iter().position(|byte| byte.is_ascii_alphabetic()).map_or(next, |at| next + at);
    let after = bytes.get(after + behind.len()..).unwrap_or_default();
    let begins = match behind {
        [one] => matches!(one, b'A' | b'I') && after.first() == Some(&b' '),
        [first, rest @ ..] => first.is_ascii_uppercase() && rest.iter().all(u8::is_ascii_lowercase),
        [] => false,
    };
    let on_the_web = behind.len() < 4 && !is_one_of(behind, STARTERS)
        || after.first() == Some(&b'.') && after.get(1).is_some_and(u8::is_ascii_alphabetic);
    count_looks(letters + behind.len());
    letters > 1 && word[1..].iter().all(u8::is_ascii_lowercase) && alone && begins && !on_the_web
}

/// Where the first byte stands at which a sentence may end, or a sign begins that ends one.
fn next_sign(bytes: &[u8]) -> Option<usize> {
    let is_sign = |byte: u8| {
        (byte == b'.') | (byte == b'!') | (byte == b'?') | (byte == b'\n') | (byte & 0xFE == 0xE2) | (byte == 0xEF)
    };
    let first = |start: usize, block: &[u8; 64]| {
        let signs = which(block, is_sign);
        (signs != 0).then(|| start + signs.trailing_zeros() as usize)
    };
    let (blocks, rest) = bytes.as_chunks();
    let found = (0..).step_by(64).zip(blocks).find_map(|(start, block)| first(start, block));
    found.or_else(|| {
        let mut block = [0; 64];
        block[..rest.len()].copy_from_slice(rest);
        first(bytes.len() - rest.len(), &block)
    })
}

/// The end of the white space that begins with the line break at `at`, where it holds a blank line.
fn blank_line(bytes: &[u8], at: usize) -> Option<usize> {
    let (end, blank) = skip_space(bytes, at);
    blank.then_some(end)
}

/// Skips white space from `at` on; tells whether it held two line breaks.
fn skip_space(bytes: &[u8], mut at: usize) -> (usize, bool) {
    let mut breaks = 0;
    loop {
        count_looks(1);
        match bytes.get(at) {
            Some(b'\n') => breaks += 1,
            Some(b' ' | b'\t' | b'\r' | 0x0B | 0x0C) => {}
            // no-break space
            Some(0xC2) if bytes.get(at + 1) == Some(&0xA0) => at += 1,
            _ => return (at, breaks > 1),
        }
        at += 1;
    }
}

/// Skips quotation marks and brackets that close directly behind a stop.
fn after_closing_marks(bytes: &[u8], mut at: usize) -> usize {
    loop {
        count_looks(1);
        let rest = &bytes[at..];
        at += match rest.first() {
            Some(b'"' | b'\'' | b')' | b']') => 1,
            Some(0xC2) if rest.starts_with("»".as_bytes()) => 2,
            Some(0xE2) if ["”", "’", "›"].iter().any(|mark| rest.starts_with(mark.as_bytes())) => 3,
            Some(0xE3) if ["」", "』"].iter().any(|mark| rest.starts_with(mark.as_bytes())) => 3,
            _ => return at,
        };
    }
}

/// Whether what stands at `at` can begin a sentence: anything but a small letter and joining punctuation, where
/// opening marks before it do not count.
fn can_begin(text: &str, at: usize) -> bool {
    for character in text[at..].chars() {
        count_looks(1);
        match character {
            '"' | '\'' | '“' | '‘' | '«' | '„' | '(' | '[' | '¿' | '¡' | '`' => {}
            ',' | ';' | ':' | '.' | '!' | '?' | '…' | ')' | '&' => return false,
            _ => return !character.is_lowercase(),
        }
    }
    true
}

/// The ASCII letters at `at`, opening marks skipped.
fn word_at(bytes: &[u8], mut at: usize) -> &[u8] {
    while bytes.get(at).is_some_and(|byte| matches!(byte, b'"' | b'\'' | b'(' | b'[')) {
        at += 1;
    }
    if bytes[at..].starts_with("“".as_bytes()) || bytes[at..].starts_with("‘".as_bytes()) {
        at += 3;
    }
    let length = bytes[at..].iter().take(24).take_while(|byte| byte.is_ascii_alphabetic()).count();
    &bytes[at..at + length]
}

/// No abbreviation below has more letters.
const LONGEST_ABBREVIATION: usize = 6;

/// Never the end of a sentence: a name or a number follows.
const BEFORE_A_NAME: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "sen", "sens", "rep", "reps", "gov", "govs", "gen", "col", "lt", "sgt", "capt",
    "cpl", "maj", "cmdr", "adm", "rev", "hon", "st", "ste", "mt", "ft", "vs", "pres", "supt", "det", "insp", "messrs",
    "mme", "mlle", "fr", "atty", "asst", "assoc", "pvt", "pfc", "brig", "cf", "viz", "eg", "ie", "v", "dist",
];

/// The end of a sentence only before a word that commonly begins one.
const MAY_END: &[&str] = &[
    "jr", "sr", "inc", "corp", "co", "cos", "ltd", "bros", "llc", "plc", "etc", "dept", "univ", "assn", "est", "ave",
    "blvd", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "ala", "ariz", "ark",
    "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "md", "mass", "mich", "minn", "miss",
    "mo", "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo", "approx", "al",
    "esq",
];

/// Words that commonly begin a sentence and are no part of a name.
const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "you",
    "i",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "in",
    "on",
    "at",
    "for",
    "from",
    "to",
    "with",
    "by",
    "as",
    "if",
    "when",
    "while",
    "but",
    "and",
    "or",
    "so",
    "yet",
    "after",
    "before",
    "since",
    "although",
    "though",
    "because",
    "however",
    "there",
    "here",
    "what",
    "who",
    "how",
    "why",
    "where",
    "not",
    "no",
    "now",
    "then",
    "also",
    "some",
    "many",
    "most",
    "all",
    "one",
    "another",
    "asked",
    "according",
    "during",
    "despite",
    "mr",
    "mrs",
    "ms",
    "dr",
];

/// Whether the full stop at `stop` belongs to the word before it and the sentence begun at `start` goes on with what
/// stands at `next`.
fn is_abbreviation(bytes: &[u8], start: usize, stop: usize, next: usize) -> bool {
    let before = &bytes[start..stop];
    let is_part = |&&byte: &&u8| byte.is_ascii_alphanumeric() || byte == b'.';
    let length = before.iter().rev().take(13).take_while(is_part).count();
    let word = &before[before.len() - length..];
    // A letter outside ASCII before it: no abbreviation of ours.
    let apart = before.len() == length || before[before.len() - length - 1].is_ascii();
    if word.is_empty() || length > 12 || !apart {
        return false;
    }
    if length > LONGEST_ABBREVIATION && word.iter().all(u8::is_ascii_alphabetic) {
        return false;
    }
    let begins = || is_one_of(word_at(bytes, next), STARTERS);
    let digit_next = bytes[next].is_ascii_digit();
    if word.iter().all(u8::is_ascii_digit) {
        // `1. First of a list`: the number is all there is so far.
        return before.len() - length == before.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    }
    if word.len() == 1 && word[0].is_ascii_uppercase() {
        // `Roe wrote on X. Lind did not.`
        let platform = |word: &[u8]| before[..before.len() - 1].ends_with(word);
        if word == b"X" && (platform(b" on ") || platform(b" to ")) {
            return false;
        }
        // An initial, as in `J. Roe`; but `Plan B. The rest` ends.
        return (word[0] != b'I' || is_middle_initial(&before[..before.len() - 1])) && !begins();
    }
    if word.contains(&b'.') {
        // `U.S.`, `a.m.`, `Ph.D.`, `e.g.`: letters with stops between them.
        let letters = word.split(|&byte| byte == b'.').all(|part| !part.is_empty() && part.len() <= 2);
        return letters && (digit_next || !begins());
    }
    if is_one_of(word, BEFORE_A_NAME) {
        return true;
    }
    if is_one_of(word, &["no", "nos", "p", "pp", "art", "sec", "vol", "fig"]) {
        return digit_next;
    }
    (word[0].is_ascii_uppercase() || word == b"etc") && is_one_of(word, MAY_END) && !begins()
}

/// Whether an `I.` behind `before` is an initial, as in `Ann I. Roe`, and neither the one who speaks nor a number.
fn is_middle_initial(before: &[u8]) -> bool {
    const NUMBERED: &[&str] = &[
        "war",
        "act",
        "part",
        "chapter",
        "phase",
        "volume",
        "title",
        "type",
        "class",
        "division",
        "area",
        "section",
        "elizabeth",
        "napoleon",
        "nicholas",
    ];
    let Some(name) = before.strip_suffix(b" ").or(before.strip_suffix(b"\n")) else { return false };
    let letters = name.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = &name[name.len() - letters..];
    letters > 1 && word[0].is_ascii_uppercase() && !is_one_of(word, NUMBERED)
}

/// Whether `word` stands in `list`, whatever its case.
fn is_one_of(word: &[u8], list: &[&str]) -> bool {
    !word.is_empty() && list.iter().any(|entry| entry.as_bytes().eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::sentences;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn titles_and_initials_do_not_end_a_sentence() {
        assert_eq!(split("Mr. Roe met Sen. Ann J. Poe. They spoke."), ["Mr. Roe met Sen. Ann J. Poe. ", "They spoke."]);
        assert_eq!(split("He chose Plan B. The rest is known."), ["He chose Plan B. ", "The rest is known."]);
    }

    #[test]
    fn countries_and_times_end_one_only_before_a_word_that_begins_one() {
        assert_eq!(split("The U.S. Senate met at 9 a.m. Monday."), ["The U.S. Senate met at 9 a.m. Monday."]);
        assert_eq!(split("They left the U.S. The rest stayed."), ["They left the U.S. ", "The rest stayed."]);
    }

    #[test]
    fn decimals_months_and_numbers_stay_whole() {
        assert_eq!(
            split("It rose 3.5 percent on Sept. 4 to No. 2. Nobody knew."),
            ["It rose 3.5 percent on Sept. 4 to No. 2. ", "Nobody knew."]
        );
        assert_eq!(split("1. First things first. 2. Then the rest."), ["1. First things first. ", "2. Then the rest."]);
    }

    #[test]
    fn closing_marks_stay_with_their_sentence() {
        assert_eq!(
            split("“We won.” He left. (They did not.) So."),
            ["“We won.” ", "He left. ", "(They did not.) ", "So."]
        );
        assert_eq!(split("“Is it?” she asked. ‘No!’ he said."), ["“Is it?” she asked. ", "‘No!’ he said."]);
    }

    #[test]
    fn sentences_that_ran_together_are_told_apart() {
        assert_eq!(split("He left on Monday.She stayed."), ["He left on Monday.", "She stayed."]);
        assert_eq!(split("“We won!”After that he left.I stayed."), ["“We won!”", "After that he left.", "I stayed."]);
        for whole in ["He wrote to Ore.Com and Ore.Bay.Org at 3.Pm.", "See ore.example/News.Roe or U.S.Steel."] {
            assert_eq!(split(whole), [whole]);
        }
    }

    #[test]
    fn an_ellipsis_ends_one_only_before_a_capital() {
        assert_eq!(split("Well ... maybe. And then… Silence."), ["Well ... maybe. ", "And then… ", "Silence."]);
    }

    #[test]
    fn only_a_blank_line_ends_what_has_no_stop() {
        assert_eq!(split("One\ntwo\n\nThree"), ["One\ntwo\n\n", "Three"]);
        assert_eq!(split(" \n\n One."), [" \n\n One."]);
        assert_eq!(split("\u{2003}\n\n\u{2003}\n\nOne. Two"), ["\u{2003}\n\n\u{2003}\n\nOne. ", "Two"]);
    }

    #[test]
    fn other_scripts_split_at_their_own_stops() {
        assert_eq!(split("これは本です。それも本です。"), ["これは本です。", "それも本です。"]);
        assert_eq!(split("Он ушёл. Она осталась."), ["Он ушёл. ", "Она осталась."]);
    }

    #[test]
    fn nothing_has_no_sentence() {
        assert!(split("").is_empty());
        assert_eq!(split("..."), ["..."]);
    }

    proptest! {
        #[test]
        fn sentences_joined_give_the_text_back(text in "[ \\n.!?…“”\"'a-cA-C0-9ÉéMr。]{0,80}") {
            prop_assert_eq!(split(&text).concat(), text);
        }

        #[test]
        fn any_text_is_tiled(text in "\\PC{0,200}") {
            let found = sentences(&text);
            prop_assert!(found.iter().all(|range| !range.is_empty()));
            prop_assert_eq!(found.into_iter().map(|range| &text[range]).collect::<String>(), text);
        }
    }
}
