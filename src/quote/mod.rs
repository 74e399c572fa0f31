//! Quotations: what an article quotes, and whom.
//!
//! The story of [`Extractor::find`], each step a file:
//!
//! 1. `visible` leaves out what no reader sees, and `page` lays the article out: paragraphs, tokens, sentences, names;
//! 2. `marks` finds what stands between quotation marks, paragraph by paragraph;
//! 3. `claims` asks of every word whether it is a cue (`units`, `seen`, `features` and `views` are what
//!    the models see, `sums` weighs it), and reads from each
//!    likely one which words of its sentence are attributed, and to whom (`closing` reads what stands before a cue at the
//!    end of its sentence, `inserted` what goes on behind a clause that is put in, `runs_on` what goes on behind a comma;
//!    `answers` leaves out what somebody else answers, `us_stops` a sentence whose stop stands inside marks);
//! 4. `cue_search` looks for the words beside each region that attribute it (`cues` is the list of verbs and nouns of
//!    saying, `around` where there is none, `source` and `subject` read who speaks beside them, `behind_name` whether a
//!    name is only part of that, `joined` where they are several, `office` where a name ends an office, `relayed` where
//!    somebody is quoted by another, `according` whom "according to him" means, `beside_subject` and `acts_on` who only
//!    stand nearer than the subject, `platforms` where something is only posted, `hearings` what a court hears, `deeds`
//!    where somebody speaks inside what another tells, `put_in` where both stand in the middle of what is said,
//!    `signature` a line that signs what stands above it, `turns` a sentence that turns to another);
//! 5. `groups` tells speech from titles and words held at arm's length (`speech`; `works` knows how titles are presented,
//!    `works_near` the words that are found near them) and joins the regions of one quotation (`merge`);
//! 6. `assign` settles which claim has which words, and `edges` where these begin and end (`told` behind whom,
//!    `circumstance` behind what else, `relative` before the verb of the sentence);
//! 7. `candidates` weighs the sources that rules and claims (`claimed`, as `mended`; `name_at_end` where they are long,
//!    `named_office` where an office stands before the name, `behind_comma` where a name explains them, `fronted` behind what
//!    opens the sentence, `turned_round` where they only seem to stand behind the verb) give a quotation;
//! 8. `attribute` goes from the source words to the person: `kinds` knows names that say only of what kind somebody is,
//!    `antecedent` whom "who" goes back to (`not_but` where two are set against each other), `described` whom "the minister"
//!    does (`only_in_view` whom "the winger"), `discourse` (over the `reference`s, `opening` for clauses before the subject,
//!    `replies` for whom it is not, `peoples` for "the Dutchman", `life_story` for whose life is told) "he", `institution`
//!    "it", and `called` "the
//!    company" (`main_firm`) and "the union", `documents` "the report" and "the paper" (`bodies` has the words for all of
//!    them), `author` who wrote what "the letter" says; `statements` says who spoke last, with which "it" and "he" go on;
//! 9. `compose` puts the quotations together (`wider` knows what one gets of the words of a claim around it, `spoken`
//!    which of them somebody says, `reports` which verbs say something though they are none of saying, `voices` who can
//!    speak, `unsaid` which cues say nothing, `pointed_back` what is said elsewhere, `denials` what
//!    nobody said, `verbs` what words are as verbs);
//! 10. `echo` finds what a headline quotes and a paragraph quotes again, and names whom.
//!
//! Apart from these, `transcript` reads paragraphs that begin with the name of the one who speaks (`interviewer` knows who
//! asks), and `foreign` what
//! stands between marks in other languages. Steps 3 and 5 are decided by a trained [`model`]; `training` makes one from
//! annotated articles. Everything here is a function of the article and the model.

mod according;
mod acts_on;
mod answers;
mod antecedent;
mod around;
mod assign;
mod attribute;
mod author;
mod behind_comma;
mod behind_name;
mod beside_subject;
mod bodies;
mod called;
mod candidates;
mod circumstance;
mod claimed;
mod claims;
mod closing;
mod compose;
mod cue_search;
mod cues;
mod deeds;
mod denials;
mod described;
mod discourse;
mod documents;
mod echo;
mod edges;
mod features;
mod foreign;
mod fronted;
mod groups;
mod hearings;
mod inserted;
mod institution;
mod interviewer;
mod joined;
mod kinds;
mod life_story;
mod main_firm;
mod marks;
mod mended;
mod merge;
pub mod model;
mod name_at_end;
mod named_office;
mod not_but;
mod office;
mod only_in_view;
mod opening;
mod page;
mod peoples;
mod platforms;
mod pointed_back;
mod put_in;
mod reference;
mod relative;
mod relayed;
mod replies;
mod reports;
mod runs_on;
mod seen;
mod signature;
mod source;
mod speech;
mod spoken;
mod statements;
mod subject;
mod sums;
mod told;
pub mod training;
mod transcript;
mod turned_round;
mod turns;
mod units;
mod unsaid;
mod us_stops;
mod verbs;
mod views;
mod visible;
mod voices;
mod wider;
mod works;
mod works_near;

