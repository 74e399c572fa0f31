//! Every name that quotations carry, read from the columns: what people are settled from.

use super::error::ArchiveError;
use super::reader::{Archive, string_of, strings};
use super::schema::UNNAMED;
use crate::article::{AttributionClass, CivilDate, FullName, NameUses};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use tantivy::columnar::StrColumn;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED, Term};

/// One quotation of a speaker, as its columns tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerUse {
    /// The quotation: its article's id with `#q` and its number.
    pub id: String,
    /// When the article was published.
    pub published: Option<CivilDate>,
    /// The outlet.
    pub outlet: Option<String>,
    /// The words that say who speaks, where they say more than the name.
    pub source_words: Option<String>,
    /// How the speaker is known.
    pub class: Option<AttributionClass>,
    /// The names of all speakers of the same article, each as often as it is quoted there; the first use of an article
    /// alone tells them.
    pub beside: Vec<FullName>,
}

impl Archive {
    /// A number that is another whenever the archive holds something else: for what is made of it and kept beside it.
    /// The generation alone begins anew with an index that is made anew.
    pub fn stamp(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.manifest().generation.hash(&mut hasher);
        for segment in self.searcher().segment_readers() {
            segment.segment_id().uuid_string().hash(&mut hasher);
            segment.num_deleted_docs().hash(&mut hasher);
        }
        hasher.finish()
    }

    /// Every name that quotations carry, with its uses.
    pub fn name_uses(&self) -> Result<NameUses, ArchiveError> {
        let mut uses =
            NameUses { uses: Vec::with_capacity(self.manifest().quotations as usize), ..NameUses::default() };
        let mut places: FxHashMap<String, u32> = FxHashMap::default();
        let mut before: BTreeMap<(u32, String), u64> = BTreeMap::new();
        let mut words: FxHashMap<String, u32> = FxHashMap::default();
        for segment in self.searcher().segment_readers() {
            let columns = segment.fast_fields();
            let (who, ordinals, days) = (strings(segment, "who")?, columns.u64("ordinal")?, columns.i64("first_day")?);
            let last_days = columns.i64("last_day")?;
            // The dictionary of the segment's names is read once, in its order; each use is a number then.
            let mut of_ord: Vec<Option<u32>> = Vec::with_capacity(who.num_terms());
            let mut names = who.dictionary().stream()?;
            while names.advance() {
                let value = String::from_utf8_lossy(names.key());
                if value == UNNAMED {
                    of_ord.push(None);
                    continue;
                }
                let place = match places.get(value.as_ref()) {
                    Some(place) => *place,
                    None => {
                        let place = uses.names.len() as u32;
                        uses.names.push(full_name(&value));
                        places.insert(value.into_owned(), place);
                        place
                    }
                };
                of_ord.push(Some(place));
            }
            let source_words = strings(segment, "source_words")?;
            let mut sources: Vec<(u64, u32)> = Vec::new();
            let mut unnamed_here = false;
            for doc in 0..segment.max_doc() {
                if segment.is_deleted(doc) {
                    continue;
                }
                if ordinals.first(doc) == Some(0) {
                    uses.dates.push(
                        days.first(doc)
                            .zip(last_days.first(doc))
                            .and_then(|(first, last)| CivilDate::from_days(first, last)),
                    );
                    unnamed_here = false;
                    continue;
                }
                let Some(ord) = who.term_ords(doc).next() else { continue };
                let article = (uses.dates.len() as u32).saturating_sub(1);
                match of_ord.get(ord as usize).copied().flatten() {
                    Some(name) => {
                        uses.uses.push((name, article));
                        sources.extend(source_words.term_ords(doc).next().map(|words| (words, name)));
                    }
                    None => {
                        uses.unnamed += 1;
                        if !unnamed_here {
                            unnamed_here = true;
                            uses.unnamed_articles += 1;
                            if let Some(date) = uses.dates.last().copied().flatten() {
                                let (first, last) = uses.unnamed_dates.unwrap_or((date, date));
                                uses.unnamed_dates = Some((first.min(date), last.max(date)));
                            }
                        }
                    }
                }
            }
            count_beside(&source_words, sources, &mut uses, &mut before, &mut words)?;
        }
        uses.before = before.into_iter().map(|((name, word), count)| (name, word, count)).collect();
        uses.beside.sort_unstable();
        uses.beside.dedup();
        // Names without a live use are those of articles that went.
        let mut live = vec![false; uses.names.len()];
        uses.uses.iter().for_each(|(name, _)| live[*name as usize] = true);
        if live.contains(&false) {
            let mut moved = vec![0u32; live.len()];
            let mut next = 0;
            for (place, live) in live.iter().enumerate() {
                moved[place] = next;
                next += u32::from(*live);
            }
            let mut keep = live.iter();
            uses.names.retain(|_| keep.next().copied().unwrap_or(false));
            uses.uses.iter_mut().for_each(|(name, _)| *name = moved[*name as usize]);
            uses.before.iter_mut().for_each(|(name, ..)| *name = moved[*name as usize]);
            uses.beside.iter_mut().for_each(|(name, _)| *name = moved[*name as usize]);
        }
        Ok(uses)
    }

