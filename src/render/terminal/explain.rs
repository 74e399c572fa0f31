//! One article with everything that the extractor saw in it: quotations, cues, sources, names, and why each speaker
//! was chosen.
//!
//! The words are those of the article, with marks: `[q1 “We knew,”]` is a quotation, `<said>` a cue, `{she}` a source,
//! `_Maria Ortega_` a name that a source leads to. In colour the looks take the place of the marks. What is said about
//! each quotation stands below its paragraph, on wide terminals beside it, and uses the same marks: the chain
//! `← <said> ← {she} ← _Maria Ortega_` is the attribution's evidence, from the quotation to the name. What stands between
//! quotation marks and is no quotation is `~“Two Boats”~`, with the reason.

use super::article::{article_facts, body};
use super::{DIM, HEADLINE, MEASURE, PERSON, PLAIN, Page, SURE, UNSURE};
use crate::article::{Article, AttributionClass, ParagraphKind, PassedOver, Quotation, QuotationKind, Span, WhyNot};
use crate::render::wrap::{Line, Run, columns, paint, wrap};
use crate::render::{Style, words};
use anstyle::{AnsiColor, Style as Look};

const CUE: Look = AnsiColor::Yellow.on_default();
const SOURCE: Look = AnsiColor::Green.on_default();
const NAMED: Look = AnsiColor::Green.on_default().underline();

/// Returns the article as text with quotations, cues, sources and names marked, the reasons for each speaker, and those
/// for what was passed over.
pub fn explained(article: &Article, quotations: &[Quotation], passed: &[PassedOver], style: Style) -> String {
    let explainer = Explainer::new(article, quotations, passed, style);
    let mut page = Page::new(style);
    let (headline, rest) = match explainer.blocks.split_first() {
        Some((first, rest)) if first.place == Place::Headline => (Some(*first), rest),
        _ => (None, explainer.blocks.as_slice()),
    };
    if let Some(headline) = headline {
        explainer.block(&mut page, headline);
    }
    let by = article.byline.as_ref().map(|byline| format!("By {byline}")).unwrap_or_default();
    let mut facts = vec![by];
    facts.extend(article_facts(article, article.id.as_str()));
    page.facts(0, facts);
    for block in rest {
        page.blank();
        explainer.block(&mut page, *block);
    }
    page.blank();
    page.facts(0, explainer.counts());
    page.text
}

/// Returns what the marks mean.
pub fn legend(style: Style) -> String {
    let mut page = Page::new(style);
    let mut runs = Vec::new();
    for (number, (mark, words)) in [
        (Mark::Content(0), "quotation"),
        (Mark::Cue, "cue"),
        (Mark::Source, "source"),
        (Mark::Name, "name it leads to"),
        (Mark::Passed, "no quotation"),
    ]
    .into_iter()
    .enumerate()
    {
        if number > 0 {
            runs.push(Run::new("  ", DIM));
        }
        runs.extend(marked(words, mark, PERSON, style.colour));
    }
    page.lines(0, &runs);
    page.blank();
    page.text
}

/// What a stretch of the article is to its quotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    /// Words of the quotation of this number, counted from zero.
    Content(usize),
    Source,
    Cue,
    Name,
    /// It stands between quotation marks and is no quotation.
    Passed,
}

/// One stretch of the article that is laid out as one.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Block {
    span: Span,
    place: Place,
}

/// Where in the article a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Headline,
    Standfirst,
    /// A paragraph, with its number among the body's running text (that of the last one before it for other kinds).
    Paragraph(ParagraphKind, usize),
}

struct Explainer<'a> {
    article: &'a Article,
    quotations: &'a [Quotation],
    passed: &'a [PassedOver],
    style: Style,
    /// Headline, standfirst and paragraphs, in the order of the text.
    blocks: Vec<Block>,
    /// Everything that is marked, in the order of the text; of those that begin together, the longest first.
    marks: Vec<(Span, Mark)>,
}

