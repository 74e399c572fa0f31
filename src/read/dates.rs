//! Days as newspapers, feeds and programs print them become [`CivilDate`]s.
//!
//! We read the day that is printed and never move it by a time zone: the paper of 3 May is the paper of 3 May in
//! Sydney too. A weekday that does not fit the day is the commoner misprint and is ignored. `03/04/2024` is a day in
//! March or in April; unless a [`DateOrder`] is given, only the year is kept. Seconds and milliseconds since 1970
//! carry no printed day and count in UTC.
//!
//! This is a scanner of its own because a chain of patterns refuses just what real archives hold: wrong weekdays,
//! `Wed 18 Oct 2006 09.30 BST`, German and French months, half dates, "Updated 9:41 AM ET, ...".

use crate::article::CivilDate;

/// How to read `03/04/2024`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// Not known: where both readings are days, only the year is kept.
    #[default]
    Unknown,
    /// 3 April.
    DayFirst,
    /// 4 March.
    MonthFirst,
}

/// A piece of a printed date.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    /// A number and how many digits it was written with.
    Number(u32, usize),
    Month(u32),
    /// A weekday, a time zone, a word between: said in dates, and of no weight.
    Filler,
    /// Any other word.
    Word,
    /// A sign that joins numbers: one of `-`, `/`, `.`, `:`.
    Join(char),
}

/// Reads a date; `None` where there is none ("None", "n/a", words without a day).
pub(super) fn parse(text: &str, order: DateOrder) -> Option<CivilDate> {
    let text = text.trim();
    // Long strings are sentences, and a sentence's date is not the article's.
    if text.is_empty() || text.len() > 120 {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'.')
        && let Some(date) = all_digits(text)
    {
        return Some(date);
    }
    let pieces = pieces(text);
    year_first(&pieces)
        .or_else(|| month_name(&pieces))
        .or_else(|| three_numbers(&pieces, order))
        .or_else(|| month_and_year(&pieces))
        .or_else(|| lone_year(&pieces))
}

/// Reads a number: seconds or milliseconds since 1970, or digits that spell a day.
pub(super) fn from_number(number: i64) -> Option<CivilDate> {
    all_digits(&number.to_string())
}

/// Reads a line that holds a date and nothing else but what goes with dates ("Published: Monday 3 May 2021, 09.30 GMT").
/// A line that only names a year is none.
pub(super) fn date_line(line: &str, order: DateOrder) -> Option<CivilDate> {
    let line = line.trim().trim_end_matches('.');
    if line.chars().count() > 70 {
        return None;
    }
    let pieces = pieces(line);
    let only_dates = !pieces.contains(&Piece::Word);
    let date = parse(line, order)?;
    (only_dates && (date.precision() != crate::article::Precision::Year)).then_some(date)
}

/// What a line says about the day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Printed {
    /// The day, where the line holds nothing else.
    Published(CivilDate),
    /// Only the day of a later change.
    Updated,
    /// It is no line of dates.
    None,
}

/// Reads a line of dates, of which one may be that of a later change: "Updated: 5 May 2021. Published: 3 May 2021".
pub(super) fn published_line(line: &str, order: DateOrder) -> Printed {
    let Some(first) = date_line(line, order) else { return Printed::None };
    let lower = line.to_lowercase();
    let labels = labels(&lower);
    if !labels.iter().any(|(_, label)| *label == DateLabel::Updated) {
        return Printed::Published(first);
    }
    // Lower case may take more or fewer bytes; then the places do not fit.
    if lower.len() != line.len() {
        return Printed::Updated;
    }
    let before = labels.first().map_or(0, |(at, _)| *at);
    let ends = labels.iter().skip(1).map(|(at, _)| *at).chain([line.len()]);
    let parts = labels.iter().zip(ends).map(|((at, label), end)| (&line[*at..end], *label));
    let published = parts.filter(|(_, label)| *label == DateLabel::Published).map(|(part, _)| part);
    let day = [&line[..before]].into_iter().chain(published).find_map(|part| date_line(part, order));
    day.map_or(Printed::Updated, Printed::Published)
}

