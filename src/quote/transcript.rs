//! Transcripts: paragraphs that begin with the name of the one who speaks, `ROE: I never signed it.`
//!
//! No marks stand there, so the layout has to prove itself: at least three paragraphs with such a label, and at least
//! two different labels. The words behind a label are a quotation of the block class; quotation marks inside it are
//! part of what is said.
//!
//! Other words with a capital, `Guardian:`, are labels where they come again and somebody is named by others: a list of
//! facts, `Date:`, `Venue:`, is no transcript.
//!
//! `Q:` and `A:` name nobody; they are printed `Q.` and `A.`, too, and `Q` alone. Who answers is the one person whom the
//! headline names, or else all that stands before the first question, where there is one alone; who asks stays unnamed.

use super::page::Page;
use crate::article::{Attribution, AttributionClass, Quotation, QuotationKind, SourceKind, Span, Speaker};
use crate::speaker::keys::KeyMap;
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use crate::speaker::{LONGEST_NAME, MentionKind, PersonName};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// One labelled paragraph, and whom its label means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The number of the block.
    pub block: usize,
    label: Label,
    /// The label without titles.
    name: Span,
    /// The fullest name that the article gives.
    full_name: Span,
    /// For an answer under "A:" the mention of the one who answers.
    answerer: Option<usize>,
}

/// What stands before the words of a labelled paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Label {
    /// The tokens of the name.
    name: Range<usize>,
    /// The token of the colon; none behind a bare "Q" or "Q."
    colon: Option<usize>,
    /// The first token of what is said.
    said: usize,
    /// Whether the label is "Q" or "A".
    turn: Option<Turn>,
    /// Whether it may be any word with a capital: "Guardian:", "Venue:".
    weak: bool,
}

/// Whose turn it is where labels name nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Question,
    Answer,
}

/// What labels are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Labels {
    /// Names, words in capitals, `Q` and `A`.
    Any,
    /// Words in capitals alone, one of them at least twice: where names cannot be read, `TICKETS: four crowns` must not
    /// be taken for somebody.
    Shouted,
}

/// A name in a label has at most so many tokens.
const LONGEST_LABEL: usize = 7;

/// The lines of a transcript in order; none where the article is no transcript.
pub fn transcript(page: &Page<'_>, wanted: Labels) -> Vec<Line> {
    let line = |block: usize| {
        let label = label(page, block, wanted)?;
        // "REP. ANN ROE", where the page finds no name.
        let title = |at: &usize| page.is(*at, Traits::TITLE) && *at + 1 < label.name.end;
        let titles = label.name.clone().take_while(title).count();
        let place = page.span(label.name.start + titles..label.name.end);
        let name = page.people.mention_at(label.name.start).map_or(place, |number| page.people.mentions[number].span);
        let name = if place.contains(name) { name } else { place };
        Some(Line { block, label, name, full_name: name, answerer: None })
    };
    let mut lines: Vec<Line> = (0..page.blocks.len()).filter_map(line).collect();
    drop_chance_labels(page, &mut lines);
    let printed = |line: &Line| page.span(line.label.name.clone());
    let same = |line: &Line| printed(line).of(page.text) == printed(&lines[0]).of(page.text);
    if lines.len() < 3 || lines.iter().all(same) {
        return Vec::new();
    }
    let mut seen = HashSet::new();
    if wanted == Labels::Shouted && lines.iter().all(|line| seen.insert(printed(line).of(page.text))) {
        return Vec::new();
    }
    if lines.iter().any(|line| line.label.turn.is_some()) {
        let answerer = interviewee(page, lines[0].block);
        for line in lines.iter_mut().filter(|line| line.label.turn == Some(Turn::Answer)) {
            line.answerer = answerer;
        }
    }
    // A table of all names of a long transcript is far from the processor. The keys are made first, each step for all
    // lines, so that it waits for many entries at once.
    let key = |name: Span| PersonName::parse(name.of(page.text)).number();
    let names = if wanted == Labels::Any { names(page, key) } else { Vec::new() };
    let surname = |name: Span| PersonName::parse(&PersonName::parse(name.of(page.text)).surname).number();
    let labels: Vec<(u64, Span)> = lines.iter().map(|line| (surname(line.name), line.name)).collect();
    let asked: Vec<u64> = lines.iter().map(|line| key(line.name)).collect();
    let mut full_names: KeyMap<Span> = KeyMap::default();
    full_names.reserve(labels.len());
    for (key, full) in names {
        full_names.entry(key).or_insert(full);
    }
    // The first label often has the whole name, the later ones the surname.
    for (key, label) in labels {
        let full = full_names.entry(key).or_insert(label);
        if !full.of(page.text).contains(' ') && label.of(page.text).contains(' ') {
            *full = label;
        }
    }
    for (line, key) in lines.iter_mut().zip(asked) {
        line.full_name = full_names.get(&key).copied().unwrap_or(line.name);
    }
    lines
}

