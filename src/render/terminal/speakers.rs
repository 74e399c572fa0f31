//! Who is quoted: lists of speakers, one speaker's card, and joins to be pasted into an alias file.

use super::{DIM, HEADLINE, PERSON, PLAIN, Page};
use crate::article::CivilDate;
use crate::render::wrap::Run;
use crate::render::{Style, words};
use crate::search::{Quoted, SpeakerCard};
use crate::speaker::registry::{KnownSpeaker, SpeakerKind, Spelling};

/// A speaker with its spellings and, where the name means several people, these.
pub type SpeakerRow = (KnownSpeaker, Vec<Spelling>, Vec<KnownSpeaker>);

/// How many spellings a line of the list names.
const SPELLINGS: usize = 4;
/// How many spellings a card names.
const CARD_SPELLINGS: usize = 24;
/// The columns of the longest bar.
const BAR: usize = 40;

/// Returns the list. `total` is how many there are; `people` says that of how many they were chosen, where it is fewer.
pub fn list(rows: &[SpeakerRow], total: usize, people: usize, style: Style) -> String {
    let mut page = Page::new(style);
    let mut head = vec![Run::new(words::count(total, "speaker"), HEADLINE)];
    if total < people {
        head.push(Run::new(format!(" of {}", words::number(people)), DIM));
    }
    page.lines(0, &head);
    for (speaker, spellings, candidates) in rows {
        page.blank();
        page.lines(0, &name_runs(speaker));
        page.facts(4, counts(speaker));
        if spellings.len() > 1 || spellings.first().is_some_and(|only| only.name != speaker.name) {
            page.lines(4, &[Run::plain(spelled(spellings, SPELLINGS))]);
        }
        if !candidates.is_empty() {
            page.lines(4, &[Run::plain(may_be(speaker, candidates))]);
        }
    }
    if rows.len() < total {
        page.blank();
        let more = (total - rows.len()).min(rows.len().max(1) * 5) + rows.len();
        page.facts(
            0,
            [format!("{} of {}", words::number(rows.len()), words::number(total)), format!("-n {more} shows more")],
        );
    }
    page.text
}

/// Returns one speaker's card.
pub fn card(card: &SpeakerCard, style: Style) -> String {
    let mut page = Page::new(style);
    let speaker = &card.speaker;
    page.lines(0, &name_runs(speaker));
    page.facts(0, counts(speaker));
    let id = if speaker.id.contains(':') || speaker.id.starts_with('Q') { speaker.id.clone() } else { String::new() };
    page.facts(0, [id]);
    if !card.candidates.is_empty() {
        page.lines(0, &[Run::plain(may_be(speaker, &card.candidates))]);
    }
    let mut section = |title: &str, rows: Vec<String>| {
        if rows.is_empty() {
            return;
        }
        page.blank();
        page.lines(0, &[Run::new(title, HEADLINE)]);
        rows.iter().for_each(|row| page.block(4, Run::plain("  "), &[Run::plain(row.as_str())], usize::MAX));
    };
    let mut spellings: Vec<String> = card.spellings.iter().take(CARD_SPELLINGS).map(spelling).collect();
    if let Some(rest) = card.spellings.get(CARD_SPELLINGS..).filter(|rest| !rest.is_empty()) {
        let quotations: u64 = rest.iter().map(|one| one.quotations).sum();
        spellings.push(format!("{} more · {}", rest.len(), words::number(quotations as usize)));
    }
    section("Spellings", spellings);
    let alike = card.alike.iter().map(|one| format!("{} · {}", one.name, words::number(one.quotations as usize)));
    section("Alike, but not joined", alike.collect());
    let dated = |(title, dates): &(Quoted, Option<(CivilDate, CivilDate)>)| {
        let dates = dates.map(|(first, last)| format!(" · {}", from_to(first, last))).unwrap_or_default();
        format!("{} · {}{dates}", title.name, words::number(title.count as usize))
    };
    let titles = if speaker.kind == SpeakerKind::Unnamed { "Called" } else { "Titles and descriptions" };
    section(titles, card.titles.iter().map(dated).collect());
    section("Years", bars(&card.years, card.undated));
    let counted = |rows: &[Quoted]| {
        rows.iter().map(|row| format!("{} · {}", row.name, words::number(row.count as usize))).collect()
    };
    section("Outlets", counted(&card.outlets));
    let articles = |row: &Quoted| format!("{} · {}", row.name, words::count(row.count as usize, "article"));
    section("Quoted in the same articles", card.beside.iter().map(articles).collect());
    let all: u64 = card.classes.iter().map(|(_, count)| count).sum();
    let share = |count: u64| (count * 100 + all / 2).checked_div(all).unwrap_or(0);
    let classes = card.classes.iter().map(|(class, count)| format!("{} {}%", class.as_str(), share(*count)));
    section(
        "Known by",
        vec![classes.collect::<Vec<_>>().join(" · ")].into_iter().filter(|row| !row.is_empty()).collect(),
    );
    if let Some((oldest, newest)) = &card.oldest_newest {
        section("Oldest and newest quotation", vec![oldest.clone(), newest.clone()]);
    }
    page.text
}

