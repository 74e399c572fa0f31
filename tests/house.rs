//! The house stands: every room imports only from rooms below it.
//!
//! The table is that of `src/lib.rs`. An arrow that is not in it fails here, with the file that draws it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Each room with the rooms it may import from.
const ARROWS: &[(&str, &[&str])] = &[
    ("article", &[]),
    ("text", &[]),
    ("relevance", &["text"]),
    ("read", &["article", "text"]),
    ("speaker", &["article", "text"]),
    ("archive", &["article", "text"]),
    ("quote", &["speaker", "article", "text"]),
    ("search", &["archive", "speaker", "article", "text"]),
    ("ingest", &["read", "quote", "archive", "article", "text"]),
    ("render", &["search", "relevance", "speaker", "article"]),
    ("trial", &["ingest", "search", "relevance", "archive", "article"]),
    ("cli", &["ingest", "search", "trial", "relevance", "render", "archive", "article"]),
];

/// Every `.rs` file of a room with its text.
fn sources(room: &Path) -> Vec<(PathBuf, String)> {
    let entry = |entry: walkdir::DirEntry| entry.into_path();
    let mut files: Vec<PathBuf> =
        walkdir::WalkDir::new(room).sort_by_file_name().into_iter().flatten().map(entry).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    files.into_iter().map(|path| (path.clone(), std::fs::read_to_string(&path).unwrap())).collect()
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The lines of code of a file, without comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.split("//").next().unwrap_or_default())
}

#[test]
fn every_arrow_points_down() {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let mut wrong = Vec::new();
    for room in std::fs::read_dir(src()).unwrap().flatten().filter(|entry| entry.path().is_dir()) {
        let name = room.file_name().into_string().unwrap();
        let may = allowed.get(name.as_str()).unwrap_or_else(|| panic!("the room `{name}` is not in the table"));
        for (path, text) in sources(&room.path()) {
            for line in code(&text) {
                for part in line.split("crate::").skip(1) {
                    let other: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    if other != name && allowed.contains_key(other.as_str()) && !may.contains(&other.as_str()) {
                        wrong.push(format!("{}: {name} → {other}", path.display()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that are not in the table:\n{}", wrong.join("\n"));
}

#[test]
fn the_table_has_no_circles() {
    let height: BTreeMap<&str, usize> = ARROWS.iter().enumerate().map(|(n, (room, _))| (*room, n)).collect();
    fn reaches<'t>(from: &str, to: &str, table: &BTreeMap<&'t str, &[&'t str]>) -> bool {
        table[from].iter().any(|next| *next == to || reaches(next, to, table))
    }
    let table: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    for room in height.keys() {
        assert!(!reaches(room, room, &table), "{room} reaches itself");
    }
}

#[test]
fn each_thing_has_one_room() {
    // What may stand where: the rooms (or files directly in src) that may hold it.
    let rules: &[(&[&str], &[&str])] = &[
        (&["tantivy::"], &["archive", "search"]),
        (&["println!", "eprintln!", "print!(", "eprint!(", "io::stdout", "io::stderr"], &["cli"]),
        (&["process::exit", "ExitCode"], &["main.rs"]),
        // The archive reads what it kept beside its index.
        (&["File::open", "fs::read("], &["read", "archive", "cli", "trial"]),
        (&["unsafe "], &[]),
    ];
    let mut wrong = Vec::new();
    for (path, text) in sources(&src()) {
        let below = path.strip_prefix(src()).unwrap();
        let room = below.components().next().unwrap().as_os_str().to_str().unwrap().to_owned();
        // Test modules may do what they like.
        let text = text.split("#[cfg(test)]").next().unwrap();
        for line in code(text) {
            for (things, rooms) in rules {
                if things.iter().any(|thing| line.contains(thing)) && !rooms.contains(&room.as_str()) {
                    wrong.push(format!("{}: {}", below.display(), line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "things out of their room:\n{}", wrong.join("\n"));
}

#[test]
fn no_file_of_tests_is_forgotten() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let declared = std::fs::read_to_string(tests.join("tests.rs")).unwrap();
    for entry in std::fs::read_dir(&tests).unwrap().flatten() {
        let path = entry.path();
        let is_module = path.extension().is_some_and(|ending| ending == "rs") || path.join("mod.rs").is_file();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if is_module && name != "tests" {
            assert!(declared.contains(&format!("mod {name};")), "tests/tests.rs does not declare `{name}`");
        }
    }
}
