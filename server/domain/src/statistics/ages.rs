//! What figures of age groups say about each other, also where the groups overlap or no total stands beside them:
//! 15–24 and 15–34 give away 25–34; and what a total says of a group that is published nowhere.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use super::suppress::Guarded;

/// Where a group without an upper end ends.
pub(super) const OPEN: u32 = u32::MAX;

/// A figure of the people from one age to below another.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Span {
    index: usize,
    from: u32,
    to: u32,
    value: f64,
    /// Hiding it hides nothing: an older version shows it.
    open: bool,
}

/// The first age of a group and the first one after it: `15-24`, `65+`, `<15`, `18`.
pub(super) fn bounds(age: &str) -> Option<(u32, u32)> {
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

/// The first month of a period and the first one after it, counted from the year 0: `2024`, `2024-H1`, `2024-Q3`,
/// `2024-05`, and from one of them to another: `2021-01/2021-10`.
pub(super) fn months(period: &str) -> Option<(u32, u32)> {
    let point = |text: &str| {
        let (year, part) = text.split_once('-').unwrap_or((text, ""));
        let year = (year.len() == 4).then(|| year.parse::<u32>().ok()).flatten()? * 12;
        let (first, long) = match part {
            "" => (0, 12),
            "H1" => (0, 6),
            "H2" => (6, 6),
            "Q1" => (0, 3),
            "Q2" => (3, 3),
            "Q3" => (6, 3),
            "Q4" => (9, 3),
            _ => (part.parse::<u32>().ok().filter(|month| (1..=12).contains(month))? - 1, 1),
        };
        Some((year + first, year + first + long))
    };
    match period.split_once('/') {
        Some((from, to)) => Some((point(from)?.0, point(to)?.1)).filter(|(from, to)| from < to),
        None => point(period),
    }
}

/// Figures that differ in nothing but their age, or in nothing but their period.
#[derive(Debug)]
pub(super) struct Ages {
    spans: Vec<Span>,
    /// All ages, as the widest group there is.
    total: Option<Span>,
}

/// What age groups tell that are known.
pub(super) struct Told {
    /// The figure to hide, when they tell how many are in some group, and that they are few: the smallest one by which it
    /// is told.
    pub few: Option<usize>,
    /// Figures that are not known and follow from them, each with the one to hide so that it does not.
    pub follows: Vec<(usize, usize)>,
}

/// A figure of the table, by its place in it, and its value.
type Figure = (usize, f64);

/// The widest age group that there is of each indicator and period: whom a total is about.
fn widest<'a>(rows: &[Guarded<'a>]) -> BTreeMap<(&'a str, &'a str), (u32, u32)> {
    let mut all: BTreeMap<(&'a str, &'a str), (u32, u32)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.counts && row.value.is_some()) {
        let Some((from, to)) = bounds(row.age) else { continue };
        let (low, high) = all.entry((row.indicator, row.period)).or_insert((from, to));
        *low = from.min(*low);
        *high = to.max(*high);
    }
    all
}

/// The groups of a table of which something could be worked out.
pub(super) fn ages(rows: &[Guarded<'_>], open: &[bool]) -> Vec<Ages> {
    let open = |index: usize| open.get(index).copied().unwrap_or_default();
    let widest = widest(rows);
    let mut groups: BTreeMap<_, (Vec<Span>, Option<Figure>)> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.counts) {
        let Some(value) = row.value.filter(|value| value.is_finite()) else { continue };
        let group = groups.entry((row.indicator, row.geo, row.period, row.sex)).or_default();
        if row.age == "total" {
            group.1 = Some((index, value));
        } else if let Some((from, to)) = bounds(row.age) {
            group.0.push(Span { index, from, to, value, open: open(index) });
        }
    }
    groups
        .into_iter()
        .filter_map(|((indicator, _, period, _), (spans, total))| {
            let (from, to) = *widest.get(&(indicator, period))?;
            let total = total.map(|(index, value)| Span { index, from, to, value, open: open(index) });
            let several = spans.len() > 1 || (total.is_some() && !spans.is_empty());
            several.then_some(Ages { spans, total })
        })
        .collect()
}

