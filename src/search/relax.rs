//! From "all of these words" to "as many of them as there are".

use super::query::{Filter, Form, Query, Words};
use super::stop_words::is_stop_word;

/// Returns `query` with its words side by side asked for in any number, or `None` where there are no two of them.
///
/// Only words and phrases of the text are let go. Names, outlets, paths, dates, `+must` and `-not` stay; so does what AND
/// joins.
pub(super) fn any_of_the_words(query: &Query) -> Option<Query> {
    match query {
        Query::Together(clauses) => {
            let (words, others): (Vec<Query>, Vec<Query>) = clauses.iter().cloned().partition(can_be_let_go);
            if words.len() < 2 {
                return None;
            }
            let content: Vec<Query> = words.iter().filter(|word| !is_stop_clause(word)).cloned().collect();
            let any = Query::Or(if content.is_empty() { words } else { content });
            Some(others.into_iter().fold(any, Query::and))
        }
        // A row with dates or speakers added by flags.
        Query::And(clauses) => {
            let mut relaxed = false;
            let clauses = clauses
                .iter()
                .map(|clause| match clause {
                    Query::Together(_) => {
                        any_of_the_words(clause).inspect(|_| relaxed = true).unwrap_or(clause.clone())
                    }
                    clause => clause.clone(),
                })
                .collect();
            relaxed.then_some(Query::And(clauses))
        }
        _ => None,
    }
}

/// Whether a query only filters: nothing in it could rank one match before another.
pub(super) fn only_filters(query: &Query) -> bool {
    match query {
        Query::Everything | Query::Speaker(_) | Query::ExactSpeaker(_) | Query::Not(_) => true,
        Query::Within(..) => false,
        Query::Filter(Filter::Date { .. } | Filter::Undated | Filter::Language(_)) => true,
        Query::Filter(Filter::Kind(_) | Filter::Attribution(_) | Filter::Confidence(_) | Filter::Named(_)) => true,
        Query::Words(Words { field, .. }) => {
            use super::query::Field;
            matches!(field, Some(Field::Byline | Field::Source | Field::Section | Field::Url | Field::Path))
        }
        Query::Together(clauses) | Query::And(clauses) | Query::Or(clauses) => clauses.iter().all(only_filters),
        Query::Must(clause) | Query::Boost(clause, _) => only_filters(clause),
    }
}

fn can_be_let_go(clause: &Query) -> bool {
    match clause {
        Query::Words(_) | Query::Within(..) => !only_filters(clause),
        Query::Boost(clause, _) => can_be_let_go(clause),
        Query::Or(clauses) | Query::Together(clauses) => clauses.iter().all(can_be_let_go),
        _ => false,
    }
}

fn is_stop_clause(clause: &Query) -> bool {
    matches!(clause, Query::Words(Words { form: Form::Word(word), .. }) if is_stop_word(word))
}

#[cfg(test)]
mod tests {
    use super::any_of_the_words;
    use crate::search::parse;

    fn relaxed(line: &str) -> Option<String> {
        any_of_the_words(&parse(line).query).map(|query| query.to_string())
    }

    #[test]
    fn words_are_let_go_and_conditions_stay() {
        assert_eq!(relaxed("ferry strike").as_deref(), Some("ferry OR strike"));
        assert_eq!(
            relaxed("the ferry strike -pay date:2024").as_deref(),
            Some("(ferry OR strike) AND -pay AND date:2024")
        );
        assert_eq!(relaxed("ferry strike source:weekly").as_deref(), Some("(ferry OR strike) AND source:weekly"));
        assert_eq!(relaxed("to be or").as_deref(), Some("to OR be OR or"));
    }

    #[test]
    fn what_was_joined_on_purpose_stays_joined() {
        assert_eq!(relaxed("ferry AND strike"), None);
        assert_eq!(relaxed("ferry"), None);
        assert_eq!(relaxed("ferry source:weekly"), None);
        assert_eq!(relaxed("+ferry strike"), None);
    }
}
