//! Who is one person: forms to people, with what rules may join and what they must keep apart.
//!
//! ```text
//! forms ─keys→ candidates ─compare→ edges ─join what is the same→ ─attach what tells less→ ─give surnames→ people
//! ```
//!
//! No step looks at all pairs. Names that may be alike share a key (their bones, a short form's group, a letter left
//! out); a block of names that share a key too common to tell is looked at through a window. What tells less ("Ed Roe")
//! joins those it fits only where these do not contradict each other; else it stays alone and says between whom.

use super::MOST_CANDIDATES;
use super::aliases::Settings;
use super::alike::{Likeness, clash, compare};
use super::bearers::{Bearers, is_surname_of, opens_with_particle};
use super::candidates::edges;
use super::company::Company;
use super::evidence::Titled;
use super::firms::likely_firms;
use super::form::{FormKind, NameForm};
use super::lists::given_groups;
use crate::speaker::name::fold_key;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// One spelling: all names that agree in their folded words.
#[derive(Default)]
pub(super) struct Node {
    /// Its form.
    pub form: NameForm,
    /// How many quotations carry it.
    pub quotations: u64,
    /// What stands before it.
    pub titled: Titled,
    /// The single words that articles call its bearer by, folded, as keys.
    pub called: Vec<u64>,
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

/// How many of a cluster's names are asked whether they clash with those of another.
const ASKED: usize = 8;
/// A name that tells less goes to the one who is named so in all but one of this many cases.
pub(super) const ALL_BUT_ONE_OF: u64 = 20;
/// What stands in a strict form before the law of a firm, where others are called alike.
pub(super) const LAW: char = '\u{c}';
/// From this many quotations on a spelling is established, and no slip of the fingers unless another has many more.
const ESTABLISHED: u64 = 5;

/// No node.
const NOBODY: u32 = u32::MAX;

/// Settles who is one person.
pub(super) fn settle(nodes: &[Node], settings: &Settings, company: &Company<'_>) -> Outcome {
    let mut clusters = Clusters::new(nodes, settings);
    let mut edges = edges(nodes);
    for (one, other) in company.settle(nodes, &mut edges) {
        clusters.keep_apart(one, other);
    }
    edges.par_sort_unstable();
    for (likeness, one, other) in &edges {
        match likeness {
            Likeness::Same(_) => _ = clusters.join(*one, *other),
            // Their given names contradict each other, and the archive knows better.
            Likeness::Told if !clusters.keeps_apart(*one, *other) => clusters.union(*one, *other),
            Likeness::Slip if is_slip(nodes, *one, *other) => _ = clusters.join(*one, *other),
            _ => {}
        }
    }
    clusters.attach_shorter(&edges);
    clusters.give_surnames(company);
    clusters.settle_firms(company);
    clusters.finish(&edges)
}

fn is_slip(nodes: &[Node], one: u32, other: u32) -> bool {
    let (one, other) = (nodes[one as usize].quotations, nodes[other as usize].quotations);
    one.min(other) < ESTABLISHED || one.min(other) * 5 <= one.max(other)
}

/// Nodes on their way to people.
pub(super) struct Clusters<'n> {
    pub nodes: &'n [Node],
    parent: Vec<u32>,
    /// The node behind each in its cluster's list, which begins with the cluster itself; [`NOBODY`] behind the last.
    next: Vec<u32>,
    /// The last node of each cluster's list.
    last: Vec<u32>,
    /// The number of nodes and of quotations of each cluster.
    sizes: Vec<(u32, u64)>,
    alias: Vec<Option<u32>>,
    /// The nodes that each is kept apart from.
    apart: BTreeMap<u32, Vec<u32>>,
    /// For clusters whose name means several people: who, by clusters, and how many.
    pub candidates: BTreeMap<u32, (Vec<u32>, u32)>,
}