/// What words beside a day say about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateLabel {
    /// It is the day of publication.
    Published,
    /// It is the day of a later change.
    Updated,
}

/// The last of the words in `text` that say what a day is: "First published 3 May, last updated on" speaks of a change.
pub(super) fn last_label(text: &str) -> Option<DateLabel> {
    labels(&text.to_lowercase()).last().map(|(_, label)| *label)
}

/// Where such words stand in a text in lower case.
fn labels(lower: &str) -> Vec<(usize, DateLabel)> {
    const PUBLISHED: [&str; 14] = [
        "publish",
        "posted",
        "issued",
        "created",
        "pubdate",
        "veröffentlicht",
        "erschienen",
        "publié",
        "publicad",
        "pubblicat",
        "gepubliceerd",
        "geplaatst",
        "datecreated",
        "entry-date",
    ];
    const UPDATED: [&str; 18] = [
        "updat",
        "modif",
        "revised",
        "edited",
        "reviewed",
        "changed",
        "amended",
        "corrected",
        "aktualisiert",
        "geändert",
        "mis à jour",
        "mise à jour",
        "actualizad",
        "atualizad",
        "aggiornat",
        "bijgewerkt",
        "gewijzigd",
        "uppdaterad",
    ];
    let of = |words: &'static [&'static str], label| {
        words.iter().flat_map(move |word| lower.match_indices(word).map(move |(at, _)| (at, label)))
    };
    let mut labels: Vec<_> = of(&PUBLISHED, DateLabel::Published).chain(of(&UPDATED, DateLabel::Updated)).collect();
    labels.sort_unstable_by_key(|(at, _)| *at);
    labels
}

fn all_digits(text: &str) -> Option<CivilDate> {
    let (whole, _) = text.split_once('.').unwrap_or((text, ""));
    let (negative, digits) = whole.strip_prefix('-').map_or((false, whole), |digits| (true, digits));
    if digits.is_empty() || digits.len() > 19 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // `2014.05` and `2014-05-03` are for the scanner.
    if whole.len() < text.len() && digits.len() <= 4 {
        return None;
    }
    let number: i64 = digits.parse().ok()?;
    let part = |from: usize, to: usize| digits[from..to].parse::<u32>().ok();
    match digits.len() {
        4 if !negative => CivilDate::year(number as i32).filter(|_| (1000..2200).contains(&number)),
        8 if !negative && (1000..2200).contains(&part(0, 4)?) => {
            CivilDate::day(part(0, 4)? as i32, part(4, 6)?, part(6, 8)?)
        }
        14 if !negative && (1000..2200).contains(&part(0, 4)?) => {
            CivilDate::day(part(0, 4)? as i32, part(4, 6)?, part(6, 8)?)
        }
        8..=19 => {
            let per_second = match digits.len() {
                8..=10 => 1,
                11..=13 => 1_000,
                14..=16 => 1_000_000,
                _ => 1_000_000_000,
            };
            let seconds = if negative { -(number / per_second) } else { number / per_second };
            CivilDate::from_first_day(seconds.div_euclid(86_400), crate::article::Precision::Day)
        }
        _ => None,
    }
}

/// `2021-05-03T09:30:00Z`, `2021/5/3`, `20210503T093000Z`, `2021-05`, `2021年5月3日`.
fn year_first(pieces: &[Piece]) -> Option<CivilDate> {
    for (at, piece) in pieces.iter().enumerate() {
        match (*piece).clone() {
            Piece::Number(number, 8) => {
                let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
                if (1000..2200).contains(&year)
                    && let Some(date) = CivilDate::day(year as i32, month, day)
                {
                    return Some(date);
                }
            }
            Piece::Number(year, 4) if !matches!(at.checked_sub(1).map(|at| &pieces[at]), Some(Piece::Join(_))) => {
                let [Piece::Join(first @ ('-' | '/' | '.')), Piece::Number(month, 1..=2), rest @ ..] =
                    &pieces[at + 1..]
                else {
                    continue;
                };
                let date = match rest {
                    [Piece::Join(second), Piece::Number(day, 1..=2), ..] if first == second => {
                        CivilDate::day(year as i32, *month, *day)
                    }
                    _ => CivilDate::month(year as i32, *month),
                };
                if date.is_some() {
                    return date;
                }
            }
            _ => {}
        }
    }
    None
}

