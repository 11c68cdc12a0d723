//! The receipt of a question: 15 digits by lot and one that shows a slip of the pen. Only its keyed hash is stored.

use crate::{Services, text::is_deceptive};

/// Digits of a receipt.
const DIGITS: usize = 16;
/// Ten to the fifteenth: as many receipts are there.
const MANY: u64 = 1_000_000_000_000_000;
/// Damm's quasigroup: every single wrong digit shows, and every two that changed places.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// A receipt: 16 digits, the last of which follows from the others.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt(String);

impl std::fmt::Debug for Receipt {
    /// It opens a question: it stands in no log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Receipt(…)")
    }
}

/// What is left of a row of digits: 0 where the last one is right.
fn damm(digits: &str) -> u8 {
    let step = |so_far: u8, digit: u8| {
        let row = DAMM.get(usize::from(so_far)).copied().unwrap_or_default();
        row.get(usize::from(digit.wrapping_sub(b'0'))).copied().unwrap_or_default()
    };
    digits.bytes().fold(0, step)
}

/// A Latin, Arabic or Persian digit as a Latin one.
fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => return Some(c),
        '\u{0660}'..='\u{0669}' => 0x0660,
        '\u{06F0}'..='\u{06F9}' => 0x06F0,
        _ => return None,
    };
    char::from_digit(u32::from(c) - zero, 10)
}

impl Receipt {
    /// The receipt of what a form sends: the same form gets the same one, and nobody foresees it without the portal's
    /// key. So an answer that was lost on the way can be asked for again, and no table remembers the form.
    pub(super) fn of_form(services: &Services, form_key: &str, body: &str) -> Self {
        let hash = services.keyed_hash(&format!("ask receipt {form_key}\n{body}"));
        let number = u64::from_str_radix(hash.get(..15).unwrap_or_default(), 16).unwrap_or_default() % MANY;
        let digits = format!("{number:015}");
        let last = damm(&digits);
        Self(format!("{digits}{last}"))
    }

    /// Reads what was typed: Arabic or Latin digits, with whatever stands between them. Nothing for what cannot be one.
    pub fn parse(typed: &str) -> Option<Self> {
        let counts =
            |c: &char| !(c.is_whitespace() || is_deceptive(*c) || matches!(c, '-' | '–' | '.' | '·' | '/'));
        let digits: String = typed.chars().filter(counts).map(digit).collect::<Option<_>>()?;
        (digits.len() == DIGITS && damm(&digits) == 0).then_some(Self(digits))
    }

    /// Its digits.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// In four groups of four, as it is written down and read out.
    pub fn groups(&self) -> Vec<String> {
        let digits: Vec<char> = self.0.chars().collect();
        digits.chunks(4).map(|group| group.iter().collect()).collect()
    }

    /// As it is stored.
    pub(super) fn hash(&self, services: &Services) -> String {
        services.keyed_hash(&format!("ask receipt is {}", self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestBed;

    #[tokio::test]
    async fn a_slip_of_the_pen_is_no_receipt() {
        let bed = TestBed::sqlite().await;
        let receipt = Receipt::of_form(&bed.services, "key-12345", "سؤال");
        assert_eq!(receipt, Receipt::of_form(&bed.services, "key-12345", "سؤال"));
        assert_ne!(receipt, Receipt::of_form(&bed.services, "key-12345", "سؤال آخر"));
        assert_ne!(receipt, Receipt::of_form(&bed.services, "key-12346", "سؤال"));
        let other = bed.services.clone().with_key([9; 32]);
        assert_ne!(receipt, Receipt::of_form(&other, "key-12345", "سؤال"));
        assert_ne!(receipt.hash(&bed.services), receipt.hash(&other));
        assert!(!format!("{receipt:?}").contains(&receipt.0[..4]));

        let grouped = receipt.groups().join(" ");
        assert_eq!(grouped.len(), 19);
        let arabic: String = grouped
            .chars()
            .map(|c| c.to_digit(10).and_then(|n| char::from_u32(0x0660 + n)).unwrap_or(c))
            .collect();
        for typed in
            [receipt.0.as_str(), &grouped, &grouped.replace(' ', "-"), &arabic, &format!(" {grouped}\n")]
        {
            assert_eq!(Receipt::parse(typed), Some(receipt.clone()), "{typed}");
        }
        let digits: Vec<char> = receipt.0.chars().collect();
        for at in 0..DIGITS {
            for digit in '0'..='9' {
                let mut wrong = digits.clone();
                wrong[at] = digit;
                let wrong: String = wrong.into_iter().collect();
                assert_eq!(Receipt::parse(&wrong).is_some(), wrong == receipt.0, "{wrong}");
            }
            let mut turned = digits.clone();
            turned.swap(at, (at + 1) % DIGITS);
            let turned: String = turned.into_iter().collect();
            // The first and the last are no neighbours.
            if at + 1 < DIGITS {
                assert_eq!(Receipt::parse(&turned).is_some(), turned == receipt.0, "{turned}");
            }
        }
        for none in ["", "1234", "0000 0000 0000 000", "0000 0000 0000 0000 0", "abcdabcdabcdabcd"] {
            assert_eq!(Receipt::parse(none), None, "{none}");
        }
    }
}
