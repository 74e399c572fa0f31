//! How long extraction takes: on texts made to be hard, by their length; on a corpus, beside a rival.
//!
//! ```text
//! cargo bench --bench extract -- [--rounds N] [--only PART OF A NAME]
//! cargo bench --bench extract -- --corpus FILE.jsonl ... [--rival COMMAND] [--rounds N]
//! ```
//!
//! **Hard texts.** Each kind of text is made at 1 MB and at 10 MB, as one article. Printed are nanoseconds per byte at both lengths,
//! medians over the rounds, and their ratio: about 1 where the time is linear, about 10 where it is quadratic. Every
//! time is taken in a process of its own, as `onrecord extract` has one, because memory that an earlier article left
//! behind makes the next one cheaper.
//!
//! **A corpus** has `headline` and `body` on each line. `onrecord extract --threads 1` runs over it as a process of its own,
//! without and with indirect speech, and in turn with these the rival, any shell command in which `{}` stands for a folder
//! of the same articles as `N.txt` (headline, blank line, body). Printed are megabytes of text in a second of processor
//! time, starting and reading included for all of them, and the medians over the rounds of how often faster than the
//! rival each is: speeds differ from hour to hour on a shared machine, their ratio in one round hardly.
//!
//! These are measurements, not tests: nothing here fails because a machine is slow.

#[path = "../tests/quotations/hostile.rs"]
mod hostile;

use hostile::HOSTILE;
use mimalloc::MiMalloc;
use onrecord::quote::find_quotations;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// As the program has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const LENGTHS: [usize; 2] = [1_000_000, 10_000_000];

fn main() {
    let (mut rounds, mut only, mut one) = (5, String::new(), None);
    let (mut corpora, mut rival) = (Vec::new(), None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--rounds" => rounds = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(rounds),
            "--only" => only = arguments.next().unwrap_or_default(),
            "--one" => one = arguments.next().zip(arguments.next()),
            "--corpus" => corpora.extend(arguments.next().map(PathBuf::from)),
            "--rival" => rival = arguments.next(),
            // cargo passes this to every bench.
            _ => {}
        }
    }
    if let Some((number, bytes)) = one {
        return time_one(number.parse().expect("a number"), bytes.parse().expect("a length"));
    }
    if !corpora.is_empty() {
        return corpora.iter().for_each(|corpus| time_corpus(corpus, rival.as_deref(), rounds));
    }
    println!("{:<42} {:>9} {:>9} {:>6}", "ns per byte at", "1 MB", "10 MB", "ratio");
    let mut worst = 0.0_f64;
    for (number, kind) in HOSTILE.iter().enumerate().filter(|(_, kind)| kind.name.contains(&only)) {
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..rounds {
            for (times, bytes) in times.iter_mut().zip(LENGTHS) {
                times.push(in_a_process_of_its_own(number, bytes));
            }
        }
        let [short, long] = times.map(median);
        worst = worst.max(long / short);
        println!("{:<42} {short:>9.1} {long:>9.1} {:>6.2}", kind.name, long / short);
    }
    println!("{:<42} {:>26.2}", "worst", worst);
}

/// Prints how fast a corpus is read by us and by the rival.
fn time_corpus(corpus: &Path, rival: Option<&str>, rounds: usize) {
    let folder = std::env::temp_dir().join(format!("onrecord-bench-{}", std::process::id()));
    let bytes = write_texts(corpus, &folder);
    let extract = |kinds: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.args(["extract", "--threads", "1", "--kinds", kinds]).arg(corpus);
        command
    };
    let mut runs = vec![
        ("extract --kinds direct,mixed", extract("direct,mixed"), Vec::new()),
        ("extract", extract("direct,mixed,indirect"), Vec::new()),
    ];
    if let Some(rival) = rival {
        let mut command = Command::new("sh");
        command.arg("-c").arg(rival.replace("{}", &folder.to_string_lossy()));
        runs.push((rival, command, Vec::new()));
    }
    for _ in 0..rounds {
        for (_, command, times) in &mut runs {
            times.push(processor_time(command).as_secs_f64());
        }
    }
    println!("{}: {:.1} MB of text, {rounds} rounds", corpus.display(), bytes as f64 / 1e6);
    let beside = rival.and(runs.last()).map(|(_, _, times)| times.clone());
    for (name, _, times) in &runs {
        let speeds = times.iter().map(|time| bytes as f64 / 1e6 / time).collect();
        let ratio =
            beside.iter().map(|rival| median(times.iter().zip(rival).map(|(own, other)| other / own).collect()));
        let ratio: String = ratio.map(|ratio| format!(", {ratio:.2} times the rival")).collect();
        println!("  {:>6.2} MB/s{ratio}: {name}", median(speeds));
    }
    std::fs::remove_dir_all(&folder).expect("our own folder is removed");
}

/// Writes the articles of a corpus as text files; returns their bytes.
fn write_texts(corpus: &Path, folder: &Path) -> usize {
    std::fs::create_dir_all(folder).expect("a folder for temporary files");
    let lines = std::fs::read_to_string(corpus).unwrap_or_else(|error| panic!("{}: {error}", corpus.display()));
    let article = |line: &str| {
        let article: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        let part = |name: &str| article[name].as_str().unwrap_or_default().to_owned();
        format!("{}\n\n{}", part("headline"), part("body"))
    };
    let mut bytes = 0;
    for (number, text) in lines.lines().map(article).enumerate() {
        bytes += text.len();
        std::fs::write(folder.join(format!("{number}.txt")), text).expect("a text is written");
    }
    bytes
}

/// The processor time of a command (Linux: `cutime` and `cstime` of proc(5), in hundredths of a second), else its whole
/// time.
fn processor_time(command: &mut Command) -> Duration {
    let of_children = || -> Option<u64> {
        let line = std::fs::read_to_string("/proc/self/stat").ok()?;
        let fields: Vec<&str> = line.rsplit_once(')')?.1.split_whitespace().collect();
        Some(fields.get(13)?.parse::<u64>().ok()? + fields.get(14)?.parse::<u64>().ok()?)
    };
    let (start, before) = (Instant::now(), of_children());
    let status = command.stdout(Stdio::null()).status().expect("the command starts");
    assert!(status.success(), "{command:?}: {status}");
    let ticks = before.zip(of_children()).map(|(before, after)| after - before);
    ticks.map_or(start.elapsed(), |ticks| Duration::from_millis(ticks * 10))
}

fn in_a_process_of_its_own(number: usize, bytes: usize) -> f64 {
    let program = std::env::current_exe().expect("the path of this program");
    let run = Command::new(program).args(["--one", &number.to_string(), &bytes.to_string()]).output();
    let run = run.expect("the program starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8_lossy(&run.stdout).trim().parse().expect("a time")
}

/// Prints the nanoseconds per byte of one text.
fn time_one(number: usize, bytes: usize) {
    // The word lists are read by whoever comes first.
    find_quotations(&hostile::article("“We knew,” said Ann Roe. He said: “It rained.”".to_owned()));
    let article = HOSTILE[number].article(bytes);
    let (start, before) = (Instant::now(), on_the_processor());
    let quotations = find_quotations(&article);
    let (wall, after) = (start.elapsed(), on_the_processor());
    drop(quotations);
    let time = before.zip(after).map_or(wall.as_nanos() as u64, |(before, after)| after - before);
    println!("{}", time as f64 / article.text.len() as f64);
}

/// Nanoseconds that this thread has run, others' turns on a busy machine left out (Linux: `schedstat` of proc(5)).
fn on_the_processor() -> Option<u64> {
    // The account is brought up to date when the thread gives way.
    std::thread::yield_now();
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
