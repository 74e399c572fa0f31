//! Transcripts: paragraphs that begin with the name of the one who speaks, `ROE: I never signed it.`
//!
//! No marks stand there, so the layout has to prove itself: at least three paragraphs with such a label, and at least
//! two different labels. The words behind a label are a quotation of the block class; quotation marks inside it are
//! part of what is said.
//!
//! `Q:` and `A:` name nobody. Who answers is the one person whom the headline names, or else all that stands before the
//! first question, where there is one alone; who asks stays unnamed.

use super::page::Page;
use crate::article::{Attribution, AttributionClass, Quotation, QuotationKind, SourceKind, Span, Speaker};
use crate::speaker::tokens::TokenKind;
use crate::speaker::{MentionKind, PersonName};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// One labelled paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    /// The number of the block.
    block: usize,
    /// The tokens of the name.
    label: Range<usize>,
    /// The token of the colon.
    colon: usize,
    /// Whether the label is "Q" or "A".
    turn: Option<Turn>,
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

/// The quotations of a transcript, with the numbers of their blocks in order; none where the article is not one.
pub fn transcript(page: &Page<'_>, labels: Labels) -> Vec<(usize, Quotation)> {
    let lines: Vec<Line> = (0..page.blocks.len()).filter_map(|block| line(page, block, labels)).collect();
    let label = |line: &Line| page.span(line.label.clone()).of(page.text);
    if lines.len() < 3 || lines.iter().all(|line| label(line) == label(&lines[0])) {
        return Vec::new();
    }
    let mut seen = HashSet::new();
    if labels == Labels::Shouted && lines.iter().all(|line| seen.insert(label(line))) {
        return Vec::new();
    }
    let mut full_names: HashMap<String, &str> = HashMap::new();
    for (number, mention) in page.people.mentions.iter().enumerate() {
        if mention.kind == MentionKind::Person && labels == Labels::Any {
            let full = page.people.full_name(page.people.meant[number], page.text);
            for printed in [full, mention.span.of(page.text)] {
                full_names.entry(PersonName::parse(printed).key()).or_insert(full);
            }
        }
    }
    // The first label often has the whole name, the later ones the surname.
    for line in &lines {
        let printed = label(line);
        let full = full_names.entry(PersonName::parse(&PersonName::parse(printed).surname).key()).or_insert(printed);
        if !full.contains(' ') && printed.contains(' ') {
            *full = printed;
        }
    }
    let answers = lines.iter().any(|line| line.turn.is_some()).then(|| interviewee(page, lines[0].block)).flatten();
    lines
        .iter()
        .map(|line| match line.turn {
            Some(turn) => (line.block, turn_taken(page, line, answers.filter(|_| turn == Turn::Answer))),
            None => (line.block, quotation(page, line, &full_names)),
        })
        .collect()
}

/// The one person whom the headline names in full, else all that stands before block `first`: the mention.
fn interviewee(page: &Page<'_>, first: usize) -> Option<usize> {
    let headline = page.blocks.first().filter(|block| block.headline && first > 0).map(|block| block.tokens.end);
    let named = headline.and_then(|end| only_person(page, end));
    named.or_else(|| only_person(page, page.blocks[first].tokens.start))
}

/// The one person whom the article names in full before token `end`: the mention.
fn only_person(page: &Page<'_>, end: usize) -> Option<usize> {
    let before = page.people.mentions.iter().take_while(|mention| (mention.run.start as usize) < end);
    let mut named = before.enumerate().filter(|(_, mention)| mention.kind == MentionKind::Person && mention.words > 1);
    let (number, _) = named.next()?;
    named.all(|(other, _)| page.people.meant[other] == page.people.meant[number]).then_some(number)
}

