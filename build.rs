//! Gives the program a mark for the way in which it reads articles and finds quotations: a sum of the sources that do it.
//! An archive keeps the mark with each file, and reads again what was read in another way.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The rooms that make an article of a file, and quotations of an article.
const ROOMS: [&str; 5] = ["src/article", "src/quote", "src/read", "src/speaker", "src/text"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package is"));
    let mut files = Vec::new();
    for room in ROOMS {
        println!("cargo::rerun-if-changed={room}");
        list(&root.join(room), &mut files)?;
    }
    files.sort();
    let mut sum = crc32fast::Hasher::new();
    for file in &files {
        sum.update(&fs::read(file)?);
    }
    println!("cargo::rustc-env=ONRECORD_FINDS={:08x}", sum.finalize());
    Ok(())
}

/// The files below a folder.
fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { list(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
