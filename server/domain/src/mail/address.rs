//! An e-mail address, as far as one can tell without writing to it.

use contract::FieldCode;

/// Longest address that mail can carry.
const LONGEST: usize = 254;
/// Longest part before the `@`.
const LONGEST_LOCAL: usize = 64;

/// An address that can be written to. Never whole in a log, on a page or in an error.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

impl std::fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

impl EmailAddress {
    /// Reads what was typed. Letters, digits and the usual signs only: that leaves out quoted names and
    /// addresses in other scripts, which many servers refuse anyway.
    ///
    /// # Errors
    /// What is wrong with its form; says nothing about whether the address exists.
    pub fn parse(typed: &str) -> Result<Self, FieldCode> {
        let typed = crate::text::single_line(&typed.chars().take(LONGEST * 4).collect::<String>());
        if typed.is_empty() {
            return Err(FieldCode::Required);
        }
        if typed.chars().count() > LONGEST {
            return Err(FieldCode::TooLong(LONGEST));
        }
        let (local, domain) = typed.rsplit_once('@').ok_or(FieldCode::NotAnAddress)?;
        let domain = domain.to_ascii_lowercase();
        if is_local(local) && is_domain(&domain) {
            Ok(Self(format!("{local}@{domain}")))
        } else {
            Err(FieldCode::NotAnAddress)
        }
    }

    /// The whole address, for the envelope.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What its owner knows again and somebody who looks over her shoulder does not: `a***@e***.tn`.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or((&self.0, ""));
        let (name, ending) = domain.rsplit_once('.').unwrap_or((domain, ""));
        let first = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
        format!("{}***@{}***.{ending}", first(local), first(name))
    }
}

fn is_local(text: &str) -> bool {
    let fine = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    (1..=LONGEST_LOCAL).contains(&text.len())
        && text.chars().all(fine)
        && text.split('.').all(|part| !part.is_empty())
}

fn is_domain(text: &str) -> bool {
    let labels: Vec<&str> = text.split('.').collect();
    let ending = labels.last().copied().unwrap_or_default();
    labels.len() >= 2
        && ending.len() >= 2
        && ending.chars().any(|c| c.is_ascii_alphabetic())
        && labels.iter().all(|label| {
            (1..=63).contains(&label.len())
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(" Fatma.B+x@Example.TN ", Ok("Fatma.B+x@example.tn"))]
    #[case("a@b.co", Ok("a@b.co"))]
    #[case("o'hara_1@mail.gnet.tn", Ok("o'hara_1@mail.gnet.tn"))]
    #[case("a@xn--mgberp4a5d4ar.example", Ok("a@xn--mgberp4a5d4ar.example"))]
    #[case("", Err(FieldCode::Required))]
    #[case(" \u{200f} ", Err(FieldCode::Required))]
    #[case("olive", Err(FieldCode::NotAnAddress))]
    #[case("a@b", Err(FieldCode::NotAnAddress))]
    #[case("a@b.1", Err(FieldCode::NotAnAddress))]
    #[case("@b.tn", Err(FieldCode::NotAnAddress))]
    #[case("a@@b.tn", Err(FieldCode::NotAnAddress))]
    #[case("a..b@c.tn", Err(FieldCode::NotAnAddress))]
    #[case("a b@c.tn", Err(FieldCode::NotAnAddress))]
    #[case("a@b.tn\r\nBcc: c@d.tn", Err(FieldCode::NotAnAddress))]
    #[case("a@b.tn,c@d.tn", Err(FieldCode::NotAnAddress))]
    #[case("<a@b.tn>", Err(FieldCode::NotAnAddress))]
    #[case("\"a\"@b.tn", Err(FieldCode::NotAnAddress))]
    #[case("a@-b.tn", Err(FieldCode::NotAnAddress))]
    #[case("a@[127.0.0.1]", Err(FieldCode::NotAnAddress))]
    #[case("فاطمة@example.tn", Err(FieldCode::NotAnAddress))]
    fn reads(#[case] typed: &str, #[case] expected: Result<&str, FieldCode>) {
        assert_eq!(EmailAddress::parse(typed).map(|address| address.0), expected.map(str::to_owned));
    }

    #[test]
    fn knows_its_limits_and_hides() {
        let long = |length: usize| format!("{}@example.tn", "a".repeat(length));
        assert!(EmailAddress::parse(&long(64)).is_ok());
        assert_eq!(EmailAddress::parse(&long(65)), Err(FieldCode::NotAnAddress));
        assert_eq!(EmailAddress::parse(&long(300)), Err(FieldCode::TooLong(254)));
        let address = EmailAddress::parse("olive.tranquille@gmail.com").expect("an address");
        assert_eq!(address.masked(), "o***@g***.com");
        assert_eq!(format!("{address:?}"), "EmailAddress(…)");
        assert_eq!(EmailAddress::parse("a@mail.b.tn").expect("an address").masked(), "a***@m***.tn");
    }

    proptest! {
        #[test]
        fn never_panics_and_never_breaks_a_line(text in any::<String>()) {
            if let Ok(address) = EmailAddress::parse(&text) {
                prop_assert!(address.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert_eq!(address.as_str().matches('@').count(), 1);
            }
        }
    }
}
