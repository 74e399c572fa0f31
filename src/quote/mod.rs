//! Quotations: what an article quotes, and whom.
//!
//! The story of [`find_quotations`], each step a file:
//!
//! 1. `page` lays the article out: paragraphs, tokens, sentences, names;
//! 2. `marks` finds what stands between quotation marks, paragraph by paragraph;
//! 3. `cue_search` looks for the words that attribute each such region (`cues` is the list of verbs and nouns of
//!    saying, `source` and `subject` read who speaks beside them, `joined` where they are several);
//! 4. `speech` tells speech from titles and words held at arm's length;
//! 5. `merge` joins the regions of one quotation;
//! 6. `attribute` goes from the source words to the person, by way of `discourse` (over the `reference`s) for pronouns;
//! 7. `echo` names those whom a headline quotes and a paragraph quotes again.
//!
//! Apart from these, `transcript` reads paragraphs that begin with the name of the one who speaks, and `foreign` what
//! stands between marks in other languages.
//!
//! Steps 4 and 5 and the choice among sources are rules over small structs of facts; trained models can take
//! their place without the other steps noticing. Everything here is a function of the article alone.

mod attribute;
mod cue_search;
mod cues;
mod discourse;
mod echo;
mod foreign;
mod joined;
mod marks;
mod merge;
mod page;
mod reference;
mod source;
mod speech;
mod subject;
mod transcript;

use crate::article::{Article, Attribution, AttributionClass, Quotation, QuotationKind, SourceKind, Speaker};
use crate::speaker::tokens::TokenKind;
use attribute::{Earlier, Found};
use cue_search::{How, Lead};
use echo::name_echoes;
use foreign::foreign_quotations;
use merge::{GapFacts, joins};
use page::Page;
use speech::{SpeechFacts, speech_score};
use transcript::{Labels, transcript};

/// Finds every quotation of the article, in the order of the text.
///
/// Looks at the headline and at paragraphs of [`Body`](crate::article::ParagraphKind::Body) kind; pull quotes,
/// captions, cross-heads and footers hold none. In an article whose language is another than English, quotation marks
/// delimit quotations, and nobody is named but by a transcript's label or a dash and a name.
pub fn find_quotations(article: &Article) -> Vec<Quotation> {
    let page = Page::of(article);
    if article.language.as_deref().is_some_and(|language| !language.starts_with("en")) {
        return foreign_quotations(&page);
    }
    let leads: Vec<Option<Lead>> =
        (0..page.regions.len()).map(|number| page.lead(number).map(|lead| page.with_joined_names(lead))).collect();
    let speech = (0..page.regions.len())
        .filter(|&number| speech_score(&SpeechFacts::of(&page, number, leads[number].as_ref())) > 0.0);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for number in speech {
        match groups.last_mut() {
            Some(group) if joins(&GapFacts::of(&page, group[group.len() - 1], number, &leads)) => group.push(number),
            _ => groups.push(vec![number]),
        }
    }
    let mut earlier: Option<Earlier> = None;
    let mut found = Vec::with_capacity(groups.len());
    let mut lines = transcript(&page, Labels::Any).into_iter().peekable();
    for group in &groups {
        let block = page.regions[group[0]].block;
        found.extend(std::iter::from_fn(|| lines.next_if(|(at, _)| *at <= block)).map(|(_, quotation)| quotation));
        let last: Option<&Quotation> = found.last();
        // Marks inside a line of a transcript are part of what is said there.
        let inside = last.is_some_and(|last| last.cover().contains(page.regions[group[0]].outer));
        if !inside {
            found.push(quotation(&page, group, &leads, &mut earlier));
        }
    }
    found.extend(lines.map(|(_, quotation)| quotation));
    name_echoes(&page, &mut found);
    found
}