impl<'n> Clusters<'n> {
    /// Every node alone, but for those that the alias file joins.
    fn new(nodes: &'n [Node], settings: &Settings) -> Clusters<'n> {
        let count = nodes.len() as u32;
        let mut clusters = Clusters {
            nodes,
            parent: (0..count).collect(),
            next: vec![NOBODY; nodes.len()],
            last: (0..count).collect(),
            sizes: nodes.iter().map(|node| (1, node.quotations)).collect(),
            alias: vec![None; nodes.len()],
            apart: BTreeMap::new(),
            candidates: BTreeMap::new(),
        };
        if settings.is_empty() {
            return clusters;
        }
        // A person and an institution may be spelled alike.
        let mut by_strict: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (node, at) in nodes.iter().zip(0..) {
            let name = node.form.strict.split(LAW).next().unwrap_or_default();
            by_strict.entry(name).or_default().push(at);
        }
        let spelled = |strict: &str| by_strict.get(strict).map_or(&[][..], Vec::as_slice);
        for (strict, person) in &settings.joined {
            for &node in spelled(strict) {
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
            let pairs = spelled(one).iter().flat_map(|one| spelled(other).iter().map(|other| (*one, *other)));
            pairs.filter(|(one, other)| one != other).for_each(|(one, other)| clusters.keep_apart(one, other));
        }
        clusters
    }

    /// The cluster of a node.
    pub fn find(&mut self, mut node: u32) -> u32 {
        while self.parent[node as usize] != node {
            let above = self.parent[node as usize];
            self.parent[node as usize] = self.parent[above as usize];
            node = above;
        }
        node
    }

    /// The nodes of a cluster.
    fn members(&self, cluster: u32) -> impl Iterator<Item = u32> + Clone + '_ {
        let known = |node: u32| (node != NOBODY).then_some(node);
        std::iter::successors(Some(cluster), move |node| known(self.next[*node as usize]))
    }

    /// The complete names of a cluster.
    pub fn complete(&self, cluster: u32) -> impl Iterator<Item = &NameForm> {
        self.members(cluster).map(|node| &self.nodes[node as usize].form).filter(|form| form.kind == FormKind::Complete)
    }

    /// Whether an article calls a cluster's bearer by this one word.
    pub fn is_called(&self, cluster: u32, word: &str) -> bool {
        let word = fold_key(word);
        self.members(cluster).any(|node| self.nodes[node as usize].called.contains(&word))
    }

    fn union(&mut self, one: u32, other: u32) {
        let (one, other) = (self.find(one), self.find(other));
        if one == other {
            return;
        }
        let larger = self.sizes[one as usize].0 >= self.sizes[other as usize].0;
        let (into, from) = if larger { (one as usize, other as usize) } else { (other as usize, one as usize) };
        self.next[self.last[into] as usize] = from as u32;
        self.last[into] = self.last[from];
        let (nodes, quotations) = self.sizes[from];
        self.sizes[into].0 += nodes;
        self.sizes[into].1 += quotations;
        self.parent[from] = into as u32;
        self.alias[into] = self.alias[into].or(self.alias[from]);
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

    fn keeps_apart(&mut self, one: u32, other: u32) -> bool {
        let (one, other) = (self.find(one), self.find(other));
        one != other && self.forbidden(one, other)
    }

    fn keep_apart(&mut self, one: u32, other: u32) {
        self.apart.entry(one).or_default().push(other);
        self.apart.entry(other).or_default().push(one);
    }

    /// Whether the alias file, or the archive, keeps two clusters apart.
    fn forbidden(&mut self, one: u32, other: u32) -> bool {
        if let (Some(mine), Some(theirs)) = (self.alias[one as usize], self.alias[other as usize])
            && mine != theirs
        {
            return true;
        }
        if self.apart.is_empty() {
            return false;
        }
        let (few, many) =
            if self.sizes[one as usize].0 <= self.sizes[other as usize].0 { (one, other) } else { (other, one) };
        let apart: Vec<u32> = self.members(few).filter_map(|node| self.apart.get(&node)).flatten().copied().collect();
        apart.into_iter().any(|node| self.find(node) == many)
    }

    /// Whether any of the names of two clusters contradict each other, and no name of theirs holds both: `Recep Roe` and
    /// `Tayyip Roe` are no two people beside a `Recep Tayyip Roe`.
    fn clash(&self, one: u32, other: u32) -> bool {
        let forms = |cluster: u32| self.members(cluster).map(|node| &self.nodes[node as usize].form);
        let names = |cluster: u32| {
            let complete = |form: &&NameForm| form.kind == FormKind::Complete;
            // A slip of the fingers contradicts everybody; names that are known for names speak for the others.
            let listed = |form: &NameForm| {
                let first = form.readings.first().and_then(|reading| reading.given.first());
                first.is_some_and(|first| !given_groups(&first.text).is_empty())
            };
            let any = forms(cluster).any(listed);
            forms(cluster).filter(complete).filter(move |form| !any || listed(form)).take(ASKED)
        };
        let held_by_one = |mine: &NameForm, theirs: &NameForm| {
            let fuller = |whole: &&NameForm| whole.fullness() > mine.fullness().max(theirs.fullness());
            forms(one).chain(forms(other)).filter(fuller).take(ASKED).any(|whole| {
                [mine, theirs]
                    .iter()
                    .all(|part| matches!(compare(part, whole), Likeness::Same(_) | Likeness::Shorter(_)))
            })
        };
        names(one).any(|mine| names(other).any(|theirs| clash(mine, theirs) && !held_by_one(mine, theirs)))
    }

    fn quotations(&self, cluster: u32) -> u64 {
        self.sizes[cluster as usize].1
    }

    /// Attaches names that tell less to the one they fit; where those they fit contradict each other, the name stays
    /// alone.
    fn attach_shorter(&mut self, edges: &[(Likeness, u32, u32)]) {
        // For each cluster, those that tell as much or more and that it fits.
        let mut fuller: Vec<(u32, u32)> = Vec::new();
        for (likeness, one, other) in edges {
            if !matches!(likeness, Likeness::Shorter(_)) || self.generations_differ(*one, *other) {
                continue;
            }
            let fullness = |node: u32| self.nodes[node as usize].form.fullness();
            let (mine, theirs) = (fullness(*one), fullness(*other));
            let (a, b) = (self.find(*one), self.find(*other));
            if a != b && mine <= theirs {
                fuller.push((a, b));
            }
            if a != b && theirs <= mine {
                fuller.push((b, a));
            }
        }
        fuller.sort_unstable();
        fuller.dedup();
        let mut joins: Vec<(u32, u32)> = Vec::new();
        let mut alone: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for fits in fuller.chunk_by(|one, other| one.0 == other.0) {
            let cluster = fits[0].0;
            let fits: Vec<u32> = fits.iter().map(|(_, other)| *other).collect();
            let shown = &fits[..fits.len().min(ASKED * 3)];
            let mut pairs =
                shown.iter().enumerate().flat_map(|(at, one)| shown[at + 1..].iter().map(|other| (*one, *other)));
            let contradict = pairs.any(|(one, other)| self.clash(one, other) || self.forbidden(one, other));
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
    fn give_surnames(&mut self, company: &Company<'_>) {
        let bearers = Bearers::of(self);
        let singles: Vec<u32> = (0..self.nodes.len() as u32)
            .filter(|node| {
                let form = &self.nodes[*node as usize].form;
                self.alias[*node as usize].is_none()
                    && (form.kind == FormKind::Single || form.readings.len() == 1 && opens_with_particle(form))
            })
            .collect();
        let found: Vec<Vec<u32>> = singles.par_iter().map(|node| bearers.of_name(self, *node)).collect();
        let ranked = |node: u32| {
            self.nodes[node as usize].titled.is_ranked(self.nodes[node as usize].quotations, ALL_BUT_ONE_OF)
        };
        let asked = singles.iter().zip(&found).filter(|(node, _)| ranked(**node));
        let asked = asked.flat_map(|(node, found)| {
            std::iter::once(*node).chain(found.iter().flat_map(|cluster| self.members(*cluster)))
        });
        let standings = company.standings(self.nodes, asked);
        let mut nobodys: BTreeMap<&[u8], u32> = BTreeMap::new();
        for (node, found) in singles.into_iter().zip(found) {
            let own = self.find(node);
            let mut found: BTreeSet<u32> =
                found.into_iter().map(|cluster| self.find(cluster)).filter(|it| *it != own).collect();
            // "Lord Roe" is none of the Roes of whom nobody is called so, but where their company is his.
            let Node { titled, quotations, .. } = self.nodes[node as usize];
            if titled.is_ranked(quotations, if found.len() == 1 { ALL_BUT_ONE_OF } else { 2 }) {
                found.retain(|it| {
                    titled.rank_fits(self.titled(*it), quotations)
                        || self.members(*it).any(|member| standings.shared(node, member))
                });
            }
            match found.len() {
                0 => {
                    // "Gaddafi" and "Qaddafi", of whom no article says more: one name, whoever bears it.
                    let form = &self.nodes[node as usize].form;
                    let Some(word) = form.readings.first().map(|reading| &reading.family) else { continue };
                    let titled = |node: u32| self.nodes[node as usize].titled;
                    if form.kind == FormKind::Single && word.sounds.len() > 4 {
                        match nobodys.get(word.sounds.as_slice()) {
                            Some(&other) if !titled(node).agrees(titled(other)) => {}
                            Some(&other) => _ = self.join(node, other),
                            None => _ = nobodys.insert(word.sounds.as_slice(), node),
                        }
                    }
                }
                1 => {
                    let only = found.into_iter().next().expect("one was counted");
                    if !self.forbidden(own, only) && self.titles_allow(node, only) && is_surname_of(self, node, only) {
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

    /// Joins firms that are called alike, are made by other laws and stand in one company; says of the name without a legal
    /// form which firms it may be.
    fn settle_firms(&mut self, company: &Company<'_>) {
        let nodes = self.nodes;
        let mut alike: Vec<(u32, Vec<u32>)> = Vec::new();
        for (at, node) in (0u32..).zip(nodes).filter(|(_, node)| node.form.strict.contains(LAW)) {
            let name = node.form.strict.split(LAW).next().unwrap_or_default();
            match alike
                .last_mut()
                .filter(|(first, _)| nodes[*first as usize].form.strict.split(LAW).next() == Some(name))
            {
                Some((_, firms)) => firms.push(at),
                None => alike.push((at, vec![at])),
            }
        }
        let standings = company.standings(nodes, alike.iter().flat_map(|(_, firms)| firms.iter().copied()));
        for (first, firms) in alike {
            for (n, one) in firms.iter().enumerate() {
                for other in firms[n + 1..].iter().filter(|other| standings.shared(*one, **other)) {
                    if !self.keeps_apart(*one, *other) {
                        self.union(*one, *other);
                    }
                }
            }
            // Names stand in the order of their letters: the one without a mark is right before.
            let name = nodes[first as usize].form.strict.split(LAW).next();
            let before = first.checked_sub(1).filter(|at| {
                let form = &nodes[*at as usize].form;
                form.is_institution() && Some(form.strict.as_str()) == name
            });
            let Some(bare) = before else { continue };
            let fits: BTreeSet<u32> = firms.iter().map(|firm| self.find(*firm)).collect();
            let own = self.find(bare);
            match fits.len() {
                1 => _ = self.join(own, first),
                count => _ = self.candidates.insert(own, (fits.into_iter().collect(), count as u32)),
            }
        }
    }

    /// What stands before all names of a cluster.
    fn titled(&self, cluster: u32) -> Titled {
        let titled = self.members(cluster).map(|node| self.nodes[node as usize].titled);
        titled.fold(Titled::default(), Titled::with)
    }

    /// Whether what stands before a name of one word allows that it means a cluster: "Mrs Brandt" is not Leif.
    fn titles_allow(&self, node: u32, cluster: u32) -> bool {
        let Node { titled, quotations, .. } = &self.nodes[node as usize];
        let mut given = self.complete(cluster).filter_map(|form| form.readings.first()?.given.first()).peekable();
        given.peek().is_none() || given.any(|given| titled.fits(&given.text, *quotations))
    }

    /// Numbers the people by how often they are quoted, and sorts out what was likely and not done.
    fn finish(mut self, edges: &[(Likeness, u32, u32)]) -> Outcome {
        let roots: Vec<u32> =
            (0..self.nodes.len() as u32).filter(|node| self.parent[*node as usize] == *node).collect();
        let first = |root: u32| self.members(root).min();
        let rank = |root: &u32| (std::cmp::Reverse(self.quotations(*root)), first(*root), *root);
        let mut ranked: Vec<_> = roots.iter().map(rank).collect();
        ranked.sort_unstable();
        let ranked: Vec<u32> = ranked.into_iter().map(|(_, _, root)| root).collect();
        let mut number = vec![0u32; self.nodes.len()];
        for (root, at) in ranked.iter().zip(0..) {
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
        for (one, other) in likely_firms(self.nodes) {
            let (a, b) = (self.find(one), self.find(other));
            if a != b && !self.forbidden(a, b) {
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
            fits.truncate(MOST_CANDIDATES);
            if bearers > 1 {
                of_root.insert(root, (fits, bearers));
            }
        }
        let people = ranked
            .into_iter()
            .map(|root| {
                let mut nodes: Vec<u32> = self.members(root).collect();
                nodes.sort_unstable_by_key(|node| (std::cmp::Reverse(self.nodes[*node as usize].quotations), *node));
                let (candidates, bearers) = of_root.remove(&root).unwrap_or_default();
                Settled { nodes, candidates, bearers, alias: self.alias[root as usize] }
            })
            .collect();
        Outcome { people, likely }
    }
}
