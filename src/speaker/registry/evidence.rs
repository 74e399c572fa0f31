//! What an archive tells of its names beside their letters.
//!
//! "Texaco" looks like a surname; an archive that also prints "Texaco Inc" knows better. "Clinton" may be any of two; where
//! it always follows "Mrs" it is not Bill. And an article that calls Marat Safin "Safin" further down has said that this is
//! his surname, which it never says of "Mirror" and "Trinity Mirror".

use super::form::{FormKind, NameForm};
use super::lists::is_listed_given;
use crate::article::NameUses;
use crate::speaker::lexicon::{Traits, traits_of};
use crate::speaker::name::fold_key;
use std::collections::HashSet;

/// What the words before a name of one word tell of whom it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Titled {
    /// "Mr", "Lord".
    pub male: bool,
    /// "Mrs", "Lady".
    pub female: bool,
    /// "Prince", "Sister" and a given name: the whole name of somebody, not their surname.
    pub alone: bool,
}

impl Titled {
    /// What the word before `name` tells.
    fn of(word: &str, name: &str) -> Titled {
        let folded = super::letters::latin(word);
        let traits = traits_of(&folded);
        let given = traits_of(name).any(Traits::GIVEN);
        let regnal =
            matches!(folded.as_str(), "prince" | "princess" | "king" | "queen" | "emperor" | "empress" | "pope");
        let of_order = given && matches!(folded.as_str(), "sister" | "brother" | "mother" | "father");
        let is_title = traits.any(Traits::TITLE) && word.starts_with(char::is_uppercase);
        Titled {
            male: is_title && traits.any(Traits::MALE) && !traits.any(Traits::FEMALE),
            female: is_title && traits.any(Traits::FEMALE) && !traits.any(Traits::MALE),
            alone: is_title && (regnal || of_order),
        }
    }

    /// Both together.
    pub fn with(self, other: Titled) -> Titled {
        Titled { male: self.male || other.male, female: self.female || other.female, alone: self.alone || other.alone }
    }

    /// Whether somebody with this given name may be meant. A name of which both a man and a woman are called means
    /// nobody in particular.
    pub fn fits(self, given: &str) -> bool {
        let traits = traits_of(given);
        let (man, woman) = (traits.any(Traits::MALE), traits.any(Traits::FEMALE));
        !self.alone && !(self.male && self.female) && !(self.female && man && !woman) && !(self.male && woman && !man)
    }
}

/// For each name what stands before it.
pub(super) fn titles(uses: &NameUses) -> Vec<Titled> {
    let mut titles = vec![Titled::default(); uses.names.len()];
    for (name, word, _) in &uses.before {
        let titled = &mut titles[*name as usize];
        *titled = titled.with(Titled::of(word, &super::letters::latin(&uses.names[*name as usize].name)));
    }
    titles
}

/// Takes the names for those of institutions whose words do not tell it, and the archive does: "Texaco" where "Texaco
/// Inc" stands elsewhere, or where an article calls an institution so. Never what begins with a given name or an initial,
/// "Walt Disney", nor what is somebody's surname.
pub(super) fn find_institutions(uses: &NameUses, forms: &mut [NameForm]) {
    let mut known: HashSet<String> = HashSet::new();
    let mut surnames: HashSet<u64> = HashSet::new();
    for (form, name) in forms.iter().zip(&uses.names) {
        match form.kind {
            FormKind::Fixed { institution: true } => {
                known.insert(form.strict.clone());
                if name.name != name.full_name {
                    known.insert(NameForm::of(&name.name).into_institution(&name.name).strict);
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
    for (form, name) in forms.iter_mut().zip(&uses.names) {
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
            continue;
        }
        let institution = form.clone().into_institution(&name.full_name);
        if known.contains(&institution.strict) {
            *form = institution;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Titled;

    #[test]
    fn titles_tell_whom_a_name_may_mean() {
        let mrs = Titled::of("Mrs", "clinton");
        assert!(!mrs.fits("bill") && mrs.fits("hillary") && mrs.fits("strindlund"));
        assert!(!mrs.with(Titled::of("Mr", "clinton")).fits("hillary"));
        assert!(!Titled::of("Prince", "charles").fits("ray"));
        assert!(!Titled::of("Sister", "ann").fits("ann") && Titled::of("Sister", "roe").fits("ann"));
        assert!(Titled::of("the", "clinton").fits("bill"));
    }
}
