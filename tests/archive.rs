//! The archive follows its folder, loses nothing, and answers the same whatever happened to it on the way.

use crate::numbers::Numbers;
use onrecord::archive::{Archive, ArchiveError, Location, Writer};
use onrecord::article::{Article, ArticleId, Paragraph, ParagraphKind, Span};
use onrecord::ingest::{IngestError, IngestOptions, IngestReport, ingest};
use onrecord::quote::find_quotations;
use onrecord::search::{Request, Searcher, Target, parse, parse_plain};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A small world of words from which articles and queries are drawn.
const WORDS: [&str; 24] = [
    "harbour", "council", "bridge", "ferry", "strike", "minister", "budget", "flood", "river", "school", "hospital",
    "union", "wages", "storm", "island", "museum", "theft", "court", "verdict", "pension", "reform", "vote", "party",
    "mayor",
];

/// The text of an invented article: plain sentences and a quotation now and then.
fn story(numbers: &mut Numbers) -> String {
    let mut text = String::new();
    for word in 0..5 {
        if word > 0 {
            text.push(' ');
        }
        text.push_str(WORDS[numbers.below(WORDS.len())]);
    }
    text.push_str("\n\n");
    for _ in 0..2 + numbers.below(4) {
        for _ in 0..1 + numbers.below(4) {
            let words: Vec<&str> = (0..4 + numbers.below(9)).map(|_| WORDS[numbers.below(WORDS.len())]).collect();
            match numbers.below(3) {
                0 => text.push_str(&format!("“We want the {},” Ann Roe said. ", words.join(" "))),
                _ => text.push_str(&format!("The {}. ", words.join(" "))),
            }
        }
        text.push_str("\n\n");
    }
    text
}

fn world(articles: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut numbers = Numbers(7);
    for n in 0..articles {
        fs::write(folder.path().join(format!("{n:04}.txt")), story(&mut numbers)).unwrap();
    }
    folder
}

fn location(root: &Path) -> Location {
    Location::find(Some(root), None, root).unwrap()
}

fn index(root: &Path, threads: usize) -> IngestReport {
    let options = IngestOptions { threads, memory: 15_000_000 * threads, ..IngestOptions::default() };
    ingest(&location(root), &options, &|_| ()).unwrap()
}

fn searcher(location: &Location) -> Searcher {
    Searcher::open(Archive::open(location).unwrap()).unwrap()
}

/// Ids and scores for many queries of several kinds.
fn answers(searcher: &Searcher) -> Vec<String> {
    let mut numbers = Numbers(99);
    let mut out = Vec::new();
    for n in 0..120 {
        let words: Vec<&str> = (0..1 + n % 4).map(|_| WORDS[numbers.below(WORDS.len())]).collect();
        let (line, target) = match n % 6 {
            0 => (words.join(" "), Target::Articles),
            1 => (format!("\"{}\"", words.join(" ")), Target::Articles),
            2 => (words.join(" OR "), Target::Articles),
            3 => (format!("headline:{} -{}", words[0], WORDS[numbers.below(WORDS.len())]), Target::Articles),
            4 => (format!("speaker:Roe {}", words.join(" ")), Target::Quotations),
            _ => (format!("said:{}", words[0]), Target::Articles),
        };
        let ranking = searcher.rank(&Request::new(parse(&line).query, target).limit(50)).unwrap();
        out.push(format!("{line}: {} {:?}", ranking.total, ranking.entries));
    }
    out
}

#[test]
fn answers_depend_on_the_corpus_alone() {
    let one = world(300);
    index(one.path(), 1);
    let expected = answers(&searcher(&location(one.path())));
    assert!(expected.iter().filter(|line| !line.contains(": 0 ")).count() > 80, "too few queries match anything");

    let many = world(300);
    index(many.path(), 8);
    assert_eq!(answers(&searcher(&location(many.path()))), expected, "eight threads");

    // The same corpus by a longer way: in five steps, with articles that came, changed and went.
    let grown = tempfile::tempdir().unwrap();
    for step in 0..5 {
        for n in (step * 60)..(step * 60 + 60) {
            let name = format!("{n:04}.txt");
            fs::copy(one.path().join(&name), grown.path().join(&name)).unwrap();
        }
        fs::write(grown.path().join("0003.txt"), format!("changed {step}\n\nThe harbour strike bridge.\n")).unwrap();
        fs::write(grown.path().join(format!("gone{step}.txt")), "gone\n\nThe harbour strike bridge ferry.\n").unwrap();
        index(grown.path(), 2);
        fs::remove_file(grown.path().join(format!("gone{step}.txt"))).unwrap();
    }
    fs::copy(one.path().join("0003.txt"), grown.path().join("0003.txt")).unwrap();
    let report = index(grown.path(), 2);
    assert_eq!((report.articles, report.removed, report.replaced), (300, 1, 1));
    let segments = || Archive::open(&location(grown.path())).unwrap().searcher().segment_readers().len();
    for step in 5..10 {
        // A merge may just have made one segment of all; another change there and back brings a second.
        if segments() == 1 {
            fs::write(grown.path().join("0003.txt"), format!("changed {step}\n\nThe harbour strike bridge.\n"))
                .unwrap();
            index(grown.path(), 2);
            fs::copy(one.path().join("0003.txt"), grown.path().join("0003.txt")).unwrap();
            index(grown.path(), 2);
        }
    }
    assert!(segments() > 1, "one segment proves nothing");
    assert_eq!(answers(&searcher(&location(grown.path()))), expected, "grown with deletions");
}

