//! [`Judged`]: a suite's query with every document that it names found in the archive.

use super::suite::{DocumentName, SuiteQuery};

/// A query whose documents have their ids.
pub(super) struct Judged<'s> {
    pub query: &'s SuiteQuery,
    /// What is wanted, with its grade.
    pub want: Vec<(Named, u32)>,
    pub not: Vec<Named>,
    /// What is judged and of no use, wherever it comes.
    pub nonrelevant: Vec<Named>,
    pub first: Option<Named>,
    pub within: Vec<(u32, Vec<Named>)>,
    pub absent: Vec<Named>,
}

/// A document that a suite names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// Its id, as answers give it.
    pub id: String,
    /// As the suite calls it.
    pub name: String,
}

impl<'s> Judged<'s> {
    /// Looks up every document of `query`, in the order in which a suite writes them.
    pub fn with<E>(
        query: &'s SuiteQuery,
        mut find: impl FnMut(&DocumentName) -> Result<Named, E>,
    ) -> Result<Judged<'s>, E> {
        let want = query.want.iter().map(|want| Ok((find(&want.document)?, want.grade))).collect::<Result<_, E>>()?;
        let not = query.not.iter().map(&mut find).collect::<Result<_, E>>()?;
        let nonrelevant = query.nonrelevant.iter().map(&mut find).collect::<Result<_, E>>()?;
        let first = query.first.as_ref().map(&mut find).transpose()?;
        let mut within = Vec::with_capacity(query.within.len());
        for expected in &query.within {
            within.push((expected.rank, expected.documents.iter().map(&mut find).collect::<Result<_, E>>()?));
        }
        let absent = query.absent.iter().map(&mut find).collect::<Result<_, E>>()?;
        Ok(Judged { query, want, not, nonrelevant, first, within, absent })
    }

    /// The documents that have a grade, in the order of [`SuiteQuery::judged`].
    pub fn graded(&self) -> impl Iterator<Item = (&Named, u32)> {
        let none = self.not.iter().chain(&self.nonrelevant).map(|named| (named, 0));
        self.want.iter().map(|(named, grade)| (named, *grade)).chain(none)
    }

    /// Whether the query states a hard expectation.
    pub fn has_expectations(&self) -> bool {
        let named = !self.not.is_empty() || self.first.is_some() || !self.within.is_empty() || !self.absent.is_empty();
        named || self.query.max_hits.is_some()
    }
}
