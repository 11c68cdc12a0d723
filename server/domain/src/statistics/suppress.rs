//! Withholding small counts, so that no woman can be recognised, and whatever would give them away: also a count that is
//! published nowhere and follows from what stands around it.

mod complete;
mod table;

use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap},
};

use super::{ages::months, closing::close};
use table::{State, Table, set};

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
mod tests;