#[test]
fn articles_rank_as_if_there_were_no_quotations() {
    let folder = tempfile::tempdir().unwrap();
    let mut numbers = Numbers(3);
    let articles: Vec<Article> = (0..200)
        .map(|n| {
            let text = story(&mut numbers);
            let headline = text.find("\n\n").unwrap();
            let mut paragraphs = Vec::new();
            let mut at = headline + 2;
            for part in text[headline + 2..].split("\n\n") {
                let span = Span::new(at, at + part.len()).trimmed(&text);
                if !span.is_empty() {
                    paragraphs.push(Paragraph { kind: ParagraphKind::Body, span });
                }
                at += part.len() + 2;
            }
            Article {
                id: ArticleId::new(format!("{n}")),
                headline: Some(Span::new(0, headline)),
                body_start: headline as u32 + 2,
                paragraphs,
                language: Some("en".into()),
                text,
                ..Article::default()
            }
        })
        .collect();
    let fill = |name: &str, quoted: bool| {
        let location = Location { root: folder.path().to_owned(), index: folder.path().join(name).join("index") };
        let mut writer = Writer::open(&location, true, 2, 30_000_000).unwrap();
        for article in &articles {
            let quotations = if quoted { find_quotations(article) } else { Vec::new() };
            writer.replace(article, &quotations, "").unwrap();
        }
        writer.commit(Vec::new(), Vec::new()).unwrap();
        searcher(&location)
    };
    let (with, without) = (fill("with", true), fill("without", false));
    assert!(with.archive().manifest().quotations > 200);
    assert_eq!(without.archive().manifest().quotations, 0);
    for first in WORDS {
        for second in WORDS {
            for query in [parse_plain(&format!("{first} {second}")), parse(&format!("\"{first} {second}\"")).query] {
                let rank = |s: &Searcher| s.rank(&Request::new(query.clone(), Target::Articles).limit(300)).unwrap();
                assert_eq!(rank(&with).entries, rank(&without).entries, "{query}");
            }
        }
    }
}

#[test]
fn words_at_the_top_and_near_each_other_count_for_more() {
    let folder = tempfile::tempdir().unwrap();
    let filler = |from: usize, words: usize| -> String {
        (from..from + words).map(|n| format!(" filler{n}")).collect::<String>()
    };
    let article = |name: &str, body: String| {
        fs::write(folder.path().join(name), format!("A plain headline\n\nToday{body} ended.\n")).unwrap();
    };
    // The same words as often, in texts of one length; only their places differ.
    article("lead.txt", format!("{} harbour{} verdict{}", filler(100, 5), filler(200, 10), filler(300, 65)));
    article("near.txt", format!("{} harbour verdict{}", filler(100, 60), filler(300, 20)));
    article("apart.txt", format!("{} harbour{} verdict{}", filler(100, 40), filler(200, 30), filler(300, 10)));
    for n in 0..30 {
        article(&format!("other{n}.txt"), filler(400, 80));
    }
    index(folder.path(), 1);
    let searcher = searcher(&location(folder.path()));
    for query in [parse_plain("harbour verdict"), parse("harbour verdict").query] {
        let ranking = searcher.rank(&Request::new(query, Target::Articles)).unwrap();
        let ids: Vec<&str> = ranking.entries.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["lead.txt", "near.txt", "apart.txt"]);
        assert!(ranking.entries.windows(2).all(|pair| pair[0].1 > pair[1].1), "{:?}", ranking.entries);
    }
    // A boost holds of all that a word is worth, wherever it stands.
    let scores = |line: &str| {
        let ranking = searcher.rank(&Request::new(parse(line).query, Target::Articles)).unwrap();
        ranking.entries.into_iter().map(|(_, score)| score).collect::<Vec<f64>>()
    };
    for (once, twice) in scores("harbour verdict").into_iter().zip(scores("harbour^2 verdict^2")) {
        assert!((once * 2.0 - twice).abs() < 1e-4 * twice, "{once}, {twice}");
    }
}

