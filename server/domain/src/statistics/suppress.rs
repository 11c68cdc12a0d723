//! Withholding small counts, so that no woman can be recognised, and whatever would give them away: also a count that is
//! published nowhere and follows from what stands around it.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap, HashSet},
    iter,
};

use super::{
    ages::{Ages, ages, following, is_few, later, months, periods},
    closing::close,
};

/// A figure as far as withholding is concerned.
#[derive(Clone, Debug)]
pub struct Guarded<'a> {
    /// Indicator.
    pub indicator: &'a str,
    /// Place.
    pub geo: &'a str,
    /// Period.
    pub period: &'a str,
    /// `F`, `M`, `T`.
    pub sex: &'a str,
    /// Age group.
    pub age: &'a str,
    /// Value.
    pub value: Option<f64>,
    /// Counts people or cases.
    pub counts: bool,
}

/// What an older version does with a figure that did not change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Earlier {
    /// It has no such figure, or another one.
    #[default]
    Nothing,
    /// It withholds it: here it would be read after all.
    Hidden,
    /// It shows it: to withhold it here hides nothing.
    Shown,
}

/// What contains what.
#[derive(Clone, Copy, Debug)]
pub struct Within<'a> {
    /// The place that contains another one.
    pub places: &'a HashMap<String, String>,
    /// The indicator that counts whatever another one counts, and more.
    pub indicators: &'a HashMap<String, String>,
}

/// Which figures are withheld: counts from 1 to below `min_cell`; and whatever tells such a count by adding and taking away,
/// whether it is written or not. The sums are women + men = all, the parts of a place = the place, age groups = all ages,
/// months = a year, and a part of what an indicator counts is no more than that; what follows of a figure that is published
/// nowhere (a region, from its governorates) is used in the next sum. A rest that a total leaves beside its parts is a count
/// too. What an older version withholds (`earlier`, one for each row; empty when there is none) stays withheld.
pub fn withheld(rows: &[Guarded<'_>], min_cell: u16, within: Within<'_>, earlier: &[Earlier]) -> Vec<bool> {
    let mut hidden = vec![false; rows.len()];
    if min_cell == 0 || !rows.iter().any(|row| row.counts) {
        return hidden;
    }
    let families = families(within.places);
    let parts = parts(within.indicators);
    for slice in slices(rows, within.indicators) {
        let own: Vec<Guarded<'_>> = slice.iter().filter_map(|index| rows.get(*index)).cloned().collect();
        let before: Vec<Earlier> =
            slice.iter().map(|index| earlier.get(*index).copied().unwrap_or_default()).collect();
        for (index, is_hidden) in slice.iter().zip(of_slice(&own, min_cell, (&families, &parts), &before)) {
            set(&mut hidden, *index, is_hidden);
        }
    }
    hidden
}

/// The same for figures between which there may be sums.
fn of_slice(
    rows: &[Guarded<'_>],
    min_cell: u16,
    (families, parts): (&[Family<'_>], &[Part<'_>]),
    earlier: &[Earlier],
) -> Vec<bool> {
    let table = Table::of(rows, min_cell, (families, parts), earlier);
    let was = |index: usize| earlier.get(index).is_some_and(|earlier| *earlier == Earlier::Hidden);
    let mut hidden: Vec<bool> = (0..rows.len()).map(|index| table.is_small(index) || was(index)).collect();
    hidden.resize(table.cells.len(), false);
    let mut state = State { hidden, ..State::default() };
    loop {
        while table.round(&mut state) {}
        let before =
            |a: usize, b: usize| table.order(a).partial_cmp(&table.order(b)).unwrap_or(Ordering::Equal);
        if !close(rows, &mut state.hidden, min_cell, (families, parts), before) {
            break;
        }
    }
    state.hidden.truncate(rows.len());
    state.hidden
}

/// A figure's months, from and to, and its place in the list.
type Months = (u32, u32, usize);

/// Figures between which there may be sums: of an indicator and those it is part of, and of periods that overlap.
fn slices(rows: &[Guarded<'_>], whole: &HashMap<String, String>) -> Vec<Vec<usize>> {
    let mut all: BTreeMap<(&str, &str), Vec<Months>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.counts) {
        let mut root = row.indicator;
        // No indicator is part of itself, whatever the list says.
        for _ in 0..whole.len() {
            let Some(above) = whole.get(root) else { break };
            root = above;
        }
        let (from, to, name) = match months(row.period) {
            Some((from, to)) => (from, to, ""),
            None => (0, 1, row.period),
        };
        all.entry((root, name)).or_default().push((from, to, index));
    }
    let mut found: Vec<Vec<usize>> = Vec::new();
    for mut spans in all.into_values() {
        spans.sort_unstable();
        let mut end = 0;
        let mut slice: Vec<usize> = Vec::new();
        for (from, to, index) in spans {
            if from >= end && !slice.is_empty() {
                found.push(std::mem::take(&mut slice));
            }
            end = to.max(end);
            slice.push(index);
        }
        found.push(slice);
    }
    for slice in &mut found {
        slice.sort_unstable();
    }
    found
}

/// An indicator and another one that counts all of it, and more.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub whole: &'a str,
    pub part: &'a str,
}

/// At whatever depth.
fn parts(whole: &HashMap<String, String>) -> Vec<Part<'_>> {
    let mut list = Vec::new();
    for part in whole.keys() {
        let mut at = part.as_str();
        for _ in 0..whole.len() {
            let Some(above) = whole.get(at) else { break };
            at = above;
            if at != part.as_str() {
                list.push(Part { whole: at, part });
            }
        }
    }
    list.sort_unstable_by_key(|pair| (pair.whole, pair.part));
    list.dedup_by_key(|pair| (pair.whole, pair.part));
    list
}

