//! From when to when an item is seen, or one file of it is given. The dates are compared whenever somebody asks: no job
//! opens or closes anything.

use contract::{
    FieldCode, FieldError,
    ids::{FileId, ItemId},
};
use entity::library::{cover, file};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{
    edit::OPEN,
    life::{Act, start_of_day},
    words::ItemState,
};
use crate::{
    Actor, DomainError, DomainResult, Services,
    staff::Action,
    text::{check_length, single_line},
};

/// Longest reason why a file is not given yet, or no more.
pub const REASON_MAX: usize = 300;

const DAY_MS: i64 = 86_400_000;

/// Dates as a form sends them: ISO days in Tunisia, empty for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// First day on which it is seen.
    pub from: String,
    /// Last day on which it is seen.
    pub to: String,
}

/// What a form says of the dates of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileDates {
    /// Days on which it is given; none take its dates away.
    pub dates: Dates,
    /// Why; readers are told.
    pub reason: String,
}

impl Dates {
    /// Instants: from the first on, and no more from the second on.
    fn read(&self) -> DomainResult<(Option<i64>, Option<i64>)> {
        let mut errors = Vec::new();
        let read = self.read_as(["from", "to"], &mut errors);
        if errors.is_empty() { Ok(read) } else { Err(DomainError::fields(errors)) }
    }

    /// The same, of a form whose fields have these names.
    fn read_as(&self, [first, last]: [&str; 2], errors: &mut Vec<FieldError>) -> (Option<i64>, Option<i64>) {
        let mut day = |field: &str, text: &str| {
            let read = start_of_day(text);
            if !text.is_empty() && read.is_none() {
                errors.push(FieldError::new(field, FieldCode::NotADay));
            }
            read
        };
        let (from, to) = (day(first, &self.from), day(last, &self.to).map(|day| day + DAY_MS));
        if from.zip(to).is_some_and(|(from, to)| to <= from) {
            errors.push(FieldError::new(last, FieldCode::BeforeFirst));
        }
        (from, to)
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

/// Sets the dates of one file of an item, or takes them away. What they close is closed everywhere at once: whatever asks
/// for files asks for their dates, the index keeps them beside its text, and the cover is made from another file where
/// there is one.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::LibraryManage`]; not found;
/// [`contract::ErrorCode::Conflict`] for an item that is gone; the refused fields `open_from`, `open_to` and
/// `open_reason`: a reason needs a day, unless days are taken away and it goes with them.
pub async fn embargo_file(
    services: &Services,
    actor: &Actor,
    id: &ItemId,
    file: &FileId,
    typed: &FileDates,
) -> DomainResult<()> {
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&OPEN)?;
    let row = act.file(file).await?;
    let mut errors = Vec::new();
    let (from, to) = typed.dates.read_as(["open_from", "open_to"], &mut errors);
    let reason = single_line(&typed.reason);
    check_length(&mut errors, "open_reason", &reason, 0, REASON_MAX);
    let dated = from.is_some() || to.is_some();
    let was_dated = row.visible_from.is_some() || row.visible_to.is_some();
    if errors.is_empty() && !dated && !was_dated && !reason.is_empty() {
        errors.push(FieldError::new("open_from", FieldCode::Required));
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let reason = (dated && !reason.is_empty()).then_some(reason);
    file::Entity::update_many()
        .col_expr(file::Column::VisibleFrom, Expr::value(from))
        .col_expr(file::Column::VisibleTo, Expr::value(to))
        .col_expr(file::Column::EmbargoReason, Expr::value(reason))
        .filter(file::Column::Id.eq(file.as_str()))
        .exec(&act.tx)
        .await?;
    // It is made anew: files that are open come first.
    cover::Entity::delete_many().filter(cover::Column::ItemId.eq(id.as_str())).exec(&act.tx).await?;
    let change = act.change();
    let entry = act.entry(Action::LibraryFileEmbargo);
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
