//! [`Readable`]: the index's folder, to be read by everybody who may, also where nothing can be written.
//!
//! tantivy writes its lists of files for the one who wrote them alone, whatever the umask says, and then nobody else in
//! the newsroom can search. We write them as any other file.
//!
//! tantivy takes a lock file while it opens an index for reading, so that a writer does not take files away under it.
//! An archive on a read-only disk, or of somebody else, could then not be searched; but there the lock can be done
//! without. Should a writer with more rights take a file away in that very moment, opening fails and says so.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

/// A folder of index files; everything but the lock and [`Directory::atomic_write`] is tantivy's own.
#[derive(Debug, Clone)]
pub(super) struct Readable {
    files: MmapDirectory,
    folder: PathBuf,
}

impl Readable {
    /// Opens the folder.
    pub fn open(folder: &Path) -> Result<Readable, OpenDirectoryError> {
        Ok(Readable { files: MmapDirectory::open(folder)?, folder: folder.to_owned() })
    }
}

impl Directory for Readable {
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let may_not_write = |error: &io::Error| {
            matches!(error.kind(), io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied)
        };
        match self.files.acquire_lock(lock) {
            Err(LockError::IoError(error)) if may_not_write(&error) => Ok(DirectoryLock::from(Box::new(()))),
            outcome => outcome,
        }
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.files.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.files.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.files.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        // No two writes at once share a name, nor a name with tantivy's own.
        static WRITES: AtomicU64 = AtomicU64::new(0);
        let write = WRITES.fetch_add(1, Ordering::Relaxed);
        let new = self.folder.join(format!(".tmp-{}-{write}", std::process::id()));
        let written = File::create(&new).and_then(|mut file| file.write_all(data).and_then(|()| file.sync_data()));
        written.and_then(|()| std::fs::rename(&new, self.folder.join(path))).inspect_err(|_| {
            let _ = std::fs::remove_file(&new);
        })
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.files.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}
