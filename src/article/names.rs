//! [`NameUses`]: which names an archive's quotations carry, and where; what people are settled from.

use super::CivilDate;

/// Every name that quotations carry, each with its uses.
///
/// Numbers instead of copies: two million uses are sixteen megabytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameUses {
    /// The distinct names, as printed and as the article gives them in full.
    pub names: Vec<FullName>,
    /// One for each quotation that has a speaker: the name's place in `names` and the article's in `dates`, by article.
    pub uses: Vec<(u32, u32)>,
    /// What stands right before names in the sources of quotations, "Mrs" and "Prince" among other words: the name's place
    /// in `names`, the word, and the quotations. Ascending, each name and word once.
    pub before: Vec<(u32, String, u64)>,
    /// Words with a capital that stand beside names of several words in the sources of quotations, each once: a firm's
    /// mostly.
    pub words: Vec<String>,
    /// Which of them stands beside which name: the name's place in `names` and the word's in `words`. Ascending, each pair
    /// once.
    pub beside: Vec<(u32, u32)>,
    /// For each article, when it was published.
    pub dates: Vec<Option<CivilDate>>,
    /// Quotations whose source is described and never named: "officials", "a neighbour".
    pub unnamed: u64,
    /// The articles that those stand in.
    pub unnamed_articles: u64,
    /// The first and the last date of those.
    pub unnamed_dates: Option<(CivilDate, CivilDate)>,
}

/// A name as it is printed near a quotation, with the fullest form that its article gives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FullName {
    /// As printed nearest to the quotation.
    pub name: String,
    /// In full; equal to `name` where that is the fullest.
    pub full_name: String,
}
