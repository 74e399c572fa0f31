//! Ids as fields of TREC's files, which white space parts: percent-encoded on the way out, decoded on the way in.

/// Returns an id with its white space, its control characters and its `%` percent-encoded, so that it is one field and
/// can be had back: `a b.txt` is `a%20b.txt`, `harbour.txt` itself.
pub fn encode(id: &str) -> String {
    let mut encoded = String::with_capacity(id.len());
    for character in id.chars() {
        if character.is_whitespace() || character.is_control() || character == '%' {
            let mut bytes = [0; 4];
            encoded.extend(character.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            encoded.push(character);
        }
    }
    encoded
}

/// Returns an id with its percent-encoded bytes decoded. What is no encoding stays as it is, and so does all of it
/// where the bytes are no UTF-8: other programs write such ids, too.
pub fn decode(id: &str) -> String {
    let mut bytes = Vec::with_capacity(id.len());
    let mut rest = id.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| byte == b'%') {
            Some(code) => {
                bytes.push(code);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};
    use proptest::prelude::*;

    #[test]
    fn encoded_ids_are_decoded() {
        assert_eq!(decode("a%20b%25c.txt"), "a b%c.txt");
        assert_eq!(decode("%C3%A9%zz%2"), "é%zz%2");
        assert_eq!(decode("%FF"), "%FF");
    }

    proptest! {
        #[test]
        fn every_id_is_one_field_and_comes_back(id in "\\PC*[ \t\u{a0}%]?\\PC*") {
            let encoded = encode(&id);
            prop_assert!(!encoded.contains(char::is_whitespace));
            prop_assert_eq!(decode(&encoded), id);
        }
    }
}