/// Dates whose month is a word.
fn month_name(pieces: &[Piece]) -> Option<CivilDate> {
    let words: Vec<&Piece> = pieces.iter().filter(|piece| !matches!(piece, Piece::Filler)).collect();
    let is_join = |piece: &&Piece| matches!(piece, Piece::Join(_));
    for (at, piece) in words.iter().enumerate() {
        let Piece::Month(month) = **piece else { continue };
        let number = |piece: Option<&&Piece>| match piece {
            Some(Piece::Number(number, digits)) => Some((*number, *digits)),
            _ => None,
        };
        let before = number(words[..at].iter().rev().find(|piece| !is_join(piece)));
        let mut after = words[at + 1..].iter().filter(|piece| !is_join(piece));
        let (next, then) = (number(after.next()), number(after.next()));
        let is_day = |(number, digits): (u32, usize)| digits <= 2 && (1..=31).contains(&number);
        let day = |year: u32, day: u32| CivilDate::day(year as i32, month, day);
        // A year that comes last, after a time: "Wed Oct 18 09:30:00 EDT 2006".
        let later_year = words[at + 1..].iter().find_map(|piece| match piece {
            Piece::Number(year, 4) if (1000..2200).contains(year) => Some(*year),
            _ => None,
        });
        let date = match (before, next, then) {
            (Some(first), Some((year, 4)), _) if is_day(first) => day(year, first.0),
            (Some((year, 4)), Some(second), _) if is_day(second) => day(year, second.0),
            (_, Some(first), Some((year, 4))) if is_day(first) => day(year, first.0),
            (Some(first), Some((year, 2)), _) if is_day(first) && later_year.is_none() => day(century(year), first.0),
            (_, Some(first), _) if is_day(first) && later_year.is_some() => day(later_year?, first.0),
            (Some(first), _, _) if is_day(first) && later_year.is_some() => day(later_year?, first.0),
            (_, Some((year, 4)), _) | (Some((year, 4)), _, _) => CivilDate::month(year as i32, month),
            _ => None,
        };
        if date.is_some() {
            return date;
        }
    }
    None
}

/// `11.10.2022`, `18/10/2006`, `10-18-06`.
fn three_numbers(pieces: &[Piece], order: DateOrder) -> Option<CivilDate> {
    pieces.windows(5).find_map(|five| {
        let [
            Piece::Number(a, 1..=2),
            Piece::Join(one),
            Piece::Number(b, 1..=2),
            Piece::Join(two),
            Piece::Number(y, width),
        ] = five
        else {
            return None;
        };
        if one != two || *one == ':' || !matches!(width, 2 | 4) {
            return None;
        }
        let year = if *width == 2 { century(*y) } else { *y } as i32;
        let (day_first, month_first) = (CivilDate::day(year, *b, *a), CivilDate::day(year, *a, *b));
        match (day_first, month_first, order) {
            // Between full stops it is the Continental way; nobody writes the month first there.
            (Some(date), ..) if *one == '.' => Some(date),
            (Some(date), None, _) | (None, Some(date), _) => Some(date),
            (Some(date), Some(other), _) if date == other => Some(date),
            (Some(date), _, DateOrder::DayFirst) | (_, Some(date), DateOrder::MonthFirst) => Some(date),
            (Some(_), Some(_), DateOrder::Unknown) => CivilDate::year(year),
            (None, None, _) => None,
        }
    })
}

/// `10/2022`.
fn month_and_year(pieces: &[Piece]) -> Option<CivilDate> {
    match pieces {
        [Piece::Number(month, 1..=2), Piece::Join('/' | '-' | '.'), Piece::Number(year, 4)] => {
            CivilDate::month(*year as i32, *month)
        }
        _ => None,
    }
}

