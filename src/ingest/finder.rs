//! What finds the quotations of an archive: the program's own model, or one that was given.
//!
//! A given one is kept beside the index, so that every later run finds quotations in the same way. Its mark, and that of
//! the program, stand in what the index knows of each file: a file that was read by another model, or by a version of the
//! program that finds other things, counts as changed. So an archive never holds quotations found in two ways, even where
//! a run is killed half way.

use super::report::IngestError;
use crate::archive::Location;
use crate::quote::Extractor;
use crate::quote::model::Model;
use crate::read::Fingerprint;
use std::io;

/// The ending of the file that keeps a model beside the index.
const KEPT: &str = "model";

/// Tells a program that finds other things from this one; see `build.rs`.
const PROGRAM: &str = env!("ONRECORD_FINDS");

/// What finds quotations, and how it is told from every other.
pub(super) struct Finder {
    /// `None` where it is the model that comes with the program.
    own: Option<Model>,
    mark: String,
}

impl Finder {
    /// By the model that was given, which is kept from now on, or that which was kept before, or that of the program, to
    /// which beginning `anew` returns.
    pub fn of(location: &Location, given: Option<&Model>, anew: bool) -> Result<Finder, IngestError> {
        let not_kept = |error: io::Error| IngestError::ModelNotKept { reason: error.to_string() };
        if let Some(model) = given {
            let bytes = model.write();
            location.keep_beside(KEPT, &bytes).map_err(not_kept)?;
            return Ok(Finder::by(model.clone(), &bytes));
        }
        if anew {
            location.forget_beside(KEPT).map_err(not_kept)?;
        }
        match location.read_beside(KEPT) {
            Some(kept) => Ok(Finder::by(Model::read(kept.as_ref()).map_err(IngestError::KeptModel)?, kept.as_ref())),
            None => Ok(Finder { own: None, mark: PROGRAM.to_owned() }),
        }
    }

    /// By a model whose file is these bytes. It ends with its sum; the sum of all of it would be the same for every model.
    fn by(model: Model, bytes: &[u8]) -> Finder {
        let sum = bytes.last_chunk().map_or(0, |sum| u32::from_le_bytes(*sum));
        Finder { own: Some(model), mark: format!("{PROGRAM}:{sum:08x}") }
    }

    /// Finds quotations.
    pub fn extractor(&self) -> Extractor<'_> {
        let model = self.own.as_ref().unwrap_or_else(|| Model::embedded());
        Extractor { model, ..Extractor::default() }
    }

    /// Where the model comes from, where it is not that of the program.
    pub fn provenance(&self) -> Option<&str> {
        self.own.as_ref().map(|model| model.provenance.as_str())
    }

    /// A fingerprint as the index keeps it for a file.
    pub fn print(&self, fingerprint: Fingerprint) -> String {
        format!("{}:{}", of_file(fingerprint), self.mark)
    }

    /// Whether what the index keeps for a file is of the same file, read in another way.
    pub fn is_of_another(&self, print: &str, fingerprint: Fingerprint) -> bool {
        let of_same_file = print.strip_prefix(&of_file(fingerprint));
        // Before there were marks, nothing stood behind the file's own part.
        of_same_file.is_some_and(|rest| rest.is_empty() || rest.strip_prefix(':').is_some_and(|mark| mark != self.mark))
    }
}

/// The part of what the index keeps for a file that is of the file alone.
fn of_file(fingerprint: Fingerprint) -> String {
    format!("{}:{}:{}", fingerprint.size, fingerprint.modified, fingerprint.changed)
}

#[cfg(test)]
mod tests {
    use super::{Finder, KEPT};
    use crate::archive::Location;
    use crate::ingest::{IngestError, IngestOptions, IngestReport, ingest};
    use crate::quote::model::Model;
    use crate::read::Fingerprint;

    #[test]
    fn an_archive_finds_its_quotations_by_one_model() {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join("a.txt"), "Ferry\n\n“We sail,” said Ann Roe.").unwrap();
        let location = Location { root: root.path().into(), index: root.path().join(".onrecord/index") };
        let run = |model: Option<&str>, rebuild: bool| -> Result<IngestReport, IngestError> {
            let of = |provenance: &str| Model { provenance: provenance.into(), ..Model::embedded().clone() };
            let options = IngestOptions { model: model.map(of), rebuild, ..IngestOptions::default() };
            ingest(&location, &options, &|_| {})
        };
        let told = |report: IngestReport| (report.added, report.read_again, report.unchanged, report.model);
        assert_eq!(told(run(None, false).unwrap()), (1, 0, 0, None));
        assert_eq!(told(run(Some("mine"), false).unwrap()), (0, 1, 0, Some("mine".into())));
        assert_eq!(told(run(None, false).unwrap()), (0, 0, 1, Some("mine".into())));
        assert_eq!(told(run(Some("yours"), false).unwrap()), (0, 1, 0, Some("yours".into())));
        location.keep_beside(KEPT, b"no model").unwrap();
        let error = run(None, false).unwrap_err();
        assert!(matches!(error, IngestError::KeptModel(_)) && error.hint().is_some(), "{error}");
        assert_eq!(told(run(None, true).unwrap()), (1, 0, 0, None));
        assert_eq!(told(run(None, false).unwrap()), (0, 0, 1, None));
    }

    #[test]
    fn what_another_version_read_is_read_again() {
        let own = Finder { own: None, mark: "00000001".to_owned() };
        let file = Fingerprint { size: 12, modified: 34, changed: 56 };
        assert!(!own.is_of_another(&own.print(file), file));
        assert!(own.is_of_another("12:34:56:00000000", file));
        assert!(!own.is_of_another("12:33:56:00000000", file), "the file has changed, too");
        assert!(!own.is_of_another("12:34:567:00000000", file), "another time");
        assert!(own.is_of_another("12:34:56", file), "before there were marks");
    }
}
