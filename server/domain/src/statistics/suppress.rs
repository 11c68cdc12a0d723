//! Withholding small counts, so that no woman can be recognised, and whatever would give them away.

use std::collections::{BTreeMap, HashMap};

use super::ages::{Ages, ages};

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

/// Which figures are withheld: counts from 1 to below `min_cell`; in every sum (women + men = all, parts of a place = the
/// place, ages = all ages) of which just one number is hidden, a second one, until nothing can be worked out by
/// subtraction; and of age groups that overlap, and of a total beside one sex alone, whatever would tell a small count that
/// is written nowhere. `parent` names the place that contains another.
pub fn withheld(rows: &[Guarded<'_>], min_cell: u16, parent: &HashMap<String, String>) -> Vec<bool> {
    let mut hidden: Vec<bool> = rows
        .iter()
        .map(|row| row.counts && row.value.is_some_and(|value| value > 0.0 && value < f64::from(min_cell)))
        .collect();
    if min_cell == 0 {
        return hidden;
    }
    for part in lone(rows, min_cell) {
        hide(&mut hidden, part);
    }
    let ages = ages(rows);
    overlaps(&ages, &mut hidden, min_cell);
    if !hidden.contains(&true) {
        return hidden;
    }
    let sums = sums(rows, parent);
    let mut within: Vec<Vec<usize>> = vec![Vec::new(); rows.len()];
    for (number, sum) in sums.iter().enumerate() {
        for member in sum {
            if let Some(slot) = within.get_mut(*member) {
                slot.push(number);
            }
        }
    }
    loop {
        // Each hidden figure has only the sums looked at anew in which it stands: long tables stay quick.
        let mut waiting: Vec<usize> = (0..sums.len()).rev().collect();
        while let Some(number) = waiting.pop() {
            let Some(next) = sums.get(number).and_then(|sum| giveaway(rows, &hidden, sum)) else { continue };
            hide(&mut hidden, next);
            waiting.extend(within.get(next).into_iter().flatten().copied());
        }
        if !overlaps(&ages, &mut hidden, min_cell) {
            return hidden;
        }
    }
}

fn hide(hidden: &mut [bool], index: usize) {
    if let Some(slot) = hidden.get_mut(index) {
        *slot = true;
    }
}

/// Hides what age groups give away; whether there was any.
fn overlaps(ages: &[Ages], hidden: &mut [bool], min_cell: u16) -> bool {
    let mut any = false;
    for group in ages {
        while let Some(next) = group.giveaway(hidden, min_cell) {
            hide(hidden, next);
            any = true;
        }
    }
    any
}

/// A total, and the parts beside it by their place in the table.
type Parts = (Option<f64>, Vec<(usize, f64)>);

/// Figures of one sex beside a total, where those of the other are not told and would be few.
fn lone(rows: &[Guarded<'_>], min_cell: u16) -> Vec<usize> {
    let mut groups: BTreeMap<_, Parts> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.counts) {
        let Some(value) = row.value else { continue };
        let group = groups.entry((row.indicator, row.geo, row.period, row.age)).or_default();
        if row.sex == "T" { group.0 = Some(value) } else { group.1.push((index, value)) }
    }
    let of_group = |(total, parts): Parts| match (total, parts.as_slice()) {
        (Some(total), [(index, value)]) => {
            let few = total - value;
            (few > 0.0 && few < f64::from(min_cell)).then_some(*index)
        }
        _ => None,
    };
    groups.into_values().filter_map(of_group).collect()
}

/// The members of each sum, its total first.
fn sums(rows: &[Guarded<'_>], parent: &HashMap<String, String>) -> Vec<Vec<usize>> {
    let mut by_sex: BTreeMap<_, (Option<usize>, Vec<usize>)> = BTreeMap::new();
    let mut by_geo: BTreeMap<_, (Option<usize>, Vec<usize>)> = BTreeMap::new();
    let mut by_age: BTreeMap<_, (Option<usize>, Vec<usize>)> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.counts && row.value.is_some()) {
        let group = by_sex.entry((row.indicator, row.geo, row.period, row.age)).or_default();
        if row.sex == "T" {
            group.0 = Some(index)
        } else {
            group.1.push(index)
        }
        let group = by_age.entry((row.indicator, row.geo, row.period, row.sex)).or_default();
        if row.age == "total" {
            group.0 = Some(index)
        } else {
            group.1.push(index)
        }
        let within = |place| (row.indicator, place, row.period, row.sex, row.age);
        by_geo.entry(within(row.geo)).or_default().0 = Some(index);
        if let Some(place) = parent.get(row.geo) {
            by_geo.entry(within(place.as_str())).or_default().1.push(index);
        }
    }
    by_sex
        .into_values()
        .chain(by_geo.into_values())
        .chain(by_age.into_values())
        .filter(|(total, parts)| total.is_some() && parts.len() > 1)
        .map(|(total, parts)| total.into_iter().chain(parts).collect())
        .collect()
}

/// The figure to hide besides, when exactly one of a sum is hidden: the smallest shown part, else the total.
fn giveaway(rows: &[Guarded<'_>], hidden: &[bool], sum: &[usize]) -> Option<usize> {
    let is_hidden = |index: &usize| hidden.get(*index).copied().unwrap_or_default();
    if sum.iter().filter(|index| is_hidden(index)).count() != 1 {
        return None;
    }
    let value = |index: &usize| rows.get(*index).and_then(|row| row.value).unwrap_or(f64::INFINITY);
    let parts = sum.iter().skip(1).filter(|index| !is_hidden(index)).copied();
    // A shown zero hides nothing new about anybody, so a part with people in it is taken first.
    parts
        .min_by(|a, b| {
            (value(a) == 0.0, value(a))
                .partial_cmp(&(value(b) == 0.0, value(b)))
                .unwrap_or(std::cmp::Ordering::Equal)
        })
        .or_else(|| sum.first().copied())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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

    proptest! {
        /// Whatever the numbers: nothing small is shown, and no sum has exactly one unknown.
        #[test]
        fn nothing_can_be_worked_out(counts in proptest::collection::vec((0u16..30, 0u16..30), 2..6)) {
            let places: Vec<String> = (0..counts.len()).map(|i| format!("p{i}")).collect();
            let parent: HashMap<String, String> = places.iter().map(|place| (place.clone(), "all".to_owned())).collect();
            let mut rows = Vec::new();
            let (mut women, mut men) = (0.0, 0.0);
            for (place, (f, m)) in places.iter().zip(&counts) {
                let (f, m) = (f64::from(*f), f64::from(*m));
                rows.extend([row(place, "F", f), row(place, "M", m), row(place, "T", f + m)]);
                women += f;
                men += m;
            }
            rows.extend([row("all", "F", women), row("all", "M", men), row("all", "T", women + men)]);
            let hidden = withheld(&rows, 5, &parent);
            for (row, hidden) in rows.iter().zip(&hidden) {
                prop_assert!(*hidden || !row.value.is_some_and(|value| value > 0.0 && value < 5.0));
            }
            for sum in sums(&rows, &parent) {
                prop_assert!(sum.iter().filter(|index| hidden[**index]).count() != 1);
            }
        }
    }
}
