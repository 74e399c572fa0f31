//! Quotations put together: content, cue, source, speaker, and how we know.

use super::assign::{Share, stretches};
use super::attribute::{Earlier, Found};
use super::candidates::{LIKELY, UNLIKELY};
use super::claims::Claims;
use super::cue_search::{How, Lead};
use super::cues::CueClass;
use super::groups::Group;
use super::model::Model;
use super::model::calibration::{Calibration, Ground};
use super::page::Page;
use super::spoken::{is_spoken, is_told, is_told_in_marks};
use crate::article::{Attribution, AttributionClass, Quotation, QuotationKind, SourceKind, Span, Speaker};
use crate::speaker::lexicon::Traits;
use crate::speaker::tokens::{TokenKind, plain_name};
use std::ops::Range;

/// A quotation that nobody is named for.
pub fn unattributed(content: Span) -> Quotation {
    Quotation {
        kind: QuotationKind::Direct,
        content: vec![content],
        cue: None,
        source: Vec::new(),
        speaker: None,
        attribution: Attribution { class: AttributionClass::Unattributed, confidence: 0.0, evidence: Vec::new() },
        confidence: 0.5,
        spoken: false,
        denied: false,
    }
}

/// Makes one quotation of a group of regions, and of the words that `wider` claims attribute with them.
pub fn quotation(
    page: &Page<'_>,
    model: &Model,
    claims: &Claims,
    group: &Group,
    wider: &[Share<'_>],
    earlier: &mut Option<Earlier>,
) -> Quotation {
    let first = group.parts[0].region;
    let calibration = &model.calibration;
    // By rule, the surest lead of its regions speaks for the whole; of equals, the first.
    let rule = group.parts.iter().filter_map(|part| part.lead.as_ref()).min_by_key(|lead| lead.how);
    let likeliest = page
        .likeliest(page.candidates(&group.parts, claims), &group.parts, model)
        .filter(|(_, chance)| *chance >= UNLIKELY)
        .map(|(lead, chance)| (page.lead_of_whole(lead, wider), chance));
    let likeliest = likeliest.map(|(lead, chance)| match rule.filter(|rule| page.is_nearer(rule, &lead)) {
        Some(nearer) if wider.is_empty() => (nearer.clone(), chance),
        _ => (lead, chance),
    });
    let likely = likeliest.as_ref().filter(|(_, chance)| *chance >= LIKELY);
    let bare = rule.filter(|lead| lead.how < How::Sentence && lead.source.is_none());
    let lead = likely.map(|(lead, _)| lead).or(bare).or(likeliest.as_ref().map(|(lead, _)| lead));
    let chance = likeliest.as_ref().map_or(0.0, |(_, chance)| *chance);
    let found = match (likely, bare) {
        (Some((lead, chance)), _) => page.resolve(lead, *chance, calibration),
        // `Adding: "…"`: a cue without a subject goes on with the one who spoke last.
        (None, Some(_)) => same_speaker(page, first, earlier.as_ref(), calibration),
        (None, None) => {
            let own = || lead.and_then(|lead| page.resolve(lead, chance, calibration));
            continued(page, first, lead, earlier.as_ref(), calibration).or_else(own)
        }
    };
    let last = &page.regions[group.parts[group.parts.len() - 1].region];
    let source_end = lead.and_then(|lead| lead.source.as_ref()).map_or(0, |source| source.tokens.end);
    *earlier = Some(Earlier {
        person: found.as_ref().map(|found| (found.person, found.mention)),
        block: last.block,
        end: last.last.max(source_end),
    });
    let used = lead.filter(|lead| {
        found.is_none()
            || found.as_ref().is_some_and(|found| found.class != AttributionClass::Continued)
            || bare == Some(*lead)
    });
    let regions = group.parts.iter().map(|part| page.regions[part.region].first..page.regions[part.region].last);
    let mut content: Vec<Range<usize>> = regions.collect();
    // Of a claim's words those outside marks, and not those that say who speaks; what stands between marks is settled.
    let mut leads: Vec<&Lead> = group.parts.iter().filter_map(|part| part.lead.as_ref()).collect();
    leads.sort_by_key(|lead| lead.cue);
    let complete = lead.is_some_and(|lead| page.is_complete_before(lead, first));
    // `called “a farce” by Roe`
    let agent = lead.and_then(|lead| lead.source.as_ref()).map_or(0, |source| source.tokens.start);
    let outside = |(claim, content): &Share<'_>| {
        let content = content.iter().filter_map(|words| page.behind_cue(words.clone(), lead, claim));
        let first = leads.partition_point(|lead| lead.cue < Some(claim.turns_on));
        // "Ann Roe, whose bridge it is, said the town was “late”": the town does not speak.
        let has_subject = claim.source.last().is_some_and(|subject| subject.end == claim.turns_on);
        let behind = |lead: &Lead| lead.source.as_ref().is_some_and(|source| source.tokens.start > claim.turns_on);
        let own = leads[first..].iter().copied().take_while(|lead| lead.cue == Some(claim.turns_on));
        let own = own.filter(|own| !has_subject || !behind(own)).chain(lead);
        let own = own.flat_map(|lead| page.says_who(lead));
        let own: Vec<Range<usize>> = own.chain(page.relayed(claim.turns_on).map(|relayed| relayed.frame)).collect();
        // `“Stand back,” shouted Roe as the roof came down.`: the paper goes on.
        let told_from = if complete { lead.and_then(|lead| lead.cue) } else { None };
        let wanted = |at: usize| {
            page.region_at(at).is_none()
                && !own.iter().any(|tokens| tokens.contains(&at))
                && told_from.is_none_or(|cue| at < cue)
                && (at + 1 != agent || !page.is_word(at, "by"))
        };
        // `The shed was described by Roe as “a palace” when it opened`: what is called so is not said.
        let called = page.is_passive_call(claim.turns_on);
        content.filter(|_| !called).flat_map(|words| stretches(words, wanted)).collect::<Vec<_>>()
    };
    let worded = |stretch: Range<usize>| {
        let first = stretch.clone().find(|&at| page.tokens[at].is_word())?;
        let is_part = |at: usize| page.tokens[at].is_word() || page.word(at) == "%";
        let last = stretch.clone().rev().find(|&at| is_part(at))?;
        // "the plan, which she said was “…”"
        if first == last && page.is(first, Traits::REL) {
            return None;
        }
        // A comma between words and marks joins them; at the edge it is no part of what is said.
        let touches = |at: usize| page.region_at(at).is_some();
        let start = if touches(stretch.start.wrapping_sub(1)) { stretch.start } else { first };
        let end = if touches(stretch.end) { stretch.end } else { last + 1 };
        Some(start..end)
    };
    content.extend(wider.iter().flat_map(outside).filter_map(worded));
    let content = joined(page, content);
    let start = content.first().map_or(0, |words| words.start);
    let mixed =
        content.iter().flat_map(Clone::clone).any(|at| page.region_at(at).is_none() && page.tokens[at].is_word());
    let kind = if mixed { QuotationKind::Mixed } else { kind(page, first) };
    let told = |cue: usize| !page.is_not_said(cue) && is_told_in_marks(page, cue, &content);
    let says = |cue: usize| is_spoken(page, cue) && (kind == QuotationKind::Direct || told(cue));
    let shown =
        |lead: &Lead| kind == QuotationKind::Direct && (page.reads_out(lead) || page.is_manner_of_saying(lead, first));
    let spoken = (used.and_then(|lead| lead.cue).is_some_and(says) || used.is_some_and(shown))
        && !used.is_some_and(|lead| content.len() == 1 && page.is_within_subject(lead, first));
    Quotation {
        kind,
        content: content.into_iter().map(|tokens| page.span(tokens)).collect(),
        cue: used.and_then(|lead| page.cue_span(lead)),
        source: used
            .and_then(|lead| lead.source.as_ref())
            .map(|source| page.span(source.tokens.clone()))
            .into_iter()
            .collect(),
        spoken,
        denied: used.and_then(|lead| lead.cue).is_some_and(|cue| page.is_denied(cue, start, first)),
        confidence: group.chance,
        ..attributed(page, used, found.as_ref())
    }
}

