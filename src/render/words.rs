//! Dates, numbers and durations as people say them.

use crate::article::{CivilDate, Precision};
use std::borrow::Cow;
use std::time::Duration;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Returns `13 Feb 2025`, `Feb 2025` or `1912`, as much as is known; `undated` where nothing is.
pub fn date(date: Option<CivilDate>) -> String {
    let Some(date) = date else { return "undated".to_owned() };
    let (year, month, day) = date.ymd();
    let month = MONTHS[(month as usize + 11) % 12];
    match date.precision() {
        Precision::Day => format!("{day} {month} {year}"),
        Precision::Month => format!("{month} {year}"),
        Precision::Year => year.to_string(),
    }
}

/// Returns the number with its thousands apart: `1,204`.
pub fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut spaced = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            spaced.push(',');
        }
        spaced.push(digit);
    }
    spaced
}

/// Returns `1 article`, `1,204 articles`: the noun's plural is made with `s`.
pub fn count(number_of: usize, noun: &str) -> String {
    format!("{} {noun}{}", number(number_of), if number_of == 1 { "" } else { "s" })
}

/// Returns ` · 5 articles, 9 quotations`; nothing where no archive was asked.
pub fn asked(asked: Option<[u64; 2]>) -> String {
    asked.map_or_else(String::new, |[articles, quotations]| {
        format!(" · {}, {}", count(articles as usize, "article"), count(quotations as usize, "quotation"))
    })
}

/// Returns `0.4 ms`, `12 ms`, `1.3 s`, `2 min 5 s`.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 0.00095 {
        format!("{:.1} ms", (seconds * 1e3).max(0.1))
    } else if seconds < 0.9995 {
        format!("{:.0} ms", seconds * 1e3)
    } else if seconds < 59.95 {
        format!("{seconds:.1} s")
    } else {
        let seconds = seconds.round() as u64;
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}

/// Returns `0.87`: a probability to two digits, without zeros at its end.
pub fn two_digits(probability: f32) -> String {
    (((f64::from(probability) * 100.0).round()) / 100.0).to_string()
}

/// Returns the text, or where it has more than `longest` characters its beginning and `…`.
pub fn shortened(text: &str, longest: usize) -> Cow<'_, str> {
    match text.char_indices().nth(longest) {
        Some((end, _)) => Cow::Owned(format!("{}…", text[..end].trim_end())),
        None => Cow::Borrowed(text),
    }
}

/// Returns `812 bytes`, `3.4 kB`, `120 MB`.
pub fn bytes(bytes: u64) -> String {
    let mut value = bytes as f64;
    if bytes < 1000 {
        return count(bytes as usize, "byte");
    }
    for unit in ["kB", "MB", "GB"] {
        value /= 1000.0;
        if value < 99.95 {
            return format!("{value:.1} {unit}");
        }
        if value < 999.5 {
            return format!("{value:.0} {unit}");
        }
    }
    format!("{:.1} TB", value / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::{bytes, count, date, duration, number, shortened};
    use std::time::Duration;

    #[test]
    fn a_date_says_as_much_as_is_known() {
        for (iso, said) in [("2025-02-13", "13 Feb 2025"), ("2025-02", "Feb 2025"), ("1912", "1912")] {
            assert_eq!(date(Some(iso.parse().unwrap())), said);
        }
        assert_eq!(date(None), "undated");
    }

    #[test]
    fn what_is_too_long_ends_in_an_ellipsis() {
        assert_eq!(shortened("né ré", 5), "né ré");
        assert_eq!(shortened("né ré", 3), "né…");
    }

    #[test]
    fn thousands_stand_apart() {
        for (value, said) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(number(value), said);
        }
        assert_eq!(count(1, "article"), "1 article");
        assert_eq!(count(1204, "article"), "1,204 articles");
    }

    #[test]
    fn times_and_sizes_have_few_digits() {
        let said = |micros| duration(Duration::from_micros(micros));
        assert_eq!(said(20), "0.1 ms");
        assert_eq!(said(430), "0.4 ms");
        assert_eq!(said(12_300), "12 ms");
        assert_eq!(said(999_700), "1.0 s");
        assert_eq!(said(125_000_000), "2 min 5 s");
        assert_eq!(bytes(812), "812 bytes");
        assert_eq!(bytes(3_400), "3.4 kB");
        assert_eq!(bytes(120_000_000), "120 MB");
        assert_eq!(bytes(999_800), "1.0 MB");
    }
}
