//! Who bears a surname: the people whom a name of one word may mean.

use super::alike::same_surname;
use super::candidates::{LARGEST_BLOCK, bones};
use super::cluster::Clusters;
use super::form::{FormKind, NameForm, Word};
use super::lists::given_groups;
use crate::speaker::keys::KeyMap;
use crate::speaker::lexicon::{Traits, traits_of};
use crate::speaker::name::fold_key;

/// How many bearers of one name are remembered; very many are told as that many.
const REMEMBERED: usize = 80;

/// "Van Hollen": a family name with its particle, or a given name with a family name.
pub(super) fn opens_with_particle(form: &NameForm) -> bool {
    let first = form.readings[0].given.first();
    form.readings[0].given.len() == 1
        && first.is_some_and(|word| matches!(word.text.as_str(), "van" | "al" | "la" | "le" | "ben" | "da" | "di"))
}

/// Who bears a surname.
pub(super) struct Bearers<'n> {
    /// Clusters by the folded family names of their members.
    by_family: KeyMap<Vec<u32>>,
    /// Clusters by family names with particles.
    by_long_family: KeyMap<Vec<u32>>,
    /// Clusters by given names that are no usual given names: "Lula", "Saddam".
    by_given: KeyMap<Vec<u32>>,
    /// The words of family names by their bones.
    alike: KeyMap<Vec<&'n Word>>,
}

impl<'n> Bearers<'n> {
    pub fn of(clusters: &mut Clusters<'n>) -> Bearers<'n> {
        let nodes = clusters.nodes;
        let (mut by_family, mut by_long_family, mut by_given) =
            (KeyMap::default(), KeyMap::default(), KeyMap::default());
        let mut alike: KeyMap<Vec<&Word>> = KeyMap::default();
        let add = |table: &mut KeyMap<Vec<u32>>, name: &str, cluster: u32| -> bool {
            let list = table.entry(fold_key(name)).or_default();
            if !list.contains(&cluster) && list.len() <= REMEMBERED {
                list.push(cluster);
            }
            list.len() == 1
        };
        for (node, at) in nodes.iter().zip(0..) {
            if node.form.kind != FormKind::Complete {
                continue;
            }
            let cluster = clusters.find(at);
            // Who may be several people bears no name alone.
            if clusters.candidates.contains_key(&cluster) {
                continue;
            }
            for reading in &node.form.readings {
                if add(&mut by_family, &reading.family.text, cluster) {
                    for bones in bones(&reading.family) {
                        alike.entry(bones).or_default().push(&reading.family);
                    }
                }
                for given in reading.given.iter().filter(|given| given.text.len() > 3) {
                    if !traits_of(&given.text).any(Traits::GIVEN) && given_groups(&given.text).is_empty() {
                        add(&mut by_given, &given.text, cluster);
                    }
                }
            }
            if let Some(long) = &node.form.long_family {
                add(&mut by_long_family, long, cluster);
            }
        }
        Bearers { by_family, by_long_family, by_given, alike }
    }

    /// The clusters that may bear a node's name.
    pub fn of_name(&self, clusters: &Clusters<'n>, node: u32) -> Vec<u32> {
        let form = &clusters.nodes[node as usize].form;
        let long = self.by_long_family.get(&fold_key(&form.whole)).cloned().unwrap_or_default();
        if form.kind != FormKind::Single || !long.is_empty() {
            return long;
        }
        let Some(word) = form.readings.first().map(|reading| &reading.family) else { return Vec::new() };
        if let Some(found) = self.by_family.get(&fold_key(&word.text)) {
            return found.clone();
        }
        let mut found = Vec::new();
        for bones in bones(word) {
            let words = self.alike.get(&bones).map_or(&[][..], Vec::as_slice);
            for family in words.iter().take(LARGEST_BLOCK).filter(|family| same_surname(word, family)) {
                found.extend_from_slice(&self.by_family[&fold_key(&family.text)]);
            }
        }
        if found.is_empty() {
            found = self.by_given.get(&fold_key(&word.text)).cloned().unwrap_or_default();
        }
        found
    }
}
