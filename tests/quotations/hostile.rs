//! Texts that no paper prints and that a file may hold all the same, made to any length from a seed.
//!
//! They are what the bounds of the extractor are held against: the work on each must grow with its length and no
//! faster. The test beside this counts work; the bench `extract` takes times.

use onrecord::article::{Article, Paragraph, ParagraphKind, Span};

/// One kind of hostile text.
pub struct Hostile {
    /// What it is, for messages and options.
    pub name: &'static str,
    make: Make,
}

/// How a text is made.
enum Make {
    /// The same words again and again, behind an opening; each line is a paragraph.
    Repeat(&'static str, &'static str),
    /// A letter again and again up to the middle, then words again and again.
    Halves([&'static str; 4]),
    /// Something else each time, by a seed and the number of the piece.
    Pieces(&'static str, fn(&mut Seed, usize) -> String),
}

impl Hostile {
    /// The text as an article of at least `bytes` bytes, and hardly more.
    pub fn article(&self, bytes: usize) -> Article {
        let mut text = String::with_capacity(bytes + 256);
        match self.make {
            Make::Repeat(opening, words) => {
                text.push_str(opening);
                while text.len() < bytes {
                    text.push_str(words);
                }
            }
            Make::Halves([opening, letters, middle, words]) => {
                text.push_str(opening);
                while text.len() < bytes / 2 {
                    text.push_str(letters);
                }
                text.push_str(middle);
                while text.len() < bytes {
                    text.push_str(words);
                }
            }
            Make::Pieces(opening, piece) => {
                text.push_str(opening);
                let mut seed = Seed(0x5EED);
                for number in 0.. {
                    if text.len() >= bytes {
                        break;
                    }
                    text.push_str(&piece(&mut seed, number));
                }
            }
        }
        article(text)
    }
}

/// An English article whose lines are its paragraphs.
pub fn article(text: String) -> Article {
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let span = Span::new(start, start + line.len()).trimmed(&text);
        if !span.is_empty() {
            paragraphs.push(Paragraph { kind: ParagraphKind::Body, span });
        }
        start += line.len() + 1;
    }
    Article { text, paragraphs, language: Some("en".to_owned()), ..Article::default() }
}

/// A small source of numbers that look like chance (SplitMix64), the same in every run.
pub struct Seed(u64);

impl Seed {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.next() as usize % list.len()]
    }

    /// A word of two to four syllables.
    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 16] =
            ["ba", "cor", "di", "fen", "gu", "hol", "ja", "kem", "lo", "mir", "nu", "pas", "ro", "sil", "ta", "ven"];
        (0..2 + self.next() % 3).map(|_| self.one_of(&SYLLABLES)).collect()
    }

    fn name(&mut self) -> String {
        let word = self.word();
        word[..1].to_uppercase() + &word[1..]
    }
}

/// The `number`-th of names that are all different.
fn distinct_name(number: usize) -> String {
    let mut name = String::from("N");
    let mut rest = number;
    for _ in 0..5 {
        name.push((b'a' + (rest % 26) as u8) as char);
        rest /= 26;
    }
    name
}

fn prose(seed: &mut Seed, number: usize) -> String {
    let words = |seed: &mut Seed, count: u64| (0..count).map(|_| seed.word()).collect::<Vec<_>>().join(" ");
    let (length, people) = (6 + seed.next() % 12, ["Ann Roe", "Roe", "Hal Moor", "the mayor", "he", "she", "Mr. Moor"]);
    let who = seed.one_of(&people);
    match number % 4 {
        0 => format!("The {} of {} {}. ", words(seed, 2), seed.name(), words(seed, length)),
        1 => format!("“We {},” {who} said on Tuesday. ", words(seed, length)),
        2 => format!("{} {} said the {} was “{}” in the end. ", seed.name(), seed.name(), seed.word(), words(seed, 4)),
        _ => format!("When the {} {}, {who} {} it. ", seed.word(), words(seed, length), seed.word()),
    }
}

