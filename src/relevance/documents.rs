//! [`Documents`]: many document ids in little memory.
//!
//! A run of ten million lines would spend more on the bookkeeping of ten million small strings than on their bytes.
//! Here the ids of one topic stand one behind the other in a single string, with one 32-bit end each.

/// A list of document ids, in the order they were added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Documents {
    bytes: String,
    ends: Vec<u32>,
}

impl Documents {
    /// Adds an id; `false`, and nothing is added, where the ids together would pass 4 GiB.
    #[must_use]
    pub(super) fn push(&mut self, document: &str) -> bool {
        let Ok(end) = u32::try_from(self.bytes.len() + document.len()) else { return false };
        self.bytes.push_str(document);
        self.ends.push(end);
        true
    }

    /// How many ids there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The id that was added as number `index`, counted from zero. Panics where there is none, as a slice does.
    pub(super) fn get(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..self.ends[index] as usize]
    }

    /// The ids in the order they were added.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator {
        (0..self.len()).map(|index| self.get(index))
    }
}

#[cfg(test)]
mod tests {
    use super::Documents;

    #[test]
    fn ids_come_back_as_they_went_in() {
        let mut documents = Documents::default();
        for id in ["a", "", "öl/1#2", "a"] {
            assert!(documents.push(id));
        }
        assert_eq!(documents.len(), 4);
        assert_eq!(documents.iter().collect::<Vec<_>>(), ["a", "", "öl/1#2", "a"]);
    }
}