impl<'a> Explainer<'a> {
    fn new(article: &'a Article, quotations: &'a [Quotation], passed: &'a [PassedOver], style: Style) -> Explainer<'a> {
        let mut blocks = Vec::with_capacity(article.paragraphs.len() + 2);
        blocks.extend(article.headline.map(|span| Block { span, place: Place::Headline }));
        blocks.extend(article.standfirst.map(|span| Block { span, place: Place::Standfirst }));
        let mut number = 0;
        for (span, kind) in body(article) {
            number += usize::from(kind == ParagraphKind::Body);
            blocks.push(Block { span, place: Place::Paragraph(kind, number) });
        }
        blocks.retain(|block| !block.span.is_empty());
        Explainer { article, quotations, passed, style, blocks, marks: marks(quotations, passed) }
    }

    /// One block with what is said about the quotations that begin in it, and about what is none: beside it where there
    /// is room, else below.
    fn block(&self, page: &mut Page, block: Block) {
        let looks = match block.place {
            Place::Headline | Place::Paragraph(ParagraphKind::CrossHead, _) => HEADLINE,
            Place::Standfirst | Place::Paragraph(ParagraphKind::Body, _) => PLAIN,
            Place::Paragraph(..) => DIM,
        };
        let mut runs = self.marked_runs(block.span, looks);
        if let Some(kind) = name_of(block.place) {
            runs.insert(0, Run::new(format!("({kind}) "), DIM));
        }
        let columns = Columns::of(self.style.width);
        let lines = wrap(&runs, columns.text);
        let first = self.quotations.partition_point(|one| one.cover().start < block.span.start);
        let begins_here = |(_, one): &(usize, &Quotation)| one.cover().start < block.span.end;
        let here = self.quotations.iter().enumerate().skip(first).take_while(begins_here);
        let mut notes: Vec<Line> = here.flat_map(|(n, quotation)| self.note(n, quotation, columns.notes)).collect();
        let first = self.passed.partition_point(|one| one.span.start < block.span.start);
        let here = self.passed[first..].iter().take_while(|one| one.span.start < block.span.end);
        notes.extend(here.flat_map(|passed| self.passed_note(passed, columns.notes)));
        if columns.beside {
            for row in 0..lines.len().max(notes.len()) {
                let text = lines.get(row).cloned().unwrap_or_default();
                let mut full = paint(&text, self.style.colour);
                if let Some(note) = notes.get(row) {
                    full.push_str(&" ".repeat(columns.text.saturating_sub(text.width) + 2));
                    full.push_str(&self.bar());
                    full.push_str(&paint(note, self.style.colour));
                }
                push_line(page, &full);
            }
            return;
        }
        for line in &lines {
            push_line(page, &paint(line, self.style.colour));
        }
        for note in &notes {
            push_line(page, &format!("  {}{}", self.bar(), paint(note, self.style.colour)));
        }
    }

    fn bar(&self) -> String {
        paint(&Line { runs: vec![Run::new("│ ", DIM)], ..Line::default() }, self.style.colour)
    }

    /// The words of a block, cut where marks begin and end. Marks may lie in one another: a transcript's line holds
    /// names, a source a word in quotation marks.
    fn marked_runs(&self, block: Span, base: Look) -> Vec<Run> {
        let first = self.marks.partition_point(|(span, _)| span.start < block.start);
        let here: Vec<(Span, Mark)> = self.marks[first..]
            .iter()
            .take_while(|(span, _)| span.start < block.end)
            .map(|&(span, mark)| (Span { start: span.start, end: span.end.min(block.end) }, mark))
            .collect();
        let mut cuts: Vec<u32> = here.iter().flat_map(|(span, _)| [span.start, span.end]).collect();
        cuts.extend([block.start, block.end]);
        cuts.sort_unstable();
        cuts.dedup();
        let mut runs = Vec::new();
        let mut open: Vec<(Span, Mark)> = Vec::new();
        let mut opening = here.into_iter().peekable();
        for (&from, &to) in cuts.iter().zip(&cuts[1..]) {
            let mut words = String::new();
            while let Some(next) = opening.next_if(|(span, _)| span.start == from) {
                open.push(next);
                words.push_str(&self.opener(next.1));
            }
            words.push_str(self.article.at(Span { start: from, end: to }));
            let look = open.last().map_or(base, |&(_, mark)| self.look(mark));
            while let Some(at) = open.iter().rposition(|(span, _)| span.end <= to) {
                words.push_str(self.closer(open.remove(at).1));
            }
            runs.push(Run::new(words, look));
        }
        runs
    }

    fn look(&self, mark: Mark) -> Look {
        match mark {
            Mark::Content(n) if self.quotations.get(n).is_some_and(|one| one.speaker.is_none()) => UNSURE,
            Mark::Content(_) => PERSON,
            Mark::Cue => CUE,
            Mark::Source => SOURCE,
            Mark::Name => NAMED,
            Mark::Passed => DIM,
        }
    }

    /// What stands before marked words. The number of a quotation stands there in colour, too; indirect speech, which
    /// has no marks of its own, keeps its brackets.
    fn opener(&self, mark: Mark) -> String {
        match mark {
            Mark::Content(n) if self.bare(n) => format!("q{}\u{a0}", n + 1),
            Mark::Content(n) => format!("[q{}\u{a0}", n + 1),
            _ if self.style.colour => String::new(),
            mark => around(mark).0.to_owned(),
        }
    }

    fn closer(&self, mark: Mark) -> &'static str {
        match mark {
            Mark::Content(n) if self.bare(n) => "",
            Mark::Content(_) => "]",
            _ if self.style.colour => "",
            mark => around(mark).1,
        }
    }

