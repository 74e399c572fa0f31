//! Finite verbs of saying as they stand beside names: what goes with one says, and so is no month and no common noun.
//!
//! Few and plain ones, for here nothing but the verb decides; what words say in quotations is a matter of its own.

/// Whether a word is one of them, in small letters or in capitals.
pub(super) fn says(word: &str) -> bool {
    const VERBS: [&str; 14] = [
        "added",
        "adds",
        "argued",
        "asked",
        "asks",
        "explained",
        "recalled",
        "replied",
        "said",
        "says",
        "tells",
        "told",
        "warned",
        "wrote",
    ];
    VERBS.iter().any(|verb| verb.eq_ignore_ascii_case(word))
}

/// What hardly any common noun without an article does.
pub(super) const DEEDS: [&str; 8] =
    ["admitted", "announced", "claimed", "confirmed", "denied", "insisted", "revealed", "vowed"];

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn verbs_are_known_in_any_letters() {
        assert!(says("said") && says("WARNED") && !says("saying"));
    }
}
