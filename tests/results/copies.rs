//! Copies are found among articles that share whole paragraphs of background, and nothing else is taken for one.
//!
//! The prose is generated from a seed: words are drawn by frequency as in news, articles belong to matters whose words
//! they share, and every article repeats paragraphs that others of its matter have word for word. Copies have words
//! exchanged, left out and put in all over, and some are cut at the end.

use crate::numbers::Numbers;
use onrecord::archive::{Archive, ArchiveError, Location, Writer};
use onrecord::article::{Article, ArticleId, CivilDate, Paragraph, ParagraphKind, Span};
use onrecord::search::{Query, Request, Searcher, Shown, Target};
use std::collections::HashMap;

const GLUE: [&str; 12] = ["the", "of", "to", "and", "a", "in", "that", "for", "was", "with", "said", "from"];
const MATTERS: usize = 30;
const ORIGINALS: usize = 400;

/// A word of the language: glue as often as in English, words of the matter, and all others, rare ones rarely.
fn word(matter: usize, numbers: &mut Numbers) -> String {
    match numbers.below(100) {
        0..40 => GLUE[numbers.below(GLUE.len())].to_owned(),
        40..60 => format!("matter{matter}x{}", numbers.below(60)),
        _ => {
            let rank = numbers.below(4000) * numbers.below(4000) / 4000;
            format!("word{rank}")
        }
    }
}

fn paragraph(matter: usize, numbers: &mut Numbers) -> Vec<String> {
    (0..35 + numbers.below(30)).map(|_| word(matter, numbers)).collect()
}

/// A copy with `percent` of its words changed, one in three of them left out or joined by another.
fn edited(original: &[Vec<String>], percent: usize, matter: usize, numbers: &mut Numbers) -> Vec<Vec<String>> {
    let mut copy = Vec::new();
    for paragraph in original {
        let mut words = Vec::new();
        for kept in paragraph {
            if numbers.below(100) >= percent {
                words.push(kept.clone());
                continue;
            }
            match numbers.below(6) {
                0 => {}
                1 => words.extend([kept.clone(), word(matter, numbers)]),
                _ => words.push(word(matter, numbers)),
            }
        }
        copy.push(words);
    }
    if numbers.below(4) == 0 {
        copy.pop();
    }
    copy
}

fn article(id: String, paragraphs: &[Vec<String>], numbers: &mut Numbers) -> Article {
    let mut text = format!("Headline {}", numbers.below(1_000_000));
    let headline = Some(Span::new(0, text.len()));
    let mut spans = Vec::new();
    for words in paragraphs {
        text.push_str("\n\n");
        let start = text.len();
        text.push_str(&words.join(" "));
        text.push('.');
        spans.push(Paragraph { kind: ParagraphKind::Body, span: Span::new(start, text.len()) });
    }
    Article {
        id: ArticleId::new(id),
        headline,
        body_start: spans[0].span.start,
        paragraphs: spans,
        published: CivilDate::day(2024, 1 + numbers.below(12) as u32, 1 + numbers.below(28) as u32),
        language: Some("en".into()),
        text,
        ..Article::default()
    }
}

#[test]
fn planted_copies_are_grouped_and_shared_background_is_not() {
    let mut numbers = Numbers(2024);
    let background: Vec<Vec<Vec<String>>> =
        (0..MATTERS).map(|matter| (0..4).map(|_| paragraph(matter, &mut numbers)).collect()).collect();
    let mut articles = Vec::new();
    // For each share of changed words, the pairs of an original and its copy.
    let mut planted: HashMap<usize, Vec<(String, String)>> = HashMap::new();
    for n in 0..ORIGINALS {
        let matter = numbers.below(MATTERS);
        let mut paragraphs: Vec<Vec<String>> =
            (0..4 + numbers.below(5)).map(|_| paragraph(matter, &mut numbers)).collect();
        // A fifth to a half of an article is background.
        for _ in 0..2 + numbers.below(2) {
            let at = numbers.below(paragraphs.len() + 1);
            paragraphs.insert(at, background[matter][numbers.below(4)].clone());
        }
        articles.push(article(format!("{n}"), &paragraphs, &mut numbers));
        for (percent, copied) in [(0, n % 20 == 0), (5, n % 5 == 0), (10, n % 4 == 1), (30, n % 3 == 2)] {
            if copied {
                let copy = edited(&paragraphs, percent, matter, &mut numbers);
                let id = format!("{n}-{percent}");
                articles.push(article(id.clone(), &copy, &mut numbers));
                planted.entry(percent).or_default().push((format!("{n}"), id));
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let fill = |name: &str, articles: &[Article], steps: usize| {
        let location = Location { root: folder.path().to_owned(), index: folder.path().join(name).join("index") };
        for (n, step) in articles.chunks(articles.len().div_ceil(steps)).enumerate() {
            let mut writer = loop {
                match Writer::open(&location, n == 0, 1, 30_000_000) {
                    // A process that another test is just starting holds our files open for a moment.
                    Err(ArchiveError::Locked(_)) => std::thread::sleep(std::time::Duration::from_millis(5)),
                    opened => break opened.unwrap(),
                }
            };
            for article in step {
                writer.replace(article, &[], "").unwrap();
            }
            writer.commit(Vec::new(), Vec::new()).unwrap();
        }
        Searcher::open(Archive::open(&location).unwrap()).unwrap()
    };
    let everything = Request::new(Query::Everything, Target::Articles).grouped(Some(Shown::Earliest));
    let request = everything.expanded(true).passages(0).limit(usize::MAX);
    let groups = |searcher: &Searcher| -> Vec<Vec<String>> {
        let hits = searcher.search(&request).unwrap().hits;
        let members = hits.into_iter().map(|hit| {
            let mut ids: Vec<String> = hit.group.copies.into_iter().map(|copy| copy.id).chain([hit.id]).collect();
            assert_eq!(ids.len(), hit.group.size);
            ids.sort();
            ids
        });
        let mut groups: Vec<Vec<String>> = members.collect();
        groups.sort();
        groups
    };
    let found = groups(&fill("one", &articles, 1));
    assert_eq!(found.iter().map(Vec::len).sum::<usize>(), articles.len(), "every article is in one group");
    let original = |id: &str| id.split('-').next().unwrap().to_owned();
    let (mut right, mut wrong) = (0, 0);
    for group in &found {
        for (n, one) in group.iter().enumerate() {
            for other in &group[n + 1..] {
                if original(one) == original(other) { right += 1 } else { wrong += 1 }
            }
        }
    }
    let place: HashMap<&String, usize> =
        found.iter().enumerate().flat_map(|(n, group)| group.iter().map(move |id| (id, n))).collect();
    let recall = |percent: usize| {
        let pairs = &planted[&percent];
        assert!(pairs.len() >= 20, "{percent}");
        pairs.iter().filter(|(one, other)| place[one] == place[other]).count() as f64 / pairs.len() as f64
    };
    let precision = f64::from(right) / f64::from(right + wrong);
    println!(
        "precision {precision:.4}; recall at 0/5/10/30 %: {:.3} {:.3} {:.3} {:.3}",
        recall(0),
        recall(5),
        recall(10),
        recall(30)
    );
    assert!(precision >= 0.98, "precision {precision}");
    for percent in [0, 5, 10] {
        assert!(recall(percent) >= 0.95, "recall at {percent} %: {}", recall(percent));
    }
    assert!(recall(30) >= 0.80, "recall at 30 %: {}", recall(30));
    // The groups are those of the corpus, however it came into the index.
    articles.reverse();
    assert_eq!(groups(&fill("other", &articles, 3)), found);
}
