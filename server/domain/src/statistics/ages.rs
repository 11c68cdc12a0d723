//! What figures of age groups say about each other, also where the groups overlap or no total stands beside them:
//! 15–24 and 15–34 give away 25–34.

use std::collections::{BTreeMap, btree_map::Entry};

use super::suppress::Guarded;

/// Where a group without an upper end ends.
const OPEN: u32 = u32::MAX;

/// A figure of the people from one age to below another.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Span {
    index: usize,
    from: u32,
    to: u32,
    value: f64,
}

/// The first age of a group and the first one after it: `15-24`, `65+`, `<15`, `18`.
fn bounds(age: &str) -> Option<(u32, u32)> {
    let number = |text: &str| text.trim().parse::<u32>().ok().filter(|age| *age < 200);
    if let Some(from) = age.strip_suffix('+') {
        return Some((number(from)?, OPEN));
    }
    if let Some(to) = age.strip_prefix('<') {
        return Some((0, number(to)?)).filter(|(from, to)| from < to);
    }
    match age.split_once(['-', '–']) {
        Some((from, to)) => Some((number(from)?, number(to)? + 1)).filter(|(from, to)| from < to),
        None => Some((number(age)?, number(age)? + 1)),
    }
}

/// Figures that differ in nothing but their age; all of them together is the widest group there is.
#[derive(Debug)]
pub(super) struct Ages(Vec<Span>);

/// A figure of the table, by its place in it, and its value.
type Figure = (usize, f64);

/// The groups of a table of which something could be worked out.
pub(super) fn ages(rows: &[Guarded<'_>]) -> Vec<Ages> {
    let mut groups: BTreeMap<_, (Vec<Span>, Option<Figure>)> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.counts) {
        let Some(value) = row.value.filter(|value| value.is_finite()) else { continue };
        let group = groups.entry((row.indicator, row.geo, row.period, row.sex)).or_default();
        if row.age == "total" {
            group.1 = Some((index, value));
        } else if let Some((from, to)) = bounds(row.age) {
            group.0.push(Span { index, from, to, value });
        }
    }
    groups
        .into_values()
        .filter_map(|(mut spans, total)| {
            let from = spans.iter().map(|span| span.from).min()?;
            let to = spans.iter().map(|span| span.to).max()?;
            spans.extend(total.map(|(index, value)| Span { index, from, to, value }));
            (spans.len() > 1).then_some(Ages(spans))
        })
        .collect()
}

impl Ages {
    /// A figure to hide, when those that are shown tell how many are in some group, and that they are few: the smallest
    /// one by which it is told. A figure says how far two ages lie apart; what is joined by such steps is known.
    pub fn giveaway(&self, hidden: &[bool], min_cell: u16) -> Option<usize> {
        let is_hidden = |span: &Span| hidden.get(span.index).copied().unwrap_or_default();
        let shown: Vec<Span> = self.0.iter().filter(|span| !is_hidden(span)).copied().collect();
        let mut reached: Vec<u32> = Vec::new();
        for start in shown.iter().map(|span| span.from) {
            if reached.contains(&start) {
                continue;
            }
            // Ages with how many are below them, counted from the start, and the step that led there.
            let mut known: Known = BTreeMap::from([(start, (0.0, None))]);
            let mut waiting = vec![start];
            while let Some(at) = waiting.pop() {
                let below = known.get(&at).map_or(0.0, |(below, _)| *below);
                for span in &shown {
                    let (next, step) = if span.from == at {
                        (span.to, span.value)
                    } else if span.to == at {
                        (span.from, -span.value)
                    } else {
                        continue;
                    };
                    if let Entry::Vacant(free) = known.entry(next) {
                        free.insert((below + step, Some((at, *span))));
                        waiting.push(next);
                    }
                }
            }
            reached.extend(known.keys());
            let ages: Vec<(u32, f64)> = known.iter().map(|(age, (below, _))| (*age, *below)).collect();
            for (place, (low, below)) in ages.iter().enumerate() {
                for (high, above) in ages.iter().skip(place + 1) {
                    let few = above - below;
                    if few > 0.5 && few < f64::from(min_cell) {
                        return smallest(&known, *low, *high);
                    }
                }
            }
        }
        None
    }
}

/// Ages up to which a sum is known, with the sum, and the step from the age before.
type Known = BTreeMap<u32, (f64, Option<(u32, Span)>)>;

