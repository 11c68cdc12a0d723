use proptest::prelude::*;

use super::{withheld_in as withheld, *};

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

/// Regions of a country, and governorates of two of them.
fn places() -> HashMap<String, String> {
    let pairs = [
        ("north", "TN"),
        ("south", "TN"),
        ("TN-urban", "TN"),
        ("TN-rural", "TN"),
        ("kef", "north"),
        ("beja", "north"),
        ("jendouba", "north"),
        ("gafsa", "south"),
        ("tozeur", "south"),
    ];
    pairs.map(|(part, place)| (part.to_owned(), place.to_owned())).into()
}

#[test]
fn a_place_that_is_not_published_does_not_follow_from_the_others() {
    let hidden = |counts: &[(&str, &str, f64)]| {
        let rows: Vec<_> = counts.iter().map(|(geo, sex, value)| row(geo, sex, *value)).collect();
        withheld(&rows, 5, &places())
    };
    // Three women of El Kef stand nowhere.
    let one = [("north", "F", 100.0), ("beja", "F", 60.0), ("jendouba", "F", 37.0)];
    assert_eq!(hidden(&one), [false, false, true]);
    // Many do, or none.
    let many = [("north", "F", 110.0), ("beja", "F", 60.0), ("jendouba", "F", 37.0)];
    assert_eq!(hidden(&many), [false; 3]);
    let none = [("north", "F", 97.0), ("beja", "F", 60.0), ("jendouba", "F", 37.0)];
    assert_eq!(hidden(&none), [false; 3]);
    // Two places are not published, and there are few in both of them; or nothing but one place is.
    assert_eq!(hidden(&[("north", "F", 100.0), ("beja", "F", 96.0)]), [false, true]);
    assert_eq!(hidden(&[("TN", "F", 100.0), ("kef", "F", 97.0)]), [false, true]);
    // The regions are not published, but the country and its governorates: the north is the country without the south.
    let deep = [
        ("TN", "F", 203.0),
        ("kef", "F", 3.0),
        ("beja", "F", 40.0),
        ("jendouba", "F", 30.0),
        ("gafsa", "F", 70.0),
        ("tozeur", "F", 60.0),
    ];
    assert_eq!(hidden(&deep), [false, true, false, true, false, false]);
    // The same where El Kef is not published.
    let deep = [deep[0], deep[2], deep[3], deep[4], deep[5]];
    assert_eq!(hidden(&deep), [false, false, true, false, false]);
    // Towns and countryside are another way of parting a country: they hide no region.
    let twice = [
        ("TN", "F", 300.0),
        ("TN-urban", "F", 200.0),
        ("TN-rural", "F", 100.0),
        ("north", "F", 3.0),
        ("south", "F", 297.0),
    ];
    assert_eq!(hidden(&twice), [false, false, false, true, true]);
}

#[test]
fn what_follows_from_one_sum_gives_nothing_away_in_another() {
    // The women of Tozeur stand nowhere, but all and the men do; so the three of Gafsa would follow from the region.
    let rows = [
        row("south", "F", 53.0),
        row("gafsa", "F", 3.0),
        row("tozeur", "T", 110.0),
        row("tozeur", "M", 60.0),
    ];
    assert_eq!(withheld(&rows, 5, &places()), [false, true, false, true]);
    // What is not published is small, and follows from two sums.
    let rows = [
        row("south", "F", 53.0),
        row("gafsa", "F", 50.0),
        row("tozeur", "T", 63.0),
        row("tozeur", "M", 60.0),
    ];
    assert_eq!(withheld(&rows, 5, &places()), [false, true, false, true]);
}

#[test]
fn ages_of_women_and_ages_of_all_tell_nothing_of_men() {
    // All women less the girls are the women of 15 and more; so the men of 15 and more follow, and the three young ones.
    let aged = |sex, age, value| Guarded { age, ..row("kef", sex, value) };
    let rows = [
        aged("F", "0-14", 40.0),
        aged("F", "total", 201.0),
        aged("M", "15-24", 3.0),
        aged("M", "25-64", 9.0),
        aged("T", "15+", 203.0),
        aged("M", "65+", 30.0),
    ];
    assert_eq!(withheld(&rows, 5, &places()), [false, false, true, true, false, false]);
}