use crate::article::{Article, PassedOver, Quotation, Span, WhyNot};
use assign::Assigned;
use attribute::Earlier;
use claims::Claims;
use compose::{add_indirect, quotation};
use echo::{add_echoes, name_echoes};
use foreign::{english_stretches, foreign_quotations, is_foreign};
use groups::{Passed, groups};
use model::Model;
use page::Page;
use transcript::{Labels, transcript};
use visible::Visible;

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
        match Visible::of(article) {
            Some(visible) => visible.quotations_of_original(self.find_in_visible(&visible.article)),
            None => self.find_in_visible(article),
        }
    }

    /// Finds those of an article that is as it is seen.
    fn find_in_visible(&self, article: &Article) -> Vec<Quotation> {
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
            let mut in_english = self.english_quotations(&page);
            in_english.retain(within);
            // One that begins in English may go on in the other language.
            let mut taken: Vec<Span> = in_english.iter().flat_map(|quotation| &quotation.content).copied().collect();
            taken.sort_unstable();
            let is_taken = |span: &Span| {
                let behind = taken.partition_point(|taken| taken.end <= span.start);
                taken.get(behind).is_some_and(|taken| taken.start < span.end)
            };
            found.retain(|quotation| !within(quotation) && !quotation.content.iter().any(is_taken));
            found.extend(in_english);
            found.sort_by_key(|quotation| quotation.content[0]);
        }
        found
    }

    /// What stands between quotation marks in the article and is in none of its `quotations`, in the order of the text:
    /// for whoever asks why something is no quotation. It costs as much as finding them.
    pub fn passed_over(&self, article: &Article, quotations: &[Quotation]) -> Vec<PassedOver> {
        let visible = Visible::of(article);
        let original = |span: Span| visible.as_ref().map_or(span, |visible| visible.original(span));
        let page = Page::of(visible.as_ref().map_or(article, |visible| &visible.article), !self.indirect);
        let foreign = is_foreign(&page, article.language.as_deref());
        let (_, passed) = groups(&page, self.model, &Claims::of(&page, self.model, self.indirect));
        let mut passed = passed.into_iter().peekable();
        let mut covers = quotations.iter().map(Quotation::cover).peekable();
        let mut quoted_to = 0;
        let regions = page.regions.iter().enumerate().filter_map(|(number, region)| {
            let here = passed.next_if(|passed| passed.region == number);
            let span = original(region.outer);
            while let Some(cover) = covers.next_if(|cover| cover.start <= span.start) {
                quoted_to = quoted_to.max(cover.end);
            }
            let reason = match here {
                _ if foreign => WhyNot::FewWords,
                Some(Passed { title: true, .. }) => WhyNot::Title,
                Some(Passed { chance, least, .. }) => WhyNot::Unlikely { chance, least },
                // Of a kind that was not asked for.
                None => return None,
            };
            (span.end > quoted_to).then_some(PassedOver { span, reason })
        });
        regions.collect()
    }

    /// The quotations of an article in English.
    fn english_quotations(&self, page: &Page<'_>) -> Vec<Quotation> {
        let claims = Claims::of(page, self.model, self.indirect);
        let (groups, _) = groups(page, self.model, &claims);
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

/// An article of one paragraph, for the tests of this room.
#[cfg(test)]
fn article_of(text: &str) -> Article {
    let span = Span::new(0, text.len());
    let paragraphs = vec![crate::article::Paragraph { kind: crate::article::ParagraphKind::Body, span }];
    Article { text: text.to_owned(), paragraphs, ..Article::default() }
}

/// Who says the first quotation of an article of one paragraph.
#[cfg(test)]
fn first_speaker(text: &str) -> Option<String> {
    find_quotations(&article_of(text)).swap_remove(0).speaker.map(|speaker| speaker.full_name)
}

#[cfg(test)]
mod tests {
    use super::{Extractor, article_of};
    use crate::article::WhyNot;

    #[test]
    fn evidence_leads_by_way_of_descriptions_to_the_name() {
        let chain = |text: &str| {
            let article = article_of(text);
            let found = Extractor::default().find(&article);
            found.last().unwrap().attribution.evidence.iter().map(|span| article.at(*span).to_owned()).collect()
        };
        let tied: Vec<String> =
            chain("Ann Roe, the mayor of Ore, left. The mayor was angry. She had a hat. “Nobody asked,” she said.");
        assert_eq!(tied, ["said", "she", "The mayor", "Ann Roe"]);
        let by_age: Vec<String> = chain("Tom Poe, a baker, came late. The 54-year-old was calm. “I bake,” he said.");
        assert_eq!(by_age, ["said", "he", "The 54-year-old", "Tom Poe"]);
        let by_name: Vec<String> = chain("Tom Poe came late. He was calm. “I bake,” he said.");
        assert_eq!(by_name, ["said", "he", "Tom Poe"]);
    }

    #[test]
    fn what_is_no_quotation_has_its_reason() {
        let article =
            article_of("“We knew,” Ann Roe said on Monday of the film “Two Pairs of Eyes”. Its “star” was not there.");
        let extractor = Extractor::default();
        let quotations = extractor.find(&article);
        let passed = extractor.passed_over(&article, &quotations);
        let words: Vec<&str> = passed.iter().map(|passed| article.at(passed.span)).collect();
        assert_eq!(words, ["“Two Pairs of Eyes”", "“star”"]);
        assert_eq!(passed[0].reason, WhyNot::Title);
        assert!(matches!(passed[1].reason, WhyNot::Unlikely { chance, least } if chance < least), "{passed:?}");
        // What is left out because it is not asked for is a quotation all the same.
        assert_eq!(extractor.passed_over(&article, &[]), passed);
    }
}
