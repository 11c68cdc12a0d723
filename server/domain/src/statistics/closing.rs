//! What can be worked out from everything at once: women and men, places, ages, periods and parts of what is counted. Sums
//! that are looked at one by one do not see a way that goes through several of them where nothing between is published; so
//! at the end all that is shown is added and taken away in every way there is (elimination, modulo a prime), and a few
//! people that follow have the smallest figure on the way to them hidden.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    ages::{OPEN, bounds, months},
    suppress::{Family, Guarded, Part},
};

/// Figures of one slice. Above this, sums are looked at one by one only.
const MOST_ROWS: usize = 1_000;
/// Groups of people that are looked at, and the smallest groups they are made of.
const MOST_TARGETS: usize = 60_000;
const MOST_ATOMS: usize = 6_000;
/// Numbers are taken modulo this prime (2³¹ − 1): that a large one looks small by chance is as good as impossible.
const PRIME: u64 = 2_147_483_647;

/// A list of the smallest groups along one way of telling people apart.
type Atoms = Vec<usize>;

/// One way of telling people apart: by sex, age, place, period, or what is counted.
#[derive(Default)]
struct Axis<'a> {
    size: usize,
    /// Whom a code is about.
    of: HashMap<&'a str, Atoms>,
    /// Whom somebody may ask about.
    asked: BTreeSet<Atoms>,
}

impl<'a> Axis<'a> {
    fn atom(&mut self) -> usize {
        self.size += 1;
        self.size - 1
    }

    fn add(&mut self, code: &'a str, atoms: Atoms) {
        self.asked.insert(atoms.clone());
        self.of.insert(code, atoms);
    }
}

fn sexes<'a>() -> Axis<'a> {
    let mut axis = Axis { size: 2, ..Axis::default() };
    for (code, atoms) in [("F", vec![0]), ("M", vec![1]), ("T", vec![0, 1])] {
        axis.add(code, atoms);
    }
    axis
}

/// Groups from one number to below another one; what is no such group stands alone.
fn spans<'a>(codes: &BTreeSet<&'a str>, read: impl Fn(&str) -> Option<(u32, u32)>) -> Axis<'a> {
    let mut axis = Axis::default();
    let ends: BTreeSet<u32> =
        codes.iter().filter_map(|code| read(code)).flat_map(|(from, to)| [from, to]).collect();
    let ends: Vec<u32> = ends.into_iter().collect();
    axis.size = ends.len().saturating_sub(1);
    for from in 0..axis.size {
        for to in from + 1..=axis.size {
            axis.asked.insert((from..to).collect());
        }
    }
    for code in codes {
        match read(code) {
            Some((from, to)) => {
                let at = |end: u32| ends.binary_search(&end).unwrap_or_default();
                axis.add(code, (at(from)..at(to)).collect());
            }
            None => {
                let atom = axis.atom();
                axis.add(code, vec![atom]);
            }
        }
    }
    axis
}

/// `outside`: there may be people of whom no group tells.
fn ages<'a>(codes: &BTreeSet<&'a str>, outside: bool) -> Axis<'a> {
    let groups: BTreeSet<&'a str> = codes.iter().copied().filter(|code| *code != "total").collect();
    let bands = groups.iter().filter_map(|code| bounds(code)).flat_map(|(from, to)| [from, to]);
    let bands = bands.collect::<BTreeSet<u32>>().len().saturating_sub(1);
    let mut axis = spans(&groups, bounds);
    if codes.contains("total") {
        let mut all: Atoms = (0..bands).collect();
        if outside || all.is_empty() {
            let atom = axis.atom();
            axis.asked.insert(vec![atom]);
            all.push(atom);
        }
        axis.add("total", all);
    }
    axis
}

/// Whether the groups leave nobody out, whatever the total counts.
fn everybody(codes: &BTreeSet<&str>) -> bool {
    let bands: Vec<(u32, u32)> = codes.iter().filter_map(|code| bounds(code)).collect();
    bands.is_empty() || (bands.iter().any(|(from, _)| *from == 0) && bands.iter().any(|(_, to)| *to == OPEN))
}

