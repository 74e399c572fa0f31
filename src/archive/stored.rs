//! [`Stored`]: an article with its quotations as it comes out of the archive again.

use crate::article::{
    Article, ArticleId, Attribution, AttributionClass, CivilDate, Origin, Paragraph, ParagraphKind, Quotation,
    QuotationKind, Span, Speaker,
};
use serde::{Deserialize, Serialize};

/// An article and everything that was found in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// The article as it was read.
    pub article: Article,
    /// Its quotations in the order of the text; the n-th has the id `<article id>#q<n>`.
    pub quotations: Vec<Quotation>,
}

/// The form on disk: short keys, nothing that is absent.
#[derive(Serialize, Deserialize)]
struct OnDisk {
    id: String,
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    headline: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    standfirst: Option<Span>,
    body_start: u32,
    paragraphs: Vec<(ParagraphKind, u32, u32)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    byline: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    record: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    quotations: Vec<QuotationOnDisk>,
}

#[derive(Serialize, Deserialize)]
struct QuotationOnDisk {
    k: QuotationKind,
    c: Vec<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cue: Option<Span>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    s: Vec<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    who: Option<Speaker>,
    a: AttributionClass,
    p: f32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    e: Vec<Span>,
    /// How likely it is a quotation.
    q: f32,
    /// Whether its cue is one of saying.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    t: bool,
    /// Whether it is told as what was not said.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    d: bool,
}

impl Stored {
    /// Writes an article and its quotations for the store.
    pub(crate) fn write(article: &Article, quotations: &[Quotation]) -> String {
        let on_disk = OnDisk {
            id: article.id.as_str().to_owned(),
            text: article.text.clone(),
            headline: article.headline,
            standfirst: article.standfirst,
            body_start: article.body_start,
            paragraphs: article.paragraphs.iter().map(|p| (p.kind, p.span.start, p.span.end)).collect(),
            byline: article.byline.clone(),
            published: article.published.map(|date| date.to_string()),
            source: article.source.clone(),
            section: article.section.clone(),
            url: article.url.clone(),
            language: article.language.clone(),
            path: article.origin.path.clone(),
            record: article.origin.record,
            quotations: quotations
                .iter()
                .map(|quotation| QuotationOnDisk {
                    k: quotation.kind,
                    c: quotation.content.clone(),
                    cue: quotation.cue,
                    s: quotation.source.clone(),
                    who: quotation.speaker.clone(),
                    a: quotation.attribution.class,
                    p: quotation.attribution.confidence,
                    e: quotation.attribution.evidence.clone(),
                    q: quotation.confidence,
                    t: quotation.spoken,
                    d: quotation.denied,
                })
                .collect(),
        };
        serde_json::to_string(&on_disk).expect("plain strings and numbers")
    }

    /// Reads what [`Stored::write`] wrote.
    ///
    /// # Errors
    /// A sentence about what is wrong with it, where the store is damaged.
    pub(crate) fn read(json: &str) -> Result<Stored, String> {
        let on_disk: OnDisk = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let published = match on_disk.published.as_deref().map(str::parse::<CivilDate>) {
            None => None,
            Some(Ok(date)) => Some(date),
            Some(Err(error)) => return Err(error.to_string()),
        };
        let article = Article {
            id: ArticleId::new(&on_disk.id),
            headline: on_disk.headline,
            standfirst: on_disk.standfirst,
            body_start: on_disk.body_start,
            paragraphs: on_disk
                .paragraphs
                .iter()
                .map(|&(kind, start, end)| Paragraph { kind, span: Span { start, end } })
                .collect(),
            byline: on_disk.byline,
            published,
            source: on_disk.source,
            section: on_disk.section,
            url: on_disk.url,
            language: on_disk.language,
            origin: Origin { path: on_disk.path, record: on_disk.record },
            text: on_disk.text,
        };
        let quotations = on_disk.quotations.into_iter().map(|quotation| Quotation {
            kind: quotation.k,
            content: quotation.c,
            cue: quotation.cue,
            source: quotation.s,
            speaker: quotation.who,
            attribution: Attribution { class: quotation.a, confidence: quotation.p, evidence: quotation.e },
            confidence: quotation.q,
            spoken: quotation.t,
            denied: quotation.d,
        });
        let stored = Stored { quotations: quotations.collect(), article };
        stored.check()?;
        Ok(stored)
    }

    /// Every span must lie in the text, so that nobody who reads on can panic over a damaged store.
    fn check(&self) -> Result<(), String> {
        let text = &self.article.text;
        let paragraphs = self.article.paragraphs.iter().map(|paragraph| paragraph.span);
        let quotations = self.quotations.iter().flat_map(|quotation| {
            quotation
                .content
                .iter()
                .chain(&quotation.source)
                .chain(&quotation.cue)
                .chain(&quotation.attribution.evidence)
                .copied()
        });
        let parts = self.article.headline.into_iter().chain(self.article.standfirst);
        let good = text.is_char_boundary(self.article.body_start as usize)
            && parts.chain(paragraphs).chain(quotations).all(|span| text.get(span.range()).is_some());
        if good { Ok(()) } else { Err(format!("a span of article `{}` lies outside its text", self.article.id)) }
    }
}

#[cfg(test)]
mod tests {
    use super::Stored;
    use crate::article::*;

    #[test]
    fn an_article_comes_back_as_it_went_in() {
        let text = "Mayor waits\n\n“We knew,” Ann Roe said.".to_owned();
        let body = Span::new(13, text.len());
        let article = Article {
            id: ArticleId::new("a/b.txt"),
            headline: Some(Span::new(0, 11)),
            body_start: 13,
            paragraphs: vec![Paragraph { kind: ParagraphKind::Body, span: body }],
            published: CivilDate::month(1912, 5),
            language: Some("en".into()),
            origin: Origin { path: "a/b.txt".into(), record: None },
            text,
            ..Article::default()
        };
        let quotation = Quotation {
            kind: QuotationKind::Direct,
            content: vec![Span::new(13, 28)],
            cue: None,
            source: vec![Span::new(29, 36)],
            speaker: Some(Speaker { name: "Ann Roe".into(), full_name: "Ann Roe".into(), kind: SourceKind::Named }),
            attribution: Attribution { class: AttributionClass::Explicit, confidence: 0.5, evidence: vec![] },
            confidence: 0.75,
            spoken: true,
            denied: true,
        };
        let json = Stored::write(&article, std::slice::from_ref(&quotation));
        assert_eq!(Stored::read(&json).unwrap(), Stored { article, quotations: vec![quotation] });
    }

    #[test]
    fn a_span_outside_the_text_is_damage() {
        let article = Article { text: "abc".into(), headline: Some(Span::new(0, 9)), ..Article::default() };
        assert!(Stored::read(&Stored::write(&article, &[])).is_err());
    }
}
