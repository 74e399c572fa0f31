//! Transcripts: what a person types and what comes back, one behaviour a file.
//!
//! Asking an archive makes its index, so every transcript runs in a folder of its own outside the repository, which
//! holds a copy of `news/` and of what stands in `<transcript>.in/`. `TRYCMD=overwrite cargo test --test tests cli`
//! rewrites the transcripts: read the diff, and put `[..]` for times again.

mod contract;

use std::path::Path;

#[test]
fn transcripts() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let scratch = tempfile::tempdir().unwrap();
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&here).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        if let Some(stem) = name.strip_suffix(".md") {
            let folder = scratch.path().join(format!("{stem}.in"));
            copy(&here.join("news"), &folder.join("news"));
            let own = here.join(format!("{stem}.in"));
            if own.is_dir() {
                copy(&own, &folder);
            }
            std::fs::copy(entry.path(), scratch.path().join(&name)).unwrap();
            names.push(name);
        }
    }
    assert!(names.len() >= 10, "transcripts have gone: {names:?}");
    let outcome = std::panic::catch_unwind(|| {
        trycmd::TestCases::new()
            .register_bin("onrecord", Path::new(env!("CARGO_BIN_EXE_onrecord")))
            .env("ONRECORD_ARCHIVE", "")
            .env("GITHUB_ACTIONS", "")
            .env("COLUMNS", "80")
            .case(scratch.path().join("*.md"))
            .run();
    });
    if std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite") {
        for name in &names {
            std::fs::copy(scratch.path().join(name), here.join(name)).unwrap();
        }
    }
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

/// Copies a folder with everything in it.
fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(Result::unwrap) {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
