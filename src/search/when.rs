//! Days as people say them: `yesterday`, `last monday`, `3 weeks ago`, `last month`, `March 2024`.
//!
//! English only. Everything counts from a day that is given, never from a clock: the same words on the same day mean
//! the same dates on every machine.

use super::query::Filter;
use crate::article::{CivilDate, Precision};

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Returns the first and the last day that `text` means on the day `today`; `None` where it is not understood.
pub(super) fn days(text: &str, today: CivilDate) -> Option<(CivilDate, CivilDate)> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split([' ', '-', '_', '\t']).filter(|word| !word.is_empty()).collect();
    let now = today.first_day();
    let one = |date: Option<CivilDate>| date.map(|date| (date, date));
    match words.as_slice() {
        ["today" | "now"] => one(day(now)),
        ["yesterday"] => one(day(now - 1)),
        ["tomorrow"] => one(day(now + 1)),
        ["this", "week"] => week(now),
        ["last", "week"] => week(now - 7),
        ["this", "month"] => one(month(today, 0)),
        ["last", "month"] => one(month(today, -1)),
        ["this", "year"] => one(CivilDate::year(today.ymd().0)),
        ["last", "year"] => one(CivilDate::year(today.ymd().0 - 1)),
        // A day of the week is the last one there was; `last monday` is never today.
        [name] | ["this", name] if weekday(name).is_some() => one(day(now - back_to(now, weekday(name)?))),
        ["last", name] if weekday(name).is_some() => one(day(now - 1 - back_to(now - 1, weekday(name)?))),
        [name] | ["last", name] if month_named(name).is_some() => {
            let (year, this, _) = today.ymd();
            let asked = month_named(name)?;
            one(CivilDate::month(if asked < this { year } else { year - 1 }, asked))
        }
        [name, year] if month_named(name).is_some() => one(CivilDate::month(four_digits(year)?, month_named(name)?)),
        [day, name, year] if month_named(name).is_some() => {
            one(CivilDate::day(four_digits(year)?, month_named(name)?, ordinal(day)?))
        }
        [name, day, year] if month_named(name).is_some() => {
            one(CivilDate::day(four_digits(year)?, month_named(name)?, ordinal(day)?))
        }
        [number, unit, "ago"] => one(before(today, count(number)?, unit)),
        ["last" | "past", number, unit] => Some((before(today, count(number)?, unit)?, today)),
        [short] => {
            let unit = short.find(|c: char| !c.is_ascii_digit()).filter(|n| *n > 0)?;
            one(before(today, short[..unit].parse().ok()?, &short[unit..]))
        }
        _ => None,
    }
}

fn day(days: i64) -> Option<CivilDate> {
    CivilDate::from_first_day(days, Precision::Day)
}

/// Monday to Sunday around a day.
fn week(days: i64) -> Option<(CivilDate, CivilDate)> {
    let monday = days - back_to(days, 0);
    Some((day(monday)?, day(monday + 6)?))
}

/// How many days back the weekday lies, counted from Monday as 0; none where it is that day.
fn back_to(days: i64, weekday: i64) -> i64 {
    // The first of January 1970 was a Thursday.
    (days + 3 - weekday).rem_euclid(7)
}

fn month(today: CivilDate, change: i32) -> Option<CivilDate> {
    let (year, month, _) = today.ymd();
    let months = year * 12 + month as i32 - 1 + change;
    CivilDate::month(months.div_euclid(12), months.rem_euclid(12) as u32 + 1)
}

/// So many days, weeks, months or years before a day. A month before the 31st is the last day of a shorter month.
fn before(today: CivilDate, number: u32, unit: &str) -> Option<CivilDate> {
    let number = i32::try_from(number).ok().filter(|number| *number <= 100_000)?;
    let months = match unit {
        "day" | "days" | "d" => return day(today.first_day() - i64::from(number)),
        "week" | "weeks" | "w" => return day(today.first_day() - 7 * i64::from(number)),
        "month" | "months" | "m" => number,
        "year" | "years" | "y" => number.checked_mul(12)?,
        _ => return None,
    };
    let (year, number) = month(today, -months).map(|month| (month.ymd().0, month.ymd().1))?;
    (1..=today.ymd().2).rev().find_map(|day| CivilDate::day(year, number, day))
}

fn weekday(name: &str) -> Option<i64> {
    WEEKDAYS.iter().position(|day| is_short_for(name, day)).map(|n| n as i64)
}

fn month_named(name: &str) -> Option<u32> {
    MONTHS.iter().position(|month| is_short_for(name, month)).map(|n| n as u32 + 1)
}

