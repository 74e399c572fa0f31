//! [`Coverage`]: what the archive holds for a time and for outlets, so that "nothing found" can be believed.
//!
//! A question without an answer is either about something that was never printed or about something that is not here.
//! So the answer says how much there is to find it in, and where there is nothing although there usually is.

use super::build::{evaluate, plan};
use super::facets::{self, strings, value_of};
use super::order::Match;
use super::query::{Field, Filter, Query, Words};
use super::request::{Request, Target};
use super::searcher::Searcher;
use crate::archive::ArchiveError;
use crate::article::{CivilDate, Precision};
use std::collections::BTreeMap;

/// An outlet with fewer days of publication than this has no rhythm by which a gap could be told.
const FEWEST_DAYS: usize = 20;
/// How many gaps are told, the longest of them.
const MOST_GAPS: usize = 5;

/// What the archive holds for the time and the outlets, sections, languages and paths of a question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Articles in it.
    pub articles: usize,
    /// The first and the last of their dates.
    pub dates: Option<(CivilDate, CivilDate)>,
    /// Articles in the whole archive.
    pub whole: usize,
    /// The first and the last of their dates, where `articles` is 0.
    pub whole_dates: Option<(CivilDate, CivilDate)>,
    /// Articles without a date, which no question about a time can find.
    pub undated: usize,
    /// Files of the archive that could be read only in part or not at all.
    pub unread: usize,
    /// Times in which an outlet has nothing although it usually has, the longest first.
    pub gaps: Vec<Gap>,
}

/// Days without an article of an outlet that usually has some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The outlet; `None` for articles that name none.
    pub source: Option<String>,
    /// The first day without an article.
    pub first: CivilDate,
    /// The last one.
    pub last: CivilDate,
}

impl Coverage {
    /// Looks at what `request` could have found, leaving its words and speakers aside.
    pub(super) fn of(request: &Request, searcher: &Searcher) -> Result<Coverage, ArchiveError> {
        let mut conditions = Conditions { of_articles: Query::Everything, first: i64::MIN, last: i64::MAX };
        conditions.gather(&request.query);
        let plan = plan(&conditions.of_articles, Target::Articles);
        let evaluated = evaluate(&plan, Target::Articles, &searcher.archive, &searcher.lexicon, &searcher.segments)?;
        let mut matches = Vec::new();
        for (at, list) in evaluated.matches.iter().enumerate() {
            let article =
                |(doc, _): &(u32, f64)| Match::of((at, *doc), 0.0, Target::Articles, searcher).dated(searcher);
            matches.extend(list.iter().map(article));
        }
        for narrowing in &request.narrowed {
            facets::narrow(narrowing, &mut matches, searcher)?;
        }
        let manifest = searcher.archive.manifest();
        let (unread, whole) = (manifest.incomplete.len(), manifest.articles as usize);
        let mut coverage = Coverage { unread, whole, ..Coverage::default() };
        let mut days: BTreeMap<Option<String>, Vec<i64>> = BTreeMap::new();
        for of_segment in matches.chunk_by(|one, other| one.segment == other.segment) {
            let segment = &searcher.segments[of_segment[0].segment as usize];
            let outlets = strings(segment, "outlet")?;
            let mut by_outlet: BTreeMap<Option<u64>, Vec<i64>> = BTreeMap::new();
            for found in of_segment {
                let (Some(first), Some(last)) = (found.day, segment.last_day.first(found.doc)) else {
                    coverage.undated += 1;
                    continue;
                };
                if first == last {
                    by_outlet.entry(outlets.term_ords(found.doc).next()).or_default().push(first);
                }
                if first < conditions.first || last > conditions.last {
                    continue;
                }
                coverage.articles += 1;
                coverage.dates = widened(coverage.dates, first, last);
            }
            for (ord, found) in by_outlet {
                let outlet = ord.map(|ord| value_of(&outlets, ord)).transpose()?;
                days.entry(outlet).or_default().extend(found);
            }
        }
        if conditions.is_about_no_time() {
            coverage.articles += coverage.undated;
        }
        if coverage.articles == 0 {
            for segment in &searcher.segments {
                for doc in (0..segment.reader.max_doc()).filter(|doc| segment.is_live(*doc)) {
                    if let (Some(first), Some(last)) = (segment.first_day.first(doc), segment.last_day.first(doc)) {
                        coverage.whole_dates = widened(coverage.whole_dates, first, last);
                    }
                }
            }
        }
        for (source, days) in days {
            coverage.gaps.extend(gaps(days).filter_map(|(first, last)| {
                let (first, last) = (first.max(conditions.first), last.min(conditions.last));
                let day = |day| CivilDate::from_first_day(day, Precision::Day);
                Some(Gap { source: source.clone(), first: day(first)?, last: day(last)? }).filter(|_| first <= last)
            }));
        }
        let length = |gap: &Gap| gap.last.first_day() - gap.first.first_day();
        coverage.gaps.sort_by(|one, other| {
            length(other).cmp(&length(one)).then(one.first.first_day().cmp(&other.first.first_day()))
        });
        coverage.gaps.truncate(MOST_GAPS);
        Ok(coverage)
    }
}

