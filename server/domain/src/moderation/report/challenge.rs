//! A question for those who have no account: against machines that send the same form a thousand times. It needs no
//! script and nobody else's server. A helper: whoever is in danger is asked nothing harder than this.

/// A small sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// First number.
    pub a: u32,
    /// Second number.
    pub b: u32,
}

impl Question {
    /// One of them, by lot.
    pub fn draw() -> Self {
        crate::fresh::never();
        let drawn: u8 = rand::random();
        Self { a: 2 + u32::from(drawn & 3), b: 1 + u32::from((drawn >> 2) & 3) }
    }

    /// As the form carries it.
    pub fn code(self) -> String {
        format!("{}-{}", self.a, self.b)
    }

    /// Reads what the form carries.
    pub fn parse(text: &str) -> Option<Self> {
        let (a, b) = text.split_once('-')?;
        let question = Self { a: a.parse().ok()?, b: b.parse().ok()? };
        ((2..=5).contains(&question.a) && (1..=4).contains(&question.b)).then_some(question)
    }

    /// Whether this is the sum, in the digits of any of our scripts.
    pub fn is_answered(self, typed: &str) -> bool {
        let digits: Option<String> = typed.trim().chars().map(western).collect();
        digits.and_then(|digits| digits.parse().ok()) == Some(self.a + self.b)
    }
}

fn western(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => return Some(c),
        '\u{0660}'..='\u{0669}' => 0x0660,
        '\u{06F0}'..='\u{06F9}' => 0x06F0,
        _ => return None,
    };
    char::from_digit(u32::from(c) - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::Question;

    #[test]
    fn counts_in_every_script() {
        for _ in 0..64 {
            let question = Question::draw();
            assert_eq!(Question::parse(&question.code()), Some(question));
        }
        let question = Question { a: 3, b: 4 };
        for right in ["7", " 7 ", "٧", "۷", "07"] {
            assert!(question.is_answered(right), "{right}");
        }
        for wrong in ["", "8", "seven", "7.", "-7", "77777777777777777777"] {
            assert!(!question.is_answered(wrong), "{wrong}");
        }
        for forged in ["", "3", "0-0", "99-1", "a-b", "3-4-5"] {
            assert_eq!(Question::parse(forged), None, "{forged}");
        }
    }
}
