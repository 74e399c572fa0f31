//! From what was found to plain data: the printed words, the comparison, what was cut, the passage.

use super::align::Step;
use super::asked::Asked;
use super::judge::Fit;
use super::place::Rank;
use super::sayings::{Saying, Sayings};
use super::telling::telling;
use super::verdict::{Edit, EditKind, Occurrence, Part, Verdict, VerdictKind};
use super::words::same_letters;
use super::{Look, NAMED, Place};
use crate::article::Span;
use crate::search::passages;
use crate::search::shown::{quoted, summary};
use std::ops::Range;

impl Look<'_> {
    /// The verdict over the places where the words stand, best first.
    pub fn verdict(&self, places: &[Place]) -> Verdict {
        let Some(best) = places.first().filter(|place| place.finding.fit != Fit::Scraps) else {
            return self.bare(VerdictKind::Absent, None, Vec::new());
        };
        let equals: Vec<&Place> = places.iter().filter(|place| place.answers_as(best)).collect();
        let found = self.occurrence(best, &equals);
        let mut notes = Vec::new();
        let by = found.quotation.as_ref().and_then(|quotation| quotation.speaker.as_ref());
        if found.quotation.as_ref().is_some_and(|quotation| quotation.denied) {
            let who = by.map_or("was", |speaker| speaker.full_name.as_str());
            let did = if by.is_some() { " did" } else { "" };
            notes.push(format!("the article tells it as what {who}{did} not say"));
        } else if best.speaker_as_asked == Some(false) && best.saying().quoted {
            notes.push(match by {
                Some(speaker) => format!("the archive has it from {}", speaker.full_name),
                None => "the archive does not say who said it".to_owned(),
            });
        }
        if best.finding.fit == Fit::SameWords && found.diff.iter().all(|edit| edit.kind == EditKind::Same) {
            notes.push("the words are the same; punctuation differs".to_owned());
        }
        if best.kind() == VerdictKind::Unquoted {
            let nearly = if best.rank() == Rank::UnquotedNear { "nearly so " } else { "" };
            notes.push(match &found.quotation {
                Some(_) => format!("printed {nearly}as reported speech, not between quotation marks"),
                None => format!("printed {nearly}in running text, not as a quotation"),
            });
        }
        Verdict { notes, ..self.bare(best.kind(), Some(found), Vec::new()) }
    }

    /// A verdict without notes.
    pub fn bare(&self, kind: VerdictKind, found: Option<Occurrence>, parts: Vec<Part>) -> Verdict {
        let (quote, speaker) = (self.claim.quote.clone(), self.claim.speaker.clone());
        Verdict { quote, speaker, kind, found, parts, notes: Vec::new() }
    }

    /// One place as plain data, with the others that are equal to it.
    pub fn occurrence(&self, place: &Place, equals: &[&Place]) -> Occurrence {
        let (saying, sayings) = (place.saying(), &*place.sayings);
        let (article, text) = (&sayings.stored.article, sayings.stored.article.text.as_str());
        let finding = &place.finding;
        let diff = diff(self.sought.asked, &finding.steps, saying, text);
        let (before, after) = match saying.quoted {
            true => (0..finding.printed.start, finding.printed.end..saying.words.len()),
            false => (0..0, 0..0),
        };
        let mut lost: Vec<(String, super::Telling)> = Vec::new();
        let left_out = finding.steps.iter().filter_map(|step| match step {
            Step::LeftOut(j) | Step::Changed(_, j, _) => Some(*j),
            Step::Same(..) | Step::PutIn(_) => None,
        });
        let (ahead, behind) = match saying.quoted {
            true => saying.rest_of_sentences(text, &finding.printed),
            false => (0..0, 0..0),
        };
        for word in ahead.chain(left_out).chain(behind).filter_map(|n| saying.words.get(n)) {
            if let Some(kind) = telling(&word.key) {
                lost.push((text[word.range.clone()].to_owned(), kind));
            }
        }
        Occurrence {
            id: place.id(),
            article: summary(article, Vec::new()),
            quotation: place.quotation.map(|n| quoted(article, &sayings.stored.quotations[n], Vec::new())),
            printed: saying.at(text, finding.printed.clone()),
            passages: passages::showing(&sayings.stored, &lit(&finding.steps, saying)),
            similarity: (finding.coverage * 1000.0).round() / 1000.0,
            diff,
            cut: (saying.at(text, before), saying.at(text, after)),
            lost,
            speaker_as_asked: place.speaker_as_asked,
            also: equals.iter().skip(1).take(NAMED).map(|place| place.id()).collect(),
            places: equals.len().max(1),
            undated: equals.iter().filter(|place| place.day.is_none()).count(),
        }
    }
}

