//! What an archive tells of its names beside their letters.
//!
//! "Velkor" looks like a surname; an archive that also prints "Velkor Inc" knows better. "Brandt" may be any of two; where
//! it always follows "Mrs" it is not Leif. And an article that calls Milo Sant "Sant" further down has said that this is
//! his surname, which it never says of "Echo" and "Saltmere Echo".

use super::cluster::ALL_BUT_ONE_OF;
use super::form::{FormKind, NameForm};
use super::lists::is_listed_given;
use crate::article::NameUses;
use crate::speaker::lexicon::{Traits, traits_of};
use crate::speaker::name::fold_key;
use rayon::prelude::*;
use std::collections::HashMap;

/// What the words before a name tell of whom it means, in quotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Titled {
    /// "Mr", "Lord".
    male: u64,
    /// "Mrs", "Lady".
    female: u64,
    /// "Prince", "Sister" and a given name: the whole name of somebody, not their surname.
    alone: u64,
    /// "Lord", "Lady", "Baroness": who is called so with the surname alone is a peer, or married to one.
    peer: u64,
    /// "Judge", "Mr Justice".
    judge: u64,
    /// "The oil group".
    firm: u64,
}

impl Titled {
    /// What the word before `name` tells, so many times.
    fn of(word: &str, name: &str, times: u64) -> Titled {
        let folded = super::letters::latin(word);
        let traits = traits_of(&folded);
        let given = traits_of(name).any(Traits::GIVEN);
        let regnal =
            matches!(folded.as_str(), "prince" | "princess" | "king" | "queen" | "emperor" | "empress" | "pope");
        let of_order = given && matches!(folded.as_str(), "sister" | "brother" | "mother" | "father");
        let is_title = traits.any(Traits::TITLE) && word.starts_with(char::is_uppercase);
        let counted = |is_so: bool| if is_title && is_so { times } else { 0 };
        Titled {
            male: counted(traits.any(Traits::MALE) && !traits.any(Traits::FEMALE)),
            female: counted(traits.any(Traits::FEMALE) && !traits.any(Traits::MALE)),
            alone: counted(regnal || of_order),
            peer: counted(is_peerage(&folded)),
            judge: counted(matches!(folded.as_str(), "judge" | "justice")),
            firm: if is_kind_of_firm(&folded) { times } else { 0 },
        }
    }

    /// Both together.
    pub fn with(self, other: Titled) -> Titled {
        Titled {
            male: self.male + other.male,
            female: self.female + other.female,
            alone: self.alone + other.alone,
            peer: self.peer + other.peer,
            judge: self.judge + other.judge,
            firm: self.firm + other.firm,
        }
    }

    /// Whether a title of people is among them.
    fn is_personal(self) -> bool {
        self.male + self.female + self.alone + self.peer + self.judge > 0
    }

    /// Whether two names that are spelled otherwise may be one person's.
    pub fn agrees(self, other: Titled) -> bool {
        let both = self.with(other);
        both.alone == 0
            && (both.male == 0 || both.female == 0)
            && (self.peer == 0) == (other.peer == 0)
            && (self.judge == 0) == (other.judge == 0)
    }

    /// Whether a name that is printed so in `quotations` may be that of somebody with these titles: "Lord Roe" is a Roe who
    /// is called lord somewhere, and so is "Judge Roe".
    pub fn rank_fits(self, bearer: Titled, quotations: u64) -> bool {
        let fits = |mine: u64, theirs: u64| theirs > 0 || mine * ALL_BUT_ONE_OF < quotations.max(1);
        fits(self.peer, bearer.peer) && fits(self.judge, bearer.judge)
    }

    /// Whether the bearer is called by a rank in at least one of `times` quotations.
    pub fn is_ranked(self, quotations: u64, times: u64) -> bool {
        let ranked = self.peer + self.judge;
        ranked > 0 && ranked * times >= quotations
    }

    /// Whether somebody with this given name may be meant in `quotations`, of which one in so many may be another's. A
    /// name of which both a man and a woman are called means nobody in particular.
    pub fn fits(self, given: &str, quotations: u64) -> bool {
        let traits = traits_of(given);
        let others = match (traits.any(Traits::MALE), traits.any(Traits::FEMALE)) {
            (true, false) => self.female,
            (false, true) => self.male,
            _ => self.male.min(self.female),
        };
        let others = others + self.alone;
        others == 0 || others * ALL_BUT_ONE_OF < quotations
    }
}

/// Titles of peers that stand before the surname alone; "Sir" never does.
fn is_peerage(folded: &str) -> bool {
    matches!(folded, "lord" | "lady" | "baroness" | "viscount" | "viscountess" | "countess")
}

/// What a firm is, and nobody: "broker" and "operator" are people too.
fn is_kind_of_firm(folded: &str) -> bool {
    matches!(
        folded,
        "agency"
            | "airline"
            | "automaker"
            | "bank"
            | "brewer"
            | "broadcaster"
            | "brokerage"
            | "carmaker"
            | "chain"
            | "company"
            | "consultancy"
            | "firm"
            | "giant"
            | "group"
            | "insurer"
            | "magazine"
            | "newspaper"
            | "retailer"
            | "supermarket"
            | "website"
    )
}

