//! The house stands as the map in `src/lib.rs` draws it.
//!
//! The map is read from there: an arrow that is not in it fails here, with the file that draws it, and so does one in it
//! that nobody draws. What is looked at is code alone, without comments and the insides of strings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a room hands on though it is another's, with the reason.
const HANDED_ON: &[(&str, &str)] = &[
    // "did you mean …?": asked about measures, about the names in a suite and about ids, none of which deals in words.
    ("relevance/mod.rs", "crate::text::spelling::nearest"),
];

/// What may stand where: the rooms, or the single files, that may hold it.
const RULES: &[(&[&str], &[&str])] = &[
    (&["tantivy::"], &["archive", "search"]),
    (&["println!", "eprintln!", "print!(", "eprint!(", "io::stdout", "io::stderr"], &["cli"]),
    (&["process::exit", "ExitCode"], &["main.rs"]),
    (
        &["File::open", "fs::read(", "fs::read_to_string"],
        &[
            // The articles.
            "read",
            // What lies beside the index.
            "archive",
            // What the command line names.
            "cli",
            // Suites, topics and judgements, by the file of each.
            "trial/judgements.rs",
            "trial/suite_file.rs",
            "trial/topics.rs",
            // Annotations, whose texts are no articles of an archive.
            "ingest/training.rs",
            // The aliases, which a person may edit between two questions.
            "search/people.rs",
        ],
    ),
    (
        &["OpenOptions", "File::create", "fs::write", "fs::rename", "fs::remove_", "fs::create_dir", "fs::copy"],
        &["archive", "cli", "trial/judgements.rs", "trial/scratch.rs"],
    ),
    // Ways to import the above under shorter names.
    (&["use std::fs;", "use std::fs as", "fs::{self", "fs::{read", "fs::read;", "fs::*"], &[]),
    (&["unsafe"], &[]),
];

/// The map: the floor of each room, and the rooms that it may import from.
struct Map {
    floors: BTreeMap<String, u32>,
    arrows: BTreeSet<(String, String)>,
}

impl Map {
    fn read() -> Map {
        let text = std::fs::read_to_string(src().join("lib.rs")).unwrap();
        let (mut floors, mut arrows) = (BTreeMap::new(), BTreeSet::new());
        for line in text.lines().filter_map(|line| line.strip_prefix("//! ")) {
            let mut words = line.split_whitespace();
            match (words.next(), words.clone().next()) {
                (Some(room), Some("→")) => {
                    arrows.extend(words.skip(1).map(|below| (room.to_owned(), below.to_owned())));
                }
                (Some(floor), _) => {
                    let Ok(floor) = floor.parse() else { continue };
                    floors.extend(words.filter_map(|room| Some((room.strip_suffix('/')?.to_owned(), floor))));
                }
                _ => {}
            }
        }
        Map { floors, arrows }
    }
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every `.rs` file of `src`, by its path there, with its code.
fn sources() -> Vec<(String, String)> {
    let files = walkdir::WalkDir::new(src()).sort_by_file_name().into_iter().flatten();
    let files = files.map(walkdir::DirEntry::into_path).filter(|path| path.extension().is_some_and(|end| end == "rs"));
    let read = |path: PathBuf| {
        let parts = path.strip_prefix(src()).unwrap().iter().map(|part| part.to_str().unwrap());
        (parts.collect::<Vec<_>>().join("/"), code(&std::fs::read_to_string(&path).unwrap()))
    };
    files.map(read).collect()
}

/// The room of a file; the file itself where it stands in none.
fn room(file: &str) -> &str {
    file.split('/').next().unwrap()
}

/// A source without comments and without what stands in strings and between single quotes.
fn code(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(character) = rest.chars().next() {
        let length = match not_code(&code, rest) {
            Some(length) => {
                // Lines stay what they were.
                code.extend(rest[..length].chars().filter(|character| *character == '\n'));
                length
            }
            None => {
                let behind = character.len_utf8();
                let length = rest[behind..].find(['/', '"', '\'', 'r']).map_or(rest.len(), |next| behind + next);
                code.push_str(&rest[..length]);
                length
            }
        };
        rest = &rest[length..];
    }
    code
}

/// The length of a comment, a string or a character at the beginning of `rest`, where there is one; `before` is the code
/// that stands before it.
fn not_code(before: &str, rest: &str) -> Option<usize> {
    let to = |from: usize, end: &str| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
    let in_word = before.ends_with(|character: char| character.is_alphanumeric() || character == '_');
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(to(2, "*/"));
    }
    if let Some(raw) = rest.strip_prefix('r').filter(|_| !in_word || before.ends_with('b')) {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            return Some(to(hashes + 2, &format!("\"{}", "#".repeat(hashes))));
        }
    }
    if let Some(string) = rest.strip_prefix('"') {
        let mut escaped = false;
        let end = string.find(|character: char| {
            let ends = character == '"' && !escaped;
            escaped = character == '\\' && !escaped;
            ends
        });
        return Some(end.map_or(rest.len(), |end| end + 2));
    }
    let mut characters = rest.strip_prefix('\'')?.char_indices();
    match (characters.next()?.1, characters.next()?) {
        ('\\', (_, escaped)) => Some(to(2 + escaped.len_utf8(), "'")),
        (_, (end, '\'')) => Some(end + 2),
        // A lifetime.
        _ => None,
    }
}

