//! The map of the governorates: which figures it can show, and into which classes values fall. Outlines are the operator's
//! (`shapes`).

use std::collections::HashSet;

/// All governorates, by their codes (ISO 3166-2:TN).
pub const GOVERNORATES: [&str; 24] = [
    "TN-11", "TN-12", "TN-13", "TN-14", "TN-21", "TN-22", "TN-23", "TN-31", "TN-32", "TN-33", "TN-34",
    "TN-41", "TN-42", "TN-43", "TN-51", "TN-52", "TN-53", "TN-61", "TN-71", "TN-72", "TN-73", "TN-81",
    "TN-82", "TN-83",
];
/// The governorate that is outlined: El Kef.
pub const HOME: &str = "TN-33";
/// Classes of values: more shades are not told apart.
pub const MOST_CLASSES: usize = 5;
/// Governorates with an observation that make a map worth drawing.
pub const FEWEST: usize = 3;

/// Whether a code of a place is that of a governorate.
pub fn has(code: &str) -> bool {
    GOVERNORATES.contains(&code)
}

/// Whether observations, each with its place and its period, make a map: one period, a place once, enough governorates.
/// What stands for a country or a region has no outline and is left out.
pub fn fits<'a>(observations: impl IntoIterator<Item = (&'a str, &'a str)>) -> bool {
    let (mut places, mut periods) = (HashSet::new(), HashSet::new());
    let mut once = true;
    for (place, period) in observations {
        if has(place) {
            once &= places.insert(place);
            periods.insert(period);
        }
    }
    once && periods.len() == 1 && places.len() >= FEWEST
}

/// The lowest and the highest value of each class, ascending: about as many values in each, and values that read `alike` in
/// the same one.
pub fn classes(values: &[f64], alike: impl Fn(f64, f64) -> bool) -> Vec<(f64, f64)> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let total = sorted.len();
    // Values that read alike: lowest, highest, how many.
    let mut groups: Vec<(f64, f64, usize)> = Vec::new();
    for value in sorted {
        match groups.last_mut() {
            Some(group) if alike(group.0, value) => {
                group.1 = value;
                group.2 += 1;
            }
            _ => groups.push((value, value, 1)),
        }
    }
    let wanted = groups.len().min(MOST_CLASSES);
    let mut classes: Vec<(f64, f64)> = Vec::new();
    let (mut before, mut last) = (0, None);
    for (low, high, count) in groups {
        // By the middle of its ranks.
        let class = (2 * before + count) * wanted / (2 * total);
        match classes.last_mut() {
            Some(open) if last == Some(class) => open.1 = high,
            _ => classes.push((low, high)),
        }
        last = Some(class);
        before += count;
    }
    classes
}

/// The class of a value, from 0.
pub fn class_of(value: f64, classes: &[(f64, f64)]) -> Option<usize> {
    classes.iter().position(|(low, high)| (*low..=*high).contains(&value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::catalogue::Catalogue;

    #[test]
    fn the_governorates_are_those_of_the_code_list() {
        let catalogue = Catalogue::shipped().expect("a sound catalogue");
        let mut listed: Vec<&str> = catalogue
            .codes
            .iter()
            .filter(|code| code.kind == "geo")
            .map(|code| code.code.as_str())
            // ISO 3166-2:TN numbers governorates; the country and regions have letters.
            .filter(|code| {
                code.strip_prefix("TN-").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
            })
            .collect();
        listed.sort_unstable();
        assert_eq!(listed, GOVERNORATES);
        assert!(has(HOME) && !has("TN") && !has("TN-NW"));
    }

    #[test]
    fn a_map_needs_one_period_and_three_governorates_once_each() {
        let at = |places: &[&'static str], period: &'static str| -> Vec<(&'static str, &'static str)> {
            places.iter().map(|place| (*place, period)).collect()
        };
        let three = ["TN-33", "TN-31", "TN-32"];
        assert!(fits(at(&three, "2015")));
        assert!(fits(at(&["TN", "TN-NW", "TN-33", "TN-31", "TN-32"], "2015")), "others are left out");
        assert!(!fits(at(&["TN", "TN-NW", "TN-33", "TN-31"], "2015")), "two governorates");
        assert!(!fits(at(&["TN-33", "TN-33", "TN-31", "TN-32"], "2015")), "one of them twice");
        assert!(!fits([at(&three, "2015"), at(&["TN-34"], "2016")].concat()), "two periods");
        assert!(!fits(at(&["TN", "TN-NW", "TN-CW", "TN-SE"], "2015")));
        assert!(!fits(at(&[], "2015")));
    }

    #[test]
    fn classes_hold_every_value_once_and_never_part_what_reads_alike() {
        let exact = |a: f64, b: f64| a == b;
        assert!(classes(&[], exact).is_empty());
        assert_eq!(classes(&[7.0, 7.0], exact), [(7.0, 7.0)]);
        assert_eq!(classes(&[3.0, 1.0, 2.0], exact), [(1.0, 1.0), (2.0, 2.0), (3.0, 3.0)]);
        let many: Vec<f64> = (1..=24).map(f64::from).collect();
        let five = classes(&many, exact);
        assert_eq!(five, [(1.0, 5.0), (6.0, 10.0), (11.0, 14.0), (15.0, 19.0), (20.0, 24.0)]);
        assert_eq!(
            (class_of(5.0, &five), class_of(6.0, &five), class_of(24.0, &five)),
            (Some(0), Some(1), Some(4))
        );
        assert_eq!(class_of(25.0, &five), None);
        // Most are zero: one class of zeros, not four.
        let zeros = [[0.0; 20].as_slice(), &[1.0, 2.0, 3.0, 4.0]].concat();
        let of_zeros = classes(&zeros, exact);
        assert_eq!(of_zeros[0], (0.0, 0.0));
        assert!(of_zeros.len() <= MOST_CLASSES);
        // 1.04 and 1.01 both read 1.0.
        let read = |value: f64| format!("{value:.1}");
        let alike = classes(&[1.01, 1.04, 1.2, f64::NAN], |a, b| read(a) == read(b));
        assert_eq!(alike, [(1.01, 1.04), (1.2, 1.2)]);
    }
}