impl Page<'_> {
    /// `Roe said that Ann Lind had told him: “…”`: whether words that attribute a quotation stand before it, whole, behind the
    /// cue of others that do.
    fn is_nearer(&self, lead: &Lead, other: &Lead) -> bool {
        let before = matches!(lead.how, How::Before | How::Colon);
        let (Some(cue), Some(further), Some(source)) = (lead.cue, other.cue, lead.source.as_ref()) else {
            return false;
        };
        // "according to the Roe report"
        let says = !self.is_word(further, "according");
        let subject = says && further < source.tokens.start && source.tokens.end <= cue;
        let clause = (further + 1..=cue).all(|at| !self.tokens[at].begins_sentence);
        before && subject && clause && self.person_named(&source.head).is_some() && self.cue(cue) == CueClass::Say
    }
}

/// Stretches in order, those that touch within a paragraph made one.
fn joined(page: &Page<'_>, mut stretches: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let opens_block = |at: usize| page.blocks.binary_search_by_key(&at, |block| block.tokens.start).is_ok();
    stretches.sort_unstable_by_key(|stretch| (stretch.start, stretch.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if last.end >= stretch.start && !opens_block(stretch.start) => {
                last.end = last.end.max(stretch.end)
            }
            _ => joined.push(stretch),
        }
    }
    joined
}

