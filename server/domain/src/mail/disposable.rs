//! Providers of mailboxes that live for minutes. An address there is one small sign of advertising, and refuses nothing.

use std::{collections::HashSet, sync::LazyLock};

use entity::mail::contact;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::EmailAddress;
use crate::DomainResult;

/// Those that are widely known.
static KNOWN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("data/disposable.txt").lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});

/// Providers beside those, as whoever runs the portal names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disposable(HashSet<String>);

impl Disposable {
    /// These domains; capital letters and a leading `@` or dot are overlooked.
    pub fn of(domains: &[String]) -> Self {
        Self(domains.iter().map(|domain| plain(domain)).collect())
    }

    /// Whether a domain can be named: one that addresses can have.
    pub fn can_be(domain: &str) -> bool {
        EmailAddress::parse(&format!("a@{}", plain(domain))).is_ok()
    }

    /// Whether an address is with one of these providers, or below one of their domains.
    pub(crate) fn holds(&self, address: &EmailAddress) -> bool {
        let mut rest = address.as_str().rsplit_once('@').map(|(_, domain)| domain);
        while let Some(domain) = rest {
            if KNOWN.contains(domain) || self.0.contains(domain) {
                return true;
            }
            rest = domain.split_once('.').map(|(_, above)| above);
        }
        false
    }
}

fn plain(domain: &str) -> String {
    domain.trim().trim_start_matches(['@', '.']).to_ascii_lowercase()
}

/// Whether the address that a member gave is with such a provider. It was noted when she gave it: nothing is opened.
pub(crate) async fn is_disposable<C: ConnectionTrait>(db: &C, member: &str) -> DomainResult<bool> {
    let found: Option<String> = contact::Entity::find()
        .select_only()
        .column(contact::Column::Id)
        .filter(contact::Column::MemberId.eq(member))
        .filter(contact::Column::Disposable.eq(true))
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(list: &Disposable, address: &str) -> bool {
        list.holds(&EmailAddress::parse(address).expect("an address"))
    }

    #[test]
    fn knows_providers_and_what_is_below_them_and_nothing_beside() {
        let own = Disposable::of(&["@Minutes.Example".to_owned(), " .jetable.example ".to_owned()]);
        let table = [
            ("a@yopmail.com", true),
            ("A.b+c@YOPmail.com", true),
            ("a@box.yopmail.com", true),
            ("a@deep.in.mailinator.com", true),
            ("a@minutes.example", true),
            ("a@x.jetable.example", true),
            ("a@notyopmail.com", false),
            ("a@yopmail.com.tn", false),
            ("yopmail.com@example.tn", false),
            ("a@com.tn", false),
        ];
        for (address, expected) in table {
            assert_eq!(holds(&own, address), expected, "{address}");
        }
        assert!(!holds(&Disposable::default(), "a@minutes.example"));
    }

    #[test]
    fn nobody_is_suspect_for_an_ordinary_address_or_for_hiding_hers() {
        let usual = [
            "gmail.com",
            "yahoo.fr",
            "hotmail.fr",
            "outlook.com",
            "laposte.net",
            "topnet.tn",
            "gnet.tn",
            "planet.tn",
            "mozmail.com",
            "simplelogin.com",
            "addy.io",
            "duck.com",
            "icloud.com",
            "privaterelay.appleid.com",
            "proton.me",
            "protonmail.com",
            "tuta.com",
            "tutanota.com",
            "riseup.net",
        ];
        for domain in usual {
            assert!(!holds(&Disposable::default(), &format!("a@{domain}")), "{domain}");
        }
    }

    #[test]
    fn every_line_is_a_domain_and_none_stands_twice() {
        let lines: Vec<&str> = include_str!("data/disposable.txt")
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect();
        assert!(lines.len() >= 50, "{}", lines.len());
        for line in &lines {
            assert!(Disposable::can_be(line) && plain(line) == *line, "{line}");
        }
        assert_eq!(lines.len(), KNOWN.len(), "none twice");
        assert!(!Disposable::can_be("com") && !Disposable::can_be("a b.com") && !Disposable::can_be(""));
    }
}
