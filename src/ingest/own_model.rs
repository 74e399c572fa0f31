//! A model of one's own, by which an archive finds its quotations.
//!
//! The archive keeps it beside its index, so that every later run finds quotations in the same way. Its mark stands in
//! what the index knows of each file: a file that was read by another model counts as changed, so an archive never holds
//! quotations of two models, even where a run is killed half way.

use super::report::IngestError;
use crate::archive::Location;
use crate::quote::model::Model;
use std::io;

/// The ending of the file that keeps it beside the index.
const KEPT: &str = "model";

/// A model and what tells it from every other.
pub(super) struct OwnModel {
    pub model: Model,
    pub mark: String,
}

impl OwnModel {
    /// The model that was given, which is kept from now on, or that which was kept before; `None` where quotations are
    /// found by the model that comes with the program, to which beginning `anew` returns.
    pub fn of(location: &Location, given: Option<&Model>, anew: bool) -> Result<Option<OwnModel>, IngestError> {
        let not_kept = |error: io::Error| IngestError::ModelNotKept { reason: error.to_string() };
        match (given, anew) {
            (Some(model), _) => {
                let bytes = model.write();
                location.keep_beside(KEPT, &bytes).map_err(not_kept)?;
                Ok(Some(OwnModel { model: model.clone(), mark: mark(&bytes) }))
            }
            (None, true) => {
                location
                    .forget_beside(KEPT)
                    .map_err(|error| IngestError::ModelNotKept { reason: error.to_string() })?;
                Ok(None)
            }
            (None, false) => {
                let Some(kept) = location.read_beside(KEPT) else { return Ok(None) };
                let model = Model::read(kept.as_ref()).map_err(IngestError::KeptModel)?;
                Ok(Some(OwnModel { model, mark: mark(kept.as_ref()) }))
            }
        }
    }
}

/// The sum that ends the file of a model. The sum of the whole file, its own sum with it, would be the same for all.
fn mark(bytes: &[u8]) -> String {
    bytes.last_chunk::<4>().map(|sum| format!("{:08x}", u32::from_le_bytes(*sum))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::KEPT;
    use crate::archive::Location;
    use crate::ingest::{IngestError, IngestOptions, IngestReport, ingest};
    use crate::quote::model::Model;

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
        let told = |report: IngestReport| (report.added + report.replaced, report.unchanged, report.model);
        assert_eq!(told(run(None, false).unwrap()), (1, 0, None));
        assert_eq!(told(run(Some("mine"), false).unwrap()), (1, 0, Some("mine".into())));
        assert_eq!(told(run(None, false).unwrap()), (0, 1, Some("mine".into())));
        assert_eq!(told(run(Some("yours"), false).unwrap()), (1, 0, Some("yours".into())));
        location.keep_beside(KEPT, b"no model").unwrap();
        let error = run(None, false).unwrap_err();
        assert!(matches!(error, IngestError::KeptModel(_)) && error.hint().is_some(), "{error}");
        assert_eq!(told(run(None, true).unwrap()), (1, 0, None));
        assert_eq!(told(run(None, false).unwrap()), (0, 1, None));
    }
}
