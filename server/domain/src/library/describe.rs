//! Saying what a picture shows.

use contract::ids::{FileId, ItemId};
use entity::library::file;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{
    attach::{alternative, changed},
    edit::OPEN,
    life::Act,
};
use crate::{Actor, DomainError, DomainResult, Services, staff::Action};

/// Says what a file shows, for those who do not see it.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::LibraryManage`]; not found;
/// [`contract::ErrorCode::Conflict`] for an item that is gone; the refused field `alt`, or `alternative` when a
/// picture that is published would be left without.
pub async fn describe(
    services: &Services,
    actor: &Actor,
    id: &ItemId,
    file: &FileId,
    typed: &str,
) -> DomainResult<()> {
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&OPEN)?;
    let mut errors = Vec::new();
    let alt = alternative(&mut errors, typed);
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let changed_rows = file::Entity::update_many()
        .col_expr(file::Column::Alt, Expr::value(alt))
        .filter(file::Column::Id.eq(file.as_str()))
        .filter(file::Column::ItemId.eq(id.as_str()))
        .exec(&act.tx)
        .await?;
    if changed_rows.rows_affected == 0 {
        return Err(DomainError::not_found());
    }
    let entry = act.entry(Action::LibraryDescribe);
    changed(act, entry).await
}
