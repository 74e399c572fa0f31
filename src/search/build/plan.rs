//! [`Plan`]: a query worked out for articles or for quotations.
//!
//! Articles and quotations are different documents, so each clause is first given the kind of document it speaks of.
//! Clauses about quotations that stand in one conjunction become one condition on one quotation; where articles are
//! asked for, it holds of an article that has such a quotation, and where quotations are asked for, conditions on
//! articles hold of the article a quotation stands in.

use super::structure::{Formula, Placed, Structure};
use crate::archive::{PARAGRAPH_GAP, TextField};
use crate::search::query::{Field, Filter, Form, Query, Words};
use crate::search::request::Target;
use crate::search::wild::{self, Piece};
use crate::text::fold::{fold, lower_into};
use crate::text::tokens::{forms_as_typed, main_forms};

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
    /// The same documents with so many times the score.
    Boost(Box<Node>, f64),
    /// Articles that have such a quotation, with the best one's score.
    WithQuotation(Box<Node>),
    /// Quotations of such an article, with its score.
    OfArticle(Box<Node>),
}

/// One thing to look up.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::search) struct Leaf {
    /// The fields to look in, with the weight of an occurrence there.
    pub fields: Vec<(TextField, f64)>,
    /// The shapes to look for; an occurrence of any counts.
    pub patterns: Vec<Pattern>,
    /// Words that must stand in one sentence, one paragraph or the lead, in the place of `patterns`.
    pub structure: Option<Structure>,
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
    /// How many other words may stand between them in all.
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
    /// Every word that matches; `?` is one letter, `*` any number.
    Wildcard(String),
    /// Every word that so many changes turn into this one.
    Fuzzy(String, u8),
    /// Every word that matches from end to end.
    Regex(String),
}

