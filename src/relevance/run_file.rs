//! Reading a run: blocks of lines taken apart side by side, put together in their order, dealt out to their topics.
//!
//! ```text
//! file → blocks of whole lines → Part (a thread each) → in the order of the file → topics
//! ```
//!
//! A part knows its own lines and topics only, by numbers of its own. What it cannot know, which line of the file is its
//! first and which number a topic has, is added when it is put behind the parts before it.

use super::documents::{DocumentTable, hash};
use super::error::{LineProblem, RelevanceError};
use super::lines::{Blocks, Lines, fields};
use super::run::{Listed, Run, Topic};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::io::Read;

/// So many results have numbers of 32 bits, and a table with room for twice as many.
const MOST_RESULTS: usize = 1 << 31;

/// So many blocks are in memory at a time, whatever the number of threads.
const MOST_BLOCKS: usize = 8;

/// Reads a run; see [`Run::read`].
pub(super) fn read(reader: impl Read, file: &str) -> Result<Run, RelevanceError> {
    let mut blocks = Blocks::new(reader, file);
    let mut gathered = Gathered::default();
    let wrong = |(line, problem)| RelevanceError::Line { file: file.to_owned(), line, problem };
    let mut done: Vec<Vec<u8>> = Vec::new();
    loop {
        let mut batch = Vec::new();
        while batch.len() < rayon::current_num_threads().min(MOST_BLOCKS) {
            let Some(block) = blocks.next(done.pop().unwrap_or_default())? else { break };
            batch.push(block);
        }
        if batch.is_empty() {
            break;
        }
        let first = gathered.lines;
        let parts: Vec<Part<'_>> =
            (0..batch.len()).into_par_iter().map(|at| Part::of(&batch[at], first == 0 && at == 0)).collect();
        for part in parts {
            gathered.add(part).map_err(wrong)?;
        }
        done = batch;
    }
    if gathered.listed.is_empty() {
        return Err(RelevanceError::Empty { file: file.to_owned(), what: "results" });
    }
    gathered.finish().map_err(wrong)
}

/// A line of the file, counted from one, and what is wrong with it.
type Wrong = (u64, LineProblem);

/// The results of one block.
#[derive(Default)]
struct Part<'b> {
    results: Vec<Listed>,
    documents: String,
    /// In the order of their first lines; results have their places here.
    topics: Vec<&'b str>,
    run: &'b str,
    numbers: LineNumbers,
    /// Lines in all; where one is wrong, up to that one.
    lines: u64,
    wrong: Option<LineProblem>,
}

impl<'b> Part<'b> {
    fn of(block: &'b [u8], first: bool) -> Part<'b> {
        // Few lines are shorter than 20 bytes, and few ids longer than a third of theirs. What is not used costs nothing.
        let mut part = Part {
            results: Vec::with_capacity(block.len() / 20),
            documents: String::with_capacity(block.len() / 3),
            ..Part::default()
        };
        // Whether a block is the first of its file tells only where a byte-order mark may stand.
        let before = u64::from(!first);
        let mut lines = Lines::new(block, before, true);
        let mut places: FxHashMap<&str, u32> = FxHashMap::default();
        let mut topic = ("", 0);
        let read = loop {
            let (number, line) = match lines.next() {
                Ok(Some(line)) => line,
                Ok(None) => break Ok(()),
                Err(problem) => break Err(problem),
            };
            let (id, document, score, run) = match result(line) {
                Ok(fields) => fields,
                Err(problem) => break Err(problem),
            };
            // Files list a topic's lines together nearly always.
            if topic.0 != id || part.topics.is_empty() {
                let place = *places.entry(id).or_insert(part.topics.len() as u32);
                if place as usize == part.topics.len() {
                    part.topics.push(id);
                }
                topic = (id, place);
            }
            part.run = run;
            part.numbers.push(number - before);
            let start = part.documents.len() as u32;
            part.documents.push_str(document);
            let end = part.documents.len() as u32;
            part.results.push(Listed { score, start, end, hash: hash(document), number: topic.1 });
        };
        part.lines = lines.number() - before;
        part.wrong = read.err();
        part
    }
}

/// The parts put together so far.
#[derive(Default)]
struct Gathered {
    run: String,
    /// Those of each part: a single string that grows would be there twice whenever it does.
    documents: Vec<String>,
    /// Bytes of all of them.
    documents_length: u32,
    /// With the number of results of each.
    topics: Vec<(String, usize)>,
    places: FxHashMap<String, u32>,
    listed: Vec<Vec<Listed>>,
    /// For each part of `listed`, how many results and lines come before it, and its lines.
    numbers: Vec<(usize, u64, LineNumbers)>,
    results: usize,
    lines: u64,
}

impl Gathered {
    fn add(&mut self, part: Part<'_>) -> Result<(), Wrong> {
        let (results, lines) = (self.results, self.lines);
        self.results += part.results.len();
        self.lines += part.lines;
        if let Some(problem) = part.wrong {
            return Err((self.lines, problem));
        }
        let start = self.documents_length;
        let end = u32::try_from(part.documents.len()).ok().and_then(|length| start.checked_add(length));
        let Some(end) = end.filter(|_| self.results <= MOST_RESULTS) else {
            return Err((lines + 1, LineProblem::RunTooLarge));
        };
        if part.results.is_empty() {
            return Ok(());
        }
        self.documents.push(part.documents);
        self.documents_length = end;
        part.run.clone_into(&mut self.run);
        let topics: Vec<u32> = part.topics.iter().map(|id| self.topic(id)).collect();
        let mut listed = part.results;
        for result in &mut listed {
            result.start += start;
            result.end += start;
            result.number = topics[result.number as usize];
            self.topics[result.number as usize].1 += 1;
        }
        self.listed.push(listed);
        self.numbers.push((results, lines, part.numbers));
        Ok(())
    }

