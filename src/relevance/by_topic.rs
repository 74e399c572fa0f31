//! [`ByTopic`]: lines of a file gathered under their topics, in whatever order they come.

use rustc_hash::FxHashMap;

/// One `T` a topic.
///
/// Files list a topic's lines together nearly always, so the topic of the line before is tried first.
#[derive(Default)]
pub(super) struct ByTopic<T> {
    topics: Vec<(String, T)>,
    numbers: FxHashMap<String, usize>,
    last: usize,
}

impl<T: Default> ByTopic<T> {
    /// The `T` of a topic, made where the topic is new.
    pub(super) fn entry(&mut self, topic: &str) -> &mut T {
        if self.topics.get(self.last).is_none_or(|(id, _)| id != topic) {
            self.last = match self.numbers.get(topic) {
                Some(&number) => number,
                None => {
                    self.numbers.insert(topic.to_owned(), self.topics.len());
                    self.topics.push((topic.to_owned(), T::default()));
                    self.topics.len() - 1
                }
            };
        }
        &mut self.topics[self.last].1
    }

    /// The topics in byte order of their ids, which is the order of every table.
    pub(super) fn into_sorted(mut self) -> Vec<(String, T)> {
        self.topics.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        self.topics
    }
}

#[cfg(test)]
mod tests {
    use super::ByTopic;

    #[test]
    fn topics_are_gathered_from_anywhere_and_sorted_by_bytes() {
        let mut topics: ByTopic<Vec<u8>> = ByTopic::default();
        for (topic, value) in [("9", 1), ("10", 2), ("9", 3), ("a", 4), ("10", 5), ("10", 6)] {
            topics.entry(topic).push(value);
        }
        let expected = [("10".to_owned(), vec![2, 5, 6]), ("9".to_owned(), vec![1, 3]), ("a".to_owned(), vec![4])];
        assert_eq!(topics.into_sorted(), expected);
    }
}
