//! Transcripts: paragraphs that begin with the name of the one who speaks, `ROE: I never signed it.`
//!
//! No marks stand there, so the layout has to prove itself: at least three paragraphs with such a label, and at least
//! two different labels. The words behind a label are a quotation of the block class; quotation marks inside it are
//! part of what is said.

use super::page::Page;
use crate::article::{Attribution, AttributionClass, Quotation, QuotationKind, SourceKind, Span, Speaker};
use crate::speaker::keys::KeyMap;
use crate::speaker::tokens::TokenKind;
use crate::speaker::{LONGEST_NAME, MentionKind, PersonName};
use std::ops::Range;

/// The labelled paragraphs of an article, and who their labels mean.
pub struct Transcript<'a> {
    /// The labelled paragraphs in order; none where the article is no transcript.
    pub lines: Vec<Line>,
    /// The fullest name for each short one, by the number of a [`PersonName`].
    full_names: KeyMap<&'a str>,
}

/// One labelled paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The number of the block.
    pub block: usize,
    /// The tokens of the name.
    label: Range<usize>,
    /// The token of the colon.
    colon: usize,
}

/// A name in a label has at most so many tokens.
const LONGEST_LABEL: usize = 7;

impl<'a> Transcript<'a> {
    /// Reads the labels of the article.
    pub fn of(page: &Page<'a>) -> Transcript<'a> {
        let mut lines: Vec<Line> = (0..page.blocks.len()).filter_map(|block| line(page, block)).collect();
        let mut full_names: KeyMap<&str> = KeyMap::default();
        let label = |line: &Line| page.span(line.label.clone()).of(page.text);
        if lines.len() < 3 || lines.iter().all(|line| label(line) == label(&lines[0])) {
            lines.clear();
            return Transcript { lines, full_names };
        }
        full_names.reserve(lines.len());
        let mut known = vec![false; page.people.len()];
        for (number, mention) in page.people.mentions.iter().enumerate() {
            if mention.kind == MentionKind::Person {
                let person = page.people.meant[number];
                let full = page.people.full_name(person, page.text);
                // The first to bear a name has it; so each spelling of each person counts once.
                if !std::mem::replace(&mut known[person as usize], true) {
                    full_names.entry(PersonName::parse(full).number()).or_insert(full);
                }
                let printed = mention.span.of(page.text);
                if printed != full {
                    full_names.entry(PersonName::parse(printed).number()).or_insert(full);
                }
            }
        }
        // The first label often has the whole name, the later ones the surname.
        for line in &lines {
            let printed = label(line);
            let surname = PersonName::parse(&PersonName::parse(printed).surname).number();
            let full = full_names.entry(surname).or_insert(printed);
            if !full.contains(' ') && printed.contains(' ') {
                *full = printed;
            }
        }
        Transcript { lines, full_names }
    }

    /// The quotation that a line is.
    pub fn quotation(&self, page: &Page<'a>, line: &Line) -> Quotation {
        let label = page.span(line.label.clone());
        let name = page.people.mention_at(line.label.start).map_or(label, |number| page.people.mentions[number].span);
        let printed = name.of(page.text);
        let full_name = self.full_names.get(&PersonName::parse(printed).number()).copied().unwrap_or(printed);
        let cue = page.span(line.colon..line.colon + 1);
        let said: Span = page.span(line.colon + 1..page.blocks[line.block].tokens.end);
        Quotation {
            kind: QuotationKind::Direct,
            content: vec![said],
            cue: Some(cue),
            source: vec![label],
            speaker: Some(Speaker {
                name: printed.to_owned(),
                full_name: full_name.to_owned(),
                kind: SourceKind::Named,
            }),
            // A guess on the safe side: transcripts are too rare in the training articles to be measured.
            attribution: Attribution { class: AttributionClass::Block, confidence: 0.9, evidence: vec![cue, label] },
        }
    }
}

/// The label of a block, where it has one.
fn line(page: &Page<'_>, block: usize) -> Option<Line> {
    let block_tokens = page.blocks[block].tokens.clone();
    if !page.blocks[block].quotable || block_tokens.len() < 3 {
        return None;
    }
    let start = block_tokens.start;
    let limit = block_tokens.end.min(start + LONGEST_LABEL);
    let shouted = |&at: &usize| {
        let word = page.word(at);
        page.kind(at) == TokenKind::Word && word.len() > 1 && !word.chars().any(char::is_lowercase)
    };
    let mention = page.people.mention_at(start).map(|number| &page.people.mentions[number]);
    let named = mention.filter(|mention| mention.run.start as usize == start && mention.kind == MentionKind::Person);
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
    let short = page.span(start..end).len() <= LONGEST_NAME as usize;
    let says = short && colon + 1 < block_tokens.end && page.kind(colon) == TokenKind::Colon;
    says.then_some(Line { block, label: start..end, colon })
}