    /// The names that these quotations of a segment carry, with how many carry each; in no particular order.
    pub fn names_of(&self, segment: usize, docs: &[u32]) -> Result<Vec<(FullName, u64)>, ArchiveError> {
        let Some(segment) = self.searcher().segment_readers().get(segment) else { return Ok(Vec::new()) };
        let who = strings(segment, "who")?;
        let mut counts: HashMap<u64, u64> = HashMap::new();
        for ord in docs.iter().filter_map(|doc| who.term_ords(*doc).next()) {
            *counts.entry(ord).or_default() += 1;
        }
        let mut names = Vec::with_capacity(counts.len());
        for (ord, count) in counts {
            let mut value = String::new();
            who.ord_to_str(ord, &mut value)?;
            names.push((full_name(&value), count));
        }
        Ok(names)
    }

    /// The quotations that carry any of these values of the field `who`, in the order of the index.
    pub fn uses_of(&self, who: &[String]) -> Result<Vec<SpeakerUse>, ArchiveError> {
        let mut uses = Vec::new();
        for segment in self.searcher().segment_readers() {
            let index = segment.inverted_index(self.fields().who)?;
            let mut docs = Vec::new();
            for value in who {
                let term = Term::from_field_text(self.fields().who, value);
                let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? else { continue };
                while postings.doc() != TERMINATED {
                    if !segment.is_deleted(postings.doc()) {
                        docs.push(postings.doc());
                    }
                    postings.advance();
                }
            }
            docs.sort_unstable();
            let columns = segment.fast_fields();
            let (first_day, last_day) = (columns.i64("first_day")?, columns.i64("last_day")?);
            let ordinals = columns.u64("ordinal")?;
            let (ids, outlets) = (strings(segment, "id")?, strings(segment, "outlet")?);
            let (names, source_words) = (strings(segment, "who")?, strings(segment, "source_words")?);
            let mut classes: HashMap<u32, AttributionClass> = HashMap::new();
            let by_class = segment.inverted_index(self.fields().attribution)?;
            for class in AttributionClass::ALL {
                let term = Term::from_field_text(self.fields().attribution, class.as_str());
                let Some(mut postings) = by_class.read_postings(&term, IndexRecordOption::Basic)? else { continue };
                for doc in &docs {
                    if postings.doc() < *doc {
                        postings.seek(*doc);
                    }
                    if postings.doc() == *doc {
                        classes.insert(*doc, class);
                    }
                }
            }
            let some = |text: String| (!text.is_empty()).then_some(text);
            let mut last_article = None;
            for doc in docs {
                let ordinal = ordinals.first(doc).unwrap_or(0) as u32;
                let article = doc.saturating_sub(ordinal);
                let mut beside = Vec::new();
                if last_article != Some(article) {
                    last_article = Some(article);
                    let quotations = (article + 1..segment.max_doc())
                        .take_while(|other| ordinals.first(*other) == Some(u64::from(other - article)));
                    for other in quotations {
                        let value = string_of(&names, other)?;
                        if !value.is_empty() && value != UNNAMED {
                            beside.push(full_name(&value));
                        }
                    }
                }
                uses.push(SpeakerUse {
                    id: crate::article::ArticleId::new(string_of(&ids, doc)?).quotation(ordinal as usize),
                    published: first_day
                        .first(article)
                        .zip(last_day.first(article))
                        .and_then(|(first, last)| CivilDate::from_days(first, last)),
                    outlet: some(string_of(&outlets, article)?),
                    source_words: some(string_of(&source_words, doc)?),
                    class: classes.get(&doc).copied(),
                    beside,
                });
            }
        }
        Ok(uses)
    }
}

/// Counts the words that stand right before names in the sources of a segment's quotations, and notes those beside names
/// in full: `sources` are the source's
/// words, by their number in the dictionary, and the name. The dictionary is read once, in its order.
fn count_beside(
    words: &StrColumn,
    mut sources: Vec<(u64, u32)>,
    uses: &mut NameUses,
    before: &mut BTreeMap<(u32, String), u64>,
    places: &mut FxHashMap<String, u32>,
) -> Result<(), ArchiveError> {
    sources.sort_unstable();
    let mut asked = sources.chunk_by(|one, other| one == other).peekable();
    let mut terms = words.dictionary().stream()?;
    while terms.advance() {
        let ord = terms.term_ord();
        while let Some(same) = asked.next_if(|same| same[0].0 == ord) {
            let (_, name) = same[0];
            let text = String::from_utf8_lossy(terms.key());
            let NameUses { names, words, beside, .. } = uses;
            let printed = names[name as usize].name.as_str();
            let around = text.split_once(printed);
            if let Some((before, after)) = around.filter(|_| printed.contains(char::is_whitespace)) {
                for word in capitals(before).chain(capitals(after)) {
                    let place = places.get(word).copied().unwrap_or_else(|| {
                        words.push(word.to_owned());
                        places.insert(word.to_owned(), words.len() as u32 - 1);
                        words.len() as u32 - 1
                    });
                    beside.push((name, place));
                }
            }
            let word = around.map(|(before, _)| before.trim_end());
            if let Some(word) = word.and_then(|before| before.rsplit(char::is_whitespace).next())
                && word.starts_with(char::is_alphabetic)
                && !word.ends_with([',', ';', ':'])
            {
                *before.entry((name, word.trim_end_matches('.').to_owned())).or_default() += same.len() as u64;
            }
        }
        if asked.peek().is_none() {
            break;
        }
    }
    Ok(())
}

/// The words with a capital, without the marks around them.
fn capitals(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| c.is_whitespace() || c == '-');
    let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| word.len() > 1 && word.starts_with(char::is_uppercase))
}

fn full_name(value: &str) -> FullName {
    let (name, full_name) = value.split_once('\t').unwrap_or((value, value));
    FullName { name: name.to_owned(), full_name: full_name.to_owned() }
}
