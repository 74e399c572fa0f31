//! How fast, how small: filling, extracting and asking in whole processes, beside raw tantivy where it is at hand. How fast
//! questions are answered in one process is `latency`.
//!
//! ```text
//! cargo bench --bench archive -- [FOLDER OF .jsonl FILES] [--floor PROGRAM] [--rounds N]
//! ```
//!
//! Each `.jsonl` file of the folder (records with `id`, `headline`, `body`) is one corpus; without a folder the sample
//! corpus is. Every figure is a median over the rounds, of whole processes as the system accounts for them (Linux:
//! `/proc`); with `--floor`, a program that indexes a folder of `.txt` with tantivy and nothing else
//! (`PROGRAM index --folder DIR --out INDEX --store`) runs in turn with ours and the ratios stand beside.
//!
//! These are measurements, not tests: nothing here fails because a machine is slow.

use mimalloc::MiMalloc;
use std::fs;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// As the program has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const ONRECORD: &str = env!("CARGO_BIN_EXE_onrecord");

/// What one run of a program took.
#[derive(Clone, Copy)]
struct Run {
    wall: f64,
    cpu: f64,
    peak_kb: u64,
}

fn main() {
    let mut folder = None;
    let mut floor = None;
    let mut rounds = 5;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--floor" => floor = arguments.next().map(PathBuf::from),
            "--rounds" => rounds = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(rounds),
            // cargo passes this to every bench.
            "--bench" => {}
            _ => folder = Some(PathBuf::from(argument)),
        }
    }
    let work = std::env::temp_dir().join(format!("onrecord-bench-{}", std::process::id()));
    let corpora = match &folder {
        Some(folder) => corpora(folder, &work),
        None => vec![("sample_corpus".to_owned(), Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_corpus"))],
    };
    for (name, texts) in &corpora {
        measure(name, texts, &work, floor.as_deref(), rounds);
    }
    fs::remove_dir_all(&work).unwrap_or_default();
}

/// Writes each `.jsonl` file of `folder` out as a folder of `.txt`, the form that both programs read.
fn corpora(folder: &Path, work: &Path) -> Vec<(String, PathBuf)> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder of corpora").flatten().map(|e| e.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
    files.sort();
    let mut corpora = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let texts = work.join(&name).join("texts");
        fs::create_dir_all(&texts).expect("a folder for the texts");
        for line in std::io::BufReader::new(fs::File::open(&file).expect("a corpus")).lines() {
            let record: serde_json::Value = serde_json::from_str(&line.expect("a line")).expect("a record");
            let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
            let text = format!("{}\n\n{}", field("headline"), field("body"));
            fs::write(texts.join(field("id") + ".txt"), text).expect("a text");
        }
        corpora.push((name, texts));
    }
    corpora
}

fn measure(name: &str, texts: &Path, work: &Path, floor: Option<&Path>, rounds: usize) {
    let bytes = size_of(texts);
    println!("\n{name}: {:.1} MB of files, medians of {rounds} rounds", bytes as f64 / 1e6);
    let (ours, theirs) = (work.join("ours"), work.join("floor"));
    let index = ours.join("index");
    let (mut filling, mut floors, mut extracting) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        fs::remove_dir_all(&ours).unwrap_or_default();
        fs::remove_dir_all(&theirs).unwrap_or_default();
        let onrecord = || Command::new(ONRECORD);
        filling.push(run(onrecord().args(["index", "--rebuild", "--archive"]).arg(texts).arg("--index").arg(&index)));
        if let Some(floor) = floor {
            floors.push(run(Command::new(floor)
                .args(["index", "--store", "--folder"])
                .arg(texts)
                .arg("--out")
                .arg(&theirs)));
        }
        extracting.push(run(onrecord().args(["extract", "--threads", "1"]).arg(texts)));
    }
    row("index", &filling, bytes);
    println!("  index size      {:>8.2} MB", size_of(&index) as f64 / 1e6);
    if !floors.is_empty() {
        row("raw tantivy", &floors, bytes);
        println!("  raw size        {:>8.2} MB", size_of(&theirs) as f64 / 1e6);
        let ratio = |of: fn(&Run) -> f64| median(filling.iter().zip(&floors).map(|(a, b)| of(a) / of(b)).collect());
        println!(
            "  ours / raw      {:>8.2} × CPU   {:.2} × wall   {:.2} × size",
            ratio(|run| run.cpu),
            ratio(|run| run.wall),
            size_of(&index) as f64 / size_of(&theirs) as f64
        );
    }
    row("extract, 1 thread", &extracting, bytes);
    for query in ["minister", "government report", "\"prime minister\"", "said:market"] {
        let search = || {
            run(Command::new(ONRECORD).args(["search", "--archive"]).arg(texts).arg("--index").arg(&index).arg(query))
        };
        let times: Vec<f64> = (0..rounds * 4).map(|_| search().wall * 1e3).collect();
        println!("  search {query:<22} {:>6.1} ms, whole process", median(times));
    }
}

fn row(what: &str, runs: &[Run], bytes: u64) {
    let cpu = median(runs.iter().map(|run| run.cpu).collect());
    println!(
        "  {what:<17} {:>6.2} s wall   {cpu:>6.2} s CPU   {:>6.1} MB/s of CPU   {:>5} MB peak",
        median(runs.iter().map(|run| run.wall).collect()),
        bytes as f64 / 1e6 / cpu.max(0.005),
        runs.iter().map(|run| run.peak_kb).max().unwrap_or(0) / 1024
    );
}

/// Runs a program to its end, its output thrown away.
fn run(command: &mut Command) -> Run {
    let before = children_cpu();
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak_kb = 0;
    let exit = loop {
        peak_kb = peak_kb.max(high_water(&status).unwrap_or(0));
        match child.try_wait().expect("the program can be waited for") {
            Some(exit) => break exit,
            None => std::thread::sleep(Duration::from_micros(300)),
        }
    };
    let wall = start.elapsed().as_secs_f64();
    assert!(exit.code().is_some_and(|code| code != 2), "{command:?} failed: {exit}");
    Run { wall, cpu: children_cpu() - before, peak_kb }
}

/// CPU seconds of all children that have ended, in steps of a hundredth (`cutime` and `cstime` of proc(5)).
fn children_cpu() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    after_name.split_whitespace().skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn high_water(status: &Path) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB").parse().ok()
}

fn size_of(folder: &Path) -> u64 {
    let size =
        |entry: walkdir::DirEntry| entry.metadata().map_or(0, |data| if data.is_file() { data.len() } else { 0 });
    walkdir::WalkDir::new(folder).into_iter().flatten().map(size).sum()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
