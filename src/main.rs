//! The program: words in, an exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    onrecord::cli::tell_panics();
    ExitCode::from(onrecord::cli::run(std::env::args_os()))
}
