//! Saying from when to when a recording holds what somebody may not want to meet unprepared.

use contract::{FieldCode, FieldError, ids::ItemId};
use entity::library::warning;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{edit::OPEN, life::Act, segments::seconds_of, words::WarningKind};
use crate::{Actor, DomainError, DomainResult, Permission, Services, permission::require, staff::Action};

/// Most warnings of one item.
const WARNINGS: usize = 50;

/// A stretch of a recording, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WarningForm {
    /// Word of what it is.
    pub kind: String,
    /// Where it begins: seconds, `m:ss` or `h:mm:ss`.
    pub from: String,
    /// Where it is over.
    pub to: String,
}

impl WarningForm {
    fn read(&self) -> DomainResult<(WarningKind, i32, i32)> {
        let mut errors = Vec::new();
        let kind = WarningKind::parse(&self.kind);
        if kind.is_none() {
            let code = if self.kind.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
            errors.push(FieldError::new("warning", code));
        }
        let mut second = |field: &str, typed: &str| {
            let read = seconds_of(typed).and_then(|second| i32::try_from(second).ok());
            if read.is_none() {
                let code =
                    if typed.trim().is_empty() { FieldCode::Required } else { FieldCode::BadCharacters };
                errors.push(FieldError::new(field, code));
            }
            read
        };
        let (from, to) = (second("from", &self.from), second("to", &self.to));
        match (kind, from, to) {
            (Some(kind), Some(from), Some(to)) if from < to => Ok((kind, from, to)),
            (_, Some(from), Some(to)) if from >= to => {
                errors.push(FieldError::new("to", FieldCode::BadCharacters));
                Err(DomainError::fields(errors))
            }
            _ => Err(DomainError::fields(errors)),
        }
    }
}

/// Adds a stretch. Players show it before anything plays, with a way past it.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; the refused fields `warning`, `from`, `to`; not found;
/// [`ErrorCode::Conflict`] for what is gone.
pub async fn add_warning(
    services: &Services,
    actor: &Actor,
    item: &ItemId,
    form: &WarningForm,
) -> DomainResult<()> {
    require(actor, Permission::LibraryManage, None)?;
    let (kind, from, to) = form.read()?;
    let act = Act::begin(services, actor, item).await?;
    act.only_from(&OPEN)?;
    let known = warning::Entity::find()
        .filter(warning::Column::ItemId.eq(item.as_str()))
        .order_by_asc(warning::Column::Position)
        .all(&act.tx)
        .await?;
    if known.len() >= WARNINGS {
        return Err(DomainError::field("warning", FieldCode::TooMany(WARNINGS)));
    }
    let same = |row: &warning::Model| {
        row.kind == kind.as_str() && row.from_second == Some(from) && row.to_second == Some(to)
    };
    if known.iter().any(same) {
        return Err(DomainError::field("from", FieldCode::Taken));
    }
    let row = warning::ActiveModel {
        item_id: Set(item.as_str().to_owned()),
        position: Set(known.last().map_or(0, |row| row.position + 1)),
        kind: Set(kind.as_str().to_owned()),
        from_second: Set(Some(from)),
        to_second: Set(Some(to)),
    };
    warning::Entity::insert(row).exec_without_returning(&act.tx).await?;
    changed(act).await
}

/// Takes a stretch away.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; not found; [`ErrorCode::Conflict`] for what is gone.
pub async fn remove_warning(
    services: &Services,
    actor: &Actor,
    item: &ItemId,
    form: &WarningForm,
) -> DomainResult<()> {
    require(actor, Permission::LibraryManage, None)?;
    let (kind, from, to) = form.read().map_err(|_| DomainError::not_found())?;
    let act = Act::begin(services, actor, item).await?;
    act.only_from(&OPEN)?;
    let gone = warning::Entity::delete_many()
        .filter(warning::Column::ItemId.eq(item.as_str()))
        .filter(warning::Column::Kind.eq(kind.as_str()))
        .filter(warning::Column::FromSecond.eq(from))
        .filter(warning::Column::ToSecond.eq(to))
        .exec(&act.tx)
        .await?;
    if gone.rows_affected == 0 {
        return Err(DomainError::not_found());
    }
    changed(act).await
}

/// Warnings are of the record: whoever has its form before her is overtaken.
async fn changed(act: Act<'_>) -> DomainResult<()> {
    let mut change = act.change();
    change.version = Set(act.row.version + 1);
    let entry = act.entry(Action::LibraryEdit);
    act.finish(change, entry).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_has_a_kind_a_beginning_and_an_end_after_it() {
        let read = |kind: &str, from: &str, to: &str| {
            WarningForm { kind: kind.into(), from: from.into(), to: to.into() }.read()
        };
        assert_eq!(read("violence", "1:05", "12:40").ok(), Some((WarningKind::Violence, 65, 760)));
        for (kind, from, to, fields) in [
            ("", "", "", vec!["warning", "from", "to"]),
            ("rain", "0", "1", vec!["warning"]),
            ("violence", "soon", "1", vec!["from"]),
            ("violence", "2", "2", vec!["to"]),
            ("", "3", "2", vec!["warning", "to"]),
        ] {
            let refused = read(kind, from, to).unwrap_err();
            assert_eq!(refused.fields.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), fields);
        }
    }
}
