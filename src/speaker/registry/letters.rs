//! [`latin`]: any word in the plain Latin letters that names are compared in.

use crate::text::fold::fold_into;

/// Returns the word folded, Cyrillic and Greek letters and Hangul syllables romanised, apostrophes and other marks left
/// out. Letters of other scripts stay as they are.
pub(super) fn latin(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    // Before folding: composed Hangul would be taken apart.
    if word.is_ascii() {
        fold_into(word, &mut folded);
    } else {
        let mut romanised = String::with_capacity(word.len());
        for letter in word.chars() {
            match (romanised_letter(letter), hangul(letter)) {
                (Some(letters), _) => romanised.push_str(letters),
                (None, Some((lead, vowel, tail))) => {
                    romanised.push_str(lead);
                    romanised.push_str(vowel);
                    romanised.push_str(tail);
                }
                (None, None) => romanised.push(letter),
            }
        }
        fold_into(&romanised, &mut folded);
    }
    folded.retain(char::is_alphanumeric);
    folded
}

/// A Cyrillic or Greek letter as English papers write it.
fn romanised_letter(letter: char) -> Option<&'static str> {
    Some(match letter.to_lowercase().next()? {
        'а' | 'α' | 'ά' => "a",
        'б' => "b",
        'в' | 'β' => "v",
        'г' | 'ґ' | 'γ' => "g",
        'д' | 'δ' => "d",
        'е' | 'э' | 'є' | 'ε' | 'έ' => "e",
        'ё' => "yo",
        'ж' => "zh",
        'з' | 'ζ' => "z",
        'и' | 'й' | 'ы' | 'і' | 'η' | 'ή' | 'ι' | 'ί' | 'υ' | 'ύ' | 'ϊ' => "i",
        'ї' => "yi",
        'к' | 'κ' => "k",
        'л' | 'λ' => "l",
        'м' | 'μ' => "m",
        'н' | 'ν' => "n",
        'о' | 'ο' | 'ό' | 'ω' | 'ώ' => "o",
        'п' | 'π' => "p",
        'р' | 'ρ' => "r",
        'с' | 'σ' | 'ς' => "s",
        'т' | 'τ' => "t",
        'у' => "u",
        'ў' => "u",
        'ф' | 'φ' => "f",
        'х' | 'χ' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'ђ' => "dj",
        'ј' => "i",
        'љ' => "l",
        'њ' => "n",
        'ћ' => "c",
        'џ' => "dzh",
        'θ' => "th",
        'ξ' => "x",
        'ψ' => "ps",
        _ => return None,
    })
}

/// The letters of a Hangul syllable in the Revised Romanisation, without its changes between syllables.
fn hangul(letter: char) -> Option<(&'static str, &'static str, &'static str)> {
    const LEADS: [&str; 19] =
        ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
    const VOWELS: [&str; 21] = [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu",
        "eu", "ui", "i",
    ];
    const TAILS: [&str; 28] = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng",
        "t", "t", "k", "t", "p", "t",
    ];
    let syllable = (letter as usize).checked_sub(0xAC00).filter(|syllable| *syllable < 11_172)?;
    Some((LEADS[syllable / 588], VOWELS[syllable % 588 / 28], TAILS[syllable % 28]))
}

#[cfg(test)]
mod tests {
    use super::latin;

    #[test]
    fn other_scripts_are_romanised_where_letters_tell() {
        for (written, plain) in [
            ("Zoë", "zoe"),
            ("O’Neill", "oneill"),
            ("Владимир", "vladimir"),
            ("Ципрас", "tsipras"),
            ("Μητσοτάκης", "mitsotakis"),
            ("박근혜", "bakgeunhye"),
            ("习近平", "习近平"),
            ("’", ""),
        ] {
            assert_eq!(latin(written), plain);
        }
    }
}
