//! [`Fingerprints`]: numbers that say whether two archives hold the same articles.
//!
//! They are FNV-1a of 64 bits, which needs no library and never changes, so that they can be kept in files. Nobody gains
//! by forging one.

use crate::archive::{Archive, ArchiveError};
use crate::text::fnv;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::fmt;

/// The fingerprints of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprints {
    /// Over the ids and the fingerprints of all articles.
    pub all: u64,
    /// Each article's id with its fingerprint, in the order of the ids.
    pub articles: Vec<(String, ArticlePrint)>,
}

/// The fingerprint of an article: of what stood in its file, and not of the quotations that a program finds in it.
///
/// Printed as two times sixteen hexadecimal digits with a full stop between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArticlePrint {
    /// Over its text.
    pub text: u64,
    /// Over what else is known of it: its headline, date, outlet, section, byline, address, language and path.
    pub rest: u64,
}

impl Fingerprints {
    /// Reads every article of an archive.
    pub(super) fn of(archive: &Archive) -> Result<Fingerprints, ArchiveError> {
        let mut articles: Vec<(String, ArticlePrint)> = archive
            .articles()?
            .par_iter()
            .map(|(id, address)| {
                let article = archive.load(*address)?.article;
                let published = article.published.map(|date| date.to_string());
                let rest = (article.headline_text(), &article.byline, published, &article.source, &article.section);
                let rest = format!("{rest:?} {:?}", (&article.url, &article.language, &article.origin.path));
                let print = ArticlePrint { text: fnv::of(article.text.as_bytes()), rest: fnv::of(rest.as_bytes()) };
                Ok((id.as_str().to_owned(), print))
            })
            .collect::<Result<_, ArchiveError>>()?;
        articles.sort_unstable();
        let lines: Vec<String> = articles.iter().map(|(id, print)| format!("{id}\t{print}")).collect();
        Ok(Fingerprints { all: fnv::of(lines.join("\n").as_bytes()), articles })
    }
}

impl fmt::Display for ArticlePrint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}.{:016x}", self.text, self.rest)
    }
}

#[cfg(test)]
mod tests {
    use super::ArticlePrint;

    #[test]
    fn a_fingerprint_is_two_times_sixteen_digits() {
        assert_eq!(ArticlePrint { text: 0xaf, rest: u64::MAX }.to_string(), "00000000000000af.ffffffffffffffff");
    }
}
