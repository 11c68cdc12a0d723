//! Numbers by which the gate goes. Administrators say them, on the page of the watched words; else they are as they were
//! at first.

use std::ops::RangeInclusive;

use contract::FieldCode;
use sea_orm::ConnectionTrait;

use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    codes::codes,
    permission::require,
    setting,
    staff::audit::{self, Action, Entry},
};

codes! {
    /// Such a number; its code is its name in the settings and in forms.
    Number {
        /// How many texts of one member may wait for the team at a time.
        PendingMost = "pending_most",
        /// With how many published texts a member is new no more.
        ApprovedAfter = "approved_after",
    }
}

impl Number {
    /// As long as nobody said another.
    pub const fn at_first(self) -> u64 {
        match self {
            Self::PendingMost => 5,
            Self::ApprovedAfter => 3,
        }
    }

    /// What can be said. One at least: else nobody could write anything that is read first, and nobody would be new.
    pub const fn fine(self) -> RangeInclusive<u64> {
        match self {
            Self::PendingMost | Self::ApprovedAfter => 1..=50,
        }
    }

    fn action(self) -> Action {
        match self {
            Self::PendingMost => Action::PendingMost,
            Self::ApprovedAfter => Action::ApprovedAfter,
        }
    }

    /// From what is stored.
    pub(crate) fn read(self, said: Option<&str>) -> u64 {
        let said: Option<u64> = said.and_then(|text| text.parse().ok());
        said.filter(|number| self.fine().contains(number)).unwrap_or(self.at_first())
    }
}

/// What is said.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn get<C: ConnectionTrait>(db: &C, number: Number) -> DomainResult<u64> {
    Ok(number.read(setting::get(db, number.as_str()).await?.as_deref()))
}

/// Says it, with a row of the audit log. What waits already waits on.
///
/// # Errors
/// Like [`require`] of [`Permission::RoleChange`]: it is for administrators; the refused field of its name.
pub async fn set(services: &Services, actor: &Actor, number: Number, typed: &str) -> DomainResult<()> {
    let member = require(actor, Permission::RoleChange, None)?;
    let typed = typed.trim();
    let said: Option<u64> = typed.parse().ok().filter(|said| number.fine().contains(said));
    let Some(said) = said else {
        let code = if typed.is_empty() { FieldCode::Required } else { FieldCode::NotANumber };
        return Err(DomainError::field(number.as_str(), code));
    };
    let (now, value) = (services.now_ms(), said.to_string());
    let tx = services.db.begin().await?;
    setting::put(&tx, number.as_str(), &value, now).await?;
    audit::record(&tx, Some(member), Entry::of(number.action()).detail(value), now).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_is_as_it_was_at_first() {
        for number in Number::ALL {
            assert_eq!(Number::parse(number.as_str()), Some(*number));
            for wrong in [None, Some(""), Some("0"), Some("51"), Some("-1"), Some("many")] {
                assert_eq!(number.read(wrong), number.at_first(), "{wrong:?}");
            }
            assert_eq!(number.read(Some("7")), 7);
        }
    }
}
