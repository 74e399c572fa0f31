//! The block of fields above a Markdown text: YAML between `---`, TOML between `+++`, or a JSON object.
//!
//! All three become the same map of JSON values, so that one table of field names serves every format.

use serde_json::{Map, Value};

/// A text taken apart.
#[derive(Debug, Default)]
pub(super) struct Split<'a> {
    /// The fields; empty where there are none.
    pub fields: Map<String, Value>,
    /// What follows the block.
    pub body: &'a str,
    /// Why the block could not be read; the fields are then what its simple lines give.
    pub trouble: Option<String>,
}

/// Whether the text begins with a block of fields that looks like one.
pub(super) fn opens(text: &str) -> bool {
    let Some((fence, rest)) = fence(text) else { return false };
    let key = |line: &str| match fence {
        "---" => line.split_once(':').is_some_and(|(key, _)| is_key(key)),
        _ => line.split_once('=').is_some_and(|(key, _)| is_key(key)),
    };
    rest.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).is_some_and(key)
}

/// Takes the block of fields off the text. A block that is never closed ends at the first blank line.
pub(super) fn split(text: &str) -> Split<'_> {
    let text = text.trim_start_matches(['\u{feff}', '\n', '\r', ' ', '\t']);
    if text.starts_with('{') {
        return json(text).unwrap_or(Split { body: text, ..Split::default() });
    }
    if !opens(text) {
        return Split { body: text, ..Split::default() };
    }
    let Some((fence, rest)) = fence(text) else {
        return Split { body: text, ..Split::default() };
    };
    let (block, body) = block(fence, rest);
    let parsed = if fence == "---" { yaml(block) } else { toml(block) };
    match parsed {
        Ok(fields) => Split { fields, body, trouble: None },
        Err(trouble) => Split { fields: simple_lines(block, fence), body, trouble: Some(trouble) },
    }
}

fn fence(text: &str) -> Option<(&'static str, &str)> {
    let text = text.trim_start_matches(['\u{feff}', '\n', '\r', ' ', '\t']);
    ["---", "+++"].into_iter().find_map(|fence| {
        let rest = text.strip_prefix(fence)?;
        let (line, rest) = rest.split_once('\n')?;
        line.trim().is_empty().then_some((fence, rest))
    })
}

fn block<'a>(fence: &str, rest: &'a str) -> (&'a str, &'a str) {
    let mut start = 0;
    let mut blank = None;
    for line in rest.split_inclusive('\n') {
        let words = line.trim_end();
        if words == fence || (fence == "---" && words == "...") {
            return (&rest[..start], &rest[start + line.len()..]);
        }
        if words.is_empty() && blank.is_none() {
            blank = Some(start);
        }
        start += line.len();
    }
    let end = blank.unwrap_or(rest.len());
    (&rest[..end], &rest[end..])
}

fn yaml(block: &str) -> Result<Map<String, Value>, String> {
    let options = serde_saphyr::options! {
        // One post in 160 of a real archive repeats a key; strict YAML would lose them all.
        duplicate_keys: serde_saphyr::options::DuplicateKeyPolicy::LastWins,
        leading_zero_numbers_as_strings: true,
        with_snippet: false,
    };
    // Tabs after a colon and at line ends are common and mean nothing.
    match serde_saphyr::from_str_with_options::<Value>(block, options) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(Value::Null) => Ok(Map::new()),
        Ok(_) => Err("its front matter is not a list of fields".to_owned()),
        Err(error) => Err(format!("its front matter is not YAML: {}", first_line(&error.to_string()))),
    }
}

fn toml(block: &str) -> Result<Map<String, Value>, String> {
    let table: toml::Table = block
        .parse()
        .map_err(|error: toml::de::Error| format!("its front matter is not TOML: {}", first_line(error.message())))?;
    Ok(table.into_iter().map(|(key, value)| (key, from_toml(value))).collect())
}

fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(truth) => Value::Bool(truth),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(values) => Value::Array(values.into_iter().map(from_toml).collect()),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, from_toml(value))).collect())
        }
    }
}

fn json(text: &str) -> Option<Split<'_>> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Map<String, Value>>();
    let fields = values.next()?.ok()?;
    Some(Split { fields, body: &text[values.byte_offset()..], trouble: None })
}

/// What a broken block still says in lines of `key: value`.
fn simple_lines(block: &str, fence: &str) -> Map<String, Value> {
    let sign = if fence == "---" { ':' } else { '=' };
    block
        .lines()
        .filter_map(|line| line.split_once(sign))
        .filter(|(key, value)| is_key(key) && !value.trim().is_empty())
        .map(|(key, value)| {
            let value = value.trim().trim_matches(['"', '\'']);
            (key.trim().to_owned(), Value::String(value.to_owned()))
        })
        .collect()
}

fn is_key(key: &str) -> bool {
    let key = key.trim_end().trim_matches(['"', '\'']);
    !key.is_empty() && key.len() <= 40 && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-' || c == '.')
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn yaml_toml_and_json_give_the_same_fields() {
        for text in [
            "---\ntitle: \"The bridge: closed\"\ndate: 2021-05-03 9:30:00 -0400\ntags:\n  - roads\n---\n\nText.",
            "---\r\ntitle: 'The bridge: closed'\r\ndate: 2021-05-03 9:30:00 -0400\r\ntags: [roads]\r\n---\r\nText.",
            "+++\ntitle = \"The bridge: closed\"\ndate = \"2021-05-03 9:30:00 -0400\"\ntags = [\"roads\"]\n+++\nText.",
            "{\"title\": \"The bridge: closed\", \"date\": \"2021-05-03 9:30:00 -0400\", \"tags\": [\"roads\"]}\nText.",
        ] {
            let split = split(text);
            assert_eq!(split.fields["title"], "The bridge: closed", "{text}");
            assert_eq!(split.fields["date"], "2021-05-03 9:30:00 -0400");
            assert_eq!(split.fields["tags"][0], "roads");
            assert_eq!((split.body.trim(), split.trouble), ("Text.", None));
        }
    }

    #[test]
    fn toml_days_are_days() {
        assert_eq!(split("+++\ndate = 2021-05-03T09:30:00Z\n+++\n").fields["date"], "2021-05-03T09:30:00Z");
    }

    #[test]
    fn a_repeated_key_is_no_reason_to_lose_a_post() {
        assert_eq!(split("---\ntitle: One\ntitle: Two\n---\n").fields["title"], "Two");
    }

    #[test]
    fn a_broken_block_gives_its_simple_lines() {
        let split = split("---\ntitle: The bridge\nauthor: [Ana\ndate: 2021-05-03\n---\nText.");
        assert_eq!((&split.fields["title"], split.body), (&"The bridge".into(), "Text."));
        assert!(split.trouble.unwrap().starts_with("its front matter is not YAML"));
    }

    #[test]
    fn a_block_that_is_never_closed_ends_at_the_blank_line() {
        let split = split("---\ntitle: The bridge\n\nText.");
        assert_eq!((&split.fields["title"], split.body.trim()), (&"The bridge".into(), "Text."));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        let split = split("---\n\nThe bridge is closed. It was: a storm.\n");
        assert!(split.fields.is_empty());
        assert!(split.body.starts_with("---"));
    }
}
