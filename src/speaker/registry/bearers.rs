//! Who bears a surname: the people whom a name of one word may mean.

use super::alike::{bears_surname, same_surname};
use super::candidates::{LARGEST_BLOCK, bones};
use super::cluster::Clusters;
use super::form::{FormKind, NameForm, Reading, Word};
use super::lists::{given_groups, is_listed_given};
use crate::speaker::lexicon::{Traits, traits_of};
use crate::speaker::name::fold_key;
use rayon::prelude::*;

/// How many bearers of one name are remembered; very many are told as that many.
const REMEMBERED: usize = 80;

/// "Van Hollen": a family name with its particle, or a given name with a family name.
pub(super) fn opens_with_particle(form: &NameForm) -> bool {
    let first = form.readings[0].given.first();
    form.readings[0].given.len() == 1
        && first.is_some_and(|word| matches!(word.text.as_str(), "van" | "al" | "la" | "le" | "ben" | "da" | "di"))
}

/// Whether a cluster's names are a person's, whose surname a node may be: "Echo" is not that of "Saltmere Echo" unless
/// an article says so, and never that of "Sunday Echo".
pub(super) fn is_surname_of(clusters: &Clusters<'_>, node: u32, cluster: u32) -> bool {
    let form = &clusters.nodes[node as usize].form;
    let Some(word) = form.readings.first().filter(|_| form.kind == FormKind::Single).map(|reading| &reading.family)
    else {
        return true;
    };
    let full = clusters.complete(cluster).flat_map(|form| &form.readings);
    let mut full = full.filter(|full| full.family.text == word.text).peekable();
    let called = clusters.is_called(cluster, &word.text);
    // "Abdel Fattah el-Sisi": no firm has a particle.
    if clusters.complete(cluster).any(|form| form.long_family.is_some()) {
        return true;
    }
    full.peek().is_none() || full.any(|full| opens_with_given(full) || called && !opens_with_word(full))
}

/// Whether a name begins as those of people do.
fn opens_with_given(full: &Reading) -> bool {
    let given = full.given.first();
    full.east || given.is_some_and(|given| given.is_initial() || is_listed_given(&given.text))
}

/// Whether a name begins with a word that is something else: "Sunday", "British".
fn opens_with_word(full: &Reading) -> bool {
    let words = [Traits::TIME, Traits::PLACE, Traits::DEMONYM, Traits::ORG, Traits::PLAIN, Traits::TITLE];
    let words = words.into_iter().fold(Traits::NONE, Traits::with);
    full.given.first().is_some_and(|given| traits_of(&given.text).any(words))
}

/// Who bears a surname.
pub(super) struct Bearers {
    /// Clusters by the folded family names of their members.
    by_family: ByName,
    /// Clusters by family names with particles.
    by_long_family: ByName,
    /// Clusters by given names that are no usual given names: "Lula", "Saddam".
    by_given: ByName,
    /// Family names by their bones: where each stands first.
    alike: Vec<(u64, Place)>,
}

/// Where a word stands: the node, and which of its readings.
type Place = (u32, u8);

/// Clusters by the keys of names: an entry for each place where a name stands, in the order of keys and places.
struct ByName(Vec<(u64, Place, u32)>);

impl ByName {
    fn new(mut entries: Vec<(u64, Place, u32)>) -> ByName {
        entries.par_sort_unstable();
        ByName(entries)
    }

    /// The clusters of a name, each once; some of very many.
    fn get(&self, name: &str) -> Vec<u32> {
        let key = fold_key(name);
        let start = self.0.partition_point(|entry| entry.0 < key);
        let mut found = Vec::new();
        for (_, _, cluster) in self.0[start..].iter().take_while(|entry| entry.0 == key) {
            if !found.contains(cluster) && found.len() <= REMEMBERED {
                found.push(*cluster);
            }
        }
        found
    }
}

impl Bearers {
    pub fn of(clusters: &mut Clusters<'_>) -> Bearers {
        let nodes = clusters.nodes;
        let cluster_of: Vec<u32> = (0..nodes.len() as u32).map(|node| clusters.find(node)).collect();
        // Who may be several people bears no name alone.
        let bears = |node: &u32| {
            nodes[*node as usize].form.kind == FormKind::Complete
                && !clusters.candidates.contains_key(&cluster_of[*node as usize])
        };
        let bearers: Vec<u32> = (0..nodes.len() as u32).filter(bears).collect();
        let readings = |node: u32| nodes[node as usize].form.readings.iter().zip(0u8..);
        let entry = |name: &str, node: u32, at: u8| (fold_key(name), (node, at), cluster_of[node as usize]);
        let families = bearers
            .par_iter()
            .flat_map_iter(|&node| readings(node).map(move |(reading, at)| entry(&reading.family.text, node, at)));
        let by_family = ByName::new(families.collect());
        let long_families = bearers
            .par_iter()
            .filter_map(|&node| nodes[node as usize].form.long_family.as_ref().map(|long| entry(long, node, 0)));
        let by_long_family = ByName::new(long_families.collect());
        let unusual = |given: &&Word| {
            given.text.len() > 3 && !traits_of(&given.text).any(Traits::GIVEN) && given_groups(&given.text).is_empty()
        };
        let given = bearers.par_iter().flat_map_iter(|&node| {
            readings(node).flat_map(move |(reading, at)| {
                reading.given.iter().filter(unusual).map(move |given| entry(&given.text, node, at))
            })
        });
        let by_given = ByName::new(given.collect());
        let each_name = by_family.0.par_chunk_by(|one, other| one.0 == other.0);
        let alike = each_name.flat_map_iter(|places| {
            let (node, at) = places[0].1;
            bones(&nodes[node as usize].form.readings[usize::from(at)].family)
                .into_iter()
                .map(move |bones| (bones, (node, at)))
        });
        let mut alike: Vec<(u64, Place)> = alike.collect();
        alike.par_sort_unstable();
        Bearers { by_family, by_long_family, by_given, alike }
    }

    /// The clusters that may bear a node's name.
    pub fn of_name(&self, clusters: &Clusters<'_>, node: u32) -> Vec<u32> {
        let form = &clusters.nodes[node as usize].form;
        let long = self.by_long_family.get(&form.whole);
        if form.kind != FormKind::Single || !long.is_empty() {
            return long;
        }
        let Some(word) = form.readings.first().map(|reading| &reading.family) else { return Vec::new() };
        let mut found = self.by_family.get(&word.text);
        if !found.is_empty() {
            return found;
        }
        for bones in bones(word) {
            let start = self.alike.partition_point(|entry| entry.0 < bones);
            let same_bones = self.alike[start..].iter().take_while(|entry| entry.0 == bones);
            let families = same_bones
                .map(|(_, (node, at))| &clusters.nodes[*node as usize].form.readings[usize::from(*at)].family);
            for family in families.take(LARGEST_BLOCK).filter(|family| same_surname(word, family)) {
                let heard = self.by_family.get(&family.text).into_iter();
                found.extend(heard.filter(|cluster| {
                    clusters.complete(*cluster).flat_map(|form| &form.readings).any(|full| bears_surname(word, full))
                }));
            }
        }
        if found.is_empty() {
            found = self.by_given.get(&word.text);
            // "Lula" and "Saddam" are called so; no article calls the Vellsoft Ripline "Vellsoft".
            found.retain(|cluster| {
                let east = word.text.len() > 4 && clusters.complete(*cluster).any(|form| form.readings[0].east);
                east || clusters.is_called(*cluster, &word.text)
            });
        }
        found
    }
}