/// Code without the items that are there for tests alone.
fn without_tests(code: &str) -> String {
    let mut kept = String::new();
    let mut rest = code;
    while let Some((before, item)) = rest.split_once("#[cfg(test)]") {
        kept.push_str(before);
        let mut depth = 0;
        let end = item.find(|character: char| {
            depth += i32::from(character == '{') - i32::from(character == '}');
            depth == 0 && matches!(character, '}' | ';')
        });
        rest = end.map_or("", |end| &item[end + 1..]);
    }
    kept + rest
}

/// The name that the text begins with.
fn name(text: &str) -> &str {
    text.split(|character: char| !character.is_alphanumeric() && character != '_').next().unwrap_or_default()
}

/// The names behind `crate::` in a file, or behind as many `super::` as lead there; empty for `crate::{` and `crate::*`.
fn named_in_crate<'c>(file: &str, code: &'c str) -> Vec<&'c str> {
    let mut found: Vec<&str> = code.split("crate::").skip(1).map(name).collect();
    let depth = file.split('/').count() - usize::from(file.ends_with("/mod.rs"));
    let to_crate = "super::".repeat(depth);
    let by_way_of_super = code.split(to_crate.as_str()).skip(1).map(|rest| name(rest.trim_start_matches("super::")));
    // In the tests of a `mod.rs` it is the room itself.
    found.extend(by_way_of_super.filter(|name| depth > 1 || !name.is_empty()));
    found
}

/// What code re-exports, to whomever: the paths behind `pub use` and its like.
fn handed_on(code: &str) -> Vec<&str> {
    let is_public = |at: &usize| {
        let before = code[..*at].trim_end();
        before.ends_with("pub") || before.rsplit_once("pub(").is_some_and(|(_, to)| to.find(')') == Some(to.len() - 1))
    };
    let uses = code.match_indices("use ").map(|(at, _)| at).filter(is_public);
    uses.filter_map(|at| code[at + "use ".len()..].split(';').next()).collect()
}

#[test]
fn every_arrow_is_on_the_map() {
    let map = Map::read();
    let (mut drawn, mut wrong) = (BTreeSet::new(), Vec::new());
    for (file, code) in sources() {
        let room = room(&file);
        if room == file {
            continue;
        }
        assert!(map.floors.contains_key(room), "the room `{room}` has no floor");
        for other in named_in_crate(&file, &code) {
            let arrow = (room.to_owned(), other.to_owned());
            if other.is_empty() {
                wrong.push(format!("{file}: imports from several rooms at once"));
            } else if other != room && map.floors.contains_key(other) {
                if !map.arrows.contains(&arrow) {
                    wrong.push(format!("{file}: {room} → {other}"));
                }
                drawn.insert(arrow);
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that are not on the map:\n{}", wrong.join("\n"));
    let idle: Vec<_> = map.arrows.difference(&drawn).collect();
    assert!(idle.is_empty(), "arrows of the map that nobody draws: {idle:?}");
}

#[test]
fn every_arrow_leads_down() {
    let Map { floors, arrows } = Map::read();
    assert!(floors.len() > 10 && arrows.len() > 20, "the map is not read");
    for (room, below) in arrows {
        assert!(floors[&room] > floors[&below], "{room} → {below}");
    }
}

#[test]
fn nobody_hands_on_what_another_room_has() {
    let (mut wrong, mut met) = (Vec::new(), 0);
    for (file, code) in sources() {
        for path in handed_on(&code) {
            if named_in_crate(&file, path).iter().all(|other| *other == room(&file)) {
                continue;
            }
            match HANDED_ON.contains(&(&file, path)) {
                true => met += 1,
                false => wrong.push(format!("{file}: {path}")),
            }
        }
    }
    assert!(wrong.is_empty(), "take it from the room that has it:\n{}", wrong.join("\n"));
    assert_eq!(met, HANDED_ON.len(), "something is handed on no more");
}

#[test]
fn each_thing_has_one_room() {
    let mut wrong = Vec::new();
    for (file, code) in sources() {
        // Tests may do what they like.
        for line in without_tests(&code).lines() {
            for (things, places) in RULES {
                if things.iter().any(|thing| line.contains(thing))
                    && !places.iter().any(|place| *place == room(&file) || *place == file)
                {
                    wrong.push(format!("{file}: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "things out of their room:\n{}", wrong.join("\n"));
}

#[test]
fn code_is_told_from_what_it_holds() {
    let source = r##"let a = "http://x \" // {"; // crate::cli
let b: &'a str = r#"un"safe"#; let c = ['"', '\'', '\u{7b}', 'é']; /* unsafe */ crate::text
"##;
    assert_eq!(code(source), "let a = ; \nlet b: &'a str = ; let c = [, , , ];  crate::text\n");
    let tested = "a\n#[cfg(test)]\nmod b;\nc\n#[cfg(test)]\nmod d { fn e() { f; } }\ng";
    assert_eq!(without_tests(tested), "a\n\nc\n\ng");
    assert_eq!(handed_on("pub use a::b; use c; pub(in super) use {d,\n e};"), ["a::b", "{d,\n e}"]);
    assert_eq!(named_in_crate("a/b.rs", "use crate::c; super::super::d::e(super::f)"), ["c", "d"]);
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