    fn bare(&self, n: usize) -> bool {
        self.style.colour && self.quotations[n].kind != QuotationKind::Indirect
    }

    /// Who speaks, how sure that is, the chain that leads there, and what the chain does not tell.
    fn note(&self, n: usize, quotation: &Quotation, width: usize) -> Vec<Line> {
        let attribution = &quotation.attribution;
        let mut who = match &quotation.speaker {
            Some(speaker) if attribution.confidence >= SURE => vec![Run::new(speaker.full_name.clone(), PERSON)],
            Some(speaker) => vec![Run::new(format!("{}?", speaker.full_name), UNSURE)],
            None => vec![Run::new("nobody", UNSURE)],
        };
        let mut facts = vec![quotation.kind.as_str().to_owned(), attribution.class.as_str().to_owned()];
        if quotation.speaker.is_some() {
            facts.push(super::unbroken(&format!("{:.0}% sure", attribution.confidence.clamp(0.0, 1.0) * 100.0)));
        }
        who.push(Run::new(format!(" ({})", facts.join(", ")), DIM));
        let mut parts = vec![who, self.chain(quotation)];
        parts.extend(self.reason(n, quotation).map(|reason| vec![Run::new(reason, DIM)]));
        labelled(&format!("q{}", n + 1), &parts, width)
    }

    /// What was passed over, and why.
    fn passed_note(&self, passed: &PassedOver, width: usize) -> Vec<Line> {
        let percent = |share: f32| format!("{:.0}%", share.clamp(0.0, 1.0) * 100.0);
        let reason = match passed.reason {
            WhyNot::Unlikely { chance, least } => {
                let (chance, least) = (percent(chance), percent(least));
                format!("{chance} likely to be speech, a quotation above {least}")
            }
            WhyNot::Title => "a title or a nickname".to_owned(),
            WhyNot::FewWords => "a word or two in another language".to_owned(),
        };
        let words = words::shortened(self.article.at(passed.span), LONGEST_WORDS);
        let mut runs = marked(&words, Mark::Passed, DIM, self.style.colour);
        runs.push(Run::new(format!(" {reason}"), DIM));
        labelled("–", &[runs], width)
    }

