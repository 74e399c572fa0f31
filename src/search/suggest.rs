//! "Did you mean": words of the archive in the place of words that it hardly knows.

use super::build::{Evaluated, Leaf, Plan, WordForm};
use super::pattern::WordPattern;
use super::query::{Form, Query, Words};
use super::searcher::Searcher;
use super::stop_words::is_stop_word;
use crate::archive::{ArchiveError, TextField};
use crate::text::spelling::{distance, one_letter_away};
use std::collections::HashMap;

/// With fewer matches than this another spelling may have been meant.
pub(super) const FEW: usize = 3;
/// Letters of a word that is looked at: nobody mistypes a page.
const LONGEST: usize = 40;
/// Words of a phrase that are looked at.
const IN_PHRASE: usize = 8;
/// A word that the archive does hold is doubted only where another, one letter away, is so many times as frequent.
const TIMES: u64 = 20;

/// Asks whether another spelling was meant, where the archive's own words suggest one.
pub(super) fn did_you_mean(
    plan: &Plan,
    evaluated: &Evaluated,
    query: &Query,
    searcher: &Searcher,
) -> Result<Option<String>, ArchiveError> {
    let mut better: HashMap<String, String> = HashMap::new();
    for (leaf, df) in plan.leaves.iter().zip(&evaluated.frequency) {
        if !leaf.is_wanted() {
            continue;
        }
        let meant = match words(leaf).as_slice() {
            [] => None,
            [word] => nearest_term(word, leaf, *df, searcher)?,
            phrase => nearest_phrase(phrase, leaf, *df, searcher)?,
        };
        better.extend(meant.map(|meant| (leaf.label.clone(), meant)));
    }
    if better.is_empty() {
        return Ok(None);
    }
    let meant = with_words(query, &better);
    Ok((meant != *query).then(|| format!("did you mean `{meant}`?")))
}

/// The word that a leaf looks for, or the words of its phrase; none where it looks for anything else.
fn words(leaf: &Leaf) -> Vec<&str> {
    // What further patterns there are look for the same words in other shapes.
    let Some(pattern) = leaf.patterns.first() else { return Vec::new() };
    let mut words = Vec::with_capacity(pattern.words.len());
    for form in &pattern.words {
        match form {
            WordForm::Stem(word) | WordForm::Exact(word) => words.push(word.as_str()),
            _ => return Vec::new(),
        }
    }
    words
}

/// A phrase that nothing holds, with words of the archive for those that it does not know; `None` where it knows all.
fn nearest_phrase(words: &[&str], leaf: &Leaf, df: u64, searcher: &Searcher) -> Result<Option<String>, ArchiveError> {
    if df > 0 {
        return Ok(None);
    }
    let mut phrase: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let mut mended = false;
    for word in phrase.iter_mut().take(IN_PHRASE) {
        if !is_known(word, leaf, searcher)?
            && let Some(meant) = nearest_term(word, leaf, 0, searcher)?
        {
            *word = meant;
            mended = true;
        }
    }
    Ok(mended.then(|| phrase.join(" ")))
}

