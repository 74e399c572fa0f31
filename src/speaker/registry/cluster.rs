//! Who is one person: forms to people, with what rules may join and what they must keep apart.
//!
//! ```text
//! forms ─keys→ candidates ─compare→ edges ─join what is the same→ ─attach what tells less→ ─give surnames→ people
//! ```
//!
//! No step looks at all pairs. Names that may be alike share a key (their bones, a short form's group, a letter left
//! out); a block of names that share a key too common to tell is looked at through a window. What tells less ("Ed Roe")
//! joins those it fits only where these do not contradict each other; else it stays alone and says between whom.

use super::aliases::Settings;
use super::alike::{Likeness, clash, compare, same_surname};
use super::form::{FormKind, NameForm, Reading, Word};
use super::lists::{family_groups, given_groups};
use crate::speaker::keys::{KeyMap, mixed};
use crate::speaker::lexicon::{Traits, traits_of};
use crate::speaker::name::fold_key;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// One spelling: all names that agree in their folded words.
pub(super) struct Node {
    /// Its form.
    pub form: NameForm,
    /// How many quotations carry it.
    pub quotations: u64,
}

/// One person, institution or unsettled name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Settled {
    /// The nodes that are this person, most quoted first.
    pub nodes: Vec<u32>,
    /// Where the name means several people: these, most quoted first, by their places in the list of people.
    pub candidates: Vec<u32>,
    /// How many they are; more than are listed where very many bear a name.
    pub bearers: u32,
    /// The entry of the alias file that speaks of this person.
    pub alias: Option<u32>,
}

/// What came out.
pub(super) struct Outcome {
    /// All people, most quoted first.
    pub people: Vec<Settled>,
    /// Pairs of people who may be one.
    pub likely: Vec<(u32, u32)>,
}

/// Blocks of more names than this are looked at through a window.
const LARGEST_BLOCK: usize = 40;
/// How many neighbours a name is compared with in a block that is too large.
const WINDOW: usize = 6;
/// How many of a cluster's names are asked whether they clash with those of another.
const ASKED: usize = 10;
/// How many of the people who bear a name are listed.
const LISTED: usize = 20;
/// A name that tells less goes to the one who is named so in all but one of this many cases.
const ALL_BUT_ONE_OF: u64 = 20;
/// From this many quotations on a spelling is established, and no slip of the fingers unless another has many more.
const ESTABLISHED: u64 = 5;

/// Settles who is one person.
pub(super) fn settle(nodes: &[Node], settings: &Settings) -> Outcome {
    let mut clusters = Clusters::new(nodes, settings);
    let mut edges = edges(nodes);
    edges.par_sort_unstable();
    for (likeness, one, other) in &edges {
        match likeness {
            Likeness::Same(_) => _ = clusters.join(*one, *other),
            Likeness::Slip if is_slip(nodes, *one, *other) => _ = clusters.join(*one, *other),
            _ => {}
        }
    }
    clusters.attach_shorter(&edges);
    clusters.give_surnames();
    clusters.finish(&edges)
}

fn is_slip(nodes: &[Node], one: u32, other: u32) -> bool {
    let (one, other) = (nodes[one as usize].quotations, nodes[other as usize].quotations);
    one.min(other) < ESTABLISHED || one.min(other) * 5 <= one.max(other)
}

