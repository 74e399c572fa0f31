//! In whose company names stand: what tells namesakes from slips where letters do not.
//!
//! Two chairmen Thompson and Thomson are two people; the analyst Greenburg of a firm whose analyst is Greenberg is one.
//! An archive tells by the words beside a name in the sources of its quotations, mostly a firm's, and by who else speaks
//! in the same articles.

use super::alike::{Doubt, Likeness, doubt};
use super::cluster::Node;
use super::form::possessed;
use super::institutions::legal_form;
use super::letters::latin;
use crate::article::NameUses;
use crate::speaker::lexicon::{Traits, traits_of};
use crate::speaker::name::fold_key;
use std::collections::{BTreeMap, BTreeSet};

/// So many articles of a name are looked at.
const LOOKED_AT: usize = 64;
/// Who speaks in more articles than these is everybody's company: the larger of both, one in so many.
const COMMON: (usize, usize) = (20, 50);

/// What company tells of two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// They stand in one company.
    Shared,
    /// Each has its own, and they share nothing.
    Apart,
    /// So do the words beside them alone.
    WordsApart,
    /// One at least stands alone.
    Nothing,
}

/// The uses of an archive's names, by spelling.
pub(super) struct Company<'u> {
    uses: &'u NameUses,
    node_of: &'u [u32],
}

/// The company of some spellings.
pub(super) struct Standings<'n> {
    nodes: &'n [Node],
    standing: BTreeMap<u32, Standing>,
}

/// The company of a spelling.
#[derive(Default)]
struct Standing {
    articles: Vec<u32>,
    words: BTreeSet<u64>,
    speakers: BTreeSet<u32>,
}

impl<'u> Company<'u> {
    /// The uses of names, and the spelling of each name.
    pub fn new(uses: &'u NameUses, node_of: &'u [u32]) -> Company<'u> {
        Company { uses, node_of }
    }

    /// Settles what the letters of two names leave in doubt; returns the pairs that are two people.
    pub fn settle(&self, nodes: &[Node], edges: &mut [(Likeness, u32, u32)]) -> Vec<(u32, u32)> {
        let form = |node: u32| &nodes[node as usize].form;
        let doubts: Vec<(usize, Doubt)> = edges
            .iter()
            .enumerate()
            .filter_map(|(at, (likeness, one, other))| Some((at, doubt(*likeness, form(*one), form(*other))?)))
            .collect();
        let asked = doubts.iter().flat_map(|(at, _)| [edges[*at].1, edges[*at].2]);
        let standings = self.standings(nodes, asked);
        let mut apart = Vec::new();
        for (at, doubt) in doubts {
            let (likeness, one, other) = &mut edges[at];
            let told = standings.told(*one, *other);
            match (doubt, told) {
                (Doubt::Slip, Told::Shared) => *likeness = Likeness::Told,
                (Doubt::Namesake, Told::Apart)
                | (Doubt::Namesake | Doubt::LikelyOne, Told::WordsApart)
                | (Doubt::OtherName, Told::Apart | Told::WordsApart | Told::Nothing) => {
                    *likeness = Likeness::Likely;
                    apart.push((*one, *other));
                }
                _ => {}
            }
        }
        apart
    }

    /// The company of these spellings.
    pub fn standings<'n>(&self, nodes: &'n [Node], asked: impl Iterator<Item = u32>) -> Standings<'n> {
        let mut standing: BTreeMap<u32, Standing> = asked.map(|node| (node, Standing::default())).collect();
        if standing.is_empty() {
            return Standings { nodes, standing };
        }
        let node = |name: u32| self.node_of[name as usize];
        let mut wanted = vec![false; nodes.len()];
        standing.keys().for_each(|node| wanted[*node as usize] = true);
        // How many articles each speaks in, and in which those that are asked for do.
        let mut spoken = vec![(u32::MAX, 0usize); nodes.len()];
        for (name, article) in &self.uses.uses {
            let node = node(*name);
            let (last, articles) = &mut spoken[node as usize];
            if *last != *article {
                (*last, *articles) = (*article, *articles + 1);
                if wanted[node as usize] {
                    let articles = &mut standing.entry(node).or_default().articles;
                    if articles.len() < LOOKED_AT {
                        articles.push(*article);
                    }
                }
            }
        }
        for (name, word) in &self.uses.beside {
            if let Some(standing) = standing.get_mut(&node(*name)) {
                standing.words.extend(telling(&self.uses.words[*word as usize]));
            }
        }
        let common = COMMON.0.max(self.uses.dates.len() / COMMON.1);
        for (own, standing) in &mut standing {
            for article in &standing.articles {
                let start = self.uses.uses.partition_point(|(_, other)| other < article);
                let here = self.uses.uses[start..].iter().take_while(|(_, other)| other == article);
                let here = here.map(|(name, _)| node(*name)).filter(|node| node != own);
                standing.speakers.extend(here.filter(|node| spoken[*node as usize].1 <= common));
            }
        }
        Standings { nodes, standing }
    }
}

/// The key of a word that stands with a capital beside a name and may tell who that is: no title, place or time, nor what
/// is in every other firm's name.
fn telling(word: &str) -> Option<u64> {
    const COMMON: [Traits; 11] = [
        Traits::TITLE,
        Traits::ROLE,
        Traits::TIME,
        Traits::ORG,
        Traits::PLACE,
        Traits::DEMONYM,
        Traits::GIVEN,
        Traits::FIRM,
        Traits::TRADE,
        Traits::DET,
        Traits::PREP,
    ];
    let common = COMMON.into_iter().fold(Traits::NONE, Traits::with);
    let folded = latin(possessed(word).unwrap_or(word));
    let tells = folded.len() > 1 && !traits_of(&folded).any(common) && legal_form(&["", &folded]) == 0;
    tells.then(|| fold_key(&folded))
}

impl Standings<'_> {
    /// Whether two spellings stand in one company.
    pub fn shared(&self, one: u32, other: u32) -> bool {
        self.told(one, other) == Told::Shared
    }

    fn told(&self, one: u32, other: u32) -> Told {
        let (Some(mine), Some(theirs)) = (self.standing.get(&one), self.standing.get(&other)) else {
            return Told::Nothing;
        };
        let family = |node: u32| {
            let reading = self.nodes[node as usize].form.readings.first();
            reading.map(|reading| reading.family.text.as_str())
        };
        // "Smith" alone is everybody's company whose name is Smith.
        let own = |node: &u32| {
            let name = family(*node);
            name.is_some() && (name == family(one) || name == family(other))
        };
        let shared = mine.articles.iter().any(|article| theirs.articles.binary_search(article).is_ok())
            || mine.words.intersection(&theirs.words).next().is_some()
            || mine.speakers.intersection(&theirs.speakers).any(|node| !own(node));
        let known = |standing: &Standing| !standing.words.is_empty() || standing.speakers.iter().any(|node| !own(node));
        match shared {
            true => Told::Shared,
            false if !mine.words.is_empty() && !theirs.words.is_empty() => Told::WordsApart,
            false if known(mine) && known(theirs) => Told::Apart,
            false => Told::Nothing,
        }
    }
}
