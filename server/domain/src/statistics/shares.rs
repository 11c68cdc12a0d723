//! Shares that give a withheld count back: 1.5% of 205 women are three.

use std::collections::HashMap;

use super::suppress::Guarded;

/// Place and period.
type Spot = (String, String);

/// Sex, age and count of a figure that is withheld.
type Few = (String, String, f64);

/// Counts of a version, by place and period, and which of them are withheld.
#[derive(Default)]
pub(super) struct Counts {
    all: HashMap<Spot, Vec<f64>>,
    withheld: HashMap<Spot, Vec<Few>>,
}

impl Counts {
    /// Notes figures and which of them are withheld.
    pub fn note(&mut self, rows: &[Guarded<'_>], hidden: &[bool]) {
        for (row, hidden) in rows.iter().zip(hidden) {
            let Some(value) = row.value.filter(|value| value.is_finite()) else { continue };
            let spot = (row.geo.to_owned(), row.period.to_owned());
            if *hidden {
                let few = (row.sex.to_owned(), row.age.to_owned(), value);
                self.withheld.entry(spot.clone()).or_default().push(few);
            }
            self.all.entry(spot).or_default().push(value);
        }
    }

    /// Nothing is withheld.
    pub fn is_open(&self) -> bool {
        self.withheld.is_empty()
    }

    /// Whether a share of so many hundredths, rounded to some decimals, gives a count back that is withheld of the same
    /// people: of whatever is counted at that place and time, shown or not. One from which the count follows only within more
    /// than `min_cell` is no way back.
    pub fn given_back(&self, share: &Guarded<'_>, decimals: i32, min_cell: u16) -> bool {
        let Some(value) = share.value.filter(|value| value.is_finite()) else { return false };
        let spot = (share.geo.to_owned(), share.period.to_owned());
        let Some(withheld) = self.withheld.get(&spot) else { return false };
        let bases = self.all.get(&spot).map(Vec::as_slice).unwrap_or_default();
        // Half of the last decimal.
        let rounded = 0.5 * 10_f64.powi(-decimals.clamp(0, 6));
        withheld.iter().filter(|(sex, age, _)| *sex == share.sex && *age == share.age).any(|(.., count)| {
            bases.iter().filter(|base| **base > *count).any(|base| {
                let off = rounded * base / 100.0;
                let part = value * base / 100.0;
                let near = |number: f64| (part - number).abs() <= off + 0.01;
                off < f64::from(min_cell) && (near(*count) || near(base - count))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<'a>(sex: &'a str, value: f64) -> Guarded<'a> {
        Guarded {
            indicator: "i",
            geo: "kef",
            period: "2024",
            sex,
            age: "total",
            value: Some(value),
            counts: true,
        }
    }

    #[test]
    fn a_share_of_what_is_counted_gives_the_count_back() {
        let mut counts = Counts::default();
        assert!(counts.is_open());
        counts.note(&[row("F", 3.0), row("T", 205.0), row("M", 202.0)], &[true, false, false]);
        assert!(!counts.is_open());
        let told = |sex, value, decimals| counts.given_back(&row(sex, value), decimals, 5);
        // 3 of 205, and 202 of 205.
        assert!(told("F", 1.5, 1) && told("F", 1.46, 2) && told("F", 98.5, 1));
        // Another share, of others, or somewhere else.
        assert!(!told("F", 40.0, 1) && !told("M", 98.5, 1));
        assert!(!counts.given_back(&Guarded { geo: "beja", ..row("F", 1.5) }, 1, 5));
        assert!(!counts.given_back(&Guarded { period: "2023", ..row("F", 1.5) }, 1, 5));
        // So many that a rounded share says nothing of three.
        let mut counts = Counts::default();
        counts.note(&[row("F", 3.0), row("T", 20_000.0)], &[true, false]);
        assert!(!counts.given_back(&row("F", 0.0), 1, 5));
    }
}