/// A question, or an answer by the person of mention `who`.
fn turn_taken(page: &Page<'_>, line: &Line, who: Option<usize>) -> Quotation {
    let (label, cue) = (page.span(line.label.clone()), page.span(line.colon..line.colon + 1));
    let name = who.map(|number| page.people.mentions[number].span);
    Quotation {
        kind: QuotationKind::Direct,
        content: vec![page.span(line.colon + 1..page.blocks[line.block].tokens.end)],
        cue: Some(cue),
        source: vec![label],
        speaker: who.map(|number| Speaker {
            name: page.people.mentions[number].span.of(page.text).to_owned(),
            full_name: page.people.full_name(page.people.meant[number], page.text).to_owned(),
            kind: SourceKind::Nominal,
        }),
        attribution: Attribution {
            class: if who.is_some() { AttributionClass::Block } else { AttributionClass::Unattributed },
            // A guess on the safe side, as for other transcripts.
            confidence: if who.is_some() { 0.8 } else { 0.0 },
            evidence: [cue, label].into_iter().chain(name).collect(),
        },
    }
}

/// The label of a block, where it has one.
fn line(page: &Page<'_>, block: usize, labels: Labels) -> Option<Line> {
    let block_tokens = page.blocks[block].tokens.clone();
    if !page.blocks[block].quotable || block_tokens.len() < 3 {
        return None;
    }
    let start = block_tokens.start;
    let turn = match page.word(start) {
        "Q" | "Question" | "QUESTION" => Some(Turn::Question),
        "A" | "Answer" | "ANSWER" => Some(Turn::Answer),
        _ => None,
    };
    if turn.is_some() && labels == Labels::Any && page.kind(start + 1) == TokenKind::Colon {
        return Some(Line { block, label: start..start + 1, colon: start + 1, turn });
    }
    let limit = block_tokens.end.min(start + LONGEST_LABEL);
    let shouted = |&at: &usize| {
        let word = page.word(at);
        page.kind(at) == TokenKind::Word && word.len() > 1 && !word.chars().any(char::is_lowercase)
    };
    let mention = page.people.mention_at(start).map(|number| &page.people.mentions[number]);
    let named = mention.filter(|mention| {
        mention.run.start as usize == start && mention.kind == MentionKind::Person && labels == Labels::Any
    });
    let end = match named {
        Some(mention) if (mention.run.end as usize) < block_tokens.end => mention.run.end as usize,
        _ => (start..limit).take_while(shouted).last()? + 1,
    };
    // "ROE (Harbour League):"
    let mut colon = end;
    if colon < block_tokens.end && page.kind(colon) == TokenKind::Open {
        let limit = block_tokens.end.min(colon + 14);
        colon = (colon..limit).find(|&at| page.kind(at) == TokenKind::Close)? + 1;
    }
    let says = colon + 1 < block_tokens.end && page.kind(colon) == TokenKind::Colon;
    says.then_some(Line { block, label: start..end, colon, turn: None })
}

fn quotation(page: &Page<'_>, line: &Line, full_names: &HashMap<String, &str>) -> Quotation {
    let label = page.span(line.label.clone());
    let mention = page.people.mention_at(line.label.start).map(|number| page.people.mentions[number].span);
    let name = mention.filter(|name| label.contains(*name)).unwrap_or(label);
    let printed = name.of(page.text);
    let full_name = full_names.get(&PersonName::parse(printed).key()).copied().unwrap_or(printed);
    let cue = page.span(line.colon..line.colon + 1);
    let said: Span = page.span(line.colon + 1..page.blocks[line.block].tokens.end);
    Quotation {
        kind: QuotationKind::Direct,
        content: vec![said],
        cue: Some(cue),
        source: vec![label],
        speaker: Some(Speaker { name: printed.to_owned(), full_name: full_name.to_owned(), kind: SourceKind::Named }),
        // A guess on the safe side: transcripts are too rare in the training articles to be measured.
        attribution: Attribution { class: AttributionClass::Block, confidence: 0.9, evidence: vec![cue, label] },
    }
}