/// Places are made of their parts; of those that occur nowhere together what is left.
fn places<'a>(codes: &BTreeSet<&'a str>, families: &[Family<'a>]) -> Axis<'a> {
    let mut axis = Axis::default();
    let around = families
        .iter()
        .filter(|family| family.around)
        .flat_map(|family| family.parts.iter().map(move |part| (*part, family.place)))
        .filter(|(part, _)| codes.contains(part))
        .collect::<Vec<_>>();
    let mut leaves = 0;
    let mut seen = BTreeSet::new();
    let mut flat: BTreeMap<&'a str, Atoms> = BTreeMap::new();
    let mut rests: Vec<Atoms> = Vec::new();
    // What stands under no other one, and then whatever a ring of them left over.
    let below: BTreeSet<&str> = families
        .iter()
        .filter(|family| !family.around)
        .flat_map(|family| family.parts.iter().copied())
        .collect();
    let is_around = |code: &str| around.iter().any(|(part, _)| *part == code);
    let tops = families.iter().map(|family| family.place).filter(|place| !below.contains(place));
    let alone = codes.iter().copied().filter(|code| !is_around(code));
    for top in tops.chain(alone) {
        grow(top, codes, families, (&mut leaves, &mut seen, &mut flat, &mut rests));
    }
    // Towns and countryside part the same people a second time.
    let kinds: BTreeSet<&str> = around.iter().filter_map(|(part, _)| part.rsplit('-').next()).collect();
    let kinds: Vec<&str> = kinds.into_iter().collect();
    // A kind that nobody published is what is left of the others.
    let times = if kinds.is_empty() { 1 } else { kinds.len().max(2) };
    axis.size = leaves * times;
    let all = |atoms: &Atoms| -> Atoms {
        atoms.iter().flat_map(|leaf| (0..times).map(move |kind| leaf * times + kind)).collect()
    };
    for (code, atoms) in &flat {
        axis.asked.insert(all(atoms));
        if codes.contains(code) {
            axis.of.insert(code, all(atoms));
        }
    }
    axis.asked.extend(rests.iter().map(all));
    for (part, place) in around {
        let kind = part.rsplit('-').next().and_then(|end| kinds.iter().position(|known| *known == end));
        let (Some(kind), Some(atoms)) = (kind, flat.get(place)) else { continue };
        axis.add(part, atoms.iter().map(|leaf| leaf * times + kind).collect());
        axis.asked.insert(
            atoms
                .iter()
                .flat_map(|leaf| {
                    (0..times).filter(|other| *other != kind).map(move |other| leaf * times + other)
                })
                .collect(),
        );
    }
    axis
}

/// What grows while places are parted: how many smallest ones, whom we met, what each is made of, what is left beside some.
type Grown<'a, 'b> =
    (&'b mut usize, &'b mut BTreeSet<&'a str>, &'b mut BTreeMap<&'a str, Atoms>, &'b mut Vec<Atoms>);

fn grow<'a>(
    place: &'a str,
    codes: &BTreeSet<&'a str>,
    families: &[Family<'a>],
    (leaves, seen, flat, rests): Grown<'a, '_>,
) -> Atoms {
    // No place contains itself, whatever the list says.
    if !seen.insert(place) {
        return flat.get(place).cloned().unwrap_or_default();
    }
    let mut atoms = Vec::new();
    let mut left = 0;
    let family = families.iter().find(|family| family.place == place && !family.around);
    for part in family.iter().flat_map(|family| family.parts.iter().copied()) {
        if occurs(part, codes, families, &mut BTreeSet::new()) {
            atoms.extend(grow(part, codes, families, (leaves, seen, flat, rests)));
        } else {
            left += 1;
        }
    }
    // One listed part is not all of a place.
    let single = family.is_some_and(|family| family.parts.len() == 1);
    if left > 0 || atoms.is_empty() || single {
        rests.push(vec![*leaves]);
        atoms.push(*leaves);
        *leaves += 1;
    }
    atoms.sort_unstable();
    flat.insert(place, atoms.clone());
    atoms
}

/// Whether a place or one within it is told of.
fn occurs<'a>(
    place: &'a str,
    codes: &BTreeSet<&'a str>,
    families: &[Family<'a>],
    seen: &mut BTreeSet<&'a str>,
) -> bool {
    seen.insert(place)
        && (codes.contains(place)
            || families
                .iter()
                .filter(|family| family.place == place && !family.around)
                .flat_map(|family| family.parts.iter())
                .any(|part| occurs(part, codes, families, seen)))
}

/// What is counted, and parts of it: each has something of its own beside its parts.
fn counted<'a>(codes: &BTreeSet<&'a str>, parts: &[Part<'a>]) -> Axis<'a> {
    let mut axis = Axis::default();
    let own: BTreeMap<&'a str, usize> = codes.iter().map(|code| (*code, axis.atom())).collect();
    let within = |whole: &str| -> BTreeSet<usize> {
        parts
            .iter()
            .filter(|part| part.whole == whole)
            .filter_map(|part| own.get(part.part).copied())
            .chain(own.get(whole).copied())
            .collect()
    };
    for (code, atom) in &own {
        let all = within(code);
        axis.asked.insert(vec![*atom]);
        axis.add(code, all.iter().copied().collect());
        // All without one of its parts, whatever the other parts are.
        for part in parts.iter().filter(|part| part.whole == *code && own.contains_key(part.part)) {
            let less = within(part.part);
            axis.asked.insert(all.difference(&less).copied().collect());
        }
    }
    axis
}

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
mod tests {
    use super::super::suppress::{Earlier, Within, withheld};
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> HashMap<String, String> {
        list.iter().map(|(part, whole)| ((*part).to_owned(), (*whole).to_owned())).collect()
    }

    fn places() -> HashMap<String, String> {
        pairs(&[("north", "TN"), ("south", "TN"), ("kef", "north"), ("beja", "north"), ("jendouba", "north")])
    }

    fn row<'a>(period: &'a str, geo: &'a str, sex: &'a str, age: &'a str, value: f64) -> Guarded<'a> {
        Guarded { indicator: "i", geo, period, sex, age, value: Some(value), counts: true }
    }

    fn hidden(rows: &[Guarded<'_>], earlier: &[Earlier]) -> Vec<bool> {
        let indicators = pairs(&[("NEW", "ALL"), ("YOUNG", "NEW")]);
        withheld(rows, 5, Within { places: &places(), indicators: &indicators }, earlier)
    }

    #[test]
    fn halves_and_quarters_give_a_year_away() {
        let of = |list: &[(&'static str, f64)]| {
            let rows: Vec<_> =
                list.iter().map(|(period, value)| row(period, "kef", "F", "total", *value)).collect();
            hidden(&rows, &[])
        };
        assert_eq!(of(&[("2024-H1", 3.0), ("2024-H2", 40.0), ("2024", 43.0)]), [true, true, false]);
        // Nobody wrote the three of the first half down.
        assert_eq!(of(&[("2024-H2", 40.0), ("2024", 43.0)]), [true, false]);
        assert_eq!(of(&[("2024-Q1", 20.0), ("2024-Q2", 21.0), ("2024-H1", 41.0)]), [false; 3]);
        assert_eq!(of(&[("2024-01/2024-10", 40.0), ("2024", 44.0)]), [true, false]);
        assert_eq!(of(&[("2024-Q1", 30.0), ("2024-Q2", 10.0), ("2024", 44.0)]), [false, true, false]);
        // A run of years, and one of them.
        assert_eq!(of(&[("2023", 50.0), ("2023/2024", 53.0)]), [true, false]);
        // Other years, other women.
        assert_eq!(of(&[("2023", 40.0), ("2024", 43.0)]), [false; 2]);
    }

    #[test]
    fn a_half_year_of_women_follows_from_that_of_all() {
        // The women of the first half stand nowhere: all of it without the men.
        let rows = [
            row("2024-H1", "kef", "T", "total", 60.0),
            row("2024-H1", "kef", "M", "total", 20.0),
            row("2024", "kef", "F", "total", 43.0),
        ];
        assert_eq!(hidden(&rows, &[]).iter().filter(|hidden| **hidden).count(), 1);
    }

    #[test]
    fn a_part_of_what_is_counted_gives_the_rest_away() {
        let of = |list: &[(&'static str, &'static str, f64)]| {
            let rows: Vec<_> = list
                .iter()
                .map(|(indicator, sex, value)| Guarded {
                    indicator,
                    ..row("2024", "kef", sex, "total", *value)
                })
                .collect();
            hidden(&rows, &[])
        };
        assert_eq!(of(&[("NEW", "F", 202.0), ("ALL", "F", 205.0)]), [true, false]);
        assert_eq!(of(&[("NEW", "F", 134.0), ("ALL", "F", 205.0)]), [false; 2]);
        // At whatever depth, and whoever is published.
        assert_eq!(of(&[("YOUNG", "F", 202.0), ("ALL", "F", 205.0)]), [true, false]);
        let all = [("NEW", "T", 300.0), ("NEW", "M", 98.0), ("ALL", "F", 205.0)];
        assert_eq!(of(&all).iter().filter(|hidden| **hidden).count(), 1);
        // Another thing is counted.
        assert_eq!(of(&[("CALLS", "F", 202.0), ("ALL", "F", 205.0)]), [false; 2]);
    }

    #[test]
    fn two_versions_give_no_more_away_than_one() {
        let version = |north, jendouba| {
            [("north", north), ("kef", 3.0), ("beja", 40.0), ("jendouba", jendouba)]
                .map(|(geo, value)| row("2024", geo, "F", "total", value))
        };
        assert_eq!(hidden(&version(88.0, 45.0), &[]), [false, true, true, false]);
        let second = version(81.0, 38.0);
        // Alone it would hide Jendouba and show Béja, which the first one withholds: 88 − 45 − 40.
        assert_eq!(hidden(&second, &[]), [false, true, false, true]);
        let before = [Earlier::Nothing, Earlier::Hidden, Earlier::Hidden, Earlier::Nothing];
        assert_eq!(hidden(&second, &before), [false, true, true, false]);
        // What the first one shows hides nothing: another one is taken.
        let before = [Earlier::Nothing, Earlier::Nothing, Earlier::Nothing, Earlier::Shown];
        assert_eq!(hidden(&second, &before), [false, true, true, false]);
        let before = [Earlier::Nothing, Earlier::Nothing, Earlier::Shown, Earlier::Shown];
        assert_eq!(hidden(&second, &before), [true, true, false, false]);
    }

    #[test]
    fn what_follows_from_everything_at_once_is_hidden() {
        // No sum of these has all its figures, and together they tell that four children live in the south.
        let rows = [
            row("2024", "TN", "F", "15-64", 204.0),
            row("2024", "TN", "M", "15+", 355.0),
            row("2024", "TN", "F", "0-64", 534.0),
            row("2024", "north", "F", "total", 429.0),
            row("2024", "north", "T", "15+", 242.0),
            row("2024", "south", "M", "total", 216.0),
        ];
        let of = pairs(&[("north", "TN"), ("south", "TN")]);
        let told = withheld(&rows, 5, Within { places: &of, indicators: &HashMap::new() }, &[]);
        assert_eq!(told, [true, false, false, false, false, false]);
    }
}

#[cfg(test)]
mod chance {
    use proptest::prelude::*;

    use super::super::suppress::{Within, withheld};
    use super::*;

    /// Of whom a code is the sum.
    type Codes = &'static [(&'static str, &'static [usize])];
    const PLACES: Codes = &[
        ("TN", &[0, 1, 2, 3]),
        ("north", &[0, 1, 2]),
        ("south", &[3]),
        ("kef", &[0]),
        ("beja", &[1]),
        ("jendouba", &[2]),
    ];
    const AGES: Codes = &[
        ("total", &[0, 1, 2]),
        ("0-14", &[0]),
        ("15-64", &[1]),
        ("65+", &[2]),
        ("15+", &[1, 2]),
        ("0-64", &[0, 1]),
    ];
    const SEXES: Codes = &[("F", &[0]), ("M", &[1]), ("T", &[0, 1])];
    const HALVES: Codes = &[("2024", &[0, 1]), ("2024-H1", &[0]), ("2024-H2", &[1])];
    const COUNTED: Codes = &[("ALL", &[0, 1]), ("NEW", &[0])];

    /// A figure: its codes, of whom it is the sum, its value.
    type Figure = ([&'static str; 3], Vec<u64>, f64);

    fn figures(ways: [Codes; 3], sizes: [usize; 3], counts: &[u16]) -> Vec<Figure> {
        let [one, two, three] = ways;
        let mut all = Vec::new();
        for (a, of_a) in one {
            for (b, of_b) in two {
                for (c, of_c) in three {
                    let mut atoms = vec![0; sizes.iter().product()];
                    for x in *of_a {
                        for y in *of_b {
                            for z in *of_c {
                                atoms[(x * sizes[1] + y) * sizes[2] + z] = 1;
                            }
                        }
                    }
                    let value = atoms
                        .iter()
                        .zip(counts)
                        .filter(|(there, _)| **there > 0)
                        .map(|(_, n)| f64::from(*n))
                        .sum();
                    all.push(([*a, *b, *c], atoms, value));
                }
            }
        }
        all
    }

    /// What is left of a sum when everything that is known is taken away: nothing, when it follows from that.
    fn left(mut sum: Vec<u64>, known: &[(usize, Vec<u64>)]) -> Vec<u64> {
        for (lead, row) in known {
            let times = PRIME - sum[*lead];
            for (cell, other) in sum.iter_mut().zip(row) {
                *cell = (*cell + times * other) % PRIME;
            }
        }
        sum
    }

    /// The first figure of few people that whoever adds and takes away all that is shown can tell.
    fn told(all: &[Figure], published: &[bool], hidden: &[bool]) -> Option<[&'static str; 3]> {
        let mut hidden = hidden.iter();
        let mut known: Vec<(usize, Vec<u64>)> = Vec::new();
        for ((_, atoms, _), _) in all.iter().zip(published).filter(|(_, told)| **told) {
            if *hidden.next().expect("one for each that is published") {
                continue;
            }
            let rest = left(atoms.clone(), &known);
            if let Some(lead) = rest.iter().position(|cell| *cell != 0) {
                let times = inverse(rest[lead]);
                known.push((lead, rest.iter().map(|cell| cell * times % PRIME).collect()));
            }
        }
        let few = all.iter().filter(|(_, _, value)| *value > 0.0 && *value < 5.0);
        few.filter(|(_, atoms, _)| left(atoms.clone(), &known).iter().all(|cell| *cell == 0))
            .map(|(codes, ..)| *codes)
            .next()
    }

    fn pairs(list: &[(&str, &str)]) -> HashMap<String, String> {
        list.iter().map(|(part, whole)| ((*part).to_owned(), (*whole).to_owned())).collect()
    }

    fn people(groups: usize) -> impl Strategy<Value = Vec<u16>> {
        proptest::collection::vec(prop_oneof![0u16..6, 0u16..30, 0u16..300], groups)
    }

    proptest! {
        /// Place, age and sex at once: nobody counts a group of few.
        #[test]
        fn place_age_and_sex_tell_of_no_few(
            counts in people(24),
            published in proptest::collection::vec(proptest::bool::weighted(0.7), 108),
        ) {
            let all = figures([PLACES, AGES, SEXES], [4, 3, 2], &counts);
            let rows: Vec<Guarded<'_>> = all
                .iter()
                .zip(&published)
                .filter(|(_, told)| **told)
                .map(|(([geo, age, sex], _, value), _)| Guarded {
                    indicator: "i", geo, period: "2024", sex, age, value: Some(*value), counts: true,
                })
                .collect();
            let of = pairs(&[("north", "TN"), ("south", "TN"), ("kef", "north"), ("beja", "north"), ("jendouba", "north")]);
            let hidden = withheld(&rows, 5, Within { places: &of, indicators: &HashMap::new() }, &[]);
            prop_assert_eq!(told(&all, &published, &hidden), None, "{:?} {:?}", rows, hidden);
        }

        /// Period, what is counted, and sex at once.
        #[test]
        fn periods_and_parts_tell_of_no_few(
            counts in people(8),
            published in proptest::collection::vec(proptest::bool::weighted(0.7), 18),
        ) {
            let all = figures([HALVES, COUNTED, SEXES], [2, 2, 2], &counts);
            let rows: Vec<Guarded<'_>> = all
                .iter()
                .zip(&published)
                .filter(|(_, told)| **told)
                .map(|(([period, indicator, sex], _, value), _)| Guarded {
                    indicator, geo: "kef", period, sex, age: "total", value: Some(*value), counts: true,
                })
                .collect();
            let of = pairs(&[("NEW", "ALL")]);
            let hidden = withheld(&rows, 5, Within { places: &HashMap::new(), indicators: &of }, &[]);
            prop_assert_eq!(told(&all, &published, &hidden), None, "{:?} {:?}", rows, hidden);
            // Nor how many were there before.
            let before = |sex: &str, period: &str| {
                let of = |indicator| all.iter().position(|(codes, ..)| *codes == [period, indicator, sex]);
                of("ALL").zip(of("NEW"))
            };
            let mut rest = all.clone();
            for ([period, _, sex], ..) in &all {
                let (whole, part) = before(sex, period).expect("both are there");
                let atoms = all[whole].1.iter().zip(&all[part].1).map(|(a, b)| a - b).collect();
                rest.push(([period, "rest", sex], atoms, all[whole].2 - all[part].2));
            }
            prop_assert_eq!(told(&rest, &published, &hidden), None, "{:?} {:?}", rows, hidden);
        }
    }
}
