//! Bytes become text: byte-order mark, then a declaration, then valid UTF-8, then a guess. And text becomes clean
//! text, without the debris that editors, converters and copying leave in it.

use super::language;
use crate::text::invisible::{is_invisible, meant_by_control};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// How far into a file we look for signs that it is not text.
const LOOK: usize = 1024;

/// A decoded text and how it was written.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// What it was decoded from; tests and the log ask.
    pub encoding: &'static Encoding,
}

/// Decodes `bytes`, which may name their own encoding in an HTML `meta` or an XML declaration.
///
/// # Errors
///
/// A reason for [`Skipped`](super::Skipped) where the bytes are not text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, String> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(decode_as(encoding, &bytes[length..]));
    }
    if let Some(what) = other_format(bytes) {
        return Err(format!("not text: {what}"));
    }
    let look = &bytes[..bytes.len().min(LOOK)];
    let nuls = memchr::memchr_iter(0, look).count();
    if nuls > 0 {
        return match utf16_without_mark(look) {
            Some(encoding) => Ok(decode_as(encoding, bytes)),
            None => Err(format!("not text: {nuls} of the first {} bytes are NUL", thousands(look.len()))),
        };
    }
    let controls = look.iter().filter(|&&byte| byte < 0x20 && !b"\t\n\r\x0c\x0b\x1a\x1b".contains(&byte)).count();
    if controls * 10 > look.len() {
        return Err(format!(
            "not text: {controls} of the first {} bytes are control characters",
            thousands(look.len())
        ));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: Cow::Borrowed(text), encoding: UTF_8 }),
        Err(_) => Ok(match guess(bytes) {
            encoding if encoding == UTF_8 => Decoded { text: Cow::Owned(mended(bytes)), encoding },
            encoding => decode_as(encoding, bytes),
        }),
    }
}

/// UTF-8 with strays in it: a single byte that is none is what Windows-1252 means by it, as where lines of several files
/// were put together; a sequence that was cut becomes U+FFFD.
fn mended(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + 16);
    let mut strays = 0_usize;
    let mut rest = bytes;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        rest = &rest[chunk.valid().len() + chunk.invalid().len()..];
        match chunk.invalid() {
            [] => continue,
            // Nobody means þ and ÿ, and what opens a sequence at the very end was cut.
            [stray] if *stray < 0xfe && (*stray < 0xc2 || !rest.is_empty()) => {
                let (sign, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(stray));
                // Five bytes mean nothing there; they come out as controls.
                text.push(sign.chars().next().filter(|sign| !sign.is_control()).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            _ => text.push(char::REPLACEMENT_CHARACTER),
        }
        strays += 1;
    }
    log::debug!(
        "{strays} bytes or cut sequences are not UTF-8 in a text that otherwise is; single ones are read as Windows-1252"
    );
    text
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, encoding }
}

/// The encoding of bytes that are not valid UTF-8 and have no byte-order mark.
fn guess(bytes: &[u8]) -> &'static Encoding {
    // A declaration that says UTF-8 is proved wrong already, unless only a byte or two is broken.
    if let Some(encoding) = declared(bytes).filter(|&encoding| encoding != UTF_8 && encoding.is_ascii_compatible()) {
        return encoding;
    }
    if is_nearly_utf8(bytes) {
        return UTF_8;
    }
    // Curly quotes, dashes, the ellipsis: what Windows puts where a Western text is otherwise plain ASCII. Too few
    // for a detector, and quotation marks must come out right.
    let typographic = |byte: &u8| byte.is_ascii() || matches!(byte, 0x80 | 0x85 | 0x91..=0x97 | 0xa0 | 0xa3 | 0xa9);
    if bytes.iter().all(typographic) {
        return WINDOWS_1252;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let is_defined = |byte: &u8| !matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    if is_written_in_it(guessed, bytes) || !bytes.iter().all(is_defined) { guessed } else { WINDOWS_1252 }
}

/// Whether the text is in a language that the encoding was made for.
///
/// The detector weighs pairs of letters; a few accents and pound signs in a long English text weigh so little that
/// Central European encodings win now and then. So of the Latin ones, all but Windows-1252 have to show their language.
fn is_written_in_it(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let languages: &[&str] = match encoding.name() {
        "windows-1250" | "ISO-8859-2" | "ISO-8859-16" => &["pl", "cs", "sk", "hu", "sl", "hr", "ro", "bs", "sq"],
        "windows-1257" | "ISO-8859-13" | "ISO-8859-4" | "ISO-8859-10" => &["lt", "lv", "et"],
        "windows-1254" => &["tr", "az"],
        "windows-1258" => &["vi"],
        "ISO-8859-3" | "ISO-8859-14" | "ISO-8859-15" => &["mt", "eo", "cy", "ga"],
        _ => return true,
    };
    let (text, _) = encoding.decode_without_bom_handling(&bytes[..bytes.len().min(1 << 16)]);
    language::likeliest(&text).is_some_and(|language| languages.contains(&language))
}

