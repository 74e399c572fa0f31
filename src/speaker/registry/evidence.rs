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
use std::collections::HashSet;

/// What the words before a name of one word tell of whom it means, in quotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Titled {
    /// "Mr", "Lord".
    male: u64,
    /// "Mrs", "Lady".
    female: u64,
    /// "Prince", "Sister" and a given name: the whole name of somebody, not their surname.
    alone: u64,
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
        }
    }

    /// Both together.
    pub fn with(self, other: Titled) -> Titled {
        Titled { male: self.male + other.male, female: self.female + other.female, alone: self.alone + other.alone }
    }

    /// Whether two names that are spelled otherwise may be one person's.
    pub fn agrees(self, other: Titled) -> bool {
        let both = self.with(other);
        both.alone == 0 && (both.male == 0 || both.female == 0)
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

/// For each name what stands before it.
pub(super) fn titles(uses: &NameUses) -> Vec<Titled> {
    let mut titles = vec![Titled::default(); uses.names.len()];
    for (name, word, times) in &uses.before {
        let titled = &mut titles[*name as usize];
        *titled = titled.with(Titled::of(word, &super::letters::latin(&uses.names[*name as usize].name), *times));
    }
    titles
}

/// Takes the names for those of institutions whose words do not tell it, and the archive does: "Velkor" where "Velkor
/// Inc" stands elsewhere, or where an article calls an institution so. Never what begins with a given name or an initial,
/// "Ida Brandt", nor what is somebody's surname.
pub(super) fn find_institutions(uses: &NameUses, forms: &mut [NameForm]) {
    let mut known: HashSet<String> = HashSet::new();
    let mut surnames: HashSet<u64> = HashSet::new();
    for (form, name) in forms.iter().zip(&uses.names) {
        match form.kind {
            FormKind::Fixed { institution: true } => {
                known.insert(form.strict.clone());
                if name.name != name.full_name {
                    known.insert(NameForm::institution(&name.name).strict);
                }
            }
            FormKind::Complete => {
                let listed = form.readings.iter().filter(|reading| {
                    reading.given.first().is_some_and(|given| given.is_initial() || is_listed_given(&given.text))
                });
                surnames.extend(listed.map(|reading| fold_key(&reading.family.text)));
            }
            _ => {}
        }
    }
    if known.is_empty() {
        return;
    }
    forms.par_iter_mut().zip(&uses.names).for_each(|(form, name)| {
        let is_name = match (form.kind, form.readings.first()) {
            (FormKind::Single, Some(reading)) => {
                is_listed_given(&reading.family.text) || surnames.contains(&fold_key(&reading.family.text))
            }
            (FormKind::Complete, Some(reading)) => {
                reading.east || reading.given.iter().any(|given| given.is_initial() || is_listed_given(&given.text))
            }
            _ => true,
        };
        if is_name {
            return;
        }
        let institution = NameForm::institution(&name.full_name);
        if known.contains(&institution.strict) {
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
    }
}