/// A quotation without content yet, given to whom `found` says on the ground of `lead`.
fn attributed(page: &Page<'_>, lead: Option<&Lead>, found: Option<&Found>) -> Quotation {
    Quotation {
        speaker: found.map(|found| {
            let name = plain_name(page.people.mentions[found.mention].span.of(page.text));
            let full_name = plain_name(&page.people.full_name(found.person, page.text));
            // "Lind's said": a firm that has no other name.
            match lead.and_then(|lead| page.name_with_possessive(lead, found)).filter(|_| name == full_name) {
                Some(own) => Speaker { name: own.clone(), full_name: own, kind: found.kind },
                None => Speaker { name, full_name, kind: found.kind },
            }
        }),
        attribution: Attribution {
            class: found.map_or(AttributionClass::Unattributed, |found| found.class),
            confidence: found.map_or(0.0, |found| found.confidence),
            evidence: page.evidence(lead, found),
        },
        ..unattributed(Span::default())
    }
}

/// Adds the quotations without marks, and puts all in the order of the text.
pub fn add_indirect(page: &Page<'_>, model: &Model, claims: &[Share<'_>], found: &mut Vec<Quotation>) {
    let covers: Vec<Span> = found.iter().flat_map(|quotation| quotation.content.iter().copied()).collect();
    // Whether words are those of a claim near `number`, or its cue.
    let is_claimed = |clause: &Range<usize>, number: usize| {
        const NEAR: usize = 4;
        let overlaps = |words: &Range<usize>| words.start < clause.end && clause.start < words.end;
        let near = &claims[number.saturating_sub(NEAR)..claims.len().min(number + NEAR)];
        near.iter().any(|(claim, content)| clause.contains(&claim.turns_on) || content.iter().any(overlaps))
    };
    for (number, (claim, content)) in claims.iter().enumerate() {
        let relayed = page.relayed(claim.turns_on);
        let said = |words: Range<usize>| match &relayed {
            Some(relayed) => stretches(words, |at| !relayed.frame.contains(&at)),
            None => vec![words],
        };
        let inverted = page.inverted_claim(claim, content);
        let before = |words: &&Range<usize>| inverted.is_none() || words.end <= claim.turns_on;
        let mut content: Vec<Range<usize>> = content.iter().filter(before).cloned().collect();
        if inverted.is_some() && content.is_empty() {
            // A claim may take the one who speaks for what is said.
            content.extend(page.clause_before(claim.turns_on).filter(|clause| !is_claimed(clause, number)));
        }
        let told: Vec<Range<usize>> = content.into_iter().flat_map(said).collect();
        let content: Vec<Span> = told.iter().map(|tokens| page.span(tokens.clone())).collect();
        // A line of a transcript is one quotation, whatever it reports.
        let within = |span: &Span| {
            let before = covers.partition_point(|cover| cover.start < span.end);
            before.checked_sub(1).is_some_and(|before| covers[before].end > span.start)
        };
        if content.is_empty() || content.iter().any(within) {
            continue;
        }
        let changed = relayed.is_some() || inverted.is_some();
        let source = inverted.or_else(|| page.source_of_claim(claim));
        let lead = page.read_on(Lead { cue: Some(claim.turns_on), source, how: How::FarBefore });
        let claimed: &[Range<usize>] = if changed { &[] } else { &claim.source };
        let resolved = page.resolve(&lead, INDIRECT, &model.calibration);
        let cue_says = || claim.cue.iter().flat_map(Clone::clone).any(|at| is_spoken(page, at));
        let says = cue_says() && is_told(page, claim, &told) || page.reports(claim, lead.source.as_ref(), &told);
        found.push(Quotation {
            kind: QuotationKind::Indirect,
            content,
            cue: claim.cue.first().map(|tokens| page.span(tokens.clone())),
            source: lead
                .source
                .iter()
                .map(|source| &source.tokens)
                .filter(|_| claimed.is_empty())
                .cloned()
                .chain(claimed.iter().map(|tokens| page.behind_dateline(tokens.clone())..tokens.end))
                .filter(|tokens| !tokens.is_empty())
                .map(|tokens| page.span(tokens))
                .collect(),
            spoken: says && !page.says_nothing(claim, &told),
            confidence: claim.chance,
            ..attributed(page, Some(&lead), resolved.as_ref())
        });
    }
    found.sort_by_key(|quotation| quotation.content[0]);
}

