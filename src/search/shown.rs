//! A match becomes a [`Hit`]: its article is read and the query's words are found in it.

use super::build::{Evaluated, Leaf, Plan};
use super::found::{Found, Place};
use super::hit::{ArticleSummary, Group, Hit, QuotedWords};
use super::light::{Light, Lights};
use super::order::Match;
use super::passages;
use super::repair::shown;
use super::request::Target;
use crate::archive::{ArchiveError, TextField};
use crate::article::{Article, Quotation};
use std::ops::Range;
use tantivy::DocAddress;

/// So many words that nothing holds are named.
const WORDS_NAMED: usize = 12;

/// What is needed to show the matches of one question.
pub(super) struct Shower<'f, 's> {
    pub found: &'f Found<'s>,
    pub lights: Lights<'s>,
}

impl Shower<'_, '_> {
    /// Reads a match's article and shows why it matches.
    pub fn hit(&self, place: &Place) -> Result<Hit, ArchiveError> {
        let (searcher, request) = (self.found.searcher, &self.found.request);
        let found = &place.found;
        let segment = &searcher.segments[found.segment as usize];
        let article = segment.article_of(found.doc);
        let stored = searcher.archive.load(DocAddress::new(found.segment, article))?;
        let light = &self.lights.for_language(stored.article.language.as_deref());
        let ordinal = (found.doc - article) as usize;
        let quotation = ordinal.checked_sub(1).and_then(|n| stored.quotations.get(n));
        let asked: Vec<usize> = match request.target {
            Target::Articles => {
                // The quotations that made this article match.
                let list = &self.found.evaluated.quotations[found.segment as usize];
                let from = list.partition_point(|doc| *doc <= article);
                let of_this = list[from..].iter().take_while(|doc| segment.article_of(**doc) == article);
                of_this.map(|doc| (*doc - article) as usize - 1).filter(|n| *n < stored.quotations.len()).collect()
            }
            Target::Quotations => Vec::new(),
        };
        let passages = match quotation {
            Some(quotation) => passages::around(&stored, quotation, light, request.context),
            None => passages::of_article(&stored, &asked, light, request.passages),
        };
        let quotation = quotation.map(|quotation| {
            let mut quoted = quoted(&stored.article, quotation, lit_in(&stored.article, quotation, light));
            if let (true, Some(speaker)) = (request.speaker_ids, &quoted.speaker) {
                quoted.speaker_id = searcher.speakers()?.id_of(&speaker.name, &speaker.full_name);
            }
            Ok::<_, ArchiveError>(quoted)
        });
        Ok(Hit {
            rank: place.rank,
            score: place.score,
            id: place.id.clone(),
            article: summary(&stored.article, light.ranges_in(stored.article.headline_text(), TextField::Headline)),
            quotation: quotation.transpose()?,
            passages,
            missing: if self.found.partial { self.missing(found) } else { Vec::new() },
            group: place.group.clone().unwrap_or_else(|| Group::of_one(&place.id)),
            shared: None,
        })
    }

    /// The words of a partial match that it does not hold.
    fn missing(&self, found: &Match) -> Vec<String> {
        let (plan, evaluated) = (&self.found.plan, &self.found.evaluated);
        let lacks = |n: &usize| {
            let holders = &evaluated.holders[*n][found.segment as usize];
            holders.binary_search_by_key(&found.doc, |(doc, _)| *doc).is_err()
        };
        let scoring = |n: &usize| plan.leaves[*n].is_scored();
        (0..plan.leaves.len()).filter(scoring).filter(lacks).map(|n| plan.leaves[n].label.clone()).collect()
    }
}

/// Says which of the wanted words stand nowhere in the archive.
pub(super) fn words_that_nothing_holds(plan: &Plan, evaluated: &Evaluated) -> Option<String> {
    let absent =
        |(leaf, df): (&Leaf, &u64)| (*df == 0 && leaf.is_wanted()).then(|| format!("`{}`", shown(&leaf.label)));
    let mut absent: Vec<String> = plan.leaves.iter().zip(&evaluated.frequency).filter_map(absent).collect();
    // The words of a name that is taken as it is spelled go by one label.
    absent.dedup();
    match absent.as_slice() {
        [] => None,
        [one] => Some(format!("nothing in this archive holds {one}")),
        several if several.len() > WORDS_NAMED => {
            let (named, more) = several.split_at(WORDS_NAMED);
            let named = named.join(", ");
            Some(format!("nothing in this archive holds any of {named} and {} more", more.len()))
        }
        several => Some(format!("nothing in this archive holds any of {}", several.join(", "))),
    }
}

/// What a list says of an article; `headline_lit` are the bytes of its headline to light.
pub(super) fn summary(article: &Article, headline_lit: Vec<Range<usize>>) -> ArticleSummary {
    ArticleSummary {
        id: article.id.clone(),
        headline: article.headline_text().to_owned(),
        headline_lit,
        published: article.published,
        source: article.source.clone(),
        section: article.section.clone(),
        byline: article.byline.clone(),
        path: article.origin.path.clone(),
        url: article.url.clone(),
        language: article.language.clone(),
    }
}

/// What a list says of a quotation; `lit` are the bytes of its text to light.
pub(super) fn quoted(article: &Article, quotation: &Quotation, lit: Vec<Range<usize>>) -> QuotedWords {
    QuotedWords {
        text: quotation.text(&article.text),
        lit,
        kind: quotation.kind,
        denied: quotation.denied,
        speaker: quotation.speaker.clone(),
        speaker_id: None,
        class: quotation.attribution.class,
        confidence: quotation.attribution.confidence,
        content: quotation.content.clone(),
        cue_words: quotation.cue_words(&article.text),
        source_words: quotation.source_words(&article.text),
        evidence: quotation.attribution.evidence.clone(),
    }
}

/// Where the query's words stand in the text of a quotation.
fn lit_in(article: &Article, quotation: &Quotation, light: &Light<'_>) -> Vec<Range<usize>> {
    let mut lit = Vec::new();
    let mut at = 0;
    for span in &quotation.content {
        let part = span.of(&article.text);
        let ranges = light.ranges_in(part, TextField::Said);
        lit.extend(ranges.into_iter().map(|range| at + range.start..at + range.end));
        at += part.len() + " … ".len();
    }
    lit
}
