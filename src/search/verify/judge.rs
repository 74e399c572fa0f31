//! How one quotation that is asked for stands to one saying that is printed.

use super::align::{Step, Weighed, align};
use super::asked::Asked;
use super::sayings::Saying;
use super::words::{exact, same_letters};
use crate::text::sentences::sentences;
use std::ops::Range;

/// Words that must stand in a row for two longer texts to have anything to do with each other.
const ROW: usize = 3;
/// The least share of what is asked, by weight, that an altered quotation still holds.
const ALTERED: f32 = 0.6;
/// The least share for words outside quotation marks, where likeness means less.
const NEAR: f32 = 0.8;
/// Words at either end of what is asked that may stand for other words.
const LOOSE_ENDS: usize = 3;
/// Up to so many words a quotation is short; of one at least [`FEW_WORDS`] must be printed.
const SHORT: usize = 12;
const FEW_WORDS: usize = 5;
/// Words that are left out in a row without a sign are a clause from here on, wherever they stand.
const CLAUSE: usize = 4;

/// A claim's words as they are looked for.
pub(super) struct Sought<'a> {
    pub asked: &'a Asked,
    /// How telling each word is, from 0 to 1.
    pub weights: &'a [f32],
}

/// How a saying answers to what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It is what is asked, and nothing goes on before or behind it.
    Whole,
    /// The same words, whole; marks between them or the size of letters differ.
    SameWords,
    /// The same words, with more before or behind them.
    Part,
    /// The same words, with whole clauses left out between them.
    Gapped,
    /// Some words differ.
    Altered,
    /// Little of it is there: a stretch of the words at best.
    Scraps,
}

/// Where and how well what is asked stands in a saying.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    pub fit: Fit,
    /// From the first to the last word that is asked, as far as printed words answer to them.
    pub steps: Vec<Step>,
    /// Words of the saying.
    pub printed: Range<usize>,
    /// The share of what is asked that stands there, by weight, from 0 to 1.
    pub coverage: f32,
    /// The longest run of words that are the same.
    pub run: usize,
}

/// Holds the words `range` of what is asked against a saying; `None` where they share nothing to speak of.
pub(super) fn judge(sought: &Sought<'_>, range: Range<usize>, saying: &Saying, text: &str) -> Option<Finding> {
    let asked = &sought.asked.words[range.clone()];
    let weighed = |n: usize| Weighed {
        key: &asked[n].word.key,
        weight: sought.weights[range.start + n],
        after_omission: asked[n].after_omission,
    };
    let words: Vec<Weighed<'_>> = (0..asked.len()).map(weighed).collect();
    let printed: Vec<&str> = saying.words.iter().map(|word| word.key.as_str()).collect();
    let mut steps = align(&words, &printed);
    let same = |i: usize, j: usize| words[i].key == printed[j];
    widen(&mut steps, asked.len(), printed.len(), same, |at| saying.goes_on_before(text, at));
    let places = steps.iter().filter_map(|step| match step {
        Step::Same(_, j) | Step::Changed(_, j, _) | Step::LeftOut(j) => Some(*j),
        Step::PutIn(_) => None,
    });
    let (first, last) = (places.clone().min()?, places.max()?);
    let total: f32 = words.iter().map(|word| word.weight).sum();
    let held: f32 = steps
        .iter()
        .map(|step| match step {
            Step::Same(i, _) => words[*i].weight,
            Step::Changed(i, _, true) => 0.7 * words[*i].weight,
            _ => 0.0,
        })
        .sum();
    for step in &mut steps {
        match step {
            Step::Same(i, _) | Step::Changed(i, _, _) | Step::PutIn(i) => *i += range.start,
            Step::LeftOut(_) => {}
        }
    }
    let coverage = if total > 0.0 { (held / total).min(1.0) } else { 0.0 };
    let whole_claim = range == (0..sought.asked.words.len());
    let mut finding = Finding { fit: Fit::Scraps, run: longest_run(&steps), steps, printed: first..last + 1, coverage };
    finding.fit = fit(sought, &finding, saying, text, whole_claim);
    let all = 0..saying.words.len();
    if finding.fit > Fit::Whole && whole_claim && saying.is_whole(&all) {
        // The page may print the brackets that an editor's words are read from.
        let same = saying.equals(text, &all, &sought.asked.canonical);
        return Some(if same { Finding::whole(asked.len(), all) } else { finding });
    }
    Some(finding)
}