#[test]
fn few_in_all_that_is_hidden_take_another_one_with_them() {
    let rows =
        [row("north", "F", 100.0), row("kef", "F", 1.0), row("beja", "F", 2.0), row("jendouba", "F", 97.0)];
    assert_eq!(withheld(&rows, 5, &places()), [false, true, true, true]);
}

/// Women and men of five governorates.
type Atoms = [u64; 10];
const PRIME: u64 = 1_000_003;
const PLACES: [(&str, &[usize]); 8] = [
    ("TN", &[0, 1, 2, 3, 4]),
    ("north", &[0, 1, 2]),
    ("south", &[3, 4]),
    ("kef", &[0]),
    ("beja", &[1]),
    ("jendouba", &[2]),
    ("gafsa", &[3]),
    ("tozeur", &[4]),
];

/// Of whom a figure is the sum.
fn atoms(parts: &[usize], sex: &str) -> Atoms {
    let mut atoms = [0; 10];
    for part in parts {
        atoms[2 * part] = u64::from(sex != "M");
        atoms[2 * part + 1] = u64::from(sex != "F");
    }
    atoms
}

/// What is left of a sum when everything that is known is taken away: nothing, when it follows from that.
fn left(mut sum: Atoms, known: &[(usize, Atoms)]) -> Atoms {
    for (lead, row) in known {
        let times = PRIME - sum[*lead];
        for (cell, other) in sum.iter_mut().zip(row) {
            *cell = (*cell + times * other) % PRIME;
        }
    }
    sum
}

/// The number by which another one makes 1, modulo the prime.
fn inverse(number: u64) -> u64 {
    let (mut base, mut rest, mut result) = (number, PRIME - 2, 1);
    while rest > 0 {
        if rest % 2 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        rest /= 2;
    }
    result
}

proptest! {
    /// Whatever the numbers, and whatever of them is published: whoever adds and takes away all that is shown, in every
    /// way there is (linear algebra), learns no small count.
    #[test]
    fn nothing_can_be_worked_out(
        counts in proptest::collection::vec(prop_oneof![0u16..6, 0u16..30, 0u16..300], 10),
        published in proptest::collection::vec(proptest::bool::weighted(0.8), 24),
    ) {
        let figures: Vec<(&str, &str, Atoms, f64)> = PLACES
            .iter()
            .flat_map(|(place, parts)| ["F", "M", "T"].map(|sex| (*place, sex, atoms(parts, sex))))
            .map(|(place, sex, atoms)| {
                let people = atoms.iter().zip(&counts).filter(|(there, _)| **there > 0).map(|(_, n)| f64::from(*n));
                (place, sex, atoms, people.sum::<f64>())
            })
            .collect();
        let told: Vec<_> = figures.iter().zip(&published).filter(|(_, told)| **told).map(|(one, _)| one).collect();
        let rows: Vec<_> = told.iter().map(|(place, sex, _, value)| row(place, sex, *value)).collect();
        let hidden = withheld(&rows, 5, &places());
        let mut known: Vec<(usize, Atoms)> = Vec::new();
        for ((_, _, atoms, value), _) in told.iter().zip(&hidden).filter(|(_, hidden)| !**hidden) {
            prop_assert!(*value == 0.0 || *value >= 5.0, "a small count is shown");
            let rest = left(*atoms, &known);
            if let Some(lead) = rest.iter().position(|cell| *cell != 0) {
                let times = inverse(rest[lead]);
                known.push((lead, rest.map(|cell| cell * times % PRIME)));
            }
        }
        for (place, sex, atoms, value) in &figures {
            let follows = left(*atoms, &known) == [0; 10];
            prop_assert!(*value == 0.0 || *value >= 5.0 || !follows, "{place} {sex}: {rows:?} {hidden:?}");
        }
    }
}