/// Speakers that a row may name, each with a quotation of its own; of more, all is asked of one quotation, which is nobody's.
const MOST_SPEAKERS: usize = 8;

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
            Query::Together(clauses) | Query::And(clauses) => self.row_of_articles(clauses, excluded),
            query if about_quotations(query) && asks_for_one(query) => {
                Node::WithQuotation(Box::new(self.of_quotations(query, excluded)))
            }
            Query::Words(words) => self.words(words, &RUNNING_TEXT, excluded),
            Query::Within(..) => self.within(query, &RUNNING_TEXT, excluded),
            Query::Filter(filter) => Node::Filter(filter.clone()),
            Query::Or(clauses) => Node::Or(clauses.iter().map(|clause| self.of_articles(clause, excluded)).collect()),
            Query::Must(clause) => self.of_articles(clause, excluded),
            Query::Boost(clause, weight) => Node::Boost(Box::new(self.of_articles(clause, excluded)), weight.factor()),
            Query::Not(clause) => Node::And { all: Vec::new(), none: vec![self.of_articles(clause, !excluded)] },
            Query::Speaker(_) | Query::ExactSpeaker(_) => unreachable!("a speaker is about quotations"),
        }
    }

    /// A row of clauses, as a condition on articles.
    ///
    /// Those about quotations hold of the same one: `said:tax -speaker:Roe` is a quotation about tax that is not Roe's, while
    /// `tax -speaker:Roe` and `-speaker:Roe` are articles without any of hers. But a quotation has one speaker: `said:tax
    /// speaker:Roe speaker:Poe` asks for one about tax of each, and `speaker:Roe -speaker:Poe` for articles where Poe is not
    /// quoted.
    fn row_of_articles(&mut self, clauses: &[Query], excluded: bool) -> Node {
        let mut flat = Vec::new();
        row(clauses, &mut flat);
        let (quoted, others): (Vec<&Query>, Vec<&Query>) = flat.iter().partition(|clause| about_quotations(clause));
        if !quoted.iter().any(|clause| asks_for_one(clause)) {
            return self.conjunction(&flat, excluded, Self::of_articles);
        }
        let mut speakers: Vec<&Query> = Vec::new();
        for clause in quoted.iter().copied().filter(|clause| is_speaker(clause)) {
            if speakers.len() <= MOST_SPEAKERS && !speakers.contains(&clause) {
                speakers.push(clause);
            }
        }
        if speakers.len() > MOST_SPEAKERS {
            speakers.clear();
        }
        let (absent, quoted): (Vec<&Query>, Vec<&Query>) =
            quoted.into_iter().partition(|clause| !speakers.is_empty() && is_absence(clause));
        let mut asked: Vec<Query> = Vec::new();
        for number in 0..speakers.len().max(1) {
            let own = |clause: &Query| speakers.get(number).is_none_or(|speaker| **speaker == *clause);
            let of_one = quoted.iter().copied().filter(|clause| !is_speaker(clause) || own(clause));
            asked.push(Query::And(of_one.cloned().collect()));
        }
        let others: Vec<Query> = others.into_iter().map(|clause| of_one_quotation(clause, &quoted)).collect();
        let others: Vec<&Query> = others.iter().chain(absent).collect();
        let mut quotations: Vec<Node> = asked
            .iter()
            .map(|quotation| Node::WithQuotation(Box::new(self.of_quotations(quotation, excluded))))
            .collect();
        if others.is_empty() && quotations.len() == 1 {
            return quotations.remove(0);
        }
        match self.conjunction(&others, excluded, Self::of_articles) {
            Node::And { mut all, none } => {
                all.append(&mut quotations);
                Node::And { all, none }
            }
            node => node,
        }
    }

    fn of_quotations(&mut self, query: &Query, excluded: bool) -> Node {
        match query {
            Query::Everything => Node::All,
            Query::Speaker(name) => self.speaker(name, None, excluded),
            Query::ExactSpeaker(name) => self.speaker(name, Some(query.to_string()), excluded),
            Query::Words(Words { field: None | Some(Field::Said), form }) => {
                self.words(&Words { field: None, form: form.clone() }, &[(TextField::Said, 1.0)], excluded)
            }
            Query::Within(..) if matches!(field_of(query), None | Some(Field::Said)) => {
                self.within(query, &[(TextField::Said, 1.0)], excluded)
            }
            Query::Words(_) | Query::Within(..) => Node::OfArticle(Box::new(self.of_articles(query, excluded))),
            Query::Filter(
                filter @ (Filter::Kind(_) | Filter::Attribution(_) | Filter::Confidence(_) | Filter::Named(_)),
            ) => Node::Filter(filter.clone()),
            Query::Filter(_) => Node::OfArticle(Box::new(self.of_articles(query, excluded))),
            Query::Together(clauses) | Query::And(clauses) => {
                let mut flat = Vec::new();
                row(clauses, &mut flat);
                self.conjunction(&flat, excluded, Self::of_quotations)
            }
            Query::Or(clauses) => Node::Or(clauses.iter().map(|clause| self.of_quotations(clause, excluded)).collect()),
            Query::Must(clause) => self.of_quotations(clause, excluded),
            Query::Boost(clause, weight) => {
                Node::Boost(Box::new(self.of_quotations(clause, excluded)), weight.factor())
            }
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
        let fields = words.field.map_or_else(|| running_text.to_vec(), weighted);
        let named = fields.iter().all(|(field, _)| !field.is_prose());
        let role = match (excluded, named) {
            (true, _) => LeafUse::Exclude,
            (false, true) => LeafUse::Filter,
            (false, false) => LeafUse::Score,
        };
        let label = match words.field {
            None => words.form.to_string(),
            Some(_) => words.to_string(),
        };
        let (patterns, structure) = match placed(words) {
            placed if placed.lead || placed.patterns.iter().any(|pattern| pattern.slop >= PARAGRAPH_GAP) => {
                (Vec::new(), Some(Structure { words: vec![placed], root: Formula::Words(0) }))
            }
            placed => (placed.patterns, None),
        };
        self.leaf(Leaf { fields, patterns, structure, role, label })
    }

    /// The name's words must all stand in the speaker's name, in whatever order: "Ann Roe" finds "Ann B. Roe". Its titles
    /// were taken off before, where it has any. `label` is what all of them are called, instead of each word by its own name.
    fn speaker(&mut self, name: &str, label: Option<String>, excluded: bool) -> Node {
        let role = if excluded { LeafUse::Exclude } else { LeafUse::Filter };
        let words = main_forms(name);
        let all = words
            .into_iter()
            .map(|word| {
                let pattern = Pattern { words: vec![WordForm::Exact(word.clone())], slop: 0, ordered: false };
                self.leaf(Leaf {
                    fields: vec![(TextField::Speaker, 1.0)],
                    patterns: vec![pattern],
                    structure: None,
                    role,
                    label: label.clone().unwrap_or_else(|| format!("speaker:{word}")),
                })
            })
            .collect();
        Node::And { all, none: Vec::new() }
    }

    /// Words that must stand in one sentence or paragraph.
    fn within(&mut self, query: &Query, running_text: &[(TextField, f64)], excluded: bool) -> Node {
        let mut words = Vec::new();
        let root = formula(query, &mut words);
        let fields = match field_of(query) {
            Some(field) => weighted(field),
            None => running_text.to_vec(),
        };
        self.leaf(Leaf {
            fields,
            patterns: Vec::new(),
            structure: Some(Structure { words, root }),
            role: if excluded { LeafUse::Exclude } else { LeafUse::Score },
            label: query.to_string(),
        })
    }

    /// The same words asked for twice are looked up once.
    fn leaf(&mut self, leaf: Leaf) -> Node {
        Node::Leaf(self.leaves.iter().position(|known| *known == leaf).unwrap_or_else(|| {
            self.leaves.push(leaf);
            self.leaves.len() - 1
        }))
    }
}