/// Last part of the code of a place that is a kind of surroundings: towns and countryside make up a country a second time,
/// beside its regions.
const SURROUNDINGS: [&str; 2] = ["urban", "rural"];

/// A place and what makes it up.
#[derive(Debug)]
pub(super) struct Family<'a> {
    pub place: &'a str,
    pub parts: Vec<&'a str>,
    /// Surroundings, not places.
    pub around: bool,
}

fn families(parent: &HashMap<String, String>) -> Vec<Family<'_>> {
    let mut all: BTreeMap<(&str, bool), Vec<&str>> = BTreeMap::new();
    for (part, place) in parent {
        let around = part.rsplit('-').next().is_some_and(|end| SURROUNDINGS.contains(&end));
        all.entry((place.as_str(), around)).or_default().push(part.as_str());
    }
    let mut list = Vec::with_capacity(all.len());
    for ((place, around), mut parts) in all {
        // Which figure is withheld does not depend on how a map is stored.
        parts.sort_unstable();
        list.push(Family { place, parts, around });
    }
    list
}

/// What tells a figure apart but its place: indicator, period, sex, age.
type Slice<'a> = (&'a str, &'a str, &'a str, &'a str);

/// What tells a figure apart but its sex: indicator, place, period, age.
type Group<'a> = (&'a str, &'a str, &'a str, &'a str);

/// What is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Sexes,
    Places,
    Ages,
}

/// A total and its parts, by their place in the table.
#[derive(Debug)]
struct Sum {
    kind: Kind,
    total: usize,
    parts: Vec<usize>,
    /// Nothing is missing between the parts and the total.
    whole: bool,
}

/// The figures of a version with those that are published nowhere and follow from them.
struct Table<'a> {
    cells: Vec<Guarded<'a>>,
    /// Published ones; those that only follow come after them.
    published: usize,
    min_cell: u16,
    sums: Vec<Sum>,
    /// The sums in which a figure stands.
    within: Vec<Vec<usize>>,
    ages: Vec<Ages>,
    /// The same figure of all places.
    slices: Vec<HashMap<&'a str, usize>>,
    families: &'a [Family<'a>],
    /// Figures of an indicator and of another one that counts all of it, with nothing else between them.
    pairs: Vec<(usize, usize)>,
    /// An older version shows it.
    open: Vec<bool>,
}

/// What is known at some moment.
#[derive(Default)]
struct State {
    hidden: Vec<bool>,
    /// Shown, or it follows from what is shown.
    known: Vec<bool>,
    /// Of what follows: what to hide so that it does not.
    levers: Vec<Option<usize>>,
    /// Sums to look at.
    waiting: Vec<usize>,
    /// Something was hidden in this round.
    any: bool,
}

