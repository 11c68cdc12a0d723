use std::collections::HashMap;

use proptest::prelude::*;

use super::{
    super::suppress::{Guarded, withheld_in as withheld},
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
fn periods_are_read() {
    let year = 2024 * 12;
    assert_eq!(months("2024"), Some((year, year + 12)));
    assert_eq!(months("2024-H2"), Some((year + 6, year + 12)));
    assert_eq!(months("2024-Q3"), Some((year + 6, year + 9)));
    assert_eq!(months("2024-05"), Some((year + 4, year + 5)));
    assert_eq!(months("2024-01/2024-10"), Some((year, year + 10)));
    assert_eq!(months("2023/2024"), Some((year - 12, year + 12)));
    for period in ["", "24", "2024-13", "2024-Q5", "2024/2023", "2024-02/2024-01", "x"] {
        assert_eq!(months(period), None, "{period}");
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

#[test]
fn a_group_that_is_not_published_does_not_follow_from_the_total() {
    let hidden = |counts: &[(&'static str, f64)]| withheld(&rows(counts), 5, &HashMap::new());
    // The three who are 65 and older stand nowhere.
    assert_eq!(hidden(&[("15-24", 40.0), ("25-64", 50.0), ("total", 93.0)]), [true, false, false]);
    // Nor do those between two groups, or on both sides of one.
    assert_eq!(hidden(&[("15-24", 40.0), ("50-64", 57.0), ("total", 100.0)]), [true, false, false]);
    assert_eq!(hidden(&[("25-49", 96.0), ("total", 100.0)]), [true, false]);
    // Whoever is left out is many, or nobody.
    assert_eq!(hidden(&[("15-24", 40.0), ("25-64", 50.0), ("total", 99.0)]), [false; 3]);
    assert_eq!(hidden(&[("15-24", 40.0), ("25-64", 50.0), ("total", 90.0)]), [false; 3]);
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