/// Returns joins as entries of an alias file, with what speaks for each in a comment.
pub fn suggestions(pairs: &[(KnownSpeaker, KnownSpeaker)]) -> String {
    let mut text = String::new();
    let mut at = 0;
    while let Some((one, _)) = pairs.get(at) {
        let same = pairs[at..].iter().take_while(|(other, _)| other.place == one.place).count();
        let others: Vec<&KnownSpeaker> = pairs[at..at + same].iter().map(|(_, other)| other).collect();
        at += same;
        let said = |speaker: &KnownSpeaker| {
            let dates = dates(speaker.dates);
            let dates = if dates.is_empty() { dates } else { format!(", {dates}") };
            format!(
                "{} ({}{dates})",
                super::super::visible(&speaker.name),
                words::count(speaker.quotations as usize, "quotation")
            )
        };
        text.push_str(&format!("# {}, and:\n", said(one)));
        others.iter().for_each(|other| text.push_str(&format!("# {}\n", said(other))));
        let names: Vec<String> = others.iter().map(|other| quoted(&other.name)).collect();
        text.push_str(&format!("[[person]]\nname = {}\nspellings = [{}]\n\n", quoted(&one.name), names.join(", ")));
    }
    text
}

/// A TOML string.
fn quoted(name: &str) -> String {
    let mut text = String::from("\"");
    for character in name.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            c if c.is_control() => text.push_str(&format!("\\u{:04X}", c as u32)),
            c => text.push(c),
        }
    }
    text + "\""
}

fn name_runs(speaker: &KnownSpeaker) -> Vec<Run> {
    let name = if speaker.name.trim().is_empty() { "(no letters)" } else { &speaker.name };
    let mut runs = vec![Run::new(name, PERSON)];
    match speaker.kind {
        SpeakerKind::Person if speaker.bearers > 1 => runs.push(Run::new(" (ambiguous)", DIM)),
        SpeakerKind::Institution => runs.push(Run::new(" (institution)", DIM)),
        SpeakerKind::Unnamed => runs.push(Run::new(" (described and never named)", DIM)),
        SpeakerKind::Person => runs.push(Run::new("", PLAIN)),
    }
    runs
}

fn counts(speaker: &KnownSpeaker) -> [String; 3] {
    [
        words::count(speaker.quotations as usize, "quotation"),
        words::count(speaker.articles as usize, "article"),
        dates(speaker.dates),
    ]
}

fn dates(dates: Option<(CivilDate, CivilDate)>) -> String {
    dates.map(|(first, last)| from_to(first, last)).unwrap_or_default()
}

fn from_to(first: CivilDate, last: CivilDate) -> String {
    let (from, to) = (words::date(Some(first)), words::date(Some(last)));
    if from == to { from } else { format!("{from} to {to}") }
}

/// `Maria Ortega 12 · M. Ortega 3`.
fn spelled(spellings: &[Spelling], most: usize) -> String {
    let shown =
        spellings.iter().take(most).map(|one| format!("{} {}", one.name, words::number(one.quotations as usize)));
    let mut text = shown.collect::<Vec<_>>().join(" · ");
    if spellings.len() > most {
        text.push_str(&format!(" · {} more", spellings.len() - most));
    }
    text
}

/// `Maria Ortega · 12 (printed Ortega 9, Maria Ortega 3)`.
fn spelling(one: &Spelling) -> String {
    let mut text = format!("{} · {}", one.name, words::number(one.quotations as usize));
    if !one.printed.is_empty() {
        let printed = one.printed.iter().take(SPELLINGS).map(|(name, count)| format!("{name} {count}"));
        text.push_str(&format!(" (printed {})", printed.collect::<Vec<_>>().join(", ")));
    }
    text
}

fn may_be(speaker: &KnownSpeaker, candidates: &[KnownSpeaker]) -> String {
    let shown = candidates
        .iter()
        .take(SPELLINGS)
        .map(|one| format!("{} ({})", one.name, words::number(one.quotations as usize)));
    let mut text = format!("may be {}", shown.collect::<Vec<_>>().join(", "));
    let more = (speaker.bearers as usize).saturating_sub(SPELLINGS.min(candidates.len()));
    if more > 0 {
        text.push_str(&format!(" or one of {more} more"));
    }
    text
}

/// A bar for each year from the first to the last; of more than thirty years the latest.
fn bars(years: &[(i32, u64)], undated: u64) -> Vec<String> {
    let Some(((first, _), (last, _))) = years.first().zip(years.last()) else { return Vec::new() };
    let most = years.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let first = (*first).max(last - 29);
    let mut rows: Vec<String> = (first..=*last)
        .map(|year| {
            let count = years.iter().find(|(other, _)| *other == year).map_or(0, |(_, count)| *count);
            let length = (count as usize * BAR).div_ceil(most as usize);
            format!(
                "{year} {}{}{}",
                "█".repeat(length),
                if length > 0 { " " } else { "" },
                words::number(count as usize)
            )
        })
        .collect();
    if undated > 0 {
        rows.push(format!("undated {}", words::number(undated as usize)));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::{bars, quoted};

    #[test]
    fn bars_are_in_proportion_and_leave_no_year_out() {
        assert_eq!(
            bars(&[(2019, 4), (2021, 2)], 1),
            [
                format!("2019 {} 4", "█".repeat(40)),
                "2020 0".to_owned(),
                format!("2021 {} 2", "█".repeat(20)),
                "undated 1".to_owned(),
            ]
        );
        assert!(bars(&[], 3).is_empty());
        assert_eq!(bars(&[(1, 1), (9000, 1)], 0).len(), 30);
    }

    #[test]
    fn a_name_is_a_toml_string() {
        for name in ["Ann \"Nan\" Roe", "a\\b", "a\u{1b}[2J\nb", "Zoë"] {
            let table: toml::Table = toml::from_str(&format!("name = {}", quoted(name))).unwrap();
            assert_eq!(table["name"].as_str(), Some(name));
        }
    }
}