/// The smallest figure on the way between two ages; one with nobody in it only when there is no other.
fn smallest(known: &Known, low: u32, high: u32) -> Option<usize> {
    let way = |mut at: u32| {
        let mut steps = Vec::new();
        while let Some((_, Some((before, span)))) = known.get(&at) {
            steps.push(*span);
            at = *before;
        }
        steps
    };
    let (one, other) = (way(low), way(high));
    // What both ways begin with lies before they part.
    let alone = |span: &&Span, ways: &[Span]| !ways.iter().any(|known| known.index == span.index);
    let between = one
        .iter()
        .filter(|span| alone(span, &other))
        .chain(other.iter().filter(|span| alone(span, &one)))
        .min_by(|a, b| {
            (a.value == 0.0, a.value)
                .partial_cmp(&(b.value == 0.0, b.value))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
    between.map(|span| span.index)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::{
        super::suppress::{Guarded, withheld},
        *,
    };

    fn rows<'a>(counts: &[(&'a str, f64)]) -> Vec<Guarded<'a>> {
        let row = |(age, value): &(&'a str, f64)| Guarded {
            indicator: "i",
            geo: "a",
            period: "2024",
            sex: "F",
            age,
            value: Some(*value),
            counts: true,
        };
        counts.iter().map(row).collect()
    }

    #[test]
    fn ages_are_read() {
        assert_eq!(bounds("15-24"), Some((15, 25)));
        assert_eq!(bounds("65+"), Some((65, OPEN)));
        assert_eq!(bounds("<15"), Some((0, 15)));
        assert_eq!(bounds("18"), Some((18, 19)));
        for age in ["total", "24-15", "populated-3", "", "+", "x"] {
            assert_eq!(bounds(age), None, "{age}");
        }
    }

    #[test]
    fn groups_that_overlap_give_nothing_away() {
        let hidden = |counts: &[(&'static str, f64)]| withheld(&rows(counts), 5, &HashMap::new());
        // 15–34 without 15–24 would be the three.
        assert_eq!(hidden(&[("15-24", 40.0), ("25-34", 3.0), ("15-34", 43.0)]), [true, true, false]);
        // Nobody wrote the three down, and they would be known all the same.
        assert_eq!(hidden(&[("15-24", 40.0), ("15-34", 43.0)]), [true, false]);
        assert_eq!(hidden(&[("15+", 100.0), ("15-64", 97.0)]), [false, true]);
        // Over two steps: 15–24 and 25–49 together.
        assert_eq!(
            hidden(&[("15-24", 30.0), ("25-49", 20.0), ("15-64", 54.0), ("65+", 9.0)]),
            [false, true, false, false]
        );
        assert_eq!(hidden(&[("15-24", 40.0), ("25-34", 30.0), ("15-34", 70.0)]), [false; 3]);
        assert_eq!(hidden(&[("15-24", 40.0), ("65+", 41.0)]), [false; 2], "they share no end");
    }

    proptest! {
        /// Whatever groups are told of whatever people: nobody counts a group of few.
        #[test]
        fn few_are_never_worked_out(
            bands in proptest::collection::vec(0u32..20, 5),
            told in proptest::collection::vec((0usize..5, 1usize..6), 1..9),
        ) {
            let ends = ["0", "15", "25", "50", "65"];
            let last = ["14", "24", "49", "64"];
            let mut counts: BTreeMap<String, (usize, usize, f64)> = BTreeMap::new();
            for (from, long) in told {
                let to = (from + long).min(5);
                let name = match last.get(to - 1) {
                    Some(last) => format!("{}-{last}", ends[from]),
                    None => format!("{}+", ends[from]),
                };
                let sum = bands[from..to].iter().sum::<u32>();
                counts.insert(name, (from, to, f64::from(sum)));
            }
            let list: Vec<(&str, f64)> = counts.iter().map(|(age, (_, _, sum))| (age.as_str(), *sum)).collect();
            let hidden = withheld(&rows(&list), 5, &HashMap::new());
            // All that follows from what is shown, by adding and taking away, until nothing new follows.
            let mut known = [[false; 6]; 6];
            for ((from, to, _), _) in counts.values().zip(&hidden).filter(|(_, hidden)| !**hidden) {
                known[*from][*to] = true;
                known[*to][*from] = true;
            }
            for middle in 0..6 {
                for from in 0..6 {
                    for to in 0..6 {
                        known[from][to] |= known[from][middle] && known[middle][to];
                    }
                }
            }
            for from in 0..5 {
                for to in from + 1..6 {
                    let sum = bands[from..to].iter().sum::<u32>();
                    prop_assert!(!known[from][to] || sum == 0 || sum >= 5, "{list:?} {hidden:?}");
                }
            }
        }
    }
}
