//! [`walk`]: which files below a root may hold articles, in an order that is the same on every machine.

use super::detect::{self, Known};
use super::skipped::{Skipped, io_reason};
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The name of the files that say, in gitignore syntax, what is no article.
const IGNORE_FILE: &str = ".onrecordignore";

/// How to walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkOptions {
    /// Files above this many bytes are [`Skipped`], except JSON Lines, which are read line by line.
    pub max_size: u64,
    /// Whether links to files and folders are followed; otherwise links are passed over.
    pub follow_links: bool,
}

impl Default for WalkOptions {
    fn default() -> WalkOptions {
        WalkOptions { max_size: super::records::DEFAULT_MAX_SIZE, follow_links: true }
    }
}

/// A file that may hold articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Where it can be opened.
    pub path: PathBuf,
    /// Its path below the root, with `/` between the parts; the file's name where the root is a file.
    pub relative: String,
    /// What tells whether it has changed.
    pub fingerprint: Fingerprint,
}

/// A file's size and times of change: while all stay the same, the file counts as unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Bytes.
    pub size: u64,
    /// When its content changed, as far as the file system was told: programs may set it. Nanoseconds from 1970-01-01,
    /// negative before; 0 where the file system does not say.
    pub modified: i64,
    /// When anything of it changed, its name and its times too: nobody can set it. As above; 0 where no such time is kept.
    ///
    /// The number of the file (inode) would say little more, and some network disks give out new ones each time.
    pub changed: i64,
}

impl Fingerprint {
    fn of(metadata: &Metadata) -> Fingerprint {
        let nanos = |time: std::time::SystemTime| match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanos| -nanos),
        };
        Fingerprint { size: metadata.len(), modified: metadata.modified().map_or(0, nanos), changed: changed(metadata) }
    }
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> i64 {
    0
}

/// Why there is nothing to walk.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// Nothing stands at the path.
    #[error("`{0}` is not there; give a folder of articles, or one file")]
    Missing(PathBuf),
    /// It is there, and cannot be opened.
    #[error("`{path}` cannot be opened; check its permissions")]
    Unreadable {
        /// The root.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: std::io::Error,
    },
}

/// Lists what may hold articles below `root`, which may be a single file.
///
/// # Errors
///
/// [`WalkError`] where `root` is not there or cannot be opened. Trouble below the root is a [`Skipped`] item.
pub fn walk(root: &Path, options: &WalkOptions) -> Result<Walk, WalkError> {
    let unreadable = |cause: std::io::Error| match cause.kind() {
        std::io::ErrorKind::NotFound => WalkError::Missing(root.to_owned()),
        _ => WalkError::Unreadable { path: root.to_owned(), cause },
    };
    let metadata = std::fs::metadata(root).map_err(unreadable)?;
    if metadata.is_dir() {
        std::fs::read_dir(root).map_err(unreadable)?;
    } else {
        File::open(root).map_err(unreadable)?;
    }
    let entries = walkdir::WalkDir::new(root).follow_links(options.follow_links).sort_by(path_order).into_iter();
    Ok(Walk {
        root: root.to_owned(),
        options: options.clone(),
        entries,
        ignores: Vec::new(),
        waiting: VecDeque::new(),
        passed_over: Vec::new(),
        unseen: Vec::new(),
    })
}

/// The candidates below a root, in the byte order of their relative paths.
///
/// Left out without a word: names that begin with a dot, `README*` at the root, what `.onrecordignore` files name, an
/// index that stands among the articles.
/// Files of no known type are passed over and listed. What should have been read and cannot be is [`Skipped`].
#[derive(Debug)]
pub struct Walk {
    root: PathBuf,
    options: WalkOptions,
    entries: walkdir::IntoIter,
    /// The ignore files of the folders above the current entry, each with its folder's depth.
    ignores: Vec<(usize, Gitignore)>,
    waiting: VecDeque<Skipped>,
    passed_over: Vec<Skipped>,
    unseen: Vec<String>,
}

impl Walk {
    /// Returns the places that could not be looked into so far, by their paths below the root, and forgets them. What
    /// stands there, or below it, is not known; the empty path is the root itself.
    pub fn unseen(&mut self) -> Vec<String> {
        std::mem::take(&mut self.unseen)
    }

    /// Returns the files of no known type that were passed over so far, and forgets them.
    pub fn passed_over(&mut self) -> Vec<Skipped> {
        std::mem::take(&mut self.passed_over)
    }

    fn relative(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let below = if below.as_os_str().is_empty() { path.file_name().map_or(path, Path::new) } else { below };
        let parts: Vec<_> = below.components().map(|part| name(part.as_os_str())).collect();
        parts.join("/")
    }

