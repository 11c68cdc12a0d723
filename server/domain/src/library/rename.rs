//! Giving a file another name to be kept under.

use contract::{
    FieldCode,
    ids::{FileId, ItemId},
};
use entity::library::file;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{
    attach::changed,
    edit::OPEN,
    file_name::{own_ending, with_ending},
    life::Act,
};
use crate::{Actor, DomainError, DomainResult, Services, staff::Action, text::single_line};

/// Gives a file another name. Its ending stays: it says what the bytes are.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::LibraryManage`]; not found;
/// [`contract::ErrorCode::Conflict`] for an item that is gone; the refused field `name`.
pub async fn rename(
    services: &Services,
    actor: &Actor,
    id: &ItemId,
    file: &FileId,
    typed: &str,
) -> DomainResult<()> {
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&OPEN)?;
    let row = act.file(file).await?;
    if single_line(typed).is_empty() {
        return Err(DomainError::field("name", FieldCode::Required));
    }
    let name = with_ending(typed, own_ending(&row.file_name).unwrap_or("bin"));
    file::Entity::update_many()
        .col_expr(file::Column::FileName, Expr::value(name))
        .filter(file::Column::Id.eq(file.as_str()))
        .exec(&act.tx)
        .await?;
    let entry = act.entry(Action::LibraryRename);
    changed(act, entry).await
}
