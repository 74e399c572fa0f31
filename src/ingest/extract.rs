//! [`extract`]: articles and their quotations, without an archive.

use super::pipeline::{self, Event};
use super::report::IngestError;
use crate::article::{Article, Quotation, QuotationKind};
use crate::quote::Extractor;
use crate::read::{Candidate, ReadOptions, Skipped, WalkOptions, article_from_text, walk};
use std::path::PathBuf;

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder of files.
    Path(PathBuf),
    /// Bytes that are at hand, with a name to speak of them.
    Bytes {
        /// What to call them.
        name: String,
        /// What they are.
        bytes: Vec<u8>,
    },
}

/// How to extract.
#[derive(Debug, Clone)]
pub struct ExtractOptions<'m> {
    /// What finds quotations.
    pub extractor: Extractor<'m>,
    /// How many threads.
    pub threads: usize,
    /// Which kinds of quotations to return.
    pub kinds: Vec<QuotationKind>,
    /// How to walk folders.
    pub walk: WalkOptions,
    /// How to read files.
    pub read: ReadOptions,
}

impl Default for ExtractOptions<'static> {
    fn default() -> Self {
        ExtractOptions {
            extractor: Extractor::default(),
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            kinds: vec![QuotationKind::Direct, QuotationKind::Mixed, QuotationKind::Indirect],
            walk: WalkOptions::default(),
            read: ReadOptions::default(),
        }
    }
}

/// An article with its quotations.
#[derive(Debug, Clone)]
pub struct Extracted {
    /// The article.
    pub article: Article,
    /// Its quotations of the kinds that were asked for, in the order of the text.
    pub quotations: Vec<Quotation>,
}

/// What a run came to.
#[derive(Debug, Clone, Default)]
pub struct ExtractSummary {
    /// Articles handed out.
    pub articles: usize,
    /// Files of no known type.
    pub passed_over: Vec<Skipped>,
    /// What should have been read and could not.
    pub skipped: Vec<Skipped>,
}

/// Hands every article of `inputs` with its quotations to `sink`, in the order of the inputs.
///
/// # Errors
/// [`IngestError`] where an input is not there, and whatever `sink` returns.
pub fn extract<E: From<IngestError>>(
    inputs: &[Input],
    options: &ExtractOptions<'_>,
    mut sink: impl FnMut(Extracted) -> Result<(), E>,
) -> Result<ExtractSummary, E> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads.max(1))
        .build()
        .map_err(|error| IngestError::Threads { threads: options.threads, reason: error.to_string() })?;
    let indirect = options.extractor.indirect && options.kinds.contains(&QuotationKind::Indirect);
    let extractor = Extractor { indirect, ..options.extractor };
    let mut summary = ExtractSummary::default();
    let mut hand_out = |article: Article, quotations: Vec<Quotation>, summary: &mut ExtractSummary| {
        summary.articles += 1;
        let wanted = |quotation: &Quotation| options.kinds.contains(&quotation.kind);
        sink(Extracted { article, quotations: quotations.into_iter().filter(wanted).collect() })
    };
    for input in inputs {
        match input {
            Input::Bytes { name, bytes } if bytes.len() as u64 > options.read.max_size => {
                // JSON Lines, too: they are all in memory already, and a file of them is read line by line.
                let size = match options.read.max_size {
                    bytes if bytes >= 1 << 20 => format!("{} MB", bytes >> 20),
                    bytes => format!("{bytes} bytes"),
                };
                summary
                    .skipped
                    .push(Skipped::file(name, format!("larger than {size} (raise --max-size, or name a file)")));
            }
            Input::Bytes { name, bytes } => {
                for article in article_from_text(name, bytes, &options.read) {
                    match article {
                        Err(skipped) => summary.skipped.push(skipped),
                        Ok(article) => {
                            let quotations = extractor.find(&article);
                            hand_out(article, quotations, &mut summary)?;
                        }
                    }
                }
            }
            Input::Path(path) => {
                let mut walked = walk(path, &options.walk).map_err(IngestError::from)?;
                let mut candidates: Vec<Candidate> = Vec::new();
                for item in &mut walked {
                    match item {
                        Err(skipped) => summary.skipped.push(skipped),
                        Ok(candidate) => candidates.push(candidate),
                    }
                }
                summary.passed_over.extend(walked.passed_over());
                pipeline::run(&candidates, &options.read, extractor, &pool, |event| match event {
                    Event::Article(_, found) => match *found {
                        Err(skipped) => {
                            summary.skipped.push(skipped);
                            Ok(())
                        }
                        Ok((article, quotations)) => hand_out(article, quotations, &mut summary),
                    },
                    Event::End(_) => Ok(()),
                })?;
            }
        }
    }
    Ok(summary)
}
