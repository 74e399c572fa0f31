//! The program: words in, an exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    // A reader that meets a page it cannot take apart says so in its report; nobody needs the trace as well.
    std::panic::set_hook(Box::new(|panic| log::error!("{panic}")));
    ExitCode::from(onrecord::cli::run(std::env::args_os()))
}
