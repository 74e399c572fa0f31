//! How the time of extraction grows with the length of the text, on texts made to be hard.
//!
//! ```text
//! cargo bench --bench extract -- [--rounds N] [--only PART OF A NAME]
//! ```
//!
//! Each kind of text is made at 1 MB and at 10 MB, as one article. Printed are nanoseconds per byte at both lengths,
//! medians over the rounds, and their ratio: about 1 where the time is linear, about 10 where it is quadratic. Every
//! time is taken in a process of its own, as `onrecord extract` has one, because memory that an earlier article left
//! behind makes the next one cheaper.
//!
//! These are measurements, not tests: nothing here fails because a machine is slow.

#[path = "../tests/quotations/hostile.rs"]
mod hostile;

use hostile::HOSTILE;
use onrecord::quote::find_quotations;
use std::process::Command;
use std::time::Instant;

const LENGTHS: [usize; 2] = [1_000_000, 10_000_000];

fn main() {
    let (mut rounds, mut only, mut one) = (5, String::new(), None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--rounds" => rounds = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(rounds),
            "--only" => only = arguments.next().unwrap_or_default(),
            "--one" => one = arguments.next().zip(arguments.next()),
            // cargo passes this to every bench.
            _ => {}
        }
    }
    if let Some((number, bytes)) = one {
        return time_one(number.parse().expect("a number"), bytes.parse().expect("a length"));
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
