//! [`Readable`]: the index's folder, also where nothing can be written.
//!
//! tantivy takes a lock file while it opens an index for reading, so that a writer does not take files away under it.
//! An archive on a read-only disk, or of somebody else, could then not be searched; but there the lock can be done
//! without. Should a writer with more rights take a file away in that very moment, opening fails and says so.

use std::io;
use std::path::Path;
use std::sync::Arc;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

/// A folder of index files; everything but the lock is tantivy's own.
#[derive(Debug, Clone)]
pub(super) struct Readable(MmapDirectory);

impl Readable {
    /// Opens the folder.
    pub fn open(folder: &Path) -> Result<Readable, OpenDirectoryError> {
        MmapDirectory::open(folder).map(Readable)
    }
}

impl Directory for Readable {
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let may_not_write = |error: &io::Error| {
            matches!(error.kind(), io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied)
        };
        match self.0.acquire_lock(lock) {
            Err(LockError::IoError(error)) if may_not_write(&error) => Ok(DirectoryLock::from(Box::new(()))),
            outcome => outcome,
        }
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.0.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.0.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.0.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(callback)
    }
}
