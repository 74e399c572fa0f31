//! A plan, evaluated: matching documents with their scores, segment by segment.

use super::holders::Holders;
use super::lists::{List, added_up, shared, subtract};
use super::plan::{Leaf, LeafUse, Node, Plan};
use super::segment::SegmentView;
use super::{Lexicon, Scores};
use crate::archive::{Archive, ArchiveError, Manifest, TextField, who};
use crate::search::query::Filter;
use crate::search::request::Target;
use crate::search::score::{Bm25, mean_length, norm};
use std::borrow::Cow;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED, Term};

/// What a plan matches.
pub(in crate::search) struct Evaluated {
    /// For each segment, its matches with their scores.
    pub matches: Vec<Scores>,
    /// For each leaf, the number of live documents that hold it.
    pub frequency: Vec<u64>,
    /// For each leaf, how much finding it is worth.
    pub weight: Vec<f64>,
    /// For each leaf and segment, the documents that hold it, with the weighted number of occurrences; at least those
    /// that match.
    pub holders: Vec<Vec<Scores>>,
    /// For each segment, the quotations that make articles match, where the query asks for any.
    pub quotations: Vec<Vec<u32>>,
}

/// Evaluates `plan`, whose root is about documents of the kind `target`, over all segments.
pub(in crate::search) fn evaluate(
    plan: &Plan,
    target: Target,
    archive: &Archive,
    lexicon: &Lexicon,
    segments: &[SegmentView],
) -> Result<Evaluated, ArchiveError> {
    let Holders { lists: holders, frequency } = Holders::of(plan, lexicon, segments)?;
    let scored = plan.leaves.iter().zip(&frequency);
    let scoring: Vec<Scoring> = scored.map(|(leaf, df)| Scoring::of(leaf, *df, archive.manifest())).collect();
    let weight = scoring.iter().map(|scoring| scoring.bm25.idf()).collect();
    let mut matches = Vec::with_capacity(segments.len());
    let mut quotations = Vec::with_capacity(segments.len());
    for (at, segment) in segments.iter().enumerate() {
        let mut walk = Walk { archive, segment, holders: &holders, scoring: &scoring, at, quotations: Vec::new() };
        matches.push(walk.node(&plan.root, target)?);
        walk.quotations.sort_unstable();
        walk.quotations.dedup();
        quotations.push(walk.quotations);
    }
    Ok(Evaluated { matches, frequency, weight, holders, quotations })
}

/// Something that made up a document's score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::search) enum Part {
    /// A leaf, by number: found so often (weighted), in a text of such a length beside the mean, its score multiplied.
    Leaf { leaf: usize, times: f64, length: f64, boost: f64 },
    /// A condition that is scored as one.
    Condition,
}

/// The scores that make up a document's, each with its leaf, or without one where they were scored as one.
type Addends = Vec<(Option<usize>, f64)>;

/// Takes the score of one document of a segment apart; `None` where the plan does not match it.
pub(in crate::search) fn parts(
    plan: &Plan,
    evaluated: &Evaluated,
    target: Target,
    archive: &Archive,
    segments: &[SegmentView],
    (at, doc): (usize, u32),
) -> Result<Option<Vec<(Part, f64)>>, ArchiveError> {
    let leaves = plan.leaves.iter().zip(&evaluated.frequency);
    let scoring: Vec<Scoring> = leaves.map(|(leaf, df)| Scoring::of(leaf, *df, archive.manifest())).collect();
    let (segment, holders) = (&segments[at], &evaluated.holders);
    let mut walk = Walk { archive, segment, holders, scoring: &scoring, at, quotations: Vec::new() };
    let Some(leaves) = walk.parts(&plan.root, target, doc)? else { return Ok(None) };
    let mut parts = Vec::new();
    for (number, score) in leaves {
        let Some(number) = number else {
            parts.push((Part::Condition, score));
            continue;
        };
        let times = found(&holders[number][at], doc).unwrap_or(0.0);
        let length = scoring[number].length(segment, doc) as f64 / scoring[number].mean;
        let plain = scoring[number].scores(segment, 1)(doc, times);
        let boost = if plain > 0.0 { score / plain } else { 1.0 };
        parts.push((Part::Leaf { leaf: number, times, length, boost }, score));
    }
    Ok(Some(parts))
}

