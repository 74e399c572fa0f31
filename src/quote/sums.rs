//! Sums of weights over the features of a unit, group by group, with what comes again kept in
//! [`SpanMemos`].

use super::features::{Part, REACH, VerbBefore, VerbBehind, put_look, put_pair_before, put_pair_behind, put_triple};
use super::model::memo::{FlatMemos, Others, SpanMemos};
use super::model::table::{Flat, Sums, Table};
use super::seen::{Seen, Sink};
use super::units::mix;
use super::views::{FromCue, View};
use std::ops::Range;

/// Sums weights as features come.
struct Sum<'m> {
    table: &'m Table,
    sums: Sums,
}

impl Sink for Sum<'_> {
    #[inline]
    fn put(&mut self, feature: u64) {
        self.table.add(feature, &mut self.sums);
    }
}

/// The sum over the features that `put` puts.
#[inline]
fn sum(table: &Table, put: impl FnOnce(&mut Sum<'_>)) -> Sums {
    let mut sum = Sum { table, sums: Sums::default() };
    put(&mut sum);
    sum.sums
}

/// Sets `own`, for the units of `range`, to the sums over [`Seen::put_features`].
///
/// Group after group for all of them, not unit after unit: what is kept lies far apart in memory, and short loops over one
/// table have many looks at it under way at once.
pub fn sum_own(seen: &Seen, range: Range<usize>, table: &Table, memos: &mut SpanMemos, own: &mut [Sums]) {
    let Range { start, end } = range;
    own[start..end].fill(Sums::default());
    sum_looks(seen, start, end, table, memos, own);
    sum_classes(seen, start, end, table, memos, own);
    let mut verbs = Verbs { before: Last(None), behind: Last(None) };
    for (at, sums) in (start..).zip(&mut own[start..end]) {
        let (place, sides) = (seen.place(at), seen.sides(at));
        sums.add(memos.places.get(place.number(), || sum(table, |sum| place.put(sum))));
        sums.add(memos.distances.get(sides.number(), || sum(table, |sum| sides.put(sum))));
        let setting = seen.setting(at, place, sides);
        sums.add(memos.others.get(setting.number(), || sum(table, |sum| setting.put(sum))));
        verbs.add(seen, at, table, &mut memos.others, sums);
    }
    // Single features, of which most have no weights.
    let mut sift = Sift { table, at: 0, found: &mut memos.found, count: 0 };
    for at in start..end {
        sift.at = at as u32;
        seen.put_words(at, &mut sift);
        seen.put_verbs(at, &mut sift);
    }
    sift.add_to(own);
}

/// Takes features of units, and adds the weights of those that may have any all together: so none waits for the other's
/// place in memory.
struct Sift<'m> {
    table: &'m Table,
    /// The unit whose features come.
    at: u32,
    /// Features that may have weights, each with its unit: the first `count` of them.
    found: &'m mut Vec<(u64, u32)>,
    count: usize,
}

impl Sink for Sift<'_> {
    #[inline]
    fn put(&mut self, feature: u64) {
        // Written in any case, and counted where it matters: there is nothing to guess.
        if self.count == self.found.len() {
            self.found.resize(2 * self.count + 64, (0, 0));
        }
        self.found[self.count] = (feature, self.at);
        self.count += usize::from(self.table.may_have(feature));
    }
}

impl Sift<'_> {
    fn add_to(self, sums: &mut [Sums]) {
        for (feature, at) in &self.found[..self.count] {
            self.table.add_found(*feature, &mut sums[*at as usize]);
        }
    }
}

/// Adds what each unit says of those around it.
fn sum_looks(seen: &Seen, start: usize, end: usize, table: &Table, memos: &mut SpanMemos, own: &mut [Sums]) {
    let reach = REACH as isize;
    // What is known so far of the units around the one last looked at, from `REACH` before it to `REACH` behind it.
    let mut coming = [Sums::default(); 2 * REACH + 1];
    for from in start as isize - reach..end as isize + reach {
        let look = seen.look(0, from);
        let rows = memos.looks.get(seen.look_number(0, from), || {
            let of_part =
                |part| std::array::from_fn(|row| sum(table, |sum| put_look(look, reach - row as isize, part, sum)));
            let mut rows: [Sums; 2 * REACH + 1] = of_part(Part::Letters);
            let of_kind = memos.kinds.get(look.kind_number(), || of_part(Part::Kind));
            rows.iter_mut().zip(of_kind).for_each(|(row, more)| row.add(more));
            rows
        });
        for (sums, row) in coming.iter_mut().zip(rows) {
            sums.add(row);
        }
        // The first of them has been seen from all sides.
        if from - reach >= start as isize {
            own[(from - reach) as usize].add(&coming[0]);
        }
        coming.copy_within(1.., 0);
        coming[2 * REACH] = Sums::default();
    }
}