    fn is_ignored(&self, path: &Path, is_dir: bool) -> bool {
        // The deepest file that has an opinion wins, as in git.
        for (_, ignore) in self.ignores.iter().rev() {
            match ignore.matched(path, is_dir) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => {}
            }
        }
        false
    }

    fn enter_folder(&mut self, folder: &Path, depth: usize) {
        let file = folder.join(IGNORE_FILE);
        if !file.is_file() {
            return;
        }
        let mut builder = GitignoreBuilder::new(folder);
        let broken = builder.add(&file);
        let built = builder.build();
        for error in broken.into_iter().chain(built.as_ref().err().cloned()) {
            self.waiting.push_back(Skipped::file(self.relative(&file), format!("a pattern does not hold: {error}")));
        }
        if let Ok(ignore) = built {
            self.ignores.push((depth, ignore));
        }
    }

    fn trouble(&mut self, error: &walkdir::Error) -> Skipped {
        let path = error.path().map_or_else(String::new, |path| self.relative(path));
        let is_root = error.path().is_none_or(|path| path == self.root);
        self.unseen.push(if is_root { String::new() } else { path.clone() });
        let reason = match (error.loop_ancestor(), error.io_error()) {
            (Some(above), _) => format!("a link that leads back to a folder above it, `{}`", above.display()),
            (None, Some(io)) if io.kind() == std::io::ErrorKind::NotFound => {
                "a link that leads nowhere; remove it or mend its target".to_owned()
            }
            (None, Some(io)) => io_reason(io),
            (None, None) => error.to_string(),
        };
        Skipped::file(path, reason)
    }

    /// What to do about a file; `None` passes it over.
    fn file(&mut self, entry: &walkdir::DirEntry) -> Option<Result<Candidate, Skipped>> {
        let path = entry.path();
        let relative = self.relative(path);
        let metadata = match entry.metadata() {
            Ok(metadata) if metadata.is_file() => metadata,
            // Sockets, pipes and devices hold no articles, and opening one may hang.
            Ok(_) => return self.pass_over(relative, "it is no plain file"),
            Err(error) => return Some(Err(self.trouble(&error))),
        };
        let known = detect::known_by_name(&relative);
        // A file that was named itself is always tried; the reader says what it is or why it cannot be read.
        let named = entry.depth() == 0;
        match known {
            Known::Yes(_) => {}
            Known::No if !named => {
                let reason = detect::why_not(&relative);
                return self.pass_over(relative, &reason);
            }
            Known::Unsure if !named => match head(path) {
                Ok(head) if detect::looks_like_an_article(&relative, &head) => {}
                Ok(_) => return self.pass_over(relative, "it does not begin like an article"),
                Err(error) => return Some(Err(self.unseen_file(relative, io_reason(&error)))),
            },
            Known::No | Known::Unsure => {}
        }
        let fingerprint = Fingerprint::of(&metadata);
        let streamed = known == Known::Yes(detect::Format::JsonLines);
        if fingerprint.size > self.options.max_size && !streamed && !detect::may_be_json_lines(&relative) {
            return Some(Err(self.unseen_file(relative, super::records::too_large(self.options.max_size))));
        }
        Some(Ok(Candidate { path: path.to_owned(), relative, fingerprint }))
    }

    fn unseen_file(&mut self, relative: String, reason: String) -> Skipped {
        self.unseen.push(relative.clone());
        Skipped::file(relative, reason)
    }

    fn pass_over<T>(&mut self, relative: String, reason: &str) -> Option<T> {
        self.passed_over.push(Skipped::file(relative, reason));
        None
    }
}

impl Iterator for Walk {
    type Item = Result<Candidate, Skipped>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(skipped) = self.waiting.pop_front() {
                return Some(Err(skipped));
            }
            let entry = match self.entries.next()? {
                Ok(entry) => entry,
                Err(error) => {
                    // A hidden dangling link is as hidden as any other hidden file.
                    let name = error.path().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
                    if error.depth() > 0 && name.is_some_and(|name| name.starts_with('.')) {
                        continue;
                    }
                    return Some(Err(self.trouble(&error)));
                }
            };
            while self.ignores.last().is_some_and(|(depth, _)| *depth >= entry.depth().max(1)) {
                self.ignores.pop();
            }
            let is_dir = entry.file_type().is_dir();
            if entry.depth() > 0 {
                let name = entry.file_name().to_string_lossy();
                let readme = entry.depth() == 1
                    && !is_dir
                    && name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("readme"));
                let index = if is_dir { is_index(entry.path()) } else { is_kept_beside_index(entry.path()) };
                if name.starts_with('.') || readme || index || self.is_ignored(entry.path(), is_dir) {
                    if is_dir {
                        self.entries.skip_current_dir();
                    }
                    continue;
                }
            }
            if is_dir {
                self.enter_folder(entry.path(), entry.depth());
            } else if entry.path_is_symlink() && !self.options.follow_links {
                self.passed_over.push(Skipped::file(self.relative(entry.path()), "it is a link"));
            } else if let Some(item) = self.file(&entry) {
                return Some(item);
            }
        }
    }
}

