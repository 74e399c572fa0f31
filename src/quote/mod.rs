//! Quotations: what an article quotes, and whom.
//!
//! The story of [`Extractor::find`], each step a file:
//!
//! 1. `page` lays the article out: paragraphs, tokens, sentences, names;
//! 2. `marks` finds what stands between quotation marks, paragraph by paragraph;
//! 3. `claims` asks of every word whether it is a cue (`units`, `seen`, `features` and `views` are what
//!    the models see, `sums` weighs it), and reads from each
//!    likely one which words of its sentence are attributed, and to whom;
//! 4. `cue_search` looks for the words beside each region that attribute it (`cues` is the list of verbs and nouns of
//!    saying, `source` and `subject` read who speaks beside them, `joined` where they are several, `office` where a name
//!    ends an office, `relayed` where somebody is quoted by another, `signature` a line that signs what stands above it);
//! 5. `groups` tells speech from titles and words held at arm's length (`speech`) and joins the regions of one
//!    quotation (`merge`);
//! 6. `assign` settles which claim has which words, and `edges` where these end;
//! 7. `candidates` weighs the sources that rules and claims give a quotation; `attribute` goes from the source words to
//!    the person, by way of `discourse` (over the `reference`s) for pronouns; `compose` puts the quotations together;
//! 8. `echo` finds what a headline quotes and a paragraph quotes again, and names whom.
//!
//! Apart from these, `transcript` reads paragraphs that begin with the name of the one who speaks, and `foreign` what
//! stands between marks in other languages. Steps 3 and 5 are decided by a trained [`model`]; `training` makes one from
//! annotated articles. Everything here is a function of the article and the model.

mod assign;
mod attribute;
mod candidates;
mod claims;
mod compose;
mod cue_search;
mod cues;
mod discourse;
mod echo;
mod edges;
mod features;
mod foreign;
mod groups;
mod joined;
mod marks;
mod merge;
pub mod model;
mod office;
mod page;
mod reference;
mod relayed;
mod seen;
mod signature;
mod source;
mod speech;
mod subject;
mod sums;
pub mod training;
mod transcript;
mod units;
mod views;

use crate::article::{Article, Quotation, Span};
use assign::Assigned;
use attribute::Earlier;
use claims::Claims;
use compose::{add_indirect, quotation};
use echo::{add_echoes, name_echoes};
use foreign::{english_stretches, foreign_quotations, is_foreign};
use groups::groups;
use model::Model;
use page::Page;
use transcript::{Labels, transcript};

/// Finds quotations with the model that comes with the program: see [`Extractor::find`].
pub fn find_quotations(article: &Article) -> Vec<Quotation> {
    Extractor::default().find(article)
}

/// Finds quotations with a model.
#[derive(Debug, Clone, Copy)]
pub struct Extractor<'m> {
    /// The model.
    pub model: &'m Model,
    /// Whether indirect speech is looked for, too; without it the work is a third.
    pub indirect: bool,
}

impl Default for Extractor<'static> {
    fn default() -> Self {
        Extractor { model: Model::embedded(), indirect: true }
    }
}

impl Extractor<'_> {
    /// Finds every quotation of the article, in the order of the text.
    ///
    /// Looks at the headline and at paragraphs of [`Body`](crate::article::ParagraphKind::Body) kind; pull quotes,
    /// captions, cross-heads and footers hold none. In an article whose language is another than English, quotation
    /// marks delimit quotations, and nobody is named but by a transcript's label or a dash and a name; paragraphs in
    /// English are read as such.
    pub fn find(&self, article: &Article) -> Vec<Quotation> {
        let page = Page::of(article, !self.indirect);
        if !is_foreign(&page, article.language.as_deref()) {
            return self.english_quotations(&page);
        }
        let mut found = foreign_quotations(&page);
        let english = english_stretches(&page);
        if !english.is_empty() {
            let within = |quotation: &Quotation| {
                let first = quotation.content[0];
                let before = english.partition_point(|stretch| stretch.start <= first.start);
                before.checked_sub(1).is_some_and(|before| english[before].contains(first))
            };
            found.retain(|quotation| !within(quotation));
            found.extend(self.english_quotations(&page).into_iter().filter(within));
            found.sort_by_key(|quotation| quotation.content[0]);
        }
        found
    }

    /// The quotations of an article in English.
    fn english_quotations(&self, page: &Page<'_>) -> Vec<Quotation> {
        let claims = Claims::of(page, self.model, self.indirect);
        let groups = groups(page, self.model, &claims);
        let assigned = Assigned::of(page, &claims, &groups);
        let lines = transcript(page, Labels::Any);
        let mut lines = lines.iter().peekable();
        let mut earlier: Option<Earlier> = None;
        let mut found: Vec<Quotation> = Vec::with_capacity(groups.len().max(lines.len()));
        let mut last_line = Span::default();
        for (group, wider) in groups.iter().zip(&assigned.wider) {
            let region = &page.regions[group.parts[0].region];
            while let Some(line) = lines.next_if(|line| line.block <= region.block) {
                let said = line.quotation(page);
                last_line = said.cover();
                found.push(said);
            }
            // Marks inside a line of a transcript are part of what is said there.
            if !last_line.contains(region.outer) {
                found.push(quotation(page, self.model, &claims, group, wider, &mut earlier));
            }
        }
        found.extend(lines.map(|line| line.quotation(page)));
        add_echoes(page, &mut found);
        name_echoes(page, &mut found);
        if self.indirect {
            add_indirect(page, self.model, &assigned.indirect, &mut found);
        }
        found
    }
}
