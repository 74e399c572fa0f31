//! Verifying: is this quotation in the archive, word for word, by this person?
//!
//! ```text
//! quotation ─Asked→ words ─Terms→ articles with its rarest rows ─Sayings→ what is quoted there ─align, judge→ Finding
//!           ─the best, the earliest of equals→ Verdict
//! ```
//!
//! [`Verifier`] tells the story. A [`Claim`] is what somebody brings; `asked` takes it apart, `sayings` what is printed,
//! `words` says in which form the two are compared, `candidates` finds where to look, `align` and `judge` hold one
//! against the other, `place` says which finding tells most, `splice` looks for parts, `occurrence` turns what was found
//! into plain data.

mod align;
mod asked;
mod candidates;
mod claim;
mod judge;
mod occurrence;
mod place;
mod sayings;
mod speaker;
mod splice;
mod telling;
mod verdict;
mod words;

pub use claim::{Claim, ClaimError, MOST_WORDS, claims_in};
pub use telling::Telling;
pub use verdict::{Edit, EditKind, Occurrence, Part, Verdict, VerdictKind};

use super::searcher::Searcher;
use crate::archive::{ArchiveError, TextField};
use crate::article::CivilDate;
use crate::text::tokens::main_forms;
use asked::AskedWord;
use candidates::{Candidate, Candidates, Terms};
use judge::{Fit, Sought, judge};
use place::{Place, Rank};
use rustc_hash::{FxHashMap, FxHashSet};
use sayings::{Saying, Sayings};
use speaker::Named;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use tantivy::DocAddress;

/// Articles that are looked at for a quotation.
const LOOKED_AT: usize = 16;
/// An article that shares so much less than the best is not looked at once a few were.
const FAR: f64 = 0.2;
const FEW: usize = 3;
/// Articles that are looked at where each holds nearly all of it: what a news agency sent to hundreds of papers.
const LOOKED_AT_OF_EQUALS: usize = 400;
/// The share of all rows of words that makes nearly all.
const NEARLY_ALL: f64 = 0.6;
/// Articles that are kept for the next quotation.
const KEPT: usize = 256;
/// How many further places are named.
const NAMED: usize = 5;

/// What is quoted.
const QUOTED: &[TextField] = &[TextField::Said];
/// Everything that is printed.
const PRINTED: &[TextField] = &[TextField::Body, TextField::Headline, TextField::Caption];

/// Holds quotations against an archive. It keeps the articles it looked at last, so one verifier for many is quicker.
pub struct Verifier<'s> {
    searcher: &'s Searcher,
    articles: RefCell<FxHashMap<DocAddress, Rc<Sayings>>>,
    left_out: RefCell<BTreeSet<String>>,
}

impl<'s> Verifier<'s> {
    /// A verifier over what a searcher has open.
    pub fn new(searcher: &'s Searcher) -> Verifier<'s> {
        Verifier { searcher, articles: RefCell::default(), left_out: RefCell::default() }
    }

    /// The ids of articles that were met and left out so far, see [`Claim::apart_from`].
    pub fn left_out(&self) -> Vec<String> {
        self.left_out.borrow().iter().cloned().collect()
    }

    /// Looks for a quotation.
    pub fn check(&self, claim: &Claim) -> Result<Verdict, ArchiveError> {
        let named = Named::of(claim.speaker.as_deref(), self.searcher)?;
        let mut verdict = self.checked(claim, &named, claim.published)?;
        if verdict.kind == VerdictKind::Absent
            && let Some(date) = claim.published
        {
            let ever = self.checked(claim, &named, None)?;
            if let Some(found) = &ever.found {
                let kind = ever.kind.as_str().replace('_', " ");
                let when = found.article.published.map_or("without a date".to_owned(), |date| date.to_string());
                verdict.notes.push(format!("not printed on {date}; {kind} in `{}`, {when}", found.id));
            }
        }
        let registry = self.searcher.speakers()?;
        let parts = verdict.parts.iter_mut().map(|part| &mut part.found);
        for quotation in verdict.found.iter_mut().chain(parts).filter_map(|found| found.quotation.as_mut()) {
            let speaker = quotation.speaker.as_ref();
            quotation.speaker_id = speaker.and_then(|speaker| registry.id_of(&speaker.name, &speaker.full_name));
        }
        for words in &claim.asked.passed_over {
            verdict.notes.push(format!("`{words}` was taken for what stands between two quoted stretches"));
        }
        verdict.notes.extend(named.notes());
        Ok(verdict)
    }

    fn checked(&self, claim: &Claim, named: &Named<'_>, date: Option<CivilDate>) -> Result<Verdict, ArchiveError> {
        let asked = &claim.asked;
        let manifest = self.searcher.archive().manifest();
        let terms = main_forms(&asked.text);
        let terms: Vec<&str> = terms.iter().map(String::as_str).collect();
        let said = Terms::look_up(self.searcher.segments(), QUOTED, &terms, manifest.quotations)?;
        let weights: Vec<f32> = (0..asked.words.len()).map(|word| said.weight(word) as f32).collect();
        let sought = Sought { asked, weights: &weights };
        let look = Look { verifier: self, claim, named, date, sought };
        let all = 0..asked.words.len();
        let mut places = look.places(&said, all.clone(), false)?;
        let exact = |places: &[Place]| places.first().is_some_and(|place| place.rank() <= Rank::PartOfOther);
        if !exact(&places) {
            // What nobody is quoted with, as far as we know, may still be printed.
            let printed = Terms::look_up(self.searcher.segments(), PRINTED, &terms, manifest.articles)?;
            places.extend(look.places(&printed, all.clone(), true)?);
            places.sort_by(Place::order);
            places.dedup_by(|one, other| one.same_words(other));
        }
        let best = places.first().filter(|place| place.finding.fit != Fit::Scraps);
        if best.is_none_or(|place| place.rank() >= Rank::Altered)
            && let Some(parts) = look.splice(&said, &places)?
        {
            return Ok(look.spliced(parts));
        }
        Ok(look.verdict(&places))
    }

    /// An article with its sayings, from the store or from the last look at it.
    fn article(&self, address: DocAddress) -> Result<Rc<Sayings>, ArchiveError> {
        if let Some(known) = self.articles.borrow().get(&address) {
            return Ok(known.clone());
        }
        let sayings = Rc::new(Sayings::of(self.searcher.archive().load(address)?));
        let mut articles = self.articles.borrow_mut();
        if articles.len() >= KEPT {
            articles.clear();
        }
        articles.insert(address, sayings.clone());
        Ok(sayings)
    }
}

/// One look for one claim.
struct Look<'l> {
    verifier: &'l Verifier<'l>,
    claim: &'l Claim,
    named: &'l Named<'l>,
    date: Option<CivilDate>,
    sought: Sought<'l>,
}