fn is(list: &[bool], index: usize) -> bool {
    list.get(index).copied().unwrap_or_default()
}

fn set(list: &mut [bool], index: usize, value: bool) {
    if let Some(slot) = list.get_mut(index) {
        *slot = value;
    }
}

/// Adds what is published nowhere and follows from the figures, were all of them shown: the third of women, men and all;
/// the one part of a place that is missing, or the place itself; age groups, from the groups around them.
fn complete<'a>(cells: &mut Vec<Guarded<'a>>, families: &[Family<'a>]) {
    let mut by_sex: BTreeMap<Group<'a>, [Option<f64>; 3]> = BTreeMap::new();
    let mut by_place: BTreeMap<Slice<'a>, HashMap<&'a str, f64>> = BTreeMap::new();
    let mut found: Vec<Guarded<'a>> = cells.iter().filter(|cell| cell.counts).cloned().collect();
    // What stands there already is not added again.
    let mut first = true;
    loop {
        let mut any = false;
        for cell in std::mem::take(&mut found) {
            let Some(value) = cell.value.filter(|value| value.is_finite()) else { continue };
            let places = by_place.entry((cell.indicator, cell.period, cell.sex, cell.age)).or_default();
            // Parts that are more than their total say nothing.
            if places.contains_key(cell.geo) || (!first && value < 0.0) {
                continue;
            }
            places.insert(cell.geo, value);
            let sexes = by_sex.entry((cell.indicator, cell.geo, cell.period, cell.age)).or_default();
            let [women, men, all] = sexes;
            let slot = match cell.sex {
                "F" => Some(women),
                "M" => Some(men),
                "T" => Some(all),
                _ => None,
            };
            if let Some(slot) = slot {
                *slot = Some(value);
            }
            any = true;
            if !first {
                cells.push(cell);
            }
        }
        if !any {
            return;
        }
        first = false;
        found.extend(following(cells));
        found.extend(later(cells));
        for (&(indicator, geo, period, age), sexes) in &by_sex {
            let (sex, value) = match *sexes {
                [Some(women), Some(men), None] => ("T", women + men),
                [Some(women), None, Some(all)] => ("M", all - women),
                [None, Some(men), Some(all)] => ("F", all - men),
                _ => continue,
            };
            found.push(Guarded { indicator, geo, period, sex, age, value: Some(value), counts: true });
        }
        for (&(indicator, period, sex, age), places) in &by_place {
            for family in families.iter().filter(|family| family.parts.len() > 1) {
                let Some((geo, value)) = missing(family, places) else { continue };
                found.push(Guarded { indicator, geo, period, sex, age, value: Some(value), counts: true });
            }
        }
    }
}

/// The one figure that is missing between a place and its parts.
fn missing<'a>(family: &Family<'a>, places: &HashMap<&'a str, f64>) -> Option<(&'a str, f64)> {
    let mut lacking = family.parts.iter().filter(|part| !places.contains_key(*part));
    let (lacks, more) = (lacking.next(), lacking.next());
    let total = places.get(family.place);
    if more.is_some() || lacks.is_some() == total.is_none() {
        return None;
    }
    let sum: f64 = family.parts.iter().filter_map(|part| places.get(part)).sum();
    match (lacks, total) {
        (Some(part), Some(total)) => Some((*part, *total - sum)),
        _ => Some((family.place, sum)),
    }
}

/// The same figure of an indicator and of a part of what it counts.
fn pairs(cells: &[Guarded<'_>], parts: &[Part<'_>]) -> Vec<(usize, usize)> {
    if parts.is_empty() {
        return Vec::new();
    }
    let key = |cell: &Guarded<'_>| {
        (cell.geo.to_owned(), cell.period.to_owned(), cell.sex.to_owned(), cell.age.to_owned())
    };
    let mut all: BTreeMap<_, HashMap<&str, usize>> = BTreeMap::new();
    for (index, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.counts && cell.value.is_some()) {
        all.entry(key(cell)).or_default().insert(cell.indicator, index);
    }
    let of = |there: &HashMap<&str, usize>| -> Vec<(usize, usize)> {
        parts.iter().filter_map(|pair| Some((*there.get(pair.whole)?, *there.get(pair.part)?))).collect()
    };
    all.values().flat_map(of).collect()
}