    /// The evidence as a chain of words, from the quotation outwards, with where they stand if that is elsewhere.
    fn chain(&self, quotation: &Quotation) -> Vec<Run> {
        let from = quotation.cover().start;
        let mut runs = Vec::new();
        let mut links: Vec<&str> = Vec::new();
        let mut last_place = None;
        for &span in &quotation.attribution.evidence {
            let words = self.article.at(span);
            let mark = self.role(span);
            // Where the full name stands says nothing new about a source that has it already.
            if mark == Mark::Name && links.iter().any(|link| link.contains(words)) {
                continue;
            }
            links.push(words);
            runs.push(Run::new(if runs.is_empty() { "←\u{a0}" } else { " ←\u{a0}" }, DIM));
            if let Mark::Content(other) = mark {
                runs.push(Run::new(format!("q{}", other + 1), PERSON));
            } else {
                let words = words::shortened(words, LONGEST_WORDS);
                let short = columns(&words) <= UNBROKEN;
                let words = if short { super::unbroken(&words) } else { words.into_owned() };
                runs.extend(marked(&words, mark, self.look(mark), self.style.colour));
            }
            let place = self.elsewhere(from, span.start);
            if place != last_place {
                let said = place.as_deref().unwrap_or("here");
                runs.push(Run::new(format!(" ({})", super::unbroken(said)), DIM));
                last_place = place;
            }
        }
        // The labels of a transcript are joined to their full names by the register alone.
        let told = |full: &str| quotation.attribution.evidence.iter().any(|&span| self.article.at(span).contains(full));
        if let Some(speaker) = quotation.speaker.as_ref().filter(|speaker| !told(&speaker.full_name)) {
            runs.push(Run::new(" =\u{a0}", DIM));
            runs.push(Run::new(speaker.full_name.clone(), PERSON));
        }
        runs
    }

    /// What a place of the evidence is marked as in the text.
    fn role(&self, span: Span) -> Mark {
        let before = |(other, _): &(Span, Mark)| order(*other) < order(span);
        let at = self.marks.partition_point(before);
        self.marks.get(at).filter(|(other, _)| *other == span).map_or(Mark::Name, |&(_, mark)| mark)
    }

    /// Where byte `there` stands, seen from byte `here`; `None` for the same block.
    fn elsewhere(&self, here: u32, there: u32) -> Option<String> {
        let (here, there) = (self.block_at(here)?, self.block_at(there)?);
        if here == there {
            return None;
        }
        Some(match (here.place, there.place) {
            (_, Place::Headline) => "headline".to_owned(),
            (_, Place::Standfirst) => "standfirst".to_owned(),
            (Place::Paragraph(_, here), Place::Paragraph(ParagraphKind::Body, there)) => {
                let way = if there < here { "before" } else { "on" };
                match here.abs_diff(there) {
                    1 if there < here => "paragraph before".to_owned(),
                    1 => "next paragraph".to_owned(),
                    count => format!("{} {way}", words::count(count, "paragraph")),
                }
            }
            (_, Place::Paragraph(ParagraphKind::Body, there)) => format!("paragraph {there}"),
            (_, Place::Paragraph(kind, _)) => kind.as_str().replace('_', " "),
        })
    }

    fn block_at(&self, byte: u32) -> Option<Block> {
        let after = self.blocks.partition_point(|block| block.span.start <= byte);
        after.checked_sub(1).map(|at| self.blocks[at])
    }

    /// What the chain does not tell: why somebody was chosen without a source, or nobody at all.
    fn reason(&self, n: usize, quotation: &Quotation) -> Option<String> {
        let Some(speaker) = &quotation.speaker else {
            return Some(match quotation.source.first() {
                Some(source) => {
                    let words = words::shortened(self.article.at(*source), LONGEST_WORDS);
                    format!("“{words}” names nobody who says it")
                }
                None if quotation.cue.is_some() => "a cue, but nobody beside it".to_owned(),
                None => "no cue and no source near it".to_owned(),
            });
        };
        if quotation.attribution.class != AttributionClass::Continued {
            return None;
        }
        let same = |other: &Quotation| other.speaker.as_ref().is_some_and(|other| other.full_name == speaker.full_name);
        Some(match self.quotations[..n].iter().rposition(same) {
            Some(before) => format!("names nobody itself; goes on from q{}", before + 1),
            None => "names nobody itself; goes on from what was said before it".to_owned(),
        })
    }

