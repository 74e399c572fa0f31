//! [`Named`]: the person who is supposed to have said it, as this archive knows people.

use crate::archive::ArchiveError;
use crate::article::Quotation;
use crate::search::searcher::Searcher;
use crate::speaker::registry::{KnownSpeaker, SpeakerRegistry};
use std::collections::BTreeSet;

/// An attribution less sure than this is nobody's here. More would turn words rightly attributed into another's: what
/// readers see as uncertain begins higher ([`SURE`](crate::article::SURE)).
pub(super) const LIKELY: f32 = 0.5;

/// How many people a note names.
const TOLD: usize = 5;

/// Whom the name of a claim means; nobody in particular where it has none.
pub(super) struct Named<'s>(Option<Person<'s>>);

struct Person<'s> {
    name: String,
    meant: Vec<KnownSpeaker>,
    ids: BTreeSet<String>,
    by_sound: bool,
    registry: &'s SpeakerRegistry,
}

impl<'s> Named<'s> {
    /// Looks a name up among the speakers of the archive.
    ///
    /// A name that nobody's is spelled like means the one person whose name is heard alike; where several are, it is
    /// nobody's, since a verdict must not rest on a guess.
    pub fn of(name: Option<&str>, searcher: &'s Searcher) -> Result<Named<'s>, ArchiveError> {
        let Some(name) = name else { return Ok(Named(None)) };
        let registry = searcher.speakers()?;
        let mut resolution = registry.resolve(name);
        if resolution.by_sound && resolution.speakers.len() > 1 {
            resolution.speakers.clear();
        }
        let meant: Vec<KnownSpeaker> = resolution.speakers.iter().map(|place| registry.speaker(*place)).collect();
        let ids = meant.iter().map(|speaker| speaker.id.clone()).collect();
        Ok(Named(Some(Person { name: name.to_owned(), meant, ids, by_sound: resolution.by_sound, registry })))
    }

    /// Whether a quotation is theirs; `None` where nobody was named. One whose speaker is not known, or not surely, is
    /// nobody's, and so is what the article tells as not said.
    pub fn is(&self, quotation: Option<&Quotation>) -> Option<bool> {
        let person = self.0.as_ref()?;
        let said = quotation.filter(|quotation| !quotation.denied);
        let sure = said.filter(|quotation| quotation.attribution.confidence >= LIKELY);
        let speaker = sure.and_then(|quotation| quotation.speaker.as_ref());
        let id = speaker.and_then(|speaker| person.registry.id_of(&speaker.name, &speaker.full_name));
        Some(id.is_some_and(|id| person.ids.contains(&id)))
    }

    /// What to know about the name.
    pub fn notes(&self) -> Option<String> {
        let person = self.0.as_ref()?;
        let name = &person.name;
        match person.meant.as_slice() {
            [] => Some(format!("nobody called `{name}` is quoted in this archive")),
            [one] if person.by_sound => Some(format!("nobody is spelled `{name}`; taken for {}", one.name)),
            [_] => None,
            several => {
                let names: Vec<&str> = several.iter().take(TOLD).map(|speaker| speaker.name.as_str()).collect();
                let more = if several.len() > TOLD { " and others" } else { "" };
                Some(format!("`{name}` may be any of {}{more}; a full name narrows it", names.join(", ")))
            }
        }
    }
}
