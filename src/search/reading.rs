//! [`Reading`]: the day on which a line is read.

use super::parse::{Parsed, parse_on};
use super::query::Filter;
use super::repair::shown;
use super::when::date;
use crate::article::{CivilDate, Precision};

/// Reads lines on some day, from which `yesterday` and `last monday` count; without a day they mean nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    today: Option<CivilDate>,
}

impl Reading {
    /// On the day that a date names.
    ///
    /// # Errors
    /// What is wrong with it, where it names no day.
    pub fn on(day: &str) -> Result<Reading, String> {
        let day: CivilDate = day.parse().map_err(|_| format!("`{}` is not a day like 2025-02-13", shown(day)))?;
        match day.precision() {
            Precision::Day => Ok(Reading { today: Some(day) }),
            Precision::Month | Precision::Year => Err(format!("`{day}` is not a day like 2025-02-13")),
        }
    }

    /// On the day, in UTC, so many seconds after the beginning of 1970.
    pub fn at(seconds: i64) -> Reading {
        Reading { today: CivilDate::from_first_day(seconds.div_euclid(86_400), Precision::Day) }
    }

    /// Reads a line of the query language; see [`super::parse`].
    pub fn parse(self, line: &str) -> Parsed {
        parse_on(line, self.today)
    }

    /// The condition that something was published on a day or in a span of time, or later.
    ///
    /// # Errors
    /// That it is no date.
    pub fn since(self, text: &str) -> Result<Filter, String> {
        match date(text, self.today) {
            Some(Filter::Date { from: Some(from), .. }) => Ok(Filter::Date { from: Some(from), to: None }),
            _ => Err(no_date(text)),
        }
    }

    /// The condition that something was published on a day or in a span of time, or earlier.
    ///
    /// # Errors
    /// That it is no date.
    pub fn until(self, text: &str) -> Result<Filter, String> {
        match date(text, self.today) {
            Some(Filter::Date { to: Some(to), .. }) => Ok(Filter::Date { from: None, to: Some(to) }),
            _ => Err(no_date(text)),
        }
    }
}

fn no_date(text: &str) -> String {
    format!("`{}` is not a date like 2025, 2025-02, 2025-02-13, yesterday or \"last monday\"", shown(text))
}

#[cfg(test)]
mod tests {
    use super::Reading;

    #[test]
    fn days_are_given_and_counted_from() {
        let reading = Reading::on("2025-02-27").unwrap();
        assert_eq!(reading, Reading::at(1_740_700_000));
        assert_eq!(reading.since("last monday").unwrap().to_string(), "date:2025-02-24..");
        assert_eq!(reading.until("last month").unwrap().to_string(), "date:..2025-01");
        assert!(reading.since("soonish").unwrap_err().contains("soonish"));
        assert!(Reading::on("2025-02").is_err() && Reading::on("x").is_err());
        assert!(Reading::default().since("yesterday").is_err());
    }
}
