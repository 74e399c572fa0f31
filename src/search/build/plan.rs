//! [`Plan`]: a query worked out for articles or for quotations.
//!
//! Articles and quotations are different documents, so each clause is first given the kind of document it speaks of.
//! Clauses about quotations that stand in one conjunction become one condition on one quotation; where articles are
//! asked for, it holds of an article that has such a quotation, and where quotations are asked for, conditions on
//! articles hold of the article a quotation stands in.

use crate::archive::TextField;
use crate::search::query::{Field, Filter, Form, Query, Words};
use crate::search::request::Target;
use crate::speaker::PersonName;
use crate::text::fold::{fold, lower_into};
use crate::text::tokens::main_forms;

/// What has to be looked up, and how it is combined.
#[derive(Debug, Clone)]
pub(in crate::search) struct Plan {
    /// The words to look up.
    pub leaves: Vec<Leaf>,
    /// How they are combined.
    pub root: Node,
}

/// A combination of conditions, all on documents of one kind.
#[derive(Debug, Clone)]
pub(in crate::search) enum Node {
    /// Every document of the kind.
    All,
    /// The documents in which the leaf with this number is found, with its score.
    Leaf(usize),
    /// The documents with a property.
    Filter(Filter),
    /// All of the first and none of the second; scores add up in order. Empty `all` stands for every document.
    And { all: Vec<Node>, none: Vec<Node> },
    /// Any of these; scores add up in order.
    Or(Vec<Node>),
    /// Articles that have such a quotation, with the best one's score.
    WithQuotation(Box<Node>),
    /// Quotations of such an article, with its score.
    OfArticle(Box<Node>),
}

/// One thing to look up.
#[derive(Debug, Clone)]
pub(in crate::search) struct Leaf {
    /// The fields to look in, with the weight of an occurrence there.
    pub fields: Vec<(TextField, f64)>,
    /// The shapes to look for; an occurrence of any counts.
    pub patterns: Vec<Pattern>,
    /// What an occurrence is good for.
    pub role: LeafUse,
    /// The words as they were typed.
    pub label: String,
}

/// What a leaf contributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::search) enum LeafUse {
    /// A score, and light in passages.
    Score,
    /// Membership only (names, outlets, paths).
    Filter,
    /// Membership in what must not match.
    Exclude,
}

/// Words in a row.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::search) struct Pattern {
    /// The words, in order.
    pub words: Vec<WordForm>,
    /// Positions the words may be moved in all.
    pub slop: u32,
    /// Whether they must keep their order.
    pub ordered: bool,
}

/// One word to look up, folded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::search) enum WordForm {
    /// Every word with its stem.
    Stem(String),
    /// This word.
    Exact(String),
    /// Every word that begins so.
    Prefix(String),
}

/// A word in the headline tells more about an article than one in its body; one under a picture tells less.
const RUNNING_TEXT: [(TextField, f64); 3] =
    [(TextField::Headline, 2.0), (TextField::Body, 1.0), (TextField::Caption, 0.5)];

/// Works `query` out for `target`.
pub(in crate::search) fn plan(query: &Query, target: Target) -> Plan {
    let mut planner = Planner { leaves: Vec::new() };
    let root = match target {
        Target::Articles => planner.of_articles(query, false),
        Target::Quotations => planner.of_quotations(query, false),
    };
    Plan { leaves: planner.leaves, root }
}

struct Planner {
    leaves: Vec<Leaf>,
}