/// "Spring 2019", "c. 1912": one number, and it can be a year.
fn lone_year(pieces: &[Piece]) -> Option<CivilDate> {
    let mut numbers = pieces.iter().filter_map(|piece| match piece {
        Piece::Number(number, digits) => Some((*number, *digits)),
        _ => None,
    });
    match (numbers.next(), numbers.next()) {
        (Some((year @ 1000..2200, 4)), None) if pieces.len() <= 4 => CivilDate::year(year as i32),
        _ => None,
    }
}

/// Two-digit years: 70 to 99 are of the twentieth century.
fn century(year: u32) -> u32 {
    if year < 70 { 2000 + year } else { 1900 + year }
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        if character.is_ascii_digit() {
            let mut end = start + 1;
            while characters.next_if(|(_, next)| next.is_ascii_digit()).is_some() {
                end += 1;
            }
            let number = text[start..end].parse().unwrap_or(u32::MAX);
            pieces.push(Piece::Number(number, end - start));
        } else if matches!(character, '年' | '月') {
            pieces.push(Piece::Join('-'));
        } else if character == '日' {
            pieces.push(Piece::Filler);
        } else if character.is_alphabetic() {
            let mut end = start + character.len_utf8();
            while let Some((at, next)) = characters.next_if(|(_, next)| next.is_alphabetic()) {
                end = at + next.len_utf8();
            }
            pieces.push(word(&text[start..end]));
        } else if matches!(character, '-' | '/' | '.' | ':') {
            // `3. Mai`: a full stop that joins no numbers is no join.
            if text[start + 1..].starts_with(|next: char| next.is_ascii_digit() || next.is_alphabetic()) {
                pieces.push(Piece::Join(character));
            }
        }
    }
    pieces
}

fn word(word: &str) -> Piece {
    let lower = word.to_lowercase();
    let is_zone = word.len() <= 5 && word.chars().all(|letter| letter.is_ascii_uppercase());
    if let Some((_, month)) = MONTHS.iter().find(|(names, _)| names.split(' ').any(|name| name == lower)) {
        Piece::Month(*month)
    } else if FILLERS.split_ascii_whitespace().any(|filler| filler == lower) || is_zone {
        Piece::Filler
    } else {
        Piece::Word
    }
}

/// Month names and their usual short forms: English, German, French, Spanish, Italian, Dutch, Portuguese.
const MONTHS: [(&str, u32); 12] = [
    ("january jan januar jänner janvier janv enero ene gennaio gen januari janeiro", 1),
    ("february feb februar feber février févr fév fevrier febrero febbraio februari fevereiro fev", 2),
    ("march mar märz mrz mär maerz mars marzo maart mrt março marco", 3),
    ("april apr avril avr abril abr aprile", 4),
    ("may mai mayo maggio mag mei maio", 5),
    ("june jun juni juin junio giugno giu junho", 6),
    ("july jul juli juillet juil julio luglio lug julho", 7),
    ("august aug août aout agosto ago augustus", 8),
    ("september sep sept septembre septiembre setiembre settembre set setembro", 9),
    ("october oct oktober okt octobre octubre ottobre ott outubro out", 10),
    ("november nov novembre noviembre novembro", 11),
    ("december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro", 12),
];

/// Weekdays, words around dates and times, ordinals.
const FILLERS: &str = "
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
    lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miércoles jueves viernes sábado domingo
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    published updated posted modified last first created date dated on at by of the and issued filed
    revised edited reviewed changed amended corrected release released
    veröffentlicht erschienen geändert zuletzt aktualisiert stand vom am um uhr den der publié mis mise à jour le publicado actualizado actualizada el
    pubblicato aggiornato il gepubliceerd bijgewerkt op de del
    am pm a m p st nd rd th er o clock t z utc gmt bst est edt cst cdt mst mdt pst pdt cet cest ist et ct mt pt
    h min hrs hours local time";

#[cfg(test)]
mod tests {
    use super::{DateOrder, Printed, date_line, from_number, parse, published_line};

    fn read(text: &str) -> String {
        parse(text, DateOrder::Unknown).map_or("-".to_owned(), |date| date.to_string())
    }

