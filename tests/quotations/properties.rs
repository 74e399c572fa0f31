//! What must hold for every text at all.

use super::hostile::{self, HOSTILE};
use super::{cases, files};
use onrecord::article::{Article, Paragraph, ParagraphKind, Quotation, Span};
use onrecord::quote::find_quotations;
use proptest::prelude::{Strategy, TestCaseError, prop, prop_assert, prop_assert_eq, proptest};
use std::path::PathBuf;

/// Pieces that quotations are made of, so that chance puts together what the rules look for.
const PIECES: &[&str] = &[
    "“",
    "”",
    "\"",
    "'",
    "‘",
    "’",
    "«",
    "»",
    "„",
    "``",
    "''",
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "? ",
    ": ",
    " — ",
    "(",
    ")",
    "said",
    "Ann Roe",
    "ROE: ",
    "POE (Ore): ",
    "Roe",
    "Mr.",
    "he",
    "she",
    "the minister",
    "according to",
    "adding",
    "told",
    "who",
    "'s",
    "van",
    "Jr.",
    "Defence Secretary",
    "University of",
    "é",
    "Žák",
    "\u{200B}",
    "👩‍🚀",
    "שלום",
    "它",
    "U.S.",
    "36",
    "\n",
    "We knew",
    "not",
    "called",
    "a",
    "of",
    "and",
    "had",
    "\u{301}",
    "\u{A0}",
    // Right to left, with the characters that turn the direction; other scripts and their marks; what is not seen.
    "قال",
    "رو:",
    "\u{202E}",
    "\u{2067}",
    "\u{2069}",
    "\u{200D}",
    "\u{200C}",
    "\u{FEFF}",
    "\u{AD}",
    "â€œ",
    "â€",
    "「",
    "」",
    "。",
    "‹",
    "›",
    "Иванов",
    "сказал",
    "Αθήνα",
    "नमस्ते",
    "ﬁn",
    "İ",
    "ß",
    "🇺🇳",
    "👍🏽",
    "1\u{FE0F}\u{20E3}",
    // All capitals.
    "THE MAYOR",
    "SAID",
    "ANN ROE",
    "WE KNEW",
];

/// An article whose every word is a paragraph, or that is all capitals, or both.
fn odd_articles() -> impl Strategy<Value = Article> {
    let piece = (0..PIECES.len()).prop_map(|at| PIECES[at].to_owned());
    let words = prop::collection::vec(proptest::prop_oneof![8 => piece, 1 => "\\PC{0,6}"], 0..60);
    (words, proptest::bool::ANY, proptest::bool::ANY).prop_map(|(words, lines, capitals)| {
        let text = words.join(if lines { "\n" } else { " " });
        hostile::article(if capitals { text.to_uppercase() } else { text })
    })
}

/// An article of paragraphs of every kind, with and without a headline.
fn articles() -> impl Strategy<Value = Article> {
    let piece = (0..PIECES.len()).prop_map(|at| PIECES[at].to_owned());
    let words = prop::collection::vec(proptest::prop_oneof![8 => piece, 1 => "\\PC{0,6}"], 0..40)
        .prop_map(|pieces| pieces.concat());
    let paragraph = (words, 0..8_usize);
    (prop::collection::vec(paragraph, 0..6), proptest::bool::ANY, 0..4_usize).prop_map(|(parts, headline, language)| {
        let language = [Some("en"), Some("fr"), None, Some("en-GB")][language].map(str::to_owned);
        let mut article = Article { language, ..Article::default() };
        for (at, (words, kind)) in parts.into_iter().enumerate() {
            let span = Span::new(article.text.len(), article.text.len() + words.len());
            article.text.push_str(&words);
            article.text.push_str("\n\n");
            if at == 0 && headline {
                article.headline = Some(span);
                continue;
            }
            let kind = match kind {
                0 => ParagraphKind::Caption,
                1 => ParagraphKind::PullQuote,
                _ => ParagraphKind::Body,
            };
            article.paragraphs.push(Paragraph { kind, span });
        }
        article
    })
}

/// A text without the characters of [`PIECES`] that nobody sees, with one sort of space and no markup.
fn shown(text: &str) -> String {
    const UNSEEN: [char; 6] = ['\u{200B}', '\u{202E}', '\u{2067}', '\u{2069}', '\u{FEFF}', '\u{AD}'];
    let marked = text.replace("â€œ", "“").replace("â€", "”");
    marked.replace(UNSEEN, "").replace('\u{A0}', " ").replace("&amp;", "&")
}