impl Finding {
    /// All of a saying of these words.
    fn whole(asked: usize, printed: Range<usize>) -> Finding {
        let steps = printed.clone().map(|j| Step::Same(j.min(asked - 1), j)).collect();
        Finding { fit: Fit::Whole, run: asked, steps, printed, coverage: 1.0 }
    }
}

fn fit(sought: &Sought<'_>, finding: &Finding, saying: &Saying, text: &str, whole_claim: bool) -> Fit {
    let asked = &sought.asked.words;
    let steps = &finding.steps;
    let letter = |i: &usize, j: &usize| (sought.asked.word(*i), &text[saying.words[*j].range.clone()]);
    // Where somebody begins in the middle of a sentence, a capital is theirs.
    let sentence_case = |i: &usize, j: &usize| {
        let (typed, printed) = letter(i, j);
        (*i == 0 || asked[*i].after_omission || asked[*i].bracketed) && differs_in_first_case(typed, printed)
    };
    let (mut same, mut cased) = (true, true);
    for step in steps {
        match step {
            Step::Same(i, j) => {
                let (typed, printed) = letter(i, j);
                let letters = same_letters(typed, printed) && !asked[*i].bracketed;
                same &= letters;
                cased &= letters || sentence_case(i, j);
            }
            Step::Changed(..) | Step::PutIn(_) => (same, cased) = (false, false),
            Step::LeftOut(_) => {}
        }
    }
    let gaps = gaps(steps);
    if gaps.is_empty() && saying.is_whole(&finding.printed) {
        if whole_claim && saying.equals(text, &finding.printed, &sought.asked.canonical) {
            return Fit::Whole;
        }
        if same || steps.iter().all(|step| matches!(step, Step::Same(..))) {
            return Fit::SameWords;
        }
    } else if cased && gaps.is_empty() {
        return Fit::Part;
    } else if cased && gaps.iter().all(|gap| is_clause(gap, sought.asked, steps, saying, text)) {
        return Fit::Gapped;
    }
    let length = asked.len();
    let row = finding.run >= ROW.min(length.saturating_sub(1)).max(1);
    let least = if saying.quoted { ALTERED } else { NEAR };
    // Few words that differ in one are different words; a long region with few of the words is another text.
    let enough = if length <= ROW { finding.coverage >= 0.65 && length > 1 } else { finding.coverage >= least };
    let counted = steps.iter().filter(|step| matches!(step, Step::Same(..) | Step::Changed(_, _, true))).count();
    let left_out = |gap: &Range<usize>| !is_clause(gap, sought.asked, steps, saying, text);
    let strewn: usize = gaps.iter().filter(|gap| left_out(gap)).map(|gap| gap.len()).sum();
    // A short quotation loses much of its weight with a word or two, and is known by those around them.
    let most = length <= SHORT && strewn == 0 && counted >= FEW_WORDS && counted * 10 >= length * 7;
    if row && (enough || most) && counted * 2 >= strewn { Fit::Altered } else { Fit::Scraps }
}

/// Pairs the last few words at either end of what is asked, which the alignment left over, with the printed words there:
/// with the same one, where it stands a few words further (those between were left out), else with the next; those
/// without a partner were put in.
fn widen(
    steps: &mut Vec<Step>,
    asked: usize,
    printed: usize,
    same: impl Fn(usize, usize) -> bool,
    goes_on_before: impl Fn(usize) -> bool,
) {
    let (Some(first), Some(last)) = (steps.first().copied(), steps.last().copied()) else { return };
    let place = |step: Step| match step {
        Step::Same(i, j) | Step::Changed(i, j, _) => (i, j),
        Step::PutIn(i) => (i, 0),
        Step::LeftOut(j) => (0, j),
    };
    let ((mut i, mut j), (last_i, last_j)) = (place(first), place(last));
    let loose = i <= LOOSE_ENDS;
    let mut before = Vec::new();
    while i > 0 {
        let near = (1..=j.min(LOOSE_ENDS)).take_while(|&by| goes_on_before(j + 1 - by)).map(|by| j - by);
        let partner = near.clone().find(|&at| same(i - 1, at)).or(near.clone().next());
        match partner.filter(|_| loose) {
            Some(at) => {
                before.extend((at + 1..j).rev().map(Step::LeftOut));
                before.push(if same(i - 1, at) { Step::Same(i - 1, at) } else { Step::Changed(i - 1, at, false) });
                j = at;
            }
            None => {
                before.push(Step::PutIn(i - 1));
                j = 0;
            }
        }
        i -= 1;
    }
    before.reverse();
    let loose = asked - last_i - 1 <= LOOSE_ENDS;
    let mut next = last_j + 1;
    for i in last_i + 1..asked {
        let near = (next..printed.min(next + LOOSE_ENDS)).take_while(|&at| goes_on_before(at));
        let partner = near.clone().find(|&at| same(i, at)).or(near.clone().next());
        match partner.filter(|_| loose) {
            Some(at) => {
                steps.extend((next..at).map(Step::LeftOut));
                steps.push(if same(i, at) { Step::Same(i, at) } else { Step::Changed(i, at, false) });
                next = at + 1;
            }
            None => {
                steps.push(Step::PutIn(i));
                next = printed;
            }
        }
    }
    steps.splice(0..0, before);
}