/// Adds what classes in a row say of the units that have them.
fn sum_classes(seen: &Seen, start: usize, end: usize, table: &Table, memos: &mut SpanMemos, own: &mut [Sums]) {
    let class = |at: isize| seen.look(0, at).class;
    let mut add_to = |at: isize, more: &Sums| {
        if let Some(sums) = usize::try_from(at).ok().filter(|at| (start..end).contains(at)) {
            own[sums].add(more);
        }
    };
    let first = start as isize;
    let mut before = mix(class(first - 2), class(first - 1));
    for at in first..=end as isize {
        let here = class(at);
        let triple = mix(before, here);
        add_to(at - 1, memos.triples.get(triple, || sum(table, |sum| put_triple(triple, sum))));
        let pair = mix(class(at - 1), here);
        let [second, front] = memos
            .pairs
            .get(pair, || [sum(table, |sum| put_pair_before(pair, sum)), sum(table, |sum| put_pair_behind(pair, sum))]);
        add_to(at, second);
        add_to(at - 1, front);
        before = pair;
    }
}

/// What came last, with its sums.
struct Last<K>(Option<(K, Sums)>);

impl<K: PartialEq> Last<K> {
    /// The sums of what comes now, made by `make` where it is not what came last.
    #[inline]
    fn get(&mut self, now: K, make: impl FnOnce(&K) -> Sums) -> Sums {
        match &self.0 {
            Some((last, sums)) if *last == now => *sums,
            _ => {
                let sums = make(&now);
                self.0 = Some((now, sums));
                sums
            }
        }
    }
}

/// What the verbs of saying around a unit say of it, whatever it is: nearly always what they say of the one before it.
struct Verbs {
    before: Last<VerbBefore>,
    behind: Last<VerbBehind>,
}

impl Verbs {
    #[inline]
    fn add(&mut self, seen: &Seen, at: usize, table: &Table, others: &mut Others, sums: &mut Sums) {
        if let Some(verb) = seen.verb_before(at) {
            sums.add(&self.before.get(verb, |verb| {
                *others.get(seen.verb_before_number(*verb), || sum(table, |sum| seen.put_verb_before(*verb, sum)))
            }));
        }
        if let Some(verb) = seen.verb_behind(at) {
            sums.add(&self.behind.get(verb, |verb| {
                *others.get(seen.verb_behind_number(*verb), || sum(table, |sum| seen.put_verb_behind(*verb, sum)))
            }));
        }
    }
}

/// The sums of the units of a cue's window: their own, and those over [`FromCue::put_features`].
pub struct CueSums<'s> {
    seen: &'s Seen,
    cue: &'s FromCue,
    /// What the cue's words say, by [`View::near_number`].
    near: [Option<Sums>; 12],
    /// What its word says with what stands between, by [`View::commas_number`].
    commas: [Option<Sums>; 24],
}

impl<'s> CueSums<'s> {
    /// Of the window of `cue`.
    pub fn of(seen: &'s Seen, cue: &'s FromCue) -> CueSums<'s> {
        CueSums { seen, cue, near: [None; 12], commas: [None; 24] }
    }

    /// Adds what is seen from the cue to a unit's own sums.
    pub fn add(&mut self, at: usize, table: &Table, memos: &mut SpanMemos, own: Sums) -> Sums {
        let (seen, cue) = (self.seen, self.cue);
        let view: &View = cue.view(at);
        let look = seen.look(at, 0);
        let mut rest = Sum { table, sums: own };
        cue.put_cue_and_role(seen, view, look.role, &mut rest);
        let mut sums = rest.sums;
        sums.add(memos.from_cue.get(view.distance_number(), || sum(table, |sum| view.put_distance(sum))));
        sums.add(memos.between.get(view.between_number(), || sum(table, |sum| view.put_between(sum))));
        sums.add(memos.chances.get(view.chances_number(), || sum(table, |sum| view.put_chances(sum))));
        let word = view.word_number(look.word);
        sums.add(memos.others.get(word, || sum(table, |sum| view.put_word(look.word, sum))));
        let role = view.role_number(look.role);
        sums.add(memos.others.get(role, || sum(table, |sum| view.put_role(look.role, sum))));
        let near = &mut self.near[view.near_number()];
        sums.add(near.get_or_insert_with(|| sum(table, |sum| cue.put_cue(seen, view, sum))));
        let commas = &mut self.commas[view.commas_number()];
        sums.add(commas.get_or_insert_with(|| sum(table, |sum| cue.put_cue_between(seen, view, sum))));
        sums
    }
}