    #[test]
    fn dates_are_read_as_printed() {
        for (text, date) in [
            ("2021-05-03", "2021-05-03"),
            ("2021-05-03T23:30:00-05:00", "2021-05-03"),
            ("2014-08-26 9:00:35 -0400", "2014-08-26"),
            ("20140829T135006Z", "2014-08-29"),
            ("20240131", "2024-01-31"),
            ("2021/5/3", "2021-05-03"),
            ("2021-05", "2021-05"),
            ("2021", "2021"),
            ("Tue, 18 Oct 2006 09:30:00 GMT", "2006-10-18"),
            ("Wed 18 Oct 2006 09.30 BST", "2006-10-18"),
            ("Wed Oct 18 09:30:00 EDT 2006", "2006-10-18"),
            ("October 18, 2006", "2006-10-18"),
            ("Oct. 18th, 2006 at 5:04 p.m.", "2006-10-18"),
            ("18th of October 2006", "2006-10-18"),
            ("Updated 9:41 AM ET, Thu March 5, 2020", "2020-03-05"),
            (" 6-APR-1987 14:03:12.51", "1987-04-06"),
            ("6 Apr 87", "1987-04-06"),
            ("3. März 2021", "2021-03-03"),
            ("Dienstag, 11.10.2022 11:14", "2022-10-11"),
            ("le 1er août 2019", "2019-08-01"),
            ("4 de mayo de 2020", "2020-05-04"),
            ("2020年3月4日", "2020-03-04"),
            ("25/12/2020", "2020-12-25"),
            ("12/25/2020 10:00", "2020-12-25"),
            ("4/4/2018 17:59:03", "2018-04-04"),
            ("03/04/2024", "2024"),
            ("10/2022", "2022-10"),
            ("November 1912", "1912-11"),
            ("Spring 2019", "2019"),
            ("0999-01-01", "0999-01-01"),
        ] {
            assert_eq!(read(text), date, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "None", "null", "n/a", "yesterday", "31 February 2020", "2020-13-45", "12:30", "0", "room 12"]
        {
            assert_eq!(read(text), "-", "{text}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_can_be_given() {
        assert_eq!(parse("03/04/2024", DateOrder::DayFirst).unwrap().to_string(), "2024-04-03");
        assert_eq!(parse("03/04/2024", DateOrder::MonthFirst).unwrap().to_string(), "2024-03-04");
        assert_eq!(parse("25/12/2024", DateOrder::MonthFirst).unwrap().to_string(), "2024-12-25");
    }

    #[test]
    fn numbers_count_from_1970() {
        assert_eq!(from_number(1_356_999_181_000).unwrap().to_string(), "2013-01-01");
        assert_eq!(from_number(1_356_999_181).unwrap().to_string(), "2013-01-01");
        assert_eq!(from_number(-86_400_000).unwrap().to_string(), "1967-04-07");
        assert_eq!(read("1514865008.25"), "2018-01-02");
        assert_eq!(from_number(0), None);
    }

    #[test]
    fn the_day_of_a_change_is_not_that_of_publication() {
        let day = |line: &str| match published_line(line, DateOrder::Unknown) {
            Printed::Published(day) => day.to_string(),
            other => format!("{other:?}"),
        };
        for (line, expected) in [
            ("Published: 3 May 2021", "2021-05-03"),
            ("3 May 2021, updated 5 May 2021", "2021-05-03"),
            ("Updated: 5 May 2021. Published: 3 May 2021", "2021-05-03"),
            ("First published 3 May 2021 | Last modified on 5 May 2021", "2021-05-03"),
            ("Last modified: January 16, 2026", "Updated"),
            ("Aktualisiert am 5. Mai 2021", "Updated"),
            ("The mayor updated the plan on 5 May 2021", "None"),
        ] {
            assert_eq!(day(line), expected, "{line}");
        }
    }

    #[test]
    fn a_date_line_holds_nothing_else() {
        assert!(date_line("Published: Monday 3 May 2021, 09.30 GMT", DateOrder::Unknown).is_some());
        assert!(date_line("3 May 2021", DateOrder::Unknown).is_some());
        assert!(date_line("On 3 May 2021 the mayor resigned", DateOrder::Unknown).is_none());
        assert!(date_line("2021", DateOrder::Unknown).is_none());
    }
}
