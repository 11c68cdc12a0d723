//! Round steps for axes.

/// A scale from zero (or a round number below it) to a round number above the largest value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Lowest value.
    pub low: f64,
    /// Highest value.
    pub high: f64,
    /// Between two grid lines.
    pub step: f64,
}

/// The round number (1, 2, 2.5 or 5 times a power of ten) next above a positive one.
fn round_up(value: f64) -> f64 {
    if !value.is_finite() || value <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf(value.log10().floor());
    if !power.is_finite() || power == 0.0 {
        return value;
    }
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|factor| value <= factor * power * (1.0 + 1e-9));
    step.unwrap_or(10.0) * power
}

impl Scale {
    /// The scale for these values: zero is always on it, so that lengths and heights can be compared.
    pub fn over(values: impl Iterator<Item = f64>, lines: u8) -> Self {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for value in values.filter(|value| value.is_finite()) {
            low = low.min(value);
            high = high.max(value);
        }
        let span = high - low;
        let step =
            if span.is_finite() && span > 0.0 { round_up(span / f64::from(lines.max(1))) } else { 1.0 };
        let (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
        Self { low, high: if high > low { high } else { low + step }, step }
    }

    /// Where a value stands, from 0 (low) to 1 (high).
    pub fn share(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The values of the grid lines, from low to high; never more than a dozen.
    pub fn ticks(&self) -> Vec<f64> {
        let count = ((self.high - self.low) / self.step).round().clamp(1.0, 12.0);
        // The clamp above makes the cast exact.
        (0..=count as u32).map(|index| self.low + f64::from(index) * self.step).collect()
    }

    /// Decimals that tell neighbouring grid lines apart.
    pub fn decimals(&self) -> usize {
        (0..4)
            .find(|d| {
                let scaled = self.step * 10f64.powi(*d);
                (scaled - scaled.round()).abs() < 1e-6
            })
            .map_or(4, |d| usize::try_from(d).unwrap_or_default())
    }
}

/// Years to write under a time axis: first, last, and round ones that keep a distance, in years, to both.
pub fn years(first: f64, last: f64, distance: f64) -> Vec<f64> {
    let span = last - first;
    if !span.is_finite() || span <= 0.0 {
        return vec![first];
    }
    let step = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0].into_iter().find(|step| *step >= distance).unwrap_or(100.0);
    let mut list = vec![first];
    let mut year = (first / step).ceil() * step;
    while year < last {
        if year - first >= distance && last - year >= distance {
            list.push(year);
        }
        year += step;
    }
    list.push(last);
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_zero_is_on_the_axis() {
        let scale = Scale::over([22.3, 75.0].into_iter(), 4);
        assert_eq!((scale.low, scale.high, scale.step), (0.0, 80.0, 20.0));
        assert_eq!(scale.ticks(), [0.0, 20.0, 40.0, 60.0, 80.0]);
        assert_eq!(Scale::over(std::iter::empty(), 4).ticks(), [0.0, 1.0]);
        assert_eq!(Scale::over([0.0, 0.0].into_iter(), 4).high, 1.0);
    }

    #[test]
    fn years_keep_their_distance() {
        assert_eq!(years(1990.0, 2024.0, 6.0), [1990.0, 2000.0, 2010.0, 2024.0]);
        assert_eq!(years(2014.0, 2024.0, 2.0), [2014.0, 2016.0, 2018.0, 2020.0, 2022.0, 2024.0]);
        assert_eq!(years(2020.0, 2020.0, 2.0), [2020.0]);
    }
}