fn longest_run(steps: &[Step]) -> usize {
    let (mut longest, mut run) = (0, 0);
    for step in steps {
        run = if matches!(step, Step::Same(..)) { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// Runs of left out words between words that are there, as ranges of `steps`.
fn gaps(steps: &[Step]) -> Vec<Range<usize>> {
    let mut gaps: Vec<Range<usize>> = Vec::new();
    for at in (0..steps.len()).filter(|at| matches!(steps[*at], Step::LeftOut(_))) {
        match gaps.last_mut() {
            Some(gap) if gap.end == at => gap.end += 1,
            _ => gaps.push(at..at + 1),
        }
    }
    gaps
}

/// Whether what is left out is marked by an ellipsis, or is a clause: long, or set off by punctuation at both ends.
fn is_clause(gap: &Range<usize>, asked: &Asked, steps: &[Step], saying: &Saying, text: &str) -> bool {
    let next = steps[gap.end..].iter().find_map(|step| match step {
        Step::Same(i, _) | Step::Changed(i, _, _) | Step::PutIn(i) => Some(*i),
        Step::LeftOut(_) => None,
    });
    if next.is_some_and(|next| asked.words[next].after_omission) || gap.len() >= CLAUSE {
        return true;
    }
    let word = |at: usize| match steps.get(at) {
        Some(Step::LeftOut(j)) => saying.words.get(*j),
        _ => None,
    };
    let (Some(first), Some(last)) = (word(gap.start), word(gap.end - 1)) else { return false };
    let parted = |before: Option<char>| before.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace() && c != '-');
    let ahead = text[..first.range.start].trim_end().chars().next_back();
    let behind = text[last.range.end..].trim_start().chars().next();
    gap.len() > 1 && parted(ahead) && parted(behind)
}

fn differs_in_first_case(one: &str, other: &str) -> bool {
    let (one, other) = (exact(one), exact(other));
    let (mut one, mut other) = (one.chars(), other.chars());
    let (Some(a), Some(b)) = (one.next(), other.next()) else { return false };
    a.to_lowercase().eq(b.to_lowercase()) && one.as_str() == other.as_str()
}

impl Asked {
    /// A word as it was typed.
    pub fn word(&self, n: usize) -> &str {
        &self.text[self.words[n].word.range.clone()]
    }
}

impl Saying {
    /// Whether the word before `at` belongs to the same sentence of the same stretch.
    pub fn goes_on_before(&self, text: &str, at: usize) -> bool {
        let (Some(before), Some(word)) = (at.checked_sub(1).and_then(|n| self.words.get(n)), self.words.get(at)) else {
            return false;
        };
        let one_stretch = self.stretches.iter().any(|s| s.words.start < at && at < s.words.end);
        one_stretch && !text[before.range.end..word.range.start].contains(['.', '!', '?', '…', '\n', '。'])
    }

    /// The words of the sentences that `range` begins and ends in, which are not in `range`: before it and behind it.
    pub fn rest_of_sentences(&self, text: &str, range: &Range<usize>) -> (Range<usize>, Range<usize>) {
        let sentence = |at: usize| -> Range<usize> {
            let Some(stretch) = self.stretches.iter().find(|stretch| stretch.words.contains(&at)) else {
                return at..at + 1;
            };
            let base = stretch.span.start as usize;
            let start = self.words[at].range.start;
            let within = sentences(stretch.span.of(text))
                .into_iter()
                .map(|sentence| sentence.start + base..sentence.end + base)
                .find(|sentence| sentence.contains(&start));
            let within = within.unwrap_or(stretch.span.range());
            let inside = |n: &usize| within.contains(&self.words[*n].range.start);
            let mut held = stretch.words.clone().filter(inside);
            let first = held.next().unwrap_or(at);
            first..held.next_back().unwrap_or(first) + 1
        };
        if range.is_empty() {
            return (range.clone(), range.clone());
        }
        (sentence(range.start).start..range.start, range.end..sentence(range.end - 1).end)
    }
}
