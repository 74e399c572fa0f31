//! Words that speak of works: where films, books and shows are spoken of, what stands between marks is often a title.

use super::page::Page;
use crate::speaker::lexicon::WordTable;
use crate::speaker::tokens::TokenKind;
use std::sync::LazyLock;

/// What a word has to do with works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkClass {
    /// Nothing.
    None,
    /// It is found near titles: "starring", "episode".
    About,
    /// It is what a work is, and its title follows: "the novel".
    Work,
}

/// What a word, whatever its case, has to do with works.
pub fn work_class(word: &str) -> WorkClass {
    static WORKS: LazyLock<WordTable> =
        LazyLock::new(|| WordTable::read(include_str!("works_near.csv"), |class| named(class) as u32));
    match WORKS.get_at(word.as_bytes(), word.len()) {
        1 => WorkClass::About,
        2 => WorkClass::Work,
        _ => WorkClass::None,
    }
}

fn named(class: &str) -> WorkClass {
    match class {
        "about" => WorkClass::About,
        "work" => WorkClass::Work,
        _ => WorkClass::None,
    }
}

impl Page<'_> {
    /// How much is spoken of works around region `number`, in its sentence: how many such words stand before it, up to 2,
    /// and three times those behind it. 9 where the region is too long for a title.
    pub fn works_near(&self, number: usize) -> u64 {
        /// Tokens on either side.
        const NEAR: usize = 10;
        /// A title has no more words.
        const LONGEST: usize = 12;
        let (region, block) = (&self.regions[number], &self.block_of(number).tokens);
        if region.words > LONGEST {
            return 9;
        }
        let of_works = |&at: &usize| self.kind(at) == TokenKind::Word && work_class(self.word(at)) != WorkClass::None;
        let begins = |at: usize| self.tokens[at].begins_sentence;
        let near = block.start.max(region.first.saturating_sub(NEAR))..region.first;
        // Up to and with the word that begins the sentence.
        let before = near.rev().take_while(|&at| !begins(at + 1)).filter(of_works).count();
        let near = region.last..block.end.min(region.last + NEAR);
        let behind = near.take_while(|&at| !begins(at)).filter(of_works).count();
        (before.min(2) + 3 * behind.min(2)) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::{WorkClass, named, work_class};

    #[test]
    fn the_list_is_sorted_unique_and_in_use() {
        let rows: Vec<&str> =
            include_str!("works_near.csv").lines().filter(|line| !line.starts_with('#')).skip(1).collect();
        assert!(rows.is_sorted_by(|a, b| a.split(',').next() < b.split(',').next()));
        for row in rows {
            let (word, class) = row.split_once(',').unwrap();
            assert_ne!(named(class), WorkClass::None, "{row}");
            assert_eq!(work_class(word), named(class), "{row}");
        }
        assert_eq!(work_class("Novel"), WorkClass::Work);
        assert_eq!(work_class("harbour"), WorkClass::None);
    }
}
