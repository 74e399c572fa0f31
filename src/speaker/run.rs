//! Runs of capitals that are one name: where it begins, and what joins the words of it.
//!
//! "Ann Roe of Ore", "van den Berg", "Shipping and Exchange Commission", "Ore Steel & Pipe", "People's Bell": small words,
//! marks and an "and" stand inside names, and more often between two.

use super::doubtful::{is_first_of_firm, is_given_name, is_last_syllable, is_of_people, is_surname_he};
use super::lexicon::Traits;
use super::offices::joins_offices;
use super::phrases::{is_in_phrase, is_numbered};
use super::surnames::are_initials;
use super::tokens::{Mark, Token, TokenKind, Tokens, is_ampersand};
use crate::text::eights::{eight, holds};
use crate::text::word_list::WordList;
use std::ops::Range;

/// No name has more words; what is longer is a list in capitals, and is cut.
const LONGEST_RUN: usize = 9;

/// "Ore-based", "Oscar-winning", "Ruland-born": a word that a hyphen makes of a name, and no name itself.
pub(super) fn is_compound(text: &str, token: &Token) -> bool {
    #[rustfmt::skip]
    const SECOND: &WordList = &WordList::of(&[
        "backed", "based", "born", "bound", "bred", "built", "class", "controlled", "designate", "dominated",
        "educated", "elect", "free", "funded", "growing", "held", "hit", "known", "laden", "language", "led",
        "listed", "made", "minded", "nominated", "old", "owned", "placed", "ranked", "rated", "run", "seeded",
        "selling", "speaking", "style", "time", "trained", "troubled", "wide", "winner", "winning",
    ]);
    if token.end - token.start < 7 {
        return false;
    }
    let word = &text.as_bytes()[token.start as usize..token.end as usize];
    // Most words have no hyphen, and none of these more than ten letters behind it.
    let hyphen = |last: usize| holds(eight(&word[word.len().saturating_sub(last)..]), b'-');
    if !hyphen(8) && !hyphen(11) {
        return false;
    }
    let printed = token.of(text);
    let letters = word.iter().rev().take(11).position(|&byte| byte == b'-');
    letters.is_some_and(|letters| SECOND.has(&printed[printed.len() - letters..]))
}

/// Where a name begins whose capital stands at `at`, small particles before it counted in: "said de la Vaz". One that
/// is an English word as well ("ten Roes") counts between others only.
pub(super) fn before_particles(tokens: &Tokens, at: usize, lowest: usize) -> usize {
    let mut start = at;
    while start > lowest && at - start < 3 && !tokens[start].begins_sentence {
        let before = &tokens[start - 1];
        let particle = before.kind == TokenKind::Word && !before.capital && before.is(Traits::PARTICLE);
        if !particle || before.is(Traits::DET) || tokens[start].start - before.end > 1 {
            break;
        }
        start -= 1;
    }
    while start < at && tokens[start].is(Traits::PLAIN.with(Traits::PREP)) {
        start += 1;
    }
    start
}

/// Whether no gap as between columns stands between a token and the one before it, but white space does. The line may end
/// there.
pub(super) fn are_joined(text: &str, tokens: &Tokens, at: usize) -> bool {
    let (word, next) = (&tokens[at - 1], &tokens[at]);
    next.spaced && (next.start - word.end <= 2 || matches!(text.as_bytes()[word.end as usize], b'\n' | b'\r'))
}