/// The encoding that `<meta charset>`, `<meta http-equiv>` or `<?xml encoding?>` names in the first kilobyte.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(LOOK)].to_ascii_lowercase();
    let start = head.trim_ascii_start();
    if !start.starts_with(b"<") {
        return None;
    }
    for key in [b"charset=".as_slice(), b"encoding="] {
        let Some(at) = memchr::memmem::find(start, key) else { continue };
        let value = start[at + key.len()..].trim_ascii_start();
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let length = value
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte))
            .unwrap_or(value.len());
        if let Some(encoding) = Encoding::for_label(&value[..length]) {
            return Some(encoding);
        }
    }
    None
}

/// UTF-8 that was cut or damaged in a few places, or has lines in Windows-1252 among its own.
///
/// Hardly any other text holds sequences of UTF-8 by chance: read as Windows-1252 they are an accented capital and a
/// sign, `Ã©`, or an `â`, a `€` and another sign. Texts in the encodings of East Asia do hold some, among many more
/// bytes that are none.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        let weight = |byte| match byte {
            0xc2 | 0xc3 | 0xe0..=0xef => 4,
            0xc4..=0xdf => 1,
            0xf0.. => 8,
            _ => 0,
        };
        good += chunk.valid().bytes().map(weight).sum::<usize>();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 4 * bad || (good > 0 && bad == 1 && std::str::from_utf8(bytes).is_err_and(|e| e.error_len().is_none()))
}

/// UTF-16 without a byte-order mark: in Western text every other byte is NUL.
fn utf16_without_mark(look: &[u8]) -> Option<&'static Encoding> {
    let pairs = look.len() / 2;
    let nuls = |first: usize| look.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    match pairs {
        0 => None,
        _ if odd * 10 >= pairs * 7 && even * 20 <= pairs => Some(UTF_16LE),
        _ if even * 10 >= pairs * 7 && odd * 20 <= pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// Well-known files that are not text, with what to do about them.
fn other_format(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 12] = [
        (b"%PDF-", "a PDF; convert it to text first"),
        (b"PK\x03\x04", "a ZIP archive or an office document; unpack or convert it first"),
        (b"\x1f\x8b", "compressed with gzip; unpack it first"),
        (b"\x28\xb5\x2f\xfd", "compressed with zstd; unpack it first"),
        (b"BZh9", "compressed with bzip2; unpack it first"),
        (b"\xfd7zXZ\0", "compressed with xz; unpack it first"),
        (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"\xd0\xcf\x11\xe0", "an old office document; convert it to text first"),
        (b"{\\rtf", "a rich text document; convert it to plain text first"),
    ];
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, what)| *what)
}

fn thousands(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

/// Cleans running text: line ends become `\n`, a form feed ends a paragraph, invisible characters go, the C1 controls that
/// stand where Windows-1252 was taken for Latin-1 become what was meant.
///
/// Non-breaking spaces and the joiners that Persian, Indic scripts and emoji need stay. Texts in which nothing is to
/// do are given back as they are.
pub(super) fn clean(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.bytes().any(|byte| NEEDS_A_LOOK[usize::from(byte)]) || !text.chars().any(|c| cleaned(c).is_some()) {
        return text;
    }
    let mut clean = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match cleaned(character) {
            None => clean.push(character),
            Some(_) if character == '\r' => {
                characters.next_if_eq(&'\n');
                clean.push('\n');
            }
            Some(instead) => clean.push_str(&instead),
        }
    }
    Cow::Owned(clean)
}

/// First bytes of characters that [`cleaned`] may change.
static NEEDS_A_LOOK: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = byte != 0x09 && byte != 0x0a;
        byte += 1;
    }
    table[0x7f] = true;
    table[0xc2] = true;
    table[0xe2] = true;
    table[0xef] = true;
    table
};