/// The field that words are looked for in.
fn weighted(field: Field) -> Vec<(TextField, f64)> {
    let field = match field {
        Field::Headline => TextField::Headline,
        Field::Body | Field::Lead => TextField::Body,
        Field::Caption => TextField::Caption,
        Field::Said => TextField::Said,
        Field::Byline => TextField::Byline,
        Field::Source => TextField::Source,
        Field::Section => TextField::Section,
        Field::Url => TextField::Url,
        Field::Path => TextField::Path,
    };
    vec![(field, 1.0)]
}

fn placed(words: &Words) -> Placed {
    Placed { patterns: patterns(&words.form), lead: words.field == Some(Field::Lead) }
}

/// What `/s` and `/p` join, as a condition on a text; gathers the words.
fn formula(query: &Query, words: &mut Vec<Placed>) -> Formula {
    let mut all = |clauses: &[Query]| clauses.iter().map(|clause| formula(clause, words)).collect();
    match query {
        Query::Together(clauses) | Query::And(clauses) => Formula::All(all(clauses)),
        Query::Or(clauses) => Formula::Any(all(clauses)),
        Query::Within(unit, clauses) => Formula::Within(*unit, all(clauses)),
        Query::Not(clause) => Formula::Not(Box::new(formula(clause, words))),
        Query::Must(clause) | Query::Boost(clause, _) => formula(clause, words),
        Query::Words(asked) => {
            let placed = placed(asked);
            Formula::Words(words.iter().position(|known| *known == placed).unwrap_or_else(|| {
                words.push(placed);
                words.len() - 1
            }))
        }
        // The language joins nothing but words so; what is no word stands in no sentence.
        Query::Everything | Query::Speaker(_) | Query::ExactSpeaker(_) | Query::Filter(_) => Formula::Any(Vec::new()),
    }
}

/// The field that words in one sentence share.
fn field_of(query: &Query) -> Option<Field> {
    match query {
        Query::Words(words) => words.field,
        query => query.clauses().iter().find_map(field_of),
    }
}