/// How often the source of indirect speech is its own, in training articles.
const INDIRECT: f32 = 0.97;

/// How often a quotation that goes on without a cue has the speaker of the one before it, before calibration.
const CONTINUED: f32 = 0.88;

/// The speaker of the quotation before, where this one goes on without a cue of its own.
fn continued(
    page: &Page<'_>,
    first: usize,
    lead: Option<&Lead>,
    earlier: Option<&Earlier>,
    calibration: &Calibration,
) -> Option<Found> {
    let earlier = earlier?;
    let (person, mention) = earlier.person?;
    let lead = lead.filter(|lead| lead.how != How::ParagraphBefore);
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
        confidence: calibration.of(Ground::Continued, CONTINUED),
    })
}

/// The speaker of the quotation before, in the same paragraph.
fn same_speaker(page: &Page<'_>, first: usize, earlier: Option<&Earlier>, calibration: &Calibration) -> Option<Found> {
    let earlier = earlier.filter(|earlier| earlier.block == page.regions[first].block)?;
    let (person, mention) = earlier.person?;
    Some(Found {
        person,
        mention,
        kind: SourceKind::None,
        class: AttributionClass::Continued,
        confidence: calibration.of(Ground::Continued, CONTINUED),
    })
}

/// Direct where the quotation stands by itself, mixed where it is woven into a sentence of the paper's own.
pub fn kind(page: &Page<'_>, first: usize) -> QuotationKind {
    let region = &page.regions[first];
    let alone = page.tokens[region.first].begins_sentence || region.first == page.blocks[region.block].tokens.start;
    if alone || page.begins_with_capital(first) { QuotationKind::Direct } else { QuotationKind::Mixed }
}
