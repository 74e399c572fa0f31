//! A plan, evaluated: matching documents with their scores, segment by segment.

use super::plan::{LeafUse, Node, Plan};
use super::postings::{add_up, occurrences};
use super::segment::SegmentView;
use super::{Lexicon, Scores};
use crate::archive::{Archive, ArchiveError, TextField, who};
use crate::search::query::Filter;
use crate::search::request::Target;
use crate::search::score::{Bm25, mean_length, norm};
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
    /// For each leaf and segment, the documents that hold it.
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
    let manifest = archive.manifest();
    let mut holders: Vec<Vec<Scores>> = Vec::with_capacity(plan.leaves.len());
    let (mut frequency, mut weight) = (Vec::new(), Vec::new());
    for leaf in &plan.leaves {
        let mut lists: Vec<Scores> =
            (0..segments.len()).map(|at| occurrences(leaf, lexicon, segments, at)).collect::<Result<_, _>>()?;
        let df: u64 = lists.iter().map(|list| list.len() as u64).sum();
        let said = leaf.fields.iter().any(|(field, _)| *field == TextField::Said);
        let documents = if said { manifest.quotations } else { manifest.articles };
        let lengths: Vec<Length> = leaf.fields.iter().filter_map(|(field, _)| Length::of(*field)).collect();
        let total = lengths.iter().map(|length| length.total(manifest)).sum();
        let (bm25, mean) = (Bm25::new(documents, df), mean_length(documents, total));
        for (list, segment) in lists.iter_mut().zip(segments) {
            for (doc, number) in list.iter_mut() {
                *number = match leaf.role {
                    LeafUse::Score => {
                        let length = lengths.iter().map(|length| length.in_document(segment, *doc)).sum();
                        bm25.score(*number, norm(length, mean))
                    }
                    LeafUse::Filter | LeafUse::Exclude => 0.0,
                };
            }
        }
        frequency.push(df);
        weight.push(bm25.idf());
        holders.push(lists);
    }
    let mut matches = Vec::with_capacity(segments.len());
    let mut quotations = Vec::with_capacity(segments.len());
    for (at, segment) in segments.iter().enumerate() {
        let mut walk = Walk { archive, segment, holders: &holders, at, quotations: Vec::new() };
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
    /// A leaf, by number: found so often (weighted), in a text of such a length beside the mean.
    Leaf { leaf: usize, times: f64, length: f64 },
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
    lexicon: &Lexicon,
    segments: &[SegmentView],
    (at, doc): (usize, u32),
) -> Result<Option<Vec<(Part, f64)>>, ArchiveError> {
    let mut walk = Walk { archive, segment: &segments[at], holders: &evaluated.holders, at, quotations: Vec::new() };
    let Some(leaves) = walk.parts(&plan.root, target, doc)? else { return Ok(None) };
    let mut parts = Vec::new();
    for (number, score) in leaves {
        let Some(number) = number else {
            parts.push((Part::Condition, score));
            continue;
        };
        let leaf = &plan.leaves[number];
        let times = found(&occurrences(leaf, lexicon, segments, at)?, doc).unwrap_or(0.0);
        let lengths: Vec<Length> = leaf.fields.iter().filter_map(|(field, _)| Length::of(*field)).collect();
        let manifest = archive.manifest();
        let said = leaf.fields.iter().any(|(field, _)| *field == TextField::Said);
        let documents = if said { manifest.quotations } else { manifest.articles };
        let total = lengths.iter().map(|length| length.total(manifest)).sum();
        let length: u64 = lengths.iter().map(|length| length.in_document(&segments[at], doc)).sum();
        parts.push((Part::Leaf { leaf: number, times, length: length as f64 / mean_length(documents, total) }, score));
    }
    Ok(Some(parts))
}

fn found(list: &[(u32, f64)], doc: u32) -> Option<f64> {
    list.binary_search_by_key(&doc, |(doc, _)| *doc).ok().map(|place| list[place].1)
}

/// A column of lengths and its sum.
#[derive(Clone, Copy)]
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

    fn total(self, manifest: &crate::archive::Manifest) -> u64 {
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
    at: usize,
    quotations: Vec<u32>,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node, target: Target) -> Result<Scores, ArchiveError> {
        Ok(match node {
            Node::All => self.all(target),
            Node::Leaf(leaf) => self.holders[*leaf][self.at].clone(),
            Node::Filter(filter) => self.filter(filter, target)?,
            Node::Or(nodes) => {
                let mut any = Scores::new();
                for node in nodes {
                    any.extend(self.node(node, target)?);
                }
                add_up(&mut any);
                any
            }
            Node::Boost(node, factor) => {
                let mut list = self.node(node, target)?;
                list.iter_mut().for_each(|(_, score)| *score *= factor);
                list
            }
            Node::And { all, none } => {
                let mut both: Option<Scores> = None;
                for node in all {
                    let next = self.node(node, target)?;
                    both = Some(match both {
                        None => next,
                        Some(before) => intersect(&before, &next),
                    });
                }
                let mut left = match both {
                    Some(list) => list,
                    None => self.all(target),
                };
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

    /// The scores that were added up for one document, with their leaves; `None` where the node does not match it.
    fn parts(&mut self, node: &Node, target: Target, doc: u32) -> Result<Option<Addends>, ArchiveError> {
        Ok(match node {
            Node::Leaf(leaf) => found(&self.holders[*leaf][self.at], doc).map(|score| vec![(Some(*leaf), score)]),
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

fn intersect(a: &[(u32, f64)], b: &[(u32, f64)]) -> Scores {
    let mut both = Scores::with_capacity(a.len().min(b.len()));
    let (mut at_a, mut at_b) = (0, 0);
    while at_a < a.len() && at_b < b.len() {
        let (left, right) = (a[at_a], b[at_b]);
        match left.0.cmp(&right.0) {
            std::cmp::Ordering::Less => at_a += 1,
            std::cmp::Ordering::Greater => at_b += 1,
            std::cmp::Ordering::Equal => {
                both.push((left.0, left.1 + right.1));
                at_a += 1;
                at_b += 1;
            }
        }
    }
    both
}

fn subtract(list: &mut Scores, unwanted: &[(u32, f64)]) {
    let mut at = 0;
    list.retain(|(doc, _)| {
        while at < unwanted.len() && unwanted[at].0 < *doc {
            at += 1;
        }
        unwanted.get(at).is_none_or(|(other, _)| other != doc)
    });
}

#[cfg(test)]
mod tests {
    use super::{intersect, subtract};

    #[test]
    fn both_lists_must_hold_a_document_and_scores_add_up() {
        assert_eq!(intersect(&[(1, 1.0), (4, 2.0), (9, 1.0)], &[(4, 0.5), (8, 1.0), (9, 0.0)]), [(4, 2.5), (9, 1.0)]);
    }

    #[test]
    fn what_is_unwanted_is_gone() {
        let mut list = vec![(1, 1.0), (4, 2.0), (9, 1.0)];
        subtract(&mut list, &[(0, 0.0), (4, 0.0), (10, 0.0)]);
        assert_eq!(list, [(1, 1.0), (9, 1.0)]);
    }
}
