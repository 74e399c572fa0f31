//! Lists of results: pages that fit together, facets that add up, copies that are grouped and nothing else.

mod copies;

use onrecord::archive::{Archive, Location};
use onrecord::ingest::{IngestOptions, ingest};
use onrecord::search::{CursorError, Facet, Narrowing, Request, Searcher, Shown, Sort, Target, parse};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn location(root: &Path) -> Location {
    Location::find(Some(root), None, root).unwrap()
}

fn searcher(root: &Path) -> Searcher {
    ingest(&location(root), &IngestOptions { threads: 2, ..IngestOptions::default() }, &|_| ()).unwrap();
    Searcher::open(Archive::open(&location(root)).unwrap()).unwrap()
}

/// A daily and a weekly of one year; the daily has nothing from 10 to 24 May.
fn year() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = String::new();
    for day in 0..336 {
        let (month, day_of_month) = (day / 28 + 1, day % 28 + 1);
        let date = format!("2024-{month:02}-{day_of_month:02}");
        let who = ["Ann Roe", "Bo Lind", "Cai Moss"][day % 3];
        let mut add = |source: &str, section: &str| {
            let body =
                format!("The ferry of day{day} waits in the harbour. “The harbour is full,” {who} said on day{day}.");
            lines.push_str(&format!(
                "{{\"id\":\"{source}-{day}\",\"headline\":\"Day {day}\",\"body\":\"{body}\",\"published\":\"{date}\",\
                 \"source\":\"{source}\",\"section\":\"{section}\"}}\n"
            ));
        };
        if !(month == 5 && (10..25).contains(&day_of_month)) {
            add("Daily Post", if day % 2 == 0 { "City" } else { "Sea" });
        }
        if day % 7 == 0 {
            add("Weekly Mail", "Sea");
        }
    }
    lines.push_str(
        "{\"id\":\"undated\",\"headline\":\"Some day\",\"body\":\"The ferry waits in the harbour of old.\"}\n",
    );
    fs::write(folder.path().join("all.jsonl"), lines).unwrap();
    folder
}

const DAILY: usize = 336 - 15;
const WEEKLY: usize = 48;

#[test]
fn pages_fit_together_and_know_when_the_archive_has_changed() {
    let folder = year();
    let asked = searcher(folder.path());
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
        for grouped in [None, Some(Shown::Earliest)] {
            let request = Request::new(parse("ferry").query, Target::Articles).sort(sort).grouped(grouped).passages(0);
            let whole: Vec<String> = asked
                .find(&request)
                .unwrap()
                .places(0, usize::MAX)
                .unwrap()
                .into_iter()
                .map(|place| place.id)
                .collect();
            let (mut pages, mut cursor) = (Vec::new(), None);
            loop {
                let request = request.clone().after(cursor);
                let found = asked.find(&request).unwrap();
                let start = found.start().unwrap();
                let places = found.places(start, 50).unwrap();
                assert_eq!(places[0].rank, pages.len() + 1);
                pages.extend(places.iter().map(|place| place.id.clone()));
                cursor = found.next(start + places.len());
                match &cursor {
                    Some(next) => assert_eq!(&next.to_string().parse().as_ref(), &Ok(next)),
                    None => break,
                }
            }
            assert_eq!(pages, whole, "{sort:?}");
        }
    }
    let request = Request::new(parse("ferry").query, Target::Articles);
    let cursor = asked.find(&request).unwrap().next(10);
    let start = |searcher: &Searcher, request: Request| searcher.find(&request.after(cursor)).unwrap().start();
    assert_eq!(start(&asked, request.clone().limit(3)), Ok(10));
    assert_eq!(start(&asked, request.clone().sort(Sort::Oldest)), Err(CursorError::OtherQuestion));
    let other = Request::new(parse("harbour").query, Target::Articles);
    assert_eq!(start(&asked, other), Err(CursorError::OtherQuestion));
    fs::write(folder.path().join("more.txt"), "More\n\nThe ferry is gone.\n").unwrap();
    assert_eq!(start(&searcher(folder.path()), request), Err(CursorError::OtherArchive));
}