/// The same of periods: the months of a half-year and of the year tell of the other half.
pub(super) fn periods(rows: &[Guarded<'_>], open: &[bool]) -> Vec<Ages> {
    let mut groups: BTreeMap<_, Vec<Span>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.counts) {
        let Some(value) = row.value.filter(|value| value.is_finite()) else { continue };
        let Some((from, to)) = months(row.period) else { continue };
        let open = open.get(index).copied().unwrap_or_default();
        let group: &mut Vec<Span> = groups.entry((row.indicator, row.geo, row.sex, row.age)).or_default();
        group.push(Span { index, from, to, value, open });
    }
    groups.into_values().filter(|spans| spans.len() > 1).map(|spans| Ages { spans, total: None }).collect()
}

/// What tells figures apart but their age: indicator, place, period, sex.
type Group<'a> = (&'a str, &'a str, &'a str, &'a str);

/// The age groups of the figures of one indicator and period, by name.
type Named<'a> = BTreeMap<&'a str, (u32, u32)>;

/// Figures of age groups that are published of others (another sex, another place) and that follow where they are not: the
/// women of 15 and more, from all women and the girls.
pub(super) fn following<'a>(rows: &[Guarded<'a>]) -> Vec<Guarded<'a>> {
    let widest = widest(rows);
    let mut named: BTreeMap<(&'a str, &'a str), Named<'a>> = BTreeMap::new();
    let mut groups: BTreeMap<Group<'a>, (Vec<Span>, BTreeSet<&'a str>)> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.counts) {
        let Some(value) = row.value.filter(|value| value.is_finite()) else { continue };
        let whole = widest.get(&(row.indicator, row.period)).copied().filter(|_| row.age == "total");
        let Some((from, to)) = bounds(row.age).or(whole) else { continue };
        named.entry((row.indicator, row.period)).or_default().insert(row.age, (from, to));
        let group = groups.entry((row.indicator, row.geo, row.period, row.sex)).or_default();
        group.0.push(Span { index, from, to, value, open: false });
        group.1.insert(row.age);
    }
    let mut found = Vec::new();
    for (&(indicator, geo, period, sex), (spans, there)) in &groups {
        let Some(names) = named.get(&(indicator, period)).filter(|names| names.len() > there.len()) else {
            continue;
        };
        let all = walks(spans);
        for (age, (from, to)) in names.iter().filter(|(age, _)| !there.contains(*age)) {
            let ends = all.iter().find_map(|sums| sums.get(from).zip(sums.get(to)));
            if let Some(((below, _), (above, _))) = ends {
                let value = Some(above - below);
                found.push(Guarded { indicator, geo, period, sex, age, value, counts: true });
            }
        }
    }
    found
}

/// The same of periods: the second half of a year, where it is published of others.
pub(super) fn later<'a>(rows: &[Guarded<'a>]) -> Vec<Guarded<'a>> {
    let mut named: BTreeMap<&'a str, Named<'a>> = BTreeMap::new();
    let mut groups: BTreeMap<Group<'a>, (Vec<Span>, BTreeSet<&'a str>)> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| row.counts) {
        let Some(value) = row.value.filter(|value| value.is_finite()) else { continue };
        let Some((from, to)) = months(row.period) else { continue };
        named.entry(row.indicator).or_default().insert(row.period, (from, to));
        let group = groups.entry((row.indicator, row.geo, row.sex, row.age)).or_default();
        group.0.push(Span { index, from, to, value, open: false });
        group.1.insert(row.period);
    }
    let mut found = Vec::new();
    for (&(indicator, geo, sex, age), (spans, there)) in &groups {
        let Some(names) = named.get(indicator).filter(|names| names.len() > there.len()) else { continue };
        let all = walks(spans);
        for (period, (from, to)) in names.iter().filter(|(period, _)| !there.contains(*period)) {
            let ends = all.iter().find_map(|sums| sums.get(from).zip(sums.get(to)));
            if let Some(((below, _), (above, _))) = ends {
                let value = Some(above - below);
                found.push(Guarded { indicator, geo, period, sex, age, value, counts: true });
            }
        }
    }
    found
}

impl Ages {
    /// What follows from the figures that are known. A figure says how far two ages lie apart; what is joined by such steps
    /// is known.
    pub fn told(&self, known: &[bool], min_cell: u16) -> Told {
        let is_known = |span: &Span| known.get(span.index).copied().unwrap_or_default();
        let shown: Vec<Span> = self.spans.iter().filter(|span| is_known(span)).copied().collect();
        let bands = walks(&shown);
        let total = self.total.filter(|span| is_known(span));
        let all = match total {
            Some(total) => {
                let mut shown = shown;
                shown.push(total);
                walks(&shown)
            }
            None => bands.clone(),
        };
        let few = few_between(&bands, min_cell)
            .or_else(|| few_between(&all, min_cell))
            .or_else(|| total.and_then(|total| few_beside(total.value, &bands, min_cell)));
        if few.is_some() {
            return Told { few, follows: Vec::new() };
        }
        let follows = self
            .spans
            .iter()
            .chain(self.total.iter())
            .filter(|span| !is_known(span))
            .filter_map(|span| {
                let joined = all.iter().find(|sums| {
                    let ends = sums.get(&span.from).zip(sums.get(&span.to));
                    // Where the figures do not agree, what follows is another number.
                    ends.is_some_and(|((from, _), (to, _))| (to - from - span.value).abs() < 0.5)
                })?;
                Some((span.index, smallest(joined, span.from, span.to)?))
            })
            .collect();
        Told { few: None, follows }
    }
}

