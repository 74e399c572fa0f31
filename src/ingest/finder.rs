//! By what the articles of an archive are read: the model that finds quotations, the map of fields.
//!
//! What was given is kept beside the index, so that every later run reads in the same way. Its mark, and that of the
//! program, stand in what the index knows of each file: a file that was read by another model or map, or by a version of
//! the program that finds other things, counts as changed. So an archive never holds articles read in two ways, even where
//! a run is killed half way.

use super::report::IngestError;
use crate::archive::Location;
use crate::quote::Extractor;
use crate::quote::model::Model;
use crate::read::{FieldMap, Fingerprint};
use crate::text::fnv;
use std::io;

/// The ending of the file that keeps a model beside the index.
const MODEL: &str = "model";

/// The ending of the file that keeps a map of fields.
const MAP: &str = "map";

/// Tells a program that finds other things from this one; see `build.rs`.
const PROGRAM: &str = env!("ONRECORD_FINDS");

/// What was given for a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given<'g> {
    /// The model to find quotations by, from now on.
    pub model: Option<&'g Model>,
    /// Where to find the fields of records, from now on; an empty one is none.
    pub map: &'g FieldMap,
    /// Whether what was kept before is given up.
    pub anew: bool,
}

/// By what articles are read, and how that is told from every other way.
#[derive(Debug, Default)]
pub(super) struct Finder {
    /// `None` where it is the model that comes with the program.
    own: Option<Model>,
    map: FieldMap,
    mark: String,
    given_up: Vec<String>,
}

impl Finder {
    /// By what was given, which is kept from now on, or what was kept before, or, as after beginning anew, by the model
    /// that comes with the program and the usual names of fields. `prints` are those of the files in the index.
    pub fn of<'p>(
        location: &Location,
        given: Given<'_>,
        prints: impl Iterator<Item = &'p str> + Clone,
    ) -> Result<Finder, IngestError> {
        let mut finder = Finder { mark: PROGRAM.to_owned(), ..Finder::default() };
        let not_kept = |what| move |error: io::Error| IngestError::NotKept { what, reason: error.to_string() };
        let kept = |what, ending| match location.read_beside(ending) {
            // What was never kept is missed by nobody.
            None if prints.clone().any(|print| print.contains(&mark(ending, ""))) => Err(IngestError::Lost { what }),
            kept => Ok(kept),
        };
        let (model, map) = ("model of quotations", "map of fields");
        if let Some(own) = given.model {
            let bytes = own.write();
            location.keep_beside(MODEL, &bytes).map_err(not_kept(model))?;
            finder.find_by(own.clone(), &bytes);
        } else if given.anew {
            let own = location.read_beside(MODEL).map(|_| "--model".to_owned());
            finder.given_up.extend(own);
            location.forget_beside(MODEL).map_err(not_kept(model))?;
        } else if let Some(kept) = kept(model, MODEL)? {
            finder.find_by(Model::read(kept.as_ref()).map_err(IngestError::KeptModel)?, kept.as_ref());
        }
        let read_map = |bytes: &[u8]| String::from_utf8_lossy(bytes).parse::<FieldMap>();
        if !given.map.is_empty() {
            location.keep_beside(MAP, given.map.to_string().as_bytes()).map_err(not_kept(map))?;
            finder.read_by(given.map.clone());
        } else if given.anew {
            let own = location.read_beside(MAP).and_then(|kept| read_map(kept.as_ref()).ok());
            finder.given_up.extend(own.map(|own| format!("--map {own}")));
            location.forget_beside(MAP).map_err(not_kept(map))?;
        } else if let Some(kept) = kept(map, MAP)? {
            finder.read_by(read_map(kept.as_ref()).map_err(IngestError::KeptMap)?);
        }
        Ok(finder)
    }

    /// By a model whose file is these bytes. It ends with its sum; the sum of all of it would be the same for every model.
    fn find_by(&mut self, model: Model, bytes: &[u8]) {
        let sum = bytes.last_chunk().map_or(0, |sum| u32::from_le_bytes(*sum));
        self.own = Some(model);
        self.mark.push_str(&mark(MODEL, &format!("{sum:08x}")));
    }

    fn read_by(&mut self, map: FieldMap) {
        self.mark.push_str(&mark(MAP, &format!("{:016x}", fnv::of(map.to_string().as_bytes()))));
        self.map = map;
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

    /// Where to find the fields of records; empty for the usual names alone.
    pub fn map(&self) -> &FieldMap {
        &self.map
    }

    /// What this archive was read by and is no more, in a sentence.
    pub fn given_up(&self) -> Option<String> {
        let flags = self.given_up.join(" and ");
        let what = "was kept with this archive and is given up by --rebuild; name it with --rebuild to keep it";
        (!flags.is_empty()).then(|| format!("`{flags}` {what}"))
    }

    /// A fingerprint as the index keeps it for a file.
    pub fn print(&self, fingerprint: Fingerprint) -> String {
        format!("{}:{}", of_file(fingerprint), self.mark)
    }

    /// Whether what the index keeps for a file is of the same file, read in another way.
    pub fn is_of_another(&self, print: &str, fingerprint: Fingerprint) -> bool {
        let of_same_file = print.strip_prefix(&of_file(fingerprint)).and_then(|rest| rest.strip_prefix(':'));
        of_same_file.is_some_and(|mark| mark != self.mark)
    }
}