#[test]
fn what_is_read_again_stays_before_what_is_not() {
    // More articles match than are read again, and many score the same: how many are asked for changes no order.
    let folder = world(260);
    index(folder.path(), 2);
    let searcher = searcher(&location(folder.path()));
    for line in ["harbour", "council OR bridge", "storm OR island OR museum"] {
        let rank = |limit| {
            let request = Request::new(parse(line).query, Target::Articles).limit(limit);
            searcher.rank(&request).unwrap()
        };
        let all = rank(1000);
        assert!(all.entries.len() > 100, "{line}: {} matches prove nothing", all.entries.len());
        assert!(all.entries.windows(2).all(|pair| (pair[1].1, &pair[0].0) < (pair[0].1, &pair[1].0)), "{line}");
        for limit in [1, 10, 99, 100, 101, 150] {
            assert_eq!(rank(limit).entries, all.entries[..limit.min(all.entries.len())], "{line}, {limit}");
        }
    }
}

#[test]
fn speaker_and_words_hold_of_one_quotation() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..40 {
        let (tax, war) = if n % 2 == 0 { ("Ann Roe", "Bill Poe") } else { ("Bill Poe", "Ann Roe") };
        let text = format!("Story {n}\n\n“The tax is wrong,” {tax} said.\n\n“The ferry is late,” {war} said.\n");
        fs::write(folder.path().join(format!("{n}.txt")), text).unwrap();
    }
    index(folder.path(), 2);
    let searcher = searcher(&location(folder.path()));
    let ids = |line: &str, target| searcher.rank(&Request::new(parse(line).query, target).limit(100)).unwrap().entries;
    for (line, even) in
        [("speaker:Roe said:tax", true), ("speaker:Roe said:ferry", false), ("speaker:\"Bill Poe\" said:tax", false)]
    {
        let articles = ids(line, Target::Articles);
        assert_eq!(articles.len(), 20, "{line}");
        for (id, _) in articles {
            let n: usize = id.trim_end_matches(".txt").parse().unwrap();
            assert_eq!(n.is_multiple_of(2), even, "{line}: {id}");
        }
        assert_eq!(ids(line, Target::Quotations).len(), 20, "{line}");
    }
    assert_eq!(ids("said:tax -speaker:Roe", Target::Articles).len(), 20);
    assert_eq!(ids("tax -speaker:Roe", Target::Articles).len(), 0);
}

#[test]
fn two_speakers_are_two_quotations_of_one_article() {
    let folder = tempfile::tempdir().unwrap();
    let (roe, poe) = ("“The tax is wrong,” Ann Roe said.", "“The ferry is late,” Bill Poe said.");
    for (name, text) in [("both", format!("{roe}\n\n{poe}")), ("roe", roe.to_owned()), ("poe", poe.to_owned())] {
        fs::write(folder.path().join(format!("{name}.txt")), format!("The story of a day\n\n{text}\n")).unwrap();
    }
    index(folder.path(), 2);
    let searcher = searcher(&location(folder.path()));
    for (line, articles, quotations) in [
        ("speaker:Roe speaker:Poe", "both.txt", 0),
        ("speaker:=\"Ann Roe\" speaker:Poe", "both.txt", 0),
        ("(speaker:Roe AND speaker:Poe) story", "both.txt", 0),
        ("speaker:Roe -speaker:Poe", "roe.txt", 2),
        ("said:tax speaker:Roe -speaker:Poe", "roe.txt", 2),
        ("-speaker:Poe", "roe.txt", 2),
        ("said:tax speaker:Roe speaker:Poe", "", 0),
        ("speaker:(Roe OR Poe) said:ferry", "both.txt poe.txt", 2),
    ] {
        let ids = |target| searcher.rank(&Request::new(parse(line).query, target).limit(9)).unwrap().entries;
        let mut found: Vec<String> = ids(Target::Articles).into_iter().map(|(id, _)| id.to_string()).collect();
        found.sort();
        assert_eq!((found.join(" ").as_str(), ids(Target::Quotations).len()), (articles, quotations), "{line}");
    }
}

#[test]
fn unchanged_files_are_passed_over_and_the_rest_is_followed() {
    let folder = world(10);
    let first = index(folder.path(), 2);
    assert_eq!((first.added, first.unchanged), (10, 0));
    let second = index(folder.path(), 2);
    assert_eq!((second.added, second.replaced, second.unchanged), (0, 0, 10));
    fs::write(folder.path().join("0001.txt"), "New words\n\nThe zeppelin came at last to the harbour.\n").unwrap();
    fs::write(folder.path().join("more.txt"), "More\n\nThe zeppelin left again at noon.\n").unwrap();
    fs::remove_file(folder.path().join("0002.txt")).unwrap();
    assert!(Archive::open(&location(folder.path())).unwrap().changed_since_indexed().is_some());
    let third = index(folder.path(), 2);
    assert_eq!((third.added, third.replaced, third.removed, third.unchanged, third.articles), (1, 1, 1, 8, 10));
    let archive = Archive::open(&location(folder.path())).unwrap();
    assert!(archive.changed_since_indexed().is_none());
    let searcher = Searcher::open(archive).unwrap();
    let found = searcher.rank(&Request::new(parse("zeppelin").query, Target::Articles)).unwrap();
    assert_eq!(found.total, 2);
}

