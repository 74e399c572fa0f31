//! The progress bar, on stderr and only where a person watches.

use crate::ingest::Progress;
use crate::render::words;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// Progress of filling an archive.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// A bar that is drawn where `shown`, and says nothing otherwise.
    pub fn new(shown: bool) -> Bar {
        let target = if shown { ProgressDrawTarget::stderr_with_hz(8) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let spinner = ProgressStyle::with_template("{spinner} looking for articles: {msg}");
        bar.set_style(spinner.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        if shown {
            bar.enable_steady_tick(Duration::from_millis(125));
        }
        Bar(bar)
    }

    /// Takes a step. Bytes measure the work better than files do: one file may hold a million articles.
    pub fn step(&self, progress: Progress) {
        match progress {
            Progress::Found { files, bytes } => {
                self.0.set_length(bytes);
                self.0.set_message(words::count(files, "file"));
            }
            Progress::Done { bytes, articles, .. } => {
                if self.0.position() == 0 {
                    let template = "{bar:30} {percent:>3}%  {bytes} of {total_bytes}  {msg}  {eta} left";
                    let style = ProgressStyle::with_template(template).map(|style| style.progress_chars("━╸─"));
                    self.0.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
                }
                self.0.set_position(bytes);
                self.0.set_message(words::count(articles, "article"));
            }
            Progress::Committing => {
                if let Ok(style) = ProgressStyle::with_template("{spinner} writing the index: {msg}") {
                    self.0.set_style(style);
                }
            }
        }
    }

    /// Takes the bar away.
    pub fn done(self) {
        self.0.finish_and_clear();
    }
}
