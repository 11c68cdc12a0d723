//! The figures of a slice with those that follow from them, and what the sums between them tell.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap, HashSet},
    iter,
};

use super::{
    Earlier, Family, Guarded, Part,
    complete::{Group, Slice, complete},
};
use crate::statistics::ages::{Ages, ages, is_few, periods};

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
pub(super) struct Table<'a> {
    pub(super) cells: Vec<Guarded<'a>>,
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
pub(super) struct State {
    pub(super) hidden: Vec<bool>,
    /// Shown, or it follows from what is shown.
    pub(super) known: Vec<bool>,
    /// Of what follows: what to hide so that it does not.
    pub(super) levers: Vec<Option<usize>>,
    /// Sums to look at.
    pub(super) waiting: Vec<usize>,
    /// Something was hidden in this round.
    pub(super) any: bool,
}

fn is(list: &[bool], index: usize) -> bool {
    list.get(index).copied().unwrap_or_default()
}

pub(super) fn set(list: &mut [bool], index: usize, value: bool) {
    if let Some(slot) = list.get_mut(index) {
        *slot = value;
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
    pub(super) fn of(
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

    pub(super) fn is_small(&self, index: usize) -> bool {
        let counts = self.cells.get(index).is_some_and(|cell| cell.counts);
        let value = self.value(index);
        counts && value > 0.0 && value < f64::from(self.min_cell)
    }

    /// Works out everything that follows from what is shown, and hides what tells too much. Whether it hid something: then
    /// less may follow than it thought, and it is done anew.
    pub(super) fn round(&self, state: &mut State) -> bool {
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
    pub(super) fn order(&self, index: usize) -> (bool, bool, bool, f64) {
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
