//! [`ScratchFolder`]: a place for an index that nobody keeps.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// A new folder among the system's temporary files. It goes, with all that lies in it, when the value goes, so also
/// when a trial ends early.
#[derive(Debug)]
pub(super) struct ScratchFolder(PathBuf);

/// Tells the folders of one process apart.
static COUNT: AtomicU64 = AtomicU64::new(0);

impl ScratchFolder {
    /// Makes the folder. Where the system knows permissions, only this user may look into it: the index holds the
    /// articles' texts.
    pub fn new() -> io::Result<ScratchFolder> {
        let parent = std::env::temp_dir();
        loop {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = parent.join(format!("onrecord-eval-{}-{number}", std::process::id()));
            match private_folder(&path) {
                Ok(()) => return Ok(ScratchFolder(path)),
                // Left behind by a process of this number that was killed.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for ScratchFolder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            log::warn!("could not remove `{}`: {error}", self.0.display());
        }
    }
}

fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::ScratchFolder;

    #[test]
    fn folders_differ_and_go_with_their_values() {
        let (one, two) = (ScratchFolder::new().unwrap(), ScratchFolder::new().unwrap());
        let paths = [one.path().to_owned(), two.path().to_owned()];
        assert_ne!(paths[0], paths[1]);
        std::fs::write(paths[0].join("file"), "x").unwrap();
        assert!(paths[1].is_dir());
        drop((one, two));
        assert!(paths.iter().all(|path| !path.exists()));
    }
}
