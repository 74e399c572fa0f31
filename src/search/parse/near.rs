//! Clauses joined by `/s` and `/p`: in one sentence, in one paragraph.

use super::{Parser, within};
use crate::search::lex::Kind;
use crate::search::query::{Field, Query, Unit, Words};
use std::ops::Range;

impl Parser<'_> {
    /// Clauses joined by `/s` and `/p`, from left to right.
    pub(super) fn near(&mut self, depth: usize) -> Option<Query> {
        let mut parts: Vec<Query> = self.clause(depth).into_iter().collect();
        let mut joint: Option<(Unit, Range<usize>)> = None;
        while let Some(Kind::Near(unit)) = self.peek() {
            let (unit, span) = (*unit, self.here());
            self.at += 1;
            let right = match self.peek() {
                None | Some(Kind::Or | Kind::And | Kind::Close | Kind::Near(_)) => None,
                Some(_) => self.clause(depth),
            };
            let sign = unit.as_str();
            match right {
                None => self.repairs.mend(span, format!("passed over a {sign} with nothing after it")),
                Some(right) if parts.is_empty() => {
                    self.repairs.mend(span, format!("passed over a {sign} with nothing before it"));
                    parts.push(right);
                }
                Some(right) => {
                    if let Some((before, at)) = joint.take().filter(|(before, _)| *before != unit) {
                        parts = vec![self.within_unit(before, std::mem::take(&mut parts), at)];
                    }
                    joint = Some((unit, span));
                    parts.push(right);
                }
            }
        }
        match joint {
            Some((unit, span)) => Some(self.within_unit(unit, parts, span)),
            None => parts.pop(),
        }
    }

    fn within_unit(&mut self, unit: Unit, parts: Vec<Query>, span: Range<usize>) -> Query {
        let sign = unit.as_str();
        let must = parts.iter().any(|part| matches!(part, Query::Must(_)));
        let mut weighed = false;
        let mut clauses = Vec::new();
        for part in parts {
            match bare(part, &mut weighed) {
                // Within a sentence within the same sentence says nothing more.
                Query::Within(inner, parts) if inner == unit => clauses.extend(parts),
                clause => clauses.push(clause),
            }
        }
        if weighed {
            self.repairs.mend(span.clone(), format!("passed over a weight beside {sign}: it weighs as one"));
        }
        let mut fields = Vec::new();
        let words = clauses.iter().all(|clause| stands_in_text(clause, &mut fields));
        let query = if !words || clauses.iter().all(|clause| matches!(clause, Query::Not(_))) {
            self.repairs.mend(span, format!("{sign} joins words of a text; read as AND"));
            Query::And(clauses)
        } else {
            let mut named = fields.iter().flatten();
            match named.next().copied() {
                Some(first) if named.any(|field| *field != first) => {
                    self.repairs.mend(span, format!("{sign} joins words of one part of the article; read as AND"));
                    Query::And(clauses)
                }
                Some(first) if fields.contains(&None) => {
                    self.repairs.mend(span, format!("`{}:` holds for all that {sign} joins", first.name()));
                    within(Query::Within(unit, clauses), first)
                }
                _ => Query::Within(unit, clauses),
            }
        };
        if must { Query::Must(Box::new(query)) } else { query }
    }
}

/// A clause beside `/s` without what only counts elsewhere: its weight, and that it must match.
fn bare(clause: Query, weighed: &mut bool) -> Query {
    match clause {
        Query::Boost(clause, _) => {
            *weighed = true;
            bare(*clause, weighed)
        }
        Query::Must(clause) => bare(*clause, weighed),
        clause => clause.with_clauses(|clause| bare(clause, weighed)),
    }
}

/// Whether a clause is made of words in the text of articles; gathers the parts that they name.
fn stands_in_text(clause: &Query, fields: &mut Vec<Option<Field>>) -> bool {
    match clause {
        Query::Words(Words { field, .. }) => {
            fields.push(*field);
            matches!(field, None | Some(Field::Headline | Field::Body | Field::Lead | Field::Caption | Field::Said))
        }
        Query::Everything | Query::Speaker(_) | Query::ExactSpeaker(_) | Query::Filter(_) => false,
        clause => clause.clauses().iter().all(|clause| stands_in_text(clause, fields)),
    }
}