/// How a mark says by what of its kind a file was read.
fn mark(ending: &str, sum: &str) -> String {
    format!(":{ending}-{sum}")
}

/// The part of what the index keeps for a file that is of the file alone.
fn of_file(fingerprint: Fingerprint) -> String {
    format!("{}:{}:{}", fingerprint.size, fingerprint.modified, fingerprint.changed)
}

#[cfg(test)]
mod tests {
    use super::{Finder, MAP, MODEL};
    use crate::archive::{Archive, Location};
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
        location.keep_beside(MODEL, b"no model").unwrap();
        let error = run(None, false).unwrap_err();
        assert!(matches!(error, IngestError::KeptModel(_)) && error.hint().is_some(), "{error}");
        location.forget_beside(MODEL).unwrap();
        let error = run(None, false).unwrap_err();
        assert!(matches!(error, IngestError::Lost { .. }) && error.hint().is_some(), "{error}");
        assert_eq!(told(run(None, true).unwrap()), (1, 0, 0, None));
        assert_eq!(told(run(None, false).unwrap()), (0, 0, 1, None));
    }

    #[test]
    fn an_archive_finds_its_fields_by_one_map() {
        let root = tempfile::tempdir().unwrap();
        let record = |id: u8| {
            format!("{{\"id\":\"{id}\",\"h\":\"Puffin\",\"b\":\"It left.\",\"title\":\"Auk\",\"text\":\"It left.\"}}\n")
        };
        std::fs::write(root.path().join("a.jsonl"), record(1)).unwrap();
        let location = Location { root: root.path().into(), index: root.path().join(".onrecord/index") };
        let run = |map: &str, rebuild: bool| {
            let mut options = IngestOptions { rebuild, ..IngestOptions::default() };
            options.read.map = map.parse().unwrap();
            let report = ingest(&location, &options, &|_| {}).unwrap();
            let archive = Archive::open(&location).unwrap();
            let headline = |(_, at)| archive.load(at).unwrap().article.headline_text().to_owned();
            let headlines: Vec<String> = archive.articles().unwrap().into_iter().map(headline).collect();
            ((report.read_again, report.unchanged, report.warnings.len()), headlines)
        };
        let told = |counts, headlines: &[&str]| (counts, headlines.iter().map(|&of| of.to_owned()).collect::<Vec<_>>());
        assert_eq!(run("", false), told((0, 0, 0), &["Auk"]));
        assert_eq!(run("headline=h,body=b", false), told((1, 0, 0), &["Puffin"]));
        assert_eq!(run("", false), told((0, 1, 0), &["Puffin"]));
        std::fs::write(root.path().join("a.jsonl"), record(1) + &record(2)).unwrap();
        assert_eq!(run("", false), told((0, 0, 0), &["Puffin", "Puffin"]));
        location.keep_beside(MAP, b"no map").unwrap();
        let error = ingest(&location, &IngestOptions::default(), &|_| {}).unwrap_err();
        assert!(matches!(error, IngestError::KeptMap(_)) && error.hint().is_some(), "{error}");
        location.forget_beside(MAP).unwrap();
        let error = ingest(&location, &IngestOptions::default(), &|_| {}).unwrap_err();
        assert!(matches!(error, IngestError::Lost { .. }) && error.hint().is_some(), "{error}");
        assert_eq!(run("headline=h,body=b", false), told((0, 1, 0), &["Puffin", "Puffin"]));
        assert_eq!(run("", true), told((0, 0, 1), &["Auk", "Auk"]));
        assert_eq!(run("", false), told((0, 1, 0), &["Auk", "Auk"]));
    }

    #[test]
    fn what_another_version_read_is_read_again() {
        let own = Finder { mark: "00000001".to_owned(), ..Finder::default() };
        let file = Fingerprint { size: 12, modified: 34, changed: 56 };
        assert!(!own.is_of_another(&own.print(file), file));
        assert!(own.is_of_another("12:34:56:00000000", file));
        assert!(own.is_of_another("12:34:56:00000001:map-1", file));
        assert!(!own.is_of_another("12:33:56:00000000", file), "the file has changed, too");
        assert!(!own.is_of_another("12:34:567:00000000", file), "another time");
    }
}
