//! What became of a query.

use super::line;
use crate::search::Analysis;
use serde::Serialize;

/// What became of a query, in one line. Without `times` the steps carry none.
pub fn analysis(query: &str, analysis: &Analysis, times: bool) -> String {
    let words = analysis.words.iter().map(|asked| AnalysedOut {
        words: &asked.label,
        role: asked.role,
        fields: &asked.fields,
        documents: asked.documents,
        terms: asked
            .terms
            .iter()
            .map(|(field, term, documents)| TermOut { field, term, documents: *documents })
            .collect(),
        more: asked.more,
    });
    let stages = analysis
        .stages
        .iter()
        .map(|(stage, time)| StageOut { stage, elapsed_ms: times.then_some(time.as_secs_f64() * 1e3) });
    line(&AnalysisOut {
        kind: "analysis",
        query,
        read_as: &analysis.read_as,
        notes: &analysis.notes,
        total: analysis.total,
        words: words.collect(),
        stages: stages.collect(),
    })
}

#[derive(Serialize)]
struct AnalysisOut<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    query: &'a str,
    read_as: &'a str,
    notes: &'a [String],
    total: usize,
    words: Vec<AnalysedOut<'a>>,
    stages: Vec<StageOut<'a>>,
}

#[derive(Serialize)]
struct AnalysedOut<'a> {
    words: &'a str,
    role: &'a str,
    fields: &'a [&'static str],
    documents: u64,
    terms: Vec<TermOut<'a>>,
    more: usize,
}

#[derive(Serialize)]
struct TermOut<'a> {
    field: &'a str,
    term: &'a str,
    documents: u64,
}

#[derive(Serialize)]
struct StageOut<'a> {
    stage: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    elapsed_ms: Option<f64>,
}
