//! Long text as a JSON string.
//!
//! An article's text is nearly all of its line, and `serde_json` looks at it byte by byte; here sixteen are looked at
//! together, and what stands between two signs to be escaped is copied at once. The bytes are the same.

use std::fmt::Write;

/// Adds `text` as a JSON string to `line`.
pub(super) fn push_string(text: &str, line: &mut String) {
    line.push('"');
    let mut rest = text;
    while let Some(at) = next_sign(rest.as_bytes()) {
        line.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'"' => line.push_str("\\\""),
            b'\\' => line.push_str("\\\\"),
            b'\n' => line.push_str("\\n"),
            b'\r' => line.push_str("\\r"),
            b'\t' => line.push_str("\\t"),
            0x08 => line.push_str("\\b"),
            0x0C => line.push_str("\\f"),
            control => write!(line, "\\u{control:04x}").expect("a string takes whatever is written"),
        }
        rest = &rest[at + 1..];
    }
    line.push_str(rest);
    line.push('"');
}

/// Where the first byte stands that may not stand in a JSON string.
fn next_sign(bytes: &[u8]) -> Option<usize> {
    let is_sign = |byte: u8| (byte < 0x20) | (byte == b'"') | (byte == b'\\');
    let sixteen = bytes.as_chunks::<16>().0.iter();
    let clear = 16 * sixteen.take_while(|bytes| !bytes.iter().fold(false, |any, byte| any | is_sign(*byte))).count();
    bytes[clear..].iter().position(|byte| is_sign(*byte)).map(|at| clear + at)
}

#[cfg(test)]
mod tests {
    use super::push_string;

    #[test]
    fn every_sign_is_written_as_elsewhere() {
        for sign in (0..=0x180).chain([0x2028, 0xFFFD, 0x1F600]).filter_map(char::from_u32) {
            for before in [0, 1, 15, 16, 17, 40] {
                let text = format!("{}{sign}{sign}“é”", "x".repeat(before));
                let mut line = String::new();
                push_string(&text, &mut line);
                assert_eq!(line, serde_json::to_string(&text).unwrap());
            }
        }
    }
}
