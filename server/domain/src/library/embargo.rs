//! From when to when an item is seen. The dates are compared whenever somebody asks: no job opens or closes anything.

use contract::{FieldCode, FieldError, ids::ItemId};
use sea_orm::ActiveValue::Set;

use super::{
    life::{Act, start_of_day},
    words::ItemState,
};
use crate::{Actor, DomainError, DomainResult, Services, staff::Action};

const DAY_MS: i64 = 86_400_000;

/// Dates as a form sends them: ISO days in Tunisia, empty for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// First day on which it is seen.
    pub from: String,
    /// Last day on which it is seen.
    pub to: String,
}

impl Dates {
    /// Instants: from the first on, and no more from the second on.
    fn read(&self) -> DomainResult<(Option<i64>, Option<i64>)> {
        let mut errors = Vec::new();
        let mut day = |field: &str, text: &str| {
            let read = start_of_day(text);
            if !text.is_empty() && read.is_none() {
                errors.push(FieldError::new(field, FieldCode::NotADay));
            }
            read
        };
        let (from, to) = (day("from", &self.from), day("to", &self.to).map(|day| day + DAY_MS));
        if from.zip(to).is_some_and(|(from, to)| to <= from) {
            errors.push(FieldError::new("to", FieldCode::InThePast));
        }
        if errors.is_empty() { Ok((from, to)) } else { Err(DomainError::fields(errors)) }
    }
}

/// Sets the dates, or takes them away.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::LibraryManage`]; the refused fields `from` and `to`; not
/// found; [`contract::ErrorCode::Conflict`] for what is gone.
pub async fn embargo(services: &Services, actor: &Actor, id: &ItemId, dates: &Dates) -> DomainResult<()> {
    crate::permission::require(actor, crate::Permission::LibraryManage, None)?;
    let (from, to) = dates.read()?;
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&[ItemState::Draft, ItemState::Published, ItemState::Unpublished])?;
    let mut change = act.change();
    change.visible_from = Set(from);
    change.visible_to = Set(to);
    let entry = act.entry(Action::LibraryEmbargo);
    act.finish(change, entry).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_and_refuses_what_is_none() {
        let read = |from: &str, to: &str| Dates { from: from.into(), to: to.into() }.read();
        assert_eq!(read("", "").ok(), Some((None, None)));
        let same = read("2026-11-28", "2026-11-28").ok();
        assert_eq!(same, Some((Some(1_795_820_400_000), Some(1_795_820_400_000 + DAY_MS))));
        for (from, to, fields) in [
            ("soon", "", vec!["from"]),
            ("", "2026-13-01", vec!["to"]),
            ("x", "y", vec!["from", "to"]),
            ("2026-11-28", "2026-11-27", vec!["to"]),
        ] {
            let refused = read(from, to).unwrap_err();
            assert_eq!(refused.fields.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), fields);
        }
    }
}
