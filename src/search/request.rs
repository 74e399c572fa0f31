//! [`Request`]: a query with what is to come back.

use super::cursor::Cursor;
use super::facets::{Facet, Narrowing};
use super::query::{Filter, Query};
use super::relax::any_of_the_words;
use crate::article::CivilDate;

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// Articles.
    Articles,
    /// Quotations.
    Quotations,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best first, then by id; newest first where the query has nothing to rank by.
    #[default]
    Relevance,
    /// Newest first, undated last.
    Newest,
    /// Oldest first, undated last.
    Oldest,
}

/// A query with what is to come back.
#[derive(Debug, Clone)]
pub struct Request {
    pub(super) query: Query,
    pub(super) target: Target,
    pub(super) limit: usize,
    pub(super) after: Option<Cursor>,
    pub(super) sort: Sort,
    pub(super) passages: usize,
    pub(super) context: usize,
    pub(super) any: bool,
    pub(super) whole: bool,
    pub(super) not_spelled: Vec<String>,
    pub(super) speaker_ids: bool,
    pub(super) narrowed: Vec<Narrowing>,
    pub(super) facets: Vec<Facet>,
    pub(super) facet_values: usize,
    pub(super) grouped: Option<Shown>,
    pub(super) expanded: bool,
    pub(super) deterministic: bool,
}

/// Which copy stands for all of a group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Shown {
    /// The one that was published first; undated ones last.
    #[default]
    Earliest,
    /// The one that says most.
    Longest,
    /// The first one of this outlet, else the earliest.
    Source(String),
}

impl Request {
    /// Whether every match has to be looked at, beyond its score.
    pub(super) fn looks_at_each(&self) -> bool {
        self.grouped.is_some() || !self.narrowed.is_empty() || !self.facets.is_empty()
    }

    /// Asks for the ten best, each with up to two passages.
    pub fn new(query: Query, target: Target) -> Request {
        Request {
            query,
            target,
            limit: 10,
            after: None,
            sort: Sort::Relevance,
            passages: 2,
            context: 0,
            any: false,
            whole: false,
            not_spelled: Vec::new(),
            speaker_ids: false,
            narrowed: Vec::new(),
            facets: Vec::new(),
            facet_values: 10,
            grouped: None,
            expanded: false,
            deterministic: false,
        }
    }

    /// How many hits to return.
    pub fn limit(mut self, limit: usize) -> Request {
        self.limit = limit;
        self
    }

    /// Goes on where an earlier answer ended.
    pub fn after(mut self, cursor: Option<Cursor>) -> Request {
        self.after = cursor;
        self
    }

    /// In which order.
    pub fn sort(mut self, sort: Sort) -> Request {
        self.sort = sort;
        self
    }

    /// How many passages each article has at most; `usize::MAX` for all of them.
    pub fn passages(mut self, passages: usize) -> Request {
        self.passages = passages;
        self
    }

    /// How many sentences of the article a quotation shows before it and behind it.
    pub fn context(mut self, sentences: usize) -> Request {
        self.context = sentences;
        self
    }

    /// Whether any of the words side by side is enough from the start.
    pub fn any(mut self, any: bool) -> Request {
        self.any = any;
        self
    }

    /// Whether only what holds all of the words will do, also where nothing does: a program that counts cannot tell
    /// partial matches from others.
    pub fn whole(mut self, whole: bool) -> Request {
        self.whole = whole;
        self
    }

    /// Whether there can be partial matches of what is asked.
    pub fn may_match_in_part(&self) -> bool {
        any_of_the_words(&self.query).is_some()
    }

    /// Also asks for a speaker.
    pub fn speaker(mut self, name: &str) -> Request {
        self.query = self.query.and(Query::Speaker(name.to_owned()));
        self
    }

    /// Also asks for a speaker whose name is spelled so.
    pub fn exact_speaker(mut self, name: &str) -> Request {
        self.query = self.query.and(Query::ExactSpeaker(name.to_owned()));
        self
    }

    /// Whether quotations come with the id of their speaker in the whole archive.
    pub fn speaker_ids(mut self, wanted: bool) -> Request {
        self.speaker_ids = wanted;
        self
    }

    /// Keeps only, or leaves out, what has one of these values.
    pub fn narrowed(mut self, narrowing: Narrowing) -> Request {
        self.narrowed.push(narrowing);
        self
    }

    /// Counts the values of these facets over all matches, each with its `most` frequent ones.
    pub fn facets(mut self, facets: Vec<Facet>, most: usize) -> Request {
        (self.facets, self.facet_values) = (facets, most);
        self
    }

    /// Shows near copies of an article, or quotations of the same words by the same speaker, as one hit, which takes
    /// the place of the best of them.
    pub fn grouped(mut self, shown: Option<Shown>) -> Request {
        self.grouped = shown;
        self
    }

    /// Lists the copies that a hit stands for.
    pub fn expanded(mut self, expanded: bool) -> Request {
        self.expanded = expanded;
        self
    }

    /// Whether the answer has to be the same bytes for the same articles, however they came into the archive.
    pub fn deterministic(mut self, deterministic: bool) -> Request {
        self.deterministic = deterministic;
        self
    }

    /// Leaves out what this person says; articles in which they say anything.
    pub fn not_speaker(mut self, name: &str) -> Request {
        self.query = self.query.and(Query::Not(Box::new(Query::Speaker(name.to_owned()))));
        self
    }

    /// Leaves out quotations whose speaker's name is spelled in one of these ways, in full or beside the quotation.
    pub fn not_spelled(mut self, spellings: Vec<String>) -> Request {
        self.not_spelled = spellings;
        self
    }

    /// Also asks for a time of publication.
    pub fn published(mut self, from: Option<CivilDate>, to: Option<CivilDate>) -> Request {
        if from.is_some() || to.is_some() {
            self.query = self.query.and(Query::Filter(Filter::Date { from, to }));
        }
        self
    }

    /// All that decides what matches and in which order, in one line: what a cursor belongs to.
    pub(super) fn identity(&self) -> String {
        let Request { query, target, sort, any, not_spelled, narrowed, grouped, .. } = self;
        format!("{query}|{target:?}|{sort:?}|{any}|{not_spelled:?}|{narrowed:?}|{grouped:?}")
    }

    /// The request as one line of the query language.
    pub(super) fn read_as(&self) -> String {
        let mut line = if self.query == Query::Everything { String::new() } else { self.query.to_string() };
        if !self.narrowed.is_empty() && matches!(self.query, Query::Or(_) | Query::Together(_)) {
            line = format!("({line})");
        }
        for narrowing in &self.narrowed {
            let and = if line.is_empty() { "" } else { " AND " };
            line.push_str(&format!("{and}{narrowing}"));
        }
        if line.is_empty() { Query::Everything.to_string() } else { line }
    }

    /// What is asked.
    pub fn query(&self) -> &Query {
        &self.query
    }
}
