//! Files beside the index: what is made of it and can be made again, and what people settle by hand.

use super::location::{HIDDEN, Location};
use super::writer::sibling;
use std::io;
use std::path::PathBuf;

impl Location {
    /// Where the alias file lies where no other is named: `.onrecord/aliases.toml` in the folder of articles.
    pub fn aliases(&self) -> PathBuf {
        self.root.join(HIDDEN).join("aliases.toml")
    }

    /// Reads a file that was kept beside the index; `None` where there is none that can be read.
    pub fn read_beside(&self, ending: &str) -> Option<Vec<u8>> {
        std::fs::read(sibling(self, ending)).ok()
    }

    /// Keeps bytes beside the index, under its name with `ending`; whole or not at all.
    ///
    /// # Errors
    /// What the system says, where nothing can be written; what is kept can be made again.
    pub fn keep_beside(&self, ending: &str, bytes: &[u8]) -> io::Result<()> {
        let place = sibling(self, ending);
        let new = sibling(self, &format!("{ending}.{}", std::process::id()));
        std::fs::write(&new, bytes).and_then(|()| std::fs::rename(&new, &place)).inspect_err(|_| {
            let _ = std::fs::remove_file(&new);
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::archive::Location;

    #[test]
    fn what_is_kept_is_found_again() {
        let root = tempfile::tempdir().unwrap();
        let location = Location { root: root.path().into(), index: root.path().join("index") };
        assert_eq!(location.read_beside("x"), None);
        location.keep_beside("x", b"one").unwrap();
        location.keep_beside("x", b"two").unwrap();
        assert_eq!(location.read_beside("x").unwrap(), b"two");
        assert_eq!(std::fs::read_dir(root.path()).unwrap().count(), 1);
        let gone = Location { root: root.path().into(), index: root.path().join("no/index") };
        assert!(gone.keep_beside("x", b"one").is_err());
    }
}