#[test]
fn a_file_that_breaks_keeps_its_articles_and_is_told_in_every_run() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wire.jsonl");
    let record = |id: &str| format!("{{\"id\":\"{id}\",\"headline\":\"{id}\",\"body\":\"The harbour waits.\"}}\n");
    fs::write(&file, record("a") + &record("b")).unwrap();
    assert_eq!(index(folder.path(), 1).articles, 2);
    fs::write(&file, record("a") + "{\"id\":\"b\",\"head").unwrap();
    for _ in 0..2 {
        let report = index(folder.path(), 1);
        assert_eq!((report.articles, report.removed, report.kept, report.skipped.len()), (2, 0, 1, 1));
    }
    fs::write(&file, record("a")).unwrap();
    let report = index(folder.path(), 1);
    assert_eq!((report.articles, report.removed, report.kept, report.skipped.len()), (1, 1, 0, 0));
}

#[test]
fn articles_of_files_that_cannot_be_read_any_more_stay_and_are_counted() {
    let folder = world(6);
    fs::write(folder.path().join("bare"), "Ferry\n\nThe ferry left the harbour at noon.\n").unwrap();
    assert_eq!(index(folder.path(), 1).articles, 7);
    let run = |rebuild| {
        let mut options = IngestOptions { rebuild, ..IngestOptions::default() };
        (options.walk.max_size, options.read.max_size) = (20_000, 20_000);
        let report = ingest(&location(folder.path()), &options, &|_| ()).unwrap();
        (report.articles, report.kept, report.removed, report.replaced)
    };
    // Emptied, binary, too large, and one that does not look like an article any more; and one that is gone.
    fs::write(folder.path().join("0000.txt"), "").unwrap();
    fs::write(folder.path().join("0001.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0").unwrap();
    fs::write(folder.path().join("0002.txt"), "The ferry left the harbour.\n".repeat(1_000)).unwrap();
    fs::write(folder.path().join("bare"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0").unwrap();
    fs::remove_file(folder.path().join("0003.txt")).unwrap();
    assert_eq!(run(false), (6, 4, 1, 0));
    assert_eq!(run(false), (6, 4, 0, 0));
    fs::write(folder.path().join("0000.txt"), "Ferry\n\nThe ferry left the harbour at noon.\n").unwrap();
    fs::remove_file(folder.path().join("0001.txt")).unwrap();
    assert_eq!(run(false), (5, 2, 1, 1));
    assert_eq!(run(true), (3, 0, 0, 0));
}

#[cfg(unix)]
#[test]
fn a_place_that_cannot_be_seen_holds_back_what_lies_below_it_and_nothing_else() {
    use std::os::unix::fs::symlink;
    let (folder, disk) = (world(4), world(2));
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("a")).unwrap();
    symlink("nowhere", at("a/dead")).unwrap();
    symlink("..", at("a/loop")).unwrap();
    symlink(disk.path(), at("wire")).unwrap();
    fs::rename(at("0000.txt"), at("a/0000.txt")).unwrap();
    let report = index(folder.path(), 1);
    assert_eq!((report.articles, report.skipped.len()), (6, 2));
    fs::remove_file(at("a/0000.txt")).unwrap();
    fs::rename(at("0001.txt"), at("a/moved.txt")).unwrap();
    // As when the disk behind a link is not mounted.
    fs::remove_file(at("wire")).unwrap();
    symlink("not mounted", at("wire")).unwrap();
    let report = index(folder.path(), 1);
    assert_eq!((report.articles, report.added, report.removed, report.kept), (5, 1, 2, 2));
    fs::remove_file(at("wire")).unwrap();
    let report = index(folder.path(), 1);
    assert_eq!((report.articles, report.removed, report.kept, report.skipped.len()), (3, 2, 0, 2));
}

#[test]
fn the_same_id_twice_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for (name, word) in [("a.json", "alpha"), ("b.json", "beta")] {
        let record = format!(r#"{{"id":"x","headline":"{word}","body":"The {word} came to the harbour."}}"#);
        fs::write(folder.path().join(name), record).unwrap();
    }
    let report = index(folder.path(), 2);
    assert_eq!((report.articles, report.warnings.len()), (2, 1));
    let searcher = searcher(&location(folder.path()));
    assert_eq!(searcher.article("x").unwrap().unwrap().article.headline_text(), "alpha");
    assert_eq!(searcher.article("x@b.json").unwrap().unwrap().article.headline_text(), "beta");
}

/// All ids of an archive with the path and the headline of their articles.
fn contents(root: &Path) -> Vec<String> {
    let archive = Archive::open(&location(root)).unwrap();
    let of = |(id, address)| {
        let article = archive.load(address).unwrap().article;
        format!("{id} {} {}", article.origin.path, article.headline_text())
    };
    let mut all: Vec<String> = archive.articles().unwrap().into_iter().map(of).collect();
    all.sort();
    all
}

#[test]
fn ids_are_those_of_a_new_archive_whatever_became_of_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, ids: &[&str]| {
        let record = |id: &&str| {
            format!("{{\"id\":\"{id}\",\"headline\":\"{id} of {name}\",\"body\":\"The harbour waits.\"}}\n")
        };
        fs::write(folder.path().join(name), ids.iter().map(record).collect::<String>()).unwrap();
    };
    let rename = |from: &str, to: &str| fs::rename(folder.path().join(from), folder.path().join(to)).unwrap();
    let remove = |name: &str| fs::remove_file(folder.path().join(name)).unwrap();
    let steps: [(&str, &dyn Fn()); 9] = [
        ("at first", &|| write("m.jsonl", &["x", "y", "z", "z"])),
        ("renamed", &|| rename("m.jsonl", "n.jsonl")),
        ("one behind it", &|| write("p.jsonl", &["x", "q", "z"])),
        ("one before it", &|| write("b.jsonl", &["z", "y"])),
        ("another before that", &|| write("a.jsonl", &["y", "q"])),
        ("the first is gone", &|| remove("a.jsonl")),
        ("an id goes elsewhere", &|| write("b.jsonl", &["new", "newer"])),
        ("renamed to the front", &|| rename("p.jsonl", "0.jsonl")),
        ("and to the end", &|| rename("0.jsonl", "z.jsonl")),
    ];
    for (step, change) in steps {
        change();
        let report = index(folder.path(), 2);
        let grown = contents(folder.path());
        assert_eq!(report.articles as usize, grown.len(), "{step}");
        let again = index(folder.path(), 2);
        assert_eq!((again.added, again.replaced, again.removed), (0, 0, 0), "{step}");
        let options = IngestOptions { rebuild: true, ..IngestOptions::default() };
        let location = Location { index: folder.path().join(".onrecord/other"), ..location(folder.path()) };
        ingest(&location, &options, &|_| ()).unwrap();
        let ids = |archive: Archive| {
            let mut ids: Vec<String> = archive.articles().unwrap().iter().map(|(id, _)| id.to_string()).collect();
            ids.sort();
            ids
        };
        let new = ids(Archive::open(&location).unwrap());
        assert_eq!(grown.iter().map(|line| line.split(' ').next().unwrap()).collect::<Vec<_>>(), new, "{step}");
    }
    // A file that only got another name is no news.
    rename("z.jsonl", "y.jsonl");
    let report = index(folder.path(), 2);
    assert_eq!((report.added, report.removed, report.replaced, report.unchanged), (2, 2, 1, 2));
}

#[test]
fn ids_that_were_settled_by_an_older_program_are_mended() {
    let folder = tempfile::tempdir().unwrap();
    let record = "{\"id\":\"x\",\"headline\":\"Harbour\",\"body\":\"The harbour waits.\"}\n";
    fs::write(folder.path().join("a.jsonl"), record).unwrap();
    index(folder.path(), 1);
    // The article goes by the name of its file although no other has its id.
    let location = location(folder.path());
    let mut writer = Writer::open(&location, false, 1, 0).unwrap();
    let archive = Archive::open(&location).unwrap();
    let mut article = archive.load(archive.find("x").unwrap().unwrap()).unwrap().article;
    let print = archive.files().unwrap()["a.jsonl"].fingerprint.clone();
    writer.remove(&ArticleId::new("x")).unwrap();
    article.id = ArticleId::new("x@a.jsonl");
    writer.replace(&article, &[], &print).unwrap();
    writer.commit(Vec::new(), Vec::new()).unwrap();
    assert_eq!(contents(folder.path()), ["x@a.jsonl a.jsonl Harbour"]);
    let report = index(folder.path(), 1);
    assert_eq!((report.articles, report.warnings.len()), (1, 0));
    assert_eq!(contents(folder.path()), ["x a.jsonl Harbour"]);
}

#[test]
fn an_emptied_folder_empties_no_index_unasked() {
    let (folder, kept) = (world(3), tempfile::tempdir().unwrap());
    let location = Location { root: folder.path().join(""), index: kept.path().join("index") };
    let run = |rebuild| ingest(&location, &IngestOptions { rebuild, ..IngestOptions::default() }, &|_| ());
    assert_eq!(run(false).unwrap().articles, 3);
    for n in 0..3 {
        fs::remove_file(folder.path().join(format!("000{n}.txt"))).unwrap();
    }
    // What an unmounted disk may leave.
    fs::write(folder.path().join("lost.bin"), [0; 9]).unwrap();
    let error = run(false).expect_err("the articles are gone");
    assert!(matches!(error, IngestError::Emptied { articles: 3, .. }), "{error}");
    assert!(error.hint().unwrap().contains("--rebuild"));
    assert_eq!(Archive::open(&location).unwrap().manifest().articles, 3);
    assert_eq!(run(true).unwrap().articles, 0);
    assert_eq!(run(false).unwrap().articles, 0);
}

#[test]
fn what_a_killed_run_left_is_gone_after_the_next() {
    let folder = world(3);
    index(folder.path(), 1);
    let hidden = folder.path().join(".onrecord");
    for name in ["index.new", "index.old"] {
        fs::create_dir(hidden.join(name)).unwrap();
        fs::write(hidden.join(name).join("0d777d445cec4cacb0284b2eb42a6f6b.store"), [0; 99]).unwrap();
    }
    let left = || -> Vec<String> {
        let names = fs::read_dir(&hidden).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with("index.new") || name.starts_with("index.old")).collect()
    };
    assert_eq!(left().len(), 2);
    index(folder.path(), 1);
    assert_eq!(left(), [""; 0]);
    // A run that fails clears up behind itself, an update too.
    let sizes = || fs::read_dir(hidden.join("index")).unwrap().count();
    let before = sizes();
    for anew in [true, false] {
        let mut writer = Writer::open(&location(folder.path()), anew, 1, 0).unwrap();
        for n in 0..3000 {
            let article = Article { id: ArticleId::new(format!("{n}")), text: "half".into(), ..Article::default() };
            writer.replace(&article, &[], "").unwrap();
        }
        drop(writer);
        assert_eq!((left(), sizes()), (Vec::new(), before));
    }
}

