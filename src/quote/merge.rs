//! Which regions are one quotation: interrupted by its cue, going on in the next sentence, or in the next paragraph.
//!
//! The decision is [`joins`], over the facts of the gap between two regions; a trained model may take its place.

use super::Part;
use super::cue_search::How;
use super::cues::CueClass;
use super::page::Page;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;

/// What the decision is made on: the gap between a region and the next one that is speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapFacts {
    /// How many blocks further the second stands.
    pub blocks: usize,
    /// Whether nothing stands between.
    pub blank: bool,
    /// Whether the first has a closing mark.
    pub closed: bool,
    /// Whether the second opens its block.
    pub opens_block: bool,
    /// Sentences that begin between the two, the second's own not counted.
    pub sentences: usize,
    /// Whether the gap ends with a full stop, so that the second begins a sentence.
    pub ends_sentence: bool,
    /// Whether a new sentence begins right behind the first: `"Is it?" He said that "it was"`.
    pub begins_anew: bool,
    /// Whether a comma or a dash stands before the second.
    pub pause: bool,
    /// Whether the first ends with a comma, a stop or a dash.
    pub invites_cue: bool,
    /// Whether a colon stands before the second.
    pub colon: bool,
    /// Whether the second begins with a capital.
    pub capital: bool,
    /// Whether both have one and the same cue.
    pub same_cue: bool,
    /// Whether the second has a cue behind it.
    pub own_cue_behind: bool,
    /// Whether a cue stands behind the first.
    pub cue_behind_first: bool,
    /// Cues of saying in the gap.
    pub cues: usize,
    /// Words in the gap.
    pub words: usize,
    /// Whether another region, not speech, stands between.
    pub skips: bool,
}

impl GapFacts {
    /// Gathers the facts of the gap between two regions.
    pub fn of(page: &Page<'_>, first: &Part, second: &Part) -> GapFacts {
        let (one, two) = (&page.regions[first.region], &page.regions[second.region]);
        let gap = one.last..two.first;
        // Long gaps never join; looking at their first part is enough.
        let seen = gap.start..gap.end.min(gap.start + 80);
        let outside = || seen.clone().filter(|&at| page.region_at(at).is_none());
        let cue = |part: &Part| part.lead.as_ref().and_then(|lead| lead.cue);
        let how = |part: &Part| part.lead.as_ref().map(|lead| lead.how);
        let inside = two.inside();
        GapFacts {
            blocks: two.block - one.block,
            blank: gap.is_empty(),
            closed: one.closed,
            opens_block: two.first == page.blocks[two.block].tokens.start,
            sentences: outside().skip(1).filter(|&at| page.tokens[at].begins_sentence).count()
                + usize::from(gap.len() > seen.len()),
            // "… in Harbour, N.Y. “And then”": the stop of an abbreviation is that of its sentence, too.
            ends_sentence: page.tokens[two.first].begins_sentence
                || gap.len() > 3 && page.word(gap.end - 1).ends_with('.') && page.kind(gap.end - 1) == TokenKind::Word,
            begins_anew: !gap.is_empty()
                && page.tokens[gap.start].begins_sentence
                && (page.ends_sentence(first.region)
                    || page.is(gap.start, Traits::HE.with(Traits::SHE).with(Traits::THEY))),
            pause: !gap.is_empty() && matches!(page.kind(gap.end - 1), TokenKind::Comma | TokenKind::Dash),
            invites_cue: page.invites_cue(first.region),
            colon: !gap.is_empty() && page.kind(gap.end - 1) == TokenKind::Colon,
            capital: inside.clone().find(|&at| page.tokens[at].is_word()).is_some_and(|at| page.tokens[at].capital),
            same_cue: cue(first).is_some() && cue(first) == cue(second),
            own_cue_behind: matches!(how(second), Some(How::Behind | How::Inverted)) && cue(second) > Some(two.first),
            cue_behind_first: cue(first).is_some_and(|cue| cue >= one.last && cue < two.first),
            cues: outside().filter(|&at| page.cue(at) >= CueClass::Call).count(),
            words: outside().filter(|&at| page.tokens[at].is_word()).count(),
            skips: second.region > first.region + 1,
        }
    }
}

/// Whether the second region goes on with the quotation of the first.
pub fn joins(facts: &GapFacts) -> bool {
    if facts.blocks > 0 {
        // The mark is opened again in the next paragraph, and was not closed in the last.
        return facts.blocks == 1 && facts.blank && !facts.closed && facts.opens_block;
    }
    if facts.blank {
        return !facts.own_cue_behind;
    }
    if facts.colon && facts.capital {
        return false;
    }
    if facts.ends_sentence {
        // `"…," she said. "…"`: nothing but the cue's own sentence stands between.
        let only_the_cue = facts.sentences == 0 || facts.sentences == 1 && facts.words < 30;
        // A few words behind an inviting comma are a cue, also where their verb is not on the list.
        let cue = facts.cue_behind_first
            || facts.invites_cue && facts.words < 8 && facts.sentences == 0 && !facts.begins_anew;
        return cue && only_the_cue && !facts.own_cue_behind;
    }
    if facts.sentences > 0 || facts.begins_anew {
        return false;
    }
    if facts.cue_behind_first && facts.invites_cue {
        // `"…," she said in a letter explaining why, "and …"`; but `"…," said Roe, who has a "…"` is over.
        return facts.pause && (!facts.capital || facts.same_cue);
    }
    // In one sentence: one cue governs both.
    facts.same_cue || facts.cues == 0 && !facts.own_cue_behind
}
