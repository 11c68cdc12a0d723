//! When an open loop asks and for what, and what its waits say: arithmetic, without a clock.

use std::time::Duration;

/// One of so many requests is a text: 5 %.
pub const TEXT_EVERY: u64 = 20;

/// When a request should be sent, counted from the start: at even distances, whatever the answers do.
pub fn due(number: u64, rate: f64) -> Duration {
    Duration::from_secs_f64(number as f64 / rate)
}

/// How many requests are due in a time.
pub fn requests(rate: f64, time: Duration) -> u64 {
    (rate * time.as_secs_f64()) as u64
}

/// Whether a request is a text.
pub fn is_text(number: u64) -> bool {
    number % TEXT_EVERY == TEXT_EVERY - 1
}

/// How many of the first requests are texts.
pub fn texts(requests: u64) -> u64 {
    requests / TEXT_EVERY
}

/// The longest of this share of all, in thousandths, the shortest first: never shorter than what so many had to wait.
pub fn percentile(sorted: &[Duration], thousandths: usize) -> Duration {
    let rank = (sorted.len() * thousandths).div_ceil(1000);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

/// Some of each kind in turn, as many as there are, but not more than `most`.
pub fn in_turn(kinds: &[Vec<String>], most: usize) -> Vec<String> {
    let longest = kinds.iter().map(Vec::len).max().unwrap_or_default();
    let rounds = (0..longest).flat_map(|at| kinds.iter().filter_map(move |kind| kind.get(at).cloned()));
    rounds.take(most).collect()
}

/// Chance that is the same every time (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to below 1.
    pub fn share(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Places of which the second is asked for half as often as the first, the third a third as often, and so on.
pub struct Zipf {
    /// What a place and all before it weigh.
    up_to: Vec<f64>,
}

impl Zipf {
    /// So many places.
    pub fn of(places: usize) -> Self {
        let mut sum = 0.0;
        let weigh = |rank: usize| {
            sum += 1.0 / rank as f64;
            sum
        };
        Self { up_to: (1..=places).map(weigh).collect() }
    }

    /// The place at this share (0 to below 1) of all that is asked for.
    pub fn place(&self, share: f64) -> usize {
        let all = self.up_to.last().copied().unwrap_or_default();
        let at = self.up_to.partition_point(|sum| *sum <= share * all);
        at.min(self.up_to.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::{Dice, Zipf, due, in_turn, is_text, percentile, requests, texts};
    use std::time::Duration;

    #[test]
    fn requests_are_due_at_even_distances() {
        assert_eq!(due(0, 500.0), Duration::ZERO);
        assert_eq!(due(1, 500.0), Duration::from_millis(2));
        assert_eq!(due(30_000, 500.0), Duration::from_secs(60));
        // No error gathers: the last one is where it belongs.
        assert_eq!(due(3_000_000, 3.0), Duration::from_secs(1_000_000));
        assert_eq!(requests(500.0, Duration::from_secs(60)), 30_000);
        assert_eq!(requests(0.4, Duration::from_secs(2)), 0);
    }

    #[test]
    fn one_of_twenty_is_a_text() {
        assert!(!is_text(0) && is_text(19) && !is_text(20) && is_text(39));
        for asked in [0, 19, 20, 1_000, 1_019] {
            let found = (0..asked).filter(|number| is_text(*number)).count() as u64;
            assert_eq!(found, texts(asked), "{asked}");
        }
        assert_eq!(texts(1_000), 50);
    }

    #[test]
    fn a_percentile_is_the_wait_that_so_many_did_not_exceed() {
        let waits: Vec<Duration> = (1..=1_000).map(Duration::from_millis).collect();
        for (thousandths, ms) in [(500, 500), (990, 990), (999, 999), (1_000, 1_000), (0, 1)] {
            assert_eq!(percentile(&waits, thousandths), Duration::from_millis(ms), "{thousandths}");
        }
        // Of few the slowest one counts: it is more than a thousandth of them.
        assert_eq!(percentile(&waits[..3], 999), Duration::from_millis(3));
        assert_eq!(percentile(&waits[..3], 500), Duration::from_millis(2));
        assert_eq!(percentile(&waits[..1], 990), Duration::from_millis(1));
        assert_eq!(percentile(&[], 990), Duration::ZERO);
    }

    #[test]
    fn the_second_place_is_asked_for_half_as_often_as_the_first() {
        // They weigh 6, 3 and 2 of 11.
        let three = Zipf::of(3);
        for (share, place) in [(0.0, 0), (0.54, 0), (0.55, 1), (0.81, 1), (0.82, 2), (0.999_999, 2), (1.0, 2)]
        {
            assert_eq!(three.place(share), place, "{share}");
        }
        assert_eq!(Zipf::of(1).place(0.9), 0);
        let (many, mut dice) = (Zipf::of(200), Dice(1));
        let mut asked = [0_u32; 200];
        for _ in 0..100_000 {
            asked[many.place(dice.share())] += 1;
        }
        let times = |first: usize, second: usize| f64::from(asked[first]) / f64::from(asked[second]);
        assert!((1.9..2.1).contains(&times(0, 1)), "{}", times(0, 1));
        assert!((8.5..11.5).contains(&times(0, 9)), "{}", times(0, 9));
        assert!(asked.iter().all(|count| *count > 0));
    }

    #[test]
    fn kinds_come_in_turn() {
        let kind = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let kinds = [kind(&["a", "b", "c"]), kind(&["1"]), kind(&["x", "y"])];
        assert_eq!(in_turn(&kinds, 9), ["a", "1", "x", "b", "y", "c"]);
        assert_eq!(in_turn(&kinds, 4), ["a", "1", "x", "b"]);
        assert!(in_turn(&[], 4).is_empty());
    }
}
