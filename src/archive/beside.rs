//! Files beside the index: what is made of it and can be made again, and what people settle by hand.

use super::location::{HIDDEN, Location};
use super::writer::sibling;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use tantivy::directory::{Directory, MmapDirectory, OwnedBytes};

/// A file that was kept beside the index. What of it is not looked at is not read from the disk.
#[derive(Debug, Clone)]
pub struct Kept(OwnedBytes);

impl AsRef<[u8]> for Kept {
    fn as_ref(&self) -> &[u8] {
        self.0.as_slice()
    }
}

impl Location {
    /// Where the alias file lies where no other is named: `.onrecord/aliases.toml` in the folder of articles.
    pub fn aliases(&self) -> PathBuf {
        self.root.join(HIDDEN).join("aliases.toml")
    }

    /// Reads a file that was kept beside the index; `None` where there is none that can be read.
    pub fn read_beside(&self, ending: &str) -> Option<Kept> {
        let place = sibling(self, ending);
        // The parent of a bare name is empty, which is no folder to open.
        let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = MmapDirectory::open(parent).ok()?;
        let file = folder.open_read(Path::new(place.file_name()?)).ok()?;
        file.read_bytes().ok().map(Kept)
    }

    /// Keeps bytes beside the index, under its name with `ending`; whole or not at all, even if the power fails.
    ///
    /// # Errors
    /// What the system says, where nothing can be written; what is kept can be made again.
    pub fn keep_beside(&self, ending: &str, bytes: &[u8]) -> io::Result<()> {
        let place = sibling(self, ending);
        let new = sibling(self, &format!("{ending}.{}", std::process::id()));
        let written = File::create(&new).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_data()));
        written.and_then(|()| std::fs::rename(&new, &place)).inspect_err(|_| {
            let _ = std::fs::remove_file(&new);
        })
    }

    /// Removes a file that was kept beside the index, where there is one.
    ///
    /// # Errors
    /// What the system says, where it cannot be removed.
    pub fn forget_beside(&self, ending: &str) -> io::Result<()> {
        match std::fs::remove_file(sibling(self, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Reads a text that people wrote, and of one that is longer than `largest` bytes no more than tells so: a device may have
/// no end.
///
/// # Errors
/// What the system says; [`io::ErrorKind::InvalidData`] where it is no UTF-8.
pub fn read_text(file: &Path, largest: u64) -> io::Result<String> {
    let mut text = String::new();
    File::open(file)?.take(largest.saturating_add(1)).read_to_string(&mut text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::read_text;
    use crate::archive::Location;

    #[test]
    fn a_text_is_read_up_to_a_size() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        std::fs::write(&file, "a longer text").unwrap();
        assert_eq!(
            (read_text(&file, 13).unwrap().as_str(), read_text(&file, 3).unwrap().as_str()),
            ("a longer text", "a lo")
        );
    }

    #[test]
    fn what_is_kept_is_found_again() {
        let root = tempfile::tempdir().unwrap();
        let location = Location { root: root.path().into(), index: root.path().join("index") };
        assert!(location.read_beside("x").is_none());
        location.keep_beside("x", b"one").unwrap();
        location.keep_beside("x", b"two").unwrap();
        assert_eq!(location.read_beside("x").unwrap().as_ref(), b"two");
        let two = location.read_beside("x").unwrap();
        location.keep_beside("x", b"").unwrap();
        assert_eq!((two.as_ref(), location.read_beside("x").unwrap().as_ref()), (&b"two"[..], &b""[..]));
        assert_eq!(std::fs::read_dir(root.path()).unwrap().count(), 1);
        let gone = Location { root: root.path().into(), index: root.path().join("no/index") };
        assert!(gone.keep_beside("x", b"one").is_err());
    }
}