#[test]
fn facets_add_up_and_narrow() {
    let folder = year();
    let asked = searcher(folder.path());
    let ask = |request: Request| asked.search(&request.passages(0)).unwrap();
    let all = vec![Facet::Source, Facet::Section, Facet::Year, Facet::Speaker, Facet::Month];
    let answer = ask(Request::new(parse("ferry").query, Target::Articles).facets(all, 10));
    assert_eq!((answer.total, answer.undated), (DAILY + WEEKLY + 1, 1));
    let value = |name: Option<&str>, count: usize| (name.map(str::to_owned), count as u64);
    let facet = |n: usize| &answer.facets[n].values;
    assert_eq!(*facet(0), [value(Some("Daily Post"), DAILY), value(Some("Weekly Mail"), WEEKLY), value(None, 1)]);
    assert_eq!(*facet(2), [value(Some("2024"), DAILY + WEEKLY), value(None, 1)]);
    for facet in &answer.facets {
        assert_eq!(facet.values.iter().map(|(_, count)| *count as usize).sum::<usize>(), answer.total, "{facet:?}");
    }
    assert_eq!(facet(3).len(), 4, "{:?}", facet(3));
    assert_eq!(facet(4).len(), 13);
    // Every value kept finds what it counts, and left out the rest.
    let narrowed = |facet, value: &str, excluded| Narrowing { facet, values: vec![value.to_owned()], excluded };
    for (n, counted) in [(0, Facet::Source), (1, Facet::Section)] {
        for (value, count) in facet(n).iter().filter_map(|(value, count)| Some((value.as_ref()?, *count as usize))) {
            let request = || Request::new(parse("ferry").query, Target::Articles);
            assert_eq!(ask(request().narrowed(narrowed(counted, value, false))).total, count, "{value}");
            assert_eq!(ask(request().narrowed(narrowed(counted, value, true))).total, answer.total - count, "{value}");
        }
    }
    let quoted = ask(Request::new(parse("harbour").query, Target::Quotations).facets(vec![Facet::Speaker], 2));
    assert_eq!((quoted.facets[0].values.len(), quoted.facets[0].more), (2, 1));
    let wrong = ask(Request::new(parse("ferry").query, Target::Articles).narrowed(narrowed(
        Facet::Source,
        "Dayly Post",
        false,
    )));
    assert_eq!(wrong.total, 0);
    assert!(wrong.notes.iter().any(|note| note.ends_with("did you mean `Daily Post`?")), "{:?}", wrong.notes);
}

#[test]
fn the_same_words_of_one_speaker_are_one_entry() {
    let folder = year();
    let asked = searcher(folder.path());
    let request =
        Request::new(parse("harbour").query, Target::Quotations).grouped(Some(Shown::Earliest)).expanded(true);
    let answer = asked.search(&request.limit(usize::MAX)).unwrap();
    // Three people say it, again and again.
    assert_eq!((answer.total, answer.groups, answer.hits.len()), (DAILY + WEEKLY, Some(3), 3));
    assert_eq!(answer.hits.iter().map(|hit| hit.group.size).sum::<usize>(), answer.total);
    for hit in &answer.hits {
        assert_eq!(hit.group.copies.len() + 1, hit.group.size);
        assert_eq!(hit.group.id, hit.id);
        assert!(hit.group.copies.iter().all(|copy| copy.published >= hit.article.published), "the earliest is shown");
    }
    let mail =
        Request::new(parse("harbour").query, Target::Quotations).grouped(Some(Shown::Source("weekly mail".into())));
    let shown = asked.search(&mail).unwrap().hits;
    assert!(shown.iter().all(|hit| hit.article.source.as_deref() == Some("Weekly Mail")));
}

#[test]
fn nothing_found_says_what_there_is() {
    let folder = year();
    fs::write(folder.path().join("broken.json"), "{\"id\":").unwrap();
    let asked = searcher(folder.path());
    let ask = |line: &str| asked.search(&Request::new(parse(line).query, Target::Articles)).unwrap();
    let coverage = |line: &str| ask(line).coverage.unwrap();
    let whole = coverage("zeppelin");
    assert_eq!((whole.articles, whole.undated, whole.unread), (DAILY + WEEKLY + 1, 1, 1));
    assert_eq!(whole.dates.unwrap().0.to_string(), "2024-01-01");
    let gaps = |coverage: &onrecord::search::Coverage| {
        let gap = |gap: &onrecord::search::Gap| format!("{:?} {} {}", gap.source.as_deref(), gap.first, gap.last);
        coverage.gaps.iter().map(gap).collect::<Vec<_>>()
    };
    assert_eq!(gaps(&whole), ["Some(\"Daily Post\") 2024-05-10 2024-05-24"]);
    let may = coverage("zeppelin date:2024-05-20..2024-05-31");
    assert_eq!(gaps(&may), ["Some(\"Daily Post\") 2024-05-20 2024-05-24"]);
    assert_eq!(may.articles, 4 + 1);
    assert!(gaps(&coverage("zeppelin date:2024-02")).is_empty());
    assert_eq!(coverage("zeppelin date:1912").articles, 0);
    assert_eq!(coverage("zeppelin AND source:weekly").articles, WEEKLY);
    // With something found there is nothing to excuse.
    assert!(ask("ferry").coverage.is_none());
}

#[test]
fn a_slip_of_the_fingers_is_told() {
    let folder = year();
    let asked = searcher(folder.path());
    let notes = |line: &str| asked.search(&Request::new(parse(line).query, Target::Articles)).unwrap().notes.join("\n");
    assert!(notes("harbuor").contains("did you mean `harbour`?"), "{}", notes("harbuor"));
    assert!(notes("ferry harbuor").contains("did you mean `ferry harbour`?"), "{}", notes("ferry harbuor"));
    assert!(!notes("ferry harbour").contains("did you mean"));
    assert!(!notes("xylophonist").contains("did you mean"));
}