/// For each name what stands before it, or opens it: "Lord Roe" may be all that is printed.
pub(super) fn titles(uses: &NameUses, quotations: &[u64]) -> Vec<Titled> {
    let mut titles = vec![Titled::default(); uses.names.len()];
    for ((name, titled), quotations) in uses.names.iter().zip(&mut titles).zip(quotations) {
        let mut words: Vec<&str> = name.full_name.split_whitespace().collect();
        let last = words.pop().unwrap_or_default();
        for word in words {
            let Titled { peer, judge, .. } =
                Titled::of(word.trim_end_matches('.'), &super::letters::latin(last), *quotations);
            *titled = titled.with(Titled { peer, judge, ..Titled::default() });
        }
    }
    for (name, word, times) in &uses.before {
        let titled = &mut titles[*name as usize];
        *titled = titled.with(Titled::of(word, &super::letters::latin(&uses.names[*name as usize].name), *times));
    }
    titles
}

/// Takes the names for those of institutions whose words do not tell it, and the archive does: "Velkor" where "Velkor
/// Inc" stands elsewhere, where an article calls an institution so, or where it stands behind "the oil group". What begins
/// with a given name or an initial, "Ida Brandt", and what is somebody's surname must be more of a firm's than that.
pub(super) fn find_institutions(uses: &NameUses, quotations: &[u64], titles: &[Titled], forms: &mut [NameForm]) {
    for ((form, name), (titled, quotations)) in forms.iter_mut().zip(&uses.names).zip(titles.iter().zip(quotations)) {
        let whole = name.name == name.full_name && !form.readings.is_empty();
        if whole && !titled.is_personal() && titled.firm * ALL_BUT_ONE_OF >= (*quotations).max(1) {
            *form = NameForm::institution(&name.full_name);
        }
    }
    // How many quotations carry the name of an institution, and how many that of somebody with a surname.
    let mut known: HashMap<String, u64> = HashMap::new();
    let mut surnames: HashMap<u64, u64> = HashMap::new();
    for ((form, name), quotations) in forms.iter().zip(&uses.names).zip(quotations) {
        match form.kind {
            FormKind::Fixed { institution: true } => {
                *known.entry(form.strict.clone()).or_default() += quotations;
                let called = NameForm::institution(&name.name).strict;
                if name.name != name.full_name && called != form.strict {
                    *known.entry(called).or_default() += quotations;
                }
            }
            FormKind::Complete => {
                let listed = form.readings.iter().filter(|reading| {
                    reading.given.first().is_some_and(|given| given.is_initial() || is_listed_given(&given.text))
                });
                listed.for_each(|reading| *surnames.entry(fold_key(&reading.family.text)).or_default() += quotations);
            }
            _ => {}
        }
    }
    if known.is_empty() {
        return;
    }
    let named = uses.names.par_iter().zip(quotations).zip(titles);
    forms.par_iter_mut().zip(named).for_each(|(form, ((name, quotations), titled))| {
        let Some(reading) = form.readings.first() else { return };
        if titled.is_personal() {
            return;
        }
        // So many quotations of an institution must there be.
        let least = match form.kind {
            FormKind::Single if is_listed_given(&reading.family.text) => u64::MAX,
            FormKind::Single => surnames.get(&fold_key(&reading.family.text)).map_or(1, |persons| persons / 4 + 1),
            FormKind::Complete if reading.east => u64::MAX,
            FormKind::Complete
                if reading.given.iter().any(|given| given.is_initial() || is_listed_given(&given.text)) =>
            {
                quotations / 4 + 1
            }
            _ => 1,
        };
        let institution = NameForm::institution(&name.full_name);
        let printed = known.get(&institution.strict).copied().unwrap_or_default();
        if printed >= least {
            *form = institution;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::Titled;

    #[test]
    fn titles_tell_whom_a_name_may_mean() {
        let mrs = Titled::of("Mrs", "clinton", 2);
        assert!(!mrs.fits("bill", 9) && mrs.fits("hillary", 9) && mrs.fits("strindlund", 9));
        // Once or twice a namesake is meant.
        assert!(mrs.fits("bill", 60));
        assert!(!mrs.with(Titled::of("Mr", "clinton", 7)).fits("hillary", 9));
        assert!(!Titled::of("Prince", "charles", 1).fits("ray", 3));
        assert!(!Titled::of("Sister", "ann", 1).fits("ann", 1) && Titled::of("Sister", "roe", 1).fits("ann", 1));
        assert!(Titled::of("the", "clinton", 1).fits("bill", 1));
        assert!(!mrs.agrees(Titled::of("Mr", "klinton", 1)));
        let lord = Titled::of("Lord", "roe", 2);
        assert!(!lord.rank_fits(Titled::default(), 3) && lord.rank_fits(Titled::of("Lord", "bobroe", 1), 3));
        assert!(!lord.rank_fits(Titled::of("Justice", "bobroe", 1), 3) && Titled::default().rank_fits(lord, 3));
        assert!(!lord.agrees(Titled::of("Mr", "row", 1)));
    }
}