/// Orders the entries of one folder so that whole relative paths come in byte order: a folder `a` counts as `a/`,
/// after `a.txt` would be `a-b`, before it `a.txt`.
fn path_order(a: &walkdir::DirEntry, b: &walkdir::DirEntry) -> Ordering {
    let key = |entry: &walkdir::DirEntry| {
        let mut name = name(entry.file_name()).into_owned().into_bytes();
        if entry.file_type().is_dir() {
            name.push(b'/');
        }
        name
    };
    key(a).cmp(&key(b)).then_with(|| a.file_name().cmp(b.file_name()))
}

/// A name as text. Bytes that are no UTF-8 stand as `\xFF`: two names that differ in them stay two.
fn name(name: &OsStr) -> Cow<'_, str> {
    if let Some(name) = name.to_str() {
        return Cow::Borrowed(name);
    }
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| text.push_str(&format!("\\x{byte:02X}")));
    }
    Cow::Owned(text)
}

/// Whether a folder holds an index and no articles: one may have been put among them, and its lists are JSON.
pub fn is_index(folder: &Path) -> bool {
    [".managed.json", "meta.json"].into_iter().all(|file| folder.join(file).is_file())
}

/// Whether a file belongs to an index beside it.
fn is_kept_beside_index(file: &Path) -> bool {
    let ending = file.extension().and_then(OsStr::to_str);
    // Where the first index is being made, only the new one is there yet.
    matches!(ending, Some("lock" | "copies" | "speakers" | "model" | "map"))
        && ["", "new"].into_iter().any(|ending| is_index(&file.with_extension(ending)))
}