/// Sums the weights of a yes-or-no model as features come.
pub struct FlatSum<'m> {
    table: &'m Flat,
    kept: FlatMemos,
    sum: i32,
}

impl Sink for FlatSum<'_> {
    #[inline]
    fn put(&mut self, feature: u64) {
        self.sum += i32::from(self.table.steps(feature));
    }

    #[inline]
    fn put_group(&mut self, key: u64, put: impl Fn(&mut Self)) {
        if let Some(sum) = self.kept.groups.find(key) {
            self.sum += sum;
            return;
        }
        let before = std::mem::take(&mut self.sum);
        put(self);
        self.kept.groups.keep(key, self.sum);
        self.sum += before;
    }

    fn put_kept_pairs(&mut self, facts: &[u64], number: u64) -> bool {
        let sum = self.kept.pairs.sum(facts, number, |feature| self.table.steps(feature));
        self.sum += sum.unwrap_or(0);
        sum.is_some()
    }
}

impl<'m> FlatSum<'m> {
    /// Takes the memos of a table; [`FlatSum::give_back`] gives them back.
    pub fn of(table: &'m Flat) -> FlatSum<'m> {
        FlatSum { table, kept: table.kept.take(), sum: 0 }
    }

    /// What the sum over the features that `put` puts is worth.
    pub fn worth(&mut self, put: impl FnOnce(&mut FlatSum<'m>)) -> f32 {
        self.sum = 0;
        put(self);
        self.table.worth(self.sum)
    }

    /// Leaves the memos to others.
    pub fn give_back(self) {
        self.table.kept.give_back(self.kept);
    }
}

#[cfg(test)]
mod tests {
    use super::{CueSums, FlatSum, Sum, sum_own};
    use crate::article::{Article, Paragraph, ParagraphKind, Span};
    use crate::quote::claims::chances;
    use crate::quote::model::Model;
    use crate::quote::model::table::Sums;
    use crate::quote::page::Page;
    use crate::quote::seen::Seen;
    use crate::quote::views::FromCue;

    const TEXT: &str = "“We knew,” Ann Roe said on Monday, adding that the bridge, which she had seen, was old. It was \
        “rotten”, she told us; the mayor, Tom Poe, denied it and said: “No.” According to Roe he had asked her to wait.";

    #[test]
    fn sums_that_are_kept_are_those_of_all_features() {
        let paragraphs = vec![Paragraph { kind: ParagraphKind::Body, span: Span::new(0, TEXT.len()) }];
        let article = Article { text: TEXT.to_owned(), paragraphs, ..Article::default() };
        let page = Page::of(&article, false);
        let model = Model::embedded();
        let table = &model.spans;
        let mut memos = table.kept.take();
        let seen = Seen::of(&page, 0, &model.words);
        let chances = chances(&seen, &model.cues);
        let units = seen.units.len();
        // Twice: summed, then kept.
        for (start, end) in [(0, units), (0, units), (3, units - 2), (5, 6)] {
            let mut own = vec![Sums::default(); units];
            sum_own(&seen, start..end, table, &mut memos, &mut own);
            for (at, own) in (start..).zip(&own[start..end]) {
                let mut plain = Sum { table, sums: Sums::default() };
                seen.put_features(at, &mut plain);
                assert_eq!(table.worth(own), table.worth(&plain.sums), "unit {at}");
            }
        }
        for at in (0..units).chain(0..units) {
            let mut plain = Vec::new();
            seen.put_features(at, &mut plain);
            let plain: i32 = plain.into_iter().map(|feature| i32::from(model.cues.steps(feature))).sum();
            let mut sum = FlatSum::of(&model.cues);
            assert_eq!(sum.worth(|sum| seen.put_features(at, sum)), model.cues.worth(plain), "unit {at}");
            sum.give_back();
        }
        assert!(seen.candidates.len() > 5);
        for &at in &seen.candidates {
            let cue = FromCue::of(&seen, at, &chances);
            let mut sums = CueSums::of(&seen, &cue);
            for at in cue.window.clone() {
                let mut plain = Sum { table, sums: Sums::default() };
                cue.put_features(&seen, at, &mut plain);
                let kept = sums.add(at, table, &mut memos, Sums::default());
                assert_eq!(table.worth(&kept), table.worth(&plain.sums), "unit {at} from {}", cue.at);
            }
        }
        table.kept.give_back(memos);
    }
}
