//! [`CivilDate`]: a day in a newspaper's own calendar, with how much of it is known.
//!
//! A publication day is what stands on the page. It is never moved by a time zone, begins long before 1677 (where
//! nanosecond timestamps do), and is often only a month or a year; hence a type of its own.

use std::fmt;
use std::str::FromStr;

/// A civil day, month or year of the (proleptic) Gregorian calendar, from year 1 to 9999.
///
/// Prints and parses as `2025-02-13`, `2025-02` or `2025`. Ordered by first day, then the more precise first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDate {
    days: i64,
    precision: Precision,
}

/// How much of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The day.
    Day,
    /// The month; the day is not known.
    Month,
    /// The year alone.
    Year,
}

/// Why something is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date like 2025, 2025-02 or 2025-02-13")]
pub struct DateError(pub String);

impl CivilDate {
    /// The day `year-month-day`; `None` where there is no such day.
    pub fn day(year: i32, month: u32, day: u32) -> Option<CivilDate> {
        (valid_month(year, month) && (1..=days_in_month(year, month)).contains(&day))
            .then(|| CivilDate { days: days_from_civil(year, month, day), precision: Precision::Day })
    }

    /// The month `year-month`; `None` where there is no such month.
    pub fn month(year: i32, month: u32) -> Option<CivilDate> {
        valid_month(year, month)
            .then(|| CivilDate { days: days_from_civil(year, month, 1), precision: Precision::Month })
    }

    /// The year; `None` outside 1 to 9999.
    pub fn year(year: i32) -> Option<CivilDate> {
        valid_month(year, 1).then(|| CivilDate { days: days_from_civil(year, 1, 1), precision: Precision::Year })
    }

    /// The date that [`CivilDate::first_day`] and [`CivilDate::precision`] describe; `None` outside year 1 to 9999.
    pub fn from_first_day(days: i64, precision: Precision) -> Option<CivilDate> {
        let (year, month, _) = civil_from_days(days);
        valid_month(year, month).then_some(CivilDate { days, precision })
    }

    /// The date whose [`CivilDate::first_day`] and [`CivilDate::last_day`] these are.
    pub fn from_days(first: i64, last: i64) -> Option<CivilDate> {
        let precision = match last - first {
            0 => Precision::Day,
            1..=31 => Precision::Month,
            _ => Precision::Year,
        };
        CivilDate::from_first_day(first, precision)
    }

    /// The first day it can be, counted from 1970-01-01 (negative before).
    pub fn first_day(self) -> i64 {
        self.days
    }

    /// The last day it can be, counted from 1970-01-01.
    pub fn last_day(self) -> i64 {
        let (year, month, _) = civil_from_days(self.days);
        match self.precision {
            Precision::Day => self.days,
            Precision::Month => self.days + i64::from(days_in_month(year, month)) - 1,
            Precision::Year => days_from_civil(year, 12, 31),
        }
    }

    /// How much is known.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Year, month and day of the first day it can be.
    pub fn ymd(self) -> (i32, u32, u32) {
        civil_from_days(self.days)
    }
}

impl fmt::Display for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        match self.precision {
            Precision::Day => write!(f, "{year:04}-{month:02}-{day:02}"),
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Year => write!(f, "{year:04}"),
        }
    }
}

impl FromStr for CivilDate {
    type Err = DateError;

    /// Reads `2025-02-13`, `2025-02` and `2025`, with one or two digits for month and day.
    fn from_str(text: &str) -> Result<CivilDate, DateError> {
        let error = || DateError(text.to_owned());
        let mut parts = text.trim().split('-');
        let year = parts.next().filter(|part| part.len() == 4).ok_or_else(error)?;
        let number = |part: &str, width: std::ops::RangeInclusive<usize>| {
            (width.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse::<u32>().ok())
                .flatten()
                .ok_or_else(error)
        };
        let year = number(year, 4..=4)? as i32;
        let month = parts.next().map(|part| number(part, 1..=2)).transpose()?;
        let day = parts.next().map(|part| number(part, 1..=2)).transpose()?;
        if parts.next().is_some() {
            return Err(error());
        }
        match (month, day) {
            (None, _) => CivilDate::year(year),
            (Some(month), None) => CivilDate::month(year, month),
            (Some(month), Some(day)) => CivilDate::day(year, month, day),
        }
        .ok_or_else(error)
    }
}

fn valid_month(year: i32, month: u32) -> bool {
    (1..=9999).contains(&year) && (1..=12).contains(&month)
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to the given civil day (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn days_from_civil(year: i32, month: u32, day: u32) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i32, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year as i32, month as u32, day as u32)
}

#[cfg(test)]
mod tests {
    use super::{CivilDate, Precision, civil_from_days, days_from_civil};

    #[test]
    fn every_day_of_six_centuries_comes_back() {
        for days in days_from_civil(1600, 1, 1)..days_from_civil(2200, 1, 1) {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), days);
        }
        assert_eq!(days_from_civil(1970, 1, 1), 0);
    }

    #[test]
    fn dates_print_as_they_are_read() {
        for text in ["0001-01-01", "1665-11-07", "2024-02-29", "1923-05", "1912"] {
            assert_eq!(text.parse::<CivilDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["2023-02-29", "2023-13", "23", "2023-00-01", "2023-1-1-1", "", "0000", "20x3", "2023-+1"] {
            assert!(text.parse::<CivilDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_month_lasts_to_its_last_day() {
        let month: CivilDate = "2024-02".parse().unwrap();
        assert_eq!(month.precision(), Precision::Month);
        assert_eq!(month.last_day() - month.first_day(), 28);
    }
}
