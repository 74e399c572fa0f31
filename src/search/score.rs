//! The formulas: BM25 with headline, body and captions as one piece of evidence, and what places add to it.
//!
//! How often a word stands in an article, and whether at its top, is read for every match. Where else it stands is dearer
//! to read, so whether words stand near each other is asked of the best matches only (`build/places`), and it never takes
//! anything away: an article that is read again can only rise, so it stays before those that were not. Nor can it rise
//! further than if its words stood near each other wherever they stand, so even of the best only those are read that can
//! still reach the page that is shown.
//!
//! The constants were settled on four judged collections: Cranfield, CISI, known items among BBC articles, categories of
//! Reuters-21578. nDCG@10 of topics as bags of words is .389, .409, .888 and .730, mean .604. Of 600 settings (k1 1.2 to 3,
//! b 0.1 to 0.5, near 0 to 0.4, top 0 to 2) the best on all four together reaches .605. Chosen without one collection, the
//! setting that is best on the other three reaches .383, .400, .862 and .698 on the one left out (mean .586), and chosen on
//! four fifths of the queries of each .602 on the last fifth, where these reach .604: the collections want different
//! things, so choosing more finely would be fitting noise. Moved one at a time, nothing within k1 1.6 to 2.5, b 0.1 to 0.3,
//! near 0 to 0.4 and top 0.5 to 2 changes the mean by more than .005; without top it is .594, with b 0.5 .598.

/// How slowly further occurrences lose their worth.
const K1: f64 = 2.0;
/// How far long articles are held back. Less than the usual 0.75, which costs newswire .07: there the length of an
/// article says little, and what stands at its top speaks for the short one.
const B: f64 = 0.25;

/// What two words near each other add, beside the rarer one's own score.
const NEAR: f64 = 0.2;
/// How much finding a word must be worth for its neighbours to tell anything: what stands in more than a seventh of all
/// articles stands near everything. nDCG@10 on the four collections, mean: .6041 without it, .6040 for a third, .6042 for
/// a quarter, .6043 so.
const TELLING: f64 = 2.0;
/// In a small archive every word is frequent; what stands in no more articles than this tells all the same.
const ALWAYS_TELLING: u64 = 100;
/// How many words apart are near.
pub(super) const NEAR_WORDS: u32 = 8;
/// What it adds when all words stand in the headline or among the first 30 words, beside their worth.
const TOP: f64 = 1.0;

/// BM25 (Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond*, 2009; with the
/// always-positive idf of Lucene) over live documents of one kind:
///
/// ```text
/// idf = ln(1 + (N − df + ½) / (df + ½))      score = idf · tf · (k1 + 1) / (tf + k1 · (1 − b + b · length / mean))
/// ```
///
/// `tf` is the weighted number of occurrences over all fields that were looked in (section 3.6 there, "BM25F", with
/// one length for the whole), `length` the bytes of those fields. Bytes stand for words: only the proportion to the
/// mean counts. Everything is f64.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bm25 {
    idf: f64,
}

impl Bm25 {
    /// For something found in `df` of `documents`.
    pub fn new(documents: u64, df: u64) -> Bm25 {
        let (n, df) = (documents as f64, df as f64);
        Bm25 { idf: (1.0 + (n - df + 0.5).max(0.0) / (df + 0.5)).ln() }
    }

    /// How much finding it at all is worth: large for what is rare.
    pub fn idf(self) -> f64 {
        self.idf
    }

    /// The score of a document with this [`norm`] in which it stands `tf` times.
    pub fn score(self, tf: f64, norm: f32) -> f64 {
        self.idf * saturated(tf, norm)
    }
}

/// What a document's length takes from each occurrence: `k1 · (1 − b + b · length / mean)`. It is kept for every document
/// that was ever looked at, hence in half the space of the numbers it is reckoned with.
pub(super) fn norm(length: u64, mean: f64) -> f32 {
    (K1 * (1.0 - B + B * (length as f64 / mean))) as f32
}

/// The mean length of documents that are `total` long together.
pub(super) fn mean_length(documents: u64, total: u64) -> f64 {
    (total as f64 / documents.max(1) as f64).max(1.0)
}

fn saturated(tf: f64, norm: f32) -> f64 {
    tf * (K1 + 1.0) / (tf + f64::from(norm))
}

/// Whether it tells anything what stands near a word that is worth `idf` and that so many articles hold.
pub(super) fn has_neighbours(idf: f64, holders: u64) -> bool {
    idf >= TELLING || holders <= ALWAYS_TELLING
}

/// What it adds that two words, the rarer of which is worth `idf`, stand near each other `tf` times (headlines count
/// double, as for words): a fifth of what a word found as often would be worth (after Metzler and Croft, *A Markov
/// random field model for term dependencies*, 2005: unordered pairs within eight words).
pub(super) fn nearness(idf: f64, tf: f64, norm: f32) -> f64 {
    NEAR * idf * saturated(tf, norm)
}

/// What it adds that words worth `found` of `asked` stand in headline or lead: news says first what matters most, and
/// what it says there of the question counts for more the more of the question it is.
pub(super) fn top_of_text(found: f64, asked: f64) -> f64 {
    if asked > 0.0 { found * found * (TOP / asked) } else { 0.0 }
}

/// Rounds to six significant digits: what is left of a sum when its last bits are not trusted.
pub(super) fn six_digits(score: f64) -> f64 {
    if score == 0.0 || !score.is_finite() {
        return 0.0;
    }
    let scale = 10f64.powi(5 - score.abs().log10().floor() as i32);
    (score * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use super::{Bm25, mean_length, norm, six_digits, top_of_text};

    #[test]
    fn the_formula_gives_a_value_worked_out_by_hand() {
        // N = 10, df = 2: idf = ln(1 + 8.5 / 2.5) = 1.4816; tf = 3 in a document of mean length: 3 · 3 / 5.
        let bm25 = Bm25::new(10, 2);
        let mean = mean_length(10, 1000);
        assert!((bm25.score(3.0, norm(100, mean)) - 1.481_604_54 * 3.0 * 3.0 / 5.0).abs() < 1e-8);
        assert!(bm25.score(3.0, norm(200, mean)) < bm25.score(3.0, norm(100, mean)));
    }

    #[test]
    fn what_stands_everywhere_is_still_worth_something() {
        assert!(Bm25::new(10, 10).idf() > 0.0);
    }

    #[test]
    fn half_of_a_question_at_the_top_is_worth_a_quarter_of_all_of_it() {
        assert_eq!(top_of_text(2.0, 4.0) * 4.0, top_of_text(4.0, 4.0));
        assert_eq!(top_of_text(0.0, 0.0), 0.0);
    }

    #[test]
    fn six_digits_are_kept() {
        assert_eq!(six_digits(1.234_567_89), 1.234_57);
        assert_eq!(six_digits(123_456.789), 123_457.0);
        assert_eq!(six_digits(0.0), 0.0);
        assert_eq!(six_digits(0.000_123_456_789), 0.000_123_457);
    }
}
