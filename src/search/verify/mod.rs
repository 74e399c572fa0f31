//! Verifying: is this quotation in the archive, word for word, by this person?
//!
//! ```text
//! quotation ─Asked→ words ─Terms→ articles with its rarest rows ─Sayings→ what is quoted there ─align, judge→ Finding
//!           ─the best, the earliest of equals→ Verdict
//! ```
//!
//! [`Verifier`] tells the story. `asked` takes apart what somebody brings, `sayings` what is printed, `words` says in
//! which form the two are compared, `candidates` finds where to look, `align` and `judge` hold one against the other,
//! `splice` looks for parts, `occurrence` turns what was found into plain data.

mod align;
mod asked;
mod candidates;
mod judge;
mod occurrence;
mod sayings;
mod speaker;
mod splice;
mod telling;
mod verdict;
mod words;

pub use telling::Telling;
pub use verdict::{Edit, EditKind, Occurrence, Part, Verdict, VerdictKind};

use super::searcher::Searcher;
use crate::archive::{ArchiveError, Stored, TextField};
use crate::article::{Article, CivilDate, DateError, Quotation};
use crate::text::tokens::main_forms;
use asked::{Asked, AskedWord};
use candidates::{Candidate, Candidates, Terms};
use judge::{Finding, Fit, Sought, judge};
use sayings::{Saying, Sayings};
use speaker::{LIKELY, Named};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;
use tantivy::DocAddress;

/// More words than this are no quotation: the longest speeches that papers print in full stay below.
pub const MOST_WORDS: usize = 3_000;
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

/// A quotation that somebody brings.
#[derive(Debug, Clone)]
pub struct Claim {
    quote: String,
    asked: Asked,
    speaker: Option<String>,
    published: Option<CivilDate>,
    apart_from: Option<String>,
}

/// Why something cannot be looked for as a quotation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClaimError {
    /// There is no word in it.
    #[error("there is no word in it")]
    Empty,
    /// It is longer than any quotation.
    #[error("it has {0} words; a quotation of up to {MOST_WORDS} is looked for")]
    TooLong(usize),
}

impl Claim {
    /// Takes a quotation as it was typed or printed, with or without its marks.
    ///
    /// # Errors
    /// [`ClaimError`] where there is no word in it or too many.
    pub fn new(quote: &str) -> Result<Claim, ClaimError> {
        // A text of a megabyte is refused by its length before it is read word by word.
        let spaces = quote.split_whitespace().take(40 * MOST_WORDS).count();
        if spaces > MOST_WORDS {
            return Err(ClaimError::TooLong(spaces));
        }
        let asked = Asked::read(quote);
        match asked.words.len() {
            0 => Err(ClaimError::Empty),
            n if n > MOST_WORDS => Err(ClaimError::TooLong(n)),
            _ => Ok(Claim { quote: quote.to_owned(), asked, speaker: None, published: None, apart_from: None }),
        }
    }

    /// Says who is supposed to have said it, by any part of the name.
    pub fn speaker(mut self, name: Option<String>) -> Claim {
        self.speaker = name.filter(|name| !name.trim().is_empty());
        self
    }

    /// Looks only at articles of this day, month or year.
    ///
    /// # Errors
    /// [`DateError`] where it is no date.
    pub fn printed_on(mut self, date: &str) -> Result<Claim, DateError> {
        self.published = Some(date.parse()?);
        Ok(self)
    }

    /// Leaves out the article with this text: the one that the quotation was taken from.
    pub fn apart_from(mut self, text: &str) -> Claim {
        self.apart_from = Some(text.to_owned());
        self
    }
}

/// The quotations of an article, each with the speaker that the article surely names, ready to be held against an
/// archive that may hold the article itself. In place of one that cannot be looked for stand its first words and why.
pub fn claims_in(article: Article, quotations: Vec<Quotation>) -> Vec<Result<Claim, (String, ClaimError)>> {
    let Sayings { stored, quoted, .. } = Sayings::of(Stored { article, quotations });
    let text = stored.article.text.as_str();
    let mut claims = Vec::new();
    for saying in &quoted {
        let Some(quotation) = saying.quotation.map(|n| &stored.quotations[n]) else { continue };
        let sure = quotation.attribution.confidence >= LIKELY;
        let speaker = quotation.speaker.as_ref().filter(|_| sure).map(|speaker| speaker.full_name.clone());
        for words in saying.units(text) {
            claims.push(match Claim::new(&words) {
                Ok(claim) => Ok(claim.speaker(speaker.clone()).apart_from(text)),
                Err(error) => Err((words.chars().take(60).collect(), error)),
            });
        }
    }
    claims
}

/// Holds quotations against an archive. It keeps the articles it looked at last, so one verifier for many is quicker.
pub struct Verifier<'s> {
    searcher: &'s Searcher,
    articles: RefCell<HashMap<DocAddress, Rc<Sayings>>>,
}

/// A finding with where it was made.
#[derive(Clone)]
struct Place {
    finding: Finding,
    sayings: Rc<Sayings>,
    /// Which of the article's sayings: quoted ones come first.
    saying: usize,
    /// The quotation that it is or overlaps.
    quotation: Option<usize>,
    speaker_as_asked: Option<bool>,
    day: Option<i64>,
}