/// Whether the spans of what is found lie in order, on characters of headline and body, and the rest fits together.
fn check(article: &Article) -> Result<(), TestCaseError> {
    let quotations = find_quotations(article);
    let body = article.paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Body);
    let places: Vec<Span> = article.headline.into_iter().chain(body.map(|paragraph| paragraph.span)).collect();
    let mut begins = 0;
    let mut taken: Vec<Span> = Vec::new();
    for quotation in &quotations {
        prop_assert!(!quotation.content.is_empty());
        prop_assert!(quotation.content[0].start >= begins, "out of order: {:?}", quotation);
        begins = quotation.content[0].start;
        taken.extend(&quotation.content);
        let mut end = 0;
        for content in &quotation.content {
            prop_assert!(content.start >= end && !content.is_empty(), "out of order: {:?}", quotation);
            prop_assert!(places.iter().any(|place| place.contains(*content)), "outside: {:?}", quotation);
            end = content.end;
        }
        let attribution = &quotation.attribution;
        let spans =
            quotation.content.iter().chain(&quotation.cue).chain(&quotation.source).chain(&attribution.evidence);
        for span in spans {
            prop_assert!(article.text.get(span.range()).is_some(), "off a character: {:?}", quotation);
        }
        prop_assert!((0.0..=1.0).contains(&attribution.confidence));
        prop_assert_eq!(quotation.speaker.is_none(), attribution.confidence == 0.0);
        if let Some(speaker) = &quotation.speaker {
            let printed = shown(&article.text);
            let on_one_line = || printed.split_whitespace().collect::<Vec<_>>().join(" ");
            // "Ray and Debbie Lind" names Ray Lind.
            let apart = || speaker.full_name.split(' ').all(|word| printed.contains(word));
            let is_there =
                printed.contains(&speaker.full_name) || on_one_line().contains(&speaker.full_name) || apart();
            prop_assert!(!speaker.name.trim().is_empty() && is_there, "{:?}", speaker);
        }
    }
    // No word is quoted twice.
    taken.sort_unstable();
    prop_assert!(taken.windows(2).all(|pair| pair[0].end <= pair[1].start));
    prop_assert_eq!(quotations, find_quotations(article));
    Ok(())
}

#[test]
fn no_hostile_text_breaks_a_span() {
    for kind in HOSTILE {
        if let Err(error) = check(&kind.article(4_000)) {
            panic!("{}: {error}", kind.name);
        }
    }
}

#[test]
fn a_claim_that_begins_before_a_line_of_a_transcript_is_not_quoted_again() {
    let text = "ROE: “““\n\nSAID\nTHE MAYOR: who. Ann Roe\n\nROE: , \n\n";
    let paragraph = |start, end| Paragraph { kind: ParagraphKind::Body, span: Span::new(start, end) };
    let paragraphs = vec![paragraph(16, 44), paragraph(46, 53)];
    let headline = Some(Span::new(0, 14));
    check(&Article { text: text.to_owned(), headline, paragraphs, ..Article::default() }).unwrap();
}

#[test]
fn a_text_may_end_behind_any_word() {
    let read = |path: PathBuf| cases(&std::fs::read_to_string(path).unwrap());
    for case in files().into_iter().flat_map(read) {
        let Some(last) = case.article.paragraphs.iter().rposition(|paragraph| paragraph.kind == ParagraphKind::Body)
        else {
            continue;
        };
        let span = case.article.paragraphs[last].span;
        for (at, _) in case.article.at(span).match_indices(' ') {
            let mut article = case.article.clone();
            let end = span.start as usize + at;
            article.text.truncate(end);
            article.paragraphs.truncate(last + 1);
            article.paragraphs[last].span = Span::new(span.start as usize, end);
            if let Err(error) = check(&article) {
                panic!("{}, cut behind `{}`: {error}", case.title, &article.text);
            }
        }
    }
}

/// How many of English's small words stand in a text made of the pieces: with many of them a paragraph, and an article, is
/// read as English by chance, whatever language it states.
fn small_words(text: &str) -> usize {
    const SMALL: [&str; 12] = ["a", "and", "had", "he", "i", "not", "of", "she", "the", "to", "we", "who"];
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| SMALL.contains(&word.to_lowercase().as_str())).count()
}

proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

    #[test]
    fn spans_lie_in_order_on_characters_of_the_body(article in articles()) {
        check(&article)?;
    }

    #[test]
    fn so_they_do_in_capitals_and_a_word_a_line(article in odd_articles()) {
        check(&article)?;
    }

    #[test]
    fn where_the_language_is_another_only_labels_and_signatures_name_somebody(mut article in articles()) {
        article.language = Some("de".to_owned());
        let foreign = |quotation: &&Quotation| {
            let paragraphs = article.paragraphs.iter().map(|paragraph| paragraph.span).chain(article.headline);
            let mut within = paragraphs.filter(|span| span.contains(quotation.content[0]));
            small_words(&article.text) < 10 && !within.any(|span| small_words(article.at(span)) >= 4)
        };
        let named = |quotation: &&Quotation| quotation.speaker.is_some();
        for quotation in find_quotations(&article).iter().filter(named).filter(foreign) {
            let cue = quotation.cue.map(|cue| article.at(cue));
            prop_assert!(matches!(cue, Some(":" | "—" | "–" | "-" | "--")), "{:?}", quotation);
        }
    }
}
