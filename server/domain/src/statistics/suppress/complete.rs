//! Figures that are published nowhere and follow from those that are.

use std::collections::{BTreeMap, HashMap};

use super::{Family, Guarded};
use crate::statistics::ages::{following, later};

/// What tells a figure apart but its place: indicator, period, sex, age.
pub(super) type Slice<'a> = (&'a str, &'a str, &'a str, &'a str);

/// What tells a figure apart but its sex: indicator, place, period, age.
pub(super) type Group<'a> = (&'a str, &'a str, &'a str, &'a str);

/// Adds what is published nowhere and follows from the figures, were all of them shown: the third of women, men and all;
/// the one part of a place that is missing, or the place itself; age groups, from the groups around them.
pub(super) fn complete<'a>(cells: &mut Vec<Guarded<'a>>, families: &[Family<'a>]) {
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
