//! What must hold for every input: no panic, and places that can be pointed at.

use super::{ReadOptions, article_from_text};
use crate::article::Article;
use proptest::prelude::*;

/// The promises of [`Article`].
fn check(article: &Article) {
    let text = &article.text;
    let holds = |start: u32, end: u32| {
        start <= end
            && end as usize <= text.len()
            && text.is_char_boundary(start as usize)
            && text.is_char_boundary(end as usize)
    };
    assert!(!article.id.as_str().is_empty());
    assert!(holds(article.body_start, article.body_start));
    let mut at = article.body_start;
    for paragraph in &article.paragraphs {
        assert!(holds(paragraph.span.start, paragraph.span.end), "{paragraph:?}");
        assert!(paragraph.span.start >= at && !paragraph.span.is_empty(), "{paragraph:?} after {at}");
        assert_eq!(paragraph.span.trimmed(text), paragraph.span);
        at = paragraph.span.end;
    }
    let mut end = 0;
    for part in [article.headline, article.standfirst].into_iter().flatten() {
        assert!(holds(part.start, part.end) && part.start >= end && part.end <= article.body_start);
        end = part.end;
    }
}

const NAMES: [&str; 6] = ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "-"];

fn read_everywhere(bytes: &[u8]) {
    let options = ReadOptions::default();
    for name in NAMES {
        let items = article_from_text(name, bytes, &options);
        assert!(!items.is_empty());
        items.iter().flatten().for_each(check);
    }
}

/// Text made of what readers stumble over.
fn shards() -> impl Strategy<Value = String> {
    let shard = prop_oneof![
        "[a-zA-Z ]{0,12}",
        "\\PC{0,6}",
        prop::sample::select(vec![
            "\n",
            "\r\n",
            "\n\n",
            "---\n",
            "+++\n",
            "title: ",
            "{",
            "}",
            "[",
            "](",
            ")",
            "<p>",
            "</p>",
            "<br>",
            "<div class=\"pullquote\">",
            "<figure>",
            "&amp;",
            "&#147;",
            "“",
            "”",
            "\"",
            "**",
            "_",
            "# ",
            "> ",
            "* ",
            "```\n",
            "{{< ",
            " >}}",
            "By Ana Reyes\n",
            "3 May 2021\n",
            "© Ana / AFP",
            "Related news\n",
            "\u{feff}",
            "\u{200b}",
            "\u{85}",
            "\u{c}",
            "é",
            "漢字",
            "<!doctype html>",
            "<script type='application/ld+json'>",
            "{\"body\":\"",
            "\"}",
            "\\u0000",
            "\0",
            "|",
            "Photo: x",
            "said Ortega.",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(shard, 0..40).prop_map(|shards| shards.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_everywhere(&bytes);
    }

    #[test]
    fn any_shards_of_text_are_read_without_a_panic(text in shards()) {
        read_everywhere(text.as_bytes());
    }

    #[test]
    fn a_json_body_stands_verbatim(headline in shards(), body in shards()) {
        prop_assume!(super::fields::text_of(&body.clone().into()).is_some());
        let record = serde_json::json!({"headline": headline, "body": body}).to_string();
        for name in ["a.json", "a.jsonl"] {
            let article = article_from_text(name, record.as_bytes(), &ReadOptions::default()).remove(0).unwrap();
            check(&article);
            // What is made of tags is HTML under any name.
            if !super::html::is_made_of_tags(&body) {
                prop_assert_eq!(&article.text[article.body_start as usize..], body.as_str());
            }
        }
    }
}