impl Look<'_> {
    /// Where the words `range` stand, best first; running text is looked at where `running` says so.
    fn places(&self, terms: &Terms<'_>, range: Range<usize>, running: bool) -> Result<Vec<Place>, ArchiveError> {
        let asked = self.sought.asked;
        let parted = |n: &usize| asked.words[*n].after_omission || asked.words[*n].bracketed;
        let breaks: Vec<usize> = range.clone().filter(parted).collect();
        let length = asked.at(range.clone()).len();
        let Candidates { best, possible } = terms.candidates(range.clone(), &breaks, length, LOOKED_AT_OF_EQUALS)?;
        let most = best.first().map_or(0.0, |candidate| candidate.votes);
        let pairs = Pairs::of(&asked.words[range.clone()], &self.sought.weights[range.clone()]);
        let mut looked_at = 0;
        let mut places = Vec::new();
        for Candidate { article, votes, day, .. } in best {
            if looked_at >= LOOKED_AT && votes < NEARLY_ALL * possible || looked_at >= FEW && votes < FAR * most {
                break;
            }
            let sayings = self.verifier.article(article)?;
            if self.is_own(&sayings) {
                self.verifier.left_out.borrow_mut().insert(sayings.stored.article.id.to_string());
                continue;
            }
            if self.is_of_other_time(&sayings) {
                continue;
            }
            looked_at += 1;
            let others = if running { sayings.running.as_slice() } else { &[] };
            for (n, saying) in sayings.quoted.iter().chain(others).enumerate() {
                if !pairs.may_stand_in(saying) {
                    continue;
                }
                let text = &sayings.stored.article.text;
                let Some(finding) = judge(&self.sought, range.clone(), saying, text) else { continue };
                let quotation = saying.quotation.or_else(|| sayings.quotation_at(saying, &finding.printed));
                let speaker_as_asked = self.named.is(quotation.map(|n| &sayings.stored.quotations[n]));
                places.push(Place { finding, sayings: sayings.clone(), saying: n, quotation, speaker_as_asked, day });
            }
        }
        places.sort_by(Place::order);
        Ok(places)
    }

    /// Whether it is the article that the claim was taken from.
    fn is_own(&self, sayings: &Sayings) -> bool {
        self.claim.apart_from.as_deref() == Some(sayings.stored.article.text.as_str())
    }

    fn is_of_other_time(&self, sayings: &Sayings) -> bool {
        self.date.is_some_and(|asked| {
            let printed = sayings.stored.article.published;
            printed.is_none_or(|date| date.last_day() < asked.first_day() || asked.last_day() < date.first_day())
        })
    }
}

/// The least share of what is asked, by weight, that a saying must have among its words to be aligned with it.
const WORTH_A_LOOK: f32 = 0.2;

/// Neighbours among words that are asked, and the words themselves, by which a saying that cannot hold them is passed
/// over.
struct Pairs<'a> {
    pairs: FxHashSet<(&'a str, &'a str)>,
    weights: FxHashMap<&'a str, f32>,
}

impl<'a> Pairs<'a> {
    /// Those of a stretch; of very few words, each word by itself.
    fn of(asked: &'a [AskedWord], weights: &[f32]) -> Pairs<'a> {
        let key = |word: &'a AskedWord| word.word.key.as_str();
        let pairs = match asked.len() {
            0..=4 => asked.iter().map(|word| (key(word), "")).collect(),
            _ => asked.windows(2).map(|pair| (key(&pair[0]), key(&pair[1]))).collect(),
        };
        Pairs { pairs, weights: asked.iter().map(key).zip(weights.iter().copied()).collect() }
    }

    fn may_stand_in(&self, saying: &Saying) -> bool {
        let keys = || saying.words.iter().map(|word| word.key.as_str());
        let held: FxHashSet<&str> = keys().filter(|key| self.weights.contains_key(key)).collect();
        // Whole numbers, whose sum is the same in whatever order they come.
        let share: f32 = held.iter().map(|key| (self.weights[key] * 1024.0).round()).sum();
        let all: f32 = self.weights.values().map(|weight| (weight * 1024.0).round()).sum();
        let single = self.pairs.iter().next().is_some_and(|(_, second)| second.is_empty());
        share >= WORTH_A_LOOK * all
            && (single && !held.is_empty() || keys().zip(keys().skip(1)).any(|pair| self.pairs.contains(&pair)))
    }
}
