//! Records to articles with quotations, in parallel and in order.

use crate::article::{Article, Quotation};
use crate::quote::Extractor;
use crate::read::{Candidate, ReadOptions, Record, Skipped, records};
use rayon::ThreadPool;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// An article with what was found in it.
pub(super) type Found = Result<(Article, Vec<Quotation>), Skipped>;

/// What comes out of the pipeline, in the order of what went in.
pub(super) enum Event<'c> {
    /// An article of the candidate with this number, or why there is none.
    Article(usize, Box<Found>),
    /// The candidate has been read to its end.
    End(&'c Candidate),
}

/// When a batch is handed to the threads: with so many bytes, or so many records.
#[derive(Debug, Clone, Copy)]
struct Batch {
    bytes: u64,
    records: usize,
}

/// Small beside the memory of any machine, and large enough that no thread waits for another for long.
const USUAL: Batch = Batch { bytes: 8 << 20, records: 2_048 };

/// Reads candidates and hands out what they hold, in their order.
///
/// Reading bytes and cutting them into records is done here; decoding, parsing and extraction, which take nearly all
/// the time, in the threads of `pool`. Memory is bounded by the batch.
pub(super) fn run<'c, E>(
    candidates: &'c [Candidate],
    options: &ReadOptions,
    extractor: Extractor<'_>,
    pool: &ThreadPool,
    each: impl FnMut(Event<'c>) -> Result<(), E>,
) -> Result<(), E> {
    in_batches(USUAL, candidates, options, extractor, pool, each)
}

fn in_batches<'c, E>(
    full: Batch,
    candidates: &'c [Candidate],
    options: &ReadOptions,
    extractor: Extractor<'_>,
    pool: &ThreadPool,
    mut each: impl FnMut(Event<'c>) -> Result<(), E>,
) -> Result<(), E> {
    let mut batch: Vec<Piece<'c>> = Vec::new();
    let (mut bytes, mut waiting) = (0, 0);
    for (number, candidate) in candidates.iter().enumerate() {
        match records(candidate, options) {
            Err(skipped) => batch.push(Piece::Skipped(number, skipped)),
            Ok(records) => {
                for record in records {
                    match record {
                        Err(skipped) => batch.push(Piece::Skipped(number, skipped)),
                        Ok(record) => {
                            bytes += record.size().unwrap_or(candidate.fingerprint.size);
                            batch.push(Piece::Record(number, record));
                        }
                    }
                    waiting += 1;
                    if bytes >= full.bytes || waiting >= full.records {
                        hand_out(std::mem::take(&mut batch), options, extractor, pool, &mut each)?;
                        (bytes, waiting) = (0, 0);
                    }
                }
            }
        }
        batch.push(Piece::End(candidate));
    }
    hand_out(batch, options, extractor, pool, &mut each)
}

enum Piece<'c> {
    Record(usize, Record),
    Skipped(usize, Skipped),
    End(&'c Candidate),
}

fn hand_out<'c, E>(
    batch: Vec<Piece<'c>>,
    options: &ReadOptions,
    extractor: Extractor<'_>,
    pool: &ThreadPool,
    each: &mut impl FnMut(Event<'c>) -> Result<(), E>,
) -> Result<(), E> {
    let done: Vec<Vec<Event<'c>>> = pool.install(|| {
        batch
            .into_par_iter()
            .map(|piece| match piece {
                Piece::Skipped(number, skipped) => vec![Event::Article(number, Box::new(Err(skipped)))],
                Piece::End(candidate) => vec![Event::End(candidate)],
                Piece::Record(number, record) => record
                    .articles(options)
                    .into_iter()
                    .map(|article| {
                        let found = article.map(|article| {
                            let quotations = extractor.find(&article);
                            (article, quotations)
                        });
                        Event::Article(number, Box::new(found))
                    })
                    .collect(),
            })
            .collect()
    });
    done.into_iter().flatten().try_for_each(each)
}

#[cfg(test)]
mod tests {
    use super::{Batch, Event, USUAL, in_batches};
    use crate::quote::Extractor;
    use crate::read::{Candidate, ReadOptions, WalkOptions, walk};
    use std::path::Path;

    #[test]
    fn batches_and_threads_change_nothing_that_comes_out() {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_corpus");
        let candidates: Vec<Candidate> = walk(&corpus, &WalkOptions::default()).unwrap().map(Result::unwrap).collect();
        let events = |full: Batch, threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let mut events: Vec<String> = Vec::new();
            let read = ReadOptions::default();
            let run = in_batches(full, &candidates, &read, Extractor::default(), &pool, |event| {
                events.push(match event {
                    Event::Article(number, found) => format!("{number} {found:?}"),
                    Event::End(candidate) => candidate.relative.clone(),
                });
                Ok::<(), ()>(())
            });
            assert_eq!(run, Ok(()));
            events
        };
        let whole = events(USUAL, 1);
        // The corpus has files of many records, so that small batches end within a file, behind one, and in between.
        assert!(whole.len() > 2 * candidates.len());
        for (records, bytes) in [(1, u64::MAX), (3, u64::MAX), (50, u64::MAX), (usize::MAX, 10_000)] {
            assert!(events(Batch { bytes, records }, 4) == whole, "in batches of {records} records or {bytes} bytes");
        }
    }
}
