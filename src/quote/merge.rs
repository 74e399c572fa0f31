//! Which regions are one quotation: interrupted by its cue, going on in the next sentence, or in the next paragraph.
//!
//! The decision is a trained one, over the facts of the gap between two regions and what cues claim of both.

use super::candidates::Whom;
use super::claims::{Claim, Claims};
use super::cue_search::How;
use super::cues::CueClass;
use super::groups::Part;
use super::page::Page;
use super::seen::{Numbered, Sink, put_pairs};
use super::source::Source;
use super::speech::odds;
use super::units::mix;
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
    /// How the cues of the two were found.
    pub hows: (Option<How>, Option<How>),
    /// Whether a line ends between the two, in one block or two.
    pub line_ends: bool,
    /// The sources that rules found for the two.
    sources: (Option<Source>, Option<Source>),
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
        let source = |part: &Part| part.lead.as_ref().and_then(|lead| lead.source.clone());
        let (mut sentences, mut cues, mut words) = (0, 0, 0);
        for (number, at) in outside().enumerate() {
            let token = &page.tokens[at];
            sentences += usize::from(number > 0 && token.begins_sentence);
            cues += usize::from(page.cue(at) >= CueClass::Call);
            words += usize::from(token.is_word());
        }
        GapFacts {
            blocks: two.block - one.block,
            blank: gap.is_empty(),
            closed: one.closed,
            opens_block: two.first == page.blocks[two.block].tokens.start,
            sentences: sentences + usize::from(gap.len() > seen.len()),
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
            capital: page.begins_with_capital(second.region),
            same_cue: cue(first).is_some() && cue(first) == cue(second),
            own_cue_behind: matches!(how(second), Some(How::Behind | How::Inverted)) && cue(second) > Some(two.first),
            cue_behind_first: cue(first).is_some_and(|cue| cue >= one.last && cue < two.first),
            cues,
            words,
            skips: second.region > first.region + 1,
            hows: (how(first), how(second)),
            sources: (source(first), source(second)),
            line_ends: page.text[one.outer.end as usize..two.outer.start as usize]
                .bytes()
                .take(400)
                .any(|byte| byte == b'\n'),
        }
    }
}

impl GapFacts {
    /// Puts the facts, what cues claim of regions `first` and `second`, and the words between them, as features.
    pub fn put(&self, page: &Page<'_>, (first, second): (usize, usize), claims: &Claims, sink: &mut impl Sink) {
        let (one, two) = (&page.regions[first], &page.regions[second]);
        let flag = u64::from;
        let how = |how: Option<How>| how.map_or(99, |how| how as u64);
        let words = match self.words {
            0..=3 => self.words as u64,
            4..=6 => 4,
            7..=10 => 5,
            11..=18 => 6,
            _ => 7,
        };
        let sentences = self.sentences.min(3) as u64;
        // What the cues around claim.
        let shared = odds(claims.shared(first, second)) / 2;
        let (of_one, of_two) = (claims.best(first), claims.best(second));
        let share = |best: Option<(&Claim, f32)>| odds(best.map_or(0.0, |(_, share)| share)) / 3;
        let place = match (of_one, of_two) {
            (Some((a, _)), Some((b, _))) if a.turns_on == b.turns_on => 1,
            (Some((a, _)), Some((b, _))) => {
                2 + flag(a.turns_on > one.first) + 2 * flag(b.turns_on > two.first) + 4 * flag(b.turns_on < one.first)
            }
            (None, None) => 10,
            (Some(_), None) => 11,
            (None, Some(_)) => 12,
        };
        let inside = one.inside();
        let ending = if inside.is_empty() { 0 } else { page.kind(inside.end - 1).code() };
        let facts = [
            self.blocks.min(3) as u64,
            flag(self.closed),
            flag(self.blank) + 2 * flag(self.opens_block),
            sentences,
            flag(self.ends_sentence),
            flag(self.begins_anew),
            flag(self.pause) + 2 * flag(self.colon),
            flag(self.invites_cue),
            flag(self.capital),
            flag(self.same_cue),
            flag(self.own_cue_behind),
            flag(self.cue_behind_first),
            self.cues.min(3) as u64,
            words,
            flag(self.skips),
            shared,
            place,
            share(of_one),
            share(of_two),
            ending,
            one.words.min(5) as u64,
            two.words.min(5) as u64,
            how(self.hows.0),
            how(self.hows.1),
            flag(self.line_ends),
        ];
        put_pairs(&facts, 4000, sink);
        let shape = flag(self.ends_sentence)
            + 2 * flag(self.same_cue)
            + 4 * flag(self.own_cue_behind)
            + 8 * flag(self.cue_behind_first)
            + 16 * flag(self.capital)
            + 32 * flag(self.invites_cue);
        let mut features = Numbered::from(sink, 4900);
        features.put(mix(shape, sentences));
        features.put(mix(shape, words));
        features.put(mix(shape, place));
        // The words between, and the edges of the two.
        let gap = one.last..two.first;
        let from_front = |n: usize| if n < gap.len() { page.number(gap.start + n) } else { 5 };
        let from_back = |n: usize| if n < gap.len() { page.number(gap.end - 1 - n) } else { 5 };
        for n in 0..3 {
            features.put(from_front(n));
            features.put(from_back(n));
        }
        features.put(mix(from_front(0), from_front(1)));
        features.put(mix(from_back(0), from_back(1)));
        features.put(mix(from_back(0), sentences));
        features.put(mix(from_back(0), words));
        features.put(mix(mix(from_back(0), sentences), flag(self.capital)));
        features.put(mix(mix(ending, sentences), from_front(0)));
        // Whether both have one and the same speaker, as far as rules and claims say, and who stands between.
        let same = match (page.whose(&self.sources.0, of_one), page.whose(&self.sources.1, of_two)) {
            (Some(one), Some(two)) => 1 + flag(one == two),
            (Some(_), None) => 3,
            (None, Some(_)) => 4,
            (None, None) => 5,
        };
        let near = gap.start..gap.end.min(gap.start + 40);
        let begins_name = |at: usize| {
            page.people.mention_at(at).is_some_and(|number| page.people.mentions[number].run.start as usize == at)
        };
        let names = near.clone().filter(|&at| begins_name(at)).count().min(3) as u64;
        let pronoun = flag(near.clone().any(|at| page.is(at, Traits::HE.with(Traits::SHE))));
        for fact in [same, names, names * 2 + pronoun] {
            features.put(fact);
            for other in [sentences, place, words, shape, shared, how(self.hows.1)] {
                features.put(mix(fact, other));
            }
        }
        features.put(mix(mix(same, names), mix(sentences, flag(self.ends_sentence))));
    }
}

impl Page<'_> {
    /// Whose words a region holds: by its likeliest claim or else by rule.
    fn whose(&self, rule: &Option<Source>, best: Option<(&Claim, f32)>) -> Option<Whom> {
        let claimed = best.filter(|(_, share)| *share > 0.4).and_then(|(claim, _)| self.source_of_claim(claim));
        claimed.as_ref().or(rule.as_ref()).map(|source| self.whom(source))
    }
}
