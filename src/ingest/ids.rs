//! Ids: one article each.

use crate::article::ArticleId;
use std::collections::{BTreeSet, HashMap};

/// Which file holds which id.
///
/// Of several files that have an article with the same id, it belongs to the first in the order of the walk, whichever
/// of them came into the index first. In the others the article becomes `id@path`, so that nothing is lost. An archive
/// that was brought up to date so has the ids of one that was made anew.
#[derive(Debug, Default)]
pub(super) struct Ids {
    owners: HashMap<String, Owner>,
    /// Files that lost an id of theirs to a file before them, and have to be read again for it.
    displaced: BTreeSet<String>,
}

#[derive(Debug)]
struct Owner {
    path: String,
    hold: Hold,
}

/// How firmly a file holds an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// It has it in the index, has not changed, and can be read again.
    Known,
    /// It has it in the index and cannot be read now.
    Unread,
    /// It was read in this run.
    Given,
}

impl Ids {
    /// Notes that `path` has `id` in the index and has not changed.
    pub fn known(&mut self, id: &ArticleId, path: &str) {
        self.note(id, path, Hold::Known);
    }

    /// Notes that `path` has `id` in the index and cannot be read now.
    pub fn unread(&mut self, id: &ArticleId, path: &str) {
        self.note(id, path, Hold::Unread);
    }

    fn note(&mut self, id: &ArticleId, path: &str, hold: Hold) {
        let owner = || Owner { path: path.to_owned(), hold };
        self.owners.entry(id.as_str().to_owned()).or_insert_with(owner);
    }

    /// Whether an article of `path` goes by `id` because another file had its own id, and has it no more or comes later.
    /// All that is known has to be noted before.
    pub fn is_due(&self, id: &ArticleId, path: &str) -> bool {
        let Some(own) = own_id(id.as_str(), path) else { return false };
        match self.owners.get(own) {
            None => true,
            Some(owner) => owner.hold == Hold::Known && owner.path.as_str() > path,
        }
    }

    /// Whether an article of this run goes by `id`.
    pub fn is_given(&self, id: &ArticleId) -> bool {
        self.owners.get(id.as_str()).is_some_and(|owner| owner.hold == Hold::Given)
    }

    /// Returns the id under which an article of `path` goes in, and a warning where it is not its own.
    pub fn settle(&mut self, id: ArticleId, path: &str) -> (ArticleId, Option<String>) {
        if self.claim(id.as_str(), path) {
            return (id, None);
        }
        let owner = self.owners.get(id.as_str()).map(|owner| owner.path.clone()).unwrap_or_default();
        let mut other = format!("{id}@{path}");
        let mut n = 2;
        while !self.claim(&other, path) {
            other = format!("{id}@{path}({n})");
            n += 1;
        }
        let warning = format!("`{path}` has an article with the id `{id}`, as `{owner}` has; it goes by `{other}`");
        (ArticleId::new(other), Some(warning))
    }

    /// The files that have to be read again because an id of theirs went to another; they are not named twice.
    pub fn displaced(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.displaced)
    }

    fn claim(&mut self, id: &str, path: &str) -> bool {
        let given = || Owner { path: path.to_owned(), hold: Hold::Given };
        let Some(owner) = self.owners.get_mut(id) else {
            self.owners.insert(id.to_owned(), given());
            return true;
        };
        let free = owner.hold == Hold::Known && path <= owner.path.as_str();
        if free {
            let before = std::mem::replace(owner, given());
            if before.path != path {
                self.displaced.insert(before.path);
            }
        }
        free
    }
}

/// The id that an article of `path` has of its own, where it goes by that of [`Ids::settle`].
fn own_id<'i>(id: &'i str, path: &str) -> Option<&'i str> {
    let of_path = |id: &'i str| id.strip_suffix(path)?.strip_suffix('@');
    let numbered = |id: &'i str| {
        let (id, number) = id.strip_suffix(')')?.rsplit_once('(')?;
        number.parse::<u32>().is_ok().then_some(id)
    };
    of_path(id).or_else(|| of_path(numbered(id)?))
}

#[cfg(test)]
mod tests {
    use super::{Ids, own_id};
    use crate::article::ArticleId;

    fn settled(ids: &mut Ids, id: &str, path: &str) -> String {
        ids.settle(ArticleId::new(id), path).0.as_str().to_owned()
    }

    #[test]
    fn the_later_one_is_named_after_its_file() {
        let mut ids = Ids::default();
        assert_eq!(settled(&mut ids, "x", "a.json"), "x");
        let (id, warning) = ids.settle(ArticleId::new("x"), "b.json");
        assert_eq!(id.as_str(), "x@b.json");
        assert!(warning.unwrap().contains("a.json"));
    }

    #[test]
    fn the_same_file_may_hold_an_id_twice_and_loses_nothing() {
        let mut ids = Ids::default();
        settled(&mut ids, "x", "a.jsonl");
        assert_eq!(settled(&mut ids, "x", "a.jsonl"), "x@a.jsonl");
        assert_eq!(settled(&mut ids, "x", "a.jsonl"), "x@a.jsonl(2)");
    }

    #[test]
    fn an_id_goes_to_the_first_file_and_the_one_that_had_it_is_read_again() {
        let mut ids = Ids::default();
        ids.known(&ArticleId::new("x"), "b.json");
        assert_eq!(settled(&mut ids, "x", "c.json"), "x@c.json");
        assert!(ids.displaced().is_empty());
        assert_eq!(settled(&mut ids, "x", "a.json"), "x");
        assert_eq!(ids.displaced().into_iter().collect::<Vec<_>>(), ["b.json"]);
        assert_eq!(settled(&mut ids, "x", "b.json"), "x@b.json");
        assert!(ids.displaced().is_empty());
    }

    #[test]
    fn an_id_stays_with_a_file_that_cannot_be_read() {
        let mut ids = Ids::default();
        ids.unread(&ArticleId::new("x"), "b.json");
        assert_eq!(settled(&mut ids, "x", "a.json"), "x@a.json");
    }

    #[test]
    fn an_article_is_due_its_own_id_where_no_file_before_has_it() {
        let due = |known: &[(&str, &str)], id: &str| {
            let mut ids = Ids::default();
            known.iter().for_each(|(id, path)| ids.known(&ArticleId::new(*id), path));
            ids.is_due(&ArticleId::new(id), "b.json")
        };
        assert!(due(&[], "x@b.json") && due(&[], "x@b.json(2)"));
        assert!(due(&[("x", "c.json")], "x@b.json"));
        assert!(!due(&[("x", "a.json")], "x@b.json") && !due(&[("x", "b.json")], "x@b.json"));
        assert!(!due(&[], "x") && !due(&[], "x@a.json"));
        assert_eq!(own_id("x@b(1).json(2)", "b(1).json"), Some("x"));
        assert_eq!(own_id("x@b(1)", "b(1)"), Some("x"));
    }
}