impl<'a> Table<'a> {
    fn of(
        rows: &[Guarded<'a>],
        min_cell: u16,
        (families, parts): (&'a [Family<'a>], &[Part<'_>]),
        earlier: &[Earlier],
    ) -> Self {
        let mut cells = rows.to_vec();
        complete(&mut cells, families);
        let mut by_sex: BTreeMap<Group<'a>, (Option<usize>, Vec<usize>)> = BTreeMap::new();
        let mut by_age: BTreeMap<Group<'a>, (Option<usize>, Vec<usize>)> = BTreeMap::new();
        let mut by_place: BTreeMap<Slice<'a>, HashMap<&'a str, usize>> = BTreeMap::new();
        let counted = cells.iter().enumerate().filter(|(_, cell)| cell.counts && cell.value.is_some());
        for (index, cell) in counted {
            let group = by_sex.entry((cell.indicator, cell.geo, cell.period, cell.age)).or_default();
            if cell.sex == "T" {
                group.0 = Some(index);
            } else {
                group.1.push(index);
            }
            let group = by_age.entry((cell.indicator, cell.geo, cell.period, cell.sex)).or_default();
            if cell.age == "total" {
                group.0 = Some(index);
            } else {
                group.1.push(index);
            }
            by_place
                .entry((cell.indicator, cell.period, cell.sex, cell.age))
                .or_default()
                .insert(cell.geo, index);
        }
        let slices: Vec<HashMap<&'a str, usize>> = by_place.into_values().collect();
        let mut sums = Vec::new();
        for (total, parts) in by_sex.into_values() {
            if let Some(total) = total.filter(|_| !parts.is_empty()) {
                sums.push(Sum { kind: Kind::Sexes, total, whole: parts.len() > 1, parts });
            }
        }
        for places in &slices {
            for family in families {
                let Some(total) = places.get(family.place).copied() else { continue };
                let parts: Vec<usize> =
                    family.parts.iter().filter_map(|part| places.get(part)).copied().collect();
                if parts.len() > 1 {
                    let whole = parts.len() == family.parts.len();
                    sums.push(Sum { kind: Kind::Places, total, parts, whole });
                }
            }
        }
        let value = |index: &usize| cells.get(*index).and_then(|cell| cell.value).unwrap_or_default();
        for (total, parts) in by_age.into_values() {
            if let Some(total) = total.filter(|_| parts.len() > 1) {
                // Groups may overlap, or leave ages out.
                let whole = (value(&total) - parts.iter().map(value).sum::<f64>()).abs() < 0.5;
                sums.push(Sum { kind: Kind::Ages, total, parts, whole });
            }
        }
        let mut within: Vec<Vec<usize>> = vec![Vec::new(); cells.len()];
        for (number, sum) in sums.iter().enumerate() {
            for member in iter::once(&sum.total).chain(&sum.parts) {
                if let Some(slot) = within.get_mut(*member) {
                    slot.push(number);
                }
            }
        }
        let open: Vec<bool> = earlier.iter().map(|earlier| *earlier == Earlier::Shown).collect();
        let mut ages = ages(&cells, &open);
        ages.extend(periods(&cells, &open));
        let pairs = pairs(&cells, parts);
        Self { published: rows.len(), cells, min_cell, sums, within, ages, slices, families, pairs, open }
    }

    fn value(&self, index: usize) -> f64 {
        self.cells.get(index).and_then(|cell| cell.value).unwrap_or_default()
    }

    fn is_small(&self, index: usize) -> bool {
        let counts = self.cells.get(index).is_some_and(|cell| cell.counts);
        let value = self.value(index);
        counts && value > 0.0 && value < f64::from(self.min_cell)
    }

    /// Works out everything that follows from what is shown, and hides what tells too much. Whether it hid something: then
    /// less may follow than it thought, and it is done anew.
    fn round(&self, state: &mut State) -> bool {
        state.known = (0..self.cells.len()).map(|index| self.is_shown(state, index)).collect();
        state.levers = vec![None; self.cells.len()];
        // Each figure has only the sums looked at anew in which it stands: long tables stay quick.
        state.waiting = (0..self.sums.len()).rev().collect();
        state.any = false;
        loop {
            while let Some(number) = state.waiting.pop() {
                if let Some(sum) = self.sums.get(number) {
                    self.look(state, sum);
                }
            }
            let mut changed = false;
            for group in &self.ages {
                loop {
                    let told = group.told(&state.known, self.min_cell);
                    if told.few.is_some_and(|few| self.hide(state, few)) {
                        changed = true;
                        continue;
                    }
                    for (index, lever) in told.follows {
                        self.learn(state, index, lever);
                        changed = true;
                    }
                    break;
                }
            }
            changed |= self.rests(state);
            if !changed && state.waiting.is_empty() {
                return state.any;
            }
        }
    }

    fn is_shown(&self, state: &State, index: usize) -> bool {
        index < self.published
            && self.cells.get(index).is_some_and(|cell| cell.counts && cell.value.is_some())
            && !is(&state.hidden, index)
    }

    /// Hides a figure; of one that only follows, what it follows from. `false` when that was hidden a moment ago.
    fn hide(&self, state: &mut State, index: usize) -> bool {
        let mut at = index;
        // What follows may follow from what is known no more: the way back is no longer than the table.
        for _ in 0..=self.cells.len() {
            if self.is_shown(state, at) {
                set(&mut state.hidden, at, true);
                set(&mut state.known, at, false);
                state.any = true;
                state.waiting.extend(self.within.get(at).into_iter().flatten().copied());
                return true;
            }
            match state.levers.get(at).copied().flatten() {
                Some(lever) => at = lever,
                None => return false,
            }
        }
        false
    }

    fn learn(&self, state: &mut State, index: usize, lever: usize) {
        set(&mut state.known, index, true);
        if let Some(slot) = state.levers.get_mut(index) {
            *slot = Some(lever);
        }
        state.waiting.extend(self.within.get(index).into_iter().flatten().copied());
    }

    /// Which of two figures is rather hidden. A shown zero hides nothing new about anybody, so a part with people in it is
    /// taken first; one that stands there before one that follows; and one that an older version shows last.
    fn order(&self, index: usize) -> (bool, bool, bool, f64) {
        let value = self.value(index);
        (is(&self.open, index), value == 0.0, index >= self.published, value)
    }

    /// The smallest known figure of some.
    fn smallest(&self, state: &State, of: &[usize]) -> Option<usize> {
        of.iter()
            .copied()
            .filter(|index| is(&state.known, *index))
            .min_by(|a, b| self.order(*a).partial_cmp(&self.order(*b)).unwrap_or(Ordering::Equal))
    }

    /// What to hide of a sum: the smallest known part, else the total.
    fn lever(&self, state: &State, sum: &Sum) -> Option<usize> {
        let total = Some(sum.total).filter(|total| is(&state.known, *total));
        let part = self.smallest(state, &sum.parts);
        // What an older version shows is known anyway.
        let open = |index: &usize| is(&self.open, *index);
        part.filter(|part| !open(part) || total.is_none_or(|total| open(&total))).or(total)
    }

    /// What a sum tells.
    fn look(&self, state: &mut State, sum: &Sum) {
        let unknown: Vec<usize> = iter::once(&sum.total)
            .chain(&sum.parts)
            .copied()
            .filter(|index| !is(&state.known, *index))
            .collect();
        let Some(lever) = self.lever(state, sum) else { return };
        let published = |index: &&usize| **index < self.published;
        let hidden: Vec<usize> = unknown.iter().filter(published).copied().collect();
        // Somebody may know what is not published of it.
        let beside = sum.total < self.published && sum.parts.iter().filter(published).count() > 1;
        let tells = match (hidden.as_slice(), unknown.as_slice()) {
            ([small], _) if beside && self.is_small(*small) => true,
            (_, [one]) if sum.whole && (*one < self.published || self.is_small(*one)) => true,
            (_, [one]) if sum.whole => return self.learn(state, *one, lever),
            (_, unknown) => {
                let parted = !unknown.is_empty() || sum.parts.len() < 2;
                sum.kind == Kind::Sexes && parted && is(&state.known, sum.total) && {
                    let known = sum.parts.iter().filter(|part| is(&state.known, **part));
                    let rest = self.value(sum.total) - known.map(|part| self.value(*part)).sum::<f64>();
                    is_few(rest, self.min_cell)
                }
            }
        };
        if tells {
            self.hide(state, lever);
        }
    }

    /// Hides parts of places, at whatever depth, beside which the place would leave a rest of few.
    fn rests(&self, state: &mut State) -> bool {
        let mut any = false;
        for places in &self.slices {
            for family in self.families {
                let Some(total) = places.get(family.place).copied() else { continue };
                while is(&state.known, total) {
                    let mut parts = Vec::new();
                    self.cover(state, places, family, &mut HashSet::new(), &mut parts);
                    let rest = self.value(total) - parts.iter().map(|part| self.value(*part)).sum::<f64>();
                    let lever = self.smallest(state, &parts).filter(|_| is_few(rest, self.min_cell));
                    if !lever.is_some_and(|part| self.hide(state, part)) {
                        break;
                    }
                    any = true;
                }
            }
        }
        for (whole, part) in &self.pairs {
            let both = [*whole, *part];
            while both.iter().all(|index| is(&state.known, *index))
                && is_few(self.value(*whole) - self.value(*part), self.min_cell)
                && self.smallest(state, &both).is_some_and(|index| self.hide(state, index))
            {
                any = true;
            }
        }
        any
    }

    /// The known figures that lie in a place beside each other.
    fn cover(
        &self,
        state: &State,
        places: &HashMap<&'a str, usize>,
        family: &Family<'a>,
        seen: &mut HashSet<&'a str>,
        found: &mut Vec<usize>,
    ) {
        for part in family.parts.iter().copied() {
            // No place contains itself, whatever the list says.
            if !seen.insert(part) {
                continue;
            }
            match places.get(part).copied().filter(|index| is(&state.known, *index)) {
                Some(index) => found.push(index),
                None => {
                    let below = self.families.iter().find(|below| below.place == part && !below.around);
                    if let Some(below) = below {
                        self.cover(state, places, below, seen, found);
                    }
                }
            }
        }
    }
}

/// What is withheld where nothing is known but which place contains another.
#[cfg(test)]
pub(super) fn withheld_in(
    rows: &[Guarded<'_>],
    min_cell: u16,
    places: &HashMap<String, String>,
) -> Vec<bool> {
    withheld(rows, min_cell, Within { places, indicators: &HashMap::new() }, &[])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{withheld_in as withheld, *};

    fn row<'a>(geo: &'a str, sex: &'a str, value: f64) -> Guarded<'a> {
        Guarded { indicator: "i", geo, period: "2024", sex, age: "total", value: Some(value), counts: true }
    }

    #[test]
    fn a_small_count_takes_a_second_one_with_it() {
        let rows = [row("a", "F", 3.0), row("a", "M", 40.0), row("a", "T", 43.0)];
        assert_eq!(withheld(&rows, 5, &HashMap::new()), [true, true, false]);
        assert_eq!(withheld(&rows, 0, &HashMap::new()), [false, false, false]);
    }

    #[test]
    fn ages_that_make_a_total_take_a_second_one_too() {
        let aged = |age, value| Guarded { age, ..row("a", "F", value) };
        let rows = [aged("15-24", 3.0), aged("25+", 40.0), aged("65+", 60.0), aged("total", 103.0)];
        assert_eq!(withheld(&rows, 5, &HashMap::new()), [true, true, false, false]);
    }

    #[test]
    fn zero_and_shares_and_large_counts_are_shown() {
        let mut share = row("a", "F", 2.5);
        share.counts = false;
        let rows = [row("a", "F", 0.0), row("a", "M", 5.0), share];
        assert_eq!(withheld(&rows, 5, &HashMap::new()), [false, false, false]);
    }

    #[test]
    fn a_total_beside_one_sex_does_not_tell_the_other() {
        let rows = [row("a", "F", 97.0), row("a", "T", 100.0), row("b", "F", 90.0), row("b", "T", 100.0)];
        assert_eq!(withheld(&rows, 5, &HashMap::new()), [true, false, false, false]);
    }

    /// Regions of a country, and governorates of two of them.
    fn places() -> HashMap<String, String> {
        let pairs = [
            ("north", "TN"),
            ("south", "TN"),
            ("TN-urban", "TN"),
            ("TN-rural", "TN"),
            ("kef", "north"),
            ("beja", "north"),
            ("jendouba", "north"),
            ("gafsa", "south"),
            ("tozeur", "south"),
        ];
        pairs.map(|(part, place)| (part.to_owned(), place.to_owned())).into()
    }

    #[test]
    fn a_place_that_is_not_published_does_not_follow_from_the_others() {
        let hidden = |counts: &[(&str, &str, f64)]| {
            let rows: Vec<_> = counts.iter().map(|(geo, sex, value)| row(geo, sex, *value)).collect();
            withheld(&rows, 5, &places())
        };
        // Three women of El Kef stand nowhere.
        let one = [("north", "F", 100.0), ("beja", "F", 60.0), ("jendouba", "F", 37.0)];
        assert_eq!(hidden(&one), [false, false, true]);
        // Many do, or none.
        let many = [("north", "F", 110.0), ("beja", "F", 60.0), ("jendouba", "F", 37.0)];
        assert_eq!(hidden(&many), [false; 3]);
        let none = [("north", "F", 97.0), ("beja", "F", 60.0), ("jendouba", "F", 37.0)];
        assert_eq!(hidden(&none), [false; 3]);
        // Two places are not published, and there are few in both of them; or nothing but one place is.
        assert_eq!(hidden(&[("north", "F", 100.0), ("beja", "F", 96.0)]), [false, true]);
        assert_eq!(hidden(&[("TN", "F", 100.0), ("kef", "F", 97.0)]), [false, true]);
        // The regions are not published, but the country and its governorates: the north is the country without the south.
        let deep = [
            ("TN", "F", 203.0),
            ("kef", "F", 3.0),
            ("beja", "F", 40.0),
            ("jendouba", "F", 30.0),
            ("gafsa", "F", 70.0),
            ("tozeur", "F", 60.0),
        ];
        assert_eq!(hidden(&deep), [false, true, false, true, false, false]);
        // The same where El Kef is not published.
        let deep = [deep[0], deep[2], deep[3], deep[4], deep[5]];
        assert_eq!(hidden(&deep), [false, false, true, false, false]);
        // Towns and countryside are another way of parting a country: they hide no region.
        let twice = [
            ("TN", "F", 300.0),
            ("TN-urban", "F", 200.0),
            ("TN-rural", "F", 100.0),
            ("north", "F", 3.0),
            ("south", "F", 297.0),
        ];
        assert_eq!(hidden(&twice), [false, false, false, true, true]);
    }

    #[test]
    fn what_follows_from_one_sum_gives_nothing_away_in_another() {
        // The women of Tozeur stand nowhere, but all and the men do; so the three of Gafsa would follow from the region.
        let rows = [
            row("south", "F", 53.0),
            row("gafsa", "F", 3.0),
            row("tozeur", "T", 110.0),
            row("tozeur", "M", 60.0),
        ];
        assert_eq!(withheld(&rows, 5, &places()), [false, true, false, true]);
        // What is not published is small, and follows from two sums.
        let rows = [
            row("south", "F", 53.0),
            row("gafsa", "F", 50.0),
            row("tozeur", "T", 63.0),
            row("tozeur", "M", 60.0),
        ];
        assert_eq!(withheld(&rows, 5, &places()), [false, true, false, true]);
    }

    #[test]
    fn ages_of_women_and_ages_of_all_tell_nothing_of_men() {
        // All women less the girls are the women of 15 and more; so the men of 15 and more follow, and the three young ones.
        let aged = |sex, age, value| Guarded { age, ..row("kef", sex, value) };
        let rows = [
            aged("F", "0-14", 40.0),
            aged("F", "total", 201.0),
            aged("M", "15-24", 3.0),
            aged("M", "25-64", 9.0),
            aged("T", "15+", 203.0),
            aged("M", "65+", 30.0),
        ];
        assert_eq!(withheld(&rows, 5, &places()), [false, false, true, true, false, false]);
    }

    #[test]
    fn few_in_all_that_is_hidden_take_another_one_with_them() {
        let rows = [
            row("north", "F", 100.0),
            row("kef", "F", 1.0),
            row("beja", "F", 2.0),
            row("jendouba", "F", 97.0),
        ];
        assert_eq!(withheld(&rows, 5, &places()), [false, true, true, true]);
    }

    /// Women and men of five governorates.
    type Atoms = [u64; 10];
    const PRIME: u64 = 1_000_003;
    const PLACES: [(&str, &[usize]); 8] = [
        ("TN", &[0, 1, 2, 3, 4]),
        ("north", &[0, 1, 2]),
        ("south", &[3, 4]),
        ("kef", &[0]),
        ("beja", &[1]),
        ("jendouba", &[2]),
        ("gafsa", &[3]),
        ("tozeur", &[4]),
    ];

    /// Of whom a figure is the sum.
    fn atoms(parts: &[usize], sex: &str) -> Atoms {
        let mut atoms = [0; 10];
        for part in parts {
            atoms[2 * part] = u64::from(sex != "M");
            atoms[2 * part + 1] = u64::from(sex != "F");
        }
        atoms
    }

    /// What is left of a sum when everything that is known is taken away: nothing, when it follows from that.
    fn left(mut sum: Atoms, known: &[(usize, Atoms)]) -> Atoms {
        for (lead, row) in known {
            let times = PRIME - sum[*lead];
            for (cell, other) in sum.iter_mut().zip(row) {
                *cell = (*cell + times * other) % PRIME;
            }
        }
        sum
    }

    /// The number by which another one makes 1, modulo the prime.
    fn inverse(number: u64) -> u64 {
        let (mut base, mut rest, mut result) = (number, PRIME - 2, 1);
        while rest > 0 {
            if rest % 2 == 1 {
                result = result * base % PRIME;
            }
            base = base * base % PRIME;
            rest /= 2;
        }
        result
    }

    proptest! {
        /// Whatever the numbers, and whatever of them is published: whoever adds and takes away all that is shown, in every
        /// way there is (linear algebra), learns no small count.
        #[test]
        fn nothing_can_be_worked_out(
            counts in proptest::collection::vec(prop_oneof![0u16..6, 0u16..30, 0u16..300], 10),
            published in proptest::collection::vec(proptest::bool::weighted(0.8), 24),
        ) {
            let figures: Vec<(&str, &str, Atoms, f64)> = PLACES
                .iter()
                .flat_map(|(place, parts)| ["F", "M", "T"].map(|sex| (*place, sex, atoms(parts, sex))))
                .map(|(place, sex, atoms)| {
                    let people = atoms.iter().zip(&counts).filter(|(there, _)| **there > 0).map(|(_, n)| f64::from(*n));
                    (place, sex, atoms, people.sum::<f64>())
                })
                .collect();
            let told: Vec<_> = figures.iter().zip(&published).filter(|(_, told)| **told).map(|(one, _)| one).collect();
            let rows: Vec<_> = told.iter().map(|(place, sex, _, value)| row(place, sex, *value)).collect();
            let hidden = withheld(&rows, 5, &places());
            let mut known: Vec<(usize, Atoms)> = Vec::new();
            for ((_, _, atoms, value), _) in told.iter().zip(&hidden).filter(|(_, hidden)| !**hidden) {
                prop_assert!(*value == 0.0 || *value >= 5.0, "a small count is shown");
                let rest = left(*atoms, &known);
                if let Some(lead) = rest.iter().position(|cell| *cell != 0) {
                    let times = inverse(rest[lead]);
                    known.push((lead, rest.map(|cell| cell * times % PRIME)));
                }
            }
            for (place, sex, atoms, value) in &figures {
                let follows = left(*atoms, &known) == [0; 10];
                prop_assert!(*value == 0.0 || *value >= 5.0 || !follows, "{place} {sex}: {rows:?} {hidden:?}");
            }
        }
    }
}
