//! Offices in capitals before a name: where their words end, and that none of them is part of the name.
//!
//! "Trade and Industry Secretary Ann Roe", "Chairman and Chief Executive Bo Lind", "Vice-Premier Ida Holt", "ambassador to
//! Ore Hal Moor": an "and", a hyphen or a place joins the office to the name.

use super::lexicon::{Traits, traits_of};
use super::tokens::{Token, TokenKind, Tokens};
use crate::text::word_list::WordList;
use std::ops::Range;

/// What ministries and secretaries are for.
const DEPARTMENTS: &WordList = &WordList::of(&[
    "Affairs",
    "Agriculture",
    "Aid",
    "Arts",
    "Aviation",
    "Business",
    "Chemical",
    "Children",
    "Coffee",
    "Commerce",
    "Commonwealth",
    "Communications",
    "Communities",
    "Consumer",
    "Cooperation",
    "Culture",
    "Defence",
    "Defense",
    "Development",
    "Economic",
    "Economy",
    "Education",
    "Employment",
    "Energy",
    "Environment",
    "Environmental",
    "Equality",
    "External",
    "Families",
    "Family",
    "Finance",
    "Fisheries",
    "Food",
    "Foreign",
    "Forestry",
    "Health",
    "Housing",
    "Human",
    "Immigration",
    "Industry",
    "Infrastructure",
    "Innovation",
    "Interior",
    "Internal",
    "Investment",
    "Justice",
    "Labor",
    "Labour",
    "Media",
    "Mines",
    "Pensions",
    "Petroleum",
    "Planning",
    "Posts",
    "Public",
    "Railways",
    "Science",
    "Scientific",
    "Security",
    "Social",
    "Sport",
    "Sports",
    "Technology",
    "Telecommunications",
    "Tourism",
    "Trade",
    "Transport",
    "Water",
    "Welfare",
    "Work",
    "Works",
]);

/// Words before an office that are part of it.
const RANKS: [&str; 8] = ["Acting", "Chief", "Deputy", "Executive", "Founding", "Managing", "Senior", "Vice"];

/// Words that a hyphen joins to an office, before and behind it.
const JOINED_BEFORE: [&str; 6] = ["Co", "Deputy", "Ex", "Sub", "Under", "Vice"];

/// Those who are sent somewhere, or serve there, and are named behind the place.
const ENVOYS: [&str; 7] = ["ambassador", "consul", "delegate", "emissary", "envoy", "representative", "secretary"];

/// `the official Harbour Gazette`: whether the word "official" before a name says that it speaks for a government, and not what
/// somebody is: "a Ruland official".
pub(super) fn is_official_adjective(text: &str, tokens: &Tokens, at: usize) -> bool {
    let article = |token: &Token| token.is(Traits::DET) || token.kind == TokenKind::Clitic;
    tokens[at].reads(text, "official") && at.checked_sub(1).is_some_and(|before| article(&tokens[before]))
}

/// Whether the word at the end of `run`, an "and" or a comma, joins a run of capitals to the next, of which both are
/// offices or what they are for: "Trade and Industry", "Chairman and Chief Executive".
pub(super) fn joins_offices(text: &str, tokens: &Tokens, run: &Range<usize>, block_end: usize) -> bool {
    let next = run.end + 1;
    if next >= block_end || !tokens[next].capital || tokens[next].begins_sentence {
        return false;
    }
    let is_department = |at: usize| is_department(text, &tokens[at]);
    let named = |token: &Token| token.is(Traits::GIVEN) && !token.is(Traits::TITLE.with(Traits::ROLE));
    let before = run.end - 1;
    if tokens[run.clone()].iter().any(named) {
        return false;
    }
    if tokens[run.end].kind == TokenKind::Comma {
        // "Culture, Media and Sport"
        let goes_on = next + 2 < block_end && tokens[next + 1].reads(text, "and");
        return goes_on && is_department(before) && is_department(next) && is_department(next + 2);
    }
    if !tokens[run.end].reads(text, "and") {
        return false;
    }
    let is_office = |at: usize| {
        let token = &tokens[at];
        token.is(Traits::TITLE) && token.is(Traits::ROLE) && token.capital && !token.is(Traits::DEMONYM)
    };
    let follows =
        is_office(next) || RANKS.contains(&tokens[next].of(text)) && next + 1 < block_end && is_office(next + 1);
    // "The Chairman and Chief Executive Ann Roe" may be two people; so may "Mr. King and President Roe".
    let alone = run.start == 0 || !tokens[run.start - 1].is(Traits::DET);
    let surname = run.len() > 1 && tokens[before - 1].is(Traits::MALE.with(Traits::FEMALE));
    is_department(before) && is_department(next) || is_office(before) && follows && alone && !surname
}