/// Whether a clause is a condition on one quotation.
fn about_quotations(query: &Query) -> bool {
    match query {
        Query::Speaker(_)
        | Query::ExactSpeaker(_)
        | Query::Words(Words { field: Some(Field::Said), .. })
        | Query::Filter(Filter::Kind(_) | Filter::Attribution(_) | Filter::Confidence(_) | Filter::Named(_)) => true,
        Query::Everything | Query::Words(_) | Query::Filter(_) => false,
        query => query.clauses().iter().all(about_quotations),
    }
}

/// Whether a condition on quotations can hold only where there is one, rather than of an article without any.
fn asks_for_one(query: &Query) -> bool {
    match query {
        Query::Not(_) => false,
        Query::Or(clauses) => clauses.iter().all(asks_for_one),
        Query::Together(_) | Query::And(_) | Query::Must(_) | Query::Boost(..) => {
            query.clauses().iter().any(asks_for_one)
        }
        _ => true,
    }
}

/// Whether a clause asks for a speaker and nothing else: a name, one of several, one in a certain spelling.
fn is_speaker(query: &Query) -> bool {
    match query {
        Query::Speaker(_) | Query::ExactSpeaker(_) | Query::Filter(Filter::Named(_)) => true,
        Query::And(clauses) => is_spelled_and_not_otherwise(clauses),
        Query::Or(clauses) => clauses.iter().all(is_speaker),
        Query::Must(clause) | Query::Boost(clause, _) => is_speaker(clause),
        _ => false,
    }
}

/// `speaker:="Joe Roe"` without "Joe Roe Jr.", as a name becomes that is asked for in one spelling.
fn is_spelled_and_not_otherwise(clauses: &[Query]) -> bool {
    let other = |query: &Query| matches!(query, Query::Filter(Filter::Named(_)));
    matches!(clauses, [Query::ExactSpeaker(_), Query::Not(others)] if other(others))
}

/// Whether a clause says that somebody is not to be quoted.
fn is_absence(query: &Query) -> bool {
    matches!(query, Query::Not(inner) if is_speaker(inner) && !matches!(**inner, Query::Filter(_)))
}

/// The clauses that a row asks for all at once: rows inside it, whatever joins them, are part of it.
fn row<'q>(clauses: &'q [Query], out: &mut Vec<&'q Query>) {
    for clause in clauses {
        match clause {
            Query::And(inner) if is_spelled_and_not_otherwise(inner) => out.push(clause),
            Query::Together(inner) | Query::And(inner) => row(inner, out),
            Query::Must(inner) => row(std::slice::from_ref(inner), out),
            clause => out.push(clause),
        }
    }
}

/// A clause of a row whose other clauses ask for a quotation: where one of its alternatives asks for a quotation as
/// well, it is the same one. `(said:tax OR levy) speaker:Roe` is Roe on tax, or a levy in an article that quotes her.
fn of_one_quotation(clause: &Query, quoted: &[&Query]) -> Query {
    let with = |clause: &Query| {
        let all = std::iter::once(clause).chain(quoted.iter().copied());
        Query::And(all.cloned().collect())
    };
    match clause {
        Query::Not(_) => clause.clone(),
        clause if about_quotations(clause) => with(clause),
        Query::Or(_) | Query::Boost(..) => clause.clone().with_clauses(|clause| of_one_quotation(&clause, quoted)),
        Query::Together(clauses) | Query::And(clauses) if clauses.iter().any(about_quotations) => with(clause),
        clause => clause.clone(),
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
            forms_as_typed(typed).into_iter().take(1).map(|word| single(WordForm::Exact(word))).collect()
        }
        Form::Prefix(typed) => vec![single(WordForm::Prefix(wild::folded(typed)))],
        Form::Wildcard(pattern) => vec![single(WordForm::Wildcard(wild::folded(pattern)))],
        Form::Fuzzy { word, edits } => vec![single(WordForm::Fuzzy(main_form(word), *edits))],
        Form::Regex(expression) => vec![single(WordForm::Regex(expression.clone()))],
        Form::Phrase { words, capitals, slop, ordered } => {
            let forms_of = if *capitals { forms_as_typed } else { main_forms };
            let mut forms = Vec::new();
            for piece in wild::pieces(words) {
                match piece {
                    Piece::Text(text) => forms.extend(forms_of(text).into_iter().map(WordForm::Exact)),
                    Piece::Wild(pattern) => forms.push(wild_form(&wild::folded(&pattern))),
                }
            }
            let mut patterns = vec![Pattern { words: forms, slop: *slop, ordered: *ordered }];
            // "well-being" stands in the index in one piece too, and some print it so.
            let parts = main_forms(words);
            if !*capitals
                && !words.contains(char::is_whitespace)
                && words.contains('-')
                && parts.len() <= 3
                && !words.contains('*')
            {
                patterns.push(single(WordForm::Exact(parts.concat())));
            }
            patterns
        }
    }
}