/// Leaves out what only looks like a label: a bare "Q" without labels that have a colon, an answer without any question,
/// and words like "Guardian" that do not come again or stand beside no name, as in a list of facts.
fn drop_chance_labels(page: &Page<'_>, lines: &mut Vec<Line>) {
    let count = |wanted: &dyn Fn(&Label) -> bool| lines.iter().filter(|line| wanted(&line.label)).count();
    let colons = count(&|label| label.colon.is_some() && !label.weak);
    let questions = count(&|label| label.turn == Some(Turn::Question));
    let named = count(&|label| !label.weak && label.turn.is_none());
    let mut times: HashMap<&str, usize> = HashMap::new();
    for line in lines.iter().filter(|line| line.label.weak) {
        *times.entry(page.span(line.label.name.clone()).of(page.text)).or_default() += 1;
    }
    lines.retain(|Line { label, .. }| match label {
        Label { weak: true, name, .. } => named > 1 && times[page.span(name.clone()).of(page.text)] > 1,
        Label { turn: Some(_), colon: None, name, .. } => {
            questions > 0 && (page.word(name.start).ends_with('.') || colons > 1)
        }
        _ => true,
    });
}

/// Every name of a person that the article prints, by its key, with the fullest name of that person; in order, because
/// of those who share a name the first has it.
fn names(page: &Page<'_>, key: impl Fn(Span) -> u64) -> Vec<(u64, Span)> {
    let mut names = Vec::new();
    let mut known = vec![false; page.people.len()];
    for (number, mention) in page.people.mentions.iter().enumerate() {
        if mention.kind != MentionKind::Person {
            continue;
        }
        let person = page.people.meant[number];
        let full = page.people.mentions[page.people.person(person).fullest as usize].span;
        if !std::mem::replace(&mut known[person as usize], true) {
            names.push((key(full), full));
        }
        if mention.span.of(page.text) != full.of(page.text) {
            names.push((key(mention.span), full));
        }
    }
    names
}

/// The one person whom the headline names in full, else all that stands before block `first`: the mention.
fn interviewee(page: &Page<'_>, first: usize) -> Option<usize> {
    let headline = page.blocks.first().filter(|block| block.headline && first > 0).map(|block| block.tokens.end);
    let named = headline.and_then(|end| only_person(page, end));
    named.or_else(|| only_person(page, page.blocks[first].tokens.start))
}

/// The one person whom the article names in full before token `end`, but for those who ask: the mention.
fn only_person(page: &Page<'_>, end: usize) -> Option<usize> {
    let before = page.people.mentions.iter().take_while(|mention| (mention.run.start as usize) < end);
    let named = before.enumerate().filter(|(_, mention)| mention.kind == MentionKind::Person && mention.words > 1);
    let named: Vec<usize> = named.map(|(number, _)| number).collect();
    let person = |number: usize| page.people.meant[number];
    let only = |named: &[usize]| {
        let first = *named.first()?;
        named.iter().all(|&number| person(number) == person(first)).then_some(first)
    };
    only(&named).or_else(|| {
        let asks = page.interviewers(end);
        let others: Vec<usize> = named.into_iter().filter(|&number| !asks.contains(&person(number))).collect();
        only(&others)
    })
}

impl Line {
    /// The quotation that the line is.
    pub fn quotation(&self, page: &Page<'_>) -> Quotation {
        let label = page.span(self.label.name.clone());
        let cue = self.label.colon.map(|colon| page.span(colon..colon + 1));
        // Guesses on the safe side: transcripts are too rare in the training articles to be measured.
        let (speaker, confidence) = match (self.label.turn, self.answerer) {
            (None, _) => (Some(speaker(page, self.name, self.full_name, SourceKind::Named)), 0.9),
            (Some(_), Some(mention)) => {
                let person = page.people.person(page.people.meant[mention]);
                let full_name = page.people.mentions[person.fullest as usize].span;
                let name = page.people.mentions[mention].span;
                (Some(speaker(page, name, full_name, SourceKind::Nominal)), 0.8)
            }
            (Some(_), None) => (None, 0.0),
        };
        let named = self.answerer.map(|mention| page.people.mentions[mention].span);
        Quotation {
            kind: QuotationKind::Direct,
            content: vec![page.span(self.label.said..page.blocks[self.block].tokens.end)],
            cue,
            source: vec![label],
            attribution: Attribution {
                class: if speaker.is_some() { AttributionClass::Block } else { AttributionClass::Unattributed },
                confidence,
                evidence: cue.into_iter().chain([label]).chain(named).collect(),
            },
            speaker,
            confidence: 0.95,
            spoken: true,
            denied: false,
        }
    }
}

