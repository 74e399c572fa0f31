//! What settling people costs: 200,000 printed names in two million quotations, and hostile ones.
//!
//! `cargo bench --bench speakers`. The floor, in the same run, is what no registry can do without: folding every name
//! once and sorting the folded names. Clocks of busy machines tell little; the proportion to the floor tells more.

use mimalloc::MiMalloc;
use onrecord::article::{CivilDate, FullName, NameUses};
use onrecord::speaker::registry::{Aliases, SpeakerRegistry};
use onrecord::text::fold::fold;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// As the program has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Numbers that are the same every time (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    /// An invented name of two to four syllables.
    fn name(&mut self) -> String {
        const ONSETS: &[&str] =
            &["b", "br", "d", "f", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "v", "z"];
        const CORES: &[&str] = &["a", "e", "i", "o", "u", "ei", "ou", "ie"];
        const ENDS: &[&str] = &["", "", "n", "r", "s", "l", "nd", "rk"];
        let mut name = String::new();
        for _ in 0..2 + self.below(3) {
            name.push_str(ONSETS[self.below(ONSETS.len())]);
            name.push_str(CORES[self.below(CORES.len())]);
        }
        name.push_str(ENDS[self.below(ENDS.len())]);
        let first = name.remove(0).to_ascii_uppercase();
        format!("{first}{name}")
    }
}

const NAMES: usize = 200_000;
const QUOTATIONS: usize = 2_000_000;

/// As in a real archive: few given names for many people, surnames alone, initials, titles, most names rare.
fn archive(numbers: &mut Numbers) -> NameUses {
    let given: Vec<String> = (0..3_000).map(|_| numbers.name()).collect();
    let surnames: Vec<String> = (0..60_000).map(|_| numbers.name()).collect();
    let mut names = Vec::with_capacity(NAMES);
    let mut seen = std::collections::HashSet::new();
    while names.len() < NAMES {
        let (first, second) = (&given[numbers.below(given.len())], &given[numbers.below(given.len())]);
        let surname = &surnames[numbers.below(surnames.len())];
        let name = match numbers.below(10) {
            0 => surname.clone(),
            1 => format!("{first} {}. {surname}", &second[..1]),
            2 => format!("{}. {surname}", &first[..1]),
            3 => format!("{first} {second} {surname}"),
            _ => format!("{first} {surname}"),
        };
        if seen.insert(name.clone()) {
            names.push(name);
        }
    }
    uses(names, QUOTATIONS, numbers)
}

fn uses(names: Vec<String>, quotations: usize, numbers: &mut Numbers) -> NameUses {
    let count = names.len();
    let names = names.into_iter().map(|name| FullName { name: name.clone(), full_name: name }).collect();
    let mut uses = NameUses { names, ..NameUses::default() };
    for n in 0..quotations {
        // The first names are quoted the most.
        let name = if n < count { n } else { (numbers.below(count) * numbers.below(count)) / count };
        if n % 8 == 0 {
            uses.dates.push(CivilDate::year(1950 + numbers.below(70) as i32));
        }
        uses.uses.push((name as u32, uses.dates.len() as u32 - 1));
    }
    uses
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = black_box(work());
    let time = start.elapsed();
    println!("{what:<58} {:>10.2} ms", time.as_secs_f64() * 1e3);
    (result, time)
}

fn main() {
    let mut numbers = Numbers(1);
    let real = archive(&mut numbers);
    let (_, floor) = timed("floor: fold and sort 200,000 names", || {
        let mut folded: Vec<String> = real.names.iter().map(|name| fold(&name.full_name)).collect();
        folded.sort_unstable();
        folded.len()
    });
    let aliases = Aliases::default();
    let (registry, made) = timed("200,000 names, 2,000,000 quotations", || SpeakerRegistry::make(&real, &aliases, 1));
    println!("{:<58} {:>10.1} x floor", "", made.as_secs_f64() / floor.as_secs_f64());
    println!("{:<58} {:>10} people, {:.1} MB", "", registry.len(), registry.bytes().len() as f64 / 1e6);
    let kept = Arc::new(registry.bytes().to_vec());
    let (opened, _) = timed("opening what is kept", || SpeakerRegistry::open(kept, 1, 0).expect("it is whole"));
    let asked: Vec<String> = (0..1_000).map(|_| real.names[numbers.below(NAMES)].full_name.clone()).collect();
    let (_, all) =
        timed("resolving 1,000 names", || asked.iter().map(|name| opened.resolve(name).speakers.len()).sum::<usize>());
    println!("{:<58} {:>10.3} ms each", "", all.as_secs_f64());
    let slowest = asked.iter().map(|name| {
        let start = Instant::now();
        black_box(opened.resolve(name));
        start.elapsed()
    });
    println!("{:<58} {:>10.3} ms", "the slowest of them", slowest.max().unwrap_or_default().as_secs_f64() * 1e3);

    let many: Vec<String> = (0..50_000).map(|n| format!("{}{n} Strindlund", numbers.name())).collect();
    let (many, _) = timed("50,000 people with one surname", || {
        SpeakerRegistry::make(&uses(many.clone(), 50_000, &mut Numbers(2)), &aliases, 1)
    });
    timed("resolving that surname", || many.resolve("Strindlund").speakers.len());
    let initials: Vec<String> =
        (0..50_000).map(|n| format!("Ann {} Strindlund", Numbers(n as u64).name() + &n.to_string())).collect();
    timed("50,000 middle names of one name", || {
        SpeakerRegistry::make(&uses(initials.clone(), 50_000, &mut Numbers(3)), &aliases, 1).len()
    });
    let long: Vec<String> = (0..2_000).map(|n| format!("{n} {}", "Annabel ".repeat(62))).collect();
    timed("2,000 names of 500 characters", || {
        SpeakerRegistry::make(&uses(long.clone(), 2_000, &mut Numbers(4)), &aliases, 1).len()
    });
    let alike: Vec<String> = (0..50_000)
        .map(|n: usize| {
            let vowels: String = (0..8).map(|at| format!("r{}", ["a", "e", "i", "o"][(n >> (2 * at)) & 3])).collect();
            format!("Ann M{vowels}n")
        })
        .collect();
    timed("50,000 surnames with the same bones", || {
        SpeakerRegistry::make(&uses(alike.clone(), 50_000, &mut Numbers(5)), &aliases, 1).len()
    });
}