fn head(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(detect::HEAD);
    File::open(path)?.take(detect::HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::{Walk, WalkError, WalkOptions, walk};
    use std::fs;
    use std::path::Path;

    fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    fn open(root: &Path) -> Walk {
        walk(root, &WalkOptions::default()).unwrap()
    }

    fn names(root: &Path) -> Vec<String> {
        open(root)
            .map(|item| match item {
                Ok(candidate) => candidate.relative,
                Err(skipped) => format!("! {skipped}"),
            })
            .collect()
    }

    #[test]
    fn files_come_in_byte_order_of_their_paths() {
        let root = tree(&[("a.txt", "x"), ("a/b.txt", "x"), ("a-b.txt", "x"), ("B.txt", "x"), ("a/B.md", "x")]);
        assert_eq!(names(root.path()), ["B.txt", "a-b.txt", "a.txt", "a/B.md", "a/b.txt"]);
    }

    #[test]
    fn hidden_files_and_the_readme_at_the_root_are_no_articles() {
        let root = tree(&[
            (".git/x.txt", "x"),
            (".onrecord/x.txt", "x"),
            ("README.md", "x"),
            ("readme", "x"),
            ("a/README.md", "x"),
            ("a/.x.txt", "x"),
        ]);
        assert_eq!(names(root.path()), ["a/README.md"]);
    }

    #[test]
    fn ignore_files_hold_for_their_folder_and_below() {
        let root = tree(&[
            (".onrecordignore", "drafts/\n*.json\n!keep.json\n"),
            ("drafts/a.txt", "x"),
            ("a.json", "x"),
            ("keep.json", "x"),
            ("b/.onrecordignore", "/old.txt\n!x.json\n"),
            ("b/old.txt", "x"),
            ("b/x.json", "x"),
            ("b/c/old.txt", "x"),
            ("old.txt", "x"),
        ]);
        assert_eq!(names(root.path()), ["b/c/old.txt", "b/x.json", "keep.json", "old.txt"]);
    }

    #[test]
    fn other_files_are_passed_over_and_listed() {
        let root = tree(&[
            ("a.jpg", "x"),
            ("b.tar.gz", "x"),
            ("c", "\0\u{1}\0\0\0\0"),
            ("d", "A dog is found.\n"),
            ("e.php", "<!doctype html><p>x"),
        ]);
        let mut walk = open(root.path());
        let found: Vec<_> = walk.by_ref().map(|item| item.unwrap().relative).collect();
        assert_eq!(found, ["d", "e.php"]);
        let told: Vec<String> = walk.passed_over().iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "a.jpg: `.jpg` is none of the formats that are read",
                "b.tar.gz: packed; unpack it first",
                "c: it does not begin like an article"
            ]
        );
    }

    #[test]
    fn a_file_can_be_the_root() {
        let root = tree(&[("a/x.txt", "x")]);
        assert_eq!(names(&root.path().join("a/x.txt")), ["x.txt"]);
    }

    #[test]
    fn a_root_that_is_not_there_is_an_error() {
        let error = walk(Path::new("no/such/folder"), &WalkOptions::default()).unwrap_err();
        assert!(matches!(error, WalkError::Missing(_)));
        assert_eq!(error.to_string(), "`no/such/folder` is not there; give a folder of articles, or one file");
    }

    #[cfg(unix)]
    #[test]
    fn dangling_links_and_loops_cost_themselves_alone() {
        let root = tree(&[("a/x.txt", "x")]);
        std::os::unix::fs::symlink("nowhere", root.path().join("a/gone.txt")).unwrap();
        std::os::unix::fs::symlink(root.path(), root.path().join("a/loop")).unwrap();
        std::os::unix::fs::symlink(root.path().join("a/x.txt"), root.path().join("a/y.txt")).unwrap();
        let names = names(root.path());
        assert_eq!(names.len(), 4);
        assert!(names.contains(&"a/x.txt".to_owned()) && names.contains(&"a/y.txt".to_owned()));
        assert!(names.iter().any(|name| name.starts_with("! a/gone.txt: a link that leads nowhere")));
        assert!(names.iter().any(|name| name.starts_with("! a/loop: a link that leads back")));
        let mut walk = open(root.path());
        assert_eq!(walk.by_ref().filter(Result::is_err).count(), 2);
        assert_eq!(walk.unseen(), ["a/gone.txt", "a/loop"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_no_utf8_stay_apart() {
        use std::os::unix::ffi::OsStrExt;
        let root = tree(&[("a.txt", "x")]);
        for name in [&b"b\xff.txt"[..], b"b\xfd.txt", b"b\xc3\xa9.txt"] {
            fs::write(root.path().join(std::ffi::OsStr::from_bytes(name)), "x").unwrap();
        }
        assert_eq!(names(root.path()), ["a.txt", "b\\xFD.txt", "b\\xFF.txt", "bé.txt"]);
    }

    #[test]
    fn an_index_among_the_articles_holds_none() {
        let root = tree(&[
            ("a.txt", "x"),
            ("kept/.managed.json", "[]"),
            ("kept/meta.json", "{}"),
            ("kept.new/.managed.json", "[]"),
            ("kept.new/meta.json", "{}"),
            ("kept.lock", ""),
            ("kept.speakers", "x"),
            ("other.lock", "x"),
            ("story/meta.json", "{}"),
        ]);
        let mut walk = open(root.path());
        let found: Vec<_> = walk.by_ref().map(|item| item.unwrap().relative).collect();
        assert_eq!(found, ["a.txt", "story/meta.json"]);
        assert_eq!(walk.passed_over().iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["other.lock"]);
    }

    #[test]
    fn a_file_above_the_limit_is_skipped_unless_it_is_json_lines() {
        let root = tree(&[("a.txt", "a long text"), ("b.jsonl", "{} {} {} {} {}")]);
        let options = WalkOptions { max_size: 5, ..WalkOptions::default() };
        let items: Vec<_> = walk(root.path(), &options).unwrap().collect();
        assert_eq!(items[0].as_ref().unwrap_err().to_string(), "a.txt: larger than 5 bytes (raise --max-size)");
        assert!(items[1].is_ok());
        let mut walk = walk(root.path(), &options).unwrap();
        assert_eq!((walk.by_ref().count(), walk.unseen()), (2, vec!["a.txt".to_owned()]));
    }

    #[test]
    fn the_fingerprint_follows_the_content() {
        let root = tree(&[("a.txt", "x")]);
        let first = open(root.path()).next().unwrap().unwrap().fingerprint;
        assert_eq!(first, open(root.path()).next().unwrap().unwrap().fingerprint);
        fs::write(root.path().join("a.txt"), "xy").unwrap();
        assert_ne!(first, open(root.path()).next().unwrap().unwrap().fingerprint);
    }

    #[cfg(unix)]
    #[test]
    fn the_fingerprint_tells_another_file_of_the_same_size_and_time() {
        let root = tree(&[("a.txt", "x"), ("other/a.txt", "y")]);
        let time = fs::metadata(root.path().join("a.txt")).unwrap().modified().unwrap();
        let set = fs::File::options().write(true).open(root.path().join("other/a.txt")).unwrap();
        set.set_modified(time).unwrap();
        let first = open(root.path()).next().unwrap().unwrap().fingerprint;
        // The clock of a file system may tick a hundred times a second.
        std::thread::sleep(std::time::Duration::from_millis(30));
        fs::rename(root.path().join("other/a.txt"), root.path().join("a.txt")).unwrap();
        let second = open(root.path()).next().unwrap().unwrap().fingerprint;
        assert_eq!((first.size, first.modified), (second.size, second.modified));
        assert_ne!(first, second);
    }
}