impl<'s> Verifier<'s> {
    /// A verifier over what a searcher has open.
    pub fn new(searcher: &'s Searcher) -> Verifier<'s> {
        Verifier { searcher, articles: RefCell::default() }
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
        let exact = |places: &[Place]| places.first().is_some_and(|place| place.rank() <= Rank::PART_OF_OTHER);
        if !exact(&places) {
            // What nobody is quoted with, as far as we know, may still be printed.
            let printed = Terms::look_up(self.searcher.segments(), PRINTED, &terms, manifest.articles)?;
            places.extend(look.places(&printed, all.clone(), true)?);
            places.sort_by(Place::order);
            places.dedup_by(|one, other| one.same_words(other));
        }
        let best = places.first().filter(|place| place.finding.fit != Fit::Scraps);
        if best.is_none_or(|place| place.rank() >= Rank::ALTERED)
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
            if self.is_left_out(&sayings) {
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

    fn is_left_out(&self, sayings: &Sayings) -> bool {
        let article = &sayings.stored.article;
        let elsewhere = self.date.is_some_and(|asked| {
            let printed = article.published;
            printed.is_none_or(|date| date.last_day() < asked.first_day() || asked.last_day() < date.first_day())
        });
        elsewhere || self.claim.apart_from.as_deref() == Some(article.text.as_str())
    }
}

/// The least share of what is asked, by weight, that a saying must have among its words to be aligned with it.
const WORTH_A_LOOK: f32 = 0.2;

/// Neighbours among words that are asked, and the words themselves, by which a saying that cannot hold them is passed
/// over.
struct Pairs<'a> {
    pairs: HashSet<(&'a str, &'a str)>,
    weights: HashMap<&'a str, f32>,
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
        let held: HashSet<&str> = keys().filter(|key| self.weights.contains_key(key)).collect();
        // Whole numbers, whose sum is the same in whatever order they come.
        let share: f32 = held.iter().map(|key| (self.weights[key] * 1024.0).round()).sum();
        let all: f32 = self.weights.values().map(|weight| (weight * 1024.0).round()).sum();
        let single = self.pairs.iter().next().is_some_and(|(_, second)| second.is_empty());
        share >= WORTH_A_LOOK * all
            && (single && !held.is_empty() || keys().zip(keys().skip(1)).any(|pair| self.pairs.contains(&pair)))
    }
}

/// The order of verdicts: what says most about a quotation comes first.
struct Rank;

impl Rank {
    const WHOLE: u8 = 0;
    const SAME_WORDS: u8 = 1;
    const PART: u8 = 2;
    const WHOLE_OF_OTHER: u8 = 3;
    const PART_OF_OTHER: u8 = 4;
    const GAPPED: u8 = 5;
    const UNQUOTED: u8 = 6;
    const ALTERED: u8 = 7;
    const UNQUOTED_NEAR: u8 = 8;
    const NOTHING: u8 = 9;
}

impl Place {
    fn saying(&self) -> &Saying {
        let quoted = self.sayings.quoted.len();
        match self.saying.checked_sub(quoted) {
            Some(n) => &self.sayings.running[n],
            None => &self.sayings.quoted[self.saying],
        }
    }

    fn rank(&self) -> u8 {
        let other = self.speaker_as_asked == Some(false);
        match (self.finding.fit, self.saying().quoted) {
            (Fit::Scraps, _) => Rank::NOTHING,
            (Fit::Whole | Fit::SameWords | Fit::Part, false) => Rank::UNQUOTED,
            (Fit::Gapped | Fit::Altered, false) => Rank::UNQUOTED_NEAR,
            (Fit::Whole, true) if other => Rank::WHOLE_OF_OTHER,
            (Fit::Whole, true) => Rank::WHOLE,
            (Fit::SameWords | Fit::Part, true) if other => Rank::PART_OF_OTHER,
            (Fit::SameWords, true) => Rank::SAME_WORDS,
            (Fit::Part, true) => Rank::PART,
            (Fit::Gapped, true) => Rank::GAPPED,
            (Fit::Altered, true) => Rank::ALTERED,
        }
    }

    fn kind(&self) -> VerdictKind {
        match self.rank() {
            Rank::WHOLE => VerdictKind::Verbatim,
            Rank::WHOLE_OF_OTHER => VerdictKind::OtherSpeaker,
            Rank::PART | Rank::GAPPED => VerdictKind::Truncated,
            Rank::PART_OF_OTHER if self.finding.fit == Fit::Part => VerdictKind::Truncated,
            Rank::SAME_WORDS | Rank::PART_OF_OTHER | Rank::ALTERED => VerdictKind::Altered,
            Rank::UNQUOTED | Rank::UNQUOTED_NEAR => VerdictKind::Unquoted,
            _ => VerdictKind::Absent,
        }
    }

    /// Thousandths of what is asked, so that equals are equal.
    fn held(&self) -> i32 {
        (self.finding.coverage * 1000.0).round() as i32
    }

    /// The best first, of equals the earliest, then by id: the corpus alone decides.
    fn order(&self, other: &Place) -> std::cmp::Ordering {
        let id = |place: &Place| place.sayings.stored.article.id.clone();
        let strewn = |place: &Place| place.finding.printed.len();
        self.rank()
            .cmp(&other.rank())
            .then_with(|| other.held().cmp(&self.held()))
            .then_with(|| strewn(self).cmp(&strewn(other)))
            .then_with(|| (self.speaker_as_asked == Some(false)).cmp(&(other.speaker_as_asked == Some(false))))
            .then_with(|| self.day.is_none().cmp(&other.day.is_none()))
            .then_with(|| self.day.cmp(&other.day))
            .then_with(|| id(self).cmp(&id(other)))
            .then_with(|| self.saying.cmp(&other.saying))
    }

    /// Whether both are the same words of the same article.
    fn same_words(&self, other: &Place) -> bool {
        self.saying == other.saying && self.sayings.stored.article.id == other.sayings.stored.article.id
    }

    /// Whether the two answer in the same way.
    fn answers_as(&self, other: &Place) -> bool {
        self.kind() == other.kind() && self.held() == other.held() && self.finding.fit == other.finding.fit
    }
}
