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
    "Commerce",
    "Commonwealth",
    "Communications",
    "Communities",
    "Consumer",
    "Culture",
    "Defence",
    "Defense",
    "Development",
    "Economy",
    "Education",
    "Employment",
    "Energy",
    "Environment",
    "Equality",
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
    "Investment",
    "Justice",
    "Labor",
    "Labour",
    "Media",
    "Mines",
    "Pensions",
    "Planning",
    "Science",
    "Security",
    "Social",
    "Sport",
    "Sports",
    "Technology",
    "Tourism",
    "Trade",
    "Transport",
    "Welfare",
    "Work",
    "Works",
]);

/// Words before an office that are part of it.
const RANKS: [&str; 8] = ["Acting", "Chief", "Deputy", "Executive", "Founding", "Managing", "Senior", "Vice"];

/// Words that a hyphen joins to an office, before and behind it.
const JOINED_BEFORE: [&str; 6] = ["Co", "Deputy", "Ex", "Sub", "Under", "Vice"];

/// Those who are sent somewhere, and named behind the place.
const ENVOYS: [&str; 6] = ["ambassador", "consul", "delegate", "emissary", "envoy", "representative"];

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
    let institution = tokens[start + 3..run.end].iter().any(|token| token.is(Traits::ORG.with(Traits::PLACE)));
    if institution || is_department(text, &tokens[start + 3]) { start } else { start + 3 }
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
        return (run.start + 1..run.end - 1).find(given).filter(|_| named);
    }
    envoy_to(text, tokens, run.start).filter(|&envoy| envoy >= block_start)?;
    let places = run.start + tokens[run.clone()].iter().take_while(|token| token.is(place)).count();
    let known = Some(places).filter(|&at| at > run.start && at + 2 <= run.end);
    // Where nothing is known of any word, a place has one and a name two.
    let known_word = |token: &Token| token.is(place.with(Traits::GIVEN));
    let unknown = || (run.len() == 3 && !tokens[run.clone()].iter().any(known_word)).then_some(run.start + 1);
    (run.start + 1..run.end - 1).find(given).or(known).or_else(unknown)
}

/// The office of somebody sent to the place that begins at token `place`: "ambassador to Ore".
pub(super) fn envoy_to(text: &str, tokens: &Tokens, place: usize) -> Option<usize> {
    let to = place.checked_sub(1)?;
    let to = if tokens[to].reads(text, "the") { to.checked_sub(1)? } else { to };
    let envoy = to.checked_sub(1).filter(|_| matches!(tokens[to].of(text), "to" | "in"))?;
    let word = tokens[envoy].of(text);
    ENVOYS.iter().any(|known| known.eq_ignore_ascii_case(word)).then_some(envoy)
}

/// The office, in small letters, of the head of what begins at token `at`: "leader of the Commons", "head of Ore Trust".
fn head_of(text: &str, tokens: &Tokens, at: usize) -> Option<usize> {
    let of = at.checked_sub(1)?;
    let of = if tokens[of].reads(text, "the") { of.checked_sub(1)? } else { of };
    let head = of.checked_sub(1).filter(|_| tokens[of].reads(text, "of"))?;
    let heads = ["chairman", "chief", "director", "head", "leader", "president", "secretary"];
    heads.contains(&tokens[head].of(text)).then_some(head)
}
