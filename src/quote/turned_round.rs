//! Reports that are no inversions: `Ann Roe, an analyst at Ore Mutual, said the share looked dear` is not read as `The share
//! looked dear, said Ann Roe` is.
//!
//! What stands before the verb is but a name and what tells of it, and what stands behind has a verb of its own.

use super::claims::Claim;
use super::page::Page;
use super::source::Head;
use crate::speaker::MentionKind;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

impl Page<'_> {
    /// Whether the words right before a claim's cue are a full name with a description, and those `behind` it a clause.
    pub(super) fn is_said_by_name_before(&self, claim: &Claim, behind: &Range<usize>) -> bool {
        let [before] = claim.source.as_slice() else { return false };
        if before.end != claim.turns_on || !self.tokens[before.start].begins_sentence {
            return false;
        }
        let verb = |words: &Range<usize>| words.clone().find(|&at| self.looks_like_a_verb(at));
        // "said the man accused of it": a noun, and what hangs on it.
        let clause = verb(behind).is_some_and(|at| {
            let object = at + 1 < behind.end && at > behind.start + 1;
            object && !["by", "of", "with"].iter().any(|word| self.is_word(at + 1, word))
        });
        let Some(source) = self.source_from(before.start, before.end) else { return false };
        let Head::Name(number) = source.head else { return false };
        let mention = &self.people.mentions[number];
        let named = mention.kind == MentionKind::Person && mention.words > 1;
        let told = source.tokens.end == before.end || self.kind(source.tokens.end) == TokenKind::Comma;
        clause && named && told && verb(before).is_none()
    }
}