    /// What was found, in numbers.
    fn counts(&self) -> Vec<String> {
        let mut facts = vec![words::count(self.quotations.len(), "quotation")];
        for kind in [QuotationKind::Direct, QuotationKind::Mixed, QuotationKind::Indirect] {
            let count = self.quotations.iter().filter(|one| one.kind == kind).count();
            if count > 0 && count < self.quotations.len() {
                facts.push(format!("{} {}", words::number(count), kind.as_str()));
            } else if count > 0 {
                facts.push(kind.as_str().to_owned());
            }
        }
        let nobody = self.quotations.iter().filter(|one| one.speaker.is_none()).count();
        if nobody > 0 {
            facts.push(format!("{} unattributed", words::number(nobody)));
        }
        if !self.passed.is_empty() {
            facts.push(format!("{} between marks", words::count(self.passed.len(), "other")));
        }
        facts
    }
}

/// How much of a link of the chain is shown, in characters: the words stand marked in the text.
const LONGEST_WORDS: usize = 60;

/// Links of the chain up to this many columns, most names among them, are not parted by a line's end.
const UNBROKEN: usize = 26;

/// Everything that is to be marked. What several quotations share is marked once, and a name inside a source not again.
fn marks(quotations: &[Quotation], passed: &[PassedOver]) -> Vec<(Span, Mark)> {
    let mut marks: Vec<(Span, Mark)> = passed.iter().map(|passed| (passed.span, Mark::Passed)).collect();
    for (n, quotation) in quotations.iter().enumerate() {
        marks.extend(quotation.content.iter().map(|&span| (span, Mark::Content(n))));
        marks.extend(quotation.source.iter().map(|&span| (span, Mark::Source)));
        marks.extend(quotation.cue.map(|span| (span, Mark::Cue)));
        let told = |span: &&Span| quotation.cue != Some(**span) && !quotation.source.contains(span);
        marks.extend(quotation.attribution.evidence.iter().filter(told).map(|&span| (span, Mark::Name)));
    }
    marks.retain(|(span, _)| !span.is_empty());
    marks.sort_by_key(|&(span, mark)| (order(span), mark));
    let mut kept: Vec<(Span, Mark)> = Vec::with_capacity(marks.len());
    let mut source_end = 0;
    for (span, mark) in marks {
        let again =
            kept.iter().rev().take_while(|(other, _)| other.start == span.start).any(|(other, _)| *other == span);
        if again || mark == Mark::Name && span.end <= source_end {
            continue;
        }
        if mark == Mark::Source {
            source_end = source_end.max(span.end);
        }
        kept.push((span, mark));
    }
    kept
}

/// The order of marks: that of the text; of those that begin together the longest first.
fn order(span: Span) -> (u32, std::cmp::Reverse<u32>) {
    (span.start, std::cmp::Reverse(span.end))
}

/// Words with their marks around them, which colour takes the place of.
fn marked(words: &str, mark: Mark, content: Look, colour: bool) -> Vec<Run> {
    let look = match mark {
        Mark::Content(_) => content,
        Mark::Cue => CUE,
        Mark::Source => SOURCE,
        Mark::Name => NAMED,
        Mark::Passed => DIM,
    };
    let (open, close) = if colour { ("", "") } else { around(mark) };
    vec![Run::new(format!("{open}{words}{close}"), look)]
}

fn around(mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Content(_) => ("[", "]"),
        Mark::Cue => ("<", ">"),
        Mark::Source => ("{", "}"),
        Mark::Name => ("_", "_"),
        Mark::Passed => ("~", "~"),
    }
}