impl Planner {
    fn of_articles(&mut self, query: &Query, excluded: bool) -> Node {
        match query {
            Query::Everything => Node::All,
            query if about_quotations(query) => Node::WithQuotation(Box::new(self.of_quotations(query, excluded))),
            Query::Words(words) => self.words(words, &RUNNING_TEXT, excluded),
            Query::Filter(filter) => Node::Filter(filter.clone()),
            Query::Together(clauses) | Query::And(clauses) => {
                let (quoted, others): (Vec<&Query>, Vec<&Query>) =
                    clauses.iter().partition(|clause| about_quotations(clause));
                // `said:tax -speaker:Roe` is one quotation about tax that is not Roe's; `tax -speaker:Roe` is an
                // article without any quotation of hers.
                if quoted.iter().any(|clause| !matches!(clause, Query::Not(_))) {
                    let joined = Query::And(quoted.into_iter().cloned().collect());
                    let quotation = Node::WithQuotation(Box::new(self.of_quotations(&joined, excluded)));
                    let mut node = self.conjunction(&others, excluded, Self::of_articles);
                    match &mut node {
                        Node::And { all, .. } => all.push(quotation),
                        _ => node = Node::And { all: vec![node, quotation], none: Vec::new() },
                    }
                    node
                } else {
                    let clauses: Vec<&Query> = clauses.iter().collect();
                    self.conjunction(&clauses, excluded, Self::of_articles)
                }
            }
            Query::Or(clauses) => Node::Or(clauses.iter().map(|clause| self.of_articles(clause, excluded)).collect()),
            Query::Must(clause) => self.of_articles(clause, excluded),
            Query::Not(clause) => Node::And { all: Vec::new(), none: vec![self.of_articles(clause, !excluded)] },
            Query::Speaker(_) | Query::ExactSpeaker(_) => unreachable!("a speaker is about quotations"),
        }
    }

    fn of_quotations(&mut self, query: &Query, excluded: bool) -> Node {
        match query {
            Query::Everything => Node::All,
            Query::Speaker(name) | Query::ExactSpeaker(name) => self.speaker(name, excluded),
            Query::Words(Words { field: None | Some(Field::Said), form }) => {
                self.words(&Words { field: None, form: form.clone() }, &[(TextField::Said, 1.0)], excluded)
            }
            Query::Words(_) => Node::OfArticle(Box::new(self.of_articles(query, excluded))),
            Query::Filter(
                filter @ (Filter::Kind(_) | Filter::Attribution(_) | Filter::Confidence(_) | Filter::Named(_)),
            ) => Node::Filter(filter.clone()),
            Query::Filter(_) => Node::OfArticle(Box::new(self.of_articles(query, excluded))),
            Query::Together(clauses) | Query::And(clauses) => {
                let clauses: Vec<&Query> = clauses.iter().collect();
                self.conjunction(&clauses, excluded, Self::of_quotations)
            }
            Query::Or(clauses) => Node::Or(clauses.iter().map(|clause| self.of_quotations(clause, excluded)).collect()),
            Query::Must(clause) => self.of_quotations(clause, excluded),
            Query::Not(clause) => Node::And { all: Vec::new(), none: vec![self.of_quotations(clause, !excluded)] },
        }
    }

    fn conjunction(
        &mut self,
        clauses: &[&Query],
        excluded: bool,
        of_one: impl Fn(&mut Self, &Query, bool) -> Node,
    ) -> Node {
        let (mut all, mut none) = (Vec::new(), Vec::new());
        for clause in clauses {
            match clause {
                Query::Not(inner) => none.push(of_one(self, inner, !excluded)),
                clause => all.push(of_one(self, clause, excluded)),
            }
        }
        Node::And { all, none }
    }

    fn words(&mut self, words: &Words, running_text: &[(TextField, f64)], excluded: bool) -> Node {
        let (fields, named) = match words.field {
            None => (running_text.to_vec(), false),
            Some(Field::Headline) => (vec![(TextField::Headline, 1.0)], false),
            Some(Field::Body) => (vec![(TextField::Body, 1.0)], false),
            Some(Field::Caption) => (vec![(TextField::Caption, 1.0)], false),
            Some(Field::Said) => (vec![(TextField::Said, 1.0)], false),
            Some(Field::Byline) => (vec![(TextField::Byline, 1.0)], true),
            Some(Field::Source) => (vec![(TextField::Source, 1.0)], true),
            Some(Field::Section) => (vec![(TextField::Section, 1.0)], true),
            Some(Field::Url) => (vec![(TextField::Url, 1.0)], true),
            Some(Field::Path) => (vec![(TextField::Path, 1.0)], true),
        };
        let role = match (excluded, named) {
            (true, _) => LeafUse::Exclude,
            (false, true) => LeafUse::Filter,
            (false, false) => LeafUse::Score,
        };
        let label = match words.field {
            None => words.form.to_string(),
            Some(_) => words.to_string(),
        };
        self.leaf(Leaf { fields, patterns: patterns(&words.form), role, label })
    }

