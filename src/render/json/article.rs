//! An article with its quotations.

use super::{ArticleIn, AttributionOut, line, some};
use crate::article::{Article, Paragraph, Quotation, Span, Speaker};
use serde::Serialize;

/// One article with its quotations, as `extract` writes it.
pub fn extracted(article: &Article, quotations: &[Quotation]) -> String {
    line(&ArticleOut::new(None, article, quotations))
}

/// One article with its quotations, as `show --json` writes it: as `extract`, with a `type`.
pub fn article(article: &Article, quotations: &[Quotation]) -> String {
    line(&ArticleOut::new(Some("article"), article, quotations))
}

/// The n-th quotation of an article (counted from one), as `show ID#qN --json` writes it.
pub fn quotation(article: &Article, quotation: &Quotation, n: usize) -> String {
    line(&QuotationAlone {
        kind: "quotation",
        id: article.id.quotation(n),
        quotation: QuotationOut::new(article, quotation),
        article: ArticleIn {
            id: article.id.as_str(),
            headline: some(article.headline_text()),
            published: article.published.map(|date| date.to_string()),
            source: article.source.as_deref(),
            path: &article.origin.path,
        },
    })
}

#[derive(Serialize)]
struct ArticleOut<'a> {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    id: &'a str,
    path: &'a str,
    headline: Option<&'a str>,
    byline: Option<&'a str>,
    published: Option<String>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    text: &'a str,
    body_start: u32,
    quotes: Vec<QuotationOut<'a>>,
    // What the contract does not name comes after what it names.
    section: Option<&'a str>,
    standfirst: Option<Span>,
    paragraphs: &'a [Paragraph],
}

impl<'a> ArticleOut<'a> {
    fn new(kind: Option<&'static str>, article: &'a Article, quotations: &'a [Quotation]) -> ArticleOut<'a> {
        ArticleOut {
            kind,
            id: article.id.as_str(),
            path: &article.origin.path,
            headline: some(article.headline_text()),
            byline: article.byline.as_deref(),
            published: article.published.map(|date| date.to_string()),
            source: article.source.as_deref(),
            url: article.url.as_deref(),
            language: article.language.as_deref(),
            text: &article.text,
            body_start: article.body_start,
            quotes: quotations.iter().map(|quotation| QuotationOut::new(article, quotation)).collect(),
            section: article.section.as_deref(),
            standfirst: article.standfirst,
            paragraphs: &article.paragraphs,
        }
    }
}

#[derive(Serialize)]
struct QuotationAlone<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
    #[serde(flatten)]
    quotation: QuotationOut<'a>,
    article: ArticleIn<'a>,
}

#[derive(Serialize)]
struct QuotationOut<'a> {
    kind: &'static str,
    content: &'a [Span],
    cue: Option<Span>,
    source: &'a [Span],
    text: String,
    speaker: Option<SpeakerOut<'a>>,
    attribution: AttributionOut<'a>,
    confidence: f32,
    spoken: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    denied: bool,
}

impl<'a> QuotationOut<'a> {
    fn new(article: &Article, quotation: &'a Quotation) -> QuotationOut<'a> {
        QuotationOut {
            kind: quotation.kind.as_str(),
            content: &quotation.content,
            cue: quotation.cue,
            source: &quotation.source,
            text: quotation.text(&article.text),
            speaker: quotation.speaker.as_ref().map(SpeakerOut::from),
            attribution: AttributionOut::from(&quotation.attribution),
            // More digits would be noise.
            confidence: (quotation.confidence * 1000.0).round() / 1000.0,
            spoken: quotation.spoken,
            denied: quotation.denied,
        }
    }
}

/// A speaker as the article alone tells.
#[derive(Serialize)]
struct SpeakerOut<'a> {
    name: &'a str,
    full_name: &'a str,
    kind: &'static str,
}

impl<'a> From<&'a Speaker> for SpeakerOut<'a> {
    fn from(speaker: &'a Speaker) -> SpeakerOut<'a> {
        SpeakerOut { name: &speaker.name, full_name: &speaker.full_name, kind: speaker.kind.as_str() }
    }
}

#[cfg(test)]
mod tests {
    use super::{extracted, quotation};
    use crate::render::terminal::samples;

    #[test]
    fn an_extracted_article_has_the_fields_of_the_contract_in_their_order() {
        let (article, quotations) = samples::article();
        let value: serde_json::Value = serde_json::from_str(&extracted(&article, &quotations)).unwrap();
        let keys: Vec<_> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let contract = "id path headline byline published source url language text body_start quotes";
        assert_eq!(keys[..11].join(" "), contract);
        let quote = &value["quotes"][0];
        let keys: Vec<_> = quote.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys.join(" "), "kind content cue source text speaker attribution confidence spoken");
        let (start, end) = (quote["content"][0][0].as_u64().unwrap(), quote["content"][0][1].as_u64().unwrap());
        assert_eq!(&article.text[start as usize..end as usize], "“We knew,”");
        assert!(quote["text"].as_str().unwrap().starts_with("“We knew,” … “and we waited,"));
        assert_eq!(quote["speaker"].to_string(), r#"{"name":"Ortega","full_name":"Maria Ortega","kind":"pronoun"}"#);
        assert!(quote["attribution"].to_string().starts_with(r#"{"class":"pronoun","confidence":0.9,"evidence":[["#));
    }

    #[test]
    fn a_quotation_that_nobody_speaks_has_no_speaker() {
        let (article, quotations) = samples::article();
        let value: serde_json::Value = serde_json::from_str(&quotation(&article, &quotations[1], 2)).unwrap();
        assert_eq!(value["id"], "harbour.txt#q2");
        assert!(value["speaker"].is_null() && value["cue"].is_null());
    }
}
