//! A number that says whether two lists of judgements are the same.

use crate::text::fnv;

/// Returns a number that stands for documents with their grades, in whatever order they come: FNV-1a of 64 bits, which
/// never changes, so that it can be kept in files.
pub fn fingerprint<'d>(judgements: impl IntoIterator<Item = (&'d str, u32)>) -> u64 {
    let mut lines: Vec<String> = judgements.into_iter().map(|(id, grade)| format!("{id}\t{grade}")).collect();
    lines.sort_unstable();
    fnv::of(lines.join("\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn the_order_of_judgements_does_not_count() {
        let one = fingerprint([("a", 1), ("b", 0)]);
        assert_eq!(one, fingerprint([("b", 0), ("a", 1)]));
        assert_ne!(one, fingerprint([("a", 1), ("b", 1)]));
        // What a file holds today must hold tomorrow.
        assert_eq!(fingerprint([("foobar", 1)]), 0x74b1_2ceb_4f10_3f86);
    }
}