/// Where the run of capitals that begins at `at` ends.
pub(super) fn run_end(text: &str, tokens: &Tokens, at: usize, block: &Range<usize>) -> usize {
    let block_end = block.end;
    let limit = block_end.min(at + LONGEST_RUN);
    let joined = |next: usize| are_joined(text, tokens, next);
    let mut end = at + 1;
    while end < limit {
        let token = &tokens[end];
        let before = &tokens[end - 1];
        if token.kind == TokenKind::Word && joined(end) {
            if token.capital {
                // "Ann May": behind a given name even a plain word with a capital is a surname.
                // So it is behind initials: "K.D. Were".
                let surname = (before.is(Traits::GIVEN) || are_initials(text, before))
                    && token.end - token.start > 2
                    && !token.begins_sentence;
                // "League Against Loud Bells": elsewhere such words have no capital.
                let between = token.is(Traits::PREP)
                    && !token.begins_sentence
                    && end + 1 < limit
                    && tokens[end + 1].capital
                    && joined(end + 1)
                    && before.is(Traits::ORG);
                let breaks = token.is(Traits::PLAIN.with(Traits::TIME).with(Traits::SELF))
                    && !surname
                    && !between
                    && !is_in_phrase(text, tokens, &(at..end), limit)
                    && !is_last_syllable(text, tokens, at..end, block_end)
                    && !owns_a_name(text, tokens, end, limit)
                    && !is_first_of_firm(text, tokens, at..end, block_end)
                    && !is_surname_he(text, tokens, end, block)
                    && !is_given_name(text, tokens, end, block);
                if breaks || token.begins_sentence || is_compound(text, token) {
                    break;
                }
                end += 1;
                continue;
            }
            let next_is_name = |next: usize| {
                next < limit && tokens[next].kind == TokenKind::Word && tokens[next].capital && joined(next)
            };
            if token.is(Traits::PARTICLE) && !token.is(Traits::DET) {
                // "van den Berg": particles may follow each other.
                let next = if end + 1 < limit && tokens[end + 1].is(Traits::PARTICLE) { end + 2 } else { end + 1 };
                if next_is_name(next) {
                    end = next + 1;
                    continue;
                }
            }
            // "Ann King of Ore": behind a given name a title is a surname.
            let surname = (SURNAMES_AND_TITLES.contains(&before.of(text))
                // "Bo Husband of Ore"
                || !before.is(Traits::ORG.with(Traits::TITLE)))
                && tokens[at..end - 1].iter().any(|token| token.is(Traits::GIVEN) && !token.is(Traits::TITLE));
            let body = before.is(Traits::ORG.with(Traits::TITLE).with(Traits::ROLE)) && !surname;
            if token.reads(text, "of") && body {
                let next = if end + 1 < limit && tokens[end + 1].reads(text, "the") { end + 2 } else { end + 1 };
                if next_is_name(next) && !tokens[next].is(Traits::PLAIN.with(Traits::TIME)) {
                    end = next + 1;
                    continue;
                }
            }
            // "Commission for Harbour Safety"
            if token.reads(text, "for")
                && INSTITUTIONS_FOR.contains(&before.of(text))
                && next_is_name(end + 1)
                && !tokens[end + 1].is(Traits::PLAIN.with(Traits::TIME).with(Traits::GIVEN).with(Traits::TITLE))
            {
                end += 2;
                continue;
            }
            if next_is_name(end + 1) && is_in_phrase(text, tokens, &(at..end), limit) {
                end += 2;
                continue;
            }
            if joins_offices(text, tokens, &(at..end), limit) {
                end += 2;
                continue;
            }
            // "Roe Lind and Co"
            if !before.is(Traits::TITLE.with(Traits::ORG)) && is_and_company(text, tokens, end, limit) {
                end += 2;
                continue;
            }
            if token.reads(text, "and")
                && let Some(last) = institution_behind_and(text, tokens, at..end, limit)
            {
                end = last + 1;
                continue;
            }
            break;
        }
        // "the Workers’ Bench": a mark behind a plural, inside the name of an institution.
        let mark = matches!(token.kind, TokenKind::Mark(Mark::SingleStraight | Mark::SingleClosing));
        if mark && !token.spaced && before.of(text).ends_with('s') && end + 1 < limit {
            let next = &tokens[end + 1];
            let the = at > 0 && tokens[at - 1].of(text).eq_ignore_ascii_case("the");
            // "the Times' Ann Roe" is she.
            let somebody = next.is(Traits::GIVEN) && !next.is(Traits::ORG.with(Traits::PLACE));
            if next.capital && joined(end + 1) && (the && !somebody || next.is(Traits::ORG)) {
                end += 2;
                continue;
            }
        }
        if end == at + 1 && is_of_people(text, tokens, at, limit) {
            end += 2;
            continue;
        }
        if token.kind == TokenKind::Clitic && end + 1 < limit && joined(end + 1) {
            let next = &tokens[end + 1];
            // "Roe's Inc"
            if next.capital && matches!(next.of(text).trim_end_matches('.'), "Corp" | "Inc" | "Ltd" | "Plc" | "PLC") {
                end += 2;
                continue;
            }
            // "Roe's of Ore": whatever "Roe" owned would stand between the two.
            let place = end + 2 < limit && tokens[end + 2].capital && tokens[end + 2].is(Traits::PLACE);
            if next.reads(text, "of") && place && joined(end + 2) {
                end += 3;
                continue;
            }
        }
        // "Ore*Mills"
        let star = token.reads(text, "*") && end + 1 < limit && !token.spaced && !tokens[end + 1].spaced;
        if is_numbered(text, before, token) && joined(end) {
            end += 1;
            break;
        }
        // "Ore Steel & Pipe"
        let and = star || token.kind == TokenKind::Other && is_ampersand(token.of(text));
        if and && end + 1 < limit && tokens[end + 1].capital {
            end += 2;
            continue;
        }
        if token.kind == TokenKind::Comma && joins_offices(text, tokens, &(at..end), limit) {
            end += 2;
            continue;
        }
        // "Roe, Lind and Co"
        if token.kind == TokenKind::Comma
            && end == at + 1
            && end + 1 < limit
            && tokens[end + 1].capital
            && is_and_company(text, tokens, end + 2, limit)
        {
            end += 4;
            continue;
        }
        // "Roe, Jr.", "Ore Motors, Inc"
        if token.kind == TokenKind::Comma && end + 1 < limit && is_suffix(text, &tokens[end + 1]) {
            end += 2;
            continue;
        }
        break;
    }
    end
}