#[cfg(unix)]
#[test]
fn whoever_may_read_the_articles_may_search() {
    use std::os::unix::fs::PermissionsExt;
    let folder = world(3);
    index(folder.path(), 1);
    fs::write(folder.path().join("more.txt"), "More\n\nThe zeppelin left again at noon.\n").unwrap();
    index(folder.path(), 1);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let usual = mode(&folder.path().join("more.txt"));
    for entry in fs::read_dir(folder.path().join(".onrecord/index")).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), usual, "{}", path.display());
    }
}

#[test]
fn what_people_settled_by_hand_is_never_moved_for_an_index() {
    let folder = world(3);
    index(folder.path(), 1);
    let hidden = folder.path().join(".onrecord");
    fs::write(hidden.join("aliases.toml"), "").unwrap();
    for anew in [false, true] {
        let location = Location { root: folder.path().to_owned(), index: hidden.clone() };
        assert!(matches!(Writer::open(&location, anew, 1, 0), Err(ArchiveError::Occupied { .. })));
    }
    assert!(hidden.join("aliases.toml").is_file());
}

#[test]
fn one_writer_at_a_time_and_readers_go_on() {
    let folder = world(5);
    index(folder.path(), 1);
    let location = location(folder.path());
    let writer = Writer::open(&location, false, 1, 0).unwrap();
    assert!(matches!(Writer::open(&location, false, 1, 0), Err(ArchiveError::Locked(_))));
    assert_eq!(searcher(&location).archive().manifest().articles, 5);
    drop(writer);
    assert!(Writer::open(&location, false, 1, 0).is_ok());
}