fn is_department(text: &str, token: &Token) -> bool {
    DEPARTMENTS.has(token.of(text))
}

/// Where the name begins in "Trade and Industry Ann Roe"; at the head of the run where it is the name of an institution.
pub(super) fn behind_departments(text: &str, tokens: &Tokens, run: Range<usize>) -> usize {
    let start = run.start;
    if run.len() < 5 || !tokens[start + 1].reads(text, "and") || !is_department(text, &tokens[start]) {
        return start;
    }
    // "Trade and Economic Cooperation Ann Roe"
    let name = (start + 3..run.end).find(|&at| !is_department(text, &tokens[at]));
    let institution = |name: usize| tokens[name..run.end].iter().any(|token| token.is(Traits::ORG.with(Traits::PLACE)));
    name.filter(|&name| !institution(name)).unwrap_or(start)
}

/// Where the name begins in "Minister of Public Health Ann Roe", "Chairman of the Audit Committee Ann Roe": behind what the
/// office that ends before token `of` is of, as far as that is known or a given name follows it. Without those it begins
/// with `name`.
pub(super) fn behind_office(text: &str, tokens: &Tokens, of: usize, name: Range<usize>) -> usize {
    let Range { mut start, end } = name;
    if !matches!(tokens[of].of(text), "of" | "for") || !is_office_of_somebody(text, &tokens[of - 1]) {
        return start;
    }
    let others = Traits::ORG.with(Traits::PLACE).with(Traits::TITLE).with(Traits::DEMONYM);
    let lowest = if tokens[of + 1].reads(text, "the") { of + 3 } else { of + 2 };
    let given = (lowest..end.max(lowest + 1) - 1).find(|&at| tokens[at].is(Traits::GIVEN) && !tokens[at].is(others));
    let is_name = |token: &Token| token.kind == TokenKind::Word && !token.is(others.with(Traits::FIRM));
    if let Some(given) = given.filter(|&given| end - given < 5 && tokens[given..end].iter().all(is_name)) {
        return given.max(start);
    }
    while end - start > 2 && is_department(text, &tokens[start]) {
        start += 1;
    }
    start
}

/// Whether a word is an office, behind which a given name is that of who holds it. Schools and halls are called after kings
/// and presidents.
pub(super) fn is_office_of_somebody(text: &str, token: &Token) -> bool {
    let others = ["General", "King", "Pope", "President", "Prince", "Princess", "Queen"];
    token.is(Traits::TITLE) && token.is(Traits::ROLE) && token.capital && !others.contains(&token.of(text))
}

/// "Vice-Premier", "Ex-President": whether a hyphen makes an office of a word that no list has.
pub(super) fn is_joined_office(text: &str, token: &Token) -> bool {
    if token.traits != Traits::NONE || !token.capital || token.end - token.start < 6 {
        return false;
    }
    let word = token.of(text);
    let hyphen = word.bytes().position(|byte| byte == b'-');
    hyphen.map(|hyphen| (&word[..hyphen], &word[hyphen + 1..])).is_some_and(|(first, last)| {
        let office = traits_of(last);
        // "Ex-President", "Major-General"
        let joined = JOINED_BEFORE.contains(&first) && office.any(Traits::ROLE);
        (joined || traits_of(first).any(Traits::TITLE.with(Traits::RANK))) && office.any(Traits::TITLE)
    })
}

/// "the ambassador to Ore Ann Roe", "leader of the Commons Bo Lind": where the name begins in a run of capitals that stands
/// behind an office of somebody sent to a place, or of a head of something.
pub(super) fn behind_place(text: &str, tokens: &Tokens, run: &Range<usize>, block_start: usize) -> Option<usize> {
    if run.len() < 3 || run.start < block_start + 2 || tokens[run.start].begins_sentence {
        return None;
    }
    let place = Traits::PLACE.with(Traits::ORG);
    let given = |&at: &usize| tokens[at].is(Traits::GIVEN) && !tokens[at].is(place);
    if head_of(text, tokens, run.start).is_some_and(|head| head >= block_start) {
        let named = !tokens[run.start].is(Traits::GIVEN.with(Traits::TITLE)) && !tokens[run.end - 1].is(place);
        let known = || (run.start + 1..run.end - 1).find(given);
        return Some(run.start).filter(|_| named).and_then(|_| known().or_else(|| behind_bank(text, tokens, run)));
    }
    envoy_to(text, tokens, run.start).filter(|&envoy| envoy >= block_start)?;
    let places = run.start + tokens[run.clone()].iter().take_while(|token| token.is(place)).count();
    let known = Some(places).filter(|&at| at > run.start && at + 2 <= run.end);
    // Where nothing is known of any word, a place has one and a name two.
    let known_word = |token: &Token| token.is(place.with(Traits::GIVEN));
    let unknown = || (run.len() == 3 && !tokens[run.clone()].iter().any(known_word)).then_some(run.start + 1);
    (run.start + 1..run.end - 1).find(given).or(known).or_else(unknown)
}

