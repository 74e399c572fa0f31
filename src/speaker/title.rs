//! What the words of a source say of a speaker beside the name: "President", "the mayor of Velden".

/// Returns the title or description in `words`, which say who speaks, with any of `names` taken out; `None` where
/// nothing is left that says anything.
///
/// `"Mayor Ann Roe"` and `"Ann Roe, the mayor"` give `Mayor` and `mayor`; `"Ms. Roe"` gives nothing.
pub fn title_of(words: &str, names: &[&str]) -> Option<String> {
    let mut rest = words.trim();
    // The longest name that stands there, or its last word with whatever follows left out.
    let name = names.iter().filter(|name| rest.contains(**name)).max_by_key(|name| name.len());
    let surnames = names.iter().filter_map(|name| name.split_whitespace().next_back());
    let name = name.copied().or_else(|| surnames.filter(|surname| rest.contains(surname)).max_by_key(|one| one.len()));
    if let Some((before, after)) = name.and_then(|name| rest.split_once(name)) {
        let before = before.trim_end();
        let after = after.trim_start_matches(['\u{2019}', '\'']).trim_start_matches([',', ' ']);
        rest = if before.is_empty() { after } else { before };
    }
    // The cue may stand among the words: "said Mayor Ann Roe".
    let rest =
        ["said ", "says ", "told ", "adds ", "added "].iter().find_map(|cue| rest.strip_prefix(cue)).unwrap_or(rest);
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '\u{2014}'));
    // "Ann Roe and Bo Poe" are two; what the other one is stands with the other one.
    if rest.starts_with("and ") {
        return None;
    }
    let rest = ["the ", "The ", "a ", "an ", "A ", "An ", "its ", "his ", "her ", "their ", "our "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let courtesy = ["mr", "mrs", "ms", "miss", "dr", "sir", "who", "it", "and", "by", "to", "of"];
    let plain = rest.trim_end_matches('.').to_lowercase();
    let says = plain.chars().filter(|c| c.is_alphabetic()).count() > 2 && !courtesy.contains(&plain.as_str());
    (says && rest.len() < 80 && !rest.contains(['\u{201c}', '"'])).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::title_of;

    #[test]
    fn titles_stand_before_and_behind_names() {
        let names = ["Ann Roe", "Roe"];
        for (words, title) in [
            ("Mayor Ann Roe", Some("Mayor")),
            ("Ann Roe, the mayor of Velden,", Some("mayor of Velden")),
            ("the mayor", Some("mayor")),
            ("Ms. Roe", None),
            ("Roe, its chair,", Some("chair")),
            ("Ann Roe and Bo Poe", None),
            ("said Deputy Mayor Roe", Some("Deputy Mayor")),
            ("Ann Roe", None),
            ("Roe, who", None),
            ("", None),
        ] {
            assert_eq!(title_of(words, &names).as_deref(), title, "{words}");
        }
    }
}
