//! Asking for another form of a recording.

use contract::{
    ErrorCode,
    ids::{FileId, ItemId},
};
use entity::library::conversion;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::{Form, Standing, held, offered};
use crate::{
    Actor, DomainError, DomainResult, Services,
    library::{edit::OPEN, life::Act, waiting},
    staff::Action,
};

/// Asks for another form of a file; whoever calls sees to it that it begins: see [`super::start`]. What could not be made
/// is tried once more.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::LibraryManage`]; not found; [`ErrorCode::UnreadableForm`]
/// for a word that names no form; [`ErrorCode::Conflict`] for an item that is gone, for what is being made, and where
/// there is nothing to be made.
pub async fn convert(
    services: &Services,
    actor: &Actor,
    id: &ItemId,
    file: &FileId,
    form: &str,
) -> DomainResult<()> {
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&OPEN)?;
    let form = Form::parse(form).ok_or_else(|| DomainError::new(ErrorCode::UnreadableForm))?;
    let all = held(&act.tx, id.as_str()).await?;
    let asked = all.iter().find(|one| one.id == file.as_str()).ok_or_else(DomainError::not_found)?;
    let key = (asked.id.clone(), form.as_str().to_owned());
    let known = conversion::Entity::find_by_id(key.clone()).one(&act.tx).await?;
    let waiting = waiting::roles_of(&act.tx, id.as_str()).await?;
    let in_hand = known.is_some_and(|row| row.state != Standing::Failed.as_str());
    if in_hand || offered(asked, &all, &waiting) != Some(form) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    conversion::Entity::delete_by_id(key.clone()).exec(&act.tx).await?;
    let row = conversion::ActiveModel {
        file_id: Set(key.0),
        form: Set(key.1),
        state: Set(Standing::Waiting.as_str().to_owned()),
        trouble: Set(None),
        member_id: Set(Some(act.member.id.as_str().to_owned())),
        changed_at: Set(act.now),
    };
    conversion::Entity::insert(row).exec_without_returning(&act.tx).await?;
    let entry = act.entry(Action::LibraryConvert);
    act.leave(entry).await
}