/// "governor of the Bank of Ore Xu Lind": where the name of two words begins behind the institution of a place.
fn behind_bank(text: &str, tokens: &Tokens, run: &Range<usize>) -> Option<usize> {
    let name = run.end - 2;
    let unknown = |token: &Token| token.kind == TokenKind::Word && token.capital && token.traits == Traits::NONE;
    let place = name > run.start + 2 && tokens[name - 1].is(Traits::PLACE) && tokens[name - 2].reads(text, "of");
    (place && tokens[name..run.end].iter().all(unknown)).then_some(name)
}

/// The office of somebody sent to the place that begins at token `place`: "ambassador to Ore".
pub(super) fn envoy_to(text: &str, tokens: &Tokens, place: usize) -> Option<usize> {
    let to = place.checked_sub(1)?;
    let to = if tokens[to].reads(text, "the") { to.checked_sub(1)? } else { to };
    let envoy = to.checked_sub(1).filter(|_| matches!(tokens[to].of(text), "to" | "in"))?;
    let word = tokens[envoy].of(text);
    ENVOYS.iter().any(|known| known.eq_ignore_ascii_case(word)).then_some(envoy)
}

/// The office of the head of what begins at token `at`: "leader of the Commons", "head of Ore Trust", "Minister for Children,
/// Schools and Families".
fn head_of(text: &str, tokens: &Tokens, at: usize) -> Option<usize> {
    let mut of = at.checked_sub(1)?;
    // Back over the other things that the office is of.
    let more = |token: &Token| token.is_word() && token.capital || token.kind == TokenKind::Comma;
    if tokens[of].reads(text, "and") {
        let start = of.saturating_sub(MOST_DEPARTMENTS);
        let more = tokens[start..of].iter().rev().take_while(|token| more(token) || token.reads(text, "and")).count();
        of = of.checked_sub(more + 1).filter(|_| more > 0)?;
    }
    if tokens[of].reads(text, "the") {
        of = of.checked_sub(1)?;
    }
    let head = of.checked_sub(1)?;
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(tokens[head].of(text)));
    let of_all = || is(&["chairman", "chief", "director", "governor", "head", "leader", "minister", "president"]);
    let of_both = || is(&["manager", "secretary", "state", "undersecretary"]);
    match tokens[of].of(text) {
        "of" => of_all() || of_both(),
        "for" => of_both() || is(&["chief", "director", "head", "minister", "president"]),
        _ => false,
    }
    .then_some(head)
}

/// How many words and commas stand between an "and" and the office, at most.
const MOST_DEPARTMENTS: usize = 10;

#[cfg(test)]
mod tests {
    use crate::speaker::people::tests::names;

    #[test]
    fn what_an_office_is_of_is_no_part_of_the_name() {
        for text in [
            "“No,” said Minister of Public Health Xu Lind.",
            "“No,” said Minister of Coffee Xu Lind.",
            "“No,” said Minister of Foreign Trade and Economic Cooperation Xu Lind.",
            "“No,” said Minister for Children, Young People and Families Ann Lind.",
            "“No,” said the secretary of state for Coffee Ann Lind.",
            "“No,” said Chairman of the Harbour Audit Committee Ann Lind.",
            "“No,” said the governor of the Bank of Norway Xu Lind.",
            "“No,” said the manager for Harbour Contracts Ann Lind.",
        ] {
            let names = names(text);
            let last = names.last().unwrap();
            assert!(last.starts_with("Ann Lind = ") || last.starts_with("Xu Lind = "), "{text}: {names:?}");
        }
    }

    #[test]
    fn an_institution_that_an_office_is_of_stays_whole() {
        assert_eq!(
            names("It was the head of the Ann Roe Institute.").last().unwrap(),
            "Ann Roe Institute = Ann Roe Institute"
        );
        assert_eq!(
            names("The Ministry of Foreign Trade said no."),
            ["Ministry of Foreign Trade = Ministry of Foreign Trade"]
        );
    }

    #[test]
    fn a_surname_like_a_place_behind_an_office_is_one() {
        assert_eq!(names("“No,” said Chairman Ann Court."), ["Ann Court = Ann Court"]);
    }
}
