//! Ids: one article each.

use crate::article::ArticleId;
use std::collections::HashMap;

/// Which file holds which id.
///
/// An id belongs to the file that had it first: the one that has it in the index, else the first in the order of
/// the walk. Another article with the same id becomes `id@path`, so that nothing is lost.
#[derive(Debug, Default)]
pub(super) struct Ids {
    owners: HashMap<String, String>,
    /// Ids of this run, which are no longer free even for the file that owns them.
    taken: std::collections::HashSet<String>,
}

impl Ids {
    /// Notes that `path` has `id` already.
    pub fn known(&mut self, id: &ArticleId, path: &str) {
        self.owners.insert(id.as_str().to_owned(), path.to_owned());
    }

    /// Returns the id under which an article of `path` goes in, and a warning where it is not its own.
    pub fn settle(&mut self, id: ArticleId, path: &str) -> (ArticleId, Option<String>) {
        if self.claim(id.as_str(), path) {
            return (id, None);
        }
        let owner = self.owners.get(id.as_str()).cloned().unwrap_or_default();
        let mut other = format!("{id}@{path}");
        let mut n = 2;
        while !self.claim(&other, path) {
            other = format!("{id}@{path}({n})");
            n += 1;
        }
        let warning = format!("`{path}` has an article with the id `{id}`, as `{owner}` has; it goes by `{other}`");
        (ArticleId::new(other), Some(warning))
    }

    fn claim(&mut self, id: &str, path: &str) -> bool {
        let free = match self.owners.get(id) {
            None => true,
            Some(owner) => owner == path && !self.taken.contains(id),
        };
        if free {
            self.owners.insert(id.to_owned(), path.to_owned());
            self.taken.insert(id.to_owned());
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;
    use crate::article::ArticleId;

    #[test]
    fn the_later_one_is_named_after_its_file() {
        let mut ids = Ids::default();
        assert_eq!(ids.settle(ArticleId::new("x"), "a.json").0.as_str(), "x");
        let (id, warning) = ids.settle(ArticleId::new("x"), "b.json");
        assert_eq!(id.as_str(), "x@b.json");
        assert!(warning.unwrap().contains("a.json"));
    }

    #[test]
    fn the_same_file_may_hold_an_id_twice_and_loses_nothing() {
        let mut ids = Ids::default();
        ids.settle(ArticleId::new("x"), "a.jsonl");
        assert_eq!(ids.settle(ArticleId::new("x"), "a.jsonl").0.as_str(), "x@a.jsonl");
        assert_eq!(ids.settle(ArticleId::new("x"), "a.jsonl").0.as_str(), "x@a.jsonl(2)");
    }

    #[test]
    fn an_id_of_the_index_stays_with_its_file() {
        let mut ids = Ids::default();
        ids.known(&ArticleId::new("x"), "b.json");
        assert_eq!(ids.settle(ArticleId::new("x"), "a.json").0.as_str(), "x@a.json");
        assert_eq!(ids.settle(ArticleId::new("x"), "b.json").0.as_str(), "x");
    }
}