impl Place {
    /// The id of the quotation, or of the article where the words are nobody's.
    pub fn id(&self) -> String {
        let id = &self.sayings.stored.article.id;
        self.quotation.map_or_else(|| id.to_string(), |n| id.quotation(n + 1))
    }
}

impl Sayings {
    /// The quotation that holds some of these words of a saying that is none itself.
    pub fn quotation_at(&self, saying: &Saying, words: &Range<usize>) -> Option<usize> {
        let words = saying.words.get(words.clone())?;
        let span = Span::new(words.first()?.range.start, words.last()?.range.end);
        let holds = |quotation: &crate::article::Quotation| quotation.content.iter().any(|part| part.overlaps(span));
        self.stored.quotations.iter().position(holds)
    }
}

impl Saying {
    /// Some of its words as they are printed; stretches joined by ` … `.
    fn at(&self, text: &str, words: Range<usize>) -> String {
        let mut out = String::new();
        for stretch in &self.stretches {
            let (start, end) = (words.start.max(stretch.words.start), words.end.min(stretch.words.end));
            if start >= end {
                continue;
            }
            if !out.is_empty() {
                out.push_str(" … ");
            }
            out.push_str(&text[self.words[start].range.start..self.words[end - 1].range.end]);
        }
        out
    }
}

/// The words that are the same, in runs.
fn lit(steps: &[Step], saying: &Saying) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut last = None;
    for step in steps {
        if let Step::Same(_, j) = step {
            let range = &saying.words[*j].range;
            let in_one = saying.stretches.iter().any(|stretch| stretch.words.start < *j && *j < stretch.words.end);
            match spans.last_mut() {
                Some(span) if in_one && last == Some(j.wrapping_sub(1)) => span.end = range.end as u32,
                _ => spans.push(Span::new(range.start, range.end)),
            }
            last = Some(*j);
        }
    }
    spans
}

/// The comparison in stretches, from left to right.
fn diff(asked: &Asked, steps: &[Step], saying: &Saying, text: &str) -> Vec<Edit> {
    // Each stretch is a run of steps of one kind; words are taken from where they stand, with what is between them.
    struct Run {
        kind: EditKind,
        asked: Option<Range<usize>>,
        printed: Option<Range<usize>>,
    }
    let mut runs: Vec<Run> = Vec::new();
    for step in steps {
        let (i, j) = match step {
            Step::Same(i, j) | Step::Changed(i, j, _) => (Some(*i), Some(*j)),
            Step::PutIn(i) => (Some(*i), None),
            Step::LeftOut(j) => (None, Some(*j)),
        };
        let kind = match step {
            Step::Same(i, j) if same_letters(asked.word(*i), &text[saying.words[*j].range.clone()]) => EditKind::Same,
            Step::Same(..) | Step::Changed(..) => EditKind::Changed,
            Step::PutIn(_) => EditKind::PutIn,
            Step::LeftOut(_) => EditKind::LeftOut,
        };
        let longer = |range: Option<Range<usize>>, at: Option<usize>| match (range, at) {
            (Some(range), Some(at)) => Some(range.start..at + 1),
            (range, at) => range.or(at.map(|at| at..at + 1)),
        };
        match runs.last_mut() {
            Some(run) if run.kind == kind => {
                run.asked = longer(run.asked.take(), i);
                run.printed = longer(run.printed.take(), j);
            }
            _ => runs.push(Run { kind, asked: longer(None, i), printed: longer(None, j) }),
        }
    }
    let edit = |run: Run| {
        let (typed, printed) = (run.asked.unwrap_or(0..0), run.printed.unwrap_or(0..0));
        let keys = asked.words[typed.clone()].iter().map(|word| &word.word.key);
        let keys = keys.chain(saying.words[printed.clone()].iter().map(|word| &word.key));
        let differs = run.kind != EditKind::Same;
        Edit {
            kind: run.kind,
            asked: asked.at(typed.clone()).to_owned(),
            printed: saying.at(text, printed),
            telling: keys.filter(|_| differs).find_map(|key| telling(key)),
            bracketed: differs && asked.words[typed].iter().any(|word| word.bracketed),
        }
    };
    runs.into_iter().map(edit).collect()
}