    /// The name's words must all stand in the speaker's name, in whatever order: "Ann Roe" finds "Ann B. Roe".
    fn speaker(&mut self, name: &str, excluded: bool) -> Node {
        let role = if excluded { LeafUse::Exclude } else { LeafUse::Filter };
        let PersonName { given, surname, suffix, .. } = PersonName::parse(name);
        let asked: Vec<String> = given.into_iter().chain([surname]).chain(suffix).collect();
        let words = match main_forms(&asked.join(" ")) {
            words if words.is_empty() => main_forms(name),
            words => words,
        };
        let all = words
            .into_iter()
            .map(|word| {
                let pattern = Pattern { words: vec![WordForm::Exact(word.clone())], slop: 0, ordered: false };
                self.leaf(Leaf {
                    fields: vec![(TextField::Speaker, 1.0)],
                    patterns: vec![pattern],
                    role,
                    label: format!("speaker:{word}"),
                })
            })
            .collect();
        Node::And { all, none: Vec::new() }
    }

    fn leaf(&mut self, leaf: Leaf) -> Node {
        self.leaves.push(leaf);
        Node::Leaf(self.leaves.len() - 1)
    }
}

/// Whether a clause is a condition on one quotation.
fn about_quotations(query: &Query) -> bool {
    match query {
        Query::Speaker(_)
        | Query::ExactSpeaker(_)
        | Query::Words(Words { field: Some(Field::Said), .. })
        | Query::Filter(Filter::Kind(_) | Filter::Attribution(_) | Filter::Confidence(_) | Filter::Named(_)) => true,
        Query::Together(clauses) | Query::And(clauses) | Query::Or(clauses) => clauses.iter().all(about_quotations),
        Query::Must(clause) | Query::Not(clause) => about_quotations(clause),
        Query::Everything | Query::Words(_) | Query::Filter(_) => false,
    }
}

/// The shapes that a form of words can have in the index.
fn patterns(form: &Form) -> Vec<Pattern> {
    let single = |word: WordForm| Pattern { words: vec![word], slop: 0, ordered: false };
    match form {
        Form::Word(typed) => {
            let mut patterns = vec![single(WordForm::Stem(main_form(typed)))];
            // A letter typed with its diacritic counts for more where it is printed so.
            patterns.extend(with_diacritics(typed).map(|word| single(WordForm::Exact(word))));
            patterns
        }
        Form::Exact(typed) => {
            vec![single(WordForm::Exact(with_diacritics(typed).unwrap_or_else(|| main_form(typed))))]
        }
        Form::Prefix(typed) => vec![single(WordForm::Prefix(main_form(typed)))],
        Form::Phrase { words, slop, ordered } => {
            let forms = main_forms(words);
            let mut patterns = vec![Pattern {
                words: forms.iter().cloned().map(WordForm::Exact).collect(),
                slop: *slop,
                ordered: *ordered,
            }];
            // "well-being" stands in the index in one piece too, and some print it so.
            if !words.contains(char::is_whitespace) && words.contains('-') && forms.len() <= 3 {
                patterns.push(single(WordForm::Exact(forms.concat())));
            }
            patterns
        }
    }
}

fn main_form(typed: &str) -> String {
    main_forms(typed).into_iter().next().unwrap_or_else(|| fold(typed))
}

/// The word with its diacritics, where it was typed with any.
fn with_diacritics(typed: &str) -> Option<String> {
    let mut lower = String::new();
    lower_into(typed, &mut lower);
    (lower != fold(typed)).then_some(lower)
}

impl Leaf {
    /// Whether finding it changes the order.
    pub fn is_scored(&self) -> bool {
        self.role == LeafUse::Score
    }

    /// Whether it is asked for rather than excluded.
    pub fn is_wanted(&self) -> bool {
        self.role != LeafUse::Exclude
    }
}