/// "Marlow Read's Bo Lind": whether the plain word at a token, in capitals inside a sentence, has a possessive behind it and
/// a name behind that; "Here's" and its like have none.
fn owns_a_name(text: &str, tokens: &Tokens, at: usize, limit: usize) -> bool {
    let surname =
        matches!(tokens[at].of(text), "Best" | "Good" | "Long" | "Moore" | "More" | "Read" | "Still" | "Well");
    surname
        && at + 2 < limit
        && tokens[at + 1].kind == TokenKind::Clitic
        && tokens[at + 2].kind == TokenKind::Word
        && tokens[at + 2].capital
        && !tokens[at + 2].is(Traits::PLAIN)
}

/// What a comma joins to a name: "Jr.", "Inc".
fn is_suffix(text: &str, token: &Token) -> bool {
    token.is(Traits::SUFFIX) || matches!(token.of(text), "Inc" | "Inc." | "LLC" | "Ltd" | "Ltd.")
}

/// "Lind and Co": whether an "and" at token `at` joins a company to what stands before it.
fn is_and_company(text: &str, tokens: &Tokens, at: usize, limit: usize) -> bool {
    let company = |token: &Token| matches!(token.of(text), "Co" | "Co." | "Company" | "Sons");
    at + 1 < limit && tokens[at].reads(text, "and") && company(&tokens[at + 1]) && !tokens[at + 1].begins_sentence
}