/// Whether a count is one of few people. Half a person is a matter of rounding.
pub(super) fn is_few(count: f64, min_cell: u16) -> bool {
    count > 0.5 && count < f64::from(min_cell)
}

/// How many are below each age, for the ages that are joined by figures; ages that are not joined stand apart.
fn walks(shown: &[Span]) -> Vec<Known> {
    let mut all: Vec<Known> = Vec::new();
    for start in shown.iter().map(|span| span.from) {
        if all.iter().any(|known| known.contains_key(&start)) {
            continue;
        }
        // Ages with how many are below them, counted from the start, and the step that led there.
        let mut known: Known = BTreeMap::from([(start, (0.0, None))]);
        let mut waiting = vec![start];
        while let Some(at) = waiting.pop() {
            let below = known.get(&at).map_or(0.0, |(below, _)| *below);
            for span in shown {
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
        all.push(known);
    }
    all
}

/// The figure to hide, where there are few between two ages.
fn few_between(all: &[Known], min_cell: u16) -> Option<usize> {
    for known in all {
        let ages: Vec<(u32, f64)> = known.iter().map(|(age, (below, _))| (*age, *below)).collect();
        for (place, (low, below)) in ages.iter().enumerate() {
            for (high, above) in ages.iter().skip(place + 1) {
                if is_few(above - below, min_cell)
                    && let Some(index) = smallest(known, *low, *high)
                {
                    return Some(index);
                }
            }
        }
    }
    None
}

/// The figure to hide, where a total leaves few beside groups that do not overlap: an age group that is published nowhere
/// would follow from all the others.
fn few_beside(total: f64, bands: &[Known], min_cell: u16) -> Option<usize> {
    let mut ends: Vec<(u32, usize, f64)> = bands
        .iter()
        .enumerate()
        .flat_map(|(part, known)| known.iter().map(move |(age, (below, _))| (*age, part, *below)))
        .collect();
    ends.sort_unstable_by_key(|(age, part, _)| (*age, *part));
    // How many can be told of those below an age, and of those from it on.
    let mut before: Vec<f64> = Vec::with_capacity(ends.len());
    for (_, part, below) in &ends {
        let last = before.last().copied().unwrap_or_default();
        let most = ends
            .iter()
            .zip(&before)
            .filter(|((_, other, _), _)| other == part)
            .map(|((_, _, from), sum)| sum + below - from)
            .fold(last, f64::max);
        before.push(most);
    }
    let mut after: Vec<f64> = Vec::with_capacity(ends.len());
    for (_, part, below) in ends.iter().rev() {
        let last = after.last().copied().unwrap_or_default();
        let most = ends
            .iter()
            .rev()
            .zip(&after)
            .filter(|((_, other, _), _)| other == part)
            .map(|((_, _, to), sum)| sum + to - below)
            .fold(last, f64::max);
        after.push(most);
    }
    after.reverse();
    for (place, ((low, part, below), sum)) in ends.iter().zip(&before).enumerate() {
        for ((high, other, above), rest) in ends.iter().zip(&after).skip(place + 1) {
            if part == other
                && is_few(total - (sum + above - below + rest), min_cell)
                && let Some(known) = bands.get(*part)
                && let Some(index) = smallest(known, *low, *high)
            {
                return Some(index);
            }
        }
    }
    None
}

/// Ages up to which a sum is known, with the sum, and the step from the age before.
type Known = BTreeMap<u32, (f64, Option<(u32, Span)>)>;

/// The smallest figure on the way between two ages; one with nobody in it, or that an older version shows, only when there is
/// no other.
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
            (a.open, a.value == 0.0, a.value)
                .partial_cmp(&(b.open, b.value == 0.0, b.value))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
    between.map(|span| span.index)
}

#[cfg(test)]
mod tests;
