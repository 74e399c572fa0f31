//! Invented results that the tests of this room share.

use crate::article::{
    Article, ArticleId, Attribution, AttributionClass, Origin, Paragraph, ParagraphKind, Quotation, QuotationKind,
    SourceKind, Span, Speaker,
};
use crate::search::{Answer, ArticleSummary, Group, Hit, Passage, PassageField, QuotedWords};
use std::time::Duration;

pub(crate) fn answer(hits: Vec<Hit>) -> Answer {
    Answer {
        speakers: Vec::new(),
        spellings: Vec::new(),
        read_as: "harbour".to_owned(),
        notes: Vec::new(),
        total: hits.len(),
        undated: 0,
        groups: None,
        facets: Vec::new(),
        coverage: None,
        hits,
        partial: false,
        next: None,
        generation: 3,
        elapsed: Duration::from_millis(8),
    }
}

pub(crate) fn hit(rank: usize, id: &str, score: f64) -> Hit {
    let headline = "Mayor opens the harbour";
    Hit {
        rank,
        score,
        id: id.to_owned(),
        article: ArticleSummary {
            id: ArticleId::new(id),
            headline: headline.to_owned(),
            headline_lit: std::iter::once(16..23).collect(),
            published: "1912".parse().ok(),
            source: Some("Velden Courant".to_owned()),
            section: None,
            byline: None,
            path: id.to_owned(),
            url: None,
            language: Some("en".to_owned()),
        },
        quotation: None,
        passages: Vec::new(),
        missing: Vec::new(),
        group: Group { id: id.to_owned(), size: 1, copies: Vec::new() },
        shared: None,
    }
}

pub(crate) fn long_hit(rank: usize) -> Hit {
    let mut hit = hit(rank, "courant-7", 3.0);
    hit.article.path = "1912/courant.jsonl".to_owned();
    hit.article.section = Some("City".to_owned());
    let said = "“The harbour is open to every ship that comes in peace, and to none that does not,” she told a crowd.";
    let then =
        "The dredging took eleven years and cost three times what the council had been promised at the outset of it.";
    hit.passages = vec![
        Passage {
            field: PassageField::Body,
            span: Span::new(100, 100 + said.len()),
            text: said.to_owned(),
            lit: vec![Span::new(107, 114)],
            speaker: Some("Maria Ortega".to_owned()),
            uncertain: false,
            utf16_start: 100,
        },
        Passage {
            field: PassageField::Caption,
            span: Span::new(400, 400 + then.len()),
            text: then.to_owned(),
            lit: Vec::new(),
            speaker: None,
            uncertain: false,
            utf16_start: 396,
        },
    ];
    hit.missing = vec!["levy".to_owned()];
    hit
}

pub(crate) fn quote_hit(rank: usize) -> Hit {
    let mut hit = hit(rank, "courant-7#q2", 3.0);
    let text = "“The harbour is open to every ship that comes in peace,” … “and to none that does not, whatever flag.”";
    hit.quotation = Some(QuotedWords {
        text: text.to_owned(),
        lit: std::iter::once(7..14).collect(),
        kind: QuotationKind::Direct,
        denied: false,
        speaker_id: None,
        speaker: Some(Speaker {
            name: "Ortega".to_owned(),
            full_name: "Maria Ortega".to_owned(),
            kind: SourceKind::Named,
        }),
        class: AttributionClass::Explicit,
        confidence: 0.97,
        content: vec![Span::new(0, 58), Span::new(70, 112)],
        cue_words: Some("said".to_owned()),
        source_words: Some("Ortega".to_owned()),
        evidence: vec![Span::new(60, 64)],
    });
    hit
}

pub(crate) fn unsure_hit(rank: usize) -> Hit {
    let mut hit = quote_hit(rank);
    let quotation = hit.quotation.as_mut().expect("a quotation was just put there");
    quotation.class = AttributionClass::Pronoun;
    quotation.confidence = 0.41;
    hit
}

/// An article with one quotation that is interrupted by its cue and one that nobody is found for.
pub(crate) fn article() -> (Article, Vec<Quotation>) {
    let headline = "Mayor opens the harbour";
    let first = "Maria Ortega opened the new harbour on Tuesday, eleven years after the first stone was laid.";
    let second = "“We knew,” she said, “and we waited, through five winters and three councils.”";
    let third = "A voice from the crowd called out: “Shame!”";
    let head = "A long wait";
    let caption = "The new quay. Photograph: T. Brandt";
    let text = [headline, first, head, second, third, caption].join("\n\n");
    let at = |words: &str| {
        let start = text.find(words).expect("the sample holds its own words");
        Span::new(start, start + words.len())
    };
    let paragraph = |kind, words| Paragraph { kind, span: at(words) };
    let quotations = vec![
        Quotation {
            kind: QuotationKind::Direct,
            content: vec![at("“We knew,”"), at("“and we waited, through five winters and three councils.”")],
            cue: Some(at("said")),
            source: vec![at("she")],
            speaker: Some(Speaker {
                name: "Ortega".to_owned(),
                full_name: "Maria Ortega".to_owned(),
                kind: SourceKind::Pronoun,
            }),
            attribution: Attribution {
                class: AttributionClass::Pronoun,
                confidence: 0.9,
                evidence: vec![at("she said"), at("Maria Ortega")],
            },
            confidence: 0.9,
            spoken: true,
            denied: false,
        },
        Quotation {
            kind: QuotationKind::Direct,
            content: vec![at("“Shame!”")],
            cue: None,
            source: Vec::new(),
            speaker: None,
            attribution: Attribution { class: AttributionClass::Unattributed, confidence: 0.0, evidence: Vec::new() },
            confidence: 0.9,
            spoken: true,
            denied: false,
        },
    ];
    let article = Article {
        id: ArticleId::new("harbour.txt"),
        headline: Some(at(headline)),
        standfirst: None,
        body_start: at(first).start,
        paragraphs: vec![
            paragraph(ParagraphKind::Body, first),
            paragraph(ParagraphKind::CrossHead, head),
            paragraph(ParagraphKind::Body, second),
            paragraph(ParagraphKind::Body, third),
            paragraph(ParagraphKind::Caption, caption),
        ],
        byline: Some("Jan de Vries".to_owned()),
        published: "2025-02-13".parse().ok(),
        source: Some("Velden Courant".to_owned()),
        section: Some("City".to_owned()),
        url: None,
        language: Some("en".to_owned()),
        origin: Origin { path: "harbour.txt".to_owned(), record: None },
        text: text.clone(),
    };
    (article, quotations)
}