/// Makes one quotation of a group of regions.
fn quotation(page: &Page<'_>, group: &[usize], leads: &[Option<Lead>], earlier: &mut Option<Earlier>) -> Quotation {
    // The surest lead of its regions speaks for the whole; of equals, the first.
    let lead = group.iter().filter_map(|&number| leads[number].as_ref()).min_by_key(|lead| lead.how);
    let first = group[0];
    let direct_lead = lead.filter(|lead| lead.how < How::Sentence);
    let going_on = continued(page, first, lead, earlier.as_ref());
    let found = match (direct_lead, going_on) {
        // `Adding: "…"`: a cue without a subject goes on with the one who spoke last.
        (Some(lead), _) if lead.source.is_none() => same_speaker(page, first, earlier.as_ref()),
        (Some(lead), _) => page.resolve(lead),
        (None, Some(found)) => Some(found),
        (None, None) => lead.and_then(|lead| page.resolve(lead)),
    };
    let last = &page.regions[group[group.len() - 1]];
    let source_end = lead.and_then(|lead| lead.source.as_ref()).map_or(0, |source| source.tokens.end);
    *earlier = Some(Earlier {
        person: found.as_ref().map(|found| (found.person, found.mention)),
        block: last.block,
        end: last.last.max(source_end),
    });
    let used = lead.filter(|lead| {
        found.is_none()
            || found.as_ref().is_some_and(|found| found.class != AttributionClass::Continued)
            || lead.how < How::Sentence
    });
    Quotation {
        kind: kind(page, group),
        content: group.iter().map(|&number| page.regions[number].outer).collect(),
        cue: used.and_then(|lead| page.cue_span(lead)),
        source: used
            .and_then(|lead| lead.source.as_ref())
            .map(|source| page.span(source.tokens.clone()))
            .into_iter()
            .collect(),
        speaker: found.as_ref().map(|found| Speaker {
            name: page.people.mentions[found.mention].span.of(page.text).to_owned(),
            full_name: page.people.full_name(found.person, page.text).to_owned(),
            kind: found.kind,
        }),
        attribution: Attribution {
            class: found.as_ref().map_or(AttributionClass::Unattributed, |found| found.class),
            confidence: found.as_ref().map_or(0.0, |found| found.confidence),
            evidence: page.evidence(used, found.as_ref()),
        },
    }
}

/// How often a quotation that goes on without a cue has the speaker of the one before it, in training articles.
const CONTINUED: f32 = 0.88;

/// The speaker of the quotation before, where this one goes on without a cue of its own.
fn continued(page: &Page<'_>, first: usize, lead: Option<&Lead>, earlier: Option<&Earlier>) -> Option<Found> {
    let earlier = earlier?;
    let (person, mention) = earlier.person?;
    let region = &page.regions[first];
    // `"…" – Ann Roe`: whoever stands behind the dash, it is not the one before.
    let signed = page.tokens.get(region.last).is_some_and(|next| next.kind == TokenKind::Dash)
        && region.last < page.block_of(first).tokens.end;
    if signed || page.discourse().turns_to_another(person, earlier.end, region.first) {
        return None;
    }
    let near = region.block == earlier.block || region.block == earlier.block + 1 && lead.is_none();
    let next = region.block == earlier.block && lead.is_none_or(|lead| lead.how == How::SentenceBefore);
    (near && (next || lead.is_none())).then_some(Found {
        person,
        mention,
        kind: SourceKind::None,
        class: AttributionClass::Continued,
        confidence: CONTINUED,
    })
}

/// The speaker of the quotation before, in the same paragraph.
fn same_speaker(page: &Page<'_>, first: usize, earlier: Option<&Earlier>) -> Option<Found> {
    let earlier = earlier.filter(|earlier| earlier.block == page.regions[first].block)?;
    let (person, mention) = earlier.person?;
    Some(Found { person, mention, kind: SourceKind::None, class: AttributionClass::Continued, confidence: CONTINUED })
}

/// Direct where the quotation stands by itself, mixed where it is woven into a sentence of the paper's own.
fn kind(page: &Page<'_>, group: &[usize]) -> QuotationKind {
    let first = &page.regions[group[0]];
    let capital = first.inside().find(|&at| page.tokens[at].is_word()).is_some_and(|at| page.tokens[at].capital);
    let alone = page.tokens[first.first].begins_sentence || first.first == page.blocks[first.block].tokens.start;
    if alone || capital { QuotationKind::Direct } else { QuotationKind::Mixed }
}