#[test]
fn a_run_that_dies_leaves_the_old_index() {
    let folder = world(5);
    index(folder.path(), 1);
    let location = location(folder.path());
    // A rebuild that is dropped before its commit, as a killed one is.
    let mut writer = Writer::open(&location, true, 1, 0).unwrap();
    writer
        .replace(&Article { id: ArticleId::new("half"), text: "half".into(), ..Article::default() }, &[], "")
        .unwrap();
    drop(writer);
    assert_eq!(searcher(&location).archive().manifest().articles, 5);
    // And the same with an update.
    let mut writer = Writer::open(&location, false, 1, 0).unwrap();
    assert!(writer.remove(&ArticleId::new("0001.txt")).unwrap());
    drop(writer);
    assert_eq!(searcher(&location).archive().manifest().articles, 5);
    assert!(searcher(&location).article("0001.txt").unwrap().is_some());
    assert_eq!(index(folder.path(), 1).articles, 5);
}

#[test]
fn an_index_of_another_format_is_named_with_its_remedy() {
    let folder = world(3);
    index(folder.path(), 1);
    let location = location(folder.path());
    let meta = location.index.join("meta.json");
    let text = fs::read_to_string(&meta).unwrap();
    fs::write(&meta, text.replace("\\\"format\\\":8", "\\\"format\\\":9")).unwrap();
    let error = Archive::open(&location).err().unwrap();
    assert!(error.to_string().contains("format 9"), "{error}");
    assert!(error.hint().unwrap().contains("--rebuild"));
    let options = IngestOptions { rebuild: true, ..IngestOptions::default() };
    assert_eq!(ingest(&location, &options, &|_| ()).unwrap().articles, 3);
    assert!(Archive::open(&location).is_ok());
}

