//! Where something is posted: `his X post read`, `captioned the Instagram post`. A platform says nothing there.

use super::page::Page;
use super::source::Source;
use crate::speaker::lexicon::Traits;
use crate::text::word_list::WordList;
use std::ops::Range;

/// The platforms on which people post.
const PLATFORMS: &WordList = &WordList::of(&[
    "Bluesky",
    "Discord",
    "Facebook",
    "Instagram",
    "LinkedIn",
    "Reddit",
    "Snapchat",
    "Substack",
    "Telegram",
    "Threads",
    "TikTok",
    "Truth Social",
    "Twitch",
    "Twitter",
    "Weibo",
    "WhatsApp",
    "X",
    "YouTube",
]);
/// What people have there.
const POSTED: &WordList = &WordList::of(&[
    "account",
    "caption",
    "channel",
    "comment",
    "feed",
    "handle",
    "live",
    "livestream",
    "message",
    "page",
    "post",
    "profile",
    "reel",
    "story",
    "thread",
    "video",
]);

impl Page<'_> {
    /// Whether a mention names a platform, and only says where somebody posts.
    pub(super) fn is_where_posted(&self, number: usize) -> bool {
        let mention = &self.people.mentions[number];
        if !PLATFORMS.has(mention.span.of(self.text)) {
            return false;
        }
        let run = self.run_of(number);
        let before = run.start.checked_sub(1);
        let owned =
            |at: usize| self.is_possessive(at) || self.is(at, Traits::DET) || matches!(self.word(at), "on" | "via");
        before.is_some_and(owned) || self.tokens.get(run.end).is_some_and(|next| POSTED.has(next.of(self.text)))
    }

    /// `His X post read`, `Roe captioned the Instagram post`: who posts what stands at `cue`, where some words before it only say
    /// where.
    pub(super) fn poster(&self, tokens: &Range<usize>, cue: usize) -> Option<Source> {
        let where_posted = |at: usize| self.people.mention_at(at).is_some_and(|number| self.is_where_posted(number));
        let last = tokens.end.checked_sub(1).filter(|&last| last >= tokens.start && where_posted(last))?;
        let number = self.people.mention_at(last)?;
        if tokens.end != cue || !POSTED.has(self.word(cue)) {
            return None;
        }
        let owner = self.run_of(number).start.checked_sub(1)?;
        if let Some(head) = self.owning_pronoun(owner) {
            return Some(Source { tokens: owner..owner + 1, head });
        }
        let start = self.sentence_start(cue, self.blocks[self.block_at(cue)].tokens.start);
        self.subject_of_sentence(start, owner).filter(|subject| subject.tokens.start < owner)
    }
}
