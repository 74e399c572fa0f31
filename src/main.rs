//! The program: words in, an exit status out.

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Names, tokens and quotations are millions of small strings; this deals in them faster than the system's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    onrecord::cli::tell_panics();
    ExitCode::from(onrecord::cli::run(std::env::args_os()))
}
