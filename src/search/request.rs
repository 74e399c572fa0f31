//! [`Request`]: a query with what is to come back.

use super::query::{Filter, Query};
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
    pub(super) sort: Sort,
    pub(super) passages: usize,
    pub(super) any: bool,
    pub(super) not_spelled: Vec<String>,
    pub(super) speaker_ids: bool,
}

impl Request {
    /// Asks for the ten best, each with up to two passages.
    pub fn new(query: Query, target: Target) -> Request {
        Request {
            query,
            target,
            limit: 10,
            sort: Sort::Relevance,
            passages: 2,
            any: false,
            not_spelled: Vec::new(),
            speaker_ids: false,
        }
    }

    /// How many hits to return.
    pub fn limit(mut self, limit: usize) -> Request {
        self.limit = limit;
        self
    }

    /// In which order.
    pub fn sort(mut self, sort: Sort) -> Request {
        self.sort = sort;
        self
    }

    /// How many passages each hit has at most.
    pub fn passages(mut self, passages: usize) -> Request {
        self.passages = passages;
        self
    }

    /// Whether any of the words side by side is enough from the start.
    pub fn any(mut self, any: bool) -> Request {
        self.any = any;
        self
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

    /// What is asked.
    pub fn query(&self) -> &Query {
        &self.query
    }
}