#[test]
fn a_damaged_index_is_an_error_and_no_panic() {
    let folder = world(3);
    index(folder.path(), 1);
    let location = location(folder.path());
    fs::write(location.index.join("meta.json"), "{ this is no json").unwrap();
    let error = Archive::open(&location).err().unwrap();
    assert!(matches!(error, ArchiveError::Damaged { .. }), "{error}");
    assert!(error.hint().is_some());
}

#[test]
fn an_exact_name_is_no_other_generation() {
    let folder = tempfile::tempdir().unwrap();
    for (file, name) in [("a.txt", "Tomas Roe"), ("b.txt", "Tomas Roe Jr."), ("c.txt", "Tomas Roe")] {
        let text = format!("Harbour {file}\n\n“We wait for boats,” said {name} on Tuesday.\n\n“We go,” Roe said.\n");
        fs::write(folder.path().join(file), text).unwrap();
    }
    index(folder.path(), 1);
    let searcher = searcher(&location(folder.path()));
    let found = |line: &str| {
        let request = Request::new(parse(line).query, Target::Quotations);
        let answer = searcher.search(&request).unwrap();
        answer.total
    };
    assert_eq!((found("speaker:=\"Tomas Roe\""), found("speaker:=\"Tomas Roe Jr\""), found("speaker:=Roe")), (4, 2, 6));
}

#[test]
fn an_institution_is_asked_for_by_all_of_its_words() {
    let folder = tempfile::tempdir().unwrap();
    for (file, name) in [
        ("a.txt", "the Foreign Ministry"),
        ("b.txt", "the Finance Ministry"),
        ("c.txt", "Mrs Roe"),
        ("d.txt", "Bill Roe"),
        ("e.txt", "British Steel"),
        ("f.txt", "BHP Steel"),
    ] {
        let text = format!("Harbour {file}\n\nThe boats were late.\n\n“We wait for boat {file},” said {name}.\n");
        fs::write(folder.path().join(file), text).unwrap();
    }
    index(folder.path(), 1);
    let searcher = searcher(&location(folder.path()));
    let found = |line: &str| searcher.search(&Request::new(parse(line).query, Target::Quotations)).unwrap().total;
    for (line, quotations) in [
        ("speaker:=\"Foreign Ministry\"", 1),
        ("speaker:\"Foreign Ministry\"", 1),
        ("speaker:\"the Foreign Ministry\"", 1),
        ("speaker:=\"The Foreign Ministry\"", 1),
        ("speaker:\"Interior Ministry\"", 0),
        ("speaker:=\"British Steel\"", 1),
        ("speaker:Ministry", 2),
        ("speaker:\"Bill Roe\"", 1),
        ("speaker:\"President Roe\"", 2),
    ] {
        assert_eq!(found(line), quotations, "{line}");
    }
    let names: Vec<String> =
        searcher.list_speakers("Roe").unwrap().speakers.into_iter().map(|speaker| speaker.name).collect();
    assert_eq!(names, ["Bill Roe", "Roe"], "Mrs Roe is not Bill");
}

#[test]
fn who_is_who_is_made_anew_with_the_index() {
    let folder = tempfile::tempdir().unwrap();
    let asked = |name: &str| {
        let searcher = searcher(&location(folder.path()));
        searcher.list_speakers(name).unwrap().speakers.len()
    };
    fs::write(folder.path().join("a.txt"), "Harbour\n\n“We wait,” said Ann Roe on Tuesday. “We wait,” she said.\n")
        .unwrap();
    index(folder.path(), 1);
    assert_eq!((asked("Ann Roe"), asked("Bo Poe")), (1, 0));
    let kept = location(folder.path()).index.with_file_name("index.speakers");
    let bytes = fs::read(&kept).unwrap();
    // The generation of an index that is made anew is the first again.
    fs::write(folder.path().join("a.txt"), "Harbour\n\n“We wait,” said Bo Poe on Tuesday. “We wait,” she said.\n")
        .unwrap();
    let options = IngestOptions { rebuild: true, ..IngestOptions::default() };
    ingest(&location(folder.path()), &options, &|_| ()).unwrap();
    assert_eq!((asked("Ann Roe"), asked("Bo Poe")), (0, 1));
    // What was kept of another index, or is damaged, is passed over.
    for bytes in [bytes.clone(), bytes[..bytes.len() / 2].to_vec(), Vec::new()] {
        fs::write(&kept, bytes).unwrap();
        assert_eq!((asked("Ann Roe"), asked("Bo Poe")), (0, 1));
    }
}