/// What stands instead of `character` in clean text; `None` where it stays.
fn cleaned(character: char) -> Option<Cow<'static, str>> {
    Some(match character {
        '\n' | '\t' => return None,
        '\r' | '\u{2028}' | '\u{85}' | '\u{b}' => Cow::Borrowed("\n"),
        '\u{c}' | '\u{2029}' => Cow::Borrowed("\n\n"),
        '\0'..='\u{1f}' | '\u{7f}' => Cow::Borrowed(""),
        '\u{80}'..='\u{9f}' => Cow::Owned(meant_by_control(character)?.to_string()),
        _ if is_invisible(character) => Cow::Borrowed(""),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{clean, decode};
    use std::borrow::Cow;

    fn decoded(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes).unwrap();
        (decoded.text.into_owned(), decoded.encoding.name())
    }

    fn cleaned(text: &str) -> String {
        clean(Cow::Borrowed(text)).into_owned()
    }

    #[test]
    fn a_byte_order_mark_decides() {
        assert_eq!(decoded(b"\xef\xbb\xbfHello"), ("Hello".into(), "UTF-8"));
        assert_eq!(decoded(b"\xff\xfeH\0i\0"), ("Hi".into(), "UTF-16LE"));
        assert_eq!(decoded(b"\xfe\xff\0H\0i"), ("Hi".into(), "UTF-16BE"));
    }

    #[test]
    fn utf16_is_seen_without_a_mark() {
        let little: Vec<u8> = "“We knew,” she said.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&little), ("“We knew,” she said.".into(), "UTF-16LE"));
        let big: Vec<u8> = "We knew, she said.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&big).1, "UTF-16BE");
    }

    #[test]
    fn windows_quotes_come_out_right_even_in_a_short_text() {
        assert_eq!(decoded(b"\x93We knew,\x94 she said.").0, "“We knew,” she said.");
        assert_eq!(decoded(b"It\x92s late \x96 very late.").0, "It’s late – very late.");
        assert_eq!(decoded(b"Der Pr\xe4sident sagte, die M\xf6bel seien f\xfcr alle da.").1, "windows-1252");
    }

    #[test]
    fn a_western_text_is_windows_1252_unless_its_language_says_otherwise() {
        assert_eq!(
            decoded(b"The na\xefve plan cost \xa35m, said Zo\xeb Poe.").0,
            "The naïve plan cost £5m, said Zoë Poe."
        );
        let english =
            b"Ferry strike goes on\n\nThe na\xefve plan cost \xa33.\n\nThe union of sailors in the harbour town said \
            the strike would go on until the pay was right and the boats were safe.\n";
        assert_eq!(decoded(english).1, "windows-1252");
        let (polish, _, _) = encoding_rs::WINDOWS_1250.encode(
            "Związek marynarzy powiedział, że strajk potrwa, dopóki płace nie będą wyższe, a statki bezpieczne. Świat czeka.",
        );
        assert_eq!(decoded(&polish).1, "windows-1250");
        let (turkish, _, _) = encoding_rs::WINDOWS_1254.encode(
            "Denizciler sendikası, ücretler yükselene kadar grevin süreceğini açıkladı. Belediye başkanı görüşmelere çağırdı.",
        );
        assert_eq!(decoded(&turkish).1, "windows-1254");
        let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("Профсоюз моряков заявил, что забастовка продолжится.");
        assert_eq!(decoded(&russian).1, "windows-1251");
        let (chinese, _, _) =
            encoding_rs::GBK.encode("海员工会表示，罢工将继续进行，直到工资提高为止。市长呼吁双方谈判。");
        assert_eq!(decoded(&chinese).1, "GBK");
    }

    #[test]
    fn a_stray_byte_does_not_cost_a_short_text() {
        let text = [
            "“We will not go back,” said Ann Doé, who leads the union — it’s £5.\n\nIt".as_bytes(),
            b"\x92s a stray \xff byte.",
        ];
        let words =
            "“We will not go back,” said Ann Doé, who leads the union — it’s £5.\n\nIt’s a stray \u{fffd} byte.";
        assert_eq!(decoded(&text.concat()), (words.into(), "UTF-8"));
        assert_eq!(decoded(b"Stray \x92 byte in it\xe2\x80\x99s text").0, "Stray ’ byte in it’s text");
        assert_eq!(decoded(b"Caf\xc3\xa9 \x96 caf\xc3\xa9s").0, "Café – cafés");
    }

    #[test]
    fn a_declaration_counts_where_the_text_is_not_utf8() {
        let page = b"<html><head><meta charset=\"windows-1251\"></head><p>\xcf\xf0\xe8\xe2\xe5\xf2";
        assert_eq!(
            decoded(page),
            ("<html><head><meta charset=\"windows-1251\"></head><p>Привет".into(), "windows-1251")
        );
        let lie = "<meta charset=iso-8859-1><p>“Grüße”";
        assert_eq!(decoded(lie.as_bytes()), (lie.into(), "UTF-8"));
    }

    #[test]
    fn a_cut_or_damaged_byte_does_not_cost_the_text() {
        let text = "“Grüße”, sagte die Bürgermeisterin, „aus Köln“ — über öffentliche Förderung.";
        assert_eq!(decoded(&text.as_bytes()[..text.find('—').unwrap() + 2]).1, "UTF-8");
        let mut damaged = text.as_bytes().to_vec();
        damaged.push(0xff);
        assert_eq!(decoded(&damaged).1, "UTF-8");
    }

    #[test]
    fn what_is_not_text_says_why() {
        assert_eq!(decode(b"ab\0c\0\0").unwrap_err(), "not text: 3 of the first 6 bytes are NUL");
        assert_eq!(decode(b"%PDF-1.7").unwrap_err(), "not text: a PDF; convert it to text first");
        assert_eq!(decode(b"\x01\x02abc").unwrap_err(), "not text: 2 of the first 5 bytes are control characters");
    }

    #[test]
    fn debris_goes_and_words_stay() {
        assert_eq!(cleaned("a\r\nb\rc\u{c}d"), "a\nb\nc\n\nd");
        assert_eq!(cleaned("co\u{ad}op\u{200b}er\u{feff}ate\u{1}"), "cooperate");
        assert_eq!(cleaned("\u{93}Well,\u{94} she said"), "“Well,” she said");
        assert!(matches!(clean(Cow::Borrowed("“Plain” — 10\u{a0}000 naïve")), Cow::Borrowed(_)));
        assert_eq!(cleaned("👩\u{200d}🚀"), "👩\u{200d}🚀");
    }
}