/// The dates with another among them, given by its first and its last day.
fn widened(dates: Option<(CivilDate, CivilDate)>, first: i64, last: i64) -> Option<(CivilDate, CivilDate)> {
    let Some(date) = CivilDate::from_days(first, last) else { return dates };
    let (earliest, latest) = dates.unwrap_or((date, date));
    let earliest = if first < earliest.first_day() { date } else { earliest };
    Some((earliest, if last > latest.last_day() { date } else { latest }))
}

/// What a question asks of articles as such, apart from their words.
struct Conditions {
    of_articles: Query,
    first: i64,
    last: i64,
}

impl Conditions {
    fn is_about_no_time(&self) -> bool {
        (self.first, self.last) == (i64::MIN, i64::MAX)
    }

    /// Gathers the conditions that must hold together.
    fn gather(&mut self, query: &Query) {
        match query {
            Query::And(clauses) | Query::Together(clauses) => clauses.iter().for_each(|clause| self.gather(clause)),
            Query::Must(clause) => self.gather(clause),
            Query::Filter(Filter::Date { from, to }) => {
                self.first = from.map_or(self.first, |from| self.first.max(from.first_day()));
                self.last = to.map_or(self.last, |to| self.last.min(to.last_day()));
            }
            Query::Filter(Filter::Undated | Filter::Language(_))
            | Query::Words(Words { field: Some(Field::Source | Field::Section | Field::Url | Field::Path), .. }) => {
                let before = std::mem::replace(&mut self.of_articles, Query::Everything);
                self.of_articles = before.and(query.clone());
            }
            _ => {}
        }
    }
}

/// The first and the last day of each time in which there is nothing although there usually is: nine of ten steps from
/// one day of publication to the next are at most so long, and this one is more than three times that.
fn gaps(mut days: Vec<i64>) -> impl Iterator<Item = (i64, i64)> {
    days.sort_unstable();
    days.dedup();
    let mut steps: Vec<i64> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
    steps.sort_unstable();
    let usual = match days.len() {
        0..FEWEST_DAYS => i64::MAX,
        _ => steps[steps.len() * 9 / 10] * 3 + 1,
    };
    let between: Vec<(i64, i64)> =
        days.windows(2).filter(|pair| pair[1] - pair[0] > usual).map(|pair| (pair[0] + 1, pair[1] - 1)).collect();
    between.into_iter()
}

#[cfg(test)]
mod tests {
    use super::gaps;

    #[test]
    fn planted_gaps_are_found_and_none_is_invented() {
        let of = |days: Vec<i64>| gaps(days).collect::<Vec<_>>();
        // A daily, a paper of working days, a weekly, a monthly.
        assert!(of((0..400).collect()).is_empty());
        assert!(of((0..400).filter(|day| day % 7 < 5).collect()).is_empty());
        assert!(of((0..60).map(|week| week * 7).collect()).is_empty());
        assert!(of((0..40).map(|month| month * 30 + month % 3).collect()).is_empty());
        // Seventeen days are missing; holidays of three days are none.
        assert_eq!(of((0..400).filter(|day| !(100..117).contains(day)).collect()), [(100, 116)]);
        assert!(of((0..400).filter(|day| !(100..103).contains(day)).collect()).is_empty());
        assert_eq!(of((0..60).filter(|week| !(20..26).contains(week)).map(|week| week * 7).collect()), [(134, 181)]);
        // A handful of days tells nothing.
        assert!(of(vec![1, 2, 3, 400, 800]).is_empty());
    }
}