/// Whether a word stands anywhere in the fields that a leaf looks in.
fn is_known(word: &str, leaf: &Leaf, searcher: &Searcher) -> Result<bool, ArchiveError> {
    for segment in &searcher.segments {
        for (field, _) in &leaf.fields {
            if segment.words(*field).terms().get(word)?.is_some() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The term of the archive that is nearest to a word of which it holds `df`; of equally near ones the most frequent,
/// then the first by letters.
fn nearest_term(word: &str, leaf: &Leaf, df: u64, searcher: &Searcher) -> Result<Option<String>, ArchiveError> {
    let letters: Vec<char> = word.chars().take(LONGEST + 1).collect();
    let most = match letters.len() {
        0..=2 => return Ok(None),
        3..=7 => 1,
        8..=LONGEST if df == 0 => 2,
        8..=LONGEST => 1,
        _ => return Ok(None),
    };
    let fields: Vec<TextField> = leaf.fields.iter().map(|(field, _)| *field).collect();
    let manifest = searcher.archive.manifest();
    let documents = |field: &TextField| match field {
        TextField::Said | TextField::Speaker => manifest.quotations,
        _ => manifest.articles,
    };
    // No word is so frequent that it could be meant where this one is.
    if df > 0 && TIMES * (df + 1) > fields.iter().map(documents).sum() {
        return Ok(None);
    }
    let near = match most {
        1 if word.is_ascii() => one_letter_off(word, &fields, df > 0, searcher)?,
        _ => near_terms(word, &letters, most, &fields, searcher)?,
    };
    let good = |(term, (distance, holders)): &(&String, &(usize, u64))| {
        !is_stop_word(term) && *holders > 0 && (df == 0 || (*distance == 1 && *holders >= TIMES * (df + 1)))
    };
    let best = near
        .iter()
        .filter(good)
        .min_by_key(|(term, (distance, holders))| (*distance, std::cmp::Reverse(*holders), (*term).clone()));
    Ok(best.map(|(term, _)| term.clone()))
}

/// Terms with their distance, and in how many documents of each field they stand, all added up.
type Near = HashMap<String, (usize, u64)>;

/// The terms that are no further from a word than `most` letters.
fn near_terms(
    word: &str,
    letters: &[char],
    most: usize,
    fields: &[TextField],
    searcher: &Searcher,
) -> Result<Near, ArchiveError> {
    let mut near = Near::new();
    let mut other: Vec<char> = Vec::new();
    let similar = WordPattern::fuzzy(word, most as u8);
    for segment in &searcher.segments {
        for field in fields {
            let mut terms = segment.words(*field).terms().search(&similar).into_stream()?;
            while let Some((term, info)) = terms.next() {
                let Ok(term) = std::str::from_utf8(term) else { continue };
                other.clear();
                other.extend(term.chars());
                if let Some(distance @ 1..) = distance(letters, &other, most) {
                    near.entry(term.to_owned()).or_insert((distance, 0)).1 += u64::from(info.doc_freq);
                }
            }
        }
    }
    Ok(near)
}

/// The terms that are one letter away from a word; only `frequent` ones, which stand in bodies, where articles have such.
///
/// Looking each of some hundred spellings up takes a third of the time of walking through the terms beside them.
fn one_letter_off(word: &str, fields: &[TextField], frequent: bool, searcher: &Searcher) -> Result<Near, ArchiveError> {
    let mut near = Near::new();
    let in_bodies = frequent && fields.contains(&TextField::Body);
    let (most, others): (Vec<TextField>, Vec<TextField>) =
        fields.iter().partition(|field| !in_bodies || **field == TextField::Body);
    let mut failed = None;
    one_letter_away(word, |other| {
        if near.contains_key(other) || failed.is_some() {
            return;
        }
        let holders = |fields: &[TextField]| {
            let lists = searcher.segments.iter().flat_map(|segment| fields.iter().map(|field| segment.words(*field)));
            lists
                .map(|words| words.terms().get(other))
                .try_fold(0, |sum, info| info.map(|info| sum + info.map_or(0, |info| u64::from(info.doc_freq))))
        };
        match holders(&most) {
            Ok(0) => {}
            Ok(some) => match holders(&others) {
                Ok(more) => _ = near.insert(other.to_owned(), (1, some + more)),
                Err(error) => failed = Some(error),
            },
            Err(error) => failed = Some(error),
        }
    });
    failed.map_or(Ok(near), |error| Err(error.into()))
}

/// The query with words replaced.
fn with_words(query: &Query, better: &HashMap<String, String>) -> Query {
    let all = |clauses: &[Query]| clauses.iter().map(|clause| with_words(clause, better)).collect();
    match query {
        Query::Words(words @ Words { field, form }) => {
            // By their labels, which name the field or leave it to be understood.
            let word = better.get(&words.to_string()).or_else(|| better.get(&form.to_string())).cloned();
            let form = match form {
                Form::Word(_) => word.map(Form::Word),
                Form::Exact(_) => word.map(Form::Exact),
                // A phrase in which capitals count is looked for in spellings that are not known here.
                Form::Phrase { capitals: false, slop, ordered, .. } => {
                    word.map(|words| Form::Phrase { words, capitals: false, slop: *slop, ordered: *ordered })
                }
                _ => None,
            };
            form.map_or_else(|| query.clone(), |form| Query::Words(Words { field: *field, form }))
        }
        Query::Together(clauses) => Query::Together(all(clauses)),
        Query::And(clauses) => Query::And(all(clauses)),
        Query::Or(clauses) => Query::Or(all(clauses)),
        Query::Must(clause) => Query::Must(Box::new(with_words(clause, better))),
        other => other.clone(),
    }
}
