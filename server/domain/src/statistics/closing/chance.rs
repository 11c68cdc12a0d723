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
