//! The progress bar, on stderr and only where a person watches.

use crate::ingest::Progress;
use crate::render::words;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// Progress of filling an archive.
pub(super) struct Bar {
    bar: ProgressBar,
    /// Columns for the bar itself beside its figures; none where there is no room for it.
    bar_width: usize,
}

/// Columns that the figures take at most: `100%  999.99 MB of 999.99 MB  9,999,999 articles  59s left`.
const FIGURES: usize = 64;

impl Bar {
    /// A bar that is drawn where `shown`, and says nothing otherwise.
    pub fn new(shown: bool, columns: usize) -> Bar {
        let target = if shown { ProgressDrawTarget::stderr_with_hz(8) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let spinner = ProgressStyle::with_template("{spinner} looking for articles: {msg}");
        bar.set_style(spinner.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        if shown {
            bar.enable_steady_tick(Duration::from_millis(125));
        }
        let bar_width = columns.saturating_sub(FIGURES).min(30);
        Bar { bar, bar_width }
    }

    /// Takes a step. Bytes measure the work better than files do: one file may hold a million articles.
    pub fn step(&self, progress: Progress) {
        match progress {
            Progress::Found { files, bytes } => {
                self.bar.set_length(bytes);
                self.bar.set_message(words::count(files, "file"));
            }
            Progress::Done { bytes, articles, .. } => {
                if self.bar.position() == 0 {
                    let template = "{percent:>3}%  {decimal_bytes} of {decimal_total_bytes}  {msg}  {eta} left";
                    let template = match self.bar_width {
                        0 => template.to_owned(),
                        width => format!("{{bar:{width}}} {template}"),
                    };
                    let style = ProgressStyle::with_template(&template).map(|style| style.progress_chars("━╸─"));
                    self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
                }
                self.bar.set_position(bytes);
                self.bar.set_message(words::count(articles, "article"));
            }
            Progress::Committing => {
                if let Ok(style) = ProgressStyle::with_template("{spinner} writing the index: {msg}") {
                    self.bar.set_style(style);
                }
            }
        }
    }

    /// Takes the bar away.
    pub fn done(self) {
        self.bar.finish_and_clear();
    }
}