/// How the occurrences of a leaf become a score.
struct Scoring {
    /// Whether they do: some only decide what matches.
    counts: bool,
    bm25: Bm25,
    lengths: Vec<Length>,
    mean: f64,
}

impl Scoring {
    fn of(leaf: &Leaf, df: u64, manifest: &Manifest) -> Scoring {
        let said = leaf.fields.iter().any(|(field, _)| *field == TextField::Said);
        let documents = if said { manifest.quotations } else { manifest.articles };
        let lengths: Vec<Length> = leaf.fields.iter().filter_map(|(field, _)| Length::of(*field)).collect();
        let total = lengths.iter().map(|length| length.total(manifest)).sum();
        let (bm25, mean) = (Bm25::new(documents, df), mean_length(documents, total));
        Scoring { counts: leaf.role == LeafUse::Score, bm25, lengths, mean }
    }

    fn length(&self, segment: &SegmentView, doc: u32) -> u64 {
        self.lengths.iter().map(|length| length.in_document(segment, doc)).sum()
    }

    /// What scores documents by a list of norms, where it is the length of running text that counts.
    fn normed<'s>(&self, segment: &'s SegmentView, asked: usize) -> Option<Normed<'s>> {
        let running_text = self.counts && self.lengths == [Length::Headline, Length::Body];
        let norms = if running_text { segment.text_norms(asked, self.mean)? } else { return None };
        Some(Normed { bm25: self.bm25, norms })
    }

    /// The score of documents which hold the words so many times, of which `asked` will be asked.
    fn scores<'s>(&'s self, segment: &'s SegmentView, asked: usize) -> impl Fn(u32, f64) -> f64 + Copy + 's {
        let normed = self.normed(segment, asked);
        move |doc, times| match (self.counts, normed) {
            (false, _) => 0.0,
            (true, Some(normed)) => normed.score(doc, times),
            (true, None) => self.bm25.score(times, norm(self.length(segment, doc), self.mean)),
        }
    }
}

/// Scores documents by a list of their norms.
#[derive(Clone, Copy)]
struct Normed<'s> {
    bm25: Bm25,
    /// See [`SegmentView::text_norms`].
    norms: &'s [f32],
}

impl<'s> Normed<'s> {
    fn scores(self) -> impl Fn(u32, f64) -> f64 + Copy + 's {
        move |doc, times| self.score(doc, times)
    }

    fn score(&self, doc: u32, times: f64) -> f64 {
        self.bm25.score(times, self.norms[doc as usize])
    }
}

fn found(list: &[(u32, f64)], doc: u32) -> Option<f64> {
    list.binary_search_by_key(&doc, |(doc, _)| *doc).ok().map(|place| list[place].1)
}

/// A column of lengths and its sum.
#[derive(Clone, Copy, PartialEq)]
enum Length {
    Headline,
    Body,
    Said,
}

impl Length {
    fn of(field: TextField) -> Option<Length> {
        match field {
            TextField::Headline => Some(Length::Headline),
            TextField::Body => Some(Length::Body),
            TextField::Said => Some(Length::Said),
            _ => None,
        }
    }

    fn total(self, manifest: &Manifest) -> u64 {
        match self {
            Length::Headline => manifest.headline_bytes,
            Length::Body => manifest.body_bytes,
            Length::Said => manifest.said_bytes,
        }
    }

    fn in_document(self, segment: &SegmentView, doc: u32) -> u64 {
        let column = match self {
            Length::Headline => &segment.headline_length,
            Length::Body => &segment.body_length,
            Length::Said => &segment.said_length,
        };
        column.first(doc).unwrap_or(0)
    }
}

struct Walk<'w> {
    archive: &'w Archive,
    segment: &'w SegmentView,
    holders: &'w [Vec<Scores>],
    scoring: &'w [Scoring],
    at: usize,
    quotations: Vec<u32>,
}