    fn topic(&mut self, id: &str) -> u32 {
        match self.places.get(id) {
            Some(&place) => place,
            None => {
                let place = self.topics.len() as u32;
                self.places.insert(id.to_owned(), place);
                self.topics.push((id.to_owned(), 0));
                place
            }
        }
    }

    fn finish(self) -> Result<Run, Wrong> {
        let mut documents = String::with_capacity(self.documents_length as usize);
        self.documents.into_iter().for_each(|part| documents.push_str(&part));
        let empty = |(id, count)| Topic { id, results: Vec::with_capacity(count) };
        let mut topics: Vec<Topic> = self.topics.into_iter().map(empty).collect();
        // Each part is freed when it is dealt out, so that no more than one is there twice.
        for (number, mut result) in (0..).zip(self.listed.into_iter().flatten()) {
            let topic = std::mem::replace(&mut result.number, number);
            topics[topic as usize].results.push(result);
        }
        topics.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        let run = Run { id: self.run, documents, topics };
        // Of documents that stand there twice the first to do so is told, whatever the order of topics and threads.
        let twice = run.topics.par_iter().filter_map(|topic| Some((twice(&run, topic)?, topic)));
        let Some(((first, again), topic)) = twice.min_by_key(|((_, again), _)| again.number) else { return Ok(run) };
        let line = |result: &Listed| {
            let at = self.numbers.partition_point(|(results, ..)| *results <= result.number as usize) - 1;
            let (results, lines, numbers) = &self.numbers[at];
            lines + numbers.get(result.number - *results as u32)
        };
        let problem = LineProblem::Duplicate {
            document: run.document(again).to_owned(),
            topic: topic.id.clone(),
            first: line(first),
        };
        Err((line(again), problem))
    }
}

/// The first document of a topic that is named again, if any is, both times.
fn twice<'t>(run: &Run, topic: &'t Topic) -> Option<(&'t Listed, &'t Listed)> {
    let mut table = DocumentTable::for_ids(topic.results.len());
    (0..).zip(&topic.results).find_map(|(place, result)| {
        let same = |other: u32| {
            let other = &topic.results[other as usize];
            other.hash == result.hash && run.document(other) == run.document(result)
        };
        let first = table.insert(result.hash, place, same)?;
        Some((&topic.results[first as usize], result))
    })
}

/// The line of each result of a part. Lines without results are few, so only what follows such a line is kept.
#[derive(Default)]
struct LineNumbers {
    /// The results (counted from zero) whose line is not the next after that of the result before, with their line.
    jumps: Vec<(u32, u64)>,
    count: u32,
    last: u64,
}

impl LineNumbers {
    fn push(&mut self, line: u64) {
        if self.count == 0 || line != self.last + 1 {
            self.jumps.push((self.count, line));
        }
        self.last = line;
        self.count += 1;
    }

    fn get(&self, place: u32) -> u64 {
        let after = self.jumps.partition_point(|(first, _)| *first <= place);
        self.jumps[after - 1].1 + u64::from(place - self.jumps[after - 1].0)
    }
}

/// Takes a line apart: topic, document, score, run.
fn result(line: &str) -> Result<(&str, &str, f64, &str), LineProblem> {
    let ([topic, _q0, document, _rank, score, run], found) = fields::<6>(line);
    if found < 6 {
        return Err(LineProblem::Fields { found, wanted: "6", form: "topic Q0 document rank score run" });
    }
    match score.parse::<f64>() {
        Ok(number) if number.is_nan() => Err(LineProblem::NotANumber(score.to_owned())),
        Ok(number) => Ok((topic, document, number, run)),
        Err(_) => Err(LineProblem::Score(score.to_owned())),
    }
}
