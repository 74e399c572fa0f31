//! Articles in other languages: quotation marks delimit quotations there, too, but the words around them are not read.
//! Which articles these are, and which of their paragraphs are in English all the same, is told by small words.
//!
//! Nobody is named unless the page says so without words: a dash and a name behind a quotation, or the label in front
//! of a transcript's paragraph.

use super::compose::unattributed;
use super::marks::Region;
use super::page::Page;
use super::transcript::{Labels, transcript};
use super::units::SMALL;
use crate::article::{Attribution, AttributionClass, Quotation, SourceKind, Span, Speaker};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::TokenKind;
use std::ops::Range;

/// The quotations of an article in another language, in the order of the text.
pub fn foreign_quotations(page: &Page<'_>) -> Vec<Quotation> {
    let lines = transcript(page, Labels::Shouted);
    let mut lines = lines.iter().peekable();
    let mut found: Vec<Quotation> = Vec::with_capacity(page.regions.len());
    for (number, region) in page.regions.iter().enumerate() {
        while let Some(line) = lines.next_if(|line| line.block <= region.block) {
            found.push(line.quotation(page));
        }
        let inside = found.last().is_some_and(|last| last.cover().contains(region.outer));
        // A word or two between marks is more often a title or a word held at arm's length.
        if !inside && (region.words > 2 || is_written_without_spaces(page, region) || is_set_off(page, region)) {
            found.push(marked(page, number));
        }
    }
    found.extend(lines.map(|line| line.quotation(page)));
    found
}

/// Whether a region holds several characters of a script that has no spaces, where a whole sentence is one word.
fn is_written_without_spaces(page: &Page<'_>, region: &Region) -> bool {
    let is_such =
        |letter: &char| matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{E00}'..='\u{EFF}');
    region.outer.of(page.text).chars().filter(is_such).take(4).count() == 4
}

/// Whether a short region is set off as speech is: `„Nein.“`, `«Это позор», —`, `: „To skandal”`.
fn is_set_off(page: &Page<'_>, region: &Region) -> bool {
    let inside = region.inside();
    let block = &page.blocks[region.block].tokens;
    let first = inside.clone().find(|&at| page.tokens[at].is_word());
    let stop = !inside.is_empty() && page.kind(inside.end - 1) == TokenKind::Stop;
    let colon = region.first > block.start && page.kind(region.first - 1) == TokenKind::Colon;
    let opens = region.first == block.start || page.tokens[region.first].begins_sentence;
    let behind = |at: usize, kind: TokenKind| at < block.end && page.kind(at) == kind;
    let dash = behind(region.last, TokenKind::Dash)
        || behind(region.last, TokenKind::Comma) && (opens || behind(region.last + 1, TokenKind::Dash));
    region.closed && first.is_some_and(|at| page.tokens[at].capital) && (stop || colon || opens && dash)
}

/// Whether an article is in another language than English. A stated one is believed, unless there is plainly English text;
/// without one it must show in small words and letters.
pub fn is_foreign(page: &Page<'_>, stated: Option<&str>) -> bool {
    /// So many words are looked at.
    const SAMPLE: usize = 200;
    if stated.is_some_and(|language| language.starts_with("en")) {
        return false;
    }
    let (mut words, mut english, mut foreign) = (0, 0, 0);
    for at in (0..page.tokens.len()).filter(|&at| page.kind(at) == TokenKind::Word).take(SAMPLE) {
        words += 1;
        let word = page.word(at);
        let known = |small: &&str| small.eq_ignore_ascii_case(word);
        let other_script = word.chars().next().is_some_and(|first| first > '\u{24F}' && first.is_alphabetic());
        if other_script || SMALL_WORDS.iter().any(|line| line.split(' ').any(|small| known(&small))) {
            foreign += 1;
        } else if is_small(page, at) {
            english += 1;
        }
    }
    match stated {
        Some(_) => !(english >= 12 && english * 4 >= words && foreign * 8 < english),
        None => foreign > 1 && foreign > 2 * english,
    }
}

/// The paragraphs of an article in another language that are in English, by their small words.
pub fn english_stretches(page: &Page<'_>) -> Vec<Span> {
    let is_english = |tokens: &Range<usize>| {
        let words = || tokens.clone().filter(|&at| page.kind(at) == TokenKind::Word);
        let small = words().filter(|&at| is_small(page, at)).count();
        small >= 6 && small * 4 >= words().count()
    };
    let blocks = page.blocks.iter().filter(|block| block.quotable && is_english(&block.tokens));
    blocks.map(|block| page.span(block.tokens.clone())).collect()
}

/// Whether a word is one of those that English has many of. The list takes "à" for "a", as it takes "José" for "Jose".
fn is_small(page: &Page<'_>, at: usize) -> bool {
    page.is(at, SMALL) && page.word(at).is_ascii()
}

/// Small words of languages that papers quote from, most of them European, that are none in English.
const SMALL_WORDS: [&str; 6] = [
    "le la les des une est et dans pour pas que qui nous vous elle ont sont avec sur cette selon leur",
    "der das den dem ein eine und ist nicht wir ich sie haben keine mit sich auf sagte wird auch zu von",
    "el los las del es una por con para como pero tenemos dijo il che di non abbiamo ha detto della",
    "os um uma não nós temos disse het een van niet hij zei dat geen hebben voor op zijn",
    "och det att är inte vi har som på ett den sade nie się jest że nas mamy był ve bir bu dedi",
    "yang dan tidak kami itu nach au du ce aux sa ses kein yok alisema kwa hii",
];

/// What stands between marks, with whoever signs it.
fn marked(page: &Page<'_>, number: usize) -> Quotation {
    let region = &page.regions[number];
    let block = page.block_of(number).tokens.end;
    let signature = if region.last < block {
        signature(page, region.last, block)
    } else {
        let next = page.blocks.get(region.block + 1).filter(|next| next.quotable);
        next.and_then(|next| signature(page, next.tokens.start, next.tokens.end))
    };
    let mut quotation = unattributed(region.outer);
    if let Some((dash, name)) = signature {
        let printed = name.of(page.text).to_owned();
        quotation.cue = Some(dash);
        quotation.source = vec![name];
        quotation.speaker = Some(Speaker { name: printed.clone(), full_name: printed, kind: SourceKind::Named });
        // Too rare in the training articles to be measured.
        quotation.attribution =
            Attribution { class: AttributionClass::Explicit, confidence: 0.9, evidence: vec![dash, name] };
    }
    quotation
}

/// The dash at token `at` and the name behind it, where nothing but that stands up to `end`, or a comma and an office:
/// `— Solène Vauquier, maire de Pontarle`.
fn signature(page: &Page<'_>, at: usize, end: usize) -> Option<(Span, Span)> {
    if at >= end || end - at > 16 || page.kind(at) != TokenKind::Dash {
        return None;
    }
    let first = at + 1;
    let name = (first..end).take_while(|&at| {
        page.kind(at) == TokenKind::Word && (page.tokens[at].capital || page.is(at, Traits::PARTICLE))
    });
    let last = name.last()? + 1;
    let capitals = (first..last).filter(|&at| page.tokens[at].capital).count();
    let closes = last == end || matches!(page.kind(last), TokenKind::Comma | TokenKind::Open);
    let named = (2..=5).contains(&capitals) && page.tokens[first].capital && page.tokens[last - 1].capital;
    (named && closes).then(|| (page.span(at..first), page.span(first..last)))
}