impl<'w> Walk<'w> {
    fn node(&mut self, node: &Node, target: Target) -> Result<Scores, ArchiveError> {
        Ok(match node {
            Node::All => self.all(target),
            Node::Leaf(leaf) => self.leaf(*leaf),
            Node::Filter(filter) => self.filter(filter, target)?,
            Node::Or(nodes) => {
                let lists = self.lists(nodes, target)?;
                // The usual case by itself: bare words, with all norms at hand.
                let normed = nodes.iter().zip(&lists).map(|(node, list)| self.normed(node, list.len()));
                match normed.collect::<Option<Vec<_>>>() {
                    Some(normed) => added_up(&lists, &normed.into_iter().map(Normed::scores).collect::<Vec<_>>()),
                    None => added_up(&lists, &self.scores(nodes, 0)),
                }
            }
            Node::Boost(node, factor) => {
                let mut list = self.node(node, target)?;
                list.iter_mut().for_each(|(_, score)| *score *= factor);
                list
            }
            Node::And { all, none } => {
                let mut left = self.in_all(all, target)?;
                for node in none {
                    let unwanted = self.node(node, target)?;
                    subtract(&mut left, &unwanted);
                }
                left
            }
            Node::WithQuotation(node) => {
                let quotations = self.node(node, Target::Quotations)?;
                let mut articles = Scores::with_capacity(quotations.len());
                for (doc, score) in quotations {
                    let article = self.segment.article_of(doc);
                    self.quotations.push(doc);
                    match articles.last_mut() {
                        Some((last, best)) if *last == article => *best = f64::max(*best, score),
                        _ => articles.push((article, score)),
                    }
                }
                articles
            }
            Node::OfArticle(node) => {
                let articles = self.node(node, Target::Articles)?;
                let mut quotations = Scores::new();
                for (article, score) in articles {
                    quotations.extend(self.segment.quotations_of(article).map(|doc| (doc, score)));
                }
                quotations
            }
        })
    }

    /// The documents that hold a leaf, with its score.
    fn leaf(&self, leaf: usize) -> Scores {
        let list = &self.holders[leaf][self.at];
        if let Some(normed) = self.scoring[leaf].normed(self.segment, list.len()) {
            // The usual case by itself, as for `Or`.
            return list.iter().map(|(doc, times)| (*doc, normed.score(*doc, *times))).collect();
        }
        let score = self.scoring[leaf].scores(self.segment, 0);
        list.iter().map(|(doc, times)| (*doc, score(*doc, *times))).collect()
    }

