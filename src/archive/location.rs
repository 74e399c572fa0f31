//! Finding the archive: a flag, the environment, or the nearest folder above.

use super::error::ArchiveError;
use std::io;
use std::path::{Path, PathBuf};

/// The hidden folder in an archive's root that holds its index and, later, its aliases.
pub(crate) const HIDDEN: &str = ".onrecord";

/// The environment variable that names the archive where no flag does.
const VARIABLE: &str = "ONRECORD_ARCHIVE";

/// Where an archive's articles and its index lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The folder of articles.
    pub root: PathBuf,
    /// The folder of the index; `<root>/.onrecord/index` unless it was put elsewhere.
    pub index: PathBuf,
}

impl Location {
    /// Returns the archive to work on: `archive` where given, else the folder that `ONRECORD_ARCHIVE` names, else the
    /// nearest folder at or above `here` that holds `.onrecord/`. `index` keeps the index elsewhere.
    ///
    /// # Errors
    /// [`ArchiveError::NoFolder`] where the named folder is not there, [`ArchiveError::NotAFolder`] where it is a file,
    /// [`ArchiveError::NotFound`] where none is named and none found, [`ArchiveError::Hidden`] where the index should lie
    /// right in `.onrecord/`.
    pub fn find(archive: Option<&Path>, index: Option<&Path>, here: &Path) -> Result<Location, ArchiveError> {
        let named = archive
            .map(Path::to_path_buf)
            .or_else(|| std::env::var_os(VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from));
        let root = match named {
            Some(root) if root.is_dir() => root,
            Some(file) if file.exists() => return Err(ArchiveError::NotAFolder(file)),
            Some(root) => return Err(ArchiveError::NoFolder(root)),
            None => here
                .ancestors()
                .find(|folder| folder.join(HIDDEN).is_dir())
                .map(Path::to_path_buf)
                .ok_or_else(|| ArchiveError::NotFound(here.to_path_buf()))?,
        };
        let hidden = root.join(HIDDEN);
        if index.is_some_and(|index| is_same(index, &hidden)) {
            return Err(ArchiveError::Hidden(hidden));
        }
        let index = index.map_or_else(|| hidden.join("index"), Path::to_path_buf);
        Ok(Location { root, index })
    }

    /// Whether an index has been made and committed here. One that may not be looked at is there.
    pub fn has_index(&self) -> bool {
        match std::fs::metadata(self.index.join("meta.json")) {
            Ok(data) => data.is_file(),
            Err(error) => !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory),
        }
    }

    /// The folder of articles as an index keeps it that lies elsewhere; one in `.onrecord/` moves with its folder.
    pub(super) fn root_to_keep(&self) -> Option<String> {
        let elsewhere = self.root_of_place().is_none();
        elsewhere.then(|| whole(&self.root)).flatten().map(|root| root.to_string_lossy().into_owned())
    }

    /// The folder of articles of which the index was made, where it is not this archive's; `kept` is what it says itself.
    pub(super) fn other_root(&self, kept: Option<&str>) -> Option<PathBuf> {
        let of = self.root_of_place().or_else(|| kept.map(PathBuf::from))?;
        let own = whole(&self.root)?;
        (of.to_string_lossy() != own.to_string_lossy()).then_some(of)
    }

    /// The folder in whose `.onrecord/` the index lies.
    fn root_of_place(&self) -> Option<PathBuf> {
        let index = whole(&self.index)?;
        let hidden = index.parent().filter(|folder| folder.ends_with(HIDDEN))?;
        Some(hidden.parent()?.to_owned())
    }
}

/// A path from the root of the disk, without links where it is there.
fn whole(path: &Path) -> Option<PathBuf> {
    path.canonicalize().or_else(|_| std::path::absolute(path)).ok()
}

/// Whether two paths lead to one place, which may not be there yet.
fn is_same(one: &Path, other: &Path) -> bool {
    whole(one).is_some_and(|one| Some(one) == whole(other))
}

#[cfg(test)]
mod tests {
    use super::Location;
    use crate::archive::ArchiveError;
    use std::path::Path;

    #[test]
    fn the_nearest_folder_above_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::create_dir(folder.path().join(".onrecord")).unwrap();
        let location = Location::find(None, None, &deep).unwrap();
        assert_eq!(location.root, folder.path());
        assert!(!location.has_index());
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let gone = folder.path().join("gone");
        assert!(
            matches!(Location::find(Some(&gone), None, folder.path()), Err(ArchiveError::NoFolder(path)) if path == gone)
        );
    }

    #[cfg(unix)]
    #[test]
    fn an_index_that_cannot_be_looked_at_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let location = Location { root: folder.path().into(), index: folder.path().join("index") };
        assert!(!location.has_index());
        // A loop of links fails for everybody, and a missing permission not for all.
        std::os::unix::fs::symlink("index", &location.index).unwrap();
        assert!(location.has_index());
    }

    #[test]
    fn an_index_that_lies_elsewhere_tells_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        std::fs::create_dir_all(one.join(".onrecord/index")).unwrap();
        std::fs::create_dir(&two).unwrap();
        let of = |root: &Path, index: &Path| Location { root: root.into(), index: index.into() };
        let elsewhere = folder.path().join("kept");
        let kept = of(&one, &elsewhere).root_to_keep();
        assert_eq!(of(&one.join("../one"), &elsewhere).other_root(kept.as_deref()), None);
        assert!(of(&two, &elsewhere).other_root(kept.as_deref()).is_some_and(|root| root.ends_with("one")));
        assert_eq!(of(&two, &elsewhere).other_root(None), None, "made before this was kept");
        let usual = one.join(".onrecord/index");
        assert_eq!((of(&one, &usual).root_to_keep(), of(&one, &usual).other_root(None)), (None, None));
        assert!(of(&two, &usual).other_root(None).is_some_and(|root| root.ends_with("one")));
    }

    #[test]
    fn the_hidden_folder_itself_is_no_place_for_an_index() {
        let folder = tempfile::tempdir().unwrap();
        let (root, hidden) = (folder.path(), folder.path().join(".onrecord"));
        let find = |index: &Path| Location::find(Some(root), Some(index), root);
        assert!(matches!(find(&hidden), Err(ArchiveError::Hidden(_))));
        std::fs::create_dir_all(hidden.join("x")).unwrap();
        for index in [hidden.clone(), hidden.join(""), hidden.join("x/..")] {
            assert!(matches!(find(&index), Err(ArchiveError::Hidden(_))), "{}", index.display());
        }
        assert_eq!(find(&hidden.join("index")).unwrap(), Location::find(Some(root), None, root).unwrap());
    }
}
