//! [`Searcher`]: one way to ask, for the command line, the web page and the relevance tests alike.

use super::build::{Lexicon, Part, Place, Places, SegmentView, Spoken, parts};
use super::copies::Copies;
use super::explain::{Explanation, Reason};
use super::fingerprints::Fingerprints;
use super::found::{Found, READ_AGAIN};
use super::hit::Answer;
use super::people::{SpeakerCard, SpeakerList, Speakers};
use super::request::{Request, Sort, Target};
use crate::archive::{Archive, ArchiveError, Stored};
use crate::speaker::registry::{KnownSpeaker, SpeakerRegistry, Spelling};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// Answers requests from one generation of an archive. Cheap to share between threads.
pub struct Searcher {
    pub(super) archive: Archive,
    pub(super) segments: Vec<SegmentView>,
    pub(super) lexicon: Lexicon,
    speakers: Speakers,
    copies: OnceLock<Copies>,
}

/// The order of what matches, without the texts.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// Ids with their scores, best first: articles' ids, or quotations' `<article id>#q<n>`.
    pub entries: Vec<(String, f64)>,
    /// How many match in all.
    pub total: usize,
}

impl Searcher {
    /// Opens the columns of an archive.
    pub fn open(archive: Archive) -> Result<Searcher, ArchiveError> {
        let spoken = Arc::new(Spoken::of(archive.manifest()));
        let segments = archive
            .searcher()
            .segment_readers()
            .iter()
            .map(|reader| SegmentView::open(reader, archive.fields(), &spoken))
            .collect::<Result<_, _>>()?;
        let lexicon = Lexicon::new(spoken);
        Ok(Searcher { archive, segments, lexicon, speakers: Speakers::default(), copies: OnceLock::new() })
    }

    /// Takes what people settled by hand from `file` instead of the archive's own `.onrecord/aliases.toml`.
    pub fn aliases_from(mut self, file: Option<PathBuf>) -> Searcher {
        self.speakers = Speakers::with_aliases(file);
        self
    }

    /// Makes what is kept beside the index and is not there yet: who is who, and which articles are copies. Whoever
    /// fills an archive has time for that; the first question has not.
    pub fn prepare(&self) -> Result<(), ArchiveError> {
        self.speakers()?;
        self.copies().map(|_| ())
    }

    /// Who is who in this archive: made by [`Searcher::prepare`] or at the first question, kept beside the index.
    pub fn speakers(&self) -> Result<&SpeakerRegistry, ArchiveError> {
        self.speakers.of(&self.archive)
    }

    /// Which articles are copies of each other: made like the speakers, or at the first question that groups them.
    pub(super) fn copies(&self) -> Result<&Copies, ArchiveError> {
        if let Some(copies) = self.copies.get() {
            return Ok(copies);
        }
        let copies = Copies::of(&self.archive, &self.segments)?;
        Ok(self.copies.get_or_init(|| copies))
    }

    /// The archive it answers from.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Its segments with their columns.
    pub(super) fn segments(&self) -> &[SegmentView] {
        &self.segments
    }

    /// The speakers that `pattern` finds, most quoted first; all of them where it is empty.
    pub fn list_speakers(&self, pattern: &str) -> Result<SpeakerList, ArchiveError> {
        Ok(SpeakerList::of(self.speakers()?, pattern))
    }

    /// All spellings of the speaker at a place, and the people whom the name may mean where it means several.
    pub fn spellings_and_candidates(&self, place: u32) -> Result<(Vec<Spelling>, Vec<KnownSpeaker>), ArchiveError> {
        let registry = self.speakers()?;
        let candidates = registry.candidates(place).into_iter().map(|other| registry.speaker(other));
        Ok((registry.spellings(place), candidates.collect()))
    }

    /// The first `most` pairs of speakers who are likely to be one and were not joined.
    pub fn suggested_joins(&self, most: usize) -> Result<Vec<(KnownSpeaker, KnownSpeaker)>, ArchiveError> {
        let registry = self.speakers()?;
        let pairs = registry.suggestions().into_iter().take(most);
        Ok(pairs.map(|(one, other)| (registry.speaker(one), registry.speaker(other))).collect())
    }

