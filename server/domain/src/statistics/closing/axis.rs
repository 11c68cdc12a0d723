//! The ways of telling people apart: sex, age, place, period, and what is counted.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::statistics::{
    ages::{OPEN, bounds},
    suppress::{Family, Part},
};

/// A list of the smallest groups along one way of telling people apart.
pub(super) type Atoms = Vec<usize>;

/// One way of telling people apart: by sex, age, place, period, or what is counted.
#[derive(Default)]
pub(super) struct Axis<'a> {
    pub(super) size: usize,
    /// Whom a code is about.
    pub(super) of: HashMap<&'a str, Atoms>,
    /// Whom somebody may ask about.
    pub(super) asked: BTreeSet<Atoms>,
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

pub(super) fn sexes<'a>() -> Axis<'a> {
    let mut axis = Axis { size: 2, ..Axis::default() };
    for (code, atoms) in [("F", vec![0]), ("M", vec![1]), ("T", vec![0, 1])] {
        axis.add(code, atoms);
    }
    axis
}

/// Groups from one number to below another one; what is no such group stands alone.
pub(super) fn spans<'a>(codes: &BTreeSet<&'a str>, read: impl Fn(&str) -> Option<(u32, u32)>) -> Axis<'a> {
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
pub(super) fn ages<'a>(codes: &BTreeSet<&'a str>, outside: bool) -> Axis<'a> {
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
pub(super) fn everybody(codes: &BTreeSet<&str>) -> bool {
    let bands: Vec<(u32, u32)> = codes.iter().filter_map(|code| bounds(code)).collect();
    bands.is_empty() || (bands.iter().any(|(from, _)| *from == 0) && bands.iter().any(|(_, to)| *to == OPEN))
}

/// Places are made of their parts; of those that occur nowhere together what is left.
pub(super) fn places<'a>(codes: &BTreeSet<&'a str>, families: &[Family<'a>]) -> Axis<'a> {
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
pub(super) fn counted<'a>(codes: &BTreeSet<&'a str>, parts: &[Part<'a>]) -> Axis<'a> {
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