/// A folded word with wildcards; a star at its end alone is a beginning.
fn wild_form(pattern: &str) -> WordForm {
    match pattern.strip_suffix('*') {
        Some(start) if !start.contains(['*', '?']) => WordForm::Prefix(start.to_owned()),
        _ => WordForm::Wildcard(pattern.to_owned()),
    }
}

fn main_form(typed: &str) -> String {
    main_forms(typed).into_iter().next().unwrap_or_else(|| fold(typed))
}

/// The word with its diacritics, where it was typed with any.
fn with_diacritics(typed: &str) -> Option<String> {
    if typed.is_ascii() {
        return None;
    }
    let mut lower = String::new();
    lower_into(typed, &mut lower);
    (lower != fold(typed)).then_some(lower)
}

impl Plan {
    /// For each leaf, how many times it counts: the product of the boosts it stands under.
    pub fn boosts(&self) -> Vec<f64> {
        fn walk(node: &Node, factor: f64, boosts: &mut [f64]) {
            match node {
                Node::Leaf(leaf) => boosts[*leaf] = factor,
                Node::Boost(node, more) => walk(node, factor * more, boosts),
                Node::And { all: nodes, .. } | Node::Or(nodes) => {
                    nodes.iter().for_each(|node| walk(node, factor, boosts));
                }
                Node::WithQuotation(node) | Node::OfArticle(node) => walk(node, factor, boosts),
                Node::All | Node::Filter(_) => {}
            }
        }
        let mut boosts = vec![1.0; self.leaves.len()];
        walk(&self.root, 1.0, &mut boosts);
        boosts
    }

    /// The leaves that every match holds, as far as the root says so.
    pub fn required(&self) -> Vec<usize> {
        let leaf = |node: &Node| match node {
            Node::Leaf(leaf) => Some(*leaf),
            _ => None,
        };
        match &self.root {
            Node::And { all, .. } => all.iter().filter_map(leaf).collect(),
            node => leaf(node).into_iter().collect(),
        }
    }
}

impl Leaf {
    /// The fields beside headline and body, where it looks in both as running text is looked through: the index has the
    /// stems of these two in one place.
    pub fn beside_running_text(&self) -> Option<&[(TextField, f64)]> {
        self.fields.strip_prefix(&RUNNING_TEXT[..2])
    }

    /// Every word to look up, with the field to look in.
    pub fn words(&self) -> impl Iterator<Item = (TextField, &WordForm)> {
        let placed = self.structure.iter().flat_map(|structure| &structure.words).map(|placed| &placed.patterns);
        let patterns: Vec<&Pattern> = self.patterns.iter().chain(placed.flatten()).collect();
        let words = move || patterns.clone().into_iter().flat_map(|pattern| &pattern.words);
        self.fields.iter().flat_map(move |(field, _)| words().map(move |word| (*field, word)))
    }

    /// Whether finding it changes the order.
    pub fn is_scored(&self) -> bool {
        self.role == LeafUse::Score
    }

    /// Whether it is asked for rather than excluded.
    pub fn is_wanted(&self) -> bool {
        self.role != LeafUse::Exclude
    }
}