/// `mon`, `mon.`, `sept`: the first three letters or more.
fn is_short_for(short: &str, name: &str) -> bool {
    let short = short.trim_end_matches(['.', ',']);
    short.len() >= 3 && name.starts_with(short)
}

fn four_digits(text: &str) -> Option<i32> {
    (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn ordinal(text: &str) -> Option<u32> {
    text.trim_end_matches(|c: char| !c.is_ascii_digit()).parse().ok()
}

fn count(text: &str) -> Option<u32> {
    match text {
        "a" | "an" | "one" => Some(1),
        "two" => Some(2),
        "three" => Some(3),
        _ => text.parse().ok(),
    }
}

/// `2024`, `2024-03`, `2019..2021`, `..2021`, `2019..`, `none`, `yesterday`, `last week`. A span may end before it begins;
/// see [`turned`].
pub(super) fn date(text: &str, today: Option<CivilDate>) -> Option<Filter> {
    if text.eq_ignore_ascii_case("none") {
        return Some(Filter::Undated);
    }
    let span = |text: &str| -> Option<(CivilDate, CivilDate)> {
        let absolute = text.parse().ok().map(|date| (date, date));
        absolute.or_else(|| days(text, today?))
    };
    let Some((from, to)) = text.split_once("..") else {
        let (from, to) = span(text)?;
        return Some(Filter::Date { from: Some(from), to: Some(to) });
    };
    let side = |text: &str| if text.trim().is_empty() { Some(None) } else { span(text).map(Some) };
    match (side(from)?, side(to.trim_start_matches('.'))?) {
        (None, None) => None,
        (from, to) => Some(Filter::Date { from: from.map(|span| span.0), to: to.map(|span| span.1) }),
    }
}

/// A span of time that ends before it begins, the other way round; `None` for any other condition.
pub(super) fn turned(filter: &Filter) -> Option<Filter> {
    match filter {
        Filter::Date { from: Some(from), to: Some(to) } if to.last_day() < from.first_day() => {
            Some(Filter::Date { from: Some(*to), to: Some(*from) })
        }
        _ => None,
    }
}

/// `2019..2021`, `2024-03` and `2024-03-13` without `date:` before them. A bare `2024` is a word that stands in articles.
pub(super) fn bare_date(text: &str) -> Option<Filter> {
    let text = text.trim_end_matches([',', ';', '?', '!']);
    // `2024..` is since then; one point ends a sentence, and three end what is left unsaid.
    let open = text.ends_with("..") && !text.ends_with("...");
    let text = if open { text } else { text.trim_end_matches([',', ';', '.', '?', '!']) };
    let digits = text.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    (digits && (text.contains("..") || text.contains('-'))).then(|| date(text, None))?
}

#[cfg(test)]
mod tests {
    use super::days;
    use crate::article::CivilDate;

    /// What is meant on Thursday, 27 February 2025.
    fn meant(text: &str) -> String {
        match days(text, CivilDate::day(2025, 2, 27).unwrap()) {
            Some((from, to)) if from == to => from.to_string(),
            Some((from, to)) => format!("{from}..{to}"),
            None => "-".to_owned(),
        }
    }

    #[test]
    fn days_are_those_that_people_mean() {
        for (text, expected) in [
            ("today", "2025-02-27"),
            ("Yesterday", "2025-02-26"),
            ("last monday", "2025-02-24"),
            ("monday", "2025-02-24"),
            ("thursday", "2025-02-27"),
            ("last thursday", "2025-02-20"),
            ("fri", "2025-02-21"),
            ("last week", "2025-02-17..2025-02-23"),
            ("this week", "2025-02-24..2025-03-02"),
            ("last month", "2025-01"),
            ("this year", "2025"),
            ("last year", "2024"),
            ("3 days ago", "2025-02-24"),
            ("a week ago", "2025-02-20"),
            ("2 months ago", "2024-12-27"),
            ("last 7 days", "2025-02-20..2025-02-27"),
            ("10d", "2025-02-17"),
            ("march", "2024-03"),
            ("january", "2025-01"),
            ("March 2021", "2021-03"),
            ("3 March 2021", "2021-03-03"),
            ("Feb. 29, 2024", "2024-02-29"),
            ("some day", "-"),
            ("", "-"),
            ("99999999999 days ago", "-"),
            ("30 february 2024", "-"),
        ] {
            assert_eq!(meant(text), expected, "{text}");
        }
    }

    #[test]
    fn a_month_before_the_last_of_march_is_the_last_of_february() {
        let (from, _) = days("1 month ago", CivilDate::day(2025, 3, 31).unwrap()).unwrap();
        assert_eq!(from.to_string(), "2025-02-28");
    }
}