    /// What each node matches: of leaves how often, of others the scores.
    fn lists(&mut self, nodes: &[Node], target: Target) -> Result<Vec<List<'w>>, ArchiveError> {
        let holders = self.holders;
        let list = |node: &Node| match node {
            Node::Leaf(leaf) => Ok(Cow::Borrowed(holders[*leaf][self.at].as_slice())),
            node => Ok(Cow::Owned(self.node(node, target)?)),
        };
        nodes.iter().map(list).collect()
    }

    /// What scores a leaf by a list of norms.
    fn normed(&self, node: &Node, asked: usize) -> Option<Normed<'w>> {
        match node {
            Node::Leaf(leaf) => self.scoring[*leaf].normed(self.segment, asked),
            _ => None,
        }
    }

    /// What makes scores of the numbers of [`Walk::lists`]: those of leaves are how often they stand there, others are
    /// scores.
    fn scores(&self, nodes: &[Node], asked: usize) -> Vec<impl Fn(u32, f64) -> f64 + Copy + use<'w>> {
        let score = |node: &Node| {
            let of_leaf = match node {
                Node::Leaf(leaf) => Some(self.scoring[*leaf].scores(self.segment, asked)),
                _ => None,
            };
            move |doc, number| match of_leaf {
                Some(score) => score(doc, number),
                None => number,
            }
        };
        nodes.iter().map(score).collect()
    }

    /// The documents that all nodes match; every document of the kind where there is none.
    fn in_all(&mut self, nodes: &[Node], target: Target) -> Result<Scores, ArchiveError> {
        let lists = self.lists(nodes, target)?;
        let asked = lists.iter().map(|list| list.len()).min().unwrap_or(0);
        Ok(shared(&lists, &self.scores(nodes, asked)).unwrap_or_else(|| self.all(target)))
    }

    /// The scores that were added up for one document, with their leaves; `None` where the node does not match it.
    fn parts(&mut self, node: &Node, target: Target, doc: u32) -> Result<Option<Addends>, ArchiveError> {
        Ok(match node {
            Node::Leaf(leaf) => found(&self.holders[*leaf][self.at], doc)
                .map(|times| vec![(Some(*leaf), self.scoring[*leaf].scores(self.segment, 1)(doc, times))]),
            Node::Or(nodes) => {
                let mut any: Option<Addends> = None;
                for node in nodes {
                    if let Some(parts) = self.parts(node, target, doc)? {
                        any.get_or_insert_default().extend(parts);
                    }
                }
                any
            }
            Node::Boost(node, factor) => self
                .parts(node, target, doc)?
                .map(|parts| parts.into_iter().map(|(leaf, score)| (leaf, score * factor)).collect()),
            Node::And { all, .. } => {
                if found(&self.node(node, target)?, doc).is_none() {
                    return Ok(None);
                }
                let mut every = Addends::new();
                for node in all {
                    every.extend(self.parts(node, target, doc)?.unwrap_or_default());
                }
                Some(every)
            }
            other => found(&self.node(other, target)?, doc).map(|score| match score {
                0.0 => Vec::new(),
                score => vec![(None, score)],
            }),
        })
    }

    fn all(&self, target: Target) -> Scores {
        (0..self.segment.reader.max_doc())
            .filter(|doc| (self.segment.ordinal_of(*doc) == 0) == (target == Target::Articles))
            .filter(|doc| self.segment.is_live(*doc))
            .map(|doc| (doc, 0.0))
            .collect()
    }

    fn filter(&self, filter: &Filter, target: Target) -> Result<Scores, ArchiveError> {
        let fields = self.archive.fields();
        let segment = self.segment;
        let mut list = match filter {
            Filter::Language(code) => return self.holding(Term::from_field_text(fields.language, code)),
            Filter::Kind(kind) => return self.holding(Term::from_field_text(fields.kind, kind.as_str())),
            Filter::Attribution(class) => {
                return self.holding(Term::from_field_text(fields.attribution, class.as_str()));
            }
            Filter::Named(names) => {
                let mut any = Scores::new();
                for name in names {
                    let term = Term::from_field_text(fields.who, &who(&name.name, &name.full_name));
                    any.extend(self.holding(term)?);
                }
                any.sort_unstable_by_key(|(doc, _)| *doc);
                any.dedup_by_key(|(doc, _)| *doc);
                return Ok(any);
            }
            Filter::Date { .. } | Filter::Undated | Filter::Confidence(_) => self.all(target),
        };
        list.retain(|(doc, _)| match filter {
            Filter::Date { from, to } => {
                let (Some(first), Some(last)) = (segment.first_day.first(*doc), segment.last_day.first(*doc)) else {
                    return false;
                };
                from.is_none_or(|from| first >= from.first_day()) && to.is_none_or(|to| last <= to.last_day())
            }
            Filter::Undated => segment.first_day.first(*doc).is_none(),
            Filter::Confidence(least) => segment.confidence.first(*doc).unwrap_or(0) >= u64::from(*least),
            Filter::Language(_) | Filter::Kind(_) | Filter::Attribution(_) | Filter::Named(_) => true,
        });
        Ok(list)
    }

    fn holding(&self, term: Term) -> Result<Scores, ArchiveError> {
        let index = self.segment.reader.inverted_index(term.field())?;
        let mut list = Scores::new();
        if let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? {
            while postings.doc() != TERMINATED {
                if self.segment.is_live(postings.doc()) {
                    list.push((postings.doc(), 0.0));
                }
                postings.advance();
            }
        }
        Ok(list)
    }
}
