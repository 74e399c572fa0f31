//! What `index` did, and what it could not read.

use super::line;
use crate::render::report::{IndexReport, SkippedFile};
use serde::Serialize;

/// What `index` did, as one line.
pub fn index_report(report: &IndexReport) -> String {
    #[derive(Serialize)]
    struct Out<'a> {
        #[serde(rename = "type")]
        kind: &'static str,
        #[serde(flatten)]
        report: &'a IndexReport,
        skipped: usize,
        elapsed_ms: u64,
    }
    let elapsed_ms = report.elapsed.as_millis() as u64;
    line(&Out { kind: "index", report, skipped: report.skipped.len(), elapsed_ms })
}

/// A file or record that could not be read, as `--errors FILE` lists it.
pub fn skipped(file: &SkippedFile) -> String {
    listed("skipped", file)
}

/// A file of no known type, as `--errors FILE` lists it.
pub fn passed_over(file: &SkippedFile) -> String {
    listed("passed_over", file)
}

fn listed(kind: &'static str, file: &SkippedFile) -> String {
    #[derive(Serialize)]
    struct Out<'a> {
        #[serde(rename = "type")]
        kind: &'static str,
        #[serde(flatten)]
        file: &'a SkippedFile,
    }
    line(&Out { kind, file })
}
