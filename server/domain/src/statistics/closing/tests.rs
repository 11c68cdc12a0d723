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
            .map(|(indicator, sex, value)| Guarded { indicator, ..row("2024", "kef", sex, "total", *value) })
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