#[test]
fn a_file_of_the_index_that_is_not_as_it_was_written_is_told_by_the_next_run() {
    let folder = world(20);
    index(folder.path(), 1);
    let location = location(folder.path());
    let files = || fs::read_dir(&location.index).unwrap().map(|entry| entry.unwrap().path());
    for ending in ["store", "term", "fast", "pos"] {
        let file = files().find(|file| file.extension().is_some_and(|other| other == ending)).unwrap();
        let mut bytes = fs::read(&file).unwrap();
        let middle = bytes.len() / 3;
        bytes[middle] ^= 0x20;
        for damage in [Some(bytes), None] {
            match &damage {
                Some(bytes) => fs::write(&file, bytes).unwrap(),
                None => fs::remove_file(&file).unwrap(),
            }
            let error = ingest(&location, &IngestOptions::default(), &|_| ()).unwrap_err();
            let IngestError::Archive(error @ ArchiveError::Damaged { .. }) = &error else { panic!("{error}") };
            assert!(error.to_string().contains(&format!(".{ending}")), "{error}");
            assert!(error.hint().unwrap().contains("--rebuild"));
        }
        ingest(&location, &IngestOptions { rebuild: true, ..IngestOptions::default() }, &|_| ()).unwrap();
    }
}

#[test]
fn an_index_of_another_folder_is_not_brought_up_to_date_with_this_one() {
    let (one, two, kept) = (world(3), world(4), tempfile::tempdir().unwrap());
    let of = |folder: &TempDir| Location { root: folder.path().into(), index: kept.path().join("index") };
    let run = |folder, rebuild| ingest(&of(folder), &IngestOptions { rebuild, ..IngestOptions::default() }, &|_| ());
    assert_eq!(run(&one, false).unwrap().articles, 3);
    let error = run(&two, false).unwrap_err();
    assert!(matches!(error, IngestError::Archive(ArchiveError::OfAnother { .. })), "{error}");
    assert!(error.hint().unwrap().contains("--rebuild"));
    let told = |folder| Archive::open(&of(folder)).unwrap().changed_since_indexed();
    assert_eq!(told(&one), None);
    assert!(told(&two).unwrap().contains("was made of"));
    assert_eq!(run(&two, true).unwrap().articles, 4);
    assert_eq!(told(&two), None);
}

#[test]
fn an_index_among_the_articles_is_none_of_them() {
    let folder = world(3);
    fs::create_dir(folder.path().join("sub")).unwrap();
    let location = Location { root: folder.path().into(), index: folder.path().join("sub/kept") };
    for (rebuild, unchanged) in [(false, 0), (false, 3), (true, 0), (false, 3)] {
        let report = ingest(&location, &IngestOptions { rebuild, ..IngestOptions::default() }, &|_| ()).unwrap();
        assert_eq!((report.articles, report.unchanged), (3, unchanged));
        assert_eq!((report.skipped, report.passed_over), (Vec::new(), Vec::new()));
        assert_eq!(Archive::open(&location).unwrap().changed_since_indexed(), None);
    }
    assert!(!folder.path().join("sub/kept.lock").exists());
}

/// The system ends a process that writes more than it may unless it asked for an error, as the shell does here.
#[cfg(unix)]
#[test]
fn an_update_that_cannot_write_says_why() {
    use std::process::Command;
    let folder = world(3);
    index(folder.path(), 1);
    let mut numbers = Numbers(11);
    let record = |n: usize| {
        let words: Vec<String> = (0..100).map(|_| format!("w{}", numbers.below(1_000_000))).collect();
        format!("{{\"id\":\"{n}\",\"headline\":\"Ferry {n}\",\"body\":\"{}.\"}}\n", words.join(" "))
    };
    fs::write(folder.path().join("more.jsonl"), (0..3_000).map(record).collect::<String>()).unwrap();
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" index \"$1\" --threads 2";
    let run = Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_onrecord")]).arg(folder.path()).output();
    let run = run.unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot write to") && said.contains("too large") && !said.contains("thread"), "{said}");
    assert_eq!(searcher(&location(folder.path())).archive().manifest().articles, 3);
}
