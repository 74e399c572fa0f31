//! JSON Lines, the contract that other programs lean on: one object a line, fields in a fixed order.
//!
//! Structs of their own, so that a change inside the program never changes what is written by accident. Offsets are
//! bytes of the article's text; text is plain, never escaped for anything but JSON.

mod analysis;
mod answer;
mod article;
mod comparison;
mod index;
mod speakers;
mod suite;
mod verdict;

pub use analysis::analysis;
pub use answer::{begin, coverage, facet, hit, summary};
pub use article::{article, extracted, quotation};
pub use comparison::comparison;
pub use index::{index_report, passed_over, skipped};
pub use speakers::{speaker, speaker_card, speakers_summary};
pub(super) use suite::judged_answer_value;
pub use suite::{judged_answer, report_ends, suite, topic_rows};
pub use verdict::{verdict, verdict_summary};

use crate::article::{Attribution, Span};
use crate::search::{ArticleSummary, QuotedWords};
use serde::Serialize;

fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("structs of strings and numbers have no key that JSON refuses")
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

#[derive(Serialize)]
struct AttributionOut<'a> {
    class: &'static str,
    confidence: f32,
    evidence: &'a [Span],
}

impl<'a> AttributionOut<'a> {
    fn of_hit(quotation: &'a QuotedWords) -> AttributionOut<'a> {
        let class = quotation.class.as_str();
        AttributionOut { class, confidence: quotation.confidence, evidence: &quotation.evidence }
    }
}

impl<'a> From<&'a Attribution> for AttributionOut<'a> {
    fn from(attribution: &'a Attribution) -> AttributionOut<'a> {
        let class = attribution.class.as_str();
        AttributionOut { class, confidence: attribution.confidence, evidence: &attribution.evidence }
    }
}

#[derive(Serialize)]
struct ArticleIn<'a> {
    id: &'a str,
    headline: Option<&'a str>,
    published: Option<String>,
    source: Option<&'a str>,
    path: &'a str,
}

impl<'a> From<&'a ArticleSummary> for ArticleIn<'a> {
    fn from(article: &'a ArticleSummary) -> ArticleIn<'a> {
        ArticleIn {
            id: article.id.as_str(),
            headline: some(&article.headline),
            published: article.published.map(|date| date.to_string()),
            source: article.source.as_deref(),
            path: &article.path,
        }
    }
}