/// "the Shipping and Exchange Commission", "Ore Iron and Steel Co": the last token of the name of an institution that an
/// "and" behind `run` joins; its first word is nothing by itself.
pub(super) fn institution_behind_and(text: &str, tokens: &Tokens, run: Range<usize>, limit: usize) -> Option<usize> {
    if let Some(last) = firm_behind_and(text, tokens, &run, limit) {
        return Some(last);
    }
    let known = Traits::ORG.with(Traits::PLACE).with(Traits::DEMONYM).with(Traits::GIVEN).with(Traits::TITLE);
    let the = run.start.checked_sub(1).is_some_and(|the| {
        matches!(tokens[the].of(text), "the" | "The" | "a" | "A") || tokens[the].kind == TokenKind::Clitic
    });
    // "the US Shipping and Exchange Commission", "the National Tides and Air Agency"
    let adjective = |token: &&Token| {
        token.is(Traits::DEMONYM) || matches!(token.of(text), "Federal" | "International" | "National" | "Royal")
    };
    let adjectives = tokens[run.start..run.end - 1].iter().take_while(adjective).count();
    // "Shipping and Exchange Commission Chairman Ann Roe"
    let trade = run.len() == 1 && tokens[run.start].is(Traits::FIRM);
    if !the && !trade && adjectives == 0
        || run.len() > 2.max(adjectives + 1)
        || tokens[run.clone()].iter().skip(adjectives).any(|token| token.is(known))
    {
        return None;
    }
    let capital = |at: &usize| {
        let token = &tokens[*at];
        token.kind == TokenKind::Word && token.capital && token.spaced && !token.begins_sentence
    };
    let institution = |at: &usize| {
        INSTITUTIONS_FOR.contains(&tokens[*at].of(text))
            || matches!(tokens[*at].of(text), "Executive" | "Ministry" | "Services")
    };
    let words = (run.end + 1..limit.min(run.end + 4)).take_while(capital);
    let last = words.filter(institution).last().filter(|&last| last > run.end + 1)?;
    let inner = &tokens[run.end + 1..last];
    let known = Traits::GIVEN.with(Traits::TITLE).with(Traits::PLACE);
    inner.iter().all(|token| !token.is(known)).then_some(last)
}

/// "Ore Iron and Steel Co", "Ore Trust and Investment": the last token of the name of a firm that an "and" behind `run`
/// joins, where both words beside it are trades.
fn firm_behind_and(text: &str, tokens: &Tokens, run: &Range<usize>, limit: usize) -> Option<usize> {
    let trade = |at: usize| TRADES_OF_FIRMS.contains(&tokens[at].of(text));
    let next = run.end + 1;
    if run.len() < 2 || next >= limit || !trade(run.end - 1) || !trade(next) || tokens[next].begins_sentence {
        return None;
    }
    let behind = next + 1;
    let form = behind < limit && tokens[behind].capital && tokens[behind].is(Traits::FIRM);
    Some(if form { behind } else { next })
}

/// What firms are called after that do two things.
const TRADES_OF_FIRMS: &[&str] = &[
    "Beverage",
    "Coal",
    "Coke",
    "Copper",
    "Electric",
    "Electricity",
    "Energy",
    "Fuel",
    "Gas",
    "Gold",
    "Investment",
    "Investments",
    "Iron",
    "Light",
    "Loan",
    "Oil",
    "Paper",
    "Petroleum",
    "Pipe",
    "Power",
    "Pulp",
    "Savings",
    "Silver",
    "Steam",
    "Steel",
    "Telegraph",
    "Telephone",
    "Trading",
    "Trust",
    "Water",
];

/// Titles that are surnames at the end of a name.
pub(super) const SURNAMES_AND_TITLES: &[&str] =
    &["King", "Pope", "Bishop", "Major", "Judge", "Prince", "Duke", "Chair", "Price", "Sen", "Dean", "Baron"];

/// Institutions that are for something: what stands behind "for" is part of their names.
const INSTITUTIONS_FOR: &[&str] = &[
    "Administration",
    "Agency",
    "Association",
    "Authority",
    "Board",
    "Campaign",
    "Center",
    "Centre",
    "Coalition",
    "Commission",
    "Committee",
    "Council",
    "Department",
    "Foundation",
    "Fund",
    "Institute",
    "Office",
    "Organisation",
    "Organization",
    "Society",
];
