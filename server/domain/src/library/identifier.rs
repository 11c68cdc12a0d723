//! Numbers under which the world knows an item, and whether they can be such.

use super::words::IdentifierKind;

/// A number under which the world knows an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// Kind.
    pub kind: IdentifierKind,
    /// As written.
    pub value: String,
}

impl Identifier {
    /// Where it leads, if it leads anywhere.
    pub fn href(&self) -> Option<String> {
        match self.kind {
            IdentifierKind::Doi => Some(format!("https://doi.org/{}", self.value)),
            IdentifierKind::Url => Some(self.value.clone()),
            IdentifierKind::Isbn | IdentifierKind::Issn | IdentifierKind::Urn => None,
        }
    }

    /// As one name that nothing else has: a URN or an address.
    pub fn uri(&self) -> String {
        match self.kind {
            IdentifierKind::Isbn => format!("urn:isbn:{}", self.value),
            IdentifierKind::Issn => format!("urn:issn:{}", self.value),
            IdentifierKind::Doi => format!("https://doi.org/{}", self.value),
            IdentifierKind::Urn | IdentifierKind::Url => self.value.clone(),
        }
    }
}

impl IdentifierKind {
    /// Whether something can be a number of this kind; the check digits of ISBN and ISSN are counted.
    pub fn accepts(self, value: &str) -> bool {
        let plain = value.chars().all(|c| !c.is_whitespace() && !c.is_control()) && value.len() <= 300;
        plain
            && match self {
                Self::Isbn => is_isbn(value),
                Self::Issn => is_issn(value),
                Self::Doi => value.strip_prefix("10.").is_some_and(|rest| {
                    rest.split_once('/').is_some_and(|(register, name)| {
                        register.len() >= 4
                            && register.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                            && !name.is_empty()
                    })
                }),
                Self::Urn => value.strip_prefix("urn:").is_some_and(|rest| {
                    rest.split_once(':').is_some_and(|(space, name)| space.len() >= 2 && !name.is_empty())
                }),
                Self::Url => is_address(value),
            }
    }
}

/// Whether a text is an address on the web.
pub(crate) fn is_address(text: &str) -> bool {
    text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).is_some_and(|rest| {
        rest.split('/').next().is_some_and(|host| host.contains('.'))
            && rest
                .chars()
                .all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '<' | '>' | '\\'))
    })
}

/// Digits without the hyphens; X stands for ten, at the end only.
fn digits(value: &str) -> Option<Vec<u32>> {
    let signs: Vec<char> = value.chars().filter(|c| *c != '-').collect();
    let last = signs.len().checked_sub(1)?;
    signs
        .iter()
        .enumerate()
        .map(|(at, c)| match c {
            'X' if at == last => Some(10),
            c => c.to_digit(10),
        })
        .collect()
}

fn is_isbn(value: &str) -> bool {
    let Some(digits) = digits(value) else { return false };
    match digits.len() {
        10 => {
            let sum: u32 = digits.iter().zip((1..=10).rev()).map(|(digit, weight)| digit * weight).sum();
            sum.is_multiple_of(11)
        }
        13 => {
            let sum: u32 = digits.iter().zip([1, 3].into_iter().cycle()).map(|(digit, by)| digit * by).sum();
            !digits.contains(&10) && sum.is_multiple_of(10)
        }
        _ => false,
    }
}

fn is_issn(value: &str) -> bool {
    let Some(digits) = digits(value).filter(|digits| digits.len() == 8) else { return false };
    let sum: u32 = digits.iter().zip((1..=8).rev()).map(|(digit, weight)| digit * weight).sum();
    sum.is_multiple_of(11)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_number_from_a_slip_of_the_pen() {
        use IdentifierKind as K;
        for (kind, value, fine) in [
            (K::Isbn, "978-92-1-101415-1", false),
            (K::Isbn, "978-0-306-40615-7", true),
            (K::Isbn, "9780306406157", true),
            (K::Isbn, "9780306406158", false),
            (K::Isbn, "0-306-40615-2", true),
            (K::Isbn, "080442957X", true),
            (K::Isbn, "08044295X7", false),
            (K::Isbn, "", false),
            (K::Issn, "2049-3630", true),
            (K::Issn, "2049-3631", false),
            (K::Doi, "10.1000/182", true),
            (K::Doi, "10.1/", false),
            (K::Doi, "doi:10.1000/182", false),
            (K::Urn, "urn:nbn:tn-1", true),
            (K::Urn, "nbn:tn", false),
            (K::Url, "https://www.ohchr.org/x?y=1", true),
            (K::Url, "javascript:alert(1)", false),
            (K::Url, "https://a.b/\" onclick", false),
        ] {
            assert_eq!(kind.accepts(value), fine, "{kind:?} {value}");
        }
    }
}
