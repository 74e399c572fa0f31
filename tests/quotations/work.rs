//! The work of extraction grows with the length of the text and no faster, whatever the text.
//!
//! Counted are looks, see `text::looks`: a clock would tell more of the machine than of the program. The bench
//! `extract` takes the times of the same texts.

use super::hostile::{HOSTILE, Hostile};
use onrecord::quote::find_quotations;
use onrecord::text::looks::looks;

/// The looks per byte of a text of so many bytes; `None` in a build that does not count them.
fn looks_per_byte(kind: &Hostile, bytes: usize) -> Option<f64> {
    let article = kind.article(bytes);
    let before = looks()?;
    find_quotations(&article);
    Some((looks()? - before) as f64 / article.text.len() as f64)
}

/// How many looks a byte may cost; an endless paragraph of commas costs the most, 216.
const MOST: f64 = 250.0;

#[test]
fn work_grows_with_the_length_of_the_text_and_no_faster() {
    let mut wrong = Vec::new();
    for kind in HOSTILE {
        let (Some(short), Some(long)) = (looks_per_byte(kind, 12_000), looks_per_byte(kind, 96_000)) else { return };
        // Beyond the short text every bound of a look has been met.
        if long > short * 1.05 + 0.2 || long > MOST {
            wrong.push(format!("{}: {short:.1} looks a byte in a short text, {long:.1} in a long one", kind.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_found_grows_with_the_length_of_the_text_and_no_faster() {
    for kind in HOSTILE {
        let article = kind.article(48_000);
        let mut bytes = 0;
        for quotation in find_quotations(&article) {
            let spans = quotation.content.len() + quotation.source.len() + quotation.attribution.evidence.len();
            let names = quotation.speaker.map_or(0, |speaker| speaker.name.len() + speaker.full_name.len());
            assert!(names <= 1_000, "{}: a name of {names} bytes", kind.name);
            bytes += spans * 8 + names;
        }
        assert!(bytes <= article.text.len() * 20, "{}: {bytes} bytes are found", kind.name);
    }
}