/// All kinds.
pub const HOSTILE: &[Hostile] = &[
    repeat("marks: straight", "", "\""),
    repeat("marks: straight, apart", "", "\" "),
    repeat("marks: opening", "", "“"),
    repeat("marks: closing", "", "”"),
    repeat("marks: single", "", "'"),
    repeat("marks: single opening", "", "‘"),
    repeat("marks: single closing", "", "’"),
    repeat("marks: guillemets", "", "«»"),
    pieces("marks: mixed", "", |seed, _| {
        seed.one_of(&["\"", "'", "“", "”", "‘", "’", "«", "»", "„", "``", "''", "‹", "「", " "]).to_owned()
    }),
    pieces("marks: mixed with words", "", |seed, _| {
        seed.one_of(&["\"", "'", "“", "”", "‘", "’", "«", "»", " s", " ", "a", ", he said, "]).to_owned()
    }),
    pieces("prose: one paragraph", "", prose),
    pieces("prose: a paragraph a sentence", "", |seed, number| prose(seed, number) + "\n\n"),
    pieces("names: distinct, one paragraph", "“We knew,” said Ann Roe. There came ", |_, number| {
        format!("{} {}, ", distinct_name(number), distinct_name(number * 7 + 1))
    }),
    pieces("names: distinct, one a line", "“We knew,” said Ann Roe.\n", |_, number| {
        format!("there was {} {}\n", distinct_name(number), distinct_name(number * 7 + 1))
    }),
    pieces("names: distinct, each speaks", "", |_, number| {
        format!("“We knew it,” said {} {}. ", distinct_name(number), distinct_name(number * 7 + 1))
    }),
    pieces("names: one surname, one paragraph", "“We knew,” said Ann Roe. There came ", |_, number| {
        format!("{} Roe, ", distinct_name(number))
    }),
    pieces("names: one surname, one a line", "“We knew,” said Ann Roe.\n", |_, number| {
        format!("there was {} Roe\n", distinct_name(number))
    }),
    pieces("names: one surname, each speaks", "", |_, number| {
        format!("“We knew it,” {} Roe said. “So,” Roe said. ", distinct_name(number))
    }),
    pieces("names: initials, each speaks", "", |seed, number| {
        let initial = seed.one_of(&["A", "B", "C", "D", "E", "F", "G"]);
        format!("{initial}. {} and {initial}. Roe met. “We knew it,” Roe said. ", distinct_name(number))
    }),
    pieces("names: distinct, with roles", "", |_, number| {
        format!("The mayor, {} Roe, slept. “We knew it,” the mayor said. ", distinct_name(number))
    }),
    repeat("nested: opening never closed", "", "“a "),
    repeat("nested: single opening never closed", "", "‘a "),
    repeat("nested: single opening behind a word", "It ", "‘a "),
    repeat("nested: straight never closed", "", "\"a b"),
    repeat("nested: double and single", "", "“a ‘b "),
    repeat("nested: closed outwards", "", "“a ‘b “c” d’ e” "),
    repeat("nested: closing never opened", "", "a” b’ "),
    repeat("nested: possessives", "‘a", " members' b"),
    repeat("nested: one open, then words", "“", "word and word "),
    pieces("transcript: distinct names", "", |_, number| {
        format!("{}: I never signed it.\n", distinct_name(number).to_uppercase())
    }),
    repeat("transcript: two names", "", "ANN ROE: I never signed it.\nMOOR (Ore): No.\n"),
    pieces("transcript: full names", "", |_, number| {
        format!("{} {}: I never signed it.\n", distinct_name(number), distinct_name(number * 7 + 1))
    }),
    repeat("lines: a word a line", "“We knew,” said Ann Roe.\n", "word\n"),
    pieces("lines: a name a line", "“We knew,” said Ann Roe.\n", |seed, _| seed.name() + "\n"),
    repeat("lines: a quoted word a line", "", "“word”\n"),
    repeat("lines: an open mark a line", "", "“word went on\n"),
    repeat("lines: headlines", "", "“I Am Here Now” Is It\n"),
    repeat("endless: said", "“We knew,” ", "said "),
    repeat("endless: said before a quotation", "", "said said said said said said said said “x y” "),
    repeat("endless: cues and names", "", "Ann Roe said he told Hal Moor, who claimed “x y” and said "),
    repeat("endless: quotations without a cue", "It was ", "a “b c” of "),
    repeat("endless: commas", "“We knew,” said Ann Roe", ", who, said, it, “was”"),
    repeat("endless: the mayor of the mayor", "“We knew,” said ", "the mayor of the mayor, Ann Roe, "),
    repeat("pronouns: he said", "Ann Roe met Hal Moor. ", "He said “x.” "),
    repeat("pronouns: he and she", "Ann Roe met Hal Moor. ", "“It rained,” he said. She said: “No.” "),
    repeat("pronouns: and descriptions", "“We knew.” ", "he she his the driver "),
    repeat("pronouns: nobody before", "", "“It rained a lot,” he said. "),
    repeat("stops", "", ". "),
    repeat("stops: quoted", "", "“A.” B. "),
    repeat("stops: initials", "“We knew,” said ", "A. Roe B. Roe Roe "),
    repeat("stops: numbers", "“We knew,” said he. ", "1. A "),
    repeat("brackets", "“We knew,” said Ann Roe ", "( "),
    repeat("brackets: opening marks behind a stop", "“We knew,” said Ann Roe. ", "(“"),
    repeat("words: one", "", "word"),
    repeat("words: one, quoted, a capital", "“We knew,” said A", "a"),
    repeat("words: one, of combining marks", "“We knew,” said A", "\u{301}\u{327}"),
    halves("words: a name as long as half the text", ["A", "a", " Roe met us. ", "“We knew,” Roe said. "]),
    halves(
        "words: a label as long as half the text",
        ["A", "A", " ROE: Yes.\nMOOR: No.\n", "ROE: I never signed it.\n"],
    ),
    repeat("words: shouted", "“WE KNEW,” ", "ROE SAID "),
    repeat("spaces", "“We knew,” said Ann Roe", " "),
    repeat("spaces: wide", "“We knew,” said Ann Roe. A", "\u{2003}"),
    repeat("invisible", "“We knew,” said Ann Roe", "\u{200B}"),
    repeat("other letters", "", "„Привет всем,“ שלום عليكم، 「它很好」👩‍🚀 "),
];

const fn repeat(name: &'static str, opening: &'static str, words: &'static str) -> Hostile {
    Hostile { name, make: Make::Repeat(opening, words) }
}

const fn halves(name: &'static str, parts: [&'static str; 4]) -> Hostile {
    Hostile { name, make: Make::Halves(parts) }
}

const fn pieces(name: &'static str, opening: &'static str, piece: fn(&mut Seed, usize) -> String) -> Hostile {
    Hostile { name, make: Make::Pieces(opening, piece) }
}