fn speaker(page: &Page<'_>, name: Span, full_name: Span, kind: SourceKind) -> Speaker {
    Speaker { name: name.of(page.text).to_owned(), full_name: full_name.of(page.text).to_owned(), kind }
}

/// The label of a block, where it has one.
fn label(page: &Page<'_>, block: usize, wanted: Labels) -> Option<Label> {
    let block_tokens = page.blocks[block].tokens.clone();
    if !page.blocks[block].quotable || block_tokens.len() < 3 {
        return None;
    }
    let (start, end) = (block_tokens.start, block_tokens.end);
    if wanted == Labels::Any
        && let Some(label) = turn(page, start)
    {
        return Some(label);
    }
    let limit = end.min(start + LONGEST_LABEL);
    let shouted = |at: &usize| page.is_shouted(*at) && page.word(*at).len() > 1;
    let person = |at: usize| {
        let number = page.people.mention_at(at).filter(|_| wanted == Labels::Any)?;
        let mention = &page.people.mentions[number];
        (mention.run.start as usize == at && mention.kind == MentionKind::Person && (mention.run.end as usize) < end)
            .then_some(mention.run.end as usize)
    };
    let capitals = |from: usize| {
        let capital = |&at: &usize| page.kind(at) == TokenKind::Word && page.tokens[at].capital;
        (from..limit.min(from + 4)).take_while(capital).last().map(|last| last + 1)
    };
    let shouts = || (start..limit).take_while(shouted).last().map(|last| last + 1);
    let mut weak = false;
    let mut name = match (person(start), shouts()) {
        (Some(name_end), _) | (None, Some(name_end)) => start..name_end,
        (None, None) => {
            let name_end = capitals(start).filter(|_| wanted == Labels::Any)?;
            // "Mrs. Ann Roe (Ore East):" may be set like a headline.
            weak = !page.is(start, Traits::TITLE) || name_end < start + 2;
            start..name_end
        }
    };
    let mut colon = name.end;
    // "ANN ROE, HOST:"
    if colon + 1 < end && page.kind(colon) == TokenKind::Comma && name.clone().all(|at| shouted(&at)) {
        let office = (colon + 1..end.min(colon + 1 + LONGEST_LABEL)).take_while(shouted).count();
        colon += if office > 0 { 1 + office } else { 0 };
    }
    // "ROE (Harbour League):", "Mrs. Ann Roe (Ore East) (Lab):"
    for _ in 0..2 {
        if colon < end && page.kind(colon) == TokenKind::Open {
            // "The Minister (Mr Bo Lind):"
            if weak && let Some(name_end) = person(colon + 1) {
                (name, weak) = (colon + 1..name_end, false);
            }
            let limit = end.min(colon + 14);
            let mut unquoted = (colon..limit).take_while(|&at| page.region_at(at).is_none());
            colon = unquoted.find(|&at| page.kind(at) == TokenKind::Close)? + 1;
        }
    }
    let short = page.span(name.clone()).len() <= LONGEST_NAME as usize;
    let says = short && colon + 1 < end && page.kind(colon) == TokenKind::Colon;
    says.then_some(Label { name, colon: Some(colon), said: colon + 1, turn: None, weak })
}

/// The label "Q" or "A" at token `start`: "Q:", "Q." and, as the White House prints it, "Q" before a capital.
fn turn(page: &Page<'_>, start: usize) -> Option<Label> {
    let printed = page.word(start);
    let turn = match printed.trim_end_matches('.') {
        "Q" | "Question" | "QUESTION" => Turn::Question,
        "A" | "Answer" | "ANSWER" => Turn::Answer,
        _ => return None,
    };
    let colon = (page.kind(start + 1) == TokenKind::Colon).then_some(start + 1);
    let bare = printed.ends_with('.') || printed == "Q" && page.tokens[start + 1].capital;
    (colon.is_some() || bare).then_some(Label {
        name: start..start + 1,
        colon,
        said: start + 1 + usize::from(colon.is_some()),
        turn: Some(turn),
        weak: false,
    })
}
