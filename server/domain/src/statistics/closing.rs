//! What can be worked out from everything at once: women and men, places, ages, periods and parts of what is counted. Sums
//! that are looked at one by one do not see a way that goes through several of them where nothing between is published; so
//! at the end all that is shown is added and taken away in every way there is (elimination, modulo a prime), and a few
//! people that follow have the smallest figure on the way to them hidden.

mod axis;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    ages::months,
    suppress::{Family, Guarded, Part},
};
use axis::{Atoms, Axis, ages, counted, everybody, places, sexes, spans};

/// Figures of one slice. Above this, sums are looked at one by one only.
const MOST_ROWS: usize = 1_000;
/// Groups of people that are looked at, and the smallest groups they are made of.
const MOST_TARGETS: usize = 60_000;
const MOST_ATOMS: usize = 6_000;
/// Numbers are taken modulo this prime (2³¹ − 1): that a large one looks small by chance is as good as impossible.
const PRIME: u64 = 2_147_483_647;

/// A row of the elimination, without its zeros, by column: first groups of people, then the count, then the figures it is
/// made of.
type Sparse = Vec<(usize, u64)>;

/// One slice, ready to be worked through.
struct Slice {
    /// The groups of each figure.
    rows: Vec<Option<Vec<usize>>>,
    /// Whoever is asked about, by group.
    targets: Vec<Vec<usize>>,
    /// How many groups there are.
    groups: usize,
}

/// The number by which another one makes 1.
fn inverse(number: u64) -> u64 {
    let (mut base, mut rest, mut result) = (number % PRIME, PRIME - 2, 1);
    while rest > 0 {
        if rest % 2 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        rest /= 2;
    }
    result
}

