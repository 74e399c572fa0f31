//! How long a run file takes: read, ranked, judged by trec_eval's official measures and printed, against a loop that only
//! splits the same file into its six fields.
//!
//! `cargo bench --bench relevance` makes a run of two million lines, once in the order of its topics and once in no order
//! at all; `-- 10000000` makes it longer. Every figure is the median of three processes of their own, so that memory is
//! theirs. At most three times as long as the loop and twice the file in memory are held; else the exit status is 1.

use mimalloc::MiMalloc;
use onrecord::relevance::trec_eval::{TrecEval, Version};
use onrecord::relevance::{Qrels, Run};
use std::fmt::Write as _;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader, BufWriter, Write as _};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Results of each topic.
const DEPTH: usize = 1000;

/// Times as long as the loop, and bytes a byte of the file, that are held.
const MOST: (f64, f64) = (3.0, 2.0);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [task, qrels, run] = arguments.as_slice() {
        return child(task, Path::new(qrels), Path::new(run));
    }
    let lines = arguments.first().and_then(|lines| lines.parse().ok()).unwrap_or(2_000_000_usize);
    let folder = tempfile::tempdir().expect("there is room for a file");
    let (qrels, mut held) = (folder.path().join("qrels"), true);
    println!("{:<10} {:>12} {:>12} {:>8} {:>12}", "lines", "splitting", "evaluating", "ratio", "memory/file");
    for (order, shuffled) in [("in order", false), ("shuffled", true)] {
        let run = folder.path().join(order);
        let bytes = make(&qrels, &run, lines, shuffled);
        let (split, _) = median("split", &qrels, &run);
        let (evaluated, memory) = median("evaluate", &qrels, &run);
        let (ratio, share) = (evaluated / split, memory / bytes as f64);
        println!("{order:<10} {split:>10.2} s {evaluated:>10.2} s {ratio:>8.2} {share:>12.2}");
        held &= ratio <= MOST.0 && share <= MOST.1;
    }
    if held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Does one task and prints its seconds and its peak of memory in bytes.
fn child(task: &str, qrels: &Path, run: &Path) -> ExitCode {
    let open = |path: &Path| File::open(path).expect("the file was just made");
    let start = Instant::now();
    if task == "split" {
        let mut reader = BufReader::new(open(run));
        let mut line = String::new();
        while reader.read_line(&mut line).expect("the file is text") > 0 {
            let mut fields = line.split_ascii_whitespace();
            black_box([(); 6].map(|()| fields.next()));
            line.clear();
        }
    } else {
        let qrels = Qrels::read(open(qrels), "qrels").expect("judgements were made soundly");
        let run = Run::read(open(run), "run").expect("the run was made soundly");
        let eval = TrecEval::new(Version::V10_0, []).expect("the official measures are there");
        black_box(eval.report(&qrels, &run));
    }
    let seconds = start.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    println!("{seconds} {}", peak.map_or(0.0, |peak| peak.trim().parse::<f64>().unwrap_or(0.0) * 1024.0));
    ExitCode::SUCCESS
}

/// Seconds and bytes of the median of three processes.
fn median(task: &str, qrels: &Path, run: &Path) -> (f64, f64) {
    let once = || {
        let own = std::env::current_exe().expect("we are running");
        let output = Command::new(own).arg(task).args([qrels, run]).output().expect("we can be started again");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut numbers = text.split_whitespace().filter_map(|number| number.parse::<f64>().ok());
        (numbers.next().expect("a child says its seconds"), numbers.next().unwrap_or(0.0))
    };
    let mut times = [once(), once(), once()];
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    times[1]
}

/// Makes a run of so many lines and judgements for it; returns the bytes of the run.
fn make(qrels: &Path, run: &Path, lines: usize, shuffled: bool) -> u64 {
    let mut lots = 1_u64;
    let mut draw = move |below: usize| {
        lots = lots.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((lots >> 33) as usize) % below
    };
    let mut order: Vec<u32> = (0..lines as u32).collect();
    if shuffled {
        for last in (1..lines).rev() {
            order.swap(last, draw(last + 1));
        }
    }
    let create = |path: &Path| BufWriter::new(File::create(path).expect("there is room for a file"));
    let (mut run_file, mut judged, mut line) = (create(run), create(qrels), String::new());
    for number in order.into_iter().map(|number| number as usize) {
        // Ids repeat between topics and never within one.
        let (topic, rank) = (number / DEPTH, number % DEPTH);
        let document = (topic * 7919 + rank * 8861) % 8_841_823;
        line.clear();
        let score = 30.0 - rank as f64 * 0.0271;
        writeln!(line, "{} Q0 {document} {} {score:.6} bm25-base", 1_000_000 + topic, rank + 1).expect("text is text");
        run_file.write_all(line.as_bytes()).expect("there is room for a file");
        if rank % 40 == 7 {
            writeln!(judged, "{} 0 {document} {}", 1_000_000 + topic, rank % 3).expect("there is room for a file");
        }
    }
    run_file.flush().expect("there is room for a file");
    judged.flush().expect("there is room for a file");
    std::fs::metadata(run).map_or(0, |file| file.len())
}