    /// Numbers that say whether another archive holds the same articles. Reads every article.
    pub fn fingerprints(&self) -> Result<Fingerprints, ArchiveError> {
        Fingerprints::of(&self.archive)
    }

    /// All that is known of the speaker at a place of the registry.
    pub fn card(&self, place: u32) -> Result<SpeakerCard, ArchiveError> {
        SpeakerCard::of(&self.archive, self.speakers()?, place)
    }

    /// Finds everything that matches a request; nothing is read from the store yet.
    pub fn find<'f>(&'f self, request: &'f Request) -> Result<Found<'f>, ArchiveError> {
        Found::of(self, request)
    }

    /// Answers a request with hits and their passages, all at once; its cursor is not looked at.
    pub fn search(&self, request: &Request) -> Result<Answer, ArchiveError> {
        let found = self.find(request)?;
        let places = found.places(0, request.limit)?;
        let hits = found.hits(&places)?.collect::<Result<_, _>>()?;
        let next = found.next(places.len()).map(|cursor| cursor.to_string());
        Ok(Answer { hits, next, elapsed: found.elapsed(), ..found.head()? })
    }

    /// Ranks without loading any text: for lists of ids, counts, and relevance tests over thousands of topics.
    pub fn rank(&self, request: &Request) -> Result<Ranking, ArchiveError> {
        let found = self.find(request)?;
        Ok(Ranking { entries: found.ids(request.limit)?, total: found.total() })
    }

    /// Says where the score of the hit with this id comes from; `None` where the request does not find it.
    pub fn explain(&self, request: &Request, id: &str) -> Result<Option<Explanation>, ArchiveError> {
        let ungrouped = request.clone().grouped(None);
        let ranked = self.find(&ungrouped)?;
        let places = ranked.places(0, usize::MAX)?;
        let Some(place) = places.iter().position(|place| place.id == id) else { return Ok(None) };
        let super::found::Place { id, score, found, .. } = &places[place];
        let Found { plan, evaluated, .. } = &ranked;
        let at = (found.segment as usize, found.doc);
        let of_words = parts(plan, evaluated, request.target, &self.archive, &self.segments, at)?.unwrap_or_default();
        let label = |leaf: usize| plan.leaves[leaf].label.clone();
        let mut reasons: Vec<(Reason, f64)> = Vec::new();
        for (part, score) in of_words {
            let reason = match part {
                // Conditions that only filter have no part in the score.
                Part::Leaf { .. } if score == 0.0 => continue,
                Part::Leaf { leaf, times, length, boost } => Reason::Words {
                    words: label(leaf),
                    times,
                    weighted: plan.leaves[leaf].fields.len() > 1,
                    boost,
                    holders: evaluated.frequency[leaf],
                    worth: evaluated.weight[leaf],
                    length,
                },
                Part::Condition => Reason::Condition,
            };
            reasons.push((reason, score));
        }
        let by_places = (request.sort, request.target) == (Sort::Relevance, Target::Articles);
        let places = Places::of(plan, evaluated, &self.lexicon, &self.segments, self.archive.manifest());
        if let (true, Some(places)) = (by_places && !reasons.is_empty(), places) {
            for (found, score) in places.explain(at.0, at.1, place < READ_AGAIN)? {
                let reason = match found {
                    Place::Top(leaves) => {
                        Reason::Top { words: leaves.into_iter().map(label).collect(), of: places.words() }
                    }
                    Place::Near(one, other, times) => Reason::Near { words: (label(one), label(other)), times },
                };
                reasons.push((reason, score));
            }
        }
        Ok(Some(Explanation { id: id.clone(), rank: place + 1, total: ranked.total(), score: *score, parts: reasons }))
    }

    /// Returns an article with its quotations by its id, or by its path where no article has that id.
    pub fn article(&self, name: &str) -> Result<Option<Stored>, ArchiveError> {
        if let Some(address) = self.archive.find(name)? {
            return self.archive.load(address).map(Some);
        }
        let files = self.archive.files()?;
        let Some([id]) = files.get(name).map(|file| file.articles.as_slice()) else { return Ok(None) };
        match self.archive.find(id.as_str())? {
            Some(address) => self.archive.load(address).map(Some),
            None => Ok(None),
        }
    }
}