/// Parts, each on lines of its own, behind a label that stands once.
fn labelled(label: &str, parts: &[Vec<Run>], width: usize) -> Vec<Line> {
    let indent = columns(label) + 1;
    let mut lines = Vec::new();
    for line in parts.iter().flat_map(|part| wrap(part, width.saturating_sub(indent))) {
        let label = if lines.is_empty() { format!("{label} ") } else { " ".repeat(indent) };
        let mut runs = vec![Run::new(label, DIM)];
        runs.extend(line.runs);
        lines.push(Line { runs, width: line.width + indent, ..Line::default() });
    }
    lines
}

/// What a block is called that is no running text.
fn name_of(place: Place) -> Option<String> {
    match place {
        Place::Headline | Place::Standfirst => None,
        Place::Paragraph(ParagraphKind::Body | ParagraphKind::CrossHead, _) => None,
        Place::Paragraph(kind, _) => Some(kind.as_str().replace('_', " ")),
    }
}

fn push_line(page: &mut Page, line: &str) {
    page.text.push_str(line.trim_end());
    page.text.push('\n');
}

/// How the width is shared between the article and what is said about it.
struct Columns {
    text: usize,
    notes: usize,
    /// Whether the two stand side by side.
    beside: bool,
}

impl Columns {
    fn of(width: usize) -> Columns {
        // Beside each other, both need room to be read: 80 columns for the text, 46 for the notes.
        if (130..usize::MAX).contains(&width) {
            let text = (width * 3 / 5).min(MEASURE);
            return Columns { text, notes: (width - text - 4).min(64), beside: true };
        }
        let notes = width.saturating_sub(4).min(MEASURE);
        Columns { text: if width == usize::MAX { width } else { width.min(MEASURE) }, notes, beside: false }
    }
}

#[cfg(test)]
mod tests {
    use super::{explained, legend};
    use crate::article::{
        Article, Attribution, AttributionClass, PassedOver, Quotation, QuotationKind, SourceKind, Span, Speaker, WhyNot,
    };
    use crate::render::Style;
    use crate::render::terminal::samples;
    use unicode_width::UnicodeWidthStr;

    /// The sample with the evidence that the extractor gives: cue, source and name, each by itself.
    fn sample() -> (Article, Vec<Quotation>) {
        let (article, mut quotations) = samples::article();
        let (cue, source) = (quotations[0].cue.unwrap(), quotations[0].source[0]);
        quotations[0].attribution.evidence.splice(..1, [cue, source]);
        (article, quotations)
    }

    #[test]
    fn reasons_stand_below_their_paragraph() {
        let (sample, quotations) = sample();
        assert_eq!(
            legend(Style::PLAIN) + &explained(&sample, &quotations, &[], Style::PLAIN),
            "\
[quotation] <cue> {source} _name it leads to_ ~no quotation~

Mayor opens the harbour
By Jan de Vries · Velden Courant · 13 Feb 2025 · City · harbour.txt

_Maria Ortega_ opened the new harbour on Tuesday, eleven years after the first
stone was laid.

A long wait

[q1 “We knew,”] {she} <said>, [q1 “and we waited, through five winters and three
councils.”]
  │ q1 Maria Ortega (direct, pronoun, 90% sure)
  │    ← <said> ← {she} ← _Maria Ortega_ (paragraph before)

A voice from the crowd called out: [q2 “Shame!”]
  │ q2 nobody (direct, unattributed)
  │    no cue and no source near it

(caption) The new quay. Photograph: T. Brandt

2 quotations · direct · 1 unattributed
"
        );
    }

    #[test]
    fn wide_lines_hold_the_reasons_beside_the_text() {
        let (sample, quotations) = sample();
        let page = explained(&sample, &quotations, &[], Style { colour: false, width: 160 });
        let row = page.lines().find(|line| line.contains("[q1")).unwrap();
        assert!(
            row.contains("and three councils.”]") && row.ends_with("│ q1 Maria Ortega (direct, pronoun, 90% sure)")
        );
    }

    #[test]
    fn no_width_is_run_past() {
        let (sample, quotations) = sample();
        for width in 24..200 {
            for colour in [false, true] {
                let page = explained(&sample, &quotations, &[], Style { colour, width });
                let plain = anstream_free(&page);
                assert!(plain.lines().all(|line| line.width() <= width), "{width}\n{plain}");
            }
        }
    }

