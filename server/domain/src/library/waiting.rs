//! Files that wait to join an item that is before the world: a second person lets them out, as she does with items.
//!
//! Until then such a file is no file of the item but still an upload of whoever brought it, so that nothing that shows
//! files has to know about it.

use contract::{ErrorCode, Tongue, ids::ItemId};
use entity::library::upload;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use serde::{Deserialize, Serialize};

use super::{
    attach::{Attachment, changed, check, forget_upload, put},
    edit::OPEN,
    life::Act,
    readiness::{Lack, Review, ready, review_by},
    upload::{State, Trace, is_id, traces_in},
    words::FileRole,
};
use crate::{Actor, DomainError, DomainResult, Member, Services, staff::Action};

/// What a file waits for, as its row keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Waits {
    pub item: String,
    role: String,
    language: String,
    alt: String,
    /// What stays in it, so that she who lets it out is told as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    traces: Vec<Trace>,
}

/// A file at the desk that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskWaiting {
    /// The upload.
    pub upload: String,
    /// Its name.
    pub name: String,
    /// What it will be for.
    pub role: FileRole,
    /// Language of its content.
    pub language: Tongue,
    /// What it shows, if it is a picture.
    pub alt: String,
    /// What stays in it and tells of people, devices and places.
    pub traces: Vec<Trace>,
    /// Whether she who looks may let it out.
    pub may: bool,
}

/// Puts an upload that was checked in line.
pub(super) async fn wait<C: ConnectionTrait>(
    tx: &C,
    item: &str,
    attachment: &Attachment,
    now: i64,
) -> DomainResult<()> {
    let row = upload::Entity::find_by_id(attachment.upload.as_str()).one(tx).await?;
    let waits = Waits {
        item: item.to_owned(),
        role: attachment.role.clone(),
        language: attachment.language.clone(),
        alt: attachment.alt.clone(),
        traces: traces_in(row.and_then(|row| row.suggestion).as_deref()),
    };
    let waits =
        serde_json::to_string(&waits).map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let done = upload::Entity::update_many()
        .col_expr(upload::Column::State, Expr::value(State::Waiting.as_str()))
        .col_expr(upload::Column::ChangedAt, Expr::value(now))
        .col_expr(upload::Column::Suggestion, Expr::value(waits))
        .filter(upload::Column::Id.eq(attachment.upload.as_str()))
        .filter(upload::Column::State.eq(State::Ready.as_str()))
        .exec(tx)
        .await?;
    if done.rows_affected == 0 {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    Ok(())
}

fn read(row: &upload::Model) -> Option<Waits> {
    serde_json::from_str(row.suggestion.as_deref()?).ok()
}

/// Every upload that waits for an item, the oldest first.
pub(super) async fn of_item<C: ConnectionTrait>(
    db: &C,
    item: &str,
) -> DomainResult<Vec<(upload::Model, Waits)>> {
    let rows = upload::Entity::find()
        .filter(upload::Column::State.eq(State::Waiting.as_str()))
        .order_by_asc(upload::Column::ChangedAt)
        .order_by_asc(upload::Column::Id)
        .all(db)
        .await?;
    let of_it = rows.into_iter().filter_map(|row| {
        let waits = read(&row)?;
        (waits.item == item).then_some((row, waits))
    });
    Ok(of_it.collect())
}

/// For what and in which language files wait for an item.
pub(super) async fn roles_of<C: ConnectionTrait>(
    db: &C,
    item: &str,
) -> DomainResult<Vec<(FileRole, Tongue)>> {
    let all = of_item(db, item).await?.into_iter();
    Ok(all
        .filter_map(|(_, waits)| Some((FileRole::parse(&waits.role)?, waits.language.parse().ok()?)))
        .collect())
}

/// What waits for an item, for one of those who may let it out.
pub(super) async fn desk_waiting<C: ConnectionTrait>(
    db: &C,
    item: &str,
    me: &Member,
) -> DomainResult<Vec<DeskWaiting>> {
    let mut found = Vec::new();
    for (row, waits) in of_item(db, item).await? {
        let (Some(role), Ok(language)) = (FileRole::parse(&waits.role), waits.language.parse::<Tongue>())
        else {
            continue;
        };
        let may = review_by(db, Some(&row.member_id), me).await? != Review::Own;
        let Waits { alt, traces, .. } = waits;
        found.push(DeskWaiting { upload: row.id, name: row.file_name, role, language, alt, traces, may });
    }
    Ok(found)
}

/// Lets a file out that waits: it is part of the item from now on.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::LibraryManage`]; not found; [`ErrorCode::Conflict`] for
/// an item that is gone; the refused field `person` for whoever brought it, while there is another librarian; the
/// refused fields of [`super::attach()`] for what has become impossible meanwhile.
pub async fn release(services: &Services, actor: &Actor, id: &ItemId, upload: &str) -> DomainResult<()> {
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&OPEN)?;
    if !is_id(upload) {
        return Err(DomainError::not_found());
    }
    let row = upload::Entity::find_by_id(upload)
        .filter(upload::Column::State.eq(State::Waiting.as_str()))
        .lock_exclusive()
        .one(&act.tx)
        .await?;
    let found = row.and_then(|row| read(&row).map(|waits| (row, waits)));
    let (row, waits) =
        found.filter(|(_, waits)| waits.item == id.as_str()).ok_or_else(DomainError::not_found)?;
    let review = review_by(&act.tx, Some(&row.member_id), act.member).await?;
    if review == Review::Own {
        ready(&[Lack::SecondPerson])?;
    }
    let Waits { item, role, language, alt, .. } = waits;
    let attachment = Attachment { upload: row.id, role, language, alt };
    let file = check(&act.tx, &row.member_id, State::Waiting, &item, &attachment).await?;
    put(&act.tx, &item, file, act.now).await?;
    forget_upload(&act.tx, &attachment.upload, State::Waiting).await?;
    let how = if review == Review::OnlyLibrarian { "only_librarian" } else { "second_person" };
    let entry = act.entry(Action::LibraryAttach).detail(how);
    changed(act, entry).await
}
