//! A bug must be seen: what is said when the program panics, and the exit status that follows.
//!
//! Input never panics us, so a panic is a mistake of ours, or an index whose files changed under tantivy, which
//! trusts them. Either way one clear line is better than a trace or than silence. Pages that break an HTML parser are
//! no bug: the reader catches those and skips the page.

use super::error::{CliError, Status};
use super::output;
use crate::read::guards_this_thread;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether a panic has been told: threads that fall over together have one reason.
static TOLD: AtomicBool = AtomicBool::new(false);

/// Makes every panic of this process, on any thread, a line on stderr that asks for a report.
pub fn tell_panics() {
    std::panic::set_hook(Box::new(|panic| {
        if guards_this_thread() {
            log::debug!("a page breaks the HTML reader: {panic}");
        } else if !TOLD.swap(true, Ordering::Relaxed) {
            tell(panic);
        }
    }));
}

/// Runs a command; where it panics the status is 2, as for whatever else could not be done.
pub(super) fn caught(command: impl FnOnce() -> Result<Status, CliError>) -> Result<Status, CliError> {
    catch_unwind(AssertUnwindSafe(command)).unwrap_or(Ok(Status::Failed))
}

fn tell(panic: &PanicHookInfo<'_>) {
    let what = panic.payload_as_str().unwrap_or("for no reason given");
    let (file, line) = panic.location().map_or(("", 0), |location| (location.file(), location.line()));
    let place = below_registry(file);
    if ["tantivy", "ownedbytes", "bitpacking"].iter().any(|library| place.starts_with(library)) {
        output::last_words(
            &format!("the index seems to be damaged: {what} ({place}:{line})"),
            "make it anew from the articles: onrecord index --rebuild; where that does not help, please report it",
        );
    } else {
        output::last_words(
            &format!("onrecord met a bug: {what} ({place}:{line})"),
            "please report it, with the command and, if you may share it, the article",
        );
    }
}

/// A dependency's file without the folder in which cargo keeps it: `tantivy-0.27.0/src/lib.rs`.
fn below_registry(file: &str) -> &str {
    let package = file.split_once("registry/src/").and_then(|(_, path)| path.split_once('/'));
    package.map_or(file, |(_, path)| path)
}

#[cfg(test)]
mod tests {
    use super::{below_registry, caught};
    use crate::cli::error::Status;

    #[test]
    fn a_panic_is_the_status_of_what_could_not_be_done() {
        assert!(matches!(caught(|| panic!("a test panics on purpose")), Ok(Status::Failed)));
        assert!(matches!(caught(|| Ok(Status::No)), Ok(Status::No)));
    }

    #[test]
    fn a_place_in_a_dependency_begins_with_its_name() {
        let file = "/home/i/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/tantivy-0.27.0/src/lib.rs";
        assert_eq!(below_registry(file), "tantivy-0.27.0/src/lib.rs");
        assert_eq!(below_registry("src/cli/mod.rs"), "src/cli/mod.rs");
    }
}