    /// The page without its escape codes.
    fn anstream_free(page: &str) -> String {
        let mut parts = page.split('\u{1b}');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |plain, part| plain + part.split_once('m').map_or("", |(_, rest)| rest))
    }

    /// An article of one paragraph, with one quotation of somebody called Roe.
    fn quoted(text: &str, kind: QuotationKind, content: &str, cue: &str, source: &str) -> (Article, Vec<Quotation>) {
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let quotation = Quotation {
            kind,
            content: vec![at(content)],
            cue: Some(at(cue)),
            source: vec![at(source)],
            speaker: Some(Speaker { name: "ROE".into(), full_name: "Ann Roe".into(), kind: SourceKind::Named }),
            attribution: Attribution {
                class: AttributionClass::Block,
                confidence: 0.4,
                evidence: vec![at(cue), at(source)],
            },
            confidence: 0.9,
            spoken: true,
            denied: false,
        };
        (Article { text: text.to_owned(), ..Article::default() }, vec![quotation])
    }

    #[test]
    fn indirect_speech_keeps_its_brackets_in_colour() {
        let text = "ROE said that the quay was closed.";
        let (article, quotations) = quoted(text, QuotationKind::Indirect, "that the quay was closed", "said", "ROE");
        let page = explained(&article, &quotations, &[], Style { colour: true, width: 80 });
        assert!(anstream_free(&page).contains("ROE said [q1 that the quay was closed]."), "{page}");
        let page = explained(&article, &quotations, &[], Style::PLAIN);
        assert!(page.contains("{ROE} <said> [q1 that the quay was closed]."), "{page}");
        assert!(
            page.contains("q1 Ann Roe? (indirect, block, 40% sure)\n  │    ← <said> ← {ROE} = Ann Roe\n"),
            "{page}"
        );
    }

    #[test]
    fn an_echo_in_the_headline_leads_to_the_quotation_below() {
        let (sample, mut quotations) = sample();
        let headline = sample.headline.unwrap();
        let mut echo = quotations[0].clone();
        echo.content = vec![Span { start: headline.start, end: headline.start + 5 }];
        (echo.cue, echo.source) = (None, Vec::new());
        echo.attribution.evidence.insert(0, quotations[0].content[0]);
        quotations.insert(0, echo);
        let page = explained(&sample, &quotations, &[], Style::PLAIN);
        let chain = "← q2 (paragraph 2) ← <said> ← {she} ← _Maria Ortega_ (paragraph 1)\n";
        assert!(page.contains(chain), "{page}");
    }

    #[test]
    fn what_is_no_quotation_says_why() {
        let text = "ROE said the “old guard” sang “Two Boats”.";
        let (article, quotations) = quoted(text, QuotationKind::Indirect, "the “old", "said", "ROE");
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let passed = [
            PassedOver { span: at("“old guard”"), reason: WhyNot::Unlikely { chance: 0.123, least: 0.55 } },
            PassedOver { span: at("“Two Boats”"), reason: WhyNot::Title },
        ];
        let page = explained(&article, &quotations, &passed, Style::PLAIN);
        assert!(page.contains("sang ~“Two Boats”~."), "{page}");
        assert!(page.contains("  │ – ~“old guard”~ 12% likely to be speech, a quotation above 55%\n"), "{page}");
        assert!(page.contains("  │ – ~“Two Boats”~ a title or a nickname\n"), "{page}");
        assert!(page.contains("1 quotation · indirect · 2 others between marks\n"), "{page}");
    }

    #[test]
    fn marks_lie_in_one_another_and_cross_without_losing_a_word() {
        let text = "The ROE woman said it";
        let (article, quotations) = quoted(text, QuotationKind::Indirect, "ROE woman said it", "said", "The ROE woman");
        let page = explained(&article, &quotations, &[], Style::PLAIN);
        assert!(page.contains("{The [q1 ROE woman} <said> it]\n"), "{page}");
    }
}