/// Pairs of complete names that are alike in some way.
fn edges(nodes: &[Node]) -> Vec<(Likeness, u32, u32)> {
    let mut keys: Vec<(u64, u32)> = nodes
        .par_iter()
        .zip(0u32..nodes.len() as u32)
        .filter(|(node, _)| node.form.kind == FormKind::Complete)
        .flat_map_iter(|(node, at)| keys_of(&node.form).into_iter().map(move |key| (key, at)))
        .collect();
    keys.par_sort_unstable();
    keys.dedup();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for block in keys.chunk_by(|one, other| one.0 == other.0) {
        let reach = if block.len() <= LARGEST_BLOCK { block.len() } else { WINDOW };
        for (at, one) in block.iter().enumerate() {
            pairs.extend(block[at + 1..].iter().take(reach).map(|other| (one.1, other.1)));
        }
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    let compared = pairs
        .par_iter()
        .map(|&(one, other)| (compare(&nodes[one as usize].form, &nodes[other as usize].form), one, other));
    compared.filter(|(likeness, ..)| *likeness != Likeness::Unlike).collect()
}

/// The keys of a name: any two names that [`compare`] finds alike share one, but for those too odd to look for.
fn keys_of(form: &NameForm) -> Vec<u64> {
    let mut keys = Vec::new();
    for reading in &form.readings {
        let mut families = bones(&reading.family);
        if reading.east {
            families.extend(family_groups(&reading.family.text).iter().map(|group| mixed([EAST, u64::from(*group)])));
        }
        for (place, given) in reading.given.iter().take(4).enumerate() {
            if given.is_initial() {
                continue;
            }
            let mut givens = bones(given);
            if place == 0 {
                givens.extend(given_groups(&given.text).iter().map(|group| mixed([GROUP, u64::from(*group)])));
            }
            for family in &families {
                keys.extend(givens.iter().map(|given| mixed([*family, *given])));
            }
        }
        // "Jean-Claude" and "Jeanclaude"; "Ocasio-Roe" and "Ocasio Roe"; the mother's name behind the father's.
        if let [first, rest @ .., middle] = reading.given.as_slice() {
            let whole = reading.given.iter().skip(1).fold(first.sounds, |whole, word| whole.joined(&word.sounds));
            let merged = middle.sounds.joined(&reading.family.sounds);
            keys.push(mixed([families[0], whole.bones(false)]));
            keys.push(mixed([merged.bones(false), first.sounds.bones(false)]));
            keys.push(mixed([middle.sounds.bones(false), first.sounds.bones(false)]));
            _ = rest;
        }
        initial_keys(reading, &mut keys);
        slip_keys(reading, &mut keys);
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

const EAST: u64 = 1;
const GROUP: u64 = 2;
const INITIAL: u64 = 3;
const SLIP: u64 = 4;

fn bones(word: &Word) -> Vec<u64> {
    let mut bones = vec![word.sounds.bones(false)];
    if word.text.starts_with('j') {
        bones.push(word.sounds.bones(true));
    }
    bones
}

/// "A. Roe" and every Roe whose first name begins with A.
fn initial_keys(reading: &Reading, keys: &mut Vec<u64>) {
    if let Some(letter) = reading.given.first().and_then(|first| first.text.bytes().next()) {
        keys.push(mixed([INITIAL, fold_key(&reading.family.text), u64::from(letter)]));
    }
}

/// The name with each of its letters left out in turn: two names that are one letter apart share one of these.
fn slip_keys(reading: &Reading, keys: &mut Vec<u64>) {
    let [first, ..] = reading.given.as_slice() else { return };
    let letters = [first.text.as_bytes(), b" ", reading.family.text.as_bytes()].concat();
    if letters.len() < 9 || letters.len() > 40 {
        return;
    }
    // A rolling hash: what is before the gap and what is behind it, in one step for each gap.
    let mut behind: u64 = 0;
    let mut power: u64 = 1;
    let mut suffixes = vec![(0, 1)];
    for letter in letters.iter().rev() {
        behind = behind.wrapping_add(u64::from(*letter).wrapping_mul(power));
        power = power.wrapping_mul(0x0100_0000_01B3);
        suffixes.push((behind, power));
    }
    suffixes.reverse();
    let mut before: u64 = 0;
    keys.push(mixed([SLIP, suffixes[0].0]));
    for (at, letter) in letters.iter().enumerate() {
        let (rest, power) = suffixes[at + 1];
        keys.push(mixed([SLIP, before.wrapping_mul(power).wrapping_add(rest)]));
        before = before.wrapping_mul(0x0100_0000_01B3).wrapping_add(u64::from(*letter));
    }
}

/// Nodes on their way to people.
struct Clusters<'n> {
    nodes: &'n [Node],
    parent: Vec<u32>,
    members: Vec<Vec<u32>>,
    alias: Vec<Option<u32>>,
    apart: Vec<(u32, u32)>,
    /// For clusters whose name means several people: who, by clusters, and how many.
    candidates: BTreeMap<u32, (Vec<u32>, u32)>,
}

impl<'n> Clusters<'n> {
    /// Every node alone, but for those that the alias file joins.
    fn new(nodes: &'n [Node], settings: &Settings) -> Clusters<'n> {
        let count = nodes.len() as u32;
        let mut clusters = Clusters {
            nodes,
            parent: (0..count).collect(),
            members: (0..count).map(|node| vec![node]).collect(),
            alias: vec![None; nodes.len()],
            apart: Vec::new(),
            candidates: BTreeMap::new(),
        };
        if settings.is_empty() {
            return clusters;
        }
        let by_strict: BTreeMap<&str, u32> =
            nodes.iter().zip(0..).map(|(node, at)| (node.form.strict.as_str(), at)).collect();
        for (strict, person) in &settings.joined {
            if let Some(&node) = by_strict.get(strict.as_str()) {
                clusters.alias[node as usize] = Some(*person);
            }
        }
        let mut firsts: BTreeMap<u32, u32> = BTreeMap::new();
        for node in 0..count {
            if let Some(person) = clusters.alias[node as usize] {
                let first = *firsts.entry(person).or_insert(node);
                clusters.union(first, node);
            }
        }
        for (one, other) in &settings.apart {
            if let (Some(&one), Some(&other)) = (by_strict.get(one.as_str()), by_strict.get(other.as_str())) {
                clusters.apart.push((one, other));
            }
        }
        clusters
    }

    fn find(&mut self, mut node: u32) -> u32 {
        while self.parent[node as usize] != node {
            let above = self.parent[node as usize];
            self.parent[node as usize] = self.parent[above as usize];
            node = above;
        }
        node
    }

    fn union(&mut self, one: u32, other: u32) {
        let (one, other) = (self.find(one), self.find(other));
        if one == other {
            return;
        }
        let (into, from) = if self.members[one as usize].len() >= self.members[other as usize].len() {
            (one, other)
        } else {
            (other, one)
        };
        let moved = std::mem::take(&mut self.members[from as usize]);
        self.members[into as usize].extend(moved);
        self.parent[from as usize] = into;
        self.alias[into as usize] = self.alias[into as usize].or(self.alias[from as usize]);
    }

    /// Joins two nodes' clusters unless something speaks against it; returns whether they are one now.
    fn join(&mut self, one: u32, other: u32) -> bool {
        let (one, other) = (self.find(one), self.find(other));
        if one == other {
            return true;
        }
        if self.forbidden(one, other) || self.clash(one, other) {
            return false;
        }
        self.union(one, other);
        true
    }

    /// Whether the alias file keeps two clusters apart.
    fn forbidden(&mut self, one: u32, other: u32) -> bool {
        if let (Some(mine), Some(theirs)) = (self.alias[one as usize], self.alias[other as usize])
            && mine != theirs
        {
            return true;
        }
        let apart = std::mem::take(&mut self.apart);
        let forbidden = apart.iter().any(|&(a, b)| {
            let (a, b) = (self.find(a), self.find(b));
            (a, b) == (one, other) || (a, b) == (other, one)
        });
        self.apart = apart;
        forbidden
    }

    /// Whether any of the names of two clusters contradict each other.
    fn clash(&self, one: u32, other: u32) -> bool {
        let form = |node: &u32| &self.nodes[*node as usize].form;
        let names = |cluster: u32| {
            let complete = |node: &&u32| form(node).kind == FormKind::Complete;
            let members = &self.members[cluster as usize];
            // A slip of the fingers contradicts everybody; names that are known for names speak for the others.
            let listed = |node: &u32| {
                let first = form(node).readings.first().and_then(|reading| reading.given.first());
                first.is_some_and(|first| !given_groups(&first.text).is_empty())
            };
            let any = members.iter().any(listed);
            members.iter().filter(complete).filter(move |node| !any || listed(node)).take(ASKED)
        };
        names(one).any(|mine| names(other).any(|theirs| clash(form(mine), form(theirs))))
    }

    fn quotations(&self, cluster: u32) -> u64 {
        self.members[cluster as usize].iter().map(|node| self.nodes[*node as usize].quotations).sum()
    }

    /// Attaches names that tell less to the one they fit; where those they fit contradict each other, the name stays
    /// alone.
    fn attach_shorter(&mut self, edges: &[(Likeness, u32, u32)]) {
        // For each cluster, those that tell as much or more and that it fits.
        let mut fuller: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for (likeness, one, other) in edges {
            if !matches!(likeness, Likeness::Shorter(_)) || self.generations_differ(*one, *other) {
                continue;
            }
            let fullness = |node: u32| self.nodes[node as usize].form.fullness();
            let (mine, theirs) = (fullness(*one), fullness(*other));
            let (a, b) = (self.find(*one), self.find(*other));
            if a != b && mine <= theirs {
                fuller.entry(a).or_default().insert(b);
            }
            if a != b && theirs <= mine {
                fuller.entry(b).or_default().insert(a);
            }
        }
        let mut joins: Vec<(u32, u32)> = Vec::new();
        let mut alone: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (&cluster, fits) in &fuller {
            let fits: Vec<u32> = fits.iter().copied().collect();
            let shown = &fits[..fits.len().min(ASKED * 3)];
            let contradict =
                shown.iter().enumerate().any(|(at, one)| shown[at + 1..].iter().any(|other| self.clash(*one, *other)));
            if !contradict {
                joins.extend(fits.iter().map(|other| (cluster, *other)));
                continue;
            }
            let mut by_weight: Vec<(u64, u32)> = fits.iter().map(|other| (self.quotations(*other), *other)).collect();
            by_weight.sort_unstable_by_key(|(weight, other)| (std::cmp::Reverse(*weight), *other));
            let rest: u64 = by_weight[1..].iter().map(|(weight, _)| weight).sum();
            if rest * ALL_BUT_ONE_OF < by_weight[0].0 + self.quotations(cluster) {
                joins.push((cluster, by_weight[0].1));
            } else {
                alone.insert(cluster, by_weight.into_iter().map(|(_, other)| other).collect());
            }
        }
        joins.retain(|(one, other)| !alone.contains_key(one) && !alone.contains_key(other));
        for (one, other) in joins {
            self.join(one, other);
        }
        // Last, "Joe Roe" to Joseph Roe Jr.: whoever has a Joseph Roe already clashes with him.
        for (likeness, one, other) in edges {
            if matches!(likeness, Likeness::Shorter(_)) && self.generations_differ(*one, *other) {
                let (a, b) = (self.find(*one), self.find(*other));
                if !alone.contains_key(&a) && !alone.contains_key(&b) {
                    self.join(a, b);
                }
            }
        }
        for (cluster, fits) in alone {
            let fits: BTreeSet<u32> = fits.into_iter().map(|other| self.find(other)).collect();
            let bearers = fits.len() as u32;
            self.candidates.insert(cluster, (fits.into_iter().collect(), bearers));
        }
    }

    fn generations_differ(&self, one: u32, other: u32) -> bool {
        self.nodes[one as usize].form.suffix != self.nodes[other as usize].form.suffix
    }

    /// Gives names of one word to the only one who bears them, or says who the bearers are.
    fn give_surnames(&mut self) {
        let bearers = Bearers::of(self);
        let singles: Vec<u32> = (0..self.nodes.len() as u32)
            .filter(|node| {
                let form = &self.nodes[*node as usize].form;
                self.alias[*node as usize].is_none()
                    && (form.kind == FormKind::Single || form.readings.len() == 1 && opens_with_particle(form))
            })
            .collect();
        let found: Vec<Vec<u32>> = singles.par_iter().map(|node| bearers.of_name(self, *node)).collect();
        let mut nobodys: BTreeMap<&[u8], u32> = BTreeMap::new();
        for (node, found) in singles.into_iter().zip(found) {
            let own = self.find(node);
            let found: BTreeSet<u32> =
                found.into_iter().map(|cluster| self.find(cluster)).filter(|it| *it != own).collect();
            match found.len() {
                0 => {
                    // "Gaddafi" and "Qaddafi", of whom no article says more: one name, whoever bears it.
                    let form = &self.nodes[node as usize].form;
                    let Some(word) = form.readings.first().map(|reading| &reading.family) else { continue };
                    if form.kind == FormKind::Single && word.sounds.len() > 4 {
                        match nobodys.get(word.sounds.as_slice()) {
                            Some(&other) => _ = self.join(node, other),
                            None => _ = nobodys.insert(word.sounds.as_slice(), node),
                        }
                    }
                }
                1 => {
                    let only = found.into_iter().next().expect("one was counted");
                    if !self.forbidden(own, only) {
                        self.union(only, own);
                    }
                }
                count if self.nodes[node as usize].form.kind == FormKind::Single => {
                    self.candidates.insert(own, (found.into_iter().collect(), count as u32));
                }
                _ => {}
            }
        }
    }

    /// Numbers the people by how often they are quoted, and sorts out what was likely and not done.
    fn finish(mut self, edges: &[(Likeness, u32, u32)]) -> Outcome {
        let roots: Vec<u32> =
            (0..self.nodes.len() as u32).filter(|node| self.parent[*node as usize] == *node).collect();
        let mut ranked: Vec<(u64, u32)> = roots.iter().map(|root| (self.quotations(*root), *root)).collect();
        let strict = |root: u32| self.members[root as usize].iter().min().copied();
        ranked.sort_by_key(|(quotations, root)| (std::cmp::Reverse(*quotations), strict(*root)));
        let mut number = vec![0u32; self.nodes.len()];
        for ((_, root), at) in ranked.iter().zip(0..) {
            number[*root as usize] = at;
        }
        let mut likely: Vec<(u32, u32)> = Vec::new();
        for (likeness, one, other) in edges {
            let (a, b) = (self.find(*one), self.find(*other));
            let settled = self.candidates.contains_key(&a) || self.candidates.contains_key(&b);
            let told = matches!(likeness, Likeness::Likely | Likeness::Slip | Likeness::Same(_));
            if a != b && told && !settled && !self.forbidden(a, b) {
                let (a, b) = (number[a as usize], number[b as usize]);
                likely.push((a.min(b), a.max(b)));
            }
        }
        likely.sort_unstable();
        likely.dedup();
        let candidates = std::mem::take(&mut self.candidates);
        let mut of_root: BTreeMap<u32, (Vec<u32>, u32)> = BTreeMap::new();
        for (cluster, (fits, bearers)) in candidates {
            let root = self.find(cluster);
            let fits: BTreeSet<u32> = fits.into_iter().map(|other| self.find(other)).filter(|it| *it != root).collect();
            let mut fits: Vec<u32> = fits.into_iter().map(|other| number[other as usize]).collect();
            fits.sort_unstable();
            let bearers = bearers.min(fits.len() as u32).max(fits.len() as u32);
            fits.truncate(LISTED);
            if bearers > 1 {
                of_root.insert(root, (fits, bearers));
            }
        }
        let people = ranked
            .into_iter()
            .map(|(_, root)| {
                let mut nodes = std::mem::take(&mut self.members[root as usize]);
                nodes.sort_unstable_by_key(|node| (std::cmp::Reverse(self.nodes[*node as usize].quotations), *node));
                let (candidates, bearers) = of_root.remove(&root).unwrap_or_default();
                Settled { nodes, candidates, bearers, alias: self.alias[root as usize] }
            })
            .collect();
        Outcome { people, likely }
    }
}

/// "Van Hollen": a family name with its particle, or a given name with a family name.
fn opens_with_particle(form: &NameForm) -> bool {
    let first = form.readings[0].given.first();
    form.readings[0].given.len() == 1
        && first.is_some_and(|word| matches!(word.text.as_str(), "van" | "al" | "la" | "le" | "ben" | "da" | "di"))
}

/// Who bears a surname.
struct Bearers<'n> {
    /// Clusters by the folded family names of their members.
    by_family: BTreeMap<&'n str, Vec<u32>>,
    /// Clusters by family names with particles.
    by_long_family: BTreeMap<&'n str, Vec<u32>>,
    /// Clusters by given names that are no usual given names: "Lula", "Saddam".
    by_given: BTreeMap<&'n str, Vec<u32>>,
    /// The words of family names by their bones.
    alike: KeyMap<Vec<&'n Word>>,
}

impl<'n> Bearers<'n> {
    fn of(clusters: &mut Clusters<'n>) -> Bearers<'n> {
        let nodes = clusters.nodes;
        let (mut by_family, mut by_long_family, mut by_given) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut alike: KeyMap<Vec<&Word>> = KeyMap::default();
        let add = |table: &mut BTreeMap<&'n str, Vec<u32>>, name: &'n str, cluster: u32| -> bool {
            let list = table.entry(name).or_default();
            if !list.contains(&cluster) && list.len() <= LISTED * 4 {
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
    fn of_name(&self, clusters: &Clusters<'n>, node: u32) -> Vec<u32> {
        let form = &clusters.nodes[node as usize].form;
        let long = self.by_long_family.get(form.whole.as_str()).cloned().unwrap_or_default();
        if form.kind != FormKind::Single || !long.is_empty() {
            return long;
        }
        let Some(word) = form.readings.first().map(|reading| &reading.family) else { return Vec::new() };
        if let Some(found) = self.by_family.get(word.text.as_str()) {
            return found.clone();
        }
        let mut found = Vec::new();
        for bones in bones(word) {
            let words = self.alike.get(&bones).map_or(&[][..], Vec::as_slice);
            for family in words.iter().take(LARGEST_BLOCK).filter(|family| same_surname(word, family)) {
                found.extend_from_slice(&self.by_family[family.text.as_str()]);
            }
        }
        if found.is_empty() {
            found = self.by_given.get(word.text.as_str()).cloned().unwrap_or_default();
        }
        found
    }
}