fn product(axes: &[Axis<'_>; 5], of: &[&Atoms; 5]) -> Vec<usize> {
    let mut all = vec![0];
    for (axis, atoms) in axes.iter().zip(of) {
        all = all.iter().flat_map(|at| atoms.iter().map(move |atom| at * axis.size + atom)).collect();
    }
    all
}

impl Slice {
    fn of<'a>(
        rows: &[Guarded<'a>],
        families: &[Family<'a>],
        parts: &[Part<'a>],
        outside: bool,
    ) -> Option<Self> {
        let codes = |of: fn(&Guarded<'a>) -> &'a str| -> BTreeSet<&'a str> { rows.iter().map(of).collect() };
        let axes = [
            counted(&codes(|row| row.indicator), parts),
            spans(&codes(|row| row.period), months),
            places(&codes(|row| row.geo), families),
            ages(&codes(|row| row.age), outside),
            sexes(),
        ];
        let atoms = axes.iter().try_fold(1_usize, |all, axis| all.checked_mul(axis.size))?;
        let asked = axes.iter().try_fold(1_usize, |all, axis| all.checked_mul(axis.asked.len()))?;
        if atoms > MOST_ATOMS || asked > MOST_TARGETS {
            return None;
        }
        let [indicators, periods, geos, ages, sexes] = &axes;
        // Groups that the same figures are about are one: nothing tells them apart.
        let mut told: Vec<Vec<usize>> = vec![Vec::new(); atoms];
        for (index, row) in rows.iter().enumerate() {
            let of = [
                indicators.of.get(row.indicator),
                periods.of.get(row.period),
                geos.of.get(row.geo),
                ages.of.get(row.age),
                sexes.of.get(row.sex),
            ];
            let [Some(a), Some(b), Some(c), Some(d), Some(e)] = of else { continue };
            for atom in product(&axes, &[a, b, c, d, e]) {
                if let Some(list) = told.get_mut(atom) {
                    list.push(index);
                }
            }
        }
        let mut names: HashMap<&[usize], usize> = HashMap::new();
        let mut sizes: Vec<usize> = Vec::new();
        let mut group_of: Vec<Option<usize>> = Vec::with_capacity(atoms);
        for list in &told {
            if list.is_empty() {
                group_of.push(None);
                continue;
            }
            let next = names.len();
            let group = *names.entry(list.as_slice()).or_insert(next);
            if group == sizes.len() {
                sizes.push(0);
            }
            if let Some(size) = sizes.get_mut(group) {
                *size += 1;
            }
            group_of.push(Some(group));
        }
        let mut made: Vec<Option<Vec<usize>>> = vec![None; rows.len()];
        for (list, group) in &names {
            for index in *list {
                if let Some(slot) = made.get_mut(*index) {
                    slot.get_or_insert_default().push(*group);
                }
            }
        }
        for groups in made.iter_mut().flatten() {
            groups.sort_unstable();
        }
        // Groups of which a part is asked for are in no sum; the same ones are asked for once.
        let mut targets: BTreeSet<Vec<usize>> = BTreeSet::new();
        for a in &indicators.asked {
            for b in &periods.asked {
                for c in &geos.asked {
                    for d in &ages.asked {
                        for e in &sexes.asked {
                            if let Some(target) = whole(&axes, &[a, b, c, d, e], &group_of, &sizes) {
                                targets.insert(target);
                            }
                        }
                    }
                }
            }
        }
        Some(Self { rows: made, targets: targets.into_iter().collect(), groups: names.len() })
    }

    /// Each group's row, by its first column, of what is shown.
    fn eliminate(&self, rows: &[Guarded<'_>], hidden: &[bool]) -> Worked {
        let mut nobody = vec![false; self.groups];
        let mut told: Vec<(usize, &Vec<usize>, u64)> = Vec::new();
        for (index, (row, groups)) in rows.iter().zip(&self.rows).enumerate() {
            let value = row.value.filter(|value| value.is_finite() && *value > -0.5);
            let (Some(value), Some(groups)) = (value, groups) else { continue };
            if hidden.get(index).copied().unwrap_or(true) {
                continue;
            }
            if value < 0.5 {
                // Nobody in all is nobody in each part.
                for group in groups {
                    if let Some(slot) = nobody.get_mut(*group) {
                        *slot = true;
                    }
                }
            } else {
                told.push((index, groups, count(value)));
            }
        }
        // Small ones first: what is made of them has little left.
        told.sort_by_key(|(index, groups, _)| (groups.len(), *index));
        let mut worked = Worked { leads: vec![None; self.groups], nobody, groups: self.groups };
        for (index, groups, value) in told {
            let mut row = worked.empty(rows.len());
            worked.fill(&mut row, groups);
            set(&mut row, self.groups, value % PRIME);
            set(&mut row, self.groups + 1 + index, 1);
            if let Some(lead) = worked.reduce(&mut row) {
                let times = inverse(row.get(lead).copied().unwrap_or(1));
                let sparse = row
                    .iter()
                    .enumerate()
                    .filter(|(_, number)| **number != 0)
                    .map(|(column, number)| (column, number * times % PRIME))
                    .collect();
                if let Some(slot) = worked.leads.get_mut(lead) {
                    *slot = Some(sparse);
                }
            }
        }
        worked
    }
}

/// A count as a whole number; halves of a person are a matter of rounding.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of people, not below nobody"
)]
fn count(value: f64) -> u64 {
    value.round() as u64
}

fn set(row: &mut [u64], column: usize, number: u64) {
    if let Some(slot) = row.get_mut(column) {
        *slot = number;
    }
}

/// The groups that somebody asks about, when each is in it as a whole.
fn whole(
    axes: &[Axis<'_>; 5],
    of: &[&Atoms; 5],
    group_of: &[Option<usize>],
    sizes: &[usize],
) -> Option<Vec<usize>> {
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    for atom in product(axes, of) {
        *found.entry(group_of.get(atom).copied().flatten()?).or_default() += 1;
    }
    if found.is_empty() || found.iter().any(|(group, size)| sizes.get(*group) != Some(size)) {
        return None;
    }
    Some(found.into_keys().collect())
}

/// What was worked out.
struct Worked {
    leads: Vec<Option<Sparse>>,
    /// Groups in which there is nobody.
    nobody: Vec<bool>,
    groups: usize,
}

impl Worked {
    fn empty(&self, rows: usize) -> Vec<u64> {
        vec![0; self.groups + 1 + rows]
    }

    fn fill(&self, row: &mut [u64], groups: &[usize]) {
        for group in groups {
            if !self.nobody.get(*group).copied().unwrap_or_default() {
                set(row, *group, 1);
            }
        }
    }

    /// Takes away what is known. The first group that is left.
    fn reduce(&self, row: &mut [u64]) -> Option<usize> {
        for column in 0..self.groups {
            let number = row.get(column).copied().unwrap_or_default();
            if number == 0 {
                continue;
            }
            let Some(known) = self.leads.get(column).and_then(Option::as_ref) else { return Some(column) };
            let times = PRIME - number;
            for (at, other) in known {
                if let Some(slot) = row.get_mut(*at) {
                    *slot = (*slot + times * other) % PRIME;
                }
            }
        }
        None
    }

    /// How many are in some groups, when it follows, and the figures by which it does.
    fn tell(&self, groups: &[usize], rows: usize) -> Option<(u64, Vec<usize>)> {
        let mut row = self.empty(rows);
        self.fill(&mut row, groups);
        if self.reduce(&mut row).is_some() {
            return None;
        }
        let mut rest = row.into_iter().skip(self.groups);
        let count = (PRIME - rest.next().unwrap_or_default()) % PRIME;
        Some((count, rest.enumerate().filter(|(_, times)| *times != 0).map(|(index, _)| index).collect()))
    }
}

/// Hides what tells of few people by adding and taking away all that is shown. Whether it hid something. `first` is which of
/// two figures is rather hidden.
pub(super) fn close<'a>(
    rows: &[Guarded<'a>],
    hidden: &mut [bool],
    min_cell: u16,
    (families, parts): (&[Family<'a>], &[Part<'a>]),
    before: impl Fn(usize, usize) -> std::cmp::Ordering,
) -> bool {
    if rows.len() < 2 {
        return false;
    }
    if rows.len() > MOST_ROWS {
        return false;
    }
    let ages: BTreeSet<&str> = rows.iter().map(|row| row.age).collect();
    let mut any = false;
    // A total may count people of ages that no group tells of: who looks does not know, so both are looked at.
    let unsure = ages.contains("total") && !everybody(&ages);
    for outside in [false, true].into_iter().take(if unsure { 2 } else { 1 }) {
        let Some(slice) = Slice::of(rows, families, parts, outside) else { continue };
        let mut worked = slice.eliminate(rows, hidden);
        // What does not follow now follows no more when something is hidden besides.
        for target in &slice.targets {
            while let Some((count, used)) = worked.tell(target, rows.len()) {
                if count == 0 || count >= u64::from(min_cell) {
                    break;
                }
                let Some(smallest) = used.into_iter().min_by(|a, b| before(*a, *b)) else { break };
                let Some(slot) = hidden.get_mut(smallest) else { break };
                *slot = true;
                any = true;
                worked = slice.eliminate(rows, hidden);
            }
        }
    }
    any
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod chance;
